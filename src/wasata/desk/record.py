"""The record, as its page shows it: what was written, in which log, whether the chain stands; taking it out.

Danger: an export nobody remembers; a page that says "whole" of what was never checked.
Duty: lines of the logs a reader holds, the state of each chain, export with its own entry in `access`.
Shape: `record_page(desk, …) -> RecordPage`, `export_log(desk, …)`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class LogState:
    """One log in the reader's sight. `checked`: what the last check found, `unchecked` before the first one.

    `name` is the log's name in the page's language.
    """

    log: str
    name: str
    length: int
    head: str
    last_at: datetime | None
    checked: Literal["unchecked", "whole", "broken"] = "unchecked"
    broken_at: int | None = None


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One entry: envelope, and one sentence about its fact in the page's words. `more`: (label, value) pairs of the fact."""

    log: str
    seq: int
    recorded_at: datetime
    author: str
    act: str
    kind: str
    version: int
    hash: str
    prev: str
    summary: str
    report: str | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of the record, newest first, of one log or of all the reader holds."""

    lang: Lang
    logs: tuple[LogState, ...]
    chosen: str | None
    lines: tuple[RecordLine, ...]
    page: int
    pages: int
    may_export: bool
    verdict: str | None = None

    @classmethod
    def example(cls) -> "RecordPage":
        at = datetime(2023, 11, 27, 16, 0, tzinfo=UTC)
        line = RecordLine("press", 1, at, "lead", "a1", "report.received", 1, "ab" * 32, "00" * 32,
                          "Report r-0001 came in", "r-0001")  # fmt: skip
        return cls("en", (LogState("press", "Press", 1, "ab" * 32, at, "whole"),), None, (line,), 1, 1, True)
