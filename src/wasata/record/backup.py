"""Copies of a home: sealed, each with what came since the one before, and restored from a folder of them.

Danger: a copy on a stick that opens for whoever finds it; a copy that was never whole, found out on the day it is needed; a copy
of one moment for the entries and of another for the acts, after which an act counts as done whose words are gone; keys of persons
that are kept for ever because they lay in a copy.
Duty: add one part to a folder of copies, checking the chain of all it takes; read such a folder, say what is wrong with it, make
a home of it. It is sealed for a public half: who makes copies each night needs no secret, and two officers restore.
Shape: in the folder

    wasata-backup.json     {"format":"wasata.backup.1","parts":[…],"room":"<signing key>","signature":"…","to":"<public half>"}
    000001.part …          sealed files (`sealed_file.py`): lines of JSON, each with as many bytes behind it as its `size` says
    000001.list …          which acts and attachments the part holds, by digests: so that the next takes the others only
    persons/000003.part …  the table of persons' keys as it was; each goes after `persons.COPIES_LAST`

Each part is named in `parts` with its digest, its list's digest, its hour and the heads it reaches. What is small (keys, heads,
what the room keeps beside the record) stands whole in each part; of it the last counts.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from wasata.errors import BackupRefused, HomeStands, NotCanonical
from wasata.record import canon, chain, files, sealed_file
from wasata.record.chain import EMPTY, Head, is_signed
from wasata.record.home import Home
from wasata.record.person_key import Pair, PublicKey
from wasata.record.persons import COPIES_LAST
from wasata.record.stores import Act, Row, Store
from wasata.words import Key

FORMAT = "wasata.backup.1"
INDEX = "wasata-backup.json"
_SIGNED = b"wasata.backup.1\n"
_TRIES = 5
_BATCH = 500
_SMALL = ("home.json", "public.key", "keys/room.key", "keys/signing.key", "keys/*.ring", "keys/ends/*", "sheets/*")
_ORDER = "home.json"
"""Written last: a home is there when this is."""

Extra = Mapping[str, Callable[[], bytes]]
"""What stands beside the record and is copied whole: paths in the home, and how their bytes are had at one moment."""


@dataclass(frozen=True, slots=True)
class Part:
    """One copy in a folder. `heads`: how far each log had come, by random name; `size` in bytes."""

    number: int
    at: datetime
    size: int
    sha256: str
    list_sha256: str
    heads: Mapping[str, Head]
    entries: int
    acts: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Copies:
    """A folder of copies, as its signed index tells. `to`: for whom they are sealed."""

    room: bytes
    to: PublicKey
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Restored:
    """What a restore made: how much, of which hour, and whether keys of persons were among it."""

    at: datetime
    entries: int = 0
    acts: int = 0
    pieces: int = 0
    files: int = 0
    persons: int = 0


# ---- the folder


def copies_in(folder: Path, *, room: bytes | None = None) -> Copies | None:
    """What a folder of copies holds; None if it holds none yet.

    Args:
        room: the signing key the copies must be of; without it, that which the folder names itself.

    Raises:
        BackupRefused: its index is damaged, not signed, or another room's.
    """
    path = folder / INDEX
    try:
        told = canon.decode(path.read_bytes())
        signed = {k: v for k, v in told.items() if k != "signature"}
        by = bytes.fromhex(told["room"])
        if told["format"] != FORMAT or not is_signed(
            by, _SIGNED + canon.encode(signed), bytes.fromhex(told["signature"])
        ):
            raise BackupRefused(path=str(path), why=Key("record.why.backup_signature"))
        if room is not None and by != room:
            raise BackupRefused(path=str(path), why=Key("record.why.backup_room"))
        return Copies(by, PublicKey(bytes.fromhex(told["to"])), tuple(_part(p) for p in told["parts"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise files.told(error, path) from None
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        raise BackupRefused(path=str(path), why=Key("record.why.damaged")) from None


def _part(told: dict[str, Any]) -> Part:
    heads = {log: Head(seq, digest) for log, (seq, digest) in told["heads"].items()}
    return Part(
        told["number"], canon.read_instant(told["at"]), told["size"], told["sha256"], told["list"], heads, told["entries"],
        told["acts"], told["pieces"],
    )  # fmt: skip


def _as_told(part: Part) -> dict[str, Any]:
    return {
        "number": part.number, "at": canon.instant(part.at), "size": part.size, "sha256": part.sha256, "list": part.list_sha256,
        "heads": {log: [head.seq, head.hash] for log, head in part.heads.items()}, "entries": part.entries, "acts": part.acts,
        "pieces": part.pieces,
    }  # fmt: skip


def _file(number: int, what: str) -> str:
    return f"{number:06d}.{what}"


def _digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _checked(folder: Path, part: Part) -> Path:
    """A part's file, if it is the one the index names.

    Raises:
        BackupRefused: it is missing or has other bytes.
    """
    path = folder / _file(part.number, "part")
    try:
        if path.stat().st_size != part.size or _digest(path) != part.sha256:
            raise BackupRefused(path=str(path), why=Key("record.why.backup_changed"))
    except FileNotFoundError:
        raise BackupRefused(path=str(path), why=Key("record.why.missing")) from None
    except OSError as error:
        raise files.told(error, path) from None
    return path


def check(folder: Path, *, room: bytes | None = None) -> Copies:
    """Whether every part of a folder is there with the bytes it was written with. It opens none: no key is needed.

    Raises:
        BackupRefused: there are no copies; one is missing, cut or changed.
    """
    copies = copies_in(folder, room=room)
    if copies is None:
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
    for part in copies.parts:
        _checked(folder, part)
    return copies


# ---- making one


@dataclass(slots=True)
class _Taken:
    """What one part is made of."""

    small: dict[str, bytes] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)


def add(home: Home, folder: Path, to: PublicKey, *, at: datetime, extra: Extra | None = None) -> Part:
    """Adds a copy to a folder: all that came since the last one there, or everything. The home may be in use.

    Args:
        to: for whom it is sealed; the same for all copies of one folder.
        at: now.
        extra: what the room keeps beside the record.

    Raises:
        BackupRefused: the folder's copies are another room's, sealed for another, damaged, or of another past; or the record
            itself is broken: nothing was added.
        DiskFull, HomeReadOnly: the folder cannot be written; the copies that were there stand.
    """
    files.make_folder(folder)
    with files.locked(folder / ".making"):
        known = copies_in(folder, room=home.public_key)
        before = known.parts if known else ()
        if known and known.to != to:
            raise BackupRefused(path=str(folder), why=Key("record.why.backup_key"))
        number = before[-1].number + 1 if before else 1
        had = before[-1].heads if before else {}
        done = _listed(folder, before)
        taken = _moment(home, done, extra or {})
        for log, head in had.items():
            if taken.heads.get(log, EMPTY).seq < head.seq:
                raise BackupRefused(path=str(folder), why=Key("record.why.backup_past"))
        listed: set[str] = {_short(act) for act in taken.acts}
        draft, counts = folder / f".{_file(number, 'part')}", {"entries": 0, "pieces": 0}
        try:
            with files.private(draft) as out:
                sealed_file.seal_file(_lines(home, taken, had, done, listed, counts, folder), to, out)
                out.flush()
                os.fsync(out.fileno())
            content = canon.encode(sorted(listed))
            part = Part(
                number, at.astimezone(UTC), draft.stat().st_size, _digest(draft), hashlib.sha256(content).hexdigest(),
                taken.heads, counts["entries"], len(taken.acts), counts["pieces"],
            )  # fmt: skip
            draft.rename(folder / _file(number, "part"))
        except OSError as error:
            raise files.told(error, draft) from None
        finally:
            draft.unlink(missing_ok=True)
        files.write_whole(folder / _file(number, "list"), content)
        _add_persons(home, folder, to, (*before, part), at)
        signed = {
            "format": FORMAT, "parts": [_as_told(p) for p in (*before, part)], "room": home.public_key.hex(), "to": to.raw.hex(),
        }  # fmt: skip
        signature = home.sign(_SIGNED + canon.encode(signed)).hex()
        files.write_whole(folder / INDEX, canon.encode(signed | {"signature": signature}))
    return part


def _short(act: Act) -> str:
    return hashlib.sha256(act.tag).hexdigest()[:24]


def _listed(folder: Path, parts: tuple[Part, ...]) -> frozenset[str]:
    """What stands in the parts there are: acts by a digest, attachments by their names."""
    found: set[str] = set()
    for part in parts:
        path = folder / _file(part.number, "list")
        try:
            content = path.read_bytes()
        except OSError:
            raise BackupRefused(path=str(path), why=Key("record.why.missing")) from None
        if hashlib.sha256(content).hexdigest() != part.list_sha256:
            raise BackupRefused(path=str(path), why=Key("record.why.backup_changed"))
        found.update(canon.decode(content))
    return frozenset(found)


def _moment(home: Home, done: frozenset[str], extra: Extra) -> _Taken:
    """What belongs together, though people are at work: rings, signed heads, acts and how far the logs have come, while nobody
    writes for that moment. An act that came without its entries would count as done; entries without their act would be
    written twice by whoever sends it again. A log that was opened meanwhile begins it anew.
    """
    for _ in range(_TRIES):
        taken = _Taken(cases=_cases(home))
        with home.still():
            for pattern in _SMALL:
                for path in sorted(home.path.glob(pattern)):
                    if not path.name.startswith("."):
                        taken.small[str(path.relative_to(home.path))] = path.read_bytes()
            taken.acts = [act for act in home.store.acts() if _short(act) not in done]
            taken.heads = home.store.heads(sorted(taken.cases))
        taken.small |= {path: had() for path, had in extra.items()}
        if _cases(home) == taken.cases:
            return taken
    raise BackupRefused(path=str(home.path), why=Key("record.why.backup_busy"))


def _cases(home: Home) -> dict[str, str]:
    """The random name of each log's case."""
    return {log: ring.random_name for ring in home.rings() for log in ring.log_names}


