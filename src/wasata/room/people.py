"""Who comes through the door, and with what.

Danger: a door that opens for a name nobody admitted; a second factor's secret lying in the clear; a number by which one
person counts the others.
Duty: allauth's two adapters: no sign-up; passwords tried in their lane and counted (`guessing.py`); secrets of second factors
sealed with the room's sign-in key; who has a second factor shows it again, not his password, before it is changed. And the making
of sign-ins with one-time passwords.
"""

import base64
import secrets
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy

from wasata import words
from wasata.room import guessing, second_factor, sign_ins, wiring
from wasata.room.languages import page_language
from wasata.room.models import Person

WHERE_TO = "where_to"
"""In the row of somebody who is signing in: where to then, sealed."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def one_time_password() -> str:
    """A password to be read off a screen and typed once: four groups of four, 78 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def admit(username: str, *, lang: str = "ar") -> str:
    """Gives a person a sign-in, or a new one-time password to one who has it; second factors stay.

    Returns:
        The one-time password, which is kept nowhere.
    """
    password = one_time_password()
    person, _new = Person.objects.get_or_create(username=username, defaults={"lang": lang})
    person.set_password(password)
    person.must_change = True
    person.is_active = True
    person.save()
    sign_ins.end_all(person)
    guessing.forget(username)
    return password


def settle(username: str, password: str, *, lang: str = "ar") -> None:
    """A sign-in with a password that its owner has chosen himself just now, by an invitation."""
    person, _new = Person.objects.get_or_create(username=username, defaults={"lang": lang})
    person.set_password(password)
    person.must_change, person.is_active = False, True
    person.save()


def shut(username: str) -> bool:
    """Lets nobody in by this sign-in any more; whoever is in by it is out with his next page. False where there is none."""
    for person in Person.objects.filter(username=username):
        sign_ins.end_all(person)
    return bool(Person.objects.filter(username=username).update(is_active=False))


def _said_here(key: str) -> str:
    return words.say(key, page_language())


_in_our_words: Callable[[str], Any] = lazy(_said_here, str)
"""A sentence that is chosen when it is shown: in the language of the page."""


class Door(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up, no message on signing in; after the door the page that was asked for, or the cases."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _in_our_words("signin.wrong"),
        "invalid_login": _in_our_words("signin.wrong"),
        # the same sentence: who is told that a name was tried too often learns that somebody else tries it
        "too_many_login_attempts": _in_our_words("signin.wrong"),
        "rate_limited": _in_our_words("signin.too_many"),
        "incorrect_password": _in_our_words("signin.wrong_password"),
        "enter_current_password": _in_our_words("signin.wrong_password"),
        "incorrect_code": _in_our_words("signin.wrong_code"),
        "account_inactive": _in_our_words("signin.inactive"),
        "busy": _in_our_words("signin.busy"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth calls it so)
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Who must wait is told nothing else than who was wrong, and as late: a password was hashed for him too."""
        guess = guessing.of(request, "password", str(credentials.get("username", "")))
        try:
            with guessing.lane(guess):
                if not guessing.begin(guess, wiring.now()):
                    Person().set_password(credentials.get("password"))
                    raise self.validation_error("too_many_login_attempts")
                user = super().authenticate(request, **credentials)
        except guessing.Busy:
            raise self.validation_error("busy") from None
        if user is not None:
            guessing.right(guess)
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The page he was led here from, which was kept sealed while he signed in: its address may name what is confidential."""
        kept = request.session.pop(WHERE_TO, None)
        return SecondFactors().decrypt(kept) if kept else str(super().get_login_redirect_url(request))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor shows that one: whoever saw his password typed has not got it."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        shown = [way for way in ways if way["id"] != "reauthenticate"]
        return shown if shown and second_factor.has_one(user) else ways

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who must set up his first second factor has just given his password, and need not give it once more."""
        request = context.request
        if app == "allauth.mfa" and second_factor.must_set_up(request) and second_factor.has_just_come(request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth calls it so)
        return reverse("cases")

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """The pages say what happened in the room's own words."""

    def send_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """The room sends no mail."""


def _key() -> bytes:
    return HKDF(SHA256(), 32, None, b"wasata second factor").derive(settings.SECRET_KEY.encode())


def number_by_lot(instance: Any, **_signal: Any) -> None:
    """A second factor's number stands in the address of its page: counted, it would tell how many others have one."""
    if instance.pk is None:
        instance.pk = 1 + secrets.randbelow(2**53)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, their secrets sealed in the table (AES-256-GCM; nonce before the sealed bytes, base64)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _in_our_words("signin.wrong_code"),
        "cannot_generate_recovery_codes": _in_our_words("signin.second_off"),
    }

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(12)
        return base64.b64encode(nonce + AESGCM(_key()).encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        return AESGCM(_key()).decrypt(sealed[:12], sealed[12:], None).decode()

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """The room sends no mail."""

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """As whom a security key knows a person: by a digest of his name. His row's number, which allauth gives, would tell
        him how many people were given a sign-in before him."""
        known = HKDF(SHA256(), 32, None, b"wasata security key").derive(_key() + user.get_username().encode())
        return {**super().get_public_key_credential_user_entity(user), "id": known}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: ARG002 (allauth names them)
        return words.say("signin.key", page_language())

    def _get_site_name(self) -> str:
        return "Wasata"
