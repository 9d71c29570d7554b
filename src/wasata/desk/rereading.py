"""Reading again: what an older reader or older names gave, read with today's; and everything that counts otherwise by it.

Danger: a figure on a brief that became another overnight, with nobody told; a desk held while five thousand reports are read.
Duty: `outdated` says which reports were read by an older version or with other names; `read_again`, `read_many_again` read
them; `second_looks` lists the acts by hand whose mark the new reading no longer gives as it was looked at; `changed` lists
every mark that counts otherwise since it was first read, old and new, with the two readings and whoever's hand it was.
Shape: reports are read outside of `Desk.hold`, a batch in one act. What was read meanwhile by another is left out, so a run
that was broken off, or came twice, goes on where it stands.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.case import moment, names_for
from wasata.desk.changes import Change, alterations
from wasata.desk.disagreement import family
from wasata.desk.figure import Drawer
from wasata.desk.filed import Filed, Reading, instant
from wasata.desk.hand import BY_HAND, Hand, Mark, Standing, stacks_of, token_of
from wasata.desk.marked import HandLine, around, mark_told
from wasata.desk.press import PRESS, Press
from wasata.desk.taking import fact_of
from wasata.desk.voice import Names, author_shown
from wasata.errors import ReaderFailed, ReportUnknown, WasataError
from wasata.listen import reader
from wasata.listen.roster import Roster
from wasata.record.kinds.base import Fact
from wasata.record.kinds.report import ReportRead
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import tame

AT_ONCE = 40
"""Reports read and recorded in one act: a quarter of a second or so, between which pages are drawn."""


# which


@dataclass(frozen=True, slots=True)
class Outdated:
    """What an older reader read, or the present one with other names. `by`: how many each version read."""

    version: str
    reports: int
    total: int
    by: tuple[tuple[str, int], ...]
    with_other_names: int
    names: tuple[str, ...]

    @classmethod
    def example(cls) -> "Outdated":
        return cls("2", 3, 31, (("1", 2),), 1, ("r-0001", "r-0002", "r-0003"))


def _is_old(filed: Filed, roster_at: int) -> str | None:
    """Why a report is to be read again: the version that read it, "names" where only the names are others; None if not.

    A reading that came with the report, or an analyst's own, is not the reader's to do again.
    """
    if filed.base is None:
        return ""
    if family(filed.base.reader) != "house":
        return None
    if filed.base.reader != reader.VERSION:
        return filed.base.reader
    return "names" if filed.base.at < roster_at else None


def outdated(desk: Desk) -> Outdated:
    """The reports that today's reader, with today's names, has not read."""
    with desk.hold():
        press = desk.fold(PRESS)
        roster_at = press.rosters[-1][0] if press.rosters else 0
        why = {f.id: w for f in press.reports if (w := _is_old(f, roster_at)) is not None}
        counted = Counter(w for w in why.values() if w != "names")
        return Outdated(
            reader.VERSION, len(why), len(press.reports), tuple(sorted(counted.items())),
            sum(w == "names" for w in why.values()), tuple(why),
        )  # fmt: skip


def read_before_roster(desk: Desk) -> tuple[str, ...]:
    """The reports whose standing reading by the house is older than the roster: names that were changed since are not in it."""
    with desk.hold():
        press = desk.fold(PRESS)
        roster_at = press.rosters[-1][0] if press.rosters else 0
        return tuple(
            f.id for f in press.reports if f.base and f.base.at < roster_at and family(f.base.reader) == "house"
        )


# reading


class _Asked(NamedTuple):
    """What is needed to read a report again: taken from its entry, so that it is read exactly as it was the first time."""

    report: str
    text: str
    lang: Lang
    title: str | None
    published: date | None
    stood: int


def _asked(desk: Desk, press: Press, name: str) -> _Asked:
    n = press.by_id.get(name)
    if n is None:
        raise ReportUnknown(report=name)
    filed = press.reports[n]
    d = desk.ledger.entry("press", filed.seq).data
    on = date.fromordinal(filed.published) if filed.published else None
    return _Asked(name, d["text"], filed.lang, d.get("title"), on, filed.base.seq if filed.base else 0)


def _read(asked: _Asked, roster: Roster) -> Fact:
    found = reader.read(asked.text, asked.lang, asked.published, title=asked.title, roster=roster)
    return fact_of(asked.report, found)


def read_again(desk: Desk, report: str, *, act_id: str | None = None) -> Written:
    """Reads a report again with today's reader and names. The new reading stands, with what people did by hand laid over
    it; the old one stays in the record."""
    desk.require("read_again")
    with desk.hold():
        press = desk.fold(PRESS)
        asked, roster = _asked(desk, press, report), press.roster
    fact = _read(asked, roster)

    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            now = desk.fold(PRESS).roster
            return {"press": [fact if now is roster else _read(asked, now)]}

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:  # the roster may have changed since: it was this report
        return [f.report for f in was.get("press", ()) if isinstance(f, ReportRead)] == [report]

    return desk.do("read_again", decide, act_id=act_id, same=same)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `done` of `total` reports."""

    done: int
    total: int


