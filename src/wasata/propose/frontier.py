"""The frontier: the packages that nobody can improve for one side without cost to another, and the points on it that have names.

Danger: a package called best for both while another is better for both.
Duty: the whole frontier of known values, exactly, without going through all packages; the points of Nash, of Kalai and
Smorodinsky, the egalitarian one, the one of greatest welfare.
Shape: values add over blocks, so a package on the frontier is on the frontier in every group of its blocks too: frontiers of
blocks are added up one by one, and after each what is behind another point is left out (as in the theory of sums of sets by
Minkowski). The frontier of 10^7 packages is found among some thousand points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from wasata.propose.issues import Block, Package, Packages, Space

Values = Sequence[NDArray[np.float64]]
"""One side's values: for each issue, what each of its options is worth to it."""
Notion = Literal["nash", "egalitarian", "kalai_smorodinsky", "welfare"]
NOTIONS: tuple[Notion, ...] = get_args(Notion)

MOST_POINTS = 60_000
"""A frontier with more points is thinned: of those that are nearly alike to all sides one stays."""
_ALIKE = 1e-12


@dataclass(frozen=True)
class Front:
    """Packages of a frontier, M × issues, and what each is worth to each side, M × sides; by the first side's value, falling.

    `thinned`: how far apart, at most, points were that were taken for one; 0.0 where every point is there.
    """

    packages: Packages
    points: NDArray[np.float64]
    thinned: float = 0.0

    def best(self, notion: Notion, no_deal: NDArray[np.float64], ideal: NDArray[np.float64]) -> int | None:
        """The place of the best point by a notion of what is fair; None where no point is above no deal for all.

        Args:
            no_deal: what each side has without an agreement, on its own scale.
            ideal: the best that each side can have.
        """
        gains = self.points - no_deal
        open_ = (gains >= -_ALIKE).all(axis=1)
        if not open_.any():
            return None
        score = np.where(open_, scored(notion, gains, ideal - no_deal), -np.inf)
        return int(score.argmax())


def scored(notion: Notion, gains: NDArray[np.float64], most: NDArray[np.float64]) -> NDArray[np.float64]:
    """How good packages are by a notion; where equal, what is better for all together stands before.

    Args:
        gains: … × sides: what each side has above no deal.
        most: what each could gain at best.
    """
    total: NDArray[np.float64] = gains.sum(axis=-1)
    score: NDArray[np.float64] = total
    if notion == "nash":
        score = np.maximum(gains, 0.0).prod(axis=-1) + 1e-12 * total
    elif notion == "egalitarian":
        score = gains.min(axis=-1) + 1e-9 * total
    elif notion == "kalai_smorodinsky":
        score = (gains / np.maximum(most, _ALIKE)).min(axis=-1) + 1e-9 * total
    return score


def front(space: Space, sides: Sequence[Values]) -> Front:
    """The whole frontier of sides whose values are known, over the packages that follow all rules."""
    points, ways, thinned = np.zeros((1, len(sides))), np.zeros((1, 0), dtype=np.intp), 0.0
    for block in space.blocks:
        own = np.stack([block_values(block, side) for side in sides], axis=1)
        kept = _undominated(own)
        own = own[kept]
        sums = (points[:, None, :] + own[None, :, :]).reshape(-1, len(sides))
        stay = _undominated(sums)
        if len(stay) > MOST_POINTS:
            stay, step = _thin(sums, stay)
            thinned += step
        before, of_block = np.divmod(stay, len(own))
        points, ways = sums[stay], np.column_stack([ways[before], kept[of_block]])
    return Front(space.from_ways(ways), points, thinned)


def block_values(block: Block, values: Values) -> NDArray[np.float64]:
    """What each way to settle a block is worth to a side."""
    return np.asarray(sum(values[n][block.ways[:, k]] for k, n in enumerate(block.issues)), dtype=float)


def worth(values: Values, packages: Packages) -> NDArray[np.float64]:
    """What packages are worth to a side."""
    return np.asarray(sum(own[packages[:, n]] for n, own in enumerate(values)), dtype=float)


def normal(space: Space, values: Values) -> list[NDArray[np.float64]]:
    """The same values on the scale on which the worst package that follows the rules is 0 and the best 1. Where all are alike,
    all are worth 1: nothing can be lost."""
    least = sum(float(block_values(block, values).min()) for block in space.blocks)
    most = sum(float(block_values(block, values).max()) for block in space.blocks)
    if most - least <= _ALIKE * max(1.0, abs(most)):
        return [np.full(len(own), 1.0 / len(values)) for own in values]
    return [(own - least / len(values)) / (most - least) for own in values]


def on_the_front(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of these points no other is better than for one side and as good for all."""
    found = np.zeros(len(points), dtype=bool)
    found[_undominated(points)] = True
    return found


def _undominated(points: NDArray[np.float64]) -> NDArray[np.intp]:
    """The places of the points that no other is at least as good as for all sides; of equal ones the first."""
    even = np.round(points, 12)  # sums made in another order differ in their last digits, and are one
    order = np.lexsort([*(-even[:, k] for k in range(points.shape[1] - 1, -1, -1))])
    ranked = even[order]
    if points.shape[1] <= 2:
        last = ranked[:, -1]
        above = np.concatenate([[-np.inf], np.maximum.accumulate(last)[:-1]])
        return order[last > above + _ALIKE] if points.shape[1] == 2 else order[:1]
    kept: list[int] = []
    best = np.empty_like(ranked)
    for n, point in enumerate(ranked):
        if not (best[: len(kept)] >= point - _ALIKE).all(axis=1).any():
            best[len(kept)] = point
            kept.append(n)
    return order[kept]


def _thin(points: NDArray[np.float64], stay: NDArray[np.intp]) -> tuple[NDArray[np.intp], float]:
    """Of points that fall in one cell of a net, the one that is best for all together; and how wide a cell is."""
    own = points[stay]
    step = float((own.max(axis=0) - own.min(axis=0)).max()) / (MOST_POINTS / own.shape[1])
    cells = np.floor((own[:, :-1] - own[:, :-1].min(axis=0)) / max(step, _ALIKE)).astype(np.int64)
    best = np.lexsort([-own.sum(axis=1), *cells.T[::-1]])
    first = np.ones(len(best), dtype=bool)
    first[1:] = (cells[best][1:] != cells[best][:-1]).any(axis=1)
    return np.sort(stay[best[first]]), step


def known_to_be_better(package: Package, space: Space, sides: Sequence[Values]) -> Packages:
    """Packages of the frontier that all sides like as much as this one, and one side more: none where it is on it."""
    found = front(space, sides)
    row = np.array([package], dtype=np.intp)
    here = np.array([worth(side, row)[0] for side in sides])
    better = (found.points >= here - _ALIKE).all(axis=1) & (found.points > here + 1e-9).any(axis=1)
    return found.packages[better]
