"""Room for words in a picture: no label stands on a mark, on a line's end or on another label.

Danger: two labels that run into one number; a label that seems to belong to the wrong mark.
Duty: a place for each label near its mark or none at all (the table has every number), and columns of names that are
pushed apart without changing their order.
Shape: boxes in reading coordinates; `Room.place` tries places in order and keeps what it gave away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wasata.room.charts.drawing import Align


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken, by its reading start, top, end and foot."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Box") -> bool:
        """Whether the two touch."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@dataclass(slots=True)
class Room:
    """What is free inside `bounds`. Taken boxes are kept in a coarse grid, so that a thousand marks stay quick."""

    bounds: Box
    cell: float = 40.0
    _taken: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def _cells(self, box: Box) -> list[tuple[int, int]]:
        rows = range(int(box.y0 // self.cell), int(box.y1 // self.cell) + 1)
        return [(i, j) for i in range(int(box.x0 // self.cell), int(box.x1 // self.cell) + 1) for j in rows]

    def take(self, box: Box) -> None:
        """Marks a rectangle as taken."""
        for at in self._cells(box):
            self._taken.setdefault(at, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Whether a rectangle lies inside and touches nothing taken."""
        b = self.bounds
        if box.x0 < b.x0 or box.x1 > b.x1 or box.y0 < b.y0 or box.y1 > b.y1:
            return False
        for at in self._cells(box):
            for o in self._taken.get(at, ()):
                if box.x0 < o.x1 and o.x0 < box.x1 and box.y0 < o.y1 and o.y0 < box.y1:
                    return False
        return True

    def place(self, x: float, y: float, wide: float, high: float, gap: float) -> tuple[float, float, Align] | None:
        """A place for a line of words about a mark at (x, y): where it stands, its foot and its alignment.

        Above first, then below, then beside; None where none is free. What is given is taken.
        """
        tries: Sequence[tuple[Align, float, float]] = (
            ("middle", x, y - gap - 2),
            ("middle", x, y + gap + high - 2),
            ("start", x + gap + 2, y + high * 0.34),
            ("end", x - gap - 2, y + high * 0.34),
            ("end", x - gap * 0.4, y - gap - 1),
            ("start", x + gap * 0.4, y - gap - 1),
            ("start", x + gap * 0.4, y + gap + high - 2),
            ("end", x - gap * 0.4, y + gap + high - 2),
        )
        for align, at, foot in tries:
            start = at - wide / 2 if align == "middle" else at if align == "start" else at - wide
            box = Box(start - 1, foot - high + 3, start + wide + 1, foot + 3)
            if self.is_free(box):
                self.take(box)
                return at, foot, align
        return None


def pushed_apart(wanted: Sequence[float], heights: Sequence[float], top: float, foot: float) -> tuple[float, ...]:
    """The middles of a column of labels, as near to `wanted` as they can stand without touching, in that order.

    `wanted` must rise. Where they are too many for `top`…`foot` they run over the foot, never into one another.
    """
    groups: list[tuple[float, float, list[int]]] = []  # (sum of wished tops, height, members)
    for i, (middle, height) in enumerate(zip(wanted, heights, strict=True)):
        groups.append((middle - height / 2, height, [i]))
        while len(groups) > 1 and _top(groups[-2]) + groups[-2][1] > _top(groups[-1]):
            wish, height2, members = groups.pop()
            wish0, height0, members0 = groups.pop()
            groups.append((wish0 + wish - height0 * len(members), height0 + height2, members0 + members))
    out = [0.0] * len(wanted)
    free = top
    room_below = sum(heights)
    for group in groups:
        at = max(free, min(_top(group), foot - room_below))
        for i in group[2]:
            out[i] = at + heights[i] / 2
            at += heights[i]
            room_below -= heights[i]
        free = at
    return tuple(out)


def _top(group: tuple[float, float, list[int]]) -> float:
    """Where a group of touching labels would begin: the mean of what its members wish (of places, not of figures)."""
    return group[0] / len(group[2])
