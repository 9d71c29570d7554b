"""Our own words, where more people read them than hold the lines their writer holds: notes of the team, contacts, readouts.

Danger: the mistaken officer, who holds two lines and pastes the words of one into the papers of the other, or of the whole team.
Duty: `note`, `record_contact`, `write_readout`: as in `case` and `contact`, refused where they repeat another line.
Shape: pages and commands write by these; the acts they lead to know nothing of messages.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from wasata.desk import contact
from wasata.desk.access import Desk
from wasata.desk.case import write_note
from wasata.desk.confidence import of_a_line, of_another_line
from wasata.errors import CaseWrong, ContactWrong
from wasata.record.kinds.line import Medium
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key


def note(
    desk: Desk, text: str, lang: Lang, *, about: Literal["state", "watch"] = "watch", also: Mapping[Lang, str] | None = None,
    act_id: str | None = None,
) -> Written:  # fmt: skip
    """Writes a note that the whole team reads.

    Raises:
        CaseWrong: nothing is written, or it repeats what was said on a line its writer holds.
    """
    with desk.hold():
        run = of_a_line(desk, (text, *(also or {}).values()))
    if run is not None:
        raise CaseWrong(why=Key("case.why.overheard"), value=run)
    return write_note(desk, text, lang, about=about, also=also, act_id=act_id)


def _require_of_this_line(desk: Desk, line: str, *told: str | None) -> None:
    with desk.hold():
        run = of_another_line(desk, line, told) if desk.holds(f"line/{line}", f"channel/{line}") else None
    if run is not None:
        raise ContactWrong(why=Key("contact.why.other_line"), value=run)


def record_contact(
    desk: Desk, line: str, medium: Medium, way: Literal["in", "out"], began_at: datetime, *, about: str | None = None,
    **more: Any,
) -> str:  # fmt: skip
    """Records a contact, as `contact.record_contact`.

    Raises:
        ContactWrong: as there; or what it was about repeats another line.
    """
    _require_of_this_line(desk, line, about)
    return contact.record_contact(desk, line, medium, way, began_at, about=about, **more)


def write_readout(
    desk: Desk, line: str, named: str, whose: Literal["ours", "theirs"], words: str, lang: Lang, *,
    published: str | None = None, act_id: str | None = None,
) -> Written:  # fmt: skip
    """Writes an account of a contact, as `contact.write_readout`. What they published everybody may read.

    Raises:
        ContactUnknown, ContactWrong: as there; or it repeats another line.
    """
    _require_of_this_line(desk, line, None if published else words)
    return contact.write_readout(desk, line, named, whose, words, lang, published=published, act_id=act_id)
