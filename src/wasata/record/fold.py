"""Folds: state is folded from entries, not stored.

Danger: a page that folds ten thousand entries while somebody waits; a state that depends on the order in which two
logs were read; a snapshot that a reader opens without holding every log it came from.
Duty: a view is `start` and `step`; `Folds` keeps its state, advances it by new entries only, keeps sealed snapshots.
Shape: entries of several logs are folded in the order (recorded_at, log, seq). An entry that arrives late (written by
another process a moment ago with an earlier time) makes its view start again, so the state is always that of a full
fold. "Now" is no part of a fold: ask it of the state. `folds/<tag>` holds a snapshot, sealed with a key made from the
data keys of every log it came from. One file a view and set of logs: a newer snapshot, of a newer version of the view or
under a turned key, takes the place of the older. A view that can say what came to it since some entries has a second
file beside it, the *rest*: what came since the snapshot, so that a large state is not written whole for every dozen
reports. A rest stands on one snapshot, named in it, and is worth nothing on another. `let_go` takes away what nothing asks
for any more.
"""

import hashlib
import heapq
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from wasata.errors import NotCanonical, NotHeld, WasataError
from wasata.record import canon, files, lift, seal
from wasata.record.chain import EMPTY, Head
from wasata.record.entry import Entry
from wasata.record.ledger import Ledger

S = TypeVar("S")
Seqs = Mapping[str, int]
"""How far each log had come."""
Packed = bytes | memoryview
"""A state as it came out of its seal: not copied once more, for it may be the largest thing there is."""

Place = tuple[datetime, str, int]
_BEGINNING: Place = (datetime(1, 1, 1, tzinfo=UTC), "", 0)

REST_AT_MOST = 10
"""A rest grows to so small a part of its snapshot (one in ten); then the whole is written again."""

UNUSED_DAYS = 30
"""A snapshot that was neither written nor read for so long, while others were, belongs to nobody any more."""


@dataclass(frozen=True)
class View(Generic[S]):
    """A question to the record, answered by folding.

    Attributes:
        name: what it is called; with `version` it names its snapshots. Raise `version` when `step` or `pack` changes.
        logs: the logs it reads, of which a reader's sight gives some or all; `line/*` means every line he holds.
        start: the state before the first entry.
        step: the state after one more entry; may change the state it is given and return it.
        pack, unpack: the state as bytes and back, for snapshots; without them the view is folded anew in each process.
        pack_since, lay: what came to the state after these entries, as bytes; and laid on a state of just these entries.
    """

    name: str
    version: int
    logs: tuple[str, ...]
    start: Callable[[], S]
    step: Callable[[S, Entry], S]
    pack: Callable[[S], bytes] | None = None
    unpack: Callable[[Packed], S] | None = None
    pack_since: Callable[[S, Seqs], bytes] | None = None
    lay: Callable[[S, Packed], S] | None = None

    def seen(self, sight: tuple[str, ...]) -> tuple[str, ...]:
        """The logs of the sight that this view reads, in the order of their names."""
        families = tuple(log[:-1] for log in self.logs if log.endswith("/*"))
        return tuple(sorted(log for log in sight if log in self.logs or (families and log.startswith(families))))


_asked: ContextVar[set[tuple[str, tuple[str, ...]]] | None] = ContextVar("asked", default=None)


@contextmanager
def noting_what_is_asked(on: bool = True) -> Iterator[set[tuple[str, tuple[str, ...]]]]:
    """Every view that is asked within the block, by its name and logs: so that a page can say what it was made from. With `on`
    false nothing within is noted. A block within a block tells the outer one as well."""
    noted: set[tuple[str, tuple[str, ...]]] = set()
    outer = _asked.get()
    before = _asked.set(noted if on else None)
    try:
        yield noted
    finally:
        _asked.reset(before)
        if on and outer is not None:
            outer |= noted


def note_asked(name: str, logs: tuple[str, ...]) -> None:
    """Notes that something was asked of these logs by another way than a view."""
    if (noted := _asked.get()) is not None:
        noted.add((name, logs))


def asked_so_far() -> frozenset[tuple[str, tuple[str, ...]]]:
    """What was asked in the block we are in."""
    return frozenset(_asked.get() or ())


@dataclass(frozen=True)
class _Base:
    """The snapshot on disk that a rest may stand on: its name for itself, which file it is, how far it goes."""

    id: str
    file: int
    seqs: dict[str, int]


@dataclass
class _Kept(Generic[S]):
    """A state and how far it has come."""

    state: S
    heads: dict[str, Head]
    last: Place = _BEGINNING
    base: _Base | None = None
    fresh: int = field(default=0, metadata={"of": "entries folded since the last snapshot"})


