"""Talk checks: what must stand around the words of talks, visits, meetings, offers and agreements for a rule to hold.

Danger: "refused to comment" counted as a rejection.
Duty: one small question each, about the words near a trigger.
"""

from collections.abc import Sequence

from wasata.listen.en import grammar as g
from wasata.listen.en.event_checks import word_after, words_around
from wasata.listen.en.event_words import Trigger, classes_of
from wasata.listen.en.grammar import words

_REMAIN_OR_REMAINING = words("remain remaining facing face")
_WAS_OR_WERE = words("was were")
_ENDING = words("end ends ended ending")
_FAILING = words("failure deadlock stalemate disarray impasse acrimony disagreement collapse vain discord breakdown")
_HELD_OR_HOLD = words("held hold holding took take taking under way weeks days months through via led")
_STILL_OR_PROGRESS = words("still progress serious working hosting hosted host seeking advanced")
_WALK_OR_WALKED = words("walk walked walks pull pulled pulls pulling walking")
_MEDIATORS_OR_MEDIATOR = words("mediators mediator negotiators negotiator mediate mediated")
_RETURN_OR_RETURNED = words("return returned returns returning back")
_OPEN_OR_OPENED = words("open opened opens start started begin began launch launched kick kicked starting beginning")
_PLAN_OR_INITIATIVE = words("plan initiative initiatives proposal proposals bridging draft roadmap")
_SEEKING_OR_CONTINUE = words("seeking continue continued still working continues")
_CONTINUE_OR_CONTINUED = words(
    "continue continued continues still working engaged continuing shuttling shuttled shuttle"
)
_GAPS_OR_OBSTACLES = words("gaps obstacles obstacle hurdles hurdle")
_START_OR_STARTED = words("start started starts begin began begins open opened opens")
_THE_OR_A = words("the a its this any by")
_EXCHANGE_OR_SWAP = words(
    "exchange swap release extend free a the an implement halt stop renew principle cease end hold begin start open"
)
_FOR_OR_TO = words(", for to the that on and")
_FROM_OR_THE = words("from the talks negotiations its")
_WITH_OR_BY = words("with by to today on separately earlier yesterday")
_DATED_OR_BY = _WITH_OR_BY | {"in", "last"}
_DESCRIBING = g.DETERMINERS | g.PREPOSITIONS
_NAMED_AS = g.DETERMINERS | {"by"}
_TO_OR_THE = words("to the any a of")
_ACCEPT_OR_ATTEND = words("accept attend sign join participate take agree")
_SIDES_OR_SIDE = words("sides side leader party groups")
_BY_OR_FOR = words("by for with to aid")
_AND_OR_BOTH = words("warring rival generals leaders and both sides parties rivals factions two foes enemies they")
_HALTING_OR_SUSPENDED = words("halting suspended suspending halt ended suspend")
_NOT_OR_NEVER = words("not never won't wouldn't cannot can't")
_WOULD_OR_WILL = words("would will resume release begin")
_IS_OR_WAS = words("is was are were be been remains remained")
_THE_OR_AN = words("the a an this that")
_ACCUSATION_OR_ACCUSATIONS = words(
    "figure figures toll criticism reports "
    "accusation accusations allegation allegations claim claims charge charges universal self-defense justification"
)
_WILL_OR_WOULD = words("will would ready can could stood shall stands willing prepared agreed accept")
_WILL_OR_CAN = words("will would can could release accept free return negotiate")
_NO_OR_NOT = words("no not won't wouldn't never cannot refused refuse")
_WOULD_OR_READY = words("would will ready willing prepared could can stands stood")
_SET_OR_SETS = words("set sets setting impose laid insisted")
_HIS_OR_HER = words("his her its their will would to")
_ITS_OR_THEIR = words("its their set as a laid his")


