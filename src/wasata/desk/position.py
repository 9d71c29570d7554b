"""Positions: what each voice of our lines wants, accepts, refuses, gives only if; on what evidence; what moved.

Danger: a press claim taken for what they told us; a position of one line on the page of somebody who holds another.
Duty: name a matter, note a position on it, drop one; the state on a day, the difference between two days, the history of a
matter, and what hangs on what.
Shape: matters stand in `bureau`, positions in `line/<x>`. Every question is asked over the lines this reader holds and no
other; who holds them all sees them side by side. What is reckoned is `carry/position`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from wasata.carry.position import Hangs, Noted, Voice, circles, links, moves, standing
from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.case import names_for, opened
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.confidence import of_another_line, repeats
from wasata.desk.evidence import EvidenceLine, evidence_shown, require_evidence
from wasata.desk.line_stands import channel_head, line_view, lines_held, require_talks
from wasata.errors import KindUnknown, LineUnknown, PositionWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import IDENT, Fact, When
from wasata.record.kinds.position import Condition, Evidence, MatterNamed, PositionDropped, PositionNoted, Stance
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key

STANCES: tuple[Stance, ...] = ("wants", "accepts", "conditions", "refuses", "silent")
LONGEST_NAME = 200


# what stands


@dataclass(frozen=True, slots=True)
class Kept:
    """One position as its line's log has it; `told` is the fact."""

    told: dict[str, Any]
    author: str
    recorded_at: datetime
    dropped_at: datetime | None = None
    dropped_why: str | None = None
    dropped_by: str | None = None


Positions = dict[str, Kept]


