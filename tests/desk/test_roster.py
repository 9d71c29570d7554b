"""A roster comes back from the record as it went in."""

from wasata.desk.roster import roster_fact, roster_kept
from wasata.listen.roster import default_roster


def test_every_entry_comes_back_with_its_names_in_their_own_language():
    shipped = default_roster()
    kept = roster_kept([e.model_dump() for e in roster_fact(shipped).entries])
    assert kept.entries == shipped.entries
