"""Numbers in Arabic: digits, words, and both at once ("15 ألفا و899").

Danger: a compound cut in two, so that 15,899 people are read as 899.
Duty: the value and the place of every number: digits of both scripts with separators and decimals; units, teens, tens,
hundreds and scales in every case and gender, with what is attached to them; "مليون ونصف المليون"; duals of scales
("مئتا", "ألفي"). Ordinals ("الثالث") and numbers without a value ("عشرات", "آلاف") are none.
Worked example: parse_number("ثلاثة آلاف و961") == 3961; parse_number("مليون ونصف المليون") == 1500000.
"""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal, NamedTuple

from wasata.listen.letters import fold, fold_word
from wasata.listen.pieces import Pieces, pieces_of

Kind = Literal["unit", "ten", "teen", "tens", "hundred", "hundreds", "scale", "twice", "half", "dozen"]

_UNITS = {
    1: "واحد واحدة احد احدى إحدى",
    2: "اثنان اثنين اثنتان اثنتين إثنان إثنين اثنا اثني اثنتا اثنتي إثنا إثني",
    3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس", 6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع",
}  # fmt: skip
_TENS = {20: "عشر", 30: "ثلاث", 40: "أربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDREDS = {300: "ثلاث", 400: "أربع", 500: "خمس", 600: "ست", 700: "سبع", 800: "ثمان ثماني", 900: "تسع"}
_SCALES = {
    10**3: ("ألف ألفا آلاف الاف", "ألفان ألفين ألفي"),
    10**6: ("مليون مليونا ملايين", "مليونان مليونين مليوني"),
    10**9: ("مليار مليارا مليارات بليون بليونا بلايين", "ملياران مليارين ملياري بليونان بليونين"),
    10**12: ("تريليون تريليونا تريليونات ترليون ترليونا ترليونات", "تريليونان تريليونين تريليوني"),
}
_PARTS = {
    Decimal("0.5"): "نصف", Decimal("0.25"): "ربع", Decimal(1) / 3: "ثلث", Decimal("0.75"): "",
}  # fmt: skip

_CUT = (("", 0), ("و", 1), ("ف", 1), ("ب", 1), ("ل", 1), ("ك", 1), ("وب", 2), ("ول", 2), ("فب", 2), ("وك", 2))
_DEFINITE = (("ال", 0), ("وال", 1), ("بال", 1), ("فال", 1), ("كال", 1), ("لل", 0), ("وبال", 2), ("ولل", 1))

MAX_DIGITS = 24
"""A longer run of digits is no count of anything."""


_ONE_OF = frozenset(head + word for word in ("احد", "احدي") for head, _ in _CUT) - {"واحد"}
"""One of: no number until "عشر" or "عشرون" follows."""


class Atom(NamedTuple):
    """One word of a number: what it is, what it adds, how many letters before it are attached particles."""

    kind: Kind
    value: Decimal
    cut: int
    joined: bool  # by an attached "و"
    definite: bool


class Number(NamedTuple):
    """A number as it stands in the folded text, from piece `first` up to (not with) piece `after`."""

    start: int
    end: int
    first: int
    after: int
    value: Decimal
    definite: bool
    digits: bool  # written in digits alone
    joined: bool  # an attached "و" stands before it


@cache
def atoms() -> dict[str, Atom]:
    """Every written form of every number word, folded, with what may be attached to it."""
    plain: dict[str, tuple[Kind, Decimal]] = {}

    def put(words: str, kind: Kind, value: int | Decimal) -> None:
        for word in words.split():
            plain.setdefault(fold_word(word), (kind, Decimal(value)))

    for value, words in _UNITS.items():
        put(words, "unit", value)
    for value, word in enumerate(("ثلاثا", "أربعا", "خمسا", "ستا", "سبعا", "ثمانيا", "تسعا"), 3):
        put(word, "unit", value)
    put("عشر عشرة عشرا", "ten", 10)
    for value, stem in _TENS.items():
        put(f"{stem}ون {stem}ين", "tens", value)
    put("مئة مائة مئات", "hundred", 100)
    put("مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي", "hundreds", 200)
    for value, stems in _HUNDREDS.items():
        for stem in stems.split():
            put(f"{stem}مئة {stem}مائة", "hundreds", value)
    for scale, (single, twice) in _SCALES.items():
        put(single, "scale", scale)
        put(twice, "twice", 2 * scale)
    for part, words in _PARTS.items():
        put(words, "half", part)
    put("دزينة دستة دزينات دستات", "dozen", 12)
    put("دزينتان دزينتين دستتان دستتين", "tens", 24)
    table: dict[str, Atom] = {}
    for word, (kind, worth) in plain.items():
        for head, cut in _CUT:
            table.setdefault(head + word, Atom(kind, worth, cut, head.startswith("و"), False))
        for head, cut in _DEFINITE:
            table.setdefault(head + word, Atom(kind, worth, cut, head.startswith("و"), True))
    del table["لست"]  # "I am not"
    for word in ("وحد", "بست"):
        table.pop(word, None)
    return table


_GROUPED_TWICE = re.compile(r"\d{1,3}(?:،\d{3})+,\d+")
_GROUPED = re.compile(r"\d{1,3}(?:([,،])\d{3})(?:\1\d{3})*(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")


_TURNED = re.compile(r"(\d{1,4})ر(\d{1,4})")
"""A decimal as agencies write it, the letter between its halves turning them round: "8ر1" is seen as 1ر8."""
_THREE_DIGITS = re.compile(r"\d{3}(?:\.\d+)?")


def digits_value(word: str) -> Decimal | None:
    """What a run of digits with separators is worth: "1,400", "2.3", "2,5", "1.234.567"; None when it is no number."""
    if len(word) > MAX_DIGITS:
        return None
    if word.isdecimal():  # nearly all of them
        return Decimal(word)
    if "ر" in word:
        turned = _TURNED.fullmatch(word)
        return Decimal(f"{turned[2]}.{turned[1]}") if turned else None
    if _GROUPED_TWICE.fullmatch(word):
        plain = word.replace("،", "").replace(",", ".")
    elif _GROUPED.fullmatch(word):
        grouped = word.count(".") >= 2
        plain = word.replace(".", "").replace(",", ".") if grouped else re.sub("[,،]", "", word)
    else:
        signs = sum(c in ".,،" for c in word)
        if signs > 1:
            return None
        plain = re.sub("[,،]", ".", word)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def number_at(pieces: Pieces, i: int, table: dict[str, Atom] | None = None) -> Number | None:
    """The longest number that begins at piece `i`, or None. Never looks further than a number can be long."""
    words, starts, ends = pieces
    table = table or atoms()
    count = len(words)
    total = Decimal(0)
    group: Decimal | None = None
    last: str = ""
    low = Decimal(0)
    ceiling: Decimal | None = None  # the scale below which everything further must stay
    j = i
    begin = starts[i]
    definite = joined_first = False
    only_digits = True
    after = before_group = i
    while j < count and j - i < 24:
        k = j
        joined = False
        if words[k] == "و" and k > i and k + 1 < count:
            joined, k = True, k + 1
        word = words[k]
        if word[0].isdecimal():
            value = digits_value(word)
            if value is None:
                break
            if k == i:
                value, k = _spaced(pieces, k, value)
                group, last, low = value, "digits", value
            elif joined and group is None and ceiling is not None and 0 < value < ceiling and "." not in word:
                group, last, low, before_group = value, "digits", value, after
            elif joined and last in ("hundred", "hundreds") and group is not None and 0 < value < 100:
                group, last = group + value, "digits"
            else:
                break
            j = after = k + 1
            continue
        atom = table.get(word)
        if atom is None:
            break
        if k > i and atom.cut and not atom.joined:
            break  # "ثلاثة بعشرة"
        if k > i and atom.definite and not definite and atom.kind not in ("scale", "half"):
            break  # "عشرة والعشرين"
        joined = joined or (atom.joined and k > i)
        kind, value = atom.kind, atom.value
        if k == i:
            if kind in ("half", "dozen") or (kind == "hundred" and word.endswith("ات")):
                return None
            if kind == "scale" and word.endswith(("الاف", "ملايين", "ات", "بلايين")):
                return None  # thousands, millions: no value
            begin, definite, joined_first = starts[i] + atom.cut, atom.definite, atom.joined
            if kind == "scale":
                twice = word.endswith(("الفا", "ونا", "يارا"))  # "ألفا شاحنة", "مليونا شخص": the dual before its noun
                total, ceiling, last = (2 * value if twice else value), value, "scale"
            elif kind == "twice":
                total, ceiling, last = value, value / 2, "twice"
            else:
                group, last, low = value, kind, value
        elif joined:
            if kind == "half":
                if ceiling is not None and group is None:
                    total += value * ceiling
                    k += 1 if k + 1 < count and _names_scale(table, words[k + 1], ceiling) else 0
                elif group is not None and last != "half":
                    group += value
                else:
                    break
                last, ceiling = "half", None
            elif group is None:
                if ceiling is None or value >= ceiling:
                    break
                if kind == "twice":
                    total, ceiling, last = total + value, value / 2, "twice"
                elif kind == "scale":
                    total, ceiling, last = total + value, value, "scale"
                elif kind == "dozen":
                    break
                else:
                    group, last, low, before_group = value, kind, value, after
            elif kind == "tens" and last == "unit":
                group, last, low = group + value, "tens", value
            elif last in ("hundred", "hundreds") and kind in {"unit", "ten", "tens"}:
                group, last, low = group + value, kind, value
            else:
                break
        elif kind == "ten" and last == "unit" and group is not None and group % 10 < 10 and low < 10:
            group, last = group + 10, "teen"
        elif (
            kind == "hundred"
            and last in ("unit", "digits")
            and group is not None
            and ((last == "digits" and group < 1000) or 3 <= group <= 9)
        ):
            group, last = group * 100, "hundred"
        elif kind == "scale":
            if group is not None and ceiling is not None and value >= ceiling:
                group, after = None, before_group  # "ألفين وثلاثة آلاف" are two numbers
                break
            if group is not None:
                total, group = total + group * value, None
            elif ceiling is not None and value > ceiling:
                total *= value
            else:
                break
            ceiling, last = value, "scale"
        elif kind == "dozen" and group is not None:
            total, group, ceiling, last = total + group * value, None, None, "dozen"
        else:
            break
        only_digits = False
        j = after = k + 1
    if after == i or (after == i + 1 and words[i] in _ONE_OF):
        return None
    value = total + (group or 0)
    return Number(begin, ends[after - 1], i, after, value, definite, only_digits, joined_first)


def _spaced(pieces: Pieces, i: int, value: Decimal) -> tuple[Decimal, int]:
    """Reads "1 414 021" as one number: groups of three digits parted by single spaces."""
    words, starts, ends = pieces
    if len(words[i]) > 3 or not words[i].isdecimal() or words[i][0] == "0":
        return value, i
    run, k = words[i], i
    while (
        k + 1 < len(words) and starts[k + 1] == ends[k] + 1 and len(run) < MAX_DIGITS
        and words[k + 1][0].isdecimal() and _THREE_DIGITS.fullmatch(words[k + 1]) and "." not in run
    ):  # fmt: skip
        k += 1
        run += words[k]
    return (Decimal(run), k) if k > i else (value, i)


def _names_scale(table: dict[str, Atom], word: str, scale: Decimal) -> bool:
    """Whether a word repeats the scale ("مليون ونصف المليون")."""
    atom = table.get(word)
    return atom is not None and atom.kind == "scale" and atom.value == scale


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one number and nothing else ("ثلاثة وعشرين", "2.3 مليون"), or None."""
    folded = fold(text.strip(), "ar").text
    pieces = pieces_of(folded)
    if not pieces.words:
        return None
    number = number_at(pieces, 0)
    return number.value if number is not None and number.after == len(pieces.words) else None
