"""When something goes wrong: told to the reader in his language, to the log without a word of content.

Danger: an exception's message quotes what was sealed (a validation error shows its input; a traceback shows locals).
Duty: the house's own refusals become pages with the next move; everything else becomes one quiet page; the log gets
kinds, places and numbers, never messages of exceptions nor values.
Shape: `Trouble` is the outermost middleware; `Reserved` formats every log line of the process.
"""

import logging
import re
from collections.abc import Callable
from traceback import extract_tb

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from wasata.errors import RecordError, WasataError

log = logging.getLogger("wasata.room")


_PLACE = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d.*]*[a-zA-Z]")


class Reserved(logging.Formatter):
    """Time, level, logger, the bare sentence of our own lines, and of an exception its kind and where it arose.

    Lines of others (Django, allauth, the server) lose every value: of a refused request the method, the page's name and
    the status stay, of any other line its template with `…` for each value. Where a logger's sentence is the exception's own
    (Django's `security`), not even that.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {_sentence(record)}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, trace = record.exc_info
            line += f" [{kind.__name__}"
            if trace is not None:
                line += "".join(
                    f" < {f.name} {f.filename.rpartition('/')[2]}:{f.lineno}" for f in extract_tb(trace)[-6:][::-1]
                )
            line += "]"
        return line


def _sentence(record: logging.LogRecord) -> str:
    if record.name.startswith("wasata."):
        return record.getMessage()
    request, status = getattr(record, "request", None), getattr(record, "status_code", None)
    if isinstance(request, HttpRequest):
        match = request.resolver_match
        answered = f" was answered {status}" if status else ""
        method = request.method if request.method in ("GET", "HEAD", "POST") else "a request"
        return f"{method} {match.view_name if match else 'of no page'}{answered}"
    if record.name.startswith("django.security") or not isinstance(record.msg, str):
        return "refused"
    return _PLACE.sub("…", record.msg) + (f" {status}" if status else "")


class Trouble:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except Exception:  # the page that tells of trouble broke as well: a page that needs nothing
            from wasata.room.pages import errors  # its templates need the apps to be ready

            log.exception("a page of trouble broke")
            return errors.last_words()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from wasata.room.pages import errors  # its templates need the apps to be ready

        if isinstance(error, WasataError):
            if isinstance(error, RecordError):
                log.error("the record refused: %s", error.code)  # whoever keeps the room must hear of it
            return errors.refused(request, error)
        if isinstance(error, ModuleNotFoundError):
            return errors.missing(request, error)
        if isinstance(error, DatabaseError):
            return errors.tables_failed(request, error)
        return None
