"""Who asks through the interface: a person signed in, or a program with a key.

Danger: a key that reads what its owner cannot, or a program that is let in by a cookie it was not given.
Duty: tells the reader and, for a key, the one case and the logs it may read.
The day's first use of a key is noted in `access`; the answer does not wait where somebody locks the record.
Shape: `Authorization: Bearer wasata-…`. A request with that header is judged by it alone: a cookie beside it counts nothing.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth
from ninja.security.base import AuthBase

from wasata.desk.access import Desk
from wasata.desk.key import Holder, holder_of, is_noted, note_use
from wasata.errors import ApiKeyRefused
from wasata.room import wiring
from wasata.room.models import Person


class ByKey(HttpBearer):
    """A program with a key: `request.auth` is its `Holder`."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder:  # noqa: ARG002 (ninja calls it so)
        holder = holder_of(wiring.home(), token, wiring.now())
        # a person whose sign-in was closed reads no more by his keys; the command line's readers may have no sign-in
        if Person.objects.filter(username=holder.reader, is_active=False).exists():
            raise ApiKeyRefused
        return holder


class ByVisit(SessionAuth):
    """A person signed in at the room's door, where no key is shown."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return None if "Authorization" in request.headers else super().authenticate(request, key)


ENTRIES: tuple[AuthBase, ...] = (ByKey(), ByVisit())


def desk_for(request: HttpRequest, case: str) -> Desk:
    """The desk of whoever asks, in this case.

    Raises:
        NotHere: there is no such case for him, or his key is for another.
    """
    holder = getattr(request, "auth", None)
    if isinstance(holder, Holder):
        if holder.case != case:
            raise wiring.NotHere
        desk = wiring.desk_of(holder.reader, case, only=holder.logs, by=holder.by)
        if not is_noted(desk, holder.key):
            _note(desk, holder)
    else:
        desk = wiring.desk_for(request, case)
    request.asked_of = desk  # type: ignore[attr-defined]  # what is told beside the answer is this reader's too
    return desk


_PATIENCE = 0.3
"""Seconds an answer waits for the note of its key's use, which takes a few thousandths where nobody locks the record."""
_noting = ThreadPoolExecutor(1, "uses")
_under_way: dict[tuple[str, str], Future[None]] = {}


def _note(desk: Desk, holder: Holder) -> None:
    """Has the use noted, and goes on where that takes long: it is noted as soon as the record can be written again."""
    place = (holder.case, holder.key)
    there = _under_way.get(place)
    if there is not None and not there.done():
        return
    noted = _under_way[place] = _noting.submit(note_use, desk, holder.key)
    with suppress(TimeoutError):
        noted.result(_PATIENCE)


def cases_for(request: HttpRequest) -> list[Desk]:
    """The desks of every case that whoever asks may enter."""
    holder = getattr(request, "auth", None)
    if isinstance(holder, Holder):
        return [desk_for(request, holder.case)]
    return wiring.cases_of(wiring.reader_of(request), wiring.pair_of(request))
