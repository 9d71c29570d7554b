"""From the letters of a page, each where it was printed, to lines in reading order.

Danger: Arabic in the order of the page, so that a word stands backwards; two columns read across; a number turned round.
Duty: letters to rows by their baseline, rows to pieces at wide gaps, pieces to columns, each piece from the order of the eye to
the order of reading.
Shape: a PDF keeps places, not words. Spaces are those it prints, and gaps where it prints none. Two columns are told from a table
by the length of what stands in them.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Letter(NamedTuple):
    """One letter as printed: its box and the baseline it stands on, in points from the lower left; `n`: its place in the file."""

    text: str
    start: float
    end: float
    bottom: float
    top: float
    base: float
    n: int


class Line(NamedTuple):
    """A line of a page and the box it stands in."""

    text: str
    start: float
    end: float
    bottom: float
    top: float


Row = list[Letter]

_ARABIC_LETTER, _LATIN_LETTER, _NUMBER, _SIGN = "R", "L", "N", " "
_INSIDE_NUMBER = frozenset(".,:/-٫٬%٪'’")
COLUMN_LETTERS = 16
"""A piece of a column is this long on the average; cells of a table are shorter."""
MIN_ROWS, FEW_ROWS, LONG_LETTERS = 2, 4, 28
"""A few rows are columns only if what stands in them is long."""


def lines_of(letters: Sequence[Letter]) -> list[Line]:
    """The lines of a page in the order they are read."""
    rows = [_pieces(row) for row in _rows(letters)]
    rows = [row for row in rows if row]
    arabic = sum(_kind(x.text) == _ARABIC_LETTER for x in letters) * 2 > sum(x.text.isalpha() for x in letters)
    return [_line(piece) for piece in _in_columns(rows, rtl=arabic)]


def _rows(letters: Sequence[Letter]) -> list[Row]:
    """Letters that stand on one baseline, from the top of the page down; marks over letters with the letters they are on."""
    solid = [x for x in letters if not unicodedata.combining(x.text[:1])]
    rows: list[Row] = []
    heights = [x.top - x.bottom for x in solid if x.top > x.bottom]
    near = max(1.5, 0.3 * median(heights)) if heights else 2.0
    for letter in sorted(solid, key=lambda x: (-x.base, x.start)):
        if rows and abs(rows[-1][0].base - letter.base) <= near:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    rows = _with_raised(rows, near / 0.3)
    for mark in letters:
        if unicodedata.combining(mark.text[:1]):
            _put_on(mark, rows, near)
    return rows


def _with_raised(rows: list[Row], height: float) -> list[Row]:
    """A letter or two that stand a little above or below a line belong to it; a raised number is the sign of a footnote, and
    must not stand behind another number."""
    made = [row for row in rows if sum(not x.text.isspace() for x in row) > 3]
    for row in rows:
        if sum(not x.text.isspace() for x in row) > 3:
            continue
        near = [
            r for r in made
            if abs(r[0].base - row[0].base) < 1.1 * height and _start(r) - height < _start(row) and _end(row) < _end(r) + height
        ]  # fmt: skip
        line = min(near, key=lambda r: abs(r[0].base - row[0].base), default=None)
        if line is None:
            made.append(row)
        elif not all(x.text.isdigit() or x.text.isspace() or x.text in "*†‡,[]()" for x in row):
            line += row
    return sorted(made, key=lambda r: -r[0].base)


def _put_on(mark: Letter, rows: list[Row], near: float) -> None:
    """A mark goes to the letter whose middle is nearest to its own, on the nearest line."""
    row = min(rows, key=lambda r: abs(r[0].base - mark.base), default=None)
    if row is None or abs(row[0].base - mark.base) > 6 * near:
        return
    middle = (mark.start + mark.end) / 2
    n, under = min(
        enumerate(row), key=lambda x: abs((x[1].start + x[1].end) / 2 - middle) + (x[1].text.isspace() * 1e6)
    )
    row[n] = under._replace(text=under.text + mark.text)


def _pieces(row: Row) -> list[Row]:
    """A row cut where it is empty for the width of some letters: columns, cells of a table."""
    row = sorted(row, key=lambda x: (round(x.start, 1), round(x.end, 1)))
    widths = [x.end - x.start for x in row if x.end > x.start and not x.text.isspace()]
    if not widths:
        return []
    wide = max(2.2 * median(widths), 7.0)
    pieces: list[Row] = []
    reach = None
    for letter in row:
        if letter.text.isspace():
            if pieces:
                pieces[-1].append(letter)
                reach = max(reach or 0.0, letter.end)
            continue
        if reach is None or letter.start - reach > wide:
            pieces.append([])
        pieces[-1].append(letter)
        reach = max(reach, letter.end) if reach is not None else letter.end
    return pieces


def _in_columns(rows: list[list[Row]], *, rtl: bool) -> list[Row]:
    """Pieces in the order they are read: column by column where the page has them, else row by row."""
    gutter = _gutter(rows)
    made: list[Row] = []
    if gutter is None:
        for row in rows:
            made.append(_across(row))
        return made
    waiting: list[list[Row]] = []

    def settle() -> None:
        left = [[p for p in row if _end(p) <= gutter] for row in waiting]
        right = [[p for p in row if _start(p) >= gutter] for row in waiting]
        for side in (right, left) if rtl else (left, right):
            made.extend(_in_columns([row for row in side if row], rtl=rtl))
        waiting.clear()

    for row in rows:
        if any(_start(p) < gutter < _end(p) for p in row):
            settle()
            made.append(_across(row))
        else:
            waiting.append(row)
    settle()
    return made


def _gutter(rows: list[list[Row]]) -> float | None:
    """Where a page is parted into columns: the place most rows leave empty between two long pieces."""
    tried: dict[int, int] = {}
    gaps = [(_end(a), _start(b)) for row in rows for a, b in pairwise(row)]
    for low, high in gaps:
        at = int((low + high) / 2)
        if at not in tried:
            tried[at] = sum(a < at < b for a, b in gaps)
    best = max(tried, key=lambda at: tried[at], default=None)
    if best is None or tried[best] < MIN_ROWS:
        return None
    parted = [row for row in rows if any(_end(a) < best < _start(b) for a, b in pairwise(row))]
    needed = COLUMN_LETTERS if len(parted) >= FEW_ROWS else LONG_LETTERS
    for side in (
        [p for row in parted for p in row if _end(p) <= best],
        [p for row in parted for p in row if _start(p) >= best],
    ):
        if not side or sum(map(len, side)) / len(side) < needed:
            return None
    return float(best) if 3 * len(parted) >= len(rows) else None


def _start(piece: Row) -> float:
    return min(x.start for x in piece)


def _end(piece: Row) -> float:
    return max(x.end for x in piece)


def _across(row: list[Row]) -> Row:
    """The pieces of a row as one, with a sign between cells that stand far apart."""
    made: Row = []
    for n, piece in enumerate(row):
        if n:
            end, base = _end(made), piece[0].base
            sign = " | " if len(row) > 2 else " "
            made.append(Letter(sign, end, _start(piece), piece[0].bottom, piece[0].bottom, base, -1))
        made += piece
    return made


def _line(piece: Row) -> Line:
    boxes = [x for x in piece if x.top > x.bottom] or piece
    return Line(
        _read(_spaced(piece)), round(_start(boxes), 1), round(_end(boxes), 1), round(min(x.bottom for x in boxes), 1),
        round(max(x.top for x in boxes), 1),
    )  # fmt: skip


def _spaced(piece: Row) -> list[str]:
    """The letters of a piece from left to right, with one space where it prints one or leaves a gap.

    A printed space without a width stands where the file began to draw, and not where it is seen: only gaps tell then.
    """
    heights = [x.top - x.bottom for x in piece if x.top > x.bottom]
    height = median(heights) if heights else 7.0
    made: list[str] = []
    reach = None
    for letter in piece:
        if letter.text.isspace():
            if letter.end > letter.start and made and made[-1] != " ":
                made.append(" ")
            continue
        # Arabic is never drawn with its letters apart, headings in other scripts are
        gap = height * (0.22 if _ARABIC_LETTER in (_kind(letter.text), _kind(made[-1] if made else "")) else 0.3)
        if reach is not None and letter.start - reach > gap and made[-1:] != [" "]:
            made.append(" ")
        made.append(letter.text)
        reach = letter.end if reach is None else max(reach, letter.end)
    return made


# ---- from the order of the eye to the order of reading


def _kind(text: str) -> str:
    way = unicodedata.bidirectional(text[:1]) if text else ""
    return {"R": _ARABIC_LETTER, "AL": _ARABIC_LETTER, "L": _LATIN_LETTER, "EN": _NUMBER, "AN": _NUMBER}.get(way, _SIGN)


def _read(seen: list[str]) -> str:
    """What the eye meets from left to right, in the order it is read."""
    kinds = [_kind(x) for x in seen]
    if _ARABIC_LETTER not in kinds:
        return "".join(seen).strip()
    if kinds.count(_ARABIC_LETTER) >= kinds.count(_LATIN_LETTER):
        return _facing(_turned(seen[::-1], kinds[::-1], keep=(_LATIN_LETTER, _NUMBER))).strip()
    return _turned(seen, kinds, keep=(_ARABIC_LETTER,)).strip()


def _turned(seen: list[str], kinds: list[str], *, keep: tuple[str, ...]) -> str:
    """The sequence with the runs of these kinds turned round; a run goes on over signs between two of its letters."""
    made: list[str] = []
    n = 0
    while n < len(seen):
        if kinds[n] not in keep:
            made.append(seen[n])
            n += 1
            continue
        end = last = n
        letters = False
        while end < len(seen) and (kinds[end] in keep or kinds[end] == _SIGN):
            if kinds[end] in keep:
                if end - last > 1 and not _goes_over(seen[last + 1 : end], kinds[last], kinds[end], letters=letters):
                    break
                last = end
                letters = letters or kinds[end] != _NUMBER
            end += 1
        while last + 1 < len(seen) and seen[last + 1] in "%٪" and kinds[last] == _NUMBER:
            last += 1
        made += reversed(seen[n : last + 1])
        n = last + 1
    return "".join(made)


def _goes_over(between: list[str], before: str, after: str, *, letters: bool) -> bool:
    """Whether signs between two letters of a run belong to it: inside a number only those of numbers, and one at a time."""
    if before == after == _NUMBER and not letters:
        return len(between) == 1 and between[0] in _INSIDE_NUMBER
    return len(between) <= 3


def _facing(text: str) -> str:
    """Brackets of a line that is read from the right: where they all face away from what they hold, they are turned."""
    for opening, closing in ("()", "[]", "«»", "{}"):
        first_open, first_close = text.find(opening), text.find(closing)
        last_open, last_close = text.rfind(opening), text.rfind(closing)
        if -1 < first_close < first_open and last_open > last_close:
            text = text.translate({ord(opening): closing, ord(closing): opening})
    return text
