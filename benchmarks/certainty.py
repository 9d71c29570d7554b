"""How sure the reader should be of each mark: fits `listen/certainty.tsv` and holds it against marks made by hand.

    python benchmarks/certainty.py [--write] MARKS.jsonl[=CHECKOUT] …
    python benchmarks/certainty.py --check MARKS.jsonl …

Marks files are those of the reading contract, and are never kept here. CHECKOUT is a checkout of this house (with its tables
built) whose reader met the file first: a reader that was mended from a file is right too often on it. `--check` fits
nothing: it holds the table that ships against the files, and prints nothing but counts, so that it can be run on marks
nobody has looked at.

Danger: sureness fitted and judged on the same marks; a report cut in two so that its half tells of the other.
Duty: folds of whole reports; every mark is judged by weights fitted without its report. *Right* is: paired by the scorer
with a mark made by hand, and its main fields right: a statement's act and the side its source speaks for (its source is part of
the pairing), a figure's measure and party (its value is part of the pairing), a date as paired, an event's status.
Shape: logistic regression over the facts of `listen/certainty.facts`, each weight drawn towards nothing (the rules' too, so
that a rule seen twice says little). NumPy is used here only. `--write` writes the table and docs/reference/certainty.md.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from wasata.listen import certainty, reader
from wasata.listen.marks import Date, Event, Figure, Statement
from wasata.values import Span

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "certainty.md"
SCORER = HOUSE.parent / "shared" / "tools" / "score_reading.py"
KINDS: dict[str, type] = {"statements": Statement, "figures": Figure, "dates": Date, "events": Event}
MAIN = {"statements": ("actor", "act"), "figures": ("measure", "party"), "dates": (), "events": ("status",)}
FOLDS = 10
DRAWN = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
"""How strongly weights may be drawn towards nothing. Which of these, the folds inside the fold decide, by kind of mark."""
SEEN = 3
"""A fact seen in fewer marks than this has no line in the table."""

_READ = """
import json, sys
from datetime import date
from wasata.listen import reader
for line in sys.stdin:
    r = json.loads(line)
    day = date.fromisoformat(r["published"][:10]) if r.get("published") else None
    marks = reader.read(r["text"], r["lang"], day).as_json(r["text"], explain=True)
    print(json.dumps(marks, ensure_ascii=False))
