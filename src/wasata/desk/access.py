"""Access: a reader's desk, what he sees, and who may do which act. Decided here alone for page, API and command line.

Danger: a reader nobody remembers admitting; a page drawn from a log its reader does not hold.
Duty: `Desk` is one reader at work in one case. His sight is the set of logs granted to him in `access`, asked anew at
every use; his ledger is opened with exactly those logs' keys. The room itself, as system holder, reads `access` and
nothing else, to know what a reader holds.
Shape: `Desk.open(home, case, reader)`; questions call `desk.fold(view)`, acts call `desk.do(act, decide)`. States of
views are shared by the readers of the team who hold the logs a view reads; each delegate has his own (`desk/shelf.py`).
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from wasata.desk import holding, shelf
from wasata.desk.readers import READERS as READERS
from wasata.desk.readers import Grant as Grant
from wasata.desk.readers import Readers as Readers
from wasata.desk.readers import Standing as Standing
from wasata.desk.shelf import keep_snapshots as keep_snapshots
from wasata.desk.shelf import of_access as of_access
from wasata.errors import (
    AccessWrong,
    ActReused,
    CaseIsClosed,
    HeadMoved,
    KeyNeeded,
    KeyTurned,
    LogGone,
    LogNotYours,
    NoSuchAct,
    NotAdmitted,
    NotAllowed,
    PublicOnly,
    TooBusy,
    TravelWrong,
)
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import Home, Stamp
from wasata.record.keyring import of_persons
from wasata.record.kinds.access import LogGranted, LogRevoked, ReaderAdmitted, Role
from wasata.record.kinds.base import IDENT, Fact
from wasata.record.ledger import Ledger, Written
from wasata.record.person_key import Pair, PublicKey
from wasata.words import Key

S = TypeVar("S")
Decide = Callable[[], Mapping[str, Sequence[Fact]]]
Same = Callable[[Mapping[str, Sequence[Fact]]], bool]
"""Whether what an act wrote before is what is asked now."""

TRIES = 5
"""How often an act is decided again when a log has grown meanwhile."""

ROLES: tuple[str, ...] = ("lead", "officer", "analyst", "truce_monitor", "aid_monitor", "delegate", "auditor")

ROLE_LOGS: dict[str, dict[str, bool]] = {
    "lead": {
        "press": True, "bureau": True, "access": True, "ground": True, "table": True, "archive": True, "intake": True,
        "reading": False,
    },
    "officer": {"press": True, "bureau": True, "ground": False, "table": True, "archive": False, "intake": True},
    "analyst": {"press": True, "bureau": True, "ground": False, "table": False, "archive": True, "intake": True},
    "truce_monitor": {"press": False, "ground": True, "table": False},
    "aid_monitor": {"press": False, "ground": True, "table": False},
    "delegate": {"table": False},
    "auditor": {"access": True, "table": False, "reading": False},
}  # fmt: skip
"""The logs a role is granted when a reader is admitted, and whether he may write to them. A delegate's own channel is
granted by name. The auditor writes to `access` only what he takes out. `reading` (who opened what) no reader writes."""

OF_OFFICERS = ("line/", "relay/", "cell")
"""What is ours about a line, what was lent for a relay, the cell: the lead and officers hold these and nobody else can."""

NO_DELEGATE = (*OF_OFFICERS, "hands/", "people", "bureau", "access", "archive", "intake", "reading", "press", "ground")
"""Logs no delegate is ever given. Of channels he holds one."""

CLOSED_IF_PUBLIC = ("line/", "channel/", "hands/", "cell", "people")
"""Logs a case that is public only never holds."""


class Act(NamedTuple):
    """Who may do an act: roles, the logs it reads, the logs it writes; `line/{line}` is the log of whichever line is meant.

    `by_room`: the room writes for him what he decides about himself, into logs he need not hold.
    """

    roles: frozenset[str]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    by_room: bool = False

    def on(self, named: Mapping[str, str]) -> "Act":
        """The act on these lines and relays: every log by its own name; `{lines}` is each of several, parted by commas."""
        several = [{**named, "lines": line} for line in named.get("lines", "").split(",")]
        reads, writes = (
            tuple(log.format_map(one) for log in logs for one in (several if "{lines}" in log else (named,)))
            for logs in (self.reads, self.writes)
        )
        return self._replace(reads=reads, writes=writes)


def _act(roles: str, *, reads: tuple[str, ...] = (), writes: tuple[str, ...] = (), by_room: bool = False) -> Act:
    return Act(frozenset(roles.split()), reads, writes, by_room)


ACTS: dict[str, Act] = {
    "take_in_report": _act("lead officer analyst room", writes=("press",)),
    "read_again": _act("lead officer analyst", writes=("press",)),
    "link_reports": _act("lead officer analyst room", writes=("press",)),
    "put_away": _act("lead officer analyst", writes=("press",)),
    "call_back": _act("lead officer analyst", writes=("press",)),
    "confirm_mark": _act("lead officer analyst", writes=("press",)),
    "correct_mark": _act("lead officer analyst", writes=("press",)),
    "add_mark": _act("lead officer analyst", writes=("press",)),
    "strike_mark": _act("lead officer analyst", writes=("press",)),
    "lift_hand": _act("lead officer analyst", writes=("press",)),
    "split_thread": _act("lead officer analyst", writes=("press",)),
    "join_thread": _act("lead officer analyst", writes=("press",)),
    "settle_contradiction": _act("lead officer analyst", writes=("press",)),
    "set_roster": _act("lead analyst", writes=("press",)),
    "read_archive": _act("lead officer analyst", reads=("archive",)),
    "keep_in_archive": _act("lead analyst room", writes=("archive",)),
    "call_from_archive": _act("lead officer analyst", reads=("archive",), writes=("press",)),
    "set_scope": _act("lead analyst", writes=("archive",)),
    "read_intake": _act("lead officer analyst", reads=("intake",)),
    "set_feed": _act("lead analyst", writes=("intake",)),
    "ask_feed": _act("lead analyst room", writes=("intake",)),
    "fetch_page": _act("lead officer analyst", writes=("intake",)),
    "stop_outgoing": _act("lead officer analyst", writes=("intake",)),
    "allow_outgoing": _act("lead analyst", writes=("intake",)),
    "write_note": _act("lead officer analyst", writes=("bureau",)),
    "note_heads": _act("lead", writes=("bureau",)),
    "open_line": _act("lead", reads=("bureau", "table"), writes=("access",)),
    "begin_line": _act("lead", writes=("line/{line}", "channel/{line}")),
    "list_line": _act("lead", writes=("bureau",)),
    "read_line": _act("lead officer", reads=("line/{line}", "channel/{line}")),
    "keep_line": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "record_contact": _act("lead officer", writes=("line/{line}",)),
    "say_in_channel": _act("delegate", writes=("channel/{line}",)),
    "clear_passage": _act("delegate", writes=("channel/{line}",)),
    "take_down_message": _act("lead officer", reads=("line/{line}",), writes=("channel/{line}",)),
    "hear_message": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "note_clearance": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "note_clearance_there": _act("lead officer", reads=("line/{line}",), writes=("channel/{line}",)),
    "send_message": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "take_back_message": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "deliver_message": _act("lead officer", reads=("line/{line}",), writes=("channel/{line}",)),
    "read_relays": _act("lead officer", reads=("bureau",)),
    "draft_relay": _act("lead officer", reads=("channel/{line}", "bureau"), writes=("line/{line}",)),
    "draft_lent_relay": _act(
        "lead officer", reads=("channel/{line}", "bureau"), writes=("line/{line}", "relay/{relay}")
    ),
    "open_for_relay": _act("lead officer", reads=("line/{line}",), writes=("access",), by_room=True),
    "lend_relay": _act("lead officer", reads=("line/{line}", "channel/{line}"), writes=("relay/{relay}",)),
    "send_back_relay": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "send_back_lent": _act("lead officer", writes=("relay/{relay}",)),
    "approve_relay": _act("lead officer", reads=("line/{line}", "channel/{line}"), writes=("bureau", "line/{to}")),
    "approve_lent": _act("lead officer", reads=("relay/{relay}",), writes=("bureau", "line/{to}")),
    "force_relay": _act("lead", reads=("line/{line}", "channel/{line}"), writes=("bureau", "line/{to}")),
    "countersign_relay": _act("lead officer", writes=("bureau",)),
    "take_back_relay": _act("lead officer", writes=("bureau",)),
    "follow_relay": _act("lead officer", reads=("line/{line}", "channel/{line}"), writes=("bureau",)),
    "name_matter": _act("lead officer", writes=("bureau",)),
    "note_position": _act("lead officer", reads=("channel/{line}", "bureau"), writes=("line/{line}",)),
    "drop_position": _act("lead officer", reads=("bureau",), writes=("line/{line}",)),
    "assess": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "assess_in_cell": _act("lead officer", writes=("cell",)),
    "set_issues": _act("lead officer", reads=("bureau",), writes=("cell",)),
    "know_side": _act("lead officer", writes=("cell",)),
    "write_draft": _act("lead officer", writes=("cell",)),
    "ask_offer": _act("lead officer", reads=("bureau", "table"), writes=("cell",)),
    "approve_offer": _act("lead officer", writes=("cell",)),
    "deliver_offer": _act("lead officer", reads=("cell", "table", "line/{lines}"), writes=("channel/{lines}",)),
    "answer_offer": _act("delegate", writes=("channel/{line}",)),
    "take_down_offer": _act("lead officer", reads=("line/{line}",), writes=("channel/{line}",)),
    "close_offer": _act("lead officer", reads=("cell", "table", "line/{lines}"), writes=("channel/{lines}",)),
    "reveal_agreement": _act("lead officer", reads=("cell", "line/{lines}", "channel/{lines}"), writes=("table",)),
    "keep_watch": _act("lead officer", writes=("bureau",)),
    "record_truce": _act("lead truce_monitor", writes=("ground",)),
    "post_notice": _act("lead officer", writes=("table",)),
    "name_on_table": _act("lead officer", writes=("table",)),
    "enter_day": _act("lead officer", writes=("table",)),
    "strike_day": _act("lead officer", writes=("table",)),
    "publish_commitment": _act("lead officer", writes=("table",)),
    "strike_commitment": _act("lead officer", writes=("table",)),
    "ask_for_table": _act("lead officer", reads=("table",), writes=("bureau",)),
    "send_back_from_table": _act("lead officer", writes=("bureau",)),
    "approve_for_table": _act("lead officer", reads=("table",), writes=("bureau",)),
    "put_on_table": _act("lead officer", reads=("bureau",), writes=("table",)),
    "write_definition": _act("lead officer", writes=("bureau",)),
    "ask_definition": _act("lead officer", reads=("line/{line}", "channel/{line}"), writes=("bureau",)),
    "put_definition": _act("lead officer", reads=("bureau", "channel/{line}"), writes=("line/{line}",)),
    "deliver_definition": _act("lead officer", reads=("bureau", "line/{line}"), writes=("channel/{line}",)),
    "answer_definition": _act("delegate", writes=("channel/{line}",)),
    "take_down_definition": _act("lead officer", reads=("line/{line}",), writes=("channel/{line}",)),
    "approve_definition": _act("lead officer", writes=("bureau",)),
    "agree_definition": _act("lead officer", reads=("table",), writes=("bureau",)),
    "deliver_agreement": _act("lead officer", reads=("bureau",), writes=("table",)),
    "admit_reader": _act("lead", writes=("access",)),
    "give_sign_in": _act("lead", writes=("access",)),
    "take_sign_in": _act("lead", writes=("access",)),
    "report_lost_factor": _act("lead officer", writes=("access",), by_room=True),
    "confirm_lost_factor": _act("lead officer", writes=("access",), by_room=True),
    "stop_lost_factor": _act("lead officer", writes=("access",), by_room=True),
    "grant_log": _act("lead", reads=("bureau",), writes=("access",)),
    "open_log": _act("lead", reads=("bureau",), writes=("access",)),
    "revoke_log": _act("lead", writes=("access",)),
    "export_log": _act("lead auditor", writes=("access",)),
    "hand_out_copy": _act("lead", writes=("access",)),
    "end_export": _act("lead auditor", reads=("access",), writes=("access",)),
    "ask_leaks": _act("lead", reads=("access", "reading")),
    "black_out": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "black_out_in_cell": _act("lead officer", writes=("cell",)),
    "make_key": _act("lead officer analyst truce_monitor aid_monitor", writes=("access",), by_room=True),
    "revoke_key": _act("lead officer analyst truce_monitor aid_monitor", writes=("access",), by_room=True),
    "revoke_any_key": _act("lead", reads=("access",), writes=("access",)),
    "keep_case": _act("lead", writes=("access",)),
    "confirm_person_key": _act("lead", writes=("access",)),
    "hand_keys": _act("lead", writes=("access",)),
    "turn_key": _act("lead", writes=("access",)),
    "renew_recovery": _act("lead", writes=("access",)),
    "recover": _act("lead officer", writes=("access",), by_room=True),
    "write_part": _act("lead officer", writes=("access",), by_room=True),
    "begin_travel": _act("lead", reads=("line/{line}", "channel/{line}"), writes=("access",)),
    "end_travel": _act("lead", writes=("access",)),
    "pack_travel": _act("lead officer", reads=("channel/{line}", "table"), writes=("line/{line}",)),
    "note_pack": _act(
        "lead officer", reads=("line/{line}", "channel/{line}", "table"), writes=("access",), by_room=True
    ),
    "take_in_travel": _act("lead officer", reads=("channel/{line}",), writes=("line/{line}",)),
    "judge_travel": _act("lead", writes=("line/{line}",)),
    "read_precedents": _act("lead officer analyst", reads=("bureau",)),
    "draft_precedent": _act("lead officer analyst", writes=("bureau",)),
    "send_back_precedent": _act("lead officer analyst", writes=("bureau",)),
    "approve_precedent": _act("lead officer", writes=("bureau",)),
    "make_precedent": _act("lead officer", reads=("bureau",), writes=("precedents",), by_room=True),
    "make_copies_key": _act("lead", writes=("access",)),
    "write_copies_part": _act("lead officer", writes=("access",), by_room=True),
    "lend_to_auditor": _act("lead", writes=("access",)),
    "export_case": _act("lead auditor", writes=("access",)),
    "plan_closing": _act("lead", writes=("access",)),
    "approve_closing": _act("officer", writes=("access",), by_room=True),
    "announce_closing": _act("lead officer", writes=("table",)),
    "stop_closing": _act("lead officer", writes=("access",), by_room=True),
    "place_hold": _act("lead officer auditor", writes=("access",), by_room=True),
    "lift_hold": _act("lead officer", writes=("access",), by_room=True),
    "ask_reopening": _act("lead", writes=("access",)),
    "reopen_case": _act("officer", writes=("access",), by_room=True),
}
"""Every act of the desk. What is not here nobody may do. Names in words: `access.act.<act>`."""


AWAY = frozenset({
    "keep_line", "record_contact", "hear_message", "note_clearance", "send_message", "take_back_message", "note_position",
    "drop_position", "assess",
})  # fmt: skip
"""What is written on a laptop: what comes back with the report. Whatever else were written there would end with it, unread."""

AFTER_CLOSING = frozenset({
    "place_hold", "lift_hold", "ask_reopening", "reopen_case", "export_log", "export_case", "hand_out_copy", "lend_to_auditor",
    "end_export",
    "revoke_log", "revoke_key", "revoke_any_key", "confirm_person_key", "hand_keys", "turn_key", "renew_recovery", "recover",
    "write_part", "draft_precedent", "send_back_precedent", "approve_precedent", "make_precedent",
    "make_copies_key", "write_copies_part",
    "end_travel", "give_sign_in", "take_sign_in", "report_lost_factor", "confirm_lost_factor", "stop_lost_factor",
})  # fmt: skip
"""What is still written in a case that was closed: what holds it up, opens it again, leaves it, takes something away, or what
others may learn from it."""


def _clock() -> datetime:
    return datetime.now(UTC)


class Desk:
    """One reader at work in one case. May live as long as the process: what he holds is asked anew at every use."""

    def __init__(
        self, home: Home, case: str, reader: str, now: Callable[[], datetime], *, only: frozenset[str] | None = None,
        by: Pair | None = None,
    ) -> None:  # fmt: skip
        self.home = home
        self.case = case
        self.reader = reader
        self.now = now
        self.only = only
        """A program reads with a key of his: these of his logs and no other, and it writes nothing."""
        self.by = by
        """His own key, while he is there: with it opens what persons keep. A program's is made of its secret."""
        self._shelf = shelf.team(home)
        self._opens: tuple[Stamp, frozenset[str]] | None = None
        self._ledger: tuple[Stamp, Ledger] | None = None
        self.acted = False
        """Whether anything was written from this desk."""

    def __repr__(self) -> str:
        return f"Desk({self.case}, {self.reader})"

    @classmethod
    def open(
        cls, home: Home, case: str, reader: str, *, now: Callable[[], datetime] = _clock,
        only: frozenset[str] | None = None, by: Pair | None = None,
    ) -> "Desk":  # fmt: skip
        """The desk of a reader; with `only`, that of a program reading with a key of his for these logs; with `by`, with the
        key that opens for him what persons keep.

        Raises:
            CaseUnknown: there is no such case in this home.
            NotAdmitted: he is no reader of it.
        """
        desk = cls(home, case, reader, now, only=only, by=by)
        desk._shelf = shelf.door(home)
        desk._standing()
        return desk

    def open_with(self, by: Pair) -> None:
        """From now on with his own key: at a terminal it is asked for when something is closed without it."""
        self.by, self._opens, self._ledger = by, None, None

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Nobody else folds at this shelf within the block: a page is drawn from one moment."""
        with self._shelf.lock:
            yield

    def _sit(self, standing: "Standing") -> None:
        """A delegate at his own shelf, since what he holds is small: he waits for nobody else's page."""
        alone = standing.role == "delegate"
        self._shelf = shelf.own(self.home, self.case, self.reader) if alone else shelf.team(self.home)

    # what he holds

    def _readers(self) -> Readers:
        return self._shelf.folds(self.home, self.case, READERS.logs).get(READERS)

    def _standing(self) -> Standing:
        with self.hold():
            standing = self._readers().get(self.reader)
        if standing is None:
            raise NotAdmitted(reader=self.reader, case=self.case)
        self._sit(standing)
        return standing

    @property
    def role(self) -> str:
        return self._standing().role

    @property
    def sight(self) -> tuple[str, ...]:
        """The logs he holds now, in the order of their names: what was given to him and opens."""
        opens = self._open_now()
        return tuple(sorted(log for log in self._given() if log in opens))

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The logs that were given to him and do not open: their keys were not handed to him yet, or his own is not at hand."""
        return tuple(sorted(self._given() - self._open_now()))

    def _given(self) -> frozenset[str]:
        held = self._standing().sees(self.now())
        return held if self.only is None else self.only & held

    def _open_now(self) -> frozenset[str]:
        stamp = self.home.stamp(self.case)
        if self._opens is None or self._opens[0] != stamp:
            self._opens = stamp, self.home.opens(self.case, self.by)
        return self._opens[1]

    @property
    def closed_at(self) -> datetime | None:
        """When the case was closed; None while it is open."""
        return self._standing().closed_at

    @property
    def ledger(self) -> Ledger:
        """His hand on the record: opened with the keys of the logs he holds now, and of no other."""
        sight, stamp = self.sight, self.home.stamp(self.case)
        if self._ledger is None or self._ledger[0] != stamp or tuple(sorted(self._ledger[1].logs)) != sight:
            self._ledger = stamp, self.home.ledger(self.case, sight, self.by)
        return self._ledger[1]

    def make_log(self, log: str, readers: Sequence[str] = ()) -> None:
        """Makes a log with its keys, for himself and these readers where persons keep the case; once is enough. That it is opened
        stands in `access` before.

        Raises:
            KeyNeeded: persons keep the case and his own key is not at hand, or was not compared with anybody.
        """
        persons: tuple[PublicKey, ...] = ()
        if of_persons(log) and self.home.recovery(self.case) is not None:
            mine = holding.confirmed(self.home, self.case).get(self.reader)
            if self.by is None or mine != self.by.name:
                raise KeyNeeded(reader=self.reader)
            persons = (self.by.public, *holding.publics(self.home, self.case, readers))
        self.home.open_log(self.case, log, persons=persons)

    def holds(self, *logs: str) -> bool:
        return set(logs) <= set(self.sight)

    def may_write(self, log: str) -> bool:
        return self.only is None and self._standing().may_write(log, self.now()) and log in self._open_now()

    def may(self, act: str, **named: str) -> bool:
        """Whether this reader may do this act now, on the line or relay that is named: `may("record_contact", line="coast")`."""
        if act not in ACTS:
            return False
        rule = ACTS[act].on(named)
        if rule.writes and act not in AFTER_CLOSING and self.closed_at is not None:
            return False
        if rule.writes and act not in AWAY and self._standing().away:
            return False
        return (
            self.role in rule.roles
            and self.holds(*rule.reads)
            and (all(self.may_write(log) for log in rule.writes) or (rule.by_room and self.only is None))
        )

    def require(self, act: str, **named: str) -> None:
        """Refuses what `may` denies.

        Raises:
            CaseIsClosed: nothing of the kind is written in this case any more.
            LogNotYours: the act reads a log he does not hold.
            NotAllowed: his role or his grants do not allow it; a delegate hears of no act of the team (`NoSuchAct`).
        """
        if self.may(act, **named):
            return
        rule = ACTS[act].on(named) if act in ACTS else None
        closed_at = self.closed_at
        if closed_at is not None and rule and rule.writes and act not in AFTER_CLOSING and self.role in rule.roles:
            raise CaseIsClosed(at=closed_at)
        if rule and rule.writes and act not in AWAY and self._standing().away:
            raise TravelWrong(why=Key("travel.why.in_the_room"), value=Key(f"access.act.{act}"))
        if self.role == "delegate" and not (rule and "delegate" in rule.roles and self.holds(*rule.writes)):
            raise NoSuchAct
        missing = next((log for log in rule.reads if not self.holds(log)), None) if rule else None
        if missing is not None:
            raise LogNotYours(log=missing)
        raise NotAllowed(act=Key(f"access.act.{act}"), role=Key(f"access.role.{self.role}"))

    # reading and writing

    def fold(self, view: View[S]) -> S:
        """The state of a view, as of now. Read it inside `hold`.

        Raises:
            LogNotYours: the view reads a log he does not hold.
        """
        sight = self.sight
        missing = next((log for log in view.logs if log not in sight), None)
        if missing is not None:
            raise self._unseen(missing)
        return self._shelf.get(self.home, self.case, view, self.by)

    def _unseen(self, log: str) -> Exception:
        """Why he does not see a log: it was never his, or his and nobody reads it any more."""
        standing = self._standing()
        if standing.closed_at is not None and standing.role == "delegate":
            return CaseIsClosed(at=standing.closed_at)
        if log in standing.gone and log in standing.grants:
            return LogGone(log=log, how=Key("closing.gone.destroyed" if standing.gone[log] else "closing.gone.sealed"))
        return LogNotYours(log=log)

    def keep_if_due(self, log: str) -> None:
        """Writes a snapshot of what is folded from a log, if it has grown enough to be felt at the next start."""
        with self.hold():
            self._shelf.keep_if_due(self.home, self.case, log, self.by)

    def done(self, act_id: str, same: Same | None = None, *, ledger: Ledger | None = None) -> Written | None:
        """What this reader's act of this id wrote when it was done before; None if it was not.

        Args:
            ledger: where it was written, if not by his own hand.

        Raises:
            ActReused: the id is that of an act of his with other content, where `same` is given, or out of his sight now.
        """
        ledger = ledger or self.ledger
        done = ledger.written(act_id, self.reader)
        if done is None:
            return None
        first = {log: ledger.entry(log, seq) for log, seq in done.first.items()}
        if not first:
            raise ActReused(act=act_id)
        if same is not None:
            ends = {log: (seq - 1, done.heads[log].seq) for log, seq in done.first.items()}
            if not same({log: tuple(e.fact for e in ledger.entries(log, *end)) for log, end in ends.items()}):
                raise ActReused(act=act_id)
        return done

    def do(
        self, act: str, decide: Decide, *, act_id: str | None = None, same: Same | None = None, alone: bool = False,
        beside: Sequence[str] = (), **named: str,
    ) -> Written:  # fmt: skip
        """Does an act: decides on the state as it stands, appends, and decides again when a log has grown meanwhile.

        A form sent twice, one after the other or both at once, is one act: whoever comes second is given what the first
        wrote, and nothing is decided for him on a state that the first has changed.

        Args:
            act: its name in `ACTS`.
            decide: from the state as it stands to the facts for each log; called again after each `HeadMoved`: when one of
                the logs has grown that the act reads or writes by `ACTS`.
            act_id: made by the caller; the same id with the same content again returns the first result.
            same: whether facts written before under this id are what is asked now. Needed where `decide` hangs on the
                state, or refuses what stands already; without it, what `decide` gives is compared.
            alone: nobody writes to the logs it reads or writes, in any process, while it is decided.
            beside: further logs it hangs on, that nobody writes to meanwhile; he need not hold them.
            named: which line or relay it is done on, where its logs in `ACTS` leave that open.

        Raises:
            LogNotYours, NotAllowed: as `require` says.
            ActReused: the id stands for an act of his with other content. Nothing is written. What others did under it, he
                never learns.
            TooBusy: the logs grew `TRIES` times while the act was decided.
        """
        self.require(act, **named)
        act_id = act_id or new_act_id()
        same = same or (lambda was: exactly(decide())(was))
        written = self._tried(act, ACTS[act].on(named), decide, act_id, same, alone, beside)
        holding.follow(self.home, self.case, written, self.now(), self.reader, self.by)
        return written

    def _tried(
        self, act: str, rule: Act, decide: Decide, act_id: str, same: Same, alone: bool, beside: Sequence[str]
    ) -> Written:
        rests_on = rule.writes if rule.by_room else tuple(dict.fromkeys((*rule.writes, *rule.reads)))
        stand = (*rests_on, *beside)
        for n in range(TRIES):
            # refused once, he decides again in line, so that quicker writers cannot overtake him for ever; and he holds
            # the desk before he stands in line, as a page does, so that two threads never wait for each other
            with self.hold(), self.home.in_line(self.case, stand) if n or alone else nullcontext():
                ledger = self.home.ledger(self.case, rule.writes) if rule.by_room else self.ledger
                done = self.done(act_id, same, ledger=ledger)
                if done is not None:
                    return done
                heads = ledger.heads(rests_on)
                facts = decide()
                if not facts.keys() <= set(rule.writes):
                    raise ValueError(f"{act} writes {', '.join(rule.writes)}")
                writes = {log: (heads[log].seq, tuple(facts.get(log, ()))) for log in rests_on}
                try:
                    written = ledger.append(writes, author=self.reader, act=act_id)
                    self.acted = True
                    return written
                except (
                    HeadMoved,
                    ActReused,
                    KeyTurned,
                ):  # another process wrote, others' acts or this very one; or turned a key
                    continue
        raise TooBusy(act=Key(f"access.act.{act}"), tries=TRIES)


class RoomDesk(Desk):
    """The room itself at work with nobody signed in, for what a person set up (`errand`): it reads and writes press, archive
    and intake, sees what all parties see, and holds nothing else. It is no reader, and `access` knows nothing of it."""

    HOLDS = {"press": True, "archive": True, "intake": True, "table": False}

    def __init__(self, home: Home, case: str, errand: str, now: Callable[[], datetime] = _clock) -> None:
        super().__init__(home, case, errand, now)

    def _standing(self) -> Standing:
        stand = self.home.logs(self.case)  # a case may be older than its archive or its intake
        grants = {log: Grant(write, None) for log, write in self.HOLDS.items() if log in stand}
        with self.hold():
            of_all = next(iter(self._readers().values()), None)
        ends = (of_all.closed_at, dict(of_all.gone)) if of_all else (None, {})
        return Standing("room", datetime.min.replace(tzinfo=UTC), grants, set(), *ends)


def new_act_id() -> str:
    """An act id for a caller who has none."""
    return secrets.token_hex(12)


def name_by(act_id: str, n: int = 0) -> str:
    """A name for the n-th thing an act makes: the same however often the act is sent, so that it is the same act."""
    return hashlib.sha256(f"{n}\n{act_id}".encode()).hexdigest()[:12]


def exactly(facts: Mapping[str, Sequence[Fact]]) -> Same:
    """The same act is one that wrote these facts and no other."""
    asked = {log: tuple(fs) for log, fs in facts.items() if fs}
    return lambda was: {log: tuple(fs) for log, fs in was.items()} == asked


# acts


def admission(reader: str, role: str, by: str, *, logs: Mapping[str, bool] | None = None) -> tuple[Fact, ...]:
    """The facts that admit a reader in a role with the logs of that role (or `logs`: name → may write)."""
    if role not in ROLES:
        raise AccessWrong(why=Key("access.why.role"), value=role)
    if not re.fullmatch(IDENT, reader):
        raise AccessWrong(why=Key("access.why.name"), value=reader)
    given = ROLE_LOGS[role] if logs is None else logs
    admitted: Any = {"reader": reader, "role": role, "by": by}
    return (
        ReaderAdmitted(**admitted),
        *(LogGranted(reader=reader, log=log, may_write=write, by=by) for log, write in given.items()),
    )


def admit_reader(desk: Desk, reader: str, role: Role, *, act_id: str | None = None) -> Written:
    """Admits a person as a reader, with the logs of his role. Who changes his role keeps what he was granted, but for what the
    new role never holds.

    Raises:
        AccessWrong: his name cannot be one, there is no such role, or nobody would be lead any more.
    """
    stand = desk.home.logs(desk.case)  # a case from before the archive has none until its lead opens it
    logs = {log: write for log, write in ROLE_LOGS.get(role, {}).items() if log in stand}
    facts = admission(reader, role, desk.reader, logs=logs)

    def decide() -> dict[str, tuple[Fact, ...]]:
        known = desk._readers().get(reader)
        if role != "lead" and _leads(desk._readers()) == [reader]:
            raise AccessWrong(why=Key("access.why.last_lead"), value=reader)
        gone = (log for log in known.grants if _never_for(role, log, was=known.role)) if known else ()
        return {"access": (*facts, *(LogRevoked(reader=reader, log=log, by=desk.reader) for log in gone))}

    return desk.do("admit_reader", decide, act_id=act_id, same=lambda was: was["access"][: len(facts)] == facts)


def _leads(readers: Readers) -> list[str]:
    return [r for r, s in readers.items() if s.role == "lead" and "access" in s.grants]


def _never_for(role: str, log: str, *, was: str) -> bool:
    """What a reader who was `was` does not hold in this role: who becomes a delegate leaves all but what everybody sees, and who
    is one no more his channel; who is lead or auditor no more leaves what tells who holds what."""
    of_channel = log.startswith("channel/")
    if log == "access" and was != role and role not in ("lead", "auditor"):
        return True
    if log == "reading" and role not in ("lead", "auditor"):
        return True
    if role == "delegate":
        return log.startswith(NO_DELEGATE) or (was != role and log != "table")
    if role in ("lead", "officer"):
        return was == "delegate" and of_channel
    return log.startswith(OF_OFFICERS) or of_channel


def require_may_hold(standing: Standing, log: str) -> None:
    """Refuses what this reader's role never holds, whoever gives it: what is ours about a line is for officers, a channel for
    them and for its delegates, who hold no other and never held one: what they read there they know.

    Raises:
        AccessWrong: his role never holds the log, or he is a delegate who was given another channel once.
    """
    if _never_for(standing.role, log, was=standing.role):
        raise AccessWrong(why=Key("access.why.never"), value=log)
    if standing.role == "delegate" and log.startswith("channel/") and standing.knows_another(log):
        raise AccessWrong(why=Key("access.why.channel"), value=log)


def _public(only: bool, entry: Entry) -> bool:
    return bool(entry.data["public_only"]) if entry.kind == "case.opened" else only


PUBLIC: View[bool] = View("access.public_only", 1, ("bureau",), bool, _public)
"""Whether the case holds press and public facts for ever."""


def refuse_if_public(desk: Desk, log: str) -> None:
    """Refuses what a public case must never hold.

    Raises:
        PublicOnly: for a line, a channel, hands, cell or people in such a case.
    """
    if log.startswith(CLOSED_IF_PUBLIC):
        with desk.hold():
            if desk.fold(PUBLIC):
                raise PublicOnly(log=log)


def grant_log(
    desk: Desk, reader: str, log: str, *, may_write: bool = False, until: datetime | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Gives a reader a log.

    Raises:
        PublicOnly: the case holds press and public facts for ever, and this is a line, channel, cell or people.
        AccessWrong: nobody of that name was admitted, there is no such log, or his role never holds it (`require_may_hold`).
    """
    refuse_if_public(desk, log)

    def decide() -> dict[str, tuple[Fact, ...]]:
        if reader not in desk._readers():
            raise AccessWrong(why=Key("access.why.reader"), value=reader)
        if log not in desk.home.logs(desk.case):
            raise AccessWrong(why=Key("access.why.log"), value=log)
        if log in desk._standing().gone:
            raise AccessWrong(why=Key("access.why.gone"), value=log)
        require_may_hold(desk._readers()[reader], log)
        return {"access": (LogGranted(reader=reader, log=log, may_write=may_write, until=until, by=desk.reader),)}

    return desk.do("grant_log", decide, act_id=act_id)


