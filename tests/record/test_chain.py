"""The header, the hash and the signature, as the written format says them: computed here by hand."""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from wasata.record import canon, chain

CASE, LOG = "a" * 32, "b" * 32


@given(st.integers(1, canon.LARGEST), st.binary(max_size=50))
def test_the_header_is_canonical_and_the_hash_is_over_header_and_sealed_bytes(seq: int, sealed: bytes):
    header = chain.header(CASE, LOG, chain.NOTHING, seq)
    assert header == canon.encode({"case": CASE, "log": LOG, "prev": "0" * 64, "seq": seq})
    assert json.loads(header)["seq"] == seq
    assert chain.entry_hash(header, sealed) == hashlib.sha256(b"wasata.entry.1\n" + header + b"\n" + sealed).hexdigest()


def test_a_known_entry_has_its_known_hash():
    """Were this to change, every log ever written would be broken."""
    header = chain.header("0" * 32, "1" * 32, "2" * 64, 3)
    assert chain.entry_hash(header, b"sealed") == "38a8470acd662fe05cef05e086dc485d69355bc3415625c15c6ae0b30f3b0173"


def test_a_signature_is_of_one_message_and_one_key():
    signer, other = (chain.Signer(Ed25519PrivateKey.generate()) for _ in range(2))
    message = chain.hash_message("f" * 64)
    signature = signer.sign(message)
    assert chain.is_signed(signer.public, message, signature)
    assert not chain.is_signed(other.public, message, signature)
    assert not chain.is_signed(signer.public, message + b"x", signature)
    assert not chain.is_signed(signer.public, message, signature[:-1])
    assert not chain.is_signed(b"no key", message, signature)
    assert not chain.is_signed(signer.public, message, b"")


def test_a_signer_shows_no_private_key():
    private = Ed25519PrivateKey.generate()
    assert private.private_bytes_raw().hex() not in repr(chain.Signer(private)) + repr(vars(chain.Signer(private)))
