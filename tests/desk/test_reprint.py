"""The same words of another outlet are a print of their own at every door, and one voice; of the same outlet they are known."""

import itertools
from datetime import UTC, date, datetime

import pytest
from pydantic_core import to_json
from tests.desk.test_feed import ABOUT, OTHER, item, rss
from tests.listen.misbehaving import ok

from wasata.desk import archive
from wasata.desk.access import Desk
from wasata.desk.archive import Filing, archive_list, call_from_archive, file_report, file_reports, kept_report
from wasata.desk.brief import brief
from wasata.desk.contradiction import contradictions
from wasata.desk.doubt import doubts
from wasata.desk.figure import figure_page, figures
from wasata.desk.marking import confirm_mark, correct_mark, lift_hand, strike_mark
from wasata.desk.one_mark import mark_at
from wasata.desk.press import PRESS, Press
from wasata.desk.put_away import put_away
from wasata.desk.report import report_page
from wasata.desk.reprint import outlet_meant, standing_as
from wasata.desk.taking import NewReport, Taken, roster_of, take_in_report, take_in_reports
from wasata.desk.thread import story_line, thread_page, threads
from wasata.errors import ActReused, ReportKnown, ThingUnknown
from wasata.listen.roster import default_roster
from wasata.record.kinds.report import FigureMark

TEXT = (
    "DOHA - Hamas released 12 Israeli captives on Friday. The talks between Israel and Hamas go on in Doha, a source close "
    "to the talks said. The two sides reached an agreement on a truce that begins on 24 November. Buses left the yard of "
    "the prison at noon and reached the crossing two hours later, where relatives had waited since the early hours in heavy rain."
)
AGAINST = (
    "GAZA - Hamas released 14 Israeli captives on Friday, this paper counts from the lists. The two sides have not reached "
    "an agreement on a truce, Hamas said."
)
DAY = date(2023, 11, 18)
FAR = NewReport("The central bank of Norway raised its rate, and the krone gained half a cent.", outlet="Markets")


def printed(n: int, **more) -> NewReport:
    at = datetime(2023, 11, 18, 6 + n // 10, n % 10, tzinfo=UTC)
    told = {"title": "Captives freed", "outlet": f"Paper {n}", "published": DAY, "published_at": at} | more
    return NewReport(TEXT, **told)


def known(desk: Desk, new: NewReport) -> str:
    with pytest.raises(ReportKnown) as refused:
        take_in_report(desk, new)
    return str(refused.value.values["report"])


@pytest.fixture
def forty(lead: Desk) -> list[str]:
    """Forty prints in one batch, the oldest last, as files lie in a folder; and one that says otherwise."""
    took = list(take_in_reports(lead, [printed(39 - n) for n in range(40)]))
    take_in_report(lead, NewReport(AGAINST, outlet="Daily Z", published=DAY))
    return [t.report for t in took if isinstance(t, Taken)]


# ---- at the door


def test_the_same_words_of_another_outlet_are_a_print_of_their_own(lead: Desk):
    for n in range(3):
        assert take_in_report(lead, printed(n)).report == f"r-000{n + 1}"
    assert story_line(lead, "r-0002").prints == 3


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Al Jazeera", "الجزيرة"),
        ("قناة الجزيرة", "ALJAZEERA "),
        ("The Times of Israel", "تايمز أوف إسرائيل"),
        ("صحيفة أنباء المدينة", "صحيفة انباء  المدينة"),
        ("Town  Post", "town post"),
        ("📰", " 📰"),
    ],
)
def test_an_outlet_is_itself_in_both_languages_and_every_spelling(lead: Desk, first: str, then: str):
    take_in_report(lead, printed(1, outlet=first))
    assert known(lead, printed(2, outlet=then)) == "r-0001"


