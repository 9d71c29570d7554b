"""Signing in: a username and a password, a code, and either of them once more.

Duty: allauth's forms in the room's manner: every field runs left to right, no hint inside it that fades when one types.
"""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from wasata import words
from wasata.room.languages import page_language
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].widget.attrs |= {"dir": "ltr", "inputmode": "numeric", "autocapitalize": "none"}


class Code(_Code, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""


class CodeAgain(_Code, CodeAgainForm):  # type: ignore[misc]
    """The code once more."""


class FirstCode(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that is being set up."""
