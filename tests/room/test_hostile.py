"""Letters that were written to become markup, a link or a command on a screen, on every page they come to."""

import html
import re
from datetime import date

import pytest

from wasata.desk.archive import file_report
from wasata.desk.feed import NewFeed, set_feed
from wasata.desk.marking import confirm_mark
from wasata.desk.put_away import put_away
from wasata.desk.taking import NewReport, take_in_report

pytestmark = pytest.mark.django_db

CASE = "test-case"
MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{1000003*1000003}}'
TURNED = "A\u202eLIVE\x07\x1b[31m"
ADDRESSES = (
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", 'https://a.example/"onmouseover=alert(1)',
    "https://a.example/\u202egnp.exe", "//b.example/",
)  # fmt: skip
NEVER = (
    "<script>alert",
    "<img src=x",
    'href="javascript',
    'href="data:',
    'href="//b.',
    '"onmouseover',
    "\u202e",
    "\x07",
    "\x1b",
    str(1000003 * 1000003),  # what a template would make of it; long enough that no hash holds it by chance
)


@pytest.fixture
def hostile(home, desk) -> None:
    lead = desk("lead")
    told = f"{MARKUP}{TURNED}"
    for n, url in enumerate(ADDRESSES, 40):
        text = f"Qatar said that {n} people held in Gaza will be released on Friday {told}. {n}\u202e05 were killed in Gaza."
        take_in_report(
            lead,
            NewReport(
                text, title=f"{told}{n}", outlet=told, url=url, file_name=f"{told}.txt", published=date(2023, 11, 20)
            ),
        )
    file_report(
        lead, NewReport(f"A football match was played in Spain {told}.", title=told, outlet=told, url=ADDRESSES[0])
    )
    set_feed(lead, NewFeed(told[:80], "https://news.example/rss"))
    confirm_mark(lead, "r-0001", "f1", told)
    put_away(lead, "r-0002", f"not ours {told}")


def test_no_page_turns_them_into_anything_and_none_turns_a_line_round(hostile, enter):
    client = enter("lead")
    seen: set[str] = set()
    names = ("press/", "press/doubt/", "press/changed/", "press/archive/", "press/threads/", "feeds/", "outgoing/", "figures/",
             "brief/", "timeline/", "contradictions/", "record/")  # fmt: skip
    open_ones = [f"/{lang}/case/{CASE}/{name}" for name in names for lang in ("en", "ar")]
    while open_ones and len(seen) < 90:
        address = open_ones.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        page = answer.content.decode()
        assert [
            (sign, page[max(0, page.index(sign) - 120) : page.index(sign) + 30]) for sign in NEVER if sign in page
        ] == [], address
        # a form's field holds the words as they are: they are looked up in the report again
        here = f"/case/{CASE}/(?:press|figures)/(?!.*/mark/form)"
        open_ones += [
            html.unescape(a.split("#")[0]) for a in re.findall(r'href="(/[^"]*)"', page) if re.search(here, a)
        ]
    assert len(seen) > 30
