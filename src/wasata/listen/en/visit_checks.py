"""Visit checks: what must stand around the words of visits, calls and meetings for a rule to hold.

Danger: aid that reached a town counted as an envoy who came.
Duty: one small question each, about the words near a trigger.
"""

from collections.abc import Sequence

from wasata.listen.en import grammar as g
from wasata.listen.en.event_checks import word_after, words_around
from wasata.listen.en.event_words import Trigger
from wasata.listen.en.grammar import words
from wasata.listen.en.parties import NATIONS

_TALKS_OR_NEGOTIATIONS = words("talks negotiations meetings consultations discussions")
_TO_OR_IN = words("to in")
_LEADERS_OR_MINISTERS = words("leaders ministers officials")
_HEADS_OR_CAME = words(
    "heads headed heading came coming sent send sends sending dispatched dispatch fly flying land lands"
)
_VISIT_OR_VISITS = words("visit visits trip tour trips travel travels")
_PRESIDENT_OR_MINISTER = words("president minister chief director secretary general officials official leader leaders")
_GATHER_OR_GATHERED = words("gather gathered gathers gathering discussions")
_RECENT_OR_HIS = words("recent his her my official regional")
_DELEGATION_OR_DELEGATIONS = words(
    "delegation delegations team negotiators envoy envoys mediators delegates officials minister ambassador "
    "representatives"
)
_TEAM_OR_DELEGATION = words("team delegation negotiators envoy ambassador delegates envoys ambassadors")
_THE_OR_ITS = words("the its their needs demands conditions urgent all")
_FOR_OR_ON = words("for on the a an it off")
_WITH_OR_BY = words("with by to today on separately earlier yesterday")
_IN_OR_INDIRECT = words("in indirect telephone phone direct held")
_PLACES = frozenset(word.lower() for word in NATIONS) | {"to"}
_HELD_OR_MET = words("held met hosted convened attended attending")
_MINISTER_OR_PRESIDENT = words("minister president leaders officials envoy delegation secretary leader")
_PRESIDENT_OR_PRIME = words("president prime counterpart minister king emir chancellor")
_MET_OR_MEETING = words("met meeting leaders call spoke")
_MINISTER_OR_DELEGATION = words("minister delegation envoy president secretary")
_TALKS_OR_MEETING = words("talks meeting meetings phone call calls")


_TRAVELS = words(
    "travelling traveling travelled traveled flew flying heads heading headed arrives arrived comes come came coming went"
)


def for_talks(low: Sequence[str], t: Trigger) -> bool:
    """ "Makenga is travelling to Kampala for talks": whoever goes to a place to talk there."""
    if low[t.at] not in _TRAVELS:
        return False
    ahead = low[t.at + 1 : min(t.last, t.at + 10)]
    if not ahead or ahead[0] not in ("to", "in", "at", "for") or "for" not in ahead:
        return False
    aim = ahead[ahead.index("for") + 1 :]
    return not _TALKS_OR_NEGOTIATIONS.isdisjoint(aim) and "," not in ahead[: ahead.index("for")]


_LANDS = _PLACES - {"to"}
_ABSTRACT = words("agreement deal end dead conclusion decision point stage ceasefire truce understanding compromise")


