"""A thousand endpoints on one port of loopback: `/ok/N`, `/hang/N`, `/drip/N`, `/500/N`. Challenges are answered at once.

    python3 hookpeer.py FILE

Prints its port. Each message goes to FILE as a line: moment in milliseconds since 1970, path, webhook-id, and `took` or `not`.
After SIGUSR1 all of them answer at once. The last line, at SIGTERM, is `most N`: how many connections were open at the same
time."""

import asyncio
import json
import signal
import sys
import time

told = open(sys.argv[1], "w", encoding="utf-8", buffering=1)
open_now = most = 0
is_well = False


async def answer(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    line, *fields = head.rstrip("\r\n").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))))
    path = line.split(" ")[1]
    kind = path.split("/")[1]
    if body["type"] == "endpoint.challenge":
        token = body["data"]["challenge"].encode()
        writer.write(b"HTTP/1.1 200 x\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(token), token))
        return
    kind = "ok" if is_well else kind
    told.write(f"{int(time.time() * 1000)} {path} {headers['webhook-id']} {'took' if kind == 'ok' else 'not'}\n")
    if kind == "hang":
        await reader.read()
    elif kind == "drip":
        writer.write(b"HTTP/1.1 200 x\r\nX-Slow: ")
        while not reader.at_eof() and not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.5)
    else:
        status = b"500" if kind == "500" else b"204"
        writer.write(b"HTTP/1.1 %s x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)


async def serve(reader, writer):
    global open_now, most
    open_now += 1
    most = max(most, open_now)
    try:
        await answer(reader, writer)
        writer.close()
    except (OSError, asyncio.IncompleteReadError):
        writer.transport.abort()
    finally:
        open_now -= 1


def recover():
    global is_well
    is_well = True


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, recover)
    await end.wait()
    told.write(f"most {most}\n")
    told.close()


asyncio.run(main())
