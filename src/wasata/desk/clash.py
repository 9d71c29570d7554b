"""What clashes: events told in the press that cannot both be as told.

Danger: a contradiction that is none; one found anew for all the case whenever a report comes.
Duty: `clashes` gives events told as happened and denied, talks that go on and are suspended, a truce that holds and is over.
Shape: what was found for the events of some days is remembered by the press (`Heard.clashed`), with the tellings it was found
among; only where others stand now, or somebody is heard otherwise, is it asked again.

The rules. Two events are set against each other only if they are of one kind, told by two voices, of one side or of none
named, and

1. one is told as happened or going on, the other as denied; a denial answers what was told that day or the day before, for
   what is denied today may come tomorrow;
2. kinds that happen many times a day (attacks, aid, releases, contacts) only if both name one person or body, two places, or a
   place and the kind of thing hit: strikes on a city are not the strike on its school that is denied. Only a denied release
   that names nobody and no place is of every release by those sides: "denied that any of its soldiers were freed";
3. or the talks go on and are suspended, or a truce holds and is over or was broken: the same day.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from wasata.desk.filed import Known
from wasata.desk.heard import Heard
from wasata.desk.tellings import Told
from wasata.desk.things import THING

Kind = Literal["number", "denied", "talks", "truce"]

MANY_A_DAY = frozenset({
    "attack", "escalation", "contact", "delegation_arrives", "delegation_leaves", "aid_delivery", "aid_obstructed",
    "evacuation", "release", "condition", "proposal", "blackout", "list_exchange",
})  # fmt: skip
"""Kinds of which several may happen in a day: two tellings are of one event only if they name the same (`_one_thing`)."""

BY_SOMEBODY = frozenset({"acceptance", "rejection", "proposal", "condition", "truce_violation"})
"""Kinds that are somebody's act: told of two different sides they are two."""

PLACE = "place:"

Named = Callable[[Told], frozenset[str]]
"""What a telling's sentence names besides parties, as roster ids, and the kinds of things in it."""


class Clash(NamedTuple):
    """Events that cannot both be as told: `kind`, and the two sides, each all its tellings of one kind of event."""

    kind: Kind
    day: int
    left: tuple[Told, ...]
    right: tuple[Told, ...]


class _Standing(NamedTuple):
    """The tellings of some day that stand, and by which they are known to be the same as before."""

    told: Sequence[Told]
    mark: bytes


def clashes(press: Heard, known: Known, named: Named) -> list[Clash]:
    """The contradictions among events that stood, by the rules at the head of this module."""
    seqs, taken = known.seqs, known.taken.claims
    every = known.whole and not taken

    def standing(told: Sequence[Told]) -> _Standing:
        if every:  # what was ever told of a day is only added to, and the number tells
            return _Standing(told, b"all %d" % len(told))
        stand = [t for t in told if t.reading in seqs and (t.reading, t.mark) not in taken]
        return _Standing(stand, array("q", [t.reading << 20 | t.mark for t in stand]).tobytes())

    def ongoing(told: Sequence[Told]) -> _Standing:
        return standing([t for t in told if t.status == "ongoing"])

    tellings = press.tellings
    found: list[Clash] = []
    for event, all_no in tellings.denied.items():
        found += _denied(press, event, all_no, tellings.by_day.get(event, {}), standing, named)
    goes_on, stopped = (tellings.by_day.get(event, {}) for event in ("talks_continue", "talks_suspended"))
    found += _same_day(press, "talks", "talks", (goes_on, standing), (stopped, standing))
    for held in ("truce_start", "truce_extension"):
        holds = tellings.by_day.get(held, {})
        for event in ("truce_end", "truce_violation"):
            ended = tellings.by_day.get(event, {})
            found += _same_day(press, "truce", f"{held} {event}", (holds, ongoing), (ended, standing))
    return found


Stand = Callable[[Sequence[Told]], _Standing]
Days = Mapping[int, Sequence[Told]]


