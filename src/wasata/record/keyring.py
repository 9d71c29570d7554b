"""The keyring: the only door to data keys.

Danger: code that reads a log it was not given, because the key lay about; a key file others can read.
Duty: make, wrap, keep and hand out data keys. A data key is wrapped once for each *holder*; today the one holder is the
room's master key, later each person is one: `Holder` is all that changes. A reader is handed `HeldKeys`, which hold the
logs he was given and no other, not even their names.
Shape: one file a case, `keys/<random name>.ring`, mode 0600, canonical JSON:

    {"case":"<32 hex>","format":"wasata.keyring.1",
     "keys":{"<random name of a log, or of the case>":{"1":{"room":"<wrapped key, hex>"}}},
     "names":{"<the same>":"<what it is called, sealed under its own data key>"}}

The case has a key of its own, for the tags that make an act happen once.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from wasata.errors import CaseUnknown, KeyRefused, NameRefused, NotCanonical, NotHeld
from wasata.record import canon, files, seal
from wasata.words import Key

FORMAT = "wasata.keyring.1"
_WRAP = b"wasata.wrap.1"

FAMILIES = ("line", "channel", "hands", "relay")
SINGLE = ("press", "bureau", "ground", "cell", "people", "table", "access", "archive", "intake")
OPENED = ("press", "bureau", "access", "ground", "table", "archive", "intake")
"""The logs every case opens with; the others are opened when they are needed."""

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


class Holder(Protocol):
    """Someone for whom data keys are wrapped."""

    name: str

    def wrap(self, key: bytes, place: bytes) -> bytes: ...

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
    def new(cls, folder: Path, case: str, holders: Iterable[Holder]) -> "Keyring":
        """A keyring for a new case, not yet kept."""
        random_name = secrets.token_hex(16)
        ring = cls(folder / f"{random_name}.ring", {"case": random_name, "format": FORMAT, "keys": {}, "names": {}})
        ring._add(random_name, require_case_name(case), holders)
        return ring

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """The keyring in a file.

        Raises:
            KeyRefused: the file is damaged or open to others.
        """
        require_private(path)
        try:
            ring = canon.decode(path.read_bytes())
        except OSError as error:
            raise files.told(error, path) from None
        except NotCanonical:
            raise KeyRefused(path=str(path), why=Key("record.why.damaged")) from None
        if not isinstance(ring, dict) or ring.get("format") != FORMAT or f"{ring.get('case')}.ring" != path.name:
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

    def keep(self) -> None:
        """Writes the keyring to its file."""
        files.write_whole(self.path, canon.encode(self._ring))

    def _add(self, random_name: str, called: str, holders: Iterable[Holder]) -> None:
        key = secrets.token_bytes(32)
        self._wrap(random_name, 1, key, holders)
        self._ring["names"][random_name] = seal.seal({1: key}, seal.NAME, called.encode(), random_name.encode()).hex()

    def _wrap(self, random_name: str, epoch: int, key: bytes, holders: Iterable[Holder]) -> None:
        wraps = self._ring["keys"].setdefault(random_name, {}).setdefault(str(epoch), {})
        for holder in holders:
            wraps[holder.name] = holder.wrap(key, _place(self.random_name, random_name, epoch, holder.name)).hex()

    def _epochs(self, random_name: str, holder: Holder) -> dict[int, bytes]:
        """The data keys that this holder can open: those of the epochs in which they were wrapped for him."""
        out = {}
        for epoch, wraps in self._ring["keys"].get(random_name, {}).items():
            if (wrapped := wraps.get(holder.name)) is not None:
                place = _place(self.random_name, random_name, int(epoch), holder.name)
                try:
                    out[int(epoch)] = holder.unwrap(bytes.fromhex(wrapped), place)
                except (seal.Unopened, ValueError):
                    raise KeyRefused(path=str(self.path), why=Key("record.why.wrap")) from None
        return out

    def _called(self, random_name: str, epochs: Mapping[int, bytes]) -> str:
        try:
            sealed = bytes.fromhex(self._ring["names"][random_name])
            return seal.unseal(epochs, seal.NAME, sealed, random_name.encode()).decode()
        except (KeyError, ValueError, seal.Unopened):
            raise KeyRefused(path=str(self.path), why=Key("record.why.damaged")) from None

    def case(self, holder: Holder) -> str:
        """What the case is called.

        Raises:
            CaseUnknown: this holder has nothing in it.
        """
        epochs = self._epochs(self.random_name, holder)
        if not epochs:
            raise CaseUnknown(case=self.random_name)
        return self._called(self.random_name, epochs)

    def logs(self, holder: Holder) -> dict[str, LogKeys]:
        """Every log this holder can open, by what it is called."""
        out = {}
        for random_name in self._ring["keys"]:
            if random_name != self.random_name and (epochs := self._epochs(random_name, holder)):
                out[self._called(random_name, epochs)] = LogKeys(random_name, epochs)
        return out

    def open_log(self, log: str, holders: Iterable[Holder]) -> None:
        """Makes a log with a data key of its own. Asking again for one that stands changes nothing."""
        holders = tuple(holders)
        if require_log_name(log) not in self.logs(holders[0]):
            self._add(secrets.token_hex(16), log, holders)

    def turn(self, log: str, holder: Holder, holders: Iterable[Holder]) -> None:
        """A new data key from now on, wrapped for `holders` only: who is left out reads what was, not what comes."""
        keys = self.logs(holder).get(log)
        if keys is None:
            raise NotHeld(log=log)
        self._wrap(keys.random_name, max(keys.epochs) + 1, secrets.token_bytes(32), holders)

    def give(self, logs: Iterable[str], holder: Holder) -> HeldKeys:
        """The keys of these logs and no other.

        Raises:
            NotHeld: one of them is not this holder's, or there is none.
        """
        held = self.logs(holder)
        given = {}
        for log in logs:
            if log not in held:
                raise NotHeld(log=log)
            given[log] = held[log]
        return HeldKeys(self.case(holder), self.random_name, self._epochs(self.random_name, holder), given)


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
