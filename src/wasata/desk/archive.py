"""The archive: what came in and is not about the case. Filing a report by the case, and calling one in after all.

Danger: a report about the talks put away and never seen; an archive of a million reports that slows every page.
Duty: `file_report`, `file_reports` judge (`listen.relevance`) and put into `press` or `archive`; `archive_list`, `kept_report`
show what was put away and why; `call_from_archive` takes one in: a person says it is the case's after all; `set_scope` says
what the case is about.
Shape: nothing is read in an archived report, and the fold of the press never sees it. The archive's own fold keeps heads
only and is made when somebody asks for it; a text is opened by itself. A reader who may not write the archive files into the
press: in doubt a report is the case's.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, Literal, NamedTuple

from pydantic_core import from_json, to_json

from wasata.desk import columns
from wasata.desk.access import Desk, new_act_id
from wasata.desk.case import names_for, open_for_roles, opened
from wasata.desk.filed import day_or_none, instant, micros
from wasata.desk.folded import folded_quickly
from wasata.desk.press import PRESS, Press, first_line, folded_for_search, same_words
from wasata.desk.put_away import call_back_if_away
from wasata.desk.reprint import Prints, standing_as
from wasata.desk.scope import fact_of, require_sound
from wasata.desk.taking import NewReport, Taken, known_in_press, take_in_report, take_in_reports, words_of
from wasata.errors import ActReused, KeptUnknown, KindUnknown, ReportBlank, ReportKnown
from wasata.listen.reader import language_of
from wasata.listen.relevance import Judgement, Rule, Scope, judge
from wasata.listen.roster import Roster
from wasata.record.entry import Entry
from wasata.record.fold import Packed, View
from wasata.record.kinds.archive import ReportKept
from wasata.record.kinds.base import Fact
from wasata.record.kinds.report import ReportReceived
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key, count, say, tame

LOG = "archive"
PER_PAGE = 40
AT_ONCE = 100
TEXTS_SEARCHED = 5_000
"""Of so many archived reports, the newest, the texts are searched when that is asked for."""


# ---- the fold


class Kept(NamedTuple):
    """One archived report as its fold keeps it: its head, and why it is here. Texts stay in the record."""

    report: str
    seq: int
    title: str
    lang: str
    outlet: str | None
    published: int
    received: int
    rule: str
    names: str
    same: str


@dataclass(slots=True)
class Archive:
    """The heads of what was put away, in the order it came; `prints` knows a text again; the scope last set."""

    kept: list[Kept] = field(default_factory=list)
    prints: Prints = field(default_factory=Prints)
    scope: dict[str, Any] | None = None

    def step(self, entry: Entry) -> "Archive":
        d = entry.data
        match entry.kind:
            case "archive.report_kept":
                same = same_words(d["text"])
                title = tame(" ".join((d.get("title") or "").split()) or first_line(d["text"]))[:300]
                on = date.fromisoformat(d["published"]).toordinal() if d.get("published") else 0
                self.prints.add(same, len(self.kept))
                self.kept.append(
                    Kept(d["report"], entry.seq, title, d["lang"], d.get("outlet") and tame(d["outlet"]), on,
                         micros(entry.recorded_at), d["rule"], " ".join(d["names"]), same)
                )  # fmt: skip
            case "archive.scope_set":
                self.scope = {k: d[k] for k in ("parties", "mediators", "names", "words")}
            case _:
                raise KindUnknown(kind=entry.kind, version=entry.version)
        return self

    def pack(self) -> bytes:
        head = to_json({"scope": self.scope, "n": len(self.kept)})
        return len(head).to_bytes(8, "big") + head + (columns.pack(self.kept) if self.kept else b"")

    @classmethod
    def unpack(cls, packed: Packed) -> "Archive":
        packed = bytes(packed)
        size = int.from_bytes(packed[:8], "big")
        head = from_json(packed[8 : 8 + size])
        kept = [Kept._make(row) for row in columns.unpack(packed[8 + size :])] if head["n"] else []
        made = cls(kept, Prints(), head["scope"])
        for n, k in enumerate(kept):
            made.prints.add(k.same, n)
        return made

    def known_as(self, roster: Roster, same: str, outlet: str | None, *address: Any) -> str | None:
        """As which archived report these words of this outlet lie here; None where they would be a print of their own."""
        there = [(self.kept[n].report, self.kept[n].outlet) for n in self.prints.of(same)]
        return standing_as(roster, outlet, there, *address)


ARCHIVE: View[Archive] = View("archive", 2, (LOG,), Archive, Archive.step, Archive.pack, Archive.unpack)


# ---- what the case is about


def scope_of(desk: Desk) -> Scope:
    """What the case is about: as was set, else the parties and mediators it was opened with."""
    with desk.hold():
        if desk.holds(LOG):
            told = desk.fold(ARCHIVE).scope
            if told is not None:
                return Scope(*(tuple(told[k]) for k in ("parties", "mediators", "names", "words")))
        signs = opened(desk).get("signs", ())
        return Scope(
            tuple(s["party"] for s in signs if s["sign"] != "p0"), tuple(s["party"] for s in signs if s["sign"] == "p0")
        )


def about(desk: Desk, lang: Lang) -> tuple[str, ...]:
    """What the case is about now, in sentences for a page."""
    scope, called = scope_of(desk), names_for(desk, lang)
    if scope.is_open:
        return (say("archive.about.open", lang),)

    def listed(ids: Iterable[str], last: str, *more: str) -> str:
        told = [*(called.of(n) or n for n in ids), *(tame(word) for word in more)]
        head = say("room.list_comma", lang).join(told[:-1])
        return say(last, lang, first=head, last=told[-1]) if head else told[-1]

    found = []
    if scope.parties:
        one = len(scope.parties) == 1
        names = listed(scope.parties, "archive.about.and")
        found.append(say("archive.about.party" if one else "archive.about.parties", lang, names=names))
    if scope.mediators:
        names = listed(scope.mediators, "archive.about.and")
        found.append(count("archive.about.mediators", len(scope.mediators), lang, names=names))
    if scope.names or scope.words:
        words = [say("archive.about.word", lang, word=word) for word in scope.words]
        found.append(say("archive.about.words", lang, words=listed(scope.names, "archive.about.or", *words)))
    return tuple(found)


def set_scope(desk: Desk, scope: Scope, *, act_id: str | None = None) -> Written:
    """Says what the case is about from now on. What was filed before stays where it is.

    Raises:
        ScopeWrong: a name is no entry of the roster, or there are too many words, or one is too long.
    """
    with desk.hold():
        roster = desk.fold(PRESS).roster
    fact = fact_of(require_sound(scope, roster))
    return desk.do("set_scope", lambda: {LOG: (fact,)}, act_id=act_id)


# ---- the log itself


def stands(desk: Desk) -> bool:
    """Whether this reader's case has an archive that he holds."""
    return desk.holds(LOG)


