"""A case of one's own for each test, in memory; and reports whose marks the test sets itself, so that no test of the desk
depends on how well reports are read."""

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.desk.on_table import show_name
from tests.desk.relays import COAST, HILLS, Room, make_lines, room_of
from tests.listen.misbehaving import Misbehaving, misbehaving

from wasata.desk.access import Desk, RoomDesk, new_act_id
from wasata.desk.ask import Tries, ask_feed, write
from wasata.desk.case import open_case
from wasata.desk.feed import INTAKE, NewFeed, set_feed
from wasata.desk.press import PRESS
from wasata.listen.courtesy import Courtesy
from wasata.record.home import Home
from wasata.record.kinds.feed import FeedAsked
from wasata.record.kinds.report import (
    DateMark,
    EventMark,
    FigureMark,
    ReportRead,
    ReportReceived,
    StatementMark,
)  # fmt: skip
from wasata.record.stores.memory import MemoryStore

CASE = "test-case"


class Clock:
    """A clock that goes on a minute whenever it is read, or stands where it is put."""

    def __init__(self) -> None:
        self.at = datetime(2023, 11, 20, 6, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def now() -> Clock:
    return Clock()


@dataclass(frozen=True)
class Made:
    """A home that was made once, of which each test takes a copy: its folder, what its store holds, the hour it was made."""

    path: Path
    store: MemoryStore
    at: datetime

    def copy(self, to: Path, now: Clock) -> Home:
        shutil.copytree(self.path, to)
        store = MemoryStore()
        store.take_in(
            [row for log in self.store.logs() for row in self.store.rows(log, 0, 10**9)], [*self.store.acts()]
        )
        now.at = self.at
        return Home.open(to, store=store, now=now)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Made]:
    @cache
    def made(*doing: Callable[[Home, Clock], None]) -> Made:
        path, store, now = tmp_path_factory.mktemp("made") / "home", MemoryStore(), Clock()
        with Home.create(path, store=store, now=now) as home:
            for do in doing:
                do(home, now)
        return Made(path, store, now.at)

    return made


@pytest.fixture
def home(tmp_path: Path, now: Clock, request: pytest.FixtureRequest, made_once: Callable[..., Made]) -> Iterator[Home]:
    """One's own. Where a test asks for the case, or for its two lines, they are in it."""
    asked = request.fixturenames
    doing = (a_case, lines_of_it) if "room" in asked else (a_case,) if "lead" in asked else ()
    with made_once(*doing).copy(tmp_path / "home", now) as made:
        yield made


def a_case(home: Home, now: Clock) -> None:
    open_case(
        home, CASE, names={"ar": "محادثات التجربة", "en": "Trial talks"}, period={"ar": "خريف", "en": "Autumn"}, lead="lead",
        parties=("israel", "hamas"), mediators=("qatar",), zone="Asia/Gaza",
        readers=[(r, r) for r in ("officer", "analyst", "truce_monitor", "aid_monitor", "delegate", "auditor")],
        lot=lambda _: None, now=now,
    )  # fmt: skip


def lines_of_it(home: Home, now: Clock) -> None:
    make_lines(Desk.open(home, CASE, "lead", now=now), now)


@pytest.fixture
def lead(home: Home, now: Clock) -> Desk:
    return Desk.open(home, CASE, "lead", now=now)


@pytest.fixture
def room(lead: Desk, now: Clock) -> Room:
    """Two lines of the case, for relays."""
    return room_of(lead, now)


@pytest.fixture
def named(room: Room) -> Room:
    """The same, and the table calls both sides by their names."""
    show_name(room.lead, "hamas", COAST)
    show_name(room.lead, "israel", HILLS)
    return room


@pytest.fixture
def at_desk(home: Home, now: Clock, lead: Desk) -> Callable[[str], Desk]:
    return lambda reader: Desk.open(home, CASE, reader, now=now)


@pytest.fixture
def put(lead: Desk) -> Callable[..., str]:
    """Puts a report with these marks into the press, and gives its name."""

    def put(text: str, **told: Any) -> str:
        return put_report(lead, text, **told)

    return put


