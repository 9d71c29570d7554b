"""Tempo: how fast the talks move on a line, by our own contacts, with what the press claims beside it.

Danger: a count of one line on the page of somebody who holds another; a number made of what we measured and what a paper said.
Duty: one line's contacts, changes of pace, windows side by side, before and after an hour; the sentence that says it.
Shape: asked over `line/<x>`, `channel/<x>` of that line; the claims of the press are the brief's own, and only for who holds
the press. What is reckoned is `carry/tempo`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from wasata.carry.line import Spell as State
from wasata.carry.line import spells
from wasata.carry.tempo import (
    FEW,
    Answer,
    Change,
    Move,
    Spell,
    Window,
    around,
    changes,
    few,
    gaps,
    grade,
    window,
)
from wasata.desk.access import Desk
from wasata.desk.brief import PacePoint, claimed_pace
from wasata.desk.contact import Contact, contacts
from wasata.desk.line import Line, line_view
from wasata.desk.message import Message, channel_whole
from wasata.desk.notice import table
from wasata.desk.position import positions_of
from wasata.values import Lang
from wasata.words import count, instant, say

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something dated that a pace can be looked at around: of the line itself, or what stands on the table."""

    at: datetime
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class LinePace:
    """One line's pace as it stood at `now`.

    `held`, `tried`: the hours of contacts, oldest first; `dark`: the spells in which the line could not be reached; `changes`
    oldest first; `every`: the middle gap since the last change, None while there are too few contacts; `claimed`: what the
    press says of the talks. `too_few`: so few contacts that nothing is said of the pace; `weeks_too_few`, `around_too_few`: so
    few in the two windows side by side that their contacts a day tell nothing.
    """

    line: str
    now: datetime
    held: tuple[datetime, ...]
    tried: tuple[datetime, ...]
    dark: tuple[Spell, ...]
    changes: tuple[Change, ...]
    every: timedelta | None
    week: Window
    week_before: Window
    happenings: tuple[Happening, ...]
    event: datetime | None
    before: Window | None
    after: Window | None
    claimed: tuple[PacePoint, ...]
    too_few: bool
    weeks_too_few: bool
    around_too_few: bool


def line_pace(desk: Desk, line: str, lang: Lang, *, event: datetime | None = None) -> LinePace:
    """The pace of one line.

    Args:
        event: an hour to look at the windows on both sides of.

    Raises:
        LineUnknown: this reader holds none of that name.
    """
    with desk.hold():
        now = desk.now()
        made = contacts(desk, line)
        stands = desk.fold(line_view(line))
        talk = channel_whole(desk, line).messages
        life = spells(stands.noted, now)
        dark = tuple((s.since, s.until or now) for s in life if s.state == "dark")
        moved = tuple(kept.recorded_at for kept in desk.fold(positions_of(line)).values())
        claimed = claimed_pace(desk, lang) if desk.holds("press") else ()
        happened = _happenings(desk, stands, life, lang)
    held = tuple(sorted(c.began_at for c in made if c.answered))
    moves, answers = _moves(made, talk, moved), _answers(talk)
    found = changes(held, dark, now)
    before = after = None
    if event is not None and event < now:
        before, after = around(moves, answers, dark, event, now)
    week, week_before = (window(moves, answers, dark, until - WEEK, until) for until in (now, now - WEEK))
    return LinePace(
        line, now, held, tuple(sorted(c.began_at for c in made if not c.answered)), dark, found, _every(held, dark, now, found),
        week, week_before, happened, event, before, after, claimed, len(held) < FEW, few(week_before, week),
        bool(before and after and few(before, after)),
    )  # fmt: skip


