"""A command could not be understood or started.

Danger: a missing part told as a fault.
"""

from wasata.errors.family import WasataError


class CommandError(WasataError):
    """A command could not be understood or started."""

    code = "read.refused"


class NoSuchCommand(CommandError):
    """The first word is no command. Values: value, commands."""

    code = "read.no_such_command"


PART_OF = {
    "django": "room", "granian": "room", "trafilatura": "intake", "feedparser": "intake", "fastwarc": "intake",
    "pypdfium2": "intake", "highspy": "room", "ortools": "exchange", "psycopg": "postgres", "distributed": "cluster",
    "pyarrow": "cluster",
}  # fmt: skip
"""Which part of the house (an extra) brings a module that may be missing."""


class PartMissing(CommandError):
    """A command needs a part that is not installed. Values: part, module, python (whose parts they are)."""

    code = "read.part_missing"


class AskedWrongly(CommandError):
    """A command was given words it cannot take. Values: why, command."""

    code = "read.asked_wrongly"
