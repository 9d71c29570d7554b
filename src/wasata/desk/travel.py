"""Travel: an officer carries one line's pages on a laptop until an hour; what he did away is taken in when he is back in touch.

Danger: more on a laptop than its officer needs; a cut-off that nobody hears of.
Duty: a lead lets an officer go; the officer packs, once; who is away and what came of it, told to those who hold the line.
Cutting off turns the keys of the line at once.
Shape: who is away stands in `access`, what he carried and what came back in `line/<x>`. The files are in `travel_pack`, what
happens on the laptop in `carried`, what comes back in `travel_back`.
"""

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args

from wasata.desk import holding
from wasata.desk.access import READERS, Desk, name_by, new_act_id, of_access
from wasata.desk.export import today
from wasata.desk.line_stands import lines_held
from wasata.desk.position import matters_on
from wasata.desk.record import act_of, mark_by
from wasata.desk.travel_pack import seal_pack
from wasata.errors import KindUnknown, LineUnknown, TravelWrong
from wasata.record import canon
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import LogKeyTurned, RecordExported
from wasata.record.kinds.base import Fact
from wasata.record.kinds.travel import (
    How,
    TravelBegun,
    TravelEnded,
    TravelPacked,
)
from wasata.record.person_key import Pair
from wasata.words import Key

LONGEST = timedelta(days=14)
"""A line is carried for so long at most; who stays away longer packs again."""
ATTACHMENTS_AT_MOST = 200 * 1024 * 1024
AHEAD = timedelta(minutes=10)
"""So far a laptop's clock may go before the room's."""
PIECE = re.compile(rb'"([0-9a-f]{64})"')
AWAY_ACT = "away-"
"""How the names of acts begin that were done away."""
_IN_ACCESS = ("travel.begun", "travel.ended", "travel.carried")


def wrong(why: str, value: object = "") -> TravelWrong:
    """What is said of a travel that cannot be so."""
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
        if e.author == travel.reader and e.act.startswith(AWAY_ACT)
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


def brings(desk: Desk, line: str, travel: Travel) -> bool:
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
        raise wrong("own", reader)
    if desk.home.recovery(desk.case) is None:
        raise wrong("room", desk.case)
    act_id = act_id or new_act_id()
    named = f"tr-{name_by(act_id)}"
    fact = TravelBegun(travel=named, reader=reader, line=line, until=until, by=desk.reader)

    def decide() -> dict[str, tuple[Fact, ...]]:
        now, standing = desk.now(), desk.fold(READERS).get(reader)
        both = (f"line/{line}", f"channel/{line}")
        if standing is None or not all(standing.may_write(log, now) for log in both):
            raise wrong("keeps_not", reader)
        holding.require_compared(desk.home, desk.case, reader)
        if not now < until <= now + LONGEST:
            raise wrong("until", until)
        if any(t.reader == reader and t.line == line and t.state(now) == "away" for t in desk.fold(TRAVELS).values()):
            raise wrong("away", reader)
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
    raise wrong("how", told[:40])


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
            raise wrong("unknown", travel)
        if found.how is not None and (found.how != "back" or how == "back"):
            raise wrong("over", travel)
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
        raise wrong("not_let_go", line)
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
            raise wrong("not_let_go", line)
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
                raise wrong("too_large", line)
            yield log, name, content


def _named_in(desk: Desk, log: str, body: bytes) -> Iterator[str]:
    """The attachments beside a log that a fact names."""
    there = desk.home.pieces(desk.case, log)
    yield from (name for found in PIECE.findall(body) if (name := found.decode()) in there)


def keys_of(desk: Desk, line: str, packed: Mapping[str, Any]) -> dict[str, str]:
    """What was sealed beside the line with a pack: `secret`; in the room `private`, on the laptop `public`."""
    return dict(canon.decode(desk.ledger.piece(f"line/{line}", packed["keys"])))
