"""Simulated sides: people who are made up, for training and for measuring. No real party is ever modelled here.

Danger: a tool that works for sides that always tell the truth.
Duty: sides that answer truly, slip now and then, hold out, or answer as if their wishes were others; domains drawn by lot.
Shape: a `Side` answers questions from values of its own; `rounds` puts questions and answers in turn, and gives what was
suggested after each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wasata.propose.ask import Question, Width
from wasata.propose.frontier import normal, worth
from wasata.propose.issues import Issue, Package, Space
from wasata.propose.package import Suggestion
from wasata.propose.talks import Talks
from wasata.propose.wishes import IssueOrder, OptionOrder, Preferred

Manner = Literal["truthful", "noisy", "stubborn", "misreporting"]
_EQUAL = 1e-9


@dataclass
class Side:
    """A side that is made up. `values`: on the scale where its worst package is 0 and its best 1.

    A noisy one gives the wrong answer in `slips` of all; a stubborn one says that whatever is under `holds_out` is no better than
    no deal; a misreporting one answers by `told` instead of its values.
    """

    values: list[NDArray[np.float64]]
    no_deal: float = 0.0
    manner: Manner = "truthful"
    slips: float = 0.1
    holds_out: float = 0.5
    told: list[NDArray[np.float64]] | None = None
    chance: int = 0

    def __post_init__(self) -> None:
        self._dice = np.random.default_rng(self.chance)

    @property
    def _spoken(self) -> list[NDArray[np.float64]]:
        return self.told if self.manner == "misreporting" and self.told is not None else self.values

    def orders(self, space: Space, *, issues: bool = True) -> list[OptionOrder | IssueOrder]:
        """Its orders of all options and, if asked, of the issues."""
        found: list[OptionOrder | IssueOrder] = [
            OptionOrder(issue.name, _groups(own)) for issue, own in zip(space.issues, self._spoken, strict=True)
        ]
        if issues:
            spans = np.array([float(np.ptp(own)) for own in self._spoken])
            names = [issue.name for issue in space.issues]
            found.append(IssueOrder(tuple(tuple(names[n] for n in group) for group in _groups(spans))))
        return found

    def answers(self, question: Question) -> Preferred:
        """What it answers to a comparison."""
        assert question.first is not None
        first = self.of(question.first)
        second = self.of(question.second) if question.second is not None else self._no_deal_told
        answer: Preferred = "same" if abs(first - second) <= _EQUAL else "first" if first > second else "second"
        if self.manner == "noisy" and self._dice.random() < self.slips:
            return "second" if answer == "first" else "first"
        return answer

    @property
    def _no_deal_told(self) -> float:
        return max(self.no_deal, self.holds_out) if self.manner == "stubborn" else self.no_deal

    def of(self, package: Package) -> float:
        """What a package is worth to it, as it says."""
        return float(worth(self._spoken, np.array([package], dtype=np.intp))[0])


def _groups(values: NDArray[np.float64]) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = []
    for n in np.argsort(values, kind="stable"):
        if groups and values[n] - values[groups[-1][0]] <= _EQUAL:
            groups[-1].append(int(n))
        else:
            groups.append([int(n)])
    return tuple(tuple(group) for group in groups)


@dataclass(frozen=True, slots=True)
class Round:
    """What stood after so many comparisons a side."""

    asked: int
    suggested: tuple[Suggestion, ...]
    sure: float
    enough: bool


def rounds(
    talks: Talks, sides: Mapping[str, Side], most: int, *, width: Width = "any", orders: bool = True, issues: bool = True
) -> Iterator[Round]:  # fmt: skip
    """Talks in which each side is asked one comparison a round; what is suggested before the first, and after each.

    Args:
        orders: whether the sides first give their orders of options; `issues`: and of the issues.
    """
    for name, side in sides.items():
        for wish in side.orders(talks.space, issues=issues) if orders else ():
            talks.tell(name, wish)
    for asked in range(most + 1):
        yield Round(asked, talks.suggest(), talks.sure, talks.enough)
        if asked == most:
            return
        put = {name: talks.next_questions(name, width=width, orders=False) for name in sides}
        for name, found in put.items():
            if found:
                talks.tell(name, found[0].answered(sides[name].answers(found[0])))


def drawn(chance: int, *, issues: int = 6, options: int = 5) -> tuple[Space, list[list[NDArray[np.float64]]]]:
    """Issues and the values of two sides, drawn by lot: as even or uneven as the lot has it, opposed in most issues."""
    dice = np.random.default_rng(chance)
    space = Space(
        tuple(Issue(f"issue {n + 1}", tuple(f"option {k + 1}" for k in range(options))) for n in range(issues))
    )
    weights = [dice.gamma(dice.choice([1.0, 2.0, 4.0]), size=issues) for _ in range(2)]
    sides: list[list[NDArray[np.float64]]] = [[], []]
    for n in range(issues):
        opposed = dice.random() < 0.7
        for s in range(2):
            steps = np.concatenate(
                [[0.0], np.cumsum(dice.dirichlet(np.full(options - 1, dice.choice([1.0, 2.0, 8.0]))))]
            )
            if s == 0:
                order = dice.permutation(options)
                first = order
            else:
                order = first[::-1] if opposed else dice.permutation(options)
            values = np.empty(options)
            values[order] = steps * weights[s][n]
            sides[s].append(values)
    return space, [normal(space, own) for own in sides]
