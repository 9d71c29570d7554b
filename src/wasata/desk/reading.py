"""The reading: that somebody opened what is confidential is recorded, before he sees it.

Danger: words that appear outside, and nobody can say who had seen them; a record of reading that tells one side how busy the
others are, or holds what was read.
Duty: every opening of a line, a channel, a relay that was lent, the cell, the people and this very log: by whom, through which
door, of which things, when. The team's first opening of a thing on a day is written before the answer leaves; what is opened
again, and all that delegates open, is kept for a minute and written together.
Shape: `opened(desk, page, …)` is called by the three doors, each in the one place that all its answers pass: the pages and the
interface in `room/middleware/reading.py`, the terminal in `cli/at_desk.py`. What was read is not told by whoever draws a page:
it is what was asked of the record while it was drawn (`record/fold.noting_what_is_asked`); a page adds the things it shows
(`shows`).
Stands in `reading`, a log of its own: `access` is folded for every request of everybody, and its length would tell a delegate
by the time it takes how much the others read.
"""

import json
import logging
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from wasata.desk.access import READERS, ROLE_LOGS, Desk, new_act_id, of_access
from wasata.errors import HeadMoved, KindUnknown, RecordError, TooBusy
from wasata.record.entry import Entry
from wasata.record.fold import Packed, View, noting_what_is_asked
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, LogOpened
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.kinds.reading import Opening, ReadingOpened, Way
from wasata.record.ledger import Ledger
from wasata.words import Key

log = logging.getLogger("wasata.desk")

LOG = "reading"
COUNTED = ("line/", "channel/", "relay/", "hands/", "cell", "people", LOG)
"""What is confidential, and the log that tells who opened it. A delegate holds one of these, his own channel."""
THINGS = ("message", "contact", "relay", "term", "assessment", "matter", "deadline", "piece", "digest", "mark", "layer")
"""What in an address or a command names a thing that is opened."""
NO_WORDS = frozenset({"access.readers", "access.public_only", "once", "channel.head"})
"""Views that say who may, what was done under which name, and how a channel is called: nothing is read by them."""
TRIES = 3


class Seen(NamedTuple):
    """What was opened, by whom, through which door."""

    case: str
    reader: str
    way: Way
    key: str | None
    page: str
    logs: tuple[str, ...]
    things: tuple[str, ...]
    searched: bool

    @property
    def who(self) -> tuple[str, str, Way, str | None]:
        return self.case, self.reader, self.way, self.key

    @property
    def parts(self) -> frozenset[str]:
        """Each log and each thing: opened once on a day, they are known."""
        return frozenset((*self.logs, *self.things))


@dataclass(slots=True)
class _Times:
    first: datetime
    last: datetime
    n: int = 1


class Asked(NamedTuple):
    """What was asked of the record in a block, and which things were shown."""

    views: set[tuple[str, tuple[str, ...]]]
    things: set[str]


_shown: ContextVar[set[str] | None] = ContextVar("shown", default=None)


@contextmanager
def noting() -> Iterator[Asked]:
    """Everything that is asked and shown within the block."""
    things: set[str] = set()
    before = _shown.set(things)
    try:
        with noting_what_is_asked() as views:
            yield Asked(views, things)
    finally:
        _shown.reset(before)


def shows(things: Iterable[str]) -> None:
    """Said by whoever shows several things at once: a page of messages, a list of contacts."""
    if (known := _shown.get()) is not None:
        known.update(things)


