"""Other ways to a package both sides can accept, on the same numbers: what a mediator could have used instead.

Klein's annealed single text and full direct rating are written here, as published; NegMAS's protocols are run by
`agreement_negmas.py` under a Python of its own (`pip install negmas` somewhere: it is a heavy package of another licence, and no
part of this house). All of them read exact numbers where the room asks for orders and comparisons.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Values = Sequence[NDArray[np.float64]]
NEGMAS = Path(__file__).with_name("agreement_negmas.py")
HOT = 0.3
"""How much a side in the annealing may give up at the first text, of all it could gain; it cools to nothing by the last."""


@dataclass(frozen=True)
class Trail:
    """What stood after each round; None: nothing yet. `rounds`: to the end of the protocol."""

    peer: str
    stood: tuple[tuple[int, ...] | None, ...]

    @property
    def rounds(self) -> int:
        return len(self.stood)


def klein(sides: Sequence[Values], most: int, chance: int) -> Trail:
    """A single text changed at one issue a round; each side accepts a loss the more readily the earlier it is.

    Source: Klein, Faratin, Sayama, Bar-Yam, Negotiating complex contracts, Group Decision and Negotiation 12 (2003), 111-125.
    """
    dice = np.random.default_rng(chance)
    sizes = [len(own) for own in sides[0]]
    text = [int(dice.integers(size)) for size in sizes]
    stood: list[tuple[int, ...] | None] = []
    for n in range(most):
        heat = HOT * (1 - n / most)
        issue = int(dice.integers(len(sizes)))
        other = int(dice.integers(sizes[issue]))
        gains = [float(values[issue][other] - values[issue][text[issue]]) for values in sides]
        if all(gain >= 0 or (heat > 0 and dice.random() < np.exp(gain / heat)) for gain in gains):
            text[issue] = other
        stood.append(tuple(text))
    return Trail(f"Klein's annealed single text, {most}", tuple(stood))


def rated(sides: Sequence[Values], error: float, chance: int) -> tuple[list[list[NDArray[np.float64]]], int]:
    """What each side rates: every option of every issue from 0 to 1, and every issue's weight, each off by a draw of `error`.
    And how many ratings that takes a side: the best and the worst of an issue need none."""
    dice = np.random.default_rng(chance)
    found = []
    for values in sides:
        told = []
        for own in values:
            span = float(np.ptp(own))
            score = (own - own.min()) / span if span else np.zeros_like(own)
            off = np.clip(score + error * dice.standard_normal(len(own)), 0, 1)
            told.append(max(0.0, span * (1 + error * float(dice.standard_normal()))) * off)
        found.append(told)
    return found, sum(max(len(own) - 2, 0) for own in sides[0]) + len(sides[0])


def negmas(python: Path, sides: Sequence[Values], chance: int) -> Iterator[Trail]:
    """NegMAS's single text and alternating offers, by a Python that has it.

    Raises:
        RuntimeError: it has it not, or it broke.
    """
    told = {"sides": [[own.tolist() for own in values] for values in sides], "chance": chance}
    made = subprocess.run([python, NEGMAS], input=json.dumps(told), capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"{python}: {made.stderr[-2000:]}")
    for peer, stood in json.loads(made.stdout).items():
        yield Trail(peer, tuple(None if one is None else tuple(one) for one in stood))