@pytest.mark.parametrize(
    "other", ["Gulf Times, citing Reuters", "Reuters.com", "روسيا اليوم", "Al Jazeera Net", "The Post of the Town"]
)
def test_a_name_that_only_holds_anothers_is_an_outlet_of_its_own(lead: Desk, other: str):
    take_in_report(lead, printed(1, outlet="Reuters"))
    take_in_report(lead, printed(2, outlet=other))
    assert len(lead.fold(PRESS).reports) == 2


def test_the_same_outlet_at_another_address_or_on_another_day_is_known(lead: Desk):
    take_in_report(lead, printed(1, url="https://paper.example/1"))
    assert known(lead, printed(1, url="https://paper.example/amp/1")) == "r-0001"
    assert known(lead, printed(1, published=date(2023, 11, 20), published_at=None, title="Another head")) == "r-0001"


def test_what_came_from_the_very_same_address_is_known_whatever_its_outlet_is_called(lead: Desk):
    at = {"url": "https://paper.example/1"}
    many = [printed(1, **at), printed(2, outlet="paper.example", **at), printed(3, url="https://other.example/1")]
    assert [type(t) for t in take_in_reports(lead, many)] == [Taken, ReportKnown, Taken]
    assert known(lead, printed(4, outlet="Paper 1, world", **at)) == "r-0001"
    filed = [file_report(lead, NewReport(FAR.text, outlet=o, url="https://far.example/1")) for o in ("A", "B")]
    assert [f.where for f in filed] == ["archive", "known"]
    told = [NewReport(FAR.text, outlet=o, url="https://far.example/2") for o in ("C", "D")]
    assert [f.where for f in file_reports(lead, told)] == ["archive", "known"]


def test_words_whose_outlet_is_not_told_are_known_and_told_afterwards_they_are_a_print(lead: Desk):
    take_in_report(lead, printed(1, outlet=None))
    assert known(lead, printed(2, outlet="  ")) == "r-0001"
    assert take_in_report(lead, printed(2)).report == "r-0002"
    assert known(lead, printed(3, outlet=None)) == "r-0001"
    assert known(lead, printed(2)) == "r-0002"


def test_a_batch_takes_each_outlet_once_and_sent_again_gives_the_same(lead: Desk):
    many = [printed(1), printed(2), printed(1, url="https://paper.example/2"), printed(3), printed(9, outlet=None)]
    first = list(take_in_reports(lead, many, act_id="same"))
    head = lead.ledger.head("press").seq
    again = list(take_in_reports(lead, many, act_id="same"))
    assert [type(r) for r in first] == [type(r) for r in again] == [Taken, Taken, ReportKnown, Taken, ReportKnown]
    assert [r.report for r in again if isinstance(r, Taken)] == ["r-0001", "r-0002", "r-0003"]
    assert [r.values["report"] for r in first if isinstance(r, ReportKnown)] == ["r-0001", "r-0001"]
    assert lead.ledger.head("press").seq == head
    with pytest.raises(ActReused):  # another headline: it was not in that act
        list(take_in_reports(lead, [printed(1, title="Other"), *many[1:]], act_id="same"))


def test_one_print_sent_twice_by_its_form_is_one(lead: Desk):
    take_in_report(lead, printed(1))
    assert take_in_report(lead, printed(2), act_id="form").again is False
    assert take_in_report(lead, printed(2), act_id="form") == Taken("r-0002", again=True)
    with pytest.raises(ActReused):
        take_in_report(lead, printed(3), act_id="form")


def test_each_print_is_read_as_if_it_had_come_alone(lead: Desk):
    list(take_in_reports(lead, [printed(1), printed(2), printed(3, published=date(2023, 11, 25), published_at=None)]))
    with lead.hold():
        press = lead.fold(PRESS)
        marks = [press.marks(n) for n in range(3)]
    assert marks[0] == marks[1]
    assert marks[0]["dates"] != marks[2]["dates"], "Friday is another day in the later print"


