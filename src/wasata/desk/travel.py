"""Travel: an officer carries one line's pages on a laptop until an hour; what he did away is taken in when he is back in touch.

Danger: more on a laptop than its officer needs; what a thief did with it, taken in as his; a cut-off that nobody hears of.
Duty: a lead lets an officer go; the officer packs, once; his reports are taken in once, in his name, with the hours at which he
did it; whatever is doubtful is set aside, sealed, until a lead has looked. Cutting off turns the keys of the line at once.
Shape: who is away stands in `access`, what he carried and what came back in `line/<x>`. The files are in `travel_pack`, what
happens on the laptop in `carried`.
"""

import copy
import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args

from wasata.desk import holding
from wasata.desk.access import READERS, Desk, name_by, new_act_id, of_access
from wasata.desk.assessment import assessments_in
from wasata.desk.confidence import of_another_line
from wasata.desk.contact import contacts_view
from wasata.desk.export import today
from wasata.desk.line_stands import line_view, lines_held
from wasata.desk.message import line_talk
from wasata.desk.position import matters_on, positions_of
from wasata.desk.record import act_of, mark_by
from wasata.desk.travel_pack import Answer, Carried, Report, open_report, opens_report, seal_pack, sign_answer
from wasata.errors import KindUnknown, LineUnknown, TravelWrong, WasataError
from wasata.record import canon, lift
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import LogKeyTurned, RecordExported
from wasata.record.kinds.base import Fact, When
from wasata.record.kinds.travel import (
    Aside,
    How,
    TravelBegun,
    TravelEnded,
    TravelJudged,
    TravelPacked,
    TravelSetAside,
    TravelTakenIn,
)
from wasata.record.person_key import Pair
from wasata.words import Key

LONGEST = timedelta(days=14)
"""A line is carried for so long at most; who stays away longer packs again."""
ATTACHMENTS_AT_MOST = 200 * 1024 * 1024
AHEAD = timedelta(minutes=10)
"""So far a laptop's clock may go before the room's."""
DONE_AWAY = (
    "line.body_named", "line.person_named", "line.person_left", "line.noted", "line.media_changed", "line.dark_rule_agreed",
    "line.deadline_set", "line.deadline_closed", "line.delegation_moved", "line.pressure_noted", "contact.recorded",
    "contact.readout_written", "contact.piece_kept", "message.received", "message.clearance_given", "message.seen",
    "assessment.made", "assessment.closed", "position.dropped",
)  # fmt: skip
"""What is taken in by itself: what was learned and noted away. A letter to a side is not: it would leave hours after it was
written, unseen by anybody here. A lead looks at it first."""
SAID_AGAIN: Mapping[str, tuple[str, ...]] = {
    "line.media_changed": (), "line.dark_rule_agreed": (), "line.body_named": ("body",), "line.person_named": ("person",),
    "line.person_left": ("person",), "line.deadline_set": ("deadline",), "line.deadline_closed": ("deadline",),
    "contact.readout_written": ("contact", "whose"), "message.clearance_given": ("message", "passage"),
    "assessment.closed": ("assessment",), "position.dropped": ("position",),
}  # fmt: skip
"""Of which thing each kind says something where the word that is written last stands, by the fields that name it. Written hours
later, a word from away would take the place of one that was said here meanwhile. What bears its own hour (how a line stood, a
delegation that moved) takes its place by it."""
_PIECE = re.compile(rb'"([0-9a-f]{64})"')
_AWAY = "away-"
"""How the names of acts begin that were done away."""
_IN_ACCESS = ("travel.begun", "travel.ended", "travel.carried")


def _wrong(why: str, value: object = "") -> TravelWrong:
    return TravelWrong(why=Key(f"travel.why.{why}"), value=value)


# what stands


@dataclass(frozen=True, slots=True)
class Travel:
    """One travel as `access` tells it. `how` and `ended_at`: None as long as nobody ended it."""

    travel: str
    reader: str
    line: str
    until: datetime
    by: str
    at: datetime
    how: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None

    def state(self, now: datetime) -> str:
        """`away`, `expired`, or how it was ended: `back`, `cut_off`, `lost`."""
        return self.how or ("away" if now < self.until else "expired")


def _begun(travels: dict[str, Travel], entry: Entry) -> dict[str, Travel]:
    d = entry.data
    match entry.kind:
        case "travel.begun":
            until = datetime.fromisoformat(d["until"])
            travels[d["travel"]] = Travel(d["travel"], d["reader"], d["line"], until, d["by"], entry.recorded_at)
        case "travel.ended":
            was = travels[d["travel"]]
            travels[d["travel"]] = replace(was, how=d["how"], ended_at=entry.recorded_at, ended_by=d["by"])
        case kind if kind.startswith("travel.") and kind not in _IN_ACCESS:
            raise KindUnknown(kind=kind, version=entry.version)
    return travels


