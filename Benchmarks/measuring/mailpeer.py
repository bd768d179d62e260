"""A mail server on loopback for drills and measuring: quick, or slow, or as faulty as it is told to be.

    python3 mailpeer.py FILE [PORTS]

Prints its ports in one line. Everything goes to FILE as lines: `open`, `take` and `close` with the moment in seconds since
1970, the number of the port (from 0) and of the session; `take` adds Message-ID, recipient and manner, `close` whether a
message was on its way. What is taken is noted when its last byte is there, before the answer: as a server that has it
whatever becomes of the client.

Each line of standard input is a JSON object with what changes, answered by one of how things stand: `manner` (below), `now`
(milliseconds, for a clock that the driver moves), `delay` (seconds a message takes, half of them before it is taken),
`open` (whether anybody listens). Manners:

    take        everything is taken; everywhere addresses that begin with `refused` are refused (550)
    grey        an address is put off (451) until five minutes by `now` after it was first named
    421         the session is ended by 421, in turn at MAIL, RCPT, DATA and after the message
    dropTaken   the session is lost after the message, which was taken
    dropLost    the same, and it was not
    yes         250 to everything, whatever it is, and the end of the session
    long        every answer is a line of a megabyte
    silent      no answer at all
    999         999 instead of an answer, in turn from the greeting, EHLO, MAIL, RCPT, DATA and the message on
"""

import asyncio
import json
import re
import signal
import sys
import time

STEPS = {b"MAIL": 0, b"RCPT": 1, b"DATA": 2}
GREYED = 300_000
MESSAGE_ID = re.compile(rb"^message-id: *<([^>\r\n]+)>", re.I | re.M)


class Peer:
    """What all sessions share."""

    def __init__(self, file, ports):
        self.log = open(file, "w", encoding="utf-8", buffering=1 << 16)
        self.manner, self.now, self.delay = "take", 0, 0.0
        self.sessions = 0
        self.taken = 0
        self.names = set()
        self.mails = 0
        self.first = {}
        self.busy = [0] * ports
        self.live = set()

    def told(self):
        self.log.flush()
        return {
            "taken": self.taken, "different": len(self.names), "mails": self.mails, "busy": self.busy,
            "sessions": self.sessions, "live": len(self.live),
        }


