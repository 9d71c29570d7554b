"""Who listened when, and when nobody did."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.shift import LONGEST, Shift, stretches

DAY = datetime(2031, 3, 1, tzinfo=UTC)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def told(shifts, since=0.0, until=24.0):
    return [
        (s.state, s.officers, (s.since - DAY) / timedelta(hours=1), (s.until - DAY) / timedelta(hours=1))
        for s in stretches(shifts, at(since), at(until))
    ]


def test_a_gap_between_two_watches_is_a_stretch_of_its_own():
    assert told([Shift("a", "one", at(0), at(8)), Shift("b", "two", at(10), at(18))]) == [
        ("on", ("one",), 0, 8), ("nobody", (), 8, 10), ("on", ("two",), 10, 18), ("nobody", (), 18, 24),
    ]  # fmt: skip


def test_handed_over_and_not_accepted_is_neither_kept_nor_empty_until_he_goes():
    waits = Shift("a", "one", at(0), at(8), handed_at=at(7))
    assert told([waits], until=10) == [("on", ("one",), 0, 7), ("handed", ("one",), 7, 8), ("nobody", (), 8, 10)]
    late = waits._replace(over_at=at(9))
    assert told([late, Shift("b", "two", at(9), at(12))], until=12)[1:] == [
        ("handed", ("one",), 7, 8), ("nobody", (), 8, 9), ("on", ("two",), 9, 12),
    ]  # fmt: skip


def test_another_on_watch_makes_it_firm():
    waits = Shift("a", "one", at(0), at(8), handed_at=at(2))
    assert told([waits, Shift("b", "two", at(3), at(6))], until=8) == [
        ("on", ("one",), 0, 2), ("handed", ("one",), 2, 3), ("on", ("two",), 3, 6), ("handed", ("one",), 6, 8),
    ]  # fmt: skip


def test_a_watch_without_a_told_end_counts_no_longer_than_anybody_listens():
    assert told([Shift("a", "one", at(0))])[0] == ("on", ("one",), 0, LONGEST / timedelta(hours=1))


def test_before_the_first_watch_there_was_none_to_be_kept():
    assert told([Shift("a", "one", at(5), at(6))], until=6) == [("on", ("one",), 5, 6)]
    assert told([]) == []


HOURS = st.integers(0, 30).map(at)
SHIFTS = st.lists(
    st.builds(
        Shift, st.just("s"), st.sampled_from("xyz"), HOURS, st.none() | HOURS, st.none() | HOURS, st.none() | HOURS
    ),
    max_size=6,
)


@given(SHIFTS, st.integers(1, 30))
def test_the_stretches_have_no_hole_and_none_is_called_kept_in_which_nobody_was_on(shifts, until):
    found = stretches(shifts, at(0), at(until))
    for before, after in pairwise(found):
        assert before.until == after.since
        assert (before.state, before.officers) != (after.state, after.officers)
    for s in found:
        middle = s.since + (s.until - s.since) / 2
        assert (s.state == "nobody") == (not any(x.is_on(middle) for x in shifts))
