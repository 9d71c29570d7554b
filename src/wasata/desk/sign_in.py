"""Sign-ins, as `access` tells of them: who was given one, by whom, from where; and who comes in no more.

Danger: somebody who makes himself a colleague's sign-in, reads with it and leaves no trace; one lead who walks by it into another
lead's case; a name that two people have.
Duty: admitting somebody new, giving what opens the door once, shutting it, taking somebody off a case; the same said by the
machine's keeper at his terminal; who may open a case. Each is written in `access` before it is done.
Shape: what was given is never here: it is made by the room (`room/people.py`, `room/invitation.py`) after it was recorded.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from wasata.desk.access import READERS, Desk, admit_reader, exactly, new_act_id, standing_of
from wasata.desk.case import is_sample
from wasata.errors import AccessWrong, HeadMoved, SignInWrong, TooBusy
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import KEEPER, Home
from wasata.record.kinds.access import LogRevoked, Role, SignInGiven, SignInTaken
from wasata.record.ledger import Written
from wasata.words import Key

TRIES = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What `access` says of one reader's sign-in: when something that opens the door was last given, by whom and from where, how
    often in all; when it was shut, None while it is not."""

    given_at: datetime | None = None
    given_by: str = ""
    way: str = ""
    times: int = 0
    taken_at: datetime | None = None
    taken_by: str = ""


SignIns = dict[str, Told]


def _step(told: SignIns, entry: Entry) -> SignIns:
    data = entry.data
    match entry.kind:
        case "access.sign_in_given":
            times = told.get(data["reader"], Told()).times + 1
            told[data["reader"]] = Told(entry.recorded_at, data["by"], data["way"], times)
        case "access.sign_in_taken":
            was = told.get(data["reader"], Told())
            told[data["reader"]] = Told(
                was.given_at, was.given_by, was.way, was.times, entry.recorded_at, data["by"]
            )  # fmt: skip
        case _:
            pass  # the rest of `access` is folded by its own nouns
    return told


SIGN_INS: View[SignIns] = View("access.sign_ins", 1, ("access",), dict, _step)


@dataclass(frozen=True, slots=True)
class Line:
    """One reader of the case, for its lead. `here`: he holds something now; `may_give`: this lead leads every case he is in."""

    reader: str
    role: str
    admitted_at: datetime
    logs: tuple[str, ...]
    told: Told
    may_give: bool

    @property
    def here(self) -> bool:
        return bool(self.logs)