def _lines(
    home: Home, taken: _Taken, had: Mapping[str, Head], done: frozenset[str], listed: set[str], counts: dict[str, int],
    folder: Path,
) -> Iterator[bytes]:  # fmt: skip
    for log, head in taken.heads.items():
        before = had.get(log, EMPTY)
        prev, seq = before.hash, before.seq
        if before != EMPTY and next(iter(home.store.rows(log, seq - 1, seq))).hash != before.hash:
            raise BackupRefused(path=str(folder), why=Key("record.why.backup_past"))
        for row in home.store.rows(log, before.seq, head.seq):
            seq += 1
            made = chain.entry_hash(chain.header(taken.cases[log], log, prev, seq), row.sealed)
            signed = is_signed(home.public_key, chain.hash_message(row.hash), row.signature)
            if row.seq != seq or made != row.hash or not signed:
                raise BackupRefused(path=str(home.path), why=Key("record.why.backup_broken"))
            prev = row.hash
            counts["entries"] += 1
            told = {"row": log, "seq": seq, "hash": row.hash, "signature": row.signature.hex()}
            yield _line(told, row.sealed)
        if Head(seq, prev) != head:
            raise BackupRefused(path=str(home.path), why=Key("record.why.backup_broken"))
    for act in taken.acts:
        yield _line({"act": act.tag.hex()}, act.sealed)
    for path in sorted((home.path / "pieces").glob("*/*")):
        name = str(path.relative_to(home.path))
        if name not in done and not path.name.startswith("."):
            listed.add(name)
            counts["pieces"] += 1
            yield _line({"piece": name}, path.read_bytes())
    for name, data in taken.small.items():
        yield _line({"file": name}, data)


