"""A person's key: sealed for him, opened by him, by his password or his browser, and by nothing else."""

import threading

import pytest
from argon2 import low_level as argon2
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata import words
from wasata.errors import PersonKeyClosed, PersonKeyDear
from wasata.record import seal
from wasata.record.person_key import (
    Cost,
    Pair,
    PublicKey,
    open_by_password,
    open_for_sign_in,
    seal_by_password,
    seal_for_sign_in,
    sign_in_secret,
)

CHEAP = Cost(passes=1, memory=64, lanes=1)
PLACE = b"case one, epoch 1"


def test_what_is_sealed_for_a_person_he_opens_and_nobody_else():
    his, another = Pair.new(), Pair.new()
    wrapped = his.public.wrap(b"a data key", PLACE)
    assert his.unwrap(wrapped, PLACE) == b"a data key"
    assert b"a data key" not in wrapped
    with pytest.raises(seal.Unopened):
        another.unwrap(wrapped, PLACE)


def test_what_is_sealed_for_one_place_does_not_open_in_another():
    his = Pair.new()
    with pytest.raises(seal.Unopened):
        his.unwrap(his.wrap(b"a data key", PLACE), b"case one, epoch 2")


def test_twice_the_same_is_never_sealed_alike():
    his = Pair.new()
    assert his.wrap(b"x", PLACE) != his.wrap(b"x", PLACE)


