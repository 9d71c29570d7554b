"""The table of persons' keys: it keeps, it opens for its person, and it can forget."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wasata.errors import KeyRefused, NameRefused, PersonKeyClosed, PersonKeyStands, PersonUnknown
from wasata.record import persons as table
from wasata.record.person_key import Cost, Pair
from wasata.record.persons import Persons
from wasata.record.recovery import Share

CHEAP = Cost(passes=1, memory=64, lanes=1)
AT = datetime(2031, 5, 4, 6, 30, tzinfo=UTC)
CASE = "0" * 32
WORDS = Share(2, "academic acid acne acquire")


@pytest.fixture
def persons(tmp_path: Path) -> Persons:
    return Persons(tmp_path / "persons", cost=CHEAP)


def test_a_key_made_is_opened_by_its_password_also_after_a_restart(persons: Persons):
    made = persons.make("officer-1", "right", at=AT)
    again = Persons(persons.folder, cost=CHEAP)
    assert again.open("officer-1", "right") == made
    known = again.of("officer-1")
    assert (known.person, known.public, known.made_at, known.shares) == ("officer-1", made.public, AT, ())
    assert again.names() == ("officer-1",)


def test_a_wrong_password_opens_nothing_and_says_whose_key_it_was(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    with pytest.raises(PersonKeyClosed) as told:
        persons.open("officer-1", "wrong")
    assert told.value.values == {"person": "officer-1"}


def test_who_has_no_key_is_told_so(persons: Persons):
    for ask in (
        lambda: persons.of("lead"),
        lambda: persons.open("lead", "x"),
        lambda: persons.change_password("lead", "x", "y"),
    ):
        with pytest.raises(PersonUnknown):
            ask()


def test_a_second_key_is_not_made_over_the_first(persons: Persons):
    made = persons.make("officer-1", "right", at=AT)
    with pytest.raises(PersonKeyStands):
        persons.make("officer-1", "another", at=AT)
    assert persons.open("officer-1", "right") == made


def test_another_password_opens_the_same_key_and_the_old_one_no_more(persons: Persons):
    made = persons.make("officer-1", "old", at=AT)
    assert persons.change_password("officer-1", "old", "new") == made
    assert persons.open("officer-1", "new") == made
    with pytest.raises(PersonKeyClosed):
        persons.open("officer-1", "old")
    with pytest.raises(PersonKeyClosed):
        persons.change_password("officer-1", "old", "newest")


def test_no_private_half_and_no_password_stands_in_the_file_which_only_its_owner_reads(persons: Persons):
    made = persons.make("officer-1", "a password of his", at=AT)
    (file,) = persons.folder.glob("*.key")
    assert made.private.hex() not in file.read_text()
    assert "a password of his" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert persons.folder.stat().st_mode & 0o777 == 0o700


def test_a_key_that_was_cheap_to_try_is_sealed_anew_when_it_is_opened(persons: Persons):
    made = persons.make("officer-1", "right", at=AT)
    dearer = Persons(persons.folder, cost=Cost(passes=2, memory=128, lanes=1))
    assert dearer.open("officer-1", "right") == made
    assert '"memory":128' in (persons.folder / "officer-1.key").read_text()
    assert persons.open("officer-1", "right") == made
    assert '"memory":64' in (persons.folder / "officer-1.key").read_text()


def test_a_key_at_the_right_cost_is_only_read(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    before = (persons.folder / "officer-1.key").read_bytes()
    persons.open("officer-1", "right")
    assert (persons.folder / "officer-1.key").read_bytes() == before


def test_who_is_forgotten_has_no_key_and_no_byte_of_it_is_left(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    persons.make("officer-2", "right", at=AT)
    (file,) = persons.folder.glob("officer-1.key")
    held = file.open("rb")  # as a disk that keeps the old blocks
    whole = file.stat().st_size
    persons.forget("officer-1")
    assert held.read() == bytes(whole)
    assert persons.names() == ("officer-2",)
    with pytest.raises(PersonUnknown):
        persons.open("officer-1", "right")
    persons.forget("officer-1")
    assert persons.make("officer-1", "right", at=AT)


def test_another_s_public_half_put_in_is_found_when_he_opens_his_key(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    path = persons.folder / "officer-1.key"
    known = persons.of("officer-1").public.raw.hex()
    path.write_text(path.read_text().replace(known, Pair.new().public.raw.hex()))
    with pytest.raises(PersonKeyClosed):
        persons.open("officer-1", "right")


def test_one_person_s_file_under_another_s_name_is_refused(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    (persons.folder / "officer-1.key").rename(persons.folder / "officer-2.key")
    with pytest.raises(KeyRefused):
        persons.open("officer-2", "right")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"format":"wasata.person.1"', '"format":"wasata.person.9"'), ('"made_at":"2031', '"made_at":"x'),
        ('"shares":{}', '"shares":0'), ('"public":"', '"public":"zz'), ("}", ""),
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_and_not_read(persons: Persons, was: str, becomes: str):
    persons.make("officer-1", "right", at=AT)
    path = persons.folder / "officer-1.key"
    assert was in path.read_text()
    path.write_text(path.read_text().replace(was, becomes))
    with pytest.raises(KeyRefused):
        persons.of("officer-1")


def test_a_file_open_to_others_is_refused(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    (persons.folder / "officer-1.key").chmod(0o640)
    with pytest.raises(KeyRefused):
        persons.open("officer-1", "right")


@pytest.mark.parametrize("name", ["", "../room", "Officer", "a/b", ".lock"])
def test_nobody_is_called_by_a_path(persons: Persons, name: str):
    with pytest.raises(NameRefused):
        persons.make(name, "right", at=AT)
    with pytest.raises(NameRefused):
        persons.of(name)


def test_recovery_words_are_kept_for_an_officer_until_he_has_written_them_down(persons: Persons):
    his = persons.make("officer-1", "right", at=AT)
    persons.hand_share("officer-1", CASE, WORDS)
    assert persons.of("officer-1").shares == (CASE,)
    assert "academic" not in (persons.folder / "officer-1.key").read_text()
    assert persons.share_for("officer-1", CASE, his) == WORDS
    assert persons.share_for("officer-1", CASE, his) == WORDS
    persons.share_written("officer-1", CASE)
    persons.share_written("officer-1", CASE)
    assert persons.share_for("officer-1", CASE, his) is None
    assert persons.of("officer-1").shares == ()


def test_nobody_else_opens_an_officer_s_words(persons: Persons):
    persons.make("officer-1", "right", at=AT)
    another = persons.make("officer-2", "right", at=AT)
    persons.hand_share("officer-1", CASE, WORDS)
    with pytest.raises(PersonKeyClosed):
        persons.share_for("officer-1", CASE, another)
    assert persons.share_for("officer-2", CASE, another) is None
    with pytest.raises(PersonUnknown):
        persons.hand_share("lead", CASE, WORDS)


def test_words_put_beside_another_case_do_not_open(persons: Persons):
    his = persons.make("officer-1", "right", at=AT)
    persons.hand_share("officer-1", CASE, WORDS)
    path = persons.folder / "officer-1.key"
    path.write_text(path.read_text().replace(CASE, "1" * 32))
    with pytest.raises(PersonKeyClosed):
        persons.share_for("officer-1", "1" * 32, his)


def test_a_password_changed_keeps_the_words(persons: Persons):
    his = persons.make("officer-1", "old", at=AT)
    persons.hand_share("officer-1", CASE, WORDS)
    persons.change_password("officer-1", "old", "new")
    assert persons.share_for("officer-1", CASE, his) == WORDS


def test_who_was_forgotten_while_he_opened_his_key_does_not_close_the_new_one(
    persons: Persons, monkeypatch: pytest.MonkeyPatch
):
    persons.make("officer-1", "right", at=AT)
    opened = table.open_by_password

    def late(*given: object) -> Pair:
        pair = opened(*given)  # type: ignore[arg-type]
        monkeypatch.setattr(table, "open_by_password", opened)
        persons.forget("officer-1")
        persons.make("officer-1", "right", at=AT + timedelta(days=1))
        return pair

    monkeypatch.setattr(table, "open_by_password", late)
    with pytest.raises(PersonKeyClosed):
        persons.change_password("officer-1", "right", "newest")
    assert persons.open("officer-1", "right").public == persons.of("officer-1").public


def test_copies_of_the_table_last_thirty_days():
    assert timedelta(days=30) == table.COPIES_LAST
