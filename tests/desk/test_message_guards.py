"""What a message of theirs is refused for, and what is folded of it: each guard by a case that only it stops."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.one_line import delegate_of_a_line, officer_of_a_line, why
from tests.desk.relays import Room

from wasata.desk import message as desk_message
from wasata.desk.access import Desk, revoke_log
from wasata.desk.delivery import deliver
from wasata.desk.handed_in import HandedIn
from wasata.desk.letter import seen, send, take_back
from wasata.desk.line import name_person, open_line, person_left
from wasata.desk.line_holders import give_line
from wasata.desk.message import (
    channel_talk,
    channel_whole,
    clear,
    hear,
    line_talk,
    note_clearance,
    others_held,
    passage_of,
    say,
    take_down,
    talk_of,
)
from wasata.errors import ActReused, KindUnknown, LineUnknown, LogNotYours, MessageWrong, NotAllowed

LONG = "They will not hear of any road before the spring comes."


@pytest.fixture
def officer(lead: Desk) -> Desk:
    return officer_of_a_line(lead)


@pytest.fixture
def delegate(lead: Desk, officer: Desk) -> Desk:
    return delegate_of_a_line(lead)


def refusal(act: Any) -> tuple[str, object]:
    with pytest.raises(MessageWrong) as refused:
        act()
    return why(refused), refused.value.values["value"]


# what can be said at all


def test_a_message_holds_sixty_passages_of_four_thousand_letters_and_no_more(delegate: Desk):
    told: list[Any] = [("x" * 4_000, "none")] + [(f"Passage {n}.", "none") for n in range(59)]
    say(delegate, "coast", told, "en")
    assert len(channel_whole(delegate, "coast").messages[0].passages) == 60
    assert refusal(lambda: say(delegate, "coast", [*told, ("One more.", "none")], "en")) == ("many", 61)
    long: list[Any] = [("One.", "none"), ("x" * 4_001, "none")]
    assert refusal(lambda: say(delegate, "coast", long, "en")) == ("long", 2)


def test_what_cannot_be_a_name_is_refused_as_what_it_was_meant_for(delegate: Desk, officer: Desk):
    told: Any = [("Six.", "none")]
    no_name = "No Name"
    assert refusal(lambda: hear(officer, "coast", told, "en", person=no_name)) == ("person", no_name)
    assert refusal(lambda: hear(officer, "coast", told, "en", contact=no_name)) == ("contact", no_name)
    assert refusal(lambda: say(delegate, "coast", told, "en", answers=no_name)) == ("letter", no_name)
    assert refusal(
        lambda: take_down(officer, "coast", told, "en", way="read_back", told_before=no_name)
    ) == ("passage", no_name)  # fmt: skip
    assert refusal(lambda: take_back(officer, "coast", no_name)) == ("passage", no_name)
    said = say(delegate, "coast", told, "en")
    assert refusal(
        lambda: note_clearance(officer, "coast", "channel", said, 1, "none", person=no_name, way="letter")
    ) == ("person", no_name)  # fmt: skip


# a message of theirs


@pytest.mark.parametrize("way", ["letter", "read_back"])
def test_what_an_officer_writes_down_stands_in_their_channel_as_he_wrote_it(delegate: Desk, officer: Desk, way: Any):
    heard = hear(officer, "coast", [("Six, not more.", "none")], "en", person="one")
    letter = send(officer, "coast", ["How many?"], "en", recipient="Coast Council")
    officer.now.on(minutes=5)  # type: ignore[attr-defined]
    deliver(officer, "coast", letter)
    named = take_down(
        officer, "coast", [("Six.", "ours"), ("Perhaps.", "none")], "ar", way=way, person="one", told_before=heard,
        answers=letter,
    )  # fmt: skip
    with officer.hold():
        there = talk_of(officer, "coast", "channel").messages[named]
    assert (there.message, there.where, there.ours, there.way, there.lang) == (named, "channel", False, way, "ar")
    assert (there.person, there.contact, there.told_before, there.answers) == ("one", None, heard, letter)
    assert (there.author, there.seen_at, there.pieces, there.relay) == ("officer", None, (), None)
    assert [(p.number, p.words, p.clearance) for p in there.passages] == [(1, "Six.", "ours"), (2, "Perhaps.", "none")]
    assert [(c.person, c.way, c.author) for c in there.passages[0].history] == [("one", way, "officer")]
    assert [m.message for m in channel_whole(officer, "coast").read_back] == [heard]


def test_an_answer_answers_a_letter_of_ours_and_nothing_they_said(delegate: Desk, officer: Desk):
    theirs = say(delegate, "coast", [("Five.", "none")], "en")
    told: Any = [("Six.", "none")]
    for other in (theirs, "m-nowhere"):
        assert refusal(lambda other=other: say(delegate, "coast", told, "en", answers=other)) == ("letter", other)
        assert refusal(
            lambda other=other: take_down(officer, "coast", told, "en", way="letter", answers=other)
        ) == ("letter", other)  # fmt: skip


def test_only_what_was_told_by_voice_is_read_back_and_only_once(delegate: Desk, officer: Desk):
    said = say(delegate, "coast", [("Five.", "none")], "en")
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    told: Any = {"way": "read_back", "act_id": "one"}
    for other in (said, "m-nowhere"):
        assert refusal(
            lambda other=other: take_down(officer, "coast", [("Six.", "none")], "en", way="read_back", told_before=other)
        ) == ("passage", other)  # fmt: skip
    first = take_down(officer, "coast", [("Six.", "none")], "en", told_before=heard, **told)
    head = officer.ledger.head("channel/coast")
    assert take_down(officer, "coast", [("Six.", "none")], "en", told_before=heard, **told) == first
    assert officer.ledger.head("channel/coast") == head
    with pytest.raises(ActReused):
        take_down(officer, "coast", [("Seven.", "none")], "en", told_before=heard, **told)
    assert refusal(
        lambda: take_down(officer, "coast", [("Six.", "none")], "en", way="read_back", told_before=heard)
    ) == ("read_back", heard)  # fmt: skip


def test_a_message_sent_twice_is_written_once_and_two_are_two(delegate: Desk, officer: Desk):
    told: Any = [("Five.", "none")]
    assert say(delegate, "coast", told, "en") != say(delegate, "coast", told, "en")
    assert take_down(officer, "coast", told, "en", way="letter") != take_down(
        officer, "coast", told, "en", way="letter"
    )
    first = say(delegate, "coast", told, "en", act_id="one")
    head = delegate.ledger.head("channel/coast")
    assert say(delegate, "coast", told, "en", act_id="one") == first
    with pytest.raises(ActReused):
        say(delegate, "coast", [("Six.", "none")], "en", act_id="one")
    assert delegate.ledger.head("channel/coast") == head


def test_who_clears_is_one_of_theirs_who_may_and_is_still_there(officer: Desk):
    name_person(officer, "coast", "three", "Envoy Three", may_clear=True)
    person_left(officer, "coast", "three")

    def asked(person: str | None, *cleared: Any) -> Any:
        return take_down(officer, "coast", [(f"{c}.", c) for c in cleared], "en", way="letter", person=person)

    assert refusal(lambda: asked("two", "none", "test")) == ("may_clear", "Clerk Two")
    assert refusal(lambda: asked(None, "ours")) == ("may_clear", "")
    assert refusal(lambda: asked("three", "none")) == ("person", "three")
    assert refusal(lambda: asked("nobody", "none")) == ("person", "nobody")
    asked("two", "none", "none")
    asked("one", "none", "theirs")
    asked(None, "none")


# words of another line


def test_what_one_line_told_us_is_not_written_down_as_anothers(room: Room):
    give_line(room.lead, "hills", "officer")
    both = room.coast
    say(room.hills_door, "hills", [(LONG, "none")], "en")
    pasted: Any = [("Good morning.", "none"), ("They say they " + LONG[5:], "none")]
    for act in (
        lambda: take_down(both, "coast", pasted, "en", way="letter"),
        lambda: hear(both, "coast", pasted, "en"),
    ):
        assert refusal(act) == ("other_line", 2)
    # what both said is each one's own
    say(room.coast_door, "coast", [(LONG, "none")], "en")
    take_down(both, "coast", pasted, "en", way="letter")


def test_what_was_told_by_voice_on_one_line_is_not_written_down_as_anothers(room: Room):
    give_line(room.lead, "hills", "officer")
    hear(room.hills, "hills", [(LONG, "none")], "en")
    assert refusal(lambda: take_down(room.coast, "coast", [(LONG, "none")], "en", way="letter")) == ("other_line", 1)
    # what we heard here before may be confirmed here
    hear_here = hear(room.coast, "coast", [("We hold that they will wait for a road.", "none")], "en")
    take_down(
        room.coast, "coast", [("We hold that they will wait for a road.", "none")], "en", way="read_back",
        told_before=hear_here,
    )  # fmt: skip


def test_what_we_wrote_to_one_line_ourselves_another_may_say_of_itself(room: Room):
    letter = send(room.hills, "hills", [LONG], "en", recipient="Hill Government")
    room.now.on(minutes=5)
    deliver(room.hills, "hills", letter)
    give_line(room.lead, "hills", "officer")
    take_down(room.coast, "coast", [(LONG, "none")], "en", way="letter")


def test_of_a_line_of_which_only_the_channel_is_held_its_channel_is_compared(room: Room):
    say(room.hills_door, "hills", [(LONG, "none")], "en")
    give_line(room.lead, "hills", "officer")
    revoke_log(room.lead, "officer", "line/hills")
    assert refusal(lambda: take_down(room.coast, "coast", [(LONG, "none")], "en", way="letter")) == ("other_line", 1)


# what may be done with it


def test_a_passage_is_cleared_once_by_one_act_and_only_one_of_theirs(delegate: Desk, officer: Desk):
    told = say(delegate, "coast", [("Five.", "none"), ("Six.", "none")], "en")
    clear(delegate, "coast", told, 2, "theirs", act_id="one")
    head = delegate.ledger.head("channel/coast")
    clear(delegate, "coast", told, 2, "theirs", act_id="one")
    assert delegate.ledger.head("channel/coast") == head
    with pytest.raises(ActReused):
        clear(delegate, "coast", told, 2, "none", act_id="one")
    (there,) = channel_whole(delegate, "coast").messages
    assert [p.clearance for p in there.passages] == ["none", "theirs"]
    assert [(c.way, c.author, c.person) for c in there.passages[1].history] == [("door", "delegate", None)] * 2
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council")
    officer.now.on(minutes=5)  # type: ignore[attr-defined]
    deliver(officer, "coast", letter)
    assert refusal(lambda: clear(delegate, "coast", letter, 1, "theirs")) == ("passage", f"{letter}.1")
    assert refusal(lambda: clear(delegate, "coast", told, 3, "theirs")) == ("passage", f"{told}.3")
    assert refusal(lambda: clear(delegate, "coast", "m-nowhere", 1, "theirs")) == ("passage", "m-nowhere.1")
    with delegate.hold():
        assert passage_of(delegate, "coast", "channel", told, 2)[1].number == 2


def test_what_an_officer_was_told_of_a_passage_is_noted_where_the_passage_stands(delegate: Desk, officer: Desk):
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    said = say(delegate, "coast", [("Five.", "none")], "en")
    for way, where, message in (("voice", "line", heard), ("letter", "channel", said), ("read_back", "channel", said)):
        told: Any = (officer, "coast", where, message, 1, "theirs")
        note_clearance(*told, person="one", way=way, act_id=f"{way}-{where}")  # type: ignore[arg-type]
        head = officer.ledger.head(f"{where}/coast")
        note_clearance(*told, person="one", way=way, act_id=f"{way}-{where}")  # type: ignore[arg-type]
        assert officer.ledger.head(f"{where}/coast") == head
    with officer.hold():
        there, here = (talk_of(officer, "coast", where).messages for where in ("channel", "line"))
    assert (here[heard].where, there[said].where) == ("line", "channel")
    assert [(c.clearance, c.person, c.way) for c in here[heard].passages[0].history] == [
        ("none", None, "voice"), ("theirs", "one", "voice"),
    ]  # fmt: skip
    assert [(c.clearance, c.person, c.way) for c in there[said].passages[0].history] == [
        ("none", None, "door"), ("theirs", "one", "letter"), ("theirs", "one", "read_back"),
    ]  # fmt: skip
    assert refusal(
        lambda: note_clearance(officer, "coast", "channel", heard, 1, "none", person="one", way="voice")
    ) == ("passage", f"{heard}.1")  # fmt: skip
    assert refusal(
        lambda: note_clearance(officer, "coast", "line", heard, 2, "none", person="one", way="voice")
    ) == ("passage", f"{heard}.2")  # fmt: skip


def test_a_widening_word_by_voice_waits_until_it_is_confirmed_and_who_gives_it_may(delegate: Desk, officer: Desk):
    said = say(delegate, "coast", [("Five.", "none")], "en")
    told: Any = (officer, "coast", "channel", said, 1)
    assert refusal(lambda: note_clearance(*told, "test", person="one", way="voice")) == ("voice", f"{said}.1")
    assert refusal(lambda: note_clearance(*told, "test", person="two", way="letter")) == ("may_clear", "Clerk Two")
    note_clearance(*told, "test", person="one", way="letter")
    note_clearance(*told, "none", person="two", way="voice")
    assert channel_whole(delegate, "coast").messages[0].passages[0].clearance == "none"


def test_after_it_was_read_back_a_passage_is_cleared_in_the_channel_alone(delegate: Desk, officer: Desk):
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    said = take_down(officer, "coast", [("Six.", "none")], "en", way="read_back", told_before=heard)
    assert refusal(
        lambda: note_clearance(officer, "coast", "line", heard, 1, "none", person="one", way="voice")
    ) == ("read_back", heard)  # fmt: skip
    note_clearance(officer, "coast", "channel", said, 1, "ours", person="one", way="letter")
    assert channel_whole(delegate, "coast").messages[0].passages[0].clearance == "ours"


# who


def test_who_holds_nothing_of_a_line_is_told_that_there_is_none(delegate: Desk, officer: Desk, at_desk):
    analyst: Desk = at_desk("analyst")
    with analyst.hold():
        for where in ("channel", "line"):
            with pytest.raises(LineUnknown):
                talk_of(analyst, "coast", where)
    with delegate.hold():
        assert talk_of(delegate, "coast", "channel").messages == {}
        with pytest.raises(LineUnknown):
            talk_of(delegate, "coast", "line")
    said = say(delegate, "coast", [("Five.", "none")], "en")
    for act in (
        lambda: clear(officer, "coast", said, 1, "theirs"),
        lambda: note_clearance(delegate, "coast", "channel", said, 1, "theirs", person="one", way="letter"),
        lambda: take_down(analyst, "coast", [("Five.", "none")], "en", way="letter"),
    ):
        with pytest.raises((NotAllowed, LogNotYours)):
            act()


# what is folded of it


@pytest.mark.parametrize("talk", [channel_talk, line_talk])
def test_what_a_newer_room_wrote_of_messages_is_not_passed_over_in_silence(talk: Any):
    view = talk("coast")
    newer: Any = SimpleNamespace(kind="message.forgotten", version=2, data={})
    with pytest.raises(KindUnknown):
        view.step(view.start(), newer)
    other: Any = SimpleNamespace(kind="contact.recorded", version=2, data={})
    assert view.step(view.start(), other) == view.start()


def test_a_letter_is_folded_as_it_was_delivered_and_read_first(delegate: Desk, officer: Desk, now: Clock):
    asked = say(delegate, "coast", [("What?", "none")], "en")
    letter = send(officer, "coast", ["So?", "Or not?"], "ar", recipient="Coast Council", answers=asked)
    now.on(minutes=5)
    deliver(officer, "coast", letter)
    now.on(minutes=1)
    seen(delegate, "coast", letter)
    read = now.at
    now.on(minutes=1)
    seen(officer, "coast", letter)
    with officer.hold():
        there = talk_of(officer, "coast", "channel").messages[letter]
    assert (there.message, there.where, there.ours, there.way, there.lang) == (letter, "channel", True, "sent", "ar")
    assert [(p.number, p.words, p.history, p.clearance) for p in there.passages] == [
        (1, "So?", (), "none"), (2, "Or not?", (), "none"),
    ]  # fmt: skip
    assert (there.person, there.contact, there.told_before, there.answers) == (None, None, None, asked)
    assert (there.author, there.pieces, there.relay) == ("officer", (), None)
    assert there.seen_at is not None
    assert there.seen_at.replace(microsecond=0) == read


def test_a_letter_that_was_taken_back_is_folded_with_its_hour_and_reason(officer: Desk, now: Clock):
    letter = send(officer, "coast", ["So?"], "en", recipient="Coast Council")
    now.on(minutes=1)
    take_back(officer, "coast", letter, "wrong word")
    with officer.hold():
        held = talk_of(officer, "coast", "line").held[letter]
    assert (held.reason, held.passages, held.relay) == ("wrong word", ("So?",), None)
    assert held.taken_back_at is not None
    assert held.taken_back_at.replace(microsecond=0) == now.at


def test_the_lines_one_may_carry_words_from_are_those_of_which_he_holds_anything(room: Room):
    assert others_held(room.lead, "coast") == ("hills",)
    assert others_held(room.coast, "coast") == ()
    assert others_held(room.coast, "hills") == ("coast",)
    open_line(room.lead, "lake", party="qatar", of="mediator", names={"ar": "بحيرة", "en": "Lake"},
              langs=("en",), media=("call",), officers=())  # fmt: skip
    assert others_held(room.lead, "coast") == ("hills", "lake")


def test_one_file_of_two_is_cleared_and_the_other_stays_as_it_was(delegate: Desk, officer: Desk):
    files = [HandedIn(f"{n}.txt", f"Road {n}.\n".encode(), "none") for n in (1, 2)]
    told = say(delegate, "coast", [("Two maps.", "none")], "en", files=files)
    clear(delegate, "coast", told, 3, "theirs")
    with officer.hold():
        there = talk_of(officer, "coast", "channel").messages[told]
    assert [(f.number, f.clearance, [(c.way, c.author) for c in f.history]) for f in there.files] == [
        (2, "none", [("door", "delegate")]), (3, "theirs", [("door", "delegate")] * 2),
    ]  # fmt: skip
    assert [p.clearance for p in there.passages] == ["none"]
    assert refusal(lambda: clear(delegate, "coast", told, 4, "theirs")) == ("passage", f"{told}.4")


def test_the_id_of_another_act_writes_down_nothing(delegate: Desk, officer: Desk):
    hear(officer, "coast", [("Six.", "none")], "en", act_id="heard")
    clear(delegate, "coast", say(delegate, "coast", [("Five.", "none")], "en"), 1, "ours", act_id="cleared")
    head = delegate.ledger.head("channel/coast")
    with pytest.raises(ActReused):
        take_down(officer, "coast", [("Six.", "none")], "en", way="letter", act_id="heard")
    with pytest.raises(ActReused):
        say(delegate, "coast", [("Five.", "none")], "en", act_id="cleared")
    assert delegate.ledger.head("channel/coast") == head


def test_what_was_read_back_with_a_file_is_written_down_once_however_often_it_is_sent(delegate: Desk, officer: Desk):
    heard = hear(officer, "coast", [("Six.", "none")], "en")
    told: Any = {"way": "read_back", "told_before": heard, "files": [HandedIn("a.txt", b"Road.\n")], "act_id": "one"}
    first = take_down(officer, "coast", [("Six.", "none")], "en", **told)
    assert take_down(officer, "coast", [("Six.", "none")], "en", **told) == first
    assert [len(m.files) for m in channel_whole(delegate, "coast").messages] == [1]


def test_a_letter_with_a_file_sent_twice_at_once_is_one(delegate: Desk, monkeypatch: pytest.MonkeyPatch):
    told: Any = (delegate, "coast", [("A map.", "none")], "en")
    more: Any = {"files": [HandedIn("a.txt", b"Road.\n")], "act_id": "one"}
    as_it_is, other = desk_message.sealed, []

    def meanwhile(*given: Any) -> Any:
        mine = as_it_is(*given)
        if not other:
            other.append("begun")
            other.append(say(*told, **more))
        return mine

    monkeypatch.setattr(desk_message, "sealed", meanwhile)
    assert say(*told, **more) == other[1]
    assert len(channel_whole(delegate, "coast").messages) == 1


def test_what_we_wrote_to_a_line_before_it_may_say_after_us_whoever_else_said_it(room: Room):
    letter = send(room.coast, "coast", [LONG], "en", recipient="Coast Council")
    room.now.on(minutes=5)
    deliver(room.coast, "coast", letter)
    say(room.hills_door, "hills", [(LONG, "none")], "en")
    take_down(room.lead, "coast", [(LONG, "none")], "en", way="letter")


def test_who_holds_but_our_own_log_of_another_line_may_carry_its_words(room: Room):
    give_line(room.lead, "hills", "officer")
    revoke_log(room.lead, "officer", "channel/hills")
    assert others_held(room.coast, "coast") == ("hills",)


def test_of_a_line_of_which_only_the_channel_is_held_its_files_are_compared(room: Room):
    theirs = HandedIn("road.txt", b"The road is drawn in red.\n")
    say(room.hills_door, "hills", [("A map.", "none")], "en", files=[theirs])
    give_line(room.lead, "hills", "officer")
    revoke_log(room.lead, "officer", "line/hills")
    told: Any = (room.coast, "coast", [("Their map.", "none")], "en")
    assert refusal(lambda: take_down(*told, way="letter", files=[theirs])) == ("other_file", "road.txt")
    take_down(*told, way="letter", files=[HandedIn("road.txt", b"The road is drawn in blue.\n")])
