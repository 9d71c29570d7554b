"""Addresses: which the room may ask at all, judged before anything goes out.

Danger: a page that leads the room into the mediator's own network; a host that reads as one machine and is another.
Duty: takes a web address apart, refuses what is no plain address of a machine out in the world, and says of an IP address
whether it is public.
Shape: `address_of("https://…/أخبار") -> Address` with the target as it goes over the line; pure, nothing is looked up here.
"""

import ipaddress
import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from wasata.errors import AddressRefused
from wasata.words import Key

PORTS = {"http": 80, "https": 443}
_LONGEST = 2000

Allowed = Collection[tuple[str, int]]
"""(host, port) pairs, exact, that may stand inside this network."""

_INSIDE = tuple(
    ipaddress.ip_network(n)
    for n in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
        "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
"""Private, loopback, link-local, shared, kept for documentation, multicast, reserved; and the IPv6 addresses that carry an
IPv4 address inside them (mapped, NAT64, 6to4, Teredo): the machine that answers there may be any."""

_INSIDE_NAMES = re.compile(
    r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|invalid|test|onion|"
    r"ip6-localhost|ip6-loopback)$"
)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")


def is_public(ip: str) -> bool:
    """Whether an IP address is one of a machine out in the world."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:  # with a zone, or no address at all
        return False
    return found.is_global and not found.is_multicast and not any(
        found.version == net.version and found in net for net in _INSIDE
    )  # fmt: skip


def _is_ip(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


@dataclass(frozen=True, slots=True)
class Address:
    """A web address taken apart and found fit to be asked; `target` is what stands in the request's first line."""

    whole: str
    scheme: str
    host: str
    port: int
    target: str


def address_of(told: str, allowed: Allowed = ()) -> Address:
    """A web address, if it is one the room may ask: before anything is looked up.

    Raises:
        AddressRefused: no http or https, a name and password in it, a port of its own, a name of this network.
    """
    words = told.strip()
    if not words or len(words) > _LONGEST or re.search(r"[\x00-\x20\x7f\\\u2028\u2029\ud800-\udfff]", words):
        raise refused(words, "form")
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:
        raise refused(words, "form") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise refused(words, "scheme")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise refused(parts.hostname or "", "userinfo")
    host = _plain_host(parts.hostname or "")
    port = port if port is not None else PORTS[scheme]
    if (host, port) not in allowed:
        if (
            _INSIDE_NAMES.search(host)
            or ("." not in host and ":" not in host)
            or (_is_ip(host) and not is_public(host))
        ):
            raise refused(host, "inside")
        if port != PORTS[scheme]:
            raise refused(host, "port")
    netloc = f"[{host}]" if ":" in host else host
    if port != PORTS[scheme]:
        netloc += f":{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    target = f"{path}?{query}" if query else path
    return Address(urlunsplit((scheme, netloc, path, query, "")), scheme, host, port, target)


HIDDEN = "•••"
_SECRET = re.compile(
    r"(?:.*[_-])?(?:tokens?|keys?|apikey|accesskey|secrets?|passwords?|passwd|pass|pwd|pw|auth|authorization|sig|signature|"
    r"session|sessionid|sid|jwt|credentials?)",
    re.I,
)
_LOOKS_SECRET = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_.~+/=%-]{20,}")


def masked(address: str) -> str:
    """An address as it may be shown: a name and password, tokens and keys in it hidden, the rest as it stands.

    Whoever holds the log sees which source is asked, not what lets its owner in.
    """
    scheme, there, rest = address.partition("://")
    if not there:
        return address
    rest, fragment_mark, fragment = rest.partition("#")
    place, mark, query = rest.partition("?")
    netloc, slash, path = place.partition("/")
    if "@" in netloc:
        netloc = f"{HIDDEN}@{netloc.rpartition('@')[2]}"
    parts = [_masked_part(part) for part in re.split("([&;])", query)]
    tail = fragment_mark + "&".join(map(_masked_part, fragment.split("&"))) if fragment_mark else ""
    return f"{scheme}://{netloc}{slash}{path}{mark}{''.join(parts)}{tail}"


def _masked_part(part: str) -> str:
    name, equals, value = part.partition("=")
    if equals and value and (_SECRET.fullmatch(name) or _LOOKS_SECRET.fullmatch(value)):
        return f"{name}={HIDDEN}"
    return HIDDEN if not equals and _LOOKS_SECRET.fullmatch(name) else part


def refused(host: str, why: str) -> AddressRefused:
    """The refusal of an address, for a reason that has its words."""
    return AddressRefused(host=host[:120], why=Key(f"outgoing.why.{why}"))


def _plain_host(name: str) -> str:
    """A host in the letters that go over the line; Arabic names become their ASCII form."""
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError:  # with a zone of this machine's own, too
            raise refused(name, "form") from None
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower() if name else ""
    except UnicodeError:
        raise refused(name, "form") from None
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise refused(name, "form")
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last):  # 127.1, 0x7f.1: addresses to some
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise refused(host, "form") from None
    return host


def allowed_inside() -> frozenset[tuple[str, int]]:
    """What the keeper of the machine allows inside its own network: `WASATA_INSIDE`, `host:port` parted by commas."""
    found = set()
    for told in os.environ.get("WASATA_INSIDE", "").split(","):
        host, _, port = told.strip().rpartition(":")
        if host and port.isascii() and port.isdigit():
            found.add((host.lower().strip("[]"), int(port)))
    return frozenset(found)
