"""Cutting: an Arabic report's words and signs, and the pieces that dates and figures count with, in one go.

Danger: a word index that slips against the text.
Duty: both cuts of a folded text, with their places and what is known of each word.
Shape: nearly every stretch between spaces is one word, one number, or a word and a sign, for both cuts; only what holds more
("12:30", "15ألفا", "a_b", an address) is cut otherwise for counting than for grammar.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from wasata.listen import cutting
from wasata.listen.ar.calendar_words import openings
from wasata.listen.ar.known import Known, known
from wasata.listen.ar.quantities import counting_words
from wasata.listen.pieces import Pieces

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*|[^\w\s]")


class Cut(NamedTuple):
    """`words[i]` stands in the folded text at `at[i]` up to `to[i]`. A line's end is a piece, no word.

    `asking` are the pieces at which a date or a figure may begin, in order.
    """

    words: Sequence[str]
    bare: Sequence[str]
    known: Sequence[Known]
    at: list[int]
    to: list[int]
    pieces: Pieces
    asking: list[int]


def cut(text: str) -> Cut:
    """Cuts a folded text. A comma of another script is read as an Arabic one, except by who counts."""
    whole = cutting.Cut(_parts(), text)
    to, apart, asks, (words, bare, of) = whole.columns()
    return Cut(words, bare, of, whole.at, to, *whole.pieces(words, to, apart, asks))


@cache
def _parts() -> cutting.Parts:
    """The parts met so far."""
    return cutting.Parts(_WORD, _read, _asks)


def _asks(piece: str) -> bool:
    """Whether a date or a figure may begin at a piece."""
    return piece[0].isdecimal() or piece in openings() or piece in counting_words()


def _read(word: str) -> tuple[str, str, Known]:
    read = "،" if word == "," else word
    return read, *known(read)
