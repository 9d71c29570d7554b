"""Holding checks: what must stand between a truce and a word of lasting for it to be told that the truce holds.

Danger: "a truce meeting held in Doha", "whether the truce will hold" told as a truce that holds.
Duty: a truce that is holding, has held, is or remains in force, in place, intact.
"""

from collections.abc import Sequence

from wasata.listen.en.event_checks import STANDS, truce_at, word_after
from wasata.listen.en.event_words import Trigger
from wasata.listen.en.grammar import words

_UNSURE = words(
    "if whether unless could may might must should would will can when while until provided hope hoped hopes fear fears doubt "
    "doubts ensure keep how"
)
_APART = words(", ; : that which who said says after before and or but by to of")
_BE = words("is are was were been being appears seems still")
_HAVE = words("has have had largely mostly still generally broadly")
_PUT = words("put puts putting set came come comes went goes go took takes")
_GOES_WITH = words("is are was were has have had did does do still so mostly appears seems appeared seemed not")
_PLACING = words("in along on across between around near at")
_THINGS = words("talks a an the its their his meeting meetings elections two three hostages prisoners")


def lasts(low: Sequence[str], t: Trigger) -> bool:
    """ "The truce is holding", "the ceasefire remains in force", "a truce still in place": neither begun nor wanted."""
    if not truce_at(low, t.at, t):
        return False
    word = low[t.near]
    between = low[t.at + 1 : t.near]
    if between[:1] == [","]:
        between = between[1:]
    if between[:1] in (["that"], ["which"]):
        between = between[1:]  # "a truce that has held since April"
    elif between[:1] == ["that's"]:
        between = ["is", *between[1:]]
    if not _UNSURE.isdisjoint(low[max(t.first, t.at - 6) : t.near]) or not _APART.isdisjoint(between):
        return False
    if word in ("effect", "force", "place", "intact"):
        if word != "intact":
            if between[-1:] != ["in"]:
                return False
            between = between[:-1]
        return not between or (_PUT.isdisjoint(between) and not STANDS.isdisjoint(between[-3:]))
    first = between[0] if between else word
    if not (first in _GOES_WITH or first == word or first.endswith(("ly", "n't")) or first in _PLACING):
        return False  # "truce talks held in Doha": another subject
    if word_after(low, t.near, t) in _THINGS:
        return False
    if word == "held":
        return not _HAVE.isdisjoint(between[-3:])
    if word == "holding":
        return not _BE.isdisjoint(between[-4:])
    return word == "holds" or between[-1:] == ["not"] or bool(between and between[-1].endswith("n't"))
