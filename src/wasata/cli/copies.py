"""Copies at the terminal: making, checking, trying, restoring; two persons who accept an older day.

Danger: words of a key that stay on a screen, in a history or in a list of processes; a cut-off copy that is found out when half a
home is written; a night without a copy that nobody hears of.
Duty: the commands of `wasata keep` that are about copies. Whoever makes and checks them types no secret. Words and passwords are
asked without being shown, or read from files (`/dev/fd/3` is one).
Shape: the same acts and questions as the page of copies (`desk/copies.py`).
"""

import getpass
import re
import time
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wasata.cli.at_desk import HomePath, Json, Lang, as_json, home_path
from wasata.cli.tongue import help_of, tongue
from wasata.errors import AskedWrongly, BackupRefused, HomeMissing
from wasata.record.home import Home, database
from wasata.words import Key, count, instant, number, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wasata.desk.copies import Looked
    from wasata.record.backup import Restored
    from wasata.record.copies import Event

TOLD_EVERY = 2.0
"""Seconds between two lines of how far a copy is."""
PARTS = 2

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=help_of("copies.cli.folder"))]
Upto = Annotated[int | None, typer.Option("--upto", min=1, help=help_of("copies.cli.upto"))]
Words = Annotated[list[Path] | None, typer.Option("--words", help=help_of("copies.cli.words"))]


def _print(sentence: str, /, **values: object) -> None:
    print(say(sentence, tongue(), **values), flush=True)


def size_told(size: int) -> str:
    """So many bytes, as a person reads it."""
    for unit, of in (("gb", 10**9), ("mb", 10**6), ("kb", 10**3)):
        if size >= of:
            return say(f"copies.size.{unit}", tongue(), n=round(size / of, 1))
    return count("copies.size.bytes", size, tongue())


def _now() -> datetime:
    """The machine's hour: a medium is swept also where there is no home to ask."""
    return datetime.now(UTC)


def _hour(at: datetime) -> str:
    return say("copies.cli.utc", tongue(), at=instant(at, tongue(), zone=UTC))


@contextmanager
def _home(given: Path | None) -> "Iterator[Home]":
    with Home.open(home_path(given), dsn=database()) as home:
        yield home


@contextmanager
def _home_if_there(given: Path | None) -> "Iterator[Home | None]":
    """The home of this machine; None where there is none: copies are checked, and tried, on any machine."""
    try:
        home = Home.open(home_path(given), dsn=database())
    except HomeMissing:
        yield None
        return
    with home:
        yield home


def backup(
    to: Annotated[Path | None, typer.Option("--to", help=help_of("copies.cli.to"))] = None,
    home: HomePath = None, lang: Lang = "",  # noqa: ARG001
) -> None:  # fmt: skip
    from wasata.desk.copies import make_copy
    from wasata.room.tables import extra

    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > TOLD_EVERY:
            last = time.monotonic()
            _print("copies.cli.at", done=done, of=of)

    with _home(home) as house:
        _print("copies.cli.begins")
        part = make_copy(house, to.absolute() if to else None, extra=extra(house.path), progress=tell)
        told = ", ".join(
            (count("copies.n_entries", part.entries, tongue()), count("copies.n_pieces", part.pieces, tongue()))
        )
        _print("copies.cli.made", part=part.number, told=told, size=size_told(part.size), at=_hour(part.at))


def check(folder: Folder, home: HomePath = None, lang: Lang = "") -> None:  # noqa: ARG001
    from wasata.desk.copies import check_copies, sweep_folder

    with _home_if_there(home) as house:
        ours = house if house and _is_ours(folder, house) else None
        gone = sweep_folder(folder.absolute(), _now(), ours.path if ours else None)
        for found in check_copies(folder.absolute(), ours):
            told = count("copies.n_copies", found.parts, tongue())
            _print(
                "copies.cli.whole",
                path=str(found.folder),
                told=told,
                size=size_told(found.size),
                at=_hour(found.last_at),
            )
            _print("copies.cli.key_is", key=found.key)
        if gone:
            print(count("copies.n_forgotten", gone, tongue()))
        _print("copies.cli.noted" if ours else "copies.cli.not_noted")


