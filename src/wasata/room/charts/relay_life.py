"""The life of one relay: a station for each step, from its first draft to the answer.

Danger: a step that is still to come taken for one that was made; a letter that was stopped drawn as if it went on.
Duty: filled for what happened, outlined and dashed for what is planned or may come, a cross where it stopped; the hour under
each, how long it took between them.
Shape: `draw(Life(ident, stations), lang, zone)` → Picture; stations run in reading direction, the last ones downwards on a phone.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Literal

from wasata.room.charts.drawing import Pen, Sheet, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.values import Lang
from wasata.words import count, instant, say

STOPS = frozenset(("taken_back", "withdrawn", "sent_back"))
"""Steps after which the letter as it was goes no further."""


@dataclass(frozen=True, slots=True)
class Station:
    """One step: what (words under `relay.step`), when, and whether it happened, is planned for that hour, or may come."""

    what: str
    at: datetime | None
    state: Literal["done", "planned", "open"]


@dataclass(frozen=True, slots=True)
class Life:
    """The stations of one relay in the order in which they happened. At least one."""

    ident: str
    stations: tuple[Station, ...]


def draw(life: Life, lang: Lang, zone: tzinfo) -> Picture:
    """The picture in `lang`, its hours by the clock of `zone`.

    Raises:
        ValueError: there is no station to draw.
    """
    if not life.stations:
        raise ValueError("the life of a relay has a station")
    life = Life(life.ident, tuple(s if s.at is None else replace(s, at=s.at.astimezone(zone)) for s in life.stations))
    return Picture(_across(life, Sheet("wide", lang)), _down(life, Sheet("narrow", lang)), (), _table(life, lang))


def _told(station: Station, lang: Lang) -> str:
    name = say(f"relay.step.{station.what}", lang)
    if station.at is None:
        return say("relay.life.not_yet", lang, step=name)
    key = "relay.life.at" if station.state == "done" else "relay.life.planned"
    return say(key, lang, step=name, hour=instant(station.at, lang))


def took(gap: timedelta, lang: Lang) -> str:
    """How long something took: minutes under two hours, hours under two days, then days."""
    minutes = max(0, round(gap.total_seconds() / 60))
    if not minutes:
        return say("relay.life.at_once", lang)
    if minutes < 120:
        return count("relay.life.minutes", minutes, lang)
    if minutes < 48 * 60:
        return count("relay.life.hours", round(minutes / 60), lang)
    return count("relay.life.days", round(minutes / 1440), lang)


def _spot(pen: Pen, x: float, y: float, station: Station) -> None:
    pen.open_mark(_told(station, pen.sheet.lang), None)
    if station.what in STOPS:
        pen.path([("M", x - 6, y - 6), ("L", x + 6, y + 6), ("M", x + 6, y - 6), ("L", x - 6, y + 6)], "tl-x")
    elif station.state == "done":
        pen.circle(x, y, 6, "dot")
    else:
        pen.circle(x, y, 6, "box-d")
    pen.close_mark()


def _gap(first: Station, second: Station) -> timedelta | None:
    both = first.at is not None and second.at is not None
    return second.at - first.at if both and second.at and first.at else None


def _across(life: Life, sheet: Sheet) -> str:
    """Side by side, six in a row: more would be too small."""
    pen, row = Pen(sheet), sheet.row
    per_row, y, lang = 6, 16.0, sheet.lang
    foot = y
    rows = [life.stations[n : n + per_row] for n in range(0, len(life.stations), per_row)]
    for stations in rows:
        step = sheet.width / max(len(stations), 4)
        middle = [step * (n + 0.5) for n in range(len(stations))]
        for n, (first, second) in enumerate(pairwise(stations)):
            kind = "tie" if second.state == "done" else "ln-dash"
            pen.line(middle[n] + 9, y, middle[n + 1] - 9, y, kind)
            gap = _gap(first, second)
            if gap is not None:
                pen.words((middle[n] + middle[n + 1]) / 2, y - 5, took(gap, lang), "t-faint", "middle")
        deepest = 0
        for n, station in enumerate(stations):
            _spot(pen, middle[n], y, station)
            name = wrapped(say(f"relay.step.{station.what}", lang), step - 6, sheet.size)
            hour = wrapped(instant(station.at, lang), step - 6, sheet.size) if station.at else ()
            pen.lines(middle[n], y + 12 + row, name, "t-strong" if station.state == "done" else "t-faint", "middle")
            pen.lines(middle[n], y + 12 + row * (1 + len(name)), hour, "", "middle")
            deepest = max(deepest, len(name) + len(hour))
        foot = y + 12 + row * deepest
        y = foot + row + 16
    return _finish(pen, foot + row * 0.6, life)


def _down(life: Life, sheet: Sheet) -> str:
    pen, row, lang = Pen(sheet), sheet.row, sheet.lang
    y, x = 14.0, 12.0
    before: tuple[float, Station] | None = None
    for station in life.stations:
        if before is not None:
            gap = _gap(before[1], station)
            kind = "tie" if station.state == "done" else "ln-dash"
            pen.line(x, before[0] + 9, x, y - 9, kind)
            if gap is not None:
                pen.words(sheet.width - 4, y + 4, took(gap, lang), "t-faint", "end")
        _spot(pen, x, y, station)
        pen.words(
            x + 18, y + 4, say(f"relay.step.{station.what}", lang), "t-strong" if station.state == "done" else "t-faint"
        )
        if station.at is not None:
            pen.words(x + 18, y + 4 + row, instant(station.at, lang))
        before = (y, station)
        y += row * 2.6
    return _finish(pen, y - row * 0.6, life)


def _finish(pen: Pen, height: float, life: Life) -> str:
    lang = pen.sheet.lang
    spoken = "; ".join(_told(s, lang) for s in life.stations)
    return pen.finish(height, life.ident, say("relay.life.title", lang), spoken + ".")


def _table(life: Life, lang: Lang) -> Table:
    head = (say("relay.life.step", lang), say("relay.life.hour", lang), say("relay.life.took", lang))
    rows = []
    before: Station | None = None
    for station in life.stations:
        gap = _gap(before, station) if before is not None else None
        hour = instant(station.at, lang) if station.at else say("relay.life.open", lang)
        rows.append(
            (Cell(say(f"relay.step.{station.what}", lang)), Cell(hour, "when"), Cell(took(gap, lang) if gap else ""))
        )
        before = station
    return Table(say("chart.oldest_first", lang), head, tuple(rows))
