"""Whom the registry meets on loopback: a mail server, and somebody's endpoint for webhooks."""

import contextlib
import http.server
import json
import socketserver
import threading


class MailServer:
    """Keeps each letter as a file; an address in `gone` has no mailbox (RFC 5321 §4.2.3: 550)."""

    def __init__(self, folder):
        self.folder, self.gone, self.count = folder, set(), 0
        folder.mkdir(parents=True, exist_ok=True)
        self.lock = threading.Lock()
        peer = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                peer.session(self.rfile, self.wfile)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.server.daemon_threads = True

    @property
    def settings(self):
        """What `serve` needs to hand letters over here."""
        port = str(self.server.server_address[1])
        return {"MAIL_TRANSPORT": "smtp", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": port, "MAIL_SECURITY": "none"}

    def session(self, said, told):
        def tell(text):
            told.write(text.encode() + b"\r\n")
            told.flush()

        tell("220 mail.example.jp")
        while line := said.readline():
            words = line.decode(errors="replace").strip()
            verb = words[:4].upper()
            if verb == "RCPT" and words[words.find("<") + 1 : words.find(">")] in self.gone:
                tell("550 5.1.1 There is no such mailbox")
            elif verb == "DATA":
                tell("354 Go on")
                self.keep(said)
                tell("250 2.0.0 Taken")
            elif verb == "QUIT":
                tell("221 2.0.0 Bye")
                return
            else:
                tell("250 2.1.0 OK")

    def keep(self, said):
        message = b""
        while (line := said.readline()) not in (b".\r\n", b""):
            message += line[1:] if line.startswith(b"..") else line
        with self.lock:
            self.count += 1
            aside = self.folder / "aside"
            aside.write_bytes(message)
            # Whole or not at all: somebody looks into the folder meanwhile.
            aside.rename(self.folder / f"{self.count:03d}.eml")


class Endpoint:
    """Takes what a webhook brings, and answers its challenge with the token alone."""

    def __init__(self):
        self.taken = []
        peer = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                peer.taken.append(message)
                body = message["data"].get("challenge", "").encode() if message["type"] == "endpoint.challenge" else b""
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/hoshifuda"


@contextlib.contextmanager
def there(peer):
    """A peer that answers until the end of the block."""
    thread = threading.Thread(target=peer.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        peer.server.shutdown()
        peer.server.server_close()
