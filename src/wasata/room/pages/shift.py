"""The watch: who is on now, what waits, the last days as a picture, the log; and the acts of whoever is on.

Danger: an hour in which everybody thought somebody else was listening.
Duty: a gap and a hand-over not accepted stand first, in alarm; what was typed is kept when something is refused.
Shape: made from `bureau` alone; to one who does not hold it there is no such page. Who keeps a line keeps the watch. One form
sends each act to an address of its own.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import shift as desk_shift
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import zone_of_case
from wasata.desk.shift import WatchPage
from wasata.desk.voice import author_shown
from wasata.errors import ShiftWrong
from wasata.listen.reader import language_of
from wasata.room.charts import watch as chart
from wasata.room.charts.picture import Picture
from wasata.room.forms.shift import EndForm, HandOverForm, UntilForm, WatchNoteForm
from wasata.room.languages import page_language
from wasata.room.pages.parts import (
    Trouble,
    act_id_of,
    case_act,
    case_page,
    needs_a_line,
    needs_talks,
    sent_to,
    show,
    typed_in,
)

LOGS = ("bureau",)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of the page, as typed where one was refused."""

    until: UntilForm
    note: WatchNoteForm
    hand_over: HandOverForm
    end: EndForm


@dataclass(frozen=True, slots=True)
class Shown:
    told: WatchPage
    picture: Picture | None
    forms: Forms
    trouble: Trouble | None
    act: str


def _picture(desk: Desk, told: WatchPage) -> Picture | None:
    lang, zone = page_language(), zone_of_case(desk)
    if not told.stretches:
        return None
    comma = words.say("room.list_comma", lang)
    drawn = tuple(
        chart.Stretch(
            s.state, comma.join(author_shown(who, lang) for who in s.officers), s.since.astimezone(zone),
            s.until.astimezone(zone),
        )
        for s in told.stretches
    )  # fmt: skip
    return chart.draw(
        chart.Watch("watch", words.say("shift.picture.title", lang), drawn, told.now.astimezone(zone)), lang
    )


def _page(
    request: HttpRequest, desk: Desk, *, trouble: ShiftWrong | None = None, status: int = 200,
    until: UntilForm | None = None, note: WatchNoteForm | None = None, hand_over: HandOverForm | None = None,
    end: EndForm | None = None,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        told = desk_shift.watch(desk)
        forms = Forms(
            until or UntilForm(now=told.now, zone=zone_of_case(desk)), note or WatchNoteForm(), hand_over or HandOverForm(),
            end or EndForm(),
        )  # fmt: skip
        page = Shown(
            told, _picture(desk, told), forms, Trouble.of(trouble),
            new_act_id(),
        )  # fmt: skip
        return show(request, "room/shift/watch.html", page, desk=desk, here="watch", logs=LOGS, status=status)


@require_GET
@case_page
def watch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is on watch now, what waits, and the last days."""
    needs_talks(desk)
    return _page(request, desk)


def _enter(desk: Desk) -> None:
    needs_a_line(desk)
    desk.require("keep_watch")


def _shift(request: HttpRequest) -> str:
    return request.POST.get("shift", "")[:64]


def _done(desk: Desk) -> HttpResponse:
    return redirect(reverse("watch", kwargs={"case": desk.case}))


def _until(request: HttpRequest, desk: Desk) -> UntilForm:
    return UntilForm(request.POST, now=desk.now(), zone=zone_of_case(desk))


@sent_to("watch")
@case_act
def watch_take(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes the watch; or, with `shift`, stays on it until another hour."""
    _enter(desk)
    form = _until(request, desk)
    if not form.is_valid():
        return _page(request, desk, until=form, status=400)
    act, shift = act_id_of(request, typed_in(request)), _shift(request)
    try:
        if shift:
            desk_shift.move_end(desk, shift, form.until(desk.now()), act_id=act)
        else:
            desk_shift.take_watch(desk, until=form.until(desk.now()), act_id=act)
    except ShiftWrong as error:
        return _page(request, desk, until=form, trouble=error, status=400)
    return _done(desk)


@sent_to("watch")
@case_act
def watch_note(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Writes a line into the watch log."""
    _enter(desk)
    form = WatchNoteForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, note=form, status=400)
    told = form.cleaned_data["words"].replace("\r\n", "\n").strip()
    try:
        desk_shift.note_watch(
            desk, _shift(request), told, language_of(told), weight=form.weight(),
            act_id=act_id_of(request, typed_in(request)),
        )  # fmt: skip
    except ShiftWrong as error:
        return _page(request, desk, note=form, trouble=error, status=400)
    return _done(desk)


@sent_to("watch")
@case_act
def watch_hand_over(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hands the watch to another officer with what he must know."""
    _enter(desk)
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, hand_over=form, status=400)
    told = form.cleaned_data["must_know"].replace("\r\n", "\n").strip()
    try:
        desk_shift.hand_over(
            desk, _shift(request), form.cleaned_data["to"], told, language_of(told),
            act_id=act_id_of(request, typed_in(request)),
        )  # fmt: skip
    except ShiftWrong as error:
        return _page(request, desk, hand_over=form, trouble=error, status=400)
    return _done(desk)


@sent_to("watch")
@case_act
def watch_accept(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Accepts a hand-over: from now on he is on watch."""
    _enter(desk)
    form = _until(request, desk)
    if not form.is_valid():
        return _page(request, desk, until=form, status=400)
    act = act_id_of(request, typed_in(request))
    try:
        desk_shift.accept_watch(desk, _shift(request), until=form.until(desk.now()), act_id=act)
    except ShiftWrong as error:
        return _page(request, desk, trouble=error, status=400)
    return _done(desk)


@sent_to("watch")
@case_act
def watch_end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Leaves the watch, and nobody follows."""
    _enter(desk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, end=form, status=400)
    try:
        desk_shift.end_watch(
            desk, _shift(request), form.cleaned_data["why"], act_id=act_id_of(request, typed_in(request))
        )
    except ShiftWrong as error:
        return _page(request, desk, end=form, trouble=error, status=400)
    return _done(desk)
