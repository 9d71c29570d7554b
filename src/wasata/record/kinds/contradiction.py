"""A contradiction: two claims that seem to exclude each other, and what an analyst says of them. Stands in `press`.

Danger: a real contradiction put aside for good because of one word too many.
Duty: that both claims stand, and why; and that the question is open again. Claims are named by their marks: report, group,
span, so that a new claim of the same matter is a new question.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Part
from wasata.record.kinds.report import Pair


class ClaimPlace(Part):
    """Where a claim stands: a mark of a report."""

    report: Ident
    group: Literal["figures", "events"]
    span: Pair


class ContradictionSettled(Fact, kind="contradiction.settled", version=1):
    """An analyst holds that both claims stand: of different things, of different times, or one of them misread."""

    left: ClaimPlace
    right: ClaimPlace
    why: Literal["different_things", "different_times", "misread"]
    reason: str = Field(min_length=1, max_length=500)


class ContradictionReopened(Fact, kind="contradiction.reopened", version=1):
    """The question is open again."""

    left: ClaimPlace
    right: ClaimPlace


ContradictionFact = ContradictionSettled | ContradictionReopened
