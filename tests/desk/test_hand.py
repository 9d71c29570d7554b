"""The analyst's hand: bound to words, laid over every reading, shown beside what the reader gave, taken back act by act."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import CASE, Clock, day, put_report, read, span

from wasata.desk import changes as desk_changes
from wasata.desk.access import Desk, new_act_id
from wasata.desk.brief import brief
from wasata.desk.case import open_case
from wasata.desk.figure import figure_page, figures
from wasata.desk.hand import Hand, laid_over, live, looked_at, second_look, stacks_of, target_of
from wasata.desk.marked import MarkLine
from wasata.desk.marking import add_mark, confirm_mark, correct_mark, let_go, lift_hand, strike_mark
from wasata.desk.press import PRESS, Press
from wasata.desk.put_away import put_away
from wasata.desk.report import report_page
from wasata.desk.rereading import changed, second_looks
from wasata.errors import ActReused, HandWrong, MarkChanged, MarkUnknown, NotAllowed
from wasata.record.home import Home
from wasata.record.kinds.report import DateMark, EventMark, FigureMark, StatementMark
from wasata.record.stores.memory import MemoryStore

Put = Callable[..., str]
TEXT = (
    "Qatar said 12 people were freed on Friday. Israel denied it. Talks go on, in Egypt. Some 30 others were wounded."
)
MARKS: dict[str, Any] = {
    "statements": [("12 people were freed on Friday", "Qatar", "said", {"actor": "qatar"})],
    "figures": [("12 people", 12, "released", {"source": "Qatar", "party": "israel"})],
    "dates": [("Friday", day(24), day(24))],
    "events": [("Talks go on, in Egypt.", "talks_continue", "ongoing")],
}


def figure(words: str = "12 people", value: int = 13, measure: Any = "released", **more: Any) -> FigureMark:
    told: dict[str, Any] = {
        "qualifier": "exact",
        "party": "israel",
        "source": span(TEXT, "Qatar"),
        "rule": "hand",
    } | more
    return FigureMark(span=span(TEXT, words), value=Decimal(value), measure=measure, **told)


def reread(desk: Desk, report: str, *, reader: str = "2", **marks: Any) -> None:
    head = desk.ledger.head("press").seq
    desk.ledger.append(
        {"press": (head, (read(report, TEXT, reader=reader, **marks),))}, author=desk.reader, act=new_act_id()
    )


def mark(desk: Desk, report: str, ident: str) -> MarkLine:
    return next(m for m in report_page(desk, report, "en").marks if m.id == ident)


def values(desk: Desk, thing: str = "released.israel") -> list[int]:
    things = {t.key: t for t in figures(desk, "en").things}
    return sorted(int(p.amount.low) for p in figure_page(desk, thing, "en").values) if thing in things else []


def test_a_confirmed_mark_says_who_and_changes_no_number(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    before = lead.fold(PRESS).known()
    confirm_mark(lead, name, "f1", "called the ministry")
    m = mark(lead, name, "f1")
    assert [(h.act, h.by, h.why) for h in m.hands] == [("confirmed", "Lead mediator", "called the ministry")]
    assert (m.by_hand, m.struck, m.was) == (False, False, None)
    assert lead.fold(PRESS).known().readings == before.readings, "nothing counts otherwise, so nothing is filed anew"


def test_a_corrected_figure_counts_with_its_new_value_and_shows_the_readers_own(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=13), "a slip of the reader")
    assert values(lead) == [13]
    m = mark(lead, name, "f1")
    assert (m.by_hand, m.what, m.struck) == (True, "13 · Released", False)
    assert m.was is not None
    assert m.was.startswith("12 · Released")
    point = figure_page(lead, "released.israel", "en").values[0]
    assert point.hand is not None
    assert (point.hand.act, point.hand.by) == ("corrected", "Lead mediator")


def test_what_a_correction_counts_may_be_another_thing_of_another_party(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=12, measure="killed", party="palestinians"))
    assert (values(lead), values(lead, "killed.palestinians")) == ([], [12])


def test_words_of_a_mark_may_be_moved_within_the_text(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure("Some 30 others", 30, "wounded", qualifier="about", source=None, party=None))
    m = mark(lead, name, "f1")
    assert (m.words, m.was_words) == ("Some 30 others", "12 people")
    assert values(lead, "wounded.any") == [30]


def test_a_mark_by_hand_counts_like_any_other(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    add_mark(lead, name, figure("Some 30 others", 30, "wounded", qualifier="about", source=None, party=None))
    assert values(lead, "wounded.any") == [30]
    assert mark(lead, name, "f2").by_hand
    with pytest.raises(HandWrong):
        add_mark(lead, name, figure("30 others", 31, "wounded", source=None, party=None))


def test_a_corrected_statement_is_on_the_brief_as_corrected(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS, published=day(20))
    given = StatementMark(
        content=span(TEXT, "12 people were freed on Friday"), source=span(TEXT, "Israel"), cue=span(TEXT, "said 12"),
        source_kind="organisation", actor="israel", act="deny", direct=False, rule="hand",
    )  # fmt: skip
    correct_mark(lead, name, "s1", given)
    lines = [line for p in brief(lead, "en").statements for b in p.bodies for line in b.lines]
    assert [(x.who.words, x.act) for x in lines] == [("Israel", "deny")]
    assert lines[0].hand is not None


def test_a_corrected_event_is_the_state_that_is_claimed(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS, published=day(20))
    sentence = span(TEXT, "Talks go on, in Egypt.")
    correct_mark(lead, name, "e1", EventMark(span=sentence, event="talks_continue", status="denied", rule="hand"))
    assert [c.state for c in brief(lead, "en").claims] == ["not_continuing"]
    assert brief(lead, "en").claims[0].hand is not None


def test_a_date_by_hand_is_what_is_ahead(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS, published=day(20))
    correct_mark(lead, name, "d1", DateMark(span=span(TEXT, "Friday"), from_day=day(28), to_day=day(28), rule="hand"))
    assert [a.first for a in brief(lead, "en").ahead] == [day(28)]


def test_taking_back_an_act_gives_what_stood_before_it(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=13))
    correct_mark(lead, name, "f1", figure(value=14))
    strike_mark(lead, name, "f1")
    found = [values(lead)]
    for _ in range(3):
        lift_hand(lead, name, "f1")
        found.append(values(lead))
    assert found == [[], [14], [13], [12]]
    with pytest.raises(MarkUnknown):
        lift_hand(lead, name, "f1")


def test_letting_go_takes_back_all_of_it_at_once(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=13))
    confirm_mark(lead, name, "f1")
    let_go(lead, name, "f1")
    m = mark(lead, name, "f1")
    assert (m.hands, m.what, m.by_hand) == ((), "12 · Released", False)


def test_it_counted_as_read_until_the_hour_of_the_act(lead: Desk, put: Put, now: Clock):
    name = put(TEXT, marks=MARKS)
    then = now.on(hours=1)
    now.on(hours=1)
    correct_mark(lead, name, "f1", figure(value=13))
    past = figure_page(lead, "released.israel", "en", as_of=then)
    assert [int(p.amount.low) for p in past.values] == [12]
    assert values(lead) == [13]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (FigureMark(span=(5000, 5009), value=Decimal(3), qualifier="exact", measure="killed", rule="hand"), "words"),
        (FigureMark(span=(10, 11), value=Decimal(3), qualifier="exact", measure="killed", rule="hand"), "words"),
        (FigureMark(span=(11, 20), qualifier="exact", measure="killed", rule="hand"), "number"),
        (FigureMark(span=(11, 20), value=Decimal(-3), qualifier="exact", measure="killed", rule="hand"), "number"),
        (
            FigureMark(span=(11, 20), low=Decimal(9), high=Decimal(3), qualifier="range", measure="killed", rule="h"),
            "number",
        ),
        (DateMark(span=(11, 20), from_day=day(9), to_day=day(3), rule="hand"), "days"),
        (EventMark(span=(3, 3), event="attack", status="happened", rule="hand"), "words"),
    ],
)
def test_what_does_not_quote_the_report_or_says_nothing_is_refused(lead: Desk, put: Put, given: Any, why: str):
    name = put(TEXT, marks=MARKS)
    with pytest.raises(HandWrong) as refused:
        add_mark(lead, name, given)
    assert str(refused.value.values["why"]).endswith(why)


def test_a_correction_that_changes_nothing_is_refused(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    with pytest.raises(HandWrong):
        correct_mark(lead, name, "f1", figure(value=12))


def test_a_mark_of_another_group_cannot_take_its_place(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    with pytest.raises(HandWrong):
        correct_mark(lead, name, "f1", DateMark(span=span(TEXT, "Friday"), from_day=day(3), to_day=day(3), rule="hand"))


def test_a_page_drawn_before_a_new_reading_hits_no_other_mark(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    token = mark(lead, name, "f1").token
    reread(lead, name, figures=[("Some 30 others", 30, "wounded")])
    with pytest.raises(MarkUnknown):
        strike_mark(lead, name, token)
    assert values(lead, "wounded.any") == [30]


@pytest.mark.parametrize(
    "token",
    [
        "f.11.20.released.-1.ffffffffffff", "f.11.20.released.-1", "f.x.20.released.-1.0", "q.1.2.x.-1.a",
        "f.20.11.released.-1.000000000000", "f." + "9" * 200,
    ],
)  # fmt: skip
def test_a_token_for_other_words_names_no_mark(lead: Desk, put: Put, token: str):
    name = put(TEXT, marks=MARKS)
    with pytest.raises(MarkUnknown):
        confirm_mark(lead, name, token)


def test_an_act_on_a_mark_that_changed_after_it_was_looked_at_is_refused(lead: Desk, put: Put, at_desk):
    name = put(TEXT, marks=MARKS)
    looked = mark(lead, name, "f1").token
    correct_mark(at_desk("analyst"), name, looked, figure(value=13))
    for act in (confirm_mark, strike_mark, lift_hand, let_go):
        with pytest.raises(MarkChanged):
            act(at_desk("officer"), name, looked)
    with pytest.raises(MarkChanged):
        correct_mark(at_desk("officer"), name, looked, figure(value=14))
    assert mark(lead, name, "f1").token != looked
    confirm_mark(at_desk("officer"), name, mark(lead, name, "f1").token)
    corrected = mark(lead, name, "f1").token
    confirm_mark(lead, name, corrected)
    with pytest.raises(MarkChanged):  # what would be taken back is not what was seen
        lift_hand(at_desk("officer"), name, corrected)


def test_an_act_sent_twice_is_done_once_even_after_a_new_reading(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    token = mark(lead, name, "f1").token
    for act, do in (("a", confirm_mark), ("b", strike_mark)):
        assert not do(lead, name, token, "why", act_id=act).again
        reread(lead, name, figures=[("Some 30 others", 30, "wounded")])
        assert do(lead, name, token, "why", act_id=act).again
        with pytest.raises(ActReused):
            do(lead, name, token, "another reason", act_id=act)
        reread(lead, name, **MARKS)
        let_go(lead, name, mark(lead, name, "f1").token)
    assert not correct_mark(lead, name, token, figure(value=13), act_id="c").again
    assert correct_mark(lead, name, token, figure(value=13), act_id="c").again
    with pytest.raises(ActReused):
        correct_mark(lead, name, token, figure(value=14), act_id="c")


@pytest.mark.parametrize("who", ["truce_monitor", "aid_monitor", "delegate", "auditor"])
def test_who_does_not_read_the_press_cannot_touch_a_mark(
    lead: Desk, put: Put, at_desk: Callable[[str], Desk], who: str
):
    name = put(TEXT, marks=MARKS)
    acts: list[Callable[[Desk], Any]] = [
        lambda d: confirm_mark(d, name, "f1"), lambda d: strike_mark(d, name, "f1"), lambda d: lift_hand(d, name, "f1"),
        lambda d: correct_mark(d, name, "f1", figure()), lambda d: add_mark(d, name, figure()),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(NotAllowed):
            act(at_desk(who))


# after a new reading


def test_an_act_goes_on_to_the_mark_over_the_same_words(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    strike_mark(lead, name, "f1", "not theirs")
    new = [("Some 30 others", 30, "wounded"), *MARKS["figures"]]
    reread(lead, name, **MARKS | {"figures": new})
    assert (values(lead), values(lead, "wounded.any")) == ([], [30])
    assert mark(lead, name, "f2").struck_why == "not theirs"
    assert second_looks(lead, "en").total == 0


def test_an_act_goes_on_to_words_that_overlap_if_they_say_the_same(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=13))
    reread(
        lead, name, **MARKS | {"figures": [("said 12 people", 12, "released", {"source": "Qatar", "party": "israel"})]}
    )
    assert values(lead) == [13]
    assert second_looks(lead, "en").total == 0


def test_a_mark_by_hand_that_the_new_reader_does_not_give_stands_and_is_listed(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    confirm_mark(lead, name, "f1", "heard it myself")
    reread(lead, name, **MARKS | {"figures": []})
    assert values(lead) == [12]
    (look,) = second_looks(lead, "en").looks
    assert (look.report, look.words, look.now, look.was_reader, look.now_reader) == (name, "12 people", None, "1", "2")
    assert look.was is not None
    assert look.stands is not None
    confirm_mark(lead, name, look.token)
    assert second_looks(lead, "en").total == 0, "it was looked at a second time, and kept"
    assert values(lead) == [12]
    let_go(lead, name, look.token)
    assert values(lead) == []


def test_the_same_words_are_never_two_numbers(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=13))
    reread(lead, name, **MARKS | {"figures": [("12 people", 12, "people")]})
    things = {t.key: t.values for t in figures(lead, "en").things}
    assert things == {"released.israel": 1}
    assert [m.aside for m in report_page(lead, name, "en").marks if m.group == "figures"].count(True) == 1
    assert second_looks(lead, "en").total == 1
    let_go(lead, name, second_looks(lead, "en").looks[0].token)
    assert {t.key for t in figures(lead, "en").things} == {"people.any"}


def test_where_the_reader_comes_to_say_what_the_hand_said_it_is_one_mark(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    correct_mark(lead, name, "f1", figure(value=12, measure="killed"))
    add_mark(lead, name, figure("Some 30 others", 30, "wounded", qualifier="about", source=None, party=None))
    agreed = ("12 people", 12, "killed", {"source": "Qatar", "party": "israel"})
    reread(lead, name, figures=[agreed, ("Some 30 others", 30, "wounded", {"qualifier": "about"})])
    assert {t.key: t.values for t in figures(lead, "en").things} == {"killed.israel": 1, "wounded.any": 1}
    assert second_looks(lead, "en").total == 0


def test_a_value_confirmed_stands_over_another_of_the_new_reader_and_is_listed(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    confirm_mark(lead, name, "f1")
    reread(lead, name, **MARKS | {"figures": [("12 people", 120, "released", {"source": "Qatar", "party": "israel"})]})
    assert values(lead) == [12]
    assert second_looks(lead, "en").total == 1
    m = mark(lead, name, "f1")
    assert m.by_hand
    assert m.was is not None
    assert m.was.startswith("120")


def test_a_strike_whose_mark_is_gone_is_listed_and_let_go(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    strike_mark(lead, name, "f1")
    reread(lead, name, **MARKS | {"figures": []})
    (look,) = second_looks(lead, "en").looks
    assert (look.stands, look.now) == (None, None)
    let_go(lead, name, look.token)
    assert second_looks(lead, "en").total == 0


def test_a_strike_from_before_strikes_were_bound_to_words_still_holds(lead: Desk, put: Put):
    from wasata.record.kinds.hand import MarkStruck

    name = put(TEXT, marks=MARKS)
    old = MarkStruck(report=name, group="figures", span=span(TEXT, "12 people"))
    lead.ledger.append({"press": (lead.ledger.head("press").seq, (old,))}, author="lead", act=new_act_id())
    assert values(lead) == []
    reread(lead, name, **MARKS)
    assert (values(lead), second_looks(lead, "en").total) == ([], 0)
    confirm_mark(lead, name, mark(lead, name, "f1").token)
    assert values(lead) == [12]
    let_go(lead, name, mark(lead, name, "f1").token)
    assert values(lead) == [12]


# laws


@contextmanager
def a_case(now: Clock) -> Iterator[Desk]:
    """A case of one example's own: fixtures are shared by all of them."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Home.create(Path(folder) / "home", store=MemoryStore(), now=now) as home,
    ):
        yield open_case(
            home, CASE, names={"ar": "تجربة", "en": "Trial"}, period={"ar": "خريف", "en": "Autumn"}, lead="lead",
            parties=("israel", "hamas"), mediators=("qatar",), zone="Asia/Gaza", lot=lambda _: None, now=now,
        )  # fmt: skip


