"""The page at which somebody who was invited chooses his own password.

Danger: an invitation that somebody else has used, and a lead who takes the refusal for his own slip and asks for another.
Duty: name, code, a password twice. One that was used or replaced says so, with the hour and what it means. Whoever got in is told
of every invitation that was ever made in his name, before he does anything else.
Shape: anybody may open it; it tells nothing to who has no code. Signing in comes after, by the door.
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.errors import WasataError
from wasata.room import wiring
from wasata.room.forms.line import short
from wasata.room.invitation import InvitationRefused, InvitationReplaced, Invitations, InvitationUsed, state_of
from wasata.room.languages import page_language
from wasata.room.models import Person
from wasata.room.pages.parts import Trouble, show
from wasata.room.people import settle


class Entering(forms.Form):
    """All four fields run left to right."""

    reader = short(longest=64, ltr=True)
    code = short(longest=64, ltr=True)
    password1 = forms.CharField(max_length=400, strip=False)
    password2 = forms.CharField(max_length=400, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name, field in self.fields.items():
            field.label = words.say(f"invitation.field.{name}", lang)
            field.error_messages["required"] = words.say("line.form.required", lang)
            field.error_messages["max_length"] = words.say("line.form.too_long", lang, limit=field.max_length)  # type: ignore[attr-defined]
        for name in ("password1", "password2"):
            self.fields[name].widget = forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "new-password"})
        self.fields["password1"].help_text = words.say("signin.new_password_help", lang)
        self.fields["code"].help_text = words.say("invitation.code_help", lang)
        self.fields["reader"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["code"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_reader(self) -> str:
        return str(self.cleaned_data["reader"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", words.say("signin.not_the_same", page_language()))
        elif first:
            try:
                validate_password(first, Person(username=given.get("reader", "")))
            except ValidationError as weak:
                self.add_error("password1", weak)
        return given


@dataclass(frozen=True, slots=True)
class Made:
    """One invitation as it is told: when it was made, what became of it and when."""

    made_at: str
    state: str
    used_at: str


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """`entered`: he has got in just now; then `made` are all invitations of his name, and `n_cases` what stands in the room.
    `used`: by somebody, before."""

    form: Entering
    entered: str = ""
    made: tuple[Made, ...] = ()
    n_cases: int = 0
    used: bool = False
    trouble: Trouble | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The form; and, sent, the way in or what became of the invitation."""
    if request.method != "POST":
        return show(request, "room/invitation.html", InvitationPage(Entering()))
    form = Entering(request.POST)
    kept = Invitations(settings.WASATA_HOME)
    if "reader" not in form.errors and "code" not in form.errors:
        try:
            kept.look(
                form.cleaned_data["reader"], form.cleaned_data["code"]
            )  # before he is asked for a better password
            if form.is_valid():
                return _enter(request, kept, form)
        except (InvitationRefused, InvitationUsed, InvitationReplaced) as error:
            return _page(request, form, error)
    return show(request, "room/invitation.html", InvitationPage(form), status=400)


def _page(request: HttpRequest, form: Entering, error: WasataError) -> HttpResponse:
    lang = page_language()
    if "at" in error.values:
        error.values["at"] = words.instant(error.values["at"], lang, zone=UTC)  # type: ignore[arg-type]
    page = InvitationPage(
        form, used=not isinstance(error, InvitationRefused), trouble=Trouble.of(error)
    )  # fmt: skip
    return show(request, "room/invitation.html", page, status=400)


def _enter(request: HttpRequest, kept: Invitations, form: Entering) -> HttpResponse:
    name, lang = form.cleaned_data["reader"], page_language()
    kept.use(name, form.cleaned_data["code"], wiring.now())
    settle(name, form.cleaned_data["password1"], lang=lang)
    his = kept.of(name)
    made = tuple(
        Made(
            words.instant(one.made_at, lang, zone=UTC), state_of(one, his),
            words.instant(one.used_at, lang, zone=UTC) if one.used_at else "",
        )
        for one in his
    )  # fmt: skip
    n_cases = len(wiring.home().cases()) if kept.may_open_case(name) else 0
    return show(request, "room/invitation.html", InvitationPage(form, name, made, n_cases))
