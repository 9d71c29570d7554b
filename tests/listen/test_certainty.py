"""How sure a mark is: a number for every rule, in a sensible order, from a table that names only rules that exist."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from wasata.listen import certainty, reader
from wasata.listen.marks import UNWEIGHED, Date, Event, Figure, Statement

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE / "docs"))
import rules_page  # noqa: E402

ENTRIES = [e for lang in ("ar", "en") for e in rules_page.rules_of(lang)]
KINDS = {Statement: "statement", Figure: "figure", Date: "date", Event: "event"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.rule}")
def test_a_mark_by_any_rule_is_weighed_between_nothing_and_certainty(entry):
    found = entry.mark()
    assert found is not None
    assert 0 < found.sure < 1
    assert certainty.LEAST <= found.sure <= certainty.MOST


def test_a_rule_the_table_has_never_seen_is_weighed_by_the_rest():
    seen = certainty.weigh(Statement, ("en.statement.that", "person", True, "middling"))
    unseen = certainty.weigh(Statement, ("en.statement.of-tomorrow", "person", True, "middling"))
    bare = certainty.weigh(Statement, ("en.statement.of-tomorrow", "never", True, "never"))
    assert seen != unseen
    assert all(certainty.LEAST < x < certainty.MOST for x in (unseen, bare))


def test_a_kind_of_mark_whose_facts_are_all_unknown_is_as_sure_as_its_kind():
    for kind, name in KINDS.items():
        nothing = ("en.x.never", *("never" for _ in certainty.NAMED[kind][1:]))
        base = 1 / (1 + math.exp(-certainty.weights()[name, "all"]))
        assert certainty.weigh(kind, nothing) == pytest.approx(
            min(max(base, certainty.LEAST), certainty.MOST), abs=0.25
        )


def statement_sureness(text, lang):
    return [m.sure for m in reader.read(text, lang).statements]


def test_a_side_named_with_its_particle_is_surer_than_a_speaker_nobody_named():
    named = statement_sureness("أعلنت وزارة الخارجية القطرية أن المحادثات مستمرة.", "ar")
    nobody = statement_sureness("وأضاف أن المحادثات مستمرة.", "ar")
    assert named[0] > nobody[0]


def test_a_side_the_roster_knows_is_surer_than_one_it_does_not_know():
    known = statement_sureness("The Qatari foreign ministry said that the talks in Doha continue.", "en")
    unknown = statement_sureness("The ministry said that the talks in the capital continue.", "en")
    assert known[0] > unknown[0]


def test_a_date_is_surer_than_an_event():
    found = reader.read("The militia attacked the port on 2 March 2024.", "en")
    assert found.dates[0].sure > found.events[0].sure


def test_people_counted_of_a_known_side_are_surer_than_of_nobody():
    known = reader.read("The strike killed 14 Palestinians.", "en").figures[0]
    unknown = reader.read("The strike killed 14 people.", "en").figures[0]
    assert known.party is not None
    assert unknown.party is None
    assert known.sure > unknown.sure


def test_the_reader_gives_out_no_mark_unweighed_and_json_tells_how_sure_each_is():
    text = "Qatar said on Monday that 13 hostages were released. Gunmen attacked the port."
    found = reader.read(text, "en")
    told = found.as_json(text)
    for group in ("statements", "figures", "dates", "events"):
        assert told[group]
        for m, shown in zip(getattr(found, group), told[group], strict=True):
            assert shown["sure"] == m.sure
            assert m.sure == round(m.sure, 2)
    assert {m.sure for m in (*found.statements, *found.dates)} != {UNWEIGHED}


def test_the_table_names_no_rule_that_no_longer_exists():
    names = {e.rule for e in ENTRIES}
    gone = {f for _, f in certainty.weights() if f.startswith("rule:") and f.removeprefix("rule:") not in names}
    assert not gone, f"fit the table anew with benchmarks/certainty.py, or take these lines out of it: {gone}"


def test_the_table_names_no_part_of_a_rule_that_no_longer_exists():
    parts = {part for e in ENTRIES for part in e.name.replace(".", "-").split("-")}
    gone = {f for _, f in certainty.weights() if f.startswith("part:") and f.removeprefix("part:") not in parts}
    assert not gone, f"fit the table anew with benchmarks/certainty.py, or take these lines out of it: {gone}"


def test_every_line_of_the_table_is_a_kind_a_fact_and_a_number():
    lines = [x for x in certainty.TABLE.read_text("utf-8").splitlines() if not x.startswith("#")]
    assert lines
    for line in lines:
        kind, fact, weight, seen = line.split("\t")
        assert kind in KINDS.values()
        assert fact
        assert math.isfinite(float(weight))
        assert int(seen) > 0
    assert {(k, "all") for k in KINDS.values()} <= set(certainty.weights())


def test_reading_brings_no_numpy():
    told = "import sys; from wasata.listen import reader; reader.read('Qatar said so.', 'en'); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
