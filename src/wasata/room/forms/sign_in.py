"""Signing in: a username and a password, with the room's own words."""

from typing import Any

from allauth.account.forms import LoginForm

from wasata import words
from wasata.room.languages import page_language


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        for name, key in (("login", "signin.username"), ("password", "signin.password")):
            self.fields[name].label = words.say(key, lang)
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].help_text = ""
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        self.fields["password"].widget.attrs |= {"dir": "ltr"}
