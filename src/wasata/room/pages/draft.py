"""The draft: the versions of the single negotiating text, what differs, writing the next, taking one away as a file.

Danger: a version written over one that another wrote meanwhile; a file that says more than the clauses.
Duty: the list, one version with what is to be looked at in each clause, two versions beside each other, the form of the next,
the text as a page for print and as a Word file.
Shape: to one who does not hold the cell there is no such page. What reaches a side goes as an offer.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import draft as desk_draft
from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.draft import ClauseLine, Compared, VersionLine
from wasata.desk.draft_file import FORMS, as_page, as_word
from wasata.desk.offer_stands import VERSIONS, Version
from wasata.desk.package_stands import stands_of
from wasata.desk.package_told import issue_lines
from wasata.errors import DraftWrong, OfferWrong, WasataError
from wasata.record.kinds.draft import ClausePart
from wasata.room import wiring
from wasata.room.files import to_keep
from wasata.room.forms.package import flat
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show, typed_in

REFUSED = (OfferWrong, DraftWrong)
LOGS = ("cell",)
HERE = "package"
BLANK, LINKS = 2, 2
LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class ListPage:
    versions: tuple[VersionLine, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class OnePage:
    version: VersionLine
    clauses: tuple[tuple[ClauseLine, tuple[str, ...]], ...]
    others: tuple[int, ...]
    may_write: bool
    may_ask: bool


@dataclass(frozen=True, slots=True)
class ComparedPage:
    before: int
    after: int
    found: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as it is typed. `options`: as the choices of the form name them."""

    clause: str
    place: str
    title_ar: str
    title_en: str
    ar: str
    en: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WritePage:
    rows: tuple[Row, ...]
    after: int
    note: str
    options: tuple[tuple[str, str], ...]
    trouble: Trouble | None
    act: str


@require_GET
@case_page
def draft_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The versions, the latest first."""
    needs(desk, *LOGS)
    page = ListPage(desk_draft.versions(desk), desk.may("write_draft"))
    return show(request, "room/draft/list.html", page, desk=desk, here=HERE, logs=LOGS)


def _version(desk: Desk, number: int) -> Version:
    try:
        return desk_draft.version(desk, number)
    except OfferWrong:
        raise wiring.NotHere from None


def _options(desk: Desk) -> tuple[tuple[str, str], ...]:
    issues = stands_of(desk).issues
    return tuple(flat(issue_lines(issues, page_language()))) if issues else ()


@require_GET
@case_page
def draft(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One version, clause by clause in both languages, with what is to be looked at before it goes out."""
    needs(desk, *LOGS)
    _version(desk, number)
    line = next(v for v in desk_draft.versions(desk) if v.number == number)
    versions = desk.fold(VERSIONS)
    others = tuple(sorted((n for n in versions if n != number), reverse=True))
    named = dict(_options(desk))
    shown = tuple(
        (clause, tuple(named.get(f"{issue}={option}", option) for issue, option in clause.options))
        for clause in desk_draft.clauses(desk, number)
    )
    page = OnePage(line, shown, others, desk.may("write_draft"), desk.may("ask_offer"))
    return show(request, "room/draft/one.html", page, desk=desk, here=HERE, logs=LOGS)


@require_GET
@case_page
def draft_compared(request: HttpRequest, desk: Desk, before: int, after: int) -> HttpResponse:
    """What differs between two versions, clause by clause and word by word."""
    needs(desk, *LOGS)
    _version(desk, before), _version(desk, after)
    page = ComparedPage(before, after, desk_draft.compared(desk, before, after))
    return show(request, "room/draft/compared.html", page, desk=desk, here=HERE, logs=LOGS)


# ---- writing


def _rows_of(version: Version | None) -> tuple[Row, ...]:
    rows = []
    for n, c in enumerate(version.clauses if version else (), 1):
        title, told = c["title"] or {"ar": "", "en": ""}, c["words"]
        linked = tuple(f"{issue}={option}" for issue, option in c["options"])
        rows.append(Row(c["clause"], str(n), title["ar"], title["en"], told["ar"], told["en"], linked))
    return (*rows, *(Row("", str(len(rows) + n), "", "", "", "", ()) for n in range(1, BLANK + 1)))