def put_report(desk: Desk, text: str, *, marks: dict[str, Any] | None = None, reader: str = "1", **told: Any) -> str:
    with desk.hold():
        report = told.pop("report", None) or f"r-{len(desk.fold(PRESS).reports) + 1:04d}"
    facts = [received(report, text, **told), read(report, text, reader=reader, **(marks or {}))]
    head = desk.ledger.head("press").seq
    desk.ledger.append({"press": (head, facts)}, author=desk.reader, act=new_act_id())
    return report


def received(report: str, text: str, **told: Any) -> ReportReceived:
    told = {"lang": "en", "outlet": "Agency A", "outlet_kind": "agency", "came_by": "command"} | told
    return ReportReceived(report=report, text=text, digest=hashlib.sha256(text.encode()).hexdigest(), **told)


def span(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text; they must stand there once."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    start = text.index(words)
    return start, start + len(words)


def read(
    report: str,
    text: str,
    *,
    reader: str = "1",
    statements: Any = (),
    figures: Any = (),
    dates: Any = (),
    events: Any = (),
) -> ReportRead:
    """A reading of marks given by their words: statements (content, source, cue, {more}), figures (words, value, measure,
    {more}), dates (words, first, last), events (sentence, kind, status, {more})."""
    return ReportRead(
        report=report, reader=reader,
        statements=tuple(_statement(text, *m) for m in statements),
        figures=tuple(_figure(text, *m) for m in figures),
        dates=tuple(
            DateMark(span=span(text, w), from_day=first, to_day=last, rule="test.date") for w, first, last in dates
        ),
        events=tuple(
            EventMark(span=span(text, w), event=kind, status=status, rule="test.event", **(more[0] if more else {}))
            for w, kind, status, *more in events
        ),
    )  # fmt: skip


def _statement(text: str, content: str, source: str, cue: str, more: dict[str, Any] | None = None) -> StatementMark:
    told: dict[str, Any] = {"source_kind": "organisation", "actor": None, "act": "say", "direct": False} | (more or {})
    via = told.pop("via", None)
    return StatementMark(
        content=span(text, content), source=span(text, source), cue=span(text, cue), via=span(text, via) if via else None,
        rule="test.statement", **told,
    )  # fmt: skip


def _figure(text: str, words: str, value: Any, measure: str, more: dict[str, Any] | None = None) -> FigureMark:
    told: dict[str, Any] = {"qualifier": "exact"} | (more or {})
    for key in ("source", "composition", "holder"):
        if key in told:
            told[key] = span(text, told[key])
    number = (
        {"low": Decimal(value[0]), "high": Decimal(value[1])} if isinstance(value, tuple) else {"value": Decimal(value)}
    )
    return FigureMark(span=span(text, words), measure=measure, rule=told.pop("rule", "test.figure"), **number, **told)


def day(n: int, month: int = 11) -> date:
    return date(2023, month, n)


# feeds of a server on loopback


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as made:
        yield made


class AtWork:
    """A case with feeds of a server on loopback, asked with a clock that stands and a sleep that only counts."""

    def __init__(self, lead: Desk, now: Clock, server: Misbehaving) -> None:
        self.lead, self.now, self.server = lead, now, server
        self.slept: list[float] = []
        self.courtesy = Courtesy(
            allowed=[server.place], clock=lambda: now.at.timestamp() + sum(self.slept), sleep=self.slept.append,
            trust=None,
        )  # fmt: skip
        self.tries = Tries()
        self.lot = random.Random(7)

    def set(self, path: str = "/rss", **more: Any) -> str:
        return set_feed(self.lead, NewFeed("وكالة أ", self.server.at(path), **more), allowed=[self.server.place])

    def desk(self, feed: str) -> RoomDesk:
        return RoomDesk(self.lead.home, CASE, f"feed:{feed}", self.now)

    def ask(self, feed: str, waiting: FeedAsked | None = None, **more: Any) -> FeedAsked:
        kept = self.kept(feed)
        return ask_feed(self.desk(feed), kept, self.courtesy, self.lot, self.tries, waiting=waiting, **more)

    def asked(self, feed: str) -> FeedAsked:
        told = self.ask(feed)
        write(self.desk(feed), told)
        return told

    def kept(self, feed: str):
        return self.lead.fold(INTAKE).feeds[feed]

    @property
    def press(self):
        return self.lead.fold(PRESS).reports


@pytest.fixture
def work(lead: Desk, now: Clock, server: Misbehaving) -> AtWork:
    return AtWork(lead, now, server)
