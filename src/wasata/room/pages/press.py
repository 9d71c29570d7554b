"""The press: the list with its search, taking reports in, one report with its marks, striking and tying.

Danger: one bad file that loses nine good ones; a report taken in twice because a line broke.
Duty: gathers what the desk answers into what the templates show. Every form carries its act's id, made when the page was
drawn: sent twice, it is done once.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import report as desk_reports
from wasata.desk.access import Desk, new_act_id
from wasata.desk.archive import Filing, file_reports
from wasata.desk.coming import as_new, today_of_case, zone_of_case
from wasata.desk.report import MarkLine, PressHit, PressLine, ReportPage
from wasata.desk.taking import (
    NewReport,
    Taken,
    link_reports,
    take_in_report,
    take_in_reports,
)
from wasata.desk.thread import Story, story_line
from wasata.errors import ListenError, ReportBlank, ReportKnown, WasataError
from wasata.listen import intake
from wasata.room.bounds import takes_files
from wasata.room.forms.press import Paste, Upload
from wasata.room.languages import page_language
from wasata.room.pages import marked_text
from wasata.room.pages.archive import why_told
from wasata.room.pages.days import DaysAsked, days_asked
from wasata.room.pages.doubt import Sure
from wasata.room.pages.parts import Kind, act_id_of, case_act, case_page, needs, sent_to, show
from wasata.values import Lang

LOGS = ("press",)
RELATIONS = ("correction", "rewrite", "denial", "withdrawal")
_LETTER = {"statements": "s", "figures": "f", "dates": "d", "events": "e"}
_FIRM = {"explicit": "", "inferred": "inferred", "weak": "weak"}


# ---- the list


@dataclass(frozen=True, slots=True)
class Item:
    """One report in the list; `pieces` are places a search found, in the report's own words."""

    line: PressLine
    kind: str
    address: str
    places: int = 0
    pieces: tuple[SafeString, ...] = ()
    title: SafeString | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    query: str
    total: int
    page: int
    pages: int
    before: str
    after: str
    items: tuple[Item, ...]
    kinds: tuple[Kind, ...]
    text_lang: Lang | None
    narrowed: bool
    may_add: bool
    days: DaysAsked
    archive: bool = False


def kind_name(kind: str, lang: Lang) -> str:
    return words.say(f"report.outlet_kind.{kind}", lang)


