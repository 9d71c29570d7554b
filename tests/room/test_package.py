"""The pages of packages: for those who were named for the cell; a question that can be held up with nothing else on it."""

import json
import re
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from tests.desk.on_the_cell import CHILDREN, ISSUES, OURS, compared, tell_orders
from tests.room.conftest import TALKS
from tests.room.test_access import TABLE, routes
from tests.room.test_access_in_talks import TALKS_TABLE
from tests.room.test_acting import send
from tests.room.test_position import hidden

from wasata.desk.cell import open_cell
from wasata.desk.outlook import outlook
from wasata.desk.package import know, set_issues
from wasata.desk.package_stands import stands_of
from wasata.record.kinds.package import RedLineTold

pytestmark = pytest.mark.django_db
OWN = {name for name in (*TABLE, *TALKS_TABLE) if "package" in name}
"""The only addresses that may show anything of packages."""
TELLING = "two days"


def at(name: str, **kwargs: str) -> str:
    return f"/en{reverse(name, kwargs={'case': TALKS, **kwargs})[3:]}"


@pytest.fixture
def lead(desk_in_talks):
    desk = desk_in_talks()
    open_cell(desk, ["coast-officer"])
    return desk


@pytest.fixture
def known(lead):
    set_issues(lead, ("coast", "hills"), ISSUES)
    tell_orders(lead, "coast")
    tell_orders(lead, "hills", turned=True)
    return lead


def stands(desk) -> Any:
    with desk.hold():
        return stands_of(desk)


def page_of(client, name: str, **kwargs: str) -> str:
    found = client.get(at(name, **kwargs))
    assert found.status_code == 200, found.content.decode()[:2000]
    return found.content.decode()


# ---- what is on the table


def typed(en: str, *options: str, **more: Any) -> dict[str, Any]:
    return {
        "name_ar": f"«{en}»", "name_en": en, "option": [""] * len(options), "option_ar": [f"«{o}»" for o in options],
        "option_en": list(options), "amount": [""] * len(options),
    } | more  # fmt: skip


def test_issues_are_set_changed_and_taken_off_by_forms(enter, lead):
    client = enter("lead")
    html = page_of(client, "package")
    assert "Nothing is on the table yet" in html
    save = at("package_issue_save")
    act = hidden(page_of(client, "package_issues"), save)
    first = act | typed("quiet", "two days", "six days") | {"sides": ["coast", "hills"], "scale": "on"}
    for _ in range(2):
        assert client.post(save, first).status_code == 302
    assert client.post(save, typed("lists", "none", "all") | {"act": "second"}).status_code == 302
    (quiet, lists) = stands(lead).issues["issues"]
    assert (quiet["names"]["en"], quiet["scale"], lists["scale"]) == ("quiet", True, False)
    html = client.get(at("package_issues"), {"issue": quiet["issue"]}).content.decode()
    assert f'value="{quiet["issue"]}"' in html
    named = [o["option"] for o in quiet["options"]]
    changed = typed("days of quiet", "two days", "six full days", "eight days") | {
        "act": "third", "issue": quiet["issue"], "option": [*named, ""],
    }  # fmt: skip
    assert client.post(save, changed).status_code == 302
    (now, _) = stands(lead).issues["issues"]
    assert (now["issue"], [o["option"] for o in now["options"]][:2]) == (quiet["issue"], named), (
        "known again by their names"
    )
    assert client.post(at("package_issue_drop"), {"act": "x", "issue": quiet["issue"]}).status_code == 302
    assert [i["issue"] for i in stands(lead).issues["issues"]] == [lists["issue"]]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"option_ar": ["", "«b»"]}, "one language is missing"),
        ({"name_ar": ""}, "one language is missing"),
        ({"amount": ["4", ""]}, "an amount is a number"),
        ({"amount": ["four", "5"]}, "an amount is a number"),
        ({"issue": "No Such!"}, "no such issue"),
        ({"sides": ["coast"]}, "two sides or more"),
        ({"sides": ["coast", "islands"]}, "knows no such line"),
        ({"option_ar": ["", ""], "option_en": ["", ""]}, "options"),
    ],
)
def test_what_is_typed_wrongly_is_refused_and_kept(enter, lead, wrong, told):
    sent = typed("quiet", "two days", "six days") | {"act": "a", "sides": ["coast", "hills"]} | wrong
    refused = enter("lead").post(at("package_issue_save"), sent)
    html = refused.content.decode()
    assert refused.status_code == 400
    assert told in html
    assert 'value="quiet"' in html
    assert stands(lead).issues is None


