"""`wasata message`: what a person at the terminal is told of a channel, and what he does on it."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.letter import send as send_letter
from wasata.desk.line import name_person, open_line
from wasata.desk.message import channel_whole
from wasata.record.home import Home

NAMES: dict[Any, str] = {"ar": "مجلس الساحل", "en": "Coast Council"}


@pytest.fixture
def home(tmp_path, monkeypatch) -> Iterator[Home]:
    """A home with a confidential case and one line, which `officer` keeps; `delegate` is at its other end."""
    with Home.create(tmp_path / "home") as made:
        lead = open_case(
            made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
            readers=[("officer", "officer"), ("delegate", "delegate")],
        )  # fmt: skip
        told: Any = {"party": "hamas", "of": "party", "langs": ("ar", "en"), "media": ("call",)}
        open_line(lead, "coast", names=NAMES, officers=("officer",), **told)
        grant_log(lead, "delegate", "channel/coast", may_write=True)
        name_person(Desk.open(made, "talks", "officer"), "coast", "one", "Envoy One", may_clear=True)
        monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("WASATA_LANG", "en")
        tongue.cache_clear()
        yield made
        tongue.cache_clear()


def run(capsys, *words: str, reader: str = "officer") -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["message", *words, "--reader", reader])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def name_in(out: str) -> str:
    found = re.search(r"m-[0-9a-f]{12}", out)
    assert found, out
    return found[0]


def test_what_was_told_by_voice_is_noted_and_read_back(home, capsys):
    code, out, _ = run(capsys, "hear", "coast", "Six days.", "Not seven.", "--person", "one", "--clear", "1=ours")
    assert code == 0
    heard = name_in(out)
    listed = run(capsys, "list", "coast")[1]
    assert "Told by voice, not read back" in listed
    assert "[say it as ours]" in listed
    assert "[do not pass]" in listed
    code, out, _ = run(
        capsys, "take-down", "coast", "Six days.", "--told", heard, "--person", "one", "--clear", "1=test"
    )
    assert (code, "stands in the channel" in out) == (0, True)
    listed = run(capsys, "list", "coast", reader="delegate")[1]
    assert "[only test it]" in listed
    assert "Told by voice" not in listed
    assert "Not seven." not in listed
    taken = name_in(out)
    assert run(capsys, "clear", "coast", taken, "1", "none", "--person", "one")[0] == 0
    code, _, err = run(capsys, "clear", "coast", taken, "1", "theirs", "--person", "one")
    assert (code, "widens nothing" in err) == (1, True)


def test_a_letter_is_sent_to_a_name_taken_back_and_delivered_when_due(home, capsys):
    code, _, err = run(capsys, "send", "coast", "Would five do?", "--to", "coast")
    assert (code, "not that of this channel" in err) == (1, True)
    code, out, _ = run(capsys, "send", "coast", "Would five do?", "--to", "Coast Council", "--hold", "10")
    assert code == 0
    letter = name_in(out)
    assert f"{letter}  waits, leaves at" in run(capsys, "list", "coast")[1]
    assert "0 letters left" in run(capsys, "deliver")[1]
    assert run(capsys, "take-back", "coast", letter, "--why", "the wrong word")[0] == 0
    assert f"{letter}  taken back at" in run(capsys, "list", "coast")[1]
    before = Desk.open(home, "talks", "officer", now=lambda: datetime.now(UTC) - timedelta(minutes=6))
    due = send_letter(before, "coast", ["And six?"], "en", recipient="Coast Council")
    assert "1 letter left" in run(capsys, "deliver", "coast")[1]
    assert "0 letters left" in run(capsys, "deliver", "coast")[1]
    assert run(capsys, "seen", "coast", due)[0] == 0
    (there,) = channel_whole(Desk.open(home, "talks", "delegate"), "coast").messages
    assert (there.message, there.seen_at is not None) == (due, True)


def test_passages_come_from_the_standard_input_and_the_answer_is_json_for_programs(home, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("نقبل خمسة أيام.\n\nولا نقبل ستة.\n"))
    assert run(capsys, "take-down", "coast", "-", "--person", "one", "--clear", "1=theirs")[0] == 0
    out = run(capsys, "list", "coast", "--json")[1]
    assert '"lang": "ar"' in out
    assert "ولا نقبل ستة." in out
    assert '"letters": []' in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("hear", "coast", "x", "--clear", "2=theirs"), "names no passage"),
        (("hear", "coast", "x", "--clear", "theirs"), "names no passage"),
        (("hear", "coast", "x", "--clear", "1=all"), "is none of theirs"),
        (("clear", "coast", "m-1", "1", "all"), "is none of theirs"),
        (("clear", "coast", "m-1", "1", "none", "--way", "smoke"), "is none of letter"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(home, capsys, words, says):
    code, _, err = run(capsys, *words)
    assert code == 2
    assert says in err


@pytest.mark.parametrize(
    "words", [("list", "hills"), ("deliver", "hills"), ("hear", "hills", "x"), ("send", "hills", "x")]
)
def test_a_line_he_does_not_hold_is_not_there(home, capsys, words):
    code, out, err = run(capsys, *words)
    assert (code, out) == (1, "")
    assert err
