"""The keyring: the only door to data keys.

Danger: code that reads a log it was not given, because the key lay about; a key file others can read; a case that everybody with
the disk can read, because the room's own key opens it.
Duty: make, wrap, keep and hand out data keys. A data key is wrapped once for each *holder*: for the room, or, in a case that
persons keep, what is confidential for persons and for the recovery key, and not for the room. A reader is handed `HeldKeys`,
which hold the logs he was given and no other, not even their names.
Shape: one file a case, `keys/<random name>.ring`, mode 0600, canonical JSON:

    {"case":"<32 hex>","format":"wasata.keyring.2",
     "keys":{"<random name of a log, or of the case>":{"1":{"<name of a holder>":"<wrapped key, hex>"}}},
     "names":{"<the same>":"<what it is called, sealed under the key of the case>"},
     "recovery":"<public half, hex>" or null}

The case has a key of its own, which the room always holds: for the tags that make an act happen once, and for what its logs are
called. With `recovery` the case is kept by persons. The first format knew the room only, and sealed each name under its own key.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from wasata.errors import CaseUnknown, KeyRefused, NameRefused, NotCanonical, NotHeld
from wasata.record import canon, files, seal
from wasata.record.person_key import PublicKey
from wasata.words import Key

FORMAT = "wasata.keyring.2"
_FIRST_FORMAT = "wasata.keyring.1"
_WRAP = b"wasata.wrap.1"

FAMILIES = ("line", "channel", "hands", "relay")
SINGLE = ("press", "bureau", "ground", "cell", "people", "table", "access", "archive", "intake", "reading")
OPENED = ("press", "bureau", "access", "ground", "table", "archive", "intake", "reading")
"""The logs every case opens with; the others are opened when they are needed."""

OF_PERSONS = ("line/", "channel/", "relay/", "hands/", "cell", "people")
"""What is confidential: in a case that persons keep, the room has no key to these."""

HOUSE = "_house"
"""The home itself, beside its cases: no case can be called so."""
OF_HOUSE = ("precedents",)
"""The logs of the home and of no case."""

_CASE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LOG = re.compile(rf"(?:{'|'.join(SINGLE)})|(?:{'|'.join(FAMILIES)})/[a-z0-9][a-z0-9_-]{{0,63}}")


def require_case_name(name: str) -> str:
    """The name, if a case may be called so.

    Raises:
        NameRefused: for anything but small letters, digits, `-` and `_`.
    """
    if not _CASE.fullmatch(name):
        raise NameRefused(what="case", name=name)
    return name


def require_log_name(name: str) -> str:
    """The name, if the house has such a log: `press`, `bureau`, …, or `line/<x>`, `channel/<x>`, `hands/<x>`.

    Raises:
        NameRefused: otherwise.
    """
    if not _LOG.fullmatch(name):
        raise NameRefused(what="log", name=name)
    return name


def of_persons(log: str) -> bool:
    """Whether a log is confidential: one that persons hold where persons keep the case."""
    return log.startswith(OF_PERSONS)


class Wrapping(Protocol):
    """Someone for whom a data key can be wrapped, there or not: a public half is enough."""

    @property
    def name(self) -> str: ...

    def wrap(self, key: bytes, place: bytes) -> bytes: ...


class Holder(Wrapping, Protocol):
    """Someone for whom data keys are wrapped and who is there to open them."""

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes: ...


class MasterKey:
    """The room itself as a holder: a 32-byte key in `keys/room.key`, as 64 hex letters."""

    name = "room"

    def __init__(self, key: bytes) -> None:
        self._keys = {1: key}

    def wrap(self, key: bytes, place: bytes) -> bytes:
        return seal.seal(self._keys, _WRAP, key, place)

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes:
        return seal.unseal(self._keys, _WRAP, wrapped, place)


@dataclass(frozen=True, slots=True)
class LogKeys:
    """One log as its holder knows it: its random name and its data keys by epoch."""

    random_name: str
    epochs: Mapping[int, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """What a reader is handed: the logs given to him. `logs` maps what a log is called to its keys."""

    case: str
    case_random: str
    case_keys: Mapping[int, bytes] = field(repr=False)
    logs: Mapping[str, LogKeys]

    def of(self, log: str) -> LogKeys:
        """The keys of one log.

        Raises:
            NotHeld: it was not given, or there is none.
        """
        found = self.logs.get(log)
        if found is None:
            raise NotHeld(log=log)
        return found


def _place(case: str, name: str, epoch: int, holder: str) -> bytes:
    return canon.encode({"case": case, "epoch": epoch, "holder": holder, "key": name})


class Keyring:
    """The keys of one case, as its file holds them: wrapped."""

    def __init__(self, path: Path, ring: dict[str, Any]) -> None:
        self.path = path
        self._ring = ring

    def __repr__(self) -> str:
        return f"Keyring({self.path.name})"

    @classmethod
    def new(cls, folder: Path, case: str, room: Holder, *, recovery: PublicKey | None = None) -> "Keyring":
        """A keyring for a new case, not yet kept.

        Args:
            recovery: persons keep the case, and this key opens for officers what the persons can no longer.
        """
        random_name = secrets.token_hex(16)
        told: dict[str, Any] = {
            "case": random_name, "format": FORMAT, "keys": {}, "names": {},
            "recovery": None if recovery is None else recovery.raw.hex(),
        }  # fmt: skip
        ring = cls(folder / f"{random_name}.ring", told)
        key = secrets.token_bytes(32)
        ring._wrap(random_name, 1, key, (room,) if recovery is None else (room, recovery))
        ring._name(random_name, case if case == HOUSE else require_case_name(case), {1: key})
        return ring

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """The keyring in a file, of this format or the one before.

        Raises:
            KeyRefused: the file is damaged or open to others.
        """
        require_private(path)
        try:
            ring = canon.decode(path.read_bytes())
        except OSError as error:
            raise files.told(error, path) from None
        except NotCanonical:
            ring = None
        if isinstance(ring, dict) and ring.get("format") == _FIRST_FORMAT:
            ring = {**ring, "format": FORMAT, "recovery": None}
        if not _is_sound(ring) or f"{ring['case']}.ring" != path.name:
            raise KeyRefused(path=str(path), why=Key("record.why.damaged"))
        return cls(path, ring)

    @property
    def random_name(self) -> str:
        """The random name of the case."""
        return str(self._ring["case"])

    @property
    def log_names(self) -> frozenset[str]:
        """The random names of its logs."""
        return frozenset(self._ring["keys"]) - {self.random_name}

    @property
    def recovery(self) -> PublicKey | None:
        """The public half of the recovery key, where persons keep the case; None where the room does.

        Raises:
            KeyRefused: it is damaged.
        """
        told = self._ring["recovery"]
        try:
            return None if told is None else PublicKey(bytes.fromhex(told))
        except (TypeError, ValueError):
            raise KeyRefused(path=str(self.path), why=Key("record.why.damaged")) from None

    def keep(self) -> None:
        """Writes the keyring to its file."""
        files.write_whole(self.path, canon.encode(self._ring))

    # wrapping

    def _wrap(self, random_name: str, epoch: int, key: bytes, holders: Iterable[Wrapping]) -> None:
        wraps = self._ring["keys"].setdefault(random_name, {}).setdefault(str(epoch), {})
        for holder in holders:
            wraps[holder.name] = holder.wrap(key, _place(self.random_name, random_name, epoch, holder.name)).hex()

    def _holders(self, log: str, room: Holder, persons: Iterable[Wrapping]) -> tuple[Wrapping, ...]:
        """For whom the key of a log is wrapped: the room, or persons and the recovery key."""
        recovery = self.recovery
        return (room,) if recovery is None or not of_persons(log) else (recovery, *persons)

    def _epochs(self, random_name: str, *holders: Holder) -> dict[int, bytes]:
        """The data keys that these holders can open: those of the epochs in which they were wrapped for one of them."""
        out = {}
        for epoch, wraps in self._ring["keys"].get(random_name, {}).items():
            for holder in holders:
                if int(epoch) not in out and (wrapped := wraps.get(holder.name)) is not None:
                    place = _place(self.random_name, random_name, int(epoch), holder.name)
                    try:
                        out[int(epoch)] = holder.unwrap(bytes.fromhex(wrapped), place)
                    except (seal.Unopened, ValueError):
                        raise KeyRefused(path=str(self.path), why=Key("record.why.wrap")) from None
        return out

    def _open_now(self, random_name: str, *holders: Holder) -> dict[int, bytes]:
        """As `_epochs`; none at all to whoever lacks the newest: he would go on writing under a key that was given up."""
        epochs = self._epochs(random_name, *holders)
        return epochs if self.newest(random_name) in epochs else {}

    def newest(self, random_name: str) -> int:
        """The newest epoch of a log, by its random name: what is written now is sealed under it."""
        return max(map(int, self._ring["keys"][random_name]))

    # names

    def _name(self, random_name: str, called: str, case_keys: Mapping[int, bytes]) -> None:
        sealed = seal.seal(case_keys, seal.NAME, called.encode(), random_name.encode())
        self._ring["names"][random_name] = sealed.hex()

    def _called(self, random_name: str, room: Holder, case_keys: Mapping[int, bytes]) -> str:
        try:
            sealed = bytes.fromhex(self._ring["names"][random_name])
            try:
                plain = seal.unseal(case_keys, seal.NAME, sealed, random_name.encode())
            except seal.Unopened:  # a name of the first format, under the log's own key: the room held them all
                plain = seal.unseal(self._epochs(random_name, room), seal.NAME, sealed, random_name.encode())
            return plain.decode()
        except (KeyError, ValueError, seal.Unopened):
            raise KeyRefused(path=str(self.path), why=Key("record.why.damaged")) from None

    def renew_names(self, room: Holder) -> None:
        """Each log's name under the key of the case: in the first format it lay under the log's own."""
        case_keys = self._case_keys(room)
        for called, random_name in self.names(room).items():
            self._name(random_name, called, case_keys)

    def case(self, room: Holder) -> str:
        """What the case is called.

        Raises:
            CaseUnknown: this holder has nothing in it.
        """
        return self._called(self.random_name, room, self._case_keys(room))

    def _case_keys(self, room: Holder) -> dict[int, bytes]:
        epochs = self._epochs(self.random_name, room)
        if not epochs:
            raise CaseUnknown(case=self.random_name)
        return epochs

    def names(self, room: Holder) -> dict[str, str]:
        """Every log of the case by what it is called, with its random name; whoever holds its key.

        Args:
            room: whoever holds the key of the case: the room, or the recovery key.
        """
        keys = self._case_keys(room)
        return {self._called(name, room, keys): name for name in self.log_names}

    # opening and giving

    def logs(self, room: Holder, *persons: Holder) -> dict[str, LogKeys]:
        """Every log whose newest key the room or one of these persons opens, by what it is called, with all keys they open."""
        out = {}
        for called, random_name in self.names(room).items():
            if epochs := self._open_now(random_name, room, *persons):
                out[called] = LogKeys(random_name, epochs)
        return out

    def give(self, logs: Iterable[str], room: Holder, *persons: Holder) -> HeldKeys:
        """The keys of these logs and no other.

        Raises:
            NotHeld: one of them opens for none of these, or there is none.
        """
        names = self.names(room)
        given = {}
        for log in logs:
            epochs = self._open_now(names[log], room, *persons) if log in names else {}
            if not epochs:
                raise NotHeld(log=log)
            given[log] = LogKeys(names[log], epochs)
        return HeldKeys(self.case(room), self.random_name, self._case_keys(room), given)

    def open_log(self, log: str, room: Holder, persons: Iterable[Wrapping] = ()) -> None:
        """Makes a log with a data key of its own. Asking again for one that stands changes nothing.

        Args:
            persons: who holds it from the beginning, where persons keep the case and the log is confidential.
        """
        of_house = log in OF_HOUSE and self.case(room) == HOUSE
        if (log if of_house else require_log_name(log)) not in self.names(room):
            random_name = secrets.token_hex(16)
            self._wrap(random_name, 1, secrets.token_bytes(32), self._holders(log, room, persons))
            self._name(random_name, log, self._case_keys(room))

    def turn(self, log: str, room: Holder, persons: Iterable[Wrapping] = ()) -> None:
        """A new data key from now on, for the room or for these persons: who is left out reads what was, not what comes.
        Nobody need open the old one for it.

        Raises:
            NotHeld: there is no such log, or it was destroyed.
        """
        random_name = self._of(log, room)
        if self.is_destroyed(log, room):
            raise NotHeld(log=log)
        self._wrap(
            random_name, self.newest(random_name) + 1, secrets.token_bytes(32), self._holders(log, room, persons)
        )

    def hand(self, log: str, room: Holder, opener: Holder, to: Wrapping) -> None:
        """Wraps all keys of a log that one holder opens for another: who is handed them reads what that one reads.

        Raises:
            NotHeld: there is no such log, or its newest key does not open for `opener`.
        """
        random_name = self._of(log, room)
        epochs = self._open_now(random_name, opener)
        if not epochs:
            raise NotHeld(log=log)
        for epoch, key in epochs.items():
            self._wrap(random_name, epoch, key, (to,))

    def take_back(self, log: str, room: Holder, holders: Iterable[str]) -> None:
        """Takes away all that was wrapped of a log for these holders; with a turn of the log, they read nothing that comes.

        Args:
            holders: their names in the ring.

        Raises:
            NotHeld: there is no such log.
            ValueError: one is the recovery key's: with it gone, a log could be lost for ever.
        """
        random_name = self._of(log, room)
        for holder in holders:
            if (recovery := self.recovery) is not None and holder == recovery.name:
                raise ValueError("the recovery key keeps what was wrapped for it")
            for wraps in self._ring["keys"][random_name].values():
                wraps.pop(holder, None)

    def take_over(self, recovery: PublicKey, room: Holder, persons: Mapping[str, Iterable[Wrapping]]) -> None:
        """Persons keep from now on what the room has kept: each confidential log is wrapped for them and the recovery key, with a
        new data key, since the room knew the old one; the room's own wraps go. Who has an older copy of this file reads with it
        what was written until now.

        Args:
            persons: for each confidential log, by what it is called, who holds it.

        Raises:
            ValueError: persons keep it already.
        """
        if self.recovery is not None:
            raise ValueError("persons keep this case already")
        names, case_keys = self.names(room), self._case_keys(room)
        self._ring["recovery"] = recovery.raw.hex()
        for epoch, key in case_keys.items():
            self._wrap(self.random_name, epoch, key, (recovery,))
        for called, random_name in names.items():
            if not of_persons(called) or self.is_destroyed(called, room):
                continue
            holders = (recovery, *persons.get(called, ()))
            for epoch, key in self._epochs(random_name, room).items():
                self._wrap(random_name, epoch, key, holders)
            for wraps in self._ring["keys"][random_name].values():
                wraps.pop(room.name, None)
            self._name(random_name, called, case_keys)  # a name of the first format lay under the log's own key
            self.turn(called, room, persons.get(called, ()))

    def renew_recovery(
        self, new: PublicKey, room: Holder, by: Holder, persons: Mapping[str, Iterable[Wrapping]]
    ) -> None:
        """Another recovery key in the place of the one there is: all that it opened is wrapped for the new one, and each log gets
        a new data key, so that whoever put the old one together reads nothing that comes.

        Args:
            by: who opens every confidential log: the old recovery key, or a person who holds them all.
            persons: for each confidential log, by what it is called, who holds it.

        Raises:
            NotHeld: a log that `by` does not open whole.
            ValueError: the room keeps this case.
        """
        old = self.recovery
        if old is None:
            raise ValueError("the room keeps this case")
        names = {
            log: name for log, name in self.names(room).items() if of_persons(log) and not self.is_destroyed(log, room)
        }
        for called, random_name in names.items():
            epochs = self._epochs(random_name, by)
            had = (int(e) for e, wraps in self._ring["keys"][random_name].items() if old.name in wraps)
            if not epochs.keys() >= set(had):
                raise NotHeld(log=called)
        self._ring["recovery"] = new.raw.hex()
        for epoch, key in self._case_keys(room).items():
            self._wrap(self.random_name, epoch, key, (new,))
        self._ring["keys"][self.random_name]["1"].pop(old.name, None)
        for called, random_name in names.items():
            for epoch, key in self._epochs(random_name, by).items():
                self._wrap(random_name, epoch, key, (new,))
            for wraps in self._ring["keys"][random_name].values():
                wraps.pop(old.name, None)
            self.turn(called, room, persons.get(called, ()))

    def seal_away(self, log: str, room: Holder) -> None:
        """Nobody but the recovery key opens a log any more, where persons keep it; whoever has it open writes no more. What the
        room keeps stays with the room: there is no key to take from anybody.

        Raises:
            NotHeld: there is no such log.
        """
        random_name, recovery = self._of(log, room), self.recovery
        if recovery is None or not of_persons(log):
            return
        for wraps in self._ring["keys"][random_name].values():
            for holder in wraps.keys() - {recovery.name}:
                del wraps[holder]
        self.turn(log, room)

    def destroy(self, log: str, room: Holder) -> None:
        """Throws away the data keys of a log for every holder, the recovery key among them: its words are gone for ever. The
        log keeps its name and its place, and an epoch that nobody has: whoever has it open writes no more.

        Raises:
            NotHeld: there is no such log.
        """
        random_name, case_keys = self._of(log, room), self._case_keys(room)
        if self.is_destroyed(log, room):
            return
        self._name(random_name, log, case_keys)  # a name of the first format lay under the key that goes now
        epochs = [*map(int, self._ring["keys"][random_name])]
        self._ring["keys"][random_name] = {str(epoch): {} for epoch in (*epochs, max(epochs) + 1)}

    def is_destroyed(self, log: str, room: Holder) -> bool:
        """Whether no key of a log is left for anybody.

        Raises:
            NotHeld: there is no such log.
        """
        return not any(self._ring["keys"][self._of(log, room)].values())

    def blind(self, logs: Iterable[str], room: Holder) -> HeldKeys:
        """These logs by name and without a single key: enough to check their chains, and to hand them out sealed.

        Raises:
            NotHeld: there is no such log.
        """
        given = {log: LogKeys(self._of(log, room), {}) for log in logs}
        return HeldKeys(self.case(room), self.random_name, self._case_keys(room), given)

    def holders(self, log: str, room: Holder) -> dict[str, frozenset[int]]:
        """For whom a log is wrapped: the names of holders, each with the epochs.

        Raises:
            NotHeld: there is no such log.
        """
        found: dict[str, set[int]] = {}
        for epoch, wraps in self._ring["keys"][self._of(log, room)].items():
            for holder in wraps:
                found.setdefault(holder, set()).add(int(epoch))
        return {holder: frozenset(epochs) for holder, epochs in sorted(found.items())}

    def _of(self, log: str, room: Holder) -> str:
        found = self.names(room).get(log)
        if found is None:
            raise NotHeld(log=log)
        return found


def _is_sound(ring: Any) -> bool:
    """Whether a ring has the shape of one, to the last wrapped key: what reads it later asks no more."""
    if not isinstance(ring, dict) or ring.get("format") != FORMAT or not {"case", "recovery"} <= ring.keys():
        return False
    keys, names = ring.get("keys"), ring.get("names")
    return (
        isinstance(keys, dict) and isinstance(names, dict)
        and all(isinstance(name, str) for name in names.values())
        and all(isinstance(epochs, dict) and epochs and all(map(_is_epoch, epochs.items())) for epochs in keys.values())
    )  # fmt: skip


def _is_epoch(told: tuple[str, Any]) -> bool:
    number, wraps = told
    return (
        number.isdecimal()
        and len(number) < 10
        and isinstance(wraps, dict)
        and all(isinstance(w, str) for w in wraps.values())
    )


def require_private(path: Path) -> None:
    """Refuses a key file that others than its owner may read or write.

    Raises:
        KeyRefused: missing, or open to others.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyRefused(path=str(path), why=Key("record.why.missing")) from None
    except OSError as error:
        raise files.told(error, path) from None
    if mode & 0o077:
        raise KeyRefused(path=str(path), why=Key("record.why.mode"))


def load_master(path: Path) -> MasterKey:
    """The room's master key from its file.

    Raises:
        KeyRefused: missing, damaged or open to others.
    """
    return MasterKey(load_secret(path))


def load_secret(path: Path) -> bytes:
    """Thirty-two bytes from a file of 64 hex letters.

    Raises:
        KeyRefused: missing, damaged or open to others.
    """
    require_private(path)
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except OSError as error:
        raise files.told(error, path) from None
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise KeyRefused(path=str(path), why=Key("record.why.damaged"))
    return secret
