"""Positions: matters and voices side by side on a day, what hangs on what, what moved between two days, each matter's history,
and the positions of one line with the form that notes one.

Danger: a position of one line on the page of somebody who holds another; a form of one line sent to another.
Duty: pages made of the lines their reader holds and the bureau's matters; the acts by forms, what was typed kept.
Shape: `positions`, `matter`, `moves` are asked over all lines held; `positions_of_line` over one, and wears its channel's band.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import position as desk_position
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.evidence import contacts_offered, messages_offered, notices_offered
from wasata.desk.flagged import Watched, watched
from wasata.desk.line import lines_held
from wasata.desk.position import Called, MatterPage, MoveLine, PositionsPage
from wasata.errors import EvidenceWrong, ListenError, PositionWrong, WasataError
from wasata.listen.asked import DaysTyped, day_typed
from wasata.listen.reader import language_of
from wasata.room import wiring
from wasata.room.charts import linkages as chart
from wasata.room.charts.picture import Picture
from wasata.room.forms.position import Choices, DropForm, MatterForm, PositionForm
from wasata.room.languages import page_language
from wasata.room.pages.days import DaysAsked, days_asked
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.line import Tab, tabs
from wasata.room.pages.parts import (
    Trouble,
    act_id_of,
    case_act,
    case_page,
    needs,
    needs_a_line,
    needs_talks,
    sent_to,
    show,
    typed_in,
)

REFUSED = (PositionWrong, EvidenceWrong)


def logs_of(desk: Desk) -> tuple[str, ...]:
    """What a page over all lines is made of."""
    return (*(f"line/{line}" for line in lines_held(desk)), "bureau", "table")


def _may_name(desk: Desk) -> bool:
    return bool(lines_held(desk)) and desk.may("name_matter")


# ---- all lines held, side by side


@dataclass(frozen=True, slots=True)
class AllPage:
    """`on` is what stands in the field of the day; `trouble` what is wrong with it, or with a matter that was named."""

    told: PositionsPage
    picture: Picture | None
    flags: Watched
    on: str
    day_trouble: Trouble | None
    name: MatterForm | None
    trouble: Trouble | None
    act: str

    @property
    def is_today(self) -> bool:
        return self.told.on == self.told.today


def picture_of(desk: Desk, told: PositionsPage, ident: str = "linkages") -> Picture | None:
    """What hangs on what, if anything does."""
    if not told.links:
        return None
    lang = page_language()
    names = {x.matter: x.matter_name for x in told.links} | {x.on: x.on_name for x in told.links}
    matters = tuple(
        chart.Matter(matter, name, reverse("position_matter", kwargs={"case": desk.case, "matter": matter}))
        for matter, name in names.items()
    )
    links = tuple(
        chart.Link(x.number, x.voice, x.matter, x.on, x.words, x.of_name or "", x.circles) for x in told.links
    )
    return chart.draw(chart.Linkages(ident, words.say("position.picture.title", lang), matters, links), lang)


def _all(
    request: HttpRequest, desk: Desk, *, form: MatterForm | None = None, trouble: WasataError | None = None
) -> HttpResponse:  # fmt: skip
    lang, today = page_language(), today_of_case(desk)
    typed = " ".join(request.GET.get("on", "").split())[:100]
    day, wrong = _day(typed, today)
    if day is not None and not day.iso:
        return redirect(f"{request.path}?on={day.first.isoformat()}")
    told = desk_position.positions(desk, lang, on=day.first if day else None)
    name = form or (MatterForm() if _may_name(desk) else None)
    page = AllPage(
        told, picture_of(desk, told), watched(desk, lang), typed, wrong, name, Trouble.of(trouble), new_act_id()
    )
    status = 400 if trouble is not None or (form is not None and form.errors) else 200
    return show(request, "room/position/all.html", page, desk=desk, here="positions", logs=logs_of(desk), status=status)


def _day(typed: str, today: date) -> tuple[DaysTyped | None, Trouble | None]:
    try:
        return day_typed(typed, today, page_language()), None
    except ListenError as error:
        return None, Trouble.of(error)


@require_GET
@case_page
def positions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every voice's position on every matter on a day, and what hangs on what."""
    needs_talks(desk)
    return _all(request, desk)


