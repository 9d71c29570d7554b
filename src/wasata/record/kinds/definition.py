"""A definition: what a word of the deal means on the ground. "Pause", "north", "child", "truck".

Danger: a word both sides use and each reads its own way.
Duty: our text of it (`bureau`); put to each side and confirmed or objected to in its own channel; that both have confirmed
stands on the `table` (a crossing act: each learns that the other agreed).
"""

from decimal import Decimal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Name
from wasata.record.kinds.message import Words

Version = Field(ge=1)


class DefinitionWritten(Fact, kind="definition.written", version=1):
    """Our text of a term, its next version. `also`: other forms of the word by which it is found in texts. A number, a map
    (`piece` beside the log) or words alone. In `bureau`."""

    term: Ident
    number: int = Version
    names: Name
    also: tuple[str, ...] = ()
    words: Name
    value: Decimal | None = None
    unit: str | None = Field(default=None, max_length=60)
    map: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class DefinitionPut(Fact, kind="definition.put", version=1):
    """A version put to this side for its word. In `channel/<x>`; it reveals that the mediator proposes it, and no more."""

    term: Ident
    number: int = Version
    names: Name
    words: Name
    value: Decimal | None = None
    unit: str | None = Field(default=None, max_length=60)
    map: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class DefinitionConfirmed(Fact, kind="definition.confirmed", version=1):
    """This side takes this version as what the word means. In `channel/<x>`."""

    term: Ident
    number: int = Version
    person: Ident | None = None


class DefinitionObjected(Fact, kind="definition.objected", version=1):
    """This side does not, with what it says instead. In `channel/<x>`."""

    term: Ident
    number: int = Version
    words: str = Words
    person: Ident | None = None


class DefinitionAgreed(Fact, kind="definition.agreed", version=1):
    """All who were asked confirmed this version: it stands on the `table`."""

    term: Ident
    number: int = Version
    names: Name
    words: Name
    value: Decimal | None = None
    unit: str | None = Field(default=None, max_length=60)


DefinitionFact = DefinitionWritten | DefinitionPut | DefinitionConfirmed | DefinitionObjected | DefinitionAgreed
