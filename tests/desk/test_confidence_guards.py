"""What may not be repeated beyond its line: every word of theirs and of ours on it, what we hold likely, and nothing else; each
by a case that only it tells. And what comes with a contact, out of which a letter encloses files."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk import definitions
from tests.desk.relays import Room

from wasata.carry.bare import bare
from wasata.desk import contact as contacts
from wasata.desk import defined, definition, line
from wasata.desk.access import Desk, grant_log
from wasata.desk.assessment import assess, assessments, assessments_in, close_assessment, estimated
from wasata.desk.cell import open_cell
from wasata.desk.confidence import noted, of_a_line, of_another_line, repeats
from wasata.desk.contact import (
    LARGEST_PIECE,
    Contact,
    Contacts,
    Piece,
    Readout,
    bare_copy,
    contacts_view,
    keep_piece,
    piece_of,
    record_contact,
    write_readout,
)
from wasata.desk.delivery import deliver_due
from wasata.desk.letter import send
from wasata.desk.message import hear, say
from wasata.desk.position import drop_position, name_matter, note_position
from wasata.errors import ContactUnknown, KindUnknown, LineUnknown
from wasata.record.kinds.position import Condition, Evidence

FUEL = "the fuel in the harbour lasts for nine days"
ROAD = "the road over the hills stays shut all winter"


def ours(*words: str | None) -> tuple[Evidence, ...]:
    return tuple(Evidence(of="ours", words=w) for w in words)


def met(desk: Desk, at: Any, on: str = "coast", **more: Any) -> str:
    return record_contact(desk, on, "call", "in", at, answered=True, **more)


# what we wrote


def test_every_word_of_ours_on_a_line_is_known_with_its_hour_wherever_it_was_written(room: Room):
    now, desk, on = room.now, room.coast, "coast"
    matter = name_matter(room.lead, {"ar": "الوقود", "en": "Fuel"})
    began, position = now(), ""
    wrote: list[tuple[str, Any]] = []

    def at(*told: str) -> None:
        wrote.extend((words, now()) for words in told)
        now.on(seconds=1)

    now.on(seconds=1)
    one = met(desk, began, about="about the fuel")
    at("about the fuel")
    write_readout(desk, on, one, "ours", "our readout", "en")
    at("our readout")
    write_readout(desk, on, one, "theirs", "their readout", "en")
    at("their readout")
    write_readout(desk, on, one, "theirs", "as they published it", "en", published="https://coast.example/1")
    at()
    position = note_position(
        desk, on, "hamas", matter, "conditions", "their position", "en",
        evidence=(*ours("why we think so"), Evidence(of="contact", ref=one), *ours("and why else")),
        only_if=(Condition(matter=matter, words="on one condition"),),
    )  # fmt: skip
    at("their position", "why we think so", "and why else", "on one condition")
    drop_position(desk, on, position, "it was a slip")
    at("it was a slip")
    line.note_line(desk, on, "degraded", cause="technical", note="one call in three")
    at("one call in three")
    line.note_line(desk, on, "open")
    at()
    line.change_media(desk, on, ("meeting",), note="the calls are heard")
    at("the calls are heard")
    line.agree_dark_rule(desk, on, "pauses", note="as last year")
    at("as last year")
    line.person_left(desk, on, "one", "called home")
    at("called home")
    line.set_deadline(desk, on, "their list", now() + timedelta(hours=9), "them")
    at("their list")
    with desk.hold():
        (deadline,) = desk.fold(line.line_view(on)).deadlines
    line.close_deadline(desk, on, deadline, "met", note="it came by hand")
    at("it came by hand")
    line.move_delegation(desk, on, "the negotiators", "recalled", "the host city", decided_by="their council")
    at("the negotiators", "the host city", "their council")
    line.note_pressure(desk, on, "israel", "to open the road", asked_by_us=True)
    at("to open the road")
    with desk.hold():
        assert list(noted(desk)) == wrote
        assert list(noted(desk, "hills")) == wrote
        assert list(noted(desk, "coast")) == []
    with room.hills.hold():
        assert list(noted(room.hills)) == []


def test_what_they_published_is_no_confidence_and_what_rests_with_it_still_is(room: Room):
    now = room.now
    one = met(room.coast, now())
    write_readout(
        room.coast, "coast", one, "theirs", f"They published that {FUEL}.", "en", published="https://coast.example"
    )
    with room.lead.hold():
        assert repeats(room.lead, f"We hear that {FUEL}.") is None
    write_readout(room.coast, "coast", one, "ours", f"We noted that {FUEL}.", "en")
    with room.lead.hold():
        assert repeats(room.lead, f"We hear that {FUEL}.") == "that the fuel in the harbour"


# what they said


@pytest.mark.parametrize("how", ["say", "hear", "object"])
def test_what_they_said_on_one_line_is_repeated_beyond_it_however_they_said_it(room: Room, how: str):
    if how == "say":
        say(room.coast_door, "coast", [("Good morning to you.", "none"), (f"So {FUEL}.", "none")], "en")
    elif how == "hear":
        hear(room.coast, "coast", [(f"So {FUEL}.", "none")], "en")
    else:
        text = defined.Text({"ar": "هدنة", "en": "pause"}, {"ar": "لا نار", "en": "No fire."})
        term = definition.write(room.coast, text)
        definitions.put(room.lead, "coast", term, 1, recipient="Coast Council")
        definition.answer(room.coast_door, "coast", term, 1, f"No: {FUEL}.")
    told, run = f"It is said that {FUEL}.", "the fuel in the harbour lasts"
    for desk in (room.coast, room.lead):
        with desk.hold():
            assert repeats(desk, told) == repeats(desk, told.upper()) == run, "as it stands there"
            assert repeats(desk, told, but="hills") == run
            assert repeats(desk, told, but="coast") is None
            assert of_a_line(desk, (None, "", "Nothing of it.", told)) == run
            assert of_a_line(desk, (None, "", "Nothing of it.")) is None
            assert of_another_line(desk, "coast", (told,)) is None
    with room.lead.hold():
        assert of_another_line(room.lead, "hills", (None, "", "Nothing of it.", told)) == run
        assert of_another_line(room.lead, "hills", (None, "", "Nothing of it.")) is None
        assert of_another_line(room.lead, "hills", (told,), also=(f"As you know {FUEL}.",)) is None
    with room.hills.hold():
        assert repeats(room.hills, told) is None


def test_what_we_wrote_to_one_side_ourselves_is_no_word_of_theirs(room: Room):
    letter = send(room.coast, "coast", [f"We hear that {FUEL}."], "en", recipient="Coast Council")
    room.now.on(minutes=5)
    assert deliver_due(room.coast, "coast", {}) == (letter,)
    with room.lead.hold():
        assert repeats(room.lead, FUEL) is None
        assert of_another_line(room.lead, "hills", (FUEL,)) is None
    say(room.coast_door, "coast", [(f"So {FUEL}.", "none")], "en")
    with room.lead.hold():
        assert repeats(room.lead, FUEL) is not None


def test_what_was_told_to_both_is_no_news_on_either(room: Room):
    say(room.coast_door, "coast", [(f"So {FUEL}.", "none")], "en")
    told = f"It is said that {FUEL}."
    with room.lead.hold():
        assert of_another_line(room.lead, "hills", (told,)) == "the fuel in the harbour lasts"
    say(room.hills_door, "hills", [("Good morning.", "none"), (f"We know that {FUEL}.", "none")], "en")
    with room.lead.hold():
        assert of_another_line(room.lead, "hills", (told,)) is None


def test_who_says_after_us_what_we_said_before_repeats_us(room: Room):
    say(room.coast_door, "coast", [(f"So {FUEL} and {ROAD}.", "none")], "en")
    with room.lead.hold():
        told = f"{FUEL}. {ROAD}."
        assert repeats(room.lead, told, ours=(f"We wrote that {FUEL}.",)) == "the road over the hills stays"
        assert repeats(room.lead, FUEL, ours=(f"We wrote that {FUEL}.",)) is None
        assert repeats(room.lead, FUEL, ours=iter((f"We wrote that {FUEL}.",))) is None
        assert repeats(room.lead, FUEL, ours=("Of something else we wrote at length.",)) is not None
        assert repeats(room.lead, "Of something else.", ours=("Of something else.",)) is None


def test_what_they_said_after_a_text_was_written_they_may_have_from_it(room: Room):
    before = room.now()
    at = room.now.on(hours=1)
    say(room.coast_door, "coast", [(f"So {FUEL}.", "none")], "en")
    with room.lead.hold():
        assert repeats(room.lead, FUEL, written_at=before) is None
        assert repeats(room.lead, FUEL, written_at=at) is not None
        assert repeats(room.lead, FUEL, written_at=at + timedelta(hours=1)) is not None


def test_a_channel_without_its_line_is_heard_too(room: Room):
    """An officer who reads the channel alone."""
    say(room.coast_door, "coast", [(f"So {FUEL}.", "none")], "en")
    grant_log(room.lead, "officer-2", "channel/coast")
    with room.hills.hold():
        assert repeats(room.hills, FUEL) is not None
        assert of_another_line(room.hills, "hills", (FUEL,)) is not None


# what we hold likely


def test_no_letter_to_one_line_says_what_we_hold_likely_of_another_or_in_the_cell(room: Room):
    open_cell(room.lead)
    until = room.now().date() + timedelta(days=9)

    def made(on: str | None, words: str, **more: Any) -> str:
        told: Any = {
            "basis": ours(f"{words} basis", f"{words} more"),
            "would_change": f"{words} change",
            "until": until,
        }
        return assess(room.lead, on, words, "en", "likely", **told | more)

    def all_of(words: str) -> tuple[str, ...]:
        return (words, f"{words} change", f"{words} basis", f"{words} more")

    coast, hills, cell = made("coast", "coast"), made("hills", "hills"), made(None, "cell")
    made("coast", "anew", assessment=coast)
    with room.lead.hold():
        assert estimated(room.lead, "hills") == (*all_of("coast"), *all_of("anew"), *all_of("cell"))
        assert estimated(room.lead, "coast") == (*all_of("hills"), *all_of("cell"))
        assert estimated(room.lead, "nowhere") == (*all_of("coast"), *all_of("anew"), *all_of("hills"), *all_of("cell"))
    for on, name in (("coast", coast), (None, cell)):
        close_assessment(room.lead, on, name, "unknown")
    with room.lead.hold():
        assert estimated(room.lead, "hills") == (*all_of("coast"), *all_of("anew"), *all_of("cell")), "closed or not"
    with room.coast.hold():
        assert estimated(room.coast, "hills") == (*all_of("coast"), *all_of("anew")), "the cell is not his"
    with room.hills.hold():
        assert estimated(room.hills, "hills") == ()
    assert hills


def test_a_basis_without_words_adds_none(room: Room):
    said = say(room.coast_door, "coast", [("Yes.", "none")], "en")
    basis = (Evidence(of="message", ref=said, number=1),)
    until = room.now().date() + timedelta(days=9)
    assess(room.lead, "coast", "words", "en", "likely", basis=basis, would_change="change", until=until)
    with room.lead.hold():
        assert estimated(room.lead, "hills") == ("words", "change")


def test_an_assessment_stands_as_it_was_made_and_closed(room: Room):
    until = room.now().date() + timedelta(days=9)
    told: Any = {"basis": ours("why"), "would_change": "what", "until": until}
    made = room.now.on(hours=1)
    name = assess(room.coast, "coast", "first", "en", "likely", **told)
    revised = room.now.on(hours=1)
    assess(room.coast, "coast", "second", "en", "even", assessment=name, **told)
    closed = room.now.on(hours=1)
    close_assessment(room.lead, "coast", name, "borne_out", "as we said")
    first, second, last = (e for e in room.lead.ledger.entries("line/coast") if e.kind.startswith("assessment."))
    with room.lead.hold():
        kept = room.lead.fold(assessments_in("line/coast"))[name]
    assert kept.made == ((first.data, made), (second.data, revised))
    assert (kept.closed, kept.closed_at, kept.closed_by) == (last.data, closed, "lead")
    assert kept.told["words"] == "second"


def test_the_assessments_of_a_line_one_does_not_hold_are_of_no_line_there_is(room: Room):
    for on in ("coast", "nowhere"):
        with pytest.raises(LineUnknown) as refused:
            assessments(room.hills, on)
        assert refused.value.values == {"line": on}


# what came with a contact


def test_a_contact_stands_with_its_accounts_and_files_as_they_were_recorded(room: Room):
    began = room.now()
    at = [room.now.on(seconds=1)]
    one = record_contact(
        room.coast, "coast", "meeting", "out", began, answered=True, minutes=12, ours=("officer",), theirs=("one",),
        place="the host city", about="the list",
    )  # fmt: skip
    for act in (
        lambda: write_readout(room.coast, "coast", one, "ours", "So we noted it.", "en"),
        lambda: write_readout(room.lead, "coast", one, "theirs", "هكذا نشروه.", "ar", published="their office"),
        lambda: keep_piece(room.coast, "coast", one, "map.png", "image/png", b"a map"),
        lambda: keep_piece(room.coast, "coast", one, "list.txt", "text/plain", b"a longer list"),
        lambda: record_contact(room.coast, "coast", "call", "in", began, answered=False),
    ):
        at.append(room.now.on(seconds=1))
        act()
    with room.coast.hold():
        kept = room.coast.fold(contacts_view("coast"))
    *_, two = kept.contacts
    pieces = kept.contacts[one].pieces
    assert kept == Contacts({
        one: Contact(
            one, "meeting", "out", began, 12, True, ("officer",), ("one",), "the host city", "the list", "officer", at[0],
            readouts=(
                Readout("ours", "So we noted it.", "en", None, "officer", at[1], 1),
                Readout("theirs", "هكذا نشروه.", "ar", "their office", "lead", at[2], 2),
            ),
            pieces=(
                Piece(pieces[0].piece, "map.png", "image/png", 5), Piece(pieces[1].piece, "list.txt", "text/plain", 13),
            ),
        ),
        two: Contact(two, "call", "in", began, None, False, (), (), None, None, "officer", at[5]),
    })  # fmt: skip
    assert Readout("ours", "x", "en", None, "officer", began).number == 0
    assert [piece_of(room.coast, "coast", one, p.piece) for p in pieces] == [
        (pieces[0], b"a map"), (pieces[1], b"a longer list"),
    ]  # fmt: skip


def test_a_file_is_found_with_its_own_contact_and_line_alone(room: Room):
    began = room.now()
    one, two = met(room.coast, began), met(room.coast, began)
    piece = keep_piece(room.coast, "coast", one, "map.png", "image/png", b"a map")
    for desk, on, named, unknown in (
        (room.coast, "coast", two, piece), (room.coast, "coast", one, "0" * 64), (room.coast, "coast", "c-0", piece),
    ):  # fmt: skip
        with pytest.raises(ContactUnknown) as refused:
            piece_of(desk, on, named, unknown)
        told = ("contact.why.unknown", "c-0") if named == "c-0" else ("contact.why.piece", unknown)
        assert (str(refused.value.values["why"]), refused.value.values["value"]) == told
    for desk, on in ((room.hills, "coast"), (room.coast, "nowhere")):
        with pytest.raises(LineUnknown) as none:
            piece_of(desk, on, one, piece)
        assert none.value.values == {"line": on}


def test_a_file_may_weigh_twenty_megabytes_and_its_copy_is_bare():
    assert LARGEST_PIECE == contacts.LARGEST_PIECE == 20_971_520
    assert bare_copy("نص عادي".encode()) == bare("نص عادي".encode())


@pytest.mark.parametrize(
    ("view", "kind"),
    [(contacts_view("coast"), "contact.forgotten"), (assessments_in("line/coast"), "assessment.doubted")],
)
def test_what_a_newer_room_wrote_is_not_passed_over_in_silence(view: Any, kind: str):
    assert view.logs == ("line/coast",)
    newer: Any = SimpleNamespace(kind=kind, version=2, data={})
    with pytest.raises(KindUnknown):
        view.step(view.start(), newer)
    other: Any = SimpleNamespace(kind="message.received", version=1, data={})
    assert view.step(view.start(), other) == view.start()
    assert assessments_in("cell").logs == ("cell",)
