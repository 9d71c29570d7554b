"""Holding: which keys open which log for whom; what `access` says of it, and how the rings are brought in line with that.

Danger: a key handed to whoever put his own in another's place; one who was taken off and reads on; a log that opens for nobody.
Duty: whose key was compared with whom, who waits, who holds what nobody gives him any more. `follow`, after every act: who lost
a log loses its key and a new one begins; whom this very act gave a log is handed its key by whoever gave it. Nobody else is
handed anything: that a stranger was given a log is an entry that the room can write, and a person must have wanted it.
Shape: below `desk/access.py`, which asks it. In a case that the room keeps there is nothing to do.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from wasata.desk import shelf
from wasata.desk.key_made import KEYS, Kept
from wasata.desk.readers import READERS
from wasata.errors import KeyNeeded, KindUnknown, PersonUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import Home
from wasata.record.keyring import of_persons
from wasata.record.kinds.access import KeysHanded, LogGranted, LogKeyTurned
from wasata.record.kinds.base import Fact
from wasata.record.ledger import Written
from wasata.record.person_key import Pair, PublicKey

ROOM = "room"
"""In whose name a key is taken when its day is over: nobody's."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A new data key of a log: when, and why: `left`, `asked`, `recovery`, `kept`."""

    log: str
    why: str
    at: datetime
    by: str


@dataclass(slots=True)
class Keys:
    """What `access` says of keys. `confirmed`: each reader's key by the name it has in a ring, compared with him by somebody.
    `parts`: who holds a part of the recovery key; `written`: who of them has written it down."""

    confirmed: dict[str, str] = field(default_factory=dict)
    confirmed_by: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    recovery: str | None = None
    parts: tuple[str, ...] = ()
    written: frozenset[str] = frozenset()
    turns: list[Turn] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    """The logs that were ever given to somebody: one that was not is being opened at this moment."""
    handed: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """When a key of a log was last handed to a reader."""


def _step(keys: Keys, entry: Entry) -> Keys:
    data = entry.data
    match entry.kind:
        case "access.person_key_confirmed":
            keys.confirmed[data["reader"]] = data["key"]
            keys.confirmed_by[data["reader"]] = data["by"], entry.recorded_at
        case "access.case_kept":
            keys.recovery, keys.parts, keys.written = data["recovery"], tuple(data["parts"]), frozenset()
        case "access.part_written":
            keys.written |= {data["reader"]}
        case "access.key_turned":
            keys.turns.append(Turn(data["log"], data["why"], entry.recorded_at, data["by"]))
        case "access.keys_handed":
            for log in data["logs"]:
                keys.handed[data["reader"], log] = entry.recorded_at
        case "access.log_granted":
            keys.given.add(data["log"])
        case kind if not kind.startswith(("access.", "audit.", "closing.", "hold.", "travel.")):
            raise KindUnknown(kind=entry.kind, version=entry.version)
    return keys


PERSON_KEYS: View[Keys] = View("access.person_keys", 1, ("access",), Keys, _step)


def _keys(home: Home, case: str) -> Keys:
    return shelf.of_access(home, case, PERSON_KEYS)


def confirmed(home: Home, case: str) -> Mapping[str, str]:
    """Each reader's key that was compared with him, by the name it has in a ring."""
    return _keys(home, case).confirmed


def publics(home: Home, case: str, readers: Iterable[str]) -> tuple[PublicKey, ...]:
    """The keys of these readers, as far as they were compared and stand in the table still."""
    compared = confirmed(home, case)
    found = []
    for reader in dict.fromkeys(readers):
        with suppress(PersonUnknown):
            public = home.persons.of(reader).public
            if public.name == compared.get(reader):
                found.append(public)
    return tuple(found)


def require_compared(home: Home, case: str, reader: str) -> None:
    """Refuses a reader for whom nothing can be sealed.

    Raises:
        KeyNeeded: persons keep the case and his key was compared with nobody.
    """
    if home.recovery(case) is not None and not publics(home, case, (reader,)):
        raise KeyNeeded(reader=reader)


def entitled(home: Home, case: str, log: str, now: datetime) -> dict[str, PublicKey | None]:
    """Whoever may hold a log's key now, by the name it has in a ring: readers whom the log is given to, and their programs. None
    for a key that stands in no table any more."""
    compared, readers = confirmed(home, case), shelf.of_access(home, case, READERS)
    found: dict[str, PublicKey | None] = {}
    for reader, standing in readers.items():
        if reader in compared and log in standing.sees(now):
            found[compared[reader]] = next(iter(publics(home, case, (reader,))), None)
    for kept in shelf.of_access(home, case, KEYS).values():
        sees = readers[kept.reader].sees(now) if kept.reader in readers else frozenset()
        if kept.public and kept.opens(now) and log in kept.logs and log in sees:
            public = PublicKey(bytes.fromhex(kept.public))
            found[public.name] = public
    return found


