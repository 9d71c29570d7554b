"""The invented sample: made whole by acts people do, marked as invented, finished when it was broken off."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from wasata.desk import sample_talks
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.commitment import commitments
from wasata.desk.contact import contacts
from wasata.desk.line import board
from wasata.desk.message import channel_whole, file_of
from wasata.desk.position import positions
from wasata.desk.relay_life import relays
from wasata.errors import CaseExists, LineNone, WasataError
from wasata.listen.roster import default_roster, parse_roster
from wasata.record.home import Home

NOW = datetime(2031, 3, 20, 11, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home.create(tmp_path_factory.mktemp("marzana") / "home", now=lambda: NOW)
    sample_talks.make(made, now=lambda: NOW)
    return made


def _desk(home: Home, reader: str) -> Desk:
    return Desk.open(home, sample_talks.name(), reader, now=lambda: NOW)


def test_it_is_marked_as_invented_in_both_languages(home: Home):
    for lang, word in (("ar", "مختلق"), ("en", "invented")):
        head = case_head(_desk(home, "lead"), lang)
        assert head.invented
        assert word in head.name
    assert "invented" in sample_talks.name(), "addresses and file names say so too"


def test_its_lines_are_in_every_state_a_board_can_show(home: Home):
    cards = {card.line: card for card in board(_desk(home, "lead"), "en")}
    assert {line: card.spell.state for line, card in cards.items() if card.spell} == {
        "harbour": "degraded", "terraces": "open", "ostrey": "open", "lake": "open",
    }  # fmt: skip
    assert [card.line for card in board(_desk(home, "officer-2"), "en")] == ["terraces"]
    late = cards["terraces"].due[0].falls
    assert late.at > datetime(2031, 3, 6, 18, tzinfo=UTC), "the days in which the hills were cut off were not counted"


def test_relays_end_in_each_way_a_relay_can_end(home: Home):
    states = Counter(r.state for r in relays(_desk(home, "lead")))
    assert {"answered", "seen", "withdrawn", "drafted"} <= set(states)


def test_nothing_uncleared_ever_arrived(home: Home):
    lead = _desk(home, "lead")
    lines = [card.line for card in board(lead, "en")]
    kept = {
        p.words for x in lines for m in channel_whole(lead, x).messages if not m.ours for p in m.passages
        if not any(c.clearance != "none" for c in p.history)
    }  # fmt: skip
    arrived = [p.words for x in lines for m in channel_whole(lead, x).messages if m.ours for p in m.passages]
    assert kept
    assert arrived
    assert not [words for words in arrived if any(secret in words for secret in kept)]


def test_a_delegate_reads_his_channel_and_no_line(home: Home):
    door = _desk(home, "delegate")
    assert channel_whole(door, "harbour").messages
    with pytest.raises(WasataError):
        channel_whole(door, "terraces")
    with pytest.raises(LineNone):
        board(door, "en")


def test_two_commitments_stand_on_the_table_alike_for_all_and_positions_rest_on_passages(home: Home):
    told = [commitments(_desk(home, who), "en") for who in ("lead", "delegate")]
    assert told[0] == told[1]
    assert [(c.who, c.to, c.state) for c in told[0]] == [
        ("the Nuhara mediation", None, "to_come"), ("The Harbour Assembly", "The Terraces League", "at_event"),
    ]  # fmt: skip
    stand = [c for row in positions(_desk(home, "lead"), "ar").matters for c in row.cells if c is not None]
    assert {e.what for c in stand for e in c.evidence} == {"passage", "ours"}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_positions_of_parties_of_a_supporter_and_of_a_co_mediator_stand_side_by_side(home: Home, lang):
    shown = positions(_desk(home, "lead"), lang)
    assert {"harbour", "terraces", "ostrey", "lake"} <= {v.line for v in shown.voices}
    lake = [v.line for v in shown.voices].index("lake")
    (asked,) = [c for row in shown.matters if (c := row.cells[lake]) and any(o and o.line == "harbour" for o in row.cells)
                and c.stance == "accepts"]  # fmt: skip
    assert asked.words == "خمسة أيام قابلة للتمديد.", "it wanted ten at first"
    assert {v.line for v in positions(_desk(home, "officer-2"), lang).voices} == {"terraces"}
    assert {v.line for v in positions(_desk(home, "officer-3"), lang).voices} == {"lake"}


def test_a_line_slows_and_another_was_dark(home: Home):
    found = contacts(_desk(home, "lead"), "harbour")
    held = [c.began_at for c in reversed(found) if c.answered]
    slow = NOW.replace(hour=0, minute=0) - timedelta(days=7)
    before, after = ([b - a for a, b in pairwise(some)] for some in
                     ([h for h in held if h < slow], [h for h in held if h >= slow]))  # fmt: skip
    assert sum(after, timedelta()) / len(after) > 2 * sum(before, timedelta()) / len(before)


def test_nobody_in_it_is_of_this_world():
    known = {name for e in default_roster().entries.values() for name in (*e.ar, *e.en)}
    invented = parse_roster((Path(sample_talks.__file__).parents[1] / "sample/marzana/roster.tsv").read_text("utf-8"))
    assert not [name for e in invented.entries.values() for name in (*e.ar, *e.en) if name in known]


@pytest.mark.parametrize("after", [0, 3, 40, 120])
def test_broken_off_anywhere_it_goes_on_to_the_same_end(tmp_path, monkeypatch: pytest.MonkeyPatch, after: int):
    """The process ends after so many steps; the next start finishes what is missing, and does nothing twice."""
    steps = sample_talks.Done.do
    done = 0

    def stops(self, step, act):
        nonlocal done
        if done == after:
            raise KeyboardInterrupt
        done += 1
        steps(self, step, act)

    with Home.create(tmp_path / "home", now=lambda: NOW) as made:
        with monkeypatch.context() as patch:
            patch.setattr(sample_talks.Done, "do", stops)
            with pytest.raises(KeyboardInterrupt):
                sample_talks.make(made, now=lambda: NOW)
        assert sample_talks.standing(made) == "begun"
        sample_talks.make(made, now=lambda: NOW + timedelta(days=3))
        assert sample_talks.standing(made) == "whole"
        lead = _desk(made, "lead")
        assert len(contacts(lead, "harbour")) == _contacts_told("harbour")
        assert Counter(r.state for r in relays(lead))["answered"] >= 2
        with pytest.raises(CaseExists):
            sample_talks.make(made, now=lambda: NOW)


def _contacts_told(line: str) -> int:
    told = json.loads(sample_talks._data("contacts.json"))[line]
    steps = map(json.loads, sample_talks._data("talks.jsonl").splitlines())
    alone = sum(step["do"] in ("contact", "meeting") and step["line"] == line for step in steps)
    return alone + sum(1 for _ in sample_talks._contacts(line, told, NOW))


def test_it_shows_a_file_handed_in_with_its_leave_one_that_went_across_bare_and_one_that_stays(home):
    (letter,) = [m for m in channel_whole(_desk(home, "delegate"), "harbour").messages if m.pieces]
    assert [p.name for p in letter.pieces] == ["enclosure-1.png"]
    (theirs,) = [m for m in channel_whole(_desk(home, "lead"), "terraces").messages if m.files]
    (came,) = theirs.files
    assert (came.clearance, came.media_type) == ("theirs", "image/png")
    as_it_came = file_of(_desk(home, "lead"), "terraces", theirs.message, came.piece)[1]
    copy = file_of(_desk(home, "delegate"), "harbour", letter.message, letter.pieces[0].piece)[1]
    assert b"League office" in as_it_came
    assert b"League office" not in copy
    handed = [f for m in channel_whole(_desk(home, "delegate"), "harbour").messages for f in m.files]
    assert [(f.media_type, f.clearance) for f in handed] == [
        ("image/png", "theirs"),
        ("text/plain; charset=utf-8", "none"),
    ]