@require_GET
@case_page
def press(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The press list: newest first, or what a search found."""
    lang = page_language()
    asked = request.GET
    query, kind, written_in = asked.get("q", "").strip()[:200], asked.get("kind", "")[:20], asked.get("in", "")
    text_lang: Lang | None = "ar" if written_in == "ar" else "en" if written_in == "en" else None
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1
    needs(desk, *LOGS)
    days = days_asked(request, desk)
    if days.moved:
        return redirect(days.moved)
    told = desk_reports.press_list(
        desk, lang, query=query, kind=kind or None, written_in=text_lang, page=max(1, number), first=days.first, last=days.last
    )  # fmt: skip
    address = reverse("press", kwargs={"case": desk.case})
    kept = {k: v for k, v in (("q", query), ("kind", kind), ("in", text_lang)) if v} | days.kept

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    if query:
        items = tuple(_found(desk, hit, query, lang) for hit in told.hits)
    else:
        items = tuple(Item(x, kind_name(x.outlet_kind, lang), _address(desk, x.report)) for x in told.lines)
    kinds = tuple(Kind(code, kind_name(code, lang), n, code == kind) for code, n in told.kinds)
    page = ListPage(query, told.total, told.page, told.pages, page_at(told.page - 1), page_at(told.page + 1), items, kinds,
                    text_lang, bool(kept) or days.narrowed, told.may_add, days, desk.holds("archive"))  # fmt: skip
    return show(request, "room/press/list.html", page, desk=desk, here="press", logs=LOGS)


def _found(desk: Desk, hit: PressHit, query: str, lang: Lang) -> Item:
    """What a search found; where the headline itself was found, the marks stand in it and it is not said twice."""
    pieces, title = list(hit.pieces), None
    if pieces and "".join(run.text for run in pieces[0]) == hit.line.title:
        title = marked_text.plain(pieces.pop(0))
    return Item(
        hit.line, kind_name(hit.line.outlet_kind, lang), f"{_address(desk, hit.line.report)}?{urlencode({'q': query})}",
        hit.places, tuple(map(marked_text.plain, pieces)), title,
    )  # fmt: skip


def _address(desk: Desk, report: str) -> str:
    return reverse("report", kwargs={"case": desk.case, "report": report})


# ---- taking in


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report or file: its address, or why not and what to do."""

    name: str
    title: str = ""
    address: str = ""
    note: str = ""
    what: str = ""
    next_move: str = ""
    left_out: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class AddPage:
    paste: Paste
    upload: Upload
    act: str
    results: tuple[Result, ...] = ()

    @property
    def taken(self) -> int:
        return sum(bool(r.address) and not r.known for r in self.results)

    @property
    def known(self) -> int:
        """Those whose words were there before: nothing came in with them."""
        return sum(r.known for r in self.results)

    @property
    def refused(self) -> int:
        return sum(not r.address and not r.left_out for r in self.results)


def _add_page(
    request: HttpRequest, desk: Desk, *, paste: Paste | None = None, upload: Upload | None = None,
    results: tuple[Result, ...] = (),
) -> HttpResponse:  # fmt: skip
    page = AddPage(paste or Paste(today_of_case(desk)), upload or Upload(), new_act_id(), results)
    wrong = any(f is not None and f.is_bound and f.errors for f in (paste, upload))
    status = 400 if wrong or (results and not page.taken and not page.known) else 200
    return show(request, "room/press/add.html", page, desk=desk, here="press", logs=LOGS, status=status)


@require_GET
@case_page
def press_add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The two ways of taking a report in."""
    needs(desk, "press")
    desk.require("take_in_report")
    return _add_page(request, desk)


@sent_to("press_add")
@case_act
def press_paste(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes in one pasted report and leads to it."""
    needs(desk, "press")
    desk.require("take_in_report")
    form = Paste(today_of_case(desk), request.POST)
    if not form.is_taken():
        return _add_page(request, desk, paste=form)
    given: dict[str, Any] = form.cleaned_data
    new = NewReport(
        given["text"].replace("\r\n", "\n"), title=given["title"] or None, outlet=given["outlet"] or None,
        outlet_kind=given["outlet_kind"] or "unknown", url=given["url"] or None, published=form.day(),
        came_by="paste",
    )  # fmt: skip
    try:
        taken = take_in_report(desk, new, act_id=act_id_of(request, repr(new)))
    except ReportKnown as known:
        return _add_page(request, desk, results=(_known(desk, "", known),))
    except (ReportBlank, ListenError) as error:
        return _add_page(request, desk, paste=form, results=(_refused("", error),))
    return redirect(_address(desk, taken.report))


@sent_to("press_add")
@takes_files("take_in_report")
@case_act
def press_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes in uploaded files, each by itself, and says of each what became of it; sent twice, it says the same again."""
    needs(desk, "press")
    desk.require("take_in_report")
    form = Upload(request.POST, request.FILES)
    if not form.is_valid():
        return _add_page(request, desk, upload=form)
    found = [x for file in form.cleaned_data["reports"] for x in intake.from_bytes(file.read(), str(file.name))]
    came = [x for x in found if isinstance(x, intake.Incoming)]
    zone = zone_of_case(desk)
    new = [as_new(x, "upload", zone) for x in came]
    by_case = form.cleaned_data["sort"] == "case"
    act = act_id_of(request, "case" if by_case else "", *map(repr, new))
    went = file_reports(desk, new, act_id=act) if by_case else take_in_reports(desk, new, act_id=act)
    became = dict(zip(map(id, came), went, strict=True))
    results = tuple(_refused(x.where, x.error, left_out=x.note) if isinstance(x, intake.Refusal)
                    else _became(desk, x, became[id(x)]) for x in found)  # fmt: skip
    return _add_page(request, desk, results=results)


def _became(desk: Desk, found: intake.Incoming, what: Taken | Filing | ReportBlank | ReportKnown) -> Result:
    if isinstance(what, ReportKnown):
        return _known(desk, found.where, what)
    if isinstance(what, ReportBlank):
        return _refused(found.where, what)
    title = (found.title or "").strip() or next((line.strip() for line in found.text.splitlines() if line.strip()), "")
    if isinstance(what, Filing):
        name = "archive_report" if what.in_archive else "report"
        address = reverse(name, kwargs={"case": desk.case, "report": what.report})
        note = why_told(desk, str(what.why).rpartition(".")[2], what.names, what.words, page_language())
        return Result(found.where, words.tame(title[:200]), address, note, known=what.where == "known")
    return Result(found.where, words.tame(title[:200]), _address(desk, what.report))


def _known(desk: Desk, name: str, known: ReportKnown) -> Result:
    told = words.say("press.known_already", page_language())
    return Result(name, str(known.values["title"]), _address(desk, str(known.values["report"])), told, known=True)


def _refused(name: str, error: WasataError, *, left_out: bool = False) -> Result:
    what, move = words.tell(error, page_language())
    return Result(name, what=what, next_move=move, left_out=left_out)


# ---- one report


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of a mark's card. `voice`: the report's own words; `sign`: a party's sign before its name."""

    text: str
    label: str = ""
    voice: bool = False
    lang: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    mark: MarkLine
    letter: str
    head: str
    firm: str
    certainty: str
    lines: tuple[CardLine, ...]
    sure: Sure
    form: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: SafeString
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class RelationLine:
    words: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class OneReport:
    report: ReportPage
    kind: str
    came_by: str
    paragraphs: tuple[Paragraph, ...]
    relations: tuple[RelationLine, ...]
    link_choices: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, str], ...]
    """Reports that may be meant when tying: name and headline."""
    act: str
    story: Story | None = None
    groups: tuple[tuple[str, str], ...] = ()
    """Kinds of marks that may be added by hand: group and name."""

    @property
    def n_statements(self) -> int:
        return self.report.counts.get("statements", 0)

    @property
    def n_figures(self) -> int:
        return self.report.counts.get("figures", 0)

    @property
    def n_dates(self) -> int:
        return self.report.counts.get("dates", 0)

    @property
    def n_events(self) -> int:
        return self.report.counts.get("events", 0)