TRAVELS: View[dict[str, Travel]] = View("travel", 1, ("access",), dict, _begun)
"""Who was let go with which line. The room reads it itself: it must know who is cut off."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One report that came in."""

    travel: str
    at: datetime
    entries: int
    from_at: datetime | None
    to_at: datetime | None
    made_at: datetime
    upto: int
    report: str
    aside: str | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What a lead is to look at. `let_in` None until he has; `taken_in`: the officer has followed it."""

    travel: str
    aside: str
    at: datetime
    piece: str
    entries: int
    kinds: tuple[str, ...]
    why: tuple[str, ...]
    let_in: bool | None = None
    by: str | None = None
    taken_in: bool = False


@dataclass(slots=True)
class Away:
    """What a line's own log tells of travels. `packed`: each with its place in the log."""

    packed: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    taken: list[TakenIn] = field(default_factory=list)
    asides: dict[str, SetAside] = field(default_factory=dict)
    acts_aside: set[str] = field(default_factory=set)

    def upto(self, travel: str) -> int:
        return max((t.upto for t in self.taken if t.travel == travel and t.aside is None), default=0)


def _away(away: Away, entry: Entry) -> Away:
    d = entry.data
    match entry.kind:
        case "travel.packed":
            away.packed[d["travel"]] = entry.seq, d
        case "travel.taken_in":
            from_at, to_at = (datetime.fromisoformat(d[x]) if d[x] else None for x in ("from_at", "to_at"))
            made_at = datetime.fromisoformat(d["made_at"])
            away.taken.append(
                TakenIn(
                    d["travel"], entry.recorded_at, d["entries"], from_at, to_at, made_at, d["upto"], d["report"], d["aside"]
                )
            )  # fmt: skip
            if d["aside"]:
                away.asides[d["aside"]] = replace(away.asides[d["aside"]], taken_in=True)
        case "travel.set_aside":
            away.acts_aside.update(d["acts"])
            away.asides[d["aside"]] = SetAside(
                d["travel"], d["aside"], entry.recorded_at, d["piece"], d["entries"], tuple(d["kinds"]), tuple(d["why"])
            )
        case "travel.judged":
            away.asides[d["aside"]] = replace(away.asides[d["aside"]], let_in=d["let_in"], by=d["by"])
        case kind if kind.startswith("travel.") and kind not in _IN_ACCESS:
            raise KindUnknown(kind=kind, version=entry.version)
    return away


@cache
def away_view(line: str) -> View[Away]:
    """What was carried of one line and what came back, over its own log."""
    return View("travel.line", 1, (f"line/{line}",), Away, _away)


def travels_of(desk: Desk) -> dict[str, Travel]:
    """All travels of the case, as the room knows them."""
    return of_access(desk.home, desk.case, TRAVELS)


# questions


@dataclass(frozen=True, slots=True)
class Back:
    """One entry that was done away and stands in the line: its kind, when it was done by the laptop's clock (or the hour it tells
    of; None where that is a day), and when it was taken in."""

    kind: str
    done_at: datetime | None
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class TravelLine:
    """One travel of a line, for those who hold it. `state` as `Travel.state`; `last_contact` None where no report came yet;
    `mark`: what the pack bears, None as long as nothing was packed; `left`: its officer keeps the line no more, and a lead brings
    what he did."""

    travel: str
    reader: str
    line: str
    state: str
    at: datetime
    until: datetime
    by: str
    ended_at: datetime | None
    ended_by: str | None
    packed_at: datetime | None
    mark: str | None
    last_contact: datetime | None
    taken: tuple[TakenIn, ...]
    asides: tuple[SetAside, ...]
    back: tuple[Back, ...]
    left: bool = False

    @property
    def entries(self) -> int:
        """How many entries came back in all."""
        return sum(t.entries for t in self.taken)


def travels(desk: Desk, line: str) -> tuple[TravelLine, ...]:
    """Who carries this line and who did, newest first.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    now = desk.now()
    with desk.hold():
        away = desk.fold(away_view(line))
        found = [t for t in travels_of(desk).values() if t.line == line]
        told = [
            replace(_told(t, away, now, _back(desk, line, away, t)), left=not _keeps(desk, line, t.reader))
            for t in found
        ]
    return tuple(sorted(told, key=lambda t: t.at, reverse=True))


def who_is_away(desk: Desk) -> tuple[TravelLine, ...]:
    """Of all lines he holds who is away with one now, or was and has left something that waits for a word of a lead; whoever
    must be back first stands first. Without what came back: that stands on the line's own page."""
    now = desk.now()
    with desk.hold():
        held = {line: desk.fold(away_view(line)) for line in lines_held(desk)}
        told = [
            replace(_told(t, held[t.line], now, ()), left=not _keeps(desk, t.line, t.reader))
            for t in travels_of(desk).values()
            if t.line in held
        ]
    return tuple(
        sorted(
            (t for t in told if t.state in ("away", "expired") or any(a.let_in is None for a in t.asides)),
            key=lambda t: (t.until, t.travel),
        )
    )