def _line(told: dict[str, Any], data: bytes) -> bytes:
    return canon.encode(told | {"size": len(data)}) + b"\n" + data


def _add_persons(home: Home, folder: Path, to: PublicKey, parts: tuple[Part, ...], at: datetime) -> None:
    """The table of persons' keys beside the copies; what is older than it may be goes."""
    apart = folder / "persons"
    files.make_folder(apart)
    young = {_file(part.number, "part") for part in parts if at - part.at <= COPIES_LAST}
    for old in apart.glob("*.part"):
        if old.name not in young:
            old.unlink()
    kept = {path.name: path.read_bytes() for path in sorted(home.persons.folder.glob("[!.]*.key"))}
    with files.private(apart / _file(parts[-1].number, "part")) as out:
        sealed_file.seal_file((_line({"file": f"keys/persons/{name}"}, data) for name, data in kept.items()), to, out)


# ---- restoring


def restore(
    folder: Path, to: Path, by: Pair, *, dsn: str | None = None, upto: int | None = None, room: bytes | None = None
) -> Restored:
    """Makes a home from a folder of copies. It is there when all of it is, or nothing is.

    Args:
        to: where no home stands yet.
        by: the key the copies are sealed for.
        dsn: a PostgreSQL database to put the entries into; without it a SQLite file, whatever the copied home had.
        upto: the number of the last part to take, where a later one is lost or cut.
        room: the signing key the copies must be of.

    Raises:
        BackupRefused: a part is missing, cut, changed, or sealed for another key.
        HomeStands: a home stands there, or something else.
    """
    copies = copies_in(folder, room=room)
    parts = tuple(p for p in copies.parts if upto is None or p.number <= upto) if copies else ()
    if copies is None or not parts:
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
    paths = [_checked(folder, part) for part in parts]
    if to.exists() and any(to.iterdir()):
        raise HomeStands(path=str(to))
    files.make_folder(to)
    told = Restored(parts[-1].at)
    kind = {"schema": f"wasata_{secrets.token_hex(6)}", "store": "postgres" if dsn else "sqlite"}
    try:
        small: dict[str, bytes] = {}
        with closing(Home.store_of(to, kind, dsn, None, create=True)) as store:
            for path in paths:
                small = {}
                _take_part(path, by, to, store, small, told)
        for path in sorted((folder / "persons").glob("*.part"))[-1:]:
            for line, data in _read(path, by):
                _put(to, line["file"], data)
                told.persons += 1
        about = canon.decode(small.pop(_ORDER)) | kind
        for name, data in small.items():
            _put(to, name, data)
        told.files = len(small) + 1
        files.write_whole(to / _ORDER, canon.encode(about))
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)  # half a home is none, and would be in the way of the next try
        raise
    return told