"""


@dataclass(frozen=True)
class Seen:
    """One mark of the reader: its facts, and whether it was right."""

    kind: str
    lang: str
    report: str
    facts: tuple[str, ...]
    right: bool
    sure: float


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("marks", nargs="+", metavar="MARKS.jsonl[=CHECKOUT]")
    asked.add_argument("--scorer", type=Path, default=SCORER)
    asked.add_argument("--check", action="store_true", help="fit nothing; hold the table that ships against the files")
    asked.add_argument("--write", action="store_true", help="write the table and docs/reference/certainty.md")
    given = asked.parse_args()
    scorer = scorer_of(given.scorer)
    seen: list[Seen] = []
    sources: list[str] = []
    for word in given.marks:
        path, _, checkout = word.partition("=")
        held = list(marks_seen(Path(path), Path(checkout) if checkout else None, scorer))
        seen += held
        sources.append(told_of(Path(path), checkout, held))
    if given.check:
        print(
            "\n".join(
                [
                    "The table that ships, held against marks it was not fitted on:",
                    "",
                    *sources,
                    "",
                    *bins(seen, shipped(seen)),
                ]
            )
        )
        return 0
    page = page_of(seen, crossed(seen), sources)
    print(page)
    if given.write:
        certainty.TABLE.write_text(table_of(seen), "utf-8")
        PAGE.write_text(page + "\n", "utf-8")
    return 0


# marks, right or wrong


def scorer_of(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"there is no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told_of(path: Path, checkout: str, seen: Sequence[Seen]) -> str:
    """A file in one line: its name and print, how much is in it, which reader read it."""
    by = "today's reader"
    if checkout:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=checkout, capture_output=True, text=True, check=False
        )
        by = f"the reader of {done.stdout.strip() or 'an older checkout'}, before the file was opened to its writers"
    n = Counter(s.kind for s in seen)
    print_ = sha256(path.read_bytes()).hexdigest()[:12]
    counts = ", ".join(f"{n[k]} {k}" for k in KINDS)
    return f"- `{path.stem}` (SHA-256 `{print_}`…): {len({s.report for s in seen})} reports, {counts}, read by {by}"


def marks_seen(path: Path, checkout: Path | None, scorer: Any) -> Iterable[Seen]:
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    env = dict(os.environ)
    if checkout is not None:
        env["PYTHONPATH"] = str(checkout.resolve() / "src")
    fed = "".join(
        json.dumps({k: r.get(k) for k in ("text", "lang", "published")}, ensure_ascii=False) + "\n" for r in reports
    )
    done = subprocess.run(
        [sys.executable, "-c", _READ], input=fed, capture_output=True, text=True, env=env, check=False
    )
    if done.returncode:
        raise SystemExit(f"the reader of {checkout} broke: {done.stderr.strip()[-400:]}")
    for report, line in zip(reports, done.stdout.splitlines(), strict=True):
        found = json.loads(line)
        for kind, keys in keys_of(found).items():
            pairs = {j: i for i, j in scorer.pair(kind, report[kind], found[kind])}
            for j, (mark, key) in enumerate(zip(found[kind], keys, strict=True)):
                gold = report[kind][pairs[j]] if j in pairs else None
                right = gold is not None and all(scorer.field_agrees(kind, f, gold, mark) for f in MAIN[kind])
                facts = certainty.facts(KINDS[kind], key)
                yield Seen(
                    kind, report["lang"], f"{path.stem}/{report['id']}", facts, right, certainty.weigh(KINDS[kind], key)
                )


def keys_of(found: dict[str, Any]) -> dict[str, list[certainty.Key]]:
    """The keys of a reading as the reader itself would make them."""

    def place(s: dict[str, Any] | None) -> Span | None:
        return None if s is None else Span(s["start"], s["end"])

    def day(value: str | None, n: int) -> date | None:
        return None if value is None else date.fromisoformat((value.split("/") * 2)[n if "/" in value else 0])

    def amount(v: Any) -> Any:
        return tuple(Decimal(str(x)) for x in v) if isinstance(v, list) else Decimal(str(v))

    said: Any = [
        Statement(place(m["content"]), place(m["source"]), place(m["cue"]), m["source_kind"], m["actor"], m["act"], m["direct"],
                  place(m["via"]), m["rule"])  # type: ignore[arg-type]
        for m in found["statements"]
    ]  # fmt: skip
    counted: Any = [
        Figure(Span(m["start"], m["end"]), amount(m["value"]), m["qualifier"], m["measure"], m["unit"], m["party"],
               place(m["source"]), place(m.get("composition")), place(m.get("holder")), m["rule"])
        for m in found["figures"]
    ]  # fmt: skip
    dated = [
        Date(Span(m["start"], m["end"]), day(m["value"], 0), day(m["value"], 1), m["rule"]) for m in found["dates"]
    ]
    happened = [
        Event(Span(m["start"], m["end"]), m["kind"], m["status"], tuple(m["actors"]), m["rule"])
        for m in found["events"]
    ]
    return {
        "statements": certainty.statement_keys(said),
        "figures": certainty.figure_keys(counted),
        "dates": certainty.date_keys(dated),
        "events": certainty.event_keys(happened),
    }


# fitting


def fit(seen: Sequence[Seen], drawn: float) -> dict[str, float]:
    """Weights of the facts of one kind of mark, `all` among them."""
    n = Counter(f for s in seen for f in s.facts)
    names = sorted(f for f, k in n.items() if k >= SEEN and k < len(seen))
    column = {f: i + 1 for i, f in enumerate(names)}
    x = np.zeros((len(seen), len(names) + 1))
    x[:, 0] = 1
    for row, s in enumerate(seen):
        for f in s.facts:
            if f in column:
                x[row, column[f]] = 1
    y = np.array([s.right for s in seen], dtype=float)
    pull = np.full(len(names) + 1, drawn)
    pull[0] = 0.05  # the share of right marks itself is hardly drawn: only so far that a kind always right stays finite
    w = np.zeros(len(names) + 1)
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        grade = x.T @ (y - p) - pull * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        step = np.linalg.solve(curve, grade)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return {"all": float(w[0])} | {f: float(w[i]) for f, i in column.items()}


def sureness(weights: dict[str, float], s: Seen) -> float:
    total = weights["all"] + sum(weights.get(f, 0.0) for f in s.facts)
    return float(min(max(1 / (1 + np.exp(-total)), certainty.LEAST), certainty.MOST))


def fold_of(report: str) -> int:
    """A report's fold, by its name: the same on every run, and all marks of a report together."""
    return int(sha256(report.encode()).hexdigest(), 16) % FOLDS


