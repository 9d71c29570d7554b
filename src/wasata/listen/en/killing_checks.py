"""Killing checks: who or what must stand near the words of the dead for them to tell of an attack.

Danger: a death without a doer counted as an attack.
Duty: killed by somebody, in fighting, in strikes.
"""

from collections.abc import Sequence

from wasata.listen.en.event_checks import WAS_OR_WERE, word_after
from wasata.listen.en.event_words import Trigger, classes_of
from wasata.listen.en.grammar import words

_KILLED_OR_KILLING = words("killed killing kills wounded claimed lives")
_DOER = words("by when in after during since at from")
_ARMED = words(
    "israeli russian strikes strike airstrike airstrikes attack attacks fighting war shelling bombing hamas raid "
    "raids offensive clashes conflict bombardment fire forces army soldiers troops rebels militants gunmen "
    "missile drone drones rocket rockets explosion blast assault battle battles paramilitaries rsf houthis israel violence "
    "hostilities invasion massacre ambush terrorists taliban insurgents gunman bomber bombers "
    "jihadists isis shabaab jets warplanes "
    "warplane troops coalition militia militiamen snipers sniper shells mortar mortars "
    "rebel missiles bomb bombs mine hezbollah "
    "separatists guerrillas farc boko extremists islamists fighters operation operations crackdown mission"
)
_MERE_DOERS = words(
    "israeli russian hamas israel houthis rsf hezbollah taliban isis shabaab farc boko "
    "forces army soldiers troops rebels rebel "
    "militants gunmen gunman paramilitaries terrorists insurgents jihadists coalition militia militiamen separatists "
    "guerrillas extremists islamists fighters bomber bombers war conflict violence hamas's israel's sniper snipers"
)
_ARMED_MEN = words("military police guards")
_HARD = _ARMED | {word + "'s" for word in _ARMED}
"""Who or what kills in a war."""
_BY_WHAT = _HARD - _MERE_DOERS
_MEN = _MERE_DOERS | _ARMED_MEN


_SAVING = words("save saved saves saving spare protect")


def killed_by(low: Sequence[str], t: Trigger) -> bool:
    """Killed by somebody, in fighting, in strikes."""
    if low[t.at] == "killed" and low[t.at - 1] in ("they", "he", "she", "we"):
        return True  # "they killed 14 soldiers"
    if (
        low[t.at] in ("killed", "wounded", "injured", "dead")
        and any(c in classes_of(word_after(low, t.at, t)) for c in ("captive", "someone"))
        and not (low[t.at] == "killed" and low[t.at - 1] in _MEN)
    ):
        return False
    if low[t.at] == "lives" and not _SAVING.isdisjoint(low[max(t.first, t.at - 3) : t.at]):
        return False
    tail = low[t.at + 1 : min(t.last, t.at + 16)]
    if (
        low[t.at] in ("wounded", "injured", "dead")
        and low[t.at - 1] in ("the", "these", "those")
        and "by" not in tail[:4]
    ):
        return False  # "two of the wounded soldiers were in serious condition"
    head = low[max(t.first, t.at - 12) : t.at]
    if not WAS_OR_WERE.isdisjoint(head[-3:]):
        # "Israel said five soldiers were killed": by whom, or in what, must stand there
        if not _DOER.isdisjoint(tail[:9]) and not _HARD.isdisjoint(tail):
            return True
        return not _BY_WHAT.isdisjoint(head)
    if not _DOER.isdisjoint(tail[:9]) and not _HARD.isdisjoint(tail):
        return True
    return low[t.at] in _KILLED_OR_KILLING and not _HARD.isdisjoint(head)
