"""A day typed in a form whose act stands in the record for ever.

Danger: "last Tuesday" taken for another Tuesday, and written where nothing is changed.
Duty: `DayTyped` understands a day, or a span, in either language. What was typed in words is not taken at once: the form is
drawn again with the plain day in its field and what was understood said beside it, and nothing else lost; sent again, it
is taken.
Shape: a form that has such fields is a `WithDays` and is given the day of the case's clock; it is valid only when all its
days are plain.
"""

from datetime import date
from typing import Any

from django import forms

from wasata import words
from wasata.errors import ListenError
from wasata.listen.asked import DaysTyped, day_typed, days_typed, understood
from wasata.room.languages import page_language


class DayTyped(forms.CharField):
    """A day, as `DaysTyped` or None. `span`: a week or month may be typed, and means its first and last day. `help`: the
    sentences beneath it, beside its own."""

    def __init__(self, *, span: bool = False, help: tuple[str, ...] = ("when.help",), required: bool = False) -> None:
        widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
        super().__init__(required=required, max_length=100, widget=widget)
        self.span = span
        self.help = help
        self.today = date.min

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return (days_typed if self.span else day_typed)(typed, self.today, page_language())
        except ListenError as error:
            raise forms.ValidationError(" ".join(words.tell(error, page_language()))) from None


class WithDays(forms.Form):
    """A form with days. `asked_again`: what was understood of words, when the form is to be looked at and sent again."""

    asked_again: tuple[str, ...] = ()

    def _days_by(self, today: date) -> None:
        """Says by which today the days of this form are reckoned."""
        for field in self.fields.values():
            if isinstance(field, DayTyped):
                field.today = today
                told = (field.help_text, *(words.say(key, page_language()) for key in field.help))
                field.help_text = " ".join(filter(None, map(str, told)))

    def taken_as_typed(self, days: dict[str, DaysTyped | None], filled: dict[str, date | None]) -> bool:
        """Whether all days were plain; else puts the plain days into their fields and tells what was understood.

        Args:
            days: what was understood, by field.
            filled: the day each field then shows.
        """
        told = tuple(understood(d, page_language()) for d in days.values() if d is not None and not d.iso)
        if not told:
            return True
        self.asked_again = (*told, words.say("when.check", page_language()))
        self.data = dict(self.data.items()) | {
            self.add_prefix(name): day.isoformat() for name, day in filled.items() if day is not None
        }
        return False
