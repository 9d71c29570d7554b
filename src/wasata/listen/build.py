"""Builds the reader's tables: every surface form once, into automata that are loaded, not built, when reading.

Danger: a table older than the words it was made from.
Duty: `python -m wasata.listen.build` asks each language's tables to write themselves beside their module.
Shape: a table module offers `write_tables()`; the list below is all there are.
"""

from importlib import import_module

TABLES: tuple[str, ...] = ("wasata.listen.mentions", "wasata.listen.ar.forms")


def main() -> None:
    for name in TABLES:
        import_module(name).write_tables()


if __name__ == "__main__":
    main()
