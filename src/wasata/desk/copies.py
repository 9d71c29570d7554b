"""Copies of the home: the key they are sealed for and who holds its parts; making, checking, trying and restoring them; who
accepts that a home goes back to an older day.

Danger: copies that open for one person alone, or for nobody any more; a restore that nobody tried until it was needed; an owner
of the machine who puts the record back to a day that suits him; words of the key before other eyes than their officer's.
Duty: a lead has the key made, with two others who read him the digits of theirs; each of the three is shown his part until he has
written it down. `make_copy` adds a copy, `check_copies` needs no key, `try_restore` makes a home only to see that it can be;
each is noted. `accepting` asks two persons of each case that would lose by it. `state` is what the page and the command tell.
Shape: about the home and not a case; that a key was made stands in `access` of the case whose lead had it made.
"""

import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from wasata.desk.access import Desk, new_act_id, of_access
from wasata.desk.holding import PERSON_KEYS
from wasata.desk.person_key import OFFICERS, OTHERS, digits
from wasata.desk.readers import READERS
from wasata.errors import (
    BackupRefused,
    CopiesWrong,
    KeyNeeded,
    NumberWrong,
    PersonUnknown,
    RecordError,
    RecoveryRefused,
    TwoNeeded,
    WasataError,
)
from wasata.record import backup, copies, files, recovery
from wasata.record.backup import Extra, Part, Progress, Restored
from wasata.record.copies import CopiesKey, Event, Folder, Notes
from wasata.record.entry import Entry
from wasata.record.fold import View
from wasata.record.home import Consent, Home
from wasata.record.kinds.access import CopiesKeyMade, CopiesPartWritten
from wasata.record.ledger import Ledger
from wasata.record.person_key import Pair
from wasata.record.persons import COPIES_LAST, PersonKey, Persons
from wasata.words import Key

S = TypeVar("S")

COPY_EVERY, TRY_EVERY = timedelta(days=2), timedelta(days=35)
"""No copy for so long, no tried restore for so long: the page says so plainly."""
DAYS = 30
NEEDED = 2
"""So many persons accept that a case goes back to an older day."""


def _wrong(why: str, value: object = "") -> CopiesWrong:
    return CopiesWrong(why=Key(f"copies.why.{why}"), value=value)


# the key, in three parts


def may_see(desk: Desk) -> bool:
    """Whether this reader sees how the copies stand: a lead or an officer of any case."""
    return desk.only is None and desk.role in OFFICERS


def who_may_hold(desk: Desk) -> tuple[str, ...]:
    """The others of this case of whom two can hold a part: its leads and officers who have a key."""
    desk.require("make_copies_key")
    with desk.hold():
        readers = desk.fold(READERS)
    return tuple(
        reader
        for reader, standing in sorted(readers.items())
        if standing.role in OFFICERS and reader != desk.reader and _key_of(desk.home, reader) is not None
    )


def _key_of(home: Home, reader: str) -> PersonKey | None:
    try:
        return home.persons.of(reader)
    except PersonUnknown:
        return None


def make_copies_key(desk: Desk, others: Mapping[str, str], *, act_id: str | None = None) -> CopiesKey:
    """A key of which this lead and two others each get a part; copies are sealed for it from now on, in a folder of their own.
    Its private half is nowhere after that. What was sealed for the key before stays so.

    Args:
        others: two leads or officers of the case, each with the thirty digits he read from his own page.

    Raises:
        KeyNeeded: the lead's own key is not at hand.
        CopiesWrong: not two others, or one of them is neither lead nor officer of this case.
        PersonUnknown: one of them has no key yet.
        NumberWrong: the digits typed are not those of his key.
    """
    desk.require("make_copies_key")
    home, new, act_id = desk.home, Pair.new(), act_id or new_act_id()
    if desk.by is None or home.persons.of(desk.reader).public != desk.by.public:
        raise KeyNeeded(reader=desk.reader)
    before = copies.key_of(home)
    if before is not None and _done(desk, act_id):
        return before
    parts = (desk.reader, *sorted(others))
    key = CopiesKey(new.public, parts, desk.now().astimezone(UTC), desk.reader)

    def decide() -> dict[str, tuple[CopiesKeyMade, ...]]:
        readers = desk.fold(READERS)
        if len(others) != OTHERS or desk.reader in others:
            raise _wrong("two", len(others))
        for reader, typed in sorted(others.items()):
            if reader not in readers or readers[reader].role not in OFFICERS:
                raise _wrong("officer", reader)
            if digits(typed) != digits(home.persons.of(reader).public.number):
                raise NumberWrong(reader=reader, typed=typed[:60])
        return {"access": (CopiesKeyMade(key=new.public.number, parts=parts, by=desk.reader),)}

    with desk.hold():
        decide()
    for reader, share in zip(parts, recovery.split(new), strict=True):
        home.persons.hand_share(reader, key.called, share)
    desk.do("make_copies_key", decide, act_id=act_id)
    copies.keep_key(home, key)
    return key