def named_in(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The things that the parts of an address, or the words of a command, name."""
    return tuple(str(told[name]) for name in THINGS if told.get(name) and re.fullmatch(IDENT, str(told[name])))


def _logs_of(desk: Desk, asked: Asked) -> tuple[str, ...]:
    """The confidential logs of which something was asked, of those he holds."""
    named = {log for name, logs in asked.views if name not in NO_WORDS for log in logs}
    families = tuple(log[:-1] for log in named if log.endswith("/*"))
    seen = (x for x in desk.sight if x in named or (families and x.startswith(families)))
    return tuple(x for x in seen if x.startswith(COUNTED))


class Traces:
    """The openings of one home that are not written yet, and those of today that are."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._known: dict[tuple[Any, ...], tuple[date, set[str]]] = {}
        self._waiting: dict[Seen, _Times] = {}
        self._ledgers: dict[str, Ledger] = {}

    def is_known(self, seen: Seen, day: date) -> bool:
        """Whether all of it stands in the record of today, opened by him through this door."""
        with self._lock:
            known = self._known.get(seen.who)
            return known is not None and known[0] == day and not seen.searched and seen.parts <= known[1]

    def wait(self, seen: Seen, now: datetime) -> None:
        """Kept for the next batch. Nobody waits here for a disk."""
        with self._lock:
            times = self._waiting.get(seen)
            if times is None:
                self._waiting[seen] = _Times(now, now)
            else:
                times.first, times.last, times.n = min(times.first, now), max(times.last, now), times.n + 1

    def write(self, seen: Seen, now: datetime) -> None:
        """Writes one opening, now.

        Raises:
            RecordError: it cannot be written.
        """
        self._write(seen.who, {seen: _Times(now, now)})
        with self._lock:
            day, parts = self._known.get(seen.who, (now.date(), set()))
            self._known[seen.who] = (now.date(), (parts if day == now.date() else set()) | seen.parts)

    def flush(self) -> int:
        """Writes what waits: one entry for each reader and door. What cannot be written waits on. Gives how many were written."""
        with self._writing:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
            by_whom: dict[tuple[str, str, Way, str | None], dict[Seen, _Times]] = {}
            for seen, times in waiting.items():
                by_whom.setdefault(seen.who, {})[seen] = times
            written = 0
            for who, told in by_whom.items():
                try:
                    self._write(who, told)
                    written += 1
                except (RecordError, TooBusy) as error:
                    log.error("what was opened could not be noted yet: %s", error.code)
                    self._put_back(told)
            return written

    def _put_back(self, told: Mapping[Seen, _Times]) -> None:
        with self._lock:
            for seen, was in told.items():
                came = self._waiting.get(seen)
                if came is None:
                    self._waiting[seen] = was
                else:
                    came.first, came.last = min(came.first, was.first), max(came.last, was.last)
                    came.n += was.n

    def _write(self, who: tuple[str, str, Way, str | None], told: Mapping[Seen, _Times]) -> None:
        case, reader, way, key = who
        openings = tuple(
            Opening(
                page=s.page, logs=s.logs, things=s.things, first=t.first, last=t.last, times=t.n, searched=s.searched
            )
            for s, t in sorted(told.items(), key=lambda one: (one[1].first, one[0].page, one[0].things))
        )
        fact = ReadingOpened(reader=reader, way=way, key=key, openings=openings)
        ledger = self._ledger(case)
        for _ in range(TRIES):
            try:
                with ledger.in_line():
                    ledger.append({LOG: (ledger.head(LOG).seq, (fact,))}, author=reader, act=new_act_id())
                return
            except HeadMoved:  # a machine without these files' locks was quicker
                continue
        raise TooBusy(act=Key("reading.act"), tries=TRIES)

    def _ledger(self, case: str) -> Ledger:
        if case not in self._ledgers:
            if LOG not in self._home.logs(case):
                open_reading(self._home, case)
            self._ledgers[case] = self._home.ledger(case, (LOG,))
        return self._ledgers[case]


def open_reading(home: Home, case: str) -> None:
    """Opens the log in a case that is older than it, and gives it to whoever's role holds one. Nobody is asked: from here on
    what is opened is recorded. Once is enough."""
    ledger = home.ledger(case, ("access",))
    with ledger.in_line():
        facts: list[Fact] = [LogOpened(log=LOG, by="room")]
        for reader, standing in sorted(of_access(home, case, READERS).items()):
            if LOG in ROLE_LOGS.get(standing.role, {}) and LOG not in standing.grants:
                facts.append(LogGranted(reader=reader, log=LOG, by="room"))
        if LOG not in home.logs(case):
            ledger.append({"access": (ledger.head("access").seq, facts)}, author="room", act=new_act_id())
            home.open_log(case, LOG)


_traces: WeakKeyDictionary[Home, Traces] = WeakKeyDictionary()
_making = threading.Lock()


def traces(home: Home) -> Traces:
    """The openings of one home."""
    with _making:
        found = _traces.get(home)
        if found is None:
            found = _traces[home] = Traces(home)
        return found


def opened(
    desk: Desk, page: str, asked: Asked, *, way: Way, key: str | None = None, named: Iterable[str] = (), searched: bool = False
) -> None:  # fmt: skip
    """Records that this reader is about to be shown what was asked. Nothing, where nothing confidential was.

    Args:
        page: the page, address or command, by its name.
        named: the things that the address names.
        searched: words were looked for; written at once, however often.

    Raises:
        RecordError, TooBusy: it cannot be written, so nothing may be shown.
    """
    logs = _logs_of(desk, asked)
    if not logs:
        return
    things = tuple(sorted({*named, *asked.things}))
    seen = Seen(desk.case, desk.reader, way, key, page, logs, things, searched)
    now, kept = desk.now().astimezone(UTC), traces(desk.home)
    # a delegate waits for nobody's writing, and so learns from no answer of his how much others read
    if desk.role == "delegate" or kept.is_known(seen, now.date()):
        kept.wait(seen, now)
    else:
        kept.write(seen, now)


def flush(home: Home) -> int:
    """Writes what waits to be noted."""
    return traces(home).flush()


# who opened what, as the record tells it


@dataclass(slots=True)
class Span:
    """From when to when something was opened, through which doors: openings less than an hour apart are one."""

    first: datetime
    last: datetime
    ways: set[str]


Openings = dict[tuple[str, str, str], list[Span]]
"""By reader, log and thing; with an empty thing, all openings of pages that were made of the log."""
APART = timedelta(hours=1)


def _opened_step(openings: Openings, entry: Entry) -> Openings:
    if entry.kind != "reading.opened":
        raise KindUnknown(kind=entry.kind, version=entry.version)
    data = entry.data
    for told in data["openings"]:
        first, last = (datetime.fromisoformat(told[x]) for x in ("first", "last"))
        for of_log in told["logs"]:
            for thing in ("", *told["things"]):
                _lay(openings.setdefault((data["reader"], of_log, thing), []), first, last, data["way"])
    return openings


def _lay(spans: list[Span], first: datetime, last: datetime, way: str) -> None:
    """Lays one opening to those there are; batches may tell of hours before the last entry."""
    for span in reversed(spans):
        if first <= span.last + APART and last >= span.first - APART:
            span.first, span.last = min(span.first, first), max(span.last, last)
            span.ways.add(way)
            return
        if span.last < first:
            break
    spans.append(Span(first, last, {way}))
    spans.sort(key=lambda s: s.first)


def _pack(openings: Openings) -> bytes:
    told = [
        [*key, [[s.first.isoformat(), s.last.isoformat(), sorted(s.ways)] for s in spans]]
        for key, spans in openings.items()
    ]
    return json.dumps(told).encode()


def _unpack(packed: Packed) -> Openings:
    told: Openings = {}
    for reader, of_log, thing, spans in json.loads(bytes(packed)):
        told[reader, of_log, thing] = [
            Span(datetime.fromisoformat(a), datetime.fromisoformat(b), set(ways)) for a, b, ways in spans
        ]
    return told


OPENINGS: View[Openings] = View("reading.openings", 1, (LOG,), dict, _opened_step, _pack, _unpack)
