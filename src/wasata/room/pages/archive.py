"""The archive: what came in and was judged not to be about the case, with why; taking one in after all; what the case is about.

Danger: a report about the talks that nobody sees because a rule put it away without saying so.
Duty: the list with its search and rules, one report with its text, the act that calls it in, what the case is about.
Every form carries its act's id: sent twice, it is done once.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import archive as desk_archive
from wasata.desk.access import Desk, new_act_id
from wasata.desk.archive import KeptLine, KeptReport
from wasata.desk.case import names_for
from wasata.desk.press import PRESS
from wasata.desk.scope import MOST_WORDS, names_and_words, names_in
from wasata.errors import ScopeWrong
from wasata.listen.relevance import NOT_OURS, Scope
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.days import DaysAsked, days_asked
from wasata.room.pages.parts import Kind, Trouble, act_id_of, case_act, case_page, sent_to, show
from wasata.values import Lang

LOGS = ("archive", "press")


@dataclass(frozen=True, slots=True)
class Item:
    """One archived report in the list: its headline, where it leads, and the sentence that says why it is here."""

    line: KeptLine
    why: str
    address: str
    in_press: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The parties, or the mediators, in the form: each by id and name; what was typed to be added and could not be."""

    code: str
    label: str
    add: str
    members: tuple[tuple[str, str], ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    stands: bool
    query: str = ""
    total: int = 0
    whole: int = 0
    page: int = 1
    pages: int = 1
    before: str = ""
    after: str = ""
    items: tuple[Item, ...] = ()
    rules: tuple[Kind, ...] = ()
    narrowed: bool = False
    may_set_scope: bool = False
    may_call: bool = False
    about: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    choices: tuple[str, ...] = ()
    """Names that may be added as a party or mediator."""
    typed: str = ""
    act: str = ""
    texts: int = 0
    older: bool = False
    """Of how many the texts were searched, and whether there are older ones."""
    trouble: Trouble | None = None
    days: DaysAsked | None = None


@dataclass(frozen=True, slots=True)
class OnePage:
    kept: KeptReport
    why: str
    kind: str
    came_by: str
    published: date | None
    published_at: datetime | None
    paragraphs: tuple[str, ...]
    in_press: str
    may_call: bool
    act: str


def why_told(desk: Desk, rule: str, names: tuple[str, ...], found: tuple[str, ...], lang: Lang) -> str:
    """The sentence that says by which rule a report was judged, and what it rests on."""
    comma = words.say("room.list_comma", lang)
    called = names_for(desk, lang)
    return words.say(
        desk_archive.why_of(rule), lang, names=comma.join(called.of(n) or n for n in names), words=comma.join(found)
    )


def _needs_archive(desk: Desk) -> bool:
    """Whether the archive stands; to one who neither holds it nor may open it there is no such page."""
    if desk.holds(desk_archive.LOG):
        return True
    if desk.may("open_log") and desk_archive.LOG not in desk.home.logs(desk.case):
        return False
    raise wiring.NotHere


def _address(desk: Desk, report: str) -> str:
    return reverse("archive_report", kwargs={"case": desk.case, "report": report})


def _in_press(desk: Desk, report: str | None) -> str:
    return reverse("report", kwargs={"case": desk.case, "report": report}) if report else ""


def _sides(desk: Desk, scope: Scope, typed: Mapping[str, str], lang: Lang) -> tuple[Side, ...]:
    called = names_for(desk, lang)
    return tuple(
        Side(
            code, words.say(f"archive.scope_{code}", lang), words.say(f"archive.scope_add_{code}", lang),
            tuple((n, called.of(n) or n) for n in members), typed.get(code, ""),
        )
        for code, members in (("parties", scope.parties), ("mediators", scope.mediators))
    )  # fmt: skip


def _choices(desk: Desk, lang: Lang) -> tuple[str, ...]:
    """Whoever can be a party or a mediator, by name in the page's language."""
    with desk.hold():
        roster = desk.fold(PRESS).roster
    called = names_for(desk, lang)
    ids = [e.id for e in roster.entries.values() if e.what in ("party", "body")]
    return tuple(sorted({called.of(n) or n for n in ids}))


def _list(
    request: HttpRequest, desk: Desk, *, trouble: Trouble | None = None, typed: Mapping[str, str] | None = None,
    asked_scope: Scope | None = None,
) -> HttpResponse:  # fmt: skip
    lang = page_language()
    if not _needs_archive(desk):
        page = ListPage(False, act=new_act_id())
        return show(request, "room/archive/list.html", page, desk=desk, here="press", logs=("press",))
    asked = request.GET
    query, rule = asked.get("q", "").strip()[:200], asked.get("rule", "")
    rule = rule if rule in NOT_OURS else ""
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 7 else 1
    texts = bool(query) and asked.get("texts") == "1"
    days = days_asked(request, desk)
    if days.moved and not trouble:
        return redirect(days.moved)
    told = desk_archive.archive_list(
        desk, query=query, rule=rule or None, page=number, texts=texts, first=days.first, last=days.last
    )
    address = reverse("archive", kwargs={"case": desk.case})
    kept = {k: v for k, v in (("q", query), ("rule", rule), ("texts", "1" if texts else "")) if v} | days.kept

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= told.pages else ""

    items = tuple(
        Item(x, why_told(desk, x.rule, x.names, (), lang), _address(desk, x.report), _in_press(desk, x.in_press))
        for x in told.lines
    )
    rules = tuple(Kind(code, words.say(f"archive.rule_short.{code}", lang), n, code == rule) for code, n in told.rules)
    scope = asked_scope or desk_archive.scope_of(desk)
    called = names_for(desk, lang)
    typed = typed or {}
    own = (*(called.of(n) or n for n in scope.names), *scope.words)
    page = ListPage(
        True, query, told.total, told.whole, told.page, told.pages, page_at(told.page - 1), page_at(told.page + 1), items,
        rules, bool(kept) or days.narrowed, told.may_set_scope, told.may_call,
        desk_archive.about(desk, lang), _sides(desk, scope, typed, lang),
        _choices(desk, lang) if told.may_set_scope else (), typed.get("words", "\n".join(own)), new_act_id(), told.texts,
        0 < told.texts < told.whole, trouble, days,
    )  # fmt: skip
    status = 400 if trouble else 200
    return show(request, "room/archive/list.html", page, desk=desk, here="press", logs=LOGS, status=status)


@require_GET
@case_act
def archive(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was put away, newest first, with why; and what the case is about."""
    texts = request.GET.get("texts") == "1"  # a search through texts takes its time: others' pages do not wait for it
    with nullcontext() if texts else desk.hold():
        return _list(request, desk)


@require_GET
@case_page
def archive_report(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """One archived report with its text, as it came in."""
    lang = page_language()
    if not _needs_archive(desk):
        raise wiring.NotHere
    kept = desk_archive.kept_report(desk, report)
    page = OnePage(
        kept, why_told(desk, kept.line.rule, kept.line.names, kept.words, lang),
        words.say(f"report.outlet_kind.{kept.outlet_kind}", lang), words.say(f"press.came.{kept.came_by}", lang),
        kept.published, kept.published_at,
        tuple(words.tame(x) for x in kept.text.split("\n") if x.strip()), _in_press(desk, kept.in_press),
        desk.may("call_from_archive"), new_act_id(),
    )  # fmt: skip
    return show(request, "room/archive/report.html", page, desk=desk, here="press", logs=LOGS)


@sent_to("archive_report")
@case_act
def archive_call(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """A person says that a report is the case's after all: it goes into the press and is read."""
    if not _needs_archive(desk):
        raise wiring.NotHere
    taken = desk_archive.call_from_archive(desk, report, act_id=act_id_of(request, report))
    return redirect(_in_press(desk, taken.report))


@sent_to("archive")
@case_act
def archive_scope(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sets what the case is about: its parties and mediators by name, and further names and words."""
    if not _needs_archive(desk):
        raise wiring.NotHere
    desk.require("set_scope")
    typed = {field: request.POST.get(field, "").replace("\r\n", "\n")[:8000] for field in ("words", *_ADDED.values())}
    kept = {side: tuple(dict.fromkeys(request.POST.getlist(side)))[:MOST_WORDS] for side in _ADDED}
    with desk.hold():
        roster = desk.fold(PRESS).roster
    names, own = names_and_words(typed["words"].split("\n"), roster)
    scope = Scope(kept["parties"], kept["mediators"], names, own)
    try:
        added = {side: names_in(typed[field].split("\n"), roster) for side, field in _ADDED.items()}
        scope = replace(
            scope, parties=(*scope.parties, *added["parties"]), mediators=(*scope.mediators, *added["mediators"])
        )
        desk_archive.set_scope(desk, scope, act_id=act_id_of(request, repr(scope)))
    except ScopeWrong as wrong:
        again = {side: typed[field] for side, field in _ADDED.items()} | {"words": typed["words"]}
        with desk.hold():
            told = Trouble.of(wrong)
            return _list(request, desk, trouble=told, typed=again, asked_scope=replace(scope, **kept))
    return redirect(reverse("archive", kwargs={"case": desk.case}) + "#h-scope")


_ADDED = {"parties": "add_parties", "mediators": "add_mediators"}
"""The two sides of the form, and the field in which a name is added to each."""


@sent_to("archive")
@case_act
def archive_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opens the archive of a case that is older than archives are."""
    if not _needs_archive(desk):
        desk_archive.open_archive(desk, act_id=act_id_of(request))
    return redirect(reverse("archive", kwargs={"case": desk.case}))
