"""Doers: whose deed it is that somebody tells of himself.

Danger: a spokesman of one side counted among those who fought; a denial from which nobody can tell who is said to have done it.
Duty: the side of a speaker whose own deed the words tell: "denied ⟦shelling the town⟧", "denied ⟦that it had …⟧".
"""

from bisect import bisect_left
from collections.abc import Sequence

from wasata.listen.en import grammar as g
from wasata.listen.en.cues import CUES
from wasata.listen.en.grammar import words
from wasata.listen.en.tokens import Tokens
from wasata.listen.marks import Statement
from wasata.values import Status

_SELF = words("it they he she we i")
_OWN = words("its their his her our my")
_OWN_PEOPLE = words(
    "forces troops soldiers fighters men army military police jets warplanes aircraft units navy gunmen militants members"
)
_CHARGES = words(
    "accusations accusation allegations allegation claims claim charges charge reports report suggestions any the"
)
_ANSWERING = words("responsibility involvement role hand part having")
_OF_DEEDS = frozenset(("deny", "reject", "accept", "offer", "threaten"))


def doer_of(t: Tokens, said: Sequence[Statement], at: int, status: Status) -> str | None:
    """The side of the innermost speaker whose own deed, done or denied, stands at token `at`; None when it is another's."""
    folded = t.page.folded
    place = folded.to(t.a[at])
    for s in reversed(said):
        if not s.content.start <= place < s.content.end:
            continue
        if s.actor in (None, "other"):
            return None
        k = bisect_left(t.a, folded.back(s.content.start))
        return s.actor if _tells_of_himself(t.low, k, at, s.act, status) else None
    return None


def _tells_of_himself(low: Sequence[str], k: int, at: int, act: str, status: Status) -> bool:
    while k < at and (low[k] in _CHARGES or low[k] in ("that", "of", '"', "in") or low[k].endswith("ly")):
        k += 1
    word, ahead = low[k], low[k + 1 : at]
    if not _ANOTHER_CLAUSE.isdisjoint(ahead):
        return False
    if any(w in CUES and w not in _PLEDGES and ahead[m - 1] not in g.DETERMINERS for m, w in enumerate(ahead)):
        return False  # "said it had reports of …", "said it thanked both for …": another's deed
    if word in _SELF:
        if low[k + 1] in g.BE and not (low[k + 2].endswith("ing") or low[k + 2] in _MINDED):
            return False  # "it was sound to say", "they were attacked"
        return g.BE.isdisjoint(low[max(k + 2, at - 2) : at]) or low[at].endswith("ing")
    if word in _OWN:
        return low[k + 1] in _OWN_PEOPLE or low[k + 1] in _ANSWERING or low[k + 2] in _OWN_PEOPLE
    if act == "deny":
        return word in _ANSWERING or (word.endswith("ing") and len(word) > 4)
    return act in _OF_DEEDS and status != "happened" and word.endswith("ing")


_ANOTHER_CLAUSE = words("that which who whose while because after when report reports responsible followed follows")
_PLEDGES = words(
    "agree agreed agreeing agrees accept accepted refuse refused plan plans planned promise promised pledged offered offer "
    "vowed vow ready want wants wanted hope hopes hoped decided held hold launched hit allow allowed continue continued "
    "continues call release released"
)
_MINDED = words("ready willing open prepared determined set due able about not still also now")
