"""What makes a password good enough.

Danger: a room opened by a guess.
Duty: twelve characters at least, none of the common ones, not only digits, not like the person's own name; said in the
room's own words.
"""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from wasata import words
from wasata.room.languages import page_language

SHORTEST = 12


class GoodPassword:
    """All four conditions at once, so that a person hears each of them in his own language."""

    def __init__(self) -> None:
        self._common = CommonPasswordValidator()

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with one sentence for each condition that fails."""
        wrong = []
        if len(password) < SHORTEST:
            wrong.append("short")
        if password.isdecimal():
            wrong.append("digits")
        try:
            self._common.validate(password)
        except ValidationError:
            wrong.append("common")
        name = user.get_username().lower() if user is not None else ""
        if len(name) > 2 and (name in password.lower() and len(password) - len(name) < SHORTEST):
            wrong.append("name")
        if wrong:
            lang = page_language()
            raise ValidationError([words.say(f"signin.weak.{why}", lang, least=SHORTEST) for why in wrong])

    def get_help_text(self) -> str:
        return words.say("signin.new_password_help", page_language())
