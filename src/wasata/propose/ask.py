"""The next question worth asking a side, and what each answer would change.

Danger: a question that nobody can answer; one whose words tell one side what the other wants.
Duty: comparisons of packages, «this or no deal?», an answer worth asking again; each with the gain expected of it, the answers to
expect, the package that would be suggested after each. Orders are asked for first: they carry most for the least trouble.
Shape: the value of a question is by how much the share of the best that can be kept is expected to grow with its answer, with
the one after it (the best two of the best few dozen together), and a part of what it tells in itself. Nothing of it depends on
names.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wasata.propose.issues import Package, Packages
from wasata.propose.mind import ALIKE, Floats, Mind
from wasata.propose.package import View
from wasata.propose.wishes import AgainstNoDeal, Compared, Preferred, Wish

Kind = Literal["options", "issues", "packages", "no_deal"]
Width = Literal["two", "any"]
"""Packages that differ in two issues, which people can compare; or in as many as tells most."""

DRAWN = 4000
AHEAD = 48
"""So many of the best questions are looked at in pairs."""
CURIOUS = 0.3
"""The part of what is not known yet that a full answer counts, beside what it changes at once."""
_MOST_CHANGED = 4
_OPEN = 0.05
"""A question whose answer is surer than this on one side is not asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask one side.

    `issue`: whose options are to be put in order. `first`, `second`: the packages to compare; `second` None: no deal.
    `chance`: that the first is preferred. `worth`: the gain expected, in shares of the best. `then`: the package that would be
    suggested after each answer.
    """

    kind: Kind
    issue: str = ""
    first: Package | None = None
    second: Package | None = None
    chance: float = 0.5
    worth: float = 0.0
    then: tuple[tuple[Preferred, Package], ...] = ()
    again: bool = False

    def answered(self, preferred: Preferred) -> Wish:
        """What is known by an answer to a comparison."""
        assert self.first is not None, "orders are answered by an order"
        if self.second is None:
            return AgainstNoDeal(self.first, preferred)
        return Compared(self.first, self.second, preferred)


def orders_missing(mind: Mind) -> tuple[Question, ...]:
    """The orders that are not known yet: of the options of each issue, then of the issues."""
    space = mind.wishes.space
    missing = [
        Question("options", issue=issue.name)
        for n, issue in enumerate(space.issues)
        if len(issue.options) > 1 and mind.wishes.order(n) is None
    ]
    named = {n for group in mind.wishes.issue_order() for n in group}
    more = [n for n, issue in enumerate(space.issues) if len(issue.options) > 1 and n not in named]
    return (*missing, *([Question("issues")] if len(more) > 1 or (more and named) else []))


def questions(
    mind: Mind, view: View, side: int, *, width: Width = "any", orders: bool = True, n: int = 1
) -> tuple[Question, ...]:
    """The questions most worth asking a side, the best first; none where nothing would change.

    Args:
        view: the candidates, as all sides see them.
        side: which of the view's sides is asked.
        orders: whether orders that are missing are asked for first.
    """
    if orders and (missing := orders_missing(mind)):
        return missing[:n]
    first, second = _drawn(view, width)
    own = view.worths[side]
    d = own.of(first) - own.of(second)
    if not mind.knows_no_deal:
        about = view.ways[view._dice.integers(len(view.ways), size=DRAWN // 8)]
        d = np.concatenate([d, own.of(about) - own.no_deal[:, None]], axis=1)
        first, second = np.concatenate([first, about]), np.concatenate([second, np.full_like(about, -1)])
    yes = _yes(mind, d)
    chance = yes.mean(axis=0)
    open_ = (chance > _OPEN) & (chance < 1 - _OPEN)
    if not open_.any():
        return ()
    first, second, yes, chance = first[open_], second[open_], yes[:, open_], chance[open_]
    score = _ahead(view, side, yes, _value(view, side, yes, chance))
    asked = {(one.first, one.second) for one in _asked(mind)}
    found: list[Question] = []
    for q in np.argsort(-score, kind="stable"):
        one = _question(view, side, first[q], second[q], yes[:, q], float(chance[q]), float(score[q]))
        if (one.first, one.second) in asked or any((o.first, o.second) == (one.first, one.second) for o in found):
            continue
        found.append(one)
        if len(found) == n:
            break
    return tuple(found)


def _asked(mind: Mind) -> list[Question]:
    found = []
    for _, known in mind.wishes.standing():
        if isinstance(known.wish, Compared):
            pair = known.wish.first, known.wish.second
            found += [Question("packages", first=a, second=b) for a, b in (pair, pair[::-1])]
        elif isinstance(known.wish, AgainstNoDeal):
            found.append(Question("no_deal", first=known.wish.package))
    return found


def _drawn(view: View, width: Width) -> tuple[Packages, Packages]:
    """Pairs of packages, by the numbers of their ways: of candidates, and of what differs from one in a few blocks."""
    dice, ways, blocks = view._dice, view.ways, len(view.blocks)
    sizes = np.array([len(block.ways) for block in view.blocks])
    firsts, seconds = [], []
    if width == "any":
        firsts.append(ways[dice.integers(len(ways), size=DRAWN // 2)])
        seconds.append(ways[dice.integers(len(ways), size=DRAWN // 2)])
    m = DRAWN // 2 if width == "any" else DRAWN
    base = ways[dice.integers(len(ways), size=m)] if width == "any" else np.repeat(ways[[view.best]], m, axis=0)
    most = min(_MOST_CHANGED if width == "any" else 2, blocks)
    changed = dice.integers(min(2, blocks), most + 1, size=m)
    chosen = dice.random((m, blocks)).argsort(axis=1) < changed[:, None]
    for into in (firsts, seconds):
        into.append(np.where(chosen, (dice.random((m, blocks)) * sizes).astype(np.intp), base))
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    differ = (first != second).any(axis=1)
    return first[differ], second[differ]


def _yes(mind: Mind, d: Floats) -> NDArray[np.float32]:
    """The chance that the first is preferred, in each model: the side may slip, and what is alike goes either way."""
    slip = mind.slips
    return np.where(d > ALIKE, 1 - slip, np.where(d < -ALIKE, slip, 0.5)).astype(np.float32)


def _value(view: View, side: int, yes: NDArray[np.float32], chance: NDArray[np.float32]) -> Floats:
    share = view.shares[side].astype(np.float32)
    after_yes = yes.T @ share / len(share)
    after_no = share.mean(axis=0) - after_yes
    gain = after_yes.max(axis=1) + after_no.max(axis=1) - view.expected.max()
    told = -(chance * np.log(chance) + (1 - chance) * np.log1p(-chance))
    known = np.where(yes > 0.5, yes, 1 - yes).mean(axis=0)
    return np.asarray(gain + CURIOUS * view.loss * told * (2 * known - 1), dtype=float)


def _ahead(view: View, side: int, yes: NDArray[np.float32], value: Floats) -> Floats:
    """The value with the best question after it: of the best few, every two together."""
    best = np.argsort(-value, kind="stable")[:AHEAD]
    if len(best) < 2:
        return value
    share = view.shares[side].astype(np.float32)
    n, few = len(share), yes[:, best]
    i, j = np.triu_indices(len(best), 1)
    both = (few[:, i] * few[:, j]).T @ share / n
    one = few.T @ share / n
    first, second = one[i] - both, one[j] - both
    neither = share.mean(axis=0) - one[i] - one[j] + both
    gain = sum(part.max(axis=1) for part in (both, first, second, neither)) - view.expected.max()
    ahead = np.zeros(len(best))
    np.maximum.at(ahead, i, gain)
    np.maximum.at(ahead, j, gain)
    found = np.full(len(value), -1.0)
    found[best] = ahead / 2 + value[best] / 2
    return found


def _question(
    view: View, side: int, first: NDArray[np.intp], second: NDArray[np.intp], yes: NDArray[np.float32], chance: float,
    worth: float,
) -> Question:  # fmt: skip
    share = view.shares[side]
    then: list[tuple[Preferred, Package]] = []
    for preferred, weight in (("first", yes), ("second", 1 - yes)):
        after = int((weight @ share).argmax())
        then.append((preferred, view.package(after)))  # type: ignore[arg-type]
    no_deal = bool((second < 0).any())
    a = _package(view, first)
    return Question(
        "no_deal" if no_deal else "packages", first=a, second=None if no_deal else _package(view, second), chance=chance,
        worth=worth, then=tuple(then),
    )  # fmt: skip


def _package(view: View, ways: NDArray[np.intp]) -> Package:
    return tuple(int(n) for n in view.space.from_ways(ways[None], view.blocks)[0])
