"""Keys for programs: a reader lets a program of his read some of his logs, until a day.

Danger: a key that outlives its reader's sight, that reads more than he meant, or that does what a person must do.
Duty: make one, list them, take one back, know one again, and note the days it was used.
Shape: `wasata-<key>-<secret>` is shown once and kept nowhere: `access` holds the secret's SHA-256. A key's sight is the
part of its reader's sight that he named, asked anew at every use; it writes nothing, so no act of one person or of two can
be done with it. Who has no key for a log cannot learn from an answer whether the log, the case or the key stands.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from wasata.desk import holding
from wasata.desk.access import ACTS, READERS, Desk, Standing, name_by, new_act_id, of_access
from wasata.desk.key_made import KEYS, Kept
from wasata.errors import ApiKeyRefused, ApiKeyUnknown, ApiKeyWrong, LogNotYours
from wasata.record.home import Home
from wasata.record.kinds.access import KeyMade, KeyRevoked, KeyUsed
from wasata.record.kinds.base import Fact
from wasata.record.person_key import Pair
from wasata.words import Key, tame

LONGEST_DAYS = 366
"""A key ends within a year: one that nobody renews was forgotten."""
NAME_LONGEST = 80
NEVER = ("access", "people", "cell")
"""Logs no program reads: who sees what, who is held, what only named officers think."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key in a list. `state`: `good`, `ended`, `revoked`, or `blind` when its reader holds none of its logs now."""

    key: str
    name: str
    reader: str
    logs: tuple[str, ...]
    made_at: datetime
    until: datetime
    state: str
    last_used: date | None
    revoked_by: str | None
    mine: bool
    may_revoke: bool


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made. `shown` is the whole of it, to be copied now; None when this very act was done before."""

    key: str
    shown: str | None


# acts


def make_key(
    desk: Desk, name: str, logs: Iterable[str], days: int, *, act_id: str | None = None,
    randomness: Callable[[int], bytes] = secrets.token_bytes,
) -> NewKey:  # fmt: skip
    """Makes a key with which a program of this reader reads these logs for so many days.

    Args:
        act_id: the form's own; sent again, the first key stands and its secret is not shown again.

    Raises:
        ApiKeyWrong: no name, no log, a log no program reads, or more than `LONGEST_DAYS` days.
        LogNotYours: a log the reader does not hold; told alike whether it exists or not.
        NotAllowed: his role makes none.
    """
    desk.require("make_key")
    name, chosen = " ".join(name.split()), tuple(sorted(set(logs)))
    if not any(c.isalnum() for c in name) or len(name) > NAME_LONGEST:  # one of spaces of every kind is seen by nobody
        raise ApiKeyWrong(why=Key("key.why.name"), value=len(name))
    if not chosen:
        raise ApiKeyWrong(why=Key("key.why.logs"), value=0)
    for log in chosen:
        if not desk.holds(log):
            raise LogNotYours(log=log)
        if log in NEVER:
            raise ApiKeyWrong(why=Key("key.why.never"), value=log)
    if not 1 <= days <= LONGEST_DAYS:
        raise ApiKeyWrong(why=Key("key.why.days"), value=days)
    act_id = act_id or new_act_id()
    secret = randomness(32).hex()
    key = name_by(f"{desk.reader}\n{act_id}")
    made = KeyMade(
        key=key,
        reader=desk.reader,
        name=name,
        logs=chosen,
        until=desk.now() + timedelta(days=days),
        digest=_digest(secret),
        public=_pair(secret).public.raw.hex(),
    )
    desk.do("make_key", lambda: {"access": (made,)}, act_id=act_id, same=lambda was: _asked_alike(was, made))
    with desk.hold():
        first = of_access(desk.home, desk.case, KEYS)[key]
    if first.public and desk.by is not None:
        holding.hand_to_program(desk.home, desk.case, first, desk.by, desk.reader)
    return NewKey(key, f"wasata-{key}-{secret}" if first.digest == made.digest else None)


def _pair(secret: str) -> Pair:
    """What a program opens with: made of its key's secret, which only it has."""
    return Pair.of_secret(bytes.fromhex(secret))


def _asked_alike(was: Mapping[str, Sequence[Fact]], made: KeyMade) -> bool:
    """What the form asked for, whatever the hour and the secret of the first time."""
    facts = was.get("access", ())
    return [(f.key, f.name, f.logs) for f in facts if isinstance(f, KeyMade)] == [(made.key, made.name, made.logs)]


