"""Bundles: one log in one file, to be verified by anyone, without our program and without a key to read it.

Danger: a check that says "whole" of a file whose end was cut off, whose hashes were computed anew, or that is simply
older than it pretends.
Duty: write a log as a bundle with a signed manifest; write heads to be kept elsewhere; verify a bundle and say which
of three was checked: *whole* (chain and manifest), *signed* (by the room's key), *anchored* (contains a head you gave).
Shape: docs/reference/bundle-format.md, from which an outsider can write a verifier; examples/verify_bundle.py is one.

    {"case":"…","format":"wasata.bundle.1","key":"…","log":"…"}
    {"hash":"…","sealed":"…","seq":1,"signature":"…"}                       one line an entry
    {"piece":"…","sealed":"…"}                                              one line an attachment
    {"manifest":{…,"exported_at":"…","head":"…","length":1,…},"signature":"…"}

The first line, the manifest, a head and a sheet may carry a `note`: words for whoever opens the file, the same in each.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from wasata.errors import BundleRefused, NotCanonical
from wasata.record import canon, chain, files
from wasata.record.chain import EMPTY, Head, Signer, is_signed
from wasata.record.stores import Row

FORMAT = "wasata.bundle.1"
HEAD_FORMAT = "wasata.head.1"
SHEET_FORMAT = "wasata.sheet.1"
_MANIFEST = b"wasata.manifest.1\n"
LONGEST_LINE = 1 << 30
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `what` names it (sentences `record.fault.<what>`); `seq` is the entry, or the first entry the
    fault touches; None when it is not about one entry."""

    what: str
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class BundleVerdict:
    """What was found. `anchored` is None when no head was given; `key_known` says whether the bundle's key was compared
    with one the caller trusts, without which `signed` means "by the key it carries itself"."""

    case: str
    log: str
    length: int
    head: str
    exported_at: datetime | None
    key: str
    key_known: bool
    whole: bool
    signed: bool
    anchored: bool | None
    faults: tuple[Fault, ...]
    anchor: Head | None = None
    root: str | None = None
    note: str = ""

    @property
    def good(self) -> bool:
        """Whole and signed, and anchored if a head was given."""
        return self.whole and self.signed and self.anchored is not False


# writing


def _line(value: Mapping[str, Any]) -> bytes:
    return canon.encode(value) + b"\n"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _noted(value: dict[str, Any], note: str) -> dict[str, Any]:
    return value | {"note": note} if note else value


def lines(
    case: str, log: str, rows: Iterable[Row], pieces: Iterable[tuple[str, bytes]], at: datetime, signer: Signer, note: str = ""
) -> Iterator[bytes]:  # fmt: skip
    """A bundle, line by line. `case` and `log` are random names; `pieces` are (name, sealed bytes), ordered by name; `note` is
    for whoever opens the file."""
    key = signer.public.hex()
    yield _line(_noted({"case": case, "format": FORMAT, "key": key, "log": log}, note))
    head, names = EMPTY, []
    for row in rows:
        yield _line({"hash": row.hash, "sealed": _b64(row.sealed), "seq": row.seq, "signature": row.signature.hex()})
        head = Head(row.seq, row.hash)
    for name, sealed in pieces:
        yield _line({"piece": name, "sealed": _b64(sealed)})
        names.append(name)
    manifest = {
        "case": case, "exported_at": at, "format": FORMAT, "head": head.hash, "key": key, "length": head.seq, "log": log,
        "pieces": names,
    }  # fmt: skip
    manifest = _noted(manifest, note)
    yield _line({"manifest": manifest, "signature": signer.sign(_MANIFEST + canon.encode(manifest)).hex()})


def head_file(case: str, log: str, head: Head, at: datetime, signer: Signer, note: str = "") -> bytes:
    """A signed head, to be kept where the room cannot reach it: the anchor for `verify`."""
    said = _noted({
        "case": case, "hash": head.hash, "key": signer.public.hex(), "log": log, "noted_at": at, "seq": head.seq,
    }, note)  # fmt: skip
    signature = signer.sign(HEAD_FORMAT.encode() + b"\n" + canon.encode(said)).hex()
    return _line({"format": HEAD_FORMAT, "head": said, "signature": signature})


