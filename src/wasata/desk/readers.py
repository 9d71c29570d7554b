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
    """One reader as `access` knows him. `channels`: every channel he was ever given, taken back or not, in whatever role.
    `closed_at`, `gone`: when the case was closed, and which logs nobody reads any more (`True`: destroyed); `away`: whether this
    home is on a laptop; the same for all."""

    role: str
    admitted_at: datetime
    grants: dict[str, Grant] = field(default_factory=dict)
    channels: set[str] = field(default_factory=set)
    closed_at: datetime | None = None
    gone: dict[str, bool] = field(default_factory=dict)
    away: bool = False

    def sees(self, now: datetime) -> frozenset[str]:
        """The logs he holds now. A delegate's door is shut with the case, whatever became of any log."""
        if self.closed_at is not None and self.role == "delegate":
            return frozenset()
        return frozenset(log for log, grant in self.grants.items() if grant.holds(now) and log not in self.gone)

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
            for other in readers.values():  # of the end of the case he knows what all know
                readers[data["reader"]].closed_at, readers[data["reader"]].gone = other.closed_at, dict(other.gone)
                break
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
        case "access.copies_key_made" | "access.copies_part_written":
            pass  # nor for whom copies are sealed
        case "access.record_exported" | "access.copy_handed" | "access.export_ended":
            pass  # nor does what left the room, and what became of it
        case "access.key_made" | "access.key_revoked" | "access.key_used":
            pass  # a key shows a part of what its reader sees anyway
        case (
            "access.person_key_confirmed" | "access.keys_handed" | "access.key_turned" | "access.case_kept"
            | "access.part_written" | "access.recovered"
        ):  # fmt: skip
            pass  # what opens for whom: folded by `desk/holding.py`
        case kind if kind.startswith("audit."):
            pass  # what an auditor takes to his own machine he does not see here
        case "travel.carried":
            for standing in readers.values():
                standing.away = True
        case kind if kind.startswith("travel."):
            pass  # who carries a line away holds it as before: folded by `desk/travel.py`
        case "access.sign_in_given" | "access.sign_in_taken":
            pass  # by what door he comes: `desk/sign_in.py`
        case "access.factor_lost" | "access.factor_confirmed" | "access.factor_stopped" | "access.factor_fell":
            pass  # nor does what he shows there besides his password: `desk/lost_factor.py`
        case kind if kind.startswith(("closing.", "hold.")):
            _ends(readers, entry)
        case _:
            raise KindUnknown(kind=entry.kind, version=entry.version)
    return readers


def _ends(readers: Readers, entry: Entry) -> None:
    """What closing, and the way back, take from everybody and give again."""
    for standing in readers.values():
        match entry.kind:
            case "closing.closed":
                standing.closed_at = entry.recorded_at
            case "closing.log_ended":
                standing.gone[entry.data["log"]] = entry.data["fate"] == "destroyed"
            case "closing.reopened":
                standing.closed_at = None
                standing.gone = {log: True for log, destroyed in standing.gone.items() if destroyed}
            case _:
                pass  # asked for, agreed to, held up: nobody sees more or less by it


READERS: View[Readers] = View("access.readers", 4, ("access",), dict, _step)
