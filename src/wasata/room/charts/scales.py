"""The axes: time in reading direction, and numbers with a scale that is named when it does not begin at zero.

Danger: a slope that comes from the scale; a first or last date that must be guessed.
Duty: where a day or a value stands, which dates and numbers are written on the axis.
Shape: `DayScale(first, last, x0, x1).at(day)` → reading coordinate; `ticks` always hold the first and the last day.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil, floor, log10

from wasata.room.charts.drawing import Align, Pen, width_of
from wasata.values import Lang
from wasata.words import say

_STEPS_IN_DAYS = (1, 2, 3, 7, 14)
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


def short_day(value: date, lang: Lang, *, year: bool = False) -> str:
    """A day as an axis writes it: "24 Nov", «24 نوفمبر»."""
    text = f"{value.day} {say(f'chart.month.{value.month}', lang)}"
    return f"{text} {value.year}" if year else text


def span_told(first: date, last: date, lang: Lang, *, plain_year: int | None = None) -> str:
    """A day, or an interval with both its days and the year: "24–30 Nov 2023". Of `plain_year` the year is left out."""
    year = last.year != plain_year or first.year != plain_year
    if first == last:
        return short_day(first, lang, year=year)
    if (first.year, first.month) == (last.year, last.month):
        days = f"{first.day}–{last.day}"
        if lang == "ar":
            days = f"\u2066{days}\u2069"
        months = f"{days} {say(f'chart.month.{last.month}', lang)}"
        return f"{months} {last.year}" if year else months
    return f"{short_day(first, lang, year=first.year != last.year)} – {short_day(last, lang, year=year)}"


def _days(value: date) -> float:
    """A day, or a moment, as a number of days."""
    if isinstance(value, datetime):
        return value.toordinal() + (value.hour * 60 + value.minute) / 1440
    return float(value.toordinal())


@dataclass(frozen=True, slots=True)
class DayScale:
    """Days between two reading coordinates, earliest first: at the right in Arabic, once the pen has drawn it."""

    first: date
    last: date
    x0: float
    x1: float
    single: bool = False

    @classmethod
    def over(cls, days: Iterable[date], x0: float, x1: float) -> "DayScale":
        """The scale that holds all of `days`; a single day stands in the middle of a scale of three."""
        found = sorted(days, key=_days)
        first, last = found[0], found[-1]
        if _days(first) == _days(last):
            day = timedelta(days=1)  # the calendar ends somewhere, and a record may hold what stands there
            before = first - day if first.toordinal() > 1 else first
            after = last + day if last.toordinal() < date.max.toordinal() else last
            return cls(before, after, x0, x1, single=True)
        return cls(first, last, x0, x1)

    def at(self, day: date) -> float:
        """Where a day stands."""
        a, b = _days(self.first), _days(self.last)
        return self.x0 + (_days(day) - a) / (b - a) * (self.x1 - self.x0)

    def ticks(self, lang: Lang, size: float) -> tuple[tuple[float, str], ...]:
        """The dates written on the axis: the first and the last always, between them as many as stand clear.

        A single day is written alone: the days beside it on its scale were said by nobody.
        """
        if self.single:
            middle = (self.x0 + self.x1) / 2
            return ((middle, short_day(_day(self.first) + timedelta(days=1), lang, year=True)),)
        first, last = _day(self.first), _day(self.last)
        years = first.year != last.year
        ends = [(self.at(self.first), short_day(first, lang, year=years))]
        end = (self.at(self.last), short_day(last, lang, year=True))
        if width_of(end[1], size) + width_of(ends[0][1], size) + size > self.x1 - self.x0:
            ends = [(ends[0][0], short_day(first, lang))]
            end = (end[0], short_day(last, lang))
        for days in self._grids(first, last):
            shown = list(ends)
            for day in days:
                words = short_day(day, lang, year=years and day.month == 1 and day.day == 1)
                shown.append((self.at(day), words))
            if _stand_clear([*shown, end], size):
                return (*shown, end)
        return (*ends, end)

    def _grids(self, first: date, last: date) -> Iterable[list[date]]:
        """Rows of days between the ends, from close to wide apart."""
        length = (last - first).days
        for step in _STEPS_IN_DAYS:
            if length // step <= 40:
                yield [first + timedelta(days=i) for i in range(step, length, step)]
        for step in _STEPS_IN_MONTHS:
            months = range(first.year * 12 + first.month, last.year * 12 + last.month)
            if len(months) // step <= 40:
                yield [date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _stand_clear(ticks: list[tuple[float, str]], size: float) -> bool:
    """Whether no two dates touch: the first begins and the last ends at its place, the others stand about theirs."""
    edges: list[tuple[float, float]] = []
    for i, (x, words) in enumerate(ticks):
        wide = width_of(words, size)
        if i == 0:
            edges.append((x - size, x + wide))
        elif i == len(ticks) - 1:
            edges.append((x - wide, x))
        else:
            edges.append((x - wide / 2, x + wide / 2))
    return all(b[0] - a[1] > size * 0.6 for a, b in itertools.pairwise(edges))


def draw_days(pen: Pen, scale: DayScale, y: float, *, kind: str = "t-faint") -> None:
    """The axis of time with its arrow at the end and its dates beneath."""
    size = pen.sheet.size
    pen.line(scale.x0 - 6, y, scale.x1 + 10, y, "ax")
    pen.arrow(scale.x1 + 10, y)
    ticks = scale.ticks(pen.sheet.lang, size)
    for i, (x, words) in enumerate(ticks):
        pen.line(x, y, x, y + 4, "ax")
        first, last = i == 0 and len(ticks) > 1, i == len(ticks) - 1 and len(ticks) > 1
        align: Align = "start" if first else "end" if last else "middle"
        edge = -6 if first else 6 if last else 0
        pen.words(x + edge, y + 6 + size, words, kind, align)


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Numbers between two coordinates, from `low` to `high`; both are round numbers."""

    low: float
    high: float
    at_low: float
    at_high: float
    step: float

    @classmethod
    def over(
        cls, values: Iterable[Decimal], at_low: float, at_high: float, *, from_zero: bool, lines: int = 5
    ) -> "ValueScale":
        """The round scale that holds all of `values`, with about `lines` steps; below zero only if a value is."""
        found = [float(v) for v in values]
        low, high = min(found), max(found)
        if from_zero:
            low, high = min(low, 0.0), max(high, 0.0)
        if low == high:
            reach = abs(high) * 0.1 or 1.0
            low, high = (low, high + reach) if from_zero else (low - reach, high + reach)
        step = _round_step((high - low) / lines, whole=all(v == int(v) for v in found))
        bottom, top = floor(low / step) * step, ceil(high / step) * step
        if not from_zero:
            bottom = bottom - step if bottom == low and low - step >= 0 else bottom
            top = top + step if top == high else top
        return cls(bottom, top, at_low, at_high, step)

    def at(self, value: Decimal | float) -> float:
        """Where a value stands."""
        return self.at_low + (float(value) - self.low) / (self.high - self.low) * (self.at_high - self.at_low)

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The numbers written on the axis."""
        many = round((self.high - self.low) / self.step)
        digits = max(0, -floor(log10(self.step)) + 1)
        return tuple(_plain(round(self.low + i * self.step, digits)) for i in range(many + 1))


def _plain(value: float) -> Decimal:
    exact = Decimal(str(value))
    return Decimal(int(exact)) if exact == int(exact) else exact.normalize()


def _round_step(raw: float, *, whole: bool) -> float:
    """1, 2 or 5 times a power of ten; never a part of one where what is counted is whole."""
    power = 10.0 ** floor(log10(raw))
    step: float = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * 0.999)
    return max(step, 1.0) if whole else step
