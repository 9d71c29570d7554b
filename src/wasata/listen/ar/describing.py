"""What an Arabic noun says of those it counts: the measure, the unit, the people, and the adjectives that go with it.

Danger: a verb taken for an adjective, so that a figure swallows the clause after it.
Duty: the noun under a possessive ending; what a counted noun fixes; the adjectives that agree with it.
Shape: what counting knows of nouns; it stands on what it knows of lengths of time.
"""

from decimal import Decimal

from wasata.listen.ar import numbers
from wasata.listen.ar.governors import MEASURE_WORDS
from wasata.listen.ar.lengths import Lengths
from wasata.listen.ar.lexicon import these
from wasata.listen.ar.nouns import Noun, agrees, currency
from wasata.listen.ar.quantities import ADVERBS, KIN, OF_TIME, STOPS, WHO_FLED
from wasata.listen.figures import Draft
from wasata.listen.reader import Page

_BODIES = these(
    "جماعات جماعه فصائل فصيلا منظمات حكومات حكومتان حكومتين ميليشيات مليشيات كتائب الويه قبائل احزاب حركات شركات"
)
"""Bodies of people whose nationality is theirs: "7 جماعات مسلحة ليبية"."""


class Describing(Lengths):
    """What counting knows of counted nouns."""

    page: Page
    dated: dict[int, int]
    atoms: dict[str, numbers.Atom]
    nations: dict[str, str]

    def possessed(self, word: str) -> Noun | None:
        """The noun under a possessive ending: "جنودها", "مقاتليه", "ذويهم"."""
        for ending in ("هما", "هم", "ها", "هن", "نا", "ه"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                stem = word[: -len(ending)]
                noun = self.nouns.get(stem) or (
                    (self.nouns.get(stem[:-1] + "ون") or self.nouns.get(stem + "ن"))
                    if stem.endswith(("ي", "و"))
                    else None
                )
                return noun or (self.nouns.get("اشخاص") if stem in KIN else None)
        return None

    def describe(self, draft: Draft, noun: Noun | None, word: str) -> None:
        """What the noun says of the measure, the unit and the party."""
        if noun is None:
            draft.notes["unknown"] = True
            draft.human = word.endswith(("ين", "ون")) or (word.endswith("يا") and len(word) > 4)
            draft.party = self.nations.get(word)
            draft.measure = "people" if draft.human else "other"
            return
        draft.measure, draft.unit, draft.human, draft.party = noun.measure, noun.unit, noun.human, noun.party
        draft.other = noun.stem == "اخر"
        draft.own = noun.measure not in {"people", "other", "held", "detained"} or noun.stem == "مصدر"
        if noun.measure == "aid":
            span = self.page.folded.span(self.ends[draft.after - 1] - len(word), self.ends[draft.after - 1])
            draft.unit = span.of(self.page.text)
        if noun.measure == "money":
            draft.unit = currency(noun, self.word(draft.after))
        if noun.times > 1 and isinstance(draft.value, Decimal):
            draft.value *= noun.times

    def adjectives(self, draft: Draft, word: str) -> None:
        """Takes in the adjectives that agree with the noun, and a second noun joined to it ("أسيرا ومعتقلا")."""
        last = word
        timed = draft.measure == "duration"
        for _ in range(3):
            nxt = self.word(draft.after)
            if (
                not nxt
                or len(nxt) < 3
                or draft.after in self.dated
                or nxt in STOPS
                or nxt in ADVERBS
                or nxt in self.atoms
            ):
                return
            if (nxt in MEASURE_WORDS and nxt not in self.nations and nxt not in WHO_FLED) or (
                timed and nxt not in OF_TIME
            ):
                return
            joined = nxt[0] == "و" and nxt[1:] in self.nouns and nxt not in self.nouns
            if joined:
                noun = self.nouns[nxt[1:]]
                if not (
                    last.endswith("ا") and nxt.endswith("ا") and noun.accusative and noun.many == "one" and noun.human
                ):
                    return
                follow = self.word(draft.after + 1)
                if follow and follow[0].isdecimal():
                    return
            elif nxt in self.nations:
                if (nxt.startswith("ال") and not nxt.startswith(("الماني", "الباني"))) != last.startswith("ال"):
                    return
                if draft.human or word in _BODIES:
                    draft.party = self.nations[nxt]
                if last in WHO_FLED:
                    self.take(draft, draft.after + 1)
                    return
            elif nxt in WHO_FLED and draft.human:
                pass  # "طفل لاجئ"
            elif not agrees(last, nxt) or (nxt[0] in "وبلف" and nxt not in self.nouns and not nxt.endswith(last[-2:])):
                return
            self.take(draft, draft.after + 1)
            last = nxt
