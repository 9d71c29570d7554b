"""How well and how fast reports are read: one command, one table.

    python benchmarks/reading.py [--pud …] [--polnear …] [--recognizers …] [--gsr …] [--peers PYTHON …] [--write] MARKS.jsonl …

Yardsticks are other people's and are never kept here: their folders (a git clone or plain files) are named, the converters
and the scorer too. `--peers` names the Pythons in which the other programs are installed, so that none of them gets into
ours (Citron and the Gender Gap Tracker have no packages: `--citron`, `--gendergap` name their code, `--citron-model` the
folder of a model trained by `PEERS_PYTHON benchmarks/peers.py train-citron`). `--extra FILE` lists what was found in
sentences of PUD without a statement, for a person to judge.

A marks file holds reports of the reading contract with marks made by hand. Their text and head are fed to
`wasata read`, and SCORER compares what comes out. Speed is that of the library on one core, all four marks, each
report read anew; start-up is `wasata read` of one small file from the shell, process start to process end.
`--write` puts the table into docs/reference/reading-accuracy.md, with what it ran on.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from side_by_side import Asked, Table
from wasata.listen import reader
from wasata.values import LANGS, Lang
from yardsticks import polnear

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "reading-accuracy.md"
TOOLS = HOUSE.parent / "shared" / "tools"
MARKS = ("statements", "figures", "dates", "events")
BARS = {"statements": 0.80, "figures": 0.88, "dates": 0.92, "events": 0.65}
WASATA = [sys.executable, "-c", "from wasata.cli.main import main; main()"]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("marks", nargs="*", type=Path, metavar="MARKS.jsonl")
    asked.add_argument("--scorer", type=Path, default=TOOLS / "score_reading.py")
    asked.add_argument("--ud-tool", type=Path, default=TOOLS / "ud_to_jsonl.py")
    asked.add_argument("--polnear-tool", type=Path, default=TOOLS / "polnear_to_jsonl.py")
    asked.add_argument("--pud", type=Path, help="UD_Arabic-PUD: a clone, a folder, or its .conllu file")
    asked.add_argument("--polnear", type=Path, help="PolNeAR: a clone or a folder")
    asked.add_argument("--recognizers", type=Path, help="Recognizers-Text: a clone or a folder with Specs")
    asked.add_argument("--gsr", type=Path, help="arabic_event_gsr: its folder, or assault_gsr.csv")
    asked.add_argument("--peers", type=Path, action="append", default=[], help="a Python in which peers are installed")
    asked.add_argument("--citron", type=Path, help="Citron's code")
    asked.add_argument("--citron-model", type=Path, help="the folder of a Citron model")
    asked.add_argument("--gendergap", type=Path, help="the Gender Gap Tracker's code")
    asked.add_argument("--extra", type=Path, help="a file for what was found in PUD's other sentences")
    asked.add_argument("--seconds", type=float, default=5.0, help="how long to read for the speed, each language")
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    given = asked.parse_args()
    for path in (*given.marks, *([given.scorer] if given.marks else [])):
        if not path.is_file():
            print(f"There is no file {path}. Give the marks files, and the scorer with --scorer.", file=sys.stderr)
            return 2
    for path in (given.pud, given.polnear, given.recognizers, given.gsr, given.citron, given.gendergap, *given.peers):
        if path is not None and not path.exists():
            print(f"There is no {path}.", file=sys.stderr)
            return 2
    asked_for = {name: getattr(given, name) for name in Asked.__dataclass_fields__}
    head = heading()
    page = "\n".join(
        [
            *head,
            *yards(Table(Asked(**asked_for))),
            *(line for path in given.marks for line in accuracy(path, given.scorer)),
            *speed(given.marks, given.seconds, articles(given.polnear, given.polnear_tool)),
            *start_up(),
        ]
    )
    print(page)
    if given.write:
        PAGE.write_text(page + "\n", "utf-8")
    return 0


def articles(folder: Path | None, tool: Path) -> list[tuple[str, date | None]]:
    """PolNeAR's articles of the part that is scored, whole, with their days."""
    if folder is None:
        return []
    return [(c.text, date.fromisoformat(c.published) if c.published else None) for c in polnear(folder, tool, "dev")]


def ran_on() -> str:
    """What a benchmark ran on: machine, Python, commit, day, and how busy the machine was before."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HOUSE, capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"Ran on {machine()}, Python {platform.python_version()}, commit {commit or 'unknown'}, "
        f"{datetime.now(UTC):%Y-%m-%d}; the machine's load before the run was {os.getloadavg()[0]:.1f}."
    )


def heading() -> list[str]:
    return [
        "# How well and how fast reports are read",
        "",
        "Made by `python benchmarks/reading.py --write …`; do not edit by hand.",
        "",
        ran_on(),
        "",
        "Marks that the rules were written against say how well the rules fit them, not how well other texts are read: "
        "see [how well it reads](../explanation/how-well-it-reads.md).",
        "",
    ]


def yards(table: Table) -> list[str]:
    """The public yardsticks, ours and the others side by side."""
    table.statements_ar()
    table.statements_en()
    table.numbers_and_dates()
    table.attacks()
    if not table.summary:
        return []
    return [
        "## Side by side on public yardsticks",
        "",
        "“Best seen” is what was measured or published before this benchmark stood; the last two columns were run "
        "here, together. "
        "The marks of PUD, PolNeAR dev and both specifications have been looked at while the rules were written: "
        "they show how far "
        "the rules carry, not what an unseen text will show.",
        "",
        "| marks | yardstick | best seen | goal | Wasata | others, run here |",
        "|---|---|---|---|---|---|",
        *table.summary,
        "",
        *table.details,
        "Statements are paired one to one where their contents share half of their words; *attributed*: the "
        "sources agree too; "
        "*exact*: the contents are the same words. The rules of scoring are in `benchmarks/yardsticks.py`, alike "
        "for all. Seconds are "
        "those of one processor, without start-up. Versions: "
        + "; ".join(f"{n}: {v}" for n, v in table.versions.items())
        + ".",
        "",
        *table.unrun(),
    ]


def machine() -> str:
    """The processor and how many cores the run could use."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        name = next((x.partition(":")[2].strip() for x in info.read_text().splitlines() if "model name" in x), name)
    return f"{name}, {len(os.sched_getaffinity(0))} cores, {platform.system()}"


