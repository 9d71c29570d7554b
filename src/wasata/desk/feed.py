"""Feeds of a case: who set up which, how each stands, what it brought. Made from `intake` and nothing else.

Danger: a source that fell silent a week ago and nobody saw; a request that goes out after somebody said stop.
Duty: `set_feed`, `pause_feed`, `resume_feed`, `drop_feed`; `stop_outgoing`, `allow_outgoing`; the fold `INTAKE` that pages,
the room's own thread (`ask`) and the command line are answered from.
Shape: `feeds(desk, lang) -> FeedsPage`, one line a feed with its state and its last two weeks. What goes out, request by
request, is `outgoing`; the asking itself is `ask`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic_core import from_json, to_json

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.case import opened
from wasata.desk.filed import instant, micros
from wasata.errors import FeedUnknown, FeedWrong, KindUnknown
from wasata.listen.addresses import Allowed, address_of, masked
from wasata.listen.feeds import FeedForm
from wasata.record.entry import Entry
from wasata.record.fold import Packed, View
from wasata.record.kinds.base import Fact
from wasata.record.kinds.feed import (
    FeedDropped,
    FeedPaused,
    FeedResumed,
    FeedSet,
    OutgoingAllowed,
    OutgoingStopped,
)
from wasata.record.ledger import Written
from wasata.values import Lang, OutletKind
from wasata.words import Key, tame

LOG = "intake"
DAYS = 14
"""How far back a feed's picture goes."""
QUIET_AFTER = timedelta(days=3)
"""A feed that answers and has brought nothing for so long is quiet."""
_KEPT_DAYS = 21
_SEEN = 20_000
"""Items of one feed that are known again; the oldest are forgotten first, and are known by their words even then."""
_FETCHES = 300
MOST_FEEDS = 200

State = Literal["stopped", "paused", "waiting", "unreachable", "failing", "quiet", "well"]


# ---- the fold


