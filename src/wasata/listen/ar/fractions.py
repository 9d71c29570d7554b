"""Fractions and signs in Arabic: "ثلاثة أرباع", "واحد على عشرين", "سالب خمسة", "3/4".

Danger: "خمس" the number taken for "خُمس" the fifth, which is written with the same letters.
Duty: every number of a text for those who ask for numbers and not for figures: with minus signs, fractions, powers of ten
and plain powers. Figures never use it: "نصف السكان" counts nobody.
Shape: one pass over the pieces on top of `numbers.number_at`. A fifth and its like are believed before a definite noun,
after a number of their own, or alone.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from wasata.listen.ar import numbers
from wasata.listen.letters import fold, fold_word
from wasata.listen.pieces import Pieces, pieces_of
from wasata.values import Span

_PARTS = {
    2: "نصف أنصاف نصفين", 3: "ثلث أثلاث ثلثان ثلثين ثلثي", 4: "ربع أرباع ربعين", 5: "خمس أخماس خمسين", 6: "سدس أسداس سدسين",
    7: "سبع أسباع سبعين", 8: "ثمن أثمان ثمنين", 9: "تسع أتساع تسعين", 10: "عشر أعشار عشرين",
}  # fmt: skip
_ZERO = frozenset(("صفر", "الصفر"))
_POINT = frozenset(map(fold_word, ("فاصلة", "فاصله")))
_MINUS = frozenset(map(fold_word, ("سالب", "ناقص", "سالبا")))
_OVER = frozenset(("علي",))
_PART = frozenset(map(fold_word, ["جزء", "أجزاء"]))
_POWER = re.compile(r"(\d+(?:[.,]\d+)?)(?:e([+-]?\d+)|\s?\^\s?([+-]?\d+))")
_SIGNED = re.compile(r"(?<![\w.,/-])-\s?(?=\d)")
_SLASHED = re.compile(r"(?:(\d+)\s)?(\d+)/(\d+)(?![/\d])")


class Value(NamedTuple):
    """A number with its place in the folded text."""

    start: int
    end: int
    value: Decimal


@cache
def _parts() -> dict[str, tuple[int, int]]:
    """Written part → (of how many, how many of them): "ثلثان" is two thirds."""
    table: dict[str, tuple[int, int]] = {}
    for n, words in _PARTS.items():
        for word in map(fold_word, words.split()):
            many = 2 if word.endswith(("ان", "ين", "ثي")) and not word.startswith("ا") else 1
            for head in ("", "و"):
                table[head + word] = (n, many)
    return table


def numbers_in(text: str) -> list[tuple[Span, Decimal]]:
    """Every number of an Arabic text with its place, whatever it counts; a minus sign before digits is read.

    Fractions that stand alone count here ("نصف", "ثلاثة أرباع"), as do "واحد من مئة" and "1 على 3".
    """
    folded = fold(text, "ar")
    return [(folded.span(n.start, n.end), n.value) for n in with_fractions(folded.text, pieces_of(folded.text))]


def with_fractions(text: str, pieces: Pieces) -> list[Value]:
    """Every number of a folded text, whatever it counts."""
    found: list[Value] = []
    i, reach = 0, -1
    while i < len(pieces.words):
        if pieces.starts[i] < reach or (
            i and pieces.words[i - 1][-1].isdecimal() and pieces.touches(i) and pieces.words[i][0].isalpha()
        ):
            i += 1  # a word written on to digits is their unit
            continue
        if pieces.words[i].count(".") > 1 and numbers.digits_value(pieces.words[i]) is None:
            found += [
                Value(pieces.starts[i] + m.start(), pieces.starts[i] + m.end(), Decimal(m.group()))
                for m in re.finditer(r"\d{1,24}", pieces.words[i])
            ]
            i += 1
            continue
        here = _at(text, pieces, i)
        if here is None:
            i += 1
            continue
        found.append(here)
        reach = here.end
        i += 1
    return found


def _at(text: str, pieces: Pieces, i: int) -> Value | None:
    words, starts, _ends = pieces
    word = words[i]
    minus = word in _MINUS or (word == "-" and _SIGNED.match(text, starts[i]) is not None)
    if minus and i + 1 < len(words):
        inner = _unsigned(text, pieces, i + 1)
        return Value(starts[i], inner.end, -inner.value) if inner is not None else None
    return _unsigned(text, pieces, i)


def _unsigned(text: str, pieces: Pieces, i: int) -> Value | None:
    words, starts, ends = pieces
    word = words[i]
    if word in _ZERO:
        return Value(starts[i], ends[i], Decimal(0))
    if word == "." and i + 1 < len(words) and words[i + 1].isdecimal() and pieces.touches(i + 1) and (
        not i or not words[i - 1][0].isdecimal() or not pieces.touches(i)
    ):  # fmt: skip
        if text[ends[i + 1] : ends[i + 1] + 1].isalpha() or len(words[i + 1]) > numbers.MAX_DIGITS:
            return None
        return Value(starts[i], ends[i + 1], Decimal("0." + words[i + 1]))
    if word[0].isdecimal():
        if i and words[i - 1] == "." and pieces.touches(i):
            return None
        if i and pieces.touches(i) and words[i - 1].isascii() and words[i - 1].isalpha():
            return None
        raised = _raised(text, starts[i])
        if raised is not None:
            return raised
        after = starts[i] + len(word)
        if text[after : after + 1].isalpha():
            return None  # "180مل": the unit is written on
    part = _part_at(pieces, i)
    if part is not None:
        return part
    dozen = words[i] in ("دزينه", "دسته")
    if dozen:
        return Value(starts[i], ends[i], Decimal(12))
    if word in _PART:
        return _over(pieces, i, starts[i], Decimal(1), i)
    number = numbers.number_at(pieces, i)
    if number is None:
        return None
    value, end, k = number.value, number.end, number.after
    if k < len(words) and words[k] in _POINT and k + 1 < len(words):
        digits = numbers.number_at(pieces, k + 1)
        if digits is not None:
            over = _over(pieces, digits.after, number.start, digits.value, digits.after)
            if over is not None:
                return Value(number.start, over.end, value + over.value)
            return Value(number.start, digits.end, value + digits.value.scaleb(-len(str(int(digits.value)))))
    added = _added(pieces, k)
    if added is not None:
        return Value(number.start, added[0], value + added[1])
    if words[i] == "واحد" and k == i + 1 and i and words[i - 1] == "اي":
        return None
    parts = _parts().get(words[k]) if k < len(words) else None
    if parts is None and k + 1 < len(words) and words[k] == "و" and words[k + 1] in _parts():
        parts, k = _parts()[words[k + 1]], k + 1
        joined = True
    else:
        joined = parts is not None and words[k].startswith("و")
    if parts is not None and (joined or parts[1] == 1):
        of, many = parts
        if joined:
            value += Decimal(many) / of
        else:
            value = value / of if value < 1000 and not _sums(words, i, number.after) else _last_over(value, of)
        return Value(number.start, ends[k], value)
    counted = _counted_parts(pieces, number)
    if counted is not None:
        return counted
    return _over(pieces, k - (1 if joined else 0), number.start, value, number.after) or Value(number.start, end, value)


def _added(pieces: Pieces, k: int) -> tuple[int, Decimal] | None:
    """(end, worth) of parts joined to a number: "عشرون وثلاثة أخماس"."""
    words, _, ends = pieces
    at = k + 1 if k < len(words) and words[k] == "و" else k
    if at + 1 >= len(words):
        return None
    atom = numbers.atoms().get(words[at])
    parts = _parts().get(words[at + 1])
    if (
        atom is None
        or parts is None
        or atom.kind != "unit"
        or not (atom.joined or at > k)
        or words[at + 1].startswith("و")
    ):
        return None
    return ends[at + 1], atom.value * parts[1] / parts[0]


def _sums(words: list[str], first: int, after: int) -> bool:
    """Whether the last word of a number is a small one joined on ("عشرون وثلاثة أخماس": twenty and three fifths)."""
    atoms = numbers.atoms()
    last = atoms.get(words[after - 1])
    if last is None or last.kind != "unit" or after - first < 2:
        return False
    before = atoms.get(words[after - 2 if words[after - 2] != "و" else after - 3])
    return before is not None and before.value > last.value


def _last_over(value: Decimal, of: int) -> Decimal:
    small = value % 10
    return value - small + small / of if small else value / of


def _part_at(pieces: Pieces, i: int) -> Value | None:
    """A part that stands alone: "نصف", "ثلثان", "خمس الفطيرة"."""
    words, starts, ends = pieces
    parts = _parts().get(words[i])
    if parts is None or words[i].startswith("و"):
        return None
    of, many = parts
    nxt = words[i + 1] if i + 1 < len(words) else ""
    if (
        words[i] in numbers.atoms()
        and numbers.atoms()[words[i]].kind != "half"
        and not (nxt.startswith("ال") or (not nxt and many == 1 and i == 0 and of == 5))
    ):
        return None
    atom = numbers.atoms().get(nxt)
    if atom is not None and atom.definite and words[i] in {"خمس", "نصف", "ربع", "ثلث"}:
        return Value(starts[i], ends[i + 1], atom.value * many / of)
    if of == 2 and nxt in ("دزينه", "دسته"):
        return Value(starts[i], ends[i + 1], Decimal(6))
    if atom is not None and of == 2 and atom.kind == "scale":
        return Value(starts[i], ends[i + 1], atom.value / 2)
    return Value(starts[i], ends[i], Decimal(many) / of)


def _counted_parts(pieces: Pieces, number: numbers.Number) -> Value | None:
    """ "عشرين أجزاء من خمسة وعشرين", "واحد جزء من مئة"."""
    words = pieces.words
    k = number.after
    if k < len(words) and words[k] in _PART:
        return _over(pieces, k, number.start, number.value, k)
    return None


def _over(pieces: Pieces, k: int, start: int, value: Decimal, at: int) -> Value | None:
    """A number over a number: "1 على 3", "واحد من عشرين", "جزء من مئة"."""
    words = pieces.words
    k = at + 1 if at < len(words) and words[at] in _PART else at
    if k >= len(words):
        return None
    if words[k] in _OVER or (words[k] == "من" and (words[k - 1] in _PART or value <= 100)):
        below = numbers.number_at(pieces, k + 1) if k + 1 < len(words) else None
        if (
            below is not None
            and below.value
            and not below.definite
            and (value < below.value or words[k] != "من" or words[k - 1] in _PART)
        ):
            if words[k - 1] in _PART and value > below.value and below.value >= 100:
                rest = value % below.value
                return Value(start, below.end, value - rest + rest / below.value)
            return Value(start, below.end, value / below.value)
    return None


def _raised(text: str, start: int) -> Value | None:
    """ "1e10", "1.1^23", "2 1/4", "3/4"."""
    slashed = _SLASHED.match(text, start)
    if slashed is not None and int(slashed[3]) and text[max(0, start - 1) : start] != "/":
        whole = Decimal(slashed[1] or 0)
        return Value(start, slashed.end(), whole + Decimal(slashed[2]) / Decimal(slashed[3]))
    m = _POWER.match(text, start)
    if m is None:
        return None
    base = Decimal(m[1].replace(",", "."))
    try:
        exponent = int(m[2] or m[3])
        if abs(exponent) > 400:
            return None
        return Value(start, m.end(), base.scaleb(exponent) if m[2] else base**exponent)
    except (InvalidOperation, OverflowError):
        return None
