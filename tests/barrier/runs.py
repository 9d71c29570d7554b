"""Runs of acts, one after another or in two workers at once; what was done in them, counted.

Danger: ten thousand acts of which half found nothing to do.
Duty: run the machine with chances of its own; add up what the workers did; say it in words.
Shape: a worker is a process (`python -m tests.barrier.runs <runs> <acts> <chance> <at least>`) with two worlds of its own. While
one world of a worker waits for the other, the other worker's go on: so both processors are at work all the time.
"""

import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.barrier import frames
from tests.barrier.machine import Barrier, counted
from tests.barrier.worlds import HOUSE, Worlds

SETTINGS = settings(
    deadline=None, database=None, print_blob=False, report_multiple_bugs=False, suppress_health_check=list(HealthCheck)
)


class Differed(AssertionError):
    """What a worker found, as it told it."""


@dataclass
class Told:
    """What was done: acts, looks at everything, and how often each act was done in each world; what B was answered."""

    acts: int = 0
    looks: int = 0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    opened: Counter[str] = field(default_factory=Counter)
    done: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))

    @classmethod
    def of(cls, run: type[Barrier], seconds: float) -> "Told":
        return cls(run.acts, run.looks, seconds, run.statuses, run.kinds, run.opened, run.done)

    def add(self, other: "Told") -> None:
        self.acts += other.acts
        self.looks += other.looks
        self.seconds = max(self.seconds, other.seconds)
        for mine, theirs in ((self.statuses, other.statuses), (self.kinds, other.kinds), (self.opened, other.opened)):
            mine.update(theirs)  # type: ignore[arg-type]
        for own, more in zip(self.done, other.done, strict=True):
            own.update(more)

    def __str__(self) -> str:
        one, two = self.done
        lines = [
            f"{self.acts} acts in {self.seconds:.0f} s; all B can obtain compared {self.looks} times; answers by status "
            f"{dict(sorted(self.statuses.items()))}",
            "how he asked: " + "; ".join(f"{kind}: {n}" for kind, n in sorted(self.kinds.items())),
            "what gave him a page: " + ", ".join(f"{name or 'others'} {n}" for name, n in sorted(self.opened.items())),
            *(f"  {what}: {one[what]} and {two[what]}" for what in sorted({*one, *two})),
        ]
        return "\n".join(lines)


MORE = 4
"""So many runs at once are added where those asked for held fewer acts than wanted: some are drawn short."""
FURTHER = 1000
"""So far from a chance is the next one by which runs are added."""


def the_same(runs: int, acts: int, *, chance: int | None = None, at_least: int = 0) -> Told:
    """Runs of acts until all are done; fails with what differed first, and the acts that lead there.

    Args:
        chance: what the acts are drawn by; None: always the same.
        at_least: runs are added, by chances that follow, until so many acts were done.
    """
    began = time.monotonic()
    with Worlds() as worlds:
        run = counted(worlds)
        phases = [Phase.generate] if chance is None else [Phase.generate, Phase.shrink]
        chosen = settings(
            SETTINGS, max_examples=runs, stateful_step_count=acts, derandomize=chance is None, phases=phases
        )
        machine: Any = run if chance is None else seed(chance)(run)
        run_state_machine_as_test(machine, settings=chosen)
        while chance is not None and run.acts < at_least:
            chance += FURTHER
            run_state_machine_as_test(seed(chance)(run), settings=settings(chosen, max_examples=MORE))
    return Told.of(run, time.monotonic() - began)


def in_workers(runs: int, acts: int, chances: tuple[int, ...], *, at_least: int) -> Told:
    """The same in a worker for each of these chances, all at once; `at_least` so many acts in each.

    Raises:
        Differed: one of them found something; the others are stopped.
    """
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.barrier.runs", str(runs), str(acts), str(chance), str(at_least)],
            cwd=HOUSE, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )
        for chance in chances
    ]  # fmt: skip
    whole = Told()
    try:
        for worker in workers:
            assert worker.stdout
            try:
                told = frames.receive(worker.stdout.fileno())
            except EOFError:
                told = "a worker ended without a word"
            if not isinstance(told, Told):
                raise Differed(told)
            whole.add(told)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
            assert worker.stdout
            worker.stdout.close()
    return whole


def _work() -> None:
    answers, runs, acts, chance, at_least = sys.stdout.fileno(), *map(int, sys.argv[1:5])
    sys.stdout = sys.stderr  # Hypothesis prints the acts that led there
    try:
        frames.send(answers, the_same(runs, acts, chance=chance, at_least=at_least))
    except Exception as found:  # whatever it was, whoever waits for it is told
        notes = "\n".join(getattr(found, "__notes__", ()))
        frames.send(answers, f"drawn by {chance}: {type(found).__name__}: {found}\n{notes}")


if __name__ == "__main__":
    # what is sent is known to the one who receives it by the name it has there
    from tests.barrier.runs import _work as work

    work()
