"""Acts of the watch: taken, stayed on, noted, handed over, accepted, left.

Danger: an hour in which everybody thought somebody else was listening.
Duty: the desk's own acts; to one who holds no line there is no watch.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AwareDatetime

from wasata.desk import shift as shifts
from wasata.desk.access import Desk
from wasata.desk.line import lines_held
from wasata.listen.reader import language_of
from wasata.room.api.acting import LONG, REASON, Body, Named, act, holds, said
from wasata.room.wiring import NotHere

Words = Annotated[str, said("shift.cli.words", min_length=1, max_length=LONG)]


def _keeps_watch(desk: Desk, _names: Mapping[str, str]) -> None:
    holds(desk, "bureau")
    if not lines_held(desk):
        raise NotHere
    desk.require("keep_watch")


class UntilTold(Body):
    """The hour at which the watch ends, 12 hours from now at most."""

    until: Annotated[AwareDatetime, said("shift.form.until", "acting.field.at")]


@act("watch/take", "keep_watch", asks=_keeps_watch)
def watch_take(desk: Desk, told: UntilTold, act_id: str) -> str:
    """Takes the watch, until an hour."""
    return shifts.take_watch(desk, until=told.until, act_id=act_id)


@act("watch/{shift}/stay", "keep_watch", asks=_keeps_watch)
def watch_stay(desk: Desk, shift: str, told: UntilTold, act_id: str) -> None:
    """Stays on watch until another hour."""
    shifts.move_end(desk, shift, told.until, act_id=act_id)


class WatchNoted(Body):
    """A line for the watch log: nothing of what a line said."""

    words: Words
    important: Annotated[bool, said("shift.form.important")] = False


@act("watch/{shift}/notes", "keep_watch", asks=_keeps_watch)
def watch_note(desk: Desk, shift: str, told: WatchNoted, act_id: str) -> None:
    """Writes a line into the watch log."""
    words = told.words.strip()
    weight: shifts.Weight = "important" if told.important else "routine"
    shifts.note_watch(desk, shift, words, language_of(words), weight=weight, act_id=act_id)


class HandedOver(Body):
    """To whom the watch goes, and what he must know."""

    to: Annotated[Named, said("shift.form.to")]
    must_know: Annotated[str, said("shift.form.must_know", "shift.form.words_help", min_length=1, max_length=LONG)]


@act("watch/{shift}/hand-over", "keep_watch", asks=_keeps_watch)
def watch_hand_over(desk: Desk, shift: str, told: HandedOver, act_id: str) -> None:
    """Hands the watch over with what must be known. It stays one's own until it is accepted."""
    words = told.must_know.strip()
    shifts.hand_over(desk, shift, told.to, words, language_of(words), act_id=act_id)


@act("watch/{shift}/accept", "keep_watch", asks=_keeps_watch)
def watch_accept(desk: Desk, shift: str, told: UntilTold, act_id: str) -> str:
    """Accepts the watch that was handed over: from now on one is on watch."""
    return shifts.accept_watch(desk, shift, until=told.until, act_id=act_id)


class WatchLeft(Body):
    """Why nobody follows, if there is something to say."""

    why: Annotated[str | None, said("shift.form.why", max_length=REASON)] = None


@act("watch/{shift}/end", "keep_watch", asks=_keeps_watch)
def watch_end(desk: Desk, shift: str, told: WatchLeft, act_id: str) -> None:
    """Leaves the watch; nobody follows, and the gap is seen."""
    shifts.end_watch(desk, shift, told.why, act_id=act_id)
