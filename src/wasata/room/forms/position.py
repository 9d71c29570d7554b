"""A matter by its names; a position on it, with what it hangs and rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.desk.evidence import Offer
from wasata.desk.flagged import Watched
from wasata.desk.position import LONGEST_NAME, STANCES
from wasata.record.kinds.base import IDENT
from wasata.record.kinds.position import Condition, Stance
from wasata.room.forms.days import DayTyped
from wasata.room.forms.evidence import RestsOn, short, wide
from wasata.room.languages import page_language
from wasata.values import LANGS

CONDITIONS = 3
"""So many conditions are offered at once; one that hangs on more is noted as two positions on two matters."""


class MatterForm(forms.Form):
    """The names of a matter in both languages."""

    ar = forms.CharField(
        max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar", "autocomplete": "off"})
    )
    en = forms.CharField(
        max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for lang in LANGS:
            self.fields[lang].label = words.say(f"position.form.name_{lang}", page_language())


@dataclass(frozen=True, slots=True)
class Choices:
    """What a position may be chosen from: (code, name) of voices, matters and whose moves; messages, contacts, notices."""

    voices: Sequence[tuple[str, str]]
    matters: Sequence[tuple[str, str]]
    moves: Sequence[tuple[str, str]]
    messages: Sequence[Offer]
    contacts: Sequence[Offer]
    notices: Sequence[Offer]
    zone: ZoneInfo
    today: date
    flags: Watched


class PositionForm(RestsOn):
    """How a voice stands to a matter."""

    holder = forms.ChoiceField()
    matter = forms.ChoiceField()
    stance = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(max_length=4_000, widget=wide(4))
    since = DayTyped()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        for n in range(1, CONDITIONS + 1):
            self.fields[f"on_{n}"] = forms.ChoiceField(required=False, choices=[("", "–"), *choices.matters])
            self.fields[f"must_{n}"] = forms.CharField(required=False, max_length=4_000, widget=short())
            self.fields[f"of_{n}"] = forms.ChoiceField(
                required=False, choices=[("", words.say("position.whoever", lang)), *choices.moves]
            )
        self._rests_on(choices.messages, choices.contacts, choices.notices, choices.zone, choices.flags)
        self._days_by(choices.today)
        given = {
            "holder": choices.voices, "matter": [("", "–"), *choices.matters],
            "stance": [(s, words.say(f"position.stance.{s}", lang)) for s in STANCES],
        }  # fmt: skip
        for name, options in given.items():
            self.fields[name].choices = list(options)  # type: ignore[attr-defined]
        for name in ("holder", "matter", "stance", "words", "since"):
            self.fields[name].label = words.say(f"position.form.{name}", lang)
        for name, field in self.fields.items():
            if name[:-1] in ("on_", "must_", "of_"):
                field.label = words.say(f"position.form.{name[:-2]}", lang)

    @property
    def conditions(self) -> list[list[forms.BoundField]]:
        """The rows of conditions, for the page."""
        return [[self[f"{part}_{n}"] for part in ("on", "must", "of")] for n in range(1, CONDITIONS + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for n in range(1, CONDITIONS + 1):
            on, must = given.get(f"on_{n}", ""), given.get(f"must_{n}", "").strip()
            if bool(on) != bool(must):
                self.add_error(f"must_{n}", words.say("position.form.half_condition", page_language()))
        return given

    def is_taken(self) -> bool:
        """Whether it may be noted: nothing is wrong, and its day was typed plainly or has been looked at."""
        if not self.is_valid():
            return False
        typed = self.cleaned_data["since"]
        return self.taken_as_typed({"since": typed}, {"since": typed.first if typed else None})

    def only_if(self) -> tuple[Condition, ...]:
        """The conditions as typed."""
        given = self.cleaned_data
        return tuple(
            Condition(matter=given[f"on_{n}"], words=given[f"must_{n}"].strip(), of=given[f"of_{n}"] or None)
            for n in range(1, CONDITIONS + 1)
            if given[f"on_{n}"]
        )

    def stands(self) -> Stance:
        return cast(Stance, self.cleaned_data["stance"])

    def day(self) -> date | None:
        typed = self.cleaned_data["since"]
        return typed.first if typed else None


class DropForm(forms.Form):
    """Why we no longer hold that this is their position."""

    position = forms.RegexField(IDENT)
    reason = forms.CharField(max_length=2_000, widget=short())
