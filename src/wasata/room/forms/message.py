"""What is typed of messages: words in passages, whose they are, what may be done with each.

Danger: two passages taken for one, so that what was said of the first is done with the second.
Duty: takes a text apart into its passages, and a form into what was typed, nothing judged.
Shape: a blank line begins a new passage; what is judged, the desk judges.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.http import QueryDict

from wasata import words
from wasata.desk.letter import HOLD, HOLDS
from wasata.listen.reader import language_of
from wasata.record.kinds.message import Clearance
from wasata.values import Lang


def hold_named(hold: timedelta) -> str:
    """A time of waiting as forms name it: whole minutes, or seconds where the room is set to such."""
    minutes, seconds = divmod(int(hold.total_seconds()), 60)
    return f"{int(hold.total_seconds())}s" if seconds else str(minutes)


def hold_typed(told: str) -> timedelta:
    """One of the times that are offered; the room's own for what is none of them."""
    return {hold_named(hold): hold for hold in HOLDS}.get(told, HOLD)


def hold_shown(hold: timedelta, lang: Lang) -> str:
    """A time of waiting in words."""
    minutes, seconds = divmod(int(hold.total_seconds()), 60)
    if seconds:
        return words.count("message.n_seconds", int(hold.total_seconds()), lang)
    return words.count("message.n_minutes", minutes, lang)


CLEARANCES: tuple[Clearance, ...] = ("none", "test", "ours", "theirs")
"""In the order in which more may pass; the first stands unless their party says otherwise."""

_BETWEEN = re.compile(r"\n[^\S\n]*\n\s*")


def passages_of(text: str) -> tuple[str, ...]:
    """The passages of a text: a blank line stands between two."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return tuple(p.strip() for p in _BETWEEN.split(plain)) if plain else ()


def text_of(passages: tuple[str, ...]) -> str:
    """Passages as they are typed."""
    return "\n\n".join(re.sub(_BETWEEN, "\n", p) for p in passages)


def clearance_typed(typed: str) -> Clearance:
    """A clearance as a form sends it: what is not understood lets nothing pass."""
    return next((c for c in CLEARANCES if c == typed), "none")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a message: theirs (`way`, `person`, `clearances`) or ours (`recipient`, `hold`)."""

    text: str = ""
    lang_typed: str = ""
    person: str = ""
    way: str = ""
    answers: str = ""
    told: str = ""
    contact: str = ""
    clearances: tuple[Clearance, ...] = ()
    recipient: str = ""
    hold: timedelta = HOLD

    @classmethod
    def of(cls, sent: QueryDict) -> "Typed":
        text = sent.get("text", "")  # cut nowhere: what is too long is refused by the desk, by name
        return cls(
            text, sent.get("lang", "")[:2], sent.get("person", "")[:64], sent.get("way", "")[:16],
            sent.get("answers", "")[:64], sent.get("told", "")[:64], sent.get("contact", "")[:64],
            tuple(clearance_typed(sent.get(f"clear-{n}", "")) for n in range(1, len(passages_of(text)) + 1)),
            sent.get("recipient", "")[:200], hold_typed(sent.get("hold", "")),
        )  # fmt: skip

    @property
    def passages(self) -> tuple[str, ...]:
        return passages_of(self.text)

    @property
    def lang(self) -> Lang:
        """The language chosen, or else that of the letters."""
        return "ar" if self.lang_typed == "ar" else "en" if self.lang_typed == "en" else language_of(self.text)

    @property
    def cleared(self) -> tuple[tuple[str, Clearance], ...]:
        """Each passage with what may be done with it."""
        return tuple(zip(self.passages, self.clearances, strict=True))

    @property
    def waits(self) -> str:
        """How long it is to wait, as the form names it."""
        return hold_named(self.hold)
