"""What a delegate finds behind his door, what stands on the table, and the calendar, as JSON.

Danger: a second door with rules of its own.
Duty: the same questions to the same desk as the pages: a letter that was not opened shows no word and gives no file here either.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from wasata.desk import calendar as desk_calendar
from wasata.desk import door as desk_door
from wasata.desk import table as desk_table
from wasata.desk.calendar import Month
from wasata.desk.commitment import CommitmentLine, commitments
from wasata.desk.door import AgreedLine, Door, own_line
from wasata.desk.handed_in import plain_name
from wasata.desk.table import DayLine, NameLine
from wasata.errors import MessageWrong
from wasata.room.api.a_file import A_FILE, map_to_keep
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.files import days_to_keep, to_keep
from wasata.room.wiring import NotHere

DAYS: dict[str, Any] = {
    "responses": {
        200: {"description": "An iCalendar file.", "content": {"text/calendar": {"schema": {"type": "string"}}}}
    }
}


@dataclass(frozen=True, slots=True)
class TableTold:
    """What stands on the common table beside its notices."""

    names: tuple[NameLine, ...]
    days: tuple[DayLine, ...]
    agreed: tuple[AgreedLine, ...]
    commitments: tuple[CommitmentLine, ...]


@api.get("/cases/{case}/channel", response=Door)
def own_channel(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """A delegate's own channel and the table. For anybody else there is none."""
    return desk_door.door(desk_for(request, case), lang)


@api.get("/cases/{case}/channel/{message}/files/{piece}", response=bytes, openapi_extra=A_FILE)
def own_file(request: HttpRequest, case: str, message: str, piece: str) -> Any:
    """A file behind a delegate's door: one his side handed in, or one that came with a letter he has opened."""
    try:
        name, content = desk_door.file(desk_for(request, case), message, piece)
    except MessageWrong:
        raise NotHere from None
    return to_keep(content, plain_name(name))


@api.get("/cases/{case}/channel/definitions/{term}/map", response=bytes, openapi_extra=A_FILE)
def door_map(request: HttpRequest, case: str, term: str) -> Any:
    """The map of a definition that was put to a delegate's side, as it stands in his own channel."""
    desk = desk_for(request, case)
    return map_to_keep(desk, f"channel/{own_line(desk)}", term)


@api.get("/cases/{case}/table", response=TableTold)
def table(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """Names, days, agreed definitions and commitments that all parties see; the notices stand at `notices`."""
    desk = desk_for(request, case)
    return TableTold(
        desk_table.names(desk), desk_table.days(desk, lang), desk_door.agreed(desk, lang), commitments(desk, lang)
    )  # fmt: skip


@api.get("/cases/{case}/table/definitions/{term}/map", response=bytes, openapi_extra=A_FILE)
def table_map(request: HttpRequest, case: str, term: str) -> Any:
    """The map of a definition that stands on the table."""
    return map_to_keep(desk_for(request, case), "table", term)


@api.get("/cases/{case}/calendar", response=Month)
def calendar(request: HttpRequest, case: str, lang: Asked = "en", month: date | None = None) -> Any:
    """The month of a day, of the table; for a delegate also the letters of his own channel."""
    return desk_calendar.month(desk_for(request, case), lang, month)


@api.get("/cases/{case}/calendar/table.ics", response=bytes, openapi_extra=DAYS)
def calendar_file(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The days of the table, and of its commitments, for a telephone. Nothing of a channel is in it."""
    desk = desk_for(request, case)
    if not desk.holds("table"):
        raise NotHere
    return days_to_keep(desk_table.calendar_file(desk, lang), case)
