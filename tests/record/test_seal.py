"""A seal opens with its own key, purpose and place, and with nothing else."""

import hmac
import secrets

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from wasata.record import seal

KEY = bytes(range(32))
KEYS = {1: KEY}
HEADER = b'{"case":"a","log":"b","prev":"0","seq":1}'


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_was_sealed_opens_in_its_place(plain: bytes, place: bytes):
    sealed = seal.seal(KEYS, seal.ENTRY, plain, place)
    assert seal.unseal(KEYS, seal.ENTRY, sealed, place) == plain
    assert len(sealed) == len(plain) + 36
    assert len(plain) < 8 or plain not in sealed


@given(st.data())
def test_any_changed_bit_cut_or_place_refuses_to_open(data: st.DataObject):
    sealed = bytearray(seal.seal(KEYS, seal.ENTRY, b"words of a party", HEADER))
    where = data.draw(st.integers(0, len(sealed) * 8 - 1))
    spoilt = bytearray(sealed)
    spoilt[where // 8] ^= 1 << where % 8
    cut = bytes(sealed[: data.draw(st.integers(0, len(sealed) - 1))])
    for wrong in (bytes(spoilt), cut, bytes(sealed) + b"\0", bytes(sealed[1:])):
        with pytest.raises(seal.Unopened):
            seal.unseal(KEYS, seal.ENTRY, wrong, HEADER)


@pytest.mark.parametrize(
    ("keys", "purpose", "place"),
    [
        ({1: secrets.token_bytes(32)}, seal.ENTRY, HEADER),
        ({2: KEY}, seal.ENTRY, HEADER),
        ({}, seal.ENTRY, HEADER),
        (KEYS, seal.PIECE, HEADER),
        (KEYS, seal.FOLD, HEADER),
        (KEYS, seal.ENTRY, HEADER.replace(b'"seq":1', b'"seq":2')),
        (KEYS, seal.ENTRY, HEADER.replace(b'"log":"b"', b'"log":"c"')),
        (KEYS, seal.ENTRY, HEADER.replace(b'"prev":"0"', b'"prev":"1"')),
    ],
)
def test_another_key_purpose_or_place_does_not_open(keys: dict[int, bytes], purpose: bytes, place: bytes):
    sealed = seal.seal(KEYS, seal.ENTRY, b"words of a party", HEADER)
    assert seal.unseal(KEYS, seal.ENTRY, sealed, HEADER)
    with pytest.raises(seal.Unopened):
        seal.unseal(keys, purpose, sealed, place)


def test_the_same_words_never_look_the_same():
    seen = {seal.seal(KEYS, seal.ENTRY, b"the same words", HEADER)[4:] for _ in range(200)}
    assert len(seen) == 200
    assert len({s[:16] for s in seen}) == 200
    assert len({s[16:] for s in seen}) == 200


def by_hand(key: bytes, epoch: int, name: bytes, purpose: bytes, plain: bytes, place: bytes) -> bytes:
    """A sealed thing as the reference tells it, with HKDF written out (RFC 5869)."""
    made, step = b"", b""
    drawn = hmac.digest(name, key, "sha256")
    for n in (1, 2):
        step = hmac.digest(drawn, step + purpose + bytes([n]), "sha256")
        made += step
    return epoch.to_bytes(4, "big") + name + AESGCM(made[:32]).encrypt(made[32:44], plain, place)


@pytest.mark.parametrize(
    ("purpose", "told"),
    [
        ("ENTRY", b"wasata.entry.1"),
        ("PIECE", b"wasata.piece.1"),
        ("FOLD", b"wasata.fold.1"),
        ("ACT", b"wasata.act.1"),
        ("NAME", b"wasata.name.1"),
    ],
)
def test_what_was_sealed_long_ago_opens_for_ever(purpose: str, told: bytes):
    old = by_hand(KEY, 7, bytes(range(16)), told, "كلمات".encode(), HEADER)
    assert seal.unseal({7: KEY}, getattr(seal, purpose), old, HEADER) == "كلمات".encode()


def test_a_piece_lies_under_its_case_and_log_for_ever():
    assert seal.piece_place("c", "l") == b'{"case":"c","log":"l"}'


def test_the_newest_epoch_seals_and_all_open():
    old = seal.seal({1: KEY}, seal.ENTRY, b"before", HEADER)
    both = {1: KEY, 2: secrets.token_bytes(32)}
    new = seal.seal(both, seal.ENTRY, b"after", HEADER)
    assert seal.unseal(both, seal.ENTRY, old, HEADER) == b"before"
    assert seal.unseal(both, seal.ENTRY, new, HEADER) == b"after"
    with pytest.raises(seal.Unopened):
        seal.unseal({1: KEY}, seal.ENTRY, new, HEADER)


@given(st.integers(0, 200_000))
def test_a_piece_is_padded_to_a_class_and_comes_back(size: int):
    full = seal.padded(b"x" * size)
    assert seal.unpadded(full) == b"x" * size
    assert len(full) >= max(1024, size)
    assert len(full) <= max(1024, 2 * (size + 8)) if size < 1 << 16 else len(full) <= (size + 8) * 1.25


@pytest.mark.parametrize(
    ("size", "full"),
    [
        (0, 1 << 10), (1016, 1 << 10), (1017, 1 << 11), (2040, 1 << 11), (2041, 1 << 12), (65_528, 1 << 16),
        (65_529, 5 << 14), (131_064, 1 << 17), (131_065, 5 << 15),
    ],
)  # fmt: skip
def test_a_piece_fills_its_class_and_not_the_next(size: int, full: int):
    assert len(seal.padded(bytes(size))) == full


def test_there_are_few_classes_of_size():
    assert len({len(seal.padded(bytes(n))) for n in range(0, 66_000, 97)}) <= 8
    assert len({len(seal.padded(bytes(n))) for n in range(1 << 20, 1 << 21, 9973)}) <= 9
