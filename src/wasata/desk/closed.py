"""What `access` says of the end of a case: the plan, who agreed, what was done, what holds it up.

Danger: a log read after it was sealed because one page asked elsewhere; a plan that was stopped and is carried out.
Duty: `CLOSING`, the one fold over the kinds of closing and of holds; what becomes of a log by a plan; what holds a log.
Shape: `desk/access.py` asks it what nobody reads any more, `desk/closing.py` does the acts.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wasata.errors import KindUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.closing import Fate

LENT = "relay/*"
"""All letters that were lent, in a plan."""
ALWAYS_KEPT = ("access", "reading", "table")
"""What was done and by whom, who read what, and what all sides saw: kept whatever a plan says."""


@dataclass(slots=True)
class Plan:
    """A plan as it stands. `digest`: what a second person signs."""

    plan: str
    at: datetime
    fates: dict[str, Fate]
    reason: str
    notice: dict[str, str] | None
    by: str
    planned_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    stopped_by: str | None = None
    stop_reason: str | None = None

    @property
    def digest(self) -> str:
        told = [self.plan, self.at.isoformat(), sorted(self.fates.items()), self.reason, self.notice, self.by]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()

    def fate_of(self, log: str) -> Fate:
        """What becomes of a log: one that was opened after the plan is kept."""
        if log in ALWAYS_KEPT:
            return "kept"
        return self.fates.get(log) or (self.fates.get(LENT, "kept") if log.startswith("relay/") else "kept")


@dataclass(frozen=True, slots=True)
class Ended:
    """One log that was sealed or destroyed, with what it had."""

    fate: Fate
    at: datetime
    entries: int
    files: int
    head: str


@dataclass(slots=True)
class Hold:
    """One hold as it stands. `lifting_by`: who asks that it be lifted."""

    hold: str
    log: str | None
    asked_by: str
    reason: str
    until: datetime | None
    by: str
    placed_at: datetime
    lifting_by: str | None = None
    lifting_reason: str | None = None
    lifted_by: str | None = None

    def stands(self, now: datetime) -> bool:
        """Whether it still holds anything up."""
        return self.lifted_by is None and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Reopening:
    """Somebody asks that the case be opened again."""

    ask: str
    reason: str
    by: str
    at: datetime


@dataclass(slots=True)
class Closing:
    """The end of a case as `access` knows it. `plan`: the last one; `closed_at`: None while the case is open."""

    plans: dict[str, Plan] = field(default_factory=dict)
    plan: Plan | None = None
    closed_at: datetime | None = None
    ended: dict[str, Ended] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    reopening: Reopening | None = None

    @property
    def standing(self) -> Plan | None:
        """The plan that waits for its second person or its hour."""
        found = self.plan
        return found if found is not None and found.stopped_by is None and self.closed_at is None else None

    def holding(self, log: str, now: datetime) -> tuple[Hold, ...]:
        """What keeps a log from being sealed or destroyed now."""
        return tuple(h for h in self.holds.values() if h.log in (None, log) and h.stands(now))


def _until(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def _step(closing: Closing, entry: Entry) -> Closing:
    d, at = entry.data, entry.recorded_at
    match entry.kind:
        case "closing.planned":
            fates = {told["log"]: told["fate"] for told in d["fates"]}
            due = datetime.fromisoformat(d["at"])
            plan = Plan(d["plan"], due, fates, d["reason"], d["notice"], d["by"], at)
            closing.plan = closing.plans[plan.plan] = plan
        case "closing.approved":
            plan = closing.plans[d["plan"]]
            plan.approved_by, plan.approved_at = d["by"], at
        case "closing.stopped":
            plan = closing.plans[d["plan"]]
            plan.stopped_by, plan.stop_reason = d["by"], d["reason"]
        case "closing.closed":
            closing.plan, closing.closed_at = closing.plans[d["plan"]], at
        case "closing.log_ended":
            closing.ended[d["log"]] = Ended(d["fate"], at, d["entries"], d["files"], d["head"])
        case "closing.reopening_asked":
            closing.reopening = Reopening(d["ask"], d["reason"], d["by"], at)
        case "closing.reopened":
            closing.closed_at, closing.reopening, closing.plan = None, None, None
            closing.ended = {log: ended for log, ended in closing.ended.items() if ended.fate == "destroyed"}
        case _:
            _held(closing, entry, d)
    return closing


def _held(closing: Closing, entry: Entry, d: dict[str, Any]) -> None:
    match entry.kind:
        case "hold.placed":
            closing.holds[d["hold"]] = Hold(
                d["hold"], d["log"], d["asked_by"], d["reason"], _until(d["until"]), d["by"], entry.recorded_at
            )
        case "hold.lifting_asked":
            held = closing.holds[d["hold"]]
            held.lifting_by, held.lifting_reason = d["by"], d["reason"]
        case "hold.lifted":
            closing.holds[d["hold"]].lifted_by = d["by"]
        case kind if kind.startswith(("closing.", "hold.")):
            raise KindUnknown(kind=kind, version=entry.version)
        case _:
            pass  # who holds what: `access.READERS`


CLOSING: View[Closing] = View("closing", 1, ("access",), Closing, _step)
