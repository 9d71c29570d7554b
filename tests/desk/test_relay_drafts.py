"""Drafts of a relay and its loan: what each officer of the line may go on with, and what the one it is lent to sees of it."""

from typing import Any

import pytest
from tests.desk.relays import Room, drafted, reasons, sentence, signs, why

from wasata.desk import relay as desk_relay
from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.enclosure import Enclosed
from wasata.desk.line import open_line
from wasata.desk.line_holders import give_line
from wasata.desk.message import hear, say, take_down
from wasata.desk.relay import approve, draft, lend, to_approve
from wasata.desk.relay_life import enclosure, relay_whole
from wasata.desk.relayed import drafts_in
from wasata.errors import ActReused, LogNotYours, NotAllowed, RelayWrong

WORDS = "They would take five days."


def again(room: Room, relay: str, desk: Desk | None = None, words: str = WORDS, **more: Any) -> str:
    """Its next draft."""
    told = [sentence(words, "paraphrase", room.said())]
    return draft(desk or room.coast, "coast", "hills", "en", told, relay=relay, **more)


def filed(room: Room) -> tuple[str, str]:
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    return contact, keep_piece(room.coast, "coast", contact, "map.txt", "text/plain", b"The road is drawn in red.\n")


def seen_as_lent(desk: Desk, relay: str) -> tuple[int, list[str]]:
    """Which draft lies before him whom it was lent to, and its words."""
    with desk.hold():
        lent = to_approve(desk, relay)
    assert [u.words for u in lent.rests_on.values()] == ["We accept five days."]
    return lent.draft.draft, [s.words for s in lent.draft.sentences]


def third_officer(room: Room, *lines: str) -> Desk:
    admit_reader(room.lead, "officer-3", "officer")
    for line in lines:
        give_line(room.lead, line, "officer-3")
    return Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)


# who may draft, and where to


def test_who_only_reads_a_line_is_told_so_before_a_file_of_it_is_looked_for(room: Room):
    admit_reader(room.lead, "officer-3", "officer")
    for log in ("line/coast", "channel/coast"):
        grant_log(room.lead, "officer-3", log, may_write=False)
    reads = Desk.open(room.lead.home, room.lead.case, "officer-3", now=room.now)
    ref = room.said()
    with pytest.raises((NotAllowed, LogNotYours)):
        draft(
            reads, "coast", "hills", "en", [sentence(WORDS, "paraphrase", ref)],
            files=[Enclosed("c-nowhere", "p-nowhere", ref)],
        )  # fmt: skip


def test_a_relay_goes_to_a_line_kept_to_a_few_by_one_of_the_few(room: Room):
    open_line(
        room.lead, "back", party="israel", of="party", langs=("ar",), media=("call",), officers=(), listed=False,
        names={"ar": "خلفية", "en": "Back"},
    )  # fmt: skip
    relay = draft(room.lead, "coast", "back", "en", [sentence("Five days?", "test", room.said())])
    assert relay_whole(room.lead, relay, "en").line.to_end.line == "back"


def test_who_holds_the_channel_written_to_answers_only_what_was_said_there(room: Room):
    told = [sentence("Five days?", "test", room.said())]
    theirs = say(room.hills_door, "hills", [("How long?", "none")], "en")
    for other in (told[0].rests_on[0].message, "m-nowhere"):
        with pytest.raises(RelayWrong) as refused:
            draft(room.lead, "coast", "hills", "en", told, answers=other)
        assert why(refused) == "answers"
    relay = draft(room.lead, "coast", "hills", "en", told, answers=theirs)
    assert relay_whole(room.lead, relay, "en").answers == theirs


