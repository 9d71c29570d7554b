"""The signed heads beside the keys: ours or refused, one for each log, never back."""

import json
import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wasata.errors import HeadsBroken, HomeWrong
from wasata.record import canon
from wasata.record.chain import EMPTY, Head, Signer
from wasata.record.heads import HeadBook, heads_of_one_file

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
A, B = "a" * 32, "b" * 32


@pytest.fixture
def book(tmp_path: Path) -> HeadBook:
    made = HeadBook(tmp_path / "ends", SIGNER)
    made.write({A: EMPTY, B: EMPTY})
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
    book.note({A: Head(6, "7" * 64)})
    assert book.head(A) == Head(6, "6" * 64)


def test_to_note_one_log_touches_no_file_of_another(book: HeadBook):
    before = (book.path / B).stat()
    book.note({A: Head(1, "1" * 64)})
    after = (book.path / B).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(p.name for p in book.path.iterdir()) == [A, B]


def test_a_log_begins_empty_and_only_once(book: HeadBook):
    book.begin("c" * 32)
    assert book.head("c" * 32) == EMPTY
    book.note({"c" * 32: Head(1, "1" * 64)})
    book.begin("c" * 32)
    assert book.head("c" * 32) == Head(1, "1" * 64)


def test_a_book_written_anew_holds_these_heads_and_no_other(book: HeadBook):
    (book.path / ".draft").write_bytes(b"somebody else writes it at this moment")
    book.write({B: Head(2, "2" * 64)})
    assert book.read() == {B: Head(2, "2" * 64)}
    assert (book.path / ".draft").exists()


def test_a_head_signed_by_another_room_is_not_ours(book: HeadBook):
    other = Signer(Ed25519PrivateKey.generate())
    HeadBook(book.path, other).write({A: Head(1, "1" * 64)})
    with pytest.raises(HeadsBroken):
        book.read()
    assert book.read_or_none() is None


def test_the_head_of_one_log_is_not_taken_for_that_of_another(book: HeadBook):
    book.note({A: Head(1, "1" * 64)})
    shutil.copyfile(book.path / A, book.path / B)
    with pytest.raises(HeadsBroken):
        book.read()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: {**told, "seq": 9}, lambda told: {**told, "hash": "2" * 64}, lambda told: {**told, "format": "x"},
        lambda told: {**told, "signature": "00" * 64}, lambda told: {**told, "signature": "no letters"},
        lambda told: {k: v for k, v in told.items() if k != "signature"}, lambda told: [told], lambda told: "text",
        lambda told: {**told, "signature": 5}, lambda told: 5, lambda told: None,
    ],
)  # fmt: skip
def test_a_head_that_was_changed_is_refused(book: HeadBook, spoil: Callable[[dict[str, object]], object]):
    book.note({A: Head(1, "1" * 64)})
    (book.path / A).write_bytes(canon.encode(spoil(canon.decode((book.path / A).read_bytes()))))
    for ask in (lambda: book.head(A), book.read, lambda: book.note({A: Head(2, "2" * 64)})):
        with pytest.raises(HeadsBroken) as broken:
            ask()
        assert broken.value.values["path"] == str(book.path / A)
        assert broken.value.values["why"] in ("damaged", "not signed by this room")
    assert book.head(B) == EMPTY


def test_bytes_that_are_no_head_at_all_are_refused_as_damaged(book: HeadBook):
    for spoilt in (b"", b"{", b'{"seq": 1}', b"\xff", b"[]", b"{}"):
        (book.path / A).write_bytes(spoilt)
        with pytest.raises(HeadsBroken) as broken:
            book.head(A)
        assert broken.value.values["why"] == "damaged"


def test_a_head_stands_on_the_disk_as_the_format_says_and_is_signed_over_its_log(book: HeadBook):
    """Whoever checks a copy of the room years later reads these bytes without this program."""
    book.note({A: Head(3, "3" * 64)})
    signature = SIGNER.sign(b'wasata.end.1\n{"hash":"%s","log":"%s","seq":3}' % (b"3" * 64, A.encode())).hex()
    said = {"format": "wasata.end.1", "hash": "3" * 64, "log": A, "seq": 3, "signature": signature}
    assert (book.path / A).read_bytes() == json.dumps(said, separators=(",", ":")).encode()


def test_where_no_folder_of_heads_is_they_are_missing(book: HeadBook):
    shutil.rmtree(book.path)
    book.path.write_bytes(b"a file in its place")
    with pytest.raises(HeadsBroken) as broken:
        book.read()
    assert broken.value.values == {"path": str(book.path), "why": "missing"}


def test_what_the_system_refuses_is_told_as_that_and_as_no_broken_head(book: HeadBook):
    (book.path / A).unlink()
    (book.path / A).mkdir()
    with pytest.raises(HomeWrong) as refused:
        book.head(A)
    assert refused.value.values["path"] == str(book.path / A)
    shutil.rmtree(book.path)
    book.path.symlink_to(book.path)
    with pytest.raises(HomeWrong) as refused:
        book.read()
    assert refused.value.values["path"] == str(book.path)


def test_a_head_that_was_taken_away_is_missed(book: HeadBook):
    (book.path / A).unlink()
    assert book.read() == {B: EMPTY}
    assert book.read_or_none((A, B)) is None
    for ask in (lambda: book.head(A), lambda: book.read((A,)), lambda: book.note({A: Head(1, "1" * 64)})):
        with pytest.raises(HeadsBroken) as broken:
            ask()
        assert broken.value.values == {"path": str(book.path / A), "why": "missing"}
    shutil.rmtree(book.path)
    with pytest.raises(HeadsBroken):
        book.read()


def note_many(path: Path, log: str) -> None:
    book = HeadBook(path, SIGNER)
    for n in range(1, 31):
        book.note({log: Head(n, f"{n:064d}")})


def test_writers_of_other_logs_lose_one_another_nothing(book: HeadBook):
    logs = [c * 32 for c in "abcd"]
    book.write(dict.fromkeys(logs, EMPTY))
    workers = [multiprocessing.get_context("fork").Process(target=note_many, args=(book.path, log)) for log in logs]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert book.read() == {log: Head(30, f"{30:064d}") for log in logs}


# the one file of before


def one_file(heads: dict[str, Head], signer: Signer = SIGNER, **other: object) -> bytes:
    plain = {log: {"hash": h.hash, "seq": h.seq} for log, h in heads.items()}
    signature = signer.sign(b"wasata.heads.1\n" + canon.encode(plain)).hex()
    return canon.encode({"format": "wasata.heads.1", "heads": plain, "signature": signature} | other)


def test_the_one_file_of_before_is_read_if_it_is_ours(tmp_path: Path):
    heads, path = {A: Head(3, "3" * 64), B: Head(1, "1" * 64)}, tmp_path / "heads"
    with pytest.raises(HeadsBroken):
        heads_of_one_file(path, SIGNER)
    path.write_bytes(one_file(heads))
    assert heads_of_one_file(path, SIGNER) == heads
    for spoilt in (
        one_file(heads, Signer(Ed25519PrivateKey.generate())), one_file(heads).replace(b'"seq":3', b'"seq":2'),
        b"{}", b"[]", b"", canon.encode({"format": "wasata.heads.1", "heads": [], "signature": "00"}),
        one_file(heads, format="wasata.heads.2"), one_file(heads, signature="no letters"), one_file(heads, signature=5),
    ):  # fmt: skip
        path.write_bytes(spoilt)
        with pytest.raises(HeadsBroken):
            heads_of_one_file(path, SIGNER)
