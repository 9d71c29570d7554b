"""What a page says it was made from: held against every log that was really folded while it was drawn, page by page.

And the words whose meaning is not agreed: flagged wherever anybody may read them, to the team and to each side by what it holds.
"""

import re
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from tests.desk import definitions
from tests.room.conftest import TALKS
from tests.room.test_access import routes
from tests.room.test_access_in_talks import TALKS_TABLE

from wasata.desk import case as cases
from wasata.desk import definition, for_table
from wasata.desk.access import Desk
from wasata.desk.assessment import assess, close_assessment
from wasata.desk.case import TABLE, write_note
from wasata.desk.contact import record_contact, write_readout
from wasata.desk.defined import Text
from wasata.desk.for_table import Wish
from wasata.desk.line import note_line, note_pressure, set_deadline
from wasata.desk.message import say
from wasata.desk.position import name_matter, note_position
from wasata.desk.relay import draft, send_back
from wasata.desk.shift import note_watch, take_watch
from wasata.desk.told_beside import beside
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.room.pages import parts

pytestmark = pytest.mark.django_db

CASE = f"/en/case/{TALKS}/"
NORTH = Text({"ar": "الشمال", "en": "the north"}, {"ar": "ما وراء النهر", "en": "beyond the river"})


@pytest.fixture
def busy(talks, desk_in_talks: Callable[[str], Desk]) -> dict[str, str]:
    """Something of everything, each with the word in it. Gives the names that addresses ask for."""
    desk, lead, door = desk_in_talks("coast-officer"), desk_in_talks("lead"), desk_in_talks("coast-delegate")
    term = definition.write(lead, NORTH)
    other = {"ar": "الشاحنة إلى الشمال", "en": "a truck on its way to the north"}
    truck = definition.write(lead, Text({"ar": "الشاحنة", "en": "truck"}, other))
    definitions.put(desk, "coast", term, 1, recipient="Coast Council")
    said = say(door, "coast", [("Too few vehicles reach the north.", "theirs")], "en")
    rests = (PassageRef(log="channel", message=said, passage=1),)
    told = (RelaySentence(words="They say that few reach the north.", form="paraphrase", rests_on=rests),)
    relay = draft(desk, "coast", "hills", "en", told)
    send_back(lead, relay, "The north is not agreed.", line="coast")
    met = record_contact(desk, "coast", "call", "in", desk.now() - timedelta(hours=1), answered=True, about="the north")
    write_readout(desk, "coast", met, "ours", "They asked about the north.", "en")
    set_deadline(desk, "coast", "their map of the north", desk.now() + timedelta(days=2), "them")
    note_line(desk, "coast", "degraded", cause="technical", note="Bad in the north.")
    note_pressure(desk, "coast", "israel", "to open the north", asked_by_us=True)
    until = desk.now().date() + timedelta(days=9)
    ours = [Evidence(of="ours", words="It is far.")]
    held = assess(desk, "coast", "They will give up the north.", "en", "even", basis=ours, would_change="a map of the north",
                  until=until)  # fmt: skip
    gone = assess(desk, "coast", "They stay.", "en", "even", basis=ours, would_change="a map", until=until)
    close_assessment(desk, "coast", gone, "borne_out", "They left the north.")
    matter = name_matter(desk, {"ar": "مسألة", "en": "The crossing"})
    position = note_position(desk, "coast", "hamas", matter, "wants", "all of the north", "en", evidence=ours)
    note_watch(desk, take_watch(desk), "Ask about the north at noon.", "en")
    write_note(desk, "What is the north?", "en", about="state")
    words = {"ar": "نلتقي في الشمال", "en": "We meet in the north."}
    asked = {what: for_table.ask(lead, Wish(what, words, day=date(2031, 1, 2) if what == "day" else None))
             for what in ("notice", "day")}  # fmt: skip
    for ask in asked.values():
        for_table.approve(desk, ask, for_table.asked(desk, ask, "en").signed)
    owed = for_table.ask(lead, Wish("commitment", words, "mediator", date(2031, 1, 3)))
    for_table.approve(desk, owed, for_table.asked(desk, owed, "en").signed)
    waits = for_table.ask(lead, Wish("notice", {"ar": "في الشمال غدا", "en": "In the north tomorrow."}))
    return {
        "term": term, "truck": truck, "message": said, "relay": relay, "contact": met, "assessment": held, "matter": matter,
        "position": position, "ask": waits, "entry": for_table.entry_of(asked["day"]), "line": "coast", "what": "state",
    }  # fmt: skip


