"""A person's own page: language, light or dark, password, second factors.

Danger: a change made for somebody who walked up to an open room (allauth asks for the password again where it matters).
Duty: language and theme; links to the rest.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wasata.desk.lost_factor import Request
from wasata.room import lost_factor, second_factor, wiring
from wasata.room.forms.account import Liking
from wasata.room.languages import page_language
from wasata.room.pages.head import of_case
from wasata.room.pages.parts import show


@dataclass(frozen=True, slots=True)
class AccountPage:
    username: str
    lang: str
    theme: str
    second_factor: bool
    asked_of_all: bool
    saved: bool
    denied: bool
    lost: tuple[Request, ...]
    """What was said of his second factor, newest first."""
    judges_in: tuple[tuple[str, str], ...]
    """The cases in which he may say it of others: how each is called in addresses, and in words."""


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Shows a person's own settings, and keeps a changed language or theme."""
    person = request.user
    assert person.is_authenticated
    if request.method == "POST":
        liking = Liking(request.POST)
        if liking.is_valid():
            person.lang, person.theme = liking.cleaned_data["lang"], liking.cleaned_data["theme"]
            person.save(update_fields=["lang", "theme"])
            address = reverse("account")
            return redirect(f"/{person.lang}/{address.split('/', 2)[2]}?saved")
    page = AccountPage(
        person.get_username(), person.lang, person.theme, second_factor.has_one(person), second_factor.is_asked_of_all(),
        "saved" in request.GET, "denied" in request.GET, lost_factor.about(person.get_username()),
        _judges_in(request),
    )  # fmt: skip
    return show(request, "room/account.html", page)


def _judges_in(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    lang = page_language()
    desks = wiring.cases_of(wiring.reader_of(request), wiring.pair_of(request))
    found = []
    for desk in desks:
        if desk.may("report_lost_factor"):
            with desk.hold():
                found.append((desk.case, of_case(desk, lang).name))
    return tuple(found)
