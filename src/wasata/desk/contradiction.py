"""Contradictions: claims that cannot both hold, each side with its words, its voices and its day.

Danger: a contradiction that is none, which wastes an analyst and costs the trust of every other; one voice printed forty
times heard as forty; a real one put aside for good by one word too many.
Duty: numbers that cannot both be the count; events told as happened and denied; talks that go on and are suspended on one
day; a truce that holds and one that was broken or has ended. Found by marks (kind of event, status, roster ids, days,
numbers) and never by words, so that an Arabic report stands against an English one.
Shape: `contradictions(desk, lang)` is the page; `settle` and `reopen` are acts. The rules are in `clashes_in`: better to miss
one than to list a false one. Reprints are one voice (`Press.event_author`); what was withdrawn, struck or corrected is gone.

The rules. Two events are set against each other only if they are of one kind, told by two voices, of one side or of none
named, and

1. one is told as happened or going on, the other as denied; a denial answers what was told that day or the day before, for
   what is denied today may come tomorrow;
2. kinds that happen many times a day (attacks, aid, releases, contacts) only if both name one person or body, or two places:
   strikes on a city are not the strike on its school that is denied;
3. or the talks go on and are suspended, or a truce holds and is over or was broken: the same day.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from wasata import words
from wasata.desk.access import Desk, exactly
from wasata.desk.case import moment, names_for
from wasata.desk.disagreement import all_conflicts
from wasata.desk.figure import Drawer, origin_of, quote_of
from wasata.desk.filed import Clock, Filed, Known, day_or_none, instant
from wasata.desk.press import PRESS, Press
from wasata.desk.reason import reason_of
from wasata.desk.tellings import Place, Settled, Tellings, Told
from wasata.desk.voice import Origin, Quote, Who, author_shown
from wasata.errors import ClaimUnknown
from wasata.listen.letters import fold
from wasata.listen.mentions import Mention, mentions_in
from wasata.record.kinds.contradiction import ClaimPlace, ContradictionReopened, ContradictionSettled
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.watch.conflict import Conflict
from wasata.words import say

Kind = Literal["number", "denied", "talks", "truce"]
Why = Literal["different_things", "different_times", "misread"]
WHYS: tuple[Why, ...] = ("different_things", "different_times", "misread")
PER_PAGE = 25
VOICES_SHOWN = 12

MANY_A_DAY = frozenset({
    "attack", "escalation", "contact", "delegation_arrives", "delegation_leaves", "aid_delivery", "aid_obstructed",
    "evacuation", "release", "condition", "proposal", "blackout", "list_exchange",
})  # fmt: skip
"""Kinds of which several may happen in a day: two tellings are of one event only if they name the same (`_one_thing`)."""

BY_SOMEBODY = frozenset({"acceptance", "rejection", "proposal", "condition", "truce_violation"})
"""Kinds that are somebody's act: told of two different sides they are two."""

_NAMED = frozenset({"place", "person", "body"})
"""What a sentence may name besides parties, by which two tellings are known to be of one event."""

_PLACE = "place:"

GRAVITY: dict[str, int] = {
    "truce_end": 9, "truce_violation": 8, "talks_suspended": 8, "talks_continue": 8, "truce_start": 8, "truce_extension": 8,
    "agreement": 8, "attack": 7, "release": 7, "acceptance": 6, "rejection": 6, "killed": 6, "released": 5, "held": 5,
    "escalation": 5, "evacuation": 5, "aid_obstructed": 4, "aid_delivery": 4, "wounded": 4,
}  # fmt: skip
"""How much hangs on it in a mediation, for those of one day; all else is 2."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One voice on one side. `also`: the other prints of the same words, which are the same voice."""

    who: Who
    quote: Quote
    status: str
    day: date | None
    dated: bool
    also: tuple[Origin, ...]

    @property
    def prints(self) -> int:
        return 1 + len(self.also)

    @classmethod
    def example(cls) -> "ClaimLine":
        return cls(Who.example(), Quote.example(), "happened", date(2023, 11, 19), True, ())


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it claims, in the page's words, and the voices that claim it; `more` of them are not shown."""

    told: str
    claims: tuple[ClaimLine, ...]
    voices: int

    @property
    def more(self) -> int:
        return self.voices - len(self.claims)


