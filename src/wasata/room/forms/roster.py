"""One entry of the roster, and a whole table of it."""

import hashlib
from typing import Any

from django import forms

from wasata import words
from wasata.listen.roster import KINDS, Entry, Roster
from wasata.room.languages import page_language
from wasata.values import LANGS

PART_KINDS = ("party", "body", "place")
"""What something can be part of."""


def told(entry: Entry) -> str:
    """A few letters that tell an entry from any other state of it: sent along with a form, they show it was changed since."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:16]


class EntryForm(forms.Form):
    """An entry, with its names one a line. `seen` is what it was when the page was drawn."""

    id = forms.CharField(
        max_length=64, widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"})
    )
    what = forms.ChoiceField()
    part_of = forms.ChoiceField(required=False)
    ar = forms.CharField(
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7, "class": "ours", "lang": "ar", "dir": "rtl"}),
    )
    en = forms.CharField(
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 7, "class": "ours", "lang": "en", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, roster: Roster, entry: Entry | None = None, **kwargs: Any) -> None:
        if entry is not None:
            kwargs["initial"] = {"id": entry.id, "what": entry.what, "part_of": entry.part_of or "",
                                 "ar": "\n".join(entry.ar), "en": "\n".join(entry.en)}  # fmt: skip
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name, key in (
            ("id", "id"),
            ("what", "kind"),
            ("part_of", "column.part_of"),
            ("ar", "names_ar"),
            ("en", "names_en"),
        ):
            self.fields[name].label = words.say(f"roster.{key}", lang)
            self.fields[name].error_messages["required"] = words.say("roster.why.id", lang)
        self.fields["id"].error_messages["max_length"] = words.say("roster.why.id", lang)
        for name in ("ar", "en"):
            self.fields[name].error_messages["max_length"] = words.say("roster.why.name", lang)
        self.fields["what"].choices = [(k, words.say(f"roster.what.{k}", lang)) for k in KINDS]  # type: ignore[attr-defined]
        own = entry.id if entry else None
        above = sorted(
            (words.say(f"roster.what.{e.what}", lang), name_of(e), e.id)
            for e in roster.entries.values()
            if e.what in PART_KINDS and e.id != own
        )
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind, name, ident in above:
            groups.setdefault(kind, []).append((ident, name))
        self.fields["part_of"].choices = [("", words.say("roster.nothing", lang)), *groups.items()]  # type: ignore[attr-defined]
        self.fields["part_of"].help_text = words.say("roster.part_of_help", lang)
        self.fields["ar"].help_text = self.fields["en"].help_text = words.say("roster.names_help", lang)
        if entry is None:
            self.fields["id"].help_text = words.say("roster.id_help", lang)
        else:
            self.fields["id"].disabled = True  # what the record calls it stays

    def entry(self) -> Entry:
        """The entry as typed: empty lines and doubled names left out."""
        given = self.cleaned_data
        names = {
            lang: tuple(dict.fromkeys(" ".join(line.split()) for line in given[lang].splitlines() if line.strip()))
            for lang in LANGS
        }
        return Entry(given["id"], given["what"], given["part_of"] or None, names["ar"], names["en"])


def name_of(entry: Entry) -> str:
    """The name that pages show: in their language, else in the other, else the identifier."""
    first, second = (entry.ar, entry.en) if page_language() == "ar" else (entry.en, entry.ar)
    return next(iter((*first, *second)), entry.id)


class TableFile(forms.Form):
    """The file of a changed table."""

    table = forms.FileField(allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self.fields["table"].label = words.say("roster.file", lang)
        for wrong in ("required", "missing", "empty", "invalid"):
            self.fields["table"].error_messages[wrong] = words.say("roster.no_file", lang)
        self.fields["table"].widget.attrs["accept"] = ".tsv,.txt,.csv,text/tab-separated-values,text/plain"
