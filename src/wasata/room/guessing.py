"""Guessing: how fast anybody may try passwords and codes, so that nobody's are guessed and nobody is shut out by it.

Danger: a password found by trying; a person, or the whole room, shut out by a stranger who tries on purpose; a delegate who
learns by having to wait that others tried.
Duty: count what failed for one name from one place, and let the next try wait the longer the more there were. A place is a device
that has let this person in before (a signed cookie), or else an address. Tries of one place never make another wait, so that who
guesses at a name from elsewhere stops nobody; codes alone, of which there are few, have a bound for all strangers together. An
address as such is never counted: two delegations may sleep in one hotel. And bound the work: passwords are tried in lanes, one
for strangers, others for devices that are known, so that guessing takes one core at the most and nobody known stands behind a
stranger.
Shape: `of(request, what, name)` says what is tried; `begin` counts it as failed and says whether it is tried at all; `right`
takes it back. The counts stand in the table `Failed`, which all processes of the room share; hours are passed in. Who must wait
is told nothing else than who was wrong, and after the same work.
"""

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

from wasata.room import gate
from wasata.room.models import Failed

FREE = 5
"""So many tries of one place fail before the next must wait."""
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=12)
"""So long after the last one, failed tries are forgotten."""
CODES_OF_STRANGERS = 30
"""So many wrong codes may strangers type after one person's right password. There are a million codes and three are right at any
moment; who comes this far has the password, and a device that is known goes on."""
MOST_ROWS = 50_000
"""So many places are remembered; those that were tried longest ago go first."""

COOKIE = "wasata_device"
KEPT_DAYS = 90
_NAMES_ON_ONE = 8

What = Literal["password", "code"]


@dataclass(frozen=True, slots=True)
class Guess:
    """One try: digests of what is tried from where and of what at which name; whether the device is known there."""

    tried: str
    name: str
    stranger: bool
    what: What
    place: str


def _digest(*parts: str) -> str:
    told = "\n".join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(settings.SECRET_KEY.encode(), b"guessing\n" + told, hashlib.sha256).hex()[:40]


def of(request: HttpRequest, what: What, name: str) -> Guess:
    """What is tried by this request."""
    name = " ".join(name.split()).casefold()
    device = device_of(request)
    known = device is not None and _digest("lets in", name)[:16] in device.names
    place = f"device {device.id}" if device is not None and known else f"address {address_of(request)}"
    return Guess(_digest(what, name, place), _digest(what, name), not known, what, place)


def wait_after(failures: int) -> timedelta:
    """How long the next try waits after so many that failed."""
    if failures < FREE:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(failures - FREE, 20)), LONGEST_WAIT)


def begin(guess: Guess, now: datetime) -> bool:
    """Counts a try as failed before it is made, so that many at once are counted too. False where it must wait: it is not made
    then, and does not count."""
    with transaction.atomic():
        row = Failed.objects.select_for_update().filter(tried=guess.tried).first()
        times = row.times if row is not None and now < row.last + FORGOTTEN else 0
        if row is not None and now < row.last + wait_after(times):
            return False
        if guess.stranger and guess.what == "code" and _by_strangers(guess, now) >= CODES_OF_STRANGERS:
            return False
        Failed.objects.update_or_create(
            tried=guess.tried,
            defaults={"name": guess.name, "stranger": guess.stranger, "times": times + 1, "last": now},
        )
    return True


def _by_strangers(guess: Guess, now: datetime) -> int:
    rows = Failed.objects.filter(name=guess.name, stranger=True, last__gt=now - FORGOTTEN)
    return int(rows.aggregate(n=Sum("times"))["n"] or 0)


def right(guess: Guess) -> None:
    """It was right: what failed before it from the same place is forgotten."""
    Failed.objects.filter(tried=guess.tried).delete()


def forget(name: str) -> None:
    """Forgets what failed at a name: who keeps the room has given him a new password."""
    name = " ".join(name.split()).casefold()
    Failed.objects.filter(name__in=[_digest(what, name) for what in ("password", "code")]).delete()


