"""The keyring: a key for each log, wrapped for each holder, handed out only as given."""

import secrets
from pathlib import Path

import pytest

from wasata.errors import CaseUnknown, KeyRefused, NotHeld
from wasata.record.keyring import Keyring, MasterKey


class Person(MasterKey):
    """A holder of another name, as persons will be."""

    def __init__(self, name: str) -> None:
        super().__init__(secrets.token_bytes(32))
        self.name = name


@pytest.fixture
def room() -> MasterKey:
    return MasterKey(secrets.token_bytes(32))


@pytest.fixture
def ring(tmp_path: Path, room: MasterKey) -> Keyring:
    made = Keyring.new(tmp_path, "doha", (room,))
    for log in ("press", "bureau", "line/a"):
        made.open_log(log, (room,))
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


def test_a_person_can_be_a_holder_and_opens_only_what_is_wrapped_for_him(ring: Keyring, room: MasterKey):
    sara = Person("sara")
    with pytest.raises(CaseUnknown):
        ring.case(sara)
    assert ring.logs(sara) == {}
    ring.open_log("cell", (room, sara))
    assert set(ring.logs(sara)) == {"cell"}
    assert ring.logs(sara)["cell"] == ring.logs(room)["cell"]


def test_a_key_wrapped_for_one_holder_does_not_open_for_another_of_the_same_name(ring: Keyring, room: MasterKey):
    ring.open_log("cell", (room, Person("sara")))
    with pytest.raises(KeyRefused):
        ring.logs(Person("sara"))


def test_a_turned_log_reads_what_was_and_seals_anew(ring: Keyring, room: MasterKey):
    sara = Person("sara")
    ring.open_log("cell", (room, sara))
    ring.turn("cell", room, (room,))
    assert set(ring.logs(room)["cell"].epochs) == {1, 2}
    assert set(ring.logs(sara)["cell"].epochs) == {1}  # left out: reads what was, not what comes
    assert ring.logs(room)["cell"].random_name == ring.logs(sara)["cell"].random_name


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
