"""A person's key: what is sealed for him opens with his password, or while he is signed in, and else with nothing on the server.

Danger: a private half that lies open on the disk, in a table or in a backup; a password that can be tried a million times a
second; a key put in another's place, so that what is given to one is read by the other; a spoilt file that asks for so much work
that the machine stands still.
Duty: make pairs (X25519); seal for a public half; seal the private half by a password and, for one sign-in, by a secret that
only that browser has; a number to read aloud, by which two people know that they mean the same key.
Shape: what is sealed for a public half is

    public half of a pair made for it (32 bytes)  what `seal` makes, under HKDF-SHA256(X25519, salt = both public halves)

and a private half sealed by a password is kept with what was spent on it, so that more can be spent later:

    {"by":"argon2id","lanes":4,"memory":65536,"passes":3,"salt":"<hex>","sealed":"<hex>"}

Source: Argon2id with the second choice of RFC 9106, section 4; X25519 of RFC 7748.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wasata.errors import PersonKeyDear
from wasata.record import seal

FOR_PERSON = b"wasata.person.wrap.1"
_BY_PASSWORD = b"wasata.person.password.1"
_BY_SIGN_IN = b"wasata.person.sign-in.1"
_SIZE = 32
_SALT = 16


MOST_PASSES, MOST_MEMORY, MOST_LANES = 8, 256 * 1024, 8
"""Dearer no key of ours was ever sealed: what a file asks beyond it is not computed. Together two seconds of a small server."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a password costs: passes over the memory, memory in KiB, threads.

    Raises:
        ValueError: nothing, or more than a key of ours was ever sealed at.
    """

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        few = 1 <= self.passes <= MOST_PASSES and 1 <= self.lanes <= MOST_LANES
        if not (few and 8 * self.lanes <= self.memory <= MOST_MEMORY):
            raise ValueError(f"a cost no key of ours was sealed at: {self}")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The half that everybody may know: for it anybody seals, without being able to open.

    Args:
        raw: 32 bytes, as X25519 has them.

    Raises:
        ValueError: it has another length.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _SIZE:
            raise ValueError(f"a public key has {_SIZE} bytes, not {len(self.raw)}")

    @property
    def name(self) -> str:
        """The holder's name in a keyring: it is made of the key, so that nobody can put his own key under another's name."""
        return f"key-{hashlib.sha256(self.raw).hexdigest()[:32]}"

    @property
    def number(self) -> str:
        """Thirty digits in groups of five to be read aloud or compared on paper: 99 bits, the same in both languages."""
        drawn = int.from_bytes(hashlib.sha256(b"wasata.person.number.1" + self.raw).digest(), "big")
        digits = f"{drawn % 10**30:030d}"
        return " ".join(digits[at : at + 5] for at in range(0, 30, 5))

    def wrap(self, key: bytes, place: bytes) -> bytes:
        """Seals a key for this person, so that it opens in the same place only."""
        once = X25519PrivateKey.generate()
        ours = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(self.raw))
        return ours + seal.seal({1: _drawn(shared, ours + self.raw, FOR_PERSON)}, FOR_PERSON, key, place)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both halves: a person who is signed in, or officers who have put the recovery words together. A `Holder`.

    Args:
        private: 32 bytes.
    """

    private: bytes = field(repr=False)
    public: PublicKey = field(init=False)

    def __post_init__(self) -> None:
        raw = X25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()
        object.__setattr__(self, "public", PublicKey(raw))

    @classmethod
    def new(cls) -> "Pair":
        """A pair that never was before."""
        return cls(secrets.token_bytes(_SIZE))

    @classmethod
    def of_secret(cls, secret: bytes) -> "Pair":
        """The pair of a program: made of the 256 bits that its key is, so that it need not carry another."""
        return cls(_drawn(secret, b"", b"wasata.program.pair.1"))

    @property
    def name(self) -> str:
        """As `PublicKey.name`."""
        return self.public.name

    def wrap(self, key: bytes, place: bytes) -> bytes:
        """As `PublicKey.wrap`."""
        return self.public.wrap(key, place)

    def unwrap(self, wrapped: bytes, place: bytes) -> bytes:
        """What was sealed for the public half.

        Raises:
            Unopened: it was sealed for another, for another place, or is damaged.
        """
        theirs = wrapped[:_SIZE]
        try:
            shared = X25519PrivateKey.from_private_bytes(self.private).exchange(
                X25519PublicKey.from_public_bytes(theirs)
            )
        except ValueError:  # too short, or a point that shares nothing with anybody
            raise seal.Unopened from None
        keys = {1: _drawn(shared, theirs + self.public.raw, FOR_PERSON)}
        return seal.unseal(keys, FOR_PERSON, wrapped[_SIZE:], place)