@dataclass(frozen=True, slots=True)
class SettledLine:
    """An analyst's word: both stand, and why."""

    why: str
    reason: str
    by: str
    at: datetime

    @classmethod
    def example(cls) -> "SettledLine":
        return cls("Different things", "One counts children only", "analyst", datetime(2023, 12, 1, 9, 0))  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Claims that cannot both hold. `key` names it; `about` says of what, `why` in a sentence why both cannot hold.

    `first`, `last` are the days the claims are of; `langs` the languages of the reports; `thing` the page of a number.
    """

    key: str
    kind: Kind
    about: str
    why: str
    first: date | None
    last: date | None
    sides: tuple[Side, ...]
    langs: tuple[Lang, ...]
    thing: str | None = None
    settled: SettledLine | None = None

    @property
    def voices(self) -> int:
        return sum(s.voices for s in self.sides)

    @classmethod
    def example(cls) -> "Contradiction":
        day = date(2023, 11, 19)
        side = Side("Agreement reached · happened", (ClaimLine.example(),), 1)
        return cls("c-0123456789abcdef", "denied", "Agreement reached", "One voice says it happened, another denies it.", day,
                   day, (side, side), ("en",))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """The contradictions of a case, the newest first, of one day the gravest. `kinds` counts them by kind."""

    lang: Lang
    as_of: datetime
    logs: tuple[str, ...]
    kind: Kind | None
    kinds: tuple[tuple[Kind, int], ...]
    total: int
    page: int
    pages: int
    lines: tuple[Contradiction, ...]
    settled: tuple[Contradiction, ...]
    may_settle: bool

    @classmethod
    def example(cls) -> "ContradictionsPage":
        return cls("en", datetime(2023, 12, 1, 9, 0), ("press",), None, (("denied", 1),), 1, 1, 1,  # noqa: DTZ001
                   (Contradiction.example(),), (), False)  # fmt: skip


# what clashes


class Clash(NamedTuple):
    """Events that cannot both be as told: `kind`, and the two sides, each all its tellings."""

    kind: Kind
    day: int
    left: tuple[Told, ...]
    right: tuple[Told, ...]


def clashes_in(
    tellings: Tellings, stands: Callable[[Told], bool], author: Callable[[Told], str],
    named: Callable[[Told], frozenset[str]], day_of: Callable[[Told], int],
) -> list[Clash]:  # fmt: skip
    """The contradictions among events, by the rules at the head of this module.

    Args:
        stands: whether a telling counts now.
        author: who tells of an event; reprints have one.
        named: what its sentence names besides parties, as roster ids.
        day_of: the day a telling is of; a reprint is of the day of its story.
    """
    found: list[Clash] = []
    for event, all_no in tellings.denied.items():
        no = [t for t in all_no if t.day and stands(t)]
        if no:
            found += _denied(event, tellings.by_day.get(event, {}), no, stands, author, named, day_of)
    goes_on, stopped = (tellings.by_day.get(event, {}) for event in ("talks_continue", "talks_suspended"))
    found += _same_day("talks", goes_on, stopped, stands, author)
    for held in ("truce_start", "truce_extension"):
        days = tellings.by_day.get(held, {})
        holds = {day: [t for t in days[day] if t.status == "ongoing"] for day in days}
        for event in ("truce_end", "truce_violation"):
            found += _same_day("truce", holds, tellings.by_day.get(event, {}), stands, author)
    return found


def _denied(
    event: str, yes: Mapping[int, Sequence[Told]], no: Sequence[Told], stands: Callable[[Told], bool],
    author: Callable[[Told], str], named: Callable[[Told], frozenset[str]], day_of: Callable[[Told], int],
) -> Iterator[Clash]:  # fmt: skip
    """Claims of one kind against denials of it, gathered by the day of the denial and by whom it is told of."""
    groups: dict[tuple[int, str], list[Told]] = {}
    for t in no:
        groups.setdefault((day_of(t), t.actors), []).append(t)
    window = 0 if event in ("talks_continue", "talks_suspended", "talks_slow") else 1
    fits: dict[tuple[str, str], bool] = {}
    for (day, actors), right in groups.items():
        left = []
        for t in (t for d in range(day - window, day + 1) for t in yes.get(d, ())):
            key = (t.actors, actors)
            if key not in fits:
                fits[key] = _of_one(event, *key)
            if fits[key] and stands(t):
                left.append(t)
        if left:
            left, right = _against(left, right, author, named if event in MANY_A_DAY else None)
        if left:
            yield Clash("denied", day, tuple(left), tuple(right))


def _against(
    left: Sequence[Told], right: Sequence[Told], author: Callable[[Told], str],
    named: Callable[[Told], frozenset[str]] | None,
) -> tuple[list[Told], list[Told]]:  # fmt: skip
    """Those of two sides that stand against one of the other: another voice, another sentence, and, where `named` is given,
    something that both name."""
    if named is not None:
        theirs: frozenset[str] = frozenset().union(*map(named, right))
        left = [t for t in left if _one_thing(named(t), theirs)]
    voices = {t: author(t) for t in (*left, *right)}
    ours: set[Told] = set()
    other: set[Told] = set()
    for n in right:
        for y in left:
            if voices[y] == voices[n] or (y.report == n.report and y.start == n.start):
                continue  # one voice, or one sentence that tells what was denied
            if named is None or _one_thing(named(y), named(n)):
                ours.add(y)
                other.add(n)
    return [t for t in left if t in ours], [t for t in right if t in other]


def _one_thing(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sentences name one person or body, or two places: a city alone has many events in a day."""
    both = ours & theirs
    return len(both) > 1 or any(not name.startswith(_PLACE) for name in both)


