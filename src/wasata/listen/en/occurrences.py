"""Occurrences: the words that speak of an event, and which of them must stand together.

Danger: "exchange of views" taken for an exchange of prisoners; "strike a deal" for an air strike.
Duty: classes of words, and rules that ask for one class or two near each other.
Shape: `classes_of(word)` → names of classes; a `Rule` names an anchor class, a class near it, how far, and a check of its own.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from wasata.values import EventKind, Status


class Trigger(NamedTuple):
    """Where a rule fired: the anchor, the token whose standing counts, and its sentence."""

    at: int
    mark: int
    first: int
    last: int
    near: int = -1


class Rule(NamedTuple):
    """One way of speaking of an event."""

    name: str
    kind: EventKind
    anchor: str
    near: str = ""
    reach: int = 8
    default: Status = "happened"
    after: bool = False  # the near word comes after the anchor
    before: bool = False
    mark_near: bool = False  # the standing is that of the near word
    check: Callable[[Sequence[str], Trigger], bool] | None = None
    status: str = ""  # "fixed": always the default
    deniable: bool = True


_CLASSES: dict[str, str] = {
    "truce": r"truces?|cease-?fires?|armistices?|cessation|pauses?|lulls?",
    "talks": r"talks|negotiations?|mediation|dialogue|negotiators?|mediators?|discussions|negotiating|mediat(?:e|ed|ing)",
    "round": r"talks|negotiations?|mediation|dialogue|discussions|rounds?",
    "deal": r"deals?|agreements?|accords?|pacts?|memorandum|understandings?|treat(?:y|ies)|settlement",
    "extend": r"exten(?:d|ds|ded|ding|sions?)|prolong(?:s|ed|ing|ation)?|renew(?:s|ed|ing|als?)?",
    "breach": r"violat(?:e|es|ed|ing|ions?)|breach(?:es|ed|ing)?|broke|broken|breaking|break|infring\w+",
    "begin": r"begins?|began|begun|beginning|starts?|started|starting|effect|force|hold|holding|holds|commence[sd]?",
    "seek_truce": r"demand(?:s|ed|ing)?|call(?:s|ed|ing)?|urge[sd]?|urging|negotiat\w+|push(?:es|ed|ing)?|seek(?:s|ing)?|sought|reach(?:ed|ing)?|want(?:s|ed)?|appeal(?:s|ed)?|secure[sd]?|declare[sd]?|announce[sd]?|impose[sd]?|implement(?:ed|ing)?|broker(?:ed|ing)?|agree[sd]?|hope[sd]?|propose[sd]?|immediate|lasting|permanent|new|achiev\w+|observe|proclaim\w*|accept(?:s|ed)?|offer(?:s|ed|ing)?|conclude|honou?r|establish\w*",
    "expire": r"expire[sd]?|expiring|expiry|collaps(?:e|es|ed|ing)|ends?|ended|ending|lapse[sd]?|unravel\w*",
    "free": r"fre(?:e|ed|es|eing)|releas(?:e|es|ed|ing)|swap(?:s|ped|ping)?|exchang(?:e|es|ed|ing)|trad(?:e|es|ed|ing)|handover|repatriat\w+|liberat(?:e|ed|ion)|handed|hand|handing|return|returned|returning",
    "free_sure": r"free|freed|freeing|frees|releas(?:e|es|ed|ing)|freedom|handover|repatriat\w+",
    "captive": r"hostages?|captives?|prisoners?|detainees?|abductees?|pows?|captivity|bodies|remains|inmates|internees|abducted|kidnapped|detained|abductions?|jailed|prisons?|imprisoned|corpses",
    "someone": r"fighters|members|soldiers|staff|women|children|citizens|foreigners|commanders|nationals|men|people|girls|boys|civilians|americans|israelis|palestinians|britons|sailors|crew|workers|servicemen|pilots?|journalists?",
    "lists": r"lists?",
    "names": r"names?|prisoners?|hostages?|detainees?|captives?|given|exchanged|handed|submitted|provided|received|hand|exchange",
    "aid": r"aid|humanitarian|relief|assistance|food|medicines?|fuel|supplies|trucks?|lorr(?:y|ies)|convoys?|flour|wheat|grain|medical|shipments?|cargo",
    "aid_sure": r"aid|assistance|convoys?|shipments?|trucks?|lorr(?:y|ies)|supplies|food|medicines?|fuel|flour|relief|goods",
    "aid_move": r"deliver(?:s|y|ies|ed|ing)?|enter(?:s|ed|ing)?|entry|cross(?:es|ed|ing)?|arriv(?:e|es|ed|ing|al)|flows?|flowed|flowing|sent|send|sending|airdrop(?:s|ped|ping)?|distribut(?:e|ed|ing|ion)|bring(?:s|ing)?|brought|surge[sd]?|unload(?:ed|ing)?|reach(?:ed|es|ing)?|moving|moved|transport(?:ed|ing)?|docked|drop(?:ped)?|rolled|provide[sd]?|providing|provision|allow(?:s|ed|ing)?|admit(?:ted)?|dispatch\w*|ship(?:ped|ping)?|let|letting|pass(?:ed|age)?",
    "block": r"block(?:s|ed|ing|ade|ades|aded)?|obstruct(?:s|ed|ing|ion)?|imped(?:e|es|ed|ing)|prevent(?:s|ed|ing)?|hinder(?:s|ed|ing)?|hamper(?:s|ed|ing)?|loot(?:ed|ing|s)?|restrict(?:s|ed|ing|ions?)?|sieges?|besieg\w+|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|stopp(?:ed|ing)|stranded|barred|denied|denying|deny|refus(?:e|ed|es|ing|al)|unable|stuck|withheld|withholding|seized|delay(?:s|ed|ing)?|turned|divert(?:ed|ing|s)?|cut|disrupt\w*",
    "evacuate": r"evacuat(?:e|es|ed|ing|ions?)|evacuees",
    "attack": r"attack(?:s|ed|ing|ers?)?|airstrikes?|air-strikes?|bombard(?:s|ed|ing|ment|ments)?|bomb(?:s|ed|ing|ings)?|shell(?:s|ed|ing)|raid(?:s|ed|ing)?|assault(?:s|ed|ing)?|offensives?|massacres?|massacred|ambush(?:es|ed)?|invasions?|invad(?:e|es|ed|ing)|clash(?:es|ed|ing)?|aggression|missiles?|rockets?|onslaught|genocid(?:e|al)|strafed|gunfire|mortars?|incursions?|bloodshed|hostilities|fighting|warplanes|barrage|sniper|snipers|torched|drones?",
    "strike": r"strikes?|struck|hit|hits|hitting|fire[sd]?|firing|shot|shoot(?:ing|ings|s)?|targeted|targeting|targets?|operations?|explosions?|blasts?|launched|launch|launching|stormed|storming|seized|captured|kidnapped|abducted|kill(?:s|ed|ing|ings)?|war|gunmen|opened|destroyed|wounded|injured|dead|toll|abductions?|hostage|lives|battles?",
    "weapon": r"air|drone|israeli|russian|saudi|coalition|u\.s|us|american|rocket|missile|artillery|forces|army|troops|soldiers|military|militants|fighters|rebels|rockets?|missiles?|drones?|shells?|fire|warning|gunmen|jets|warplanes|houthis?|hamas|hezbollah|rsf|rapid|terrorists?|militia|militiamen|insurgents|guerrillas|naval|strikes?|airstrikes?|ships?|tankers?|police|snipers?|isis|taliban|bombs?|bombing|paramilitar(?:y|ies)|fighting|war|conflict|clashes|attacks?|offensive|invasion|hostage",
    "kill": r"kill(?:s|ed|ing)?|died|dead|wounded|injured|lives|deaths?|toll|slain",
    "escalate": r"escalat(?:e|es|ed|ing|ion)|intensif(?:y|ies|ied|ying|ication)|widen(?:s|ed|ing)?",
    "more": r"stepped|expand(?:s|ed|ing)?|expansion|ramp(?:ed|ing)?|deepen(?:s|ed|ing)?|widen(?:s|ed|ing)?|broaden(?:s|ed|ing)?|surge[sd]?",
    "war": r"attacks?|strikes?|airstrikes?|bombing|bombardment|offensive|operations?|war|assault|fighting|violence|raids|conflict|shelling|invasion|campaign|hostilities",
    "lines": r"internet|phone|communications?|telecommunications?|telecoms?|electricity|mobile|network|networks|connectivity|starlink|cellular",
    "dark": r"cut|cuts|down|blackouts?|outages?|severed|disrupted|interrupted|shut|collapsed?|lost|out|offline|off|restored",
    "continue": r"continu(?:e|es|ed|ing|ation)|ongoing|underway|held|hold|holding|hosted|host|hosting|took|take|taking|progress|engaged|conducted|serious|weeks|days|months|rounds?|constructive|still|under|way|intensive|productive|positive|conclude[sd]?|led|via|through|seeking|mediating|indirect|proceeding|advanced|working",
    "slow": r"slow(?:s|ed|er|ly|ing)?|stall(?:s|ed|ing)?|delay(?:s|ed|ing)?|drag(?:s|ged|ging)?|procrastinat\w+|stonewall\w*|foot-dragging|sluggish|bogged|hurdles?|obstacles?|snags?|sticking|gaps",
    "suspend": r"suspend(?:s|ed|ing)?|suspension|collaps(?:e|es|ed|ing)|fail(?:s|ed|ure|ing)?|froze|freez(?:e|es|ing)|frozen|halt(?:s|ed|ing)?|deadlock(?:ed)?|impasse|stalemate|walk(?:s|ed|ing)?|pull(?:s|ed|ing)?|withdr(?:ew|aw|aws|awn|awing|awal)|cancel\w*|postpon\w+|adjourn\w*|broke|broken|breakdown|dead|inconclusive\w*|boycott\w*|quit|abandon(?:s|ed|ing)?|participation|faltered?",
    "resume": r"resum(?:e|es|ed|ing|ption)|restart(?:s|ed|ing)?|reopen(?:s|ed|ing)?|begin(?:s|ning)?|began|begun|start(?:s|ed|ing)?|open(?:s|ed|ing)?|relaunch\w*|revive[sd]?|reviving|return(?:s|ed|ing)?|reconvene[sd]?|launch(?:ed)?|back|kick(?:s|ed)?",
    "arrive": r"returned|arriv(?:e|es|ed|ing|al)|visit(?:s|ed|ing)?|travel(?:s|ed|led|ling|ing)?|trips?|flew|flying|fly|flies|land(?:ed|s|ing)?|heading|headed|heads|tour|toured|sent|dispatch(?:ed)?|shuttl\w+|coming|came|lands",
    "leave": r"left|leaves|leave|leaving|depart(?:s|ed|ing|ure)?|recall(?:s|ed|ing)?|home|withdr(?:ew|aw|awn)|pulled|returned",
    "delegation": r"chairman|delegations?|envoys?|minister|president|team|negotiators?|mediators?|secretary|officials?|director|chief|delegates?|leaders?|premier|ambassadors?|spymaster|representatives|emir|crown|chancellor|adviser|advisor|coordinator|general|visit|delegate|diplomats?|senator|pope|king",
    "contact": r"called|met|meets?|meeting|meetings|spoke|calls?|phoned|telephoned|telephone|summit|summits|convened?|convenes|convening|reconvene[sd]?|gather(?:ed|s|ing)?|consult(?:ed|ing|ations?)|conferred|hosted|discuss(?:es|ed|ing|ions)?|readout|sat|received|conversation|contacts?|gathering|huddled|held|consultations|telephoned",
    "propose": r"propos(?:e|es|ed|ing|als?)|initiatives?|offer(?:s|ed|ing)?|roadmap|bridging|draft|counter-?offer|counter-?proposals?|submitted|presented|tabled|unveiled|put|suggested",
    "plan": r"proposals?|plans?|offers?|initiatives?|draft|roadmap|framework|document|paper|formula|resolution|deal|outline|bridging|truce|ceasefire|cease-fire|pause|swap",
    "accept": r"accept(?:s|ed|ing|ance)?|agree[sd]?|agreeing|approv(?:e|es|ed|ing|al)|endorse[sd]?|consent(?:ed|s)?|adopt(?:s|ed)?|yes|signed",
    "reject": r"reject(?:s|ed|ing|ion)?|refus(?:e|es|ed|ing|al)|veto(?:es|ed|ing)?|rebuff(?:s|ed)?|spurn(?:s|ed)?|declin(?:e|es|ed)|turned|ruled|rules|ruling|dismiss(?:es|ed)?|oppose[sd]?|opposing|opposition|shun(?:s|ned)?",
    "only": r"unless|provided|only|until|once|conditional|conditions?|conditioned|precondition|preconditions|if|conditionally|hinges?|contingent",
    "agree": r"reach(?:es|ed|ing)?|sign(?:s|ed|ing)?|broker(?:s|ed|ing)?|conclud(?:e|es|ed|ing)|seal(?:s|ed|ing)?|clinch(?:es|ed)?|struck|strike|strikes|finali[sz]\w+|ink(?:s|ed)|announc(?:e|ed|es|ing)|mediated|secure[sd]?|negotiated|hammered|agreed|cut|yield(?:s|ed)?",
    "nearing": r"expected|close|imminent|likely|elusive|near|possible|unlikely|far",
    "pact": r"agree[sd]?",
    "message": r"messages?|proposals?|ideas",
    "pass": r"pass(?:es|ed|ing)|exchang(?:e|es|ed|ing)|relay(?:s|ed|ing)?|carr(?:y|ied|ying)|shuttl\w+",
    "fulfil": r"fulfil(?:l|s|led)?|honou?r(?:s|ed|ing)?|abide[sd]?|comply|complied|adhere[sd]?|respect(?:s|ed|ing)?|uphold|implement(?:s|ed)?",
    "ceasing": r"halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|suspend(?:s|ed)?|ceas(?:e|ed|es|ing)|silence[sd]?|lay",
    "fire": r"fire|fighting|hostilities|war|attacks|strikes|arms|offensive|operations|guns|bombing|bombardment",
}  # fmt: skip

_COMPILED = [(name, re.compile(pattern)) for name, pattern in _CLASSES.items()]


@lru_cache(maxsize=1 << 15)
def classes_of(word: str) -> tuple[str, ...]:
    """The classes a word (in small letters) belongs to."""
    if len(word) < 2 or len(word) > 24:
        return ()
    if word.endswith("'s"):
        word = word[:-2]
    return tuple(name for name, pattern in _COMPILED if pattern.fullmatch(word))


# ---------------------------------------------------------------------- checks


def _around(low: Sequence[str], t: Trigger, back: int, on: int) -> Sequence[str]:
    return low[max(t.first, t.at - back) : min(t.last, t.at + on + 1)]


def _after(low: Sequence[str], i: int, t: Trigger, n: int = 1) -> str:
    return low[i + n] if i + n < t.last else ""


def _same_clause(low: Sequence[str], t: Trigger, n: int) -> Sequence[str]:
    """The n words before the anchor, not beyond a comma."""
    start = t.at
    while start > t.first and t.at - start < n and low[start - 1] not in (",", ";", "while"):
        start -= 1
    return low[start : t.at]


def _pause(low: Sequence[str], t: Trigger) -> bool:
    """"pause" and "cessation" are a truce only with their kind or in a fighting sentence."""
    return _truce_at(low, t.at, t)


def _truce_at(low: Sequence[str], k: int, t: Trigger) -> bool:
    word = low[k]
    if word.startswith(("pause", "lull")):
        near = low[max(t.first, k - 3) : min(t.last, k + 5)]
        return any(w in ("humanitarian", "fighting", "truce", "hostilities", "military", "war", "tactical", "seven-day", "gaza", "temporary", "offered", "offensive") or w.endswith("-day") for w in near)
    if word == "cessation":
        return any(w in ("hostilities", "fire", "fighting", "aggression") for w in low[k + 1 : min(t.last, k + 5)]) and low[k + 3 : k + 4] not in (["agreement"], ["deal"])
    return True


def _takes_effect(low: Sequence[str], t: Trigger) -> bool:
    if not _truce_at(low, t.at, t):
        return False
    word = low[t.mark]
    if word in ("effect", "force"):
        return low[t.mark - 1] in ("took", "into", "takes", "take", "taking", "in", "taken")
    if word in ("hold", "holds", "holding"):
        return low[t.mark - 1] in ("took", "takes", "take", "taking")
    return True


def _wanted(low: Sequence[str], t: Trigger) -> bool:
    if not _truce_at(low, t.at, t):
        return False
    near = _around(low, t, 6, 8)
    if any(w in ("terms", "under") for w in low[max(t.first, t.at - 4) : t.at]):
        return False
    if any(w.startswith(("exten", "renew", "prolong", "violat", "breach", "collaps", "expire", "resume")) for w in near):
        return False
    return _after(low, t.at, t) not in ("resolution", "agreement", "deal", "talks", "negotiations", "proposal", "violations", "line")


def _in_deal(low: Sequence[str], t: Trigger) -> bool:
    return low[t.mark] in ("effect", "force") and low[t.mark - 1] in ("in", "into", "took", "takes", "take")


def _extends(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at].startswith("renew") and _after(low, t.at, t) in ("push", "fighting", "effort", "efforts", "violence", "clashes", "attacks", "calls", "call", "pressure", "hostilities", "war", "talks", "offensive", "diplomatic", "hope", "hopes", "round"):
        return False
    return _truce_at(low, t.near, t)


def _spoken_of(low: Sequence[str], t: Trigger, name: str) -> bool:
    """Whether the sentence before, or this one so far, spoke of such a thing."""
    return any(name in classes_of(w) for w in low[max(0, t.first - 45) : t.at])


def _extends_it(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("extend", "extended", "extending", "renew", "prolong") and _after(low, t.at, t) == "it" and _spoken_of(low, t, "truce")


def _it_ends(low: Sequence[str], t: Trigger) -> bool:
    return low[t.first] == "it" and t.at - t.first < 7 and low[t.at] in ("expire", "expires", "expired", "collapsed", "ends", "ended", "lapsed") and _spoken_of(low, t, "truce")


def _stays(low: Sequence[str], t: Trigger) -> bool:
    back = low[max(t.first, t.near - 4) : t.near]
    return low[t.near] in ("force", "effect") and any(w in ("remain", "remains", "stay") for w in back) and any(w in ("until", "through") for w in low[t.near : t.near + 4])


def _extends_deal(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("extend", "extended", "extending", "prolong", "renew", "renewed") and not any("pact" in classes_of(w) for w in low[t.at : t.near]) and low[t.at - 1 : t.at] not in (["the"], ["a"])


def _breaks(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word in ("broke", "break", "breaking", "broken"):
        return _after(low, t.at, t) not in ("out", "down", "off", "up", "through", "into")
    return True


def _failing(low: Sequence[str], t: Trigger) -> bool:
    near = low[max(t.first, t.at - 3) : t.at]
    return any(w in ("not", "failed", "failing", "refused", "never") or w.endswith("n't") for w in near)


def _ends(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if not _truce_at(low, t.at, t) or _after(low, t.at, t) in ("talks", "negotiations", "violations", "deal", "proposal"):
        return False
    if word in ("end", "ends", "ended", "ending"):
        return t.mark < t.at and low[t.mark + 1 : t.mark + 2] in (["of"], ["the"], ["to"]) and word != "ends" and _after(low, t.mark, t) == "of" or t.mark > t.at and t.mark - t.at < 5
    return True


def _of_people(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = _after(low, t.at, t)
    if word == "free":
        return low[t.at - 1] in ("to", "will", "would", "could", "must", "should", "and", "not", "immediately") and after not in ("and", "from", "of", "trade")
    if word in ("hand", "handed", "handing"):
        return after == "over" or _after(low, t.at, t, 2) == "over"
    if word in ("trade", "trades") and after in ("union", "unions", "deal", "war", "talks", "route", "routes", "minister"):
        return False
    if word.startswith("exchang") and after in ("fire", "rate", "rates", "views", "views.", "messages", "blows", "of") and _after(low, t.at, t, 2) in ("views", "fire", "messages", "", "ideas"):
        return False
    if word in ("return", "returned", "returning"):
        return after == "of" or any(w in ("bodies", "remains", "hostages", "captives", "prisoners") for w in low[t.at : min(t.last, t.at + 6)])
    return True


def _of_someone(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word in ("freed", "released") and low[t.at - 1] in ("the", "those", "newly", "these", "some") and "someone" in classes_of(_after(low, t.at, t)):
        return False
    if word == "free" and low[t.at - 1] not in ("to", "will", "would", "could", "must", "should"):
        return False
    if word.startswith("releas") and any(w in ("statement", "report", "video", "figures", "footage", "details", "data", "photo", "photos", "images", "list") for w in low[t.at : min(t.last, t.at + 6)]):
        return False
    return t.near > t.at or any(w in ("was", "were", "be", "been", "being", "are") for w in low[max(t.first, t.at - 3) : t.at])


def _own_release(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at].startswith("release") and low[t.at - 1 : t.at] in (["their"], ["his"], ["her"], ["additional"]) and t.at > t.first


def _releases_again(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("releases",) and low[t.at - 1] in ("additional", "further", "more", "hostage", "prisoner") and t.at > t.first


def _listing(low: Sequence[str], t: Trigger) -> bool:
    return True


def _aid_moves(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    aid = low[t.at]
    if aid == "relief" and _after(low, t.at, t) not in ("supplies", "aid", "convoy", "convoys", "trucks", "goods", "items"):
        return False
    if any("block" in classes_of(w) for w in low[max(t.first, t.mark - 5) : t.mark]):
        return False
    if aid == "humanitarian" and _after(low, t.at, t) not in ("aid", "assistance", "relief", "supplies", "help", "convoy", "convoys", "needs", "goods", "deliveries", "shipments", "corridor", "access"):
        return False
    if aid == "medical" and _after(low, t.at, t) not in ("aid", "supplies", "assistance", "equipment"):
        return False
    if word in ("provide", "provided", "provides", "reached", "reach", "reaching", "reaches", "pass", "passed", "passage", "let", "allow", "allowed", "allows", "allowing", "crossing", "cross", "sent", "send", "moving", "brought", "bring", "admit", "drop"):
        return abs(t.mark - t.at) <= 6
    return True


def _aid_stuck(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if word in ("cut", "turned", "denied", "deny", "seized", "refused", "refuse", "unable", "suspended", "halt", "halted", "delay", "delayed"):
        return abs(t.mark - t.at) <= 5
    return low[t.at] != "humanitarian" or _after(low, t.at, t) in ("aid", "assistance", "relief", "supplies", "access", "convoys", "workers", "deliveries")


_DEMAND_TO_STOP = frozenset("halt stop end cease cessation ending stopping halting suspend".split())


def _violence(low: Sequence[str], t: Trigger) -> bool:
    """Not a demand to stop it, not what never was ("ceasefire", "strike a deal"), not a name ("missile defence")."""
    word = low[t.at]
    back = _same_clause(low, t, 5)
    if any(w in _DEMAND_TO_STOP for w in back):
        return False
    if word in ("fighting", "hostilities", "clashes"):
        if "since" in back[-2:]:
            return False
        return any(w in ("killed", "erupted", "broke", "resumed", "raged", "rages", "continued", "intensified", "heavy", "fierce", "died", "continues", "between") for w in low[max(t.first, t.at - 4) : min(t.last, t.at + 5)])
    if word in ("missiles", "missile", "rockets", "rocket", "drone", "drones", "mortars", "mortar", "barrage"):
        return any(w in ("fired", "fire", "firing", "launched", "launch", "launching", "hit", "struck", "attack", "attacks", "strike", "strikes", "killed", "landed", "targeted", "barrage", "shot", "intercepted", "slammed") for w in low[max(t.first, t.at - 6) : min(t.last, t.at + 6)])
    if word in ("offensive", "offensives", "invasion", "attackers", "aggression", "genocide", "genocidal", "onslaught", "bloodshed", "gunfire", "warplanes", "snipers"):
        return True
    if word == "bombs" or word == "shells":
        return any(w in ("dropped", "hit", "killed", "fell", "struck", "landed", "exploded") for w in _around(low, t, 5, 5))
    if word in ("raised", "attacker"):
        return False
    return True


def _armed(low: Sequence[str], t: Trigger) -> bool:
    """A blow only with one who deals it or with what it is dealt."""
    word = low[t.at]
    after = _after(low, t.at, t)
    back = _same_clause(low, t, 5)
    if any(w in _DEMAND_TO_STOP for w in back):
        return False
    if word in ("strike", "strikes", "struck"):
        return after not in ("a", "deal", "an") and not (after == "a" and _after(low, t.at, t, 2) in ("deal", "balance", "bargain"))
    if word in ("fire", "fired", "firing"):
        return (after in ("on", "at", "rockets", "rocket", "missiles", "missile", "warning", "shots", "into", "artillery", "toward", "towards", "tear", "mortars", "drones", "live")
                or any(w in ("opened", "under", "exchange", "exchanged", "artillery", "rocket") for w in low[max(t.first, t.at - 2) : t.at]))
    if word in ("hit", "hits", "hitting", "target", "targets", "targeted", "targeting", "launched", "launch", "launching", "operation", "operations"):
        return any(w in ("air", "airstrike", "airstrikes", "strike", "strikes", "shell", "shells", "rocket", "rockets", "missile", "missiles", "drone", "drones", "bomb", "bombs", "attack", "attacks", "ground", "jets", "warplanes", "hospital", "market", "school", "camp", "base", "ship", "ships", "tanker", "tankers", "vessel", "among", "homes", "buildings", "positions", "convoy", "residential") for w in low[max(t.first, t.at - 5) : min(t.last, t.at + 6)])
    if word in ("opened", "war", "gunmen", "dead", "toll", "lives", "wounded", "injured", "destroyed", "seized", "captured", "operations", "explosion", "explosions", "blast", "blasts", "battle", "battles"):
        return False
    if word in ("kidnapped", "abducted", "abduction", "abductions", "stormed", "storming"):
        prev = low[t.at - 1] if t.at > t.first else ""
        return not (prev[:1].isdigit() or prev in ("of", "the", "all", "a", "other", "its", "their", "for"))
    if word == "hostage":
        return low[t.at - 1] in ("taken", "took", "take", "taking") or (t.at - 2 >= t.first and low[t.at - 2] in ("took", "taken"))
    if word in ("shot", "shooting", "shootings", "shoot"):
        return after not in ("back", "a", "the", "in") or any(w in ("soldiers", "police", "dead", "killed", "civilians", "gunmen") for w in _around(low, t, 5, 5))
    return False


def _killed_by(low: Sequence[str], t: Trigger) -> bool:
    """Killed by somebody, in fighting, in strikes."""
    if low[t.at] in ("killed", "wounded", "injured", "dead") and any(c in classes_of(_after(low, t.at, t)) for c in ("captive", "someone")):
        return False
    tail = low[t.at + 1 : min(t.last, t.at + 16)]
    head = low[max(t.first, t.at - 12) : t.at]
    doer = ("by", "when", "in", "after", "during", "since", "at", "from")
    hard = ("israeli", "russian", "strikes", "strike", "airstrike", "airstrikes", "attack", "attacks", "fighting", "war", "shelling", "bombing", "hamas", "raid", "raids", "offensive", "clashes", "conflict", "bombardment", "fire", "forces", "army", "soldiers", "troops", "rebels", "militants", "gunmen", "missile", "drone", "drones", "rocket", "rockets", "explosion", "blast", "assault", "paramilitaries", "rsf", "houthis", "israel", "violence", "hostilities", "invasion", "massacre", "ambush", "terrorists")
    if any(w in doer for w in tail[:9]) and any(w in hard or w.removesuffix("'s") in hard for w in tail):
        return True
    if low[t.at] in ("killed", "killing", "kills", "wounded", "claimed", "lives") and any(w.removesuffix("'s") in hard for w in head):
        return True
    return False


def _seriously(low: Sequence[str], t: Trigger) -> bool:
    return not low[t.at].startswith("de-") and low[t.at - 1 : t.at] != ["de"] and not any(w in ("avoid", "prevent", "de-escalation", "avert", "without") for w in low[max(t.first, t.at - 4) : t.at])


def _dark(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at] in ("communication", "network", "networks", "mobile"):
        return low[t.mark] in ("blackout", "blackouts", "outage", "outages", "cut", "severed", "down", "offline")
    return low[t.mark] not in ("out", "off", "lost") or abs(t.at - t.mark) <= 3


def _in_talks(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    mark = low[t.mark]
    if word in ("mediate", "mediated", "mediating"):
        return mark in ("seeking", "continue", "continued", "still", "working", "continues")
    if mark in ("took", "take", "taking") and _after(low, t.mark, t) != "place":
        return False
    if mark in ("held", "hold", "holding", "took", "take", "taking", "under", "way", "weeks", "days", "months", "through", "via", "led"):
        if mark in ("took", "take", "taking"):
            return True
        if mark == "under":
            return _after(low, t.mark, t) in ("way", "the") and abs(t.mark - t.at) < 5
        if mark == "way":
            return low[t.mark - 1] == "under"
        if mark in ("through", "via", "led"):
            return word in ("mediation", "mediators", "mediator") and abs(t.mark - t.at) < 4
        return abs(t.mark - t.at) < 7
    if word in ("mediator", "mediators", "negotiator", "negotiators"):
        return mark in ("continue", "continued", "continues", "still", "working", "engaged", "continuing", "shuttling")
    if mark in ("still", "progress", "serious", "working", "hosting", "hosted", "host", "seeking", "advanced"):
        return abs(t.mark - t.at) < 6
    return True


def _amid_talks(low: Sequence[str], t: Trigger) -> bool:
    """"during the talks", "after their peace talks", "in Geneva talks"."""
    if low[t.at] not in ("talks", "negotiations", "discussions"):
        return False
    for k in range(t.at - 1, max(t.first - 1, t.at - 6), -1):
        if low[k] in ("during", "emerged"):
            return True
        if low[k] in ("after", "of") and low[k] == "after":
            return True
        if low[k] in (",", "for", "to", "the", "that", "on", "and") and low[k] != "the":
            return False
    return False


def _slowly(low: Sequence[str], t: Trigger) -> bool:
    return low[t.mark] not in ("gaps", "obstacles", "obstacle", "hurdles", "hurdle") or any(w in ("remain", "remaining", "facing", "face") for w in _around(low, t, 8, 8))


def _off(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    after = _after(low, t.mark, t)
    if mark in ("walk", "walked", "walks", "pull", "pulled", "pulls", "pulling", "walking"):
        return after in ("out", "away")
    if mark in ("broke", "broken"):
        return after in ("down", "off", "up")
    if mark == "dead":
        return after in ("end", "ends")
    if mark == "participation":
        return any(w in ("halting", "suspended", "suspending", "halt", "ended", "suspend") for w in low[max(t.first, t.mark - 4) : t.mark])
    if mark.startswith(("withdr", "abandon", "quit", "boycott")):
        return _after(low, t.mark, t) in ("from", "the", "talks", "negotiations", "its") or t.mark > t.at
    if low[t.at] in ("mediators", "mediator", "negotiators", "negotiator"):
        return False
    return True


def _on_again(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    if low[t.at] in ("mediators", "mediator", "negotiators", "negotiator", "mediate", "mediated"):
        return False
    if mark in ("start", "started", "starts", "begin", "began", "begins", "open", "opened", "opens") and t.mark < t.at:
        return t.at - t.mark <= 7
    if mark in ("return", "returned", "returns", "returning", "back"):
        return _after(low, t.mark, t) in ("to", "for", "at")
    if mark in ("open", "opened", "opens", "start", "started", "begin", "began", "launch", "launched", "kick", "kicked", "starting", "beginning"):
        return abs(t.mark - t.at) < 6
    return True


def _at_table(low: Sequence[str], t: Trigger) -> bool:
    return any(w in ("table",) for w in low[t.at : min(t.last, t.at + 6)])


_ABSTRACT = frozenset("agreement deal end dead conclusion decision point stage ceasefire truce understanding compromise".split())


def _goes(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    after = _after(low, t.mark, t)
    if mark == "returned":
        return _after(low, t.mark, t) == "to" and _after(low, t.mark, t, 2) not in ("the", "a", "its")
    if mark in ("heads", "came", "coming", "sent", "dispatched", "dispatch", "fly", "flying", "land", "lands"):
        return any(w in ("to", "in") for w in low[t.mark + 1 : min(t.last, t.mark + 6)]) and abs(t.mark - t.at) < 5
    if mark in ("visit", "visits", "trip", "tour", "trips", "travel", "travels"):
        return any(w in ("to", "qatar", "egypt", "doha", "cairo", "israel") for w in low[t.mark + 1 : min(t.last, t.mark + 5)])
    return after not in ("at", "to") or any(w not in _ABSTRACT for w in low[t.mark + 1 : t.mark + 4])


_CARGO = frozenset("aid trucks truck convoy convoys hostages hostage prisoners prisoner detainees captives troops soldiers ship ships plane planes flight flights supplies fuel bodies missiles rockets refugees people migrants".split())


def _lands(low: Sequence[str], t: Trigger) -> bool:
    """"Haniyeh arrived in Cairo": someone, not something, reaches a place."""
    if low[t.at] not in ("arrived", "arrives", "landed") or _after(low, t.at, t) not in ("in", "at", "to", "on"):
        return False
    return not any(w in _CARGO for w in low[max(t.first, t.at - 12) : t.at])


def _own_visit(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("visit", "trip", "tour") and low[t.at - 1] in ("recent", "his", "her", "my", "official", "regional") and _after(low, t.at, t) == "to"


def _goes_home(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    if mark in ("left", "leave", "leaves", "leaving"):
        return t.mark > t.at and t.mark - t.at < 6 and low[t.at] in ("delegation", "delegations", "team", "negotiators", "envoy", "envoys", "mediators", "delegates", "officials", "minister", "ambassador", "representatives")
    if mark == "returned":
        return _after(low, t.mark, t) in ("home", "from", "without", "empty-handed")
    if mark == "home":
        return low[t.at] in ("team", "delegation", "negotiators", "envoy", "ambassador", "delegates", "envoys", "ambassadors") and abs(t.mark - t.at) < 4
    if low[t.at] in ("president", "minister", "chief", "director", "secretary", "general", "officials", "official", "leader", "leaders"):
        return False
    return low[t.at] not in ("visit", "crown")


def _meets(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = _after(low, t.at, t)
    prev = low[t.at - 1] if t.at > t.first else ""
    if word in ("meet", "meets", "met"):
        return after not in ("the", "its", "their", "needs", "demands", "conditions", "urgent", "all") or any(w in ("minister", "president", "leaders", "officials", "envoy", "delegation", "secretary", "leader") for w in low[t.at : min(t.last, t.at + 7)])
    if word == "called":
        ahead = low[t.at + 1 : min(t.last, t.at + 5)]
        return bool(ahead) and ahead[0] not in ("for", "on", "the", "a", "an", "it", "off") and any(w in ("president", "prime", "counterpart", "minister", "king", "emir", "chancellor") for w in ahead)
    if word == "spoke":
        return after in ("with", "by", "to", "today", "on", "separately", "earlier", "yesterday") and "reporters" not in low[t.at : t.at + 4]
    if word in ("call", "calls"):
        return (prev in ("phone", "telephone") or prev.endswith("'s") and after == "with" or after == "with" or "calls" == word and any(w == "with" for w in low[t.at : t.at + 5]) or prev == "a" and after == "with"
                or (t.at - 1 > t.first and after == "between"))
    if word in ("discuss", "discusses", "discussed", "discussing"):
        return prev not in ("would", "not") and word != "discuss" or any(w in ("met", "meeting", "leaders", "call", "spoke") for w in low[t.first : t.at])
    if word in ("held", "received", "hosted", "sat"):
        return word == "held" and any(w in ("talks", "meeting", "meetings", "phone", "call", "calls") and low[t.at + 1] != "hostages" for w in low[t.at + 1 : min(t.last, t.at + 5)]) or word == "received" and any(w in ("minister", "delegation", "envoy", "president", "secretary") for w in low[t.at + 1 : min(t.last, t.at + 5)])
    if word in ("contact", "contacts"):
        return prev in ("in", "indirect", "telephone", "phone", "direct", "held") and word == "contacts"
    if word in ("consult", "consulting", "consulted", "consultations"):
        return after in ("with", "between", "")
    if word in ("gather", "gathered", "gathers", "gathering", "discussions"):
        return word == "gathered" and after in ("in", "at") and any(w in ("leaders", "ministers", "officials") for w in low[t.first : t.at])
    if word in ("meeting", "meetings"):
        return prev not in ("committee",) and after not in ("room", "place")
    if word in ("summit", "summits"):
        return any(w in ("held", "met", "hosted", "convened", "attended", "attending") for w in _around(low, t, 6, 6))
    if word == "conversation":
        return prev in ("phone", "telephone") or after == "with"
    return True


def _puts(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = _after(low, t.at, t)
    if word == "put":
        return "forward" in low[t.at + 1 : min(t.last, t.at + 6)] or after == "to" and False
    if word.startswith(("offer", "draft")) and word not in ("offered", "offers", "offer", "offering"):
        return False
    return word not in ("plan", "initiative", "initiatives", "proposal", "proposals", "bridging", "draft", "roadmap")


def _proposes(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("proposed", "proposes", "proposing") and low[t.at - 1] not in ("the", "a", "its", "this", "any", "by") and t.at > t.first


def _says_yes(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word in ("signed", "yes") or _after(low, t.at, t) == "no":
        return False
    if word.startswith("agree"):
        return word in ("agreed", "agrees", "agree") and _after(low, t.at, t) == "to" and any(low[m] in ("the", "a", "an", "this", "that") for m in range(t.at + 2, min(t.last, t.at + 3)))
    return True


def _says_no(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = _after(low, t.at, t)
    if word in ("turned",):
        return "down" in low[t.at + 1 : min(t.last, t.at + 6)]
    if word in ("ruled", "rules", "ruling"):
        return after == "out"
    if word.startswith("refus"):
        return after in ("to", "the", "any", "a", "of") and _after(low, t.at, t, 2) not in ("comment", "say", "discuss", "confirm")
    if word.startswith("declin"):
        return after == "to" and _after(low, t.at, t, 2) in ("accept", "attend", "sign", "join", "participate", "take", "agree")
    if word.startswith(("oppos", "dismiss")):
        return after not in ("sides", "side", "leader", "party", "groups") and word not in ("opposition",)
    if word == "veto" or word in ("rejection", "refusal"):
        back = low[max(t.first, t.at - 4) : t.at]
        return any(w.endswith("'s") or w in ("his", "her", "its", "their", "will", "would", "to") for w in back) or after == "by"
    if word.startswith("reject"):
        tail = low[t.at + 1 : min(t.last, t.at + 4)]
        return not any(w in ("accusation", "accusations", "allegation", "allegations", "claim", "claims", "charge", "charges", "universal", "self-defense", "justification") for w in tail)
    return True


def _wont(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at] not in ("accept", "agree", "accepts"):
        return False
    back = low[max(t.first, t.at - 4) : t.at]
    return any(w in ("not", "never", "won't", "wouldn't", "cannot", "can't") for w in back) or _after(low, t.at, t) == "no"


def _only_if(low: Sequence[str], t: Trigger) -> bool:
    """Conditions put by someone: unless, provided, only if, not … until, if in an offer."""
    word = low[t.at]
    after = _after(low, t.at, t)
    back = low[max(t.first, t.at - 14) : t.at]
    if word == "unless":
        return True
    if word == "provided":
        return (after == "that" or low[t.at - 1 : t.at] != ["had"]) and t.at > t.first + 3 and after not in ("by", "for", "with", "to", "aid") and any(w in ("will", "would", "ready", "can", "could", "stood", "shall", "stands", "willing", "prepared", "agreed", "accept") for w in back)
    if word == "only":
        return after in ("if", "when", "after", "once") and any(w in ("will", "would", "can", "could", "release", "accept", "free", "return", "negotiate") for w in [*back, *low[t.at : t.at + 10]])
    if word == "until":
        return any(w in ("no", "not", "won't", "wouldn't", "never", "cannot", "refused", "refuse") for w in back) and not any(w in ("stop",) for w in back)
    if word == "once":
        return any(w in ("would", "will", "resume", "release", "begin") for w in back)
    if word == "if":
        head = low[t.first : t.at]
        tail = low[t.at + 1 : t.last]
        offer = ("released", "freed", "extended", "resumed", "ready", "willing", "prepared", "offered", "accept", "offer", "release", "free", "extend", "halt", "stop", "resume", "agree", "negotiate", "return", "open")
        threat = ("attack", "strike", "destroy", "bomb", "punish", "warned", "warns", "threatened", "worse", "warning", "threatens", "fight", "war", "retaliate", "implementation")
        if any(w in threat for w in head):
            return False
        return any(w in offer for w in head) and any(w in ("would", "will", "ready", "willing", "prepared", "could", "can", "stands", "stood") for w in head) and bool(tail)
    if word in ("conditional", "contingent", "conditioned", "conditionally"):
        return after in ("on", "upon") or word == "conditionally"
    if word in ("hinge", "hinges"):
        return after == "on"
    if word in ("condition", "conditions", "precondition", "preconditions"):
        return after == "for" and any(w in ("its", "their", "set", "as", "a", "laid", "his") for w in back[-4:]) or any(w in ("set", "sets", "setting", "impose", "laid", "insisted") for w in back[-4:])
    return False


def _reached(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if word in ("strike", "strikes", "cut"):
        return t.at - t.mark in (1, 2, 3)
    if word in ("agreed",):
        return abs(t.at - t.mark) <= 3
    if word in ("announce", "announced", "announces", "announcing"):
        return t.mark > t.at and any(w in ("was", "were") for w in low[t.at : t.mark]) or t.at - t.mark in (2, 3)
    if word in ("mediated", "negotiated", "secured", "secure"):
        return abs(t.at - t.mark) <= 4
    if low[t.at] in ("deal", "deals") and _after(low, t.at, t) in ("with", "breaker"):
        return False
    return True


def _nearly(low: Sequence[str], t: Trigger) -> bool:
    between = low[t.at + 1 : t.near]
    return any(w in ("is", "was", "are", "were", "be", "been", "remains", "remained") for w in between) and low[t.near] not in ("unlikely", "far") and "," not in between


def _two_agree(low: Sequence[str], t: Trigger) -> bool:
    """"have agreed to exchange": two sides, one deed."""
    word = low[t.at]
    if _after(low, t.at, t) not in ("to", "on", "in"):
        return False
    head = low[max(t.first, t.at - 18) : t.at]
    both = any(w in ("and", "both", "sides", "parties", "rivals", "factions", "two", "foes", "enemies", "they") for w in head)
    if not both:
        return False
    deed = low[t.at + 2] if t.at + 2 < t.last else ""
    return word in ("agreed", "agree") and deed in ("exchange", "swap", "release", "extend", "free", "a", "the", "an", "implement", "halt", "stop", "renew", "principle", "cease", "end", "hold", "begin", "start", "open")


def _one_halts(low: Sequence[str], t: Trigger) -> bool:
    return 0 < t.near - t.at <= 4 and low[t.at] not in ("lay",)


RULES: tuple[Rule, ...] = (
    Rule("truce-takes-effect", "truce_start", "truce", "begin", 6, check=_takes_effect, mark_near=True),
    Rule("truce-asked", "truce_start", "truce", "seek_truce", 8, "possible", before=True, check=_wanted),
    Rule("deal-in-effect", "truce_start", "deal", "begin", 16, check=_in_deal, mark_near=True, after=True),
    Rule("one-sided-halt", "truce_start", "ceasing", "fire", 5, "possible", check=_one_halts, after=True, deniable=False),
    Rule("deal-extended", "truce_extension", "extend", "deal", 4, check=_extends_deal, after=True),
    Rule("extended-it", "truce_extension", "extend", check=_extends_it),
    Rule("remains-in-force", "truce_extension", "truce", "begin", 12, "planned", check=_stays, after=True),
    Rule("extended", "truce_extension", "extend", "truce", 12, check=_extends),
    Rule("breach", "truce_violation", "breach", "truce", 9, check=_breaks),
    Rule("breach-of-deal", "truce_violation", "breach", "deal", 7, check=_breaks),
    Rule("not-fulfilled", "truce_violation", "fulfil", "deal", 8, check=_failing, status="fixed"),
    Rule("not-respected", "truce_violation", "fulfil", "truce", 8, check=_failing, status="fixed"),
    Rule("it-ends", "truce_end", "expire", check=_it_ends),
    Rule("truce-ends", "truce_end", "truce", "expire", 9, check=_ends, mark_near=True),
    Rule("freed", "release", "free", "captive", 10, check=_of_people),
    Rule("freed-someone", "release", "free_sure", "someone", 7, check=_of_someone),
    Rule("their-release", "release", "free_sure", check=_own_release),
    Rule("more-releases", "release", "free_sure", check=_releases_again),
    Rule("lists", "list_exchange", "lists", "names", 8, check=_listing),
    Rule("aid-moves", "aid_delivery", "aid", "aid_move", 8, check=_aid_moves, mark_near=True),
    Rule("aid-stuck", "aid_obstructed", "aid_sure", "block", 7, check=_aid_stuck, mark_near=True),
    Rule("evacuated", "evacuation", "evacuate"),
    Rule("violence", "attack", "attack", check=_violence),
    Rule("blow", "attack", "strike", check=_armed),
    Rule("killed", "attack", "kill", check=_killed_by, deniable=False),
    Rule("escalated", "escalation", "escalate", check=_seriously),
    Rule("more-war", "escalation", "more", "war", 5),
    Rule("lines-cut", "blackout", "lines", "dark", 6, check=_dark, mark_near=True),
    Rule("talks-go-on", "talks_continue", "talks", "continue", 8, check=_in_talks, mark_near=True),
    Rule("during-talks", "talks_continue", "talks", check=_amid_talks, status="fixed"),
    Rule("messages", "talks_continue", "pass", "message", 3, after=True),
    Rule("talks-slow", "talks_slow", "talks", "slow", 13, check=_slowly, mark_near=True),
    Rule("messages-slow", "talks_slow", "message", "slow", 12, check=_slowly, mark_near=True),
    Rule("talks-off", "talks_suspended", "talks", "suspend", 13, check=_off, mark_near=True),
    Rule("talks-on-again", "talks_resumed", "talks", "resume", 8, check=_on_again, mark_near=True),
    Rule("back-to-table", "talks_resumed", "resume", check=_at_table),
    Rule("arrives", "delegation_arrives", "delegation", "arrive", 8, check=_goes, mark_near=True),
    Rule("reaches-capital", "delegation_arrives", "arrive", check=_lands),
    Rule("own-visit", "delegation_arrives", "arrive", check=_own_visit),
    Rule("goes-home", "delegation_leaves", "delegation", "leave", 8, check=_goes_home, mark_near=True),
    Rule("meets", "contact", "contact", check=_meets),
    Rule("puts-forward", "proposal", "propose", "plan", 8, check=_puts, after=True),
    Rule("proposes", "proposal", "propose", check=_proposes),
    Rule("says-yes", "acceptance", "accept", "plan", 8, check=_says_yes, after=True),
    Rule("says-yes-to-more", "acceptance", "accept", "extend", 5, check=_says_yes, after=True),
    Rule("says-no", "rejection", "reject", check=_says_no),
    Rule("will-not-accept", "rejection", "accept", check=_wont, status="fixed"),
    Rule("condition", "condition", "only", check=_only_if, status="fixed"),
    Rule("deal-reached", "agreement", "deal", "agree", 7, check=_reached, mark_near=True),
    Rule("deal-near", "agreement", "deal", "nearing", 7, "possible", check=_nearly, after=True),
    Rule("two-agree", "agreement", "pact", check=_two_agree, status="fixed"),
)
"""Every way of speaking of an event, with the name it gives its marks."""