def _every(held: Sequence[datetime], dark: Sequence[Spell], now: datetime, found: Sequence[Change]) -> timedelta | None:
    if len(held) < FEW:
        return None
    if found:
        return found[-1].after
    lasted = sorted(g.lasted for g in gaps(held, dark, now) if not (g.is_open or g.torn))
    return lasted[len(lasted) // 2] if lasted else None


def _moves(made: Sequence[Contact], talk: Sequence[Message], moved: Sequence[datetime]) -> list[Move]:
    found = [Move(c.began_at, "contact" if c.answered else "tried") for c in made]
    found += [Move(m.at, "ours" if m.ours else "theirs") for m in talk]
    return found + [Move(at, "position") for at in moved]


def _answers(talk: Sequence[Message]) -> list[Answer]:
    """Each turn of one side and the turn of the other after it: from the first words until somebody speaks back."""
    found: list[Answer] = []
    begun: Message | None = None
    for message in sorted(talk, key=lambda m: m.at):
        if begun is None or begun.ours == message.ours:
            begun = begun or message
            continue
        found.append(Answer(begun.at, message.at, "us" if message.ours else "them"))
        begun = message
    if begun is not None:
        found.append(Answer(begun.at, None, "them" if begun.ours else "us"))
    return found


def _happenings(desk: Desk, stands: Line, life: Sequence[State], lang: Lang) -> tuple[Happening, ...]:
    found = [
        Happening(m.at, "delegation", say(f"talkpace.delegation.{m.moved}", lang, who=m.delegation, where=m.place))
        for m in stands.moves
    ]
    found += [Happening(s.since, "state", say(f"line.state.{s.state}", lang)) for s in life if s.state != "open"]
    if desk.holds("table"):
        found += [Happening(n.posted_at, "notice", n.words) for n in table(desk, lang)]
    return tuple(sorted(found, key=lambda h: h.at, reverse=True))


# in words


def long(time: timedelta, lang: Lang) -> str:
    """A gap or an answer's time: minutes, hours, or days, one unit, as people say it."""
    hours = time / timedelta(hours=1)
    if hours < 1.5:
        return count("talkpace.minutes", max(1, round(hours * 60)), lang)
    return (
        count("talkpace.hours", round(hours), lang) if hours < 60 else count("talkpace.days", round(hours / 24), lang)
    )


def sentence(pace: LinePace, lang: Lang, zone: tzinfo) -> str:
    """The pace in one sentence: too few to tell; even, and how often; or what it changed to, since when, from what."""
    if pace.too_few:
        return say("talkpace.too_few", lang, n=count("talkpace.contacts", len(pace.held), lang))
    if not pace.changes:
        return say("talkpace.even", lang, every=long(pace.every or WEEK, lang))
    last = pace.changes[-1]
    return say(
        f"talkpace.{grade(last.times)}", lang, since=instant(last.since, lang, zone=zone, weekday=True),
        every=long(last.after, lang), before=long(last.before, lang),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One count in two windows."""

    name: str
    first: str
    second: str


def rows(first: Window, second: Window, lang: Lang) -> tuple[Row, ...]:
    """Two windows as a table's rows, in words. Counts stand as counts; contacts a day are told where enough of them were held."""

    def per_day(w: Window) -> str:
        if w.per_day is None:
            return say("talkpace.not_reached", lang)
        return say("talkpace.few", lang) if few(first, second) else f"{w.per_day:.1f}"

    def took(time: timedelta | None) -> str:
        return long(time, lang) if time is not None else say("talkpace.none", lang)

    told: tuple[tuple[str, Callable[[Window], str]], ...] = (
        ("per_day", per_day),
        ("contacts", lambda w: str(w.contacts)),
        ("tried", lambda w: str(w.tried)),
        ("theirs", lambda w: str(w.theirs)),
        ("ours", lambda w: str(w.ours)),
        ("positions", lambda w: str(w.positions)),
        ("they_answer", lambda w: took(w.they_answer_in)),
        ("we_answer", lambda w: took(w.we_answer_in)),
        ("they_owe", lambda w: str(w.they_owe)),
        ("we_owe", lambda w: str(w.we_owe)),
        ("reachable", lambda w: long(w.reachable, lang)),
    )
    return tuple(Row(say(f"talkpace.row.{name}", lang), of(first), of(second)) for name, of in told)
