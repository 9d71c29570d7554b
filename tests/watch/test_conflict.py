"""Which values disagree: what is only another day, a total, a part, other people, a plan, or a revision does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.values import QUALIFIERS
from wasata.watch.conflict import agree, conflicts, replaces, revisions, spreads
from wasata.watch.counting import TRUCE
from wasata.watch.figure import Counted

DAY = 738_850


def value(n: float, by: str = "A", **more: Any) -> Counted:
    told: dict[str, Any] = {
        "report": hash(by) % 1000, "reading": 1, "mark": 0, "start": 0, "end": 5, "sent_start": 0, "sent_end": 50, "low": n,
        "high": n, "qualifier": "exact", "measure": "released", "party": None, "unit": None, "source": by,
        "source_kind": "organisation", "speaks_for": None, "outlet": None, "first": 0, "last": 0, "said_on": DAY,
        "composition": None, "holder": None, "rule": "test",
    }  # fmt: skip
    return Counted(**told | more)


def author(v: Counted) -> str:
    return v.source or "outlet"


def numbers(found: Any) -> list[list[float]]:
    return [sorted(float(v.low) for v in c.values) for c in found]


def test_two_authors_of_one_day_who_differ_disagree_and_are_apart_by_the_difference():
    [found] = conflicts([value(97, "army"), value(102, "agencies")], author)
    assert found.apart == 5
    assert found.thing == "released.any"


def test_one_author_does_not_disagree_with_himself():
    assert conflicts([value(97), value(102)], author) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (value(224, "A"), value(200, "B", qualifier="more_than")),
        (value(7000, "A", qualifier="about"), value(7028, "B")),
        (value(50, "A"), value(40, "B", high=60, qualifier="range")),
        (value(50, "A"), value(50, "B", qualifier="at_least")),
        (value(30, "A", qualifier="up_to"), value(28, "B")),
    ],
)
def test_bounds_that_can_both_be_true_do_not_disagree(a: Counted, b: Counted):
    assert agree(a, b)
    assert agree(b, a)
    assert conflicts([a, b], author) == []


def test_more_than_a_number_is_not_that_number():
    assert not agree(value(200, "A"), value(200, "B", qualifier="more_than"))
    assert not agree(value(200, "A"), value(200, "B", qualifier="less_than"))


@pytest.mark.parametrize(
    "other",
    [
        value(102, "B", said_on=DAY + 1), value(102, "B", first=DAY - 5, last=DAY - 5), value(13, "B"),
        value(102, "B", part=True), value(102, "B", status="planned"), value(102, "B", measure="duration"),
    ],
)  # fmt: skip
def test_another_day_another_order_a_part_a_plan_or_a_duration_is_no_disagreement(other: Counted):
    ours = value(97, "A", measure=other.measure) if other.measure == "duration" else value(97, "A")
    assert conflicts([ours, other], author) == []


def test_values_far_apart_are_told_as_two_disagreements_not_as_one():
    values = [value(13, "A"), value(14, "B"), value(97, "A"), value(102, "B")]
    assert sorted(numbers(conflicts(values, author))) == [[13, 14], [97, 102]]


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.sampled_from("ABC"), st.sampled_from(QUALIFIERS), st.integers(0, 2)),
        max_size=9,
    )
)
def test_every_disagreement_holds_two_authors_who_cannot_both_be_right(rows: list[tuple[int, str, str, int]]):
    values = [
        value(n, who, qualifier=q, said_on=DAY + d, mark=m) for m, (n, who, q, d) in enumerate(rows) if q != "range"
    ]  # fmt: skip
    found = conflicts(values, author)
    for c in found:
        assert {v.thing for v in c.values} == {c.thing}
        assert len({v.anchor for v in c.values}) == 1
        assert any(author(v) != author(w) and not agree(v, w) for v in c.values for w in c.values)
        assert max(v.low for v in c.values) <= 2 * min(v.low for v in c.values)
    assert sorted(numbers(conflicts(values[::-1], author))) == sorted(numbers(found))


def test_the_spread_of_a_day_is_its_lowest_and_highest_and_no_value_between():
    values = [value(97, "A"), value(102, "B"), value(105, "C", said_on=DAY + 1), value(1, "D", part=True)]
    assert spreads(values, author) == [(DAY, 97, 102, 2), (DAY + 1, 105, 105, 1)]


def test_a_later_value_for_the_same_days_revises_and_both_stay():
    first = value(1400, measure="killed", first=DAY - 40, last=DAY - 40, report=1, reading=1)
    later = value(1200, measure="killed", first=DAY - 40, last=DAY - 40, report=2, reading=2, said_on=DAY + 9)
    assert revisions([later, first], author) == ({later}, {first})


@pytest.mark.parametrize(
    ("measure", "days_later", "expected"), [("killed", 9, True), ("held", 9, True), ("released", 9, False), ("released", 0, True)]
)  # fmt: skip
def test_what_is_there_by_now_is_replaced_and_what_a_day_brought_stands_beside(
    measure: str, days_later: int, expected: bool
):
    assert replaces(value(9, measure=measure, said_on=DAY + days_later), value(5, measure=measure)) is expected


# totals


def test_totals_of_one_day_by_two_authors_disagree():
    assert numbers(
        conflicts([value(97, "A", span="total", since=TRUCE), value(102, "B", span="total", since=TRUCE)], author)
    ) == [[97, 102]]


def test_a_total_said_later_may_simply_be_higher_while_the_truce_lasts():
    values = [value(97, "A", span="total", since=TRUCE), value(105, "B", span="total", since=TRUCE, said_on=DAY + 2)]
    assert conflicts(values, author) == []
    assert conflicts(values, author, [(DAY + 2, 1 << 30)]) == []


def test_totals_of_a_truce_said_on_different_days_disagree_once_it_has_ended():
    values = [
        value(105, "A", span="total", since=TRUCE, said_on=DAY + 2),
        value(109, "B", span="total", since=TRUCE, said_on=DAY + 9),
        value(110, "C", said_on=DAY + 14),
        value(97, "D", span="total", since=TRUCE),
    ]
    [found] = conflicts(values, author, [(DAY + 1, 1 << 30)])
    assert sorted(v.low for v in found.values) == [105, 109, 110]
    assert (found.apart, found.anchor) == (5, DAY + 14)


def test_a_total_of_the_truce_by_its_days_is_one_of_them():
    by_days = value(86, "UN", span="total", since=TRUCE, first=DAY - 6, last=DAY, said_on=DAY + 20)
    others = [
        value(81, "A", span="total", since=TRUCE, said_on=DAY + 1),
        value(80, "B", span="total", since=TRUCE, first=DAY, last=DAY, said_on=DAY + 9),
    ]
    [found] = conflicts([by_days, *others], author, [(DAY + 1, 1 << 30)])
    assert sorted(v.low for v in found.values) == [81, 86], "as of the day before the end is another day"


@pytest.mark.parametrize(
    "other",
    [
        value(110, "B", said_on=DAY + 14, who="minors+women"),
        value(110, "B", first=DAY + 14, last=DAY + 14, said_on=DAY + 14),
        value(110, "B", said_on=DAY + 14, status="planned"),
        value(300, "B", said_on=DAY + 14),
        value(110, "B", said_on=DAY + 14, span="total", since=DAY - 40),
        value(110, "B", said_on=DAY + 40),
    ],
)
def test_after_a_truce_what_counts_something_else_is_no_disagreement_with_its_total(other: Counted):
    total = value(105, "A", span="total", since=TRUCE, said_on=DAY + 2)
    assert conflicts([total, other], author, [(DAY + 1, DAY + 30)]) == []


def test_trucks_go_on_coming_after_a_truce_so_that_only_its_own_totals_are_compared():
    total = value(1000, "A", measure="aid_trucks", span="total", since=TRUCE, said_on=DAY + 2)
    later = value(1200, "B", measure="aid_trucks", said_on=DAY + 9)
    assert conflicts([total, later], author, [(DAY + 1, 1 << 30)]) == []


def test_totals_from_different_days_are_different_totals():
    values = [value(2056, "A", measure="aid_trucks", span="total", since=DAY - 36),
              value(1900, "B", measure="aid_trucks", span="total", since=TRUCE)]  # fmt: skip
    assert conflicts(values, author) == []


def test_a_days_count_and_a_running_total_are_not_set_against_each_other_unless_the_day_brings_more():
    total = value(42, "A", span="total", since=TRUCE)
    assert conflicts([total, value(39, "B")], author) == []
    assert conflicts([total, value(39, "B", first=DAY, last=DAY)], author) == []
    assert numbers(conflicts([total, value(45, "B")], author)) == [[42, 45]]


def test_so_many_a_day_is_set_against_so_many_a_day_only():
    values = [value(300, "A", measure="aid_trucks", span="daily"), value(200, "B", measure="aid_trucks", span="daily"),
              value(187, "C", measure="aid_trucks")]  # fmt: skip
    assert numbers(conflicts(values, author)) == [[200, 300]]


# who is counted


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("", "", True), ("", "hostages", True), ("hostages", "prisoners", False), ("minors+women", "", False),
        ("women", "minors", False), ("thai", "foreign", False), ("women", "women", True), ("north", "", False),
    ],
)  # fmt: skip
def test_only_counts_of_the_same_kind_disagree(ours: str, theirs: str, expected: bool):
    assert bool(conflicts([value(12, "A", who=ours), value(14, "B", who=theirs)], author)) is expected


def test_what_may_be_released_is_not_set_against_what_is_planned():
    assert conflicts([value(300, "A", status="possible"), value(150, "B", status="planned")], author) == []


def test_in_one_sentence_only_numbers_that_are_both_credited_are_two_claims():
    same: dict[str, Any] = {"report": 1}
    assert conflicts([value(8, "agency", **same), value(10, "", **same)._replace(source=None)], author) == []
    assert numbers(conflicts([value(97, "army", **same), value(102, "agencies", **same)], author)) == [[97, 102]]
    elsewhere = value(10, "", report=1, sent_start=60)._replace(source=None)
    assert numbers(conflicts([value(8, "agency", **same), elsewhere], author)) == [[8, 10]]


def test_a_later_total_by_the_same_author_stands_in_place_of_his_earlier_one():
    earlier = value(2056, measure="aid_trucks", span="total", since=DAY - 36)
    later = value(2781, measure="aid_trucks", span="total", since=DAY - 36, said_on=DAY + 3)
    assert replaces(later, earlier)
    assert not replaces(later, earlier._replace(since=TRUCE))
    assert not replaces(later._replace(who="fuel"), earlier)


def test_a_toll_is_not_replaced_by_the_dead_of_one_day():
    toll, day = value(17487, measure="killed"), value(350, measure="killed", said_on=DAY + 1)
    assert not replaces(day, toll)
    assert replaces(value(17900, measure="killed", said_on=DAY + 1), toll)
    assert replaces(value(110, measure="held", said_on=DAY + 9), value(239, measure="held"))
