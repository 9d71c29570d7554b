"""Files a delegate hands in with a letter: sealed as they came, each with its own leave, by which its bare copy may cross."""

import hashlib
import zlib
from typing import Any

import pytest
from tests.desk.relays import Room, approved, sentence, signs, state

from wasata.desk import handed_in
from wasata.desk.access import grant_log, revoke_log
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.door import door
from wasata.desk.door import file as file_at_door
from wasata.desk.enclosure import Enclosed, files_of
from wasata.desk.handed_in import HandedIn, plain_name
from wasata.desk.message import channel_whole, clear, file_of, note_clearance, say, take_down
from wasata.desk.relay import approve, draft, lend
from wasata.desk.relay_choice import said
from wasata.desk.relay_life import enclosure, relay_whole
from wasata.errors import (
    ActReused,
    BareRefused,
    ContactUnknown,
    FileRefused,
    LineUnknown,
    MessageWrong,
    NotAllowed,
    RelayRefused,
)
from wasata.record.kinds.message import MessageReceived, Passage, ReceivedFile
from wasata.record.kinds.relay import PassageRef

NAME = "رسم الجسر.png"


def png(note: bytes = b"Author\0Nadia of the coast", colour: int = 200) -> bytes:
    """A picture of one colour that tells who drew it."""

    def part(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (8).to_bytes(4, "big") + (8).to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    rows = b"".join(b"\0" + bytes([colour]) * 8 for _ in range(8))
    told = part(b"tEXt", note) if note else b""
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + told + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def given(room: Room, *files: HandedIn, act_id: str | None = None) -> str:
    return say(room.coast_door, "coast", [("We send a sketch.", "none")], "en", files=files, act_id=act_id)


def one(
    room: Room, clearance: Any = "theirs", content: bytes | None = None, name: str = NAME
) -> tuple[str, PassageRef, str]:
    """A letter with one file: its name, the file's, the piece."""
    message = given(room, HandedIn(name, content or png(), clearance))
    (file,) = channel_whole(room.coast, "coast").messages[0].files
    return message, PassageRef(log="channel", message=message, passage=file.number), file.piece


def drafted(room: Room, ref: PassageRef, piece: str, words: str = "They send a sketch of the bridge.") -> str:
    told = [sentence(words, "paraphrase", ref)]
    return draft(room.coast, "coast", "hills", "en", told, files=[Enclosed("", piece, ref)])


def sealed_files(room: Room) -> int:
    """How many sealed files lie in the home."""
    return len(list(room.lead.home.path.rglob("pieces/*/*")))


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.values["why"]).removeprefix("message.why.")


# handed in


def test_a_file_stands_with_its_letter_as_it_came_and_may_not_pass_unless_somebody_says_so(room: Room):
    message, _, piece = one(room, "none")
    for desk in (room.coast, room.coast_door):
        (found,) = channel_whole(desk, "coast").messages
        (file,) = found.files
        assert (file.number, file.name, file.media_type, file.size) == (2, NAME, "image/png", len(png()))
        assert file.clearance == "none"
        assert file_of(desk, "coast", message, piece) == (file, png())


def test_its_side_sees_it_at_the_door_and_takes_it_out_and_nobody_elses_side_does(room: Room):
    message, _, piece = one(room)
    (told,) = door(room.coast_door, "en").messages
    assert [(f.name, f.clearance, f.history[0].by) for f in told.files] == [(NAME, "theirs", "you")]
    assert file_at_door(room.coast_door, message, piece) == (NAME, png())
    with pytest.raises(MessageWrong):
        file_at_door(room.hills_door, message, piece)
    for stranger in (room.hills, room.hills_door):
        with pytest.raises(LineUnknown):
            file_of(stranger, "coast", message, piece)


def test_a_file_that_came_with_a_closed_letter_is_not_given_before_it_is_opened(room: Room):
    _, ref, piece = one(room)
    relay = drafted(room, ref, piece)
    letter = approved(room, relay)
    room.now.on(minutes=5)
    room.deliver()
    (sent,) = next(m for m in channel_whole(room.hills_door, "hills").messages if m.ours).pieces
    with pytest.raises(MessageWrong) as refused:
        file_at_door(room.hills_door, letter, sent.piece)
    assert why(refused) == "letter"


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ([HandedIn("a.txt", b"")], "file_empty"),
        ([HandedIn("a.txt", b"a"), HandedIn("b.txt", b"")], "file_empty"),
        ([HandedIn("a.txt", b"aaaaa")], "file_large"),
        ([HandedIn("a.txt", b"a")] * 6, "files_many"),
    ],
)
def test_what_is_not_taken_is_refused_by_name_and_the_whole_letter_stays(room: Room, monkeypatch, files, reason):
    monkeypatch.setattr(handed_in, "LARGEST", 4)
    with pytest.raises(MessageWrong) as refused:
        given(room, *files)
    assert why(refused) == reason
    assert channel_whole(room.coast, "coast").messages == ()
    assert sealed_files(room) == 0


