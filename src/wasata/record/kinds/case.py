"""A case: one mediation, from its opening.

Danger: a case that takes a channel it must never hold.
Duty: what a case is called, who its parties are in it, and whether it is an example.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name, Part


class PartySign(Part):
    """The sign of a party, drawn by lot when the case opens: p1 … p4 (shape and hue), p0 for mediators."""

    party: Ident
    sign: Literal["p0", "p1", "p2", "p3", "p4"]


class CaseOpened(Fact, kind="case.opened", version=2):
    """Stands first in `bureau`. `public_only` cases hold press and public facts for ever: no line, channel, cell, people.

    `sample`: the room brought it, to learn on. `invented`: nobody and nothing in it exists; every page and file says so.
    """

    case: Ident
    names: Name
    period: Name
    signs: tuple[PartySign, ...] = ()
    zone: str = Field(default="UTC", description="IANA zone in which the case shows its clock")
    sample: bool = False
    public_only: bool = False
    invented: bool = False


class NoteWritten(Fact, kind="case.note_written", version=1):
    """A note of the team in `bureau`: a summary of the room's own, signed by its author, dated, never a finding."""

    note: Ident
    text: str = Field(min_length=1)
    lang: Literal["ar", "en"]
    about: Literal["state", "watch"] = "watch"


class HeadsNoted(Fact, kind="case.heads_noted", version=1):
    """One salted root over all heads, once a day, to be printed on the brief or time-stamped outside."""

    root: str = Field(pattern=r"^[0-9a-f]{64}$")
    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    logs: int = Field(ge=0)
    noted_at: Instant


CaseFact = CaseOpened | NoteWritten | HeadsNoted
