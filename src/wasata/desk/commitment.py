"""Commitments published on the common table: who owes what to whom, by when or at which event.

Danger: a promise told to all that its side made in confidence; a name the table does not show; a day gone by that reads like a
promise broken.
Duty: what may be published and withdrawn, and the acts that do it where all is public (elsewhere `for_table`: two people); what
stands of it for whoever sees the table.
Shape: all of it stands in `table`. A commitment is known by its name (`cm-…`), which never changes, by which whatever follows it
refers to it; whether it was kept is not told here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.case import TABLE
from wasata.desk.table import MEDIATOR, SHARED, Commitment, called_on_table, one_of, require_public
from wasata.errors import TableWrong
from wasata.record.kinds.base import Fact
from wasata.record.kinds.table import CommitmentPublished, CommitmentStruck
from wasata.record.ledger import Written
from wasata.values import LANGS, Lang
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class Promised:
    """What is to be published: who owes (a party the table names, or the mediator), to whom (None: to all), by which day, hour
    or event; the words in one language at least."""

    who: str
    words: Mapping[Lang, str]
    to: str | None = None
    day: date | None = None
    at: datetime | None = None
    event: Mapping[Lang, str] | None = None


def _some(told: Mapping[Lang, str] | None) -> dict[Lang, str]:
    """What is written, by language; a language left empty is left out."""
    return {lang: told[lang] for lang in LANGS if told and told.get(lang, "").strip()}


def may_owe(desk: Desk) -> tuple[str, ...]:
    """Who may be named: the mediator, and the parties whose name stands on the table. Ask inside `hold`."""
    return (MEDIATOR, *(who for who in desk.fold(SHARED).names if who != MEDIATOR))


def published_fact(desk: Desk, named: str, told: Promised) -> CommitmentPublished:
    """A commitment as it would stand on the table. Ask inside `hold`.

    Raises:
        TableWrong: nothing is said; somebody is named whom the table does not name, or to himself; neither day nor event is
            told; or the hour is of another day.
    """
    said, event = _some(told.words), _some(told.event)
    if not said:
        raise TableWrong(why=Key("table.why.no_words"), value=named)
    unnamed = next((who for who in (told.who, told.to) if who not in may_owe(desk)), None)  # to None: to all
    if unnamed is not None:
        raise TableWrong(why=Key("table.why.unnamed"), value=unnamed)
    if told.to == told.who:
        raise TableWrong(why=Key("table.why.to_himself"), value=told.who)
    if told.day is None and not event:
        raise TableWrong(why=Key("table.why.no_due"), value=named)
    zone = ZoneInfo(desk.fold(TABLE).opened["zone"])
    if told.at is not None and told.at.astimezone(zone).date() != told.day:
        raise TableWrong(why=Key("table.why.hour"), value=told.day or "")
    return CommitmentPublished(
        commitment=named,
        who=told.who,
        to=told.to,
        words=dict(said),
        day=told.day,
        at=told.at,
        event=dict(event) or None,
    )


def struck_fact(desk: Desk, commitment: str, told: Mapping[Lang, str] | None) -> CommitmentStruck:
    """A commitment withdrawn, with the reason all will read. Ask inside `hold`.

    Raises:
        TableWrong: none of that name stands, or no reason is given.
    """
    require_commitment(desk, commitment)
    return _struck(commitment, told)


def _struck(commitment: str, told: Mapping[Lang, str] | None) -> CommitmentStruck:
    said = _some(told)
    if not said:
        raise TableWrong(why=Key("table.why.no_reason"), value=commitment)
    return CommitmentStruck(commitment=commitment, words=dict(said))


def require_commitment(desk: Desk, commitment: str) -> Commitment:
    """The commitment of this name. Ask inside `hold`.

    Raises:
        TableWrong: none stands.
    """
    found = desk.fold(SHARED).commitments.get(commitment)
    if found is None or found.struck:
        raise TableWrong(why=Key("table.why.commitment"), value=commitment)
    return found


# acts of one person, where all is public


def publish(desk: Desk, told: Promised, *, act_id: str | None = None) -> str:
    """Publishes a commitment in a case that is public only. Gives its name.

    Raises:
        TableWrong: as `published_fact`; or the case is not public only.
    """
    act_id = act_id or new_act_id()
    named = f"cm-{name_by(act_id)}"

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (published_fact(desk, named, told),)}

    desk.do("publish_commitment", decide, act_id=act_id)
    return named


def strike(desk: Desk, commitment: str, told: Mapping[Lang, str], *, act_id: str | None = None) -> Written:
    """Withdraws a commitment in a case that is public only.

    Raises:
        TableWrong: as `struck_fact`; or the case is not public only.
    """

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (struck_fact(desk, commitment, told),)}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        return exactly({"table": (_struck(commitment, told),)})(was)

    return desk.do("strike_commitment", decide, act_id=act_id, same=same)


# questions


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment on the table, in the page's language as far as it was written in it; `lang`, `event_lang`, `why_lang` say in
    which its words, its event and the reason of its withdrawal are. `to` None: to all. `state`: `to_come`, `today`, `past` (its
    day is over, which says nothing of whether it was kept), `at_event`, `struck`."""

    commitment: str
    who: str
    to: str | None
    words: str
    lang: Lang
    due: date | None
    at: datetime | None
    event: str | None
    event_lang: Lang | None
    state: str
    why: str | None
    why_lang: Lang | None
    published_at: datetime


def commitments(desk: Desk, lang: Lang) -> tuple[CommitmentLine, ...]:
    """The commitments published on the table: those with a day first, in their order; withdrawn ones stay.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        zone = ZoneInfo(desk.fold(TABLE).opened.get("zone", "UTC"))
        today = desk.now().astimezone(zone).date()
        told = [_line(desk, c, lang, today) for c in desk.fold(SHARED).commitments.values()]
    last = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(told, key=lambda c: (c.due or date.max, c.at or last, c.published_at, c.commitment)))


def _line(desk: Desk, c: Commitment, lang: Lang, today: date) -> CommitmentLine:
    said, of_said = one_of(c.words, lang)
    event, of_event = one_of(c.event, lang)
    why, of_why = one_of(c.why, lang)
    state = "struck" if c.struck else "at_event" if c.day is None else "today" if c.day == today else (
        "to_come" if c.day > today else "past"
    )  # fmt: skip
    return CommitmentLine(
        c.commitment, called_on_table(desk, c.who, lang), called_on_table(desk, c.to, lang) if c.to else None, said or "",
        of_said or lang, c.day, c.at, event, of_event, state, why, of_why, c.published_at,
    )  # fmt: skip
