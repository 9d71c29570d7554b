"""Offers, for the team: a package or a version of the text to be put to its sides; approved, taken back; what each side said.

Danger: a press of one button that puts something to the wrong sides; a page that tells what was answered in confidence.
Duty: the list, the form that asks, the page of one offer with the words as they would go, in both languages, and the second
person's button; what sides said, to who holds their channels.
Shape: to one who does not hold the cell there is no such page. What is approved is what the page showed: its digest is signed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import acceptance as desk_acceptance
from wasata.desk import offer as desk_offer
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import zone_of_case
from wasata.desk.letter import HOLD, HOLDS
from wasata.desk.line import line_view, lines_held
from wasata.desk.offer_stands import VERSIONS, content_of, known
from wasata.desk.offer_told import ContentShown, OfferLine, OfferPage, content_shown, offer_page, offers
from wasata.desk.package_stands import stands_of
from wasata.desk.package_told import IssueLine, issue_lines, sides_offered
from wasata.errors import OfferWrong, PackageWrong, WasataError
from wasata.room import wiring
from wasata.room.forms.message import hold_named, hold_shown, hold_typed
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show, typed_in
from wasata.values import LANGS, Lang

REFUSED = (OfferWrong, PackageWrong)
LOGS = ("cell",)
HERE = "package"
FORMS = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class ListPage:
    offers: tuple[OfferLine, ...]
    may_ask: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed of an offer, kept where it is refused."""

    package: dict[str, str]
    draft: str
    to: tuple[str, ...]
    ar: str
    en: str
    until: str


@dataclass(frozen=True, slots=True)
class AskPage:
    issues: tuple[tuple[IssueLine, str], ...]
    versions: tuple[int, ...]
    sides: tuple[tuple[str, str, bool], ...]
    typed: Typed
    zone: str
    trouble: Trouble | None
    act: str


@dataclass(frozen=True, slots=True)
class Taker:
    """A channel in which an officer may write down what its side said; who of that side may give its word."""

    channel: ChannelShown
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OnePage:
    """`both`: the words as they would go, in both languages."""

    told: OfferPage
    both: tuple[tuple[Lang, ContentShown], ...]
    takers: tuple[Taker, ...]
    holds: tuple[tuple[str, str], ...]
    hold: str
    trouble: Trouble | None
    act: str


@require_GET
@case_page
def offer_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was asked for, what waits for a second person, what was put and how it ended."""
    needs(desk, *LOGS)
    page = ListPage(offers(desk, page_language()), desk.may("ask_offer"))
    return show(request, "room/offer/list.html", page, desk=desk, here=HERE, logs=LOGS)


def _typed(told: Any) -> Typed:
    package = {name[3:]: told.get(name, "")[:64] for name in told if name.startswith("in-") and told.get(name)}
    ar, en = (told.get(lang, "").replace("\r\n", "\n").strip()[:8_000] for lang in LANGS)
    to = tuple(one[:64] for one in told.getlist("to")[:9])
    return Typed(package, told.get("draft", "")[:6], to, ar, en, told.get("until", "").strip()[:40])


def _ask_page(
    request: HttpRequest, desk: Desk, typed: Typed, trouble: WasataError | None = None, status: int = 200
) -> HttpResponse:
    with desk.hold():
        stands, lang, versions = stands_of(desk), page_language(), desk.fold(VERSIONS)
        sides = sides_offered(desk, stands, lang)
        chosen = tuple((line, name, line in typed.to if typed.to else on) for line, name, on in sides)
        listed = issue_lines(stands.issues, lang) if stands.issues else ()
        page = AskPage(
            tuple((one, typed.package.get(one.issue, "")) for one in listed), tuple(sorted(versions, reverse=True)), chosen,
            typed, str(zone_of_case(desk)), Trouble.of(trouble), new_act_id(),
        )  # fmt: skip
        return show(request, "room/offer/ask.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


@require_GET
@case_page
def offer_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form that asks for an offer; a package or a version may be filled in by the address."""
    needs(desk, *LOGS)
    desk.require("ask_offer")
    return _ask_page(request, desk, _typed(request.GET))


def _until(desk: Desk, typed: str) -> datetime | None:
    """The hour of the close by the clock of the case; None where none was typed.

    Raises:
        OfferWrong: it is no hour.
    """
    if not typed:
        return None
    try:
        return datetime.strptime(typed[:16], FORMS).replace(tzinfo=zone_of_case(desk))
    except ValueError:
        raise desk_offer.wrong("hour", typed) from None


