"""A label nears its end: Docs/walks/notices.md."""

import datetime
import http.client
import json
import re
import time
import urllib.parse

from measuring.processes import REPOSITORY, run
from measuring.servers import free_port

from .browser import Lost, browser, taken
from .filing import Draft
from .mailbox import Mailbox, text
from .peers import Endpoint, MailServer, there
from .people import Letters, Person, joined, staffed, today
from .registry import made, program, served
from .renewal import organisation, years

# Days from today to a label's last day, and its product. Each meets a step of the ladder today; one does on a later day.
LABELS = {
    180: ("見守りカメラ（屋内）", "Indoor camera"), 90: ("見守りカメラ（屋外）", "Outdoor camera"), 60: ("ドアホン", "Door phone"),
    45: ("人感センサー", "Motion sensor"), 30: ("温湿度計", "Thermometer"), 7: ("スマートロック", "Door lock"),
    1: ("見守りハブ", "Home hub"), -1: ("窓センサー", "Window sensor"),
}
LATER = 14
# Where a step's page is offered; a step that is not offered is passed over, and says so.
CALENDAR, WATCHES = "/account/calendar", "/watches"
FOLLOW = f"form[action*='{WATCHES}']:has(input[type=email])"


class House:
    """The registry, stopped and started at one address: each start is a round of the ladder, so nobody waits a minute."""

    def __init__(self, folder, mail):
        self.folder, self.mail, self.port, self.running = folder, mail, free_port(), None
        self.base = f"http://127.0.0.1:{self.port}"
        self.letters = Letters(self.base, folder)

    def start(self, has_mail=True):
        self.stop()
        mail = self.mail.settings if has_mail else {"MAIL_TRANSPORT": "none"}
        self.running = served(self.folder, mail, self.port, WEBHOOKS_ALLOW="127.0.0.0/8")

    def stop(self):
        if self.running:
            self.running.stop()
            self.running = None

    def ask(self, *words):
        return run([program(), *words, "--store", self.folder / "store"])

    def rows(self, *words):
        return [json.loads(line) for line in self.ask(*words, "--json").splitlines()]

    def until(self, what, found, seconds=60):
        """Waits for something of the command line to be so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if rows := found():
                return rows
            time.sleep(0.3)
        raise Lost(f"{what} did not come")


def notices(folder, manner):
    """Told in time; silent once an extension is filed; where a mailbox is gone, the next who can be reached."""
    made(folder)
    with there(MailServer(folder / "mail")) as mail, there(Endpoint()) as endpoint, browser(folder, manner) as page:
        house = House(folder, mail)
        try:
            house.start()
            return walked(house, page, manner, endpoint)
        finally:
            house.stop()


def walked(house, page, manner, endpoint):
    box = Mailbox(house.folder / "mail", page)
    staff = staffed(page, house.base, house.folder, house.letters, "approver")
    maker = joined(page, house.base, house.letters)
    colleague = chosen(page, house, maker)
    other = joined(page, house.base, house.letters, "jiro@tsuki.example.jp", "鈴木 次郎", "月見電機", "6000012050003")
    listening(page, house, maker, endpoint)

    house.start()
    for days, names in LABELS.items():
        issued(page, house, staff["approver"], "例示製作所", number(days), days, names)
    plan(house, manner)
    house.start()
    digests(box, maker, colleague)
    seen(page, house, maker)
    calendar(page, house, maker)
    expiring(page, house, maker, endpoint)
    silent(page, house, maker, staff["approver"], box, manner)
    unreachable(page, house, other, staff, box, manner)
    one_press(page, box, colleague)
    followed(page, house)
    return {"letters": house.mail.count, "webhooks": len(endpoint.taken)}


def skipped(what):
    print(f"walk: skipped: {what}", flush=True)


def number(days):
    return f"DEMO-N-{days:03d}" if days >= 0 else f"DEMO-N-X{-days:02d}"


def chosen(page, house, maker):
    """A colleague who reads English chooses to be told of ends too."""
    colleague = Person(page, house.base, "taro@rei.example.jp")
    link = maker.invite("manufacturerMember", colleague.address, house.letters, "Sato Taro", language="en")
    colleague.begin(link.replace("lang=en", "lang=ja"))
    page.look_for("Sato Taro")
    page.open(house.base + "/account?lang=en")
    page.press("#c-labelEnds")
    page.press("#letters button")
    page.look_for("Saved.")
    page.open(house.base + "/account?lang=en")
    if not page.attribute("#c-labelEnds", "checked"):
        raise Lost("the choice was not kept")
    page.shot("1-choice", of="#letters")
    return colleague


def listening(page, house, maker, endpoint):
    """The maker's own systems want to be told too: an endpoint is added and proves itself."""
    maker.sit()
    page.open(house.base + "/account/webhooks?lang=ja")
    maker.prove()
    page.write("#url", endpoint.address)
    page.write("#label", "社内の台帳")
    while page.has("fieldset input:not(:checked)"):
        page.press("fieldset input:not(:checked)")
    page.shot("2-webhook")
    page.press("form[action*='/account/webhooks'] button")
    page.look_for("署名の秘密")
    page.open(hook(page, house))
    for _ in range(100):
        if "送信中" in page.text:
            break
        time.sleep(0.2)
        page.post("/url", {"url": hook(page, house)})
    else:
        raise Lost("the endpoint did not prove itself")
    page.press("input[name=action][value=test] + button")
    page.look_for("受け付けました")


