"""On what a position rests: the very passage, account, mark or notice, and what has become of it since."""

from typing import Any

import pytest
from tests.desk.conftest import span
from tests.desk.on_table import post_notice
from tests.desk.relays import Room

from wasata.desk.access import Desk
from wasata.desk.assessment import assess, assessments
from wasata.desk.cell import open_cell
from wasata.desk.contact import record_contact, write_readout
from wasata.desk.evidence import contacts_offered, evidence_typed, messages_offered, notices_offered
from wasata.desk.marking import strike_mark
from wasata.desk.message import clear, hear, say, take_down
from wasata.desk.position import matter, matters, name_matter, note_position
from wasata.desk.put_away import put_away
from wasata.errors import EvidenceWrong
from wasata.record.kinds.position import Evidence


def rests(desk: Desk, *evidence: Evidence) -> str:
    n = len(matters(desk, "en"))
    about = name_matter(desk, {"ar": f"مسألة {n}", "en": f"Matter {n}"})
    note_position(desk, "coast", "hamas", about, "wants", "as they told us", "en", evidence=evidence)
    return about


def shown(desk: Desk, about: str, lang: Any = "en") -> list[tuple[str, str | None, str]]:
    (one,) = matter(desk, about, lang).history
    return [(e.what, e.words_in(lang), e.became) for e in one.evidence]


def why(raised: pytest.ExceptionInfo[EvidenceWrong]) -> str:
    return str(raised.value.values["why"]).removeprefix("position.why.no_")


def test_a_passage_is_named_by_its_message_and_number_and_shown_with_its_own_words(room: Room):
    said = say(room.coast_door, "coast", [("Five days.", "theirs"), ("Then the lists.", "ours")], "en")
    typed = evidence_typed(room.coast, "message", f"{said}.2")
    assert (typed.ref, typed.number) == (said, 2)
    about = rests(room.coast, typed, evidence_typed(room.coast, "message", said))
    assert shown(room.coast, about) == [("passage", "Then the lists.", ""), ("message", "Five days.", "")]
    with pytest.raises(EvidenceWrong) as raised:
        rests(room.coast, evidence_typed(room.coast, "message", f"{said}.3"))
    assert why(raised) == "passage"
    for wrong in (f"{said}.0", f"{said}.x", "no name", f"{said}.1.2", f"{said}.99999"):
        with pytest.raises(EvidenceWrong) as raised:
            rests(room.coast, evidence_typed(room.coast, "message", wrong))
        assert why(raised) in ("message", "passage"), wrong


def test_a_passage_whose_clearance_was_withdrawn_since_says_so_and_its_neighbour_does_not(room: Room):
    said = say(room.coast_door, "coast", [("Five days.", "theirs"), ("Then lists.", "none")], "en")
    both = [Evidence(of="message", ref=said, number=n) for n in (1, 2)]
    about = rests(room.coast, *both, Evidence(of="message", ref=said))
    assert [became for _, _, became in shown(room.coast, about)] == ["", "", ""]
    clear(room.coast_door, "coast", said, 1, "none")
    assert [became for _, _, became in shown(room.coast, about)] == ["withdrawn", "", "withdrawn"]
    clear(room.coast_door, "coast", said, 1, "ours")
    assert [became for _, _, became in shown(room.coast, about)] == ["", "", ""]


def test_what_was_told_by_voice_and_read_back_since_says_so(room: Room):
    heard = hear(room.coast, "coast", [("Five days.", "none")], "en", person="one")
    about = rests(room.coast, Evidence(of="message", ref=heard, number=1))
    assert shown(room.coast, about) == [("passage", "Five days.", "")]
    take_down(room.coast, "coast", [("Five days.", "ours")], "en", way="read_back", person="one", told_before=heard)
    assert shown(room.coast, about) == [("passage", "Five days.", "read_back")]


def test_an_account_of_a_contact_is_named_by_its_number_and_says_when_it_was_written_anew(room: Room):
    met = record_contact(room.coast, "coast", "call", "in", room.now(), answered=True, minutes=5, about="The lists")
    write_readout(room.coast, "coast", met, "ours", "They asked for six.", "en")
    write_readout(room.coast, "coast", met, "theirs", "We asked for six.", "en")
    about = rests(room.coast, *(evidence_typed(room.coast, "contact", f"{met}{n}") for n in ("", ".1", ".2")))
    told = [
        ("contact", "The lists", ""),
        ("account_ours", "They asked for six.", ""),
        ("account_theirs", "We asked for six.", ""),
    ]
    assert shown(room.coast, about) == told
    write_readout(room.coast, "coast", met, "ours", "They asked for seven.", "en")
    assert [became for _, _, became in shown(room.coast, about)] == ["", "rewritten", ""]
    with pytest.raises(EvidenceWrong) as raised:
        rests(room.coast, Evidence(of="contact", ref=met, number=4))
    assert why(raised) == "account"


TEXT = "They freed 12 people. Rain fell on 3 roads."


