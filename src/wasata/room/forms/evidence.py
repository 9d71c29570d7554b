"""On what it rests: the fields that a position and an assessment share."""

import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.desk.evidence import Offer
from wasata.record.kinds.base import IDENT
from wasata.record.kinds.position import Evidence
from wasata.room.charts.scales import short_day
from wasata.room.forms.days import WithDays
from wasata.room.languages import page_language


def offered(offers: Sequence[Offer], zone: ZoneInfo) -> list[tuple[str, str]]:
    """Messages or contacts to choose from, each by its day and first words; first of all none."""
    lang = page_language()
    told = [
        (
            o.ref,
            " · ".join(
                filter(None, (short_day(o.at.astimezone(zone).date(), lang, year=True), words.tame(o.words)[:90]))
            ),
        )
        for o in offers
    ]
    return [("", words.say("position.form.none", lang)), *told]


def wide(rows: int = 3) -> forms.Textarea:
    """A field for our own words, in either language; a low one for a few lines."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "class": "ours few" if rows < 4 else "ours"})


def short() -> forms.TextInput:
    """A field for a few words, in either language."""
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


class RestsOn(WithDays):
    """A message, a contact, a report, our own reading: any of them, and one at least. The desk refuses none."""

    message = forms.ChoiceField(required=False)
    contact = forms.ChoiceField(required=False)
    report = forms.CharField(
        required=False, max_length=64, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    ours = forms.CharField(required=False, max_length=2_000, widget=wide(2))

    def _rests_on(self, messages: Sequence[Offer] | None, contacts: Sequence[Offer] | None, zone: ZoneInfo) -> None:
        """What is offered; None where nothing of a line is."""
        for name, offers in (("message", messages), ("contact", contacts)):
            if offers is None:
                del self.fields[name]
            else:
                self.fields[name].choices = offered(offers, zone)  # type: ignore[attr-defined]
        lang = page_language()
        for name in ("message", "contact", "report", "ours"):
            if name in self.fields:
                self.fields[name].label = words.say(f"position.form.{name}", lang)
        self.fields["report"].help_text = words.say("position.form.report_help", lang)

    def evidence(self) -> tuple[Evidence, ...]:
        """The pieces as typed, in their order."""
        given: dict[str, Any] = self.cleaned_data
        found = [
            Evidence(of=of, ref=given[of].strip())
            for of in ("message", "contact", "report")
            if given.get(of, "").strip()
        ]
        if given["ours"].strip():
            found.append(Evidence(of="ours", words=given["ours"].strip()))
        return tuple(found)

    def clean_report(self) -> str:
        """A report by its name, whatever was typed around it."""
        typed = str(self.cleaned_data["report"]).strip()
        if typed and not re.fullmatch(IDENT, typed):
            raise forms.ValidationError(words.say("position.form.report_help", page_language()))
        return typed
