"""Evidence: on what a position or an assessment rests, and how that is shown to one reader.

Danger: a press claim taken for what they told us; a message of one line named where another line is read; a passage that was
withdrawn since, or a mark that was struck, shown as if it stood.
Duty: what is typed (a message, its passage; a contact, an account of it; a report, its mark; a notice) as evidence; refuse what
is not there; show each piece with its first words, in their own language, to whoever holds its log, and what became of it.
Shape: `require_evidence(desk, line, …)` before an act, `evidence_shown(desk, line, …)` for a page; both inside `hold`. In `cell`
(`line` None) nothing rests on a line: who reads the cell may not hold it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from wasata.desk.access import Desk
from wasata.desk.case import TABLE
from wasata.desk.contact import Contact, contact, contacts
from wasata.desk.folded import first_line
from wasata.desk.message import Message, PassageLine, read_back, talk_of
from wasata.desk.one_mark import mark_at
from wasata.desk.press import PRESS
from wasata.desk.report import line_of, report_page
from wasata.errors import ContactWrong, EvidenceWrong, LineUnknown, MarkUnknown, ReportUnknown
from wasata.record.kinds.base import IDENT
from wasata.record.kinds.position import Evidence
from wasata.values import Lang
from wasata.words import Key

OFFERED = 60
"""So many messages and contacts are offered to choose from, the latest."""

Of = Literal["message", "contact", "report", "notice"]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece as shown: a message or a passage of it, a contact or an account of it, a report or a mark in it, a notice, or
    our own reading. `words` None where its log is not held.

    `where`: of a message, in which log of the line it stands, `line` or `channel`; of an account, whose it is. `mark`: which
    mark of the report's page. `became`: what has become of it (words under `position.became`), empty where it stands:
    `withdrawn`, `read_back`, `rewritten`, `struck`, `gone`, `away`, `correction`, `denial`, `withdrawal`.
    """

    of: str
    ref: str | None
    words: str | None
    lang: Lang | None
    where: str = ""
    number: int | None = None
    mark: str | None = None
    became: str = ""
    both: Mapping[str, str] | None = None
    """A notice's words in both languages: it is no side's."""

    def words_in(self, lang: Lang) -> str | None:
        """Its words; those of a notice in this language."""
        return self.both[lang] if self.both else self.words

    @property
    def what(self) -> str:
        """What it is, under `position.of`."""
        if self.of == "message" and self.number:
            return "passage"
        if self.of == "contact" and self.where:
            return f"account_{self.where}"
        return "mark" if self.mark else self.of


# as it is typed


def evidence_typed(desk: Desk, of: Of, typed: str) -> Evidence:
    """A piece as people name it: `m-1` or its second passage `m-1.2`; `c-1` or the second account of it `c-1.2`; `r-0012`, or
    the mark numbered 7 on its page `r-0012.7`, or the address of that mark; `t-1`. It may not be there.

    Raises:
        EvidenceWrong: it can be no name of such a thing, or the report has no mark of that number.
    """
    if of == "report":
        return _report_typed(desk, typed)
    name, _, number = typed.strip().partition(".")
    counted = number.isascii() and number.isdecimal() and 0 < len(number) < 5 and int(number) > 0
    if not re.fullmatch(IDENT, name) or (number and not counted) or (number and of == "notice"):
        raise EvidenceWrong(why=Key(f"position.why.no_{of}"), value=typed)
    return Evidence(of=of, ref=name, number=int(number) if number else None)


_MARK = re.compile(
    r"(?:.*/press/)?(?P<report>[a-z0-9][a-z0-9_-]{0,63})/?(?:\.(?P<n>[0-9]{1,5})|#[cm]?-?(?P<id>[sfde][0-9]{1,5}))?"
)