def lines(desk: Desk) -> tuple[Line, ...]:
    """The readers of the case, in the order of their names.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        now, told = desk.now(), desk.fold(SIGN_INS)
        found = sorted(desk.fold(READERS).items())
    return tuple(
        Line(name, s.role, s.admitted_at, tuple(sorted(s.sees(now))), told.get(name, Told()), leads_all(desk, name))
        for name, s in found
    )


def leads_all(desk: Desk, reader: str) -> bool:
    """Whether whoever asks leads every case in which this reader holds anything: a new password of his opens them all."""
    return all(
        _leads(desk.home, case, desk.reader)
        for case in desk.home.cases()
        if (standing := standing_of(desk.home, case, reader)) is not None and standing.grants
    )


def _leads(home: Home, case: str, reader: str) -> bool:
    standing = standing_of(home, case, reader)
    return standing is not None and standing.role == "lead" and "access" in standing.grants


def may_open_case(home: Home, reader: str, *, invited: bool) -> bool:
    """Who opens a new case in this home: whoever leads one, and whoever was invited to."""
    return invited or any(_leads(home, case, reader) for case in home.cases())


# acts


def admit_new(
    desk: Desk, reader: str, role: str, *, has_sign_in: bool, same_person: bool, act_id: str | None = None
) -> Written:
    """Admits somebody who is no reader of the case yet, or was taken off it.

    Args:
        has_sign_in: somebody of this name comes through the room's door already.
        same_person: whoever admits him says that it is he.

    Raises:
        SignInWrong: he reads the case already; or the name may be somebody else's.
        AccessWrong: as `admit_reader` says.
    """
    desk.require("admit_reader")
    act_id = act_id or new_act_id()
    if desk.done(act_id) is None:
        with desk.hold():
            known = desk.fold(READERS).get(reader)
        if known is not None and known.grants:
            raise AccessWrong(why=Key("access.why.admitted"), value=reader)
        if reader == KEEPER:
            raise SignInWrong(why=Key("readers.why.keeper"), value=reader)
        if has_sign_in and not same_person:
            raise SignInWrong(why=Key("readers.why.same_name"), value=reader)
    return admit_reader(desk, reader, cast(Role, role), act_id=act_id)


def give_sign_in(desk: Desk, reader: str, *, again: bool, act_id: str | None = None) -> Written:
    """Records that a reader is given what opens the door once. Whoever calls makes it afterwards, and only where the answer was
    not written before (`Written.again`).

    Args:
        again: he has a sign-in.

    Raises:
        SignInWrong: it is his own; nobody of this name reads the case; or he also reads what this lead does not lead.
    """
    _refuse_wrong(desk, "give_sign_in", reader, also_elsewhere=again)
    fact = SignInGiven(reader=reader, way="page", again=again, by=desk.reader)
    facts = {"access": (fact,)}
    return desk.do("give_sign_in", lambda: facts, act_id=act_id, same=lambda was: _of(was["access"][0], fact))


def _of(was: object, fact: SignInGiven) -> bool:
    """Whether the same was asked: that he had none when the form was sent first is no other question."""
    return isinstance(was, SignInGiven) and (was.reader, was.by) == (fact.reader, fact.by)


def take_sign_in(desk: Desk, reader: str, *, act_id: str | None = None) -> Written:
    """Records that a reader's sign-in is shut.

    Raises:
        SignInWrong: as above.
    """
    _refuse_wrong(desk, "take_sign_in", reader, also_elsewhere=True)
    facts = {"access": (SignInTaken(reader=reader, way="page", by=desk.reader),)}
    return desk.do("take_sign_in", lambda: facts, act_id=act_id, same=exactly(facts))


def _refuse_wrong(desk: Desk, act: str, reader: str, *, also_elsewhere: bool) -> None:
    desk.require(act)
    if reader == desk.reader:
        raise SignInWrong(why=Key("readers.why.own"), value=reader)
    with desk.hold():
        if reader not in desk.fold(READERS):
            raise SignInWrong(why=Key("readers.why.nobody"), value=reader)
    if also_elsewhere and not leads_all(desk, reader):
        raise SignInWrong(why=Key("readers.why.elsewhere"), value=reader)


def take_off(desk: Desk, reader: str, *, act_id: str | None = None) -> Written:
    """Takes a reader off the case: all he holds of it, at once. What the team still needs of a line must be held by somebody.

    Raises:
        AccessWrong: he holds nothing here, or is its last lead.
        SignInWrong: nobody else would hold a line.
    """
    desk.require("revoke_log")

    def decide() -> dict[str, tuple[LogRevoked, ...]]:
        now, standing = desk.now(), desk.fold(READERS)
        his = standing.get(reader)
        if his is None or not his.grants:
            raise AccessWrong(why=Key("access.why.not_held"), value=reader)
        others = [s for name, s in standing.items() if name != reader]
        if his.role == "lead" and not any(s.role == "lead" and "access" in s.grants for s in others):
            raise AccessWrong(why=Key("access.why.last_lead"), value=reader)
        held = {log for s in others for log in s.sees(now)}
        alone = next((log for log in sorted(his.sees(now)) if log.startswith("line/") and log not in held), None)
        if alone is not None:
            raise SignInWrong(why=Key("readers.why.last_holder"), value=alone)
        return {"access": tuple(LogRevoked(reader=reader, log=log, by=desk.reader) for log in sorted(his.grants))}

    def same(was: object) -> bool:
        facts = cast(dict[str, tuple[object, ...]], was).get("access", ())
        return bool(facts) and all(isinstance(f, LogRevoked) and f.reader == reader for f in facts)

    return desk.do("revoke_log", decide, act_id=act_id, same=same)


# by the keeper of the machine, who is no reader


def note_given_by_keeper(home: Home, reader: str, *, again: bool) -> None:
    """Records, in every case of our own in which somebody reads, that an invitation was made for him at the terminal."""
    _note_by_keeper(home, SignInGiven(reader=reader, way="terminal", again=again, by=KEEPER))


def note_taken_by_keeper(home: Home, reader: str) -> None:
    """Records, in every case of our own in which somebody reads, that his sign-in was shut at the terminal."""
    _note_by_keeper(home, SignInTaken(reader=reader, way="terminal", by=KEEPER))


def _note_by_keeper(home: Home, fact: SignInGiven | SignInTaken) -> None:
    for case in home.cases():
        standing = standing_of(home, case, fact.reader)
        if standing is None or not standing.grants or is_sample(home, case):
            continue
        ledger, act = home.ledger(case, ("access",)), new_act_id()
        for _ in range(TRIES):
            try:
                ledger.append({"access": (ledger.head("access").seq, (fact,))}, author=KEEPER, act=act)
                break
            except HeadMoved:
                continue
        else:
            raise TooBusy(act=Key("access.act.give_sign_in"), tries=TRIES)


def is_reader(home: Home, reader: str) -> bool:
    """Whether somebody of this name holds anything in any case of the home."""
    return any(
        (standing := standing_of(home, case, reader)) is not None and standing.grants for case in home.cases()
    )  # fmt: skip
