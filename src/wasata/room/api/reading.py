"""Brief, figures and reports as JSON, at `/api/`; the schema at `/api/openapi.json`.

Danger: a second door with rules of its own.
Duty: the same questions to the same desk as the pages; the same refusals, told alike; nothing can be written here.
Shape: what the desk answers is given out as it is: the schema is made from its frozen dataclasses.
"""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import django_auth

from wasata import __version__, words
from wasata.desk import brief as desk_brief
from wasata.desk import case as desk_case
from wasata.desk import figure as desk_figure
from wasata.desk import report as desk_report
from wasata.desk.brief import Brief
from wasata.desk.case import CaseCard
from wasata.desk.figure import FigurePage, FiguresPage
from wasata.desk.report import PressList, ReportPage
from wasata.errors import WasataError
from wasata.room import wiring
from wasata.room.pages.errors import NOT_HERE, status_of

Asked = Literal["ar", "en"]


class _Exact(NinjaJSONEncoder):
    """Hours to the microsecond, as the record has them: what was known at an hour is asked again with that very hour."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class _Renderer(JSONRenderer):
    encoder_class = _Exact


api = NinjaAPI(
    title="Wasata",
    version=__version__,
    description="What the pages show, for programs. Reading only.",
    docs_url=None,  # its page asks another's server for scripts
    openapi_url="/openapi.json",
    auth=django_auth,
    urls_namespace="api",
    renderer=_Renderer(),
)


@api.exception_handler(WasataError)
def refused(request: HttpRequest, error: WasataError) -> HttpResponse:
    """A refusal, with its next move, in English; what is not there and what is not one's own are told alike."""
    here: WasataError = wiring.NotHere() if error.code in NOT_HERE else error
    what, move = words.tell(here, "en")
    return api.create_response(request, {"code": here.code, "what": what, "next": move}, status=status_of(here))


@api.get("/cases", response=list[CaseCard])
def cases(request: HttpRequest, lang: Asked = "en") -> Any:
    """The cases of this reader."""
    return list(desk_case.cases(wiring.home(), wiring.reader_of(request), lang))


@api.get("/cases/{case}/brief", response=Brief)
def brief(request: HttpRequest, case: str, lang: Asked = "en", since: datetime | None = None) -> Any:
    """The brief, counted from `since` (an hour without an offset is taken by the clock of the case)."""
    desk = wiring.desk_for(request, case)
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=ZoneInfo(desk_case.case_head(desk, lang).zone))
    return desk_brief.brief(desk, lang, since=since)


@api.get("/cases/{case}/figures", response=FiguresPage)
def figures(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """Everything that is counted, side by side."""
    return desk_figure.figures(wiring.desk_for(request, case), lang)


@api.get("/cases/{case}/figures/{thing}", response=FigurePage)
def figure(request: HttpRequest, case: str, thing: str, lang: Asked = "en") -> Any:
    """The values of one thing counted, by source and day."""
    return desk_figure.figure_page(wiring.desk_for(request, case), thing, lang)


@api.get("/cases/{case}/reports", response=PressList)
def reports(request: HttpRequest, case: str, lang: Asked = "en", q: str = "", page: int = 1) -> Any:
    """The press, newest first, or what a search finds."""
    return desk_report.press_list(wiring.desk_for(request, case), lang, query=q[:200], page=page)


@api.get("/cases/{case}/reports/{report}", response=ReportPage)
def report(request: HttpRequest, case: str, report: str, lang: Asked = "en") -> Any:
    """One report with its marks."""
    return desk_report.report_page(wiring.desk_for(request, case), report, lang)
