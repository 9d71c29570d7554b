"""What a letter of ours is refused for, and what is written when it was read: each guard by a case that only it stops."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.one_line import delegate_of_a_line, officer_of_a_line, why
from tests.desk.relays import Room, drafted, sentence

from wasata.desk.access import Desk
from wasata.desk.delivery import deliver
from wasata.desk.letter import hold_set, seen, send, take_back, waits_as_set, waits_offered
from wasata.desk.message import channel_whole, hear, say, take_down
from wasata.desk.relay import draft, lend, send_back
from wasata.errors import ActReused, MessageWrong, NotAllowed


@pytest.fixture
def officer(lead: Desk) -> Desk:
    return officer_of_a_line(lead)


@pytest.fixture
def delegate(lead: Desk, officer: Desk) -> Desk:
    return delegate_of_a_line(lead)


# how long it waits


def test_a_time_of_waiting_is_told_in_five_figures_at_the_most():
    assert hold_set("00060") == timedelta(minutes=1)
    assert hold_set("000060") is None


def test_a_room_waits_as_it_was_set_and_five_minutes_where_it_was_not():
    assert waits_as_set({"WASATA_HOLD_SECONDS": "90"}) == timedelta(seconds=90)
    for other in ({}, {"WASATA_HOLD_SECONDS": ""}, {"WASATA_HOLD_SECONDS": "never"}, {"WASATA_HOLD": "90"}):
        assert waits_as_set(other) == timedelta(minutes=5)


def test_the_time_a_room_was_set_to_is_offered_among_the_others_in_their_order():
    half = timedelta(seconds=30)
    assert waits_offered(half) == (half, *(timedelta(minutes=n) for n in (2, 5, 10, 15, 30, 60)))
    assert waits_offered(timedelta(minutes=10)) == tuple(timedelta(minutes=n) for n in (2, 5, 10, 15, 30, 60))


# sending


def test_who_may_not_send_is_told_so_whatever_he_typed(delegate: Desk):
    for typed in ("Coast Council", "somebody else"):
        with pytest.raises(NotAllowed):
            send(delegate, "coast", ["Good morning."], "en", recipient=typed)


def test_a_letter_answers_only_what_stands_in_its_channel(delegate: Desk, officer: Desk):
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    for other in (heard, "m-nowhere"):
        with pytest.raises(MessageWrong) as refused:
            send(officer, "coast", ["So be it."], "en", recipient="Coast Council", answers=other)
        assert why(refused) == "letter"
    told = say(delegate, "coast", [("Five.", "none")], "en")
    send(officer, "coast", ["So be it."], "en", recipient="Coast Council", answers=told)
    (waits,) = channel_whole(officer, "coast").waiting
    assert waits.answers == told


def test_a_letter_sent_twice_is_written_once(delegate: Desk, officer: Desk, now: Clock):
    told: Any = {"recipient": "Coast Council", "act_id": "one"}
    first = send(officer, "coast", ["So?"], "en", **told)
    head = officer.ledger.head("line/coast")
    now.on(minutes=1)
    assert send(officer, "coast", ["So?"], "en", **told) == first
    assert officer.ledger.head("line/coast") == head
    asked = say(delegate, "coast", [("What?", "none")], "en")
    for words, lang, answers in ((["So!"], "en", None), (["So?"], "ar", None), (["So?"], "en", asked)):
        with pytest.raises(ActReused):
            send(officer, "coast", words, lang, answers=answers, **told)
    assert officer.ledger.head("line/coast") == head


def test_the_id_of_another_act_sends_no_letter(officer: Desk):
    hear(officer, "coast", [("Six.", "none")], "en", act_id="heard")
    take_down(officer, "coast", [("Six.", "none")], "en", way="letter", act_id="written")
    for used in ("heard", "written"):
        with pytest.raises(ActReused):
            send(officer, "coast", ["So?"], "en", recipient="Coast Council", act_id=used)
    assert channel_whole(officer, "coast").waiting == ()


# words lent to him


def test_what_was_said_of_a_loan_is_none_of_its_words(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    send_back(room.hills, relay, "Say it softer and as a question, I beg you.")
    send(
        room.hills, "hills", ["Say it softer and as a question, I beg you."], "en", recipient="Hill Government"
    )  # his own words


def test_what_an_officer_drafted_himself_out_of_his_line_he_may_say_on_it(room: Room):
    words = "We hope to speak of the northern road again on Sunday."
    draft(room.hills, "hills", "coast", "en", [sentence(words, "ours")])
    send(room.hills, "hills", [words], "en", recipient="Hill Government")


# taking it back


def test_a_letter_is_taken_back_once(officer: Desk):
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council")
    take_back(officer, "coast", letter, "wrong word", act_id="one")
    head = officer.ledger.head("line/coast")
    take_back(officer, "coast", letter, "wrong word", act_id="one")
    assert officer.ledger.head("line/coast") == head
    with pytest.raises(ActReused):
        take_back(officer, "coast", letter, "another reason", act_id="one")
    with pytest.raises(MessageWrong) as refused:
        take_back(officer, "coast", letter)
    assert why(refused) == "left"
    (back,) = channel_whole(officer, "coast").taken_back
    assert (back.message, back.reason) == (letter, "wrong word")


def test_what_never_was_a_letter_is_not_taken_back(officer: Desk):
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    for other in (heard, "m-nowhere"):
        with pytest.raises(MessageWrong) as refused:
            take_back(officer, "coast", other)
        assert why(refused) == "not_yours"


# once they have read it


def test_that_they_read_it_is_written_once_with_who_says_so(delegate: Desk, officer: Desk, now: Clock):
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council")
    for desk in (delegate, officer):
        with pytest.raises(MessageWrong) as refused:
            seen(desk, "coast", letter)  # it waits: for them there is none
        assert why(refused) == "letter"
    now.on(minutes=5)
    deliver(officer, "coast", letter)
    for _ in range(2):
        seen(delegate, "coast", letter, act_id="door")
        seen(officer, "coast", letter, act_id="told")
    ways = [e.data["way"] for e in delegate.ledger.entries("channel/coast") if e.kind == "message.seen"]
    assert ways == ["door", "told"]
    said = say(delegate, "coast", [("Five.", "none")], "en")
    with pytest.raises(MessageWrong):
        seen(delegate, "coast", said)  # their own
