"""Dated things, past and ahead, each on a line of its own against one axis of days.

Danger: a plan that looks like a thing done; a date that looks agreed because it is drawn.
Duty: what happened is solid, what is planned or possible dashed or dotted, what is denied struck through its mark; where
"now" stands; who says so, beside each; what has no date in a hatched strip.
Shape: `draw(Timeline(ident="t", title="…", now=…, things=(Dated(…), …)), lang)` → Picture. One row a thing, so that no two
labels can meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wasata.room.charts.drawing import Pen, Sheet, plain, width_of, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.said import Certainty
from wasata.room.charts.scales import DayScale, draw_days, span_told
from wasata.values import Lang, Status
from wasata.words import count, say

SHOWN_UP_TO = 18
"""More rows than this no eye reads as a picture; the table has them all."""

_KINDS: dict[Status, str] = {
    "happened": "done", "ongoing": "done", "planned": "plan", "possible": "maybe", "denied": "denied",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """One thing with its day or days, as somebody gave it."""

    label: str
    status: Status
    author: str = ""
    from_day: date | None = None
    to_day: date | None = None
    certainty: Certainty = "explicit"
    words: str = ""
    words_lang: Lang | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated things and the moment from which they are seen."""

    ident: str
    title: str
    now: datetime
    things: tuple[Dated, ...]


def draw(chart: Timeline, lang: Lang) -> Picture:
    """The picture in `lang`: what is ahead is kept before what is past where not all finds room.

    Raises:
        ValueError: there is nothing to draw.
    """
    if not chart.things:
        raise ValueError("a timeline needs one thing")
    ordered = sorted(chart.things, key=_by_day)
    shown = _nearest_to_now(ordered, chart.now.date())
    wide, narrow = (_drawn(chart, shown, Sheet(form, lang)) for form in ("wide", "narrow"))
    notes = [say("chart.timeline_marks", lang)]
    if len(shown) < len(ordered):
        notes.append(count("chart.not_drawn", len(ordered) - len(shown), lang))
    if any(t.from_day is None for t in ordered):
        notes.append(count("chart.undated_things", sum(t.from_day is None for t in ordered), lang))
    return Picture(wide, narrow, tuple(notes), _table(ordered, lang))


def _by_day(thing: Dated) -> tuple[bool, date]:
    return thing.from_day is None, thing.from_day or date.max


def _nearest_to_now(ordered: Sequence[Dated], today: date) -> list[Dated]:
    """As many as are shown: all ahead that fit, then the latest past; in order."""
    ahead = [t for t in ordered if t.from_day is None or (t.to_day or t.from_day) >= today][:SHOWN_UP_TO]
    past = [t for t in ordered if t.from_day is not None and (t.to_day or t.from_day) < today]
    room = SHOWN_UP_TO - len(ahead)
    return past[len(past) - room :] + ahead if room < len(past) else past + ahead


def _when(thing: Dated, lang: Lang) -> str:
    if thing.from_day is None:
        return say("chart.undated", lang)
    return span_told(thing.from_day, thing.to_day or thing.from_day, lang)


def _drawn(chart: Timeline, shown: Sequence[Dated], sheet: Sheet) -> str:
    pen, lang, size, row = Pen(sheet), sheet.lang, sheet.size, sheet.row
    is_wide = sheet.form == "wide"
    words_to = 292.0 if is_wide else sheet.width - 8
    x0, x1 = (316.0, sheet.width - 22) if is_wide else (18.0, sheet.width - 22)
    days = [d for t in shown for d in (t.from_day, t.to_day) if d is not None]
    scale = DayScale.over([*days, chart.now.date()], x0, x1)
    top = 4 + 1.6 * size
    y = top
    rows = []
    for thing in shown:
        label = wrapped(plain(thing.label), words_to - 8, size)
        who = wrapped(" · ".join(w for w in (_when(thing, lang), plain(thing.author)) if w), words_to - 8, size)
        lines = [*((w, "t-strong") for w in label), *((w, "t-faint") for w in who)]
        high = len(lines) * row + (12 if is_wide else 28)
        middle = y + (high - 6) / 2 if is_wide else y + len(lines) * row + 12
        rows.append((thing, lines, y, middle))
        y += high
    foot = y + 4
    today = scale.at(chart.now)
    today = min(max(today, x0), x1)
    pen.line(today, top - 2, today, foot, "now-ln")
    for thing, lines, start, middle in rows:
        for i, (words, kind) in enumerate(lines):
            pen.words(8, start + (i + 1) * row, words, f"halo {kind}")
        pen.line(x0, middle, x1, middle, "hair")
        _mark(pen, scale, thing, middle, (x0, x1), lang)
        if is_wide:
            pen.line(8, start + 2, sheet.width - 8, start + 2, "hair")
    now = say("chart.now", lang)
    half = width_of(now, size) / 2
    pen.words(min(max(today, half + 4), sheet.width - half - 4), top - 7, now, "t-strong", "middle")
    draw_days(pen, scale, foot)
    spoken = "; ".join(f"{_when(t, lang)}: {plain(t.label)} ({say(f'chart.status.{t.status}', lang)})" for t in shown)
    return pen.finish(foot + 2 * size + 8, chart.ident, chart.title, spoken + ".")


def _mark(pen: Pen, scale: DayScale, thing: Dated, y: float, ends: tuple[float, float], lang: Lang) -> None:
    kind = _KINDS[thing.status]
    pen.open_mark(
        f"{_when(thing, lang)} · {plain(thing.label)} · {say(f'chart.status.{thing.status}', lang)}", thing.href
    )
    if thing.from_day is None:
        pen.hatch(ends[0], y - 6, ends[1] - ends[0], 12)
    elif thing.to_day is not None and thing.to_day != thing.from_day:
        a, b = scale.at(thing.from_day), scale.at(thing.to_day)
        pen.rect(a, y - 5, max(b - a, 4), 10, f"tl tl-{kind}")
    else:
        x = scale.at(thing.from_day)
        if kind == "denied":
            pen.path([("M", x - 5, y - 5), ("L", x + 5, y + 5), ("M", x + 5, y - 5), ("L", x - 5, y + 5)], "tl-x")
        else:
            pen.circle(x, y, 5, f"tl tl-{kind}")
    pen.close_mark()


def _table(ordered: Sequence[Dated], lang: Lang) -> Table:
    head = tuple(say(f"chart.column.{name}", lang) for name in ("day", "thing", "status", "author", "words"))
    rows = tuple(
        (
            Cell(_when(t, lang), "when", sign="" if t.from_day else "undated"),
            Cell(t.label),
            Cell(say(f"chart.status.{t.status}", lang), "certainty", sign=t.status),
            Cell(t.author or say("chart.not_stated", lang)),
            Cell(t.words or say("chart.open_words", lang), "voice" if t.words else "words", t.href, t.words_lang),
        )
        for t in ordered
    )
    return Table(say("chart.oldest_first", lang), head, rows)