def waiting(home: Home, case: str, now: datetime) -> dict[str, tuple[str, ...]]:
    """Each reader who was given confidential logs to which he has no key, with these logs."""
    if home.recovery(case) is None:
        return {}
    stand, compared = frozenset(home.logs(case)), confirmed(home, case)
    holders = {log: home.hold_now(case, log) for log in stand if of_persons(log)}
    found = {}
    for reader, standing in sorted(shelf.of_access(home, case, READERS).items()):
        given = sorted(standing.sees(now) & holders.keys())
        logs = tuple(log for log in given if compared.get(reader) not in holders[log])
        if logs:
            found[reader] = logs
    return found


def to_hand(home: Home, case: str, logs: Mapping[str, Sequence[str]], by: Pair, author: str) -> tuple[KeysHanded, ...]:
    """What somebody who opens logs can hand to readers whose keys were compared, of what they lack.

    Args:
        logs: for each reader the logs he was given.
        by: who opens them.
        author: in whose name it will stand in `access`.
    """
    found = ((reader, public, wanted) for reader, wanted in logs.items() for public in publics(home, case, (reader,)))
    told = (_lacking(home, case, reader, public, wanted, by, author) for reader, public, wanted in found)
    return tuple(fact for fact in told if fact is not None)


def _lacking(
    home: Home, case: str, reader: str, public: PublicKey, logs: Sequence[str], by: Pair, author: str
) -> KeysHanded | None:
    opens = home.opens(case, by)
    new = tuple(log for log in logs if of_persons(log) and log in opens and public.name not in home.hold_now(case, log))
    return KeysHanded(reader=reader, key=public.name, logs=new, by=author) if new else None


def hand_over(home: Home, case: str, told: Iterable[KeysHanded], by: Pair, publics_of: Iterable[PublicKey]) -> None:
    """Does what was said of keys in `access`."""
    known = {public.name: public for public in publics_of}
    for fact in told:
        for log in fact.logs:
            home.hand_key(case, log, by, known[fact.key])


def hand(home: Home, case: str, logs: Mapping[str, Sequence[str]], by: Pair, author: str) -> dict[str, tuple[str, ...]]:
    """Hands over what `to_hand` finds, after it was said in `access`. Gives for each reader the logs he was handed."""
    told = to_hand(home, case, logs, by, author)
    if told:
        _write(home, case, told, author)
        hand_over(home, case, told, by, publics(home, case, logs))
    return {fact.reader: fact.logs for fact in told}


def hand_to_program(home: Home, case: str, kept: Kept, by: Pair, author: str) -> None:
    """A program is handed what it reads of confidential logs, by the person who made its key."""
    if home.recovery(case) is None or not kept.public:
        return
    public = PublicKey(bytes.fromhex(kept.public))
    told = _lacking(home, case, kept.reader, public, kept.logs, by, author)
    if told is not None:
        _write(home, case, (told,), author)
        hand_over(home, case, (told,), by, (public,))


def settle(home: Home, case: str, now: datetime, author: str = ROOM) -> tuple[str, ...]:
    """Whoever holds a key to what is not given to him (any more) loses it, and the log gets a new data key, for those who are
    left. Needs nobody to be there. Gives the logs that were turned."""
    if home.recovery(case) is None:
        return ()
    turned = []
    keys = _keys(home, case)
    recovery = home.recovery(case)
    for log in home.logs(case):
        if not of_persons(log) or log not in keys.given:
            continue
        may = entitled(home, case, log, now)
        held = home.holders(case, log).keys() - {recovery.name if recovery else ""}
        if gone := held - may.keys():
            _write(home, case, (LogKeyTurned(log=log, why="left", by=author),), author)
            left = [
                public for name in sorted(home.hold_now(case, log) & may.keys()) if (public := may[name]) is not None
            ]
            home.take_keys(case, log, gone, left)
            turned.append(log)
    return tuple(turned)


def follow(home: Home, case: str, written: Written, now: datetime, author: str, by: Pair | None) -> None:
    """Brings the rings in line with what an act wrote into `access`."""
    if "access" not in written.first or home.recovery(case) is None:
        return
    settle(home, case, now, author)
    if by is None:
        return
    ledger = home.ledger(case, ("access",))
    given: dict[str, list[str]] = {}
    for entry in ledger.entries("access", written.first["access"] - 1, written.heads["access"].seq):
        if isinstance(entry.fact, LogGranted) and of_persons(entry.fact.log):
            given.setdefault(entry.fact.reader, []).append(entry.fact.log)
    hand(home, case, given, by, author)


def _write(home: Home, case: str, facts: tuple[Fact, ...], author: str) -> None:
    """Said in `access` before it is done: a key that changed hands unsaid would be worse than one said and handed again."""
    ledger = home.ledger(case, ("access",))
    with ledger.in_line():
        ledger.append({"access": (ledger.head("access").seq, facts)}, author=author, act=secrets.token_hex(12))
