"""Readers: who is one, in which role, and what each was given: the fold over `access` that all sight rests on.

Danger: a reader nobody remembers admitting; a grant that outlives its day.
Duty: what `access` says of each reader. Whether it opens is said by the keys (`desk/holding.py`), who may do what by
`desk/access.py`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from wasata.errors import KindUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View


class Grant(NamedTuple):
    """A log a reader holds: whether he may write to it, and until when (None: until it is taken back)."""

    may_write: bool
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@dataclass(slots=True)
class Standing:
    """One reader as `access` knows him. `channels`: every channel he was ever given, taken back or not, in whatever role."""

    role: str
    admitted_at: datetime
    grants: dict[str, Grant] = field(default_factory=dict)
    channels: set[str] = field(default_factory=set)

    def knows_another(self, channel: str) -> bool:
        """Whether he was ever given another channel than this one."""
        return bool(self.channels - {channel})

    def may_write(self, log: str, now: datetime) -> bool:
        """Whether he may write to a log by what he was granted."""
        grant = self.grants.get(log)
        return grant is not None and grant.may_write and grant.holds(now)


Readers = dict[str, Standing]


def _step(readers: Readers, entry: Entry) -> Readers:
    data = entry.data
    match entry.kind:
        case "access.reader_admitted":
            known = readers.get(data["reader"])
            before = (known.grants, known.channels) if known else ()
            readers[data["reader"]] = Standing(data["role"], entry.recorded_at, *before)
        case "access.log_granted":
            until = data.get("until")
            grant = Grant(data["may_write"], datetime.fromisoformat(until) if until else None)
            if data["reader"] in readers:
                readers[data["reader"]].grants[data["log"]] = grant
                if data["log"].startswith("channel/"):
                    readers[data["reader"]].channels.add(data["log"])
        case "access.log_revoked":
            if data["reader"] in readers:
                readers[data["reader"]].grants.pop(data["log"], None)
        case "access.log_opened" | "access.look_drawn" | "access.record_restored":
            pass  # what was opened, how it looks, what was given up, changes nobody's sight
        case "access.record_exported" | "access.copy_handed" | "access.export_ended":
            pass  # nor does what left the room, and what became of it
        case "access.key_made" | "access.key_revoked" | "access.key_used":
            pass  # a key shows a part of what its reader sees anyway
        case (
            "access.person_key_confirmed" | "access.keys_handed" | "access.key_turned" | "access.case_kept"
            | "access.part_written" | "access.recovered"
        ):  # fmt: skip
            pass  # what opens for whom: folded by `desk/holding.py`
        case _:
            raise KindUnknown(kind=entry.kind, version=entry.version)
    return readers


READERS: View[Readers] = View("access.readers", 2, ("access",), dict, _step)