def marks(draw: st.DrawFn) -> dict[str, list[tuple[Any, ...]]]:
    """Marks over the words of TEXT as some version of the reader might give them."""
    words = ["12 people", "12", "Some 30 others", "30 others", "said 12 people"]
    chosen = draw(st.lists(st.sampled_from(words), max_size=3, unique=True))
    few = [
        (w, draw(st.sampled_from([12, 13, 30])), draw(st.sampled_from(["released", "killed"])), {})
        for w in chosen
        if TEXT.count(w) == 1
    ]
    statement = (
        "12 people were freed on Friday",
        "Qatar",
        "said",
        {"act": draw(st.sampled_from(["say", "deny"])), "actor": "qatar"},
    )
    talks = draw(st.sampled_from(["talks_continue", "talks_slow"])), draw(st.sampled_from(["ongoing", "denied"]))
    return {
        "figures": few,
        "statements": [statement] if draw(st.booleans()) else [],
        "dates": [("Friday", day(24), day(24))] if draw(st.booleans()) else [],
        "events": [("Talks go on, in Egypt.", *talks)] if draw(st.booleans()) else [],
    }


STATUS_OF_ACT = st.sampled_from(["read", "confirm", "strike", "correct", "lift", "go", "event", "date"])


def do(desk: Desk, name: str, what: str, data: st.DataObject) -> None:
    if what == "read":
        reread(desk, name, reader=data.draw(st.sampled_from(["2", "3"])), **marks(data.draw))
        return
    found = report_page(desk, name, "en").marks
    if not found:
        return
    m = data.draw(st.sampled_from(found))
    try:
        match what:
            case "confirm":
                confirm_mark(desk, name, m.token)
            case "strike":
                strike_mark(desk, name, m.token)
            case "lift":
                lift_hand(desk, name, m.token)
            case "go":
                let_go(desk, name, m.token)
            case "event" if m.group == "events":
                new = EventMark(span=(m.start, m.end), event="talks_suspended", status="happened", rule="hand")
                correct_mark(desk, name, m.token, new)
            case "date" if m.group == "dates":
                correct_mark(
                    desk, name, m.token, DateMark(span=(m.start, m.end), from_day=day(27), to_day=day(28), rule="hand")
                )
            case "correct" if m.group == "figures":
                number, what_of = (
                    data.draw(st.sampled_from([12, 99])),
                    data.draw(st.sampled_from(["killed", "missing"])),
                )
                new_figure = FigureMark(
                    span=(m.start, m.end), value=Decimal(number), qualifier="exact", measure=what_of, rule="hand"
                )
                correct_mark(desk, name, m.token, new_figure)
            case _:
                pass
    except (HandWrong, MarkUnknown):
        pass


