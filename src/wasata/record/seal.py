"""Sealing: AES-256-GCM under a key made for one entry only.

Danger: a sealed entry moved to another place, a key used twice with one nonce, a length that tells what was attached.
Duty: seal and open entries, pieces (attachments) and snapshots; pad pieces to size classes.
Shape: a sealed thing is

    epoch (4 bytes, big-endian)  id (16 random bytes)  AES-256-GCM ciphertext with its 16-byte tag

where key (32) and nonce (12) are HKDF-SHA256(data key of that epoch, salt=id, info=purpose). Each id is new, so each
key is used once. The associated data is the entry's header (`chain.header`), or what the purpose says.
"""

import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wasata.record import canon

ENTRY = b"wasata.entry.1"
PIECE = b"wasata.piece.1"
FOLD = b"wasata.fold.1"
ACT = b"wasata.act.1"
NAME = b"wasata.name.1"

Epochs = Mapping[int, bytes]
"""The data keys of one log by epoch; the highest seals, all open."""


class Unopened(Exception):
    """The bytes do not open under these keys and this place. The caller knows the name to tell and raises `SealBroken`."""


def _key(data_key: bytes, salt: bytes, purpose: bytes) -> tuple[AESGCM, bytes]:
    made = HKDF(SHA256(), 44, salt, purpose).derive(data_key)
    return AESGCM(made[:32]), made[32:]


def seal(keys: Epochs, purpose: bytes, plain: bytes, place: bytes) -> bytes:
    """Seals `plain` so that it opens with the same purpose and place only."""
    epoch = max(keys)
    name = secrets.token_bytes(16)
    cipher, nonce = _key(keys[epoch], name, purpose)
    return epoch.to_bytes(4, "big") + name + cipher.encrypt(nonce, plain, place)


def unseal(keys: Epochs, purpose: bytes, sealed: bytes, place: bytes) -> bytes:
    """The plain bytes.

    Raises:
        Unopened: wrong key, wrong place, changed or cut bytes.
    """
    key = keys.get(int.from_bytes(sealed[:4], "big"))
    if key is None:
        raise Unopened
    cipher, nonce = _key(key, sealed[4:20], purpose)
    try:
        return cipher.decrypt(nonce, memoryview(sealed)[20:], place)
    except InvalidTag:  # also of what is too short to hold a tag
        raise Unopened from None


def padded(plain: bytes) -> bytes:
    """A piece with its length in front, filled with zeros up to its size class.

    Classes are powers of two from 1 KiB to 64 KiB and then steps of an eighth of the next power of two: no more than a
    quarter is wasted on a large piece, and its length is known to an eighth only.
    """
    size = len(plain) + 8
    top = 1 << max(10, (size - 1).bit_length())
    step = top if top <= 1 << 16 else top >> 3
    full = -(-size // step) * step
    return len(plain).to_bytes(8, "big") + plain + bytes(full - size)


def piece_place(case: str, log: str) -> bytes:
    """What binds a piece to its log, both by their random names."""
    return canon.encode({"case": case, "log": log})


def unpadded(full: bytes) -> bytes:
    """The piece that `padded` filled up."""
    return full[8 : 8 + int.from_bytes(full[:8], "big")]
