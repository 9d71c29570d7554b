"""The pages of stories, contradictions and the timeline: what they show, in both directions, and what their forms do."""

from datetime import date

import pytest

from wasata.desk.contradiction import contradictions
from wasata.desk.report import NewReport, take_in_report
from wasata.desk.thread import story_line
from wasata.room.charts import lanes, prints

CASE = "/en/case/test-case"
COPY = (
    "An official in Doha said on Monday that 97 people had been freed since the truce began. Buses left the yard of the "
    "prison at noon and reached the crossing two hours later, where relatives had waited since the early hours in heavy rain."
)


def put(desk, text: str, outlet: str, **told) -> str:
    new = NewReport(text, outlet=outlet, published=told.pop("published", date(2023, 11, 27)), lang="en", **told)
    return take_in_report(desk("lead"), new).report


@pytest.fixture
def story(home, desk) -> list[str]:
    changed = COPY.replace("97", "79") + " A minister denied any delay in the lists of names on Sunday."
    return [put(desk, COPY, "Agency A", title="Freed"), put(desk, COPY + " Talks go on.", "Paper B <b>"),
            put(desk, changed, "Paper C")]  # fmt: skip


def test_the_list_leads_to_the_story_and_the_report_says_that_it_is_a_print(story, enter):
    lead = enter("lead")
    told = lead.get(f"{CASE}/press/threads/").content.decode()
    assert f"{CASE}/press/threads/{story[0]}/" in told
    assert "3 prints" in told
    assert "One of 3 prints" in lead.get(f"{CASE}/press/{story[1]}/").content.decode()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_of_a_story_draws_its_prints_and_shows_changed_numbers(story, enter, lang):
    told = enter("lead").get(f"/{lang}/case/test-case/press/threads/{story[2]}/").content.decode()
    assert told.count('role="img"') == 2
    assert "Paper B &lt;b&gt;" in told
    assert "<b>Paper B" not in told
    assert '<bdi class="box">97</bdi>' in told
    assert '<bdi class="box">79</bdi>' in told


def test_a_chosen_pair_leads_to_the_two_side_by_side(story, enter):
    lead = enter("lead")
    answer = lead.get(f"{CASE}/press/threads/{story[0]}/?before={story[0]}&after={story[2]}", follow=True)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert '<b class="box">79</b>' in told
    assert lead.get(f"{CASE}/press/threads/{story[0]}/compare/?with=r-9999").status_code == 404


def test_an_analyst_sets_a_print_apart_once_and_joins_it_again(story, enter, desk):
    analyst = enter("analyst")
    form = {"act": "a" * 32, "print": story[2], "why": "its own lists"}
    for _ in range(2):  # sent twice it is done once
        assert analyst.post(f"{CASE}/press/threads/{story[0]}/split/", form).status_code == 302
    assert story_line(desk(), story[2]) is None
    joined = {"act": "b" * 32, "other": story[2], "why": ""}
    assert analyst.post(f"{CASE}/press/threads/{story[0]}/join/", joined).status_code == 302
    assert story_line(desk(), story[2]) is not None
    assert analyst.post(f"{CASE}/press/threads/{story[0]}/join/", joined | {"act": "c" * 32}).status_code == 400


@pytest.fixture
def quarrel(home, desk) -> None:
    put(
        desk, "The White House denied on Sunday that a deal had been reached.", "Agency A", published=date(2023, 11, 19)
    )
    put(desk, "Qatar said on Sunday that a deal had been reached.", "Paper B", published=date(2023, 11, 19))


