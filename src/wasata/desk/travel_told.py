"""What was written away, in words: each fact as a sentence, and under it everything it says.

Danger: a lead who lets in what he could not read; a field that is passed over because nobody gave it a word.
Duty: names, hours and choices as the line's own pages call them; whatever has no word stands as it is written.
Shape: `told(desk, line, kind, values, lang)`; asked inside `hold`, of facts that stand in no log yet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.assessment import assessments_in
from wasata.desk.coming import zone_of_case
from wasata.desk.contact import contacts_view
from wasata.desk.line_stands import line_view
from wasata.desk.message import Where, talk_of
from wasata.desk.position import Called, positions_of
from wasata.desk.record import summary
from wasata.desk.voice import author_shown
from wasata.values import Lang

UNSAID = frozenset({"piece", "digest", "media_type", "size", "sign", "pattern", "said_by"})
"""What a machine knows a file by, and how a line is drawn; and who says of an hour that it was then: the officer himself."""
CHOICES: Mapping[str, str] = {
    "state": "line.state", "cause": "line.cause", "medium": "line.medium", "media": "line.medium", "rule": "line.rule",
    "line.deadline_closed.outcome": "line.outcome", "assessment.closed.outcome": "assessment.outcome",
    "line.deadline_set.of": "line.due_of", "line.body_named.what": "line.what", "moved": "line.moved",
    "contact.recorded.way": "contact.way", "way": "message.way", "whose": "contact.whose", "clearance": "message.clearance",
    "message.seen.way": "travel.seen",
    "confidence": "assessment.confidence", "stance": "position.stance", "basis.of": "position.of", "evidence.of": "position.of",
    "lang": "line.lang", "langs": "line.lang", "answered": "contact.answered",
}  # fmt: skip
"""Where the words of a choice stand, by the field, its list and the field, or its kind and the field."""


@dataclass(frozen=True, slots=True)
class FactTold:
    """One fact. `said`: in a sentence; `values`: everything it says, each under its word, in the order it was written."""

    said: str
    values: tuple[tuple[str, str], ...]


def told(desk: Desk, line: str, kind: str, values: Mapping[str, Any], lang: Lang) -> FactTold:
    """A fact of a line in words. Ask inside `hold`."""
    zone = zone_of_case(desk)
    said = summary(desk, kind, dict(values), lang, zone)
    return FactTold(said, tuple(_Teller(desk, line, kind, lang, zone).all(values)))


class _Teller:
    def __init__(self, desk: Desk, line: str, kind: str, lang: Lang, zone: ZoneInfo) -> None:
        self.desk, self.line, self.kind, self.lang, self.zone = desk, line, kind, lang, zone
        self.stands = desk.fold(line_view(line))
        called = Called(desk, lang)
        self.named: dict[str, Callable[[str], str | None]] = {
            "deadline": self._deadline, "person": self._person, "with_person": self._person, "theirs": self._person,
            "ours": partial(author_shown, lang=lang), "reader": partial(author_shown, lang=lang), "body": self._body,
            "contact": self._contact, "told_before": self._contact, "message": self._message, "answers": self._message,
            "assessment": self._assessment, "rivals": self._assessment, "position": self._position, "matter": called.matter,
            "holder": partial(called.one, line=line),
        }  # fmt: skip

    def all(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in values.items():
            if value in (None, "", [], {}) or name in UNSAID:
                continue
            if name == "happened_at":
                yield self._word(name), self._when(value)
            elif isinstance(value, list) and value and isinstance(value[0], Mapping):
                for one in value:
                    yield self._word(name), " · ".join(text for _, text in self._part(name, one))
            elif isinstance(value, Mapping):
                for each in value.values():
                    yield self._word(name), str(each)
            elif isinstance(value, list | tuple):
                yield (
                    self._word(name),
                    words.say("report.comma", self.lang).join(self._one(name, "", each) for each in value),
                )
            else:
                yield self._word(name), self._one(name, "", value)

    def _part(self, of: str, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, value in told.items():
            if value not in (None, "") and name not in UNSAID:
                yield name, self._one(name, of, value)

    def _word(self, name: str) -> str:
        key = f"travel.field.{name}"
        return words.say(key, self.lang) if words.has(key, self.lang) else name

    def _one(self, name: str, of: str, value: object) -> str:
        if isinstance(value, bool):
            value = "yes" if value else "no"
            return words.say(f"contact.answered.{value}" if name == "answered" else f"travel.{value}", self.lang)
        for place in (f"{self.kind}.{name}", f"{of}.{name}", name):
            key = f"{CHOICES.get(place, '')}.{value}"
            if place in CHOICES and words.has(key, self.lang):
                return words.say(key, self.lang)
        text = str(value)
        if name == "passage":
            return words.say("travel.field.passage_n", self.lang, n=text)
        if name in self.named:
            return self.named[name](text) or text
        try:
            at = datetime.fromisoformat(text) if "T" in text else None
        except ValueError:
            at = None
        return text if at is None else words.instant(at, self.lang, zone=self.zone)

    def _when(self, told: Mapping[str, Any]) -> str:
        if told.get("instant"):
            return words.instant(datetime.fromisoformat(told["instant"]), self.lang, zone=self.zone)
        days = [words.day(date.fromisoformat(told[d]), self.lang) for d in ("day", "from_day", "to_day") if told.get(d)]
        return days[0] if len(days) == 1 else words.say("when.from_to", self.lang, first=days[0], last=days[-1])

    # what stands in the line by now

    def _deadline(self, name: str) -> str | None:
        found = self.stands.deadlines.get(name)
        return f"{found.words} · {words.instant(found.due_at, self.lang, zone=self.zone)}" if found else None

    def _person(self, name: str) -> str | None:
        found = self.stands.people.get(name)
        return found.name if found else None

    def _body(self, name: str) -> str | None:
        found = self.stands.bodies.get(name)
        return str(found["names"][self.lang]) if found else None

    def _contact(self, name: str) -> str | None:
        found = self.desk.fold(contacts_view(self.line)).contacts.get(name)
        if found is None:
            return None
        at = words.instant(found.began_at, self.lang, zone=self.zone)
        return f"{words.say(f'line.medium.{found.medium}', self.lang)} · {at}"

    def _message(self, name: str) -> str | None:
        places: tuple[Where, ...] = ("channel", "line")
        for where in places:
            known = self.desk.holds(f"{where}/{self.line}")
            found = talk_of(self.desk, self.line, where).messages.get(name) if known else None
            if found is not None:
                return _beginning([p.words for p in found.passages])
        return None

    def _assessment(self, name: str) -> str | None:
        found = self.desk.fold(assessments_in(f"line/{self.line}")).get(name)
        return _beginning([str(found.told["words"])]) if found else None

    def _position(self, name: str) -> str | None:
        found = self.desk.fold(positions_of(self.line)).get(name)
        return _beginning([str(found.told["words"])]) if found else None


BEGINNING = 120


def _beginning(texts: Sequence[str]) -> str:
    """As much of the words as tells which they are."""
    text = " ".join(texts)
    return f"“{text}”" if len(text) <= BEGINNING else f"“{text[:BEGINNING]}…”"