def read_many_again(
    desk: Desk, names: Iterable[str] | None = None, *, at_once: int = AT_ONCE, act_id: str | None = None
) -> Iterator[Progress]:
    """Reads reports again, `at_once` in one act, and says after each how far it has come.

    Args:
        names: which; None for all that are outdated. A report that another read meanwhile is left as it is.

    Raises:
        ReaderFailed: the reader broke on one of them; told when all others are read.
    """
    desk.require("read_again")
    asked = tuple(dict.fromkeys(names)) if names is not None else outdated(desk).names
    run = act_id or new_act_id()
    broke: list[ReaderFailed] = []
    yield Progress(0, len(asked))
    for start in range(0, len(asked), at_once):
        with desk.hold():
            press = desk.fold(PRESS)
            batch, roster = [_asked(desk, press, n) for n in asked[start : start + at_once]], press.roster
        # the act is of these reports: the same run sent again after a sudden end begins elsewhere
        _record(desk, _Batch(tuple(batch), roster, broke), f"{run}.{name_by(chr(10).join(a.report for a in batch))}")
        yield Progress(min(start + at_once, len(asked)), len(asked))
    desk.keep_if_due("press")
    if broke:
        raise broke[0]


class _Batch:
    """Reports read with one roster, and which of them the reader broke on: one such must not keep the others from being read."""

    def __init__(self, asked: tuple[_Asked, ...], roster: Roster, broke: list[ReaderFailed]) -> None:
        self._asked, self._roster, self._broke = asked, roster, broke
        self._read = tuple(self._one(a, roster) for a in asked)

    def _one(self, asked: _Asked, roster: Roster) -> Fact | None:
        try:
            return _read(asked, roster)
        except Exception as error:
            self._broke.append(ReaderFailed(path=asked.report, why=type(error).__name__))
            return None

    def standing(self, press: Press) -> list[Fact]:
        """The readings of those that nobody read meanwhile. Where names were changed since these were read, they are read anew:
        else a reading with old names would stand after the new ones, and pass for one with them."""
        found = []
        for asked, fact in zip(self._asked, self._read, strict=True):
            if fact is not None and _stands(press, asked):
                now = fact if press.roster is self._roster else self._one(asked, press.roster)
                found += [now] if now is not None else []
        return found


def _record(desk: Desk, read: _Batch, act_id: str) -> None:
    def decide() -> dict[str, list[Fact]]:
        with desk.hold():
            still = read.standing(desk.fold(PRESS))
        if not still:
            raise _ReadMeanwhile
        return {"press": still}

    try:
        desk.do("read_again", decide, act_id=act_id, same=lambda _: True)
    except _ReadMeanwhile:
        return


def _stands(press: Press, asked: _Asked) -> bool:
    base = press.reports[press.by_id[asked.report]].base
    return (base.seq if base else 0) == asked.stood


class _ReadMeanwhile(Exception):
    """All of a batch was read by another meanwhile."""


# a run of the room's own, beside its pages


class Run:
    """A run in the background, of which pages ask how far it has come. One at a time for each case of a home."""

    _all: dict[tuple[int, str], "Run"] = {}
    _lock = threading.Lock()

    def __init__(self) -> None:
        self.progress = Progress(0, 0)
        self.going = True
        self.error: WasataError | None = None

    @classmethod
    def of(cls, desk: Desk) -> "Run | None":
        """The run of this case that goes on, or the last one."""
        return cls._all.get((id(desk.home), desk.case))

    @classmethod
    def start(cls, desk: Desk, names: Iterable[str] | None = None, *, act_id: str | None = None) -> "Run":
        """Starts a run, if none goes on."""
        desk.require("read_again")
        key = (id(desk.home), desk.case)
        with cls._lock:
            going = cls._all.get(key)
            if going is not None and going.going:
                return going
            run = cls._all[key] = cls()
        worker = Desk.open(desk.home, desk.case, desk.reader, now=desk.now)
        threading.Thread(target=run._work, args=(worker, names, act_id), name="reading again", daemon=True).start()
        return run

    def _work(self, desk: Desk, names: Iterable[str] | None, act_id: str | None) -> None:
        try:
            for progress in read_many_again(desk, names, act_id=act_id):
                self.progress = progress
        except (
            WasataError
        ) as error:  # a full disk, a right taken back: told on the page, and the rest left for the next run
            self.error = error
        finally:
            self.going = False

    def wait(self, seconds: float) -> None:
        """Waits until it has ended, for commands and tests."""
        deadline = threading.Event()
        while self.going and seconds > 0:
            deadline.wait(0.02)
            seconds -= 0.02


# a second look


