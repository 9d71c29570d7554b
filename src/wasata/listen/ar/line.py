"""Lines: the words of an Arabic report with what each may be, shared by the steps that read grammar.

Danger: a word index that slips against the text; work done once per question instead of once per report.
Duty: cut the folded text into words and signs, look each up once, and know which sentence, mention and quotation it is in.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import NAME, NEG, OUTLET, PREP, these
from wasata.listen.mentions import Mention
from wasata.values import Span

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_PIECE = re.compile(r"\w+(?:[.,:/]\d+)*|[^\w\s]")
_OPENERS = frozenset(
    w for word in these("بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي") for w in (word, "و" + word, "ف" + word)
)
"""Words at which an according-to phrase may begin; with the cues, they are all a statement can hang on."""
_SIGNS = frozenset("،؛,;:.؟?!…-–—|()[]\"'/*•◀▪●#_")


LONGEST = 300
"""Words of a sentence that are read as one; a longer "sentence" (a list, a broken text) is read in pieces of this size,
so that no text, however made, takes more than a fixed time a word."""


class Words:
    """The words of one report, by index. `at[i]`, `to[i]` are folded offsets; `value[i]` is from `forms`."""

    __slots__ = (
        "anchors",
        "at",
        "bare_word",
        "folded",
        "mention",
        "outlets",
        "page",
        "sentences",
        "to",
        "value",
        "word",
    )

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.folded = page.folded
        text = page.folded.text
        pieces = list(_PIECE.finditer(text))
        self.word: list[str] = [m[0] for m in pieces]
        self.at: list[int] = [m.start() for m in pieces]
        self.to: list[int] = [a + len(w) for a, w in zip(self.at, self.word, strict=True)]
        if "," in text:
            self.word = ["،" if w == "," else w for w in self.word]
        known = [_known(w) for w in self.word]
        self.value: list[int] = [k[0] for k in known]
        self.bare_word: list[str] = [k[1] for k in known]
        self.anchors = [n for n, k in enumerate(known) if k[2]]
        self.outlets = [n for n, k in enumerate(known) if k[3]]
        if "علي" in text:
            self._tell_ali_from_on()
        self.mention: dict[int, tuple[Mention, int]] = {}
        self._place_mentions()
        self.sentences = self._bounds()

    def _tell_ali_from_on(self) -> None:
        """على is the preposition, علي the name, where the report writes them apart."""
        for n, w in enumerate(self.word):
            if w == "علي":
                written = self.page.text[self.folded.to(self.to[n] - 1)]
                self.value[n] &= ~((NAME if written == "ى" else PREP) << forms.CLASS_SHIFT)

    def _place_mentions(self) -> None:
        """Notes at each mention's first word the mention and its last word's index."""
        for m in self.page.mentions:
            i = bisect_left(self.to, m.start + 1)
            j = bisect_left(self.to, m.end)
            if i <= j < len(self.word):
                self.mention[i] = (m, j)

    def _bounds(self) -> list[tuple[int, int]]:
        """Index ranges of the sentences."""
        back = self.folded.back
        bounds = []
        for s in self.page.sentences:
            bounds.append((bisect_left(self.at, back(s.start)), bisect_left(self.at, back(s.end))))
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
        return self.bare_word[i]

    def is_sign(self, i: int) -> bool:
        return self.word[i][0] in _SIGNS

    def negated(self, i: int) -> bool:
        return i > 0 and self.has(i - 1, NEG)

    def original(self, i: int) -> str:
        """The word as the report writes it."""
        return self.span(i, i + 1).of(self.page.text)


@lru_cache(maxsize=32768)
def _known(w: str) -> tuple[int, str, bool, bool]:
    """What a written word may be, the word without a joined و or ف, whether a statement or an outlet may hang on it."""
    get = forms.table().get
    value, bare = get(w), w
    if not value and w[0] in "وف" and len(w) > 2:
        value = get(w[1:])
        if value:
            bare = w[1:]
    outlet = bool(value >> forms.CLASS_SHIFT & OUTLET) or bare.endswith("هيئه")
    return value, bare, bool(forms.cue_of(value)) or bare in _OPENERS or w in _OPENERS, outlet


def words_of(page: "Page") -> Words:
    """The words of a report, cut once and kept on the page."""
    if not isinstance(page.tokens, Words):
        page.tokens = Words(page)
    return page.tokens