def folded(mine: Sequence[Seen], drawn: float) -> list[float]:
    """How sure each mark of one kind is by weights fitted without the reports of its fold."""
    out = [0.0] * len(mine)
    folds = [fold_of(s.report) for s in mine]
    for fold in set(folds):
        outside = [s for s, f in zip(mine, folds, strict=True) if f != fold]
        weights = fit(outside, drawn) if outside else {"all": 0.0}
        for i, s in enumerate(mine):
            if folds[i] == fold:
                out[i] = sureness(weights, s)
    return out


def best_drawn(mine: Sequence[Seen]) -> float:
    """The drawing whose held-out sureness fits best (by logarithmic loss)."""

    def loss(drawn: float) -> float:
        return -sum(float(np.log(p if s.right else 1 - p)) for p, s in zip(folded(mine, drawn), mine, strict=True))

    return min(DRAWN, key=loss)


def crossed(seen: Sequence[Seen], group: Callable[[Seen], Any] | None = None) -> list[float]:
    """How sure each mark is by weights, and a strength of drawing, found without its fold (or without its group)."""
    group = group or (lambda s: fold_of(s.report))
    out = [0.0] * len(seen)
    for kind in KINDS:
        mine = [i for i, s in enumerate(seen) if s.kind == kind]
        for held in {group(seen[i]) for i in mine}:
            outside = [seen[i] for i in mine if group(seen[i]) != held]
            weights = fit(outside, best_drawn(outside)) if outside else {"all": 0.0}
            for i in mine:
                if group(seen[i]) == held:
                    out[i] = sureness(weights, seen[i])
    return out


def shipped(seen: Sequence[Seen]) -> list[float]:
    return [s.sure for s in seen]


# telling


def expected_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Ten bins of equal width: the mean gap between how sure and how often right, weighed by how many."""
    total = 0.0
    for held in binned(pairs):
        if held:
            total += abs(sum(p for p, _ in held) - sum(r for _, r in held))
    return total / len(pairs) if pairs else 0.0


def binned(pairs: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    made: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for p, r in pairs:
        made[min(int(p * 10), 9)].append((p, r))
    return made


def by_chance(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected error that sureness without any fault would show on so few marks."""
    rng = np.random.default_rng(7)
    p = np.array([x for x, _ in pairs])
    return (
        float(np.mean([expected_error(list(zip(p, rng.random(len(p)) < p, strict=True))) for _ in range(200)]))
        if len(p)
        else 0.0
    )


def ordered(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """How often a right mark is surer than a wrong one (0.5: no better than chance)."""
    right, wrong = [p for p, r in pairs if r], [p for p, r in pairs if not r]
    if not right or not wrong:
        return None
    return sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))


