"""A contact: one call, meeting, message or letter with a line, and what was written of it. Stands in `line/<x>`.

Danger: our readout taken for theirs; an attempt nobody answered counted as a talk.
Duty: who, when, how long, answered or not; readouts side by side; what came with it, sealed.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant
from wasata.record.kinds.line import Long, Medium, Short
from wasata.values import Lang


class ContactRecorded(Fact, kind="contact.recorded", version=1):
    """A contact that took place or was tried. `way`: who began it. `answered` False: nobody was reached.

    `minutes` where somebody knows them. `ours`: readers of the case who took part; `theirs`: people of the line.
    """

    contact: Ident
    medium: Medium
    way: Literal["in", "out"]
    began_at: Instant
    minutes: int | None = Field(default=None, ge=0, le=10_080)
    answered: bool
    ours: tuple[Ident, ...] = ()
    theirs: tuple[Ident, ...] = ()
    place: str | None = Field(default=None, max_length=200)
    about: str | None = Field(default=None, max_length=2_000)


class ReadoutWritten(Fact, kind="contact.readout_written", version=1):
    """What was said of a contact: our own account, or theirs as they gave or published it. A later one of the same side
    replaces an earlier on the page; both stay."""

    contact: Ident
    whose: Literal["ours", "theirs"]
    words: str = Long
    lang: Lang
    published: str | None = Field(default=None, max_length=2_000)


class PieceKept(Fact, kind="contact.piece_kept", version=1):
    """A file that came with a contact, as received, sealed beside the log under `piece`; its own data (author, place, device)
    stay in it here and are taken out of the copy that is relayed."""

    contact: Ident
    piece: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str = Short
    media_type: str = Field(min_length=3, max_length=120)
    size: int = Field(ge=0)


ContactFact = ContactRecorded | ReadoutWritten | PieceKept
