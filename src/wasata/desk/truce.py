"""The truce clock: the hours of a truce as publicly announced.

Danger: a clock that counts to an hour nobody announced, or goes on counting after the hour.
Duty: the latest truce, its steps, what stands at a given instant.
Shape: `clock(desk, now) -> TruceClock | None`; None for a reader who does not hold `ground`.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from wasata.desk.access import Desk, exactly, name_by, new_act_id
from wasata.desk.case import names_for
from wasata.errors import KindUnknown, TruceWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.base import When
from wasata.record.kinds.truce import TruceBegun, TruceEnded, TruceExtended
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class TruceStep:
    """One announcement: `what` is begun, extended or ended; `until` the hour it sets."""

    what: Literal["begun", "extended", "ended"]
    at: datetime
    until: datetime | None
    said_by: str
    report: str | None


@dataclass(frozen=True, slots=True)
class TruceClock:
    """The clock at `now`.

    `state`: `none` (no truce is recorded), `ahead` (announced, not begun), `in_force`, `expired` (its hour is past and
    no end or extension is recorded), `over` (its end is recorded). `left` is the time to `expiry` while in force, else
    None. Words under `truce.state.<state>`.
    """

    state: Literal["none", "ahead", "in_force", "expired", "over"]
    now: datetime
    start: datetime | None
    expiry: datetime | None
    ended: datetime | None
    left: timedelta | None
    said_by: str | None
    report: str | None
    steps: tuple[TruceStep, ...] = ()

    @classmethod
    def example(cls) -> "TruceClock":
        start = datetime(2023, 11, 24, 5, 0, tzinfo=UTC)
        now, expiry = start + timedelta(days=5, hours=22, minutes=30), start + timedelta(days=6)
        return cls("in_force", now, start, expiry, None, expiry - now, "Qatar, Ministry of Foreign Affairs", "r-0007",
                   (TruceStep("begun", start, start + timedelta(days=4), "Qatar", "r-0005"),))  # fmt: skip


@dataclass(slots=True)
class Truce:
    """One truce as announced: its steps in the order they were recorded."""

    truce: str
    start: datetime
    steps: list["Announced"] = field(default_factory=list)


class Announced(NamedTuple):
    """One step as kept: when it entered the record, when it was announced (None: not said), the hour it sets."""

    what: Literal["begun", "extended", "ended"]
    recorded_at: datetime
    announced_at: datetime | None
    until: datetime
    said_by: str
    report: str | None

    def known(self, now: datetime, recorded_by: datetime | None) -> bool:
        """Whether it was known at `now`: announced by then, or, where its hour is not said, in the record by then."""
        if self.announced_at is not None:
            return self.announced_at <= now
        return recorded_by is None or self.recorded_at <= recorded_by


Truces = dict[str, Truce]


_HOUR_OF = {"truce.begun": "expiry", "truce.extended": "expiry", "truce.ended": "ended"}


def _step(truces: Truces, entry: Entry) -> Truces:
    d = entry.data
    what: Any = entry.kind.partition(".")[2]
    if entry.kind not in _HOUR_OF:
        raise KindUnknown(kind=entry.kind, version=entry.version)
    if what == "begun":
        truces.setdefault(d["truce"], Truce(d["truce"], datetime.fromisoformat(d["start"])))
    announced = (d.get("happened_at") or {}).get("instant")
    truces[d["truce"]].steps.append(
        Announced(
            what, entry.recorded_at, datetime.fromisoformat(announced) if announced else None,
            datetime.fromisoformat(d[_HOUR_OF[entry.kind]]), d["said_by"], d["report"],
        )
    )  # fmt: skip
    return truces


TRUCES: View[Truces] = View("truces", 1, ("ground",), dict, _step)


def _when(announced_at: datetime | None, said_by: str) -> When | None:
    return When(instant=announced_at, said_by=said_by) if announced_at else None


def truce_of(act_id: str) -> str:
    """The name of the truce that an act began: the same however often it is sent."""
    return f"t-{name_by(act_id)}"


def begin_truce(
    desk: Desk, start: datetime, expiry: datetime, *, said_by: str, report: str | None = None,
    announced_at: datetime | None = None, act_id: str | None = None,
) -> str:  # fmt: skip
    """Records a truce as announced, and gives its name. `announced_at`: the hour of the announcement, where known.

    Raises:
        TruceWrong: it would expire before it starts.
    """
    if expiry <= start:
        raise TruceWrong(why=Key("truce.why.order"), truce="")
    act_id = act_id or new_act_id()
    truce = truce_of(act_id)
    fact = TruceBegun(
        truce=truce,
        start=start,
        expiry=expiry,
        said_by=said_by,
        report=report,
        happened_at=_when(announced_at, said_by),
    )
    desk.do("record_truce", lambda: {"ground": (fact,)}, act_id=act_id)
    return truce


def extend_truce(
    desk: Desk, truce: str, expiry: datetime, *, said_by: str, report: str | None = None,
    announced_at: datetime | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Moves the expiry of a truce as announced.

    Raises:
        TruceWrong: there is no such truce, its end is recorded, or the new hour is before its start.
    """
    fact = TruceExtended(
        truce=truce,
        expiry=expiry,
        said_by=said_by,
        report=report,
        happened_at=_when(announced_at, said_by),
    )

    def decide() -> dict[str, tuple[TruceExtended]]:
        _require_open(desk, truce, expiry)
        return {"ground": (fact,)}

    return desk.do("record_truce", decide, act_id=act_id, same=exactly({"ground": (fact,)}))