def pages(names: dict[str, str]) -> list[str]:
    """Every address of the case that is opened, with what stands there."""
    found = []
    for name in sorted(routes(get_resolver().url_patterns)):
        if name.startswith("api:") or name in ("case", "note_heads"):
            continue
        told = TALKS_TABLE.get(name, ({}, "get", {}))
        kwargs = {"case": TALKS} | {k: names.get(k, v) for k, v in told[0].items()}
        for given in (kwargs, kwargs | {k: names[k] for k in ("entry", "position") if k in names}):
            try:
                found.append(reverse(name, kwargs=given).replace("/ar/", "/en/", 1))
                break
            except NoReverseMatch:  # it takes other names: no page of this case
                continue
    return [x for x in found if f"/case/{TALKS}/" in x]


def told_by(page: str) -> set[str]:
    band = re.search(r'<div class="sight">.*?</div></div>', page, re.S)
    return set(re.findall(r"<b>([^<]+)</b>", band[0].partition("</span>")[0])) if band else set()


@pytest.mark.parametrize("who", ["lead", "coast-officer", "coast-delegate", "hills-delegate", "analyst"])
def test_each_page_tells_every_log_it_was_made_from(busy, enter: Callable[[str], Client], monkeypatch, who):
    addresses = pages(busy)  # every page's module is imported before any name in it is changed
    folded: set[str] = set()
    real_fold, real_frame, real_opened = Desk.fold, parts._case_frame, parts.note_heads_of_the_day
    within, ours = [], threading.get_ident()

    def fold(self, view):
        if threading.get_ident() == ours and not within and view.name not in parts._NO_CONTENT:
            folded.update(view.logs)
        return real_fold(self, view)

    def quiet(real):
        def done(*args, **named):
            within.append(real)
            try:
                return real(*args, **named)
            finally:
                within.pop()

        return done

    monkeypatch.setattr(Desk, "fold", fold)
    monkeypatch.setattr(parts, "_case_frame", quiet(real_frame))
    monkeypatch.setattr(parts, "note_heads_of_the_day", quiet(real_opened))
    opened = quiet(cases.opened)
    ours_all = [module for name, module in list(sys.modules.items()) if name.startswith("wasata.")]
    for module in [m for m in ours_all if getattr(m, "opened", None) is cases.opened]:
        monkeypatch.setattr(module, "opened", opened)
    client, looked = enter(who), 0
    for address in addresses:
        folded.clear()
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
            continue
        page = answer.content.decode()
        if parts.MADE_OF in page or '<main class="page"' not in page:
            raise AssertionError(f"{address}: it does not say what it is made of")
        told = told_by(page)
        really = {parts.log_name(log, "en") for log in folded if log != "access"}
        assert really <= told, f"{who} at {address}: {really - told}"
        looked += 1
    assert looked >= (4 if "delegate" in who or who == "analyst" else 25)


FLAGGED = re.compile(r'<span class="open-term"[^>]*>[^<]*(?:north|الشمال)[^<]*</span>')


