"""Lines: the words of an Arabic report with what each may be, shared by the steps that read grammar.

Danger: a word index that slips against the text; work done once per question instead of once per report.
Duty: cut the folded text into words and signs, look each up once, and know which sentence, mention and quotation it is in.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from wasata.listen.ar import forms
from wasata.listen.ar.cutting import cut
from wasata.listen.ar.known import known
from wasata.listen.ar.lexicon import NAME, NEG, PREP
from wasata.listen.mentions import Mention
from wasata.values import Span

if TYPE_CHECKING:
    from wasata.listen.reader import Page

LONGEST = 300
"""Words of a sentence that are read as one; a longer "sentence" (a list, a broken text) is read in pieces of this size,
so that no text, however made, takes more than a fixed time a word."""


_IN_A_REGION = frozenset(("في", "منطقه", "دول", "الي", "نحو"))
"""Before a paper's name that is a region's too, the region is meant ("السلام ⟦في⟧ الشرق الأوسط")."""


class Words:
    """The words of one report, by index. `at[i]`, `to[i]` are folded offsets; `value[i]` is from `forms`.

    The other columns are what every rule asks again and again, answered once a word: without its و (`bare_word` where
    the rest is a known word), its classes (`kind`), whether definite, the preposition attached to
    it (`glue`), whether a sign.
    """

    __slots__ = (
        "anchors", "army", "at", "bare_word", "colons", "concept", "cut_span", "damma", "definite", "figures", "folded",
        "glue", "kind", "mention", "outlets", "page", "pieces", "sentences", "sides", "sign", "to", "told",
        "traits", "value", "word",
    )  # fmt: skip

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.folded = page.folded
        self.cut_span: Callable[[int, int], Span] = page.folded.span
        """Folded offsets as a span of the report."""
        text = page.folded.text
        self.word, self.at, self.to, self.pieces, self.figures = cut(text)
        if "," in text:
            self.word = ["،" if w == "," else w for w in self.word]
        columns = zip(*map(known().__getitem__, self.word), strict=True) if self.word else ((),) * 11
        value, kind, glue, definite, sign, traits, joined, anchor, outlet, concept, nation = columns
        self.value: list[int] = list(value)
        self.kind: Sequence[int] = kind
        self.glue: Sequence[str] = glue
        self.definite: Sequence[bool] = definite
        self.sign: Sequence[bool] = sign
        self.traits: Sequence[int] = traits
        here = range(len(self.word))
        self.colons = [k for k in compress(here, sign) if self.word[k] == ":"] if ":" in text else []
        self.anchors = list(compress(here, anchor))
        self.outlets = list(compress(here, outlet))
        self.concept: Sequence[str] = concept
        self.told = list(compress(here, concept))
        """Where a word of events stands."""
        self.bare_word = self.word.copy()
        for k in compress(here, joined):
            self.bare_word[k] = self.word[k][1:]
        if "علي" in text:
            self._tell_ali_from_on()
        self.mention: dict[int, tuple[Mention, int]] = {}
        self._place_mentions()
        self.damma = self._with_damma()
        """The words written with the vowel that tells "أُعلن" from "أعلن"."""
        self.sides = sorted({*compress(here, nation), *self.mention})
        """Where a party may be named: by a mention or an adjective of nationality."""
        self.sentences = self._bounds()
        self.army: str | None = None
        """Whose army "الجيش" is where nothing says so."""
        if "جيش" in text:
            self._whose_army()

    def _whose_army(self) -> None:
        """The only army the report calls by its people's name, or that fights whom it names."""
        text, words, place = self.folded.text, [], -1
        while (place := text.find("جيش", place + 1)) >= 0:
            words.append(bisect_left(self.to, place + 3))
        alone = [k for k in words if self.is_the_army(k)]
        if not alone:
            return
        named = {"sudan_army" for m, _ in self.mention.values() if m.party == "rsf" or m.party == "sudan_army"}
        for k in words:
            here = self.mention.get(k) or self.mention.get(k - 1)
            if here is not None and here[1] >= k:
                if here[0].party is not None and here[0].what in ("party", "body"):
                    named.add(here[0].party)
            elif k + 1 < len(self.word) and (number := self.value[k + 1] >> 20 & 63):
                named.add(forms.NATION_IDS[number - 1])
        if len(named) == 1:
            self.army = named.pop()
            self.sides = sorted({*self.sides, *alone})

    def is_the_army(self, k: int) -> bool:
        """Whether "الجيش" stands at word k with nothing that says whose."""
        if not self.word[k].endswith("جيش") or not self.definite[k]:
            return False
        return k + 1 >= len(self.word) or not self.definite[k + 1] or k + 1 in self.mention

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

    def _with_damma(self) -> set[int]:
        found: set[int] = set()
        text, place = self.page.text, -1
        while (place := text.find("ُ", place + 1)) >= 0:
            found.add(bisect_left(self.to, self.folded.back(place)))  # it belongs to the letter before it
        return found

    def _place_mentions(self) -> None:
        """Notes at each mention's first word the mention and its last word's index."""
        to, mention = self.to, self.mention
        count = len(to)
        for m in self.page.mentions:
            i = bisect_left(to, m.start + 1)
            if i < count:
                end = m.end
                j = i if end <= to[i] else bisect_left(to, end, i)
                if j < count and not (
                    m.what == "outlet" and i and self.word[i - 1] in _IN_A_REGION and m.start == self.at[i]
                ):
                    mention[i] = (m, j)

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


def words_of(page: "Page") -> Words:
    """The words of a report, cut once and kept on the page."""
    if not isinstance(page.tokens, Words):
        page.tokens = Words(page)
    return page.tokens