def hook(page, house):
    return house.base + "/account/webhooks/1?lang=ja"


def calendar(page, house, maker):
    """The ends of all labels of the organisation in somebody's calendar program, by an address of its own."""
    maker.sit()
    page.open(house.base + "/account?lang=ja")
    if not page.has(f"main a[href*='{CALENDAR}']"):
        return skipped("the account's page offers no calendar address")
    page.shot("3-account")
    # Making it may ask for password and code first.
    for _ in range(2):
        page.open(house.base + CALENDAR + "?lang=ja")
        page.press(f"form[action*='{CALENDAR}'] button")
        if "/account/prove" not in page.address:
            break
        maker.prove()
    page.look_for(".ics")
    page.shot("3-calendar")
    # A calendar program takes the secret address itself, and asks for no password.
    address = re.search(r"https://[^/\s]+(/\S+\.ics)", page.text).group(1)
    told = taken(house.base, address).decode().replace("\r\n ", "")
    if not told.startswith("BEGIN:VCALENDAR") or LABELS[7][0] not in told:
        raise Lost("the calendar leaves out the label that ends in 7 days")


def issued(page, house, approver, maker, number, days, names, contact="https://rei.example.jp/contact"):
    """A label whose last day is so many days away: recorded two years before that, by the command line."""
    end = today() + datetime.timedelta(days=days)
    house.ask(
        "label", "issue", "--number", number, "--on", years(end + datetime.timedelta(days=1), -2).isoformat(), "--level", "STAR-1",
        "--maker-ja", maker, "--country", "JP", "--contact", contact, "--vulnerability-contact", "psirt@rei.example.jp",
        "--product-ja", names[0], "--product-en", names[1], "--category", "camera-surveillance", "--support", "unsupported",
        "--model", "N-100", "--until", end.isoformat(), "--break-glass", "A walk has nobody beside it",
    )
    owner = organisation(page, house.base, approver, maker)
    approver.fill(house.base + f"/office/labels/{number}?lang=ja", "setOwner", organisation=owner)
    page.look_for("済みました")
    if house.rows("notices", "list", "--number", number):
        raise Lost("a round of the ladder came before the label had its holder; walk again")


def plan(house, manner):
    """What will be told, before anything is."""
    until = (today() + datetime.timedelta(days=20)).isoformat()
    lines = [line for line in house.ask("notices", "plan", "--until", until).splitlines() if "DEMO-N-" in line]
    if sum(line.startswith(today().isoformat()) for line in lines) != len(LABELS) - 1:
        raise Lost("not every label is told of today:\n" + "\n".join(lines))
    written(manner, "plan", lines)
    letters = house.ask("notices", "plan", "--dry-run")
    if "To: hanako@rei.example.jp" not in letters or "To: taro@rei.example.jp" not in letters:
        raise Lost("the letters of today are not both there:\n" + letters)


