"""Contacts, their readouts, and the files that came with them."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk.access import Desk
from wasata.desk.contact import (
    LARGEST_PIECE,
    contact,
    contacts,
    keep_piece,
    last_contact,
    piece_of,
    record_contact,
    write_readout,
)
from wasata.desk.line import name_person, open_line
from wasata.errors import ContactUnknown, ContactWrong, LineUnknown


@pytest.fixture
def officer(lead: Desk, now: Clock) -> Desk:
    told: Any = {"party": "hamas", "of": "party", "langs": ("ar",), "media": ("call",)}
    open_line(lead, "coast", names={"ar": "الساحل", "en": "Coast"}, officers=("officer",), **told)
    desk = Desk.open(lead.home, lead.case, "officer", now=now)
    name_person(desk, "coast", "one", "Envoy One")
    now.on(hours=5)
    return desk


def test_a_try_that_nobody_answered_is_a_contact_but_no_answer(officer: Desk, now: Clock):
    first = now() - timedelta(hours=3)
    record_contact(officer, "coast", "call", "out", first, answered=True, minutes=12, theirs=("one",))
    record_contact(officer, "coast", "call", "out", now() - timedelta(hours=1), answered=False)
    with officer.hold():
        assert last_contact(officer, "coast") == (now() - timedelta(hours=1), first)
    assert [c.answered for c in contacts(officer, "coast")] == [False, True]
    assert contacts(officer, "coast")[1].ended_at == first + timedelta(minutes=12)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"answered": False, "minutes": 3}, "not_answered"),
        ({"answered": False, "theirs": ("one",)}, "not_answered"),
        ({"answered": True, "theirs": ("nobody",)}, "person"),
    ],
)
def test_what_cannot_be_so_is_refused(officer: Desk, now: Clock, more: dict[str, Any], why: str):
    with pytest.raises(ContactWrong) as refused:
        record_contact(officer, "coast", "call", "out", now(), **more)
    assert refused.value.values["why"] == f"contact.why.{why}"
    assert contacts(officer, "coast") == ()


def test_a_contact_does_not_begin_in_the_future(officer: Desk, now: Clock):
    with pytest.raises(ContactWrong):
        record_contact(officer, "coast", "call", "in", now() + timedelta(minutes=1), answered=True)


def test_readouts_stand_side_by_side_and_the_later_of_one_side_is_shown(officer: Desk, now: Clock):
    named = record_contact(officer, "coast", "meeting", "in", now(), answered=True)
    write_readout(officer, "coast", named, "ours", "They spoke of five days.", "en")
    write_readout(officer, "coast", named, "theirs", "لم نذكر أياما.", "ar", published="their news office")
    write_readout(officer, "coast", named, "ours", "They spoke of five days, if.", "en")
    found = contact(officer, "coast", named)
    assert [found.readout(w).words for w in ("ours", "theirs")] == [  # type: ignore[union-attr, arg-type]
        "They spoke of five days, if.", "لم نذكر أياما.",
    ]  # fmt: skip
    assert len(found.readouts) == 3
    for wrong in ((named, " "), ("c-0", "x")):
        with pytest.raises(ContactWrong):
            write_readout(officer, "coast", wrong[0], "ours", wrong[1], "en")


def test_a_file_is_kept_as_received_and_read_only_with_the_line(lead: Desk, officer: Desk, now: Clock):
    named = record_contact(officer, "coast", "message", "in", now(), answered=True)
    piece = keep_piece(officer, "coast", named, "map.png", "image/png", b"\x89PNG a map", act_id="once")
    assert keep_piece(officer, "coast", named, "map.png", "image/png", b"\x89PNG a map", act_id="once") == piece
    assert len(contact(officer, "coast", named).pieces) == 1
    assert piece_of(officer, "coast", named, piece)[1] == b"\x89PNG a map"
    analyst = Desk.open(lead.home, lead.case, "analyst", now=now)
    with pytest.raises(LineUnknown):
        piece_of(analyst, "coast", named, piece)
    with pytest.raises(ContactWrong):
        piece_of(officer, "coast", named, "0" * 64)
    for content in (b"", b"x" * (LARGEST_PIECE + 1)):
        with pytest.raises(ContactWrong):
            keep_piece(officer, "coast", named, "x", "text/plain", content)


def test_the_same_file_kept_twice_has_two_names(officer: Desk, now: Clock):
    """A name made from the content alone would tell whoever sees two of them that they are one."""
    named = record_contact(officer, "coast", "message", "in", now(), answered=True)
    names = {keep_piece(officer, "coast", named, "map.png", "image/png", b"a map") for _ in range(2)}
    assert len(names) == 2


@pytest.mark.parametrize(
    ("more", "why"),
    [({"ours": ("Not A Name",)}, "ours"), ({"minutes": 10_081}, "minutes"), ({"about": "x" * 2001}, "form")],
)
def test_names_and_lengths_that_cannot_be_are_refused_in_words(
    officer: Desk, now: Clock, more: dict[str, Any], why: str
):
    with pytest.raises(ContactWrong) as refused:
        record_contact(officer, "coast", "call", "out", now(), answered=True, **more)
    assert refused.value.values["why"] == f"contact.why.{why}"


def test_a_contact_or_file_that_is_not_there_is_told_apart_from_a_wrong_one(officer: Desk, now: Clock):
    named = record_contact(officer, "coast", "message", "in", now(), answered=True)
    for missing in (lambda: contact(officer, "coast", "c-0"), lambda: piece_of(officer, "coast", named, "0" * 64)):
        with pytest.raises(ContactUnknown):
            missing()
