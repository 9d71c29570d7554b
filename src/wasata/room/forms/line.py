"""Opening a line, and what is kept of it: one small form for each thing that can be noted.

Danger: a choice that names what its reader does not hold.
Duty: forms whose choices are made from the line itself, the case's own parties and, for the lead alone, its readers.
Shape: `KEEPING[what]` is the form of one thing; it is made with the line as it stands, and `told()` gives the arguments of
the act behind it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, get_args

from django import forms

from wasata import words
from wasata.desk.flagged import Watched, listed_words
from wasata.desk.line import LineWhole
from wasata.record.kinds.line import BodyKind, Cause, LineState, Medium, Moving, OfWhom, Outcome, WhileDark
from wasata.room.forms.days import DayTyped
from wasata.room.forms.hours import ClockTyped, WithHour
from wasata.room.languages import page_language
from wasata.values import LANGS

STATES: tuple[str, ...] = get_args(LineState)
CAUSES: tuple[str, ...] = get_args(Cause)
MEDIA: tuple[str, ...] = get_args(Medium)
BODIES: tuple[str, ...] = get_args(BodyKind)
OF: tuple[str, ...] = get_args(OfWhom)

Choices = list[tuple[str, str]]


def said(prefix: str, codes: Iterable[str], *, none: str = "") -> Choices:
    """Codes with their words, and before them nothing, called by the key `none`."""
    lang = page_language()
    first = [("", words.say(none, lang))] if none else []
    return [*first, *((code, words.say(f"{prefix}.{code}", lang)) for code in codes)]


def short(*, required: bool = True, longest: int = 200, ltr: bool = False) -> forms.CharField:
    """A line of words."""
    attrs = {"dir": "ltr" if ltr else "auto", "autocomplete": "off"}
    return forms.CharField(required=required, max_length=longest, widget=forms.TextInput(attrs=attrs))


def long(*, required: bool = False, longest: int = 2000, rows: int = 3) -> forms.CharField:
    """Words of ours over several lines."""
    attrs = {"dir": "auto", "rows": rows, "class": "ours short"}
    return forms.CharField(required=required, max_length=longest, widget=forms.Textarea(attrs=attrs))


def one_of(*, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    """One choice; what there is to choose is said when the form is made."""
    return forms.ChoiceField(required=required, widget=forms.RadioSelect if radio else forms.Select)


def some_of(*, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(required=required, widget=forms.CheckboxSelectMultiple)


def name_in(lang: str) -> forms.CharField:
    """A name in one of the two languages."""
    attrs = {"lang": lang, "dir": words.direction(lang), "autocomplete": "off"}  # type: ignore[arg-type]
    return forms.CharField(max_length=200, widget=forms.TextInput(attrs=attrs))


class Kept(WithHour):
    """A form about one line. `stands` is the line as it stands; `parties` those of the case, by roster id; `flags` the terms
    that are not agreed."""

    prefix_of: ClassVar[str] = "line"

    def __init__(
        self, stands: LineWhole | None, today: date, *args: Any, parties: Mapping[str, str] | None = None,
        flags: Watched | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.stands = stands
        self.parties = dict(parties or {})
        self.flags = flags
        lang = page_language()
        for name, field in self.fields.items():
            field.label = words.say(f"{self.prefix_of}.field.{name}", lang)
            help_key = f"{self.prefix_of}.help.{name}"
            field.help_text = words.say(help_key, lang) if words.has(help_key, lang) else ""
            for wrong in ("required", "invalid_choice", "invalid"):
                key = f"line.form.{wrong}"
                if not isinstance(field, DayTyped | ClockTyped) or wrong == "required":
                    field.error_messages[wrong] = words.say(key, lang)
            if getattr(field, "max_length", None):
                field.error_messages["max_length"] = words.say("line.form.too_long", lang, limit=field.max_length)  # type: ignore[attr-defined]
        self._days_by(today)
        self.fit()

    def fit(self) -> None:
        """Says what there is to choose."""

    def offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """The arguments of the act, as typed; what was left empty is None."""
        left_out = {"on", "clock"}
        return {
            name: value if value != "" else None for name, value in self.cleaned_data.items() if name not in left_out
        }

    # what a line gives to choose from

    def _bodies(self) -> Choices:
        return [(ident, words.tame(name)) for ident, name, _ in self.stands.bodies] if self.stands else []

    def _there(self) -> Choices:
        return [(p.person, words.tame(p.name)) for p in self.stands.people if p.left_at is None] if self.stands else []

    def _due(self) -> Choices:
        lang, due = page_language(), self.stands.card.due if self.stands else ()
        return [(d.deadline, listed_words(self.flags, d.words, lang)) for d in due]


class Opening(Kept):
    """A line to be opened."""

    ar = name_in("ar")
    en = name_in("en")
    line = short(longest=64, ltr=True)
    party = one_of()
    of = one_of(radio=True)
    langs = some_of()
    ways = some_of()
    officers = some_of(required=False)
    listed = forms.BooleanField(required=False, initial=True)

    def __init__(self, today: date, *args: Any, readers: Choices, others: Mapping[str, str], **kwargs: Any) -> None:
        self.readers, self.others = readers, others
        super().__init__(None, today, *args, **kwargs)

    def fit(self) -> None:
        lang = page_language()
        groups: list[Any] = [(words.say("line.form.with_sign", lang), list(self.parties.items()))]
        rest = [(ident, name) for ident, name in self.others.items() if ident not in self.parties]
        groups.append((words.say("line.form.of_roster", lang), rest))
        self.offer("party", [("", words.say("line.form.choose", lang)), *groups])
        self.offer("of", said("line.of", OF))
        self.offer("langs", said("line.lang", LANGS))
        self.offer("ways", said("line.medium", MEDIA))
        self.offer("officers", self.readers)
        if not self.readers:
            del self.fields["officers"]

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "line": given["line"], "party": given["party"], "of": given["of"],
            "names": {"ar": given["ar"], "en": given["en"]}, "langs": tuple(given["langs"]), "media": tuple(given["ways"]),
            "officers": tuple(given.get("officers", ())), "listed": given["listed"],
        }  # fmt: skip


class State(Kept):
    """How the line stands."""

    state = one_of(radio=True)
    cause = one_of(required=False)
    medium = one_of(required=False)
    on = DayTyped()
    clock = ClockTyped()
    note = long()

    def fit(self) -> None:
        self.offer("state", said("line.state", STATES))
        self.offer("cause", said("line.cause", CAUSES, none="line.form.no_cause"))
        self.offer("medium", said("line.medium", MEDIA, none="line.form.no_medium"))


class Body(Kept):
    """A body that speaks on the line."""

    body = one_of(required=False)
    ar = name_in("ar")
    en = name_in("en")
    what = one_of()

    def fit(self) -> None:
        self.offer("body", [("", words.say("line.form.new_body", page_language())), *self._bodies()])
        self.offer("what", said("line.what", BODIES))

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"body": given["body"] or None, "names": {"ar": given["ar"], "en": given["en"]}, "what": given["what"]}


class Person(Kept):
    """Somebody at the other end."""

    person = one_of(required=False)
    name = short()
    body = one_of(required=False)
    role = short(required=False)
    langs = some_of(required=False)
    may_clear = forms.BooleanField(required=False)
    reader = forms.RegexField(
        r"^[a-z0-9][a-z0-9_-]{0,63}$",
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def fit(self) -> None:
        lang = page_language()
        self.offer("person", [("", words.say("line.form.new_person", lang)), *self._there()])
        self.offer("body", [("", words.say("line.form.no_body", lang)), *self._bodies()])
        self.offer("langs", said("line.lang", LANGS))


class Left(Kept):
    """Somebody who is there no longer."""

    person = one_of()
    reason = long()

    def fit(self) -> None:
        self.offer("person", self._there())


class Rule(Kept):
    """What was agreed of the deadlines while the line is dark."""

    rule = one_of(radio=True)
    with_person = one_of(required=False)
    note = long()

    def fit(self) -> None:
        self.offer("rule", said("line.rule", get_args(WhileDark)))
        self.offer("with_person", [("", words.say("line.form.nobody", page_language())), *self._there()])


class Due(Kept):
    """What is due, or a deadline that is moved."""

    deadline = one_of(required=False)
    text = short()
    of = one_of(radio=True)
    on = DayTyped(required=True)
    clock = ClockTyped(required=True)

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"words": given["text"], "of": given["of"], "deadline": given["deadline"] or None}

    def fit(self) -> None:
        self.offer("deadline", [("", words.say("line.form.new_deadline", page_language())), *self._due()])
        self.fields["of"].label = words.say("line.field.due_of", page_language())
        self.offer("of", said("line.due_of", ("them", "us")))


class Close(Kept):
    """A deadline that is over."""

    deadline = one_of()
    outcome = one_of(radio=True)
    note = long()

    def fit(self) -> None:
        self.offer("deadline", self._due())
        self.offer("outcome", said("line.outcome", get_args(Outcome)))


class Moved(Kept):
    """A delegation that arrived, left or was recalled."""

    delegation = short()
    moved = one_of(radio=True)
    place = short()
    body = one_of(required=False)
    decided_by = short(required=False)
    on = DayTyped()
    clock = ClockTyped()

    def fit(self) -> None:
        self.offer("moved", said("line.moved", get_args(Moving)))
        self.offer("body", [("", words.say("line.form.no_body", page_language())), *self._bodies()])


class Pressure(Kept):
    """Whom they press, and for what."""

    party = one_of()
    text = long(required=True, longest=4000, rows=4)
    asked_by_us = forms.BooleanField(required=False)

    def fit(self) -> None:
        own = self.stands.card.party if self.stands else ""
        self.offer("party", [("", words.say("line.form.choose", page_language())), *self._pressed(own)])

    def _pressed(self, own: str) -> Choices:
        return [(ident, name) for ident, name in self.parties.items() if ident != own]

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"on": given["party"], "words": given["text"], "asked_by_us": given["asked_by_us"]}


class Media(Kept):
    """By what the line is reached."""

    ways = some_of()
    note = long()

    def fit(self) -> None:
        self.offer("ways", said("line.medium", MEDIA))

    def told(self) -> dict[str, Any]:
        return {"media": tuple(self.cleaned_data["ways"]), "note": self.cleaned_data["note"] or None}


class Give(Kept):
    """A reader of the case who is given the line, or a delegate his channel."""

    reader = one_of()
    on = DayTyped()
    clock = ClockTyped()

    def __init__(self, *args: Any, readers: Choices, **kwargs: Any) -> None:
        self.readers = readers
        super().__init__(*args, **kwargs)

    def fit(self) -> None:
        self.offer("reader", self.readers)
        lang = page_language()
        self.fields["reader"].label, self.fields["reader"].help_text = words.say("line.field.who", lang), ""
        self.fields["on"].label = words.say("line.field.until", lang)


KEEPING: dict[str, type[Kept]] = {
    "state": State, "person": Person, "left": Left, "body": Body, "deadline": Due, "close": Close, "rule": Rule,
    "delegation": Moved, "pressure": Pressure, "media": Media,
}  # fmt: skip
"""What can be noted of a line, by its name in the address."""
