"""The table: what was measured, beside the bar and the aim, and the machine it was measured on."""

import datetime
import json
import pathlib
import re
import subprocess

from .processes import REPOSITORY
from .scan import COLD, median, ratio

MEGABYTE = 1_000_000


def machine(tools, cores, load_average, stolen):
    """What a reader needs to weigh the figures; nothing that names the machine or its place."""

    def version(*arguments):
        done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=20)
        found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
        return found.group(0) if found else "unknown"

    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) * 1024
    kernel = re.match(r"[\d.]+\d", pathlib.Path("/proc/sys/kernel/osrelease").read_text())
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return {
        "cores": cores,
        "processor": model.group(1) if model else "unknown",
        "memoryGB": round(memory / 1e9),
        "kernel": kernel.group(0) if kernel else "unknown",
        "nginx": version(tools["nginx"], "-v"),
        "wrk": version(tools["wrk"], "-v"),
        "sqlite3": version(tools["sqlite3"], "--version"),
        "loadAverageAtStart": load_average,
        "stolenShare": round(stolen, 4),
    }


def commit():
    """The short commit and whether files differ from it."""
    git = ["git", "-C", str(REPOSITORY)]
    short = subprocess.run(git + ["rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    # Earlier results do not change what was measured.
    changed = subprocess.run(
        git + ["status", "--porcelain", "--", ".", ":!Benchmarks/results"], capture_output=True, text=True, check=False
    )
    return short.stdout.strip() or "unknown", bool(changed.stdout.strip())


def judge(value, bar, aim, more):
    """`more`: larger is better."""
    reached = (lambda limit: value >= limit) if more else (lambda limit: value <= limit)
    return "aim" if reached(aim) else "bar" if reached(bar) else "BELOW"


def bad(one):
    """Answers of a round that were none."""
    return one["badStatus"] + one["socketErrors"]


def rows(figures):
    """One row a requirement: what, measured, bar, aim, which of them it reaches, how it was measured."""
    quiet, logged, lookup = figures["quiet"], figures["logged"], figures["lookup"]
    few, small, large = (f"{figures['sizes'][key][0]:,}" for key in ("few", "small", "large"))
    made = []

    def speed(what, above, below, key, bar, aim, more):
        value, low, high = ratio(above, below, key)
        clean = not any(bad(one) for one in above + below)
        sign, unit = ("", "") if more else ("≤ ", "×" if "CPU" in what else "")
        made.append(
            (what, f"{value:.2f}{unit}", f"{low:.2f}–{high:.2f}", f"{sign}{bar}{unit}", f"{sign}{aim}{unit}",
             judge(value, bar, aim, more) if clean else "INVALID")
        )

    pages = quiet["nginxPages"]
    speed(f"scan page, Zipf over {small}, against nginx on the same pages", quiet["pages"], pages, "perSecond",
          0.6, 0.8, True)
    speed(f"scan page, uniform over {large}, against nginx on the pages of {small}", quiet["uniform"], pages,
          "perSecond", 0.15, 0.35, True)
    speed("JSON answer, Zipf, against nginx on the pages", quiet["json"], pages, "perSecond", 0.6, 0.8, True)
    speed("JSON answer, Zipf, against nginx on the same JSON", quiet["json"], quiet["nginxJSON"], "perSecond",
          0.6, 0.8, True)
    speed("server CPU per scanned page, Zipf, against nginx", quiet["pages"], pages, "cpuMicroseconds",
          1.8, 1.3, False)
    speed("scan page, Zipf, both writing a log line a request", logged["pages"], logged["nginxPages"], "perSecond",
          0.6, 0.8, True)
    speed("server CPU per scanned page, both writing logs", logged["pages"], logged["nginxPages"],
          "cpuMicroseconds", 1.8, 1.3, False)
    speed(f"lookup cost (CPU time), {large} against {few} labels", lookup["many"], lookup["few"],
          "cpuMicroseconds", 1.3, 1.1, False)
    # Time between answers grows as throughput falls.
    speed(f"lookup cost (time per answer), {large} against {few} labels", lookup["few"], lookup["many"],
          "perSecond", 1.3, 1.1, False)
    memory = figures["memory"]["VmHWM"] / MEGABYTE
    made.append(
        (f"resident memory serving {large} labels, at its highest", f"{memory:.0f} MB",
         f"{figures['memory']['VmRSS'] / MEGABYTE:.0f} MB at the end", "≤ 400 MB", "≤ 200 MB",
         judge(memory, 400, 200, False))
    )
    listed = figures["import"]
    made.append(
        (f"import of {listed['counts']['rows']:,} rows, against sqlite3's .import", f"{listed['ratio']:.2f}",
         f"{listed['ratioOfBest']:.2f} of the best", "0.1", "0.3", judge(listed["ratio"], 0.1, 0.3, True))
    )
    largest = max(weight["largest"] for weight in figures["weight"].values()) / 1000
    each = ", ".join(f"{language} {weight['median'] / 1000:.1f}" for language, weight in figures["weight"].items())
    made.append(
        ("scan page, HTML and CSS, gzip, largest of the sample", f"{largest:.1f} KB", f"medians {each}",
         "≤ 14 KB", "≤ 8 KB", judge(largest, 14, 8, False))
    )
    return made


NAMES = {
    ("quiet", "nginxPages"): "nginx, pages, Zipf",
    ("quiet", "pages"): "hoshifuda, pages, Zipf",
    ("quiet", "nginxJSON"): "nginx, JSON, Zipf",
    ("quiet", "json"): "hoshifuda, JSON, Zipf",
    ("quiet", "uniform"): "hoshifuda, pages, uniform, all labels",
    ("logged", "nginxPages"): "nginx with log, pages, Zipf",
    ("logged", "pages"): "hoshifuda with log, pages, Zipf",
    ("lookup", "few"): f"hoshifuda, {COLD} MiB cache, uniform, few labels",
    ("lookup", "many"): f"hoshifuda, {COLD} MiB cache, uniform, all labels",
}


def table(head, lines, left=1):
    marks = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, marks, *lines])


