"""What left the room: for whom, with which mark, until when; noting what became of it.

Danger: a list so quiet that a copy past its day is never asked for again.
Duty: what is past its day first, in alarm, until somebody notes that it was destroyed, given back or lost.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import export as desk_export
from wasata.desk.access import Desk, new_act_id
from wasata.desk.export import BECAME, ExportLine
from wasata.desk.reason import reason_of
from wasata.desk.voice import author_shown
from wasata.errors import ExportWrong
from wasata.room.languages import page_language
from wasata.room.pages.parts import act_id_of, case_act, case_page, log_name, needs, sent_to, show
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class Line:
    """One leaving with its log and its people in words. `state`: `overdue`, `out`, or what became of it."""

    told: ExportLine
    log: str
    by: str
    became_by: str
    state: str


@dataclass(frozen=True, slots=True)
class ExportsPage:
    lines: tuple[Line, ...]
    overdue: int
    may_end: bool
    became: tuple[str, ...]
    act: str


@require_GET
@case_page
def exports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that left."""
    needs(desk, "access")
    lang = page_language()
    lines = tuple(
        Line(
            x, log_name(x.log, lang), author_shown(x.by, lang), author_shown(x.became_by, lang) if x.became_by else "",
            "overdue" if x.is_overdue else x.became or "out",
        )
        for x in desk_export.exports(desk)
    )  # fmt: skip
    page = ExportsPage(lines, sum(x.state == "overdue" for x in lines), desk.may("end_export"), BECAME, new_act_id())
    return show(request, "room/export/list.html", page, desk=desk, here="record", logs=("access",))


@sent_to("exports")
@case_act
def export_end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Notes what became of one."""
    needs(desk, "access")
    mark, asked = request.POST.get("mark", "")[:20], request.POST.get("became", "")
    became = next((x for x in BECAME if x == asked), None)
    desk.require("end_export")
    if became is None:
        raise ExportWrong(why=Key("export.why.became"), value=asked[:20])
    note = reason_of(request.POST.get("note"))
    desk_export.end_export(desk, mark, became, note, act_id=act_id_of(request, mark, became, note or ""))
    return redirect(reverse("exports", kwargs={"case": desk.case}))
