"""The heads of the family: what every refusal of the house is.

Danger: a refusal that carries words out of a seal.
Duty: the class all others descend from, and one for each floor that refuses.
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


class ProposeError(WasataError):
    """Issues, packages or answers do not fit together."""

    code = "propose.refused"


class DeskError(WasataError):
    """An act is refused: not allowed, not possible, or not asked rightly."""

    code = "desk.refused"


class RoomError(WasataError):
    """The room cannot start or serve."""

    code = "room.refused"
