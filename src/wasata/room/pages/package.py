"""Packages: what is on the table, what is known of each side, the next question, what is suggested and why.

Danger: an estimate shown to somebody who was not named; a phone held out to a delegate with what we reckon of him on it.
Duty: the pages of the cell's packages and their forms, what was typed kept; a question alone on a page, to be held up.
Shape: to one who does not hold the cell there is no such page. What follows is worked out before the desk is held.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import package as desk_package
from wasata.desk.access import Desk, new_act_id
from wasata.desk.coming import zone_of_case
from wasata.desk.evidence import contacts_offered, messages_offered, notices_offered
from wasata.desk.flagged import watched
from wasata.desk.outlook import Asked, Outlook, outlook
from wasata.desk.package_stands import Told, stands_of
from wasata.desk.package_told import (
    IssueLine,
    Overview,
    Question,
    RuleLine,
    SidePage,
    asked_of,
    issue_lines,
    overview,
    question,
    rule_lines,
    side_page,
    sides_offered,
)
from wasata.desk.package_told import Names as IssueNames
from wasata.errors import EvidenceWrong, ProposeError, WasataError, WeighingWrong
from wasata.record.kinds.package import AgainstNoDeal as NoDeal
from wasata.record.kinds.package import IssuesSet, PackagesCompared
from wasata.room import wiring
from wasata.room.charts import frontier
from wasata.room.charts.picture import Picture
from wasata.room.forms.package import (
    PARTS,
    IssueTyped,
    KnownForm,
    Rests,
    flat,
    line_sent,
    order_sent,
    package_sent,
    rule_sent,
)
from wasata.room.languages import page_language
from wasata.room.pages.parts import Trouble, act_id_of, case_act, needs, sent_to, show, typed_in
from wasata.values import LANGS, Lang

REFUSED = (WeighingWrong, EvidenceWrong, ProposeError)
LOGS = ("cell",)
HERE = "package"


@dataclass(frozen=True, slots=True)
class PackagesPage:
    told: Overview
    picture: Picture | None
    whole: bool


@dataclass(frozen=True, slots=True)
class IssuesPage:
    """What is on the table, as it is set: `one`: the issue that is open in the form."""

    issues: tuple[IssueLine, ...]
    rules: tuple[RuleLine, ...]
    lines: tuple[tuple[str, str, bool], ...]
    one: IssueTyped
    options: tuple[tuple[str, str], ...]
    parts: range
    may_set: bool
    trouble: Trouble | None
    act: str


@dataclass(frozen=True, slots=True)
class OneSidePage:
    told: SidePage
    form: KnownForm | None
    options: tuple[tuple[str, str], ...]
    parts: range
    trouble: Trouble | None
    act: str


@dataclass(frozen=True, slots=True)
class AskPage:
    """One question for a side, to be put and answered in a meeting. `others`: those it may be changed for; `waiting`: it was put
    before."""

    side: SidePage
    asked: Question | None
    others: tuple[Question, ...]
    put: str | None
    form: KnownForm | None
    trouble: Trouble | None
    act: str


def _found(desk: Desk) -> Outlook | None:
    needs(desk, *LOGS)
    return outlook(desk)


# ---- the overview


def _picture(told: Overview) -> Picture | None:
    if not told.suggestions:
        return None
    lang = page_language()
    sides = tuple(side.name for side in told.sides)

    def point(one: Any, number: int | None) -> frontier.Point:
        listed = words.say("package.comma", lang).join(f"{s.name}: {s.words}" for s in one.settled)
        return frontier.Point(tuple((w.low, w.middle, w.high) for _, w in one.worth), listed, number)

    suggested = [point(one, n) for n, one in enumerate(told.suggestions, 1)]
    known = {one.settled for one in told.suggestions}
    rest = [point(one, None) for one in told.front if tuple(_bare(one.settled)) not in {tuple(_bare(k)) for k in known}]
    chart = frontier.Frontier("front", words.say("package.chart.title", lang), sides, (*suggested, *rest))
    return frontier.draw(chart, lang)


def _bare(settled: Sequence[Any]) -> list[tuple[str, str]]:
    return [(s.issue, s.option) for s in settled]


@require_GET
@case_act
def packages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is suggested, how sure that is, the frontier, the next question for each side, and by what it came."""
    found, whole = _found(desk), "all" in request.GET
    with desk.hold():
        told = overview(desk, page_language(), found, whole_trail=whole)
        page = PackagesPage(told, _picture(told), whole)
        return show(request, "room/package/overview.html", page, desk=desk, here=HERE, logs=LOGS)


