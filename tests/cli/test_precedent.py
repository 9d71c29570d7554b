"""`wasata precedent` at the terminal."""

import json

import pytest
from tests.cli.test_feed import run

from wasata.cli.tongue import tongue
from wasata.desk.case import open_case
from wasata.record.home import Home

CARD = {
    "exchange": "remains",
    "names": {"en": "In batches"},
    "points": [{"about": "worked", "words": {"en": "Patience."}}],
}


@pytest.fixture
def talks(tmp_path, monkeypatch):
    with Home.create(tmp_path / "home") as home:
        open_case(home, "talks", names={"ar": "محادثات", "en": "Talks"}, period={"ar": "", "en": ""}, lead="lead",
                  zone="UTC", readers=[("ann", "officer"), ("ben", "officer")], lot=lambda _: None)  # fmt: skip
    monkeypatch.setenv("WASATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WASATA_LANG", "en")
    tongue.cache_clear()
    yield tmp_path
    tongue.cache_clear()


def test_a_card_from_a_file_is_let_go_by_two_who_give_the_sum_they_read(talks, capsys):
    file = talks / "card.json"
    file.write_text(json.dumps(CARD))
    code, out, err = run(capsys, "precedent", "draft", str(file))
    assert code == 0, err
    name = out.split()[0]
    signed = json.loads(run(capsys, "precedent", "waiting", "--json")[1])[0]["signed"]
    assert "Patience." in run(capsys, "precedent", "waiting")[1]
    for who in ("ann", "ben"):
        assert run(capsys, "precedent", "approve", name, "--sum", "12", "--reader", who)[0] == 1
        assert run(capsys, "precedent", "approve", name, "--sum", signed[:16], "--reader", who)[0] == 0
    assert "Patience." in run(capsys, "precedent", "list")[1]
    assert run(capsys, "precedent", "waiting")[1] == ""
    assert run(capsys, "case", "list")[1].count("Talks") == 1, "the house itself is no case"
    assert run(capsys, "record", "check")[0] == 0


def test_a_file_that_is_no_card_is_refused_in_words(talks, capsys):
    file = talks / "card.json"
    for told in ("nothing", "[]", '{"exchange": "sold"}'):
        file.write_text(told)
        code, _, err = run(capsys, "precedent", "draft", str(file))
        assert (code, "Traceback" in err) == (1, False)
