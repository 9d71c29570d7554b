"""What goes out: every request the room makes or made to another machine, and the pages that people ask for.

Danger: a request nobody remembers; a door to the outside that nobody can shut.
Duty: `fetch_page` takes in what stands at an address, once, because a person asked; `try_feed` looks at a feed before it is
set up; both are recorded whatever came of them. `outgoing` lists all that goes out with who wanted it, its last use and what
came of it. `open_intake` opens the log in a case that is older than the log.
Shape: nothing here goes out by itself. Where all was stopped, nothing goes out at all.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.archive import Filing, file_reports
from wasata.desk.ask import ACCEPT, reports_in
from wasata.desk.case import open_for_roles, opened
from wasata.desk.coming import zone_of_case
from wasata.desk.feed import INTAKE, LOG, FeedLine, feeds
from wasata.desk.filed import instant
from wasata.desk.taking import NewReport
from wasata.errors import (
    AnswerRefused,
    AskingStopped,
    IntakeNotOpened,
    ListenError,
    OutgoingError,
    OutgoingStopped,
    ReportBlank,
)
from wasata.listen.addresses import Allowed, masked
from wasata.listen.feeds import Feed, FeedForm, Item, feeds_named_in, read_feed
from wasata.listen.fetching import WHILE_SOMEBODY_WAITS, Fetched, fetch
from wasata.record.kinds.feed import FetchAsked

Ask = Callable[..., Any]
ITEMS_OF_A_PAGE = 40
"""Reports taken in from one address, where it is a feed."""

__all__ = ["Outgoing", "fetch_page", "open_intake", "outgoing", "try_feed"]


# ---- the log itself


def open_intake(desk: Desk, *, act_id: str | None = None) -> None:
    """Opens the intake of a case that is older than it, and gives it to all whose role holds one. Once is enough.

    Raises:
        IntakeNotOpened: it does not stand, and this reader may not open it.
    """
    if desk.holds(LOG):
        return
    if not desk.may("open_log"):
        raise IntakeNotOpened
    open_for_roles(desk, LOG, act_id=act_id)


# ---- a person asks


@dataclass(frozen=True, slots=True)
class Page:
    """What stood at an address, and where each report of it went: none where the same form had come before."""

    address: str
    final: str
    filed: tuple[tuple[NewReport, Filing | ReportBlank], ...]


def fetch_page(
    desk: Desk, address: str, *, allowed: Allowed = (), act_id: str | None = None, ask: Ask = fetch,
    stop: threading.Event | None = None,
) -> Page:  # fmt: skip
    """Takes in what stands at an address: the report of a page or of a file, or the items of a feed that carry their text.

    Raises:
        OutgoingStopped, IntakeNotOpened: nothing may go out of this case.
        OutgoingError: it cannot be had; recorded.
        ListenError: there is no report in it; recorded.
    """
    act_id = act_id or new_act_id()
    if desk.holds(LOG) and desk.done(_fetch_id(act_id)) is not None:  # the form came twice: nothing goes out again
        return Page(address, address, ())
    got = _asked(desk, address, "report", act_id, allowed, ask, stop)
    try:
        found = _reports(desk, got)
    except ListenError as error:
        _record(desk, got.address, "report", act_id, got=got, error=error)
        raise
    filed = tuple(zip(found, file_reports(desk, found, act_id=f"{act_id}.file"), strict=True))
    names = tuple(f.report for _, f in filed if isinstance(f, Filing))
    _record(desk, got.address, "report", act_id, got=got, reports=names)
    return Page(got.address, got.final, filed)


def _reports(desk: Desk, got: Fetched) -> tuple[NewReport, ...]:
    if _looks_like_a_feed(got):
        told = read_feed(got.data, got.final, now=desk.now(), content_type=got.content_type)
        found = tuple(_of(item, told, zone_of_case(desk)) for item in told.items if item.text)[:ITEMS_OF_A_PAGE]
        if found:
            return found
    return reports_in(got, "address", zone_of_case(desk))


def _looks_like_a_feed(got: Fetched) -> bool:
    begins = got.data[:600].lower()
    return got.media in ("application/rss+xml", "application/atom+xml", "application/feed+json") or any(
        sign in begins for sign in (b"<rss", b"<feed", b"<rdf:rdf", b"jsonfeed.org/version")
    )


def _of(item: Item, feed: Feed, zone: ZoneInfo) -> NewReport:
    return NewReport(
        item.text, title=item.title, outlet=feed.title, url=item.address, published=item.published_on(zone),
        published_at=item.published_at, came_by="address",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """What a feed would bring: its form and first items; or, where the address is a page, the feeds that it names."""

    address: str
    final: str
    feed: Feed | None
    offers: tuple[str, ...] = ()
    error: ListenError | None = None


def try_feed(
    desk: Desk, address: str, *, form: FeedForm = "auto", pattern: str = "", allowed: Allowed = (),
    act_id: str | None = None, ask: Ask = fetch, stop: threading.Event | None = None,
) -> Tried:  # fmt: skip
    """Asks once for what may become a feed, and shows what it holds. Nothing is taken in.

    Raises:
        OutgoingStopped, IntakeNotOpened: nothing may go out of this case.
        OutgoingError: it cannot be had; recorded.
    """
    act_id = act_id or new_act_id()
    got = _asked(desk, address, "feed", act_id, allowed, ask, stop)
    try:
        told = read_feed(
            got.data, got.final, now=desk.now(), content_type=got.content_type, form=form, pattern=pattern
        )  # fmt: skip
    except ListenError as error:
        _record(desk, got.address, "feed", act_id, got=got, error=error)
        return Tried(got.address, got.final, None, _offers(got), error)
    _record(desk, got.address, "feed", act_id, got=got)
    return Tried(got.address, got.final, told)


def _offers(got: Fetched) -> tuple[str, ...]:
    try:
        return feeds_named_in(got.text(), got.final)
    except ListenError:
        return ()


def _asked(
    desk: Desk, address: str, why: Literal["report", "feed"], act_id: str, allowed: Allowed, ask: Ask,
    stop: threading.Event | None,
) -> Fetched:  # fmt: skip
    """What stands at an address, asked for because a person wants it now.

    Raises:
        as `fetch_page` says.
    """
    open_intake(desk)
    desk.require("fetch_page" if why == "report" else "set_feed")
    sent: list[str] = []

    def before(here: str) -> None:  # where a redirect leads too: somebody may have said stop since the first went out
        with desk.hold():
            if desk.fold(INTAKE).stopped:
                raise OutgoingStopped
        sent.append(here)

    before(address)
    sent.clear()
    try:
        got = ask(
            address.strip(), allowed=allowed, limits=WHILE_SOMEBODY_WAITS, accept=ACCEPT, stop=stop, before=before
        )
    except OutgoingStopped:
        if sent:
            _record(desk, address.strip(), why, act_id, error=AskingStopped(host=_host(address)), sent=len(sent))
        raise
    except OutgoingError as error:
        # a refusal at once means that nothing went out; one of where a redirect leads, that something did
        if sent or error.code != "outgoing.address_refused":
            _record(desk, address.strip(), why, act_id, error=error, sent=len(sent))
        raise
    assert isinstance(got, Fetched), "it was asked for without a condition"
    return got


def _record(
    desk: Desk, address: str, why: Literal["report", "feed"], act_id: str, *, got: Fetched | None = None,
    error: ListenError | None = None, reports: Sequence[str] = (), sent: int = 1,
) -> None:  # fmt: skip
    status = int(str(error.values["status"])) if isinstance(error, AnswerRefused) else None
    told = FetchAsked(
        address=address[:3000], why=why, outcome="found" if error is None else "failed",
        requests=got.requests if got else max(1, sent), final=got.final[:3000] if got else None,
        error=error.code if error else None, status=status, reports=tuple(dict.fromkeys(reports)), by=desk.reader,
    )  # fmt: skip
    act = "fetch_page" if why == "report" else "set_feed"
    desk.do(act, lambda: {LOG: (told,)}, act_id=_fetch_id(act_id), same=lambda _: True)


def _fetch_id(act_id: str) -> str:
    return f"fetch.{name_by(act_id)}"


# ---- the list of all that goes out


@dataclass(frozen=True, slots=True)
class FetchLine:
    """One page that a person asked for. `address`, `final`: as they may be shown (`listen.addresses.masked`)."""

    at: datetime
    by: str
    address: str
    host: str
    final: str | None
    why: str
    outcome: str
    error: str | None
    status: int | None
    reports: tuple[str, ...]
    requests: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """All that goes out of a case: feeds that are asked by themselves, pages that people asked for, and the one switch."""

    feeds: tuple[FeedLine, ...]
    fetches: tuple[FetchLine, ...]
    n_fetches: int
    stopped: bool
    switched_by: str
    switched_at: datetime | None
    may_stop: bool
    may_allow: bool
    zone: str


def outgoing(desk: Desk) -> Outgoing:
    """Every outgoing request of the case: what, who wanted it, its last use, what came of it, when it goes out again.

    Raises:
        LogNotYours, NotAllowed: he who asks does not hold `intake`.
    """
    with desk.hold():
        told = feeds(desk)
        intake = desk.fold(INTAKE)
        lines = tuple(
            FetchLine(instant(f.at), f.by, masked(f.address), _host(f.address), masked(f.final) if f.final else None,
                      f.why, f.outcome, f.error, f.status, tuple(f.reports), f.requests)
            for f in reversed(intake.fetches)
        )  # fmt: skip
        return Outgoing(
            told.feeds, lines, intake.n_fetches, told.stopped, told.switched_by, told.switched_at, told.may_stop,
            told.may_allow, opened(desk).get("zone", "UTC"),
        )  # fmt: skip


def _host(address: str) -> str:
    parts = address.split("/")
    return parts[2].rpartition("@")[2] if len(parts) > 2 else masked(address)
