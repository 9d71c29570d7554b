"""The analyst's hand and reading again as JSON: marks by doubt, what counts otherwise than it was first read, second looks.

Danger: a program that takes a reader's guess for what an analyst confirmed.
Duty: the same questions to the same desk as the pages. What people did to a report's marks comes with the report itself.
"""

from typing import Any, Literal

from django.http import HttpRequest

from wasata.desk import doubt as desk_doubt
from wasata.desk import rereading as desk_rereading
from wasata.desk.doubt import Doubts
from wasata.desk.rereading import Changed, Outdated, SecondLooks
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api

Group = Literal["statements", "figures", "dates", "events"]


@api.get("/cases/{case}/doubt", response=Doubts)
def doubt(
    request: HttpRequest, case: str, lang: Asked = "en", group: Group | None = None, report: str | None = None,
    on_brief: bool = False, page: int = 1,
) -> Any:  # fmt: skip
    """The marks nobody has looked at, those the reader is least sure of first."""
    return desk_doubt.doubts(desk_for(request, case), lang, group=group, on_brief=on_brief, report=report, page=page)


@api.get("/cases/{case}/changed", response=Changed)
def changed(
    request: HttpRequest,
    case: str,
    lang: Asked = "en",
    report: str | None = None,
    read_only: bool = False,
    page: int = 1,
) -> Any:
    """Every mark that counts otherwise than it was first read, by a later reading or by somebody's hand, newest first."""
    return desk_rereading.changed(desk_for(request, case), lang, page=page, report=report, read_only=read_only)


@api.get("/cases/{case}/second-look", response=SecondLooks)
def second_look(
    request: HttpRequest, case: str, lang: Asked = "en", report: str | None = None, page: int = 1
) -> Any:  # fmt: skip
    """The acts by hand whose mark a later reading no longer gives as it was looked at."""
    return desk_rereading.second_looks(desk_for(request, case), lang, page=page, report=report)


@api.get("/cases/{case}/outdated", response=Outdated)
def outdated(request: HttpRequest, case: str) -> Any:
    """How many reports were read by an earlier reader, or with other names, than now."""
    return desk_rereading.outdated(desk_for(request, case))