@settings(max_examples=60)
@given(st.data())
def test_a_changed_or_cut_seal_never_opens(data: st.DataObject):
    his = Pair.new()
    wrapped = bytearray(his.wrap(b"a data key", PLACE))
    at = data.draw(st.integers(0, len(wrapped) - 1))
    if data.draw(st.booleans()):
        # the highest bit of a point's last byte is not read (RFC 7748): yet the whole of it goes into the key
        wrapped[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del wrapped[at:]
    with pytest.raises(seal.Unopened):
        his.unwrap(bytes(wrapped), PLACE)


def test_a_point_that_shares_the_same_with_everybody_opens_nothing():
    his = Pair.new()
    with pytest.raises(seal.Unopened):
        his.unwrap(bytes(32) + his.wrap(b"x", PLACE)[32:], PLACE)


def test_a_password_opens_the_key_that_it_sealed():
    his = Pair.new()
    kept = seal_by_password(his, "كلمة سر طويلة", "officer-1", cost=CHEAP)
    assert open_by_password(kept, "كلمة سر طويلة", "officer-1") == his
    assert his.private.hex() not in repr(kept)


@pytest.mark.parametrize(
    ("password", "person"),
    [("another", "officer-1"), ("", "officer-1"), ("right", "officer-2"), ("Right", "officer-1")],
)
def test_another_password_or_another_name_opens_nothing(password: str, person: str):
    kept = seal_by_password(Pair.new(), "right", "officer-1", cost=CHEAP)
    with pytest.raises(seal.Unopened):
        open_by_password(kept, password, person)


@pytest.mark.parametrize(
    "changed",
    [
        {"memory": 128}, {"passes": 2}, {"lanes": 2}, {"lanes": "1"}, {"salt": "zz"},
        {"salt": "00"}, {"by": "plain"}, {"sealed": ""}, {"sealed": None},
    ],
)  # fmt: skip
def test_a_kept_half_that_was_changed_is_refused_and_costs_no_more_than_a_key(changed: dict[str, object]):
    kept = seal_by_password(Pair.new(), "right", "officer-1", cost=CHEAP) | changed
    with pytest.raises(seal.Unopened):
        open_by_password(kept, "right", "officer-1")


@pytest.mark.parametrize(
    "changed",
    [
        {"memory": 1024 * 1024, "lanes": 16}, {"memory": 256 * 1024 + 1}, {"passes": 9}, {"lanes": 9}, {"memory": 2**31},
        {"passes": 0}, {"lanes": 0}, {"memory": 7}, {"memory": -1},
    ],
)  # fmt: skip
def test_a_file_that_asks_for_more_work_than_a_key_of_ours_is_told_so_and_nothing_is_computed(
    changed: dict[str, int], monkeypatch: pytest.MonkeyPatch
):
    def computed(*_args: object) -> bytes:
        raise AssertionError("it was computed")

    kept = seal_by_password(Pair.new(), "right", "officer-1", cost=CHEAP) | changed
    monkeypatch.setattr(argon2, "hash_secret_raw", computed)
    with pytest.raises(PersonKeyDear) as refused:
        open_by_password(kept, "right", "officer-1")
    assert isinstance(refused.value, PersonKeyClosed), "wherever a closed key is told of, this one is"
    values = refused.value.values
    assert (values["passes"], values["memory"], values["lanes"]) == (
        kept["passes"], kept["memory"] // 1024, kept["lanes"],
    )  # fmt: skip
    for lang in ("ar", "en"):
        told, then = words.tell(refused.value, lang)
        assert "officer-1" in told
        assert then


def test_the_dearest_that_is_taken_is_computed(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[int, ...]] = []

    def computed(_password: bytes, _salt: bytes, *cost: int) -> bytes:
        asked.append(cost[:3])
        return bytes(32)

    kept = seal_by_password(Pair.new(), "right", "officer-1", cost=CHEAP)
    monkeypatch.setattr(argon2, "hash_secret_raw", computed)
    with pytest.raises(seal.Unopened):
        open_by_password(kept | {"memory": 256 * 1024, "passes": 8, "lanes": 8}, "right", "officer-1")
    assert asked == [(8, 256 * 1024, 8)]


def test_a_kept_half_without_a_part_is_refused():
    kept = seal_by_password(Pair.new(), "right", "officer-1", cost=CHEAP)
    for part in kept:
        with pytest.raises(seal.Unopened):
            open_by_password({k: v for k, v in kept.items() if k != part}, "right", "officer-1")


def test_the_same_password_twice_leaves_nothing_alike():
    his = Pair.new()
    one, two = (seal_by_password(his, "right", "officer-1", cost=CHEAP) for _ in range(2))
    assert one["salt"] != two["salt"]
    assert one["sealed"] != two["sealed"]


def test_a_try_costs_what_the_second_choice_of_the_standard_asks():
    kept = seal_by_password(Pair.new(), "right", "officer-1")
    assert (kept["passes"], kept["memory"], kept["lanes"]) == (3, 65536, 4)


def test_many_who_come_at_once_are_all_let_in():
    """Half a team signs in at nine. Passwords tried side by side, each with lanes of its own, once stopped one another."""
    pair, cost = Pair.new(), Cost(passes=1, memory=1024, lanes=4)
    kept = seal_by_password(pair, "a long password", "sara", cost=cost)
    opened: list[Pair] = []

    def come() -> None:
        for _ in range(10):
            opened.append(open_by_password(kept, "a long password", "sara"))

    people = [threading.Thread(target=come, daemon=True) for _ in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert len(opened) == 40
    assert {one.public for one in opened} == {pair.public}


def test_what_was_sealed_by_another_library_opens():
    """Sealed by OpenSSL's Argon2id in November 2026."""
    kept = {
        "by": "argon2id", "lanes": 4, "memory": 64, "passes": 1, "salt": "000102030405060708090a0b0c0d0e0f",
        "sealed": "0000000148c1c111d2880fa03f4f8613fbd36a11987bd8d38f597e145e1fef6487ee"
        "1d719396c46e3b1731c6c2321612a48899640605fa6a232c4fbd00f73ec567103cfa",
    }  # fmt: skip
    assert (
        open_by_password(kept, "a long password", "sara").public.raw.hex()
        == "07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c"
    )


def test_while_signed_in_only_his_browser_opens_it():
    his, secret = Pair.new(), sign_in_secret()
    sealed = seal_for_sign_in(his, secret, "sign-in 1")
    assert open_for_sign_in(sealed, secret, "sign-in 1") == his
    for other, name in (
        (sign_in_secret(), "sign-in 1"),
        (secret, "sign-in 2"),
        ("", "sign-in 1"),
        ("\ud800", "sign-in 1"),
    ):
        with pytest.raises(seal.Unopened):
            open_for_sign_in(sealed, other, name)
    with pytest.raises(seal.Unopened):
        open_for_sign_in(b"", secret, "sign-in 1")


def test_every_sign_in_has_a_secret_of_256_bits_that_fits_a_cookie():
    drawn = {sign_in_secret() for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(s) == 43 and s.replace("-", "").replace("_", "").isalnum() for s in drawn)


def test_no_private_half_is_ever_shown():
    his = Pair.new()
    assert his.private.hex() not in repr(his)
    assert repr(his.private) not in repr(his)


def test_a_holder_is_named_by_his_key():
    his, another = Pair.new(), Pair.new()
    assert his.name == his.public.name != another.name
    assert his.name.startswith("key-")


def test_a_key_is_compared_by_thirty_digits():
    his = PublicKey(bytes(range(32)))
    assert his.number == PublicKey(bytes(range(32))).number
    groups = his.number.split(" ")
    assert [len(g) for g in groups] == [5] * 6
    assert all(g.isascii() and g.isdigit() for g in groups)
    assert his.number != PublicKey(bytes(32)).number


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_public_key_has_32_bytes(size: int):
    with pytest.raises(ValueError, match=str(size)):
        PublicKey(bytes(size))
