"""Letters: one spelling for matching, the place of every letter kept.

Danger: an offset that points one letter off, so that a mark quotes what was not said.
Duty: fold Arabic spellings (أإآٱ→ا, ى→ي, ة→ه, vowel signs and tatweel out, Arabic-Indic digits to 0–9) and English case
and quotes, and give every folded place its place in the text.
Worked example: fold("قالتْ", "ar").text == "قالت"; .to(4) == 5 (the sukun belongs to the letter before it).
"""

from dataclasses import dataclass

from wasata.values import Lang, Span

_SIGNS = "".join(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640]))
_BIDI = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_GONE = frozenset(_SIGNS + _BIDI)
_ARABIC = str.maketrans(
    "أإآٱىةکیھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٬٫\u00a0\u202f“”„«»‘’",
    "اااايهكيه01234567890123456789%,.  \"\"\"\"\"''",
)
_ENGLISH = str.maketrans("“”„«»‘’\u00a0\u202f\u2011", "\"\"\"\"\"''  -")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `places[i]` is where folded letter i stands in the text; None when nothing was left out."""

    text: str
    places: list[int] | None
    length: int

    def to(self, i: int) -> int:
        """The place in the report's text of the boundary before folded letter `i`.

        A sign that was left out belongs to the letter before it.
        """
        if self.places is None:
            return i
        return self.places[i] if i < len(self.places) else self.length

    def end(self, i: int) -> int:
        """The place just after folded letter `i - 1` together with the signs on it."""
        return self.to(i)

    def span(self, start: int, end: int) -> Span:
        """A folded span as a span of the report's text."""
        return Span(self.to(start), self.end(end))


def fold(text: str, lang: Lang) -> Folded:
    """Folds a text for matching. Same length, letter for letter, unless vowel signs or invisible marks were left out."""
    low = text.translate(_ARABIC) if lang == "ar" else text.translate(_ENGLISH)
    if _GONE.isdisjoint(low):
        return Folded(low, None, len(text))
    places = [i for i, c in enumerate(low) if c not in _GONE]
    return Folded("".join([low[i] for i in places]), places, len(text))


def fold_word(word: str) -> str:
    """A word or phrase in folded Arabic spelling, for tables."""
    return "".join(c for c in word.translate(_ARABIC) if c not in _GONE)
