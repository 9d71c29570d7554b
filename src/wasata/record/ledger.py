"""The ledger: a reader's hand on the record.

Danger: half an act; an act done twice because a line broke; a decision appended on a state that is no longer so.
Duty: open the entries of the logs this ledger was given the keys of, and no other; append acts, all or nothing, once.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from wasata.errors import ActReused, EntryMissing, HeadMoved, KeyTurned, NameRefused, PieceMissing, SealBroken
from wasata.record import bundle, canon, chain, files, seal
from wasata.record.bundle import Fault
from wasata.record.chain import EMPTY, NOTHING, Head, Signer
from wasata.record.entry import Entry, open_entry, plain_bytes
from wasata.record.heads import HeadBook
from wasata.record.keyring import HeldKeys
from wasata.record.kinds.base import Fact
from wasata.record.lines import Lines
from wasata.record.stores import Act, Moved, Row, Store

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}")
_PIECE = re.compile(r"[0-9a-f]{64}")
_NAMED = re.compile(rb'"([0-9a-f]{64})"')
_TICK = timedelta(microseconds=1)

Writes = Mapping[str, tuple[int, Sequence[Fact]]]
_Plain = Mapping[str, Sequence[tuple[Fact, bytes]]]
"""For each log its facts, each with its canonical bytes."""


class _Done(NamedTuple):
    """The note of an act that was done, sealed, and the tag it is sealed under."""

    tag: bytes
    sealed: bytes


class _Note(NamedTuple):
    """What stands in it. `epochs`: by random name the epoch under whose key each log's content was digested; None in notes from
    before, whose digest is a plain hash."""

    digest: str
    epochs: Mapping[str, int] | None
    written: "Written"


@dataclass(frozen=True, slots=True)
class Written:
    """What an act wrote: for each log the first and last sequence and the new head; the hour of the log that bears the latest.
    `again` when it had been done before."""

    act: str
    recorded_at: datetime
    first: Mapping[str, int]
    heads: Mapping[str, Head]
    again: bool = False


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """One live log verified. `whole`: chain and seals; `signed`: every hash by this room's key; `anchored`: it contains
    the head kept beside the keys."""

    log: str
    random_name: str
    head: Head
    whole: bool
    signed: bool
    anchored: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All logs of a ledger verified."""

    logs: tuple[LogVerdict, ...]

    @property
    def whole(self) -> bool:
        return all(v.whole for v in self.logs)

    @property
    def signed(self) -> bool:
        return all(v.signed for v in self.logs)

    @property
    def anchored(self) -> bool:
        return all(v.anchored for v in self.logs)


