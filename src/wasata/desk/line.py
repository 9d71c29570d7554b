"""Lines: the voices we talk to, who stands behind each, how each stands, what is due on it.

Danger: two voices of one party under one sign; a line of one party named on a page of another.
Duty: open a line with its two logs and give it to its officers; note its state, media, people, bodies, deadlines, delegation,
pressure, in words that repeat no other line; the board of the lines a reader holds, and one line whole.
Shape: `line/<x>` is ours about the line, `channel/<x>` is between us and them. What stands of a line is folded in `line_stands`.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from wasata.carry.line import Due, Rule, Spell, answers_by, due, rule_now, since, spells
from wasata.desk.access import PUBLIC, READERS, Desk, name_by, new_act_id, of_access, refuse_if_public
from wasata.desk.case import open_log
from wasata.desk.confidence import of_another_line
from wasata.desk.fitting import says_what_does_not_fit
from wasata.desk.line_stands import (
    LISTED,
    Deadline,
    Line,
    Move,
    Person,
    Pressure,
    channel_head,
    channels_held,
    line_at,
    line_view,
    lines_held,
    require_a_line,
)
from wasata.desk.look import Lot, draw_look, name_worn
from wasata.errors import LineWrong
from wasata.record.kinds.access import LogGranted
from wasata.record.kinds.base import IDENT, Fact, When
from wasata.record.kinds.line import (
    BodyNamed,
    Cause,
    DarkRuleAgreed,
    DeadlineClosed,
    DeadlineSet,
    DelegationMoved,
    LineListed,
    LineNoted,
    LineOpened,
    LineState,
    MediaChanged,
    Medium,
    PersonLeft,
    PersonNamed,
    PressureNoted,
    WhileDark,
)
from wasata.record.kinds.message import ChannelOpened
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key

__all__ = [
    "LISTED", "Deadline", "Line", "Move", "Person", "Pressure", "channel_head", "channels_held", "line_view", "lines_held",
]  # fmt: skip

LATELY = timedelta(days=14)
"""So much of a line's life the board shows."""


# opening


def open_line(
    desk: Desk, line: str, *, party: str, of: Literal["party", "supporter", "mediator"], names: Mapping[Lang, str],
    langs: Sequence[Lang], media: Sequence[Medium], officers: Sequence[str], listed: bool = True,
    lot: Lot = secrets.choice, act_id: str | None = None,
) -> str:  # fmt: skip
    """Opens a line with its two logs and gives both to the lead and these officers. What was broken off is taken up again.

    Args:
        line: its short name, `x` of `line/<x>`.
        officers: readers of the case, officers, who keep this line.
        listed: the team may know that it stands, and address relays to it.
        lot: draws one of the looks that no channel of the case wears.

    Raises:
        LineWrong: the name cannot be one or is taken, a name is missing or is that of another line, somebody is no officer of
            the case, or no look is left.
        PublicOnly: the case holds press and public facts for ever.
    """
    desk.require("open_line")
    log, channel = f"line/{line}", f"channel/{line}"
    refuse_if_public(desk, log)
    unfit = next((name for name in (line, party) if not re.fullmatch(IDENT, name)), None)
    if unfit is not None:
        raise LineWrong(why=Key("line.why.ident"), value=unfit)
    if not langs or not media:
        raise LineWrong(why=Key("line.why.none_chosen"), value=line)
    missing = next((lang for lang in LANGS if not names.get(lang, "").strip()), None)
    if missing:
        raise LineWrong(why=Key("line.why.name"), value=missing)
    act_id = act_id or new_act_id()
    with desk.hold():
        if line in lines_held(desk) and desk.fold(line_view(line)).opened and desk.done(f"{act_id}.line") is None:
            raise LineWrong(why=Key("line.why.taken"), value=line)
        standings = of_access(desk.home, desk.case, READERS)
        if log not in desk.sight and any(log in standing.grants for standing in standings.values()):
            raise LineWrong(
                why=Key("line.why.taken"), value=line
            )  # another lead's: opening it again would give it to me
        stranger = next(
            (o for o in officers if o not in standings or standings[o].role not in ("officer", "lead")), None
        )
        if stranger:
            raise LineWrong(why=Key("line.why.officer"), value=stranger)
        worn = name_worn(desk, line, names.values())
        if worn is not None:
            raise LineWrong(why=Key("line.why.name_worn"), value=worn)
    look = draw_look(desk, line, lot, f"{act_id}.look")
    for n, opened in enumerate((log, channel)):
        open_log(desk, opened, act_id=f"{act_id}.open{n}")
    granted: list[Fact] = [
        LogGranted(reader=reader, log=given, may_write=True, by=desk.reader)
        for reader in dict.fromkeys((desk.reader, *officers))
        for given in (log, channel)
    ]
    desk.do("grant_log", lambda: {"access": granted}, act_id=f"{act_id}.give")
    told: Any = {"party": party, "of": of, "names": dict(names), "langs": tuple(langs), "media": tuple(media)}
    begun = LineOpened(line=line, **told)
    known = ChannelOpened(line=line, party=party, names=dict(names), **look._asdict())
    desk.do(
        "begin_line",
        lambda: {log: (begun,), channel: (known,)},
        act_id=f"{act_id}.line",
        line=line,
    )
    if listed:
        told_to_all = LineListed(line=line, of=of, names=dict(names), **look._asdict())
        desk.do("list_line", lambda: {"bureau": (told_to_all,)}, act_id=f"{act_id}.list")
    return line