def _back(desk: Desk, line: str, away: Away, travel: Travel) -> tuple[Back, ...]:
    """What came back from a travel: an officer goes with one line once at a time, so it stands before his next pack."""
    if travel.travel not in away.packed:
        return ()
    log, (begun, _) = f"line/{line}", away.packed[travel.travel]
    later = [seq for seq, packed in away.packed.values() if packed["reader"] == travel.reader and seq > begun]
    entries = desk.ledger.entries(log, begun, min(later, default=desk.ledger.head(log).seq))
    return tuple(
        Back(e.kind, e.fact.happened_at.instant if e.fact.happened_at else None, e.recorded_at)
        for e in entries
        if e.author == travel.reader and e.act.startswith(_AWAY)
    )


def _told(travel: Travel, away: Away, now: datetime, back: tuple[Back, ...]) -> TravelLine:
    _, packed = away.packed.get(travel.travel, (0, {}))
    taken = tuple(t for t in away.taken if t.travel == travel.travel)
    asides = tuple(a for a in away.asides.values() if a.travel == travel.travel)
    packed_at = datetime.fromisoformat(packed["made_at"]) if packed else None
    last = max((t.at for t in taken), default=None)
    return TravelLine(
        travel.travel, travel.reader, travel.line, travel.state(now), travel.at, travel.until, travel.by, travel.ended_at,
        travel.ended_by, packed_at, packed.get("mark"), last, taken, asides, back,
    )  # fmt: skip


def _keeps(desk: Desk, line: str, reader: str) -> bool:
    """Whether he can write to this line and reads its channel. Ask inside `hold`."""
    standing, now = of_access(desk.home, desk.case, READERS).get(reader), desk.now()
    return standing is not None and standing.may_write(f"line/{line}", now) and f"channel/{line}" in standing.sees(now)


def _brings(desk: Desk, line: str, travel: Travel) -> bool:
    """Whether this reader hands in what was done on a travel: its officer, or a lead where he keeps the line no more."""
    if travel.reader == desk.reader:
        return True
    with desk.hold():
        return not _keeps(desk, line, travel.reader) and desk.may("judge_travel", line=line)


def who_may_go(desk: Desk, line: str) -> tuple[str, ...]:
    """The others who keep this line and could carry it, for a lead who holds it."""
    desk.require("begin_travel", line=line)
    with desk.hold():
        now, readers = desk.now(), desk.fold(READERS)
    away = {t.reader for t in travels_of(desk).values() if t.line == line and t.state(now) == "away"}
    both = (f"line/{line}", f"channel/{line}")
    return tuple(
        name
        for name, standing in sorted(readers.items())
        if name not in (desk.reader, *away)
        and standing.role in ("lead", "officer")
        and all(standing.may_write(log, now) for log in both)
    )


# going


def begin_travel(desk: Desk, line: str, reader: str, until: datetime, *, act_id: str | None = None) -> str:
    """Lets an officer carry a line until an hour. He packs it himself. Gives the name of the travel.

    Raises:
        TravelWrong: it is the lead himself, the case is kept by the room, he does not keep the line, is away with it already, or
            `until` is past or further than `LONGEST`.
        KeyNeeded: his key was compared with nobody.
    """
    desk.require("begin_travel", line=line)
    if reader == desk.reader:
        raise _wrong("own", reader)
    if desk.home.recovery(desk.case) is None:
        raise _wrong("room", desk.case)
    act_id = act_id or new_act_id()
    named = f"tr-{name_by(act_id)}"
    fact = TravelBegun(travel=named, reader=reader, line=line, until=until, by=desk.reader)

    def decide() -> dict[str, tuple[Fact, ...]]:
        now, standing = desk.now(), desk.fold(READERS).get(reader)
        both = (f"line/{line}", f"channel/{line}")
        if standing is None or not all(standing.may_write(log, now) for log in both):
            raise _wrong("keeps_not", reader)
        holding.require_compared(desk.home, desk.case, reader)
        if not now < until <= now + LONGEST:
            raise _wrong("until", until)
        if any(t.reader == reader and t.line == line and t.state(now) == "away" for t in desk.fold(TRAVELS).values()):
            raise _wrong("away", reader)
        return {"access": (fact,)}

    desk.do("begin_travel", decide, act_id=act_id, same=lambda was: was.get("access") == (fact,), line=line)
    return named


def how_of(told: str) -> How:
    """How a travel ends, as it was typed.

    Raises:
        TravelWrong: it is none of the three.
    """
    for how in get_args(How):
        if told.replace("-", "_") == how:
            found: How = how
            return found
    raise _wrong("how", told[:40])


