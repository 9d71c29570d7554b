"""Where the room meets the house: one home, one desk for each reader.

Danger: a page drawn with another reader's keys; two clocks in one room.
Duty: opens the home once a process; gives the desk of whoever signed in, for the case in the address; the room's one clock.
Shape: `desk_for(request)`, `now()`. Pages do not call it themselves: `pages.parts.case_page` does, and holds the desk while a
page is drawn, so that it is drawn from one moment.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from wasata.desk.access import Desk
from wasata.desk.key import Holder
from wasata.errors import CaseUnknown, NotAdmitted, RoomError
from wasata.record.home import Home, database

_opening = Lock()
_homes: dict[str, Home] = {}
_desks: dict[tuple[str, str, str, frozenset[str] | None], Desk] = {}


class NotHere(RoomError):
    """There is no such page for this reader. The same words whether it does not exist or is not his to know."""

    code = "room.not_here"


def _machines() -> datetime:
    return datetime.now(UTC)


clock: Callable[[], datetime] = _machines
"""What the room's clock is: the machine's. A test puts its own here, before the first page."""


_came: ContextVar[datetime | None] = ContextVar("came", default=None)


def now() -> datetime:
    """The hour, by the one clock of the room: every desk, key and sign-in asks it. While a request is answered it is the hour
    it came: what it writes does not bear how long it waited for others' writing."""
    return _came.get() or clock()


@contextmanager
def at_one_hour(hour: datetime | None = None) -> Iterator[None]:
    """The room's clock stands still for whatever is done in this block, and for nobody else; at `hour` where it is given."""
    came = _came.set(hour or clock())
    try:
        yield
    finally:
        _came.reset(came)


def home() -> Home:
    """The home of this process, opened at first use."""
    path = str(settings.WASATA_HOME)
    with _opening:
        if path not in _homes:
            _homes[path] = Home.open(settings.WASATA_HOME, dsn=database(), now=now)
        return _homes[path]


def reader_of(request: HttpRequest) -> str:
    """The reader in the record that this person is."""
    return str(request.user.get_username())


def desk_for(request: HttpRequest, case: str | None = None) -> Desk:
    """The desk of the signed-in reader, for `case` or the case in the address.

    Raises:
        NotHere: there is no such case, or this reader was never admitted to it: the same answer.
    """
    if case is None:
        match = request.resolver_match
        case = str(match.kwargs["case"]) if match and "case" in match.kwargs else ""
    return desk_of(reader_of(request), case)


_IN_A_CASE = re.compile(r"/(?:(?:ar|en)/case|api/cases)/([a-z0-9_-]+)(?:/|$)")


def asked_at(request: HttpRequest) -> Desk | None:
    """The desk at which something of a case was asked, also where it is refused before any desk was opened. None to whoever was
    not admitted to the case, signed in or not: to him a refusal tells nothing of it."""
    known: Desk | None = getattr(request, "asked_of", None)
    named = _IN_A_CASE.match(request.path)
    if known is not None or named is None:
        return known
    if "Authorization" in request.headers:  # who shows a key is judged by it alone
        holder = getattr(request, "auth", None)
        if not isinstance(holder, Holder) or holder.case != named[1]:
            return None
        return desk_of(holder.reader, holder.case, only=holder.logs)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    try:
        return desk_for(request, named[1])
    except NotHere:
        return None


def desk_of(reader: str, case: str, *, only: frozenset[str] | None = None) -> Desk:
    """The desk of a reader in a case, kept for the life of the process: it asks anew at every use what he holds. With
    `only`, that of a program with a key for these of his logs.

    Raises:
        NotHere: as above.
    """
    house = home()
    key = (str(settings.WASATA_HOME), case, reader, only)
    try:
        desk = _desks.get(key) or Desk.open(house, case, reader, now=now, only=only)
    except (CaseUnknown, NotAdmitted):
        raise NotHere from None
    return _desks.setdefault(key, desk)


def entered() -> tuple[Desk, ...]:
    """The desks of everybody who has asked this process for anything of a case since it began; of no program with a key."""
    here = str(settings.WASATA_HOME)
    return tuple(desk for (path, *_, only), desk in list(_desks.items()) if path == here and only is None)


def cases_of(reader: str) -> list[Desk]:
    """The desks of every case this reader was admitted to, in the home's order."""
    found = []
    for case in home().cases():
        try:
            found.append(desk_of(reader, case))
        except NotHere:
            continue
    return found


def forget() -> None:
    """Closes everything, for tests that make a new home and for the end of the room."""
    with _opening:
        _desks.clear()
        for house in _homes.values():
            house.close()
        _homes.clear()
