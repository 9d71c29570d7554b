"""The text, and what was put to the sides, as JSON.

Danger: an answer in confidence in an answer of ours; a delegate's program that learns anything of another side.
Duty: the same questions to the same desk as the pages: versions and offers for who holds the cell, what was put to his side for
a delegate, agreements for all who see the table.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import draft as desk_draft
from wasata.desk import offer_told
from wasata.desk.draft import ClauseLine, Compared, VersionLine
from wasata.desk.offer_told import OfferLine, OfferPage, PutShown, ReachedShown
from wasata.errors import OfferWrong
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import api, lang_of
from wasata.room.wiring import NotHere


@api.get("/cases/{case}/draft", response=list[VersionLine])
def drafts(request: HttpRequest, case: str) -> Any:
    """The versions of the text, the latest first."""
    return list(desk_draft.versions(desk_for(request, case)))


@api.get("/cases/{case}/draft/{number}", response=list[ClauseLine])
def draft(request: HttpRequest, case: str, number: int) -> Any:
    """The clauses of a version, with what is to be looked at in each."""
    desk = desk_for(request, case)
    try:
        return list(desk_draft.clauses(desk, number))
    except OfferWrong:
        raise NotHere from None


@api.get("/cases/{case}/draft/{before}/{after}", response=list[Compared])
def draft_compared(request: HttpRequest, case: str, before: int, after: int) -> Any:
    """What differs between two versions."""
    desk = desk_for(request, case)
    try:
        return list(desk_draft.compared(desk, before, after))
    except OfferWrong:
        raise NotHere from None


@api.get("/cases/{case}/offers", response=list[OfferLine])
def offers(request: HttpRequest, case: str) -> Any:
    """What was asked for, what waits, what was put and how it ended."""
    return list(offer_told.offers(desk_for(request, case), lang_of(request)))


@api.get("/cases/{case}/offers/{offer}", response=OfferPage)
def offer(request: HttpRequest, case: str, offer: str) -> Any:
    """One offer: what goes, to whom, who stands for it, what each side that this reader holds said of it."""
    desk = desk_for(request, case)
    try:
        return offer_told.offer_page(desk, offer, lang_of(request))
    except OfferWrong:
        raise NotHere from None


@api.get("/cases/{case}/channel/put", response=list[PutShown])
def own_offers(request: HttpRequest, case: str) -> Any:
    """What was put to this delegate's side."""
    return list(offer_told.door_offers(desk_for(request, case), lang_of(request)))


@api.get("/cases/{case}/table/agreements", response=list[ReachedShown])
def agreements(request: HttpRequest, case: str) -> Any:
    """What all said yes to, with the answers opened."""
    return list(offer_told.agreements(desk_for(request, case), lang_of(request)))
