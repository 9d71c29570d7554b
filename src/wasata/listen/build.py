"""Builds the reader's tables: every surface form once, into automata that are loaded, not built, when reading.

Danger: a table older than the words it was made from; a reader that starts meanwhile and sees half a table.
Duty: `python -m wasata.listen.build` asks each language's tables to write themselves beside their module.
Shape: a table module offers `write_tables()`; the list below is all there are. Each writes through `put_in_place`.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Protocol

TABLES: tuple[str, ...] = ("wasata.listen.mentions", "wasata.listen.ar.forms")


class Savable(Protocol):
    """What can write itself to a file."""

    def save(self, path: str, /) -> object: ...


def put_in_place(table: Savable, path: Path) -> None:
    """Writes a table under a name of its own and then gives it its name.

    Whoever opens `path` meanwhile has the old table or the new one, whole. A write that fails leaves the old one.
    """
    aside = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        table.save(str(aside))
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def main() -> None:
    for name in TABLES:
        import_module(name).write_tables()


if __name__ == "__main__":
    main()
