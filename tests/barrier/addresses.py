"""Everything B can ask for: every address of the room and of its interface, found by looking and not by remembering.

Danger: a page that nobody put on a list.
Duty: walk the addresses Django knows; fill each with names, B's own, others', and such as exist nowhere; say for each name in an
address what may stand there. An address with a name that is not in `VALUES` fails.
"""

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import override
from tests.barrier.bodies import body_of
from tests.barrier.cast import PRESS_ONLY, TALKS
from tests.barrier.talks import FILE, SECRET

Names = Mapping[str, Sequence[str]]

_NOWHERE = ("nowhere", "x-0")
VALUES: dict[str, tuple[Any, ...]] = {
    "case": (TALKS, PRESS_ONLY, "aside", "nowhere"),
    "line": ("hills", "coast", "reef", "nowhere"),
    "side": ("hills", "coast", "nowhere"),
    "log": ("channel/hills", "table", "channel/coast", "line/hills", "line/coast", "line/reef", "bureau", "access",
            "press", "cell", "relay/nowhere", "nowhere"),
    "report": ("r-0001", "r-0002", "a-0001", "nowhere"),
    "thing": ("released", "killed", "nowhere"),
    "pk": (1, 2, 3, 99),
    "person": ("envoy", *_NOWHERE),
    "reader": ("hills-delegate", "coast-delegate", "reef-officer", "nowhere"),
    "holder": ("hills", "coast", "envoy", "nowhere"),
    "n": (1, 2, 9),
    "number": (1, 2, 9),
    "before": (1, 2, 9),
    "after": (1, 2, 9),
    "form": ("docx", "html", "nowhere"),
    "passage": (1, 2, 9),
    "draft": (1, 2, 9),
    "where": ("channel", "line"),
    "lang": ("en", "ar"),
    "day": ("2031-05-04", "2031-05-05"),
    "other": ("1", "2", "x-0"),
    "what": ("state", "person", "deadline", "left", "close", "hold", "approve", "report", "confirm", "nowhere"),
    "digest": ("0" * 64, "nowhere"),
    "code": ("waiting", "nowhere"),
    "entry": ("qatar", "hamas", *_NOWHERE),
}  # fmt: skip
"""What may stand in an address, by the name it has there; what is made while the talks go on comes on top of it."""
for _made in (
    "contact", "piece", "message", "letter", "relay", "deadline", "shift", "term", "definition", "matter", "position", "feed",
    "ask", "commitment", "assessment", "key", "body", "hand", "notice", "delegation", "calendar", "thread", "group", "token",
    "precedent", "travel", "aside", "known", "offer",
):  # fmt: skip
    VALUES.setdefault(_made, _NOWHERE)
_ALIKE = {"definition": "term", "letter": "message", "calendar": "entry"}
OF_HIS = {"api:door_open": {"message": "closed"}, "api:door_clear": {"message": "said"}}
"""Which of his own names stands first in an address, where not each of them will do."""

