"""Keys of persons who gave their password and not yet their second factor.

Danger: half of a key in a browser whose owner has only shown that he knows a password; a key in the memory for somebody who never
came.
Duty: holds the key that a password opened until the second factor was shown, in the memory alone; gives it out once; lets go of
it when its quarter of an hour is over.
Shape: `hold` gives a name by lot, which stands in the sign-in's row and opens nothing; `take` gives the key of that name,
whichever process of the room holds it (`between.py`). Hours are passed in.
"""

import secrets
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from wasata.record.person_key import Pair
from wasata.room import between

WAITS = timedelta(minutes=15)
"""So long somebody who gave his password may take to show his second factor: allauth forgets him then as well."""
AT_ONCE = 3
"""So many sign-ins of one person may wait; whoever begins more makes the oldest wait in vain."""
COMING, CAME = "coming", "came"


class _Held(NamedTuple):
    pair: Pair
    until: datetime


_lock = Lock()
_held: dict[str, _Held] = {}


def hold(pair: Pair, now: datetime) -> str:
    """Holds a key for who has yet to show his second factor: by what name it is asked for."""
    name = secrets.token_hex(16)
    with _lock:
        his = [other for other, held in _held.items() if held.pair.name == pair.name]
        for other in his[: len(his) + 1 - AT_ONCE]:
            del _held[other]
        _held[name] = _Held(pair, now + WAITS)
    _tell()
    return name


def take(name: str, now: datetime) -> Pair | None:
    """The key of this name, once; None where nobody holds it any more."""
    with _lock:
        held = _held.pop(name, None)
    if held is not None:
        _tell()
        return held.pair if now < held.until else None
    for other, private, until in (one for told in between.told(COMING) for one in told):
        if other == name:
            between.call(CAME, name)
            return Pair(bytes.fromhex(private)) if now < datetime.fromisoformat(until) else None
    return None


def forget_old(now: datetime) -> None:
    """Lets go of the keys of those who did not come."""
    with _lock:
        late = [name for name, held in _held.items() if now >= held.until]
        for name in late:
            del _held[name]
    if late:
        _tell()


def _came(name: str) -> None:
    """Another process gave it out."""
    with _lock:
        gone = _held.pop(name, None)
    if gone is not None:
        _tell()


def _tell() -> None:
    with _lock:
        told = [[name, held.pair.private.hex(), held.until.isoformat()] for name, held in _held.items()]
    between.tell(COMING, told)


between.listen(CAME, _came)
