"""The page at which a new case is opened.

Danger: a case that begins with a sign or a name for one side and none for the other; one opened by whoever finds the page.
Duty: names in both languages, parties and mediators out of the roster, the clock, the words; then the case, and the page of
its readers.
Shape: `desk/case.open_case` does it. Who may: `desk/sign_in.may_open_case`. To everybody else there is no such page.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.case import SIGNS, open_case
from wasata.desk.sign_in import may_open_case
from wasata.errors import CaseExists, CaseWrong, NameRefused, ScopeWrong, WasataError
from wasata.listen.roster import default_roster
from wasata.room import wiring
from wasata.room.forms.line import Choices, name_in, one_of, short
from wasata.room.invitation import Invitations
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, show

MEDIATORS = 3
_REFUSED = (CaseExists, CaseWrong, NameRefused, ScopeWrong)


def may_open(reader: str) -> bool:
    """Whether this person opens cases here."""
    invited = Invitations(settings.WASATA_HOME).may_open_case(reader)
    return may_open_case(wiring.home(), reader, invited=invited)


def _of_roster(what: tuple[str, ...]) -> Choices:
    """Entries of the roster that ships, by their names in the page's language."""
    lang = page_language()
    found = [
        (e.id, (e.names(lang) or e.ar or e.en)[0])
        for e in default_roster().entries.values()
        if e.what in what and (e.ar or e.en)
    ]
    return [("", words.say("caseopen.none", lang)), *sorted(found, key=lambda x: x[1])]


class Opening(forms.Form):
    """Parties and mediators are chosen one by one: a list of two hundred names to be ticked hides what was ticked."""

    ar = name_in("ar")
    en = name_in("en")
    case = short(longest=64, ltr=True)
    period_ar = name_in("ar")
    period_en = name_in("en")
    zone = short(longest=64, ltr=True)
    about = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"dir": "auto", "rows": 2, "class": "ours short"})
    )
    public_only = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        parties, mediators = _of_roster(("party", "body")), _of_roster(("party", "body"))
        chosen = [(f"party_{n}", parties) for n in range(1, len(SIGNS) + 1)]
        chosen += [(f"mediator_{n}", mediators) for n in range(1, MEDIATORS + 1)]
        for name, choices in chosen:
            chooser = self.fields[name] = one_of(required=False)
            chooser.choices = choices
            noun, _, n = name.partition("_")
            chooser.label = words.say(f"caseopen.field.{noun}", lang, n=int(n))
        for name in ("period_ar", "period_en"):
            self.fields[name].required = False
        for name, field in self.fields.items():
            field.label = field.label or words.say(f"caseopen.field.{name}", lang)
            help_key = f"caseopen.help.{name}"
            field.help_text = words.say(help_key, lang) if words.has(help_key, lang) else ""
            field.error_messages["required"] = words.say("line.form.required", lang)
            field.error_messages["invalid_choice"] = words.say("line.form.invalid_choice", lang)
            if getattr(field, "max_length", None):
                field.error_messages["max_length"] = words.say("line.form.too_long", lang, limit=field.max_length)  # type: ignore[attr-defined]
        self.fields["zone"].initial = "UTC"
        self.fields["zone"].widget.attrs["list"] = "zones"
        order = [
            "ar",
            "en",
            "case",
            *(name for name, _ in chosen),
            "zone",
            "period_ar",
            "period_en",
            "about",
            "public_only",
        ]
        self.order_fields(order)

    def clean_case(self) -> str:
        return str(self.cleaned_data["case"]).strip().lower()

    def told(self) -> dict[str, Any]:
        """The arguments of the act."""
        given = self.cleaned_data
        return {
            "names": {"ar": given["ar"].strip(), "en": given["en"].strip()},
            "period": {"ar": given["period_ar"].strip(), "en": given["period_en"].strip()},
            "parties": [p for n in range(1, len(SIGNS) + 1) if (p := given[f"party_{n}"])],
            "mediators": [m for n in range(1, MEDIATORS + 1) if (m := given[f"mediator_{n}"])],
            "words": [w for line in given["about"].splitlines() if (w := line.strip())],
            "zone": given["zone"].strip(), "public_only": given["public_only"],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseOpenPage:
    form: Opening
    zones: tuple[str, ...]
    trouble: Trouble | None = None


def _page(request: HttpRequest, form: Opening, error: WasataError | None = None) -> HttpResponse:
    zones = tuple(sorted(z for z in available_timezones() if z.startswith(("Asia/", "Africa/", "Europe/", "UTC"))))
    trouble = Trouble.of(error)
    status = 400 if error or (form.is_bound and form.errors) else 200
    return show(request, "room/case/open.html", CaseOpenPage(form, zones, trouble), status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_open(request: HttpRequest) -> HttpResponse:
    """The form; and, sent, the case, with whoever opened it as its lead."""
    me = wiring.reader_of(request)
    if not may_open(me):
        raise wiring.NotHere
    if request.method != "POST":
        return _page(request, Opening())
    form = Opening(request.POST)
    if not form.is_valid():
        return _page(request, form)
    case = form.cleaned_data["case"]
    try:
        open_case(wiring.home(), case, lead=me, act_id=_act_of(me, case), now=wiring.now, **form.told())
    except _REFUSED as error:
        if isinstance(error, CaseExists) and _is_this(me, case):  # sent twice
            return _opened(case)
        return _page(request, form, error)
    return _opened(case)


def _opened(case: str) -> HttpResponse:
    return redirect(f"{reverse('readers', kwargs={'case': case})}?done=opened")


def _act_of(reader: str, case: str) -> str:
    return f"opened-{hashlib.sha256(f'{reader} {case}'.encode()).hexdigest()[:24]}"


def _is_this(reader: str, case: str) -> bool:
    """Whether the case that stands was opened by this person with this form."""
    return wiring.home().ledger(case, ("access", "bureau", "table")).written(_act_of(reader, case), reader) is not None
