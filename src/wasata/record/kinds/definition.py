"""A definition: what a word of the deal means on the ground. "Pause", "north", "child", "truck".

Danger: a word both sides use and each reads its own way; a number that tells one side how often the other objected.
Duty: our text of it (`bureau`); put to each side and confirmed or objected to in its own channel; that all who were asked
have confirmed stands on the `table` (a crossing act: each learns that the others agreed). What is put to a side waits in
`line/<x>` before, what is agreed in `bureau`: in no log of a side.
Shape: versions are counted apart in each log: ours in `bureau`, what was put to a side in its channel, what was agreed on the
table. Which of ours became which of theirs, `bureau` alone knows.
"""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name, Part
from wasata.record.kinds.message import Words

Version = Field(ge=1)
Unit = Field(default=None, max_length=60)
Hash = r"^[0-9a-f]{64}$"


class Map(Part):
    """A picture of where it is, bare of what it told of its making, kept as `piece` sealed beside the log the fact stands in.
    `digest`: SHA-256 of the picture, the same wherever it is kept."""

    piece: str = Field(pattern=Hash)
    digest: str = Field(pattern=Hash)
    media_type: Literal["image/png", "image/jpeg"]


class MapKept(Fact, kind="definition.map_kept", version=1):
    """A picture was taken in for definitions before a text names it, so that the same one sent again is not kept twice. In
    `bureau`."""

    map: Map


class DefinitionWritten(Fact, kind="definition.written", version=1):
    """Our text of a term, its next version. `also`: other forms of the word by which it is found in texts. A number, a map
    or words alone. In `bureau`."""

    term: Ident
    number: int = Version
    names: Name
    also: tuple[str, ...] = ()
    words: Name
    value: Decimal | None = None
    unit: str | None = Unit
    map: Map | None = None


class DefinitionHeld(Fact, kind="definition.held", version=1):
    """Version `number` of ours is put to this line's side and waits until `until`: so long who put it can take it back. In
    `line/<x>`."""

    term: Ident
    number: int = Version
    until: Instant


class DefinitionTakenBack(Fact, kind="definition.taken_back", version=1):
    """A version that waited goes nowhere. In `line/<x>`: the side never knows that it was to be asked."""

    term: Ident
    number: int = Version


class DefinitionAsked(Fact, kind="definition.asked", version=1):
    """Version `number` of ours is put to `line`, where it is version `theirs`. In `bureau`: no word of that side is in it."""

    term: Ident
    number: int = Version
    line: Ident
    theirs: int = Version


class DefinitionPut(Fact, kind="definition.put", version=1):
    """A version put to this side for its word, counted in its channel alone. It reveals that the mediator proposes it, and
    no more."""

    term: Ident
    number: int = Version
    names: Name
    also: tuple[str, ...] = ()
    words: Name
    value: Decimal | None = None
    unit: str | None = Unit
    map: Map | None = None


class DefinitionConfirmed(Fact, kind="definition.confirmed", version=1):
    """This side takes this version as what the word means. In `channel/<x>`. `person`: who said so, where an officer wrote
    it down."""

    term: Ident
    number: int = Version
    person: Ident | None = None


class DefinitionObjected(Fact, kind="definition.objected", version=1):
    """This side does not, with what it says instead. In `channel/<x>`."""

    term: Ident
    number: int = Version
    words: str = Words
    person: Ident | None = None


class DefinitionApproved(Fact, kind="definition.approved", version=1):
    """A first person stands by it that this version goes on the table (`digest`: SHA-256 of its text). In `bureau`: it tells
    the team that the side he speaks for has confirmed."""

    term: Ident
    number: int = Version
    digest: str = Field(pattern=Hash)


class AgreementHeld(Fact, kind="definition.agreement_held", version=1):
    """A second person puts this version on the table (`digest`: SHA-256 of its text), and it waits until `until`: so long he
    can take it back. In `bureau`."""

    term: Ident
    number: int = Version
    digest: str = Field(pattern=Hash)
    until: Instant


class AgreementTakenBack(Fact, kind="definition.agreement_taken_back", version=1):
    """A version that waited for the table does not go there: who put it took it back, or a side did not confirm it any more
    when its time was over. In `bureau`."""

    term: Ident
    number: int = Version
    why: Literal["author", "unconfirmed"] = "author"


class DefinitionAgreed(Fact, kind="definition.agreed", version=1):
    """All who were asked confirmed this text: it stands on the `table`, counted there alone."""

    term: Ident
    number: int = Version
    names: Name
    also: tuple[str, ...] = ()
    words: Name
    value: Decimal | None = None
    unit: str | None = Unit
    map: Map | None = None


DefinitionFact = (
    MapKept | DefinitionWritten | DefinitionHeld | DefinitionTakenBack | DefinitionAsked | DefinitionPut | DefinitionConfirmed
    | DefinitionObjected | DefinitionApproved | AgreementHeld | AgreementTakenBack | DefinitionAgreed
)  # fmt: skip
