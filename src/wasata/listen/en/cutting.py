"""Cutting: the words and signs of an English report, and the pieces that dates and figures count with, in one go.

Danger: a word index that slips against the text; a table asked anew for every word of every report.
Duty: both cuts of a folded text, with their places and what each step asks of a word, answered once a form.
Shape: a part is cut as if it stood by itself before a blank. What hangs on more than that is settled for the whole text: an
initial before a name ("J. Smith"), and whether the mark after "rebels'" closes a quotation.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

from wasata.listen import cutting
from wasata.listen.en.calendar_words import OPENS_A_DATE
from wasata.listen.en.cues import WAKING
from wasata.listen.en.event_words import classes_of
from wasata.listen.en.numbers import OPENERS
from wasata.listen.pieces import Pieces, lowered

_TOKEN = re.compile(
    r"([A-Za-z][a-z]*+(?=[ ,\n])"
    r"|[a-z]\w*(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxz])'(?!'))?(?=[\s,.;:)'\"])"
    r"|(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Prof|Rev|Jr|Sr|St"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.(?=\W)"
    r"|\d[\d,.]*\d%?|\w+(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxzSXZ])'(?!'))?(?=\W|$)|''|``|\S)"
)
"""Plain words before a blank first: they are most of any text."""
_INITIAL = re.compile(r"[A-Z]\.(?=\s[A-Z])")
_OPENING = re.compile(r"(?<![\w'])'(?=\w)")
_CLOSING = re.compile(r"(?<=[\w.,!?])'(?!\w)")
_MARKS = frozenset(('"', "'"))
_DOUBLED = frozenset(("''", "``"))


class Known(NamedTuple):
    """What is known of a word by itself."""

    raw: str  # as it is written; doubled single marks are one double mark
    low: str  # in small letters, an abbreviation without its dot: "Mr." is "mr"; "U.S." stays
    capital: bool
    quotes: bool  # a quotation mark
    shuts: bool  # "rebels'": the mark may close a quotation
    wakes: bool  # it can begin or carry a statement
    classes: tuple[str, ...]  # the classes of events it belongs to


class Cut(NamedTuple):
    """What is known of the words, by column; word i stands in the folded text at `a[i]` up to `b[i]`. A line's end is a piece,
    no word."""

    raw: Sequence[str]
    low: Sequence[str]
    capital: Sequence[bool]
    quotes: Sequence[bool]
    wakes: Sequence[bool]
    classes: Sequence[tuple[str, ...]]
    a: list[int]
    b: list[int]
    pieces: Pieces
    small: list[str]
    """The pieces in small letters."""
    asking: list[int]
    """The pieces at which a date or a figure may begin."""


def cut(text: str) -> Cut:
    """Cuts a folded text."""
    whole = cutting.Cut(_parts(), text)
    b, apart, asks, known = whole.columns()
    raw, low, capital, quotes, shuts, wakes, classes = known
    pieces, asking = whole.pieces(raw, b, apart, asks)
    changes = dict(_changes(text, whole.at, raw, shuts))
    if changes:
        whole.change(_parts(), changes)
        b, _, _, (raw, low, capital, quotes, _, wakes, classes) = whole.columns()
    return Cut(raw, low, capital, quotes, wakes, classes, whole.at, b, pieces, lowered(pieces.words), asking)


def _changes(
    text: str, a: list[int], raw: Sequence[str], shuts: Sequence[bool]
) -> Iterator[tuple[int, tuple[int, list[str]]]]:
    """Which words are cut otherwise by what stands around them: the word, how many go, and what stands there instead."""
    for m in _INITIAL.finditer(text):
        k = bisect_left(a, m.start())
        if k < len(a) and a[k] == m.start() and len(raw[k]) == 1:
            yield k, (2, [m[0]])
    for k in compress(range(len(a)), shuts):
        if _closes_single(text, a[k]):
            yield k, (1, [raw[k][:-1], "'"])


def _closes_single(text: str, start: int) -> bool:
    """Whether an opening single mark stands unclosed before this word in its line (then ' after a final s closes it)."""
    line = text[max(text.rfind("\n", 0, start), start - 400, 0) : start]
    return bool(_OPENING.search(line)) and len(_OPENING.findall(line)) > len(_CLOSING.findall(line))


@cache
def _parts() -> cutting.Parts:
    """The parts met so far."""
    return cutting.Parts(_TOKEN, known, _asks)


def _asks(piece: str) -> bool:
    """Whether a date or a figure may begin at a piece."""
    low = piece.lower()
    return low in OPENS_A_DATE or low in OPENERS or low[0].isdecimal()


def known(word: str) -> Known:
    """What is known of a word by itself."""
    raw = '"' if word in _DOUBLED else word
    low = raw.lower()
    capital = raw != low and raw[0].isupper()
    if capital and raw[-1] == "." and raw.count(".") == 1:
        low = low[:-1]
    shuts = len(raw) > 1 and raw[-1] == "'"
    return Known(raw, low, capital, raw in _MARKS, shuts, low in WAKING, classes_of(low))
