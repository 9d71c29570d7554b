"""The home: one folder (WASATA_HOME) with the stores, the keys, and the signed heads beside the keys.

Danger: keys others can read; a database put back to an older day; two rooms served from one folder.
Duty: make and open the folder, hand out ledgers with the keys they were asked for and no other.
Shape:

    home.json            what stands here: {"format":"wasata.home.1","schema":"…","store":"sqlite"}
    public.key           the room's public signing key, for whoever verifies
    record.sqlite3       sealed entries (with PostgreSQL: the schema named in home.json)
    keys/                0700; room.key, signing.key, ends/ (the signed head of each log), one .ring a case: all 0600;
                         persons/ (`persons.py`): apart from all else, for it must forget; copies.key (`copies.py`)
    copies.json          where copies of the home go and what became of them
    folds/  pieces/      sealed snapshots; sealed attachments
    sheets/              what stands behind each day's root: heads and a salt, signed; no words
    lines/               a lock for each log: who writes to it stands there
    lock                 held by the room that serves
"""

import fcntl
import os
import resource
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wasata.errors import (
    CaseExists,
    CaseUnknown,
    HeadsBroken,
    HomeInUse,
    HomeMissing,
    HomeWrong,
    NotCanonical,
    NotHeld,
    RecordOlder,
    TwoNeeded,
)
from wasata.record import bundle, canon, files, fold, keyring
from wasata.record.chain import EMPTY, Head, Signer
from wasata.record.heads import HeadBook, heads_of_one_file
from wasata.record.keyring import HOUSE as HOUSE
from wasata.record.keyring import OF_HOUSE, OPENED, HeldKeys, Holder, Keyring, MasterKey, Wrapping
from wasata.record.kinds.access import LogSetBack, RecordRestored
from wasata.record.kinds.case import HeadsNoted
from wasata.record.ledger import Ledger
from wasata.record.lines import Lines
from wasata.record.person_key import PublicKey
from wasata.record.persons import Persons
from wasata.record.stores import Store
from wasata.record.stores.sqlite import SQLiteStore
from wasata.words import Key

FORMAT = "wasata.home.1"
KEEPER = "keeper"
"""Who acts when the owner of the machine accepts a restored database: no reader of any case."""


Consent = Callable[["Home", str | None], tuple[str, ...]]
"""Who accepts that a case goes back to an older day, by name; None for a case of which nothing is left. Raises where too few
do."""


def database() -> str | None:
    """Where this machine keeps the record: WASATA_DSN, a PostgreSQL database; None for a SQLite file in the home.

    Whoever opens a home for the room or a command passes it on, so that all of them open the same one.
    """
    return os.environ.get("WASATA_DSN") or None


Stamp = tuple[int, int, int]
"""By what a file is known to be the one that was read: its number on the disk, and when it was last written and changed."""


def _clock() -> datetime:
    return datetime.now(UTC)


