"""An auditor: a key to one log's epochs, by an act that is recorded; a whole case handed out sealed.

Danger: a key handed to whoever put his own in the auditor's place; an auditor who reads what is written after he was there.
Duty: the lead seals the keys that he opens himself for the auditor's own key, after both compared thirty digits; the log gets a
new data key with it, so that what comes is not opened by what was given. A case is exported whole, with the sheet that says
which logs there are and where each ends: what is missing is missed.
Shape: `lend_key(desk, log, …) -> bytes` (the letter), `export_case(desk, …) -> (name of file → bytes)`.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from wasata.desk import holding
from wasata.desk.access import Desk, exactly, new_act_id
from wasata.desk.export import ForWhom
from wasata.desk.told_beside import mark_of
from wasata.errors import AuditWrong, LogNotYours
from wasata.record import audit, canon
from wasata.record.chain import EMPTY, Head
from wasata.record.keyring import LogKeys
from wasata.record.kinds.access import LogKeyTurned
from wasata.record.kinds.audit import CaseExported, KeyLent, LogEnd
from wasata.record.kinds.base import Fact
from wasata.record.person_key import PublicKey
from wasata.words import Key

SHEET = "case.sheet"
"""The file that says which logs a case has and where each ends."""


def _wrong(why: str, value: object) -> AuditWrong:
    return AuditWrong(why=Key(f"audit.why.{why}"), value=value)


def lend_key(
    desk: Desk, log: str, to: PublicKey, number: str, whom: ForWhom, until: datetime, *, act_id: str | None = None
) -> bytes:
    """Seals the keys of a log, as far as this lead opens it, for an auditor's key. Gives the letter that he is handed. What is
    written from now on lies under a new key. The same act again gives a letter to the same epochs.

    Args:
        number: the thirty digits as the auditor read them aloud.

    Raises:
        LogNotYours: the lead does not open the log.
        AuditWrong: the digits are another key's, or the day is over before it begins.
    """
    desk.require("lend_to_auditor")
    if re.sub(r"\D", "", number) != re.sub(r"\D", "", to.number):
        raise _wrong("number", number[:40])
    if until <= desk.now():
        raise _wrong("until", until.date().isoformat())
    if not desk.holds(log):
        raise LogNotYours(log=log)
    keys = desk.ledger.keys.of(log)
    act_id = act_id or new_act_id()

    def decide() -> dict[str, tuple[Fact, ...]]:
        lent = KeyLent(
            log=log, epochs=tuple(sorted(keys.epochs)), key=to.name, recipient=whom.recipient, purpose=whom.purpose,
            until=until, by=desk.reader,
        )  # fmt: skip
        return {"access": (lent, LogKeyTurned(log=log, why="asked", by=desk.reader))}

    done = desk.do("lend_to_auditor", decide, act_id=act_id, same=lambda _: True)
    told = desk.ledger.entry("access", done.first["access"]).data
    if told["key"] != to.name or told["log"] != log:
        raise _wrong("number", number[:40])
    if desk.home.newest(desk.case, log) == max(told["epochs"]):  # also where it was broken off between the two
        desk.home.take_keys(desk.case, log, (), _left(desk, log))
    given = LogKeys(keys.random_name, {e: key for e, key in keys.epochs.items() if e in told["epochs"]})
    number_of_case = desk.home.case_number(desk.case)
    return audit.letter_for(number_of_case, given, to, until, desk.home.public_key, desk.home.sign)


def _left(desk: Desk, log: str) -> Iterator[PublicKey]:
    """For whom the log goes on: whoever holds it now and may."""
    if desk.home.recovery(desk.case) is None:
        return
    may, held = holding.entitled(desk.home, desk.case, log, desk.now()), desk.home.hold_now(desk.case, log)
    for name in sorted(held & may.keys()):
        public = may[name]
        if public is not None:
            yield public


def export_case(desk: Desk, to: ForWhom, *, act_id: str | None = None) -> dict[str, bytes]:
    """Every log of the case as a sealed bundle, also those nobody here opens, each up to one moment; and the sheet with all their
    ends. By name of file. That it left is recorded first.

    Raises:
        NotAllowed: neither lead nor auditor.
    """
    desk.require("export_case")
    mark = mark_of(desk)
    _, sheet = desk.home.note_heads(desk.case, mark)
    heads = {
        name: Head(told["seq"], told["hash"])
        for name, told in canon.decode(sheet.rstrip(b"\n"))["sheet"]["heads"].items()
    }
    logs = desk.home.logs(desk.case)
    blind = desk.home.blind_ledger(desk.case, logs)
    ends = {log: heads.get(blind.keys.of(log).random_name, EMPTY) for log in logs}
    fact = CaseExported(
        logs=tuple(LogEnd(log=log, length=end.seq, head=end.hash) for log, end in ends.items()),
        recipient=to.recipient, purpose=to.purpose, by=desk.reader,
    )  # fmt: skip
    desk.do("export_case", lambda: {"access": (fact,)}, act_id=act_id, same=exactly({"access": (fact,)}))
    found = {SHEET: sheet}
    for log, end in ends.items():
        ledger = desk.ledger if desk.holds(log) else blind
        found[f"{blind.keys.of(log).random_name}.bundle"] = b"".join(ledger.export(log, end, mark))
    return found
