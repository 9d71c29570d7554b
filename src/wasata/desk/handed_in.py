"""Files they hand in with a message: sealed beside their channel as they came, each with what may be done with it.

Danger: a name that turns a line round or leads out of a folder; a file taken for what it calls itself; one that stays behind
although its letter was never sent.
Duty: what was handed in, judged by number, size and what it is; sealed beside `channel/<x>`; the files of a message by its name.
Shape: a file is kept as it came, its own data in it; what may cross is its bare copy (`enclosure`). Nothing is compared with what
lies anywhere else: the same file handed in twice, or on two lines, is two files.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from typing import Any, NamedTuple

from wasata.carry.bare import kind_of
from wasata.desk.access import Desk
from wasata.desk.contact import LARGEST_PIECE
from wasata.errors import ActReused, MessageWrong
from wasata.record.kinds.base import Fact
from wasata.record.kinds.message import Clearance, MessageReceived, ReceivedFile
from wasata.words import Key

MOST_FILES = 5
"""Files with one message."""
LARGEST = LARGEST_PIECE
LONGEST_NAME = 200


class HandedIn(NamedTuple):
    """A file as somebody hands it in: what he calls it, its bytes, what may be done with it."""

    name: str
    content: bytes
    clearance: Clearance = "none"


def plain_name(name: str) -> str:
    """The name of a file without folders and without letters that command or turn a line; its last 200 letters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029").strip(" .")
    return seen[-LONGEST_NAME:].lstrip(" .") or "file"


def require_files(files: Sequence[HandedIn]) -> None:
    """So many files, and such, are taken.

    Raises:
        MessageWrong: there are too many, or one is empty or too large.
    """
    if len(files) > MOST_FILES:
        raise MessageWrong(why=Key("message.why.files_many"), value=len(files))
    for file in files:
        if not file.content:
            raise MessageWrong(why=Key("message.why.file_empty"), value=plain_name(file.name))
        if len(file.content) > LARGEST:
            raise MessageWrong(why=Key("message.why.file_large"), value=plain_name(file.name))


def sealed(desk: Desk, line: str, files: Sequence[HandedIn], act_id: str) -> tuple[ReceivedFile, ...]:
    """These files sealed beside the channel, for the message of this act; of an act that was done before, those it sealed.

    Raises:
        ActReused: the act was done before with other files.
    """
    log = f"channel/{line}"
    told = [(file.content, _told(file)) for file in files]
    done = desk.done(act_id)
    if done is not None:
        before = desk.ledger.entry(log, done.first[log]).fact if log in done.first else None
        if not isinstance(before, MessageReceived) or _unsealed(before.files) != [about for _, about in told]:
            raise ActReused(act=act_id)
        return before.files
    return tuple(ReceivedFile(piece=desk.ledger.keep_piece(log, content), **about) for content, about in told)


def _told(file: HandedIn) -> dict[str, Any]:
    content = file.content
    return {
        "name": plain_name(file.name), "media_type": kind_of(content), "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(), "clearance": file.clearance,
    }  # fmt: skip


def _unsealed(files: Sequence[ReceivedFile]) -> list[dict[str, Any]]:
    """What is told of files, but for the name each was sealed under, which is another every time."""
    return [file.model_dump(exclude={"piece"}) for file in files]


def same_message(was: Sequence[Fact], asked: MessageReceived) -> bool:
    """Whether what an act wrote before is this very message with these very files."""
    match tuple(was):
        case (MessageReceived() as before,):
            none: dict[str, Any] = {"files": ()}
            same_words = before.model_copy(update=none) == asked.model_copy(update=none)
            return same_words and _unsealed(before.files) == _unsealed(asked.files)
        case _:
            return False
