"""What may be sent to the room at once.

Danger: a bound that one page knows and another does not.
Duty: the refusals by size, the bound for those who are not signed in, and the mark of a page that takes files.
Shape: `@takes_files("take_in_report")` over a page; `middleware/bounds.py` judges by it. What a form and an upload may hold
stands in the settings (`DATA_UPLOAD_MAX_MEMORY_SIZE`, `WASATA_UPLOAD_LIMIT`).
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

from wasata.errors import RoomError

V = TypeVar("V", bound=Callable[..., HttpResponse])

OUTSIDE = 64 * 1024
"""Bytes from one who is not signed in: a name, a password, a security key's answer."""


class TooLarge(RoomError):
    """More files were sent at once than the room takes. Values: limit (megabytes)."""

    code = "room.too_large"


class TooLong(TooLarge):
    """More was written into a form than the room takes. Values: limit (megabytes)."""

    code = "room.too_long"


class TooLargeOutside(TooLarge):
    """Somebody who is not signed in sent more than signing in needs. Values: limit (kilobytes)."""

    code = "room.too_large_outside"


def takes_files(act: str, *, each_at_most: int | None = None) -> Callable[[V], V]:
    """A page that files are sent to: those who may do `act` may send up to the bound for files, others a form's worth.

    Args:
        each_at_most: what one file may weigh. Then what is too large is left out of what comes and nothing is refused for it:
            the page says so itself, and keeps what was typed.
    """

    def mark(view: V) -> V:
        view.takes_files = act  # type: ignore[attr-defined]
        view.each_at_most = each_at_most  # type: ignore[attr-defined]
        return view

    return mark
