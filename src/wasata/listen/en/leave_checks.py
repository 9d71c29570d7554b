"""Leave checks: people brought to safety, or told to go.

Danger: an evacuation agreed on paper counted as people already safe.
Duty: one small question each, about the words near a trigger.
"""

from collections.abc import Sequence

from wasata.listen.en.event_words import Trigger
from wasata.listen.en.grammar import words

_OWN_PEOPLE = words("citizens nationals expatriates compatriots")


def told_to_leave(low: Sequence[str], t: Trigger) -> bool:
    """ "urged its citizens in the country to leave": asked for, not yet done."""
    back = low[max(t.first, t.at - 8) : t.at]
    return low[t.at] == "leave" and back[-1:] == ["to"] and not _OWN_PEOPLE.isdisjoint(back)


def evacuated(low: Sequence[str], t: Trigger) -> bool:
    """People brought to safety; the noun inside a deal or plan still to be carried out is told by `evacuation_ahead`."""
    return low[t.at] not in ("evacuation", "evacuations") or not to_come(low, t)


def evacuation_ahead(low: Sequence[str], t: Trigger) -> bool:
    """ "the deal included the evacuation of …", "the evacuation would begin", "was postponed": still to come."""
    return low[t.at] in ("evacuation", "evacuations") and to_come(low, t)


_STILL_TO_COME = words(
    "deal agreement plan plans planned agreed would will stipulated stipulates included includes postponed delayed "
    "resume hoped hopes supposed due expected scheduled return exchange allow begin"
)


def to_come(low: Sequence[str], t: Trigger) -> bool:
    return not _STILL_TO_COME.isdisjoint(low[max(t.first, t.at - 12) : min(t.last, t.at + 12)])
