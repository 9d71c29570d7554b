"""Where the room meets the house: one home, one desk for each reader.

Danger: a page drawn with another reader's keys; two clocks in one room.
Duty: opens the home once a process; gives the desk of whoever signed in, for the case in the address, with his own key where he
has it at hand; lets go of keys that nobody uses any more, and of what was opened by them; the room's one clock.
Shape: `desk_for(request)`, `now()`, `let_go`. Pages do not call it themselves: `pages.parts.case_page` does, and holds the desk
while a page is drawn, so that it is drawn from one moment.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from wasata.desk import flagged, shelf
from wasata.desk.access import Desk
from wasata.desk.key import Holder
from wasata.errors import CaseUnknown, NotAdmitted, RoomError, WasataError
from wasata.record.home import Home, database
from wasata.record.person_key import Cost, Pair
from wasata.record.persons import Persons
from wasata.room import between, coming
from wasata.room.templatetags.words import name_html

_opening = Lock()
_homes: dict[str, Home] = {}


class _Seat(NamedTuple):
    """Whose desk it is: `key` is the name of the key it opens with, empty where it has none."""

    home: str
    case: str
    reader: str
    only: frozenset[str] | None
    key: str


_desks: dict[_Seat, Desk] = {}
_beside: dict[_Seat, Desk] = {}
"""Desks of who asked another process of this room, for what the room does by itself."""
_used: dict[_Seat, datetime] = {}
"""When a desk with a key was last asked for."""


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
            made = _homes[path] = Home.open(settings.WASATA_HOME, dsn=database(), now=now)
            made.persons = Persons(made.persons.folder, cost=Cost(*settings.WASATA_KEY_COST))
        return _homes[path]


def reader_of(request: HttpRequest) -> str:
    """The reader in the record that this person is."""
    return str(request.user.get_username())


def pair_of(request: HttpRequest) -> Pair | None:
    """The key of whoever is signed in, while his browser has what opens it: `middleware/person_key.py` has put it there."""
    return getattr(request, "person_key", None)


def desk_for(request: HttpRequest, case: str | None = None) -> Desk:
    """The desk of the signed-in reader, for `case` or the case in the address.

    Raises:
        NotHere: there is no such case, or this reader was never admitted to it: the same answer.
    """
    if case is None:
        match = request.resolver_match
        case = str(match.kwargs["case"]) if match and "case" in match.kwargs else ""
    return desk_of(reader_of(request), case, by=pair_of(request))


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
        return desk_of(holder.reader, holder.case, only=holder.logs, by=holder.by)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    try:
        return desk_for(request, named[1])
    except NotHere:
        return None


def desk_of(reader: str, case: str, *, only: frozenset[str] | None = None, by: Pair | None = None) -> Desk:
    """The desk of a reader in a case, kept for the life of the process; one with a key until nobody has used it for a while. It
    asks anew at every use what he holds.

    Args:
        only: of a program, the logs of his that it may read.
        by: his own key, or the program's.

    Raises:
        NotHere: as above.
    """
    house = home()
    seat = _Seat(str(settings.WASATA_HOME), case, reader, only, by.name if by else "")
    try:
        desk = _desks.get(seat) or Desk.open(house, case, reader, now=now, only=only, by=by)
    except (CaseUnknown, NotAdmitted):
        raise NotHere from None
    if by is not None:
        _used[seat] = now()
    if seat in _desks:
        return _desks[seat]
    found = _desks.setdefault(seat, desk)
    _tell_who_entered()
    return found


def sitting() -> tuple[Desk, ...]:
    """The desks of everybody who has asked this process for anything of a case since it began; of no program with a key. Who has
    signed out, or has not been heard of for a while, is there without his own key."""
    here = str(settings.WASATA_HOME)
    return tuple(desk for seat, desk in list(_desks.items()) if seat.home == here and seat.only is None)


def entered() -> tuple[Desk, ...]:
    """As `sitting`, of all processes of this room; those of delegates only where they asked this one."""
    here, told = str(settings.WASATA_HOME), {}
    for case, reader, private in (one for others in between.told(ENTERED) for one in others):
        by = Pair(bytes.fromhex(private)) if private else None
        told[_Seat(here, case, reader, None, by.name if by else "")] = by
    gone = [seat for seat in _beside if seat not in told or seat in _desks]
    for seat in gone:
        del _beside[seat]
    for case in {seat.case for seat in gone if seat not in _desks}:
        _let_go_of(case)
    for seat, by in told.items():
        if seat not in _desks and seat not in _beside:
            with suppress(WasataError):  # a case that cannot be read now is tried again at the next look
                _beside[seat] = Desk.open(home(), seat.case, seat.reader, now=now, by=by)
    return (*sitting(), *_beside.values())


ENTERED, GONE = "entered", "gone"


def _tell_who_entered() -> None:
    """The other processes of this room learn who asked this one, with his key: one of them delivers letters for all."""
    told = []
    for desk in sitting():
        with suppress(WasataError):
            if desk.role != "delegate":
                told.append([desk.case, desk.reader, desk.by.private.hex() if desk.by else ""])
    between.tell(ENTERED, sorted(told))


def cases_of(reader: str, by: Pair | None = None) -> list[Desk]:
    """The desks of every case this reader was admitted to, in the home's order."""
    found = []
    for case in home().cases():
        try:
            found.append(desk_of(reader, case, by=by))
        except NotHere:
            continue
    return found


def let_go(reader: str | None = None) -> None:
    """Keys leave the memory of this process, with what was opened by them and nobody else who is there opens: those of a reader
    who signs out, then also of the other processes of this room; without one, those that nobody has used for as long as a
    sign-in stays open by itself."""
    if reader is not None:
        between.call(GONE, reader)
    coming.forget_old(now())
    _let_go(reader)


def _let_go(reader: str | None) -> None:
    ends = now() - timedelta(minutes=settings.WASATA_IDLE_MINUTES)
    gone = [seat for seat, used in list(_used.items()) if (used <= ends if reader is None else seat.reader == reader)]
    for seat in gone:
        _used.pop(seat, None)
        _desks.pop(seat, None)
        if seat.only is None:  # what the room keeps goes on without a key, as for anybody who has entered
            _desks.setdefault(seat._replace(key=""), Desk(home(), seat.case, seat.reader, now))
    if gone:
        _tell_who_entered()
    for case in {seat.case for seat in gone}:
        _let_go_of(case)


between.listen(GONE, _let_go)


def _let_go_of(case: str) -> None:
    house, here = home(), str(settings.WASATA_HOME)
    if house.recovery(case) is None:
        return
    left = [
        desk
        for seat, desk in [*_desks.items(), *_beside.items()]
        if (seat.home, seat.case) == (here, case) and seat.key
    ]
    delegates = {desk.reader for desk in left if desk.role == "delegate"}
    held = {log for desk in left if desk.role != "delegate" for log in desk.sight}
    shelf.let_go(house, case, held, delegates)
    flagged.forget()
    name_html.cache_clear()


def forget() -> None:
    """Closes everything, for tests that make a new home and for the end of the room."""
    with _opening:
        _desks.clear()
        _beside.clear()
        _used.clear()
        for house in _homes.values():
            house.close()
        _homes.clear()
