"""Event checks: what must stand around the words of fighting, truce, people freed and aid for a rule to hold.

Danger: a demand to stop the attacks counted as an attack.
Duty: one small question each, about the words near a trigger.
"""

from collections.abc import Sequence

from wasata.listen.en.event_words import Trigger, classes_of
from wasata.listen.en.grammar import words
from wasata.listen.en.parties import NATIONS

_HOSTILITIES_OR_FIRE = words("hostilities fire fighting aggression")
_END_OR_ENDING = words("end ending ended ends")
_TERMS_OR_UNDER = words("terms under")
_REMAIN_OR_REMAINS = words("remain remains stay")
_UNTIL_OR_THROUGH = words("until through")
_HAS_OR_HAVE = words("has have had")
_ACCESS_OR_REACH = words("access reach reaching entry entering")
_BY_OR_FOR = words("by for after , that to")
_FAILED_OR_FAILS = words("failed fails failing failure talks negotiations efforts")
_RESOLUTION_OR_AGREEMENT = words("resolution agreement deal talks negotiations proposal violations line")
_PROVIDE_OR_PROVIDED = words(
    "provide provided provides reached reach reaching reaches pass passed passage let allow allowed allows "
    "allowing crossing cross sent send moving brought bring admit drop"
)
_CUT_OR_TURNED = words("cut turned denied deny seized refused refuse unable suspended halt halted delay delayed")
_MISSILES_OR_MISSILE = words("grenade grenades missiles missile rockets rocket drone drones mortars mortar barrage")
_OFFENSIVE_OR_OFFENSIVES = words(
    "offensive offensives invasion attackers aggression genocide genocidal onslaught bloodshed gunfire "
    "warplanes snipers"
)
_HIT_OR_HITS = words(
    "hit hits hitting target targets targeted targeting launched launch launching operation operations"
)
_OPENED_OR_WAR = words(
    "opened war gunmen dead toll lives wounded injured destroyed seized captured operations explosion "
    "explosions blast blasts battle battles"
)
_STORMED = words("stormed storming")
_TOOK_OR_INTO = words("took into takes take taking in taken")
_IN_OR_INTO = words("in into took takes take")
_PUSH_OR_FIGHTING = words(
    "push fighting effort efforts violence clashes attacks calls call pressure hostilities war talks "
    "offensive diplomatic hope hopes round"
)
_EXTEND_OR_EXTENDED = words("extend extended extending renew prolong")
_EXPIRE_OR_EXPIRES = words("expire expires expired collapsed ends ended lapsed")
_EXTEND_OR_EXTENDING = words("extend extended extending prolong renew renewed")
_OUT_OR_DOWN = words("out down off up through into")
_TALKS_OR_NEGOTIATIONS = words("talks negotiations violations deal proposal")
_SUPPLIES_OR_AID = words("supplies aid convoy convoys trucks goods items")
_AID_OR_ASSISTANCE = words(
    "aid assistance relief supplies help convoy convoys needs goods deliveries shipments corridor access"
)
_AID_OR_RELIEF = words("aid assistance relief supplies access convoys workers deliveries")
_ON_OR_AT = words(
    "upon on at rockets rocket missiles missile warning shots into artillery toward towards tear mortars drones live"
)
_NOT_OR_FAILED = words("not failed failing refused never")
WAS_OR_WERE = words("was were be been being are")
_KILLED_OR_ERUPTED = words(
    "claimed lives killed erupted broke resumed continue rage raged rages continued intensified heavy "
    "fierce raging died continues between renewed renews "
    "gripped grips continuing still flared flares erupts erupt reported occurred ongoing renewed "
    "deadly dead wounded place escalated escalating began begun begins started restarted resumed flared involved lasted"
)
_FIRED_OR_FIRE = words(
    "lands hits slams falls fell "
    "fired fire firing launched launch launching hit struck attack attacks strike strikes killed landed "
    "targeted barrage shot intercepted slammed hurled threw thrown wounded responded "
    "rained exploded hitting striking firing downed crashed crashing responded responds responding retaliated answered "
    "ploughed plowed damaged"
)
_DROPPED_OR_HIT = words(
    "dropped hit killed fell struck landed exploded fired firing fire rained lobbed hurled responded responds "
    "responding retaliated answered crashed slammed"
)
_AIR_OR_AIRSTRIKE = words(
    "air airstrike airstrikes strike strikes shell shells rocket rockets missile missiles drone drones bomb "
    "bombs attack attacks ground jets warplanes hospital market school camp base ship ships tanker tankers "
    "vessel among homes buildings positions convoy residential fire gunfire shellfire"
)
OF_OR_THE = words("of the all a other its their for")
_HUMANITARIAN_OR_FIGHTING = words(
    "humanitarian fighting truce hostilities military war tactical seven-day gaza temporary offered offensive"
)
_OPENED_OR_UNDER = words("opened opening opens under exchange exchanged artillery rocket")
_SOLDIERS_OR_POLICE = words("soldiers police dead killed civilians gunmen")


