"""A laboratory's part of an application at STAR-3: Docs/walks/laboratory.md."""

import datetime

from .browser import Lost, browser
from .filing import Case, Draft
from .people import Letters, Person, joined, staffed, today

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def laboratory(base, folder, manner):
    """Recorded, assigned, tested; two findings, put right, one of them twice; reported, decided."""
    letters = Letters(base, folder)
    with browser(folder, manner) as page:
        staff = staffed(page, base, folder, letters, "reviewer", "approver", "finance")
        tester = recorded(page, base, staff["administrator"], letters)
        maker = joined(page, base, letters)
        page.press_link("申請")
        page.press("form button")
        page.look_for("記入するもの")
        draft = Draft(maker, page.address.split("?")[0])
        filled(draft, folder)
        draft.submit("DEMO-A-0003")
        case = Case(base, staff, 1)
        case.accept()
        # Which laboratory may, is offered; the first option is none.
        staff["reviewer"].unfold(case.address, "assignLaboratory")
        choices = page.attributes("#a-assignLaboratory-laboratory option", "value")
        page.choose("#a-assignLaboratory-laboratory", choices[-1])
        page.shot("3-assign", height=1000)
        page.press("#a-assignLaboratory button")
        page.look_for("記録しました", "見本評価所")
        tested(page, base, tester)
        rounds(page, base, tester, draft)
        case.take_money(880_000)
        case.do("reviewer", "confirm")
        reported(page, base, tester)
        case.recommend()
        case.issue()
        page.look_for("見本評価所")
        draft.open()
        page.press_link("公開されているラベルのページ")
        page.look_for("有効です", "見本評価所")
        page.shot("8-label-phone", width=390, height=1200)
        tester.sit()
        page.open(assessment(base))
        page.look_for("できることはありません")
    return {"letters": len(letters.seen)}


def assessment(base):
    return base + "/assessments/1?lang=ja"


def recorded(page, base, administrator, letters):
    """The laboratory, its scope, and the first of its people."""
    place, address = base + "/office/laboratories?lang=ja", "tester@lab.example.jp"
    administrator.unfold(
        place, "record", "STAR-3", days={"validFrom": today() - datetime.timedelta(days=30), "validUntil": today() + datetime.timedelta(days=700)},
        organisation="見本評価所", organisationEN="Sample Laboratory", corporateNumber="8010401050387",
    )
    page.shot("1-record", height=1300)
    page.press("#a-record button")
    page.look_for("評価機関を記録しました", "見本評価所")
    choices = page.attributes("#a-invite-laboratory option", "value")
    administrator.fill(place, "invite", options={"laboratory": choices[-1]}, name="試験 二郎", email=address)
    page.look_for("招待を送りました")
    tester = Person(page, base, address)
    tester.begin(letters(address))
    tester.enrol()
    return tester


def filled(draft, folder):
    """No checklist at this level: papers instead."""
    page = draft.page
    draft.terms("STAR-3")
    draft.product("見守りドアカメラ")
    draft.part("models")
    page.write("#f-models", "DC-300\nDC-300B")
    draft.save()
    draft.contact()
    draft.part("documents")
    page.shot("2-papers-phone", width=390, height=1200)
    wanted = [value for value in page.attributes("#f-kind option", "value") if value not in ("", "other")]
    needed = page.text.count("\n", page.text.index("必要な書類"), page.text.index("提出する書類")) - 1
    for kind in wanted:
        draft.part("documents")
        page.choose("#f-kind", kind)
        paper = folder / f"{kind}.pdf"
        paper.write_bytes(PAPER)
        page.write("#f-file", str(paper))
        page.press("form[enctype] button")
        page.look_for(paper.name)
        if not page.has("section .verdict.unknown"):
            return
    raise Lost(f"{needed} papers are needed and some are missing still")


def tested(page, base, tester):
    """Documents, device, app and cloud; a finding in the second and in the last."""
    here = assessment(base)
    tester.sit()
    page.open(base + "/assessments?lang=ja")
    page.look_for("DEMO-A-0003")
    page.shot("4-assessments")
    tester.fill(here, "pass")
    tester.fill(here, "addFinding", "device", "major", check="初期パスワード", evidence="admin で入れた")
    tester.fill(here, "pass", testedVersion="FW 1.0")
    tester.fill(here, "pass", testedVersion="App 2.0")
    tester.fill(here, "addFinding", "cloud", "minor", check="TLS の版", evidence="TLS 1.0 に応答する")
    tester.fill(here, "pass", testedVersion="Service 3.0")
    page.look_for("TLS 1.0 に応答する")
    page.shot("5-findings", height=1400)
    tester.fill(here, "listIssues")


def rounds(page, base, tester, draft):
    """Both are put right; one fails the first retest and passes the second."""
    here = assessment(base)

    def rectify(**versions):
        draft.open()
        page.look_for("評価機関の指摘")
        for name, version in versions.items():
            page.write(f"#f-{name}", version)

    rectify(finding1="FW 1.1", finding2="Service 3.1")
    page.shot("6-rectify-phone", width=390, height=1400)
    page.press("button[type=submit]")
    tester.unfold(here, "retest")
    page.press("#a-retest input[name=finding1][value=passed]")
    page.press("#a-retest input[name=finding2][value=failed]")
    page.shot("7-retest", height=1300)
    page.press("#a-retest button")
    rectify(finding2="Service 3.2")
    if page.has("#f-finding1"):
        raise Lost("a finding that passed is asked for again")
    page.press("button[type=submit]")
    # What passed in the version before is looked at again in the one that was handed in.
    for module, version in (("device", "FW 1.1"), ("cloud", "Service 3.2")):
        tester.fill(here, "passAgain", module, testedVersion=version)
    tester.unfold(here, "retest")
    page.press("#a-retest input[name=finding2][value=passed]")
    page.press("#a-retest button")


def reported(page, base, tester):
    here = assessment(base)
    tester.fill(here, "approveReport", days={"reportDay": today()}, report="R-1")
    tester.fill(here, "submitReport")
    page.look_for("R-1")