@dataclass(slots=True)
class Kept:
    """One feed as the fold keeps it. Hours are microseconds since 1970, 0 for never. `days`: (hour, asks, failures, taken,
    archived, known, refused) of each entry of the last weeks."""

    feed: str
    name: str
    address: str
    form: FeedForm
    outlet: str | None
    outlet_kind: OutletKind
    lang: Lang | None
    every_minutes: int
    pages: bool
    pattern: str | None
    set_by: str
    set_at: int
    state: Literal["on", "paused", "dropped"] = "on"
    why: str = ""
    changed_by: str = ""
    changed_at: int = 0
    etag: str | None = None
    last_modified: str | None = None
    outcome: str = ""
    error: str | None = None
    status: int | None = None
    failed_in_row: int = 0
    failing_since: int = 0
    last_at: int = 0
    last_new: int = 0
    next_at: int = 0
    moved_to: str | None = None
    left: int = 0
    asks: int = 0
    requests: int = 0
    taken: int = 0
    archived: int = 0
    known: int = 0
    refused: int = 0
    days: list[list[int]] = field(default_factory=list)
    seen: dict[str, list[str | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Fetch:
    """One page that a person asked for."""

    address: str
    final: str | None
    why: str
    outcome: str
    error: str | None
    status: int | None
    reports: list[str]
    requests: int
    by: str
    at: int


@dataclass(slots=True)
class Intake:
    """What goes out of a case, as of now."""

    feeds: dict[str, Kept] = field(default_factory=dict)
    fetches: list[Fetch] = field(default_factory=list)
    n_fetches: int = 0
    stopped: bool = False
    switched_by: str = ""
    switched_at: int = 0

    def step(self, entry: Entry) -> "Intake":
        d, at = entry.data, micros(entry.recorded_at)
        match entry.kind:
            case "feed.set":
                self._set(d, at)
            case "feed.paused":
                self._turned(d, "paused", d["why"], entry.author, at)
            case "feed.resumed":
                self._turned(d, "on", "", entry.author, at)
                self.feeds[d["feed"]].failed_in_row = self.feeds[d["feed"]].next_at = 0
            case "feed.dropped":
                self._turned(d, "dropped", "", entry.author, at)
                self.feeds[d["feed"]].seen = {}
            case "feed.asked":
                _asked(self.feeds[d["feed"]], d)
            case "fetch.asked":
                self.n_fetches += 1
                self.fetches.append(
                    Fetch(d["address"], d.get("final"), d["why"], d["outcome"], d.get("error"), d.get("status"),
                          list(d["reports"]), d["requests"], d["by"], at)
                )  # fmt: skip
                del self.fetches[:-_FETCHES]
            case "outgoing.stopped" | "outgoing.allowed":
                self.stopped = entry.kind == "outgoing.stopped"
                self.switched_by, self.switched_at = d["by"], at
            case _:
                raise KindUnknown(kind=entry.kind, version=entry.version)
        return self

    def _set(self, d: Mapping[str, Any], at: int) -> None:
        told: Any = {k: d.get(k) for k in ("feed", "name", "address", "form", "outlet", "outlet_kind", "lang", "every_minutes",
                                      "pages", "pattern")}  # fmt: skip
        was = self.feeds.get(d["feed"])
        made = Kept(**told, set_by=d["by"], set_at=at)
        if was is not None and was.state != "dropped":  # changed: what it brought stays with it
            for name in ("asks", "requests", "taken", "archived", "known", "refused", "days", "seen", "last_at", "last_new",
                         "outcome"):  # fmt: skip
                setattr(made, name, getattr(was, name))
            if was.state == "paused" and was.why == "person":
                made.state, made.why, made.changed_by, made.changed_at = (
                    "paused",
                    was.why,
                    was.changed_by,
                    was.changed_at,
                )
        self.feeds[d["feed"]] = made

    def _turned(
        self, d: Mapping[str, Any], state: Literal["on", "paused", "dropped"], why: str, by: str, at: int
    ) -> None:
        feed = self.feeds[d["feed"]]
        feed.state, feed.why, feed.changed_by, feed.changed_at = state, why, by, at

    def pack(self) -> bytes:
        return to_json(asdict(self))

    @classmethod
    def unpack(cls, packed: Packed) -> "Intake":
        told = from_json(bytes(packed))
        told["feeds"] = {name: Kept(**feed) for name, feed in told["feeds"].items()}
        told["fetches"] = [Fetch(**one) for one in told["fetches"]]
        return cls(**told)


def _asked(feed: Kept, d: Mapping[str, Any]) -> None:
    last = micros(datetime.fromisoformat(d["last_at"]))
    count = dict.fromkeys(("press", "archive", "known", "refused"), 0)
    for item in d["items"]:
        count[item["where"]] += 1
        feed.seen.pop(item["key"], None)  # the newest stand last
        feed.seen[item["key"]] = [item["digest"], item.get("report")]
    for key in list(feed.seen)[: max(0, len(feed.seen) - _SEEN)]:
        del feed.seen[key]
    feed.taken += count["press"]
    feed.archived += count["archive"]
    feed.known += count["known"]
    feed.refused += count["refused"]
    feed.asks += d["asks"]
    feed.requests += d["requests"]
    went_well = d["outcome"] in ("new", "unchanged")
    if went_well:
        feed.failed_in_row = feed.failing_since = 0
        feed.etag, feed.last_modified = d.get("etag"), d.get("last_modified")
        feed.left = d["left"]
    elif d["outcome"] == "failed":
        feed.failing_since = feed.failing_since or micros(datetime.fromisoformat(d["first_at"]))
        feed.failed_in_row += d["failures"]
    feed.outcome, feed.error, feed.status = d["outcome"], d.get("error"), d.get("status")
    feed.last_at, feed.next_at = last, micros(datetime.fromisoformat(d["next_at"]))
    if d["items"]:
        feed.last_new = last
    feed.moved_to = d.get("moved_to") or feed.moved_to
    feed.days.append(
        [last, d["asks"], d["failures"], count["press"], count["archive"], count["known"], count["refused"]]
    )
    oldest = last - _KEPT_DAYS * 86_400 * 1_000_000
    while feed.days and feed.days[0][0] < oldest:
        feed.days.pop(0)


INTAKE: View[Intake] = View("intake", 1, (LOG,), Intake, Intake.step, Intake.pack, Intake.unpack)


# ---- acts


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed as a person sets it up. `pattern`: of a list, which paths are articles (`/news/*`)."""

    name: str
    address: str
    form: FeedForm = "auto"
    outlet: str | None = None
    outlet_kind: OutletKind = "unknown"
    lang: Lang | None = None
    every_minutes: int = 30
    pages: bool = True
    pattern: str | None = None


def set_feed(
    desk: Desk, new: NewFeed, *, feed: str | None = None, allowed: Allowed = (), act_id: str | None = None
) -> str:
    """Sets up a feed, or changes the one named `feed`. Gives its name in the record.

    Raises:
        FeedWrong: it has no name, is asked too often or too seldom, or its address stands already.
        AddressRefused: its address is none the room asks.
        FeedUnknown: there is no feed of that name to change.
    """
    desk.require("set_feed")
    act_id = act_id or new_act_id()
    name = " ".join(new.name.split())
    if not any(c.isalnum() for c in name) or len(name) > 120:
        raise FeedWrong(why=Key("feed.why.name"), value="")
    if not 5 <= new.every_minutes <= 10_080:
        raise FeedWrong(why=Key("feed.why.every"), value=new.every_minutes)
    pattern = (new.pattern or "").strip() or None
    if pattern and (not pattern.startswith("/") or len(pattern) > 200 or pattern.count("*") > 8):
        raise FeedWrong(why=Key("feed.why.pattern"), value=pattern[:80])
    address = address_of(new.address, allowed).whole
    ident = feed or _ident_of(name, address, act_id)
    told = FeedSet(
        feed=ident, name=name, address=address, form=new.form, outlet=(new.outlet or "").strip()[:200] or None,
        outlet_kind=new.outlet_kind, lang=new.lang, every_minutes=new.every_minutes, pages=new.pages, pattern=pattern,
        by=desk.reader,
    )  # fmt: skip

    def decide() -> Mapping[str, Sequence[Fact]]:
        with desk.hold():
            stand = desk.fold(INTAKE).feeds
            if feed is not None and (feed not in stand or stand[feed].state == "dropped"):
                raise FeedUnknown(feed=feed)
            there = next((k for k in stand.values() if k.address == address and k.state != "dropped"), None)
            if there is not None and there.feed != ident:
                raise FeedWrong(why=Key("feed.why.twice"), value=there.name)
            if feed is None and sum(k.state != "dropped" for k in stand.values()) >= MOST_FEEDS:
                raise FeedWrong(why=Key("feed.why.many"), value=MOST_FEEDS)
        return {LOG: (told,)}

    desk.do("set_feed", decide, act_id=act_id, same=exactly({LOG: (told,)}))
    return ident


def _ident_of(name: str, address: str, act_id: str) -> str:
    """A short name for the record: of the feed's letters where they are Latin, else of its host; told apart by the act."""
    host = address.split("/")[2].removeprefix("www.").split(":")[0]
    base = re.sub(r"[^a-z0-9]+", "-", (name if name.isascii() else host).lower()).strip("-")[:40]
    return f"{base or 'feed'}-{name_by(act_id)[:6]}"


def pause_feed(desk: Desk, feed: str, *, act_id: str | None = None) -> Written:
    """A feed is not asked until somebody resumes it."""
    return _turn(desk, "set_feed", feed, FeedPaused(feed=feed, why="person", by=desk.reader), act_id)


def resume_feed(desk: Desk, feed: str, *, act_id: str | None = None) -> Written:
    """A paused feed is asked again, at once."""
    return _turn(desk, "set_feed", feed, FeedResumed(feed=feed, by=desk.reader), act_id)


def drop_feed(desk: Desk, feed: str, *, act_id: str | None = None) -> Written:
    """A feed is asked no more. What it brought stays."""
    return _turn(desk, "set_feed", feed, FeedDropped(feed=feed, by=desk.reader), act_id)


def _turn(desk: Desk, act: str, feed: str, fact: Fact, act_id: str | None) -> Written:
    def decide() -> Mapping[str, Sequence[Fact]]:
        feed_of(desk, feed)
        return {LOG: (fact,)}

    return desk.do(act, decide, act_id=act_id, same=exactly({LOG: (fact,)}))


def stop_outgoing(desk: Desk, *, act_id: str | None = None) -> Written:
    """Nothing goes out of this case any more."""
    facts = {LOG: (OutgoingStopped(by=desk.reader),)}
    return desk.do("stop_outgoing", lambda: facts, act_id=act_id, same=exactly(facts))


def allow_outgoing(desk: Desk, *, act_id: str | None = None) -> Written:
    """What was set up goes out again."""
    facts = {LOG: (OutgoingAllowed(by=desk.reader),)}
    return desk.do("allow_outgoing", lambda: facts, act_id=act_id, same=exactly(facts))


# ---- questions


def feed_of(desk: Desk, feed: str) -> Kept:
    """A feed that stands.

    Raises:
        FeedUnknown: there is none of that name, or it was dropped.
    """
    with desk.hold():
        found = desk.fold(INTAKE).feeds.get(feed)
    if found is None or found.state == "dropped":
        raise FeedUnknown(feed=feed)
    return found


@dataclass(frozen=True, slots=True)
class FeedDay:
    """One day of a feed, by the clock of the case."""

    day: date
    asks: int
    failures: int
    taken: int
    archived: int
    known: int
    refused: int

    @property
    def brought(self) -> int:
        return self.taken + self.archived


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed: how it stands, what it brought, when it is asked next; its last two weeks, oldest day first. `address`,
    `moved_to`: as they may be shown (`listen.addresses.masked`); `is_whole`: nothing of the address is hidden."""

    feed: str
    name: str
    address: str
    host: str
    form: str
    outlet: str | None
    outlet_kind: str
    lang: Lang | None
    every_minutes: int
    pages: bool
    pattern: str | None
    set_by: str
    set_at: datetime
    state: State
    since: datetime | None
    error: str | None
    status: int | None
    gone: bool
    last_at: datetime | None
    last_new: datetime | None
    next_at: datetime | None
    moved_to: str | None
    left: int
    asks: int
    requests: int
    taken: int
    archived: int
    known: int
    refused: int
    days: tuple[FeedDay, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """Every feed of a case, those in trouble first; and whether anything may go out."""

    feeds: tuple[FeedLine, ...]
    stopped: bool
    switched_by: str
    switched_at: datetime | None
    no_network: bool
    may_set: bool
    may_stop: bool
    may_allow: bool


_ORDER: dict[State, int] = {
    "failing": 0, "unreachable": 1, "waiting": 2, "quiet": 3, "well": 4, "paused": 5, "stopped": 6,
}  # fmt: skip


def feeds(desk: Desk) -> FeedsPage:
    """How all feeds of the case stand.

    Raises:
        LogNotYours, NotAllowed: he who asks does not hold `intake`.
    """
    desk.require("read_intake")
    with desk.hold():
        intake = desk.fold(INTAKE)
        zone = ZoneInfo(opened(desk).get("zone", "UTC"))
        now = desk.now()
        lines = [feed_line(k, now, zone, stopped=intake.stopped) for k in intake.feeds.values() if k.state != "dropped"]
        lines.sort(key=lambda line: (_ORDER[line.state], line.name))
        asked = [line for line in lines if line.state not in ("paused", "stopped", "waiting")]
        return FeedsPage(
            tuple(lines), intake.stopped, intake.switched_by, _hour(intake.switched_at),
            _no_network(asked),
            desk.may("set_feed"), desk.may("stop_outgoing"), desk.may("allow_outgoing"),
        )  # fmt: skip


def _no_network(asked: Sequence[FeedLine]) -> bool:
    """Whether it is rather this machine that reaches nobody: it says so itself, or not one of several hosts is to be found."""
    if not asked or not all(f.state == "unreachable" or f.error == "outgoing.silent" for f in asked):
        return False
    return any(f.state == "unreachable" for f in asked) or len({f.host for f in asked}) > 1


def feed_line(k: Kept, now: datetime, zone: ZoneInfo, *, stopped: bool) -> FeedLine:
    """One feed as pages show it."""
    state, since = _state(k, now, stopped=stopped)
    return FeedLine(
        k.feed, tame(k.name), masked(k.address), k.address.split("/")[2].rpartition("@")[2], k.form,
        tame(k.outlet) if k.outlet else None, k.outlet_kind,
        k.lang, k.every_minutes,
        k.pages, k.pattern, k.set_by, instant(k.set_at), state, since, k.error if state == "failing" else None, k.status,
        k.state == "paused" and k.why == "gone", _hour(k.last_at), _hour(k.last_new),
        None if state in ("paused", "stopped") else _hour(k.next_at) or now,
        masked(k.moved_to) if k.moved_to else None, k.left, k.asks, k.requests,
        k.taken, k.archived, k.known, k.refused, _days(k, now, zone),
        masked(k.address) == k.address,
    )  # fmt: skip


def _state(k: Kept, now: datetime, *, stopped: bool) -> tuple[State, datetime | None]:
    if k.state == "paused":
        return "paused", _hour(k.changed_at)
    if stopped:
        return "stopped", None
    if not k.outcome:
        return "waiting", instant(k.set_at)
    if k.outcome == "unreachable":
        return "unreachable", _hour(k.last_at)
    if k.outcome == "failed":
        return "failing", _hour(k.failing_since)
    newest = instant(k.last_new or k.set_at)
    return ("quiet", _hour(k.last_new)) if now - newest > QUIET_AFTER else ("well", _hour(k.last_new))


def _days(k: Kept, now: datetime, zone: ZoneInfo) -> tuple[FeedDay, ...]:
    today = now.astimezone(zone).date()
    counts = {today - timedelta(n): [0] * 6 for n in reversed(range(DAYS))}
    for at, *told in k.days:
        there = counts.get(instant(at).astimezone(zone).date())
        if there is not None:
            there[:] = [a + b for a, b in zip(there, told, strict=True)]
    return tuple(FeedDay(day, *told) for day, told in counts.items())


def _hour(at: int) -> datetime | None:
    return instant(at) if at else None
