"""Tokens of an English page: words and signs with their places, and which of them stand in quotation marks.

Danger: an unbalanced quotation mark that swallows the rest of the report.
Duty: one pass over the folded text; quotation marks paired inside a paragraph and never beyond it.
Shape: parallel lists (`raw`, `low`, `a`, `b`); a place is a token's number. `quote[i]` is the number of the quotation token
i stands in, or -1; `quotes[q]` is its (opening, closing) token, the closing one excluded from the words.
"""

from bisect import bisect_left
from itertools import compress

from wasata.listen.en.cutting import cut
from wasata.listen.reader import Page
from wasata.values import Span

_MARGIN = 16
_EDGE = ["\n"] * _MARGIN
_new = tuple.__new__  # a span without the call of a named tuple


class Tokens:
    """The tokens of one page."""

    __slots__ = (
        "a", "asking", "b", "capitals", "first", "last", "low", "page", "paragraph", "parties", "pieces", "quote",
        "quotes", "raw", "sentence", "small", "told", "waking",
    )  # fmt: skip

    def __init__(self, page: Page) -> None:
        text = page.folded.text
        self.page = page
        self.parties: object | None = None
        raw, low, capital, quotes, wakes, classes, self.a, self.b, self.pieces, self.small, self.asking = cut(text)
        here = range(len(raw))
        # a few blank tokens after the last one: whoever looks ahead finds nothing instead of falling off the edge
        size = len(text)
        self.raw: list[str] = [*raw, *_EDGE]
        self.low: list[str] = [*low, *_EDGE]
        self.a += [size] * _MARGIN
        self.b += [size] * _MARGIN
        a = self.a
        self.capitals: list[int] = list(compress(here, capital))
        self.waking: list[int] = list(compress(here, wakes))
        """The words that can begin or carry a statement."""
        self.told: list[tuple[int, tuple[str, ...]]] = list(
            zip(compress(here, classes), filter(None, classes), strict=True)
        )
        """Those that events are told with, each with its classes."""
        self.first: list[int] = []
        self.last: list[int] = []
        self.paragraph: list[int] = []
        places = page.folded.places
        for s in page.sentences:
            start = s.start if places is None else bisect_left(places, s.start)
            end = s.end if places is None else bisect_left(places, s.end)
            self.first.append(bisect_left(a, start))
            self.last.append(bisect_left(a, end))
            self.paragraph.append(s.paragraph)
        self.sentence: list[int] = [0] * len(a)
        for n, (first, last) in enumerate(zip(self.first, self.last, strict=True)):
            self.sentence[first:last] = [n] * (last - first)
        self.quote: list[int] = [-1] * len(a)
        self.quotes: list[tuple[int, int]] = []
        marks = list(compress(here, quotes))
        if marks:
            self._pair_quotes(marks)

    def span(self, i: int, j: int) -> Span:
        """Tokens i..j (j excluded) as a span of the report."""
        folded = self.page.folded
        if folded.cuts is None:
            return _new(Span, (self.a[i], self.b[j - 1]))
        return folded.span(self.a[i], self.b[j - 1])

    def words(self, i: int, j: int) -> str:
        """The folded words of tokens i..j (j excluded)."""
        return self.page.folded.text[self.a[i] : self.b[j - 1]] if i < j else ""

    def _pair_quotes(self, marks: list[int]) -> None:
        n = len(self.first)
        k = 0
        while k < n:
            last = k
            while last + 1 < n and self.paragraph[last + 1] == self.paragraph[k]:
                last += 1
            begin, end = self.first[k], self.last[last]
            here = marks[bisect_left(marks, begin) : bisect_left(marks, end)]
            if here:
                self._pair_in(here, end)
            k = last + 1

    def _pair_in(self, marks: list[int], last: int) -> None:
        text, folded = self.page.text, self.page.folded
        opened = single = -1
        for i in marks:
            word = self.raw[i]
            if word == '"':
                sign = text[folded.to(self.a[i])]
                before = folded.text[self.a[i] - 1] if self.a[i] else " "
                after = folded.text[self.b[i]] if self.b[i] < len(folded.text) else " "
                opens = sign in "“«„" or (
                    sign not in "”»" and (before.isspace() or before in "([-–—") and not after.isspace()
                )
                if opened < 0:
                    if opens or sign not in "”»":
                        opened = i
                elif opens and not after.isspace() and sign in "“«„":
                    opened = i
                else:
                    self._note_quote(opened, i)
                    opened = -1
            elif word == "'" and opened < 0:
                after = folded.text[self.b[i]] if self.b[i] < len(folded.text) else " "
                before = folded.text[self.a[i] - 1] if self.a[i] else " "
                if single < 0:
                    if (before.isspace() or before == "(") and not after.isspace():
                        single = i
                elif not after.isalnum():
                    self._note_quote(single, i)
                    single = -1
        if opened >= 0 and last - opened > 4:
            self._note_quote(opened, last)

    def _note_quote(self, opening: int, closing: int) -> None:
        if closing - opening < 2:
            return
        self.quote[opening:closing] = [len(self.quotes)] * (closing - opening)
        self.quotes.append((opening, closing))


def tokens_of(page: Page) -> Tokens:
    """The tokens of a page, made once for all its steps."""
    if not isinstance(page.tokens, Tokens):
        page.tokens = Tokens(page)
    return page.tokens