def _of_one(event: str, one: str, another: str) -> bool:
    """Whether two tellings, each of some actors, may be of one side's event."""
    ours, theirs = set(filter(None, one.split("+"))), set(filter(None, another.split("+")))
    if event in BY_SOMEBODY or event in MANY_A_DAY:
        return ours == theirs and bool(ours or event not in BY_SOMEBODY)
    return not ours or not theirs or bool(ours & theirs)


def _same_day(
    kind: Kind, one: Mapping[int, Sequence[Told]], other: Mapping[int, Sequence[Told]], stands: Callable[[Told], bool],
    author: Callable[[Told], str],
) -> Iterator[Clash]:  # fmt: skip
    for day in sorted(one.keys() & other.keys() - {0}):
        left, right = [t for t in one[day] if stands(t)], [t for t in other[day] if stands(t)]
        both = {author(t) for t in left} & {author(t) for t in right}
        # whoever tells both tells of a change in the day, or of both sides
        left = [t for t in left if author(t) not in both]
        right = [t for t in right if author(t) not in both]
        if left and right:
            yield Clash(kind, day, tuple(left), tuple(right))


# questions


def contradictions(
    desk: Desk, lang: Lang, *, kind: Kind | None = None, page: int = 1, as_of: datetime | None = None,
    by: Clock | None = None, per_page: int = PER_PAGE,
) -> ContradictionsPage:  # fmt: skip
    """What cannot both hold, newest first.

    Raises:
        LogNotYours: the reader does not hold `press`.
    """
    with desk.hold():
        hour, _, known = moment(desk, as_of, by)
        press = desk.fold(PRESS)
        told = _Teller(press, Drawer(press, names_for(desk, lang), known), lang)
        found = _found(press, known, told)
        settled = {frozenset((s.left, s.right)): s for s in press.tellings.settled}
        open_ones = [c for c in found if _settled_by(c, settled) is None]
        counts = {k: sum(1 for c in open_ones if c.kind == k) for k in ("number", "denied", "talks", "truce")}
        shown = [c for c in open_ones if kind is None or c.kind == kind]
        pages = max(1, -(-len(shown) // per_page))
        page = min(max(1, page), pages)
        aside = [(c, s) for c in found if (s := _settled_by(c, settled)) is not None]
        return ContradictionsPage(
            lang, hour, ("press",), kind, tuple((k, n) for k, n in counts.items() if n),  # type: ignore[misc]
            len(shown), page, pages, tuple(told.line(c) for c in shown[(page - 1) * per_page : page * per_page]),
            tuple(told.line(c, s) for c, s in aside[:per_page]), desk.may("settle_contradiction"),
        )  # fmt: skip


def prepare_contradictions(desk: Desk, *, at_once: int = 200) -> None:
    """Finds ahead what the sentences name whose events need it, a few at a time, so that no page waits for it.

    For a thread of the room's own, just after a start.
    """
    with desk.hold():
        tellings = desk.fold(PRESS).tellings
        asked = [t for event in MANY_A_DAY for ts in (tellings.denied.get(event, ()),) for t in ts]
        days = {(t.event, day) for t in asked for day in (t.day, t.day - 1)}
        asked += [t for event, day in days for t in tellings.by_day.get(event, {}).get(day, ())]
    for start in range(0, len(asked), at_once):
        with desk.hold():
            press = desk.fold(PRESS)
            teller = _Teller(press, Drawer(press, names_for(desk, "en"), press.known()), "en")
            for told in asked[start : start + at_once]:
                teller.named(told)
        time.sleep(0.001)  # pages first


class _Found(NamedTuple):
    """A contradiction before it is drawn."""

    kind: Kind
    day: int
    gravity: int
    clash: Clash | Conflict


def _found(press: Press, known: Known, told: "_Teller") -> list[_Found]:
    """All contradictions, newest first, those of one day the gravest first."""
    voices: dict[Told, str] = {}
    seqs, taken = known.seqs, known.taken.claims

    def author(t: Told) -> str:
        found = voices.get(t)
        if found is None:
            found = voices[t] = press.event_author(t)
        return found

    def stands(t: Told) -> bool:
        return t.reading in seqs and (t.reading, t.mark) not in taken

    clashes = clashes_in(press.tellings, stands, author, told.named, press.day_told)
    found = [_Found(c.kind, c.day, max(GRAVITY.get(t.event, 2) for t in (*c.left, *c.right)), c) for c in clashes]
    found += [
        _Found("number", c.anchor, GRAVITY.get(c.thing.partition(".")[0], 2), c) for c in all_conflicts(press, known)
    ]
    return sorted(found, key=lambda f: (-f.day, -f.gravity, f.kind, _places(f)))


def _places(found: _Found) -> tuple[Place, Place]:
    """The first claim of each of the two sides that are furthest apart: what a person's word on it is bound to."""
    c = found.clash
    if isinstance(c, Clash):
        left, right = (min(side, key=lambda t: (t.report, t.start)) for side in (c.left, c.right))
        return (left.report, "events", left.start, left.end), (right.report, "events", right.start, right.end)
    low, high = min(v.low for v in c.values), max(v.low for v in c.values)
    first = min((v for v in c.values if v.low == low), key=lambda v: (v.report, v.start))
    last = min((v for v in c.values if v.low == high), key=lambda v: (v.report, v.start))
    return (first.report, "figures", first.start, first.end), (last.report, "figures", last.start, last.end)


def _settled_by(found: _Found, settled: dict[frozenset[Place], Settled]) -> Settled | None:
    return settled.get(frozenset(_places(found))) if settled else None


class _Teller:
    """Says contradictions in the page's words; opens each text once."""

    def __init__(self, press: Press, draw: Drawer, lang: Lang) -> None:
        self.press, self.draw, self.lang = press, draw, lang
        if press.tellings.names[0] != len(press.rosters):
            press.tellings.names = (len(press.rosters), {})
        self._named = press.tellings.names[1]

    def named(self, told: Told) -> frozenset[str]:
        """The places, persons and bodies that a sentence names, the one credited with it left out."""
        key = (told.report, told.start)
        found = self._named.get(key)
        if found is None:
            filed = self.press.reports[told.report]
            sentence = self.draw.text(filed)[told.start : told.end]
            credited = {m.entry for m in self._mentions(told.source or "", filed)}
            found = self._named[key] = frozenset(
                f"{_PLACE if m.what == 'place' else ''}{m.entry}"
                for m in self._mentions(sentence, filed) if m.what in _NAMED and m.entry not in credited
            )  # fmt: skip
        return found

    def _mentions(self, text: str, filed: Filed) -> list[Mention]:
        return mentions_in(fold(text, filed.lang), filed.lang, self.press.roster)

    def line(self, found: _Found, settled: Settled | None = None) -> Contradiction:
        c = found.clash
        told = self._clash(c, found) if isinstance(c, Clash) else self._conflict(c, found)
        if settled is None:
            return told
        line = SettledLine(
            say(f"contradiction.settled.{settled.why}", self.lang), settled.reason, author_shown(settled.by, self.lang),
            instant(settled.at),
        )  # fmt: skip
        return Contradiction(
            told.key, told.kind, told.about, told.why, told.first, told.last, told.sides, told.langs, told.thing, line
        )

    def _key(self, found: _Found) -> str:
        left, right = _places(found)
        text = "|".join(
            f"{self.press.reports[n].id}:{group}:{start}:{end}" for n, group, start, end in sorted((left, right))
        )
        return "c-" + hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def _clash(self, c: Clash, found: _Found) -> Contradiction:
        event = c.left[0].event
        about = say(f"report.event.{event}", self.lang)
        day = words.day(date.fromordinal(c.day), self.lang)
        sides = tuple(self._side(side) for side in (c.left, c.right))
        langs = tuple(dict.fromkeys(self.press.reports[t.report].lang for t in (*c.left, *c.right)))
        days = sorted({t.day for t in (*c.left, *c.right)})
        why = say(f"contradiction.why.{c.kind}", self.lang, what=about, day=day)
        if c.kind == "denied" and len(days) > 1:
            why = say("contradiction.why.denied_later", self.lang, what=about, day=day)
        about = about if c.kind == "denied" else say(f"contradiction.about.{c.kind}", self.lang)
        return Contradiction(
            self._key(found), c.kind, about, why, day_or_none(days[0]), day_or_none(days[-1]), sides, langs
        )

    def _side(self, side: Sequence[Told]) -> Side:
        voices: dict[str, list[Told]] = {}
        for t in sorted(side, key=lambda t: (self.press.reports[t.report].out, t.report, t.start)):
            voices.setdefault(self.press.event_author(t), []).append(t)
        first = side[0]
        told = say(
            "report.event_and_status", self.lang, event=say(f"report.event.{first.event}", self.lang),
            status=say(f"report.status.{first.status}", self.lang),
        )  # fmt: skip
        lines = [self._claim(ts) for ts in list(voices.values())[:VOICES_SHOWN]]
        return Side(told, tuple(lines), len(voices))

    def _claim(self, told: Sequence[Told]) -> ClaimLine:
        t = told[0]
        filed = self.press.reports[t.report]
        quote = quote_of(filed, self.draw.text(filed), t.start, t.end, f"e{t.mark + 1}")
        who = self.draw.names.who(t.source, filed.lang, t.source_kind, t.speaks_for, filed.outlet)
        also = {o.report: o for o in told[1:] if o.report != t.report}
        origins = tuple(
            origin_of(self.press.reports[o.report], o.start, o.end, f"e{o.mark + 1}") for o in also.values()
        )
        return ClaimLine(who, quote, t.status, day_or_none(t.day), t.dated, origins)

    def _conflict(self, c: Conflict, found: _Found) -> Contradiction:
        drawn = self.draw.conflict(c)
        sides = tuple(
            Side(
                s.amount.shown,
                tuple(
                    ClaimLine(
                        p.who, p.sentence, p.status, p.at, not p.undated, tuple(_once(p.also, p.words.origin.report))
                    )
                    for p in s.points[:VOICES_SHOWN]
                ),
                len(s.points),
            )
            for s in drawn.sides
        )
        first, last = drawn.first, drawn.last
        langs = tuple(dict.fromkeys(self.press.reports[v.report].lang for v in c.values))
        ends = (drawn.sides[0].amount.shown, drawn.sides[-1].amount.shown)
        when = words.day(last, self.lang) if last else ""
        key = "contradiction.why.number" if first == last else "contradiction.why.number_total"
        why = say(key, self.lang, what=drawn.label, day=when, low=ends[0], high=ends[1])
        return Contradiction(self._key(found), "number", drawn.label, why, first, last, sides, langs, c.thing)


def _once(origins: Iterable[Origin], but: str) -> Iterator[Origin]:
    seen = {but}
    for o in origins:
        if o.report not in seen:
            seen.add(o.report)
            yield o


# acts


def _of_key(desk: Desk, key: str) -> tuple[ClaimPlace, ClaimPlace]:
    """The two claims that a contradiction is bound to, as it stands now.

    Raises:
        ClaimUnknown: there is no such contradiction any more: a claim was corrected, struck or withdrawn meanwhile.
    """
    press = desk.fold(PRESS)
    teller = _Teller(press, Drawer(press, names_for(desk, "en"), press.known()), "en")
    _, _, known = moment(desk, None, None)
    for found in _found(press, known, teller):
        if teller._key(found) == key:
            left, right = (
                ClaimPlace(report=press.reports[n].id, group=group, span=(start, end))  # type: ignore[arg-type]
                for n, group, start, end in _places(found)
            )
            return left, right
    raise ClaimUnknown(report=key)


def settle(desk: Desk, key: str, why: Why, reason: str, *, act_id: str | None = None) -> Written:
    """Says that both claims of a contradiction stand, and why. It stays visible, folded away.

    Raises:
        ClaimUnknown: there is no such contradiction any more.
        ReasonTooLong: the reason is longer than the record takes.
    """
    desk.require("settle_contradiction")
    with desk.hold():
        left, right = _of_key(desk, key)
    told = ContradictionSettled(left=left, right=right, why=why, reason=reason_of(reason) or "")
    facts = {"press": (told,)}
    return desk.do("settle_contradiction", lambda: facts, act_id=act_id, same=exactly(facts))


def reopen(desk: Desk, key: str, *, act_id: str | None = None) -> Written:
    """Opens a settled contradiction again.

    Raises:
        ClaimUnknown: there is no such contradiction any more.
    """
    desk.require("settle_contradiction")
    with desk.hold():
        left, right = _of_key(desk, key)
    facts = {"press": (ContradictionReopened(left=left, right=right),)}
    return desk.do("settle_contradiction", lambda: facts, act_id=act_id, same=exactly(facts))
