"""Keys of persons in a case: compared, handed, turned; the case taken into persons' hands; the recovery key of three officers.

Danger: somebody's key in another's place, so that what is meant for one is handed to the other; a case that nobody opens any
more; words of a recovery key before other eyes than its officer's.
Duty: the acts by which persons come to hold what is confidential, and what there is to be told of it: one's own key, who waits,
what opens for whom, what the server reads with nobody signed in.
Shape: a lead keeps a case with two others: each reads the thirty digits of his key to him, and each gets a part of the recovery
key, sealed for him until he has written it down. Whoever comes later reads his digits to a lead, who hands him what he was given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wasata.desk import holding
from wasata.desk.access import READERS, Desk, Readers, new_act_id, of_access
from wasata.desk.holding import PERSON_KEYS, Turn
from wasata.desk.key_made import KEYS
from wasata.errors import AccessWrong, KeepingWrong, KeyNeeded, NumberWrong, PersonUnknown
from wasata.record import recovery
from wasata.record.keyring import of_persons
from wasata.record.kinds.access import CaseKept, KeysHanded, LogKeyTurned, PartWritten, PersonKeyConfirmed, Recovered
from wasata.record.kinds.base import Fact
from wasata.record.person_key import Pair, PublicKey
from wasata.record.persons import PersonKey
from wasata.words import Key

OFFICERS = ("lead", "officer")
DIGITS = 30
OTHERS = recovery.SHARES - 1
"""How many hold a part of the recovery key beside the lead who asks for it."""


# questions


@dataclass(frozen=True, slots=True)
class MyKey:
    """A reader's own key, as he is told of it. `number` is None where he has none; `waits_for` what was given to him and does not
    open yet; `is_here` whether his key is at hand in this sign-in."""

    kept_by_persons: bool
    number: str | None
    made_at: datetime | None
    is_here: bool
    compared: bool
    waits_for: tuple[str, ...]
    has_part: bool


def my_key(desk: Desk) -> MyKey:
    """What a reader may know of his own key: nothing of anybody else's."""
    known = _key_of(desk, desk.reader)
    compared = holding.confirmed(desk.home, desk.case).get(desk.reader)
    number = desk.home.case_number(desk.case)
    return MyKey(
        desk.home.recovery(desk.case) is not None, known.public.number if known else None, known.made_at if known else None,
        desk.by is not None, known is not None and known.public.name == compared, desk.waits_for,
        known is not None and number in known.shares,
    )  # fmt: skip


def _key_of(desk: Desk, reader: str) -> PersonKey | None:
    try:
        return desk.home.persons.of(reader)
    except PersonUnknown:
        return None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One reader's key, for the lead. `state`: `none` (he has not signed in with a password of his own yet), `new` (nobody
    compared it), `changed` (another was compared before), `good`. `waits_for`: what is given to him and not handed."""

    reader: str
    role: str
    state: str
    made_at: datetime | None
    compared_by: str | None
    compared_at: datetime | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One log and what opens it. `by_room`: it can be read with nobody signed in. `holders`: readers, and programs as
    `reader: name`. `strangers`: wraps for keys of nobody we know, which are taken away at the next look. `recovered`: the
    recovery key opens it."""

    log: str
    by_room: bool
    holders: tuple[str, ...]
    strangers: int
    epochs: int
    turned: Turn | None
    recovered: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What opens for whom, for those who hold `access`. `parts`: who holds a part of the recovery key, and whether he has
    written it down."""

    kept_by_persons: bool
    parts: tuple[tuple[str, bool], ...]
    persons: tuple[PersonLine, ...]
    logs: tuple[LogLine, ...]

    @property
    def waiting(self) -> tuple[PersonLine, ...]:
        return tuple(p for p in self.persons if p.waits_for)

    @property
    def read_by_room(self) -> tuple[str, ...]:
        """What the server reads with nobody signed in."""
        return tuple(line.log for line in self.logs if line.by_room)

    @property
    def closed(self) -> tuple[str, ...]:
        """What it does not."""
        return tuple(line.log for line in self.logs if not line.by_room)


def board(desk: Desk) -> Board:
    """What opens for whom in this case.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        readers = desk.fold(READERS)
        keys = desk.fold(PERSON_KEYS)
        home, case = desk.home, desk.case
        waiting = holding.waiting(home, case, desk.now())
        kept = home.recovery(case)
        persons = tuple(_person(desk, reader, s.role, waiting.get(reader, ())) for reader, s in sorted(readers.items()))
        called = {name: reader for reader, name in keys.confirmed.items()}
        for program in desk.fold(KEYS).values():
            if program.public:
                called[PublicKey(bytes.fromhex(program.public)).name] = f"{program.reader}: {program.name}"
        turns = {turn.log: turn for turn in keys.turns}
        logs = []
        for log in home.logs(case):
            held = home.hold_now(case, log)
            others = held - {"room", kept.name if kept else "room"}
            names = tuple(sorted(called[name] for name in others if name in called))
            if home.is_destroyed(case, log):
                continue  # nobody holds it, and nobody can be handed it
            epochs = max(max(e) for e in home.holders(case, log).values())
            recovered = kept is not None and kept.name in held
            logs.append(
                LogLine(log, "room" in held, names, len(others - called.keys()), epochs, turns.get(log), recovered)
            )
        parts = tuple((reader, reader in keys.written) for reader in keys.parts)
        return Board(kept is not None, parts, persons, tuple(logs))


