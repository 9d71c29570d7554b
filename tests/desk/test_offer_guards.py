"""What an offer, a word on it and an answer in confidence are refused for, one reason at a time; who delivers and closes."""

import hashlib
import json
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk.on_the_cell import FIRST, SECOND, both
from tests.desk.relays import SECRET, Room, another
from tests.desk.test_acceptance import asked, of_side
from tests.desk.test_offer import BOTH, WORDS, cell, heads, put, signs, state, theirs, why

from wasata.desk import acceptance, draft, offer, offer_stands
from wasata.desk.access import Desk, grant_log, name_by, revoke_log
from wasata.desk.cell import give_cell
from wasata.desk.letter import HOLD
from wasata.desk.line import name_person, person_left
from wasata.desk.offer_stands import REACHED, Content, known
from wasata.errors import ActReused, KindUnknown, LogNotYours, NotAllowed, OfferWrong, WasataError
from wasata.record.home import Home
from wasata.record.kinds.draft import ClausePart

__all__ = ["asked", "cell"]


def ask(room: Room, by: Desk | None = None, **told: Any) -> str:
    return offer.ask(by or room.coast, BOTH, **({"package": FIRST} | told))


def approve(room: Room, name: str, by: Desk | None = None, **told: Any) -> None:
    by = by or room.lead
    offer.approve(by, name, signs(by, name), **told)


def refused(act: Any) -> tuple[str, Any]:
    with pytest.raises(OfferWrong) as raised:
        act()
    return why(raised), raised.value.values["value"]


def last(room: Room, log: str) -> Any:
    return room.lead.ledger.entry(log, room.lead.ledger.head(log).seq)


def second(room: Room) -> Desk:
    """Another officer, who holds the cell and both lines."""
    made = another(room, "officer-3", *BOTH)
    give_cell(room.lead, "officer-3")
    return made


def clause(words: str, name: str = "c1", **told: Any) -> ClausePart:
    return ClausePart(clause=name, words=both(words), **told)


def written(room: Room, *words: str, after: int = 0) -> int:
    return draft.write(room.lead, tuple(clause(w, f"c{n}") for n, w in enumerate(words, 1)), after=after)


# ---- approved, sent back


def test_a_name_that_can_be_none_is_unknown(cell: Room):
    for act in (
        lambda: offer.approve(cell.lead, "No Name", "0" * 64),
        lambda: offer.send_back(cell.lead, "No Name", "Why?"),
        lambda: offer.take_back(cell.lead, "No Name"),
        lambda: offer.seen(cell.coast_door, "coast", "No Name"),
        lambda: acceptance.answer(cell.coast_door, "coast", "No Name", "yes"),
        lambda: acceptance.close(cell.lead, "No Name"),
    ):
        assert refused(act) == ("unknown", "No Name")
    assert refused(lambda: offer.seen(cell.coast_door, "coast", "of-nothing")) == ("unknown", "of-nothing")
    assert str(offer.wrong("what").values["value"]) == ""


def test_it_waits_as_long_as_was_chosen_from_what_is_offered(cell: Room):
    name = ask(cell)
    assert refused(lambda: approve(cell, name, hold=timedelta(minutes=7))) == ("hold", 7)
    approve(cell, name, hold=timedelta(minutes=30))
    with cell.lead.hold():
        assert known(cell.lead, name).hold_until == cell.now() + timedelta(minutes=30)
    with pytest.raises(OfferWrong):
        offer.deliver(cell.lead, name)
    cell.now.on(minutes=30, microseconds=-1)
    assert offer.deliver_round({"lead": cell.lead}).left == ()
    cell.now.on(microseconds=1)
    assert offer.deliver_round({"lead": cell.lead}).left == (name,)


def test_the_sides_have_twice_as_long_as_a_letter_waits_after_it_has_left(cell: Room):
    name = ask(cell, until=cell.now() + 3 * HOLD)
    cell.now.on(microseconds=1)
    assert refused(lambda: approve(cell, name))[0] == "time"
    cell.now.on(microseconds=-1)
    approve(cell, name)
    assert state(cell.lead, name) == "approved"


def test_what_was_said_in_confidence_since_it_was_asked_for_is_not_approved(cell: Room):
    name = ask(cell, words=both(SECRET))
    cell.said()
    assert refused(lambda: approve(cell, name))[0] == "overheard"


