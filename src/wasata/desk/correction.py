"""Corrections: what a report that was linked as a correction takes back of the one it corrects.

Danger: an old number beside its correction, as if two sources disagreed; words struck that nobody took back.
Duty: the numbers a correction names as wrong; which figures, claims of state and dates ahead stand no more, and in whose
place; which reports have been corrected since, so that what still stands of them can say so.
Shape: `Corrections` remembers what was found for each pair of readings; `taken(…)` gives a `Taken` for what stood at one
hour. The rules are those of `watch.correction` for figures and `carry.pace` for claims; a date ahead is taken back by
another date of the same event. Nothing is deleted: a page shows what was taken back, struck through, with its words.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar

from wasata.carry import pace
from wasata.carry.pace import Claim
from wasata.listen.ar.numbers import parse_number as number_in_arabic
from wasata.listen.en.numbers import parse_number as number_in_english
from wasata.values import Lang
from wasata.watch import correction
from wasata.watch.figure import Counted, Number

Place = tuple[int, int]
"""A mark of the fold: its reading, and its place among those of its group."""

_NOT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|rather than|instead of"
        r"|(?:wrongly|incorrectly|mistakenly|erroneously|earlier|previously)"
        r" (?:gave|said|put|stated|reported|given)"
        r"|which (?:gave|said|put|stated|reported)"
        r"|(?:earlier|previous|first|original) (?:version|report|story|figure|count|number)\b[^.\n]{0,40}?"
        r"(?:gave|said|put|stated|reported|was))"
        r"\s+(?:(?:that|as|it|at|by|the|number|figure|to|be)\s+){0,3}", re.I
    ),
    "ar": re.compile(
        r"(?<![ء-ي])(?:(?:لا|وليس|وليسوا|ليس|بدلا من|بدلًا من|بدلاً من|بدل|عوضا عن|عوضًا عن|خطأ)\s+(?:أن\s+|عددهم\s+|هو\s+)?"
        r"|(?:يُ?قرأ|يُ?فهم|سابق[ًةا]*|خطأً?)\s[^.\n]{0,70}?(?<![ء-ي])أنّ?\s+)"
    ),
}  # fmt: skip
_NUMBER_WORDS = 3


def named_wrong(words: str, lang: Lang) -> frozenset[Number]:
    """The numbers that words name as wrong: "10, not 12", «أربعة لا ستة»."""
    parse = number_in_arabic if lang == "ar" else number_in_english
    found: set[Number] = set()
    for cue in _NOT[lang].finditer(words):
        pieces = re.findall(r"[\w.,]*\w", words[cue.end() : cue.end() + 60])[:_NUMBER_WORDS]
        for n in range(len(pieces), 0, -1):
            number = parse(" ".join(pieces[:n]))
            if number is not None:
                found.add(_plain(number))
                break
    return frozenset(found)


def _plain(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


class Dated(Protocol):
    """What is needed of a date ahead."""

    @property
    def reading(self) -> int: ...
    @property
    def mark(self) -> int: ...
    @property
    def event(self) -> str | None: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def source(self) -> str | None: ...


D = TypeVar("D", bound=Dated)


def dates_taken_back(earlier: Sequence[D], later: Sequence[D], author: Callable[[D], str]) -> dict[Place, D]:
    """What stands in place of each date ahead of a corrected report: another date of the same event, by its author or the
    outlet itself, if the correction does not repeat it."""
    found: dict[Place, D] = {}
    for o in earlier:
        same = [d for d in later if d.event is not None and d.event == o.event]
        if any((d.first, d.last) == (o.first, o.last) for d in same):
            continue
        by = next((d for d in same if author(d) == author(o) or d.source is None or o.source is None), None)
        if by is not None:
            found[o.reading, o.mark] = by
    return found


class CorrectionLink(NamedTuple):
    """One link by which a report corrects another: numbers of the two reports, when it was made, its place in the log."""

    earlier: int
    later: int
    at: int
    seq: int


class Marks(NamedTuple):
    """What one reading gave, as far as a correction can touch it; `wrong` are the numbers its report names as wrong."""

    figures: Sequence[Counted]
    claims: Sequence[Claim]
    ahead: Sequence[Dated]
    misread: frozenset[Number] = frozenset()


class Taken(NamedTuple):
    """What corrections have taken back by some hour. `figures`, `claims`: by place, what stands instead; `ahead`: the
    places of dates; `readings`: those that hold any of it; `reports`: the last correction of each corrected report."""

    figures: Mapping[Place, Counted] = {}
    claims: Mapping[Place, Claim] = {}
    ahead: Set[Place] = frozenset()
    readings: Set[int] = frozenset()
    reports: Mapping[int, CorrectionLink] = {}


NOTHING = Taken()


class _Pair(NamedTuple):
    figures: Mapping[Place, Counted]
    claims: Mapping[Place, Claim]
    ahead: Set[Place]


class Corrections:
    """Remembers what each correction takes back of each report: links are few, and asked about by every page."""

    def __init__(
        self, marks: Callable[[int], Marks], wrong: Callable[[int], frozenset[Number]],
        author: Callable[[Counted], str], claimed_by: Callable[[Claim], str], dated_by: Callable[[Dated], str],
    ) -> None:  # fmt: skip
        self._marks, self._wrong = marks, wrong
        self._author, self._claimed_by, self._dated_by = author, claimed_by, dated_by
        self._known: dict[tuple[int, int, int], _Pair] = {}

    def clear(self) -> None:
        """Forgets what was found: the roster is another, and with it who is one author."""
        self._known.clear()

    def taken(
        self, links: Iterable[CorrectionLink], readings: Mapping[int, int], struck: Callable[[Counted], bool],
        out: Callable[[int], int],
    ) -> Taken:  # fmt: skip
        """What these links take back.

        Args:
            readings: the standing reading of each report that counts.
            struck: whether an analyst has struck a figure: what does not stand takes back nothing.
            out: when a report was out in the world.
        """
        ordered = sorted(links, key=lambda k: (out(k.later), k.seq))
        mutual = {(k.earlier, k.later) for k in ordered}
        figures: dict[Place, Counted] = {}
        claims: dict[Place, Claim] = {}
        ahead: set[Place] = set()
        reports: dict[int, CorrectionLink] = {}
        for n, link in enumerate(ordered):
            if (link.later, link.earlier) in mutual and link.earlier > link.later:
                continue  # two reports that correct each other: the one that came later does
            new = readings.get(link.later)
            if new is None:
                continue
            # a second correction of the same report also corrects the first
            for report in (
                link.earlier,
                *(k.later for k in ordered[:n] if k.earlier == link.earlier != k.later != link.later),
            ):
                reports[report] = link
                old = readings.get(report)
                if old is None:
                    continue
                pair = self._pair(link, old, new)
                figures |= {place: by for place, by in pair.figures.items() if not struck(by)}
                claims |= pair.claims
                ahead |= pair.ahead
        held = {reading for reading, _ in (*figures, *claims, *ahead)}
        return Taken(figures, claims, ahead, held, reports) if reports else NOTHING

    def _pair(self, link: CorrectionLink, old: int, new: int) -> _Pair:
        key = (link.later, old, new)
        found = self._known.get(key)
        if found is None:
            was, now = self._marks(old), self._marks(new)
            found = self._known[key] = _Pair(
                correction.taken_back(was.figures, now.figures, self._author, self._wrong(link.later), was.misread),
                pace.taken_back(was.claims, now.claims, self._claimed_by),
                frozenset(dates_taken_back(was.ahead, now.ahead, self._dated_by)),
            )
        return found
