"""`wasata keep parts`: what the room is made of, whether it is still what was installed, what is known against it.

Danger: "nothing known against it", said of a list that is a year old; a table too wide to read, with the one changed file in it.
Duty: the table, or the list as CycloneDX (`--json`); what was changed, by name; with `--audit`, what the advisories that somebody
brought on a medium say, and of which day the newest of them is. No address is asked for any of it.
Shape: exit code 1 where something is to be done. What is to be done stands last.
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wasata import __version__, words
from wasata.cli import bill
from wasata.cli.at_desk import Json, Lang
from wasata.cli.tongue import help_of, tongue

MOST = 3
"""So many of the parts that ask for one are named in its row; the list as CycloneDX has all."""
HERE = Path(__file__).resolve()


def pins() -> Path:
    """Where the pins lie: in the tree of the sources, or in the house as it was packed."""
    tree = HERE.parents[3] / "pins"
    return tree if tree.is_dir() else HERE.parents[1] / "pins"


def _say(key: str, **values: object) -> None:
    print(words.say(key, tongue(), **values), flush=True)


def parts(
    audit: Annotated[Path | None, typer.Option("--audit", help=help_of("parts.cli.audit"))] = None,
    wheels: Annotated[Path | None, typer.Option("--wheels", help=help_of("parts.cli.wheels"))] = None,
    as_list: Json = False,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> int:
    pinned = bill.pins_in(pins())
    there = bill.bill(None, pinned)
    found = bill.audit(there, audit) if audit is not None else None
    changed = bill.changed(None, pinned, wheels)
    if as_list:
        print(json.dumps(bill.as_cyclonedx(there, __version__), ensure_ascii=False, indent=1))
    else:
        _tell_table(there)
    return _tell_changed(there, changed, quiet=as_list) | (_tell_audit(found, quiet=as_list) if found else 0)


def _tell_table(there: tuple[bill.Part, ...]) -> None:
    wide = max(len(part.name) for part in there)
    comma = words.say("room.list_comma", tongue())
    for part in there:
        why = [words.say("parts.for_house", tongue(), part=extra) if extra else "Wasata" for extra in part.direct]
        why += part.needed_by[:MOST] if not why else ()
        why += ["…"] if not part.direct and len(part.needed_by) > MOST else ()
        print(f"  {part.name:<{wide}}  {part.version:<14} {part.licence[:40]:<40}  {comma.join(why)}".rstrip())
    _say("parts.count", n=len(there), pinned=sum(not part.is_strange for part in there))


def _tell_changed(there: tuple[bill.Part, ...], changed: tuple[tuple[str, str], ...], *, quiet: bool) -> int:
    """What of it nobody pinned, and which files are not as they were installed."""
    for part in there:
        if part.is_strange:
            key = "parts.other_version" if part.pinned else "parts.not_pinned"
            _warn(key, name=part.name, version=part.version, pinned=", ".join(part.pinned))
    for what, path in changed:
        _warn(f"parts.{what}", name=path)
    if not changed and not quiet:
        _say("parts.unchanged")
    return int(bool(changed) or any(part.is_strange for part in there))


def _tell_audit(found: bill.Audit, *, quiet: bool) -> int:
    for hit in found.hits:
        also = f" ({', '.join(hit.also)})" if hit.also else ""
        _warn("parts.hit", name=hit.part, version=hit.version, advisory=hit.name + also, told=hit.told)
        if hit.fixed_in:
            _warn("parts.fixed_in", versions=", ".join(hit.fixed_in))
    if not quiet:
        _say("parts.audited", n=found.looked_at, hits=len(found.hits), day=found.newest)
    return int(bool(found.hits))


def _warn(key: str, **values: object) -> None:
    print("  " + words.say(key, tongue(), **values), file=sys.stderr, flush=True)
