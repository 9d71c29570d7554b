"""An hour typed in a form: a day in either language and the clock in the case's own zone.

Danger: an hour of one zone written down as that of another; a call of yesterday recorded as of tomorrow.
Duty: `ClockTyped` takes 18:20, ٦:٠٥ and 6.05; `WithHour` joins it with a typed day to one moment in UTC. Neither typed is
no hour; the clock alone is today's; the day alone is refused, since no day is an hour.
"""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.listen.asked import DaysTyped
from wasata.room.forms.days import WithDays
from wasata.room.languages import page_language

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class ClockTyped(forms.CharField):
    """A clock of 24 hours."""

    def __init__(self, *, required: bool = False) -> None:
        attrs = {"dir": "ltr", "autocomplete": "off", "inputmode": "numeric", "placeholder": "18:20"}
        super().__init__(required=required, max_length=8, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value) or "").strip().translate(_DIGITS)
        if not typed:
            return None
        found = _CLOCK.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(words.say("line.form.clock_wrong", page_language()))
        return time(int(found[1]), int(found[2]))


class WithHour(WithDays):
    """A form with the fields `on` and `clock`."""

    def clean(self) -> Any:
        given = super().clean()
        if self.cleaned_data.get("on") and self.cleaned_data.get("clock") is None and "clock" not in self.errors:
            self.add_error("clock", words.say("line.form.clock_missing", page_language()))
        return given

    def is_taken(self) -> bool:
        """Whether it may be recorded: nothing is wrong, and its day was typed plainly or has been looked at."""
        if not self.is_valid():
            return False
        on: DaysTyped | None = self.cleaned_data.get("on")
        return self.taken_as_typed({"on": on}, {"on": on.first if on else None})

    def at(self, zone: str, today: date) -> datetime | None:
        """The moment typed, by the case's clock; None if nothing was."""
        on, clock = self.cleaned_data.get("on"), self.cleaned_data.get("clock")
        if clock is None:
            return None
        return datetime.combine(on.first if on else today, clock, ZoneInfo(zone))
