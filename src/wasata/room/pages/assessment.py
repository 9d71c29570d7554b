"""Assessments: those of a line, those of the cell, one whole, and how the words of confidence came out.

Danger: an estimate that looks like a fact of the room; one of the cell shown to somebody who was not named.
Duty: the pages of assessments, which alone show any; the forms that make, revise and close one, what was typed kept; for the
lead, opening the cell and naming who reads it.
Shape: `line` None is the cell. To one who does not hold the log there is no such page.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import assessment as desk_assessment
from wasata.desk import cell as desk_cell
from wasata.desk.access import Desk, new_act_id
from wasata.desk.assessment import OUTCOMES, AssessmentLine, AssessmentsPage, WordLine, log_of
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.evidence import contacts_offered, messages_offered, notices_offered
from wasata.desk.flagged import watched
from wasata.desk.line import lines_held
from wasata.errors import AccessWrong, AssessmentWrong, EvidenceWrong, WasataError
from wasata.listen.reader import language_of
from wasata.room import wiring
from wasata.room.forms.assessment import AssessmentForm, Choices, CloseForm
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.line import Tab, tabs
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show, typed_in

REFUSED = (AssessmentWrong, EvidenceWrong)


@dataclass(frozen=True, slots=True)
class ListPage:
    """The assessments of a line or of the cell (`channel` None). `holders`: who holds the cell, for whoever may know."""

    told: AssessmentsPage
    channel: ChannelShown | None
    tabs: tuple[Tab, ...]
    form: AssessmentForm | None
    trouble: Trouble | None
    may_open_cell: bool
    holders: tuple[tuple[str, str], ...]
    nameable: tuple[str, ...]
    act: str

    @property
    def line(self) -> str | None:
        return self.told.line


@dataclass(frozen=True, slots=True)
class OnePage:
    one: AssessmentLine
    channel: ChannelShown | None
    tabs: tuple[Tab, ...]
    form: AssessmentForm | None
    outcomes: tuple[str, ...]
    trouble: Trouble | None
    act: str

    @property
    def line(self) -> str | None:
        return self.one.line


@dataclass(frozen=True, slots=True)
class WordsPage:
    words: tuple[WordLine, ...]


def _logs(line: str | None) -> tuple[str, ...]:
    return ("cell",) if line is None else (f"line/{line}", f"channel/{line}")


def _address(desk: Desk, line: str | None, assessment: str = "") -> str:
    """The list of a line or of the cell, or one assessment there."""
    kwargs: dict[str, Any] = {"case": desk.case} | ({"line": line} if line is not None else {})
    if not assessment:
        return reverse("assessments" if line is not None else "cell", kwargs=kwargs)
    return reverse("assessment" if line is not None else "cell_assessment", kwargs=kwargs | {"assessment": assessment})


def _choices(desk: Desk, line: str | None, but: str = "") -> Choices:
    """What the form offers. Ask inside `hold`."""
    rivals = [a for a in desk_assessment.assessments(desk, line).open if a.assessment != but]
    messages, contacts = (None, None) if line is None else (messages_offered(desk, line), contacts_offered(desk, line))
    lang = page_language()
    return Choices(
        messages, contacts, notices_offered(desk, lang), rivals, zone_of_case(desk), today_of_case(desk), watched(desk, lang)
    )  # fmt: skip


def _worn(desk: Desk, line: str | None) -> tuple[ChannelShown | None, tuple[Tab, ...]]:
    return (None, ()) if line is None else (channel_shown(desk, line), tabs(desk, line, "assessments"))


def _list(
    request: HttpRequest, desk: Desk, line: str | None, *, form: AssessmentForm | None = None,
    trouble: WasataError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        told = desk_assessment.assessments(desk, line)
        if form is None and told.may_make:
            form = AssessmentForm(choices=_choices(desk, line), initial={"rivals": request.GET.getlist("rival")})
        knows = line is None and desk.holds("access")
        page = ListPage(
            told, *_worn(desk, line), form, Trouble.of(trouble), line is not None and desk_cell.may_open_cell(desk),
            desk_cell.who_holds_it(desk) if knows else (), desk_cell.who_may_be_named(desk) if knows else (), new_act_id(),
        )  # fmt: skip
        here = "cell" if line is None else "lines"
        return show(request, "room/assessment/list.html", page, desk=desk, here=here, logs=_logs(line), status=status)


@require_GET
@case_page
def assessments(request: HttpRequest, desk: Desk, line: str | None = None) -> HttpResponse:
    """The assessments of a line, or of the cell."""
    needs(desk, *_logs(line))
    return _list(request, desk, line)


def _initial(one: AssessmentLine) -> dict[str, Any]:
    told: dict[str, Any] = {
        "words": one.now.words, "confidence": one.now.confidence, "would_change": one.now.would_change,
        "rivals": one.rival_names,
    }  # fmt: skip
    for e in one.basis:
        told.setdefault(e.of, e.words if e.of == "ours" else e.ref)
    return told


def _one(
    request: HttpRequest, desk: Desk, line: str | None, named: str, *, form: AssessmentForm | None = None,
    trouble: WasataError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        try:
            one = desk_assessment.assessment(desk, line, named)
        except AssessmentWrong:
            raise wiring.NotHere from None
        if form is None and one.may_revise:
            form = AssessmentForm(choices=_choices(desk, line, named), initial=_initial(one))
        page = OnePage(one, *_worn(desk, line), form, OUTCOMES, Trouble.of(trouble), new_act_id())
        here = "cell" if line is None else "lines"
        return show(request, "room/assessment/one.html", page, desk=desk, here=here, logs=_logs(line), status=status)


@require_GET
@case_page
def assessment(request: HttpRequest, desk: Desk, assessment: str, line: str | None = None) -> HttpResponse:
    """One assessment with its basis, rivals and earlier versions; the forms that revise and close it."""
    needs(desk, *_logs(line))
    return _one(request, desk, line, assessment)


# ---- acts


def _enter(request: HttpRequest, desk: Desk, line: str | None) -> None:
    """Before any act: he holds the log, may write, and the form was drawn for this line."""
    needs(desk, *_logs(line))
    if line is None:
        desk.require("assess_in_cell")
    else:
        desk.require("assess", line=line)
        require_drawn_for(request, desk, line)


def _made(request: HttpRequest, desk: Desk, line: str | None, form: AssessmentForm, named: str | None) -> str:
    given = form.cleaned_data
    told, change = (given[name].replace("\r\n", "\n").strip() for name in ("words", "would_change"))
    return desk_assessment.assess(
        desk, line, told, language_of(told), form.sure(), basis=form.evidence(desk), would_change=change, until=form.day(),
        rivals=given.get("rivals", ()), assessment=named, act_id=act_id_of(request, log_of(line), named or "", typed_in(request)),
    )  # fmt: skip


def _make(request: HttpRequest, desk: Desk, line: str | None) -> HttpResponse:
    _enter(request, desk, line)
    with desk.hold():
        form = AssessmentForm(request.POST, choices=_choices(desk, line))
    if not form.is_taken():
        return _list(request, desk, line, form=form, status=400 if form.errors else 200)
    try:
        named = _made(request, desk, line, form, None)
    except REFUSED as error:
        return _list(request, desk, line, form=form, trouble=error, status=400)
    return redirect(_address(desk, line, named))


def _revise(request: HttpRequest, desk: Desk, line: str | None, named: str) -> HttpResponse:
    _enter(request, desk, line)
    with desk.hold():
        form = AssessmentForm(request.POST, choices=_choices(desk, line, named))
    if not form.is_taken():
        return _one(request, desk, line, named, form=form, status=400 if form.errors else 200)
    try:
        _made(request, desk, line, form, named)
    except REFUSED as error:
        return _one(request, desk, line, named, form=form, trouble=error, status=400)
    return redirect(_address(desk, line, named))


def _close(request: HttpRequest, desk: Desk, line: str | None, named: str) -> HttpResponse:
    _enter(request, desk, line)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _one(request, desk, line, named, status=400)
    act = act_id_of(request, log_of(line), named, typed_in(request))
    try:
        desk_assessment.close_assessment(desk, line, named, form.came_out(), form.cleaned_data["told"], act_id=act)
    except AssessmentWrong as error:
        return _one(request, desk, line, named, trouble=error, status=400)
    return redirect(_address(desk, line, named))


@sent_to("assessments")
@case_act
def assessment_make(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Makes an assessment of a line, held by whoever sends the form."""
    return _make(request, desk, line)


