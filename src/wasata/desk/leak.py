"""The leak desk: words appeared outside; where they stand on the record, and who had seen them by then.

Danger: a person blamed because the question was put wrongly; a variant that only one was shown, passed over; an answer that
tells its reader of a log he does not hold.
Duty: for words, or for one message, contact, relay or definition: each place where they stand so or nearly so, in which
version; of each place who had opened it before the hour, who held its log and had not, who was handed it, and in which copy it
was blacked out.
Shape: asked by a lead who holds `access` and `reading`, over the logs he holds and no other. It is evidence and no verdict:
what it cannot know it says. That it was asked is recorded, the words are not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from wasata.carry.wording import GRADES, Asked, Grade, Match, Piece, asked, compared
from wasata.desk import reading
from wasata.desk.access import READERS, Desk
from wasata.desk.coming import zone_of_case
from wasata.desk.export import ExportLine, exports
from wasata.desk.handed_in import plain_name
from wasata.desk.reading import COUNTED, OPENINGS, Openings, Span, shows
from wasata.desk.record import log_name, summary
from wasata.desk.redaction import layer_at
from wasata.desk.texts import Text, texts_in
from wasata.errors import LeakWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import MARK
from wasata.record.kinds.base import IDENT
from wasata.values import Lang
from wasata.words import Key

SEARCHED = ("line/", "channel/", "relay/", "cell", "bureau", "table")
"""Where words of the talks stand. Of the last two nobody's opening is recorded: the team, or all, read them."""
MOST = 40
"""So many places are told, the nearest first."""
LONGEST = 20_000
AT_ONCE = timedelta(minutes=1)
"""A page bears the hour it was asked for: what came while it was drawn stands on it and is recorded later."""
OF_THING = 12
"""Of one message so many texts are looked for elsewhere."""

