"""A report that is not about the case after all: it leaves every count with a reason, and comes back whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import day

from wasata.desk.access import Desk
from wasata.desk.brief import brief
from wasata.desk.case import card_of
from wasata.desk.contradiction import contradictions
from wasata.desk.doubt import doubts
from wasata.desk.figure import figure_page, figures
from wasata.desk.marking import strike_mark
from wasata.desk.press import PRESS, Press
from wasata.desk.put_away import call_back, effect_of, put_away
from wasata.desk.report import press_list, report_page, search
from wasata.desk.rereading import changed, read_again
from wasata.desk.taking import link_reports
from wasata.desk.thread import story_line, thread_page, threads
from wasata.desk.timeline import timeline
from wasata.errors import ActReused, NotAllowed, PutAwayWrong, ReasonTooLong, ReportUnknown

Put = Callable[..., str]
TEXT = "Qatar said 12 people were killed on Friday. Talks continue in Egypt. The next list is due on 1 December."
MARKS: dict[str, Any] = {
    "statements": [("12 people were killed on Friday", "Qatar", "said", {"actor": "qatar"})],
    "figures": [("12 people", 12, "killed", {"source": "Qatar", "party": "israel"})],
    "dates": [("Friday", day(17), day(17))],
    "events": [("Talks continue in Egypt.", "talks_continue", "ongoing")],
}
OTHER = "A ministry said 15 people were killed on Friday. Talks stopped in Egypt."
OTHERS: dict[str, Any] = {
    "dates": [("Friday", day(17), day(17))],
    "figures": [("15 people", 15, "killed", {"source": "A ministry", "party": "israel"})],
    "events": [("Talks stopped in Egypt.", "talks_suspended", "happened")],
}


@pytest.fixture
def two(put: Put) -> tuple[str, str]:
    """Two reports that disagree."""
    return (
        put(TEXT, marks=MARKS, published=day(17), outlet="Agency A"),
        put(OTHER, marks=OTHERS, published=day(17), outlet="Agency B"),
    )


def told(desk: Desk) -> tuple[object, ...]:
    """What the pages count."""
    told = brief(desk, "en")
    line = timeline(desk, "en")
    return (
        told.reports, told.n_claims, told.n_conflicts, told.n_statements, line.total, contradictions(desk, "en").total,
        [(x.key, x.values) for x in figures(desk, "en").things], card_of(desk, "en").reports,
        doubts(desk, "en").total,
    )  # fmt: skip


def test_nothing_of_it_counts_and_all_of_it_counts_again_when_called_back(two, put: Put, lead: Desk, at_desk):
    alone = told(lead)
    third = put(
        "Mexico said 99 people were killed on Friday. Talks were suspended in Lima.", published=day(17), outlet="Agency C",
        marks={
            "dates": [("Friday", day(17), day(17))],
            "figures": [("99 people", 99, "killed", {"source": "Mexico", "party": "israel"})],
            "events": [("Talks were suspended in Lima.", "talks_suspended", "happened")],
        },
    )  # fmt: skip
    with_it = told(lead)
    assert with_it != alone
    put_away(at_desk("analyst"), third, "Another quarrel")
    assert told(lead) == alone
    call_back(at_desk("officer"), third)
    assert told(lead) == with_it


def test_it_stays_on_its_own_page_in_the_list_and_in_search_with_who_when_and_why(two, lead: Desk, at_desk):
    put_away(at_desk("analyst"), two[0], "  Another quarrel ")
    page = report_page(at_desk("truce_monitor"), two[0], "en")
    assert page.line.away
    assert [(a.by, a.reason, a.back_at) for a in page.away] == [("Analyst", "Another quarrel", None)]
    assert [m.group for m in page.marks].count("figures") == 1
    assert not page.may_put_away
    assert {x.report: x.away for x in press_list(lead, "en").lines} == {two[0]: True, two[1]: False}
    assert [h.line.away for h in search(lead, "list", "en").hits] == [True]
    call_back(lead, two[0], "It names the truce")
    page = report_page(lead, two[0], "en")
    assert not page.line.away
    assert [(a.back_by, a.back_reason) for a in page.away] == [("Lead mediator", "It names the truce")]


def test_the_change_of_figures_is_listed_on_the_brief_and_where_changes_are_listed(two, lead: Desk, now):
    since = now.on(hours=1)
    now.on(hours=1)
    put_away(lead, two[0], "Another quarrel")
    found = brief(lead, "en", since=since).changes
    assert {(c.about, c.why) for c in found.withdrawn} >= {("figure", "put_away"), ("state", "put_away")}
    listed = changed(lead, "en")
    assert (listed.total, listed.alterings[0].by_hand, listed.alterings[0].by) == (1, True, "Lead mediator")
    assert {c.why for c in listed.alterings[0].changes} == {"put_away"}
    away = now.on(hours=1)
    now.on(hours=1)
    call_back(lead, two[0])
    found = brief(lead, "en", since=away).changes
    assert {c.why for c in found.new} == {"called_back"}
    assert "12" in {b.value for c in found.new for b in c.also}
    assert brief(lead, "en", since=since).changes.nothing
    assert changed(lead, "en").total == 2


def test_pages_of_an_earlier_hour_show_what_stood_then(two, lead: Desk, now):
    before = now.on(hours=1)
    now.on(hours=1)
    put_away(lead, two[0], "Another quarrel")
    away = now.on(hours=1)
    now.on(hours=1)
    call_back(lead, two[0])
    assert [brief(lead, "en", as_of=t).reports for t in (before, away, now.at)] == [2, 1, 2]
    assert [brief(lead, "en", as_of=t).n_conflicts for t in (before, away, now.at)] == [1, 0, 1]
    assert [figure_page(lead, "killed.israel", "en", as_of=t).thing.values for t in (before, away, now.at)] == [2, 1, 2]


def test_what_it_did_to_another_report_falls_away_with_it_and_that_is_listed(two, lead: Desk, now):
    link_reports(lead, two[1], two[0], "withdrawal")
    since = now.on(hours=1)
    now.on(hours=1)
    assert effect_of(lead, two[1]).relations == (("withdrawal", two[0], report_page(lead, two[0], "en").line.title),)
    with lead.hold():
        assert lead.fold(PRESS).known().n_reports == 2
        assert len(lead.fold(PRESS).known().seqs) == 1
    put_away(lead, two[1], "Another quarrel")
    assert [(c.about, c.why) for c in brief(lead, "en", since=since).changes.changed] == [("statement", "put_away")]
    page = figure_page(lead, "killed.israel", "en")
    assert [str(v.amount.low) for v in page.values] == ["12"]
    call_back(lead, two[1])
    with lead.hold():
        assert len(lead.fold(PRESS).known().seqs) == 1


def test_what_is_read_or_marked_meanwhile_counts_from_when_it_is_called_back(two, lead: Desk):
    put_away(lead, two[0], "Another quarrel")
    strike_mark(lead, two[0], "f1")
    read_again(lead, two[0])
    with lead.hold():
        press = lead.fold(PRESS)
        assert sum(press.reports[0].readings[-1].counts) == 0
        assert press.reports[0].base.reader != "1"
    call_back(lead, two[0])
    with lead.hold():
        assert lead.fold(PRESS).reports[0].readings[-1].counts == tuple(map(len, lead.fold(PRESS).marks(0).values()))


def test_a_story_is_told_by_the_prints_that_are_left(put: Put, lead: Desk):
    text = "Mediators in Doha said on Monday that the lists for the fourth day had been handed over to both sides without delay. "
    one, other, third = (put(text + more, published=day(17 + n), outlet=f"Paper {n}") for n, more in enumerate(("", "Talks go on.", "So it is.")))  # fmt: skip # noqa: E501
    assert threads(lead, "en").lines[0].prints == 3
    put_away(lead, one, "Another quarrel")
    page = thread_page(lead, other, "en")
    assert [p.report for p in page.prints] == [other, third]
    assert story_line(lead, one) is None
    put_away(lead, other, "Another quarrel")
    assert threads(lead, "en").total == 0
    assert story_line(lead, third) is None
    assert [p.report for p in thread_page(lead, third, "en").prints] == [third]


def test_a_reason_is_asked_and_nothing_is_done_twice(two, lead: Desk):
    for reason in ("", "  \n", "…", "x" * 2001):
        with pytest.raises((PutAwayWrong, ReasonTooLong)):
            put_away(lead, two[0], reason)
    with pytest.raises(PutAwayWrong):
        call_back(lead, two[0])
    with pytest.raises(ReportUnknown):
        put_away(lead, "r-9999", "no")
    first = put_away(lead, two[0], "Another quarrel", act_id="act")
    assert put_away(lead, two[0], "Another quarrel", act_id="act").again
    with pytest.raises(ActReused):
        put_away(lead, two[0], "Other words", act_id="act")
    with pytest.raises(PutAwayWrong):
        put_away(lead, two[0], "Another quarrel")
    assert first.heads["press"] == lead.ledger.head("press")


@pytest.mark.parametrize("reader", ["truce_monitor", "aid_monitor", "delegate", "auditor"])
def test_only_the_team_puts_away_and_calls_back(two, lead: Desk, at_desk, reader: str):
    with pytest.raises(NotAllowed):
        put_away(at_desk(reader), two[0], "no")
    put_away(lead, two[0], "no")
    with pytest.raises(NotAllowed):
        call_back(at_desk(reader), two[0])


def test_a_snapshot_keeps_it(two, lead: Desk, now):
    put_away(lead, two[0], "Another quarrel")
    now.at += timedelta(hours=1)
    call_back(lead, two[0], "It is ours")
    put_away(lead, two[1], "Theirs")
    with lead.hold():
        press = lead.fold(PRESS)
        back = Press.unpack(press.pack())
    assert back.away == press.away
    assert back.known().away == press.known().away == {1}
