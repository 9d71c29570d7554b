"""On what it rests: the fields that a position and an assessment share."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.evidence import Of, Offer, evidence_typed
from wasata.desk.flagged import Watched, listed_words
from wasata.record.kinds.position import Evidence
from wasata.room.charts.scales import short_day
from wasata.room.forms.days import WithDays
from wasata.room.languages import page_language
from wasata.values import Lang


def offered(offers: Sequence[Offer], zone: ZoneInfo, flags: Watched) -> list[tuple[str, str]]:
    """Messages, contacts or notices to choose from, each by its day and first words, and their parts; first of all none. The
    words in them that are not agreed stand after them."""
    lang = page_language()
    told = []
    for o in offers:
        day = short_day(o.at.astimezone(zone).date(), lang, year=True)
        begins = listed_words(flags, o.words[:90], lang, whole=o.words)
        told.append((o.typed, " · ".join(filter(None, (day, _part(o, lang), begins)))))
    return [("", words.say("position.form.none", lang)), *told]


def _part(offer: Offer, lang: Lang) -> str:
    """Which part of it is meant; empty for the whole."""
    if offer.whose:
        return words.say(f"contact.whose.{offer.whose}", lang)
    return words.say("position.form.passage", lang, n=offer.number) if offer.number else ""


def wide(rows: int = 3) -> forms.Textarea:
    """A field for our own words, in either language; a low one for a few lines."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "class": "ours few" if rows < 4 else "ours"})


def short() -> forms.TextInput:
    """A field for a few words, in either language."""
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})


_NAMED: tuple[Of, ...] = ("message", "contact", "report", "notice")


class RestsOn(WithDays):
    """A message or a passage of it, a contact or an account of it, a report or a mark in it, a notice, our own reading: any of
    them, and one at least. The desk refuses none."""

    message = forms.ChoiceField(required=False)
    contact = forms.ChoiceField(required=False)
    report = forms.CharField(
        required=False, max_length=300, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    notice = forms.ChoiceField(required=False)
    ours = forms.CharField(required=False, max_length=2_000, widget=wide(2))

    def _rests_on(
        self,
        messages: Sequence[Offer] | None,
        contacts: Sequence[Offer] | None,
        notices: Sequence[Offer],
        zone: ZoneInfo,
        flags: Watched,
    ) -> None:
        """What is offered; None where nothing of a line is."""
        for name, offers in (("message", messages), ("contact", contacts), ("notice", notices or None)):
            if offers is None:
                del self.fields[name]
            else:
                self.fields[name].choices = offered(offers, zone, flags)  # type: ignore[attr-defined]
        lang = page_language()
        for name in (*_NAMED, "ours"):
            if name in self.fields:
                self.fields[name].label = words.say(f"position.form.{name}", lang)
        self.fields["report"].help_text = words.say("position.form.report_help", lang)

    def evidence(self, desk: Desk) -> tuple[Evidence, ...]:
        """The pieces as typed, in their order.

        Raises:
            EvidenceWrong: something typed can be no name of such a thing.
        """
        given: dict[str, Any] = self.cleaned_data
        found = [evidence_typed(desk, of, given[of].strip()) for of in _NAMED if given.get(of, "").strip()]
        if given["ours"].strip():
            found.append(Evidence(of="ours", words=given["ours"].strip()))
        return tuple(found)
