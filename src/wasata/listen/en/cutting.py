"""Cutting: an English report's words and signs, and the pieces that dates and figures count with, in one go.

Danger: a word index that slips against the text.
Duty: both cuts of a folded text, with their places.
Shape: nearly every stretch between spaces is one plain word, or a word and a common sign, for both; runs of plain words are
taken as they are, many at once. Only what holds more ("Israel's", "U.S.", "1,400") is cut by the two patterns, which takes
ten times as long.
"""

import re
from functools import lru_cache
from itertools import accumulate, repeat
from operator import add
from typing import NamedTuple

from wasata.listen.pieces import PIECE, Pieces, lowered, word_set

_ABBREVIATED = (
    "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Gen Lt Col Maj Capt Sgt Adm Brig Prof Rev Jr Sr St "
    "Jan Feb Mar Apr Aug Sept Oct Nov Dec"
)
_WORD = re.compile(
    r"[a-z]\w*(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxz])'(?!'))?(?=[\s,.;:)'\"])"
    r"|(?:[A-Za-z]\.){2,}"
    rf"|(?:{'|'.join(_ABBREVIATED.split())})\.(?=\W)"
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|\d[\d,.]*\d%?|\w+(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxzSXZ])'(?!'))?(?=\W|$)|''|``|\S"
)
_WITH_DOT = word_set(_ABBREVIATED)
_SIGNS = frozenset('.,;:)?!"')
_ONES = repeat(1)


class Cut(NamedTuple):
    """`words[i]` stands in the folded text at `at[i]` up to `to[i]`. A line's end is a piece, no word."""

    words: list[str]
    at: list[int]
    to: list[int]
    pieces: Pieces


@lru_cache(maxsize=2)
def cut(text: str) -> Cut:
    """Cuts a folded text; for reading only, since all who ask share it."""
    pieces = Pieces([], [], [])
    whole = Cut([], [], [], pieces)
    words, starts, ends = pieces
    place = copied = 0
    text = text.replace("\t", " ").replace("\r", " ")
    for line in text.split("\n"):
        parts = line.split(" ")
        sizes = [*map(len, parts)]
        at = [*accumulate(map(add, sizes, _ONES), initial=place)]
        to = [*map(add, at, sizes)]
        plain = bytes(map(str.isalpha, parts))
        taken = 0
        while (n := plain.find(0, taken)) >= 0:
            word, until = parts[n], to[n]
            sign = word[-1:]
            if sign in _SIGNS:
                word = word[:-1]
                parts[n], to[n] = word, until - 1
            alike = word.isdecimal() or (len(word) > 1 and word.isalpha() and not (sign == "." and word in _WITH_DOT))
            words += parts[taken : n + alike]
            starts += at[taken : n + alike]
            ends += to[taken : n + alike]
            taken = n + 1
            if not alike:
                if until > at[n]:
                    _copy(whole, copied)
                    _cut_by_patterns(whole, text, at[n], until)
                    copied = len(words)
            elif sign in _SIGNS:
                words.append(sign)
                starts.append(until - 1)
                ends.append(until)
        words += parts[taken:]
        starts += at[taken:-1]
        ends += to[taken:]
        _copy(whole, copied)
        place = at[-1]
        words.append("\n")  # dates and figures never look across it
        starts.append(place - 1)
        ends.append(place)
        copied = len(words)
    for column in pieces:
        column.pop()  # no line ends after the last
    return whole


def _copy(whole: Cut, since: int) -> None:
    """Takes the pieces from `since` on as words."""
    words, at, to, pieces = whole
    words += pieces.words[since:]
    at += pieces.starts[since:]
    to += pieces.ends[since:]


def _cut_by_patterns(whole: Cut, text: str, here: int, until: int) -> None:
    words, at, to, pieces = whole
    found = PIECE.findall(text, here, until)
    places = [*accumulate(map(len, found), initial=here)]
    pieces.words.extend(found)
    pieces.starts.extend(places[:-1])
    pieces.ends.extend(places[1:])
    for word in _WORD.findall(text, here, until + 2):  # an initial is known by the space and the capital after it
        here = text.index(word, here)
        if here < until:
            words.append(word)
            at.append(here)
            here += len(word)
            to.append(here)


def pieces_of(text: str) -> Pieces:
    """The pieces of a folded text, in order; dates and figures of one report share them."""
    return cut(text).pieces


@lru_cache(maxsize=2)
def small_pieces_of(text: str) -> list[str]:
    """The words of the pieces in small letters; for reading only, since all who ask share them."""
    return lowered(cut(text).pieces.words)
