"""The operator's handbook, walked through: every command of every procedure is run, here or by the script of the bare server."""

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.test_copies import Room, ask, room, typed  # noqa: F401 (fixtures)
from tests.cli.test_feed import run
from tests.cli.test_holding import kept, path, with_password  # noqa: F401 (fixtures)
from tests.cli.test_lost_factor import of_kim  # noqa: F401 (a fixture)
from tests.desk.kept import PASSWORD

from wasata.cli import bill, server, sign_in
from wasata.record import persons
from wasata.record.home import Home
from wasata.record.person_key import Cost
from wasata.room import certificate

HOUSE = Path(__file__).resolve().parents[2]
BOOK = {lang: (HOUSE / "docs" / "handbook" / f"{lang}.md").read_text("utf-8") for lang in ("en", "ar")}
BARE = HOUSE / "tests" / "server"
INSTALL = HOUSE / "src" / "wasata" / "cli" / "install"
OF_THE_SYSTEM = ("systemctl", "df", "sha256sum", "sh", "mv", "install", "chown")
BY_SCRIPT = {1: "try-bare.sh", 2: "first_case.py"}
"""Procedures that want a server with nothing on it: `tests/server/try-bare.sh` walks through them."""
HERE = {
    3: "comes_and_goes", 4: "copies", 5: "copies", 6: "is_lost", 7: "comes_and_goes", 8: "factor", 9: "laptop", 10: "disk",
    11: "database", 12: "next_version", 13: "clock", 14: "certificate", 15: "parts", 16: "switched_off",
}  # fmt: skip
"""By which test below each other procedure is run: part of its name."""


def procedures(lang: str) -> dict[int, tuple[str, list[str]]]:
    """Number → heading and commands."""
    found = {}
    for part in re.split(r"^## ", BOOK[lang], flags=re.MULTILINE)[1:]:
        number, _, heading = part.splitlines()[0].partition(". ")
        lines = "".join(re.findall(r"```sh\n(.*?)```", part, re.DOTALL)).splitlines()
        found[int(number)] = heading, lines
    return found


