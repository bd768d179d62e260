"""Processes this run starts, what they cost, and their end."""

import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
# A build of a million labels is the longest step; nothing may hang for ever.
LONGEST = 3600


class Failure(Exception):
    """A step that cannot go on; its text is for the person at the terminal."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def die_with_parent():
    # PR_SET_PDEATHSIG: a server does not outlive a run that was killed.
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)


def run(arguments, stdout=None, environment=None, limit=LONGEST):
    """Runs a command to its end and gives its standard output; a failure says what it printed."""
    done = subprocess.run(
        [str(a) for a in arguments],
        stdout=stdout or subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        cwd=REPOSITORY,
        env=environment,
        timeout=limit,
        preexec_fn=die_with_parent,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip()[-400:]
        raise Failure(f"{pathlib.Path(str(arguments[0])).name} {arguments[1]} ended with {done.returncode}: {words}")
    return done.stdout.decode() if done.stdout is not None else ""


class Server:
    """One server process, with its children; a context manager that ends it."""

    def __init__(self, name, arguments, folder, environment=None, stderr=None):
        self.name = name
        self.output = pathlib.Path(folder) / f"{name}.out"
        out = open(self.output, "wb")
        self.errors = pathlib.Path(stderr or self.output.with_suffix(".err"))
        err = open(self.errors, "wb")
        self.process = subprocess.Popen(
            [str(a) for a in arguments],
            stdout=out,
            stderr=err,
            stdin=subprocess.DEVNULL,
            cwd=REPOSITORY,
            env=environment,
            preexec_fn=die_with_parent,
        )
        out.close()
        err.close()
        self.port = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def wait_until(self, ready, seconds=120):
        """Asks `ready` until it answers something true; a server that ended or stays silent is a failure."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                words = self.errors.read_text(errors="replace").strip()[-400:]
                raise Failure(f"{self.name} ended at its start with {self.process.returncode}: {words}")
            found = ready()
            if found:
                return found
            time.sleep(0.05)
        raise Failure(f"{self.name} did not answer within {seconds} s")

    def family(self):
        """The process and its children."""
        own = self.process.pid
        children = pathlib.Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return [own] + [int(child) for child in children]

    def cpu_seconds(self):
        """User and system time spent so far by the process and its children."""
        user = system = 0
        for pid in self.family():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            user += int(fields[11])
            system += int(fields[12])
        return user / TICKS, system / TICKS

    def memory(self):
        """Resident bytes now and at their highest, with the anonymous and file-backed parts."""
        sums = {"VmRSS": 0, "VmHWM": 0, "RssAnon": 0, "RssFile": 0}
        for pid in self.family():
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                name, _, value = line.partition(":")
                if name in sums:
                    sums[name] += int(value.split()[0]) * 1024
        return sums
