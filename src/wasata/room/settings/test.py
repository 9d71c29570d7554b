"""The room under test: tables in memory, static files straight from their sources, a home made anew for each test."""

import os
from pathlib import Path

from wasata.room.settings.base import *  # noqa: F403 (settings are one flat list by Django's design)

WASATA_HOME = Path(os.environ.get("WASATA_TEST_HOME", "/nonexistent"))
WASATA_ORIGIN = "http://testserver"
WASATA_TICK_MS = 0  # the tests of the tick set their own, with a clock of their own
SECRET_KEY = "for tests only, and known to everyone who reads this"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
WASATA_KEY_COST = (1, 64, 1)  # as fast as can be
WASATA_SECOND_FACTOR = "never"  # its tests ask for it by name; every other reader comes in by a password alone
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the room's own hash is tested by name