def reports_of(path: Path) -> list[dict[str, Any]]:
    """Text and heads of a marks file, without the marks: what the reader is given."""
    return [
        {k: v for k, v in json.loads(line).items() if k not in MARKS}
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def accuracy(path: Path, scorer: Path) -> list[str]:
    """Scores one marks file, each language by itself."""
    with tempfile.TemporaryDirectory() as folder:
        bare, ours = Path(folder) / "bare.jsonl", Path(folder) / "ours.jsonl"
        bare.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports_of(path)), "utf-8")
        with ours.open("wb") as out:
            told = subprocess.run([*WASATA, "read", str(bare)], stdout=out, stderr=subprocess.PIPE, check=False)
        lines = [
            f"## {path.stem}",
            "",
            f"{len(reports_of(path))} reports marked by hand, SHA-256 `{sha256(path.read_bytes()).hexdigest()[:16]}`"
            + (f"; **{told.stderr.count(b'reader broke')} could not be read**" if told.returncode else "")
            + ". F1 of paired marks; after it the share of right fields among the pairs.",
            "",
            "| language | mark | bar | F1 | precision | recall | marks | fields |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for lang in sorted({json.loads(line)["lang"] for line in path.read_text("utf-8").splitlines() if line.strip()}):
            done = subprocess.run(
                [sys.executable, str(scorer), str(path), str(ours), "--json", "--lang", lang],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                return [*lines, "", f"The scorer refused: {done.stderr.strip()[:500]}", ""]
            found = json.loads(done.stdout)
            lines += [row(lang, mark, found["total"][mark]) for mark in MARKS]
        return [*lines, ""]


def row(lang: str, mark: str, told: dict[str, Any]) -> str:
    def shown(value: float | None) -> str:
        return "–" if value is None else f"{value:.3f}"

    fields = told.get("accuracy") or {}
    f1 = told["f1"]
    flag = "" if f1 is None or f1 >= BARS[mark] else " ▼"
    return (
        f"| {lang} | {mark} | {BARS[mark]:.2f} | {shown(f1)}{flag} | {shown(told['precision'])} | "
        f"{shown(told['recall'])} "
        f"| {told.get('gold', '')} | {', '.join(f'{k} {shown(v)}' for k, v in fields.items())} |"
    )


def speed(paths: list[Path], seconds: float, articles: list[tuple[str, date | None]]) -> list[str]:
    """Reports a second on one core, each kind by itself: of the quickest pass over them, and of all passes together. On a
    machine shared with others the two are far apart, and only the quickest is the reader's own.

    Args:
        articles: further English texts, many and unlike each other: what is kept between two reports helps little there.
    """
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    everything = [r for path in paths for r in reports_of(path)]
    kinds: list[tuple[str, Lang, list[tuple[str, date | None]]]] = [
        (
            f"{lang}, marked reports", lang,
            [
                (r["text"], date.fromisoformat(r["published"][:10]) if r.get("published") else None)
                for r in everything
                if r["lang"] == lang
            ],
        )
        for lang in LANGS
    ]  # fmt: skip
    kinds.append(("en, PolNeAR's articles", "en", articles))
    lines = [
        "## Speed", "",
        "| texts | how many | reports a second, one core, quickest pass | all passes | words a second, quickest | all passes |"
        " words a report |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for name, lang, here in kinds:
        if not here:
            continue
        for text, day in here:  # tables load and caches fill before the clock runs
            reader.read(text, lang, day)
        passes: list[float] = []
        while sum(passes) < seconds:
            began = time.process_time()
            for text, day in here:
                reader.read(text, lang, day)
            passes.append(time.process_time() - began)
        best, mean = len(here) / min(passes), len(here) / statistics.mean(passes)
        words = statistics.mean(len(t.split()) for t, _ in here)
        lines.append(
            f"| {name} | {len(here):,} | {best:.0f} | {mean:.0f} | {best * words:,.0f} | {mean * words:,.0f} | {words:.0f} |"
        )
    return [*lines, ""]


def start_up() -> list[str]:
    """`wasata read` of one small file, start to end, in seconds."""
    lines = [
        "## Start-up",
        "",
        "| file | median, s | worst of 15, s | of which the processor worked, median, s |",
        "|---|---|---|---|",
    ]
    words = {
        "ar": "قالت قطر أمس إن المحادثات مستمرة، وإن 13 محتجزا أفرج عنهم.",
        "en": "Qatar said on Monday talks go on.",
    }
    for lang, text in words.items():
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
            f.write(text)
            f.flush()
            took, worked = [], []
            for _ in range(15):
                before, began = worked_by_children(), time.perf_counter()
                subprocess.run([*WASATA, "read", f.name], stdout=subprocess.DEVNULL, check=True)
                took.append(time.perf_counter() - began)
                worked.append(worked_by_children() - before)
        lines.append(
            f"| one sentence, {lang} | {statistics.median(took):.2f} | {max(took):.2f} | "
            f"{statistics.median(worked):.2f} |"
        )
    return [*lines, ""]


def worked_by_children() -> float:
    """Seconds the processor has worked for the commands run so far: what a busy machine does not stretch."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
