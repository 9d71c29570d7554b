"""English as other wars and other papers write it: captives, coffins, states off the roster. All sentences are our own."""

from datetime import date

import pytest

from wasata.listen.marks import Event, Figure, Statement, iso, plain
from wasata.listen.reader import read

THURSDAY = date(2019, 5, 16)


def events(text: str) -> dict[str, str]:
    found: tuple[Event, ...] = read(text, "en", THURSDAY).events
    return {e.kind: e.status for e in found}


def figures(text: str) -> list[tuple[object, str, str | None]]:
    found: tuple[Figure, ...] = read(text, "en", THURSDAY).figures
    return [(plain(f.value), f.measure, f.party) for f in found if not isinstance(f.value, tuple)]


def statement(text: str) -> Statement:
    (found,) = read(text, "en", THURSDAY).statements
    return found


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The talks in Oslo continue, a mediator said.", "talks_continue", "ongoing"),
        ("A third round of talks is still under way in Oslo.", "talks_continue", "ongoing"),
        ("The list was agreed after four weeks of difficult negotiations.", "talks_continue", "happened"),
        ("The two mediators announced a suspension of the peace talks.", "talks_suspended", "happened"),
        ("The rebels handed the coffins of two pilots to the Red Cross.", "release", "happened"),
        ("Ninety sailors were returned from Ukrainian captivity.", "release", "happened"),
        ("The bodies of the two pilots were returned on Sunday.", "release", "happened"),
        ("The deal aims at the release of 300 detainees.", "release", "planned"),
        ("They agreed on a list of 300 prisoners to be swapped.", "release", "planned"),
        (
            "The two armies reached a deal to free a captured soldier in exchange for 40 prisoners.",
            "release",
            "planned",
        ),
        ("The release of Captain Reyes has been postponed.", "release", "planned"),
        ("They put 20 nurses on a bus and handed them to the envoy.", "release", "happened"),
        ("He denied that the girls had been swapped.", "release", "denied"),
        ("They will swap the bodies of those killed in recent clashes.", "attack", "happened"),
        ("The freed included two nurses.", "release", "happened"),
        ("The prisoners were seized in May. The exchange will take place on Monday.", "release", "planned"),
        ("Norway succeeded in sealing the exchange.", "agreement", "happened"),
        ("The rebel leader confirmed the deal.", "agreement", "happened"),
        ("Army, rebels announce deal on prisoners", "agreement", "happened"),
        (
            "A truce agreement between the army and the fighters of the north coast expired on Sunday.",
            "truce_end",
            "happened",
        ),
        ("The army declared an end to the truce.", "truce_end", "happened"),
        ("During a two-hour pause in the fighting, medics reached the town.", "truce_start", "happened"),
        ("The agency suspended aid shipments on Friday.", "aid_obstructed", "happened"),
        ("The delay in allowing rescuers to reach the town cost lives.", "aid_obstructed", "happened"),
        ("Aid deliveries had stalled for a month.", "aid_obstructed", "happened"),
        ("A rocket crashed into a school.", "attack", "happened"),
        ("The army responded with mortar shells.", "attack", "happened"),
        ("The 20-day offensive has shelled every village.", "attack", "ongoing"),
        ("There is a threat of a wider war.", "escalation", "possible"),
        ("Norway urged its citizens to leave.", "evacuation", "possible"),
    ],
)
def test_events_of_other_wars_are_told(text: str, kind: str, status: str) -> None:
    assert events(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen kidnapped two engineers.", "attack"),
        ("Ten workers were taken hostage by the group.", "attack"),
        ("An agreement had been struck on Sunday.", "attack"),
        ("They hid in a bombed out house.", "attack"),
        ("Six Red Cross trucks with the bodies of 12 fighters arrived.", "aid_delivery"),
        ("The Red Cross restricted its convoys.", "aid_delivery"),
        ("The army invaded to stop rocket attacks on its towns.", "truce_start"),
        ("They agreed on a list of 300 prisoners to be swapped.", "list_exchange"),
    ],
)
def test_what_only_resembles_them_is_not(text: str, kind: str) -> None:
    assert kind not in events(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The rebels have released nine people that were kidnapped in May.", [(9, "released", None)]),
        ("A group of 30 workers, who were abducted on Monday, have been released.", [(30, "released", None)]),
        ("They handed over the bodies of two Israeli soldiers.", [(2, "other", "israel")]),
        ("Two Israeli soldiers were seized. The two soldiers, whose abduction led to war, are well.",
         [(2, "held", "israel"), (2, "held", "israel")]),
        ("Some 30 foreign workers, including four Turkish drivers, were seized.", [(30, "held", None), (4, "held", "turkey")]),
        ("Four trucks with the bodies of fighters left.", [(4, "other", None)]),
        ("Still in captivity are six French, three Malaysians and two Finns.",
         [(6, "held", "france"), (3, "held", "other"), (2, "held", "other")]),
        ("The war caused 40,000 to flee.", [(40000, "displaced", None)]),
        ("The freed included the mayor and two US citizens.", [(2, "released", "usa")]),
    ],
)  # fmt: skip
def test_the_main_verb_tells_what_befell_those_counted(text: str, told: list[tuple[object, str, str | None]]) -> None:
    assert figures(text) == told


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Cairo, Jan 4: The ministry met.", "Jan 4", "2019-01-04"),
        ("Prisoners of the July-August 2006 war came home.", "July-August 2006", "2006-07-01/2006-08-31"),
        ("They met last Wednesday.", "last Wednesday", "2019-05-08"),
        ("They met last Friday.", "last Friday", "2019-05-10"),
    ],
)
def test_dates_as_agencies_write_them(text: str, span: str, value: str) -> None:
    (found,) = read(text, "en", THURSDAY).dates
    assert found.span.of(text) == span
    assert found.first is not None
    assert found.last is not None
    assert iso(found.first, found.last) == value


