"""An entry: the envelope around one fact.

Danger: a fact read without its place, or a fold that pays for validating what the seal already vouches for.
Duty: what an entry is in memory, and what its plain bytes are before sealing.
Shape: the plain bytes are two canonical lines,

    {"act":"…","author":"…","kind":"report.received","recorded_at":"2023-11-24T05:00:00.000000Z","version":1} LF
    {"came_by":"paste", … the fact … }

case, log, sequence and previous hash are not in them: they are the header that the seal binds (`chain.header`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import from_json

from wasata.record import canon, lift
from wasata.record.kinds.base import Fact

LATER = timedelta(minutes=1)
"""What happened so long before it was recorded bears two hours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, opened. `seq` counts from 1; `kind` and `version` are as written, before any lifting.

    `fact` is the validated model, made when first asked for; `data` is the same as plain JSON values (times and decimals
    are strings), at a fraction of the cost: folds over thousands of entries read `data`.
    """

    case: str
    log: str
    seq: int
    recorded_at: datetime
    author: str
    act: str
    prev: str
    hash: str
    kind: str
    version: int
    body: bytes = field(repr=False)
    _fact: Fact | None = field(default=None, repr=False, compare=False)

    @property
    def fact(self) -> Fact:
        """The fact, lifted to the version this program knows.

        Raises:
            KindUnknown: a newer program wrote it.
        """
        if self._fact is None:
            object.__setattr__(self, "_fact", lift.to_fact(self.kind, self.version, self.body))
        assert self._fact is not None
        return self._fact

    @property
    def data(self) -> dict[str, Any]:
        """The fact as plain JSON values, lifted, not validated again. Made anew at each call: keep what you need.

        Raises:
            KindUnknown: a newer program wrote it.
        """
        lift.require(self.kind, self.version)
        return lift.to_data(self.kind, self.version, from_json(self.body))

    @property
    def place(self) -> tuple[datetime, str, int]:
        """The order of entries across logs; nothing may depend on a finer one."""
        return (self.recorded_at, self.log, self.seq)


def earlier(data: Mapping[str, Any], recorded_at: datetime) -> datetime | None:
    """The moment a fact tells of, where it lies before its recording; None where it tells of none, or of this same minute."""
    told = (data.get("happened_at") or {}).get("instant")
    at = datetime.fromisoformat(told) if told else None
    return at if at is not None and recorded_at - at > LATER else None


def plain_bytes(fact: Fact, *, recorded_at: datetime, author: str, act: str, body: bytes) -> bytes:
    """The bytes that are sealed for one fact. `body` is the fact's canonical bytes."""
    envelope = {"act": act, "author": author, "kind": fact.kind, "recorded_at": recorded_at, "version": fact.version}
    return canon.encode(envelope) + b"\n" + body


def open_entry(plain: bytes, *, case: str, log: str, seq: int, prev: str, hash: str) -> Entry:
    """The entry of plain bytes that came out of a seal."""
    line, _, body = plain.partition(b"\n")
    envelope = from_json(line)
    return Entry(
        case, log, seq, datetime.fromisoformat(envelope["recorded_at"]), envelope["author"], envelope["act"],
        prev, hash, envelope["kind"], envelope["version"], body,
    )  # fmt: skip
