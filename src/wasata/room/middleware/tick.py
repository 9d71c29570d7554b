"""When an answer leaves: on a fixed tick, so that the time it took tells a delegate nothing.

Danger: the record has one write lock: whoever writes, or waits for somebody who writes, learns from a few thousandths of a
second how busy the other side is.
Duty: holds every answer to a delegate, and to whoever is not known, until the next whole tick from his request's arrival: pages,
refusals, redirects, sign-ins and files alike. The team's own answers leave at once.
Shape: the outermost middleware: whatever is done to an answer is done before it is held. `WASATA_TICK_MS` says how long a tick
is; 0 holds nothing. An answer that takes more than a tick leaves on the second, so its time still tells how many there were.
Behind the gate (`room/gate.py`, which is how `wasata room` serves) it is held there: here it is only said which need not be.
While a request is answered the room's clock stands at the hour it came, so that no hour in the record tells it either.
"""

import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from wasata.desk.key import Holder
from wasata.errors import WasataError
from wasata.room import gate, wiring

_ANSWER = Callable[[HttpRequest], HttpResponse]


class Tick:
    """`now` and `sleep` are in seconds; a test gives its own."""

    def __init__(
        self, get_response: _ANSWER, *, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:  # fmt: skip
        self.get_response = get_response
        self.now = now
        self.sleep = sleep
        self._team: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tick = settings.WASATA_TICK_MS / 1000
        arrived = self.now()
        with wiring.at_one_hour(_hour_of(request)):
            response = self.get_response(request)
        response.headers.pop("Expires", None)  # the hour at which the page was done; `Cache-Control` says all of it
        if tick > 0:
            at_once = self._goes_at_once(request)
            if settings.WASATA_GATE_SIGN:
                _mark(response, at_once)
            elif not at_once:
                self.sleep(-(self.now() - arrived) % tick)
        return response

    def _goes_at_once(self, request: HttpRequest) -> bool:
        """Whether it is for one of the team. Looked up once in a while: over all cases it takes two thousandths of a second."""
        reader = reader_of(request)
        if reader is None:
            return False
        if self._team.get(reader, -REMEMBERED) + REMEMBERED > self.now():
            return True
        if of_the_team(reader):
            self._team[reader] = self.now()
            return True
        self._team.pop(reader, None)
        return False


def _hour_of(request: HttpRequest) -> datetime | None:
    """The hour at which it came to the gate; None where there is no gate."""
    if not settings.WASATA_GATE_SIGN:
        return None
    told = request.META.get("HTTP_" + (gate.CAME + settings.WASATA_GATE_SIGN).upper().replace("-", "_"))
    return datetime.fromisoformat(told) if told else None


def _mark(response: HttpResponse, at_once: bool) -> None:
    """Only the team's answers bear a mark: what bears none is held, whoever made it."""
    if at_once:
        response[gate.MARK] = gate.AT_ONCE
    else:
        del response[gate.MARK]


REMEMBERED = 10.0
"""Seconds for which somebody is known to be of the team. Of a delegate nothing is remembered."""
_ENTRANCE = frozenset({"account_login", "mfa_authenticate"})
"""Whoever comes in here was not known when he asked."""


def of_the_team(reader: str) -> bool:
    """Whether this reader is admitted to a case, and in none as a delegate. Who cannot be looked up is not."""
    try:
        roles = {desk.role for desk in wiring.cases_of(reader)}
    except (WasataError, DatabaseError):
        return False
    return bool(roles) and "delegate" not in roles


def reader_of(request: HttpRequest) -> str | None:
    """Who asks; None for whoever was not known when he asked."""
    match = request.resolver_match
    if match is not None and match.url_name in _ENTRANCE:
        return None
    shown = getattr(request, "auth", None)
    if isinstance(shown, Holder):
        return shown.reader
    try:
        user = getattr(request, "user", None)
        return str(user.get_username()) if user is not None and user.is_authenticated else None
    except DatabaseError:
        return None
