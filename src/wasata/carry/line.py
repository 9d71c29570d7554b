"""A line's standing: open, degraded or dark, since when and why; what is due on it, and what darkness does to a deadline.

Danger: a line thought open because nobody noted that it went dark; a deadline that counted down while nobody could answer.
Duty: pure answers from what was noted: the spells of a line, how it stands at an hour, when a deadline falls.
Shape: `spells(notes, now)` gives the line's life as pieces in time; `due(deadline, spells, rules, now)` lays a deadline over
them. Nothing here knows a clock or a record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

State = Literal["open", "degraded", "dark"]
Rule = Literal["pauses", "runs_on"]


class Noted(NamedTuple):
    """What was noted of a line: from `at` on it stood so. `recorded_at` settles two notes of one hour; `medium`: by what it
    answers since then, where that was said."""

    at: datetime
    state: State
    cause: str | None
    recorded_at: datetime
    medium: str | None = None


class Agreed(NamedTuple):
    """What was agreed of deadlines while the line is dark: it holds for what goes dark from `at` on."""

    at: datetime
    rule: Rule


@dataclass(frozen=True, slots=True)
class Spell:
    """One piece of a line's life in which it stood alike; `until` is None for the one that lasts."""

    state: State
    cause: str | None
    since: datetime
    until: datetime | None

    def lasted(self, now: datetime) -> timedelta:
        """How long it lasted, or has lasted by `now`."""
        return (self.until or now) - self.since


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline falls.

    `at`: the hour, moved by the dark time so far where it was agreed to pause; while it is paused, the hour at which it
    would fall if the line opened now. `paused_since`: the line is dark and the clock stands. `moved_by`: how far `at` was
    moved. `left`: the time to `at`, negative when it is past; it does not shrink while the clock stands.
    """

    at: datetime
    paused_since: datetime | None
    moved_by: timedelta
    left: timedelta

    @property
    def is_past(self) -> bool:
        return self.left < timedelta(0)


def spells(notes: Iterable[Noted], now: datetime) -> tuple[Spell, ...]:
    """The line's life up to `now`, oldest first: notes in the order of the hours they tell of, not of their recording.

    Two notes of one hour: the later recorded stands. A note that changes neither state nor cause opens no new spell; what is
    told of hours after `now` is not so yet.
    """
    told: dict[datetime, Noted] = {}
    for note in sorted(notes, key=lambda n: (n.at, n.recorded_at)):
        if note.at <= now:
            told[note.at] = note
    found: list[Spell] = []
    for note in told.values():
        if found and (found[-1].state, found[-1].cause) == (note.state, note.cause):
            continue
        if found:
            found[-1] = replace(found[-1], until=note.at)
        found.append(Spell(note.state, note.cause, note.at, None))
    return tuple(found)


def answers_by(notes: Iterable[Noted], life: Sequence[Spell], now: datetime) -> str | None:
    """By what the line answers now: what was said last of it in the spell that lasts. A dark line answers by nothing."""
    if not life or life[-1].state == "dark":
        return None
    told = [n for n in notes if n.medium is not None and life[-1].since <= n.at <= now]
    return max(told, key=lambda n: (n.at, n.recorded_at)).medium if told else None


def _rule_at(rules: Sequence[Agreed], at: datetime) -> Rule | None:
    return next((r.rule for r in reversed(rules) if r.at <= at), None)


def _in_the_dark(life: Sequence[Spell], rules: Sequence[Agreed]) -> tuple[tuple[Spell, Rule | None], ...]:
    """The dark spells of a line, each with the rule it goes by: what stood when the line went dark. What was agreed later
    changes nothing of it, also where only the cause became another meanwhile."""
    told, began = [], None
    for spell in life:
        began = (began or spell.since) if spell.state == "dark" else None
        if began:
            told.append((spell, _rule_at(rules, began)))
    return tuple(told)


def rule_now(life: Sequence[Spell], rules: Sequence[Agreed]) -> Rule | None:
    """The rule by which the line is dark; where it is not, the one by which it would be. None: nothing was agreed."""
    if life and life[-1].state == "dark":
        return _in_the_dark(life, rules)[-1][1]
    return rules[-1].rule if rules else None


def due(at: datetime, set_at: datetime, life: Sequence[Spell], rules: Sequence[Agreed], now: datetime) -> Due:
    """When a deadline that was set at `set_at` for `at` falls.

    Args:
        rules: what was agreed, and when, in that order. A dark spell goes by what stood when it began; where nothing was
            agreed by then, a deadline runs on: nobody may claim a pause afterwards, nor take one away.
    """
    moved, paused_since = timedelta(0), None
    for spell, rule in _in_the_dark(life, rules):
        if rule != "pauses" or spell.since >= at + moved:  # it runs on, or fell before the line went dark
            continue
        begins = max(spell.since, set_at)
        ends = min(spell.until or now, now)
        if ends > begins:
            moved += ends - begins
        if spell.until is None and begins <= now:
            paused_since = begins
    return Due(at + moved, paused_since, moved, at + moved - now)


def since(life: Sequence[Spell], begin: datetime) -> tuple[Spell, ...]:
    """What of a line's life lies after `begin`, the spell that lasted then cut to begin there."""
    return tuple(
        replace(spell, since=max(spell.since, begin)) for spell in life if spell.until is None or spell.until > begin
    )
