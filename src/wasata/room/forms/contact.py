"""Recording a contact, writing a readout of it, keeping a file that came with it."""

import re
from datetime import date
from typing import Any

from django import forms

from wasata import words
from wasata.desk.line import LineWhole
from wasata.record.kinds.base import IDENT
from wasata.room.forms.days import DayTyped
from wasata.room.forms.hours import ClockTyped
from wasata.room.forms.line import MEDIA, Kept, long, one_of, said, short, some_of
from wasata.room.languages import page_language
from wasata.values import LANGS


class Recording(Kept):
    """A contact that took place, or was tried."""

    prefix_of = "contact"

    medium = one_of(radio=True)
    way = one_of(radio=True)
    answered = one_of(radio=True)
    on = DayTyped(required=True)
    clock = ClockTyped(required=True)
    minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=10_080,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric"}),
    )
    theirs = some_of(required=False)
    ours = short(required=False, longest=400)
    place = short(required=False)
    about = long()

    def __init__(self, stands: LineWhole, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(stands, today, *args, **kwargs)
        for wrong in ("invalid", "min_value", "max_value"):
            self.fields["minutes"].error_messages[wrong] = words.say("contact.form.minutes", page_language())

    def fit(self) -> None:
        lang = page_language()
        self.offer("medium", said("line.medium", MEDIA))
        self.offer("way", said("contact.way", ("out", "in")))
        self.offer("answered", [(code, words.say(f"contact.answered.{code}", lang)) for code in ("yes", "no")])
        self.offer("theirs", self._there())
        if not self._there():
            del self.fields["theirs"]

    def clean_ours(self) -> tuple[str, ...]:
        """Readers of the case, parted by blanks or commas of either language."""
        typed = tuple(filter(None, re.split(r"[\s,،;؛]+", str(self.cleaned_data["ours"]))))
        unfit = next((name for name in typed if not re.fullmatch(IDENT, name)), None)
        if unfit is not None:
            raise forms.ValidationError(words.say("contact.form.ours", page_language(), name=unfit))
        return tuple(dict.fromkeys(typed))

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "medium": given["medium"], "way": given["way"], "answered": given["answered"] == "yes",
            "minutes": given["minutes"], "ours": given["ours"], "theirs": tuple(given.get("theirs", ())),
            "place": given["place"] or None, "about": given["about"] or None,
        }  # fmt: skip


class ReadoutForm(Kept):
    """An account of a contact, ours or theirs."""

    prefix_of = "contact"

    whose = one_of(radio=True)
    text = long(required=True, longest=4000, rows=7)
    lang = one_of()
    published = short(required=False, longest=2000)

    def fit(self) -> None:
        self.offer("whose", said("contact.whose", ("ours", "theirs")))
        self.offer("lang", said("line.lang", LANGS))


class FileForm(forms.Form):
    """A file that came with a contact."""

    file = forms.FileField(max_length=400, allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self.fields["file"].label = words.say("contact.field.file", lang)
        self.fields["file"].help_text = words.say("contact.help.file", lang)
        for wrong in ("required", "missing", "empty", "invalid", "max_length"):
            self.fields["file"].error_messages[wrong] = words.say("contact.form.file", lang)