def goes(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    after = word_after(low, t.mark, t)
    if mark == "returned":
        return word_after(low, t.mark, t) == "to" and word_after(low, t.mark, t, 2) not in ("the", "a", "its")
    if mark in ("sent", "send", "sends", "sending") and low[t.mark + 1 : t.mark + 2] in (
        ["a"],
        ["its"],
        ["an"],
        ["his"],
    ):
        return t.at > t.mark and low[t.at] in _TEAM_OR_DELEGATION  # "he sent a delegation, led by …, to …"
    if mark in _HEADS_OR_CAME:
        return not _TO_OR_IN.isdisjoint(low[t.mark + 1 : min(t.last, t.mark + 6)]) and abs(t.mark - t.at) < 5
    if mark in _VISIT_OR_VISITS:
        return not _PLACES.isdisjoint(low[t.mark + 1 : min(t.last, t.mark + 5)])
    if mark == "visited" and not _INSPECTED.isdisjoint(low[t.mark + 1 : min(t.last, t.mark + 5)]):
        return False  # "visited the army's positions", "a doctor who visited the hostages"
    if mark.startswith("shuttl") and low[t.at] in ("mediators", "mediator", "negotiators"):
        return False  # their talks go on
    return after not in ("at", "to") or any(w not in _ABSTRACT for w in low[t.mark + 1 : t.mark + 4])


_INSPECTED = words(
    "army army's troops positions hostages prisoners front frontline wounded hospital hospitals site sites camp camps families "
    "soldiers refugees scene"
)
_CARGO = words(
    "aid trucks truck convoy convoys hostages hostage prisoners prisoner detainees captives troops soldiers ship "
    "army force forces peacekeepers reinforcements ships plane planes flight flights supplies fuel bodies missiles rockets "
    "refugees people migrants civilians evacuees residents families villagers survivors missile rocket drone shell bomb "
    "children women men passengers workers journalists medics returnees buses bus boat boats vessel"
)


def lands(low: Sequence[str], t: Trigger) -> bool:
    """ "Haniyeh arrived in Cairo": someone, not something, reaches a place."""
    if low[t.at] not in ("arrived", "arrives", "landed") or word_after(low, t.at, t) not in ("in", "at", "to", "on"):
        return False
    return _CARGO.isdisjoint(low[max(t.first, t.at - 12) : t.at])


def own_visit(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at] in ("visit", "visited", "visits") and word_after(low, t.at, t) in _LANDS:
        prev = low[t.at - 1] if t.at > t.first else ""
        return low[t.at] == "visited" or prev in g.MODALS or prev == "to" or low[t.at] == "visits"
    if low[t.at] == "visit" and (low[t.at - 1] == "first" or low[t.at - 1].endswith("'s")):
        ahead = word_after(low, t.at, t, 2)
        return word_after(low, t.at, t) == "by" or (
            word_after(low, t.at, t) == "to" and (ahead in _LANDS or ahead == "the")
        )
    if low[t.at] in ("trip", "visit", "tour") and low[t.at - 2 : t.at] in (["during", "a"], ["on", "a"]):
        return word_after(low, t.at, t) == "to" and word_after(low, t.at, t, 2) in _LANDS
    return (
        low[t.at] in ("visit", "trip", "tour") and low[t.at - 1] in _RECENT_OR_HIS and word_after(low, t.at, t) == "to"
    )


def goes_home(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    if mark in ("left", "leave", "leaves", "leaving"):
        return t.mark > t.at and t.mark - t.at < 6 and low[t.at] in _DELEGATION_OR_DELEGATIONS
    if mark == "returned":
        return word_after(low, t.mark, t) in ("home", "from", "without", "empty-handed")
    if mark == "home":
        return low[t.at] in _TEAM_OR_DELEGATION and abs(t.mark - t.at) < 4
    if low[t.at] in _PRESIDENT_OR_MINISTER:
        return False
    return low[t.at] not in ("visit", "crown")


def attends(low: Sequence[str], t: Trigger) -> bool:
    """ "is expected to chair the talks", "will take part in the meeting", "was present at the summit"."""
    if low[t.at] == "part":
        return low[t.at - 1] in ("take", "took", "taking", "takes", "taken") and word_after(low, t.at, t) == "in"
    if low[t.at] == "present":
        return word_after(low, t.at, t) in ("at", "during")
    return low[t.at - 1] not in _THE_OR_A_CHAIR


_OFTEN = words("constant close regular direct daily frequent permanent")
_REACHED = _MINISTER_OR_PRESIDENT | words("counterpart prime commander king emir chief mediators rebels")
_PRESS_NAMES = words("bbc associated new washington guardian times press media nation a agency newspaper broadcaster")
_THE_OR_A_CHAIR = words("the a its committee council as")
_MET_NEEDS = words("conditions preconditions demands needs deadline deadlines requirements obligations criteria terms")


def meets(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = word_after(low, t.at, t)
    prev = low[t.at - 1] if t.at > t.first else ""
    if word == "met" and (prev in g.BE or (prev == '"' and low[t.at - 2] in g.BE)):
        return False  # "unless his demands are met"
    if word in ("meet", "meets", "met") and not _MET_NEEDS.isdisjoint(low[t.at + 1 : min(t.last, t.at + 6)]):
        return False  # "until the group meets its preconditions"
    if word in ("meet", "meets", "met"):
        return after not in _THE_OR_ITS or not _MINISTER_OR_PRESIDENT.isdisjoint(low[t.at : min(t.last, t.at + 7)])
    if word == "called":
        ahead = low[t.at + 1 : min(t.last, t.at + 5)]
        return bool(ahead) and ahead[0] not in _FOR_OR_ON and not _PRESIDENT_OR_PRIME.isdisjoint(ahead)
    if word == "readout":
        return after == "of"
    if word == "telephoned":
        return after not in ("warning", "warnings", "threat", "threats")
    if word == "telephone":
        return after in ("with", "call", "conversation", "talks")
    if word == "spoke" and word_after(low, t.at, t, 2) in (
        "reuters",
        "reporters",
        "afp",
        "ap",
        "cnn",
        "bbc",
        "al",
    ):
        return False
    if word == "spoke" and word_after(low, t.at, t, 2) == "the" and word_after(low, t.at, t, 3) in _PRESS_NAMES:
        return False
    if word == "contacted":
        ahead = low[t.at + 1 : min(t.last, t.at + 6)]
        return (not _REACHED.isdisjoint(ahead) or word_after(low, t.at, t) in _LANDS) and "by" not in low[
            t.at : t.at + 2
        ]
    if word == "spoke":
        anonymous = word_after(low, t.at, t, 2) in ("condition", "background", "behalf")
        return after in _WITH_OR_BY and "reporters" not in low[t.at : t.at + 4] and not anonymous
    if word in ("call", "calls"):
        return (
            prev in ("phone", "telephone")
            or (prev.endswith("'s") and after == "with")
            or after == "with"
            or (word == "calls" and any(w == "with" for w in low[t.at : t.at + 5]))
            or (prev == "a" and after == "with")
            or (t.at - 1 > t.first and after == "between")
        )
    if word in ("discuss", "discusses", "discussed", "discussing"):
        if prev in ("be", "been", "was", "were", "being"):
            return False  # "a truce was still to be discussed"
        return (prev not in ("would", "not") and word != "discuss") or not _MET_OR_MEETING.isdisjoint(
            low[t.first : t.at]
        )
    if word in ("held", "received", "hosted", "sat"):
        return (
            word == "held"
            and any(
                w in _TALKS_OR_MEETING and low[t.at + 1] != "hostages" for w in low[t.at + 1 : min(t.last, t.at + 5)]
            )
        ) or (word == "received" and not _MINISTER_OR_DELEGATION.isdisjoint(low[t.at + 1 : min(t.last, t.at + 5)]))
    if word in ("contact", "contacts"):
        return (
            (prev in _IN_OR_INDIRECT and word == "contacts")
            or (prev == "in" and after == "with")
            or (after == "with" and prev in _OFTEN and low[t.at - 2] == "in")
            or (word == "contacts" and after == "between")
        )
    if word in ("consult", "consulting", "consulted", "consultations"):
        return after in ("with", "between", "")
    if word in _GATHER_OR_GATHERED:
        return (
            word == "gathered" and after in ("in", "at") and not _LEADERS_OR_MINISTERS.isdisjoint(low[t.first : t.at])
        )
    if word in ("meeting", "meetings"):
        return prev not in ("committee",) and after not in ("room", "place")
    if word in ("summit", "summits"):
        return not _HELD_OR_MET.isdisjoint(words_around(low, t, 6, 6))
    if word == "conversation":
        return prev in ("phone", "telephone") or after == "with"
    return True
