"""`wasata read --backlog IN … --out OUT`: an archive in, one file of marks out; broken off, it goes on where it was.

Danger: somebody who cannot tell whether the night's work goes on, or that a part of it was set aside.
Duty: what was asked, a bar that tells how far it is, at the end what was read, refused and set aside, and what to do next.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from wasata.cli.asked import Asked, wrongly
from wasata.cli.tongue import complain, tongue
from wasata.errors import BacklogPart, PartMissing
from wasata.listen import backlog
from wasata.listen.backlog import Cluster, Engine, Here, Outcome, Work
from wasata.words import count, number, say

FORMS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
TELL_EVERY = 30.0
"""Seconds between lines where there is no terminal to draw a bar on."""


def read_backlog(asked: Asked) -> int:
    """Reads an archive; gives the exit code: 0 all was read, 1 something was refused or set aside."""
    if asked.out is None or not asked.paths or "-" in asked.paths:
        raise wrongly("backlog")
    form = FORMS.get(Path(asked.out).suffix.lower())
    if form is None or asked.form not in (None, form):
        raise wrongly("backlog_form", value=asked.out)
    if form == "parquet":
        _require("pyarrow")
    if asked.dask:
        _require("distributed")
    how = backlog.Asked(form, asked.lang, asked.published, str(Path(asked.roster).absolute()) if asked.roster else None,
                        asked.explain)  # fmt: skip
    out = Path(asked.out).absolute()
    _say("backlog.planning")
    work = backlog.plan(asked.paths, out, how, shard_reports=asked.shard or backlog.SHARD_REPORTS)
    if work.standing:
        _say("backlog.goes_on", done=number(len(work.standing), tongue()), all=number(len(work.shards), tongue()))
    engine: Engine = Cluster(asked.dask) if asked.dask else Here(asked.workers or len(os.sched_getaffinity(0)))
    told = Told(work)
    before = signal.signal(signal.SIGTERM, _ended)
    try:
        with told:
            failed = backlog.run(work, engine, told.one)
    except KeyboardInterrupt:
        _say("backlog.broken_off")
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
    for outcome in failed:
        first = work.shards[outcome.n].pieces[0]
        complain(BacklogPart(path=first.path, line=first.line, why=outcome.failed))
    if failed:
        return 1
    made, refused = backlog.finish(work)
    told.sum_up(made, refused)
    return 1 if refused else 0


def _ended(_number: int, _frame: object) -> NoReturn:
    """Told to end by the system is as if the person had: what goes on is broken off, and said."""
    raise KeyboardInterrupt


def _require(module: str) -> None:
    from importlib.util import find_spec  # only where a part is needed that may be missing

    if find_spec(module) is None:
        raise PartMissing(part="cluster", module=module, python=sys.executable)


def _say(key: str, **values: object) -> None:
    print(say(key, tongue(), **values), file=sys.stderr, flush=True)


class Told:
    """How far it is: a bar on a terminal, else a line now and then."""

    def __init__(self, work: Work) -> None:
        self.total = sum(s.size for s in work.shards)
        self.bytes = sum(s.size for s in work.shards if s.n in work.standing)
        self.read = self.refused = self.peak_mb = 0
        self.began = self.last = time.monotonic()
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console  # drawn only for a person at a terminal
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                BarColumn(None), TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.description}"),
                TimeRemainingColumn(), console=Console(stderr=True),
            )  # fmt: skip
            self._task = self._bar.add_task("", total=self.total or 1, completed=self.bytes)

    def __enter__(self) -> "Told":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def one(self, outcome: Outcome) -> None:
        """One shard more."""
        self.read += outcome.read
        self.refused += outcome.refused
        self.bytes += outcome.size
        self.peak_mb = max(self.peak_mb, outcome.peak_mb)
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(self._task, completed=self.bytes, description=self._so_far(now))
        elif now - self.last > TELL_EVERY:
            self.last = now
            print(f"{100 * self.bytes // (self.total or 1)}%  {self._so_far(now)}", file=sys.stderr, flush=True)

    def _so_far(self, now: float) -> str:
        speed = self.read / max(now - self.began, 0.001)
        told = count("backlog.read", self.read, tongue())
        return say("backlog.so_far", tongue(), read=told, refused=number(self.refused, tongue()),
                   speed=number(round(speed), tongue()))  # fmt: skip

    def sum_up(self, made: Path, refused: Path | None) -> None:
        """What there is now."""
        print(self._so_far(time.monotonic()), file=sys.stderr)
        print(say("backlog.made", tongue(), path=str(made)), file=sys.stderr)
        if refused is not None:
            print(say("backlog.refused_in", tongue(), path=str(refused)), file=sys.stderr)
