"""What every room is: the same for the tests and for the earnest.

Danger: a setting that lets confidential words out: a debug page, a cache, a temporary file, a request to a third party.
Duty: Django's settings, with nothing in them that differs between machines (those stand in `room.py`, from the home).
Shape: Django reads the upper-case names.
"""

from typing import Any

from csp.constants import NONE, SELF

DEBUG = False
SECRET_KEY = ""  # set from the home, or by the tests
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "csp",
    "wasata.room.apps.RoomConfig",  # before allauth: its templates stand in place of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

# From the outside in. Trouble comes first so that whatever breaks below it is told without its contents.
MIDDLEWARE = [
    "wasata.room.middleware.tick.Tick",  # before even that: whatever the answer is, it leaves on the tick
    "wasata.room.middleware.trouble.Trouble",
    "wasata.room.middleware.bounds.Bounds",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wasata.room.middleware.reserve.Reserve",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wasata.room.middleware.presence.Device",
    "wasata.room.middleware.presence.Presence",
    "wasata.room.middleware.second_factor.SecondFactor",
    "wasata.room.middleware.person_key.PersonKey",
    "wasata.room.middleware.invented.Invented",
    "wasata.room.middleware.reading.Reading",
]

ROOT_URLCONF = "wasata.room.urls"
WSGI_APPLICATION = "wasata.room.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "wasata.room.pages.parts.for_templates",
            ],
            "builtins": [
                "wasata.room.templatetags.words",
                "wasata.room.templatetags.definitions",
                "django.templatetags.static",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- language: the address says it (/ar/…, /en/…); a person's preference only chooses where `/` leads.
USE_I18N = True
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"

# ---- people: username and password, second factor; no sign-up, no e-mail, no reset by e-mail, no admin.
AUTH_USER_MODEL = "room.Person"
AUTHENTICATION_BACKENDS = ["wasata.room.person_key.ByPassword"]
PASSWORD_HASHERS = ["wasata.room.hashing.Bounded"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "wasata.room.forms.passwords.GoodPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "cases"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "wasata.room.people.Door"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Passwords and codes are counted by `guessing.py`. What is counted here only somebody signed in can use up, and only his own.
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "", "reauthenticate": "10/m/user",
                       "change_password": "5/m/user"}  # fmt: skip
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_FORMS = {
    "login": "wasata.room.forms.sign_in.SignIn",
    "change_password": "wasata.room.forms.sign_in.ChangePassword",
    "reauthenticate": "wasata.room.forms.sign_in.Again",
}
MFA_FORMS = {
    "authenticate": "wasata.room.forms.sign_in.Code",
    "reauthenticate": "wasata.room.forms.sign_in.CodeAgain",
    "activate_totp": "wasata.room.forms.sign_in.FirstCode",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ADAPTER = "wasata.room.people.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Wasata"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False

# ---- sign-ins: their rows hold who and when, never a word out of a seal. Their ends: `sign_ins.py`, `middleware/presence.py`.
SESSION_ENGINE = "wasata.room.sign_ins"
SESSION_COOKIE_NAME = "wasata_sign_in"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
WASATA_IDLE_MINUTES = 15
"""A sign-in that nobody used for so long ends."""
WASATA_SIGN_IN_HOURS = 8
"""A sign-in ends so long after it began, whatever is done."""
WASATA_SECOND_FACTOR = "in_earnest"
"""Who must have a second factor before any page: `in_earnest`: everybody, once the room holds a case in earnest; `always`."""
WASATA_KEY_COST = (3, 64 * 1024, 4)
"""What one try of a password at a person's key costs: passes, KiB of memory, lanes (`record/person_key.Cost`)."""
WASATA_TICK_MS = 250
"""Answers to a delegate, or to whoever is not known, leave on whole ticks of so many thousandths of a second; 0: at once."""
WASATA_GATE_SIGN = ""
"""Set where a gate stands before the room and holds them (`room/gate.py`); else the serving thread holds them itself."""
CSRF_COOKIE_NAME = "wasata_form"
CSRF_COOKIE_AGE = None  # it goes when the browser closes, as the sign-in does: no sign of this room stays behind
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "wasata.room.pages.errors.form_expired"
LANGUAGE_COOKIE_NAME = "wasata_lang"
WASATA_COOKIES = ""
"""What the name of every cookie begins with: `__Host-` where the line is sealed, so that browsers take none of such a name from
another address, over an open line, or for a part of the room."""

# ---- uploads stay in memory: no temporary file ever holds a report.
FILE_UPLOAD_HANDLERS = ["wasata.room.forms.upload.InMemoryOnly"]
WASATA_UPLOAD_LIMIT = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = WASATA_UPLOAD_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# ---- caches: one, in memory, for counting tries at the door. No page and no word goes into it.
# So many tries are remembered that nobody's are forgotten because others try: by that he would learn that they do.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}

# ---- headers: nothing from anywhere else, nothing kept, nothing told onwards.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
# `same-origin`, not `no-referrer`: with the latter browsers send `Origin: null` and every form of ours would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".ttf": "font/ttf"}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "wasata.room.fonts.FontFinder",
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"reserved": {"()": "wasata.room.middleware.trouble.Reserved"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "reserved", "level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers (a console, a mail to admins) are taken away: everything goes by the reserved one.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},  # a page that is not there is no trouble
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