@sent_to("positions")
@case_act
def position_name(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Names a matter, or renames the one in `matter`."""
    needs_a_line(desk)
    desk.require("name_matter")
    form = MatterForm(request.POST)
    matter = request.POST.get("matter", "")[:64] or None
    if form.is_valid():
        given = form.cleaned_data
        try:
            act = act_id_of(request, typed_in(request))
            named = desk_position.name_matter(desk, {"ar": given["ar"], "en": given["en"]}, matter=matter, act_id=act)
            return redirect(reverse("position_matter", kwargs={"case": desk.case, "matter": named}))
        except PositionWrong as error:
            return _all(request, desk, form=form, trouble=error)
    return _all(request, desk, form=form)


# ---- what moved


@dataclass(frozen=True, slots=True)
class MovesPage:
    """`moves` None until both days are known."""

    days: DaysAsked
    flags: Watched
    moves: tuple[MoveLine, ...] | None
    first: date | None
    last: date | None


@require_GET
@case_page
def position_moves(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What moved from one day to another, and by whom."""
    needs_talks(desk)
    days = days_asked(request, desk)
    if days.moved:
        return redirect(days.moved)
    first, last = days.first, days.last or today_of_case(desk)
    told = None
    if first is not None and days.trouble is None:
        told = desk_position.difference(desk, first, last, page_language())
    page = MovesPage(days, watched(desk, page_language()), told, first, last)
    return show(request, "room/position/moves.html", page, desk=desk, here="positions", logs=logs_of(desk))


# ---- one matter


@dataclass(frozen=True, slots=True)
class OnePage:
    told: MatterPage
    flags: Watched
    name: MatterForm | None
    act: str


@require_GET
@case_page
def position_matter(request: HttpRequest, desk: Desk, matter: str) -> HttpResponse:
    """One matter: every position ever noted on it, on the lines this reader holds."""
    needs_talks(desk)
    try:
        told = desk_position.matter(desk, matter, page_language())
    except PositionWrong:
        raise wiring.NotHere from None
    name = MatterForm(initial=dict(told.names)) if _may_name(desk) else None
    page = OnePage(told, watched(desk, page_language()), name, new_act_id())
    return show(request, "room/position/matter.html", page, desk=desk, here="positions", logs=logs_of(desk))


# ---- one line


@dataclass(frozen=True, slots=True)
class LinePage:
    """The positions of one line. `form` None where its reader may note none, or no matter was named yet (`no_matter`)."""

    told: PositionsPage
    picture: Picture | None
    flags: Watched
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    form: PositionForm | None
    no_matter: bool
    may_name: bool
    trouble: Trouble | None
    act: str


def _choices(desk: Desk, line: str) -> Choices:
    lang = page_language()
    with desk.hold():
        called = Called(desk, lang)
        voices = [(v, called.one(v, line)) for v in desk_position.voices(desk, line)]
        moves = [(v, called.one(v, line)) for v in desk_position.whose_moves(desk, line)]
        return Choices(
            voices, desk_position.matters(desk, lang), moves, messages_offered(desk, line), contacts_offered(desk, line),
            notices_offered(desk, lang), zone_of_case(desk), today_of_case(desk), watched(desk, lang),
        )  # fmt: skip


def _needs_line(desk: Desk, line: str) -> None:
    needs(desk, "bureau", f"line/{line}", f"channel/{line}")


def _line(
    request: HttpRequest, desk: Desk, line: str, *, form: PositionForm | None = None, trouble: WasataError | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    lang = page_language()
    with desk.hold():
        told = desk_position.positions(desk, lang, line=line)
        choices = _choices(desk, line)
        if form is None and choices.matters and desk.may("note_position", line=line):
            matter = request.GET.get("matter", "")[:64]
            form = PositionForm(choices=choices, initial={"matter": matter, "holder": choices.voices[0][0]})
        page = LinePage(
            told, picture_of(desk, told), watched(desk, lang), channel_shown(desk, line),
            tabs(desk, line, "positions_of_line"), form, not choices.matters, _may_name(desk),
            Trouble.of(trouble), new_act_id(),
        )  # fmt: skip
        logs = (f"line/{line}", f"channel/{line}", "bureau", "table")
        return show(request, "room/position/line.html", page, desk=desk, here="lines", logs=logs, status=status)


@require_GET
@case_page
def positions_of_line(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """The positions of one line, and the form that notes one."""
    _needs_line(desk, line)
    return _line(request, desk, line)


@sent_to("positions_of_line")
@case_act
def position_note(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Notes a position on the line it was drawn for."""
    _needs_line(desk, line)
    desk.require("note_position", line=line)
    require_drawn_for(request, desk, line)
    form = PositionForm(request.POST, choices=_choices(desk, line))
    if not form.is_taken():
        return _line(request, desk, line, form=form, status=400 if form.errors else 200)
    given = form.cleaned_data
    told = given["words"].replace("\r\n", "\n").strip()
    try:
        named = desk_position.note_position(
            desk, line, given["holder"], given["matter"], form.stands(), told, language_of(told), evidence=form.evidence(desk),
            only_if=form.only_if(), since=form.day(), act_id=act_id_of(request, typed_in(request)),
        )  # fmt: skip
    except REFUSED as error:
        return _line(request, desk, line, form=form, trouble=error, status=400)
    return redirect(f"{reverse('positions_of_line', kwargs={'case': desk.case, 'line': line})}#{named}")


@sent_to("positions_of_line")
@case_act
def position_drop(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """We no longer hold that this is their position."""
    _needs_line(desk, line)
    desk.require("drop_position", line=line)
    require_drawn_for(request, desk, line)
    form = DropForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    try:
        desk_position.drop_position(
            desk, line, given.get("position", ""), given.get("reason", ""), act_id=act_id_of(request, typed_in(request))
        )
    except PositionWrong as error:
        return _line(request, desk, line, trouble=error, status=400)
    return redirect(reverse("positions_of_line", kwargs={"case": desk.case, "line": line}))
