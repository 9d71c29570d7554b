"""Quarrels: the smallest set of answers that no values fulfil, and what would end it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.propose.made_up import TALKS, values

from wasata.propose import AgainstNoDeal, Compared, IssueOrder, OptionOrder, Wishes
from wasata.propose.rehearse import Side
from wasata.propose.solve import quarrels


def known(*wishes, doubts=None) -> Wishes:
    found = Wishes(TALKS)
    for n, wish in enumerate(wishes):
        found = found.told(wish, (doubts or {}).get(n, 0.0))
    return found


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 9999), st.lists(st.integers(0, 10**6), min_size=2, max_size=16))
def test_a_side_that_answers_by_values_that_add_never_quarrels_with_itself(chance: int, picks: list[int]):
    side, packages = Side(values(TALKS, chance)), list(TALKS.packages())
    told = known(*side.orders(TALKS))
    for one, other in pairwise(picks):
        a, b = packages[one % len(packages)], packages[other % len(packages)]
        if a != b and abs(side.of(a) - side.of(b)) > 0.005:
            told = told.told(Compared(a, b, "first" if side.of(a) > side.of(b) else "second"))
    assert quarrels(told) == ()


def test_a_circle_is_found_and_nothing_beside_it():
    told = known(
        Compared((0, 0, 0), (0, 1, 0), "first"), Compared((3, 3, 2), (0, 0, 0), "first"), Compared((0, 1, 0), (0, 2, 0), "first"),
        Compared((0, 2, 0), (0, 0, 0), "first"),
    )  # fmt: skip
    (found,) = quarrels(told)
    assert found.known == (0, 2, 3)
    for n in found.known:
        assert quarrels(told.without(n)) == ()


def test_an_order_quarrels_too_and_what_is_doubted_is_not_blamed_for_the_rest():
    told = known(
        OptionOrder("the road", ((0,), (1,), (2,))), Compared((0, 0, 0), (0, 0, 2), "first"),
        Compared((0, 0, 0), (0, 0, 1), "first"), doubts={2: 0.3},
    )  # fmt: skip
    assert [q.known for q in quarrels(told)] == [(0, 1)]


def test_two_quarrels_that_share_nothing_are_both_found():
    told = known(
        Compared((0, 0, 0), (0, 1, 0), "first"), Compared((0, 1, 0), (0, 0, 0), "first"),
        Compared((0, 0, 1), (0, 0, 2), "first"), Compared((0, 0, 2), (0, 0, 1), "first"),
    )  # fmt: skip
    assert sorted(q.known for q in quarrels(told)) == [(0, 1), (2, 3)]


def test_what_does_not_add_is_ended_by_the_pair_that_does_not():
    """More days are better with the road open and worse with it closed."""
    told = known(
        Compared((3, 0, 2), (0, 0, 2), "first"), Compared((0, 0, 0), (3, 0, 0), "first"),
    )  # fmt: skip
    (found,) = quarrels(told)
    assert found.known == (0, 1)
    assert (0, 2) in found.pairs
    assert (1, 2) not in found.pairs


def test_no_deal_is_one_value_for_all_answers():
    told = known(
        *(OptionOrder(i.name, tuple((n,) for n in range(len(i.options)))) for i in TALKS.issues),
        AgainstNoDeal((0, 1, 0), "first"), AgainstNoDeal((3, 1, 1), "second"),
    )  # fmt: skip
    (found,) = quarrels(told)
    assert {3, 4} <= set(found.known)


def test_an_order_of_issues_quarrels_with_comparisons_that_belie_it():
    rising = [OptionOrder(i.name, tuple((n,) for n in range(len(i.options)))) for i in TALKS.issues]
    told = known(*rising, IssueOrder((("the road",), ("days of quiet",))), Compared((0, 0, 2), (3, 0, 0), "first"))
    (found,) = quarrels(told)
    assert {3, 4} <= set(found.known)
