"""The keyring: a key for each log, wrapped for each holder, handed out only as given."""

import secrets
from pathlib import Path

import pytest

from wasata.errors import CaseUnknown, KeyRefused, NotHeld
from wasata.record.keyring import FAMILIES, SINGLE, Keyring, MasterKey, of_persons
from wasata.record.person_key import Pair


@pytest.fixture
def room() -> MasterKey:
    return MasterKey(secrets.token_bytes(32))


@pytest.fixture
def ring(tmp_path: Path, room: MasterKey) -> Keyring:
    made = Keyring.new(tmp_path, "doha", room)
    for log in ("press", "bureau", "line/a"):
        made.open_log(log, room)
    made.keep()
    return made


def test_a_ring_kept_is_a_ring_loaded(ring: Keyring, room: MasterKey):
    again = Keyring.load(ring.path)
    assert again.case(room) == "doha"
    assert again.logs(room) == ring.logs(room)
    assert set(again.logs(room)) == {"press", "bureau", "line/a"}


def test_every_log_has_its_own_key_and_random_name(ring: Keyring, room: MasterKey):
    logs = ring.logs(room).values()
    assert len({k.epochs[1] for k in logs}) == len({k.random_name for k in logs}) == 3


def test_no_key_and_no_name_stands_open_in_the_file(ring: Keyring, room: MasterKey):
    data = ring.path.read_bytes()
    for keys in ring.logs(room).values():
        assert keys.epochs[1].hex().encode() not in data
        assert keys.epochs[1] not in data
    for name in (b"doha", b"press", b"line"):
        assert name not in data


def test_a_reader_is_handed_the_logs_he_was_given_and_no_other(ring: Keyring, room: MasterKey):
    held = ring.give(("press",), room)
    assert set(held.logs) == {"press"}
    other = ring.logs(room)["bureau"]
    assert other.random_name not in repr(held)
    with pytest.raises(NotHeld):
        held.of("bureau")
    for log in ("cell", "line/b", "no such log"):
        with pytest.raises(NotHeld):
            ring.give(("press", log), room)


def test_the_room_s_own_case_is_wrapped_for_the_room_and_for_nobody_else(ring: Keyring, room: MasterKey):
    assert ring.recovery is None
    sara = Pair.new()
    ring.open_log("cell", room, (sara.public,))
    for log in ("press", "line/a", "cell"):
        assert ring.holders(log, room) == {"room": frozenset({1})}
    with pytest.raises(CaseUnknown):
        ring.case(sara)


def test_a_turned_log_reads_what_was_and_seals_anew(ring: Keyring, room: MasterKey):
    before = ring.logs(room)["press"]
    ring.turn("press", room)
    after = ring.logs(room)["press"]
    assert set(after.epochs) == {1, 2}
    assert after.epochs[1] == before.epochs[1] != after.epochs[2]
    assert after.random_name == before.random_name
    with pytest.raises(NotHeld):
        ring.turn("cell", room)


# a case that persons keep

CONFIDENTIAL = ("line/a", "channel/a", "relay/r-1", "hands/x", "cell", "people")
OF_THE_ROOM = ("press", "bureau", "ground", "table", "access", "archive", "intake")


@pytest.fixture
def kept(tmp_path: Path, room: MasterKey, recovery: Pair, sara: Pair) -> Keyring:
    """A case that persons keep: `sara` holds all that is confidential in it."""
    made = Keyring.new(tmp_path, "quiet", room, recovery=recovery.public)
    for log in (*OF_THE_ROOM, *CONFIDENTIAL):
        made.open_log(log, room, (sara.public,))
    made.keep()
    return Keyring.load(made.path)


def test_every_log_of_the_house_is_of_the_room_or_of_persons():
    assert {log for log in (*SINGLE, *(f"{f}/a" for f in FAMILIES)) if of_persons(log)} == {
        "line/a", "channel/a", "relay/a", "hands/a", "cell", "people",
    }  # fmt: skip


def test_the_room_alone_opens_nothing_confidential_though_it_knows_what_there_is(kept: Keyring, room: MasterKey):
    assert set(kept.logs(room)) == set(OF_THE_ROOM)
    assert set(kept.names(room)) == {*OF_THE_ROOM, *CONFIDENTIAL}
    for log in CONFIDENTIAL:
        with pytest.raises(NotHeld):
            kept.give((log,), room)


def test_with_a_person_who_is_there_his_logs_open_and_no_others(kept: Keyring, room: MasterKey, sara: Pair):
    assert set(kept.logs(room, sara)) == {*OF_THE_ROOM, *CONFIDENTIAL}
    held = kept.give(("press", "line/a"), room, sara)
    assert set(held.logs) == {"press", "line/a"}
    kept.open_log("line/b", room, (Pair.new().public,))
    with pytest.raises(NotHeld):
        kept.give(("line/b",), room, sara)
    assert "line/b" not in kept.logs(room, sara)


def test_a_log_that_stands_is_not_made_again_by_somebody_who_cannot_open_it(kept: Keyring, room: MasterKey, sara: Pair):
    before = kept.names(room)
    kept.open_log("line/a", room, (Pair.new().public,))
    assert kept.names(room) == before
    assert "line/a" in kept.logs(room, sara)


