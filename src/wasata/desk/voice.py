"""Voices: who speaks, in which words, standing where. What every page, the API and the command line show of a source.

Danger: a claim without its mouth, a number without its author, a quotation in words nobody said.
Duty: the smallest shown values: `Who`, `Quote`, `Origin`. Words are slices of the report as received and carry the
language of the report, not of the page; names come from the roster, in the language of the page.
Shape: frozen values, made by the desk's questions for one reader and one language; `Names` turns what a report prints
("المتحدث باسم …") into a `Who` by the roster. Nothing here reads the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Literal

from wasata.listen.letters import fold
from wasata.listen.mentions import mentions_in
from wasata.listen.roster import Roster
from wasata.values import Lang
from wasata.words import has, say

OTHERS = "other"
"""The party of those the reader knows to speak for a party that has no entry of its own."""

Certainty = Literal["explicit", "inferred", "weak"]
"""How firmly the words carry what we show. Keys `pace.certainty.<it>`; drawn solid, dashed, dotted."""


def to_the_second(at: datetime) -> datetime:
    """An hour of the team's as those outside it are told it: what lies below the second would tell how busy the room was."""
    return at.replace(microsecond=0)


def hour_at_the_door(at: datetime, way: str) -> datetime:
    """An hour as a delegate is told it: of what came by his own side's `door` all, of what the team did the second."""
    return at if way == "door" else to_the_second(at)


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


class Names:
    """Says who is meant, in the language of the page, with the party's sign."""

    def __init__(self, roster: Roster, lang: Lang, signs: Mapping[str, str]) -> None:
        self.roster = roster
        self.lang: Lang = lang
        self.signs = signs
        self._known: dict[tuple[str | None, Lang, str, str | None, str | None], Who] = {}

    def of(self, entry: str | None) -> str | None:
        """The roster's name of an entry in the page's language, or in the other where it has none in this one."""
        if entry == OTHERS:
            return say("desk.others", self.lang)
        known = self.roster.entries.get(entry or "")
        if known is None:
            return None
        names = known.names(self.lang) or known.ar or known.en
        return names[0] if names else None

    def who(self, words: str | None, lang: Lang, kind: str, party: str | None, outlet: str | None) -> Who:
        """One credited in a report of `lang`: `words` as printed, None where the outlet itself speaks."""
        asked = (words, lang, kind, party, outlet)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._who(words, lang, kind, party, outlet)
        return found

    def _who(self, words: str | None, lang: Lang, kind: str, party: str | None, outlet: str | None) -> Who:
        if words is None:
            entry = entry_of(self.roster, outlet, lang, None) if outlet else None
            return Who(None, lang, self.of(entry) or outlet, entry, None, None, "", "outlet")
        entry = entry_of(self.roster, words, lang, party)
        party = party or (self.roster.party_of(entry) if entry else None)
        sign = self.signs.get(party, "") if party else ""
        return Who(words, lang, self.of(entry), entry, party, self.of(party) if party else None, sign, kind)

    def body_of(self, entry: str | None) -> str | None:
        """The body an entry belongs to: itself, or for a person the body he is part of."""
        known = self.roster.entries.get(entry or "")
        if known is None or known.what != "person" or not known.part_of:
            return entry
        parent = self.roster.entries.get(known.part_of)
        return parent.id if parent is not None and parent.what == "body" else entry


_RANK = {"person": 0, "body": 1, "outlet": 2, "party": 3, "place": 4}


@lru_cache(maxsize=50_000)
def entry_of(roster: Roster, words: str, lang: Lang, party: str | None) -> str | None:
    """The roster entry that words name: the person if one is named, else the body, else the party.

    Names of another party than the one spoken for are passed over ("مسؤول إسرائيلي نقلا عن حماس"). An unnamed source of a
    party is not the party itself: "a Hamas source" is nobody in the roster unless it names a body.
    """
    found = mentions_in(fold(words, lang), lang, roster)
    fitting = [m for m in found if m.what != "place" and (party is None or m.party in (party, None))]
    if not fitting:
        return None
    best = min(fitting, key=lambda m: (_RANK[m.what], m.start))
    if best.what == "party":
        rest = fold(words, lang).text[: best.start] + fold(words, lang).text[best.end :]
        if any(c.isalpha() for c in rest.replace("the", "")) and len(rest.split()) > 1:
            return None
    return best.entry


class Authors:
    """Tells whether two values or claims are of one author, and remembers what it found.

    A roster entry is itself in every report; an unnamed voice is the same only within its report; any other is known by
    its words; what nobody is credited with is the outlet's own.
    """

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._known: dict[tuple[str | None, str, str | None, str | None, Lang], str] = {}

    def key(self, source: str | None, kind: str, party: str | None, outlet: str | None, report: int, lang: Lang) -> str:
        asked = (source, kind, party, outlet, lang)
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._found(source, kind, party, outlet, lang)
        return f"{found}:{report}" if found.endswith(":") else found

    def _found(self, source: str | None, kind: str, party: str | None, outlet: str | None, lang: Lang) -> str:
        if source is None:
            return f"outlet={outlet}" if outlet else "report:"
        entry = entry_of(self._roster, source, lang, party)
        if entry:
            return entry
        return f"unnamed={source}:" if kind == "anonymous" else f"words={fold(source, lang).text}"


_NOT_SPELT_OUT = frozenset({"coref", "implied", "pronoun", "understood", "inferred", "carried", "kin"})
"""Words in a rule's name that say it read more than the letters."""


def rule_certainty(rule: str) -> Certainty:
    """Inferred where the rule's name says that it read more than the letters, else explicit."""
    said = set(rule.replace("_", "-").replace(".", "-").replace("+", "-").split("-"))
    return "inferred" if said & _NOT_SPELT_OUT else "explicit"


def author_shown(author: str, lang: Lang) -> str:
    """Who wrote something in this room, in the page's words.

    A sign-in named after its work ("lead", "officer-2") is said in words; any other name stands as it is written. What a
    reader may know of others' roles stands in `access`, and is not asked.
    """
    work, _, feed = author.partition(":")
    if work == "feed" and feed:
        return say("desk.author.feed", lang, name=feed)
    work, _, number = author.partition("-")
    key = f"desk.author.{work}"
    if not has(key, lang) or (number and not number.isdecimal()):
        return author
    return f"{say(key, lang)} {number}".rstrip()
