"""Carried: the home on a laptop, with one line of one case for one officer, until an hour.

Danger: words that stay on a laptop when their hour is over; a laptop that shows more than was carried; work that never comes
home.
Duty: make the home out of a pack; seal what was done there into a report; act on the room's answer. When the hour has come, or
the answer is that he is cut off, the keys are destroyed: nobody holds the recovery key of such a home, so nothing opens it again.
Shape: `open_carried(file, password, path)`, then everything works as in any home; `report`, `answered`, `expire`. `access` there
says which travel it is (`travel.carried`), its line's log with which key reports are sealed (`travel.packed`).
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wasata.desk import shelf
from wasata.desk.access import Desk, of_access
from wasata.desk.line_stands import lines_held
from wasata.desk.travel import AHEAD, away_view, keys_of
from wasata.desk.travel_pack import Answer, Carried, Pack, open_pack, read_answer, seal_report
from wasata.errors import KeyNeeded, NotHeld, TravelWrong
from wasata.record import canon, lift
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, PersonKeyConfirmed, ReaderAdmitted
from wasata.record.kinds.base import Fact
from wasata.record.kinds.position import MatterNamed
from wasata.record.kinds.travel import TravelCarried, TravelPacked
from wasata.record.person_key import Pair, PublicKey
from wasata.words import Key

READS = ("press", "bureau", "access", "table")
"""What else stands in such a home: what all parties see, and three logs that are empty but for who he is. He writes to none."""


def _wrong(why: str, value: object = "") -> TravelWrong:
    return TravelWrong(why=Key(f"travel.why.{why}"), value=value)


@dataclass(frozen=True, slots=True)
class Travelling:
    """What a home on a laptop is for."""

    travel: str
    reader: str
    line: str
    until: datetime
    made_at: datetime
    room: str


def _carried(known: Travelling | None, entry: Entry) -> Travelling | None:
    if entry.kind == "travel.carried":
        d = entry.data
        until, made_at = datetime.fromisoformat(d["until"]), datetime.fromisoformat(d["made_at"])
        return Travelling(d["travel"], d["reader"], d["line"], until, made_at, d["room"])
    return known


def _nothing() -> Travelling | None:
    return None


CARRIED: View[Travelling | None] = View("travel.carried", 1, ("access",), _nothing, _carried)


def carried(home: Home, case: str) -> Travelling | None:
    """What is carried, if this home stands on a laptop; None in every other."""
    return of_access(home, case, CARRIED)


# making it


def open_carried(packed: bytes, password: str, path: Path, *, now: Callable[[], datetime] | None = None) -> Travelling:
    """Makes the home on a laptop, whole or not at all.

    Args:
        path: where nothing stands yet.
        now: the clock of the home that is made, if not its own.

    Raises:
        PersonKeyClosed: another password.
        TravelWrong: it is no pack, was cut or changed, its hour is over, the clock here stands before it was made, or something
            stands at `path`.
    """
    pack = open_pack(packed, password)
    found = _told(pack)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _wrong("stands", str(path))
    making = path.with_name(f".{path.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        with Home.create(making) if now is None else Home.create(making, now=now) as home:
            if home.now() >= found.until:
                raise _wrong("over_hour", found.until)
            _require_hour(home, found)
            _fill(home, pack, found)
        if path.exists():
            path.rmdir()  # empty, as was seen
        making.rename(path)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return found


def _require_hour(home: Home, found: Travelling) -> None:
    """By a clock that stands before the pack was made, all that is done here would bear a wrong hour, and its end come late."""
    if home.now() < found.made_at - AHEAD:
        raise _wrong("clock", found.made_at)


def _told(pack: Pack) -> Travelling:
    about = pack.about
    try:
        until, made_at = canon.read_instant(about["until"]), canon.read_instant(about["made_at"])
        return Travelling(about["travel"], about["reader"], about["line"], until, made_at, about["room"])
    except (KeyError, TypeError, ValueError):
        raise _wrong("changed") from None


def _fill(home: Home, pack: Pack, found: Travelling) -> None:
    case, reader = str(pack.about["case"]), found.reader
    line, channel = f"line/{found.line}", f"channel/{found.line}"
    home.open_case(case, recovery=Pair.new().public)  # its private half is nowhere from here on: no second way in
    home.persons.bring(reader, dict(pack.person))
    for log in (line, channel):
        home.open_log(case, log, persons=(pack.pair.public,))
    facts: list[Fact] = [ReaderAdmitted(reader=reader, role="officer", by=reader)]
    facts += [
        LogGranted(
            reader=reader, log=log, may_write=log == line, until=None if log == "access" else found.until, by=reader
        )
        for log in (*READS, channel, line)
    ]
    facts.append(PersonKeyConfirmed(reader=reader, key=pack.pair.public.name, by=reader))
    facts.append(
        TravelCarried(
            travel=found.travel, reader=reader, line=found.line, until=found.until, made_at=found.made_at, room=found.room
        )
    )  # fmt: skip
    access = home.ledger(case, ("access",))
    access.append({"access": (0, facts)}, author=reader, act=f"{found.travel}.open")
    _record_again(home, case, pack, (line, channel, "table"))
    ledger = home.ledger(case, (line,), pack.pair)
    for (log, name), content in pack.pieces.items():
        home.ledger(case, (log,), pack.pair).keep_piece(log, content, name)
    keys = ledger.keep_piece(line, canon.encode({name: pack.about[name] for name in ("public", "secret")}))
    kept = TravelPacked(travel=found.travel, reader=reader, mark=pack.about["mark"], made_at=found.made_at, keys=keys)
    named = (MatterNamed(matter=matter, names=names) for matter, names in pack.about.get("matters", ()))
    ledger.append({line: (ledger.head(line).seq, (*named, kept))}, author=reader, act=f"{found.travel}.packed")


def _record_again(home: Home, case: str, pack: Pack, logs: tuple[str, ...]) -> None:
    """Writes what was carried in its order, each act with its own hour and author."""
    at = [pack.entries[0].at] if pack.entries else []
    ledger = home.by(lambda: at[0]).ledger(case, logs, pack.pair)
    acts: dict[tuple[str, str], list[Carried]] = {}
    for entry in pack.entries:
        acts.setdefault((entry.author, entry.act), []).append(entry)
    for (author, act), entries in acts.items():
        at[0] = entries[0].at
        writes = {log: [lift.to_fact(e.kind, e.version, e.body) for e in entries if e.log == log] for log in logs}
        heads = ledger.heads(logs)
        ledger.append({log: (heads[log].seq, facts) for log, facts in writes.items() if facts}, author=author, act=act)


# contact


def travelling(desk: Desk) -> Travelling:
    """What is carried in this home.

    Raises:
        TravelWrong: this home is on no laptop.
    """
    found = carried(desk.home, desk.case)
    if found is None:
        raise _wrong("not_carried", desk.case)
    return found


def done_here(desk: Desk) -> tuple[Entry, ...]:
    """What was written here since the pack was opened.

    Raises:
        TravelWrong: this home is on no laptop.
        KeyNeeded: his own key is not at hand.
    """
    found = travelling(desk)
    if found.line not in lines_held(desk):
        raise KeyNeeded(reader=desk.reader)
    log = f"line/{found.line}"
    with desk.hold():
        begun, _ = desk.fold(away_view(found.line)).packed[found.travel]
    entries = desk.ledger.entries(log, begun, desk.ledger.head(log).seq)
    return tuple(e for e in entries if not e.kind.startswith("travel."))


def report(desk: Desk) -> bytes:
    """All that was done here, sealed for the room. Each report holds everything since the pack was opened: one that was
    lost on the way is missed by nobody.

    Raises:
        TravelWrong: this home is on no laptop.
        KeyNeeded: his own key is not at hand.
    """
    found, log = travelling(desk), f"line/{travelling(desk).line}"
    entries = done_here(desk)
    upto = entries[-1].seq if entries else desk.ledger.head(log).seq
    with desk.hold():
        _, packed = desk.fold(away_view(found.line)).packed[found.travel]
    there = desk.home.pieces(desk.case, log)
    named = {name for e in entries for name in there if name.encode() in e.body}
    pieces = {name: desk.ledger.piece(log, name) for name in sorted(named)}
    about = {
        "case": desk.case, "line": found.line, "made_at": desk.now(), "reader": found.reader, "travel": found.travel,
        "upto": upto,
    }  # fmt: skip
    keys = keys_of(desk, found.line, packed)
    return seal_report(about, entries, pieces, bytes.fromhex(keys["secret"]), PublicKey(bytes.fromhex(keys["public"])))


def answered(home: Home, case: str, told: bytes) -> Answer:
    """Does what the room answers. Who is cut off, or whose hour is over by the room's clock, has no keys from here on. No
    password is asked: whoever brings it may.

    Raises:
        TravelWrong: this home is on no laptop; it is no answer of its room, or to another travel.
    """
    found = carried(home, case)
    if found is None:
        raise _wrong("not_carried", case)
    answer = read_answer(told, bytes.fromhex(found.room))
    if answer.travel != found.travel:
        raise _wrong("other_travel", answer.travel)
    if not answer.goes_on:
        destroy(home, case, found)
    return answer


# the end


def expire(home: Home, case: str, now: datetime) -> bool:
    """Destroys what a laptop carries when its hour has come. Gives whether it has. In any other home it does nothing."""
    found = carried(home, case)
    if found is None or now < found.until:
        return False
    destroy(home, case, found)
    return True


def require_there(home: Home, case: str) -> None:
    """Refuses to open a desk where nothing is left to be read, or whose hours would be wrong.

    Raises:
        TravelWrong: its hour has come, it was cut off, or the clock here stands before the pack was made.
    """
    if is_gone(home, case):
        raise _wrong("gone", case)
    found = carried(home, case)
    if found is not None:
        _require_hour(home, found)


def is_gone(home: Home, case: str) -> bool:
    """Whether this home is on a laptop and its keys are destroyed."""
    found = carried(home, case)
    return found is not None and home.is_destroyed(case, f"line/{found.line}")


def destroy(home: Home, case: str, found: Travelling) -> None:
    """The keys of all that was carried go, his own among them, and the attachments. Again, it changes nothing."""
    home.persons.forget(found.reader)  # first: with it goes the only key that opens the others
    logs = (f"line/{found.line}", f"channel/{found.line}", "table")
    for log in logs:
        with suppress(NotHeld):
            home.destroy_keys(case, log)
            home.remove_files(case, log)
    shelf.forget(home, case, logs)
