"""The analyst's hand on the marks of a reading: confirmed, corrected, added, struck; and the taking back of such an act.

Danger: an act that hits another mark than the one that was looked at, because a later reading numbers its marks anew.
Duty: what a person says of a mark. The reader's own mark stays in its reading, and stays visible.
Shape: each act is bound to the words: `group`, `span`, `words` (the SHA-256 of exactly these words in UTF-8) and `of`,
what the mark says there (the measure of a figure, the kind of an event, the act of a statement, `date`), for a statement
also where its `source` begins; never to a place in a list. `read` is the reader's mark as it was looked at (None: the
reader had none), `mark` what stands by this act. Who and when are in the entry.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident
from wasata.record.kinds.report import DateMark, EventMark, FigureMark, Pair, StatementMark

Group = Literal["statements", "figures", "dates", "events"]
Mark = StatementMark | FigureMark | DateMark | EventMark
Words = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
OF_GROUP: dict[str, type[Any]] = {
    "statements": StatementMark, "figures": FigureMark, "dates": DateMark, "events": EventMark,
}  # fmt: skip


class OnMark(Fact):
    """What every act by hand says: on which mark."""

    report: Ident
    group: Group
    span: Pair
    words: Words
    of: str = Field(min_length=1, max_length=40)
    source: Annotated[int, Field(ge=0)] | None = None
    reason: str | None = None

    def model_post_init(self, _context: Any) -> None:
        for mark in (getattr(self, "mark", None), getattr(self, "read", None)):
            if mark is not None and not isinstance(mark, OF_GROUP[self.group]):
                raise ValueError("a mark belongs to its own group")


class MarkConfirmed(OnMark, kind="report.mark_confirmed", version=1):
    """An analyst has looked at a mark and holds it right, as it is."""

    read: Mark | None = None
    mark: Mark


class MarkCorrected(OnMark, kind="report.mark_corrected", version=1):
    """An analyst puts other values in place of a mark's. The words may be others of the same text."""

    read: Mark | None = None
    mark: Mark


class MarkAdded(OnMark, kind="report.mark_added", version=1):
    """A mark that the reader missed, made by hand."""

    mark: Mark


class MarkStruck(OnMark, kind="report.mark_struck", version=2):
    """An analyst holds a mark wrong. The mark stays visible, dashed; folds leave it out.

    `words` and `of` are empty in strikes written before they were kept: such a strike is on every mark of exactly that span.
    """

    words: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    of: str = Field(default="", max_length=40)
    read: Mark | None = None


class HandLifted(OnMark, kind="report.hand_lifted", version=1):
    """The last act by hand on a mark is taken back; what stood before it stands again."""

    words: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    of: str = Field(default="", max_length=40)


HandFact = MarkConfirmed | MarkCorrected | MarkAdded | MarkStruck | HandLifted
