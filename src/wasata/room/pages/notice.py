"""The common table: the notices that every party may read.

Danger: a word on the table cannot be taken back; a page of it that shows anything from elsewhere.
Duty: what stands on the table, newest first, in the page's language, made from `table` and nothing else; for the team also
what waits for a second person; and a notice in two steps: written, seen as the parties will see it, put or asked for.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import for_table
from wasata.desk import notice as desk_notice
from wasata.desk import table as desk_table
from wasata.desk.access import Desk, new_act_id
from wasata.desk.commitment import CommitmentLine, commitments
from wasata.desk.door import AgreedLine, agreed
from wasata.desk.for_table import AskedLine, Wish
from wasata.desk.notice import NoticeLine
from wasata.desk.offer_told import ReachedShown, agreements
from wasata.desk.table import DayLine, NameLine, one_of
from wasata.errors import CaseWrong, TableWrong
from wasata.listen.reader import language_of
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show

LOGS = ("table",)
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class TablePage:
    """Notices, agreed words, days and names: all that stands on the table. `waiting`: what waits for a second person, each
    with its words in the page's language; for the team alone."""

    notices: tuple[NoticeLine, ...]
    agreed: tuple[AgreedLine, ...]
    days: tuple[DayLine, ...]
    names: tuple[tuple[str, NameLine], ...]
    may_put: bool
    waiting: tuple[tuple[AskedLine, str], ...]
    commitments: tuple[CommitmentLine, ...]
    may_strike: bool
    reached: tuple[ReachedShown, ...]


@require_GET
@case_page
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What stands on the table."""
    needs(desk, *LOGS)
    lang = page_language()
    page = TablePage(
        desk_notice.table(desk, lang), agreed(desk, lang), desk_table.days(desk, lang),
        tuple((n.ar if lang == "ar" else n.en, n) for n in desk_table.names(desk)), for_table.may_offer(desk),
        tuple((told, one_of(told.asked.wish.words, lang)[0] or told.stands or "") for told in for_table.waiting(desk, lang)),
        commitments(desk, lang), desk.may("strike_commitment"), agreements(desk, lang),
    )  # fmt: skip
    logs = (*LOGS, "bureau") if page.waiting else LOGS
    return show(request, "room/notice/table.html", page, desk=desk, here="table", logs=logs)


@dataclass(frozen=True, slots=True)
class PutPage:
    """A notice being written. `looked`: it is shown as it will stand, and waits for the last word. `wrong`: by language.
    `waits`: a second person puts it there."""

    ar: str
    en: str
    looked: bool
    wrong_ar: str
    wrong_en: str
    act: str
    waits: bool
    trouble: Trouble | None


def _put_page(request: HttpRequest, desk: Desk, ar: str = "", en: str = "", *, looked: bool = False,
              wrong: dict[str, str] | None = None, trouble: Trouble | None = None) -> HttpResponse:  # fmt: skip
    told, waits = wrong or {}, for_table.waits_for_second(desk)
    page = PutPage(ar, en, looked, told.get("ar", ""), told.get("en", ""), new_act_id(), waits, trouble)
    status = 400 if told or trouble else 200
    return show(request, "room/notice/put.html", page, desk=desk, here="table", logs=LOGS, status=status)


def _typed(request: HttpRequest) -> tuple[str, str]:
    ar, en = (request.POST.get(lang, "").replace("\r\n", "\n").strip() for lang in ("ar", "en"))
    return ar, en


def _wrong(ar: str, en: str) -> dict[str, str]:
    lang = page_language()
    told: dict[str, str] = {}
    for written, text in (("ar", ar), ("en", en)):
        if not text:
            told[written] = words.say(f"room.table_missing_{written}", lang)
        elif len(text) > LONGEST:
            told[written] = words.say("room.table_too_long", lang, limit=LONGEST, n=len(text))
        elif language_of(text) != written:
            told[written] = words.say(f"room.table_letters_{written}", lang)
    return told


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def notice_write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, and what was written in it as the parties would see it. Nothing is put yet."""
    needs(desk, *LOGS)
    desk.require("post_notice")
    if request.method != "POST":
        return _put_page(request, desk)
    ar, en = _typed(request)
    if "change" in request.POST:
        return _put_page(request, desk, ar, en)
    wrong = _wrong(ar, en)
    return _put_page(request, desk, ar, en, looked=not wrong, wrong=wrong)


@sent_to("notice_write")
@case_act
def notice_put(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Puts the notice on the table, or asks for it, once however often it is sent."""
    needs(desk, *LOGS)
    desk.require("post_notice")
    ar, en = _typed(request)
    wrong = _wrong(ar, en)
    if wrong:
        return _put_page(request, desk, ar, en, wrong=wrong)
    try:
        for_table.offer(desk, Wish("notice", {"ar": ar, "en": en}), act_id=act_id_of(request, ar, en))
    except (CaseWrong, TableWrong) as error:
        return _put_page(request, desk, ar, en, trouble=Trouble.of(error))
    return redirect(reverse("table", kwargs={"case": desk.case}))
