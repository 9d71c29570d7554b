"""Events: what happened, is planned, or is denied, in Arabic, one mark per sentence and kind.

Danger: a word that names a thing taken for the thing happening ("وقف العدوان" is no attack).
Duty: concepts in each other's neighbourhood make an event; the words around it make its status; the parties named in the
sentence, less the mere speakers and places, its actors.
Shape: `_Sentence` knows where each concept stands; each kind has one rule that answers with the word it hangs on.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from wasata.listen.ar import of_answers, of_fighting, of_talks, of_truces
from wasata.listen.ar.deeds import roles
from wasata.listen.ar.happenings import NUMBER
from wasata.listen.ar.line import LONGEST, words_of
from wasata.listen.ar.moods import Moods
from wasata.listen.ar.parties import Named, Places
from wasata.listen.ar.scene import Rule, Sentence
from wasata.listen.marks import UNWEIGHED, Event
from wasata.values import EventKind, Span, Status

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_new = tuple.__new__  # a mark without the call of a named tuple
_RANK: dict[Status, int] = {"happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "denied": 4}


def find(page: "Page") -> list[Event]:
    """All events of a report, in order of their sentences."""
    words = words_of(page)
    moods = Moods(words, page.statements)
    voices: tuple[Places, Places] | None = None
    marks: list[Event] = []
    told = words.told
    for n, (begin, end) in enumerate(words.sentences):
        first = bisect_left(told, begin)
        if first == len(told) or told[first] >= end:
            continue  # no word of events in it
        best: dict[EventKind, Status] = {}
        scenes = []
        for piece in range(begin, end, LONGEST):
            sentence = Sentence(words, piece, min(end, piece + LONGEST))
            if sentence.mask:
                _weigh(sentence, moods, best)
                scenes.append(sentence)
        if not best:
            continue
        own = page.sentences[n]
        span = _new(Span, own[:2])
        if voices is None:
            speakers, tellers = roles(words, page.statements)
            voices = _places(speakers), _places(tellers)
        named = Named([side for scene in scenes for side in scene.parties], words, *voices)
        for kind, status in best.items():
            rule = _NAMES[kind]
            if kind == "attack" and not (status == "happened" and any(map(of_fighting.told, scenes))):
                rule = _REFERRED
            marks.append(_new(Event, (span, kind, status, named.taking_part(kind), rule, UNWEIGHED)))
    return marks


def _places(spans: list[Span]) -> Places:
    """Where spans begin, and where each ends."""
    return [start for start, _ in spans], [end for _, end in spans]


def _weigh(sentence: Sentence, moods: Moods, best: dict[EventKind, Status]) -> None:
    """Keeps the weightiest status of each kind: what happened before what goes on, is planned, possible, denied."""
    for kind, rule in _asked(sentence.mask):
        for k, fixed in rule(sentence):
            if best.get(kind) == "happened":
                break  # nothing outweighs it
            status = moods.status(sentence.begin, sentence.end, k, kind, fixed)
            if status is not None and (kind not in best or _RANK[status] < _RANK[best[kind]]):
                best[kind] = status


RULES: dict[EventKind, Rule] = {
    "talks_continue": of_talks.talks_continue,
    "talks_slow": of_talks.talks_slow,
    "talks_suspended": of_talks.talks_suspended,
    "talks_resumed": of_talks.talks_resumed,
    "delegation_arrives": of_talks.delegation_arrives,
    "delegation_leaves": of_talks.delegation_leaves,
    "contact": of_talks.contact,
    "proposal": of_answers.proposal,
    "acceptance": of_answers.acceptance,
    "rejection": of_answers.rejection,
    "condition": of_answers.condition,
    "agreement": of_answers.agreement,
    "truce_start": of_truces.truce_start,
    "truce_extension": of_truces.truce_extension,
    "truce_violation": of_truces.truce_violation,
    "truce_end": of_truces.truce_end,
    "release": of_truces.release,
    "list_exchange": of_truces.list_exchange,
    "aid_delivery": of_truces.aid_delivery,
    "aid_obstructed": of_truces.aid_obstructed,
    "evacuation": of_truces.evacuation,
    "attack": of_fighting.attack,
    "escalation": of_fighting.escalation,
    "blackout": of_fighting.blackout,
}
_NEEDS: dict[EventKind, str] = {
    "talks_continue": "talks contact effort host",
    "talks_slow": "slow talks",
    "talks_suspended": "suspend end talks cut ceasing",
    "talks_resumed": "resume start_v start talks round delegation return_",
    "delegation_arrives": "arrive_v arrive enter_v enter round",
    "delegation_leaves": "leave leave_v return_",
    "contact": "contact contact_v talks",
    "proposal": "propose proposal",
    "acceptance": "accept accept_v comply",
    "rejection": "reject reject_v refusing turn truce talks",
    "condition": "turn condition",
    "agreement": "deal reach",
    "truce_start": "truce ceasing start deal suspend",
    "truce_extension": "extend",
    "truce_violation": "breach truce ceasing",
    "truce_end": "end cut truce suspend",
    "release": "release release_v swap return_ resume freed enter_v enter evacuate captive leave",
    "list_exchange": "list",
    "aid_delivery": "aid",
    "aid_obstructed": "obstruct obstruct_v aid evacuate",
    "evacuation": "evacuate passage",
    "attack": "attack attack_v weapon fighting killed killed_v resume obstruct obstruct_v",
    "escalation": "escalation attack fighting",
    "blackout": "cut contact lines",
}
"""Without any of these concepts in the sentence, the rule need not be asked."""

_GATED: tuple[tuple[EventKind, int, Rule], ...] = tuple(
    (kind, sum(1 << NUMBER[c] for c in set(_NEEDS[kind].split())), rule) for kind, rule in RULES.items()
)

_NAMES: dict[EventKind, str] = {kind: f"ar.event.{kind.replace('_', '-')}" for kind in RULES}


_REFERRED = "ar.event.attack-referred"
"""An attack that the sentence does not tell, but refers to, supposes or denies."""


@lru_cache(maxsize=4096)
def _asked(mask: int) -> tuple[tuple[EventKind, Rule], ...]:
    """The rules that a sentence with these concepts needs to be asked."""
    return tuple((kind, rule) for kind, needed, rule in _GATED if mask & needed)


__all__ = ["RULES", "find"]
