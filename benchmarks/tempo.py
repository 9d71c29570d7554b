"""How soon a line's slowing is seen, and how often it is told of an even one: one command, one table.

    python benchmarks/tempo.py [--series 400] [--write]

Makes series of contacts (the same ones each time) whose gaps scatter little or much around an even pace, halves the pace of
some, and asks beside ours: the rule of thumb people use (the last gap is twice the middle one), and a CUSUM that is *told* the
true pace, the true scatter and that the pace will halve, with the highest bar that keeps to the same false alarms: nobody can
see such a change much sooner than that. `--write` puts the table into docs/reference/tempo-accuracy.md.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path
from statistics import median

from wasata.carry.tempo import changes

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "tempo-accuracy.md"
BEGIN = datetime(2031, 1, 1, tzinfo=UTC)
EVERY = (8.0, 24.0)
SPREADS = (0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
BEFORE = 30
SOON = 3
AFTER = 12

Gaps = Sequence[float]
Seen = Callable[[Gaps], list[int]]
"""Gaps in hours → the numbers of gaps after which a change was told."""


def gaps(lot: random.Random, every: float, spread: float, n: int) -> list[float]:
    k = 1 / spread**2
    return [every * lot.gammavariate(k, 1 / k) for _ in range(n)]


def ours(found: Gaps) -> list[int]:
    came = [BEGIN]
    for gap in found:
        came.append(came[-1] + timedelta(hours=gap))
    number = {at: n for n, at in enumerate(came)}
    return [number[c.seen_at] for c in changes(came, (), came[-1])]


def thumb(found: Gaps) -> list[int]:
    told, since = [], 0
    for n in range(8, len(found) + 1):
        if n - since > 7 and found[n - 1] > 2 * median(found[since : n - 1]):
            told.append(n)
            since = n
    return told


def cusum(every: float, spread: float, bar: float) -> Seen:
    k = 1 / spread**2

    def seen(found: Gaps) -> list[int]:
        told, sum_ = [], 0.0
        for n, gap in enumerate(found, 1):
            sum_ = max(0.0, sum_ + k * (gap / every / 2 - log(2)))
            if sum_ > bar:
                told.append(n)
                sum_ = 0.0
        return told

    return seen


def highest_bar(quiet: list[list[float]], every: float, spread: float, allowed: float) -> float:
    """The lowest bar of the CUSUM that keeps to `allowed` false alarms in these even series."""
    low, high = 0.0, 60.0
    for _ in range(20):
        mid = (low + high) / 2
        told = sum(len(cusum(every, spread, mid)(q)) for q in quiet)
        low, high = (mid, high) if told > allowed else (low, mid)
    return high


def rows(n: int) -> list[str]:
    lines = []
    for every in EVERY:
        for spread in SPREADS:
            lot = random.Random(f"{every} {spread}")
            quiet = [gaps(lot, every, spread, int(26 * 168 / every)) for _ in range(n // 4)]
            weeks = sum(map(sum, quiet)) / 168
            slowed = [
                [*gaps(lot, every, spread, BEFORE), *gaps(lot, 2 * every, spread, AFTER)] for _ in range(n)
            ]  # fmt: skip
            cells = []
            bar = highest_bar(quiet, every, spread, weeks / 100)
            for rule in (ours, thumb, cusum(every, spread, bar)):
                alarms = sum(len(rule(q)) for q in quiet) / weeks * 100
                after = [next((a - BEFORE for a in rule(s) if a > BEFORE), 99) for s in slowed]
                soon = sum(a <= SOON for a in after) / len(after)
                middle = median(after)
                cells.append(f"{alarms:.1f} | {soon:.0%} | {f'{middle:.0f}' if middle < 99 else f'over {AFTER}'}")
            lines.append(f"| {every:.0f} h | {spread:.0%} | " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
    return lines


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--series", type=int, default=400)
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    given = asked.parse_args()
    head = [
        "# How soon a slowing is seen",
        "",
        "Made by `python benchmarks/tempo.py --write`; do not edit by hand. How pace is measured: "
        "[pace](../explanation/pace.md).",
        "",
        f"For each row {given.series} series of {BEFORE} gaps and then {AFTER} twice as long, and {given.series // 4} even",
        "half-years. The scatter is the standard deviation of the gaps as a part of them (a gamma law; 100 % is a line that",
        f"rings by pure chance). *False*: alarms in 100 even weeks; *within {SOON}*: of the halvings, how many were told after",
        "at most so many contacts; *middle*: after how many the middle one was. The CUSUM is told the true pace and scatter,",
        "and what will happen, and has the lowest bar that keeps to one false alarm in 100 weeks: no rule sees much sooner.",
        f"Counts, not times: the same on every machine. Run {datetime.now(UTC):%Y-%m-%d}.",
        "",
        f"| a contact every | scatter | ours: false | within {SOON} | middle | last gap over twice the middle one: false | "
        f"within {SOON} | middle | CUSUM that knows all: false | within {SOON} | middle |",
        "|---:|---:|" + "---:|" * 9,
    ]
    print("\n".join(head), flush=True)
    lines = [*head, *rows(given.series)]
    if given.write:
        PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
