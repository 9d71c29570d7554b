"""Figures side by side: what disagrees, what is only another day, a part, a plan, or a revision."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.values import QUALIFIERS
from wasata.watch.figure import (
    Counted,
    Figures,
    agree,
    conflicts,
    replaces,
    revisions,
    spreads,
    thing_key,
    thing_parts,
)  # fmt: skip

DAY = 738_850


def value(n: float, who: str = "A", **more: Any) -> Counted:
    told: dict[str, Any] = {
        "report": hash(who) % 1000, "reading": 1, "mark": 0, "start": 0, "end": 5, "sent_start": 0, "sent_end": 50, "low": n,
        "high": n, "qualifier": "exact", "measure": "released", "party": None, "unit": None, "source": who,
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


@pytest.mark.parametrize(
    ("measure", "party", "unit"), [("killed", "palestinians", None), ("aid", None, "litre"), ("released", None, None)]
)
def test_the_name_of_a_thing_tells_its_parts(measure: str, party: str | None, unit: str | None):
    assert thing_parts(thing_key(measure, party, unit)) == (measure, party, unit)


def test_a_unit_is_one_in_both_languages():
    assert thing_key("aid", None, "litres") == thing_key("aid", None, "لتر") == "aid.any.litre"


# taking the figures of a report


def take(text: str, figures: list[tuple[str, Any, str]], **more: Any) -> Figures:
    """The fold of one report: figures by their words; `dates` by (words, first, last)."""
    marks = []
    for words, n, measure in figures:
        start = text.index(words)
        marks.append(
            {"span": [start, start + len(words)], "value": str(n), "low": None, "high": None, "qualifier": "exact",
             "measure": measure, "unit": None, "party": more.get("party"), "source": None, "composition": None,
             "holder": None, "rule": "test"}
        )  # fmt: skip
    sentences, at = [], 0
    for part in text.split("\n"):
        sentences.append((at, at + len(part)))
        at += len(part) + 1
    dates = [(text.index(w), text.index(w) + len(w), f, t) for w, f, t in more.get("dates", ())]
    found = Figures()
    found.take(
        report=0, reading=1, text=text, outlet="A", said_on=DAY, figures=marks, statements=[], dates=dates,
        sentences=sentences, events=more.get("events", ()),
    )  # fmt: skip
    return found


def all_of(figures: Figures) -> list[Counted]:
    return [v for vs in figures.by_reading.values() for v in vs]


def test_a_figure_takes_the_day_its_own_sentence_fixes():
    text = "12 people were freed on Friday.\n7 people were freed."
    first, second = all_of(
        take(text, [("12 people", 12, "released"), ("7 people", 7, "released")], dates=[("Friday", DAY - 1, DAY - 1)])
    )
    assert (first.first, first.last) == (DAY - 1, DAY - 1)
    assert (second.last, second.anchor) == (0, DAY)


@pytest.mark.parametrize("words", ["since Oct. 7", "after Oct. 7"])
def test_the_day_a_count_begins_is_not_the_day_of_its_value(words: str):
    text = f"15899 people were killed {words}."
    [v] = all_of(take(text, [("15899 people", 15899, "killed")], dates=[("Oct. 7", DAY - 60, DAY - 60)]))
    assert v.last == 0


def test_a_day_to_come_does_not_date_the_dead():
    text = "12 people were killed by Tuesday."
    [v] = all_of(take(text, [("12 people", 12, "killed")], dates=[("Tuesday", DAY + 4, DAY + 4)]))
    assert v.last == 0


def test_a_part_is_known_by_the_larger_figure_before_it():
    text = "30 people were freed, 16 minors and 14 women.\n16 people were freed."
    figures = [
        ("30 people", 30, "released"),
        ("16 minors", 16, "released"),
        ("14 women", 14, "released"),
        ("16 people", 16, "released"),
    ]
    assert [v.part for v in all_of(take(text, figures))] == [False, True, True, False]


def test_parts_of_uncounted_people_are_known_by_their_sum():
    text = "39 Palestinians, 24 women and 15 boys, were freed."
    figures = [("39 Palestinians", 39, "people"), ("24 women", 24, "released"), ("15 boys", 15, "released")]
    assert [v.part for v in all_of(take(text, figures))] == [False, True, True]
    figures[0] = ("39 Palestinians", 40, "people")
    assert [v.part for v in all_of(take(text, figures))] == [False, False, True]


def test_what_is_only_planned_is_told_from_what_happened():
    text = "50 people would be freed.\n12 people were freed."
    events = [
        {"event": "release", "status": "planned", "span": [0, 25]},
        {"event": "release", "status": "happened", "span": [26, 47]},
    ]
    found = all_of(take(text, [("50 people", 50, "released"), ("12 people", 12, "released")], events=events))
    assert [v.status for v in found] == ["planned", "happened"]


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("الإفراج عن محتجزتين أمريكيتين وأم وابنتها وسيدتين مسنتين.", ["محتجزتين أمريكيتين", "سيدتين مسنتين"], [4, 6]),
        ("They freed two Americans and a mother and her daughter and two women.", ["two Americans", "two women"], [4, 6]),
        ("الإفراج عن أربعة أشخاص: أمريكيتين هما أم وابنتها، وسيدتين.", ["أمريكيتين", "سيدتين"], []),
        ("أُفرج عن أمريكيتين، أم وابنتها، كانتا في غزة.", ["أمريكيتين"], []),
        ("They freed two Americans, a mother and her daughter.", ["two Americans"], []),
        ("They freed two Americans and two women.", ["two Americans", "two women"], []),
    ],
)  # fmt: skip
def test_an_uncounted_pair_of_kin_beside_a_counted_one_can_be_read_in_two_ways(
    text: str, figures: list[str], expected: list[int]
):
    found = take(text, [(w, 2, "released") for w in figures])
    assert [n for qs in found.quarrels.values() for q in qs for n, _, _ in q.readings] == expected


def test_two_marks_over_the_same_words_quarrel():
    found = take("about 200 to 250 people", [("200 to 250 people", 200, "held"), ("250 people", 250, "held")])
    [[quarrel]] = found.quarrels.values()
    assert [n for n, _, _ in quarrel.readings] == [200, 250]


def test_a_snapshot_of_decimals_gives_them_back():
    found = take("2.3 tonnes", [("2.3 tonnes", Decimal("2.3"), "aid")])
    rows, index = found.rows()
    again = Figures.of_rows(lambda numbers: [rows[n] for n in numbers], index, [])
    assert again.by_reading == found.by_reading
    assert again.things == found.things
    assert all_of(again)[0].low == Decimal("2.3")


def test_a_snapshot_makes_only_the_values_that_are_asked_for():
    found = take("2 trucks and 3 tonnes", [("2 trucks", 2, "aid_trucks"), ("3 tonnes", 3, "aid")])
    rows, index = found.rows()
    asked: list[int] = []

    def fetch(numbers):
        asked.extend(numbers)
        return [rows[n] for n in numbers]

    again = Figures.of_rows(fetch, index, [])
    assert set(again.things) == set(found.things)
    assert asked == []
    thing = next(iter(found.things))
    assert again.things[thing] == found.things[thing]
    assert len(asked) == 1
    assert again.by_reading == found.by_reading
    assert sorted(asked) == [0, 1]
