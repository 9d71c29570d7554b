"""The whole family of errors, drawn as a tree.

Danger: an error that says what broke but not what to do leaves a person stranded at 4 a.m.; one that quotes
confidential words carries them across a seal.
Duty: every refusal of the house is a class here, with a code. The sentence for the reader, in his language, is the
key `code`; what he can do next is the key `code + ".next"`. Both stand in the catalogue named by the code's first
word (`record.broken` → locale/<lang>/LC_MESSAGES/record.po).
Shape:

    WasataError
    ├── RecordError        the record cannot be trusted, opened or written
    ├── ListenError        a report cannot be taken in or read
    ├── DeskError          an act is refused
    └── RoomError          the room cannot start or serve
"""

from typing import ClassVar


class WasataError(Exception):
    """Anything the house refuses, with the values its sentence needs.

    `values` never holds words that came out of a seal: names of logs, numbers, paths and what the caller typed only.
    """

    code: ClassVar[str] = "case.unexpected"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values: dict[str, object] = values

    def __str__(self) -> str:
        told = ", ".join(f"{k}={v!r}" for k, v in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class RecordError(WasataError):
    """The record cannot be trusted, opened or written."""

    code = "record.refused"


class ListenError(WasataError):
    """A report cannot be taken in or read."""

    code = "listen.refused"


class DeskError(WasataError):
    """An act is refused: not allowed, not possible, or not asked rightly."""

    code = "desk.refused"


class RoomError(WasataError):
    """The room cannot start or serve."""

    code = "room.refused"
