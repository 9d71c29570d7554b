"""Reports: taking in, reading, linking, striking; the press list, search, and one report with its marks.

Danger: a reading taken for the report; a word lost because it was written with another alif.
Duty: the acts on reports and the questions pages ask about them.
Shape: acts `take_in_report`, `read_again`, `link_reports`, `strike_mark`; questions `press_list`, `search`,
`report_page`.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from wasata.desk.voice import Certainty, Who
from wasata.values import Lang

Group = Literal["statements", "figures", "dates", "events"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text under the same marks. `marks`: ids of the marks over it; `begins`, `ends`: those that start or end here.

    `hit` is set on words a search found.
    """

    text: str
    marks: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    hit: bool = False


@dataclass(frozen=True, slots=True)
class PressLine:
    """One report in the press list. `title` is its headline, or its first line where it has none."""

    report: str
    title: str
    lang: Lang
    outlet: str | None
    outlet_kind: str
    published: date | None
    published_at: datetime | None
    received_at: datetime
    came_by: str
    statements: int
    figures: int
    dates: int
    events: int
    relation: str | None = None
    of: str | None = None

    @classmethod
    def example(cls) -> "PressLine":
        return cls("r-0007", "Pause extended by two days", "en", "QNA", "agency", date(2023, 11, 27), None,
                   datetime(2023, 11, 27, 16, 0, tzinfo=UTC), "paste", 3, 2, 4, 2)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PressHit:
    """A report that a search found: the line, how many places, and pieces of the unchanged text with the hits marked."""

    line: PressLine
    places: int
    pieces: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class PressList:
    """A page of the press: newest publication first. With a `query`, `hits` stand instead of `lines`.

    `kinds`, `outlets`: what may be chosen to narrow the list, with counts.
    """

    lang: Lang
    logs: tuple[str, ...]
    query: str
    total: int
    page: int
    pages: int
    lines: tuple[PressLine, ...]
    hits: tuple[PressHit, ...]
    kinds: tuple[tuple[str, int], ...] = ()
    may_add: bool = False

    @classmethod
    def example(cls) -> "PressList":
        return cls("en", ("press",), "", 1, 1, 1, (PressLine.example(),), ())


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One mark and what it says, for the card beside the text.

    `id` is `s1`…, `f1`…, `d1`…, `e1`… in order of place; `n` the number shown (over all marks). `what` is the mark in
    the page's words ("said", "more than 7,000 killed", "28 October 2023", "Talks slower · ongoing"); `who` the one
    credited (None for dates and for figures the outlet asserts); `source_words`, `via`, `cue` as printed. `rule` is the
    rule that gave it. `parts` are further facts, as (label, value) in the page's words. Struck marks stay, dashed.
    """

    id: str
    n: int
    group: Group
    start: int
    end: int
    words: str
    what: str
    who: Who | None
    via: str | None
    cue: str | None
    first: date | None
    last: date | None
    certainty: Certainty
    rule: str
    parts: tuple[tuple[str, str], ...] = ()
    struck: bool = False
    struck_by: str | None = None
    struck_at: datetime | None = None
    struck_why: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How this report stands to another: `relation` as in the record; `later`: the other one came later.

    Words: `report.relation.<relation>` ("corrects …"), and `report.relation_later.<relation>` ("corrected by …").
    """

    relation: str
    later: bool
    report: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report: its head, its text in paragraphs of runs, its marks in order of place.

    `reader` is the version that read it (None: not read yet). `may_strike`, `may_link`: what this reader may do.
    """

    line: PressLine
    lang: Lang
    logs: tuple[str, ...]
    url: str | None
    file_name: str | None
    seq: int
    read_seq: int | None
    reader: str | None
    readings: int
    digest: str
    paragraphs: tuple[tuple[Run, ...], ...]
    marks: tuple[MarkLine, ...]
    counts: dict[str, int] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    may_strike: bool = False
    may_link: bool = False

    @classmethod
    def example(cls) -> "ReportPage":
        mark = MarkLine("s1", 1, "statements", 0, 9, "The pause", "said", Who.example(), None, "said", None, None,
                        "explicit", "en.statement.cue-that")  # fmt: skip
        runs = (Run("The pause", ("s1",), ("s1",), ("s1",)), Run(" goes on."))
        return cls(PressLine.example(), "en", ("press",), None, None, 1, 2, "1", 1, "0" * 64, (runs,), (mark,),
                   {"statements": 1})  # fmt: skip
