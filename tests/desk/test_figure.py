"""The page of figures: every author, every date, side by side; conflicts, revisions, quarrels; nothing averaged."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.desk.conftest import Clock, day, read

from wasata.desk.access import Desk
from wasata.desk.disagreement import prepare_figures
from wasata.desk.figure import amount_shown, figure_page, figures
from wasata.desk.taking import read_by_hand
from wasata.errors import ThingUnknown
from wasata.values import Lang

Put = Callable[..., str]


def test_two_authors_stand_side_by_side_with_how_far_apart_they_are(lead: Desk, put: Put):
    put(
        "The army said 97 people were freed, agencies said 102 people.", published=day(29),
        marks={"figures": [("97 people", 97, "released", {"source": "The army"}),
                           ("102 people", 102, "released", {"source": "agencies"})]},
    )  # fmt: skip
    page = figures(lead, "en")
    [c] = page.conflicts
    assert [(s.amount.shown, [p.who.words for p in s.points]) for s in c.sides] == [
        ("97", ["The army"]),
        ("102", ["agencies"]),
    ]
    assert (c.apart, c.apart_shown, c.same_report) == (5, "5", True)
    assert c.sides[0].points[0].words.words == "97 people"
    assert c.sides[0].points[0].sentence.words.startswith("The army said")
    numbers = {str(p.amount.low) for t in page.things for p in t.latest} | {str(s.amount.low) for s in c.sides}
    assert numbers == {"97", "102"}, "no number is shown that nobody said"


def test_a_figure_without_a_day_is_shown_undated_at_its_publication(lead: Desk, put: Put):
    put("12 people were freed.", marks={"figures": [("12 people", 12, "released")]}, published=day(25))
    [point] = figure_page(lead, "released.any", "en").values
    assert point.undated
    assert point.at == day(25)
    assert figure_page(lead, "released.any", "en").undated == 1


def test_a_figure_whose_sentence_fixes_a_day_stands_at_that_day(lead: Desk, put: Put):
    marks = {"figures": [("12 people", 12, "released")], "dates": [("Friday", day(24), day(24))]}
    put("12 people were freed on Friday.", marks=marks, published=day(26))
    [point] = figure_page(lead, "released.any", "en").values
    assert (point.first, point.last, point.undated) == (day(24), day(24), False)


def test_a_revision_by_the_same_author_keeps_both(lead: Desk, put: Put):
    for on, n in ((10, 1400), (20, 1200)):
        put(
            f"Israel said {n} people were killed on Oct. 7.", published=day(on),
            marks={"figures": [(f"{n} people", n, "killed", {"source": "Israel"})],
                   "dates": [("Oct. 7", day(7, 10), day(7, 10))]},
        )  # fmt: skip
    page = figure_page(lead, "killed.any", "en")
    assert [(p.amount.shown, p.revises, p.revised) for p in page.values] == [
        ("1,400", False, True),
        ("1,200", True, False),
    ]
    assert len(page.series) == 1
    assert page.conflicts == ()


def test_composition_and_holder_are_kept_as_said(lead: Desk, put: Put):
    text = "224 people, mostly women and children, are held by Hamas."
    more = {"composition": "mostly women and children", "holder": "Hamas", "party": "israel"}
    put(text, marks={"figures": [("224 people", 224, "held", more)]})
    [point] = figure_page(lead, "held.israel", "en").values
    assert (point.composition, point.holder) == ("mostly women and children", "Hamas")


def test_the_same_value_by_the_same_author_is_one_point_that_names_every_report(lead: Desk, put: Put):
    for n in (1, 2):
        text = f"Qatar said 12 people were freed. Report {n}."
        put(
            text,
            marks={"figures": [("12 people", 12, "released", {"source": "Qatar"})]},
            published=day(25),
            outlet=f"Paper {n}",
        )
    [point] = figure_page(lead, "released.any", "en").values
    assert [point.words.origin.report, *(o.report for o in point.also)] == ["r-0001", "r-0002"]


def test_an_outlet_that_asserts_a_number_is_its_author(lead: Desk, put: Put):
    for n, outlet in ((12, "Agency A"), (13, "Paper B")):
        put(
            f"{n} people were freed.",
            marks={"figures": [(f"{n} people", n, "released")]},
            published=day(25),
            outlet=outlet,
        )
    [c] = figures(lead, "en").conflicts
    assert [p.who.shown for s in c.sides for p in s.points] == ["Agency A", "Paper B"]


def test_two_readings_of_the_same_words_are_both_shown(lead: Desk, put: Put):
    text = "They freed two Americans and two women."
    name = put(text, marks={"figures": [("two Americans", 2, "released")]})
    by_hand = read(name, text, reader="analyst:lead", figures=[("two Americans and two women", 4, "released")])
    read_by_hand(lead, name, by_hand)
    [quarrel] = figures(lead, "en").quarrels
    assert [shown for shown, _, _ in quarrel.readings] == ["4", "2"]
    assert quarrel.words.words == "two Americans and two women"


def test_a_newer_version_of_the_reader_replaces_its_older_reading_in_silence(lead: Desk, put: Put):
    text = "They freed 12 people."
    name = put(text, marks={"figures": [("12 people", 12, "released")]}, reader="1")
    read_by_hand(lead, name, read(name, text, reader="2", figures=[("12 people", 13, "released")]))
    assert figures(lead, "en").quarrels == ()
    assert [p.amount.shown for p in figure_page(lead, "released.any", "en").values] == ["13"]


def test_it_answers_as_it_was_known_at_an_hour(lead: Desk, put: Put, now: Clock):
    put("12 people were freed.", marks={"figures": [("12 people", 12, "released")]}, published=day(19))
    then = now.on(minutes=1)
    now.on(hours=5)
    put("13 people were freed.", marks={"figures": [("13 people", 13, "released")]}, published=day(20))
    assert [p.amount.shown for p in figure_page(lead, "released.any", "en", as_of=then).values] == ["12"]
    assert [p.amount.shown for p in figure_page(lead, "released.any", "en").values] == ["12", "13"]
    with pytest.raises(ThingUnknown):
        figure_page(lead, "killed.any", "en")
    with pytest.raises(ThingUnknown):
        figure_page(lead, "released.any", "en", as_of=then.replace(year=2022))


def test_no_more_than_asked_are_shown_and_the_rest_are_counted(lead: Desk, put: Put):
    for n in range(1, 8):
        put(f"{n} people were freed.", marks={"figures": [(f"{n} people", n, "released")]}, published=day(n))
    page = figure_page(lead, "released.any", "en", shown=3)
    assert [p.amount.shown for p in page.values] == ["5", "6", "7"]
    assert page.earlier == 4
    assert [(s.day, s.low, s.high) for s in page.spread] == [(day(n), n, n) for n in (5, 6, 7)]


def test_a_thing_nobody_spoke_of_for_long_is_called_stale(lead: Desk, put: Put, now: Clock):
    put("12 people were freed.", marks={"figures": [("12 people", 12, "released")]}, published=day(19))
    assert figures(lead, "en").things[0].stale_since is None
    now.on(days=40)
    assert figures(lead, "en").things[0].stale_since == day(19)


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "measure", "unit", "en", "ar"),
    [
        (7000, 7000, "more_than", "killed", None, "more than 7,000", "أكثر من 7,000"),
        (224, 224, "exact", "held", None, "224", "224"),
        (10, 12, "range", "released", None, "between 10 and 12", "بين 10 و12"),
        (2, 2, "exact", "duration", "week", "2 weeks", "أسبوعان"),
        (3, 3, "more_than", "duration", "week", "more than 3 weeks", "أكثر من 3 أسابيع"),
        (129000, 129000, "about", "aid", "لتر", "about 129,000 litres", "نحو 129,000 لتر"),
        (Decimal("2.3"), Decimal("2.3"), "exact", "aid", "tonnes", "2.3 tonnes", "2.3 طن"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_it_was_given_and_never_with_a_sign(
    low: Any, high: Any, qualifier: str, measure: str, unit: str | None, en: str, ar: str
):
    assert amount_shown(low, high, qualifier, measure, unit, "en") == en
    assert amount_shown(low, high, qualifier, measure, unit, "ar") == ar


def test_what_is_worked_out_ahead_changes_nothing_that_is_shown(lead: Desk, put: Put):
    marks = {
        "figures": [("97 people", 97, "released", {"source": "A"}), ("102 people", 102, "released", {"source": "B"})]
    }
    put("A said 97 people were freed, B said 102 people.", marks=marks, published=day(25))
    before = figures(lead, "en")
    prepare_figures(lead, at_once=1)
    assert figures(lead, "en") == before
    put(
        "C: 105 people were freed.",
        marks={"figures": [("105 people", 105, "released", {"source": "C"})]},
        published=day(25),
    )
    [c] = figures(lead, "en").conflicts
    assert [s.amount.shown for s in c.sides] == ["97", "102", "105"]


@pytest.mark.parametrize(("lang", "label"), [("ar", "من جنسيات أخرى"), ("en", "other nationalities")])
def test_people_of_a_party_without_an_entry_are_said_in_words(lead: Desk, put: Put, lang: Lang, label: str):
    text = "Qatar said 10 people were released."
    put(text, marks={"figures": [("10 people", 10, "released", {"source": "Qatar", "party": "other"})]})
    [thing] = figures(lead, lang).things
    assert label in thing.label
    assert "other" not in thing.label.replace("other nationalities", "")
