"""A person's key at the room's door: opened by his password as he signs in, and kept for this sign-in by what his browser has.

Danger: a key sealed by a password that the room has printed; a key that goes on opening after he has gone; one put in the
place of another because a password was changed half way.
Duty: make a key when somebody first has a password of his own; open it when he signs in; seal it by another when he changes his
password; keep it for a sign-in, half in the sign-in's row, half in a cookie, once he is in: who has yet to show his second factor
has neither half, and his key waits in the memory (`coming.py`).
Shape: in the row under `person_key` a name by lot and the sealed private half (hex); in the cookie `wasata_key` what opens it.
Without the cookie the row tells nothing, without the row the cookie opens nothing. Under `person_key_coming` a name by lot stands
in the row while he is on his way.
"""

import secrets
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from wasata.errors import PersonKeyClosed, PersonUnknown
from wasata.record.person_key import Pair, open_for_sign_in, seal_for_sign_in, sign_in_secret
from wasata.record.seal import Unopened
from wasata.room import coming, wiring
from wasata.room.models import Person

COOKIE = "wasata_key"
ROW = "person_key"
ROW_COMING = "person_key_coming"
_OPENED = "_person_key_opened"


class ByPassword(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, which also opens the key of whoever gave his password."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and request is not None:
            open_at_sign_in(request, user, credentials["password"])
        return user


def open_at_sign_in(request: HttpRequest, person: Any, password: str) -> None:
    """Opens the key of a person who gave his password, or makes it. A printed password opens no key and makes none. One that does
    not open stays closed, and is lost by nothing that happens here: he may know the password that it was sealed by."""
    if person.must_change:
        return
    name, persons = person.get_username(), wiring.home().persons
    try:
        pair = persons.open(name, password)
    except PersonUnknown:
        pair = persons.make(name, password, at=wiring.now())
    except PersonKeyClosed:
        return
    setattr(request, _OPENED, pair)


def seal_anew(request: HttpRequest, name: str, old: str, new: str) -> None:
    """Seals a person's key by his new password, before the old one is forgotten; makes his key where he has none. A key that the
    old password does not open (it was printed for him, because he had forgotten his own) stays as it is; it is at hand where the
    new password is the very one it was sealed by, as on a laptop that it was carried to."""
    persons = wiring.home().persons
    try:
        pair = persons.change_password(name, old, new)
    except PersonUnknown:
        pair = persons.make(name, new, at=wiring.now())
    except PersonKeyClosed:
        try:
            pair = persons.open(name, new)
        except PersonKeyClosed:
            return
    setattr(request, _OPENED, pair)


def open_with(request: HttpRequest, person: Person, was: str, password: str) -> None:
    """Opens a closed key with the password it was sealed by, and seals it by the one he has now.

    Raises:
        PersonKeyClosed: it is not that password.
        PersonUnknown: he has no key.
    """
    setattr(request, _OPENED, wiring.home().persons.change_password(person.get_username(), was, password))


def make_anew(request: HttpRequest, person: Person, password: str) -> None:
    """Another key in the place of one that nobody can open any more: what was handed to the old one is handed to him again by a
    lead."""
    name, persons = person.get_username(), wiring.home().persons
    persons.forget(name)
    setattr(request, _OPENED, persons.make(name, password, at=wiring.now()))


def is_opened(request: HttpRequest) -> bool:
    """Whether a key was opened by this request."""
    return hasattr(request, _OPENED)


# between his browser and the sign-in's row


def cookie() -> str:
    """The name of the cookie as this room gives it."""
    return f"{settings.WASATA_COOKIES}{COOKIE}"


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Keeps a key that was opened just now for this sign-in; of somebody who is not in yet, until he is."""
    pair: Pair | None = getattr(request, _OPENED, None)
    if not request.user.is_authenticated:
        if pair is not None and LOGIN_SESSION_KEY in request.session:
            request.session[ROW_COMING] = coming.hold(pair, wiring.now())
        return
    if ROW_COMING in request.session:
        waited = coming.take(request.session.pop(ROW_COMING), wiring.now())
        pair = pair or waited
    if pair is None:
        return
    name, secret = secrets.token_hex(16), sign_in_secret()
    request.session[ROW] = {"name": name, "sealed": seal_for_sign_in(pair, secret, name).hex()}
    response.set_cookie(
        cookie(),
        secret,
        max_age=None,
        path="/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Strict",
    )


def kept(request: HttpRequest) -> Pair | None:
    """The key of whoever is signed in, from what the row and the cookie hold; None where either is missing or another's."""
    row, secret = request.session.get(ROW), request.COOKIES.get(cookie())
    if not row or not secret:
        return None
    try:
        return open_for_sign_in(bytes.fromhex(row["sealed"]), secret, row["name"])
    except (Unopened, KeyError, TypeError, ValueError):
        return None
