"""`Scripts/bench postgres`: the second engine against its own limits, each as a ratio in one run."""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import statistics
import tempfile
import threading
import time

from .load import Draws, Load
from .processes import REPOSITORY, Failure, run, say
from .scan import Phase, median
from .servers import portal
from .stores import FORMS, SEED, Shelf

CLUSTER = REPOSITORY / "Scripts" / "cluster"
CLIENTS = 4
LOOKUP = """\
\\set id random(1, {labels})
SELECT c.body, e.day, e.file_name, e.digest, e.recorded, v.recorded_at FROM card c
LEFT JOIN edition e ON c.source_id <> 0 AND e.id = (
    SELECT n.id FROM edition n WHERE n.source_id = c.source_id ORDER BY n.recorded DESC LIMIT 1
)
LEFT JOIN revision v ON v.number = e.recorded
WHERE c.registration_id = :id;
"""


@contextlib.contextmanager
def cluster(scratch):
    """A cluster that waits for the disk as a real one does; gives its address."""
    folder = pathlib.Path(tempfile.gettempdir()) / f"hoshifuda-bench-cluster-{os.getpid()}"
    address = run([CLUSTER, "start", folder], environment=os.environ | {"CLUSTER_DURABLE": "1"}).strip()
    try:
        yield address
    finally:
        run([CLUSTER, "stop", folder])


def lookups(program, address, labels, seconds, rounds, scratch):
    """Lookups a second of ours and of pgbench with the same statement, prepared, in turn."""
    script = scratch / "lookup.sql"
    script.write_text(LOOKUP.format(labels=labels))
    ours, theirs = [], []
    for number in range(rounds):
        text = run(["pgbench", "-n", "-M", "prepared", "-c", CLIENTS, "-j", 2, "-T", seconds, "-f", script, address])
        theirs.append(float(next(line for line in text.splitlines() if line.startswith("tps")).split()[2]))
        text = run([program, "bench-lookup", "--store", address, "--seconds", seconds, "--clients", CLIENTS])
        ours.append(json.loads(text)["perSecond"])
        say(f"  round {number + 1}: {ours[-1]:,.0f}/s, pgbench {theirs[-1]:,.0f}/s")
    return {"ours": ours, "pgbench": theirs, "ratio": statistics.median(ours) / statistics.median(theirs)}


def standing(port, code):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", f"/api/v1/labels/{code}")
        return json.loads(connection.getresponse().read())["standing"]
    finally:
        connection.close()


def staleness(program, address, codes, wanted, scratch):
    """Seconds from the acknowledgement of a revocation to each of three portals showing it."""
    delays = []
    with contextlib.ExitStack() as running:
        nodes = [running.enter_context(portal(program, f"node-{n}", address, scratch)) for n in range(3)]
        for code in codes:
            # Also so that each portal has it in its cache.
            if any([standing(node.port, code) != "valid" for node in nodes]):
                continue
            if len(delays) == wanted * len(nodes):
                break
            seen = {}

            def watch(node):
                end = time.monotonic() + 20
                while time.monotonic() < end:
                    if standing(node.port, code) == "revoked":
                        seen[node.name] = time.monotonic()
                        return
                    time.sleep(0.005)

            threads = [threading.Thread(target=watch, args=(node,), daemon=True) for node in nodes]
            for thread in threads:
                thread.start()
            run([program, "label", "revoke", code, "--store", address, "--note", "bench",
                 "--break-glass", "a measurement has nobody else"])
            done = time.monotonic()
            for thread in threads:
                thread.join(30)
            if len(seen) != len(nodes):
                raise Failure(f"{code}: only {sorted(seen)} showed the revocation within 20 s")
            delays += [max(0.0, at - done) for at in seen.values()]
    delays.sort()
    return {"count": len(delays), "median": statistics.median(delays), "p99": delays[int(len(delays) * 0.99)], "max": delays[-1]}


def postgres(options, tools, scratch):
    program = tools["hoshifuda"]
    shelf = Shelf(program, options.cache, options.fresh)
    labels = options.labels
    say("Stores")
    store = shelf.store(labels)
    figures = {"labels": labels}
    with cluster(scratch) as address:
        started = time.monotonic()
        run([program, "copy", "--from", store.registry, "--to", address, "--json"])
        figures["copySeconds"] = time.monotonic() - started
        say(f"  copied to the cluster in {figures['copySeconds']:.0f} s")
        run(["psql", "-X", "-q", "-d", address, "-c", "VACUUM ANALYZE"])
        say("Lookups past every cache")
        figures["lookup"] = lookups(program, address, labels, options.seconds, options.rounds, scratch)
        say("Scans from the cache")
        load = Load(tools["wrk"], 2, 64, options.seconds, options.warm)
        few = Draws(scratch, "few", store.codes[:2000], 2, True, SEED, length=50_000)
        with contextlib.ExitStack() as running:
            folder = running.enter_context(portal(program, "sqlite", store.registry, scratch))
            server = running.enter_context(portal(program, "postgres", address, scratch))
            measured = Phase(load, options.rounds).measure(
                {"sqlite": (folder, FORMS["page"], few), "postgres": (server, FORMS["page"], few)}
            )
        figures["cached"] = {name: median(rounds, "perSecond") for name, rounds in measured.items()}
        figures["cached"]["ratio"] = figures["cached"]["postgres"] / figures["cached"]["sqlite"]
        say("Staleness of three portals")
        figures["staleness"] = staleness(program, address, store.codes[5000:], options.revocations, scratch)
    return figures


def text(figures, stamp):
    lookup, cached, stale = figures["lookup"], figures["cached"], figures["staleness"]

    def reach(holds):
        return "bar" if holds else "BELOW"

    return "\n".join(
        [
            f"# PostgreSQL, {datetime.date.today().isoformat()}, {stamp}",
            "",
            f"A cluster on loopback that waits for the disk, {figures['labels']:,} labels. Made by `Scripts/bench postgres`.",
            "",
            "| what | measured | bar | reaches |",
            "| --- | ---: | ---: | ---: |",
            f"| uncached lookup, against the same statement by pgbench, prepared | {lookup['ratio']:.2f} "
            f"({statistics.median(lookup['ours']):,.0f}/s of {statistics.median(lookup['pgbench']):,.0f}/s) | 0.5 | {reach(lookup['ratio'] >= 0.5)} |",
            f"| cached scan page, against SQLite | {cached['ratio']:.2f} ({cached['postgres']:,.0f}/s of {cached['sqlite']:,.0f}/s) "
            f"| 0.9 | {reach(cached['ratio'] >= 0.9)} |",
            f"| three portals, from a revocation's acknowledgement to each one showing it, 99th percentile of {stale['count']} "
            f"| {stale['p99']:.2f} s (median {stale['median']:.2f} s, at most {stale['max']:.2f} s) | ≤ 2 s | {reach(stale['p99'] <= 2)} |",
            "",
            f"`hoshifuda copy` from SQLite took {figures['copySeconds']:.0f} s, comparison by digests included.",
            "",
        ]
    )
