"""The brief: the state as claimed, what changed with both words, who said what, what is ahead; now, and as known then."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock, day, put_report

from wasata.desk.access import Desk
from wasata.desk.brief import Brief, brief, hour_of
from wasata.desk.case import open_case, write_note
from wasata.desk.figure import figures
from wasata.desk.report import link_reports, strike_mark
from wasata.errors import HourWrong
from wasata.record.home import Home
from wasata.values import Lang

Put = Callable[..., str]


def claim(put: Put, who: str, words: str, kind: str, status: str = "ongoing", **told: Any) -> str:
    """A report in which someone claims a state of the talks."""
    text = f"{who} said {words}."
    actor = {"Qatar": "qatar", "Hamas": "hamas", "Israel": "israel", "Egypt": "egypt"}.get(who)
    marks = {"statements": [(words, who, "said", {"actor": actor})], "events": [(text, kind, status)]}
    return put(text, marks=marks, **told)


def freed(put: Put, who: str, n: int, **told: Any) -> str:
    text = f"{who} said {n} people are held."
    more = {"source": who, "party": "israel"}
    return put(text, marks={"figures": [(f"{n} people", n, "held", more)]}, **told)


def told(b: Brief) -> list[tuple[str, str, str, str | None, str | None]]:
    c = b.changes
    return [
        (x.what, x.about, x.why, x.before.words if x.before else None, x.after.words if x.after else None)
        for x in (*c.new, *c.changed, *c.withdrawn)
    ]  # fmt: skip


def test_an_empty_case_has_an_empty_brief_that_says_so(lead: Desk):
    b = brief(lead, "en")
    assert (b.claims, b.statements, b.conflicts, b.ahead, b.reports) == ((), (), (), (), 0)
    assert b.changes.nothing


def test_a_state_is_claimed_with_words_source_outlet_day_and_firmness(lead: Desk, put: Put):
    claim(put, "Qatar", "the talks go on", "talks_continue", published=day(18))
    claim(put, "Egypt", "the talks may slow down", "talks_slow", "possible", published=day(19))
    first, second = brief(lead, "en").claims
    assert (first.state, first.status, first.certainty) == ("slowed", "possible", "weak")
    assert (second.state, second.when, second.undated, second.certainty) == ("continuing", day(18), True, "explicit")
    assert second.who.party_name == "Qatar"
    assert (second.quote.words, second.quote.origin.outlet) == ("Qatar said the talks go on.", "Agency A")


def test_that_the_talks_have_not_collapsed_is_not_told_as_a_collapse(lead: Desk, put: Put):
    claim(put, "Qatar", "the talks have not collapsed", "talks_suspended", "denied")
    assert [c.state for c in brief(lead, "en").claims] == ["not_suspended"]


def test_when_nothing_came_in_nothing_changed(lead: Desk, put: Put, now: Clock):
    claim(put, "Qatar", "the talks go on", "talks_continue")
    since = now.on(hours=1)
    now.on(hours=1)
    b = brief(lead, "en", since=since)
    assert b.changes.nothing
    assert b.changes.n_reports == 0
    assert b.claims


def test_a_new_claim_is_new(lead: Desk, put: Put, now: Clock):
    since = now.at
    now.on(hours=1)
    claim(put, "Qatar", "the talks go on", "talks_continue")
    assert told(brief(lead, "en", since=since))[0] == ("new", "state", "said", None, "Qatar said the talks go on.")


def test_what_an_author_repeats_is_no_news(lead: Desk, put: Put, now: Clock):
    claim(put, "Qatar", "the talks go on", "talks_continue")
    since = now.on(hours=1)
    now.on(hours=1)
    claim(put, "Qatar", "again that the talks go on", "talks_continue")
    b = brief(lead, "en", since=since)
    assert [x for x in told(b) if x[1] == "state"] == []
    assert b.changes.n_reports == 1


def test_another_state_by_the_same_author_is_a_change_with_both_words(lead: Desk, put: Put, now: Clock):
    claim(put, "Qatar", "the talks go on", "talks_continue")
    since = now.on(hours=1)
    now.on(hours=1)
    claim(put, "Qatar", "the talks are slower", "talks_slow")
    assert ("changed", "state", "revised", "Qatar said the talks go on.", "Qatar said the talks are slower.") in told(
        brief(lead, "en", since=since)
    )


def test_another_number_by_the_same_author_is_a_change_with_both_values(lead: Desk, put: Put, now: Clock):
    freed(put, "Israel", 224, published=day(10))
    since = now.on(hours=1)
    now.on(hours=1)
    freed(put, "Israel", 239, published=day(20))
    freed(put, "Hamas", 250, published=day(20))
    b = brief(lead, "en", since=since)
    [changed] = b.changes.changed
    assert (changed.before_value, changed.after_value, changed.label) == ("224", "239", "Held · Israel")
    assert [c.after_value for c in b.changes.new if c.about == "figure"] == ["250"]


def test_a_rewrite_of_a_story_brings_nothing_new(lead: Desk, put: Put, now: Clock):
    first = freed(put, "Israel", 224)
    since = now.on(hours=1)
    now.on(hours=1)
    second = put("It is 224 people, Israel says.", marks={"figures": [("224 people", 224, "missing")]})
    assert not brief(lead, "en", since=since).changes.nothing
    link_reports(lead, second, first, "rewrite")
    assert brief(lead, "en", since=since).changes.nothing


def test_a_correction_is_told_once_with_the_number_it_takes_back(lead: Desk, put: Put, now: Clock):
    first = put("Six people were freed.", marks={"figures": [("Six people", 6, "released")]}, outlet="Paper A")
    since = now.on(hours=1)
    now.on(hours=1)
    second = put(
        "Correction: four people were freed.", marks={"figures": [("four people", 4, "released")]}, outlet="Paper A"
    )
    link_reports(lead, second, first, "correction")
    c = brief(lead, "en", since=since).changes
    assert [(x.what, x.why, x.before_value, x.after_value) for x in (*c.new, *c.changed)] == [
        ("changed", "correction", "6", "4")
    ]


def test_a_denial_stands_beside_the_words_it_denies(lead: Desk, put: Put, now: Clock):
    first = claim(put, "Israel", "a deal was reached", "agreement", "happened")
    since = now.on(hours=1)
    now.on(hours=1)
    text = "Hamas denied that a deal was reached."
    second = put(
        text, marks={"statements": [("a deal was reached", "Hamas", "denied", {"act": "deny", "actor": "hamas"})]}
    )
    link_reports(lead, second, first, "denial")
    found = [x for x in told(brief(lead, "en", since=since)) if x[2] == "denial"]
    assert found == [("changed", "statement", "denial", "Israel said a deal was reached.", "a deal was reached")]


def test_a_withdrawal_and_a_strike_are_told_as_withdrawn(lead: Desk, put: Put, now: Clock):
    first = freed(put, "Israel", 224)
    since = now.on(hours=1)
    now.on(hours=1)
    second = put("We withdraw our report of the number held.")
    link_reports(lead, second, first, "withdrawal")
    strike_mark(lead, first, "f1")
    found = {(x[0], x[2], x[3]) for x in told(brief(lead, "en", since=since)) if x[0] == "withdrawn"}
    assert found == {
        ("withdrawn", "withdrawal", "Israel said 224 people are held."),
        ("withdrawn", "struck", "Israel said 224 people are held."),
    }


def test_it_is_drawn_as_known_at_an_hour_in_the_past(lead: Desk, put: Put, now: Clock):
    claim(put, "Qatar", "the talks go on", "talks_continue")
    then = now.on(hours=1)
    now.on(hours=1)
    claim(put, "Qatar", "the talks stopped", "talks_suspended")
    write_note(lead, "Stopped, says Qatar.", "en", about="state")
    past = brief(lead, "en", as_of=then, since=then - timedelta(days=1))
    assert ([c.state for c in past.claims], past.reports, past.note, past.as_of) == (["continuing"], 1, None, then)
    present = brief(lead, "en")
    assert [c.state for c in present.claims] == ["suspended", "continuing"]
    assert present.note is not None


def test_in_a_sample_it_is_drawn_by_publication_up_to_its_last_report(home: Home, now: Clock):
    desk = open_case(
        home,
        "sample",
        names={"ar": "مثال", "en": "Sample"},
        period={"ar": "", "en": ""},
        lead="lead",
        sample=True,
        now=now,
    )
    now.on(days=300)
    for on, words in ((1, "the talks go on"), (9, "the talks slowed")):
        text = f"Qatar said {words}."
        kind = "talks_continue" if on == 1 else "talks_slow"
        put_report(desk, text, published=day(on), marks={"events": [(text, kind, "ongoing")]})
    b = brief(desk, "en")
    assert (b.by, b.as_of.date(), b.reports) == ("published", day(9), 2)
    earlier = brief(desk, "en", as_of=datetime(2023, 11, 5, tzinfo=UTC))
    assert [c.state for c in earlier.claims] == ["continuing"]
    assert brief(desk, "en", since=now.at).changes.since == b.as_of - timedelta(days=1), (
        "a visit after its time tells nothing"
    )


def test_statements_stand_by_party_and_body_in_the_alphabet_of_the_page(lead: Desk, put: Put):
    for who, actor in (("Qatar", "qatar"), ("Israel", "israel"), ("Hamas", "hamas")):
        put(f"{who} said it is ready.", marks={"statements": [("it is ready", who, "said", {"actor": actor})]})
    more = {"source_kind": "anonymous"}
    put("A source said it is late.", marks={"statements": [("it is late", "A source", "said", more)]})
    assert [p.party for p in brief(lead, "en").statements] == ["hamas", "israel", "qatar", None]
    assert [p.party for p in brief(lead, "ar").statements] == ["israel", "hamas", "qatar", None]
    hamas = brief(lead, "en").statements[0]
    assert (hamas.n, hamas.bodies[0].name, hamas.bodies[0].lines[0].quote.words) == (1, "Hamas", "it is ready")


def test_a_struck_statement_is_left_out(lead: Desk, put: Put):
    name = put("Qatar said it is ready.", marks={"statements": [("it is ready", "Qatar", "said")]})
    strike_mark(lead, name, "s1")
    assert brief(lead, "en").statements == ()


def test_what_is_dated_ahead_is_told_nearest_first_and_once(lead: Desk, put: Put):
    for n in (1, 2):
        text = f"The truce ends on Thursday. A round is due in a week. Report {n}."
        put(
            text, published=day(19), outlet="Paper A",
            marks={"dates": [("in a week", day(27), day(27)), ("Thursday", day(23), day(23))],
                   "events": [("The truce ends on Thursday.", "truce_end", "planned")]},
        )  # fmt: skip
    b = brief(lead, "en")
    nearest = b.ahead[0]
    assert (nearest.first, nearest.kind, nearest.certainty) == (day(23), "truce_end", "inferred")
    assert (len(b.ahead), b.n_ahead) == (2, 2)
    assert b.ahead[0].quote.words == "The truce ends on Thursday."


def test_what_is_past_is_not_ahead(lead: Desk, put: Put, now: Clock):
    put("The truce ends on Thursday.", published=day(19), marks={"dates": [("Thursday", day(23), day(23))]})
    now.on(days=10)
    assert brief(lead, "en").ahead == ()


def test_only_who_holds_a_log_is_told_what_stands_in_it(at_desk: Callable[[str], Desk], lead: Desk):
    write_note(lead, "Going on.", "en", about="state")
    assert brief(lead, "en").note is not None
    assert brief(lead, "en").logs == ("press", "bureau", "ground", "table")
    monitor = brief(at_desk("truce_monitor"), "en")
    assert (monitor.note, monitor.logs) == (None, ("press", "ground", "table"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2023-11-30", "2023-11-30T23:59:59+02:00"), ("2023-11-30 05:30", "2023-11-30T05:30:00+02:00"),
        ("2023-11-30T05:30Z", "2023-11-30T05:30:00+00:00"),
    ],
)  # fmt: skip
def test_an_hour_is_understood_in_the_zone_of_the_case(typed: str, expected: str):
    assert hour_of(typed, "Asia/Gaza").isoformat() == expected


@pytest.mark.parametrize("typed", ["", "yesterday", "2023-13-01", "30/11/2023"])
def test_an_hour_that_is_none_is_refused(typed: str):
    with pytest.raises(HourWrong):
        hour_of(typed)


def everything_claimed(put: Put, now: Clock) -> str:
    text = "Egypt said 12 people were freed. Talks were suspended until 30 November 2030."
    return put(
        text, published=now().date(),
        marks={
            "statements": [("12 people were freed", "Egypt", "said")], "figures": [("12 people", 12, "released")],
            "dates": [("30 November 2030", date(2030, 11, 30), date(2030, 11, 30))],
            "events": [("Talks were suspended until 30 November 2030.", "talks_suspended", "happened")],
        },
    )  # fmt: skip


def standing(found: Brief) -> tuple[int, ...]:
    parts = (found.claims, found.pace, found.statements, found.ahead)
    return (*map(len, parts), found.n_claims, found.n_statements, found.n_ahead)


def test_nothing_in_a_withdrawn_report_stands_any_more_and_its_withdrawal_is_told(lead: Desk, put: Put, now: Clock):
    first = everything_claimed(put, now)
    since = now.on(hours=1)
    assert all(standing(brief(lead, "en"))), "planted"
    assert figures(lead, "en").things
    now.on(hours=1)
    link_reports(lead, put("We withdraw our report.", published=now().date()), first, "withdrawal")
    after = brief(lead, "en", since=since)
    assert not any(standing(after))
    assert figures(lead, "en").things == ()
    assert after.changes.n_withdrawn == 1
    assert all(standing(brief(lead, "en", as_of=since))), "as it was known before the withdrawal, it stood"


def test_a_struck_mark_leaves_every_part_of_the_brief_and_its_count(lead: Desk, put: Put, now: Clock):
    report = everything_claimed(put, now)
    for mark in ("s1", "f1", "d1", "e1"):
        strike_mark(lead, report, mark)
    assert not any(standing(brief(lead, "en")))
    assert figures(lead, "en").things == ()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_rooms_own_summary_is_the_last_whatever_its_language(lead: Desk, lang: Lang):
    write_note(lead, "The first", "en", about="state")
    write_note(lead, "الثانية", "ar", about="state")
    write_note(lead, "A watch note", "en", about="watch")
    note = brief(lead, lang).note or pytest.fail("no note")
    assert (note.text, note.lang) == ("الثانية", "ar")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_summary_written_in_both_languages_in_one_act_is_shown_in_that_of_the_page(lead: Desk, lang: Lang):
    write_note(lead, "Older", "en", about="state")
    write_note(lead, "The second", "en", also={"ar": "الثانية"}, about="state")
    note = brief(lead, lang).note or pytest.fail("no note")
    assert note.text == {"ar": "الثانية", "en": "The second"}[lang]


def test_the_same_words_are_told_once_with_all_they_bear_on(lead: Desk, put: Put, now: Clock):
    since = now()
    now.on(hours=1)
    text = "Qatar said the talks continue and 40 people are held."
    put(
        text,
        marks={
            "statements": [("the talks continue and 40 people are held", "Qatar", "said", {"actor": "qatar"})],
            "events": [(text, "talks_continue", "ongoing")],
            "figures": [("40 people", 40, "held", {"source": "Qatar"})],
        },
    )
    found = brief(lead, "en", since=since).changes
    [one] = found.new
    assert one.after is not None
    assert one.after.words == text
    assert {one.label, *(b.label for b in one.also)} >= {"Continuing", "Held"}
    assert sum(1 + len(c.also) for c in found.new) == found.n_new