def test_the_id_of_another_act_drafts_nothing(room: Room):
    hear(room.coast, "coast", [("Six.", "none")], "en", act_id="heard")
    take_down(room.coast, "coast", [("Six.", "none")], "en", way="letter", act_id="written")
    told = [sentence(WORDS, "paraphrase", room.said())]
    for used in ("heard", "written"):
        with pytest.raises(ActReused):
            draft(room.coast, "coast", "hills", "en", told, act_id=used)
    first = draft(room.coast, "coast", "hills", "en", told, act_id="mine")
    other = [sentence("Five days, they say.", "paraphrase", *told[0].rests_on)]
    for asked in (("hills", "ar", told, {}), ("hills", "en", other, {}), ("hills", "en", told, {"answers": "m-1"})):
        to, lang, sentences, more = asked
        with pytest.raises(ActReused):
            draft(room.coast, "coast", to, lang, sentences, act_id="mine", **more)  # type: ignore[arg-type]
    with room.coast.hold():
        assert list(room.coast.fold(drafts_in("line/coast")).relays) == [first]


# drafted anew


def test_what_was_lent_to_nobody_is_drafted_anew_on_its_line_alone(room: Room):
    relay = drafted(room)
    again(room, relay)
    assert f"relay/{relay}" not in room.lead.home.logs(room.lead.case)
    assert relay_whole(room.coast, relay, "en").lent_to == ()


def test_a_lent_letter_that_is_drafted_anew_lies_anew_before_the_one_it_was_lent_to(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    before, access = signs(room.hills, relay), room.lead.ledger.head("access")
    again(room, relay)
    assert room.lead.ledger.head("access") == access, "nobody is given a log that he holds"
    assert seen_as_lent(room.hills, relay) == (2, [WORDS])
    assert relay_whole(room.coast, relay, "en").lent_to == ("officer-2",)
    with pytest.raises(RelayWrong) as refused:
        approve(room.hills, relay, before, recipient="Hill Government")
    assert why(refused) == "changed"
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    room.now.on(minutes=5)
    room.deliver()
    assert room.letters() == [WORDS]


def test_another_officer_of_the_line_goes_on_with_a_lent_letter_and_holds_it_from_then_on(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    third = third_officer(room, "coast")
    assert not third.holds(f"relay/{relay}")
    again(room, relay, third)
    assert third.holds(f"relay/{relay}")
    assert seen_as_lent(room.hills, relay) == (2, [WORDS])
    assert relay_whole(room.hills, relay, "en").lent_to == ("officer-2",)
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")


def test_a_file_of_a_lent_letter_drafted_anew_is_opened_by_the_one_it_was_lent_to(room: Room):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    contact, piece = filed(room)
    ref = room.said()
    told = [sentence(WORDS, "paraphrase", ref)]
    draft(room.coast, "coast", "hills", "en", told, relay=relay, files=[Enclosed(contact, piece, ref)])
    (there,) = relay_whole(room.hills, relay, "en").pieces
    assert enclosure(room.hills, relay, there.digest) == ("enclosure-1.txt", b"The road is drawn in red.\n")
    letter = approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    room.now.on(minutes=5)
    assert room.deliver() == (letter,)


def test_a_draft_written_while_somebody_lends_the_letter_is_written_again(room: Room, monkeypatch):
    """So that nobody approves an older letter than its author's."""
    relay = drafted(room)
    as_it_is = desk_relay.made_bare

    def meanwhile(*given: Any) -> Any:
        lend(room.lead, "coast", relay, "officer-2")
        return as_it_is(*given)

    with monkeypatch.context() as at_once:
        at_once.setattr(desk_relay, "made_bare", meanwhile)
        assert reasons(lambda: again(room, relay)) == ["relay.why.changed"]
    again(room, relay)
    assert seen_as_lent(room.hills, relay) == (2, [WORDS])


def test_a_loan_broken_off_before_anything_was_lent_keeps_nobody_from_the_next_draft(room: Room, monkeypatch):
    relay = drafted(room)

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as broken:
        broken.setattr(desk_relay, "sealed_anew", full)
        with pytest.raises(OSError, match="no space"):
            lend(room.coast, "coast", relay, "officer-2")
    again(room, relay)
    lend(room.coast, "coast", relay, "officer-2")
    assert seen_as_lent(room.hills, relay) == (2, [WORDS])
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
