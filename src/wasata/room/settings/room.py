"""A running room: everything that differs between machines comes from its home.

Danger: a key in a place others can read; a cookie sent over a line others can hear.
Duty: database, key, hosts and static files of this home. `wasata room` sets the environment and starts this.
Shape: WASATA_HOME (folder), WASATA_ORIGIN (`http://localhost:8111`; with `https://` cookies become `Secure` and `__Host-`),
WASATA_SECOND_FACTOR (`always`: also where the room holds examples only).
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from wasata.room.settings.base import *  # noqa: F403 (settings are one flat list by Django's design)

WASATA_HOME = Path(os.environ.get("WASATA_HOME", "var")).absolute()
WASATA_ORIGIN = os.environ.get("WASATA_ORIGIN", "http://localhost:8111")

_ROOM = WASATA_HOME / "room"
_origin = urlsplit(WASATA_ORIGIN)
_https = _origin.scheme == "https"

WASATA_TICK_MS = int(os.environ.get("WASATA_TICK_MS", WASATA_TICK_MS))  # noqa: F405 (from base)
WASATA_GATE_SIGN = os.environ.get("WASATA_GATE_SIGN", "")  # set by `wasata room` for the process it serves with
if os.environ.get("WASATA_SECOND_FACTOR") == "always":  # nothing here takes the rule away, only strengthens it
    WASATA_SECOND_FACTOR = "always"
SECRET_KEY = (_ROOM / "sign-in.key").read_text("ascii").strip()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *([_origin.hostname] if _origin.hostname else [])]
CSRF_TRUSTED_ORIGINS = [WASATA_ORIGIN]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
if _https:
    WASATA_COOKIES = "__Host-"
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
        f"{WASATA_COOKIES}{name}"
        for name in (SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME)  # noqa: F405
    )
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https  # plain http is served on the loopback only

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _ROOM / "people.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        },
    }
}
STATIC_ROOT = _ROOM / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