def end_travel(desk: Desk, travel: str, how: How, *, act_id: str | None = None) -> None:
    """A travel is over: its officer is back, is cut off, or what he carried is lost. For the last two the keys of the line turn,
    and whatever comes from there is set aside. The officer keeps the line until it is taken from him.

    Raises:
        TravelWrong: there is no such travel, or it is over (who is back may still be cut off).
    """
    desk.require("end_travel")
    home, case = desk.home, desk.case
    ended = TravelEnded(travel=travel, how=how, by=desk.reader)

    def decide() -> dict[str, tuple[Fact, ...]]:
        found = desk.fold(TRAVELS).get(travel)
        if found is None:
            raise _wrong("unknown", travel)
        if found.how is not None and (found.how != "back" or how == "back"):
            raise _wrong("over", travel)
        turned = (
            [LogKeyTurned(log=log, why="left", by=desk.reader) for log in _logs(found.line)] if how != "back" else []
        )
        return {"access": (ended, *turned)}

    written = desk.do("end_travel", decide, act_id=act_id, same=lambda was: was.get("access", ())[:1] == (ended,))
    if written.again or how == "back":
        return
    for log in _logs(travels_of(desk)[travel].line):
        may, held = holding.entitled(home, case, log, desk.now()), home.hold_now(case, log)
        home.take_keys(case, log, (), [p for name, p in sorted(may.items()) if p is not None and name in held])


def _logs(line: str) -> tuple[str, str]:
    return f"line/{line}", f"channel/{line}"


# packing


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack, to be given out once. `mark`: what it bears, as everything that leaves."""

    travel: str
    line: str
    mark: str
    until: datetime
    content: bytes = field(repr=False)


def mine_to_pack(desk: Desk, line: str) -> Travel | None:
    """The travel this officer was let go on with a line and has not packed for yet."""
    now = desk.now()
    with desk.hold():
        packed = desk.fold(away_view(line)).packed if line in lines_held(desk) else {}
    mine = (t for t in travels_of(desk).values() if t.reader == desk.reader and t.line == line)
    return next((t for t in mine if t.state(now) == "away" and t.travel not in packed), None)


def pack(desk: Desk, line: str, password: str, *, attachments: bool = False) -> Packed:
    """Packs a line for the officer who was let go with it: once, for his password. That it leaves is recorded first.

    A key is drawn for this travel alone, and sealed by his password: nothing he carries opens anything here.

    Args:
        attachments: also the files beside the line and its channel.

    Raises:
        LineUnknown: he holds none of that name.
        TravelWrong: nobody let him go with it, it was packed before, or the attachments are too large to be carried.
        PersonKeyClosed: it is not the password of his key.
        PersonUnknown: he has no key.
    """
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    desk.require("pack_travel", line=line)
    travel = mine_to_pack(desk, line)
    if travel is None:
        raise _wrong("not_let_go", line)
    desk.home.persons.open(desk.reader, password)  # it is his, and no other
    pair, person = desk.home.persons.drawn(desk.reader, password, at=desk.now())
    reports, secret = Pair.new(), secrets.token_bytes(32)
    ledger = desk.ledger
    heads = ledger.heads((*_logs(line), "table"))
    entries = [
        e
        for log, head in heads.items()
        for e in ledger.entries(log, 0, head.seq)
        if e.kind not in ("travel.packed", "travel.set_aside", "travel.judged", "travel.taken_in")
    ]
    pieces = tuple(_attachments(desk, line, entries)) if attachments else ()
    with desk.hold():
        matters = [[matter, names] for matter, names in matters_on(desk, line).items()]
    mark = _note_leaving(desk, travel, {log: (head.seq, head.hash) for log, head in heads.items()})
    made_at = desk.now()
    keys = canon.encode({"private": reports.private.hex(), "secret": secret.hex()})
    piece = ledger.keep_piece(f"line/{line}", keys)
    kept = TravelPacked(travel=travel.travel, reader=desk.reader, mark=mark, made_at=made_at, keys=piece)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if travel.travel in desk.fold(away_view(line)).packed:
            raise _wrong("not_let_go", line)
        return {f"line/{line}": (kept,)}

    desk.do("pack_travel", decide, line=line)
    about = {
        "case": desk.case, "line": line, "made_at": made_at, "mark": mark, "matters": matters, "public": reports.public.raw.hex(),
        "reader": desk.reader, "room": desk.home.public_key.hex(), "secret": secret.hex(), "travel": travel.travel,
        "until": travel.until,
    }  # fmt: skip
    entries.sort(key=lambda e: e.place)
    return Packed(travel.travel, line, mark, travel.until, seal_pack(about, entries, pieces, person, pair.public))


def _note_leaving(desk: Desk, travel: Travel, heads: Mapping[str, tuple[int, str]]) -> str:
    """That it leaves stands in `access`, as of everything that leaves: up to where, for whom, with which mark, until when."""
    mark = mark_by(act_of(("travel", travel.travel), travel.travel))
    days = max(1, (travel.until - desk.now()).days + 1)
    facts: tuple[Fact, ...] = tuple(
        RecordExported(
            log=log, length=length, head=head, by=desk.reader, recipient=travel.reader, purpose=travel.travel, mark=mark,
            destroy_by=today(desk) + timedelta(days=days),
        )
        for log, (length, head) in heads.items()
    )  # fmt: skip
    desk.do(
        "note_pack", lambda: {"access": facts}, act_id=f"{travel.travel}.pack", same=lambda _: True, line=travel.line
    )
    return mark


def _attachments(desk: Desk, line: str, entries: Iterable[Entry]) -> Iterator[tuple[str, str, bytes]]:
    room = ATTACHMENTS_AT_MOST
    for log in _logs(line):
        named = {name for e in entries if e.log == log for name in _named_in(desk, log, e.body)}
        for name in sorted(named):
            content = desk.ledger.piece(log, name)
            room -= len(content)
            if room < 0:
                raise _wrong("too_large", line)
            yield log, name, content


def _named_in(desk: Desk, log: str, body: bytes) -> Iterator[str]:
    """The attachments beside a log that a fact names."""
    there = desk.home.pieces(desk.case, log)
    yield from (name for found in _PIECE.findall(body) if (name := found.decode()) in there)


# taking in


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a report: how many entries were taken in now, how many were set aside and why; the answer to carry back."""

    travel: str
    line: str
    entries: int
    set_aside: int
    kinds: tuple[str, ...]
    why: tuple[str, ...]
    goes_on: bool
    how: str
    until: datetime
    answer: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Act:
    """One act that was done away: its name there, its entries, the last of them in the laptop's log."""

    act: str
    at: datetime
    seq: int
    entries: tuple[Carried, ...]


