"""The two cuts of an Arabic text: words for grammar, pieces for counting."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen.ar.cutting import cut
from wasata.listen.pieces import pieces_of

_WORD = re.compile(r"\w+(?:[.,:/]\d+)*|[^\w\s]")

_STRETCHES = st.lists(
    st.sampled_from(
        [
            "قال", "15", "2.3", "1,400", "15ألفا", "و", "899", "12:30", "24/11", "a_b", "_", "http://a.b/c،د",
            "www.x", "www", "U.S", "،", ".", ":", "؛", "!", ",", '"', "(", ")", "-", "…", "٪", "😀", "\t", "\r", "\u2003",
            "\x0b", "\0", "²", " ", "\n",
        ]
    )
)  # fmt: skip


@given(_STRETCHES.map("".join) | st.text())
def test_the_quick_cut_is_that_of_the_patterns(text: str):
    whole = cut(text)
    words = list(_WORD.finditer(text))
    assert whole.words == [m[0] for m in words]
    assert whole.at == [m.start() for m in words]
    assert whole.to == [m.end() for m in words]
    assert whole.pieces == pieces_of(text)
    assert whole.figures == [n for n, piece in enumerate(whole.pieces.words) if piece[0].isdecimal()]


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        ("قال، 2.3 مليون", ["قال", "،", "2.3", "مليون"], ["قال", "،", "2.3", "مليون"]),
        ("الساعة 12:30", ["الساعة", "12:30"], ["الساعة", "12", ":", "30"]),
        ("15ألفا", ["15ألفا"], ["15", "ألفا"]),
        ("قال\nوأضاف", ["قال", "وأضاف"], ["قال", "\n", "وأضاف"]),
    ],
)
def test_grammar_takes_whole_what_counting_takes_apart(text: str, words: list[str], pieces: list[str]):
    whole = cut(text)
    assert (whole.words, whole.pieces.words) == (words, pieces)
