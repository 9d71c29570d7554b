"""The analyst's hand on a reading: which marks stand once what people did to them is laid over what the reader gave.

Danger: an act done to one mark that hits another after the report is read again; a number by hand and the reader's own for
the same words, counted as two.
Duty: `laid_over(read, hands)` gives each mark of a report as it stands, with the reader's own and the acts on it beside it;
`second_look` names the acts whose mark the reader no longer gives as it was looked at.
Shape: pure. Marks are plain JSON values, as the record keeps them. A mark's *target* is where an act was done: group, span,
what it says (`of`) and, for a statement, the source; never its place in a list. An act by hand always stands until a
person takes it back: a mark that the reader no longer gives stays, as a mark by hand.

After a new reading an act goes on to the mark of the same group over the same words, or words that overlap, that says the
same (or what the hand made it say). A number or a date by hand whose words the reader now takes for something else keeps
its place, and the reader's is set aside: the same words are never two numbers.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

GROUPS = ("statements", "figures", "dates", "events")
Mark = dict[str, Any]
Target = tuple[str, int, int, str, int]
"""Group, start, end, `of`, and for a statement where its source begins (else -1): several may be credited with one saying."""

BY_HAND = "hand."
"""How the rule of a mark begins that a person gave: `hand.corrected`, `hand.added`, `hand.kept`."""


class Hand(NamedTuple):
    """One act by hand. `act`: confirmed, corrected, added, struck. `mark` stands by it, `read` is what was looked at.

    `seq` is its entry; `until` when it was taken back (0: it stands) and `lifted_by` by whom.
    """

    report: int
    act: str
    group: str
    start: int
    end: int
    of: str
    source: int
    at: int
    by: str
    reason: str | None
    seq: int
    mark: Mark | None
    read: Mark | None
    until: int = 0
    lifted_by: str = ""

    @property
    def target(self) -> Target:
        return (self.group, self.start, self.end, self.of, self.source)


class Standing(NamedTuple):
    """One mark as it stands. `place` counts within its group: the reader's marks first, then those by hand alone.

    `mark` is what stands, `read` the reader's own (None: by hand alone); `acts` the acts on it that stand, oldest first;
    `struck`: it counts no more; `aside`: struck because a mark by hand stands over the same words.
    """

    group: str
    place: int
    mark: Mark
    read: Mark | None
    acts: tuple[Hand, ...] = ()
    struck: bool = False
    aside: bool = False

    @property
    def target(self) -> Target:
        """Where an act on it is done: where the first was, else where the reader has it."""
        acted = next((a for a in self.acts if a.of), None) if not self.aside else None
        return acted.target if acted else target_of(self.group, self.read or self.mark)

    @property
    def targets(self) -> set[Target]:
        """All targets of acts that are on it."""
        return {self.target, *(() if self.aside else (a.target for a in self.acts))}

    @property
    def by_hand(self) -> bool:
        return str(self.mark["rule"]).startswith(BY_HAND)


Laid = dict[str, list[Standing]]


def kind_of(group: str, mark: Mark) -> str:
    """What a mark says its words are: the measure of a figure, the kind of an event, the act of a statement."""
    return (
        "date" if group == "dates" else str(mark[{"statements": "act", "figures": "measure", "events": "event"}[group]])
    )


def span_of(group: str, mark: Mark) -> tuple[int, int]:
    start, end = mark["content" if group == "statements" else "span"]
    return int(start), int(end)


def target_of(group: str, mark: Mark) -> Target:
    return (group, *span_of(group, mark), kind_of(group, mark), int(mark["source"][0]) if group == "statements" else -1)


def token_of(target: Target, text: str, seen: str = "") -> str:
    """A target as forms and addresses carry it, with the beginning of its words' digest; and what was seen there."""
    group, start, end, of, source = target
    place = f"{group[0]}.{start}.{end}.{of or '-'}.{source}.{words_digest(text[start:end])[:12]}"
    return f"{place}.{seen}" if seen else place


def seen_of(s: Standing) -> str:
    """What whoever looks at a mark sees of it: what it says and whether it is struck, and which acts are on it."""
    says = (
        s.struck,
        span_of(s.group, s.mark),
        *(s.mark.get(f) for f in _FIELDS[s.group]),
        sorted(s.mark.get("actors") or ()),
    )
    return words_digest(repr(says))[:8] + words_digest(repr([a.seq for a in s.acts]))[:4]


