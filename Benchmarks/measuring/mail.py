"""`Scripts/bench mail`: letters a second of one node, and the scan page beside 100,000 notices going out."""

import contextlib
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from .lists import table
from .load import Draws, Load
from .postgres import cluster
from .processes import Failure, die_with_parent, run, say
from .servers import portal
from .stores import SEED

PEER = pathlib.Path(__file__).with_name("mailpeer.py")
HOST = "label.example.jp"
# What `mail.lines` is where nobody sets it.
LINES = 4


class Peer:
    """A quick mail server in a process of its own."""

    def __init__(self, scratch, name):
        self.file = pathlib.Path(scratch) / f"{name}.peer"

    def __enter__(self):
        self.child = subprocess.Popen(
            [sys.executable, str(PEER), str(self.file)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent,
        )
        self.port = int(self.child.stdout.readline())
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(timeout=30)

    def told(self):
        self.child.stdin.write("{}\n")
        self.child.stdin.flush()
        return json.loads(self.child.stdout.readline())

    def wait_for(self, count, seconds):
        """Until so many different messages were taken."""
        end = time.monotonic() + seconds
        while (different := self.told()["different"]) < count:
            if time.monotonic() > end:
                raise Failure(f"only {different:,} of {count:,} letters arrived within {seconds} s")
            time.sleep(0.1)

    def moments(self):
        self.told()
        lines = (line.split(" ") for line in self.file.read_text().splitlines())
        return [float(line[1]) for line in lines if line[0] == "take"]

    def settings(self, lines=None):
        """How a portal is told to send here."""
        own = {
            "MAIL_TRANSPORT": "smtp", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(self.port), "MAIL_SECURITY": "none",
            "MAIL_FROM": "registry@example.jp",
        }
        return own | ({"MAIL_LINES": str(lines)} if lines else {})


# Each step of every session, then the next: none waits for the others, and all are busy.
SESSIONS = r"""
import socket, sys, time
port, lines, count = map(int, sys.argv[1:])
text = b"A line as long as such lines are in letters of this kind.\r\n" * 60
sessions = [socket.create_connection(("127.0.0.1", port)) for _ in range(lines)]
for each in sessions:
    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    each.recv(999)
    each.sendall(b"EHLO x\r\n")
    each.recv(999)
started = time.perf_counter()
for number in range(count // lines):
    for step in range(4):
        for line, each in enumerate(sessions):
            head = b"Message-ID: <%d.%d@x>\r\n\r\n" % (number, line)
            each.sendall((b"MAIL FROM:<a@x>\r\n", b"RCPT TO:<b@x>\r\n", b"DATA\r\n", head + text + b".\r\n")[step])
        for each in sessions:
            each.recv(999)
print(count // lines * lines / (time.perf_counter() - started))
"""


def own_limit(scratch):
    """What the peer takes from sessions that compose nothing and keep nothing: the limit of the measurement itself."""
    with Peer(scratch, "alone") as peer:
        return float(run([sys.executable, "-c", SESSIONS, peer.port, LINES, 20_000]))


def sent(program, store, scratch, name, letters, lines=None):
    """Letters a second from the first that arrives to the last."""
    run([program, "init", "--store", store, "--operator", "Bench", "--public-host", HOST, "--sample-scheme"])
    run([program, "drill-letters", "--store", store, "--count", letters])
    with Peer(scratch, name) as peer:
        with portal(program, name, store, scratch, more=peer.settings(lines)) as server:
            before = sum(server.cpu_seconds())
            peer.wait_for(letters, 600)
            spent = sum(server.cpu_seconds()) - before
        moments = peer.moments()
    rate = (len(moments) - 1) / (max(moments) - min(moments))
    say(f"  {name}: {rate:,.0f}/s, {spent / letters * 1000:.2f} ms CPU a letter, {len(moments) - letters} twice")
    return {"perSecond": rate, "cpu": spent / letters * 1000, "twice": len(moments) - letters}


def rates(program, scratch, letters, rounds):
    figures = {"limit": own_limit(scratch)}
    say(f"  the peer alone: {figures['limit']:,.0f}/s")
    with cluster(scratch) as address:
        for number in range(rounds):
            for engine in ("sqlite", "postgres"):
                name = f"{engine}-{number}"
                store = scratch / name
                if engine == "postgres":
                    database = f"mail{number}"
                    run(["psql", "-X", "-q", "-d", address, "-c", f"CREATE DATABASE {database}"])
                    store = address.rsplit("/", 1)[0] + "/" + database
                figures.setdefault(engine, []).append(sent(program, store, scratch, name, letters))
    figures["wide"] = sent(program, scratch / "wide", scratch, "sixteen-lines", letters, 16)
    return figures


def beside(program, tools, scratch, options):
    """The scan page of a portal that has nothing else to do, and of one whose ladder and postman work, in turn."""
    quiet, eve = scratch / "quiet", scratch / "eve"
    run([program, "init", "--store", quiet, "--operator", "Bench", "--public-host", HOST])
    run([program, "bench-notices", "--store", quiet, "--labels", options.labels, "--holders", options.holders,
         "--end-in", 30, "--only", "fill"])
    codes = [json.loads(line)["code"] for line in run([program, "list", "--store", quiet, "--json"]).splitlines()]
    shutil.copytree(quiet, eve, ignore=shutil.ignore_patterns("*.sock"))
    # Begun on the eve, the ladder finds on the first look of the day that all of them end in thirty days.
    run([program, "bench-notices", "--store", eve, "--only", "begin"])
    draws = Draws(scratch, "mail", codes, options.threads, True, SEED)
    load = Load(tools["wrk"], options.threads, 64, options.seconds, options.warm)
    phases, lasted, bad = {"planning": [], "sending": []}, [], 0
    for number in range(options.rounds):
        share = number / options.rounds
        with portal(program, f"alone-{number}", quiet, scratch) as server:
            alone = load.round(server, "/", draws, share)
        store = scratch / f"busy-{number}"
        shutil.copytree(eve, store, ignore=shutil.ignore_patterns("*.sock"))
        with contextlib.ExitStack() as held:
            peer = held.enter_context(Peer(scratch, f"busy-{number}"))
            started = time.monotonic()
            server = held.enter_context(portal(program, f"busy-{number}", store, scratch, more=peer.settings()))
            busy = {"planning": load.round(server, "/", draws, share)}
            if peer.told()["different"]:
                raise Failure("letters went out before the scan page was measured beside the planning; more labels are needed")
            peer.wait_for(1, 900)
            busy["sending"] = load.round(server, "/", draws, share)
            # Beside means: from the first request to the last.
            if peer.told()["different"] >= options.holders:
                raise Failure("all letters were out before the scan page was measured; more holders are needed")
            peer.wait_for(options.holders, 900)
            lasted.append(time.monotonic() - started)
        told = len(run([program, "notices", "list", "--store", store, "--state", "sent", "--json"]).splitlines())
        if told != options.labels:
            raise Failure(f"{told:,} notices of {options.labels:,} were told")
        shutil.rmtree(store)
        for name, one in busy.items():
            phases[name].append(one["perSecond"] / alone["perSecond"])
        bad += sum(one["badStatus"] + one["socketErrors"] for one in [alone, *busy.values()])
        say(
            f"  {alone['perSecond']:,.0f}/s alone, {phases['planning'][-1]:.2f} of it beside the planning, "
            f"{phases['sending'][-1]:.2f} beside the sending; all out after {lasted[-1]:.0f} s"
        )
    return {"phases": phases, "lasted": statistics.median(lasted), "bad": bad}


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    say(f"{options.letters:,} letters to a peer on loopback")
    figures = {"letters": options.letters, "labels": options.labels, "holders": options.holders}
    figures["rates"] = rates(program, scratch, options.letters, options.rounds)
    say(f"The scan page beside {options.labels:,} notices in {options.holders:,} letters")
    figures["beside"] = beside(program, tools, scratch, options)
    return figures


def text(figures, stamp):
    rates, beside = figures["rates"], figures["beside"]

    def median(engine, key):
        return statistics.median(one[key] for one in rates[engine])

    limits = []
    for engine, name in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        rate = median(engine, "perSecond")
        limits.append((f"letters a second of one node, {name}", f"{rate:,.0f}", rate, 500, 1000, False))
    for phase, ratios in beside["phases"].items():
        ratio = statistics.median(ratios)
        limits.append(
            (
                f"the scan page beside {figures['labels']:,} notices, while the registry is {phase}, of its rate alone",
                f"{ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f})", ratio, 0.8, 0.9, False,
            )
        )
    twice = sum(one["twice"] for engine in ("sqlite", "postgres") for one in rates[engine]) + rates["wide"]["twice"]
    return "\n".join([
        f"# Mail, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['letters']:,} letters, SMTP on loopback without encryption, {LINES} lines; the portal, the peer that takes them and the",
        "database share the cores. Made by `Scripts/bench mail`.",
        "",
        *table(limits),
        "",
        f"The peer alone takes {rates['limit']:,.0f} a second from sessions that do nothing else. A letter costs "
        f"{median('sqlite', 'cpu'):.2f} ms of",
        f"CPU on SQLite, {median('postgres', 'cpu'):.2f} ms on PostgreSQL (the server's own not counted). With 16 lines on SQLite: "
        f"{rates['wide']['perSecond']:,.0f} a second.",
        f"Letters taken twice: {twice}.",
        "",
        f"{figures['labels']:,} labels that all end in thirty days, {figures['holders']:,} holders: planned, made into digests and sent in",
        f"{beside['lasted']:.0f} s. The scan page is asked for while they are planned, and again from the first letter on. Bad answers: "
        f"{beside['bad']}.",
        "",
    ])