@dataclass(frozen=True, slots=True)
class SecondLook:
    """An act by hand whose mark a new reading no longer gives as it was looked at.

    `did` are the acts, oldest first; `was` what the reader had made of the words when it was done, `now` what it makes of
    them today (None: nothing), `stands` what stands (None: it is struck). `before` and `after`
    are the words around.
    """

    report: str
    title: str
    lang: Lang
    token: str
    group: str
    did: tuple[HandLine, ...]
    words: str
    before: str
    after: str
    was: str | None
    now: str | None
    stands: str | None
    was_reader: str
    now_reader: str

    @classmethod
    def example(cls) -> "SecondLook":
        return cls("r-0007", "Pause extended", "en", "f.0.2.killed.-1.000000000000", "figures", (), "12", "At least ", " died",
                   "12 killed", None, "12 killed", "1", "2")  # fmt: skip


@dataclass(frozen=True, slots=True)
class SecondLooks:
    """A page of acts for a second look, oldest reports first."""

    total: int
    page: int
    pages: int
    looks: tuple[SecondLook, ...]
    may: bool


def second_looks(
    desk: Desk, lang: Lang, *, page: int = 1, per_page: int = 20, report: str | None = None
) -> SecondLooks:
    """The acts by hand that ask for a second look."""
    with desk.hold():
        press = desk.fold(PRESS)
        names = names_for(desk, lang)
        all_of = [
            (n, target) for n in sorted(press.second) for target in press.second[n]
            if (report is None or press.reports[n].id == report) and not press.is_away(n)
        ]  # fmt: skip
        pages = max(1, -(-len(all_of) // max(1, per_page)))
        page = min(max(1, page), pages)
        found = []
        for n, target in all_of[(page - 1) * per_page : page * per_page]:
            filed = press.reports[n]
            acts = stacks_of(press.hands[n])[target]
            on = next((s for s in press.laid(n)[target[0]] if target in s.targets), None)
            found.append(_second_look(filed, acts, on, names))
        return SecondLooks(len(all_of), page, pages, tuple(found), desk.may("lift_hand"))


def _second_look(filed: Filed, acts: Sequence[Hand], on: Standing | None, names: Names) -> SecondLook:
    text, last = filed.text, acts[-1]
    group, start, end, *_ = last.target

    def told(mark: Mark | None) -> str | None:
        return mark_told(group, mark, text, filed, names) if mark is not None else None

    left, right = around(text, start, end)
    was_read = [r for r in filed.bases if r[0] < last.seq]
    return SecondLook(
        filed.id, filed.title, filed.lang, token_of(last.target, text), group,
        tuple(HandLine.of(a, names.lang) for a in acts), tame(text[start:end]), tame(text[left:start]),
        tame(text[end:right]), told(last.read), told(on.read if on is not None else None),
        told(on.mark if on is not None and not on.struck else None),
        was_read[-1][2] if was_read else "", filed.base.reader if filed.base else "",
    )  # fmt: skip


# what changed


@dataclass(frozen=True, slots=True)
class Altering:
    """One moment at which something in one report began to count otherwise: read again, or changed by hand.

    `by_hand`: an analyst's act. `was_reader`, `now_reader`: the versions of the two readings.
    """

    report: str
    title: str
    lang: Lang
    at: datetime
    by: str
    by_hand: bool
    was_reader: str
    now_reader: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A page of what counts otherwise, the latest first."""

    total: int
    page: int
    pages: int
    alterings: tuple[Altering, ...]


def changed(
    desk: Desk, lang: Lang, *, page: int = 1, per_page: int = 20, report: str | None = None, read_only: bool = False
) -> Changed:
    """Everything that counts otherwise than it was first read: by a later reading, or by somebody's hand.

    Args:
        report: only in this report.
        read_only: only what reading again changed.
    """
    with desk.hold():
        press = desk.fold(PRESS)
        _, _, known = moment(desk, None, None)
        draw = Drawer(press, names_for(desk, lang), known)
        pairs: list[tuple[Filed, Reading, Reading]] = [
            (f, a, b) for f in press.reports if len(f.readings) > 1 and (report is None or f.id == report)
            for a, b in zip(f.readings, f.readings[1:], strict=False) if not read_only or b.seq == b.base
        ]  # fmt: skip
        pairs.sort(key=lambda p: -p[2].seq)
        pages = max(1, -(-len(pairs) // max(1, per_page)))
        page = min(max(1, page), pages)
        return Changed(
            len(pairs), page, pages,
            tuple(_altering(desk, draw, *pair) for pair in pairs[(page - 1) * per_page : page * per_page]),
        )  # fmt: skip


def _altering(desk: Desk, draw: Drawer, filed: Filed, old: Reading, new: Reading) -> Altering:
    entry = desk.ledger.entry("press", new.seq)
    return Altering(
        filed.id, filed.title, filed.lang, instant(new.at), author_shown(entry.author, draw.lang), new.seq != new.base,
        old.reader, new.reader, alterations(draw, filed, old, new),
    )  # fmt: skip


__all__ = [
    "AT_ONCE", "BY_HAND", "Altering", "Changed", "Outdated", "Progress", "Run", "SecondLook", "SecondLooks", "changed",
    "outdated", "read_again", "read_before_roster", "read_many_again", "second_looks",
]  # fmt: skip
