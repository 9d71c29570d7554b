"""Contradictions: claims that cannot both hold, each side with its words, its voices and its day.

Danger: a contradiction that is none, which wastes an analyst and costs the trust of every other; one voice printed forty
times heard as forty; a real one put aside for good by one word too many.
Duty: numbers that cannot both be the count; events told as happened and denied; talks that go on and are suspended on one
day; a truce that holds and one that was broken or has ended. Found by marks (kind of event, status, roster ids, days,
numbers) and not by their words, so that an Arabic report stands against an English one.
Shape: `contradictions(desk, lang)` is the page; `settle` and `reopen` are acts. The rules are in `desk.clash`: better to miss
one than to list a false one. Reprints are one voice (`Press.event_author`); what was withdrawn, struck or corrected is gone.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Literal, NamedTuple

from wasata import words
from wasata.desk.access import Desk, exactly
from wasata.desk.case import moment, names_for
from wasata.desk.clash import MANY_A_DAY, PLACE, Clash, Kind, clashes
from wasata.desk.disagreement import dated_conflicts
from wasata.desk.figure import Drawer, origin_of, quote_of
from wasata.desk.filed import Clock, Filed, Known, day_or_none, instant
from wasata.desk.press import PRESS, Press
from wasata.desk.reason import reason_of
from wasata.desk.tellings import Place, Settled, Told
from wasata.desk.things import things_in
from wasata.desk.voice import Origin, Quote, Who, author_shown
from wasata.errors import ClaimUnknown
from wasata.listen.letters import fold
from wasata.listen.mentions import Mention, mentions_in
from wasata.record.kinds.contradiction import ClaimPlace, ContradictionReopened, ContradictionSettled
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.watch.conflict import Conflict
from wasata.words import say

Why = Literal["different_things", "different_times", "misread"]
WHYS: tuple[Why, ...] = ("different_things", "different_times", "misread")
PER_PAGE = 25
VOICES_SHOWN = 12

_NAMED = frozenset({"place", "person", "body"})
"""What a sentence may name besides parties, by which two tellings are known to be of one event."""

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
    places: tuple[Place, Place]


def _found(press: Press, known: Known, told: "_Teller") -> list[_Found]:
    """All contradictions, newest first, those of one day the gravest first."""
    found = [
        _Found(c.kind, c.day, max(GRAVITY.get(side[0].event, 2) for side in (c.left, c.right)), c, _places(c))
        for c in clashes(press, known, told.named)
    ]
    found += [
        _Found("number", day, GRAVITY.get(c.thing.partition(".")[0], 2), c, _places(c))
        for day, c in dated_conflicts(press, known)
    ]
    return sorted(found, key=lambda f: (-f.day, -f.gravity, f.kind, f.places))


def _places(c: Clash | Conflict) -> tuple[Place, Place]:
    """The first claim of each of the two sides that are furthest apart: what a person's word on it is bound to."""
    if isinstance(c, Clash):
        left, right = (min(side, key=_TOLD_FIRST) for side in (c.left, c.right))
        return (left.report, "events", left.start, left.end), (right.report, "events", right.start, right.end)
    first = min(c.values, key=lambda v: (v.low, v.report, v.start))
    last = min(c.values, key=lambda v: (-v.low, v.report, v.start))
    return (first.report, "figures", first.start, first.end), (last.report, "figures", last.start, last.end)


_TOLD_FIRST = attrgetter("report", "start")


def _settled_by(found: _Found, settled: dict[frozenset[Place], Settled]) -> Settled | None:
    return settled.get(frozenset(found.places)) if settled else None


class _Teller:
    """Says contradictions in the page's words; opens each text once."""

    def __init__(self, press: Press, draw: Drawer, lang: Lang) -> None:
        self.press, self.draw, self.lang = press, draw, lang
        if press.tellings.names[0] != len(press.rosters):
            press.tellings.names = (len(press.rosters), {})
        self._named = press.tellings.names[1]

    def named(self, told: Told) -> frozenset[str]:
        """The places, persons, bodies and kinds of things that a sentence names, the one credited with it left out."""
        key = (told.report, told.start)
        found = self._named.get(key)
        if found is None:
            filed = self.press.reports[told.report]
            sentence = self.draw.text(filed)[told.start : told.end]
            credited = {m.entry for m in self._mentions(told.source or "", filed)}
            found = self._named[key] = things_in(sentence, filed.lang).union(
                f"{PLACE if m.what == 'place' else ''}{m.entry}"
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
        left, right = found.places
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
                for n, group, start, end in found.places
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