def test_after_a_restart_the_door_knows_every_print(lead: Desk, forty: list[str]):
    press = lead.fold(PRESS)
    again = Press.unpack(press.pack())
    same = press.reports[0].same
    assert again.prints == press.prints
    assert [again.known_as(same, f"paper {n}") for n in (39, 0)] == [forty[0], forty[39]]
    assert again.known_as(same, "Paper 40") is None
    assert again.known_as(same, None) == forty[0]
    assert again.tellings.threads.members == press.tellings.threads.members


def test_a_roster_that_changed_tells_outlets_apart_from_then_on():
    roster = default_roster()
    prints = [("r-0001", "Reuters"), ("r-0002", None)]
    assert standing_as(roster, "وكالة رويترز", prints) == "r-0001"
    assert standing_as(roster, None, prints) == "r-0001"
    assert standing_as(roster, "Agence", prints) is None
    assert outlet_meant(roster, "") == outlet_meant(roster, None) == ""


# ---- one voice


def test_forty_prints_are_one_voice_on_figures_brief_and_contradictions(lead: Desk, forty: list[str]):
    assert len(set(forty)) == 40
    page = figure_page(lead, "released.israel", "en")
    assert page.thing.authors == 2
    assert sorted((p.words.origin.report, len(p.also)) for p in page.values) == [("r-0040", 39), ("r-0041", 0)]
    [conflict] = figures(lead, "en").conflicts
    assert sorted([1 + len(p.also) for p in side.points] for side in conflict.sides) == [[1], [40]]
    told = brief(lead, "en")
    assert sorted({len(c.also) for c in told.claims}) == [0, 39]
    assert told.n_ahead == 1
    excluded = contradictions(lead, "en").lines
    assert "denied" in {found.kind for found in excluded}
    assert all([side.voices for side in found.sides] == [1, 1] for found in excluded)
    assert {claim.prints for found in excluded for side in found.sides for claim in side.claims} == {1, 40}


def test_the_story_says_who_had_it_first_whatever_came_in_first(lead: Desk, forty: list[str]):
    take_in_report(lead, printed(0, outlet="No hour", published_at=None))
    take_in_report(lead, printed(0, outlet="No day", published=None, published_at=None))
    page = thread_page(lead, forty[7], "en")
    assert [p.outlet for p in page.prints] == [*(f"Paper {n}" for n in range(40)), "No hour", "No day"]
    assert (page.line.first, page.line.outlets, page.total) == ("Paper 0", 42, 42)
    assert {(p.after, p.share, p.added, p.dropped) for p in page.prints[1:]} == {(1, 100, 0, 0)}
    assert page.line.last == page.prints[-2].at
    [line] = threads(lead, "en").lines
    assert line.prints == 42


def test_a_line_too_short_to_be_compared_is_one_story_too(lead: Desk):
    for n in range(3):
        take_in_report(
            lead, NewReport("Hamas released 12 Israeli captives.", title=f"Head {n}", outlet=f"P {n}", published=DAY)
        )
    assert story_line(lead, "r-0003").prints == 3
    assert figure_page(lead, "released.israel", "en").thing.authors == 1
    take_in_report(lead, NewReport("Hamas released 12 Israeli captives.", outlet="P 9", published=date(2023, 12, 18)))
    assert story_line(lead, "r-0004") is None, "a month later it may be told of twelve others"


# ---- filed by the case


