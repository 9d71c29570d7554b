"""Assessments: what each word of confidence means, and how the words came out.

Danger: "likely" that means a coin's toss to its writer and near certainty to its reader; a word believed for ever that was
wrong as often as right.
Duty: the range of chances of each word; of assessments that are closed, how often each word was borne out, and whether that
is in keeping with what it means. Of words, never of persons.
Shape: `came_out(closed)` → a `WordRecord` for each word. Nothing here knows a clock or a record.
"""

from collections.abc import Iterable
from math import comb
from typing import Literal, NamedTuple

Outcome = Literal["borne_out", "not_borne_out", "unknown"]
Verdict = Literal["too_few", "in_keeping", "more_often", "less_often"]

RANGES: dict[str, tuple[int, int]] = {
    "remote": (0, 10),
    "unlikely": (10, 40),
    "even": (40, 60),
    "likely": (60, 80),
    "highly_likely": (80, 95),
    "nearly_certain": (95, 100),
}
"""Chances in a hundred that each word means, from the least. No chance is without a word."""

FEWEST = 8
"""Of fewer outcomes nothing is said: one more would turn it round."""

RARE = 0.05
"""A count is out of keeping when chance alone, at the nearer end of the word's range, gives it less often than this."""


class WordRecord(NamedTuple):
    """How one word came out. `unknown` were closed without an answer and count for neither side."""

    word: str
    low: int
    high: int
    borne_out: int
    not_borne_out: int
    unknown: int

    @property
    def closed(self) -> int:
        return self.borne_out + self.not_borne_out + self.unknown

    @property
    def decided(self) -> int:
        return self.borne_out + self.not_borne_out

    @property
    def verdict(self) -> Verdict:
        """Whether it came out as the word says, as far as so many can tell."""
        if self.decided < FEWEST:
            return "too_few"
        if _at_most(self.borne_out, self.decided, self.low / 100) < RARE:
            return "less_often"
        if _at_most(self.not_borne_out, self.decided, 1 - self.high / 100) < RARE:
            return "more_often"
        return "in_keeping"


def _at_most(n: int, of: int, chance: float) -> float:
    """How probable it is that `n` or fewer of so many happen, each by this chance."""
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(n + 1))


def came_out(closed: Iterable[tuple[str, Outcome]]) -> tuple[WordRecord, ...]:
    """Of (word, outcome) of each closed assessment, how each word came out; words nobody used are there with none."""
    counted = {word: {"borne_out": 0, "not_borne_out": 0, "unknown": 0} for word in RANGES}
    for word, outcome in closed:
        counted[word][outcome] += 1
    return tuple(WordRecord(word, *RANGES[word], **told) for word, told in counted.items())
