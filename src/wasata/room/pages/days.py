"""The days a list is narrowed to: typed in either language, understood, said back, and kept in the address as what they are.

Danger: an address with "last Tuesday" in it, which next week is another Tuesday; a typed phrase that is gone because it was
not understood.
Duty: `days_asked` reads "from" and "until" of an address. A phrase is understood by today of the case's clock and leads on
(`moved`) to an address of plain days, which keeps the phrase and the day it was reckoned by, so that the page can say both.
Shape: what is not understood stands in its field as typed, with the next move beside it; the other field still counts.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.coming import today_of_case
from wasata.errors import ListenError
from wasata.listen.asked import LONGEST, DaysTyped, days_typed, understood
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble
from wasata.values import Lang

FROM, UNTIL = "from", "to"


@dataclass(frozen=True, slots=True)
class DayField:
    """One of the two fields: its name in the address, what stands in it, and what is wrong with it."""

    name: str
    label: str
    shown: str
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class DaysAsked:
    """What the address asks for. `moved`: where it leads on to, once a phrase was understood; `told`: what is said back."""

    first: date | None
    last: date | None
    fields: tuple[DayField, ...]
    told: tuple[str, ...] = ()
    trouble: Trouble | None = None
    moved: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """The days as links of the page carry them."""
        return {n: d.isoformat() for n, d in ((FROM, self.first), (UNTIL, self.last)) if d is not None}

    @property
    def narrowed(self) -> bool:
        """Whether anything stands in either field."""
        return any(f.shown for f in self.fields)


def days_asked(request: HttpRequest, desk: Desk) -> DaysAsked:
    """The days an address asks for."""
    lang, today = page_language(), today_of_case(desk)
    typed = {name: " ".join(request.GET.get(name, "").split())[: LONGEST + 20] for name in (FROM, UNTIL)}
    found: dict[str, DaysTyped | None] = {}
    wrong: dict[str, Trouble] = {}
    for name, phrase in typed.items():
        try:
            found[name] = days_typed(phrase, today, lang)
        except ListenError as error:
            found[name] = None
            wrong[name] = Trouble.of(error)
    begin, end = found[FROM], found[UNTIL]
    first, last = begin.first if begin else None, end.last if end else None
    if begin and begin.between and not typed[UNTIL]:
        last = begin.last
    if end and end.between and not typed[FROM]:
        first = end.first
    moved = _moved(request, {FROM: begin, UNTIL: end}, first, last, today)
    said = {name: _said(request, name, found[name], lang) for name in typed}
    turned = None
    if first and last and first > last:
        turned = Trouble(
            words.say("when.turned", lang, first=first, last=last), words.say("when.turned.next", lang)
        )  # fmt: skip
    fields = tuple(
        DayField(name, words.say(f"when.{key}", lang), s.typed if (s := said[name]) else typed[name], wrong.get(name))
        for name, key in ((FROM, "from"), (UNTIL, "until"))
    )
    told = tuple(understood(d, lang) for d in said.values() if d is not None)
    return DaysAsked(first, last, fields, told, turned, moved)


def _moved(
    request: HttpRequest, found: dict[str, DaysTyped | None], first: date | None, last: date | None, today: date
) -> str:
    """The address of plain days with the phrases they were typed as; "" where only plain days were typed."""
    phrases = {name: d for name, d in found.items() if d is not None and not d.iso}
    if not phrases:
        return ""
    kept = {k: v for k, v in request.GET.items() if k not in ("page", "on") and not k.endswith("_typed")}
    kept |= {n: d.isoformat() for n, d in ((FROM, first), (UNTIL, last)) if d is not None}
    kept |= {f"{name}_typed": d.typed for name, d in phrases.items()} | {"on": today.isoformat()}
    return f"{request.path}?{urlencode(kept)}"


def _said(request: HttpRequest, name: str, day: DaysTyped | None, lang: Lang) -> DaysTyped | None:
    """The phrase a plain day was typed as, where it still means that day by the day it was reckoned by."""
    phrase = request.GET.get(f"{name}_typed", "")
    if day is None or not phrase:
        return None
    try:
        meant = days_typed(phrase, date.fromisoformat(request.GET.get("on", "")), lang)
    except (ValueError, ListenError):
        return None
    same = meant is not None and (meant.first == day.first if name == FROM else meant.last == day.last)
    return meant if same else None
