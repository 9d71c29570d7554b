"""The generated reference says what the code says."""

import re
import subprocess
import sys
from pathlib import Path

import wasata
from wasata import values

HOUSE = Path(__file__).resolve().parents[2]


def test_the_reference_is_made_from_this_code():
    done = subprocess.run(
        [sys.executable, str(HOUSE / "docs" / "make_reference.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}: run `make docs`"


def test_the_reading_contract_tells_every_field_and_every_value_of_it():
    told = set(re.findall(r"`(\w+)`", (HOUSE / "docs" / "reference" / "reading-contract.md").read_text("utf-8")))
    text = "The army said on Monday that 12 people, most of them women, were killed in a strike on the town."
    read = wasata.read(text, published="2024-05-07", explain=True)
    marks = [mark for group in ("statements", "figures", "dates", "events") for mark in read[group]]
    assert all(read[group] for group in ("statements", "figures", "dates", "events")), (
        "the sentence has a mark of each kind"
    )
    assert {field for mark in marks for field in mark} | set(read) <= told
    for names in ("SOURCE_KINDS", "ACTS", "QUALIFIERS", "MEASURES", "EVENT_KINDS", "STATUSES"):
        assert set(getattr(values, names)) <= told, names
