"""What every drill stands on: the program, how another one is run, and how a drill says that it could not be."""

import os
import pathlib
import socket
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("HOSHIFUDA_BIN", REPOSITORY / ".build" / "release" / "hoshifuda"))
BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
AS = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--"] if os.geteuid() == 0 else []


class Failure(Exception):
    """A drill that could not be run."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def run(arguments, **more):
    more = {"timeout": 120} | more
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **more)
    if done.returncode != 0:
        program = arguments[len(AS)] if arguments[: len(AS)] == AS else arguments[0]
        raise Failure(f"{pathlib.Path(str(program)).name}: {done.stderr.strip()[-600:]}")
    return done.stdout
