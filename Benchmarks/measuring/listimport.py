"""The import of a real list against the sqlite3 shell's `.import` of the same rows, and the weight of a page."""

import gzip
import html.parser
import http.client
import json
import pathlib
import statistics
import time

from .processes import REPOSITORY, Failure, run
from .servers import portal

LEDGER = REPOSITORY.parent / "shared" / "data" / "matter-products-2026-08-22.csv"


def chosen_list():
    """The list that is imported and its profile: the ledger where it lies beside the project, else our own sample."""
    if LEDGER.is_file():
        return LEDGER, "matter"
    samples = sorted((REPOSITORY / "Data" / "Import" / "Samples").glob("*.csv"), key=lambda f: -f.stat().st_size)
    if not samples:
        raise Failure("there is no list to import")
    for profile in sorted((REPOSITORY / "Data" / "Import").glob("*.yaml")):
        if samples[0].name.startswith(profile.stem):
            return samples[0], profile.stem
    raise Failure(f"no profile reads {samples[0].name}")


def timed(arguments):
    started = time.perf_counter()
    text = run(arguments, limit=600)
    return time.perf_counter() - started, text


def importing(program, sqlite, scratch, times):
    """Wall seconds of whole processes on fresh stores, in turn."""
    file, profile = chosen_list()
    ours, theirs = [], []
    counts = {}
    rows = 0
    for number in range(times):
        registry = pathlib.Path(scratch) / f"import-{number}"
        run([program, "init", "--store", registry, "--operator", "Bench", "--public-host", "label.example.jp"])
        seconds, text = timed([program, "import", file, "--profile", profile, "--store", registry, "--json"])
        ours.append(seconds)
        counts = json.loads(text.strip().splitlines()[-1])
        table = pathlib.Path(scratch) / f"import-{number}.sqlite"
        seconds, _ = timed([sqlite, table, ".mode csv", f".import '{file}' t"])
        theirs.append(seconds)
        rows = int(run([sqlite, table, "SELECT count(*) FROM t"]))
        table.unlink()
    if counts.get("rows") != rows:
        raise Failure(f"we read {counts.get('rows')} rows, the sqlite3 shell {rows}")
    return {
        "file": file.name,
        "counts": counts,
        "ours": ours,
        "sqlite3": theirs,
        "ratio": statistics.median(theirs) / statistics.median(ours),
        "ratioOfBest": min(theirs) / min(ours),
    }


class Sheets(html.parser.HTMLParser):
    """The style sheets a page asks for beside itself."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "link" and "stylesheet" in (values.get("rel") or ""):
            self.found.append(values.get("href"))


def fetch(port, path):
    """Bytes on the wire and the page itself."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise Failure(f"{path} answered {answer.status}")
    if answer.getheader("Content-Encoding") != "gzip":
        raise Failure(f"{path} came without gzip")
    return len(body), gzip.decompress(body).decode()


def page_weight(program, scratch):
    """Compressed bytes of HTML and CSS of every scan page of the sample, for each language."""
    registry = pathlib.Path(scratch) / "sample"
    run([program, "init", "--store", registry, "--sample-scheme", "--operator", "Bench"])
    run([program, "sample", "--store", registry])
    listed = run([program, "list", "--store", registry, "--json"])
    codes = [json.loads(line)["code"] for line in listed.splitlines()]
    weights = {}
    with portal(program, "sample-portal", registry, scratch) as server:
        for language in ("ja", "en", "easy"):
            sizes = []
            for code in codes:
                size, text = fetch(server.port, f"/{code}?lang={language}")
                sheets = Sheets()
                sheets.feed(text)
                sizes.append(size + sum(fetch(server.port, sheet)[0] for sheet in sheets.found))
            weights[language] = {
                "pages": len(sizes),
                "median": int(statistics.median(sizes)),
                "largest": max(sizes),
            }
    return weights