ASKED = {
    "q": SECRET, "line": "coast", "log": "channel/coast", "page": "2", "from": "2031-05-01", "to": "2031-06-01", "all": "1",
    "at": "2031-05-04T07:00", "on": "coast", "kind": "message", "person": "envoy", "party": "hamas", "since": "1",
    "first": "2031-05-01", "last": "2031-05-05", "sort": "name", "relay": "nowhere", "state": "open", "by": "recorded",
}  # fmt: skip
"""What he asks on any page: search, filters, the names of others."""
SENT = {
    "act": "a form of his", "line": "hills", "text": "What he writes.", "words": "What he writes.", "lang": "en",
    "clearance": "ours", "message": "x-0", "passage": "1", "recipient": "Hill Government", "words-1": "What he writes.",
    "clearance-1": "ours", "ar": "كلماته", "en": "His words.", "reason": "Because.", "name": "Name", "login": "x",
    "password": "not his", "oldpassword": "not his", "password1": "a", "password2": "b", "code": "000000", "to": "coast",
}  # fmt: skip
"""What he sends to any page."""
ODD: tuple[tuple[str, dict[str, Any], dict[str, str]], ...] = (
    ("get", ASKED, {"HX-Request": "true"}),
    ("head", {}, {"If-Modified-Since": "Sun, 04 May 2031 06:30:00 GMT", "If-None-Match": '"x"'}),
    ("options", {}, {}),
    ("put", SENT, {}),
    ("get", {}, {"Accept-Language": "fr-CA, de;q=0.5"}),
    ("patch", SENT, {}),
    ("get", {}, {"Host": "elsewhere.example"}),
    ("delete", {}, {}),
    ("get", {}, {"Authorization": "Bearer wasata-0000"}),
    ("get", {}, {"Range": "bytes=0-9"}),
    ("trace", {}, {}),
    ("get", ASKED, {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Host": "elsewhere.example"}),
)
"""Other ways to ask, in turn at each address: other methods, conditions, hosts, languages, keys, parts of a page."""
STATIC = ("/static/room/room.css", "/static/room/nothing.css")
LAST = ("account_logout",)
"""After these he is at the door again."""
IN_FULL = bool(os.environ.get("WASATA_LONG"))
"""In the long laws; what is found by one word searched for on one page is else not found in hundreds of acts."""
SLOW = ("api:openapi-json",)
"""They take a second, and tell nobody's words: opened once in a look."""


@dataclass(frozen=True, slots=True)
class Route:
    """An address as Django knows it: its name, the names in it, whether it stands under a language."""

    name: str
    arguments: tuple[str, ...]
    in_language: bool


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `who`: `B`, or `nobody` at the door. `name`: of the address. `acts`: to an act of the interface."""

    who: str
    method: str
    path: str
    data: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    name: str = ""
    acts: bool = False

    @property
    def kind(self) -> str:
        """In which manner it asks: counted, so that it is seen to have been done."""
        file = " with a file" if any(isinstance(v, bytes) for v in self.data.values()) else ""
        asked = " asking" if self.data and self.method == "get" else " to an act of the interface" if self.acts else ""
        return f"{self.who} {self.method}{file}{asked} {' '.join(sorted(self.headers))}".strip()

    @property
    def label(self) -> str:
        sent = f" {sorted(self.headers)}" if self.headers else ""
        asked = "?…" if self.data and self.method == "get" else ""
        return f"{self.who} {self.method} {self.path}{asked}{sent}"


def routes() -> tuple[Route, ...]:
    """Every address of the room.

    Raises:
        AssertionError: an address without a name, which nothing could ask for.
    """
    return tuple(sorted(_walk(get_resolver().url_patterns, "", (), in_language=False), key=lambda r: r.name))


def _walk(patterns: Any, prefix: str, before: tuple[str, ...], *, in_language: bool) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            named = tuple(pattern.pattern.converters)
            under = in_language or isinstance(pattern.pattern, LocalePrefixPattern)
            yield from _walk(pattern.url_patterns, inner, before + named, in_language=under)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            yield Route(prefix + pattern.name, before + tuple(pattern.pattern.converters), in_language)


def _values(argument: str, own: Names, names: Names) -> tuple[Any, ...]:
    """What is tried for one name in an address: B's own first, then what may stand there, then what exists elsewhere."""
    assert argument in VALUES, (
        f"tests/barrier/addresses.py: what may stand for <{argument}> in an address? Add it to VALUES"
    )
    alike = _ALIKE.get(argument, "")
    known = (names.get(argument, ()), names.get(alike, ()))
    return (*own.get(argument, ()), *own.get(alike, ()), *VALUES[argument], *known[0], *known[1])


def filled(route: Route, own: Names, names: Names, turn: int, at_most: int) -> list[dict[str, Any]]:
    """Arguments for one address: in B's own case and line first, then by turns whatever else could stand there."""
    if not route.arguments:
        return [{}]
    here = {**own, **{a: (*own.get(which, ()), *own.get(a, ())) for a, which in OF_HIS.get(route.name, {}).items()}}
    known = {a: _values(a, here, names) for a in route.arguments}
    first = {a: values[0] for a, values in known.items()}
    others = [first | {a: v} for a, values in known.items() for v in values[1:]]
    dice = random.Random(f"{route.name} {turn}")
    mixed = [{a: dice.choice(values) for a, values in known.items()} | {"case": TALKS} for _ in range(at_most)]
    mixed = [{a: v for a, v in one.items() if a in known} for one in mixed]
    start = turn * at_most
    rest = [others[(start + i) % len(others)] for i in range(min(at_most, len(others)))] if others else []
    found: list[dict[str, Any]] = []
    for one in [first, *rest, *(mixed[:1] if len(known) > 2 else [])]:
        if one not in found:
            found.append(one)
    return found


def address(route: Route, arguments: dict[str, Any], lang: str) -> str | None:
    """The address; None where these names cannot stand in it."""
    with override(lang):
        try:
            return reverse(route.name, kwargs=arguments)
        except Exception as error:
            if type(error).__name__ != "NoReverseMatch":
                raise
            return None


def sent_to(route: Route, arguments: dict[str, Any], own: Names, turn: int) -> dict[str, Any] | None:
    """What is sent to an act of the interface; None to any other address."""
    his = {"answers": own["opened"][0]} if own.get("opened") else {}
    return body_of(route.name, arguments, turn, his) if route.name.startswith("api:") else None


def everything(own: Names, names: Names, turn: int) -> list[Request]:
    """All addresses with something in each: as B opens them, sends to them, asks and sends files; as somebody at the door does.
    His own names stand in each every time, others by turns. In the quick run B sends to half of them and asks in another way at
    the other half, and in the next look the other way round; in the long laws he does all of it in every look."""
    found: list[Request] = []
    for n, route in enumerate(routes()):
        if route.name in LAST:
            continue
        odd = (n + turn) % 2
        langs = ("en", "ar") if odd else ("ar", "en")
        sends, asks, manner = odd or IN_FULL, not odd or IN_FULL, n + turn if IN_FULL else (n + turn) // 2
        for k, arguments in enumerate(filled(route, own, names, turn, 1)):
            path = address(route, arguments, langs[0])
            if path is None:
                continue
            if k == 0 or odd:
                found.append(Request("B", "get", path, name=route.name))
            if route.name in SLOW:
                continue
            body = sent_to(route, arguments, own, turn)
            if body is not None and ((k == 0 and sends) or (n + turn) % 4 == 1):
                found.append(Request("B", "post", path, body, name=route.name, acts=True))
            elif body is None and ((k == 0 and sends) or (n + turn) % 4 == 3):
                found.append(Request("B", "post", path, SENT | {"file": FILE}, name=route.name))
            if k == 0 and asks:
                found.append(Request("B", *_other_way(manner, path), name=route.name))
                if route.in_language and (n + turn) % 4 == 2:
                    found.append(Request("B", "get", str(address(route, arguments, langs[1])), name=route.name))
                if not odd and manner % 2 == 0:
                    found.append(Request("nobody", ("get", "post")[manner // 2 % 2], path, name=route.name))
    found += [
        Request("B", "get", path)
        for path in ("/en/nothing-here/", "/favicon.ico", "/robots.txt", "/api/nothing", "/fr/", f"/fr/case/{TALKS}/",
                     f"/en/case/{TALKS}", f"/en/case/{TALKS}//channel/", f"/case/{TALKS}/", "/static/")
    ]  # fmt: skip
    found += [Request(who, "get", path) for path in STATIC for who in ("B", "nobody")]
    return found


def _other_way(n: int, path: str) -> tuple[str, str, dict[str, Any], dict[str, str]]:
    method, data, headers = ODD[n % len(ODD)]
    return method, path, data, headers
