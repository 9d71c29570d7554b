"""The signed heads beside the keys: ours or refused, never back, none lost between writers."""

import multiprocessing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wasata.errors import HeadsBroken
from wasata.record.chain import Head, Signer
from wasata.record.heads import HeadBook

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
A, B = "a" * 32, "b" * 32


@pytest.fixture
def book(tmp_path: Path) -> HeadBook:
    made = HeadBook(tmp_path / "heads", SIGNER)
    made.write({})
    return made


def test_what_was_noted_is_read(book: HeadBook):
    book.note({A: Head(1, "1" * 64)})
    book.note({B: Head(7, "7" * 64), A: Head(2, "2" * 64)})
    assert book.read() == {A: Head(2, "2" * 64), B: Head(7, "7" * 64)}


def test_a_head_noted_late_does_not_take_the_book_back(book: HeadBook):
    """Two writers commit one after the other and note in the other order."""
    book.note({A: Head(6, "6" * 64)})
    book.note({A: Head(5, "5" * 64), B: Head(1, "1" * 64)})
    assert book.read() == {A: Head(6, "6" * 64), B: Head(1, "1" * 64)}


def test_a_book_signed_by_another_room_is_not_ours(book: HeadBook):
    other = Signer(Ed25519PrivateKey.generate())
    HeadBook(book.path, other).write({A: Head(1, "1" * 64)})
    with pytest.raises(HeadsBroken):
        book.read()
    assert book.read_or_none() is None


def note_many(path: Path, log: str) -> None:
    book = HeadBook(path, SIGNER)
    for n in range(1, 31):
        book.note({log: Head(n, f"{n:064d}")})


def test_writers_of_other_logs_lose_one_another_nothing(book: HeadBook):
    logs = [c * 32 for c in "abcd"]
    workers = [multiprocessing.get_context("fork").Process(target=note_many, args=(book.path, log)) for log in logs]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert book.read() == {log: Head(30, f"{30:064d}") for log in logs}
