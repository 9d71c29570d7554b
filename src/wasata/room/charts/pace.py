"""How the talks stand, as claimed: each claim a mark on the row of its state, along the axis of days.

Danger: a claim drawn as a finding; a line between two claims that nobody made.
Duty: a row for each state that was claimed, in the order of the field's own words, from agreement down to suspension; a
dotted line from a claim to the next says only "no other claim between"; solid, dashed, dotted outlines for how surely read.
Shape: `draw(Pace(ident="p", title="…", claims=(Claim(…), …)), lang)` → Picture. Small: it stands in a side panel too.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wasata.room.charts.drawing import Pen, Sheet, plain, wrapped
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.room.charts.said import Certainty
from wasata.room.charts.scales import DayScale, draw_days, short_day
from wasata.values import Lang
from wasata.words import count, say

TREND_FROM = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's claim of how the talks stood on a day. `rank` orders the rows, the highest first; `state` is in words."""

    day: date
    state: str
    rank: int
    author: str
    certainty: Certainty = "explicit"
    ours: bool = False
    denied: bool = False
    words: str = ""
    words_lang: Lang | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """All dated claims of the state of the talks."""

    ident: str
    title: str
    claims: tuple[Claim, ...]


def draw(chart: Pace, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: there is no claim to draw.
    """
    if not chart.claims:
        raise ValueError("a picture of the pace needs one claim")
    ordered = sorted(chart.claims, key=lambda c: c.day)
    wide, narrow = (_drawn(chart, ordered, Sheet(form, lang)) for form in ("wide", "narrow"))
    days = (ordered[-1].day - ordered[0].day).days + 1
    claims = count("chart.claims", len(ordered), lang)
    over = count("chart.in_days", days, lang)
    notes = [say("chart.claims_over", lang, claims=claims, days=over)]
    if len(ordered) < TREND_FROM:
        notes.append(say("chart.no_trend", lang))
    notes.append(say("chart.carried", lang))
    if any(c.ours for c in ordered):
        notes.append(say("chart.our_reading", lang))
    return Picture(wide, narrow, tuple(notes), _table(ordered, lang))


def _drawn(chart: Pace, ordered: Sequence[Claim], sheet: Sheet) -> str:
    pen, lang, size = Pen(sheet), sheet.lang, sheet.size
    states = sorted({(c.rank, plain(c.state)) for c in ordered}, reverse=True)
    room = 170.0 if sheet.form == "wide" else 116.0
    names = {state: wrapped(state, room - 8, size) for _, state in states}
    x0, x1 = room + 14, sheet.width - 22
    scale = DayScale.over([c.day for c in ordered], x0, x1)
    rows: dict[str, float] = {}
    y = 4.0
    for _, state in states:
        high = max(30.0, len(names[state]) * sheet.row + 8)
        rows[state] = y + high / 2
        first = rows[state] - (len(names[state]) - 1) * sheet.row / 2 + size * 0.34
        pen.lines(room, first, names[state], "", "end")
        pen.line(x0, rows[state], x1, rows[state], "gr")
        y += high
    for before, after in itertools.pairwise(ordered):
        if before.day < after.day:
            at = rows[plain(before.state)]
            pen.line(scale.at(before.day), at, scale.at(after.day), at, "ln-dash")
    crowd: dict[tuple[str, int], int] = {}
    for claim in ordered:
        x, at = scale.at(claim.day), rows[plain(claim.state)]
        same = (claim.state, round(x / 6))
        n = crowd.get(same, 0)
        crowd[same] = n + 1
        if n > 2:
            continue  # more than three such claims in one place: the table has them
        x += (0, 7, -7)[n]
        pen.open_mark(
            f"{short_day(claim.day, lang, year=True)} · {plain(claim.state)} · {plain(claim.author)}", claim.href
        )
        if claim.denied:
            pen.path([("M", x - 4, at - 4), ("L", x + 4, at + 4), ("M", x + 4, at - 4), ("L", x - 4, at + 4)], "tl-x")
        else:
            kind = "mk-ours" if claim.ours else "" if claim.certainty == "explicit" else f"mk-{claim.certainty}"
            pen.circle(x, at, 4.5, f"mk {kind}".strip())
        pen.close_mark()
    draw_days(pen, scale, y + 4)
    spoken = "; ".join(
        f"{short_day(c.day, lang)}: {plain(c.state)}, {plain(c.author)}" for c in (*ordered[:12], *ordered[12:][-3:])
    )
    return pen.finish(y + 2 * size + 12, chart.ident, chart.title, spoken + ".")


def _table(ordered: Sequence[Claim], lang: Lang) -> Table:
    head = tuple(say(f"chart.column.{name}", lang) for name in ("day", "state", "author", "certainty", "words"))
    rows = []
    for c in ordered:
        state = say("chart.denied_state", lang, state=c.state) if c.denied else c.state
        rows.append(
            (
                Cell(short_day(c.day, lang, year=True), "when"),
                Cell(state),
                Cell(c.author),
                Cell(say(f"chart.certainty.{c.certainty}", lang), "certainty", sign=c.certainty),
                Cell(c.words or say("chart.open_words", lang), "voice" if c.words else "words", c.href, c.words_lang),
            )
        )
    return Table(say("chart.oldest_first", lang), head, tuple(rows))
