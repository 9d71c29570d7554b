"""How much may be sent at once, and by whom; and that what was refused is still heard out.

Danger: a stranger who makes the room take sixty megabytes apart; a browser that shows a broken line in place of the
answer because it was still sending when the answer came.
Duty: refuses what is too long by its announced length, before a byte of it is taken apart; lets the rest of any request
run out, unread and unkept, before the answer goes.
Shape: outermost but one, so that no answer passes it by; the judging itself comes after the language and the person are
known (`process_view`). The bounds themselves, and the mark of a page that takes files, stand in `room/bounds.py`.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from wasata.desk.door import own_line
from wasata.errors import RoomError, WasataError
from wasata.room import wiring
from wasata.room.bounds import OUTSIDE, TooLarge, TooLargeOutside, TooLong

_ANSWER = Callable[[HttpRequest], HttpResponse]

HEARD_OUT = 512 * 1024 * 1024
HEARD_FOR_SECONDS = 60
_AT_ONCE = 256 * 1024
_ROUND_FILES = 1024 * 1024
"""What a form adds to the files in it."""


class Bounds:
    def __init__(self, get_response: _ANSWER) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        hear_out(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        from wasata.room.pages import errors  # its templates need the apps to be ready

        sent = _announced(request)
        if getattr(view, "each_at_most", None) and request.user.is_authenticated:
            request.each_file_at_most = view.each_at_most  # type: ignore[attr-defined]
        if sent <= OUTSIDE:
            return None
        refusal = _refusal(request, sent, view, kwargs)
        return errors.refused(request, refusal) if refusal else None


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refusal(request: HttpRequest, sent: int, view: Any, kwargs: dict[str, Any]) -> RoomError | None:
    if not request.user.is_authenticated:
        return TooLargeOutside(limit=OUTSIDE // 1024)
    act = getattr(view, "takes_files", None)
    if act and _may(request, act, kwargs):
        limit = settings.WASATA_UPLOAD_LIMIT
        most = HEARD_OUT if getattr(view, "each_at_most", None) else limit + _ROUND_FILES
        return TooLarge(limit=limit // 1_048_576) if sent > most else None
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return TooLong(limit=limit // 1_048_576) if sent > limit else None


def _may(request: HttpRequest, act: str, kwargs: dict[str, Any]) -> bool:
    try:
        desk = wiring.desk_for(request, kwargs.get("case"))
        line = kwargs.get("line") or (own_line(desk) if act == "say_in_channel" else "")
        return desk.may(act, **({"line": line} if line else {}))
    except WasataError:
        return False


def hear_out(request: HttpRequest) -> None:
    """Lets what is still coming run out: nothing of it is kept. Up to a bound of bytes and of seconds."""
    heard, began = 0, time.monotonic()
    try:
        while heard < HEARD_OUT and time.monotonic() - began < HEARD_FOR_SECONDS:
            piece = request.read(_AT_ONCE)
            if not piece:
                return
            heard += len(piece)
    except (UnreadablePostError, OSError, ValueError):
        return  # he hung up, or it was read and closed
