"""Cutting: what it has in common in every language: the parts between two blanks, each cut once and kept.

Danger: a place that slips against the text; a memory of parts that grows without end.
Duty: the words of a text with their places and with what a language knows of each, and the pieces that dates and figures
count with, from a table of the parts met before.
Shape: parts repeat from report to report, so nearly every one is found, and a line is cut without a step of the interpreter
for each word. A part has a row for each of its words: how far on the next word starts, the word's letters, the pieces where
they are not the words ("12:30", "15ألفا"), whether a date or a figure may begin at it, and then what the language knows.
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, chain, compress
from operator import add, itemgetter
from typing import Any

from wasata.listen.pieces import PIECE, Pieces

_KEPT = 25_000
"""Parts kept, and as many that were kept before. A report has some two hundred, a thousand reports fifty thousand."""

_LONGEST_KEPT = 40
"""Letters of a part that is kept: a text may be one word of fifty million letters."""

Row = tuple[Any, ...]
_step: Callable[[Row], int] = itemgetter(0)
_Apart = tuple[tuple[str, int, int, bool], ...]
"""Pieces by themselves: each with its place in the part and whether a date or a figure may begin at it."""


class Parts(dict[str, tuple[Row, ...]]):
    """The rows of each part met; none for a part that opens with what is neither blank nor word.

    A part that ends the text, so that no blank follows it, is asked for with a line's end at its own.
    """

    def __init__(self, words: re.Pattern[str], know: Callable[[str], Row], asks: Callable[[str], bool]) -> None:
        """`know` tells of a word what each row of it says, the word as it is to be read first; `asks` of a piece whether a
        date or a figure may begin at it."""
        self._words, self.know, self._asks = words, know, asks
        self._before: dict[str, tuple[Row, ...]] = {}
        self.width = len(know("."))
        """How much is known of a word."""

    def __missing__(self, part: str) -> tuple[Row, ...]:
        found = self._before.get(part)
        if found is None:
            words, _ = self.taken_apart(part)
            found = tuple([row for _, row in words]) if words and words[0][0] == 0 else ()
            if len(part) > _LONGEST_KEPT:
                return found
        if len(self) >= _KEPT:  # what was asked for since the last time is kept once more, the rest let go
            self._before = dict(self)
            self.clear()
        self[part] = found
        return found

    def taken_apart(self, part: str) -> tuple[list[tuple[int, Row]], _Apart]:
        """The rows of a part, each with where its word starts, and the part's pieces."""
        bare = part.removesuffix("\n")
        found = [(m.start(), m[0]) for m in self._words.finditer(bare if bare != part else part + " ")]
        pieces = tuple([(m[0], *m.span(), self._asks(m[0])) for m in PIECE.finditer(bare)])
        known = [self.know(word) for _, word in found]
        same = [(start, of[0]) for (start, _), of in zip(found, known, strict=True)] == [(p[1], p[0]) for p in pieces]
        apart = None if same else (len(found), pieces)
        rows = []
        end = len(bare) + 1
        for n in range(len(found) - 1, -1, -1):
            start, word = found[n]
            beside = None if n else apart  # it stands with the first
            rows.append((start, (end - start, len(word), beside, same and self._asks(word), *known[n])))
            end = start
        return rows[::-1], pieces


class Cut:
    """A text cut: `rows[i]` is the row of the word at `at[i]`."""

    __slots__ = ("_aside", "_width", "at", "rows")

    def __init__(self, parts: Parts, text: str) -> None:
        self._width = parts.width
        self.rows: list[Row] = []
        self.at: list[int] = []
        self._aside: list[tuple[int, int, int, _Apart]] = []
        """Pieces that stand beside the words: before which word, where, instead of how many words, and what they are."""
        rows, at, find, place = self.rows, self.at, parts.__getitem__, 0
        for line in text.split("\n"):
            if place:
                self._aside.append((len(rows), place - 1, 0, _LINE_END))
            begin, end = len(rows), place + len(line) + 1
            bare = line.strip(" ")
            if bare:
                here = bare.split(" ")
                first = place + line.index(bare[0])
                if end > len(text) and len(line) == len(bare) + first - place:
                    here[-1] += "\n"
                rows += chain.from_iterable(map(find, here))
                at += accumulate(map(_step, rows[begin:]), initial=first)
                if at.pop() != first + len(bare) + 1:  # two blanks in a row, or what is neither blank nor word
                    del rows[begin:], at[begin:]
                    self._one_by_one(parts, here, first)
            place = end

    def _one_by_one(self, parts: Parts, line: list[str], place: int) -> None:
        rows, at = self.rows, self.at
        for part in line:
            here = parts[part]
            if here:
                rows += here
                at += accumulate(map(_step, here[:-1]), initial=place)
            elif part:
                words, pieces = parts.taken_apart(part)
                self._aside.append((len(rows), place, len(words), pieces))
                for start, (step, length, _, _, *known) in words:
                    rows.append((step, length, None, False, *known))
                    at.append(place + start)
            place += len(part) + (part[-1:] != "\n")

    def change(self, parts: Parts, changes: dict[int, tuple[int, list[str]]]) -> None:
        """Puts other words where some stand: how many go from a word on, and what stands there one after the other."""
        rows: list[Row] = []
        at: list[int] = []
        since = 0
        for k in sorted(changes):
            count, words = changes[k]
            rows += self.rows[since:k]
            at += self.at[since:k]
            place = self.at[k]
            for word in words:
                rows.append((0, len(word), None, False, *parts.know(word)))
                at.append(place)
                place += len(word)
            since = k + count
        self.rows, self.at = rows + self.rows[since:], at + self.at[since:]

    def columns(self) -> tuple[list[int], tuple[Any, ...], tuple[bool, ...], list[tuple[Any, ...]]]:
        """Where the words end; the pieces some have apart; which may begin a date or a figure; what is known of them."""
        if not self.rows:
            return [], (), (), [()] * self._width
        _, length, apart, asks, *known = zip(*self.rows, strict=True)
        return list(map(add, self.at, length)), apart, asks, known

    def pieces(
        self, word: Sequence[str], to: list[int], apart: Sequence[Any], asks: Sequence[bool]
    ) -> tuple[Pieces, list[int]]:
        """The pieces, and those a date or a figure may begin at, from the words' columns."""
        pieces, asking = Pieces([], [], []), list[int]()
        words, starts, ends = pieces
        at, here = self.at, range(len(self.at))
        asked = list(compress(here, asks))
        aside = self._aside + [(k, at[k], *apart[k]) for k in compress(here, apart)]
        aside.sort()
        aside.append((len(at), 0, 0, ()))
        since = n = 0
        for first, place, count, beside in aside:
            further = len(words) - since
            while n < len(asked) and asked[n] < first:
                asking.append(asked[n] + further)
                n += 1
            words += word[since:first]
            starts += at[since:first]
            ends += to[since:first]
            since = first + count
            for piece, start, end, may_ask in beside:
                if may_ask:
                    asking.append(len(words))
                words.append(piece)
                starts.append(place + start)
                ends.append(place + end)
        return pieces, asking


_LINE_END: _Apart = (("\n", 0, 1, False),)
