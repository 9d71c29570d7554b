"""What left the room: for whom, what for, with which mark, until when; and what became of it.

Danger: a copy that lies about for years because nobody remembers it was made; a copy found outside, and nobody knows whose it
was.
Duty: whoever takes a log or a copy out says for whom and what for, and by which day it is to be destroyed; each leaving bears a
mark of its own. What is past its day stays on the list until somebody notes what became of it.
Shape: `take_out` for a sealed bundle, `handout.hand_out` for a copy that can be read; `exports(desk)` over `access` alone.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from wasata.desk.access import Desk, exactly, new_act_id
from wasata.desk.coming import zone_of_case
from wasata.desk.record import act_of, export_log, mark_by
from wasata.errors import ExportWrong
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.kinds.access import MARK, ExportEnded
from wasata.record.kinds.base import Fact
from wasata.record.ledger import Written
from wasata.words import Key

Became = Literal["destroyed", "returned", "lost"]
BECAME: tuple[Became, ...] = ("destroyed", "returned", "lost")
DAYS = (7, 30, 90, 366)
LONGEST_DAYS = 366
"""What left is looked for again within a year."""
NAME_LONGEST, PURPOSE_LONGEST = 200, 500


class ForWhom(NamedTuple):
    """For whom something leaves, what for, and by which day it is to be destroyed."""

    recipient: str
    purpose: str
    destroy_by: date


def for_whom(desk: Desk, recipient: str | None, purpose: str | None, days: int) -> ForWhom:
    """What was typed of a leaving.

    Raises:
        ExportWrong: nobody is named, no purpose, one is too long, or it is to be kept for longer than a year.
    """
    to, what_for = " ".join((recipient or "").split()), " ".join((purpose or "").split())
    for told, longest, why in ((to, NAME_LONGEST, "recipient"), (what_for, PURPOSE_LONGEST, "purpose")):
        if not any(c.isalnum() for c in told) or len(told) > longest:
            raise ExportWrong(why=Key(f"export.why.{why}"), value=told[:80])
    if not 1 <= days <= LONGEST_DAYS:
        raise ExportWrong(why=Key("export.why.days"), value=days)
    return ForWhom(to, what_for, today(desk) + timedelta(days=days))


def today(desk: Desk) -> date:
    """Today by the clock of the case: the true day, also where a sample's pages stand still."""
    return desk.now().astimezone(zone_of_case(desk)).date()


def take_out(desk: Desk, log: str, to: ForWhom, *, act_id: str | None = None) -> tuple[bytes, str]:
    """Takes one log out as a sealed bundle. Gives the bundle and the mark it bears.

    Raises:
        LogNotYours, NotAllowed: as `record.export_log`.
    """
    act_id = act_id or new_act_id()
    told = export_log(desk, log, recipient=to.recipient, purpose=to.purpose, destroy_by=to.destroy_by, act_id=act_id)
    return told, mark_by(act_of((log, *to), act_id))


# what left, as `access` tells it


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One leaving. `form`: a sealed `bundle`, or a copy that can be read, as a `page` or as `json`. `mark` and `destroy_by` are
    None for logs taken out before each bore one. `became`: None as long as nobody noted what became of it."""

    mark: str | None
    log: str
    form: Literal["bundle", "page", "json"]
    length: int
    layer: str | None
    recipient: str | None
    purpose: str | None
    destroy_by: date | None
    by: str
    at: datetime
    became: Became | None = None
    became_at: datetime | None = None
    became_by: str | None = None
    note: str | None = None
    is_overdue: bool = False


def _step(lines: list[ExportLine], entry: Entry) -> list[ExportLine]:
    d: dict[str, Any] = entry.data
    if entry.kind in ("access.record_exported", "access.copy_handed"):
        by_day = date.fromisoformat(d["destroy_by"]) if d["destroy_by"] else None
        lines.append(
            ExportLine(
                d["mark"], d["log"], d.get("form", "bundle"), d["length"], d.get("layer"), d["recipient"], d["purpose"], by_day,
                d["by"], entry.recorded_at,
            )
        )  # fmt: skip
    elif entry.kind == "access.export_ended":
        for n, line in enumerate(lines):
            if line.mark == d["mark"]:
                lines[n] = replace(
                    line, became=d["became"], became_at=entry.recorded_at, became_by=d["by"], note=d["note"]
                )
    return lines


EXPORTS: View[list[ExportLine]] = View("access.exports", 1, ("access",), list, _step)


def exports(desk: Desk) -> tuple[ExportLine, ...]:
    """Everything that left: first what is past its day and of which nobody knows what became, then the newest.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        day, told = today(desk), desk.fold(EXPORTS)[:]
    shown = [replace(x, is_overdue=x.became is None and x.destroy_by is not None and x.destroy_by < day) for x in told]
    return tuple(sorted(shown, key=lambda x: (not x.is_overdue, -x.at.timestamp())))


def end_export(
    desk: Desk, mark: str, became: Became, note: str | None = None, *, act_id: str | None = None
) -> Written:  # fmt: skip
    """Notes what became of something that left, as it was told us; a later word takes the place of an earlier.

    Raises:
        ExportWrong: nothing that left bears this mark.
    """
    fits = re.fullmatch(MARK, mark) is not None
    facts: tuple[Fact, ...] = (
        (ExportEnded(mark=mark, became=became, note=note or None, by=desk.reader),) if fits else ()
    )

    def decide() -> dict[str, tuple[Fact, ...]]:
        if not facts or not any(x.mark == mark for x in desk.fold(EXPORTS)):
            raise ExportWrong(why=Key("export.why.mark"), value=mark[:20])
        return {"access": facts}

    return desk.do("end_export", decide, act_id=act_id, same=exactly({"access": facts}))
