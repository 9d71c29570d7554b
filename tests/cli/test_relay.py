"""`wasata relay`: a relay from passage to delivery, from the terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.line import name_person, open_line
from wasata.desk.message import say
from wasata.record.home import Home

Run = Callable[..., tuple[int, str, str]]
SECRET = "We shall never hold out longer than eleven days."


@pytest.fixture
def message(tmp_path: Path) -> str:
    """Talks with two lines, and one message of the coast; gives its name."""
    readers = [(f"{line}-{role}", role) for line in ("coast", "hills") for role in ("officer", "delegate")]
    with Home.create(tmp_path / "home") as made:
        lead = open_case(
            made, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="UTC", readers=readers, lot=lambda _signs: None,
        )  # fmt: skip
        for line, party in (("coast", "hamas"), ("hills", "israel")):
            names = {"ar": "مجلس الساحل" if line == "coast" else "حكومة التلال", "en": f"The {line}"}
            open_line(lead, line, party=party, of="party", names=names, langs=("en",), media=("call",),  # type: ignore[arg-type]
                      officers=(f"{line}-officer",))  # fmt: skip
            grant_log(lead, f"{line}-delegate", f"channel/{line}", may_write=True)
        name_person(Desk.open(made, "talks", "coast-officer"), "coast", "one", "Envoy", may_clear=True)
        said = [("We accept five days.", "theirs"), (SECRET, "none")]
        return say(Desk.open(made, "talks", "coast-delegate"), "coast", said, "en")  # type: ignore[arg-type]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], message: str) -> Run:
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))

    def run(reader: str, *words: str) -> tuple[int, str, str]:
        monkeypatch.setenv("WASATA_LANG", "en")
        tongue.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main(["relay", *words, "--reader", reader])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def drafted(run: Run, message: str, form: str = "paraphrase", words: str = "They would take five days.") -> str:
    code, out, err = run("coast-officer", "draft", "coast", "hills", "--written-in", "en", "--sentence",
                         "ours: We thank you.", "--sentence", f"{form} channel.{message}.1: {words}")  # fmt: skip
    assert (code, err) == (0, "")
    return out.split()[0].strip("\u2068\u2069")


def digest(run: Run, who: str, relay: str) -> str:
    return str(json.loads(run(who, "show", relay, "--json")[1])["digest"])


def test_passages_are_listed_with_what_may_be_done_with_them(run: Run, message: str):
    code, out, _ = run("coast-officer", "passages", "coast")
    assert code == 0
    assert f"channel.{message}.1" in out
    assert "[say it as theirs]" in out
    assert "[do not pass]" in out
    code, _, err = run("hills-officer", "passages", "coast")
    assert code == 1
    assert SECRET not in err


def test_a_relay_is_drafted_lent_approved_and_taken_back(run: Run, message: str):
    relay = drafted(run, message)
    shown = run("coast-officer", "show", relay)[1]
    assert "They would take five days." in shown
    assert "We accept five days." in shown
    assert run("lead", "lend", "coast", relay, "hills-officer")[0] == 0
    told = run("hills-officer", "show", relay)[1]
    assert "We accept five days." in told
    assert SECRET not in told
    signed = digest(run, "hills-officer", relay)
    assert run("hills-officer", "approve", relay, signed, "--recipient", "The coast")[0] == 1
    code, out, _ = run("hills-officer", "approve", relay, signed, "--recipient", "the hills")
    assert code == 0
    assert "has not left yet" in out
    assert run("coast-officer", "take-back", relay)[0] == 0
    assert "taken back" in run("hills-officer", "list")[1]


def test_a_sentence_beyond_its_clearance_and_one_that_is_none_are_refused_with_the_reason(run: Run, message: str):
    told = ("draft", "coast", "hills", "--written-in", "en", "--sentence")
    code, _, err = run("coast-officer", *told, f"ours channel.{message}.2: They hold out.")
    assert code == 1
    assert "may not pass" in err
    for wrong in ("They hold out.", "shout channel.x.1: They hold out.", f"ours channel.{message}: They hold out."):
        assert run("coast-officer", *told, wrong)[0] == 2
    assert "No relay" in run("lead", "list")[1]


def test_sent_back_with_a_reason_or_sent_alone_and_objected_to(run: Run, message: str):
    relay = drafted(run, message)
    assert run("lead", "send-back", relay, "--reason", "ask it instead")[0] == 0
    assert "ask it instead" in run("coast-officer", "show", relay)[1]
    other = drafted(run, message, "test", "Would five days do?")
    signed = digest(run, "lead", other)
    asked = ("alone", "coast", other, signed, "--recipient", "The hills", "--reason", "the hour ends")
    assert run("coast-officer", *asked)[0] == 1
    assert run("lead", *asked)[0] == 0
    assert "sent alone" in run("hills-officer", "list")[1]
    assert "your countersignature" not in run("hills-officer", "list")[1]
    assert "was lent to him" in run("hills-officer", "countersign", other)[2]
    assert "Every officer is shown" in run("hills-officer", "show", other)[1]
    assert "No officer can countersign" in run("lead", "show", other)[1]
    assert run("lead", "lend", "coast", other, "hills-officer")[0] == 0
    assert "your countersignature" in run("hills-officer", "list")[1]
    assert run("hills-officer", "countersign", other, "--object")[0] == 1
    assert run("hills-officer", "countersign", other, "--object", "--reason", "it could wait")[0] == 0


@pytest.mark.parametrize("who", ["hills-delegate", "coast-delegate"])
def test_a_delegate_has_no_relays(run: Run, message: str, who: str):
    relay = drafted(run, message)
    for words in (("list",), ("show", relay), ("take-back", relay), ("passages", "coast")):
        code, out, _ = run(who, *words)
        assert (code, out) == (1, "")
