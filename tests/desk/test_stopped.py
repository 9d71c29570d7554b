"""A relay that was stopped: its words are read no more where it was to go, and its letter goes no other way."""

import pytest
from tests.desk.relays import HILLS, Room, approved, drafted, state

from wasata.desk import relay as relays
from wasata.desk.access import Desk, admit_reader
from wasata.desk.delivery import follow, letters
from wasata.desk.letter import seen, take_back
from wasata.desk.line_holders import give_line
from wasata.desk.message import channel_whole, clear, talk_of
from wasata.desk.relay_life import relay_whole
from wasata.errors import MessageWrong

WORDS = "The other side would take five days."


def new_officer(room: Room) -> Desk:
    """Somebody who is given the line of the hills only now."""
    admit_reader(room.lead, "new", "officer")
    give_line(room.lead, "hills", "new")
    return Desk.open(room.lead.home, room.lead.case, "new", now=room.now)


def withdrawn(room: Room) -> str:
    relay = drafted(room, WORDS)
    approved(room, relay)
    with room.coast.hold():
        (said,) = talk_of(room.coast, "coast", "channel").messages
    clear(room.coast_door, "coast", said, 1, "none")
    room.now.on(hours=1)
    assert room.deliver() == ()
    return relay


def test_while_it_waits_its_words_stand_for_the_officers_it_goes_by(room: Room):
    relay = drafted(room, WORDS)
    approved(room, relay)
    (waiting,) = letters(room.hills, "hills")
    assert (waiting.state, waiting.held.passages) == ("waits", (WORDS,))
    assert relay_whole(room.hills, relay, "en").letter == (WORDS,)


@pytest.mark.parametrize("by", ["clearance", "author", "approver"])
def test_once_it_is_stopped_no_officer_of_the_other_line_reads_its_words_new_or_not(room: Room, by: str):
    if by == "clearance":
        relay = withdrawn(room)
    else:
        relay = drafted(room, WORDS)
        approved(room, relay)
        relays.take_back(room.coast if by == "author" else room.lead, relay)
    for officer in (room.hills, new_officer(room)):
        (stays,) = letters(officer, "hills")
        assert (stays.state, stays.held.passages, stays.held.pieces) == ("stays", (), ())
        assert stays.why == ("withdrawn" if by == "clearance" else "relay_taken_back")
        whole = relay_whole(officer, relay, "en")
        assert (whole.letter, whole.pieces, whole.sentences, whole.basis) == ((), (), (), ())
        told = repr((letters(officer, "hills"), channel_whole(officer, "hills"), whole))
        assert "five days" not in told
    assert relay_whole(room.coast, relay, "en").letter == (WORDS,), "its own line still has what it drafted"


def test_the_letter_of_a_relay_is_taken_back_as_a_relay_and_by_no_other_way(room: Room):
    relay = drafted(room, WORDS)
    letter = approved(room, relay)
    with pytest.raises(MessageWrong) as refused:
        take_back(room.lead, "hills", letter)
    assert (str(refused.value.values["why"]), refused.value.values["value"]) == ("message.why.of_relay", relay)
    assert state(room, relay) == "waiting"
    relays.take_back(room.lead, relay)
    assert state(room, relay) == "taken_back"
    room.now.on(hours=1)
    assert room.deliver() == ()
    assert room.letters() == []


def test_who_does_not_hold_the_channel_is_told_when_the_team_learned_of_it_and_that_it_is_so(room: Room):
    relay = drafted(room, WORDS)
    letter = approved(room, relay)
    room.now.on(hours=1)
    assert room.deliver() == (letter,)
    room.now.on(minutes=20)
    seen(room.hills_door, "hills", letter)
    read_at = room.now.at
    room.now.on(minutes=40)
    follow(room.hills, "hills")
    here, away = (relay_whole(d, relay, "en") for d in (room.hills, room.coast))
    assert (here.line.learned, here.line.seen_at.replace(microsecond=0)) == (False, read_at)
    assert away.line.learned
    assert away.line.seen_at.replace(microsecond=0) == room.now.at, "the hour of the bureau, not that of the door"
    assert {s.what: s.learned for s in away.steps} == {
        "drafted": False, "approved": False, "delivered": True, "seen": True,
    }  # fmt: skip
    assert not any(s.learned for s in here.steps)
    assert HILLS["en"] == away.line.to_end.name
