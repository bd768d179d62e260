"""`Scripts/bench office`: the office's pages and an applicant's saving, at growing numbers of applications."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import random
import re
import sqlite3
import statistics
import time

from .lists import table
from .processes import Failure, run, say
from .servers import portal
from .stores import SEED

MODELS = 1000
STATE = "accepted"
PAGE = 101
LINES = """\
SELECT a.id, a.kind, a.state, a.application_number, a.submitted_level, a.submitted_product, o.name_ja, o.name_en,
    a.assessment, a.correction_until, a.state_since, a.changed_at
FROM application a JOIN organisation o ON o.id = a.organisation_id
WHERE a.state = ? AND (a.state_since, a.id) > (?, ?) ORDER BY a.state_since, a.id LIMIT ?
"""
COUNT = "SELECT COUNT(*) FROM (SELECT 1 FROM application WHERE state = ? LIMIT 1000)"
STATES = ["submitted", "received", "accepted", "feeDue", "feePaid", "underConfirmation", "returned"]
NAMES = {
    "home": "the office's front page",
    "first": "a queue, first page of 100",
    "deep": "a queue, a page nine tenths down",
    "case": "an application",
    "form": f"saving {MODELS:,} models by the form",
    "draft": f"saving a draft of {MODELS:,} models by a key",
}


class Caller:
    """One connection that is kept, as a browser or a machine that was let in."""

    def __init__(self, port, **headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def ask(self, method, path, wanted, body=None, **headers):
        """Milliseconds of a request, its answer's headers and its body."""
        headers = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        told = answer.read()
        spent = (time.perf_counter() - started) * 1000
        if answer.status != wanted:
            raise Failure(f"{method} {path} answered {answer.status}: {told[:300]!r}")
        return spent, answer.headers, told

    def close(self):
        self.connection.close()


class Disk:
    """What a save costs where nothing but its bytes are written: one row, one transaction, durable."""

    def __init__(self, folder):
        self.database = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        self.database.execute("INSERT INTO body VALUES (1, x'') ON CONFLICT DO NOTHING")

    def save(self, count):
        started = time.perf_counter()
        self.database.execute("UPDATE body SET bytes = ? WHERE id = 1", (os.urandom(count),))
        return (time.perf_counter() - started) * 1000

    def close(self):
        self.database.close()


def bare(database, question):
    started = time.perf_counter()
    question(database)
    return (time.perf_counter() - started) * 1000


def form(version, models):
    """A form with its fields and no file, as a browser sends it."""
    mark = "bench-of-the-office"
    fields = {"version": str(version), "models": "\r\n".join(models)}
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    empty = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n'
    return ("".join(parts) + empty + f"--{mark}--\r\n").encode(), f"multipart/form-data; boundary={mark}"


def spread(times):
    ordered = sorted(times)
    return {"p50": statistics.median(ordered), "p99": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]}


