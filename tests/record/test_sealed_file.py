"""A sealed file: opened by one key, whole or told not to be."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.record import sealed_file
from wasata.record.person_key import Pair
from wasata.record.sealed_file import PIECE, Changed, Cut, OfAnother, open_file, seal_file

HIS = Pair(bytes(range(32)))


def sealed(*plain: bytes, to: Pair = HIS) -> bytes:
    out = io.BytesIO()
    seal_file(plain, to.public, out)
    return out.getvalue()


def opened(data: bytes, by: Pair = HIS) -> bytes:
    return b"".join(open_file(io.BytesIO(data), by))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])
def test_what_is_sealed_opens_whole_at_any_length(size: int):
    plain = bytes(size)
    assert opened(sealed(plain)) == plain


def test_how_it_came_in_makes_no_difference():
    plain = bytes(range(256)) * 10_000
    parts = [plain[at : at + 99_991] for at in range(0, len(plain), 99_991)]
    assert opened(sealed(*parts)) == plain
    assert len(sealed(*parts)) == len(sealed(plain)), "its length tells nothing of how it came in"


def test_nobody_else_opens_it_and_nothing_stands_open_in_it():
    data = sealed(b"a word of theirs")
    assert b"a word of theirs" not in data
    with pytest.raises(OfAnother):
        opened(data, Pair.new())


def test_wherever_it_is_cut_that_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealed_file, "PIECE", 16)
    data = sealed(bytes(40))
    for at in range(len(data)):
        with pytest.raises((Cut, Changed, OfAnother)):
            opened(data[:at])
    assert opened(data) == bytes(40)


def test_cut_between_two_pieces_it_is_told_as_cut_and_what_came_before_was_true(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealed_file, "PIECE", 16)
    data = sealed(b"first piece 16 b", b"second piece16 b", b"end")
    at = len(data) - (4 + 3 + 16)
    read = open_file(io.BytesIO(data[:at]), HIS)
    assert [next(read), next(read)] == [b"first piece 16 b", b"second piece16 b"]
    with pytest.raises(Cut):
        next(read)


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_changed_is_found(data: st.DataObject):
    made = bytearray(sealed(b"what was said"))
    at = data.draw(st.integers(0, len(made) - 1))
    made[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((Cut, Changed, OfAnother)):
        opened(bytes(made))


def test_pieces_cannot_be_moved_doubled_left_out_or_followed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealed_file, "PIECE", 16)
    data = sealed(bytes(16), bytes(16), b"end")
    size, end = 4 + 16 + 16, 4 + 3 + 16
    head, one, two, last = (
        data[: -2 * size - end], data[-2 * size - end : -size - end], data[-size - end : -end], data[-end:],
    )  # fmt: skip
    assert opened(head + one + two + last)
    for wrong in (
        head + two + one + last,
        head + one + one + two + last,
        head + one + last,
        head + last,
        data + last,
        data + b"x",
    ):
        with pytest.raises((Cut, Changed)):
            opened(wrong)


def test_a_piece_of_another_file_does_not_fit():
    one, two = sealed(b"one"), sealed(b"two")
    with pytest.raises(Changed):
        opened(one[: -(4 + 3 + 16)] + two[-(4 + 3 + 16) :])


@pytest.mark.parametrize("data", [b"", b"wasata", b"PK\x03\x04" * 20, sealed_file.MAGIC + b"\xff\xff"])
def test_what_is_no_such_file_is_refused(data: bytes):
    with pytest.raises((Changed, OfAnother)):
        opened(data)


def test_a_length_that_no_piece_has_takes_no_memory():
    data = sealed(b"x")
    with pytest.raises(Changed):
        opened(data[: -(4 + 1 + 16)] + b"\xff\xff\xff\xff" + bytes(64))