def revoke_log(desk: Desk, reader: str, log: str, *, act_id: str | None = None) -> Written:
    """Takes a log back from a reader.

    Raises:
        AccessWrong: he does not hold it, or it is the last lead's own hand on `access`.
    """
    facts: dict[str, tuple[Fact, ...]] = {"access": (LogRevoked(reader=reader, log=log, by=desk.reader),)}

    def decide() -> dict[str, tuple[Fact, ...]]:
        readers = desk._readers()
        if reader not in readers or log not in readers[reader].grants:
            raise AccessWrong(why=Key("access.why.not_held"), value=reader)
        if log == "access" and _leads(readers) == [reader]:
            raise AccessWrong(why=Key("access.why.last_lead"), value=reader)
        return facts

    return desk.do("revoke_log", decide, act_id=act_id, same=exactly(facts))


# questions


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One reader of the case, for those who hold `access`: role, and each log with whether he may write and until when."""

    reader: str
    role: str
    admitted_at: datetime
    logs: tuple[tuple[str, bool, datetime | None], ...]


def readers(desk: Desk) -> tuple[ReaderLine, ...]:
    """Who reads this case, in the order of their names.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        now = desk.now()
        return tuple(
            ReaderLine(
                name, s.role, s.admitted_at,
                tuple((log, g.may_write, g.until) for log, g in sorted(s.grants.items()) if g.holds(now)),
            )
            for name, s in sorted(desk.fold(READERS).items())
        )  # fmt: skip


def standing_of(home: Home, case: str, reader: str) -> Standing | None:
    """How somebody stands in a case, for the room's own questions; None where he was never admitted."""
    known = shelf.door(home)
    with known.lock:
        return known.folds(home, case, READERS.logs).get(READERS).get(reader)


def readers_of(_desk: Desk, logs: Sequence[str]) -> tuple[str, ...]:
    """The roles that read all these logs, by the rule of the house: what the band on a page says of who reads it.

    By the rule and not by who was admitted: a page must not change when somebody is admitted in a log its reader does
    not hold.
    """
    return tuple(role for role in ROLES if all(log in ROLE_LOGS[role] for log in logs))
