"""Parties: who takes part in an event, as far as its sentence names them.

Danger: the speaker, or the city a thing happened in, counted as a doer.
Duty: sides by name or nationality in the sentence, without the sources of its statements and without bare places.
"""

from bisect import bisect_left, bisect_right

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import ANON, TITLE, these
from wasata.listen.ar.line import Words
from wasata.values import EventKind

_IN_PLACE = these("في من الي داخل قرب عبر شمال جنوب شرق غرب شمالي جنوبي مطار نحو")
_INSIDE = these("في داخل شمال جنوب شرق غرب شمالي جنوبي شرقي غربي")
_SPEAKERS_TOO = these("contact rejection acceptance condition proposal talks_suspended delegation_arrives")


def sides_in(words: Words, begin: int, end: int) -> list[tuple[int, str, bool]]:
    """Sides named in a sentence: word, roster id, whether only as the place where something is."""
    found: list[tuple[int, str, bool]] = []
    value, mention, sides = words.value, words.mention, words.sides
    past = begin
    for n in range(bisect_left(sides, begin), bisect_left(sides, end)):
        k = sides[n]
        if k < past:
            continue
        here = mention.get(k)
        if here is not None:
            m, to = here
            past = to + 1
            if m.party and m.what != "outlet":
                before = words.bare_word[k - 1] if k > begin else ""
                placed = before in _IN_PLACE if m.what == "place" else before in _INSIDE and m.what == "party"
                found.append((k, m.party, placed))
        elif not (k and words.has(k - 1, TITLE | ANON)):
            party = forms.NATION_IDS[(value[k] >> 20 & 63) - 1]
            if party != "other":
                found.append((k, party, False))
    return found


class Named:
    """The sides named in one sentence, asked for each kind of event told there.

    `speakers` are where the report's sources begin, in order, and where each ends.
    """

    __slots__ = ("_sides", "_speakers", "_with_speakers", "_without", "_words")

    def __init__(self, sides: list[tuple[int, str, bool]], words: Words, speakers: tuple[list[int], list[int]]) -> None:
        self._sides, self._words, self._speakers = sides, words, speakers
        self._with_speakers: tuple[str, ...] | None = None
        self._without: tuple[str, ...] | None = None

    def taking_part(self, kind: EventKind) -> tuple[str, ...]:
        """Those that take part: no mere places and, but for what is done by speaking, no mere speakers."""
        if kind in _SPEAKERS_TOO:
            if self._with_speakers is None:
                self._with_speakers = tuple(dict.fromkeys(p for _, p, placed in self._sides if not placed))
            return self._with_speakers
        if self._without is None:
            doers = (p for k, p, placed in self._sides if not placed and not self._speaks(k))
            self._without = tuple(dict.fromkeys(doers))
        return self._without

    def _speaks(self, k: int) -> bool:
        """Whether word k stands in the source of a statement."""
        place = self._words.folded.to(self._words.at[k])
        begins, ends = self._speakers
        n = bisect_right(begins, place)
        return n > 0 and place < ends[n - 1]
