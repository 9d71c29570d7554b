"""What goes out of the room to ask others: feeds that were set up, pages that were asked for. Stands in `intake`.

Danger: a request that nobody asked for; one that nobody can find again.
Duty: each feed as a person set it up, paused it, dropped it; what became of asking it; each single page asked for; and
whether anything may go out at all.
Shape: a feed that brings nothing new leaves one entry for many askings (`asks`, `first_at`, `last_at`).
"""

from typing import Annotated, Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.values import Lang, OutletKind

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Address = Annotated[str, Field(min_length=8, max_length=3000)]
Count = Annotated[int, Field(ge=0)]


class FeedSet(Fact, kind="feed.set", version=1):
    """A person set up a feed, or changed it: the same `feed` again replaces what was set before. It is asked from now on.

    `pages`: an item without its whole text is read at its own address. `pattern`: of a list, which paths are articles;
    guessed where it is empty.
    """

    feed: Ident
    name: str = Field(min_length=1, max_length=120)
    address: Address
    form: Literal["auto", "rss", "atom", "json", "list"] = "auto"
    outlet: str | None = Field(default=None, max_length=200)
    outlet_kind: OutletKind = "unknown"
    lang: Lang | None = None
    every_minutes: int = Field(ge=5, le=10_080)
    pages: bool = True
    pattern: str | None = Field(default=None, max_length=200)
    by: Ident


class FeedPaused(Fact, kind="feed.paused", version=1):
    """A feed is not asked until somebody resumes it. `why`: a person said so, or the other side said it is gone for good."""

    feed: Ident
    why: Literal["person", "gone"]
    by: Ident


class FeedResumed(Fact, kind="feed.resumed", version=1):
    """A paused feed is asked again."""

    feed: Ident
    by: Ident


class FeedDropped(Fact, kind="feed.dropped", version=1):
    """A feed is asked no more. What it brought stays."""

    feed: Ident
    by: Ident


class ItemSeen(Part):
    """One item that was new: `key` tells it from others of its feed, `digest` is of its words; where it went, and as what.

    `rewrites` names the report that the same item was before its words changed.
    """

    key: Digest
    digest: Digest
    where: Literal["press", "archive", "known", "refused"]
    report: Ident | None = None
    rewrites: Ident | None = None


class FeedAsked(Fact, kind="feed.asked", version=1):
    """What became of asking a feed: `asks` times from `first_at` to `last_at`, with `requests` requests in all.

    `outcome` is that of the last asking. `error` is the code of what went wrong, `status` what the other side answered.
    `left` items were not looked at. `moved_to` is where the feed stands from now on, as the other side says.
    `by` is the person who asked at that moment, if it was not its time by itself.
    """

    feed: Ident
    outcome: Literal["new", "unchanged", "failed", "unreachable"]
    asks: int = Field(default=1, ge=1)
    failures: Count = 0
    requests: Count = 0
    first_at: Instant
    last_at: Instant
    next_at: Instant
    error: str | None = None
    status: int | None = None
    etag: str | None = Field(default=None, max_length=512)
    last_modified: str | None = Field(default=None, max_length=512)
    items: tuple[ItemSeen, ...] = ()
    left: Count = 0
    moved_to: str | None = Field(default=None, max_length=3000)
    by: Ident | None = None


class FetchAsked(Fact, kind="fetch.asked", version=1):
    """A person asked for one page: to take it in, or to try a feed before setting it up. `final` is where it was found.

    `reports` names what was taken in.
    """

    address: Address
    why: Literal["report", "feed"]
    outcome: Literal["found", "failed"]
    requests: Count = 1
    final: str | None = Field(default=None, max_length=3000)
    error: str | None = None
    status: int | None = None
    reports: tuple[Ident, ...] = ()
    by: Ident


class OutgoingStopped(Fact, kind="outgoing.stopped", version=1):
    """Nothing goes out of this case any more, until it is allowed again."""

    by: Ident


class OutgoingAllowed(Fact, kind="outgoing.allowed", version=1):
    """What was set up goes out again."""

    by: Ident


FeedFact = FeedSet | FeedPaused | FeedResumed | FeedDropped | FeedAsked | FetchAsked | OutgoingStopped | OutgoingAllowed