def commands(number: int) -> list[list[str]]:
    """The commands of a procedure that are Wasata's, each without its first word."""
    said = [shlex.split(line) for line in procedures("en")[number][1]]
    assert all(words[0] in ("wasata", *OF_THE_SYSTEM) for words in said)
    return [words[1:] for words in said if words[0] == "wasata"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A try of a password costs a second of this machine: here it is not about that."""
    monkeypatch.setattr(persons, "Cost", lambda: Cost(1, 64, 1))


def test_both_languages_have_the_same_procedures_and_commands():
    en, ar = procedures("en"), procedures("ar")
    assert [(n, lines) for n, (_, lines) in en.items()] == [(n, lines) for n, (_, lines) in ar.items()]
    assert list(en) == list(range(1, len(en) + 1))
    assert all(re.search("[\u0600-\u06ff]", heading) for heading, _ in ar.values())


def test_no_procedure_is_without_somebody_who_runs_it():
    assert set(procedures("en")) == {*BY_SCRIPT, *HERE}
    tests = [name for name in globals() if name.startswith("test_")]
    for number, part in HERE.items():
        assert any(part in name for name in tests), number


def test_the_pages_that_are_named_are_there_and_so_is_what_the_system_is_asked_for():
    for lang in BOOK:
        for page in re.findall(r"`(how-to/[a-z-]+\.md|tests/[\w/.]+)`", BOOK[lang]):
            assert (HOUSE / page).exists() or (HOUSE / "docs" / page).exists(), page
    units = {file.name for file in INSTALL.glob("wasata*.*")}
    for _, lines in procedures("en").values():
        for line in lines:
            if line.startswith("systemctl"):
                named = [w for w in line.split()[2:] if not w.startswith("-")]
                assert {w if "." in w else f"{w}.service" for w in named} <= units, line


def test_the_script_of_the_bare_server_says_what_the_handbook_says():
    script = (BARE / "inside-bare.sh").read_text("utf-8")
    for _, lines in (procedures("en")[1], procedures("en")[12]):
        for line in lines:
            if line.startswith("sh install"):
                options = re.findall(r"--[a-z]+", line)
                assert any("install" in row and all(o in row for o in options) for row in script.splitlines()), line
    assert all((BARE / file).is_file() for file in BY_SCRIPT.values())
    assert "first_case.py" in script
    reference = (HOUSE / "docs" / "reference" / "commands.md").read_text("utf-8")
    made = next(line for line in procedures("en")[1][1] if "keep bundle" in line)
    assert all(f"  {option} " in reference for option in re.findall(r"--[a-z]+", made))


def _placed(words: list[str], **places: Path) -> list[str]:
    """The words with the places of this test: `media_copies` stands for /media/copies."""
    named = {"/" + name.replace("_", "/", 1): str(place) for name, place in places.items()}
    return [named.get(word, word) for word in words]


def test_copies_are_made_looked_at_checked_and_tried(room: Room, ask, typed, tmp_path):  # noqa: F811
    (tmp_path / "memory").mkdir()
    for words in (*commands(4), *commands(5)):
        if words[1] == "try":
            typed += room.papers[:2]
        code, out, err = ask(*_placed(words[1:], media_copies=room.medium, dev_shm=tmp_path / "memory"))
        late = words[1] == "copies"  # no restore was tried yet, and it says so
        assert code == int(late), (words, out, err)
    assert not list((tmp_path / "memory").iterdir())
    assert ask("copies")[0] == 0


def test_a_server_that_is_lost_comes_back_on_another_and_nothing_is_missing(room: Room, ask, typed, tmp_path):  # noqa: F811
    ask("backup", "--to", room.medium)
    with Home.open(room.path) as home:
        heads = home.heads()
    shutil.rmtree(room.path)
    typed += room.papers[1:]
    ((_, *words),) = commands(6)
    to = words.index("--to") + 1
    code, _, err = ask(*_placed([*words[:to], str(tmp_path / "restored"), *words[to + 1 :]], media_copies=room.medium))
    assert code == 0, err
    with Home.open(tmp_path / "restored") as again:
        assert again.heads() == heads


def test_a_lost_server_comes_back_into_the_database_of_a_new_installation(
    room: Room,  # noqa: F811
    ask,  # noqa: F811
    typed,  # noqa: F811
    tmp_path,
    postgres,
    monkeypatch,
):
    """There the invitation has made a home already, in the same database; its place is taken."""
    ask("backup", "--to", room.medium)
    monkeypatch.setenv("WASATA_DSN", postgres)
    Home.create(tmp_path / "server" / "home", dsn=postgres).close()
    with Home.open(room.path, dsn=None) as home:
        heads = home.heads()
    typed += room.papers[:2]
    for line in procedures("en")[6][1]:
        words = shlex.split(
            line.replace("/media/copies", str(room.medium)).replace("/var/lib/wasata", str(tmp_path / "server"))
        )
        if words[0] == "wasata":
            assert ask(*words[2:])[0] == 0
        elif words[0] == "mv":
            subprocess.run(words, check=True)
    with Home.open(tmp_path / "server" / "home", dsn=postgres) as again:
        assert again.heads() == heads


def test_an_older_database_is_restored_beside_and_accepted_by_two(room: Room, ask, typed, tmp_path, capsys):  # noqa: F811
    ask("backup", "--to", room.medium)
    room.write()
    check, restore, accept = commands(11)
    assert run(capsys, *check)[0] == 0
    behind = str(tmp_path / "behind")
    named = {
        "/media/copies": str(room.medium), "/var/lib/wasata/behind": behind,
        "/var/lib/wasata/home/keys/ends": str(room.path / "keys" / "ends"),
    }  # fmt: skip
    typed += room.papers[:2]
    assert ask(*[named.get(w, w) for w in restore[1:]])[0] == 0
    with pytest.raises(Exception, match=r".+"):
        Home.open(Path(behind)).close()
    typed += [PASSWORD, PASSWORD]
    code, out, err = ask(*[named.get(w, w) for w in accept[1:]])
    assert code == 0, err
    assert "accepted by lead, sara" in out
    Home.open(Path(behind)).close()


def _holds_entries(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone())


def test_a_database_that_was_changed_is_told_by_the_log(room: Room, capsys):  # noqa: F811
    db = next(filter(_holds_entries, map(sqlite3.connect, sorted(room.path.rglob("*.sqlite3")))))
    db.execute("DROP TRIGGER entries_keep")  # whoever owns the database can
    longest = "SELECT log FROM entries ORDER BY seq DESC LIMIT 1"
    db.execute(f"UPDATE entries SET sealed = zeroblob(length(sealed)) WHERE log = ({longest}) AND seq = 2")
    assert db.total_changes == 1
    db.commit()
    db.close()
    code, out, err = run(capsys, *commands(11)[0])
    assert code == 1, (out, err)


def test_a_disk_is_looked_at_and_the_record_held_against_itself(room: Room, capsys):  # noqa: F811
    line = next(line for line in procedures("en")[10][1] if line.startswith("df"))
    places = {"/var/lib/wasata": room.path, "/var/lib/postgresql": room.path.parent}
    asked = [str(places.get(word, word)) for word in line.split()]
    assert sum(word in map(str, places.values()) for word in asked) == len(places)
    assert subprocess.run(asked, capture_output=True).returncode == 0
    (check,) = commands(10)
    assert run(capsys, *check)[0] == 0


def test_somebody_comes_and_goes_and_an_officer_who_is_lost_is_shut_out(room: Room, capsys, monkeypatch):  # noqa: F811
    out: list[str] = []
    monkeypatch.setattr(sign_in.opening, "prepare", lambda *_: None)
    monkeypatch.setattr(sign_in.opening, "make_tables", lambda *_: None)
    monkeypatch.setattr(sign_in.opening, "has_sign_in", lambda _: True)
    monkeypatch.setattr(sign_in.opening, "shut_out", out.append)
    for words in (*commands(3), *commands(7)):
        code, told, err = run(capsys, *words)
        assert code == 0, (words, err)
        if words[1] == "invite":
            assert re.search(r"^ +[a-z0-9]{4}(-[a-z0-9]{4}){4}$", told, re.MULTILINE)
    assert out == ["omar", "sara"]


def test_a_second_factor_that_was_lost_falls_by_two_at_the_terminal(of_kim, capsys):  # noqa: F811
    named = ""
    for words in commands(8):
        code, out, err = run(capsys, *[named if w.startswith("lf-") else w for w in words])
        assert code == 0, (words, err)
        named = named or out.split()[0]
    assert "It fell" in out


def test_the_line_of_a_stolen_laptop_gets_another_key(kept, capsys):  # noqa: F811
    code, out, err = run(capsys, "travel", "begin", "coast", "ann", "--days", "3")
    assert code == 0, err
    travel = out.split()[0]
    for words in commands(9):
        code, out, err = run(capsys, *[travel if w.startswith("tr-") else w for w in words])
        assert code == 0, (words, err)
    assert "new from now on" in out


def test_the_next_version_finds_nothing_old_in_a_home_of_this_one(room: Room, ask, capsys):  # noqa: F811
    ask("backup", "--to", room.medium)
    for words in commands(12):
        assert run(capsys, *words)[0] == 0, words


def test_the_clock_is_asked(room: Room, capsys, monkeypatch):  # noqa: F811
    (words,) = commands(13)
    monkeypatch.setattr(server, "is_set_by_another", lambda: True)
    assert run(capsys, *words)[0] == 0
    monkeypatch.setattr(server, "_now", lambda: datetime.now(UTC) - timedelta(days=900))
    assert run(capsys, *words)[0] == 1


def test_no_unit_says_where_programs_lie_for_the_room_begins_by_one_of_the_administrators():
    """`wasata` said by root begins with `runuser`, which lies in /usr/sbin: a unit with a PATH of its own once left it out every
    night, and ended well."""
    assert "runuser" in (INSTALL / "wasata").read_text("utf-8")
    units = sorted(INSTALL.glob("wasata*.service"))
    assert len(units) == 3
    assert [u.name for u in units if "PATH=" in u.read_text("utf-8")] == []
    assert [u.name for u in units if "sh -c" in u.read_text("utf-8")] == [], (
        "a shell without -e ends well whatever failed"
    )


def test_the_certificate_is_renewed_when_it_is_due_and_not_before(tmp_path, capsys, monkeypatch):
    now = datetime.now(UTC)
    made = certificate.make(tmp_path / "tls", ("room.mission.local",), now)
    (words,) = commands(14)
    there = [*words, "--in", str(tmp_path / "tls")]
    assert run(capsys, *there)[0] == 0
    assert certificate.look(tmp_path / "tls").ends == made.ends
    monkeypatch.setattr(server, "_now", lambda: made.ends - timedelta(days=10))
    assert run(capsys, *there)[0] == 0
    assert certificate.look(tmp_path / "tls").ends > made.ends


def test_the_parts_are_held_against_their_folder_and_the_advisories(tmp_path, capsys, monkeypatch):
    told = {"id": "OSV-1", "affected": [{"package": {"ecosystem": "PyPI", "name": "django"}, "versions": ["0.1"]}]}
    with zipfile.ZipFile(tmp_path / "advisories.zip", "w") as packed:
        packed.writestr("1.json", json.dumps(told))
    asked = []
    monkeypatch.setattr(bill, "changed", lambda site, pins, wheels: asked.append(wheels) or ())
    for words in commands(15):
        here = _placed(words, media_wasata=tmp_path, **{"media_advisories.zip": tmp_path / "advisories.zip"})
        code, out, err = run(capsys, *here)
        assert "Traceback" not in err
        assert code in (0, 1), words  # this machine's parts may be others than the pinned
    assert asked == [tmp_path, None]
    assert "Advisories looked at" in out


def test_a_room_is_switched_off_with_a_last_copy_that_is_whole(room: Room, ask):  # noqa: F811
    ask("backup", "--to", room.medium)
    room.write()
    for words in commands(16):
        code, _, err = ask(*_placed(words[1:], media_copies=room.medium))
        assert code == 0, (words, err)