def test_the_same_word_of_the_second_person_is_one(cell: Room):
    name, other = ask(cell), ask(cell, package=SECOND)
    signed = signs(cell.lead, name)
    first = offer.approve(cell.lead, name, signed, act_id="once")
    again = offer.approve(cell.lead, name, signed, act_id="once")
    assert (again.again, again.first) == (True, first.first)
    for of, what in ((other, signs(cell.lead, other)), (name, "0" * 64), (other, signed)):
        with pytest.raises(ActReused):
            offer.approve(cell.lead, of, what, act_id="once")
    offer.send_back(cell.lead, other, "Too early.", act_id="back")
    with pytest.raises(ActReused):
        offer.approve(cell.lead, other, signs(cell.lead, other), act_id="back")


def test_it_is_sent_back_with_a_reason_by_another_while_it_waits(cell: Room):
    name, decided = ask(cell), ask(cell)
    approve(cell, decided)
    cell.said()
    for of, reason, told in (
        (name, "  ", "reason"), (name, "a" * 2001, "reason"), (name, f"They said: {SECRET}", "overheard"),
        (decided, "No.", "decided"),
    ):  # fmt: skip
        assert refused(lambda of=of, reason=reason: offer.send_back(cell.lead, of, reason))[0] == told
    assert refused(lambda: offer.send_back(cell.lead, name, "a" * 2001))[1] == 2001
    assert refused(lambda: offer.send_back(cell.coast, name, "Mine."))[0] == "own"
    first = offer.send_back(cell.lead, name, " " + "a" * 2000 + " ", act_id="back")
    assert offer.send_back(cell.lead, name, "a" * 2000, act_id="back").first == first.first
    with pytest.raises(ActReused):
        offer.send_back(cell.lead, name, "Another reason.", act_id="back")
    with cell.lead.hold():
        ours = known(cell.lead, name)
    assert (ours.sent_back, ours.sent_back_by, state(cell.lead, name)) == ("a" * 2000, "lead", "sent_back")


def test_what_is_signed_is_all_that_goes_to_whom_and_until_when(cell: Room):
    until = cell.now() + timedelta(hours=2)
    for name in (ask(cell), ask(cell, until=until)):
        with cell.lead.hold():
            ours = known(cell.lead, name)
            content = offer_stands.content_of(cell.lead, ours)
        told = {"digest": content.digest, "to": ["coast", "hills"], "until": until.isoformat() if ours.until else None}
        assert ours.signed(content) == hashlib.sha256(json.dumps(told).encode()).hexdigest()


def test_the_words_of_an_offer_are_its_lines_its_clauses_and_what_goes_with_them():
    line = {"issue": both("Quiet"), "option": both("Four days")}
    clauses = (
        {"title": both("Lists"), "words": both("Children first.")},
        {"title": None, "words": both("All else later.")},
    )
    assert Content((line,), (), both("So we think.")).text("en") == "Quiet: Four days\nSo we think."
    assert Content((), clauses).text("en") == "Lists\nChildren first.\nAll else later."
    assert Content((), clauses).text("ar") == "«Lists»\n«Children first.»\n«All else later.»"


# ---- put


def test_who_approved_it_delivers_it_where_he_holds_all_its_lines_and_else_the_first_who_does(cell: Room):
    third = second(cell)
    able = {"officer-3": third, "officer": cell.coast, "lead": cell.lead}
    for by, author in ((cell.lead, "lead"), (third, "officer-3"), (cell.coast, "lead")):
        name = ask(cell, third if by is cell.coast else cell.coast)
        approve(cell, name, by)
        cell.now.on(minutes=6)
        assert offer.deliver_round(able).left == (name,)
        assert last(cell, "channel/coast").author == author


def test_offers_leave_in_the_order_of_their_hours_and_names(cell: Room):
    names = sorted(ask(cell) for _ in range(3))
    approve(cell, names[0], hold=timedelta(minutes=10))
    for name in reversed(names[1:]):
        approve(cell, name)
    with cell.lead.hold():
        assert [ours.offer for ours in offer.waits(cell.lead)] == [*names[1:], names[0]]


