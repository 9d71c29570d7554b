"""What stops a letter that waits, and that a second person looked at one sent alone: each guard by a case that only it stops."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, approved, drafted, sentence, signed, signs, state

from wasata.desk import letter as letters
from wasata.desk import relay as relays
from wasata.desk.access import admit_reader
from wasata.desk.letter import send
from wasata.desk.letter import take_back as take_back_letter
from wasata.desk.line import open_line
from wasata.desk.line_holders import take_line
from wasata.desk.relay import countersign, draft, force, take_back
from wasata.desk.relayed import Countersigned, end_of, stands_here
from wasata.errors import ActReused, LogNotYours, MessageWrong, NotAllowed, RelayWrong


def refused(act: Callable[[], Any]) -> tuple[str, Any]:
    with pytest.raises((RelayWrong, MessageWrong)) as told:
        act()
    return str(told.value.values["why"]), told.value.values["value"]


def alone(room: Room, words: str = "They would take five days.") -> str:
    """A letter the lead signed alone."""
    relay = draft(room.coast, "coast", "hills", "en", [sentence(words, "paraphrase", room.said())])
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    return relay


# looked at afterwards


def test_another_officer_stands_by_it_once_and_his_word_is_kept(room: Room):
    relay = alone(room)
    at = room.now.on(minutes=1)
    countersign(room.hills, relay, act_id="one")
    assert signed(room, relay).countersigned == Countersigned("officer-2", False, None, at)
    assert countersign(room.hills, relay, act_id="one").again
    with pytest.raises(ActReused):
        countersign(room.hills, relay, objects=True, reason="after all", act_id="one")
    for desk in (room.hills, room.coast):
        assert refused(lambda desk=desk: countersign(desk, relay)) == ("relay.why.countersign", relay)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("objects", "reason", "told"), [(True, " it could wait ", "it could wait"), (False, "seen", "seen")]
)
def test_what_he_says_of_it_is_kept_as_he_said_it(room: Room, objects: bool, reason: str, told: str):
    relay = alone(room)
    at = room.now.on(minutes=1)
    countersign(room.hills, relay, objects=objects, reason=reason)
    assert signed(room, relay).countersigned == Countersigned("officer-2", objects, told, at)


def test_no_objection_is_without_a_reason_and_no_reason_repeats_a_line(room: Room):
    relay = alone(room)
    for reason in (None, "", " "):
        assert refused(lambda r=reason: countersign(room.hills, relay, objects=True, reason=r))[0] == "relay.why.reason"  # type: ignore[misc]
    for objects in (True, False):
        why, run = refused(lambda o=objects: countersign(room.coast, relay, objects=o, reason=f"They said: {SECRET}"))  # type: ignore[misc]
        assert (why, run) == ("relay.why.reason_overheard", "we shall never hold out longer")
    assert signed(room, relay).countersigned is None


def test_only_what_was_sent_alone_is_countersigned_and_by_another(room: Room):
    relay = drafted(room)
    approved(room, relay)
    for desk, named in ((room.hills, relay), (room.hills, "rl-none"), (room.lead, alone(room, "Six days, they say."))):
        told = refused(lambda desk=desk, named=named: countersign(desk, named))  # type: ignore[misc]
        assert told == ("relay.why.countersign", named)
    with pytest.raises((NotAllowed, LogNotYours)):
        countersign(room.hills_door, relay)


# a relay taken back


@pytest.mark.parametrize(("who", "why"), [("coast", "author"), ("lead", "approver")])
def test_who_takes_a_relay_back_is_told_by_what_he_had_to_do_with_it(room: Room, who: str, why: str):
    relay = drafted(room)
    approved(room, relay)
    at = room.now.on(minutes=1)
    desk = getattr(room, who)
    take_back(desk, relay, act_id="one")
    assert signed(room, relay).taken_back == (desk.reader, why, at)
    assert not signed(room, relay).is_open
    assert take_back(desk, relay, act_id="one").again
    for other in (room.coast, room.lead):
        assert refused(lambda other=other: take_back(other, relay)) == ("relay.why.left", relay)  # type: ignore[misc]


def test_a_relay_is_taken_back_by_its_author_and_its_approver_alone(room: Room):
    relay = drafted(room)
    approved(room, relay)
    for desk, named in ((room.hills, relay), (room.coast, "rl-none")):
        told = refused(lambda desk=desk, named=named: take_back(desk, named))  # type: ignore[misc]
        assert told == ("relay.why.not_yours", named)
    assert signed(room, relay).is_open


def test_after_its_hour_only_who_sees_that_it_has_not_left_takes_it_back(room: Room):
    relay = drafted(room)
    letter = approved(room, relay)
    room.now.on(minutes=5)
    assert refused(lambda: take_back(room.coast, relay)) == ("relay.why.left", relay)
    with room.lead.hold():
        assert stands_here(room.lead, signed(room, relay))
        assert end_of(room.lead, signed(room, relay)) == "hills"
    with room.coast.hold():
        assert not stands_here(room.coast, signed(room, relay))
        assert end_of(room.coast, signed(room, relay)) == "hills", "as the team knows it"
    assert room.deliver() == (letter,)
    with room.lead.hold():
        assert not stands_here(room.lead, signed(room, relay))
    assert not signed(room, relay).is_open
    assert refused(lambda: take_back(room.lead, relay)) == ("relay.why.left", relay)


def test_within_its_hour_what_has_left_is_not_taken_back_either(room: Room):
    """A clock that was set back."""
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5)
    room.deliver()
    room.now.on(minutes=-5)
    assert refused(lambda: take_back(room.lead, relay)) == ("relay.why.left", relay)
    assert state(room, relay) == "delivered"


def test_a_moment_before_its_hour_its_author_still_takes_it_back(room: Room):
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5, microseconds=-1)
    take_back(room.coast, relay)
    assert not signed(room, relay).is_open


def test_of_a_line_kept_to_a_few_its_own_people_alone_know_where_a_relay_goes(room: Room):
    told: Any = {"of": "party", "langs": ("en",), "media": ("call",), "names": {"ar": "خلفية", "en": "Back"}}
    admit_reader(room.lead, "officer-3", "officer")
    open_line(room.lead, "back", party="israel", officers=("officer-3",), listed=False, **told)
    relay = draft(room.lead, "coast", "back", "en", [sentence("Would you take five days?", "ours")])
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Back")
    assert signed(room, relay).to_line is None
    with room.lead.hold():
        assert (end_of(room.lead, signed(room, relay)), stands_here(room.lead, signed(room, relay))) == ("back", True)
    with room.coast.hold():
        assert (end_of(room.coast, signed(room, relay)), stands_here(room.coast, signed(room, relay))) == (None, False)
    take_line(room.lead, "back", "lead")
    with room.lead.hold():
        assert not stands_here(room.lead, signed(room, relay))
    room.now.on(minutes=5)
    assert refused(lambda: take_back(room.lead, relay)) == ("relay.why.left", relay)
    room.now.on(minutes=-1)
    take_back(room.lead, relay)


# a letter taken back


def test_the_letter_of_a_relay_is_taken_back_as_a_relay(room: Room):
    relay = drafted(room)
    letter = approved(room, relay)
    assert refused(lambda: take_back_letter(room.lead, "hills", letter)) == ("message.why.of_relay", relay)
    assert refused(lambda: take_back_letter(room.hills, "hills", letter)) == ("message.why.not_yours", letter)
    assert signed(room, relay).is_open
    room.now.on(minutes=5)
    assert room.deliver() == (letter,)
    assert refused(lambda: take_back_letter(room.lead, "hills", letter)) == ("message.why.left", letter)


def test_what_was_signed_alone_leaves_unless_it_is_taken_back(room: Room):
    relay = alone(room)
    take_back(room.lead, relay)
    room.now.on(minutes=5)
    assert room.deliver() == ()


# while it is decided


def others_stand_still(room: Room, log: str) -> bool:
    """Whether somebody else who would write there now has to wait."""
    came = threading.Event()

    def stand() -> None:
        with room.lead.home.in_line(room.lead.case, (log,)):
            came.set()

    threading.Thread(target=stand, daemon=True).start()
    return not came.wait(0.3)


@pytest.mark.parametrize("of", ["relay", "letter"])
def test_nothing_leaves_while_it_is_decided_that_it_stays(room: Room, monkeypatch: pytest.MonkeyPatch, of: str):
    """Else it would be told as taken back, and have left."""
    stood: list[bool] = []
    if of == "relay":
        named = drafted(room)
        approved(room, named)
        module, asked, logs = relays, "stands_here", ["bureau"]
    else:
        named = send(room.coast, "coast", ["So?"], "en", recipient="Coast Council")
        module, asked, logs = letters, "talk_of", ["line/coast", "channel/coast"]
    room.now.on(minutes=5)
    as_it_is = getattr(module, asked)

    def looks(*told: Any) -> Any:
        stood.extend(others_stand_still(room, log) for log in logs if len(stood) < len(logs))
        return as_it_is(*told)

    monkeypatch.setattr(module, asked, looks)
    if of == "relay":
        take_back(room.lead, named)
    else:
        take_back_letter(room.coast, "coast", named)
    assert stood == [True] * len(logs)
    assert not others_stand_still(room, logs[0])
