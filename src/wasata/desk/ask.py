"""Asking a feed: what goes out for it, what comes in, and when it is asked again.

Danger: a source asked every second because it is broken; a report taken in twice because the room was killed half way; a log
that grows by an entry a minute while nothing happens.
Duty: `ask_feed` asks once and files what is new, `write` records it, `merged` and `is_worth_writing` keep the record short,
`wait_after` says how long to leave the other side alone.
Shape: an item is filed under an act id made of feed, item and words, so that asking again after a sudden end files nothing
twice. Randomness and clock are passed in; whoever asks is passed in too (`Courtesy`). An item whose words changed is filed
anew and linked to what it was as a rewrite.
"""

import fcntl
import hashlib
import os
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from wasata.desk.access import Desk
from wasata.desk.archive import Filing, file_report
from wasata.desk.coming import as_new, zone_of_case
from wasata.desk.feed import INTAKE, LOG, Kept
from wasata.desk.filed import instant
from wasata.desk.taking import NewReport, link_reports
from wasata.errors import (
    AnswerRefused,
    AskingStopped,
    DeskError,
    LinkWrong,
    ListenError,
    NoNetwork,
    OutgoingError,
    OutgoingStopped,
    RobotsForbid,
)
from wasata.listen import intake
from wasata.listen.courtesy import Courtesy
from wasata.listen.feeds import Item, read_feed
from wasata.listen.fetching import Fetched
from wasata.record.home import Home
from wasata.record.kinds.base import Fact
from wasata.record.kinds.feed import FeedAsked, FeedPaused, ItemSeen
from wasata.values import CameBy

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.5, */*;q=0.1"
AT_ONCE = 40
"""Items that are filed from one asking; the others wait for the next, which is soon."""
PAGES_AT_ONCE = 12
"""Of them, those that need a page of their own."""
MOST_IN_ONE = 40
"""Reports of one file: an address may lead to a whole mailbox, which is taken in as a file instead."""
TRIES = 3
"""How often a page that cannot be had is asked for before the item's own words must do."""
WRITE_AFTER = timedelta(hours=1)
"""While nothing is new and nothing changes, a feed leaves no more than one entry in so long."""
LONGEST_WAIT = 24 * 3600.0
NO_NETWORK_WAIT = 300.0
SOON = 300.0


@dataclass(slots=True)
class Tries:
    """How often the page of an item was asked for in vain, in this process."""

    of: dict[tuple[str, str], int] = field(default_factory=dict)

    def again(self, feed: str, key: str) -> bool:
        """Counts one more, and says whether it may be tried again."""
        n = self.of[feed, key] = self.of.get((feed, key), 0) + 1
        if n >= TRIES:
            del self.of[feed, key]
        return n < TRIES


@contextmanager
def alone(home: Home, courtesy: Courtesy, *, wait: bool) -> Iterator[bool]:
    """Whether nobody else asks the feeds of this home now: the room and a person at a terminal would each ask every feed, count
    each failure twice and knock at one host at one moment.

    Args:
        wait: until whoever asks has done; else it is False at once.
    """
    handle = os.open(home.path / "asking", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        courtesy.others_asked(time.time() - os.fstat(handle).st_mtime)
        try:
            yield True
        finally:
            os.utime(handle)
    finally:
        os.close(handle)


def is_due(feed: Kept, now: datetime) -> bool:
    """Whether it is a feed's time."""
    return feed.state == "on" and (not feed.next_at or instant(feed.next_at) <= now)


def ask_feed(
    desk: Desk, feed: Kept, courtesy: Courtesy, lot: random.Random, tries: Tries, *, waiting: FeedAsked | None = None,
    by: str | None = None,
) -> FeedAsked:  # fmt: skip
    """Asks a feed once and files what is new. Gives what became of it, not yet written.

    Args:
        waiting: what was asked before and is not written yet.
        by: the person who wants it now.

    Raises:
        OutgoingStopped: nothing may go out of this case.
        AskingStopped: the room closes; what was filed is filed, and is told again when the feed is next asked.
    """
    desk.require("ask_feed")
    feed = replace(feed)  # as it stands now: the fold's own goes on while pages are asked for
    _refuse_if_stopped(desk, feed)
    began, before = desk.now(), courtesy.requests
    in_row = feed.failed_in_row + (waiting.failures if waiting else 0)
    try:
        got = courtesy.get(
            feed.address, etag=None if feed.left else feed.etag, last_modified=None if feed.left else feed.last_modified,
            accept=ACCEPT, leave=lambda: _refuse_if_stopped(desk, feed),
        )  # fmt: skip
        came = _Came(got.etag or feed.etag, got.last_modified or feed.last_modified)
        if isinstance(got, Fetched):
            came = _came(desk, feed, got, courtesy, tries)
    except AskingStopped:
        raise
    except (OutgoingError, ListenError) as error:
        return _failed(desk, feed, error, began, courtesy.requests - before, in_row, lot, by)
    wait = wait_after(feed, "unchanged", 0, lot, left=came.left, max_age=came.max_age)
    return FeedAsked(
        feed=feed.feed, outcome="new" if came.items else "unchanged", requests=courtesy.requests - before, first_at=began,
        last_at=began, next_at=desk.now() + timedelta(seconds=wait), etag=_short(came.etag),
        last_modified=_short(came.last_modified), items=came.items, left=came.left,
        moved_to=came.moved if came.moved != feed.moved_to else None, by=by,
    )  # fmt: skip


def _short(header: str | None) -> str | None:
    return header if header and len(header) <= 512 and header.isprintable() and header.isascii() else None


def _refuse_if_stopped(desk: Desk, feed: Kept) -> None:
    """Nothing more goes out for a feed once somebody stopped all, or since it was first looked at paused, dropped or changed
    this one."""
    with desk.hold():
        intake = desk.fold(INTAKE)
        now = intake.feeds[feed.feed]
        if intake.stopped or (now.state, now.address) != (feed.state, feed.address):
            raise OutgoingStopped


def _failed(
    desk: Desk, feed: Kept, error: ListenError, began: datetime, requests: int, in_row: int, lot: random.Random,
    by: str | None,
) -> FeedAsked:  # fmt: skip
    away = isinstance(error, NoNetwork)
    status = int(str(error.values["status"])) if isinstance(error, AnswerRefused) else None
    retry = int(str(error.values["retry_after"])) if isinstance(error, AnswerRefused) else 0
    outcome: Literal["unreachable", "failed"] = "unreachable" if away else "failed"
    wait = wait_after(feed, outcome, in_row, lot, retry_after=retry)
    return FeedAsked(
        feed=feed.feed, outcome=outcome, failures=1, requests=requests, first_at=began, last_at=began,
        next_at=desk.now() + timedelta(seconds=wait), error=error.code, status=status, by=by,
    )  # fmt: skip


def wait_after(
    feed: Kept, outcome: str, in_row: int, lot: random.Random, *, retry_after: int = 0, left: int = 0, max_age: int = 0
) -> float:
    """Seconds until a feed is asked again: its own interval; longer each time it fails; as long as the other side asks.

    Without a network nothing is the source's fault: it is tried again in a few minutes. A little chance in each, so that
    many feeds that failed at one moment do not come back at one moment.
    """
    every = feed.every_minutes * 60.0
    if outcome == "unreachable":
        return NO_NETWORK_WAIT * lot.uniform(0.9, 1.3)
    if outcome == "failed":
        longer = min(every * 2.0 ** min(in_row, 10), max(LONGEST_WAIT, every))
        return max(longer * lot.uniform(0.85, 1.25), float(retry_after))
    if left:
        return min(every, SOON)
    return max(every, min(float(max_age), 3600.0)) * lot.uniform(0.97, 1.08)


# ---- what came


@dataclass(frozen=True, slots=True)
class _Came:
    etag: str | None
    last_modified: str | None
    items: tuple[ItemSeen, ...] = ()
    left: int = 0
    moved: str | None = None
    max_age: int = 0


def _came(desk: Desk, feed: Kept, got: Fetched, courtesy: Courtesy, tries: Tries) -> _Came:
    """Files what is new in a feed's document, oldest first."""
    told = read_feed(
        got.data, got.final, now=desk.now(), content_type=got.content_type, form=feed.form, pattern=feed.pattern or "",
    )  # fmt: skip
    new = [item for item in told.items if _is_new(feed, item)]
    new.reverse()
    if all(item.published_at for item in new):
        new.sort(key=lambda item: item.published_at or desk.now())
    seen: list[ItemSeen] = []
    left, pages = max(0, len(new) - AT_ONCE), 0
    for n, item in enumerate(new[:AT_ONCE]):
        needs_page = feed.pages and not item.full and item.address is not None
        if needs_page and pages >= PAGES_AT_ONCE:
            left += 1
            continue
        pages += needs_page
        try:
            _refuse_if_stopped(desk, feed)
            one = _file_item(desk, feed, item, courtesy, tries, needs_page=needs_page)
        except (OutgoingStopped, NoNetwork, AskingStopped):
            left += min(len(new), AT_ONCE) - n
            break
        if one is None:
            left += 1
        else:
            seen.append(one)
    keep = not left  # what waits must come again in full
    return _Came(
        got.etag if keep else None, got.last_modified if keep else None, tuple(seen), left, got.moved, got.max_age
    )


def _is_new(feed: Kept, item: Item) -> bool:
    """Whether an item was not seen, or has other words than it had."""
    was = feed.seen.get(item.key)
    return was is None or was[0] != item.digest


def _file_item(
    desk: Desk, feed: Kept, item: Item, courtesy: Courtesy, tries: Tries, *, needs_page: bool
) -> ItemSeen | None:
    """Files one item; None for one whose page could not be had and is tried again.

    Raises:
        NoNetwork, AskingStopped: nothing more goes out now.
    """
    new = _of_item(feed, item, zone_of_case(desk))
    if needs_page:
        try:
            new = _of_page(desk, feed, item, courtesy)
        except (NoNetwork, AskingStopped):
            raise
        except ListenError as error:
            for_good = isinstance(error, RobotsForbid) or not isinstance(error, OutgoingError) or (
                isinstance(error, AnswerRefused) and error.values["status"] in (401, 403, 404, 410, 451)
            )  # fmt: skip
            if not for_good and tries.again(feed.feed, item.key):
                return None
    was = feed.seen.get(item.key)
    filing = _filed(desk, feed, item, new)
    if filing is None:
        return ItemSeen(key=item.key, digest=item.digest, where="refused")
    before = was[1] if was else None
    rewrites = _rewrite(desk, filing, before)
    return ItemSeen(key=item.key, digest=item.digest, where=filing.where, report=filing.report, rewrites=rewrites)


def _rewrite(desk: Desk, filing: Filing, before: str | None) -> str | None:
    """Links a report to what the same item was before its words changed, where both are in the press."""
    if before is None or filing.where != "press" or before == filing.report:
        return None
    with suppress(DeskError):
        with suppress(LinkWrong):  # it stands already
            link_reports(desk, filing.report, before, "rewrite", act_id=f"rewrite.{filing.report}.{before}")
        return before
    return None


def _filed(desk: Desk, feed: Kept, item: Item, new: NewReport | None) -> Filing | None:
    """Where a report went; None for one without words."""
    if new is None or not any(c.isalpha() for c in new.text):
        return None
    told = "\n".join((desk.reader, feed.feed, item.key, item.digest))
    try:
        return file_report(desk, new, act_id="feed." + hashlib.sha256(told.encode()).hexdigest()[:40])
    except DeskError:
        return None


def _of_item(feed: Kept, item: Item, zone: ZoneInfo) -> NewReport | None:
    if not item.text:
        return None
    return NewReport(
        item.text, lang=feed.lang, title=item.title, outlet=feed.outlet or feed.name, outlet_kind=feed.outlet_kind,
        url=item.address, published=item.published_on(zone), published_at=item.published_at, came_by="feed",
    )  # fmt: skip


def _of_page(desk: Desk, feed: Kept, item: Item, courtesy: Courtesy) -> NewReport:
    """The report on an item's own page; what the item says of itself goes before what the page says.

    Raises:
        OutgoingError: the page cannot be had.
        ListenError: there is no report on it.
    """
    assert item.address is not None
    got = courtesy.get(
        item.address, accept="text/html, */*;q=0.5", led_by=feed.address, leave=lambda: _refuse_if_stopped(desk, feed)
    )
    assert isinstance(got, Fetched), "it was asked for without a condition"
    zone = zone_of_case(desk)
    first = next(iter(reports_in(got, "feed", zone)))
    stated = item.published is not None  # day and hour go together: the item's, or the page's
    return replace(
        first, lang=feed.lang, title=item.title or first.title, outlet=feed.outlet or feed.name,
        outlet_kind=feed.outlet_kind, url=got.final, published=item.published_on(zone) if stated else first.published,
        published_at=item.published_at if stated else first.published_at, file_name=None,
    )  # fmt: skip


