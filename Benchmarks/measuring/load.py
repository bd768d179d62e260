"""The load: draws made beforehand, wrk, and what a server spent on it."""

import bisect
import itertools
import json
import pathlib
import random
import resource
import subprocess

from .processes import REPOSITORY, Failure, die_with_parent

SCRIPT = REPOSITORY / "Benchmarks" / "wrk" / "scan.lua"
DRAWS = 200_000
# Enough that warming up does not ask for the same few again and again.
WARM_DRAWS = 800_000


class Draws:
    """Codes in the order they are asked for, one file for each thread, the same for every server."""

    def __init__(self, scratch, name, codes, threads, zipf, seed, length=DRAWS):
        self.path = pathlib.Path(scratch) / f"draws-{name}"
        self.length = length
        ranked = list(codes)
        # Which label is popular has nothing to do with when it was registered.
        random.Random(seed).shuffle(ranked)
        weights = list(itertools.accumulate(1 / rank for rank in range(1, len(ranked) + 1))) if zipf else None
        # The measured draws, and others of the same kind to warm up with.
        for part, base, length in (("", 1, length), ("-warm", 1001, max(length, WARM_DRAWS))):
            for thread in range(threads):
                source = random.Random(seed * 10_000 + base + thread)
                with open(f"{self.path}{part}.{thread + 1}", "w") as file:
                    for _ in range(length):
                        if zipf:
                            rank = bisect.bisect_left(weights, source.random() * weights[-1])
                            file.write(ranked[min(rank, len(ranked) - 1)] + "\n")
                        else:
                            file.write(ranked[source.randrange(len(ranked))] + "\n")


class Load:
    def __init__(self, program, threads, connections, seconds, warm):
        self.program = program
        self.threads = threads
        self.connections = connections
        self.seconds = seconds
        self.warm = warm

    def wrk(self, server, prefix, draws, offset, seconds):
        done = subprocess.run(
            [
                self.program,
                f"-t{self.threads}",
                f"-c{self.connections}",
                f"-d{seconds}s",
                "--timeout",
                "5s",
                "-s",
                str(SCRIPT),
                f"http://127.0.0.1:{server.port}",
                "--",
                prefix,
                draws,
                str(offset),
            ],
            capture_output=True,
            text=True,
            timeout=seconds * 3 + 60,
            preexec_fn=die_with_parent,
        )
        for line in done.stdout.splitlines():
            if line.startswith("RESULT "):
                return json.loads(line[7:])
        raise Failure(f"wrk gave no result: {(done.stdout + done.stderr).strip()[-400:]}")

    def round(self, server, prefix, draws, share):
        """Warms up, measures once. `share` of the draws are passed over, so that each round asks for others."""
        if self.warm:
            self.wrk(server, prefix, f"{draws.path}-warm", 0, self.warm)
        before = server.cpu_seconds()
        load_before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = self.wrk(server, prefix, str(draws.path), int(share * draws.length), self.seconds)
        load_after = resource.getrusage(resource.RUSAGE_CHILDREN)
        after = server.cpu_seconds()
        requests = max(1, result["requests"])
        spent = load_after.ru_utime + load_after.ru_stime - load_before.ru_utime - load_before.ru_stime
        return {
            "perSecond": result["requests"] / (result["microseconds"] / 1e6),
            "userMicroseconds": (after[0] - before[0]) / requests * 1e6,
            "systemMicroseconds": (after[1] - before[1]) / requests * 1e6,
            "cpuMicroseconds": (sum(after) - sum(before)) / requests * 1e6,
            "wrkMicroseconds": spent / requests * 1e6,
            "bytesPerAnswer": result["bytes"] / requests,
            "p50": result["p50"],
            "p99": result["p99"],
            "requests": result["requests"],
            "badStatus": result["status"],
            "socketErrors": result["connect"] + result["read"] + result["write"] + result["timeout"],
        }
