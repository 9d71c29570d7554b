"""`wasata door`, `definition`, `table` from the terminal: a delegate's day, a word agreed by both, a day put on the table."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk.access import Desk, grant_log
from wasata.desk.case import open_case
from wasata.desk.definition_delivery import deliver_agreements, deliver_round
from wasata.desk.delivery import deliver
from wasata.desk.letter import send
from wasata.desk.line import name_person, open_line
from wasata.record.home import Home

Run = Callable[..., tuple[int, str, str]]
NAMES = {
    "coast": {"ar": "مجلس الساحل", "en": "Coast Council"},
    "hills": {"ar": "حكومة التلال", "en": "Hill Government"},
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A home with talks on two lines, and a letter delivered to one; runs commands in it."""
    path = tmp_path / "home"
    with Home.create(path) as home:
        readers = [(f"{line}-{role}", role) for line in NAMES for role in ("officer", "delegate")]
        lead = open_case(
            home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "ربيع", "en": "Spring"}, lead="lead",
            parties=("israel", "hamas"), readers=[*readers, ("writer", "officer")], lot=lambda _: None,
        )  # fmt: skip
        for line, party in (("coast", "hamas"), ("hills", "israel")):
            open_line(
                lead, line, party=party, of="party", names=NAMES[line], langs=("ar",), media=("call",),
                officers=(f"{line}-officer",), lot=lambda free: free[0],
            )  # fmt: skip
            grant_log(lead, f"{line}-delegate", f"channel/{line}", may_write=True)
            name_person(lead, line, "envoy", "Envoy", may_clear=True)
        sent = send(
            Desk.open(home, "talks", "coast-officer"), "coast", ["Is sixty enough?"], "en", recipient="Coast Council"
        )
        later = Desk(home, "talks", "coast-officer", lambda: datetime.now(UTC) + timedelta(hours=1))
        deliver(later, "coast", sent)
    monkeypatch.setenv("WASATA_HOME", str(path))

    def run(*words: str, reader: str = "") -> tuple[int, str, str]:
        monkeypatch.setenv("WASATA_LANG", "en")
        tongue.cache_clear()
        with pytest.raises(SystemExit) as ended:
            main([*words, *(("--reader", reader) if reader else ())])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_a_delegate_opens_answers_and_clears_from_the_terminal(run: Run):
    code, out, err = run("door", "show", reader="coast-delegate")
    assert (code, err) == (0, "")
    assert "Is sixty enough?" not in out
    letter = re.search(r"m-\w+", out)[0]
    assert run("door", "say", "It is.", "--answers", letter, reader="coast-delegate")[0] == 1, "not before it is opened"
    assert "Is sixty enough?" in run("door", "open", letter, reader="coast-delegate")[1]
    code, out, _ = run(
        "door", "say", "It is.", "And more is better.", "--clear", "ours", "--answers", letter, reader="coast-delegate"
    )
    assert "2 passages stand in the channel" in out
    said = re.search(r"m-\w+", out)[0]
    assert "say it as ours" in run("door", "clear", said, "2", "theirs", reader="coast-delegate")[1]
    told = json.loads(run("door", "show", "--json", reader="coast-delegate")[1])
    assert [p["clearance"] for p in told["messages"][0]["passages"]] == ["ours", "theirs"]
    assert "coast-officer" not in json.dumps(told)


@pytest.mark.parametrize(
    "words",
    [
        ("say", "It is.", "--clear", "all"),
        ("say", "It is.", "--clear", "ours", "--clear", "ours"),
        ("clear", "m-0", "1", "yes"),
    ],
)
def test_what_is_no_clearance_is_refused_by_name(run: Run, words):
    code, _, err = run("door", *words, reader="coast-delegate")
    assert code == 2
    assert "clearance" in err


def test_who_is_no_delegate_has_no_door(run: Run):
    for reader in ("lead", "coast-officer", "writer"):
        code, out, _ = run("door", "show", reader=reader)
        assert (code, out) == (1, "")


