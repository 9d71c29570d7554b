"""Asking: the room asks the feeds that people set up, by itself, for as long as it is open.

Danger: a room that hangs because a cable was pulled; a thread that asks again and again what fails; a request from a case
that said stop.
Duty: finds the feeds whose time has come, asks them a few at a time with manners (`listen.courtesy`), files what is new as
the room itself (`RoomDesk`), and writes what became of it: at once when something is new or changed, else once an hour.
Shape: one quiet thread a process, in the manner of `keeping`; `Asking.turn` is one look round. Every request is bounded, so
the longest it can wait is known. What is broken off by the end of the process is asked again: nothing is filed twice. Of several
processes that serve one room one asks; what people want of the others is told to it, and what it knows to them (`between`).
"""

import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wasata.desk.access import RoomDesk
from wasata.desk.ask import Tries, alone, ask_feed, is_due, is_worth_writing, merged, write
from wasata.desk.feed import INTAKE, LOG, FeedLine, Kept
from wasata.desk.filed import micros
from wasata.errors import AskingStopped, OutgoingStopped, WasataError
from wasata.listen.addresses import allowed_inside
from wasata.listen.courtesy import Courtesy
from wasata.record.home import Home
from wasata.record.kinds.feed import FeedAsked
from wasata.room import between, wiring

TICK_SECONDS = 15
AT_A_TIME = 3
"""Feeds asked side by side, of different hosts."""
BROKE_WAIT = timedelta(minutes=5)
LONGEST_BROKE_WAIT = timedelta(hours=6)
"""How long a feed is left alone when what came of it could not be written; longer each time in a row."""


def _clock() -> datetime:
    return datetime.now(UTC)


class Asking:
    """The feeds of all cases of a home, asked by themselves."""

    def __init__(
        self, home: Callable[[], Home], courtesy: Courtesy, lot: random.Random, *, now: Callable[[], datetime] = _clock,
        at_a_time: int = AT_A_TIME,
    ) -> None:  # fmt: skip
        self._home = home
        self._courtesy = courtesy
        self._lot = lot
        self._now = now
        self._at_a_time = at_a_time
        self._tries = Tries()
        self._waiting: dict[tuple[str, str], FeedAsked] = {}
        self._wanted: dict[tuple[str, str], str] = {}
        self._broke: dict[tuple[str, str], tuple[int, datetime]] = {}
        self._lock = threading.Lock()
        self.wake = threading.Event()

    def want(self, case: str, feed: str, by: str) -> None:
        """A person wants a feed asked now."""
        with self._lock:
            self._wanted[case, feed] = by
        self.wake.set()

    def waiting(self, case: str, feed: str) -> FeedAsked | None:
        """What was asked of a feed and is not written yet."""
        return self._waiting.get((case, feed))

    def is_wanted(self, case: str, feed: str) -> bool:
        """Whether somebody pressed the button and it was not asked since."""
        return (case, feed) in self._wanted

    def known(self) -> dict[str, Any]:
        """What was asked and is not written yet, and what is wanted, as it is told to the other processes of the room."""
        waits = [[*key, told.model_dump_json()] for key, told in sorted(self._waiting.items())]
        return {"waits": waits, "wanted": sorted(map(list, list(self._wanted)))}

    def turn(self) -> int:
        """One look round: asks what is due in every case. Gives how many feeds were asked."""
        home = self._home()
        with alone(home, self._courtesy, wait=False) as free:
            return self._turn(home) if free else 0

    def _turn(self, home: Home) -> int:
        due = [(case, feed) for case in home.cases() if LOG in home.logs(case) for feed in self._due(home, case)]
        if not due:
            return 0
        with ThreadPoolExecutor(self._at_a_time, "asking") as pool:
            list(pool.map(lambda one: self._ask(home, *one), due))
        return len(due)

    def _due(self, home: Home, case: str) -> list[str]:
        desk = RoomDesk(home, case, "room", self._now)
        with suppress(WasataError), desk.hold():
            intake = desk.fold(INTAKE)
            if intake.stopped:
                return []
            now = self._now()
            return [f.feed for f in intake.feeds.values() if self._is_due(case, f, now)]
        return []  # whoever opens the page of this case is told what is wrong with it

    def _is_due(self, case: str, feed: Kept, now: datetime) -> bool:
        if (case, feed.feed) in self._wanted:
            return feed.state != "dropped"
        if (case, feed.feed) in self._broke and now < self._broke[case, feed.feed][1]:
            return False
        waits = self._waiting.get((case, feed.feed))
        if waits is not None and feed.next_at and micros(waits.next_at) > feed.next_at:
            return feed.state == "on" and waits.next_at <= now
        return is_due(feed, now)

    def _ask(self, home: Home, case: str, name: str) -> None:
        desk = RoomDesk(home, case, f"feed:{name}", self._now)
        key = (case, name)
        with self._lock:
            by = self._wanted.pop(key, None)
        try:
            with desk.hold():
                feed = desk.fold(INTAKE).feeds[name]
            before = self._waiting.get(key)
            asked = ask_feed(desk, feed, self._courtesy, self._lot, self._tries, waiting=before, by=by)
            told = merged(before, asked)
            if is_worth_writing(feed, told):
                write(desk, told)
                self._waiting.pop(key, None)
            else:
                self._waiting[key] = told
            self._broke.pop(key, None)
        except (OutgoingStopped, AskingStopped):
            return
        except Exception:  # whatever one feed did, the others are asked
            # the record could not be written, or what came broke the program. Nothing says when to ask again, and the other side
            # must not be asked at every turn for what is wrong here
            n = self._broke.get(key, (0, self._now()))[0]
            self._broke[key] = n + 1, self._now() + min(BROKE_WAIT * 2**n, LONGEST_BROKE_WAIT)

    def run(self) -> None:
        """Looks round for as long as the process lives."""
        while True:
            self.wake.wait(TICK_SECONDS)
            self.wake.clear()
            with suppress(Exception):  # a thread that ended would leave every feed silent, and nobody would be told
                if between.mine(TOPIC):
                    self.turn()
                    between.tell(TOPIC, self.known())


