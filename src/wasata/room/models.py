"""People who sign in. What they may read is not here: that stands in the record, log `access`.

Danger: two places that say who may see what; a table that keeps words out of a seal.
Duty: a name to sign in with, the reader it is in the record, a password's hash, and how this person likes the room; the browsers
that are signed in; how often somebody failed at the door.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class People(BaseUserManager["Person"]):
    """How a person is found."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username=username)


class Person(AbstractBaseUser):
    """One person with a sign-in. `username` is also the reader's identifier in the record."""

    username = models.CharField(max_length=64, unique=True)
    lang = models.CharField(max_length=2, choices=[("ar", "العربية"), ("en", "English")], default="ar")
    theme = models.CharField(max_length=5, choices=[("", "auto"), ("light", "light"), ("dark", "dark")], blank=True)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    """The password was printed by the room: it opens the door once, then must be changed."""
    factor_fell = models.DateTimeField(null=True)
    """When the second factor he had then fell, because two officers said that he had lost it: from then on he must have one."""

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return str(self.username)

    # allauth and Django's templates ask for these; the room has no permissions outside the record and no admin.
    is_staff = False
    is_superuser = False


class Visit(models.Model):
    """When a person last stood before the brief of a case, so that the next brief can say what is new."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    case = models.CharField(max_length=64)
    seen = models.DateTimeField()
    before = models.DateTimeField(null=True)
    """The visit before this one: what the brief counts from while this visit lasts."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="one_visit_per_case")]


class SignIn(AbstractBaseSession):
    """One browser that is, or is about to be, signed in: the row behind its cookie. `session_key` is a digest of what the cookie
    holds: who reads this table cannot sign in with it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True)
    """None while nobody has signed in there yet."""
    began = models.DateTimeField(null=True)
    """When the person signed in: the end that nothing puts off is counted from here."""
    used = models.DateTimeField()
    """When something was last asked from there that was not asked by a page of itself."""
    device = models.CharField(max_length=24, blank=True)
    """In coarse words, as `browser/machine`: see `sign_ins.coarse`."""

    @classmethod
    def get_session_store_class(cls) -> Any:
        return SessionStore  # it knows how the words of a row are signed; the room's own (`sign_ins.py`) is made of this table


class Failed(models.Model):
    """Tries at the door that failed, of one name from one place: see `guessing.py`. Names and places stand here as digests that
    nobody makes without the room's sign-in key: somebody may have typed his password where the name goes."""

    tried = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=40, db_index=True)
    stranger = models.BooleanField()
    """From a device that had never let this person in."""
    times = models.PositiveIntegerField()
    last = models.DateTimeField(db_index=True)
