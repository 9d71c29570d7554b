"""The delegate's door: his side's channel, the table, and nothing else.

Danger: a name, a number, an order or an hour on a delegate's page that comes from any log but his two.
Duty: the letters he was sent (closed until he opens them), what his side wrote with what may be done with each passage, the
definitions put to his side, what stands on the table. Who of the team wrote a letter is never told; the team is called as
the table calls it.
Shape: every question here is folded from `channel/<own>` and `table`. Delegates of one line see one channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.commitment import CommitmentLine, commitments
from wasata.desk.defined import AGREED, Theirs, Version, definitions_in
from wasata.desk.line import channel_head, channels_held, lines_held
from wasata.desk.message import Cleared, FileLine, Message, PassageLine, file_of, talk_of
from wasata.desk.notice import NoticeLine
from wasata.desk.notice import table as notices_of
from wasata.desk.reading import shows
from wasata.desk.table import DayLine, days, mediator_called, name_on_table
from wasata.desk.voice import hour_at_the_door, to_the_second
from wasata.errors import LineUnknown, MessageWrong
from wasata.record.kinds.definition import Map
from wasata.record.kinds.message import Clearance, LetterPiece
from wasata.values import Lang
from wasata.words import Key


def own_line(desk: Desk) -> str:
    """The line whose delegate this reader is: he holds its channel, no other, and no line of ours.

    Raises:
        LineUnknown: he is nobody's delegate.
    """
    held = channels_held(desk)
    if desk.role != "delegate" or len(held) != 1 or lines_held(desk):
        raise LineUnknown(line="")
    return held[0]


def channel_called(desk: Desk, lang: Lang) -> str:
    """His side as this delegate is shown it: by its name on the table, else by that of the channel. Ask inside `hold`.

    Raises:
        LineUnknown: he is nobody's delegate.
    """
    head: dict[str, Any] = desk.fold(channel_head(own_line(desk)))
    party, own = head.get("party"), str(head["names"][lang])
    return (name_on_table(desk, party, lang) if party else None) or own


@dataclass(frozen=True, slots=True)
class Word:
    """One word of his side on a passage. `by`: `you`, `yours` (another delegate), `mediator` (who wrote it down)."""

    clearance: Clearance
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoorPassage:
    """One passage, with every word on what may be done with it, newest first; that of a letter of the mediator has none."""

    number: int
    words: str
    clearance: Clearance
    history: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class DoorFile:
    """A file that his side handed in with a message: cleared as a passage is, and numbered after them."""

    number: int
    piece: str
    name: str
    media_type: str
    size: int
    clearance: Clearance
    history: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class DoorMessage:
    """A letter of the mediator, or a message of his own side. `by` as in `Word`. A letter that `is_closed` shows no word: he
    can open it and has not; who may only read finds letters open, and nobody is told that he read them. `answers`: what
    this one answers, if it stands here; `answered`: messages of his side that answer it. `pieces`: files that came with a
    letter; `files`: those his side handed in.
    """

    message: str
    by: str
    way: str
    lang: Lang
    at: datetime
    passages: tuple[DoorPassage, ...]
    pieces: tuple[LetterPiece, ...]
    seen_at: datetime | None
    is_closed: bool
    answers: str | None
    answered: tuple[str, ...]
    files: tuple[DoorFile, ...] = ()

    @property
    def is_letter(self) -> bool:
        return self.by == "mediator" and self.way == "sent"


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """A definition that stands on the table: all who were asked have confirmed it."""

    term: str
    name: str
    words: str
    value: Decimal | None
    unit: str | None
    map: Map | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PutLine:
    """A definition put to his side: the version put last, and his side's word on it (`waiting`, `confirmed`, `objected`).
    `agreed`: this very text stands on the table."""

    term: str
    number: int
    name: str
    other_name: str
    words: str
    value: Decimal | None
    unit: str | None
    map: Map | None
    at: datetime
    state: str
    objection: str | None
    by: str
    said_at: datetime | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class Door:
    """What a delegate finds behind his door. Messages newest first; definitions that wait for his word first."""

    line: str
    mediator: str
    messages: tuple[DoorMessage, ...]
    put: tuple[PutLine, ...]
    agreed: tuple[AgreedLine, ...]
    notices: tuple[NoticeLine, ...]
    days: tuple[DayLine, ...]
    commitments: tuple[CommitmentLine, ...]
    closed: int
    waiting: int
    may_say: bool


def door(desk: Desk, lang: Lang) -> Door:
    """Everything behind the door of this delegate.

    Raises:
        LineUnknown: he is nobody's delegate.
    """
    line = own_line(desk)
    with desk.hold():
        found = tuple(_message(desk, m) for m in _newest_first(desk, line))
        shows(m.message for m in found if not m.is_closed)
        put = _put(desk, line, lang)
        ahead = tuple(d for d in days(desk, lang) if d.state in ("today", "to_come"))
        return Door(
            line, mediator_called(desk, lang), _with_answers(found), put, agreed(desk, lang), notices_of(desk, lang), ahead,
            commitments(desk, lang), sum(m.is_closed for m in found), sum(p.state == "waiting" for p in put),
            desk.may("say_in_channel", line=line),
        )  # fmt: skip


def _newest_first(desk: Desk, line: str) -> list[Message]:
    return list(talk_of(desk, line, "channel").messages.values())[::-1]


def letter(desk: Desk, message: str) -> DoorMessage:
    """One letter that he has opened, to be answered.

    Raises:
        MessageWrong: he has no such letter, or did not open it.
    """
    line = own_line(desk)
    with desk.hold():
        found = talk_of(desk, line, "channel").messages.get(message)
        shown = _message(desk, found) if found is not None and found.ours else None
    if shown is None or shown.is_closed:
        raise MessageWrong(why=Key("message.why.letter"), value=message)
    return shown


def _by(desk: Desk, author: str, way: str) -> str:
    if way != "door":
        return "mediator"
    return "you" if author == desk.reader else "yours"


def _message(desk: Desk, m: Message) -> DoorMessage:
    closed = m.ours and m.seen_at is None and desk.may("say_in_channel", line=own_line(desk))
    return DoorMessage(
        m.message, _by(desk, m.author, m.way), m.way, m.lang, hour_at_the_door(m.at, m.way),
        () if closed else tuple(_passage(desk, p) for p in m.passages), () if closed else m.pieces, m.seen_at, closed,
        m.answers, (), tuple(_file(desk, f) for f in m.files),
    )  # fmt: skip


def _file(desk: Desk, f: FileLine) -> DoorFile:
    words = tuple(_word(desk, c) for c in reversed(f.history))
    return DoorFile(f.number, f.piece, f.name, f.media_type, f.size, f.clearance, words)


def file(desk: Desk, message: str, piece: str) -> tuple[str, bytes]:
    """A file behind his door: one that came with a letter he has opened, or one his side handed in. Its name and its bytes.

    Raises:
        MessageWrong: there is none such, or its letter is closed.
    """
    line = own_line(desk)
    with desk.hold():
        found = talk_of(desk, line, "channel").messages.get(message)
        is_closed = found is not None and _message(desk, found).is_closed
    if is_closed:
        raise MessageWrong(why=Key("message.why.letter"), value=message)
    told, content = file_of(desk, line, message, piece)
    return told.name, content


def _passage(desk: Desk, p: PassageLine) -> DoorPassage:
    return DoorPassage(p.number, p.words, p.clearance, tuple(_word(desk, c) for c in reversed(p.history)))


def _word(desk: Desk, c: Cleared) -> Word:
    return Word(c.clearance, _by(desk, c.author, c.way), hour_at_the_door(c.at, c.way))


def _with_answers(messages: tuple[DoorMessage, ...]) -> tuple[DoorMessage, ...]:
    answers: dict[str, list[str]] = {}
    for m in reversed(messages):
        if m.answers is not None:
            answers.setdefault(m.answers, []).append(m.message)
    return tuple(replace(m, answered=tuple(answers.get(m.message, ()))) for m in messages)


def _put(desk: Desk, line: str, lang: Lang) -> tuple[PutLine, ...]:
    stands = desk.fold(AGREED)
    told = [
        _put_line(desk, term, theirs, stands.get(term, []), lang)
        for term, theirs in desk.fold(definitions_in(line)).items()
    ]
    return tuple(sorted(told, key=lambda p: (p.state != "waiting", p.name.casefold(), p.term)))


def _put_line(desk: Desk, term: str, theirs: Theirs, agreed: list[Version], lang: Lang) -> PutLine:
    version, word = theirs.versions[-1], theirs.word
    text = version.text
    state = "waiting" if word is None else "confirmed" if word.confirms else "objected"
    by = "" if word is None else "mediator" if word.person else "you" if word.author == desk.reader else "yours"
    return PutLine(
        term, version.number, text.names[lang], text.names["en" if lang == "ar" else "ar"], text.words[lang], text.value,
        text.unit, text.map, to_the_second(version.at), state, word.words if word else None, by,
        word.at if word else None, bool(agreed) and agreed[-1].text.digest == text.digest,
    )  # fmt: skip


def agreed(desk: Desk, lang: Lang) -> tuple[AgreedLine, ...]:
    """The definitions on the table, in the order of their names.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        newest: Mapping[str, Version] = {term: told[-1] for term, told in desk.fold(AGREED).items()}
    told = [
        AgreedLine(term, v.text.names[lang], v.text.words[lang], v.text.value, v.text.unit, v.text.map, v.at)
        for term, v in newest.items()
    ]
    return tuple(sorted(told, key=lambda a: (a.name.casefold(), a.term)))
