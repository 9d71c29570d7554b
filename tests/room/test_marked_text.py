"""Whatever lies over a text, its letters come through: all of them, in order, and never as markup."""

import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from wasata.desk.marked import paragraphs_of
from wasata.desk.report import MarkLine
from wasata.room.pages import marked_text

_TEXT = st.text("اب ل<>&\"'م\n ن1٢é\u200f", min_size=1, max_size=60).filter(lambda t: any(c.isalpha() for c in t))
_GROUPS = {"statements": "s", "figures": "f", "dates": "d", "events": "e"}


@st.composite
def marked(draw):
    text = draw(_TEXT)
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    many = draw(st.lists(st.tuples(st.sampled_from(sorted(_GROUPS)), spans), max_size=8))
    many.sort(key=lambda m: m[1])
    marks = []
    for n, (group, (start, end)) in enumerate(many, 1):
        ident = f"{_GROUPS[group]}{sum(m.group == group for m in marks) + 1}"
        marks.append(
            MarkLine(ident, n, group, start, end, text[start:end], "said", None, None, None, None, None, "explicit", "r",
                     struck=draw(st.booleans()))
        )  # fmt: skip
    hits = draw(st.lists(spans, max_size=2))
    return text, tuple(marks), sorted(hits)[:1]


class Balance(HTMLParser):
    """Fails when a tag is closed that is not open, or left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.ids += [v for k, v in attrs if k == "id"]
        assert tag in ("span", "a", "mark")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(marked())
def test_the_text_comes_through_whole_and_the_tags_are_balanced(given_text):
    text, marks, hits = given_text
    by_id = {m.id: m for m in marks}
    shown, ids = [], []
    for runs in paragraphs_of(text, marks, hits):
        drawn = str(marked_text.paragraph(runs, by_id, "ar"))
        balance = Balance()
        balance.feed(drawn)
        assert not balance.open
        ids += balance.ids
        bare = re.sub(r'<a class="m(?:k| m-e|k off)"[^>]*>\d+</a>', "", drawn)
        assert html.unescape(re.sub(r"<[^>]+>", "", bare)) == "".join(run.text for run in runs)
        shown.append("".join(run.text for run in runs))
    assert re.sub(r"\s", "", "".join(shown)) == re.sub(r"\s", "", text)
    assert len(ids) == len(set(ids)), "each mark has one place"
