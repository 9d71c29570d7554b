"""Setting up a feed, or changing one; and the address of a page."""

from typing import Any

from django import forms

from wasata import words
from wasata.desk.feed import Kept, NewFeed
from wasata.listen.addresses import HIDDEN, masked
from wasata.listen.feeds import FORMS
from wasata.room.languages import page_language
from wasata.values import LANGS, OUTLET_KINDS

EVERY = (10, 15, 30, 60, 180, 360, 720, 1440)
"""Minutes between two askings that are offered."""


class FeedForm(forms.Form):
    """A feed as a person sets it up."""

    address = forms.CharField(
        max_length=2000,
        widget=forms.TextInput(
            attrs={"dir": "ltr", "inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    called = forms.CharField(required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    form = forms.ChoiceField(required=False)
    every_minutes = forms.TypedChoiceField(coerce=int, required=False)
    outlet = forms.CharField(required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    outlet_kind = forms.ChoiceField(required=False)
    lang = forms.ChoiceField(required=False)
    pages = forms.ChoiceField(required=False)
    pattern = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"})
    )

    def __init__(self, *args: Any, feed: Kept | None = None, **kwargs: Any) -> None:
        self.kept = feed
        if feed is not None:
            names = ("address", "form", "every_minutes", "outlet", "outlet_kind", "lang", "pattern")
            kwargs["initial"] = {n: getattr(feed, n) or "" for n in names} | {
                "address": masked(feed.address), "called": feed.name, "pages": "yes" if feed.pages else "no",
            }  # fmt: skip
        kwargs["initial"] = {"every_minutes": 30, "form": "auto", "pages": "yes"} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name, field in self.fields.items():
            field.label = words.say(f"feed.field.{name}", lang)
        for name in ("address", "called", "form", "lang", "pages", "pattern"):
            self.fields[name].help_text = words.say(f"feed.help.{name}", lang)
        self.fields["address"].error_messages["required"] = words.say("feed.no_address", lang)

        def choices(name: str, given: list[tuple[Any, str]]) -> None:
            self.fields[name].choices = given  # type: ignore[attr-defined]

        every = sorted({*EVERY, *([feed.every_minutes] if feed is not None else [])})
        choices("form", [(f, words.say(f"feed.form.{f}", lang)) for f in FORMS])
        choices("every_minutes", [(n, words.count("feed.every_minutes", n, lang)) for n in every])
        kinds = [(k, words.say(f"report.outlet_kind.{k}", lang)) for k in OUTLET_KINDS if k != "unknown"]
        choices("outlet_kind", [("", words.say("report.outlet_kind.unknown", lang)), *kinds])
        choices(
            "lang",
            [("", words.say("feed.lang.letters", lang)), *((x, words.say(f"feed.lang.{x}", lang)) for x in LANGS)],
        )
        choices("pages", [(x, words.say(f"feed.pages.{x}", lang)) for x in ("yes", "no")])

    def clean_address(self) -> str:
        """The address typed; left as it was shown, with its secrets hidden, the one that stands is meant."""
        typed = str(self.cleaned_data["address"]).strip()
        if self.kept is not None and typed == masked(self.kept.address):
            return self.kept.address
        if HIDDEN in typed:
            raise forms.ValidationError(words.say("feed.hidden_typed", page_language()))
        return typed

    def told(self, title: str | None = None) -> NewFeed:
        """The feed as typed; called by its own title, or by its host, where it was given no name."""
        given = self.cleaned_data
        address = given["address"].strip()
        host = address.split("//", 1)[-1].split("/", 1)[0]
        return NewFeed(
            name=given["called"] or (title or host)[:120], address=address, form=given["form"] or "auto",
            outlet=given["outlet"] or None, outlet_kind=given["outlet_kind"] or "unknown", lang=given["lang"] or None,
            every_minutes=given["every_minutes"] or 30, pages=given["pages"] != "no", pattern=given["pattern"] or None,
        )  # fmt: skip
