"""Whatever page, file or answer of the interface shows a word of what is confidential has left its trace before it left.

Every address is asked by people who hold the line; a new one is covered without anybody remembering it.
"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import URLResolver, get_resolver, reverse
from tests.desk.relays import sentence
from tests.room.conftest import COAST, TALKS

from wasata.desk import definition, reading
from wasata.desk.access import Desk
from wasata.desk.assessment import assess
from wasata.desk.cell import open_cell
from wasata.desk.contact import keep_piece, record_contact, write_readout
from wasata.desk.defined import Text
from wasata.desk.definition_delivery import deliver_round
from wasata.desk.handed_in import HandedIn
from wasata.desk.key import make_key
from wasata.desk.letter import send
from wasata.desk.line import set_deadline
from wasata.desk.message import hear, say
from wasata.desk.position import name_matter, note_position
from wasata.desk.relay import draft
from wasata.errors import DiskFull
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.reading import ReadingOpened
from wasata.record.kinds.relay import PassageRef
from wasata.record.ledger import Ledger
from wasata.room import noting, wiring

pytestmark = pytest.mark.django_db
PLANTED = "lanternfish"
"""Stands in everything of the coast that is confidential, and in nothing else."""


def entries(home) -> list[ReadingOpened]:
    told = home.ledger(TALKS, ("reading",)).entries("reading")
    return [fact for entry in told if isinstance(fact := entry.fact, ReadingOpened)]


@pytest.fixture
def planted(desk_in_talks) -> dict[str, str]:
    """Something of every kind on the coast's line, and what may stand in an address."""
    lead, officer, door = (desk_in_talks(x) for x in ("lead", "coast-officer", "coast-delegate"))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    named = {"line": "coast", "number": "1"}
    named["message"] = say(
        door, "coast", [(f"The {PLANTED} swims.", "theirs")], "en",
        files=(HandedIn("note.txt", f"A {PLANTED} in a file.".encode(), "theirs"),),
    )  # fmt: skip
    hear(officer, "coast", [(f"By voice: {PLANTED}.", "none")], "en")
    letter = send(officer, "coast", [f"We heard of the {PLANTED}."], "en", recipient=COAST["en"])
    named["contact"] = record_contact(officer, "coast", "call", "in", yesterday, answered=True, about=f"the {PLANTED}")
    write_readout(officer, "coast", named["contact"], "ours", f"They spoke of the {PLANTED}.", "en")
    kept = keep_piece(officer, "coast", named["contact"], "a.txt", "text/plain", f"The {PLANTED}.".encode())
    set_deadline(officer, "coast", f"Answer on the {PLANTED}", yesterday + timedelta(days=3), "them")
    named["matter"] = name_matter(lead, {"ar": "الوقود", "en": "Fuel"})
    note_position(officer, "coast", "hamas", named["matter"], "wants", f"They want the {PLANTED}.", "en",
                  evidence=(Evidence(of="ours", words="Our reading."),))  # fmt: skip
    told = assess(officer, "coast", f"The {PLANTED} comes first.", "en", "likely", basis=(Evidence(of="ours", words="x"),),
                  would_change="nothing", until=date(2999, 1, 1))  # fmt: skip
    open_cell(lead, ("coast-officer",))
    in_cell = assess(lead, None, f"In the cell: {PLANTED}.", "en", "likely", basis=(Evidence(of="ours", words="x"),),
                     would_change="nothing", until=date(2999, 1, 1))  # fmt: skip
    ref = PassageRef(log="channel", message=named["message"], passage=1)
    named["relay"] = draft(
        officer, "coast", "hills", "en", [sentence(f"They speak of a {PLANTED}.", "paraphrase", ref)]
    )
    named["term"] = definition.write(lead, Text({"ar": "الوقف", "en": "Pause"}, {"ar": "لا نار", "en": "No fire"}))
    definition.put(officer, "coast", named["term"], 1, recipient=COAST["en"])
    later = {
        "coast-officer": Desk.open(
            officer.home, TALKS, "coast-officer", now=lambda: datetime.now(UTC) + timedelta(hours=1)
        )
    }
    deliver_round(later, "coast")
    door_of = Desk.open(door.home, TALKS, "coast-delegate")
    definition.answer(door_of, "coast", named["term"], 1, f"Not while the {PLANTED} swims.")
    file = next(e.data["files"][0]["piece"] for e in door.ledger.entries("channel/coast") if e.data.get("files"))
    return named | {"assessment": told, "in_cell": in_cell, "piece": file, "kept": kept, "letter": letter}


def parts(patterns, space: str = "", outer: tuple[str, ...] = ()):
    """Each address by its name, with the names of what stands in it."""
    for p in patterns:
        if isinstance(p, URLResolver):
            yield from parts(
                p.url_patterns, f"{p.namespace}:" if p.namespace else space, (*outer, *p.pattern.converters)
            )
        else:
            yield f"{space}{p.name}", (*outer, *p.pattern.converters)


