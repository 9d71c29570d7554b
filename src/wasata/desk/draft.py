"""The draft: versions of the single negotiating text, as they are written in the cell.

Danger: a clause changed in one language only; words of one side in a text for all; a version overwritten by who had an older
one open.
Duty: write the next version; the versions, what differs between two, what to look at in one before it goes out.
Shape: the comparing is in `propose/draft`. A version reaches a side as an offer (`offer`), and by no other way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wasata.desk.access import Desk, exactly
from wasata.desk.confidence import repeats
from wasata.desk.flagged import watched
from wasata.desk.offer_stands import VERSIONS, Version
from wasata.desk.package_stands import stands_of
from wasata.errors import OfferWrong
from wasata.propose.draft import Change, Clause, Draft, Flaw, Piece, compare, flaws, word_by_word
from wasata.record.kinds.base import Fact
from wasata.record.kinds.draft import ClausePart, DraftWritten
from wasata.values import LANGS
from wasata.words import Key


def wrong(why: str, value: object = "") -> OfferWrong:
    return OfferWrong(why=Key(f"offer.why.{why}"), value=value)


def write(
    desk: Desk, clauses: Sequence[ClausePart], *, after: int, note: str | None = None, act_id: str | None = None
) -> int:
    """Writes the next version of the text. Gives its number.

    Args:
        after: the version it was written from; 0 for the first.

    Raises:
        OfferWrong: another version was written meanwhile, nothing has changed, a clause names an option that is not there, or
            words of it were said in confidence on a line.
        DraftWrong: a bracket is not closed, or two clauses bear one name.
    """
    taken = Draft(tuple(as_clause(one) for one in clauses))
    if not taken.clauses:
        raise wrong("empty")
    told = (note or "").strip() or None
    fact = DraftWritten(number=after + 1, clauses=tuple(clauses), note=told)

    def decide() -> dict[str, tuple[Fact, ...]]:
        versions = desk.fold(VERSIONS)
        last = max(versions, default=0)
        if last != after:
            raise wrong("written_meanwhile", last)
        before = versions.get(last)
        if before is not None and draft_of(before) == taken:
            raise wrong("same_text", last)
        _require_options(desk, clauses)
        _require_open(desk, fact, versions.values())
        return {"cell": (fact,)}

    desk.do("write_draft", decide, act_id=act_id, same=exactly({"cell": (fact,)}))
    return fact.number


def _require_options(desk: Desk, clauses: Iterable[ClausePart]) -> None:
    issues = stands_of(desk).issues
    there = {(i["issue"], o["option"]) for i in issues["issues"] for o in i["options"]} if issues else set()
    for clause in clauses:
        stranger = next((told for told in clause.options if tuple(told) not in there), None)
        if stranger is not None:
            raise wrong("no_option", f"{stranger[0]}: {stranger[1]}")


def _require_open(desk: Desk, fact: DraftWritten, versions: Iterable[Version]) -> None:
    """The text goes to all sides: it repeats nothing that was said in confidence, but for what an earlier version says."""
    ours = [told for version in versions for clause in version.clauses for told in clause["words"].values()]
    for clause in fact.clauses:
        titles = clause.title.values() if clause.title else ()
        for told in (*clause.words.values(), *titles):
            run = repeats(desk, told, ours=ours)
            if run is not None:
                raise wrong("overheard", run)
    if fact.note is not None and (run := repeats(desk, fact.note)) is not None:
        raise wrong("overheard", run)


def as_clause(part: ClausePart) -> Clause:
    return Clause(
        part.clause, part.words["ar"], part.words["en"], tuple((issue, option) for issue, option in part.options)
    )


def draft_of(version: Version) -> Draft:
    """A version as the trade takes it."""
    return Draft(
        tuple(
            Clause(c["clause"], c["words"]["ar"], c["words"]["en"], tuple((i, o) for i, o in c["options"]))
            for c in version.clauses
        )
    )


# questions


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the text: which, by whom, when, how many clauses, in how many something is open, how many flaws."""

    number: int
    author: str
    at: datetime
    note: str | None
    clauses: int
    open: int
    flaws: int


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause of a version, with what is to be looked at in it."""

    clause: str
    title: Mapping[str, str] | None
    words: Mapping[str, str]
    options: tuple[tuple[str, str], ...]
    is_open: bool
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A clause as it was and is. `ar`, `en`: the words of both versions as one."""

    change: Change
    title: Mapping[str, str] | None
    ar: tuple[Piece, ...]
    en: tuple[Piece, ...]


def versions(desk: Desk) -> tuple[VersionLine, ...]:
    """The versions, the latest first.

    Raises:
        LogNotYours: this reader does not hold the cell.
    """
    with desk.hold():
        return tuple(
            VersionLine(v.number, v.author, v.at, v.note, len(v.clauses), len(draft.open()), len(_flaws(desk, draft)))
            for v in sorted(desk.fold(VERSIONS).values(), key=lambda v: -v.number)
            for draft in (draft_of(v),)
        )


def version(desk: Desk, number: int) -> Version:
    """One version. Ask inside `hold`.

    Raises:
        OfferWrong: there is none of this number.
    """
    found = desk.fold(VERSIONS).get(number)
    if found is None:
        raise wrong("no_version", number)
    return found


def clauses(desk: Desk, number: int) -> tuple[ClauseLine, ...]:
    """The clauses of a version, each with what is to be looked at before it goes out.

    Raises:
        OfferWrong: there is none of this number.
    """
    with desk.hold():
        told = version(desk, number)
        draft = draft_of(told)
        flawed = _flaws(desk, draft)
    found: dict[str, list[Flaw]] = {}
    for flaw in flawed:
        found.setdefault(flaw.clause, []).append(flaw)
    is_open = set(draft.open())
    return tuple(
        ClauseLine(
            c["clause"], c["title"], c["words"], tuple((i, o) for i, o in c["options"]), c["clause"] in is_open,
            tuple(found.get(c["clause"], ())),
        )
        for c in told.clauses
    )  # fmt: skip


def compared(desk: Desk, before: int, after: int) -> tuple[Compared, ...]:
    """What differs between two versions.

    Raises:
        OfferWrong: one of them is not there.
    """
    with desk.hold():
        one, other = version(desk, before), version(desk, after)
    was, now = ({c["clause"]: c for c in v.clauses} for v in (one, other))
    found = []
    for change in compare(draft_of(one), draft_of(other)):
        old, new = was.get(change.name), now.get(change.name)
        ar, en = (word_by_word(old["words"][lang] if old else "", new["words"][lang] if new else "") for lang in LANGS)
        found.append(Compared(change, (new or old or {}).get("title"), ar, en))
    return tuple(found)


def _flaws(desk: Desk, draft: Draft) -> tuple[Flaw, ...]:
    """What to look at: what the trade finds in the text itself, and words of terms whose meaning is not agreed."""
    found = list(flaws(draft))
    for lang in LANGS:
        flags = watched(desk, lang)
        found += [
            Flaw(clause.name, "unconfirmed", lang, term.name)
            for clause in draft.clauses
            for term in flags.named(clause.words(lang))
        ]
    return tuple(found)
