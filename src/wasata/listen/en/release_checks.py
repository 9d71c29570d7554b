"""Release checks: what must stand around the words of people let go, swapped or handed over, for a rule to hold.

Danger: "released a statement" or "returned to calm" taken for people set free.
Duty: one small question each, about the words near a trigger; the dead given back are released too.
"""

from collections.abc import Sequence
from itertools import pairwise

from wasata.listen.en.event_checks import OF_OR_THE, OF_THE_DEAD, WAS_OR_WERE, same_clause, spoken_of, word_after
from wasata.listen.en.event_words import Trigger, classes_of
from wasata.listen.en.grammar import words
from wasata.listen.en.nouns import nations
from wasata.listen.en.numbers import SMALL

_UNION_OR_UNIONS = words("union unions deal war talks route routes minister")
_FIRE_OR_RATE = words("fire rate rates views views. messages blows of")
_THE_OR_THOSE = words("the those newly these some")
_TO_OR_WILL = words("to will would could must should")
_ADDITIONAL_OR_FURTHER = words("additional further more hostage prisoner")
_TO_OR_WOULD = words("to will would could must should and not immediately")
_STATEMENT_OR_REPORT = words(
    "clip footage recording statement report video figures footage details data photo photos images list"
)
_BODIES_OR_REMAINS = words("bodies remains hostages captives prisoners")


_PEACE = words("peace security calm stability fighting war violence normality refugees displaced")
_NO_VERB_AFTER = words("the a an of for and are is were was be been or in from as so being very walk go roam")


_GIVEN_BACK = words("bodies coffins corpses remains hostages hostage captives pows detainees prisoners")
_LET_GO = words("free freed frees freeing release released releases releasing hand handed")
_SWAPPED = words("exchange exchanged exchanging swap swapped swapping trade traded trading")
_PAPER = words("deal deals agreement accord pact")
_PAPER_MADE = words("reached signed agreed struck announced sealed brokered")


def _by_the_way(low: Sequence[str], t: Trigger) -> bool:
    """ "will free 400, with the rest released in March": the deed of the clause before goes on."""
    back = same_clause(low, t, 5)
    return low[t.first : t.at].count("with") > 0 and "with" in back and WAS_OR_WERE.isdisjoint(back)


_IN_A_NAME = words("army front movement party tigers organisation organization forces struggle war")


def _a_paper(low: Sequence[str], t: Trigger) -> bool:
    """Whether what was released is a text or a picture."""
    return not _STATEMENT_OR_REPORT.isdisjoint(
        low[max(t.first, t.at - 2) : t.at]
    ) or not _STATEMENT_OR_REPORT.isdisjoint(low[t.at + 1 : min(t.last, t.at + 4)])