def bins(seen: Sequence[Seen], sure: Sequence[float]) -> list[str]:
    lines = [
        "| marks | language | how many | right | mean sureness | expected error | of which by chance | right above "
        "wrong |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        for lang in ("both", "ar", "en"):
            held = [
                (p, s.right) for p, s in zip(sure, seen, strict=True) if s.kind == kind and lang in ("both", s.lang)
            ]
            if not held:
                continue
            order, bold = ordered(held), "**" if lang == "both" else ""
            right, sure_of = (sum(x[n] for x in held) / len(held) for n in (1, 0))
            lines.append(
                f"| {kind} | {lang} | {len(held)} | {right:.3f} | {sure_of:.3f} | "
                f"{bold}{expected_error(held):.3f}{bold} "
                f"| {by_chance(held):.3f} | {'–' if order is None else f'{order:.2f}'} |"
            )
    lines += [
        "",
        "| sureness | " + " | ".join(f"{k}: how many | mean | right" for k in KINDS) + " |",
        "|---|" + "---|---|---|" * len(KINDS),
    ]
    for n in range(10):
        cells = []
        for kind in KINDS:
            held = binned([(p, s.right) for p, s in zip(sure, seen, strict=True) if s.kind == kind])[n]
            cells.append(
                f"{len(held)} | {sum(p for p, _ in held) / len(held):.2f} | {sum(r for _, r in held) / len(held):.2f}"
                if held
                else " | | "
            )
        lines.append(f"| {n / 10:.1f}–{(n + 1) / 10:.1f} | " + " | ".join(cells) + " |")
    return lines


def page_of(seen: Sequence[Seen], out: Sequence[float], sources: Sequence[str]) -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HOUSE, capture_output=True, text=True, check=False
    ).stdout.strip()
    return "\n".join(
        [
            "# How sure the reader is of a mark",
            "",
            "Made by `python benchmarks/certainty.py --write …`; do not edit by hand. "
            f"Fitted with reader {reader.VERSION}, commit {commit or 'unknown'}, {datetime.now(UTC):%Y-%m-%d}.",
            "",
            "Every mark carries `sure`, from 0 to 1: of the marks that say 0.7, seven in ten should be right. "
            "*Right* means: paired with a "
            "mark made by hand, and its main fields right: of a statement who said it, the side spoken for and the "
            "act; of a figure the "
            "value, the measure and the people counted; of a date the day; of an event the kind and the status. A "
            "mark can therefore be "
            "useful and yet not right: a statement with the right words and the wrong side counts as wrong here.",
            "",
            "The sureness is a sum of weights (`src/wasata/listen/certainty.tsv`): for the rule that gave the mark "
            "or the parts of its "
            "name, and for what the mark leaned on: the kind of source and whether a side is known for it, the "
            "length of the "
            "content; what is counted and whether it is known of whom; how many days; the status, the length of "
            "the sentence and "
            "how many other events it has. A rule the table does not know is weighed by the rest.",
            "",
            f"Held against {len({s.report for s in seen})} reports marked by hand, in {FOLDS} folds of whole "
            "reports: every mark below was weighed "
            "by a table fitted without its report. The table that ships is fitted on all of them.",
            "",
            *sources,
            "",
            "Reports from which the rules had been mended before they were read are left out, `dev` among them: a "
            "reader is right too "
            "often on what it has learnt. Where an older reader made the marks, rules that no longer exist took "
            "part in the fitting by their "
            "parts and the other facts, and have no line in the table.",
            "",
            "*Expected error*: ten bins of equal width, the gap between how sure and how often right, weighed by "
            "the marks in each; "
            "the goal is under 0.05 for each kind. *By chance*: what sureness without fault would show on so few "
            "marks. *Right above wrong*: "
            "how often a right mark is surer than a wrong one.",
            "",
            *bins(seen, out),
            "",
            "## A paper nobody has tried",
            "",
            "The same, but every file by a table fitted on the other files only: what another paper, year or "
            "conflict does to it. How often the "
            "reader is right differs from file to file more than any fact about a mark tells.",
            "",
            *bins(seen, crossed(seen, lambda s: s.report.partition("/")[0]))[: 2 + 3 * len(KINDS)],
            "",
            "Each weight is drawn towards nothing, how strongly is found inside the folds, for each kind: "
            + ", ".join(f"{k} {best_drawn([s for s in seen if s.kind == k]):g}" for k in KINDS)
            + ". One person made most of the marks by hand; two would differ by about 0.05 themselves, which no "
            "sureness can see. Which facts are told was chosen by looking at folds of the first half of these reports, some "
            "forty sets of them: the errors above flatter by a little, and moved by a hundredth from setting to setting.",
        ]
    )


def table_of(seen: Sequence[Seen]) -> str:
    import tomllib

    rules = set()
    for lang in ("ar", "en"):
        path = HOUSE / "docs" / "rules" / f"{lang}.toml"
        if path.is_file():
            rules |= {
                f"{lang}.{kind}.{name}"
                for kind, named in tomllib.loads(path.read_text("utf-8")).items()
                for name in named
            }
    lines = [
        "# How sure a mark is: kind, fact, weight, marks it was seen in. Made by benchmarks/certainty.py; do not "
        "edit by hand.",
    ]
    for kind in KINDS:
        mine = [s for s in seen if s.kind == kind]
        n = Counter(f for s in mine for f in s.facts)
        name = KINDS[kind].__name__.lower()
        for fact, weight in sorted(fit(mine, best_drawn(mine)).items(), key=lambda f: (f[0] != "all", f[0])):
            gone = fact.startswith("rule:") and rules and fact.removeprefix("rule:") not in rules
            if not gone and (fact == "all" or abs(weight) >= 0.005):
                lines.append(f"{name}\t{fact}\t{weight:+.2f}\t{len(mine) if fact == 'all' else n[fact]}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