def root(heads: Mapping[str, Head], salt: str) -> str:
    """One salted root over heads (by random name): SHA-256("wasata.root.1" LF salt LF canonical heads)."""
    plain = {log: {"hash": h.hash, "seq": h.seq} for log, h in heads.items()}
    return hashlib.sha256(b"wasata.root.1\n" + salt.encode() + b"\n" + canon.encode(plain)).hexdigest()


def sheet_file(
    case: str, heads: Mapping[str, Head], salt: str, at: datetime, signer: Signer, note: str = ""
) -> bytes:  # fmt: skip
    """All heads of a case under one root, signed: what stands behind the root that was printed or time-stamped."""
    said = _noted({
        "case": case, "heads": {log: {"hash": h.hash, "seq": h.seq} for log, h in heads.items()},
        "key": signer.public.hex(), "noted_at": at, "root": root(heads, salt), "salt": salt,
    }, note)  # fmt: skip
    signature = signer.sign(SHEET_FORMAT.encode() + b"\n" + canon.encode(said)).hex()
    return _line({"format": SHEET_FORMAT, "sheet": said, "signature": signature})


# anchors


@dataclass(frozen=True, slots=True)
class Anchor:
    """Heads somebody kept elsewhere, by random name of the log; `key` is the room's as it was then."""

    case: str
    key: str
    heads: Mapping[str, Head]
    root: str | None = None


def read_anchor(path: Path) -> Anchor:
    """The head or sheet of heads in a file.

    Raises:
        BundleRefused: no such file, not one of ours, or not signed by the key it names.
    """
    try:
        said = canon.decode(path.read_bytes().rstrip(b"\n"))  # an editor may have taken the end of the line
        inner = said["head" if said["format"] == HEAD_FORMAT else "sheet"]
        read = {HEAD_FORMAT: _read_head, SHEET_FORMAT: _read_sheet}[said["format"]]
        anchor = read(inner)
        canon.read_instant(inner["noted_at"])
        message = said["format"].encode() + b"\n" + canon.encode(inner)
        if len(said) != 3 or not (
            _is_hex(anchor.case, 32) and _is_hex(anchor.key, 64) and _is_hex(said["signature"], 128)
        ):
            raise BundleRefused(path=str(path))
        if not is_signed(bytes.fromhex(anchor.key), message, bytes.fromhex(said["signature"])):
            raise BundleRefused(path=str(path))
        return anchor
    except OSError as error:
        raise BundleRefused(path=str(path)) from error
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        raise BundleRefused(path=str(path)) from None


def _fields(said: Mapping[str, Any]) -> set[str]:
    """The fields of an object, a note among them or not.

    Raises:
        ValueError: its note is no words.
    """
    if not isinstance(said.get("note", "-"), str) or said.get("note") == "":
        raise ValueError("no words in a note")
    return set(said) - {"note"}


def _read_head(said: dict[str, Any]) -> Anchor:
    if _fields(said) != {"case", "hash", "key", "log", "noted_at", "seq"} or not _is_hex(said["log"], 32):
        raise ValueError("not a head")
    return Anchor(said["case"], said["key"], {said["log"]: _head_of(said["seq"], said["hash"])})


def _read_sheet(said: dict[str, Any]) -> Anchor:
    if _fields(said) != {"case", "heads", "key", "noted_at", "root", "salt"}:
        raise ValueError("not a sheet")
    heads = {log: _head_of(h["seq"], h["hash"]) for log, h in said["heads"].items()}
    if root(heads, said["salt"]) != said["root"]:
        raise ValueError("another root")
    return Anchor(said["case"], said["key"], heads, said["root"])


def _head_of(seq: object, digest: object) -> Head:
    if type(seq) is not int or not isinstance(digest, str) or not _is_hex(digest, 64):
        raise ValueError("not a head")
    return Head(seq, digest)


# verifying


@dataclass(slots=True)
class _Walk:
    """Where a verification stands."""

    anchor: Head | None
    case: str = ""
    log: str = ""
    key: str = ""
    public: bytes = b""
    head: Head = EMPTY
    prev_known: bool = True
    pieces: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unsigned: bool = False
    met_anchor: bool = False
    exported_at: datetime | None = None
    note: str = ""
    ended: bool = False

    def fault(self, what: str, seq: int | None = None) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(what, seq))

    def broken(self, what: str, seq: int | None = None) -> None:
        """A signature that is not the room's: the bundle is not signed."""
        self.unsigned = True
        self.fault(what, seq)


