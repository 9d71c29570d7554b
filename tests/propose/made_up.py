"""Issues, orders and sides that are made up, for the tests of the trade."""

from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from wasata.propose import Issue, Never, Part, Space, Total
from wasata.propose.frontier import normal

DAYS = Issue.numbers("days of quiet", 2, 8, 2)
LIST = Issue("first list", ("none", "children", "women and children", "all"))
ROAD = Issue("the road", ("closed", "open by day", "open"))
TALKS = Space((DAYS, LIST, ROAD))


@st.composite
def spaces(draw: st.DrawFn, most: int = 4) -> Space:
    """Spaces of a few issues, some with rules."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=most))
    issues = tuple(
        Issue(f"issue {n}", tuple(f"option {k}" for k in range(size)), amounts=tuple(Decimal(k) for k in range(size)))
        for n, size in enumerate(sizes)
    )
    rules: list[Never | Total] = []
    for _ in range(draw(st.integers(0, 2))):
        one, other = draw(st.integers(0, len(sizes) - 1)), draw(st.integers(0, len(sizes) - 1))
        if one != other and draw(st.booleans()):
            parts = (Part(issues[k].name, frozenset({draw(st.integers(0, sizes[k] - 1))})) for k in (one, other))
            rules.append(Never("these two never", tuple(parts)))
        elif one != other:
            bound = Decimal(draw(st.integers(1, 6)))
            rules.append(Total("no more than this", (issues[one].name, issues[other].name), at_most=bound))
    if any(isinstance(rule, Never) for rule in rules) and max(sizes) == 1:
        rules = []
    return Space(issues, tuple(rules))


def values(space: Space, chance: int) -> list[np.ndarray]:
    """A side's values, drawn by lot; now and then two options are worth the same."""
    dice = np.random.default_rng(chance)
    return normal(space, [np.round(dice.random(size) * dice.gamma(1.0), 2) for size in space.sizes])
