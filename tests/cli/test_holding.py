"""`wasata holding`, and what a command opens: with a person's password what persons keep, without it what the server reads."""

import io
import json
import sys
from pathlib import Path

import pytest
from tests.cli.test_feed import run

from wasata.cli import own_key
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk
from wasata.desk.case import open_case
from wasata.desk.contact import record_contact
from wasata.desk.line import open_line
from wasata.desk.person_key import my_part
from wasata.record.home import Home
from wasata.record.person_key import Cost
from wasata.record.persons import Persons

PASSWORD = "a long enough password 7"
OPENED = "call · from us to them"
"""What a command tells of the one contact of that line."""
NAMES = {"ar": "الساحل", "en": "Coast"}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Home.create(tmp_path / "home") as home:
        open_case(home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
                  parties=("israel", "hamas"), zone="UTC",
                  readers=[("ann", "officer"), ("ben", "officer"), ("kim", "officer")], lot=lambda _: None)  # fmt: skip
        quick(home)
        for name in ("lead", "ann", "ben"):
            home.persons.make(name, PASSWORD, at=home._now())
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield tmp_path
    tongue.cache_clear()


def quick(home: Home) -> None:
    home.persons = Persons(home.persons.folder, cost=Cost(1, 64, 1))


@pytest.fixture
def with_password(path: Path, monkeypatch: pytest.MonkeyPatch):
    """The file with everybody's password, as a script would have it."""
    file = path / "password"
    file.write_text(PASSWORD + "\n")
    file.chmod(0o600)
    monkeypatch.setenv("WASATA_PASSWORD_FILE", str(file))
    return file


def number(path: Path, name: str) -> str:
    with Home.open(path / "home") as home:
        return home.persons.of(name).public.number


@pytest.fixture
def kept(path: Path, capsys, with_password):
    """Kept by three; with a line that the lead and Ann keep, and one secret on it."""
    with Home.open(path / "home") as home:
        quick(home)
        lead = Desk.open(home, "talks", "lead", by=home.persons.open("lead", PASSWORD))
        open_line(
            lead, "coast", party="hamas", of="party", names=NAMES, langs=("en",), media=("call",), officers=("ann",)
        )
        record_contact(lead, "coast", "call", "out", home._now(), answered=True, about="Their answer.")
    others = [f"{name}={number(path, name)}" for name in ("ann", "ben")]
    code, out, err = run(capsys, "holding", "keep", *others)
    assert code == 0, err
    assert "Persons keep the case from now on" in out
    return path


def test_with_a_password_a_command_opens_what_persons_keep(kept, capsys):
    code, out, err = run(capsys, "contact", "list", "coast")
    assert code == 0, err
    assert OPENED in out
    assert "closed" not in err


def test_without_one_it_says_what_stays_closed(kept, capsys, monkeypatch):
    monkeypatch.delenv("WASATA_PASSWORD_FILE")
    code, out, err = run(capsys, "contact", "list", "coast")
    assert code != 0
    assert OPENED not in out
    assert "line/coast" in err
    assert "WASATA_PASSWORD_FILE" in err
    code, out, err = run(capsys, "record", "check")
    assert code == 0, err
    assert "nobody opens it here" in out


@pytest.mark.parametrize(("words", "mode"), [("another password", 0o600), (PASSWORD, 0o644), ("", 0o600)])
def test_a_wrong_password_or_one_that_others_read_opens_nothing(kept, capsys, with_password, words: str, mode: int):
    with_password.write_text(words + "\n")
    with_password.chmod(mode)
    code, out, err = run(capsys, "contact", "list", "coast")
    assert code != 0
    assert OPENED not in out
    assert PASSWORD not in err