def standing(desk: Desk) -> dict[str, Any]:
    """What pages count, by what a change line can name: values with their author and day, claims, statements, dates."""
    b = brief(desk, "en")
    things = [t.key for t in figures(desk, "en").things]
    return {
        "figure": {
            (p.amount.shown, t, p.who.shown, p.first, p.last, p.part, p.status) for t in things
            for p in figure_page(desk, t, "en").values
        },
        "conflicts": b.n_conflicts,
        "state": {(c.state, c.status, c.who.shown, c.when) for c in b.claims},
        "statement": {(x.act, x.who.shown, x.quote.words) for p in b.statements for o in p.bodies for x in o.lines},
        "date": {(a.first, a.last, a.who.shown) for a in b.ahead},
    }  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.lists(STATUS_OF_ACT, min_size=1, max_size=6))
def test_nothing_on_a_brief_changes_without_a_line_that_says_so(data: st.DataObject, steps: list[str]):
    now = Clock()
    with a_case(now) as desk:
        name = put_report(desk, TEXT, marks=MARKS, published=day(20))
        put_report(desk, "Israel said 40 people were killed.", published=day(20), marks={
            "figures": [("40 people", 40, "killed", {"source": "Israel"})]
        })  # fmt: skip
        now.on(minutes=1)
        for what in steps:
            before = standing(desk)
            since = now.at
            now.on(minutes=1)
            do(desk, name, what, data)
            now.on(minutes=1)
            after = standing(desk)
            told = brief(desk, "en", since=since).changes
            lines = [*told.new, *told.changed, *told.withdrawn]
            for about in ("figure", "state", "statement", "date"):
                if before[about] != after[about]:
                    told_of = {c.about for c in lines} | {also.about for c in lines for also in c.also}
                    assert about in told_of, (what, about, before[about] ^ after[about])
            gone = {v[0] for v in before["figure"]} - {v[0] for v in after["figure"]}
            come = {v[0] for v in after["figure"]} - {v[0] for v in before["figure"]}
            bearing = {x.value for c in lines for x in c.also}
            assert gone <= {c.before_value for c in lines} | bearing, "each value that no longer counts is named"
            assert come <= {c.after_value for c in lines} | bearing, "each value that counts now is named"
            if before["conflicts"] != after["conflicts"]:
                assert lines, "a disagreement came or went by something that is told"
            if before == after and what != "read":
                assert not [c for c in lines if c.about == "figure" and c.before_value != c.after_value]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.lists(STATUS_OF_ACT, min_size=1, max_size=8))