_SUFFIX = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx", "message/rfc822": ".eml",
    "application/json": ".json",
}  # fmt: skip


def reports_in(got: Fetched, came_by: CameBy, zone: ZoneInfo) -> tuple[NewReport, ...]:
    """The reports in what was fetched, as intake reads them; one that states only its hour is of the day by this clock.

    Raises:
        ListenError: there is none, for the first reason that is told.
    """
    data = got.data
    suffix = _SUFFIX.get(got.media, "")
    if suffix == ".html" or (not suffix and data[:300].lstrip().lower().startswith((b"<!doctype html", b"<html"))):
        suffix, data = ".html", got.text().encode("utf-8-sig")  # our letters, whatever the page declares of itself
    place = urlsplit(got.final)
    name = (place.path.rstrip("/").rpartition("/")[2] or place.hostname or "page")[:80]
    if suffix and not name.lower().endswith(suffix):
        name += suffix
    found: list[NewReport] = []
    refused: ListenError | None = None
    for one in islice(intake.from_bytes(data, name, content_type=None if suffix else got.media), MOST_IN_ONE):
        if isinstance(one, intake.Refusal):
            refused = refused or one.error
            continue
        found.append(replace(as_new(one, came_by, zone, outlet=place.hostname), url=got.final, file_name=None))
    if not found:
        raise refused or ListenError(path=name)
    return tuple(found)


