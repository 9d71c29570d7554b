"""The tables of people, as a copy of the home takes them: who may sign in, and nothing of who is signed in.

Danger: a copy that holds a sign-in which is open, so that whoever restores it is somebody else; a table that was added and that
no copy ever held.
Duty: the bytes of a database with every table, the open sign-ins and tries at the door left out of it. Taken while people work.
Shape: `extra(home)` for `record/backup.add`. Every table stands in `TAKEN` or in `EMPTIED`: a test says which was forgotten. Only
the standard library: whoever makes copies at night starts no web.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from wasata.errors import StoreFailed
from wasata.record.backup import Extra

TAKEN = frozenset({
    "room_person", "room_visit", "mfa_authenticator", "account_emailaddress", "account_emailconfirmation",
    "django_migrations", "django_content_type", "auth_group", "auth_group_permissions", "auth_permission", "sqlite_sequence",
})  # fmt: skip
EMPTIED = frozenset({"django_session", "room_signin", "room_failed"})
"""Who is signed in at this moment, and who tried to: with a restored home everybody signs in anew."""
KEY = "room/sign-in.key"
"""Without it the second factors of a restored home open for nobody."""
TABLES = "room/people.sqlite3"
INVITATIONS = "room/invitations.json"
"""Which invitations were ever made: the list by which somebody who used another's is found out, and no code."""


def extra(home: Path) -> Extra:
    """What the room keeps beside the record, as far as it stands."""
    found: dict[str, Callable[[], bytes]] = {}
    if (home / KEY).exists():
        found[KEY] = (home / KEY).read_bytes
    if (home / INVITATIONS).exists():
        found[INVITATIONS] = (home / INVITATIONS).read_bytes
    if (home / TABLES).exists():
        found[TABLES] = lambda: tables(home / TABLES)
    return found


def _at_one_moment(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as there:
        there.backup(copy)
    return copy


def tables(path: Path) -> bytes:
    """The database at one moment, without what is in `EMPTIED`.

    Raises:
        StoreFailed: it cannot be read.
    """
    try:
        with closing(_at_one_moment(path)) as copy:
            stand = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for name in sorted(EMPTIED & stand):
                copy.execute(f'DELETE FROM "{name}"')  # noqa: S608 (a name of ours)
            copy.commit()
            copy.execute("VACUUM")  # what was deleted still lies in the free pages
            return copy.serialize()
    except sqlite3.Error as error:
        raise StoreFailed(store=str(path), why=getattr(error, "sqlite_errorname", type(error).__name__)) from None