class Folds:
    """The states of one ledger's views, in one process. Threads share it: `hold` while reading a state that may change."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._kept: dict[tuple[str, int], _Kept[Any]] = {}
        self._views: dict[tuple[str, int], View[Any]] = {}
        self._lock = threading.RLock()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Nobody else advances a state within the block."""
        with self._lock:
            yield

    def get(self, view: View[S]) -> S:
        """The state of a view as of now.

        Raises:
            KindUnknown: an entry is of a kind this program does not know; the fold is refused, nothing skipped.
        """
        note_asked(view.name, view.logs)
        with self._lock:
            key = (view.name, view.version)
            self._views[key] = view
            kept: _Kept[S] | None = self._kept.get(key) or self._from_snapshot(view)
            heads = self.ledger.heads(view.seen(self.ledger.logs))  # of one moment: no act is seen in half
            if kept is not None:
                self._kept.pop(key, None)  # a step that fails half way leaves nothing behind
                kept = self._advance(view, kept, heads)
            if kept is None:
                kept = self._advance(view, _Kept(view.start(), dict.fromkeys(heads, EMPTY)), heads)
            assert kept is not None, "a fold from the beginning meets nothing late"
            self._kept[key] = kept
            return kept.state

    def _advance(self, view: View[S], kept: _Kept[S], heads: dict[str, Head]) -> _Kept[S] | None:
        """The same state further on; None when an entry came late, or a log is not the one we folded."""
        if kept.heads == heads:
            return kept
        if kept.heads.keys() != heads.keys():
            return None
        if any(self.ledger.hash_at(log, h.seq) != h.hash for log, h in kept.heads.items() if heads[log] != h):
            return None  # the database was put back, or is another
        for entry in _merged(self.ledger, {log: (kept.heads[log].seq, h.seq) for log, h in heads.items()}):
            if entry.place < kept.last:
                return None
            lift.require(entry.kind, entry.version)
            kept.state = view.step(kept.state, entry)
            kept.last = entry.place
            kept.fresh += 1
        kept.heads = heads
        return kept

    def at(self, view: View[S], moment: datetime) -> S:
        """The state as we knew it at `moment`: folded from entries recorded until then. Kept nowhere."""
        heads = self.ledger.heads(view.seen(self.ledger.logs))
        state = view.start()
        for entry in _merged(self.ledger, {log: (0, h.seq) for log, h in heads.items()}):
            if entry.recorded_at > moment:
                break
            lift.require(entry.kind, entry.version)
            state = view.step(state, entry)
        return state

    # snapshots

    def keep(self, after: int = 1, *, whole: int = 0) -> None:
        """Writes a sealed snapshot of each state that is at least `after` entries further than its last one: a rest beside
        it where that will do, else all of it anew, once it has grown by `whole` entries.

        Each is brought up to now first: what came after it was last asked for would be folded anew at the next start. A
        snapshot saves time and is never needed: where the disk is full or shut, or the record gives nothing more, none is
        kept and nobody is stopped.
        """
        with self._lock:
            for key, view in list(self._views.items()):
                kept = self._kept.get(key)
                if view.pack is None or kept is None:
                    continue
                with suppress(WasataError):
                    heads = self.ledger.heads(view.seen(self.ledger.logs))
                    came = sum(h.seq - kept.heads.get(log, EMPTY).seq for log, h in heads.items())
                    if kept.fresh + came < max(after, 1):
                        continue
                    self.get(view)
                    kept = self._kept[key]
                    base = sum(kept.base.seqs.values()) if kept.base else 0
                    if not self._write_rest(view, kept):
                        if sum(h.seq for h in heads.values()) - base < whole:
                            continue
                        self._write_whole(view, kept)
                    kept.fresh = 0

    def _keys(self, view: View[Any]) -> tuple[seal.Epochs, bytes, str]:
        """The key of a view's snapshot (made from the data keys of every log it comes from), its place and file name."""
        logs = [self.ledger.keys.of(log) for log in view.seen(self.ledger.logs)]
        mixed, named = hashlib.sha256(b"wasata.folds.1\n"), hashlib.sha256(b"wasata.folds.name.1\n")
        for keys in sorted(logs, key=lambda k: k.random_name):
            for epoch in sorted(keys.epochs):
                mixed.update(keys.random_name.encode() + epoch.to_bytes(4, "big") + keys.epochs[epoch])
            # by the first key only: a name that nobody can guess, and that neither a turned key nor a version changes
            named.update(keys.random_name.encode() + keys.epochs[min(keys.epochs)])
        named.update(view.name.encode())
        place = canon.encode({"version": view.version, "view": view.name})
        return {1: mixed.digest()}, place, named.hexdigest()[:32]

    def _write_whole(self, view: View[Any], kept: _Kept[Any]) -> None:
        assert view.pack is not None
        keys, place, name = self._keys(view)
        path = self.ledger.folder / "folds" / name
        called = secrets.token_hex(8)
        plain = _about(kept, id=called) + view.pack(kept.state)
        files.write_whole(path, seal.seal(keys, seal.FOLD, plain, place), lasting=False)
        kept.base = None
        with suppress(OSError):
            kept.base = _Base(called, path.stat().st_ino, {log: h.seq for log, h in kept.heads.items()})
            _rest(path).unlink(missing_ok=True)

    def _write_rest(self, view: View[S], kept: _Kept[S]) -> bool:
        """Writes what came since the snapshot, where that is little and the snapshot is still the one we know."""
        base = kept.base
        if view.pack_since is None or base is None or base.seqs.keys() != kept.heads.keys():
            return False
        whole = sum(base.seqs.values())
        if (sum(h.seq for h in kept.heads.values()) - whole) * REST_AT_MOST > whole:
            return False
        keys, place, name = self._keys(view)
        path = self.ledger.folder / "folds" / name
        try:
            if path.stat().st_ino != base.file:
                return False  # another process has written another
        except OSError:
            return False
        plain = _about(kept, on=base.id) + view.pack_since(kept.state, base.seqs)
        files.write_whole(_rest(path), seal.seal(keys, seal.FOLD, plain, place + _REST), lasting=False)
        return True

    def _from_snapshot(self, view: View[S]) -> _Kept[S] | None:
        """The state of the last snapshot, if there is one that still belongs to these logs. Any other is taken away: it may
        hold what was given up with a restored database, and saves nobody time."""
        if view.unpack is None or not view.seen(self.ledger.logs):
            return None
        keys, place, name = self._keys(view)
        path = self.ledger.folder / "folds" / name
        if not path.exists():
            return None
        kept = self._opened(view, keys, place, path)
        if kept is None:
            with suppress(OSError):
                path.unlink()
                _rest(path).unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)  # still asked for: `let_go` leaves it
        if view.lay is None:
            return kept
        try:
            rest = _rest(path).read_bytes()
        except OSError:
            return kept
        more = self._laid(view, keys, place, rest, kept)
        with suppress(OSError):
            if more is None:
                _rest(path).unlink()
            else:
                os.utime(_rest(path))
        # what did not open may have been laid in half
        return more or self._opened(view, keys, place, path)

    def _opened(self, view: View[S], keys: seal.Epochs, place: bytes, path: Path) -> _Kept[S] | None:
        assert view.unpack is not None
        try:
            file = path.stat().st_ino
            about, packed = _parted(seal.unseal(keys, seal.FOLD, path.read_bytes(), place))
            heads = self._standing(about)
            if heads is None:
                return None
            base = _Base(about["id"], file, {log: h.seq for log, h in heads.items()})
            return _Kept(view.unpack(packed), heads, _last(about), base)
        except _BROKEN:
            return None

    def _laid(self, view: View[S], keys: seal.Epochs, place: bytes, sealed: bytes, kept: _Kept[S]) -> _Kept[S] | None:
        """The state with the rest laid on it; None where it is no rest of this snapshot."""
        assert view.lay is not None
        assert kept.base is not None
        try:
            about, packed = _parted(seal.unseal(keys, seal.FOLD, sealed, place + _REST))
            heads = self._standing(about)
            if heads is None or about["on"] != kept.base.id:
                return None
            return _Kept(view.lay(kept.state, packed), heads, _last(about), kept.base)
        except _BROKEN:
            return None

    def _standing(self, about: dict[str, Any]) -> dict[str, Head] | None:
        """How far the logs had come, if they are still the same ones."""
        heads = {log: Head(h["seq"], h["hash"]) for log, h in about["heads"].items()}
        return heads if all(self.ledger.hash_at(log, h.seq) == h.hash for log, h in heads.items()) else None