# ---- writing


def merged(waiting: FeedAsked | None, now: FeedAsked) -> FeedAsked:
    """Two askings of one feed as one entry."""
    if waiting is None:
        return now
    return now.model_copy(
        update={
            "asks": waiting.asks + now.asks, "failures": waiting.failures + now.failures,
            "requests": waiting.requests + now.requests, "first_at": waiting.first_at,
        }
    )  # fmt: skip


def is_worth_writing(feed: Kept, asked: FeedAsked) -> bool:
    """Whether an asking is written now, or waits to be told together with those after it."""
    if asked.items or asked.by or asked.moved_to or asked.outcome != feed.outcome or asked.status == 410:
        return True
    return asked.last_at - instant(feed.last_at) >= WRITE_AFTER


def write(desk: Desk, asked: FeedAsked) -> None:
    """Records what became of a feed. One that the other side says is gone for good is paused with that word."""
    facts: list[Fact] = [asked]
    if asked.status == 410:
        facts.append(FeedPaused(feed=asked.feed, why="gone", by="room"))
    told: Mapping[str, Iterable[Fact]] = {LOG: facts}
    desk.do("ask_feed", lambda: {log: tuple(fs) for log, fs in told.items()}, same=lambda _: True)
    desk.keep_if_due(LOG)