def _is_ours(folder: Path, home: Home) -> bool:
    """Whether these copies are of this home; of copies that cannot be read, yes: then it is noted that they cannot."""
    from wasata.record.backup import copies_in, folders_in

    for place in folders_in(folder):
        try:
            found = copies_in(place)
        except BackupRefused:
            continue
        return found is None or found.room == home.public_key
    return True


def restore(
    folder: Folder,
    to: Annotated[Path, typer.Option("--to", help=help_of("copies.cli.restore_to"))],
    upto: Upto = None,
    words: Words = None,
    heads: Annotated[Path | None, typer.Option("--heads", help=help_of("copies.cli.heads"))] = None,
    lang: Lang = "",  # noqa: ARG001
) -> int:
    from wasata.desk.copies import look_at, open_folder
    from wasata.errors import RecordOlder
    from wasata.record import backup

    _refuse_nothing(folder)
    place, by = open_folder(folder, _words(words))
    _print("copies.cli.restoring", path=str(to))
    told = backup.restore(place, to.absolute(), by, dsn=database(), upto=upto, outlived=heads)
    _tell_restored(told)
    try:
        with Home.open(to.absolute(), dsn=database()) as home:
            looked = look_at(home)
    except RecordOlder as older:
        _print("copies.cli.behind", **older.values)
        _print("copies.cli.behind_next")
        return 0
    _tell_looked(looked)
    _print("copies.cli.anew")
    return 1 if looked.broken else 0


def try_(
    folder: Folder,
    within: Annotated[Path, typer.Option("--in", help=help_of("copies.cli.in"))],
    upto: Upto = None,
    words: Words = None,
    home: HomePath = None,
    lang: Lang = "",  # noqa: ARG001
) -> None:
    from wasata.desk.copies import try_restore

    _refuse_nothing(folder)
    with _home_if_there(home) as house:
        ours = house if house and _is_ours(folder, house) else None
        told, looked = try_restore(folder.absolute(), _words(words), within.absolute(), upto=upto, home=ours)
        _tell_restored(told)
        _tell_looked(looked)
        _print("copies.cli.taken_away")
        _print("copies.cli.noted" if ours else "copies.cli.not_noted")


def _refuse_nothing(folder: Path) -> None:
    """Before anybody types sixty-six words."""
    from wasata.record.backup import folders_in

    if not folders_in(folder):
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))


def _words(given: Sequence[Path] | None) -> tuple[str, ...]:
    """Two parts of the key: asked one after the other without showing them, or from files."""
    if given:
        if len(given) != PARTS:
            raise AskedWrongly(why=say("copies.cli.two_parts", tongue()), command="wasata keep")
        return tuple(" ".join(re.findall(r"[A-Za-z]+", path.read_text("utf-8", errors="replace"))) for path in given)
    return tuple(
        " ".join(re.findall(r"[A-Za-z]+", getpass.getpass(say("copies.cli.ask_part", tongue(), n=n) + " ")))
        for n in range(1, PARTS + 1)
    )


def _tell_restored(told: "Restored") -> None:
    entries, pieces = count("copies.n_entries", told.entries, tongue()), count("copies.n_pieces", told.pieces, tongue())
    _print("copies.cli.came", part=told.part, at=_hour(told.at), told=", ".join((entries, pieces)))
    if told.persons_at is None:
        _print("copies.cli.no_persons")
    else:
        print(count("copies.n_persons", told.persons, tongue(), at=_hour(told.persons_at)))
    _print("copies.cli.came_not", at=_hour(told.at))
    if told.last > told.part:
        _print("copies.cli.left_out", first=told.part + 1, last=told.last)


def _tell_looked(looked: "Looked") -> None:
    _print("copies.cli.looked", cases=looked.cases, logs=looked.logs)
    if looked.closed:
        print(count("copies.n_closed", looked.closed, tongue()))
    for log in looked.broken:
        _print("copies.cli.broken", log=log)


