"""The pages of the text and of what is put to the sides; a delegate's own; the table where all said yes."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.desk.on_table import show_name
from tests.desk.on_the_cell import FIRST, ISSUES
from tests.room.conftest import TALKS, Clock
from tests.room.test_acting import send
from tests.room.test_position import hidden

from wasata.desk import acceptance, draft, offer
from wasata.desk.access import Desk
from wasata.desk.cell import open_cell
from wasata.desk.line import name_person
from wasata.desk.offer_stands import content_of, known, state_of
from wasata.desk.package import set_issues
from wasata.record.kinds.draft import ClausePart
from wasata.room import wiring

pytestmark = pytest.mark.django_db
BOTH = ("coast", "hills")


def at(name: str, **kwargs: Any) -> str:
    return f"/en{reverse(name, kwargs={'case': TALKS, **kwargs})[3:]}"


@pytest.fixture
def now(monkeypatch) -> Clock:
    clock = Clock()
    clock.at = datetime.now(UTC)
    monkeypatch.setattr(wiring, "clock", clock)
    return clock


@pytest.fixture
def desk_in_talks(home, talks, now):
    return lambda reader="lead": Desk.open(home, talks, reader, now=now)


@pytest.fixture
def lead(desk_in_talks):
    desk = desk_in_talks()
    open_cell(desk, ["coast-officer"])
    set_issues(desk, BOTH, ISSUES)
    for party, name in (("hamas", "Coast Council"), ("israel", "Hill Government")):
        show_name(desk, party, {"ar": f"«{name}»", "en": name})
    return desk


@pytest.fixture
def put(lead, desk_in_talks, now):
    """Puts something to both sides, and gives its name."""

    def do(**told: Any) -> str:
        given: dict[str, Any] = {"package": FIRST} | told
        name = offer.ask(desk_in_talks("coast-officer"), BOTH, **given)
        with lead.hold():
            ours = known(lead, name)
            signed = ours.signed(content_of(lead, ours))
        offer.approve(lead, name, signed)
        now.on(minutes=6)
        assert offer.deliver_round({"lead": lead}).left == (name,)
        return name

    return do


def page_of(client, name: str, **kwargs: Any) -> str:
    found = client.get(at(name, **kwargs))
    assert found.status_code == 200, found.content.decode()[:1500]
    return found.content.decode()


def state(desk, name: str) -> str:
    with desk.hold():
        return state_of(desk, known(desk, name))


# ---- the text


def row(en: str, place: str = "1", clause: str = "", title: str = "") -> dict[str, Any]:
    return {
        "clause": clause,
        "place": place,
        "title_ar": f"«{title}»" if title else "",
        "title_en": title,
        "ar": f"«{en}»",
        "en": en,
    }


def rows(*told: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [one[name] for one in told] for name in told[0]} | {"links": ["", ""] * len(told)}


def test_a_version_is_written_compared_and_taken_away(enter, lead):
    client = enter("coast-officer")
    save = at("draft_save")
    sign = hidden(page_of(client, "draft_write"), save)
    first = sign | rows(row("Quiet for [two / four] days.", title="Quiet"), row("Children first.", "2"))
    first["links"] = ["quiet=four-days", "", "lists=children", ""]
    done = client.post(save, first)
    assert done.status_code == 302
    html = client.get(done.url).content.decode()
    assert all(
        told in html for told in ("Quiet for [two / four] days.", "«Children first.»", "not agreed", "quiet: four days")
    )
    again = page_of(client, "draft_write")
    names = re.findall(r'name="clause" value="(cl-\w+)"', again)
    second = {"act": "second", "after": "1"} | rows(
        row("The sick first.", "1", names[1]), row("Quiet for four days.", "2", names[0])
    )
    assert client.post(save, second).status_code == 302
    html = page_of(client, "draft_compared", before=1, after=2)
    assert "<ins>sick</ins>" in html or "<ins>The sick</ins>" in html
    assert client.post(save, second | {"act": "third"}).status_code == 400, "written meanwhile"
    more = client.post(save, second | {"more": "1"}).content.decode()
    assert more.count('name="en"') > 2
    for wrong in ({"en": ["Quiet [for", "x"]}, {"title_en": ["Only", ""]}, {"clause": ["No Name", ""]}):
        refused = client.post(save, {"act": "w", "after": "2"} | rows(row("a"), row("b", "2")) | wrong)
        assert refused.status_code == 400, wrong
    word = client.get(at("draft_file", number=2, form="docx"))
    told = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    assert all(mark in told for mark in ("The sick first.", "<w:bidi/>", "<w:rtl/>", "<w:bidiVisual/>"))
    assert "coast-officer" not in told
    page = client.get(at("draft_file", number=2, form="html")).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert client.get(at("draft_file", number=2, form="exe")).status_code == 404
    assert client.get(at("draft", number=9)).status_code == 404


# ---- put to the sides


def test_what_one_asks_for_a_second_approves_and_either_takes_back(enter, lead):
    officer, other = enter("coast-officer"), enter("lead")
    sign = hidden(page_of(officer, "offer_new"), at("offer_ask"))
    told = {f"in-{issue}": option for issue, option in FIRST.items()}
    sent = sign | told | {"what": "package", "to": list(BOTH), "ar": "كلام", "en": "Words."}
    assert officer.post(at("offer_ask"), sent | {"en": ""}).status_code == 400
    assert officer.post(at("offer_ask"), sent | {"until": "tomorrow"}).status_code == 400
    done = officer.post(at("offer_ask"), sent)
    assert done.status_code == 302
    name = done.url.rstrip("/").rpartition("/")[2]
    own = officer.get(done.url).content.decode()
    assert at("offer_approve", offer=name) not in own
    html = other.get(done.url).content.decode()
    assert all(word in html for word in ("Words.", "كلام", "six days", "«six days»"))
    approve = hidden(html, at("offer_approve", offer=name))
    assert other.post(at("offer_approve", offer=name), approve | {"signed": "0" * 64}).status_code == 400
    assert other.post(at("offer_approve", offer=name), approve).status_code == 302
    assert state(lead, name) == "approved"
    assert officer.post(at("offer_take_back", offer=name), {"act": "b"}).status_code == 302
    assert state(lead, name) == "taken_back"
    assert "taken back" in page_of(other, "offers")
    again = officer.post(at("offer_ask"), sent | {"act": "again"})
    back = again.url.rstrip("/").rpartition("/")[2]
    assert (
        other.post(at("offer_approve", offer=back), {"act": "s", "send_back": "1", "reason": "Not yet."}).status_code
        == 302
    )
    assert "Not yet." in officer.get(again.url).content.decode()


def test_a_delegate_opens_what_was_put_says_what_his_side_thinks_and_nobody_else_reads_it(
    enter, lead, put, desk_in_talks
):
    name = put()
    door, other = enter("coast-delegate"), enter("hills-delegate")
    before = page_of(other, "door_offer", offer=name)
    html = page_of(door, "door_offer", offer=name)
    assert ("six days" in html, "waits for you" in page_of(door, "channel")) == (False, True)
    opened = hidden(html, at("door_offer_open", offer=name))
    assert door.post(at("door_offer_open", offer=name), opened).status_code == 302
    html = page_of(door, "door_offer", offer=name)
    assert "six days" in html
    say_at = at("door_offer_say", offer=name)
    sent = hidden(html, say_at) | {"stance": "accepts_if", "words": "IF-THE-LISTS-COME-FIRST"}
    assert door.post(say_at, sent | {"words": ""}).status_code == 400
    assert door.post(say_at, sent).status_code == 302
    assert "IF-THE-LISTS-COME-FIRST" in page_of(door, "door_offer", offer=name)
    assert "IF-THE-LISTS-COME-FIRST" in page_of(enter("coast-officer"), "offer", offer=name)
    after = page_of(other, "door_offer", offer=name)
    assert re.sub(r'value="\w{20,}"|as of.*', "", after) == re.sub(r'value="\w{20,}"|as of.*', "", before)
    for who in ("hills-officer", "analyst", "auditor"):
        assert enter(who).get(at("offer", offer=name)).status_code == 404
    assert enter("analyst").get(at("door_offer", offer=name)).status_code == 404
    name_person(desk_in_talks("coast-officer"), "coast", "one", "Envoy One", may_clear=True)
    page = page_of(enter("coast-officer"), "offer", offer=name)
    down_at = at("offer_take_down", offer=name, line="coast")
    down = hidden(page, down_at) | {"person": "one", "stance": "refuses"}
    assert enter("coast-officer").post(down_at, down | {"channel": "x"}).status_code == 400
    assert enter("coast-officer").post(down_at, down).status_code == 302
    assert "refuses" in page_of(door, "door_offer", offer=name)


def test_clauses_are_answered_one_by_one(enter, lead, put):
    draft.write(lead, (ClausePart(clause="c1", words={"ar": "هدوء", "en": "Quiet."}),
                       ClausePart(clause="c2", words={"ar": "أطفال", "en": "Children."})), after=0)  # fmt: skip
    name = put(package=None, draft=1)
    door = enter("hills-delegate")
    opened = hidden(page_of(door, "door_offer", offer=name), at("door_offer_open", offer=name))
    door.post(at("door_offer_open", offer=name), opened)
    html = page_of(door, "door_offer", offer=name)
    say_at = at("door_offer_say", offer=name)
    sent = hidden(html, say_at) | {"clause": "c2", "stance": "changes", "words": "And the sick."}
    assert door.post(say_at, sent).status_code == 302
    assert "And the sick." in page_of(enter("lead"), "offer", offer=name)


# ---- in confidence


def test_a_double_yes_from_two_doors_to_the_table_and_no_page_of_ours_shows_an_answer(enter, lead, put, now):
    name = put(until=now() + timedelta(hours=2))
    for who in ("coast-delegate", "hills-delegate"):
        door = enter(who)
        opened = hidden(page_of(door, "door_offer", offer=name), at("door_offer_open", offer=name))
        door.post(at("door_offer_open", offer=name), opened)
        before = page_of(enter("lead"), "offer", offer=name)
        answer_at = at("door_offer_answer", offer=name)
        sent = hidden(page_of(door, "door_offer", offer=name), answer_at)
        assert door.post(answer_at, sent | {"answer": "perhaps"}).status_code == 400
        assert door.post(answer_at, sent | {"answer": "yes"}).status_code == 302
        assert "Your receipt" in page_of(door, "door_offer", offer=name)
        after = page_of(enter("lead"), "offer", offer=name)
        strip = r'value="\w{20,}"|<time.*?</time>'
        assert re.sub(strip, "", after) == re.sub(strip, "", before), "that somebody answered changes no page of ours"
    now.on(hours=3)
    assert "What came of it will stand here" in page_of(enter("coast-delegate"), "door_offer", offer=name)
    assert acceptance.close_round({"lead": lead}).left == (name,)
    html = page_of(enter("hills-delegate"), "door_offer", offer=name)
    assert "Checked: the opened answers" in html
    for who in ("coast-delegate", "lead", "auditor"):
        table = page_of(enter(who), "table")
        assert all(told in table for told in ("All said yes", "Coast Council", "Hill Government", "six days")), who
    assert "all said yes" in page_of(enter("lead"), "offers")


def test_where_not_all_said_yes_both_read_the_same(enter, lead, put, now, desk_in_talks):
    name = put(until=now() + timedelta(hours=2))
    acceptance.answer(desk_in_talks("coast-delegate"), "coast", name, "yes")
    for who, line in (("coast-delegate", "coast"), ("hills-delegate", "hills")):
        offer.seen(desk_in_talks(who), line, name)
    now.on(hours=3)
    acceptance.close_round({"lead": lead})
    for who in ("coast-delegate", "hills-delegate"):
        assert "Not all said yes. Nobody is told" in page_of(enter(who), "door_offer", offer=name)
    assert "All said yes" not in page_of(enter("hills-delegate"), "table")
    late = hidden_answer(enter("coast-delegate"), name)
    assert late.status_code in (302, 400)
    assert state(lead, name) == "closed"


def hidden_answer(client, name: str) -> Any:
    html = page_of(client, "channel")
    channel = re.search(r'name="channel" value="(\w+)"', html)
    return client.post(
        at("door_offer_answer", offer=name), {"act": "late", "answer": "no", "channel": channel[1] if channel else ""}
    )


# ---- through the interface


def test_all_of_it_is_done_through_the_interface(enter, lead, desk_in_talks, now):
    officer, other, door = enter("coast-officer"), enter("lead"), enter("coast-delegate")
    clauses = [{"clause": "c1", "words": {"ar": "هدوء", "en": "Quiet."}}]
    assert send(officer, "draft", clauses=clauses, after=0).json()["made"] == "1"
    assert officer.get(f"/api/cases/{TALKS}/draft?lang=en").json()[0]["clauses"] == 1
    assert officer.get(f"/api/cases/{TALKS}/draft/1?lang=en").json()[0]["words"]["en"] == "Quiet."
    asked = send(officer, "offers", "o", to=list(BOTH), package=FIRST, words={"ar": "كلام", "en": "Words."})
    name = asked.json()["made"]
    told = other.get(f"/api/cases/{TALKS}/offers/{name}?lang=en").json()
    assert send(other, f"offers/{name}/approve", "a", signed=told["signed"]).status_code == 200
    now.on(minutes=6)
    offer.deliver_round({"lead": lead})
    assert send(door, f"channel/put/{name}/open", "p").status_code == 200
    assert send(door, f"channel/put/{name}/say", "s", stance="accepts").status_code == 200
    own = door.get(f"/api/cases/{TALKS}/channel/put?lang=en").json()
    assert (own[0]["word"]["stance"], own[0]["content"]["words"]) == ("accepts", "Words.")
    assert send(door, f"channel/put/{name}/answer", "c", answer="yes").status_code == 400
    assert send(door, "channel/put/of-0/say", "z", stance="accepts").status_code == 404
    name_person(desk_in_talks("coast-officer"), "coast", "one", "Envoy One", may_clear=True)
    down = send(officer, f"offers/{name}/said/coast", "d", line="coast", person="one", stance="refuses")
    assert down.status_code == 200, down.content
    second = send(officer, "offers", "p2", to=list(BOTH), draft=1).json()["made"]
    assert send(other, f"offers/{second}/back", "q", reason="Not yet.").status_code == 200
    third = send(officer, "offers", "p3", to=list(BOTH), draft=1).json()["made"]
    assert send(officer, f"offers/{third}/take-back", "t").status_code == 200
    assert other.get(f"/api/cases/{TALKS}/table/agreements?lang=ar").json() == []
    assert [o["state"] for o in other.get(f"/api/cases/{TALKS}/offers?lang=en").json()] == [
        "taken_back",
        "sent_back",
        "put",
    ]


@pytest.mark.parametrize(
    ("words", "times"), [({"ar": "ثلاثة أيام", "en": "[two / three days"}, 1), ({"ar": "هدوء", "en": "Quiet."}, 2)]
)
def test_a_text_that_cannot_be_taken_apart_is_refused_at_the_door_of_programs(enter, lead, words, times):
    officer = enter("coast-officer")
    wrong = send(officer, "draft", clauses=[{"clause": "c1", "words": words}] * times, after=0)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "propose.draft_wrong")
    right = send(officer, "draft", clauses=[{"clause": "c1", "words": {"ar": "هدوء", "en": "Quiet."}}], after=0)
    assert right.json()["made"] == "1"
