"""What a correction takes back, and what it leaves."""

from typing import Any

from tests.watch.test_conflict import DAY, author, value

from wasata.watch.correction import taken_back
from wasata.watch.figure import Counted


def old(n: float, by: str = "A", **more: Any) -> Counted:
    return value(n, by, **({"report": 1, "reading": 1, "mark": int(n)} | more))


def new(n: float, by: str = "A", **more: Any) -> Counted:
    return value(n, by, **({"report": 2, "reading": 2, "mark": int(n)} | more))


def own(v: Counted) -> Counted:
    return v._replace(source=None)


def found(earlier: list[Counted], later: list[Counted], **more: Any) -> dict[tuple[int, int], float]:
    told = {"wrong": frozenset()} | more
    return {place: float(v.low) for place, v in taken_back(earlier, later, author, **told).items()}


def test_another_number_by_the_same_author_takes_the_place_of_the_old_one():
    assert found([old(12)], [new(10)]) == {(1, 12): 10}


def test_what_is_repeated_stands():
    assert found([old(12), old(17)], [new(12), new(17)]) == {}
    assert found([old(12), old(17)], [new(13), new(17)]) == {(1, 12): 13}


def test_another_authors_number_stands_unless_it_is_named_as_wrong():
    assert found([old(12, "Thailand")], [new(10, "Qatar")]) == {}
    assert found([old(12, "Thailand")], [new(10, "Qatar")], wrong={12}) == {(1, 12): 10}


def test_the_outlets_own_count_is_replaced_and_replaces_within_its_order():
    assert found([own(old(12))], [new(10, "Qatar")]) == {(1, 12): 10}
    assert found([old(12, "Qatar")], [own(new(10))]) == {(1, 12): 10}
    assert found([old(97, "army")], [own(new(16))]) == {}, "a day beside a total, most likely"


def test_where_it_is_not_clear_which_of_several_is_meant_none_is_struck():
    assert found([old(12), old(17)], [new(13)]) == {}
    assert found([old(12), old(17)], [new(13)], wrong={12}) == {(1, 12): 13}


def test_days_tell_which_of_several_is_meant():
    friday, saturday = {"first": DAY, "last": DAY}, {"first": DAY + 1, "last": DAY + 1}
    assert found([old(12, **friday), old(17, **saturday)], [new(13, **friday)]) == {(1, 12): 13}
    assert found([old(12, **friday)], [new(17, **saturday)]) == {}, "another day is no correction of this one"


def test_other_things_other_people_plans_and_rates_are_no_correction():
    for v in (
        new(10, measure="killed"), new(10, party="israel"), new(10, who="women"), new(10, status="planned"),
        new(10, part=True), new(10, span="daily"),
    ):  # fmt: skip
        assert found([old(12, span="total") if v.span else old(12)], [v]) == {}


def test_the_number_a_correction_quotes_as_wrong_is_no_count_of_its_own():
    assert found([], [own(new(6)), own(new(4))], wrong={6}) == {(2, 6): 4}
    assert found([own(old(6))], [own(new(6)), own(new(4))]) == {(1, 6): 4, (2, 6): 4} or found(
        [own(old(6))], [own(new(6)), own(new(4))]
    ) == {(2, 6): 4, (1, 6): 4}


def test_a_number_that_was_only_one_way_to_read_the_words_is_taken_back_too():
    assert found([], [own(new(6)), own(new(4))], misread={6}) == {(2, 6): 4}
    assert found([], [own(new(6)), own(new(4))]) == {}