@pytest.mark.parametrize(
    ("text", "source", "kind", "actor"),
    [
        ("Bhutanese officials said the road was open.", "Bhutanese officials", "office", "other"),
        ("Sierra Leone's government said the road was open.", "Sierra Leone's government", "organisation", "other"),
        ("A Turkish diplomat said the road was open.", "A Turkish diplomat", "office", "turkey"),
        ("A European diplomat said the road was open.", "A European diplomat", "anonymous", "eu"),
        ("A freed hostage said the road was open.", "A freed hostage", "anonymous", None),
        ("Ana Ruiz, civil defence director for the north, said the road was open.",
         "Ana Ruiz, civil defence director for the north", "person", None),
        ("They hid in the town where the Red Cross said the road was open.", "the Red Cross", "organisation", "icrc"),
        ("The truce was violated by both and the Turkish army announced that the road was closed.",
         "the Turkish army", "organisation", "turkey"),
        ("Israel, Hamas announce truce\n\nThe road is open.", "Israel, Hamas", "organisation", None),
    ],
)  # fmt: skip
def test_who_speaks_and_for_whom(text: str, source: str, kind: str, actor: str | None) -> None:
    found = statement(text)
    assert (found.source.of(text), found.source_kind, found.actor) == (source, kind, actor)


def test_the_aid_group_is_the_body_that_helps_named_before() -> None:
    text = "The Red Cross said the road was closed. The aid group accused the army of blocking it."
    assert [m.actor for m in read(text, "en").statements] == ["icrc", "icrc"]


def test_where_it_was_written_is_no_voice() -> None:
    assert read("Geneva/Riyadh : The talks opened on Monday.", "en").statements == ()


def test_what_was_demanded_ends_before_its_occasion() -> None:
    text = "Norway urged its citizens to leave the country after militants seized a town."
    assert statement(text).content.of(text) == "leave the country"


def test_a_source_explains_to_the_paper_that_carries_it() -> None:
    text = "As a source explained to Reuters, the road was open thanks to both sides."
    found = statement(text)
    assert found.via is not None
    assert (found.via.of(text), found.act) == ("Reuters", "say")


@pytest.mark.parametrize(
    "nation", ["Samoan", "Beninese", "Togolese", "Montenegrin", "Honduran", "Bolivian", "Mongolian"]
)
def test_the_peoples_of_all_states_are_known(nation: str) -> None:
    assert statement(f"The {nation} government said the road was open.").actor == "other"


def test_a_dateline_is_no_part_of_what_was_said() -> None:
    text = "Baku, Nov 15 : The road was open, according to the defence ministry."
    assert statement(text).content.of(text) == "The road was open"
