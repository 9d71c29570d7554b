"""A person's open sign-ins, and how long the one here stands.

Danger: a browser that was left signed in somewhere, of which its owner knows nothing; a person who is put out while he types.
Duty: which of his browsers are signed in, since when, on what kind of device; ending them; whether this browser is known again
when it was closed; for the script that warns before the end, how long there is left.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from wasata.room import guessing, sign_ins, wiring
from wasata.room.pages.parts import show


@dataclass(frozen=True, slots=True)
class SignInsPage:
    """`kept`: this browser is known again when it was closed."""

    open: tuple[sign_ins.Open, ...]
    others: int
    kept: bool
    kept_days: int
    idle_minutes: int
    hours: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_sign_ins(request: HttpRequest) -> HttpResponse:
    """What stands; a form ends one (`end`), ends all others (`others`), or has this browser known again (`keep`)."""
    if request.method == "POST":
        if "end" in request.POST:
            sign_ins.end(request, request.POST["end"])
        elif "others" in request.POST:
            sign_ins.end_others(request)
        elif "keep" in request.POST:
            kept = request.POST["keep"] == "yes"
            request.device_now = guessing.let_in(request, request.user.get_username(), kept=kept)  # type: ignore[attr-defined]
        return redirect("sign_ins")
    standing, device = sign_ins.open_of(request, wiring.now()), guessing.device_of(request)
    page = SignInsPage(
        standing, sum(not one.here for one in standing), bool(device and device.kept), guessing.KEPT_DAYS,
        *sign_ins.ends_after(),
    )  # fmt: skip
    return show(request, "room/sign_ins.html", page)


@require_GET
def sign_in_left(request: HttpRequest) -> HttpResponse:
    """The seconds this sign-in still stands: until it ends by itself, and whatever is done. To ask does not keep it open, unless
    a person's hand asks (`stay`)."""
    if not request.user.is_authenticated:
        return JsonResponse({"ended": sign_ins.over(request) or "gone"})
    if "stay" in request.GET and sign_ins.BY_ITSELF not in request.GET:
        sign_ins.use(request, wiring.now(), at_once=True)
    left = sign_ins.left(request, wiring.now())
    return JsonResponse({"idle": left.idle, "absolute": left.absolute} if left else {"ended": "gone"})
