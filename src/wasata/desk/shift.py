"""The watch: who is on, what he noted, what he hands over, and the hours in which nobody listened.

Danger: an hour in which everybody thought somebody else was listening; a line's words in a log that all of the team read.
Duty: take the watch, note, hand over, accept, leave; who is on now, which hand-over waits, the watch of the last days.
Shape: all of it stands in `bureau`; what a line said is refused there by its words. What is reckoned is `carry/shift`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from wasata.carry.shift import LONGEST, Shift, State, stretches
from wasata.desk.access import READERS, Desk, exactly, name_by, new_act_id, of_access
from wasata.desk.confidence import repeats
from wasata.desk.line_stands import lines_held, require_a_line, require_talks
from wasata.errors import KindUnknown, ShiftWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftTaken, WatchNoted
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key

SHOWN = timedelta(days=7)
"""So far back the watch is shown."""

Weight = Literal["routine", "important"]
_NEVER = datetime.min.replace(tzinfo=UTC)


# what stands


@dataclass(frozen=True, slots=True)
class Handover:
    """The watch was given to somebody, with what he must know; his when he accepts. `accepted_at` None: not yet."""

    to: str
    words: str
    lang: Lang
    author: str
    at: datetime
    accepted_at: datetime | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's turn. `handovers`: the last one is the one that counts."""

    shift: str
    officer: str
    taken_at: datetime
    until: datetime | None
    handovers: tuple[Handover, ...] = ()
    ended_at: datetime | None = None
    ended_words: str | None = None
    went_on: bool = False
    """It ended because he accepted another's: he stayed."""

    @property
    def handed(self) -> Handover | None:
        return self.handovers[-1] if self.handovers else None

    @property
    def over_at(self) -> datetime | None:
        """When it was over by an act: accepted by the next, or given up, whichever came first."""
        hours = (self.handed.accepted_at if self.handed else None, self.ended_at)
        return min((at for at in hours if at is not None), default=None)

    @property
    def waiting(self) -> Handover | None:
        """What was handed over and nobody has accepted, be whoever handed it over gone or not."""
        return self.handed if self.handed is not None and self.handed.accepted_at is None else None

    @property
    def reckoned(self) -> Shift:
        return Shift(
            self.shift, self.officer, self.taken_at, self.until, self.handed.at if self.handed else None, self.over_at
        )


@dataclass(frozen=True, slots=True)
class Jotted:
    """One line of the watch log."""

    shift: str
    words: str
    lang: Lang
    weight: Weight
    author: str
    at: datetime


@dataclass(slots=True)
class Watch:
    """Every turn and every line of the watch log, in the order of their recording; and whoever wrote in the bureau at all."""

    turns: dict[str, Turn] = field(default_factory=dict)
    jotted: list[Jotted] = field(default_factory=list)
    authors: dict[str, None] = field(default_factory=dict)
    latest: datetime = _NEVER
    accepting: str = ""
    """The act by which a hand-over was accepted last: what it ends beside, he who accepted goes on with."""

    def hour(self, now: datetime) -> datetime:
        """Now, and never before what was recorded last: a clock set back undoes no watch."""
        return max(now, self.latest)


