"""Acts on definitions: written, put to a side, a side's word taken down, approved, put on the table; taken back while they wait.

Danger: a text put to a side that was not meant; one that goes before all and that its second person did not read.
Duty: the desk's own acts. Who puts a text to a side types the recipient's name; who puts it on the table gives the digest of
what he read, and types the word it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import Field

from wasata.desk import definition as definitions
from wasata.desk.access import Desk
from wasata.desk.defined import Text
from wasata.desk.definition_sides import DefinitionLine, definition
from wasata.desk.line import lines_held
from wasata.desk.line_stands import require_talks
from wasata.desk.map import kept_map, take_in_map
from wasata.errors import DefinitionWrong
from wasata.room.api.acting import SHORT, Asks, Body, Bytes, Named, NotExchanged, OnLine, act, holds, on_line, said
from wasata.room.api.acts.door import Instead, Number, Word, objection
from wasata.room.api.acts.messages import Hold, Recipient, hold_of
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api
from wasata.room.wiring import NotHere


def _team(desk: Desk) -> None:
    """To who holds no line there are no definitions."""
    holds(desk, "bureau")
    if not lines_held(desk):
        raise NotHere


def _known(desk: Desk, term: str) -> DefinitionLine:
    _team(desk)
    return _told(desk, term)


def _told(desk: Desk, term: str) -> DefinitionLine:
    """One word, for whoever holds the bureau."""
    holds(desk, "bureau")
    require_talks(desk)
    try:
        return definition(desk, term, "en")
    except DefinitionWrong:
        raise NotHere from None


@dataclass(frozen=True, slots=True)
class ToSign:
    """The newest text of a word with its number and the digest that whoever puts it on the table signs."""

    number: int
    text: Text
    digest: str


@api.get("/cases/{case}/definitions/{term}/text", response=ToSign)
def definition_text(request: HttpRequest, case: str, term: str) -> Any:
    """The newest text of a word, in both languages, with the digest that is signed."""
    told = _told(desk_for(request, case), term)
    return ToSign(told.number, told.text, told.text.digest)


class TextTold(Body):
    """A word and what it means: words, and a number or a map."""

    names: NotExchanged
    words: NotExchanged
    also: Annotated[list[Annotated[str, Field(min_length=1, max_length=SHORT)]], said("definition.cli.also")] = []
    value: Annotated[Decimal | None, said("definition.value", allow_inf_nan=False)] = None
    unit: Annotated[str | None, said("definition.unit", max_length=60)] = None
    map: Annotated[str | None, said("acting.field.map", pattern="^[0-9a-f]{64}$")] = None


def _text(desk: Desk, told: TextTold) -> Text:
    value = None if told.value is None else Decimal(f"{told.value.normalize():f}")
    drawn = kept_map(desk, told.map) if told.map else None
    names, words = ({str(lang): text for lang, text in both.told.items()} for both in (told.names, told.words))
    return Text(names, words, tuple(dict.fromkeys(told.also)), value, told.unit or None, drawn)


def _writes(desk: Desk, names: Mapping[str, str]) -> None:
    _team(desk)
    desk.require("write_definition")
    if "term" in names:
        _known(desk, names["term"])


class MapSent(Body):
    """A picture of where a word's meaning runs, PNG or JPEG."""

    content: Annotated[Bytes, said("definition.cli.map", "acting.field.content")]


@act("maps", "write_definition", asks=_writes)
def definition_keep_map(desk: Desk, told: MapSent, act_id: str) -> str:
    """Takes a picture in for a definition, bare of what it tells of its making. A text names it as its `map`."""
    return take_in_map(desk, told.content, act_id=act_id).piece


@act("definitions", "write_definition", asks=_writes)
def definition_write(desk: Desk, told: TextTold, act_id: str) -> str:
    """Writes a word and what it means."""
    return definitions.write(desk, _text(desk, told), act_id=act_id)


@act("definitions/{term}/versions", "write_definition", asks=_writes)
def definition_next(desk: Desk, term: str, told: TextTold, act_id: str) -> str:
    """Writes the next version of a word."""
    return definitions.write(desk, _text(desk, told), term=term, act_id=act_id)


# ---- to a side


def _with_line(desk: Desk, names: Mapping[str, str]) -> None:
    _known(desk, names["term"])
    on_line()(desk, names)


_AT_A_SIDE: Asks = _with_line


class ToASide(OnLine):
    """The version that is put to a side; the recipient's name is typed."""

    number: Number
    recipient: Recipient
    hold: Hold = None


@act("definitions/{term}/lines/{line}/put", "put_definition", asks=_AT_A_SIDE)
def definition_put(desk: Desk, term: str, line: str, told: ToASide, act_id: str) -> None:
    """A second person puts the newest version to one side. It waits before it leaves."""
    definitions.put(
        desk, line, term, told.number, recipient=told.recipient, hold=hold_of(told.hold), act_id=act_id
    )  # fmt: skip


class ToASideBack(OnLine):
    """The version that is taken back before it left."""

    number: Number


@act("definitions/{term}/lines/{line}/take-back", "put_definition", asks=_AT_A_SIDE)
def definition_put_back(desk: Desk, term: str, line: str, told: ToASideBack, act_id: str) -> None:
    """Who put a version to a side takes it back while it waits."""
    definitions.take_back(desk, line, term, told.number, act_id=act_id)


class SaidOfIt(OnLine):
    """What somebody at the other end, who may give his side's word, said of the version put last."""

    number: Number
    word: Word
    words: Instead = None
    person: Annotated[Named, said("definition.cli.person")]


@act("definitions/{term}/lines/{line}/word", "take_down_definition", asks=_AT_A_SIDE)
def definition_word(desk: Desk, term: str, line: str, told: SaidOfIt, act_id: str) -> None:
    """Writes down what a side said of it."""
    definitions.take_down(
        desk, line, term, told.number, objection(told.word, told.words), person=told.person, act_id=act_id
    )


# ---- on the table


def _of_term(desk: Desk, names: Mapping[str, str]) -> None:
    _known(desk, names["term"])


class StandsByIt(Body):
    """A first person's word."""


@act("definitions/{term}/approve", "approve_definition", asks=_of_term)
def definition_approve(desk: Desk, term: str, told: StandsByIt, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """A first person stands by it that the newest version goes on the table."""
    definitions.approve(desk, term, act_id=act_id)


class TermSigned(Body):
    """The second person's word on the text he read; he types which word it is."""

    signed: Annotated[str, said("acting.field.signed_term", pattern="^[0-9a-f]{64}$")]
    named: Annotated[str, said("definition.agree_named", max_length=SHORT)]
    hold: Hold = None


@act("definitions/{term}/table", "agree_definition", asks=_of_term)
def definition_agree(desk: Desk, term: str, told: TermSigned, act_id: str) -> None:
    """A second person puts on the table what all who were asked have confirmed. It waits before it leaves."""
    definitions.agree(desk, term, told.signed, named=told.named, hold=hold_of(told.hold), act_id=act_id)


class TermBack(Body):
    """A word that is taken back before it stands on the table."""


@act("definitions/{term}/table/take-back", "agree_definition", asks=_of_term)
def definition_agree_back(desk: Desk, term: str, told: TermBack, act_id: str) -> None:  # noqa: ARG001 (`act` gives it)
    """Who put it on the table takes it back while it waits."""
    definitions.take_back_agreement(desk, term, act_id=act_id)
