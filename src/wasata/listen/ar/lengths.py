"""Lengths of time in Arabic that stand without a number: "ساعة ونصف", "أكثر من عام".

Danger: an age or a year taken for a length.
Duty: halves after a length and lengths that a qualifier alone makes a figure.
Shape: what counting knows of lengths; it stands on what it knows of qualifiers.
"""

from decimal import Decimal

from wasata.listen.ar.nouns import Noun
from wasata.listen.ar.qualifying import Qualifying
from wasata.listen.figures import Draft


class Lengths(Qualifying):
    """What counting knows of lengths of time."""

    nouns: dict[str, Noun]

    def half_more(self, draft: Draft, noun: Noun | None) -> None:
        """ "ثلاثة أشهر ونصف الشهر" is three and a half."""
        if noun is None or noun.measure != "duration" or not isinstance(draft.value, Decimal):
            return
        if self.word(draft.after) == "ونصف" or (self.word(draft.after) == "و" and self.word(draft.after + 1) == "نصف"):
            after = draft.after + (1 if self.word(draft.after) == "ونصف" else 2)
            other = self.nouns.get(self.word(after))
            if other is not None and other.stem == noun.stem:
                after += 1
            draft.value += Decimal("0.5") * noun.times
            self.take(draft, after)

    def unnumbered(self, i: int) -> Draft | None:
        """ "أكثر من عام", "أقل من ساعة": one, by the qualifier before it."""
        found = self.left_qualifier(i)
        noun = self.nouns.get(self.words[i])
        nxt = self.word(i + 1)
        if found is None or found[2] not in ("more_than", "less_than") or noun is None or nxt[:1].isdecimal():
            return None
        draft = Draft(
            i,
            i + 1,
            self.starts[i],
            self.ends[i],
            Decimal(noun.times),
            "exact",
            noun.measure,
            "ar.figure.length",
            noun.unit,
        )
        draft.own = True
        self.half_more(draft, noun)
        self.qualify(draft)
        return draft

    def and_a_half(self, i: int) -> Draft | None:
        """ "ساعة ونصف", "عام ونصف العام"."""
        noun = self.nouns.get(self.word(i - 1))
        if noun is None or noun.measure != "duration" or noun.many != "one" or noun.definite:
            return None
        draft = Draft(
            i - 1,
            i + 1,
            self.starts[i - 1],
            self.ends[i],
            Decimal("1.5") * noun.times,
            "exact",
            "duration",
            "ar.figure.half",
            noun.unit,
        )
        other = self.nouns.get(self.word(i + 1))
        if other is not None and other.stem == noun.stem:
            self.take(draft, i + 2)
        draft.own = True
        self.qualify(draft)
        return draft
