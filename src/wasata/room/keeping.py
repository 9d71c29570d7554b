"""Keeping the folds: what was folded is kept sealed beside the record, so that the room is up again in a moment.

Danger: a room that must fold ten thousand entries anew while somebody waits for the first page; one that serves on when
whoever holds the home's lock was killed.
Duty: folds the press when the room opens. When something was written, and nobody has asked for anything in a while, and
when the room closes in order, the desk writes its sealed snapshots.
Shape: one quiet thread a process; of several that serve one room each folds for itself, and one keeps. It takes the same hold
that a page takes, for a quarter of a second in a large case, and now and then for one or two: so it waits until nobody has asked
for a minute. Then no start folds more than a few entries anew, and none after a room that was closed in order.
"""

import atexit
import os
import threading
import time

from wasata.desk.access import Desk, keep_snapshots
from wasata.desk.case import any_lead
from wasata.desk.contradiction import prepare_contradictions
from wasata.desk.disagreement import prepare_figures
from wasata.desk.report import prepare_search
from wasata.desk.timeline import prepare_timeline
from wasata.errors import WasataError
from wasata.listen import reader
from wasata.room import between, wiring
from wasata.values import LANGS

QUIET_SECONDS = 60
MOVED_BY = 20
"""Entries since the last snapshot that are worth another one while the room is open."""

_last_asked = 0.0


def asked() -> None:
    """Somebody asked for a page just now."""
    global _last_asked
    _last_asked = time.monotonic()


def start() -> None:
    """Begins keeping, for as long as the process lives."""
    end_with_parent()
    atexit.register(_keep, 1)
    threading.Thread(target=_keep_when_quiet, name="keeping", daemon=True).start()


def end_with_parent() -> None:
    """This process ends when the one that started it is gone: that one holds the home's lock, and nobody may serve without.

    What is being written then is whole or not there, as after any sudden end.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _warm() -> None:
    """Folds each case's press before anybody asks, and works out what its pages ask, so that no page waits for it."""
    house = wiring.home()
    for case in house.cases():
        try:
            # the press first, then figures and texts, a few at a time: a page that is asked for meanwhile comes between
            desk = Desk.open(house, case, any_lead(house, case))
            prepare_figures(desk)
            prepare_search(desk)
            prepare_timeline(desk)
            prepare_contradictions(desk)
        except WasataError:
            continue  # whoever asks for the page is told what is wrong
    for lang in LANGS:
        reader.read(".", lang)  # its tables are loaded when something is first read


def _keep_when_quiet() -> None:
    for again in (1, 5, 20, 60):
        try:
            _warm()
            break
        except Exception:  # the home could not be opened: once more in a while, and else whoever asks for a page folds
            time.sleep(again)
    while True:
        time.sleep(QUIET_SECONDS)
        if time.monotonic() - _last_asked > QUIET_SECONDS:
            _keep(MOVED_BY)


def _keep(after: int) -> None:
    if not between.mine("keeping"):
        return
    try:
        keep_snapshots(wiring.home(), after)
    except (WasataError, OSError):
        return  # a snapshot saves time and is never needed
