"""Acts on the common table: what is asked for, approved by a second person, sent back, taken back; and notes of the team.

Danger: a word before all sides that one person alone put there; something approved that its approver did not read.
Duty: `for_table.offer` and what follows it. The second person comes with a sign-in of his own, and signs the digest he read.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from pydantic import AfterValidator, model_validator

from wasata.desk import for_table, own_words
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.for_table import AskedLine, Wish
from wasata.errors import TableWrong
from wasata.listen.reader import language_of
from wasata.room.api.acting import LONG, REASON, Asks, Body, Named, NotExchanged, Sent, act, holds, said
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api
from wasata.room.api.unfit import unfit
from wasata.room.wiring import NotHere
from wasata.values import Lang


def _puts(act_: str) -> Asks:
    def asks(desk: Desk, _names: Mapping[str, str]) -> None:
        holds(desk, "table")
        desk.require(act_)

    return asks


class NoticeTold(Body):
    """A notice that all parties will read."""

    words: NotExchanged


@act("table/notices", "post_notice", "ask_for_table", asks=_puts("post_notice"))
def table_notice(desk: Desk, told: NoticeTold, act_id: str) -> str | None:
    """Asks for a notice on the table; where all is public, puts it there."""
    return for_table.offer(desk, Wish("notice", told.words.told), act_id=act_id)


class NameTold(Body):
    """What the team or a party is called before all."""

    who: Annotated[Named, said("table.cli.who")]
    names: NotExchanged


@act("table/names", "name_on_table", "ask_for_table", asks=_puts("name_on_table"))
def table_name(desk: Desk, told: NameTold, act_id: str) -> str | None:
    """Asks that the team or a party be called so on the table; where all is public, sets the name."""
    return for_table.offer(desk, Wish("name", told.names.told, told.who), act_id=act_id)


def _of_the_case(hour: time | None) -> time | None:
    if hour is not None and hour.tzinfo is not None:
        raise unfit("with_offset")
    return hour


class DayTold(Body):
    """A day for the calendar all share."""

    day: Annotated[date, said("table.day")]
    hour: Annotated[time | None, said("table.cli.at"), AfterValidator(_of_the_case)] = None
    words: NotExchanged


def _at(desk: Desk, told: DayTold) -> datetime | None:
    if told.hour is None:
        return None
    return datetime.combine(told.day, told.hour, ZoneInfo(case_head(desk, "en").zone))


@act("table/days", "enter_day", "ask_for_table", asks=_puts("enter_day"))
def table_day(desk: Desk, told: DayTold, act_id: str) -> str | None:
    """Asks for a day on the table; where all is public, puts it there."""
    return for_table.offer(desk, Wish("day", told.words.told, None, told.day, _at(desk, told)), act_id=act_id)


@act("table/days/{entry}/move", "enter_day", "ask_for_table", asks=_puts("enter_day"))
def table_day_move(desk: Desk, entry: str, told: DayTold, act_id: str) -> str | None:
    """Asks that a day be moved, or told in other words."""
    return for_table.offer(desk, Wish("move", told.words.told, entry, told.day, _at(desk, told)), act_id=act_id)


class DayToStrike(Body):
    """A day that does not take place, with a reason all will read, or without."""

    words: NotExchanged | None = None


@act("table/days/{entry}/strike", "strike_day", "ask_for_table", asks=_puts("strike_day"))
def table_day_strike(desk: Desk, entry: str, told: DayToStrike, act_id: str) -> str | None:
    """Asks that a day be struck: all will see that it does not take place."""
    return for_table.offer(desk, Wish("strike", told.words.told if told.words else None, entry), act_id=act_id)


def _either(told: str | None, lang: Lang) -> str | None:
    if told is not None and language_of(told) != lang:
        raise unfit("other_language")
    return told


class EitherTold(Sent):
    """Words in both languages, or in one of them."""

    ar: Annotated[
        str | None, said("table.words_ar", max_length=500), AfterValidator(lambda told: _either(told, "ar"))
    ] = None
    en: Annotated[
        str | None, said("table.words_en", max_length=500), AfterValidator(lambda told: _either(told, "en"))
    ] = None

    @property
    def told(self) -> dict[Lang, str]:
        both: dict[Lang, str | None] = {"ar": self.ar, "en": self.en}
        return {lang: words for lang, words in both.items() if words}


class CommitmentTold(Body):
    """Who owes what to whom (all, if nobody is told), by a day of the case, an hour of it, or at an event."""

    who: Annotated[Named, said("table.cli.owes")]
    to: Annotated[Named | None, said("table.cli.to")] = None
    words: EitherTold
    day: Annotated[date | None, said("table.cli.on")] = None
    hour: Annotated[time | None, said("table.cli.at"), AfterValidator(_of_the_case)] = None
    event: EitherTold | None = None

    @model_validator(mode="after")
    def _on_a_day(self) -> "CommitmentTold":
        if self.hour is not None and self.day is None:
            raise unfit("hour_without_day")
        return self


@act("table/commitments", "publish_commitment", "ask_for_table", asks=_puts("publish_commitment"))
def table_commitment(desk: Desk, told: CommitmentTold, act_id: str) -> str | None:
    """Asks for a commitment on the table; where all is public, publishes it."""
    at = None
    if told.hour is not None and told.day is not None:
        at = datetime.combine(told.day, told.hour, ZoneInfo(case_head(desk, "en").zone))
    event = told.event.told if told.event else None
    wish = Wish("commitment", told.words.told, told.who, told.day, at, told.to, event or None)
    return for_table.offer(desk, wish, act_id=act_id)


class CommitmentToStrike(Body):
    """Why a commitment stands no more, as all will read it."""

    words: EitherTold


@act("table/commitments/{commitment}/strike", "strike_commitment", "ask_for_table", asks=_puts("strike_commitment"))
def table_commitment_strike(desk: Desk, commitment: str, told: CommitmentToStrike, act_id: str) -> str | None:
    """Asks that a commitment be withdrawn: all will see that it stands no more, and why."""
    return for_table.offer(desk, Wish("withdraw", told.words.told, commitment), act_id=act_id)


# ---- what waits for a second person


def _asked(desk: Desk, ask: str, lang: Lang) -> AskedLine:
    """One asking; to who is not of the team there is none."""
    holds(desk, "bureau", "table")
    try:
        return for_table.asked(desk, ask, lang)
    except TableWrong:
        raise NotHere from None


@api.get("/cases/{case}/table/asked", response=list[AskedLine])
def table_waiting(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """What waits for a second person to put it on the table, each with the digest he signs (`signed`)."""
    desk = desk_for(request, case)
    holds(desk, "bureau", "table")
    return list(for_table.waiting(desk, lang))


@api.get("/cases/{case}/table/asked/{ask}", response=AskedLine)
def table_asked(request: HttpRequest, case: str, ask: str, lang: Asked = "en") -> Any:
    """What one of the team asked for, whole."""
    return _asked(desk_for(request, case), ask, lang)


def _knows(desk: Desk, names: Mapping[str, str]) -> None:
    _asked(desk, names["ask"], "en")


class AskSigned(Body):
    """The second person's word on what he read."""

    signed: Annotated[str, said("acting.field.signed_ask", pattern="^[0-9a-f]{64}$")]


