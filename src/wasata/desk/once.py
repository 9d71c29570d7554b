"""One act under one name: what a caller calls his act stands for one content and never for another.

Danger: a letter sent twice because an answer was lost on the way; a second letter that passes as a repetition of the first.
Duty: the act's id out of the caller's name for it and what is asked; the same again is the same act; another content under the
same name is refused, whenever it comes and on whichever log.
Shape: the first half of an id is the reader's own name for the act, the second what is asked. What stands already is folded
from the logs he holds; ids of others begin otherwise, so that nobody learns what others called theirs.
"""

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from wasata.desk.access import Desk
from wasata.errors import ActReused
from wasata.record.entry import Entry
from wasata.record.fold import View

HALF = 20
_LET_BE = ("press", "archive", "intake")
"""Logs of reports: long, and no act that is named so writes them."""
_turns: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)
"""A reader's own acts are done one after the other: of two that come at once, the second finds what the first wrote. Nobody
waits for anybody else here, for from how long he waits he could tell who is busy."""
_taking = threading.Lock()


def _step(names: dict[str, str], entry: Entry) -> dict[str, str]:
    names.setdefault(entry.act[:HALF], entry.act[: 2 * HALF])
    return names


@cache
def _names_in(log: str) -> View[dict[str, str]]:
    """Each act of a log by the first half of its id."""
    return View("once", 1, (log,), dict, _step)


def _half(*told: str) -> str:
    digest = hashlib.sha256()
    for text in told:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()[:HALF]


@contextmanager
def once(desk: Desk, name: str, asked: str) -> Iterator[str]:
    """The id of the act that this reader calls `name`, to be done within the block.

    Args:
        name: his own name for it, in this case.
        asked: all that is asked, as one text: the same text is the same act.

    Raises:
        ActReused: he called another content so before. Nothing is written.
    """
    first = _half("act", desk.reader, name)
    whole = first + _half(asked)
    with _taking:
        turn = _turns[desk.case, desk.reader]
    with turn, desk.home.in_turn(_half(desk.case, desk.reader)):  # among threads, and among processes of this machine
        with desk.hold():
            held = (log for log in desk.sight if log not in _LET_BE)
            stands = {desk.fold(_names_in(log)).get(first, whole) for log in held}
        if stands - {whole}:
            raise ActReused(act=name)
        yield whole