def test_rules_are_added_and_taken_away_and_what_breaks_all_is_refused(enter, known):
    client = enter("lead")
    why = {"why_ar": "لا يجتمعان", "why_en": "not both"}
    never = why | {"act": "n", "rule": "never", "what": ["lists=all", "quiet=two-days", ""]}
    only_if = why | {"act": "o", "rule": "only_if", "what": ["lists=children"], "unless": "quiet=six-days"}
    for sent in (never, only_if):
        assert client.post(at("package_rule_save"), sent).status_code == 302
    html = page_of(client, "package_issues")
    assert "Never together: lists: all + quiet: two days" in html
    assert "[lists: children] only if [quiet: six days]" in html
    for wrong in ({"what": ["lists=all"]}, {"why_en": ""}, {"what": ["lists=nothing", "quiet=two-days"]}):
        assert client.post(at("package_rule_save"), never | {"act": "w"} | wrong).status_code == 400
    total = why | {"act": "t", "rule": "total", "issues": ["quiet"], "at_most": "3"}
    assert client.post(at("package_rule_save"), total).status_code == 400, "its options count nothing"
    assert client.post(at("package_rule_drop"), {"act": "d", "n": "0"}).status_code == 302
    assert [r["rule"] for r in stands(known).issues["rules"]] == ["only_if"]
    assert client.post(at("package_sides"), {"act": "s", "sides": ["hills", "coast"]}).status_code == 302
    assert stands(known).sides == ("hills", "coast")


# ---- what is known of a side


def test_an_order_a_red_line_a_condition_and_a_package_are_noted_by_forms(enter, lead):
    set_issues(lead, ("coast", "hills"), ISSUES)
    client, to = enter("coast-officer"), at("package_know", side="coast")
    by = {"doubt": "sure", "ours": "said in the meeting"}
    sent: list[dict[str, Any]] = [
        {"wish": "options", "issue": "quiet", "rank-two-days": "3", "rank-four-days": "1", "rank-six-days": "1"},
        {"wish": "issues", "rank-quiet": "1", "rank-lists": "2", "rank-crossing": "2"},
        {"wish": "red_line", "what": ["lists=none", "crossing=shut", ""]},
        {"wish": "condition", "what": ["lists=all"], "unless": "quiet=six-days"},
        {"wish": "no_deal", "in-quiet": "six-days", "in-lists": "none", "in-crossing": "open", "accepts": "no"},
    ]
    for n, one in enumerate(sent):
        assert client.post(to, by | one | {"act": f"a{n}"}).status_code == 302
    wishes = [piece.wish for piece in stands(lead).of("coast")]
    assert wishes[0]["groups"] == [["two-days"], ["four-days", "six-days"]], (
        "the worst first; what has one place is the same"
    )
    assert [w["wish"] for w in wishes] == ["options", "issues", "red_line", "condition", "no_deal"]
    assert wishes[-1]["preferred"] == "second"
    html = page_of(client, "package_side", side="coast")
    assert "quiet, from the best for it to the worst: four days = six days; then two days" in html
    wrong: list[dict[str, Any]] = [
        {"wish": "options", "issue": "quiet", "rank-two-days": "1"},
        {"wish": "options", "issue": "price", "rank-a": "1"},
        {"wish": "red_line", "what": ["", "", ""]},
        {"wish": "condition", "what": ["lists=all"], "unless": ""},
        {"wish": "no_deal", "in-quiet": "six-days", "accepts": "yes"},
        {"wish": "red_line", "what": ["lists=none"], "ours": ""},
        {"wish": "red_line", "what": ["lists=none"], "doubt": "certain"},
    ]
    for one in wrong:
        assert client.post(to, by | one | {"act": "w"}).status_code == 400, one
    assert len(stands(lead).of("coast")) == 5


