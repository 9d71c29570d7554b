"""Tokens of an English page: words and signs with their places, and which of them stand in quotation marks.

Danger: an unbalanced quotation mark that swallows the rest of the report.
Duty: one pass over the folded text; quotation marks paired inside a paragraph and never beyond it.
Shape: parallel lists (`raw`, `low`, `a`, `b`); a place is a token's number. `quote[i]` is the number of the quotation token
i stands in, or -1; `quotes[q]` is its (opening, closing) token, the closing one excluded from the words.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import compress
from operator import ne

from wasata.listen.en.cutting import cut
from wasata.listen.pieces import lowered
from wasata.listen.reader import Page
from wasata.values import Span

_MARGIN = 16
_new = tuple.__new__  # a span without the call of a named tuple
_MARKS = frozenset(('"', "'"))
_DOUBLED = frozenset(("''", "``"))


class Tokens:
    """The tokens of one page."""

    __slots__ = (
        "a",
        "b",
        "capitals",
        "first",
        "last",
        "low",
        "page",
        "paragraph",
        "parties",
        "quote",
        "quotes",
        "raw",
        "sentence",
    )

    def __init__(self, page: Page) -> None:
        text = page.folded.text
        self.page = page
        self.parties: object | None = None
        words, low, at, to, _, _ = cut(text)
        self.raw: list[str] = words[:]
        self.low: list[str] = low[:]
        self.a: list[int] = at[:]
        self.b: list[int] = to[:]
        if "'" in text or "`" in text:
            self._part_quotes(text)
            if self.raw != words:
                self.low = lowered(self.raw)
        raw, a, b = self.raw, self.a, self.b
        # a few blank tokens after the last one: whoever looks ahead finds nothing instead of falling off the edge
        size = len(text)
        raw += ["\n"] * _MARGIN
        a += [size] * _MARGIN
        b += [size] * _MARGIN
        self.low += ["\n"] * _MARGIN
        changed = compress(range(len(raw)), map(ne, raw, self.low))
        self.capitals: list[int] = [k for k in changed if raw[k][0].isupper()]
        for k in self.capitals:
            if raw[k][-1] == "." and raw[k].count(".") == 1:
                self.low[k] = self.low[k][:-1]  # "Mr." is "mr"; "U.S." stays
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
        self.sentence: list[int] = [0] * len(raw)
        for n, (first, last) in enumerate(zip(self.first, self.last, strict=True)):
            self.sentence[first:last] = [n] * (last - first)
        self.quote: list[int] = [-1] * len(raw)
        self.quotes: list[tuple[int, int]] = []
        if '"' in text or "'" in text or "`" in text:
            self._pair_quotes()

    def _part_quotes(self, text: str) -> None:
        """Parts "the rebels'" where the mark closes a quotation, and writes doubled single marks as one double mark."""
        raw, a, b = self.raw, self.a, self.b
        closing = set()
        for k in self._with_marks(text):
            word = raw[k]
            if len(word) == 1 or word[-1] not in "'`":
                continue
            if word in _DOUBLED:
                raw[k] = '"'
            elif word[-1] == "'" and _closes_single(text, a[k]):
                closing.add(k)
        if not closing:
            return
        self.raw, self.a, self.b = [], [], []
        for k, word in enumerate(raw):
            cuts = [(word[:-1], a[k], b[k] - 1), ("'", b[k] - 1, b[k])] if k in closing else [(word, a[k], b[k])]
            for piece, start, end in cuts:
                self.raw.append(piece)
                self.a.append(start)
                self.b.append(end)

    def _with_marks(self, text: str) -> list[int]:
        """The tokens that hold a mark of quotation, in order."""
        places = []
        for mark in "\"'`":
            at = text.find(mark)
            while at >= 0:
                places.append(at)
                at = text.find(mark, at + 1)
        return sorted({bisect_right(self.a, at) - 1 for at in places})

    def span(self, i: int, j: int) -> Span:
        """Tokens i..j (j excluded) as a span of the report."""
        folded = self.page.folded
        if folded.cuts is None:
            return _new(Span, (self.a[i], self.b[j - 1]))
        return folded.span(self.a[i], self.b[j - 1])

    def words(self, i: int, j: int) -> str:
        """The folded words of tokens i..j (j excluded)."""
        return self.page.folded.text[self.a[i] : self.b[j - 1]] if i < j else ""

    def _pair_quotes(self) -> None:
        marks = [k for k in self._with_marks(self.page.folded.text) if self.raw[k] in _MARKS]
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


def _closes_single(text: str, start: int) -> bool:
    """Whether an opening single mark stands unclosed before this word in its line (then ' after a final s closes it)."""
    line = text[max(text.rfind("\n", 0, start), start - 400, 0) : start]
    return bool(_OPENING.search(line)) and len(_OPENING.findall(line)) > len(_CLOSING.findall(line))


_OPENING = re.compile(r"(?<![\w'])'(?=\w)")
_CLOSING = re.compile(r"(?<=[\w.,!?])'(?!\w)")


def tokens_of(page: Page) -> Tokens:
    """The tokens of a page, made once for all its steps."""
    if not isinstance(page.tokens, Tokens):
        page.tokens = Tokens(page)
    return page.tokens
