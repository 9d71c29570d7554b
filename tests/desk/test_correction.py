"""A corrected report: its old figures and claims stand no more beside the correction, and are not lost."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from tests.desk.conftest import Clock, day

from wasata.desk.access import Desk, keep_snapshots
from wasata.desk.brief import brief
from wasata.desk.correction import named_wrong
from wasata.desk.figure import figure_page, figures
from wasata.desk.press import PRESS, Press
from wasata.desk.report import link_reports, report_page, strike_mark
from wasata.values import Lang

Put = Callable[..., str]


def freed(put: Put, by: str, n: int, **told: Any) -> str:
    text = told.pop("text", f"{by} said {n} people were freed.")
    marks = {"figures": [(f"{n} people", n, "released", {"source": by})]}
    return put(text, marks=marks, **({"published": day(24)} | told))


@pytest.fixture
def corrected(lead: Desk, put: Put, now: Clock) -> tuple[str, str]:
    """An agency gives 12 by one source, then corrects it to 10 by another; a paper gives 11."""
    first = freed(put, "Thailand", 12)
    freed(put, "The army", 11, outlet="Paper B")
    now.on(hours=1)
    second = freed(put, "Qatar", 10, title="Correction: 10, not 12", published=day(25),
                   text="Qatar said 10 people were freed.")  # fmt: skip
    link_reports(lead, second, first, "correction")
    return first, second


def test_the_old_value_is_shown_struck_with_what_stands_instead(lead: Desk, corrected: tuple[str, str]):
    first, second = corrected
    page = figure_page(lead, "released.any", "en")
    points = {p.amount.shown: p for p in page.values}
    old = points["12"]
    assert old.superseded
    assert old.correction is not None
    assert (old.correction.by.report, old.correction.on, old.correction.shown) == (second, day(25), "10")
    assert old.correction.words is not None
    assert old.correction.words.words == "Qatar said 10 people were freed."
    assert old.words.origin.report == first
    assert (page.superseded, points["10"].superseded, points["11"].superseded) == (1, False, False)


def test_it_is_counted_nowhere(lead: Desk, corrected: tuple[str, str]):
    page = figure_page(lead, "released.any", "en")
    assert "12" not in {p.amount.shown for s in page.series for p in s.points}
    assert Decimal(12) not in {n for s in page.spread for n in (s.low, s.high)}
    assert page.thing.values == 2
    assert page.thing.authors == 2
    assert "12" not in {p.amount.shown for p in page.thing.latest}
    for found in (figures(lead, "en").conflicts, brief(lead, "en").conflicts):
        assert "12" not in {s.amount.shown for c in found for s in c.sides}


def test_the_brief_tells_the_change_with_both_words(lead: Desk, corrected: tuple[str, str], now: Clock):
    changes = brief(lead, "en", since=now.at).changes
    [c] = [c for c in changes.changed if c.about == "figure"]
    assert (c.why, c.before_value, c.after_value) == ("correction", "12", "10")
    assert (c.before and c.before.words, c.after and c.after.words) == (
        "Thailand said 12 people were freed.",
        "Qatar said 10 people were freed.",
    )


def test_before_the_link_the_old_value_stood(lead: Desk, put: Put, now: Clock):
    first = freed(put, "Qatar", 12)
    second = freed(put, "Qatar", 10)
    before = now.on(minutes=1)
    now.on(hours=1)
    link_reports(lead, second, first, "correction")
    then = figure_page(lead, "released.any", "en", as_of=before)
    assert [p.superseded for p in then.values] == [False, False]
    assert sum(p.superseded for p in figure_page(lead, "released.any", "en").values) == 1


def test_what_a_correction_leaves_stands_and_says_so(lead: Desk, put: Put):
    text = "Qatar said 12 people were freed and 40 trucks crossed."
    more = {"source": "Qatar"}
    first = put(
        text,
        published=day(24),
        marks={"figures": [("12 people", 12, "released", more), ("40 trucks", 40, "aid_trucks", more)]},
    )
    second = freed(put, "Qatar", 10)
    link_reports(lead, second, first, "correction")
    [point] = figure_page(lead, "aid_trucks.any", "en").values
    assert not point.superseded
    assert point.correction is not None
    assert (point.correction.replaced, point.correction.by.report) == (False, second)


def test_the_same_number_printed_elsewhere_stands(lead: Desk, put: Put, corrected: tuple[str, str]):
    freed(put, "Thailand", 12, outlet="Paper C", text="Thailand said that 12 people were freed.")
    points = figure_page(lead, "released.any", "en").values
    assert sorted(p.superseded for p in points if p.amount.shown == "12") == [False, True]
    assert "12" in {s.amount.shown for c in figures(lead, "en").conflicts for s in c.sides}


def test_a_withdrawn_correction_takes_nothing_back(lead: Desk, put: Put, corrected: tuple[str, str]):
    link_reports(lead, put("We withdraw our correction."), corrected[1], "withdrawal")
    points = figure_page(lead, "released.any", "en").values
    assert {p.amount.shown: p.superseded for p in points} == {"12": False, "11": False}


def test_a_value_an_analyst_struck_takes_nothing_back(lead: Desk, corrected: tuple[str, str]):
    strike_mark(lead, corrected[1], "f1")
    assert {p.amount.shown: p.superseded for p in figure_page(lead, "released.any", "en").values} == {
        "12": False,
        "11": False,
    }


def test_a_withdrawn_report_is_gone_corrected_or_not(lead: Desk, put: Put, corrected: tuple[str, str]):
    link_reports(lead, put("We withdraw our first report."), corrected[0], "withdrawal")
    assert {p.amount.shown for p in figure_page(lead, "released.any", "en").values} == {"10", "11"}


def test_a_second_correction_of_the_same_report_corrects_the_first_too(
    lead: Desk, put: Put, corrected: tuple[str, str]
):
    third = freed(put, "Qatar", 9, published=day(26))
    link_reports(lead, third, corrected[0], "correction")
    points = {p.amount.shown: p.superseded for p in figure_page(lead, "released.any", "en").values}
    assert points["10"]
    assert not points["9"]


def test_two_reports_that_correct_each_other_do_not_both_vanish(lead: Desk, put: Put):
    first, second = freed(put, "Qatar", 12), freed(put, "Qatar", 10)
    link_reports(lead, second, first, "correction")
    link_reports(lead, first, second, "correction")
    assert {p.amount.shown: p.superseded for p in figure_page(lead, "released.any", "en").values} == {
        "12": True,
        "10": False,
    }


def test_it_is_the_same_from_a_snapshot(lead: Desk, corrected: tuple[str, str]):
    press = lead.fold(PRESS)
    again = Press.unpack(press.pack())
    assert again.known().taken == press.known().taken
    assert again.known().taken.figures


# claims, dates, statements


def said(put: Put, by: str, words: str, kind: str, status: str = "ongoing", **told: Any) -> str:
    text = f"{by} said {words}."
    marks = {"statements": [(words, by, "said", {"actor": "qatar"})], "events": [(text, kind, status)]}
    return put(text, marks=marks, **told)


def test_a_claim_of_state_that_was_corrected_stands_no_more_and_is_told_with_both_words(
    lead: Desk, put: Put, now: Clock
):
    first = said(put, "Qatar", "the talks are suspended", "talks_suspended", published=day(18))
    since = now.on(hours=1)
    now.on(hours=1)
    second = said(put, "Qatar", "the talks are slower", "talks_slow", published=day(19))
    link_reports(lead, second, first, "correction")
    found = brief(lead, "en", since=since)
    assert [c.state for c in found.claims] == ["slowed"]
    assert found.n_claims == 1
    [change] = [c for c in found.changes.changed if c.about == "state"]
    assert (change.why, change.before and change.before.words, change.after and change.after.words) == (
        "correction", "Qatar said the talks are suspended.", "Qatar said the talks are slower.",
    )  # fmt: skip


def test_a_claim_the_correction_does_not_touch_stands_and_says_so(lead: Desk, put: Put):
    first = said(put, "Qatar", "the talks go on", "talks_continue", published=day(18))
    second = said(put, "Qatar", "the truce was extended", "truce_extension", "happened", published=day(19))
    link_reports(lead, second, first, "correction")
    found = {c.state: c for c in brief(lead, "en").claims}
    assert found["truce_extended"].correction is None
    kept = found["continuing"].correction
    assert kept is not None
    assert (kept.replaced, kept.by.report) == (False, second)
    lines = [s for p in brief(lead, "en").statements for b in p.bodies for s in b.lines]
    assert {s.quote.words: s.correction is not None for s in lines} == {
        "the talks go on": True,
        "the truce was extended": False,
    }


def test_a_date_ahead_that_was_corrected_is_ahead_no_more(lead: Desk, put: Put):
    def due(words: str, on: int) -> str:
        text = f"The truce ends {words}."
        return put(
            text,
            published=day(19),
            marks={"dates": [(words, day(on), day(on))], "events": [(text, "truce_end", "planned")]},
        )

    link_reports(lead, due("on Friday", 24), due("on Thursday", 23), "correction")
    assert [a.first for a in brief(lead, "en").ahead] == [day(24)]


# rewrites


def test_a_rewrite_of_a_story_does_not_make_its_unnamed_source_a_second_author(lead: Desk, put: Put):
    more = {"source_kind": "anonymous"}

    def told(by: str, outlet: str, rest: str = "") -> str:
        said = f"{by} said 12 people were freed, and the talks go on."
        text = said + rest
        return put(
            text, outlet=outlet, published=day(20),
            marks={"figures": [("12 people", 12, "released", {"source": by})],
                   "statements": [("12 people were freed, and the talks go on", by, "said", more)],
                   "events": [(said, "talks_continue", "ongoing")]},
        )  # fmt: skip

    # so much of its own that nobody but a person can tell that it is the same story
    rest = " Its correspondent saw buses leave at noon, and crowds along both sides of a road that was closed since spring."
    first, second = told("A source", "Agency A"), told("A person close to it", "Paper B", rest)
    assert len(figure_page(lead, "released.any", "en").values) == 2
    assert len(brief(lead, "en").claims) == 2
    link_reports(lead, second, first, "rewrite")
    [point] = figure_page(lead, "released.any", "en").values
    assert [o.report for o in point.also] == [second]
    assert figure_page(lead, "released.any", "en").thing.authors == 1
    [claim] = brief(lead, "en").claims
    assert [o.report for o in claim.also] == [first] or claim.quote.origin.report == first


def test_two_known_authors_stay_two_in_a_rewrite(lead: Desk, put: Put):
    first, second = freed(put, "Qatar", 12), freed(put, "Egypt", 12)
    link_reports(lead, second, first, "rewrite")
    assert figure_page(lead, "released.any", "en").thing.authors == 2


# what a correction names


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("Correction: 10 Thais, not 12 Thais", "en", {12}), ("an earlier version of this report gave 12 people", "en", {12}),
        ("rather than twelve", "en", {12}), ("12 people were freed", "en", set()), ("It is not so: 10 were", "en", set()),
        ("عدد المفرج عنهم أربعة لا ستة", "ar", {6}), ("10 وليس 12", "ar", {12}), ("بدلا من 1,400 قتيل", "ar", {1400}),
        ("كان يمكن أن يُقرأ في الخبر أن ستة أشخاص أُفرج عنهم", "ar", {6}), ("لا اتفاق بعد", "ar", set()),
        ("أُفرج عن ستة أشخاص", "ar", set()),
    ],
)  # fmt: skip
def test_the_numbers_a_correction_names_as_wrong_are_heard(words: str, lang: Lang, expected: set[int]):
    assert named_wrong(words, lang) == expected


def test_snapshots_keep_links(lead: Desk, corrected: tuple[str, str]):
    keep_snapshots(lead.home)
    assert sum(p.superseded for p in figure_page(lead, "released.any", "en").values) == 1


def test_the_authors_of_a_thing_are_all_told_also_after_a_story_was_told_again(lead: Desk, put: Put):
    first, second = freed(put, "Qatar", 12), freed(put, "Qatar", 12, text="It is 12 people, Qatar says.")
    freed(put, "Egypt", 13)
    assert figure_page(lead, "released.any", "en").thing.authors == 2
    link_reports(lead, second, first, "rewrite")
    freed(put, "The army", 14)
    assert figure_page(lead, "released.any", "en").thing.authors == 3


def test_the_page_of_a_corrected_report_says_at_the_mark_what_stands_instead(lead: Desk, corrected: tuple[str, str]):
    [mark] = report_page(lead, corrected[0], "en").marks
    assert ("Correction", f"corrected by {corrected[1]} on 25 November 2023: now 10") in mark.parts
    assert all(label != "Correction" for m in report_page(lead, corrected[1], "en").marks for label, _ in m.parts)
