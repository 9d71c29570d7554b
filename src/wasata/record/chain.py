"""The chain: each entry's hash is over its sealed bytes and the hash before; each hash is signed.

Danger: a chain alone proves nothing about its end, and whoever can write the file can compute it anew.
Duty: the header that binds an entry to its place, the hash, the room's Ed25519 signature.
Shape: for entry 7 of a log,

    header  {"case":"<32 hex>","log":"<32 hex>","prev":"<64 hex>","seq":7}          canonical JSON
    hash    SHA-256( "wasata.entry.1" LF header LF sealed )
    signed  Ed25519( "wasata.hash.1" LF hash as 64 hex letters )

`case` and `log` are random names: neither the case nor what the log is called can be read from a bundle or the store.
The first entry's `prev` is sixty-four zeros. The header is also the associated data of the seal, so a sealed entry
opens in its place only.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTHING = "0" * 64
"""The head of an empty log, and the `prev` of a first entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: how many entries it has and the hash of the last. `seq` 0 means empty."""

    seq: int
    hash: str


EMPTY = Head(0, NOTHING)


def header(case: str, log: str, prev: str, seq: int) -> bytes:
    """The header of one entry, in canonical form; the names are hex, so nothing needs escaping."""
    return f'{{"case":"{case}","log":"{log}","prev":"{prev}","seq":{seq}}}'.encode()


def entry_hash(head: bytes, sealed: bytes) -> str:
    """The hash of an entry, as 64 hex letters."""
    return hashlib.sha256(b"wasata.entry.1\n" + head + b"\n" + sealed).hexdigest()


def hash_message(entry: str) -> bytes:
    """What is signed for one entry."""
    return b"wasata.hash.1\n" + entry.encode()


Sign = Callable[[bytes], bytes]


class Signer:
    """The room's signing key."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"Signer({self.public.hex()[:16]}…)"

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of `public` signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