def _done(desk: Desk, act_id: str) -> bool:
    """Whether this very form was sent before: its button was pressed twice."""
    with desk.hold():  # whether it was done is asked of no log
        return desk.home.ledger(desk.case, ()).written(act_id, desk.reader) is not None


def my_part(home: Home, reader: str, by: Pair | None) -> tuple[str, recovery.Share] | None:
    """A reader's part of the key of the copies, with the name of its place, until he has written it down; None where he has none
    to write, or where his own key is not at hand.

    Raises:
        PersonKeyClosed: the key is not his.
    """
    place = waits_for_paper(home, reader)
    if place is None or by is None:
        return None
    share = home.persons.share_for(reader, place, by)
    return None if share is None else (place, share)


def waits_for_paper(home: Home, reader: str) -> str | None:
    """The place of a part that he was handed and has not written down: of the present key before any other."""
    known, key = _key_of(home, reader), copies.key_of(home)
    places = [place for place in known.shares if place.startswith(copies.PLACE)] if known else []
    return min(places, key=lambda place: key is not None and place != key.called, default=None)


def write_part(desk: Desk, typed: Mapping[int, str], *, act_id: str | None = None) -> None:
    """He has written his part down, as some words of it show: it stands nowhere else from now on.

    Args:
        typed: words of it by their number from 1, as he reads them off his paper.

    Raises:
        CopiesWrong: he has none to write, or a word is another.
        KeyNeeded: his own key is not at hand.
    """
    desk.require("write_copies_part")
    if desk.by is None:
        raise KeyNeeded(reader=desk.reader)
    found = my_part(desk.home, desk.reader, desk.by)
    if found is None:
        if act_id and _done(desk, act_id):
            return
        raise _wrong("no_part", desk.reader)
    place, part = found
    words = part.words.split()
    if not typed:
        raise _wrong("word", 0)
    for number, word in typed.items():
        if not 1 <= number <= len(words) or words[number - 1] != word.strip().lower():
            raise _wrong("word", number)
    key = copies.key_of(desk.home)
    if key is not None and key.called == place:
        fact = CopiesPartWritten(key=key.public.number, reader=desk.reader)
        desk.do("write_copies_part", lambda: {"access": (fact,)}, act_id=act_id)
    desk.home.persons.share_written(desk.reader, place)


def was_made_in(desk: Desk) -> bool:
    """Whether the present key was made in this case: there it is noted who has his part on paper."""
    key = copies.key_of(desk.home)
    with desk.hold():
        return key is not None and key.public.number in of_access(desk.home, desk.case, MADE_HERE)


def _made(numbers: frozenset[str], entry: Entry) -> frozenset[str]:
    return numbers | {entry.data["key"]} if entry.kind == "access.copies_key_made" else numbers


MADE_HERE: View[frozenset[str]] = View("copies.made_here", 1, ("access",), frozenset, _made)
"""The keys for copies that were made in a case, by their digits."""


# making and checking


def make_copy(home: Home, to: Path | None, *, extra: Extra | None = None, progress: Progress | None = None) -> Part:
    """Adds a copy to a folder: the one named, which is remembered, or the one remembered. Needs no secret. Whatever becomes of
    it is noted in the home.

    Args:
        extra: what the room keeps beside the record.

    Raises:
        CopiesWrong: no key for copies was made yet, no folder is remembered, the medium is not there, or it lies in the home.
        BackupRefused, DiskFull, HomeReadOnly: as `backup.add`.
    """
    folder: Path | None = to
    try:
        key, folder = _key(home), _folder(home, to)
        place, more = folder / key.called, {} if progress is None else {"progress": progress}
        part = backup.add(home, place, key.public, at=home.now().astimezone(UTC), extra=extra, **more)
        found = backup.copies_in(place, room=home.public_key)
    except WasataError as error:
        copies.note(home.path, copies.failure(home.now().astimezone(UTC), "failed", folder, error))
        raise
    size = sum(p.size for p in found.parts) if found else part.size
    _sweep(home.path, folder, home.now(), now=True)
    copies.note(home.path, Event(part.at, "made", str(folder), part.number, size, part.entries))
    return part