@act("table/asked/{ask}/approve", "approve_for_table", "put_on_table", asks=_knows)
def table_approve(desk: Desk, ask: str, told: AskSigned, act_id: str) -> None:  # noqa: ARG001 (an asking is approved once)
    """A second person approves exactly what he read, and it stands on the table."""
    for_table.approve(desk, ask, told.signed)


class AskBack(Body):
    """Why it is not put there."""

    reason: Annotated[str, said("table.cli.reason", max_length=REASON)]


@act("table/asked/{ask}/send-back", "send_back_from_table", asks=_knows)
def table_send_back(desk: Desk, ask: str, told: AskBack, act_id: str) -> None:  # noqa: ARG001 (an asking is sent back once)
    """A second person does not put it there; who asked reads why."""
    for_table.send_back(desk, ask, told.reason)


class AskTakenBack(Body):
    """An asking that is taken back."""


@act("table/asked/{ask}/take-back", "ask_for_table", asks=_knows)
def table_take_back(desk: Desk, ask: str, told: AskTakenBack, act_id: str) -> None:  # noqa: ARG001 (an asking is taken back once)
    """Who asked asks no more."""
    for_table.take_back(desk, ask)


# ---- notes of the team


class NoteTold(Body):
    """A note of the team: on the state of the talks, or of the watch."""

    words: Annotated[str, said("note.text", "note.text_help", min_length=1, max_length=LONG)]
    at_head: Annotated[bool, said("note.about_help")] = False


def _notes(desk: Desk, _names: Mapping[str, str]) -> None:
    holds(desk, "bureau")
    desk.require("write_note")


@act("notes", "write_note", asks=_notes)
def note_write(desk: Desk, told: NoteTold, act_id: str) -> None:
    """Writes a note that the whole team reads."""
    words = told.words.strip()
    own_words.note(desk, words, language_of(words), about="state" if told.at_head else "watch", act_id=act_id)
