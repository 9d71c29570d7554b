"""Definitions that leave when their time of waiting is over: to a side, and to the table.

Danger: a text that leaves although it was taken back, a newer one stands, or a side confirms it no more; an entry in one
channel whose hour or number tells of another.
Duty: what of a line, or of the table, is due and still stands leaves, each by itself; why one stays.
Shape: the bureau notes first whom we ask; the act that writes `channel/<x>`, or `table`, writes there and nowhere else. What was
broken off between the two is taken up at the next round. Rounds are made by the same thread as those of letters.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from wasata.desk.access import Desk
from wasata.desk.defined import (
    AGREED,
    OURS,
    Held,
    Theirs,
    definitions_in,
    held_on,
    known,
    on_table,
    put_there,
    unconfirmed,
)
from wasata.desk.definition import Copied, require_agreed, told_of
from wasata.desk.delivery import still_writes
from wasata.desk.line import channels_held
from wasata.errors import DefinitionWrong, WasataError
from wasata.record.kinds.base import Fact
from wasata.record.kinds.definition import AgreementTakenBack, DefinitionAgreed, DefinitionAsked, DefinitionPut
from wasata.words import Key

Why = Literal["older", "author"]
"""Why one stays: a newer version was written since; who put it may not write there any more. Words: `definition.stays.<why>`."""


def waits(desk: Desk, line: str) -> tuple[Held, ...]:
    """What was put to a side and has not left, the next to leave first. Ask inside `hold`."""
    terms = desk.fold(OURS)
    found = (
        held
        for held in desk.fold(held_on(line)).values()
        if held.taken_back_at is None
        and held.term in terms  # on a laptop the line is without the bureau: nothing leaves from there
        and not put_there(desk, line, held.term, terms[held.term], held.number)
    )
    return tuple(sorted(found, key=lambda h: (h.until, h.term)))


def why_it_stays(desk: Desk, held: Held, log: str) -> Why | None:
    """Why one that waits would not leave now, if it were due. Ask inside `hold`.

    Args:
        log: in which who put it must still be allowed to write.
    """
    if known(desk, held.term).versions[-1].number != held.number:
        return "older"
    return None if still_writes(desk, held.author, log) else "author"


def _leaves(desk: Desk, line: str) -> tuple[Held, ...]:
    now = desk.now()
    return tuple(
        held for held in waits(desk, line)
        if held.until <= now and why_it_stays(desk, held, f"line/{line}") is None
    )  # fmt: skip


class _NotedBefore(Exception):
    """The bureau knows already that they are asked: it was broken off, or another process is at it."""


def deliver_put(desk: Desk, line: str, term: str, number: int) -> None:
    """Puts into a side's channel what is due: two acts, as the head of this module says.

    Raises:
        DefinitionWrong: it is not due, or stays.
    """
    desk.require("deliver_definition", line=line)
    there = Copied(desk, f"channel/{line}")

    def due() -> None:
        if not any((held.term, held.number) == (term, number) for held in _leaves(desk, line)):
            raise DefinitionWrong(why=Key("definition.why.not_due"), value=term)

    def ask() -> dict[str, tuple[Fact, ...]]:
        due()
        if (number, line) in known(desk, term).asked:
            raise _NotedBefore
        theirs = len(desk.fold(definitions_in(line)).get(term, Theirs()).versions) + 1
        return {"bureau": (DefinitionAsked(term=term, number=number, line=line, theirs=theirs),)}

    def decide() -> dict[str, tuple[Fact, ...]]:
        due()
        ours = known(desk, term)
        told = told_of(there.text(ours.versions[-1].text))
        return {f"channel/{line}": (DefinitionPut(term=term, number=ours.asked[number, line], **told),)}

    with suppress(_NotedBefore):
        desk.do("ask_definition", ask, line=line)
    desk.do("deliver_definition", decide, alone=True, beside=("access",), line=line)


# the table


def waits_for_table(desk: Desk) -> tuple[Held, ...]:
    """What was put on the table and has not come there, the next to leave first. Ask inside `hold`."""
    found = (ours.held for ours in desk.fold(OURS).values() if ours.held is not None)
    stand = (h for h in found if h.taken_back_at is None and not on_table(desk, h.term, h.digest))
    return tuple(sorted(stand, key=lambda h: (h.until, h.term)))


def _leave_for_table(desk: Desk) -> tuple[Held, ...]:
    now = desk.now()
    return tuple(h for h in waits_for_table(desk) if h.until <= now and why_it_stays(desk, h, "table") is None)


def sees_all(desk: Desk, held: Held) -> bool:
    """Whether this reader sees the answers of all who were asked: none but he can say whether they still confirm. Ask inside
    `hold`."""
    return set(known(desk, held.term).asked_for(held.number)) <= set(channels_held(desk))


def deliver_agreement(desk: Desk, term: str) -> bool:
    """Puts on the table what is due, if every side that was asked confirms it at this moment; if one does not any more, it is
    taken back, and two people do it anew once it does. Gives whether it stands there.

    Raises:
        DefinitionWrong: it is not due, stays, or its approval stands no more, or this reader does not see all the answers.
    """
    desk.require("deliver_agreement")
    there = Copied(desk, "table")

    def due() -> Held:
        held = next((h for h in _leave_for_table(desk) if h.term == term), None)
        if held is None:
            raise DefinitionWrong(why=Key("definition.why.not_due"), value=term)
        if not sees_all(desk, held):
            raise DefinitionWrong(why=Key("definition.why.not_all_held"), value=term)
        return held

    def no_more() -> bool:
        held, ours = due(), known(desk, term)
        return unconfirmed(desk, term, ours, held.number, ours.asked_for(held.number)) is not None

    def back() -> dict[str, tuple[Fact, ...]]:
        if not no_more():  # the side said yes again a moment ago: the next round looks anew
            raise DefinitionWrong(why=Key("definition.why.not_due"), value=term)
        return {"bureau": (AgreementTakenBack(term=term, number=due().number, why="unconfirmed"),)}

    def decide() -> dict[str, tuple[Fact, ...]]:
        held = due()
        version = require_agreed(desk, term, held.digest, held.author)
        stands = len(desk.fold(AGREED).get(term, []))
        return {"table": (DefinitionAgreed(term=term, number=stands + 1, **told_of(there.text(version.text))),)}

    with desk.hold():
        gone, ours = no_more(), known(desk, term)
        sides = ("access", *(f"channel/{line}" for line in ours.asked_for(due().number)))
    if gone:
        desk.do("agree_definition", back, alone=True, beside=sides)
        return False
    desk.do("deliver_agreement", decide, alone=True, beside=sides)
    return True


# a round


@dataclass(frozen=True, slots=True)
class Left:
    """What one round brought to its side or to the table, by term and version; and what did not leave because something broke,
    with the error's code."""

    left: tuple[str, ...]
    broke: Mapping[str, str]


