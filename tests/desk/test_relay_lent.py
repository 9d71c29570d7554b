"""To whom a relay may be lent, what comes to him, and what signing it, sending it back and sending it alone are refused for."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.relays import (
    COAST,
    HILLS,
    Room,
    another,
    approved,
    drafted,
    reasons,
    sentence,
    signed,
    signs,
    state,
    why,
)

from wasata.desk import relay as desk_relay
from wasata.desk.access import Desk, grant_log, revoke_log
from wasata.desk.case import open_case
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.enclosure import Enclosed
from wasata.desk.line import open_line
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.message import channel_whole, clear, hear, line_talk, say
from wasata.desk.relay import approve, countersign, draft, force, lend, letter_of, send_back, to_approve
from wasata.desk.relayed import drafts_in
from wasata.errors import ActReused, FileRefused, LogNotYours, MessageWrong, NotAllowed, RelayRefused, RelayWrong
from wasata.record.home import Home
from wasata.record.kinds.relay import PassageRef
from wasata.record.ledger import Ledger

TYPED = "Hill Government"


def is_open(room: Room, relay: str) -> bool:
    return f"relay/{relay}" in room.lead.home.logs(room.lead.case)


def access(room: Room) -> Any:
    return room.lead.ledger.head("access")


# to whom


def test_it_is_lent_to_nobody_who_could_not_sign_it(room: Room):
    relay = drafted(room)
    another(room, "elsewhere")
    another(room, "reads-only")
    another(room, "no-longer")
    another(room, "not-of-the-team", "hills")
    grant_log(room.lead, "reads-only", "line/hills", may_write=False)
    grant_log(room.lead, "no-longer", "line/hills", may_write=True, until=room.now() + timedelta(hours=1))
    revoke_log(room.lead, "not-of-the-team", "bureau")
    room.now.on(hours=2)
    for who in ("elsewhere", "reads-only", "no-longer", "not-of-the-team"):
        assert reasons(lambda who=who: lend(room.coast, "coast", relay, who)) == ["relay.why.approver"], who
    assert not is_open(room, relay)
    lend(room.coast, "coast", relay, "lead")


def test_it_is_not_lent_to_one_who_wrote_a_draft_of_it_when_he_kept_its_line(room: Room):
    relay = drafted(room)
    give_line(room.lead, "coast", "officer-2")
    told = [sentence("They would take five days.", "paraphrase", room.said())]
    draft(room.hills, "coast", "hills", "en", told, relay=relay)
    take_line(room.lead, "coast", "officer-2")
    assert reasons(lambda: lend(room.coast, "coast", relay, "officer-2")) == ["relay.why.approver"]


def test_what_is_signed_or_no_more_cleared_is_lent_to_nobody_and_no_log_is_opened_for_it(room: Room):
    ref = room.said()
    relay = draft(room.coast, "coast", "hills", "en", [sentence("They would take five days.", "paraphrase", ref)])
    other = drafted(room)
    approved(room, other)
    clear(room.coast_door, "coast", ref.message, 1, "none")
    with pytest.raises(RelayRefused):
        lend(room.coast, "coast", relay, "officer-2")
    assert reasons(lambda: lend(room.coast, "coast", other, "officer-2")) == ["relay.why.signed"]
    assert not is_open(room, relay)
    assert not is_open(room, other)


def test_what_is_signed_while_its_log_is_made_is_not_lent(room: Room, monkeypatch):
    relay = drafted(room)
    as_it_is = desk_relay._open_log_of

    def meanwhile(*given: Any) -> None:
        approved(room, relay)
        as_it_is(*given)

    monkeypatch.setattr(desk_relay, "_open_log_of", meanwhile)
    assert reasons(lambda: lend(room.coast, "coast", relay, "officer-2")) == ["relay.why.signed"]
    assert list(room.hills.ledger.entries(f"relay/{relay}")) == []


def test_an_author_who_keeps_the_line_no_more_is_not_given_what_is_lent_later(room: Room):
    relay = drafted(room)
    another(room, "officer-3", "coast")
    take_line(room.lead, "coast", "officer")
    lend(room.lead, "coast", relay, "officer-2")
    assert not room.coast.holds(f"relay/{relay}")
    assert room.hills.holds(f"relay/{relay}")


# what comes to him


def test_a_loan_asked_for_twice_is_one_and_two_loans_are_two(room: Room):
    relay, other = drafted(room), drafted(room)
    lend(room.coast, "coast", relay, "officer-2", act_id="one")
    before = access(room), room.hills.ledger.head(f"relay/{relay}")
    lend(room.coast, "coast", relay, "officer-2", act_id="one")
    assert (access(room), room.hills.ledger.head(f"relay/{relay}")) == before
    for one in (other, drafted(room)):  # without an id: each an act of its own
        lend(room.coast, "coast", one, "officer-2")
        with room.hills.hold():
            assert to_approve(room.hills, one).lent_to == {"officer-2"}


def test_lent_to_two_it_is_one_letter_and_either_may_sign_it(room: Room):
    relay = drafted(room)
    third = another(room, "officer-3", "hills")
    for who in ("officer-2", "officer-3"):
        lend(room.coast, "coast", relay, who)
    with third.hold():
        known = third.fold(drafts_in(f"relay/{relay}"))
        assert to_approve(third, relay).lent_to == {"officer-2", "officer-3"}
    assert len(known.relays[relay]) == 1
    opened = [e.data["log"] for e in room.lead.ledger.entries("access") if e.kind == "access.log_opened"]
    assert opened.count(f"relay/{relay}") == 1
    approve(third, relay, signs(third, relay), recipient=TYPED)


def test_the_lent_letter_is_the_letter_of_the_line_with_what_it_answers_and_the_tongue_of_its_passages(room: Room):
    theirs = say(room.hills_door, "hills", [("How long?", "none")], "en")
    said = say(room.coast_door, "coast", [("نقبل خمسة أيام.", "theirs")], "ar")
    told = [sentence("نقبل خمسة أيام.", "quote", PassageRef(log="channel", message=said, passage=1))]
    relay = draft(room.coast, "coast", "hills", "ar", told, answers=theirs)
    lend(room.coast, "coast", relay, "officer-2")
    assert signs(room.hills, relay) == signs(room.lead, relay, "coast")
    with room.hills.hold():
        lent = to_approve(room.hills, relay)
    assert lent.draft.answers == theirs
    assert [(u.words, u.lang) for u in lent.rests_on.values()] == [("نقبل خمسة أيام.", "ar")]
    letter = approve(room.hills, relay, signs(room.hills, relay), recipient=TYPED)
    with room.hills.hold():
        assert room.hills.fold(line_talk("hills")).held[letter].answers == theirs
    room.now.on(minutes=5)
    room.deliver()
    assert next(m for m in channel_whole(room.hills_door, "hills").messages if m.ours).answers == theirs


# signing it


def test_who_may_not_sign_is_told_so_whatever_he_typed(room: Room):
    relay = drafted(room)
    third = another(room, "officer-3", "coast")
    for name, hold in ((TYPED, timedelta(minutes=5)), ("ok", timedelta(minutes=5)), (TYPED, timedelta(0))):
        with pytest.raises((NotAllowed, LogNotYours)):
            approve(third, relay, signs(third, relay, "coast"), recipient=name, line="coast", hold=hold)
    assert state(room, relay) == "drafted"


def test_a_letter_of_ours_is_nothing_that_another_letter_answers(room: Room):
    first = approved(room, drafted(room))
    room.now.on(minutes=5)
    room.deliver()
    theirs = say(room.hills_door, "hills", [("How long?", "none")], "en")
    told = [sentence("Five days?", "test", room.said())]
    assert reasons(lambda: draft(room.lead, "coast", "hills", "en", told, answers=first)) == ["relay.why.answers"]
    relay = draft(room.coast, "coast", "hills", "en", told, answers=theirs)
    approved(room, relay)
    again = draft(room.coast, "coast", "hills", "en", told, answers=first)  # he does not hold that channel
    assert reasons(lambda: approved(room, again)) == ["relay.why.answers"]


def test_a_file_whose_passage_was_narrowed_before_the_letter_was_signed_keeps_it_unsigned(room: Room):
    ref = room.said("The map may be shown.")
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    piece = keep_piece(room.coast, "coast", contact, "map.txt", "text/plain", b"The road is drawn in red.\n")
    told = [sentence("We send you a map.", "ours", ref)]
    relay = draft(room.coast, "coast", "hills", "en", told, files=[Enclosed(contact, piece, ref)])
    clear(room.coast_door, "coast", ref.message, 1, "ours")
    with pytest.raises(FileRefused):
        approved(room, relay)


def test_the_id_of_another_act_signs_nothing(room: Room):
    relay, other = drafted(room), drafted(room)
    force(room.lead, "coast", other, signs(room.lead, other, "coast"), "the hour ends", recipient=TYPED)
    give_line(room.lead, "coast", "officer-2")
    countersign(room.hills, other, act_id="countersigned")
    hear(room.hills, "hills", [("Six.", "none")], "en", act_id="heard")
    for used in ("countersigned", "heard"):
        with pytest.raises(ActReused):
            approve(room.hills, relay, signs(room.hills, relay, "coast"), recipient=TYPED, line="coast", act_id=used)
    assert state(room, relay) == "drafted"


# sending it back


def test_the_id_of_another_act_sends_nothing_back(room: Room):
    relay = drafted(room)
    give_line(room.lead, "coast", "officer-2")
    hear(room.hills, "coast", [("Six.", "none")], "en", act_id="heard")
    hear(room.hills, "hills", [("Six.", "none")], "en", act_id="elsewhere")
    for used in ("heard", "elsewhere"):
        with pytest.raises(ActReused):
            send_back(room.hills, relay, "softer", line="coast", act_id=used)
    assert state(room, relay) == "drafted"


# the lead alone


def test_the_lead_alone_types_for_whom_it_is_and_names_no_words_of_a_line(room: Room):
    relay = drafted(room)
    room.said("They will not hear of any road before the spring comes.", "none")
    asked: Any = (room.lead, "coast", relay, signs(room.lead, relay, "coast"))
    with pytest.raises(MessageWrong):
        force(*asked, "the hour ends", recipient="Coast Council")
    heard = "They will not hear of any road before the spring."
    assert reasons(lambda: force(*asked, heard, recipient=TYPED)) == ["relay.why.reason_overheard"]
    assert state(room, relay) == "drafted"


def test_what_the_lead_sends_alone_waits_as_long_as_he_says_and_is_sent_once(room: Room):
    relay = drafted(room)
    asked: Any = (room.lead, "coast", relay, signs(room.lead, relay, "coast"), "the hour ends")
    told: Any = {"recipient": TYPED, "hold": timedelta(minutes=10), "countersign_in": timedelta(hours=1)}
    begun = room.now()
    letter = force(*asked, **told, act_id="one")
    assert letter == letter_of(relay)
    room.now.on(minutes=1)
    assert force(*asked, **told, act_id="one") == letter
    forced = signed(room, relay)
    assert forced.countersign_by == begun + timedelta(hours=1)
    assert forced.hold_until == begun + timedelta(minutes=10)
    with room.hills.hold():
        assert room.hills.fold(line_talk("hills")).held[letter].until == begun + timedelta(minutes=10)
    other = drafted(room)
    with pytest.raises(ActReused):
        force(room.lead, "coast", other, signs(room.lead, other, "coast"), "now", recipient=TYPED, act_id="one")
    with pytest.raises(RelayWrong) as refused:
        force(*asked, **told)
    assert why(refused) == "signed"


# two processes


@pytest.fixture
def two_processes(tmp_path: Path, now: Clock) -> Iterator[tuple[Home, Home]]:
    """One home opened twice, as the room and a command do, with two lines; `second` keeps both, `third` the hills."""
    with Home.create(tmp_path / "shared", now=now) as made:
        lead = open_case(
            made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
            readers=[*((name, "officer") for name in ("officer", "second", "third")), ("delegate", "delegate")],
            lot=lambda _: None, now=now,
        )  # fmt: skip
        told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
        open_line(lead, "coast", party="hamas", names=COAST, officers=("officer", "second"), **told)
        open_line(lead, "hills", party="israel", names=HILLS, officers=("second", "third"), **told)
        grant_log(lead, "delegate", "channel/coast", may_write=True)
        with Home.open(tmp_path / "shared", now=now) as other:
            yield made, other


@pytest.mark.parametrize(
    ("act", "lent"),
    [("force", False), ("lend", False), ("draft", False), ("send_back", False), ("lend", True), ("draft", True),
     ("send_back", True), ("send_back_lent", False)],
)  # fmt: skip
def test_while_one_acts_on_a_relay_nobody_signs_it_in_another_process(
    two_processes: tuple[Home, Home], now: Clock, monkeypatch: pytest.MonkeyPatch, act: str, lent: bool
):
    """What it hangs on (the bureau's signatures, the line's drafts) is not all written by it: both stand still until it is.
    `lent`: who signs meanwhile was lent the letter, and does not hold its line."""
    here, there = two_processes
    officer, lead, third = (Desk.open(here, "talks", name, now=now) for name in ("officer", "lead", "third"))
    said = say(Desk.open(here, "talks", "delegate", now=now), "coast", [("We accept five days.", "theirs")], "en")
    told = [sentence("Would five days do?", "test", PassageRef(log="channel", message=said, passage=1))]
    relay = draft(officer, "coast", "hills", "en", told)
    if lent or act == "send_back_lent":
        lend(officer, "coast", relay, "third")
    signed_as = signs(lead, relay, "coast")
    signer = Desk.open(there, "talks", "third" if lent else "second", now=now)
    acts: dict[str, Callable[[], Any]] = {
        "force": lambda: force(lead, "coast", relay, signed_as, "the hour ends", recipient=TYPED),
        "lend": lambda: lend(officer, "coast", relay, "lead" if lent else "third"),
        "draft": lambda: draft(officer, "coast", "hills", "en", [sentence("Thank you.", "ours")], relay=relay),
        "send_back": lambda: send_back(lead, relay, "softer", line="coast"),
        "send_back_lent": lambda: send_back(third, relay, "softer"),
    }
    told_at: list[str] = []

    def sign() -> None:
        with contextlib.suppress(RelayWrong):
            approve(signer, relay, signed_as, recipient=TYPED, line=None if lent else "coast")
        told_at.append("signed or refused")

    as_it_is = Ledger.append
    begun: list[threading.Thread] = []

    def slow(ledger: Any, facts: Any, **more: Any) -> Any:
        if not begun and "access" not in facts:
            begun.append(threading.Thread(target=sign))
            begun[0].start()
            begun[0].join(0.4)
            told_at.append("written")
        return as_it_is(ledger, facts, **more)

    monkeypatch.setattr(Ledger, "append", slow)
    acts[act]()
    begun[0].join()
    assert told_at == ["written", "signed or refused"]
