"""Shared by all tests: how many were skipped and why, said at the end; the dated line of the long laws."""

import os
import subprocess
import time
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
