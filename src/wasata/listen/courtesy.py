"""Courtesy: how the room behaves towards those it asks by itself.

Danger: a source that shuts its door to everybody here because one program knocked every second.
Duty: one request a host at a time, apart in time; robots.txt read and kept to, its crawl-delay too; on every hop of a
redirect as well.
Shape: `Courtesy(…).get(address)` is `fetch` with manners. Clock and sleep are passed in. robots.txt is read from bytes that
our own `fetch` got, never by the standard library's own asking. A page that a person asks for, once, is fetched without it.
"""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from wasata.errors import AddressRefused, AnswerRefused, AnswerTooLarge, RedirectRefused, RobotsForbid
from wasata.listen.addresses import PORTS, Allowed
from wasata.listen.fetching import AGENT, LIMITS, Fetched, Limits, NotModified, fetch

SPACING = 3.0
"""Seconds between two requests to one host, where its robots.txt asks for no more."""
LONGEST_DELAY = 60.0
ROBOTS_FOR = 24 * 3600.0
"""How long a robots.txt is believed, as its own standard (RFC 9309) says at most."""
_ROBOTS_SIZE = 512 * 1024
_NAME = AGENT.partition("/")[0]


@dataclass(slots=True)
class _Host:
    """One other side: whose turn it is, when it may be asked next, what its robots.txt says and until when that is believed."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    next_at: float = 0.0
    robots: RobotFileParser | None = None
    robots_until: float = 0.0
    delay: float = SPACING


class Courtesy:
    """Asks other machines with manners. Shared by all threads of a process that ask by themselves."""

    def __init__(
        self, *, allowed: Allowed = (), limits: Limits = LIMITS, spacing: float = SPACING,
        clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep,
        stop: threading.Event | None = None, **more: Any,
    ) -> None:  # fmt: skip
        self._allowed = allowed
        self._limits = limits
        self._spacing = spacing
        self._clock = clock
        self._sleep = sleep
        self._stop = stop
        self._more = more
        self._hosts: dict[str, _Host] = {}
        self._making = threading.Lock()
        self._rests_until = clock()
        self.requests = 0
        """How many went out so far."""

    def get(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None, accept: str = "*/*",
        led_by: str = "", leave: Callable[[], None] | None = None,
    ) -> Fetched | NotModified:  # fmt: skip
        """Asks for an address when it is its host's turn.

        Args:
            led_by: whose document named this address: nobody outside leads to what is allowed inside.
            leave: asked before each request goes out, after the wait for it; raises when nothing may go out any more.

        Raises:
            RobotsForbid: the other side asks programs not to.
            OutgoingError: as `fetch` says.
        """
        allowed = self._allowed if not led_by or _place(led_by) in self._allowed else ()
        with ExitStack() as turn:

            def before(here: str) -> None:
                turn.close()  # a redirect: the host that led on is free again, so that two never wait for each other
                host = self._host(here)
                host.turn.acquire()
                turn.callback(host.turn.release)
                self._ask_robots(host, here, allowed, leave)
                self._wait(host, leave)

            return self._fetch(
                address, allowed=allowed, before=before, etag=etag, last_modified=last_modified, accept=accept
            )

    def others_asked(self, seconds_ago: float) -> None:
        """Another process asked, nobody here knows whom, so long ago: it counts as if it had been this one."""
        self._rests_until = self._clock() + max(0.0, self._spacing - max(0.0, seconds_ago))

    def _fetch(self, address: str, **how: Any) -> Fetched | NotModified:
        return fetch(
            address, stop=self._stop, **({"limits": self._limits} | how | self._more)
        )  # fmt: skip

    def _host(self, address: str) -> _Host:
        with self._making:
            return self._hosts.setdefault(_origin(address), _Host())

    def _wait(self, host: _Host, leave: Callable[[], None] | None) -> None:
        left = max(host.next_at, self._rests_until) - self._clock()
        if left > 0:
            self._sleep(left)
        if leave is not None:
            leave()
        host.next_at = self._clock() + max(self._spacing, host.delay if host.robots else 0.0)
        self.requests += 1

    def _ask_robots(self, host: _Host, address: str, allowed: Allowed, leave: Callable[[], None] | None) -> None:
        if host.robots is None or self._clock() >= host.robots_until:
            host.robots = self._robots(host, _origin(address), allowed, leave)
            host.robots_until = self._clock() + ROBOTS_FOR
            asked = host.robots.crawl_delay(_NAME)
            host.delay = min(float(asked), LONGEST_DELAY) if asked else 0.0
        if not host.robots.can_fetch(_NAME, address):
            raise RobotsForbid(host=urlsplit(address).hostname or "")

    def _robots(self, host: _Host, origin: str, allowed: Allowed, leave: Callable[[], None] | None) -> RobotFileParser:
        """What a host's robots.txt says. One that is not there allows all; one that cannot be had now, nothing.

        Raises:
            OutgoingError: the host cannot be reached: it is not asked for anything else either.
        """
        robots = RobotFileParser()
        self._wait(host, leave)
        hop = None if leave is None else lambda _here: leave()
        try:
            got = self._fetch(f"{origin}/robots.txt", allowed=allowed, before=hop, accept="text/plain")
        except AnswerRefused as refused:
            if int(str(refused.values["status"])) >= 500 or refused.values["status"] == 429:
                raise
            robots.parse([])
            return robots
        except (RedirectRefused, AddressRefused, AnswerTooLarge):
            robots.parse([])  # a robots.txt that leads nowhere is none
            return robots
        assert isinstance(got, Fetched), "it was asked for without a condition"
        return _parsed(got.data[:_ROBOTS_SIZE].decode("utf-8", "replace").splitlines())


def _parsed(lines: list[str]) -> RobotFileParser:
    """A robots.txt taken apart. A line that breaks the library's parser (`Crawl-delay: ²`, `Disallow: http://[`) counts for
    nothing and the others stand, as RFC 9309 says; else one such line would keep the host from ever being asked in order."""
    robots = RobotFileParser()
    try:
        robots.parse(lines)
    except ValueError:
        robots = RobotFileParser()
        robots.parse([line for line in lines if _is_sound(line)])
    return robots


def _is_sound(line: str) -> bool:
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return (parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
