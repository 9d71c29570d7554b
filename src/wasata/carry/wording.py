"""How near two wordings are to each other: the same letter by letter, the same words, or most of them. Pure.

Danger: a passage taken for the leaked one that only speaks of the same; a variant of one word, which a single person was shown,
passed over as the same.
Duty: compare words that appeared outside with one text of the record, part with whole either way; show where they agree.
Shape: words are compared without the marks above Arabic letters, with the letters that hands write for one another taken as one,
and without case; what is shown are the text's own letters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from wasata.carry.relay import TELLING, alike

Grade = Literal["letters", "words", "near"]
GRADES: tuple[Grade, ...] = ("letters", "words", "near")
"""The same letters; the same words, written otherwise; most of the words."""
SHARE = 0.6
"""Of the shorter of two texts so much stands in the other, where no run of words tells by itself."""
SHORT = 3
"""A run of so many words in a row at least."""
_WORD = re.compile(r"[\w\u064b-\u065f\u0670\u0640\u200b-\u200f\u2060\ufeff]+")


class Word(NamedTuple):
    """A word where it stands, and as it is compared."""

    start: int
    end: int
    plain: str


class Piece(NamedTuple):
    """A stretch of a text: whether it stands so in what appeared."""

    words: str
    same: bool


class Match(NamedTuple):
    """How near a text is: `run`: so many words in a row are the same; `same` of `asked` words that appeared stand in it.
    `pieces`: the text itself, cut where it agrees and where not."""

    grade: Grade
    run: int
    same: int
    asked: int
    pieces: tuple[Piece, ...]


class Asked(NamedTuple):
    """What appeared, made ready to be compared with many texts."""

    letters: str
    plain: tuple[str, ...]
    threes: frozenset[tuple[str, ...]]


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text."""
    found = (Word(m.start(), m.end(), alike(m[0])) for m in _WORD.finditer(text))
    return tuple(w for w in found if w.plain)


def asked(words: str) -> Asked:
    """What appeared, read once."""
    plain = tuple(w.plain for w in words_of(words))
    return Asked(_letters(words), plain, frozenset(_threes(plain)))


def compared(what: Asked, text: str) -> Match | None:
    """How near a text is to what appeared; None if it is not."""
    known = words_of(text)
    plain = [w.plain for w in known]
    if not plain or not what.plain:
        return None
    shorter = min(len(plain), len(what.plain))
    if len(plain) < min(TELLING, len(what.plain)) and len(plain) < SHARE * len(what.plain):
        return None  # a name or two words of a long report stand in many places
    if shorter >= SHORT and not what.threes.intersection(_threes(plain)):
        return None
    blocks = [b for b in SequenceMatcher(None, what.plain, plain, autojunk=False).get_matching_blocks() if b.size]
    run, same = max((b.size for b in blocks), default=0), sum(b.size for b in blocks)
    if run < min(TELLING, shorter) and (run < SHORT or same < SHARE * shorter):
        return None
    grade: Grade = "near"
    if run == shorter:
        letters = _letters(text)
        grade = "letters" if what.letters in letters or letters in what.letters else "words"
    spans = [(known[b.b].start, known[b.b + b.size - 1].end) for b in blocks if b.size > 1 or shorter < SHORT]
    return Match(grade, run, same, len(what.plain), _cut(text, spans))


def _threes(plain: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(plain[n : n + SHORT]) for n in range(len(plain) - SHORT + 1)}


def _letters(text: str) -> str:
    """The letters as they are, but for blanks and how they were composed, without what stands around them."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" .،,؛;:!؟?«»“”„\"'()[]")


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text in stretches that agree and stretches that do not; blanks and points between words that agree, agree too."""
    pieces: list[Piece] = []
    for start, end, same in _stretches(len(text), spans):
        told, same = text[start:end], same or (bool(pieces) and not _WORD.search(text[start:end]))
        if pieces and pieces[-1].same == same:
            pieces[-1] = Piece(pieces[-1].words + told, same)
        elif told:
            pieces.append(Piece(told, same))
    return tuple(pieces)


def _stretches(length: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    at = 0
    for start, end in spans:
        yield at, start, False
        yield start, end, True
        at = end
    yield at, length, False
