"""Folds: state is folded from entries, not stored.

Danger: a page that folds ten thousand entries while somebody waits; a state that depends on the order in which two
logs were read; a snapshot that a reader opens without holding every log it came from.
Duty: a view is `start` and `step`; `Folds` keeps its state, advances it by new entries only, keeps sealed snapshots.
Shape: entries of several logs are folded in the order (recorded_at, log, seq). An entry that arrives late (written by
another process a moment ago with an earlier time) makes its view start again, so the state is always that of a full
fold. "Now" is no part of a fold: ask it of the state. `folds/<tag>` holds a snapshot, sealed with a key made from the
data keys of every log it came from. One file a view and set of logs: a newer snapshot, of a newer version of the view or
under a turned key, takes the place of the older. `let_go` takes away what nothing asks for any more.
"""

import hashlib
import heapq
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from wasata.errors import DiskFull, HomeReadOnly, NotCanonical, NotHeld
from wasata.record import canon, files, lift, seal
from wasata.record.chain import EMPTY, Head
from wasata.record.entry import Entry
from wasata.record.ledger import Ledger

S = TypeVar("S")
Place = tuple[datetime, str, int]
_BEGINNING: Place = (datetime(1, 1, 1, tzinfo=UTC), "", 0)

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
    """

    name: str
    version: int
    logs: tuple[str, ...]
    start: Callable[[], S]
    step: Callable[[S, Entry], S]
    pack: Callable[[S], bytes] | None = None
    unpack: Callable[[bytes], S] | None = None

    def seen(self, sight: tuple[str, ...]) -> tuple[str, ...]:
        """The logs of the sight that this view reads, in the order of their names."""
        families = tuple(log[:-1] for log in self.logs if log.endswith("/*"))
        return tuple(sorted(log for log in sight if log in self.logs or (families and log.startswith(families))))


@dataclass
class _Kept(Generic[S]):
    """A state and how far it has come."""

    state: S
    heads: dict[str, Head]
    last: Place = _BEGINNING
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

    def keep(self, after: int = 1) -> None:
        """Writes a sealed snapshot of each state that has moved by at least `after` entries since its last one.

        A snapshot saves time and is never needed: where the disk is full or shut, none is kept and nobody is stopped.
        """
        with self._lock:
            for key, kept in self._kept.items():
                view = self._views[key]
                if view.pack is not None and kept.fresh >= max(after, 1):
                    with suppress(DiskFull, HomeReadOnly):
                        self._write(view, view.pack(kept.state), kept)
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

    def _write(self, view: View[Any], packed: bytes, kept: _Kept[Any]) -> None:
        keys, place, name = self._keys(view)
        moment, log, seq = kept.last
        about = {
            "heads": {log: {"hash": h.hash, "seq": h.seq} for log, h in kept.heads.items()},
            "last": [canon.instant(moment), log, seq],
        }
        plain = canon.encode(about) + b"\n" + packed
        sealed = seal.seal(keys, seal.FOLD, plain, place)
        files.write_whole(self.ledger.folder / "folds" / name, sealed, lasting=False)

    def _from_snapshot(self, view: View[S]) -> _Kept[S] | None:
        """The state of the last snapshot, if there is one that still belongs to these logs. Any other is taken away: it may
        hold what was given up with a restored database, and saves nobody time."""
        if view.unpack is None or not view.seen(self.ledger.logs):
            return None
        keys, place, name = self._keys(view)
        path = self.ledger.folder / "folds" / name
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        kept = self._opened(view, keys, place, sealed)
        with suppress(OSError):
            if kept is None:
                path.unlink()
            else:
                os.utime(path)  # still asked for: `let_go` leaves it
        return kept

    def _opened(self, view: View[S], keys: seal.Epochs, place: bytes, sealed: bytes) -> _Kept[S] | None:
        assert view.unpack is not None
        try:
            line, _, packed = seal.unseal(keys, seal.FOLD, sealed, place).partition(b"\n")
            about = canon.decode(line)
            heads = {log: Head(h["seq"], h["hash"]) for log, h in about["heads"].items()}
            if any(self.ledger.hash_at(log, h.seq) != h.hash for log, h in heads.items()):
                return None
            moment, log, seq = about["last"]
            return _Kept(view.unpack(packed), heads, (canon.read_instant(moment), log, seq))
        except (seal.Unopened, NotCanonical, NotHeld, KeyError, ValueError, TypeError):
            return None


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