def test_nobody_delivers_what_is_not_due_or_stays(cell: Room):
    name, late = ask(cell), ask(cell, until=cell.now() + timedelta(minutes=20))
    assert refused(lambda: offer.deliver(cell.lead, name)) == ("not_due", name)
    approve(cell, name)
    approve(cell, late)
    assert refused(lambda: offer.deliver(cell.lead, name)) == ("not_due", name)
    cell.now.on(minutes=20)
    assert refused(lambda: offer.deliver(cell.lead, late)) == ("not_due", "late")
    offer.deliver(cell.lead, name)
    assert refused(lambda: offer.deliver(cell.lead, name)) == ("not_due", name)


def test_it_stays_where_its_author_may_not_write_the_cell_any_more(cell: Room):
    name = ask(cell, cell.lead)
    approve(cell, name, cell.coast)
    revoke_log(cell.lead, "officer", "cell")
    cell.now.on(minutes=6)
    with cell.lead.hold():
        assert offer.why_it_stays(cell.lead, known(cell.lead, name)) == "author"
    assert offer.deliver_round({"lead": cell.lead}) == offer.Left((), {})


def test_who_delivers_stands_in_line_with_who_takes_it_back_or_is_shut_out(cell: Room, monkeypatch):
    name = ask(cell)
    approve(cell, name)
    cell.now.on(minutes=6)
    stood: list[set[str]] = []
    real = Home.in_line

    @contextmanager
    def in_line(self: Home, case: str, logs: Any):
        stood.append(set(logs))
        with real(self, case, logs):
            yield

    monkeypatch.setattr(Home, "in_line", in_line)
    offer.deliver(cell.lead, name)
    assert any({"access", "cell", "channel/coast", "channel/hills"} <= logs for logs in stood)
    other = ask(cell)
    stood.clear()
    offer.take_back(cell.coast, other)
    assert any("cell" in logs for logs in stood)


def test_a_version_is_counted_in_each_channel_by_itself(cell: Room):
    put(cell)
    first = written(cell, "Quiet for four days.")
    put(cell, package=None, draft=first)
    put(cell)
    later = written(cell, "Quiet for five days.", after=written(cell, "No.", after=first))
    name = put(cell, package=None, draft=later)
    found = theirs(cell.coast_door, "coast", name)
    assert found is not None
    assert found.number == 2
    assert [c["words"]["en"] for c in found.content.clauses] == ["Quiet for five days."]
    assert len(found.side) == 15
    assert found.side.startswith("sd-")


def test_what_breaks_is_told_by_its_name_and_the_others_leave(cell: Room, monkeypatch):
    names = sorted(ask(cell) for _ in range(4))
    for name in names:
        approve(cell, name)
    cell.now.on(minutes=6)
    real = offer.deliver

    def deliver(desk: Desk, name: str) -> Any:
        if name == names[0]:
            raise RuntimeError(name)
        if name == names[1]:
            raise LogNotYours(log="cell")
        if name == names[2]:
            raise offer.wrong("not_due", name)  # another process was quicker
        return real(desk, name)

    monkeypatch.setattr(offer, "deliver", deliver)
    round_ = offer.deliver_round({"lead": cell.lead})
    assert (round_.left, round_.broke) == ((names[3],), {names[0]: "RuntimeError", names[1]: LogNotYours.code})
    monkeypatch.undo()
    assert offer.deliver_round({"lead": cell.lead}, pass_over=frozenset(names[:2])).left == (names[2],)


# ---- a side's word


def test_a_word_is_one_of_three_and_a_change_has_words(cell: Room):
    package = put(cell)
    text = put(cell, package=None, draft=written(cell, "Quiet for four days.", "Children first."))
    door = cell.coast_door
    for act, told in (
        (lambda: offer.answer(door, "coast", text, "accepts"), "by_clause"),
        (lambda: offer.answer(door, "coast", text, "accepts", clause="c9"), "no_clause"),
        (lambda: offer.answer(door, "coast", text, "accepts", clause="No Clause"), "no_clause"),
        (lambda: offer.answer(door, "coast", text, "changes", clause="c1"), "words"),
        (lambda: offer.answer(door, "coast", text, "accepts_if", "If so.", clause="c1"), "stance"),
        (lambda: offer.answer(door, "coast", package, "changes", "So."), "stance"),
        (lambda: offer.take_down(cell.coast, "coast", package, "accepts", person="No Name"), "person"),
    ):
        assert refused(act)[0] == told
    offer.answer(door, "coast", text, "refuses", clause="c2")
    first = offer.answer(door, "coast", text, "changes", "Five days.", clause="c1", act_id="once")
    assert offer.answer(door, "coast", text, "changes", "Five days.", clause="c1", act_id="once").first == first.first
    with pytest.raises(ActReused):
        offer.answer(door, "coast", text, "changes", "Six days.", clause="c1", act_id="once")
    found = theirs(cell.lead, "coast", text)
    assert found is not None
    assert {c: [w.stance for w in said] for c, said in found.on_clauses.items()} == {
        "c1": ["changes"],
        "c2": ["refuses"],
    }


