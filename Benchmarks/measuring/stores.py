"""Stores of synthetic labels, their codes, and their finished answers as static files. Kept between runs."""

import datetime
import hashlib
import http.client
import json
import pathlib
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

from .processes import REPOSITORY, Failure, run, say

SEED = 20261120
# What decides how a row of a store looks: another text here, another store.
SHAPE = (
    "Sources/Console/BenchStoreCommand.swift",
    "Sources/Store/Migrations",
    "Sources/Store/Card.swift",
    "Sources/Store/LabelKeys.swift",
    "Sources/Store/RegistrationRows.swift",
    "Sources/Store/PackedBytes.swift",
    "Sources/Store/PackedBytes+Events.swift",
    "Sources/Store/PackedBytes+Facts.swift",
)


def digest(paths):
    sha = hashlib.sha256()
    for path in paths:
        path = REPOSITORY / path
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                sha.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


class Shelf:
    """The folder where stores and exported files are kept."""

    def __init__(self, program, folder, fresh):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.fresh = fresh
        self.made = set()
        self.folder.mkdir(parents=True, exist_ok=True)

    def place(self, kind, labels, key, make):
        """The folder of this kind, size and key; made by `make` where it is missing, older ones of the kind removed."""
        final = self.folder / f"{kind}-{labels}-{key}"
        if final.is_dir() and (not self.fresh or final in self.made):
            say(f"  {final.name} is kept from before")
            return final
        for old in self.folder.glob(f"{kind}-{labels}-*"):
            shutil.rmtree(old)
        partial = self.folder / f"{kind}-{labels}-partial"
        partial.mkdir()
        started = time.monotonic()
        make(partial)
        partial.rename(final)
        self.made.add(final)
        say(f"  {final.name} made in {time.monotonic() - started:.0f} s")
        return final

    def store(self, labels):
        """A registry of so many synthetic labels, and its codes beside it."""

        def make(folder):
            registry = folder / "registry"
            run([self.program, "init", "--store", registry, "--operator", "Bench", "--public-host", "label.example.jp"])
            run([self.program, "bench-store", "--store", registry, "--labels", labels, "--seed", SEED])
            lines = folder / "list.jsonl"
            with open(lines, "wb") as out:
                run([self.program, "list", "--store", registry, "--json"], stdout=out)
            count = models = 0
            with open(lines, encoding="utf-8") as listed, open(folder / "codes", "w") as codes:
                for line in listed:
                    row = json.loads(line)
                    count += 1
                    models += len(row["models"])
                    codes.write(row["code"] + "\n")
            lines.unlink()
            if count != labels:
                raise Failure(f"the store lists {count} labels instead of {labels}")
            (folder / "counts.json").write_text(json.dumps({"labels": count, "models": models}))

        key = digest(SHAPE)
        return Store(self.place("store", labels, key, make), key)

    def files(self, store, form, serve):
        """The finished answers of a store as files at their own paths; `serve` gives a running portal of it.

        An answer depends on the program, the scheme's data and the day in Japan, so the key does too.
        """
        program = hashlib.sha256(pathlib.Path(self.program).read_bytes()).hexdigest()
        day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=9)).date().isoformat()
        key = hashlib.sha256(f"{store.key} {program} {digest(['Data/Scheme'])} {day}".encode()).hexdigest()[:12]

        def make(folder):
            with serve() as portal:
                fetch(portal.port, FORMS[form], store.codes, folder)

        return self.place(form, len(store.codes), key, make)


class Store:
    def __init__(self, folder, key):
        self.key = key
        self.registry = folder / "registry"
        self.codes = (folder / "codes").read_text().split()
        self.models = json.loads((folder / "counts.json").read_text())["models"]


# What stands before the code in a path.
FORMS = {"page": "/", "json": "/api/v1/labels/"}


def fetch_part(work):
    port, prefix, codes, folder = work
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for code in codes:
        try:
            connection.request("GET", prefix + code)
            answer = connection.getresponse()
            body = answer.read()
        except OSError as error:
            return f"{prefix}{code} was not answered: {error}"
        if answer.status != 200:
            return f"{prefix}{code} answered {answer.status}"
        with open(folder + prefix + code, "wb") as file:
            file.write(body)
    connection.close()
    return None


def fetch(port, prefix, codes, folder):
    """Every code's answer once, over a few kept connections."""
    (folder / prefix[1:]).mkdir(parents=True, exist_ok=True)
    size = 500
    parts = [(port, prefix, codes[at : at + size], str(folder)) for at in range(0, len(codes), size)]
    # Threads, not processes: they end with the run whatever ends it.
    with ThreadPoolExecutor(4) as pool:
        for problem in pool.map(fetch_part, parts):
            if problem:
                pool.shutdown(wait=False, cancel_futures=True)
                raise Failure(problem)
