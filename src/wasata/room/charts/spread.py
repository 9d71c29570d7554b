"""The spread of a conflict: values by several authors on one common line, and how far they are apart.

Danger: a middle that nobody said; a scale that makes a difference of five look like a rout.
Duty: a row for each value in order of date, author and date beside it, the scale named where it does not begin at zero,
"apart by N" between the outermost two. No mean, no best, no total of two authors.
Shape: `draw(Spread(ident="c1", title="…", said=(…)), lang)` → Picture.
"""

from dataclasses import dataclass
from decimal import Decimal

from wasata.room.charts.drawing import Pen, Sheet, width_of, wrapped
from wasata.room.charts.marks import RADIUS, draw_bounds, draw_mark, draw_range, outline, shapes_of
from wasata.room.charts.picture import Picture
from wasata.room.charts.said import Said, day_told, in_words, told
from wasata.room.charts.scales import ValueScale
from wasata.room.charts.values_table import values_table
from wasata.values import Lang
from wasata.words import number, say


@dataclass(frozen=True, slots=True)
class Spread:
    """Values of one thing for one time that do not agree. At least one; the page shows two or more."""

    ident: str
    title: str
    said: tuple[Said, ...]

    @property
    def apart(self) -> Decimal:
        """The highest less the lowest, the outer ends of ranges included."""
        return max(s.top for s in self.said) - min(s.bottom for s in self.said)


def draw(chart: Spread, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: there is no value to draw.
    """
    if not chart.said:
        raise ValueError("a picture of a spread needs one value")
    ordered = tuple(sorted(chart.said, key=lambda s: (s.day is None, s.day.toordinal() if s.day else 0)))
    sheets = Sheet("wide", lang), Sheet("narrow", lang)
    wide, narrow = (_drawn(chart, ordered, sheet) for sheet in sheets)
    return Picture(wide, narrow, _notes(chart, lang), values_table(ordered, lang))


def _scale(chart: Spread, x0: float, x1: float) -> ValueScale:
    """The same numbers on either sheet: the note names its ends once for both."""
    values = [v for s in chart.said for v in (s.bottom, s.top)]
    near = min(values) > 0 and min(values) * 2 > max(values)
    return ValueScale.over(values, x0, x1, from_zero=not near, lines=4)


def _notes(chart: Spread, lang: Lang) -> tuple[str, ...]:
    scale = _scale(chart, 0, 1)
    notes = [say("chart.nobodys_mean", lang)]
    if scale.low > 0:
        notes.append(say("chart.not_from_zero", lang, low=scale.ticks[0], high=scale.ticks[-1]))
    if any(s.firmness != "explicit" for s in chart.said):
        notes.append(say("chart.unfixed_day", lang))
    if any(s.ours for s in chart.said):
        notes.append(say("chart.ours", lang))
    return tuple(notes)


def _drawn(chart: Spread, ordered: tuple[Said, ...], sheet: Sheet) -> str:
    pen, lang, size, row = Pen(sheet), sheet.lang, sheet.size, sheet.row
    is_wide = sheet.form == "wide"
    shapes = shapes_of(ordered)
    widest = max(width_of(told(s, lang), size) for s in ordered)
    x0 = 208.0 if is_wide else 12.0
    x1 = sheet.width - widest - 22
    scale = _scale(chart, x0, x1)
    top = 8 + size
    y = top + 10
    rows = []
    for said in ordered:
        who = wrapped(said.name, x0 - 34 if is_wide else sheet.width - 24, size)
        texts = [*((w, "t-strong") for w in who), (day_told(said, lang), "t-faint")]
        high = len(texts) * row + (10 if is_wide else 30)
        middle = y + (high / 2 if is_wide else len(texts) * row + 14)
        rows.append((said, texts, y, middle))
        y += high
    foot = y + 2
    _write_scale(pen, scale, top, foot)
    pen.line(x0, top + 4, x1 + 12, top + 4, "ax")
    pen.arrow(x1 + 12, top + 4)
    for said, texts, start, middle in rows:
        for i, (words, kind) in enumerate(texts):
            pen.words(8 if is_wide else 12, start + (i + 1) * row - 1 + (3 if is_wide else 0), words, f"halo {kind}")
        pen.line(x0, middle, x1, middle, "hair")
        pen.open_mark(in_words(said, lang), said.href)
        a, b = scale.at(said.bottom), scale.at(said.top)
        if a != b:
            draw_range(pen, (a, middle), (b, middle))
        draw_bounds(pen, (a + b) / 2, middle, said, upright=False)
        for x in dict.fromkeys((a, b)):  # a mark at each end of a range: one in its middle would be a mean
            draw_mark(pen, x, middle, shapes[said.name], outline(said))
        pen.close_mark()
        beside = b + RADIUS + 6 + (14 if said.qualifier in ("more_than", "at_least") else 0)
        pen.words(beside, middle + size * 0.35, told(said, lang), "halo t-strong")
    low = scale.at(min(s.bottom for s in ordered))
    high_end = scale.at(max(s.top for s in ordered))
    if chart.apart:
        pen.path(
            [("M", low, foot + 6), ("L", low, foot + 12), ("L", high_end, foot + 12), ("L", high_end, foot + 6)], "brk"
        )
    apart = say("chart.apart", lang, n=chart.apart)
    half = width_of(apart, size) / 2
    at = min(max((low + high_end) / 2, half + 6), sheet.width - half - 6)
    pen.words(at, foot + 16 + size, apart, "t-strong", "middle")
    return pen.finish(foot + 24 + size, chart.ident, chart.title, _spoken(ordered, apart, lang))


def _write_scale(pen: Pen, scale: ValueScale, top: float, foot: float) -> None:
    """The lines of the scale and its numbers: both ends always, between them those that stand clear."""
    size, lang = pen.sheet.size, pen.sheet.lang
    halves = [width_of(number(tick, lang), size) / 2 for tick in scale.ticks]
    places = [max(scale.at(tick), half + 2) for tick, half in zip(scale.ticks, halves, strict=True)]
    last_begins = places[-1] - halves[-1] - size * 0.5
    free = 0.0
    for n, tick in enumerate(scale.ticks):
        pen.line(scale.at(tick), top + 4, scale.at(tick), foot, "gr")
        is_end = n in (0, len(places) - 1)
        if is_end or (places[n] - halves[n] > free and places[n] + halves[n] < last_begins):
            pen.words(places[n], top - 2, number(tick, lang), "t-faint", "middle", ltr=True)
            free = places[n] + halves[n] + size * 0.5


def _spoken(ordered: tuple[Said, ...], apart: str, lang: Lang) -> str:
    return "; ".join(in_words(s, lang) for s in ordered[:20]) + f". {apart}."
