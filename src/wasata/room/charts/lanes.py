"""Lanes: what each party's line holds by day, or by week where the days are many.

Danger: a plan that looks like a thing done; a full lane that looks like a guilty one.
Duty: one lane a party, in the order of the case; in each a row for what happened, what is ahead, what is denied and what
was only said; form before hue: filled, dashed ring, dotted ring, cross, square; how many as a number where it finds room,
and always in the table.
Shape: `draw(Lanes(ident="l", title="…", lanes=(Lane(…), …), now=…), lang)` → Picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wasata.room.charts.drawing import Pen, Sheet, plain, width_of, wrapped
from wasata.room.charts.labels import Box, Room
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.scales import DayScale, draw_days, span_told
from wasata.values import Lang
from wasata.words import number, say

ROW_HIGH = 17.0
_ROWS = {"happened": 0, "ongoing": 0, "planned": 1, "possible": 1, "denied": 2, "said": 3}
_KINDS = {"happened": "done", "ongoing": "done", "planned": "plan", "possible": "maybe"}


@dataclass(frozen=True, slots=True)
class Mark:
    """So many of one status in the days from `first` to `last`; `what` most of them are."""

    first: date
    last: date
    status: str
    n: int
    what: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    ident: str
    title: str
    lanes: tuple[Lane, ...]
    now: date | None = None


def draw(chart: Lanes, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: no lane holds anything.
    """
    if not any(lane.marks for lane in chart.lanes):
        raise ValueError("lanes need a mark")
    wide, narrow = (_drawn(chart, Sheet(form, lang)) for form in ("wide", "narrow"))
    return Picture(wide, narrow, (say("timeline.marks", lang),), _table(chart.lanes, lang))


def _drawn(chart: Lanes, sheet: Sheet) -> str:
    pen, lang, size, row = Pen(sheet), sheet.lang, sheet.size, sheet.row
    is_wide = sheet.form == "wide"
    label_to = 128.0 if is_wide else sheet.width - 8
    x0, x1 = (144.0, sheet.width - 20) if is_wide else (12.0, sheet.width - 20)
    days = [d for lane in chart.lanes for m in lane.marks for d in (m.first, m.last)]
    scale = DayScale.over([*days, *([chart.now] if chart.now and min(days) <= chart.now <= max(days) else [])], x0, x1)
    y = 6.0
    rows: list[tuple[Lane, tuple[str, ...], float, dict[int, float], float]] = []
    for lane in chart.lanes:
        label = wrapped(plain(lane.name), label_to - 8, size)
        head = 0.0 if is_wide else len(label) * row + 2
        used = sorted({_ROWS[m.status] for m in lane.marks}) or [0]
        middles = {r: y + head + 6 + (i + 0.5) * ROW_HIGH for i, r in enumerate(used)}
        high = max(head + 8 + len(used) * ROW_HIGH, len(label) * row + 6 if is_wide else 0)
        rows.append((lane, label, y, middles, high))
        y += high
    foot = y + 4
    if chart.now and min(days) <= chart.now <= max(days):
        pen.line(scale.at(chart.now), 2, scale.at(chart.now), foot, "now-ln")
    room = Room(Box(x0 - 12, 0, sheet.width, foot))
    for lane, label, top, middles, high in rows:
        for i, words in enumerate(label):
            pen.words(8, top + (i + 1) * row, words, "halo t-strong")
        for middle in middles.values():
            pen.line(x0 - 4, middle, x1 + 8, middle, "hair")
        pen.line(8, top + high, sheet.width - 8, top + high, "gr")
        _marks(pen, scale, lane, middles, room, lang)
    draw_days(pen, scale, foot)
    spoken = "; ".join(
        say(
            "timeline.spoken",
            lang,
            party=plain(lane.name),
            n=number(sum(m.n for m in lane.marks), lang),
            list=_most(lane, lang),
        )
        for lane in chart.lanes
    )
    return pen.finish(foot + 2 * size + 8, chart.ident, chart.title, spoken + ".")


def _marks(pen: Pen, scale: DayScale, lane: Lane, middles: dict[int, float], room: Room, lang: Lang) -> None:
    merged: dict[tuple[int, float, str], int] = {}
    widest = (scale.x1 - scale.x0) / max(1, (scale.last - scale.first).days)
    for m in lane.marks:
        x, y = scale.at(m.first), middles[_ROWS[m.status]]
        radius = min(
            3.4 if m.n == 1 else 4.2 if m.n < 5 else 5.0,
            max(2.4, widest * 0.48 * (m.last - m.first).days + widest * 0.48),
        )
        pen.open_mark(
            f"{span_told(m.first, m.last, lang)} · {_status(m.status, lang)} · {number(m.n, lang)} · {plain(m.what)}",
            m.href,
        )
        if m.status == "denied":
            a = radius + 0.6
            pen.path([("M", x - a, y - a), ("L", x + a, y + a), ("M", x + a, y - a), ("L", x - a, y + a)], "tl-x")
        elif m.status == "said":
            pen.rect(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6, "bar")
        else:
            pen.circle(x, y, radius, f"tl tl-{_KINDS[m.status]}")
        pen.close_mark()
        room.take(Box(x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1))
        merged[_ROWS[m.status], x, m.status] = m.n
    for (row, x, _), n in sorted(merged.items(), key=lambda kept: -kept[1]):
        if n < 2:
            break
        shown, small = number(n, lang).strip("\u200e"), pen.sheet.size * 0.9
        wide = width_of(shown, small)
        box = Box(x + 5, middles[row] - small * 0.55, x + 7 + wide, middles[row] + small * 0.55)
        if room.is_free(box):
            room.take(box)
            pen.words(x + 6, middles[row] + small * 0.36, shown, "halo t-faint", ltr=True)


def _status(status: str, lang: Lang) -> str:
    return say("timeline.status.said" if status == "said" else f"report.status.{status}", lang)


def _most(lane: Lane, lang: Lang) -> str:
    counted: dict[str, int] = {}
    for m in lane.marks:
        counted[m.status] = counted.get(m.status, 0) + m.n
    return say("report.comma", lang).join(f"{_status(s, lang)} {number(n, lang)}" for s, n in counted.items())


def _table(lanes: Sequence[Lane], lang: Lang) -> Table:
    head = tuple(say(f"timeline.col.{name}", lang) for name in ("day", "party", "what", "n"))
    rows = sorted(((m, lane.name) for lane in lanes for m in lane.marks), key=lambda r: (r[0].first, r[1], r[0].status))
    return Table(
        say("chart.oldest_first", lang), head,
        tuple(
            (
                Cell(span_told(m.first, m.last, lang), "when", m.href), Cell(name), Cell(_status(m.status, lang), sub=m.what),
                Cell(number(m.n, lang), "number"),
            )
            for m, name in rows
        ),
    )  # fmt: skip
