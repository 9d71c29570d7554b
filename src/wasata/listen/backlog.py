"""The backlog: archives of any size, read on all cores, shard by shard.

Danger: a night's work lost to a kill; a report left out or read twice, and nobody the wiser.
Duty: cut what is to be read into shards of some 2,000 reports, read each by itself, put the outputs together in the order of
the input. What cannot be taken in, or breaks the reader, is kept beside the output, by place and reason.
Shape: `work = plan(paths, out, asked)`, then `run(work, engine)` gives what became of each shard as it is done, then
`finish(work)`. While it goes on there is a folder beside OUT:

    OUT.parts/plan.jsonl         what was asked and of which files (size, hour of change), then a line a shard
    OUT.parts/lock               held while somebody reads
    OUT.parts/000017.jsonl       what was read in shard 17 (or .parquet)
    OUT.parts/000017.refused     what was not, a line each: {"where": …, "code": …, "what": …}

A shard's files are written under another name, brought to the disk and renamed: a shard that stands is whole, and one that
does not stand is read again. So the same command after a kill, of this process or of a worker, goes on where it was, and
the output is the same byte for byte as if nothing had happened. The engine only says where shards are read: `Here` on the
cores of this machine, `Cluster` on Dask workers that see the same files.
"""

import errno
import json
import multiprocessing
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from wasata.errors import (
    BacklogChanged,
    BacklogEmpty,
    BacklogMissing,
    BacklogStands,
    BacklogUnwritable,
    ClusterGone,
    FileUnreadable,
    ReaderFailed,
    WasataError,
)
from wasata.listen import parts, reader
from wasata.listen.forms.contract import is_lines, json_lines, lines_of
from wasata.listen.intake import Incoming, Refusal, reports_in, take_in
from wasata.listen.lines import as_line, as_object
from wasata.values import Lang
from wasata.words import Key

FORMAT = "wasata.backlog.2"
SHARD_REPORTS = 2000
"""A shard is read in some five seconds: what a kill can cost, times the cores."""
SHARD_BYTES = 64 * 1024 * 1024
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)
"""What is wrong with the place of the output: it would be the same with every other shard."""
TRIES = 3
"""How often a shard is tried whose worker ended under it. Then it is set aside and the rest goes on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How reports are read. `roster` is a file; `form` is "jsonl" or "parquet"."""

    form: str = "jsonl"
    lang: Lang | None = None
    published: date | None = None
    roster: str | None = None
    explain: bool = False


class Piece(NamedTuple):
    """A part of the input: whole files have `end` 0; of a file of lines, the bytes from `start` to `end`, from line `line`."""

    path: str
    start: int = 0
    end: int = 0
    line: int = 1


class Shard(NamedTuple):
    n: int
    pieces: tuple[Piece, ...]
    size: int
    """Bytes of input: what progress is told by."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one shard. `failed` is the reason it was set aside; then it was not read. `no_room`: for want of a place
    to write to."""

    n: int
    size: int
    read: int = 0
    refused: int = 0
    failed: str = ""
    no_room: bool = False
    peak_mb: int = 0
    """The most memory its worker ever held, in megabytes."""


@dataclass(slots=True)
class Work:
    """What is to be done: all shards, and those that stand already."""

    out: Path
    asked: Asked
    shards: list[Shard]
    standing: set[int]
    lock: BinaryIO = field(repr=False)

    @property
    def folder(self) -> Path:
        return parts.folder_of(self.out)

    @property
    def left(self) -> list[Shard]:
        return [s for s in self.shards if s.n not in self.standing]


# ---- planning


