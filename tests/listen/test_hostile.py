"""A text made to stall the reader takes steps in proportion to its length, end to end, in both languages.

Steps are counted, not timed: every line that runs, each turn of a loop by itself.
"""

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest

from wasata.listen import reader
from wasata.values import Lang

DAY = date(2023, 11, 5)
SMALL, LARGE = 3_000, 6_000
SURPLUS = 1.25
"""How much more than twice the steps a text twice as long may take: the reader looks back over a fixed stretch of words,
which a small text does not fill. Steps that grow with the square would be twice as many again."""

PIECES: dict[tuple[Lang, str], str] = {
    ("ar", "one line without an end"): "وقال الوزير إن القصف قتل 12 شخصا أمس وإن الهدنة مستمرة، مشيرا إلى أن ",
    ("en", "one line without an end"): "the minister said on Monday that the strike killed 12 people and, he added, ",
    ("ar", "one word without an end"): "ا",
    ("en", "one word without an end"): "a",
    ("ar", "straight quotes"): '"',
    ("en", "straight quotes"): '"',
    ("ar", "quotes that only open"): "«",
    ("en", "quotes that only open"): "“",
    ("ar", "quotes that open after a cue"): 'وأضاف "',
    ("en", "quotes that open after a cue"): 'he said "',
    ("ar", "empty quotes"): "«»",
    ("en", "empty quotes"): "“”",
    ("ar", "single quotes"): "'",
    ("en", "single quotes"): "’",
    ("ar", "controls of direction"): "قال\u202e حماس\u2066 إن\u202c الهدنة\u2069\u200f ",
    ("en", "controls of direction"): "Qatar\u202e said\u2066 that\u202c talks\u2069\u200f ",
    ("ar", "lone surrogates"): "قال \ud800 الوزير إن \udfff القصف ",
    ("en", "lone surrogates"): "Qatar \ud800 said \udfff that ",
    ("ar", "letters that look alike"): "قاﻝ اﻟﻮزﻳﺮ إﻥ اﻟﻘﺼﻒ ",
    ("en", "letters that look alike"): "Qаtаr sаid thаt Hаmаs ",
    ("ar", "digits"): "9",
    ("en", "digits"): "9",
    ("ar", "numbers"): "9 ",
    ("en", "numbers"): "9 ",
    ("ar", "a number in words"): "ثلاثة وعشرون ألفا و",
    ("en", "a number in words"): "three hundred and ",
    ("ar", "parts of parts"): "12 قتيلا بينهم 3 أطفال ",
    ("en", "parts of parts"): "12 dead, including 3 children ",
    ("ar", "dates"): "7 أكتوبر/تشرين الأول ",
    ("en", "dates"): "October 7 ",
    ("ar", "cues"): "قال ",
    ("en", "cues"): "said ",
    ("ar", "speakers passed on"): "نقلت رويترز عن ",
    ("en", "speakers passed on"): "according to ",
    ("ar", "colons"): "حماس: ",
    ("en", "colons"): "Hamas: ",
    ("ar", "vowel signs"): "\u064b",
    ("en", "hyphens"): "a-",
    ("ar", "ends of sentences"): ". ",
    ("en", "ends of sentences"): ". ",
    ("ar", "ends of lines"): "\n",
    ("en", "ends of lines"): "\n",
    ("ar", "lists"): "- قطر\n",
    ("en", "names"): "Qatar and Hamas ",
    ("ar", "things that happened"): "قصف الجيش هدنة ",
    ("en", "things that happened"): "talks truce deal ",
}  # fmt: skip


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def nested(before: str, open_: str, shut: str) -> Callable[[int], str]:
    """Marks that open one in another, each after a cue, and all shut at the end."""
    deep = len(before + open_ + shut)
    return lambda size: (open_ + before) * (size // deep) + shut * (size // deep)


TEXTS: dict[tuple[Lang, str], Callable[[int], str]] = {
    **{name: repeated(piece) for name, piece in PIECES.items()},
    ("ar", "nested quotes"): nested("قال ", "«", "»"),
    ("en", "nested quotes"): nested("he said ", "“", "”"),
    ("ar", "nested brackets"): nested("", "(", ")"),
    ("en", "nested brackets"): nested("", "(", ")"),
    ("ar", "nested brackets after names"): nested("حماس ", "(", ")"),
    ("en", "nested brackets after names"): nested("Hamas ", "[", "]"),
}


def counted(work: Callable[[], Any]) -> int:
    """Lines it takes."""
    n = 0

    def line(_frame: FrameType, _event: str, _arg: Any) -> Any:
        nonlocal n
        n += 1
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return n


def grows_in_proportion(work: Callable[[str], Any], text: Callable[[int], str], small: int, large: int) -> bool:
    work(
        text(small - 1)
    )  # tables load before the steps count; another text, since what was cut of the last one is kept
    few, many = (counted(lambda size=size: work(text(size))) for size in (small, large))
    return many <= few * SURPLUS * large / small + 2_000


@pytest.mark.parametrize(("lang", "what"), TEXTS)
def test_a_text_made_to_stall_takes_steps_in_proportion_to_its_length(lang: Lang, what: str):
    assert grows_in_proportion(lambda text: reader.read(text, lang, DAY), TEXTS[lang, what], SMALL, LARGE)


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("sign", ['"', "«", "“", "'"])
def test_a_hundred_thousand_quotes_are_read_in_proportion(lang: Lang, sign: str):
    calls = []
    for size in (25_000, 100_000):
        n = 0

        def call(_frame: FrameType, _event: str, _arg: Any) -> None:
            nonlocal n
            n += 1

        sys.setprofile(call)
        try:
            reader.read(sign * size, lang, DAY)
        finally:
            sys.setprofile(None)
        calls.append(n)
    assert calls[1] <= 4 * SURPLUS * calls[0] + 2_000


def test_the_count_sees_what_is_not_in_proportion():
    """A reader that looks back over the whole text at every word would be caught."""

    def looks_back(text: str) -> int:
        seen = 0
        for i, _ in enumerate(text):
            for _ in text[:i]:
                seen += 1
        return seen

    assert not grows_in_proportion(looks_back, repeated("a"), 120, 240)


@pytest.mark.parametrize(("lang", "what"), TEXTS)
def test_whatever_is_read_from_it_quotes_it(lang: Lang, what: str):
    text = TEXTS[lang, what](2_000)
    found = reader.read(text, lang, DAY)
    for m in found.statements:
        assert all(0 <= s.start < s.end <= len(text) for s in (m.content, m.source, m.cue))
    for m in (*found.figures, *found.dates, *found.events):
        assert 0 <= m.span.start < m.span.end <= len(text)
    for m in (*found.statements, *found.figures, *found.dates, *found.events):
        assert 0 < m.sure < 1
