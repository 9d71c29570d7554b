"""The two cuts of an English text: words for grammar, pieces for counting."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen.en import cutting
from wasata.listen.en.cutting import cut
from wasata.listen.pieces import pieces_of

_WHOLE = re.compile(cutting._TOKEN.pattern.replace(r"|\d[\d,.]*\d%?", r"|[A-Z]\.(?=\s[A-Z])|\d[\d,.]*\d%?"))
"""The pattern of words as it cuts a whole text, initials before names in it."""

_STRETCHES = st.lists(
    st.sampled_from(
        [
            "said", "J.", "J", "Smith", "U.S.", "U.N", "Mr.", "Mr", "Sept.", "rebels\'", "it\'s", "\'", "\"", "``", "\'\'",
            "1,400", "2.3%", "3", "-", "Al-Arouri", "R&D", "http://a.b/c", "(", ")", ",", ".", ":", "é", "İ", "²", "😀",
            "\t", "\r", "\u2003", "\x0b", "\0", " ", " ", " ", "\n",
        ]
    )
)  # fmt: skip


@given(_STRETCHES.map("".join) | st.text())
def test_the_quick_cut_is_that_of_the_patterns(text: str):
    whole = cut(text)
    words = [(m[0], m.start(), m.end()) for m in _WHOLE.finditer(text)]
    assert whole.pieces == pieces_of(text)
    assert whole.small == [piece.lower() for piece in whole.pieces.words]
    assert whole.asking == [n for n, piece in enumerate(whole.pieces.words) if cutting._asks(piece)]
    if "'" not in text:
        assert whole.a == [start for _, start, _ in words]
        assert whole.b == [end for _, _, end in words]
        assert list(whole.raw) == ['"' if word == "``" else word for word, _, _ in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("J. Smith said", ["J.", "Smith", "said"]),
        ("plan B. then", ["plan", "B", ".", "then"]),
        ("plan B.", ["plan", "B", "."]),
        ("the rebels' homes", ["the", "rebels'", "homes"]),
        ("the 'loyal rebels' went", ["the", "'", "loyal", "rebels", "'", "went"]),
        ("``they said'' it", ['"', "they", "said", '"', "it"]),
    ],
)
def test_what_hangs_on_the_words_around_is_cut_by_them(text: str, words: list[str]):
    assert list(cut(text).raw) == words


def test_an_abbreviation_is_small_without_its_dot_and_initials_keep_theirs():
    assert list(cut("Mr. Obama of the U.S. said so").low) == ["mr", "obama", "of", "the", "u.s.", "said", "so"]
