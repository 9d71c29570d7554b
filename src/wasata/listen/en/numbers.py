"""Numbers in English: digits, words, and both at once ("2.3 million", "half a million").

Danger: "one of them" counted, "hundreds" given a value, "Resolution 2735" read as a count.
Duty: the value and the place of every number: digits with separators and decimals, units to trillions in words with or
without hyphens, "a hundred", "two dozen", "two and a half million", "5m". Ordinals and numbers without a value are none.
Worked example: parse_number("three and a half") == 3.5; parse_number("two hundred and fifteen") == 215.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from wasata.listen.en.cutting import pieces_of
from wasata.listen.letters import fold
from wasata.listen.pieces import Pieces, word_set
from wasata.values import Span

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}

SMALL = {word: Decimal(n) for n, word in enumerate(_SMALL)} | {word: Decimal(n) for word, n in _TENS.items()}
OPENERS = frozenset(SMALL) | word_set("hundred thousand million billion dozen half a an single")
"""Words that may open a number."""

MAX_DIGITS = 24
"""A longer run of digits is no count of anything."""

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class Number(NamedTuple):
    """A number as it stands in the folded text, from piece `first` up to (not with) piece `after`."""

    start: int
    end: int
    first: int
    after: int
    value: Decimal
    digits: bool


def digits_value(word: str) -> Decimal | None:
    """What a run of digits is worth: "1,400", "2.3"; None when it is no number."""
    if len(word) > MAX_DIGITS or "،" in word:
        return None
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "")
    elif "," in word or word.count(".") > 1:
        return None
    try:
        return Decimal(word)
    except InvalidOperation:
        return None


def number_at(pieces: Pieces, i: int, low: list[str] | None = None) -> Number | None:
    """The longest number that begins at piece `i`, or None. `low` are the pieces in small letters, if at hand."""
    words, starts, ends = pieces
    low = low if low is not None else [w.lower() for w in words[: i + 24]]
    count = len(low)
    first = low[i]
    digits = first[0].isdecimal()
    if digits:
        value = digits_value(first)
        if value is None:
            return None
        value, after = _spaced(pieces, i, value)
        value, after = _scaled(pieces, low, after, value)
        value, after = _and_a_half(low, after, value)
        return Number(starts[i], ends[after - 1], i, after, value, True)
    if first in ("a", "an"):
        nxt = low[i + 1] if i + 1 < count else ""
        if nxt not in {"hundred", "thousand", "million", "billion", "trillion", "dozen"}:
            return None
        if i and low[i - 1] in {"half", "few", "quarter"}:
            return None
        inner = _words(low, i + 1)
        return Number(starts[i], ends[inner[1] - 1], i, inner[1], inner[0], False) if inner else None
    if first == "half":
        k = i + 1
        if k < count and low[k] in ("a", "an"):
            k += 1
        elif not (k + 1 < count and low[k] == "-" and low[k + 1] in ("million", "billion")):
            return None
        k += 1 if k < count and low[k] == "-" else 0
        scale = _SCALES.get(low[k] if k < count else "") or (12 if k < count and low[k] == "dozen" else None)
        return Number(starts[i], ends[k], i, k + 1, Decimal(scale) / 2, False) if scale else None
    inner = _words(low, i)
    if inner is None:
        return None
    value, after = inner
    value, after = _and_a_half(low, after, value)
    if after < count and low[after] in _SCALES and low[after - 1] == "half":
        value, after = value * _SCALES[low[after]], after + 1
    return Number(starts[i], ends[after - 1], i, after, value, False)


def _spaced(pieces: Pieces, i: int, value: Decimal) -> tuple[Decimal, int]:
    """Takes the groups of three after one space: "500 000", "11 000", "1 250 400"."""
    words, starts, ends = pieces
    after = i + 1
    if not (len(words[i]) <= 3 and words[i].isdecimal() and words[i][0] != "0"):
        return value, after
    while (
        after < len(words)
        and len(words[after]) == 3
        and words[after].isdecimal()
        and starts[after] == ends[after - 1] + 1
        and words[after] != "\n"
    ):
        value = value * 1000 + int(words[after])
        after += 1
    return value, after


def _scaled(pieces: Pieces, low: list[str], k: int, value: Decimal) -> tuple[Decimal, int]:
    """Takes "million" (or a touching "m", "bn") after digits."""
    while k < len(low):
        word = low[k]
        if word in ("hundred", "dozen"):
            value *= 100 if word == "hundred" else 12
        elif word in _SCALES:
            value *= _SCALES[word]
        elif word == "-" and k + 1 < len(low) and low[k + 1] in _SCALES:
            value *= _SCALES[low[k + 1]]
            k += 1
        elif word in _SHORT and pieces.touches(k):
            return value * _SHORT[word], k + 1
        else:
            break
        k += 1
    return value, k


def _and_a_half(low: list[str], k: int, value: Decimal) -> tuple[Decimal, int]:
    if low[k : k + 3] == ["and", "a", "half"]:
        return value + Decimal("0.5"), k + 3
    if low[k : k + 3] == ["and", "one", "half"]:
        return value + Decimal("0.5"), k + 3
    return value, k


def _words(low: list[str], i: int) -> tuple[Decimal, int] | None:
    """(value, piece after) of a number in words."""
    total, group = Decimal(0), Decimal(0)
    k, count = i, len(low)
    any_word = False
    last = 10**15
    step = 0  # the worth of the last small word: a smaller one may follow it
    while k < count and k - i < 24:
        word = low[k]
        if (any_word and word == "and" and k + 1 < count and (low[k + 1] in SMALL) and step >= 100) or (
            any_word and word == "-" and k + 1 < count and low[k + 1] in SMALL and 20 <= step < 100
        ):
            k += 1
            word = low[k]
        if word in SMALL:
            value = SMALL[word]
            if any_word and not (step >= 100 or (20 <= step < 100 and 0 < value < 10)):
                break
            group += value
            step = int(value) if value >= 1 else 1
        elif word == "hundred":
            if any_word and (group == 0 or group >= 100):
                break
            group = (group or Decimal(1)) * 100
            step = 100
        elif word in _SCALES and _SCALES[word] < last:
            if any_word and group == 0:
                break
            total += (group or Decimal(1)) * _SCALES[word]
            group, last, step = Decimal(0), _SCALES[word], _SCALES[word]
        elif word == "dozen":
            if any_word and total:
                break
            return (group or Decimal(1)) * 12, k + 1
        else:
            break
        any_word = True
        k += 1
    return (total + group, k) if any_word else None


def numbers_in(text: str) -> list[tuple[Span, Decimal]]:
    """Every number of an English text with its place, whatever it counts."""
    folded = fold(text, "en")
    pieces = pieces_of(folded.text)
    low = [w.lower() for w in pieces.words]
    found: list[tuple[Span, Decimal]] = []
    i = 0
    while i < len(low):
        number = number_at(pieces, i, low) if low[i][0].isdecimal() or low[i] in OPENERS else None
        if number is None:
            i += 1
            continue
        found.append((folded.span(number.start, number.end), number.value))
        i = number.after
    return found


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else ("two dozen", "2.3 million"), or None."""
    folded = fold(text.strip(), "en").text
    pieces = pieces_of(folded)
    if not pieces.words:
        return None
    low = [w.lower() for w in pieces.words]
    number = number_at(pieces, 0, low) if low[0][0].isdecimal() or low[0] in OPENERS else None
    return number.value if number is not None and number.after == len(low) else None
