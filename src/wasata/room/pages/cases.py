"""The door and the list of cases.

Danger: a list that tells of a case its reader was never admitted to.
Duty: `/` leads to the person's language; the list holds the cases he was admitted to; a case leads to its first page.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wasata.desk.access import Desk
from wasata.desk.carried import carried
from wasata.desk.copies import may_see, state
from wasata.errors import WasataError
from wasata.room import wiring
from wasata.room.languages import page_language, preferred
from wasata.room.pages import head
from wasata.room.pages.case_open import may_open
from wasata.room.pages.parts import case_frame, case_page, show


@dataclass(frozen=True, slots=True)
class CaseCard:
    case: str
    name: str
    period: str
    sample: bool
    invented: bool
    role: str | None


@dataclass(frozen=True, slots=True)
class CasesPage:
    cases: tuple[CaseCard, ...]
    tells_copies: bool
    """He is lead or officer of one of them, and sees how the copies of the room stand."""
    copies_late: bool
    """They are overdue; where all cases are there to learn on, nobody is troubled by it."""
    may_open: bool


def door(request: HttpRequest) -> HttpResponse:
    """`/`: to the cases in the person's language."""
    return redirect(f"/{preferred(request)}/")


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of this reader; with only one, straight into it."""
    desks = wiring.cases_of(wiring.reader_of(request), wiring.pair_of(request))
    if len(desks) == 1 and "all" not in request.GET:
        return redirect("case", case=desks[0].case)
    cards = []
    for desk in desks:
        with desk.hold():
            told = head.of_case(desk, page_language())
        cards.append(CaseCard(desk.case, told.name, told.period, told.sample, told.invented, told.role))
    tells = any(may_see(desk) for desk in desks)
    return show(
        request,
        "room/cases.html",
        CasesPage(
            tuple(cards),
            tells,
            tells and any(not c.sample and not c.invented for c in cards) and _copies_late(),
            may_open(wiring.reader_of(request)),
        ),
    )


def _copies_late() -> bool:
    try:
        told = state(wiring.home(), wiring.now())
    except WasataError:  # the page of copies says what is wrong
        return True
    return told.copy_overdue or told.try_overdue


@case_page
def case(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A case leads to the first page its reader may open."""
    frame = case_frame(request, desk, "")
    if not frame.nav:
        raise wiring.NotHere
    there = carried(desk.home, desk.case)
    if there is not None:
        return redirect("line", case=desk.case, line=there.line)
    return redirect(frame.nav[0].address)
