"""Files at the terminal: handed in with a message, and taken out into a folder.

Danger: a file written over one that was there; a name that leads out of the folder.
Duty: files read from paths, each with what may be done with it; files written under plain names, none over another.
"""

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from wasata.cli.at_desk import apart, before_showing
from wasata.cli.tongue import help_of, tongue
from wasata.desk.handed_in import HandedIn, plain_name, require_files
from wasata.errors import AskedWrongly
from wasata.record.kinds.message import Clearance
from wasata.words import say

Folder = Annotated[Path, typer.Option("--to", metavar="FOLDER", help=help_of("message.cli.out"))]
WithFile = Annotated[list[Path] | None, typer.Option("--file", metavar="FILE", help=help_of("message.cli.hand_in"))]
ClearFile = Annotated[
    list[str] | None, typer.Option("--clear-file", metavar="HOW", help=help_of("message.cli.clear_file"))
]


def given(paths: Sequence[Path] | None, cleared: Sequence[Clearance], command: str) -> tuple[HandedIn, ...]:
    """Files read from where they are, each with its clearance: none, unless one is given in its place.

    Raises:
        AskedWrongly: one cannot be read, or there are more clearances than files.
        MessageWrong: so many, or such, are not taken.
    """
    told = list(paths or ())
    if len(cleared) > len(told):
        raise AskedWrongly(why=say("message.cli.too_many_clear", tongue()), command=f"wasata {command}")
    how: list[Clearance] = [*cleared, *["none"] * len(told)]  # type: ignore[list-item]
    found = tuple(HandedIn(path.name, _read(path, command), c) for path, c in zip(told, how, strict=False))
    require_files(found)
    return found


def _read(path: Path, command: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        why = say("message.cli.no_file", tongue(), value=apart(str(path)))
        raise AskedWrongly(why=why, command=f"wasata {command}") from None


def chosen(pieces: Iterable[str], asked: str, command: str) -> tuple[str, ...]:
    """All of these files, or those whose name begins as asked.

    Raises:
        AskedWrongly: none does.
    """
    found = tuple(piece for piece in pieces if piece.startswith(asked))
    if asked and not found:
        raise AskedWrongly(
            why=say("message.cli.no_piece", tongue(), value=apart(asked[:64])), command=f"wasata {command}"
        )
    return found


def written(folder: Path, name: str, content: bytes, command: str) -> Path:
    """Writes a file into a folder under its plain name, or, where that is taken, with a number behind it.

    Raises:
        AskedWrongly: there is no such folder.
    """
    if not folder.is_dir():
        why = say("message.cli.no_folder", tongue(), value=apart(str(folder)))
        raise AskedWrongly(why=why, command=f"wasata {command}")
    before_showing()
    plain = Path(plain_name(name))
    stem = (
        plain.stem.encode()[:180].decode(errors="ignore") or "file"
    )  # folders count bytes, and a few are for the number
    ending = plain.suffix if len(plain.suffix.encode()) < 40 else ""
    for n in count(1):
        path = folder / (f"{stem}{ending}" if n == 1 else f"{stem}-{n}{ending}")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")
