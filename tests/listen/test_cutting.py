"""The table of parts: bounded, and the same whenever it is asked."""

import re

import pytest

from wasata.listen import cutting
from wasata.listen.cutting import Cut, Parts


@pytest.fixture
def table() -> Parts:
    return Parts(re.compile(r"\w+|[^\w\s]"), lambda word: (word,), str.isdecimal)


def words(table: Parts, text: str) -> list[tuple[str, int]]:
    whole = Cut(table, text)
    return [(row[4], at) for row, at in zip(whole.rows, whole.at, strict=True)]


def test_a_part_is_taken_apart_once(table: Parts):
    assert table["said,"] is table["said,"]
    assert [row[4] for row in table["said,"]] == ["said", ","]


def test_no_more_parts_are_kept_than_the_bound(monkeypatch: pytest.MonkeyPatch, table: Parts):
    monkeypatch.setattr(cutting, "_KEPT", 10)
    for n in range(35):
        assert table[f"word{n}"][0][4] == f"word{n}"
        assert len(table) <= 10


def test_a_part_of_endless_length_is_not_kept(table: Parts):
    assert table["a" * 1000][0][4] == "a" * 1000
    assert not table


def test_words_keep_their_places_past_blanks_in_a_row_and_other_white_space(table: Parts):
    assert words(table, " a  b\tc \n\n\r\nd ") == [("a", 1), ("b", 4), ("c", 6), ("d", 12)]


def test_what_stands_in_place_of_a_word_begins_where_it_began(table: Parts):
    whole = Cut(table, "the rebels homes J . X")
    whole.change(table, {1: (1, ["rebel", "s"]), 3: (2, ["J."])})
    assert [(row[4], at) for row, at in zip(whole.rows, whole.at, strict=True)] == [
        ("the", 0), ("rebel", 4), ("s", 9), ("homes", 11), ("J.", 17), ("X", 21),
    ]  # fmt: skip
