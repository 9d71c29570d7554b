"""The analyst's hand on marks: confirm, strike, take back, correct, add; from a report's page or from a list of marks.

Danger: a button that hits another mark than the one beside which it stands.
Duty: `mark_act` does what a button beside a mark asks; `mark_form` shows and takes the form of one mark.
Shape: marks are named by their token, never by a number. After an act the reader stands where he stood: `back` names one
of a few places, and nothing else leads anywhere.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import today_of_case
from wasata.desk.filed import GROUPS
from wasata.desk.marking import add_mark, confirm_mark, correct_mark, let_go, lift_hand, strike_mark
from wasata.desk.one_mark import OneMark, mark_at
from wasata.errors import HandWrong, ReasonTooLong
from wasata.room.forms.hand import MarkForm
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, sent_to, show

LOGS = ("press",)
ACTS = {"confirm": confirm_mark, "strike": strike_mark, "lift": lift_hand, "go": let_go}
_MAY = {"confirm": "confirm_mark", "strike": "strike_mark", "lift": "lift_hand", "go": "lift_hand"}
BACK = {"doubt": "doubt", "second": "second_look"}
_KEPT = ("kind", "on", "page", "report")


def back_to(request: HttpRequest, desk: Desk, report: str, place: str = "") -> str:
    """Where the reader came from: a list, at the page and in the narrowing he had, or the report."""
    name = BACK.get(request.POST.get("back", ""))
    if name is None:
        return reverse("report", kwargs={"case": desk.case, "report": report}) + place
    kept = {k: v[:64] for k in _KEPT if (v := request.POST.get(f"at_{k}", ""))}
    at = request.POST.get("at", "")[:12]
    return (
        reverse(name, kwargs={"case": desk.case})
        + (f"?{urlencode(kept)}" if kept else "")
        + (f"#{at}" if at.isalnum() else "")
    )


@sent_to("report")
@case_act
def mark_act(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """Confirms a mark, strikes it, takes the last act on it back, or lets all of them go."""
    needs(desk, *LOGS)
    do, token = request.POST.get("do", "confirm"), request.POST.get("mark", "")[:160]
    act = ACTS.get(do)
    if act is None:
        raise SuspiciousOperation
    desk.require(_MAY[do])
    why, everywhere = request.POST.get("why", "").strip(), request.POST.get("prints") == "all"
    reach = ("all",) if everywhere else ()
    act_id = act_id_of(request, do, report, token, why, *reach)
    act(desk, report, token, why or None, everywhere=everywhere, act_id=act_id)
    return redirect(
        back_to(request, desk, report, f"#{request.POST.get('card', '')[:8]}" if request.POST.get("card") else "")
    )


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form of one mark; `one.line` None where it is to be made."""

    one: OneMark
    form: MarkForm
    token: str
    act: str
    back: str
    kept: tuple[tuple[str, str], ...]
    back_address: str
    all_prints: bool = False
    """Whether what is typed goes for all prints of the text."""
    trouble: Trouble | None = None


@case_act
def mark_form(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """The form in which a mark is corrected or made."""
    needs(desk, *LOGS)
    asked = request.POST if request.method == "POST" else request.GET
    token, group = asked.get("mark", "")[:160], asked.get("group", "")
    desk.require("correct_mark" if token else "add_mark")
    if not token and group not in GROUPS:
        raise SuspiciousOperation
    one = mark_at(desk, report, page_language(), token=token, group=group)
    if request.method != "POST" and one.line is not None:
        token = one.line.token  # what this form shows, whatever the list showed from which it was opened
    everywhere, trouble = asked.get("prints") == "all", None
    today = today_of_case(desk)
    form = MarkForm(one, today, request.POST) if request.method == "POST" else MarkForm(one, today)
    if request.method == "POST" and form.is_taken():
        try:
            made, why = form.mark(), form.cleaned_data["why"].strip() or None
            act = act_id_of(request, report, token, repr(made), why or "", *(("all",) if everywhere else ()))
            if token:
                correct_mark(desk, report, token, made, why, everywhere=everywhere, act_id=act)
            else:
                add_mark(desk, report, made, why, act_id=act)
            return redirect(back_to(request, desk, report))
        except (HandWrong, ReasonTooLong) as error:
            trouble = Trouble.of(error)
    back = asked.get("back", "")
    kept = tuple((f"at_{k}", v[:64]) for k in _KEPT if (v := asked.get(f"at_{k}", ""))) + (
        (("at", asked["at"][:12]),) if asked.get("at", "").isalnum() else ()
    )
    address = reverse(BACK[back], kwargs={"case": desk.case}) if back in BACK else reverse(
        "report", kwargs={"case": desk.case, "report": report})  # fmt: skip
    page = FormPage(one, form, token, request.POST.get("act", "")[:40] or new_act_id(), back if back in BACK else "", kept,
                    address, everywhere, trouble)  # fmt: skip
    wrong = trouble is not None or (form.is_bound and bool(form.errors))
    return show(request, "room/hand/form.html", page, desk=desk, here="press", logs=LOGS, status=400 if wrong else 200)
