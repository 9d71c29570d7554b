"""Qualifiers in English: "more than", "at least", "or so", on either side of a number.

Danger: "over three days" read as more than three.
Duty: finds the qualifier next to a draft and takes it in.
"""

from decimal import Decimal

from wasata.listen.en.nouns import SIGNS
from wasata.listen.en.quantities import AFTER, QUALIFIERS
from wasata.listen.figures import Draft
from wasata.listen.pieces import Pieces, word_set
from wasata.values import Qualifier

_MANY = 100
_TURNED = word_set("handed hand handing hands turned turn turning took take taken taking gave give given giving")


class Qualifying:
    """What counting knows of qualifiers; it stands on the pieces of one page."""

    pieces: Pieces
    words: list[str]
    starts: list[int]
    ends: list[int]
    low: list[str]

    def word(self, i: int) -> str:
        return self.low[i] if 0 <= i < len(self.low) else ""

    def take(self, draft: Draft, after: int) -> None:
        draft.after = after
        draft.end = self.ends[after - 1]

    def left_qualifier(self, first: int) -> tuple[int, Qualifier] | None:
        """(first piece, qualifier) of a qualifier that ends just before a piece."""
        for rest, qualifier in QUALIFIERS.get(self.word(first - 1), ()):
            at = first - 1 - len(rest)
            if at >= 0 and tuple(self.low[at : first - 1]) == rest:
                return at, qualifier
        return None

    def qualify(self, draft: Draft) -> None:
        """Takes the qualifier on either side into the draft."""
        first = draft.first
        if self.word(first - 1) == "another":
            draft.first = first = first - 1
            draft.start = self.starts[first]
        if self.word(first - 1) in SIGNS:
            first -= 1
        found = self.left_qualifier(first)
        if found is not None and self.is_preposition(found[0], first, draft):
            found = None
        if found is not None:
            draft.first, draft.start = found[0], self.starts[found[0]]
            if draft.qualifier != "range":
                draft.qualifier = found[1]
            more = self.left_qualifier(found[0]) if found[1] == "about" else None
            if more is not None:
                draft.first, draft.start = more[0], self.starts[more[0]]
        for size in (2, 1):
            after = AFTER.get(tuple(self.low[draft.after : draft.after + size]))
            if after is not None:
                self.take(draft, min(draft.after + size, len(self.words)))
                if draft.qualifier != "range":
                    draft.qualifier = after
                return

    def is_preposition(self, at: int, first: int, draft: Draft) -> bool:
        """Whether "over", "under", "about" stand before the number only as prepositions ("over three days")."""
        word, before = self.low[at], self.word(at - 1)
        if first - at != 1:
            return False
        if word == "over" and before in _TURNED:
            return True  # "handed over 195 soldiers"
        if word in ("over", "around"):
            if draft.measure != "duration":
                return False
            return before not in (
                "for", "in", "after", "of", "to", "by", "with", "lasted", "is", "was", "just", "well", "spent", "took", "lasting",
                "since",
                "and", "or", ",", "from", "than", "last", "held", "been", "little", "",
            )  # fmt: skip
        if word == "near" and not (draft.bare and isinstance(draft.value, Decimal) and draft.value >= _MANY):
            return True  # "near two temples"
        if word in {"under", "below", "above", "beyond", "near"}:
            return draft.measure not in ("money", "duration") and draft.rule != "en.figure.percent" and not draft.bare
        if word == "passed":
            return before not in {"has", "have", "had", "toll", "number", "count", "figure"}
        return word == "some" and draft.value == 1