def named(held: Held) -> str:
    """One that waits, by one word: what a round passes over, and what it tells."""
    return f"{held.term}.{held.number}"


def deliver_round(desks: Mapping[str, Desk], line: str, *, pass_over: frozenset[str] = frozenset()) -> Left:
    """Delivers what is due on a line, each by itself: what one breaks stops no other.

    Args:
        desks: of officers of the line, by their names; at least one. It leaves from the desk of who put it if that is among
            them, and else from the first.
    """
    first = next(iter(desks.values()))
    with first.hold():
        due = [held for held in _leaves(first, line) if named(held) not in pass_over] if first.holds("bureau") else []
    left: list[str] = []
    broke: dict[str, str] = {}
    for held in due:
        try:
            deliver_put(desks.get(held.author, first), line, held.term, held.number)
            left.append(named(held))
        except Exception as error:  # whatever one did, the others leave; its name alone is told
            _note(broke, held, error)
    return Left(tuple(left), broke)


def deliver_agreements(desks: Mapping[str, Desk], *, pass_over: frozenset[str] = frozenset()) -> Left:
    """Delivers what is due on the table, each by itself, from the desk of who put it, or else of the first here who sees the
    answers of all sides; where there is none it waits on.

    Args:
        desks: of officers of the case, by their names.
    """
    able = {reader: desk for reader, desk in desks.items() if desk.may("deliver_agreement")}
    left: list[str] = []
    broke: dict[str, str] = {}
    if not able:
        return Left((), broke)
    first = next(iter(able.values()))
    with first.hold():
        due = [held for held in _leave_for_table(first) if named(held) not in pass_over]
    for held in due:
        with first.hold():
            order = sorted(able.values(), key=lambda desk: (desk.reader != held.author, desk.reader))
            desk = next((one for one in order if sees_all(one, held)), None)
        if desk is None:
            continue
        try:
            if deliver_agreement(desk, held.term):
                left.append(named(held))
        except Exception as error:  # as above
            _note(broke, held, error)
    return Left(tuple(left), broke)


def _note(broke: dict[str, str], held: Held, error: Exception) -> None:
    if isinstance(error, WasataError):
        if str(error.values.get("why")) != "definition.why.not_due":  # another process was quicker: it has left
            broke[named(held)] = error.code
    else:
        broke[named(held)] = type(error).__name__
