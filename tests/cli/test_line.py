"""`wasata line` and `wasata contact`: what a person at the terminal is told, and to whom nothing is."""

import json

import pytest
from tests.carry.planted import jpeg, jpeg_segment
from tests.cli.test_feed import run

from wasata.cli.tongue import tongue
from wasata.desk.case import open_case
from wasata.record.home import Home


@pytest.fixture
def talks(tmp_path, monkeypatch):
    """A home with one confidential case and its readers."""
    with Home.create(tmp_path / "home") as home:
        open_case(home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
                  parties=("israel", "hamas"), mediators=("qatar",), zone="UTC",
                  readers=[("ann", "officer"), ("ben", "officer"), ("del", "delegate")], lot=lambda _: None)  # fmt: skip
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield tmp_path
    tongue.cache_clear()


@pytest.fixture
def coast(talks, capsys):
    code, out, err = run(capsys, "line", "open", "coast", "--party", "hamas", "--ar", "الساحل", "--en", "Coast", "--langs",
                         "ar,en", "--media", "call", "--officers", "ann")  # fmt: skip
    assert (code, "The line coast is open." in out) == (0, True), err
    return talks


def test_a_line_is_opened_kept_and_shown(coast, capsys):
    ann = ("--reader", "ann")
    for words in (
        ("body", "coast", "wing", "--ar", "الجناح", "--en", "The wing", "--what", "armed"),
        ("person", "coast", "Envoy One", "--person", "one", "--body", "wing", "--langs", "ar", "--may-clear"),
        ("rule", "coast", "pauses"),
        ("deadline", "coast", "their answer", "--at", "2999-01-02 07:30"),
        ("state", "coast", "dark", "--cause", "blackout", "--at", "2026-01-02 18:20", "--note", "no voice"),
        ("delegation", "coast", "the negotiators", "recalled", "the host city", "--by", "their council"),
        ("pressure", "coast", "israel", "to open the road", "--asked-by-us"),
    ):
        code, _, err = run(capsys, "line", *words, *ann)
        assert code == 0, err
    shown = run(capsys, "line", "show", "coast", *ann)[1]
    for said in ("The wing", "Envoy One", "may clear", "dark (communications are cut", "2 January 2026, 18:20", "their answer",
                 "recalled", "their council", "(we asked them to)", "answers: \u2068Envoy"):  # fmt: skip
        assert said in shown, said
    assert "stands still with" not in shown, "this darkness began before the rule was agreed"
    for state in (("open",), ("dark", "--cause", "blackout")):
        assert run(capsys, "line", "state", "coast", *state, *ann)[0] == 0
    assert "stands still with" in run(capsys, "line", "show", "coast", *ann)[1]
    told = json.loads(run(capsys, "line", "show", "coast", "--json", *ann)[1])
    assert told["card"]["spell"]["state"] == "dark"
    due = told["card"]["due"][0]["deadline"]
    assert run(capsys, "line", "state", "coast", "degraded", "--cause", "technical", "--by", "letter", *ann)[0] == 0
    board = run(capsys, "line", "list", *ann)[1]
    for said in ("By: letter now", "the negotiators", "moved by", "the line was dark"):
        assert said in board, said
    assert run(capsys, "line", "close", "coast", due, "met", *ann)[0] == 0
    assert run(capsys, "line", "left", "coast", "one", *ann)[0] == 0
    assert '"due": []' in run(capsys, "line", "list", "--json", *ann)[1]


def test_a_line_one_does_not_hold_is_unknown_in_the_same_words_as_one_that_is_not_there(coast, capsys):
    told = []
    for line in ("coast", "nowhere"):
        for words in (("line", "show"), ("line", "state"), ("contact", "list")):
            code, out, err = run(capsys, *words, line, *(["open"] if words[1] == "state" else []), "--reader", "ben")
            assert (code, out) == (1, "")
            told.append(err.replace(line, "X"))
    assert told[:3] == told[3:]
    assert "You hold no line called X." in told[0]
    assert "You keep no line" in run(capsys, "line", "list", "--reader", "ben")[2]


def test_an_hour_is_taken_as_the_help_writes_it_and_whoever_types_none_is_told_by_the_command_he_typed(coast, capsys):
    ann = ("--reader", "ann")
    for hour in ("2999-01-02T07:30", "2999-01-03 07:30"):
        code, _, err = run(capsys, "line", "deadline", "coast", f"due {hour}", "--at", hour, *ann)
        assert code == 0, err
    code, _, err = run(capsys, "pace", "coast", "--around", "2026-11-14T08:00", *ann)
    assert code == 0, err
    for command in (("pace", "coast", "--around", "tomorrow"), ("line", "state", "coast", "dark", "--at", "noon")):
        code, out, err = run(capsys, *command, *ann)
        assert code != 0
        assert f"wasata {command[0]}" in out + err


