"""The moment a letter leaves: once, from somebody who may, while what it rests on stands; and what stays says why."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk import delivery
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.delivery import deliver, deliver_due, deliver_round, follow, letters
from wasata.desk.letter import send, take_back
from wasata.desk.line import name_person, open_line
from wasata.desk.message import channel_whole, clear, file_of, hear, note_clearance, say, take_down
from wasata.desk.relay import approve, draft, lend, to_approve
from wasata.desk.relayed import SIGNED
from wasata.errors import LineUnknown, MessageWrong, RelayRefused, StoreFailed
from wasata.record.kinds.message import LetterPiece, MessageHeld
from wasata.record.kinds.relay import PassageRef, RelaySentence

COAST: Any = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS: Any = {"ar": "حكومة التلال", "en": "Hill Government"}


@pytest.fixture
def desks(lead: Desk, now: Clock) -> Callable[[str], Desk]:
    """Two lines: `officer` and `officer-3` keep the coast, `officer-2` the hills; a delegate each; `lead` holds both."""
    for name in ("officer-2", "officer-3", "delegate-2"):
        admit_reader(lead, name, "delegate" if name.startswith("delegate") else "officer")
    told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
    open_line(lead, "coast", party="hamas", names=COAST, officers=("officer", "officer-3"), **told)
    open_line(lead, "hills", party="israel", names=HILLS, officers=("officer-2",), **told)
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    grant_log(lead, "delegate-2", "channel/hills", may_write=True)
    name_person(
        Desk.open(lead.home, lead.case, "officer", now=now),
        "coast",
        "one",
        "Envoy One",
        may_clear=True,
        reader="delegate",
    )
    return lambda reader: Desk.open(lead.home, lead.case, reader, now=now)


def letter(desk: Desk, words: str = "Would five be enough?", **more: Any) -> str:
    return send(desk, "coast", [words], "en", recipient="Coast Council", **more)


def stands(desk: Desk, line: str = "coast") -> list[tuple[str, str | None]]:
    return [(w.state, w.why) for w in letters(desk, line)]


def told(desk: Desk, line: str = "coast") -> list[str]:
    return [m.passages[0].words for m in reversed(channel_whole(desk, line).messages) if m.ours]


def relayed(desks: Callable[[str], Desk], approver: str = "lead", said: str = "We accept five days.") -> str:
    """A relay from the coast to the hills, approved and waiting. Gives its name."""
    passage = PassageRef(log="channel", message=say(desks("delegate"), "coast", [(said, "theirs")], "en"), passage=1)
    words = RelaySentence(words="The other side would take five days.", form="paraphrase", rests_on=(passage,))
    relay = draft(desks("officer"), "coast", "hills", "en", [words])
    line = "coast" if approver == "lead" else None
    if line is None:
        lend(desks("officer"), "coast", relay, approver)
    desk = desks(approver)
    with desk.hold():
        signed = to_approve(desk, relay, line).draft.digest
    approve(desk, relay, signed, recipient="Hill Government", line=line)
    return relay


def test_letters_say_when_they_leave_the_next_one_first(desks: Callable[[str], Desk], now: Clock):
    late, soon = letter(desks("officer"), hold=timedelta(minutes=30)), letter(desks("officer-3"))
    found = letters(desks("officer"), "coast")
    assert [(w.held.message, w.state, w.mine) for w in found] == [(soon, "waits", False), (late, "waits", True)]
    assert found[0].held.until == now() + timedelta(minutes=5)
    now.on(minutes=5)
    assert stands(desks("officer")) == [("leaving", None), ("waits", None)]
    deliver_due(desks("officer"), "coast", {})
    assert stands(desks("officer")) == [("waits", None)]
    take_back(desks("officer"), "coast", late, "a better word was found")
    (back,) = letters(desks("officer"), "coast")
    assert (back.state, back.held.reason) == ("taken_back", "a better word was found")
    with pytest.raises(LineUnknown):
        letters(desks("officer-2"), "coast")


@pytest.mark.parametrize("minutes", [0, 1, 7, 24 * 60])
def test_a_letter_waits_for_a_time_that_is_offered(desks: Callable[[str], Desk], minutes: int):
    with pytest.raises(MessageWrong):
        letter(desks("officer"), hold=timedelta(minutes=minutes))


def test_a_letter_leaves_from_its_authors_desk_where_he_is_in_the_room(desks: Callable[[str], Desk], now: Clock):
    for name in ("officer", "officer-3"):
        letter(desks(name), f"Words of {name}.")
    now.on(minutes=5)
    here = {name: desks(name) for name in ("officer-3", "lead")}
    assert len(deliver_round(here, "coast", {}).left) == 2
    written = [e.author for e in desks("lead").ledger.entries("channel/coast") if e.kind == "message.sent"]
    assert written == ["officer-3", "officer-3"]
    authors = {m.passages[0].words: m.author for m in channel_whole(desks("lead"), "coast").messages}
    assert authors == {"Words of officer.": "officer", "Words of officer-3.": "officer-3"}, (
        "whoever's desk it left from"
    )


def test_nothing_leaves_in_the_name_of_one_from_whom_the_line_was_taken(desks: Callable[[str], Desk], now: Clock):
    name = letter(desks("officer"))
    revoke_log(desks("lead"), "officer", "line/coast")
    now.on(minutes=6)
    assert deliver_due(desks("officer-3"), "coast", {}) == ()
    assert stands(desks("officer-3")) == [("stays", "author")]
    with pytest.raises(MessageWrong) as refused:
        deliver(desks("officer-3"), "coast", name)
    assert refused.value.values["why"] == "message.stays.author"
    assert told(desks("delegate")) == []


def test_what_breaks_one_letter_stops_no_other(desks: Callable[[str], Desk], now: Clock, monkeypatch):
    broken = letter(desks("officer"), "First.")
    whole = letter(desks("officer"), "Second.")
    now.on(minutes=5)
    as_it_is = delivery.deliver

    def breaks(desk: Desk, line: str, message: str, **more: Any) -> Any:
        if message == broken:
            raise StoreFailed(why="full")
        return as_it_is(desk, line, message, **more)

    monkeypatch.setattr(delivery, "deliver", breaks)
    done = deliver_round({"officer": desks("officer")}, "coast", {})
    assert (done.left, dict(done.broke)) == ((whole,), {broken: StoreFailed.code})
    monkeypatch.undo()
    assert deliver_due(desks("officer"), "coast", {}) == (broken,)


def test_what_another_process_delivered_a_moment_before_is_no_trouble(
    desks: Callable[[str], Desk], now: Clock, monkeypatch
):
    name = letter(desks("officer"))
    now.on(minutes=5)
    as_it_is = delivery.deliver

    def second(desk: Desk, line: str, message: str, **more: Any) -> Any:
        as_it_is(desks("officer-3"), line, message)
        return as_it_is(desk, line, message, **more)

    monkeypatch.setattr(delivery, "deliver", second)
    done = deliver_round({"officer": desks("officer")}, "coast", {})
    assert (done.left, dict(done.broke)) == ((), {})
    assert told(desks("delegate")) == ["Would five be enough?"]
    assert name not in [w.held.message for w in letters(desks("officer"), "coast")]


def test_a_clearance_withdrawn_in_the_very_moment_of_delivery_keeps_the_letter_here(
    desks: Callable[[str], Desk], now: Clock, monkeypatch
):
    relayed(desks)
    (passage,) = channel_whole(desks("delegate"), "coast").messages
    now.on(minutes=5)
    as_it_is, asked = delivery.still_cleared, []

    def then_withdrawn(desk: Desk, relay: str) -> bool:
        stood = as_it_is(desk, relay)
        if not asked:
            clear(desks("delegate"), "coast", passage.message, 1, "none")
        asked.append(stood)
        return stood

    monkeypatch.setattr(delivery, "still_cleared", then_withdrawn)
    assert deliver_due(desks("officer-2"), "hills", {"coast": desks("officer")}) == ()
    assert asked == [True, False], "asked again while it is written"
    assert told(desks("delegate-2"), "hills") == []
    assert deliver_due(desks("officer-2"), "hills", {"coast": desks("officer")}) == ()
    assert stands(desks("officer-2"), "hills") == [("stays", "withdrawn")]


def test_a_relay_waits_for_somebody_who_can_say_whether_its_clearances_stand(desks: Callable[[str], Desk], now: Clock):
    relayed(desks, approver="officer-2")
    now.on(minutes=5)
    for origin in ({}, {"hills": desks("officer-2")}):
        assert deliver_due(desks("officer-2"), "hills", origin) == ()
    assert deliver_due(desks("officer-2"), "hills", {"coast": desks("officer-3")}) != ()


def test_the_bureau_is_told_of_a_delivery_that_was_broken_off_after_the_letter_had_left(
    desks: Callable[[str], Desk], now: Clock, monkeypatch
):
    relay = relayed(desks)
    now.on(minutes=5)

    def killed(*_: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(delivery, "_follow", killed)
    with pytest.raises(SystemExit):
        deliver_due(desks("officer-2"), "hills", {"coast": desks("officer")})
    monkeypatch.undo()
    assert deliver_due(desks("officer-2"), "hills", {"coast": desks("officer")}) == ()
    follow(desks("officer-2"), "hills")
    follow(desks("officer-2"), "hills")
    lead = desks("lead")
    with lead.hold():
        assert [what for what, _ in lead.fold(SIGNED)[relay].became] == ["delivered"]
    assert len(told(desks("delegate-2"), "hills")) == 1


def test_what_was_read_back_is_cleared_as_they_confirmed_it_and_never_as_we_had_heard_it(desks: Callable[[str], Desk]):
    officer = desks("officer")
    heard = hear(officer, "coast", [("We accept five days.", "theirs")], "en", person="one")
    rests_on = (PassageRef(log="line", message=heard, passage=1),)
    words = [RelaySentence(words="They would take five days.", form="paraphrase", rests_on=rests_on)]
    draft(officer, "coast", "hills", "en", words)
    take_down(
        officer, "coast", [("We accept five days.", "none")], "en", way="read_back", person="one", told_before=heard
    )
    with pytest.raises(RelayRefused):
        draft(officer, "coast", "hills", "en", words)
    with pytest.raises(MessageWrong) as refused:
        note_clearance(officer, "coast", "line", heard, 1, "theirs", person="one", way="voice")
    assert refused.value.values["why"] == "message.why.read_back"
    with pytest.raises(MessageWrong):
        take_down(officer, "coast", [("Again.", "none")], "en", way="read_back", told_before=heard)
    whole = channel_whole(officer, "coast")
    assert [m.message for m in whole.read_back] == [heard]
    assert heard not in [m.message for m in whole.messages]


def test_who_was_lent_words_of_another_line_writes_no_letter_of_his_own_with_them(
    desks: Callable[[str], Desk], now: Clock
):
    said = "We accept five days and not one hour more than that."
    relayed(desks, approver="officer-2", said=said)
    hills = desks("officer-2")
    for words in (said, "The other side would take five days.", "They say: " + said.casefold()):
        with pytest.raises(MessageWrong) as refused:
            send(hills, "hills", ["Good morning.", words], "en", recipient="Hill Government")
        assert (refused.value.values["why"], refused.value.values["value"]) == ("message.why.lent", 2)
    send(hills, "hills", ["Would five days be enough for you?"], "en", recipient="Hill Government")
    now.on(minutes=5)
    deliver_due(hills, "hills", {"coast": desks("officer")})
    send(hills, "hills", ["We told you: the other side would take five days."], "en", recipient="Hill Government")
    with pytest.raises(MessageWrong):
        send(hills, "hills", [said], "en", recipient="Hill Government")


def test_a_delegate_is_told_of_nobody_on_the_team_and_of_our_hours_the_second(desks: Callable[[str], Desk], now: Clock):
    now.at = now.at.replace(microsecond=123456)
    officer, delegate = desks("officer"), desks("delegate")
    heard = hear(officer, "coast", [("Six.", "none")], "en", person="one")
    take_down(officer, "coast", [("Six.", "none")], "en", way="read_back", person="one", told_before=heard)
    note_clearance(
        officer, "coast", "channel", channel_whole(delegate, "coast").messages[0].message, 1, "none", person="one",
        way="voice",
    )  # fmt: skip
    own = say(delegate, "coast", [("Five.", "theirs")], "en")
    letter(officer)
    now.on(minutes=5)
    deliver_due(officer, "coast", {})
    shown = repr(channel_whole(delegate, "coast"))
    assert "officer" not in shown
    assert heard not in shown
    mine = {m.message: m for m in channel_whole(delegate, "coast").messages}
    assert mine[own].author == "delegate"
    assert [m.at.microsecond for m in mine.values() if m.way != "door"] == [0, 0]
    assert "officer" in repr(channel_whole(officer, "coast"))


def test_files_of_a_letter_are_sealed_anew_beside_the_channel(desks: Callable[[str], Desk], now: Clock):
    officer, delegate = desks("officer"), desks("delegate")
    kept = officer.ledger.keep_piece("line/coast", b"a bare map")
    piece = LetterPiece(
        piece=kept, name="map.png", media_type="image/png", size=10, digest=hashlib.sha256(b"a bare map").hexdigest()
    )
    held = MessageHeld(
        message="m-map", lang="en", passages=("The map.",), until=now() + timedelta(minutes=5), pieces=(piece,)
    )
    officer.do("send_message", lambda: {"line/coast": (held,)}, line="coast")
    now.on(minutes=5)
    deliver_due(officer, "coast", {})
    (there,) = channel_whole(delegate, "coast").messages[0].pieces
    assert there.piece != kept
    assert (there.name, there.digest) == (piece.name, piece.digest)
    assert file_of(delegate, "coast", "m-map", there.piece) == (there, b"a bare map")
    with pytest.raises(MessageWrong):
        file_of(delegate, "coast", "m-map", kept)