_NOT_OF_THE_CHAIN = ("signature", "manifest_signature", "key", "anchor", "anchor_other")


def _is_hex(value: object, letters: int) -> bool:
    return isinstance(value, str) and len(value) == letters and not value.strip("0123456789abcdef")


def _bytes64(value: object) -> bytes:
    """Base64 in its one form; Python's own decoder lets several through."""
    if not isinstance(value, str):
        raise TypeError("not base64")
    data = base64.b64decode(value, validate=True)
    if _b64(data) != value:
        raise ValueError("not base64 in its one form")
    return data


def verify(path: Path, *, key: bytes | None = None, anchor: Anchor | None = None) -> BundleVerdict:
    """Checks a bundle. Reads it line by line: memory does not grow with the file.

    Args:
        key: the room's public key as the caller knows it; an anchor's key serves as well.
        anchor: heads kept elsewhere.

    Raises:
        BundleRefused: the file cannot be read or is no bundle at all.
    """
    try:
        with path.open("rb") as f:
            return _verify(f, path, key, anchor)
    except OSError as error:
        raise BundleRefused(path=str(path)) from error


def _verify(f: BinaryIO, path: Path, key: bytes | None, anchor: Anchor | None) -> BundleVerdict:
    walk = _Walk(None)
    _open(walk, f.readline(LONGEST_LINE), path)
    if anchor is not None:
        walk.anchor = anchor.heads.get(walk.log)
        walk.met_anchor = walk.anchor == EMPTY
    while line := f.readline(LONGEST_LINE):
        if walk.ended:
            walk.fault("after_manifest")
            break
        try:
            value = canon.decode(line[:-1]) if line.endswith(b"\n") else None
            if not isinstance(value, dict):
                raise TypeError("not a line of a bundle")
            if "manifest" in value:
                _manifest(walk, value)
            elif "piece" in value:
                _piece(walk, value)
            else:
                _entry(walk, value)
        except (NotCanonical, ValueError, KeyError, TypeError, binascii.Error):
            walk.fault("unreadable", walk.head.seq + 1)
            walk.head, walk.prev_known = Head(walk.head.seq + 1, ""), False
    if not walk.ended:
        walk.broken("no_manifest", walk.head.seq + 1)
    known = [k for k in (key.hex() if key else None, anchor.key if anchor else None) if k]
    if any(k != walk.key for k in known):
        walk.broken("key")
    anchored = None if anchor is None else walk.met_anchor and anchor.case == walk.case
    if anchored is False:
        here = walk.anchor is not None and anchor is not None and anchor.case == walk.case
        walk.fault("anchor" if here else "anchor_other", walk.anchor.seq if here and walk.anchor else None)
    whole = walk.ended and all(f.what in _NOT_OF_THE_CHAIN for f in walk.faults)
    return BundleVerdict(
        walk.case, walk.log, walk.head.seq, walk.head.hash, walk.exported_at, walk.key, bool(known),
        whole, not walk.unsigned, anchored, tuple(walk.faults), walk.anchor, anchor.root if anchor else None,
        walk.note,
    )  # fmt: skip


def _open(walk: _Walk, line: bytes, path: Path) -> None:
    """The first line. A file that does not open like a bundle is refused as a whole."""
    try:
        said = canon.decode(line[:-1])
        if said["format"] != FORMAT or _fields(said) != {"case", "format", "key", "log"} or line[-1:] != b"\n":
            raise BundleRefused(path=str(path))
        walk.case, walk.log, walk.key, walk.note = said["case"], said["log"], said["key"], said.get("note", "")
    except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
        raise BundleRefused(path=str(path)) from None
    if not (_is_hex(walk.case, 32) and _is_hex(walk.log, 32) and _is_hex(walk.key, 64)):
        raise BundleRefused(path=str(path))
    walk.public = bytes.fromhex(walk.key)


