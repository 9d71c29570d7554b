"""Messages: words between us and one line, passage by passage, each with what may be done with it.

Danger: a passage that passes without its party's word; words of one line taken down as another's.
Duty: take down what they say (written, read back, told by voice), note what may be done with it, show a channel whole. One line
at a time: what we send is a `letter`, what crosses from one line to another a `relay`.
Shape: `channel/<x>` holds what they wrote or confirmed and what was delivered to them, `line/<x>` what they told by voice and
letters that wait. Their view is folded from each log apart, so that a delegate's page is made from his channel alone.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal

from wasata.carry.relay import overheard_anew
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.contact import contacts_view
from wasata.desk.handed_in import HandedIn, plain_name, require_files, same_message, sealed
from wasata.desk.line_stands import Line, line_view
from wasata.desk.voice import hour_at_the_door, to_the_second
from wasata.errors import KindUnknown, LineUnknown, MessageWrong
from wasata.record.entry import Entry, earlier
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.message import (
    Clearance,
    ClearanceGiven,
    LetterPiece,
    MessageReceived,
    Passage,
)
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

LONGEST, MOST = 4_000, 60
"""Letters of a passage, passages of a message."""

Where = Literal["line", "channel"]
OnBehalf = Literal["letter", "read_back"]


@dataclass(frozen=True, slots=True)
class Cleared:
    """One word of the party on a passage: what may be done with it since then, who said so and how."""

    clearance: Clearance
    person: str | None
    way: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One passage, numbered from 1, with the history of its clearance, oldest first; the last one stands."""

    number: int
    words: str
    history: tuple[Cleared, ...]

    @property
    def clearance(self) -> Clearance:
        return self.history[-1].clearance if self.history else "none"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file they handed in with a message, numbered after its passages; cleared as one of them, with its history."""

    number: int
    piece: str
    name: str
    media_type: str
    size: int
    digest: str
    history: tuple[Cleared, ...]

    @property
    def clearance(self) -> Clearance:
        return self.history[-1].clearance


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands. `ours`: a letter of the mediator, delivered. `where`: in which log of the line it is.

    `relay`: the relay by which a letter of ours came; only those who hold `line/<x>` are told. `pieces`: files that went with a
    letter of ours; `files`: files they handed in. `earlier`: when it was heard, where that
    was written down later.
    """

    message: str
    where: Where
    ours: bool
    way: str
    lang: Lang
    passages: tuple[PassageLine, ...]
    person: str | None
    contact: str | None
    told_before: str | None
    answers: str | None
    author: str
    at: datetime
    seen_at: datetime | None = None
    pieces: tuple[LetterPiece, ...] = ()
    relay: str | None = None
    files: tuple[FileLine, ...] = ()
    earlier: datetime | None = None

    def part(self, number: int) -> PassageLine | FileLine | None:
        """The passage or the file of this number; None if there is none."""
        parts: tuple[PassageLine | FileLine, ...] = (*self.passages, *self.files)
        return parts[number - 1] if 0 < number <= len(parts) else None


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that waits, is taken back, or should have left. `relay`: it is one. `reason`: why it was taken back."""

    message: str
    lang: Lang
    passages: tuple[str, ...]
    until: datetime
    relay: str | None
    answers: str | None
    author: str
    at: datetime
    taken_back_at: datetime | None = None
    reason: str | None = None
    pieces: tuple[LetterPiece, ...] = ()

    @property
    def without_words(self) -> "Held":
        """The letter as it is told of one that will not leave and holds words of another side: its name and hours alone."""
        return replace(self, passages=(), pieces=())


@dataclass(slots=True)
class Talk:
    """What one log of a line tells of messages, in the order of their recording."""

    messages: dict[str, Message] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)


def _pieces(told: Sequence[Mapping[str, Any]]) -> tuple[LetterPiece, ...]:
    return tuple(LetterPiece(**piece) for piece in told)


def _first_word(entry: Entry, clearance: Clearance) -> Cleared:
    """What may be done with a part of a message, as it was said with the message."""
    return Cleared(clearance, entry.data["person"], entry.data["way"], entry.author, entry.recorded_at)


def _files(entry: Entry) -> tuple[FileLine, ...]:
    d = entry.data
    return tuple(
        FileLine(
            n, f["piece"], f["name"], f["media_type"], f["size"], f["digest"],
            (_first_word(entry, f["clearance"]),),
        )
        for n, f in enumerate(d.get("files", ()), len(d["passages"]) + 1)
    )  # fmt: skip


def _cleared(message: Message, number: int, word: Cleared) -> Message:
    """A message with one more word of its party on the passage or the file of this number."""
    passages = (replace(p, history=(*p.history, word)) if p.number == number else p for p in message.passages)
    files = (replace(f, history=(*f.history, word)) if f.number == number else f for f in message.files)
    return replace(message, passages=tuple(passages), files=tuple(files))


def _step_in(where: Where) -> Callable[[Talk, Entry], Talk]:
    def step(talk: Talk, entry: Entry) -> Talk:
        d = entry.data
        match entry.kind:
            case "message.received":
                passages = tuple(
                    PassageLine(n, p["words"], (_first_word(entry, p["clearance"]),))
                    for n, p in enumerate(d["passages"], 1)
                )
                talk.messages[d["message"]] = Message(
                    d["message"], where, False, d["way"], d["lang"], passages, d["person"], d["contact"], d["told_before"],
                    d["answers"], entry.author, entry.recorded_at, files=_files(entry), earlier=earlier(d, entry.recorded_at),
                )  # fmt: skip
            case "message.clearance_given":
                word = Cleared(d["clearance"], d["person"], d["way"], entry.author, entry.recorded_at)
                talk.messages[d["message"]] = _cleared(talk.messages[d["message"]], d["passage"], word)
            case "message.held":
                talk.held[d["message"]] = Held(
                    d["message"], d["lang"], tuple(d["passages"]), datetime.fromisoformat(d["until"]), d["relay"],
                    d["answers"], entry.author, entry.recorded_at, pieces=_pieces(d["pieces"]),
                )  # fmt: skip
            case "message.taken_back":
                talk.held[d["message"]] = replace(
                    talk.held[d["message"]], taken_back_at=entry.recorded_at, reason=d["reason"]
                )
            case "message.sent":
                passages = tuple(PassageLine(n, words, ()) for n, words in enumerate(d["passages"], 1))
                talk.messages[d["message"]] = Message(
                    d["message"], where, True, "sent", d["lang"], passages, None, None, None, d["answers"], entry.author,
                    entry.recorded_at, pieces=_pieces(d["pieces"]),
                )  # fmt: skip
            case "message.seen":
                was = talk.messages[d["message"]]
                talk.messages[d["message"]] = replace(was, seen_at=was.seen_at or entry.recorded_at)
            case kind if kind.startswith("message."):
                raise KindUnknown(kind=kind, version=entry.version)
            case _:
                pass  # what a line is, its contacts, positions, drafts: each folded by its own noun
        return talk

    return step


@cache
def channel_talk(line: str) -> View[Talk]:
    """The messages of a channel, from `channel/<x>` alone: a delegate may ask it."""
    return View("message.channel", 5, (f"channel/{line}",), Talk, _step_in("channel"))


@cache
def line_talk(line: str) -> View[Talk]:
    """What was told by voice, and letters that wait, from `line/<x>` alone."""
    return View("message.line", 5, (f"line/{line}",), Talk, _step_in("line"))


def _require_line(desk: Desk, line: str, *logs: Where) -> None:
    if not desk.holds(*(f"{log}/{line}" for log in logs)):
        raise LineUnknown(line=line)


def talk_of(desk: Desk, line: str, where: Where) -> Talk:
    """What one log of a line tells of messages. Ask inside `hold`.

    Raises:
        LineUnknown: this reader does not hold it.
    """
    _require_line(desk, line, where)
    return desk.fold(channel_talk(line) if where == "channel" else line_talk(line))


def passage_of(
    desk: Desk, line: str, where: Where, message: str, number: int
) -> tuple[Message, PassageLine | FileLine]:  # fmt: skip
    """One passage of theirs, or a file by its number after them. Ask inside `hold`.

    Raises:
        MessageWrong: there is none.
    """
    found = talk_of(desk, line, where).messages.get(message)
    if found is not None and not found.ours:
        part = found.part(number)
        if part is not None:
            return found, part
    raise MessageWrong(why=Key("message.why.passage"), value=f"{message}.{number}")


def file_of(desk: Desk, line: str, message: str, piece: str) -> tuple[LetterPiece | FileLine, bytes]:
    """A file of a message in the channel: one that went with a letter of ours, or one they handed in, as it came.

    Raises:
        LineUnknown: this reader holds no such channel.
        MessageWrong: the message has no such file.
    """
    with desk.hold():
        known = talk_of(desk, line, "channel").messages.get(message)
        files: tuple[LetterPiece | FileLine, ...] = (*known.pieces, *known.files) if known is not None else ()
    found = next((f for f in files if f.piece == piece), None)
    if found is None:
        raise MessageWrong(why=Key("message.why.piece"), value=piece)
    return found, desk.ledger.piece(f"channel/{line}", piece)


def read_back(desk: Desk, line: str) -> frozenset[str]:
    """What was told by voice and has been read back since: what they confirmed then stands, in the channel, and no clearance
    of what we heard before counts any more. Ask inside `hold`."""
    there = talk_of(desk, line, "channel").messages.values()
    return frozenset(m.told_before for m in there if m.told_before is not None)


# what they say


def require_words(passages: Sequence[str]) -> None:
    """Something is said, and it fits.

    Raises:
        MessageWrong: nothing is, a passage is empty or too long, or there are too many.
    """
    if not passages or not all(words.strip() for words in passages):
        raise MessageWrong(why=Key("message.why.empty"), value="")
    if len(passages) > MOST:
        raise MessageWrong(why=Key("message.why.many"), value=len(passages))
    long = next((n for n, words in enumerate(passages, 1) if len(words) > LONGEST), None)
    if long is not None:
        raise MessageWrong(why=Key("message.why.long"), value=long)


_WHY = {"person": "person", "message": "passage", "told_before": "passage", "answers": "letter", "contact": "contact"}


def require_names(**named: str | None) -> None:
    """What is named could be a name at all: nobody is shown a broken page for a letter too many in an address."""
    for what, name in named.items():
        if name is not None and not re.fullmatch(IDENT, name):
            raise MessageWrong(why=Key(f"message.why.{_WHY[what]}"), value=name)


def _received(
    act_id: str, way: str, lang: Lang, passages: Sequence[tuple[str, Clearance]], **more: Any
) -> MessageReceived:  # fmt: skip
    require_words([words for words, _ in passages])
    require_names(**more)
    told: Any = {"message": f"m-{name_by(act_id)}", "way": way, "lang": lang, **more}
    return MessageReceived(passages=tuple(Passage(words=w, clearance=c) for w, c in passages), **told)


def say(
    desk: Desk, line: str, passages: Sequence[tuple[str, Clearance]], lang: Lang, *, answers: str | None = None,
    files: Sequence[HandedIn] = (), act_id: str | None = None,
) -> str:  # fmt: skip
    """A delegate writes to the mediator at his door, each passage and each file with what may be done with it. Gives the
    message's name.

    Raises:
        MessageWrong: nothing is said, it answers a letter that he was not sent, or a file is not taken.
    """
    act_id = act_id or new_act_id()
    bare = _received(act_id, "door", lang, passages, answers=answers)

    def allowed() -> None:
        require_letter(desk, line, answers)

    fact = _with_files(desk, "say_in_channel", line, bare, files, act_id, allowed)

    def decide() -> dict[str, tuple[Fact, ...]]:
        allowed()
        return {f"channel/{line}": (fact,)}

    desk.do("say_in_channel", decide, act_id=act_id, same=_this_message(line, fact), line=line)
    return fact.message


def _with_files(
    desk: Desk, act: str, line: str, fact: MessageReceived, files: Sequence[HandedIn], act_id: str,
    allowed: Callable[[], None],
) -> MessageReceived:  # fmt: skip
    """A message with its files, sealed: not before all else is seen to be right, so that nothing of a message that was refused
    lies beside the channel."""
    if not files:
        return fact
    require_files(files)
    desk.require(act, line=line)
    with desk.hold():
        if desk.done(act_id) is None:
            allowed()
    return fact.model_copy(update={"files": sealed(desk, line, files, act_id)})


def _this_message(line: str, fact: MessageReceived) -> Callable[[Mapping[str, Sequence[Fact]]], bool]:
    log = f"channel/{line}"
    return lambda was: was.keys() == {log} and same_message(was[log], fact)


def take_down(
    desk: Desk, line: str, passages: Sequence[tuple[str, Clearance]], lang: Lang, *, way: OnBehalf, person: str | None = None,
    told_before: str | None = None, answers: str | None = None, files: Sequence[HandedIn] = (), act_id: str | None = None,
) -> str:  # fmt: skip
    """An officer puts into the channel what they wrote on paper, or what was read back to them and confirmed, and the files they
    gave with it.

    Raises:
        MessageWrong: nobody of that name is at the other end, he may not clear what is cleared here, or a file is not taken.
    """
    act_id = act_id or new_act_id()
    bare = _received(act_id, way, lang, passages, person=person, told_before=told_before, answers=answers)

    def allowed() -> None:
        require_letter(desk, line, answers)
        _require_voice(desk, line, person, [*(c for _, c in passages), *(f.clearance for f in files)])
        _require_theirs(desk, line, passages)
        _require_their_files(desk, line, files)
        if told_before is not None:
            if told_before not in talk_of(desk, line, "line").messages:
                raise MessageWrong(why=Key("message.why.passage"), value=told_before)
            if told_before in read_back(desk, line):
                raise MessageWrong(why=Key("message.why.read_back"), value=told_before)

    fact = _with_files(desk, "take_down_message", line, bare, files, act_id, allowed)

    def decide() -> dict[str, tuple[Fact, ...]]:
        allowed()
        return {f"channel/{line}": (fact,)}

    desk.do("take_down_message", decide, act_id=act_id, same=_this_message(line, fact), line=line)
    return fact.message


def hear(
    desk: Desk, line: str, passages: Sequence[tuple[str, Clearance]], lang: Lang, *, person: str | None = None,
    contact: str | None = None, answers: str | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """An officer notes what they told by voice, with the clearances as he understood them. It stands in `line/<x>`, ours,
    until it is read back to them.

    Raises:
        MessageWrong: as `take_down`.
    """
    act_id = act_id or new_act_id()
    fact = _received(act_id, "voice", lang, passages, person=person, contact=contact, answers=answers)

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_letter(desk, line, answers)
        _require_voice(desk, line, person, [c for _, c in passages])
        _require_theirs(desk, line, passages)
        if contact is not None and contact not in desk.fold(contacts_view(line)).contacts:
            raise MessageWrong(why=Key("message.why.contact"), value=contact)
        return {f"line/{line}": (fact,)}

    desk.do("hear_message", decide, act_id=act_id, line=line)
    return fact.message


def _require_theirs(desk: Desk, line: str, passages: Sequence[tuple[str, Clearance]]) -> None:
    """What is taken down as theirs is not what another line told us: the wrong page, or the wrong words pasted."""
    other = [words for x in others_held(desk, line) for words in _words_of(desk, x, theirs=True)]
    known = _words_of(desk, line) if other else []
    for number, (words, _) in enumerate(passages, 1):
        if overheard_anew(words, other, known) is not None:
            raise MessageWrong(why=Key("message.why.other_line"), value=number)


def _require_their_files(desk: Desk, line: str, files: Sequence[HandedIn]) -> None:
    """No file of another line is taken down as this one's: their delegates would have it. What this channel has is no news."""
    others = others_held(desk, line) if files else ()
    sizes = [len(f.content) for f in files]
    elsewhere = frozenset(digest for x in others for digest in _digests(desk, x, sizes)) - _digests(desk, line, ())
    for file in files:
        if hashlib.sha256(file.content).hexdigest() in elsewhere:
            raise MessageWrong(why=Key("message.why.other_file"), value=plain_name(file.name))


