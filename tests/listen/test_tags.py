"""Pages that were written to keep a reader of HTML busy, or to end it."""

import pytest

from wasata.listen import intake
from wasata.listen.feeds import words_of_html
from wasata.listen.tags import TIMES_OVER, Tags
from wasata.listen.webpage import read_page

PIECES = (
    "<!--",
    "<!-->",
    "<![CDATA[",
    "<![CDATA[>",
    '<a b="',
    "<a b='>",
    "</",
    "</ >",
    "<?",
    "<script></",
    "<a ",
    "<!doctype [",
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("ends", ["", ">"])
def test_ends_that_are_not_there_are_searched_for_a_few_lengths_of_the_page_and_no_more(piece, ends):
    page = piece * 20_000 + ends
    parser = Tags()
    parser.feed(page)
    parser.close()
    assert parser.steps <= 5 * (TIMES_OVER + 1) * len(page)


@pytest.mark.parametrize("odd", ["<![foo[x]]>", "<![%x[y", "<![", "<!-- never closed", "<!ELEMENT br>", "<p", "</"])
def test_what_is_no_html_ends_nothing_and_the_words_before_it_stay(odd):
    said = "Qatar said on Friday that five people were released."
    assert words_of_html(f"<p>{said}</p>{odd}").startswith(said)
    assert said in read_page(f"<html><body><article><p>{said}</p>{odd}").text
    found = list(intake.from_bytes(f"<html><body><p>{said}</p>{odd}".encode(), "page.html"))
    assert said in found[0].text


def test_letters_that_look_like_tags_stay_letters():
    assert words_of_html("<p>5 < 6</p> and 7 < 8 <b") == "5 < 6\n\nand 7 < 8 <b"
