"""Acts on messages of one line: what they say taken down and cleared, letters of ours sent, taken back, noted as read.

Danger: the mistaken officer: words for one line sent to another; a passage cleared that nobody cleared.
Duty: the desk's own acts. Sending asks for the recipient's name, and the line stands in the address and in what is sent.
"""

from datetime import timedelta
from typing import Annotated, Literal

from wasata.desk import letter as letters
from wasata.desk import message as messages
from wasata.desk.access import Desk
from wasata.desk.handed_in import HandedIn, plain_name
from wasata.desk.letter import HOLD
from wasata.listen.reader import language_of
from wasata.record.kinds.message import Clearance
from wasata.room.api.acting import REASON, SHORT, Bytes, Named, OnLine, Sent, act, on_line, said
from wasata.values import Lang

WrittenIn = Annotated[Lang | None, said("message.cli.written_in")]
Person = Annotated[Named | None, said("message.cli.person")]
Answers = Annotated[Named | None, said("message.cli.answers")]
Hold = Annotated[int | None, said("message.cli.hold", ge=1, le=60)]
HowCleared = Annotated[Clearance, said("message.cli.how")]
Recipient = Annotated[str, said("message.cli.to", max_length=SHORT)]


def hold_of(minutes: int | None) -> timedelta:
    """How long a letter waits; as the room is set, where nothing is said. What is not offered, the desk refuses."""
    return HOLD if minutes is None else timedelta(minutes=minutes)


class PassageTold(Sent):
    """One passage of theirs, and what may be done with it: nothing, unless they said otherwise."""

    words: Annotated[str, said("message.field.theirs")]
    clearance: HowCleared = "none"


class FileSent(Sent):
    """A file they hand in, as it is, and what may be done with it: nothing, unless they said otherwise."""

    name: Annotated[str, said("acting.field.file_name", min_length=1, max_length=SHORT)]
    content: Annotated[Bytes, said("acting.field.content")]
    clearance: HowCleared = "none"


Files = Annotated[list[FileSent], said("message.files.help")]


def handed_in(files: list[FileSent]) -> tuple[HandedIn, ...]:
    return tuple(HandedIn(plain_name(f.name), f.content, f.clearance) for f in files)


def told_of(passages: list[PassageTold]) -> list[tuple[str, Clearance]]:
    return [(p.words, p.clearance) for p in passages]


def lang_of_words(written_in: Lang | None, texts: list[str]) -> Lang:
    """The language said, or else that of the letters."""
    return written_in or language_of("\n".join(texts))


class MessageHeard(OnLine):
    """What they told by voice."""

    passages: list[PassageTold]
    written_in: WrittenIn = None
    person: Person = None
    contact: Annotated[Named | None, said("message.cli.contact")] = None
    answers: Answers = None


@act("lines/{line}/heard", "hear_message", asks=on_line("hear_message"))
def message_hear(desk: Desk, line: str, told: MessageHeard, act_id: str) -> str:
    """Notes what they told by voice; it is ours until it is read back."""
    passages = told_of(told.passages)
    lang = lang_of_words(told.written_in, [w for w, _ in passages])
    return messages.hear(
        desk, line, passages, lang, person=told.person, contact=told.contact, answers=told.answers, act_id=act_id
    )


class MessageTakenDown(OnLine):
    """What they wrote on paper, or confirmed when it was read to them (`told`: which of what was told by voice)."""

    passages: list[PassageTold]
    way: Annotated[Literal["letter", "read_back"], said("message.field.way")]
    told: Annotated[Named | None, said("message.cli.told")] = None
    written_in: WrittenIn = None
    person: Person = None
    answers: Answers = None
    files: Files = []


@act("lines/{line}/channel", "take_down_message", asks=on_line("take_down_message"))
def message_take_down(desk: Desk, line: str, told: MessageTakenDown, act_id: str) -> str:
    """Takes down what they wrote on paper, or confirmed when it was read to them."""
    passages = told_of(told.passages)
    lang = lang_of_words(told.written_in, [w for w, _ in passages])
    return messages.take_down(
        desk, line, passages, lang, way=told.way, person=told.person, told_before=told.told, answers=told.answers,
        files=handed_in(told.files), act_id=act_id,
    )  # fmt: skip


class ClearanceTold(OnLine):
    """What somebody of theirs said may be done with a passage. `where`: of the channel, or of what was told by voice."""

    passage: Annotated[int, said("message.cli.number", ge=1, le=999)]
    clearance: HowCleared
    person: Annotated[Named, said("message.cli.person")]
    way: Annotated[Literal["letter", "read_back", "voice"], said("message.cli.way")] = "voice"
    where: Annotated[Literal["channel", "line"], said("acting.field.where")] = "channel"


@act("lines/{line}/channel/{message}/clearances", "note_clearance", "note_clearance_there", asks=on_line())
def message_clear(desk: Desk, line: str, message: str, told: ClearanceTold, act_id: str) -> None:
    """Notes what somebody of theirs said may be done with a passage."""
    messages.note_clearance(
        desk, line, told.where, message, told.passage, told.clearance, person=told.person, way=told.way, act_id=act_id
    )


class LetterTold(OnLine):
    """A letter of ours, a passage each. The recipient's name is typed: a letter to another is not sent."""

    passages: Annotated[list[str], said("message.field.letter")]
    recipient: Recipient
    written_in: WrittenIn = None
    answers: Answers = None
    hold: Hold = None


@act("lines/{line}/letters", "send_message", asks=on_line("send_message"))
def message_send(desk: Desk, line: str, told: LetterTold, act_id: str) -> str:
    """Sends them a letter. It waits before it leaves, and can be taken back so long."""
    return letters.send(
        desk, line, told.passages, lang_of_words(told.written_in, told.passages), recipient=told.recipient,
        answers=told.answers, hold=hold_of(told.hold), act_id=act_id,
    )  # fmt: skip


class LetterTakenBack(OnLine):
    """Why a letter is taken back, for the team."""

    why: Annotated[str | None, said("message.cli.why", max_length=REASON)] = None


@act("lines/{line}/letters/{message}/take-back", "take_back_message", asks=on_line())
def message_take_back(desk: Desk, line: str, message: str, told: LetterTakenBack, act_id: str) -> None:
    """Takes back a letter of one's own that waits. The other end never knows of it."""
    letters.take_back(desk, line, message, told.why, act_id=act_id)


class LetterRead(OnLine):
    """They told us that they have read a letter."""


@act("lines/{line}/letters/{message}/seen", "take_down_message", asks=on_line())
def message_seen(desk: Desk, line: str, message: str, told: LetterRead, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Notes that they told us they have read a letter."""
    letters.seen(desk, line, message, act_id=act_id)