def test_reprints_lie_in_the_archive_each_and_are_called_in_each(lead: Desk):
    filed = list(
        file_reports(lead, [FAR, *(NewReport(FAR.text, outlet=o) for o in ("B", "C", "B", ""))], act_id="same")
    )
    assert [f.where for f in filed] == ["archive", "archive", "archive", "known", "known"]
    again = list(
        file_reports(lead, [FAR, *(NewReport(FAR.text, outlet=o) for o in ("B", "C", "B", ""))], act_id="same")
    )
    assert [f.report for f in again if isinstance(f, Filing)][:3] == ["a-0001", "a-0002", "a-0003"]
    assert lead.ledger.head("archive").seq == 3
    assert file_report(lead, NewReport(FAR.text, outlet="c")).report == "a-0003"
    assert call_from_archive(lead, "a-0002").report == "r-0001"
    assert [(k.report, k.in_press) for k in archive_list(lead).lines] == [
        ("a-0003", None),
        ("a-0002", "r-0001"),
        ("a-0001", None),
    ]
    assert call_from_archive(lead, "a-0003").report == "r-0002"
    assert kept_report(lead, "a-0003").in_press == "r-0002"


def test_another_outlets_print_of_what_is_the_cases_is_the_cases_too(lead: Desk):
    take_in_report(lead, FAR)
    filed = file_report(lead, NewReport(FAR.text, outlet="B"), act_id="same")
    assert (filed.where, filed.report, filed.why) == ("press", "r-0002", archive.why_of("reprint"))
    assert file_report(lead, NewReport(FAR.text, outlet="B"), act_id="same").again
    assert file_report(lead, NewReport(FAR.text, outlet="markets")).where == "known"
    for report in ("r-0001", "r-0002"):
        put_away(lead, report, "not ours")
    assert file_report(lead, NewReport(FAR.text, outlet="C")).where == "archive"
    assert file_report(lead, NewReport(FAR.text, outlet="B")).report == "r-0002"


# ---- feeds


def test_two_papers_feeds_bring_a_print_each_and_a_paper_with_two_feeds_brings_one(work):
    for path, text in (("/a", ABOUT), ("/b", ABOUT), ("/c", ABOUT), ("/d", OTHER), ("/e", OTHER)):
        work.server.answers[path] = ok(rss(item(1, text).replace("/news/1", f"/news{path}")))
    feeds = [
        work.set(path, outlet=outlet)
        for path, outlet in (
            ("/a", "الجزيرة"),
            ("/b", "Al Jazeera"),
            ("/c", "Reuters"),
            ("/d", "Reuters"),
            ("/e", "AFP"),
        )
    ]
    told = list(itertools.chain.from_iterable(work.asked(feed).items for feed in feeds))
    assert [(i.where, i.report) for i in told] == [
        ("press", "r-0001"), ("known", "r-0001"), ("press", "r-0002"), ("archive", "a-0001"), ("archive", "a-0002"),
    ]  # fmt: skip
    assert [f.outlet for f in work.press] == ["الجزيرة", "Reuters"]
    assert roster_of(work.lead) is default_roster()


# ---- asked once


def asked(desk: Desk, **more) -> list[tuple[str, str, int]]:
    return [(d.report, d.mark.group, d.others) for d in doubts(desk, "en", per_page=500, **more).marks]


def test_a_mark_is_asked_once_for_all_prints_of_its_text_and_by_the_first_that_was_out(lead: Desk):
    alone = NewReport(AGAINST, outlet="Daily Z", published=DAY)
    list(
        take_in_reports(
            lead, [printed(5, published=date(2023, 11, 25), published_at=None), printed(2), printed(1), alone]
        )
    )
    press = lead.fold(PRESS)
    n_of = {f.id: sum(f.base.counts) for f in press.reports}
    dates = len(press.marks(0)["dates"])
    later = [(r, g, n) for r, g, n in asked(lead) if r == "r-0001"]
    assert {g for _, g, _ in later} == {"dates"}, "a week later Friday is another day, and is asked by itself"
    assert len(later) < dates, "24 November is that day in every print"
    told = doubts(lead, "en", per_page=500)
    assert told.total == len(told.marks) == n_of["r-0003"] + n_of["r-0004"] + len(later)
    assert {n for r, g, n in asked(lead) if r == "r-0003" and g == "figures"} == {2}
    assert {n for r, g, n in asked(lead) if r == "r-0004"} == {0}
    assert "r-0002" not in {r for r, _, _ in asked(lead)}
    assert len(asked(lead, report="r-0002")) == n_of["r-0002"], "one report by itself is asked whole"
    assert {n for _, _, n in asked(lead, report="r-0002")} == {0}


