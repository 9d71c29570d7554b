"""A thread: prints of one story. What a person says of it, over what was found by likeness. Stands in `press`.

Danger: an analyst's word undone by the next report.
Duty: a report split off as a story of its own; a report joined to another's story.
"""

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident


class ThreadSplit(Fact, kind="thread.split", version=1):
    """An analyst holds that a report tells a story of its own, whatever it shares with others."""

    report: Ident
    reason: str | None = Field(default=None, max_length=500)


class ThreadJoined(Fact, kind="thread.joined", version=1):
    """An analyst holds that a report tells the same story as another, in whatever words or language."""

    report: Ident
    with_report: Ident
    reason: str | None = Field(default=None, max_length=500)


ThreadFact = ThreadSplit | ThreadJoined