def _take_part(path: Path, by: Pair, to: Path, store: Store, small: dict[str, bytes], told: Restored) -> None:
    waiting = _Waiting()
    for line, data in _read(path, by):
        if "file" in line:
            small[line["file"]] = data
        elif "piece" in line:
            _put(to, line["piece"], data)
            told.pieces += 1
        else:
            waiting.take(line, data)
            if waiting.full:
                waiting.into(store, told)
    waiting.into(store, told)


@dataclass(slots=True)
class _Waiting:
    """Entries and acts that were read and are not yet written."""

    rows: list[Row] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def take(self, line: dict[str, Any], data: bytes) -> None:
        if "row" in line:
            self.rows.append(Row(line["row"], line["seq"], data, line["hash"], bytes.fromhex(line["signature"])))
        else:
            self.acts.append(Act(bytes.fromhex(line["act"]), data))

    @property
    def full(self) -> bool:
        return len(self.rows) + len(self.acts) >= _BATCH

    def into(self, store: Store, told: Restored) -> None:
        store.take_in(self.rows, self.acts)
        told.entries += len(self.rows)
        told.acts += len(self.acts)
        self.rows.clear()
        self.acts.clear()


def _put(home: Path, name: str, data: bytes) -> None:
    """Writes a file of the home: never outside it, whatever its name says."""
    path = (home / name).resolve()
    if not path.is_relative_to(home.resolve()):
        raise BackupRefused(path=name, why=Key("record.why.damaged"))
    files.make_folder(path.parent)
    files.write_whole(path, data, lasting=False)


def _read(path: Path, by: Pair) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The lines of a part, each with its bytes.

    Raises:
        BackupRefused: the part is sealed for another, cut or changed.
    """
    try:
        with path.open("rb") as f:
            yield from _lines_of(f, by, path)
    except OSError as error:
        raise files.told(error, path) from None


def _lines_of(f: BinaryIO, by: Pair, path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    rest = bytearray()
    try:
        pieces = sealed_file.open_file(f, by)
        for some in pieces:
            rest += some
            at = 0
            while (end := rest.find(b"\n", at)) >= 0:
                line = canon.decode(bytes(rest[at:end]))
                size = line["size"]
                if len(rest) < end + 1 + size:
                    break
                yield line, bytes(rest[end + 1 : end + 1 + size])
                at = end + 1 + size
            del rest[:at]
    except sealed_file.OfAnother:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_key")) from None
    except sealed_file.Cut:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_cut")) from None
    except (sealed_file.Changed, NotCanonical, KeyError, TypeError):
        raise BackupRefused(path=str(path), why=Key("record.why.backup_changed")) from None
    if rest:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_cut"))