def raw(figures):
    lines = []
    for (phase, name), title in NAMES.items():
        rounds = figures[phase][name]
        wrong = sum(bad(one) for one in rounds)
        lines.append(
            (title, f"{median(rounds, 'perSecond'):,.0f}", f"{median(rounds, 'userMicroseconds'):.1f}",
             f"{median(rounds, 'systemMicroseconds'):.1f}", f"{median(rounds, 'wrkMicroseconds'):.1f}",
             f"{median(rounds, 'p50') / 1000:.2f}", f"{median(rounds, 'p99') / 1000:.2f}",
             f"{median(rounds, 'bytesPerAnswer'):,.0f}", "0" if wrong == 0 else f"**{wrong}**")
        )
    return lines


def problems(figures):
    """Sentences on whatever makes a figure doubtful."""
    found = []
    for (phase, name), title in NAMES.items():
        for key, word in (("badStatus", "answers of status 400 or more"), ("socketErrors", "socket errors")):
            count = sum(one[key] for one in figures[phase][name])
            if count:
                found.append(f"{title}: {count} {word}. Its figures do not count.")
    return found


def text(figures, facts, options, stamp):
    """The report as Markdown."""
    name, changed, day = stamp
    sizes = figures["sizes"]
    listed = figures["import"]
    parts = [
        f"# Scan, {day.isoformat()}, {name}" + (" with uncommitted changes" if changed else ""),
        "Ratios of medians of one run; beside them the lowest and highest ratio of a single round. Made by "
        "`Scripts/bench scan`; what stands behind each row is in `Benchmarks/README.md`.",
    ]
    if not options.is_full:
        parts.append("**Reduced sizes or times: a trial of the script, not a measurement.**")
    parts += [f"**{sentence}**" for sentence in problems(figures)]
    parts.append(table(("what", "measured", "spread", "bar", "aim", "reaches"), rows(figures)))
    parts.append(
        "Medians of the rounds. CPU is the server's user and system time in the kernel's accounting, all its "
        "processes together; wrk's own shows what the load took from the same cores."
    )
    parts.append(
        table(("target", "requests/s", "user µs", "system µs", "wrk µs", "p50 ms", "p99 ms", "bytes", "bad"),
              raw(figures))
    )
    memory, other = figures["memory"], figures["memorySmall"]
    minimum = {key: min(listed[key]) for key in ("ours", "sqlite3")}
    parts.append(
        "\n".join(
            [
                f"- Labels (models): {sizes['few'][0]:,} ({sizes['few'][1]:,}), {sizes['small'][0]:,} "
                f"({sizes['small'][1]:,}), {sizes['large'][0]:,} ({sizes['large'][1]:,}).",
                f"- Memory with {sizes['large'][0]:,} labels after the uniform rounds: "
                f"{memory['VmRSS'] / MEGABYTE:.0f} MB resident, of which {memory['RssAnon'] / MEGABYTE:.0f} MB "
                f"anonymous and {memory['RssFile'] / MEGABYTE:.0f} MB of files; highest "
                f"{memory['VmHWM'] / MEGABYTE:.0f} MB. With {sizes['small'][0]:,}: "
                f"{other['VmRSS'] / MEGABYTE:.0f} MB, highest {other['VmHWM'] / MEGABYTE:.0f} MB.",
                f"- Import of {listed['file']}, whole processes in turn, best of {len(listed['ours'])}: "
                f"{minimum['ours']:.3f} s against {minimum['sqlite3']:.3f} s.",
                f"- {options.rounds} rounds of {options.seconds} s after {options.warm} s of warming up, "
                f"{options.threads} threads, {options.connections} connections. nginx: {facts['cores']} workers, each "
                f"keeping up to {figures['filesKeptOpen']:,} files open.",
                f"- Machine: {facts['cores']} cores ({facts['processor']}), {facts['memoryGB']} GB, "
                f"Linux {facts['kernel']}; nginx {facts['nginx']}, wrk {facts['wrk']}, sqlite3 {facts['sqlite3']}. "
                f"Load average at the start {facts['loadAverageAtStart']:.2f}; the hypervisor took "
                f"{facts['stolenShare']:.1%} of the time.",
            ]
        )
    )
    return "\n\n".join(parts) + "\n"


def save(folder, body, figures, facts, options, stamp):
    name, changed, day = stamp
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    base = folder / f"scan-{day.isoformat()}-{name}"
    base.with_suffix(".md").write_text(body, encoding="utf-8")
    settings = {
        key: getattr(options, key) for key in ("rounds", "seconds", "warm", "threads", "connections", "imports")
    }
    record = {
        "commit": name,
        "uncommittedChanges": changed,
        "day": day.isoformat(),
        "full": options.is_full,
        "machine": facts,
        "settings": settings,
        "figures": figures,
    }
    base.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return base.with_suffix(".md")


def stamp():
    name, changed = commit()
    return name, changed, datetime.date.today()
