"""Values over time by source: every author's own numbers on one axis of days.

Danger: a trend that nobody claimed. Two authors' values never share a line, nothing is averaged, smoothed or filled in.
Duty: one shape per author, named where his last value stands; first and last values written; what has no date in a
hatched strip of its own; from eight dated values of one author on a dotted step, which says only "his last word until then".
Shape: `draw(OverTime(ident="f1", title="…", said=(Said(…), …)), "ar")` → Picture.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wasata.room.charts.drawing import Pen, Sheet, Step, width_of, wrapped
from wasata.room.charts.labels import Box, Room, pushed_apart
from wasata.room.charts.marks import draw_bounds, draw_mark, draw_range, outline, shapes_of
from wasata.room.charts.picture import Picture
from wasata.room.charts.said import Said, day_told, in_words, told
from wasata.room.charts.scales import DayScale, ValueScale, draw_days
from wasata.room.charts.values_table import values_table
from wasata.values import Lang
from wasata.words import count, number, say

JOINED_FROM = 8
"""Fewer values of one author than this are not joined: a line would be a trend made of our wish."""

_POINTED_UP_TO = 150
"""Up to so many marks each is pointed out by itself (its words, its link, its number); beyond, the table does that."""

_NAMED_UP_TO = 12
"""Up to so many authors are named beside the marks, those with most values first; a key beneath names the rest."""


@dataclass(frozen=True, slots=True)
class OverTime:
    """One thing counted: every value by every author, with or without a date. At least one value."""

    ident: str
    title: str
    said: tuple[Said, ...]


def draw(chart: OverTime, lang: Lang, *, table: bool = True) -> Picture:
    """The picture in `lang`, with its notes and its table (without, for a page that sets a fuller one itself).

    Raises:
        ValueError: there is no value to draw; the page says "nothing yet" instead.
    """
    if not chart.said:
        raise ValueError("a picture of values over time needs one value")
    wide, narrow = _Drawing(chart, Sheet("wide", lang)), _Drawing(chart, Sheet("narrow", lang))
    drawings = wide.drawn(), narrow.drawn()
    notes = _notes(chart, lang)
    if wide.set_apart or narrow.set_apart:
        notes += (say("chart.set_apart", lang),)
    return Picture(*drawings, notes, values_table(chart.said if table else (), lang))


def _notes(chart: OverTime, lang: Lang) -> tuple[str, ...]:
    dated = [s for s in chart.said if s.day is not None]
    by_author = Counter(s.name for s in dated)
    notes = []
    if not by_author or max(by_author.values()) < JOINED_FROM:
        notes.append(count("chart.too_few", len(dated), lang))
    else:
        notes.append(say("chart.steps", lang))
    if any(s.firmness != "explicit" for s in dated):
        notes.append(say("chart.unfixed_day", lang))
    if len(dated) < len(chart.said):
        notes.append(count("chart.undated_values", len(chart.said) - len(dated), lang))
    if any(s.ours for s in chart.said):
        notes.append(say("chart.ours", lang))
    return tuple(notes)


def _spoken(chart: OverTime, lang: Lang) -> str:
    """The picture in words: first and last of each author, and the reach of all."""
    parts = []
    for name, said in _by_author(chart.said).items():
        own = sorted(said, key=_by_day)
        ends = own if len(own) < 3 else [own[0], own[-1]]
        parts.append(f"{name}: " + "; ".join(f"{told(s, lang)} ({day_told(s, lang)})" for s in ends))
    return ". ".join(parts[:_NAMED_UP_TO]) + "."


def _by_author(said: Iterable[Said]) -> dict[str, list[Said]]:
    own: dict[str, list[Said]] = {}
    for s in said:
        own.setdefault(s.name, []).append(s)
    return own


def _by_day(said: Said) -> tuple[bool, int]:
    return said.day is None, said.day.toordinal() if said.day else 0


_ASIDE = (0.0, 6.0, -6.0, 11.0, -11.0, 16.0, -16.0, 22.0, -22.0)
"""How far a mark may stand beside its day, in units, so that it hides no other."""


def _weightiest_first(said: Sequence[Said]) -> list[Said]:
    """By author, those with most values first: they get the shapes that are told apart most easily."""
    many = Counter(s.name for s in said)
    return sorted(said, key=lambda s: -many[s.name])


def _mark_box(x: float, y: float) -> Box:
    return Box(x - 5, y - 4, x + 5, y + 4)


@dataclass(frozen=True, slots=True)
class _Point:
    x: float
    y: float
    said: Said


class _Drawing:
    """The laying-out of one sheet."""

    def __init__(self, chart: OverTime, sheet: Sheet) -> None:
        self.chart, self.sheet, self.lang = chart, sheet, sheet.lang
        self.pen = Pen(sheet)
        self.shapes = shapes_of(_weightiest_first(chart.said))
        self.set_apart = False
        self.dated = sorted((s for s in chart.said if s.day is not None), key=_by_day)
        self.undated = [s for s in chart.said if s.day is None]
        self.is_wide = sheet.form == "wide"
        size = sheet.size
        self.x1 = sheet.width - 14
        if self.is_wide:
            names = [width_of(n, size) for n in self.shapes] or [0.0]
            self.x1 = sheet.width - min(210.0, max(130.0, max(names) + 40))
        self.top = 2.2 * size
        self.foot = self.top + (max(230, self._names_high() - 60) if self.is_wide else 210)
        self.values = ValueScale.over(
            [v for s in chart.said for v in (s.bottom, s.top)], self.foot, self.top, from_zero=True
        )
        self.gutter = max(width_of(number(t, self.lang), size) for t in self.values.ticks) + 12
        self.x0 = self.gutter + 12
        self.u0 = self.x0
        if self.undated:
            strip = max(46.0, width_of(say("chart.undated", self.lang), size) + 8)
            self.x0 += strip + 16
            self.u1 = self.u0 + strip

    def _names_high(self) -> float:
        """How high the column of authors' names will stand."""
        names = list(self.shapes)[:_NAMED_UP_TO]
        lines = sum(len(wrapped(n, self._names_room(), self.sheet.size)) + 1 for n in names)
        return lines * self.sheet.row + 5 * len(names)

    def _names_room(self) -> float:
        return self.sheet.width - self.x1 - 24 - 17 - 2

    def drawn(self) -> str:
        self._values_axis()
        points = self._placed()
        self._steps(points)
        self._marks(points)
        room = self._room_with(points)
        height = self._time_axis()
        last = self._last_by_author(points)
        beside = set(list(self.shapes)[:_NAMED_UP_TO]) if self.is_wide else set()
        named = [p for p in last if p.said.name in beside]
        if named:
            height = max(height, self._names_beside(named))
        self._numbers(points, room, set(named))
        if rest := [p for p in last if p.said.name not in beside]:
            height = self._key(rest, height)
        return self.pen.finish(height, self.chart.ident, self.chart.title, _spoken(self.chart, self.lang))

    def _values_axis(self) -> None:
        for tick in self.values.ticks:
            y = self.values.at(tick)
            self.pen.line(self.gutter, y, self.x1 + 10, y, "gr")
            self.pen.words(
                self.gutter - 7, y + self.sheet.size * 0.34, number(tick, self.lang), "t-faint", "end", ltr=True
            )

    def _time_axis(self) -> float:
        size = self.sheet.size
        height = self.foot + 2 * size + 10
        if self.dated:
            draw_days(self.pen, self._days(), self.foot)
        if self.undated:
            label = say("chart.undated", self.lang)
            self.pen.words((self.u0 + self.u1) / 2, self.foot + 6 + size, label, "t-faint", "middle")
        return height

    def _days(self) -> DayScale:
        return DayScale.over([s.day for s in self.dated if s.day], self.x0, self.x1)

    def _placed(self) -> list[_Point]:
        """Every mark at its place; marks that would hide one another stand a little apart sideways."""
        out: list[_Point] = []
        taken = Room(Box(-99, -99, 999, 9999), cell=24)
        days = self._days() if self.dated else None
        if self.undated:
            self.pen.hatch(self.u0, self.top - 8, self.u1 - self.u0, self.foot - self.top + 8)
        seen: set[tuple[str, int, int]] = set()
        for said in (*self.dated, *self.undated):
            x = days.at(said.day) if days and said.day else (self.u0 + self.u1) / 2
            y = (self.values.at(said.bottom) + self.values.at(said.top)) / 2
            if (said.name, round(x), round(y)) in seen:
                continue  # the same author said the same again on that day: one mark, both in the table
            seen.add((said.name, round(x), round(y)))
            aside = next((a for a in _ASIDE if taken.is_free(_mark_box(x + a, y))), 0.0)
            taken.take(_mark_box(x + aside, y))
            self.set_apart = self.set_apart or aside != 0
            out.append(_Point(x + aside, y, said))
        return out

    def _steps(self, points: Sequence[_Point]) -> None:
        for own in self._own(p for p in points if p.said.day is not None):
            if len(own) < JOINED_FROM:
                continue
            path: list[Step] = [("M", own[0].x, own[0].y)]
            for before, after in itertools.pairwise(own):
                path += [("L", after.x, before.y), ("L", after.x, after.y)]
            self.pen.path(path, "ln-dash")

    def _marks(self, points: Sequence[_Point]) -> None:
        pointed = len(points) <= _POINTED_UP_TO
        for p in points:
            if pointed:
                self.pen.open_mark(in_words(p.said, self.lang), p.said.href)
            bottom, top = self.values.at(p.said.bottom), self.values.at(p.said.top)
            if bottom != top:
                draw_range(self.pen, (p.x, bottom), (p.x, top))
            draw_bounds(self.pen, p.x, p.y, p.said, upright=True)
            for y in dict.fromkeys((bottom, top)):  # a range has a mark at each end: one in its middle would be a mean
                draw_mark(self.pen, p.x, y, self.shapes[p.said.name], outline(p.said))
            if pointed:
                self.pen.close_mark()

    def _room_with(self, points: Sequence[_Point]) -> Room:
        room = Room(Box(self.gutter, 0, self.x1 + 14, self.foot - 2))
        for p in points:
            up = 20 if p.said.qualifier in ("more_than", "at_least") else 7
            down = 20 if p.said.qualifier in ("less_than", "up_to") else 7
            high, low = self.values.at(p.said.top), self.values.at(p.said.bottom)
            room.take(Box(p.x - 6.5, min(high, p.y - up), p.x + 6.5, max(low, p.y + down)))
        return room

    def _last_by_author(self, points: Sequence[_Point]) -> list[_Point]:
        last: dict[str, _Point] = {}
        for p in points:
            if p.said.day is not None or p.said.name not in last:
                last[p.said.name] = p
        return sorted(last.values(), key=lambda p: p.y)

    def _names_beside(self, last: Sequence[_Point]) -> float:
        """Each author's name and last value at the end of the lines, tied to his last mark by a hair line.

        Gives back how far down the names reach.
        """
        at, lowest = self.x1 + 24, 0.0
        texts = [(told(p.said, self.lang), wrapped(p.said.name, self._names_room(), self.sheet.size)) for p in last]
        heights = [(len(names) + 1) * self.sheet.row + 5 for _, names in texts]
        middles = pushed_apart([p.y for p in last], heights, 0, max(self.foot + 30, sum(heights)))
        for p, (value, names), middle, high in zip(last, texts, middles, heights, strict=True):
            foot = middle - high / 2 + self.sheet.row
            self.pen.path([("M", p.x + 8, p.y), ("L", max(p.x + 8, self.x1 + 4), p.y), ("L", at - 4, foot - 4)], "tie")
            draw_mark(self.pen, at + 6, foot - 4.5, self.shapes[p.said.name], outline(p.said))
            self.pen.words(at + 17, foot, value, "t-strong")
            self.pen.lines(at + 17, foot + self.sheet.row, names)
            lowest = max(lowest, middle + high / 2)
        return lowest

    def _numbers(self, points: Sequence[_Point], room: Room, named: set[_Point]) -> None:
        """The values beside their marks, the ends of each author first, then as many as find room."""
        ends = {id(p) for p in self._ends(points)}
        many = len(points) > _POINTED_UP_TO
        for p in sorted(points, key=lambda p: id(p) not in ends):
            if p in named or (many and id(p) not in ends):
                continue
            words = told(p.said, self.lang)
            place = room.place(p.x, p.y, width_of(words, self.sheet.size), self.sheet.size, 8)
            if place is not None:
                x, y, align = place
                self.pen.words(x, y, words, "halo" if id(p) in ends else "halo t-faint", align)

    def _ends(self, points: Sequence[_Point]) -> list[_Point]:
        return [end for own in self._own(points) for end in (own[0], own[-1])]

    @staticmethod
    def _own(points: Iterable[_Point]) -> Iterable[list[_Point]]:
        """The marks of each author by themselves."""
        own: dict[str, list[_Point]] = {}
        for p in points:
            own.setdefault(p.said.name, []).append(p)
        return own.values()

    def _key(self, last: Sequence[_Point], y: float) -> float:
        """Authors beneath the picture, each with his shape and his last value; in two columns where there is room."""
        columns = 2 if self.is_wide else 1
        wide = self.sheet.width / columns
        per_column = -(-len(last) // columns)
        lowest = y
        for c in range(columns):
            foot = y + self.sheet.row
            for p in last[c * per_column : (c + 1) * per_column]:
                foot = self._key_line(p, c * wide, foot, wide)
            lowest = max(lowest, foot)
        return lowest - self.sheet.row + 8

    def _key_line(self, p: _Point, x: float, foot: float, wide: float) -> float:
        value = told(p.said, self.lang)
        beside = 26 + max(52.0, width_of(value, self.sheet.size) + 10)
        names = wrapped(p.said.name, wide - beside - 4, self.sheet.size)
        draw_mark(self.pen, x + 10, foot - 4.5, self.shapes[p.said.name], outline(p.said))
        self.pen.words(x + 26, foot, value, "t-strong")
        self.pen.lines(x + beside, foot, names)
        return foot + len(names) * self.sheet.row + 3
