"""An assessment: what one of us holds likely, on what basis, how sure, and what would change his mind.

Danger: a guess that is quoted as a fact a month later.
Duty: hypotheses with basis, confidence, holder, rivals, and how they ended: borne out, not, unknown. In `line/<x>` or `cell`.
Shape: an assessment is never a fact of the talks: no other view reads it.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident
from wasata.record.kinds.line import Long
from wasata.record.kinds.position import Evidence
from wasata.values import Lang

Confidence = Literal["remote", "unlikely", "even", "likely", "highly_likely", "nearly_certain"]
"""Words for a range of chances in a hundred: up to 10, 10–40, 40–60, 60–80, 80–95, above 95. No chance is without a word."""


class AssessmentMade(Fact, kind="assessment.made", version=1):
    """A hypothesis held by `holder`. The same `assessment` again revises it. `until`: it is looked at again by then."""

    assessment: Ident
    words: str = Long
    lang: Lang
    confidence: Confidence
    basis: tuple[Evidence, ...] = Field(min_length=1)
    would_change: str = Long
    rivals: tuple[Ident, ...] = ()
    holder: Ident
    until: date


class AssessmentClosed(Fact, kind="assessment.closed", version=1):
    """How it came out."""

    assessment: Ident
    outcome: Literal["borne_out", "not_borne_out", "unknown"]
    words: str | None = Field(default=None, max_length=2_000)


AssessmentFact = AssessmentMade | AssessmentClosed
