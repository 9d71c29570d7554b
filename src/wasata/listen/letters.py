"""Letters: one spelling for matching, the place of every letter kept.

Danger: an offset that points one letter off, so that a mark quotes what was not said.
Duty: fold Arabic spellings (أإآٱ→ا, ى→ي, ة→ه, vowel signs and tatweel out, Arabic-Indic digits to 0–9) and English case
and quotes, and give every folded place its place in the text.
Worked example: fold("قالتْ", "ar").text == "قالت"; .to(4) == 5 (the sukun belongs to the letter before it).
"""

import re
from bisect import bisect_left, bisect_right

from wasata.values import Lang, Span

_SIGNS = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640]))
_BIDI = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_GONE = frozenset(_SIGNS + _BIDI)
_GONE_SIGN = re.compile(f"[{_SIGNS}{_BIDI}]")
_ARABIC_FROM, _ARABIC_TO = (
    "أإآٱىةکیھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٬٫\u00a0\u202f“”„«»‘’",
    'اااايهكيه01234567890123456789%,.  """""\'\'',
)
_ARABIC = str.maketrans(_ARABIC_FROM, _ARABIC_TO)
_PAIRS = tuple(zip(_ARABIC_FROM, _ARABIC_TO, strict=True))
_ENGLISH = tuple(zip("“”„«»‘’\u00a0\u202f\u2011", '"""""\'\'  -', strict=True))


_new = tuple.__new__  # twice as fast as the call of a named tuple; every mark needs some spans


class Folded:
    """A folded text, and the way back from its letters to the report's.

    `cuts[j]` is the folded letter before which the j-th left-out sign stood; None when nothing was left out.
    """

    __slots__ = ("_gone", "_places", "cuts", "length", "text")

    def __init__(self, text: str, gone: list[int] | None, length: int) -> None:
        self.text = text
        self.length = length
        self._gone = gone
        self.cuts = None if gone is None else [place - n for n, place in enumerate(gone)]
        self._places: list[int] | None = None

    def to(self, i: int) -> int:
        """The place in the report's text of the boundary before folded letter `i`.

        A sign that was left out belongs to the letter before it.
        """
        return i if self.cuts is None else i + bisect_right(self.cuts, i)

    def end(self, i: int) -> int:
        """The place just after folded letter `i - 1` together with the signs on it."""
        return i if self.cuts is None else i + bisect_right(self.cuts, i)

    def back(self, place: int) -> int:
        """The folded letter at a place of the report's text, or the next one where a sign was left out there."""
        return place if self._gone is None else place - bisect_left(self._gone, place)

    def span(self, start: int, end: int) -> Span:
        """A folded span as a span of the report's text."""
        cuts = self.cuts
        if cuts is None:
            return _new(Span, (start, end))
        return _new(Span, (start + bisect_right(cuts, start), end + bisect_right(cuts, end)))

    @property
    def places(self) -> list[int] | None:
        """Where each folded letter stands in the text; None when nothing was left out. Slow: prefer `to` and `back`."""
        if self.cuts is None:
            return None
        if self._places is None:
            gone = set(self._gone or ())
            self._places = [i for i in range(self.length) if i not in gone]
        return self._places


def fold(text: str, lang: Lang) -> Folded:
    """Folds a text for matching. Same length, letter for letter, unless vowel signs or invisible marks were left out."""
    if lang == "ar":
        low = text
        for letter, plain in _PAIRS:  # three times faster than one `translate`, which looks every letter up
            if letter in low:
                low = low.replace(letter, plain)
    else:
        low = text
        if not low.isascii():
            for letter, plain in _ENGLISH:
                if letter in low:
                    low = low.replace(letter, plain)
        if low.isascii():
            return Folded(low, None, len(text))
    gone = [m.start() for m in _GONE_SIGN.finditer(low)]
    if not gone:
        return Folded(low, None, len(text))
    return Folded(_GONE_SIGN.sub("", low), gone, len(text))


def fold_word(word: str) -> str:
    """A word or phrase in folded Arabic spelling, for tables."""
    return "".join(c for c in word.translate(_ARABIC) if c not in _GONE)
