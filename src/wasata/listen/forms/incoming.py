"""What comes out of every form: a report with its head, or a refusal by name; and the bounds that hold for all forms.

Danger: a day of publication nobody stated; a field of a head that is not what its name says.
Duty: `Incoming`, `Refusal`, `incoming` (looks at every field of a head before anybody uses it).
Shape: `published` and `published_at` come from what the report itself says, never from a file's date.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from wasata.errors import FieldWrong, FileTooLarge, ListenError, ReportEmpty, ReportTooLong
from wasata.values import LANGS, Lang

MAX_CHARACTERS = 500_000
"""Longer than any report: a book or a log file, to be cut up by a person first."""
MAX_BYTES = 64 * 1024 * 1024
"""Of one file that is one report, of one message of a mailbox, of one line of a .jsonl."""
MAX_PAGE_BYTES = 16 * 1024 * 1024
"""Of one web page: its report is a small part of it."""

HEAD_FIELDS = (
    "id",
    "title",
    "outlet",
    "outlet_kind",
    "url",
    "published",
    "published_at",
    "lang",
    "forwarded_from",
    "edited_at",
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One report as it came in.

    `where` is its file, with the place in a file of many. `head` holds all fields it came with, as they came, without marks;
    the other fields are those of the head that the house itself uses. `published_at` is an instant in UTC; where only it
    is known, the day of publication is that of the clock of whoever asks (`published_on`).
    """

    where: str
    text: str
    id: str
    lang: Lang | None = None
    published: date | None = None
    title: str | None = None
    outlet: str | None = None
    outlet_kind: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    head: dict[str, Any] = field(default_factory=dict)
    published_at: datetime | None = None
    forwarded_from: str | None = None
    edited_at: datetime | None = None

    def published_on(self, zone: tzinfo = UTC) -> date | None:
        """The day it was published: as it says itself, else that of its hour by a clock."""
        return self.published or (self.published_at.astimezone(zone).date() if self.published_at else None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be taken in, and why. `note`: nothing is wrong with the file; what is told was left out by rule."""

    where: str
    error: ListenError
    note: bool = False


def require_size(size: int, where: str, limit: int | None = None) -> None:
    """Refuses what is larger than one report may be (`MAX_BYTES` when no limit is given)."""
    limit = MAX_BYTES if limit is None else limit
    if size > limit:
        raise FileTooLarge(path=where, size=size // 1_048_576, limit=limit // 1_048_576)


def incoming(head: dict[str, Any], text: str, name: str, where: str, encoding: str = "utf-8") -> Incoming:
    """A report whose head has been looked at: every field the house uses is of its kind or refused by name."""
    if not text.strip():
        raise ReportEmpty(path=where)
    if len(text) > MAX_CHARACTERS:
        raise ReportTooLong(path=where, size=len(text), limit=MAX_CHARACTERS)
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        raise FieldWrong(path=where, field="text", value="U+D800–U+DFFF")
    said: dict[str, str | None] = {}
    for key in HEAD_FIELDS:
        value = head.get(key)
        if value is not None and key == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and (not isinstance(value, str) or re.search("[\ud800-\udfff]", value)):
            raise FieldWrong(path=where, field=key, value=shown(value))
        said[key] = value or None
    lang = said["lang"]
    if lang is not None and lang not in LANGS:
        raise FieldWrong(path=where, field="lang", value=shown(lang))
    return Incoming(
        where=where,
        text=text,
        id=said["id"] or _id_of(name),
        lang=lang,
        published=_day(said["published"], where),
        title=said["title"],
        outlet=said["outlet"],
        outlet_kind=said["outlet_kind"],
        url=said["url"],
        encoding=encoding,
        head=head,
        published_at=_hour(said["published_at"], where, "published_at"),
        forwarded_from=said["forwarded_from"],
        edited_at=_hour(said["edited_at"], where, "edited_at"),
    )


def _day(value: str | None, where: str) -> date | None:
    """The day of an ISO date, or of an ISO time with its zone as written."""
    if value is None:
        return None
    m = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", value.strip())
    try:
        return date.fromisoformat(m[1] if m else "")
    except ValueError:
        raise FieldWrong(path=where, field="published", value=shown(value)) from None


def _hour(value: str | None, where: str, name: str) -> datetime | None:
    """The instant of an ISO time that states its zone."""
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise FieldWrong(path=where, field=name, value=shown(value)) from None


def _id_of(name: str) -> str:
    """What a report without an id is called: its file's name, with the place in a file of many."""
    if name == "-":
        return "stdin"
    name = re.sub("[\ud800-\udfff]", "\ufffd", name)  # a file's name may be no UTF-8
    return Path(name).name if re.search(r"[:\[#]", name) else Path(name).stem


def shown(value: object) -> str:
    """A value as a refusal quotes it: short, and in letters that can be written."""
    text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    return text if len(text) <= 60 else text[:57] + "…"