def _digests(desk: Desk, line: str, sizes: Sequence[int]) -> frozenset[str]:
    """The files that passed on a line, and of those kept with its contacts such as are of these sizes."""
    held: list[Where] = [where for where in ("channel", "line") if desk.holds(f"{where}/{line}")]
    messages = [m for where in held for m in talk_of(desk, line, where).messages.values()]
    passed = {f.digest for m in messages for f in m.files} | {p.digest for m in messages for p in m.pieces}
    if "line" in held:
        kept = (p for c in desk.fold(contacts_view(line)).contacts.values() for p in c.pieces if p.size in sizes)
        passed |= {hashlib.sha256(desk.ledger.piece(f"line/{line}", p.piece)).hexdigest() for p in kept}
    return frozenset(passed)


def others_held(desk: Desk, line: str) -> tuple[str, ...]:
    """The other lines of which this reader holds anything: what he writes here may carry their words."""
    held = {log.partition("/")[2] for log in desk.sight if log.startswith(("line/", "channel/"))}
    return tuple(sorted(held - {line}))


def _words_of(desk: Desk, line: str, *, theirs: bool = False) -> list[str]:
    held: list[Where] = [where for where in ("channel", "line") if desk.holds(f"{where}/{line}")]
    messages = (m for where in held for m in talk_of(desk, line, where).messages.values())
    return [p.words for m in messages if not (theirs and m.ours) for p in m.passages]


