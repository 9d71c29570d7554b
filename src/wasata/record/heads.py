"""The signed heads beside the keys.

Danger: a database put back to yesterday: its chains are whole and signed, only the last day is gone. A book of all logs, which
each act would write anew: who writes to one channel would wait for who writes to another.
Duty: keep, outside the database, how far each log had come; refuse a database that does not hold those entries.
Shape: `keys/ends/<random name of the log>`, canonical JSON, `{"format":"wasata.end.1","hash":…,"log":…,"seq":…,"signature":…}`,
signed over "wasata.end.1" LF and the canonical bytes of `{"hash":…,"log":…,"seq":…}`. One is there from the moment its log is
opened, so that one that was taken away is missed. It is written after each act and never goes back.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from wasata.errors import HeadsBroken, NotCanonical
from wasata.record import canon, files
from wasata.record.chain import EMPTY, Head, Signer, is_signed

FORMAT = "wasata.end.1"
OLD_FORMAT = "wasata.heads.1"
_LOG = re.compile(r"[0-9a-f]{32}")


def _message(format: str, said: Mapping[str, Any]) -> bytes:
    return format.encode() + b"\n" + canon.encode(said)


def _said(log: str, head: Head) -> dict[str, Any]:
    return {"hash": head.hash, "log": log, "seq": head.seq}


def _opened(path: Path) -> Any:
    """What a file of heads says, whatever that is: its signature is not yet asked.

    Raises:
        HeadsBroken: it is missing.
        NotCanonical: its bytes are no values of ours.
    """
    try:
        return canon.decode(path.read_bytes())
    except FileNotFoundError:
        raise HeadsBroken(path=str(path), why="missing") from None
    except OSError as error:
        raise files.told(error, path) from None


class HeadBook:
    """The folder of heads. `note` may be called by many processes at once, for one log by one of them: who stands in its line."""

    def __init__(self, path: Path, signer: Signer) -> None:
        self.path = path
        self._signer = signer

    def read(self, logs: Iterable[str] = ()) -> dict[str, Head]:
        """How far each log had come, by random name.

        Args:
            logs: those that must be among them.

        Raises:
            HeadsBroken: one is missing, damaged or signed by another key.
        """
        try:
            there = {path.name for path in self.path.iterdir() if _LOG.fullmatch(path.name)}
        except (FileNotFoundError, NotADirectoryError):
            raise HeadsBroken(path=str(self.path), why="missing") from None
        except OSError as error:
            raise files.told(error, self.path) from None
        return {log: self.head(log) for log in sorted(there.union(logs))}

    def read_or_none(self, logs: Iterable[str] = ()) -> dict[str, Head] | None:
        """How far each log had come; None when any of it is missing, damaged or not ours."""
        try:
            return self.read(logs)
        except HeadsBroken:
            return None

    def head(self, log: str) -> Head:
        """How far one log had come.

        Raises:
            HeadsBroken: it is missing, damaged or signed by another key.
        """
        path = self.path / log
        try:
            told = _opened(path)
            head = Head(told["seq"], told["hash"])
            signature = bytes.fromhex(told["signature"])
            if told["format"] != FORMAT or not is_signed(
                self._signer.public, _message(FORMAT, _said(log, head)), signature
            ):
                raise HeadsBroken(path=str(path), why="not signed by this room")
        except (NotCanonical, KeyError, TypeError, ValueError):
            raise HeadsBroken(path=str(path), why="damaged") from None
        return head

    def _write(self, log: str, head: Head) -> None:
        said = _said(log, head)
        signature = self._signer.sign(_message(FORMAT, said)).hex()
        files.write_whole(self.path / log, canon.encode(said | {"format": FORMAT, "signature": signature}))

    def begin(self, log: str) -> None:
        """A log that was opened a moment ago has a head from now on."""
        if not (self.path / log).exists():
            self._write(log, EMPTY)

    def write(self, heads: Mapping[str, Head]) -> None:
        """Puts the book to exactly these heads: for a new home, or a restore the owner accepts."""
        files.make_folder(self.path)
        for log, head in heads.items():
            self._write(log, head)
        for path in self.path.iterdir():
            if _LOG.fullmatch(path.name) and path.name not in heads:
                path.unlink()

    def note(self, heads: Mapping[str, Head]) -> None:
        """Moves the book forward to these heads, never back.

        Raises:
            HeadsBroken: that of one of these logs is missing, damaged or not ours.
        """
        for log, head in heads.items():
            if self.head(log).seq < head.seq:
                self._write(log, head)


def heads_of_one_file(path: Path, signer: Signer) -> dict[str, Head]:
    """What stands in the one file for all logs that a home from before has.

    Raises:
        HeadsBroken: missing, damaged or signed by another key.
    """
    try:
        told = _opened(path)
        heads, signature = told["heads"], bytes.fromhex(told["signature"])
        if told["format"] != OLD_FORMAT or not is_signed(signer.public, _message(OLD_FORMAT, heads), signature):
            raise HeadsBroken(path=str(path), why="not signed by this room")
        return {log: Head(head["seq"], head["hash"]) for log, head in heads.items()}
    except (NotCanonical, KeyError, TypeError, ValueError):
        raise HeadsBroken(path=str(path), why="damaged") from None