def test_nothing_of_a_letter_that_is_refused_lies_beside_the_channel(room: Room):
    with pytest.raises(MessageWrong):
        say(room.coast_door, "coast", [("Yes.", "none")], "en", answers="m-0", files=[HandedIn("a.txt", b"a")])
    with pytest.raises(MessageWrong):
        take_down(
            room.coast, "coast", [("Yes.", "none")], "en", way="letter", files=[HandedIn("a.txt", b"a", "theirs")]
        )
    revoke_log(room.lead, "delegate", "channel/coast")
    grant_log(room.lead, "delegate", "channel/coast")
    with pytest.raises(NotAllowed):  # who may only read seals nothing either
        given(room, HandedIn("a.txt", b"a"))
    assert sealed_files(room) == 0


def test_as_many_and_as_large_as_are_taken_are_taken(room: Room, monkeypatch):
    monkeypatch.setattr(handed_in, "LARGEST", 4)
    given(room, *[HandedIn("a.txt", b"aaaa")] * 5)
    assert len(channel_whole(room.coast, "coast").messages[0].files) == 5


def test_a_letter_sealed_twice_at_once_is_the_same_letter_and_one_of_other_words_is_not():
    """Two tabs send the same form together: each has sealed the file under a name of its own."""
    about: Any = {"name": "a.txt", "media_type": "text/plain", "size": 1, "digest": "d" * 64}
    told: Any = {"message": "m-1", "way": "door", "lang": "en"}

    def letter(words: str, piece: str) -> MessageReceived:
        return MessageReceived(
            passages=(Passage(words=words),), files=(ReceivedFile(piece=piece * 64, **about),), **told
        )

    assert handed_in.same_message([letter("Yes.", "a")], letter("Yes.", "b")) is True
    assert handed_in.same_message([letter("Yes.", "a")], letter("No.", "a")) is False
    assert handed_in.same_message([], letter("Yes.", "a")) is False
    assert handed_in.same_message([letter("Yes.", "a")] * 2, letter("Yes.", "a")) is False


