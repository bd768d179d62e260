"""A label's next two years: Docs/walks/renewal.md."""

import datetime
import json
import re
import urllib.parse

from measuring.processes import run

from .browser import Lost, browser, taken
from .filing import Case, Draft
from .people import Letters, joined, staffed, today
from .registry import program

NUMBER = "DEMO-R-0001"


def renewal(base, folder, manner):
    """A label of 600 days is given its owner, renewed before its end, and holds on from that end."""
    letters = Letters(base, folder)
    old(folder)
    before = held(base)
    with browser(folder, manner) as page:
        staff = staffed(page, base, folder, letters, "reviewer", "approver", "finance")
        maker = joined(page, base, letters)
        owned(page, base, staff["approver"])
        maker.sit()
        page.open(base + "/applications?lang=ja")
        page.look_for(NUMBER, "延長申請")
        page.shot("1-labels")
        page.shot("1-labels-phone", width=390)
        page.press("button[value=extension]")
        page.look_for("記入するもの", "延長申請")
        draft = Draft(maker, page.address.split("?")[0])
        page.shot("2-prefilled", height=1200)
        filled(draft)
        draft.submit("DEMO-A-0002")
        if held(base) != before:
            raise Lost("an extension that was only asked for moved the end")
        case = Case(base, staff, 1)
        case.accept()
        page.open(case.address)
        page.look_for("ラベルから変わること", "見守りカメラ（屋外）")
        page.shot("4-case", height=1400)
        case.take_money(99_000)
        case.do("reviewer", "confirm")
        case.recommend()
        case.issue()
        after = held(base)
        draft.open()
        page.look_for("発行")
        page.shot("5-issued")
        page.cookies = []
        page.open(base + f"/labels/{NUMBER}?lang=ja")
        page.look_for("有効です", "見守りカメラ（屋外）")
        page.shot("6-label-phone", width=390, height=1200)
    if after[0] != before[0] or after[1] != years(before[1], 2):
        raise Lost(f"held {before} before and {after} after")
    return {"before": before[1].isoformat(), "after": after[1].isoformat()}


def old(folder):
    """A label from before there were accounts: recorded on the command line, with a day in the past."""
    day = today() - datetime.timedelta(days=600)
    run([
        program(), "label", "issue", "--store", folder / "store", "--number", NUMBER, "--on", day.isoformat(), "--level", "STAR-1",
        "--maker-ja", "例示製作所", "--corporate-number", "7000012050002", "--country", "JP",
        "--contact", "https://rei.example.jp/contact", "--vulnerability-contact", "psirt@rei.example.jp",
        "--product-ja", "見守りカメラ", "--category", "camera-surveillance", "--support", "unsupported",
        "--model", "DC-100", "--model", "DC-100B", "--break-glass", "A walk has nobody beside it",
    ])


def held(base):
    """First and last day of the label."""
    label = json.loads(taken(base, f"/api/v1/labels/{NUMBER}"))
    if label["standing"] != "valid":
        raise Lost(f"the label is {label['standing']}")
    return tuple(datetime.date.fromisoformat(label[name]) for name in ("heldFrom", "heldUntil"))


def years(day, more):
    """The same day so many years later; the last of February where there is none."""
    try:
        return day.replace(year=day.year + more)
    except ValueError:
        return day.replace(year=day.year + more, day=28)


def organisation(page, base, approver, name):
    """A manufacturer's own number, as the office finds it."""
    approver.sit()
    page.open(base + "/office/search?lang=ja&q=" + urllib.parse.quote(name))
    found = re.search(r"製造者[^\d\n]*(\d+)", page.text)
    if not found:
        raise Lost("the office does not find the manufacturer")
    return found.group(1)


def owned(page, base, approver):
    """The office makes sure whose the label is, and records it."""
    number = organisation(page, base, approver, "例示製作所")
    approver.fill(base + f"/office/labels/{NUMBER}?lang=ja", "setOwner", organisation=number)
    page.look_for("済みました")


def filled(draft):
    """What stands on the label is there; a name is changed, and what no label says is filled in."""
    page = draft.page
    draft.part("models")
    if "DC-100B" not in page.attribute("#f-models", "value"):
        raise Lost("the models are not there")
    draft.part("product")
    if page.attribute("#f-publicContact", "value") != "https://rei.example.jp/contact":
        raise Lost("the contact is not there")
    page.write("#f-nameJA", "見守りカメラ（屋外）")
    draft.save()
    draft.checklist()
    draft.contact()
    page.look_for("前回からの変更点", "見守りカメラ（屋外）")
    page.shot("3-ready", height=1400)
