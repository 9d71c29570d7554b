"""Pieces: the words, numbers and signs of a folded text, each with its place.

Danger: a step that looks back over a whole text for every word, so that a long hostile line takes minutes.
Duty: cut a text once for all who count and date; looking around is by index, always within a fixed number of pieces.
Shape: three lists of one length. "و899" is two pieces that touch, "2.3", "1,400" and "8ر1" are one, each sign is one, and
a web address is one. A line's
end is a piece of its own ("\\n"), so that nothing is read across it.
"""

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from wasata.listen.letters import fold_word

PIECE = re.compile(r"(\d+(?:[.,،ر]\d+)*|(?:https?://|www\.)\S+|[^\W\d_]+|[^\w \t\r]|_)")


class Pieces(NamedTuple):
    """`words[i]` stands in the folded text at `starts[i]` up to `ends[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def touches(self, i: int) -> bool:
        """Whether piece `i` follows the one before it without white space."""
        return 0 < i < len(self.starts) and self.ends[i - 1] == self.starts[i]

    def cut(self, text: str, start: int, end: int) -> None:
        """Adds the pieces of a stretch of the text."""
        word, begin, stop = self.words.append, self.starts.append, self.ends.append
        for m in PIECE.finditer(text, start, end):
            word(m[0])
            begin(m.start())
            stop(m.end())


@lru_cache(maxsize=2)
def pieces_of(folded_text: str) -> Pieces:
    """The pieces of a folded text, in order; dates and figures of one report share them.

    Split and summed up without a step of the interpreter for each: a third of the time of walking over the matches.
    """
    parts = PIECE.split(folded_text)
    ends = list(accumulate(map(len, parts)))
    return Pieces(parts[1::2], ends[0:-1:2], ends[1::2])


def lowered(words: list[str]) -> list[str]:
    """The words in small letters: one call for all of them, which is many times faster than one for each."""
    low = "\0".join(words).lower().split("\0")
    return low if len(low) == len(words) else [w.lower() for w in words]  # a word may hold the sign itself


def word_set(words: str) -> frozenset[str]:
    """The words of a line, for tables of small words."""
    return frozenset(words.split())


def folded_set(words: str) -> frozenset[str]:
    """The words of a line in folded Arabic spelling, for tables of small words."""
    return frozenset(map(fold_word, words.split()))