def _report_typed(desk: Desk, typed: str) -> Evidence:
    found = _MARK.fullmatch(typed.strip())
    if found is None:
        raise EvidenceWrong(why=Key("position.why.no_report"), value=typed)
    report, n, ident = found["report"], found["n"], found["id"]
    if n is None and ident is None:
        return Evidence(of="report", ref=report)
    try:
        marks = report_page(desk, report, "en").marks if desk.holds("press") else ()
    except ReportUnknown:
        raise EvidenceWrong(why=Key("position.why.no_report"), value=report) from None
    mark = next((m for m in marks if m.id == ident or (n is not None and m.n == int(n))), None)
    if mark is None:
        raise EvidenceWrong(why=Key("position.why.no_mark"), value=typed)
    place = ".".join(mark.token.split(".")[:6])  # without what it said when it was looked at: it may be corrected
    return Evidence(of="report", ref=report, mark=place)


# what is there


def require_evidence(desk: Desk, line: str | None, evidence: Sequence[Evidence]) -> None:
    """Each piece is there, and something is. Ask inside `hold`.

    Raises:
        EvidenceWrong: nothing is named; or a message, contact, report, notice, or a part of one, that this reader has not
            before him.
    """
    if not evidence:
        raise EvidenceWrong(why=Key("position.why.no_evidence"), value="")
    for piece in evidence:
        if piece.of == "ours":
            if not (piece.words or "").strip():
                raise EvidenceWrong(why=Key("position.why.empty_reading"), value="")
        elif not piece.ref:
            raise EvidenceWrong(why=Key(f"position.why.no_{piece.of}"), value="")
        elif line is None and piece.of not in ("report", "notice"):
            raise EvidenceWrong(why=Key("position.why.line_in_cell"), value=piece.ref)
        else:
            _require_there(desk, line, piece, piece.ref)


def _require_there(desk: Desk, line: str | None, piece: Evidence, ref: str) -> None:
    there = _found(desk, line, piece.of, ref, piece.number, piece.mark)
    part = "mark" if piece.mark else {"message": "passage", "contact": "account"}.get(piece.of, "part")
    if there is None:
        whole = _found(desk, line, piece.of, ref, None, None)
        missing = piece.of if whole is None else part
        raise EvidenceWrong(
            why=Key(f"position.why.no_{missing}"), value=f"{ref}.{piece.number}" if piece.number else ref
        )
    if there.became == "gone":
        raise EvidenceWrong(why=Key("position.why.no_mark"), value=ref)


def _found(
    desk: Desk, line: str | None, of: str, ref: str, number: int | None, mark: str | None
) -> EvidenceLine | None:
    """A piece as this reader has it before him."""
    if of == "report":
        return _report(desk, ref, mark) if desk.holds("press") and number is None else None
    if mark is not None:
        return None
    if of == "notice":
        return _notice(desk, ref) if desk.holds("table") and number is None else None
    if line is None:
        return None
    return _contact(desk, line, ref, number) if of == "contact" else _message(desk, line, ref, number)


def _report(desk: Desk, ref: str, mark: str | None) -> EvidenceLine | None:
    press = desk.fold(PRESS)
    n = press.by_id.get(ref)
    if n is None:
        return None
    told = line_of(press, press.reports[n], sees_archive=False)
    became = "away" if told.away else told.later or ""
    if mark is None:
        return EvidenceLine("report", ref, told.title, told.lang, became=became)
    try:
        found = mark_at(desk, ref, told.lang, token=mark).line
    except MarkUnknown:
        found = None
    if found is None:
        return EvidenceLine("report", ref, told.title, told.lang, became="gone")
    became = "struck" if found.struck and not told.away else became
    return EvidenceLine("report", ref, found.words, told.lang, mark=found.id, became=became)


def _notice(desk: Desk, ref: str) -> EvidenceLine | None:
    words = next((words for notice, words, _, _ in desk.fold(TABLE).notices if notice == ref), None)
    if words is None:
        return None
    both = {lang: first_line(told) for lang, told in words.items()}
    return EvidenceLine("notice", ref, both["en"], None, both=both)


def _contact(desk: Desk, line: str, ref: str, number: int | None) -> EvidenceLine | None:
    try:
        known: Contact = contact(desk, line, ref)
    except (ContactWrong, LineUnknown):  # in the cell a piece may rest on a line that not every reader of it holds
        return None
    if number is None:
        return EvidenceLine("contact", ref, known.about, None)
    if number > len(known.readouts):
        return None
    told, later = known.readouts[number - 1], known.readouts[number:]
    became = "rewritten" if any(r.whose == told.whose for r in later) else ""
    return EvidenceLine("contact", ref, first_line(told.words), told.lang, told.whose, number, became=became)