How = Literal["wrote", "saw", "may_have", "held", "not_recorded"]
"""Wrote it; opened a page on which it stood; opened a page made of its log that may have shown it; held the log, and opened
nothing of it; held a log of which openings are not recorded."""
HOWS: tuple[How, ...] = ("wrote", "saw", "may_have", "not_recorded", "held")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One reader who could have seen a text by the hour. `first`, `last`: when he opened it, as far as it stood there then;
    `ways`: through which doors."""

    reader: str
    role: str
    how: How
    first: datetime | None = None
    last: datetime | None = None
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Something that had left by the hour with this text in it. `barred`: words of it were blacked out there."""

    left: ExportLine
    barred: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One place where the words stand, or nearly. `told`: the entry in a sentence; `number`: which passage of it."""

    log: str
    log_name: str
    seq: int
    kind: str
    told: str
    number: int | None
    grade: Grade
    run: int
    same: int
    asked: int
    pieces: tuple[Piece, ...]
    author: str
    at: datetime
    people: tuple[PersonLine, ...]
    copies: tuple[CopyLine, ...]

    @property
    def saw(self) -> int:
        """How many had it before them for certain: they wrote it, or opened a page on which it stood."""
        return sum(p.how in ("wrote", "saw") for p in self.people)


@dataclass(frozen=True, slots=True)
class Leak:
    """What the record says of words that appeared. `until`: by this hour; `searched`: in these logs, and no other; `more`:
    further places, less near; `marked`: what left under a mark that was pasted; `recorded_since`: before this hour no opening
    was recorded (None: it always was)."""

    until: datetime
    searched: tuple[tuple[str, str], ...]
    standings: tuple[Standing, ...]
    more: int
    marked: tuple[ExportLine, ...]
    recorded_since: datetime | None


def hour_typed(typed: str, zone: ZoneInfo) -> datetime | None:
    """An hour of the case's clock (`2026-11-23T07:00`, or a blank for the T); None where nothing was typed.

    Raises:
        LeakWrong: it is no hour.
    """
    if not typed.strip():
        return None
    try:
        told = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise LeakWrong(why=Key("leak.why.hour"), value=typed.strip()[:40]) from None
    return told if told.tzinfo else told.replace(tzinfo=zone)


def find(desk: Desk, words: str, lang: Lang, *, until: datetime | None = None) -> Leak:
    """Where words that appeared stand, and who had seen them.

    Args:
        words: as they appeared, part or whole, with whatever stands around them; or the mark of a copy that was found.
        until: the hour they appeared; now, if it is not known.

    Raises:
        LogNotYours, NotAllowed: he is no lead, or does not hold `access` and `reading`.
        LeakWrong: nothing to look for is given, or too much.
    """
    desk.require("ask_leaks")
    if not any(c.isalnum() for c in words) or len(words) > LONGEST:
        raise LeakWrong(why=Key("leak.why.words"), value=len(words))
    marks = frozenset(re.findall(rf"\b{MARK}\b", words.upper()))
    return _answer(desk, [asked(words)], lang, until, marks=marks)


def of_thing(desk: Desk, thing: str, lang: Lang, *, until: datetime | None = None) -> Leak:
    """The same of one message, contact, relay, definition, position or estimate: wherever its words stand.

    Raises:
        LogNotYours, NotAllowed: as `find`.
        LeakWrong: no log he holds has such a thing.
    """
    desk.require("ask_leaks")
    name = thing.strip()
    with desk.hold():
        own = [t for t in _texts(desk) if name in t.things] if re.fullmatch(IDENT, name) else []
    if not own:
        raise LeakWrong(why=Key("leak.why.thing"), value=plain_name(name)[:64])
    return _answer(
        desk, [asked(t.words) for t in own[:OF_THING]], lang, until, own=frozenset((t.log, t.seq) for t in own)
    )


def _texts(desk: Desk) -> list[Text]:
    logs = (log for log in desk.sight if log.startswith(SEARCHED))
    return [t for log in logs for t in desk.fold(texts_in(log))]


def _answer(
    desk: Desk, what: list[Asked], lang: Lang, until: datetime | None, *, marks: frozenset[str] = frozenset(),
    own: frozenset[tuple[str, int]] = frozenset(),
) -> Leak:  # fmt: skip
    reading.flush(desk.home)
    left = exports(desk)
    with desk.hold():
        texts = _texts(desk)
        hour = until or max((desk.now(), *(t.at for t in texts)))  # of equal hours the record's rise by a millionth
        found = [(t, m) for t in texts if t.at <= hour and (m := _nearest(what, t.words)) is not None]
        found.sort(
            key=lambda one: ((one[0].log, one[0].seq) not in own, GRADES.index(one[1].grade), -one[1].run, one[0].at)
        )
        shown = found[:MOST]
        shows(thing for text, _ in shown for thing in text.things)
        standings = tuple(_standing(desk, text, match, lang, hour, left) for text, match in shown)
        since = desk.fold(RECORDED_SINCE)
    logs = tuple((log, log_name(log, lang)) for log in desk.sight if log.startswith(SEARCHED))
    return Leak(
        hour,
        logs,
        standings,
        len(found) - len(shown),
        tuple(x for x in left if x.mark in marks),
        since[0] if since else None,
    )


def _nearest(what: Iterable[Asked], text: str) -> Match | None:
    matches = [m for one in what if (m := compared(one, text)) is not None]
    return min(matches, key=lambda m: (GRADES.index(m.grade), -m.run), default=None)


def _standing(
    desk: Desk, text: Text, match: Match, lang: Lang, hour: datetime, left: tuple[ExportLine, ...]
) -> Standing:  # fmt: skip
    entry = desk.ledger.entry(text.log, text.seq)
    return Standing(
        text.log, log_name(text.log, lang), text.seq, text.kind,
        summary(desk, text.kind, entry.data, lang, zone_of_case(desk)), text.number, *match, text.author, text.at,
        _people(desk, text, hour), _copies(desk, text, hour, left),
    )  # fmt: skip


# who held it, who opened it


Held = dict[tuple[str, str], list[tuple[datetime, datetime | None]]]


def _held_step(held: Held, entry: Entry) -> Held:
    d = entry.data
    if entry.kind == "access.log_granted":
        until = datetime.fromisoformat(d["until"]) if d["until"] else None
        _end(held, (d["reader"], d["log"]), entry.recorded_at)
        held.setdefault((d["reader"], d["log"]), []).append((entry.recorded_at, until))
    elif entry.kind == "access.log_revoked":
        _end(held, (d["reader"], d["log"]), entry.recorded_at)
    return held


def _end(held: Held, who: tuple[str, str], at: datetime) -> None:
    spans = held.get(who)
    if spans and (spans[-1][1] is None or spans[-1][1] > at):
        spans[-1] = spans[-1][0], at


HELD: View[Held] = View("leak.held", 1, ("access",), dict, _held_step)
"""From when to when each reader held each log."""


def _since(since: list[datetime], entry: Entry) -> list[datetime]:
    if entry.kind == "access.log_opened" and entry.data["log"] == reading.LOG:
        since.append(entry.recorded_at)
    return since


RECORDED_SINCE: View[list[datetime]] = View("leak.recorded_since", 1, ("access",), list, _since)


def _people(desk: Desk, text: Text, hour: datetime) -> tuple[PersonLine, ...]:
    held, openings, roles = desk.fold(HELD), desk.fold(OPENINGS), desk.fold(READERS)
    found = []
    for (reader, log), spans in held.items():
        if log != text.log or not any(a <= hour and (b is None or b > text.at) for a, b in spans):
            continue
        role = roles[reader].role if reader in roles else ""
        found.append(_person(reader, role, text, openings, hour))
    return tuple(sorted(found, key=lambda p: (HOWS.index(p.how), p.first or hour, p.reader)))


def _person(reader: str, role: str, text: Text, openings: Openings, hour: datetime) -> PersonLine:
    if reader == text.author:
        return PersonLine(reader, role, "wrote", text.at, text.at)
    if not text.log.startswith(COUNTED):
        return PersonLine(reader, role, "not_recorded")
    named = [s for thing in text.things for s in openings.get((reader, text.log, thing), ())]
    exact = _within(named, text.at - AT_ONCE, hour)
    if exact:
        return _told(reader, role, "saw", exact, text.at, hour)
    some = _within(openings.get((reader, text.log, ""), []), text.at, hour)
    return _told(reader, role, "may_have", some, text.at, hour) if some else PersonLine(reader, role, "held")


def _within(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    return [s for s in spans if s.last >= since and s.first <= until]


def _told(reader: str, role: str, how: How, spans: list[Span], since: datetime, until: datetime) -> PersonLine:
    first, last = max(min(s.first for s in spans), since), min(max(s.last for s in spans), until)
    return PersonLine(reader, role, how, first, last, tuple(sorted({way for s in spans for way in s.ways})))


def _copies(desk: Desk, text: Text, hour: datetime, left: tuple[ExportLine, ...]) -> tuple[CopyLine, ...]:
    gone = (x for x in left if x.log == text.log and x.length >= text.seq and x.at <= hour)
    return tuple(CopyLine(x, _barred(desk, text, x)) for x in gone)


def _barred(desk: Desk, text: Text, left: ExportLine) -> bool:
    over = layer_at(desk, text.log, left.layer, left.at) if left.layer else None
    return over is not None and any((s.seq, s.part) == (text.seq, text.part) for s in over.spans)
