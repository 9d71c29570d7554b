"""War checks: fighting told without a word of attack, and what sides will not do.

Danger: "took control of the ministry's budget" taken for a battle.
Duty: one small question each, about the words near a trigger: ground taken, wars that break out, shots, refusals, talks sought.
"""

from collections.abc import Sequence

from wasata.listen.en import grammar as g
from wasata.listen.en.event_checks import word_after
from wasata.listen.en.event_words import Trigger, classes_of
from wasata.listen.en.grammar import words
from wasata.listen.en.parties import NATIONS

_NATION_WORDS = frozenset(w.lower() for w in NATIONS)
_LAUNCHED_OR_FIRED = words("launched fired intercepted landed hit crossed fell launching")
_I_OR_WE = words("i we you people if")
_IF_OR_UNLESS = words("if unless i you")
_PRESIDENT_OR_PRESIDENTS = words("president presidents leaders minister officials")
_TAKING = words("take taken took taking")
_GROUND_SURE = words(
    "township townships "
    "village villages town towns city cities district districts suburb suburbs base bases airport airfield hill hills "
    "stronghold strongholds garrison outpost outposts barracks positions neighbourhood neighborhood neighbourhoods province"
)
_CONTROLLED = _GROUND_SURE | words(
    "crossing corridor port ports region area areas capital country country's territory south north east west border road"
)


def ground_taken(low: Sequence[str], t: Trigger) -> bool:
    """ "The town was captured by rebels", "key roads have been seized": ground first, in the passive."""
    between = low[t.at + 1 : t.near]
    if low[t.near] in _RETOOK and ("which" in between or "that" in between):
        # "the town of Glin, which the army retook from the rebels", "the only city that the army has taken"
        by_arms = not _ARMIES.isdisjoint(between) or word_after(low, t.near, t) == "from"
        return low[t.at] in _GROUND_OR_WAYS and (by_arms or (low[t.near] == "captured" and low[t.near - 1] in g.HAVE))
    if low[t.near] not in _SEIZED or not between or between[-1] not in ("was", "were", "been"):
        return False
    return low[t.at] in _GROUND_OR_WAYS and all(
        w in g.AUXILIARIES or (w[:1].isalpha() and w not in _OTHER_CLAUSE) for w in between
    )


_ARMIES = words("army troops forces rebels militia militants fighters soldiers insurgents guerrillas")
_RETOOK = words("retook took captured recaptured seized")
_SEIZED = words("captured recaptured seized retaken overrun taken")
_WAYS = words("region land port road roads bridge bridges crossing territory")
_GROUND_OR_WAYS = _GROUND_SURE | _WAYS
_OTHER_CLAUSE = words("who which that where people men he they hostages prisoners and but after when")
_PEACEFUL = words("part place talks visit tour election elections office oath power mayor budget photo photos video")


def takes_ground(low: Sequence[str], t: Trigger) -> bool:
    """ "had recaptured a village", "seized control of the airport", "have taken the town of X"."""
    between = low[t.at + 1 : t.near]
    if low[t.at] in ("driven", "drove", "driving"):
        return low[t.near] in _GROUND_SURE and ("out" in between or "from" in between) and "," not in between
    if between[:1] == ["up"]:
        return False  # "took up positions between them"
    if any(
        w in (",", ";", "that", "who", "which", "by", "from", "in", "during", "after", "to", "for", "near")
        for w in between
    ):
        return False
    if not _PEACEFUL.isdisjoint(low[t.at : t.near + 2]):
        return False
    if "stop" in low[max(t.first, t.at - 5) : t.at] or (low[t.at] == "occupied" and low[t.near] == "land"):
        return False  # "to stop the army seizing the region"
    if low[t.at] == "occupied" and (not between or low[t.at - 1] in g.DETERMINERS):
        return False  # "the Turkish occupied port"
    if low[t.near] == "control":
        return low[t.near + 1 : t.near + 2] == ["of"] and (
            not _GROUND_SURE.isdisjoint(low[t.near + 2 : t.near + 12])
            or not _CONTROLLED.isdisjoint(low[t.near + 2 : t.near + 7])
        )
    if low[t.at] in _TAKING:
        prev = low[t.at - 1] if t.at > t.first else ""
        return low[t.near] in _GROUND_SURE and prev not in g.BE and len(between) <= 3 and "to" not in (prev,)
    return low[t.near] in _GROUND_SURE or low[t.near] in ("port", "ports", "territory", "enclave", "region", "land")