def take_in(desk: Desk, sealed: bytes, *, only: str | None = None) -> Came:
    """Takes in what this officer did away, once: each act as one act, in his name, each fact with the hour at which he did it.
    What is doubtful is set aside. The same report again changes nothing and is answered anew. Where its officer keeps the line no
    more, a lead hands it in: then all of it is set aside.

    Args:
        only: a line whose page it was given to: of no other.

    Raises:
        TravelWrong: it opens for no line he holds, is another's, was cut or changed, or is of another case.
    """
    line, named, pair, secret = _whose(desk, sealed, only)
    desk.require("take_in_travel", line=line)
    report = open_report(sealed, pair, secret)
    travel = travels_of(desk).get(report.travel)
    if travel is None or report.travel != named:
        raise _wrong("unknown", report.travel)
    if (report.case, report.line) != (desk.case, line):
        raise _wrong("other_case", report.case)
    if report.reader != travel.reader or not _brings(desk, line, travel):
        raise _wrong("other_reader", travel.reader)
    away = desk.fold(away_view(line))
    known = any(t.report == report.digest for t in away.taken)
    new = [] if known else [a for a in _acts(report) if not _is_known(desk, line, travel, a)]
    good, aside = _sorted(desk, line, travel, new)
    for act in good:
        _append(desk, line, travel, act, report.pieces)
    if aside:
        _set_aside(desk, line, travel, aside, report)
    if not known:
        _note_taken(desk, line, travel, report)
    why = tuple(dict.fromkeys(reason for _, reason in aside))
    kinds = tuple(sorted({e.kind for act, _ in aside for e in act.entries}))
    return _answered(desk, travel, report, sum(len(a.entries) for a in good), aside, kinds, why)


def _whose(desk: Desk, sealed: bytes, only: str | None) -> tuple[str, str, Pair, bytes]:
    """For which line and travel a report was sealed, and with which keys it opens."""
    with desk.hold():
        for line in (x for x in lines_held(desk) if only in (None, x)):
            for travel, (_, packed) in desk.fold(away_view(line)).packed.items():
                keys = keys_of(desk, line, packed)
                pair = Pair(bytes.fromhex(keys["private"])) if "private" in keys else None
                if pair is not None and opens_report(sealed, pair):
                    return line, travel, pair, bytes.fromhex(keys["secret"])
    raise _wrong("unknown")


def keys_of(desk: Desk, line: str, packed: Mapping[str, Any]) -> dict[str, str]:
    """What was sealed beside the line with a pack: `secret`; in the room `private`, on the laptop `public`."""
    return dict(canon.decode(desk.ledger.piece(f"line/{line}", packed["keys"])))


def _acts(report: Report) -> list[Act]:
    """The acts of a report, in the order in which they were done."""
    found: dict[str, list[tuple[int, Carried]]] = {}
    for seq, entry in report.entries:
        found.setdefault(entry.act, []).append((seq, entry))
    acts = [Act(act, told[0][1].at, told[-1][0], tuple(e for _, e in told)) for act, told in found.items()]
    return sorted(acts, key=lambda a: a.seq)


