"""The signed heads beside the keys.

Danger: a database put back to yesterday: its chains are whole and signed, only the last day is gone.
Duty: keep, outside the database, how far each log had come; refuse a database that does not hold those entries; one
salted root over all heads, to be printed or time-stamped outside.
Shape: `keys/heads`, canonical JSON, `{"format":"wasata.heads.1","heads":{"<log>":{"hash":…,"seq":…}},"signature":…}`,
signed over "wasata.heads.1" LF and the canonical bytes of `heads`. It is written after each act and never goes back.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wasata.errors import HeadsBroken, NotCanonical
from wasata.record import canon, files
from wasata.record.chain import Head, Signer, is_signed

FORMAT = "wasata.heads.1"


def _message(heads: Mapping[str, Any]) -> bytes:
    return FORMAT.encode() + b"\n" + canon.encode(heads)


class HeadBook:
    """The heads file. `note` may be called by many processes at once."""

    def __init__(self, path: Path, signer: Signer) -> None:
        self.path = path
        self._signer = signer

    def read(self) -> dict[str, Head]:
        """How far each log had come, by random name.

        Raises:
            HeadsBroken: missing, damaged or signed by another key.
        """
        try:
            book = canon.decode(self.path.read_bytes())
            heads, signature = book["heads"], bytes.fromhex(book["signature"])
            if book["format"] != FORMAT or not is_signed(self._signer.public, _message(heads), signature):
                raise HeadsBroken(path=str(self.path), why="not signed by this room")
            return {log: Head(h["seq"], h["hash"]) for log, h in heads.items()}
        except FileNotFoundError:
            raise HeadsBroken(path=str(self.path), why="missing") from None
        except OSError as error:
            raise files.told(error, self.path) from None
        except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
            raise HeadsBroken(path=str(self.path), why="damaged") from None

    def read_or_none(self) -> dict[str, Head] | None:
        """How far each log had come; None when the book is missing, damaged or not ours."""
        try:
            return self.read()
        except HeadsBroken:
            return None

    def write(self, heads: Mapping[str, Head]) -> None:
        """Puts the book to exactly these heads: for a new home, or a restore the owner accepts."""
        plain = {log: {"hash": h.hash, "seq": h.seq} for log, h in heads.items()}
        signature = self._signer.sign(_message(plain)).hex()
        files.write_whole(self.path, canon.encode({"format": FORMAT, "heads": plain, "signature": signature}))

    def note(self, heads: Mapping[str, Head]) -> None:
        """Moves the book forward to these heads, never back."""
        with files.locked(self.path.with_suffix(".lock")):
            known = self.read()
            ahead = {log: h for log, h in heads.items() if log not in known or known[log].seq < h.seq}
            if ahead:
                self.write(known | ahead)
