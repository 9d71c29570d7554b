"""A relay: drafted within the clearance, approved by a second person, held, taken back or delivered, and followed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.case import open_case
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.delivery import deliver_due, follow
from wasata.desk.enclosure import Enclosed
from wasata.desk.line import name_person, open_line
from wasata.desk.message import HOLD, channel_whole, clear, enclosed, hear, line_talk, say, seen, take_down
from wasata.desk.relay import (
    approve,
    countersign,
    draft,
    force,
    lend,
    may_be_lent_to,
    send_back,
    take_back,
    to_approve,
)
from wasata.desk.relay_life import enclosure, relay_whole, relays
from wasata.desk.relayed import SIGNED, Signed, drafts_in
from wasata.errors import (
    ActReused,
    ContactUnknown,
    LineUnknown,
    LogNotYours,
    MessageWrong,
    NotAllowed,
    RelayRefused,
    RelayWrong,
)
from wasata.record.home import Home
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.record.ledger import Ledger

COAST: Any = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS: Any = {"ar": "حكومة التلال", "en": "Hill Government"}
SECRET = "We shall never hold out longer than eleven days without fuel."


@dataclass
class Room:
    """Two lines, an officer each, a lead who holds both, a delegate each."""

    lead: Desk
    coast: Desk
    hills: Desk
    coast_door: Desk
    hills_door: Desk
    now: Clock

    def said(self, words: str = "We accept five days.", clearance: Any = "theirs") -> PassageRef:
        told = say(self.coast_door, "coast", [(words, clearance), (SECRET, "none")], "en")
        return PassageRef(log="channel", message=told, passage=1)

    def deliver(self) -> tuple[str, ...]:
        return deliver_due(self.hills, "hills", {"coast": self.coast})

    def letters(self) -> list[str]:
        return [m.passages[0].words for m in channel_whole(self.hills_door, "hills").messages if m.ours]


@pytest.fixture
def room(lead: Desk, now: Clock) -> Room:
    for name in ("officer-2", "delegate-2"):
        admit_reader(lead, name, "officer" if name.startswith("officer") else "delegate")
    told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
    open_line(lead, "coast", party="hamas", names=COAST, officers=("officer",), **told)
    open_line(lead, "hills", party="israel", names=HILLS, officers=("officer-2",), **told)
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    grant_log(lead, "delegate-2", "channel/hills", may_write=True)
    desks = [
        Desk.open(lead.home, lead.case, name, now=now) for name in ("officer", "officer-2", "delegate", "delegate-2")
    ]
    name_person(desks[0], "coast", "one", "Envoy One", may_clear=True, reader="delegate")
    return Room(lead, *desks, now)


def sentence(words: str, form: Any, *rests_on: PassageRef) -> RelaySentence:
    return RelaySentence(words=words, form=form, rests_on=rests_on)


def drafted(room: Room, words: str = "The other side would take five days.", form: Any = "paraphrase") -> str:
    return draft(room.coast, "coast", "hills", "en", [sentence(words, form, room.said())])


def signs(desk: Desk, relay: str, line: str | None = None) -> str:
    with desk.hold():
        return to_approve(desk, relay, line).draft.digest


def approved(room: Room, relay: str) -> str:
    return approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient="Hill Government", line="coast")


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.values["why"]).removeprefix("relay.why.")


def signed(room: Room, relay: str) -> Signed:
    with room.lead.hold():
        return room.lead.fold(SIGNED)[relay]


def state(room: Room, relay: str) -> str:
    return next(r.state for r in relays(room.lead) if r.relay == relay)


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
    assert [r.yours for r in relays(room.hills) if r.relay == own] == ["countersign"]
    told = room.hills.fold(SIGNED)[own]
    assert (told.forced, told.reason, told.countersigned) == (True, "the hour ends", None)
    assert told.countersign_by == room.now() + timedelta(hours=2)
    with pytest.raises(RelayWrong):
        countersign(room.lead, own)
    with pytest.raises(RelayWrong):
        countersign(room.hills, own, objects=True, reason=" ")
    countersign(room.hills, own, objects=True, reason="it could have waited")
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


# files


def filed(room: Room, content: bytes = b"The road is drawn in red.\n") -> tuple[str, str]:
    """A file that came with a contact of the coast: the contact and the piece."""
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    return contact, keep_piece(room.coast, "coast", contact, "ahmad-of-the-coast.txt", "text/plain", content)


def with_file(
    room: Room, clearance: Any = "theirs", words: str = "We send you a map of theirs."
) -> tuple[str, PassageRef]:
    ref = room.said("The map may be shown.", clearance)
    contact, piece = filed(room)
    told = [sentence(words, "ours", ref)]
    return draft(room.coast, "coast", "hills", "en", told, files=[Enclosed(contact, piece, ref)]), ref


def test_a_file_goes_the_whole_way_bare_under_a_name_of_ours_and_with_its_bytes_unchanged(room: Room):
    relay, _ = with_file(room)
    lend(room.coast, "coast", relay, "officer-2")
    (piece,) = relay_whole(room.hills, relay, "en").pieces
    name, content = enclosure(room.hills, relay, piece.digest)
    assert (name, content) == ("enclosure-1.txt", b"The road is drawn in red.\n")
    letter = approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    room.now.on(minutes=5)
    assert room.deliver() == (letter,)
    (sent,) = next(m for m in channel_whole(room.hills_door, "hills").messages if m.ours).pieces
    assert enclosed(room.hills_door, "hills", letter, sent.piece)[1] == content
    everything = " ".join(str(e.data) for e in room.hills_door.ledger.entries("channel/hills"))
    assert "ahmad" not in everything


@pytest.mark.parametrize("clearance", ["ours", "test", "none"])
def test_a_file_goes_only_with_a_passage_that_may_be_said_as_theirs(room: Room, clearance: str):
    with pytest.raises(RelayRefused):
        with_file(room, clearance, "Would a map help?" if clearance == "test" else "There is a map.")
    assert relays(room.coast) == ()


def test_a_file_whose_passage_is_narrowed_while_the_letter_waits_keeps_it_here(room: Room):
    relay, ref = with_file(room)
    approved(room, relay)
    clear(room.coast_door, "coast", ref.message, ref.passage, "ours")
    assert relay_whole(room.coast, relay, "en").stands is False
    room.now.on(minutes=5)
    assert room.deliver() == ()
    assert state(room, relay) == "withdrawn"


def test_another_file_is_another_letter_to_sign(room: Room):
    relay, ref = with_file(room)
    seen_before = signs(room.lead, relay, "coast")
    contact, piece = filed(room, b"The road is drawn in blue.\n")
    told = [sentence("We send you a map of theirs.", "ours", ref)]
    draft(room.coast, "coast", "hills", "en", told, relay=relay, files=[Enclosed(contact, piece, ref)])
    with pytest.raises(RelayWrong) as changed:
        approve(room.lead, relay, seen_before, recipient="Hill Government", line="coast")
    assert why(changed) == "changed"


def test_a_draft_with_a_file_sent_twice_is_one_draft(room: Room):
    ref = room.said()
    contact, piece = filed(room)
    asked: Any = (room.coast, "coast", "hills", "en", [sentence("Thank you.", "ours", ref)])
    files = [Enclosed(contact, piece, ref)]
    assert draft(*asked, files=files, act_id="one") == draft(*asked, files=files, act_id="one")
    with pytest.raises(ActReused):
        draft(*asked, act_id="one")


def test_a_file_of_another_line_does_not_go(room: Room):
    ref = room.said()
    contact, piece = filed(room)
    told = [sentence("Thank you.", "ours")]
    with pytest.raises((ContactUnknown, LineUnknown)):
        draft(room.hills, "hills", "coast", "en", told, files=[Enclosed(contact, piece, ref)])


# what is new in lending, and what nobody may write


def test_what_somebody_it_was_lent_to_sends_back_its_author_sees_and_nobody_else_approves(room: Room):
    relay = drafted(room)
    lend(room.lead, "coast", relay, "officer-2")
    send_back(room.hills, relay, "say it as a question")
    assert state(room, relay) == "sent_back"
    assert relay_whole(room.coast, relay, "en").steps[-1].reason == "say it as a question"
    with pytest.raises(RelayWrong) as refused:
        approved(room, relay)
    assert why(refused) == "sent_back"


def test_a_reason_sent_back_to_another_line_repeats_nothing_of_ones_own(room: Room):
    said_there = "They will not hear of any road before the spring comes."
    say(room.hills_door, "hills", [(said_there, "none")], "en")
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    with pytest.raises(RelayWrong) as refused:
        send_back(room.hills, relay, said_there)
    assert why(refused) == "reason_overheard"


def test_the_author_of_what_the_lead_sent_alone_may_take_it_back_too(room: Room):
    relay = drafted(room)
    force(room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends", recipient="Hill Government")
    take_back(room.coast, relay)
    assert state(room, relay) == "taken_back"


def test_a_letter_answers_only_what_was_said_in_the_channel_it_goes_to(room: Room):
    ref = room.said()
    told = [sentence("Five days?", "test", ref)]
    relay = draft(room.coast, "coast", "hills", "en", told, answers=ref.message)  # he does not hold that channel
    with pytest.raises(RelayWrong) as refused:
        approved(room, relay)
    assert why(refused) == "answers"


def test_a_clearance_given_by_voice_counts_no_more_once_it_was_read_back(room: Room):
    heard = hear(room.coast, "coast", [("Perhaps six days.", "ours")], "en", person="one")
    rests = PassageRef(log="line", message=heard, passage=1)
    relay = draft(room.coast, "coast", "hills", "en", [sentence("Six days may be possible.", "ours", rests)])
    take_down(room.coast, "coast", [("Perhaps six days.", "none")], "en", way="read_back", told_before=heard)
    with pytest.raises(RelayRefused) as refused:
        approved(room, relay)
    assert why(refused) == "gone"


def test_after_its_hour_it_is_taken_back_only_by_who_sees_that_it_has_not_left(room: Room):
    relay = drafted(room)
    approved(room, relay)
    room.now.on(minutes=5)
    with pytest.raises(RelayWrong):  # the author holds no channel to the hills, and cannot know
        take_back(room.coast, relay)
    take_back(room.lead, relay)
    assert room.deliver() == ()
    assert state(room, relay) == "taken_back"


# two processes


@pytest.fixture
def two_processes(tmp_path: Path, now: Clock) -> Iterator[tuple[Home, Home]]:
    """One home opened twice, as the room and a command do, with two lines, and two who hold both."""
    with Home.create(tmp_path / "shared", now=now) as made:
        lead = open_case(
            made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
            readers=[("officer", "officer"), ("second", "officer"), ("delegate", "delegate")], lot=lambda _: None, now=now,
        )  # fmt: skip
        told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
        open_line(lead, "coast", party="hamas", names=COAST, officers=("officer", "second"), **told)
        open_line(lead, "hills", party="israel", names=HILLS, officers=("second",), **told)
        grant_log(lead, "delegate", "channel/coast", may_write=True)
        with Home.open(tmp_path / "shared", now=now) as other:
            yield made, other


@pytest.mark.parametrize("meanwhile", ["approve", "draft", "send_back"])
def test_of_two_acts_on_one_relay_by_two_processes_at_once_one_is_done(
    two_processes: tuple[Home, Home], now: Clock, monkeypatch: pytest.MonkeyPatch, meanwhile: str
):
    """Another process acts between the decision and the writing, as far as it can."""
    here, there = two_processes
    officer, lead = (Desk.open(here, "talks", name, now=now) for name in ("officer", "lead"))
    said = say(Desk.open(here, "talks", "delegate", now=now), "coast", [("We accept five days.", "theirs")], "en")
    told = [sentence("Would five days do?", "test", PassageRef(log="channel", message=said, passage=1))]
    relay = draft(officer, "coast", "hills", "en", told)
    signed = signs(lead, relay, "coast")
    other = Desk.open(there, "talks", "officer" if meanwhile == "draft" else "second", now=now)
    acts: dict[str, Callable[[], Any]] = {
        "approve": lambda: approve(other, relay, signed, recipient="Hill Government", line="coast"),
        "draft": lambda: draft(other, "coast", "hills", "en", [sentence("Thank you.", "ours")], relay=relay),
        "send_back": lambda: send_back(other, relay, "softer", line="coast"),
    }
    refused: list[RelayWrong] = []

    def at_once() -> None:
        try:
            acts[meanwhile]()
        except RelayWrong as error:
            refused.append(error)

    as_it_is = Ledger.append
    begun: list[threading.Thread] = []

    def slow(ledger: Any, *given: Any, **more: Any) -> Any:
        if not begun:
            begun.append(threading.Thread(target=at_once))
            begun[0].start()
            begun[0].join(0.3)
        return as_it_is(ledger, *given, **more)

    monkeypatch.setattr(Ledger, "append", slow)
    approve(lead, relay, signed, recipient="Hill Government", line="coast")
    begun[0].join()
    assert [str(e.values["why"]) for e in refused] == ["relay.why.signed"]
    with lead.hold():
        assert len(lead.fold(line_talk("hills")).held) == 1
        assert len(lead.fold(drafts_in("line/coast")).relays[relay]) == 1


# what each guard is for


def reasons(*acts: Callable[[], Any]) -> list[str]:
    """Why each of these acts is refused."""
    told = []
    for act in acts:
        with pytest.raises((RelayWrong, MessageWrong)) as refused:
            act()
        told.append(str(refused.value.values["why"]))
    return told


def test_a_next_draft_is_one_of_a_relay_of_this_line_to_the_same_line(room: Room):
    relay = drafted(room)
    told: Any = {"lang": "en", "sentences": [sentence("Thank you.", "ours")]}
    open_line(room.lead, "lake", party="qatar", of="mediator", names={"ar": "بحيرة", "en": "Lake"},
              langs=("en",), media=("call",), officers=())  # fmt: skip
    assert reasons(
        lambda: draft(room.coast, "coast", "hills", relay="rl-nowhere", **told),
        lambda: draft(room.coast, "coast", "lake", relay=relay, **told),
        lambda: draft(room.coast, "coast", "hills", "en", [sentence(" ", "ours")]),
        lambda: draft(room.coast, "coast", "hills", "en", []),
    ) == ["relay.why.unknown", "relay.why.other_line", "relay.why.empty", "relay.why.empty"]


def test_what_was_sent_back_or_signed_is_neither_lent_nor_sent_alone(room: Room):
    relay = drafted(room)
    signed_as = signs(room.lead, relay, "coast")
    send_back(room.lead, relay, "softer", line="coast")
    assert (
        reasons(
            lambda: lend(room.coast, "coast", relay, "officer-2"),
            lambda: send_back(room.lead, relay, "softer still", line="coast"),
            lambda: force(room.lead, "coast", relay, signed_as, "the hour ends", recipient="Hill Government"),
        )
        == ["relay.why.sent_back"] * 3
    )
    other = drafted(room)
    approved(room, other)
    assert (
        reasons(
            lambda: lend(room.coast, "coast", other, "officer-2"),
            lambda: send_back(room.lead, other, "softer", line="coast"),
            lambda: force(
                room.lead, "coast", other, signs(room.lead, other, "coast"), "now", recipient="Hill Government"
            ),
        )
        == ["relay.why.signed"] * 3
    )


@pytest.mark.parametrize("minutes", [0, 1, 7, 61])
def test_a_letter_waits_for_a_time_that_is_offered(room: Room, minutes: int):
    relay = drafted(room)
    told: Any = {"recipient": "Hill Government", "hold": timedelta(minutes=minutes)}
    signed_as = signs(room.lead, relay, "coast")
    assert (
        reasons(
            lambda: approve(room.lead, relay, signed_as, line="coast", **told),
            lambda: force(room.lead, "coast", relay, signed_as, "the hour ends", **told),
        )
        == ["message.why.hold"] * 2
    )


def test_a_reason_is_given_and_is_no_essay(room: Room):
    relay = drafted(room)
    assert reasons(
        lambda: send_back(room.lead, relay, " \n", line="coast"),
        lambda: send_back(room.lead, relay, "x" * 2_001, line="coast"),
    ) == ["relay.why.reason", "relay.why.reason_long"]
    signed_as = signs(room.lead, relay, "coast")
    assert reasons(lambda: force(room.lead, "coast", relay, signed_as, "", recipient="Hill Government")) == [
        "relay.why.reason"
    ]
    force(room.lead, "coast", relay, signed_as, "the hour ends", recipient="Hill Government")
    assert reasons(
        lambda: countersign(room.coast, relay, objects=True),
        lambda: countersign(room.coast, relay, reason=f"They say: {SECRET}"),
    ) == ["relay.why.reason", "relay.why.reason_overheard"]


def test_one_act_id_stands_for_one_act(room: Room):
    relay, other = drafted(room), drafted(room, "Five days would do, they say.")
    approve(room.lead, relay, signs(room.lead, relay, "coast"), recipient="Hill Government", line="coast", act_id="a")
    with pytest.raises(ActReused):
        approve(
            room.lead, other, signs(room.lead, other, "coast"), recipient="Hill Government", line="coast", act_id="a"
        )
    send_back(room.lead, other, "softer", line="coast", act_id="b")
    send_back(room.lead, other, "softer", line="coast", act_id="b")
    with pytest.raises(ActReused):
        send_back(room.lead, other, "harder", line="coast", act_id="b")


def test_only_who_holds_access_is_told_to_whom_a_relay_may_be_lent(room: Room):
    relay = drafted(room)
    assert may_be_lent_to(room.lead, "coast", relay) == ("officer-2",)
    assert may_be_lent_to(room.coast, "coast", relay) == ()
    assert may_be_lent_to(room.lead, "coast", "rl-nowhere") == ()
    own = draft(room.lead, "hills", "coast", "en", [sentence("Thank you.", "ours")])
    assert may_be_lent_to(room.lead, "hills", own) == ("officer",)
    for log in ("line/coast", "channel/coast"):
        grant_log(room.lead, "officer-2", log, may_write=True)
    assert may_be_lent_to(room.lead, "coast", relay) == ()  # he holds both lines and needs no loan


def test_lent_to_one_it_is_nobody_elses_and_its_author_learns_who_has_it(room: Room):
    relay = drafted(room)
    lend(room.lead, "coast", relay, "officer-2")
    assert relay_whole(room.coast, relay, "en").lent_to == ("officer-2",)
    admit_reader(room.lead, "officer-3", "officer")
    third = Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)
    assert f"relay/{relay}" not in third.sight
    with pytest.raises(RelayWrong):
        relay_whole(third, relay, "en")
    with pytest.raises((NotAllowed, LogNotYours, RelayWrong)):
        approve(third, relay, signs(room.hills, relay), recipient="Hill Government")
