"""Letters while senders die, servers fail, and with Postfix as the server.

    Scripts/drill mail                      all three parts, SQLite
    Scripts/drill mail --engine both        the kills on PostgreSQL too, with four senders on one store
    Scripts/drill mail --part kills         senders die while they send; then the same without a kill
    Scripts/drill mail --part faults        a server that is gone, slow or lies, on a clock that is moved
    Scripts/drill mail --part postfix       Postfix takes letters, refuses one and bounces one

**kills**: `hoshifuda serve` sends to a peer on loopback that notes what it takes before it answers, at a pace that makes the
kills fall into the sending. A sender is ended with kill -9 while a message of its is on its way, and started again at once.
Nothing may be lost. A letter may be taken twice, under the same Message-ID, where its sender died after the peer had it: so
every copy but the last must be the last message of a session that a kill ended, and there are at most as many as kills times
lines. A folder has one sender, for it belongs to one process, which frees at its start what its predecessor had claimed; on a
server others wait five minutes for the leases of the dead.

**faults**: real sessions, simulated days. Nothing may be lost or given up, everything must be out within ten simulated
minutes of the server's recovery, and an address that is refused for good must be given up at once.

**postfix**: what Postfix delivers must be what was sent, as Python's own mail parser reads it.
"""

import contextlib
import datetime
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

from .ground import PROGRAM, REPOSITORY, Failure, run, say
from .postfix import Postfix

PEER = REPOSITORY / "Benchmarks" / "measuring" / "mailpeer.py"
CLUSTER = REPOSITORY / "Scripts" / "cluster"
DOMAIN = "drill.example"
# Seconds between two kills, about; a little more than they take, so that letters are left for the last one.
PACE = 1.0
LINES = 4


def add_flags(parser):
    parser.add_argument("--part", choices=["kills", "faults", "postfix", "all"], default="all")
    parser.add_argument("--engine", choices=["SQLite", "PostgreSQL", "both"], default="SQLite", help="of the kills")
    parser.add_argument("--letters", type=int, default=10_000, help="of the kills; default 10000")
    parser.add_argument("--kills", type=int, default=200, help="default 200")
    parser.add_argument("--senders", type=int, default=4, help="processes on a server; default 4")
    parser.add_argument("--minutes", type=float, default=30, help="no run of the kills lasts longer; default 30")
    parser.add_argument("--waiting", type=int, default=100, help="letters that meet each fault; default 100")
    parser.add_argument("--post", type=int, default=500, help="letters for Postfix; default 500")
    parser.add_argument("--seed", type=int, default=random.randrange(1, 1_000_000), help="by chance where it is not stated")


def make(store):
    run([PROGRAM, "init", "--store", store, "--operator", "Drill", "--public-host", "label.example.jp", "--sample-scheme"])


def fill(store, count, *more):
    run([PROGRAM, "drill-letters", "--store", store, "--count", count, "--domain", DOMAIN, *more], timeout=600)


def letters(store, state):
    """Letters in a state, as the command line tells them."""
    out = run([PROGRAM, "letters", "list", "--store", store, "--state", state, "--json"], timeout=300)
    return [json.loads(line) for line in out.splitlines()]


