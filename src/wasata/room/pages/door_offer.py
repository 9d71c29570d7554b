"""What was put to a delegate's side: a package or a text, what his side says of it, its answer in confidence.

Danger: an answer sent twice or for the wrong thing; a page that tells whether another side answered.
Duty: the page of one thing that was put, made of his channel and the table; the forms by which his side speaks.
Shape: whoever is no delegate of one channel finds no such page. Every form carries the channel it was drawn for.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata.desk import acceptance as desk_acceptance
from wasata.desk import offer as desk_offer
from wasata.desk.access import Desk, new_act_id
from wasata.desk.door import own_line
from wasata.desk.offer_told import PutShown, ReachedShown, agreements, door_offer
from wasata.desk.table import mediator_called
from wasata.errors import OfferWrong, WasataError
from wasata.room import wiring
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, sent_to, show, typed_in


@dataclass(frozen=True, slots=True)
class DoorOfferPage:
    channel: ChannelShown
    put: PutShown
    mediator: str
    reached: ReachedShown | None
    may_say: bool
    trouble: Trouble | None
    act: str


def _page(
    request: HttpRequest, desk: Desk, offer: str, trouble: WasataError | None = None, status: int = 200
) -> HttpResponse:
    line, lang = own_line(desk), page_language()
    with desk.hold():
        try:
            put = door_offer(desk, offer, lang)
        except OfferWrong:
            raise wiring.NotHere from None
        reached = next((one for one in agreements(desk, lang) if one.offer == offer), None)
        page = DoorOfferPage(
            channel_shown(desk, line), put, mediator_called(desk, lang), reached, desk.may("answer_offer", line=line),
            Trouble.of(trouble), new_act_id(),
        )  # fmt: skip
        logs = (f"channel/{line}", "table")
        return show(request, "room/door/offer.html", page, desk=desk, here="channel", logs=logs, status=status)


@require_GET
@case_page
def door_offer_page(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """One thing that was put to his side."""
    own_line(desk)
    return _page(request, desk, offer)


def _enter(request: HttpRequest, desk: Desk) -> str:
    line = own_line(desk)
    desk.require("answer_offer", line=line)
    require_drawn_for(request, desk, line)
    return line


def _back(desk: Desk, offer: str) -> HttpResponse:
    return redirect(reverse("door_offer", kwargs={"case": desk.case, "offer": offer}))


@sent_to("door_offer")
@case_act
def door_offer_open(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """Opens it: from then on the mediator knows that it was seen."""
    line = _enter(request, desk)
    try:
        desk_offer.seen(desk, line, offer, act_id=act_id_of(request, offer))
    except OfferWrong:
        raise wiring.NotHere from None
    return _back(desk, offer)


@sent_to("door_offer")
@case_act
def door_offer_say(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """Says what his side thinks of a package, or of a clause."""
    line, post = _enter(request, desk), request.POST
    told = post.get("words", "").replace("\r\n", "\n").strip()[:4_000] or None
    try:
        desk_offer.answer(
            desk, line, offer, post.get("stance", "")[:20], told, clause=post.get("clause", "")[:64] or None,
            act_id=act_id_of(request, offer, typed_in(request)),
        )  # fmt: skip
    except OfferWrong as error:
        return _page(request, desk, offer, error, 400)
    return _back(desk, offer)


@sent_to("door_offer")
@case_act
def door_offer_answer(request: HttpRequest, desk: Desk, offer: str) -> HttpResponse:
    """Answers yes or no in confidence."""
    line, answer = _enter(request, desk), request.POST.get("answer", "")
    try:
        if answer not in ("yes", "no"):
            raise desk_offer.wrong("stance", answer[:20])
        sure: Any = answer
        desk_acceptance.answer(desk, line, offer, sure, act_id=act_id_of(request, offer, typed_in(request)))
    except OfferWrong as error:
        return _page(request, desk, offer, error, 400)
    return _back(desk, offer)