_OUTBREAK = words("broke erupted raged rages raging flared flares breaks erupts")
_WHEN = words("since when as after before until")


def breaks_out(low: Sequence[str], t: Trigger) -> bool:
    """ "war broke out in 2003", "the violence taking place in the country", "an ongoing conflict"."""
    ahead = low[t.at + 1 : min(t.last, t.at + 4)]
    if not _WHEN.isdisjoint(low[max(t.first, t.at - 4) : t.at]):
        return False  # "since the war erupted": when
    for n, word in enumerate(ahead):
        if word in ("broke", "breaks"):
            return ahead[n + 1 : n + 2] == ["out"]
        if word in _OUTBREAK:
            return True
        if word == "taking" and ahead[n + 1 : n + 2] == ["place"]:
            return True
        if word == "continues":
            return low[t.at] in ("violence", "war", "conflict")
    prev = low[t.at - 1] if t.at > t.first else ""
    lasting = prev in ("ongoing", "continuing", "raging") and low[t.at] in ("violence", "war", "conflict")
    return lasting and (ahead[:1] in (["with"], ["between"], ["against"]) or low[t.at] == "violence")


_FOUGHT_FOR = words("for off against with in a an three two several the and government back each hard over")


def fights(low: Sequence[str], t: Trigger) -> bool:
    """ "who have fought three wars", "rebels fought government troops"."""
    after = word_after(low, t.at, t)
    return (
        after not in ("for", "hard", "to", "over", "off", "corruption", "poverty", "crime", "disease") and after != ""
    )


_SHOOTING = words("cross-border artillery small-arms mortar rocket heavy sniper machine-gun anti-aircraft tank")


def shots_traded(low: Sequence[str], t: Trigger) -> bool:
    """ "cross-border fire between the two", "an exchange of fire", "50 projectiles were launched"."""
    if low[t.at].startswith("projectile"):
        near = low[max(t.first, t.at - 5) : min(t.last, t.at + 6)]
        return not _LAUNCHED_OR_FIRED.isdisjoint(near)
    prev = low[t.at - 1] if t.at > t.first else ""
    two = low[t.at - 2] if t.at - 1 > t.first else ""
    if prev == "of" and two in ("exchange", "exchanges", "hail", "volley", "volleys"):
        return True
    if prev in ("exchanged", "traded", "exchanging", "trading"):
        return True
    return prev in _SHOOTING and word_after(low, t.at, t) in ("between", "from", "across", "into", "at", "on", "by")


def atrocities_by(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at + 1 : t.at + 3] == ["committed", "by"] or low[t.at + 1 : t.at + 2] == ["by"]


_REFUSABLE = words(
    "accept negotiate talk sign attend withdraw meet surrender disarm recognise recognize release free hand give concede "
    "send join participate allow agree return sit deal discuss halt stop leave cede compromise reach host take part be have"
)
_UNTIL = words("until unless before if while as without")


def does_not_want(low: Sequence[str], t: Trigger) -> bool:
    """ "does not want to concede the post", "did not intend to send negotiators"."""
    back = low[max(t.first, t.at - 4) : t.at]
    negated = any(w in ("not", "never") or w.endswith("n't") for w in back)
    if not negated or not any(w in g.DO or w in g.BE or w.endswith("n't") for w in back):
        return False
    if not _I_OR_WE.isdisjoint(back):
        return False
    ahead = low[t.at + 1 : min(t.last, t.at + 12)]
    if ahead[:1] == ["to"]:
        return ahead[1:2] != [] and ahead[1] in _REFUSABLE and _UNTIL.isdisjoint(low[t.at : t.last])
    return low[t.at] == "want" and "to" in ahead and "be" in ahead


