"""Qualifiers in Arabic: "أكثر من", "على الأقل", "تجاوز", on either side of a number.

Danger: "حتى الجمعة" read as up to Friday; an attached particle taken into the mark.
Duty: finds the qualifier next to a draft, takes it in, and cuts off what is attached to it.
"""

from wasata.listen.ar.governors import CLAUSE_ENDS
from wasata.listen.ar.quantities import AFTER, PARTICLES, plain_qualifiers, qualifiers
from wasata.listen.figures import Draft
from wasata.listen.pieces import Pieces
from wasata.values import Qualifier


class Qualifying:
    """What counting knows of qualifiers; it stands on the pieces of one page."""

    pieces: Pieces
    words: list[str]
    count: int
    starts: list[int]
    ends: list[int]
    drafts: list[Draft]

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < self.count else ""

    def take(self, draft: Draft, after: int) -> None:
        draft.after = after
        draft.end = self.ends[after - 1]

    def left_qualifier(self, first: int) -> tuple[int, int, Qualifier] | None:
        """(first piece, letters to cut, qualifier) of a qualifier that ends just before a piece."""
        options = qualifiers().get(self.word(first - 1))
        if options is None:
            return None
        for rest, qualifier in options:
            at = first - 1 - len(rest)
            if at < 0:
                continue
            cut = 0
            good = True
            for n, want in enumerate(rest):
                here = self.words[at + n]
                if here == want:
                    continue
                if n == 0 and here.endswith(want) and here[: len(here) - len(want)] in PARTICLES:
                    cut = len(here) - len(want)
                    continue
                good = False
                break
            if not good:
                continue
            if not rest:
                head = self.words[at]
                plain = plain_qualifiers()
                for particle in PARTICLES:
                    if head not in plain and head.startswith(particle) and head[len(particle) :] in plain:
                        cut = len(particle)
            return at, cut, qualifier
        return None

    def qualify(self, draft: Draft) -> None:
        """Takes the qualifier on either side into the draft."""
        found = self.left_qualifier(draft.first)
        if found is not None and self.drafts and found[0] < self.drafts[-1].after:
            found = None  # it already qualified the figure before
        if found is not None and not (
            found[2] == "up_to" and self.word(draft.first - 1) in ("حتي", "وحتي") and draft.bare
        ):
            at, cut, qualifier = found
            draft.first, draft.start = at, self.starts[at] + cut
            if draft.qualifier != "range":
                draft.qualifier = qualifier
            more = self.left_qualifier(at) if qualifier == "about" else None
            if more is not None and more[0] < at:
                draft.first, draft.start, draft.qualifier = more[0], self.starts[more[0]] + more[1], more[2]
        for size in (2, 1):
            phrase = tuple(self.words[draft.after : draft.after + size])
            after = AFTER.get(phrase)
            if after is not None:
                self.take(draft, min(draft.after + size, len(self.words)))
                if draft.qualifier != "range":
                    draft.qualifier = after
                return
        if found is None and draft.qualifier == "exact":
            verb = self.verb_of_count(draft)
            if verb is not None:
                draft.qualifier = verb

    def verb_of_count(self, draft: Draft) -> Qualifier | None:
        """ "تجاوز عدد القتلى 3000": the verb qualifies from before its subject."""
        for k in range(draft.first - 1, max(-1, draft.first - 6), -1):
            word = self.words[k]
            if word in CLAUSE_ENDS or word[0].isdecimal():
                return None
            bare = word[1:] if word[0] in "وف" else word
            if bare in {"تجاوز", "تجاوزت", "تخطي", "تخطت", "فاق", "فاقت"}:
                if any(
                    self.words[m] in {"عدد", "حصيله", "اعداد", "العدد", "الحصيله"} for m in range(k + 1, draft.first)
                ):
                    return "more_than"
                return None
        return None
