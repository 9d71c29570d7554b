"""Hostile English texts: what is read of them takes steps in proportion to their length. Counted, never clocked."""

import sys
from types import FrameType
from typing import Any

import pytest

from wasata.listen.reader import read


def lines_taken(text: str) -> int:
    """Lines of Python run by one reading; what a call takes inside the interpreter is not in it."""
    count = 0

    def local(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += 1
        return local

    def fresh(frame: FrameType, event: str, arg: object) -> Any:
        return local if "wasata" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(fresh)
    try:
        read(text, "en")
    finally:
        sys.settrace(before)
    return count


PIECES = [
    '" ',
    "' ",
    "“",
    '"a',
    "((((",
    '("[',
    "said ",
    "said that ",
    "Qatar said ",
    "Qatar said that ",
    "and ",
    "and, and but ",
    ", which said, ",
    "according to ",
    "talks between ",
    "truce, aimed at ",
    "5 ",
    "five hundred and ",
    "12,000 people and ",
    "more than at least ",
    "Oct. 7 ",
    "Friday, ",
    "killed ",
    "released 5 hostages ",
    "The General President Minister ",
    "of the ",
    "U.S. ",
    "\u202e\u2066said\u2069 ",
    "Нamas said ",
    "n't ",
    "-",
    "a-a",
    "He said. ",
    "Hamas. ",
    "•\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_made_to_stall_takes_steps_in_proportion_to_its_length(piece: str) -> None:
    lines_taken(piece * 300)
    assert lines_taken(piece * 600) <= 6 * lines_taken(piece * 300) + 2000


@pytest.mark.parametrize("sign", ['"', "“", "'", "(", "[", "\u202e", "\ud800", "Н"])
def test_a_hundred_thousand_signs_take_steps_in_proportion_to_their_number(sign: str) -> None:
    assert lines_taken(sign * 100_000) <= 6 * lines_taken(sign * 20_000) + 2000


def test_a_long_line_without_an_end_sign_is_read_in_proportion_to_its_length() -> None:
    line = "the army said that the rebels had killed 12 soldiers near the river while talks between both sides continued and "
    assert lines_taken(line * 200) <= 6 * lines_taken(line * 40) + 2000


def test_quotations_within_quotations_are_read_in_proportion_to_their_depth() -> None:
    assert (
        lines_taken('He said "' * 500 + "no" + '"' * 500)
        <= 6 * lines_taken('He said "' * 100 + "no" + '"' * 100) + 2000
    )


def test_controls_of_direction_and_letters_of_other_scripts_change_no_places() -> None:
    text = "\u202eQatar\u202c said on \u2066Friday\u2069 that 12 р\u0435ople were killed."
    found = read(text, "en")
    for m in found.statements:
        assert 0 <= m.content.start < m.content.end <= len(text)
    assert all(0 <= f.span.start < f.span.end <= len(text) for f in found.figures)
