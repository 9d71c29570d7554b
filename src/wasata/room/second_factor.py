"""The second factor: who must have one, what a code is worth, and what stands of it in the table.

Danger: a person who reads a case in earnest with a password alone; a code that was seen on a screen and works once more; a secret
in the clear.
Duty: say whether a room asks everybody for a second factor; judge codes: each works once, and none that came before it; keep the
secret that is being set up sealed in the sign-in's row.
Shape: allauth keeps the factors (its table `Authenticator`, sealed by `people.SecondFactors`); hours are passed in.
"""

import hashlib
import hmac
import re
from base64 import b32decode
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from wasata.desk.case import is_in_earnest
from wasata.errors import RoomError
from wasata.room import sign_ins, wiring
from wasata.room.invitation import Invitations

STEP_SECONDS = 30
EITHER_SIDE = 1
"""So many steps may a telephone's clock be before or after the room's."""
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
TO_COME = "mfa.totp.secret"
"""In the sign-in's row: the secret of an app that is being set up, sealed. allauth takes it away when it is done."""
_LAST = "last_step"
_made_up: set[tuple[str, str]] = set()


class SecondFactorFirst(RoomError):
    """Before anything else he sets up a second factor."""

    code = "factor.first"


def has_one(person: Any) -> bool:
    """Whether he has a second factor; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=KINDS).exists())


def is_asked_of_all() -> bool:
    """Whether everybody who signs in to this room must have one: it holds a case in earnest, or is to (somebody was invited to
    open one), or it was started so."""
    if settings.WASATA_SECOND_FACTOR != "in_earnest":
        return bool(settings.WASATA_SECOND_FACTOR == "always")
    if Invitations(settings.WASATA_HOME).in_earnest:
        return True
    house, here = wiring.home(), str(settings.WASATA_HOME)
    for case in house.cases():
        if (here, case) in _made_up:
            continue
        earnest = is_in_earnest(house, case)
        if earnest:
            return True
        if earnest is not None:  # what it was opened as never changes
            _made_up.add((here, case))
    return False


def must_set_up(request: HttpRequest) -> bool:
    """Whether whoever is signed in sees nothing before he has set one up: where all must, and he whose own fell."""
    user = request.user
    return user.is_authenticated and not has_one(user) and (user.factor_fell is not None or is_asked_of_all())


JUST_NOW = timedelta(minutes=10)
"""So long a password that was given as he signed in counts as given now."""


def has_just_come(request: HttpRequest) -> bool:
    """Whether he signed in here a moment ago."""
    began = sign_ins.began(request)
    return began is not None and wiring.now() < began + JUST_NOW


# codes


def code_at(secret: str, step: int) -> str:
    """The six digits that an app shows in this step (RFC 6238: SHA-1, thirty seconds)."""
    digest = hmac.digest(b32decode(secret, casefold=True), step.to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """In which step near this hour the app shows this code; None if in none."""
    code, here = re.sub(r"[\s-]", "", code), int(now.timestamp()) // STEP_SECONDS
    steps = range(here - EITHER_SIDE, here + EITHER_SIDE + 1)
    shown = [
        step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode("utf-8", "replace"))
    ]
    return shown[-1] if shown else None


def accept(person: Any, code: str, now: datetime) -> Authenticator | None:
    """The factor of his that this code belongs to, once: a code that was accepted, and any of an earlier step, is refused from
    then on, in every process of the room. A recovery code is used up."""
    with transaction.atomic():
        for one in Authenticator.objects.select_for_update().filter(user_id=person.pk):
            one.user = person
            if one.type == Authenticator.Type.TOTP and _accept_step(one, code, now):
                return one
            if one.type == Authenticator.Type.RECOVERY_CODES and "seed" in one.data and _is_recovery_code(one, code):
                return one
    return None


def _accept_step(app: Authenticator, code: str, now: datetime) -> bool:
    step = step_of(decrypt(app.data["secret"]), code, now)
    if step is None or step <= app.data.get(_LAST, -1):
        return False
    app.data[_LAST] = step
    app.save(update_fields=["data"])
    return True


def _is_recovery_code(codes: Authenticator, code: str) -> bool:
    return bool(RecoveryCodes(codes).validate_code(re.sub(r"[\s-]", "", code)))


def spent(app: Authenticator, code: str, now: datetime) -> None:
    """The code by which an app was set up opens nothing more."""
    _accept_step(app, code, now)


# what is being set up


def secret_to_come(request: HttpRequest, *, anew: bool, make: Any) -> str:
    """The secret of the app that is being set up from this browser: in the sign-in's row it stands sealed."""
    kept = None if anew else request.session.get(TO_COME)
    if kept:
        return str(decrypt(kept))
    secret = str(make())
    request.session[TO_COME] = encrypt(secret)
    return secret