class Session(asyncio.Protocol):
    def __init__(self, peer, door):
        self.peer, self.door = peer, door
        self.rest = b""
        self.isData = self.isBusy = self.isWaiting = self.isOver = False
        self.recipient = ""

    def connection_made(self, transport):
        self.transport = transport
        self.number = self.peer.sessions
        self.peer.sessions += 1
        self.peer.live.add(self)
        self.peer.log.write(f"open {time.time():.6f} {self.door} {self.number}\n")
        self.answer(b"220 peer ESMTP", 0)

    def connection_lost(self, _):
        word = "busy" if self.isBusy else "idle"
        self.peer.log.write(f"close {time.time():.6f} {self.door} {self.number} {word}\n")
        self.set_busy(False)
        self.isOver = True
        self.peer.live.discard(self)

    def set_busy(self, isBusy):
        if isBusy != self.isBusy:
            self.peer.busy[self.door] += 1 if isBusy else -1
        self.isBusy = isBusy

    def data_received(self, data):
        self.rest += data
        while not self.isWaiting and not self.isOver:
            if self.isData:
                end = self.rest.find(b"\r\n.\r\n")
                if end < 0:
                    return
                message, self.rest = self.rest[:end], self.rest[end + 5 :]
                self.isData = False
                self.end_message(message)
            else:
                line, found, rest = self.rest.partition(b"\r\n")
                if not found:
                    return
                self.rest = rest
                self.command(line)

    def later(self, seconds, step):
        """Goes on after a while, and reads nothing meanwhile."""
        if not seconds:
            step()
            return
        self.isWaiting = True

        def go_on():
            self.isWaiting = False
            if not self.isOver:
                step()
                self.data_received(b"")

        asyncio.get_running_loop().call_later(seconds, go_on)

    def answer(self, text, step=None):
        """`step`: 0 for greeting, 1 EHLO, 2 MAIL, 3 RCPT, 4 DATA, 5 the message."""
        manner = self.peer.manner
        if manner == "silent":
            return
        if manner == "yes":
            self.transport.write(b"250 yes\r\n")
            if step and step >= 4:
                self.end()
            return
        if manner == "long":
            text = text[:4] + b"x" * 1_000_000
        if manner == "999" and step is not None and step >= self.number % 6:
            text = b"999 what"
        self.transport.write(text + b"\r\n")

    def end(self, isLost=False):
        self.isOver = True
        if isLost:
            self.transport.abort()
        else:
            self.transport.close()

    def is_ended_at(self, step):
        if self.peer.manner == "421" and self.number % 4 == step:
            self.transport.write(b"421 4.3.2 Closing\r\n")
            self.end()
            return True
        return False

    def command(self, line):
        word = line[:4].upper()
        if word in STEPS and self.is_ended_at(STEPS[word]):
            return
        if word in (b"EHLO", b"HELO"):
            self.answer(b"250-peer\r\n250 8BITMIME" if self.peer.manner == "take" else b"250 peer", 1)
        elif word == b"MAIL":
            self.peer.mails += 1
            self.set_busy(True)
            self.answer(b"250 ok", 2)
        elif word == b"RCPT":
            self.recipient = line[line.find(b"<") + 1 : line.rfind(b">")].decode("ascii", "replace")
            self.later(self.peer.delay / 2, self.take_recipient)
        elif word == b"DATA":
            if self.peer.manner not in ("yes",):
                self.isData = True
            self.answer(b"354 go on", 4)
            if self.peer.manner == "999" and self.number % 6 <= 4:
                self.isData = False
        elif word == b"QUIT":
            self.answer(b"221 bye")
            self.end()
        elif word in (b"RSET", b"NOOP"):
            self.set_busy(False)
            self.answer(b"250 ok")
        else:
            self.answer(b"500 what")

    def take_recipient(self):
        peer, name = self.peer, self.recipient
        if name.startswith("refused"):
            self.answer(b"550 5.1.1 Nobody here by that name", 3)
        elif peer.manner == "grey" and peer.now < peer.first.setdefault(name, peer.now) + GREYED:
            self.answer(b"451 4.7.1 Greylisted", 3)
        else:
            self.answer(b"250 ok", 3)

    def end_message(self, message):
        manner = self.peer.manner
        if self.is_ended_at(3):
            return
        if manner == "dropLost":
            self.end(isLost=True)
            return
        if manner not in ("yes", "999", "silent"):
            self.take(message)
        if manner == "dropTaken":
            self.end(isLost=True)
            return

        def done():
            self.answer(b"250 ok", 5)
            self.set_busy(False)

        self.later(self.peer.delay / 2, done)

    def take(self, message):
        found = MESSAGE_ID.search(message.partition(b"\r\n\r\n")[0])
        name = found.group(1).decode() if found else "-"
        self.peer.taken += 1
        self.peer.names.add(name)
        self.peer.log.write(
            f"take {time.time():.6f} {self.door} {self.number} {name} {self.recipient} {self.peer.manner}\n"
        )


async def main():
    file, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    peer = Peer(file, count)
    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, end.set)

    async def listen(door, port):
        return await loop.create_server(lambda: Session(peer, door), "127.0.0.1", port, backlog=256)

    servers = [await listen(door, 0) for door in range(count)]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    print(*ports, flush=True)
    isOpen = True
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)

    async def obey():
        nonlocal servers, isOpen
        while line := await reader.readline():
            asked = json.loads(line)
            peer.manner = asked.get("manner", peer.manner)
            peer.now = asked.get("now", peer.now)
            peer.delay = asked.get("delay", peer.delay)
            if asked.get("open", isOpen) != isOpen:
                isOpen = not isOpen
                for server in servers:
                    server.close()
                # As a machine that is gone: sessions too.
                for session in list(peer.live):
                    session.end(isLost=True)
                servers = [await listen(*each) for each in enumerate(ports)] if isOpen else []
            print(json.dumps(peer.told()), flush=True)
        end.set()

    obeying = asyncio.create_task(obey())
    await end.wait()
    peer.log.close()
    obeying.cancel()


asyncio.run(main())