def figure_of(desk: Desk, report: str) -> str:
    return next(m.token for m in report_page(desk, report, "en").marks if m.group == "figures" and "12" in m.words)


def struck(desk: Desk) -> list[bool]:
    with desk.hold():
        press = desk.fold(PRESS)
        return [any(s.struck for s in press.laid(n)["figures"]) for n in range(len(press.reports))]


@pytest.mark.parametrize("everywhere", [True, False])
def test_one_answer_goes_for_all_prints_or_for_one_alone(lead: Desk, everywhere: bool):
    list(take_in_reports(lead, [printed(n) for n in range(3)]))
    before = doubts(lead, "en")
    strike_mark(lead, "r-0001", figure_of(lead, "r-0001"), "a typing error", everywhere=everywhere, act_id="act")
    strike_mark(lead, "r-0001", figure_of(lead, "r-0001"), "a typing error", everywhere=everywhere, act_id="act")
    assert struck(lead) == [True, everywhere, everywhere]
    after = doubts(lead, "en")
    if everywhere:
        assert (after.left, after.total) == (before.left - 1, before.total + 2)
        with pytest.raises(ThingUnknown):
            figure_page(lead, "released.israel", "en")
        entries = list(lead.ledger.entries("press", lead.ledger.head("press").seq - 3))
        assert {(e.kind, e.act) for e in entries} == {("report.mark_struck", "act")}
        lift_hand(lead, "r-0001", figure_of(lead, "r-0001"), everywhere=True)
        assert struck(lead) == [False] * 3
        assert doubts(lead, "en").left == before.left
    else:
        assert ("r-0002", "figures", 1) in asked(lead), "what was answered for one alone is asked of the next"


def test_what_a_person_judged_in_another_print_stays_as_he_judged_it(lead: Desk):
    list(take_in_reports(lead, [printed(n) for n in range(3)]))
    confirm_mark(lead, "r-0002", figure_of(lead, "r-0002"))
    strike_mark(lead, "r-0001", figure_of(lead, "r-0001"), everywhere=True)
    assert struck(lead) == [True, False, True]
    lift_hand(lead, "r-0001", figure_of(lead, "r-0001"), everywhere=True)
    assert struck(lead) == [False] * 3
    assert [len(lead.fold(PRESS).looked.get(n, ())) for n in range(3)] == [0, 1, 0]


def test_a_number_is_corrected_in_all_prints_at_once(lead: Desk):
    list(take_in_reports(lead, [printed(n) for n in range(3)]))
    one = mark_at(lead, "r-0001", "en", token=figure_of(lead, "r-0001"))
    assert one.others == report_page(lead, "r-0001", "en").others == 2
    values = {k: v for k, v in one.values.items() if k != "place"} | {"value": "13", "rule": "hand"}
    new = FigureMark.model_validate_json(to_json(values))
    correct_mark(lead, "r-0001", figure_of(lead, "r-0001"), new, everywhere=True)
    page = figure_page(lead, "released.israel", "en")
    assert page.thing.authors == 1
    assert [(int(p.amount.low), len(p.also)) for p in page.values] == [(13, 2)]


def test_a_print_put_away_neither_asks_nor_is_answered_for(lead: Desk):
    list(take_in_reports(lead, [printed(n) for n in range(3)]))
    put_away(lead, "r-0001", "not ours")
    assert {(r, n) for r, g, n in asked(lead) if g == "figures"} == {("r-0002", 1)}
    strike_mark(lead, "r-0002", figure_of(lead, "r-0002"), everywhere=True)
    assert struck(lead) == [False, True, True]