def _here(travel: str, act: str) -> str:
    """What an act that was done away is called here: the same however often it is sent, and no name of an act done here."""
    digest = hashlib.sha256(f"{travel}\n{act}".encode()).hexdigest()
    return f"{_AWAY}{digest[:32]}"


def _is_known(desk: Desk, line: str, travel: Travel, act: Act) -> bool:
    named = _here(travel.travel, act.act)
    return named in desk.fold(away_view(line)).acts_aside or desk.done(named) is not None


def _sorted(desk: Desk, line: str, travel: Travel, acts: list[Act]) -> tuple[list[Act], list[tuple[Act, Aside]]]:
    """What is taken in by itself, and what a lead is to look at, each with the first reason."""
    good: list[Act] = []
    aside: list[tuple[Act, Aside]] = []
    with desk.hold():
        fits, here = _Fits(desk, line), since_packed(desk, line, travel)
        for act in acts:
            why = _doubt(desk, line, travel, act)
            if why is None and clashing(act.entries, here):
                why = "clash"
            if why is None and not fits.takes(act):
                why = "state"
            if why is None:
                good.append(act)
            else:
                aside.append((act, why))
    return good, aside


def _doubt(desk: Desk, line: str, travel: Travel, act: Act) -> Aside | None:
    now = desk.now()
    if travel.reader != desk.reader:
        return "left"
    if travel.how is not None:
        return "ended"
    last = max(e.at for e in act.entries)
    if last >= travel.until:
        return "late"
    if last > now + AHEAD:
        return "ahead"
    mine = f"line/{line}", desk.reader
    if any(e.kind not in DONE_AWAY or (e.log, e.author) != mine for e in act.entries):
        return "kind"
    try:
        facts = [_fact(e) for e in act.entries]
    except (WasataError, ValueError):
        return "kind"
    words = [text for fact in facts for text in words_in(fact.model_dump())]
    return "words" if of_another_line(desk, line, words) is not None else None


def since_packed(desk: Desk, line: str, travel: Travel) -> tuple[Entry, ...]:
    """What was written here since the line was packed, but for what came back from this officer. Ask inside `hold`."""
    log, (begun, _) = f"line/{line}", desk.fold(away_view(line)).packed[travel.travel]
    entries = desk.ledger.entries(log, begun, desk.ledger.head(log).seq)
    return tuple(e for e in entries if not (e.author == travel.reader and e.act.startswith(_AWAY)))


def _thing(kind: str, told: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """The thing of which the last word stands, if it is one."""
    if kind not in SAID_AGAIN:
        return None
    noun, _, did = kind.partition(".")
    named = SAID_AGAIN[kind]
    return (noun, *(told[name] for name in named)) if named else (noun, did)


def clashing(away: Iterable[Carried], here: Iterable[Entry]) -> tuple[Entry, ...]:
    """What was said here meanwhile of the same things, and otherwise than away."""
    said: dict[tuple[Any, ...], list[Carried]] = {}
    for one in away:
        try:
            thing = _thing(one.kind, json.loads(one.body))
        except (KeyError, TypeError, ValueError):
            continue  # no such fact: it is refused by its form
        if thing is not None:
            said.setdefault(thing, []).append(one)
    return tuple(
        e
        for e in here
        if (thing := _thing(e.kind, e.data)) in said
        and any((e.kind, _said(e.data)) != (a.kind, _said(json.loads(a.body))) for a in said[thing])
    )


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name != "happened_at"}


