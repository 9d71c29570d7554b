"""Setting up a second factor.

Danger: somebody who is sent to set one up and does not understand why, or how; codes for an emergency that nobody wrote down;
somebody who waits at the page of codes while his own falls, and is led in a ring.
Duty: the page at which everybody begins who must have one; allauth's two ways to set one up, an app and a security key, in the
room's manner: what he has just shown counts as shown again, and the code it was shown by opens nothing more.
"""

from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wasata.desk.lost_factor import Request
from wasata.room import lost_factor, second_factor, wiring
from wasata.room.pages.parts import show


@dataclass(frozen=True, slots=True)
class FirstPage:
    """`asked_of_all`: nobody passes without one here. `fell`: the one he had, and who said that he had lost it."""

    asked_of_all: bool
    fell: Request | None


@login_required
def factor_first(request: HttpRequest) -> HttpResponse:
    """Why, by which way, and what comes then."""
    if second_factor.has_one(request.user):
        return redirect("mfa_index")
    return show(request, "room/factor/first.html", FirstPage(second_factor.is_asked_of_all(), _fell(request)))


def _fell(request: HttpRequest) -> Request | None:
    """Who said last that he had lost the one he had: told as he sets up the next, so that nobody does it behind his back."""
    if getattr(request.user, "factor_fell", None) is None:
        return None
    return next((one for one in lost_factor.about(wiring.reader_of(request)) if one.state == "fell"), None)


def _has_shown_it(request: HttpRequest) -> None:
    """Whoever set a factor up has just shown it: he need not show it again for the codes that follow."""
    record_authentication(request, request.user, method="mfa", reauthenticated=True)


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    """A code app."""

    def form_valid(self, form: object) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        second_factor.spent(app, form.cleaned_data["code"], wiring.now())  # type: ignore[attr-defined]
        _has_shown_it(self.request)
        return answer


class AddKey(AddWebAuthnView):  # type: ignore[misc]
    """A security key."""

    def form_valid(self, form: object) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _has_shown_it(self.request)
        return answer


def show_it(request: HttpRequest) -> HttpResponse:
    """allauth's page on which somebody who gave his password shows his second factor. Whose own fell meanwhile has nothing to
    show and gives his password anew: allauth would lead him from here to the door and from the door back here."""
    stage = get_pending_stage(request)
    if stage is not None and not second_factor.has_one(stage.login.user):
        clear_login(request)
        return redirect("account_login")
    answer: HttpResponse = mfa.authenticate(request)
    return answer


set_up_app = SetUpApp.as_view()
add_key = AddKey.as_view()
