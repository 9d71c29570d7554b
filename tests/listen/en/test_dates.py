"""Dates in English: the day the words mean, and none where they mean none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wasata.listen.en.dates import dates_in
from wasata.listen.marks import iso

TUESDAY = date(2023, 12, 5)


def read(text, published=TUESDAY):
    return [(span.of(text), iso(*days) if days else None) for span, days in dates_in(text, published)]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("The accord was signed on Nov. 24, 2016, in Bogota.", "Nov. 24, 2016", "2016-11-24"),
        ("The accord was signed on 24 November 2016.", "24 November 2016", "2016-11-24"),
        ("The accord was signed on the 24th of November 2016.", "24th of November 2016", "2016-11-24"),
        ("Fighting broke out on April 15.", "April 15", "2023-04-15"),
        ("Since the October 7th attack", "October 7th", "2023-10-07"),
        ("The truce was extended to Jan. 18.", "Jan. 18", "2024-01-18"),
        ("Flights resume on Friday, Dec. 8, it said.", "Friday, Dec. 8", "2023-12-08"),
        ("The pause of May 22-29 held.", "May 22-29", "2023-05-22/2023-05-29"),
        ("between May 22 and 29, shells fell", "May 22 and 29", "2023-05-22/2023-05-29"),
        ("The envoy arrived in April 2021.", "April 2021", "2021-04-01/2021-04-30"),
        ("The envoy arrived in March.", "March", "2023-03-01/2023-03-31"),
        ("They met in mid-April.", "mid-April", "2023-04-15"),
        ("They met last June.", "last June", "2023-06-01/2023-06-30"),
        ("She said on Monday that it held.", "Monday", "2023-12-04"),
        ("It was due to expire on Saturday.", "Saturday", "2023-12-09"),
        ("The cabinet will meet on Thursday.", "Thursday", "2023-12-07"),
        ("On Thursday, the cabinet will meet.", "Thursday", "2023-12-07"),
        ("Militants were killed last Friday.", "last Friday", "2023-12-01"),
        ("He returns next Friday.", "next Friday", "2023-12-08"),
        ("He spoke yesterday.", "yesterday", "2023-12-04"),
        ("He speaks tomorrow.", "tomorrow", "2023-12-06"),
        ("Shelling eased last week.", "last week", "2023-11-27/2023-12-03"),
        ("Talks reopen next week.", "next week", "2023-12-11/2023-12-17"),
        ("Over the weekend, drones hit Odesa.", "the weekend", "2023-12-02/2023-12-03"),
        ("Hundreds fled over the past week.", "the past week", "2023-11-29/2023-12-05"),
        ("Hundreds fled in the past three days.", "the past three days", "2023-12-03/2023-12-05"),
        ("He left Tripoli four days ago.", "four days ago", "2023-12-01"),
        ("Talks begin next month.", "next month", "2024-01-01/2024-01-31"),
        ("Dated 2023-11-24.", "2023-11-24", "2023-11-24"),
        ("Dated 24/11/2023.", "24/11/2023", "2023-11-24"),
        ("The decree of 1 Ramadan 1445 said so.", "1 Ramadan 1445", "2024-03-11"),
    ],
)
def test_a_date_is_found_whole_and_means_its_day(text, span, value):
    assert read(text) == [(span, value)]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides may march again.",
        "May the truce hold.",
        "In 2016 a deal was signed.",
        "The 37th day of the war",
        "in the coming days",
        "four months ago",
        "over the last 48 hours",
        "Resolution 2735",
        "inflation, even today, is high",
        "USA Today reported it",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert read(text) == []


def test_a_year_once_said_holds_for_the_same_day_and_the_same_sentence():
    text = "The war began on Feb. 24, 2022. Since Feb. 24 millions have fled."
    assert [v for _, v in read(text)] == ["2022-02-24", "2022-02-24"]
    assert [v for _, v in read("Between March 3 and May 5, 2021, calm held.")] == ["2021-03-03", "2021-05-05"]


def test_without_a_day_of_publication_only_the_words_count():
    text = "He came yesterday, left on Sunday, returned on March 7 and had signed on Jan. 3, 2020."
    assert [v for _, v in read(text, None)] == [None, None, None, "2020-01-03"]


def test_a_dateline_with_its_year_is_the_day_of_publication_when_none_is_given():
    text = "JUBA, Sept 12, 2018 - The parties signed on Wednesday."
    assert [v for _, v in read(text, None)] == ["2018-09-12", "2018-09-12"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "May",
                "Oct.",
                "7",
                "31",
                "2023",
                ",",
                "Friday",
                "last",
                "next",
                "the",
                "past",
                "week",
                "days",
                "ago",
                "three",
                "and",
                "-",
                "to",
                "since",
                "will",
                "today",
                "Ramadan",
                "1445",
                "mid",
                ".",
                "\n",
                "²",
                "\ud800",
                "th",
                "weekend",
            ]
        ),
        max_size=25,
    ),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_is_read_without_an_error_and_every_date_quotes_it(words, published):
    text = " ".join(words)
    for span, days in dates_in(text, published):
        assert 0 <= span.start < span.end <= len(text)
        assert days is None or days[0] <= days[1]
