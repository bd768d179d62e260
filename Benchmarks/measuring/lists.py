"""`Scripts/bench search` and `Scripts/bench export`: lists and their files against their limits, in one run each."""

import contextlib
import csv
import datetime
import http.client
import json
import pathlib
import random
import statistics
import subprocess
import time
import urllib.parse

from .load import Load
from .processes import Failure, die_with_parent, say
from .servers import portal
from .stores import SEED, Shelf

CLIENTS = 8
# As the synthetic store names its products (BenchStoreCommand), what people would type.
WORDS = ["カメラ", "照明", "ルーター", "センサー", "蓄電池", "活動量計", "Router", "Light switch", "battery"]
CATEGORIES = ["camera-surveillance", "smart-home", "network-equipment", "wearable", "industrial", "energy-storage"]


def encoded(pairs):
    return "&".join(f"{name}={urllib.parse.quote(str(value), safe='')}" for name, value in pairs)


KINDS = {
    "a word and a number": lambda source, labels: f"{source.choice(WORDS)} {source.randrange(1000, 10000)}",
    "the beginning of models": lambda source, labels: f"T{source.randrange(1, labels + 1)}",
    "a maker": lambda source, labels: f"試験製作所{source.randrange(1, 401)}号",
    "a common word": lambda source, labels: source.choice(WORDS),
}


def question(source, labels, day):
    """One question as an officer asks it: words of any rarity, a filter or two, sometimes a tender's days."""
    pairs = [("q", source.choice(list(KINDS.values()))(source, labels))]
    pairs.append(("category", source.choice(CATEGORIES)))
    if source.random() < 0.5:
        pairs.append(("levelAtLeast", 1))
    if source.random() < 0.4:
        pairs.append(("standing", "valid"))
    if source.random() < 0.3:
        through = day + datetime.timedelta(days=source.randrange(1, 700))
        pairs += [("coveredThrough", through.isoformat()), ("coverage", "covered,unknownAfter")]
    if source.random() < 0.3:
        pairs.append(("sort", source.choice(["-heldUntil", "manufacturer", "level,heldUntil", "-issued"])))
    return pairs


class Questions:
    """Questions beforehand, a file for each thread of the load and others to warm up with."""

    def __init__(self, scratch, labels, day, threads, count=4000):
        self.path = pathlib.Path(scratch) / "questions"
        self.length = count
        for part, base in (("", 1), ("-warm", 1001)):
            for thread in range(threads):
                source = random.Random(SEED * 10_000 + base + thread)
                with open(f"{self.path}{part}.{thread + 1}", "w") as file:
                    for _ in range(count):
                        file.write(encoded(question(source, labels, day)) + "\n")


def ask(connection, path):
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Failure(f"{path} answered {answer.status}: {body[:200]!r}")
    return (time.perf_counter() - started) * 1000, body


SHELL = """\
SELECT COUNT(*) FROM (
    SELECT s.rowid FROM label_search s
    JOIN period p ON p.registration_id = s.rowid AND p.superseded = 9223372036854775807
        AND p.from_day <= {day} AND p.to_day > {day}
    JOIN product g ON g.registration_id = s.rowid AND g.superseded = 9223372036854775807 AND g.category = '{category}'
    WHERE s.label_search MATCH '{match}' AND p.level >= 1 AND p.standing = 'valid'
    ORDER BY s.rowid DESC LIMIT 50
);
"""


def match(text):
    """The words of the index, as the store writes them: bigrams in hexadecimal."""
    word = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text.lower()).rstrip("ー")

    def code(c):
        return f"{ord(c):04x}z" if ord(c) > 0xFF else f"{ord(c):02x}z"

    return '"' + " ".join("x" + code(a) + code(b) for a, b in zip(word, word[1:])) + '"'


def shell(sqlite, registry, day, texts):
    """Milliseconds that the sqlite3 shell takes for each text, warm: the second of two asks."""
    number = (day - datetime.date(1970, 1, 1)).days
    lines = [".timer on"]
    for text, category in texts:
        lines += [SHELL.format(day=number, category=category, match=match(text))] * 2
    done = subprocess.run(
        [sqlite, "-readonly", f"{registry}/registry.sqlite"],
        input="\n".join(lines), capture_output=True, text=True, timeout=900, preexec_fn=die_with_parent,
    )
    times = [float(line.split()[3]) * 1000 for line in done.stdout.splitlines() if line.startswith("Run Time")]
    if len(times) != 2 * len(texts):
        raise Failure(f"the sqlite3 shell answered {len(times)} times: {done.stderr[-300:]}")
    return times[1::2]


