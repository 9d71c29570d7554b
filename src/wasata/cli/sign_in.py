"""Ways in, from the terminal: an invitation for a lead, and shutting somebody out when no lead is at hand.

Danger: the machine's keeper, who may read nothing, with a password of somebody who reads; a password in a journal.
Duty: `invite` makes an invitation that opens the door once and of which its owner sees whether it was used; `shut_out` lets
somebody in no more. Both are recorded in every case in which that person reads.
Shape: a home is made where none stands: an empty one, in earnest, without samples.
"""

import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from wasata import words
from wasata.cli.at_desk import HomePath, Lang, home_path
from wasata.cli.tongue import help_of, tongue
from wasata.desk.case import is_sample
from wasata.desk.sign_in import is_reader, note_given_by_keeper, note_taken_by_keeper
from wasata.errors import HomeMissing, SignInWrong
from wasata.record.home import KEEPER, Home, database
from wasata.record.kinds.base import IDENT
from wasata.room import opening, wiring
from wasata.room.invitation import Invitations
from wasata.words import Key

Name = Annotated[str, typer.Argument(metavar="NAME", help=help_of("keep.cli.name"))]


def _say(key: str, **values: object) -> None:
    print(words.say(key, tongue(), **values), flush=True)


def _home(path: Path) -> Home:
    """The home; where there is none, an empty one is made beside its place and moved there when it is whole."""
    with suppress(HomeMissing):
        return Home.open(path, dsn=database())
    if path.exists() and any(path.iterdir()):
        raise HomeMissing(path=str(path))
    making = path.with_name(f".{path.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        Home.create(making, dsn=database()).close()
        if path.exists():
            path.rmdir()
        making.rename(path)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    _say("keep.home_made", path=str(path))
    return Home.open(path, dsn=database())


def invite(name: Name, home: HomePath = None, lang: Lang = "") -> None:  # noqa: ARG001 (`tongue` has taken it)
    opening.ask_parts()
    if not re.fullmatch(IDENT, name) or name == KEEPER:
        raise SignInWrong(why=Key("keep.why.name"), value=name)
    path = home_path(home)
    with _home(path) as house:
        reads = is_reader(house, name)
        if not reads and any(is_sample(house, case) for case in house.cases()):
            raise SignInWrong(why=Key("keep.why.samples"), value=str(path))
        opening.prepare(path, "http://localhost")
        opening.make_tables(path)
        kept = Invitations(path)
        before = kept.of(name)
        note_given_by_keeper(house, name, again=opening.has_sign_in(name))
        code = kept.make(name, wiring.now(), opens_cases=not reads)
    _say("keep.invited", name=name)
    print(f"\n  {code}\n", flush=True)  # on a line of its own, with no invisible sign in it: it gets copied
    _say("keep.invited_how")
    if before:
        print(words.count("keep.invited_before", len(before), tongue(), name=name), flush=True)


def shut_out(name: Name, home: HomePath = None, lang: Lang = "") -> None:  # noqa: ARG001
    opening.ask_parts()
    path = home_path(home)
    with Home.open(path, dsn=database()) as house:
        opening.prepare(path, "http://localhost")
        opening.make_tables(path)
        if not opening.has_sign_in(name):
            raise opening.NoSuchReader(reader=name)
        note_taken_by_keeper(house, name)
        opening.shut_out(name)
    _say("keep.shut_out", name=name)
