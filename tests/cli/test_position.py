"""`wasata position`, `wasata assessment`, `wasata shift`: what a person at the terminal is told."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.cli.test_feed import run

from wasata.cli.tongue import tongue
from wasata.desk.case import open_case
from wasata.desk.line import open_line
from wasata.record.home import Home

TODAY = datetime.now(UTC).date()


@pytest.fixture
def talks(tmp_path, monkeypatch) -> Iterator[None]:
    """A case with two lines; `one` keeps the coast, `two` the hills."""
    with Home.create(tmp_path / "home") as home:
        lead = open_case(
            home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), readers=[("one", "officer"), ("two", "officer")],
        )  # fmt: skip
        for line, party, officer in (("coast", "hamas", "one"), ("hills", "israel", "two")):
            open_line(lead, line, party=party, of="party", names={"ar": f"خط {line}", "en": line.title()},
                      langs=("ar",), media=("call",), officers=(officer,))  # fmt: skip
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield
    tongue.cache_clear()


def as_one(capsys, *words: str, reader: str = "one") -> tuple[int, str, str]:
    return run(capsys, *words, "--reader", reader)


def test_matters_are_named_positions_noted_listed_compared_and_dropped(talks, capsys):
    ids = {}
    for en, ar in (("Pause", "الهدنة"), ("Lists", "القوائم")):
        code, out, _ = as_one(capsys, "position", "name", "--ar", ar, "--en", en)
        ids[en] = out.partition(":")[0]
        assert (code, ids[en].startswith("mt-")) == (0, True)
    code, out, _ = as_one(capsys, "position", "note", "coast", ids["Lists"], "conditions", "القائمة بعد الهدنة",
                          "--if", f"{ids['Pause']}/israel: the pause has begun", "--ours", "said twice")  # fmt: skip
    position = out.partition(":")[0]
    assert (code, position.startswith("po-")) == (0, True)
    as_one(capsys, "position", "note", "hills", ids["Pause"], "conditions", "After the list", "--if",
           f"{ids['Lists']}: the first list", "--ours", "so we read it", reader="two")  # fmt: skip
    code, out, _ = as_one(capsys, "position", "list", reader="lead")
    assert (code, "Each waits for the other" in out, "the pause has begun" in out) == (0, True, True)
    code, out, _ = as_one(capsys, "position", "list")
    assert ("القائمة بعد الهدنة" in out, "After the list" in out) == (True, False)
    assert (
        json.loads(as_one(capsys, "position", "list", "--json")[1])["matters"][0]["cells"][0]["stance"] == "conditions"
    )
    assert "one move" in as_one(capsys, "position", "moves", "--from", str(TODAY - timedelta(days=3)))[1]
    code, _, err = as_one(capsys, "position", "list", "--line", "hills")
    assert (code, "There is no line of yours" in err or "hills" in err) == (1, True)
    assert as_one(capsys, "position", "drop", "coast", position, "misheard")[0] == 0
    assert "misheard" in as_one(capsys, "position", "show", ids["Lists"])[1]
    assert "No position stands" in as_one(capsys, "position", "list")[1]


def test_a_word_that_is_not_agreed_is_marked_in_what_a_position_and_an_assessment_rest_on(talks, capsys):
    told = ("--name-ar", "الشمال", "--name-en", "the north", "--ar", "وراء النهر", "--en", "beyond the river")
    assert as_one(capsys, "definition", "write", *told)[0] == 0
    matter = as_one(capsys, "position", "name", "--ar", "الهدنة", "--en", "Pause")[1].partition(":")[0]
    heard = as_one(capsys, "message", "take-down", "coast", "We hold the north.")
    message = re.search(r"m-\w+", heard[1])
    assert message, heard
    rests = ("--message", message[0], "--ours", "so we read the north")
    assert as_one(capsys, "position", "note", "coast", matter, "wants", "all", *rests)[0] == 0
    made = ("They wait.", "--sure", "even", "--change", "a map", "--until", str(TODAY + timedelta(days=9)), *rests)
    one = as_one(capsys, "assessment", "make", *made, "--line", "coast")[1].partition(":")[0]
    for asked in (("position", "show", matter), ("assessment", "show", one, "--line", "coast")):
        shown = as_one(capsys, *asked)[1]
        assert "We hold the north[?]." in shown
        assert "so we read the north[?]" in shown
        assert shown.rstrip().endswith("what it means is not agreed yet")
        pieces = json.loads(as_one(capsys, *asked, "--json")[1])
        pieces = pieces["basis"] if "basis" in pieces else pieces["history"][0]["evidence"]
        assert [[t["name"] for t in piece["open_terms"]] for piece in pieces] == [["the north"], ["the north"]]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("wants", "x"), "it rests on nothing"),
        (("wants", "x", "--message", "M 1"), "no such message"),
        (("wants", "x", "--report", "r-0001.x"), "no such report"),
        (("hopes", "x", "--ours", "y"), "hopes"),
        (("conditions", "x", "--ours", "y", "--if", "no colon"), "is no condition"),
        (("wants", "x", "--ours", "y", "--of", "israel"), "nobody of this name speaks"),
    ],
)
def test_what_is_asked_wrongly_is_told_and_nothing_is_noted(talks, capsys, more, told):
    matter = as_one(capsys, "position", "name", "--ar", "الهدنة", "--en", "Pause")[1].partition(":")[0]
    code, _, err = as_one(capsys, "position", "note", "coast", matter, *more)
    assert (code in (1, 2), told in err) == (True, True), err
    assert "No position stands" in as_one(capsys, "position", "list")[1]


def test_an_assessment_is_made_where_it_was_said_and_nowhere_taken_for_granted(talks, capsys):
    by = str(TODAY + timedelta(days=9))
    made = (
        "assessment",
        "make",
        "They wait.",
        "--sure",
        "likely",
        "--change",
        "an answer",
        "--until",
        by,
        "--ours",
        "so it was",
    )
    code, _, err = as_one(capsys, *made)
    assert (code, "--line or --cell" in err) == (2, True)
    code, out, _ = as_one(capsys, *made, "--line", "coast")
    one = out.partition(":")[0]
    assert (code, one.startswith("as-")) == (0, True)
    assert as_one(capsys, *made, "--cell")[0] == 1
    assert as_one(capsys, "assessment", "open-cell", "one", reader="one")[0] == 1
    assert "one" in as_one(capsys, "assessment", "open-cell", "one", reader="lead")[1]
    assert as_one(capsys, *made, "--cell")[0] == 0
    code, out, _ = as_one(capsys, "assessment", "list", "--line", "coast")
    assert ("an estimate, no fact" in out, "likely: 60 to 80 in a hundred" in out) == (True, True)
    assert as_one(capsys, "assessment", "list", "--cell", reader="two")[0] == 1
    as_one(capsys, *made[:2], "They wait no more.", *made[3:], "--line", "coast", "--revise", one)
    assert "They wait." in as_one(capsys, "assessment", "show", one, "--line", "coast")[1]
    assert (
        "borne out"
        in as_one(capsys, "assessment", "close", one, "borne_out", "--line", "coast", "--why", "so it was")[1]
    )
    assert "likely: 60 to 80 in a hundred · borne out 1" in as_one(capsys, "assessment", "words")[1]
    assert "lead, one, two" in as_one(capsys, "assessment", "give-cell", "two", reader="lead")[1]
    assert "two" not in as_one(capsys, "assessment", "take-cell", "two", reader="lead")[1]


def test_the_watch_is_taken_noted_handed_over_accepted_and_left(talks, capsys):
    assert "No watch was taken yet" in as_one(capsys, "shift", "now")[1]
    assert as_one(capsys, "shift", "note", "nothing")[0] == 1
    assert "On watch now: one" in as_one(capsys, "shift", "take", "--hours", "6")[1]
    assert as_one(capsys, "shift", "take")[0] == 1
    assert "On watch now: one" in as_one(capsys, "shift", "stay", "--hours", "9")[1]
    assert as_one(capsys, "shift", "note", "كل الخطوط جُربت", "--important")[0] == 0
    assert as_one(capsys, "shift", "accept", reader="two")[0] == 1
    assert "stays yours" in as_one(capsys, "shift", "hand-over", "two", "Ask at noon.")[1]
    assert "not accepted: handed to two" in as_one(capsys, "shift", "now")[1]
    assert "On watch now: two" in as_one(capsys, "shift", "accept", reader="two")[1]
    assert "the gap is open" in as_one(capsys, "shift", "end", "--why", "all rest", reader="two")[1]
    code, out, _ = as_one(capsys, "shift", "now")
    assert (code, "nobody is on watch" in out, "all rest" in out) == (0, True, True)
    assert json.loads(as_one(capsys, "shift", "now", "--json")[1])["on"] == []
