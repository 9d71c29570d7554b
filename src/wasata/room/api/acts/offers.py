"""Acts on the text and on what is put to the sides; and a side's own, behind its door.

Danger: something put to the wrong sides; an answer in confidence written down for another line.
Duty: the desk's own acts. What is approved is named by its digest, as the page showed it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, TypeAdapter

from wasata.desk import acceptance, draft
from wasata.desk import offer as _offer
from wasata.desk.access import Desk
from wasata.desk.door import own_line
from wasata.desk.offer import put_before
from wasata.desk.offer_stands import known
from wasata.errors import OfferWrong
from wasata.record.kinds.draft import ClausePart
from wasata.room.api.acting import LONG, REASON, Asks, Body, InBoth, Named, OnLine, act, holds, said
from wasata.room.forms.message import hold_typed
from wasata.room.wiring import NotHere

_CLAUSE: TypeAdapter[Any] = TypeAdapter(ClausePart)
Clause = Annotated[
    ClausePart,
    BeforeValidator(lambda told: _CLAUSE.validate_json(json.dumps(told)) if isinstance(told, dict) else told),
]


def _of_cell(act_: str) -> Asks:
    """He holds the cell, may do the act, and the offer that is named is there."""

    def asks(desk: Desk, names: Mapping[str, str]) -> None:
        holds(desk, "cell")
        desk.require(act_)
        if "offer" in names:
            with desk.hold():
                try:
                    known(desk, names["offer"])
                except OfferWrong:
                    raise NotHere from None

    return asks


def _of_line(desk: Desk, names: Mapping[str, str]) -> None:
    line = names["line"]
    holds(desk, f"line/{line}", f"channel/{line}")
    desk.require("take_down_offer", line=line)
    _require_put(desk, line, names["offer"])


def _of_door(desk: Desk, names: Mapping[str, str]) -> None:
    line = own_line(desk)
    desk.require("answer_offer", line=line)
    _require_put(desk, line, names["offer"])


def _require_put(desk: Desk, line: str, named: str) -> None:
    with desk.hold():
        try:
            put_before(desk, line, named)
        except OfferWrong:
            raise NotHere from None


# ---- the text


class VersionWritten(Body):
    """The next version of the text, whole."""

    clauses: Annotated[list[Clause], said("draft.write_lead", min_length=1, max_length=300)]
    after: Annotated[int, said("draft.cli.after", ge=0)]
    note: Annotated[str | None, said("draft.note", max_length=REASON)] = None


@act("draft", "write_draft", asks=_of_cell("write_draft"))
def draft_write(desk: Desk, told: VersionWritten, act_id: str) -> str:
    """Writes the next version; gives its number."""
    return str(draft.write(desk, told.clauses, after=told.after, note=told.note, act_id=act_id))


# ---- put to the sides


class OfferTold(Body):
    """What is to be put: a package, an option for every issue, or a version of the text; to which sides; until when they answer
    in confidence, if they are asked for a yes."""

    to: Annotated[list[Named], said("offer.to_whom", min_length=1, max_length=8)]
    package: Annotated[dict[Named, Named] | None, said("offer.a_package")] = None
    draft: Annotated[int | None, said("offer.a_version", ge=1)] = None
    words: Annotated[InBoth | None, said("offer.words_note")] = None
    until: Annotated[datetime | None, said("offer.until_note")] = None


@act("offers", "ask_offer", asks=_of_cell("ask_offer"))
def offer_ask(desk: Desk, told: OfferTold, act_id: str) -> str:
    """Asks a second person that this be put to the sides."""
    words: dict[str, str] | None = {str(lang): text for lang, text in told.words.told.items()} if told.words else None
    return _offer.ask(
        desk, told.to, package=told.package, draft=told.draft, words=words, until=told.until,
        act_id=act_id,
    )  # fmt: skip


class Signed(Body):
    """A second person's word on exactly what was shown to him."""

    signed: Annotated[str, said("offer.approve_note", pattern=r"^[0-9a-f]{64}$")]
    hold: Annotated[str, said("definition.hold", max_length=8)] = ""


@act("offers/{offer}/approve", "approve_offer", asks=_of_cell("approve_offer"))
def offer_approve(desk: Desk, offer: str, told: Signed, act_id: str) -> None:
    """Approves it."""
    _offer.approve(desk, offer, told.signed, hold=hold_typed(told.hold), act_id=act_id)


class NotSo(Body):
    """Why a second person does not approve it."""

    reason: Annotated[str, said("offer.reason", min_length=1, max_length=REASON)]


@act("offers/{offer}/back", "approve_offer", asks=_of_cell("approve_offer"))
def offer_send_back(desk: Desk, offer: str, told: NotSo, act_id: str) -> None:
    """Sends it back."""
    _offer.send_back(desk, offer, told.reason, act_id=act_id)


class TakenBack(Body):
    """Nothing but the act."""


@act("offers/{offer}/take-back", "ask_offer", asks=_of_cell("ask_offer"))
def offer_take_back(desk: Desk, offer: str, told: TakenBack, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Takes it back while it waits."""
    _offer.take_back(desk, offer, act_id=act_id)


# ---- what a side says

Stance = Literal["accepts", "accepts_if", "changes", "refuses"]


class WordTold(OnLine):
    """What somebody who may give his side's word said: of a package or a clause, or his answer in confidence."""

    person: Annotated[Named, said("offer.who_said")]
    stance: Annotated[Stance | None, said("offer.their_word")] = None
    clause: Annotated[Named | None, said("offer.which_clause")] = None
    words: Annotated[str | None, said("offer.in_their_words", max_length=LONG)] = None
    answer: Annotated[Literal["yes", "no"] | None, said("offer.take_down_answer_note")] = None


@act("offers/{offer}/said/{line}", "take_down_offer", asks=_of_line)
def offer_take_down(desk: Desk, offer: str, line: str, told: WordTold, act_id: str) -> None:
    """Writes down what a side said of it."""
    if told.answer is not None:
        acceptance.take_down(desk, line, offer, told.answer, person=told.person, act_id=act_id)
    else:
        stance = told.stance or ""
        _offer.take_down(desk, line, offer, stance, told.words, person=told.person, clause=told.clause, act_id=act_id)


class PutOpened(Body):
    """Nothing but the act."""


@act("channel/put/{offer}/open", "answer_offer", asks=_of_door)
def door_offer_open(desk: Desk, offer: str, told: PutOpened, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Opens what was put to one's side: the mediator is told so."""
    _offer.seen(desk, own_line(desk), offer, act_id=act_id)


class OwnWord(Body):
    """What one's side says of a package or a clause."""

    stance: Annotated[Stance, said("delegate.offer.your_word")]
    clause: Annotated[Named | None, said("offer.which_clause")] = None
    words: Annotated[str | None, said("delegate.offer.in_words", max_length=LONG)] = None


@act("channel/put/{offer}/say", "answer_offer", asks=_of_door)
def door_offer_say(desk: Desk, offer: str, told: OwnWord, act_id: str) -> None:
    """Says what one's side thinks of it."""
    _offer.answer(desk, own_line(desk), offer, told.stance, told.words, clause=told.clause, act_id=act_id)


class OwnAnswer(Body):
    """A yes or a no in confidence."""

    answer: Annotated[Literal["yes", "no"], said("delegate.offer.promise")]


@act("channel/put/{offer}/answer", "answer_offer", asks=_of_door)
def door_offer_answer(desk: Desk, offer: str, told: OwnAnswer, act_id: str) -> None:
    """Answers in confidence; until the close it may be changed."""
    acceptance.answer(desk, own_line(desk), offer, told.answer, act_id=act_id)