def test_the_fold_with_hands_goes_on_from_a_snapshot_as_if_it_had_never_stopped(data: st.DataObject, steps: list[str]):
    now = Clock()
    with a_case(now) as desk:
        name = put_report(desk, TEXT, marks=MARKS)
        for what in steps:
            now.on(minutes=1)
            do(desk, name, what, data)
        entries = list(desk.ledger.entries("press"))
        cut = data.draw(st.integers(0, len(entries)))
        whole, part = Press(), Press()
        for e in entries:
            whole.step(e)
        for e in entries[:cut]:
            part.step(e)
        part = Press.unpack(part.pack())
        for e in entries[cut:]:
            part.step(e)
        assert part.pack() == whole.pack()
        assert (part.second, part.looked, part.hands) == (whole.second, whole.looked, whole.hands)
        n = whole.by_id[name]
        assert part.marks(n) == whole.marks(n)
        counted = whole.figures.by_reading.get(whole.reports[n].readings[-1].seq, [])
        assert {(v.mark, v.start, v.end) for v in counted} == {
            (m["place"], *m["span"]) for m in whole.marks(n)["figures"]
        }
        spans = sorted((v.start, v.end) for v in counted if v.rule.startswith("hand."))
        for v in counted:
            over = [s for s in spans if v.start < s[1] and s[0] < v.end]
            assert len(over) <= 1 or v.rule.startswith("hand."), (
                "words under a hand are never a second number of the reader"
            )


