"""`Scripts/bench access`: what a sign-in costs, and what a flood of them leaves of the scan page."""

import hashlib
import http.client
import re
import shutil
import statistics
import threading
import time
import urllib.parse

from .lists import table
from .load import Draws, Load
from .processes import Failure, run, say
from .servers import portal
from .stores import SEED, Shelf

PASSWORD = "the lamp hums near the old stove"
ADDRESS = "operator@example.jp"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
FLOOD = 500
HANDS = 64


def post(connection, path, **fields):
    """The status of a sent form, and how long it took in milliseconds."""
    started = time.perf_counter()
    connection.request("POST", path, urllib.parse.urlencode(fields), FORM)
    answer = connection.getresponse()
    answer.read()
    return answer.status, (time.perf_counter() - started) * 1000


def signed_in(port, program, store):
    """Makes the first operator, by the link that the command line prints."""
    link = run([program, "account", "first-operator", "--store", store]).split()[-1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    status, _ = post(connection, re.sub(r"^https://[^/]+", "", link), name="Operator", email=ADDRESS, password=PASSWORD)
    if status != 303:
        raise Failure(f"the first operator was answered {status}")
    return connection


def other():
    """The same work by another's scrypt (OpenSSL, through Python), in milliseconds."""
    started = time.perf_counter()
    hashlib.scrypt(PASSWORD.encode(), salt=b"0123456789abcdef", n=1 << 17, r=8, p=1, maxmem=1 << 28, dklen=32)
    return (time.perf_counter() - started) * 1000


class Flood:
    """Sign-ins at an even pace, whatever becomes of them, until it is told to stop."""

    def __init__(self, port, perSecond):
        self.port, self.perSecond = port, perSecond
        self.stopped = threading.Event()
        self.statuses = []
        self.hands = [threading.Thread(target=self.send, args=(hand,), daemon=True) for hand in range(HANDS)]

    def send(self, hand):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        number, due = 0, time.perf_counter()
        while not self.stopped.is_set():
            due += HANDS / self.perSecond
            time.sleep(max(0, due - time.perf_counter()))
            number += 1
            status, _ = post(connection, "/sign-in", email=f"x{hand}-{number}@example.jp", password="wrong wrong wrong")
            self.statuses.append(status)
        connection.close()

    def __enter__(self):
        for hand in self.hands:
            hand.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for hand in self.hands:
            hand.join(60)


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    say("Store")
    kept = Shelf(program, options.cache, options.fresh).store(options.labels)
    # Accounts are written: the kept store stays as it is.
    store = scratch / "store"
    shutil.copytree(kept.registry, store)
    draws = Draws(scratch, "access", kept.codes, options.threads, True, SEED)
    load = Load(tools["wrk"], options.threads, 64, options.seconds, options.warm)
    figures = {"labels": options.labels}
    with portal(program, "access", store, scratch, more={"LIMITS_SIGN_INS_PER_MINUTE": "0"}) as server:
        connection = signed_in(server.port, program, store)
        say("Sign-ins, one at a time")
        right, wrong, nobody, others = [], [], [], []
        for number in range(12):
            status, spent = post(connection, "/sign-in", email=ADDRESS, password=PASSWORD)
            if status != 303:
                raise Failure(f"a right sign-in was answered {status}")
            right.append(spent)
            others.append(other())
            wrong.append(post(connection, "/sign-in", email=ADDRESS, password="wrong wrong wrong")[1])
            nobody.append(post(connection, "/sign-in", email=f"nobody-{number}@example.jp", password="wrong wrong wrong")[1])
        figures |= {name: statistics.median(spent) for name, spent in (("right", right), ("wrong", wrong), ("nobody", nobody), ("other", others))}
        connection.close()
        say(f"  {figures['right']:.0f} ms; wrong {figures['wrong']:.0f} ms, nobody's {figures['nobody']:.0f} ms")
        say("The scan page, alone and beside a flood of sign-ins, in turn")
        ratios, statuses, rate = [], [], []
        for number in range(options.rounds):
            alone = load.round(server, "/", draws, number / options.rounds / 2)
            with Flood(server.port, FLOOD) as flood:
                started = time.perf_counter()
                beside = load.round(server, "/", draws, number / options.rounds / 2 + 0.5)
                rate.append(len(flood.statuses) / (time.perf_counter() - started))
            statuses += flood.statuses
            ratios.append(beside["perSecond"] / alone["perSecond"])
            say(f"  {alone['perSecond']:,.0f}/s alone, {beside['perSecond']:,.0f}/s beside {rate[-1]:.0f} sign-ins a second")
        figures |= {
            "ratio": statistics.median(ratios),
            "rate": statistics.median(rate),
            "statuses": {status: statuses.count(status) for status in sorted(set(statuses))},
            "memory": server.memory()["VmHWM"] / 1e6,
        }
        strange = set(figures["statuses"]) - {401, 429}
        if strange:
            raise Failure(f"sign-ins were answered {strange}")
    return figures


def text(figures, stamp):
    cost = figures["right"]
    lines = [
        f"# Sign-ins, {stamp}",
        "",
        f"{figures['labels']:,} labels, SQLite, loopback; load and server share two cores. Made by `Scripts/bench access`.",
        "",
    ]
    lines += table(
        [
            ("a sign-in", f"{cost:.0f} ms", cost, 400, 300, True),
            (
                "the same against OpenSSL's scrypt alone, in turn",
                f"{cost / figures['other']:.2f} ({figures['other']:.0f} ms)", cost / figures["other"], 1.2, 1, True,
            ),
            ("the scan page beside a flood of sign-ins, of its rate alone", f"{figures['ratio']:.2f}", figures["ratio"], 0.5, 0.8, False),
        ]
    )
    told = ", ".join(f"{count:,} × {status}" for status, count in figures["statuses"].items())
    lines += [
        "",
        f"A wrong password takes {figures['wrong']:.0f} ms, an address that nobody has {figures['nobody']:.0f} ms. The flood was",
        f"{figures['rate']:.0f} sign-ins a second, answered {told}. The process took {figures['memory']:.0f} MB at most.",
        "",
    ]
    return "\n".join(lines)