def test_the_recovery_key_opens_all_that_is_confidential(kept: Keyring, room: MasterKey, recovery: Pair):
    assert set(kept.logs(room, recovery)) == {*OF_THE_ROOM, *CONFIDENTIAL}
    assert set(kept.logs(recovery)) == set(CONFIDENTIAL), "without the room's key: not what the room holds"
    assert kept.case(recovery) == "quiet"
    assert kept.recovery == recovery.public


def test_no_name_of_a_log_stands_open_in_the_file(kept: Keyring):
    data = kept.path.read_bytes()
    for name in (b"quiet", b"press", b"line", b"cell"):
        assert name not in data


def test_who_is_handed_a_key_reads_what_the_one_who_handed_it_reads(kept: Keyring, room: MasterKey, sara: Pair):
    kept.turn("line/a", room, (sara.public,))
    omar = Pair.new()
    kept.hand("line/a", room, sara, omar.public)
    assert kept.logs(room, omar)["line/a"] == kept.logs(room, sara)["line/a"]
    assert set(kept.logs(room, omar)) == {*OF_THE_ROOM, "line/a"}


def test_nobody_hands_on_what_he_does_not_open(kept: Keyring, room: MasterKey):
    omar = Pair.new()
    with pytest.raises(NotHeld):
        kept.hand("line/a", room, omar, omar.public)
    with pytest.raises(NotHeld):
        kept.hand("line/a", room, room, omar.public)
    with pytest.raises(NotHeld):
        kept.hand("line/z", room, omar, omar.public)
    assert omar.name not in kept.holders("line/a", room)


def test_who_was_taken_off_opens_nothing_any_more_and_had_he_kept_the_old_key_not_what_comes(
    kept: Keyring, room: MasterKey, sara: Pair, recovery: Pair
):
    omar = Pair.new()
    kept.hand("line/a", room, sara, omar.public)
    copied = kept.logs(room, omar)["line/a"].epochs
    kept.take_back("line/a", room, (omar.name,))
    kept.turn("line/a", room, (sara.public,))
    assert "line/a" not in kept.logs(room, omar)
    assert set(kept.logs(room, sara)["line/a"].epochs) == {1, 2}
    assert kept.logs(room, sara)["line/a"].epochs[2] not in copied.values()
    assert kept.holders("line/a", room) == {
        sara.name: frozenset({1, 2}), recovery.name: frozenset({1, 2}),
    }  # fmt: skip


def test_who_holds_old_epochs_only_is_not_let_in_to_write_under_them(kept: Keyring, room: MasterKey, sara: Pair):
    kept.turn("line/a", room, ())
    assert "line/a" not in kept.logs(room, sara)
    with pytest.raises(NotHeld):
        kept.give(("line/a",), room, sara)
    with pytest.raises(NotHeld):
        kept.hand("line/a", room, sara, Pair.new().public)


def test_a_wrap_put_under_another_s_name_does_not_open_for_him(kept: Keyring, room: MasterKey, sara: Pair):
    omar = Pair.new()
    wraps = kept._ring["keys"][kept.names(room)["line/a"]]["1"]
    wraps[omar.name] = wraps[sara.name]
    with pytest.raises(KeyRefused):
        kept.logs(room, omar)


def test_the_recovery_key_loses_nothing(kept: Keyring, room: MasterKey, recovery: Pair):
    with pytest.raises(ValueError, match="recovery"):
        kept.take_back("line/a", room, (recovery.name,))
    kept.turn("line/a", room, ())
    assert set(kept.logs(recovery)["line/a"].epochs) == {1, 2}


def test_a_public_half_that_was_changed_in_the_file_is_no_recovery_key(kept: Keyring, room: MasterKey):
    kept._ring["recovery"] = "zz"
    with pytest.raises(KeyRefused):
        _ = kept.recovery


# before


def test_a_ring_of_the_first_format_opens_for_the_room_as_it_did(tmp_path: Path):
    """Its bytes were written by the first version; its room's key is 00 01 02 …"""
    room = MasterKey(bytes(range(32)))
    (old,) = (Path(__file__).parent.parent / "old" / "keyring.1").glob("*.ring")
    path = tmp_path / old.name
    path.write_bytes(old.read_bytes())
    path.chmod(0o600)
    ring = Keyring.load(path)
    assert (ring.case(room), ring.recovery) == ("doha", None)
    assert {log: set(keys.epochs) for log, keys in ring.logs(room).items()} == {"press": {1}, "line/a": {1, 2}}
    ring.open_log("table", room)
    ring.turn("press", room)
    ring.keep()
    assert b"wasata.keyring.2" in path.read_bytes()
    again = Keyring.load(path)
    assert set(again.logs(room)) == {"press", "line/a", "table"}
    assert again.logs(room)["line/a"] == ring.logs(room)["line/a"]


def test_a_wrap_moved_to_another_log_does_not_open(ring: Keyring, room: MasterKey):
    names = {log: keys.random_name for log, keys in ring.logs(room).items()}
    keys = ring._ring["keys"]
    keys[names["press"]], keys[names["bureau"]] = keys[names["bureau"]], keys[names["press"]]
    with pytest.raises(KeyRefused):
        ring.logs(room)


def test_a_ring_under_another_name_is_refused(ring: Keyring):
    moved = ring.path.with_name("0" * 32 + ".ring")
    ring.path.rename(moved)
    with pytest.raises(KeyRefused):
        Keyring.load(moved)