def test_a_word_is_written_put_answered_and_agreed_from_the_terminal(run: Run):
    written = run(
        "definition", "write", "--name-ar", "شاحنة", "--name-en", "truck", "--ar", "حمولة واحدة", "--en", "one load",
        "--number", "12.50", "--unit", "t", "--also", "lorry", reader="writer",
    )  # fmt: skip
    term = re.search(r"df-\w+", written[1])[0]
    assert run("definition", "put", term, "coast", "--to", "Hill Government", reader="coast-officer")[0] == 1
    for line in NAMES:
        assert run("definition", "put", term, line, "--to", NAMES[line]["en"], reader=f"{line}-officer")[0] == 0
    assert "one load" not in run("door", "show", reader="coast-delegate")[1], "it waits"
    an_hour_later()
    shown = run("door", "show", reader="coast-delegate")[1]
    assert "one load" in shown
    assert "12.5 \u2068t\u2069" in shown
    assert "\u2068شاحنة\u2069" in shown
    assert "waits for your word" in shown
    run("definition", "object", term, "coast", "Two loads.", reader="coast-delegate")
    assert "Two loads." in run("definition", "show", term, reader="coast-officer")[1]
    assert "by you" in run("door", "show", reader="coast-delegate")[1].partition("Two loads.")[0]
    assert "Two loads." not in run("definition", "show", term, "--json", reader="hills-officer")[1]
    run("definition", "confirm", term, "coast", reader="coast-delegate")
    assert run("definition", "confirm", term, "hills", "--person", "envoy", reader="hills-officer")[0] == 0
    assert run("definition", "approve", term, reader="coast-officer")[0] == 0
    assert run("definition", "agree", term, reader="lead")[0] == 1, "nobody typed which word"
    assert run("definition", "agree", term, "--word", "truck", reader="lead")[0] == 0
    assert "truck" not in run("table", "show", reader="hills-delegate")[1]
    an_hour_later()
    assert "truck" in run("table", "show", reader="hills-delegate")[1]
    (told,) = json.loads(run("definition", "list", "--json", reader="lead")[1])
    assert (told["state"], told["text"]["value"]) == ("agreed", "12.5")


def an_hour_later() -> None:
    """What waits leaves, as it does where a room is kept."""
    with Home.open(Path(os.environ["WASATA_HOME"])) as home:
        later = Desk(home, "talks", "lead", lambda: datetime.now(UTC) + timedelta(hours=1))
        for line in NAMES:
            deliver_round({"lead": later}, line)
        deliver_agreements({"lead": later})


def put(run: Run, *words: str) -> str:
    """The lead asks, an officer looks and approves. Gives the asking."""
    code, out, err = run("table", *words)
    assert code == 0, err
    ask = re.search(r"tb-\w+", out)[0]
    looked = run("table", "look", ask, reader="writer")[1]
    digest = re.search(r"\b[0-9a-f]{64}\b", looked)[0]
    assert run("table", "approve", ask, digest)[0] == 1, "nobody approves what he asked for"
    assert run("table", "approve", ask, "0" * 64, reader="writer")[0] == 1
    code, _, err = run("table", "approve", ask, digest, reader="writer")
    assert code == 0, err
    return ask


def test_days_and_names_go_on_the_table_by_two_people_and_out_as_a_file(run: Run, tmp_path: Path):
    both = ("--ar", "جولة ثانية", "--en", "Second round")
    put(run, "day", "2027-03-07", *both, "--at", "07:30")
    entry = re.search(r"dy-\w+", run("table", "show")[1])[0]
    put(run, "move", entry, "2027-03-08", *both)
    put(run, "name", "mediator", "--ar", "مكتب الوساطة", "--en", "Mediation Office")
    put(run, "notice", "--ar", "تبدأ الجولة غدا.", "--en", "The round begins tomorrow.")
    shown = run("table", "show", reader="coast-delegate")[1]
    for said in ("8 March 2027", "Mediation Office", "The round begins tomorrow."):
        assert said in shown
    assert run("table", "calendar", str(tmp_path / "days.ics"))[0] == 0
    assert b"DTSTART;VALUE=DATE:20270308" in (tmp_path / "days.ics").read_bytes()
    put(run, "strike", entry)
    assert "struck" in run("table", "show")[1]
    assert "Nothing waits" in run("table", "waiting")[1]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_behind_the_door_stands_what_the_page_shows_of_the_table(run: Run, lang: str):
    put(run, "notice", "--ar", "تبدأ الجولة غدا.", "--en", "The round begins tomorrow.")
    put(run, "day", "2099-03-07", "--ar", "جولة ثانية", "--en", "Second round", "--at", "07:30")
    put(run, "day", "2020-03-07", "--ar", "جولة أولى", "--en", "First round")
    put(run, "commit", "mediator", "--ar", "فتح المعبر", "--en", "Opens the crossing", "--on", "2099-03-08")
    entry, owed = (re.findall(rf"{kind}-\w+", run("table", "show")[1])[-1] for kind in ("dy", "cm"))
    of_page = {
        "en": ("The round begins tomorrow.", "Second round", "Opens the crossing", "8 March 2099", "Commitments", "Days to come"),
        "ar": ("تبدأ الجولة غدا.", "جولة ثانية", "فتح المعبر", "2099", "الالتزامات", "الأيام المقبلة"),
    }[lang]  # fmt: skip
    for reader in ("coast-delegate", "hills-delegate"):
        code, out, err = run("door", "show", "--lang", lang, reader=reader)
        assert (code, err) == (0, "")
        assert all(words in out for words in (*of_page, entry, owed)), out
        assert "First round" not in out, "the days to come"
        month = run("table", "month", "--of", "2099-03-01", "--lang", lang, reader=reader)[1]
        assert all(words in month for words in of_page[1:3])
        assert of_page[0] not in month, "it was put there in another month"
    assert "No commitment is published yet." not in run("door", "show", reader="hills-delegate")[1]
    strike = ("--ar", "لم يعد قائما", "--en", "It stands no more")
    put(run, "withdraw", owed, *strike)
    put(run, "strike", entry, "--ar", "أُجلت", "--en", "Put off")
    struck = run("door", "show", reader="coast-delegate")[1]
    assert "It stands no more" in struck
    assert "Second round" not in struck
    assert "Put off" in run("table", "show", reader="coast-delegate")[1]