_REST = b"\nrest"
_BROKEN = (OSError, seal.Unopened, NotCanonical, NotHeld, KeyError, IndexError, ValueError, TypeError)


def _rest(snapshot: Path) -> Path:
    return snapshot.with_name(snapshot.name + ".rest")


def _about(kept: _Kept[Any], **named: str) -> bytes:
    moment, log, seq = kept.last
    heads = {log: {"hash": h.hash, "seq": h.seq} for log, h in kept.heads.items()}
    return canon.encode({"heads": heads, "last": [canon.instant(moment), log, seq], **named}) + b"\n"


def _parted(plain: bytes) -> tuple[dict[str, Any], memoryview]:
    """What is said about a state, and the state."""
    at = plain.index(b"\n")
    return canon.decode(plain[:at]), memoryview(plain)[at + 1 :]


def _last(about: dict[str, Any]) -> Place:
    moment, log, seq = about["last"]
    return canon.read_instant(moment), log, seq


def _merged(ledger: Ledger, spans: dict[str, tuple[int, int]]) -> Iterator[Entry]:
    """The entries of several logs, `after < seq <= upto` each, in the order (recorded_at, log, seq)."""
    streams = [ledger.entries(log, after, upto) for log, (after, upto) in sorted(spans.items()) if upto > after]
    return streams[0] if len(streams) == 1 else heapq.merge(*streams, key=lambda entry: entry.place)


def let_go(folder: Path) -> None:
    """Takes away snapshots that nothing asks for any more: of a view that is gone, of logs that nobody reads together now.

    Measured against the snapshot used last, not against today: a home that rested for a year keeps what it had.
    """
    with suppress(OSError):  # a snapshot saves time: whether one more lies there stops nobody
        used = {path: path.stat().st_mtime for path in folder.iterdir() if path.is_file()}
        newest = min(max(used.values(), default=0.0), time.time())  # a clock that ran ahead once makes nothing old
        for path, at in used.items():
            if at < newest - UNUSED_DAYS * 86400:
                path.unlink()
