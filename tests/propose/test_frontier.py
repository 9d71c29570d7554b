"""The frontier: exactly the packages that nobody can improve, and the named points on it, as by going through all of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.propose.made_up import TALKS, spaces, values

from wasata.errors import DomainWrong
from wasata.propose import Space
from wasata.propose import frontier as propose_frontier
from wasata.propose.frontier import NOTIONS, front, known_to_be_better, normal, on_the_front, scored, worth


@settings(deadline=None)
@given(spaces(), st.integers(0, 9999), st.integers(2, 3))
def test_the_frontier_is_what_going_through_all_packages_finds(space: Space, chance: int, sides: int):
    try:
        rows = space.rows()
    except DomainWrong:
        return
    own = [values(space, chance + 31 * k) for k in range(sides)]
    every = np.stack([worth(side, rows) for side in own], axis=1)
    best = {
        tuple(point.round(9))
        for point in every
        if not ((every >= point - 1e-9).all(axis=1) & (every > point + 1e-9).any(axis=1)).any()
    }
    found = front(space, own)
    assert {tuple(point.round(9)) for point in found.points} == best
    assert np.allclose(np.stack([worth(side, found.packages) for side in own], axis=1), found.points)
    assert space.allowed(found.packages).all()
    assert on_the_front(found.points).all()


@settings(deadline=None)
@given(spaces(), st.integers(0, 9999))
def test_the_named_points_are_the_best_of_all_packages(space: Space, chance: int):
    try:
        rows = space.rows()
    except DomainWrong:
        return
    own = [values(space, chance), values(space, chance + 1)]
    no_deal = np.array([0.2, 0.1])
    every = np.stack([worth(side, rows) for side in own], axis=1)
    open_ = (every >= no_deal - 1e-12).all(axis=1)
    found = front(space, own)
    for notion in NOTIONS:
        at = found.best(notion, no_deal, np.ones(2))
        if not open_.any():
            assert at is None
            continue
        score = scored(notion, every[open_] - no_deal, 1 - no_deal)
        assert at is not None
        assert scored(notion, (found.points[at] - no_deal)[None], 1 - no_deal)[0] == pytest.approx(
            score.max(), abs=1e-9
        )


@settings(deadline=None)
@given(spaces(), st.integers(0, 9999))
def test_the_worst_package_is_worth_nothing_and_the_best_one(space: Space, chance: int):
    try:
        rows = space.rows()
    except DomainWrong:
        return
    dice = np.random.default_rng(chance)
    raw = [dice.normal(size=n) * 50 for n in space.sizes]
    own = worth(normal(space, raw), rows)
    if len(rows) > 1 and np.ptp(worth(raw, rows)) > 1e-9:
        assert own.min() == pytest.approx(0.0, abs=1e-9)
        assert own.max() == pytest.approx(1.0)
    other = worth(normal(space, [17 * v + 3 for v in raw]), rows)
    assert np.allclose(own, other, atol=1e-9)


def test_a_package_behind_the_frontier_has_better_ones_and_one_on_it_has_none():
    own = [values(TALKS, 5), values(TALKS, 6)]
    found = front(TALKS, own)
    behind = next(p for p in TALKS.packages() if not (found.packages == p).all(axis=1).any())
    better = known_to_be_better(behind, TALKS, own)
    assert len(better)
    for k, side in enumerate(own):
        assert (worth(own[k], better) >= worth(side, np.array([behind])) - 1e-12).all()
    assert not len(known_to_be_better(tuple(int(n) for n in found.packages[0]), TALKS, own))


def test_a_frontier_of_too_many_points_is_thinned_and_says_by_how_much(monkeypatch: pytest.MonkeyPatch):
    space = Space(tuple(TALKS.issues[0].__class__(f"issue {n}", tuple("abcdef")) for n in range(7)))
    own = [values(space, 3), values(space, 4)]
    whole = front(space, own)
    monkeypatch.setattr(propose_frontier, "MOST_POINTS", 12)
    few = front(space, own)
    assert whole.thinned == 0.0 < few.thinned
    assert len(few.points) < len(whole.points)
    for point in whole.points:
        near = np.abs(few.points[:, 0] - point[0]).min()
        assert near <= few.thinned + 0.2
    best, thin = (f.points.prod(axis=1).max() for f in (whole, few))
    assert thin >= 0.9 * best