def _person(desk: Desk, reader: str, role: str, waits_for: tuple[str, ...]) -> PersonLine:
    keys = desk.fold(PERSON_KEYS)
    known, compared = _key_of(desk, reader), keys.confirmed.get(reader)
    by, at = keys.confirmed_by.get(reader, (None, None))
    if known is None:
        state = "none"
    elif compared is None:
        state = "new"
    else:
        state = "good" if compared == known.public.name else "changed"
    return PersonLine(reader, role, state, known.made_at if known else None, by, at, waits_for)


def who_may_keep(desk: Desk) -> tuple[str, ...]:
    """The others of whom two can hold a part of the recovery key: leads and officers of the case who have a key.

    Raises:
        LogNotYours: he who asks does not hold `access`.
    """
    with desk.hold():
        readers = desk.fold(READERS)
    return tuple(
        reader
        for reader, standing in sorted(readers.items())
        if standing.role in OFFICERS and reader != desk.reader and _key_of(desk, reader) is not None
    )


# comparing and handing


def digits(number: str) -> str:
    """The digits of a number as it was typed: Arabic digits, spaces and dashes as they come."""
    return "".join(str(int(c)) for c in number if c.isdigit())


def _compared(desk: Desk, reader: str, typed: str) -> PublicKey:
    """The key of a reader whose number was typed as he read it.

    Raises:
        PersonUnknown: he has none yet.
        NumberWrong: it is another.
    """
    public = desk.home.persons.of(reader).public
    if digits(typed) != digits(public.number):
        raise NumberWrong(reader=reader, typed=typed[:60])
    return public


def _confirmation(desk: Desk, reader: str, typed: str, readers: Readers) -> PersonKeyConfirmed:
    if reader not in readers:
        raise AccessWrong(why=Key("access.why.reader"), value=reader)
    return PersonKeyConfirmed(reader=reader, key=_compared(desk, reader, typed).name, by=desk.reader)


def confirm_person_key(desk: Desk, reader: str, typed: str, *, act_id: str | None = None) -> tuple[str, ...]:
    """Takes a reader's key for his, by the number that he read from his own page; and hands him what he was given, as far as
    this lead opens it. Whoever's key is another than before loses what was wrapped for the old one.

    Args:
        typed: thirty digits, as they were read.

    Returns:
        The logs he was handed.

    Raises:
        AccessWrong: nobody of that name was admitted, or it is his own: another compares it.
        PersonUnknown: he has no key yet: he makes one by signing in with a password of his own.
        NumberWrong: these are not the digits of the key in the table. Somebody misread, or somebody put another in its place.
        KeyNeeded: his own key is not at hand.
    """
    desk.require("confirm_person_key")
    if reader == desk.reader:
        raise AccessWrong(why=Key("access.why.own_key"), value=reader)
    _require_key(desk)

    def decide() -> dict[str, tuple[Fact, ...]]:
        return {"access": (_confirmation(desk, reader, typed, desk.fold(READERS)),)}

    desk.do("confirm_person_key", decide, act_id=act_id)
    return hand_keys(desk, reader)


def _require_key(desk: Desk) -> Pair:
    """His own key, at hand.

    Raises:
        KeyNeeded: it is not.
    """
    if desk.by is None:
        raise KeyNeeded(reader=desk.reader)
    return desk.by


def hand_keys(desk: Desk, reader: str, *, act_id: str | None = None) -> tuple[str, ...]:
    """Hands a reader whose key was compared what was given to him, as far as this lead opens it. Gives the logs handed now.

    Raises:
        KeyNeeded: the lead's own key is not at hand.
    """
    desk.require("hand_keys")
    by, home, case = _require_key(desk), desk.home, desk.case

    def decide() -> dict[str, tuple[KeysHanded, ...]]:
        logs = holding.waiting(home, case, desk.now()).get(reader, ())
        return {"access": holding.to_hand(home, case, {reader: logs}, by, desk.reader)}

    with desk.hold():
        told = decide()["access"]
    if not told:
        return ()
    desk.do("hand_keys", decide, act_id=act_id, same=lambda _: True)
    holding.hand_over(home, case, told, by, holding.publics(home, case, (reader,)))
    return tuple(log for fact in told for log in fact.logs)


