"""What axe finds on the pages of a walk, and whether they fit."""

import contextlib
import re
import sys

from measuring.processes import REPOSITORY, Failure, run

# The smallest package that carries axe-core; of it axe.min.js alone is used.
AXE = ("axe-playwright-python==0.1.8", "axe_playwright_python/axe.min.js")
WIDTHS = (1100, 390)
SCHEMES = ("light", "dark")
# A window that narrow is what WCAG 1.4.10 asks a page to stand.
NARROWEST = 320
GRAVE = ("serious", "critical")

KIND = """
const texts = css => [...document.querySelectorAll(css)].map(e => e.textContent.trim());
return [location.pathname, document.documentElement.lang, !!document.querySelector('#errors'),
  texts('main h2'), texts('details.act > summary'), document.querySelectorAll('main table').length];
"""
UNFOLD = "for (const e of document.querySelectorAll('details:not([open])')) { e.open = true; e.dataset.unfolded = '1'; }"
FOLD = "for (const e of document.querySelectorAll('details[data-unfolded]')) { e.open = false; delete e.dataset.unfolded; }"
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}).then(
  r => done(r.violations.map(v => [v.id, v.impact, v.help, v.nodes.map(n => [n.html, n.failureSummary])])),
  e => done([['axe', 'critical', String(e), [['', '']]]]));
"""


def source():
    """The text of axe-core, fetched once and kept with what is built."""
    package, file = AXE
    place = REPOSITORY / ".build" / "axe" / package
    if not (place / file).is_file():
        run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", place, package])
    return (place / file).read_text()


@contextlib.contextmanager
def english(page):
    """The same page in English, beside the one that is being filled in."""
    address, first = page.address, page.tell("GET", page.path + "/window")
    beside = page.post("/window/new", {"type": "tab"})["handle"]
    page.post("/window", {"handle": beside})
    try:
        page.post("/url", {"url": re.sub(r"([?&]lang=)ja", r"\1en", address)})
        yield
    finally:
        page.tell("DELETE", page.path + "/window")
        page.post("/window", {"handle": first})


class Examiner:
    """Looks at every kind of page once: at both widths, in light and dark, with everything unfolded; in English too
    where a picture of everything is wanted."""

    def __init__(self, look=None):
        self.axe, self.look_at = source(), look
        self.kinds, self.found, self.pages = set(), {}, 0

    def look(self, page):
        try:
            path, *rest = page.post("/execute/sync", {"script": KIND, "args": []})
        except Failure:
            return  # a page that is being left
        kind = re.sub(r"\d+|[\w-]{20,}", "N", path) + " " + repr(rest)
        if kind in self.kinds or not rest[0]:
            return
        self.kinds.add(kind)
        self.pages += 1
        width = page.width
        try:
            self.examine(page, path)
            if self.look_at and not rest[1]:
                with english(page):
                    self.examine(page, path + "-en")
        finally:
            page.command("Emulation.setEmulatedMedia", media="", features=[])
            page.appear(width)

    def examine(self, page, path):
        page.appear(NARROWEST)
        self.fits(page, path)
        for width in WIDTHS:
            page.appear(width)
            self.fits(page, path)
            for scheme in SCHEMES:
                page.command("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
                if self.look_at and scheme == "light":
                    self.picture(page, path, width, scheme)
                page.post("/execute/sync", {"script": UNFOLD, "args": []})
                if self.look_at and scheme == "dark":
                    self.picture(page, path, width, scheme)
                page.post("/execute/sync", {"script": f"if (!window.axe) {{ {self.axe} }}", "args": []})
                for rule, impact, help, nodes in page.post("/execute/async", {"script": RUN, "args": []}):
                    self.note(rule, impact, help, path, f"{width} {scheme}", nodes[0])
                page.post("/execute/sync", {"script": FOLD, "args": []})

    def fits(self, page, path):
        wide = page.size["width"]
        if wide > page.width:
            self.note("fits", "serious", "A page must not be wider than its window", path, str(page.width), ["", f"{wide} wide"])

    def note(self, rule, impact, help, path, where, node):
        kept = self.found.setdefault((rule, impact), {"help": help, "pages": {}, "node": node})
        kept["pages"].setdefault(re.sub(r"\d+", "N", path), set()).add(where)

    def picture(self, page, path, width, scheme):
        name = re.sub(r"[^\w]+", "-", path).strip("-") or "front"
        page.picture(self.look_at / f"{self.pages:03d}-{name[:60]}-{width}-{scheme}.png")

    @property
    def report(self):
        lines = []
        for (rule, impact), kept in sorted(self.found.items(), key=lambda item: (item[0][1] or "", item[0][0])):
            lines.append(f"{impact}: {rule}: {kept['help']}")
            lines += [f"    {path}  ({', '.join(sorted(where))})" for path, where in sorted(kept["pages"].items())]
            lines.append(f"    {kept['node'][0][:200]}\n    {' '.join((kept['node'][1] or '').split())[:300]}")
        return "\n".join(lines)

    @property
    def is_grave(self):
        return any(impact in GRAVE for _, impact in self.found)