class Peer:
    """The mail server of Benchmarks/measuring/mailpeer.py."""

    def __init__(self, folder, ports=1):
        self.file = pathlib.Path(folder) / "peer.log"
        self.count = ports

    def __enter__(self):
        self.child = subprocess.Popen(
            [sys.executable, str(PEER), str(self.file), str(self.count)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.ports = [int(port) for port in self.child.stdout.readline().split()]
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(30)
        self.child.stdout.close()

    def tell(self, **changes):
        """Changes what it does, and gives how things stand."""
        self.child.stdin.write(json.dumps(changes) + "\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        if not answer:
            raise Failure("the peer ended")
        return json.loads(answer)

    def lines(self):
        """Its notes, whole once it has ended."""
        return [line.split(" ") for line in self.file.read_text().splitlines()]


class Sender:
    """`hoshifuda serve`, of which only the postman has anything to do."""

    def __init__(self, store, port, errors):
        self.store, self.port, self.errors = store, port, errors
        self.start()

    def start(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MAIL_")} | {
            "MAIL_TRANSPORT": "smtp", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(self.port), "MAIL_SECURITY": "none",
            "MAIL_FROM": f"registry@{DOMAIN}", "MAIL_LINES": str(LINES), "WEBHOOKS_LINES": "0",
        }
        with open(self.errors, "a") as errors:
            self.child = subprocess.Popen(
                [str(PROGRAM), "serve", "--store", str(self.store), "--port", "0", "--no-access-log"],
                stdout=subprocess.DEVNULL, stderr=errors, env=environment,
            )

    def look(self):
        if self.child.poll() is not None:
            raise Failure(f"a sender ended by itself: {self.errors.read_text().strip()[-600:]}")

    def kill(self):
        """kill -9 of this very child."""
        self.child.send_signal(signal.SIGKILL)
        self.child.wait(30)

    def stop(self):
        if self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(30)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait(30)


def kill_some(peer, senders, options, count, chance, pause, end):
    """Ends senders in the middle of a message; gives the moments as (seconds, which)."""
    kills = []
    while len(kills) < count and time.monotonic() < end:
        time.sleep(chance.uniform(0, PACE * 0.8))
        which = chance.randrange(len(senders))
        told = peer.tell()
        if told["different"] >= options.letters:
            break
        if not told["busy"][which]:
            # Starting, or between two looks into the outbox.
            senders[which].look()
            continue
        time.sleep(chance.uniform(0, pause))
        if not peer.tell()["busy"][which]:
            continue
        kills.append((time.time(), which))
        senders[which].kill()
        senders[which].start()
        if len(kills) % 25 == 0:
            say(f"  {len(kills)} kills, {told['different']:,} of {options.letters:,} letters")
    return kills


def judge(peer, kills, options):
    """What the peer's own notes say: what is missing, what came twice, and whether a kill explains it."""
    taken, last, closed, names = {}, {}, {}, {}
    for word, moment, door, session, *rest in peer.lines():
        if word == "take":
            name, recipient = rest[:2]
            taken.setdefault(name, []).append(session)
            names.setdefault(recipient, set()).add(name)
            last[session] = name
        elif word == "close":
            closed[session] = (float(moment), int(door), rest[0] == "busy")
    missing = [n for n in range(options.letters) if f"l{n + 1}@{DOMAIN}" not in names]

    def is_killed(session):
        moment, door, _ = closed.get(session, (0, -1, False))
        return any(which == door and -0.1 <= moment - at <= 3 for at, which in kills)

    copies = [(name, session) for name, sessions in taken.items() for session in sessions[:-1]]
    unexplained = [
        (name, session) for name, session in copies if not (is_killed(session) and last[session] == name)
    ]
    for name, session in unexplained[:10] if kills else []:
        say(f"  not explained: {name} in session {session}")
    middle = sum(
        any(which == door and isBusy and -0.1 <= moment - at <= 3 for moment, door, isBusy in closed.values())
        for at, which in kills
    )
    return {
        "kills": len(kills), "middle": middle, "missing": len(missing), "twice": len(copies),
        "unexplained": len(unexplained), "renamed": sum(len(each) > 1 for each in names.values()),
    }


def sending(store, place, count, kills, options, chance):
    """Fills a store, sends it all with some kills, and judges."""
    make(store)
    fill(store, options.letters)
    started = time.monotonic()
    end = started + options.minutes * 60
    with contextlib.ExitStack() as held:
        peer = held.enter_context(Peer(place, count))
        # Such a pace that all the letters take longer than all the kills.
        delay = kills * PACE * count * LINES / options.letters
        peer.tell(delay=delay)
        senders = []
        held.callback(lambda: [sender.stop() for sender in senders])
        for number in range(count):
            senders.append(Sender(store, peer.ports[number], place / f"sender-{number}.err"))
        done = kill_some(peer, senders, options, kills, chance, min(2 * delay, 1), end)
        peer.tell(delay=0)
        say(f"  {len(done)} kills in {time.monotonic() - started:.0f} s; the rest goes out")
        # What the dead had claimed on a server waits for the end of their leases.
        while time.monotonic() < end and not is_over(peer, options, store):
            time.sleep(0.5)
        spent = time.monotonic() - started
    figures = judge(peer, done, options)
    # As if nobody had been killed: then no second copy may be explained, or the drill could not fail.
    figures["control"] = judge(peer, [], options)["unexplained"]
    figures |= {
        "seconds": spent, "senders": count, "wanted": kills,
        "left": len(letters(store, "waiting")), "dead": len(letters(store, "dead")),
        "sent": len(letters(store, "sent")),
    }
    say(f"  {figures}")
    return figures


def is_over(peer, options, store):
    told = peer.tell()
    return told["different"] >= options.letters and not any(told["busy"]) and not letters(store, "waiting")


def holds_of(figures, options):
    return (
        not figures["missing"] and not figures["unexplained"] and not figures["renamed"] and not figures["left"]
        and not figures["dead"] and figures["sent"] == options.letters and figures["kills"] == figures["wanted"]
        and figures["twice"] <= figures["kills"] * LINES and figures["control"] == figures["twice"]
        # Many kills that hit nothing would show nothing.
        and (figures["kills"] < 20 or (figures["twice"] > 0 and figures["middle"] > figures["kills"] / 2))
    )


def kills_part(options, folder):
    rows, holds = [], True
    for engine in ["SQLite", "PostgreSQL"] if options.engine == "both" else [options.engine]:
        for kills in (options.kills, 0):
            say(f"{engine}, {options.letters:,} letters, {kills} kills, seed {options.seed}")
            place = folder / f"{engine}-{kills}"
            place.mkdir()
            chance = random.Random(options.seed)
            with contextlib.ExitStack() as held:
                store, count = place / "store", 1
                if engine == "PostgreSQL":
                    cluster = place / "cluster"
                    store = run([CLUSTER, "start", cluster], env=os.environ | {"CLUSTER_DURABLE": "1"}).strip()
                    held.callback(run, [CLUSTER, "stop", cluster])
                    count = options.senders
                f = sending(store, place, count, kills, options, chance)
            holds = holds_of(f, options) and holds
            rows.append(
                f"| {engine} | {f['senders']} | {f['kills']} of {f['wanted']} | {f['middle']} | {options.letters:,} | "
                f"{f['missing']} | {f['twice']} | {f['kills'] * LINES} | {f['unexplained']} | {f['control']} | {f['left']} | {f['dead']} | "
                f"{f['seconds']:.0f} s |"
            )
    return holds, "\n".join([
        "| engine | senders | kills | in the middle of a message | letters | lost | taken twice | at most | not explained by a "
        "kill | control: not explained without the kills | left waiting | given up | lasted |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
    ])


class Post:
    """`hoshifuda drill-post`: one round at each moment it is told."""

    def __init__(self, store, port, security="none"):
        self.child = subprocess.Popen(
            [str(PROGRAM), "drill-post", "--store", str(store), "--port", str(port), "--security", security,
             "--lines", str(LINES), "--seconds", "2"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait(60)
        self.child.stdout.close()

    def round(self, moment):
        self.child.stdin.write(f"{moment}\n")
        self.child.stdin.flush()
        answer = self.child.stdout.readline()
        if not answer:
            raise Failure("drill-post ended")
        return json.loads(answer)


# Name, manner, minutes until the recovery, letters (None: as many as asked for), whether it listens, and how many copies of
# one letter the peer may have taken.
FAULTS = [
    ("nothing fails but the addresses that it refuses", "take", 0, None, True, 1),
    ("nobody answers at the port, for six hours", "take", 360, None, False, 1),
    ("greylisting: 451 until five minutes after the first try", "grey", 5, None, True, 1),
    ("421 in the middle of a session", "421", 30, None, True, 1),
    ("lost after the message, which was not taken", "dropLost", 30, None, True, 1),
    ("lost after the message, which was taken", "dropTaken", 30, None, True, 1000),
    ("250 to everything, and the end of the session", "yes", 30, None, True, 1),
    ("answers of a megabyte a line", "long", 10, 20, True, 1000),
    ("no answer at all", "silent", 15, 8, True, 1),
    ("999 instead of an answer, at every step", "999", 30, None, True, 1),
    ("STARTTLS taken away", "take", 30, None, True, 1),
]
STEP = 5_000
REFUSED = 3


def fault(place, name, manner, minutes, count, listens, copies):
    """One server's failing, and ten minutes after it."""
    place.mkdir()
    store = place / "store"
    make(store)
    start = (int(time.time()) // 86_400 + 1) * 86_400_000
    at = datetime.datetime.fromtimestamp(start / 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    also = [flag for number in range(REFUSED) for flag in ("--also", f"refused{number}@{DOMAIN}")]
    fill(store, count, *also, "--at", at)
    isStripped = name.startswith("STARTTLS")
    with Peer(place) as peer:
        recovery = start + minutes * 60_000
        attempts, given, out, seen = 0, 0, None, 0
        with Post(store, peer.ports[0], "starttls" if isStripped else "none") as post:
            peer.tell(manner=manner, open=listens)
            for now in range(start, recovery, STEP):
                peer.tell(now=now)
                told = post.round(now)
                attempts, given = attempts + told["attempts"], max(given, told["dead"])
            if isStripped:
                # Nothing of a letter may leave in the clear.
                seen = peer.tell()["mails"]
        with Post(store, peer.ports[0]) as post:
            peer.tell(manner="grey" if manner == "grey" else "take", open=True)
            for now in range(recovery, recovery + 20 * 60_000, STEP):
                peer.tell(now=now)
                told = post.round(now)
                attempts, given = attempts + told["attempts"], max(given, told["dead"])
                if not told["waiting"]:
                    out = (now - recovery) / 60_000
                    break
    taken = {}
    for word, _, _, _, *rest in peer.lines():
        if word == "take":
            taken.setdefault(rest[1], []).append(rest[0])
    lost = [n for n in range(count) if f"l{n + 1}@{DOMAIN}" not in taken]
    dead = letters(store, "dead")
    refused = [letter for letter in dead if letter["recipient"].startswith("refused") and "550" in letter["outcome"]]
    most = max((len(names) for names in taken.values()), default=0)
    holds = (
        not lost and out is not None and out <= 10 and len(dead) == len(refused) == REFUSED and most <= copies
        and all(len(set(names)) == 1 for names in taken.values()) and not seen
        # Whoever is told 550 at the first try is not tried again.
        and ((minutes and manner != "grey") or all(letter["attempts"] == 1 for letter in refused))
    )
    say(f"  {name}: {attempts:,} attempts, out after {out}, {len(lost)} lost, {'held' if holds else 'NOT HELD'}")
    return holds, (
        f"| {name} | {count} | {minutes} min | {attempts:,} | {len(lost)} | {len(dead) - len(refused)} | "
        f"{len(refused)} of {REFUSED} | {most} | {'never' if out is None else f'{out:.1f} min'} |"
    )


def faults_part(options, folder):
    say("Faults of a server, simulated clock")
    rows, holds = [], True
    for number, (name, manner, minutes, count, listens, copies) in enumerate(FAULTS):
        held, row = fault(
            folder / f"fault-{number}", name, manner, minutes, min(count or options.waiting, options.waiting), listens,
            copies,
        )
        holds = held and holds
        rows.append(row)
    return holds, "\n".join([
        "| the server | letters | until it recovers | attempts | lost | given up though not refused | refused for good (550) and "
        "given up | copies of one letter, at most | all out after the recovery, at most 10 min |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
    ])


def postfix_part(options, folder):
    say("Postfix")
    place = folder / "postfix"
    store = place / "store"
    place.mkdir()
    make(store)
    fill(store, options.post, "--also", f"nobody-here@{DOMAIN}", "--also", f"later@{DOMAIN}")
    with Postfix(place / "server", DOMAIN, options.post) as server:
        started = time.monotonic()
        sender = Sender(store, server.port, place / "sender.err")
        try:
            end = time.monotonic() + 180
            while time.monotonic() < end and letters(store, "waiting"):
                sender.look()
                time.sleep(0.5)
        finally:
            sender.stop()
        spent = time.monotonic() - started
        server.wait_for("all", options.post, 60)
        server.wait_for("bounces", 1, 60)
        arrived, bounces = server.messages("all"), server.messages("bounces")
        if len(arrived) < options.post:
            say(server.log()[-2000:])
    sent = {letter["recipient"]: letter for letter in letters(store, "sent")}
    dead = letters(store, "dead")
    wrong = [message["To"] for message in arrived if not is_whole(message, sent)]
    different = {message["Message-ID"] for message in arrived}
    bounced = [message for message in bounces if message.get_content_type() == "multipart/report"]
    about = "".join(str(part) for message in bounced for part in message.walk())
    later = sent.get(f"later@{DOMAIN}")
    holds = (
        len(arrived) == len(different) == options.post and not wrong
        and [(letter["recipient"], letter["attempts"]) for letter in dead] == [(f"nobody-here@{DOMAIN}", 1)]
        and "550" in dead[0]["outcome"] and len(bounces) == len(bounced) == 1
        and later is not None and later["messageID"] in about
    )
    version = run(["dpkg-query", "-W", "-f=${Version}", "postfix"])
    return holds, "\n".join([
        f"Postfix {version}, its own queue on loopback, no way out.",
        "",
        "| letters | in the Maildir | not as they were sent | refused at RCPT, so given up at once | taken, and came back as a "
        "bounce | sent in |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| {options.post} | {len(arrived)} | {len(wrong)} | {len(dead)} of 1 | {len(bounced)} of 1 | {spent:.1f} s |",
    ])


def is_whole(message, sent):
    """Whether a message that arrived is the letter that was sent, without a defect, with both its texts."""
    address = message["To"].addresses[0].addr_spec if message["To"].addresses else ""
    letter = sent.get(address)
    defects = [defect for part in message.walk() for defect in part.defects]
    texts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
    return (
        letter is not None and message["Message-ID"].startswith(f"<{letter['messageID']}@") and not defects
        and len(texts.get("text/plain", "")) > 50 and "<" in texts.get("text/html", "") and bool(message["Subject"])
        and message["From"].addresses[0].addr_spec == f"registry@{DOMAIN}"
    )


def drill(options, folder):
    """Every part that is asked for; 0 where all held."""
    parts = {"kills": kills_part, "faults": faults_part, "postfix": postfix_part}
    wanted = list(parts) if options.part == "all" else [options.part]
    body, holds = [], True
    for name in wanted:
        held, text = parts[name](options, folder)
        holds = held and holds
        body += [f"## {name.capitalize()}", "", text, "", "Held." if held else "NOT HELD.", ""]
    commit = run(["git", "-C", REPOSITORY, "rev-parse", "--short", "HEAD"]).strip()
    day = datetime.date.today().isoformat()
    text = "\n".join([f"# Mail, {day}, commit {commit}, seed {options.seed}", "", *body])
    print(text)
    if options.part == "all" and options.kills >= 200 and options.letters >= 10_000:
        file = REPOSITORY / "Benchmarks" / "results" / f"mail-drill-{day}-{commit}.md"
        file.write_text(text)
        say(f"Saved as {file.relative_to(REPOSITORY)}")
    return 0 if holds else 1
