"""Definitions put to a side, and put on the table, with their time of waiting over at once: for tests of what comes after."""

from datetime import timedelta
from typing import Any

from wasata.desk import definition
from wasata.desk.access import Desk
from wasata.desk.definition_delivery import deliver_agreements, deliver_round
from wasata.desk.definition_sides import definition as told
from wasata.desk.letter import HOLD


def later(desk: Desk, by: timedelta = HOLD) -> Desk:
    """The same desk once the time of waiting is over."""
    return Desk.open(desk.home, desk.case, desk.reader, now=lambda: desk.now() + by)


def put(desk: Desk, line: str, term: str, number: int, *, recipient: str, **more: Any) -> None:
    """Put to a side, and there."""
    definition.put(desk, line, term, number, recipient=recipient, **more)
    done = deliver_round({desk.reader: later(desk)}, line)
    assert not done.broke, done.broke


def agree(desk: Desk, term: str, signed: str, **more: Any) -> None:
    """Put on the table, and there."""
    definition.agree(desk, term, signed, named=told(desk, term, "en").text.names["en"], **more)
    done = deliver_agreements({desk.reader: later(desk)})
    assert not done.broke, done.broke
