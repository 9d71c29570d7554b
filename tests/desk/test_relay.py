"""A relay: drafted within the clearance, approved by a second person, held, taken back or delivered, and followed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, approved, drafted, sentence, signed, signs, state, why

from wasata.desk.access import Desk
from wasata.desk.delivery import deliver_due, follow
from wasata.desk.letter import HOLD, seen
from wasata.desk.line import open_line
from wasata.desk.message import clear, say
from wasata.desk.relay import (
    approve,
    countersign,
    draft,
    force,
    lend,
    send_back,
    take_back,
    to_approve,
)
from wasata.desk.relay_life import relays
from wasata.desk.relayed import SIGNED
from wasata.errors import (
    LineUnknown,
    LogNotYours,
    MessageWrong,
    NotAllowed,
    RelayRefused,
    RelayWrong,
)


def test_a_relay_goes_its_whole_way(room: Room):
    relay = drafted(room)
    assert state(room, relay) == "drafted"
    before = room.hills_door.ledger.head("channel/hills")
    letter = approved(room, relay)
    assert state(room, relay) == "waiting"
    assert room.deliver() == ()
    assert room.hills_door.ledger.head("channel/hills") == before
    room.now.on(seconds=HOLD.total_seconds())
    assert state(room, relay) == "leaving"
    assert room.deliver() == (letter,)
    assert room.letters() == ["The other side would take five days."]
    assert state(room, relay) == "delivered"
    seen(room.hills_door, "hills", letter)
    say(room.hills_door, "hills", [("And we six.", "ours")], "en", answers=letter)
    follow(room.hills, "hills")
    assert state(room, relay) == "answered"
    follow(room.hills, "hills")
    assert [what for what, _ in signed(room, relay).became] == ["delivered", "seen", "answered"]


def test_the_bureau_holds_no_word_of_it_and_the_channel_no_name_of_the_relay(room: Room):
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5)
    room.deliver()
    bureau = " ".join(str(e.data) for e in room.lead.ledger.entries("bureau"))
    assert relay in bureau
    for words in ("five days", "eleven days", "other side"):
        assert words not in bureau
    there = " ".join(str(e.data) for e in room.hills_door.ledger.entries("channel/hills"))
    assert "five days" in there
    for word in (relay, "coast", "eleven", "officer"):
        assert word not in there


@pytest.mark.parametrize(
    ("clearance", "form", "words", "reason"),
    [
        ("none", "ours", "Five days seem possible.", "not_cleared"),
        ("ours", "paraphrase", "They would take five days.", "form"),
        ("test", "ours", "Five days seem possible.", "form"),
        ("test", "test", "It might be five days.", "no_question"),
        ("theirs", "quote", "We accept six days", "not_their_words"),
    ],
)
def test_outside_the_clearance_a_draft_is_refused_with_its_reason(
    room: Room, clearance: str, form: str, words: str, reason: str
):
    ref = room.said(clearance=clearance)
    with pytest.raises(RelayRefused) as refused:
        draft(room.coast, "coast", "hills", "en", [sentence("Thank you.", "ours"), sentence(words, form, ref)])
    assert (why(refused), refused.value.values["sentence"]) == (reason, 2)
    assert relays(room.coast) == ()


def test_a_draft_repeats_nothing_that_it_does_not_rest_on(room: Room):
    ref = room.said()
    for words in (SECRET, f"They hint: never hold out longer than eleven days without {'fuel'}."):
        with pytest.raises(RelayRefused) as refused:
            draft(room.coast, "coast", "hills", "en", [sentence("Five days?", "test", ref), sentence(words, "ours")])
        assert why(refused) == "overheard"


def test_nobody_approves_what_he_drafted_and_no_letter_but_the_one_he_saw(room: Room):
    own = draft(room.lead, "coast", "hills", "en", [sentence("Five days?", "test", room.said())])
    with pytest.raises(RelayWrong) as refused:
        approved(room, own)
    assert why(refused) == "own"
    relay = drafted(room)
    seen_before = signs(room.lead, relay, "coast")
    draft(room.coast, "coast", "hills", "en", [sentence("Would five do?", "test", room.said())], relay=relay)
    with pytest.raises(RelayWrong) as changed:
        approve(room.lead, relay, seen_before, recipient="Hill Government", line="coast")
    assert why(changed) == "changed"


@pytest.mark.parametrize("typed", ["Coast Council", "", "ok"])
def test_approving_asks_for_the_name_of_who_receives_it(room: Room, typed: str):
    relay = drafted(room)
    with pytest.raises(MessageWrong):
        approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient=typed, line="coast")


def test_a_relay_sent_back_is_drafted_anew_and_only_then_approved(room: Room):
    relay = drafted(room)
    send_back(room.lead, relay, "say it as a question", line="coast")
    assert state(room, relay) == "sent_back"
    with pytest.raises(RelayWrong) as refused:
        approved(room, relay)
    assert why(refused) == "sent_back"
    draft(room.coast, "coast", "hills", "en", [sentence("Would five do?", "test", room.said())], relay=relay)
    approved(room, relay)
    with pytest.raises(RelayWrong):
        draft(room.coast, "coast", "hills", "en", [sentence("Would six do?", "test", room.said())], relay=relay)


def test_an_approver_without_the_line_is_lent_the_cleared_passages_and_nothing_else(room: Room):
    relay = drafted(room)
    with pytest.raises((RelayWrong, LineUnknown)), room.hills.hold():
        to_approve(room.hills, relay, "coast")
    lend(room.coast, "coast", relay, "officer-2")
    assert f"relay/{relay}" in room.hills.sight
    assert not {"line/coast", "channel/coast"} & set(room.hills.sight)
    with room.hills.hold():
        lent = to_approve(room.hills, relay)
    assert lent.is_lent
    assert [u.words for u in lent.rests_on.values()] == ["We accept five days."]
    everything = " ".join(str(e.data) for e in room.hills.ledger.entries(f"relay/{relay}"))
    assert "eleven" not in everything
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    room.now.on(minutes=5)
    assert len(room.deliver()) == 1


@pytest.mark.parametrize("who", ["officer", "analyst", "nobody", "delegate-2", "auditor"])
def test_a_relay_is_lent_to_another_officer_of_the_line_it_goes_to_and_to_nobody_else(room: Room, who: str):
    relay = drafted(room)
    with pytest.raises(RelayWrong) as refused:
        lend(room.coast, "coast", relay, who)
    assert why(refused) == "approver"
    assert f"relay/{relay}" not in room.lead.home.logs(room.lead.case)


def test_a_clearance_withdrawn_while_the_letter_waits_keeps_it_here(room: Room):
    ref = room.said()
    relay = draft(room.coast, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", ref)])
    approved(room, relay)
    clear(room.coast_door, "coast", ref.message, ref.passage, "none")
    before = room.hills_door.ledger.head("channel/hills")
    room.now.on(minutes=5)
    assert room.deliver() == ()
    clear(room.coast_door, "coast", ref.message, ref.passage, "theirs")
    assert room.deliver() == ()  # given again, it is another relay
    assert room.hills_door.ledger.head("channel/hills") == before
    assert state(room, relay) == "withdrawn"


def test_a_clearance_withdrawn_before_the_approval_is_seen_by_it(room: Room):
    ref = room.said()
    relay = draft(room.coast, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", ref)])
    clear(room.coast_door, "coast", ref.message, ref.passage, "test")
    with pytest.raises(RelayRefused) as refused:
        approved(room, relay)
    assert why(refused) == "form"


def test_a_relay_whose_line_nobody_holds_at_that_hour_waits_on(room: Room):
    approved(room, drafted(room))
    room.now.on(minutes=5)
    assert deliver_due(room.hills, "hills", {}) == ()
    assert len(room.deliver()) == 1


@pytest.mark.parametrize("who", ["coast", "lead"])
def test_author_and_approver_take_it_back_while_it_waits(room: Room, who: str):
    relay = drafted(room)
    approved(room, relay)
    with pytest.raises(RelayWrong):
        take_back(room.hills, relay)
    take_back(getattr(room, who), relay)
    room.now.on(minutes=5)
    assert room.deliver() == ()
    assert room.letters() == []
    assert state(room, relay) == "taken_back"


def test_what_has_left_is_taken_back_by_nobody(room: Room):
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5)
    for _ in range(2):
        with pytest.raises(RelayWrong) as refused:
            take_back(room.coast, relay)
        assert why(refused) == "left"
        room.deliver()


def test_the_lead_alone_is_seen_by_all_officers_and_countersigned(room: Room):
    own = draft(room.lead, "coast", "hills", "en", [sentence("Five days?", "test", room.said())])
    signed = signs(room.lead, own, "coast")
    with pytest.raises(NotAllowed):
        force(room.coast, "coast", own, signed, "the hour ends", recipient="Hill Government")
    force(room.lead, "coast", own, signed, "the hour ends", recipient="Hill Government")
    assert [r.yours for r in relays(room.coast) if r.relay == own] == ["countersign"]
    assert [r.alone for r in relays(room.hills) if r.relay == own] == [True]
    told = room.hills.fold(SIGNED)[own]
    assert (told.forced, told.reason, told.countersigned) == (True, "the hour ends", None)
    assert told.countersign_by == room.now() + timedelta(hours=2)
    with pytest.raises(RelayWrong):
        countersign(room.lead, own)
    with pytest.raises(RelayWrong):
        countersign(room.coast, own, objects=True, reason=" ")
    countersign(room.coast, own, objects=True, reason="it could have waited")
    with pytest.raises(RelayWrong):
        countersign(room.coast, own)


def test_not_even_the_lead_alone_passes_what_was_not_cleared(room: Room):
    ref = room.said()
    own = draft(room.lead, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", ref)])
    signed = signs(room.lead, own, "coast")
    clear(room.coast_door, "coast", ref.message, ref.passage, "none")
    with pytest.raises(RelayRefused):
        force(room.lead, "coast", own, signed, "the hour ends", recipient="Hill Government")


@pytest.mark.parametrize("to", ["coast", "nowhere"])
def test_a_relay_goes_to_another_line_that_the_team_knows(room: Room, to: str):
    with pytest.raises(RelayWrong):
        draft(room.coast, "coast", to, "en", [sentence("Five days?", "test", room.said())])


def test_a_line_kept_to_a_few_is_unknown_to_the_rest(room: Room):
    told: Any = {"of": "party", "langs": ("ar",), "media": ("call",), "names": {"ar": "خلفية", "en": "Back"}}
    open_line(room.lead, "back", party="israel", officers=(), listed=False, **told)
    with pytest.raises(RelayWrong) as refused:
        draft(room.coast, "coast", "back", "en", [sentence("Five days?", "test", room.said())])
    with pytest.raises(RelayWrong) as nowhere:
        draft(room.coast, "coast", "nowhere", "en", [sentence("Five days?", "test", room.said())])
    assert str(refused.value).replace("back", "nowhere") == str(nowhere.value)


def test_analysts_delegates_and_auditors_have_no_part_in_it(room: Room):
    relay = drafted(room)
    for name in ("analyst", "auditor", "delegate", "delegate-2"):
        desk = Desk.open(room.lead.home, room.lead.case, name, now=room.now)
        acts: list[Callable[[], Any]] = [
            lambda desk=desk: draft(desk, "coast", "hills", "en", [sentence("x", "ours")]),  # type: ignore[misc]
            lambda desk=desk: send_back(desk, relay, "no", line="coast"),  # type: ignore[misc]
            lambda desk=desk: lend(desk, "coast", relay, "officer-2"),  # type: ignore[misc]
            lambda desk=desk: take_back(desk, relay),  # type: ignore[misc]
        ]
        for act in acts:
            with pytest.raises((NotAllowed, LogNotYours)):
                act()


def test_a_form_sent_twice_is_one_relay_and_one_letter(room: Room):
    ref = room.said()
    asked: Any = (room.coast, "coast", "hills", "en", [sentence("Five days?", "test", ref)])
    relay = draft(*asked, act_id="one")
    assert draft(*asked, act_id="one") == relay
    signed = signs(room.lead, relay, "coast")
    for _ in range(2):
        approve(room.lead, relay, signed, recipient="Hill Government", line="coast", act_id="two")
    with pytest.raises(RelayWrong):
        approve(room.lead, relay, signed, recipient="Hill Government", line="coast", act_id="three")
    room.now.on(minutes=5)
    assert len(room.deliver()) == 1
    assert room.deliver() == ()
