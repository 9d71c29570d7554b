"""How few questions lead to a package both sides can accept: one command, one table.

    python benchmarks/agreement.py --domains FOLDER [--draws 5] [--rounds 25] [--only NAME …] [--negmas PYTHON] [--write]

FOLDER holds domains of GENIUS, a folder each (`…/y2010/Travel`): the public ones of the competitions of 2010 to 2015, not ours
to pass on. Two sides answer truly from the first two profiles of a domain; in each round each is asked one comparison. Measured
is the Nash product of what is suggested over the best there is: *stays* is the round from which on it never falls below a share
again, the middle over domains of each domain's middle over draws; shares are of all runs. A second table has the other
ways, in the same run (`agreement_peers`); NegMAS's with `--negmas`, the Python of an environment that has it. `--write` puts both
into docs/reference/agreement.md.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from agreement_peers import Trail, klein, negmas, rated
from wasata.propose import Talks
from wasata.propose.ask import Width
from wasata.propose.frontier import front, normal, worth
from wasata.propose.genius import read
from wasata.propose.issues import Space
from wasata.propose.rehearse import Manner, Side, rounds

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "reference" / "agreement.md"
NEVER = 10**6


@dataclass(frozen=True)
class Setting:
    """What is known beforehand, how the sides answer, which questions are put."""

    name: str
    issues: bool = True
    width: Width = "any"
    manner: Manner = "truthful"
    no_deal: float | None = 0.0
    counted: bool = False


SETTINGS = (
    Setting("option and issue rankings"),
    Setting("option rankings only", issues=False),
    Setting("every question counted, rankings too", counted=True),
    Setting("two-issue questions only", width="two"),
    Setting("10 % wrong answers", manner="noisy"),
    Setting("unknown no-deal values of 0.3", no_deal=None),
)


@dataclass(frozen=True)
class Run:
    """One run: the share of the best after each round, and when the room would have stopped asking."""

    setting: str
    domain: str
    kept: tuple[float, ...]
    stop: int | None
    seconds: float
    before: int

    def stays(self, share: float) -> int:
        for n in range(len(self.kept), 0, -1):
            if self.kept[n - 1] < share - 1e-9:
                return n + self.before if n < len(self.kept) else NEVER
        return self.before


def domains(folder: Path) -> Iterator[Path]:
    """The folders that hold a domain."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and any(path.glob("*.xml")):
            yield path


def one(folder: Path, domain: Path, setting: Setting, draw: int, most: int) -> Run:
    found = read(domain)
    space = Space(found.space.issues)
    values = [normal(space, profile.values) for profile in found.profiles[:2]]
    floor = 0.3 if setting.no_deal is None else 0.0
    points = front(space, values).points - floor
    best = float(np.maximum(points, 0).prod(axis=1).max())
    names = ("one", "other")
    unknown = dict.fromkeys(names, setting.no_deal)
    talks = Talks(space, names, no_deal=unknown, salt=str(draw))
    sides = {
        name: Side(own, no_deal=floor, manner=setting.manner, chance=97 * draw + k)
        for k, (name, own) in enumerate(zip(names, values, strict=True))
    }
    kept, stop, began = [], None, time.perf_counter()
    for stand in rounds(talks, sides, most, width=setting.width, issues=setting.issues):
        row = np.array([stand.suggested[0].package])
        gains = [max(0.0, float(worth(own, row)[0]) - floor) for own in values]
        kept.append(gains[0] * gains[1] / best)
        if stand.enough and stop is None:
            stop = stand.asked
    before = len(space.issues) + 1 if setting.counted else 0
    took = (time.perf_counter() - began) / most
    return Run(setting.name, str(domain.relative_to(folder)), tuple(kept), stop, took, before)


@dataclass(frozen=True)
class PeerRun:
    """One run of another way: the share of the best that stood after each round."""

    peer: str
    domain: str
    kept: tuple[float, ...]

    def stays(self, share: float) -> int:
        under = [n for n, kept in enumerate(self.kept, 1) if kept < share - 1e-9]
        return NEVER if under and under[-1] == len(self.kept) else (under[-1] + 1 if under else 1)

    def after(self, n: int) -> float:
        return self.kept[min(n, len(self.kept)) - 1]