def is_as_seen(s: Standing, token: str, *, with_acts: bool) -> bool:
    """Whether a mark is still as it was where this token was made; with the acts on it, or in what it says alone."""
    seen, now = token.split(".")[6:], seen_of(s)
    return not seen or (seen[0] == now if with_acts else seen[0][:8] == now[:8])


def target_in(token: str, text: str) -> Target | None:
    """The target a token means; None if it is none, or if the words of the text there are not those it was made for."""
    letter, *rest = token.split(".")
    group = next((g for g in GROUPS if g[0] == letter), None)
    if (
        group is None
        or len(rest) not in (5, 6)
        or not (rest[0].isdecimal() and rest[1].isdecimal() and len(token) < 160)
    ):
        return None
    start, end, of = int(rest[0]), int(rest[1]), rest[2]
    source = int(rest[3]) if rest[3].isdecimal() else -1
    if not start < end <= len(text) or words_digest(text[start:end])[:12] != rest[4]:
        return None
    return (group, start, end, "" if of == "-" else of, source)


def words_digest(words: str) -> str:
    """The SHA-256 of words in UTF-8, as acts by hand carry it."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


_FIELDS: dict[str, tuple[str, ...]] = {
    "statements": ("source_kind", "actor", "act", "direct"),
    "figures": ("value", "low", "high", "qualifier", "measure", "unit", "party"),
    "dates": ("from_day", "to_day"),
    "events": ("event", "status"),
}
_PLACES: dict[str, tuple[str, ...]] = {
    "statements": ("source", "via"),
    "figures": ("source",),
    "dates": (),
    "events": (),
}


def same_values(group: str, a: Mark, b: Mark) -> bool:
    """Whether two marks say the same: their values, and that their sources are over the same words. Not by which rule."""
    if any(a.get(f) != b.get(f) for f in _FIELDS[group]) or sorted(a.get("actors", ())) != sorted(b.get("actors", ())):
        return False
    return all(
        (x is None and y is None) or (x is not None and y is not None and x[0] < y[1] and y[0] < x[1])
        for x, y in ((a.get(p), b.get(p)) for p in _PLACES[group])
    )


def stacks_of(hands: Iterable[Hand]) -> dict[Target, list[Hand]]:
    """The acts that stand, by where they were done, oldest first."""
    found: dict[Target, list[Hand]] = {}
    for h in hands:
        if not h.until:
            found.setdefault(h.target, []).append(h)
    return found


def laid_over(read: Mapping[str, Sequence[Mark]], hands: Iterable[Hand]) -> Laid:
    """Each mark of a report as it stands: the reader's, and over them what people did by hand."""
    laid: Laid = {g: [Standing(g, n, m, m) for n, m in enumerate(read.get(g, ()))] for g in GROUPS}
    stacks = stacks_of(hands)
    if not stacks:
        return laid
    found = _matched(laid, stacks)
    for target, acts in sorted(stacks.items(), key=lambda x: x[1][-1].seq):
        group = target[0]
        places = found.get(target, ())
        for place in places:
            laid[group][place] = _under_hand(laid[group][place], acts)
        if not places and (alone := _alone(acts)) is not None:
            laid[group].append(Standing(group, len(laid[group]), alone, None, tuple(acts), acts[-1].act == "struck"))
    taken = {(target[0], place) for target, places in found.items() for place in places}
    for group in ("figures", "dates"):
        for over in [s for s in laid[group] if s.by_hand and not s.struck]:
            _set_aside(laid[group], over, taken)
    return laid


def _matched(laid: Laid, stacks: Mapping[Target, list[Hand]]) -> dict[Target, tuple[int, ...]]:
    """Which of the reader's marks each stack of acts is on. Exactly the same words first, then words that overlap."""
    found: dict[Target, tuple[int, ...]] = {}
    taken: set[tuple[str, int]] = set()
    for exactly in (True, False):
        for target, acts in stacks.items():
            group, start, end, of, _ = target
            if target in found:
                continue
            if not of:  # struck before strikes said what: every mark of just that span
                places = tuple(s.place for s in laid[group] if span_of(group, s.mark) == (start, end))
                if places:
                    found[target] = places
                continue
            best: tuple[tuple[int, int, int], int] | None = None
            for s in laid[group]:
                if (group, s.place) in taken:
                    continue
                fit = _fit(target, acts, s.mark, exactly=exactly)
                if fit is not None and (best is None or fit > best[0]):
                    best = (fit, s.place)
            if best is not None:
                found[target] = (best[1],)
                taken.add((group, best[1]))
    return found


