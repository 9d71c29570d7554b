"""Assessments: held by one of us, read by those who hold the log, and never a fact."""

import importlib
import inspect
import pkgutil
from datetime import date
from typing import Any

import pytest
from tests.desk.conftest import Clock

import wasata.desk
from wasata.desk.access import Desk, admit_reader
from wasata.desk.assessment import assess, assessment, assessments, close_assessment, words_came_out
from wasata.desk.brief import brief
from wasata.desk.cell import give_cell, may_open_cell, open_cell, take_cell, who_holds_it, who_may_be_named
from wasata.desk.line import line_whole, open_line
from wasata.desk.position import positions
from wasata.desk.report import search
from wasata.errors import AccessWrong, AssessmentWrong, EvidenceWrong, LineUnknown, LogNotYours, NotAllowed
from wasata.record.fold import View
from wasata.record.kinds.position import Evidence

OURS = (Evidence(of="ours", words="they asked for the map twice"),)
TELLING = "WE-HOLD-THAT-THEY-WAIT"


@pytest.fixture
def coast(lead: Desk, now: Clock) -> Desk:
    told: Any = {"party": "hamas", "of": "party", "langs": ("ar",), "media": ("call",)}
    open_line(lead, "coast", names={"ar": "الساحل", "en": "Coast"}, officers=("officer",), **told)
    return Desk.open(lead.home, lead.case, "officer", now=now)


def make(desk: Desk, line: str | None = "coast", words: str = TELLING, confidence: Any = "likely", **more: Any) -> str:
    told: dict[str, Any] = {
        "basis": OURS,
        "would_change": "an answer before Friday",
        "until": date(2023, 11, 24),
    } | more
    return assess(desk, line, words, "en", confidence, **told)


def test_an_assessment_is_held_revised_looked_at_again_and_closed(coast: Desk, now: Clock):
    one = make(coast)
    now.on(days=5)
    page = assessments(coast, "coast")
    assert [(a.holder, a.overdue, a.now.confidence, (a.now.low, a.now.high)) for a in page.open] == [
        ("officer", True, "likely", (60, 80)),
    ]  # fmt: skip
    make(coast, words="They wait for the map.", confidence="even", assessment=one, until=date(2023, 11, 30))
    again = assessment(coast, "coast", one)
    assert (again.overdue, again.now.words, [v.words for v in again.before]) == (
        False,
        "They wait for the map.",
        [TELLING],
    )
    close_assessment(coast, "coast", one, "not_borne_out", "they answered on the first day")
    page = assessments(coast, "coast")
    assert (page.open, [(a.outcome, a.closing) for a in page.closed]) == (
        (), [("not_borne_out", "they answered on the first day")],
    )  # fmt: skip
    for again_ in (lambda: close_assessment(coast, "coast", one, "unknown"), lambda: make(coast, assessment=one)):
        with pytest.raises(AssessmentWrong):
            again_()


def test_rivals_stand_beside_each_other_whichever_was_made_first(coast: Desk, lead: Desk):
    one = make(coast)
    other = make(lead, words="They do not wait: they have no map.", rivals=(one,))
    assert assessment(coast, "coast", one).rival_names == (other,)
    assert assessment(coast, "coast", other).rivals[0].holder == "officer"
    for wrong in ("as-0",):
        with pytest.raises(AssessmentWrong):
            make(coast, rivals=(wrong,))
    with pytest.raises(AssessmentWrong):
        make(coast, assessment=one, rivals=(one,))


def test_nobody_revises_what_another_holds_and_the_lead_may_close_it(coast: Desk, lead: Desk):
    one = make(coast)
    with pytest.raises(AssessmentWrong):
        make(lead, assessment=one)
    mine = make(lead)
    with pytest.raises(AssessmentWrong):
        close_assessment(coast, "coast", mine, "unknown")
    close_assessment(lead, "coast", one, "unknown")
    assert (assessment(coast, "coast", one).closed_by, assessment(lead, "coast", mine).may_revise) == ("lead", True)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"words": " "}, AssessmentWrong),
        ({"would_change": ""}, AssessmentWrong),
        ({"until": date(2023, 11, 19)}, AssessmentWrong),
        ({"basis": ()}, EvidenceWrong),
        ({"basis": (Evidence(of="contact", ref="c-0"),)}, EvidenceWrong),
    ],
)
def test_what_lacks_its_ground_or_its_end_is_refused(coast: Desk, more: dict[str, Any], refusal: type[Exception]):
    with pytest.raises(refusal):
        make(coast, **more)
    assert assessments(coast, "coast").open == ()


