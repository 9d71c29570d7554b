"""Files that go with a relay: bare, under a name of ours, with a passage that may be said as theirs."""

import hashlib
from typing import Any

import pytest
from tests.desk.relays import Room, approved, sentence, signs, state, why

from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.enclosure import Enclosed, opened, sealed_anew
from wasata.desk.message import channel_whole, clear, file_of
from wasata.desk.relay import (
    approve,
    draft,
    lend,
)
from wasata.desk.relay_life import enclosure, relay_whole, relays
from wasata.errors import (
    ActReused,
    ContactUnknown,
    LineUnknown,
    PieceMissing,
    RelayRefused,
    RelayWrong,
)
from wasata.record.kinds.relay import PassageRef, RelayPiece


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
    assert file_of(room.hills_door, "hills", letter, sent.piece)[1] == content
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


def test_bytes_that_are_not_those_that_were_drafted_go_nowhere(room: Room):
    kept = room.coast.ledger.keep_piece("line/coast", b"The road is drawn in blue.\n")
    drafted_as = hashlib.sha256(b"The road is drawn in red.\n").hexdigest()
    piece = RelayPiece(
        piece=kept, name="enclosure-1.txt", media_type="text/plain", size=26, digest=drafted_as, of="0" * 64,
        rests_on=room.said(),
    )  # fmt: skip
    with pytest.raises(PieceMissing):
        sealed_anew(room.coast, (piece,), "line/coast", "channel/coast")
    with pytest.raises(PieceMissing):
        opened(room.coast, "line/coast", (piece,), drafted_as)
