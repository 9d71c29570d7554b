"""Evidence: on what a position or an assessment rests, and how that is shown to one reader.

Danger: a press claim taken for what they told us; a message of one line named where another line is read.
Duty: refuse what is not there; show each piece with its first words, in their own language, to whoever holds its log.
Shape: `require_evidence(desk, line, …)` before an act, `evidence_shown(desk, line, …)` for a page; both inside `hold`. In `cell`
(`line` None) nothing rests on a line: who reads the cell may not hold it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wasata.desk.access import Desk
from wasata.desk.contact import contact, contacts
from wasata.desk.folded import first_line
from wasata.desk.message import talk_of
from wasata.desk.press import PRESS
from wasata.errors import ContactWrong, EvidenceWrong
from wasata.record.kinds.position import Evidence
from wasata.values import Lang
from wasata.words import Key

OFFERED = 60
"""So many messages and contacts are offered to choose from, the latest."""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece as shown: a message, a contact, a report, or our own reading. `words` None where its log is not held."""

    of: str
    ref: str | None
    words: str | None
    lang: Lang | None
    where: str = ""
    """For a message: in which log of the line it stands, `line` or `channel`."""


def require_evidence(desk: Desk, line: str | None, evidence: Sequence[Evidence]) -> None:
    """Each piece is there, and something is. Ask inside `hold`.

    Raises:
        EvidenceWrong: nothing is named; or a message, contact or report that this reader has not before him.
    """
    if not evidence:
        raise EvidenceWrong(why=Key("position.why.no_evidence"), value="")
    for piece in evidence:
        if piece.of == "ours":
            if not (piece.words or "").strip():
                raise EvidenceWrong(why=Key("position.why.empty_reading"), value="")
        elif not piece.ref:
            raise EvidenceWrong(why=Key(f"position.why.no_{piece.of}"), value="")
        elif line is None and piece.of != "report":
            raise EvidenceWrong(why=Key("position.why.line_in_cell"), value=piece.ref)
        elif _found(desk, line, piece.of, piece.ref) is None:
            raise EvidenceWrong(why=Key(f"position.why.no_{piece.of}"), value=piece.ref)


def _found(desk: Desk, line: str | None, of: str, ref: str) -> EvidenceLine | None:
    """A piece as this reader has it before him."""
    if of == "report":
        if not desk.holds("press"):
            return None
        press = desk.fold(PRESS)
        n = press.by_id.get(ref)
        return EvidenceLine(of, ref, press.reports[n].title, press.reports[n].lang) if n is not None else None
    if line is None:
        return None
    if of == "contact":
        try:
            known = contact(desk, line, ref)
        except ContactWrong:
            return None
        return EvidenceLine(of, ref, known.about, None)
    for where in ("channel", "line"):
        if desk.holds(f"{where}/{line}"):
            said = talk_of(desk, line, where).messages.get(ref)
            if said is not None and not said.ours:
                return EvidenceLine(of, ref, first_line(said.passages[0].words), said.lang, where)
    return None


def evidence_shown(desk: Desk, line: str | None, evidence: Iterable[Mapping[str, Any]]) -> tuple[EvidenceLine, ...]:
    """The pieces as the record keeps them, for one reader. Ask inside `hold`."""
    shown = []
    for piece in evidence:
        of, ref = piece["of"], piece["ref"]
        found = _found(desk, line, of, ref) if ref else None
        shown.append(found or EvidenceLine(of, ref, piece["words"], None))
    return tuple(shown)


@dataclass(frozen=True, slots=True)
class Offer:
    """A message or contact of a line on which something may be said to rest."""

    ref: str
    at: datetime
    words: str
    lang: Lang | None = None


def messages_offered(desk: Desk, line: str) -> tuple[Offer, ...]:
    """What they told us on a line, the latest first, each by its first words. Ask inside `hold`."""
    found = []
    for where in ("channel", "line"):
        if desk.holds(f"{where}/{line}"):
            said = talk_of(desk, line, where).messages.values()
            found += [Offer(m.message, m.at, first_line(m.passages[0].words), m.lang) for m in said if not m.ours]
    return tuple(sorted(found, key=lambda o: (o.at, o.ref), reverse=True)[:OFFERED])


def contacts_offered(desk: Desk, line: str) -> tuple[Offer, ...]:
    """The contacts of a line that were answered, the latest first. Ask inside `hold`."""
    found = [Offer(c.contact, c.began_at, c.about or "") for c in contacts(desk, line) if c.answered]
    return tuple(found[:OFFERED])
