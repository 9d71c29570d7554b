"""Signing in: a username and a password, a code, and either of them once more.

Duty: allauth's forms in the room's manner: every field runs left to right, no hint inside it that fades when one types.
"""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django import forms
from django.http import HttpRequest, HttpResponse

from wasata import words
from wasata.room import guessing, second_factor, wiring
from wasata.room.languages import page_language
from wasata.room.people import WHERE_TO
from wasata.room.person_key import seal_anew


class SignIn(LoginForm):  # type: ignore[misc]
    """Both fields run left to right; no hints inside them, no link to a reset that does not exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].widget.attrs["dir"] = "ltr"
            self.fields[name].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Where to then is kept sealed: allauth would write the address into the sign-in's row as it is."""
        if redirect_url:
            request.session[WHERE_TO] = get_adapter().encrypt(redirect_url)
        answer: HttpResponse = super().login(request)
        if request.user.is_authenticated:  # no second factor stood between: he is there already
            request.session.pop(WHERE_TO, None)
        return answer


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The old one once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["dir"] = "ltr"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = words.say("signin.new_password_help", page_language())

    def save(self) -> None:
        """His key is sealed by the new password first: broken off between, it opens with what he typed last."""
        request = context.request
        seal_anew(request, self.user.get_username(), self.cleaned_data["oldpassword"], self.cleaned_data["password1"])
        super().save()

    def clean(self) -> Any:
        cleaned = super().clean()
        if "password2" in self.errors and "password2" in self.data:
            self.errors["password2"] = self.error_class([words.say("signin.not_the_same", page_language())])
        return cleaned


class Again(ReauthenticateForm):  # type: ignore[misc]
    """The password once more; no hint inside the field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs["dir"] = "ltr"


class _Code:
    """Six digits of an app, or eight of a recovery code."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self) -> None:
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs |= {"dir": "ltr", "inputmode": "numeric", "autocapitalize": "none"}

    def clean_code(self) -> str:
        """Tries of codes are counted as those of passwords are; each code works once."""
        code = str(self.cleaned_data["code"])
        guess = guessing.of(context.request, "code", self.user.get_username())
        if not guessing.begin(guess, wiring.now()) or not self.is_right(code):
            raise get_adapter().validation_error("incorrect_code")
        guessing.right(guess)
        return code

    def is_right(self, code: str) -> bool:
        self.authenticator = second_factor.accept(self.user, code, wiring.now())
        return self.authenticator is not None


class Code(_Code, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class CodeAgain(_Code, CodeAgainForm):  # type: ignore[misc]
    """The code once more."""


class FirstCode(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.dress()
        self.secret = second_factor.secret_to_come(context.request, anew=not self.is_bound, make=generate_totp_secret)

    def is_right(self, code: str) -> bool:
        return second_factor.step_of(self.secret, code, wiring.now()) is not None
