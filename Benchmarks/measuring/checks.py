"""`Scripts/bench check`: lists of mixed rows, checked over the API until the receipt is there."""

import contextlib
import csv
import datetime
import http.client
import io
import json
import random
import sqlite3
import statistics
import time

from .lists import table
from .processes import Failure, say
from .servers import portal
from .stores import SEED, Shelf

HEADER = ["通し番号", "登録番号", "ラベルコード", "型番", "JAN", "メーカー", "数量"]


def rows(store, labels, count, seed=SEED):
    """Rows as bidders write them: by number, code, model, model in other letters, maker; some of them wrong."""
    source = random.Random(seed)
    registry = sqlite3.connect(f"file:{store.registry}/registry.sqlite?mode=ro", uri=True)
    try:
        listed = []
        for number in range(1, count + 1):
            chosen = source.randrange(1, labels + 1)
            number_text, maker = registry.execute(
                "SELECT r.number, f.name_ja FROM registration r "
                "JOIN holder h ON h.registration_id = r.id JOIN manufacturer f ON f.id = h.manufacturer_id WHERE r.id = ?",
                (chosen,),
            ).fetchone()
            models = registry.execute("SELECT exact FROM model WHERE registration_id = ?", (chosen,)).fetchall()
            model = source.choice(models)[0] if models else ""
            kind = source.randrange(10)
            row = ["", "", "", "", ""]
            if kind < 3:
                row[0], row[2] = number_text, model
            elif kind == 3:
                row[1] = source.choice(store.codes)
            elif kind < 7:
                row[2], row[4] = model, maker
            elif kind == 7:
                row[2] = model.lower().replace("-", "－")
            elif kind == 8:
                row[2], row[4] = f"ZZ-{source.randrange(10**6)}", maker
            else:
                row[0], row[2] = f"NOPE-{source.randrange(10**6)}", f"YY-{source.randrange(10**6)}"
            listed.append([number, *row, source.randrange(1, 100)])
        return listed
    finally:
        registry.close()


def body(listed):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(listed)
    return out.getvalue().encode()


def check(port, sent):
    """Seconds from the first byte sent to the finished receipt, and the receipt."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = time.perf_counter()
    connection.request(
        "POST", "/api/v1/checks?on=2026-10-01&coveredThrough=2027-03-31&levelAtLeast=STAR-1", sent, {"Content-Type": "text/csv"}
    )
    answer = connection.getresponse()
    told = json.loads(answer.read())
    if answer.status not in (201, 202):
        raise Failure(f"the check was answered {answer.status}: {told}")
    path = f"/api/v1/checks/{told['id']}"
    while told["state"] != "finished":
        if told["state"] == "failed":
            raise Failure("the check broke off")
        time.sleep(0.02)
        connection.request("GET", path)
        told = json.loads(connection.getresponse().read())
    connection.close()
    return time.perf_counter() - started, told


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    say("Store")
    store = Shelf(program, options.cache, options.fresh).store(options.labels)
    # Another list each round: what one list found is no help to the next.
    lists = [rows(store, options.labels, options.rows, SEED + number) for number in range(options.rounds)]
    listed, sent = lists[0], body(lists[0])
    figures = {"labels": options.labels, "models": store.models, "rows": options.rows, "megabytes": len(sent) / 1e6}
    with contextlib.ExitStack() as running:
        server = running.enter_context(portal(program, "check", store.registry, scratch))
        check(server.port, body(listed[:1000]))
        before = server.memory()["VmRSS"]
        spent = []
        for number in range(options.rounds):
            sent = body(lists[number])
            seconds, told = check(server.port, sent)
            spent.append(seconds)
            say(f"  round {number + 1}: {options.rows / seconds:,.0f} rows/s")
        figures["counts"] = {count["value"]: count["rows"] for count in told["counts"]["outcome"]}
        figures["matches"] = {count["value"]: count["rows"] for count in told["counts"]["match"]}
        figures["perSecond"] = options.rows / statistics.median(spent)
        figures["growthMegabytes"] = (server.memory()["VmHWM"] - before) / 1e6
        small = [check(server.port, body(listed[:500]))[0] for _ in range(9)]
        figures["smallMilliseconds"] = statistics.median(small) * 1000
    return figures


def text(figures, stamp):
    lines = [
        f"# Checks, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['labels']:,} labels, {figures['models']:,} models, SQLite, loopback. Made by `Scripts/bench check`. A list of",
        f"{figures['rows']:,} rows ({figures['megabytes']:.1f} MB of CSV) from the first byte sent to the receipt that is kept.",
        "",
    ]
    lines += table([("mixed rows", f"{figures['perSecond']:,.0f} rows/s", figures["perSecond"], 20_000, 60_000, False)])
    counts = ", ".join(f"{name} {count:,}" for name, count in figures["counts"].items())
    matches = ", ".join(f"{name} {count:,}" for name, count in figures["matches"].items())
    lines += [
        "",
        f"Outcomes: {counts}. Matches: {matches}. A list of 500 rows takes {figures['smallMilliseconds']:.0f} ms; memory grew by at",
        f"most {figures['growthMegabytes']:.0f} MB.",
        "",
    ]
    return "\n".join(lines)