def _typed(post: Any) -> tuple[Row, ...]:
    columns = [post.getlist(name)[:302] for name in ("clause", "place", "title_ar", "title_en", "ar", "en")]
    links = post.getlist("links")[: 302 * LINKS]
    rows = []
    for n, told in enumerate(zip(*columns, strict=False)):
        clause, place, title_ar, title_en, ar, en = (one.replace("\r\n", "\n").strip()[: LONGEST + 1] for one in told)
        linked = tuple(dict.fromkeys(one[:130] for one in links[n * LINKS : (n + 1) * LINKS] if one))
        rows.append(Row(clause[:64], place[:4], title_ar[:200], title_en[:200], ar, en, linked))
    return tuple(rows)


def _clauses(rows: tuple[Row, ...], act: str) -> list[ClausePart]:
    """The clauses as they would stand: what is blank in both languages is left out, the others in the order of their places.

    Raises:
        OfferWrong: a title or the words are too long, or half a title, or a name that no form of ours gives.
    """
    kept = [(n, row) for n, row in enumerate(rows) if row.ar or row.en]
    kept.sort(key=lambda one: (int(one[1].place) if one[1].place.isdecimal() else 10_000, one[0]))
    found = []
    for n, row in kept:
        if max(len(row.ar), len(row.en)) > LONGEST:
            raise desk_draft.wrong("too_long", LONGEST)
        if bool(row.title_ar) != bool(row.title_en):
            raise desk_draft.wrong("half", row.title_ar or row.title_en)
        title: Any = {"ar": row.title_ar, "en": row.title_en} if row.title_ar else None
        options = tuple((one.partition("=")[0], one.partition("=")[2]) for one in row.options)
        try:
            found.append(
                ClausePart(
                    clause=row.clause or f"cl-{name_by(act, n)}",
                    title=title,
                    words={"ar": row.ar, "en": row.en},
                    options=options,
                )
            )
        except ValueError:
            raise desk_draft.wrong("no_clause", row.clause) from None
    return found


def _write(
    request: HttpRequest, desk: Desk, rows: tuple[Row, ...], after: int, note: str = "", trouble: WasataError | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        page = WritePage(rows, after, note, _options(desk), Trouble.of(trouble), new_act_id())
        return show(request, "room/draft/write.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


@require_GET
@case_page
def draft_write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of the next version, filled with the last one."""
    needs(desk, *LOGS)
    desk.require("write_draft")
    versions = desk.fold(VERSIONS)
    last = max(versions, default=0)
    return _write(request, desk, _rows_of(versions.get(last)), last)


@sent_to("drafts")
@case_act
def draft_save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Writes the next version; or draws the form again with room for more clauses (`more`)."""
    needs(desk, *LOGS)
    desk.require("write_draft")
    rows, told = _typed(request.POST), request.POST.get("after", "")
    after = int(told) if told.isdecimal() and len(told) < 6 else 0
    note = request.POST.get("note", "").strip()[:2_000]
    if "more" in request.POST:
        more = tuple(Row("", str(len(rows) + n), "", "", "", "", ()) for n in range(1, BLANK + 2))
        return _write(request, desk, (*rows, *more), after, note)
    act = act_id_of(request, typed_in(request)) or new_act_id()
    try:
        number = desk_draft.write(desk, _clauses(rows, act), after=after, note=note or None, act_id=act)
    except REFUSED as error:
        return _write(request, desk, rows, after, note, error, 400)
    return redirect(reverse("draft", kwargs={"case": desk.case, "number": number}))


# ---- taken away


@require_GET
@case_page
def draft_file(_request: HttpRequest, desk: Desk, number: int, form: str) -> HttpResponse:
    """A version as a page for print, or as a Word file: both languages side by side, and nothing of ours beside them."""
    needs(desk, *LOGS)
    version = _version(desk, number)
    if form not in FORMS:
        raise wiring.NotHere
    content = as_word(desk, version) if form == "docx" else as_page(desk, version, page_language())
    return to_keep(content, f"{desk.case}-text-{number}.{form}")
