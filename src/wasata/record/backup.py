"""Copies of a home: sealed, each with what came since the one before, and restored from a folder of them.

Danger: a copy on a stick that opens for whoever finds it; a copy that was never whole, found out on the day it is needed; a copy
of one moment for the entries and of another for the acts, after which an act counts as done whose words are gone; keys of persons
that are kept for ever because they lay in a copy.
Duty: add one part to a folder of copies, checking the chain of all it takes; read such a folder, say what is wrong with it, make
a home of it. It is sealed for a public half: who makes copies each night needs no secret, and two officers restore.
Shape: in the folder

    wasata-backup.json     {"format":"wasata.backup.1","parts":[…],"room":"<signing key>","signature":"…","to":"<public half>"}
    000001.index …         the same as it was after that part: where the newest was cut off, what came before can be had
    000001.part …          sealed files (`sealed_file.py`): lines of JSON, each with as many bytes behind it as its `size` says
    000001.list …          which acts and attachments the part holds, by digests: so that the next takes the others only
    persons/000003.part …  the table of persons' keys as it was; each goes after `persons.COPIES_LAST`

Each part is named in `parts` with its digest, those of its list and of its table of persons, its hour and the heads it reaches.
What is small (keys, heads, what the room keeps beside the record) stands whole in each part; of it the last counts.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from wasata.errors import BackupCut, BackupRefused, HomeStands, NotCanonical, RecordError
from wasata.record import canon, chain, files, sealed_file
from wasata.record.chain import EMPTY, Head, is_signed
from wasata.record.home import Home, take_heads
from wasata.record.kinds.base import IDENT
from wasata.record.person_key import Pair, PublicKey
from wasata.record.persons import COPIES_LAST
from wasata.record.stores import Act, Row, Store
from wasata.words import Key

FORMAT = "wasata.backup.1"
INDEX = "wasata-backup.json"
_SIGNED = b"wasata.backup.1\n"
_TRIES = 5
_BATCH = 500
_SMALL = ("home.json", "public.key", "keys/room.key", "keys/signing.key", "keys/copies.key", "keys/*.ring", "keys/ends/*",
          "sheets/*")  # fmt: skip
_ORDER = "home.json"
"""Written last: a home is there when this is."""

_NAME = re.compile(r"(?:[^./\0][^/\0]{0,120}/){0,3}[^./\0][^/\0]{0,120}")
"""What a file of a home may be called in a copy: never a way out of it, never hidden."""
LONGEST_LINE = 1 << 16
"""Bytes of one line of a part, without what stands behind it."""
_DRAFTS = ".[0-9]*.part"
_TOLD_EVERY = 1000

Extra = Mapping[str, Callable[[], bytes]]
"""What stands beside the record and is copied whole: paths in the home, and how their bytes are had at one moment."""
Progress = Callable[[int, int], None]
"""Told now and then how many entries are done, and of how many."""


def _nobody(_done: int, _of: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """One copy in a folder. `heads`: how far each log had come, by random name; `size` in bytes."""

    number: int
    at: datetime
    size: int
    sha256: str
    list_sha256: str
    persons_sha256: str
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
    """What a restore made: how much, from which part and of which hour; how many keys of persons, and of which hour these are
    (None: no table of them was left); the number of the last part that lies there."""

    at: datetime
    part: int = 0
    last: int = 0
    persons_at: datetime | None = None
    entries: int = 0
    acts: int = 0
    pieces: int = 0
    files: int = 0
    persons: int = 0


# ---- the folder


def copies_in(folder: Path, *, room: bytes | None = None, after: int | None = None) -> Copies | None:
    """What a folder of copies holds; None if it holds none yet.

    Args:
        room: the signing key the copies must be of; without it, that which the folder names itself.
        after: as it was after the part of this number.

    Raises:
        BackupRefused: its index is damaged, not signed, or another room's.
    """
    path = folder / (INDEX if after is None else _file(after, "index"))
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
    counts = (*(told[key] for key in ("number", "size", "entries", "acts", "pieces")), *(h.seq for h in heads.values()))
    if not all(type(n) is int and n >= 0 for n in counts) or not 0 < told["number"] < 10**6:
        raise ValueError("no number of a part")
    return Part(
        told["number"], canon.read_instant(told["at"]), told["size"], told["sha256"], told["list"], told["persons"], heads,
        told["entries"], told["acts"], told["pieces"],
    )  # fmt: skip


def _as_told(part: Part) -> dict[str, Any]:
    return {
        "number": part.number, "at": canon.instant(part.at), "size": part.size, "sha256": part.sha256, "list": part.list_sha256,
        "persons": part.persons_sha256, "heads": {log: [head.seq, head.hash] for log, head in part.heads.items()},
        "entries": part.entries, "acts": part.acts, "pieces": part.pieces,
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
        BackupCut: the last parts are missing, cut or changed, or their list; those before them are whole.
        BackupRefused: there are no copies, or none of them is whole.
    """
    try:
        copies = copies_in(folder, room=room)
        if copies is None:
            raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
        for part in copies.parts:
            _checked(folder, part)
            _checked_persons(folder, part)
    except BackupRefused as refused:
        upto = whole_until(folder, room=room)
        if upto:
            raise BackupCut(**refused.values, upto=upto) from None
        raise
    return copies


