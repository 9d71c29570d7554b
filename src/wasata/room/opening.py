"""Opening the room: everything that must stand in the home before it serves, made when it is missing.

Danger: a half-made home that looks whole; a password printed twice; a key others can read.
Duty: the sign-in key (0600), the tables of people, the static files, a sign-in for each reader. Each step may be done
again and does nothing where it was done.
Shape: plain functions in the order `wasata room` calls them. `prepare` must come before anything that touches a table.
"""

import errno
import hashlib
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from wasata.errors import DiskFull, PartMissing, RecordError, RoomError, StoreFailed
from wasata.record.files import FULL_TO_SQLITE, make_folder, write_whole
from wasata.record.home import Home


class PortTaken(RoomError):
    """Something answers on the port already. Values: port."""

    code = "room.port_taken"


class HostUnknown(RoomError):
    """No machine answers to this name here. Values: host."""

    code = "room.host_unknown"


class NotLoopback(RoomError):
    """A home with a sample case in it may be reached from this machine only. Values: host, case."""

    code = "room.not_loopback"


class HoldWrong(RoomError):
    """The room is set to let letters wait for a time that is none. Values: value, shortest, longest."""

    code = "room.hold_wrong"


class OriginNeeded(RoomError):
    """A room for others is reached by an address of its own, over https. Values: host."""

    code = "room.origin_needed"


class ClockWrong(RoomError):
    """The machine's clock stands before what was recorded, or before there was a room. Values: now, last."""

    code = "clock.wrong"


class NoSuchReader(RoomError):
    """No reader of this name was admitted to any case. Values: reader."""

    code = "room.no_such_reader"


LOOPBACK = ("127.0.0.1", "::1", "localhost")


PARTS = (
    "django", "allauth", "fido2", "qrcode", "csp", "ninja", "whitenoise", "granian", "argon2", "packaging",
    "fontpkg_ibm_plex_sans", "fontpkg_ibm_plex_sans_arabic", "fontpkg_ibm_plex_serif", "fontpkg_amiri", "shamir_mnemonic",
    "highspy",
)  # fmt: skip
"""What the room cannot open without, by the name it is imported under: all of the extra `room`."""


def ask_parts() -> None:
    """Asks for every part before anything is made: a password that was printed for a room that cannot open is lost.

    Raises:
        PartMissing: one is not installed.
    """
    for part in PARTS:
        if find_spec(part) is None:
            raise PartMissing(part="room", module=part, python=sys.executable)


def ask_port(host: str, port: int) -> int:
    """The port to serve on: asked with a plain connection, since the server itself would share a used one in silence.

    Args:
        port: 0 for any that is free.

    Raises:
        PortTaken: something answers there, or it may not be had.
        HostUnknown: this machine knows no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if port:
        with socket.socket(family, socket.SOCK_STREAM) as asking:
            asking.settimeout(1)
            try:
                answered = asking.connect_ex((host, port)) == 0
            except socket.gaierror:
                raise HostUnknown(host=host) from None
            if answered:
                raise PortTaken(port=str(port))
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, port))
        except socket.gaierror:
            raise HostUnknown(host=host) from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise HostUnknown(host=host) from None
            raise PortTaken(port=str(port)) from None
        return int(trying.getsockname()[1])


def prepare(home: Path, origin: str) -> None:
    """The sign-in key, and Django set up for this home in this process."""
    make_folder(home / "room")
    key = home / "room" / "sign-in.key"
    if not key.exists():
        write_whole(key, secrets.token_urlsafe(48).encode() + b"\n")
    os.environ["WASATA_HOME"] = str(home)
    os.environ["WASATA_ORIGIN"] = origin
    os.environ["DJANGO_SETTINGS_MODULE"] = "wasata.room.settings.room"
    import django  # only once its settings are in the environment

    django.setup()


def make_tables(home: Path) -> None:
    """The tables of people and sign-ins, in a file of their own, readable by its owner only."""
    from django.core.management import call_command  # needs `prepare`
    from django.db import DatabaseError

    path = home / "room" / "people.sqlite3"
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise _told(error, path) from None


def _told(error: Exception, path: Path) -> RecordError:
    why = getattr(error.__cause__, "sqlite_errorname", type(error).__name__)
    return DiskFull(path=str(path)) if why in FULL_TO_SQLITE else StoreFailed(store=str(path), why=why)


def gather_static(home: Path) -> bool:
    """The style sheet, letters and scripts under their hashed names; True if they had to be made anew."""
    from django.contrib.staticfiles.finders import get_finders  # needs `prepare`
    from django.core.management import call_command

    digest = hashlib.sha256(version("wasata").encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {os.stat(storage.path(name)).st_mtime_ns}\n".encode())
    stamp, mark = digest.hexdigest(), home / "room" / "static.stamp"
    if mark.exists() and mark.read_text("ascii") == stamp and _stand(home / "room" / "static"):
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    write_whole(mark, stamp.encode())
    return True


def _stand(static: Path) -> bool:
    """Whether every file that pages will ask for lies where the list of them says."""
    try:
        listed = json.loads((static / "staticfiles.json").read_text("utf-8"))["paths"]
    except (OSError, ValueError, KeyError):
        return False
    return all((static / name).is_file() for name in listed.values())


def has_sign_in(name: str) -> bool:
    """Whether somebody signs in by this name."""
    from wasata.room.models import Person  # needs `prepare`

    return Person.objects.filter(username=name).exists()


def shut_out(name: str) -> None:
    """Lets nobody in by this name any more."""
    from wasata.room.people import shut  # needs `prepare`

    shut(name)


def settle_factors(home: Home) -> None:
    """Lets second factors fall of which the record says that they fell."""
    from wasata.room.lost_factor import settle  # needs `prepare`

    settle(home)


def give_sign_ins(
    home: Path, readers: Iterable[str], *, anew: Iterable[str] = (), lang: str = "ar",
    before: Callable[[str, bool], None] = lambda _name, _again: None,
) -> dict[str, str]:  # fmt: skip
    """A sign-in with a one-time password for each of `readers` who has none, and for each of `anew`: name → password.

    All or none: a password that was kept and never shown would shut its reader out.

    Args:
        before: told of each, and whether he had one, before it is made.

    Raises:
        DiskFull, StoreFailed: the tables cannot be written.
    """
    from django.db import DatabaseError, transaction  # needs `prepare`

    from wasata.room.models import Person
    from wasata.room.people import admit

    given: dict[str, str] = {}
    try:
        with transaction.atomic():
            known = set(Person.objects.values_list("username", flat=True))
            for reader in dict.fromkeys((*(r for r in readers if r not in known), *anew)):
                before(reader, reader in known)
                given[reader] = admit(reader, lang=lang)
    except DatabaseError as error:
        raise _told(error, home / "room" / "people.sqlite3") from None
    return given


def let_go() -> None:
    """Closes the tables in this process before the server's process is made from it."""
    from django.db import connections  # needs `prepare`

    connections.close_all()
