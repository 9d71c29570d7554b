"""Offers in the words of a page: for the team what is to go and what each side said; for a side what was put to it, and no more.

Danger: a page of ours that tells what somebody answered in confidence, or that he did; a page of a delegate with anything that
another said.
Duty: the list of offers and one of them whole, for who holds the cell; what was put to one side, for its own delegates; the
agreements on the table, for all.
Shape: frozen values in one language. Of a question in confidence the team is told when it closes and how it ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wasata.desk.acceptance import Asked, asked_of_side, wrong_in
from wasata.desk.access import Desk
from wasata.desk.door import own_line
from wasata.desk.line import channels_held
from wasata.desk.offer import Why, put_before, why_it_stays
from wasata.desk.offer_stands import (
    OURS,
    REACHED,
    Content,
    Ours,
    Said,
    State,
    Theirs,
    content_of,
    known,
    offers_in,
    put_to,
    state_of,
)
from wasata.desk.package_told import side_names
from wasata.desk.voice import hour_at_the_door, to_the_second
from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause as it is put, in one language, and in the other beside it. `word`: what was said of it last."""

    clause: str
    title: str
    words: str
    other: str
    word: "WordShown | None" = None


@dataclass(frozen=True, slots=True)
class WordShown:
    """A side's word. `by`: to its own delegates `you`, `yours` or `mediator`; `person`: to the team, who of theirs said it."""

    stance: str
    words: str | None
    by: str
    at: datetime
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ContentShown:
    """What is put, in one language."""

    lines: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseShown, ...]
    words: str


def content_shown(content: Content, lang: Lang, said: Mapping[str, WordShown] | None = None) -> ContentShown:
    """What is put, with what was said of each clause."""
    other = "en" if lang == "ar" else "ar"
    return ContentShown(
        tuple((line["issue"][lang], line["option"][lang]) for line in content.lines),
        tuple(
            ClauseShown(
                c["clause"], c["title"][lang] if c["title"] else "", c["words"][lang], c["words"][other],
                (said or {}).get(c["clause"]),
            )
            for c in content.clauses
        ),
        content.words[lang] if content.words else "",
    )  # fmt: skip


# ---- for the team


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An offer in a list."""

    offer: str
    state: State
    draft: int | None
    to: tuple[tuple[str, str], ...]
    author: str
    at: datetime
    until: datetime | None
    mine: bool
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class SideSaid:
    """What one side said of an offer, for who holds its channel."""

    line: str
    name: str
    at: datetime
    seen_at: datetime | None
    word: WordShown | None
    clauses: tuple[ClauseShown, ...]
    may_take_down: bool


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One offer whole. `signed`: what a second person signs; `stays`: why it would not leave if it were due."""

    line: OfferLine
    content: ContentShown
    signed: str
    approved_by: str | None
    hold_until: datetime | None
    sent_back: str | None
    sent_back_by: str | None
    stays: Why | None
    said: tuple[SideSaid, ...]
    not_held: tuple[str, ...]
    may_approve: bool
    may_take_back: bool


