"""A truce as publicly announced: its hours. Stands in `ground`.

Danger: a clock that counts to an hour nobody announced.
Duty: start, extension, end, each with who said so.
"""

from wasata.record.kinds.base import Fact, Ident, Instant


class TruceBegun(Fact, kind="truce.begun", version=1):
    """A truce holds from `start` to `expiry`, as announced by `said_by`; `report` is where it was read."""

    truce: Ident
    start: Instant
    expiry: Instant
    said_by: str
    report: Ident | None = None


class TruceExtended(Fact, kind="truce.extended", version=1):
    """The expiry is moved to `expiry`."""

    truce: Ident
    expiry: Instant
    said_by: str
    report: Ident | None = None


class TruceEnded(Fact, kind="truce.ended", version=1):
    """The truce is over, at `ended`."""

    truce: Ident
    ended: Instant
    said_by: str
    report: Ident | None = None


TruceFact = TruceBegun | TruceExtended | TruceEnded