def search(options, tools, scratch):
    program = tools["hoshifuda"]
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date()
    say("Store")
    store = Shelf(program, options.cache, options.fresh).store(options.labels)
    figures = {"labels": options.labels, "models": store.models}
    with contextlib.ExitStack() as running:
        server = running.enter_context(portal(program, "search", store.registry, scratch))
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        before = server.memory()["VmRSS"]
        figures["firstListSeconds"] = ask(connection, "/api/v1/labels?limit=1")[0] / 1000
        figures["catalogueMegabytes"] = (server.memory()["VmRSS"] - before) / 1e6
        say(f"  first list after the start: {figures['firstListSeconds']:.1f} s")
        say("The same question to the sqlite3 shell")
        source = random.Random(SEED)
        texts = [(f"試験製作所{source.randrange(1, 401)}号", source.choice(CATEGORIES)) for _ in range(10)]
        texts += [(word, source.choice(CATEGORIES)) for word in ["カメラ", "ルーター", "蓄電池", "センサー"]]
        theirs = shell(tools["sqlite3"], store.registry, day, texts)
        first, again = [], []
        for text, category in texts:
            path = "/api/v1/labels?" + encoded([("q", text), ("category", category), ("levelAtLeast", 1), ("standing", "valid")])
            first.append(ask(connection, path)[0])
            again.append(ask(connection, path + "&sort=-registered")[0])
        figures["shell"] = {
            "first": statistics.median(first), "again": statistics.median(again), "theirs": statistics.median(theirs),
            "firstRatio": statistics.median(a / max(b, 0.01) for a, b in zip(first, theirs)),
            "againRatio": statistics.median(a / max(b, 0.01) for a, b in zip(again, theirs)),
        }
        say(f"  {figures['shell']}")
        say("Texts asked for the first time, and again")
        source = random.Random(SEED + 1)
        figures["texts"] = {}
        for kind, make in KINDS.items():
            times = []
            for _ in range(9):
                path = "/api/v1/labels?" + encoded([("q", make(source, options.labels)), ("category", source.choice(CATEGORIES))])
                times.append((ask(connection, path)[0], ask(connection, path)[0]))
            figures["texts"][kind] = {"first": max(one for one, _ in times), "again": max(two for _, two in times)}
            say(f"  {kind}: {figures['texts'][kind]['first']:.1f} ms, again {figures['texts'][kind]['again']:.1f} ms")
        say("Counts of everything")
        spans = [encoded([("issuedFrom", (day - datetime.timedelta(days=3000 + n)).isoformat()), ("limit", 1)]) for n in range(30)]
        figures["countsMilliseconds"] = statistics.median(ask(connection, "/api/v1/labels?" + span)[0] for span in spans)
        say(f"  {figures['countsMilliseconds']:.1f} ms")
        connection.close()
        say("Eight clients, mixed questions")
        load = Load(tools["wrk"], 2, CLIENTS, options.seconds, options.warm)
        questions = Questions(scratch, options.labels, day, 2)
        rounds = []
        for number in range(options.rounds):
            rounds.append(load.round(server, "/api/v1/labels?", questions, number / options.rounds))
            if rounds[-1]["badStatus"] or rounds[-1]["socketErrors"]:
                raise Failure(f"the load met errors: {rounds[-1]}")
            say(f"  round {number + 1}: {rounds[-1]['perSecond']:.0f}/s, p99 {rounds[-1]['p99'] / 1000:.1f} ms")
        figures["mixed"] = {
            name: statistics.median(found[name] for found in rounds) for name in ("perSecond", "p50", "p99", "cpuMicroseconds")
        }
        figures["memoryMegabytes"] = server.memory()["VmHWM"] / 1e6
    return figures


