"""One act under one name of the caller's."""

from threading import Thread

import pytest

from wasata.desk.access import Desk
from wasata.desk.case import open_case, write_note
from wasata.desk.once import once
from wasata.errors import ActReused
from wasata.record.home import Home

CASE = "quiet"


@pytest.fixture
def home(tmp_path):
    made = Home.create(tmp_path / "home")
    open_case(
        made, CASE, names={"ar": "محادثات", "en": "Talks"}, period={"ar": "شتاء", "en": "Winter"}, lead="lead",
        parties=("israel", "hamas"), mediators=("qatar",), readers=[("officer", "officer")], lot=lambda _: None,
    )  # fmt: skip
    yield made
    made.close()


def note(home: Home, reader: str, name: str, text: str) -> None:
    desk = Desk.open(home, CASE, reader)
    with once(desk, name, text) as act_id:
        write_note(desk, text, "en", act_id=act_id)


def notes(home: Home) -> int:
    return home.ledger(CASE, ("bureau",)).head("bureau").seq


def test_the_same_under_the_same_name_is_one_act(home):
    note(home, "lead", "first", "The delegations have arrived.")
    before = notes(home)
    note(home, "lead", "first", "The delegations have arrived.")
    assert notes(home) == before


def test_another_content_under_the_same_name_is_refused_and_nothing_is_written(home):
    note(home, "lead", "first", "The delegations have arrived.")
    before = notes(home)
    with pytest.raises(ActReused):
        note(home, "lead", "first", "The delegations have left.")
    assert notes(home) == before


def test_a_name_is_refused_in_a_house_that_was_closed_and_opened_again(home):
    note(home, "lead", "first", "The delegations have arrived.")
    again = Home.open(home.path)
    try:
        with pytest.raises(ActReused):
            note(again, "lead", "first", "The delegations have left.")
        note(again, "lead", "first", "The delegations have arrived.")
    finally:
        again.close()


def test_each_reader_has_names_of_his_own(home):
    note(home, "lead", "first", "The delegations have arrived.")
    before = notes(home)
    note(home, "officer", "first", "One of them has left.")
    assert notes(home) == before + 1


def test_of_two_contents_that_come_at_once_under_one_name_one_is_done(home):
    refused = []

    def send(text: str) -> None:
        try:
            note(home, "lead", "first", text)
        except ActReused:
            refused.append(text)

    before = notes(home)
    both = [Thread(target=send, args=(f"The delegation of {side} has arrived.",)) for side in ("one side", "the other")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert (notes(home), len(refused)) == (before + 1, 1)


def test_an_id_tells_nothing_of_who_acted_by_which_way(home):
    desk = Desk.open(home, CASE, "lead")
    with once(desk, "first", "words") as act_id:
        assert len(act_id) == 40
        assert int(act_id, 16) >= 0, "as the ids of forms are"