def of_people(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if word == "released" and _a_paper(low, t):
        return False  # "a video released by the group on its hostages"
    if word == "liberation" and word_after(low, t.at, t) in _IN_A_NAME:
        return False  # "the National Liberation Army kidnapped two soldiers"
    after = word_after(low, t.at, t)
    if word in ("free", "frees"):
        # "rebels free 10 hostages", "free them": a verb, not "free trade"
        counted = after[:1].isdigit() or after in SMALL or after in ("them", "all", "more")
        verb = low[t.at - 1] in _TO_OR_WOULD or (counted and low[t.at - 1] not in _NO_VERB_AFTER) or word == "frees"
        return verb and after not in ("and", "from", "of", "trade")
    if word in ("hand", "handed", "handing"):
        return (
            after == "over"
            or word_after(low, t.at, t, 2) == "over"
            or (low[t.near] in _GIVEN_BACK and 0 < t.near - t.at <= 4 and "to" in low[t.near : t.near + 8])
            or (word == "handing" and after == "to" and low[t.near] in OF_THE_DEAD)
        )
    if word.startswith("transfer"):
        return low[t.near] in _GIVEN_BACK and t.near > t.at
    if word == "exchange" and low[t.at - 1] == "in" and not _LET_GO.isdisjoint(low[t.first : t.at]):
        return False  # "a deal to free him in exchange for 1,000 prisoners": one deed, told by its verb
    if low[t.at - 2 : t.at] == ["for", "the"] and any(
        b in _SWAPPED and (a == "to" or b.endswith("ed")) for a, b in pairwise(low[t.first : t.at])
    ):
        return False  # "to exchange four captives for the release of 60 prisoners": the same
    if low[t.at - 1] == "with" and word in ("remainder", "rest"):
        return False
    if word in ("swap", "exchange") and after in _PAPER and t.near < t.at:
        return not _PAPER_MADE.isdisjoint(low[max(t.first, t.at - 8) : min(t.last, t.at + 8)])
    if word in ("released", "freed") and _by_the_way(low, t):
        return False
    if word in ("trade", "trades") and after in _UNION_OR_UNIONS:
        return False
    if (
        word.startswith("exchang")
        and after in _FIRE_OR_RATE
        and word_after(low, t.at, t, 2) in ("views", "fire", "messages", "", "ideas")
    ):
        return False
    if word in ("return", "returned", "returning"):
        if after == "of" and (word_after(low, t.at, t, 2) in _PEACE or word_after(low, t.at, t, 2) in OF_OR_THE):
            return not _BODIES_OR_REMAINS.isdisjoint(low[t.at : min(t.last, t.at + 6)])
        return (
            after == "of"
            or not _BODIES_OR_REMAINS.isdisjoint(low[t.at : min(t.last, t.at + 6)])
            or _out_of_prison(low, t)
            or _to_their_own(low, t)
        )
    return True


def _out_of_prison(low: Sequence[str], t: Trigger) -> bool:
    """ "returned from captivity", "came back from Russian jails"."""
    tail = low[t.at + 1 : min(t.last, t.at + 7)]
    return "from" in tail[:3] and not _PRISONS.isdisjoint(tail)


def _to_their_own(low: Sequence[str], t: Trigger) -> bool:
    """ "the captives were returned to their families"."""
    tail = low[t.at + 1 : min(t.last, t.at + 5)]
    if t.near < t.at and low[t.near] in OF_THE_DEAD:
        return low[t.at - 1] in WAS_OR_WERE  # "the coffins had been returned to …"
    return t.near < t.at and "to" in tail[:1] and not _HOMES.isdisjoint(tail)


_PRISONS = words("captivity prison prisons jail jails custody")
_HOMES = words("homes home families family relatives israel ukraine russia lebanon gaza")


def _sent_home(low: Sequence[str], t: Trigger) -> bool:
    """ "the repatriation of 100,000 refugees": people who fled, and nobody's captives."""
    fled = not _FLED.isdisjoint(low[max(t.first, t.at - 9) : min(t.last, t.at + 12)])
    return low[t.at].startswith("repatriat") and fled


_FLED = words("refugees refugee displaced migrants returnees airlift camps")


def of_someone(low: Sequence[str], t: Trigger) -> bool:
    word = low[t.at]
    if _sent_home(low, t):
        return False
    if word == "liberation" and word_after(low, t.at, t) in _IN_A_NAME:
        return False
    if (
        word in ("freed", "released")
        and low[t.at - 1] in _THE_OR_THOSE
        and "someone" in classes_of(word_after(low, t.at, t))
    ):
        return False
    if word == "free" and low[t.at - 1] not in _TO_OR_WILL and low[t.at - 1] not in _SET:
        return word_after(low, t.at, t) in ("them", "him", "her", "all") and low[t.at - 1] not in _NO_VERB_AFTER
    if word.startswith("releas") and not _STATEMENT_OR_REPORT.isdisjoint(low[t.at : min(t.last, t.at + 6)]):
        return False
    return t.near > t.at or low[t.at - 1] == "those" or not WAS_OR_WERE.isdisjoint(low[max(t.first, t.at - 3) : t.at])


def were_freed(low: Sequence[str], t: Trigger) -> bool:
    """ "twelve Thais were released", "24 people, all of them women, were freed": people by number or nation."""
    let_go = low[t.at] in ("released", "freed") or (low[t.at] == "free" and low[t.at - 1] in _SET)
    if not let_go or WAS_OR_WERE.isdisjoint(low[max(t.first, t.at - 3) : t.at]):
        return False
    head = low[max(t.first, t.at - 8) : t.at]
    if not _STATEMENT_OR_REPORT.isdisjoint(head):
        return False
    if low[t.at - 2] in (",", "have", "has", "had", "since"):
        head = low[max(t.first, t.at - 36) : t.at]  # past "…, who were seized on Monday, have been"
    return any(w[:1].isdigit() or w in _COUNTING or w.partition("-")[0] in SMALL for w in head) or of_a_nation(head)


_SET = words("set sets setting")


def of_a_nation(some: Sequence[str]) -> bool:
    """Whether people of a nation are named ("Thais", "Ukrainian sailors")."""
    return any(w in nations() and (w.endswith("s") or "someone" in classes_of(x)) for w, x in pairwise((*some, "")))


def were_handed(low: Sequence[str], t: Trigger) -> bool:
    """ "ten foreigners were handed over": people, where no captive is named."""
    if low[t.at] == "handed" and word_after(low, t.at, t) in ("them", "him", "her"):
        return word_after(low, t.at, t, 2) in ("to", "over")
    if low[t.at] in ("swapped", "exchanged") and low[t.at - 1] in WAS_OR_WERE:
        people = low[max(t.first, t.at - 8) : t.at]
        return any(c in classes_of(w) for w in people for c in ("someone", "captive"))
    if low[t.at] != "handed" or word_after(low, t.at, t) != "over" or low[t.at - 1] not in WAS_OR_WERE:
        return False
    head = low[max(t.first, t.at - 12) : t.at]
    if any("someone" in classes_of(w) for w in head) or of_a_nation(head):
        return True
    return not _GIVEN_BACK.isdisjoint(low[max(t.first, t.at - 30) : t.at])


def release_of(low: Sequence[str], t: Trigger) -> bool:
    """ "the release of six Saudis", "of General Aziz": people by number, nation or title."""
    word = low[t.at]
    if word not in ("release", "handover", "repatriation", "freeing", "releasing") or (
        word_after(low, t.at, t) != "of" and not word.endswith("ing")
    ):
        return False
    if _sent_home(low, t):
        return False
    tail = low[t.at + 1 : min(t.last, t.at + 7)]
    if any(w in _THINGS or w in _STATEMENT_OR_REPORT for w in tail):
        return False
    if tail[:1] == ["of"] and any(w[:1].isdigit() for w in tail[1:4]):
        return True  # "the release of the 26"
    if of_a_nation(tail) or any("someone" in classes_of(w) for w in tail):
        return True
    return not _TITLES.isdisjoint(tail[:3])


_TITLES = words("general gen sgt sergeant captain capt lt colonel col major maj mr mrs ms dr journalist brother son")
_THINGS = words(
    "funds fund assets money water gas oil tranche tax taxes revenues aid grain video film book energy emissions dollars "
    "million billion percent tons"
)


def back_home(low: Sequence[str], t: Trigger) -> bool:
    """ "would bring home the pilot", "brought the captives home": where captives are spoken of."""
    if "home" not in low[t.at + 1 : min(t.last, t.at + 6)] or low[t.at][:5] not in ("bring", "broug"):
        return False
    near = low[max(0, t.first - 45) : t.last]
    return any("captive" in classes_of(w) or w == "captured" for w in near)


def the_freed(low: Sequence[str], t: Trigger) -> bool:
    """ "The freed included two women": they are free."""
    return (
        low[t.at] in ("freed", "released")
        and low[t.at - 1] in ("the", "those")
        and word_after(low, t.at, t) in ("include", "included", "includes", "were", "are", "comprised")
    )


def in_return_for(low: Sequence[str], t: Trigger) -> bool:
    """ "gave back 40 people in exchange for 12 Russians": people on both sides of it."""
    if low[t.at - 1] != "in" or word_after(low, t.at, t) != "for":
        return False
    given, got = low[max(t.first, t.at - 16) : t.at], low[t.at + 2 : min(t.last, t.at + 7)]
    return all(
        any(w[:1].isdigit() or w in SMALL for w in side)
        and (of_a_nation(side) or any("someone" in classes_of(w) for w in side))
        for side in (given, got)
    )


_COUNTING = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty dozens all those they"
)


