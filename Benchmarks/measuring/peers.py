"""`Scripts/bench peers`: Datasette on the same labels, a page and a filtered CSV side by side."""

import contextlib
import datetime
import http.client
import pathlib
import statistics
import subprocess
import time
import venv

from .lists import ask, fetch, table
from .processes import Failure, Server, say
from .servers import answers, free_port, portal
from .stores import Shelf

DATASETTE = "datasette==0.65.2"


def installed(folder):
    """Datasette in an environment of its own, kept between runs."""
    place = pathlib.Path(folder) / "datasette"
    program = place / "bin" / "datasette"
    if not program.is_file():
        say("Installing Datasette")
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", DATASETTE], check=True, timeout=600)
    return program


@contextlib.contextmanager
def datasette(program, database, scratch):
    port = free_port()
    arguments = [
        program, "serve", database, "--host", "127.0.0.1", "--port", str(port),
        "--setting", "sql_time_limit_ms", "60000", "--setting", "facet_time_limit_ms", "60000",
        "--setting", "max_csv_mb", "0", "--setting", "suggest_facets", "off",
    ]
    server = Server("datasette", arguments, scratch, stderr=pathlib.Path(scratch) / "datasette.log")
    try:
        server.wait_until(lambda: answers(port), 60)
        server.port = port
        yield server
    finally:
        server.stop()


def measured(port, paths, rounds):
    """Median milliseconds of pages, each asked once before."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    spent = []
    for path in paths:
        ask(connection, path)
        spent.append(statistics.median(ask(connection, path)[0] for _ in range(rounds)))
    connection.close()
    return statistics.median(spent)


def bench(options, tools, scratch):
    program = tools["hoshifuda"]
    say("Store")
    store = Shelf(program, options.cache, options.fresh).store(options.labels)
    peer = installed(options.cache)
    figures = {"labels": options.labels}
    with contextlib.ExitStack() as running:
        server = running.enter_context(portal(program, "peers", store.registry, scratch))
        database = scratch / "labels.db"
        say("The same labels as a SQLite file")
        fetch(server.port, "/search.sqlite", database, None)
        other = running.enter_context(datasette(peer, database, scratch))
        categories = ["camera-surveillance", "smart-home", "wearable"]
        say("Pages: a filter, the counts of two more, fifty rows")
        ours = [f"/search?lang=en&category={category}&standing=valid" for category in categories]
        theirs = [
            f"/labels/label?category={category}&standing=valid&_facet=level&_facet=country&_size=50" for category in categories
        ]
        figures["page"] = {"ours": measured(server.port, ours, 5), "theirs": measured(other.port, theirs, 3)}
        say(f"  {figures['page']['ours']:.1f} ms, Datasette {figures['page']['theirs']:.0f} ms")
        say("A filtered CSV")
        spent = {"ours": [], "theirs": []}
        for _ in range(options.rounds):
            spent["ours"].append(fetch(server.port, "/search.csv?category=wearable&standing=valid", scratch / "ours.csv", None))
            lines = (scratch / "ours.csv").read_bytes().count(b"\n")
            path = "/labels/label.csv?category=wearable&standing=valid&_stream=on&_size=max"
            spent["theirs"].append(fetch(other.port, path, scratch / "theirs.csv", None))
            theirs_lines = (scratch / "theirs.csv").read_bytes().count(b"\n")
            if lines != theirs_lines:
                raise Failure(f"{lines} rows here, {theirs_lines} there")
            say(f"  {spent['ours'][-1]:.2f} s, Datasette {spent['theirs'][-1]:.1f} s, {lines} lines")
        figures["csv"] = {name: statistics.median(found) for name, found in spent.items()}
        figures["csvRows"] = lines - 1
    for part in ("page", "csv"):
        figures[part]["ratio"] = figures[part]["theirs"] / figures[part]["ours"]
    return figures


def text(figures, stamp):
    page, csv = figures["page"], figures["csv"]
    lines = [
        f"# Beside Datasette, {datetime.date.today().isoformat()}, {stamp}",
        "",
        f"{figures['labels']:,} labels, both on loopback, one client. {DATASETTE.replace('==', ' ')} serves the SQLite file that the",
        "portal exports, as it is. Made by `Scripts/bench peers`.",
        "",
    ]
    lines += table(
        [
            ("a page of a filtered list with counts", f"{page['ratio']:.0f}× ({page['ours']:.1f} ms, theirs {page['theirs']:.0f} ms)", page["ratio"], 20, 60, False),
            (f"a filtered CSV of {figures['csvRows']:,} rows", f"{csv['ratio']:.0f}× ({csv['ours']:.2f} s, theirs {csv['theirs']:.1f} s)", csv["ratio"], 20, 60, False),
        ]
    )
    return "\n".join(lines) + "\n"