def _denied(
    press: Heard, event: str, all_no: Sequence[Told], yes: Days, standing: Stand, named: Named
) -> Iterator[Clash]:
    """Claims of one kind against denials of it, gathered by the day of the denial and by whom it is told of."""
    groups: dict[tuple[int, str], list[Told]] = {}
    for t in standing(all_no).told:
        if t.day:
            groups.setdefault((press.day_told(t), t.actors), []).append(t)
    window = 0 if event in ("talks_continue", "talks_suspended", "talks_slow") else 1
    told: dict[int, _Standing] = {}
    fits: dict[tuple[str, str], bool] = {}
    for (day, actors), right in groups.items():
        days = range(day - window, day + 1)
        for d in days:
            if d not in told:
                told[d] = standing(yes.get(d, ()))
        key = ("denied", event, day, actors)
        mark = (*(told[d].mark for d in days), standing(right).mark)
        kept = press.clashed.get(key)
        if kept is None or kept[0] != mark:
            left = []
            for t in (t for d in days for t in told[d].told):
                of_one = fits.get((t.actors, actors))
                if of_one is None:
                    of_one = fits[t.actors, actors] = _of_one(event, t.actors, actors)
                if of_one:
                    left.append(t)
            if left:
                left, right = _against(press, event, left, right, named if event in MANY_A_DAY else None)
            clash = Clash("denied", day, tuple(left), tuple(right)) if left else None
            kept = press.clashed[key] = (mark, clash)
        if kept[1] is not None:
            yield kept[1]


def _against(
    press: Heard, event: str, left: Sequence[Told], right: Sequence[Told], named: Named | None
) -> tuple[list[Told], list[Told]]:
    """Those of two sides that stand against one of the other: another voice, another sentence, and, where `named` is given,
    something that both name."""
    if named is not None and not (event == "release" and any(_of_every(named(n), n) for n in right)):
        theirs: frozenset[str] = frozenset().union(*map(named, right))
        left = [t for t in left if _one_thing(named(t), theirs)]
    voices = [press.event_author(t) for t in left]
    ours: set[int] = set()
    other: set[int] = set()
    for k, n in enumerate(right):
        voice = press.event_author(n)
        for j, y in enumerate(left):
            if voices[j] == voice or (y.report == n.report and y.start == n.start):
                continue  # one voice, or one sentence that tells what was denied
            if named is None or _one_thing(named(y), named(n)) or (event == "release" and _of_every(named(n), n)):
                ours.add(j)
                other.add(k)
    return [left[j] for j in sorted(ours)], [right[k] for k in sorted(other)]


def _one_thing(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sentences name one person or body, two places, or a place and a thing in it: a city alone has many events
    in a day."""
    both = ours & theirs
    placed = sum(name.startswith(PLACE) for name in both)
    things = sum(name.startswith(THING) for name in both)
    return placed > 1 or placed * things > 0 or len(both) > placed + things


def _of_every(named: frozenset[str], denial: Told) -> bool:
    """Whether a denial is of all that its sides may have done: it tells of sides, and names nobody and no place."""
    return bool(denial.actors) and not named


def _of_one(event: str, one: str, another: str) -> bool:
    """Whether two tellings, each of some actors, may be of one side's event."""
    ours, theirs = set(filter(None, one.split("+"))), set(filter(None, another.split("+")))
    if event == "release" and ours and theirs:
        return (
            ours <= theirs or theirs <= ours
        )  # who frees, and whose people: one sentence names both, another only one
    if event in BY_SOMEBODY or event in MANY_A_DAY:
        return ours == theirs and bool(ours or event not in BY_SOMEBODY)
    return not ours or not theirs or bool(ours & theirs)


def _same_day(
    press: Heard, kind: Kind, what: str, one: tuple[Days, Stand], other: tuple[Days, Stand]
) -> Iterator[Clash]:
    """Events of two kinds that exclude each other on one day, by voices that do not tell both."""
    for day in sorted(one[0].keys() & other[0].keys() - {0}):
        ours, theirs = (stand(days[day]) for days, stand in (one, other))
        key, mark = (kind, what, day, ""), (ours.mark, theirs.mark)
        kept = press.clashed.get(key)
        if kept is None or kept[0] != mark:
            voices = [[press.event_author(t) for t in side.told] for side in (ours, theirs)]
            both = set(voices[0]).intersection(voices[1])
            # whoever tells both tells of a change in the day, or of both sides
            left, right = (
                tuple(t for t, voice in zip(side.told, told, strict=True) if voice not in both)
                for side, told in zip((ours, theirs), voices, strict=True)
            )
            kept = press.clashed[key] = (mark, Clash(kind, day, left, right) if left and right else None)
        if kept[1] is not None:
            yield kept[1]
