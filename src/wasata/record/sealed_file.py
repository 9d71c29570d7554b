"""A sealed file: as long as may be, for whoever holds a private half, and whole or told to be cut.

Danger: a copy on a medium that anybody can read; a copy whose end is missing, unnoticed until it is needed; gigabytes held in
memory.
Duty: seal bytes in pieces for a public half, so that a machine that makes copies each night needs no secret for it; open them in
order, and find a piece that was changed, moved, doubled or left out, and an end that is missing.
Shape:

    "wasata.sealed.1" LF  length of the wrapped key (2 bytes, big-endian)  the wrapped key (`PublicKey.wrap`)
    then pieces:  length (4 bytes, big-endian)  AES-256-GCM ciphertext of at most 1 MiB with its 16-byte tag

A piece's nonce is its number from 0 (11 bytes, big-endian) and whether it is the last (1 byte, 0 or 1): the construction STREAM
(Hoang, Reyhanitabar, Rogaway, Vizár 2015). The key is drawn for this file alone; what stands before the pieces goes into each.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wasata.record import seal
from wasata.record.person_key import Pair, PublicKey

MAGIC = b"wasata.sealed.1\n"
PIECE = 1 << 20
_TAG = 16


class Cut(Exception):
    """The file ends before its last piece. What was given out before is as it was sealed."""


class Changed(Exception):
    """The file is none of ours, or a piece of it is not what was sealed in its place."""


class OfAnother(Exception):
    """The file was sealed for another key."""


def seal_file(plain: Iterable[bytes], to: PublicKey, out: BinaryIO) -> None:
    """Seals bytes, as they come, into a file.

    Args:
        plain: in pieces of any length.
        out: open for writing; left open.
    """
    key = secrets.token_bytes(32)
    wrapped = to.wrap(key, MAGIC)
    head = MAGIC + len(wrapped).to_bytes(2, "big") + wrapped
    out.write(head)
    cipher, number, rest = AESGCM(key), 0, bytearray()
    for some in plain:
        rest += some
        while len(rest) > PIECE:  # the last is sealed as the last: so one is always held back
            _put(out, cipher.encrypt(_nonce(number, last=False), bytes(rest[:PIECE]), head))
            del rest[:PIECE]
            number += 1
    _put(out, cipher.encrypt(_nonce(number, last=True), bytes(rest), head))


def open_file(sealed: BinaryIO, by: Pair) -> Iterator[bytes]:
    """What was sealed, piece by piece. Do nothing lasting with it before the last was given out: only then it is whole.

    Raises:
        OfAnother: it was sealed for another key.
        Changed: it is no such file, or not as it was sealed.
        Cut: its end is missing.
    """
    start = sealed.read(len(MAGIC) + 2)
    if not start.startswith(MAGIC):
        raise Changed
    wrapped = sealed.read(int.from_bytes(start[len(MAGIC) :], "big"))
    try:
        cipher = AESGCM(by.unwrap(wrapped, MAGIC))
    except seal.Unopened:
        raise OfAnother from None
    number = 0
    while True:
        length = sealed.read(4)
        size = int.from_bytes(length, "big")
        if len(length) < 4:
            raise Cut
        if not _TAG <= size <= PIECE + _TAG:
            raise Changed
        piece = sealed.read(size)
        if len(piece) < size:
            raise Cut
        plain, last = _opened(cipher, number, piece, start + wrapped)
        if last and sealed.read(1):
            raise Changed
        yield plain
        if last:
            return
        number += 1


def _opened(cipher: AESGCM, number: int, piece: bytes, head: bytes) -> tuple[bytes, bool]:
    """A piece, and whether it is the last. Only a full one may have others behind it."""
    for last in (False, True) if len(piece) == PIECE + _TAG else (True,):
        try:
            return cipher.decrypt(_nonce(number, last=last), piece, head), last
        except InvalidTag:
            continue
    raise Changed


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))


def _put(out: BinaryIO, piece: bytes) -> None:
    out.write(len(piece).to_bytes(4, "big") + piece)
