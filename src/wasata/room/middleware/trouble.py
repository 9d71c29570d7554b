"""When something goes wrong: told to the reader in his language, to the log without a word of content.

Danger: an exception's message quotes what was sealed (a validation error shows its input; a traceback shows locals).
Duty: the house's own refusals become pages with the next move; everything else becomes one quiet page; the log gets
kinds, places and numbers, never messages of exceptions nor values.
Shape: `Trouble` is the outermost middleware; `Reserved` formats every log line of the process.
"""

import logging
from collections.abc import Callable
from traceback import extract_tb

from django.http import HttpRequest, HttpResponse

from wasata.errors import RecordError, WasataError

log = logging.getLogger("wasata.room")


class Reserved(logging.Formatter):
    """Time, level, logger, the bare sentence of our own lines, and of an exception its kind and where it arose.

    Lines of others (Django, allauth, the server) keep their template without its values: `%s` stays `%s`.
    """

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.startswith("wasata.")
        line = (
            f"{self.formatTime(record)} {record.levelname} {record.name}: {record.getMessage() if ours else record.msg}"
        )
        if (status := getattr(record, "status_code", None)) is not None:
            line += f" {status}"
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, trace = record.exc_info
            line += f" [{kind.__name__}"
            if trace is not None:
                line += "".join(
                    f" < {f.name} {f.filename.rpartition('/')[2]}:{f.lineno}" for f in extract_tb(trace)[-6:][::-1]
                )
            line += "]"
        return line


class Trouble:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        from wasata.room.pages import errors  # its templates need the apps to be ready

        if isinstance(error, WasataError):
            if isinstance(error, RecordError):
                log.error("the record refused: %s", error.code)  # whoever keeps the room must hear of it
            return errors.refused(request, error)
        if isinstance(error, ModuleNotFoundError):
            return errors.missing(request, error)
        return None
