"""Opening the room: what is made when it is missing, and what is refused before anything is made."""

import errno
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from wasata import words
from wasata.cli.room import places
from wasata.desk import sample
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.line import open_line
from wasata.errors import DiskFull
from wasata.record.home import Home
from wasata.room import opening
from wasata.room.models import Person

WASATA = Path(sys.executable).with_name("wasata")


def run(home: Path, *options: str, dsn: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """`wasata room` that is expected to end by itself."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_"))}
    env |= {"WASATA_HOME": str(home), "WASATA_LANG": "en", "WASATA_DSN": dsn, **more}
    return subprocess.run([WASATA, "room", *options], env=env, capture_output=True, text=True, timeout=120)


def little(path: Path) -> Path:
    """A home with a sample case in it that has no reports: quick to make."""
    with Home.create(path) as home:
        open_case(home, "little", names={"ar": "صغيرة", "en": "Little"}, period={"ar": "شتاء", "en": "Winter"}, lead="lead",
                  sample=True, public_only=True, readers=[("delegate", "delegate")])  # fmt: skip
    return path


@pytest.fixture
def small_home(tmp_path: Path) -> Path:
    return little(tmp_path / "home")


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A room that ended before it served, after everything was set up: a password was asked for whom nobody knows."""
    path = little(tmp_path_factory.mktemp("set-up") / "home")
    with Home.open(path) as home:
        home.open_case("later")
    return path, run(path, "--port", "0", "--person", "nobody")


def test_sign_ins_of_a_sample_are_told_with_their_case_and_lines(tmp_path, monkeypatch):
    """And those of a case of one's own with their role alone: a terminal is read over the shoulder."""
    monkeypatch.setenv("WASATA_LANG", "en")
    readers = [("officer", "officer"), ("delegate", "delegate"), ("analyst", "analyst")]
    with Home.create(tmp_path / "home") as home:
        for case, sample in (("little", True), ("own", False)):
            open_case(home, case, names={"ar": "صغيرة", "en": "Little"}, period={"ar": "شتاء", "en": "Winter"},
                      lead="lead", parties=["coast"], sample=sample, readers=readers)  # fmt: skip
            lead = Desk.open(home, case, "lead")
            open_line(lead, "coast", party="coast", of="party", names={"ar": "مجلس الساحل", "en": "Coast Council"},
                      langs=["ar"], media=["call"], officers=["officer"])  # fmt: skip
            grant_log(lead, "delegate", "channel/coast")
        assert places(home) == {
            "lead": ["little (every line)"], "officer": ["little (Coast Council)"],
            "delegate": ["little (Coast Council)"], "analyst": ["little"],
        }  # fmt: skip


def test_a_taken_port_is_found_by_asking(small_home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(opening.PortTaken):
            opening.ask_port("127.0.0.1", port)
        done = run(small_home, "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_time_of_waiting_that_cannot_be_one_opens_no_room(tmp_path):
    """Nobody is to believe that letters wait for an hour because he set it so, when they wait five minutes."""
    done = run(tmp_path / "home", WASATA_HOLD_SECONDS="7200")
    assert done.returncode == 1
    assert "from 5 to 3600" in done.stderr
    assert not (tmp_path / "home").exists()


def test_any_free_port_is_given_for_nought():
    port = opening.ask_port("127.0.0.1", 0)
    assert opening.ask_port("127.0.0.1", port) == port


def test_a_home_with_a_sample_is_not_opened_to_the_net(small_home):
    done = run(small_home, "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 1
    assert "sample case (little)" in done.stderr
    assert "one-time" not in done.stdout, "no password was printed before it was refused"


def test_a_room_for_others_needs_its_own_address_over_https(tmp_path):
    path = tmp_path / "home"
    with Home.create(path) as home:
        open_case(
            home, "real", names={"ar": "حقيقية", "en": "Real"}, period={"ar": "شتاء", "en": "Winter"}, lead="lead"
        )
    for options in ((), ("--origin", "http://room.example")):
        done = run(path, "--host", "0.0.0.0", "--port", "0", *options)
        assert done.returncode == 1
        assert "https" in done.stderr
        assert "one-time" not in done.stdout


def test_two_rooms_are_not_opened_on_one_home(small_home):
    with Home.open(small_home) as home, home.serve():
        done = run(small_home, "--port", "0")
    assert done.returncode == 1
    assert str(small_home) in done.stderr


def test_a_new_password_is_given_only_to_a_reader(set_up):
    assert set_up[1].returncode == 1
    assert "nobody" in set_up[1].stderr


def test_keys_and_tables_are_for_the_owners_eyes_only(set_up):
    room = set_up[0] / "room"
    for name in ("sign-in.key", "people.sqlite3"):
        assert stat.S_IMODE((room / name).stat().st_mode) == 0o600, name
    assert stat.S_IMODE(room.stat().st_mode) == 0o700
    assert list((room / "static" / "fonts").glob("*.ttf"))


def test_a_new_home_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    from wasata.cli import room

    def breaks(_home):
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "make", breaks)
    with pytest.raises(KeyboardInterrupt):
        room._home(tmp_path / "home")
    assert not list(tmp_path.iterdir())


def test_a_sample_that_was_broken_off_is_finished_at_the_next_start_and_it_is_said(tmp_path, monkeypatch, capsys):
    from wasata.cli import room

    def stops(*_args, **_told):
        raise KeyboardInterrupt

    with Home.create(tmp_path / "home") as home:
        with monkeypatch.context() as stop:
            stop.setattr(sample, "_truce_steps", stops)
            with pytest.raises(KeyboardInterrupt):
                room._finish_sample(home)
        assert sample.standing(home) == "begun"
        room._finish_sample(home)
        assert sample.standing(home) == "whole"
        told = capsys.readouterr().out
        assert sum(words.say("case.sample_goes_on", lang, case="doha-2023") in told for lang in ("ar", "en")) == 1
        stands = home.heads()
        room._finish_sample(home)
        assert home.heads() == stands
        assert capsys.readouterr().out == "", "nothing is made, nothing is said"


def test_no_sample_is_made_in_a_room_where_other_cases_stand(tmp_path):
    from wasata.cli import room

    with Home.create(tmp_path / "home") as home:
        open_case(home, "real", names={"ar": "حقيقية", "en": "Real"}, period={"ar": "", "en": ""}, lead="lead")
        room._finish_sample(home)
        home.open_case("doha-2023")  # broken off before its first entry
        room._finish_sample(home)
        assert sample.standing(home) == "empty"


def test_a_case_that_was_never_opened_is_named_and_the_room_opens(set_up):
    told = set_up[1].stderr
    assert "wasata case open" in told
    assert "later" in told
    assert "nobody" in told, "it went on, as far as looking for the reader"


def test_a_folder_of_reports_is_taken_in_once_and_what_is_refused_is_named(small_home, tmp_path, capsys):
    from wasata.cli import room

    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text("Qatar said on Friday that talks continue.", "utf-8")
    (folder / "two.txt").write_text("قالت مصر يوم الأحد إن 30 شاحنة دخلت القطاع.", "utf-8")
    (folder / "three.txt").write_bytes(b"")
    with Home.open(small_home) as home:
        room._take_in(home, folder, "")
        told = capsys.readouterr()
        assert "Added: 2" in told.out or "2" in told.out.splitlines()[-1]
        assert "three.txt" in told.err
        room._take_in(home, folder, "")
        assert home.ledger("little", ("press",)).head("press").seq == 4, "the second time nothing is written"


def test_a_home_whose_record_stands_in_postgresql_opens_for_room_and_commands(
    postgres, tmp_path, monkeypatch, settings
):
    from wasata.cli import at_desk
    from wasata.room import wiring

    path = tmp_path / "home"
    with Home.create(path, dsn=postgres) as home:
        open_case(
            home, "little", names={"ar": "صغيرة", "en": "Little"}, lead="lead", period={"ar": "شتاء", "en": "Winter"}
        )
    done = run(path, "--port", "0", "--person", "nobody", dsn=postgres)
    assert "nobody" in done.stderr, "it went as far as looking for the reader in the record"
    settings.WASATA_HOME = path
    monkeypatch.setenv("WASATA_DSN", postgres)
    try:
        assert wiring.home().cases() == ("little",)
    finally:
        wiring.forget()
    with at_desk.open_desk(path, "", "") as desk:
        assert desk.case == "little"


def test_the_serving_process_does_not_outlive_the_one_that_holds_the_lock():
    serves = "import time; from wasata.room import keeping; keeping.end_with_parent(); print('up', flush=True); time.sleep(600)"
    holds = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {serves!r}])"
    with subprocess.Popen([sys.executable, "-c", holds], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        holder.kill()
        assert holder.stdout.read() == "", "the pipe closes when the last process that holds it has ended"


@pytest.mark.parametrize("port", ["0", "8112"])
def test_an_address_this_machine_does_not_know_is_named(tmp_path, port):
    path = tmp_path / "home"
    with Home.create(path) as home:
        open_case(home, "real", names={"ar": "حقيقية", "en": "Real"}, period={"ar": "", "en": ""}, lead="lead")
    done = run(path, "--host", "no-such-host.invalid", "--port", port)
    assert done.returncode == 1
    assert "no-such-host.invalid is not known" in done.stderr


def test_spoilt_tables_of_people_are_named(small_home):
    (small_home / "room").mkdir(mode=0o700)
    (small_home / "room" / "people.sqlite3").write_bytes(b"this was a table once" * 500)
    done = run(small_home, "--port", "0")
    assert done.returncode == 1
    assert "people.sqlite3 does not answer as it should (SQLITE_NOTADB)" in done.stderr


def test_a_home_that_is_a_file_is_told_as_one(tmp_path):
    (tmp_path / "home").write_text("something else")
    done = run(tmp_path / "home", "--port", "0")
    assert done.returncode == 1
    assert "Not a directory" in done.stderr


def test_a_full_disk_is_told_whatever_part_of_the_room_meets_it(monkeypatch, capsys):
    from wasata.cli import main

    def full(_words):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(main, "_run", full)
    monkeypatch.setenv("WASATA_LANG", "en")
    with pytest.raises(SystemExit):
        main.main(["room"])
    assert "no room left on the disk" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["granian", "whitenoise", "fontpkg_amiri", "django"])
def test_a_missing_part_is_told_before_anything_is_made(tmp_path, monkeypatch, capsys, part):
    from wasata.cli import main

    found = opening.find_spec
    monkeypatch.setattr(opening, "find_spec", lambda name: None if name == part else found(name))
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    with pytest.raises(SystemExit) as ended:
        main.main(["room", "--port", "0"])
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert part in told.err
    assert f"{sys.executable} -m pip install 'wasata[room]'" in told.err, "the pip of this room, no other"
    assert told.out == "", "no home, no password"
    assert not list(tmp_path.iterdir())


def test_every_part_that_the_room_imports_is_asked_for():
    import tomllib

    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    needed = told["project"]["optional-dependencies"]["room"]
    asked = " ".join(opening.PARTS)
    under = {"django-allauth": "allauth", "django-csp": "csp", "django-ninja": "ninja", "argon2-cffi": "argon2"}
    for line in needed:
        name = re.split(r"[<>=\[]", line)[0].lower()
        if name != "django-htmx":  # its header is read, it is not imported
            assert under.get(name, name).replace("-", "_") in asked, line


def test_static_files_that_were_lost_are_gathered_again(set_up):
    small_home, _ = set_up
    static = small_home / "room" / "static"
    style = next((static / "room").glob("room.*.css"))
    style.unlink()
    done = run(small_home, "--port", "0", "--person", "nobody")
    assert "gathered" in done.stdout
    assert style.is_file()
    assert "gathered" not in run(small_home, "--port", "0", "--person", "nobody").stdout


@pytest.mark.django_db
def test_passwords_are_made_for_all_or_for_none(tmp_path):
    def full(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")) and "third" in params:
            cause = sqlite3.OperationalError("database or disk is full")
            cause.sqlite_errorname = "SQLITE_FULL"
            raise OperationalError(str(cause)) from cause
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full), pytest.raises(DiskFull):
        opening.give_sign_ins(tmp_path, ["first", "second", "third"])
    assert not Person.objects.exists()
    assert list(opening.give_sign_ins(tmp_path, ["first", "third"])) == ["first", "third"]
    assert not opening.give_sign_ins(tmp_path, ["first"])
    assert list(opening.give_sign_ins(tmp_path, ["first"], anew=["first"])) == ["first"]
