"""Shelves: what was folded in one home, and who shares it.

Danger: a delegate's page that waits while a page of the other side is drawn; a state read while another thread goes on with it.
Duty: one shelf for the team, whose views are large; one for each delegate, who holds his channel and the table and folds them for
himself; one at the door, where it is looked up who somebody is. Each has its own lock: nobody waits for another's.
Shape: `team(home)`, `own(home, case, reader)`, `door(home)`; `desk/access.py` says who sits at which.
"""

import gc
import threading
from collections.abc import Collection, Iterable
from typing import TypeVar
from weakref import WeakKeyDictionary

from wasata.record.fold import Folds, View
from wasata.record.home import Home, Stamp
from wasata.record.keyring import of_persons
from wasata.record.person_key import Pair

S = TypeVar("S")

DUE_AFTER = 200
"""Folding so many entries anew takes a third of a second: fewer are not worth keeping while somebody writes."""


class Shelf:
    """The folds of one home, shared by the desks that sit at it: one state for each view, opened with the keys of its own logs
    only."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._folds: dict[tuple[str, tuple[str, ...]], tuple[Stamp, Folds]] = {}
        self._warm: set[tuple[str, str]] = set()

    def get(self, home: Home, case: str, view: View[S], by: Pair | None = None) -> S:
        """The state of a view, for whoever holds its logs: he was asked for it before.

        After the first time the garbage collector no longer walks what was made: these values live as long as the process, hold
        no cycles, and walking a million of them would stop a page for a third of a second.
        """
        with self.lock:
            state = self.folds(home, case, view.logs, by).get(view)
            if (case, view.name) not in self._warm:
                self._warm.add((case, view.name))
                gc.freeze()
            return state

    def folds(self, home: Home, case: str, logs: tuple[str, ...], by: Pair | None = None) -> Folds:
        """What is folded of these logs. When keys were handed, taken or turned since, it goes on with those of whoever asks."""
        key, stamp = (case, logs), home.stamp(case)
        found = self._folds.get(key)
        if found is None or found[0] != stamp:
            ledger = home.ledger(case, logs, by)
            folds = Folds(ledger) if found is None else found[1]
            folds.ledger = ledger
            found = self._folds[key] = stamp, folds
        return found[1]

    def let_go(self, case: str, held: Collection[str]) -> None:
        """What was folded of confidential logs of a case leaves the memory, but for those that somebody who is there holds."""
        with self.lock:
            for of, logs in list(self._folds):
                if of == case and any(of_persons(log) and log not in held for log in logs):
                    del self._folds[of, logs]

    def forget(self, case: str, logs: frozenset[str]) -> None:
        """Lets go what was folded of any of these logs."""
        for key in [key for key in self._folds if key[0] == case and _reads_any(key[1], logs)]:
            del self._folds[key]

    def keep(self, after: int) -> None:
        for _, folds in self._folds.values():
            folds.keep(after)

    def keep_if_due(self, home: Home, case: str, log: str, by: Pair | None = None) -> None:
        """What came to the views of one log is kept once it is enough to be felt at the next start; where all of a view must
        be written for it, once it has grown by a tenth."""
        folds = self.folds(home, case, (log,), by)
        folds.keep(DUE_AFTER, whole=folds.ledger.head(log).seq // 10)


def _reads_any(asked: tuple[str, ...], logs: frozenset[str]) -> bool:
    """Whether a view of these logs (`line/*`: of every line) reads one of those."""
    families = tuple(log[:-1] for log in asked if log.endswith("/*"))
    return any(log in asked or (families and log.startswith(families)) for log in logs)


class _Shelves:
    def __init__(self) -> None:
        self.team, self.door = Shelf(), Shelf()
        self.own: dict[tuple[str, str], Shelf] = {}


_shelves: WeakKeyDictionary[Home, _Shelves] = WeakKeyDictionary()


def _of(home: Home) -> _Shelves:
    return _shelves.setdefault(home, _Shelves())


def team(home: Home) -> Shelf:
    """The shelf of the team: of everybody but delegates."""
    return _of(home).team


def door(home: Home) -> Shelf:
    """The shelf at which it is looked up who somebody is, before it is known at which he sits."""
    return _of(home).door


def own(home: Home, case: str, reader: str) -> Shelf:
    """The shelf of one delegate."""
    return _of(home).own.setdefault((case, reader), Shelf())


def let_go(home: Home, case: str, held: Collection[str], readers: Collection[str]) -> None:
    """What nobody who is there holds of a case's confidential logs leaves the memory of this process.

    Args:
        held: the logs that somebody of the team who is there holds.
        readers: the delegates who are there.
    """
    shelves = _of(home)
    shelves.team.let_go(case, held)
    for of, reader in list(shelves.own):
        if of == case and reader not in readers:
            shelves.own[of, reader].let_go(case, ())


def forget(home: Home, case: str, logs: Iterable[str]) -> None:
    """What was folded of these logs leaves the memory of this process, at every shelf, and the keys it was opened with."""
    gone = frozenset(logs)
    shelves = _of(home)
    for one in (shelves.team, shelves.door, *list(shelves.own.values())) if gone else ():
        with one.lock:
            one.forget(case, gone)


def of_access(home: Home, case: str, view: View[S]) -> S:
    """What `access` says, as the room itself reads it: it must know who somebody is before he is a reader."""
    return team(home).folds(home, case, ("access",)).get(view)


def keep_snapshots(home: Home, after: int = 1) -> None:
    """Writes sealed snapshots of the states that have moved by at least `after` entries, so that a restart is quick."""
    with team(home).lock:
        team(home).keep(after)