def digests(box, maker, colleague):
    """One letter each, in their language."""
    letter = box.arrived(maker.address, number(7))
    products = [names[0] for days, names in LABELS.items() if days != 45]
    missing = [product for product in products if product not in text(letter)]
    if missing or LABELS[45][0] in text(letter):
        raise Lost(f"the letter leaves out {missing} or says too much")
    box.show(letter, "4-letter", (1100, "light"), (1100, "dark"), (390, "light"), (390, "dark"), (1100, "text"))
    letter = box.arrived(colleague.address, number(7))
    if LABELS[7][1] not in text(letter) or letter["Content-Language"] != "en":
        raise Lost("the colleague's letter is not in English")
    box.show(letter, "5-letter-en", (1100, "light"), (390, "dark"), (1100, "text"))


def seen(page, house, maker):
    """What was told, what comes, and the page that everybody sees."""
    house.until("the letter", lambda: [row for row in house.rows("notices", "list") if row["state"] == "sent"])
    maker.sit()
    page.open(house.base + "/applications?lang=ja")
    page.look_for(number(7), "次のお知らせ", "お知らせの記録")
    page.press(f"tr:has(a[href*='{number(7)}']) details summary")
    page.shot("6-told")
    page.shot("6-told-phone", width=390, height=1600)
    page.open(house.base + f"/labels/{number(7)}?lang=ja")
    page.look_for("有効です")
    page.shot("7-label-phone", width=390, height=1200)
    page.open(house.base + f"/labels/{number(-1)}?lang=ja")
    page.look_for("期限")
    page.shot("7-lapsed-phone", width=390, height=1200)


def expiring(page, house, maker, endpoint):
    """The endpoint's log; the ladder's own messages where this program queues them."""
    for _ in range(50):
        if any(message["type"] == "label.expiring" for message in endpoint.taken):
            break
        time.sleep(0.1)
    else:
        skipped("no label.expiring was sent to the endpoint")
    maker.sit()
    page.open(hook(page, house))
    page.look_for("送信の記録", "endpoint.challenge", "endpoint.test")
    page.shot("8-log", height=1400)


def silent(page, house, maker, approver, box, manner):
    """No mail server for an hour; meanwhile the extension is filed. What waited is no longer needed."""
    name = number(LATER)
    house.start(has_mail=False)
    issued(page, house, approver, "例示製作所", name, LATER, ("宅配ボックス", "Parcel box"))
    house.start(has_mail=False)
    states(house, name, "queued")
    before = len(box.everything(maker.address)), coming(house, name)
    maker.sit()
    page.open(house.base + "/applications?lang=ja")
    page.press(f"tr:has(a[href*='{name}']) button[value=extension]")
    page.look_for("記入するもの", "延長申請")
    draft = Draft(maker, page.address.split("?")[0])
    draft.checklist()
    draft.contact()
    draft.submit("DEMO-A-0014")
    house.start()
    states(house, name, "suppressed")
    if house.until("the end of the letter", lambda: [row for row in house.rows("letters", "list", "--state", "moot")])[0]["kind"] != "digest":
        raise Lost("another letter was given up")
    after = len([m for m in box.everything(maker.address) if name in text(m)]), coming(house, name)
    if not before[1] or after != (0, []):
        raise Lost(f"{name}: {before} before the extension was filed, {after} after")
    written(manner, "silent", [f"{'before':8}{line}" for line in before[1]] + [f"{'after':8}nothing"])
    maker.sit()
    page.open(house.base + "/applications?lang=ja")
    page.press(f"tr:has(a[href*='{name}']) details summary")
    page.look_for("不要になりました")
    page.shot("9-silent", of=f"tr:has(a[href*='{name}'])")


def coming(house, name):
    until = (today() + datetime.timedelta(days=60)).isoformat()
    return [line for line in house.ask("notices", "plan", "--until", until).splitlines() if name in line]


def states(house, name, *wanted):
    """Waits until the label's notices stand where they should."""
    return house.until(
        f"{name} {', '.join(wanted)}",
        lambda: {row["state"] for row in house.rows("notices", "list", "--number", name)} == set(wanted),
    )


