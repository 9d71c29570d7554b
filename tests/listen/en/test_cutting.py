"""The two cuts of an English text: words for grammar, pieces for counting."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen import pieces
from wasata.listen.en.cutting import cut

_WORD = re.compile(
    r"[a-z]\w*(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxz])'(?!'))?(?=[\s,.;:)'\"])"
    r"|(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Prof|Rev|Jr|Sr|St"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.(?=\W)"
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|\d[\d,.]*\d%?|\w+(?:(?:[-&]|'(?!'))\w+)*(?:(?<=[sxzSXZ])'(?!'))?(?=\W|$)|''|``|\S"
)

_STRETCHES = st.lists(
    st.sampled_from(
        [
            "said", "Israel", "'s", "rebels", "'", "''", "``", "`", '"', "Mr", "Mr.", "Oct.", "St", "U.S.", "U", "A.", "B",
            "15", "2.3", "1,400", "5", "15km", "a_b", "_", "http://a.b/c,d", "www.x", "www", "-", "&", ",", ".", ":", ";",
            "!", "(", ")", "…", "—", "%", "😀", "é", "½", "²", "٣", "ر", "،", "\t", "\r", "\u2003", "\x0b", "\0", " ", "\n",
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
    assert whole.pieces == pieces.pieces_of(text)
    assert whole.low == [word.lower() for word in whole.words]
    assert whole.small == [piece.lower() for piece in whole.pieces.words]


@pytest.mark.parametrize(
    ("text", "words", "cut_for_counting"),
    [
        ("Hamas said, 2.3 million", ["Hamas", "said", ",", "2.3", "million"], ["Hamas", "said", ",", "2.3", "million"]),
        ("Israel's army", ["Israel's", "army"], ["Israel", "'", "s", "army"]),
        ("the U.S. envoy", ["the", "U.S.", "envoy"], ["the", "U", ".", "S", ".", "envoy"]),
        ("J. Smith", ["J.", "Smith"], ["J", ".", "Smith"]),
        ("said\nHe", ["said", "He"], ["said", "\n", "He"]),
    ],
)
def test_grammar_takes_whole_what_counting_takes_apart(text: str, words: list[str], cut_for_counting: list[str]):
    whole = cut(text)
    assert (whole.words, whole.pieces.words) == (words, cut_for_counting)