TOPIC, WANTED = "asking", "asking.wanted"
_asking: Asking | None = None


def start() -> None:
    """Begins asking, for as long as the process lives."""
    global _asking
    courtesy = Courtesy(allowed=allowed_inside())
    _asking = Asking(wiring.home, courtesy, random.SystemRandom())
    threading.Thread(target=_asking.run, name="asking", daemon=True).start()


def is_running() -> bool:
    """Whether this process asks feeds by itself."""
    return _asking is not None


def want(case: str, feed: str, by: str) -> bool:
    """A person wants a feed asked now. False where this process asks nothing by itself."""
    if _asking is None:
        return False
    if between.mine(TOPIC):
        _asking.want(case, feed, by)
    else:
        between.call(WANTED, [case, feed, by])
    return True


def _wanted_there(told: list[str]) -> None:
    """Somebody wants a feed asked, and said so to another process."""
    if _asking is not None and between.mine(TOPIC):
        case, feed, by = told
        _asking.want(case, feed, by)
        between.tell(TOPIC, _asking.known())


between.listen(WANTED, _wanted_there)


def as_of_now(case: str, line: FeedLine) -> FeedLine:
    """A feed's line with what was asked since its last entry."""
    told = _asking.waiting(case, line.feed) if _asking is not None else None
    for other in between.told(TOPIC):
        for of, feed, waits in other["waits"]:
            told = FeedAsked.model_validate_json(waits) if (of, feed) == (case, line.feed) else told
    if told is None or (line.last_at is not None and told.last_at <= line.last_at):
        return line
    return replace(
        line, last_at=told.last_at, next_at=told.next_at if line.next_at else None, asks=line.asks + told.asks,
        requests=line.requests + told.requests,
    )  # fmt: skip


def wanted(case: str) -> Mapping[str, bool]:
    """The feeds of a case that somebody wants asked and that were not asked since."""
    here = list(_asking._wanted) if _asking is not None else []
    there = [(c, feed) for other in between.told(TOPIC) for c, feed in other["wanted"]]
    return {feed: True for c, feed in (*here, *there) if c == case}
