"""A mark by hand: the fields of each kind of mark, with the names and words of the page's language."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from wasata import words
from wasata.desk.one_mark import OneMark
from wasata.desk.voice import OTHERS
from wasata.record.kinds.hand import Mark
from wasata.record.kinds.report import DateMark, EventMark, FigureMark, StatementMark
from wasata.room.forms.days import DayTyped, WithDays
from wasata.room.languages import page_language
from wasata.values import ACTS, EVENT_KINDS, MEASURES, QUALIFIERS, SOURCE_KINDS, STATUSES

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", ",٬ \u00a0\u202f")


def number_typed(typed: str) -> Decimal | None:
    """A number as a person types it, in Arabic or Latin digits; None if nothing was typed.

    Raises:
        forms.ValidationError: it is no number.
    """
    plain = typed.translate(_DIGITS).strip()
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or abs(number.adjusted()) > 14:
        raise forms.ValidationError(words.say("hand.why.number", page_language()))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


class _Words(forms.CharField):
    """Words of the report: found in it whatever spaces stand between them."""

    def __init__(self, lang: str, *, required: bool = False, rows: int = 0) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        widget.attrs |= {"lang": lang, "dir": "auto", "class": "voice", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(required=required, max_length=4000, widget=widget)


class MarkForm(WithDays):
    """One mark. Its fields are those of its group; `mark()` gives it as the record keeps it."""

    def __init__(self, one: OneMark, today: date, *args: Any, **kwargs: Any) -> None:
        self.one = one
        self._lang = page_language()
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        self.fields["words"] = _Words(one.lang, required=True, rows=2)
        if one.line is None:
            self.fields["which"] = forms.IntegerField(required=False, min_value=1, max_value=9999)
        getattr(self, f"_{one.group}")()
        self.fields["why"] = forms.CharField(required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
        for name, field in self.fields.items():
            field.label = self._say(f"hand.field.{name}")
            field.error_messages |= dict.fromkeys(
                ("required", "invalid", "invalid_choice"), self._say("hand.wrong.field")
            )
            if words.has(f"hand.help.{name}", self._lang):
                field.help_text = self._say(f"hand.help.{name}")
        self._days_by(today)

    def _say(self, key: str) -> str:
        return words.say(key, self._lang)

    def _choice(self, name: str, values: Iterable[str], key: str, *, none: str = "") -> None:
        first = [("", self._say(none))] if none else []
        self.fields[name] = forms.ChoiceField(
            required=not none, choices=[*first, *((v, self._say(f"{key}.{v}")) for v in values)]
        )

    def _party(self, name: str) -> None:
        """The parties of the roster in the page's language; one that the roster no longer has stays to be chosen."""
        known = [*self.one.parties, *(() if name == "actor" else ((OTHERS, self._say("figure.people_of_others")),))]
        kept = self.one.values.get(name)
        if kept and kept not in dict(known):
            known.append((kept, kept))
        self.fields[name] = forms.ChoiceField(required=False, choices=[("", self._say("hand.no_party")), *known])

    def _statements(self) -> None:
        self.fields["source"] = _Words(self.one.lang, required=True)
        self._choice("source_kind", SOURCE_KINDS, "report.source_kind")
        self._party("actor")
        self._choice("act", ACTS, "report.act")
        self.fields["direct"] = forms.BooleanField(required=False)
        self.fields["via"] = _Words(self.one.lang)

    def _figures(self) -> None:
        number = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        self.fields["value"] = forms.CharField(max_length=30, widget=forms.TextInput(attrs=number))
        self.fields["high"] = forms.CharField(required=False, max_length=30, widget=forms.TextInput(attrs=number))
        self._choice("qualifier", [q for q in QUALIFIERS if q != "range"], "hand.qualifier")
        self._choice("measure", MEASURES, "figure.measure")
        self._party("party")
        self.fields["unit"] = forms.CharField(
            required=False, max_length=40, widget=forms.TextInput(attrs={"dir": "auto"})
        )
        self.fields["source"] = _Words(self.one.lang)

    def _dates(self) -> None:
        for name in ("first", "last"):
            self.fields[name] = DayTyped(span=True, help=("when.help", "when.help_span") if name == "first" else ())

    def _events(self) -> None:
        self._choice("event", EVENT_KINDS, "report.event")
        self._choice("status", STATUSES, "report.status")
        self.fields["actors"] = forms.MultipleChoiceField(
            required=False, choices=self.one.parties, widget=forms.CheckboxSelectMultiple
        )

    def _initial(self) -> dict[str, Any]:
        values = self.one.values
        if not values:
            return {"qualifier": "exact", "status": "happened", "source_kind": "organisation", "act": "say"}
        told = dict(values) | {"words": self.one.words("content" if self.one.group == "statements" else "span")}
        for name in ("source", "via"):
            told[name] = self.one.words(name)
        if self.one.group == "figures" and values.get("low") is not None:
            told |= {"value": values["low"], "high": values["high"], "qualifier": "exact"}
        told |= {"first": values.get("from_day"), "last": values.get("to_day")}
        return told

    # what was typed

    def clean_value(self) -> Decimal | None:
        number = number_typed(self.cleaned_data["value"])
        if number is None:
            raise forms.ValidationError(self._say("hand.wrong.field"))
        return number

    def clean_high(self) -> Decimal | None:
        return number_typed(self.cleaned_data["high"])

    def clean(self) -> dict[str, Any]:
        given = dict(super().clean() or {})
        low, high = given.get("value"), given.get("high")
        if low is not None and high is not None and not low < high:
            self.add_error("high", self._say("hand.why.range"))
        begin, end = given.get("first"), given.get("last")
        if end and (begin is None or begin.first > end.last):
            self.add_error("last", self._say("hand.why.days"))
        return given

    def is_taken(self) -> bool:
        """Whether the mark may be written: nothing is wrong, and its days were typed plainly or have been looked at."""
        if not self.is_valid():
            return False
        if self.one.group != "dates":
            return True
        first, last = self._days()
        typed = {name: self.cleaned_data[name] for name in ("first", "last")}
        return self.taken_as_typed(typed, {"first": first, "last": last if last != first else None})

    def _days(self) -> tuple[date | None, date | None]:
        """The first and last day; a week or month typed as the first is both."""
        begin, end = self.cleaned_data["first"], self.cleaned_data["last"]
        return begin.first if begin else None, end.last if end else begin.last if begin else None

    def mark(self) -> Mark:
        """The mark as typed.

        Raises:
            HandWrong: its words are not in the report.
        """
        from wasata.desk.one_mark import new_mark

        given = self.cleaned_data
        kept: dict[str, Any] = {k: given[k] for k in ("words", "source", "via", "which") if k in given}
        match self.one.group:
            case "statements":
                more = {"source_kind": given["source_kind"], "actor": given["actor"] or None, "act": given["act"],
                        "direct": given["direct"]}  # fmt: skip
                return StatementMark(**new_mark(self.one, kept | more))
            case "figures":
                number: dict[str, Any] = {"value": given["value"], "qualifier": given["qualifier"]}
                if given["high"] is not None:
                    number = {"low": given["value"], "high": given["high"], "qualifier": "range"}
                more = {
                    "measure": given["measure"],
                    "party": given["party"] or None,
                    "unit": given["unit"].strip() or None,
                }
                return FigureMark(**new_mark(self.one, kept | more | number))
            case "dates":
                first, last = self._days()
                return DateMark(**new_mark(self.one, kept | {"from_day": first, "to_day": last}))
            case _:
                more = {"event": given["event"], "status": given["status"], "actors": tuple(given["actors"])}
                return EventMark(**new_mark(self.one, kept | more))