def test_an_act_of_another_kind_is_no_letter_with_files(room: Room):
    message, ref, _ = one(room)
    clear(room.coast_door, "coast", message, ref.passage, "none", act_id="one")
    with pytest.raises(ActReused):
        given(room, HandedIn("a.txt", b"a"), act_id="one")
    with pytest.raises(ActReused):
        given(room, act_id="one")
    record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True, act_id="two")
    files = [HandedIn("a.txt", b"a")]
    with pytest.raises(ActReused):
        take_down(room.coast, "coast", [("Ours.", "none")], "en", way="letter", files=files, act_id="two")
    assert sealed_files(room) == 1


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\nadia\\plan.docx", "plan.docx"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("خريطة\u200f الطريق.png", "خريطة الطريق.png"),
        ("a\u2028b\r\n.txt", "ab.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("..", "file"),
        ("", "file"),
        (" . ", "file"),
        ("_plan_of_ours_", "_plan_of_ours_"),
        ("x" * 9 + "_" + "y" * 199, "_" + "y" * 199),
        ("x" * 9 + " ." + "y" * 198, "y" * 198),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_file_is_kept_under_the_plain_part_of_its_name(room: Room, called, kept):
    assert plain_name(called) == kept
    given(room, HandedIn(called, b"Words."))
    assert channel_whole(room.coast, "coast").messages[0].files[0].name == kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        ("نص عادي".encode(), "text/plain; charset=utf-8"),
        (b"<html><script>alert(1)</script>", "application/octet-stream"),
        (b"MZ\x90\0", "application/octet-stream"),
        (b"PK\x03\x04 a bomb", "application/octet-stream"),
        (b"PK\x03\x04 word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_file_is_what_its_bytes_say_and_nothing_is_unpacked(room: Room, content, kind):
    given(room, HandedIn("picture.png", content))
    assert channel_whole(room.coast, "coast").messages[0].files[0].media_type == kind


def test_two_files_of_one_name_are_two_files(room: Room):
    message = given(room, HandedIn("a.txt", b"one"), HandedIn("a.txt", b"two", "theirs"), HandedIn("a.txt", b"one"))
    files = channel_whole(room.coast_door, "coast").messages[0].files
    assert [(f.number, f.name, f.clearance) for f in files] == [
        (2, "a.txt", "none"),
        (3, "a.txt", "theirs"),
        (4, "a.txt", "none"),
    ]
    assert len({f.piece for f in files}) == 3
    assert [file_of(room.coast_door, "coast", message, f.piece)[1] for f in files] == [b"one", b"two", b"one"]


def test_the_same_file_on_two_lines_is_two_files_and_tells_nothing_of_the_other(room: Room):
    """The same answer, the same size, and no name in common, whoever was first."""
    given(room, HandedIn("a.txt", b"one"), act_id="coast")
    say(
        room.hills_door,
        "hills",
        [("We send a sketch.", "none")],
        "en",
        files=[HandedIn("a.txt", b"one")],
        act_id="hills",
    )
    told = [channel_whole(d, x).messages[0].files[0] for d, x in ((room.coast, "coast"), (room.hills, "hills"))]
    assert told[0].piece != told[1].piece
    assert [(f.number, f.name, f.size, f.media_type, f.clearance) for f in told[:1]] == [
        (f.number, f.name, f.size, f.media_type, f.clearance) for f in told[1:]
    ]


def test_a_letter_with_files_sent_twice_is_one_letter_and_seals_them_once(room: Room):
    file = HandedIn("a.txt", b"one", "theirs")
    assert given(room, file, act_id="one") == given(room, file, act_id="one")
    assert len(channel_whole(room.coast, "coast").messages) == 1
    assert sealed_files(room) == 1
    for other in (file._replace(content=b"two"), file._replace(name="b.txt"), file._replace(clearance="none")):
        with pytest.raises(ActReused):
            given(room, other, act_id="one")
    with pytest.raises(ActReused):
        given(room, act_id="one")
    assert sealed_files(room) == 1


def test_an_officer_takes_down_a_letter_with_the_files_they_gave(room: Room):
    files = [HandedIn("list.txt", b"Twelve names.", "theirs"), HandedIn("plan.txt", b"A plan.")]
    take_down(room.coast, "coast", [("Our list.", "ours")], "en", way="letter", person="one", files=files)
    (found,) = door(room.coast_door, "en").messages
    assert [(f.name, f.clearance, f.history[0].by) for f in found.files] == [
        ("list.txt", "theirs", "mediator"),
        ("plan.txt", "none", "mediator"),
    ]
    told = channel_whole(room.coast_door, "coast").messages[0].files[0].history[0]
    assert (told.author, told.person) == ("", None), "who of the team wrote it down is nobody's at the other end"


def test_leave_for_a_file_is_given_by_who_may_clear_never_by_an_officer(room: Room):
    for person in (None, "two"):
        with pytest.raises(MessageWrong):
            take_down(
                room.coast,
                "coast",
                [("Ours.", "none")],
                "en",
                way="letter",
                person=person,
                files=[HandedIn("a.txt", b"a", "ours")],
            )


def test_a_file_of_one_line_is_not_taken_down_as_anothers_by_who_holds_both(room: Room):
    """The wrong page: the other side's delegates would have it."""
    one(room)
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    keep_piece(room.coast, "coast", contact, "kept.txt", "text/plain", b"Kept with a contact.")
    for content in (png(), b"Kept with a contact."):
        with pytest.raises(MessageWrong) as refused:
            take_down(
                room.lead, "hills", [("Ours.", "none")], "en", way="letter", files=[HandedIn("plan.png", content)]
            )
        assert (why(refused), refused.value.values["value"]) == ("other_file", "plan.png")
        take_down(room.hills, "hills", [("Ours.", "none")], "en", way="letter", files=[HandedIn("plan.png", content)])
        take_down(room.lead, "hills", [("Again.", "none")], "en", way="letter", files=[HandedIn("plan.png", content)])
    take_down(room.lead, "coast", [("Ours.", "none")], "en", way="letter", files=[HandedIn("plan.png", png())])


# its leave


def test_leave_for_a_file_is_widened_and_withdrawn_with_its_history(room: Room):
    message, ref, _ = one(room, "none")
    clear(room.coast_door, "coast", message, ref.passage, "theirs")
    note_clearance(room.coast, "coast", "channel", message, ref.passage, "none", person="one", way="voice")
    (file,) = channel_whole(room.coast, "coast").messages[0].files
    assert [(c.clearance, c.way) for c in file.history] == [("none", "door"), ("theirs", "door"), ("none", "voice")]
    assert channel_whole(room.coast, "coast").messages[0].passages[0].clearance == "none", "the words are cleared apart"
    with pytest.raises(MessageWrong):
        clear(room.coast_door, "coast", message, ref.passage + 1, "theirs")


# across


def test_a_file_goes_the_whole_way_bare_under_a_name_of_ours(room: Room):
    _, ref, piece = one(room)
    relay = drafted(room, ref, piece)
    lend(room.coast, "coast", relay, "officer-2")
    told = relay_whole(room.hills, relay, "en")
    assert [(b.words, b.media_type, b.clearance) for b in told.basis] == [("", "image/png", "theirs")]
    (enclosed,) = told.pieces
    name, content = enclosure(room.hills, relay, enclosed.digest)
    assert name == "enclosure-1.png"
    assert content == png(b"") != png(), "what the second person sees is the bare copy itself"
    letter = approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    room.now.on(minutes=5)
    assert room.deliver() == (letter,)
    (sent,) = next(m for m in channel_whole(room.hills_door, "hills").messages if m.ours).pieces
    assert file_of(room.hills_door, "hills", letter, sent.piece)[1] == content
    told_there = " ".join(
        str(e.data) for log in ("channel/hills", "relay/" + relay) for e in room.hills.ledger.entries(log)
    )
    assert "الجسر" not in told_there
    assert "Nadia" not in told_there
    assert hashlib.sha256(png()).hexdigest() not in told_there


@pytest.mark.parametrize("clearance", ["ours", "test", "none"])
def test_a_file_goes_by_its_own_leave_alone(room: Room, clearance: str):
    _, ref, piece = one(room, clearance)
    words = room.said("The sketch may be shown.", "theirs")
    told = [sentence("They have a sketch.", "paraphrase", words)]
    with pytest.raises(FileRefused):
        draft(room.coast, "coast", "hills", "en", told, files=[Enclosed("", piece, ref)])
    with pytest.raises(ContactUnknown):  # nor by the leave of a passage
        draft(room.coast, "coast", "hills", "en", told, files=[Enclosed("", piece, words)])


def test_the_leave_of_one_file_is_none_for_another(room: Room):
    message = given(room, HandedIn("a.txt", b"one", "theirs"), HandedIn("b.txt", b"two"))
    may, may_not = channel_whole(room.coast, "coast").messages[0].files
    ref = PassageRef(log="channel", message=message, passage=may.number)
    contact = record_contact(room.coast, "coast", medium="letter", way="in", began_at=room.now(), answered=True)
    piece = keep_piece(room.coast, "coast", contact, "c.txt", "text/plain", b"three")
    told = [sentence("They send a file.", "paraphrase", ref)]
    for file in (Enclosed("", may_not.piece, ref), Enclosed(contact, piece, ref), Enclosed("", "0" * 64, ref)):
        with pytest.raises(ContactUnknown):
            draft(room.coast, "coast", "hills", "en", told, files=[file])


def test_what_a_file_shows_may_be_told_within_its_leave_and_never_quoted(room: Room):
    _, ref, _ = one(room, "ours")
    assert draft(room.coast, "coast", "hills", "en", [sentence("A bridge would help.", "ours", ref)])
    for form, words in (("paraphrase", "They say that a bridge would help."), ("quote", NAME)):
        with pytest.raises(RelayRefused):
            draft(room.coast, "coast", "hills", "en", [sentence(words, form, ref)])
    _, cleared, _ = one(room, "theirs")
    with pytest.raises(RelayRefused):
        draft(room.coast, "coast", "hills", "en", [sentence(NAME, "quote", cleared)])


@pytest.mark.parametrize("leave", ["none", "ours"])
def test_a_file_whose_leave_is_withdrawn_while_the_letter_waits_keeps_it_here(room: Room, leave: Any):
    message, ref, piece = one(room)
    relay = drafted(room, ref, piece)
    approved(room, relay)
    clear(room.coast_door, "coast", message, ref.passage, leave)
    assert relay_whole(room.coast, relay, "en").stands is False
    room.now.on(minutes=5)
    assert room.deliver() == ()
    assert state(room, relay) == "withdrawn"
    assert channel_whole(room.hills_door, "hills").messages == ()


@pytest.mark.parametrize(
    "content", [b"MZ\x90\0 a program", b"PK\x03\x04 a bomb", b"\xff\xd8\xff\xe0 cut off", b"GIF89a\1\0"]
)
def test_a_file_that_cannot_be_made_bare_does_not_cross_and_says_why(room: Room, content: bytes):
    _, ref, piece = one(room, content=content)
    with pytest.raises(BareRefused) as refused:
        drafted(room, ref, piece)
    assert str(refused.value.values["why"]).startswith("contact.bare.why.")


def test_files_are_offered_to_who_drafts_with_their_leave_the_last_first(room: Room):
    one(room, "none", b"first")
    _, ref, piece = one(room, "theirs", b"second")
    assert [(f.clearance, f.contact) for f in files_of(room.coast, "coast")] == [("theirs", ""), ("none", "")]
    assert files_of(room.coast, "coast")[0].rests_on == ref
    told = said(room.coast, "coast")[0].passages[-1]
    assert told.file is not None
    assert (told.ref, told.words, told.may_pass, told.file.piece) == (f"channel.{ref.message}.2", "", True, piece)
