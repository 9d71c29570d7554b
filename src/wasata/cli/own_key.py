"""At the terminal: the key of the person in whose name a command acts.

Danger: a password in a history, in the list of processes, or in a file that others read.
Duty: asks for the password where something is closed to the desk that this person was given; opens his key with it.
Shape: typed where there is a terminal, and not echoed; else the first line of the file that WASATA_PASSWORD_FILE names, which
only its owner may read. Without either the command goes on with what the server opens by itself, and says so.
"""

import os
import sys
from getpass import getpass
from pathlib import Path

from wasata.cli.tongue import tongue
from wasata.desk.access import Desk
from wasata.errors import KeyRefused
from wasata.record.keyring import require_private
from wasata.words import Key, say

FILE = "WASATA_PASSWORD_FILE"


def password_of(person: str) -> str | None:
    """The password of a person, from whoever sits at the terminal or the file that was named; None where there is neither.

    Raises:
        KeyRefused: the file is missing, empty or open to others.
    """
    named = os.environ.get(FILE)
    if named:
        path = Path(named)
        require_private(path)
        lines = path.read_text("utf-8").splitlines()
        if not lines or not lines[0]:
            raise KeyRefused(path=named, why=Key("record.why.missing"))
        return lines[0]
    if sys.stdin.isatty() and sys.stderr.isatty():
        return getpass(say("holding.cli.password", tongue(), person=person) + " ", stream=sys.stderr)
    return None


def open_own_key(desk: Desk, *, needed: bool = False) -> None:
    """Lays this person's own key beside the desk, where something that was given to him does not open without it.

    Args:
        needed: also where nothing is closed to him: he is about to hand over keys.

    Raises:
        PersonKeyClosed: another password.
        KeyRefused: as `password_of`.
    """
    waits = desk.waits_for
    if desk.by is not None or not (waits or needed) or desk.reader not in desk.home.persons.names():
        return
    password = password_of(desk.reader)
    if password is None:
        if waits:
            print(say("holding.cli.closed", tongue(), logs=", ".join(waits), file=FILE), file=sys.stderr)
        return
    desk.open_with(desk.home.persons.open(desk.reader, password))