class Pages:
    """The reviewer's pages, each in turn with a bare round trip and with the same rows from sqlite3."""

    def __init__(self, server, database, session):
        self.caller = Caller(server.port, Cookie=f"__Host-session={session}", Accept="text/html")
        self.plain = Caller(server.port)
        self.database = database
        # Those that were submitted: the draft whose saving is measured is not the office's to read.
        self.ids = [row[0] for row in database.execute("SELECT id FROM application WHERE submissions > 0 ORDER BY id")]
        count = database.execute("SELECT COUNT(*) FROM application WHERE state = ?", (STATE,)).fetchone()[0]
        self.place = database.execute(
            "SELECT state_since, id FROM application WHERE state = ? ORDER BY state_since, id LIMIT 1 OFFSET ?",
            (STATE, count * 9 // 10),
        ).fetchone()
        self.waiting = count

    def queue(self, since, last):
        return lambda database: database.execute(LINES, (STATE, since, last, PAGE)).fetchall()

    @staticmethod
    def counts(database):
        for state in STATES:
            database.execute(COUNT, (state,)).fetchone()

    @staticmethod
    def case(number):
        def ask(database):
            database.execute("SELECT * FROM application WHERE id = ?", (number,)).fetchall()
            database.execute("SELECT * FROM application_step WHERE application_id = ? ORDER BY number", (number,)).fetchall()
            database.execute("SELECT * FROM application_submission WHERE application_id = ?", (number,)).fetchall()
            database.execute(
                "SELECT o.* FROM organisation o JOIN application a ON a.organisation_id = o.id WHERE a.id = ?", (number,)
            ).fetchall()

        return ask

    def measure(self, rounds):
        source = random.Random(SEED)
        since, last = self.place
        found = {name: {"ours": [], "trip": [], "bare": []} for name in ("home", "first", "deep", "case")}
        for number in range(rounds + rounds // 10):
            one = source.choice(self.ids)
            for name, path, question in (
                ("home", "/office?lang=ja", self.counts),
                ("first", f"/office/queue?state={STATE}&lang=ja", self.queue(-(1 << 62), 0)),
                ("deep", f"/office/queue?state={STATE}&after={since}.{last}&lang=ja", self.queue(since, last)),
                ("case", f"/office/applications/{one}?lang=ja", self.case(one)),
            ):
                trip = self.plain.ask("GET", "/healthz", 200)[0]
                ours = self.caller.ask("GET", path, 200)[0]
                theirs = bare(self.database, question)
                # The first tenth warms up.
                if number >= rounds // 10:
                    for kind, spent in (("ours", ours), ("trip", trip), ("bare", theirs)):
                        found[name][kind].append(spent)
        self.caller.close()
        self.plain.close()
        return found


class Saving:
    """The applicant's saves, each in turn with a bare round trip and with the same bytes written alone."""

    def __init__(self, server, entrance, scratch):
        self.number, self.version = entrance["application"], entrance["version"]
        self.browser = Caller(
            server.port, Cookie=f"__Host-session={entrance['applicantSession']}", Sec_Fetch_Site="same-origin",
        )
        self.machine = Caller(server.port, Authorization=f"Bearer {entrance['key']}")
        self.plain = Caller(server.port)
        self.disk = Disk(scratch)

    def models(self, turn):
        return [f"L-{turn}-{number}" for number in range(MODELS)]

    def by_form(self, turn):
        body, kind = form(self.version, self.models(turn))
        spent = self.browser.ask("POST", f"/applications/{self.number}/models?lang=ja", 303, body, Content_Type=kind)[0]
        self.version += 1
        return spent, len(body)

    def by_key(self, turn):
        body = json.dumps(
            {
                "level": "STAR-1",
                "manufacturer": {"publicContact": "https://maker.example.jp/", "vulnerabilityContact": "psirt@example.jp"},
                "product": {"nameJa": f"試験カメラ {turn}", "category": "camera-surveillance"},
                "models": [{"model": model} for model in self.models(turn)],
                "contact": {"name": "山田 花子", "address": "hanako@example.jp"},
            },
            ensure_ascii=False,
        ).encode()
        spent, headers, _ = self.machine.ask(
            "PUT", f"/api/v1/applications/{self.number}/draft", 200, body,
            Content_Type="application/json", If_Match=f'"v{self.version}"',
        )
        tag = re.fullmatch(r'"v(\d+)"', headers["ETag"] or "")
        if not tag:
            raise Failure(f"the draft was saved without a version: {headers['ETag']}")
        self.version = int(tag.group(1))
        return spent, len(body)

    def measure(self, rounds):
        found = {name: {"ours": [], "trip": [], "bare": []} for name in ("form", "draft")}
        for turn in range(rounds + rounds // 10):
            for name, save in (("form", self.by_form), ("draft", self.by_key)):
                trip = self.plain.ask("GET", "/healthz", 200)[0]
                ours, size = save(turn)
                theirs = self.disk.save(size)
                if turn >= rounds // 10:
                    for kind, spent in (("ours", ours), ("trip", trip), ("bare", theirs)):
                        found[name][kind].append(spent)
        for caller in (self.browser, self.machine, self.plain, self.disk):
            caller.close()
        return found


def told(times):
    """Of one kind of request: ours in absolute figures, and medians against the two limits."""
    limits = {kind: statistics.median(times[kind]) for kind in ("trip", "bare")}
    ours = spread(times["ours"])
    return ours | {kind: ours["p50"] / max(limit, 1e-6) for kind, limit in limits.items()} | {"limits": limits}


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    store = scratch / "store"
    run([program, "init", "--store", store, "--operator", "Bench", "--public-host", "label.example.jp"])
    figures = {"sizes": {}, "requests": options.requests, "saves": options.saves}
    for size in sorted({max(100, options.applications // 100), max(100, options.applications // 10), options.applications}):
        say(f"{size:,} applications")
        started = time.monotonic()
        entrance = json.loads(
            run([program, "bench-office", "--store", store, "--applications", size, "--models", MODELS]).splitlines()[-1]
        )
        filled = time.monotonic() - started
        with contextlib.ExitStack() as running:
            server = running.enter_context(
                portal(program, f"office-{size}", store, scratch, more={"LIMITS_KEY_LOOKUPS_PER_SECOND": "0"})
            )
            # To read alone, beside the portal.
            database = running.enter_context(
                contextlib.closing(sqlite3.connect(f"{pathlib.Path(store, 'registry.sqlite').as_uri()}?mode=ro", uri=True))
            )
            pages = Pages(server, database, entrance["session"])
            times = pages.measure(options.requests) | Saving(server, entrance, scratch).measure(options.saves)
            figures["sizes"][size] = {name: told(times[name]) for name in NAMES} | {
                "waiting": pages.waiting, "filled": filled, "memory": server.memory()["VmHWM"] / 1e6,
            }
        for name, words in NAMES.items():
            one = figures["sizes"][size][name]
            say(f"  {words}: p50 {one['p50']:.1f} ms, p99 {one['p99']:.1f} ms")
    return figures


def text(figures, stamp):
    sizes = figures["sizes"]
    # Counts go up to a thousand: the smallest size is told, and growth is looked at beyond it.
    small, large = sorted(sizes)[-2] if len(sizes) > 1 else max(sizes), max(sizes)
    most = sizes[large]
    limits = []
    for name, words in NAMES.items():
        bar, aim = (200, 100) if name in ("form", "draft") else (100, 30)
        limits.append((f"{words}, p99 at {large:,}", f"{most[name]['p99']:.1f} ms", most[name]["p99"], bar, aim, True))
    for name, words in NAMES.items():
        growth = most[name]["p50"] / max(sizes[small][name]["p50"], 1e-6)
        limits.append((f"{words}, {large:,} against {small:,} applications", f"{growth:.2f}", growth, 1.5, 1.2, True))
    lines = [
        f"# The office, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"Up to {large:,} applications in ten states, SQLite, loopback, one client at a time; {figures['requests']} requests of each",
        f"page, {figures['saves']} saves of each kind. Made by `Scripts/bench office`.",
        "",
        *table(limits),
        "",
        "Medians and 99th percentiles; beside them the median against an empty round trip (`/healthz`) and against the bare",
        "work, both in turn in the same run: of a page the same rows by Python's sqlite3, of a save as many bytes as were",
        "sent, written alone and durably.",
        "",
        "| what | applications | p50 ms | p99 ms | of a round trip | of the bare work |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, words in NAMES.items():
        for size in sorted(sizes):
            one = sizes[size][name]
            lines.append(
                f"| {words} | {size:,} | {one['p50']:.2f} | {one['p99']:.2f} | {one['trip']:.1f} ({one['limits']['trip']:.2f} ms) | "
                f"{one['bare']:.1f} ({one['limits']['bare']:.2f} ms) |"
            )
    waiting = ", ".join(f"{sizes[size]['waiting']:,}" for size in sorted(sizes))
    lines += [
        "",
        f"In the queue that was asked for waited {waiting}. The portal took",
        f"{most['memory']:.0f} MB at most.",
        "",
    ]
    return "\n".join(lines)
