"""Maps of definitions, taken in before a text names them."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.desk.test_definition import at as at
from tests.desk.test_definition_guards import just_before
from tests.desk.test_handed_in import png

from wasata.desk.access import Desk
from wasata.desk.case import write_note
from wasata.desk.defined import OURS
from wasata.desk.map import LARGEST, kept_map, take_in_map
from wasata.errors import ActReused, DefinitionWrong, NotAllowed, RecordError

At = Callable[[str], Desk]


def kept(desk: Desk) -> int:
    """How many pictures lie beside the logs."""
    return sum(1 for _ in (desk.home.path).rglob("pieces/*/*"))


def length(desk: Desk) -> int:
    return desk.ledger.head("bureau").seq


def test_the_same_act_sent_again_is_the_picture_that_was_kept_first(at: At):
    officer, picture = at("officer"), png()
    first = take_in_map(officer, picture, act_id="a1")
    before = (length(officer), kept(officer))
    assert take_in_map(at("officer"), picture, act_id="a1") == first
    assert (length(officer), kept(officer)) == before == (before[0], 1)
    assert kept_map(officer, first.piece) == first
    assert b"Nadia" not in officer.ledger.piece("bureau", first.piece), "bare of who drew it"


def test_another_picture_under_the_same_act_is_refused_and_nothing_is_kept(at: At):
    officer = at("officer")
    take_in_map(officer, png(), act_id="a1")
    write_note(officer, "A note.", "en", act_id="a2")
    before = (length(officer), kept(officer))
    for act_id, colour in (("a1", 9), ("a2", 200)):
        with pytest.raises(ActReused):
            take_in_map(officer, png(colour=colour), act_id=act_id)
    assert (length(officer), kept(officer)) == before


def test_a_picture_is_kept_once_although_the_record_grew_while_it_was_decided(at: At, monkeypatch: pytest.MonkeyPatch):
    officer, lead = at("officer"), at("lead")
    as_it_is = officer.ledger.append
    refused: list[int] = []

    def append(*given: Any, **named: Any) -> Any:
        if not refused:
            refused.append(1)
            write_note(lead, "A note.", "en")
        return as_it_is(*given, **named)

    monkeypatch.setattr(officer.ledger, "append", append)
    made = take_in_map(officer, png(), act_id="a1")
    assert refused
    assert kept(officer) == 1
    assert officer.ledger.piece("bureau", made.piece)


def test_of_two_sent_at_once_the_second_is_given_what_the_first_kept(at: At, monkeypatch: pytest.MonkeyPatch):
    officer, found = at("officer"), []
    just_before(monkeypatch, "write_definition", lambda: found.append(take_in_map(at("officer"), png(), act_id="a1")))
    assert take_in_map(officer, png(), act_id="a1") == found[0]
    assert kept(officer) == 1


def test_what_is_no_picture_or_may_not_be_taken_in_is_not(at: At):
    officer = at("officer")
    before = length(officer)
    for content in (b"", b"words", b"\x89PNG\r\n\x1a\n broken", png() + b"\0" * LARGEST):
        with pytest.raises(DefinitionWrong):
            take_in_map(officer, content, act_id="a1")
    with pytest.raises((NotAllowed, RecordError)):
        take_in_map(at("coast-delegate"), png(), act_id="a1")
    assert (length(officer), kept(officer)) == (before, 0)


def test_a_picture_that_no_text_names_is_no_word(at: At):
    officer = at("officer")
    take_in_map(officer, png(), act_id="a1")
    assert officer.fold(OURS) == {}