def require_letter(desk: Desk, line: str, letter: str | None) -> None:
    """What an answer answers was delivered to them."""
    if letter is not None:
        found = talk_of(desk, line, "channel").messages.get(letter)
        if found is None or not found.ours:
            raise MessageWrong(why=Key("message.why.letter"), value=letter)


def _require_voice(desk: Desk, line: str, person: str | None, clearances: Sequence[Clearance]) -> None:
    """Who clears is at the other end of this line and may: an officer never clears by himself."""
    stands: Line = desk.fold(line_view(line))
    known = stands.people.get(person) if person is not None else None
    if person is not None and (known is None or known.left_at is not None):
        raise MessageWrong(why=Key("message.why.person"), value=person)
    if any(c != "none" for c in clearances) and (known is None or not known.may_clear):
        raise MessageWrong(why=Key("message.why.may_clear"), value=known.name if known else "")


# what may be done with it


def clear(
    desk: Desk, line: str, message: str, number: int, clearance: Clearance, *, act_id: str | None = None
) -> Written:  # fmt: skip
    """A delegate says what may be done with a passage of his from now on. It can be taken back until a letter made of it is
    delivered; whether one was, his channel does not tell.

    Raises:
        MessageWrong: there is no such passage.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        passage_of(desk, line, "channel", message, number)
        return {f"channel/{line}": (ClearanceGiven(message=message, passage=number, clearance=clearance, way="door"),)}

    return desk.do("clear_passage", decide, act_id=act_id, line=line)


def note_clearance(
    desk: Desk, line: str, where: Where, message: str, number: int, clearance: Clearance, *, person: str,
    way: Literal["letter", "read_back", "voice"], act_id: str | None = None,
) -> Written:  # fmt: skip
    """An officer notes what somebody at the other end said may be done with a passage. What was told by voice is ours to note
    (`line/<x>`); in the channel stands only what they wrote or confirmed.

    Raises:
        MessageWrong: there is no such passage, he may not clear, a word by voice is to stand in the channel and widens, or the
            passage was read back since: then it is cleared as it stands in the channel.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        passage_of(desk, line, where, message, number)
        if message in read_back(desk, line):
            raise MessageWrong(why=Key("message.why.read_back"), value=message)
        require_names(person=person)
        fact = ClearanceGiven(message=message, passage=number, clearance=clearance, person=person, way=way)
        _require_voice(desk, line, person, [clearance])
        if where == "channel" and way == "voice" and clearance != "none":
            raise MessageWrong(why=Key("message.why.voice"), value=f"{message}.{number}")
        return {f"{where}/{line}": (fact,)}

    return desk.do("note_clearance_there" if where == "channel" else "note_clearance", decide, act_id=act_id, line=line)


