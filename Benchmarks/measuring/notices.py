"""`Scripts/bench notices`: a day's planning of the ladder at growing numbers of labels."""

import datetime
import json
import shutil
import statistics

from .lists import table
from .processes import run, say
from .stores import SHAPE, Shelf, digest


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    # A million labels take minutes to write, and are not what is measured.
    shelf = Shelf(program, options.cache, options.fresh)
    key = digest(SHAPE + ("Sources/Console/BenchNoticesCommand.swift", "Sources/Store/Ladder/OwnerFilling.swift"))
    figures = {"sizes": {}, "days": options.days}
    for size in sorted({max(1000, options.labels // 100), max(1000, options.labels // 10), options.labels}):
        say(f"{size:,} labels")

        def make(folder):
            kept = folder / "registry"
            run([program, "init", "--store", kept, "--operator", "Bench", "--public-host", "label.example.jp"])
            run([program, "bench-notices", "--store", kept, "--labels", size, "--only", "fill"])

        store = scratch / f"store-{size}"
        shutil.copytree(shelf.place("notices", size, key, make) / "registry", store, ignore=shutil.ignore_patterns("*.sock"))
        lines = run([program, "bench-notices", "--store", store, "--labels", 0, "--days", options.days]).splitlines()
        days = [json.loads(line) for line in lines]
        figures["sizes"][size] = {
            "planned": statistics.median(day["planned"] for day in days),
            "slowest": max(day["milliseconds"] for day in days),
            "each": statistics.median(day["milliseconds"] / max(1, day["planned"]) for day in days),
            "quiet": statistics.median(day["quietMilliseconds"] for day in days),
        }
        one = figures["sizes"][size]
        say(f"  {one['planned']:,.0f} notices a day, slowest {one['slowest']:.0f} ms, quiet {one['quiet']:.3f} ms")
        shutil.rmtree(store)
    return figures


def text(figures, stamp):
    sizes = figures["sizes"]
    small, large = sorted(sizes)[-2] if len(sizes) > 1 else max(sizes), max(sizes)
    most, less = sizes[large], sizes[small]
    limits = [
        (f"a day's planning at {large:,}, slowest", f"{most['slowest']:.0f} ms", most["slowest"], 2000, 1000, True),
        (
            f"a notice at {large:,} against {small:,} labels", f"{most['each'] / less['each']:.2f}",
            most["each"] / less["each"], 1.5, 1.1, True,
        ),
        (f"a look when nothing is due, at {large:,}", f"{most['quiet']:.3f} ms", most["quiet"], 5, 1, True),
    ]
    lines = [
        f"# The ladder, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"Labels that end on any of a thousand days, of 400 holders; {figures['days']} days, each planned and made into",
        "letters in one round, and each looked at once more.",
        "",
        *table(limits),
        "",
        "| labels | notices a day | a day's round, slowest | a notice | a quiet look |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for size in sorted(sizes):
        one = sizes[size]
        lines.append(
            f"| {size:,} | {one['planned']:,.0f} | {one['slowest']:.0f} ms | {one['each']:.3f} ms | {one['quiet']:.3f} ms |"
        )
    return "\n".join(lines) + "\n"
