"""`wasata travel`, by the very commands of the how-to page, in a room and on a laptop."""

import json
import re
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.test_feed import run
from tests.cli.test_holding import kept, path, with_password  # noqa: F401 (fixtures)

from wasata.desk.access import Desk
from wasata.desk.letter import send
from wasata.record import persons
from wasata.record.home import Home
from wasata.record.person_key import Cost

PAGE = Path(__file__).parents[2] / "docs/how-to/carry-a-line.md"
PASSWORD = "a long enough password 7"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A try of a password costs a second of this machine: here it is not about that."""
    monkeypatch.setattr(persons, "Cost", lambda: Cost(1, 64, 1))


def commands() -> list[list[str]]:
    blocks = re.findall(r"```\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def test_the_commands_of_the_how_to_carry_a_line_and_bring_it_home(kept, capsys, monkeypatch):  # noqa: F811
    monkeypatch.chdir(kept)
    named, told = "", {}
    for words in commands():
        code, out, err = run(capsys, *[named if w == "tr-0a1b2c3d4e5f" else w for w in words])
        assert code == 0, (words, err)
        told[" ".join(words[:2])] = out
        if words[1] == "begin":
            named = out.split()[0]
    assert "1 entry was taken in" in told["travel take-in"]
    assert "Go on until" in told["travel answer"]
    assert "Away" in told["travel show"]
    assert "new from now on" in told["travel end"]
    assert (kept / "coast.pack").stat().st_mode & 0o077 == 0
    code, out, _ = run(capsys, "contact", "list", "coast")
    assert (code, out.count("call")) == (0, 2)
    # and once more in touch, after the cut-off
    run(capsys, "travel", "report", "late.report", "--home", "laptop")
    code, out, _ = run(capsys, "travel", "take-in", "late.report", "--answer", "late.answer", "--reader", "ann")
    assert (code, "Cut off" in out) == (0, True)
    code, out, _ = run(capsys, "travel", "answer", "late.answer", "--home", "laptop")
    assert (code, "All keys here are destroyed" in out) == (0, True)
    code, out, err = run(capsys, "line", "show", "coast", "--home", "laptop")
    assert (code, "nobody opens it again" in err) == (1, True)
    assert out == ""


def test_what_was_set_aside_is_looked_at_let_in_and_written(kept, capsys, monkeypatch):  # noqa: F811
    monkeypatch.chdir(kept)
    run(capsys, "travel", "begin", "coast", "ann")
    code, _, err = run(capsys, "travel", "pack", "coast", "here/coast.pack", "--reader", "ann")
    assert (code, "no such folder" in err) == (1, True)
    run(capsys, "travel", "pack", "coast", "coast.pack", "--reader", "ann")
    run(capsys, "travel", "open", "coast.pack", "--home", "laptop")
    with Home.open(kept / "laptop") as home:
        ann = Desk.open(home, "talks", "ann", by=home.persons.open("ann", PASSWORD))
        send(ann, "coast", ["Tomorrow at nine."], "en", recipient="Coast")
    run(capsys, "travel", "report", "a.report", "--home", "laptop")
    code, out, _ = run(capsys, "travel", "take-in", "a.report", "--answer", "a.answer", "--reader", "ann")
    assert "1 entry set aside: of a kind that is not taken in by itself (message.held)" in out
    (shown,) = json.loads(run(capsys, "travel", "show", "coast", "--json")[1])
    aside = shown["asides"][0]["aside"]
    assert "Tomorrow at nine." in run(capsys, "travel", "look", "coast", aside)[1]
    assert run(capsys, "travel", "follow", "coast", aside, "--reader", "ann")[0] == 1
    assert run(capsys, "travel", "judge", "coast", aside, "--let-in")[0] == 0
    assert "1 entry was taken in" in run(capsys, "travel", "follow", "coast", aside, "--reader", "ann")[1]


def test_a_command_on_a_laptop_whose_hour_is_over_destroys_what_it_carries(kept, capsys, monkeypatch):  # noqa: F811
    monkeypatch.chdir(kept)
    run(capsys, "travel", "begin", "coast", "ann")
    run(capsys, "travel", "pack", "coast", "coast.pack", "--reader", "ann")
    run(capsys, "travel", "open", "coast.pack", "--home", "laptop")
    assert "call" in run(capsys, "contact", "list", "coast", "--home", "laptop")[1]
    later = datetime.now(UTC) + timedelta(days=3)
    monkeypatch.setattr("wasata.record.home._clock", lambda: later)
    monkeypatch.setattr(
        Home.open.__func__, "__kwdefaults__", {**Home.open.__func__.__kwdefaults__, "now": lambda: later}
    )
    code, out, err = run(capsys, "contact", "list", "coast", "--home", "laptop")
    assert (code, out, "nobody opens it again" in err) == (1, "", True)
    assert not list((kept / "laptop/keys/persons").glob("*.key"))