# questions


@dataclass(frozen=True, slots=True)
class ChannelWhole:
    """A channel with what stands in it, newest first; for its officers also what was told by voice and what waits.

    `read_back`: what was told by voice and has been read back since; it counts no more, and is not among `messages`. Of a relay
    that waits the words are not here: `delivery.letters` tells them, as long as it may leave.
    """

    line: str
    messages: tuple[Message, ...]
    waiting: tuple[Held, ...]
    taken_back: tuple[Held, ...]
    read_back: tuple[Message, ...] = ()


def channel_whole(desk: Desk, line: str) -> ChannelWhole:
    """One channel for whoever holds it: a delegate sees what stands in `channel/<x>`, an officer also `line/<x>`.

    A delegate is told of nobody on the team who wrote, read back or delivered, and of our hours the second.

    Raises:
        LineUnknown: this reader holds no channel of that name.
    """
    with desk.hold():
        there = talk_of(desk, line, "channel")
        if not desk.holds(f"line/{line}"):
            return ChannelWhole(line, tuple(map(_at_the_door, _newest(there.messages.values()))), (), ())
        ours = talk_of(desk, line, "line")
        before = read_back(desk, line)
    messages = [_with_author(m, ours.held.get(m.message)) for m in there.messages.values()]
    heard = ours.messages.values()
    held = [h for h in ours.held.values() if h.message not in there.messages]
    return ChannelWhole(
        line,
        _newest((*messages, *(m for m in heard if m.message not in before))),
        tuple(h if h.relay is None else h.without_words for h in held if h.taken_back_at is None),
        tuple(h for h in held if h.taken_back_at),
        _newest(m for m in heard if m.message in before),
    )


def _newest(messages: Iterable[Message]) -> tuple[Message, ...]:
    return tuple(sorted(messages, key=lambda m: (m.at, m.where, m.message), reverse=True))


def _with_author(message: Message, held: Held | None) -> Message:
    """A letter of ours is its author's, whoever's desk it left from."""
    return replace(message, author=held.author, relay=held.relay) if held is not None else message


def _told_there(history: tuple[Cleared, ...]) -> tuple[Cleared, ...]:
    """Of what the team noted, a delegate is told neither who it was nor more than the second."""
    return tuple(c if c.way == "door" else replace(c, author="", person=None, at=to_the_second(c.at)) for c in history)


def _at_the_door(message: Message) -> Message:
    """A message as a delegate is shown it."""
    theirs = message.way == "door"
    passages = tuple(replace(p, history=_told_there(p.history)) for p in message.passages)
    files = tuple(replace(f, history=_told_there(f.history)) for f in message.files)
    at = hour_at_the_door(message.at, message.way)
    return replace(
        message, passages=passages, files=files, person=None, contact=None, told_before=None, at=at,
        author=message.author if theirs else "",
    )  # fmt: skip
