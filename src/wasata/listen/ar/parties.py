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


def taking_part(
    sides: list[tuple[int, str, bool]], words: Words, speakers: list[tuple[int, int]], kind: EventKind
) -> tuple[str, ...]:
    """Of the sides named in a sentence, those that take part: no mere speakers, no mere places.

    `speakers` are the spans of the sentence's sources, in order.
    """
    found: list[str] = []
    for k, party, placed in sides:
        if placed or party in found:
            continue
        if kind not in _SPEAKERS_TOO:
            place = words.folded.to(words.at[k])
            n = bisect_right(speakers, (place, len(words.page.text) + 1)) - 1
            if n >= 0 and speakers[n][0] <= place < speakers[n][1]:
                continue
        found.append(party)
    return tuple(found)
