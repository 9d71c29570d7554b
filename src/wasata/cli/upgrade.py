"""`wasata keep upgrade`: a home of an earlier version is brought up on a copy, and the way back is kept.

Danger: an owner who thinks the old home is gone, and leaves its keys lying beside the new one.
Duty: say what is old, do it, say where the old home stands and how one goes back. The room does the same when it is opened on
an old home: nothing of a home is brought up where it lies.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from wasata.cli.tongue import help_of, tongue
from wasata.errors import StoreFailed
from wasata.record import upgrade as upgrading
from wasata.record.home import database
from wasata.words import say

_TABLES = """
import sys
from pathlib import Path
from wasata.room import opening
home = Path(sys.argv[1])
opening.prepare(home, "http://localhost")
opening.make_tables(home)
opening.let_go()
"""


def tables(home: Path) -> None:
    """Brings the tables of people of a home up, in a process of its own: Django serves one home a process.

    Raises:
        StoreFailed: they could not be brought up.
    """
    people = home / "room" / "people.sqlite3"
    if people.exists():
        asked = [sys.executable, "-c", _TABLES, str(home)]  # nothing in it was typed but the folder's own name
        done = subprocess.run(asked, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            raise StoreFailed(store=str(people), why=(done.stderr.strip().splitlines() or ["?"])[-1][:200])


_WITH_TABLES = (
    ("wasata", "room"), ("django", "contrib/auth"), ("django", "contrib/contenttypes"), ("allauth", "account"),
    ("allauth", "mfa"),
)  # fmt: skip
"""The parts of the room that have tables among those of people: the package, and where in it."""


def old_parts(path: Path) -> tuple[str, ...]:
    """What of a home an earlier version wrote, the tables of people among it, by name (`upgrade.part.<name>`).

    Raises:
        HomeMissing: no home stands there.
    """
    found = upgrading.old_parts(path)
    return (*found, "tables") if _tables_are_old(path / "room" / "people.sqlite3") else found


def _tables_are_old(people: Path) -> bool:
    """Whether some step that makes these tables what they are today was not taken in them. Told without Django, which serves one
    home a process."""
    if not people.exists():
        return False
    with closing(sqlite3.connect(people)) as db:
        try:
            taken = set(db.execute("SELECT app, name FROM django_migrations"))
        except sqlite3.DatabaseError:
            return False  # none yet, or damaged: whoever makes them says so
    return bool(taken) and not taken.issuperset(_steps())


def _steps() -> Iterator[tuple[str, str]]:
    for package, where in _WITH_TABLES:
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec else ():
            for step in (Path(place) / where / "migrations").glob("[0-9]*.py"):
                yield where.rpartition("/")[2], step.stem


def upgrade(
    home: Annotated[Path | None, typer.Option("--home", help=help_of("case.option.home"))] = None,
    only_look: Annotated[bool, typer.Option("--look", help=help_of("upgrade.cli.look"))] = False,
    all_the_same: Annotated[bool, typer.Option("--anyway", help=help_of("upgrade.cli.anyway"))] = False,
) -> None:
    """With nothing old in it, the home is left as it is."""
    from wasata.cli.at_desk import home_path  # brings the desk, which `--help` does without

    path = home_path(home)
    upgrading.tidy(path)
    parts = old_parts(path)
    for part in parts:
        print(say(f"upgrade.part.{part}", tongue()))
    if not parts and not all_the_same:
        print(say("upgrade.nothing", tongue(), path=str(path)))
        return
    if not only_look:
        bring_up(path)


def bring_up(path: Path) -> None:
    """Does it, and says where the old home stands."""
    print(say("upgrade.begins", tongue(), path=str(path)), flush=True)
    aside = upgrading.upgrade(path, tables, dsn=database())
    print(say("upgrade.done", tongue(), path=str(path)))
    print(say("upgrade.way_back", tongue(), path=str(path), aside=str(aside)))
