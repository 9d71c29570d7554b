"""What an auditor was given: keys to some epochs of one log, a whole case sealed. Stands in `access`.

Danger: a key handed to somebody nobody remembers.
Duty: who gave which epochs of which log to whose key, until when; which logs left sealed, up to where, for whom.
"""

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part


class KeyLent(Fact, kind="audit.key_lent", version=1):
    """The data keys of these epochs of a log were sealed for an auditor's own key (`key`: its name). After `until` our program
    opens nothing with them; the mathematics do not end."""

    log: str
    epochs: tuple[int, ...] = Field(min_length=1)
    key: str
    recipient: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1, max_length=500)
    until: Instant
    by: Ident


class LogEnd(Part):
    """A log up to one entry."""

    log: str
    length: int = Field(ge=0)
    head: str


class CaseExported(Fact, kind="audit.case_exported", version=1):
    """Every log of the case left the room sealed, each up to here."""

    logs: tuple[LogEnd, ...]
    recipient: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1, max_length=500)
    by: Ident


AuditFact = KeyLent | CaseExported
