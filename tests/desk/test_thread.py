"""One story is one voice, however often it is printed; every print stays visible; a person's word stands over likeness."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from tests.desk.conftest import day

from wasata.desk.access import Desk
from wasata.desk.brief import brief
from wasata.desk.figure import figure_page, figures
from wasata.desk.press import PRESS, Press
from wasata.desk.report import link_reports
from wasata.desk.thread import compare_prints, join_thread, split_thread, story_line, thread_page, threads
from wasata.errors import NotAllowed, ReportUnknown, ThreadWrong

Put = Callable[..., str]

COPY = (
    "The agency counts {n} people freed since the truce began on Friday morning. Buses left the yard of the prison at noon "
    "and reached the crossing two hours later, where relatives had waited since the early hours in heavy rain."
)
TALKS = "The talks go on in the city, a person close to them said. "


def counted(put: Put, n: int, outlet: str, text: str = "", **told) -> str:
    said = COPY.format(n=n) + text
    return put(said, outlet=outlet, published=day(20), marks={"figures": [(f"{n} people", n, "released")]}, **told)


def test_a_count_printed_by_four_outlets_is_one_voice_and_names_all_prints(lead: Desk, put: Put):
    prints = [counted(put, 97, outlet) for outlet in ("Agency A", "Paper B", "Paper C", "Channel D")]
    page = figure_page(lead, "released.any", "en")
    assert page.thing.authors == 1
    [point] = page.values
    assert [o.report for o in point.also] == prints[1:]
    assert [s.authors for s in page.spread] == [1]


def test_reprints_of_two_sides_are_one_disagreement_of_two_voices(lead: Desk, put: Put):
    for outlet in ("Agency A", "Paper B", "Paper C"):
        counted(put, 97, outlet)
    other = "An own count of this paper gives 102 people freed so far, from lists that its correspondents saw in three towns."
    put(other, outlet="Paper Z", published=day(20), marks={"figures": [("102 people", 102, "released")]})
    [conflict] = figures(lead, "en").conflicts
    assert sorted(len(side.points) for side in conflict.sides) == [1, 1]
    assert sorted(1 + len(side.points[0].also) for side in conflict.sides) == [1, 3]


def test_a_claim_of_the_talks_that_was_reprinted_is_told_once_with_its_prints(lead: Desk, put: Put):
    text = TALKS + COPY.format(n=5)
    marks = {
        "statements": [("The talks go on in the city", "a person close to them", "said", {"source_kind": "anonymous"})],
        "events": [(TALKS.strip(), "talks_continue", "ongoing")],
    }
    for outlet in ("Agency A", "Paper B", "Paper C"):
        put(text, outlet=outlet, published=day(20), marks=marks)
    [claim] = brief(lead, "en").claims
    assert len(claim.also) == 2


def test_a_dated_plan_that_was_reprinted_is_told_once(lead: Desk, put: Put):
    text = "A round is set for 28 November. " + COPY.format(n=5)
    for outlet in ("Agency A", "Paper B", "Paper C"):
        put(text, outlet=outlet, published=day(20), marks={"dates": [("28 November", day(28), day(28))]})
    assert brief(lead, "en").n_ahead == 1


def test_what_a_known_speaker_says_is_found_however_often_it_is_printed(lead: Desk, put: Put):
    text = "Qatar said the talks go on in the city. " + COPY.format(n=5)
    for n in range(60):  # were each print asked of each before it, this would never end
        put(text, outlet=f"Paper {n}", published=day(20), marks={
            "statements": [("the talks go on in the city", "Qatar", "said")],
            "events": [("Qatar said the talks go on in the city.", "talks_continue", "ongoing")],
            "figures": [("5 people", 5, "released", {"source": "Qatar"})],
        })  # fmt: skip
    [claim] = brief(lead, "en").claims
    assert len(claim.also) == 59
    assert figure_page(lead, "released.any", "en").thing.authors == 1


def test_two_known_speakers_stay_two_in_one_story(lead: Desk, put: Put):
    for who, outlet in (("Qatar", "Agency A"), ("Egypt", "Paper B")):
        text = f"{who} said 12 people were freed. " + COPY.format(n=3)
        put(text, outlet=outlet, published=day(20), marks={
            "figures": [("12 people", 12, "released", {"source": who})],
            "statements": [("12 people were freed", who, "said")],
        })  # fmt: skip
    assert story_line(lead, "r-0001") is not None
    assert figure_page(lead, "released.any", "en").thing.authors == 2


def test_the_page_says_who_had_it_first_who_credits_whom_and_what_changed(lead: Desk, put: Put):
    at = lambda hour: datetime(2023, 11, 20, hour, tzinfo=UTC)  # noqa: E731
    late = counted(
        put, 79, "Paper B", " GAZA (Reuters). A minister denied any delay in the lists.", published_at=at(15)
    )
    first = counted(put, 97, "Reuters", published_at=at(9))
    page = thread_page(lead, late, "en")
    assert [p.report for p in page.prints] == [first, late]
    assert (page.line.first, page.line.first_sure) == ("Reuters", True)
    second = page.prints[1]
    assert [(c.was, c.now) for c in second.changed] == [("97", "79")]
    assert (second.added, second.dropped, second.after) == (1, 0, 1)
    [line] = threads(lead, "en").lines
    assert (line.report, line.prints, line.outlets) == (first, 2, 2)


def test_a_print_without_an_hour_may_be_older_and_it_is_said(lead: Desk, put: Put):
    counted(put, 97, "Paper B")
    counted(put, 97, "Agency A", published_at=datetime(2023, 11, 20, 9, tzinfo=UTC))
    [line] = threads(lead, "en").lines
    assert not line.first_sure


def test_an_analyst_sets_a_report_apart_and_its_count_is_a_voice_again(lead: Desk, put: Put):
    first, second = counted(put, 97, "Agency A"), counted(put, 97, "Paper B")
    assert figure_page(lead, "released.any", "en").thing.authors == 1
    split_thread(lead, second, "its own lists")
    assert figure_page(lead, "released.any", "en").thing.authors == 2
    assert story_line(lead, first) is None
    third = counted(put, 97, "Paper C")
    assert story_line(lead, third) is not None
    assert figure_page(lead, "released.any", "en").thing.authors == 2
    with pytest.raises(ThreadWrong):
        join_thread(lead, third, first if _together(lead, third, first) else second)


def _together(desk: Desk, a: str, b: str) -> bool:
    press = desk.fold(PRESS)
    thread_of = press.tellings.threads.thread_of
    return thread_of[press.by_id[a]] == thread_of[press.by_id[b]]


def test_a_person_joins_stories_in_two_languages(lead: Desk, put: Put):
    english = counted(put, 97, "Agency A")
    arabic = put("أفرج عن سبعة وتسعين شخصا منذ بدء الهدنة صباح الجمعة", lang="ar", outlet="صحيفة", published=day(20))
    with pytest.raises(ThreadWrong):
        split_thread(lead, arabic)
    join_thread(lead, arabic, english, "the same news")
    page = thread_page(lead, english, "ar")
    assert [p.lang for p in page.prints] == ["en", "ar"]
    assert page.prints[1].added is None
    assert page.prints[1].by_hand
    with pytest.raises(ThreadWrong):
        compare_prints(lead, english, arabic, "en")


def test_a_link_as_rewrite_is_a_join(lead: Desk, put: Put):
    first = counted(put, 97, "Agency A")
    second = put("Quite other words that tell the same, says an editor.", outlet="Paper B", published=day(20))
    link_reports(lead, second, first, "rewrite")
    assert _together(lead, first, second)


def test_two_prints_side_by_side_mark_what_went_came_and_changed(lead: Desk, put: Put):
    first = put("Ten people left at noon on Friday. Aid trucks waited at the crossing.", outlet="A", published=day(20))
    second = put("Twelve people left at noon on Friday. A minister denied any delay.", outlet="B", published=day(20))
    told = compare_prints(lead, first, second, "en")
    assert [r.kind for r in told.rows] == ["changed", "added", "dropped"]
    assert [p.text for p in told.rows[0].after if p.kind == "number"] == ["Twelve"]
    assert "".join(p.text for p in told.rows[0].before) == "Ten people left at noon on Friday."


def test_who_may_not_write_in_the_press_parts_and_joins_nothing(at_desk: Callable[[str], Desk], put: Put):
    report = counted(put, 97, "Agency A")
    counted(put, 97, "Paper B")
    monitor = at_desk("truce_monitor")
    with pytest.raises(NotAllowed):
        split_thread(monitor, report)
    assert not thread_page(monitor, report, "en").may_change
    with pytest.raises(ReportUnknown):
        thread_page(monitor, "r-9999", "en")


def test_a_snapshot_of_the_press_knows_stories_events_and_persons_words(lead: Desk, put: Put):
    reports = [counted(put, 97, f"Paper {n}") for n in range(4)]
    put("The deal is done.", marks={"events": [("The deal is done.", "agreement", "happened")]}, published=day(21))
    split_thread(lead, reports[2], "own lists")
    press = lead.fold(PRESS)
    again = Press.unpack(press.pack())
    assert again.tellings.threads.members == press.tellings.threads.members
    assert again.tellings.by_reading == press.tellings.by_reading
    assert again.tellings.words_on == press.tellings.words_on
    assert again.pack() == press.pack()
