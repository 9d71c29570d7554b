"""Events and statements in time: each with its status and its day, and it is said whose day; reprints are one."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.desk.conftest import day

from wasata.desk.access import Desk
from wasata.desk.marking import strike_mark
from wasata.desk.thread import split_thread
from wasata.desk.timeline import Asked, prepare_timeline, timeline

Put = Callable[..., str]

COPY = (
    "The deal is done. Delegates who left the building late at night said they had initialled every page of the text and "
    "would meet again in the morning to set the hour at which the guns are to fall silent along the whole of the line."
)


def done(put: Put, text: str, kind: str = "agreement", status: str = "happened", on: int = 20, **told) -> str:
    return put(text, published=day(on), marks={"events": [(text, kind, status)]}, **told)


def test_the_newest_stands_first_with_its_status(lead: Desk, put: Put):
    done(put, "A deal was made.", on=18)
    done(put, "A round is set for later.", "contact", "planned", on=20)
    page = timeline(lead, "en")
    assert [(i.day.day, i.status) for i in page.items if i.day] == [(20, "planned"), (18, "happened")]


def test_a_day_from_the_words_is_told_apart_from_that_of_the_report(lead: Desk, put: Put):
    text = "A deal was made on 15 November."
    put(
        text,
        published=day(20),
        marks={"events": [(text, "agreement", "happened")], "dates": [("15 November", day(15), day(15))]},
    )
    done(put, "A deal was made.", on=20, outlet="Paper B")
    assert {(i.day, i.dated) for i in timeline(lead, "en").items} == {(day(15), True), (day(20), False)}


def test_a_statement_that_tells_of_an_event_stands_once(lead: Desk, put: Put):
    text = "A deal was made, Qatar said."
    put(text, published=day(20), marks={
        "events": [(text, "agreement", "happened")], "statements": [("A deal was made", "Qatar", "said")],
    })  # fmt: skip
    said = "Egypt said the road is open."
    put(said, published=day(20), marks={"statements": [("the road is open", "Egypt", "said", {"actor": "egypt"})]})
    page = timeline(lead, "en")
    assert sorted((i.group, i.status) for i in page.items) == [("events", "happened"), ("statements", "")]


BOTH = "The truce was extended and twelve people were released."


def both(put: Put, text: str = BOTH, kinds=(("truce_extension", "happened"), ("release", "planned")), **told) -> str:
    events = [
        (BOTH, kind, status, {"actors": (("israel", "hamas") if kind == "release" else ("hamas",))})
        for kind, status in kinds
    ]
    return put(text, published=day(20), marks={"events": events}, **told)


def test_a_sentence_that_tells_of_several_events_is_one_line_with_all_of_them(lead: Desk, put: Put):
    both(put)
    page = timeline(lead, "en")
    (item,) = page.items
    assert [(h.what, h.status) for h in item.happenings] == [("Truce extended", "happened"), ("Release", "planned")]
    assert page.total == 1
    assert {c.code: c.n for c in page.kinds} == {"events": 1, "truce_extension": 1, "release": 1}
    assert {c.code: c.n for c in page.statuses} == {"happened": 1, "planned": 1}
    for asked, n in (
        (Asked(kind="release"), 1), (Asked(kind="release", status="planned"), 1), (Asked(kind="release", status="happened"), 0),
        (Asked(party="israel"), 1), (Asked(kind="attack"), 0),
    ):  # fmt: skip
        assert timeline(lead, "en", asked).total == n


def test_a_print_that_adds_an_event_to_the_sentence_tells_only_what_it_adds(lead: Desk, put: Put):
    long = f"{BOTH} {COPY}"
    both(put, long, kinds=(("truce_extension", "happened"),), outlet="Agency A")
    both(put, long, kinds=(("truce_extension", "happened"), ("release", "planned")), outlet="Paper B")
    both(put, long, kinds=(("truce_extension", "happened"), ("release", "planned")), outlet="Paper C")
    told = {tuple(h.what for h in i.happenings): i.prints for i in timeline(lead, "en").items}
    assert told == {("Truce extended",): 3, ("Release",): 2}
    split_thread(lead, "r-0002")
    told = [(tuple(h.what for h in i.happenings), i.prints) for i in timeline(lead, "en").items]
    assert sorted(told) == [(("Release",), 1), (("Truce extended",), 2), (("Truce extended", "Release"), 1)]


def test_forty_prints_are_one_entry_with_a_count(lead: Desk, put: Put):
    for n in range(40):
        put(
            COPY,
            outlet=f"Paper {n}",
            published=day(20),
            marks={"events": [("The deal is done.", "agreement", "happened")]},
        )
    page = timeline(lead, "en")
    assert [(i.prints, len(i.also)) for i in page.items] == [(40, 12)]
    assert sum(m.n for lane in page.lanes for m in lane.marks) == 1
    split_thread(lead, "r-0005")
    assert sorted(i.prints for i in timeline(lead, "en").items) == [1, 39]


@pytest.mark.parametrize(
    ("asked", "n"),
    [
        (Asked(), 4),
        (Asked(kind="agreement"), 1),
        (Asked(kind="events"), 3),
        (Asked(kind="statements"), 1),
        (Asked(status="denied"), 1),
        (Asked(party="egypt"), 1),
        (Asked(party="none"), 3),
        (Asked(lang="ar"), 1),
        (Asked(first=date(2023, 11, 19)), 3),
        (Asked(last=date(2023, 11, 18)), 1),
        (Asked(kind="agreement", status="denied"), 0),
        (Asked(page=99), 4),
    ],
)
def test_it_is_narrowed_to_what_was_asked(lead: Desk, put: Put, asked: Asked, n: int):
    done(put, "A deal was made.", on=18)
    done(put, "No truce has begun.", "truce_start", "denied", on=20)
    done(put, "بدأت الهدنة.", "truce_start", "happened", on=21, lang="ar")
    said = "Egypt said the road is open."
    put(said, published=day(20), marks={"statements": [("the road is open", "Egypt", "said", {"actor": "egypt"})]})
    prepare_timeline(lead)
    assert timeline(lead, "en", asked).total == n


def test_a_struck_event_and_a_new_report_are_seen_at_once(lead: Desk, put: Put):
    report = done(put, "A deal was made.")
    assert timeline(lead, "en").total == 1
    strike_mark(lead, report, "e1")
    assert timeline(lead, "en").total == 0
    done(put, "A truce has begun.", "truce_start", on=21, outlet="Paper B")
    assert timeline(lead, "en").total == 1


def test_many_days_are_drawn_by_the_week(lead: Desk, put: Put):
    put(
        "A deal was made.",
        published=date(2023, 8, 1),
        marks={"events": [("A deal was made.", "agreement", "happened")]},
    )
    done(put, "A truce has begun.", "truce_start", on=20)
    page = timeline(lead, "en")
    assert page.by_week
    assert all((m.last - m.first).days == 6 for lane in page.lanes for m in lane.marks)


def test_an_empty_case_has_an_empty_line(lead: Desk):
    page = timeline(lead, "ar")
    assert (page.total, page.lanes, page.first) == (0, (), None)
