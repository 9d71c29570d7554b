"""At the desk: in whose name a command acts, in which case, in which home; and how it prints.

Danger: a command that writes into the wrong case; a line that turns round because two scripts meet in it.
Duty: `at_desk` gives a command the desk of the reader named, or of the case's lead, and the options that name them; `apart`
isolates foreign words on a line, `worded` also marks what in them is not agreed; `as_json` prints the same values pages show.
Of an invented case it says so first, once. What is confidential and about to be printed or written to a file is recorded as
opened before (`before_showing`).
Shape: the machine's keeper acts at the terminal, so no password is asked but for what persons keep (`own_key.py`); the record
says whose name he acted in.
"""

import inspect
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout, suppress
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, wraps
from pathlib import Path
from typing import Annotated, Any, Concatenate, TextIO, TypeVar

import typer

from wasata.cli.own_key import open_own_key
from wasata.cli.tongue import help_of, tongue
from wasata.cli.view import tame
from wasata.desk import reading
from wasata.desk.access import Desk, keep_snapshots
from wasata.desk.carried import expire, require_there
from wasata.desk.case import INVENTED, any_lead, never_opened
from wasata.desk.closing import carry_out
from wasata.desk.flagged import Watched, watched
from wasata.desk.told_beside import beside, is_invented
from wasata.desk.voice import Origin, Who
from wasata.errors import CaseNone, CaseWhich, WasataError
from wasata.record.home import Home, database
from wasata.words import day, say

Lang = Annotated[str, typer.Option("--lang", help=help_of("case.option.lang"))]
HomePath = Annotated[Path | None, typer.Option("--home", help=help_of("case.option.home"))]
CaseName = Annotated[str, typer.Option("--case", help=help_of("case.option.case"))]
Reader = Annotated[str, typer.Option("--reader", help=help_of("case.option.reader"))]
Json = Annotated[bool, typer.Option("--json", help=help_of("case.option.json"))]

SNAPSHOT_AFTER_ACTS = 20
"""A command that wrote leaves a snapshot behind once so many entries have come since the last: no start folds many more."""
SNAPSHOT_AFTER = 200
"""One that only asked writes none before so many: somebody waits for its answer."""


def home_path(given: Path | None) -> Path:
    """The home folder: as given, else WASATA_HOME, else ./var."""
    return (given or Path(os.environ.get("WASATA_HOME", "var"))).absolute()


@contextmanager
def open_home(given: Path | None, *, create: bool = False) -> Iterator[Home]:
    """The home, opened or with `create` made, and closed at the end with what the next start needs kept."""
    path = home_path(given)
    home = Home.create(path, dsn=database()) if create else Home.open(path, dsn=database())
    try:
        yield home
        keep_snapshots(home, SNAPSHOT_AFTER)
    finally:
        home.close()


@contextmanager
def open_desk(
    given: Path | None, case: str, reader: str, command: str = "", named: Mapping[str, Any] | None = None
) -> Iterator[Desk]:
    """The desk a command acts from. `command` and what was typed with it name what is opened, in the record of reading.

    Raises:
        CaseNone: the home holds no case.
        CaseWhich: it holds several and none was named.
    """
    with open_home(given) as home:
        if not case:
            held = home.cases()
            if not held:
                raise CaseNone(home=str(home.path))
            held = tuple(name for name in held if not never_opened(home, name)) or held
            if len(held) > 1:
                raise CaseWhich(cases=", ".join(held))
            case = held[0]
        with suppress(WasataError):  # a record that cannot be read is told by what is asked for
            carry_out(home, case, home.now)
        expire(home, case, home.now())
        require_there(home, case)
        desk = Desk.open(home, case, reader or any_lead(home, case))
        open_own_key(desk)
        tell_invented(desk)
        seat = _seat.set(_Seat(desk))
        try:
            with noting_at_terminal(desk, command or " ".join(sys.argv[1:2]), named or {}):
                yield desk
                _tell_open_terms()
        finally:
            _seat.reset(seat)
            if desk.acted:
                keep_snapshots(home, SNAPSHOT_AFTER_ACTS)


class _Noted(io.TextIOBase):
    """Where a command prints: what it has asked of the record is recorded as opened before the first letter of it is shown."""

    def __init__(self, shown: TextIO, before: Callable[[], None]) -> None:
        self._shown, self._before = shown, before

    def write(self, told: str) -> int:
        self._before()
        return self._shown.write(told)

    def flush(self) -> None:
        self._shown.flush()

    def isatty(self) -> bool:
        return self._shown.isatty()

    def fileno(self) -> int:
        return self._shown.fileno()

    @property
    def buffer(self) -> Any:
        self._before()
        return self._shown.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._shown.encoding


_before: ContextVar[Callable[[], None] | None] = ContextVar("before", default=None)