def test_an_officer_writes_down_what_was_put_to_that_side_and_no_other_lines_words(cell: Room):
    name = put(cell)
    cell.said()
    assert refused(lambda: offer.take_down(cell.lead, "coast", "of-none", "accepts", person="one"))[0] == "unknown"
    name_person(cell.lead, "hills", "two", "Envoy Two", may_clear=True, reader="delegate-2")
    told = refused(lambda: offer.take_down(cell.lead, "hills", name, "refuses", f"No: {SECRET}", person="two"))
    assert told[0] == "other_line"
    offer.take_down(cell.lead, "hills", name, "refuses", f"No: {WORDS['en']}", person="two")
    first = offer.take_down(cell.lead, "hills", name, "accepts", person="two", act_id="once")
    assert offer.take_down(cell.lead, "hills", name, "accepts", person="two", act_id="once").first == first.first
    with pytest.raises(ActReused):
        offer.take_down(cell.lead, "hills", name, "refuses", person="two", act_id="once")


def test_what_stands_in_the_offer_itself_is_no_other_lines_word(cell: Room):
    words = "Both would keep the eastern road open every morning until noon."
    name = put(cell, words=both(words))
    cell.said(words)
    name_person(cell.lead, "hills", "two", "Envoy Two", may_clear=True, reader="delegate-2")
    offer.take_down(cell.lead, "hills", name, "refuses", f"Not this: {words}", person="two")
    found = theirs(cell.lead, "hills", name)
    assert found is not None
    assert found.word is not None
    assert found.word.words == f"Not this: {words}"


def test_only_who_may_give_his_sides_word_gives_it(cell: Room):
    name, asked = put(cell), put(cell, until=cell.now() + timedelta(hours=5))
    name_person(cell.coast, "coast", "guest", "A Guest")
    name_person(cell.coast, "coast", "gone", "One Gone", may_clear=True)
    person_left(cell.coast, "coast", "gone")
    for person, told in (("guest", "may_clear"), ("gone", "person"), ("nobody", "person")):
        assert refused(lambda p=person: offer.take_down(cell.coast, "coast", name, "accepts", person=p))[0] == told
        assert refused(lambda p=person: acceptance.take_down(cell.coast, "coast", asked, "yes", person=p))[0] == told
    assert refused(lambda: offer.answer(cell.coast_door, "coast", asked, "accepts"))[0] == "in_confidence"
    assert refused(lambda: offer.take_down(cell.coast, "coast", asked, "accepts", person="one"))[0] == "in_confidence"


def test_that_it_was_opened_stands_once_and_by_whom(cell: Room):
    name, other = put(cell), put(cell)
    at = cell.now()
    first = offer.seen(cell.coast_door, "coast", name, act_id="seen")
    assert last(cell, "channel/coast").data["way"] == "door"
    cell.now.on(minutes=3)
    assert offer.seen(cell.coast_door, "coast", name, act_id="seen").first == first.first
    offer.seen(cell.coast_door, "coast", name)
    found = theirs(cell.lead, "coast", name)
    assert found is not None
    assert found.seen_at is not None
    assert found.seen_at - at < timedelta(minutes=1), "when it was opened first"
    offer.seen(cell.coast, "coast", other)
    assert last(cell, "channel/coast").data["way"] == "told"
    with pytest.raises(WasataError):
        offer.seen(another(cell, "officer-4"), "coast", other)


def test_how_it_stands_is_told_to_who_holds_no_table(cell: Room):
    second(cell)
    name = put(cell)
    revoke_log(cell.lead, "officer-3", "table")
    assert state(Desk.open(cell.lead.home, cell.lead.case, "officer-3", now=cell.now), name) == "put"


