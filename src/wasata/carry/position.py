"""Positions: how each voice stands to each matter on a day, what moved between two days, what hangs on what.

Danger: a demand that was given up weeks ago shown as standing; two sides that wait for each other, and nobody who sees it.
Duty: pure answers from what was noted: what stands on a day, what moved, whose condition hangs on whose move, and the circles
in which each waits for the next.
Shape: `standing(notes, on)` → one note for each voice and matter; `moves(before, after)`; `links(standing)`;
`circles(links)`. Nothing here knows a clock or a record.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

MoveKind = Literal["first", "turned", "reworded", "gone"]
Knot = Literal["alone", "each_other", "round"]


class Voice(NamedTuple):
    """One who holds a position: the line's party, or where `body` is given one body that speaks on it ("": none)."""

    line: str
    party: str
    body: str = ""


class Hangs(NamedTuple):
    """Only if: on which matter, in words what must hold there, and whose move it is, where it is one party's."""

    matter: str
    words: str
    of: str | None = None


class Noted(NamedTuple):
    """How a voice stands to a matter from `since` on. `dropped`: from that day on we no longer hold that it is so."""

    position: str
    voice: Voice
    matter: str
    stance: str
    words: str
    since: date
    recorded_at: datetime
    only_if: tuple[Hangs, ...] = ()
    dropped: date | None = None


Standing = Mapping[tuple[Voice, str], Noted]


def standing(notes: Iterable[Noted], on: date) -> dict[tuple[Voice, str], Noted]:
    """What stands on a day, at its end: of each voice on each matter the note that tells of the latest day up to it.

    Two notes of one day: the later recorded stands. Where that one is dropped by then nothing stands: what stood before it
    does not come back.
    """
    found: dict[tuple[Voice, str], Noted] = {}
    for note in sorted(notes, key=lambda n: (n.since, n.recorded_at)):
        if note.since <= on:
            found[note.voice, note.matter] = note
    return {at: note for at, note in found.items() if note.dropped is None or note.dropped > on}


class Move(NamedTuple):
    """What became different of one voice on one matter; `before` None where nothing stood, `after` where nothing stands."""

    voice: Voice
    matter: str
    kind: MoveKind
    before: Noted | None
    after: Noted | None


def moves(before: Standing, after: Standing) -> tuple[Move, ...]:
    """What moved from one day to another, and whose move it was. A note that says the same again is no move."""
    found = []
    for voice, matter in sorted({*before, *after}):
        was, now = before.get((voice, matter)), after.get((voice, matter))
        kind = _kind_of(was, now)
        if kind is not None:
            found.append(Move(voice, matter, kind, was, now))
    return tuple(found)


def _kind_of(was: Noted | None, now: Noted | None) -> MoveKind | None:
    if was is None:
        return "first" if now is not None else None
    if now is None:
        return "gone"
    if was.stance != now.stance:
        return "turned"
    same = (was.words, was.only_if) == (now.words, now.only_if)
    return None if same else "reworded"


class Link(NamedTuple):
    """One condition: `voice` gives on `matter` only if something holds on `on`, by the move of `of` (None: of whoever)."""

    voice: Voice
    matter: str
    on: str
    words: str
    of: str | None


def links(stands: Standing) -> tuple[Link, ...]:
    """Every condition that stands, in the order of matters and voices."""
    return tuple(
        Link(note.voice, note.matter, hangs.matter, hangs.words, hangs.of)
        for (_, _), note in sorted(stands.items(), key=lambda kept: (kept[0][1], kept[0][0]))
        for hangs in note.only_if
    )


class Circle(NamedTuple):
    """Conditions of which each waits for the next, and the last for the first."""

    links: tuple[Link, ...]

    @property
    def knot(self) -> Knot:
        """`each_other`: two voices, each waits for the other; `round`: more; `alone`: one voice ties its own matters."""
        voices = {link.voice for link in self.links}
        return "alone" if len(voices) == 1 else "each_other" if len(voices) == 2 else "round"


def _waits_for(link: Link, other: Link) -> bool:
    """Whether what `link` hangs on is what `other` holds back: the same matter, and the move of that voice.

    A condition that names nobody hangs on whoever holds that matter back, be it the voice that made it: who gives the lists only
    after the pause, and the pause only after the road, may wait for himself by way of others. It never hangs on its own matter
    in its own hand. A body is named within its own line.
    """
    if link.on != other.matter:
        return False
    if link.of is None:
        return (link.voice, link.matter) != (other.voice, other.matter)
    return link.of == other.voice.party or (link.voice.line == other.voice.line and link.of == other.voice.body)


def circles(found: Sequence[Link]) -> tuple[Circle, ...]:
    """For each condition that waits, by whatever way, for itself, the shortest such circle; each circle once, short ones first.

    The shortest are enough to loosen: every condition that stands in any circle stands in one of these. Listing all of them
    would take for ever where a dozen conditions quarrel.
    """
    after = {n: [m for m, other in enumerate(found) if _waits_for(link, other)] for n, link in enumerate(found)}
    known: dict[frozenset[int], tuple[int, ...]] = {}
    for start in after:
        way = _shortest_way_back(start, after)
        if way is not None:
            known.setdefault(frozenset(way), way)
    ordered = sorted(known.values(), key=lambda way: (len(way), way))
    return tuple(Circle(tuple(found[n] for n in _from_the_first(way))) for way in ordered)


def _shortest_way_back(start: int, after: Mapping[int, Sequence[int]]) -> tuple[int, ...] | None:
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for to in after[at]:
            if to == start:
                way = [at]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return tuple(reversed(way))
            if to not in came_from:
                came_from[to] = at
                waiting.append(to)
    return None


def _from_the_first(way: tuple[int, ...]) -> tuple[int, ...]:
    """The same circle told from its first condition on, whichever of them it was found from."""
    first = way.index(min(way))
    return way[first:] + way[:first]