def turn_key(desk: Desk, log: str, *, act_id: str | None = None) -> None:
    """A new data key for a log, for those who hold it: when the old one may be in wrong hands. What was sealed under the old one
    stays readable to whoever has that.

    Raises:
        AccessWrong: there is no such log, or the room keeps it.
    """
    desk.require("turn_key")
    home, case = desk.home, desk.case
    if log not in home.logs(case):
        raise AccessWrong(why=Key("access.why.log"), value=log)
    if home.recovery(case) is None or not of_persons(log):
        raise AccessWrong(why=Key("access.why.of_room"), value=log)
    fact = LogKeyTurned(log=log, why="asked", by=desk.reader)
    written = desk.do(
        "turn_key", lambda: {"access": (fact,)}, act_id=act_id, same=lambda was: was.get("access") == (fact,)
    )
    if not written.again:
        home.take_keys(case, log, (), _who_holds(desk, log))


def _who_holds(desk: Desk, log: str) -> tuple[PublicKey, ...]:
    """The keys of those who hold a log now and are to hold it."""
    may, now = holding.entitled(desk.home, desk.case, log, desk.now()), desk.home.hold_now(desk.case, log)
    return tuple(public for name, public in sorted(may.items()) if public is not None and name in now)


# into persons' hands


def keep_case(desk: Desk, others: Mapping[str, str], *, act_id: str | None = None) -> None:
    """Persons keep this case from now on: what is confidential opens for whom it is given to and for the recovery key, of which
    this lead and two others each get a part, and no longer for the room.

    Args:
        others: two leads or officers of the case, each with the thirty digits he read from his own page.

    Raises:
        KeyNeeded: the lead's own key is not at hand.
        KeepingWrong: not two others, one of them is neither lead nor officer, or persons keep it already.
        PersonUnknown: one of them has no key yet.
        NumberWrong: as `confirm_person_key`.
    """
    desk.require("keep_case")
    _require_key(desk)
    act_id = act_id or new_act_id()
    if desk.home.recovery(desk.case) is not None:
        with desk.hold():
            if desk.done(act_id) is not None:
                return
        raise KeepingWrong(why=Key("keeping.why.kept"), value=desk.case)
    new, decide = _new_recovery(desk, others, "kept")
    desk.do("keep_case", decide, act_id=act_id, same=lambda _: False)
    home, case = desk.home, desk.case
    home.keep_by_persons(case, new, {log: _given_and_compared(desk, log) for log in home.logs(case) if of_persons(log)})


def _given_and_compared(desk: Desk, log: str) -> tuple[PublicKey, ...]:
    return tuple(p for p in holding.entitled(desk.home, desk.case, log, desk.now()).values() if p is not None)


def _new_recovery(
    desk: Desk, others: Mapping[str, str], why: Literal["kept", "recovery"]
) -> tuple[PublicKey, Callable[[], dict[str, tuple[Fact, ...]]]]:
    """Makes a recovery key and hands its parts to the three; its private half is nowhere after that. Gives its public half, and
    how the act that it is made for is decided."""
    mine = _require_key(desk)
    home, case, new = desk.home, desk.case, Pair.new()
    if holding.confirmed(home, case).get(desk.reader, mine.name) != mine.name:
        raise KeyNeeded(
            reader=desk.reader
        )  # another key of his was compared before: he cannot vouch for this one himself
    parts = (desk.reader, *sorted(others))

    def decide() -> dict[str, tuple[Fact, ...]]:
        readers = desk.fold(READERS)
        if len(others) != OTHERS or desk.reader in others:
            raise KeepingWrong(why=Key("keeping.why.two"), value=len(others))
        for reader in others:
            if reader not in readers or readers[reader].role not in OFFICERS:
                raise KeepingWrong(why=Key("keeping.why.officer"), value=reader)
        own = PersonKeyConfirmed(reader=desk.reader, key=mine.name, by=desk.reader)
        compared = [_confirmation(desk, reader, typed, readers) for reader, typed in sorted(others.items())]
        turned = [LogKeyTurned(log=log, why=why, by=desk.reader) for log in home.logs(case) if of_persons(log)]
        return {"access": (own, *compared, CaseKept(recovery=new.name, parts=parts, by=desk.reader), *turned)}

    with desk.hold():
        decide()
    for reader, share in zip(parts, recovery.split(new), strict=True):
        home.persons.hand_share(reader, home.case_number(case), share)
    return new.public, decide


