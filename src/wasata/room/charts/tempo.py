"""The contacts of a line in time, and how many a day: each contact a stroke, so that nothing is hidden in a mean.

Danger: a smooth curve that shows a pace between two calls that nobody made; darkness taken for silence.
Duty: a stroke for each contact held, a short one beneath for each that was tried; steps of three days with their contacts a
day, the axis named; filled where the line was dark; a dashed line where the pace changed, with what it was and became.
Shape: `draw(Contacts(ident="p", title="…", …), lang)` → Picture; days run in reading direction, the last hour is the page's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil

from wasata.room.charts.drawing import Pen, Sheet, Step
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import instant, say

STEP = timedelta(days=3)
_STROKE, _STEPS = 26.0, 74.0


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of pace: gaps of `before`, then of `after`, in words."""

    since: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """One line's contacts up to `now`, oldest first; `dark`: when it could not be reached."""

    ident: str
    title: str
    held: tuple[datetime, ...]
    tried: tuple[datetime, ...]
    dark: tuple[tuple[datetime, datetime], ...]
    changes: tuple[Changed, ...]
    now: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some days of it: contacts, tries, and contacts a day in which the line could be reached (None: under an hour of it)."""

    since: datetime
    until: datetime
    contacts: int
    tried: int
    per_day: float | None


def draw(chart: Contacts, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: there is no contact to draw.
    """
    if not chart.held and not chart.tried:
        raise ValueError("a picture of contacts needs one")
    found = _stretches(chart)
    wide, narrow = (_drawn(chart, found, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (say("talkpace.chart.how", lang),), _table(chart, found, lang))


def _stretches(chart: Contacts) -> tuple[_Stretch, ...]:
    """The time back from now in steps of three days, the first as long as it is."""
    first = min((*chart.held, *chart.tried))
    found, until = [], chart.now
    while until > first:
        since = max(until - STEP, first)
        dark = sum((max(timedelta(), min(b, until) - max(a, since)) for a, b in chart.dark), timedelta())
        lit = (until - since) - dark
        n, tried = (sum(since <= at < until for at in some) for some in (chart.held, chart.tried))
        found.append(
            _Stretch(since, until, n, tried, n / (lit / timedelta(days=1)) if lit >= timedelta(hours=1) else None)
        )
        until = since
    return tuple(reversed(found))


def _drawn(chart: Contacts, found: Sequence[_Stretch], sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    x0, x1, top = 6.0, sheet.width - 6.0, sheet.row + 4
    begin = min((*chart.held, *chart.tried))
    length = max((chart.now - begin).total_seconds(), 3600.0)
    steps_foot = top + _STEPS
    strokes, foot = steps_foot + 12, steps_foot + 12 + _STROKE

    def at(moment: datetime) -> float:
        return x0 + (x1 - x0) * min(1.0, max(0.0, (moment - begin).total_seconds() / length))

    for since, until in chart.dark:
        if until > begin:
            told = say("talkpace.chart.dark", lang, since=_hour(since, chart, lang), until=_hour(until, chart, lang))
            pen.open_mark(told, None)
            pen.rect(at(since), strokes, max(at(until) - at(since), 1.5), _STROKE, "bar")
            pen.close_mark()
    most = max(1, ceil(max((s.per_day or 0.0 for s in found), default=1.0)))
    pen.words(x0, top - 6, say("talkpace.chart.per_day", lang, n=most), "t-faint")
    pen.line(x0, top, x1, top, "gr")
    pen.line(x0, steps_foot, x1, steps_foot, "ax")
    trace: list[Step] = []
    for s in found:
        if s.per_day is None:
            trace = _traced(pen, trace)
            continue
        y = steps_foot - _STEPS * s.per_day / most
        trace += [("L" if trace else "M", at(s.since), y), ("L", at(s.until), y)]
    _traced(pen, trace)
    for moment in chart.held:
        told = say("talkpace.chart.held", lang, at=_hour(moment, chart, lang))
        _stroke(pen, at(moment), strokes, strokes + _STROKE, told, "now-ln")
    for moment in chart.tried:
        told = say("talkpace.chart.tried", lang, at=_hour(moment, chart, lang))
        _stroke(pen, at(moment), strokes + _STROKE * 0.6, strokes + _STROKE, told, "ln-dash")
    pen.line(x0, foot, x1, foot, "ax")
    for change in chart.changes:
        told = say(
            "talkpace.chart.change",
            lang,
            since=_hour(change.since, chart, lang),
            before=change.before,
            after=change.after,
        )
        _stroke(pen, at(change.since), top, foot, told, "ln-dash")
    first, last = (short_day(m.astimezone(chart.zone).date(), lang) for m in (begin, chart.now))
    pen.words(x0, foot + size + 5, first, "t-faint")
    pen.words(x1, foot + size + 5, last, "t-faint", "end")
    pen.arrow((x0 + x1) / 2, foot + size)
    spoken = "; ".join(f"{_day(s.since, chart, lang)}: {_per_day(s, lang)}" for s in found[-8:])
    return pen.finish(foot + size + 12, chart.ident, chart.title, spoken + ".")


def _traced(pen: Pen, trace: list[Step]) -> list[Step]:
    if trace:
        pen.path(trace, "now-ln")
    return []


def _stroke(pen: Pen, x: float, y1: float, y2: float, told: str, kind: str) -> None:
    pen.open_mark(told, None)
    pen.rect(x - 3, y1, 6, y2 - y1, "nowhere")  # somewhere for the pointer to stand
    pen.line(x, y1, x, y2, kind)
    pen.close_mark()


def _hour(moment: datetime, chart: Contacts, lang: Lang) -> str:
    return instant(moment, lang, zone=chart.zone)


def _day(moment: datetime, chart: Contacts, lang: Lang) -> str:
    return short_day(moment.astimezone(chart.zone).date(), lang)


def _per_day(s: _Stretch, lang: Lang) -> str:
    return say("talkpace.not_reached", lang) if s.per_day is None else f"{s.per_day:.1f}"


def _table(chart: Contacts, found: Sequence[_Stretch], lang: Lang) -> Table:
    head = tuple(say(f"talkpace.chart.column.{c}", lang) for c in ("since", "contacts", "tried", "per_day"))
    rows = tuple(
        (
            Cell(_hour(s.since, chart, lang), "when"), Cell(str(s.contacts), "number"), Cell(str(s.tried), "number"),
            Cell(_per_day(s, lang), "number"),
        )
        for s in found
    )  # fmt: skip
    return Table(say("chart.oldest_first", lang), head, rows)