def test_at_a_terminal_the_password_is_asked_and_not_shown(kept, capsys, monkeypatch):
    monkeypatch.delenv("WASATA_PASSWORD_FILE")
    asked = []
    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: True, raising=False)
    monkeypatch.setattr(own_key, "getpass", lambda prompt, stream: asked.append(prompt) or PASSWORD)
    code, out, _ = run(capsys, "contact", "list", "coast")
    assert (code, OPENED in out) == (0, True)
    assert asked == ["Password of lead: "]
    asked.clear()
    assert run(capsys, "report", "list")[0] == 0
    assert asked == ["Password of lead: "], "his desk is one"
    assert run(capsys, "brief", "--reader", "kim")[0] == 0
    assert asked == ["Password of lead: "], "who waits for nothing is asked for nothing"


def test_what_opens_for_whom_is_shown(kept, capsys):
    out = run(capsys, "holding", "show")[1]
    assert "coast: " in out.lower()
    assert "has not written it down yet" in out
    told = json.loads(run(capsys, "holding", "show", "--json")[1])
    assert told["kept_by_persons"] is True
    assert {log["log"] for log in told["logs"] if not log["by_room"]} == {"line/coast", "channel/coast"}


def test_a_key_is_compared_handed_and_turned(kept, capsys):
    with Home.open(kept / "home") as home:
        quick(home)
        home.persons.make("kim", PASSWORD, at=home._now())
    assert run(capsys, "line", "give", "coast", "kim")[0] == 0
    shown = run(capsys, "holding", "number", "--reader", "kim")[1]
    assert shown.splitlines()[0] == number(kept, "kim")
    assert "Nobody has compared it yet" in shown
    assert "They wait for their keys: \u2068kim" in run(capsys, "holding", "show")[1]
    code, _, err = run(capsys, "holding", "compare", "kim", "1 2 3")
    assert code != 0
    assert "not those of the key of kim" in err
    code, out, err = run(capsys, "holding", "compare", "kim", number(kept, "kim"))
    assert code == 0, err
    assert "coast" in out
    assert OPENED in run(capsys, "contact", "list", "coast", "--reader", "kim")[1]
    assert "Nothing was handed over" in run(capsys, "holding", "hand", "kim")[1]
    assert run(capsys, "holding", "turn", "line/coast")[0] == 0
    assert OPENED in run(capsys, "contact", "list", "coast", "--reader", "kim")[1]


def test_a_part_is_shown_at_a_terminal_only(kept, capsys, monkeypatch):
    code, out, err = run(capsys, "holding", "part", "--reader", "ann")
    assert code == 1
    assert "on a terminal only" in err
    words = words_of(kept, "ann")
    assert not any(w in out.split() for w in words)
    assert "no part" in run(capsys, "holding", "part", "--reader", "kim")[1]


def words_of(path: Path, name: str) -> list[str]:
    with Home.open(path / "home") as home:
        desk = Desk.open(home, "talks", name, by=home.persons.open(name, PASSWORD))
        part = my_part(desk)
        assert part is not None
        return part.words.split()


def test_two_papers_open_for_who_lost_his_password(kept, capsys, monkeypatch):
    papers = "\n".join(" ".join(words_of(kept, name)) for name in ("ann", "ben")) + "\n"
    with Home.open(kept / "home") as home:
        quick(home)
        home.persons.forget("lead")
        home.persons.make("lead", PASSWORD, at=home._now())
    assert run(capsys, "contact", "list", "coast")[0] != 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(papers))
    code, out, err = run(capsys, "holding", "recover", "--person", f"lead={number(kept, 'lead')}", "--reader", "ben")
    assert code == 0, err
    assert "Whoever waited was handed" in out
    assert OPENED in run(capsys, "contact", "list", "coast")[1]
    monkeypatch.setattr(sys, "stdin", io.StringIO("one two\nthree four\n"))
    assert run(capsys, "holding", "recover", "--reader", "ben")[0] != 0


def test_another_recovery_key_is_made(kept, capsys):
    before = words_of(kept, "ann")
    others = [f"{name}={number(kept, name)}" for name in ("ann", "ben")]
    code, _, err = run(capsys, "holding", "renew", *others)
    assert code == 0, err
    assert words_of(kept, "ann") != before
