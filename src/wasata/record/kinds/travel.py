"""Travel: one officer carries one line on a laptop, until an hour. That it is so stands in `access`; what was carried with which
key, and what came back, in `line/<x>`.

Danger: a laptop that is lost and nobody knows what is on it; words written away that stand as if written here.
Duty: who went with which line until when, how it ended; what he carried, what was taken in, what was set aside and what a lead
said of it.
"""

from typing import Annotated, Literal

from pydantic import Field

from wasata.record.kinds.access import Mark
from wasata.record.kinds.base import Fact, Ident, Instant

How = Literal["back", "cut_off", "lost"]
Aside = Literal["left", "ended", "late", "ahead", "kind", "words", "clash", "state"]
"""Why something done away was not taken in by itself: its officer keeps the line no more (`left`) and a lead brought it, the
travel had `ended`, it was done after its hour (`late`) or at an hour
that is still to come (`ahead`), it is of a `kind` that is not done away, repeats `words` of another line, says otherwise of a
thing of which something was said in the room since it was packed (`clash`), or does not fit how the line stands by now
(`state`)."""
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TravelBegun(Fact, kind="travel.begun", version=1):
    """A lead lets an officer carry a line until `until`. In `access`."""

    travel: Ident
    reader: Ident
    line: Ident
    until: Instant
    by: Ident


class TravelEnded(Fact, kind="travel.ended", version=1):
    """It is over before its hour: he came back, was cut off, or what he carried is lost. In `access`."""

    travel: Ident
    how: How
    by: Ident


class TravelCarried(Fact, kind="travel.carried", version=1):
    """This home stands on a laptop and holds one line until `until`. In its own `access`; `room`: by which key the answers of the
    room are signed."""

    travel: Ident
    reader: Ident
    line: Ident
    until: Instant
    made_at: Instant
    room: Hex


class TravelPacked(Fact, kind="travel.packed", version=1):
    """What he carries was made. In `line/<x>`, on both sides. `keys`: the sealed attachment with the key for which his reports
    are sealed and the secret by which they show that they come from there; the half that opens them stays where the line is kept.
    Not in the fact itself: a copy of a log that can be read tells facts, and these are nobody's to read."""

    travel: Ident
    reader: Ident
    mark: Mark
    made_at: Instant
    keys: Hex


class TravelTakenIn(Fact, kind="travel.taken_in", version=1):
    """A report from the laptop was taken in: so many new entries, done between `from_at` and `to_at` by its clock. `upto`: how
    far in the laptop's own log. `aside`: it was no report, but what had been set aside and a lead let in."""

    travel: Ident
    entries: int = Field(ge=0)
    from_at: Instant | None = None
    to_at: Instant | None = None
    made_at: Instant
    upto: int = Field(ge=0)
    report: Hex
    aside: Ident | None = None


class TravelSetAside(Fact, kind="travel.set_aside", version=1):
    """What was done away and not taken in lies sealed beside the line, under `piece`: so many entries, of these kinds."""

    travel: Ident
    aside: Ident
    piece: Hex
    entries: int = Field(ge=1)
    kinds: tuple[str, ...] = Field(min_length=1)
    why: tuple[Aside, ...] = Field(min_length=1)
    acts: tuple[Ident, ...] = Field(min_length=1)


class TravelJudged(Fact, kind="travel.judged", version=1):
    """A lead has looked at what was set aside, and lets it in or not."""

    travel: Ident
    aside: Ident
    let_in: bool
    by: Ident


TravelFact = TravelBegun | TravelEnded | TravelCarried | TravelPacked | TravelTakenIn | TravelSetAside | TravelJudged
