"""A roster comes back from the record as it went in, and is changed by an entry at a time without losing another."""

import pytest

from wasata.desk.roster import differences, drop_entry, put_entry, roster_fact, roster_kept
from wasata.errors import RosterWrong
from wasata.listen.roster import Entry, default_roster


def test_every_entry_comes_back_with_its_names_in_their_own_language():
    shipped = default_roster()
    kept = roster_kept([e.model_dump() for e in roster_fact(shipped).entries])
    assert kept.entries == shipped.entries


def test_an_entry_put_or_dropped_leaves_every_other_as_it_was():
    shipped = default_roster()
    new = Entry("relief-fund", "body", "qatar", ("صندوق الإغاثة",), ("the Relief Fund",))
    made = put_entry(shipped, new, was=None)
    assert differences(shipped, made).added == ("relief-fund",)
    assert not differences(shipped, made).changed
    assert made.party_of("relief-fund") == "qatar"
    assert differences(shipped, drop_entry(made, new)).none
    assert "relief-fund" not in shipped.entries, "the one that stood is not touched"


def test_every_shipped_entry_could_be_put_again_as_it_is():
    shipped = default_roster()
    for entry in shipped.entries.values():
        assert put_entry(shipped, entry, was=entry).entries == shipped.entries


@pytest.mark.parametrize("seen", [None, Entry("qatar", "party", None, ("قطر",), ("Qatar",))])
def test_what_is_not_as_it_was_seen_is_not_replaced(seen):
    with pytest.raises(RosterWrong):
        put_entry(default_roster(), Entry("qatar", "party", None, ("قطر",), ("Qatar",)), was=seen)


def test_what_others_are_part_of_is_not_dropped():
    shipped = default_roster()
    with pytest.raises(RosterWrong) as refused:
        drop_entry(shipped, shipped.entries["qatar"])
    assert "doha" in str(refused.value.values["value"])
    with pytest.raises(RosterWrong):
        drop_entry(shipped, shipped.entries["mossad"], signed={"mossad"})
