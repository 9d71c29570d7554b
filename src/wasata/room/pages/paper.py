"""What of a brief finds room on two sheets of paper.

Danger: a third sheet that is left in the printer; a claim cut in half at the foot of a page.
Duty: measures each item of each section about as it will be set on A4, gives every section its first items in turn, and
stops before the two sheets are full. What is left out is counted, so that the sheet can say so.
Shape: `fit({"claims": (12.0, 18.5, …), …}, taken=420, lang)` → {"claims": 2, …}: how many of each are printed.
"""

from collections.abc import Mapping, Sequence

from wasata.room.charts.drawing import wrapped
from wasata.values import Lang

SHEETS = 2
SHEET_HIGH = 762.0
"""Points of an A4 sheet between its margins (13 mm above, 15 mm below)."""
SHEET_WIDE = 527.0
FILLED = 0.96
"""The part of two sheets that is given away: items are never broken, so each sheet ends with an empty strip."""

SIZE: Mapping[Lang, float] = {"en": 8.6, "ar": 9.4}
LEADING: Mapping[Lang, float] = {"en": 1.45, "ar": 1.52}  # Arabic: 1.6 set, less where the small print stands closer


def line_high(lang: Lang) -> float:
    """One line of ordinary words on paper, in points."""
    return SIZE[lang] * LEADING[lang]


def lines_of(words: str, part: float, lang: Lang) -> int:
    """How many lines words take in a column that is `part` of the sheet's width."""
    return len(
        wrapped(words, SHEET_WIDE * part * 1.15, SIZE[lang] * 1.06)
    )  # `wrapped` takes letters for wider than they are


def beside(heights: Sequence[float], free: float) -> list[float]:
    """What items cost that stand beside something `free` points high: the first cost nothing until that is filled."""
    out, filled = [], 0.0
    for high in heights:
        out.append(max(0.0, filled + high - free) - max(0.0, filled - free))
        filled += high
    return out


def fit(sections: Mapping[str, Sequence[float]], taken: float) -> dict[str, int]:
    """How many items of each section are printed, one of each in turn, in the order of the sections.

    `sections` hold the heights of their items in points, `taken` what heads and pictures need. An item that does not fit
    ends its section: what stands after it is older or weighs less.
    """
    left = SHEETS * SHEET_HIGH * FILLED - taken
    given = dict.fromkeys(sections, 0)
    open_ones = [name for name in sections if sections[name]]
    while open_ones:
        for name in tuple(open_ones):
            high = sections[name][given[name]]
            if high > left:
                open_ones.remove(name)
                continue
            left -= high
            given[name] += 1
            if given[name] == len(sections[name]):
                open_ones.remove(name)
    return given
