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
_AT_ONCE = 256
"""Parts of a line taken together: putting one in between moves those after it, and a hostile line has millions."""


class Cut(NamedTuple):
    """`words[i]` stands in the folded text at `at[i]` up to `to[i]`; `low` are the words in small letters, `small` the
    pieces. A line's end is a piece, no word."""

    words: list[str]
    low: list[str]
    at: list[int]
    to: list[int]
    pieces: Pieces
    small: list[str]


@lru_cache(maxsize=2)
def cut(text: str) -> Cut:
    """Cuts a folded text; for reading only, since all who ask share it."""
    whole = Cut([], [], [], [], Pieces([], [], []), [])
    words, starts, ends = whole.pieces
    place = 0
    text = text.replace("\t", " ").replace("\r", " ")
    for line in text.split("\n"):
        parts = line.split(" ")
        for first in range(0, len(parts), _AT_ONCE):
            place = _cut_parts(whole, text, parts[first : first + _AT_ONCE], place)
        whole.small.append("\n")
        words.append("\n")  # dates and figures never look across it
        starts.append(place - 1)
        ends.append(place)
    for column in (words, starts, ends, whole.small):
        column.pop()  # no line ends after the last
    return whole


def _cut_parts(whole: Cut, text: str, parts: list[str], place: int) -> int:
    """Adds what stands in some parts of a line; the place after them."""
    sizes = [*map(len, parts)]
    at = [*accumulate(map(add, sizes, _ONES), initial=place)]
    place = at.pop()
    to = [*map(add, at, sizes)]
    apart: list[tuple[int, int, list[str], list[int], list[int]]] = []
    plain = bytes(map(str.isalpha, parts))
    n = plain.rfind(0)
    while n >= 0:  # from the last one on, so that the places of those before stay true
        word, here, until = parts[n], at[n], to[n]
        sign = word[-1:]
        if sign in _SIGNS:
            word = word[:-1]
            until -= 1
        alike = word.isdecimal() or (len(word) > 1 and word.isalpha() and not (sign == "." and word in _WITH_DOT))
        if not alike:
            head, joint, tail = word.partition("'" if "'" in word else "-")
            if head.isalpha() and tail.isalpha() and sign not in "?!" and to[n] < len(text):
                found, own = [head, joint, tail], ([word], [here], [until])  # "Israel's", "Al-Thani"; not "isn't!"
            else:
                until = to[n]
                found, own = PIECE.findall(text, here, until), _words(text, here, until)
        if until < to[n]:
            parts[n], to[n] = word, until
            parts.insert(n + 1, sign)
            at.insert(n + 1, until)
            to.insert(n + 1, until + 1)
        if not alike:
            places = [*accumulate(map(len, found), initial=here)]
            parts[n : n + 1] = found
            at[n : n + 1] = places[:-1]
            to[n : n + 1] = places[1:]
            apart.append((len(parts) - n, len(found), *own))
        n = plain.rfind(0, 0, n)
    words, low, starts, ends, pieces, small = whole
    lowered_parts = lowered(parts)
    small += lowered_parts
    pieces.words.extend(parts)
    pieces.starts.extend(at)
    pieces.ends.extend(to)
    done = 0
    for tail_size, size, own_words, own_at, own_to in reversed(apart):
        n = len(parts) - tail_size
        words += parts[done:n] + own_words
        low += lowered_parts[done:n] + lowered(own_words)
        starts += at[done:n] + own_at
        ends += to[done:n] + own_to
        done = n + size
    words += parts[done:]
    low += lowered_parts[done:]
    starts += at[done:]
    ends += to[done:]
    return place


def _words(text: str, here: int, until: int) -> tuple[list[str], list[int], list[int]]:
    """The words of a part that holds more than one."""
    words, at, to = [], [], []
    for word in _WORD.findall(text, here, until + 2):  # an initial is known by the space and the capital after it
        here = text.index(word, here)
        if here < until:
            words.append(word)
            at.append(here)
            here += len(word)
            to.append(here)
    return words, at, to


def pieces_of(text: str) -> Pieces:
    """The pieces of a folded text, in order; dates and figures of one report share them."""
    return cut(text).pieces


def small_pieces_of(text: str) -> list[str]:
    """The words of the pieces in small letters; for reading only, since all who ask share them."""
    return cut(text).small
