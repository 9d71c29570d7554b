"""What stops a letter that waits, and that a second person looked at one sent alone: each guard by a case that only it stops."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, another, approved, drafted, sentence, signed, signs, state

from wasata.desk import letter as letters
from wasata.desk import relay as relays
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.letter import send
from wasata.desk.letter import take_back as take_back_letter
from wasata.desk.line import open_line
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.relay import countersign, draft, force, lend, take_back
from wasata.desk.relay_life import relay_whole, sent_alone
from wasata.desk.relay_life import relays as relays_of
from wasata.desk.relayed import Countersigned, end_of, stands_here
from wasata.errors import ActReused, LogNotYours, MessageWrong, NotAllowed, RelayWrong


def refused(act: Callable[[], Any]) -> tuple[str, Any]:
    with pytest.raises((RelayWrong, MessageWrong)) as told:
        act()
    return str(told.value.values["why"]), told.value.values["value"]


def alone(room: Room, words: str = "They would take five days.", *, lent: bool = True) -> str:
    """A letter the lead signed alone, lent afterwards to the officer it goes to."""
    relay = draft(room.coast, "coast", "hills", "en", [sentence(words, "paraphrase", room.said())])
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    if lent:
        lend(room.lead, "coast", relay, "officer-2")
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
    keeps = another(room, "officer-3", "coast")
    for reason in (None, "", " "):
        assert refused(lambda r=reason: countersign(room.hills, relay, objects=True, reason=r))[0] == "relay.why.reason"  # type: ignore[misc]
    for objects in (True, False):
        why, run = refused(lambda o=objects: countersign(keeps, relay, objects=o, reason=f"They said: {SECRET}"))  # type: ignore[misc]
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


def asked(desk: Desk, relay: str) -> tuple[str, bool, str, bool]:
    """What a reader is told of a countersignature that waits: in the list, at the head of the page, on the page of it."""
    (listed,) = (r.yours for r in relays_of(desk) if r.relay == relay)
    (at_head,) = (a.yours for a in sent_alone(desk) if a.relay == relay)
    whole = relay_whole(desk, relay, "en")
    return listed, at_head, whole.not_asked, "countersign" in whole.acts


ASKED = ("countersign", True, "", True)


def not_asked(why: str) -> tuple[str, bool, str, bool]:
    return "", False, why, False


def test_only_who_reads_the_letter_and_what_it_rests_on_is_asked_to_countersign(room: Room):
    """Who holds the line written to alone, and who holds none, are shown that it was sent alone, and are not asked."""
    relay = alone(room, lent=False)
    blind, keeps = another(room, "officer-3"), another(room, "officer-4", "coast")
    for desk in (room.hills, blind):
        assert asked(desk, relay) == not_asked("countersign_unread")
        assert refused(lambda desk=desk: countersign(desk, relay)) == ("relay.why.countersign_unread", relay)  # type: ignore[misc]
    assert asked(keeps, relay) == ASKED
    lend(room.lead, "coast", relay, "officer-2")
    assert asked(room.hills, relay) == ASKED
    countersign(keeps, relay)
    assert sent_alone(keeps) == ()
    assert relay_whole(blind, relay, "en").not_asked == ""


def test_who_holds_a_line_without_its_channel_does_not_read_what_a_letter_rests_on(room: Room):
    relay = alone(room, lent=False)
    half = another(room, "officer-3")
    grant_log(room.lead, "officer-3", "line/coast", may_write=True)
    assert [a.yours for a in sent_alone(half)] == [False]
    assert refused(lambda: countersign(half, relay)) == ("relay.why.countersign_unread", relay)


def test_neither_its_author_nor_its_sender_countersigns(room: Room):
    relay = alone(room)
    assert asked(room.coast, relay) == not_asked("countersign_own")
    assert refused(lambda: countersign(room.coast, relay)) == ("relay.why.countersign_own", relay)
    assert asked(room.lead, relay) == not_asked("countersign")
    assert refused(lambda: countersign(room.lead, relay)) == ("relay.why.countersign", relay)


def test_the_author_of_an_earlier_draft_and_one_whose_line_was_taken_do_not_countersign(room: Room):
    first = another(room, "officer-3", "coast")
    ref = room.said()
    told = [sentence("They would take five days.", "paraphrase", ref)]
    relay = draft(first, "coast", "hills", "en", told)
    draft(room.coast, "coast", "hills", "en", told, relay=relay)
    own = alone(room, "They would take it, five days.", lent=False)
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    assert refused(lambda: countersign(first, relay)) == ("relay.why.countersign_own", relay)
    assert asked(first, own) == ASKED
    take_line(room.lead, "coast", "officer")
    assert refused(lambda: countersign(room.coast, own)) == ("relay.why.countersign_own", own), (
        "he wrote what was signed"
    )


def test_who_was_lent_what_he_drafted_with_others_does_not_countersign(room: Room):
    """What was lent tells who wrote each draft of it, to one who holds its line no more."""
    first = another(room, "officer-3", "coast")
    give_line(room.lead, "hills", "officer-3")
    ref = room.said()
    told = [sentence("They would take five days.", "paraphrase", ref)]
    relay = draft(first, "coast", "hills", "en", told)
    lend(room.lead, "coast", relay, "officer-2")
    draft(room.coast, "coast", "hills", "en", told, relay=relay)
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    for log in ("line/coast", "channel/coast"):
        revoke_log(room.lead, "officer-3", log)
    assert first.holds(f"relay/{relay}")
    assert refused(lambda: countersign(first, relay)) == ("relay.why.countersign_own", relay)
    assert asked(room.hills, relay) == ASKED


def test_who_holds_what_was_lent_because_he_lent_it_countersigns_by_its_line_or_not_at_all(room: Room):
    lender = another(room, "officer-3", "coast")
    relay = alone(room, lent=False)
    lend(lender, "coast", relay, "officer-2")
    assert asked(lender, relay) == ASKED
    for log in ("line/coast", "channel/coast"):
        revoke_log(room.lead, "officer-3", log)
    assert lender.holds(f"relay/{relay}")
    assert asked(lender, relay) == not_asked("countersign_unread")


def test_what_was_sent_alone_is_lent_until_it_was_countersigned_and_what_two_signed_never(room: Room):
    relay, other = alone(room, lent=False), drafted(room)
    assert "lend" in relay_whole(room.lead, relay, "en").acts
    assert "lend" not in relay_whole(room.hills, relay, "en").acts
    approved(room, other)
    assert "lend" not in relay_whole(room.lead, other, "en").acts
    assert refused(lambda: lend(room.lead, "coast", other, "officer-2")) == ("relay.why.signed", other)
    keeps = another(room, "officer-3", "coast")
    countersign(keeps, relay)
    assert "lend" not in relay_whole(room.lead, relay, "en").acts
    assert refused(lambda: lend(room.lead, "coast", relay, "officer-2")) == ("relay.why.signed", relay)


def nobody(desk: Desk, relay: str) -> tuple[bool, bool]:
    (at_head,) = (a.nobody for a in sent_alone(desk) if a.relay == relay)
    return at_head, relay_whole(desk, relay, "en").nobody


def test_the_lead_is_told_when_no_officer_can_countersign_and_nobody_else_is(room: Room):
    relay, plain = alone(room, lent=False), drafted(room)
    blind = another(room, "officer-3")
    assert nobody(room.lead, relay) == (True, True)
    for desk in (room.coast, room.hills, blind):
        assert nobody(desk, relay) == (False, False), "who keeps which line is not theirs to read"
    approved(room, plain)
    assert not relay_whole(room.lead, plain, "en").nobody
    grant_log(room.lead, "officer-3", "line/coast", may_write=True)
    assert nobody(room.lead, relay) == (True, True), "half a line is none"
    grant_log(room.lead, "officer-3", "channel/coast", until=room.now() + timedelta(minutes=1))
    assert nobody(room.lead, relay) == (False, False)
    room.now.on(minutes=2)
    assert nobody(room.lead, relay) == (True, True)
    lend(room.lead, "coast", relay, "officer-2")
    assert nobody(room.lead, relay) == (False, False)
    countersign(room.hills, relay)
    assert not relay_whole(room.lead, relay, "en").nobody


def test_one_who_may_not_sign_for_the_team_is_nobody_who_can(room: Room):
    relay = alone(room)
    revoke_log(room.lead, "officer-2", "bureau")
    assert nobody(room.lead, relay) == (True, True)


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
