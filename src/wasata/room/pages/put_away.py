"""A report put away as not about the case, and called back: what it means is shown before it is done.

Danger: a figure that leaves every page by one press too quick, with nobody saying why.
Duty: one address with the form: what counts no more, the reason asked for; or, for a report that is put away, calling it back.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wasata import words
from wasata.desk import put_away as desk_put_away
from wasata.desk.access import Desk, new_act_id
from wasata.desk.put_away import Effect
from wasata.errors import PutAwayWrong, ReasonTooLong
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, show

LOGS = ("press",)


@dataclass(frozen=True, slots=True)
class AwayPage:
    """What is asked. `counts`: what counts no more, in words; `relations`: what it did to earlier reports, with headlines."""

    effect: Effect
    counts: tuple[str, ...]
    relations: tuple[tuple[str, str], ...]
    typed: str
    act: str
    trouble: Trouble | None = None


@case_act
def report_away(request: HttpRequest, desk: Desk, report: str) -> HttpResponse:
    """The form in which a report is put away, or called back; and the act."""
    needs(desk, *LOGS)
    lang = page_language()
    effect = desk_put_away.effect_of(desk, report)
    desk.require("call_back" if effect.away else "put_away")
    typed = request.POST.get("reason", "").replace("\r\n", "\n")
    trouble = None
    if request.method == "POST":
        back = request.POST.get("do") == "back"
        act = act_id_of(request, report, "back" if back else "away", typed)
        try:
            if back:
                desk_put_away.call_back(desk, report, typed, act_id=act)
            else:
                desk_put_away.put_away(desk, report, typed, act_id=act)
            return redirect(reverse("report", kwargs={"case": desk.case, "report": report}))
        except (PutAwayWrong, ReasonTooLong) as wrong:
            trouble = Trouble.of(wrong)
    counts = tuple(words.count(f"putaway.n_{group}", n, lang) for group, n in effect.counts.items() if n)
    relations = tuple((words.say(f"report.relation.{r}", lang), title) for r, _, title in effect.relations)
    page = AwayPage(effect, counts, relations, typed, new_act_id(), trouble)
    status = 400 if trouble else 200
    return show(request, "room/press/away.html", page, desk=desk, here="press", logs=LOGS, status=status)
