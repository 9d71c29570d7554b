"""Precedents: what a case teaches the teams of other cases, in words that name nobody.

Danger: a side known again by its words, by a name, or by a number that points at one person; a card that one person alone let go.
Duty: a card is written by one, approved by two others, and refused where it repeats six words of anything that any of the three
holds in confidence, names anybody the case knows, or tells a count under three. Then it crosses into the log `precedents` of the
home, where neither the case nor its people stand.
Shape: a card and every word on it stand in `bureau`; the act that crosses writes `precedents` and nothing else, in the room's
name. What every team of the home reads: `precedents(desk)`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from wasata.carry.relay import alike
from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.case import opened
from wasata.desk.confidence import of_a_line
from wasata.desk.line_stands import lines_held
from wasata.desk.press import PRESS
from wasata.desk.texts import texts_in
from wasata.errors import KindUnknown, PrecedentWrong
from wasata.listen.letters import fold
from wasata.listen.mentions import mentions_in
from wasata.listen.roster import default_roster
from wasata.record import canon
from wasata.record.entry import Entry
from wasata.record.fold import Folds, View
from wasata.record.home import HOUSE, Home
from wasata.record.kinds.base import Fact
from wasata.record.kinds.precedent import (
    Card,
    PrecedentApproved,
    PrecedentDrafted,
    PrecedentMade,
    PrecedentSentBack,
)
from wasata.values import LANGS, Lang
from wasata.words import Key

HANDS = 2
"""So many others than its author approve a card."""
FEWEST = 3
"""A smaller count could point at one person."""
LONGEST = 1_500
LOG = "precedents"
BY = "precedents"
"""In whose name it crosses: the room's. Who wrote and approved it stands in the bureau of the case."""

