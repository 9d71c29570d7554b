"""Lines in the browser: the board, one line, its forms, who holds it; and that nobody else learns that there is one."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.room.conftest import TALKS

from wasata.desk.access import readers
from wasata.desk.contact import record_contact
from wasata.desk.line import agree_dark_rule, board, line_whole, note_line, note_pressure, open_line, set_deadline
from wasata.room.pages.line import ACTS, KEEPING

pytestmark = pytest.mark.django_db


def at(name: str, **more: str) -> str:
    return reverse(name, kwargs={"case": TALKS, **more})


def hidden(page: str, name: str, after: str = "") -> str:
    part = page[page.index(after) :] if after else page
    found = re.search(rf'name="{name}" value="([^"]*)"', part)
    assert found, name
    return found[1]


def fill(client, address: str, given: dict[str, object], *, to: str = "", after: str = ""):
    """Opens a form and sends it with what it carries."""
    page = client.get(address).content.decode()
    carried = {name: hidden(page, name, after) for name in ("act", "channel") if f'name="{name}"' in page}
    return client.post(to or address, {**carried, **given})


def test_the_board_shows_the_lines_one_holds_and_no_sign_of_another(talks, enter, desk_in_talks):
    officer = desk_in_talks("coast-officer")
    agree_dark_rule(officer, "coast", "pauses")
    note_line(officer, "coast", "open", at=datetime.now(UTC) - timedelta(days=2))
    set_deadline(officer, "coast", "their answer on the list", datetime.now(UTC) + timedelta(hours=30), "them")
    note_line(officer, "coast", "dark", cause="blackout")
    page = enter("coast-officer").get(f"/en/case/{talks}/lines/").content.decode()
    for said in (
        "Coast Council",
        "dark",
        "communications are cut",
        "their answer on the list",
        "stands still with",
        "<svg",
    ):
        assert said in page, said
    assert "Hill" not in page
    assert "hills" not in page
    assert "/open-line/" not in page
    other = enter("hills-officer").get(f"/en/case/{talks}/lines/").content.decode()
    assert "Coast" not in other
    assert "coast" not in other
    both = enter("lead").get(f"/ar/case/{talks}/lines/").content.decode()
    assert "مجلس الساحل" in both
    assert "حكومة التلال" in both
    assert "/open-line/" in both


def test_a_line_one_does_not_hold_is_told_like_one_that_is_not_there(talks, enter):
    client = enter("hills-officer")
    for what in ("", "contacts/", "keep/state/", "holders/"):
        held, none = (client.get(f"/en/case/{talks}/lines/{line}/{what}") for line in ("coast", "nowhere"))
        assert held.status_code == none.status_code == 404
        bare = [re.sub('(token" value=")[^"]*|coast|nowhere', r"\1x", a.content.decode()) for a in (held, none)]
        assert bare[0] == bare[1]
    api = [client.get(f"/api/cases/{talks}/lines/{line}") for line in ("coast", "nowhere")]
    assert api[0].content == api[1].content
    assert api[0].status_code == 404


def test_every_thing_that_is_kept_has_its_form_and_its_act():
    assert set(KEEPING) == set(ACTS)


def test_how_a_line_stands_is_noted_with_typed_days_in_either_language(talks, enter, desk_in_talks):
    client = enter("coast-officer")
    form = at("line_keep", line="coast", what="state")
    asked = fill(client, form, {"state": "dark", "cause": "security", "on": "yesterday", "clock": "18:20"})
    assert asked.status_code == 200, "a day in words is said back before it is taken"
    assert not line_whole(desk_in_talks("coast-officer"), "coast", "en").life
    page = asked.content.decode()
    again = {"act": hidden(page, "act"), "channel": hidden(page, "channel"), "on": hidden(page, "on"), "clock": "18:20",
             "state": "dark", "cause": "security", "note": "no answer"}  # fmt: skip
    for _ in range(2):
        done = client.post(form, again)
        assert done.status_code == 302
    whole = line_whole(desk_in_talks("coast-officer"), "coast", "en")
    day = (datetime.now(UTC) - timedelta(days=1)).date()
    assert [(s.state, s.cause, s.since) for s in whole.life] == [
        ("dark", "security", datetime(day.year, day.month, day.day, 18, 20, tzinfo=UTC))
    ]
    assert [n for _, n, _ in whole.notes] == ["no answer"], "once, however often it is sent"
    shown = client.get(done["Location"]).content.decode()
    assert "دُون حال الخط." in shown or "Noted: how the line stands." in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "dark", "clock": "10:00"}, "needs its cause"),
        ({"state": "open", "on": "2031-03-02"}, "the day alone is no hour"),
        ({"state": "open", "clock": "25:00"}, "An hour is written 18:20"),
        ({"state": "open", "on": "2999-01-01", "clock": "10:00"}, "still to come"),
        ({"state": "elsewhere"}, "Choose one of those"),
        ({}, "This is needed"),
    ],
)
def test_what_cannot_be_noted_says_why_and_keeps_what_was_typed(talks, enter, desk_in_talks, given, said):
    client = enter("coast-officer")
    client.get("/en/")
    form = f"/en/case/{talks}/lines/coast/keep/state/"
    answer = fill(client, form, {**given, "note": "words I typed"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said.lower() in page.lower()
    assert "words I typed" in page
    assert not line_whole(desk_in_talks("coast-officer"), "coast", "en").life


def test_a_form_of_one_line_is_refused_on_another(talks, enter, desk_in_talks):
    client = enter("lead")
    page = client.get(at("line_keep", line="coast", what="pressure")).content.decode()
    sent = {
        "act": hidden(page, "act"),
        "channel": hidden(page, "channel"),
        "party": "israel",
        "text": "to open the road",
    }
    crossed = client.post(at("line_keep", line="hills", what="pressure"), {**sent, "party": "hamas"})
    assert crossed.status_code == 400
    assert not line_whole(desk_in_talks(), "hills", "en").pressure
    assert client.post(at("line_keep", line="coast", what="pressure"), sent).status_code == 302
    assert [p.words for p in line_whole(desk_in_talks(), "coast", "en").pressure] == ["to open the road"]


def test_a_line_is_kept_by_forms_from_its_bodies_to_its_deadlines(talks, enter, desk_in_talks):
    client = enter("coast-officer")

    def keep(what: str, given: dict[str, object]) -> None:
        answer = fill(client, at("line_keep", line="coast", what=what), given)
        assert answer.status_code == 302, answer.content.decode()

    def whole():
        return line_whole(desk_in_talks("coast-officer"), "coast", "en")

    keep("body", {"ar": "الجناح", "en": "The wing", "what": "armed"})
    ((body, name, what),) = whole().bodies
    assert (name, what) == ("The wing", "armed")
    keep(
        "person", {"name": "Envoy Two", "body": body, "role": "speaks for it", "langs": ["ar", "en"], "may_clear": "on"}
    )
    two = next(p for p in whole().people if p.name == "Envoy Two")
    assert (two.body, two.langs, two.may_clear) == (body, ("ar", "en"), True)
    shown = client.get(at("line_keep", line="coast", what="person") + f"?of={two.person}").content.decode()
    assert 'value="Envoy Two"' in shown
    assert ">Name</label>" in shown or ">الاسم</label>" in shown, "a field is called by its own form"
    keep("person", {"person": two.person, "name": "Envoy Second"})
    assert {p.name for p in whole().people} == {"Envoy of the coast", "Envoy Second"}
    keep("left", {"person": two.person, "reason": "called home"})
    assert [p.name for p in whole().card.people] == ["Envoy of the coast"]
    keep("rule", {"rule": "pauses"})
    keep("deadline", {"text": "the list", "of": "them", "on": "2999-01-02", "clock": "٠٧:٣٠"})
    (due,) = whole().card.due
    assert (due.words, due.falls.at) == ("the list", datetime(2999, 1, 2, 7, 30, tzinfo=UTC))
    keep("deadline", {"deadline": due.deadline, "text": "the list", "of": "them", "on": "2999-01-03", "clock": "7:30"})
    assert whole().card.due[0].falls.at.day == 3
    keep("close", {"deadline": due.deadline, "outcome": "met"})
    assert not whole().card.due
    keep(
        "delegation",
        {"delegation": "the negotiators", "moved": "recalled", "place": "the host city", "decided_by": "them"},
    )
    assert [m.decided_by for m in whole().moves] == ["them"]
    page = client.get(f"/ar/case/{talks}/lines/coast/").content.decode()
    for said in ("الجناح", "the negotiators", "وُفي بها", "غادر شخص واحد"):
        assert said in page, said


def test_a_lead_opens_a_line_by_form_and_only_in_a_case_that_may_have_one(talks, enter, desk_in_talks, home):
    client = enter("lead")
    form = f"/en/case/{talks}/open-line/"
    page = client.get(form).content.decode()
    assert "coast-officer" in page
    told = {"line": "isles", "party": "qatar", "of": "mediator", "ar": "الجزر", "en": "The isles", "langs": ["en"],
            "ways": ["call"], "officers": ["coast-officer"], "listed": "on"}  # fmt: skip
    wrong = fill(client, form, {**told, "line": "The Isles"})
    assert wrong.status_code == 400
    assert "small Latin letters" in wrong.content.decode()
    assert fill(client, form, told).status_code == 302
    assert [c.line for c in board(desk_in_talks("coast-officer"), "en")] == ["coast", "isles"]
    assert client.get("/en/case/test-case/open-line/").status_code == 404


def test_a_line_is_given_and_taken_back_by_its_lead(talks, enter, desk_in_talks):
    client = enter("lead")
    page = client.get(f"/en/case/{talks}/lines/coast/holders/").content.decode()
    assert "coast-delegate" in page
    assert "hills-officer: officer" in page
    assert "hills-delegate" not in page, "he has a channel: it is not offered and not named"
    given = fill(client, at("line_holders", line="coast"), {"reader": "hills-officer"}, after='value="')
    assert given.status_code == 302
    assert "line/coast" in desk_in_talks("hills-officer").sight
    take = {"act": "t-1", "channel": hidden(page, "channel"), "reader": "hills-officer"}
    for _ in range(2):
        assert client.post(at("line_take", line="coast"), take).status_code == 302
    assert "line/coast" not in desk_in_talks("hills-officer").sight
    refused = client.post(at("line_holders", line="coast"), {**take, "act": "g-1", "reader": "hills-delegate"})
    assert refused.status_code == 400
    held = next(r for r in readers(desk_in_talks()) if r.reader == "hills-delegate")
    assert "channel/coast" not in [log for log, _, _ in held.logs]


def test_whom_they_press_is_named_as_the_case_names_him(talks, enter, desk_in_talks):
    note_pressure(desk_in_talks("coast-officer"), "coast", "israel", "to open the road", asked_by_us=True)
    for address in ("lines/coast/", "lines/"):
        page = enter("coast-officer").get(f"/en/case/{talks}/{address}").content.decode()
        assert "Israel" in page
        assert "to open the road" in page
        assert "we asked them to" in page
    for other in ("hills-officer", "lead"):
        board_ = enter(other).get(f"/en/case/{talks}/lines/").content.decode()
        assert ("to open the road" in board_) is (other == "lead")


def test_a_hostile_name_stays_a_name(talks, enter, desk_in_talks):
    lead = desk_in_talks()
    bad = '<script>alert(1)</script>"\u202e'
    open_line(lead, "evil", party="qatar", of="mediator", names={"ar": bad, "en": bad}, langs=("en",), media=("call",),
              officers=())  # fmt: skip
    set_deadline(lead, "evil", bad, datetime.now(UTC) + timedelta(hours=1), "us")
    for page in ("lines/", "lines/evil/", "lines/evil/contacts/", "lines/evil/keep/close/"):
        shown = enter("lead").get(f"/en/case/{talks}/{page}").content.decode()
        assert "<script>alert" not in shown
        assert "\u202e" not in shown


def test_programs_read_what_the_pages_show(talks, enter, desk_in_talks):
    note_line(desk_in_talks("coast-officer"), "coast", "degraded", cause="technical")
    client = enter("coast-officer")
    (card,) = client.get(f"/api/cases/{talks}/lines?lang=ar").json()
    assert (card["line"], card["name"], card["spell"]["state"]) == ("coast", "مجلس الساحل", "degraded")
    assert card["by"] is None
    note_line(desk_in_talks("coast-officer"), "coast", "degraded", cause="technical", medium="letter")
    assert client.get(f"/api/cases/{talks}/lines").json()[0]["by"] == "letter"
    for page in (at("lines"), at("line", line="coast")):
        assert "<b>خطاب</b> الآن" in client.get(page).content.decode(), page
    whole = client.get(f"/api/cases/{talks}/lines/coast").json()
    assert [p["name"] for p in whole["people"]] == ["Envoy of the coast"]
    assert client.get(f"/api/cases/{talks}/lines/coast/contacts").json() == []
    assert enter("coast-delegate").get(f"/api/cases/{talks}/lines").status_code == 404


def test_a_lead_finds_the_board_before_there_is_a_line_and_nobody_else_does(talks, enter, desk_in_talks):
    from wasata.desk.access import revoke_log

    for log in ("line/coast", "channel/coast"):
        revoke_log(desk_in_talks(), "coast-officer", log)
    assert "/lines/" not in enter("coast-officer").get(f"/en/case/{talks}/table/").content.decode()
    lead = desk_in_talks()
    for line in ("coast", "hills"):
        for log in (f"line/{line}", f"channel/{line}"):
            revoke_log(lead, "lead", log)
    board_page = f"/en/case/{talks}/lines/"
    assert board_page in enter("lead").get(f"/en/case/{talks}/table/").content.decode()
    page = enter("lead").get(board_page).content.decode()
    assert "You hold no line yet." in page
    assert "/open-line/" in page
    assert "/lines/" not in enter("lead").get("/en/case/test-case/table/").content.decode()


def test_windows_with_few_contacts_say_so_on_the_page_and_to_a_program(talks, enter, desk_in_talks):
    officer, now = desk_in_talks("coast-officer"), datetime.now(UTC)

    def rate(lang: str) -> tuple[str, str]:
        page = enter("coast-officer").get(f"/{lang}/case/{talks}/lines/coast/pace/").content.decode()
        row = {"en": "Contacts a day, while it could be reached", "ar": "اتصالات في اليوم حين كان الوصول ممكنا"}[lang]
        cells = re.search(rf"<th[^>]*>{row}</th>(.*?)</tr>", page, re.S)
        assert cells, row
        first, second = re.findall(r"<td[^>]*>(.*?)</td>", cells[1], re.S)
        return first, second

    def told() -> dict[str, object]:
        return enter("coast-officer").get(f"/api/cases/{talks}/lines/coast/pace").json()

    for hours in (20, 200):
        record_contact(officer, "coast", "call", "in", now - timedelta(hours=hours), answered=True)
    assert rate("en") == ("too few to tell",) * 2
    assert rate("ar") == ("أقل من أن يُحكم عليه",) * 2
    assert [told()[k] for k in ("too_few", "weeks_too_few", "around_too_few")] == [True, True, False]
    for hours in (30, 40, 50, 210, 220, 230):
        record_contact(officer, "coast", "call", "in", now - timedelta(hours=hours), answered=True)
    assert rate("en") == ("0.6", "0.6")
    assert [told()[k] for k in ("too_few", "weeks_too_few", "around_too_few")] == [False, False, False]


def test_programs_ask_who_holds_a_line_as_its_lead_may(talks, enter):
    at = f"/api/cases/{talks}/lines/coast/holders"
    told = enter("lead").get(at).json()
    assert {(h["reader"], h["role"], h["holds_line"]) for h in told["held_by"]} == {
        ("lead", "lead", True), ("coast-officer", "officer", True), ("coast-delegate", "delegate", False),
    }  # fmt: skip
    assert (told["officers"], told["delegates"]) == (["hills-officer"], []), "a delegate of another line is not offered"
    for who in ("coast-officer", "hills-officer", "coast-delegate", "analyst", "auditor"):
        answer = enter(who).get(at)
        assert (answer.status_code, b"coast-delegate" in answer.content) == (404, False), who
