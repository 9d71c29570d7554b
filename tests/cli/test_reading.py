"""At the terminal as on the pages: what a command prints of what is confidential is recorded as opened before it is printed."""

from datetime import timedelta

import pytest
from tests.cli.test_access import TABLE, home, outcome

from wasata.cli import record as cli_record
from wasata.desk import reading
from wasata.desk.access import Desk
from wasata.desk.contact import record_contact, write_readout
from wasata.desk.message import hear, say
from wasata.errors import DiskFull
from wasata.record.home import Home
from wasata.record.kinds.reading import ReadingOpened
from wasata.record.ledger import Ledger

__all__ = ["home"]
PLANTED = "lanternfish"


def entries(home: Home) -> list[ReadingOpened]:
    return [f for e in home.ledger("talks", ("reading",)).entries("reading") if isinstance(f := e.fact, ReadingOpened)]


@pytest.fixture
def planted(home: Home) -> dict[str, str]:
    now = home._now
    door, officer = (Desk.open(home, "talks", x, now=now) for x in ("coast-delegate", "coast-officer"))
    message = say(door, "coast", [(f"The {PLANTED} swims.", "theirs")], "en")
    hear(officer, "coast", [(f"By voice: {PLANTED}.", "none")], "en")
    contact = record_contact(officer, "coast", "call", "in", now() - timedelta(hours=1), answered=True, about=PLANTED)
    write_readout(officer, "coast", contact, "ours", f"They spoke of the {PLANTED}.", "en")
    return {"m-0": message, "c-0": contact}


def test_no_command_prints_a_word_of_the_coast_without_a_trace(home: Home, planted, capsys):
    without, shown = [], []
    for command, (words, open_to, _) in sorted(TABLE.items()):
        who = "lead" if "lead" in open_to else "coast-delegate"
        for asked in ("", " --json"):
            before = len(entries(home))
            capsys.readouterr()
            typed = " ".join(planted.get(word, word) for word in words.split())
            outcome(f"{command} {typed}".strip() + asked, who)
            if PLANTED in capsys.readouterr().out:
                shown.append(command)
                if not [f for f in entries(home)[before:] if (f.reader, f.way) == (who, "command")]:
                    without.append(command)
    assert without == []
    assert {"message list", "contact list", "contact show", "relay passages", "door show"} <= set(shown)


def test_a_command_is_named_with_what_was_typed_and_the_things_it_shows(home: Home, planted, capsys):
    outcome(f"contact show coast {planted['c-0']}", "coast-officer")
    fact = entries(home)[-1]
    assert (fact.reader, fact.way, fact.openings[0].page) == ("coast-officer", "command", "contact show")
    assert planted["c-0"] in fact.openings[0].things
    outcome("message list coast", "coast-officer")
    assert planted["m-0"] in entries(home)[-1].openings[0].things


def test_where_the_trace_cannot_be_written_nothing_is_printed(home: Home, planted, capsys, monkeypatch):
    def full(self: Ledger, writes, **more):
        if "reading" in writes:
            raise DiskFull(path="x")
        return true(self, writes, **more)

    true = Ledger.append
    monkeypatch.setattr(Ledger, "append", full)
    capsys.readouterr()
    assert outcome("message list coast", "coast-officer") == DiskFull.code
    assert PLANTED not in capsys.readouterr().out


def test_the_record_shown_at_the_terminal_is_a_reading_of_its_logs(home: Home, planted, capsys, monkeypatch):
    from contextlib import contextmanager

    @contextmanager
    def opened(*, restored: bool = False):
        assert not restored
        yield home

    monkeypatch.setattr(cli_record, "_home", opened)
    cli_record.show(case="talks", log="line/coast", reader="coast-officer", page=1)
    assert [f.openings[0].logs for f in entries(home)[-1:]] == [("line/coast",)]
    reading.flush(home)