State = Literal["waiting", "sent_back", "made"]
_NUMBER = re.compile(r"(?<![\d:/.,])\d+(?![\d:/.,]\d)")
_WORD = re.compile(r"\w+")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A card as it stands in the bureau. `approved`: who let it go so far, each once."""

    precedent: str
    card: Card
    author: str
    at: datetime
    approved: tuple[str, ...] = ()
    state: State = "waiting"
    reason: str | None = None
    by: str | None = None

    @property
    def digest(self) -> str:
        """What those who approve sign."""
        return hashlib.sha256(canon.encode(self.card.model_dump(mode="json"))).hexdigest()


Drafts = dict[str, Draft]


def _step(drafts: Drafts, entry: Entry) -> Drafts:
    d = entry.data
    match entry.kind:
        case "precedent.drafted":
            card = Card.model_validate_json(canon.encode(d["card"]))
            drafts[d["precedent"]] = Draft(d["precedent"], card, entry.author, entry.recorded_at)
        case "precedent.approved":
            found = drafts[d["precedent"]]
            drafts[d["precedent"]] = replace(found, approved=(*found.approved, entry.author))
        case "precedent.sent_back":
            found = drafts[d["precedent"]]
            drafts[d["precedent"]] = replace(found, state="sent_back", reason=d["reason"], by=entry.author)
        case kind if kind.startswith("precedent."):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # the team's other acts
    return drafts


DRAFTS: View[Drafts] = View("precedent.drafts", 1, ("bureau",), dict, _step)


@dataclass(frozen=True, slots=True)
class Precedent:
    """One precedent, as every team of the home reads it."""

    precedent: str
    card: Card
    at: datetime


def _made(made: dict[str, Precedent], entry: Entry) -> dict[str, Precedent]:
    if entry.kind != "precedent.made":
        raise KindUnknown(kind=entry.kind, version=entry.version)
    card = Card.model_validate_json(canon.encode(entry.data["card"]))
    made[entry.data["precedent"]] = Precedent(entry.data["precedent"], card, entry.recorded_at)
    return made


MADE: View[dict[str, Precedent]] = View("precedent.made", 1, (LOG,), dict, _made)


def _wrong(why: str, value: object) -> PrecedentWrong:
    return PrecedentWrong(why=Key(f"precedent.why.{why}"), value=value)


# what a card may not tell


def _texts(card: Card) -> Iterator[tuple[Lang, str]]:
    for told in (card.names, *(point.words for point in card.points)):
        yield from told.items()


def _known_names(desk: Desk) -> Iterator[str]:
    """Names this reader knows from the case: of its parties, and on the lines he holds."""
    yield from (name for name in opened(desk).get("names", {}).values())
    for log in ("table", *(f"{kind}/{line}" for line in lines_held(desk) for kind in ("line", "channel"))):
        if desk.holds(log):
            yield from (t.words for t in desk.fold(texts_in(log)) if {"name", "names"} & set(t.part.split(".")))


def _named_in(desk: Desk, lang: Lang, text: str) -> str | None:
    """A name that stands in a text: one of the roster, or one the case itself wrote down."""
    roster = desk.fold(PRESS).roster if desk.holds("press") else default_roster()
    found = next(iter(mentions_in(fold(text, lang), lang, roster)), None)
    if found is not None:
        entry = roster.entries[found.entry]
        return next(iter((*entry.names(lang), entry.id)), entry.id)
    words = _as_compared(text)
    known = ((name, _as_compared(name)) for name in _known_names(desk))
    return next((name for name, plain in known if len(plain.strip()) >= _SHORTEST_NAME and plain in words), None)


def _as_compared(text: str) -> str:
    """Its words, each between blanks."""
    return f" {' '.join(alike(word) for word in _WORD.findall(text))} "


def require_fit(desk: Desk, card: Card) -> None:
    """Refuses a card that names somebody, tells a count under three, or repeats what was said in confidence. Ask inside `hold`.

    Raises:
        PrecedentWrong: which of these, and where.
    """
    if (card.given is None) != (card.taken is None):
        raise _wrong("ratio", card.given or card.taken)
    if card.people is not None and card.people < FEWEST:
        raise _wrong("few", card.people)
    for lang, text in _texts(card):
        if not text.strip() or len(text) > LONGEST:
            raise _wrong("words", len(text.strip()))
        name = _named_in(desk, lang, text)
        if name is not None:
            raise _wrong("name", name)
        small = next((n for n in _NUMBER.findall(text) if int(n) < FEWEST), None)
        if small is not None:
            raise _wrong("few", small)
    run = of_a_line(desk, [text for _, text in _texts(card)])
    if run is not None:
        raise _wrong("overheard", run)


# acts


def draft(desk: Desk, card: Card, *, act_id: str | None = None) -> str:
    """One of the team writes a card. Gives the name under which it waits for two others.

    Raises:
        PrecedentWrong: it may not be told so (`require_fit`).
    """
    act_id = act_id or new_act_id()
    named = f"pr-{name_by(act_id)}"
    fact = PrecedentDrafted(precedent=named, card=card)

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_fit(desk, card)
        return {"bureau": (fact,)}

    desk.do("draft_precedent", decide, act_id=act_id, same=exactly({"bureau": (fact,)}))
    return named


def _known(desk: Desk, precedent: str) -> Draft:
    found = desk.fold(DRAFTS).get(precedent)
    if found is None:
        raise _wrong("unknown", precedent)
    return replace(found, state="made") if precedent in made(desk.home) else found


def send_back(desk: Desk, precedent: str, reason: str) -> None:
    """Another person does not let it go; or its author takes it back. What has crossed stays.

    Raises:
        PrecedentWrong: no reason, or it does not wait.
    """
    told = reason.strip()
    if not told or len(told) > 2_000:
        raise _wrong("reason", len(told))

    def decide() -> dict[str, tuple[Fact, ...]]:
        if _known(desk, precedent).state != "waiting":
            raise _wrong("decided", precedent)
        run = of_a_line(desk, (told,))
        if run is not None:
            raise _wrong("overheard", run)
        return {"bureau": (PrecedentSentBack(precedent=precedent, reason=told),)}

    desk.do("send_back_precedent", decide, act_id=f"{precedent}.back", same=lambda _: True)


def approve(desk: Desk, precedent: str, signed: str) -> bool:
    """Another person lets it go, exactly as he saw it; with the second such word it crosses. Says whether it stands there now.
    What was broken off between the word and the crossing he takes up by approving again.

    Raises:
        PrecedentWrong: it is his own, he saw something else, it does not wait, or it repeats or names what he knows.
    """
    desk.require("approve_precedent")
    desk.require("make_precedent")

    def decide() -> dict[str, tuple[Fact, ...]]:
        found = _known(desk, precedent)
        if found.author == desk.reader:
            raise _wrong("own", precedent)
        if found.digest != signed:
            raise _wrong("older", precedent)
        if found.state != "waiting" or len(found.approved) >= HANDS:
            raise _wrong("decided", precedent)
        require_fit(desk, found.card)
        return {"bureau": (PrecedentApproved(precedent=precedent, digest=signed),)}

    with desk.hold():
        before = desk.reader in _known(desk, precedent).approved
    if not before:
        desk.do("approve_precedent", decide, act_id=f"{precedent}.word", same=lambda _: True)
    with desk.hold():
        found = _known(desk, precedent)
    if found.state == "waiting" and len(set(found.approved) - {found.author}) >= HANDS:
        _cross(desk, found)
    with desk.hold():
        return _known(desk, precedent).state == "made"


def _cross(desk: Desk, found: Draft) -> None:
    """The card as two others approved it, in the log of the home. Nothing of the case goes along: no name, no case, no author;
    and the hour is that of the last word."""
    desk.home.open_house()
    ledger = desk.home.ledger(HOUSE, (LOG,))
    with ledger.in_line():
        if ledger.written(found.precedent, BY) is None:
            fact = PrecedentMade(precedent=found.precedent, card=found.card)
            ledger.append({LOG: (ledger.head(LOG).seq, (fact,))}, author=BY, act=found.precedent)


# questions


def made(home: Home) -> Mapping[str, Precedent]:
    """All precedents of a home, by name, in the order they were made."""
    if not home.has_house():
        return {}
    return Folds(home.ledger(HOUSE, (LOG,))).get(MADE)


def precedents(desk: Desk) -> tuple[Precedent, ...]:
    """What the teams of all cases of this home may use, newest first.

    Raises:
        NotAllowed: he is not of a team.
    """
    desk.require("read_precedents")
    return tuple(reversed(tuple(made(desk.home).values())))


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One card of this case that waits or was sent back."""

    draft: Draft
    signed: str
    left: int
    mine: bool
    may_approve: bool
    may_send_back: bool