def forget_old(now: datetime) -> None:
    """What is forgotten leaves the table, and what is too much."""
    Failed.objects.filter(last__lte=now - FORGOTTEN).delete()
    too_many = Failed.objects.count() - MOST_ROWS
    if too_many > 0:
        oldest = list(Failed.objects.order_by("last").values_list("tried", flat=True)[:too_many])
        for at in range(0, len(oldest), 500):
            Failed.objects.filter(tried__in=oldest[at : at + 500]).delete()


# from where


def address_of(request: HttpRequest) -> str:
    """The address that a request came from, as the gate saw it; a network where one household has many. Behind another server of
    this machine, what that one says."""
    told = request.META.get("HTTP_" + (gate.FROM + settings.WASATA_GATE_SIGN).upper().replace("-", "_"), "")
    address = _network(told if settings.WASATA_GATE_SIGN and told else request.META.get("REMOTE_ADDR", ""))
    if address in ("", "loopback"):
        nearest = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return _network(nearest) or "loopback"
    return address


def _network(told: str) -> str:
    try:
        address = ipaddress.ip_address(told.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_loopback:
        return "loopback"
    return str(ipaddress.ip_network((address, 48), strict=False)) if address.version == 6 else str(address)


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser was given when it let somebody in: a number by lot, and digests of the names it knows. `kept`: also when the
    browser is closed, because its owner asked for it."""

    id: str
    names: tuple[str, ...]
    kept: bool


def device_of(request: HttpRequest) -> Device | None:
    """The device of a request; None for one that has let nobody in."""
    try:
        told = _signer().unsign_object(request.COOKIES[cookie()])
        return Device(str(told["d"]), tuple(str(name) for name in told["n"]), bool(told["k"]))
    except (KeyError, TypeError, ValueError, signing.BadSignature):
        return None


def cookie() -> str:
    """The name of the cookie as this room gives it."""
    return f"{settings.WASATA_COOKIES}{COOKIE}"


def _signer() -> signing.Signer:
    return signing.Signer(salt="wasata device")


def let_in(request: HttpRequest, name: str, *, kept: bool | None = None) -> Device:
    """The device from now on, which has let this person in. `kept`: as its owner chose; None as it was."""
    was = device_of(request)
    mark = _digest("lets in", " ".join(name.split()).casefold())[:16]
    names = dict.fromkeys((mark, *(was.names if was else ())))
    return Device(
        was.id if was else secrets.token_hex(12), tuple(names)[:_NAMES_ON_ONE],
        kept if kept is not None else bool(was and was.kept),
    )  # fmt: skip


def give(response: HttpResponse, device: Device) -> None:
    """Lays the device's cookie into the browser: until it is closed, or where its owner asked for it for `KEPT_DAYS`."""
    response.set_cookie(
        cookie(), _signer().sign_object({"d": device.id, "n": list(device.names), "k": int(device.kept)}),
        max_age=KEPT_DAYS * 86_400 if device.kept else None, path="/", secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True, samesite="Strict",
    )  # fmt: skip


# the work


class Busy(Exception):
    """So many passwords are being tried that no more wait for their turn."""


class Lane:
    """So many at once, and so many waiting, of one place no more than a part of them."""

    def __init__(self, at_once: int, waiting: int, of_one: int) -> None:
        self._turns = threading.Semaphore(at_once)
        self._lock = threading.Lock()
        self._most, self._of_one = at_once + waiting, of_one
        self._there: Counter[str] = Counter()

    @contextmanager
    def turn(self, place: str, seconds: float = 20) -> Iterator[None]:
        """Waits for its turn.

        Raises:
            Busy: too many wait already, or it did not come to its turn.
        """
        with self._lock:
            if self._there.total() >= self._most or self._there[place] >= self._of_one:
                raise Busy
            self._there[place] += 1
        try:
            if not self._turns.acquire(timeout=seconds):
                raise Busy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            with self._lock:
                self._there[place] -= 1
                self._there += Counter()  # who has gone is forgotten


STRANGERS, KNOWN = Lane(1, 6, 4), Lane(2, 8, 3)
"""The threads of the room are more than both together: pages go on while passwords are tried."""


def lane(guess: Guess) -> Any:
    """The turn of this try: to be entered before a password is hashed."""
    return (STRANGERS if guess.stranger else KNOWN).turn(guess.place)
