"""Signing in: a username and a password."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm

from wasata import words
from wasata.room.languages import page_language


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

    def clean(self) -> Any:
        cleaned = super().clean()
        if "password2" in self.errors and "password2" in self.data:
            self.errors["password2"] = self.error_class([words.say("signin.not_the_same", page_language())])
        return cleaned
