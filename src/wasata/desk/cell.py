"""The cell: what is for named officers only.

Danger: a log that comes with a role, so that whoever joins the team reads the estimates of it.
Duty: open the cell for officers who are named, give it to one more, take it back; who holds it.
Shape: opened by a lead who holds `access`; no role brings it. Only it is opened here, everything else is as for other logs.
"""

from collections.abc import Sequence

from wasata.desk.access import READERS, Desk, grant_log, new_act_id, of_access, revoke_log
from wasata.desk.case import open_log, opened
from wasata.errors import AccessWrong
from wasata.record.kinds.access import LogGranted
from wasata.record.kinds.base import Fact
from wasata.words import Key

LOG = "cell"


def _require_officer(desk: Desk, reader: str) -> None:
    with desk.hold():
        standing = of_access(desk.home, desk.case, READERS).get(reader)
    if standing is None or standing.role not in ("lead", "officer"):
        raise AccessWrong(why=Key("access.why.no_officer"), value=reader)


def open_cell(desk: Desk, officers: Sequence[str] = (), *, act_id: str | None = None) -> None:
    """Opens the cell for the lead who opens it and these officers. What was broken off is taken up again.

    Raises:
        AccessWrong: somebody named is no officer of the case.
        PublicOnly: the case holds press and public facts for ever.
    """
    desk.require("open_log")
    for reader in officers:
        _require_officer(desk, reader)
    act_id = act_id or new_act_id()
    open_log(desk, LOG, act_id=f"{act_id}.open")
    granted: list[Fact] = [
        LogGranted(reader=reader, log=LOG, may_write=True, by=desk.reader)
        for reader in dict.fromkeys((desk.reader, *officers))
    ]
    desk.do("grant_log", lambda: {"access": granted}, act_id=f"{act_id}.give")


def give_cell(desk: Desk, reader: str, *, act_id: str | None = None) -> None:
    """Gives the cell to one more officer.

    Raises:
        AccessWrong: he is no officer of the case, or there is no cell.
    """
    desk.require("grant_log")
    _require_officer(desk, reader)
    grant_log(desk, reader, LOG, may_write=True, act_id=act_id)


def take_cell(desk: Desk, reader: str, *, act_id: str | None = None) -> None:
    """Takes the cell back from a reader.

    Raises:
        AccessWrong: he does not hold it.
    """
    revoke_log(desk, reader, LOG, act_id=act_id)


def may_open_cell(desk: Desk) -> bool:
    """Whether this reader may open a cell here: a lead, where none was opened yet."""
    with desk.hold():
        public = bool(opened(desk).get("public_only"))
    return not public and desk.may("open_log") and LOG not in desk.home.logs(desk.case)


def who_holds_it(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Who holds the cell, as (reader, role), for those who hold `access`; others are not told.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        now = desk.now()
        return tuple(
            (name, s.role)
            for name, s in sorted(desk.fold(READERS).items())
            if LOG in s.grants and s.grants[LOG].holds(now)
        )


def who_may_be_named(desk: Desk) -> tuple[str, ...]:
    """The officers and leads of the case, for those who hold `access`.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        return tuple(n for n, s in sorted(desk.fold(READERS).items()) if s.role in ("lead", "officer"))
