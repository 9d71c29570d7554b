"""The calendar: a month of the common table, and for a delegate the letters of his own channel; the file to take away.

Danger: a mark on a day that comes from a log its reader does not hold; a file on a telephone that says more than the table.
Duty: the month as a picture and as a list, and the `.ics` file of the table's days.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import calendar as desk_calendar
from wasata.desk import table as desk_table
from wasata.desk.access import Desk
from wasata.desk.calendar import Event, Month
from wasata.desk.door import own_line
from wasata.errors import LineUnknown
from wasata.room.files import days_to_keep
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown
from wasata.room.pages.parts import case_page, needs, show

LOGS: tuple[str, ...] = ("table",)
GLYPHS = {
    "day": "s-due",
    "owed": "s-hold",
    "struck": "s-dis",
    "notice": "p0",
    "agreed": "s-met",
    "letter": "s-open",
    "said": "pn",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An event with its shape."""

    told: Event
    glyph: str


@dataclass(frozen=True, slots=True)
class Cell:
    day: date
    inside: bool
    today: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`channel`: the reader's own, where he is a delegate."""

    month: Month
    name: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Cell, ...], ...]
    marks: tuple[Mark, ...]
    channel: ChannelShown | None
    may_enter: bool


def _asked(request: HttpRequest) -> date | None:
    """The month in the address (`2026-11`); None for this month, and for what is no month."""
    told = request.GET.get("month", "")[:7]
    try:
        return date.fromisoformat(f"{told}-01")
    except ValueError:
        return None


@require_GET
@case_page
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One month."""
    needs(desk, "table")
    lang = page_language()
    month = desk_calendar.month(desk, lang, _asked(request))
    channel, logs = None, LOGS
    with suppress(LineUnknown):
        line = own_line(desk)
        channel, logs = channel_shown(desk, line), (f"channel/{line}", *LOGS)
    name = words.say(f"date.month.{month.first.month}", lang)
    page = CalendarPage(
        month, words.say("table.month", lang, month=name, year=str(month.first.year)),
        tuple((words.say(f"date.weekday.{n}", lang), words.say(f"table.weekday.{n}", lang)) for n in (7, 1, 2, 3, 4, 5, 6)),
        tuple(tuple(Cell(c.day, c.inside, c.today, tuple(map(_mark, c.events))) for c in week) for week in month.weeks),
        tuple(map(_mark, month.events)), channel, desk.may("enter_day"),
    )  # fmt: skip
    return show(request, "room/calendar/month.html", page, desk=desk, here="calendar", logs=logs)


def _mark(event: Event) -> Mark:
    return Mark(event, GLYPHS[event.kind])


@require_GET
@case_page
def calendar_file(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The days of the table for a telephone."""
    needs(desk, "table")
    return days_to_keep(desk_table.calendar_file(desk, page_language()), desk.case)
