"""A month of the calendar: the days of the table, what was put there, and for a delegate the letters of his own channel.

Danger: a month that shows by a mark, a gap or an order what stands in a log its reader does not hold.
Duty: one month as weeks of days, and the same as a list.
Shape: made of `table`; of `channel/<own>` too where the reader is a delegate. Weeks begin on Sunday, in both languages.
"""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from wasata.desk.access import Desk
from wasata.desk.case import TABLE
from wasata.desk.commitment import commitments
from wasata.desk.defined import AGREED
from wasata.desk.door import own_line
from wasata.desk.message import talk_of
from wasata.desk.table import days
from wasata.desk.voice import hour_at_the_door
from wasata.errors import LineUnknown
from wasata.values import Lang
from wasata.words import say

SUNDAY = 6
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Months outside are not drawn."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. `kind`: `day`, `owed` (a commitment is due), `struck`, `notice`, `agreed`; for a delegate also
    `letter`, `said`.

    `words` None for a letter: it is told where it stands, on his own page. `ref`: its name there.
    """

    kind: str
    day: date
    at: datetime | None
    words: str | None
    ref: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One cell: `inside` the month that is shown."""

    day: date
    inside: bool
    today: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its weeks, all that is on its days in their order, and the days by which the months beside it are asked."""

    first: date
    weeks: tuple[tuple[CalendarDay, ...], ...]
    events: tuple[Event, ...]
    before: date | None
    after: date | None
    today: date


def month(desk: Desk, lang: Lang, asked: date | None = None) -> Month:
    """The month of a day; this month by the clock of the case, where none is asked.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        zone = ZoneInfo(desk.fold(TABLE).opened.get("zone", "UTC"))
        today = desk.now().astimezone(zone).date()
        told = _events(desk, lang, zone)
    first = min(max(asked or today, FIRST), LAST).replace(day=1)
    grid = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    by_day: dict[date, list[Event]] = {}
    for event in told:
        by_day.setdefault(event.day, []).append(event)
    weeks = tuple(
        tuple(CalendarDay(d, d.month == first.month, d == today, tuple(by_day.get(d, ()))) for d in week)
        for week in grid
    )
    here = tuple(e for e in told if (e.day.year, e.day.month) == (first.year, first.month))
    return Month(first, weeks, here, _step(first, -1), _step(first, 1), today)


def _step(first: date, by: int) -> date | None:
    months = first.year * 12 + first.month - 1 + by
    moved = date(months // 12, months % 12 + 1, 1)
    return moved if FIRST <= moved <= LAST else None


def _events(desk: Desk, lang: Lang, zone: ZoneInfo) -> tuple[Event, ...]:
    found = [
        Event("struck" if d.state == "struck" else "day", d.day, d.at, d.words, d.entry, d.why)
        for d in days(desk, lang)
    ]
    for owed in commitments(desk, lang):
        if owed.due is not None:
            named = say("table.owes", lang, who=owed.who, words=owed.words)
            kind = "struck" if owed.state == "struck" else "owed"
            found.append(Event(kind, owed.due, owed.at, named, owed.commitment, owed.why))
    for notice, words, _, at in desk.fold(TABLE).notices:
        found.append(Event("notice", at.astimezone(zone).date(), at, words[lang], notice))
    for term, told in desk.fold(AGREED).items():
        for v in told:
            found.append(Event("agreed", v.at.astimezone(zone).date(), v.at, v.text.names[lang], term))
    try:
        line = own_line(desk)
    except LineUnknown:
        pass
    else:
        for m in talk_of(desk, line, "channel").messages.values():
            at = hour_at_the_door(m.at, m.way)
            found.append(Event("letter" if m.ours else "said", at.astimezone(zone).date(), at, None, m.message))
    return tuple(sorted(found, key=lambda e: (e.day, e.at is None, e.at.timestamp() if e.at else 0, e.ref)))
