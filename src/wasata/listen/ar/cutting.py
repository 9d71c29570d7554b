"""Cutting: an Arabic report's words and signs, and the pieces that dates and figures count with, in one go.

Danger: a word index that slips against the text.
Duty: both cuts of a folded text, with their places.
Shape: nearly every stretch between spaces is one word, one number, or a word and a common sign, for both; these are
taken as they are. Only what holds more ("12:30", "15ألفا", "a_b", an address) is cut by the two patterns, which takes
four times as long.
"""

import re
from typing import NamedTuple

from wasata.listen.pieces import Pieces

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*|[^\w\s]")
_COMMON_SIGNS = frozenset('،.؛:؟!,"')
_OPENING_SIGNS = frozenset('"(')


class Cut(NamedTuple):
    """`words[i]` stands in the folded text at `at[i]` up to `to[i]`. A line's end is a piece, no word.

    `figures` are the pieces that begin with a figure, in order.
    """

    words: list[str]
    at: list[int]
    to: list[int]
    pieces: Pieces
    figures: list[int]


def cut(text: str) -> Cut:
    """Cuts a folded text."""
    pieces = Pieces([], [], [])
    whole = Cut([], [], [], pieces, [])
    words, starts, ends, figures = *pieces, whole.figures
    copied = place = 0
    for line in text.split("\n"):
        for part in line.split(" "):
            here = place
            place += len(part) + 1
            if part.isalpha():
                words.append(part)
                starts.append(here)
                ends.append(place - 1)
            elif not part:
                continue
            elif part[-1] in _COMMON_SIGNS and part[:-1].isalpha():
                words.append(part[:-1])
                starts.append(here)
                ends.append(place - 2)
                words.append(part[-1])
                starts.append(place - 2)
                ends.append(place - 1)
            elif part[0] in _OPENING_SIGNS and part[1:].isalpha():
                words.append(part[0])
                starts.append(here)
                ends.append(here + 1)
                words.append(part[1:])
                starts.append(here + 1)
                ends.append(place - 1)
            elif part.isdecimal():
                figures.append(len(words))
                words.append(part)
                starts.append(here)
                ends.append(place - 1)
            else:
                _copy(whole, copied)
                _cut_by_patterns(whole, text, here, place - 1)
                copied = len(words)
        _copy(whole, copied)
        words.append("\n")  # dates and figures never look across it
        starts.append(place - 1)
        ends.append(place)
        copied = len(words)
    for column in pieces:
        column.pop()  # no line ends after the last
    return whole


def _copy(whole: Cut, since: int) -> None:
    """Takes the pieces from `since` on as words."""
    words, at, to, pieces, _ = whole
    words += pieces.words[since:]
    at += pieces.starts[since:]
    to += pieces.ends[since:]


def _cut_by_patterns(whole: Cut, text: str, here: int, until: int) -> None:
    words, at, to, pieces, figures = whole
    for m in _WORD.finditer(text, here, until):
        words.append(m[0])
        at.append(m.start())
        to.append(m.end())
    since = len(pieces.words)
    pieces.cut(text, here, until)
    for n in range(since, len(pieces.words)):
        if pieces.words[n][0].isdecimal():
            figures.append(n)