def addresses(planted: dict[str, str]):
    """Every address of a case whose parts can be filled in."""
    for name, named in parts(get_resolver().url_patterns):
        told = planted | {"case": TALKS, "log": "channel/coast"}
        if "cell" in name:
            told["assessment"] = planted["in_cell"]
        if "contact" in name:
            told["piece"] = planted["kept"]
        if "case" in named and set(named) <= set(told):
            yield name, reverse(name, kwargs={n: told[n] for n in named})


def content(answer) -> str:
    return (
        answer.content.decode(errors="replace") if not answer.streaming else b"".join(answer).decode(errors="replace")
    )


@pytest.mark.parametrize("who", ["lead", "coast-delegate"])
def test_no_address_shows_a_word_of_the_coast_without_a_trace(who, planted, enter, home):
    client, without, shown = enter(who), [], []
    for name, address in addresses(planted):
        reading.traces(home)._known.clear()
        reading.flush(home)
        before = len(entries(home))
        answer = client.get(address)
        if answer.status_code != 200 or PLANTED not in content(answer):
            continue
        shown.append(name)
        reading.flush(home)
        traced = [f for f in entries(home)[before:] if f.reader == who]
        if not traced:
            without.append(name)
    assert without == []
    at_least = {
        "lead": {"channel_line", "contact", "contacts", "relay", "line", "cell", "assessments", "positions_of_line", "api:relay",
                 "message_file", "contact_file", "api:channel_messages", "api:channel_file", "api:contact_file", "api:cell",
                 "definition", "relay_draft", "api:relay_passages", "api:letters", "api:assessment"},
        "coast-delegate": {"channel", "door_piece", "api:own_channel", "api:own_file"},
    }[who]  # fmt: skip
    assert at_least <= set(shown), "what shows nothing tries nothing"


def test_a_page_told_elsewhere_or_not_there_leaves_none(planted, enter, home):
    before = len(entries(home))
    enter("hills-officer").get(reverse("channel_line", kwargs={"case": TALKS, "line": "coast"}))
    enter("coast-officer").get(reverse("message_send", kwargs={"case": TALKS, "line": "coast"}))
    reading.flush(home)
    assert len(entries(home)) == before


def test_the_things_on_a_page_are_named_and_none_of_their_words(planted, enter, home):
    enter("coast-officer").get(reverse("channel_line", kwargs={"case": TALKS, "line": "coast"}))
    fact = entries(home)[-1]
    assert (fact.reader, fact.way) == ("coast-officer", "page")
    assert planted["message"] in fact.openings[0].things
    assert planted["letter"] in fact.openings[0].things, "it waits, and stands on the page"
    assert PLANTED not in repr(entries(home))


def test_a_program_is_told_by_its_key_and_by_whose_it_is(planted, enter, home, desk_in_talks, client):
    key = make_key(desk_in_talks("coast-officer"), "archive", ["line/coast", "channel/coast"], 7)
    address = reverse("api:channel_messages", kwargs={"case": TALKS, "line": "coast"})
    assert client.get(address, HTTP_AUTHORIZATION=f"Bearer {key.shown}").status_code == 200
    fact = entries(home)[-1]
    assert (fact.reader, fact.way, fact.key) == ("coast-officer", "key", key.key)
    enter("coast-officer").get(address)
    assert entries(home)[-1].way == "api"


def test_a_page_whose_trace_cannot_be_written_is_not_shown(planted, enter, home, monkeypatch):
    def full(self, writes, **more):
        if "reading" in writes:
            raise DiskFull(path="x")
        return true(self, writes, **more)

    true = Ledger.append
    monkeypatch.setattr(Ledger, "append", full)
    for address in ("channel_line", "api:channel_messages"):
        answer = enter("coast-officer").get(reverse(address, kwargs={"case": TALKS, "line": "coast"}))
        assert answer.status_code == 409
        assert PLANTED not in content(answer)
    assert enter("coast-officer").get(reverse("table", kwargs={"case": TALKS})).status_code == 200
    delegate = enter("coast-delegate").get(reverse("channel", kwargs={"case": TALKS}))
    assert delegate.status_code == 200, "his are written later: nothing of the team's disk reaches him"


def test_a_delegate_is_told_that_his_opening_is_recorded_and_sees_nothing_of_the_record(planted, enter):
    page = content(enter("coast-delegate").get(reverse("channel", kwargs={"case": TALKS}).replace("/ar/", "/en/")))
    assert "That you opened this page is recorded" in page
    shown = content(enter("coast-delegate").get(reverse("record", kwargs={"case": TALKS})))
    assert "reading" not in re.sub(r"<style.*?</style>", "", shown.lower()).replace("heading", "")


def test_the_quiet_thread_writes_what_waits(planted, enter, home):
    enter("coast-delegate").get(reverse("channel", kwargs={"case": TALKS}))
    before = len(entries(home))

    class Enough(Exception):
        pass

    def sleep(seconds: float, slept: list[float] = []) -> None:  # noqa: B006 (counts its own calls)
        slept.append(seconds)
        if len(slept) > 1:
            raise Enough

    with pytest.raises(Enough):
        noting.run(sleep)
    assert [f.reader for f in entries(wiring.home())[before:]] == ["coast-delegate"]
