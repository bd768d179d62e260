"""The fictional registry that is walked through."""

import contextlib
import json
import os
import pathlib

from measuring.processes import REPOSITORY, run
from measuring.servers import portal

from .browser import Lost


def program():
    stated = os.environ.get("HOSHIFUDA_BIN")
    found = [pathlib.Path(stated)] if stated else [REPOSITORY / ".build" / kind / "hoshifuda" for kind in ("release", "debug")]
    for place in found:
        if place.is_file():
            return place.resolve()
    raise Lost("there is no program: swift build --product hoshifuda")


def made(folder):
    """The fictional sample in a store of its own, and its labels."""
    hoshifuda, store = program(), folder / "store"
    run([hoshifuda, "init", "--operator", "見本の登録簿", "--public-host", "label.example.jp", "--sample-scheme", "--store", store])
    run([hoshifuda, "sample", "--store", store])
    listed = run([hoshifuda, "list", "--store", store, "--json"])
    return [json.loads(line) for line in listed.splitlines()]


def served(folder, mail, port=0, **more):
    """The portal on that store, a context manager; `mail` and `more` are settings by their names."""
    # Everybody signs in from one address, and hashing is not what is walked.
    settings = {"MAIL_FROM": "registry@example.jp", "LIMITS_SIGN_INS_PER_MINUTE": "0", "ACCESS_PASSWORD_COST": "15"}
    return portal(program(), "portal", folder / "store", folder, more=settings | mail | more, port=port)


@contextlib.contextmanager
def registry(folder):
    """The fictional sample, served, its letters in a folder: its address and its labels."""
    labels = made(folder)
    with served(folder, {"MAIL_TRANSPORT": "file", "MAIL_FOLDER": str(folder / "mail")}) as server:
        yield f"http://127.0.0.1:{server.port}", labels