_ANTICIPATED = words("anticipated expected planned scheduled imminent promised prisoner hostage")


_IS_TOLD = words("was came follows followed comes is will would could may took takes went had has")


def own_release(low: Sequence[str], t: Trigger) -> bool:
    before = low[t.at - 1] if t.at > t.first else ""
    if before == "the" and low[t.at] in ("release", "exchange", "swap", "handover"):
        told = word_after(low, t.at, t) in _IS_TOLD
        return told and spoken_of(low, t, "captive")  # "The release was negotiated": of those just spoken of
    if before in _ANTICIPATED:
        return low[t.at] in ("release", "releases") and word_after(low, t.at, t) not in ("date", "time")
    return low[t.at].startswith("release") and before in ("their", "his", "her", "additional")


def list_given(low: Sequence[str], t: Trigger) -> bool:
    """Not "have agreed on a list of 80 prisoners to be swapped": who will be freed, nothing handed."""
    return not any(w.startswith("agree") for w in low[max(t.first, t.at - 4) : t.at])


def own_return(low: Sequence[str], t: Trigger) -> bool:
    """ "awaiting their transfer to …", "to ensure their safe return"."""
    before = low[t.at - 1] if t.at > t.first else ""
    if low[t.at] == "transfer":
        return before in ("their", "his", "her") and spoken_of(low, t, "captive")
    return low[t.at] == "return" and before == "safe"


def releases_again(low: Sequence[str], t: Trigger) -> bool:
    return low[t.at] in ("releases",) and low[t.at - 1] in _ADDITIONAL_OR_FURTHER and t.at > t.first
