"""The reader's tables are put in their place whole."""

from pathlib import Path

import pytest

from wasata.listen.build import put_in_place


class Slow:
    """A table that looks, while it is half written, at what a reader would find under its name."""

    def __init__(self, place: Path, *, fails: bool = False) -> None:
        self.place, self.fails, self.seen = place, fails, b""

    def save(self, path: str) -> None:
        Path(path).write_bytes(b"half")
        self.seen = self.place.read_bytes()
        if self.fails:
            raise OSError("no room left")
        Path(path).write_bytes(b"a whole new table")


def test_a_reader_that_starts_while_a_table_is_written_finds_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "words.automaton"
    place.write_bytes(b"old")
    table = Slow(place)
    put_in_place(table, place)
    assert (table.seen, place.read_bytes()) == (b"old", b"a whole new table")
    assert list(tmp_path.iterdir()) == [place]


def test_a_write_that_fails_leaves_the_old_table_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "words.automaton"
    place.write_bytes(b"old")
    with pytest.raises(OSError, match="no room"):
        put_in_place(Slow(place, fails=True), place)
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]