# ---- issues and rules


def _issues(
    request: HttpRequest, desk: Desk, *, one: IssueTyped | None = None, trouble: WasataError | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        stands, lang = stands_of(desk), page_language()
        told = stands.issues
        listed = issue_lines(told, lang) if told else ()
        chosen = request.GET.get("issue", "")
        if one is None:
            one = IssueTyped.of(next((i for i in told["issues"] if i["issue"] == chosen), None) if told else None)
        rules = rule_lines(told, lang) if told else ()
        page = IssuesPage(
            listed, rules, sides_offered(desk, stands, lang), one, tuple(flat(listed)), range(PARTS), desk.may("set_issues"),
            Trouble.of(trouble), new_act_id(),
        )  # fmt: skip
        return show(request, "room/package/issues.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


@require_GET
@case_act
def package_issues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The issues, their options and rules, each open to be changed."""
    needs(desk, *LOGS)
    return _issues(request, desk)


def _set(
    request: HttpRequest,
    desk: Desk,
    changed: Callable[[IssuesSet | None, str], IssuesSet],
    *,
    one: IssueTyped | None = None,
) -> HttpResponse:
    """Sets the issues anew, with one thing changed."""
    needs(desk, *LOGS)
    desk.require("set_issues")
    act = act_id_of(request, typed_in(request)) or new_act_id()
    with desk.hold():
        was = stands_of(desk).issues
    try:
        now = changed(IssuesSet.model_validate_json(json.dumps(was)) if was else None, act)
        desk_package.set_issues(desk, now.sides, now.issues, now.rules, act_id=act)
    except REFUSED as error:
        return _issues(request, desk, one=one, trouble=error, status=400)
    return redirect(reverse("package_issues", kwargs={"case": desk.case}))


def _sides(request: HttpRequest, was: IssuesSet | None) -> tuple[str, ...]:
    sent = tuple(dict.fromkeys(request.POST.getlist("sides")[:9]))
    return sent or (was.sides if was else ())


def _with(was: IssuesSet | None, sides: tuple[str, ...], **told: Any) -> IssuesSet:
    """The issues with something changed.

    Raises:
        WeighingWrong: there would be no two sides, or no issue.
    """
    now: dict[str, Any] = {"issues": was.issues, "rules": was.rules} if was else {"issues": (), "rules": ()}
    now |= told
    if len(sides) < 2:
        raise WeighingWrong(why=words.Key("package.why.sides"), value=", ".join(sides))
    if not now["issues"]:
        raise WeighingWrong(why=words.Key("package.why.no_issues"), value="")
    try:
        return IssuesSet(sides=sides, **now)
    except ValueError:
        raise WeighingWrong(why=words.Key("package.why.no_line"), value=", ".join(sides)[:60]) from None


@sent_to("package_issues")
@case_act
def package_issue_save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Adds an issue, or changes one."""
    typed = IssueTyped.sent(request.POST)

    def changed(was: IssuesSet | None, act: str) -> IssuesSet:
        part = typed.part(act)
        issues = was.issues if was else ()
        kept = tuple(part if i.issue == part.issue else i for i in issues)
        return _with(was, _sides(request, was), issues=kept if part in kept else (*kept, part))

    return _set(request, desk, changed, one=typed)


@sent_to("package_issues")
@case_act
def package_issue_drop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes an issue off the table; what is known of it stays in the record and counts no more."""
    gone = request.POST.get("issue", "")[:64]

    def changed(was: IssuesSet | None, _: str) -> IssuesSet:
        kept = tuple(issue for issue in was.issues if issue.issue != gone) if was else ()
        return _with(was, _sides(request, was), issues=kept)

    return _set(request, desk, changed)


@sent_to("package_issues")
@case_act
def package_rule_save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Adds a rule between issues."""

    def changed(was: IssuesSet | None, _: str) -> IssuesSet:
        rule = rule_sent(request.POST)
        return _with(was, _sides(request, was), rules=(*(was.rules if was else ()), rule))

    return _set(request, desk, changed)


@sent_to("package_issues")
@case_act
def package_rule_drop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Takes a rule away."""
    n = request.POST.get("n", "")
    gone = int(n) if n.isdecimal() and len(n) < 4 else -1

    def changed(was: IssuesSet | None, _: str) -> IssuesSet:
        kept = tuple(rule for k, rule in enumerate(was.rules) if k != gone) if was else ()
        return _with(was, _sides(request, was), rules=kept)

    return _set(request, desk, changed)


@sent_to("package_issues")
@case_act
def package_sides(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Says between which sides."""
    return _set(request, desk, lambda was, _: _with(was, _sides(request, was)))


# ---- one side


def _rests(desk: Desk, side: str) -> Rests:
    """What a piece may rest on. Ask inside `hold`."""
    lang, held = page_language(), desk.holds(f"line/{side}")
    return Rests(
        messages_offered(desk, side) if held else None, contacts_offered(desk, side) if held else None,
        notices_offered(desk, lang), zone_of_case(desk), watched(desk, lang),
    )  # fmt: skip


def _told_of(desk: Desk, side: str, found: Outlook | None) -> SidePage:
    try:
        return side_page(desk, side, page_language(), found)
    except WeighingWrong:
        raise wiring.NotHere from None


def _side(
    request: HttpRequest, desk: Desk, side: str, found: Outlook | None, *, form: KnownForm | None = None,
    trouble: WasataError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        told = _told_of(desk, side, found)
        if form is None and told.may_tell:
            form = KnownForm(rests=_rests(desk, side), initial={"doubt": "sure"})
        page = OneSidePage(told, form, tuple(flat(told.issues)), range(PARTS), Trouble.of(trouble), new_act_id())
        return show(request, "room/package/side.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


@require_GET
@case_act
def package_side(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """What is known of one side, on what it rests; the forms that add to it and take back."""
    return _side(request, desk, side, _found(desk))


@sent_to("package_side")
@case_act
def package_know(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """Notes something of a side: an order, a red line, a condition, a package it would accept or refuse."""
    found = _found(desk)
    desk.require("know_side")
    with desk.hold():
        told = _told_of(desk, side, found)
        form = KnownForm(request.POST, rests=_rests(desk, side))
    if not form.is_valid():
        return _side(request, desk, side, found, form=form, status=400)
    post = request.POST
    try:
        wish: Any
        match post.get("wish"):
            case "options":
                issue = next((i for i in told.issues if i.issue == post.get("issue")), None)
                if issue is None:
                    raise WeighingWrong(why=words.Key("package.why.no_issue"), value=post.get("issue", "")[:60])
                wish = order_sent(post, issue.issue, [o for o, _ in issue.options])
            case "issues":
                wish = order_sent(post, None, [i.issue for i in told.issues])
            case "no_deal":
                wish = package_sent(post, told.issues)
            case _:
                wish = line_sent(post)
        desk_package.know(
            desk, side, [wish], form.sure(), form.evidence(desk), act_id=act_id_of(request, side, typed_in(request))
        )
    except REFUSED as error:
        return _side(request, desk, side, found, form=form, trouble=error, status=400)
    return redirect(reverse("package_side", kwargs={"case": desk.case, "side": side}))


@sent_to("package_side")
@case_act
def package_withdraw(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """Takes a piece back, with the reason."""
    found = _found(desk)
    desk.require("know_side")
    piece, reason = request.POST.get("piece", "")[:64], request.POST.get("reason", "")[:2_001]
    try:
        desk_package.withdraw(desk, piece, reason, act_id=act_id_of(request, side, typed_in(request)))
    except REFUSED as error:
        return _side(request, desk, side, found, trouble=error, status=400)
    return redirect(reverse("package_side", kwargs={"case": desk.case, "side": side}))


@sent_to("package_side")
@case_act
def package_tune(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """Says what no deal is worth to a side, and which two issues have a worth together."""
    found = _found(desk)
    desk.require("know_side")
    typed = request.POST.get("no_deal", "").strip()
    no_deal = int(typed) if typed.isdecimal() and len(typed) < 4 else None if not typed else -1
    chosen = [one[:64] for one in request.POST.getlist("pair")]
    pairs = [(a, b) for a, b in zip(chosen[::2], chosen[1::2], strict=False) if a and b]
    try:
        desk_package.tune(desk, side, no_deal, pairs, act_id=act_id_of(request, side, typed_in(request)))
    except REFUSED as error:
        return _side(request, desk, side, found, trouble=error, status=400)
    return redirect(reverse("package_side", kwargs={"case": desk.case, "side": side}))


# ---- a question


def _chosen(desk: Desk, side: str, found: Outlook | None, named: str) -> tuple[Asked | None, str | None]:
    """The question a page is about: one that was put before, by its name; one of those offered; else the first. Ask inside
    `hold`."""
    put = stands_of(desk).questions.get(named)
    if put is not None and put.side == side:
        return asked_of(put), put.question
    offered = found.asked(side) if found is not None else ()
    return next((one for one in offered if one.name == named), offered[0] if offered else None), None


def _ask(
    request: HttpRequest, desk: Desk, side: str, found: Outlook | None, named: str, *, form: KnownForm | None = None,
    trouble: WasataError | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    with desk.hold():
        told = _told_of(desk, side, found)
        asked, put = _chosen(desk, side, found, named)
        issues = stands_of(desk).issues
        shown = _shown(issues, asked, found, page_language())
        if form is None and told.may_tell:
            said = words.say("package.form.said_to_us", page_language())
            form = KnownForm(rests=_rests(desk, side), initial={"doubt": "sure", "ours": said})
        others = tuple(q for q in told.questions if shown is None or q.name != shown.name)
        page = AskPage(told, shown, others, put, form, Trouble.of(trouble), new_act_id())
        return show(request, "room/package/ask.html", page, desk=desk, here=HERE, logs=LOGS, status=status)


def _shown(issues: Told | None, asked: Asked | None, found: Outlook | None, lang: Lang) -> Question | None:
    if issues is None or asked is None:
        return None
    now = found.suggestions[0].package if found is not None and found.suggestions else None
    return question(IssueNames(issues, lang), issues, asked, now)


@require_GET
@case_act
def package_ask(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """The next question for a side, with what each answer would change; made for a phone in a meeting."""
    return _ask(request, desk, side, _found(desk), request.GET.get("q", ""))


@require_GET
@case_act
def package_hold_up(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """The question alone, in both languages, to be held up to whoever is asked: nothing else stands on it."""
    found = _found(desk)
    with desk.hold():
        _told_of(desk, side, found)
        asked, _ = _chosen(desk, side, found, request.GET.get("q", ""))
        issues = stands_of(desk).issues
        shown = {lang: _shown(issues, asked, None, lang) for lang in LANGS}
    if asked is None:
        raise wiring.NotHere
    return show(request, "room/package/hold_up.html", tuple(shown.items()))


@sent_to("package_ask")
@case_act
def package_put(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """Notes that a question was put, so that its answer is known by it."""
    found = _found(desk)
    desk.require("know_side")
    named = request.POST.get("q", "")[:2_000]
    with desk.hold():
        _told_of(desk, side, found)
        asked, put = _chosen(desk, side, found, named)
    if asked is None or asked.name != named or put is not None:
        return _ask(request, desk, side, found, named, trouble=_gone(named), status=400)
    question_ = desk_package.put_question(desk, side, asked, act_id=act_id_of(request, side, named))
    return redirect(f"{reverse('package_ask', kwargs={'case': desk.case, 'side': side})}?q={question_}")


def _gone(named: str) -> WeighingWrong:
    return WeighingWrong(why=words.Key("package.why.question_gone"), value=named[:40])


@sent_to("package_ask")
@case_act
def package_answer(request: HttpRequest, desk: Desk, side: str) -> HttpResponse:
    """Notes the answer to a question, and leads to the next."""
    found = _found(desk)
    desk.require("know_side")
    post = request.POST
    named = post.get("q", "")[:2_000]
    with desk.hold():
        told = _told_of(desk, side, found)
        asked, put = _chosen(desk, side, found, named)
        form = KnownForm(post, rests=_rests(desk, side))
    if asked is None or (put is None and asked.name != named):
        return _ask(request, desk, side, found, named, form=form, trouble=_gone(named), status=400)
    if not form.is_valid():
        return _ask(request, desk, side, found, named, form=form, status=400)
    try:
        desk_package.know(
            desk, side, [_wish(told, asked, post)], form.sure(), form.evidence(desk), question=put,
            act_id=act_id_of(request, side, typed_in(request)),
        )  # fmt: skip
    except REFUSED as error:
        return _ask(request, desk, side, found, named, form=form, trouble=error, status=400)
    return redirect(reverse("package_ask", kwargs={"case": desk.case, "side": side}))


def _wish(told: SidePage, asked: Asked, post: Any) -> Any:
    if asked.kind == "options":
        options = next((i.options for i in told.issues if i.issue == asked.issue), ())
        return order_sent(post, asked.issue, [option for option, _ in options])
    if asked.kind == "issues":
        return order_sent(post, None, [i.issue for i in told.issues])
    preferred = post.get("preferred", "")
    if preferred not in ("first", "second", "same"):
        raise WeighingWrong(why=words.Key("package.why.nothing"), value=preferred[:20])
    assert asked.first is not None
    if asked.second is None:
        return NoDeal(package=dict(asked.first), preferred=preferred)
    return PackagesCompared(first=dict(asked.first), second=dict(asked.second), preferred=preferred)
