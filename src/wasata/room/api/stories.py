"""Stories, contradictions and the timeline as JSON, at the same `/api/` as the rest.

Danger: a second door with rules of its own.
Duty: the same questions to the same desk as the pages. Importing this module puts its addresses into the one API.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest

from wasata.desk import contradiction as desk_contradiction
from wasata.desk import thread as desk_thread
from wasata.desk import timeline as desk_timeline
from wasata.desk.clash import Kind
from wasata.desk.contradiction import ContradictionsPage
from wasata.desk.thread import Comparison, Order, ThreadPage, ThreadsPage
from wasata.desk.timeline import TimelinePage
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.values import Lang


@api.get("/cases/{case}/threads", response=ThreadsPage)
def threads(request: HttpRequest, case: str, lang: Asked = "en", page: int = 1, order: Order = "newest") -> Any:
    """The stories that were printed more than once."""
    return desk_thread.threads(desk_for(request, case), lang, page=page, order=order)


@api.get("/cases/{case}/threads/{report}", response=ThreadPage)
def thread(request: HttpRequest, case: str, report: str, lang: Asked = "en") -> Any:
    """The story that a report tells, with all its prints: who had it first, who credits whom, what each changed."""
    return desk_thread.thread_page(desk_for(request, case), report, lang)


@api.get("/cases/{case}/threads/{report}/compare/{other}", response=Comparison)
def compare(request: HttpRequest, case: str, report: str, other: str, lang: Asked = "en") -> Any:
    """Two prints side by side, sentence by sentence."""
    return desk_thread.compare_prints(desk_for(request, case), report, other, lang)


@api.get("/cases/{case}/contradictions", response=ContradictionsPage)
def contradictions(request: HttpRequest, case: str, lang: Asked = "en", kind: Kind | None = None, page: int = 1) -> Any:
    """Claims that cannot both hold, newest first, and those that an analyst settled."""
    return desk_contradiction.contradictions(desk_for(request, case), lang, kind=kind, page=page)


@api.get("/cases/{case}/timeline", response=TimelinePage)
def timeline(
    request: HttpRequest, case: str, lang: Asked = "en", party: str = "", kind: str = "", status: str = "",
    written_in: Lang | None = None, first: date | None = None, last: date | None = None, page: int = 1,
) -> Any:  # fmt: skip
    """Events and statements in time, newest first, narrowed by party, kind, status, language of the report and days."""
    asked = desk_timeline.Asked(party, kind, status, written_in, first, last, page)
    return desk_timeline.timeline(desk_for(request, case), lang, asked)
