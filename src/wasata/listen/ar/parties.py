"""Parties: who takes part in an event, as far as its sentence names them.

Danger: the speaker, or the city a thing happened in, counted as a doer.
Duty: sides by name or nationality in the sentence, without the sources of its statements and without bare places.
"""

from typing import TYPE_CHECKING

from wasata.listen.ar import forms
from wasata.listen.ar.lexicon import ANON, TITLE
from wasata.listen.ar.line import Words
from wasata.values import EventKind

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_IN_PLACE = frozenset("في من الي داخل قرب عبر شمال جنوب شرق غرب شمالي جنوبي مطار نحو".split())
_SPEAKERS_TOO = frozenset(("contact", "rejection", "acceptance", "condition", "proposal", "talks_suspended", "delegation_arrives"))


def parties_in(words: Words, page: "Page", begin: int, end: int, hang: int, kind: EventKind) -> tuple[str, ...]:
    """Roster ids taking part in the event that hangs on word `hang`."""
    first, last = words.folded.to(words.at[begin]), words.folded.to(words.to[end - 1] - 1) + 1
    speakers = [] if kind in _SPEAKERS_TOO else [
        (s.source.start, s.source.end) for s in page.statements if first <= s.source.start < last
    ]
    found: list[str] = []
    k = begin
    while k < end:
        place = words.folded.to(words.at[k])
        said = any(a <= place < b for a, b in speakers)
        if k in words.mention:
            m, to = words.mention[k]
            if m.party and not said and m.what != "outlet" and not (
                m.what == "place" and k > begin and words.word[k - 1] in _IN_PLACE
            ):
                found.append(m.party)
            k = to + 1
            continue
        number = words.value[k] >> 20 & 63
        if number and not said and not words.has(k - 1 if k else k, TITLE | ANON):
            party = forms.NATION_IDS[number - 1]
            if party != "other":
                found.append(party)
        k += 1
    return tuple(dict.fromkeys(found))