def _step(positions: Positions, entry: Entry) -> Positions:
    match entry.kind:
        case "position.noted":
            told = entry.data
            positions[told["position"]] = Kept(told, entry.author, entry.recorded_at)
        case "position.dropped":
            d = entry.data
            positions[d["position"]] = replace(
                positions[d["position"]], dropped_at=entry.recorded_at, dropped_why=d["reason"],
                dropped_by=entry.author,
            )  # fmt: skip
        case "position.matter_named":
            pass  # on a laptop, where it came with the line: folded by `matters_carried`
        case kind if kind.startswith("position."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # what a line is, its contacts, messages, assessments: each folded by its own noun
    return positions


@cache
def positions_of(line: str) -> View[Positions]:
    """The positions noted on one line, over its own log, in the order of their recording."""
    return View("position.line", 1, (f"line/{line}",), dict, _step)


def _matter_step(matters: dict[str, dict[Lang, str]], entry: Entry) -> dict[str, dict[Lang, str]]:
    if entry.kind == "position.matter_named":
        told = entry.data
        matters[told["matter"]] = told["names"]
    return matters


MATTERS: View[dict[str, dict[Lang, str]]] = View("position.matters", 1, ("bureau",), dict, _matter_step)
"""The things on the table, by their names in both languages, in the order in which they were first named."""


@cache
def matters_carried(line: str) -> View[dict[str, dict[Lang, str]]]:
    """What the matters of a line's positions are called, over its own log: on a laptop they came along there, sealed with it."""
    return View("position.matters_carried", 1, (f"line/{line}",), dict, _matter_step)


def matters_of(desk: Desk) -> dict[str, dict[Lang, str]]:
    """All matters by their names. Ask inside `hold`.

    Raises:
        LogNotYours: he does not hold `bureau`.
    """
    known = desk.fold(MATTERS)
    for line in () if known else lines_held(desk):
        known = known | desk.fold(matters_carried(line))
    return known


def matters_on(desk: Desk, line: str) -> dict[str, dict[Lang, str]]:
    """Those that the positions of one line, and their conditions, are about. Ask inside `hold`."""
    told = [kept.told for kept in _held(desk, line).values()]
    named = {t["matter"] for t in told} | {c["matter"] for t in told for c in t["only_if"]}
    return {matter: names for matter, names in matters_of(desk).items() if matter in named}


def _held(desk: Desk, line: str) -> Positions:
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    return desk.fold(positions_of(line))


# acts


def _require_name(named: str, why: str) -> None:
    """Refuses what can be no name of anything in the record, in the same words as one that is not there."""
    if not re.fullmatch(IDENT, named):
        raise PositionWrong(why=Key(f"position.why.{why}"), value=named)


def name_matter(
    desk: Desk, names: Mapping[Lang, str], *, matter: str | None = None, act_id: str | None = None
) -> str:  # fmt: skip
    """Names a matter that positions are about, or renames one. All of the team read the name. Gives the matter.

    Raises:
        PositionWrong: it lacks a name in one language, another matter has that name, there is no such matter, or the name
            repeats what was said on a line.
    """
    told = {lang: " ".join(names.get(lang, "").split()) for lang in LANGS}
    missing = next((lang for lang in LANGS if not told[lang]), None)
    if missing:
        raise PositionWrong(why=Key("position.why.name"), value=missing)
    too_long = next((name for name in told.values() if len(name) > LONGEST_NAME), None)
    if too_long:
        raise PositionWrong(why=Key("position.why.name_long"), value=too_long[:40] + "…")
    if matter is not None:
        _require_name(matter, "matter")
    act_id = act_id or new_act_id()
    fact = MatterNamed(matter=matter or f"mt-{name_by(act_id)}", names=dict(told))

    def decide() -> dict[str, tuple[Fact, ...]]:
        known = desk.fold(MATTERS)
        if matter is not None and matter not in known:
            raise PositionWrong(why=Key("position.why.matter"), value=matter)
        repeated = next(filter(None, (repeats(desk, name) for name in told.values())), None)
        if repeated is not None:
            raise PositionWrong(why=Key("position.why.overheard"), value=repeated)
        for other, names_ in known.items():
            taken = next((told[x] for x in LANGS if names_[x].casefold() == told[x].casefold()), None)
            if taken is not None and other != fact.matter:
                raise PositionWrong(why=Key("position.why.taken"), value=taken)
        return {"bureau": (fact,)}

    desk.do("name_matter", decide, act_id=act_id, same=exactly({"bureau": (fact,)}))
    return fact.matter


def note_position(
    desk: Desk, line: str, holder: str, matter: str, stance: Stance, words: str, lang: Lang, *,
    evidence: Sequence[Evidence], only_if: Sequence[Condition] = (), since: date | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Notes how a voice of a line stands to a matter since a day (today, if not given). Gives the position's name.

    Args:
        holder: the party of the line, or one of its bodies.
        evidence: on what it rests: messages and contacts of this line, reports of the press, our own reading.
        only_if: for `conditions` and no other stance, on what it hangs.

    Raises:
        PositionWrong: the line has no such voice, there is no such matter, nothing is said, the day is still to come, or
            conditions and stance do not go together.
        EvidenceWrong: what it rests on is not there.
    """
    if not words.strip():
        raise PositionWrong(why=Key("position.why.empty"), value="")
    _require_name(holder, "holder")
    _require_name(matter, "matter")
    if bool(only_if) != (stance == "conditions"):
        raise PositionWrong(why=Key("position.why.conditions" if only_if else "position.why.no_condition"), value="")
    today = today_of_case(desk)
    if since is not None and since > today:
        raise PositionWrong(why=Key("position.why.to_come"), value=since)
    act_id = act_id or new_act_id()
    fact = PositionNoted(
        position=f"po-{name_by(act_id)}", holder=holder, matter=matter, stance=stance, words=words, lang=lang,
        only_if=tuple(only_if), evidence=tuple(evidence), happened_at=When(day=since or today),
    )  # fmt: skip

    def decide() -> dict[str, tuple[Fact, ...]]:
        _require_sound(desk, line, fact)
        return {f"line/{line}": (fact,)}

    same = exactly({f"line/{line}": (fact,)})
    desk.do("note_position", decide, act_id=act_id, same=same, line=line)
    return fact.position


def _require_sound(desk: Desk, line: str, fact: PositionNoted) -> None:
    if fact.holder not in voices(desk, line):
        raise PositionWrong(why=Key("position.why.holder"), value=fact.holder)
    matters = matters_of(desk)
    unknown = next((m for m in (fact.matter, *(c.matter for c in fact.only_if)) if m not in matters), None)
    if unknown is not None:
        raise PositionWrong(why=Key("position.why.matter"), value=unknown)
    known = set(whose_moves(desk, line))
    stranger = next((c.of for c in fact.only_if if c.of is not None and c.of not in known), None)
    if stranger is not None:
        raise PositionWrong(why=Key("position.why.whose"), value=stranger)
    itself = any(c.matter == fact.matter and c.of == fact.holder for c in fact.only_if)
    if itself:
        raise PositionWrong(why=Key("position.why.itself"), value=matters[fact.matter]["en"])
    require_evidence(desk, line, fact.evidence)
    written = (fact.words, *(c.words for c in fact.only_if), *(e.words for e in fact.evidence))
    run = of_another_line(desk, line, written) if desk.holds(f"channel/{line}") else None
    if run is not None:
        raise PositionWrong(why=Key("position.why.other_line"), value=run)


def drop_position(desk: Desk, line: str, position: str, reason: str, *, act_id: str | None = None) -> Written:
    """We no longer hold that this is their position. What stood before it does not come back.

    Raises:
        PositionWrong: the line has no such position, it was dropped before, or no reason is given, or one that was said on
            another line.
    """
    if not reason.strip():
        raise PositionWrong(why=Key("position.why.reason"), value=position)
    _require_name(position, "position")
    fact = PositionDropped(position=position, reason=reason.strip())

    def decide() -> dict[str, tuple[Fact, ...]]:
        known = _held(desk, line).get(position)
        if known is None or known.dropped_at is not None:
            raise PositionWrong(why=Key("position.why.position"), value=position)
        run = of_another_line(desk, line, (fact.reason,)) if desk.holds(f"channel/{line}") else None
        if run is not None:
            raise PositionWrong(why=Key("position.why.other_line"), value=run)
        return {f"line/{line}": (fact,)}

    return desk.do("drop_position", decide, act_id=act_id, same=exactly({f"line/{line}": (fact,)}), line=line)


# who there is


def voices(desk: Desk, line: str) -> tuple[str, ...]:
    """Who may hold a position on a line: its party, and the bodies that speak on it. Ask inside `hold`."""
    if line not in lines_held(desk):
        raise LineUnknown(line=line)
    stands = desk.fold(line_view(line))
    return (stands.opened["party"], *stands.bodies)


def whose_moves(desk: Desk, line: str) -> tuple[str, ...]:
    """Whose move a condition may hang on: the parties and mediators of the case, and the voices of the line itself. Other
    lines' bodies are theirs to know. Ask inside `hold`."""
    return tuple(dict.fromkeys((*(s["party"] for s in opened(desk).get("signs", ())), *voices(desk, line))))


class Called:
    """Who and what is called how, for one reader and one language. Made inside `hold`, used inside it."""

    def __init__(self, desk: Desk, lang: Lang) -> None:
        self._desk, self._lang = desk, lang
        self._names = names_for(desk, lang) if desk.holds("press") else None
        self._matters = matters_of(desk) if desk.holds("bureau") else {}

    def matter(self, matter: str) -> str:
        known = self._matters.get(matter)
        return known[self._lang] if known else matter

    def order(self) -> dict[str, int]:
        """The place of each matter in the order in which they were first named."""
        return {matter: n for n, matter in enumerate(self._matters)}

    def voice(self, voice: Voice) -> str:
        """The line's name, and the body's where it is one body that speaks."""
        stands = self._desk.fold(line_view(voice.line))
        name = str(stands.opened["names"][self._lang])
        body = stands.bodies.get(voice.body) if voice.body else None
        return f"{name} · {body['names'][self._lang]}" if body else name

    def sign(self, voice: Voice) -> str:
        if not self._desk.holds(f"channel/{voice.line}"):
            return "p0"
        return str(self._desk.fold(channel_head(voice.line)).get("sign", "p0"))

    def one(self, who: str, line: str) -> str:
        """Whose move: a body of this line, its party under the line's name, or a party as the roster names it."""
        stands = self._desk.fold(line_view(line))
        if who in stands.bodies:
            return str(stands.bodies[who]["names"][self._lang])
        if who == stands.opened["party"]:
            return str(stands.opened["names"][self._lang])
        return (self._names.of(who) if self._names else None) or who


# questions


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """Only if: on which matter, in words, by whose move (None: of whoever)."""

    matter: str
    matter_name: str
    words: str
    of: str | None
    of_name: str | None


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One position as shown. `rests_on`: what kinds of evidence it has, so that a press claim is not taken for their word."""

    position: str
    line: str
    holder: str
    voice: str
    sign: str
    matter: str
    matter_name: str
    stance: str
    words: str
    lang: Lang
    since: date
    only_if: tuple[ConditionLine, ...]
    evidence: tuple[EvidenceLine, ...]
    rests_on: tuple[str, ...]
    author: str
    recorded_at: datetime
    dropped: date | None
    dropped_why: str | None
    dropped_by: str | None

    @property
    def from_the_press_alone(self) -> bool:
        """Nothing they told us: what others print of them."""
        return set(self.rests_on) == {"report"}


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One who holds positions: a column of the table."""

    line: str
    holder: str
    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter with each voice's position, in the order of the voices; None where nothing stands."""

    matter: str
    name: str
    cells: tuple[PositionLine | None, ...]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One condition, told: who gives on what only if what holds, by whose move; and in which circles it stands."""

    number: int
    voice: str
    sign: str
    matter: str
    matter_name: str
    on: str
    on_name: str
    words: str
    of_name: str | None
    circles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CircleLine:
    """A circle of conditions: its number, how it is tied (`each_other`, `round`, `alone`), the conditions in their order."""

    number: int
    knot: str
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """The positions of the lines this reader holds, on a day. `today` says whether that day is today."""

    on: date
    today: date
    voices: tuple[VoiceLine, ...]
    matters: tuple[MatterRow, ...]
    links: tuple[LinkLine, ...]
    circles: tuple[CircleLine, ...]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """What moved on one matter, by whom: `kind` under `position.move`."""

    kind: str
    voice: str
    sign: str
    matter: str
    matter_name: str
    before: PositionLine | None
    after: PositionLine | None


@dataclass(slots=True)
class _All:
    """Every note of the lines a reader holds, with what it is called."""

    called: Called
    notes: list[Noted] = field(default_factory=list)
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)


def _all(desk: Desk, lang: Lang, only: str | None = None) -> _All:
    zone = zone_of_case(desk)
    found = _All(Called(desk, lang))
    for line in lines_held(desk) if only is None else (only,):
        held = _held(desk, line)
        party = desk.fold(line_view(line)).opened.get("party")
        for position, kept in held.items():
            found.notes.append(_noted(line, str(party), kept, zone))
            found.kept[line, position] = kept
    return found


def _noted(line: str, party: str, kept: Kept, zone: tzinfo) -> Noted:
    told = kept.told
    body = told["holder"] if told["holder"] != party else ""
    hangs = tuple(Hangs(c["matter"], c["words"], c["of"]) for c in told["only_if"])
    return Noted(
        told["position"], Voice(line, party, body), told["matter"], told["stance"], told["words"], _since(kept, zone),
        kept.recorded_at, hangs, kept.dropped_at.astimezone(zone).date() if kept.dropped_at else None,
    )  # fmt: skip


def _since(kept: Kept, zone: tzinfo) -> date:
    told = kept.told["happened_at"]
    if told and told["day"]:
        return date.fromisoformat(told["day"])
    if told and told["from_day"]:
        return date.fromisoformat(told["from_day"])
    at = datetime.fromisoformat(told["instant"]) if told else kept.recorded_at
    return at.astimezone(zone).date()


def _shown(desk: Desk, found: _All, note: Noted) -> PositionLine:
    kept, called = found.kept[note.voice.line, note.position], found.called
    told = kept.told
    return PositionLine(
        note.position, note.voice.line, told["holder"], called.voice(note.voice), called.sign(note.voice), note.matter,
        called.matter(note.matter), note.stance, note.words, told["lang"], note.since,
        tuple(
            ConditionLine(h.matter, called.matter(h.matter), h.words, h.of, called.one(h.of, note.voice.line) if h.of else None)
            for h in note.only_if
        ),
        evidence_shown(desk, note.voice.line, told["evidence"]),
        tuple(dict.fromkeys(e["of"] for e in told["evidence"])), kept.author, kept.recorded_at, note.dropped,
        kept.dropped_why, kept.dropped_by,
    )  # fmt: skip


def matters(desk: Desk, lang: Lang) -> tuple[tuple[str, str], ...]:
    """The matters by name, in the order in which they were first named.

    Raises:
        LineNone: this reader knows of no talks.
        LogNotYours: he does not hold `bureau`.
    """
    require_talks(desk)
    with desk.hold():
        return tuple((matter, names[lang]) for matter, names in matters_of(desk).items())


def positions(desk: Desk, lang: Lang, *, on: date | None = None, line: str | None = None) -> PositionsPage:
    """What stands on a day (today, if none is given), of every line this reader holds or of one, side by side.

    Raises:
        LineUnknown: this reader holds no line of that name.
    """
    require_talks(desk)
    with desk.hold():
        found = _all(desk, lang, line)
        today = today_of_case(desk)
        stands = standing(found.notes, on or today)
        called = found.called
        columns = sorted({v for v, _ in stands}, key=lambda v: (called.voice(v), v))
        order = called.order()
        rows = sorted({m for _, m in stands}, key=lambda m: (order.get(m, len(order)), m))
        tied = links(stands)
        rounds = circles(tied)
        numbers = {link: n for n, link in enumerate(tied, 1)}
        shown = [CircleLine(n, c.knot, tuple(numbers[x] for x in c.links)) for n, c in enumerate(rounds, 1)]
        return PositionsPage(
            on or today, today,
            tuple(VoiceLine(v.line, v.body or v.party, called.voice(v), called.sign(v)) for v in columns),
            tuple(
                MatterRow(m, called.matter(m), tuple(
                    _shown(desk, found, stands[v, m]) if (v, m) in stands else None for v in columns
                ))
                for m in rows
            ),
            tuple(
                LinkLine(
                    n, called.voice(x.voice), called.sign(x.voice), x.matter, called.matter(x.matter), x.on,
                    called.matter(x.on), x.words, called.one(x.of, x.voice.line) if x.of else None,
                    tuple(c.number for c in shown if n in c.links),
                )
                for n, x in enumerate(tied, 1)
            ),
            tuple(shown),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter: what stands of each voice today, and every position ever noted on it, the latest first."""

    matter: str
    names: tuple[tuple[Lang, str], ...]
    name: str
    history: tuple[PositionLine, ...]
    stands: tuple[str, ...]
    """The positions that stand today."""


def matter(desk: Desk, named: str, lang: Lang) -> MatterPage:
    """One matter with its history, over the lines this reader holds.

    Raises:
        PositionWrong: there is no such matter.
        LineNone: this reader knows of no talks.
        LogNotYours: he does not hold `bureau`.
    """
    require_talks(desk)
    with desk.hold():
        names = matters_of(desk).get(named)
        if names is None:
            raise PositionWrong(why=Key("position.why.matter"), value=named)
        found = _all(desk, lang)
        of_it = sorted(
            (n for n in found.notes if n.matter == named), key=lambda n: (n.since, n.recorded_at), reverse=True
        )
        stands = standing(found.notes, today_of_case(desk)).values()
        return MatterPage(
            named, tuple((x, names[x]) for x in LANGS), names[lang], tuple(_shown(desk, found, n) for n in of_it),
            tuple(n.position for n in stands if n.matter == named),
        )  # fmt: skip


def difference(desk: Desk, first: date, last: date, lang: Lang) -> tuple[MoveLine, ...]:
    """What moved from the end of one day to the end of another, and by whom, over the lines this reader holds.

    Raises:
        LineNone: he knows of no talks.
    """
    require_talks(desk)
    with desk.hold():
        found = _all(desk, lang)
        called = found.called
        told = moves(standing(found.notes, first), standing(found.notes, last))
        lines = [
            MoveLine(
                m.kind, called.voice(m.voice), called.sign(m.voice), m.matter, called.matter(m.matter),
                _shown(desk, found, m.before) if m.before else None, _shown(desk, found, m.after) if m.after else None,
            )
            for m in told
        ]  # fmt: skip
        return tuple(sorted(lines, key=lambda m: (m.matter_name, m.voice)))