def words_in(told: object) -> Iterator[str]:
    """Every text in a fact, wherever it stands."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for part in told.values():
            yield from words_in(part)
    elif isinstance(told, tuple | list):
        for part in told:
            yield from words_in(part)


def _fact(entry: Carried, pieces: Mapping[str, str] | None = None) -> Fact:
    """A fact as it is written here: with the hour at which it was done, where it tells of none, and its attachments by the names
    they have here.

    Raises:
        KindUnknown: a newer program made it.
        ValueError: it is none.
    """
    body = entry.body
    for was, is_now in (pieces or {}).items():
        body = body.replace(was.encode(), is_now.encode())
    fact = lift.to_fact(entry.kind, entry.version, body)
    return fact if fact.happened_at else fact.model_copy(update={"happened_at": When(instant=entry.at)})


class _Fits:
    """How the line stands with what was taken in so far: what no view of it could go on from is not written."""

    def __init__(self, desk: Desk, line: str) -> None:
        log = f"line/{line}"
        views: tuple[View[Any], ...] = (
            line_view(line), contacts_view(line), line_talk(line), assessments_in(log), positions_of(line),
        )  # fmt: skip
        self._views = [(view, copy.deepcopy(desk.fold(view))) for view in views]
        self._case, self._log, self._at = desk.case, log, desk.now()
        self._seq = desk.ledger.head(log).seq

    def _entry(self, n: int, was: Carried, fact: Fact) -> Entry:
        body = canon.fact_bytes(fact)
        place = self._case, self._log, self._seq + n, self._at
        return Entry(*place, was.author, was.act, "", "", fact.kind, fact.version, body)

    def takes(self, act: Act) -> bool:
        try:
            facts = [(e, _fact(e)) for e in act.entries]
            tried = []
            for view, state in self._views:
                then = copy.deepcopy(state)
                for n, (entry, fact) in enumerate(facts, 1):
                    then = view.step(then, self._entry(n, entry, fact))
                tried.append((view, then))
        except (WasataError, LookupError, TypeError, ValueError, AttributeError):
            return False
        self._views, self._seq = tried, self._seq + len(facts)
        return True


def _append(desk: Desk, line: str, travel: Travel, act: Act, pieces: Mapping[str, bytes]) -> None:
    log, named = f"line/{line}", _here(travel.travel, act.act)
    if desk.done(named) is not None:
        return
    wanted = {name.decode() for e in act.entries for name in _PIECE.findall(e.body)}
    kept = {name: desk.ledger.keep_piece(log, pieces[name]) for name in sorted(wanted & pieces.keys())}
    facts = tuple(_fact(e, kept) for e in act.entries)
    desk.do("take_in_travel", lambda: {log: facts}, act_id=named, same=lambda _: True, line=line)


def _set_aside(desk: Desk, line: str, travel: Travel, aside: list[tuple[Act, Aside]], report: Report) -> None:
    """Keeps what was not taken in, sealed beside the line: nothing of it is lost, and nothing of it counts."""
    log = f"line/{line}"
    told = [{"act": a.act, "entries": [e.told() for e in a.entries], "seq": a.seq, "why": why} for a, why in aside]
    wanted = {name.decode() for a, _ in aside for e in a.entries for name in _PIECE.findall(e.body)}
    pieces = {name: desk.ledger.keep_piece(log, report.pieces[name]) for name in sorted(wanted & report.pieces.keys())}
    piece = desk.ledger.keep_piece(log, canon.encode({"acts": told, "pieces": pieces}))
    acts = tuple(_here(travel.travel, a.act) for a, _ in aside)
    named = f"as-{name_by(''.join(acts))}"
    fact = TravelSetAside(
        travel=travel.travel, aside=named, piece=piece, entries=sum(len(a.entries) for a, _ in aside),
        kinds=tuple(sorted({e.kind for a, _ in aside for e in a.entries})),
        why=tuple(dict.fromkeys(why for _, why in aside)), acts=acts,
    )  # fmt: skip
    desk.do("take_in_travel", lambda: {log: (fact,)}, act_id=f"{named}.aside", same=lambda _: True, line=line)


def _note_taken(desk: Desk, line: str, travel: Travel, report: Report) -> None:
    before = desk.fold(away_view(line)).upto(travel.travel)
    # by how far the laptop's log had come: what a broken taking-in had written before counts too
    entries = [
        (seq, e) for seq, e in report.entries if seq > before and desk.done(_here(travel.travel, e.act)) is not None
    ]
    hours = [e.at for _, e in entries]
    fact = TravelTakenIn(
        travel=travel.travel, entries=len(entries), from_at=min(hours, default=None), to_at=max(hours, default=None),
        made_at=report.made_at, upto=max(report.upto, before), report=report.digest,
    )  # fmt: skip
    desk.do(
        "take_in_travel", lambda: {f"line/{line}": (fact,)}, act_id=f"in-{report.digest[:32]}", same=lambda _: True,
        line=line,
    )  # fmt: skip


def _answered(
    desk: Desk, travel: Travel, report: Report, entries: int, aside: list[tuple[Act, Aside]], kinds: tuple[str, ...],
    why: tuple[str, ...],
) -> Came:  # fmt: skip
    now = desk.now()
    state, count = travel.state(now), sum(len(a.entries) for a, _ in aside)
    goes_on = state == "away"
    answer = Answer(travel.travel, now, goes_on, state, travel.until, report.upto, entries, count)
    return Came(
        travel.travel, travel.line, entries, count, kinds, why, goes_on, state, travel.until,
        sign_answer(answer, desk.home.sign),
    )  # fmt: skip


def answer_to(desk: Desk, line: str, travel: str) -> bytes:
    """The room's answer as it stands now, to be carried to the laptop: go on, or not. For those who hold the line.

    Raises:
        LineUnknown: he holds no such line.
        TravelWrong: there is no such travel with it.
    """
    found = next((t for t in travels(desk, line) if t.travel == travel), None)
    if found is None:
        raise _wrong("unknown", travel)
    now, waits = desk.now(), sum(a.entries for a in found.asides if a.let_in is None)
    upto = max((t.upto for t in found.taken), default=0)
    told = Answer(travel, now, found.state == "away", found.state, found.until, upto, found.entries, waits)
    return sign_answer(told, desk.home.sign)


# what was set aside


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One act that was set aside, as a lead sees it. `facts`: each with its kind, hour and values; `meanwhile`: what was said
    here of the same things since, with who said it."""

    act: str
    why: str
    at: datetime
    facts: tuple[tuple[str, datetime, Mapping[str, Any]], ...]
    meanwhile: tuple[tuple[str, datetime, str, Mapping[str, Any]], ...]


