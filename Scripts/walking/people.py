"""Who walks: people with accounts, their letters and their one-time codes."""

import base64
import contextlib
import datetime
import email
import email.policy
import hashlib
import hmac
import re
import struct
import time

from measuring.processes import run

from .browser import Lost
from .registry import program

PASSWORD = "きのう公園で三毛猫を二匹見ました。"


def today():
    """The day in Japan."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date()


def letter(base, folder, seen, recipient):
    """The newest letter to somebody as it lies in the folder: its subject, and the page it leads to."""
    for _ in range(200):
        for place in (folder / "mail").glob("*.eml"):
            if place in seen:
                continue
            message = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
            seen.add(place)
            if recipient in message["To"]:
                text = message.get_body(("plain",)).get_content()
                found = re.search(r"https://[^/\s]+(/\S+)", text)
                return message["Subject"], base + found.group(1)
        time.sleep(0.05)
    raise Lost(f"no letter came to {recipient}")


def one_time(secret, ahead=0):
    """The code of an authenticator (RFC 6238)."""
    step = int(time.time()) // 30 + ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[19] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class Person:
    """Somebody with an account. There is one browser: whoever sits down at it brings cookies of their own."""

    sitting = None

    def __init__(self, page, base, address):
        self.page, self.base, self.address = page, base, address
        self.secret, self.used, self.cookies = None, 0, []

    def sit(self):
        """Leaves the browser to this person as they left it."""
        before, Person.sitting = Person.sitting, self
        if before is self:
            return
        self.page.open(self.base + "/about?lang=ja")
        if before and before.page is self.page:
            before.cookies = self.page.cookies
        self.page.cookies = self.cookies

    def code(self):
        """A one-time code; each step of the clock is good once."""
        while True:
            now = int(time.time()) // 30
            for ahead in (0, 1):
                if now + ahead > self.used:
                    self.used = now + ahead
                    return one_time(self.secret, ahead)
            time.sleep(1)

    def begin(self, link, **fields):
        """Opens a letter's page, chooses the password and signs in for the first time."""
        self.sit()
        self.page.open(link)
        for name, text in fields.items():
            self.page.write(f"#f-{name}", text)
        self.page.write("#f-password", PASSWORD)
        self.page.press("form button")
        self.page.look_for("サインイン")
        self.page.write("#f-email", self.address)
        self.page.write("#f-password", PASSWORD)
        self.page.press("form button")

    def enrol(self):
        self.page.look_for("ワンタイムコードの設定")
        self.secret = self.page.attribute("input[name=secret]", "value")
        self.page.write("#code", self.code())
        self.page.press("form button")
        self.page.look_for("回復コード")
        self.page.press_link("保管しました")
        self.page.look_for("残りの回復コード")

    def prove(self):
        """Gives password and code again, where the page asks for them."""
        if "/account/prove" not in self.page.address:
            if not self.page.has("main a[href*='/account/prove']"):
                return
            self.page.press("main a[href*='/account/prove']")
        self.page.write("#f-password", PASSWORD)
        self.page.write("#f-code", self.code())
        self.page.press("form button")
        for _ in range(100):
            if "/account/prove" not in self.page.address:
                return
            time.sleep(0.05)
        raise Lost(f"{self.address} could not prove who it is")

    def fill(self, address, word, *choices, days={}, options={}, **fields):
        """Unfolds a form of the office's pages, fills it in and sends it."""
        self.unfold(address, word, *choices, days=days, options=options, **fields)
        self.page.press(f"details[id='a-{word}'] button")

    def unfold(self, address, word, *choices, days={}, options={}, **fields):
        self.sit()
        self.page.open(address)
        self.prove()
        self.page.press(f"details[id='a-{word}'] summary")
        for choice in choices:
            self.page.press(f"details[id='a-{word}'] input[value='{choice}']")
        for name, value in options.items():
            self.page.choose(f"[id='a-{word}-{name}']", value)
        for name, day in days.items():
            self.page.write_day(f"[id='a-{word}-{name}']", day)
        for name, text in fields.items():
            self.page.write(f"[id='a-{word}-{name}']", text)

    def invite(self, role, address, letters, name=None, language="ja"):
        """Invites a colleague; gives the link of the letter. What matters asks for password and code again."""
        self.sit()
        for _ in range(2):
            self.page.open(self.base + "/account/members?lang=ja")
            self.page.write("#name", name or role)
            self.page.write("#email", address)
            self.page.press(f"#new-{role}")
            self.page.press(f"#l-{language}")
            self.page.press("form[action*='/account/members?'] button")
            if "/account/prove" not in self.page.address:
                break
            self.prove()
        self.page.look_for("招待を送りました")
        return letters(address)


class Letters:
    """Letters that were not read yet."""

    def __init__(self, base, folder):
        self.base, self.folder, self.seen = base, folder, set()

    def __call__(self, recipient):
        return letter(self.base, self.folder, self.seen, recipient)[1]


def staffed(page, base, folder, letters, *roles, after=None):
    """The first operator comes in and invites the others; each begins. Gives them by role."""
    told = run([program(), "account", "first-operator", "--store", folder / "store"])
    people = {"administrator": Person(page, base, "op@example.jp")}
    operator = people["administrator"]
    operator.begin(base + re.search(r"https://[^/\s]+(/join/\S+)", told).group(1), name="運営 一郎", email=operator.address)
    operator.enrol()
    links = {}
    for role in roles:
        people[role] = Person(page, base, f"{role}@example.jp")
        links[role] = operator.invite(role, people[role].address, letters)
    if after:
        after()
    for role in roles:
        people[role].begin(links[role])
        people[role].enrol()
    return people


def joined(page, base, letters, address="hanako@rei.example.jp", name="山田 花子", organisation="例示製作所", number="7000012050002"):
    """A manufacturer registers, and sets one-time codes up because it wants to."""
    maker = Person(page, base, address)
    maker.sit()
    page.open(base + "/join?lang=ja")
    for field, text in [("name", name), ("email", address), ("organisation", organisation), ("corporateNumber", number)]:
        page.write(f"#f-{field}", text)
    page.press("form button")
    page.look_for("メールを送りました")
    maker.begin(letters(maker.address))
    page.look_for(name)
    page.press_link("設定する")
    maker.enrol()
    return maker
