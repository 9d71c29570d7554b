"""What a letter, a relay and an answer are refused for, one reason at a time: each guard by a case that only it stops."""

from datetime import timedelta

import pytest
from tests.desk.relays import SECRET, Room, drafted, reasons, sentence, signs

from wasata.desk.access import Desk
from wasata.desk.letter import HOLD, HOLDS, hold_set, send
from wasata.desk.message import channel_talk, channel_whole, clear, line_talk, say
from wasata.desk.relay import COUNTERSIGN, draft, refused, send_back
from wasata.desk.relayed import drafts_in
from wasata.errors import LogNotYours, MessageWrong, NotAllowed, RelayWrong
from wasata.record.kinds.relay import PassageRef


def test_a_letter_waits_five_minutes_or_one_of_the_times_that_are_offered():
    assert timedelta(minutes=5) == HOLD
    assert tuple(timedelta(minutes=n) for n in (2, 5, 10, 15, 30, 60)) == HOLDS
    assert timedelta(hours=2) == COUNTERSIGN


@pytest.mark.parametrize("told", ["9" * 30, "3601", "4", "٥٠", "-60", "5.0", ""])
def test_what_can_be_no_time_of_waiting_is_none(told: str):
    assert hold_set(told) is None


def test_a_form_is_told_every_sentence_that_does_not_pass_in_their_order(room: Room):
    passage = room.said("We accept five days, and no more than that.")
    kept = PassageRef(log="channel", message=room.said("Ask us again.").message, passage=2)
    told = refused(
        room.coast, "coast", "hills", "en",
        [
            sentence("We shall never hold out longer than that.", "ours", passage),
            sentence("They accept five days.", "paraphrase", passage),
            sentence("They are tired.", "paraphrase", kept),
        ],
    )  # fmt: skip
    assert [(n.sentence, n.why) for n in told] == [(1, "overheard"), (3, "not_cleared")]
    assert told[1].words == "They are tired."
    assert SECRET.casefold().startswith(told[0].words)


def test_a_letter_with_one_empty_sentence_is_no_letter(room: Room):
    passage = room.said()
    good = sentence("They accept five days.", "paraphrase", passage)
    for sentences in ([], [good, sentence("  ", "ours")]):
        assert reasons(lambda sentences=sentences: draft(room.coast, "coast", "hills", "en", sentences)) == [
            "relay.why.empty"
        ]


def test_a_reason_of_two_thousand_letters_is_one_and_a_longer_is_none(room: Room):
    relay = drafted(room)
    with pytest.raises(RelayWrong) as raised:
        send_back(room.lead, relay, "a" * 2001, line="coast")
    assert raised.value.values["value"] == 2000
    send_back(room.lead, relay, " " + "a" * 2000 + " ", line="coast")


def test_who_may_not_draft_is_told_so_before_anything_is_looked_at(room: Room, at_desk):
    analyst: Desk = at_desk("analyst")
    with pytest.raises((NotAllowed, LogNotYours)):
        draft(analyst, "coast", "nowhere", "en", [sentence("We thank you.", "ours")])


def test_a_second_draft_has_the_next_number_and_only_the_last_is_signed(room: Room):
    relay = drafted(room)
    first = signs(room.lead, relay, "coast")
    draft(
        room.coast,
        "coast",
        "hills",
        "en",
        [sentence("They would take five days.", "paraphrase", room.said())],
        relay=relay,
    )
    with room.coast.hold():
        known = room.coast.fold(drafts_in("line/coast"))
    assert [d.draft for d in known.relays[relay]] == [1, 2]
    assert [known.numbered(relay, n) and known.numbered(relay, n).draft for n in (0, 1, 2, 3)] == [None, 1, 2, None]
    assert known.latest(relay) == known.relays[relay][1]
    assert known.latest("rl-none") is None
    assert signs(room.lead, relay, "coast") == known.relays[relay][1].digest != first


def test_a_message_is_folded_with_everything_that_was_said_of_it(room: Room):
    room.now.on(minutes=3)
    told = say(room.coast_door, "coast", [("One.", "theirs"), ("Two.", "none"), ("Three.", "test")], "ar")
    said_at = room.now.at
    room.now.on(minutes=3)
    clear(room.coast_door, "coast", told, 2, "ours")
    with room.coast_door.hold():
        talk = room.coast_door.fold(channel_talk("coast"))
    (message,) = talk.messages.values()
    assert (message.message, message.where, message.ours, message.way, message.lang) == (
        told,
        "channel",
        False,
        "door",
        "ar",
    )
    assert (message.person, message.contact, message.told_before, message.answers) == (None, None, None, None)
    assert (message.author, message.at.replace(microsecond=0), message.seen_at) == ("delegate", said_at, None)
    assert [(p.number, p.words, p.clearance) for p in message.passages] == [
        (1, "One.", "theirs"), (2, "Two.", "ours"), (3, "Three.", "test"),
    ]  # fmt: skip
    assert [[(c.clearance, c.way, c.author, c.person) for c in p.history] for p in message.passages] == [
        [("theirs", "door", "delegate", None)],
        [("none", "door", "delegate", None), ("ours", "door", "delegate", None)],
        [("test", "door", "delegate", None)],
    ]
    assert message.passages[1].history[1].at.replace(microsecond=0) == room.now.at


def test_a_letter_that_waits_is_folded_from_the_line_alone(room: Room):
    told = say(room.coast_door, "coast", [("One.", "theirs")], "en")
    until = room.now.at + timedelta(minutes=10)
    letter = send(
        room.coast, "coast", ["We thank you.", "We shall answer."], "ar", recipient="Coast Council", answers=told,
        hold=timedelta(minutes=10),
    )  # fmt: skip
    with room.coast.hold():
        held = room.coast.fold(line_talk("coast")).held[letter]
        assert room.coast.fold(channel_talk("coast")).held == {}
    assert (held.message, held.lang, held.passages) == (letter, "ar", ("We thank you.", "We shall answer."))
    assert (held.until, held.relay, held.answers, held.author) == (until, None, told, "officer")
    assert (held.taken_back_at, held.reason, held.pieces) == (None, None, ())
    assert [m.message for m in channel_whole(room.coast_door, "coast").messages] == [told]


@pytest.mark.parametrize("words", [[], ["  "], ["We thank you.", ""]])
def test_a_letter_that_says_nothing_is_not_sent(room: Room, words: list[str]):
    with pytest.raises(MessageWrong):
        send(room.coast, "coast", words, "en", recipient="Coast Council")
