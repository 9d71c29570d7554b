"""Letters that nobody sees, by which a copy can be known again.

Danger: a text handed to five people with a different blank in each; a joiner taken out of a word that needs it.
Duty: `seen` keeps what is read: letters, marks, common blanks, and the signs that Arabic and Latin in one line may need.
Shape: pure, line by line.
"""

import unicodedata

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_TURNING = frozenset("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Signs that Arabic with Latin in it may need to be read in its order; one is kept of several in a row."""


def seen(line: str) -> str:
    """A line without the letters that nobody sees; blanks of uncommon widths become common ones."""
    kept: list[str] = []
    for n, letter in enumerate(line):
        category = unicodedata.category(letter)
        if letter in (_ZWNJ, _ZWJ):
            between = 0 < n < len(line) - 1 and _is_arabic(line[n - 1]) and _is_arabic(line[n + 1])
            if between:  # there it changes how letters join
                kept.append(letter)
        elif letter in _TURNING:
            if not kept or kept[-1] != letter:
                kept.append(letter)
        elif category == "Zs":
            kept.append("\u00a0" if letter == "\u00a0" else " ")
        elif category in ("Cf", "Co", "Cn", "Cs") or _is_variation(letter):
            continue
        else:
            kept.append(letter)
    return "".join(kept)


def _is_arabic(letter: str) -> bool:
    return "\u0620" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\u08a0" <= letter <= "\u08ff"


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef" or letter == "\u034f"
