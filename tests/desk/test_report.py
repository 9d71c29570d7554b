"""Reports: taken in once, read, linked, struck; drawn with every mark over the words it quotes."""

from collections.abc import Callable

import pytest
from tests.desk.conftest import day

from wasata.desk.access import Desk
from wasata.desk.press import PRESS
from wasata.desk.report import (
    NewReport,
    Taken,
    link_reports,
    press_list,
    report_page,
    strike_mark,
    take_in_report,
    take_in_reports,
)  # fmt: skip
from wasata.desk.rereading import read_again
from wasata.errors import ActReused, LinkWrong, MarkUnknown, NotAllowed, ReportBlank, ReportKnown, ReportUnknown

Put = Callable[..., str]
TEXT = "Qatar said 12 people were freed on Friday.\n\nIsrael denied it. Talks go on."
MARKS = {
    "statements": [
        ("12 people were freed on Friday", "Qatar", "said", {"actor": "qatar"}),
    ],
    "figures": [("12 people", 12, "released", {"source": "Qatar", "party": "israel"})],
    "dates": [("Friday", day(24), day(24))],
    "events": [("Qatar said 12 people were freed on Friday.", "release", "happened"),
               ("Talks go on.", "talks_continue", "ongoing")],
}  # fmt: skip


def test_a_report_is_taken_in_and_read_in_one_act(lead: Desk):
    taken = take_in_report(lead, NewReport("قالت قطر إن المفاوضات مستمرة.", published=day(20), came_by="paste"))
    entries = list(lead.ledger.entries("press"))
    assert [e.kind for e in entries] == ["report.received", "report.read"]
    assert len({e.act for e in entries}) == 1
    page = report_page(lead, taken.report, "ar")
    assert page.line.lang == "ar"
    assert page.reader is not None
    assert "".join(r.text for p in page.paragraphs for r in p) == "قالت قطر إن المفاوضات مستمرة."


@pytest.mark.parametrize("text", ["", "   \n ", "123 456 …"])
def test_what_has_no_words_is_refused(lead: Desk, text: str):
    with pytest.raises(ReportBlank):
        take_in_report(lead, NewReport(text))
    assert lead.ledger.head("press").seq == 0


@pytest.mark.parametrize("again", ["Qatar said talks go on.", "Qatar said\r\ntalks  go on.\n"])
def test_the_same_words_are_refused_and_the_first_report_named(lead: Desk, again: str):
    first = take_in_report(lead, NewReport("Qatar said talks go on.", title="Talks"))
    with pytest.raises(ReportKnown) as refused:
        take_in_report(lead, NewReport(again))
    assert refused.value.values["report"] == first.report
    assert len(lead.fold(PRESS).reports) == 1


def test_the_same_act_twice_gives_the_first_result(lead: Desk):
    new = NewReport("Qatar said talks go on.")
    first = take_in_report(lead, new, act_id="same")
    again = take_in_report(lead, new, act_id="same")
    assert again == Taken(first.report, again=True)
    assert lead.ledger.head("press").seq == 2


def test_an_act_that_comes_again_with_other_words_is_refused_and_not_taken_for_the_first(lead: Desk):
    take_in_report(lead, NewReport("Qatar said talks go on."), act_id="same")
    with pytest.raises(ActReused):
        take_in_report(lead, NewReport("Egypt said talks had stopped."), act_id="same")
    with pytest.raises(ActReused):
        take_in_report(lead, NewReport("  "), act_id="same")


def test_many_in_the_same_act_twice_give_the_first_result(lead: Desk):
    many = [NewReport(t) for t in ("One report.", "", "Another one.", "One  report.", "A third.")]
    first = list(take_in_reports(lead, many, at_once=2, act_id="same"))
    entries = lead.ledger.head("press").seq
    again = list(take_in_reports(lead, many, at_once=2, act_id="same"))
    assert [type(r) for r in again] == [type(r) for r in first] == [Taken, ReportBlank, Taken, ReportKnown, Taken]
    assert [r.report for r in again if isinstance(r, Taken)] == ["r-0001", "r-0002", "r-0003"]
    assert all(r.again for r in again if isinstance(r, Taken))
    assert lead.ledger.head("press").seq == entries


