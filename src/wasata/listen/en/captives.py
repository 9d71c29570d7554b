"""Captives: prisoners of a war told apart from those in a cell.

Danger: "300 army prisoners" of one report and "300 captives" of another kept as two things counted.
Duty: whether prisoners counted are in the hands of those they fought, and of which army they are.
Shape: Arabic has two words (أسير, سجين); English has one, and what stands around it must say which is meant.
"""

from collections.abc import Sequence

from wasata.listen.en.governors import CLAUSE_ENDS
from wasata.listen.en.parties import Parties
from wasata.listen.figures import Draft
from wasata.listen.pieces import word_set
from wasata.values import Measure

_PRISONERS = word_set("prisoner prisoners pow pows")
_HOLDING = word_set("hold holds holding held captured capturing capture seized seizing")
_COUNTING = word_set(
    "more than at least about around some over nearly up to approximately almost roughly a total of the another"
)
FIGHTING = word_set("army military militia navy rebel paramilitary loyalist insurgent guerrilla")
"""Bodies that fight, before "prisoners": whose soldiers they were."""
_HANDING = word_set("hand hands handed handing")
_BEEN = word_set("be been being were was")
_CELLS = word_set(
    "jail jails jailed prison prisons cell cells court courts police convicted sentenced arrested custody judge"
)


def fate(low: Sequence[str], d: Draft, *, sided: bool) -> Measure:
    """What befell people held or detained, when the words around them say it better than their noun."""
    if handed_over(low, d.first, d.after):
        return "released"
    if d.measure == "detained" and of_war(low, d.first, d.after, held_by=d.holder is not None, sided=sided):
        return "held"
    return d.measure


def of_war(low: Sequence[str], first: int, after: int, *, held_by: bool, sided: bool) -> bool:
    """Whether the prisoners in pieces first..after are captives of those they fought.

    `sided`: a party is named before them in their sentence ("it held 800 prisoners" may be a jail).
    """
    counted = low[first:after]
    if _PRISONERS.isdisjoint(counted):
        return False
    if (
        list(counted[-2:]) == ["of", "war"]
        or list(low[after : after + 2]) == ["of", "war"]
        or counted[-1].startswith("pow")
    ):
        return True
    if not _CELLS.isdisjoint(low[max(0, first - 8) : after + 9]):
        return False
    if held_by or not FIGHTING.isdisjoint(counted):
        return True
    k = first - 1
    while k > 0 and low[k] in _COUNTING:
        k -= 1
    return sided and low[k] in _HOLDING and low[k] not in CLAUSE_ENDS


def handed_over(low: Sequence[str], first: int, after: int) -> bool:
    """ "handed over 15 prisoners", "15 prisoners were handed over": to hand over people held is to let them go."""
    back = low[max(0, first - 8) : first]
    for k in range(len(back) - 1, 0, -1):
        if back[k] == "over" and back[k - 1] in _HANDING:
            return _COUNTING.issuperset(back[k + 1 :])
    passive = low[after : after + 5]
    return any(passive[k : k + 2] == ["handed", "over"] and passive[k - 1] in _BEEN for k in range(1, 4))


def army_of(low: Sequence[str], first: int, after: int, named: Parties) -> str | None:
    """Whose "300 army prisoners" are: of the one army the report speaks of."""
    for word in low[first:after]:
        if word in FIGHTING:
            return named.army if word in ("army", "military") else None
    return None