def test_a_month_shows_a_delegate_his_own_letters_and_nobody_elses(run: Run):
    letter = re.search(r"m-\w+", run("door", "show", reader="coast-delegate")[1])[0]
    told = run("table", "month", reader="coast-delegate")[1]
    assert f"letter to you  {letter}" in told
    assert "sixty" not in told
    assert letter not in run("table", "month", reader="hills-delegate")[1]
    assert letter not in run("table", "month", reader="coast-officer")[1]
    assert json.loads(run("table", "month", "--json", reader="coast-delegate")[1])["events"][-1]["ref"] == letter


def test_an_empty_table_is_told_as_on_the_page(run: Run):
    shown = run("door", "show", reader="hills-delegate")[1]
    for words in ("No letter stands here yet.", "No day stands on the table.", "No commitment is published yet."):
        assert words in shown


def test_what_his_side_said_of_a_passage_and_when_a_letter_was_opened_stand_there(run: Run):
    letter = re.search(r"m-\w+", run("door", "show", reader="coast-delegate")[1])[0]
    assert "opened" not in run("door", "show", reader="coast-delegate")[1].replace("was opened", "")
    run("door", "open", letter, reader="coast-delegate")
    said = re.search(r"m-\w+", run("door", "say", "It is.", "--answers", letter, reader="coast-delegate")[1])[0]
    shown = run("door", "show", reader="coast-delegate")[1]
    assert "  opened " in shown
    assert f"answers a letter: {letter}" in shown
    assert f"answered by: {said}" in shown
    assert "by you" not in shown
    run("door", "clear", said, "1", "ours", reader="coast-delegate")
    assert shown.count("by you") + 2 == run("door", "show", reader="coast-delegate")[1].count("by you")


def test_what_waits_for_the_table_goes_back_or_is_taken_back_from_the_terminal(run: Run):
    both = ("--ar", "جولة ثانية", "--en", "Second round")
    ask = re.search(r"tb-\w+", run("table", "notice", *both)[1])[0]
    assert "Second round" in run("table", "waiting", reader="writer")[1]
    assert run("table", "waiting", reader="coast-delegate")[0] != 0
    assert run("table", "look", ask, reader="coast-delegate")[0] == 1
    assert run("table", "send-back", ask, reader="writer")[0] == 1, "not without a reason"
    assert run("table", "send-back", ask, "--reason", "Say which.", reader="writer")[0] == 0
    assert "Say which." in run("table", "look", ask)[1]
    assert run("table", "take-back", ask)[0] == 0
    assert json.loads(run("table", "waiting", "--json")[1]) == []
    assert "Second round" not in run("table", "show", reader="coast-delegate")[1]


def test_what_cannot_stand_on_the_table_is_refused_at_the_terminal(run: Run):
    both = ("--ar", "جولة ثانية", "--en", "Second round")
    assert run("table", "day", "2027-03-07", *both, "--at", "late")[0] == 2
    assert run("table", "name", "coast-officer", "--ar", "س", "--en", "x")[0] == 1
