"""What the pages show as JSON, at `/api/`; the schema at `/api/openapi.json`.

Danger: a second door with rules of its own.
Duty: the same questions to the same desk as the pages; the same refusals, told alike. Acts stand in `acting` and `acts/`.
Shape: what the desk answers is given out as it is: the schema is made from its frozen dataclasses.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from wasata import __version__, words
from wasata.desk import brief as desk_brief
from wasata.desk import case as desk_case
from wasata.desk import export as desk_export
from wasata.desk import figure as desk_figure
from wasata.desk import leak as desk_leak
from wasata.desk import notice as desk_notice
from wasata.desk import record as desk_record
from wasata.desk import report as desk_report
from wasata.desk import taking as desk_taking
from wasata.desk.brief import Brief
from wasata.desk.case import CaseCard, Note
from wasata.desk.export import ExportLine
from wasata.desk.figure import FigurePage, FiguresPage
from wasata.desk.leak import Leak
from wasata.desk.line_stands import are_talks
from wasata.desk.notice import NoticeLine
from wasata.desk.record import RecordPage
from wasata.desk.report import PressList, ReportPage
from wasata.desk.told_beside import beside
from wasata.errors import LeakWrong, WasataError
from wasata.room import wiring
from wasata.room.api import unfit
from wasata.room.api.entry import ENTRIES, cases_for, desk_for
from wasata.room.api.schema import Schema
from wasata.room.languages import preferred
from wasata.room.pages.errors import NOT_HERE, marked, status_of
from wasata.values import LANGS, Lang

Asked = Literal["ar", "en"]


class _Exact(NinjaJSONEncoder):
    """Hours to the microsecond, as the record has them: what was known at an hour is asked again with that very hour."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class _Renderer(JSONRenderer):
    """What was answered, with what is told beside it to this reader: words in it that are not agreed; that it is invented."""

    encoder_class = _Exact

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        desk = getattr(request, "asked_of", None)
        if desk is not None and response_status < 400:
            data = beside(desk, data, lang_of(request))
        return super().render(request, data, response_status=response_status)


class _Parser(Parser):
    """What is sent with an act: a field that stands there twice is refused, for nobody could say which was meant."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, object_pairs_hook=_each_once)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands there twice")
    return found


@dataclass(frozen=True, slots=True)
class NameLine:
    """One entry of the roster. `part_of` is what it belongs to; the first name of a language is the one pages show."""

    id: str
    what: str
    part_of: str | None
    ar: tuple[str, ...]
    en: tuple[str, ...]


_REFUSALS = {
    "401": "No key was shown, or one that opens nothing.",
    "404": "It does not exist, or is not one's own: told alike.",
    "422": "Something asked has a form that is not understood; `detail` says which.",
}
_REFUSALS_OF_ACTS = {
    "400": "It cannot be done so: `what` says why, `next` the next move. Nothing was written.",
    "401": "Nobody is signed in.",
    "403": "A key was shown (keys only read), the token of the sign-in is missing, or the reader's role does not do this.",
    "409": "This name of an act stands for another content; or the record refused.",
    "415": "What was sent is no JSON.",
}
_REFUSAL = {
    "type": "object", "title": "Refusal", "required": ["code", "what", "next"],
    "properties": {
        "code": {"type": "string"}, "what": {"type": "string"}, "next": {"type": "string"},
        "detail": {"type": "array", "items": {"$ref": "#/components/schemas/Unfit"}},
    },
}  # fmt: skip

_UNFIT = {
    "type": "object", "title": "Unfit", "required": ["loc", "type", "what", "next"],
    "properties": {
        "loc": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}, "type": {"type": "string"},
        "what": {"type": "string"}, "next": {"type": "string"},
    },
}  # fmt: skip
_TO_PROGRAMS = {"record.act_reused": "acting.act_reused"}
"""Refusals whose next move on a page is none for a program: by their code, the sentences that are said here."""


class _Api(NinjaAPI):
    def validation_error_from_error_contexts(self, error_contexts: Any) -> ValidationError:
        return ValidationError([dict(fault) for fault in unfit.faults(error_contexts)])

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The schema with what every question may be refused with: one form for all. It tells of no case and of nobody, and takes
        a third of a second: made once."""
        known = self.__dict__.setdefault("schemas", {})
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in known:
            known[prefix] = self._whole_schema(prefix)
        return known[prefix]

    def _whole_schema(self, path_prefix: str) -> Any:
        schema = Schema(self, path_prefix)
        schema["components"]["schemas"] |= {"Refusal": _REFUSAL, "Unfit": _UNFIT}
        form = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
        for asked in schema["paths"].values():
            for method, question in asked.items():
                may_be = _REFUSALS | (_REFUSALS_OF_ACTS if method == "post" else {})
                question["responses"] |= {n: {"description": why, "content": form} for n, why in may_be.items()}
        return schema


api = _Api(
    title="Wasata",
    version=__version__,
    description="What the pages show, for programs; and the acts of the talks, for a person who is signed in. A program shows a "
    "key that its reader made in the room: `Authorization: Bearer wasata-…`; it reads the logs named in the key, of those its "
    "reader holds, until the key ends, and does no act. An act is done by the cookie of a sign-in with its token. "
    "An object whose words use a term that is not agreed carries `open_terms`; the outermost object of any answer about an "
    "invented example carries `invented` and `mark`.",
    docs_url=None,  # its page asks another's server for scripts
    openapi_url="/openapi.json",
    auth=ENTRIES,
    urls_namespace="api",
    renderer=_Renderer(),
    parser=_Parser(),
)


