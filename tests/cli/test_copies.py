"""`wasata keep`: copies at the terminal, as a timer and as two officers with their papers use them."""

import getpass
import json
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.test_feed import run
from tests.desk.conftest import Clock
from tests.desk.kept import KEPT, PASSWORD, Kept, kept_case

from wasata.cli.tongue import tongue
from wasata.desk.access import admit_reader
from wasata.desk.copies import make_copies_key, my_part
from wasata.record import backup, copies
from wasata.record.home import Home

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "keep-copies.md"
Ask = Callable[..., tuple[int, str, str]]


class Room:
    """A home on a disk that persons keep, its medium, and three papers."""

    def __init__(self, path: Path, medium: Path, papers: list[str]) -> None:
        self.path, self.medium, self.papers = path, medium, papers

    def write(self) -> None:
        """Something more is recorded."""
        with Home.open(self.path) as home:
            kept = Kept(home, Clock(), {})
            kept.now.at = datetime.now(UTC)
            kept.pairs["lead"] = home.persons.open("lead", PASSWORD)
            admit_reader(kept.lead, f"more-{home.ledger(KEPT, ('access',)).head('access').seq}", "officer")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    now = Clock()
    now.at = datetime.now(UTC)
    with Home.create(tmp_path / "home", now=now) as home:
        kept = kept_case(home, now)
        key = make_copies_key(kept.lead, {name: kept.number(name) for name in ("sara", "omar")})
        papers = [part[1].words for name in key.parts if (part := my_part(home, name, kept.pairs[name]))]
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    monkeypatch.delenv("WASATA_DSN", raising=False)
    tongue.cache_clear()
    yield Room(tmp_path / "home", tmp_path / "medium", papers)
    tongue.cache_clear()


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*words: object) -> tuple[int, str, str]:
        code, out, err = run(capsys, "keep", *map(str, words))
        assert "Traceback" not in err
        return code, plain(out), plain(err)

    return asked