def whole_until(folder: Path, *, room: bytes | None = None) -> int:
    """The number of the last part that can be restored with all before it; 0 where not even the first can."""
    for number in sorted(
        (int(path.stem) for path in folder.glob("[0-9]*.index") if path.stem.isdecimal()), reverse=True
    ):
        try:
            copies = copies_in(folder, room=room, after=number)
            for part in copies.parts if copies else ():
                _checked(folder, part)
        except RecordError:
            continue
        return number
    return 0


def _checked_persons(folder: Path, part: Part) -> Path | None:
    """A part's table of persons, if it is there still and is the one the index names: anybody could seal another for the same
    public half."""
    path = folder / "persons" / _file(part.number, "part")
    try:
        if _digest(path) != part.persons_sha256:
            raise BackupRefused(path=str(path), why=Key("record.why.backup_changed"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise files.told(error, path) from None
    return path


def folders_in(folder: Path) -> tuple[Path, ...]:
    """The folders of copies at a place, the newest first: itself, or those in it, one for each key they were sealed for. What
    may not be looked into is none of them: on many a medium the system keeps a folder of its own."""
    if _made_at(folder) is not None or any(folder.glob("[0-9]*.index")):
        return (folder,)
    try:
        there = [(at, path) for path in sorted(folder.iterdir()) if (at := _made_at(path)) is not None]
    except OSError:
        return ()
    return tuple(path for at, path in sorted(there, key=lambda one: one[0], reverse=True))


def _made_at(folder: Path) -> float | None:
    """When a copy was last added to this folder, by the clock of its medium; None where it is none of copies."""
    try:
        return (folder / INDEX).stat().st_mtime
    except OSError:
        return None


def sealed_for(folder: Path) -> PublicKey:
    """For which key the copies of a folder are sealed, by its newest list that can be read.

    Raises:
        BackupRefused: there is none.
    """
    try:
        copies = copies_in(folder)
    except BackupRefused:
        copies = copies_in(folder, after=whole_until(folder))
    copies = copies or copies_in(folder, after=whole_until(folder))
    if copies is None:
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
    return copies.to


def forget_persons(folder: Path, at: datetime) -> tuple[Path, ...]:
    """Takes away the tables of persons' keys that are older than they may be kept, in one folder of copies. Needs no key and no
    home: a medium that lay in a drawer is swept as soon as anybody comes with it. Gives what went.

    Raises:
        BackupRefused: its index is damaged.
        HomeReadOnly: the medium may not be written.
    """
    copies = copies_in(folder)
    young = {_file(p.number, "part") for p in copies.parts if at - p.at <= COPIES_LAST} if copies else set()
    gone = [path for path in sorted((folder / "persons").glob("*.part")) if path.name not in young]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise files.told(error, path) from None
    return tuple(gone)


def oldest_persons(folder: Path) -> datetime | None:
    """Of which hour the oldest table of persons' keys in a folder of copies is."""
    copies = copies_in(folder)
    names = {path.name for path in (folder / "persons").glob("*.part")}
    return next((p.at for p in copies.parts if _file(p.number, "part") in names), None) if copies else None


# ---- making one


@dataclass(slots=True)
class _Taken:
    """What one part is made of."""

    small: dict[str, bytes] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)


def add(
    home: Home, folder: Path, to: PublicKey, *, at: datetime, extra: Extra | None = None, progress: Progress = _nobody
) -> Part:
    """Adds a copy to a folder: all that came since the last one there, or everything. The home may be in use.

    Args:
        to: for whom it is sealed; the same for all copies of one folder.
        at: now.
        extra: what the room keeps beside the record.
        progress: is told how far it is.

    Raises:
        BackupRefused: the folder's copies are another room's, sealed for another, damaged, or of another past; or the record
            itself is broken: nothing was added.
        DiskFull, HomeReadOnly: the folder cannot be written; the copies that were there stand.
    """
    files.make_folder(folder)
    with files.locked(folder / ".making"):
        for left in folder.glob(_DRAFTS):  # by a process that was killed
            left.unlink(missing_ok=True)
        known = _standing(folder, home.public_key)
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
        counts = _Counts(sum(head.seq - had.get(log, EMPTY).seq for log, head in taken.heads.items()), progress)
        lines = _lines(home, taken, had, done, listed, counts, folder)
        size, digest = _seal_into(folder / _file(number, "part"), lines, to)
        content = canon.encode(sorted(listed))
        files.write_whole(folder / _file(number, "list"), content)
        files.make_folder(folder / "persons")
        _, persons = _seal_into(folder / "persons" / _file(number, "part"), _persons(home), to)
        part = Part(
            number, at.astimezone(UTC), size, digest, hashlib.sha256(content).hexdigest(), persons, taken.heads, counts.entries,
            len(taken.acts), counts.pieces,
        )  # fmt: skip
        signed = {
            "format": FORMAT, "parts": [_as_told(p) for p in (*before, part)], "room": home.public_key.hex(), "to": to.raw.hex(),
        }  # fmt: skip
        signature = home.sign(_SIGNED + canon.encode(signed)).hex()
        index = canon.encode(signed | {"signature": signature})
        files.write_whole(folder / _file(number, "index"), index)
        files.write_whole(folder / INDEX, index)
        forget_persons(folder, at)
    return part


def _standing(folder: Path, room: bytes) -> Copies | None:
    """What a folder holds already, also where its newest list was lost: begun at one, the first copies would be written over.

    Raises:
        BackupRefused: there are copies, and none of them is whole.
    """
    known = copies_in(folder, room=room)
    if known is None and any(folder.glob("[0-9]*.index")):
        upto = whole_until(folder, room=room)
        if not upto:
            raise BackupRefused(path=str(folder / INDEX), why=Key("record.why.missing"))
        known = copies_in(folder, room=room, after=upto)
    return known


@dataclass(slots=True)
class _Counts:
    """How far one part is, and who is told of it."""

    of: int
    progress: Progress
    entries: int = 0
    pieces: int = 0

    def entry(self) -> None:
        self.entries += 1
        if self.entries % _TOLD_EVERY == 0:
            self.progress(self.entries, self.of)


def _seal_into(path: Path, lines: Iterator[bytes], to: PublicKey) -> tuple[int, str]:
    """Seals lines into a file, which is there when all of it is. Gives its size and its digest."""
    draft = path.with_name(f".{path.name}")
    try:
        with files.private(draft) as out:
            sealed_file.seal_file(lines, to, out)
            out.flush()
            os.fsync(out.fileno())
        size, digest = draft.stat().st_size, _digest(draft)
        draft.rename(path)
    except OSError as error:
        raise files.told(error, draft) from None
    finally:
        draft.unlink(missing_ok=True)
    return size, digest


def _persons(home: Home) -> Iterator[bytes]:
    """The table of persons' keys, for a file beside the copies."""
    for path in sorted(home.persons.folder.glob("[!.]*.key")):
        yield _line({"file": f"keys/persons/{path.name}"}, path.read_bytes())


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
    home: Home, taken: _Taken, had: Mapping[str, Head], done: frozenset[str], listed: set[str], counts: _Counts,
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
            counts.entry()
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
            counts.pieces += 1
            yield _line({"piece": name}, path.read_bytes())
    for name, data in taken.small.items():
        yield _line({"file": name}, data)


def _line(told: dict[str, Any], data: bytes) -> bytes:
    return canon.encode(told | {"size": len(data)}) + b"\n" + data


# ---- restoring


def restore(
    folder: Path, to: Path, by: Pair, *, dsn: str | None = None, upto: int | None = None, room: bytes | None = None,
    outlived: Path | None = None,
) -> Restored:  # fmt: skip
    """Makes a home from a folder of copies. It is there when all of it is, or nothing is.

    Args:
        to: where no home stands yet.
        by: the key the copies are sealed for.
        dsn: a PostgreSQL database to put the entries into; without it a SQLite file, whatever the copied home had.
        upto: the number of the last part to take, where a later one is lost or cut.
        room: the signing key the copies must be of.
        outlived: the folder of signed heads (`keys/ends`) of the home that was lost, where that is still there: a home that lacks
            entries they tell of opens only after the loss is accepted.

    Raises:
        BackupCut: the last parts are missing, cut or changed, or their list; `upto` names up to which all is whole.
        BackupRefused: no part is whole, or they are sealed for another key.
        HomeStands: a home stands there, or something else.
    """
    parts = check(folder, room=room).parts if upto is None else _parts_until(folder, upto, room)
    if not parts:
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
    paths = [_checked(folder, part) for part in parts]
    if to.exists() and any(to.iterdir()):
        raise HomeStands(path=str(to))
    files.make_folder(to)
    told = Restored(parts[-1].at, parts[-1].number, _last(folder, parts[-1].number))
    kind = {"schema": f"wasata_{secrets.token_hex(6)}", "store": "postgres" if dsn else "sqlite"}
    try:
        small: dict[str, bytes] = {}
        with closing(Home.store_of(to, kind, dsn, None, create=True)) as store:
            for path in paths:
                small = {}
                _take_part(path, by, to, store, small, told)
        persons, told.persons_at = _persons_of(folder, parts, by)
        for name, data in persons.items():
            _put(to, name, data)
        told.persons = len(persons)
        about = _about(small.pop(_ORDER, b""), paths[-1]) | kind
        for name, data in small.items():
            _put(to, name, data)
        told.files = len(small) + 1
        if outlived is not None:
            take_heads(to, outlived)
        files.write_whole(to / _ORDER, canon.encode(about))
    except BaseException:
        shutil.rmtree(to, ignore_errors=True)  # half a home is none, and would be in the way of the next try
        raise
    return told


def _about(told: bytes, path: Path) -> dict[str, Any]:
    """What the copied home said of itself.

    Raises:
        BackupRefused: nothing, or no such thing.
    """
    with suppress(NotCanonical):
        about = canon.decode(told)
        if isinstance(about, dict):
            return about
    raise BackupRefused(path=str(path), why=Key("record.why.damaged"))


def _last(folder: Path, number: int) -> int:
    """The number of the last part that lies in a folder, whole or not."""
    return max((int(path.stem) for path in folder.glob("[0-9]*.part") if path.stem.isdecimal()), default=number)


def _parts_until(folder: Path, upto: int, room: bytes | None) -> tuple[Part, ...]:
    """The parts up to a number, by the list of that time, or by a later one that tells of them too."""
    copies = None
    with suppress(BackupRefused):
        copies = copies_in(folder, room=room, after=upto)
    copies = copies or copies_in(folder, room=room)
    return tuple(p for p in copies.parts if p.number <= upto) if copies else ()


def _persons_of(folder: Path, parts: tuple[Part, ...], by: Pair) -> tuple[dict[str, bytes], datetime | None]:
    """The table of persons' keys as it was at the last of these parts that still has one, and its hour: what was sealed for them
    then opens with the keys they had then. Whoever was forgotten since, as the newest table tells, stays forgotten.
    """
    table, at = _table(folder, parts, by)
    newest: tuple[Part, ...] = ()
    with suppress(RecordError):
        copies = copies_in(folder)
        newest = tuple(p for p in copies.parts if p.number > parts[-1].number) if copies else ()
    later, told_at = _table(folder, newest, by)
    return table if told_at is None else {name: data for name, data in table.items() if name in later}, at


def _table(folder: Path, parts: tuple[Part, ...], by: Pair) -> tuple[dict[str, bytes], datetime | None]:
    for part in reversed(parts):
        with suppress(RecordError):
            path = _checked_persons(folder, part)
            if path is not None:
                return {_of_persons(line, path): data for line, data in _read(path, by)}, part.at
    return {}, None


def _of_persons(line: dict[str, Any], path: Path) -> str:
    name = str(line.get("file"))
    if not re.fullmatch(rf"keys/persons/{IDENT[1:-1]}\.key", name):
        raise BackupRefused(path=str(path), why=Key("record.why.backup_changed"))
    return name


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
                if not _is_line(line):
                    raise sealed_file.Changed
                size = line["size"]
                if len(rest) < end + 1 + size:
                    break
                yield line, bytes(rest[end + 1 : end + 1 + size])
                at = end + 1 + size
            if end < 0 and len(rest) - at > LONGEST_LINE:
                raise sealed_file.Changed
            del rest[:at]
    except sealed_file.OfAnother:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_key")) from None
    except sealed_file.Cut:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_cut")) from None
    except (sealed_file.Changed, NotCanonical):
        raise BackupRefused(path=str(path), why=Key("record.why.backup_changed")) from None
    if rest:
        raise BackupRefused(path=str(path), why=Key("record.why.backup_cut"))


def _is_line(line: Any) -> bool:
    """Whether a line of a part is one of ours, to its last value: whoever has the public half can seal others."""
    if not isinstance(line, dict) or type(line.get("size")) is not int or line["size"] < 0:
        return False
    if "row" in line:
        told = line.keys() >= {"seq", "hash", "signature"} and type(line["seq"]) is int
        return told and all(map(_is_hex, (line["row"], line["hash"], line["signature"])))
    if "act" in line:
        return _is_hex(line["act"])
    name = line.get("file", line.get("piece"))
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def _is_hex(value: object) -> bool:
    return isinstance(value, str) and len(value) % 2 == 0 and not value.strip("0123456789abcdef")