def test_the_cell_is_for_those_who_are_named(coast: Desk, lead: Desk, at_desk, now: Clock):
    admit_reader(lead, "second", "officer")
    second = at_desk("second")
    assert may_open_cell(lead)
    with pytest.raises((LogNotYours, NotAllowed)):
        make(lead, None)
    for who in (coast, at_desk("analyst"), at_desk("auditor")):
        with pytest.raises((LogNotYours, NotAllowed)):
            open_cell(who)
    with pytest.raises(AccessWrong):
        open_cell(lead, ["analyst"])
    assert may_open_cell(lead), "nothing was opened for one who may not be named"
    open_cell(lead, ["officer"], act_id="open-the-cell")
    open_cell(lead, ["officer"], act_id="open-the-cell")
    one = make(coast, None)
    assert (assessment(lead, None, one).holder, who_holds_it(lead)) == (
        "officer",
        (("lead", "lead"), ("officer", "officer")),
    )
    assert who_may_be_named(lead) == ("lead", "officer", "second")
    for who in (second, at_desk("analyst"), at_desk("auditor")):
        with pytest.raises(LogNotYours):
            assessments(who, None)
    give_cell(lead, "second")
    assert assessments(second, None).open[0].assessment == one
    take_cell(lead, "officer")
    with pytest.raises(LogNotYours):
        assessments(coast, None)


def test_in_the_cell_nothing_rests_on_a_line(coast: Desk, lead: Desk, now: Clock):
    open_cell(lead, ["officer"])
    with pytest.raises(EvidenceWrong) as refused:
        make(coast, None, basis=(Evidence(of="contact", ref="c-1"),))
    assert refused.value.values["why"] == "position.why.line_in_cell"


def test_the_words_count_over_the_logs_one_holds_and_under_eight_nothing_is_said(coast: Desk, lead: Desk, at_desk):
    open_cell(lead)
    for n in range(8):
        close_assessment(coast, "coast", make(coast, words=f"guess {n}"), "borne_out" if n < 5 else "not_borne_out")
    close_assessment(lead, None, make(lead, None), "borne_out")
    mine, all_ = ({w.word: w for w in words_came_out(d)} for d in (coast, lead))
    assert (mine["likely"].closed, mine["likely"].borne_out, mine["likely"].verdict) == (8, 5, "in_keeping")
    assert (all_["likely"].closed, all_["even"].closed, all_["even"].verdict) == (9, 0, "too_few")
    with pytest.raises(LogNotYours):
        words_came_out(at_desk("analyst"))


def test_an_assessment_appears_in_no_brief_search_or_other_page_of_anybody(coast: Desk, lead: Desk, at_desk, put):
    put("Officials said the pause would be five days.")
    make(coast)
    open_cell(lead)
    make(lead, None)
    assert TELLING in repr((assessments(lead, "coast"), assessments(lead, None))), "it is there to be leaked"
    for desk in (lead, coast):
        shown = (brief(desk, "en"), search(desk, TELLING, "en"), positions(desk, "en"), line_whole(desk, "coast", "en"))
        hits = repr(shown).replace(f"query='{TELLING}'", "")
        assert TELLING not in hits
    with pytest.raises(LineUnknown):
        assessments(at_desk("analyst"), "coast")


def test_no_other_view_keeps_anything_of_an_assessment(coast: Desk, lead: Desk):
    """Every view there is, over every log in which an assessment stands, is given its facts."""
    open_cell(lead, ["officer"])
    for desk, line in ((coast, "coast"), (lead, None)):
        named = make(desk, line)
        close_assessment(desk, line, named, "unknown", TELLING)
    asked = set()
    for view in views("coast"):
        for log in {"line/coast", "cell"}.intersection(view.logs):
            state = view.start()
            for entry in lead.ledger.entries(log):
                if entry.kind.startswith("assessment."):
                    before = repr(state)
                    state = view.step(state, entry)
                    kept = repr(state) != before
                    if view.name == "once":
                        assert state == {entry.act[:20]: entry.act[:40]}, "the name of an act, of whatever kind"
                        state = view.start()
                        continue
                    if (
                        view.name == "texts"
                    ):  # for who looks for leaked words, and for copies: no page of the talks asks it
                        continue
                    assert kept == (view.name == "assessment"), f"{view.name} keeps an assessment"
                    asked.add(view.name)
    assert {"assessment", "line", "position.line", "message.line"} <= asked


def views(line: str) -> list[View[Any]]:
    """Every view there is, made for a line where it is made for one."""
    found = []
    for info in pkgutil.iter_modules(wasata.desk.__path__, "wasata.desk."):
        for made in vars(importlib.import_module(info.name)).values():
            if isinstance(made, View):
                found.append(made)
            elif hasattr(made, "cache_info") and "View" in str(inspect.signature(made).return_annotation):
                wanted = next(iter(inspect.signature(made).parameters))
                found += [made(line)] if wanted != "log" else [made(f"line/{line}"), made("cell")]
    return found