# keeping

_in_words = says_what_does_not_fit(LineWrong, "line.why.form")


def _keep(desk: Desk, line: str, act_id: str | None, decide: Callable[[Line], Fact], *, fixed: bool = True) -> Written:
    """Writes one fact to a line's own log. `fixed`: what is asked does not hang on how the line stands.

    Raises:
        LineWrong: its words were said on another line this reader holds: who reads here may not hold that.
    """

    def decided() -> dict[str, tuple[Fact, ...]]:
        fact = decide(line_at(desk, line))
        run = of_another_line(desk, line, _words_in(fact.model_dump()))
        if run is not None:
            raise LineWrong(why=Key("line.why.other_line"), value=run)
        return {f"line/{line}": (fact,)}

    with desk.hold():
        line_at(desk, line)
    return desk.do("keep_line", decided, act_id=act_id, same=None if fixed else lambda _: True, line=line)


def _words_in(told: object) -> Iterator[str]:
    """Every word of ours in a fact, wherever it stands."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from (words for part in told.values() for words in _words_in(part))
    elif isinstance(told, tuple | list):
        yield from (words for part in told for words in _words_in(part))


def _of_body(body: str | None, fact: Fact) -> Callable[[Line], Fact]:
    """The fact, where the body it names, if any, is one of the line's."""

    def decide(line_: Line) -> Fact:
        if body is not None and body not in line_.bodies:
            raise LineWrong(why=Key("line.why.body"), value=body)
        return fact

    return decide


@_in_words
def name_body(
    desk: Desk, line: str, body: str, names: Mapping[Lang, str], what: str, *, act_id: str | None = None
) -> Written:
    """Names a body that speaks on the line, or names it anew."""
    told: Any = {"body": body, "names": dict(names), "what": what}
    return _keep(desk, line, act_id, lambda _: BodyNamed(**told))


