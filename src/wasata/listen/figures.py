"""Figures: what counting has in common in every language.

Danger: a number credited to one who did not say it; the dead of one side counted to the other.
Duty: the draft of a figure while it is read, whose words it stands in, and which people a place, a body or a captor
points at.
Shape: drafts hold folded offsets and piece numbers; a language's `Judge` gives each its measure and its people;
`judged` runs it over a page and turns the drafts into marks.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from wasata.listen.marks import UNWEIGHED, Figure, Statement
from wasata.listen.mentions import Mention
from wasata.listen.pieces import word_set
from wasata.values import Measure, Qualifier, Span

if TYPE_CHECKING:
    from wasata.listen.reader import Page

PERSONS: frozenset[str] = word_set("killed wounded missing held released detained displaced population people")
"""Measures that count persons."""

_ONLY_ACTS = frozenset(("accept", "offer"))
"""One who accepts or offers does a thing; he does not say the number."""

_PLACES = {
    "gaza": "palestinians", "west-bank": "palestinians", "rafah": "palestinians", "khan-younis": "palestinians",
    "jabalia": "palestinians", "nuseirat": "palestinians", "deir-balah": "palestinians", "shifa": "palestinians",
    "ramallah": "palestinians", "sanaa": "yemen", "aden": "yemen", "hodeidah": "yemen", "marib": "yemen", "taiz": "yemen",
    "mariupol": "ukraine", "donbas": "ukraine", "crimea": "ukraine", "zaporizhzhia": "ukraine", "south-lebanon": "lebanon",
    "gaza-health": "palestinians", "gaza-civil-defence": "palestinians", "gaza-media": "palestinians",
}  # fmt: skip
_PEOPLE = {"hamas": "palestinians", "pij": "palestinians", "plo": "palestinians", "hezbollah": "lebanon"}
_NO_PEOPLE = word_set("sudan_army rsf un icrc eu vatican other")


BETWEEN = word_set("usa qatar egypt un icrc turkey saudi oman uae jordan france eu vatican")
"""Who is mostly named as a go-between, not as the other side of an exchange."""


_new = tuple.__new__  # a mark without the call of a named tuple
_BLOCK = 8  # statements are kept by stretches of 256 letters, so that no figure asks all of them
_BLOCKS = 200  # and no statement stands in more stretches than these


@dataclass(slots=True)
class Draft:
    """A figure while it is read. `first` and `after` are pieces; `start` and `end` places in the folded text."""

    first: int
    after: int
    start: int
    end: int
    value: Decimal | tuple[Decimal, Decimal]
    qualifier: Qualifier
    measure: Measure
    rule: str
    unit: str | None = None
    party: str | None = None
    human: bool = False
    bare: bool = False  # no counted noun stands with it
    other: bool = False  # "آخرين", "others": the same kind as the figure before
    own: bool = False  # its noun alone fixes the measure
    composition: tuple[int, int] | None = None
    holder: tuple[int, int] | None = None
    notes: dict[str, object] = field(default_factory=dict)


def people_of(party: str | None) -> str | None:
    """The people that a party's own count of its dead counts: of Hamas' health ministry, the Palestinians."""
    if party is None or party in _NO_PEOPLE:
        return None
    return _PEOPLE.get(party, party)


def people_there(mention: Mention) -> str | None:
    """The people who live where a mention points, None where that is no one side's."""
    place = _PLACES.get(mention.entry)
    if place is not None:
        return place
    return people_of(mention.party) if mention.what in ("place", "party") else None


class Around:
    """The mentions and statements of a page, asked by place."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.mentions = page.mentions
        self.starts = [m.start for m in page.mentions]
        self.counted: dict[str | None, int] = {}
        """How often each people is named."""
        for _, _, _, _, party in page.mentions:
            if party:
                people = None if party in _NO_PEOPLE else _PEOPLE.get(party, party)
                self.counted[people] = self.counted.get(people, 0) + 1
        self.said: dict[int, list[Statement]] = {}
        for s in page.statements:
            first = s.content.start >> _BLOCK
            for block in range(first, min(s.content.end >> _BLOCK, first + _BLOCKS) + 1):
                self.said.setdefault(block, []).append(s)

    def between(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin from `start` up to `end` (folded)."""
        low = bisect_right(self.starts, start - 1)
        high = bisect_right(self.starts, end - 1)
        return self.mentions[low:high]

    def speaks_of(self, party: str) -> bool:
        return self.counted.get(party, 0) > 0

    def other_side(self, party: str | None) -> str | None:
        """The people against whom a captor stands, by who else the report speaks of most."""
        own = people_of(party)
        if own is None:
            return None
        for p in sorted(self.counted, key=self.counted.__getitem__, reverse=True)[:6]:
            if p and p != own and p not in BETWEEN:
                return p
        return None

    def exchanged(self, drafts: list[Draft], joints: frozenset[str], words: list[str], ends: frozenset[str]) -> None:
        """Fills in whose people one side of an exchange is, from the other side of it ("105 hostages for 240 prisoners")."""
        for a, b in pairwise(drafts):
            if not (a.measure == b.measure == "released") or b.first - a.after > 25:
                continue
            between = words[a.after : b.first]
            if joints.isdisjoint(between) or not ends.isdisjoint(between):
                continue
            if a.party is None and b.party is not None:
                a.party = self.other_side(b.party)
            elif b.party is None and a.party is not None:
                b.party = self.other_side(a.party)

    def saying(self, span: Span) -> Statement | None:
        """The innermost statement in whose content a figure stands and whose source says it."""
        best: Statement | None = None
        for s in self.said.get(span.start >> _BLOCK, ()):
            c = s.content
            holds = c.start <= span.start and span.end <= c.end and s.act not in _ONLY_ACTS
            if holds and (best is None or c.end - c.start < best.content.end - best.content.start):
                best = s
        return best


class Judge(Protocol):
    """A language's judgement of drafts, one after the other in the order of the text."""

    def measure(self, n: int, d: Draft) -> None: ...

    def party(self, n: int, d: Draft) -> None: ...


def judged(
    page: "Page", drafts: list[Draft], judge: Judge, around: Around, words: list[str],
    *, joints: frozenset[str], ends: frozenset[str],
) -> list[Figure]:  # fmt: skip
    """The drafts of a page as marks, once judged. A part whose people are not said counts those of its whole.

    Args:
        words: the pieces the drafts were counted in, as `joints` and `ends` write them.
        joints: what joins the two sides of an exchange ("for", "مقابل").
        ends: what ends a sentence.
    """
    for n, draft in enumerate(drafts):
        judge.measure(n, draft)
        judge.party(n, draft)
    around.exchanged(drafts, joints, words, ends)
    for n, draft in enumerate(drafts):
        if draft.party is None and draft.rule.endswith(".among") and n:
            whole = draft.notes.get("whole", drafts[n - 1])
            draft.party = whole.party if isinstance(whole, Draft) else None
    return _finish(page, drafts, around)


def _finish(page: "Page", drafts: list[Draft], around: Around) -> list[Figure]:
    """The drafts as marks, each credited to the one who says it."""
    folded = page.folded
    marks = []
    for d in drafts:
        span = folded.span(d.start, d.end)
        statement = around.saying(span)
        marks.append(
            _new(
                Figure,
                (
                    span, d.value, d.qualifier, d.measure, d.unit, d.party,
                    statement.source if statement is not None else None,
                    folded.span(*d.composition) if d.composition else None,
                    folded.span(*d.holder) if d.holder else None,
                    d.rule, UNWEIGHED,
                ),
            )
        )  # fmt: skip
    return marks
