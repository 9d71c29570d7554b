"""The prints of one story in time: each on a row of its own, under the one it has its words from.

Danger: a print drawn as the first because another's hour is not known; a likeness drawn as if it had been credited.
Duty: oldest on top; an arrow from the print that is credited (solid) or most alike (dashed); what was added and dropped
against the first print, and numbers that changed, framed; a print of which only the day is known as a bar over that day.
Shape: `draw(Prints(ident="p", title="…", prints=(Print(…), …)), lang)` → Picture. One row a print: no two labels can meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wasata.room.charts.drawing import Pen, Sheet, plain, width_of, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import short_day
from wasata.values import Lang
from wasata.words import count, say

SHOWN_UP_TO = 24
DEEPEST = 4
STEP = 12.0
"""How far a row is set in under the one it hangs on."""


@dataclass(frozen=True, slots=True)
class Print:
    """One print. `at` in the zone of the case: an hour, or a day alone. `after` the number it hangs on, `credited` whether it
    says so itself. Counts are None where they could not be had; `as_first`: nothing differs."""

    no: int
    outlet: str
    at: datetime | date | None
    after: int | None = None
    credited: bool = False
    credits: str = ""
    added: int | None = None
    dropped: int | None = None
    changed: int = 0
    title: str = ""
    title_lang: Lang | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Prints:
    ident: str
    title: str
    prints: tuple[Print, ...]


def draw(chart: Prints, lang: Lang) -> Picture:
    """The picture in `lang`; of many prints the oldest, and every one in the table.

    Raises:
        ValueError: there is no print.
    """
    if not chart.prints:
        raise ValueError("a story needs a print")
    shown = chart.prints[:SHOWN_UP_TO]
    wide, narrow = (_drawn(chart, shown, Sheet(form, lang)) for form in ("wide", "narrow"))
    notes = [say("thread.picture_note", lang)]
    if len(shown) < len(chart.prints):
        notes.append(count("chart.not_drawn", len(chart.prints) - len(shown), lang))
    return Picture(wide, narrow, tuple(notes), _table(chart.prints, lang))


def told_at(at: datetime | date | None, lang: Lang, *, year: bool = False) -> str:
    """An hour with its day, or a day alone."""
    if at is None:
        return say("chart.undated", lang)
    if isinstance(at, datetime):
        clock = f"{at:%H:%M}"
        return f"{short_day(at.date(), lang, year=year)} \u2066{clock}\u2069"
    return short_day(at, lang, year=year)


class _Axis:
    """Moments between two reading coordinates."""

    def __init__(self, prints: Sequence[Print], x0: float, x1: float) -> None:
        ends = [e for p in prints for e in _ends(p.at)]
        self.x0, self.x1 = x0, x1
        self.first, self.last = (min(ends), max(ends)) if ends else (0.0, 1.0)
        if self.first == self.last:
            self.first, self.last = self.first - 0.1, self.last + 0.1

    def at(self, days: float) -> float:
        return self.x0 + (days - self.first) / (self.last - self.first) * (self.x1 - self.x0)


def _days(at: datetime) -> float:
    return at.toordinal() + (at.hour * 60 + at.minute) / 1440


def _ends(at: datetime | date | None) -> tuple[float, ...]:
    if at is None:
        return ()
    if isinstance(at, datetime):
        return (_days(at),)
    start = datetime.combine(at, time())
    return (_days(start), _days(start + timedelta(days=1)))


def _drawn(chart: Prints, shown: Sequence[Print], sheet: Sheet) -> str:
    pen, lang, size, row = Pen(sheet), sheet.lang, sheet.size, sheet.row
    is_wide = sheet.form == "wide"
    words_to = 250.0 if is_wide else sheet.width - 8
    x0, x1 = (270.0, sheet.width - 84) if is_wide else (16.0, sheet.width - 84)
    axis = _Axis(shown, x0, x1)
    depth: dict[int, int] = {}
    y, places = 8.0, []
    for p in shown:
        depth[p.no] = min(depth.get(p.after, -1) + 1, DEEPEST) if p.after is not None else 0
        inset = 8 + depth[p.no] * STEP
        name = wrapped(f"{p.no}. {plain(p.outlet)}", words_to - inset, size)
        when = wrapped(" · ".join(w for w in (told_at(p.at, lang), plain(p.credits)) if w), words_to - inset, size)
        lines = [*((w, "t-strong") for w in name), *((w, "t-faint") for w in when)]
        high = len(lines) * row + (10 if is_wide else 26)
        middle = y + (high - 6) / 2 if is_wide else y + len(lines) * row + 11
        places.append((p, inset, lines, y, middle))
        y += high
    foot = y + 4
    for day in range(int(axis.first) + 1, int(axis.last) + 1):
        if axis.last - axis.first < 40:
            pen.line(axis.at(day), 6, axis.at(day), foot, "gr")
    middles = {p.no: middle for p, *_, middle in places}
    at_of = {p.no: _x(axis, p, x0) for p in shown}
    for p, inset, lines, start, middle in places:
        for i, (words, kind) in enumerate(lines):
            pen.words(inset, start + (i + 1) * row, words, f"halo {kind}")
        if p.after in middles:
            above, ends = at_of[p.after], _ends(p.at)
            # a bar over a day is reached where it lies under the one it hangs on
            to = min(max(above, axis.at(ends[0])), axis.at(ends[1])) if len(ends) == 2 else at_of[p.no]
            _arrow(pen, (above, middles[p.after]), (to, middle), "ln" if p.credited else "ln-dash")
    for p, _, _, start, middle in places:
        _mark(pen, axis, p, middle, lang, size)
        if is_wide and start > 8:
            pen.line(8, start + 2, sheet.width - 8, start + 2, "hair")
    pen.line(x0 - 6, foot, x1 + 8, foot, "ax")
    pen.arrow(x1 + 8, foot)
    dated = sorted((e, p.at) for p in shown for e in _ends(p.at)[:1])
    if dated:
        pen.words(x0 - 6, foot + 6 + size, told_at(dated[0][1], lang, year=True), "t-faint")
        last = told_at(dated[-1][1], lang)
        if dated[-1][0] != dated[0][0] and width_of(last, size) * 2.4 < x1 - x0:
            pen.words(x1 + 8, foot + 6 + size, last, "t-faint", "end")
    spoken = "; ".join(f"{p.no}: {plain(p.outlet)}, {told_at(p.at, lang)}, {_against(p, lang)}" for p in shown)
    return pen.finish(foot + 2 * size + 8, chart.ident, chart.title, spoken + ".")


def _x(axis: _Axis, p: Print, x0: float) -> float:
    ends = _ends(p.at)
    return axis.at(ends[0]) if ends else x0


def _arrow(pen: Pen, start: tuple[float, float], end: tuple[float, float], kind: str) -> None:
    """Down from the older print, then across to the younger, with a head where it arrives."""
    (x1, y1), (x2, y2) = start, end
    if x2 - x1 > 14:
        pen.path([("M", x1, y1 + 6), ("L", x1, y2), ("L", x2 - 7, y2)], kind)
        pen.path([("M", x2 - 12, y2 - 4), ("L", x2 - 7, y2), ("L", x2 - 12, y2 + 4)], "ln" if kind == "ln" else "ax")
    else:
        pen.path([("M", x2, y1 + 6), ("L", x2, y2 - 7)], kind)
        pen.path([("M", x2 - 4, y2 - 12), ("L", x2, y2 - 7), ("L", x2 + 4, y2 - 12)], "ln" if kind == "ln" else "ax")


def _mark(pen: Pen, axis: _Axis, p: Print, y: float, lang: Lang, size: float) -> None:
    ends = _ends(p.at)
    pen.open_mark(f"{p.no}. {plain(p.outlet)} · {told_at(p.at, lang, year=True)} · {_against(p, lang)}", p.href)
    if len(ends) == 2:
        a, b = axis.at(ends[0]), min(axis.at(ends[1]), axis.x1)
        pen.rect(a, y - 4, max(b - a, 6), 8, "box-d")
        x = a + max(b - a, 6)
    else:
        x = _x(axis, p, axis.x0)
        pen.circle(x, y, 5, "dot" if ends else "dot-o")
    pen.close_mark()
    told = _counts(p)
    if told:
        at, foot = x + 10, y + size * 0.35
        pen.words(at, foot, told, "halo t-faint", ltr=True)
        at += width_of(told, size) + 6
    else:
        at, foot = x + 10, y + size * 0.35
    if p.changed:
        shown = f"#{p.changed}"
        wide = width_of(shown, size)
        pen.rect(at - 3, foot - size, wide + 6, size * 1.35, "box")
        pen.words(at, foot, shown, "halo t-strong", ltr=True)


def _counts(p: Print) -> str:
    return " ".join(f"{sign}{n}" for sign, n in (("+", p.added), ("−", p.dropped)) if n)


def _against(p: Print, lang: Lang) -> str:
    """What it made of the first print, in words."""
    if p.after is None:
        return say("thread.is_first", lang)
    if p.added is None or p.dropped is None:
        return say("thread.other_language", lang)
    parts = [
        count(f"thread.{name}", n, lang)
        for name, n in (("added", p.added), ("dropped", p.dropped), ("changed", p.changed))
        if n
    ]
    return say("report.comma", lang).join(parts) if parts else say("thread.as_first", lang)


def _table(prints: Sequence[Print], lang: Lang) -> Table:
    head = tuple(say(f"thread.col.{name}", lang) for name in ("print", "when", "outlet", "credits", "against", "words"))
    rows = tuple(
        (
            Cell(str(p.no), "number"),
            Cell(told_at(p.at, lang, year=True), "when", sign="" if p.at else "undated"),
            Cell(p.outlet, sub="" if p.after is None else say("thread.under", lang, no=p.after)),
            Cell(p.credits or "—", sign="" if p.credits else "unsaid"),
            Cell(_against(p, lang)),
            Cell(p.title, "voice", p.href, p.title_lang),
        )
        for p in prints
    )
    return Table(say("chart.oldest_first", lang), head, rows)
