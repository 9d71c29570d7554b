"""Invitations: how the first lead gets in, on a server whose administrator may read nothing.

Danger: an administrator who uses what he was to hand over, makes another, and nobody ever hears of it.
Duty: an invitation is made at the terminal and opens the door once; whoever uses it chooses his own password by it. Every one
that was ever made stays in the list, with the hour it was made and used: who enters by one is told of all the others of his name,
and one that was used before says so.
Shape: `room/invitations.json` in the home, 0600: names, hours and digests of codes, no code. That the file stands makes the home
one in earnest: no sample is made in it and no password is printed at its start. Whoever owns the machine can change the file:
what it finds out is somebody who uses what he was given, not somebody who rewrites the house (`docs/handbook`).
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Literal

from wasata.errors import RoomError
from wasata.record import files

FILE = "invitations.json"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS, _LONG = 5, 4


class InvitationRefused(RoomError):
    """What was typed is no invitation of this name. Values: reader."""

    code = "invitation.unknown"


class InvitationUsed(RoomError):
    """It was used before, by whoever it was. Values: at."""

    code = "invitation.used"


class InvitationReplaced(RoomError):
    """Another was made for the same name later. Values: at."""

    code = "invitation.replaced"


State = Literal["open", "used", "replaced"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation. `opens_cases`: whoever it is for may open a case."""

    reader: str
    digest: str
    made_at: datetime
    used_at: datetime | None
    opens_cases: bool


class Invitations:
    """Those of one home, as they stand on the disk. Every question reads them anew: the terminal is another process."""

    def __init__(self, home: Path) -> None:
        self._path = home / "room" / FILE

    @property
    def in_earnest(self) -> bool:
        """Whether any was ever made in this home."""
        return self._path.exists()

    def all(self) -> tuple[Invitation, ...]:
        """Every invitation, oldest first."""
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise files.told(error, self._path) from None
        return tuple(
            Invitation(
                one["reader"], one["digest"], datetime.fromisoformat(one["made_at"]),
                datetime.fromisoformat(one["used_at"]) if one["used_at"] else None, one["opens_cases"],
            )
            for one in kept
        )  # fmt: skip

    def of(self, reader: str) -> tuple[Invitation, ...]:
        """Those of one name, oldest first."""
        return tuple(one for one in self.all() if one.reader == reader)

    def may_open_case(self, reader: str) -> bool:
        """Whether somebody came in by an invitation that lets him open a case."""
        return any(one.opens_cases and one.used_at is not None for one in self.of(reader))

    def make(self, reader: str, at: datetime, *, opens_cases: bool) -> str:
        """A new invitation. An earlier one of the same name opens nothing any more.

        Returns:
            The code, which is kept nowhere.
        """
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(_GROUPS))
        files.make_folder(self._path.parent)
        with files.locked(self._path.with_name(f".{FILE}.lock")):
            self._keep((*self.all(), Invitation(reader, _digest(reader, code), at, None, opens_cases)))
        return code

    def look(self, reader: str, code: str) -> Invitation:
        """The invitation that was typed, while it can be used.

        Raises:
            InvitationRefused: there is none such.
            InvitationUsed, InvitationReplaced: it opens nothing any more.
        """
        his, digest = self.of(reader), _digest(reader, code)
        found = next((one for one in his if compare_digest(one.digest, digest)), None)
        if found is None:
            raise InvitationRefused(reader=reader)
        if found.used_at is not None:
            raise InvitationUsed(at=found.used_at)
        if found is not his[-1]:
            raise InvitationReplaced(at=his[-1].made_at)
        return found

    def use(self, reader: str, code: str, at: datetime) -> None:
        """It was used, now. Said before anything comes of it: broken off between, he is told that it was used, and asks.

        Raises:
            InvitationRefused, InvitationUsed, InvitationReplaced: as above.
        """
        with files.locked(self._path.with_name(f".{FILE}.lock")):
            found = self.look(reader, code)
            self._keep(tuple(replace(one, used_at=at) if one == found else one for one in self.all()))

    def _keep(self, them: tuple[Invitation, ...]) -> None:
        told = [
            asdict(one) | {"made_at": one.made_at.isoformat(), "used_at": one.used_at.isoformat() if one.used_at else None}
            for one in them
        ]  # fmt: skip
        files.write_whole(self._path, json.dumps(told, indent=1).encode() + b"\n")


def state_of(one: Invitation, his: tuple[Invitation, ...]) -> State:
    """What became of one invitation among those of its name."""
    return "used" if one.used_at is not None else "open" if one is his[-1] else "replaced"


def _digest(reader: str, code: str) -> str:
    """98 bits by lot: a digest that is quick to make tells nothing of it."""
    typed = "".join(letter for letter in code.lower() if letter in _LETTERS)
    return hashlib.sha256(f"wasata invitation {reader} {typed}".encode()).hexdigest()
