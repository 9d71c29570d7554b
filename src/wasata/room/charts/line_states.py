"""The last two weeks of a line: open, degraded, dark, and the hours of which nothing was noted.

Danger: a line nobody noted anything of drawn as if it were open; darkness that only a colour tells.
Duty: a thin line while it was open, an outlined box while it was degraded, a filled one while it was dark, slanted lines where
nothing was noted; days run in reading direction and the last hour is that of the page.
Shape: `draw(Fortnight(ident="l-coast", title="…", spells=(…), begin=…, now=…, zone=…), lang)` → Picture.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from wasata.room.charts.drawing import Align, Pen, Sheet
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import instant, say

_HIGH = 22.0


@dataclass(frozen=True, slots=True)
class Spell:
    """One piece of a line's life; `until` None for the one that lasts; `lasted` in words."""

    state: str
    cause: str | None
    since: datetime
    until: datetime | None
    lasted: str


@dataclass(frozen=True, slots=True)
class Fortnight:
    """A line's life from `begin` to `now`, oldest first; before its first spell nothing was noted."""

    ident: str
    title: str
    spells: tuple[Spell, ...]
    begin: datetime
    now: datetime
    zone: tzinfo


def draw(chart: Fortnight, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: it ends before it begins.
    """
    if chart.now <= chart.begin:
        raise ValueError("a picture of a life needs some of it")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (), _table(chart, lang))


def _drawn(chart: Fortnight, sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    x0, x1, top = 6.0, sheet.width - 6.0, 4.0
    foot = top + _HIGH
    length = (chart.now - chart.begin).total_seconds()

    def at(moment: datetime) -> float:
        return x0 + (x1 - x0) * min(1.0, max(0.0, (moment - chart.begin).total_seconds() / length))

    first = chart.spells[0].since if chart.spells else chart.now
    if first > chart.begin:
        pen.open_mark(say("line.chart.not_noted", lang), None)
        pen.rect(x0, top, at(first) - x0, _HIGH, "nowhere")
        pen.hatch(x0, top, at(first) - x0, _HIGH)
        pen.close_mark()
    for spell in chart.spells:
        begins, ends = at(spell.since), at(spell.until or chart.now)
        wide = max(ends - begins, 1.5)
        pen.open_mark(told(spell, chart, lang), None)
        pen.rect(begins, top, wide, _HIGH, "nowhere")  # somewhere for the pointer to stand
        if spell.state == "dark":
            pen.rect(begins, top, wide, _HIGH, "bar")
        elif spell.state == "degraded":
            pen.rect(begins, top + _HIGH / 2, wide, _HIGH / 2, "box")
        else:
            pen.line(begins, foot - 1.5, begins + wide, foot - 1.5, "now-ln")
        pen.close_mark()
    pen.line(x0, foot, x1, foot, "ax")
    day = chart.begin.astimezone(chart.zone).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ticks: list[datetime] = []
    while day < chart.now:
        pen.line(at(day), foot, at(day), foot + 3, "ax")
        ticks.append(day)
        day += timedelta(days=1)
    for moment, align in (
        (chart.begin, "start"),
        *(((ticks[len(ticks) // 2], "middle"),) if ticks else ()),
        (chart.now, "end"),
    ):
        place: Align = align
        pen.words(at(moment), foot + size + 5, short_day(moment.astimezone(chart.zone).date(), lang), "t-faint", place)
    spoken = "; ".join(told(s, chart, lang) for s in chart.spells[-8:]) or say("line.chart.not_noted", lang)
    return pen.finish(foot + size + 11, chart.ident, chart.title, spoken + ".")


def told(spell: Spell, chart: Fortnight, lang: Lang) -> str:
    """One spell in words: how it stood, why, since when, how long."""
    state = say(f"line.state.{spell.state}", lang)
    why = f" ({say(f'line.cause.{spell.cause}', lang)})" if spell.cause else ""
    begun = instant(spell.since, lang, zone=chart.zone)
    return say("line.chart.spell", lang, state=state + why, since=begun, lasted=spell.lasted)


def _table(chart: Fortnight, lang: Lang) -> Table:
    head = tuple(say(f"line.chart.column.{c}", lang) for c in ("since", "state", "cause", "lasted"))
    rows = tuple(
        (
            Cell(instant(s.since, lang, zone=chart.zone), "when"), Cell(say(f"line.state.{s.state}", lang)),
            Cell(say(f"line.cause.{s.cause}", lang) if s.cause else ""), Cell(s.lasted),
        )
        for s in chart.spells
    )  # fmt: skip
    return Table(say("chart.oldest_first", lang), head, rows)