def offers(desk: Desk, lang: Lang) -> tuple[OfferLine, ...]:
    """The offers, the latest first.

    Raises:
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        called = side_names(desk, lang)
        return tuple(_line(desk, ours, called) for ours in reversed(desk.fold(OURS).values()))


def _line(desk: Desk, ours: Ours, called: Mapping[str, str]) -> OfferLine:
    state, mine = state_of(desk, ours), ours.author == desk.reader
    return OfferLine(
        ours.offer, state, ours.draft, tuple((line, called.get(line, line)) for line in ours.to), ours.author, ours.at,
        ours.until, mine, state == "asked" and not mine and desk.may("approve_offer"),
    )  # fmt: skip


def offer_page(desk: Desk, offer: str, lang: Lang) -> OfferPage:
    """One offer whole.

    Raises:
        LogNotYours: this reader does not hold the cell.
        OfferWrong: there is none of that name.
    """
    with desk.hold():
        ours, called = known(desk, offer), side_names(desk, lang)
        line, content = _line(desk, ours, called), content_of(desk, ours)
        theirs = put_to(desk, ours)
        waits = line.state in ("asked", "approved")
        return OfferPage(
            line, content_shown(content, lang), ours.signed(content), ours.approved_by, ours.hold_until, ours.sent_back,
            ours.sent_back_by, why_it_stays(desk, ours) if line.state == "approved" else None,
            tuple(_said_by(desk, side, one, called, lang) for side, one in theirs.items()),
            tuple(called.get(side, side) for side in ours.to if side not in channels_held(desk)),
            line.waits_for_me, waits and desk.reader in (ours.author, ours.approved_by) and desk.may("ask_offer"),
        )  # fmt: skip


def _word(said: Said) -> WordShown:
    return WordShown(said.stance, said.words, "", said.at, said.person)


def _said_by(desk: Desk, line: str, theirs: Theirs, called: Mapping[str, str], lang: Lang) -> SideSaid:
    last = {clause: _word(said[-1]) for clause, said in theirs.on_clauses.items()}
    open_ = theirs.closed_at is None
    return SideSaid(
        line, called.get(line, line), theirs.at, theirs.seen_at, _word(theirs.word) if theirs.word else None,
        content_shown(theirs.content, lang, last).clauses, open_ and desk.may("take_down_offer", line=line),
    )  # fmt: skip


# ---- for a side


@dataclass(frozen=True, slots=True)
class PutShown:
    """What was put to a side, behind its own door. `is_closed`: nobody of it has opened it yet, and its words are not shown;
    `asked`: where it is asked for a yes in confidence."""

    offer: str
    number: int | None
    content: ContentShown
    at: datetime
    is_closed: bool
    word: WordShown | None
    asked: Asked | None

    @property
    def waits(self) -> bool:
        """Whether it waits for a word of this side."""
        if self.asked is not None:
            return self.asked.stands == "asked"
        unanswered = any(c.word is None for c in self.content.clauses) if self.content.clauses else self.word is None
        return self.is_closed or unanswered


def door_offers(desk: Desk, lang: Lang) -> tuple[PutShown, ...]:
    """What was put to this delegate's side, the latest first.

    Raises:
        LineUnknown: he is nobody's delegate.
    """
    line = own_line(desk)
    with desk.hold():
        return tuple(_put(desk, line, theirs, lang) for theirs in reversed(desk.fold(offers_in(line)).values()))


def door_offer(desk: Desk, offer: str, lang: Lang) -> PutShown:
    """One of them.

    Raises:
        LineUnknown: he is nobody's delegate.
        OfferWrong: nothing of that name was put to his side.
    """
    line = own_line(desk)
    with desk.hold():
        return _put(desk, line, put_before(desk, line, offer), lang)


def _put(desk: Desk, line: str, theirs: Theirs, lang: Lang) -> PutShown:
    closed = theirs.seen_at is None and desk.may("answer_offer", line=line)
    said = {clause: _own(desk, words[-1]) for clause, words in theirs.on_clauses.items()}
    return PutShown(
        theirs.offer, theirs.number, content_shown(Content(), lang) if closed else content_shown(theirs.content, lang, said),
        to_the_second(theirs.at), closed, _own(desk, theirs.word) if theirs.word else None,
        asked_of_side(desk, line, theirs.offer),
    )  # fmt: skip


def _own(desk: Desk, said: Said) -> WordShown:
    by = "mediator" if said.person else "you" if said.author == desk.reader else "yours"
    return WordShown(said.stance, said.words, by, hour_at_the_door(said.at, "read_back" if said.person else "door"))


# ---- for all


@dataclass(frozen=True, slots=True)
class ReachedShown:
    """An agreement on the table: what all said yes to, who, and whether the opened answers are what was committed to."""

    offer: str
    content: ContentShown
    sides: tuple[str, ...]
    at: datetime
    wrong: tuple[str, ...]
    commitments: tuple[tuple[str, str, str, str], ...]
    digest: str


def agreements(desk: Desk, lang: Lang) -> tuple[ReachedShown, ...]:
    """The agreements on the table, the latest first.

    Raises:
        LogNotYours: this reader does not hold the table.
    """
    with desk.hold():
        found = list(reversed(desk.fold(REACHED).values()))
    return tuple(
        ReachedShown(
            one.offer, content_shown(one.content, lang), tuple(a["names"][lang] for a in one.answers), one.at, wrong_in(one),
            tuple((a["side"], a["names"][lang], a["salt"], a["commitment"]) for a in one.answers), one.digest,
        )
        for one in found
    )  # fmt: skip