def test_the_name_of_an_act_on_something_else_is_no_name_of_one_on_an_offer(cell: Room, asked: str):
    name = ask(cell)
    for desk in (cell.lead, cell.coast):
        name_person(desk, "coast", "two", "Envoy Two", act_id="named")
    with pytest.raises(ActReused):
        offer.approve(cell.lead, name, signs(cell.lead, name), act_id="named")
    with pytest.raises(ActReused):
        acceptance.take_down(cell.coast, "coast", asked, "yes", person="one", act_id="named")


def test_a_channel_that_one_does_not_hold_has_no_offers(cell: Room):
    name = put(cell)
    with cell.coast.hold():
        assert refused(lambda: offer.put_before(cell.coast, "hills", name)) == ("unknown", name)
        assert set(offer.said_by(cell.coast, known(cell.coast, name))) == {"coast"}
    monitor = Desk.open(cell.lead.home, cell.lead.case, "officer-2", now=cell.now)
    with monitor.hold(), pytest.raises(LogNotYours):
        known(monitor, name)


# ---- answers in confidence


def test_an_answer_sent_twice_is_one_and_another_under_its_name_is_none(cell: Room, asked: str):
    other = put(cell, until=cell.now() + timedelta(hours=5))
    door = cell.coast_door
    first = acceptance.answer(door, "coast", asked, "yes", act_id="once")
    assert acceptance.answer(door, "coast", asked, "yes", act_id="once").first == first.first
    down = acceptance.take_down(cell.coast, "coast", asked, "no", person="one", act_id="down")
    assert acceptance.take_down(cell.coast, "coast", asked, "no", person="one", act_id="down").first == down.first
    for act in (
        lambda: acceptance.answer(door, "coast", asked, "no", act_id="once"),
        lambda: acceptance.answer(door, "coast", other, "yes", act_id="once"),
        lambda: acceptance.take_down(cell.coast, "coast", asked, "yes", person="one", act_id="down"),
        lambda: acceptance.take_down(cell.coast, "coast", other, "no", person="one", act_id="down"),
    ):
        with pytest.raises(ActReused):
            act()
    offer.seen(door, "coast", asked, act_id="seen")
    with pytest.raises(ActReused):
        acceptance.answer(door, "coast", asked, "yes", act_id="seen")


def test_at_the_hour_itself_it_is_over_and_stays_so_where_the_clock_is_put_back(cell: Room, asked: str):
    found = of_side(cell.coast_door, "coast", asked)
    cell.now.at = found.until - timedelta(microseconds=1)
    acceptance.answer(cell.coast_door, "coast", asked, "yes")
    assert refused(lambda: acceptance.close(cell.lead, asked)) == ("not_due", asked)
    cell.now.at = found.until
    assert refused(lambda: acceptance.answer(cell.coast_door, "coast", asked, "no"))[0] == "over"
    assert acceptance.close_round({"lead": cell.lead}).left == (asked,)
    assert state(cell.lead, asked) == "closed"
    assert refused(lambda: acceptance.close(cell.lead, asked)) == ("not_due", asked)
    cell.now.on(hours=-1)
    assert refused(lambda: acceptance.answer(cell.coast_door, "coast", asked, "no"))[0] == "over"


def test_only_what_was_asked_in_confidence_closes_and_the_first_to_end_first(cell: Room):
    plain = put(cell)
    acts = sorted((f"ask-{n}" for n in range(3)), key=name_by)
    hours = {
        put(cell, until=cell.now() + timedelta(hours=n), act_id=act): n for n, act in zip((9, 7, 5), acts, strict=True)
    }
    until = cell.now() + timedelta(hours=8)
    alike = sorted(put(cell, until=until) for _ in range(3))
    cell.now.on(hours=20)
    with cell.lead.hold():
        due = [ours.offer for ours in acceptance.due_asks(cell.lead)]
    assert plain not in due
    assert [hours[name] for name in due if name in hours] == [5, 7, 9]
    assert [name for name in due if name in alike] == alike
    assert refused(lambda: acceptance.close(cell.lead, plain))[0] == "not_due"


