"""Parties: who takes part in an event, as far as its sentence names them.

Danger: the speaker, or the city a thing happened in, counted as a doer.
Duty: sides by name or nationality in the sentence, without the sources of its statements and without bare places.
"""

from bisect import bisect_left, bisect_right

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import ANON, NAME, TITLE, these
from wasata.listen.ar.line import Words
from wasata.values import EventKind

_IN_PLACE = these("في من الي داخل قرب عبر شمال جنوب شرق غرب شمالي جنوبي مطار نحو")
_INSIDE = these("في داخل شمال جنوب شرق غرب شمالي جنوبي شرقي غربي")
_MAY_BE_PLACES = frozenset(("place", "party"))
_SPEAKERS_TOO = these("contact rejection acceptance condition proposal talks_suspended delegation_arrives")


def sides_in(words: Words, begin: int, end: int) -> list[tuple[int, str, bool]]:
    """Sides named in a sentence: word, roster id, whether only as the place where something is."""
    found: list[tuple[int, str, bool]] = []
    value, mention, sides = words.value, words.mention, words.sides
    past = begin
    for n in range(bisect_left(sides, begin), len(sides)):
        k = sides[n]
        if k >= end:
            break
        if k < past:
            continue
        here = mention.get(k)
        if here is not None:
            (_, _, _, what, named), to = here
            past = to + 1
            if named and what != "outlet":
                placed = False
                if what in _MAY_BE_PLACES and k > begin:
                    placed = words.bare_word[k - 1] in (_IN_PLACE if what == "place" else _INSIDE)
                found.append((k, named, placed))
        elif words.army is not None and words.is_the_army(k):
            found.append((k, words.army, k > begin and words.bare_word[k - 1] in _INSIDE))
        elif not (k and words.has(k - 1, TITLE | ANON)):
            party = forms.NATION_IDS[(value[k] >> 20 & 63) - 1]
            if party != "other" and not _a_surname(words, k):
                found.append((k, party, False))
    return found


_KUNYAS = these("ابو ابي ابا ام بن")


def _a_surname(words: Words, k: int) -> bool:
    """Whether an adjective of nationality is a name's end ("أبو خليل ⟦السوداني⟧")."""
    return (
        k >= 2
        and words.definite[k]
        and not words.definite[k - 1]
        and not words.kind[k - 1] & ~NAME
        and (words.bare_word[k - 2] in _KUNYAS)
    )


Places = tuple[list[int], list[int]]
"""Where spans of the report begin, in order, and where each ends."""


class Named:
    """The sides named in one sentence, asked for each kind of event told there.

    Args:
        speakers: the report's sources, but for those who tell of their own deeds.
        tellers: those of them who only tell what another side did.
    """

    __slots__ = ("_sides", "_speakers", "_tellers", "_with_speakers", "_without", "_words")

    def __init__(self, sides: list[tuple[int, str, bool]], words: Words, speakers: Places, tellers: Places) -> None:
        self._sides, self._words, self._speakers, self._tellers = sides, words, speakers, tellers
        self._with_speakers: tuple[str, ...] | None = None
        self._without: tuple[str, ...] | None = None

    def taking_part(self, kind: EventKind) -> tuple[str, ...]:
        """Those that take part: no mere places and, but for what is done by speaking, no mere speakers."""
        if kind in _SPEAKERS_TOO:
            if self._with_speakers is None:
                self._with_speakers = self._outside(self._tellers)
            return self._with_speakers
        if self._without is None:
            self._without = self._outside(self._speakers)
        return self._without

    def _outside(self, sources: Places) -> tuple[str, ...]:
        """The sides that stand neither as places nor in one of these sources."""
        to, at = self._words.folded.to, self._words.at
        begins, ends = sources
        if not begins:
            return tuple(dict.fromkeys([p for _, p, placed in self._sides if not placed]))
        doers: dict[str, None] = {}
        for k, party, placed in self._sides:
            if placed or party in doers:
                continue
            place = to(at[k])
            n = bisect_right(begins, place)
            if not n or place >= ends[n - 1]:
                doers[party] = None
        return tuple(doers)