def words_around(low: Sequence[str], t: Trigger, back: int, on: int) -> Sequence[str]:
    return low[max(t.first, t.at - back) : min(t.last, t.at + on + 1)]


def word_after(low: Sequence[str], i: int, t: Trigger, n: int = 1) -> str:
    return low[i + n] if i + n < t.last else ""


def same_clause(low: Sequence[str], t: Trigger, n: int) -> Sequence[str]:
    """The n words before the anchor, not beyond a comma."""
    start = t.at
    while start > t.first and t.at - start < n and low[start - 1] not in (",", ";", "while"):
        start -= 1
    return low[start : t.at]


def truce_at(low: Sequence[str], k: int, t: Trigger) -> bool:
    word = low[k]
    if word.startswith(("pause", "lull")):
        near = low[max(t.first, k - 3) : min(t.last, k + 5)]
        if (
            low[k - 1] in ("the", "a", "this", "new")
            and word == "pause"
            and word_after(low, k, t) not in ("in", "before")
        ):
            return True
        return any(w in _HUMANITARIAN_OR_FIGHTING or w.endswith("-day") for w in near)
    if word == "cessation":
        return not _HOSTILITIES_OR_FIRE.isdisjoint(low[k + 1 : min(t.last, k + 5)]) and low[k + 3 : k + 4] not in (
            ["agreement"],
            ["deal"],
        )
    return True


_ENTERED = words("came come comes coming went goes go entered enters enter entering")


def declared(low: Sequence[str], t: Trigger) -> bool:
    """ "rebels declared a unilateral ceasefire": their own halt."""
    return low[t.near].startswith("declar") and truce_at(low, t.at, t) and _CLOSED.isdisjoint(low[t.near + 1 : t.at])


_CLOSED = words(", ; end over violated ended ending off breach violation dead void")


STANDS = words("is are remains remain remained stays stayed stay still been being keeps largely mostly")


def takes_effect(low: Sequence[str], t: Trigger) -> bool:
    if not truce_at(low, t.at, t):
        return False
    word = low[t.mark]
    if word_after(low, t.mark, t).startswith(("disintegrat", "unravel", "crumbl", "fray", "collaps", "falter")):
        return False
    if abs(t.mark - t.at) > 6 and not (
        word in ("effect", "force") and (low[t.mark - 1].startswith("t") or low[t.mark - 2] in _ENTERED)
    ):
        return False
    if word in ("effect", "force"):
        return low[t.mark - 1] in _TOOK_OR_INTO and low[t.mark - 2] not in STANDS
    if word in ("hold", "holds", "holding"):
        return low[t.mark - 1] in ("took", "takes", "take", "taking")
    return True


def wanted(low: Sequence[str], t: Trigger) -> bool:
    if not truce_at(low, t.at, t) or word_after(low, t.at, t) in ("plan", "plans", "initiative"):
        return False
    near = words_around(low, t, 6, 8)
    if not _END_OR_ENDING.isdisjoint(low[max(t.first, t.at - 5) : t.at]):
        return False  # "announced it was ending a ceasefire"
    if not _TERMS_OR_UNDER.isdisjoint(low[max(t.first, t.at - 4) : t.at]):
        return False
    if any(
        w.startswith(("exten", "renew", "prolong", "violat", "breach", "collaps", "expire", "resume")) for w in near
    ):
        return False
    return word_after(low, t.at, t) not in _RESOLUTION_OR_AGREEMENT


def in_deal(low: Sequence[str], t: Trigger) -> bool:
    return low[t.mark] in ("effect", "force") and low[t.mark - 1] in _IN_OR_INTO


