"""Figures in English: how many, of what, in whose words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.listen.en import dates, figures
from wasata.listen.marks import Statement, plain
from wasata.listen.reader import Page
from wasata.listen.roster import default_roster
from wasata.values import Span


def page_of(text, statements=()):
    page = Page(text, "en", date(2023, 12, 5), default_roster())
    page.dates = dates.find(page)
    page.statements = list(statements)
    page.figures = figures.find(page)
    return page


def read(text):
    """(words, value, qualifier, measure) of each figure of a text."""
    return [
        (
            f.span.of(text),
            [plain(v) for v in f.value] if isinstance(f.value, tuple) else plain(f.value),
            f.qualifier,
            f.measure,
        )
        for f in page_of(text).figures
    ]


def only(text):
    marks = page_of(text).figures
    assert len(marks) == 1, [m.span.of(text) for m in marks]
    return marks[0]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # numbers with their noun
        ("The rebels freed 27 government soldiers.", ("27 government soldiers", 27, "exact", "released")),
        ("Shelling killed two dozen people in Taiz.", ("two dozen people", 24, "exact", "killed")),
        ("Half a million people fled Darfur.", ("Half a million people", 500_000, "exact", "displaced")),
        ("Fifty trucks of aid crossed at Adre.", ("Fifty trucks of aid", 50, "exact", "aid_trucks")),
        ("It delivered 17,000 tonnes of food.", ("17,000 tonnes of food", 17_000, "exact", "aid")),
        ("They hold 55 prisoners of war.", ("55 prisoners of war", 55, "exact", "held")),
        (
            "He freed 215 of its fighters and volunteers.",
            ("215 of its fighters and volunteers", 215, "exact", "released"),
        ),
        ("Two of the captives were exchanged.", ("Two of the captives", 2, "exact", "released")),
        ("A toll of 30 dead and 124 wounded.", ("30 dead", 30, "exact", "killed")),
        ("Envoys of three countries met.", ("three countries", 3, "exact", "countries")),
        ("Some 49 million inhabitants live there.", ("Some 49 million inhabitants", 49_000_000, "about", "population")),
        ("It needs $2.6 billion.", ("$2.6 billion", 2_600_000_000, "exact", "money")),
        ("It got less than 15% of it.", ("less than 15%", 15, "less_than", "other")),
        ("It got 85 percent of it.", ("85 percent", 85, "exact", "other")),
        # alone
        ("A committee put the death toll at 18.", ("18", 18, "exact", "killed")),
        ("The total toll has surpassed 17,400.", ("surpassed 17,400", 17_400, "more_than", "killed")),
        (
            "As many as 1.2 million were driven from their homes.",
            ("As many as 1.2 million", 1_200_000, "up_to", "displaced"),
        ),
        # time, ages, singulars that count
        ("a 60-day deadline", ("60-day", 60, "exact", "duration")),
        ("the seven-day truce", ("seven-day", 7, "exact", "duration")),
        ("It was extended for another five days.", ("another five days", 5, "exact", "duration")),
        ("after three and a half months", ("three and a half months", 3.5, "exact", "duration")),
        ("The war began more than a decade ago.", ("more than a decade", 10, "more_than", "duration")),
        ("It lasted over a year.", ("over a year", 1, "more_than", "duration")),
        ("It lasted a year and a half.", None),
        ("She is four years old.", ("four years old", 4, "exact", "duration")),
        ("Talks went on for going on five months.", ("going on five months", 5, "about", "duration")),
        ("He was freed for a single man.", ("a single man", 1, "exact", "released")),
        # ranges
        ("Between 59 and 69 people are missing.", ("Between 59 and 69 people", [59, 69], "range", "missing")),
        ("It will take 3 to 5 days.", ("3 to 5 days", [3, 5], "range", "duration")),
        ("10-15 gunmen were killed", ("10-15 gunmen", [10, 15], "range", "killed")),
        # qualifiers on either side
        ("At least 22 people were killed.", ("At least 22 people", 22, "at_least", "killed")),
        ("No fewer than 9 monks were arrested.", ("No fewer than 9 monks", 9, "at_least", "detained")),
        ("Up to 50 trucks entered.", ("Up to 50 trucks", 50, "up_to", "aid_trucks")),
        ("It lasted 40 days or so.", ("40 days or so", 40, "about", "duration")),
    ],
)
def test_a_figure_holds_its_qualifier_its_number_and_what_is_counted(text, figure):
    marks = read(text)
    if figure is None:
        assert [m[0] for m in marks] in ([], ["a year and a half"])
    else:
        assert marks[0] == figure


@pytest.mark.parametrize(
    "text",
    [
        "The two sides agreed to meet.",
        "The two leaders shook hands.",
        "One of them denied it.",
        "Security Council Resolution 2735 was adopted.",
        "Channel 12 reported it.",
        "He wore No. 10.",
        "It was signed in 2016 and broken in 2018.",
        "It began at 9 p.m. and ended at 10:30.",
        "the 21st brigade",
        "a two-state solution",
        "Dozens were wounded and thousands fled.",
        "An F-16 flew over.",
        "After a month of talks",
        "See https://example.org/2023/11/13/85",
        "The 2016 agreement failed.",
        "He was wounded on October 7, 2023.",
        "1. Withdraw the forces.",
    ],
)
def test_what_names_or_orders_or_stays_vague_is_no_figure(text):
    assert read(text) == []


def test_parts_of_a_figure_are_of_its_kind():
    text = "Israel says 136 people remain in captivity, among them about 20 women and two children."
    assert [(v, m) for _, v, _, m in read(text)] == [(136, "held"), (20, "held"), (2, "held")]


def test_over_a_length_of_time_is_more_than_it_or_only_during_it():
    assert read("It carried 869 people over three days.")[1] == ("three days", 3, "exact", "duration")
    assert read("They fought for over three days.") == [("over three days", 3, "more_than", "duration")]


def test_two_numbers_that_fall_are_no_range():
    assert [v for _, v, *_ in read("The list was cut from 15 to five names.")] == [15, 5]
    assert [v for _, v, *_ in read("Members voted 13-1 on it.")] == [13, 1]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Colombian rebels freed two Americans.", "usa"),
        ("Some 5,000 Lebanese soldiers deployed.", "lebanon"),
        ("They released 23 Sudanese.", "other"),
        ("The war claimed 1,400 lives in Israel.", "israel"),
        ("Ten foreigners were freed.", "other"),
        ("Two diplomats said so.", None),
        ("In Beirut, four people were killed.", "lebanon"),
    ],
)
def test_those_counted_are_named_by_nationality_or_place(text, party):
    assert only(text).party == party


def test_one_side_of_an_exchange_tells_the_other():
    text = "Russia and Ukraine traded captives: 55 Russian prisoners of war were exchanged for 50 soldiers."
    assert [f.party for f in page_of(text).figures] == ["russia", "ukraine"]


def test_who_they_mostly_are_and_who_holds_them_is_quoted():
    text = "Shelling killed 40 people, mostly women and children."
    assert only(text).composition.of(text) == "mostly women and children"
    text = "There are 12 aid workers held by the rebels since May."
    assert only(text).holder.of(text) == "the rebels"
    assert only(text).measure == "held"


def test_the_unit_is_that_of_time_of_money_or_of_the_aid_as_named():
    assert only("It lasted 48 hours.").unit == "hour"
    assert only("It cost 500 euros.").unit == "EUR"
    assert only("They sent 300 meals.").unit == "meals"
    assert only("They sent 300 soldiers.").unit is None


def test_the_innermost_who_says_a_number_is_its_source():
    text = "Radio said the police counted 12 dead. The army accepted a truce of 3 days."

    def spans(words):
        return Span(text.index(words), text.index(words) + len(words))

    outer = Statement(spans("the police counted 12 dead"), spans("Radio"), spans("said"), "outlet", None, "say", False)
    inner = Statement(spans("12 dead"), spans("the police"), spans("counted"), "organisation", None, "say", False)
    accepts = Statement(
        spans("a truce of 3 days"), spans("The army"), spans("accepted"), "organisation", None, "accept", False
    )
    marks = page_of(text, [outer, inner, accepts]).figures
    assert marks[0].source.of(text) == "the police"
    assert marks[1].source is None


_PIECES = (
    "killed freed held at least more than about 12 3.5 1,400 hundred thousand million half a dozen people "
    "hostages others among them mostly women for by Hamas between and or to - % $ US , . ( ) 60 day old "
    "years of its single one two the sides including 2016 ² 9999999999999999999999999 ' s th am"
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_PIECES.split(), "\n", "\ud800"]),
        max_size=30,
    )
)
def test_any_text_is_read_without_an_error_and_every_figure_quotes_it(words):
    text = " ".join(words)
    for figure in page_of(text).figures:
        assert figure.span.of(text).strip()
        assert isinstance(figure.value, tuple) == (figure.qualifier == "range")
        assert (figure.unit is not None) or figure.measure != "duration"
        assert figure.unit is None or figure.measure in ("duration", "money", "aid")


@pytest.mark.parametrize(
    ("text", "words", "measure", "party"),
    [
        ("About 40 people are held in the hills.", "About 40 people", "held", None),
        ("About 40 people are held in prison there.", "About 40 people", "detained", None),
        ("Ten men met where the talks were held in the spring.", "Ten men", "people", None),
        ("Two elderly Tunisian nurses were freed.", "Two elderly Tunisian nurses", "released", "other"),
        ("Three wounded Russian guards came home.", "Three wounded Russian guards", "wounded", "russia"),
        ("Seven dead were found.", "Seven dead", "killed", None),
        ("Some 300 Germans and 6 French left.", "6 French", "people", "france"),
        ("Eleven Dutch, all sailors, were freed.", "Eleven Dutch", "released", "other"),
        ("The navy said six of its frigates had been hit.", "six of its frigates", "other", None),
        ("Kyiv got back 80 people in the swap.", "80 people", "released", None),
        ("The rebels freed a priest, two diplomats said.", "two diplomats", "people", None),
        ("The mayor said 17 more vessels were waiting.", "17 more vessels", "other", None),
        ("They paid 3 billion pesos.", "3 billion pesos", "money", None),
    ],
)
def test_what_is_counted_is_the_whole_noun_and_what_befell_it(text, words, measure, party):
    found = [f for f in page_of(text).figures if f.span.of(text) == words]
    assert [(f.measure, f.party) for f in found] == [(measure, party)]


def test_a_part_befalls_what_befell_the_whole():
    text = "Four Syrian farm workers, three of them women, were wounded."
    assert [(f.span.of(text), f.measure, f.party) for f in page_of(text).figures] == [
        ("Four Syrian farm workers", "wounded", "syria"),
        ("three of them", "wounded", "syria"),
    ]


def test_the_two_sides_of_a_country_are_not_counted():
    assert read("Libya's two main warring sides met.") == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # thousands parted by a space
        ("More than 500 000 people fled the delta.", ("More than 500 000 people", 500_000, "more_than", "displaced")),
        ("The 11 000-member guard was dissolved.", ("11 000-member", 11_000, "exact", "people")),
        ("The 12,000-strong front has its own navy.", ("12,000-strong", 12_000, "exact", "people")),
        # a fate that befalls only persons names them, whatever the noun
        ("Gunmen killed four lamplighters near Oran.", ("four lamplighters", 4, "exact", "killed")),
        ("Nine beekeepers were wounded in Oran.", ("Nine beekeepers", 9, "exact", "wounded")),
        # those who do harm are not those who meet it
        ("Two commanders led raids on the coast, killing hundreds.", ("Two commanders", 2, "exact", "people")),
        ("The calm has held since May, helped by 60 observers.", ("60 observers", 60, "exact", "people")),
        # whoever was caught first and then let go
        ("The release of six nurses held by the rebels was delayed.", ("six nurses", 6, "exact", "released")),
        ("Twelve pupils seized by the gang last year were freed.", ("Twelve pupils", 12, "exact", "released")),
        ("In the swap they handed over 90 Chadian troops.", ("90 Chadian troops", 90, "exact", "released")),
        ("Six nurses, held in the hills, were released.", ("Six nurses", 6, "exact", "released")),
        ("Rebels killed the mayor and took 30 hostages.", ("30 hostages", 30, "exact", "held")),
        ("It is an island of 260,000.", ("260,000", 260_000, "exact", "population")),
        (
            "Gunmen freed 12 Malian and Chadian nurses.",
            ("12 Malian and Chadian nurses", 12, "exact", "released"),
        ),
        # the whole of the noun
        ("Rebels freed six police officers.", ("six police officers", 6, "exact", "released")),
        ("One Chadian soldier was killed.", ("One Chadian soldier", 1, "exact", "killed")),
        ("He will withdraw the 900 US troops.", ("900 US troops", 900, "exact", "people")),
        ("It downed three Kh-22 missiles.", ("three Kh-22 missiles", 3, "exact", "other")),
        ("Eight clerks, who were sorting ballots, were also killed.", ("Eight clerks", 8, "exact", "killed")),
        ("Shells fell on one rebel post.", ("one rebel post", 1, "exact", "other")),
        ("Three Chinese UN peacekeepers were wounded.", ("Three Chinese UN peacekeepers", 3, "exact", "wounded")),
        (
            "More than a million have been forced from their homes.",
            ("More than a million", 1_000_000, "more_than", "displaced"),
        ),
        ("It will send a force of up to 3,000.", ("up to 3,000", 3_000, "up_to", "people")),
    ],
)
def test_what_befell_those_counted_is_told_from_what_they_did(text, figure) -> None:
    assert read(text) == [figure]


def test_a_shared_fate_reaches_over_and() -> None:
    found = read("At least 400 people in Mali and 12 Chadians have been killed.")
    assert [f[3] for f in found] == ["killed", "killed"]


def test_hours_of_the_clock_count_nothing() -> None:
    assert read("The guns fall silent at 0500 hours on the border.") == []


def test_two_let_go_together_are_both_let_go() -> None:
    found = read("It began with the release of 20 hostages and 1,808 detainees.")
    assert [f[3] for f in found] == ["released", "released"]


def test_ages_are_years_and_one_who_speaks_is_no_count() -> None:
    assert read("Four boys aged 9 to 11 were killed.")[1] == ("9 to 11", [9, 11], "range", "duration")
    assert read("In Oslo, one official said the road was open.") == []


def test_a_part_of_those_held_is_let_go_and_the_whole_is_not() -> None:
    found = read("Twenty-one of more than 200 girls seized by the gang have been freed.")
    assert [(f[0], f[3]) for f in found] == [("Twenty-one", "released"), ("more than 200 girls", "held")]


def test_a_number_in_a_name_counts_nothing() -> None:
    assert read("The 400 Mawozo gang set the road on fire.") == []


def test_those_killed_and_those_hurt_in_one_sentence_are_told_apart() -> None:
    found = read("Six people, including children, were killed and 19 others were injured.")
    assert [f[3] for f in found] == ["killed", "wounded"]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("17 troops and more than 40 rebels were killed.", ["killed", "killed"]),
        ("Two soldiers, three policemen and four civilians were killed.", ["killed"] * 3),
        ("Five men, two women, and at least three children died.", ["killed"] * 3),
        ("The army sent 200 troops and 40 were killed.", ["people", "killed"]),
        ("The army sent 200 troops and more than 40 were killed.", ["people", "killed"]),
    ],
)
def test_a_row_of_counts_shares_the_verb_at_its_end(text: str, measures: list[str]) -> None:
    assert [m[3] for m in read(text)] == measures


def test_a_part_told_without_commas_keeps_the_verb_of_the_whole() -> None:
    assert [f[3] for f in read("At least 127 people including 30 children have been killed.")] == ["killed", "killed"]
    assert [f[3] for f in read("Nine farmers including two boys were wounded near Cali.")] == ["wounded", "wounded"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("UNIFIL said two other peacekeepers were wounded.", "un"),
        ("The Russian army said its 103 released servicemen came home.", "russia"),
        ("More than 30 Unifil peacekeepers have been killed.", "un"),
    ],
)
def test_those_counted_are_whose_they_are_told_to_be(text: str, party: str) -> None:
    assert only(text).party == party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Fire killed 11 civilians in Khartoum.", None),
        ("At least 11 civilians were killed in the raid, Sudan's health ministry said.", None),
        ("The raid killed 11 Sudanese civilians.", "other"),
        ("Fire killed 11 civilians in northern Mali.", "other"),
    ],
)
def test_the_dead_of_a_land_whose_army_alone_is_a_side_are_of_none_unless_called_by_their_people(text, party):
    assert only(text).party == party
