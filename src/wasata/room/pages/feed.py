"""Feeds: how each source stands, what it brought, when it is asked next; setting one up, with a look before.

Danger: a source that fell silent and a page that looks well; a feed that was never looked at before it was trusted.
Duty: the page of all feeds, the form with its "try it" step, pause, resume, ask now, drop, change. Made from `intake` and
nothing else; those who do not hold it have no such page.
Shape: a button changes the record, and the room's own thread (`room.asking`) does what it says; "try it" and nothing else
asks while the person waits.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk.access import Desk, new_act_id
from wasata.desk.feed import (
    LOG,
    FeedLine,
    FeedsPage,
    Kept,
    NewFeed,
    drop_feed,
    feed_of,
    feeds,
    pause_feed,
    resume_feed,
    set_feed,
)
from wasata.desk.outgoing import Tried, open_intake, try_feed
from wasata.errors import FeedUnknown, FeedWrong, OutgoingError, WasataError
from wasata.listen.addresses import allowed_inside
from wasata.listen.feeds import Item
from wasata.room import asking, wiring
from wasata.room.charts import fortnight
from wasata.room.charts.picture import Picture
from wasata.room.forms.feed import FeedForm
from wasata.room.languages import page_language
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Trouble, act_id_of, case_act, case_page, needs, sent_to, show

LOGS = (LOG,)
SHOWN = 5
"""Items of a feed that are shown before it is set up."""
TURNS = ("ask", "pause", "resume", "drop", "follow")


@dataclass(frozen=True, slots=True)
class Shown:
    """One feed on the page: its line, its picture, how it stands in words, whether it is being asked."""

    line: FeedLine
    picture: Picture
    mark: str
    trouble: str
    trouble_next: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class FeedPage:
    told: FeedsPage | None
    feeds: tuple[Shown, ...]
    counts: tuple[tuple[str, int], ...]
    may_open: bool
    asks_by_itself: bool
    act: str
    trouble: Trouble | None = None
    said: str = ""


_MARKS = {
    "well": "s-met", "quiet": "s-open", "waiting": "s-open", "failing": "s-now", "unreachable": "s-due", "paused": "s-open",
    "stopped": "s-open",
}  # fmt: skip


def _shown(desk: Desk, line: FeedLine, wanted: bool) -> Shown:
    lang = page_language()
    days = tuple(fortnight.Day(d.day, d.asks, d.failures, d.taken, d.archived, d.known) for d in line.days)
    drawn = fortnight.draw(fortnight.Fortnight(f"w-{line.feed}", words.say("feed.chart.title", lang), days), lang)
    trouble = trouble_next = ""
    if line.error:
        trouble, trouble_next = in_words(line.error, line.host, line.status)
    return Shown(asking.as_of_now(desk.case, line), drawn, _MARKS[line.state], trouble, trouble_next, wanted)


def in_words(code: str, host: str, status: int | None) -> tuple[str, str]:
    """What went wrong with an asking and the next move, said of its code: the values of that moment were not kept."""
    lang = page_language()
    key = f"feed.error.{code.partition('.')[2]}"
    told = key if words.has(key, lang) else "feed.error.other"
    move = f"{code}.next" if words.has(f"{code}.next", lang) else "feed.unread.next"
    return words.say(told, lang, host=host, status=status or ""), words.say(move, lang)


def _page(request: HttpRequest, desk: Desk, trouble: WasataError | None = None, said: str = "") -> HttpResponse:
    if not desk.holds(LOG):
        page = FeedPage(None, (), (), True, True, new_act_id(), Trouble.of(trouble))
        return show(request, "room/feed/list.html", page, desk=desk, here="feed", logs=())
    told = feeds(desk)
    wanted = asking.wanted(desk.case)
    shown = tuple(_shown(desk, line, line.feed in wanted) for line in told.feeds)
    counts: dict[str, int] = {}
    for one in shown:
        counts[one.line.state] = counts.get(one.line.state, 0) + 1
    page = FeedPage(
        told, shown, tuple(counts.items()), False, asking.is_running(), new_act_id(),
        Trouble.of(trouble), said,
    )  # fmt: skip
    status = status_of(trouble) if trouble else 200
    return show(request, "room/feed/list.html", page, desk=desk, here="feed", logs=LOGS, status=status)


def _needs(desk: Desk) -> None:
    """To those who hold no intake there is no such page; but a lead may open it in a case that is older than it."""
    if not desk.holds(LOG) and not (desk.may("open_log") and LOG not in desk.home.logs(desk.case)):
        raise wiring.NotHere


@require_GET
@case_page
def feed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every feed of the case and how it stands."""
    _needs(desk)
    done = request.GET.get("done", "")
    said = words.say(f"feed.done.{done}", page_language()) if done in (*TURNS, "set", "wait") else ""
    return _page(request, desk, said=said)