@require_GET
@case_page
def report(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """One report: its text with the marks over it, a card beside it for each."""
    lang = page_language()
    told = desk_reports.report_page(desk, report, lang, query=request.GET.get("q", "").strip()[:200])
    marks = {m.id: m for m in told.marks}
    paragraphs = tuple(
        Paragraph(
            marked_text.paragraph(runs, marks, lang),
            tuple(
                _card(desk.case, told, marks[m], lang)
                for m in sorted({m for run in runs for m in run.begins if m in marks}, key=lambda m: marks[m].n)
            ),
        )
        for runs in told.paragraphs
    )
    relations = tuple(
        RelationLine(
            words.say(f"report.relation_later.{r.relation}" if r.later else f"report.relation.{r.relation}", lang),
            r.title, _address(desk, r.report),
        )
        for r in told.relations
    )  # fmt: skip
    near: tuple[tuple[str, str], ...] = ()
    if told.may_link:
        newest = desk_reports.press_list(desk, lang, per_page=200).lines
        near = tuple((x.report, x.title) for x in newest if x.report != report)
    choices = tuple((r, words.say(f"press.link.{r}", lang)) for r in RELATIONS)
    page = OneReport(told, kind_name(told.line.outlet_kind, lang), words.say(f"press.came.{told.line.came_by}", lang),
                     paragraphs, relations, choices, near, new_act_id(), story_line(desk, report),
                     tuple((g, words.say(f"hand.add.{g}", lang)) for g in _LETTER))  # fmt: skip
    return show(request, "room/press/report.html", page, desk=desk, here="press", logs=LOGS)


def _card(case: str, told: ReportPage, mark: MarkLine, lang: Lang) -> Card:
    """A statement is headed by who said it; a figure by what it says, then its words, then who says so."""
    lines: list[CardLine] = []

    def said(label: str, text: str | None, *, voice: bool = False) -> None:
        if text:
            lines.append(
                CardLine(text, words.say(label, lang) if label else "", voice, told.line.lang if voice else "")
            )

    head, who = mark.what, mark.who
    named = ""
    if mark.group == "statements" and who is not None:
        head, named = who.shown, "press.as_printed"
        said("", mark.what)
    else:
        if mark.group == "figures":
            said("press.as_printed", mark.words, voice=True)
        if who is not None:
            said("press.said_by", who.shown)
    if who is not None:
        if who.words != who.shown:
            said(named, who.words, voice=True)
        if who.party_name and who.party_name != who.shown:
            lines.append(CardLine(who.party_name, sign=who.sign or "p0"))
    said("press.via", mark.via, voice=True)
    said("press.cue", mark.cue, voice=True)
    lines += [CardLine(value, label) for label, value in mark.parts]
    certainty = words.say(f"pace.certainty.{mark.certainty}", lang)
    form = (
        f"{reverse('mark_form', kwargs={'case': case, 'report': told.line.report})}?{urlencode({'mark': mark.token})}"
    )
    return Card(
        mark, _LETTER[mark.group], head, _FIRM[mark.certainty], certainty, tuple(lines), Sure.of(mark, lang), form
    )


@sent_to("report")
@case_act
def report_link(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """Ties a report to an earlier one."""
    needs(desk, "press")
    desk.require("link_reports")
    relation: Any = request.POST.get("relation", "")
    if relation not in RELATIONS:
        raise SuspiciousOperation
    earlier = request.POST.get("earlier", "").strip()[:64]
    link_reports(desk, report, earlier, relation, act_id=act_id_of(request, report, earlier, relation))
    return redirect(_address(desk, report))
