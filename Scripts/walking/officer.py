"""A procurement officer's day: Docs/walks/officer.md."""

import csv
import datetime
import io
import json
import random

from .browser import Lost, browser, taken


def bid(labels):
    """A bidder's list of 500 rows as Excel saves it in Japan: Shift_JIS, numbers beside models, some of them wrong."""
    source = random.Random(500)
    filed = [label for label in labels if label["models"]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["項番", "品名", "メーカー", "型番", "JC-STAR登録番号", "数量", "備考"])
    for number in range(1, 501):
        label = source.choice(filed)
        model = source.choice(label["models"])["model"]
        maker = label["manufacturer"]["nameJa"] or label["manufacturer"]["nameEn"]
        registration = label["registrationNumber"]
        kind = source.randrange(12)
        if kind == 0:
            model, registration = f"ZX-{source.randrange(1000, 9999)}", ""
        elif kind == 1:
            registration = ""
        elif kind == 2:
            model = model + "-2"
        elif kind == 3:
            registration = ""
            model = model.replace("-", "")
        writer.writerow([number, "機器", maker, model, registration, source.randrange(1, 40), ""])
    return out.getvalue().encode("cp932", "replace")


SYSTEM = """構成機器,要求レベル,登録番号,型番
BMS,STAR-1,{0},
PCS 1,STAR-1,{1},
PCS 2,STAR-1,{1},
ゲートウェイ,STAR-1,{2},
変圧器,不要,,
"""


def officer(base, labels, folder, manner):
    """Filter, tender days, specification, a bid of 500 rows, file and receipt, a system, the calendar."""
    today = datetime.date.today()
    on, through = today + datetime.timedelta(days=20), today + datetime.timedelta(days=130)

    with browser(folder, manner) as page:
        page.open(base + "/?lang=ja")
        page.press_link("条件で探し、一覧を受け取る")
        page.choose("#category", "camera-surveillance")
        page.choose("#levelAtLeast", "STAR-1")
        page.press("form.wide button")
        page.look_for("件", "カメラ")
        page.shot("1-filter", height=1000)

        page.write("#on", on.isoformat())
        page.write("#coveredThrough", through.isoformat())
        page.press("form.wide button")
        page.look_for("納入日まで有効")
        page.shot("2-tender-days", height=1000)
        page.shot("2-tender-days-phone", width=390, height=900)
        listed = page.address

        page.open(base + f"/wording?lang=ja&levelAtLeast=STAR-1&on={on}&coveredThrough={through}")
        page.look_for("適合ラベル", "日本語の文", "英語の文")
        page.shot("3-wording", of="main section")

        page.open(base + f"/check?lang=ja&on={on}&coveredThrough={through}&levelAtLeast=STAR-1")
        brought = folder / "入札機器一覧.csv"
        brought.write_bytes(bid(labels))
        page.write("#file", str(brought))
        page.press("form button")
        page.look_for("500行", "満たす", "満たさない", "要確認", "照合の受付票")
        page.shot("4-check", height=1200)
        result = page.address
        page.press(".tally .fail")
        page.look_for("満たさない")
        page.open(result)
        workbook = taken(base, result.split("?")[0] + ".xlsx")
        if not workbook.startswith(b"PK"):
            raise Lost("the workbook is none")
        page.press(".facts a")
        page.look_for("照合の受付票", "登録簿の改訂番号", "一覧のSHA-256")
        page.shot("5-receipt", height=1200)

        page.open(base + f"/system?lang=ja&on={on}&coveredThrough={through}&levelAtLeast=STAR-1")
        asked = f"/api/v1/labels?on={on}&coveredThrough={through}&coverage=covered&standing=valid&limit=9"
        valid = [label["registrationNumber"] for label in json.loads(taken(base, asked))["labels"]]
        page.write("#text", SYSTEM.format(*valid[:3]))
        page.press("form button")
        page.look_for("すべての構成機器について")
        page.press_link("構成機器の照合票")
        page.look_for("BMS", "求められていない", "確認者")
        page.shot("6-system", height=1200)

        page.open(listed)
        address = page.attribute("aside a[href*='/calendar/']", "href")
        calendar = taken(base, address)
        if b"BEGIN:VEVENT" not in calendar:
            raise Lost("the calendar is empty")
        page.shot("7-calendar", of="aside")
    return {"workbook": len(workbook), "calendar": calendar.count(b"BEGIN:VEVENT")}