def lang_of(request: HttpRequest) -> Lang:
    """The language of a refusal: as was asked (`lang`); of an act else the person's own; else English."""
    asked = request.GET.get("lang")
    if request.method == "POST" and asked not in LANGS and request.user.is_authenticated:
        return preferred(request)
    return "ar" if asked == "ar" else "en"


def refusal(request: HttpRequest, error: WasataError, status: int, **more: Any) -> HttpResponse:
    """A refusal: its code, what it is, and the next move."""
    return _told(request, error.code, status, more, error.values)


@api.exception_handler(WasataError)
def refused(request: HttpRequest, error: WasataError) -> HttpResponse:
    """A refusal of the house; what is not there and what is not one's own are told alike."""
    here: WasataError = wiring.NotHere() if error.code in NOT_HERE else error
    return refusal(request, here, status_of(here))


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """No key and no sign-in."""
    return _told(request, "key.needed", 401, {}, {})


@api.exception_handler(ValidationError)
def asked_wrongly(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was asked has another form than the schema says."""
    lang = lang_of(request)
    where, detail = unfit.fields(error.errors, lang), unfit.told(error.errors, lang)
    return _told(request, "key.asked_wrongly", 422, {"detail": detail}, {"where": where})


def _told(
    request: HttpRequest, code: str, status: int, more: Mapping[str, Any], values: Mapping[str, Any]
) -> HttpResponse:
    key, lang = _TO_PROGRAMS.get(code, code), lang_of(request)
    said = {"code": code, "what": words.say(key, lang, **values), "next": words.say(f"{key}.next", lang, **values)}
    return api.create_response(request, {**said, **more, **marked(request)}, status=status)


@api.get("/cases", response=list[CaseCard])
def cases(request: HttpRequest, lang: Asked = "en") -> Any:
    """The cases of this reader."""
    return [desk_case.card_of(desk, lang) for desk in cases_for(request)]


@api.get("/cases/{case}/names", response=list[NameLine])
def names(request: HttpRequest, case: str) -> Any:
    """Who is who in this case: parties, bodies, people, outlets, places, in both languages."""
    entries = desk_taking.roster_of(desk_for(request, case)).entries.values()
    return [NameLine(e.id, e.what, e.part_of, e.ar, e.en) for e in entries]


@api.get("/cases/{case}/notes", response=list[Note])
def notes(request: HttpRequest, case: str) -> Any:
    """The team's notes, newest first."""
    desk = desk_for(request, case)
    with desk.hold():
        return desk.fold(desk_case.BUREAU).notes[::-1]


@api.get("/cases/{case}/notices", response=list[NoticeLine])
def notices(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The common table: what all parties see, newest first."""
    return list(desk_notice.table(desk_for(request, case), lang))


@api.get("/cases/{case}/record", response=RecordPage)
def record(request: HttpRequest, case: str, lang: Asked = "en", log: str | None = None, page: int = 1) -> Any:
    """What was written, newest first, with the head of each log: who, when, which kind, its place in the chain."""
    return desk_record.record_page(desk_for(request, case), lang, log=log, page=page)


@api.get("/cases/{case}/exports", response=list[ExportLine])
def exports(request: HttpRequest, case: str) -> Any:
    """What left the room: for whom, with which mark, until when, what became of it; first what is past its day."""
    desk = desk_for(request, case)
    if not desk.holds("access"):
        raise wiring.NotHere
    return list(desk_export.exports(desk))


@api.get("/cases/{case}/leaks", response=Leak)
def leaks(request: HttpRequest, case: str, thing: str = "", lang: Asked = "en", until: datetime | None = None) -> Any:
    """Where the words of one message, contact, relay, definition, position or estimate stand, and who had seen them by an hour.
    Words that appeared are pasted on the page, or given to the command in a file: an address is kept in too many places."""
    desk = desk_for(request, case)
    if not desk.may("ask_leaks") or not are_talks(desk):
        raise wiring.NotHere
    request.searched = True  # type: ignore[attr-defined]  # the record of reading tells it
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=ZoneInfo(desk_case.case_head(desk, lang).zone))
    try:
        return desk_leak.of_thing(desk, thing, lang, until=until)
    except LeakWrong:
        raise wiring.NotHere from None


@api.get("/cases/{case}/brief", response=Brief)
def brief(request: HttpRequest, case: str, lang: Asked = "en", since: datetime | None = None) -> Any:
    """The brief, counted from `since` (an hour without an offset is taken by the clock of the case)."""
    desk = desk_for(request, case)
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=ZoneInfo(desk_case.case_head(desk, lang).zone))
    return desk_brief.brief(desk, lang, since=since)


@api.get("/cases/{case}/figures", response=FiguresPage)
def figures(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """Everything that is counted, side by side."""
    return desk_figure.figures(desk_for(request, case), lang)


@api.get("/cases/{case}/figures/{thing}", response=FigurePage)
def figure(request: HttpRequest, case: str, thing: str, lang: Asked = "en") -> Any:
    """The values of one thing counted, by source and day."""
    return desk_figure.figure_page(desk_for(request, case), thing, lang)


@api.get("/cases/{case}/reports", response=PressList)
def reports(
    request: HttpRequest, case: str, lang: Asked = "en", q: str = "", page: int = 1, first: date | None = None,
    last: date | None = None,
) -> Any:  # fmt: skip
    """The press, newest first, or what a search finds; of these days of publication only, where any are given."""
    return desk_report.press_list(desk_for(request, case), lang, query=q[:200], page=page, first=first, last=last)


@api.get("/cases/{case}/reports/{report}", response=ReportPage)
def report(request: HttpRequest, case: str, report: str, lang: Asked = "en") -> Any:
    """One report with its marks."""
    return desk_report.report_page(desk_for(request, case), report, lang)
