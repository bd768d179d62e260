"""A real browser, driven as WebDriver (W3C) says, and the pictures it takes."""

import base64
import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import time
import urllib.parse

from measuring.processes import REPOSITORY, Failure, Server
from measuring.servers import answers, free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
RIGHT = "\ue014"


class Lost(Failure):
    """A step did not find what it looked for."""


@dataclasses.dataclass
class Manner:
    """How somebody walks."""

    script: bool = True
    # Where the pictures of Docs/walks go; None keeps none.
    keep: pathlib.Path | None = None
    # Looks at every page that is come to; None where scripts are off, because it is a script itself.
    examiner: object = None


class Browser:
    """A headless Chromium."""

    def __init__(self, port, folder, manner):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
        self.manner, self.width = manner, 1100
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile"],
            "prefs": {"profile.managed_default_content_settings.javascript": 1 if manner.script else 2, "intl.accept_languages": "ja"},
        }
        told = self.tell("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.path = f"/session/{told['sessionId']}"

    def tell(self, method, path, body=None):
        data = None if body is None else json.dumps(body)
        self.connection.request(method, path, data, {"Content-Type": "application/json"})
        answer = json.loads(self.connection.getresponse().read())["value"]
        if isinstance(answer, dict) and answer.get("error"):
            raise Lost(f"{answer['error']}: {answer.get('message', '').splitlines()[0]}")
        return answer

    def post(self, path, body):
        return self.tell("POST", self.path + path, body)

    def open(self, address):
        self.post("/url", {"url": address})
        self.examine()

    @property
    def address(self):
        return self.tell("GET", self.path + "/url")

    @property
    def text(self):
        return self.tell("GET", f"{self.path}/element/{self.find('main')}/text")

    def find(self, css):
        return self.post("/element", {"using": "css selector", "value": css})[ELEMENT]

    def has(self, css):
        return bool(self.post("/elements", {"using": "css selector", "value": css}))

    def press(self, css):
        self.post(f"/element/{self.find(css)}/click", {})
        self.examine()

    def press_link(self, text):
        found = self.post("/element", {"using": "link text", "value": text})[ELEMENT]
        self.post(f"/element/{found}/click", {})
        self.examine()

    def write(self, css, text):
        found = self.find(css)
        if self.tell("GET", f"{self.path}/element/{found}/property/type") != "file":
            self.post(f"/element/{found}/clear", {})
        self.post(f"/element/{found}/value", {"text": text})

    def write_day(self, css, day):
        """Types a day; in which order its parts are typed depends on the browser's language."""
        year, month, date = day.isoformat().split("-")
        for keys in (day.isoformat(), year + RIGHT + month + date, month + date + year):
            self.write(css, keys)
            if self.attribute(css, "value") == day.isoformat():
                return
        raise Lost(f"{self.address} takes no day in {css}")

    def attribute(self, css, name):
        return self.tell("GET", f"{self.path}/element/{self.find(css)}/property/{name}")

    def attributes(self, css, name):
        """Of every element there is."""
        found = self.post("/elements", {"using": "css selector", "value": css})
        return [self.tell("GET", f"{self.path}/element/{one[ELEMENT]}/property/{name}") for one in found]

    def choose(self, css, value):
        self.press(f'{css} option[value="{value}"]')

    def look_for(self, *texts):
        """Waits until the page says all of it; a page that was left may still answer for a moment."""
        missing = texts
        for _ in range(100):
            try:
                seen = self.text
                missing = [text for text in texts if text not in seen]
                if not missing:
                    self.examine()
                    return
            except Lost:
                pass
            time.sleep(0.05)
        raise Lost(f"{self.address} does not say {', '.join(missing)}")

    @property
    def cookies(self):
        return self.tell("GET", self.path + "/cookie")

    @cookies.setter
    def cookies(self, kept):
        self.tell("DELETE", self.path + "/cookie")
        for cookie in kept:
            self.post("/cookie", {"cookie": cookie})

    def command(self, name, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": name, "params": parameters})

    def appear(self, width):
        self.width = width
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)

    @property
    def size(self):
        return self.command("Page.getLayoutMetrics")["cssContentSize"]

    def examine(self):
        if self.manner.examiner:
            self.manner.examiner.look(self)

    def picture(self, place, height=None, of=None):
        """The page from its top, at most `height` pixels of it; `of` for one part."""
        size = self.size
        clip = {"x": 0, "y": 0, "width": self.width, "height": min(size["height"], height or size["height"]), "scale": 1}
        if of:
            clip |= self.tell("GET", f"{self.path}/element/{self.find(of)}/rect")
        data = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        place.write_bytes(small(base64.b64decode(data)))

    def shot(self, name, width=1100, height=None, of=None):
        """A picture of Docs/walks, where pictures are kept; whether the page fits is looked at in any case."""
        self.appear(width)
        wide = self.size["width"]
        if wide > width:
            raise Lost(f"{self.address} is {wide} wide at {width}")
        if self.manner.keep:
            self.picture(self.manner.keep / f"{name}.png", height, of)

    def close(self):
        self.tell("DELETE", self.path)


def small(png):
    """The same picture with 64 colours, where Pillow is there."""
    code = "import io,sys;from PIL import Image;i=Image.open(io.BytesIO(sys.stdin.buffer.read())).convert('RGB').quantize(64);i.save(sys.stdout.buffer,'PNG',optimize=True)"
    python = os.environ.get("HOSHIFUDA_PYTHON", REPOSITORY / ".build" / "readers" / "bin" / "python3")
    try:
        return subprocess.run([python, "-c", code], input=png, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return png


@contextlib.contextmanager
def browser(folder, manner):
    driver = shutil.which("chromedriver")
    if not driver:
        raise Lost("chromedriver is missing (apt-get install chromium chromium-driver fonts-noto-cjk)")
    port = free_port()
    with Server("chromedriver", [driver, f"--port={port}", "--allowed-ips=127.0.0.1"], folder) as server:
        server.wait_until(lambda: answers(port, "/status"), 20)
        page = Browser(port, folder, manner)
        try:
            page.appear(1100)
            yield page
        finally:
            page.close()


def taken(base, address):
    """A file behind a link, as the browser would save it."""
    parts = urllib.parse.urlsplit(urllib.parse.urljoin(base, address))
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise Lost(f"{address} is {answer.status}")
    return body