def _step(watch: Watch, entry: Entry) -> Watch:
    watch.authors[entry.author] = None
    watch.latest = max(watch.latest, entry.recorded_at)
    match entry.kind:
        case "shift.taken":
            _taken(watch, entry)
        case "shift.noted":
            d = entry.data
            watch.jotted.append(Jotted(d["shift"], d["words"], d["lang"], d["weight"], entry.author, entry.recorded_at))
        case "shift.handed_over":
            d = entry.data
            turn = watch.turns[d["shift"]]
            handed = Handover(d["to"], d["words"], d["lang"], entry.author, entry.recorded_at)
            watch.turns[d["shift"]] = replace(turn, handovers=(*turn.handovers, handed))
        case "shift.accepted":
            _accepted(watch, entry)
        case "shift.ended":
            d = entry.data
            watch.turns[d["shift"]] = replace(
                watch.turns[d["shift"]], ended_at=entry.recorded_at, ended_words=d["words"],
                went_on=entry.act == watch.accepting,
            )  # fmt: skip
        case kind if kind.startswith("shift."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # notes, lines, relays, matters: each folded by its own noun
    return watch


def _taken(watch: Watch, entry: Entry) -> None:
    d = entry.data
    until = datetime.fromisoformat(d["until"]) if d["until"] else None
    known = watch.turns.get(d["shift"])
    watch.turns[d["shift"]] = (
        replace(known, until=until) if known else Turn(d["shift"], d["officer"], entry.recorded_at, until)
    )


def _accepted(watch: Watch, entry: Entry) -> None:
    d = entry.data
    watch.accepting = entry.act
    turn = watch.turns[d["shift"]]
    last = replace(turn.handovers[-1], accepted_at=entry.recorded_at, next=d["next"])
    watch.turns[d["shift"]] = replace(turn, handovers=(*turn.handovers[:-1], last))
    watch.turns.setdefault(d["next"], Turn(d["next"], entry.author, entry.recorded_at, None))


WATCH: View[Watch] = View("shift.watch", 1, ("bureau",), Watch, _step)


# acts


def _keep(
    desk: Desk, act_id: str | None, facts: tuple[Fact, ...], require: Callable[[Watch, datetime], None]
) -> Written:  # fmt: skip
    def decide() -> dict[str, tuple[Fact, ...]]:
        require_a_line(desk)
        known = desk.fold(WATCH)
        require(known, known.hour(desk.now()))
        return {"bureau": facts}

    return desk.do("keep_watch", decide, act_id=act_id, same=exactly({"bureau": facts}))


def _require_until(until: datetime | None, now: datetime) -> None:
    if until is not None and not now < until <= now + LONGEST:
        raise ShiftWrong(why=Key("shift.why.until"), value=until)


def _mine(desk: Desk, watch: Watch, shift: str, now: datetime) -> Turn:
    """A turn of this reader's own that is not over.

    Raises:
        ShiftWrong: it is not there, another's, or over.
    """
    turn = watch.turns.get(shift)
    if turn is None or turn.officer != desk.reader:
        raise ShiftWrong(why=Key("shift.why.not_yours"), value=shift)
    if turn.over_at is not None or not turn.reckoned.is_on(now):
        raise ShiftWrong(why=Key("shift.why.over"), value=shift)
    return turn


def _named(shift: str) -> str:
    """A shift as it can be named at all.

    Raises:
        ShiftWrong: no shift has such a name.
    """
    if not re.fullmatch(IDENT, shift):
        raise ShiftWrong(why=Key("shift.why.not_yours"), value=shift)
    return shift


def take_watch(desk: Desk, *, until: datetime | None = None, act_id: str | None = None) -> str:
    """He is on watch from now, until `until` if he says so. Gives the shift.

    Raises:
        ShiftWrong: he is on watch already, or would be for longer than anybody listens.
    """
    act_id = act_id or new_act_id()
    fact = ShiftTaken(shift=f"w-{name_by(act_id)}", officer=desk.reader, until=until)

    def require(watch: Watch, now: datetime) -> None:
        _require_until(until, now)
        if any(t.officer == desk.reader and t.reckoned.is_on(now) for t in watch.turns.values()):
            raise ShiftWrong(why=Key("shift.why.on_already"), value=desk.reader)

    _keep(desk, act_id, (fact,), require)
    return fact.shift


def move_end(desk: Desk, shift: str, until: datetime, *, act_id: str | None = None) -> Written:
    """He stays on watch until another hour than he said.

    Raises:
        ShiftWrong: it is not his watch, it is over, or he would be on for longer than anybody listens.
    """

    def require(watch: Watch, now: datetime) -> None:
        _mine(desk, watch, shift, now)
        _require_until(until, now)

    return _keep(desk, act_id, (ShiftTaken(shift=_named(shift), officer=desk.reader, until=until),), require)


def require_nothing_of_a_line(desk: Desk, words: str) -> None:
    """Refuses words that repeat what was said on a line: all of the team read the watch log.

    Raises:
        ShiftWrong: six words in a row stand so in a message of a line he holds.
    """
    found = repeats(desk, words)
    if found is not None:
        raise ShiftWrong(why=Key("shift.why.overheard"), value=found)


def note_watch(
    desk: Desk, shift: str, words: str, lang: Lang, *, weight: Weight = "routine", act_id: str | None = None
) -> Written:
    """Writes a line into the watch log. He who is on watch does.

    Raises:
        ShiftWrong: nothing is written, it is not his watch, it is over, or it repeats what was said on a line.
    """
    if not words.strip():
        raise ShiftWrong(why=Key("shift.why.empty"), value="")

    def require(watch: Watch, now: datetime) -> None:
        _mine(desk, watch, shift, now)
        require_nothing_of_a_line(desk, words)

    return _keep(desk, act_id, (WatchNoted(shift=_named(shift), words=words, lang=lang, weight=weight),), require)


def hand_over(desk: Desk, shift: str, to: str, words: str, lang: Lang, *, act_id: str | None = None) -> Written:
    """Hands the watch to another officer with what he must know. It stays with whoever hands it over until he accepts.

    Raises:
        ShiftWrong: nothing is said, he is no officer of the case or oneself, it is not his watch, it is over, or the words
            repeat what was said on a line.
    """
    if not words.strip():
        raise ShiftWrong(why=Key("shift.why.empty"), value="")
    with desk.hold():
        standing = of_access(desk.home, desk.case, READERS).get(to)
    if to == desk.reader or standing is None or standing.role not in ("lead", "officer"):
        raise ShiftWrong(why=Key("shift.why.to"), value=to)

    def require(watch: Watch, now: datetime) -> None:
        _mine(desk, watch, shift, now)
        require_nothing_of_a_line(desk, words)

    return _keep(desk, act_id, (ShiftHandedOver(shift=_named(shift), to=to, words=words, lang=lang),), require)


def accept_watch(desk: Desk, shift: str, *, until: datetime | None = None, act_id: str | None = None) -> str:
    """He has read the hand-over and is on watch. A late acceptance is one: the hours in between stand as they were. A watch of
    his own that he is on goes over into this one: nobody is on twice, and so none of his is forgotten when he goes.

    Raises:
        ShiftWrong: the watch was not handed to him, or he accepted before.
    """
    act_id = act_id or new_act_id()
    mine = f"w-{name_by(act_id)}"
    accepted = ShiftAccepted(shift=_named(shift), next=mine)
    taken = ShiftTaken(shift=mine, officer=desk.reader, until=until)

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_a_line(desk)
        watch = desk.fold(WATCH)
        now = watch.hour(desk.now())
        _require_until(until, now)
        turn = watch.turns.get(shift)
        if turn is None or turn.waiting is None or turn.waiting.to != desk.reader:
            raise ShiftWrong(why=Key("shift.why.not_handed"), value=shift)
        own = [t.shift for t in watch.turns.values() if t.officer == desk.reader and t.reckoned.is_on(now)]
        return {"bureau": (accepted, *(ShiftEnded(shift=was) for was in own), taken)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        return {accepted, taken} <= set(was.get("bureau", ()))

    desk.do("keep_watch", decide, act_id=act_id, same=same)
    return mine


def end_watch(desk: Desk, shift: str, words: str | None = None, *, act_id: str | None = None) -> Written:
    """He leaves the watch and nobody follows: the gap is open from now on, and seen.

    Raises:
        ShiftWrong: it is not his watch, it is over, or the words repeat what was said on a line.
    """
    told = (words or "").strip() or None

    def require(watch: Watch, now: datetime) -> None:
        _mine(desk, watch, shift, now)
        require_nothing_of_a_line(desk, told or "")

    return _keep(desk, act_id, (ShiftEnded(shift=_named(shift), words=told),), require)


# questions


@dataclass(frozen=True, slots=True)
class OnWatch:
    """One who is on watch now. `no_end_told`: he said no hour; it counts for as long as anybody listens."""

    shift: str
    officer: str
    since: datetime
    until: datetime
    no_end_told: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over that nobody accepted yet. `nobody`: who handed it over is on watch no more."""

    shift: str
    by: str
    to: str
    words: str
    lang: Lang
    at: datetime
    waited: timedelta
    nobody: bool
    for_me: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the watch log, as it is read: a note, a watch taken, handed over, accepted, ended."""

    what: str
    at: datetime
    author: str
    words: str | None
    lang: Lang | None
    weight: str
    to: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the last days in which the watch stood alike: `on`, `handed` and not accepted, `nobody`."""

    state: State
    officers: tuple[str, ...]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class WatchPage:
    """The watch now and over the last days: stretches oldest first, the log latest first. `gap`: nobody is on now, since when."""

    now: datetime
    on: tuple[OnWatch, ...]
    waiting: tuple[Waiting, ...]
    gap: datetime | None
    never: bool
    stretches: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    log: tuple[LogLine, ...]
    mine: str | None
    may_keep: bool
    known: tuple[str, ...]
    """Who wrote in the bureau so far: offered where somebody is named."""

    @property
    def for_me(self) -> bool:
        """Whether a hand-over waits for whoever asks."""
        return any(w.for_me for w in self.waiting)


def watch(desk: Desk, *, since: datetime | None = None) -> WatchPage:
    """Who is on watch now, what waits, and how it was kept over the last days.

    Raises:
        LineNone: this reader knows of no talks.
        LogNotYours: he does not hold `bureau`.
    """
    require_talks(desk)
    with desk.hold():
        known = desk.fold(WATCH)
        now = known.hour(desk.now())
        begin = since or now - SHOWN
        turns = tuple(known.turns.values())
        kept = tuple(Stretch(*s) for s in stretches([t.reckoned for t in turns], begin, now))
        on = tuple(
            OnWatch(t.shift, t.officer, t.taken_at, t.reckoned.ends, t.until is None, t.officer == desk.reader)
            for t in turns
            if t.reckoned.is_on(now)
        )
        last = kept[-1] if kept else None
        return WatchPage(
            now, on, tuple(w for t in turns if (w := _waiting(desk, t, now)) is not None),
            last.since if last is not None and last.state == "nobody" and not on else None, not turns, kept,
            tuple(s for s in kept if s.state == "nobody"), tuple(_log(known, begin)),
            next((o.shift for o in on if o.mine), None), desk.may("keep_watch") and bool(lines_held(desk)),
            tuple(sorted(a for a in known.authors if a != desk.reader)),
        )  # fmt: skip


def _waiting(desk: Desk, turn: Turn, now: datetime) -> Waiting | None:
    handed = turn.waiting
    if handed is None:
        return None
    return Waiting(
        turn.shift, turn.officer, handed.to, handed.words, handed.lang, handed.at, now - handed.at,
        not turn.reckoned.is_on(now), handed.to == desk.reader,
    )  # fmt: skip


def _log(known: Watch, since: datetime) -> list[LogLine]:
    lines = [LogLine("noted", j.at, j.author, j.words, j.lang, j.weight) for j in known.jotted]
    followed = {h.next for t in known.turns.values() for h in t.handovers if h.next}
    for turn in known.turns.values():
        if turn.shift not in followed:
            lines.append(LogLine("taken", turn.taken_at, turn.officer, None, None, "routine", until=turn.until))
        for handed in turn.handovers:
            lines.append(LogLine("handed", handed.at, handed.author, handed.words, handed.lang, "important", handed.to))
            if handed.accepted_at is not None:
                lines.append(LogLine("accepted", handed.accepted_at, handed.to, None, None, "routine"))
        if turn.ended_at is not None and not turn.went_on:
            lines.append(LogLine("ended", turn.ended_at, turn.officer, turn.ended_words, None, "important"))
    return sorted((x for x in lines if x.at >= since), key=lambda x: x.at, reverse=True)