@sent_to("assessment")
@case_act
def assessment_revise(request: HttpRequest, desk: Desk, line: str, assessment: str) -> HttpResponse:
    """Revises one's own assessment."""
    return _revise(request, desk, line, assessment)


@sent_to("assessment")
@case_act
def assessment_close(request: HttpRequest, desk: Desk, line: str, assessment: str) -> HttpResponse:
    """Says how an assessment came out."""
    return _close(request, desk, line, assessment)


@sent_to("cell")
@case_act
def cell_assessment_make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Makes an assessment in the cell."""
    return _make(request, desk, None)


@sent_to("cell_assessment")
@case_act
def cell_assessment_revise(request: HttpRequest, desk: Desk, assessment: str) -> HttpResponse:
    """Revises one's own assessment in the cell."""
    return _revise(request, desk, None, assessment)


@sent_to("cell_assessment")
@case_act
def cell_assessment_close(request: HttpRequest, desk: Desk, assessment: str) -> HttpResponse:
    """Says how an assessment of the cell came out."""
    return _close(request, desk, None, assessment)


# ---- the words


@require_GET
@case_page
def assessment_words(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How the words of confidence came out, over the logs this reader holds."""
    held = [f"line/{line}" for line in lines_held(desk)] + (["cell"] if desk.holds("cell") else [])
    if not held:
        raise wiring.NotHere
    page = WordsPage(desk_assessment.words_came_out(desk))
    return show(request, "room/assessment/words.html", page, desk=desk, here="lines", logs=tuple(held))


# ---- the cell


def _needs_keeper(desk: Desk) -> None:
    """Only a lead of talks opens the cell and names who reads it: for others there is no such address."""
    if not lines_held(desk) or not desk.may("open_log"):
        raise wiring.NotHere


@sent_to("lines")
@case_act
def cell_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opens the cell for the lead; whom else, he says on its page."""
    _needs_keeper(desk)
    desk_cell.open_cell(desk, act_id=act_id_of(request))
    return redirect(reverse("cell", kwargs={"case": desk.case}))


@sent_to("cell")
@case_act
def cell_name(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Gives the cell to one more officer, or takes it back (`take`)."""
    _needs_keeper(desk)
    needs(desk, "cell")
    reader = request.POST.get("reader", "")[:64]
    act = act_id_of(request, typed_in(request))
    try:
        if "take" in request.POST:
            desk_cell.take_cell(desk, reader, act_id=act)
        else:
            desk_cell.give_cell(desk, reader, act_id=act)
    except AccessWrong as error:
        return _list(request, desk, None, trouble=error, status=400)
    return redirect(reverse("cell" if desk.holds("cell") else "lines", kwargs={"case": desk.case}))
