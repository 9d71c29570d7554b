"""The mark of invention on whatever leaves the room as a file.

Danger: a file of an invented example, found on a disk a year later and taken for what happened.
Duty: an answer about such a case that is no page says so in its head, and the name it is saved under begins with it. What is in
the file says it by itself where its form has room for words: calendars, tables, bundles, heads, JSON, drawings.
Shape: whoever draws a page or an answer of a case notes the desk it was asked at (`request.asked_of`).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from wasata.desk.told_beside import is_invented

HEADER = "X-Invented-Example"
BEFORE = "invented-example-"
_ENDS = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}


class Invented:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        desk: Any = getattr(request, "asked_of", None)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if desk is None or answer.status_code != 200 or kind == "text/html" or not is_invented(desk):
            return answer
        answer.headers[HEADER] = "nobody and nothing in it exists"
        named = answer.headers.get("Content-Disposition", "")
        if named:
            told = named.replace('filename="', f'filename="{BEFORE}').replace("UTF-8''", f"UTF-8''{BEFORE}")
            answer.headers["Content-Disposition"] = told
        elif kind in _ENDS:
            answer.headers["Content-Disposition"] = f'inline; filename="{BEFORE}picture{_ENDS[kind]}"'
        return answer