def plain(told: str) -> str:
    return re.sub("[\u2066-\u2069\u200e]", "", told)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at the terminal where nothing is shown, one after the other."""
    waiting: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: waiting.pop(0))
    return waiting


def test_a_timer_tells_by_the_exit_code_whether_there_is_a_copy(room: Room, ask: Ask):
    code, out, err = ask("backup")
    assert (code, "name it once: wasata keep backup --to" in err) == (1, True)
    code, out, err = ask("backup", "--to", room.medium)
    assert code == 0, err
    assert "Copy 1 is made" in out
    room.write()
    code, out, _ = ask("backup")
    assert (code, "Copy 2 is made" in out) == (0, True)
    shutil.move(room.medium, room.medium.with_name("drawer"))
    code, _, err = ask("backup")
    assert (code, "the medium is not in" in err) == (1, True)
    assert not room.medium.exists()
    told = json.loads(ask("copies", "--json")[1])
    assert told["failed"]["code"] == "copies.wrong"
    assert [d["made"] + d["failed"] for d in told["days"]][-1] == 4


def test_nobody_without_a_key_makes_copies_and_the_next_move_is_said(
    tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    Home.create(tmp_path / "home").close()
    code, _, err = ask("backup", "--to", tmp_path / "medium")
    assert code == 1
    assert "a lead makes it on the page of copies" in err
    assert ask("copies")[0] == 1
    tongue.cache_clear()


def test_words_are_read_from_files_or_asked_without_being_shown(room: Room, ask: Ask, typed: list[str], tmp_path: Path):
    ask("backup", "--to", room.medium)
    first, second, _ = room.papers
    for n, words in enumerate((first, second)):
        numbered = "\n".join(
            f"{i}. {w.upper()}" for i, w in enumerate(words.split(), 1)
        )  # as it was copied from the page
        (tmp_path / f"paper-{n}").write_text(numbered)
    given = [w for n in (0, 1) for w in ("--words", str(tmp_path / f"paper-{n}"))]
    code, out, err = ask("try", room.medium, "--in", tmp_path, *given)
    assert code == 0, err
    assert "every chain, signature and end" in out
    typed += [first, second]
    code, out, _ = ask("restore", room.medium, "--to", tmp_path / "again")
    assert (code, "Everybody signs in anew" in out) == (0, True)
    assert not typed
    for words in room.papers:
        assert words not in out
    typed += [first, first.replace(first.split()[0], "academic")]
    code, _, err = ask("restore", room.medium, "--to", tmp_path / "third")
    assert code == 1
    assert first.split()[5] not in err, "no word of a part is told to whoever stands by"
    assert not (tmp_path / "third").exists()
    assert ask("restore", room.medium, "--to", tmp_path / "third", "--words", tmp_path / "paper-0")[0] == 2


def test_a_last_copy_that_is_cut_off_is_told_with_the_number_to_restore_up_to(
    room: Room, ask: Ask, typed: list[str], tmp_path: Path
):
    ask("backup", "--to", room.medium)
    room.write()
    ask("backup")
    (last,) = room.medium.glob("*/000002.part")
    last.write_bytes(last.read_bytes()[:-20])
    code, _, err = ask("check", room.medium)
    assert (code, "--upto 1" in err) == (1, True)
    typed += room.papers[:2]
    code, _, err = ask("restore", room.medium, "--to", tmp_path / "again")
    assert (code, "wasata keep restore --upto 1" in err) == (1, True)
    assert not (tmp_path / "again").exists()
    typed += room.papers[1:]
    code, out, _ = ask("restore", room.medium, "--to", tmp_path / "again", "--upto", 1)
    assert code == 0
    assert "Restored up to copy 1" in out
    assert "Copies 2 to 2 were left out" in out


def test_a_home_in_another_database_differs_in_nothing(
    room: Room, ask: Ask, typed: list[str], tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
):
    ask("backup", "--to", room.medium)
    monkeypatch.setenv("WASATA_DSN", postgres)
    typed += room.papers[:2]
    code, _, err = ask("restore", room.medium, "--to", tmp_path / "again")
    assert code == 0, err
    with Home.open(tmp_path / "again", dsn=postgres) as again, Home.open(room.path) as home:
        assert again.heads() == home.heads()


def test_a_try_on_another_machine_is_noted_nowhere(
    room: Room, ask: Ask, typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ask("backup", "--to", room.medium)
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "no home"))
    typed += room.papers[:2]
    code, out, _ = ask("try", room.medium, "--in", tmp_path)
    assert (code, "nothing was noted" in out) == (0, True)
    assert ask("check", room.medium)[0] == 0
    Home.create(tmp_path / "another room").close()
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "another room"))
    typed += room.papers[:2]
    code, out, _ = ask("try", room.medium, "--in", tmp_path)
    assert (code, "nothing was noted" in out) == (0, True)
    assert copies.notes_of(tmp_path / "another room") == copies.Notes()


def test_the_tables_of_people_are_copied_without_who_is_signed_in(
    room: Room, ask: Ask, typed: list[str], tmp_path: Path
):
    (room.path / "room").mkdir()
    db = sqlite3.connect(room.path / "room" / "people.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE room_person (username)")
    db.execute("CREATE TABLE django_session (session_key)")
    db.execute("INSERT INTO room_person VALUES ('sara the officer')")
    db.execute("INSERT INTO django_session VALUES ('an open sign-in')")
    (room.path / "room" / "sign-in.key").write_text("secret of the door")
    ask("backup", "--to", room.medium)
    db.close()
    typed += room.papers[:2]
    ask("restore", room.medium, "--to", tmp_path / "again")
    data = (tmp_path / "again" / "room" / "people.sqlite3").read_bytes()
    assert b"sara the officer" in data
    assert b"an open sign-in" not in data
    assert (tmp_path / "again" / "room" / "sign-in.key").read_text() == "secret of the door"
    assert not [p for p in room.medium.rglob("*.part") if b"sara the officer" in p.read_bytes()]
    assert not (tmp_path / "again" / "copies.json").exists()


def test_an_older_day_is_accepted_by_two_at_the_terminal(room: Room, ask: Ask, typed: list[str], tmp_path: Path):
    ask("backup", "--to", room.medium)
    room.write()
    typed += room.papers[:2]
    ends = room.path / "keys" / "ends"
    code, out, _ = ask("restore", room.medium, "--to", tmp_path / "again", "--heads", ends)
    assert code == 0
    assert "does not open before two persons accept" in out
    again = ("--home", tmp_path / "again")
    assert ask("copies", *again)[0] == 1
    assert ask("accept", "--person", "lead", "--person", "sara", *again)[0] == 1, "it must be meant"
    typed += [PASSWORD]
    code, _, err = ask("accept", "--person", "lead", "--yes", *again)
    assert (code, "two of its leads and officers" in err) == (1, True)
    for name in ("one", "two"):
        (tmp_path / name).write_text(f"{PASSWORD}\n")
    given = ("--password", tmp_path / "one", "--password", tmp_path / "two")
    code, out, err = ask("accept", "--person", "lead", "--person", "sara", "--yes", *again, *given)
    assert code == 0, err
    assert f"{KEPT}: accepted by lead, sara" in out
    assert PASSWORD not in out
    assert ask("accept", "--person", "lead", "--person", "sara", "--yes", *again, *given[:2])[0] == 2
    with Home.open(tmp_path / "again"):
        pass


def test_each_procedure_of_the_how_to_does_what_it_says(room: Room, ask: Ask, typed: list[str], tmp_path: Path):
    """Its commands in their order, on a medium and machines of this test."""
    blocks = re.findall(r"```sh\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    (tmp_path / "memory").mkdir()
    places = {
        "/media/copies": str(room.medium), "/dev/shm": str(tmp_path / "memory"), "/srv/wasata-old": str(room.path),
        "/srv/wasata": str(tmp_path / "wasata"),
    }  # fmt: skip
    done = []
    for line in "".join(blocks).splitlines():
        line = re.sub("|".join(places), lambda named: places[named[0]], line)
        program, noun, *words = shlex.split(line)
        assert (program, noun) == ("wasata", "keep")
        match words[0]:
            case "restore":
                typed += room.papers[:2]
                if "--heads" in words:
                    room.write()
                else:
                    shutil.rmtree(tmp_path / "wasata-new", ignore_errors=True)
            case "try":
                typed += room.papers[1:]
            case "accept":
                typed += [PASSWORD, PASSWORD]
                words += ["--home", str(tmp_path / "wasata-behind")]
        code, _, err = ask(*words)
        assert code == 0, f"{line}: {err}"
        assert not typed
        done.append(words[0])
    assert set(done) == {"backup", "check", "try", "copies", "restore", "accept", "forget"}
    assert len(backup.folders_in(room.medium)) == 1
    for name in ("wasata-new", "wasata-behind"):
        Home.open(tmp_path / name).close()
