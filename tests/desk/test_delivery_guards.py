"""The moment a letter leaves: each guard by a case that only it stops."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.relays import Room, approved, drafted, sentence, signed, signs

from wasata.desk import delivery
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.delivery import deliver, deliver_due, deliver_round, due_letters, follow, letters, still_cleared
from wasata.desk.letter import seen, send, take_back
from wasata.desk.message import channel_talk, channel_whole, clear, say
from wasata.desk.relay import approve, draft, lend
from wasata.desk.relay import take_back as take_back_relay
from wasata.errors import LogNotYours, MessageWrong, NotAllowed, RelayWrong
from wasata.record.home import Home
from wasata.record.kinds.message import LetterPiece, MessageHeld
from wasata.record.kinds.relay import PassageRef

AtDesk = Callable[[str], Desk]


def letter(desk: Desk, words: str = "Would five be enough?", **more: Any) -> str:
    return send(desk, "coast", [words], "en", recipient="Coast Council", **more)


def there(room: Room) -> list[str]:
    return [m.passages[0].words for m in reversed(channel_whole(room.coast_door, "coast").messages) if m.ours]


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.values["why"])


def with_file(room: Room) -> None:
    """A letter to the coast with a file, that waits five minutes."""
    kept = room.coast.ledger.keep_piece("line/coast", b"a bare map")
    piece = LetterPiece(
        piece=kept, name="map.png", media_type="image/png", size=10, digest=hashlib.sha256(b"a bare map").hexdigest()
    )
    until = room.now() + timedelta(minutes=5)
    held = MessageHeld(message="m-map", lang="en", passages=("The map.",), until=until, pieces=(piece,))
    room.coast.do("send_message", lambda: {"line/coast": (held,)}, line="coast")


# one letter


def test_a_letter_is_delivered_when_its_time_is_over_and_once_and_not_when_it_was_taken_back(room: Room, now: Clock):
    name, back = letter(room.coast), letter(room.coast, "Never mind.")
    take_back(room.coast, "coast", back)
    now.on(minutes=5, microseconds=-1)

    def due() -> list[str]:
        with room.coast.hold():
            return [held.message for held in due_letters(room.coast, "coast")]

    assert due() == []
    for early in (name, back, "m-none"):
        with pytest.raises(MessageWrong) as refused:
            deliver(room.coast, "coast", early)
        assert why(refused) == "message.why.not_due"
    now.on(microseconds=1)
    assert due() == [name], "at its very minute"
    deliver(room.coast, "coast", name)
    assert due() == []
    for late in (name, back):
        with pytest.raises(MessageWrong) as refused:
            deliver(room.coast, "coast", late)
        assert why(refused) == "message.why.not_due"
    assert there(room) == ["Would five be enough?"]


def test_the_letter_that_leaves_is_the_one_that_was_named_with_its_words_and_what_it_answers(room: Room, now: Clock):
    asked = say(room.coast_door, "coast", [("And how many trucks?", "none")], "en")
    letter(room.coast, "First.")
    second = letter(room.coast, "Sixty.", answers=asked)
    now.on(minutes=5)
    deliver(room.coast, "coast", second)
    (left,) = [m for m in channel_whole(room.coast_door, "coast").messages if m.ours]
    assert (left.message, left.passages[0].words, left.answers, left.lang) == (second, "Sixty.", asked, "en")


def test_who_may_not_deliver_seals_nothing_beside_the_channel(room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch):
    with_file(room)
    now.on(minutes=5)
    kept: list[str] = []
    monkeypatch.setattr(delivery, "sealed_anew", lambda _desk, _pieces, _here, there: kept.append(there))
    with pytest.raises((NotAllowed, LogNotYours)):
        deliver(room.coast_door, "coast", "m-map")
    revoke_log(room.lead, "officer", "channel/coast")
    grant_log(room.lead, "officer", "channel/coast")
    with pytest.raises(NotAllowed):
        deliver(room.coast, "coast", "m-map")
    assert kept == []


def test_a_letter_that_may_not_leave_in_that_moment_stays(room: Room, now: Clock):
    name = letter(room.coast)
    now.on(minutes=5)
    with pytest.raises(MessageWrong) as refused:
        deliver(room.coast, "coast", name, may_leave=lambda: False)
    assert why(refused) == "message.stays.withdrawn"
    assert there(room) == []
    deliver(room.coast, "coast", name)
    assert there(room) != []


@pytest.mark.parametrize("lost", ["taken", "read_only", "ended", "never"])
def test_a_letter_stays_whose_author_does_not_write_to_the_line_at_that_moment(room: Room, now: Clock, lost: str):
    name = letter(room.coast)
    match lost:
        case "taken":
            revoke_log(room.lead, "officer", "line/coast")
        case "read_only":
            grant_log(room.lead, "officer", "line/coast")
        case "ended":
            grant_log(room.lead, "officer", "line/coast", may_write=True, until=now() + timedelta(minutes=4))
        case _:
            with_file(room)
            assert not delivery.still_writes(room.lead, "stranger", "line/coast")
            return
    now.on(minutes=5)
    with pytest.raises(MessageWrong) as refused:
        deliver(room.lead, "coast", name)
    assert why(refused) == "message.stays.author"
    done = deliver_round({"lead": room.lead}, "coast", {})
    assert (done.left, dict(done.stays), dict(done.broke)) == ((), {name: "author"}, {})
    assert there(room) == []


def test_a_round_passes_over_what_it_is_told_to_and_counts_what_broke_by_its_kind(
    room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    one, two, three = (letter(room.coast, words) for words in ("One.", "Two.", "Three."))
    now.on(minutes=5)
    as_it_is = delivery.deliver

    def breaks(desk: Desk, line: str, message: str, **more: Any) -> Any:
        if message == two:
            raise OSError("the disk")
        return as_it_is(desk, line, message, **more)

    monkeypatch.setattr(delivery, "deliver", breaks)
    done = deliver_round({"lead": room.lead}, "coast", {}, pass_over=frozenset((one,)))
    assert (done.left, dict(done.stays), dict(done.broke)) == ((three,), {}, {two: "OSError"})


# relays


def test_what_was_approved_is_the_draft_whose_clearances_count(room: Room, now: Clock):
    first, second = room.said("We accept five days."), room.said("We accept six days.")
    relay = draft(room.coast, "coast", "hills", "en", [sentence("They take five days.", "paraphrase", first)])
    draft(room.coast, "coast", "hills", "en", [sentence("They take six days.", "paraphrase", second)], relay=relay)
    approved(room, relay)
    clear(room.coast_door, "coast", first.message, 1, "none")
    assert still_cleared(room.coast, relay)
    now.on(minutes=5)
    room.deliver()
    assert room.letters() == ["They take six days."]


def test_whose_line_a_relay_comes_from_is_found_among_all_that_somebody_holds(room: Room, now: Clock):
    """The lead holds both lines, and the one it does not come from is the first by its name."""
    told = say(room.hills_door, "hills", [("We take five days.", "theirs")], "en")
    passage = PassageRef(log="channel", message=told, passage=1)
    relay = draft(room.hills, "hills", "coast", "en", [sentence("They take five days.", "paraphrase", passage)])
    approve(room.lead, relay, signs(room.lead, relay, "hills"), recipient="Coast Council", line="hills")
    now.on(minutes=5)
    assert len(deliver_due(room.coast, "coast", {"hills": room.lead})) == 1
    assert there(room) == ["They take five days."]


def test_who_does_not_hold_the_line_of_origin_is_not_asked_whether_it_is_cleared(room: Room, now: Clock):
    relay = drafted(room)
    approved(room, relay)
    with pytest.raises(RelayWrong) as refused:
        still_cleared(room.hills, relay)
    assert why(refused) == "relay.why.unknown"
    revoke_log(room.lead, "officer", "channel/coast")
    with pytest.raises(RelayWrong) as half:
        still_cleared(room.coast, relay)
    assert why(half) == "relay.why.unknown", "of a line he reads the half"
    now.on(minutes=5)
    assert room.deliver() == ()
    assert letters(room.hills, "hills")[0].state == "leaving"
    assert deliver_due(room.hills, "hills", {"coast": room.coast, "more": room.lead}) != ()


def test_who_left_the_team_is_passed_over_for_one_who_knows(room: Room, now: Clock, at_desk: AtDesk):
    admit_reader(room.lead, "officer-3", "officer")
    grant_log(room.lead, "officer-3", "line/coast")
    grant_log(room.lead, "officer-3", "channel/coast")
    approved(room, drafted(room))
    revoke_log(room.lead, "officer", "bureau")
    now.on(minutes=5)
    other = at_desk("officer-3")
    assert len(deliver_due(room.hills, "hills", {"a": room.coast, "b": other})) == 1


def test_of_a_relay_nobody_here_knows_nothing_is_said(room: Room):
    assert delivery._origin_of({"coast": room.coast}, "rl-none") is None


def test_a_relay_whose_clearance_was_withdrawn_is_taken_back_for_the_whole_team(room: Room, now: Clock):
    passage = room.said()
    relay = draft(room.coast, "coast", "hills", "en", [sentence("They take five days.", "paraphrase", passage)])
    approved(room, relay)
    clear(room.coast_door, "coast", passage.message, 1, "none")
    now.on(minutes=5)
    done = deliver_round({"officer-2": room.hills}, "hills", {"coast": room.coast})
    (name,) = done.stays
    assert (done.left, done.stays[name], dict(done.broke)) == ((), "withdrawn", {})
    stopped = signed(room, relay).taken_back
    assert stopped is not None
    assert stopped[1] == "clearance"
    again = deliver_round({"officer-2": room.hills}, "hills", {"coast": room.coast})
    assert dict(again.stays) == {name: "withdrawn"}
    assert [w.why for w in letters(room.hills, "hills")] == ["withdrawn"]


def test_a_relay_its_author_takes_back_stays_for_that_reason(room: Room, now: Clock):
    relay = drafted(room)
    approved(room, relay)
    take_back_relay(room.coast, relay)
    now.on(minutes=5)
    done = deliver_round({"officer-2": room.hills}, "hills", {"coast": room.coast})
    assert list(done.stays.values()) == ["relay_taken_back"]
    assert room.letters() == []


def test_a_relay_taken_back_in_the_very_moment_it_leaves_stays(room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch):
    relay = drafted(room)
    approved(room, relay)
    now.on(minutes=5)
    as_it_is, looked = delivery.still_cleared, []

    def then_taken_back(desk: Desk, of: str) -> bool:
        stood = as_it_is(desk, of)
        if not looked:
            take_back_relay(room.lead, relay)
        looked.append(stood)
        return stood

    monkeypatch.setattr(delivery, "still_cleared", then_taken_back)
    assert room.deliver() == ()
    assert looked == [True]
    assert signed(room, relay).taken_back is not None
    assert room.letters() == []


def test_the_bureau_is_told_once_of_each_step_of_a_relay_in_their_order(room: Room, now: Clock):
    relay = drafted(room)
    approved(room, relay)
    plain = send(room.hills, "hills", ["Good morning."], "en", recipient="Hill Government")
    now.on(minutes=5)
    assert len(room.deliver()) == 2

    def became() -> list[str]:
        follow(room.hills, "hills")
        return [what for what, _ in signed(room, relay).became]

    head = room.lead.ledger.head("bureau").seq
    assert became() == ["delivered"]
    assert room.lead.ledger.head("bureau").seq == head, "nothing new is nothing written"
    letter_of = next(m.message for m in channel_whole(room.hills_door, "hills").messages if m.message != plain)
    say(room.hills_door, "hills", [("Good morning to you.", "none")], "en", answers=plain)
    assert became() == ["delivered"], "another letter was answered"
    seen(room.hills_door, "hills", letter_of)
    assert became() == ["delivered", "seen"]
    say(room.hills_door, "hills", [("Six.", "none")], "en", answers=letter_of)
    assert became() == ["delivered", "seen", "answered"]
    head = room.lead.ledger.head("bureau").seq
    delivery._follow(room.hills, "hills", relay, "seen")
    assert (became(), room.lead.ledger.head("bureau").seq) == (["delivered", "seen", "answered"], head)


def test_what_another_process_told_the_bureau_a_moment_before_is_not_told_twice(
    room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    relay = drafted(room)
    approved(room, relay)
    now.on(minutes=5)
    room.deliver()
    as_it_is = type(room.hills).do
    came: list[str] = []

    def then_another(self: Desk, act: str, *given: Any, **named: Any) -> Any:
        if act == "follow_relay" and not came:
            came.append(act)
            delivery._follow(room.lead, "hills", relay, "seen")
        return as_it_is(self, act, *given, **named)

    monkeypatch.setattr(Desk, "do", then_another)
    delivery._follow(room.hills, "hills", relay, "seen")
    assert [what for what, _ in signed(room, relay).became] == ["delivered", "seen"]


def test_a_lent_relay_waits_for_the_line_it_comes_from_like_any_other(room: Room, now: Clock):
    relay = drafted(room)
    lend(room.coast, "coast", relay, "officer-2")
    approve(room.hills, relay, signs(room.hills, relay), recipient="Hill Government")
    now.on(minutes=5)
    done = deliver_round({"officer-2": room.hills}, "hills", {"hills": room.hills})
    assert list(done.stays.values()) == ["no_origin"]
    assert room.letters() == []
    assert len(room.deliver()) == 1


def test_while_a_letter_leaves_nobody_writes_where_it_could_be_kept_back(
    room: Room, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    """Not whoever takes the line from its author, withdraws a clearance or takes back the relay; and nobody else waits."""
    stood: list[set[str]] = []
    as_it_is = Home.in_line

    def watched(self: Home, case: str, logs: Any) -> Any:
        stood.append(set(logs))
        return as_it_is(self, case, logs)

    approved(room, drafted(room))
    letter(room.coast)
    now.on(minutes=5)
    monkeypatch.setattr(Home, "in_line", watched)
    deliver_due(room.coast, "coast", {})
    assert stood == [{"access", "line/coast", "channel/coast"}]
    stood.clear()
    assert len(room.deliver()) == 1
    assert stood == [{"access", "bureau", "line/coast", "channel/coast", "line/hills", "channel/hills"}]


def test_a_letter_leaves_in_its_own_channel_alone(room: Room, now: Clock):
    approved(room, drafted(room))
    now.on(minutes=5)
    before = {log: room.lead.ledger.head(log).seq for log in ("channel/coast", "line/coast", "line/hills", "table")}
    room.deliver()
    assert {log: room.lead.ledger.head(log).seq for log in before} == before
    with room.hills.hold():
        assert len(room.hills.fold(channel_talk("hills")).messages) == 1
