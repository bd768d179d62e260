"""From the first draft to the scanned label: Docs/walks/application.md."""

import datetime
import shutil
import subprocess

from .browser import Lost, browser, taken
from .filing import Case, Draft
from .people import Letters, joined, staffed, today


def application(base, folder, manner):
    """Staff; a manufacturer, scope, a draft with 80 models, review, correction, payment, decision, kit, scan."""
    letters = Letters(base, folder)
    with browser(folder, manner) as page:
        roles = ("reviewer", "approver", "finance")
        staff = staffed(page, base, folder, letters, *roles, after=lambda: page.shot("1-staff"))
        scope(page, base)
        maker = joined(page, base, letters)
        page.press_link("申請")
        page.look_for("申請はまだありません")
        page.press("form button")
        page.look_for("記入するもの")
        page.shot("2-draft")
        page.shot("2-draft-phone", width=390)
        draft = Draft(maker, page.address.split("?")[0])
        filled(draft)
        draft.submit("DEMO-0001")
        page.shot("5-submitted")

        case = Case(base, staff, 1)
        staff["reviewer"].sit()
        page.open(base + "/office?lang=ja")
        page.shot("6-office")
        page.open(case.address)
        page.shot("7-case", height=1600)
        case.accept()
        corrected(case, draft)
        case.take_money(198_000)
        case.do("reviewer", "confirm")
        case.recommend()
        case.issue("9-decision")
        return kit(page, base, folder, draft)


def scope(page, base):
    """Before anybody registers: is a label of any use for this product?"""
    page.open(base + "/scope?lang=ja")
    for name, value in [("hardware", "yes"), ("generalPurpose", "no"), ("links", "wifi"), ("category", "camera-surveillance")]:
        page.press(f"input[name={name}][value={value}]")
    page.press("form button")
    page.look_for("対象")
    if not page.has(".verdict.in_scope"):
        raise Lost("a camera on Wi-Fi is not in scope")
    page.shot("2-scope-phone", width=390, height=1000)


def filled(draft):
    """Every part of the draft, with a model typed twice on the way."""
    page = draft.page
    draft.terms("STAR-1")
    draft.product("見守りカメラ")
    models = [f"DC-{number}" for number in range(100, 180)]
    draft.part("models")
    page.write("#f-models", "\n".join(models + ["DC-100"]))
    page.press("form button")
    page.look_for("81行目", "同じ型番")
    page.shot("3-models", height=1200)
    page.write("#f-models", "\n".join(models))
    draft.save()
    draft.checklist("4-checklist")
    draft.contact()


def corrected(case, draft):
    """The office asks, the applicant answers, and the office sees what is different."""
    until = today() + datetime.timedelta(days=14)
    case.do("reviewer", "askCorrection", days={"until": until}, text="英語の製品名を加えてください。")
    page = draft.page
    draft.open()
    page.look_for("補正のお願い", "英語の製品名を加えてください。")
    page.shot("8-correction-phone", width=390, height=1000)
    draft.part("product")
    page.write("#f-nameEN", "Door camera")
    draft.save()
    draft.declare("answerCorrection")
    page.look_for("補正の提出")
    case.staff["reviewer"].sit()
    page.open(case.address)
    page.look_for("前回の提出との違い", "Door camera")


def kit(page, base, folder, draft):
    """Every picture of the kit is taken home, and another program reads the code in one of them."""
    draft.open()
    page.press_link("ラベル一式")
    page.look_for("使えない表現")
    page.shot("10-kit")
    home = folder / "kit"
    home.mkdir(exist_ok=True)
    for address in page.attributes("section .f a", "href"):
        name = address.split("?")[0].split("/")[-1]
        (home / name).write_bytes(taken(base, address))
    pictures = sorted(home.iterdir())
    starts = {".svg": b"<", ".pdf": b"%PDF", ".png": b"\x89PNG"}
    for picture in pictures:
        if not picture.read_bytes().startswith(starts[picture.suffix]):
            raise Lost(f"{picture.name} of the kit is none")
    if {picture.suffix for picture in pictures} != set(starts):
        raise Lost(f"the kit holds {', '.join(picture.name for picture in pictures)}")
    if not shutil.which("zbarimg"):
        raise Lost("zbarimg is missing (apt-get install zbar-tools)")
    label = next(picture for picture in pictures if picture.suffix == ".png")
    scanned = subprocess.run(["zbarimg", "-q", "--raw", label], capture_output=True, text=True).stdout.strip()
    page.cookies = []
    page.open(base + "/" + scanned.split("/")[-1] + "?lang=ja")
    page.look_for("有効です", "見守りカメラ", "80件")
    page.shot("11-scanned-phone", width=390, height=1200)
    return {"pictures": len(pictures), "scanned": scanned}
