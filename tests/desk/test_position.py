"""Positions of the lines a reader holds, and of no other."""

from datetime import date
from typing import Any

import pytest
from tests.desk.conftest import Clock

from wasata.desk.access import Desk, admit_reader
from wasata.desk.contact import record_contact
from wasata.desk.line import name_body, name_person, open_line
from wasata.desk.message import hear
from wasata.desk.position import difference, drop_position, matter, matters, name_matter, note_position, positions
from wasata.errors import EvidenceWrong, LineNone, LineUnknown, LogNotYours, NotAllowed, PositionWrong
from wasata.record.kinds.position import Condition, Evidence

OURS = (Evidence(of="ours", words="said twice in one evening"),)


@pytest.fixture
def talks(lead: Desk, now: Clock) -> dict[str, Desk]:
    """Two lines, each with an officer of its own; `lead` holds both."""
    admit_reader(lead, "second", "officer")
    for line, party, officer in (("coast", "hamas", "officer"), ("hills", "israel", "second")):
        told: Any = {"of": "party", "langs": ("ar", "en"), "media": ("call",)}
        open_line(lead, line, party=party, names={"ar": f"خط {line}", "en": line.title()}, officers=(officer,), **told)
    desks = {
        line: Desk.open(lead.home, lead.case, reader, now=now)
        for line, reader in (("coast", "officer"), ("hills", "second"))
    }
    name_body(desks["coast"], "coast", "wing", {"ar": "الجناح", "en": "Wing"}, "armed")
    return desks | {"lead": lead}


@pytest.fixture
def named(lead: Desk) -> dict[str, str]:
    return {
        name: name_matter(lead, {"ar": ar, "en": name})
        for name, ar in (("pause", "الهدنة"), ("lists", "القوائم"), ("roads", "الطرق"))
    }


def note(desk: Desk, line: str, matter: str, stance: Any, words: str = "as they told us", **more: Any) -> str:
    told: dict[str, Any] = {"holder": {"coast": "hamas", "hills": "israel"}[line], "evidence": OURS} | more
    return note_position(desk, line, told.pop("holder"), matter, stance, words, "en", **told)


def test_a_position_stands_from_its_day_and_the_next_takes_its_place(talks, named, now: Clock):
    first = note(talks["coast"], "coast", named["pause"], "refuses", since=date(2023, 11, 10))
    now.on(days=2)
    note(talks["coast"], "coast", named["pause"], "accepts", "five days", since=date(2023, 11, 18))
    page = positions(talks["coast"], "en")
    assert [(r.name, [c.stance if c else None for c in r.cells]) for r in page.matters] == [("pause", ["accepts"])]
    then = positions(talks["coast"], "ar", on=date(2023, 11, 17))
    assert [(r.name, [c.position if c else None for c in r.cells]) for r in then.matters] == [("الهدنة", [first])]
    assert [p.stance for p in matter(talks["coast"], named["pause"], "en").history] == ["accepts", "refuses"]


def test_two_bodies_of_one_party_are_two_voices(talks, named):
    note(talks["coast"], "coast", named["pause"], "accepts")
    note(talks["coast"], "coast", named["pause"], "refuses", holder="wing")
    page = positions(talks["coast"], "en")
    assert [(v.name, c.stance) for v, c in zip(page.voices, page.matters[0].cells, strict=True)] == [
        ("Coast", "accepts"), ("Coast · Wing", "refuses"),
    ]  # fmt: skip


def test_an_officer_sees_his_line_and_the_lead_all_side_by_side(talks, named):
    note(talks["coast"], "coast", named["lists"], "refuses", "KEPT-OF-THE-COAST")
    note(talks["hills"], "hills", named["lists"], "wants", "KEPT-OF-THE-HILLS")
    told = {who: repr((positions(d, "en"), matter(d, named["lists"], "en"))) for who, d in talks.items()}
    assert ("OF-THE-COAST" in told["coast"], "OF-THE-HILLS" in told["coast"], "hills" in told["coast"]) == (
        True,
        False,
        False,
    )
    assert ("OF-THE-COAST" in told["hills"], "OF-THE-HILLS" in told["hills"]) == (False, True)
    assert all(words in told["lead"] for words in ("OF-THE-COAST", "OF-THE-HILLS"))
    with pytest.raises(LineUnknown):
        positions(talks["coast"], "en", line="hills")


