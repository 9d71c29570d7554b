"""The watch: until when, what is noted, to whom it goes and what he must know."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.carry.shift import LONGEST
from wasata.desk.shift import Weight
from wasata.record.kinds.base import IDENT
from wasata.room.forms.evidence import wide
from wasata.room.languages import page_language

LONGEST_NOTE = 4_000


class UntilForm(forms.Form):
    """For how many hours from now; the page says the hour beside each."""

    hours = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, now: datetime, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self.now = now
        choices = [
            (
                n,
                words.count(
                    "shift.form.hours_until", n, lang, at=f"{(now + timedelta(hours=n)).astimezone(zone):%H:%M}"
                ),
            )
            for n in range(1, LONGEST // timedelta(hours=1) + 1)
        ]
        self.fields["hours"].choices = choices  # type: ignore[attr-defined]
        self.fields["hours"].label = words.say("shift.form.until", lang)
        self.fields["hours"].initial = 8

    def until(self, now: datetime) -> datetime:
        """The hour at which the watch ends, to the minute."""
        at = now + timedelta(hours=self.cleaned_data["hours"])
        return at.replace(second=0, microsecond=0)


class WatchNoteForm(forms.Form):
    """A line of the watch log."""

    words = forms.CharField(max_length=LONGEST_NOTE, widget=wide(3))
    important = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self.fields["words"].label = words.say("shift.form.words", lang)
        self.fields["words"].help_text = words.say("shift.form.words_help", lang)
        self.fields["important"].label = words.say("shift.form.important", lang)

    def weight(self) -> Weight:
        return "important" if self.cleaned_data["important"] else "routine"


class HandOverForm(forms.Form):
    """To whom the watch goes, and what he must know."""

    to = forms.RegexField(
        IDENT, max_length=64, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "list": "officers"})
    )
    must_know = forms.CharField(max_length=LONGEST_NOTE, widget=wide(4))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name in ("to", "must_know"):
            self.fields[name].label = words.say(f"shift.form.{name}", lang)
        self.fields["must_know"].help_text = words.say("shift.form.words_help", lang)


class EndForm(forms.Form):
    """Why nobody follows, if there is something to say."""

    why = forms.CharField(
        required=False, max_length=2_000, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = words.say("shift.form.why", page_language())
