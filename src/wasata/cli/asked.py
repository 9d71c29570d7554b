"""What was asked of `wasata read`: its words taken apart.

Danger: an option that is not known and is read as a file.
Duty: every option has its value and its kind, or is refused by name. No Typer here: the command has half a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from wasata.cli.tongue import tongue
from wasata.errors import AskedWrongly, ListenError
from wasata.values import LANGS, Lang

FORMATS = ("json", "jsonl", "table")
VALUED = ("--format", "--lang", "--published", "--roster", "--out", "--workers", "--dask", "--shard")


@dataclass(slots=True)
class Asked:
    """What was asked for."""

    paths: list[str] = field(default_factory=list)
    form: str | None = None
    explain: bool = False
    lang: Lang | None = None
    published: date | None = None
    understood: str = ""
    """What is said back of a day that was typed in words."""
    roster: str | None = None
    help: bool = False
    backlog: bool = False
    out: str | None = None
    workers: int | None = None
    dask: str | None = None
    shard: int | None = None


def parse(words: Sequence[str]) -> Asked:
    """The words after `read`.

    Raises:
        AskedWrongly: an option is not known, lacks its value, or has one it cannot take.
    """
    asked = Asked()
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            asked.paths += rest
        elif word == "-" or not word.startswith("-"):
            asked.paths.append(word)
        elif word in ("--help", "-h"):
            asked.help = True
        elif word == "--explain":
            asked.explain = True
        elif word == "--backlog":
            asked.backlog = True
        elif name in VALUED:
            given = value if equals else next(rest, None)
            if given is None:
                raise wrongly("needs_value", option=name)
            _set(asked, name, given)
        else:
            raise wrongly("unknown_option", option=word)
    return asked


def _set(asked: Asked, name: str, given: str) -> None:
    if name == "--format":
        if given not in FORMATS:
            raise wrongly("format", value=given)
        asked.form = given
    elif name == "--lang":
        found = next((lang for lang in LANGS if lang == given), None)
        if found is None:
            raise wrongly("lang", value=given)
        asked.lang = found
    elif name == "--published":
        asked.published, asked.understood = _day(given)
    elif name in ("--workers", "--shard"):
        if not (given.isdecimal() and 0 < int(given[:9]) <= 1_000_000):
            raise wrongly("whole", option=name, value=given)
        setattr(asked, name[2:], int(given))
    else:
        setattr(asked, name[2:], given)


def _day(given: str) -> tuple[date, str]:
    """The day typed, and what is said back of it. Words wait for their tables; plain days do not."""
    try:
        return date.fromisoformat(given), ""
    except ValueError:
        from wasata.listen.asked import day_typed, understood

    try:
        found = day_typed(given, date.today(), tongue())  # noqa: DTZ011 (here the machine's own day is meant)
    except ListenError as error:
        from wasata.words import tell

        raise AskedWrongly(why=" ".join(tell(error, tongue())).rstrip("."), command="wasata read") from None
    if found is None:
        raise wrongly("needs_value", option="--published")
    return found.first, understood(found, tongue(), clock="machine")


def wrongly(why: str, **values: object) -> AskedWrongly:
    """A refusal of the words that were given, told in the language of this run."""
    from wasata.words import say

    return AskedWrongly(why=say(f"read.wrongly.{why}", tongue(), **values), command="wasata read")