def revoke_key(desk: Desk, key: str, *, act_id: str | None = None) -> None:
    """Takes a key back: one's own, or as lead anybody's. One taken back before stays so.

    Raises:
        ApiKeyUnknown: no such key, or it is another's and the reader is no lead: told alike.
    """
    kept = next((k for k in list_keys(desk) if k.key == key), None)
    if kept is None:
        raise ApiKeyUnknown(key=key)
    if kept.state == "revoked":
        return
    act = "revoke_key" if kept.mine else "revoke_any_key"
    desk.do(act, lambda: {"access": (KeyRevoked(key=key, by=desk.reader),)}, act_id=act_id)


# questions


def list_keys(desk: Desk) -> tuple[KeyLine, ...]:
    """The keys this reader made, newest first; all of the case to who holds `access`."""
    now = desk.now()
    with desk.hold():
        all_of_them = desk.holds("access")
        kept = of_access(desk.home, desk.case, KEYS).values()
        seen = [k for k in kept if all_of_them or k.reader == desk.reader]
        standing = of_access(desk.home, desk.case, READERS)
        return tuple(
            KeyLine(
                k.key, tame(k.name), k.reader, k.logs, k.made_at, k.until,
                _state(k, _held(standing[k.reader], now), now), k.last_used,
                k.revoked_by, k.reader == desk.reader,
                k.revoked_at is None and desk.may("revoke_key" if k.reader == desk.reader else "revoke_any_key"),
            )
            for k in sorted(seen, key=lambda k: k.made_at, reverse=True)
        )  # fmt: skip


def _held(standing: Standing, now: datetime) -> set[str]:
    """The logs a key of his may show: none where his role makes no keys any more."""
    if standing.role not in ACTS["make_key"].roles:
        return set()
    return set(standing.sees(now))


def _state(kept: Kept, held: set[str], now: datetime) -> str:
    if kept.revoked_at is not None:
        return "revoked"
    if now >= kept.until:
        return "ended"
    return "good" if held.intersection(kept.logs) else "blind"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a key shown at the door belongs to, and what it may read."""

    case: str
    reader: str
    key: str
    logs: frozenset[str]
    by: Pair = field(repr=False)


def holder_of(home: Home, shown: str, now: datetime) -> Holder:
    """Whose key this is.

    Raises:
        ApiKeyRefused: it is no key, or ended, or was taken back: told alike.
    """
    word, _, rest = shown.strip().partition("-")
    key, _, secret = rest.partition("-")
    if word == "wasata" and len(key) == 12 and len(secret) == 64 and secret.isascii():
        digest = _digest(secret)
        for case in home.cases():
            kept = of_access(home, case, KEYS).get(key)
            if kept is not None and hmac.compare_digest(kept.digest, digest):
                if kept.opens(now) and _may_have_keys(home, case, kept.reader):
                    return Holder(case, kept.reader, key, frozenset(kept.logs), _pair(secret))
                break
    raise ApiKeyRefused


def _may_have_keys(home: Home, case: str, reader: str) -> bool:
    """Whether his role makes keys: one who became a delegate leaves no program behind that reads as it did."""
    standing = of_access(home, case, READERS).get(reader)
    return standing is not None and standing.role in ACTS["make_key"].roles


def is_noted(desk: Desk, key: str) -> bool:
    """Whether this key's use of today stands in `access`."""
    with desk.hold():
        last = of_access(desk.home, desk.case, KEYS)[key].last_used
    return last is not None and last >= _today(desk)  # a clock put back tells of no new day


def note_use(desk: Desk, key: str) -> None:
    """Notes the first use of a key on a day in `access`, in its reader's name.

    Where the record is locked by another process this waits for it, and holds the desk meanwhile for nobody: pages go on.
    """
    if is_noted(desk, key):
        return
    today = _today(desk)
    with desk.hold():
        ledger = desk.home.ledger(desk.case, ("access",))
    act = name_by(f"key used\n{key}\n{today.isoformat()}")
    with ledger.in_line():
        if ledger.written(act, desk.reader) is None:
            used = KeyUsed(key=key, day=today)
            ledger.append({"access": (ledger.head("access").seq, (used,))}, author=desk.reader, act=act)


def _today(desk: Desk) -> date:
    return desk.now().astimezone(UTC).date()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
