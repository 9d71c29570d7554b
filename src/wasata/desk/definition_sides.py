"""Where definitions stand, as their pages show them: texts, the sides a reader holds, what waits, what may be done now.

Danger: a page that tells an officer what a side said whose line he does not hold. Which sides of those the team knows were asked
stands in `bureau`, and whoever holds that reads it (`docs/decisions/0011-what-the-bureau-knows.md`).
Duty: the list, one definition with its sides and what waits for each, what waits for the table; all that waits for one side.
Shape: made of `bureau`, `table`, and the lines and channels its reader holds, each side by its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wasata.desk.access import Desk
from wasata.desk.defined import (
    AGREED,
    OURS,
    Held,
    Ours,
    Said,
    Text,
    Theirs,
    Version,
    definitions_in,
    held_on,
    known,
    on_table,
    put_there,
)
from wasata.desk.definition_delivery import Why, named, why_it_stays
from wasata.desk.definition_delivery import waits as held_back
from wasata.desk.line_stands import LISTED, channel_head, line_view, lines_held, require_talks
from wasata.errors import LineUnknown
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits before it leaves: until when, who put it and when; `leaving`: its time is over; `why`: it stays. `mine`: who
    asks put it, and can take it back."""

    number: int
    until: datetime
    author: str
    at: datetime
    leaving: bool
    why: Why | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Side:
    """Where one side stands that this reader holds: asked for which version of ours (0: none), which is its own version
    `theirs`, and its last word on it. `waits`: the newest version is put to it and has not left."""

    line: str
    name: str
    sign: str
    pattern: str
    asked: int
    theirs: int
    current: bool
    state: str
    said: Said | None
    may_put: bool
    people: tuple[tuple[str, str], ...]
    waits: Waiting | None


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """One term as the team sees it. `sides`: those this reader holds; `also_asked`: which others were asked for this version,
    by name; what they say he does not see.

    `state`: `agreed`, `agreed_newer` (an older version is agreed), `asked`, `written`. `waits`: it is put on the table and has
    not come there; `came_back`: it was, and a side did not confirm it any more when its time was over.
    """

    term: str
    name: str
    names: Mapping[str, str]
    text: Text
    number: int
    author: str
    at: datetime
    versions: tuple[Version, ...]
    sides: tuple[Side, ...]
    n_asked: int
    also_asked: tuple[str, ...]
    approved_by: tuple[str, ...]
    agreed: Version | None
    state: str
    may_approve: bool
    may_agree: bool
    waits: Waiting | None
    came_back: datetime | None


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """A version that was put to a side and has not left: what it will be called there and what it says. `named`: as a round of
    deliveries names it."""

    term: str
    named: str
    name: str
    words: str
    value: Decimal | None
    unit: str | None
    waits: Waiting


def on_their_way(desk: Desk, line: str, lang: Lang) -> tuple[OnItsWay, ...]:
    """What was put to one side and has not left, the next to leave first; a version stays there also where a newer one was
    written since. Who is not of the bureau finds none: the texts stand there.

    Raises:
        LineUnknown: this reader does not hold the line.
    """
    if not desk.holds(f"line/{line}", f"channel/{line}"):
        raise LineUnknown(line=line)
    with desk.hold():
        return tuple(_on_its_way(desk, line, h, lang) for h in held_back(desk, line)) if desk.holds("bureau") else ()


def _on_its_way(desk: Desk, line: str, held: Held, lang: Lang) -> OnItsWay:
    text = known(desk, held.term).versions[held.number - 1].text
    waits = _waits(desk, held, f"line/{line}")
    return OnItsWay(held.term, named(held), text.names[lang], text.words[lang], text.value, text.unit, waits)


def definitions(desk: Desk, lang: Lang) -> tuple[DefinitionLine, ...]:
    """The definitions of the case, in the order of their names; where a side stands only for lines this reader holds.

    Raises:
        LineNone: he knows of no talks.
        LogNotYours: he does not hold `bureau`.
    """
    require_talks(desk)
    with desk.hold():
        found = [_line(desk, term, ours, lang) for term, ours in desk.fold(OURS).items()]
    return tuple(sorted(found, key=lambda d: (d.name.casefold(), d.term)))


