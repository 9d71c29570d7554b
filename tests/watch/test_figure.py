"""What is kept of a figure: its thing, its day, whether it is a part, a plan, or could be read in two ways."""

from decimal import Decimal
from typing import Any

import pytest

from wasata.watch.figure import Counted, Figures, thing_key, thing_parts

DAY = 738_850


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
    assert (second.last, second.told_of, second.anchor) == (0, DAY - 1, DAY - 1), "undated, but told of Friday"


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
    assert [v.part for v in all_of(take(text, figures))] == [False, False, False]


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
    again = Figures()
    again.lay(lambda numbers: [rows[n] for n in numbers], index, [])
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

    again = Figures()
    again.lay(fetch, index, [])
    assert set(again.things) == set(found.things)
    assert asked == []
    thing = next(iter(found.things))
    assert again.things[thing] == found.things[thing]
    assert len(asked) == 1
    assert again.by_reading == found.by_reading
    assert sorted(asked) == [0, 1]


@pytest.mark.parametrize(("said", "told_of"), [("on Friday", DAY - 1), ("on Monday", 0), ("since Friday", 0)])
def test_an_undated_figure_is_told_of_the_day_before_it_in_its_report_if_that_is_just_past(said: str, told_of: int):
    text = f"The pause began {said}.\n24 people were freed.\n9 people were killed."
    day = DAY - 9 if "Monday" in said else DAY - 1
    freed, killed = all_of(
        take(text, [("24 people", 24, "released"), ("9 people", 9, "killed")], dates=[(said.split()[1], day, day)])
    )
    assert (freed.last, freed.told_of) == (0, told_of)
    assert killed.told_of == 0, "how many are dead by now is of the day it is said"


def test_a_number_that_takes_in_people_of_several_parties_is_of_none():
    text = "Qatar said 10 Thais were released, with 13 Israelis: 24 people in all."
    found = Figures()
    marks = []
    for words, n, party in (("10 Thais", 10, "other"), ("13 Israelis", 13, "israel"), ("24 people", 24, "israel")):
        at = text.index(words)
        marks.append(
            {"span": [at, at + len(words)], "value": str(n), "low": None, "high": None, "qualifier": "exact",
             "measure": "released", "unit": None, "party": party, "source": [0, 5], "composition": None, "holder": None,
             "rule": "test"}
        )  # fmt: skip
    found.take(
        report=0, reading=1, text=text, outlet=None, said_on=DAY, figures=marks, statements=[], dates=[],
        sentences=[(0, len(text))],
    )  # fmt: skip
    assert sorted(found.things) == ["released.any", "released.israel", "released.other"]


def test_what_another_day_brought_makes_a_sum_no_count_of_this_day():
    text = "8 people were released on Thursday; 2 released the day before were credited to make 10."
    figures = [("8 people", 8, "released"), ("2 released", 2, "released"), ("10", 10, "released")]
    eight, two, ten = all_of(take(text, figures, dates=[("Thursday", DAY, DAY)]))
    assert [(v.last, v.span, v.part) for v in (eight, two, ten)] == [
        (DAY, "", False),
        (DAY - 1, "", False),
        (DAY, "total", False),
    ]


def test_a_sum_of_one_day_is_the_whole_of_its_parts():
    text = "8 people were released at noon, 4 people at night, 12 people in all."
    figures = [("8 people", 8, "released"), ("4 people", 4, "released"), ("12 people", 12, "released")]
    assert [v.part for v in all_of(take(text, figures))] == [True, True, False]


def test_those_joined_by_and_stand_beside_each_other_and_are_no_parts():
    text = "51 Israelis and 18 people were freed."
    assert [v.part for v in all_of(take(text, [("51 Israelis", 51, "released"), ("18 people", 18, "released")]))] == [
        False,
        False,
    ]


def test_foreigners_are_of_no_party_of_the_case():
    [v] = all_of(take("24 foreigners were freed.", [("24 foreigners", 24, "released")], party="israel"))
    assert v.thing == "released.other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 people were freed on Wednesday.\n102 people in all were freed.", "total"),
        ("16 people were freed on Wednesday.\n17 people in all were freed.", ""),
        ("Nothing else.\n102 people in all were freed.", "total"),
    ],
)
def test_a_number_called_a_total_is_one_where_it_can_be_no_days_count(text: str, expected: str):
    figures = [(w, int(w.split()[0]), "released") for w in ("16 people", "102 people", "17 people") if w in text]
    dates = [("Wednesday", DAY, DAY)] if "Wednesday" in text else []
    assert all_of(take(text, figures, dates=dates))[-1].span == expected
