"""How surely two heaps of times are told apart: by one of them, and by a hundred.

The one who tells them apart is given all he could wish: he has timed both for an evening and knows which was which (the
first half of the blocks); then he is to say of the other half what they were. He weighs each time by how much likelier
it was in one heap than in the other, which no rule can better; for a hundred times he adds the weights up.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Blocks = Sequence[Sequence[float]]
BINS = 12
DRAWS = 2_000
SHUFFLES = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """`one`, `many`: the area under the ROC curve, 0.5 where nothing is told, 1 where everything is; the bounds hold 95 of 100.
    `chance`: how often heaps that do not differ would be told apart as well as these by one answer."""

    one: float
    one_low: float
    one_high: float
    many: float
    of: int
    right: float
    chance: float


def area(quiet: Sequence[float], busy: Sequence[float]) -> float:
    """How often one of `busy` is above one of `quiet`; halves for equals."""
    ranked = sorted(quiet)
    total = 0.0
    for x in busy:
        at = bisect_right(ranked, x)
        below = at
        while below and ranked[below - 1] == x:
            below -= 1
        total += (below + at) / 2
    return total / (len(quiet) * len(busy))


def weights(quiet: Sequence[float], busy: Sequence[float]) -> tuple[list[float], list[float]]:
    """The edges of the bins, equally full, and how each bin speaks for `busy`."""
    both = sorted([*quiet, *busy])
    edges = [both[len(both) * n // BINS] for n in range(1, BINS)]
    counts = [[1.0] * BINS, [1.0] * BINS]
    for heap, times in enumerate((quiet, busy)):
        for x in times:
            counts[heap][bisect_right(edges, x)] += 1
    sums = [sum(c) for c in counts]
    return edges, [math.log(b / sums[1]) - math.log(q / sums[0]) for q, b in zip(*counts, strict=True)]


def weigh(times: Sequence[float], edges: Sequence[float], speaks: Sequence[float]) -> list[float]:
    return [speaks[bisect_right(edges, x)] for x in times]


def _flat(blocks: Blocks) -> list[float]:
    return [x for block in blocks for x in block]


def _learnt_and_asked(quiet: Blocks, busy: Blocks) -> tuple[list[list[float]], list[list[float]]]:
    """The weights of every block, each by the rule learnt from the other half."""
    out: tuple[list[list[float]], list[list[float]]] = ([], [])
    for half in (0, 1):
        edges, speaks = weights(_flat(quiet[1 - half :: 2]), _flat(busy[1 - half :: 2]))
        for heap, blocks in enumerate((quiet, busy)):
            out[heap].extend(weigh(block, edges, speaks) for block in blocks[half::2])
    return out


def told_apart(quiet: Blocks, busy: Blocks, of: int = 100, seed: int = 1) -> Told:
    """`quiet` and `busy` in blocks as they were timed: neighbours are alike, so whole blocks are drawn and shuffled."""
    lot = random.Random(seed)
    q, b = _learnt_and_asked(quiet, busy)
    flat_q, flat_b = _flat(q), _flat(b)
    one = area(flat_q, flat_b)
    drawn = sorted(area(_flat(lot.choices(q, k=len(q))), _flat(lot.choices(b, k=len(b)))) for _ in range(DRAWS // 4))
    sums_q, sums_b = ([sum(lot.choices(heap, k=of)) for _ in range(DRAWS)] for heap in (flat_q, flat_b))
    right = (sum(s < 0 for s in sums_q) + sum(s >= 0 for s in sums_b)) / (2 * DRAWS)
    return Told(
        one, drawn[len(drawn) // 40], drawn[-len(drawn) // 40 - 1], area(sums_q, sums_b), of, right,
        _by_chance(quiet, busy, one, lot),
    )  # fmt: skip


def _by_chance(quiet: Blocks, busy: Blocks, seen: float, lot: random.Random) -> float:
    both = [*quiet, *busy]
    as_good = 0
    rounds = SHUFFLES // 10
    for _ in range(rounds):
        lot.shuffle(both)
        q, b = _learnt_and_asked(both[: len(quiet)], both[len(quiet) :])
        as_good += area(_flat(q), _flat(b)) >= seen
    return (as_good + 1) / (rounds + 1)


def quantiles(times: Sequence[float], at: Sequence[float]) -> list[float]:
    ranked = sorted(times)
    return [ranked[min(len(ranked) - 1, int(len(ranked) * q))] for q in at]