def _entry(walk: _Walk, value: dict[str, Any]) -> None:
    seq, digest, sealed = value["seq"], value["hash"], _bytes64(value["sealed"])
    if (
        value.keys() != {"hash", "sealed", "seq", "signature"}
        or type(seq) is not int
        or not _is_hex(digest, 64)
        or not _is_hex(value["signature"], 128)
    ):
        raise ValueError("not an entry")
    if walk.pieces:
        walk.fault("order", seq)
    if seq != walk.head.seq + 1:
        walk.fault("missing" if seq > walk.head.seq + 1 else "order", min(seq, walk.head.seq + 1))
    # after an unreadable line the hash before is unknown; the signature still says whether this one is the room's
    header = chain.header(walk.case, walk.log, walk.head.hash, seq)
    if walk.prev_known and chain.entry_hash(header, sealed) != digest:
        walk.fault("chain", seq)
    if not is_signed(walk.public, chain.hash_message(digest), bytes.fromhex(value["signature"])):
        walk.broken("signature", seq)
    walk.head, walk.prev_known = Head(seq, digest), True
    if walk.head == walk.anchor:
        walk.met_anchor = True


def _piece(walk: _Walk, value: dict[str, Any]) -> None:
    name, sealed = value["piece"], _bytes64(value["sealed"])
    if value.keys() != {"piece", "sealed"} or not isinstance(name, str):
        raise ValueError("not a piece")
    if hashlib.sha256(sealed).hexdigest() != name:
        walk.fault("piece")
    walk.pieces.append(name)


def _manifest(walk: _Walk, value: dict[str, Any]) -> None:
    said = value["manifest"]
    if not isinstance(said, dict):
        raise TypeError("not a manifest")
    if value.keys() != {"manifest", "signature"} or _fields(said) != {
        "case", "exported_at", "format", "head", "key", "length", "log", "pieces",
    } or not _is_hex(value["signature"], 128):  # fmt: skip
        raise ValueError("not a manifest")
    walk.exported_at = canon.read_instant(said["exported_at"])
    walk.ended = True
    if not is_signed(walk.public, _MANIFEST + canon.encode(said), bytes.fromhex(value["signature"])):
        walk.broken("manifest_signature")
    told = said["case"], said["log"], said["key"], said["format"], said.get("note", "")
    if told != (walk.case, walk.log, walk.key, FORMAT, walk.note):
        walk.fault("manifest")
    if type(said["length"]) is not int:
        raise TypeError("not a length")
    if said["length"] != walk.head.seq:
        walk.fault("length", min(said["length"], walk.head.seq) + 1)
    elif said["head"] != walk.head.hash:
        walk.fault("head", walk.head.seq)
    if said["pieces"] != walk.pieces or said["pieces"] != sorted(set(walk.pieces)):
        walk.fault("pieces")


def rows_of(path: Path) -> Iterator[Row]:
    """The entries of a bundle that was verified before, as they lie in it. Reads it line by line.

    Raises:
        BundleRefused: the file cannot be read, or is another by now.
    """
    with _another_by_now(path):
        values = _lines(path)
        log = next(values)["log"]
        for value in values:
            if "seq" in value:
                signature = bytes.fromhex(value["signature"])
                yield Row(log, value["seq"], _bytes64(value["sealed"]), value["hash"], signature)


def pieces_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The attachments of a bundle that was verified before, by name and sealed, one at a time.

    Raises:
        BundleRefused: the file cannot be read, or is another by now.
    """
    with _another_by_now(path):
        for value in _lines(path):
            if "piece" in value:
                yield value["piece"], _bytes64(value["sealed"])


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as f:
        while line := f.readline(LONGEST_LINE):
            yield canon.decode(line[:-1])


@contextmanager
def _another_by_now(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, NotCanonical, KeyError, TypeError, ValueError, StopIteration):
        raise BundleRefused(path=str(path)) from None


def write(path: Path, content: Iterable[bytes]) -> None:
    """Writes a file line by line, whole or not at all; it may be read by its owner only.

    Raises:
        DiskFull, HomeReadOnly: the target cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        with files.private(draft) as f:
            f.writelines(content)
        draft.replace(path)
    except OSError as error:
        raise files.told(error, path) from None
    finally:
        draft.unlink(missing_ok=True)
