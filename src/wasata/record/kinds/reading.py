"""The reading: who opened what of what is confidential, when, by which door. Stands in `reading`, apart from what was read.

Danger: a leak that nobody can narrow down, because nobody knows who had seen the words.
Duty: which page or command was opened, of which logs it was made, which things stood on it; ids only, no word of any of them.
Shape: one fact tells of one reader by one door. The first opening of a thing on a day stands here before the answer leaves;
what is opened again is told in batches: from when to when, how often.
"""

from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part

Way = Literal["page", "api", "key", "command"]
"""By which door: a page; a program with his sign-in; a program with a key of his; a command at the terminal."""


class Opening(Part):
    """One page, address of the interface or command, as often as it was opened: the logs it was made of, and the things (message,
    contact, relay, term, estimate, file) that stood on it, by their names. `searched`: words were looked for in these logs; which
    words is kept nowhere."""

    page: str = Field(min_length=1, max_length=100)
    logs: tuple[str, ...] = Field(min_length=1)
    things: tuple[Ident, ...] = ()
    first: Instant
    last: Instant
    times: int = Field(ge=1)
    searched: bool = False


class ReadingOpened(Fact, kind="reading.opened", version=1):
    """A reader opened these. `key`: the program's key, where it was one."""

    reader: Ident
    way: Way
    key: Ident | None = None
    openings: tuple[Opening, ...] = Field(min_length=1)


ReadingFact = ReadingOpened