def peers(told: tuple[Path, Path, int, Path | None]) -> list[PeerRun]:
    """What the other ways come to on one domain, with one draw."""
    folder, domain, draw, python = told
    found = read(domain)
    space = Space(found.space.issues)
    values = [normal(space, profile.values) for profile in found.profiles[:2]]
    best = float(front(space, values).points.prod(axis=1).max())
    trails = [klein(values, most, draw) for most in (100, 1000)]
    for error in (0.0, 0.2):
        said, asked = rated(values, error, draw)
        points = front(space, said)
        chosen = tuple(int(way) for way in points.packages[int(points.points.prod(axis=1).argmax())])
        name = f"direct rating, error {error:g}"
        trails.append(Trail(name, (*([None] * (asked - 1)), chosen)))
    trails += negmas(python, values, draw) if python else []

    def kept(one: tuple[int, ...] | None) -> float:
        if one is None:
            return 0.0
        return float(np.prod([worth(own, np.array([one]))[0] for own in values])) / best

    return [PeerRun(t.peer, str(domain.relative_to(folder)), tuple(map(kept, t.stood))) for t in trails]


def _one(told: tuple[Path, Path, Setting, int, int]) -> Run:
    return one(*told)


def middle(runs: Sequence[Any], of: Callable[[Any], float]) -> str:
    """The middle over domains of each domain's middle over draws."""
    by: dict[str, list[float]] = {}
    for run in runs:
        by.setdefault(run.domain, []).append(of(run))
    found = median(median(each) for each in by.values())
    return "never" if found >= NEVER / 4 else f"{found:g}"  # the middle of some and never is never


def share(runs: Sequence[Run], after: int, level: float) -> str:
    there = [run.kept[after] >= level - 1e-9 for run in runs if after < len(run.kept)]
    return f"{100 * sum(there) / len(there):.0f} %"


def row(setting: Setting, runs: Sequence[Run]) -> str:
    stopped = [run for run in runs if run.stop is not None and run.stop <= 10]
    true = [run.kept[run.stop] >= 0.95 for run in stopped if run.stop is not None]
    cells = [
        setting.name, middle(runs, lambda r: r.stays(0.95)), middle(runs, lambda r: r.stays(0.99)),
        *(f"{share(runs, n, 0.95)} / {share(runs, n, 0.99)}" for n in (0, 5, 10, 15, 20)),
        f"{min(run.kept[20] for run in runs):.2f}",
        f"{100 * len(stopped) / len(runs):.0f} % / {100 * sum(true) / max(len(true), 1):.0f} %",
        f"{median(run.seconds for run in runs):.2f}",
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "| given | stays at 95 % | stays at 99 % | runs at 95 % / 99 % after 0 | after 5 | after 10 | after 15 | after 20 | "
    "worst after 20 | own stop by 10: fires / is true | seconds a round |"
)


PEER_HEAD = (
    "| way | domains | stays at 95 % | stays at 99 % | rounds to its end | share of the best after 20 | at its end | "
    "runs at 95 % / 99 % after 20 | at their end |"
)


def peer_row(peer: str, runs: Sequence[PeerRun]) -> str:
    def reached(after: int) -> str:
        levels = (sum(r.after(after) >= level - 1e-9 for r in runs) / len(runs) for level in (0.95, 0.99))
        return " / ".join(f"{100 * level:.0f} %" for level in levels)

    cells = [
        peer, str(len({r.domain for r in runs})), middle(runs, lambda r: r.stays(0.95)), middle(runs, lambda r: r.stays(0.99)),
        middle(runs, lambda r: len(r.kept)), f"{median(r.after(20) for r in runs):.2f}",
        f"{median(r.kept[-1] for r in runs):.2f}",
        reached(20), reached(10**6),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domains", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--negmas", type=Path, help="the Python of an environment that has NegMAS")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    places = list(domains(asked.domains))
    settings = [s for s in SETTINGS if not asked.only or any(word in s.name for word in asked.only)]
    work = [
        (asked.domains, place, s, draw, asked.rounds)
        for s in settings
        for draw in range(asked.draws)
        for place in places
    ]
    runs: list[Run] = []
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"  # read by a worker when it begins
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for n, run in enumerate(pool.map(_one, work), 1):
            runs.append(run)
            print(f"\r{n} of {len(work)}", end="", file=sys.stderr, flush=True)
        others = [(asked.domains, place, draw, asked.negmas) for draw in range(asked.draws) for place in places]
        besides = [run for found in pool.map(peers, others) for run in found]
    lines = [HEAD, "|" + "---|" * (HEAD.count("|") - 1)]
    lines += [row(s, [run for run in runs if run.setting == s.name]) for s in settings]
    lines += ["", PEER_HEAD, "|" + "---|" * (PEER_HEAD.count("|") - 1)]
    lines += [peer_row(peer, [r for r in besides if r.peer == peer]) for peer in dict.fromkeys(r.peer for r in besides)]
    told = f"{datetime.now(UTC):%d %B %Y}; {len(places)} domains, {asked.draws} draws; Python {platform.python_version()}, "
    told += f"{os.cpu_count()} processors."
    print("\n" + told + "\n\n" + "\n".join(lines))
    if asked.write:
        PAGE.write_text(f"# Questions and packages: how few, how good\n\n{told}\n\n" + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
