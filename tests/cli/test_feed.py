"""`wasata feed` and `wasata report fetch`: what a person at the terminal is told."""

from collections.abc import Iterator

import pytest
from tests.desk.test_feed import item, rss
from tests.listen.misbehaving import Misbehaving, answer, misbehaving, ok

from wasata.cli.main import main
from wasata.cli.tongue import tongue
from wasata.desk.case import open_case
from wasata.record.home import Home


@pytest.fixture
def server(tmp_path, monkeypatch) -> Iterator[Misbehaving]:
    """A home with one case, and a server on loopback that the keeper allowed."""
    with Home.create(tmp_path / "home") as home:
        open_case(home, "case", names={"ar": "قضية", "en": "Case"}, period={"ar": "", "en": ""}, lead="lead",
                  parties=("israel", "hamas"), mediators=("qatar",))  # fmt: skip
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    with misbehaving() as made:
        monkeypatch.setenv("WASATA_INSIDE", f"127.0.0.1:{made.port}")
        yield made
    tongue.cache_clear()


def run(capsys, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_a_feed_is_tried_set_up_asked_paused_and_dropped(server, capsys):
    server.answers["/rss"] = ok(rss(item(1), item(2)))
    code, out, _ = run(capsys, "feed", "add", "--try", server.at("/rss"))
    assert (code, "2 items" in out) == (0, True)
    code, out, _ = run(capsys, "feed", "add", server.at("/rss"), "--name", "Agency A")
    feed = out.partition(":")[0]
    assert (code, feed.startswith("agency-a-")) == (0, True)
    code, out, _ = run(capsys, "feed", "ask")
    assert (code, "press 2" in out) == (0, True)
    assert "2 reports in the press" in run(capsys, "feed", "list")[1]
    assert '"taken": 2' in run(capsys, "feed", "list", "--json")[1]
    assert "paused" in run(capsys, "feed", "pause", feed)[1]
    assert run(capsys, "feed", "pause", feed, "--resume")[0] == 0
    assert "dropped" in run(capsys, "feed", "drop", feed)[1]
    code, _, err = run(capsys, "feed", "drop", feed)
    assert (code, "There is no feed" in err) == (1, True)


def test_a_feed_that_fails_says_so_and_the_exit_code_too(server, capsys):
    server.answers["/rss"] = answer(500)
    run(capsys, "feed", "add", server.at("/rss"), "--name", "a")
    code, out, _ = run(capsys, "feed", "ask")
    assert code == 1
    assert "500" in out
    assert "outgoing." not in out, "a code is no sentence"
    assert "gives nothing (status 500)" in run(capsys, "feed", "list")[1]


def test_a_report_is_taken_in_from_its_address(server, capsys):
    words = "قالت قطر إن إسرائيل وحماس اتفقتا على هدنة جديدة، وإن 50 محتجزا سيفرج عنهم يوم الجمعة."
    server.answers["/a"] = ok(f"<html><body><h1>عنوان</h1><article><p>{words}</p></article></body></html>".encode())
    code, out, _ = run(capsys, "report", "fetch", server.at("/a"))
    assert (code, "r-0001" in out) == (0, True)
    code, _, err = run(capsys, "report", "fetch", "http://169.254.169.254/latest/")
    assert (code, "internal network" in err) == (1, True)