def extends(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at].startswith("renew") and word_after(low, t.at, t) in _PUSH_OR_FIGHTING:
        return False
    return truce_at(low, t.near, t)


def spoken_of(low: Sequence[str], t: Trigger, name: str) -> bool:
    """Whether the sentence before, or this one so far, spoke of such a thing."""
    return any(name in classes_of(w) for w in low[max(0, t.first - 45) : t.at])


def extends_it(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in _EXTEND_OR_EXTENDED and word_after(low, t.at, t) == "it" and spoken_of(low, t, "truce")


def it_ends(low: Sequence[str], t: Trigger) -> bool:
    return (
        low[t.first] == "it" and t.at - t.first < 7 and low[t.at] in _EXPIRE_OR_EXPIRES and spoken_of(low, t, "truce")
    )


def stays(low: Sequence[str], t: Trigger) -> bool:
    back = low[max(t.first, t.near - 4) : t.near]
    return (
        low[t.near] in ("force", "effect")
        and not _REMAIN_OR_REMAINS.isdisjoint(back)
        and not _UNTIL_OR_THROUGH.isdisjoint(low[t.near : t.near + 4])
    )


def extends_deal(low: Sequence[str], t: Trigger) -> bool:
    return (
        low[t.at] in _EXTEND_OR_EXTENDING
        and not any("pact" in classes_of(w) for w in low[t.at : t.near])
        and low[t.at - 1 : t.at] not in (["the"], ["a"])
    )


def breaks(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word in ("broke", "break", "breaking", "broken"):
        return word_after(low, t.at, t) not in _OUT_OR_DOWN
    # "no deal which infringes on …": something else is infringed
    return not (t.near < t.at and low[t.at - 1] in ("which", "that") and word[-1:] == "s")


_ASIDES = words(
    "which who aimed brokered mediated signed agreed announced declared due reached the a negotiated supposed meant"
)
_BEGAN = words("began took entered came started")


def past_aside(low: Sequence[str], k: int, last: int) -> int:
    """The word after an aside that follows token k directly (", aimed at ending six weeks of fighting, ⟦began⟧"), or -1."""
    if k + 2 >= last or low[k + 1] != "," or low[k + 2] not in _ASIDES:
        return -1
    return next((m + 1 for m in range(k + 3, min(last - 1, k + 26)) if low[m] == ","), -1)


def begins_past_aside(low: Sequence[str], t: Trigger) -> bool:
    """ "The ceasefire, aimed at …, began on Friday"."""
    at = past_aside(low, t.at, t.last)
    if at < 0 or low[at] not in _BEGAN or not truce_at(low, t.at, t):
        return False
    return low[at] in ("began", "started") or low[at + 2] in ("effect", "force")


def violation_of(low: Sequence[str], t: Trigger) -> bool:
    """ "the latest violation by the junta in recent months of a ceasefire"."""
    between = low[t.at + 1 : t.near]
    return low[t.at] in ("violations", "violation", "breaches") and "of" in between and _CLOSED.isdisjoint(between[:-1])


def breaches_of(low: Sequence[str], t: Trigger) -> bool:
    """ "the truce has frayed, with both sides accusing each other of violations"."""
    return low[t.at] in ("violations", "violation", "breaches") and not _ACCUSES.isdisjoint(low[t.near + 1 : t.at])


_ACCUSES = words(
    "accuse accuses accused accusing blame blames blamed blaming alleged alleging reported reporting traded trading"
)


def failing(low: Sequence[str], t: Trigger) -> bool:
    near = low[max(t.first, t.at - 3) : t.at]
    if "if" in low[t.first : t.at]:
        return False  # "if he did not respect the ceasefire"
    return any(w in _NOT_OR_FAILED or w.endswith("n't") for w in near)


_ITS_OWN = words("a an its their his the this")
_OTHER_ENDS = words("war fighting conflict crisis bloodshed siege hostilities violence with through in by and of")


def has_collapsed(low: Sequence[str], t: Trigger) -> bool:
    """ "a ceasefire deal between the two in the city has collapsed": the verb far behind its subject."""
    between = low[t.at + 1 : t.near]
    verb = low[t.near] in ("collapsed", "unravelled", "unraveled", "expired", "disintegrated", "lapsed")
    if low[t.near] in ("expired", "lapsed") and _APART.isdisjoint(between):
        return t.near - t.at > 9
    return verb and t.near - t.at > 9 and "," not in between and not _HAS_OR_HAVE.isdisjoint(between[-3:])


_APART = words(", ; that which who said after before until when")
_DECLARED = words("declared declares declaring announced announces announcing")
_LONG_WAR = words("war fighting conflict violence hostilities bloodshed years decades")
_CIRCUMSTANCE = words("amid after as when while on in at with because before over without")


def _war_next(low: Sequence[str], t: Trigger) -> bool:
    return not _LONG_WAR.isdisjoint(low[t.mark + 1 : min(t.mark + 6, t.last)])


def _declared_over(low: Sequence[str], t: Trigger) -> bool:
    """ "the truce is over", "declared the truce over", and neither over a town nor over a week."""
    after = word_after(low, t.mark, t)
    said = low[t.mark - 1] in STANDS or low[t.mark - 1] == "was" or (t.mark == t.at + 1 and low[t.at - 2] in _DECLARED)
    closed = after in _CIRCUMSTANCE or not after or not after[0].isalnum() or after in ("and", "but", "says", "said")
    return 0 < t.mark - t.at < 6 and said and closed


def ends(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if word in ("broke", "broken"):
        return word_after(low, t.mark, t) == "down" and t.mark > t.at and truce_at(low, t.at, t)
    if not truce_at(low, t.at, t) or word_after(low, t.at, t) in _TALKS_OR_NEGOTIATIONS:
        return False
    if word == "over":
        return _declared_over(low, t)
    if word == "close":
        return t.mark > t.at + 2 and low[t.mark - 2 : t.mark] == ["to", "a"]  # "drew to a close"
    if word in ("end", "ended", "ending") and t.mark < t.at and t.at - t.mark < 7:
        between = low[t.mark + 1 : t.at]
        if between[:1] and between[0] in _ITS_OWN and _OTHER_ENDS.isdisjoint(between):
            return True  # "was ending a five-month-old ceasefire"
    if word == "end" and low[t.mark - 1] == "an" and word_after(low, t.mark, t) == "to" and 0 < t.at - t.mark < 7:
        return low[t.mark - 2] in _DECLARED  # "declared an end to the truce"
    if word in ("end", "ends", "ended", "ending"):
        if t.mark > t.at and word_after(low, t.mark, t) not in _CIRCUMSTANCE and _war_next(low, t):
            return False  # "the truce brought to an end 20 years of war"
        return (
            t.mark < t.at
            and low[t.mark + 1 : t.mark + 2] in (["of"], ["the"], ["to"])
            and word != "ends"
            and word_after(low, t.mark, t) == "of"
        ) or (t.mark > t.at and t.mark - t.at < 5)
    return True


OF_THE_DEAD = words("bodies coffins corpses remains")
_AID_PEOPLE = words(
    "worker workers agency agencies group groups official officials organisation organisations organization organizations"
)
_SITES = words("site sites centre centres center centers point points hub hubs")
_STAYS = words("had has have remains remained remain is was are were been being still")


def aid_moves(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    aid = low[t.at]
    if word == "cross" and low[t.mark - 1] == "red":
        return False  # "the Red Cross restricted its convoys"
    if word_after(low, t.at, t) in _AID_PEOPLE:
        return False  # "the release of the aid workers was reached"
    if word == "distribution" and word_after(low, t.mark, t) in _SITES:
        return False  # "hit an aid distribution site"
    if not OF_THE_DEAD.isdisjoint(low[t.at : min(t.last, t.at + 5)]):
        return False  # "trucks with the bodies of 20 fighters"
    if aid == "relief" and word_after(low, t.at, t) not in _SUPPLIES_OR_AID:
        return False
    if any("block" in classes_of(w) and w != "held" for w in low[max(t.first, t.mark - 5) : t.mark]):
        return False
    if any("block" in classes_of(w) and low[m - 1] in _STAYS for m, w in enumerate(low[t.mark : t.mark + 9], t.mark)):
        return False  # "the delivery of aid remains blocked"
    if aid == "humanitarian" and word_after(low, t.at, t) not in _AID_OR_ASSISTANCE:
        return False
    if aid == "medical" and word_after(low, t.at, t) not in ("aid", "supplies", "assistance", "equipment"):
        return False
    if word in _PROVIDE_OR_PROVIDED:
        return abs(t.mark - t.at) <= 6
    return True


_WHO_BRINGS = words(
    "aid humanitarian relief workers worker medics ambulances ambulance rescuers convoy convoys supplies red agencies "
    "monitors doctors"
)
_HELD_BACK = words(
    "delay delays delayed delaying deny denied denying denies refused refusing refuses refusal blocked blocking hindered "
    "hampered prevented preventing barred barring restricted restricting restrictions lack"
)


def no_access(low: Sequence[str], t: Trigger) -> bool:
    """ "a delay in allowing rescuers to reach the town", "denied aid workers access": kept from those in need."""
    if low[t.at] not in _HELD_BACK:
        return False
    reach = low[t.at + 1 : min(t.last, t.at + 9)]
    way = not _ACCESS_OR_REACH.isdisjoint(reach[:9])
    return way and not _WHO_BRINGS.isdisjoint(low[max(t.first, t.at - 3) : min(t.last, t.at + 9)])


def aid_stuck(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if word in ("blockaded", "besieged") and low[t.mark - 1] in ("to", "in", "into", "the", "for"):
        return False  # "has blocked aid to blockaded Gaza": what the place is
    if word == "held":
        return word_after(low, t.mark, t) in ("up", "back") and (t.mark > t.at or t.at - t.mark < 5)
    if word == "suspension":
        return low[t.mark + 1 : t.mark + 2] == ["of"] and 0 < t.at - t.mark < 5
    if word in _CUT_OR_TURNED:
        return abs(t.mark - t.at) <= 5
    return low[t.at] != "humanitarian" or word_after(low, t.at, t) in _AID_OR_RELIEF


_VERB_NEXT = words("not to will would could may might should did didn't never n't cannot won't and or can")
_AVERTED = words("averted averting avert prevented preventing off foiled foiling thwarted thwarting launchpad pad")
_STOPPED = words("stopped halted ended ends stop stops cease ceases")
_DEMAND_TO_STOP = words(
    "pause paused pausing pauses halt stop end cease cessation ending stopping halting suspend stem curb quell contain"
)


_SO = words("is was as were be very deeply found so")
_RUDE = words("and remarks comments language words statement statements cartoon cartoons capability")
_GROUND_NAMES = words(
    "ground military rebel rebels latest new deadly current ongoing air full-scale recent major large-scale renewed joint army "
    "government insurgent land cross-border final spring winter summer three-week two-week bloody initial same big enemy "
    "surprise brutal regime opposition past previous first second fresh islamist jihadist massive reported ethnic armed"
)
_NATION_NAMES = frozenset(word.lower() for word in NATIONS)


def _by_its_place(low: Sequence[str], t: Trigger) -> bool:
    """ "during the Kursk incursion": a bare name, with nobody who did it."""
    if t.at - 2 < t.first or low[t.at] not in ("incursion", "offensive") or low[t.at - 2] != "the":
        return False
    name = low[t.at - 1]
    named = name not in _GROUND_NAMES and name not in _NATION_NAMES and "-" not in name and name.isalpha()
    return (
        named
        and not name.endswith(("ed", "ing"))
        and word_after(low, t.at, t) not in ("by", "against", "on", "has", "had")
    )


def violence(low: Sequence[str], t: Trigger) -> bool:
    """Not a demand to stop it, not what never was ("ceasefire", "strike a deal"), not a name ("missile defence")."""
    word = low[t.at]
    if low[t.at - 1] in _NO_WAR and t.at > t.first:
        return False  # "a sex attack"
    if word == "attack" and word_after(low, t.at, t) in _MACHINES:
        return False  # "under the pressure of attack helicopters"
    back = same_clause(low, t, 5)
    if word == "shell" and low[t.at - 1] not in _VERB_NEXT:
        return False  # "a shell": a thing
    if word == "bombed" and word_after(low, t.at, t) == "out":
        return False  # "bombed out buildings": what they are
    if not _DEMAND_TO_STOP.isdisjoint(back):
        return False
    if not _AVERTED.isdisjoint(back):
        return False
    if not _STOPPED.isdisjoint(low[t.at + 1 : min(t.last, t.at + 5)]):
        return False  # "if the offensive is stopped"
    if "since" in back[-2:] and back[-1:] == ["the"] and word_after(low, t.at, t) != "by":
        return False  # "since the invasion": when, and by nobody
    if word in ("fighting", "hostilities", "clashes", "skirmish", "skirmishes"):
        if "since" in back[-2:]:
            return False
        if "in" in back[-3:] and word == "fighting":
            return True
        if word.startswith(("clash", "skirmish")) and word_after(low, t.at, t) == "with":
            return True
        if word == "fighting" and back[-1:] and back[-1] in WAS_OR_WERE:
            return not _WITH_FOES.isdisjoint(low[t.at + 1 : min(t.last, t.at + 8)])  # "has been fighting with the army"
        if "result" in back[-4:]:
            return True
        return not _KILLED_OR_ERUPTED.isdisjoint(low[max(t.first, t.at - 4) : min(t.last, t.at + 5)])
    if word in _MISSILES_OR_MISSILE:
        return not _FIRED_OR_FIRE.isdisjoint(low[max(t.first, t.at - 6) : min(t.last, t.at + 6)])
    if word in _OFFENSIVE_OR_OFFENSIVES:
        if word == "offensive" and (low[t.at - 1] in _SO or word_after(low, t.at, t) in _RUDE):
            return False  # "as offensive and unacceptable"
        return not _by_its_place(low, t)
    if word == "bombs" or word == "shells":
        return not _DROPPED_OR_HIT.isdisjoint(words_around(low, t, 5, 9))
    return word not in ("raised", "attacker")


_OF_WORK = words("protests protest protesters union unions labour labor hunger general workers walkouts wage pay")
_MACHINES = words("helicopter helicopters aircraft jets jet drones plane planes dogs craft")
_NO_WAR = words("sex sexual sexually heart indecent verbal acid panic indecently")
_WITH_FOES = words(
    "iran war hamas hezbollah ukraine taliban army military forces government rebels troops militants russia russian israel "
    "insurgents junta"
)
_LOUD = words(
    "erupted gun "
    "rang heard rocked shook killed killing wounded wounding ripped suicide bomb drone near hit struck targeted"
)
_MEN_AT_ARMS = words("troops forces army soldiers rebels militants fighters insurgents gunmen military jets militia")
_HEATED = words(
    "fierce heavy ferocious sea gun street pitched bloody raged rages erupted broke "
    "between deadly ongoing fought killed after"
)
_FOES = words("terrorists militants fighters insurgents rebels gunmen commander commanders positions")
_STRUCK_UP = words(
    "deal deals agreement accord pact bargain balance compromise truce ceasefire cease-fire tone note chord pose consensus "
    "understanding blow match rapport"
)
_PACTS = words("deal deals agreement agreements accord pact bargain balance compromise")
_ROUNDS = words("shots rounds shells rockets missiles mortars bullets projectiles torpedoes artillery")


def armed(low: Sequence[str], t: Trigger) -> bool:
    """A blow only with one who deals it or with what it is dealt."""
    word = low[t.at]
    after = word_after(low, t.at, t)
    back = same_clause(low, t, 5)
    if not _DEMAND_TO_STOP.isdisjoint(back):
        return False
    if word in ("battle", "battles"):
        return not _HEATED.isdisjoint(low[max(t.first, t.at - 4) : min(t.last, t.at + 4)])
    if word == "struck" and not _PACTS.isdisjoint(low[max(t.first, t.at - 5) : t.at]):
        return False  # "an agreement had been struck"
    if word in ("strike", "strikes") and not _OF_WORK.isdisjoint(low[max(t.first, t.at - 4) : min(t.last, t.at + 4)]):
        return False  # "protests and strikes", "a hunger strike"
    if word in ("strike", "strikes", "struck"):
        made = low[t.at + 1 : min(t.last, t.at + 6)] if after in ("a", "an") else [after]
        return _STRUCK_UP.isdisjoint(made)
    if low[t.at - 2 : t.at] in (
        ["come", "under"],
        ["came", "under"],
        ["comes", "under"],
        ["coming", "under"],
    ) and after not in ("from", "by", "near", "in", "as", "while"):
        return False  # "the minister has come under fire during the campaign"
    if word in ("fire", "fired", "firing"):
        if not _ROUNDS.isdisjoint(low[t.at + 1 : min(t.last, t.at + 6)]):
            return True
        return after in _ON_OR_AT or not _OPENED_OR_UNDER.isdisjoint(low[max(t.first, t.at - 2) : t.at])
    if word in _HIT_OR_HITS:
        return (
            not _AIR_OR_AIRSTRIKE.isdisjoint(low[max(t.first, t.at - 5) : min(t.last, t.at + 6)])
            or (
                word.startswith("operation")
                and low[t.at - 1] == "military"
                and any(w.startswith("launch") for w in back)
            )
            or (word == "targeted" and not _FOES.isdisjoint(low[t.at + 1 : min(t.last, t.at + 4)]))
            or (word == "targeted" and not _MEN_AT_ARMS.isdisjoint(low[max(t.first, t.at - 3) : t.at]))
        )
    if word in ("blast", "explosion") and low[t.at - 1] == "the" and spoken_of(low, t, "attack"):
        return True
    if word in ("explosion", "explosions", "blast", "blasts"):
        return not _LOUD.isdisjoint(low[max(t.first, t.at - 5) : min(t.last, t.at + 6)])
    if word in _OPENED_OR_WAR:
        return False
    if word in ("gunned", "detonated", "rammed"):
        return word != "gunned" or after == "down"
    if word in _STORMED:
        prev = low[t.at - 1] if t.at > t.first else ""
        return not (prev[:1].isdigit() or prev in OF_OR_THE)
    if word == "battling":
        foes = low[t.at + 1 : min(t.last, t.at + 5)]
        return low[t.at - 1] == "been" or not _WITH_FOES.isdisjoint(
            foes
        )  # "the group it has been battling for five years"
    if word in ("shot", "shooting", "shootings", "shoot"):
        if word == "shot" and low[t.at - 1] in WAS_OR_WERE and "by" in low[t.at + 1 : min(t.last, t.at + 6)]:
            return True  # "was shot in the head by soldiers"
        return after not in ("back", "a", "the", "in") or not _SOLDIERS_OR_POLICE.isdisjoint(words_around(low, t, 5, 5))
    return False


def has_halted(low: Sequence[str], t: Trigger) -> bool:
    """ "the army has suspended all operations", "rebels halted their advance": done, by one side."""
    if low[t.at] not in ("suspended", "halted", "paused", "stopped", "ceased"):
        return False
    before = low[t.at - 1] if t.at > t.first else ""
    if before in ("be", "been", "was", "were", "is", "are", "being", "to", "not", "by") or before.endswith("n't"):
        return False
    ahead = low[t.at + 1 : t.near]
    if "embassy" in low[t.near : t.near + 6]:
        return False
    return _BY_OR_FOR.isdisjoint(ahead)


def during_a_pause(low: Sequence[str], t: Trigger) -> bool:
    """ "During a three-hour pause in the fighting": it came."""
    back = low[max(t.first, t.at - 4) : t.at]
    return "during" in back and ("a" in back or "an" in back) and truce_at(low, t.at, t)


_AT_WORK = words("humanitarian aid relief agencies organizations organisations un company firm airline bank")
_BOUND_BY = words("agreement deal accord pact truce ceasefire cease-fire treaty")


def _to_do_else(low: Sequence[str], t: Trigger) -> bool:
    """ "had stopped to remember their war dead": for another deed; "a halt to hostilities" is none."""
    return low[t.at + 1] == "to" and t.near - t.at > 2 and low[t.at + 2] not in ("the", "all", "its", "their")


def one_halts(low: Sequence[str], t: Trigger) -> bool:
    head = low[max(t.first, t.at - 4) : t.at]
    if (
        head[-1:] == ["to"]
        and low[t.near] in ("war", "conflict")
        and not _BOUND_BY.isdisjoint(low[max(t.first, t.at - 14) : t.at])
    ):
        return False  # "a cease-fire agreement brokered to stop the war": what it was for
    if not _FAILED_OR_FAILS.isdisjoint(head):
        return False
    if "embassy" in low[t.near : t.near + 6]:
        return False
    if low[t.near] == "operations" and not _AT_WORK.isdisjoint(low[max(t.first, t.at - 8) : t.at]):
        return False  # "asked aid organisations to stop all operations": their work
    if (
        t.at - 3 >= t.first
        and low[t.at - 1] == "to"
        and low[t.near + 1 : t.near + 2] in (["on"], ["against"], ["from"])
    ):
        return False  # "to stop attacks on its towns": another's
    if low[t.at] in ("pause", "pauses") and "during" in head:
        return False
    return 0 < t.near - t.at <= 4 and low[t.at] not in ("lay",) and not _to_do_else(low, t)
