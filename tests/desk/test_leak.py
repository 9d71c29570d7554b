"""Words appeared outside: where they stand, in which wording, and who had seen them by then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.relays import Room, another, approved, sentence

from wasata.desk import reading
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.coming import zone_of_case
from wasata.desk.export import for_whom, take_out
from wasata.desk.handout import copy_of, hand_out
from wasata.desk.leak import HOWS, Leak, Standing, find, hour_typed, of_thing
from wasata.desk.line_holders import take_line
from wasata.desk.message import channel_whole, hear, say
from wasata.desk.redaction import begin_layer, black_out
from wasata.desk.relay import draft
from wasata.errors import LeakWrong, LogNotYours, NotAllowed, WasataError

SAID = "They would take five days of quiet, and no more than that, if the crossing opens on Sunday."


def opens(desk: Desk, *things: str, line: str = "coast", way: Any = "page") -> None:
    """He opens the channel of a line, with these things on the page."""
    with reading.noting() as asked:
        channel_whole(desk, line)
    reading.opened(desk, "channel_line", asked, way=way, named=things)


def how(standing: Standing) -> dict[str, str]:
    return {p.reader: p.how for p in standing.people}


def at(leak: Leak, log: str) -> Standing:
    return next(x for x in leak.standings if x.log == log)


def said(room: Room, words: str = SAID) -> str:
    return say(room.coast_door, "coast", [("A greeting.", "none"), (words, "theirs")], "en")


def test_each_place_is_told_with_its_log_its_entry_and_its_passage(room: Room):
    said(room)
    [place] = find(room.lead, "five days of quiet, and no more than that", "en").standings
    head = room.lead.ledger.head("channel/coast").seq
    assert (place.log, place.seq, place.kind, place.number, place.grade) == (
        "channel/coast", head, "message.received", 2, "letters",
    )  # fmt: skip
    assert "".join(p.words for p in place.pieces) == SAID


def test_who_wrote_it_who_opened_it_who_may_have_and_who_held_it_are_told_apart(room: Room):
    third = another(room, "officer-3", "coast")
    message = said(room)
    room.now.on(minutes=5)
    opens(room.coast, message, way="key")
    opens(third, "m-other")
    room.now.on(minutes=5)
    place = at(find(room.lead, SAID, "en"), "channel/coast")
    assert how(place) == {"delegate": "wrote", "officer": "saw", "officer-3": "may_have", "lead": "held"}
    saw = next(p for p in place.people if p.reader == "officer")
    assert (saw.first, saw.ways, saw.role) == (room.now.at - timedelta(minutes=5), ("key",), "officer")
    assert place.saw == 2
    assert [HOWS.index(p.how) for p in place.people] == sorted(HOWS.index(p.how) for p in place.people)
    assert "officer-2" not in how(place), "he never held the log"


def test_what_was_opened_after_the_hour_counts_as_not_opened(room: Room):
    message = said(room)
    appeared = room.now.on(minutes=10)
    room.now.on(minutes=10)
    opens(room.coast, message)
    assert how(find(room.lead, SAID, "en", until=appeared).standings[0])["officer"] == "held"
    assert how(find(room.lead, SAID, "en").standings[0])["officer"] == "saw"


def test_what_was_opened_before_the_words_stood_there_counts_as_not_opened(room: Room):
    opens(room.coast, "m-before")
    room.now.on(hours=3)
    said(room)
    room.now.on(minutes=1)
    assert how(find(room.lead, SAID, "en").standings[0])["officer"] == "held"


def test_words_written_after_the_hour_are_no_source(room: Room):
    appeared = room.now.at
    room.now.on(minutes=1)
    said(room)
    assert find(room.lead, SAID, "en", until=appeared).standings == ()


def test_who_was_given_the_log_after_the_hour_or_had_left_it_before_is_not_told(room: Room):
    third = another(room, "officer-3", "coast")
    take_line(room.lead, "coast", "officer-3")
    room.now.on(minutes=1)
    said(room)
    appeared = room.now.on(minutes=1)
    another(room, "officer-4", "coast")
    assert {"officer-3", "officer-4"}.isdisjoint(how(find(room.lead, SAID, "en", until=appeared).standings[0]))
    assert third.reader == "officer-3"


def test_who_held_it_then_and_was_taken_off_since_is_told(room: Room):
    another(room, "officer-3", "coast")
    message = said(room)
    opens(Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now), message)
    room.now.on(minutes=1)
    take_line(room.lead, "coast", "officer-3")
    assert how(find(room.lead, SAID, "en").standings[0])["officer-3"] == "saw"


def test_a_wording_that_differs_in_one_word_is_told_apart_and_stands_after_the_exact_one(room: Room):
    ref = room.said(SAID)
    relay = draft(room.coast, "coast", "hills", "en", [sentence(SAID.replace("five", "six"), "paraphrase", ref)])
    draft(room.coast, "coast", "hills", "en", [sentence(SAID, "paraphrase", ref)], relay=relay)
    leaked = find(room.lead, SAID.replace("five", "six"), "en")
    drafted = [(x.told, x.grade) for x in leaked.standings if x.kind == "relay.drafted"]
    assert drafted[0][1] == "letters"
    assert drafted[1][1] == "near"
    assert "1" in drafted[0][0]
    assert "2" in drafted[1][0]
    near = next(x for x in leaked.standings if x.kind == "relay.drafted" and x.grade == "near")
    assert [p.words.strip() for p in near.pieces if not p.same] == ["five"]


def test_what_crossed_by_a_relay_is_found_where_it_arrived_with_the_people_there(room: Room):
    ref = room.said(SAID)
    relay = draft(room.coast, "coast", "hills", "en", [sentence(SAID, "quote", ref)])
    approved(room, relay)
    room.now.on(hours=1)
    room.deliver()
    leaked = find(room.lead, SAID, "en")
    assert {x.log for x in leaked.standings} >= {"channel/coast", "line/coast", "channel/hills", "line/hills"}
    assert how(at(leaked, "channel/hills"))["delegate-2"] == "held"
    assert "delegate" not in how(at(leaked, "channel/hills"))


def test_a_delegates_own_opening_is_told(room: Room):
    message = said(room)
    admit_reader(room.lead, "delegate-3", "delegate")
    grant_log(room.lead, "delegate-3", "channel/coast")
    room.now.on(minutes=1)
    opens(Desk.open(room.lead.home, room.lead.case, "delegate-3", now=room.now), message)
    assert how(find(room.lead, SAID, "en").standings[0])["delegate-3"] == "saw"


def test_arabic_written_by_another_hand_is_found(room: Room):
    say(room.coast_door, "coast", [("يقبلون بخمسة أيّام من الهدوء إذا فُتح المعبر يوم الأحد", "theirs")], "ar")
    [place] = find(room.lead, "قالت مصادر: يقبلون بخمسة ايام من الهدوء اذا فتح المعبر يوم الاحد.", "ar").standings
    assert place.grade == "words"


def test_a_thing_is_asked_by_its_name_and_its_words_are_found_elsewhere_too(room: Room):
    message = said(room)
    hear(room.coast, "coast", [(SAID, "none")], "en")
    leaked = of_thing(room.lead, message, "en")
    assert leaked.standings[0].log == "channel/coast"
    assert "line/coast" in {x.log for x in leaked.standings}
    for nothing in ("m-0", "no such thing", "", "x" * 70):
        with pytest.raises(LeakWrong):
            of_thing(room.lead, nothing, "en")


def test_what_had_left_is_told_with_its_recipient_and_whether_it_was_blacked_out(room: Room):
    said(room)
    layer = begin_layer(room.coast, "channel/coast", "for the minister")
    black_out(room.coast, "channel/coast", layer, "five days", "a figure")
    to = for_whom(room.lead, "The minister", "to read", 7)
    marks = {}
    for over in (None, layer):
        seen = copy_of(room.lead, "channel/coast", over, "en")
        marks[over] = hand_out(room.lead, "channel/coast", over, "page", "en", to, signed=seen.signed)[1]
    _, sealed = take_out(room.lead, "channel/coast", for_whom(room.lead, "A court", "a check", 7))
    room.now.on(minutes=1)
    copies = {c.left.mark: (c.left.form, c.barred) for c in find(room.lead, SAID, "en").standings[0].copies}
    assert copies == {marks[None]: ("page", False), marks[layer]: ("page", True), sealed: ("bundle", False)}


def test_the_mark_of_a_copy_that_was_found_names_whom_it_was_made_for(room: Room):
    _, mark = take_out(room.lead, "table", for_whom(room.lead, "A court", "a check", 7))
    assert [x.recipient for x in find(room.lead, f"a paper marked {mark.lower()}", "en").marked] == ["A court"]


def test_nothing_is_answered_from_a_log_he_does_not_hold_and_he_is_told_which_were_searched(room: Room):
    said(room)
    for log in ("channel/coast", "line/coast"):
        revoke_log(room.lead, "lead", log)
    leaked = find(room.lead, SAID, "en")
    assert leaked.standings == ()
    assert "channel/coast" not in dict(leaked.searched)
    assert "channel/hills" in dict(leaked.searched)


@pytest.mark.parametrize("who", ["officer", "analyst", "auditor", "delegate", "truce_monitor"])
def test_nobody_but_a_lead_asks(room: Room, who: str):
    desk = Desk.open(room.lead.home, room.lead.case, who, now=room.now)
    asks: list[Callable[[], Any]] = [lambda: find(desk, SAID, "en"), lambda: of_thing(desk, "m-0", "en")]
    for ask in asks:
        with pytest.raises((NotAllowed, LogNotYours)):
            ask()


def test_that_it_was_asked_is_recorded_with_what_was_found_and_without_the_words(room: Room):
    message = said(room)
    with reading.noting() as asked:
        find(room.lead, "five days of quiet, and no more than that", "en")
    reading.opened(room.lead, "leaks", asked, way="page", searched=True)
    last = room.lead.ledger.entry("reading", room.lead.ledger.head("reading").seq)
    [told] = last.data["openings"]
    assert told["searched"]
    assert message in told["things"]
    assert {"channel/coast", "line/coast", "channel/hills", "reading"} <= set(told["logs"])
    assert "quiet" not in repr(last.data)


@pytest.mark.parametrize("words", ["", "  …", "x" * 20_001])
def test_what_is_nothing_to_look_for_is_refused(room: Room, words: str):
    with pytest.raises(LeakWrong):
        find(room.lead, words, "en")


def test_an_hour_is_one_by_the_clock_of_the_case(room: Room):
    zone = zone_of_case(room.lead)
    told = hour_typed("2023-11-20T09:30", zone)
    assert told is not None
    assert told.utcoffset() == zone.utcoffset(told.replace(tzinfo=None))
    assert hour_typed("", zone) is None
    with pytest.raises(WasataError):
        hour_typed("yesterday", zone)


def test_what_was_packed_is_what_was_folded(room: Room):
    opens(room.coast, "m-1")
    room.now.on(hours=5)
    opens(room.coast, "m-1", "m-2")
    reading.flush(room.lead.home)
    state = room.lead.fold(reading.OPENINGS)
    assert len(state["officer", "channel/coast", "m-1"]) == 2
    assert reading._unpack(reading._pack(state)) == state