@sent_to("offers")
@case_act
def offer_ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Asks that something be put to the sides."""
    needs(desk, *LOGS)
    desk.require("ask_offer")
    typed = _typed(request.POST)
    is_draft = request.POST.get("what") == "draft"
    number = int(typed.draft) if typed.draft.isdecimal() else 0
    try:
        named = desk_offer.ask(
            desk, typed.to, package=None if is_draft else typed.package, draft=number if is_draft else None,
            words={"ar": typed.ar, "en": typed.en}, until=_until(desk, typed.until),
            act_id=act_id_of(request, typed_in(request)),
        )  # fmt: skip
    except REFUSED as error:
        return _ask_page(request, desk, typed, error, 400)
    return redirect(reverse("offer", kwargs={"case": desk.case, "offer": named}))


def _one(
    request: HttpRequest, desk: Desk, offer: str, trouble: WasataError | None = None, status: int = 200
) -> HttpResponse:
    with desk.hold():
        try:
            told = offer_page(desk, offer, page_language())
        except OfferWrong:
            raise wiring.NotHere from None
        content = content_of(desk, known(desk, offer))
        takers = tuple(
            Taker(channel_shown(desk, said.line), _speakers(desk, said.line))
            for said in told.said
            if said.line in lines_held(desk)
        )
        page = OnePage(
            told, tuple((lang, content_shown(content, lang)) for lang in LANGS), takers,
            tuple((hold_named(h), hold_shown(h, page_language())) for h in HOLDS), hold_named(HOLD),
            Trouble.of(trouble), new_act_id(),
        )  # fmt: skip
        return show(request, "room/offer/one.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


def _speakers(desk: Desk, line: str) -> tuple[tuple[str, str], ...]:
    people = desk.fold(line_view(line)).people.values()
    return tuple((one.person, one.name) for one in people if one.may_clear and one.left_at is None)


@require_GET
@case_page
def offer(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """One offer: what goes, to whom, who stands for it, what became of it."""
    needs(desk, *LOGS)
    return _one(request, desk, offer)


@sent_to("offer")
@case_act
def offer_approve(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """The second person's word; or his reason why not (`reason`)."""
    needs(desk, *LOGS)
    desk.require("approve_offer")
    act = act_id_of(request, offer, typed_in(request))
    try:
        if "send_back" in request.POST:
            desk_offer.send_back(desk, offer, request.POST.get("reason", "")[:2_001], act_id=act)
        else:
            hold = hold_typed(request.POST.get("hold", ""))
            desk_offer.approve(desk, offer, request.POST.get("signed", "")[:64], hold=hold, act_id=act)
    except OfferWrong as error:
        return _one(request, desk, offer, error, 400)
    return redirect(reverse("offer", kwargs={"case": desk.case, "offer": offer}))


@sent_to("offer")
@case_act
def offer_take_back(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """One of the two takes it back while it waits."""
    needs(desk, *LOGS)
    desk.require("ask_offer")
    try:
        desk_offer.take_back(desk, offer, act_id=act_id_of(request, offer))
    except OfferWrong as error:
        return _one(request, desk, offer, error, 400)
    return redirect(reverse("offer", kwargs={"case": desk.case, "offer": offer}))


@sent_to("offer")
@case_act
def offer_take_down(request: HttpRequest, desk: Desk, offer: str, line: str) -> HttpResponse:
    """An officer writes down what a side said of it, or its answer in confidence."""
    needs(desk, "cell", f"line/{line}", f"channel/{line}")
    desk.require("take_down_offer", line=line)
    require_drawn_for(request, desk, line)
    post = request.POST
    told = post.get("words", "").replace("\r\n", "\n").strip()[:4_000] or None
    act, person = act_id_of(request, offer, line, typed_in(request)), post.get("person", "")[:64]
    try:
        if post.get("answer") in ("yes", "no"):
            answer: Any = post["answer"]
            desk_acceptance.take_down(desk, line, offer, answer, person=person, act_id=act)
        else:
            clause = post.get("clause", "")[:64] or None
            desk_offer.take_down(
                desk, line, offer, post.get("stance", "")[:20], told, person=person, clause=clause, act_id=act
            )  # fmt: skip
    except OfferWrong as error:
        return _one(request, desk, offer, error, 400)
    return redirect(reverse("offer", kwargs={"case": desk.case, "offer": offer}))
