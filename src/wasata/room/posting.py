"""Posting: letters, definitions and offers whose time of waiting is over leave by themselves, for as long as the room is open;
and questions in confidence are closed at their hour.

Danger: a letter that leaves twice, or never and nobody is told; one line's letters that wait for another's, or whose hour
tells what else left; a page of a delegate that is slow because we deliver.
Duty: finds the letters and definitions that are due on the lines of those who have entered since the room was opened, and
the definitions due on the table, delivers each from its author's desk, and tells the bureau what became of relays; keeps in
mind what stays and what broke.
Shape: one quiet thread a process, in the manner of `asking`; `Posting.turn` is one look round. The looks are at hours of
their own, every five seconds by the clock: a letter leaves at the first of them after its time is over and bears that hour,
however long the letters of others took in that look or the one before. It works with the desks of
officers who asked for a page of the case (`wiring.entered`): after a restart nothing leaves before one of the line has come. What
is broken off by the end of the process is looked for again: the record says what has left. Of several processes that serve one
room one delivers, also from desks of those who asked another; what it knows is told to the others (`between`).
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from wasata.desk import acceptance, definition_delivery, offer
from wasata.desk.access import Desk
from wasata.desk.delivery import Round, Why, deliver_round, follow
from wasata.desk.line import lines_held
from wasata.errors import WasataError
from wasata.room import between, wiring

TICK = timedelta(seconds=5)
"""So often it looks round, at hours that are whole multiples of it."""
LATE = timedelta(minutes=1)
"""So far behind, it still looks at each hour it missed; farther, as after the machine slept, at the last of them alone."""
BROKE_WAIT = timedelta(seconds=30)
LONGEST_BROKE_WAIT = timedelta(minutes=15)
"""How long a letter is left alone when it could not be written; longer each time in a row."""

TOPIC = "posting"

Place = tuple[str, str]
"""A case and a line of it; or no line: its table."""


class Posting:
    """The letters of all lines whose officers have entered, delivered by themselves."""

    def __init__(self, entered: Callable[[], Iterable[Desk]], *, now: Callable[[], datetime] = wiring.now) -> None:
        self._entered = entered
        self._now = now
        self._stays: dict[Place, Mapping[str, Why]] = {}
        self._broke: dict[Place, dict[str, tuple[str, int, datetime]]] = {}

    def stays(self, case: str, line: str) -> Mapping[str, Why]:
        """The letters that were due at the last look and stay, with the reason."""
        return self._stays.get((case, line), {})

    def broke(self, case: str, line: str) -> Mapping[str, str]:
        """The letters that something kept from leaving, with the error's code: they are tried again."""
        return {message: code for message, (code, _, _) in self._broke.get((case, line), {}).items()}

    def known(self) -> list[Any]:
        """All of both, as it is told to the other processes of the room."""
        places = {*self._stays, *self._broke}
        return [[*p, dict(self._stays.get(p, {})), dict(self.broke(*p))] for p in sorted(places)]

    def turn(self, hour: datetime | None = None) -> int:
        """One look round: delivers what is due on every line. Gives how many letters left.

        Args:
            hour: of this look: what is due by then leaves, and bears it. None: the last one by the clock.
        """
        with wiring.at_one_hour(hour or tick_of(self._now())):
            return self._turn()

    def _turn(self) -> int:
        officers = self._officers()
        left = 0
        for place, desks in sorted(officers.items()):
            with suppress(WasataError):  # a record that cannot be read keeps no other line's letters here
                done = self._post(place, desks, self._origin(officers, place[0]))
                left += len(done.left)
                follow(next(iter(desks.values())), place[1])
        for case in sorted({case for case, _ in officers}):
            with suppress(WasataError):
                left += len(self._post_table(case, officers))
        return left

    def _officers(self) -> dict[Place, dict[str, Desk]]:
        """Who may deliver on which line, of those who have entered: asked anew at every look."""
        found: dict[Place, dict[str, Desk]] = {}
        for desk in self._entered():
            with suppress(WasataError), desk.hold():
                for line in lines_held(desk):
                    if desk.may("deliver_message", line=line):
                        found.setdefault((desk.case, line), {})[desk.reader] = desk
        return found

    @staticmethod
    def _origin(officers: Mapping[Place, Mapping[str, Desk]], case: str) -> dict[str, Desk]:
        return {line: next(iter(desks.values())) for (of, line), desks in officers.items() if of == case}

    def _post(self, place: Place, desks: Mapping[str, Desk], origin: Mapping[str, Desk]) -> Round:
        rests = self._rests(place)
        done = deliver_round(desks, place[1], origin, pass_over=rests)
        words = definition_delivery.deliver_round(desks, place[1], pass_over=rests)
        self._stays[place] = done.stays
        self._keep(place, rests, {**done.broke, **words.broke})
        return Round((*done.left, *words.left), done.stays, done.broke)

    def _post_table(self, case: str, officers: Mapping[Place, Mapping[str, Desk]]) -> tuple[str, ...]:
        place = (case, "")
        here = {reader: desk for (of, _), desks in officers.items() if of == case for reader, desk in desks.items()}
        rests = self._rests(place)
        done = definition_delivery.deliver_agreements(here, pass_over=rests)
        put = offer.deliver_round(here, pass_over=rests)
        closed = acceptance.close_round(here, pass_over=rests)
        self._keep(place, rests, {**done.broke, **put.broke, **closed.broke})
        return (*done.left, *put.left, *closed.left)

    def _rests(self, place: Place) -> frozenset[str]:
        """What broke a moment ago, and is left alone for a while."""
        now = self._now()
        return frozenset(what for what, (_, _, again) in self._broke.get(place, {}).items() if now < again)

    def _keep(self, place: Place, rests: frozenset[str], broke: Mapping[str, str]) -> None:
        now, before = self._now(), self._broke.get(place, {})
        kept = {what: told for what, told in before.items() if what in rests}
        for what, code in broke.items():
            n = before[what][1] + 1 if what in before else 0
            kept[what] = code, n, now + min(BROKE_WAIT * 2**n, LONGEST_BROKE_WAIT)
        self._broke[place] = kept

    def run(self, sleep: Callable[[float], object] = time.sleep) -> None:
        """Looks round for as long as the process lives."""
        hour = tick_of(self._now())
        while True:
            with suppress(Exception):  # a thread that ended would leave every letter lying, and nobody would be told
                if between.mine(TOPIC):
                    self.turn(hour)
                    between.tell(TOPIC, self.known())
            hour = next_look(hour, self._now())
            sleep(max((hour - self._now()).total_seconds(), 0.0))


def tick_of(now: datetime) -> datetime:
    """The last hour at which to look."""
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % TICK


def next_look(before: datetime, now: datetime) -> datetime:
    """The hour of the next look: a tick after the last, also where that is past because the last took long."""
    upcoming = before + TICK
    return tick_of(now) if now - upcoming > LATE else upcoming


_posting: Posting | None = None


def start() -> None:
    """Begins posting, for as long as the process lives."""
    global _posting
    _posting = Posting(wiring.entered)
    threading.Thread(target=_posting.run, name="posting", daemon=True).start()


def stays(case: str, line: str) -> Mapping[str, Why]:
    """The letters of a line that are due and stay, as the process that delivers knows."""
    return _told(case, line, 2) or (_posting.stays(case, line) if _posting is not None else {})


def broke(case: str, line: str) -> Mapping[str, str]:
    """The letters of a line that something kept from leaving, with the error's code, as the process that delivers knows."""
    return _told(case, line, 3) or (_posting.broke(case, line) if _posting is not None else {})


def _told(case: str, line: str, which: int) -> Mapping[str, Any]:
    """What the process that delivers has told of a line."""
    return {
        k: v for one in between.told(TOPIC) for told in one if told[:2] == [case, line] for k, v in told[which].items()
    }
