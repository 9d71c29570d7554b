"""The watch: taken, noted, handed over, accepted, left; and the hours in which nobody listened."""

from datetime import timedelta
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.carry.shift import LONGEST
from wasata.desk.access import Desk, admit_reader
from wasata.desk.line import name_person, open_line
from wasata.desk.message import hear
from wasata.desk.shift import accept_watch, end_watch, hand_over, move_end, note_watch, take_watch, watch
from wasata.errors import LineNone, LogNotYours, NotAllowed, ShiftWrong


@pytest.fixture
def second(lead: Desk, now: Clock) -> Desk:
    admit_reader(lead, "second", "officer")
    return Desk.open(lead.home, lead.case, "second", now=now)


@pytest.fixture(autouse=True)
def listened(lead: Desk, second: Desk) -> None:
    """A line that all of them keep: the watch is for those who keep one."""
    told: Any = {"party": "qatar", "of": "mediator", "langs": ("en",), "media": ("call",)}
    open_line(lead, "house", names={"ar": "البيت", "en": "House"}, officers=("officer", "second"), **told)


@pytest.fixture
def officer(at_desk, second) -> Desk:
    return at_desk("officer")


def test_a_watch_is_taken_noted_handed_over_and_accepted(officer: Desk, second: Desk, now: Clock):
    assert watch(officer).never
    mine = take_watch(officer, until=now.at + timedelta(hours=8))
    now.on(hours=2)
    note_watch(officer, mine, "All lines tried at eight.", "en", weight="important")
    hand_over(officer, mine, "second", "Ask again at noon.", "en")
    page = watch(second)
    assert [(w.by, w.to, w.words, w.nobody, w.for_me) for w in page.waiting] == [
        ("officer", "second", "Ask again at noon.", False, True),
    ]  # fmt: skip
    assert [o.officer for o in page.on] == ["officer"], "his until it is accepted"
    now.on(hours=1)
    accept_watch(second, mine, until=now.at + timedelta(hours=6))
    page = watch(second)
    assert ([(o.officer, o.mine) for o in page.on], page.waiting, page.gap) == ([("second", True)], (), None)
    now.on(minutes=30)
    page = watch(officer)
    assert [(s.state, s.officers) for s in page.stretches] == [
        ("on", ("officer",)), ("handed", ("officer",)), ("on", ("second",)),
    ]  # fmt: skip
    assert [x.what for x in page.log] == ["accepted", "handed", "noted", "taken"]


def test_a_hand_over_nobody_accepted_is_told_and_the_gap_seen(officer: Desk, second: Desk, now: Clock):
    mine = take_watch(officer, until=now.at + timedelta(hours=2))
    now.on(hours=1)
    hand_over(officer, mine, "second", "Nothing new.", "en")
    now.on(hours=3)
    page = watch(officer)
    assert (page.on, [(w.waited, w.nobody) for w in page.waiting]) == ((), [(timedelta(hours=3), True)])
    assert page.gap == now.at - timedelta(hours=2)
    assert [s.until - s.since for s in page.gaps] == [timedelta(hours=2)]
    accept_watch(second, mine)
    now.on(minutes=5)
    page = watch(officer)
    assert [o.officer for o in page.on] == ["second"]
    assert [s.state for s in page.stretches] == ["on", "handed", "nobody", "on"], "a late acceptance fills no gap"


def test_a_watch_without_a_told_end_is_not_believed_for_ever(officer: Desk, now: Clock):
    take_watch(officer)
    assert watch(officer).on[0].no_end_told
    now.on(hours=LONGEST / timedelta(hours=1) + 1)
    page = watch(officer)
    assert page.on == ()
    assert page.gap is not None
    assert abs(page.gap - (now.at - timedelta(hours=1))) < timedelta(seconds=1)


def test_who_leaves_to_nobody_says_so_and_the_gap_is_open_at_once(officer: Desk, now: Clock):
    mine = take_watch(officer)
    now.on(hours=1)
    end_watch(officer, mine, "All lines rest until six.")
    now.on(minutes=1)
    page = watch(officer)
    assert (page.on, page.gap, page.log[0].what, page.log[0].words) == (
        (), now.at - timedelta(minutes=1), "ended", "All lines rest until six.",
    )  # fmt: skip


def test_the_end_of_a_watch_can_be_moved(officer: Desk, now: Clock):
    mine = take_watch(officer, until=now.at + timedelta(hours=1))
    move_end(officer, mine, now.at + timedelta(hours=5))
    now.on(hours=4)
    assert [o.officer for o in watch(officer).on] == ["officer"]


