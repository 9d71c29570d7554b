"""Taking reports in by hand: one pasted, or several uploaded."""

from datetime import date
from typing import Any

from django import forms

from wasata import words
from wasata.listen.intake import KINDS
from wasata.room.forms.days import DayTyped, WithDays
from wasata.room.languages import page_language
from wasata.values import OUTLET_KINDS


class Paste(WithDays):
    """One report, pasted. The text is taken as it came: not trimmed, not normalised."""

    text = forms.CharField(strip=False, max_length=1_000_000, widget=forms.Textarea(attrs={"dir": "auto", "rows": 14}))
    title = forms.CharField(required=False, max_length=500)
    outlet = forms.CharField(required=False, max_length=200)
    outlet_kind = forms.ChoiceField(required=False)
    published = DayTyped()
    url = forms.CharField(required=False, max_length=1000)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name, field in self.fields.items():
            field.label = words.say(f"press.field.{name}", lang)
        for name in ("title", "outlet"):
            self.fields[name].widget.attrs["dir"] = "auto"
        self.fields["url"].widget.attrs["dir"] = "ltr"
        self.fields["published"].help_text = words.say("press.help.published", lang)
        self._days_by(today)
        self.fields["text"].error_messages["required"] = words.say("press.wrong.no_text", lang)
        kinds = [(k, words.say(f"report.outlet_kind.{k}", lang)) for k in OUTLET_KINDS if k != "unknown"]
        self.fields["outlet_kind"].choices = [  # type: ignore[attr-defined]
            ("", words.say("report.outlet_kind.unknown", lang)), *kinds
        ]  # fmt: skip

    def is_taken(self) -> bool:
        """Whether it may be taken in: nothing is wrong, and its day was typed plainly or has been looked at."""
        if not self.is_valid():
            return False
        typed = self.cleaned_data["published"]
        return self.taken_as_typed({"published": typed}, {"published": typed.first if typed else None})

    def day(self) -> date | None:
        """The day of the report."""
        typed = self.cleaned_data["published"]
        return typed.first if typed else None


class _SeveralInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _SeveralFiles(forms.FileField):
    """Files, one or more; what each holds is judged one by one when it is taken in, so that a bad one stops no other."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 (Django names it)
        files = [f for f in (data if isinstance(data, list | tuple) else [data]) if f]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


class Upload(forms.Form):
    """Several files at once."""

    reports = _SeveralFiles(widget=_SeveralInput)
    sort = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self.fields["reports"].label = words.say("press.field.files", lang)
        self.fields["reports"].error_messages["required"] = words.say("press.wrong.no_files", lang)
        self.fields["reports"].widget.attrs["accept"] = ",".join(e for e in KINDS if e.count(".") == 1) + ",.gz"
        self.fields["sort"].label = words.say("archive.sort.label", lang)
        self.fields["sort"].initial = "press"
        self.fields["sort"].choices = [  # type: ignore[attr-defined]
            (code, words.say(f"archive.sort.{code}", lang)) for code in ("press", "case")
        ]