def open_archive(desk: Desk, *, act_id: str | None = None) -> None:
    """Opens the archive of a case that is older than archives are, and gives it to all whose role reads one.

    New cases open with it. Once is enough.
    """
    open_for_roles(desk, LOG, act_id=act_id)


def _ready(desk: Desk) -> bool:
    """Whether this reader may put away; a lead whose case has no archive yet opens it."""
    if not desk.holds(LOG) and desk.may("open_log"):
        open_archive(desk)
    return desk.may("keep_in_archive")


# ---- filing


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a report went. `report` is its name in `press` (r-…) or `archive` (a-…); `known`: this print stood there already.

    `why` is the key of a sentence (`archive.rule.<rule>`), with what it rests on: roster ids and words of the report.
    """

    where: Literal["press", "archive", "known"]
    report: str
    why: Key
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    again: bool = False

    @property
    def in_archive(self) -> bool:
        return self.report.startswith("a-")


def judged(desk: Desk, new: NewReport) -> Judgement:
    """Whether a report is about this case, as its scope and roster stand."""
    scope = scope_of(desk)
    with desk.hold():
        roster = desk.fold(PRESS).roster
    return _judge(new, scope, roster)


def _judge(new: NewReport, scope: Scope, roster: Roster) -> Judgement:
    return judge(new.text, new.lang or language_of(new.text), new.title, scope, roster)


def why_of(rule: str) -> Key:
    return Key(f"archive.rule.{rule}")


def file_report(desk: Desk, new: NewReport, *, act_id: str | None = None) -> Filing:
    """Files one report by the case: into the press if it is about it, else into the archive.

    Raises:
        ReportBlank: there are no words in it.
        NotAllowed: this reader may not take reports in.
        ActReused: the id stands for another report.
    """
    return file_reports_now(desk, (new,), act_id=act_id)[0]


def file_reports(
    desk: Desk, many: Iterable[NewReport], *, at_once: int = AT_ONCE, act_id: str | None = None
) -> Iterator[Filing | ReportBlank]:
    """Files many reports, `at_once` in one act, and gives for each in turn where it went."""
    act_id = act_id or new_act_id()
    coming = iter(many)
    begun = 0
    while batch := tuple(islice(coming, at_once)):
        blank = {n for n, new in enumerate(batch) if not any(c.isalpha() for c in new.text)}
        filed = iter(
            file_reports_now(desk, [x for n, x in enumerate(batch) if n not in blank], act_id=f"{act_id}.{begun}")
        )
        for n in range(len(batch)):
            yield ReportBlank() if n in blank else next(filed)
        begun += 1
    if desk.holds(LOG):
        desk.keep_if_due(LOG)


def file_reports_now(desk: Desk, many: Sequence[NewReport], *, act_id: str | None = None) -> list[Filing]:
    """Files these reports in one go: those of the case in one act of the press, the others in one of the archive.

    Another outlet's print of words that stand in the press is the case's too, by whichever rule those came there.

    Raises:
        ReportBlank: one of them has no words.
    """
    desk.require("take_in_report")
    act_id = act_id or new_act_id()
    if any(not any(c.isalpha() for c in new.text) for new in many):
        raise ReportBlank
    scope, may_keep = scope_of(desk), _ready(desk)
    with desk.hold():
        press = desk.fold(PRESS)
        roster = press.roster
        of_press = {
            n for n, new in enumerate(many)
            if any(not press.is_away(there) for same in words_of(new) for there in press.prints.of(same))
        }  # fmt: skip
    found = [_judge(new, scope, roster) for new in many]
    kept = _done_before(desk, f"{act_id}.a", LOG)
    taken_in = _done_before(desk, f"{act_id}.p", "press")
    prints = [_print_of(new) for new in many]  # what this act did before stays done, whatever the scope is by now
    to_keep = [
        n for n, j in enumerate(found)
        if prints[n] in kept or (may_keep and not (j.ours or n in of_press) and prints[n] not in taken_in)
    ]  # fmt: skip
    to_press = [n for n in range(len(many)) if n not in set(to_keep)]
    filed: dict[int, Filing] = {}
    taken = _into_press(desk, [many[n] for n in to_press], act_id)
    for n, what in zip(to_press, taken, strict=True):
        filed[n] = _of_press(what, found[n], may_keep=may_keep, reprint=n in of_press)
    filed |= _keep(desk, {n: (many[n], found[n]) for n in to_keep}, f"{act_id}.a")
    return [filed[n] for n in range(len(many))]


def _into_press(desk: Desk, new: Sequence[NewReport], act_id: str) -> list[Taken | ReportBlank | ReportKnown]:
    if len(new) != 1:
        return list(take_in_reports(desk, new, act_id=f"{act_id}.p"))
    try:
        return [take_in_report(desk, new[0], act_id=f"{act_id}.p")]
    except ReportKnown as known:
        return [known]


def _of_press(
    what: Taken | ReportBlank | ReportKnown, j: Judgement, *, may_keep: bool, reprint: bool
) -> Filing:  # fmt: skip
    if isinstance(what, Taken):
        if not j.ours and reprint:
            return Filing("press", what.report, why_of("reprint"), again=what.again)
        if not j.ours and not may_keep:
            return Filing("press", what.report, why_of("not_yours"), again=what.again)
        return Filing("press", what.report, why_of(j.rule), j.names, j.words, what.again)
    assert isinstance(what, ReportKnown)
    return Filing("known", str(what.values["report"]), why_of("known"))


_PrintOf = tuple[str, str | None]
"""What tells two prints of one act apart: words and outlet."""


def _print_of(report: NewReport | ReportKept | ReportReceived) -> _PrintOf:
    return same_words(report.text), _or_none(report.outlet)


def _done_before(desk: Desk, act_id: str, log: str) -> dict[_PrintOf, str]:
    """What this act put into a log when it was done before: its name by its words and outlet."""
    done = desk.done(act_id) if desk.holds(log) else None
    if done is None or log not in done.first:
        return {}
    facts = (e.fact for e in desk.ledger.entries(log, done.first[log] - 1, done.heads[log].seq))
    return {_print_of(fact): fact.report for fact in facts if isinstance(fact, ReportKept | ReportReceived)}


def _keep(desk: Desk, new: Mapping[int, tuple[NewReport, Judgement]], act_id: str) -> dict[int, Filing]:
    """Puts these away in one act; what stands in the press or the archive already is told as known.

    Raises:
        ActReused: the id stands for other reports.
    """
    filed: dict[int, Filing] = {}

    def decide() -> dict[str, list[Fact]]:
        filed.clear()
        facts: list[Fact] = []
        here: dict[str, list[tuple[str, str | None]]] = {}
        addresses: dict[str, str | None] = {}
        with desk.hold():
            archive, press = desk.fold(ARCHIVE), desk.fold(PRESS)
            for n, (report, j) in new.items():
                known = _standing(desk, press, archive, report)
                if known is None:
                    there = here.setdefault(same_words(report.text), [])
                    if name := standing_as(press.roster, report.outlet, there, report.url, addresses.get):
                        known = Filing("known", name, why_of("known_archive"))
                if known is not None:
                    filed[n] = known
                else:
                    name = f"a-{len(archive.kept) + len(facts) + 1:04d}"
                    there.append((name, report.outlet))
                    addresses[name] = report.url
                    facts.append(_kept_fact(name, report, j))
                    filed[n] = Filing("archive", name, why_of(j.rule), j.names, j.words)
        if not facts:
            raise _NothingNew
        return {LOG: facts}

    if not new:
        return {}
    try:
        written = desk.do("keep_in_archive", decide, act_id=act_id, same=lambda _: True)
    except _NothingNew:
        return filed
    if written.again:
        before = _done_before(desk, act_id, LOG)
        for n, (report, j) in new.items():
            name = before.get(_print_of(report))
            if name:
                filed[n] = Filing("archive", name, why_of(j.rule), j.names, j.words, True)
                continue
            with desk.hold():
                known = _standing(desk, desk.fold(PRESS), desk.fold(ARCHIVE), report)
            if known is None:
                raise ActReused(act=act_id)
            filed[n] = known
    return filed


def _standing(desk: Desk, press: Press, archive: Archive, new: NewReport) -> Filing | None:
    """Where this print stands already, in the press or the archive."""
    name = known_in_press(desk, press, new)
    if name is not None:
        return Filing("known", name, why_of("known"))

    def address_of(kept: str) -> str | None:
        n = int(kept[2:]) - 1
        return archive.prints.address(n, lambda: desk.ledger.entry(LOG, archive.kept[n].seq).data)

    stands = (archive.known_as(press.roster, same, new.outlet, new.url, address_of) for same in words_of(new))
    name = next((kept for kept in stands if kept is not None), None)
    return Filing("known", name, why_of("known_archive")) if name is not None else None


class _NothingNew(Exception):
    """Of these reports not one is to be put away."""


def _kept_fact(name: str, new: NewReport, j: Judgement) -> ReportKept:
    rule: Any = j.rule
    return ReportKept(
        report=name, text=new.text, lang=new.lang or language_of(new.text), title=_or_none(new.title),
        outlet=_or_none(new.outlet), outlet_kind=new.outlet_kind, url=new.url or None, published=new.published,
        published_at=new.published_at, came_by=new.came_by, file_name=new.file_name or None,
        forwarded_from=_or_none(new.forwarded_from), edited_at=new.edited_at,
        digest=hashlib.sha256(new.text.encode("utf-8", "surrogatepass")).hexdigest(), rule=rule, names=j.names, words=j.words,
    )  # fmt: skip


def _or_none(given: str | None) -> str | None:
    return given if given and given.strip() else None


# ---- calling one in


def call_from_archive(desk: Desk, report: str, *, act_id: str | None = None) -> Taken:
    """Takes an archived report into the press and reads it: a person says it is about the case after all.

    Called twice, it is in once. One that stands in the press and was put away there is called back: a person says that it
    counts. The press says that it was called in, and by whom; its name in the archive stays there, since
    whoever is handed the press alone can look nothing up by it, and would learn how many were put away.

    Raises:
        KeptUnknown: the archive has none of this name.
    """
    desk.require("call_from_archive")
    kept = kept_report(desk, report)
    if kept.in_press:
        call_back_if_away(desk, kept.in_press, act_id)
        return Taken(kept.in_press, again=True)
    kind: Any = kept.outlet_kind
    new = NewReport(
        kept.text, lang=kept.lang, title=kept.said_title, outlet=kept.outlet, outlet_kind=kind, url=kept.url,
        published=kept.published, published_at=kept.published_at, came_by="archive", file_name=kept.file_name,
        forwarded_from=kept.forwarded_from, edited_at=kept.edited_at,
    )  # fmt: skip
    try:
        return take_in_report(desk, new, act_id=act_id)
    except ReportKnown as known:  # somebody called it in at this moment
        return Taken(str(known.values["report"]), again=True)


# ---- questions


def name_in_archive(desk: Desk, same: str, outlet: str | None) -> str | None:
    """The name under which this outlet's print of these words lies in the archive; None where it does not, or the reader does not
    hold it."""
    if not desk.holds(LOG):
        return None
    with desk.hold():
        archive = desk.fold(ARCHIVE)
        return archive.known_as(desk.fold(PRESS).roster, same, outlet)


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One archived report in the list: its head, the rule it was put away by, the roster ids it rests on; and under which
    name it stands in the press, if it was called in or came there another way."""

    report: str
    title: str
    lang: Lang
    outlet: str | None
    published: date | None
    received_at: datetime
    rule: str
    names: tuple[str, ...]
    in_press: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveList:
    """A page of the archive, newest first. `rules`: by which rules reports were put away, with counts."""

    total: int
    page: int
    pages: int
    lines: tuple[KeptLine, ...]
    rules: tuple[tuple[str, int], ...]
    whole: int
    may_call: bool
    may_set_scope: bool
    texts: int = 0
    """Of how many reports, the newest, the texts were searched too."""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One archived report, opened."""

    line: KeptLine
    text: str
    lang: Lang
    said_title: str | None
    outlet: str | None
    outlet_kind: str
    url: str | None
    published: date | None
    published_at: datetime | None
    came_by: str
    file_name: str | None
    forwarded_from: str | None
    edited_at: datetime | None
    words: tuple[str, ...]
    in_press: str | None


def _line(kept: Kept, in_press: str | None) -> KeptLine:
    lang: Any = kept.lang
    return KeptLine(
        kept.report, kept.title, lang, kept.outlet, day_or_none(kept.published), instant(kept.received), kept.rule,
        tuple(kept.names.split()), in_press,
    )  # fmt: skip


def archive_list(
    desk: Desk, *, query: str = "", rule: Rule | str | None = None, page: int = 1, per_page: int = PER_PAGE,
    texts: bool = False, first: date | None = None, last: date | None = None,
) -> ArchiveList:  # fmt: skip
    """What was put away, newest first. A search looks at headlines and outlets.

    Args:
        first, last: only what was published from this day on, and up to that one; what has no day is then left out.
        texts: searches the texts of the newest `TEXTS_SEARCHED` too, which takes some seconds in a large archive.

    Raises:
        LogNotYours: the reader does not hold the archive.
    """
    desk.require("read_archive")
    wanted = [_folded(word) for word in query.split()]
    in_texts, looked = _in_texts(desk, wanted) if texts and wanted else (frozenset(), 0)
    with desk.hold():
        archive, press = desk.fold(ARCHIVE), desk.fold(PRESS)
        counts: dict[str, int] = {}
        for k in archive.kept:
            counts[k.rule] = counts.get(k.rule, 0) + 1
        found = [k for k in reversed(archive.kept) if not rule or k.rule == rule]
        if first or last:
            begin, end = (first or date.min).toordinal(), (last or date.max).toordinal()
            found = [k for k in found if k.published and begin <= k.published <= end]
        if wanted:
            found = [
                k for k in found if k.report in in_texts or _all_in(wanted, _folded(f"{k.title} {k.outlet or ''}"))
            ]
        pages = max(1, -(-len(found) // per_page))
        page = min(max(1, page), pages)
        lines = tuple(
            _line(k, press.known_as(k.same, k.outlet)) for k in found[(page - 1) * per_page : page * per_page]
        )  # fmt: skip
        return ArchiveList(len(found), page, pages, lines, tuple(sorted(counts.items())), len(archive.kept),
                           desk.may("call_from_archive"), desk.may("set_scope"), looked)  # fmt: skip


def _in_texts(desk: Desk, wanted: Sequence[str]) -> tuple[frozenset[str], int]:
    """Which of the newest reports have all these words in headline, outlet or text, and how many were looked through. Not
    inside `Desk.hold`: pages go on meanwhile."""
    head = desk.ledger.head(LOG).seq
    found, looked = set(), 0
    for entry in desk.ledger.entries(LOG, max(0, head - TEXTS_SEARCHED), head):
        fact = entry.fact
        if isinstance(fact, ReportKept):
            looked += 1
            told = f"{fact.title or ''} {fact.outlet or ''} {fact.text}"
            if _all_in(wanted, folded_quickly(told, fact.lang)):
                found.add(fact.report)
    return frozenset(found), looked


def _all_in(wanted: Sequence[str], told: str) -> bool:
    return all(word in told for word in wanted)


def _folded(text: str) -> str:
    return folded_for_search(text, language_of(text))[0]


def kept_report(desk: Desk, report: str) -> KeptReport:
    """One archived report with its text.

    Raises:
        KeptUnknown: the archive has none of this name.
        LogNotYours: the reader does not hold the archive.
    """
    desk.require("read_archive")
    with desk.hold():
        archive, press = desk.fold(ARCHIVE), desk.fold(PRESS)
        n = int(report[2:]) - 1 if report.startswith("a-") and report[2:].isascii() and report[2:].isdecimal() else -1
        if not 0 <= n < len(archive.kept) or archive.kept[n].report != report:
            raise KeptUnknown(report=report)
        kept = archive.kept[n]
        fact = desk.ledger.entry(LOG, kept.seq).fact
        assert isinstance(fact, ReportKept)
        in_press = press.known_as(kept.same, kept.outlet)
    return KeptReport(
        _line(kept, in_press), fact.text, fact.lang, fact.title, fact.outlet, fact.outlet_kind, fact.url, fact.published,
        fact.published_at, fact.came_by, fact.file_name, fact.forwarded_from, fact.edited_at, fact.words, in_press,
    )  # fmt: skip