def unreachable(page, house, other, staff, box, manner):
    """A mailbox is gone: the address on the label is told, and where that is none, the office."""
    # The first label says where to write, the second only which page to open.
    issued(page, house, staff["approver"], "月見電機", "DEMO-N-M1", 30, ("電気錠", "Electric lock"), "mailto:info@tsuki.example.jp")
    issued(page, house, staff["approver"], "月見電機", "DEMO-N-M2", 7, ("給湯器", "Water heater"), "https://tsuki.example.jp/contact")
    house.mail.gone.add(other.address)
    house.start()
    house.until("the letter that was refused", lambda: house.rows("letters", "list", "--state", "dead"))
    house.start()
    letter = box.arrived("info@tsuki.example.jp", "DEMO-N-M")
    if "DEMO-N-M1" not in text(letter) or "DEMO-N-M2" in text(letter):
        raise Lost("the address on the label is not told of its own label alone")
    states(house, "DEMO-N-M2", "escalated", "waiting")
    written(manner, "escalated", [line for line in house.ask("notices", "list").splitlines() if "DEMO-N-M" in line])
    operator = staff["administrator"]
    operator.sit()
    page.open(house.base + "/office/letters?lang=ja")
    page.look_for("DEMO-N-M2", other.address)
    page.shot("10-office")
    page.shot("10-office-phone", width=390)
    page.press("tr:has(a[href*='DEMO-N-M2']) button")
    page.look_for("記録しました")
    house.mail.gone.clear()
    page.press("form[action*='/replay'] button")
    page.look_for("記録しました", "届けられなかった手紙はありません")
    page.shot("11-answered")
    letter = box.arrived(other.address, "DEMO-N-M")
    if "DEMO-N-M1" not in text(letter):
        raise Lost("the letter that came at last says nothing")
    other.sit()
    page.open(house.base + "/applications?lang=ja")
    page.press("tr:has(a[href*='DEMO-N-M2']) details summary")
    page.look_for("DEMO-N-M2", "窓口が対応しました")


def one_press(page, box, colleague):
    """One press ends letters that their reader may do without, from the mail program itself (RFC 8058)."""
    letters = [m for m in box.everything(colleague.address) if "List-Unsubscribe-Post" in m and number(7) in text(m)]
    if not letters:
        return skipped("no letter offers to be stopped by one press")
    path = re.search(r"<https://[^/>]+(/[^>]+)>", letters[0]["List-Unsubscribe"]).group(1)
    # Whoever opens the address sees a page first; a mail program posts to it at once.
    page.open(colleague.base + path)
    page.shot("12-one-press-phone", width=390)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(colleague.base).netloc, timeout=30)
    connection.request("POST", path, "List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded"})
    if (status := connection.getresponse().status) >= 300:
        raise Lost(f"the press of a mail program is answered by {status}")
    colleague.sit()
    page.open(colleague.base + "/account?lang=en")
    if page.attribute("#c-labelEnds", "checked"):
        raise Lost("the letters are not stopped")
    page.shot("12-stopped", of="#letters")


def followed(page, house):
    """A procurement officer without an account follows a list, and confirms it by mail."""
    page.cookies = []
    Person.sitting = None
    page.open(house.base + "/search?lang=ja&levelAtLeast=1")
    link = f"main a[href*='{WATCHES}']"
    if not page.has(FOLLOW) and page.has(link):
        page.press(link)
    if not page.has(FOLLOW):
        return skipped("the list cannot be followed by mail")
    page.press(f"details:has(form[action*='{WATCHES}']) summary")
    page.write(FOLLOW + " input[type=email]", "chotatsu@city.example.jp")
    page.write(FOLLOW + " input[name=until]", years(today(), 3).isoformat())
    page.shot("13-follow", of=f"details:has(form[action*='{WATCHES}'])")
    page.press(FOLLOW + " button")
    page.open(house.letters("chotatsu@city.example.jp"))
    # Only a press confirms: mail programs open what they are sent by themselves.
    page.press("main form button")
    page.shot("13-followed-phone", width=390)


def written(manner, name, lines):
    """Puts what the command line said into its place in the walk's text, where pictures are kept."""
    if not manner.keep:
        return
    place = REPOSITORY / "Docs" / "walks" / "notices.md"
    told = place.read_text()
    block = re.compile(rf"(<!-- {name} -->\n```text\n).*?(```\n)", re.DOTALL)
    if not block.search(told):
        raise Lost(f"notices.md has no place for {name}")
    place.write_text(block.sub(lambda found: found.group(1) + "\n".join(lines) + "\n" + found.group(2), told))
