"""Packages as JSON: what is on the table, what is known of each side, the next questions, what is suggested.

Danger: an estimate that a program takes for a fact, or gives on.
Duty: the same questions to the same desk as the pages. No key for a program holds the cell, so all of it is read by a person's
sign-in alone.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import package_told
from wasata.desk.outlook import outlook
from wasata.desk.package_told import OnTable, Overview, SidePage
from wasata.errors import WeighingWrong
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api, lang_of
from wasata.room.wiring import NotHere


@api.get("/cases/{case}/package", response=Overview)
def package(request: HttpRequest, case: str, all: bool = False) -> Any:
    """What is suggested, how sure that is, the next question for each side, and by what it came."""
    desk = desk_for(request, case)
    return package_told.overview(desk, lang_of(request), outlook(desk), whole_trail=all)


@api.get("/cases/{case}/package/issues", response=OnTable)
def package_issues(request: HttpRequest, case: str) -> Any:
    """What is on the table: the sides, the issues with their options, the rules."""
    return package_told.on_table(desk_for(request, case), lang_of(request))


@api.get("/cases/{case}/package/of/{side}", response=SidePage)
def package_side(request: HttpRequest, case: str, side: str) -> Any:
    """What is known of one side, on what it rests, and the questions that are offered."""
    desk = desk_for(request, case)
    try:
        return package_told.side_page(desk, side, lang_of(request), outlook(desk))
    except WeighingWrong:
        raise NotHere from None
