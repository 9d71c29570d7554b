"""The acts of the table for tests that are about something else: one of the team asks, a second approves at once."""

from collections.abc import Mapping
from datetime import date, datetime

from wasata.desk import for_table
from wasata.desk.access import READERS, Desk, of_access
from wasata.desk.for_table import Wish, entry_of
from wasata.values import Lang


def put(desk: Desk, wish: Wish, *, act_id: str | None = None) -> str:
    """What was asked for stands on the table. Gives the asking."""
    ask = for_table.ask(desk, wish, act_id=act_id)
    known = of_access(desk.home, desk.case, READERS)
    second = next(r for r, s in known.items() if s.role in ("lead", "officer") and r != desk.reader)
    for_table.approve(Desk.open(desk.home, desk.case, second, now=desk.now), ask, wish.digest)
    return ask


def post_notice(desk: Desk, *, ar: str, en: str, act_id: str | None = None) -> str:
    return put(desk, Wish("notice", {"ar": ar, "en": en}), act_id=act_id)


def show_name(desk: Desk, who: str, names: Mapping[Lang, str]) -> str:
    return put(desk, Wish("name", names, who))


def enter_day(
    desk: Desk, day: date, told: Mapping[Lang, str], *, at: datetime | None = None, entry: str | None = None
) -> str:
    """Gives the name of the day."""
    ask = put(desk, Wish("move" if entry else "day", told, entry, day, at))
    return entry or entry_of(ask)


def strike_day(desk: Desk, entry: str, told: Mapping[Lang, str] | None = None) -> str:
    return put(desk, Wish("strike", told, entry))
