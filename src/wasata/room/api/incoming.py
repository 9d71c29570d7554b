"""What comes in as JSON: the archive, the feeds and how each stands, all that goes out.

Danger: a second door to what `archive` and `intake` alone hold.
Duty: the same questions to the same desk as the pages; nothing is asked of another machine here.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from wasata.desk import archive as desk_archive
from wasata.desk import feed as desk_feed
from wasata.desk import outgoing as desk_outgoing
from wasata.desk.archive import ArchiveList, KeptReport
from wasata.desk.feed import FeedsPage
from wasata.desk.outgoing import Outgoing
from wasata.listen.relevance import Rule
from wasata.room import asking
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api


@api.get("/cases/{case}/archive", response=ArchiveList)
def archive(
    request: HttpRequest, case: str, q: str = "", rule: Rule | None = None, texts: bool = False, page: int = 1,
    first: date | None = None, last: date | None = None,
) -> Any:  # fmt: skip
    """What came in and was judged not to be about the case, newest first, each with the rule. `texts`: search them too."""
    desk = desk_for(request, case)
    return desk_archive.archive_list(desk, query=q[:200], rule=rule, page=page, texts=texts, first=first, last=last)


@api.get("/cases/{case}/archive/{report}", response=KeptReport)
def archive_report(request: HttpRequest, case: str, report: str) -> Any:
    """One archived report with its text."""
    return desk_archive.kept_report(desk_for(request, case), report)


@api.get("/cases/{case}/feeds", response=FeedsPage)
def feeds(request: HttpRequest, case: str) -> Any:
    """How each feed stands: what it brought, what is wrong with it, when it is asked next, its last two weeks."""
    told = desk_feed.feeds(desk_for(request, case))
    return replace(told, feeds=tuple(asking.as_of_now(case, line) for line in told.feeds))


@api.get("/cases/{case}/outgoing", response=Outgoing)
def outgoing(request: HttpRequest, case: str) -> Any:
    """All that goes out of the case or went out: who wanted it, its last use, what came of it; and the one switch."""
    told = desk_outgoing.outgoing(desk_for(request, case))
    return replace(told, feeds=tuple(asking.as_of_now(case, line) for line in told.feeds))
