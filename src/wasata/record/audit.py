"""The auditor's own machine: a key of his own, the letter that opens some epochs of one log for it, the entries opened.

Danger: an auditor who opens more than he was given; a letter for one log or key that opens another; a "whole" said of what was
only opened and never verified.
Duty: make a key sealed by a password; write and read the letter, signed by the room; verify a bundle and open of it what the
letter opens: all else stays sealed and is told as such. Needs no home, no Django.
Shape: canonical JSON in each file:

    his key     {"format":"wasata.auditor-key.1","kept":{…as person_key seals it…},"public":"<hex>"}          kept by him, 0600
    its public  {"format":"wasata.auditor-public.1","public":"<hex>"}                                         given to the room
    the letter  {"format":"wasata.audit-letter.1","letter":{"case","epochs":{"1":"<wrapped>"},"key","log","to","until"},
                 "signature"}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from wasata.errors import AuditRefused, NotCanonical
from wasata.record import bundle, canon, chain, files, seal
from wasata.record.bundle import BundleVerdict
from wasata.record.chain import NOTHING, is_signed
from wasata.record.entry import Entry, open_entry
from wasata.record.keyring import LogKeys, require_private
from wasata.record.person_key import Cost, Pair, PublicKey, open_by_password, seal_by_password
from wasata.words import Key

KEY, PUBLIC, LETTER = "wasata.auditor-key.1", "wasata.auditor-public.1", "wasata.audit-letter.1"
_WHOSE = "auditor"


def make_key(path: Path, password: str, *, cost: Cost | None = None) -> PublicKey:
    """Makes a key: the private half sealed by a password at `path`, the public half beside it (`path` with `.pub`).

    Raises:
        AuditRefused: something stands there.
    """
    public_path = path.with_name(path.name + ".pub")
    for one in (path, public_path):
        if one.exists():
            raise _refused(one, "stands")
    pair = Pair.new()
    kept = seal_by_password(pair, password, _WHOSE, cost=cost)
    files.write_whole(path, canon.encode({"format": KEY, "kept": kept, "public": pair.public.raw.hex()}))
    files.write_whole(public_path, canon.encode({"format": PUBLIC, "public": pair.public.raw.hex()}))
    return pair.public


def read_public(path: Path) -> PublicKey:
    """The public half in a file.

    Raises:
        AuditRefused: it is none.
    """
    try:
        return PublicKey(bytes.fromhex(_said(path, PUBLIC)["public"]))
    except (KeyError, TypeError, ValueError):
        raise _refused(path, "public") from None


def open_key(path: Path, password: str) -> Pair:
    """The auditor's own key, opened by his password.

    Raises:
        AuditRefused: it is none, or another password.
        KeyRefused: others may read the file.
    """
    require_private(path)
    try:
        return open_by_password(_said(path, KEY)["kept"], password, _WHOSE)
    except (seal.Unopened, KeyError, TypeError):
        raise _refused(path, "password") from None


def _refused(path: Path, why: str) -> AuditRefused:
    return AuditRefused(path=str(path), why=Key(f"audit.why.{why}"))


def _said(path: Path, form: str) -> dict[str, Any]:
    try:
        said = canon.decode(path.read_bytes().rstrip(b"\n"))
    except (OSError, NotCanonical):
        raise _refused(path, "form") from None
    if not isinstance(said, dict) or said.get("format") != form:
        raise _refused(path, "form")
    return said


def _place(case: str, log: str, epoch: int, to: str) -> bytes:
    return canon.encode({"case": case, "epoch": epoch, "holder": to, "key": log})


# the letter


def letter_for(case: str, keys: LogKeys, to: PublicKey, until: datetime, room: bytes, sign: "Any") -> bytes:
    """The data keys of a log's epochs, sealed for one key.

    Args:
        case: its random name.
        keys: the epochs that are given, and no other.
        room: the room's public key.
        sign: the room's signature of a message.
    """
    said = {
        "case": case,
        "epochs": {
            str(e): to.wrap(key, _place(case, keys.random_name, e, to.name)).hex() for e, key in keys.epochs.items()
        },
        "key": room.hex(), "log": keys.random_name, "to": to.raw.hex(), "until": until,
    }  # fmt: skip
    signature = sign(LETTER.encode() + b"\n" + canon.encode(said)).hex()
    return canon.encode({"format": LETTER, "letter": said, "signature": signature}) + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter opens, for whom it was written."""

    case: str
    log: str
    room: bytes
    until: datetime
    epochs: Mapping[int, bytes] = field(repr=False)


def read_letter(path: Path, pair: Pair, now: datetime) -> Letter:
    """A letter, opened with the key it was written for.

    Raises:
        AuditRefused: it is none, not signed by the room it names, for another key, or its day is over.
    """
    said = _said(path, LETTER)
    try:
        inner = said["letter"]
        room, until = bytes.fromhex(inner["key"]), canon.read_instant(inner["until"])
        message = LETTER.encode() + b"\n" + canon.encode(inner)
        if not is_signed(room, message, bytes.fromhex(said["signature"])):
            raise _refused(path, "signature")
        if inner["to"] != pair.public.raw.hex():
            raise _refused(path, "other_key")
        if now >= until:
            raise _refused(path, "over")
        case, log = inner["case"], inner["log"]
        epochs = {
            int(e): pair.unwrap(bytes.fromhex(wrapped), _place(case, log, int(e), pair.name))
            for e, wrapped in inner["epochs"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError, NotCanonical, seal.Unopened):
        raise _refused(path, "form") from None
    return Letter(case, log, room, until, epochs)


# opening


@dataclass(frozen=True, slots=True)
class Opened:
    """One line of a bundle: the entry, or None where the letter does not open it (`epoch`: under which key it lies)."""

    seq: int
    epoch: int
    entry: Entry | None


def open_bundle(path: Path, letter: Letter) -> tuple[BundleVerdict, Iterator[Opened]]:
    """Verifies a bundle by the room's key in the letter, and opens of it what the letter opens.

    Raises:
        BundleRefused: it is no bundle.
        AuditRefused: it is of another log, or it is not whole and signed: nothing of it is opened.
    """
    verdict = bundle.verify(path, key=letter.room)
    if (verdict.case, verdict.log) != (letter.case, letter.log):
        raise _refused(path, "other_log")
    if not (verdict.whole and verdict.signed):
        raise _refused(path, "broken")
    return verdict, _entries(path, letter)


def _entries(path: Path, letter: Letter) -> Iterator[Opened]:
    prev = NOTHING
    for row in bundle.rows_of(path):
        header = chain.header(letter.case, letter.log, prev, row.seq)
        epoch = int.from_bytes(row.sealed[:4], "big")
        entry = None
        if epoch in letter.epochs:
            try:
                plain = seal.unseal(letter.epochs, seal.ENTRY, row.sealed, header)
            except seal.Unopened:
                raise _refused(path, "broken") from None
            entry = open_entry(plain, case=letter.case, log=letter.log, seq=row.seq, prev=prev, hash=row.hash)
        yield Opened(row.seq, epoch, entry)
        prev = row.hash


def open_pieces(path: Path, letter: Letter) -> Iterator[tuple[str, bytes | None]]:
    """The attachments of a bundle that `open_bundle` verified, under the names by which entries name them; None for one that the
    letter does not open.

    Raises:
        BundleRefused: it is another file by now.
    """
    for name, sealed in bundle.pieces_of(path):
        try:
            content = seal.unseal(letter.epochs, seal.PIECE, sealed, seal.piece_place(letter.case, letter.log))
        except seal.Unopened:
            yield name, None
        else:
            yield name, seal.unpadded(content)