@_in_words
def name_person(
    desk: Desk, line: str, person: str, name: str, *, body: str | None = None, role: str | None = None,
    langs: Sequence[Lang] = (), may_clear: bool = False, reader: str | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Names somebody at the other end of the line, or names him anew.

    Raises:
        LineWrong: the line has no such body.
    """
    fact = PersonNamed(
        person=person, name=name, body=body, role=role, langs=tuple(langs), may_clear=may_clear, reader=reader
    )
    return _keep(desk, line, act_id, _of_body(body, fact))


@_in_words
def person_left(desk: Desk, line: str, person: str, reason: str | None = None, *, act_id: str | None = None) -> Written:
    """He is no longer at the other end: no clearance is taken from him any more.

    Raises:
        LineWrong: the line has nobody of that name.
    """

    def decide(line_: Line) -> Fact:
        if person not in line_.people:
            raise LineWrong(why=Key("line.why.person"), value=person)
        return PersonLeft(person=person, reason=reason)

    return _keep(desk, line, act_id, decide)


@_in_words
def note_line(
    desk: Desk, line: str, state: LineState, *, cause: Cause | None = None, medium: Medium | None = None,
    note: str | None = None, at: datetime | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Notes how the line stands from `at` on (now, if not given), and why.

    Raises:
        LineWrong: a line that is not open lacks its cause, or `at` is still to come.
    """
    if state != "open" and cause is None:
        raise LineWrong(why=Key("line.why.cause"), value=Key(f"line.state.{state}"))
    if at is not None and at > desk.now():
        raise LineWrong(why=Key("line.why.to_come"), value=at)
    when = When(instant=at) if at else None
    fact = LineNoted(state=state, cause=cause, medium=medium, note=note, happened_at=when)
    return _keep(desk, line, act_id, lambda _: fact)


@_in_words
def change_media(
    desk: Desk, line: str, media: Sequence[Medium], *, note: str | None = None, act_id: str | None = None
) -> Written:
    """By what the line is reached from now on; what it was before stays told.

    Raises:
        LineWrong: nothing is chosen, or it is reached by just these already.
    """
    chosen = tuple(dict.fromkeys(media))
    if not chosen:
        raise LineWrong(why=Key("line.why.none_chosen"), value=line)

    def decide(line_: Line) -> Fact:
        if set(line_.media) == set(chosen):
            raise LineWrong(why=Key("line.why.same_media"), value=line)
        return MediaChanged(media=chosen, note=note)

    return _keep(desk, line, act_id, decide, fixed=False)


@_in_words
def agree_dark_rule(
    desk: Desk, line: str, rule: WhileDark, *, with_person: str | None = None, note: str | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Notes what was agreed with the line of its deadlines while it is dark.

    Raises:
        LineWrong: the line is dark now: a rule is agreed beforehand.
    """

    def decide(line_: Line) -> Fact:
        life = spells(line_.noted, desk.now())
        if life and life[-1].state == "dark":
            raise LineWrong(why=Key("line.why.dark_now"), value=line)
        return DarkRuleAgreed(rule=rule, with_person=with_person, note=note)

    return _keep(desk, line, act_id, decide, fixed=False)


@_in_words
def set_deadline(
    desk: Desk, line: str, words: str, due_at: datetime, of: Literal["them", "us"], *, deadline: str | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Sets what is due on the line, or moves it (`deadline` names it then).

    Raises:
        LineWrong: there is no such deadline, or it is closed.
    """
    act_id = act_id or new_act_id()
    named = deadline or f"d-{name_by(act_id)}"

    def decide(line_: Line) -> Fact:
        known = line_.deadlines.get(named)
        if deadline is not None and (known is None or known.outcome is not None):
            raise LineWrong(why=Key("line.why.deadline"), value=deadline)
        return DeadlineSet(deadline=named, words=words, due_at=due_at, of=of)

    return _keep(desk, line, act_id, decide)


@_in_words
def close_deadline(
    desk: Desk, line: str, deadline: str, outcome: Literal["met", "missed", "lifted"], *, note: str | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """A deadline is over: kept, not kept, or given up.

    Raises:
        LineWrong: there is no such open deadline.
    """

    def decide(line_: Line) -> Fact:
        known = line_.deadlines.get(deadline)
        if known is None or known.outcome is not None:
            raise LineWrong(why=Key("line.why.deadline"), value=deadline)
        return DeadlineClosed(deadline=deadline, outcome=outcome, note=note)

    return _keep(desk, line, act_id, decide, fixed=False)


@_in_words
def move_delegation(
    desk: Desk, line: str, delegation: str, moved: Literal["arrived", "left", "recalled"], place: str, *,
    body: str | None = None, decided_by: str | None = None, at: datetime | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """A delegation arrived somewhere, left, or was recalled.

    Raises:
        LineWrong: it was recalled and nobody is named who decided so; `at` is still to come; the line has no such body.
    """
    if at is not None and at > desk.now():
        raise LineWrong(why=Key("line.why.to_come"), value=at)
    if moved == "recalled" and not decided_by:
        raise LineWrong(why=Key("line.why.decided_by"), value=delegation)
    when = When(instant=at) if at else None
    fact = DelegationMoved(
        delegation=delegation, moved=moved, place=place, body=body, decided_by=decided_by, happened_at=when
    )
    return _keep(desk, line, act_id, _of_body(body, fact))


@_in_words
def note_pressure(
    desk: Desk, line: str, on: str, words: str, *, asked_by_us: bool, act_id: str | None = None
) -> Written:
    """Whom the people of this line press, and for what."""
    fact = PressureNoted(on=on, words=words, asked_by_us=asked_by_us)
    return _keep(desk, line, act_id, lambda _: fact)


# questions


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """An open deadline as it stands now."""

    deadline: str
    words: str
    of: str
    falls: Due


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line as it stands now: who, which sign, its present spell (None: nothing was noted yet), its last two weeks, who
    answers and by what now (`by`, where that was noted), when it was last tried and last answered, what is due, where each
    delegation is."""

    line: str
    name: str
    party: str
    of: str
    sign: str
    pattern: str
    langs: tuple[str, ...]
    media: tuple[str, ...]
    by: str | None
    spell: Spell | None
    lately: tuple[Spell, ...]
    rule: Rule | None
    due: tuple[DeadlineLine, ...]
    delegations: tuple[Move, ...]
    people: tuple[Person, ...]
    tried_at: datetime | None
    answered_at: datetime | None
    as_of: datetime


def _card(desk: Desk, line: str, lang: Lang, now: datetime) -> LineCard:
    stands, known = line_at(desk, line), desk.fold(channel_head(line))
    life = spells(stands.noted, now)
    open_ = sorted(
        (
            DeadlineLine(d.deadline, d.words, d.of, due(d.due_at, d.set_at, life, stands.rules, now))
            for d in stands.deadlines.values()
            if d.outcome is None
        ),
        key=lambda d: (d.falls.at, d.deadline),
    )
    told = stands.opened
    return LineCard(
        line, told["names"][lang], told["party"], told["of"], known["sign"], known["pattern"], tuple(told["langs"]),
        stands.media, answers_by(stands.noted, life, now), life[-1] if life else None, since(life, now - LATELY),
        rule_now(life, stands.rules), tuple(open_),
        _last_moves(stands.moves),
        tuple(p for p in stands.people.values() if p.left_at is None), stands.tried_at, stands.answered_at, now,
    )  # fmt: skip


def _last_moves(moves: Sequence[Move]) -> tuple[Move, ...]:
    """The last move of each delegation, the latest first."""
    last = {m.delegation: m for m in sorted(moves, key=lambda m: (m.at, m.recorded_at))}
    return tuple(sorted(last.values(), key=lambda m: (m.at, m.recorded_at), reverse=True))


def may_open_line(desk: Desk) -> bool:
    """Whether this reader may open a line: the lead, in a case that may have one."""
    with desk.hold():
        return desk.may("open_line") and not desk.fold(PUBLIC)


def board(desk: Desk, lang: Lang) -> tuple[LineCard, ...]:
    """The lines this reader holds with their channels, in the order of their names in the page's language.

    Raises:
        LineNone: he holds none, nor could he open the first.
    """
    if not may_open_line(desk):
        require_a_line(desk)
    with desk.hold():
        now, with_channel = desk.now(), channels_held(desk)
        held = (line for line in lines_held(desk) if line in with_channel and desk.fold(line_view(line)).opened)
        cards = (_card(desk, line, lang, now) for line in held)
        return tuple(sorted(cards, key=lambda card: (card.name, card.line)))


@dataclass(frozen=True, slots=True)
class Pressed:
    """Who presses whom for what, as one of the lines this reader holds has it."""

    line: str
    name: str
    of: str
    told: Pressure


def pressed(desk: Desk, lang: Lang) -> tuple[Pressed, ...]:
    """What pressure is noted on all the lines this reader holds, the latest first."""
    with desk.hold():
        lines = ((line, desk.fold(line_view(line))) for line in lines_held(desk))
        found = [
            Pressed(x, s.opened["names"][lang], s.opened["of"], p) for x, s in lines if s.opened for p in s.pressure
        ]
        return tuple(sorted(found, key=lambda p: p.told.recorded_at, reverse=True))


@dataclass(frozen=True, slots=True)
class LineWhole:
    """One line whole: its card, its life, the people and bodies, what was noted, closed deadlines, moves, pressure."""

    card: LineCard
    life: tuple[Spell, ...]
    bodies: tuple[tuple[str, str, str], ...]
    people: tuple[Person, ...]
    notes: tuple[tuple[datetime, str, str], ...]
    closed: tuple[Deadline, ...]
    moves: tuple[Move, ...]
    pressure: tuple[Pressure, ...]
    media_before: tuple[tuple[datetime, tuple[str, ...], str, str | None], ...] = ()
    """By what it was reached before, the latest first: until when, by what, who changed it, why."""


def line_whole(desk: Desk, line: str, lang: Lang) -> LineWhole:
    """One line with all that its log tells of it.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    with desk.hold():
        now = desk.now()
        stands = line_at(desk, line)
        return LineWhole(
            _card(desk, line, lang, now), spells(stands.noted, now),
            tuple((b["body"], b["names"][lang], b["what"]) for b in stands.bodies.values()),
            tuple(stands.people.values()), tuple(sorted(stands.notes, reverse=True)),
            tuple(d for d in stands.deadlines.values() if d.outcome), tuple(reversed(stands.moves)),
            tuple(reversed(stands.pressure)), tuple(reversed(stands.media_changed)),
        )  # fmt: skip
