"""The lines before the logs: one for each, joined in one order, channels last."""

import multiprocessing
import os
import signal
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from wasata.record import files, lines
from wasata.record.lines import Lines

A, B, C = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "lines"


def is_free(place: Path, name: str) -> bool:
    """Whether somebody else could write to this log now."""
    done = threading.Event()

    def stand() -> None:
        with Lines(place).first({"x": name}):
            done.set()

    threading.Thread(target=stand, daemon=True).start()
    return done.wait(0.2)


def test_one_stands_in_the_lines_of_his_logs_and_of_no_other(place: Path):
    with Lines(place).first({"bureau": A, "press": B}):
        assert [is_free(place, name) for name in (A, B, C)] == [False, False, True]
    assert is_free(place, A)
    assert is_free(place, B)


def test_the_files_tell_random_names_and_nothing_else(place: Path):
    with Lines(place).first({"line/harbour": A, "channel/harbour": B}):
        pass
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {A: b"", B: b""}
    assert place.stat().st_mode & 0o777 == 0o700


def test_lines_are_joined_in_one_order_whoever_names_them_and_channels_last(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    joined: list[str] = []

    def locked(path: Path) -> "nullcontext[None]":
        joined.append(path.name)
        return nullcontext()

    monkeypatch.setattr(lines.files, "locked", locked)
    with Lines(place).first({"channel/x": A, "press": C, "line/x": B}):
        assert joined == [B, C, A]
    with Lines(place).first({"line/x": B, "channel/x": A, "press": C}):
        assert joined == [B, C, A] * 2


def test_who_stands_there_goes_on_and_joins_no_further_line(place: Path):
    mine = Lines(place)
    with mine.first({"bureau": A, "press": B}):
        with mine.first({"press": B}):
            assert mine.mine == {A, B}
        assert mine.mine == {A, B}
        assert not is_free(place, B), "the inner block does not let others in"
        with pytest.raises(RuntimeError), mine.first({"press": B, "table": C}):
            pass
    assert mine.mine == frozenset()


def test_another_thread_stands_for_itself(place: Path):
    mine, seen = Lines(place), []
    with mine.first({"bureau": A}):
        other = threading.Thread(target=lambda: seen.append(mine.mine))
        other.start()
        other.join()
    assert seen == [frozenset()]


def test_a_block_that_breaks_off_leaves_every_line(place: Path):
    mine = Lines(place)
    with pytest.raises(KeyError), mine.first({"bureau": A, "press": B}):
        raise KeyError
    assert mine.mine == frozenset()
    assert is_free(place, A)
    assert is_free(place, B)


def stand_until_killed(place: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with Lines(place).first({"bureau": A, "press": B}):
        ready.set()
        signal.pause()


def test_who_is_killed_leaves_his_lines(place: Path):
    fork = multiprocessing.get_context("fork")
    ready = fork.Event()
    stands = fork.Process(target=stand_until_killed, args=(place, ready))
    stands.start()
    assert ready.wait(20)
    assert not is_free(place, A)
    assert stands.pid is not None
    os.kill(stands.pid, signal.SIGKILL)
    stands.join()
    assert is_free(place, A)
    assert files.locked  # the system lets go of it: no file says that somebody stands there


def test_a_line_of_no_log_is_made_where_nobody_stood_before(place: Path):
    with Lines(place).alone("sweeping"):
        assert (place / "turn-sweeping").exists()