def before_showing() -> None:
    """Said by whoever writes a file: what was asked of the record until now is recorded as opened first."""
    if (note := _before.get()) is not None:
        note()


@contextmanager
def noting_at_terminal(desk: Desk, command: str, named: Mapping[str, Any]) -> Iterator[None]:
    """What is asked of the record within the block is recorded as opened before anything of it is printed."""
    things, known = reading.named_in(named), 0
    with reading.noting() as asked:

        def note() -> None:
            nonlocal known
            if (n := len(asked.views) + len(asked.things)) > known:
                known = n
                reading.opened(desk, command or "wasata", asked, way="command", named=things)

        before = _before.set(note)
        try:
            with redirect_stdout(_Noted(sys.stdout, note)):
                yield
        finally:
            _before.reset(before)
            reading.flush(desk.home)


class _Seat:
    """The desk a command acts from, and the words it has printed that are not agreed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.used: dict[str, str] = {}

    @cached_property
    def flags(self) -> Watched:
        return watched(self.desk, tongue())


_seat: ContextVar[_Seat | None] = ContextVar("seat", default=None)


def tell_invented(desk: Desk) -> None:
    """That nobody and nothing in a case exists, beside whatever the command prints."""
    if is_invented(desk):
        print(f"{INVENTED}: {say('case.invented_told', tongue())}", file=sys.stderr)


R = TypeVar("R")


def at_desk(command: Callable[Concatenate[Desk, ...], R]) -> Callable[..., R]:
    """A command that acts at a desk: it is given the desk, and takes the options that name home, case, reader and language
    beside its own. Stands under `app.command`."""

    @wraps(command)
    def opened(home: Path | None, case: str, reader: str, lang: str, **given: Any) -> R:  # noqa: ARG001 (`tongue` took it)
        name = f"{command.__module__.rpartition('.')[2]} {command.__name__.replace('_', '-')}"
        with open_desk(home, case, reader, name, given) as desk:
            return command(desk, **given)

    own = list(inspect.signature(command).parameters.values())[1:]
    kinds = {"home": HomePath, "case": CaseName, "reader": Reader, "lang": Lang}
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None if name == "home" else "", annotation=kind)
        for name, kind in kinds.items()
    ]  # fmt: skip
    taken = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    opened.__signature__ = inspect.Signature([*taken, *shared])  # type: ignore[attr-defined]
    opened.__annotations__ = {p.name: p.annotation for p in (*taken, *shared)}
    return opened


# printing

_FSI, _PDI = "\u2068", "\u2069"


def apart(words: str) -> str:
    """Words of a source, kept from turning the line round and from commanding the terminal."""
    return f"{_FSI}{tame(words)}{_PDI}"


NOT_AGREED = "[?]"
"""Stands after a word whose meaning is not agreed; which they are is told at the end."""


def worded(words: str, but: str = "") -> str:
    """Words of the talks, ours or theirs, kept apart as `apart` does: each use of a word that is not agreed is marked. `but`: the
    term whose own text it is."""
    seat, shown = _seat.get(), tame(words)
    told, at = "", 0
    for use in seat.flags.but(but).uses(shown) if seat is not None else ():
        told += shown[at : use.end] + NOT_AGREED
        at = use.end
        if seat is not None:
            seat.used[use.term.term] = use.term.name
    return f"{_FSI}{told}{shown[at:]}{_PDI}"


def _tell_open_terms() -> None:
    seat = _seat.get()
    if seat is not None and seat.used:
        names = say("report.comma", tongue()).join(apart(name) for name in seat.used.values())
        print(f"{NOT_AGREED} {names}: {say('definition.open', tongue())}")


def heading(text: str) -> None:
    """A heading with a line of its own width under it."""
    print()
    print(text)
    print("─" * min(len(text), 60))


def who_shown(who: Who) -> str:
    """The name, with the party's where it says more."""
    name = apart(who.shown)
    return f"{name} ({apart(who.party_name)})" if who.party_name and who.party_name != who.shown else name


def origin_shown(origin: Origin) -> str:
    """Where words stand: outlet, day, report."""
    parts = [apart(origin.outlet)] if origin.outlet else []
    if origin.published:
        parts.append(day(origin.published, tongue()))
    return say("figure.dot", tongue()).join([*parts, origin.report])


def as_json(value: Any) -> None:
    """What a page would show, as JSON, with what is told beside it."""
    seat, told = _seat.get(), plain(value)
    print(json.dumps(beside(seat.desk, told, tongue()) if seat is not None else told, ensure_ascii=False, indent=1))


def plain(value: Any) -> Any:
    """A shown value as JSON has it: times in ISO form, decimals as they are written."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "model_dump"):  # a piece of a fact
        return plain(value.model_dump())
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return str(value) if isinstance(value, Decimal) else value