@sent_to("feed")
@case_act
def feed_open(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opens the intake of a case that is older than it."""
    _needs(desk)
    open_intake(desk, act_id=act_id_of(request))
    return redirect(reverse("feed", kwargs={"case": desk.case}))


# ---- setting one up


@dataclass(frozen=True, slots=True)
class ItemLine:
    title: str
    text: str
    lang: str
    published: date | None
    published_at: datetime | None
    full: bool
    address: str | None


@dataclass(frozen=True, slots=True)
class AddPage:
    """The form, and what a look at the address found. `feed` is the one that is changed; empty for a new one."""

    form: FeedForm
    feed: str
    act: str
    found: str = ""
    items: tuple[ItemLine, ...] = ()
    n_items: int = 0
    undated: int = 0
    offers: tuple[str, ...] = ()
    trouble: Trouble | None = None
    tried: bool = False


def _form_page(
    request: HttpRequest, desk: Desk, form: FeedForm, *, feed: str = "", tried: Tried | None = None,
    error: WasataError | None = None,
) -> HttpResponse:  # fmt: skip
    lang = page_language()
    found, n, undated = "", 0, 0
    items: tuple[ItemLine, ...] = ()
    error = error or (tried.error if tried else None)
    if tried is not None and tried.feed is not None:
        got = tried.feed
        n, undated = len(got.items), sum(i.published is None for i in got.items)
        found = words.say(
            "feed.found", lang, form=words.say(f"feed.form.{got.form}", lang), title=got.title or tried.final
        )
        items = tuple(map(_item_line, got.items[:SHOWN]))
    page = AddPage(
        form, feed, new_act_id(), found, items, n, undated, tried.offers if tried else (),
        Trouble.of(error), tried is not None and tried.feed is not None,
    )  # fmt: skip
    status = status_of(error) if error else 400 if form.is_bound and form.errors else 200
    return show(request, "room/feed/add.html", page, desk=desk, here="feed", logs=LOGS, status=status)


def _item_line(item: Item) -> ItemLine:
    text = " ".join(item.text.split())
    cut = text if len(text) <= 240 else text[:240].rsplit(" ", 1)[0] + "…"
    arabic = sum("\u0600" <= c <= "\u06ff" for c in f"{item.title}{cut}") * 3 > len(cut)
    title = words.tame(item.title or item.address or "")
    return ItemLine(title, words.tame(cut), "ar" if arabic else "en", item.published, item.published_at, item.full,
                    item.address)  # fmt: skip


@require_GET
@case_page
def feed_add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form of a new feed."""
    _needs(desk)
    desk.require("set_feed")
    return _form_page(request, desk, FeedForm(initial={"address": request.GET.get("address", "")[:2000]}))


@require_GET
@case_page
def feed_change(request: HttpRequest, desk: Desk, feed: str) -> HttpResponse:
    """The form of a feed that stands."""
    needs(desk, *LOGS)
    kept = _found(desk, feed)
    desk.require("set_feed")
    return _form_page(request, desk, FeedForm(feed=kept), feed=feed)


def _found(desk: Desk, feed: str) -> Kept:
    try:
        return feed_of(desk, feed)
    except FeedUnknown:
        raise wiring.NotHere from None


def _stands(desk: Desk, feed: str) -> Kept | None:
    """The feed that is changed, if one is: where it was dropped meanwhile the act itself says so."""
    if not feed or not desk.holds(LOG):
        return None
    with suppress(FeedUnknown):
        return feed_of(desk, feed)
    return None


@sent_to("feed_add")
@case_act
def feed_try(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Looks at the address once, and shows the first items. The desk is not held meanwhile: others go on reading."""
    _needs(desk)
    desk.require("set_feed")
    name = request.POST.get("feed", "")[:64]
    form = FeedForm(request.POST, feed=_stands(desk, name))
    if not form.is_valid():
        return _form_page(request, desk, form, feed=name)
    given: dict[str, Any] = form.cleaned_data
    try:
        tried = try_feed(
            desk, given["address"], form=given["form"] or "auto", pattern=given["pattern"] or "", allowed=allowed_inside(),
            act_id=act_id_of(request, repr(sorted(given.items())), new_act_id()),
        )  # fmt: skip
    except (OutgoingError, FeedWrong) as error:
        return _form_page(request, desk, form, feed=name, error=error)
    if tried.feed is not None and not given["called"]:
        again = request.POST.copy()
        again["called"] = form.told(tried.feed.title).name
        form = FeedForm(again, feed=form.kept)
        form.is_valid()
    return _form_page(request, desk, form, feed=name, tried=tried)


@sent_to("feed_add")
@case_act
def feed_set(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sets the feed up, or changes it."""
    _needs(desk)
    desk.require("set_feed")
    name = request.POST.get("feed", "")[:64]
    form = FeedForm(request.POST, feed=_stands(desk, name))
    if not form.is_valid():
        return _form_page(request, desk, form, feed=name)
    told: NewFeed = form.told()
    try:
        made = set_feed(
            desk, told, feed=name or None, allowed=allowed_inside(), act_id=act_id_of(request, name, repr(told))
        )  # fmt: skip
    except (OutgoingError, FeedWrong, FeedUnknown) as error:
        return _form_page(request, desk, form, feed=name, error=error)
    asking.want(desk.case, made, desk.reader)
    return redirect(f"{reverse('feed', kwargs={'case': desk.case})}?done=set")


# ---- the buttons


@sent_to("feed")
@case_act
def feed_turn(request: HttpRequest, desk: Desk, feed: str) -> HttpResponse:
    """One of the buttons of a feed: ask now, pause, resume, drop, follow it to where it moved."""
    needs(desk, *LOGS)
    desk.require("set_feed")
    what = request.POST.get("what", "")
    kept = _found(desk, feed)
    act = act_id_of(request, feed, what)
    if what == "ask":
        what = "ask" if asking.want(desk.case, feed, desk.reader) else "wait"
    elif what == "pause":
        pause_feed(desk, feed, act_id=act)
    elif what == "resume":
        resume_feed(desk, feed, act_id=act)
    elif what == "drop":
        drop_feed(desk, feed, act_id=act)
    elif what == "follow" and kept.moved_to:
        new = NewFeed(kept.name, kept.moved_to, kept.form, kept.outlet, kept.outlet_kind, kept.lang, kept.every_minutes,
                      kept.pages, kept.pattern)  # fmt: skip
        try:
            set_feed(desk, new, feed=feed, allowed=allowed_inside(), act_id=act)
        except (OutgoingError, FeedWrong) as error:
            return _page(request, desk, error)
    said = f"?done={what}" if what in (*TURNS, "wait") else ""
    return redirect(reverse("feed", kwargs={"case": desk.case}) + said)
