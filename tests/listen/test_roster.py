"""The roster: whose side each body and voice speaks for."""

import re

import pytest

from wasata.listen.roster import BadRoster, default_roster, parse_roster

PARTIES_OF_THE_CONTRACT = (
    "israel hamas pij plo palestinians qatar egypt usa un icrc houthis yemen saudi uae oman iran hezbollah lebanon "
    "syria iraq jordan turkey russia ukraine sudan_army rsf libya taliban afghanistan france uk germany eu vatican other"
)
HEAD = "id\twhat\tpart_of\tar\ten\n"


def test_every_party_of_the_reading_contract_stands_in_the_default_roster_and_no_other():
    assert sorted(e.id for e in default_roster().entries.values() if e.what == "party") == sorted(
        PARTIES_OF_THE_CONTRACT.split()
    )


@pytest.mark.parametrize(
    ("entry", "party"),
    [
        ("qassam", "hamas"),
        ("abu-obeida", "hamas"),
        ("gaza-health", "hamas"),
        ("mossad", "israel"),
        ("barnea", "israel"),
        ("state-dept", "usa"),
        ("blinken", "usa"),
        ("coalition", "saudi"),
        ("iom", "un"),
        ("unrwa", "un"),
        ("majed-ansari", "qatar"),
        ("doha", "qatar"),
        ("kremlin", "russia"),
        ("burhan", "sudan_army"),
        ("hemedti", "rsf"),
        ("carboni", "icrc"),
        ("reuters", None),
        ("x-platform", None),
        ("gaza", None),
        ("arab-league", "other"),
        ("nobody", None),
    ],
)
def test_a_body_belongs_to_its_side_and_an_outlet_to_none(entry: str, party: str | None):
    assert default_roster().party_of(entry) == party


def test_entries_have_short_ids_and_names_in_both_languages():
    for entry in default_roster().entries.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", entry.id), entry.id
        assert entry.ar, entry.id
        assert entry.en, entry.id
        assert len(set(entry.ar)) == len(entry.ar), entry.id
        assert len(set(entry.en)) == len(entry.en), entry.id


def test_no_name_is_claimed_by_two_entries():
    owner: dict[str, str] = {}
    for entry in default_roster().entries.values():
        for name in (*entry.ar, *entry.en):
            assert owner.setdefault(name, entry.id) == entry.id, name


def test_the_first_name_of_an_entry_takes_no_side():
    sided = re.compile("الاحتلال|الكيان|العدو|ميليشيا|مليشيا|terror|regime|occupation|entity|militia")
    for entry in default_roster().entries.values():
        assert not sided.search(entry.ar[0]), entry.id
        assert not sided.search(entry.en[0]), entry.id


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ("one\tparty\t\tاسم\n", 2, "columns"),
        ("one\tparty\t\tاسم\tName\none\tparty\t\tاسم\tName\n", 3, "twice"),
        ("one\tking\t\tاسم\tName\n", 2, "what"),
        ("one\tbody\ttwo\tاسم\tName\n", 2, "part_of"),
        ("# a note\n\none\tbody\ttwo\tاسم\tName\n", 4, "part_of"),
        ("one\tbody\ttwo\tاسم\tName\ntwo\tbody\tone\tاسم\tName\n", 2, "circle"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_number(lines: str, line: int, why: str):
    with pytest.raises(BadRoster) as refused:
        parse_roster(HEAD + lines)
    assert (refused.value.values["line"], refused.value.values["why"]) == (line, why)


def test_a_roster_saved_by_a_table_program_is_read():
    roster = parse_roster("\ufeff" + HEAD + "one\tparty\t\tاسم | آخر\tName | Other\r\n")
    assert roster.entries["one"].ar == ("اسم", "آخر")
    assert roster.entries["one"].en == ("Name", "Other")
    assert not roster.is_default
