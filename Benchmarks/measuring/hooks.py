"""`Scripts/bench hooks`: one message to each of 1,000 endpoints, of which three in ten hang, drip or fail."""

import datetime
import json
import pathlib
import signal
import subprocess
import sys

from .lists import table
from .processes import Failure, die_with_parent, run, say

PEER = pathlib.Path(__file__).with_name("hookpeer.py")


def quantile(ordered, part):
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    store = scratch / "store"
    run([program, "init", "--store", store, "--operator", "Bench", "--public-host", "label.example.jp"])
    told = scratch / "told"
    peer = subprocess.Popen(
        [sys.executable, str(PEER), str(told)], stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
    )
    try:
        port = int(peer.stdout.readline())
        say(f"{options.endpoints:,} endpoints at 127.0.0.1:{port}")
        figures = json.loads(run([
            program, "bench-hooks", "--store", store, "--peer", f"http://127.0.0.1:{port}",
            "--endpoints", options.endpoints, "--seconds", options.seconds,
        ]).splitlines()[-1])
        # Two hours later all of them are well: whatever was not lost arrives.
        peer.send_signal(signal.SIGUSR1)
        later = json.loads(run([
            program, "bench-hooks", "--store", store, "--peer", f"http://127.0.0.1:{port}", "--recover",
        ]).splitlines()[-1])
    finally:
        peer.terminate()
        peer.wait(timeout=20)
    *lines, last = told.read_text().splitlines()
    first = {}
    again = 0
    taken = set()
    for line in lines:
        moment, path, name, answer = line.split(" ")
        kind = path.split("/")[1]
        if answer == "took":
            taken.add(path)
        again += (kind, name) in first and kind == "ok"
        first.setdefault((kind, name), int(moment) - figures["began"])
    healthy = sorted(spent for (kind, _), spent in first.items() if kind == "ok")
    wanted = sum(1 for number in range(options.endpoints) if number % 10 not in (3, 5, 7))
    if not healthy:
        raise Failure("nothing arrived at a healthy endpoint")
    figures |= {
        "seconds": options.seconds,
        "healthy": len(healthy), "wanted": wanted, "again": again, "connections": int(last.split(" ")[1]),
        "p50": quantile(healthy, 0.5), "p99": quantile(healthy, 0.99), "longest": healthy[-1],
        "lost": options.endpoints - len(taken), "later": later["attempts"], "taken": len(taken),
    }
    say(f"  healthy: p99 {figures['p99']} ms of {len(healthy)}; {figures['mostSockets']} sockets, {figures['lost']} lost")
    return figures


def text(figures, stamp):
    limits = [
        ("healthy endpoints, p99 from queueing to arrival", f"{figures['p99']} ms", figures["p99"], 2000, 1500, True),
        ("sockets at the same time", str(figures["mostSockets"]), figures["mostSockets"], 64, 64, True),
        ("lost", str(figures["lost"]), figures["lost"], 0, 0, True),
    ]
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(figures["states"].items()))
    return "\n".join([
        f"# Webhooks, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['endpoints']:,} endpoints on loopback, SQLite, one message to each, all queued before the first is sent: of ten,",
        "one hangs, one drips, one answers 500. Nothing is known of any of them beforehand. Made by `Scripts/bench hooks`.",
        "",
        *table(limits),
        "",
        f"Healthy: p50 {figures['p50']} ms, longest {figures['longest']} ms; {figures['healthy']} of {figures['wanted']} reached,",
        f"{figures['again']} of them more than once. The peer saw {figures['connections']} connections at the same time at most.",
        f"{figures['attempts']:,} attempts in {figures['seconds']} s; then: {states} (waiting: begun and put aside, or for a line).",
        f"Two hours later by the registry's clock, with all endpoints well: {figures['later']:,} attempts more,",
        f"and {figures['taken']:,} of {figures['endpoints']:,} endpoints have taken their message.",
        "",
    ])
