"""Pages for when something is refused, missing or broken.

Danger: an error page that quotes what was sealed, or tells by its wording that a thing exists.
Duty: what, which value, the next move, in the reader's language; never an exception's own message.
"""

import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from wasata import words
from wasata.desk.told_beside import MARK, is_invented
from wasata.errors import (
    PART_OF,
    ApiKeyRefused,
    DeskError,
    ListenError,
    NotAllowed,
    ProposeError,
    PublicOnly,
    RecordError,
    RoomError,
    WasataError,
)
from wasata.record.files import FULL_TO_SQLITE
from wasata.room import wiring
from wasata.room.bounds import TooLarge
from wasata.room.gate import CLOSED
from wasata.room.languages import page_language
from wasata.room.pages.parts import bare_frame, frame_for_nobody
from wasata.values import LANGS, Lang

log = logging.getLogger("wasata.room")


class PeopleFull(RoomError):
    """The disk that the tables of people lie on is full."""

    code = "room.people_full"


class PeopleFailed(RoomError):
    """The tables of people do not answer. Values: why (the store's own name for it)."""

    code = "room.people_failed"


class PartMissing(RoomError):
    """A page needs a part that is not installed. Values: part, command."""

    code = "room.part_missing"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    what: str
    next_move: str
    waits_in: str = ""
    """The case in which something was given to him that does not open yet: what he asked for may be among it."""


def _of_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _lang(request: HttpRequest) -> Lang:
    """The language of the page; for a program as it asked, else English."""
    if _of_a_program(request):
        return "ar" if request.GET.get("lang") == "ar" else "en"
    return page_language()


def marked(request: HttpRequest) -> Mapping[str, object]:
    """What a refusal says beside itself where it was asked in a case that is invented, by somebody who is of that case."""
    with suppress(WasataError, DatabaseError):  # of a record that cannot be read nothing is known
        desk = wiring.asked_at(request)
        return MARK if desk is not None and is_invented(desk) else {}
    return {}


def _draw(request: HttpRequest, code: str, what: str, next_move: str, status: int) -> HttpResponse:
    if _of_a_program(request):
        return JsonResponse({"code": code, "what": what, "next": next_move, **marked(request)}, status=status)
    page = ErrorPage(what, next_move, _waits_in(request))
    try:
        frame = replace(bare_frame(request), invented=bool(marked(request)))
        return render(request, "room/error.html", {"page": page, "frame": frame, "lang": frame.lang}, status=status)
    except DatabaseError:  # who asks cannot be looked up: the page is drawn for nobody, and asks no table
        frame = frame_for_nobody(request)
        drawn = render_to_string("room/error.html", {"page": page, "frame": frame, "lang": frame.lang})
        return HttpResponse(drawn, status=status)


def _waits_in(request: HttpRequest) -> str:
    with suppress(WasataError, DatabaseError):
        desk = wiring.asked_at(request)
        return desk.case if desk is not None and desk.waits_for else ""
    return ""


def _keyed(request: HttpRequest, key: str, status: int) -> HttpResponse:
    lang = _lang(request)
    return _draw(request, key, words.say(key, lang), words.say(f"{key}.next", lang), status)


NOT_HERE = frozenset({
    "room.not_here", "access.not_admitted", "access.no_such_act", "access.log_not_yours", "record.case_unknown",
    "record.not_held", "record.entry_missing", "report.unknown",
    "archive.unknown", "figure.thing_unknown", "line.unknown", "line.none_held", "contact.unknown",
})  # fmt: skip
"""Refusals that are told alike: whether the thing does not exist, or is not this reader's to know."""


def status_of(error: WasataError) -> int:
    """404 for what is not there or not one's own to know (the same), 401 for a key that opens nothing, 403 for acts, 409 for
    the record, 400 for input."""
    if error.code in NOT_HERE:
        return 404
    if isinstance(error, TooLarge):
        return 413
    if isinstance(error, PartMissing | PeopleFull | PeopleFailed):
        return 503
    if isinstance(error, RecordError):
        return 409
    if isinstance(error, ApiKeyRefused):
        return 401
    if isinstance(error, NotAllowed | PublicOnly) or error.code == "factor.first":
        return 403
    if isinstance(error, DeskError | ListenError | ProposeError):
        return 400
    return 500


def refused(request: HttpRequest, error: WasataError) -> HttpResponse:
    """One of the house's own refusals, with its next move."""
    if error.code in NOT_HERE:
        return not_here(request)
    what, next_move = words.tell(error, _lang(request))
    return _draw(request, error.code, what, next_move, status_of(error))


def missing(request: HttpRequest, error: ModuleNotFoundError) -> HttpResponse | None:
    """A page whose part is missing names it, and the one command that adds it. None if the module is no part of ours."""
    part = PART_OF.get((error.name or "").split(".")[0])
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
    if isinstance(exception, SessionInterrupted):  # its row could not be written: Django does not say why
        why = _behind(exception)
        return tables_failed(request, why) if why else redirect("account_login")
    return _keyed(request, "room.bad_request", 400)


def _behind(error: BaseException | None) -> OperationalError | None:
    """What the store itself said, behind what was made of it; None if it was the row that was gone."""
    while error is not None and not isinstance(error, OperationalError):
        error = error.__context__
    return error


def broken(request: HttpRequest) -> HttpResponse:
    """Whatever nobody else caught. Django calls this while the error is being handled, so it can be looked at."""
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError):
        return tables_failed(request, error)
    return _keyed(request, "case.unexpected", 500)


def tables_failed(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    """The tables of people and sign-ins cannot be used: a full disk, a home that became read-only. Says which."""
    why = getattr(error.__cause__, "sqlite_errorname", type(error).__name__)
    full = why in FULL_TO_SQLITE or "is full" in str(error)
    log.error("the tables of people refused: %s", "SQLITE_FULL" if full else why)
    return refused(request, PeopleFull() if full else PeopleFailed(why=why))


def last_words() -> HttpResponse:
    """What is said when nothing else can be drawn: both languages, no style, no table, no template."""
    told = "".join(
        f'<div lang="{lang}" dir="{words.direction(lang)}"><h1>{words.say("case.unexpected", lang)}</h1>'
        f"<p>{words.say('case.unexpected.next', lang)}</p></div>"
        for lang in LANGS
    )
    page = f'<!doctype html><meta charset="utf-8"><title>{words.say("room.name", "ar")}</title>{told}'
    return HttpResponse(page, status=500, headers={name.decode(): told.decode() for name, told in CLOSED})


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's name for it)
    return _keyed(request, "room.form_expired", 403)