def test_what_is_not_an_officers_is_not_noted_by_him(talks, named, at_desk):
    with pytest.raises(LogNotYours):
        note(talks["coast"], "hills", named["pause"], "wants")
    with pytest.raises((LogNotYours, NotAllowed)):
        note(at_desk("analyst"), "coast", named["pause"], "wants")
    with pytest.raises(NotAllowed):
        name_matter(at_desk("analyst"), {"ar": "مسألة", "en": "matter"})
    with pytest.raises(LineNone):
        matters(at_desk("delegate"), "en")
    assert [m for m, _ in matters(at_desk("analyst"), "en")] == list(named.values())
    assert positions(at_desk("analyst"), "en").voices == ()


def test_circles_are_found_where_both_lines_are_held_and_nowhere_else(talks, named):
    note(talks["coast"], "coast", named["lists"], "conditions",
         only_if=[Condition(matter=named["pause"], words="five days", of="israel")])  # fmt: skip
    note(talks["hills"], "hills", named["pause"], "conditions",
         only_if=[Condition(matter=named["lists"], words="the first list", of="hamas")])  # fmt: skip
    page = positions(talks["lead"], "en")
    assert [(c.knot, c.links) for c in page.circles] == [("each_other", (1, 2))]
    assert {(x.voice, x.matter_name, x.on_name, x.circles) for x in page.links} == {
        ("Coast", "lists", "pause", (1,)), ("Hills", "pause", "lists", (1,)),
    }  # fmt: skip
    mine = positions(talks["coast"], "en")
    assert (mine.circles, len(mine.links)) == ((), 1)
    assert mine.links[0].of_name == "Israel", "as the roster calls it: the other line's name is its own"


def test_the_difference_of_two_days_tells_what_moved_and_by_whom(talks, named, now: Clock):
    note(talks["coast"], "coast", named["pause"], "refuses", since=date(2023, 11, 10))
    gone = note(talks["hills"], "hills", named["roads"], "wants", since=date(2023, 11, 10))
    note(talks["hills"], "hills", named["pause"], "wants", since=date(2023, 11, 10))
    note(talks["coast"], "coast", named["pause"], "accepts", since=date(2023, 11, 19))
    now.on(days=1)
    drop_position(talks["hills"], "hills", gone, "their envoy took it back")
    told = difference(talks["lead"], date(2023, 11, 12), date(2023, 11, 21), "en")
    assert [(m.kind, m.voice, m.matter_name) for m in told] == [
        ("turned", "Coast", "pause"),
        ("gone", "Hills", "roads"),
    ]
    assert (told[0].before.stance, told[0].after.stance) == ("refuses", "accepts")  # type: ignore[union-attr]
    assert [m.voice for m in difference(talks["hills"], date(2023, 11, 12), date(2023, 11, 21), "en")] == ["Hills"]


def test_a_dropped_position_leaves_nothing_and_tells_why(talks, named, now: Clock):
    note(talks["coast"], "coast", named["pause"], "refuses", since=date(2023, 11, 10))
    second = note(talks["coast"], "coast", named["pause"], "accepts", since=date(2023, 11, 15))
    drop_position(talks["coast"], "coast", second, "misheard", act_id="x" * 12)
    drop_position(talks["coast"], "coast", second, "misheard", act_id="x" * 12)
    assert positions(talks["coast"], "en").matters == ()
    history = matter(talks["coast"], named["pause"], "en").history
    assert [(p.dropped_why, p.dropped) for p in history] == [("misheard", date(2023, 11, 20)), (None, None)]
    with pytest.raises(PositionWrong):
        drop_position(talks["coast"], "coast", second, "again")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"holder": "israel"}, "holder"),
        ({"matter": "mt-0"}, "matter"),
        ({"words": " "}, "empty"),
        ({"since": date(2023, 11, 21)}, "to_come"),
        ({"stance": "conditions"}, "no_condition"),
        ({"only_if": [Condition(matter="mt-0", words="x")]}, "conditions"),
        ({"stance": "conditions", "only_if": [Condition(matter="mt-0", words="x")]}, "matter"),
        ({"stance": "conditions", "only_if": [Condition(matter="pause", words="x", of="nobody")]}, "whose"),
        ({"stance": "conditions", "only_if": [Condition(matter="pause", words="x", of="hamas")]}, "itself"),
    ],
)
def test_what_cannot_be_so_is_refused(talks, named, more: dict[str, Any], why: str):
    told: dict[str, Any] = {"matter": named["pause"], "stance": "wants"} | more
    if "only_if" in told:
        told["only_if"] = [c.model_copy(update={"matter": named.get(c.matter, c.matter)}) for c in told["only_if"]]
    with pytest.raises(PositionWrong) as refused:
        note(talks["coast"], "coast", told.pop("matter"), told.pop("stance"), **told)
    assert refused.value.values["why"] == f"position.why.{why}"
    assert positions(talks["coast"], "en").matters == ()