ROWS = """\
SELECT r.number, p.standing, p.level, p.assurance, p.held_from, p.held_until, g.name_ja, g.name_en, g.brand, g.category,
    (SELECT group_concat(m.exact, '; ') FROM model m
     WHERE m.registration_id = r.id AND m.superseded = 9223372036854775807),
    f.name_ja, f.name_en, f.corporate_number, f.country, p.criteria, p.route, g.support_until, r.origin
FROM registration r
JOIN period p ON p.registration_id = r.id AND p.superseded = 9223372036854775807 AND p.from_day <= {day} AND p.to_day > {day}
JOIN holder h ON h.registration_id = r.id AND h.superseded = 9223372036854775807
JOIN manufacturer f ON f.id = h.manufacturer_id
JOIN product g ON g.registration_id = r.id AND g.superseded = 9223372036854775807
ORDER BY r.id DESC;
"""


def export(options, tools, scratch):
    program = tools["hoshifuda"]
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date()
    say("Store")
    store = Shelf(program, options.cache, options.fresh).store(options.labels)
    figures = {"labels": options.labels, "forms": {}}
    number = (day - datetime.date(1970, 1, 1)).days
    with contextlib.ExitStack() as running:
        server = running.enter_context(portal(program, "export", store.registry, scratch))
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        ask(connection, "/api/v1/labels?limit=1")
        connection.close()
        rounds = {"ours": [], "theirs": []}
        before = server.memory()["VmRSS"]
        for _ in range(options.rounds):
            started = time.perf_counter()
            with open(scratch / "theirs.csv", "wb") as out:
                subprocess.run(
                    [tools["sqlite3"], "-readonly", "-csv", f"{store.registry}/registry.sqlite", ROWS.format(day=number)],
                    stdout=out, check=True, timeout=900, preexec_fn=die_with_parent,
                )
            rounds["theirs"].append(time.perf_counter() - started)
            rounds["ours"].append(fetch(server.port, "/search.csv", scratch / "ours.csv", options.labels + 1))
            say(f"  CSV {rounds['ours'][-1]:.1f} s, sqlite3 -csv {rounds['theirs'][-1]:.1f} s")
        figures["csv"] = {name: statistics.median(found) for name, found in rounds.items()}
        figures["csv"]["ratio"] = figures["csv"]["theirs"] / figures["csv"]["ours"]
        figures["growthMegabytes"] = (server.memory()["VmHWM"] - before) / 1e6
        for form in ("excel.csv", "ndjson", "json", "xlsx", "sqlite"):
            figures["forms"][form] = fetch(server.port, f"/search.{form}", scratch / f"ours.{form}", None)
            say(f"  {form} {figures['forms'][form]:.1f} s")
        figures["growthAll"] = (server.memory()["VmHWM"] - before) / 1e6
    figures["workbook"] = workbook(options, program, scratch)
    return figures


def workbook(options, program, scratch):
    """A workbook of 100,000 labels, against a C program that writes the same cells with the same library."""
    loop = scratch / "workbook"
    source = pathlib.Path(__file__).with_name("workbook.c")
    subprocess.run(["cc", "-O2", "-o", loop, source, "-lxlsxwriter"], check=True, timeout=120)
    labels = min(options.labels, 100_000)
    store = Shelf(program, options.cache, options.fresh).store(labels)
    spent = {"ours": [], "theirs": []}
    with portal(program, "workbook", store.registry, scratch) as server:
        fetch(server.port, "/search.csv", scratch / "cells.csv", labels + 1)
        with open(scratch / "cells.csv", encoding="utf-8", newline="") as read, open(scratch / "cells", "wb") as cells:
            for row in csv.reader(read):
                cells.write("".join(cell + "\x1f" for cell in row).encode() + b"\x1e")
        for _ in range(options.rounds):
            done = subprocess.run(
                [loop, scratch / "cells", scratch / "theirs.xlsx"], capture_output=True, text=True, check=True, timeout=600
            )
            spent["theirs"].append(float(done.stdout))
            spent["ours"].append(fetch(server.port, "/search.xlsx", scratch / "ours.xlsx", None))
            say(f"  workbook of {labels:,} rows {spent['ours'][-1]:.2f} s, the C loop {spent['theirs'][-1]:.2f} s")
    figures = {name: statistics.median(found) for name, found in spent.items()}
    return figures | {"ratio": figures["theirs"] / figures["ours"], "labels": labels}


