"""Sign-ins: the row behind each browser's cookie, when it ends, and which of them a person has.

Danger: a room left open on a desk; a row that outlives its sign-in; a table in which a cookie stands that opens the door.
Duty: keep the rows, under a digest of what the cookie holds; end a sign-in that nobody used for `WASATA_IDLE_MINUTES`, and any
that is `WASATA_SIGN_IN_HOURS` old, by deleting its row, also where nobody comes back; tell a person which are his and end the
others.
Shape: Django's engine for sessions (`SESSION_ENGINE` names this module), with columns of its own. `used` is written at most once
in `WRITTEN_SECONDS`, and never put back by a request that began earlier.
"""

import hashlib
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as _Store
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from wasata.room import guessing, wiring
from wasata.room.models import Person, SignIn

WRITTEN_SECONDS = 20
"""A sign-in ends by so much too early at the most: its row is not written for every page."""
SWEPT_SECONDS = 30
"""So often rows are looked at that nobody comes back to."""
BY_ITSELF = "by_itself"
"""In the address of what a page asks again without anybody's hand."""
_BEGAN, _DEVICE = "began", "device"


def kept_as(cookie: str) -> str:
    """Under which key the row of a cookie stands."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogatepass")).hexdigest()[:40]


class SessionStore(_Store):
    """Django's own, but for the digest and the columns."""

    row: SignIn | None = None
    """As it was when it was read."""
    over = ""
    """Why it opens nothing: `idle` or `absolute`, of a sign-in that has just been found to have ended."""

    @classmethod
    def get_model_class(cls) -> Any:
        return SignIn

    def _get_session_from_db(self) -> Any:
        found = SignIn.objects.filter(session_key=kept_as(self.session_key or ""))
        row = found.first()
        why = _why_over(row, wiring.now()) if row is not None else "gone"
        if why:
            self.over = why
            _delete(found)
            self._session_key = None
            return None
        self.row = row
        return row

    def exists(self, session_key: str) -> bool:
        return SignIn.objects.filter(session_key=kept_as(session_key)).exists()

    def create_model_instance(self, data: Any) -> SignIn:
        began = data.get(_BEGAN)
        return SignIn(
            session_key=kept_as(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=wiring.now() + timedelta(hours=settings.WASATA_SIGN_IN_HOURS), used=wiring.now(),
            person_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            began=datetime.fromisoformat(began) if began else None, device=data.get(_DEVICE, ""),
        )  # fmt: skip

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        row = self.create_model_instance(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                if must_create:
                    row.save(force_insert=True)
                    self.row = row
                else:  # never `used`: another tab may have asked meanwhile
                    row.save(force_update=True, update_fields=["session_data", "person", "began", "device"])
        except IntegrityError as error:
            if must_create:
                raise CreateError from error
            raise
        except DatabaseError as error:
            if must_create:
                raise
            raise UpdateError from error

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            SignIn.objects.filter(session_key=kept_as(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        sweep(wiring.now())


# when one ends


def begins(request: HttpRequest) -> None:
    """Somebody has just signed in here."""
    request.session[_BEGAN] = wiring.now().isoformat()
    request.session[_DEVICE] = coarse(request.META.get("HTTP_USER_AGENT", ""))


def _idle() -> timedelta:
    return timedelta(minutes=settings.WASATA_IDLE_MINUTES)


def _longest() -> timedelta:
    return timedelta(hours=settings.WASATA_SIGN_IN_HOURS)


def ends_after() -> tuple[int, int]:
    """After how many minutes that nobody used it a sign-in ends, and after how many hours in any case."""
    return settings.WASATA_IDLE_MINUTES, settings.WASATA_SIGN_IN_HOURS


def _why_over(row: SignIn, now: datetime) -> str:
    """Why this sign-in has ended; empty while it stands."""
    if row.began is not None and now >= row.began + _longest():
        return "absolute"
    return "idle" if now >= row.used + _idle() else ""


def _row(request: HttpRequest) -> SignIn | None:
    request.session.keys()  # it is read when first asked
    return getattr(request.session, "row", None)


def over(request: HttpRequest) -> str:
    """Why the sign-in that the browser had opens nothing: `idle`, `absolute`, or `gone` where its row was gone before. Empty
    where it stands, or where he had none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    request.session.keys()
    return str(getattr(request.session, "over", ""))


def use(request: HttpRequest, now: datetime, *, at_once: bool = False) -> None:
    """Somebody is there: it stays open from now on."""
    row = _row(request)
    if row is not None and now >= row.used + timedelta(seconds=0 if at_once else WRITTEN_SECONDS):
        SignIn.objects.filter(session_key=row.session_key, used__lt=now).update(used=now)
        row.used = now


def began(request: HttpRequest) -> datetime | None:
    """When whoever asks signed in here; None where nobody has."""
    row = _row(request)
    return row.began if row is not None and row.person_id is not None else None


@dataclass(frozen=True, slots=True)
class Left:
    """How many seconds until a sign-in ends by itself, and until it ends whatever is done."""

    idle: int
    absolute: int


def left(request: HttpRequest, now: datetime) -> Left | None:
    """How long the sign-in of this request stands; None where nobody is signed in."""
    row = _row(request)
    if row is None or row.began is None or row.person_id is None:
        return None
    ends = row.began + _longest()
    return Left(int((row.used + _idle() - now).total_seconds()), int((ends - now).total_seconds()))


def sweep(now: datetime) -> int:
    """Deletes the rows of sign-ins that have ended, whoever comes back to them: how many."""
    return _delete(SignIn.objects.filter(Q(used__lte=now - _idle()) | Q(began__lte=now - _longest())))


def _delete(rows: QuerySet[SignIn]) -> int:
    """Deletes them, and tells whoever keeps anything for these people as long as they are there."""
    people = Person.objects.filter(signin__in=rows).distinct()
    leaving = list(people)
    gone, _ = rows.delete()
    for person in leaving:
        user_logged_out.send(sender=Person, request=None, user=person)
    return gone


# whose they are


@dataclass(frozen=True, slots=True)
class Open:
    """One sign-in of a person. `name`: by which it is ended; `here`: the one he asks from."""

    name: str
    began: datetime
    used: datetime
    browser: str
    machine: str
    here: bool


def open_of(request: HttpRequest, now: datetime) -> tuple[Open, ...]:
    """The sign-ins of whoever asks that stand now, his own here first."""
    here = kept_as(request.session.session_key or "")
    rows = SignIn.objects.filter(person=_person(request), began__isnull=False).order_by("-began")
    told = [
        Open(row.session_key[:16], row.began, row.used, *_named(row.device), row.session_key == here)
        for row in rows
        if row.began is not None and not _why_over(row, now)
    ]
    return tuple(sorted(told, key=lambda one: not one.here))


def end(request: HttpRequest, name: str) -> None:
    """Ends one of his own other sign-ins; one that stands no more stays so."""
    if re.fullmatch(r"[0-9a-f]{16}", name):
        _delete(_others(request).filter(session_key__startswith=name))


def end_others(request: HttpRequest) -> None:
    """Ends all his sign-ins but the one he asks from."""
    _delete(_others(request))


def end_all(person: Any) -> None:
    """Ends every sign-in of a person."""
    _delete(SignIn.objects.filter(person_id=person.pk))


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # only who is signed in comes here
    return request.user


def _others(request: HttpRequest) -> QuerySet[SignIn]:
    here = kept_as(request.session.session_key or "")
    return SignIn.objects.filter(person=_person(request)).exclude(session_key=here)


_BROWSERS = (("edge", "Edg"), ("opera", "OPR/"), ("firefox", "Firefox/"), ("chrome", "Chrom"), ("safari", "Safari/"))
_MACHINES = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("android", "Android"), ("windows", "Windows"), ("mac", "Macintosh"),
    ("linux", "Linux"),
)  # fmt: skip


def coarse(agent: str) -> str:
    """What a browser says of itself, in two coarse words. It is for its owner's memory and proves nothing."""
    agent = agent[:400]
    browser = next((name for name, sign in _BROWSERS if sign in agent), "other")
    return f"{browser}/{next((name for name, sign in _MACHINES if sign in agent), 'other')}"


def _named(device: str) -> tuple[str, str]:
    browser, _, machine = device.partition("/")
    known = {name for name, _ in (*_BROWSERS, *_MACHINES)}
    return (browser if browser in known else "other", machine if machine in known else "other")


# by itself


def keep_swept(sleep: Callable[[float], object] = time.sleep) -> None:
    """Sweeps for as long as the process lives."""
    while True:
        sleep(SWEPT_SECONDS)
        with suppress(DatabaseError):  # a disk that is full now may have room at the next look
            now = wiring.now()
            sweep(now)
            guessing.forget_old(now)
        connections.close_all()


def start() -> None:
    """Begins sweeping."""
    threading.Thread(target=keep_swept, name="sign-ins", daemon=True).start()
