"""`Scripts/bench scan`: the scan, the lookup and the import, each against its limit in one run."""

import contextlib
import shutil
import statistics

from .listimport import importing, page_weight
from .load import Draws, Load
from .processes import say
from .servers import compare, nginx, portal
from .stores import FORMS, SEED, Shelf

# The bound that makes nearly every lookup a miss, in MiB.
COLD = 1


class Phase:
    """Targets measured in turn, round by round."""

    def __init__(self, load, rounds):
        self.load = load
        self.rounds = rounds

    def measure(self, targets):
        """`targets`: name → (server, path prefix, draws). Gives name → rounds."""
        measured = {name: [] for name in targets}
        for number in range(self.rounds):
            for name, (server, prefix, draws) in targets.items():
                result = self.load.round(server, prefix, draws, number / self.rounds)
                measured[name].append(result)
                bad = result["badStatus"] + result["socketErrors"]
                say(
                    f"  round {number + 1} {name}: {result['perSecond']:,.0f}/s, "
                    f"{result['cpuMicroseconds']:.1f} µs CPU/request" + (f", {bad} BAD ANSWERS" if bad else "")
                )
        return measured


def scan(options, tools, scratch):
    """Runs everything and gives the figures as one dictionary."""
    program = tools["hoshifuda"]
    shelf = Shelf(program, options.cache, options.fresh)
    tiny, small, large = options.labels_tiny, options.labels_small, options.labels_large
    say("Stores")
    stores = {labels: shelf.store(labels) for labels in sorted({tiny, small, large})}
    say("Files for nginx")
    store = stores[small]
    folders = {
        form: shelf.files(store, form, lambda: portal(program, "export", store.registry, scratch)) for form in FORMS
    }
    load = Load(tools["wrk"], options.threads, options.connections, options.seconds, options.warm)
    phase = Phase(load, options.rounds)

    def draws(name, labels, zipf):
        return Draws(scratch, name, stores[labels].codes, options.threads, zipf, SEED)

    zipf = draws("zipf", small, True)
    uniform = {labels: draws(f"uniform-{labels}", labels, False) for labels in {tiny, large}}
    files = {form: (tools["nginx"], f"nginx-{form}", folders[form], small, form, scratch) for form in FORMS}
    figures = {}

    with contextlib.ExitStack() as running:
        say("Without logs")
        pages = running.enter_context(nginx(*files["page"], options.cores))
        data = running.enter_context(nginx(*files["json"], options.cores))
        middle = running.enter_context(portal(program, "portal", store.registry, scratch))
        # A process of its own on a copy, or pages and JSON would take each other's room between their rounds.
        copy = scratch / "registry-json"
        shutil.copytree(store.registry, copy, ignore=shutil.ignore_patterns("*.sock"))
        machine = running.enter_context(portal(program, "portal-json", copy, scratch))
        most = middle
        if large != small:
            most = running.enter_context(portal(program, "portal-large", stores[large].registry, scratch))
        for server, form in ((pages, "page"), (data, "json")):
            compare(server, middle, [FORMS[form] + code for code in store.codes[:: max(1, small // 50)]])
        figures["quiet"] = phase.measure(
            {
                "nginxPages": (pages, FORMS["page"], zipf),
                "pages": (middle, FORMS["page"], zipf),
                "nginxJSON": (data, FORMS["json"], zipf),
                "json": (machine, FORMS["json"], zipf),
                "uniform": (most, FORMS["page"], uniform[large]),
            }
        )
        figures["filesKeptOpen"] = pages.kept
        figures["memory"] = most.memory()
        figures["memorySmall"] = middle.memory()

    with contextlib.ExitStack() as running:
        say("With a line of log for each request")
        pages = running.enter_context(nginx(*files["page"][:1], "nginx-log", *files["page"][2:], options.cores, True))
        middle = running.enter_context(portal(program, "portal-log", store.registry, scratch, logs=True))
        figures["logged"] = phase.measure(
            {"nginxPages": (pages, FORMS["page"], zipf), "pages": (middle, FORMS["page"], zipf)}
        )

    with contextlib.ExitStack() as running:
        say("Lookups past the cache")
        targets = {}
        for name, labels in (("few", tiny), ("many", large)):
            server = running.enter_context(
                portal(program, f"portal-{name}", stores[labels].registry, scratch, cache=COLD)
            )
            targets[name] = (server, FORMS["page"], uniform[labels])
        figures["lookup"] = phase.measure(targets)

    say("Import")
    figures["import"] = importing(program, tools["sqlite3"], scratch, options.imports)
    say("Weight of a page")
    figures["weight"] = page_weight(program, scratch)
    figures["sizes"] = {
        "few": [tiny, stores[tiny].models],
        "small": [small, store.models],
        "large": [large, stores[large].models],
    }
    return figures


def median(rounds, key):
    return statistics.median(one[key] for one in rounds)


def ratio(above, below, key):
    """The ratio of medians, and the lowest and highest ratio of one round."""
    each = [a[key] / b[key] if b[key] else float("nan") for a, b in zip(above, below)]
    base = median(below, key)
    return (median(above, key) / base if base else float("nan")), min(each), max(each)
