"""Files are written whole or not at all, for their owner only."""

import errno
import multiprocessing
import os
from pathlib import Path

import pytest

from wasata.errors import DiskFull, HomeReadOnly, HomeWrong
from wasata.record import files


def test_a_file_is_replaced_whole_and_belongs_to_its_owner(tmp_path: Path):
    path = tmp_path / "f"
    for data in (b"first", b"", b"second" * 1000):
        files.write_whole(path, data)
        assert path.read_bytes() == data
        assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "f"
    files.write_whole(path, b"old")

    def fails(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(DiskFull):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EFBIG, DiskFull), (errno.EROFS, HomeReadOnly),
     (errno.EACCES, HomeReadOnly), (errno.EIO, HomeWrong), (errno.ENOTDIR, HomeWrong)],
)  # fmt: skip
def test_the_systems_errors_are_told_as_ours(number: int, error: type[Exception]):
    assert type(files.told(OSError(number, "x"), Path("f"))) is error


def test_old_drafts_are_swept_and_young_ones_and_all_else_stay(tmp_path: Path):
    old, young, other, hidden = (tmp_path / n for n in (".heads.0123abcd", ".heads.89abcdef", "heads", ".making"))
    for path in (old, young, other, hidden):
        path.write_bytes(b"x")
    for path in (old, other, hidden):
        os.utime(path, (1, 1))
    files.sweep(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {young.name, other.name, hidden.name}
    files.sweep(tmp_path / "nowhere")


def count_up(folder: Path) -> None:
    for _ in range(50):
        with files.locked(folder / "lock"):
            number = int((folder / "number").read_text())
            (folder / "number").write_text(str(number + 1))


def test_only_one_process_is_inside_a_lock(tmp_path: Path):
    (tmp_path / "number").write_text("0")
    workers = [multiprocessing.get_context("fork").Process(target=count_up, args=(tmp_path,)) for _ in range(4)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert (tmp_path / "number").read_text() == "200"