def test_what_cannot_be_so_is_refused(officer: Desk, second: Desk, lead: Desk, now: Clock):
    mine = take_watch(officer, until=now.at + timedelta(hours=8))
    refused: list[Any] = [
        lambda: take_watch(officer),
        lambda: take_watch(second, until=now.at - timedelta(minutes=1)),
        lambda: take_watch(second, until=now.at + timedelta(hours=13)),
        lambda: note_watch(second, mine, "not mine", "en"),
        lambda: note_watch(officer, mine, " ", "en"),
        lambda: note_watch(officer, "w-0", "no such", "en"),
        lambda: hand_over(officer, mine, "officer", "to myself", "en"),
        lambda: hand_over(officer, mine, "analyst", "no officer", "en"),
        lambda: hand_over(officer, mine, "nobody", "nobody", "en"),
        lambda: accept_watch(second, mine),
        lambda: end_watch(second, mine),
    ]
    for act in refused:
        with pytest.raises(ShiftWrong):
            act()
    hand_over(officer, mine, "lead", "first to one", "en")
    hand_over(officer, mine, "second", "then to another", "en")
    with pytest.raises(ShiftWrong):
        accept_watch(lead, mine)
    accept_watch(second, mine)
    for act in (lambda: note_watch(officer, mine, "late", "en"), lambda: accept_watch(second, mine)):
        with pytest.raises(ShiftWrong):
            act()
    assert [o.officer for o in watch(lead).on] == ["second"]


def test_only_the_team_keeps_and_reads_the_watch(officer: Desk, at_desk):
    with pytest.raises(NotAllowed):
        take_watch(at_desk("analyst"))
    for who in ("delegate", "auditor", "truce_monitor"):
        with pytest.raises((LogNotYours, NotAllowed)):
            take_watch(at_desk(who))
        with pytest.raises(LineNone):
            watch(at_desk(who))


def test_who_holds_the_bureau_reads_the_watch_and_only_who_keeps_a_line_keeps_it(lead: Desk, officer: Desk, at_desk):
    admit_reader(lead, "third", "officer")
    take_watch(officer)
    for who in ("third", "analyst"):
        told = watch(at_desk(who))
        assert ([o.officer for o in told.on], told.may_keep) == (["officer"], False)
    assert watch(officer).may_keep
    with pytest.raises(LineNone):
        take_watch(at_desk("third"))


def test_what_a_line_said_does_not_stand_in_the_watch_log(officer: Desk, lead: Desk, now: Clock):
    told: Any = {"party": "hamas", "of": "party", "langs": ("en",), "media": ("call",)}
    open_line(lead, "coast", names={"ar": "الساحل", "en": "Coast"}, officers=("officer",), **told)
    name_person(officer, "coast", "one", "Envoy One")
    hear(officer, "coast", [("We would live with five days if the road is open.", "none")], "en", person="one")
    mine = take_watch(officer)
    leak = "They called: we would live with five days, if the road opens."
    for act in (
        lambda: note_watch(officer, mine, leak, "en"), lambda: hand_over(officer, mine, "lead", leak, "en"),
        lambda: end_watch(officer, mine, leak),
    ):  # fmt: skip
        with pytest.raises(ShiftWrong) as refused:
            act()
        assert refused.value.values["why"] == "shift.why.overheard"
    assert len(watch(lead).log) == 1
    note_watch(officer, mine, "Called at nine; answered.", "en")


def test_a_form_sent_twice_is_one_shift(officer: Desk, second: Desk, now: Clock):
    mine = take_watch(officer, act_id="a" * 12)
    assert take_watch(officer, act_id="a" * 12) == mine
    hand_over(officer, mine, "second", "x", "en", act_id="b" * 12)
    hand_over(officer, mine, "second", "x", "en", act_id="b" * 12)
    assert accept_watch(second, mine, act_id="c" * 12) == accept_watch(second, mine, act_id="c" * 12)
    assert len(watch(officer).on) == 1


def test_who_is_on_already_and_accepts_another_is_on_once(officer: Desk, second: Desk, now: Clock):
    """Else his first watch would be counted as kept after he handed on the second and went."""
    own, other = take_watch(second), take_watch(officer)
    now.on(hours=1)
    hand_over(officer, other, "second", "Nothing new.", "en")
    mine = accept_watch(second, other, act_id="a" * 12)
    assert accept_watch(second, other, act_id="a" * 12) == mine
    page = watch(second)
    assert [(o.officer, o.shift) for o in page.on] == [("second", mine)]
    assert [x.what for x in page.log] == ["accepted", "handed", "taken", "taken"], (
        "he stayed: nothing was left to nobody"
    )
    with pytest.raises(ShiftWrong):
        note_watch(second, own, "the first one is over", "en")
    now.on(hours=1)
    hand_over(second, mine, "lead", "All quiet.", "en")
    end_watch(second, mine)
    assert watch(officer).on == ()


def test_a_hand_over_waits_on_when_whoever_gave_it_has_left(officer: Desk, second: Desk, now: Clock):
    mine = take_watch(officer)
    hand_over(officer, mine, "second", "Ask again at noon.", "en")
    now.on(minutes=10)
    end_watch(officer, mine)
    now.on(minutes=30)
    assert [(w.nobody, w.for_me) for w in watch(second).waiting] == [(True, True)]
    accept_watch(second, mine)
    now.on(minutes=5)
    page = watch(second)
    assert ([o.officer for o in page.on], page.waiting) == (["second"], ())
    assert [s.state for s in page.stretches][-2:] == ["nobody", "on"]