def test_a_piece_is_taken_back_and_a_judgement_noted(enter, known):
    client = enter("lead")
    (piece,) = know(known, "coast", [RedLineTold(parts=(CHILDREN,))], "sure", OURS)
    sent = hidden(page_of(client, "package_side", side="coast"), at("package_withdraw", side="coast"))
    back = sent | {"piece": piece, "reason": "misheard"}
    assert client.post(at("package_withdraw", side="coast"), back).status_code == 302
    assert "misheard" in page_of(client, "package_side", side="coast")
    assert client.post(at("package_withdraw", side="coast"), back | {"act": "again"}).status_code == 400
    tuned = {"act": "t", "no_deal": "35", "pair": ["quiet", "lists", "", ""]}
    assert client.post(at("package_tune", side="coast"), tuned).status_code == 302
    assert stands(known).tuned["coast"]["no_deal"] == 35
    assert client.post(at("package_tune", side="coast"), {"act": "u", "no_deal": "all"}).status_code == 400


def test_words_of_a_line_are_shown_to_who_holds_it_and_not_to_another_of_the_cell(enter, known, desk_in_talks):
    from tests.desk.on_the_cell import compared

    from wasata.desk.cell import give_cell
    from wasata.desk.message import say
    from wasata.record.kinds.position import Evidence

    give_cell(known, "hills-officer")
    told = say(desk_in_talks("coast-delegate"), "coast", [("SIX-DAYS-THEY-SAID", "none")], "en")
    know(known, "coast", [compared("first")], "sure", [Evidence(of="message", ref=told, number=1)])
    assert "SIX-DAYS-THEY-SAID" in page_of(enter("coast-officer"), "package_side", side="coast")
    other = page_of(enter("hills-officer"), "package_side", side="coast")
    assert ("SIX-DAYS-THEY-SAID" in other, "something on a line you do not hold" in other) == (False, True)


# ---- a question


def test_a_question_is_put_answered_and_leads_to_the_next(enter, known):
    client = enter("coast-officer")
    html = page_of(client, "package_ask", side="coast")
    assert "Which would be easier for you to accept" in html
    put = hidden(html, at("package_put", side="coast"))
    done = client.post(at("package_put", side="coast"), put)
    assert done.status_code == 302
    answer_at = at("package_answer", side="coast")
    html = client.get(done.url).content.decode()
    assert "it was put" in html
    sent = hidden(html, answer_at) | {"preferred": "first", "doubt": "sure", "ours": "said so"}
    assert client.post(answer_at, sent | {"preferred": ""}).status_code == 400
    assert client.post(answer_at, sent).status_code == 302
    piece = stands(known).of("coast")[-1]
    assert (piece.question, piece.wish["preferred"]) == (sent["q"], "first")
    found = outlook(known)
    assert found is not None
    assert sent["q"] not in {q.name for q in found.asked("coast")}
    gone = client.post(answer_at, sent | {"act": "late", "q": put["q"]})
    assert gone.status_code in (302, 400)


def test_an_order_that_is_asked_for_is_answered_by_places(enter, lead):
    set_issues(lead, ("coast", "hills"), ISSUES)
    client = enter("lead")
    sent = hidden(page_of(client, "package_ask", side="hills"), at("package_answer", side="hills"))
    places = {
        "rank-two-days": "1",
        "rank-four-days": "2",
        "rank-six-days": "3",
        "doubt": "likely",
        "ours": "we think so",
    }
    assert client.post(at("package_answer", side="hills"), sent | places).status_code == 302
    (piece,) = stands(lead).of("hills")
    assert (piece.wish["groups"][-1], piece.doubt) == (["two-days"], "likely")


def test_a_question_held_up_shows_nothing_else(enter, known):
    client = enter("lead")
    html = page_of(client, "package_hold_up", side="coast")
    for beside in ("Coast", "Hill", "suggest", "lead", "nav", "package/", "Sign out", "chance"):
        assert beside not in html.split("<body", 1)[1], beside
    words = re.findall(r'<section lang="(\w+)" dir="(\w+)"><p class="q">(.+?)</p>', html, re.S)
    assert [(lang, direction) for lang, direction, _ in words] == [("ar", "rtl"), ("en", "ltr")]
    assert words[0][2].endswith("؟")