def test_a_position_rests_on_what_is_there(talks, named, put, now: Clock):
    coast = talks["coast"]
    name_person(coast, "coast", "envoy", "Envoy", may_clear=True)
    said = hear(coast, "coast", [("We could live with five days.", "none")], "en", person="envoy")
    call = record_contact(coast, "coast", "call", "in", now(), answered=True, about="the length of the pause")
    report = put("Officials said the pause would be five days.", title="Five days, officials say")
    rests = [
        Evidence(of="message", ref=said),
        Evidence(of="contact", ref=call),
        Evidence(of="report", ref=report),
        *OURS,
    ]
    note(coast, "coast", named["pause"], "accepts", evidence=rests)
    shown = positions(coast, "en").matters[0].cells[0]
    assert shown is not None
    assert [(e.of, e.words) for e in shown.evidence] == [
        ("message", "We could live with five days."), ("contact", "the length of the pause"),
        ("report", "Five days, officials say"), ("ours", "said twice in one evening"),
    ]  # fmt: skip
    assert not shown.from_the_press_alone
    note(coast, "coast", named["roads"], "wants", evidence=[Evidence(of="report", ref=report)])
    assert [c.from_the_press_alone for r in positions(coast, "en").matters for c in r.cells if c] == [False, True]
    for wrong in ([], [Evidence(of="message", ref="m-0")], [Evidence(of="contact")], [Evidence(of="ours", words=" ")],
                  [Evidence(of="report", ref="r-9999")]):  # fmt: skip
        with pytest.raises(EvidenceWrong):
            note(coast, "coast", named["lists"], "wants", evidence=wrong)
    with pytest.raises(EvidenceWrong):  # the coast's message is no evidence on the line of the hills
        note(talks["lead"], "hills", named["lists"], "wants", evidence=[Evidence(of="message", ref=said)])


def test_a_matter_is_named_once_and_may_be_renamed(talks, named):
    with pytest.raises(PositionWrong):
        name_matter(talks["coast"], {"ar": "أخرى", "en": "Pause"})
    with pytest.raises(PositionWrong):
        name_matter(talks["coast"], {"ar": "", "en": "Another"})
    name_matter(talks["coast"], {"ar": "الهدنة", "en": "Length of the pause"}, matter=named["pause"])
    assert matters(talks["hills"], "en")[0] == (named["pause"], "Length of the pause")
    with pytest.raises(PositionWrong):
        name_matter(talks["coast"], {"ar": "جديدة", "en": "New"}, matter="mt-0")


def test_the_name_of_a_matter_repeats_nothing_that_was_said_on_a_line(talks, named):
    name_person(talks["coast"], "coast", "envoy", "Envoy", may_clear=True)
    hear(talks["coast"], "coast", [("We would give the list after the third day.", "none")], "en", person="envoy")
    with pytest.raises(PositionWrong) as refused:
        name_matter(talks["coast"], {"ar": "القائمة", "en": "Whether they give the list after the third day"})
    assert refused.value.values["why"] == "position.why.overheard"
    name_matter(talks["hills"], {"ar": "القائمة", "en": "Whether they give the list after the third day"})


def test_a_program_with_a_key_for_one_line_reads_no_names_of_other_logs(talks, named, lead: Desk):
    note(talks["coast"], "coast", named["pause"], "conditions",
         only_if=[Condition(matter=named["lists"], words="x", of="israel")])  # fmt: skip
    key = Desk.open(lead.home, lead.case, "lead", now=lead.now, only=frozenset({"line/coast"}))
    page = positions(key, "en")
    assert [(r.name, r.cells[0].voice) for r in page.matters if r.cells[0]] == [(named["pause"], "Coast")]
    assert page.links[0].of_name == "israel"


def test_the_same_form_sent_twice_is_one_position(talks, named):
    once = note(talks["coast"], "coast", named["pause"], "wants", act_id="a" * 12)
    assert note(talks["coast"], "coast", named["pause"], "wants", act_id="a" * 12) == once
    assert len(matter(talks["coast"], named["pause"], "en").history) == 1
