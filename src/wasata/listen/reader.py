"""The reader: one report in, its marks out, each with the rule that gave it.

Danger: a step that reads what no earlier step gave; a mark that does not quote the text.
Duty: the order of the steps, and the page they share.
Shape: letters → sentences → mentions → dates, figures, statements, events → how sure each mark is. `Page` is what the
steps share; each step is a module per language with one function `find(page)`.
"""

import re
from datetime import date
from functools import cache
from importlib import import_module
from types import ModuleType

from wasata.listen.certainty import weighed
from wasata.listen.letters import Folded, fold
from wasata.listen.marks import Date, Event, Figure, Reading, Statement
from wasata.listen.mentions import Mention, mentions_in
from wasata.listen.roster import Roster, default_roster
from wasata.listen.sentences import Sentence, sentences_of
from wasata.values import Lang

VERSION = "4"
"""Raised when a change would read an old report differently; stands in every `report.read`."""


class Page:
    """One report as the steps see it. Offsets of marks are into `text`; the folded text is for matching only."""

    __slots__ = (
        "dates",
        "figures",
        "folded",
        "lang",
        "mentions",
        "published",
        "roster",
        "sentences",
        "statements",
        "text",
        "title",
        "tokens",
    )  # fmt: skip

    def __init__(self, text: str, lang: Lang, published: date | None, roster: Roster, title: str | None = None) -> None:
        self.text = text
        self.lang: Lang = lang
        self.published = published
        self.title = title
        self.roster = roster
        self.folded: Folded = fold(text, lang)
        self.sentences: list[Sentence] = sentences_of(text, lang)
        self.mentions: list[Mention] = mentions_in(self.folded, lang, roster)
        self.dates: list[Date] = []
        self.figures: list[Figure] = []
        self.statements: list[Statement] = []
        self.tokens: object | None = None
        """What a language's steps cut the text into, kept here so that it is cut once."""


@cache
def _step(lang: Lang, name: str) -> ModuleType:
    return import_module(f"wasata.listen.{lang}.{name}")


def read(
    text: str,
    lang: Lang | None = None,
    published: date | None = None,
    *,
    title: str | None = None,
    roster: Roster | None = None,
) -> Reading:
    """Reads one report.

    Args:
        text: the report, as received; marks are offsets into it.
        lang: its language; found from the letters when None.
        published: the day it was published, against which "yesterday" and "Friday" are resolved; with None, dates keep
            only what the words alone fix.
        title: its headline, where known apart from the text (never marked).
        roster: who is who; the default roster when None.

    Returns:
        The marks, ordered by place.
    """
    page = Page(text, lang or language_of(text), published, roster or default_roster(), title)
    page.dates = _step(page.lang, "dates").find(page)
    page.statements = _step(page.lang, "statements").find(page)
    page.figures = _step(page.lang, "figures").find(page)
    events: list[Event] = _step(page.lang, "events").find(page)
    reading = weighed(page.lang, page.statements, page.figures, page.dates, events)
    page.tokens = None  # they know their page: a ring of references that would wait for the garbage collector
    return reading


_ARABIC, _LATIN = re.compile("[\u0600-\u06ff]+"), re.compile("[a-zA-Z]+")


def language_of(text: str) -> Lang:
    """Arabic when at least a third of the letters in the first 4,000 characters are Arabic, else English."""
    head = text[:4000]
    arabic = sum(map(len, _ARABIC.findall(head)))
    latin = sum(map(len, _LATIN.findall(head)))
    return "ar" if arabic and arabic * 2 >= latin else "en"