class Home:
    """A home folder, open. Use `create` or `open`; may be shared by threads."""

    def __init__(
        self, path: Path, store: Store, master: MasterKey, signer: Signer, now: Callable[[], datetime]
    ) -> None:
        self.path = path
        self._store = store
        self._master = master
        self._signer = signer
        self._now = now
        self._book = HeadBook(path / "keys" / "ends", signer)
        self._lines = Lines(path / "lines")
        self.persons = Persons(path / "keys" / "persons")
        """The keys of persons: apart from the record, because they must be forgotten one day."""
        self._read_rings: dict[Path, tuple[Stamp, Keyring]] = {}
        self._paths: dict[str, Path] = {}
        self.accepted: dict[str, RecordRestored] = {}
        """What was accepted when this home was opened as restored, by case."""

    def __repr__(self) -> str:
        return f"Home({self.path})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        dsn: str | None = None,
        store: Store | None = None,
        now: Callable[[], datetime] = _clock,
    ) -> "Home":
        """Makes a home, or opens the one that stands there.

        Args:
            dsn: a PostgreSQL database; without it a SQLite file in the folder.
            store: for tests and rehearsals, a store of the caller's own.

        Raises:
            HomeReadOnly, DiskFull: the folder cannot be written.
        """
        files.make_folder(path)
        with files.locked(path / ".making"):
            if not (path / "home.json").exists():
                keys = path / "keys"
                for folder in (keys, path / "folds", path / "pieces"):
                    files.make_folder(folder)
                for name in ("room.key", "signing.key"):
                    if not (keys / name).exists():
                        files.write_whole(keys / name, secrets.token_hex(32).encode() + b"\n")
                kind = "given" if store is not None else "postgres" if dsn else "sqlite"
                about = {"format": FORMAT, "schema": f"wasata_{secrets.token_hex(6)}", "store": kind}
                cls.store_of(path, about, dsn, store, create=True).close()
                files.write_whole(path / "public.key", _load_signer(path).public.hex().encode() + b"\n")
                if not any((keys / name).exists() for name in ("ends", "heads")):
                    HeadBook(keys / "ends", _load_signer(path)).write({})
                files.write_whole(path / "home.json", canon.encode(about))
        return cls.open(path, dsn=dsn, store=store, now=now)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        dsn: str | None = None,
        store: Store | None = None,
        now: Callable[[], datetime] = _clock,
        restored: bool = False,
        consent: "Consent | None" = None,
    ) -> "Home":
        """Opens a home, after checking that the store's guards stand and that it is not older than the signed heads.

        Args:
            restored: the owner accepts that the database was put back to an older day, or that the signed heads were
                lost: it is recorded in `access` of every case it touches, and the heads are set to what is there.
            consent: with `restored`, who of the team accepts it too. Needed where persons keep any case of the home.

        Raises:
            HomeMissing: no home stands there.
            HomeInUse: `restored`, while a room serves from it.
            TwoNeeded: `restored`, where persons keep a case and nobody of them accepts.
            RecordOlder: the database lacks entries that were recorded.
            GuardMissing: a trigger was taken away.
            KeyRefused: a key file is missing, damaged or open to others.
        """
        try:
            about = canon.decode((path / "home.json").read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            raise HomeMissing(path=str(path)) from None
        except OSError as error:
            raise files.told(error, path) from None
        except NotCanonical:
            raise HomeWrong(path=str(path / "home.json"), why=Key("record.why.damaged")) from None
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise HomeWrong(path=str(path / "home.json"), why=Key("record.why.damaged"))
        _leave_no_core()
        master, signer = keyring.load_master(path / "keys" / "room.key"), _load_signer(path)
        home = cls(path, cls.store_of(path, about, dsn, store, create=False), master, signer, now)
        try:
            home._store.check()
            ends = path / "keys" / "ends"
            for folder in (path, path / "keys", ends, path / "folds", path / "sheets", *(path / "pieces").glob("*/")):
                files.sweep(folder)
            fold.let_go(path / "folds")
            if restored:
                home._accept(consent)
            else:
                home._take_over()
                home._refuse_older()
        except BaseException:
            home.close()
            raise
        return home

    @staticmethod
    def store_of(path: Path, about: dict[str, str], dsn: str | None, store: Store | None, *, create: bool) -> Store:
        """The store of the home at `path`, of the kind that `about`, its `home.json`, names.

        Raises:
            HomeWrong: it is of another kind than what is given.
        """
        kind = about["store"]
        if store is not None and kind == "given":
            return store
        if kind == "sqlite" and dsn is None and store is None:
            return SQLiteStore(path / "record.sqlite3", create=create)
        if kind == "postgres" and dsn is not None:
            from wasata.record.stores.postgres import PostgresStore  # psycopg is an extra

            return PostgresStore(dsn, about["schema"], create=create)
        raise HomeWrong(path=str(path), why=Key("record.why.other_store"))

    def _log_names(self) -> frozenset[str]:
        """The random names of all logs of all cases."""
        return frozenset[str]().union(*(ring.log_names for ring in self.rings()))

    def _take_over(self) -> None:
        """A home from before kept the heads of all its logs in one file: each has its own from now on. None goes back by it.

        Raises:
            HeadsBroken: that file is damaged or not ours.
        """
        one = self.path / "keys" / "heads"
        if one.exists():
            with files.locked(self.path / ".making"):
                heads = heads_of_one_file(one, self._signer) if one.exists() else {}
                files.make_folder(self._book.path)
                for log in self._log_names().union(heads):
                    self._book.begin(log)
                self._book.note(heads)
                self._leave_one_file()

    def _leave_one_file(self) -> None:
        for name in ("keys/heads", "keys/heads.lock", "line"):
            (self.path / name).unlink(missing_ok=True)

    def _refuse_older(self) -> None:
        for log, kept in self._book.read(self._log_names()).items():
            if not self._stands(log, kept):
                found = self._store.heads((log,))[log].seq
                raise RecordOlder(log=self._called(log), kept=kept.seq, found=found)

    def _stands(self, log: str, head: Head) -> bool:
        """Whether the database holds the entry that was the head of a log."""
        if head == EMPTY:
            return True
        row = next(iter(self._store.rows(log, head.seq - 1, head.seq)), None)
        return row is not None and row.hash == head.hash

    def _accept(self, consent: "Consent | None") -> None:
        """Sets the signed heads to what the database holds, after that was recorded in each case that lost by it, with who
        accepted it. Nothing is written before all have.

        The new heads take the place of the old ones last: whoever is stopped before is asked again.
        """
        with self.serve():  # a room that is open has folded what is given up
            with suppress(HeadsBroken):
                self._take_over()
            logs = self._log_names()
            noted = self._book.read_or_none(logs)
            lost = {
                ring.path: fact for ring in self.rings() if (fact := self._given_up(ring.names(self._master), noted))
            }
            gone = noted is not None and any(
                not self._stands(log, head) for log, head in noted.items() if log not in logs
            )
            accepted_by = self._asked(consent, [*lost, None] if gone else [*lost])
            book = HeadBook(self.path / "keys" / "ends.new", self._signer)
            book.write(dict.fromkeys(logs, EMPTY) | self.heads())
            for ring in self.rings():
                case = ring.case(self._master)
                if (
                    ring.path in lost and case != HOUSE
                ):  # what the home itself loses is told by every case that lost too
                    fact = lost[ring.path].model_copy(update={"accepted_by": accepted_by[ring.path]})
                    ledger = Ledger(
                        ring.give(("access",), self._master), self._store, self._signer, book, self._lines, self.path,
                        self._now, ring.newest,
                    )  # fmt: skip
                    act = f"restored-{secrets.token_hex(12)}"
                    ledger.append({"access": (ledger.head("access").seq, (fact,))}, author=KEEPER, act=act)
                    self.accepted[case] = fact
            self._book.write(book.read())
            shutil.rmtree(book.path)
            self._leave_one_file()

    def _asked(self, consent: "Consent | None", lost: "list[Path | None]") -> "dict[Path | None, tuple[str, ...]]":
        """Who accepts that the cases of these rings go back (None: one of which nothing is left; the home's own is asked so
        too). Where the room keeps all cases, the owner of the machine does alone."""
        if not any(ring.recovery for ring in self.rings()):
            return dict.fromkeys(lost, ())
        if lost and consent is None:
            raise TwoNeeded(accepted=0)
        called: dict[Path | None, str] = {ring.path: ring.case(self._master) for ring in self.rings()}
        cases = {path: case for path, case in called.items() if case != HOUSE}
        return {path: consent(self, cases.get(path)) if consent else () for path in lost}

    def _given_up(self, logs: Mapping[str, str], noted: Mapping[str, Head] | None) -> RecordRestored | None:
        """What a case loses when the database is accepted as it is; None when it holds all that was signed."""
        found = self._store.heads(list(logs.values()))
        lost = []
        for log, random_name in sorted(logs.items()):
            is_at = found[random_name]
            was = noted.get(random_name) if noted is not None else None
            if noted is None or (was is not None and not self._stands(random_name, was)):
                lost.append(
                    LogSetBack(
                        log=log, noted=was.seq if was else None, noted_head=was.hash if was else None,
                        found=is_at.seq, found_head=is_at.hash,
                    )
                )  # fmt: skip
        return RecordRestored(heads="lost" if noted is None else "kept", logs=tuple(lost), by=KEEPER) if lost else None

    def _called(self, random_name: str) -> str:
        """`case/log` for a log's random name; the random name if no keyring knows it."""
        for ring in self.rings():
            for log, name in ring.names(self._master).items():
                if name == random_name:
                    return f"{ring.case(self._master)}/{log}"
        return random_name

    # cases

    def rings(self) -> Iterator[Keyring]:
        """The keyrings of all cases, as they stand on the disk. Not to be changed: `_changed` reads its own."""
        for path in sorted((self.path / "keys").glob("*.ring")):
            if not path.name.startswith("."):
                yield self._read_ring(path)

    def _read_ring(self, path: Path) -> Keyring:
        """A keyring as it stands on the disk; taken apart again only when its file is another."""
        try:
            stamp = _stamp(path)
        except OSError as error:
            raise files.told(error, path) from None
        known = self._read_rings.get(path)
        if known is None or known[0] != stamp:
            known = self._read_rings[path] = (stamp, Keyring.load(path))
        return known[1]

    def _path_of(self, case: str) -> Path:
        path = self._paths.get(case)
        if path is None or not path.exists():
            path = next((ring.path for ring in self.rings() if ring.case(self._master) == case), None)
            if path is None:
                raise CaseUnknown(case=case)
            self._paths[case] = path
        return path

    def _ring(self, case: str) -> Keyring:
        return self._read_ring(self._path_of(case))

    def stamp(self, case: str) -> Stamp:
        """Another whenever a key of the case was handed, taken or turned, or a log opened, by whatever process. Quick: it may be
        asked at every use of what was opened before.

        Raises:
            CaseUnknown: no such case here.
        """
        path = self._path_of(case)
        try:
            return _stamp(path)
        except OSError as error:
            raise files.told(error, path) from None

    def cases(self) -> tuple[str, ...]:
        """The cases in this home, in the order of their names."""
        return tuple(sorted(case for ring in self.rings() if (case := ring.case(self._master)) != HOUSE))

    def open_case(self, case: str, *, recovery: PublicKey | None = None) -> None:
        """Makes a case with the logs every case opens with: press, bureau, access, ground, table.

        Args:
            recovery: persons keep the case: what is confidential is wrapped for them and for this key, not for the room.

        Raises:
            CaseExists: one of this name stands already.
            NameRefused: a case may not be called so.
        """
        keyring.require_case_name(case)
        with files.locked(self.path / ".making"):
            if case in self.cases():
                raise CaseExists(case=case)
            ring = Keyring.new(self.path / "keys", case, self._master, recovery=recovery)
            for log in OPENED:
                ring.open_log(log, self._master)
            self._keep(ring, frozenset())

    def has_house(self) -> bool:
        """Whether the home has logs of its own, beside its cases."""
        return any(ring.case(self._master) == HOUSE for ring in self.rings())

    def house(self) -> tuple[str, ...]:
        """The name under which the home's own logs are opened, where it has any."""
        return (HOUSE,) if self.has_house() else ()

    def write_rings(self) -> None:
        """Writes every keyring as this version does, and the names in it under the key of its case."""
        with files.locked(self.path / ".making"):
            for path in [ring.path for ring in self.rings()]:
                ring = Keyring.load(path)
                ring.renew_names(self._master)
                ring.keep()

    def open_house(self) -> None:
        """Makes the logs of the home itself, which belong to no case; once is enough. The room holds their keys."""
        with files.locked(self.path / ".making"):
            if not self.has_house():
                ring = Keyring.new(self.path / "keys", HOUSE, self._master)
                for log in OF_HOUSE:
                    ring.open_log(log, self._master)
                self._keep(ring, frozenset())

    def open_log(self, case: str, log: str, *, persons: Iterable[Wrapping] = ()) -> None:
        """Opens a further log in a case (`line/<x>`, `channel/<x>`, `cell`, `people`, `hands/<x>`); once is enough.

        Args:
            persons: who holds it from the beginning, where persons keep the case.

        Raises:
            NameRefused: the house has no such log.
        """
        with self._changed(case) as ring:
            ring.open_log(log, self._master, persons)

    @contextmanager
    def _changed(self, case: str) -> Iterator[Keyring]:
        """The keyring of a case, kept at the end of the block; nobody else changes it meanwhile."""
        with files.locked(self.path / ".making"):
            ring = Keyring.load(self._path_of(case))
            known = ring.log_names
            yield ring
            self._keep(ring, known)

    def _keep(self, ring: Keyring, known: frozenset[str]) -> None:
        """Keeps a keyring, after the heads of its new logs: one that is missing later was taken away."""
        for log in ring.log_names - known:
            self._book.begin(log)
        ring.keep()

    def logs(self, case: str) -> tuple[str, ...]:
        """Every log of a case, whoever holds its key. For the owner's own commands; a reader's logs are what the desk says."""
        return tuple(sorted(self._ring(case).names(self._master)))

    def ledger(self, case: str, logs: Iterable[str], by: Holder | None = None) -> Ledger:
        """A ledger with the keys of these logs and no other.

        Args:
            by: the person who is there, for logs that persons hold.

        Raises:
            CaseUnknown: no such case here.
            NotHeld: no such log, or nobody here opens it.
        """
        return self._ledger(case, self._ring(case).give(logs, self._master, *_there(by)))

    def _ledger(self, case: str, keys: HeldKeys) -> Ledger:
        def newest(random_name: str) -> int:
            return self._ring(case).newest(random_name)

        return Ledger(keys, self._store, self._signer, self._book, self._lines, self.path, self._now, newest)

    @contextmanager
    def in_line(self, case: str, logs: Iterable[str]) -> Iterator[None]:
        """Nobody else writes to these logs of a case within the block, in any process. It opens none of them: whoever writes
        within it does so by ledgers of this home.

        Raises:
            NotHeld: there is no such log.
        """
        known, called = self._ring(case).names(self._master), frozenset(logs)
        for log in called - known.keys():
            raise NotHeld(log=log)
        with self._lines.first({log: known[log] for log in called}):
            yield

    @contextmanager
    def in_turn(self, whose: str) -> Iterator[None]:
        """One after the other of those who come under this name, in any process; nobody waits here for another name.

        Args:
            whose: for a file's name: letters and digits that tell nothing.
        """
        with self._lines.alone(whose):
            yield

    # keys that persons hold

    def recovery(self, case: str) -> PublicKey | None:
        """The public half of a case's recovery key, where persons keep the case; None where the room does."""
        return self._ring(case).recovery

    def opens(self, case: str, by: Holder | None = None) -> frozenset[str]:
        """The logs of a case that can be read now: by the room alone, or with a person who is there."""
        return frozenset(self._ring(case).logs(self._master, *_there(by)))

    def holders(self, case: str, log: str) -> dict[str, frozenset[int]]:
        """For whom a log is wrapped: names of holders (`PublicKey.name`, or `room`), each with the epochs.

        Raises:
            NotHeld: there is no such log.
        """
        return self._ring(case).holders(log, self._master)

    def hold_now(self, case: str, log: str) -> frozenset[str]:
        """For whom the newest key of a log is wrapped: who is not among them writes nothing, and reads nothing that comes.

        Raises:
            NotHeld: there is no such log.
        """
        holders = self.holders(case, log)
        newest = max((max(epochs) for epochs in holders.values()), default=0)
        return frozenset(name for name, epochs in holders.items() if newest in epochs)

    def hand_key(self, case: str, log: str, by: Holder, to: Wrapping) -> None:
        """Somebody who opens a log hands its keys to a person. Who may do so is decided by the desk.

        Raises:
            NotHeld: there is no such log, or `by` does not open it.
        """
        with self._changed(case) as ring:
            ring.hand(log, self._master, by, to)

    def take_keys(self, case: str, log: str, holders: Iterable[str], persons: Iterable[Wrapping]) -> None:
        """Holders lose a log: what was wrapped for them goes, and a new epoch begins for those who are left. With no holders, it
        is the new epoch alone.

        Args:
            holders: their names in the ring.
            persons: who is left.

        Raises:
            NotHeld: there is no such log.
            ValueError: one is the recovery key, or among those who are left.
        """
        gone, left = frozenset(holders), tuple(persons)
        if gone & {person.name for person in left}:
            raise ValueError("who loses a log is not among those who are left")
        with self.in_line(case, (log,)), self._changed(case) as ring:  # nobody writes to it under the old key meanwhile
            ring.take_back(log, self._master, gone)
            ring.turn(log, self._master, left)

    def keep_by_persons(
        self, case: str, recovery: PublicKey, persons: Mapping[str, Iterable[Wrapping]], *, by: Holder | None = None
    ) -> None:
        """Persons keep a case that the room has kept; or, where they do, another recovery key takes the place of theirs.

        Args:
            recovery: opens for officers what the persons can no longer.
            persons: for each confidential log who holds it.
            by: where persons keep it already: who opens all of them.

        Raises:
            NotHeld: `by` does not open one of them.
            ValueError: persons keep it and nobody is there to open, or the room keeps it and somebody is named.
        """
        with self.in_line(case, filter(keyring.of_persons, self.logs(case))), self._changed(case) as ring:
            if by is None:
                ring.take_over(recovery, self._master, persons)
            else:
                ring.renew_recovery(recovery, self._master, by, persons)

    def newest(self, case: str, log: str) -> int:
        """The newest epoch of a log.

        Raises:
            NotHeld: there is no such log.
        """
        return self._ring(case).newest(self._pieces_of(case, log).name)

    def case_number(self, case: str) -> str:
        """The random name of a case: under it stand the parts of its recovery key in the table of persons."""
        return self._ring(case).random_name

    # the end of a log

    def blind_ledger(self, case: str, logs: Iterable[str]) -> Ledger:
        """A ledger without a single data key: it checks the chains of logs that nobody opens, and hands them out sealed.

        Raises:
            NotHeld: there is no such log.
        """
        return self._ledger(case, self._ring(case).blind(logs, self._master))

    def is_destroyed(self, case: str, log: str) -> bool:
        """Whether the keys of a log were thrown away.

        Raises:
            NotHeld: there is no such log.
        """
        return self._ring(case).is_destroyed(log, self._master)

    def files_of(self, case: str, log: str) -> int:
        """How many sealed attachments lie beside a log.

        Raises:
            NotHeld: there is no such log.
        """
        return sum(1 for _ in self._pieces_of(case, log).glob("[0-9a-f]*"))

    def pieces(self, case: str, log: str) -> frozenset[str]:
        """The names of the sealed attachments beside a log.

        Raises:
            NotHeld: there is no such log.
        """
        return frozenset(path.name for path in self._pieces_of(case, log).glob("[0-9a-f]*"))

    def _pieces_of(self, case: str, log: str) -> Path:
        found = self._ring(case).names(self._master).get(log)
        if found is None:
            raise NotHeld(log=log)
        return self.path / "pieces" / found

    def seal_away(self, case: str, log: str) -> None:
        """Where persons keep the case, nobody but the recovery key opens the log from now on. Again, it changes nothing for the
        worse: whoever was stopped in the middle does it again.

        Raises:
            NotHeld: there is no such log.
        """
        with self.in_line(case, (log,)), self._changed(case) as ring:
            ring.seal_away(log, self._master)
        self._forget_folds()

    def destroy_keys(self, case: str, log: str) -> None:
        """Throws away the keys of a log for all holders, and what was folded of anything. The entries stay, sealed for ever: the
        chain can be checked. Again, it changes nothing. Copies of the home made before still hold the keys.

        Raises:
            NotHeld: there is no such log.
        """
        with (
            self.in_line(case, (log,)),  # nobody writes to it meanwhile
            files.written_over(self._path_of(case)),
            self._changed(case) as ring,
        ):
            ring.destroy(log, self._master)
        self._forget_folds()

    def remove_files(self, case: str, log: str) -> None:
        """Takes the sealed attachments of a log off the disk.

        Raises:
            NotHeld: there is no such log.
        """
        folder = self._pieces_of(case, log)
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise files.told(error, folder) from None

    def _forget_folds(self) -> None:
        """Snapshots save time and hold words: those of a log that ended would only wait for somebody with an old key."""
        for path in (self.path / "folds").iterdir():
            with suppress(OSError):
                path.unlink()

    # for copies (`backup.py`): sealed bytes and signatures, no key

    @property
    def store(self) -> Store:
        """Where the sealed entries lie."""
        return self._store

    def sign(self, message: bytes) -> bytes:
        """The room's signature."""
        return self._signer.sign(message)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes to any log of any case within the block, in any process. For a moment only: all the team waits."""
        lines: dict[str, str] = {}
        for ring in self.rings():
            lines |= {f"{log}@{ring.random_name}": name for log, name in ring.names(self._master).items()}
        with self._lines.first(lines):
            yield

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock of this home."""
        return self._now

    @property
    def public_key(self) -> bytes:
        """The room's public signing key, 32 bytes: to be given to whoever verifies bundles."""
        return self._signer.public

    def heads(self) -> dict[str, Head]:
        """The heads of all logs of the home that have entries, by random name."""
        return {log: head for log, head in self._store.heads(self._store.logs()).items() if head != EMPTY}

    def note_heads(self, case: str, note: str = "") -> tuple[HeadsNoted, bytes]:
        """One salted root over all heads of a case: the fact for `bureau`, and the sheet that stands behind the root.

        The desk appends the fact; the root is printed on the brief or time-stamped outside; the sheet is kept elsewhere
        and serves `wasata record verify --head`. `note`: words for whoever opens it.
        """
        ring = self._ring(case)
        heads = self._store.heads(sorted(ring.log_names))
        salt, at = secrets.token_hex(16), self._now().astimezone(UTC)
        fact = HeadsNoted(root=bundle.root(heads, salt), salt=salt, logs=len(heads), noted_at=at)
        return fact, bundle.sheet_file(ring.random_name, heads, salt, at, self._signer, note)

    def keep_sheet(self, sheet: bytes, name: str) -> None:
        """Keeps the sheet behind a noted root in the home, until somebody takes it where the room cannot reach it."""
        files.make_folder(self.path / "sheets")
        files.write_whole(self.path / "sheets" / f"{name}.sheet", sheet)

    # serving

    @contextmanager
    def serve(self) -> Iterator[None]:
        """Holds the home's lock while a room serves from it. The command line may still write beside it.

        Raises:
            HomeInUse: another room holds it.
        """
        path = self.path / "lock"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise files.told(error, path) from None
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise HomeInUse(path=str(self.path)) from None
            yield
        finally:
            os.close(handle)

    def by(self, now: Callable[[], datetime]) -> "Home":
        """The same home by another clock: for a sample that tells of weeks, for rehearsals. Closed with this one."""
        other = Home(self.path, self._store, self._master, self._signer, now)
        other._lines = self._lines
        return other

    def close(self) -> None:
        """Lets the store go."""
        self._store.close()


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _there(by: Holder | None) -> tuple[Holder, ...]:
    return () if by is None else (by,)


def public_key_of(path: Path) -> bytes | None:
    """The public signing key of the room whose home is at `path`; None where there is none. Opens nothing else."""
    try:
        key = bytes.fromhex((path / "public.key").read_text().strip())
    except (OSError, ValueError):
        return None
    return key if len(key) == 32 else None


def take_heads(path: Path, ends: Path) -> None:
    """Puts signed heads that outlived their home to those of the home at `path`, as far as they tell of more.

    Raises:
        HeadsBroken: one of them is damaged, or not signed by this room.
    """
    signer = _load_signer(path)
    book = HeadBook(path / "keys" / "ends", signer)
    heads = HeadBook(ends, signer).read()
    for log in heads:
        book.begin(log)
    book.note(heads)


def _leave_no_core() -> None:
    """From now on keys and opened words are in memory: should this process crash, the system writes none of it to a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _load_signer(path: Path) -> Signer:
    return Signer(Ed25519PrivateKey.from_private_bytes(keyring.load_secret(path / "keys" / "signing.key")))