_DEEDS = words(
    "release free negotiate talk sign attend withdraw surrender disarm recognise recognize cede concede compromise"
)


def will_not(low: Sequence[str], t: Trigger) -> bool:
    """ "would never release the killers", "will release no prisoners"; with "until" it is a condition."""
    if not _UNTIL.isdisjoint(low[t.at : t.last]):
        return False
    if not _IF_OR_UNLESS.isdisjoint(low[max(t.first, t.at - 8) : t.at]):
        return False
    if low[t.at] == "no":
        back = low[max(t.first, t.at - 2) : t.at]
        return len(back) == 2 and back[0] in ("will", "would") and back[1] in _DEEDS
    prev = low[t.at - 1] if t.at > t.first else ""
    if low[t.at] == "won't":
        return word_after(low, t.at, t) in _DEEDS
    return prev in ("will", "would", "shall") and word_after(low, t.at, t) in _DEEDS


_BEFORE_TALKS = words(
    "for to peace direct new fresh immediate further more serious urgent unconditional face-to-face the political with "
    "a holding start truce ceasefire national inclusive renewed formal indirect substantive of still his its their be it"
)


def talks_sought(low: Sequence[str], t: Trigger) -> bool:
    """ "seeks talks with the rebels", "a call for dialogue", "was open to peace talks"."""
    if low[t.at] not in ("talks", "dialogue", "negotiations"):
        return False
    between = low[t.near + 1 : t.at]
    if not all(w in _BEFORE_TALKS for w in between):
        return False
    seeker = low[t.near]
    if seeker in ("open", "ready", "willing"):
        return between[:1] in (["to"], ["for"])
    if seeker.startswith(("call", "appeal", "push")):
        return between[:1] == ["for"]
    if seeker == "proposed" and (
        low[t.near - 1] in g.DETERMINERS or low[t.near - 1] in g.PREPOSITIONS or t.near == t.first
    ):
        return False  # "the proposed peace talks"
    return word_after(low, t.at, t) not in ("team", "table", "proposal", "offer", "process", "to", "on")


_SWAPPING = words(
    "mediated brokered facilitated completed conducted latest first such biggest largest carried took oversaw"
)


def swap_told(low: Sequence[str], t: Trigger) -> bool:
    """ "the Emirates mediated the swap", "the first such swap since …": the exchange of people spoken of before."""
    if not low[t.at].startswith("swap"):
        return False
    if not any(
        "captive" in classes_of(w) or w in ("soldiers", "servicemen") for w in low[max(0, t.first - 60) : t.last]
    ):
        return False
    near = low[max(t.first, t.at - 4) : t.at]
    place = low[t.at + 1 : t.at + 3] == ["took", "place"]
    return place or (low[t.at] == "swap" and not _SWAPPING.isdisjoint(near))


_LET_GO = words(
    "soldiers servicemen prisoners hostages captives troops men women civilians people fighters detainees ukrainians russians "
    "israelis palestinians americans workers officers those children nationals sailors aid-workers journalists pilots"
)


def the_let_go(low: Sequence[str], t: Trigger) -> bool:
    """ "the Russians released on Saturday were …", "its released soldiers", "the returned soldiers"."""
    word = low[t.at]
    if word not in ("released", "freed", "returned"):
        return False
    prev = low[t.at - 1] if t.at > t.first else ""
    after = word_after(low, t.at, t)
    people = prev in _LET_GO or (prev.endswith("s") and prev in _NATION_WORDS)
    if word != "returned" and people and (after in ("on", "included", "include", "by", "were", "are", "in", "came")):
        return True
    return prev in ("the", "its", "their", "his", "newly", "recently") and (
        after in _LET_GO or word_after(low, t.at, t, 2) in _LET_GO
    )


_OPENING = words(
    "establish re-establish reestablish establishing established restore restored maintain maintained held holding had"
)