def definition(desk: Desk, term: str, lang: Lang) -> DefinitionLine:
    """One definition.

    Raises:
        DefinitionWrong: there is none of that name.
        LineNone: he knows of no talks.
    """
    require_talks(desk)
    with desk.hold():
        return _line(desk, term, known(desk, term), lang)


def _line(desk: Desk, term: str, ours: Ours, lang: Lang) -> DefinitionLine:
    version = ours.versions[-1]
    stands = desk.fold(AGREED).get(term, []) if desk.holds("table") else []
    agreed = stands[-1] if stands else None
    asked = ours.asked_for(version.number)
    held = [x for x in lines_held(desk) if desk.holds(f"channel/{x}") and x in desk.fold(LISTED)]
    sides = tuple(_side(desk, term, ours, x, lang) for x in held)
    here = agreed is not None and agreed.text.digest == version.text.digest
    approved = tuple(by for by, _, _ in ours.approved.get(version.number, ()))
    seen = [s for s in sides if s.line in asked]
    also = tuple(sorted(desk.fold(LISTED)[x]["names"][lang] for x in asked if x not in held and x in desk.fold(LISTED)))
    confirmed = bool(seen) and all(s.state == "confirmed" for s in seen)
    waits = _for_table(desk, ours)
    ready = len(asked) > 1 and confirmed and not here and (waits is None or waits.number != version.number)
    state = "agreed" if here else "agreed_newer" if agreed else "asked" if asked else "written"
    return DefinitionLine(
        term, version.text.names[lang], version.text.names, version.text, version.number, version.author, version.at,
        tuple(reversed(ours.versions)), sides, len(asked), also, approved, agreed, state,
        ready and desk.may("approve_definition") and desk.reader not in approved,
        ready and len(seen) == len(asked) and desk.may("agree_definition") and any(by != desk.reader for by in approved),
        waits, ours.held.taken_back_at if ours.held is not None and ours.held.unconfirmed else None,
    )  # fmt: skip


def _waiting(desk: Desk, held: Held | None, log: str) -> Waiting | None:
    return None if held is None or held.taken_back_at is not None else _waits(desk, held, log)


def _waits(desk: Desk, held: Held, log: str) -> Waiting:
    why, leaving = why_it_stays(desk, held, log), held.until <= desk.now()
    return Waiting(held.number, held.until, held.author, held.at, leaving, why, held.author == desk.reader)


def _for_table(desk: Desk, ours: Ours) -> Waiting | None:
    held = ours.held
    if held is None or (desk.holds("table") and on_table(desk, held.term, held.digest)):
        return None
    return _waiting(desk, held, "table")


def _side(desk: Desk, term: str, ours: Ours, line: str, lang: Lang) -> Side:
    """`state`: `unasked`, `held`, `waiting`, `confirmed`, `objected`."""
    worn, theirs = desk.fold(channel_head(line)), desk.fold(definitions_in(line)).get(term, Theirs())
    version = ours.versions[-1]
    of_ours = {put: number for (number, x), put in ours.asked.items() if x == line}
    last = of_ours.get(len(theirs.versions), 0)
    word = theirs.word
    there = put_there(desk, line, term, ours, version.number)
    waits = None if there else _waiting(desk, desk.fold(held_on(line)).get((term, version.number)), f"line/{line}")
    state = "unasked" if not last else "waiting" if word is None else "confirmed" if word.confirms else "objected"
    people = tuple(
        (p.person, p.name) for p in desk.fold(line_view(line)).people.values() if p.may_clear and p.left_at is None
    )
    may_put = (
        last != version.number and waits is None and version.author != desk.reader
        and desk.may("put_definition", line=line)
    )  # fmt: skip
    return Side(
        line, worn["names"][lang], worn["sign"], worn["pattern"], last, len(theirs.versions),
        last == version.number, "held" if waits is not None else state, word, may_put, people, waits,
    )  # fmt: skip
