"""The pace of a line as JSON, at the same `/api/` as the rest.

Danger: a pace of one line given to one who holds another.
Duty: the same question to the same desk as the page. Times are ISO 8601; lengths of time too (`PT11H`).
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from wasata.desk import tempo as desk_tempo
from wasata.desk.tempo import LinePace
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api


@api.get("/cases/{case}/lines/{line}/pace", response=LinePace)
def line_pace(request: HttpRequest, case: str, line: str, lang: Asked = "en", around: datetime | None = None) -> Any:
    """How fast a line moves by its own contacts: every contact, changes of pace, this week and the one before, the windows on
    both sides of `around`; what the press claims stands beside it for who holds the press."""
    return desk_tempo.line_pace(desk_for(request, case), line, lang, event=around)
