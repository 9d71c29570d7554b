"""Lines: the words of an Arabic report with what each may be, shared by the steps that read grammar.

Danger: a word index that slips against the text; work done once per question instead of once per report.
Duty: cut the folded text into words and signs, look each up once, and know which sentence, mention and quotation it is in.
"""

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import NAME, NEG, PREP
from wasata.listen.mentions import Mention
from wasata.values import Span

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_PIECE = re.compile(r"\d+(?:[.,:/]\d+)*%?|[^\W\d_]+\w*|[^\w\s]|_")
_OPENERS = frozenset(
    w for word in "بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي".split() for w in (word, "و" + word, "ف" + word)
)
"""Words at which an according-to phrase may begin; with the cues, they are all a statement can hang on."""
_SIGNS = frozenset("،؛,;:.؟?!…-–—|()[]\"'/*•◀▪●#_")


class Words:
    """The words of one report, by index. `at[i]`, `to[i]` are folded offsets; `value[i]` is from `forms`."""

    __slots__ = ("anchors", "at", "folded", "mention", "page", "sentences", "to", "value", "word")

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.folded = page.folded
        text = page.folded.text
        self.word: list[str] = []
        self.at: list[int] = []
        self.to: list[int] = []
        word, at, to = self.word.append, self.at.append, self.to.append
        for m in _PIECE.finditer(text):
            a, b = m.span()
            w = text[a:b]
            word("،" if w == "," else w)
            at(a)
            to(b)
        scanner, values = forms.table()
        get = scanner.get
        value: list[int] = []
        for w in self.word:
            v = values[get(w, 0)]
            if not v and w[0] in "وف" and len(w) > 3:
                v = values[get(w[1:], 0)]
            if w == "علي":
                at_end = page.text[page.folded.to(self.to[len(value)] - 1)]
                v &= ~((NAME if at_end == "ى" else PREP) << forms.CLASS_SHIFT)
            value.append(v)
        self.value = value
        self.anchors = [k for k, v in enumerate(value) if v & 511 or self.word[k] in _OPENERS]
        self.mention: dict[int, tuple[Mention, int]] = {}
        self._place_mentions()
        self.sentences = self._bounds()

    def _place_mentions(self) -> None:
        """Notes at each mention's first word the mention and its last word's index."""
        for m in self.page.mentions:
            i = bisect_left(self.to, m.start + 1)
            j = bisect_left(self.to, m.end)
            if i <= j < len(self.word):
                self.mention[i] = (m, j)

    def _bounds(self) -> list[tuple[int, int]]:
        """Index ranges of the sentences."""
        places = self.folded.places
        bounds = []
        for s in self.page.sentences:
            start, end = (s.start, s.end) if places is None else (bisect_left(places, s.start), bisect_left(places, s.end))
            bounds.append((bisect_left(self.at, start), bisect_left(self.at, end)))
        return bounds

    def span(self, i: int, j: int) -> Span:
        """Words i to j (j not in it) as a span of the report."""
        return self.folded.span(self.at[i], self.to[j - 1])

    def cut_span(self, start: int, end: int) -> Span:
        """Folded offsets as a span of the report."""
        return self.folded.span(start, end)

    def has(self, i: int, classes: int) -> bool:
        """Whether word i may be of one of these classes."""
        return bool(self.value[i] >> forms.CLASS_SHIFT & classes)

    def bare(self, i: int) -> str:
        """The word without a joined و or ف when what is left is a known word."""
        w = self.word[i]
        return w[1:] if w[0] in "وف" and len(w) > 3 and self.value[i] and forms.table().get(w, 0) == 0 else w

    def is_sign(self, i: int) -> bool:
        return self.word[i][0] in _SIGNS

    def negated(self, i: int) -> bool:
        return i > 0 and self.has(i - 1, NEG)

    def original(self, i: int) -> str:
        """The word as the report writes it."""
        return self.span(i, i + 1).of(self.page.text)


def words_of(page: "Page") -> Words:
    """The words of a report, cut once and kept on the page."""
    if not isinstance(page.tokens, Words):
        page.tokens = Words(page)
    return page.tokens