def test_a_contradiction_is_shown_settled_and_opened_again(quarrel, enter, desk):
    [found] = contradictions(desk(), "en").lines
    analyst = enter("analyst")
    told = analyst.get(f"{CASE}/contradictions/").content.decode()
    assert found.key in told
    assert "Qatar" in told
    form = {"act": "d" * 32, "key": found.key, "why": "different_times", "reason": "one is of the draft"}
    assert analyst.post(f"{CASE}/contradictions/settle/", form | {"reason": " "}).status_code == 400
    assert analyst.post(f"{CASE}/contradictions/settle/", form).status_code == 302
    told = analyst.get(f"{CASE}/contradictions/").content.decode()
    assert "one is of the draft" in told
    assert "No open" in told or "0 open" in told
    assert analyst.post(f"{CASE}/contradictions/reopen/", {"act": "e" * 32, "key": found.key}).status_code == 302
    assert len(contradictions(desk(), "en").lines) == 1


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_timeline_is_narrowed_by_its_address_and_says_what_is_no_day(quarrel, story, enter, lang):
    lead = enter("lead")
    line = f"/{lang}/case/test-case/timeline/"
    told = lead.get(line).content.decode()
    assert told.count('role="img"') == 2
    assert 'lang="en" dir="ltr"' in told
    only = lead.get(f"{line}?status=denied&from=2023-11-18&to=2023-11-20").content.decode()
    assert 'value="2023-11-18"' in only
    assert 'class="events denied"' in only
    wrong = lead.get(f"{line}?from=soon%3Cb%3E&page=x&party=%00").content.decode()
    assert "soon&lt;b&gt;" in wrong


def test_a_delegate_finds_none_of_it(story, quarrel, enter):
    delegate = enter("delegate")
    for page in ("press/threads/", f"press/threads/{story[0]}/", "contradictions/", "timeline/"):
        assert delegate.get(f"{CASE}/{page}").status_code == 404
    assert "timeline" not in delegate.get(f"{CASE}/table/").content.decode()


def test_the_api_answers_what_the_pages_show(story, quarrel, enter):
    lead = enter("lead")
    api = "/api/cases/test-case"
    told = lead.get(f"{api}/threads/{story[0]}").json()
    assert [p["report"] for p in told["prints"]] == story
    assert told["prints"][2]["changed"][0]["now"] == "79"
    assert lead.get(f"{api}/threads").json()["total"] == 1
    assert lead.get(f"{api}/contradictions?kind=denied").json()["total"] == 1
    assert lead.get(f"{api}/timeline?status=denied&kind=agreement&lang=ar").json()["total"] == 1
    assert lead.get(f"{api}/threads/{story[0]}/compare/{story[2]}").json()["changed"] == 1


# pictures


def test_prints_of_which_nothing_is_known_are_still_drawn():
    one = prints.Print(1, "Paper", None)
    two = prints.Print(
        2, "A very long name of an outlet that must be broken into lines", date(2023, 11, 20), 1, True, added=3
    )
    for lang in ("ar", "en"):
        drawn = prints.draw(prints.Prints("p", "Prints", (one, two)), lang)
        assert drawn.wide.startswith("<svg")
        assert len(drawn.table.rows) == 2
    with pytest.raises(ValueError, match="print"):
        prints.draw(prints.Prints("p", "Prints", ()), "en")


def test_lanes_draw_each_status_in_a_form_of_its_own():
    day = date(2023, 11, 20)
    marks = tuple(
        lanes.Mark(day, day, s, n, "x") for n, s in enumerate(("happened", "planned", "possible", "denied", "said"), 1)
    )
    drawn = lanes.draw(lanes.Lanes("l", "Lanes", (lanes.Lane("Party", marks),), day), "en")
    for form in ("tl tl-done", "tl tl-plan", "tl tl-maybe", "tl-x", 'class="bar"'):
        assert form in drawn.wide
    assert [row[-1].text for row in drawn.table.rows] != []
    with pytest.raises(ValueError, match="mark"):
        lanes.draw(lanes.Lanes("l", "Lanes", ()), "en")


def test_a_ministry_the_roster_does_not_know_is_named_beside_its_side(home, enter, desk):
    put(desk, "The deal is done, Israel's transport ministry said.", "Paper A")
    told = enter("analyst").get(f"{CASE}/timeline/").content.decode()
    assert "Israel&#x27;s transport ministry</span>" in told
