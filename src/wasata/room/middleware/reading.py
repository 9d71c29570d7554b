"""That somebody opened what is confidential is recorded before the answer leaves.

Danger: a page nobody thought of, which shows a channel and leaves no trace; an answer that has left when its trace cannot be
written.
Duty: whatever was asked of the record while an answer was made, by page or interface, is told to `desk/reading`; where that
cannot be written, a refusal goes out in the answer's place.
Shape: the innermost middleware: every answer of every address passes here. An answer that shows nothing (led elsewhere, refused,
not there) opened nothing.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wasata.desk import reading
from wasata.desk.key import Holder
from wasata.errors import RecordError, TooBusy
from wasata.record.kinds.reading import Way
from wasata.room.pages import errors

_SHOWS_NOTHING = frozenset({401, 403, 404, 405, 409, 413, 415, 503})


class Reading:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading.noting() as asked:
            answer = self.get_response(request)
        desk, match = getattr(request, "asked_of", None), request.resolver_match
        if desk is None or match is None or answer.status_code in _SHOWS_NOTHING or 300 <= answer.status_code < 400:
            return answer
        holder = getattr(request, "auth", None)
        key = holder.key if isinstance(holder, Holder) else None
        way: Way = "key" if key else "api" if match.namespace else "page"
        searched = getattr(request, "searched", False)
        try:
            reading.opened(
                desk, match.view_name, asked, way=way, key=key, named=reading.named_in(match.kwargs), searched=searched
            )
        except (RecordError, TooBusy) as error:
            return errors.refused(request, error)
        return answer