def fetch(port, path, place, lines):
    """Seconds to take a file; its lines are counted where it is known how many there must be."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        raise Failure(f"{path} answered {answer.status}")
    count = 0
    with open(place, "wb") as out:
        while part := answer.read(1 << 20):
            count += part.count(b"\n")
            out.write(part)
    connection.close()
    spent = time.perf_counter() - started
    if lines is not None and count != lines:
        raise Failure(f"{path} has {count} lines instead of {lines}")
    return spent


def table(rows):
    def reach(value, bar, aim, isLess):
        holds = (lambda limit: value <= limit) if isLess else (lambda limit: value >= limit)
        return "aim" if holds(aim) else "bar" if holds(bar) else "BELOW"

    lines = ["| what | measured | bar | aim | reaches |", "| --- | ---: | ---: | ---: | ---: |"]
    for what, shown, value, bar, aim, is_less in rows:
        sign = "≤" if is_less else "≥"
        lines.append(f"| {what} | {shown} | {sign} {bar} | {sign} {aim} | {reach(value, bar, aim, is_less)} |")
    return lines


def search_text(figures, stamp):
    mixed, side = figures["mixed"], figures["shell"]
    lines = [
        f"# Lists, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['labels']:,} labels, {figures['models']:,} models, SQLite, loopback. Made by `Scripts/bench search`.",
        "",
    ]
    lines += table(
        [
            ("first page of words and filters, 8 clients, p99", f"{mixed['p99'] / 1000:.1f} ms", mixed["p99"] / 1000, 50, 15, True),
            (
                "a text asked for the first time, against the sqlite3 shell",
                f"{side['firstRatio']:.2f} ({side['first']:.1f} ms of {side['theirs']:.1f} ms)", side["firstRatio"], 3, 1.5, True,
            ),
            (
                "a text asked for again, against the sqlite3 shell",
                f"{side['againRatio']:.2f} ({side['again']:.1f} ms of {side['theirs']:.1f} ms)", side["againRatio"], 3, 1.5, True,
            ),
            ("counts of every filter over all labels", f"{figures['countsMilliseconds']:.1f} ms", figures["countsMilliseconds"], 150, 40, True),
        ]
    )
    lines += [
        "",
        f"Mixed questions: {mixed['perSecond']:.0f}/s, median {mixed['p50'] / 1000:.1f} ms. First list after the start:",
        f"{figures['firstListSeconds']:.1f} s. The catalogue takes {figures['catalogueMegabytes']:.0f} MB; the process at most {figures['memoryMegabytes']:.0f} MB.",
        "",
    ]
    lines += ["One client, the slowest of nine texts of a kind:", "", "| text | first asked | again |", "| --- | ---: | ---: |"]
    lines += [f"| {kind} | {found['first']:.1f} ms | {found['again']:.1f} ms |" for kind, found in figures["texts"].items()]
    return "\n".join(lines) + "\n"


def export_text(figures, stamp):
    text, book = figures["csv"], figures["workbook"]
    lines = [
        f"# Exports, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['labels']:,} labels, SQLite, loopback. Made by `Scripts/bench export`.",
        "",
    ]
    lines += table(
        [
            ("CSV of everything against `sqlite3 -csv`", f"{text['ratio']:.2f} ({text['ours']:.1f} s, theirs {text['theirs']:.1f} s)", text["ratio"], 0.5, 0.9, False),
            (
                f"XLSX of {book['labels']:,} rows against libxlsxwriter's C loop",
                f"{book['ratio']:.2f} ({book['ours']:.2f} s, theirs {book['theirs']:.2f} s)", book["ratio"], 0.5, 0.8, False,
            ),
            ("growth of resident memory in CSV exports", f"{figures['growthMegabytes']:.0f} MB", figures["growthMegabytes"], 64, 16, True),
        ]
    )
    lines += [
        "", "Other forms: " + ", ".join(f"{form} {seconds:.1f} s" for form, seconds in figures["forms"].items()) + ".",
        f"Memory at most {figures['growthAll']:.0f} MB above the start after every form once.", "",
    ]
    return "\n".join(lines)