def test_every_change_is_listed_with_the_versions_of_the_two_readings(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    reread(lead, name, **MARKS | {"figures": [("12 people", 21, "released", {"source": "Qatar", "party": "israel"})]})
    strike_mark(lead, name, "f1", "a misprint")
    page = changed(lead, "en")
    by_hand, by_reading = page.alterings
    assert [(c.what, c.why) for c in by_hand.changes] == [("withdrawn", "struck")]
    assert [(c.what, c.why, c.before_value, c.after_value) for c in by_reading.changes] == [
        ("changed", "reread", "12", "21")
    ]
    assert (by_reading.was_reader, by_reading.now_reader, by_reading.by_hand, by_hand.by_hand) == (
        "1",
        "2",
        False,
        True,
    )
    assert [a.by_hand for a in changed(lead, "en", read_only=True).alterings] == [False]


def test_a_reading_that_gives_the_same_again_changes_nothing(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    reread(lead, name, **MARKS)
    assert changed(lead, "en").total == 0
    page = report_page(lead, name, "en")
    assert (page.reader, page.readings) == ("2", 2)


def test_stacks_hold_only_what_was_not_taken_back():
    m = {"span": [0, 3], "measure": "killed", "rule": "n"}
    target = target_of("figures", m)
    hands = [
        Hand(0, "confirmed", *target[:4], -1, 1, "a", None, 5, m, m),
        Hand(0, "struck", *target[:4], -1, 2, "a", None, 6, None, m, 9),
    ]
    assert [h.act for h in stacks_of(hands)[target]] == ["confirmed"]
    laid = laid_over({"figures": [m]}, hands)
    assert (looked_at(laid), second_look(laid, hands, 4), len(live(laid)["figures"])) == ([(1, 0)], [], 1)


def test_the_hour_of_an_act_is_when_it_was_done(lead: Desk, put: Put, now: Clock):
    name = put(TEXT, marks=MARKS)
    at = now.on(hours=2)
    confirm_mark(lead, name, "f1")
    assert mark(lead, name, "f1").hands[0].at - at < timedelta(minutes=2)


def test_the_same_number_counted_as_another_thing_is_told_with_both(lead: Desk, put: Put):
    name = put(TEXT, marks=MARKS)
    dead = [("12 people", 12, "killed", {"source": "Qatar", "party": "israel"})]
    reread(lead, name, **MARKS | {"figures": dead})
    (altering,) = changed(lead, "en").alterings
    assert [(c.label, c.before_value, c.after_value) for c in altering.changes if c.about == "figure"] == [
        ("Released · Israel, now: Killed · Israel", "12", "12")
    ]


def test_reports_that_were_read_anew_and_not_compared_are_counted_by_what_they_read_otherwise(
    lead: Desk, now: Clock, monkeypatch: pytest.MonkeyPatch
):
    texts = [f"Israel said {n} people were killed on Monday." for n in range(31, 36)]
    for n, text in enumerate(texts, 31):
        put_report(
            lead, text, published=day(19), marks={"figures": [(f"{n} people", n, "killed", {"source": "Israel"})]}
        )
    since = now.on(minutes=1)
    now.on(minutes=1)
    for n in (1, 2, 3):
        head = lead.ledger.head("press").seq
        again = read(f"r-{n:04d}", texts[n - 1], reader="2")
        lead.ledger.append({"press": (head, [again])}, author="lead", act=new_act_id())
    strike_mark(lead, "r-0004", next(m.token for m in report_page(lead, "r-0004", "en").marks))
    put_away(lead, "r-0005", "not about the talks")
    now.on(minutes=1)
    assert brief(lead, "en", since=since).changes.n_reread == 0, "a few are compared one by one"
    lead.fold(PRESS).altered.clear()
    monkeypatch.setattr(desk_changes, "REREAD_COMPARED", 0)
    told = brief(lead, "en", since=since).changes
    assert (told.n_reread, dict(told.reread_by)) == (5, {"reread": 3, "hand": 1, "away": 1})
    assert not told.nothing, "what was not compared is not called unchanged"
    told = brief(lead, "en", since=since, by="published").changes
    assert (told.n_reread, dict(told.reread_by)) == (5, {"reread": 3, "hand": 1, "away": 1})


def test_one_of_two_marks_that_say_the_same_of_the_same_words_is_struck_and_no_figure_is_called_gone(
    lead: Desk, put: Put, now: Clock
):
    both: dict[str, Any] = {"figures": [("12 people", 12, "released", {}), ("12", 12, "released", {})]}
    name = put(TEXT, marks=both)
    since, shown = now.on(minutes=1), standing(lead)
    now.on(minutes=1)
    strike_mark(lead, name, mark(lead, name, "f1").token)
    assert standing(lead) == shown
    told = brief(lead, "en", since=since).changes
    assert not [c for c in (*told.new, *told.changed, *told.withdrawn) if c.about == "figure"]
    strike_mark(lead, name, mark(lead, name, "f2").token)
    told = brief(lead, "en", since=since).changes
    assert {c.before_value for c in told.withdrawn if c.about == "figure"} == {"12"}
