"""`wasata keep factor-…`: what the page does, at the terminal, by nobody without the password of the person he says it as."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.test_feed import run
from tests.cli.test_holding import PASSWORD, kept, path, quick, with_password  # noqa: F401 (fixtures)

from wasata.desk.lost_factor import of_person
from wasata.record.home import Home

HOW = "Rang the number I have had for two years."


def requests(path: Path, reader: str = "kim"):  # noqa: F811
    with Home.open(path / "home") as home:
        return of_person(home, reader, home._now())


@pytest.fixture
def of_kim(kept: Path, monkeypatch) -> Path:  # noqa: F811
    """Somebody signs in by kim's name, as the tables would say."""
    from wasata.cli import lost_factor

    monkeypatch.setattr(lost_factor.opening, "prepare", lambda *_: None)
    monkeypatch.setattr(lost_factor.opening, "make_tables", lambda *_: None)
    monkeypatch.setattr(lost_factor.opening, "has_sign_in", lambda name: name == "kim")
    monkeypatch.setattr(lost_factor.opening, "settle_factors", lambda *_: None)
    return kept


def test_who_keeps_the_machine_says_nothing_in_an_officers_name_without_his_password(
    of_kim,
    capsys,
    with_password,  # noqa: F811
    monkeypatch,
):
    monkeypatch.delenv("WASATA_PASSWORD_FILE")
    says = ("keep", "factor-lost", "kim", "--how", HOW, "--reader", "ann")
    code, _, err = run(capsys, *says)
    assert (code, "only with the password" in err) == (1, True)
    monkeypatch.setenv("WASATA_PASSWORD_FILE", str(with_password))
    with_password.write_text("another password\n")
    assert run(capsys, *says)[0] == 1
    with_password.write_text(PASSWORD + "\n")
    assert requests(of_kim) == ()
    code, _, err = run(capsys, "keep", "factor-lost", "ann", "--how", HOW, "--reader", "kim")
    assert (code, requests(of_kim, "ann")) == (1, ()), "kim has no key to open: he does it on the page"


def test_two_who_know_their_passwords_do_at_the_terminal_what_the_page_does(of_kim, capsys):
    code, out, err = run(capsys, "keep", "factor-lost", "kim", "--how", HOW, "--reader", "ann")
    assert code == 0, err
    request = out.split()[0]
    assert run(capsys, "keep", "factor-confirm", request, "--how", HOW, "--reader", "ann")[0] == 1, "nobody is both"
    assert run(capsys, "keep", "factor-stop", request, "--reader", "ben")[0] == 1, "without a reason"
    shown = run(capsys, "keep", "factors", "--reader", "ben")[1]
    assert request in shown
    assert HOW in shown
    code, out, err = run(capsys, "keep", "factor-confirm", request, "--how", "Met him.", "--reader", "ben")
    assert code == 0, err
    assert "It fell" in out
    assert [one.fell_by for one in requests(of_kim)] == [("ann", "ben")]
    assert '"state": "fell"' in run(capsys, "keep", "factors", "--json")[1]


def test_what_waits_is_ended_at_the_terminal_too_and_a_name_without_a_sign_in_is_nobody(of_kim, capsys):
    assert "nobody of this name" in run(capsys, "keep", "factor-lost", "lead", "--how", HOW, "--reader", "ann")[2]
    request = run(capsys, "keep", "factor-lost", "kim", "--how", HOW, "--reader", "ann")[1].split()[0]
    assert run(capsys, "keep", "factor-stop", request, "--reason", "He found it.", "--reader", "ann")[0] == 0
    assert [one.state for one in requests(of_kim)] == ["stopped"]


@pytest.mark.long
def test_what_falls_at_the_terminal_falls_in_the_rooms_tables(kept, with_password):  # noqa: F811
    """In processes of their own, as an officer runs them: the tables are made, and the mark of the fall stands in them."""
    home, wasata = kept / "home", Path(sys.executable).with_name("wasata")

    def says(*words: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {"WASATA_HOME": str(home), "WASATA_PASSWORD_FILE": str(with_password)}
        return subprocess.run(
            [wasata, "keep", *words, "--lang", "en"], env=env, capture_output=True, text=True, check=False
        )

    assert says("factor-lost", "kim", "--how", HOW, "--reader", "ann").returncode == 1, "he has no sign-in yet"
    assert says("invite", "somebody").returncode == 0
    with sqlite3.connect(home / "room" / "people.sqlite3") as tables:
        tables.execute(
            "INSERT INTO room_person (username, lang, theme, is_active, must_change, password)"
            " VALUES ('kim', 'en', '', 1, 0, 'x')"
        )
    request = says("factor-lost", "kim", "--how", HOW, "--reader", "ann").stdout.split()[0]
    done = says("factor-confirm", request, "--how", "Met him.", "--reader", "ben")
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(home / "room" / "people.sqlite3") as tables:
        assert tables.execute("SELECT factor_fell FROM room_person WHERE username = 'kim'").fetchone()[0]
