"""Letters as a mail program shows them: the HTML part in light and dark, at a desk and on a phone, and the text part."""

import email
import email.policy
import html
import time

from .browser import Lost

# What a mail program puts around a letter; the letter itself stands in a frame of its own.
AROUND = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>{subject}</title><style>
body{{margin:0;font:14px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}}
header{{padding:12px 16px;border-bottom:1px solid GrayText}}h1{{font-size:18px;margin:0 0 4px}}p{{margin:0}}
iframe{{border:0;width:100%;display:block}}pre{{white-space:pre-wrap;overflow-wrap:anywhere;font:16px/1.6 monospace;padding:0 16px;max-width:46em}}
</style></head><body><header><h1>{subject}</h1><p>{sender} → {recipient}</p><p>{date}</p></header>{body}</body></html>"""


class Mailbox:
    """What lies in the mail server's folder."""

    def __init__(self, folder, page):
        self.folder, self.page, self.seen = folder, page, set()

    def arrived(self, recipient, saying, seconds=60):
        """The next letter to somebody that says something and was not looked at yet."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for place in sorted(self.folder.glob("*.eml")):
                message = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
                if place not in self.seen and recipient in message["To"] and saying in text(message):
                    self.seen.add(place)
                    return message
            time.sleep(0.1)
        raise Lost(f"no letter came to {recipient}")

    def everything(self, recipient):
        """All letters to somebody, looked at or not."""
        found = [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in sorted(self.folder.glob("*.eml"))]
        return [message for message in found if recipient in message["To"]]

    def show(self, message, name, *looks):
        """Pictures of one letter: each look is a width with `light`, `dark` or `text`."""
        place = self.folder / "shown"
        place.mkdir(exist_ok=True)
        letter, around = place / f"{name}.html", place / f"{name}-around.html"
        letter.write_text(message.get_body(("html",)).get_content())
        # As a document: its language, its title, its contrast in both schemes.
        self.page.open(letter.as_uri())
        for width, look in looks:
            self.page.post("/url", {"url": letter.as_uri()})
            self.page.appear(width)
            if look == "text":
                body = f"<pre>{html.escape(text(message))}</pre>"
            else:
                body = f'<iframe src="{letter.name}" height="{self.page.size["height"]}" title="letter"></iframe>'
            told = {"subject": message["Subject"], "sender": message["From"], "recipient": message["To"], "date": message["Date"]}
            around.write_text(AROUND.format(body=body, **{key: html.escape(str(value)) for key, value in told.items()}))
            scheme = "dark" if look == "dark" else "light"
            self.page.command("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
            self.page.post("/url", {"url": around.as_uri()})
            self.page.shot(f"{name}-{look}" + ("-phone" if width < 600 else ""), width=width)
            self.page.command("Emulation.setEmulatedMedia", media="", features=[])
        self.page.appear(1100)


def text(message):
    return message.get_body(("plain",)).get_content()
