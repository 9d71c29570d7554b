"""The shapes: one per author, and the one grammar of uncertainty.

Danger: two authors that only colour tells apart; "about" and "more than" drawn as if exact.
Duty: a shape for each author, outlines for how surely it is known, arrows and bars for how it was given.
Shape: solid = explicit, dashed = inferred, dotted = weak, hollow = ours or "about"; "more than" an open arrow, a range a
bar with two ends. Ink only: no hue in these pictures means anything.
"""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin

from wasata.room.charts.drawing import Pen, Step
from wasata.room.charts.said import Said

RADIUS = 5.0


def _polygon(corners: int, turn: float, radius: float = RADIUS) -> tuple[tuple[float, float], ...]:
    return tuple(
        (radius * cos(turn + 2 * pi * i / corners), radius * sin(turn + 2 * pi * i / corners)) for i in range(corners)
    )


def _star(points: int) -> tuple[tuple[float, float], ...]:
    return tuple(
        (r * cos(-pi / 2 + pi * i / points), r * sin(-pi / 2 + pi * i / points))
        for i in range(points * 2)
        for r in ((RADIUS * 1.35,) if i % 2 == 0 else (RADIUS * 0.6,))
    )


_ARM = RADIUS * 0.38
_PLUS = tuple(
    (x * RADIUS * 1.1 if abs(x) == 1 else x * _ARM, y * RADIUS * 1.1 if abs(y) == 1 else y * _ARM)
    for x, y in (
        (-0.99, -1), (0.99, -1), (0.99, -0.99), (1, -0.99), (1, 0.99), (0.99, 0.99),
        (0.99, 1), (-0.99, 1), (-0.99, 0.99), (-1, 0.99), (-1, -0.99), (-0.99, -0.99),
    )
)  # fmt: skip

SHAPES: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = (
    ("circle", ()),
    ("triangle", _polygon(3, -pi / 2, RADIUS * 1.25)),
    ("square", _polygon(4, pi / 4, RADIUS * 1.25)),
    ("diamond", _polygon(4, 0, RADIUS * 1.25)),
    ("down", _polygon(3, pi / 2, RADIUS * 1.25)),
    ("plus", _PLUS),
    ("star", _star(5)),
    ("cross", tuple(((x - y) * 0.75, (x + y) * 0.75) for x, y in _PLUS)),
    ("bar", ((-2.2, -6), (2.2, -6), (2.2, 6), (-2.2, 6))),
    ("house", ((0, -7), (5.5, -1.5), (5.5, 6), (-5.5, 6), (-5.5, -1.5))),
)
"""Ten that stay apart in grey at 10 px; from the eleventh author on the mark is his number in a ring."""


def shapes_of(said: Iterable[Said]) -> dict[str, int]:
    """Each author's shape, by place in `SHAPES` and beyond it; the circle is kept for our own sums where there are any."""
    values = list(said)
    ours = {s.name for s in values if s.ours}
    others = list(dict.fromkeys(s.name for s in values if s.name not in ours))
    first = 1 if ours else 0
    return {name: i + first for i, name in enumerate(others)} | dict.fromkeys(ours, 0)


def outline(said: Said) -> str:
    """The classes of a mark: what is solid, dashed, dotted or hollow about it."""
    if said.ours:
        return "mk mk-ours"
    if said.firmness != "explicit":
        return f"mk mk-{said.firmness}"
    return "mk mk-about" if said.qualifier == "about" else "mk"


def draw_mark(pen: Pen, x: float, y: float, shape: int, kind: str) -> None:
    """One mark at its place. From the eleventh author on, his number in a ring."""
    if shape >= len(SHAPES):
        pen.circle(x, y, 7.5, "mk mk-ours" if "mk-" not in kind else kind.replace("mk-about", "mk-ours"))
        pen.words(x, y + 3.4, str(shape + 1), "t-no", "middle", ltr=True)
    elif shape == 0:
        pen.circle(x, y, RADIUS, kind)
    else:
        pen.path(_closed(x, y, SHAPES[shape][1]), kind)


def _closed(x: float, y: float, corners: Sequence[tuple[float, float]]) -> tuple[Step, ...]:
    first, *rest = corners
    return (("M", x + first[0], y + first[1]), *(("L", x + a, y + b) for a, b in rest), ("Z",))


def draw_bounds(pen: Pen, x: float, y: float, said: Said, *, upright: bool) -> None:
    """The open arrow of "more than" and "less than"; `upright` where the axis of values stands."""
    if said.qualifier in ("more_than", "at_least"):
        reach = 1.0
    elif said.qualifier in ("less_than", "up_to"):
        reach = -1.0
    else:
        return
    foot, head = RADIUS + 1, RADIUS + 13
    if upright:
        up = -reach
        pen.path(
            [("M", x, y + up * foot), ("L", x, y + up * head), ("M", x - 4, y + up * (head - 5)),
             ("L", x, y + up * head), ("L", x + 4, y + up * (head - 5))], "bnd",
        )  # fmt: skip
    else:
        pen.path(
            [("M", x + reach * foot, y), ("L", x + reach * head, y), ("M", x + reach * (head - 5), y - 4),
             ("L", x + reach * head, y), ("L", x + reach * (head - 5), y + 4)], "bnd",
        )  # fmt: skip


def draw_range(pen: Pen, a: tuple[float, float], b: tuple[float, float]) -> None:
    """A bar with two ends from `a` to `b`, upright or lying."""
    (x1, y1), (x2, y2) = a, b
    pen.line(x1, y1, x2, y2, "rng")
    if x1 == x2:
        pen.line(x1 - 4, y1, x1 + 4, y1, "rng")
        pen.line(x2 - 4, y2, x2 + 4, y2, "rng")
    else:
        pen.line(x1, y1 - 4, x1, y1 + 4, "rng")
        pen.line(x2, y2 - 4, x2, y2 + 4, "rng")
