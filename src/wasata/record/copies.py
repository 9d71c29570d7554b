"""Copies as the home knows them: for which key they are sealed, where they go, and what became of each.

Danger: a key put in another's place, so that every night's copy opens for whoever put it there and for nobody of the team; a room
that says a copy was made when none was.
Duty: keep the public half with the names of who holds its parts; remember the folder; note each copy, check and try with its
hour, or why there was none.
Shape: `keys/copies.key`, canonical JSON, signed by the room over "wasata.copies-key.1" LF and the canonical bytes of the rest:

    {"by":"lead","format":"wasata.copies-key.1","made_at":"…Z","parts":["lead",…],"public":"<hex>","signature":"<hex>"}

and `copies.json`, which no copy holds: it tells of this machine.

    {"events":[{"at":"…Z","folder":"…","what":"made",…}],"folders":[{"oldest":"…Z" or null,"path":"…","swept":"…Z"}],
     "format":"wasata.copies.1"}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from wasata.errors import KeyRefused, NotCanonical, WasataError
from wasata.record import canon, files, keyring
from wasata.record.chain import is_signed
from wasata.record.home import Home
from wasata.record.person_key import PublicKey
from wasata.words import Key

KEY_FORMAT, FORMAT = "wasata.copies-key.1", "wasata.copies.1"
PLACE = "copies-"
"""So begins the name under which parts of such a key stand in the table of persons, beside random names of cases."""
_SIGNED = KEY_FORMAT.encode() + b"\n"
KEPT_FOR = timedelta(days=60)
"""Events older than this go, but for the last of each."""

What = Literal["made", "failed", "checked", "spoilt", "tried", "try_failed"]
WHAT: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class CopiesKey:
    """For which key copies are sealed. `parts`: who was handed a part of it, in their order."""

    public: PublicKey
    parts: tuple[str, ...]
    made_at: datetime
    by: str

    @property
    def called(self) -> str:
        """How the folder of copies sealed for it is called, and the place of its parts: another key begins another folder, and
        what was sealed for the old one stays."""
        return f"{PLACE}{self.public.name.removeprefix('key-')[:12]}"


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a copy, a check, a try. `part`: the number of the last copy; `size` of all in the folder, in bytes; `count`
    of entries; `code`, `values`: of an error."""

    at: datetime
    what: What
    folder: str
    part: int = 0
    size: int = 0
    count: int = 0
    code: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to which copies went. `oldest`: of which hour the oldest table of persons' keys in it was when it was last seen to
    (`swept`)."""

    path: Path
    swept: datetime
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """What the home remembers of its copies. `folders`: where they went, the present one last; `events` oldest first."""

    folders: tuple[Folder, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def folder(self) -> Path | None:
        """Where they go now."""
        return self.folders[-1].path if self.folders else None

    def last(self, *what: What) -> Event | None:
        """The last event of one of these sorts."""
        return next((e for e in reversed(self.events) if e.what in what), None)


# the key


def key_of(home: Home) -> CopiesKey | None:
    """For which key this home's copies are sealed; None before it was made.

    Raises:
        KeyRefused: its file is damaged, open to others, or not signed by this room.
    """
    path = _key_path(home)
    if not path.exists():
        return None
    keyring.require_private(path)
    try:
        told = canon.decode(path.read_bytes())
        signature = bytes.fromhex(told.pop("signature"))
        if told["format"] != KEY_FORMAT or not is_signed(home.public_key, _SIGNED + canon.encode(told), signature):
            raise KeyRefused(path=str(path), why=Key("record.why.damaged"))
        made_at = canon.read_instant(told["made_at"])
        return CopiesKey(PublicKey(bytes.fromhex(told["public"])), tuple(told["parts"]), made_at, told["by"])
    except OSError as error:
        raise files.told(error, path) from None
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        raise KeyRefused(path=str(path), why=Key("record.why.damaged")) from None


def keep_key(home: Home, key: CopiesKey) -> None:
    """Copies are sealed for this key from now on."""
    told: dict[str, Any] = {
        "by": key.by, "format": KEY_FORMAT, "made_at": canon.instant(key.made_at), "parts": list(key.parts),
        "public": key.public.raw.hex(),
    }  # fmt: skip
    signature = home.sign(_SIGNED + canon.encode(told)).hex()
    files.write_whole(_key_path(home), canon.encode(told | {"signature": signature}))


def _key_path(home: Home) -> Path:
    return home.path / "keys" / "copies.key"


# the notes


def notes_of(home: Path) -> Notes:
    """What the home at this path remembers. Notes that are damaged count as none: they are told anew by the next copy."""
    try:
        told = canon.decode((home / "copies.json").read_bytes())
        if told["format"] != FORMAT:
            return Notes()
        return Notes(tuple(_folder(f) for f in told["folders"]), tuple(_event(e) for e in told["events"]))
    except (OSError, NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        return Notes()


def note(home: Path, event: Event) -> None:
    """Notes what became of something."""

    def more(notes: Notes) -> Notes:
        events = (*notes.events, event)
        last = {what: max((n for n, e in enumerate(events) if e.what == what), default=-1) for what in WHAT}
        young = (e for n, e in enumerate(events) if event.at - e.at <= KEPT_FOR or n == last[e.what])
        return replace(notes, events=tuple(young))

    _change(home, more)


def remember_folder(home: Path, folder: Folder, *, now: bool = True) -> None:
    """Notes what is known of a folder; with `now`, copies go there from now on where nobody says otherwise."""

    def known(notes: Notes) -> Notes:
        if not now:
            return replace(notes, folders=tuple(folder if f.path == folder.path else f for f in notes.folders))
        return replace(notes, folders=(*(f for f in notes.folders if f.path != folder.path), folder))

    _change(home, known)


def failure(at: datetime, what: What, folder: Path | None, error: WasataError) -> Event:
    """The event of an error."""
    return Event(at, what, str(folder or ""), code=error.code, values=dict(error.values))


class Failed(WasataError):
    """An error that was noted, to be told again in the words of whoever reads of it."""

    def __init__(self, event: Event) -> None:
        super().__init__(**event.values)
        self.code = event.code  # type: ignore[misc]


def _change(home: Path, change: Callable[[Notes], Notes]) -> None:
    with files.locked(home / ".copies"):
        notes = change(notes_of(home))
        told = {
            "events": [_told(e) for e in notes.events],
            "folders": [
                {"oldest": canon.instant(f.oldest) if f.oldest else None, "path": str(f.path), "swept": canon.instant(f.swept)}
                for f in notes.folders
            ],
            "format": FORMAT,
        }  # fmt: skip
        files.write_whole(home / "copies.json", canon.encode(told))


def _told(event: Event) -> dict[str, Any]:
    return {
        "at": canon.instant(event.at), "code": event.code, "count": event.count, "folder": event.folder, "part": event.part,
        "size": event.size, "values": {k: _value(v) for k, v in event.values.items()}, "what": event.what,
    }  # fmt: skip


def _value(value: object) -> list[object]:
    """A value of an error with its sort: a key of a sentence is said in the language of whoever reads it."""
    if isinstance(value, Key):
        return ["key", str(value)]
    if isinstance(value, int) and not isinstance(value, bool):
        return ["number", value]
    return ["text", str(value)]


def _folder(told: dict[str, Any]) -> Folder:
    oldest = canon.read_instant(told["oldest"]) if told["oldest"] else None
    return Folder(Path(told["path"]), canon.read_instant(told["swept"]), oldest)


def _event(told: dict[str, Any]) -> Event:
    if told["what"] not in WHAT:
        raise ValueError(told["what"])
    values = {k: Key(v) if sort == "key" else v for k, (sort, v) in told["values"].items()}
    at = canon.read_instant(told["at"]).astimezone(UTC)
    return Event(at, told["what"], told["folder"], told["part"], told["size"], told["count"], told["code"], values)