def _fit(target: Target, acts: Sequence[Hand], mark: Mark, *, exactly: bool) -> tuple[int, int, int] | None:
    """How well a mark of the reader is the one acts were done to; None where it is not."""
    group, start, end, of, source = target
    last = acts[-1]
    given = [m for m in (last.read, *(a.mark for a in acts)) if m is not None]
    kinds = {of, *(kind_of(group, m) for m in given)}
    if kind_of(group, mark) not in kinds:
        return None
    a, b = span_of(group, mark)
    spans = {(start, end), *(span_of(group, m) for m in given)}
    if exactly and (a, b) not in spans:
        return None
    overlap = max(min(b, y) - max(a, x) for x, y in spans)
    if overlap <= 0:
        return None
    if group == "statements" and exactly and source >= 0:
        sources = {source, *(int(m["source"][0]) for m in given)}
        if int(mark["source"][0]) not in sources:
            return None
    return (int(any(same_values(group, m, mark) for m in given)), overlap, -abs(a - start))


def _under_hand(s: Standing, acts: Sequence[Hand]) -> Standing:
    read = s.read
    assert read is not None
    acts = (*s.acts, *acts)  # a strike by span alone, from before strikes said what, may have been there
    if acts[-1].act == "struck":
        return s._replace(acts=acts, struck=True)
    s = s._replace(struck=False)
    mark = acts[-1].mark
    assert mark is not None
    if all(a.act == "confirmed" for a in acts) and same_values(s.group, mark, read):
        return s._replace(acts=acts)  # looked at, and as the reader has it
    return s._replace(acts=acts, mark=_by_hand(mark, acts))


def _alone(acts: Sequence[Hand]) -> Mark | None:
    """The mark that stands by hand where the reader gives none; for one struck by hand after that, the mark that was."""
    mark = next((a.mark for a in reversed(acts) if a.mark is not None), None)
    return _by_hand(mark, acts) if mark is not None else None


def _by_hand(mark: Mark, acts: Sequence[Hand]) -> Mark:
    changed = next((a.act for a in reversed(acts) if a.act in ("corrected", "added")), "kept")
    return mark | {"rule": f"{BY_HAND}{changed}", "sure": None}


def _set_aside(marks: list[Standing], over: Standing, taken: set[tuple[str, int]]) -> None:
    start, end = span_of(over.group, over.mark)
    for n, s in enumerate(marks):
        if s.read is None or s.struck or (s.group, s.place) in taken or s.place == over.place:
            continue
        a, b = span_of(s.group, s.mark)
        if a < end and start < b:
            marks[n] = s._replace(acts=over.acts, struck=True, aside=True)


def live(laid: Laid) -> dict[str, list[Mark]]:
    """The marks that count, by group, each with its `place`."""
    return {g: [s.mark | {"place": s.place} for s in marks if not s.struck] for g, marks in laid.items()}


def alike(was: dict[str, list[Mark]], now: dict[str, list[Mark]]) -> bool:
    """Whether the same marks count, however sure the reader was of them."""
    return all(
        len(was[g]) == len(now[g])
        and all(a | {"sure": None} == b | {"sure": None} for a, b in zip(was[g], now[g], strict=True))
        for g in GROUPS
    )


def looked_at(laid: Laid) -> list[tuple[int, int]]:
    """The reader's marks that somebody has looked at, as (number of the group, place)."""
    return [(n, s.place) for n, g in enumerate(GROUPS) for s in laid[g] if s.acts and s.read is not None]


def second_look(laid: Laid, hands: Iterable[Hand], read_at: int) -> list[Target]:
    """Where an act older than the reading (its entry `read_at`) is no longer on a mark that says what was looked at."""
    found: list[Target] = []
    on = {t: s for marks in laid.values() for s in marks if s.acts and not s.aside for t in s.targets}
    for target, acts in stacks_of(hands).items():
        last = acts[-1]
        if last.seq >= read_at:
            continue
        s = on.get(target)
        given = s.read if s is not None else None
        if given is None:
            as_it_was = last.read is None and last.act != "struck"  # by hand alone, then and now
        else:  # as looked at, or as the hand made it; a strike from before strikes kept what was looked at finds its words
            looked = [m for m in (last.read, last.mark) if m is not None]
            as_it_was = any(same_values(target[0], m, given) for m in looked) or not looked
        if not as_it_was:
            found.append(target)
    return found
