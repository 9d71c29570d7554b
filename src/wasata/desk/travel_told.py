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


HOURS = frozenset({"due_at", "began_at", "until"})
IN_A_SENTENCE = frozenset({"deadline", "contact", "told_before"})
"""What is called by a sentence of the room, with an hour in it."""


@dataclass(frozen=True, slots=True)
class FactTold:
    """One fact. `said`: in a sentence; `values`: everything it says, each under its word, in the order it was written; and
    whether it stands as somebody wrote it, in whatever script, or in words of the room."""

    said: str
    values: tuple[tuple[str, str, bool], ...]


def told(desk: Desk, line: str, kind: str, values: Mapping[str, Any], lang: Lang) -> FactTold:
    """A fact of a line in words. Ask inside `hold`."""
    zone = zone_of_case(desk)
    teller = _Teller(desk, line, kind, lang, zone)
    return FactTold(summary(desk, kind, teller.by_name(values), lang, zone), tuple(teller.all(values)))


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

    def by_name(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The same, with what things are called in the place of their names in the record."""
        called = {
            name: self.named[name](text) for name, text in values.items() if name in self.named and type(text) is str
        }
        return dict(values) | {name: text for name, text in called.items() if text}

    def all(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
        for name, value in values.items():
            if value in (None, "", [], {}) or name in UNSAID:
                continue
            word = self._word(name)
            if name == "happened_at":
                yield word, self._when(value), False
            elif isinstance(value, list) and isinstance(value[0], Mapping):
                for one in value:
                    parts = [
                        self._one(n, name, v)[0] for n, v in one.items() if v not in (None, "") and n not in UNSAID
                    ]
                    yield word, " · ".join(parts), True
            elif isinstance(value, Mapping):
                yield from ((word, words.tame(str(each)), True) for each in value.values())
            elif isinstance(value, list):
                told = [self._one(name, "", each) for each in value]
                yield (
                    word,
                    words.say("report.comma", self.lang).join(text for text, _ in told),
                    any(own for _, own in told),
                )
            else:
                yield word, *self._one(name, "", value)

    def _word(self, name: str) -> str:
        key = f"travel.field.{name}"
        return words.say(key, self.lang) if words.has(key, self.lang) else name

    def _one(self, name: str, of: str, value: object) -> tuple[str, bool]:
        """One value, and whether it stands as it was written."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
            return words.say(f"contact.answered.{value}" if name == "answered" else f"travel.{value}", self.lang), False
        for place in (f"{self.kind}.{name}", f"{of}.{name}", name):
            key = f"{CHOICES.get(place, '')}.{value}"
            if place in CHOICES and words.has(key, self.lang):
                return words.say(key, self.lang), False
        text = str(value)
        if name == "passage":
            return words.say("travel.field.passage_n", self.lang, n=text), False
        if name in HOURS:
            return self._at(datetime.fromisoformat(text)), False
        called = self.named[name](text) if name in self.named else None
        if called and name in IN_A_SENTENCE:
            return called, False
        return words.tame(called or text), True

    def _at(self, at: datetime) -> str:
        return words.instant(at, self.lang, zone=self.zone)

    def _when(self, told: Mapping[str, Any]) -> str:
        if told.get("instant"):
            return self._at(datetime.fromisoformat(told["instant"]))
        days = [words.day(date.fromisoformat(told[d]), self.lang) for d in ("day", "from_day", "to_day") if told.get(d)]
        return days[0] if len(days) == 1 else words.say("when.from_to", self.lang, first=days[0], last=days[-1])

    # what stands in the line by now

    def _deadline(self, name: str) -> str | None:
        found = self.stands.deadlines.get(name)
        return words.say("travel.field.due", self.lang, words=found.words, at=self._at(found.due_at)) if found else None

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
        medium = words.say(f"line.medium.{found.medium}", self.lang)
        return words.say("travel.field.began", self.lang, medium=medium, at=self._at(found.began_at))

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