def test_of_many_the_good_ones_come_in_and_each_is_answered(lead: Desk):
    many = [NewReport(t) for t in ("One report.", "", "Another one.", "One  report.", "A third.")]
    results = list(take_in_reports(lead, many, at_once=2))
    assert [type(r) for r in results] == [Taken, ReportBlank, Taken, ReportKnown, Taken]
    assert [r.report for r in results if isinstance(r, Taken)] == ["r-0001", "r-0002", "r-0003"]
    assert [f.text for f in lead.fold(PRESS).reports] == ["One report.", "Another one.", "A third."]


def test_twice_the_same_in_one_batch_comes_in_once(lead: Desk):
    results = list(take_in_reports(lead, [NewReport("One report."), NewReport("One report.")]))
    assert isinstance(results[1], ReportKnown)
    assert results[1].values["report"] == "r-0001"


def test_who_may_not_write_the_press_takes_nothing_in(at_desk: Callable[[str], Desk]):
    for role in ("truce_monitor", "aid_monitor"):
        with pytest.raises(NotAllowed):
            take_in_report(at_desk(role), NewReport("A report."))
    assert not press_list(at_desk("truce_monitor"), "en").may_add
    assert press_list(at_desk("analyst"), "en").may_add


def test_the_list_shows_the_newest_publication_first_a_page_at_a_time(lead: Desk, put: Put):
    for n in (3, 1, 2):
        put(f"Report of day {n}.", published=day(n), lang="en")
    put("خبر.", published=day(4), lang="ar", outlet_kind="ministry", outlet="وزارة")
    assert [x.published for x in press_list(lead, "en").lines] == [day(4), day(3), day(2), day(1)]
    second = press_list(lead, "en", page=2, per_page=3)
    assert [x.published for x in second.lines] == [day(1)]
    assert (second.total, second.pages) == (4, 2)
    assert press_list(lead, "en", page=99, per_page=3).page == 2
    assert [x.report for x in press_list(lead, "en", kind="ministry").lines] == ["r-0004"]
    assert [x.report for x in press_list(lead, "en", written_in="ar").lines] == ["r-0004"]
    assert dict(press_list(lead, "en").kinds) == {"agency": 3, "ministry": 1}


def test_a_report_without_a_headline_is_called_by_its_first_line(lead: Desk, put: Put):
    put("First line here.\nSecond line.")
    assert press_list(lead, "en").lines[0].title == "First line here."


