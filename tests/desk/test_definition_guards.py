"""Definitions on their way to a side and to the table: each guard by a case that only it stops."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.desk import definitions
from tests.desk.conftest import Clock
from tests.desk.test_definition import NAMES, NORTH, asked_both
from tests.desk.test_definition import at as at

from wasata.desk import definition
from wasata.desk.access import Desk
from wasata.desk.defined import AGREED, OURS, definitions_in
from wasata.desk.definition_delivery import Left, deliver_agreements, deliver_round
from wasata.record.home import Home

At = Callable[[str], Desk]


def just_before(monkeypatch: pytest.MonkeyPatch, act: str, other: Callable[[], Any]) -> list[str]:
    """Another process does this a moment before the next act of this name."""
    came: list[str] = []
    as_it_is = Desk.do

    def then(self: Desk, which: str, *given: Any, **named: Any) -> Any:
        if which == act and not came:
            came.append(act)
            other()
        return as_it_is(self, which, *given, **named)

    monkeypatch.setattr(Desk, "do", then)
    return came


def confirmed(at: At) -> str:
    """Asked of both sides, confirmed by both, approved by a first person."""
    term = asked_both(at)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    return term


def watched_lines(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """In which lines somebody stands, of the logs that he does not write himself too."""
    stood: list[set[str]] = []
    as_it_is = Home.in_line

    def watched(self: Home, case: str, logs: Any) -> Any:
        stood.append(set(logs))
        return as_it_is(self, case, logs)

    monkeypatch.setattr(Home, "in_line", watched)
    return stood


def test_two_who_deliver_the_same_at_once_ask_once_and_put_it_once(at: At, now: Clock, monkeypatch: pytest.MonkeyPatch):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    came = just_before(monkeypatch, "ask_definition", lambda: deliver_round({"lead": at("lead")}, "coast"))
    assert deliver_round({"coast-officer": at("coast-officer")}, "coast") == Left((), {})
    assert came
    assert len(at("lead").fold(definitions_in("coast"))[term].versions) == 1
    assert at("lead").fold(OURS)[term].asked == {(1, "coast"): 1}


def test_who_noted_it_and_was_broken_off_is_gone_on_for_by_another(at: At, now: Clock, monkeypatch: pytest.MonkeyPatch):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    lead = at("lead")

    def broken_off() -> None:
        lead.do = lambda act, *given, **named: Desk.do(lead, act, *given, **named) if act == "ask_definition" else None  # type: ignore[method-assign]
        deliver_round({"lead": lead}, "coast")

    just_before(monkeypatch, "ask_definition", broken_off)
    assert deliver_round({"coast-officer": at("coast-officer")}, "coast") == Left((f"{term}.1",), {})
    assert at("coast-delegate").fold(definitions_in("coast"))[term].versions[0].text == NORTH


def test_a_side_that_says_yes_again_a_moment_before_keeps_it_waiting_and_the_next_round_puts_it_there(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.answer(at("hills-delegate"), "hills", term, 1, "Not any more")
    now.on(minutes=6)
    just_before(monkeypatch, "agree_definition", lambda: definition.answer(at("hills-delegate"), "hills", term, 1))
    assert deliver_agreements({"lead": at("lead")}) == Left((), {})
    assert deliver_agreements({"lead": at("lead")}) == Left((f"{term}.1",), {})
    assert at("lead").fold(AGREED)[term]


def test_while_it_leaves_nobody_writes_where_it_could_be_kept_back(at: At, now: Clock, monkeypatch: pytest.MonkeyPatch):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    now.on(minutes=6)
    stood = watched_lines(monkeypatch)
    assert deliver_agreements({"lead": at("lead")}).left
    assert stood == [{"table", "bureau", "access", "channel/coast", "channel/hills"}]
    stood.clear()
    other = definition.write(at("officer"), NORTH)
    definitions.put(at("lead"), "coast", other, 1, recipient="Coast Council")
    assert stood == [{"channel/coast", "line/coast", "bureau", "access"}]


def test_a_side_that_takes_its_word_back_while_it_leaves_keeps_it_off_the_table_for_good(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    now.on(minutes=6)
    just_before(
        monkeypatch, "deliver_agreement", lambda: definition.answer(at("hills-delegate"), "hills", term, 1, "No")
    )
    done = deliver_agreements({"lead": at("lead")})
    assert (done.left, list(done.broke)) == ((), [f"{term}.1"])
    assert deliver_agreements({"lead": at("lead")}) == Left((), {})
    assert not at("lead").fold(AGREED)