def in_talks(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    mark = low[t.mark]
    if mark == "still" and word_after(low, t.mark, t) in ("open", "ready", "willing"):
        return False
    if mark in ("round", "rounds") and not _OPEN_OR_OPENED.isdisjoint(low[t.at : min(t.last, t.at + 5)]):
        return False
    if word in ("mediate", "mediated", "mediating"):
        return mark in _SEEKING_OR_CONTINUE
    if mark in ("took", "take", "taking") and word_after(low, t.mark, t) != "place":
        return False
    if mark in ("weeks", "days", "months"):
        return t.mark < t.at and word_after(low, t.mark, t) == "of" and t.at - t.mark < 6
    if mark in ("went", "goes", "going", "go"):
        return word_after(low, t.mark, t) == "on"
    if mark in _HELD_OR_HOLD:
        if mark in ("took", "take", "taking"):
            return True
        if mark == "under":
            return word_after(low, t.mark, t) in ("way", "the") and abs(t.mark - t.at) < 5
        if mark == "way":
            return low[t.mark - 1] == "under"
        if mark in ("through", "via", "led"):
            freed = any("free" in classes_of(w) for w in low[max(t.first, t.mark - 8) : t.mark])
            if freed and mark != "led":
                return False  # "released through the mediation": how, not that it goes on
            return word in ("mediation", "mediators", "mediator") and abs(t.mark - t.at) < 4
        return abs(t.mark - t.at) < 7
    if word in ("mediator", "mediators", "negotiator", "negotiators"):
        return mark in _CONTINUE_OR_CONTINUED
    if mark in _STILL_OR_PROGRESS:
        return abs(t.mark - t.at) < 6
    return True


_TURNS = words(
    "continue continued continues continuing ongoing underway proceeding resumed resuming collapsing stalling resume resumes "
    "began begin begins started start opened collapsed failed stalled suspended broke adjourned postponed restarted"
)
_LINKS = words("between with in on over aimed brokered mediated hosted")
_PARTED = words(", ; said says told that who which while but after before because")


def between_them(low: Sequence[str], t: Trigger) -> bool:
    """ "peace talks between the government and the rebels continued": the verb far behind the talks."""
    if low[t.at] not in ("talks", "negotiations", "discussions", "dialogue", "mediation"):
        return False
    if word_after(low, t.at, t) not in _LINKS:
        return False
    between = low[t.at + 1 : t.near]
    if "," in between and "which" in between:
        aside = between.index("which")  # "talks between X and Y, which began months ago, resumed"
        close = between.index(",", aside) if "," in between[aside:] else len(between)
        between = [*between[: aside - 1], *between[close + 1 :]]
    if low[t.near] == "broke" and word_after(low, t.near, t) not in ("down", "off", "up"):
        return False
    return (
        low[t.near] in _TURNS
        and t.near - t.at > 4
        and _PARTED.isdisjoint(between)
        and g.VERBISH.isdisjoint(between[:-3])
    )


def to_talks(low: Sequence[str], t: Trigger) -> bool:
    """ "rebels agree to peace talks", "agreed to negotiate"; two who agree on them have agreed."""
    if low[t.at] == "agreed" and "and" in low[max(t.first, t.at - 6) : t.at]:
        return False
    return (
        low[t.at + 1] in ("to", "on")
        and low[t.near] in ("talks", "negotiations", "dialogue", "negotiate")
        and not any(
            w.endswith("ing") or "continue" in classes_of(w) or "resume" in classes_of(w)
            for w in low[t.at + 2 : t.near]
        )
    )


_STRETCHES = words("hours days weeks months years")


def amid_talks(low: Sequence[str], t: Trigger) -> bool:
    """ "during the talks", "after their peace talks", "in Geneva talks"."""
    if low[t.at] not in ("talks", "negotiations", "discussions", "dialogue", "mediation"):
        return False
    for k in range(t.at - 1, max(t.first - 1, t.at - 6), -1):
        if low[k] in ("during", "emerged", "amid"):
            return True
        if low[k] == "of" and low[k - 1] in _STRETCHES:
            return True  # "after five years of painful negotiations"
        if low[k] in ("after", "of") and low[k] == "after":
            return True
        if low[k] in _FOR_OR_TO and low[k] != "the":
            return False
    return False


def slowly(low: Sequence[str], t: Trigger) -> bool:
    if low[t.mark] == "sticking" and word_after(low, t.mark, t) == "to":
        return False
    return low[t.mark] not in _GAPS_OR_OBSTACLES or not _REMAIN_OR_REMAINING.isdisjoint(words_around(low, t, 8, 8))


def off(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    after = word_after(low, t.mark, t)
    if t.mark > t.at and low[t.mark - 1] == "to":
        return False  # "efforts to halt the war"
    if mark in _ENDING:
        if t.mark < t.at and after in ("with", "in", "by", "at", "after"):
            return False  # "all wars end with negotiations"
        if t.mark < t.at:
            by_then = (
                mark == "end"
                and low[t.mark - 1] == "the"
                and low[t.mark - 2] in ("at", "by", "until", "towards", "toward")
            )
            return t.at - t.mark <= 4 and mark != "ends" and not by_then
        if after == "with":
            return word_after(low, t.mark, t, 2) in ("no", "little", "neither")
        if after == "in":
            return not _FAILING.isdisjoint(low[t.mark + 2 : t.mark + 5])  # but "ended in Geneva"
        return after in ("without", "inconclusively", "abruptly")
    if mark == "off":
        return low[t.mark - 1] in ("called", "call", "calling", "calls", "broke", "broken", "break", "breaking") or (
            abs(t.at - t.mark) < 7 and any(w.startswith("call") for w in low[max(t.first, t.mark - 6) : t.mark])
        )
    if mark in _WALK_OR_WALKED:
        return after in ("out", "away")
    if mark in ("broke", "broken"):
        return after in ("down", "off", "up")
    if mark == "dead":
        return after in ("end", "ends")
    if mark == "participation":
        return not _HALTING_OR_SUSPENDED.isdisjoint(low[max(t.first, t.mark - 4) : t.mark])
    if mark.startswith(("withdr", "abandon", "quit", "boycott")):
        return word_after(low, t.mark, t) in _FROM_OR_THE or t.mark > t.at
    return low[t.at] not in ("mediators", "mediator", "negotiators", "negotiator")


def on_again(low: Sequence[str], t: Trigger) -> bool:
    mark = low[t.mark]
    if low[t.at] in _MEDIATORS_OR_MEDIATOR:
        return False
    if mark.startswith("enter"):
        into = word_after(low, t.mark, t) in ("into", "talks", "negotiations", "dialogue", "peace")
        return into and 0 < t.at - t.mark < 7 and low[t.at] not in ("mediation", "mediate")
    if mark == "open" and word_after(low, t.mark, t) == "to":
        return False  # "it is open to talks"
    if mark in _START_OR_STARTED and t.mark < t.at:
        return t.at - t.mark <= 7
    if mark in _RETURN_OR_RETURNED:
        return word_after(low, t.mark, t) in ("to", "for", "at")
    if mark in _OPEN_OR_OPENED:
        return abs(t.mark - t.at) < 6
    return True


def at_table(low: Sequence[str], t: Trigger) -> bool:
    return "table" in low[t.at : min(t.last, t.at + 6)]


def puts(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = word_after(low, t.at, t)
    if word == "present":
        return low[t.at - 1] in ("to", "will", "would")
    if word == "put":
        return "forward" in low[t.at + 1 : min(t.last, t.at + 6)] or (after == "to" and False)
    if word == "proposed" and t.at > t.first and t.near == t.at + 1 and low[t.at - 1] in _DESCRIBING:
        return False  # "agreed to several proposed deals"
    if word.startswith(("offer", "draft")) and word not in ("offered", "offers", "offer", "offering"):
        return False
    return word not in _PLAN_OR_INITIATIVE


def proposes(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("proposed", "proposes", "proposing") and low[t.at - 1] not in _NAMED_AS and t.at > t.first


def was_put(low: Sequence[str], t: Trigger) -> bool:
    """ "It was put forward last week by the envoy"."""
    return low[t.at] == "put" and low[t.at - 1] in ("was", "were", "been") and word_after(low, t.at, t) == "forward"


_BOTH = words("sides both parties rivals factions foes warring rival opposing")


def says_yes(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word in ("signed", "yes") or word_after(low, t.at, t) == "no":
        return False
    if word.startswith("agree"):
        head = low[max(t.first, t.at - 6) : t.at]
        if not _BOTH.isdisjoint(head) or ("and" in head and two_agree(low, t)):
            return False  # "the two sides agreed to a ceasefire": an agreement
        return (
            word in ("agreed", "agrees", "agree")
            and word_after(low, t.at, t) == "to"
            and any(low[m] in _THE_OR_AN for m in range(t.at + 2, min(t.last, t.at + 3)))
        )
    return True


def says_no(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    after = word_after(low, t.at, t)
    if word == "brushed":
        return after in ("off", "aside")
    if word in ("turned",):
        return "down" in low[t.at + 1 : min(t.last, t.at + 6)]
    if word in ("ruled", "rules", "ruling"):
        return after == "out"
    if word.startswith("refus"):
        return after in _TO_OR_THE and word_after(low, t.at, t, 2) not in (
            "comment",
            "say",
            "discuss",
            "confirm",
        )
    if word.startswith("declin"):
        return after == "to" and word_after(low, t.at, t, 2) in _ACCEPT_OR_ATTEND
    if word == "opposing" and low[t.at - 1] not in _IS_OR_WAS:
        return False  # "the two opposing forces"
    if word.startswith("dismiss") and (
        low[t.at - 1] in g.BE or not _SACKED.isdisjoint(low[t.at + 1 : min(t.last, t.at + 4)])
    ):
        return False  # "two officers were dismissed"
    if word.startswith(("oppos", "dismiss")):
        return after not in _SIDES_OR_SIDE and not word.startswith("opposition")
    if word == "veto" or word in ("rejection", "refusal"):
        back = low[max(t.first, t.at - 4) : t.at]
        return any(w.endswith("'s") or w in _HIS_OR_HER for w in back) or after == "by"
    if word.startswith(("reject", "dismiss")):
        tail = low[t.at + 1 : min(t.last, t.at + 4)]
        return _ACCUSATION_OR_ACCUSATIONS.isdisjoint(tail)
    return True


_SACKED = words(
    "officers officer commander commanders general generals minister ministers soldiers people employees "
    "men staff him her chief pm premier prime"
)


def wont(low: Sequence[str], t: Trigger) -> bool:
    if low[t.at] not in ("accept", "agree", "accepts"):
        return False
    back = low[max(t.first, t.at - 4) : t.at]
    return not _NOT_OR_NEVER.isdisjoint(back) or word_after(low, t.at, t) == "no"


_OFFER = words(
    "released freed extended resumed ready willing prepared offered accept offer "
    "release free extend halt stop resume agree negotiate return open"
)
_THREAT = words(
    "attack strike destroy bomb punish warned warns threatened worse warning threatens fight war retaliate implementation"
)


def only_if(low: Sequence[str], t: Trigger) -> bool:
    """Conditions put by someone: unless, provided, only if, not … until, if in an offer."""
    word = low[t.at]
    after = word_after(low, t.at, t)
    back = low[max(t.first, t.at - 14) : t.at]
    if word in ("until", "once") and not_a_condition(low, t):
        return False
    if word == "unless":
        return True
    if word == "provided":
        return (
            (after == "that" or low[t.at - 1 : t.at] != ["had"])
            and t.at > t.first + 3
            and after not in _BY_OR_FOR
            and not _WILL_OR_WOULD.isdisjoint(back)
        )
    if word == "only" and after in ("possible", "be", "come", "happen") and "if" in low[t.at + 2 : t.at + 4]:
        return True  # "talks were only possible if the army agreed"
    if word == "only":
        return after in ("if", "when", "after", "once") and not _WILL_OR_CAN.isdisjoint([*back, *low[t.at : t.at + 10]])
    if word == "until":
        return not _NO_OR_NOT.isdisjoint(back) and "stop" not in back
    if word == "before":  # "will not reach any agreement before the release of …"
        refused = not _NO_OR_NOT.isdisjoint(back) and not _WOULD_OR_WILL.isdisjoint(back)
        return (
            refused
            and "," not in back[-6:]
            and not not_a_condition(low, t)
            and after not in ("he", "she", "it", "they")
        )
    if word == "once":
        return not _WOULD_OR_WILL.isdisjoint(back)
    if word == "if":
        head = low[t.first : t.at]
        tail = low[t.at + 1 : t.last]
        if not _THREAT.isdisjoint(head):
            return False
        return not _OFFER.isdisjoint(head) and not _WOULD_OR_READY.isdisjoint(head) and bool(tail)
    if word in ("conditional", "contingent", "conditioned", "conditionally"):
        if word == "conditioned" and low[t.at - 1] in g.HAVE:
            return "on" in low[t.at + 1 : min(t.last, t.at + 9)]
        return after in ("on", "upon") or word == "conditionally"
    if word in ("hinge", "hinges"):
        return after == "on"
    if word in ("condition", "conditions", "precondition", "preconditions"):
        if after == "that" and low[t.at - 1] in ("on", "the"):
            return True  # "on the condition that troops leave"
        return (after == "for" and not _ITS_OR_THEIR.isdisjoint(back[-4:])) or not _SET_OR_SETS.isdisjoint(back[-4:])
    return False


def reached(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.mark]
    if word == "reached" and t.mark > t.at and low[t.mark - 1] in g.HAVE:
        return False  # "the push for a deal has reached a decisive moment"
    if word in ("strike", "strikes", "cut"):
        return t.at - t.mark in (1, 2, 3)
    if word == "agreed" and low[t.mark - 1] in ("been", "was", "were", "is"):
        return t.mark > t.at
    if word.startswith("confirm"):
        return t.at - t.mark in (1, 2, 3) and low[t.mark + 1] in ("the", "a", "deal", "agreement")
    if word in ("agreed",):
        return abs(t.at - t.mark) <= 3
    if word in ("announce", "announced", "announces", "announcing"):
        return (t.mark > t.at and not _WAS_OR_WERE.isdisjoint(low[t.at : t.mark])) or t.at - t.mark in (1, 2, 3)
    if word in ("mediated", "negotiated", "secured", "secure"):
        return abs(t.at - t.mark) <= 4
    if low[t.at - 1] == "trade":
        return False
    if low[t.at] not in ("deal", "deals"):
        return True
    after = word_after(low, t.at, t)
    return after not in ("with", "breaker") or (
        after == "with" and (low[t.at - 1] in ("a", "the") or low[t.at - 2] in ("a", "the"))  # "a peace deal with"
    )


def swap_sealed(low: Sequence[str], t: Trigger) -> bool:
    """ "succeeded in sealing the exchange", "clinched a prisoner swap"."""
    return low[t.at] in ("exchange", "swap", "release") and low[t.mark].startswith(
        ("seal", "clinch", "finali", "conclud")
    )


def was_reached(low: Sequence[str], t: Trigger) -> bool:
    """ "a deal to end fighting between the two could be reached": the verb far behind its subject."""
    return low[t.near] in ("reached", "signed", "brokered") and low[t.near - 1] in ("be", "been", "was", "were")


def signed(low: Sequence[str], t: Trigger) -> bool:
    """ "signed a seven-day ceasefire": a truce put on paper is agreed."""
    if low[t.near] in ("reached", "agreed", "brokered", "signed") and t.near > t.at:
        # "a truce was reached in Stockholm", "the truce reached last week"
        after = low[t.near + 1] if t.near + 1 < t.last else ""
        return t.near - t.at <= 3 and (
            low[t.near - 1] in ("was", "were", "been") or (t.near == t.at + 1 and after in _DATED_OR_BY)
        )
    return (
        t.near < t.at
        and low[t.near - 1] not in ("-", ".")
        and (
            low[t.near] in ("sign", "signs", "signed", "signing", "inked")
            or (low[t.near] in ("reached", "brokered", "mediated") and t.at - t.near <= 4)
        )
    )


def nearly(low: Sequence[str], t: Trigger) -> bool:
    between = low[t.at + 1 : t.near]
    return not _IS_OR_WAS.isdisjoint(between) and low[t.near] not in ("unlikely", "far") and "," not in between


def not_a_condition(low: Sequence[str], t: Trigger) -> bool:
    """ "until Saturday", "until 6 p.m.", "once and for all", "once again": a time or an idiom."""
    after = word_after(low, t.at, t)
    if low[t.at] == "once":
        return after in ("and", "again", "more") or low[t.at - 1] in ("at", "more", "than")
    return (
        after in g.TIMES
        or after in g.MONTHS
        or after[:1].isdigit()
        or after in ("next", "late", "at", "further", "now", "midnight", "noon")
    )


_HELPERS = words("to will would not they we may might should could must")


def two_agree(low: Sequence[str], t: Trigger) -> bool:
    """ "have agreed to exchange": two sides, one deed."""
    word = low[t.at]
    if word == "agree" and low[t.at - 1] == "to":
        return False  # "convince the group to agree to a deal"
    ahead = low[t.at + 1 : min(t.last, t.at + 6)]
    if ahead and ahead[0] != "to" and any("truce" in classes_of(w) for w in ahead):
        # "agreed a cease-fire", "agreed on a two-day truce"
        return True
    to = t.at + 1
    if word == "agreed" and low[to] in ("in", "at", "on") and low[to + 2 : to + 3] == ["to"]:
        to += 2  # "agreed in Ethiopia to end the war"
    if low[to] not in ("to", "on", "in"):
        return False
    if word == "agree" and t.at - t.first < 7 and "," in low[t.first : t.at] and low[t.at - 1] not in _HELPERS:
        return low[t.at + 2] in _EXCHANGE_OR_SWAP  # a headline: "Kyiv, Moscow agree to swap prisoners"
    head = low[max(t.first, t.at - 18) : t.at]
    if "that" in head:
        head = head[len(head) - head[::-1].index("that") :]  # "the statement by A and B that C had agreed"
    both = not _AND_OR_BOTH.isdisjoint(head)
    if not both:
        return False
    if low[to + 1].endswith("ly"):
        to += 1  # "agreed to immediately cease fire"
    deed = low[to + 1] if to + 1 < t.last else ""
    if "talks" in low[to + 1 : to + 5] and word == "agreed":
        return True
    return word in ("agreed", "agree") and deed in _EXCHANGE_OR_SWAP