def _key(home: Home) -> CopiesKey:
    key = copies.key_of(home)
    if key is None:
        raise _wrong("no_key")
    return key


def _folder(home: Home, to: Path | None) -> Path:
    """Where a copy goes. A folder that was remembered is never made anew: it may be the place of a medium that was taken out,
    and the copy would lie on the disk it is to outlive.
    """
    remembered = copies.notes_of(home.path).folder
    folder = to or remembered
    if folder is None:
        raise _wrong("no_folder")
    if folder.resolve().is_relative_to(home.path.resolve()):
        raise _wrong("inside", str(folder))
    if to is None and not backup.folders_in(folder):
        raise _wrong("gone", str(folder))
    return folder


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: a folder of copies, how many and of which hour the last, how big, and the thirty digits of its key."""

    folder: Path
    parts: int
    last_at: datetime
    size: int
    key: str


def check_copies(folder: Path, home: Home | None = None) -> tuple[Checked, ...]:
    """Whether all copies in a folder are there with the bytes they were written with; the newest series first. Needs no key. With
    `home`: whether they are its own, and none that it made is missing; noted there.

    Raises:
        CopiesWrong: the last copy that this home made there is missing.
        BackupCut, BackupRefused: a part is missing, cut or changed.
    """
    room = home.public_key if home else None
    try:
        places = backup.folders_in(folder)
        if not places:
            raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
        found = tuple(_checked(place, room) for place in places)
        if home is not None:
            _refuse_behind(home, folder, found[0])
    except WasataError as error:
        if home is not None:
            copies.note(home.path, copies.failure(home.now().astimezone(UTC), "spoilt", folder, error))
        raise
    if home is not None:
        now, first = home.now().astimezone(UTC), found[0]
        copies.note(home.path, Event(now, "checked", str(folder), first.parts, first.size))
    return found


def _checked(place: Path, room: bytes | None) -> Checked:
    told = backup.check(place, room=room)
    last = told.parts[-1]
    return Checked(place, len(told.parts), last.at, sum(p.size for p in told.parts), told.to.number)


def _refuse_behind(home: Home, folder: Path, found: Checked) -> None:
    """Whoever takes the last copies out of a folder, with an older list of them, leaves one that looks whole."""
    made = [e for e in copies.notes_of(home.path).events if e.what == "made" and e.folder == str(folder)]
    if made and found.last_at < made[-1].at:
        raise _wrong("behind", made[-1].part)


def sweep(home: Path, now: datetime) -> int:
    """Takes away, in every folder to which this home's copies went, tables of persons' keys that are older than they may be kept.
    One that is not there now is swept when it is. Gives how many went.
    """
    return sum(_sweep(home, folder.path, now) for folder in copies.notes_of(home).folders)


def sweep_folder(folder: Path, now: datetime, home: Path | None = None) -> int:
    """As `sweep`, in one folder that is named.

    Raises:
        BackupRefused: there are no copies, or their list is damaged.
    """
    if not backup.folders_in(folder):
        raise BackupRefused(path=str(folder), why=Key("record.why.missing"))
    gone = sum(len(backup.forget_persons(place, now)) for place in backup.folders_in(folder))
    if home is not None:
        _sweep(home, folder, now)
    return gone


def _sweep(home: Path, folder: Path, at: datetime, *, now: bool = False) -> int:
    gone, oldest, at = 0, [], at.astimezone(UTC)
    for place in backup.folders_in(folder):
        with suppress(RecordError):  # its own check tells what is wrong with it; the others are swept
            gone += len(backup.forget_persons(place, at))
            oldest.append(backup.oldest_persons(place))
    if oldest or now:
        hours = [hour for hour in oldest if hour is not None]
        copies.remember_folder(home, Folder(folder, at, min(hours, default=None)), now=now)
    return gone


# restoring


def open_folder(folder: Path, words: Sequence[str]) -> tuple[Path, Pair]:
    """Which copies at a place two parts open, and the key they make.

    Raises:
        BackupRefused: there are no copies.
        RecoveryRefused: the words are mistyped, or of another key than all of these.
    """
    error: WasataError = BackupRefused(path=str(folder), why=Key("record.why.missing"))
    for place in backup.folders_in(folder):
        try:
            return place, recovery.put_together(words, backup.sealed_for(place))
        except (RecoveryRefused, BackupRefused) as found:
            error = found
    raise error


@dataclass(frozen=True, slots=True)
class Looked:
    """What a home made of copies is worth: its cases and logs, and each log by name that does not hold. `closed`: how many logs
    open for no machine: their chains and signatures were checked, not that they open."""

    cases: int
    logs: int
    closed: int
    broken: tuple[str, ...]


def look_at(home: Home) -> Looked:
    """Checks every chain, signature and end of a home, and opens what the room opens."""
    logs = closed = 0
    broken = []
    for case in (*home.cases(), *home.house()):
        opens = home.opens(case)
        sealed = [log for log in home.logs(case) if log not in opens]
        logs, closed = logs + len(opens) + len(sealed), closed + len(sealed)
        told_of = (home.ledger(case, sorted(opens)).verify().logs, home.blind_ledger(case, sealed).verify().logs)
        for told in (one for these in told_of for one in these):
            if not (told.whole and told.signed and told.anchored):
                broken.append(f"{case}/{told.log}")
    return Looked(len(home.cases()), logs, closed, tuple(broken))


def try_restore(
    folder: Path, words: Sequence[str], within: Path, *, upto: int | None = None, home: Home | None = None
) -> tuple[Restored, Looked]:
    """Makes a home of copies in a place of its own, checks all of it, and takes it away again. With `home`, noted there.

    Args:
        within: a folder where keys may lie for a moment: best one in memory.

    Raises:
        CopiesWrong: what was restored does not hold.
        BackupRefused, RecoveryRefused, HeadsBroken: as `backup.restore`, `open_folder` and `Home.open`.
    """
    place = within / f"wasata-try-{secrets.token_hex(6)}"
    try:
        try:
            found, by = open_folder(folder, words)
            told = backup.restore(found, place, by, upto=upto, room=home.public_key if home else None)
            with Home.open(place) as again:
                looked = look_at(again)
        finally:
            _take_away(place)
        if looked.broken:
            raise _wrong("broken", looked.broken[0])
    except WasataError as error:
        if home is not None and not isinstance(error, RecoveryRefused):  # a slip of the pen says nothing of the copies
            copies.note(home.path, copies.failure(home.now().astimezone(UTC), "try_failed", folder, error))
        raise
    if home is not None:
        now = home.now().astimezone(UTC)
        copies.note(home.path, Event(now, "tried", str(folder), told.part, 0, told.entries))
    return told, looked


def _take_away(place: Path) -> None:
    """A home that was made to be looked at, and its keys before all else."""
    try:
        for path in [*(place / "keys").rglob("*"), *(place / "room").rglob("*")]:
            if path.is_file():
                with path.open("r+b") as f:
                    f.write(bytes(path.stat().st_size))
        if place.exists():
            shutil.rmtree(place)
    except OSError as error:
        raise files.told(error, place) from None


# an older day


def accepting(persons: Persons, passwords: Mapping[str, str]) -> Consent:
    """Who accepts that a case goes back: persons who each opened his own key. Two of them must be leads or officers of the case,
    with the key that was compared with them; of a case that the room keeps, or of which nothing is left, of any that persons
    keep.

    Raises:
        TwoNeeded: fewer than two.
        PersonUnknown, PersonKeyClosed: one has no key, or it is another password.
    """
    pairs = {name: persons.open(name, password) for name, password in passwords.items()}
    if len(pairs) < NEEDED:
        raise TwoNeeded(accepted=len(pairs))

    def consent(home: Home, case: str | None) -> tuple[str, ...]:
        asked = [case] if case is not None and home.recovery(case) is not None else _kept(home)
        who = max((_of_the_team(home, one, pairs) for one in asked), key=len, default=())
        if case is not None and len(who) < NEEDED:
            who = max(who, _of_the_team(home, case, pairs) if home.recovery(case) is None else (), key=len)
        if len(who) < NEEDED:
            raise TwoNeeded(accepted=len(who))
        return who

    return consent


def _kept(home: Home) -> list[str]:
    return [case for case in home.cases() if home.recovery(case) is not None]


def _of_the_team(home: Home, case: str, pairs: Mapping[str, Pair]) -> tuple[str, ...]:
    """Who of these is a lead or an officer of a case, as its `access` tells it now, with his own key."""
    ledger = home.ledger(case, ("access",))

    readers, keys = _plainly(READERS, ledger), _plainly(PERSON_KEYS, ledger)
    of_room = home.recovery(case) is None
    return tuple(
        name
        for name, pair in sorted(pairs.items())
        if name in readers and readers[name].role in OFFICERS and (of_room or keys.confirmed.get(name) == pair.name)
    )


def _plainly(view: View[S], ledger: Ledger) -> S:
    """A state with no snapshot asked: what was folded before may be of the days that are given up."""
    state = view.start()
    for entry in ledger.entries("access"):
        state = view.step(state, entry)
    return state


# what the page tells


@dataclass(frozen=True, slots=True)
class Day:
    """What became of copies on one day (UTC)."""

    day: date
    made: int
    failed: int
    tried: int
    try_failed: int


@dataclass(frozen=True, slots=True)
class CopiesState:
    """How the copies of a home stand. `key`: its thirty digits; `parts`: who holds one, and whether he has it on paper.

    `failed`: the last failure, where no copy was made since; `spoilt`: the same of checks and tries. `persons_oldest`: of which
    hour the oldest copy of the table of persons' keys is; `persons_go`: when it goes; `persons_late`: it should be gone already,
    and the folder in which it lies was not there.
    """

    now: datetime
    key: str | None
    made_at: datetime | None
    by: str | None
    parts: tuple[tuple[str, bool], ...]
    folder: str | None
    made: Event | None
    tried: Event | None
    checked: Event | None
    failed: Event | None
    spoilt: Event | None
    copy_overdue: bool
    try_overdue: bool
    persons_oldest: datetime | None
    persons_go: datetime | None
    persons_late: bool
    days: tuple[Day, ...]


def state(home: Home, now: datetime) -> CopiesState:
    """How the copies stand, as this home remembers it: no medium is touched.

    Raises:
        KeyRefused: the file of the key is damaged or not signed by this room.
    """
    key, notes = copies.key_of(home), copies.notes_of(home.path)
    made, tried = notes.last("made"), notes.last("tried")
    copied, looked = notes.last("failed", "made"), notes.last("spoilt", "try_failed", "checked", "tried")
    oldest = min((f.oldest for f in notes.folders if f.oldest), default=None)
    go = oldest + COPIES_LAST if oldest else None
    return CopiesState(
        now, key.public.number if key else None, key.made_at if key else None, key.by if key else None,
        tuple((reader, _is_written(home, reader, key)) for reader in key.parts) if key else (),
        str(notes.folder) if notes.folder else None, made, tried, notes.last("checked"),
        copied if copied and copied.code else None, looked if looked and looked.code else None,
        made is None or now - made.at > COPY_EVERY, tried is None or now - tried.at > TRY_EVERY,
        oldest, go, go is not None and go < now, _days(notes, now),
    )  # fmt: skip


def _is_written(home: Home, reader: str, key: CopiesKey) -> bool:
    """Whether a part stands on paper and nowhere else. Of one whose own key went before he wrote it down, it went too."""
    known = _key_of(home, reader)
    return known is not None and key.called not in known.shares


def _days(notes: Notes, now: datetime) -> tuple[Day, ...]:
    today = now.astimezone(UTC).date()

    def on(day: date, *what: str) -> int:
        return sum(1 for e in notes.events if e.what in what and e.at.astimezone(UTC).date() == day)

    def days() -> Iterator[Day]:
        for back in range(DAYS - 1, -1, -1):
            day = today - timedelta(days=back)
            yield Day(day, on(day, "made"), on(day, "failed", "spoilt"), on(day, "tried"), on(day, "try_failed"))

    return tuple(days())