class Ledger:
    """Made by `Home.ledger`. `logs` is the sight: nothing outside it can be read or written here."""

    def __init__(
        self, keys: HeldKeys, store: Store, signer: Signer, book: HeadBook, lines: Lines, folder: Path,
        now: Callable[[], datetime], newest: Callable[[str], int],
    ) -> None:  # fmt: skip
        self.case = keys.case
        self.logs: tuple[str, ...] = tuple(keys.logs)
        self.folder = folder
        self._keys = keys
        self._store = store
        self._signer = signer
        self._book = book
        self._now = now
        self._last: dict[str, tuple[str, datetime]] = {}
        self._lines = lines
        self._newest = newest
        """The newest epoch of a log by its random name, as the ring has it now: another process may have turned it."""

    def __repr__(self) -> str:
        return f"Ledger({self.case}: {', '.join(self.logs)})"

    @property
    def keys(self) -> HeldKeys:
        """The keys this ledger was given."""
        return self._keys

    # reading

    def heads(self, logs: Sequence[str] | None = None) -> dict[str, Head]:
        """The heads of these logs (all of the sight when None) at one moment."""
        called = {self._keys.of(log).random_name: log for log in (self.logs if logs is None else logs)}
        return {called[name]: head for name, head in self._store.heads(called).items()}

    def head(self, log: str) -> Head:
        """Where a log ends.

        Raises:
            NotHeld: the log is outside this ledger's sight.
        """
        return self.heads((log,))[log]

    def entries(self, log: str, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
        """The entries with `after < seq <= upto`, in order; up to the head when `upto` is None.

        Raises:
            NotHeld: the log is outside this ledger's sight.
            SealBroken: an entry was changed or moved.
        """
        keys = self._keys.of(log)
        if upto is None:
            upto = self.head(log).seq
        return self._entries(log, keys.random_name, keys.epochs, after, upto)

    def _entries(
        self, log: str, random_name: str, epochs: Mapping[int, bytes], after: int, upto: int
    ) -> Iterator[Entry]:
        prev, expected = NOTHING, 1
        if after > 0:
            before = next(iter(self._store.rows(random_name, after - 1, after)), None)
            if before is None:
                return
            prev, expected = before.hash, after + 1
        for row in self._store.rows(random_name, max(after, 0), upto):
            if row.seq != expected:
                raise SealBroken(log=log, seq=expected)
            header = chain.header(self._keys.case_random, random_name, prev, row.seq)
            try:
                plain = seal.unseal(epochs, seal.ENTRY, row.sealed, header)
            except seal.Unopened:
                raise SealBroken(log=log, seq=row.seq) from None
            yield open_entry(plain, case=self.case, log=log, seq=row.seq, prev=prev, hash=row.hash)
            prev, expected = row.hash, expected + 1

    def entry(self, log: str, seq: int) -> Entry:
        """One entry.

        Raises:
            EntryMissing: the log has none of this number.
        """
        found = next(self.entries(log, seq - 1, seq), None)
        if found is None:
            raise EntryMissing(log=log, seq=seq)
        return found

    def hash_at(self, log: str, seq: int) -> str | None:
        """The hash of one entry without opening it; None when the log is shorter."""
        if seq == 0:
            return NOTHING
        row = next(iter(self._store.rows(self._keys.of(log).random_name, seq - 1, seq)), None)
        return row.hash if row else None

    # writing

    def written(self, act: str, author: str) -> Written | None:
        """What an act of this author wrote if it was done before. The desk asks this before it decides a repeated request
        anew. Whether another author used the same id, nobody learns."""
        found = self._found(act, author)
        return None if found is None else self._note(act, found).written

    def append(self, writes: Writes, *, author: str, act: str) -> Written:
        """Writes an act: to each log its facts, all or nothing, if every head is still where the act was decided.

        A log with no facts is written nothing, but its head must stand: the decision rested on it.

        Args:
            writes: for each log the expected head's `seq` and the facts.
            author: who does it.
            act: an id made by the caller; the same id of the same author with the same content again returns the first
                result. Ids of different authors never meet.

        Raises:
            HeadMoved: a log has grown since. Fold, decide and append again.
            KeyTurned: a log has a new data key since this ledger was opened. Open it anew.
            ActReused: this author used the id for other content.
            NotHeld: a log is outside this ledger's sight.
            NotCanonical: a fact cannot be written as it is.
        """
        if not _NAME.fullmatch(author):
            raise NameRefused(what="author", name=author)
        if not _NAME.fullmatch(act):
            raise NameRefused(what="act", name=act)
        if not any(facts for _, facts in writes.values()):
            raise ValueError("an act that writes nothing")
        plain = {log: [(fact, canon.fact_bytes(fact)) for fact in facts] for log, (_, facts) in writes.items()}
        with self.in_line(writes):
            done = self._found(act, author)
            if done is not None:
                return self._repeated(act, author, plain, done)
            self._require_newest(plain)
            heads = self.heads(tuple(writes))
            for log, (seq, _) in writes.items():
                if heads[log].seq != seq:
                    raise HeadMoved(log=log, expected=seq, found=heads[log].seq)
            return self._write(plain, heads, author, act)

    def _require_newest(self, logs: Iterable[str]) -> None:
        """What is written from now on is for those who hold a log now: not under a key that was given up."""
        for log in logs:
            keys = self._keys.of(log)
            if self._newest(keys.random_name) != max(keys.epochs):
                raise KeyTurned(log=log)

    def _write(self, plain: _Plain, heads: Mapping[str, Head], author: str, act: str) -> Written:
        """Seals what follows these heads and has the store write it, if they still stand."""
        # in each log it writes the clock's moment, or just after that log's last entry if that is later: no other log moves
        # it, or one channel's entries would tell when another was written last
        clock = self._now().astimezone(UTC)
        last = {log: self._last_time(log, heads[log]) for log, facts in plain.items() if facts}
        moments = {log: max(clock, moment + _TICK) for log, moment in last.items()}
        at = max(moments.values())
        rows: list[Row] = []
        after = dict(heads)
        for log in last:
            made, last[log] = self._sealed(log, heads[log], plain[log], moments[log], author, act)
            rows += made
            after[log] = Head(made[-1].seq, made[-1].hash)
        names = {log: self._keys.of(log).random_name for log in plain}
        epochs = {names[log]: max(self._keys.of(log).epochs) for log, facts in plain.items() if facts}
        note = {
            "digest": self._digest(author, plain, epochs),
            "epochs": epochs,
            "recorded_at": at,
            "wrote": {names[log]: [heads[log].seq + 1, after[log].seq, after[log].hash] for log in plain},
        }
        tag = self._tag(act, author)
        sealed = seal.seal(self._keys.case_keys, seal.ACT, canon.encode(note), tag)
        try:
            done = self._store.append({names[log]: h for log, h in heads.items()}, rows, Act(tag, sealed))
        except Moved as moved:
            log = next(k for k, v in names.items() if v == moved.log)
            raise HeadMoved(log=log, expected=heads[log].seq, found=moved.found.seq) from None
        if done is not None:  # a machine without these files' locks was quicker
            return self._repeated(act, author, plain, _Done(tag, done))
        for log, moment in last.items():
            self._last[log] = (after[log].hash, moment)
        self._book.note({names[log]: after[log] for log in last})
        return Written(act, at, {log: heads[log].seq + 1 for log in last}, after)

    @contextmanager
    def in_line(self, logs: Iterable[str] | None = None) -> Iterator[None]:
        """Nobody else writes to these logs (all of the sight when None) within the block, in any process. Who writes to
        others is not kept waiting.

        `append` stands in the lines of its logs by itself, for the few milliseconds it takes. Whoever was refused with
        `HeadMoved` reads the heads, decides and appends within one such block, and is not refused again. What is decided
        must be quick.
        """
        with self._lines.first({log: self._keys.of(log).random_name for log in (self.logs if logs is None else logs)}):
            yield

    def _sealed(
        self, log: str, head: Head, facts: Sequence[tuple[Fact, bytes]], at: datetime, author: str, act: str
    ) -> tuple[list[Row], datetime]:
        """The rows of one log's facts after `head`, the first at `at`, each a microsecond later; and the last time."""
        keys = self._keys.of(log)
        rows = []
        for fact, body in facts:
            header = chain.header(self._keys.case_random, keys.random_name, head.hash, head.seq + 1)
            plain = plain_bytes(fact, recorded_at=at, author=author, act=act, body=body)
            sealed = seal.seal(keys.epochs, seal.ENTRY, plain, header)
            digest = chain.entry_hash(header, sealed)
            signature = self._signer.sign(chain.hash_message(digest))
            rows.append(Row(keys.random_name, head.seq + 1, sealed, digest, signature))
            head, at = Head(head.seq + 1, digest), at + _TICK
        return rows, at - _TICK

    def _last_time(self, log: str, head: Head) -> datetime:
        """When the last entry of a log was recorded; the beginning of time for an empty one."""
        if head == EMPTY:
            return datetime.min.replace(tzinfo=UTC)
        known = self._last.get(log)
        if known is None or known[0] != head.hash:
            known = self._last[log] = (head.hash, self.entry(log, head.seq).recorded_at)
        return known[1]

    def _tag(self, act: str, author: str) -> bytes:
        """Under which the store knows an act. The author is part of it: to one who sends an id that another used, the act
        is new, so that no answer tells him of another's acts."""
        named = b"wasata.tag.2\n" + author.encode() + b"\n" + act.encode()  # neither name holds a line end
        return hmac.digest(self._keys.case_keys[1], named, "sha256")

    def _found(self, act: str, author: str) -> "_Done | None":
        """The note of this author's act. Acts of before authors were part of the tag are known by whose entries they wrote."""
        tag = self._tag(act, author)
        sealed = self._store.act(tag)
        if sealed is not None:
            return _Done(tag, sealed)
        tag = hmac.digest(self._keys.case_keys[1], b"wasata.tag.1\n" + act.encode(), "sha256")
        sealed = self._store.act(tag)
        if sealed is None:
            return None
        old = _Done(tag, sealed)
        wrote = self._note(act, old).written.first
        return old if any(self.entry(log, seq).author == author for log, seq in wrote.items()) else None

    def _digest(self, author: str, plain: _Plain, epochs: Mapping[str, int] | None) -> str:
        """What an act wrote, so that the same can be known again. The note lies under the key of the case, which the room has: by
        a plain hash of a short answer it could try which answer it was. So each log's part is made with that log's own key.

        Raises:
            KeyError: this ledger has not the key of such an epoch.
        """
        told = {
            log: [[fact.kind, fact.version, hashlib.sha256(body).hexdigest()] for fact, body in facts]
            for log, facts in plain.items()
        }
        if epochs is None:
            return hashlib.sha256(canon.encode({"author": author, "content": told})).hexdigest()
        content = {}
        for log, facts in told.items():
            if facts:
                keys = self._keys.of(log)
                key = keys.epochs[epochs[keys.random_name]]
                content[log] = hmac.digest(key, b"wasata.act.content.1\n" + canon.encode(facts), "sha256").hex()
        return hashlib.sha256(canon.encode({"author": author, "content": content})).hexdigest()

    def _note(self, act: str, done: "_Done") -> _Note:
        try:
            note = canon.decode(seal.unseal(self._keys.case_keys, seal.ACT, done.sealed, done.tag))
        except seal.Unopened:
            raise SealBroken(log="acts", seq=0) from None
        called = {self._keys.logs[log].random_name: log for log in self.logs}
        wrote = {called[name]: w for name, w in note["wrote"].items() if name in called}
        written = Written(
            act,
            canon.read_instant(note["recorded_at"]),
            {log: first for log, (first, last, _) in wrote.items() if last >= first},
            {log: Head(last, digest) for log, (_, last, digest) in wrote.items()},
            again=True,
        )
        return _Note(note["digest"], note.get("epochs"), written)

    def _repeated(self, act: str, author: str, plain: _Plain, done: "_Done") -> Written:
        note = self._note(act, done)
        try:
            same = note.digest == self._digest(author, plain, note.epochs)
        except KeyError:  # written to other logs, or under a key he was never handed
            same = False
        if not same:
            raise ActReused(act=act)
        return note.written

    # attachments

    def keep_piece(self, log: str, content: bytes, name: str | None = None) -> str:
        """Seals an attachment beside a log, padded to its size class; gives the name by which a fact names it. `name`:
        one that was carried here keeps the name that the facts carried with it know.

        The name is the SHA-256 of the sealed bytes. Keep the piece first and write the fact then: a piece that no fact
        names is never handed out, a fact without its piece would be a gap.

        Raises:
            KeyTurned: as `append`.
        """
        self._require_newest((log,))
        keys = self._keys.of(log)
        sealed = seal.seal(keys.epochs, seal.PIECE, seal.padded(content), self._piece_place(keys.random_name))
        if name is None or not _PIECE.fullmatch(name):
            name = hashlib.sha256(sealed).hexdigest()
        folder = self.folder / "pieces" / keys.random_name
        files.make_folder(folder)
        files.write_whole(folder / name, sealed)
        return name

    def piece(self, log: str, name: str) -> bytes:
        """The attachment of this name, unsealed in memory.

        Raises:
            PieceMissing: there is none.
            SealBroken: its bytes were changed.
        """
        keys = self._keys.of(log)
        if not _PIECE.fullmatch(name):
            raise PieceMissing(log=log, piece=name)
        try:
            sealed = (self.folder / "pieces" / keys.random_name / name).read_bytes()
        except OSError:
            raise PieceMissing(log=log, piece=name) from None
        try:
            return seal.unpadded(seal.unseal(keys.epochs, seal.PIECE, sealed, self._piece_place(keys.random_name)))
        except seal.Unopened:
            raise SealBroken(log=log, seq=0) from None

    def _piece_place(self, random_name: str) -> bytes:
        return seal.piece_place(self._keys.case_random, random_name)

    def _pieces(self, log: str, upto: int) -> Iterator[tuple[str, bytes]]:
        """Those that an entry names: one beside the log may be a draft that a crash left, or of a letter that never left."""
        there = sorted((self.folder / "pieces" / self._keys.of(log).random_name).glob("*"))
        if not self._keys.of(log).epochs:  # where nothing opens, nobody can say which are named: all go, sealed
            yield from ((path.name, path.read_bytes()) for path in there if _PIECE.fullmatch(path.name))
            return
        named = (
            {name.decode() for e in self.entries(log, 0, upto) for name in _NAMED.findall(e.body)} if there else set()
        )
        for path in there:
            if path.name in named:
                yield path.name, path.read_bytes()

    # taking out

    def export(self, log: str, head: Head | None = None, note: str = "") -> Iterator[bytes]:
        """One log as a bundle, line by line, up to `head` (its present end when None), with a note for whoever opens it; and the
        attachments its entries name, no other. It is handed out sealed."""
        keys = self._keys.of(log)
        upto = (head or self.head(log)).seq
        return bundle.lines(
            self._keys.case_random,
            keys.random_name,
            self._store.rows(keys.random_name, 0, upto),
            self._pieces(log, upto),
            self._now().astimezone(UTC),
            self._signer,
            note,
        )

    def head_file(self, log: str, head: Head | None = None, note: str = "") -> bytes:
        """A signed head of one log, to be kept where the room cannot reach it."""
        name = self._keys.of(log).random_name
        at = self._now().astimezone(UTC)
        return bundle.head_file(self._keys.case_random, name, head or self.head(log), at, self._signer, note)

    # verifying

    def verify(self) -> Verdict:
        """Checks every entry of every log in sight: chain, seal, signature, and the head kept beside the keys."""
        kept = {log: self._book.head(self._keys.of(log).random_name) for log in self.logs}
        return Verdict(tuple(self._verify_log(log, anchor) for log, anchor in kept.items()))

    def _verify_log(self, log: str, anchor: Head) -> LogVerdict:
        keys = self._keys.of(log)
        head = self.head(log)
        faults: list[Fault] = []
        signed, anchored, prev, seq = True, anchor == EMPTY, NOTHING, 0
        for row in self._store.rows(keys.random_name, 0, head.seq):
            seq += 1
            if row.seq != seq:
                faults.append(Fault("missing", seq))
                seq = row.seq
            header = chain.header(self._keys.case_random, keys.random_name, prev, row.seq)
            if chain.entry_hash(header, row.sealed) != row.hash:
                faults.append(Fault("chain", row.seq))
            elif keys.epochs:  # a log that nobody opens is checked by its chain and signatures alone
                try:
                    seal.unseal(keys.epochs, seal.ENTRY, row.sealed, header)
                except seal.Unopened:
                    faults.append(Fault("seal", row.seq))
            if not chain.is_signed(self._signer.public, chain.hash_message(row.hash), row.signature):
                signed = False
                faults.append(Fault("signature", row.seq))
            if row.seq == anchor.seq and row.hash == anchor.hash:
                anchored = True
            prev = row.hash
        if not anchored:
            faults.append(Fault("anchor", anchor.seq))
        whole = not any(f.what in ("missing", "chain", "seal") for f in faults)
        return LogVerdict(log, keys.random_name, head, whole, signed, anchored, tuple(faults))
