"""Linkages: what hangs on what. A box for each matter, an arrow from what is held back to what it hangs on.

Danger: two sides that wait for each other, drawn so that nobody sees it; an arrow read the wrong way round.
Duty: arrows that go down the page run beside the boxes where the line of text ends, those that go up where it begins: two
matters that hang on each other stand in a ring. A circle's arrows and numbers are heavy; form says it before any hue. Who
holds a condition is named in the box it starts from, under its arrow's number; the table beneath has all of it in words.
Shape: `draw(Linkages(ident="l", title="…", matters=(Matter(…), …), links=(Link(…), …)), lang)` → Picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wasata.room.charts.drawing import Pen, Sheet, Step, plain, wrapped
from wasata.room.charts.labels import Box, Room
from wasata.room.charts.picture import Cell, Picture, Table
from wasata.values import Lang
from wasata.words import number, say

PORT = 13.0
"""From one arrow's foot or head on a box to the next."""
GAP = 26.0
RING = 7.5


@dataclass(frozen=True, slots=True)
class Matter:
    """A thing on the table; `href` leads to its page."""

    matter: str
    name: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A condition: `who` gives on one matter only if something holds on another. `circles`: the numbers of those it is in."""

    number: int
    who: str
    matter: str
    on: str
    words: str
    of: str
    circles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Linkages:
    ident: str
    title: str
    matters: tuple[Matter, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Placed:
    """A matter on the sheet: its lines of words, top and height, and where arrows leave and reach it on either side."""

    matter: Matter
    name: tuple[str, ...]
    held: tuple[str, ...]
    top: float = 0.0
    high: float = 0.0
    ports: dict[tuple[int, bool], float] = field(default_factory=dict)


@dataclass(slots=True)
class _Arrow:
    """A link on the sheet: on which side it runs, in which lane (0 is next to the boxes), from where to where."""

    link: Link
    down: bool
    begins: float = 0.0
    ends: float = 0.0
    lane: int = 0

    @property
    def top(self) -> float:
        return min(self.begins, self.ends)

    @property
    def foot(self) -> float:
        return max(self.begins, self.ends)


def draw(chart: Linkages, lang: Lang) -> Picture:
    """The picture in `lang`.

    Raises:
        ValueError: there is no condition to draw.
    """
    if not chart.links:
        raise ValueError("linkages need a condition")
    known = {m.matter: m for m in chart.matters}
    order = ordered(tuple(known), chart.links)
    wide, narrow = (_drawn(chart, [known[m] for m in order], Sheet(form, lang)) for form in ("wide", "narrow"))
    tied = any(x.circles for x in chart.links)
    notes = (say("position.picture.note", lang), *([say("position.picture.note_circle", lang)] if tied else []))
    return Picture(wide, narrow, notes, _table(chart, known, lang))


def ordered(matters: Sequence[str], links: Sequence[Link]) -> tuple[str, ...]:
    """The matters that hang together, those of one circle next to each other; those that nothing ties are not drawn."""
    groups: dict[int, list[str]] = {}
    for link in links:
        for circle in link.circles:
            groups.setdefault(circle, []).append(link.matter)
    found: list[str] = [m for members in groups.values() for m in members]
    found += [m for link in links for m in (link.matter, link.on)]
    return tuple(m for m in dict.fromkeys(found) if m in matters)


def _drawn(chart: Linkages, matters: Sequence[Matter], sheet: Sheet) -> str:
    pen, lang = Pen(sheet), sheet.lang
    place = {m.matter: n for n, m in enumerate(matters)}
    arrows = [_Arrow(x, place[x.on] >= place[x.matter]) for x in chart.links if x.matter in place and x.on in place]
    x0, x1 = _columns(sheet, any(not a.down for a in arrows), any(a.down for a in arrows))
    boxes = [_box(m, chart.links, x1 - x0 - 16, sheet) for m in matters]
    foot = _stack(boxes, arrows, place, sheet)
    for side in (True, False):
        _into_lanes([a for a in arrows if a.down == side])
    step = _lane_step(sheet, arrows, x0, x1)
    room = Room(Box(0, 0, sheet.width, foot))
    for arrow in sorted(arrows, key=lambda a: bool(a.link.circles)):  # what is heavy lies on top
        _draw_arrow(pen, arrow, x0, x1, step)
    for arrow in arrows:
        _draw_number(pen, arrow, _lane_at(arrow, x0, x1, step), room)
    tied = {x.matter for x in chart.links if x.circles}
    for box in boxes:
        _draw_box(pen, box, x0, x1, heavy=box.matter.matter in tied)
    return pen.finish(foot + 6, chart.ident, chart.title, told(chart, lang))


def _columns(sheet: Sheet, up: bool, down: bool) -> tuple[float, float]:
    """Where the boxes begin and end: room for arrows only on the sides where some run."""
    side = 150.0 if sheet.form == "wide" else 72.0
    return (side if up else 6.0), sheet.width - (side if down else 6.0)


def _box(matter: Matter, links: Iterable[Link], room: float, sheet: Sheet) -> _Placed:
    held = tuple(
        line
        for x in links
        if x.matter == matter.matter
        for line in wrapped(say("position.picture.held", sheet.lang, n=x.number, who=plain(x.who)), room, sheet.size)
    )
    return _Placed(matter, wrapped(plain(matter.name), room, sheet.size * 1.06), held)


def _stack(boxes: Sequence[_Placed], arrows: Sequence[_Arrow], place: dict[str, int], sheet: Sheet) -> float:
    """Gives each box its place from the top down and each arrow its feet; tells where the last box ends."""
    y = 8.0
    for n, box in enumerate(boxes):
        box.top = y
        most = 0
        for down in (True, False):
            here = _ports(n, [a for a in arrows if a.down == down], place, down=down)
            most = max(most, len(here))
            for i, (arrow, leaves) in enumerate(here):
                box.ports[arrow.link.number, leaves] = i - (len(here) - 1) / 2
        box.high = max((len(box.name) + len(box.held)) * sheet.row + 16, most * PORT + 10)
        y += box.high + GAP
    for arrow in arrows:
        start, end = boxes[place[arrow.link.matter]], boxes[place[arrow.link.on]]
        arrow.begins = start.top + start.high / 2 + start.ports[arrow.link.number, True] * PORT
        arrow.ends = end.top + end.high / 2 + end.ports[arrow.link.number, False] * PORT
    return y - GAP


def _ports(n: int, arrows: Sequence[_Arrow], place: dict[str, int], *, down: bool) -> list[tuple[_Arrow, bool]]:
    """The feet (True) and heads of arrows on one side of a box, from the top down, so that the fewest cross: what comes from
    above stands over what goes below; of those that leave downward, and of those that come from below, the longest stands
    first, of the others last."""
    above: list[tuple[float, _Arrow, bool]] = []
    below: list[tuple[float, _Arrow, bool]] = []
    for arrow in arrows:
        start, end = place[arrow.link.matter], place[arrow.link.on]
        reach = abs(start - end)
        if end == n:
            (above if down else below).append((reach if down else -reach, arrow, False))
        if start == n:
            (below if down else above).append((-reach if down else reach, arrow, True))
    in_order = [
        *sorted(above, key=lambda p: (p[0], p[1].link.number)),
        *sorted(below, key=lambda p: (p[0], p[1].link.number)),
    ]
    if down:  # a matter that hangs on itself leaves over its own return
        in_order.sort(key=lambda p: p[1].link.matter == p[1].link.on)
    return [(arrow, leaves) for _, arrow, leaves in in_order]


def _into_lanes(arrows: list[_Arrow]) -> None:
    """The shortest next to the boxes; two share a lane only where they do not meet."""
    taken: list[list[_Arrow]] = []
    for arrow in sorted(arrows, key=lambda a: (a.foot - a.top, a.top)):
        for lane, others in enumerate(taken):
            if all(arrow.foot + 8 < o.top or o.foot + 8 < arrow.top for o in others):
                arrow.lane = lane
                others.append(arrow)
                break
        else:
            arrow.lane = len(taken)
            taken.append([arrow])


def _lane_step(sheet: Sheet, arrows: Sequence[_Arrow], x0: float, x1: float) -> float:
    """How far the lanes stand apart: less where there are many."""
    lanes = max(a.lane for a in arrows) + 1
    side = max(x0, sheet.width - x1) - RING - 4
    return min(30.0 if sheet.form == "wide" else 21.0, side / lanes)


def _lane_at(arrow: _Arrow, x0: float, x1: float, step: float) -> float:
    reach = (arrow.lane + 1) * step
    return x1 + reach if arrow.down else x0 - reach


def _draw_arrow(pen: Pen, arrow: _Arrow, x0: float, x1: float, step: float) -> None:
    edge = x1 if arrow.down else x0
    out = 1.0 if arrow.down else -1.0
    lane = _lane_at(arrow, x0, x1, step)
    kind = "knot" if arrow.link.circles else "hangs"
    turn = 5.0 if arrow.ends > arrow.begins else -5.0
    cut = min(5.0, abs(arrow.ends - arrow.begins) / 2) * (1 if turn > 0 else -1)
    steps: list[Step] = [
        ("M", edge, arrow.begins), ("L", lane - out * 5, arrow.begins), ("L", lane, arrow.begins + cut),
        ("L", lane, arrow.ends - cut), ("L", lane - out * 5, arrow.ends), ("L", edge + out * 2, arrow.ends),
    ]  # fmt: skip
    pen.open_mark(_sentence(arrow.link, pen.sheet.lang), f"#link-{arrow.link.number}")
    pen.path(steps, kind)
    pen.path([("M", edge + out * 8, arrow.ends - 4.5), ("L", edge + out, arrow.ends), ("L", edge + out * 8, arrow.ends + 4.5)],
             f"{kind} tip")  # fmt: skip
    pen.circle(edge, arrow.begins, 2.6, "from")
    pen.close_mark()


def _draw_number(pen: Pen, arrow: _Arrow, lane: float, room: Room) -> None:
    """The number in a ring on its arrow, where no other ring stands."""
    middle = (arrow.begins + arrow.ends) / 2
    tries = [middle + way * off for off in range(0, int(arrow.foot - arrow.top) // 2 + 1, 4) for way in (1, -1)]
    spots = [Box(lane - RING - 1, y - RING - 1, lane + RING + 1, y + RING + 1) for y in tries]
    n = next((i for i, spot in enumerate(spots) if room.is_free(spot)), 0)
    room.take(spots[n])
    heavy = bool(arrow.link.circles)
    pen.circle(lane, tries[n], RING, "ring heavy" if heavy else "ring")
    pen.words(lane, tries[n] + 3.6, str(arrow.link.number), "t-no in-ring" if heavy else "t-no", "middle", ltr=True)


def _draw_box(pen: Pen, box: _Placed, x0: float, x1: float, *, heavy: bool) -> None:
    pen.open_mark(plain(box.matter.name), box.matter.href)
    pen.rect(x0, box.top, x1 - x0, box.high, "matter heavy" if heavy else "matter")
    row = pen.sheet.row
    y = box.top + (box.high - (len(box.name) + len(box.held)) * row) / 2 + row * 0.78
    pen.lines(x0 + 10, y, box.name, "t-strong")
    pen.lines(x0 + 10, y + len(box.name) * row, box.held, "t-faint")
    pen.close_mark()


def _sentence(link: Link, lang: Lang) -> str:
    return say("position.picture.link", lang, n=link.number, who=plain(link.who), words=plain(link.words))


def told(chart: Linkages, lang: Lang) -> str:
    """The picture in words, for who cannot see it."""
    names = {m.matter: plain(m.name) for m in chart.matters}
    return " ".join(
        say("position.picture.spoken", lang, n=x.number, who=plain(x.who), matter=names.get(x.matter, x.matter),
            on=names.get(x.on, x.on))
        for x in chart.links
    )  # fmt: skip


def _table(chart: Linkages, known: dict[str, Matter], lang: Lang) -> Table:
    head = tuple(
        say(f"position.picture.col.{name}", lang) for name in ("n", "who", "matter", "on", "words", "of", "circle")
    )

    def matter(named: str) -> Cell:
        found = known.get(named)
        return Cell(found.name, href=found.href) if found else Cell(named)

    rows = tuple(
        (
            Cell(number(x.number, lang), "number"), Cell(x.who), matter(x.matter), matter(x.on), Cell(x.words, "talks"),
            Cell(x.of or say("position.whoever", lang)),
            Cell(say("report.comma", lang).join(number(c, lang) for c in x.circles) or say("position.picture.no_circle", lang)),
        )
        for x in chart.links
    )  # fmt: skip
    return Table(say("position.picture.caption", lang), head, rows)