def test_a_word_that_is_not_agreed_is_flagged_wherever_the_team_reads_it(busy, enter):
    client = enter("coast-officer")
    c, line = busy, f"{CASE}lines/coast/"
    for address in (
        f"{CASE}notes/", f"{CASE}table/", f"{CASE}table/asked/{c['ask']}/", f"{CASE}calendar/?month=2031-01", line,
        f"{CASE}lines/", f"{line}contacts/", f"{line}contacts/{c['contact']}/", f"{line}channel/", f"{line}assessments/",
        f"{line}assessments/{c['assessment']}/", f"{line}positions/", f"{CASE}positions/{c['matter']}/", f"{CASE}watch/",
        f"{CASE}relays/{c['relay']}/", f"{CASE}definitions/", f"{CASE}definitions/of/{c['truck']}/", f"{CASE}brief/",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert FLAGGED.search(page), address
        assert "what it means is not agreed yet" in page, address
    for told in ("Bad in the ", "to open the ", "their map of the ", "a map of the ", "They left the ", "all of the ",
                 "The <span", "What is the "):  # fmt: skip
        where = (line, f"{line}assessments/", f"{line}assessments/{c['assessment']}/", f"{line}positions/", f"{CASE}notes/",
                 f"{CASE}relays/{c['relay']}/", f"{CASE}lines/")  # fmt: skip
        held = [p for p in (client.get(a).content.decode() for a in where) if told in p]
        assert held, told
    own = client.get(f"{CASE}definitions/of/{c['term']}/").content.decode()
    assert not FLAGGED.search(own), "its own text is no use of it"
    looked = client.post(f"{CASE}table/write/", {"ar": "في الشمال", "en": "In the north."}).content.decode()
    assert len(FLAGGED.findall(looked)) == 2, "in both languages, before it is put"


EVIDENCE = re.compile(r'<span class="rests (\w+)"><b>.*?</span></li>', re.S)
CHOSEN = "[not agreed: the north]"


def test_a_word_is_flagged_in_what_something_rests_on_and_in_every_list_to_choose_from(busy, enter, desk_in_talks):
    desk, line = desk_in_talks("coast-officer"), f"{CASE}lines/coast/"
    notice = desk.fold(TABLE).notices[-1][0]
    rests = [
        Evidence(of="message", ref=busy["message"], number=1), Evidence(of="contact", ref=busy["contact"]),
        Evidence(of="contact", ref=busy["contact"], number=1), Evidence(of="notice", ref=notice),
        Evidence(of="ours", words="So we read the north."),
    ]  # fmt: skip
    note_position(desk, "coast", "hamas", busy["matter"], "refuses", "none of it", "en", evidence=rests)
    assess(desk, "coast", "They wait.", "en", "even", basis=rests, would_change="a map",
           until=desk.now().date() + timedelta(days=9))  # fmt: skip
    client = enter("coast-officer")
    for address in (f"{line}positions/", f"{CASE}positions/{busy['matter']}/", f"{line}assessments/"):
        page = client.get(address).content.decode()
        told = [m[0] for m in EVIDENCE.finditer(page) if "It is far." not in m[0]]
        assert len(told) >= 5, address
        assert all(FLAGGED.search(one) and "what it means is not agreed yet" in one for one in told), address
    for address in (f"{line}positions/", f"{line}assessments/"):
        page = client.get(address).content.decode()
        for words in (r"Too few vehicles reach the north\.", "the north", r"They asked about the north\.",
                      r"We meet in the north\."):  # fmt: skip
            assert re.search(rf"<option[^>]*>[^<]*{words} {re.escape(CHOSEN)}</option>", page), (address, words)
        assert not re.search(r"<option[^>]*>[^<]*<span", page), "an option holds no markup"
    rivals = (
        client.get(f"{line}assessments/").content.decode().partition('name="rivals"')[2].partition("</fieldset>")[0]
    )
    assert FLAGGED.search(rivals), "a box says it as the rest does"
    around = client.get(f"{line}pace/").content.decode()
    assert FLAGGED.search(around.partition("?around=")[2]), "what a pace is looked at around"
    for kept in ("deadline", "close"):
        assert f"their map of the north {CHOSEN}</option>" in client.get(f"{line}keep/{kept}/").content.decode(), kept
    picked = client.get(f"{line}relay/").content.decode()
    assert re.search(r'name="pick"[^>]*></span><label[^>]*>[^<]*<span class="open-term"', picked)
    arabic = client.get(f"/ar{CASE[3:]}lines/coast/positions/").content.decode()
    assert "[لم يُتفق على معنى: الشمال]</option>" in arabic


def test_a_word_is_flagged_in_the_messages_that_a_letter_may_answer(busy, enter, desk_in_talks):
    for kind in ("channel/write/", "channel/take-down/"):
        page = enter("coast-officer").get(f"{CASE}lines/coast/{kind}").content.decode()
        assert (f"Too few vehicles reach the north. {CHOSEN}</option>" in page) == (kind == "channel/write/")
    long = "They come by the bridge and by no other way, whatever is said of it in the press, as far as the north."
    say(desk_in_talks("coast-delegate"), "coast", [(long, "none")], "en")
    page = enter("coast-officer").get(f"{CASE}lines/coast/channel/write/").content.decode()
    assert f" … {CHOSEN}</option>" in page, "what is cut off is what is answered too"


def test_a_program_is_told_in_the_object_whose_words_use_it(busy, enter, desk_in_talks):
    client, case = enter("coast-officer"), f"/api/cases/{TALKS}/"

    def used(value: object) -> list[str]:
        if isinstance(value, list):
            return [x for one in value for x in used(one)]
        if not isinstance(value, dict):
            return []
        mine = [f"{t['term']}={t['name']}" for t in value.get("open_terms", ())]
        return mine + [x for key, one in value.items() if key != "open_terms" for x in used(one)]

    north = f"{busy['term']}=the north"
    for asked in (
        "notes", "notices", "table", "calendar?month=2031-01-01", "lines", "lines/coast", "lines/coast/contacts",
        f"lines/coast/contacts/{busy['contact']}", "lines/coast/channel", "lines/coast/assessments", "positions",
        f"positions/{busy['matter']}", "watch", f"relays/{busy['relay']}", f"definitions/{busy['truck']}",
    ):  # fmt: skip
        answer = client.get(case + asked)
        assert answer.status_code == 200, asked
        assert north in used(answer.json()), asked
    assert north not in used(client.get(f"{case}definitions/{busy['term']}").json()), "its own text is no use of it"
    told = {"ref": "x-1", "words": "", "both": {"ar": "في الشمال", "en": "There."}}
    desk = desk_in_talks("coast-officer")
    assert north in used(beside(desk, {"of": "notice", **told}, "en"))
    assert not used(beside(desk, {"of": "report", **told}, "en")), "the press is left as it was printed"
    for who, sees in (("coast-delegate", True), ("hills-delegate", False)):
        for asked in ("channel", "table", "notices"):
            assert (north in used(enter(who).get(case + asked).json())) is sees, f"{who}: {asked}"


def test_a_side_is_shown_a_flag_by_its_own_channel_and_the_table_and_nothing_of_the_other_side(
    busy, enter, desk_in_talks
):
    """The coast was asked for the word, the hills were not: one sees the flag on what all read, the other does not; and neither
    sees any change while the other confirms."""
    coast, hills = ({a: enter(f"{x}-delegate").get(a).content.decode() for a in (f"{CASE}table/", f"{CASE}channel/")}
                    for x in ("coast", "hills"))  # fmt: skip
    assert all(FLAGGED.search(page) for page in coast.values())
    assert not any(FLAGGED.search(page) for page in hills.values())
    definitions.put(desk_in_talks("hills-officer"), "hills", busy["term"], 1, recipient="Hill Government")
    definition.answer(desk_in_talks("hills-delegate"), "hills", busy["term"], 1)
    for address, before in coast.items():
        assert without_forms(enter("coast-delegate").get(address).content.decode()) == without_forms(before)
    assert FLAGGED.search(enter("hills-delegate").get(f"{CASE}table/").content.decode()), (
        "asked, though he has confirmed"
    )


def without_forms(page: str) -> str:
    """A page without what every request has of its own: the signs of its forms."""
    return re.sub(r'name="(?:csrfmiddlewaretoken|act)" value="[^"]*"|<p class="asof">.*?</p>', "", page, flags=re.S)