@pytest.mark.parametrize("all_yes", [True, False])
def test_whoever_closes_could_do_either_so_that_his_failing_tells_nothing(cell: Room, asked: str, all_yes: bool):
    third = second(cell)
    for door, line in ((cell.coast_door, "coast"), (cell.hills_door, "hills")):
        acceptance.answer(door, line, asked, "yes" if all_yes else "no")
    cell.now.on(hours=6)
    with third.hold():
        ours = known(third, asked)
        assert acceptance.may_close(third, ours)
    for log in ("table", "channel/coast"):
        grant_log(cell.lead, "officer-3", log, may_write=False)
        narrow = Desk.open(cell.lead.home, cell.lead.case, "officer-3", now=cell.now)
        with narrow.hold():
            assert not acceptance.may_close(narrow, ours)
        assert acceptance.close_round({"officer-3": narrow}) == offer.Left((), {})
        before = heads(cell)
        with pytest.raises((LogNotYours, NotAllowed)):
            acceptance.close(narrow, asked)
        assert heads(cell) == before
        grant_log(cell.lead, "officer-3", log, may_write=True)


def test_a_round_passes_over_what_it_is_told_to_and_tries_nothing_twice(cell: Room, monkeypatch):
    third = second(cell)
    until = cell.now() + timedelta(hours=5)
    names = sorted(put(cell, until=until) for _ in range(3))
    cell.now.on(hours=6)
    tried: list[str] = []
    real = acceptance.close

    def close(desk: Desk, name: str) -> bool:
        tried.append(name)
        if name == names[0]:
            raise RuntimeError(name)
        return real(desk, name)

    monkeypatch.setattr(acceptance, "close", close)
    desks = {"lead": cell.lead, "officer-2": cell.hills, "officer-3": third}
    done = acceptance.close_round(desks, pass_over=frozenset(names[1:2]))
    assert (done.left, done.broke, tried) == ((names[2],), {names[0]: "RuntimeError"}, [names[0], names[2]])
    monkeypatch.undo()
    assert acceptance.close_round(desks).left == tuple(names[:2])


@pytest.mark.parametrize("late", ["yes", "no"])
def test_an_answer_that_was_just_in_time_is_counted(cell: Room, asked: str, monkeypatch, late: Any):
    """It was written while the close was being decided: the close looks again."""
    acceptance.answer(cell.coast_door, "coast", asked, "yes")
    if late == "no":
        acceptance.answer(cell.hills_door, "hills", asked, "yes")
    cell.now.on(hours=6)
    real = acceptance.opened

    def opened(*told: Any, **named: Any) -> None:
        real(*told, **named)
        cell.now.on(hours=-6)
        acceptance.answer(cell.hills_door, "hills", asked, late)
        cell.now.on(hours=6)

    monkeypatch.setattr(acceptance, "opened", opened)
    assert refused(lambda: acceptance.close(cell.lead, asked)) == ("not_due", asked)
    monkeypatch.undo()
    assert acceptance.close(cell.lead, asked) is (late == "yes")


def test_all_say_yes_to_the_words_of_a_version(cell: Room):
    clauses = (clause("Quiet for four days.", title=both("Quiet")), clause("Children first.", "c2"))
    name = put(cell, package=None, draft=draft.write(cell.lead, clauses, after=0), words=None,
               until=cell.now() + timedelta(hours=5))  # fmt: skip
    for door, line in ((cell.coast_door, "coast"), (cell.hills_door, "hills")):
        acceptance.answer(door, line, name, "yes")
    cell.now.on(hours=6)
    assert acceptance.close(cell.lead, name) is True
    with cell.hills_door.hold():
        content = cell.hills_door.fold(REACHED)[name].content
    assert content.text("en") == "Quiet\nQuiet for four days.\nChildren first."
    assert content.words is None


# ---- folds


def test_a_kind_that_this_house_does_not_know_is_refused():
    for fold, kind in (
        (offer_stands._ours, "acceptance.newer"), (offer_stands._versions, "draft.newer"), (offer_stands._theirs, "draft.newer"),
        (offer_stands._theirs, "package.newer"), (offer_stands._reached, "acceptance.newer"),
    ):  # fmt: skip
        entry: Any = SimpleNamespace(kind=kind, version=1, data={})
        with pytest.raises(KindUnknown):
            fold({}, entry)
        beside: Any = SimpleNamespace(kind="drafty.newer", version=1, data={})
        assert fold({}, beside) == {}
