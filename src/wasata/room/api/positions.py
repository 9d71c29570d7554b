"""Positions as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own; a position of one line given to who holds another.
Duty: the same questions to the same desk as the pages, over the lines their reader holds.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest

from wasata.desk import position as desk_position
from wasata.desk.access import Desk
from wasata.desk.coming import today_of_case
from wasata.desk.line_stands import require_talks
from wasata.desk.position import MatterPage, MoveLine, PositionsPage
from wasata.errors import PositionWrong
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.wiring import NotHere


def _desk(request: HttpRequest, case: str) -> Desk:
    """The desk of one who knows of the talks; to others there are no positions."""
    desk = desk_for(request, case)
    require_talks(desk)
    return desk


@api.get("/cases/{case}/positions", response=PositionsPage)
def positions(
    request: HttpRequest, case: str, lang: Asked = "en", on: date | None = None, line: str | None = None
) -> Any:
    """How each voice stands to each matter on a day (today, if none is given), what hangs on what, and who waits for whom."""
    return desk_position.positions(_desk(request, case), lang, on=on, line=line)


@api.get("/cases/{case}/positions/moves", response=list[MoveLine])
def position_moves(
    request: HttpRequest, case: str, first: date | None = None, last: date | None = None, lang: Asked = "en"
) -> Any:
    """What moved from the end of one day (a week before, if none is given) to the end of another (today), and by whom."""
    desk = _desk(request, case)
    until = last or today_of_case(desk)
    return list(desk_position.difference(desk, first or until - timedelta(days=7), until, lang))


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter, also where nobody has a position on it yet."""

    matter: str
    name: str


@api.get("/cases/{case}/positions/matters", response=list[MatterLine])
def position_matters(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The matters of the talks, in the order in which they were first named: their names are wanted for noting a position."""
    return [MatterLine(*told) for told in desk_position.matters(_desk(request, case), lang)]


@api.get("/cases/{case}/positions/{matter}", response=MatterPage)
def position_matter(request: HttpRequest, case: str, matter: str, lang: Asked = "en") -> Any:
    """One matter, and every position ever noted on it."""
    try:
        return desk_position.matter(_desk(request, case), matter, lang)
    except PositionWrong:
        raise NotHere from None
