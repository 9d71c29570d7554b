"""The watch as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own.
Duty: the same question to the same desk as the page: who is on, what waits, the last days, the log.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from wasata.desk import shift as desk_shift
from wasata.desk.line_stands import require_talks
from wasata.desk.shift import WatchPage
from wasata.errors import HourWrong
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api


@api.get("/cases/{case}/watch", response=WatchPage)
def watch(request: HttpRequest, case: str, since: datetime | None = None) -> Any:
    """Who is on watch now, which hand-over waits, the stretches and gaps since an hour (seven days ago), the log."""
    desk = desk_for(request, case)
    require_talks(desk)
    if since is not None and since.tzinfo is None:
        raise HourWrong(value=since.isoformat())
    return desk_shift.watch(desk, since=since)