def in_touch(low: Sequence[str], t: Trigger) -> bool:
    """ "re-establish communication links with the rebels", "held a discussion with their leaders", "in touch with"."""
    word = low[t.at]
    after = low[t.at + 1 : min(t.last, t.at + 5)]
    back = low[max(t.first, t.at - 4) : t.at]
    if word == "touch":
        return back[-1:] == ["in"] and after[:1] == ["with"]
    if word in ("discussion", "discussions", "conversation", "conversations"):
        return ("with" in after[:1] or "between" in after[:1]) and not _OPENING.isdisjoint(back)
    if word in ("engagement", "engagements"):
        return after[:1] == ["with"] and not _PRESIDENT_OR_PRESIDENTS.isdisjoint(after)
    if word in ("communication", "communications"):
        return not _OPENING.isdisjoint(back) and "with" in after[:3]
    return (
        not _OPENING.isdisjoint(back) and bool(after) and (after[0] in ("with", "between", "at") or "with" in after[:2])
    )


_NEW = words("new latest revised fresh own initial peace truce ceasefire")


def of_a_nation(low: Sequence[str], t: Trigger) -> bool:
    """ "the new Israeli proposal", "Qatar's latest proposal": the noun with the one who made it."""
    if low[t.at] not in ("proposal", "proposals", "initiative"):
        return False
    k = t.at - 1
    while k > t.first and low[k] in _NEW:
        k -= 1
    if k < t.first:
        return False
    if low[k].endswith(("'s", "s'")):
        return low[k].removesuffix("'s") in _NATION_WORDS
    return low[k] in _NATION_WORDS and low[t.at - 1] != "peace"


def deal_between(low: Sequence[str], t: Trigger) -> bool:
    """ "a landmark peace deal between the government and the guerrillas", "as agreed between the two"."""
    after = word_after(low, t.at, t)
    if after != "between":
        return False
    back = low[max(t.first, t.at - 4) : t.at]
    return ("a" in back or "an" in back) and "and" in low[t.at : min(t.last, t.at + 14)]


def agreed_between(low: Sequence[str], t: Trigger) -> bool:
    return (
        low[t.at] == "agreed"
        and word_after(low, t.at, t) in ("between", "by")
        and low[t.at - 1] in ("as", "was", "were", "been")
    )


def to_the_table(low: Sequence[str], t: Trigger) -> bool:
    """ "sit down at the negotiating table", "get to the table": talks wished for."""
    ahead = low[t.at + 1 : min(t.last, t.at + 7)]
    if "table" not in ahead:
        return False
    way = ahead[: ahead.index("table")]
    return bool(way) and way[0] in ("down", "at", "to", "both", "them", "around") and "," not in way


_AVOID_OR_PREVENT = words("avoid prevent de-escalation avert without stop stopping halt halting end ending")
_BLACKOUT_OR_BLACKOUTS = words("blackout blackouts outage outages cut severed down offline")


def seriously(low: Sequence[str], t: Trigger) -> bool:
    return (
        not low[t.at].startswith("de-")
        and low[t.at - 1 : t.at] != ["de"]
        and _AVOID_OR_PREVENT.isdisjoint(low[max(t.first, t.at - 4) : t.at])
    )


def of_war(low: Sequence[str], t: Trigger) -> bool:
    """ "a wider war" grows; "the wider offensive" is but a name."""
    if low[t.at] not in ("wider", "broader"):
        return True
    return 0 < t.near - t.at <= 2 and low[t.at - 1] in ("a", "into", "of")


def dark(low: Sequence[str], t: Trigger) -> bool:
    if low[t.mark - 1] in ("gunned", "shot", "slowed", "turned", "broke", "came"):
        return False
    if low[t.at] in ("communication", "network", "networks", "mobile"):
        return low[t.mark] in _BLACKOUT_OR_BLACKOUTS
    return low[t.mark] not in ("out", "off", "lost") or abs(t.at - t.mark) <= 3