def forget(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help=help_of("copies.cli.forget_folder"))] = None,
    home: HomePath = None, lang: Lang = "",  # noqa: ARG001
) -> None:  # fmt: skip
    from wasata.desk.copies import sweep, sweep_folder

    now = _now()
    if folder is None:
        gone = sweep(home_path(home), now)
    else:
        gone = sweep_folder(folder.absolute(), now)
    print(count("copies.n_forgotten", gone, tongue()))


def accept(
    person: Annotated[list[str], typer.Option("--person", help=help_of("copies.cli.person"))],
    password: Annotated[list[Path] | None, typer.Option("--password", help=help_of("copies.cli.password"))] = None,
    yes: Annotated[bool, typer.Option("--yes", help=help_of("copies.cli.yes"))] = False,
    home: HomePath = None, lang: Lang = "",  # noqa: ARG001
) -> int:  # fmt: skip
    """Two persons accept, each with his own password, that the record went back to an older day."""
    from wasata.desk.copies import accepting
    from wasata.desk.record import log_set_back
    from wasata.record.persons import Persons

    if not yes:
        _print("copies.cli.accept_ask")
        return 1
    path = home_path(home)
    consent = accepting(Persons(path / "keys" / "persons"), _passwords(person, password))
    with Home.open(path, dsn=database(), restored=True, consent=consent) as house:
        for case, fact in house.accepted.items():
            for back in fact.logs:
                _print("record.cli.restored_log", case=case, told=log_set_back(back.model_dump(), tongue()))
            if fact.accepted_by:
                _print("copies.cli.accepted_by", case=case, who=say("report.comma", tongue()).join(fact.accepted_by))
        _print("record.cli.restored_written" if house.accepted else "record.cli.restored_nothing")
    return 0


def _passwords(persons: Sequence[str], files: Sequence[Path] | None) -> dict[str, str]:
    if files and len(files) != len(persons):
        raise AskedWrongly(why=say("copies.cli.as_many", tongue()), command="wasata keep accept")
    if files:
        return {name: path.read_text("utf-8").rstrip("\n") for name, path in zip(persons, files, strict=True)}
    return {name: getpass.getpass(say("copies.cli.ask_password", tongue(), person=name) + " ") for name in persons}


def stand(home: HomePath = None, json: Json = False, lang: Lang = "") -> int:  # noqa: ARG001
    """How the copies stand; 1 where something is overdue, so that a watcher of the machine hears of it."""
    from wasata.desk.copies import state

    with _home(home) as house:
        told = state(house, house.now())
    late = told.key is None or told.copy_overdue or told.try_overdue or told.persons_late
    if json:
        as_json(told)
        return 1 if late else 0
    _print("copies.key_none" if told.key is None else "copies.cli.key_is", key=told.key or "")
    for reader, written in told.parts:
        _print("copies.cli.part_written" if written else "copies.cli.part_open", reader=reader)
    _print("copies.cli.folder_is" if told.folder else "copies.folder_none", path=str(told.folder or ""))
    for name, event in (("made", told.made), ("checked", told.checked), ("tried", told.tried)):
        _print(
            f"copies.last.{name}" if event else f"copies.never.{name}",
            at=_hour(event.at) if event else "",
            **_of(event),
        )
    for event in (told.failed, told.spoilt):
        if event is not None:
            _print("copies.cli.failed", at=_hour(event.at), why=" ".join(why(event)))
    for name, is_late in (("copy", told.copy_overdue), ("try", told.try_overdue)):
        if is_late:
            _print(f"copies.overdue.{name}")
    if told.persons_go is not None:
        _print("copies.persons_late" if told.persons_late else "copies.persons_go", at=_hour(told.persons_go))
    return 1 if late else 0


def _of(event: "Event | None") -> dict[str, object]:
    return {"part": number(event.part, tongue()), "size": size_told(event.size)} if event else {"part": "", "size": ""}


def why(event: "Event") -> tuple[str, str]:
    """What went wrong, and the next move, in the words of whoever asks now."""
    from wasata.record.copies import Failed
    from wasata.words import tell

    return tell(Failed(event), tongue())