def _drawn(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _SIZE, salt, purpose).derive(secret)


def seal_by_password(pair: Pair, password: str, person: str, *, cost: Cost | None = None) -> dict[str, Any]:
    """The private half, sealed by a password: what is kept of it on the server. Takes about half a second.

    Args:
        person: whose it is; it opens under this name only.
    """
    spent, salt = cost or Cost(), secrets.token_bytes(_SALT)
    sealed = seal.seal({1: _of_password(password, salt, spent)}, _BY_PASSWORD, pair.private, person.encode())
    return {
        "by": "argon2id", "lanes": spent.lanes, "memory": spent.memory, "passes": spent.passes, "salt": salt.hex(),
        "sealed": sealed.hex(),
    }  # fmt: skip


def open_by_password(kept: dict[str, Any], password: str, person: str) -> Pair:
    """The pair, from what `seal_by_password` made.

    Raises:
        Unopened: another password, another person, or damaged.
        PersonKeyDear: it asks for more work than any key of ours: nothing was computed.
    """
    try:
        if kept["by"] != "argon2id":
            raise seal.Unopened
        spent = _asked(kept, person)
        salt, sealed = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["sealed"])
        if len(salt) != _SALT:
            raise seal.Unopened
        key = _of_password(password, salt, spent)
    except (KeyError, TypeError, ValueError):
        raise seal.Unopened from None
    return Pair(seal.unseal({1: key}, _BY_PASSWORD, sealed, person.encode()))


def _asked(kept: dict[str, Any], person: str) -> Cost:
    """What a try is to cost, as the file says: whoever could write it must not keep the machine busy by it."""
    passes, memory, lanes = (kept[name] for name in ("passes", "memory", "lanes"))
    try:
        return Cost(passes, memory, lanes)
    except ValueError:
        raise PersonKeyDear(person=person, passes=passes, memory=memory // 1024, lanes=lanes) from None


def _of_password(password: str, salt: bytes, spent: Cost) -> bytes:
    from argon2 import low_level as argon2  # of the room's parts: who only reads and verifies needs none of it

    # not by OpenSSL: of two who came at once with lanes of their own, neither was ever answered (OpenSSL 4.0.3)
    return argon2.hash_secret_raw(
        password.encode(), salt, spent.passes, spent.memory, spent.lanes, _SIZE, argon2.Type.ID
    )


def sign_in_secret() -> str:
    """What only one browser has, for one sign-in: 256 bits, as letters that may stand in a cookie."""
    return secrets.token_urlsafe(_SIZE)


def seal_for_sign_in(pair: Pair, secret: str, sign_in: str) -> bytes:
    """The private half for as long as somebody is signed in: kept beside his sign-in, opened by what only his browser has.

    Args:
        secret: of `sign_in_secret`; kept nowhere on the server.
        sign_in: a name of this one sign-in: it opens for no other.
    """
    return seal.seal({1: _of_secret(secret)}, _BY_SIGN_IN, pair.private, sign_in.encode())


def open_for_sign_in(sealed: bytes, secret: str, sign_in: str) -> Pair:
    """The pair, from what `seal_for_sign_in` made.

    Raises:
        Unopened: another browser, another sign-in, or damaged.
    """
    return Pair(seal.unseal({1: _of_secret(secret)}, _BY_SIGN_IN, sealed, sign_in.encode()))


def _of_secret(secret: str) -> bytes:
    return _drawn(secret.encode(errors="surrogatepass"), b"", _BY_SIGN_IN)