def plan(paths: Iterable[str], out: Path, asked: Asked, *, shard_reports: int = SHARD_REPORTS) -> Work:
    """Cuts the input into shards, or takes up the plan of a run that was broken off.

    Raises:
        BacklogStands: there is an output of this name, and nothing to go on with.
        BacklogChanged: what was broken off read other files, or otherwise.
        BacklogRunning: somebody is at it.
        BacklogEmpty: nothing of the input can be read.
        BacklogUnwritable: nothing can be written where the output should go.
    """
    folder = parts.folder_of(out)
    parts.refuse_standing(out, folder)
    with parts.place_for(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = parts.held(folder)
    try:
        parts.refuse_standing(out, folder)  # somebody may have finished between the first look and the lock
        parts.clear(folder)
        files = list(_files(paths, out))
        head = _head(files, asked, shard_reports)
        shards = _planned_before(folder, head)
        if shards is None:
            shards = list(_shards(files, shard_reports))
            if not shards:
                raise BacklogEmpty(paths=" ".join(map(str, paths)))
            parts.clear(folder, everything=True)  # parts without a plan are of nobody knows what
            lines = [head | {"shards": len(shards)}, *({"n": s.n, "size": s.size, "pieces": s.pieces} for s in shards)]
            with parts.place_for(folder), parts.whole(parts.plan_of(folder)) as f:
                f.writelines((json.dumps(x) + "\n").encode() for x in lines)
        standing = {s.n for s in shards if parts.stands(folder, s.n, asked.form)}
    except BaseException:
        lock.close()
        if not parts.plan_of(folder).exists():
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return Work(out, asked, shards, standing, lock)


def _files(paths: Iterable[str], out: Path) -> Iterator[Path]:
    """The files to be read, folders gone through in the order of their names; absolute, for workers that stand elsewhere.
    Each once, by however many ways it is named, and nothing of our own where the output lies among them."""
    own = {p.resolve() for p in (out, parts.refused_of(out))}
    folder = parts.folder_of(out).resolve()
    seen: set[Path] = set()
    for given in paths:
        path = Path(given).absolute()
        if not path.exists():
            raise BacklogMissing(path=given)
        if not path.is_dir() and not path.is_file():  # a pipe ends once: what was read of it could not be read again
            raise FileUnreadable(path=given, why="no file")
        for file in reports_in(path) if path.is_dir() else [path]:
            whole = file.resolve()
            if whole not in seen and whole not in own and folder not in whole.parents:
                seen.add(whole)
                yield file


def _head(files: list[Path], asked: Asked, shard_reports: int) -> dict[str, Any]:
    """What tells one run from another: what was asked, by which reader, of which files."""
    seen = [(str(f), *_size_and_hour(f)) for f in files]
    try:
        roster = sha256(Path(asked.roster).read_bytes()).hexdigest() if asked.roster else ""
    except OSError as error:
        raise FileUnreadable(path=str(error.filename), why=error.strerror or "") from None
    return {
        "format": FORMAT, "reader": reader.VERSION, "roster": roster, "shard": shard_reports,
        "asked": asdict(asked) | {"published": asked.published.isoformat() if asked.published else None},
        "files": len(seen), "bytes": sum(size for _, size, _ in seen), "of": sha256(json.dumps(seen).encode()).hexdigest(),
    }  # fmt: skip


def _size_and_hour(file: Path) -> tuple[int, int]:
    """Of a file that may be gone since it was listed, or may not be looked at: that is told when it is read."""
    try:
        told = file.stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns


def _planned_before(folder: Path, head: dict[str, Any]) -> list[Shard] | None:
    found = parts.plan_of(folder)
    if not found.exists():
        return None
    with found.open("r", encoding="utf-8") as lines:
        try:
            before = json.loads(next(lines, ""))
            differs = [k for k in head if head[k] != before.get(k)]
            shards = [
                Shard(s["n"], tuple(Piece(*p) for p in s["pieces"]), s["size"]) for s in map(json.loads, lines)
            ]  # fmt: skip
        except (
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ):  # not as we write it: what its parts are of nobody knows
            raise BacklogChanged(path=str(folder), what=found.name) from None
    if not differs and (len(shards) != before["shards"] or [s.n for s in shards] != list(range(len(shards)))):
        differs = [found.name]  # cut short since: half an archive would pass for the whole
    if differs:
        raise BacklogChanged(path=str(folder), what=", ".join(differs))
    return shards


def _shards(files: list[Path], reports: int) -> Iterator[Shard]:
    """Files of lines are cut after every so many lines; other files stand whole, small ones together."""
    n = 0
    waiting: list[Piece] = []
    size = 0
    for path in files:
        if is_lines(path):
            for piece in _cut(path, reports):
                if waiting:
                    yield Shard(n, tuple(waiting), size)
                    n, waiting, size = n + 1, [], 0
                yield Shard(n, (piece,), piece.end - piece.start)
                n += 1
            continue
        waiting.append(Piece(str(path)))
        size += _size_and_hour(path)[0]
        if len(waiting) >= reports or size >= SHARD_BYTES:
            yield Shard(n, tuple(waiting), size)
            n, waiting, size = n + 1, [], 0
    if waiting:
        yield Shard(n, tuple(waiting), size)


def _cut(path: Path, reports: int) -> Iterator[Piece]:
    """A file of lines in pieces of so many lines, or fewer where they are long; no piece ends within a line."""
    start = at = 0
    first = line = 1
    with path.open("rb") as f:
        while block := f.read(1 << 20):
            from_ = 0
            while (end := block.find(b"\n", from_)) >= 0:
                from_, line = end + 1, line + 1
                here = at + from_
                if line - first >= reports or here - start >= SHARD_BYTES:
                    yield Piece(str(path), start, here, first)
                    start, first = here, line
            at += len(block)
    if at > start:
        yield Piece(str(path), start, at, first)


# ---- reading one shard


def read_shard(folder: str, shard: Shard, asked: Asked) -> Outcome:
    """Reads one shard and puts its two files in place. Runs in a worker; a shard that stands is not read again."""
    place = Path(folder)
    if parts.stands(place, shard.n, asked.form):
        return Outcome(shard.n, shard.size)
    try:
        return _read_shard(place, shard, asked)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        return Outcome(shard.n, shard.size, failed=error.strerror or type(error).__name__, no_room=True)


def _read_shard(place: Path, shard: Shard, asked: Asked) -> Outcome:
    part, beside = parts.part(place, shard.n, asked.form), parts.beside_part(place, shard.n)
    read = 0
    refused: list[str] = []
    roster = _roster(asked.roster)
    with parts.whole(part) as file, _rows(asked.form, file) as put:
        for item in chain.from_iterable(map(_taken, shard.pieces)):
            if isinstance(item, Refusal):
                if item.note:  # left out by rule: nothing is wrong with the file
                    continue
                refused.append(_refusal(item.where, item.error))
                continue
            day = asked.published or item.published_on()
            try:
                reading = reader.read(item.text, asked.lang or item.lang, day, title=item.title, roster=roster)
            except Exception as error:  # one report on which the reader breaks must not hide the marks of the others
                refused.append(_refusal(item.where, ReaderFailed(path=item.where, why=type(error).__name__)))
                continue
            put(as_object(item, reading, published=asked.published, explain=asked.explain))
            read += 1
        with parts.whole(beside) as other:  # it stands before the part does: where the part stands, both do
            other.write("".join(refused).encode())
    return Outcome(shard.n, shard.size, read, len(refused), peak_mb=_peak_mb())


@contextmanager
def _rows(form: str, file: BinaryIO) -> Iterator[Callable[[dict[str, Any]], object]]:
    """Where the reports of a shard are put, one by one: none is held longer than it must be."""
    if form == "parquet":
        from wasata.listen.parquet import rows_into  # pyarrow loads only where parquet is asked for

        with rows_into(file) as put:
            yield put
    else:
        yield lambda found: file.write((as_line(found) + "\n").encode())


def _taken(piece: Piece) -> Iterator[Incoming | Refusal]:
    if not piece.end:
        yield from take_in([piece.path])
        return
    with open(piece.path, "rb") as f:
        f.seek(piece.start)
        yield from json_lines(lines_of(f, piece.end), piece.path, piece.line)
        if f.tell() < piece.end:  # it was cut since it was planned: what it held can no longer be told
            raise OSError(f"{piece.path} was cut short since this run began")


_rosters: dict[str, Any] = {}


def _roster(path: str | None) -> Any:
    """The roster of a file, read once a worker."""
    if path is None:
        return None
    if path not in _rosters:
        from wasata.listen.roster import roster_from

        _rosters[path] = roster_from(Path(path))
    return _rosters[path]


def _refusal(where: str, error: WasataError) -> str:
    told = {"where": where, "code": error.code} | {k: str(v) for k, v in error.values.items() if k != "path"}
    return as_line(told) + "\n"


def _peak_mb() -> int:
    import resource  # not on every system Dask workers run on

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# ---- engines


class Engine(Protocol):
    """Where shards are read."""

    def outcomes(self, work: Work) -> Iterator[Outcome]:
        """What became of each shard that is left, as it is done."""
        ...


Read = Callable[[str, Shard, Asked], Outcome]


@dataclass(frozen=True, slots=True)
class Here:
    """The cores of this machine: one process each."""

    workers: int
    read: Read = read_shard

    def outcomes(self, work: Work) -> Iterator[Outcome]:
        left, suspects = list(reversed(work.left)), list[Shard]()
        while left or suspects:
            yield from _pooled(work, left, self, suspects.append)
            while suspects:  # one of them may have killed the worker: each is tried again by itself
                yield from _alone(work, suspects.pop(0), replace(self, workers=1))


def _pooled(work: Work, left: list[Shard], here: Here, lost: Callable[[Shard], None]) -> Iterator[Outcome]:
    """Reads shards in so many processes until none is left or a process was killed; those it may have held are `lost`."""
    with ProcessPoolExecutor(
        here.workers, multiprocessing.get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
    ) as pool:
        under_way: dict[Future[Outcome], Shard] = {}
        try:
            while left or under_way:
                while left and len(under_way) <= here.workers:
                    shard = left[-1]  # a pool that broke just now takes nothing: the shard stays where it is
                    under_way[pool.submit(here.read, str(work.folder), shard, work.asked)] = shard
                    left.pop()
                for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                    outcome = _outcome(done, under_way[done])
                    del under_way[done]
                    yield outcome
        except BrokenProcessPool:
            for shard in under_way.values():
                lost(shard)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _alone(work: Work, shard: Shard, here: Here) -> Iterator[Outcome]:
    for _ in range(TRIES - 1):
        lost: list[Shard] = []
        yield from _pooled(work, [shard], here, lost.append)
        if not lost:
            return
    yield Outcome(shard.n, shard.size, failed="BrokenProcessPool")


def _outcome(done: Future[Outcome], shard: Shard) -> Outcome:
    error = done.exception()
    if error is None:
        return done.result()
    if isinstance(error, BrokenProcessPool):
        raise error
    return Outcome(shard.n, shard.size, failed=_why(error))


def _why(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def _end_with(parent: int) -> None:
    """A worker ends when the process that started it is gone: nobody would ever tell it to."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Dask workers, at the address of their scheduler. They must see the same files under the same names.

    `looks_every`, `looks`: seconds between looks at a cluster that gives nothing, and how often nobody may be there.
    """

    address: str
    looks_every: float = 10.0
    looks: int = 3

    def outcomes(self, work: Work) -> Iterator[Outcome]:
        """As they are done.

        Raises:
            ClusterGone: the scheduler ended, or there is no worker: nobody would ever read what is left.
        """
        dask: Any = import_module("distributed")  # the `cluster` extra, only where it is asked for
        try:
            client = dask.Client(self.address, set_as_default=False, timeout=self.looks_every * self.looks)
        except (OSError, ValueError):
            raise ClusterGone(address=self.address, why=Key("backlog.why.scheduler")) from None
        with client:
            self._require_alike(client)
            left = list(reversed(work.left))
            of: dict[Any, Shard] = {}
            looked = 0
            while left or of:
                most = 4 * max(1, sum(self._workers(client).values()))
                while left and len(of) < most:
                    shard = left.pop()
                    future = client.submit(
                        read_shard, str(work.folder), shard, work.asked,
                        key=f"wasata-{work.out.name}-{shard.n}-{os.getpid()}", retries=TRIES, pure=False,
                    )  # fmt: skip
                    of[future] = shard
                try:
                    with client.as_current():
                        ready = dask.wait(list(of), timeout=self.looks_every, return_when="FIRST_COMPLETED").done
                except TimeoutError:
                    looked = self._looked(client, looked)
                    continue
                except CancelledError:  # all that was asked was let go: the scheduler ended
                    raise ClusterGone(address=self.address, why=Key("backlog.why.scheduler")) from None
                looked = 0
                for done in ready:
                    yield self._outcome(client, done, of.pop(done))

    def _outcome(self, client: Any, done: Any, shard: Shard) -> Outcome:
        looked = 0
        while True:
            try:  # a result whose worker was lost meanwhile is made anew, where there is another: the shard is not read again
                outcome: Outcome = done.result(timeout=self.looks_every)
                return outcome
            except CancelledError:
                raise ClusterGone(address=self.address, why=Key("backlog.why.scheduler")) from None
            except Exception as error:
                if not isinstance(error, TimeoutError) or done.status == "error":
                    return Outcome(shard.n, shard.size, failed=_why(error))
            looked = self._looked(client, looked)

    def _workers(self, client: Any) -> Mapping[str, int]:
        try:
            there: Mapping[str, int] = client.nthreads()
        except (OSError, TimeoutError):
            raise ClusterGone(address=self.address, why=Key("backlog.why.scheduler")) from None
        return there

    def _looked(self, client: Any, before: int) -> int:
        """How often in a row nobody was there to read; refuses when that is too often."""
        if client.status != "running":
            raise ClusterGone(address=self.address, why=Key("backlog.why.scheduler"))
        nobody = 0 if self._workers(client) else before + 1
        if nobody >= self.looks:
            raise ClusterGone(address=self.address, why=Key("backlog.why.workers"))
        return nobody

    @staticmethod
    def _require_alike(client: Any) -> None:
        """Refuses workers with another reader: one archive is read by one."""
        theirs = set(client.run(_reader_here).values()) or {_reader_here()}
        if theirs != {_reader_here()}:
            raise BacklogChanged(path="dask", what=f"reader {', '.join(sorted(theirs))} / {_reader_here()}")


def _reader_here() -> str:
    return f"{reader.VERSION} Python {sys.version_info.major}.{sys.version_info.minor}"


# ---- running and putting together


def run(work: Work, engine: Engine, told: Callable[[Outcome], None] = lambda _: None) -> list[Outcome]:
    """Reads what is left; gives the shards that were set aside.

    Raises:
        BacklogUnwritable: no room is left for the output; what was read is kept.
    """
    failed: list[Outcome] = []
    for outcome in engine.outcomes(work):
        if outcome.no_room:
            raise BacklogUnwritable(path=str(work.folder), why=outcome.failed)
        if outcome.failed:
            failed.append(outcome)
        else:
            work.standing.add(outcome.n)
        told(outcome)
    return failed


def finish(work: Work) -> tuple[Path, Path | None]:
    """Puts the parts together in the order of the input and removes them. Gives the output, and the file of what was refused
    if anything was. Broken off, it begins again: the parts stand until the output does.

    Raises:
        BacklogStands: somebody else put a file in the place of the output meanwhile; the parts are kept.
        BacklogUnwritable: no room is left for it; the parts are kept.
    """
    assert not work.left, "only when every shard stands"
    refused, whole, made = parts.refused_of(work.out), work.folder / "whole", work.folder / "made"
    if not (
        made.exists() and not whole.exists() and work.out.exists()
    ):  # else broken off after it was put in its place
        if os.path.lexists(work.out):
            raise BacklogStands(path=str(work.out))
        with parts.place_for(work.out):
            _together(refused, (parts.beside_part(work.folder, s.n) for s in work.shards))
            read = (parts.part(work.folder, s.n, work.asked.form) for s in work.shards)
            if work.asked.form == "parquet":
                from wasata.listen.parquet import together

                with parts.whole(whole) as f:
                    together(read, f)
            else:
                _together(whole, read)
            made.touch()
            whole.replace(work.out)
    if refused.exists() and not refused.stat().st_size:
        refused.unlink()
    parts.plan_of(work.folder).unlink()  # first: what is left of the folder by a kill is taken for nothing any more
    shutil.rmtree(work.folder)
    work.lock.close()
    return work.out, refused if refused.exists() else None


def _together(out: Path, read: Iterable[Path]) -> None:
    with parts.whole(out) as f:
        for part in read:
            with part.open("rb") as p:
                shutil.copyfileobj(p, f, 1 << 20)
