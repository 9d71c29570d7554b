"""One value as somebody gave it: the smallest thing the pictures of numbers are made of.

Danger: "more than 7,000" drawn as 7,000.
Duty: value, how it was given, by whom, for which day, how surely read; and its words in both languages.
Shape: `Said(author="…", value=Decimal(7000), qualifier="more_than", day=date(2023, 10, 28))` → "more than 7,000".
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from wasata.room.charts.drawing import plain
from wasata.room.charts.scales import short_day
from wasata.values import Lang, Qualifier
from wasata.words import number, say

Certainty = Literal["explicit", "inferred", "weak"]


@dataclass(frozen=True, slots=True)
class Said:
    """A value by one author. A range has `low` and `high`, everything else `value`.

    `day` is where it stands on the axis. `undated`: the words fix no day and `day` is that of publication; with no day at
    all it stands apart. `ours` is the room's own arithmetic; `note` what was counted, in the source's words or ours.
    """

    author: str
    day: date | None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier = "exact"
    certainty: Certainty = "explicit"
    undated: bool = False
    ours: bool = False
    outlet: str = ""
    note: str = ""
    words: str = ""
    words_lang: Lang | None = None
    href: str | None = None
    name: str = field(init=False)
    """The author as a drawing may show him: without signs that cannot be seen or that turn the line."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", plain(self.author))

    @property
    def bottom(self) -> Decimal:
        """Where the mark stands, or the lower end of a range."""
        found = self.low if self.value is None else self.value
        if found is None:
            raise ValueError("a value said needs a number or a range with both ends")
        return found

    @property
    def top(self) -> Decimal:
        """Where the mark stands, or the upper end of a range."""
        return self.bottom if self.high is None else self.high

    @property
    def firmness(self) -> Certainty:
        """How the mark is outlined: what fixes no day is never drawn as explicit."""
        return "inferred" if self.undated and self.certainty == "explicit" else self.certainty


def told(said: Said, lang: Lang, *, bare: bool = False) -> str:
    """The value in words: "more than 7,000". `bare` leaves out the qualifier where a mark already says it."""
    if said.low is not None and said.high is not None and said.value is None:
        return range_told(said.low, said.high, lang)
    figure = number(said.bottom, lang)
    if bare or said.qualifier in ("exact", "range"):
        return figure
    return say(f"chart.qualifier.{said.qualifier}", lang, n=said.bottom)


def range_told(low: Decimal, high: Decimal, lang: Lang) -> str:
    """A range with its two ends, kept left to right in Arabic too."""
    text = f"{number(low, lang)}–{number(high, lang)}"
    return f"\u2066{text}\u2069" if lang == "ar" else text


def day_told(said: Said, lang: Lang) -> str:
    """The day of a value in words; what its words do not date is said to be undated."""
    if said.day is None:
        return say("chart.undated", lang)
    day = short_day(said.day, lang, year=True)
    return f"{say('chart.undated', lang)} ({say('chart.published_on', lang, day=day)})" if said.undated else day


def in_words(said: Said, lang: Lang) -> str:
    """One value with its author and its day, as it is spoken on pointing at its mark."""
    return " · ".join((told(said, lang), said.name, day_told(said, lang)))
