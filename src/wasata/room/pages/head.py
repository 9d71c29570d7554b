"""The head of a page of a case: its name, its truce clock, its as-of time, and who is asking.

Danger: a count-down that stands still, or counts to an hour nobody announced.
Duty: the case's head from the desk, and the clock's sentence: the hour first, how long is left second.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wasata import words
from wasata.desk import case as cases
from wasata.desk import truce
from wasata.desk.access import Desk
from wasata.values import Lang

_SOON = timedelta(hours=12)
_NOW = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Clock:
    """The truce clock of the head: `state` is `holds`, `over` or `none`; `line` is the whole sentence."""

    state: str
    lead: str
    line: str


@dataclass(frozen=True, slots=True)
class Head:
    name: str
    period: str
    role: str | None
    sample: bool
    invented: bool
    zone: str
    as_of: datetime
    clock: Clock | None


def of_case(desk: Desk, lang: Lang) -> Head:
    """What the head says of this case to this reader."""
    head = cases.case_head(desk, lang)
    key = f"room.role.{head.role}"
    role = words.say(key, lang) if head.role and words.has(key, lang) else None
    return Head(
        head.name, head.period, role, head.sample, head.invented, head.zone, head.as_of, _clock(desk, head, lang)
    )


def _clock(desk: Desk, head: cases.CaseHead, lang: Lang) -> Clock | None:
    told = truce.clock(desk, head.as_of)
    if told is None:
        return None
    zone = ZoneInfo(head.zone)
    if told.state == "in_force" and told.left is not None and told.expiry is not None:
        state = "now" if told.left <= _NOW else "soon" if told.left <= _SOON else "holds"
        line = words.say("room.clock.expires", lang, at=words.instant(told.expiry, lang, zone=zone))
        return Clock(state, words.say("room.clock.left", lang, left=duration(told.left, lang)), line)
    if told.state == "ahead" and told.start is not None:
        return Clock("holds", words.say("room.clock.ahead", lang), words.instant(told.start, lang, zone=zone))
    if told.state == "expired" and told.expiry is not None:
        at = words.instant(told.expiry, lang, zone=zone)
        return Clock("over", words.say("room.clock.expired", lang), words.say("room.clock.expired_at", lang, at=at))
    if told.state == "over" and told.ended is not None:
        at = words.instant(told.ended, lang, zone=zone)
        return Clock("over", words.say("room.clock.over", lang), words.say("room.clock.over_at", lang, at=at))
    return Clock("none", words.say("room.clock.none", lang), "")


def duration(left: timedelta, lang: Lang) -> str:
    """A time that is left, in days and hours, or hours and minutes: two units, never more."""
    minutes = max(0, int(left.total_seconds() // 60))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    units = [("days", days), ("hours", hours)] if days else [("hours", hours), ("minutes", rest)]
    told = [words.count(f"room.clock.{unit}", n, lang) for unit, n in units if n]
    if not told:
        return words.count("room.clock.minutes", 0, lang)
    return words.say("room.clock.and", lang, a=told[0], b=told[1]) if len(told) == 2 else told[0]