def _message(desk: Desk, line: str, ref: str, number: int | None) -> EvidenceLine | None:
    for where, said in _said(desk, line):
        if said.message != ref:
            continue
        if number is not None and number > len(said.passages):
            return None
        passages = said.passages if number is None else (said.passages[number - 1],)
        again = where == "line" and desk.holds(f"channel/{line}") and ref in read_back(desk, line)
        became = "read_back" if again else "withdrawn" if any(map(_is_withdrawn, passages)) else ""
        return EvidenceLine("message", ref, first_line(passages[0].words), said.lang, where, number, became=became)
    return None


def _is_withdrawn(passage: PassageLine) -> bool:
    """Whether its party let it pass once and does no more."""
    return passage.clearance == "none" and any(c.clearance != "none" for c in passage.history)


def _said(desk: Desk, line: str) -> Iterable[tuple[str, Message]]:
    """What they told us on a line, in both of its logs as far as they are held."""
    wheres: tuple[Literal["channel", "line"], ...] = ("channel", "line")
    for where in wheres:
        if desk.holds(f"{where}/{line}"):
            yield from ((where, m) for m in talk_of(desk, line, where).messages.values() if not m.ours)


def evidence_shown(desk: Desk, line: str | None, evidence: Iterable[Mapping[str, Any]]) -> tuple[EvidenceLine, ...]:
    """The pieces as the record keeps them, for one reader. Ask inside `hold`."""
    shown = []
    for piece in evidence:
        of, ref, number, mark = (piece.get(part) for part in ("of", "ref", "number", "mark"))
        found = _found(desk, line, str(of), ref, number, mark) if ref else None
        shown.append(found or EvidenceLine(str(of), ref, piece["words"], None, number=number))
    return tuple(shown)


# what is offered to choose from


@dataclass(frozen=True, slots=True)
class Offer:
    """Something on which something may be said to rest: a message or one passage of it, a contact or one account of it, a
    notice. `typed`: as `evidence_typed` takes it; `number` and `whose` tell of which part it is."""

    typed: str
    at: datetime
    words: str
    lang: Lang | None = None
    number: int | None = None
    whose: str = ""


def messages_offered(desk: Desk, line: str) -> tuple[Offer, ...]:
    """What they told us on a line, the latest first: each message as a whole, by its first words, and each passage where it
    has several. Ask inside `hold`."""
    last = sorted((m for _, m in _said(desk, line)), key=lambda m: (m.at, m.message), reverse=True)[:OFFERED]
    found: list[Offer] = []
    for m in last:
        found.append(Offer(m.message, m.at, first_line(m.passages[0].words), m.lang))
        if len(m.passages) > 1:
            found += [Offer(f"{m.message}.{p.number}", m.at, first_line(p.words), m.lang, p.number) for p in m.passages]
    return tuple(found)


def contacts_offered(desk: Desk, line: str) -> tuple[Offer, ...]:
    """The contacts of a line that were answered, the latest first, and each account of them. Ask inside `hold`."""
    found: list[Offer] = []
    for c in [c for c in contacts(desk, line) if c.answered][:OFFERED]:
        found.append(Offer(c.contact, c.began_at, c.about or ""))
        found += [
            Offer(f"{c.contact}.{n}", c.began_at, first_line(r.words), r.lang, n, r.whose)
            for n, r in enumerate(c.readouts, 1)
        ]
    return tuple(found)


def notices_offered(desk: Desk, lang: Lang) -> tuple[Offer, ...]:
    """What stands on the table, the latest first. Ask inside `hold`."""
    if not desk.holds("table"):
        return ()
    told = reversed(desk.fold(TABLE).notices)
    return tuple(Offer(notice, at, first_line(words[lang]), lang) for notice, words, _, at in told)[:OFFERED]
