"""Who holds a line, for the lead: officers given the line, delegates their channel; taken back again.

Danger: a delegate given the wrong channel by a form of another line.
Duty: the list from `access`; giving and taking, each once however often it is sent.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import today_of_case, zone_of_case
from wasata.desk.line_holders import Holders, give_line, holders, take_line
from wasata.errors import LineWrong, WasataError
from wasata.room.forms.line import Give
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown, require_drawn_for
from wasata.room.pages.errors import status_of
from wasata.room.pages.line import Tab, logs_of, needs_line, tabs
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, sent_to, show


@dataclass(frozen=True, slots=True)
class HoldersPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    told: Holders
    form: Give
    act: str
    done: str
    me: str
    trouble: Trouble | None = None


def _form(desk: Desk, told: Holders, data: object = None) -> Give:
    lang = page_language()
    readers = [(name, words.say("line.give.officer", lang, name=name)) for name in told.officers]
    readers += [(name, words.say("line.give.delegate", lang, name=name)) for name in told.delegates]
    return Give(None, today_of_case(desk), *((data,) if data is not None else ()), readers=readers)


def _page(
    request: HttpRequest, desk: Desk, line: str, form: Give | None = None, error: WasataError | None = None
) -> HttpResponse:
    with desk.hold():
        told, channel = holders(desk, line), channel_shown(desk, line)
    form = form or _form(desk, told)
    done = request.GET.get("done", "")
    page = HoldersPage(
        channel, tabs(desk, line, ""), told, form, new_act_id(),
        words.say(f"line.done.{done}", page_language()) if done in ("given", "taken") else "", desk.reader,
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 400 if form.is_bound and form.errors else 200
    logs = ("access", *logs_of(line))
    return show(request, "room/line/holders.html", page, desk=desk, here="lines", logs=logs, status=status)


def _allowed(desk: Desk, line: str) -> None:
    needs_line(desk, line)
    desk.require("grant_log")
    needs(desk, "access")


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def line_holders(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Who holds the line; and, sent, somebody given it."""
    _allowed(desk, line)
    if request.method != "POST":
        return _page(request, desk, line)
    require_drawn_for(request, desk, line)
    reader = request.POST.get("reader", "")[:64]
    act = act_id_of(request, line, reader, request.POST.get("on", ""), request.POST.get("clock", "")) or new_act_id()
    if desk.done(act) is None:  # sent twice: he holds it, and is no longer among those it can be given to
        form = _form(desk, holders(desk, line), request.POST)
        if not form.is_taken():
            return _page(request, desk, line, form)
        try:
            until = form.at(zone_of_case(desk).key, today_of_case(desk))
            give_line(desk, line, form.cleaned_data["reader"], until=until, act_id=act)
        except LineWrong as error:
            return _page(request, desk, line, form, error)
    return redirect(f"{reverse('line_holders', kwargs={'case': desk.case, 'line': line})}?done=given")


@sent_to("line_holders")
@case_act
def line_take(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """Takes the line, or his channel, back from somebody."""
    _allowed(desk, line)
    require_drawn_for(request, desk, line)
    reader = request.POST.get("reader", "")[:64]
    try:
        take_line(desk, line, reader, act_id=act_id_of(request, line, reader))
    except LineWrong as error:
        return _page(request, desk, line, error=error)
    if reader == desk.reader:  # he has given up his own: the page is not there for him any more
        return redirect(reverse("lines", kwargs={"case": desk.case}))
    return redirect(f"{reverse('line_holders', kwargs={'case': desk.case, 'line': line})}?done=taken")