def renew_recovery(
    desk: Desk, others: Mapping[str, str], words: Sequence[str] = (), *, act_id: str | None = None
) -> None:
    """Another recovery key with three new parts, in the place of the one there is: when somebody who holds a part has left, or a
    paper is lost. Every confidential log gets a new data key.

    Args:
        others: as in `keep_case`.
        words: two parts of the old one, as they were written; without them it is opened by this lead, if he holds every
            confidential log.

    Raises:
        RecoveryRefused: the words are not two parts of it.
        NotHeld: a log that this lead does not hold, and no words were given.
        KeepingWrong, KeyNeeded, NumberWrong, PersonUnknown: as `keep_case`.
    """
    desk.require("renew_recovery")
    home, case = desk.home, desk.case
    old = home.recovery(case)
    if old is None:
        raise KeepingWrong(why=Key("keeping.why.room"), value=case)
    by = recovery.put_together(words, old) if words else _require_key(desk)
    confidential = [log for log in home.logs(case) if of_persons(log) and not home.is_destroyed(case, log)]
    missing = next((log for log in confidential if log not in home.opens(case, by)), None)
    if missing is not None:
        raise KeepingWrong(why=Key("keeping.why.not_all"), value=missing)
    new, decide = _new_recovery(desk, others, "recovery")
    desk.do("renew_recovery", decide, act_id=act_id, same=lambda _: False)
    home.keep_by_persons(case, new, {log: _who_holds(desk, log) for log in confidential}, by=by)
    waiting = holding.waiting(home, case, desk.now())
    holding.hand(home, case, {reader: waiting[reader] for reader in others if reader in waiting}, by, desk.reader)


def recover(
    desk: Desk, words: Sequence[str], numbers: Mapping[str, str] | None = None, *, act_id: str | None = None
) -> dict[str, tuple[str, ...]]:
    """Two parts of the recovery key open what opens for nobody who is there: whoever waits and whose key was compared is handed
    what he was given.

    Args:
        words: two parts, as they were written on paper.
        numbers: readers whose keys are compared now, with the thirty digits each read: a lead's new key, where there is no other
            lead to compare it.

    Returns:
        For each reader the logs he was handed.

    Raises:
        RecoveryRefused: the words are not two parts of it.
        KeepingWrong: the room keeps this case.
        NumberWrong, PersonUnknown, AccessWrong: as `confirm_person_key`.
    """
    desk.require("recover")
    home, case = desk.home, desk.case
    public = home.recovery(case)
    if public is None:
        raise KeepingWrong(why=Key("keeping.why.room"), value=case)
    pair = recovery.put_together(words, public)

    def decide() -> dict[str, tuple[Fact, ...]]:
        readers = of_access(home, case, READERS)
        compared = [_confirmation(desk, reader, typed, readers) for reader, typed in sorted((numbers or {}).items())]
        names = tuple(sorted({*holding.waiting(home, case, desk.now()), *(numbers or {})}))
        return {"access": (*compared, Recovered(readers=names, by=desk.reader))}

    desk.do("recover", decide, act_id=act_id, same=lambda _: True)
    return holding.hand(home, case, holding.waiting(home, case, desk.now()), pair, desk.reader)


# one's own part of the recovery key


def my_part(desk: Desk) -> recovery.Share | None:
    """This reader's part of the recovery key, until he has written it down; None where he has none to write.

    Raises:
        KeyNeeded: his own key is not at hand.
    """
    if not my_key(desk).has_part:
        return None
    return desk.home.persons.share_for(desk.reader, desk.home.case_number(desk.case), _require_key(desk))


def write_part(desk: Desk, typed: Mapping[int, str], *, act_id: str | None = None) -> None:
    """He has written his part down, as some words of it show: it stands nowhere else from now on.

    Args:
        typed: words of it by their number from 1, as he reads them off his paper.

    Raises:
        KeepingWrong: he has none to write, or a word is another.
        KeyNeeded: his own key is not at hand.
    """
    desk.require("write_part")
    part = my_part(desk)
    if part is None:
        raise KeepingWrong(why=Key("keeping.why.no_part"), value=desk.reader)
    words = part.words.split()
    for number, word in typed.items():
        if not 1 <= number <= len(words) or words[number - 1] != word.strip().lower():
            raise KeepingWrong(why=Key("keeping.why.word"), value=number)
    fact = PartWritten(reader=desk.reader)
    desk.do("write_part", lambda: {"access": (fact,)}, act_id=act_id)
    desk.home.persons.share_written(desk.reader, desk.home.case_number(desk.case))