def look_at(desk: Desk, line: str, aside: str) -> tuple[Doubtful, ...]:
    """What was set aside, for a lead who holds the line and for the officer whose it is.

    Raises:
        LineUnknown: he holds no such line.
        TravelWrong: nothing of that name was set aside.
    """
    found = _aside(desk, line, aside)
    if travels_of(desk)[found.travel].reader != desk.reader:
        desk.require("judge_travel", line=line)
    acts, _ = _kept_aside(desk, line, found)
    with desk.hold():
        here = since_packed(desk, line, travels_of(desk)[found.travel])
    return tuple(
        Doubtful(
            act.act, why, act.at, tuple((e.kind, e.at, json.loads(e.body)) for e in act.entries),
            tuple((e.kind, e.recorded_at, e.author, e.data) for e in clashing(act.entries, here)),
        )
        for act, why in acts
    )  # fmt: skip


def _aside(desk: Desk, line: str, aside: str) -> SetAside:
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    with desk.hold():
        found = desk.fold(away_view(line)).asides.get(aside)
    if found is None:
        raise _wrong("no_aside", aside)
    return found


def _kept_aside(desk: Desk, line: str, found: SetAside) -> tuple[list[tuple[Act, str]], dict[str, str]]:
    told = canon.decode(desk.ledger.piece(f"line/{line}", found.piece))
    acts = []
    for one in told["acts"]:
        entries = tuple(Carried.read(e) for e in one["entries"])
        acts.append((Act(one["act"], entries[0].at, one["seq"], entries), str(one["why"])))
    return acts, dict(told["pieces"])


def judge(desk: Desk, line: str, aside: str, let_in: bool, *, act_id: str | None = None) -> None:
    """A lead has looked at what was set aside, and lets it in or not. It is written by its own officer, at his next look.

    Raises:
        LineUnknown, TravelWrong: as `look_at`; or it was judged before.
    """
    found = _aside(desk, line, aside)
    fact = TravelJudged(travel=found.travel, aside=aside, let_in=let_in, by=desk.reader)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if _aside(desk, line, aside).let_in is not None:
            raise _wrong("judged", aside)
        return {f"line/{line}": (fact,)}

    desk.do("judge_travel", decide, act_id=act_id, same=lambda was: was.get(f"line/{line}") == (fact,), line=line)


def follow(desk: Desk, line: str, aside: str) -> int:
    """The officer writes what a lead let in, in his own name, with the hours at which he did it; a lead in his where the officer
    keeps the line no more. Once is enough. Gives how many entries were written; what does not fit how the line stands stays
    aside.

    Raises:
        LineUnknown, TravelWrong: as `look_at`; or no lead let it in, or it is another's.
    """
    desk.require("take_in_travel", line=line)
    found = _aside(desk, line, aside)
    travel = travels_of(desk)[found.travel]
    if not _brings(desk, line, travel):
        raise _wrong("other_reader", travel.reader)
    if not found.let_in:
        raise _wrong("not_let_in", aside)
    acts, pieces = _kept_aside(desk, line, found)
    written, log = 0, f"line/{line}"
    for act, _ in acts:
        named = _here(travel.travel, act.act)
        with desk.hold():
            done, fits = desk.done(named) is not None, _Fits(desk, line).takes(act)
        mine = all((e.log, e.author) == (log, travel.reader) for e in act.entries)
        if not done and fits and mine and not any(e.kind.startswith("travel.") for e in act.entries):
            facts = tuple(_fact(e, pieces) for e in act.entries)
            desk.do("take_in_travel", _just(log, facts), act_id=named, same=lambda _: True, line=line)
        written += len(act.entries) if done or (fits and mine) else 0
    hours = [e.at for act, _ in acts for e in act.entries]
    fact = TravelTakenIn(
        travel=travel.travel, entries=written, from_at=min(hours), to_at=max(hours), made_at=found.at, upto=0,
        report=hashlib.sha256(aside.encode()).hexdigest(), aside=aside,
    )  # fmt: skip
    desk.do("take_in_travel", _just(log, (fact,)), act_id=f"{aside}.in", same=lambda _: True, line=line)
    return written


def _just(log: str, facts: tuple[Fact, ...]) -> Callable[[], dict[str, tuple[Fact, ...]]]:
    return lambda: {log: facts}