def end_truce(
    desk: Desk, truce: str, ended: datetime, *, said_by: str, report: str | None = None,
    announced_at: datetime | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Records that a truce is over.

    Raises:
        TruceWrong: there is no such truce, or its end is recorded already.
    """
    fact = TruceEnded(
        truce=truce,
        ended=ended,
        said_by=said_by,
        report=report,
        happened_at=_when(announced_at, said_by),
    )

    def decide() -> dict[str, tuple[TruceEnded]]:
        _require_open(desk, truce, ended)
        return {"ground": (fact,)}

    return desk.do("record_truce", decide, act_id=act_id, same=exactly({"ground": (fact,)}))


def _require_open(desk: Desk, truce: str, at: datetime) -> None:
    with desk.hold():
        told = desk.fold(TRUCES).get(truce)
    if told is None:
        raise TruceWrong(why=Key("truce.why.unknown"), truce=truce)
    if any(step.what == "ended" for step in told.steps):
        raise TruceWrong(why=Key("truce.why.ended"), truce=truce)
    if at <= told.start:
        raise TruceWrong(why=Key("truce.why.order"), truce=truce)


def clock(
    desk: Desk, now: datetime, *, recorded_by: datetime | None = None, lang: Lang | None = None
) -> TruceClock | None:
    """The truce clock at `now`, as known then: from what had been announced by `now`.

    None for a reader who does not hold `ground`: his page has no clock, and does not say that there is one.

    Args:
        lang: in which those who announced it are named, where they are in the roster; as recorded when None.
        recorded_by: for steps whose hour of announcement is not said, only those in the record by then.
    """
    if not desk.holds("ground"):
        return None
    with desk.hold():
        told = [(t, [s for s in t.steps if s.known(now, recorded_by)]) for t in desk.fold(TRUCES).values()]
    known = [(t, steps) for t, steps in told if steps and steps[0].what == "begun"]
    if not known:
        return TruceClock("none", now, None, None, None, None, None, None)
    truce, steps = max(known, key=lambda pair: pair[0].start)
    return _at(truce, [s._replace(said_by=name_of(desk, s.said_by, lang)) for s in steps] if lang else steps, now)


def name_of(desk: Desk, said_by: str, lang: Lang) -> str:
    """Who announced something: a roster id by its name in this language, other words as they were recorded."""
    if not desk.holds("press"):
        return said_by
    with desk.hold():
        return names_for(desk, lang).of(said_by) or said_by


def _at(truce: Truce, known: list[Announced], now: datetime) -> TruceClock:
    ended = next((s.until for s in known if s.what == "ended"), None)
    expiry = next(s.until for s in reversed(known) if s.what != "ended")
    state: Literal["none", "ahead", "in_force", "expired", "over"]
    if ended is not None and ended <= now:
        state = "over"
    elif now < truce.start:
        state = "ahead"
    else:
        state = "in_force" if now < expiry else "expired"
    steps = tuple(TruceStep(s.what, s.announced_at or s.recorded_at, s.until, s.said_by, s.report) for s in known)
    return TruceClock(
        state, now, truce.start, expiry, ended, expiry - now if state == "in_force" else None, known[-1].said_by,
        known[-1].report, steps,
    )  # fmt: skip
