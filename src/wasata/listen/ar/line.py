"""Lines: the words of an Arabic report with what each may be, shared by the steps that read grammar.

Danger: a word index that slips against the text; work done once per question instead of once per report.
Duty: cut the folded text into words and signs, look each up once, and know which sentence, mention and quotation it is in.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import NAME, NEG, OUTLET, PREP, these
from wasata.listen.mentions import Mention
from wasata.listen.pieces import Pieces
from wasata.values import Span

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_PIECE = re.compile(r"\w+(?:[.,:/]\d+)*|[^\w\s]")
_OPENERS = frozenset(
    w for word in these("بحسب حسب حسبما وفق وفقما وفقا طبقا نقلا استنادا علي") for w in (word, "و" + word, "ف" + word)
)
"""Words at which an according-to phrase may begin; with the cues, they are all a statement can hang on."""
_COMMON_SIGNS = frozenset('،.؛:؟!,"')
_SIGNS = frozenset("،؛,;:.؟?!…-–—|()[]\"'/*•◀▪●#_")


LONGEST = 300
"""Words of a sentence that are read as one; a longer "sentence" (a list, a broken text) is read in pieces of this size,
so that no text, however made, takes more than a fixed time a word."""


class Words:
    """The words of one report, by index. `at[i]`, `to[i]` are folded offsets; `value[i]` is from `forms`.

    The other columns are what every rule asks again and again, answered once a word: without its و (`bare_word` where
    the rest is a known word), its classes (`kind`), whether definite, the preposition attached to
    it (`glue`), whether a sign.
    """

    __slots__ = (
        "anchors", "at", "bare_word", "cut_span", "damma", "definite", "folded", "glue", "kind", "mention",
        "outlets", "page", "pieces", "sentences", "sides", "sign", "to", "told", "value", "word",
    )  # fmt: skip

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.folded = page.folded
        self.cut_span: Callable[[int, int], Span] = page.folded.span
        """Folded offsets as a span of the report."""
        text = page.folded.text
        self.damma = "ُ" in page.text
        """Whether the report writes the vowel that tells "أُعلن" from "أعلن" at all."""
        self.word: list[str] = []
        self.at: list[int] = []
        self.to: list[int] = []
        self._cut(text)
        if "," in text:
            self.word = ["،" if w == "," else w for w in self.word]
        columns = zip(*map(_known, self.word), strict=True) if self.word else ((),) * 10
        value, bare, kind, definite, glue, sign, anchor, outlet, told, nation = columns
        self.value: list[int] = list(value)
        self.bare_word: Sequence[str] = bare
        self.kind: Sequence[int] = kind
        self.definite: Sequence[bool] = definite
        self.glue: Sequence[str] = glue
        self.sign: Sequence[bool] = sign
        here = range(len(self.word))
        self.anchors = list(compress(here, anchor))
        self.outlets = list(compress(here, outlet))
        self.told = list(compress(here, told))
        """Where a word of events stands."""
        if "علي" in text:
            self._tell_ali_from_on()
        self.mention: dict[int, tuple[Mention, int]] = {}
        self._place_mentions()
        self.sides = sorted({*compress(here, nation), *self.mention})
        """Where a party may be named: by a mention or an adjective of nationality."""
        self.sentences = self._bounds()

    def _cut(self, text: str) -> None:
        """Cuts the text into the words of this step and the pieces that dates and figures count with, in one go.

        Nearly every word is the same in both, so the words are copied from the pieces; only where a piece of the text
        holds more than letters and one sign do the two patterns cut it apart (four times faster than two patterns).
        """
        pieces = Pieces([], [], [])
        piece, start, end = pieces.words.append, pieces.starts.append, pieces.ends.append
        copied = place = 0
        for line in text.split("\n"):
            for part in line.split(" "):
                here = place
                place += len(part) + 1
                if part.isalpha():
                    piece(part)
                    start(here)
                    end(place - 1)
                elif part and part[-1] in _COMMON_SIGNS and part[:-1].isalpha():
                    piece(part[:-1])
                    start(here)
                    end(place - 2)
                    piece(part[-1])
                    start(place - 2)
                    end(place - 1)
                elif part:
                    self._copy(pieces, copied)
                    for m in _PIECE.finditer(text, here, place - 1):
                        self.word.append(m[0])
                        self.at.append(m.start())
                        self.to.append(m.end())
                    pieces.cut(text, here, place - 1)
                    copied = len(pieces.words)
            self._copy(pieces, copied)
            piece("\n")  # dates and figures never look across it
            start(place - 1)
            end(place)
            copied = len(pieces.words)
        for column in pieces:
            column.pop()  # no line ends after the last
        self.pieces = pieces

    def _copy(self, pieces: Pieces, since: int) -> None:
        self.word += pieces.words[since:]
        self.at += pieces.starts[since:]
        self.to += pieces.ends[since:]

    def _tell_ali_from_on(self) -> None:
        """على is the preposition, علي the name, where the report writes them apart."""
        kind, word, n = list(self.kind), self.word, -1
        for _ in range(word.count("علي")):
            n = word.index("علي", n + 1)
            written = self.page.text[self.folded.to(self.to[n] - 1)]
            other = NAME if written == "ى" else PREP
            self.value[n] &= ~(other << forms.CLASS_SHIFT)
            kind[n] &= ~other
        self.kind = kind

    def _place_mentions(self) -> None:
        """Notes at each mention's first word the mention and its last word's index."""
        for m in self.page.mentions:
            i = bisect_left(self.to, m.start + 1)
            j = bisect_left(self.to, m.end, i)
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

    def has(self, i: int, classes: int) -> bool:
        """Whether word i may be of one of these classes."""
        return bool(self.value[i] >> forms.CLASS_SHIFT & classes)

    def bare(self, i: int) -> str:
        """The word without a joined و or ف when what is left is a known word."""
        return self.bare_word[i]

    def negated(self, i: int) -> bool:
        return i > 0 and self.has(i - 1, NEG)

    def original(self, i: int) -> str:
        """The word as the report writes it."""
        return self.page.text[self.folded.to(self.at[i]) : self.folded.end(self.to[i])]


@lru_cache(maxsize=65536)
def _known(w: str) -> tuple[int, str, int, bool, str, bool, bool, bool, bool, bool]:
    """All columns of a written word: value, bare word, classes, definite, glue, sign, anchor, outlet, told, nation."""
    get = forms.table().get
    value, bare = get(w), w
    if not value and w[0] in "وف" and len(w) > 2:
        value = get(w[1:])
        if value:
            bare = w[1:]
    kind = value >> forms.CLASS_SHIFT & forms.ALL_CLASSES or _possessed(w)
    outlet = bool(kind & OUTLET) or bare.endswith("هيئه")
    anchor = bool(forms.cue_of(value)) or bare in _OPENERS or w in _OPENERS
    told = bool(value >> forms.EVENT_SHIFT & 127)
    nation = bool(value >> 20 & 63)
    return value, bare, kind, _definite(w, value), _glue(w, value), w[0] in _SIGNS, anchor, outlet, told, nation


def _possessed(w: str) -> int:
    """The classes of a noun with a possessive ending ("رئيسها", "مكتبه")."""
    get = forms.table().get
    for ending in ("هما", "ها", "هم", "نا", "ه"):
        if w.endswith(ending) and len(w) > len(ending) + 2:
            stem = w[: -len(ending)]
            found = get(stem) or get(stem[:-1] + "ه" if stem.endswith("ت") else stem)
            return found >> forms.CLASS_SHIFT & forms.ALL_CLASSES
    return 0


_ARTICLES = ("ال", "وال", "بال", "لل", "ولل", "وبال", "فال")


def _definite(w: str, value: int) -> bool:
    if value >> 15 & 1:
        return True
    if value and not w.startswith(_ARTICLES[1:]):
        return False
    return w.startswith(_ARTICLES) and len(w) > 4


def _glue(w: str, value: int) -> str:
    """The preposition attached to a word: ب, ل, ك or none."""
    number = value >> 16 & 3
    if number:
        return "بلك"[number - 1]
    bare = w.removeprefix("و")
    return "ل" if bare.startswith("لل") and len(bare) > 4 else "ب" if bare.startswith("بال") and len(bare) > 5 else ""


def words_of(page: "Page") -> Words:
    """The words of a report, cut once and kept on the page."""
    if not isinstance(page.tokens, Words):
        page.tokens = Words(page)
    return page.tokens