def test_what_each_answer_would_change_stands_folded_and_says_for_whom_it_is(enter, known):
    html = page_of(enter("lead"), "package_ask", side="coast")
    assert re.search(r'<details class="panel"><summary>For us alone', html)


# ---- the overview


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_overview_shows_packages_the_frontier_and_by_what_it_came(enter, known, lang):
    know(known, "coast", [compared("first")], "sure", OURS)
    know(known, "coast", [compared("second")], "sure", OURS)
    html = enter("lead").get(f"/{lang}/case/{TALKS}/package/").content.decode()
    assert html.count("<svg") >= 2
    assert ("These cannot all be so" in html) == (lang == "en")
    assert re.search(r'class="no">', html)


def test_nobody_who_was_not_named_is_told_of_it_at_any_address(enter, known, talks):
    """Every address there is, those with a line with this line, as everybody in the talks."""
    assert TELLING in page_of(enter("coast-officer"), "package_issues"), "it is there to be leaked"
    for who in ("hills-officer", "coast-delegate", "hills-delegate", "analyst", "auditor"):
        client = enter(who)
        for name in OWN:
            if name.startswith("api:") or (TABLE | TALKS_TABLE)[name][1] != "get":
                continue
            kwargs = {"side": "coast"} if "side" in (TABLE | TALKS_TABLE)[name][0] else {}
            assert client.get(at(name, **kwargs)).status_code == 404, (who, name)
    assert set(routes(get_resolver().url_patterns)) >= OWN


def test_no_page_of_others_shows_anything_of_packages(enter, known):
    know(known, "coast", [RedLineTold(parts=(CHILDREN,))], "sure", OURS)
    for name in ("cell", "lines", "positions", "relays", "brief", "table", "definitions"):
        html = enter("lead").get(at(name)).content.decode()
        assert ("mornings" in html, "Red line" in html) == (False, False), name


# ---- through the interface


def test_all_of_it_is_done_and_read_through_the_interface(enter, lead):
    client = enter("lead")
    told = json.loads(ISSUES[0].model_dump_json())
    others = [json.loads(one.model_dump_json()) for one in ISSUES[1:]]
    done = send(client, "package/issues", sides=["coast", "hills"], issues=[told, *others])
    assert done.status_code == 200, done.content
    order = {"wish": "options", "issue": "quiet", "groups": [["two-days"], ["four-days", "six-days"]]}
    ours = [{"of": "ours", "words": "said so"}]
    noted = send(client, "package/of/coast/known", "k", wishes=[order], doubt="sure", evidence=ours)
    assert noted.status_code == 200, noted.content
    piece = noted.json()["made"]
    assert [p.piece for p in stands(lead).of("coast")] == [piece]
    side = client.get(f"/api/cases/{TALKS}/package/of/coast?lang=en").json()
    assert side["pieces"][0]["words"].startswith("quiet, from the best")
    asked = side["questions"][0]["name"]
    put = send(client, "package/of/coast/questions", "q", question=asked)
    assert put.json()["made"].startswith("qu-")
    assert send(client, "package/of/coast/questions", "r", question="nothing").status_code == 400
    assert send(client, "package/of/coast/judgement", "j", no_deal=20, pairs=[["quiet", "lists"]]).status_code == 200
    assert send(client, f"package/of/coast/known/{piece}/withdraw", "w", reason="misheard").status_code == 200
    assert send(client, "package/of/coast/known/kn-0/withdraw", "v", reason="x").status_code == 404
    assert send(client, "package/of/islands/known", "i", wishes=[order], doubt="sure", evidence=ours).status_code == 404
    wrong = send(client, "package/of/coast/known", "m", wishes=[{"wish": "options"}], doubt="sure", evidence=ours)
    assert wrong.status_code == 422
    whole = client.get(f"/api/cases/{TALKS}/package?lang=ar").json()
    assert whole["sides"][0]["no_deal"] == 20
    table = client.get(f"/api/cases/{TALKS}/package/issues?lang=en").json()
    assert [one["issue"] for one in table["issues"]] == ["quiet", "lists", "crossing"]