def drafts(desk: Desk) -> tuple[DraftLine, ...]:
    """The cards of this case that have not crossed, newest first.

    Raises:
        NotAllowed: he is not of the team.
    """
    desk.require("read_precedents")
    with desk.hold():
        stand = made(desk.home)
        found: Sequence[Draft] = [d for d in desk.fold(DRAFTS).values() if d.precedent not in stand]
    return tuple(
        DraftLine(
            d, d.digest, max(HANDS - len(set(d.approved)), 0), d.author == desk.reader,
            d.state == "waiting" and d.author != desk.reader and desk.may("approve_precedent")
            and (desk.reader not in d.approved or len(d.approved) >= HANDS),
            d.state == "waiting" and desk.may("send_back_precedent"),
        )
        for d in reversed(found)
    )  # fmt: skip


def card_of(
    exchange: str, names: Mapping[Lang, str], points: Mapping[str, Mapping[Lang, str]], **numbers: int | None
) -> Card:
    """A card from what was typed; what was left empty is not on it.

    Raises:
        PrecedentWrong: no such exchange, no name, nothing told, or a number that is none.
    """
    told = {about: _in_languages(words) for about, words in points.items()}
    values: dict[str, Any] = {
        "exchange": exchange, "names": _in_languages(names), **numbers,
        "points": tuple({"about": about, "words": words} for about, words in told.items() if words),
    }  # fmt: skip
    if not values["names"] or not values["points"]:
        raise _wrong("words", 0)
    try:
        return Card.model_validate(values)
    except ValueError:
        raise _wrong("form", exchange) from None


def _in_languages(words: Mapping[Lang, str]) -> dict[Lang, str]:
    return {lang: words[lang].strip() for lang in LANGS if words.get(lang, "").strip()}
