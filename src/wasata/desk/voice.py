"""Voices: who speaks, in which words, standing where. What every page, the API and the command line show of a source.

Danger: a claim without its mouth, a number without its author, a quotation in words nobody said.
Duty: the smallest shown values: `Who`, `Quote`, `Origin`. Words are slices of the report as received and carry the
language of the report, not of the page; names come from the roster, in the language of the page.
Shape: frozen values, made by the desk's questions for one reader and one language; nothing here reads the record.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from wasata.values import Lang

Certainty = Literal["explicit", "inferred", "weak"]
"""How firmly the words carry what we show. Keys `pace.certainty.<it>`; drawn solid, dashed, dotted."""


@dataclass(frozen=True, slots=True)
class Who:
    """One credited with words or with a figure.

    `words` is how the report names him (None when the outlet itself asserts it: then `name` is the outlet), `name` the
    roster's name in the page's language where it knows him, else None. `sign` is the party's sign (`p0`–`p4`, "" for
    parties without one). `kind` is a `SourceKind`.
    """

    words: str | None
    lang: Lang
    name: str | None
    entry: str | None
    party: str | None
    party_name: str | None
    sign: str
    kind: str

    @property
    def shown(self) -> str:
        """The name to set where there is room for one only."""
        return self.name or self.words or ""

    @classmethod
    def example(cls) -> "Who":
        return cls("المتحدث باسم وزارة الخارجية القطرية ماجد الأنصاري", "ar", "Majed al-Ansari", "ansari", "qatar", "Qatar",
                   "p0", "person")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where words stand: which report, by which outlet, of which day, from letter `start` to `end` of its text.

    `mark` is the mark's id on the report page (`s3`, `f1`, `d2`, `e4`), for a link that leads to the words.
    """

    report: str
    title: str
    outlet: str | None
    outlet_kind: str
    lang: Lang
    published: date | None
    published_at: datetime | None
    start: int
    end: int
    mark: str | None = None

    @classmethod
    def example(cls) -> "Origin":
        return cls("r-0007", "Pause extended by two days", "QNA", "agency", "en", date(2023, 11, 27),
                   datetime(2023, 11, 27, 15, 0, tzinfo=UTC), 120, 188, "s1")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """A source's own words, unchanged, in their own language, with where they stand. Set in the voice face."""

    words: str
    lang: Lang
    origin: Origin

    @classmethod
    def example(cls) -> "Quote":
        return cls("The pause goes on for two more days", "en", Origin.example())
