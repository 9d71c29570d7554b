"""How well and how fast reprints are grouped, side by side with others: one command, one table.

    python benchmarks/threads.py [--reports 6000] [--peers PYTHON] [--write]

Makes invented reports: stories that outlets reprint, cut, reorder, reword, correct in number or carry inside a longer piece;
bulletins that keep their form and change their numbers day by day; and reports that nobody reprints. Groups them with ours,
with rensa (union over what its LSH gives, and verified), and with datasketch where `--peers` names a Python that has it.
Precision and recall are of pairs of reports in one group. `--write` puts the table into docs/reference/threads.md.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "threads.md"
VOCABULARY = 9_000
THRESHOLDS = (0.3, 0.5)


class Made(NamedTuple):
    """One invented report: its story (-1: nobody's), what was done to it, its day and outlet."""

    text: str
    story: int
    how: str
    day: int
    outlet: str


def invented(number: int, seed: int = 19) -> list[Made]:
    """The reports, the same ones each time, in the order of their days."""
    lot = random.Random(seed)
    words = [f"كلمة{n}" if n % 2 else f"word{n}" for n in range(VOCABULARY)]
    weights = [1 / (n + 8) for n in range(VOCABULARY)]
    drawn = iter(lot.choices(words, weights, k=number * 260))

    def sentence() -> list[str]:
        said = [next(drawn) for _ in range(lot.randint(9, 26))]
        if lot.random() < 0.3:
            said[lot.randrange(len(said))] = str(lot.randint(2, 900))
        return said

    found: list[Made] = []
    story = 0
    while len(found) < number * 0.6:
        body = [sentence() for _ in range(lot.randint(4, 14))]
        day, prints = lot.randint(0, 60), 1 + min(40, int(lot.paretovariate(1.1)))
        for n in range(prints):
            how, told = _printed(lot, body, sentence, words, weights) if n else ("first", body)
            text = ". ".join(" ".join(s) for s in told)
            found.append(Made(text, story, how, day + (lot.random() < 0.3), f"outlet {lot.randrange(60)}-{n}"))
        story += 1
    for n in range(number // 100):  # bulletins: one form, other numbers each day
        form = [sentence() for _ in range(5)]
        for day in range(0, 30, 3):
            told = [[str(lot.randint(2, 900)) if k % 5 == 2 else w for k, w in enumerate(s)] for s in form]
            found.append(Made(". ".join(" ".join(s) for s in told), story, "bulletin", day, f"ministry {n}"))
            story += 1
    while len(found) < number:
        text = ". ".join(" ".join(sentence()) for _ in range(lot.randint(4, 14)))
        found.append(Made(text, story, "alone", lot.randint(0, 60), f"outlet {lot.randrange(60)}"))
        story += 1
    lot.shuffle(found)
    return sorted(found, key=lambda m: m.day)


def _printed(
    lot: random.Random, body: list[list[str]], sentence: Callable[[], list[str]], words: list[str], weights: list[float]
) -> tuple[str, list[list[str]]]:
    """What an outlet makes of a story."""
    how = lot.choice(("copy", "cut", "reordered", "reworded", "numbers", "carried", "heavily reworded"))
    told = [list(s) for s in body]
    if how == "cut":
        told = told[: max(3, int(len(told) * lot.uniform(0.4, 0.8)))]
    elif how == "reordered":
        lot.shuffle(told)
    elif how == "numbers":
        told = [[str(lot.randint(2, 900)) if w.isdecimal() else w for w in s] for s in told]
    elif how == "carried":
        told = [
            *(sentence() for _ in range(len(told))),
            *told[: max(3, len(told) // 2)],
            *(sentence() for _ in range(3)),
        ]
    elif how in ("reworded", "heavily reworded"):
        part = 0.06 if how == "reworded" else 0.14
        told = [[lot.choices(words, weights)[0] if lot.random() < part else w for w in s] for s in told]
        told = [s for s in told if lot.random() > 0.12] or told
    return how, told


# grouping


class Grouped(NamedTuple):
    name: str
    group: list[int]
    seconds: float


def ours(made: list[Made]) -> Grouped:
    from wasata.desk.press import folded_for_search
    from wasata.listen.threads import Print, Threads

    folded = [folded_for_search(m.text, "ar")[0] for m in made]
    began = time.perf_counter()
    threads = Threads(folded.__getitem__)
    for text, m in zip(folded, made, strict=True):
        threads.take(text, Print(m.day + 1, m.outlet))
    return Grouped("ours", list(threads.thread_of), time.perf_counter() - began)


def shingled(made: list[Made]) -> list[list[str]]:
    found = []
    for m in made:
        words = m.text.replace(".", "").split()
        found.append([" ".join(words[i : i + 3]) for i in range(len(words) - 2)])
    return found


def with_rensa(made: list[Made], threshold: float, *, verified: bool) -> Grouped:
    from rensa import RMinHash, RMinHashLSH

    began = time.perf_counter()
    shingles = shingled(made)
    lsh = RMinHashLSH(threshold=threshold, num_perm=126, num_bands=42 if threshold < 0.4 else 21)
    hashes = []
    for n, s in enumerate(shingles):
        m = RMinHash(num_perm=126, seed=42)
        m.update(s)
        lsh.insert(n, m)
        hashes.append(m)
    group = _union(
        ((n, o) for n, m in enumerate(hashes) for o in lsh.query(m) if o < n), [set(s) for s in shingles],
        threshold if verified else None,
    )  # fmt: skip
    return Grouped(f"rensa 126, ≥ {threshold}{', verified' if verified else ''}", group, time.perf_counter() - began)


def with_datasketch(made: list[Made], threshold: float) -> Grouped:
    from datasketch import MinHash, MinHashLSH

    began = time.perf_counter()
    shingles = shingled(made)
    lsh = MinHashLSH(threshold=threshold, num_perm=128)
    pairs = []
    for n, s in enumerate(shingles):
        m = MinHash(num_perm=128)
        m.update_batch([x.encode() for x in s])
        pairs += [(n, o) for o in lsh.query(m)]
        lsh.insert(n, m)
    group = _union(pairs, [set(s) for s in shingles], threshold)
    return Grouped(f"datasketch MinHash 128, ≥ {threshold}, verified", group, time.perf_counter() - began)


def _union(pairs: Iterable[tuple[int, int]], shingles: list[set[str]], verify: float | None) -> list[int]:
    parent = list(range(len(shingles)))

    def top(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, b in pairs:
        x, y = shingles[a], shingles[b]
        if verify is None or (x and y and len(x & y) / len(x | y) >= verify):
            parent[top(a)] = top(b)
    return [top(n) for n in range(len(shingles))]


# telling


def scores(made: list[Made], group: list[int]) -> tuple[float, float, dict[str, float]]:
    """Precision and recall of pairs, and recall by what was done to a print (against the first of its story)."""

    def pairs(counted: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counted.values())

    truth = Counter(m.story for m in made)
    both = pairs(Counter(zip((m.story for m in made), group, strict=True)))
    found = pairs(Counter(group))
    first = {m.story: g for m, g in zip(made, group, strict=True) if m.how == "first"}
    hit: dict[str, list[bool]] = defaultdict(list)
    for m, g in zip(made, group, strict=True):
        if m.how not in ("first", "alone", "bulletin"):
            hit[m.how].append(g == first[m.story])
    return both / max(1, found), both / pairs(truth), {how: sum(h) / len(h) for how, h in sorted(hit.items())}


def told(number: int, peers: str | None) -> list[str]:
    made = invented(number)
    grouped = [ours(made)]
    try:
        grouped += [with_rensa(made, t, verified=v) for t in THRESHOLDS for v in (False, True)]
    except ImportError:
        print("rensa is not installed here: its lines are left out", file=sys.stderr)
    if peers:
        asked = [peers, __file__, "--reports", str(number), "--only", "datasketch"]
        answer = subprocess.run(asked, check=True, capture_output=True, text=True)
        grouped += [Grouped(*g) for g in json.loads(answer.stdout.splitlines()[-1])]
    kinds = sorted({m.how for m in made} - {"first", "alone", "bulletin"})
    lines = [
        "# How reprints are grouped",
        "",
        "Made by `python benchmarks/threads.py --write`; do not edit by hand.",
        "Why these rules: [threads](../explanation/threads.md).",
        "",
        f"{number:,} invented reports of {sum(len(m.text.split()) for m in made) // number} words on average: "
        f"{len({m.story for m in made if m.how == 'first'}):,} stories with their prints, bulletins of one form, reports of",
        "nobody else's. Pairs of reports in one group; speed from folded words to groups, one core; the last columns say of",
        f"how many prints of each kind the story's first print was found. Ran on {machine()}, Python",
        f"{platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}; load of the machine {os.getloadavg()[0]:.1f}.",
        "",
        "| | docs/s | precision | recall | " + " | ".join(kinds) + " |",
        "|---|---:|---:|---:|" + "---:|" * len(kinds),
    ]
    for g in grouped:
        precision, recall, by_kind = scores(made, g.group)
        lines.append(
            f"| {g.name} | {number / g.seconds:,.0f} | {precision:.3f} | {recall:.3f} | "
            + " | ".join(f"{by_kind[k]:.2f}" for k in kinds)
            + " |"
        )
    return lines


def machine() -> str:
    info = Path("/proc/cpuinfo")
    name = platform.machine()
    if info.exists():
        name = next((x.partition(":")[2].strip() for x in info.read_text().splitlines() if "model name" in x), name)
    return f"{name}, {len(os.sched_getaffinity(0))} cores"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, default=6000)
    asked.add_argument("--peers", help="a Python that has datasketch")
    asked.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(HOUSE)}")
    asked.add_argument("--only", choices=["datasketch"], help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.only:
        made = invented(given.reports)
        print(json.dumps([with_datasketch(made, t) for t in THRESHOLDS]))
        return 0
    lines = told(given.reports, given.peers)
    print("\n".join(lines))
    if given.write:
        PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