def test_a_line_is_given_and_taken_back(coast, capsys):
    assert run(capsys, "line", "give", "coast", "del")[0] == 0
    assert run(capsys, "line", "give", "coast", "ben", "--until", "2999-01-01 10:00")[0] == 0
    held = run(capsys, "line", "holders", "coast")[1]
    assert "the channel alone (until it is taken back)" in held
    assert "1 January 2999, 10:00" in held
    assert run(capsys, "line", "take", "coast", "ben")[0] == 0
    assert "ben" not in run(capsys, "line", "holders", "coast")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("state", "coast", "away"),
        ("state", "coast", "open", "--at", "yesterday"),
        ("state", "coast", "dark", "--cause", "mood"),
        ("deadline", "coast", "x", "--at", ""),
        ("rule", "coast", "maybe"),
    ],
)
def test_what_is_asked_wrongly_is_refused_by_name_and_nothing_is_recorded(coast, capsys, words):
    before = run(capsys, "line", "show", "coast", "--json")[1]
    code, _, err = run(capsys, "line", *words)
    assert code == 2
    assert words[-1] in err or "--at" in err
    same = [{k: v for k, v in json.loads(x)["card"].items() if k != "as_of"} for x in
            (before, run(capsys, "line", "show", "coast", "--json")[1])]  # fmt: skip
    assert same[0] == same[1]


def test_a_contact_is_recorded_written_up_and_its_file_taken_out_bare(coast, capsys):
    ann = ("--reader", "ann")
    code, out, _ = run(
        capsys, "contact", "record", "coast", "call", "--at", "2026-01-02 18:20", "--minutes", "12", *ann
    )
    assert code == 0
    contact = out.strip().rpartition(" ")[2].strip("\u2066\u2067\u2068\u2069")
    assert run(capsys, "contact", "record", "coast", "call", "--not-answered", *ann)[0] == 0
    words = coast / "words.txt"
    words.write_text("They spoke of five days.", "utf-8")
    assert run(capsys, "contact", "readout", "coast", contact, str(words), *ann)[0] == 0
    file = coast / "Nadia.jpg"
    file.write_bytes(jpeg(jpeg_segment(0xFE, b"by Nadia")))
    code, out, _ = run(capsys, "contact", "keep", "coast", contact, str(file), *ann)
    piece = out.strip()
    assert (code, len(piece)) == (0, 64)
    listed = run(capsys, "contact", "list", "coast", *ann)[1]
    assert "nobody answered" in listed
    assert "1 readout" in listed
    shown = run(capsys, "contact", "show", "coast", contact, *ann)[1]
    assert "They spoke of five days." in shown
    assert "We know of no account of theirs." in shown
    for extra, planted in (((), True), (("--bare",), False)):
        to = coast / f"out{len(extra)}.jpg"
        code, out, _ = run(capsys, "contact", "file", "coast", contact, piece, "--out", str(to), *extra, *ann)
        assert code == 0
        assert (b"Nadia" in to.read_bytes()) is planted
        assert ("a comment" in out) is not planted
        code, _, err = run(capsys, "contact", "file", "coast", contact, piece, "--out", str(to), *extra, *ann)
        assert (code, "is there already" in err) == (2, True)


def test_windows_with_few_contacts_say_so_at_the_terminal_too(coast, capsys):
    rate = "Contacts a day, while it could be reached"
    for _ in range(7):
        assert run(capsys, "contact", "record", "coast", "call", "--reader", "ann")[0] == 0
    assert f"{rate}: too few to tell | too few to tell" in run(capsys, "pace", "coast", "--reader", "ann")[1]
    assert json.loads(run(capsys, "pace", "coast", "--json", "--reader", "ann")[1])["weeks_too_few"] is True
    assert run(capsys, "contact", "record", "coast", "call", "--reader", "ann")[0] == 0
    assert f"{rate}: 0.0 | 1.1" in run(capsys, "pace", "coast", "--reader", "ann")[1]
    assert json.loads(run(capsys, "pace", "coast", "--json", "--reader", "ann")[1])["weeks_too_few"] is False