def test_every_mark_lies_over_the_words_it_quotes(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    page = report_page(lead, name, "en")
    assert [m.id for m in page.marks] == ["e1", "s1", "f1", "d1", "e2"]
    assert [m.n for m in page.marks] == [1, 2, 3, 4, 5]
    for m in page.marks:
        over = "".join(r.text for p in page.paragraphs for r in p if m.id in r.marks)
        assert over == m.words == TEXT[m.start : m.end]
    starts = [i for p in page.paragraphs for r in p for i in r.begins]
    ends = [i for p in page.paragraphs for r in p for i in r.ends]
    assert sorted(starts) == sorted(ends) == sorted(m.id for m in page.marks)
    assert ["".join(r.text for r in p) for p in page.paragraphs] == [x for x in TEXT.split("\n") if x]
    assert page.counts == {"statements": 1, "figures": 1, "dates": 1, "events": 2}


def test_each_mark_says_who_what_when_and_by_which_rule(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    marks = {m.id: m for m in report_page(lead, name, "en").marks}
    assert marks["s1"].who is not None
    assert (marks["s1"].what, marks["s1"].who.name, marks["s1"].who.party) == ("said", "Qatar", "qatar")
    assert marks["s1"].who.sign == "p0"
    assert (marks["f1"].what, marks["f1"].parts) == ("12 · Released", (("Counted", "Israel"),))
    assert (marks["d1"].first, marks["d1"].certainty) == (day(24), "inferred")
    assert marks["e2"].what == "Talks continue · ongoing"
    assert {m.rule for m in marks.values()} == {"test.statement", "test.figure", "test.date", "test.event"}
    arabic = {m.id: m for m in report_page(lead, name, "ar").marks}
    assert arabic["s1"].who is not None
    assert (arabic["s1"].what, arabic["s1"].who.name) == ("قال", "قطر")
    assert arabic["s1"].who.words == "Qatar"


def test_a_struck_mark_stays_visible_with_who_struck_it_and_why(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    strike_mark(lead, name, "f1", "the other side's count")
    mark = next(m for m in report_page(lead, name, "en").marks if m.id == "f1")
    assert (mark.struck, mark.struck_by, mark.struck_why) == (True, "Lead mediator", "the other side's count")
    assert not any(m.struck for m in report_page(lead, name, "en").marks if m.id != "f1")


@pytest.mark.parametrize("mark", ["f2", "f0", "x1", "f", "", "f-1", "s١"])
def test_a_mark_that_is_not_there_cannot_be_struck(lead: Desk, put: Put, mark: str):
    name = put(TEXT, marks=MARKS)
    with pytest.raises(MarkUnknown):
        strike_mark(lead, name, mark)


def test_a_link_shows_on_both_reports(lead: Desk, put: Put):
    first, second = put("First."), put("Second.", title="A correction")
    link_reports(lead, second, first, "correction")
    later = report_page(lead, first, "en").relations
    assert [(r.relation, r.later, r.report, r.title) for r in later] == [("correction", True, second, "A correction")]
    assert [(r.relation, r.later) for r in report_page(lead, second, "en").relations] == [("correction", False)]
    line = next(x for x in press_list(lead, "en").lines if x.report == second)
    assert (line.relation, line.of) == ("correction", first)


@pytest.mark.parametrize("relation", ["correction", "denial", "withdrawal"])
def test_the_list_says_of_a_report_what_a_later_one_did_to_it(lead: Desk, put: Put, relation: str):
    first, second = put("Qatar said 12 are held."), put("It was not so.")
    link_reports(lead, second, first, relation)
    lines = {line.report: line for line in press_list(lead, "en").lines}
    assert (lines[first].later, lines[first].by, lines[first].relation) == (relation, second, None)
    assert (lines[second].later, lines[second].relation) == (None, relation)


def test_a_report_is_linked_to_another_and_once(lead: Desk, put: Put):
    first, second = put("First."), put("Second.")
    with pytest.raises(LinkWrong):
        link_reports(lead, first, first, "rewrite")
    link_reports(lead, second, first, "rewrite")
    with pytest.raises(LinkWrong):
        link_reports(lead, second, first, "rewrite")
    link_reports(lead, second, first, "denial")
    with pytest.raises(ReportUnknown):
        link_reports(lead, second, "r-9999", "rewrite")


def test_reading_again_adds_a_reading_and_keeps_the_first(lead: Desk):
    name = take_in_report(lead, NewReport("Qatar said on Friday that 12 people were freed.", published=day(25))).report
    read_again(lead, name)
    page = report_page(lead, name, "en")
    assert page.readings == 2
    assert lead.ledger.head("press").seq == 3


def test_words_searched_for_are_marked_in_the_report(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    page = report_page(lead, name, "en", query="talks")
    assert [r.text for p in page.paragraphs for r in p if r.hit] == ["Talks"]


def test_a_report_that_is_not_there_is_refused_by_name(lead: Desk):
    with pytest.raises(ReportUnknown):
        report_page(lead, "r-0404", "en")


def test_a_report_not_read_yet_is_shown_without_marks(lead: Desk):
    from tests.desk.conftest import received

    from wasata.desk.access import new_act_id

    lead.ledger.append({"press": (0, (received("r-0001", "Text."),))}, author="lead", act=new_act_id())
    page = report_page(lead, "r-0001", "en")
    assert (page.reader, page.marks) == (None, ())
