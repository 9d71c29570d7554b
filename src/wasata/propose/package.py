"""The package to suggest: by several notions of what is fair, over all that both sides may value, and how sure that is.

Danger: a package that is good for the sides as they are thought to be on average, and bad for one as it is.
Duty: packages that may be the best; for each the share of the best that is expected of it, the chance that each side prefers
it to no deal; whether it is time to stop asking.
Shape: one model of each side makes a pair (a tuple, where there are more sides): in each pair every package has its gains above
no deal, and the best package by a notion; what is suggested loses the least against it, over all pairs. Candidates are the best
packages of many pairs and what is one step from the best of the mean; nothing else is looked at, and all packages could be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wasata.errors import DomainWrong
from wasata.propose.frontier import Notion, on_the_front, scored
from wasata.propose.issues import Block, Package, Packages, Space
from wasata.propose.mind import Floats, Worth
from wasata.words import Key

PAIRS = 24
"""So many ways to pair the models of the sides are looked at."""
CANDIDATES = 100
GOOD, SURE = 0.95, 0.9
"""It is time to stop when the package keeps so much of the best with this chance."""
Barred = tuple[frozenset[int], ...]
_CLIMBS = 4
_TINY = 1e-12


class View:
    """The candidates, seen by all models of all sides.

    Args:
        space: the issues, with the red lines of all sides among the rules.
        blocks: its blocks, as the worths are given.
        worths: of each side.
        chance: what pairs the models.
        barred: packages that some side told to be worse than no deal, each with what is no better for it: for every issue
            options. What consists of such options alone is no candidate.

    Raises:
        DomainWrong: every package that is looked at is barred.
    """

    def __init__(
        self, space: Space, blocks: Sequence[Block], worths: Sequence[Worth], chance: int, barred: Sequence[Barred] = ()
    ) -> None:
        self.space, self.blocks, self.worths = space, tuple(blocks), tuple(worths)
        self._dice = np.random.default_rng(chance)
        self.ways = self._open(self._candidates(), barred)
        self.gains = [worth.of(self.ways) - worth.no_deal[:, None] for worth in worths]
        self._look()

    @property
    def packages(self) -> Packages:
        """The candidates, M × issues."""
        return self.space.from_ways(self.ways, self.blocks)

    def package(self, m: int) -> Package:
        """One of them."""
        return tuple(int(n) for n in self.space.from_ways(self.ways[m : m + 1], self.blocks)[0])

    # which packages are looked at

    def _candidates(self) -> Packages:
        found = np.concatenate([self._best_of(self._paired()) for _ in range(2)])
        unique, times = np.unique(found, axis=0, return_counts=True)
        unique = unique[np.argsort(-times, kind="stable")][:CANDIDATES]
        mean = [
            Worth(tuple(own.mean(axis=0, keepdims=True) for own in w.blocks), w.no_deal.mean(keepdims=True))
            for w in self.worths
        ]
        best = self._best_of(mean)[0]
        near = [best]
        for b, block in enumerate(self.blocks):
            ways = (
                np.arange(len(block.ways)) if len(block.ways) <= 32 else self._dice.integers(len(block.ways), size=32)
            )
            for way in ways:
                if way != best[b]:
                    near.append(best.copy())
                    near[-1][b] = way
        return np.unique(np.concatenate([unique, near]), axis=0)

    def _open(self, ways: Packages, barred: Sequence[Barred]) -> Packages:
        """The candidates that nobody told to be worse than no deal."""
        packages, open_ = self.space.from_ways(ways, self.blocks), np.ones(len(ways), dtype=bool)
        for one in barred:
            inside = [np.isin(packages[:, n], list(options)) for n, options in enumerate(one)]
            open_ &= ~np.logical_and.reduce(inside)
        if not open_.any():
            raise DomainWrong(why=Key("propose.why.all_barred"), value=len(barred))
        return ways[open_]

    def _paired(self) -> list[Worth]:
        """The models of each side in another order: side by side they are pairs."""
        found = []
        for worth in self.worths:
            p = self._dice.permutation(len(worth.no_deal))
            found.append(Worth(tuple(own[p] for own in worth.blocks), worth.no_deal[p]))
        return found

    def _best_of(self, sides: Sequence[Worth]) -> Packages:
        """For each pair the package of greatest Nash product: the best of many weighted sums, then improved block by block."""
        n = len(sides[0].no_deal)
        each, best = np.arange(n), np.full(n, -np.inf)
        ways, held = np.zeros((n, len(self.blocks)), dtype=np.intp), [np.zeros(n) for _ in sides]
        for shares in _shares(len(sides)):
            tried = np.stack(
                [
                    np.argmax(sum(share * side.blocks[b] for share, side in zip(shares, sides, strict=True)), axis=1)
                    for b in range(len(self.blocks))
                ],
                axis=1,
            )
            own = [
                sum(side.blocks[b][each, tried[:, b]] for b in range(len(self.blocks))) - side.no_deal for side in sides
            ]
            score = _product(own)
            better = score > best
            ways[better], best = tried[better], np.maximum(best, score)
            held = [np.where(better, new, old) for new, old in zip(own, held, strict=True)]
        for _ in range(_CLIMBS):
            changed = False
            for b in range(len(self.blocks)):
                own = [
                    h[:, None] - side.blocks[b][each, ways[:, b]][:, None] + side.blocks[b]
                    for h, side in zip(held, sides, strict=True)
                ]
                scores = _product(own)
                way = scores.argmax(axis=1)
                better = scores[each, way] > best + _TINY
                if better.any():
                    changed = True
                    ways[better, b], best = way[better], np.where(better, scores[each, way], best)
                    held = [np.where(better, o[each, way], h) for o, h in zip(own, held, strict=True)]
            if not changed:
                break
        return ways

    # how good they are

    def _look(self) -> None:
        n, m = self.gains[0].shape
        self.shares = [np.zeros((n, m)) for _ in self.gains]
        ratios = []
        for _ in range(PAIRS):
            orders = [self._dice.permutation(n) for _ in self.gains]
            product = _product([gain[p] for gain, p in zip(self.gains, orders, strict=True)])
            ratio = np.maximum(product, 0.0) / np.maximum(product.max(axis=1, keepdims=True), _TINY)
            for share, p in zip(self.shares, orders, strict=True):
                share[p] += ratio / PAIRS
            ratios.append(ratio)
        self.ratios = np.concatenate(ratios)
        self.expected = self.shares[0].mean(axis=0)
        """The share of the best Nash product that is expected of each candidate."""
        liked = sum(gain.mean(axis=0) for gain in self.gains)
        self.best = int((self.expected + 1e-9 * liked).argmax())

    @property
    def sure(self) -> float:
        """The chance that the best candidate keeps `GOOD` of the best Nash product there is."""
        return float((self.ratios[:, self.best] >= GOOD).mean())

    @property
    def enough(self) -> bool:
        """Whether it is time to stop asking."""
        return self.sure >= SURE

    @property
    def loss(self) -> float:
        """What part of the best is expected to be lost by the best candidate."""
        return float(1.0 - self.expected[self.best])

    def by(self, notion: Notion) -> int:
        """The candidate to suggest by a notion of what is fair: the least is lost by it, over all pairs."""
        if notion == "nash":
            return self.best
        return int(self._kept[notion].argmax())

    @cached_property
    def _kept(self) -> dict[Notion, Floats]:
        n = len(self.gains[0])
        kept: dict[Notion, Floats] = {}
        orders = [self._dice.permutation(n) for _ in self.gains]
        gains = np.stack([gain[p] for gain, p in zip(self.gains, orders, strict=True)], axis=-1)
        most = np.stack([1.0 - worth.no_deal[p] for worth, p in zip(self.worths, orders, strict=True)], axis=-1)[
            :, None, :
        ]
        for notion in ("egalitarian", "kalai_smorodinsky", "welfare"):
            score = scored(notion, gains, most)
            score = np.where((gains > -_TINY).all(axis=-1), score, np.minimum(score, 0.0))
            kept[notion] = (score - score.max(axis=1, keepdims=True)).mean(axis=0)
        return kept

    def accepts(self, side: int, m: int) -> float:
        """The chance that a side prefers a candidate to no deal."""
        return float((self.gains[side][:, m] > 0).mean())

    def front(self) -> tuple[int, ...]:
        """The candidates than which no other is better for one side and as good for all, by what they are worth on average; by
        the first side's, falling."""
        points = np.stack([gain.mean(axis=0) for gain in self.gains], axis=1)
        kept = np.flatnonzero(on_the_front(points))
        return tuple(int(m) for m in kept[np.argsort(-points[kept, 0], kind="stable")])

    def range_of(self, side: int, m: int) -> tuple[float, float, float]:
        """What a candidate is worth to a side: the 10th, 50th and 90th hundredth of the models."""
        own = self.gains[side][:, m] + self.worths[side].no_deal
        low, middle, high = np.quantile(own, (0.1, 0.5, 0.9))
        return float(low), float(middle), float(high)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One package, by which notions it is the best, what is expected of it.

    `kept`: the share of the best Nash product expected; `accepts`: each side's chance to prefer it to no deal; `candidate`: which
    of the view's it is.
    """

    package: Package
    notions: tuple[Notion, ...]
    kept: float
    accepts: tuple[float, ...]
    candidate: int


def _product(gains: Sequence[NDArray[np.float64]]) -> Floats:
    """The Nash product; where somebody loses, what all lose together, below zero."""
    found, lost = np.maximum(gains[0], 0.0), np.minimum(gains[0], 0.0)
    for gain in gains[1:]:
        found = found * np.maximum(gain, 0.0)
        lost = lost + np.minimum(gain, 0.0)
    return np.where(lost < 0, lost, found)


def _shares(sides: int) -> Floats:
    """Weights of the sides in weighted sums."""
    if sides == 2:
        first = np.linspace(0.02, 0.98, 13)
        return np.stack([first, 1 - first], axis=1)
    corners = np.eye(sides) * 0.9 + 0.1 / sides
    return np.concatenate(
        [np.full((1, sides), 1 / sides), corners, np.random.default_rng(sides).dirichlet(np.ones(sides), 16)]
    )