@pytest.fixture
def report(put) -> str:
    return put(TEXT, title="A headline", marks={"figures": [("12 people", 12, "released"), ("3 roads", 3, "killed")]})


@pytest.mark.parametrize(
    "typed", ["{}.1", "{}#c-f1", "{}#m-f1", "/en/case/x/press/{}/#c-f1", "http://room/ar/case/x/press/{}/#f1"]
)
def test_a_mark_is_named_by_its_number_on_the_page_or_by_its_address(room: Room, report: str, typed: str):
    found = evidence_typed(room.coast, "report", typed.format(report))
    assert shown(room.coast, rests(room.coast, found)) == [("mark", "12 people", "")]
    assert found.mark.startswith(f"f.{'.'.join(map(str, span(TEXT, '12 people')))}.")


def test_a_mark_struck_or_read_no_more_and_a_report_put_away_say_so(room: Room, report: str):
    both = [evidence_typed(room.coast, "report", f"{report}{n}") for n in ("", ".1", ".2")]
    about = rests(room.coast, *both)
    assert shown(room.coast, about) == [
        ("report", "A headline", ""),
        ("mark", "12 people", ""),
        ("mark", "3 roads", ""),
    ]
    strike_mark(room.lead, report, "f1", "Not people of the case.")
    assert [became for _, _, became in shown(room.coast, about)] == ["", "struck", ""]
    put_away(room.lead, report, "Not ours.")
    assert [became for _, _, became in shown(room.coast, about)] == ["away"] * 3


def test_a_mark_that_no_reading_gives_is_no_evidence_and_one_that_is_gone_says_so(room: Room, report: str):
    for wrong in (f"{report}.9", f"{report}#c-s1", "r-9999.1"):
        with pytest.raises(EvidenceWrong) as raised:
            evidence_typed(room.coast, "report", wrong)
        assert why(raised) in ("mark", "report")
    with pytest.raises(EvidenceWrong) as raised:
        rests(room.coast, Evidence(of="report", ref=report, mark="f.0.4.released.-1.000000000000"))
    assert why(raised) == "mark"
    with pytest.raises(EvidenceWrong):
        rests(room.coast, Evidence(of="report", ref=report, number=1))
    with pytest.raises(EvidenceWrong):
        rests(room.coast, Evidence(of="message", ref=report, mark="f.0.4.released.-1.000000000000"))


def test_a_notice_is_told_in_the_readers_language_and_is_evidence_in_the_cell_too(room: Room):
    post_notice(room.lead, ar="تبدأ الجولة يوم الأحد.", en="The round begins on Sunday.")
    (offer,) = notices_offered(room.coast, "ar")
    assert offer.words == "تبدأ الجولة يوم الأحد."
    notice = evidence_typed(room.coast, "notice", offer.typed)
    about = rests(room.coast, notice)
    assert shown(room.coast, about, "ar") == [("notice", "تبدأ الجولة يوم الأحد.", "")]
    assert shown(room.coast, about, "en") == [("notice", "The round begins on Sunday.", "")]
    for wrong in ("t-none", f"{offer.typed}.1"):
        with pytest.raises(EvidenceWrong) as raised:
            rests(room.coast, evidence_typed(room.coast, "notice", wrong))
        assert why(raised) == "notice"
    open_cell(room.lead, ["officer"])
    day = room.now().date().replace(year=2024)
    assess(room.lead, None, "They will come.", "en", "likely", basis=[notice], would_change="a word", until=day)
    (one,) = assessments(room.lead, None).open
    assert [(e.what, e.words) for e in one.basis] == [("notice", "The round begins on Sunday.")]


def test_what_is_offered_can_be_typed_as_it_is_and_is_there(room: Room):
    say(room.coast_door, "coast", [("Five days.", "theirs"), ("Then the lists.", "ours")], "en")
    hear(room.coast, "coast", [("One passage alone.", "none")], "en")
    met = record_contact(room.coast, "coast", "call", "in", room.now(), answered=True, about="The lists")
    write_readout(room.coast, "coast", met, "ours", "They asked for six.", "en")
    with room.coast.hold():
        messages, contacts = messages_offered(room.coast, "coast"), contacts_offered(room.coast, "coast")
    assert sorted((o.words, o.number) for o in messages if o.number) == [("Five days.", 1), ("Then the lists.", 2)]
    assert [(o.words, o.whose) for o in contacts] == [("The lists", ""), ("They asked for six.", "ours")]
    rests(room.coast, *(evidence_typed(room.coast, "message", o.typed) for o in messages))
    rests(room.coast, *(evidence_typed(room.coast, "contact", o.typed) for o in contacts))


def test_a_passage_of_another_line_is_no_evidence_here(room: Room):
    said = say(room.hills_door, "hills", [("Ours alone.", "theirs")], "en")
    with pytest.raises(EvidenceWrong) as raised:
        rests(room.lead, Evidence(of="message", ref=said, number=1))
    assert why(raised) == "message"
    with pytest.raises(EvidenceWrong):
        rests(room.coast, Evidence(of="message", ref=said, number=1))
