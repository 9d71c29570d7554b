"""Pages for when something is refused, missing or broken.

Danger: an error page that quotes what was sealed, or tells by its wording that a thing exists.
Duty: what, which value, the next move, in the reader's language; never an exception's own message.
"""

import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wasata import words
from wasata.errors import DeskError, ListenError, NotAllowed, PublicOnly, RecordError, RoomError, WasataError
from wasata.room.languages import page_language
from wasata.room.pages.parts import bare_frame


class TooLarge(RoomError):
    """More was sent at once than the room takes. Values: limit (megabytes)."""

    code = "room.too_large"


class PartMissing(RoomError):
    """A page needs a part that is not installed. Values: part, command."""

    code = "room.part_missing"


PARTS = {"highspy": "exchange", "ortools": "exchange", "trafilatura": "intake", "resiliparse": "intake",
         "feedparser": "intake", "psycopg": "postgres"}  # fmt: skip
"""Which extra brings a module that a page may lack."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    what: str
    next_move: str


def _draw(request: HttpRequest, what: str, next_move: str, status: int) -> HttpResponse:
    frame = bare_frame(request)
    return render(
        request,
        "room/error.html",
        {"page": ErrorPage(what, next_move), "frame": frame, "lang": frame.lang},
        status=status,
    )


def _keyed(request: HttpRequest, key: str, status: int) -> HttpResponse:
    lang = page_language()
    return _draw(request, words.say(key, lang), words.say(f"{key}.next", lang), status)


NOT_HERE = frozenset({
    "room.not_here", "access.not_admitted", "access.log_not_yours", "record.case_unknown", "record.not_held",
    "record.entry_missing", "report.unknown", "figure.thing_unknown",
})  # fmt: skip
"""Refusals that are told alike: whether the thing does not exist, or is not this reader's to know."""


def status_of(error: WasataError) -> int:
    """404 for what is not there or not one's own to know (the same), 403 for acts, 409 for the record, 400 for input."""
    if error.code in NOT_HERE:
        return 404
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, PartMissing):
        return 503
    if isinstance(error, ListenError):
        return 400
    if isinstance(error, RecordError):
        return 409
    if isinstance(error, NotAllowed | PublicOnly):
        return 403
    if isinstance(error, DeskError):
        return 400
    return 500


def refused(request: HttpRequest, error: WasataError) -> HttpResponse:
    """One of the house's own refusals, with its next move."""
    if error.code in NOT_HERE:
        return not_here(request)
    what, next_move = words.tell(error, page_language())
    return _draw(request, what, next_move, status_of(error))


def missing(request: HttpRequest, error: ModuleNotFoundError) -> HttpResponse | None:
    """A page whose part is missing names it, and the one command that adds it. None if the module is no part of ours."""
    part = PARTS.get((error.name or "").split(".")[0])
    if part is None:
        return None
    return refused(request, PartMissing(part=part, command=f"{sys.executable} -m pip install 'wasata[{part}]'"))


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    return _keyed(request, "room.not_here", 404)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django names it)
    return _keyed(request, "room.not_allowed", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        limit = settings.WASATA_UPLOAD_LIMIT // 1_048_576
        return refused(request, TooLarge(limit=limit))
    return _keyed(request, "room.bad_request", 400)


def broken(request: HttpRequest) -> HttpResponse:
    return _keyed(request, "case.unexpected", 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's name for it)
    return _keyed(request, "room.form_expired", 403)
