"""Definitions on their way to a side and to the table: each guard by a case that only it stops."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.desk import definitions
from tests.desk.conftest import Clock
from tests.desk.test_definition import NAMES, NORTH, NORTH_2, asked_both
from tests.desk.test_definition import at as at

from wasata.desk import definition, definition_delivery
from wasata.desk.access import Desk, admit_reader, grant_log, name_by, revoke_log
from wasata.desk.defined import AGREED, OURS, definitions_in
from wasata.desk.definition_delivery import (
    Left,
    deliver_agreement,
    deliver_agreements,
    deliver_put,
    deliver_round,
    waits,
    waits_for_table,
    why_it_stays,
)
from wasata.desk.delivery import still_writes
from wasata.desk.line_holders import give_line
from wasata.errors import ActReused, DefinitionWrong, LogNotYours, NotAllowed, StoreFailed
from wasata.record.home import Home
from wasata.record.kinds.definition import Map
from wasata.words import Key

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


def times_asked(desk: Desk) -> int:
    """How often the bureau was told that a side is asked."""
    head = desk.ledger.head("bureau").seq
    return sum(entry.kind == "definition.asked" for entry in desk.ledger.entries("bureau", 0, head))


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
    assert times_asked(at("lead")) == 1


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
    assert times_asked(at("lead")) == 1


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


def test_what_a_side_confirms_no_more_is_taken_back_while_nobody_says_otherwise(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.answer(at("hills-delegate"), "hills", term, 1, "Not any more")
    now.on(minutes=6)
    stood = watched_lines(monkeypatch)
    assert deliver_agreement(at("lead"), term) is False
    assert stood == [{"table", "bureau", "access", "channel/coast", "channel/hills"}]


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


# to a side


def early(act: Callable[[], Any]) -> str:
    with pytest.raises(DefinitionWrong) as refused:
        act()
    return str(refused.value.values["why"]).removeprefix("definition.why.")


def test_a_newer_text_written_in_that_very_moment_does_not_go_in_the_place_of_the_older(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    just_before(monkeypatch, "deliver_definition", lambda: definition.write(at("officer"), NORTH_2, term=term))
    assert deliver_round({"lead": at("lead")}, "coast") == Left((), {})
    assert term not in at("coast-delegate").fold(definitions_in("coast"))


def test_nobody_is_asked_before_the_hour_nor_by_who_may_not_write_there(at: At, now: Clock, lead: Desk):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=5, microseconds=-1)
    assert early(lambda: deliver_put(at("lead"), "coast", term, 1)) == "not_due"
    assert at("lead").fold(OURS)[term].asked == {}, "the team is not told that they are asked"
    now.on(microseconds=1)
    for number, of in ((2, term), (1, "df-none")):
        assert early(lambda number=number, of=of: deliver_put(at("lead"), "coast", of, number)) == "not_due"
    admit_reader(lead, "reads", "officer")
    for log in ("line/coast", "channel/coast"):
        grant_log(lead, "reads", log)
    with pytest.raises(NotAllowed):
        deliver_put(at("reads"), "coast", term, 1)
    assert at("lead").fold(OURS)[term].asked == {}
    assert deliver_round({"lead": at("lead")}, "coast").left == (f"{term}.1",), "at its very minute"


def test_what_waits_is_told_the_next_to_leave_first_and_then_by_name(at: At):
    terms = [definition.write(at("officer"), NORTH) for _ in range(4)]
    late, *others = sorted(terms)
    definition.put(at("lead"), "coast", late, 1, recipient="Coast Council", hold=timedelta(minutes=30))
    for term in reversed(others):
        definition.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    with at("lead").hold():
        assert [held.term for held in waits(at("lead"), "coast")] == [*others, late]


def test_it_leaves_from_the_desk_of_who_put_it_or_else_of_another(at: At, now: Clock):
    one, other = (definition.write(at("officer"), NORTH) for _ in range(2))
    definition.put(at("lead"), "coast", one, 1, recipient="Coast Council")
    now.on(minutes=6)
    deliver_round({"coast-officer": at("coast-officer"), "lead": at("lead")}, "coast")
    definition.put(at("lead"), "coast", other, 1, recipient="Coast Council")
    now.on(minutes=6)
    deliver_round({"coast-officer": at("coast-officer")}, "coast")
    ledger = at("lead").ledger
    entries = ledger.entries("channel/coast", 0, ledger.head("channel/coast").seq)
    assert [e.author for e in entries if e.kind == "definition.put"] == ["lead", "coast-officer"]


def test_who_left_the_team_delivers_nothing(at: At, now: Clock, lead: Desk):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    revoke_log(lead, "coast-officer", "bureau")
    assert deliver_round({"coast-officer": at("coast-officer")}, "coast") == Left((), {})
    assert deliver_round({"lead": at("lead")}, "coast").left == (f"{term}.1",)


@pytest.mark.parametrize("lost", ["read_only", "ended", "taken"])
def test_it_stays_once_its_author_does_not_write_to_the_line(at: At, now: Clock, lead: Desk, lost: str):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("coast-officer"), "coast", term, 1, recipient="Coast Council")
    if lost == "taken":
        revoke_log(lead, "coast-officer", "line/coast")
    else:
        until = now() + timedelta(minutes=4) if lost == "ended" else None
        grant_log(lead, "coast-officer", "line/coast", may_write=lost == "ended", until=until)
    now.on(minutes=6)
    assert deliver_round({"lead": at("lead")}, "coast") == Left((), {})
    with at("lead").hold():
        (held,) = waits(at("lead"), "coast")
        assert why_it_stays(at("lead"), held, "line/coast") == "author"
    assert not still_writes(at("lead"), "stranger", "line/coast")


def test_of_a_break_the_name_alone_is_told_and_who_was_quicker_is_none(
    at: At, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    term = definition.write(at("officer"), NORTH)
    definition.put(at("lead"), "coast", term, 1, recipient="Coast Council")
    now.on(minutes=6)
    for error, told in (
        (DefinitionWrong(why=Key("definition.why.not_due"), value=term), {}),
        (DefinitionWrong(why=Key("definition.why.older"), value=term), {f"{term}.1": DefinitionWrong.code}),
        (StoreFailed(why="full"), {f"{term}.1": StoreFailed.code}),
        (OSError("the disk"), {f"{term}.1": "OSError"}),
    ):

        def breaks(*_: Any, error: Exception = error, **__: Any) -> None:
            raise error

        monkeypatch.setattr(definition_delivery, "deliver_put", breaks)
        assert deliver_round({"lead": at("lead")}, "coast") == Left((), told)


# to the table


def test_nothing_comes_to_the_table_before_its_hour_nor_by_who_does_not_see_all_answers(at: At, now: Clock):
    term = confirmed(at)
    definition.agree(at("lead"), term, NORTH.digest, named="the north")
    now.on(minutes=5, microseconds=-1)
    assert early(lambda: deliver_agreement(at("lead"), term)) == "not_due"
    now.on(microseconds=1)
    assert early(lambda: deliver_agreement(at("coast-officer"), term)) == "not_all_held"
    for who in ("analyst", "coast-delegate"):
        with pytest.raises((NotAllowed, LogNotYours)):
            deliver_agreement(at(who), term)
    assert early(lambda: deliver_agreement(at("lead"), "df-none")) == "not_due"
    assert deliver_agreement(at("lead"), term) is True
    assert early(lambda: deliver_agreement(at("lead"), term)) == "not_due"
    assert [v.number for v in at("lead").fold(AGREED)[term]] == [1]


def test_a_map_goes_along_sealed_beside_the_channel_and_beside_the_table(at: At, now: Clock):
    officer = at("officer")
    picture = b"a picture, bare of all that it told"
    piece = officer.ledger.keep_piece("bureau", picture)
    drawn = Map(piece=piece, digest=hashlib.sha256(picture).hexdigest(), media_type="image/png")
    text = replace(NORTH, map=drawn)
    term = asked_both(at, text)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 1)
    definition.approve(at("coast-officer"), term)
    definitions.agree(at("lead"), term, text.digest)
    delegate = at("coast-delegate")
    for log, found in (
        ("channel/coast", delegate.fold(definitions_in("coast"))[term].versions[0].text.map),
        ("table", delegate.fold(AGREED)[term][0].text.map),
    ):
        assert found is not None
        assert (found.digest, found.media_type) == (drawn.digest, "image/png")
        assert found.piece != piece
        assert delegate.ledger.piece(log, found.piece) == picture


@pytest.mark.parametrize("changed", ["newer", "read_only"])
def test_what_waits_for_the_table_stays_once_a_newer_text_stands_or_its_author_puts_nothing_there(
    at: At, now: Clock, lead: Desk, changed: str
):
    admit_reader(lead, "third", "officer")
    for line in NAMES:
        give_line(lead, line, "third")
    term = confirmed(at)
    definition.agree(at("third"), term, NORTH.digest, named="the north")
    if changed == "newer":
        definition.write(at("officer"), NORTH_2, term=term)
    else:
        grant_log(lead, "third", "table")
    now.on(minutes=6)
    assert deliver_agreements({"lead": at("lead")}) == Left((), {})
    assert not at("lead").fold(AGREED)


def test_what_waits_for_the_table_is_told_the_next_to_come_there_first_and_then_by_name(
    at: At, monkeypatch: pytest.MonkeyPatch
):
    # written in another order than that of their names
    acts = iter(sorted(("w1", "w2", "w3"), key=name_by, reverse=True))
    monkeypatch.setattr(definition, "new_act_id", lambda: next(acts))
    late, *others = sorted(confirmed(at) for _ in range(3))
    definition.agree(at("lead"), late, NORTH.digest, named="the north", hold=timedelta(minutes=30))
    for term in reversed(others):
        definition.agree(at("lead"), term, NORTH.digest, named="the north")
    with at("lead").hold():
        assert [held.term for held in waits_for_table(at("lead"))] == [*others, late]


def test_a_second_agreed_text_is_counted_by_the_table(at: At, now: Clock):
    term = confirmed(at)
    definitions.agree(at("lead"), term, NORTH.digest)
    asked_both(at, NORTH_2, term)
    for line in NAMES:
        definition.answer(at(f"{line}-delegate"), line, term, 2)
    definition.approve(at("coast-officer"), term)
    definitions.agree(at("lead"), term, NORTH_2.digest)
    assert [(v.number, v.text.words["en"]) for v in at("coast-delegate").fold(AGREED)[term]] == [
        (1, NORTH.words["en"]), (2, NORTH_2.words["en"]),
    ]  # fmt: skip


def test_it_comes_to_the_table_from_who_put_it_there_or_the_first_who_sees_all_answers(at: At, now: Clock, lead: Desk):
    for name in ("a-second", "z-third"):
        admit_reader(lead, name, "officer")
        for line in NAMES:
            give_line(lead, line, name)
    authors = []
    for desks in (
        ("a-second", "z-third"),
        ("lead", "a-second", "officer"),
        ("officer", "coast-officer", "z-third", "analyst"),
    ):
        term = confirmed(at)
        definition.agree(at("z-third"), term, NORTH.digest, named="the north")
        now.on(minutes=6)
        assert deliver_agreements({r: at(r) for r in ("analyst", "coast-delegate")}) == Left((), {})
        assert deliver_agreements({r: at(r) for r in desks}, pass_over=frozenset({f"{term}.1"})) == Left((), {})
        assert deliver_agreements({r: at(r) for r in desks}).left == (f"{term}.1",)
        authors.append(at("lead").fold(AGREED)[term][0].author)
    assert authors == ["z-third", "a-second", "z-third"]


def test_what_breaks_one_agreement_stops_no_other(at: At, now: Clock, monkeypatch: pytest.MonkeyPatch):
    broken, whole = confirmed(at), confirmed(at)
    for term in (broken, whole):
        definition.agree(at("lead"), term, NORTH.digest, named="the north")
    definition.write(at("officer"), NORTH)  # one that nobody put on the table
    with at("lead").hold():
        assert {held.term for held in waits_for_table(at("lead"))} == {broken, whole}
    now.on(minutes=6, microseconds=7)
    as_it_is = definition_delivery.deliver_agreement

    def breaks(desk: Desk, term: str) -> bool:
        if term == broken:
            raise OSError("the disk")
        return as_it_is(desk, term)

    monkeypatch.setattr(definition_delivery, "deliver_agreement", breaks)
    assert deliver_agreements({"lead": at("lead")}) == Left((f"{whole}.1",), {f"{broken}.1": "OSError"})
    with at("lead").hold():
        assert at("lead").fold(AGREED)[whole][0].at == now().replace(microsecond=0), "all sides are told it"


def test_one_form_is_one_act_and_with_other_content_none(at: At):
    first, second = (definition.write(at("officer"), NORTH, act_id=f"w{n}") for n in (1, 2))
    assert first != second
    with pytest.raises(ActReused):
        definition.write(at("officer"), NORTH_2, act_id="w1")
    lead = at("lead")
    for _ in range(2):
        definition.put(lead, "coast", first, 1, recipient="Coast Council", act_id="p1")
    with pytest.raises(ActReused):
        definition.put(lead, "coast", second, 1, recipient="Coast Council", act_id="p1")
    for _ in range(2):
        definition.take_back(lead, "coast", first, 1, act_id="b1")
    with pytest.raises(ActReused):
        definition.take_back(lead, "coast", second, 1, act_id="b1")
    one, other = confirmed(at), confirmed(at)
    for _ in range(2):
        definition.approve(lead, one, act_id="a1")
    with pytest.raises(ActReused):
        definition.approve(lead, other, act_id="a1")
    admit_reader(lead, "third", "officer")
    for line in NAMES:
        give_line(lead, line, "third")
    third = at("third")
    for _ in range(2):
        definition.agree(third, one, NORTH.digest, named="the north", act_id="g1")
    with pytest.raises(ActReused):
        definition.agree(third, other, NORTH.digest, named="the north", act_id="g1")
    for _ in range(2):
        definition.take_back_agreement(third, one, act_id="t1")
    with pytest.raises(ActReused):
        definition.take_back_agreement(third, other, act_id="t1")
    for _ in range(2):
        definition.answer(at("coast-delegate"), "coast", one, 1, act_id="s1")
    with pytest.raises(ActReused):
        definition.answer(at("coast-delegate"), "coast", one, 1, "No", act_id="s1")
    for _ in range(2):
        definition.take_down(at("coast-officer"), "coast", one, 1, person="envoy", act_id="d1")
    with pytest.raises(ActReused):
        definition.take_down(at("coast-officer"), "coast", one, 1, "No", person="envoy", act_id="d1")
