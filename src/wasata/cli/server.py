"""The server under the room, for whoever keeps it: its clock and its certificate.

Danger: a clock that nobody sets, found out by a deadline; a certificate that ends on a holiday.
Duty: `clock` holds the machine's clock against the record and says whether another sets it; `certificate` makes, renews, takes in
or tells the certificate by which browsers know the room.
Shape: exit code 1 where something is to be done; a timer tells by it.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from wasata import words
from wasata.cli.at_desk import HomePath, Lang, home_path
from wasata.cli.tongue import help_of, tongue
from wasata.desk.case import is_sample
from wasata.errors import AskedWrongly, HomeMissing
from wasata.record.clock import Clock, is_set_by_another, judge, last_recorded
from wasata.record.home import Home, database
from wasata.words import Key

TLS = Path("/etc/wasata/tls")


def _now() -> datetime:
    return datetime.now(UTC)


def _say(key: str, **values: object) -> None:
    print(words.say(key, tongue(), **values), flush=True)


def clock(home: HomePath = None, lang: Lang = "") -> int:  # noqa: ARG001 (`tongue` has taken it)
    try:
        with Home.open(home_path(home), dsn=database()) as house:
            own = [case for case in house.cases() if not is_sample(house, case)]
            found = judge(_now(), last_recorded(house, own), is_set_by_another())
    except HomeMissing:  # looked at before there is one
        found = judge(_now(), None, is_set_by_another())
    return tell_clock(found)


def tell_clock(found: Clock) -> int:
    """Says how the clock stands; 1 where something is to be done."""
    _say("clock.now", at=found.now)
    if found.last is not None:
        _say("clock.last", at=found.last)
    if found.is_wrong:
        _say("clock.is_wrong")
    _say({True: "clock.set", False: "clock.not_set", None: "clock.unknown"}[found.is_set])
    return int(found.is_wrong or found.is_set is False)


def certificate(
    name: Annotated[list[str] | None, typer.Option("--name", help=help_of("certificate.cli.name"))] = None,
    to: Annotated[Path, typer.Option("--in", help=help_of("certificate.cli.in"))] = TLS,
    renew: Annotated[bool, typer.Option("--renew", help=help_of("certificate.cli.renew"))] = False,
    if_due: Annotated[bool, typer.Option("--if-due", help=help_of("certificate.cli.if_due"))] = False,
    take: Annotated[Path | None, typer.Option("--take", help=help_of("certificate.cli.take"))] = None,
    key: Annotated[Path | None, typer.Option("--key", help=help_of("certificate.cli.key"))] = None,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> int:
    from wasata.room import certificate as certificates  # the room's part alone has it

    folder, now = to.absolute(), _now()
    if sum((bool(name), renew, take is not None)) > 1 or (take is None) is not (key is None):
        raise AskedWrongly(why=Key("certificate.why.one"), command="wasata keep certificate")
    if name:
        standing = certificates.make(folder, tuple(name), now)
    elif take is not None and key is not None:
        standing = certificates.take(folder, take, key, now)
    else:
        standing = certificates.look(folder)
        if renew and (standing.is_due(now) or not if_due):
            standing = certificates.renew(folder, now)
            _say("certificate.renewed")
    comma = words.say("room.list_comma", tongue())
    _say("certificate.stands", names=comma.join(standing.names), at=standing.ends)
    print(f"\n  {standing.fingerprint}\n", flush=True)  # on a line of its own: it is read aloud
    _say("certificate.own" if standing.own else "certificate.others")
    if standing.is_due(now):
        print(words.say("certificate.due", tongue(), at=standing.ends), file=sys.stderr, flush=True)
    return int(standing.is_due(now))
