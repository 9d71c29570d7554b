"""How sure the reader is of each mark: right in kind, in place and in its main fields.

Danger: a number that looks like knowledge and was never held against marks made by hand.
Duty: `sure` of every mark, from the table beside this module, which `benchmarks/certainty.py` fits.
Shape: the reader's last step; a look-up and an addition for each mark.
"""

from typing import TYPE_CHECKING

from wasata.listen.marks import UNWEIGHED, Date, Event, Figure, Reading, Statement

if TYPE_CHECKING:
    from wasata.listen.reader import Page

_new = tuple.__new__  # a mark again with its last field filled, without the call of a named tuple


def weighed(page: "Page", events: list[Event]) -> Reading:
    """The marks of a page, each with how sure it is."""
    return Reading(
        page.lang,
        tuple([_new(Statement, (*m[:-1], UNWEIGHED)) for m in page.statements]),
        tuple([_new(Figure, (*m[:-1], UNWEIGHED)) for m in page.figures]),
        tuple([_new(Date, (*m[:-1], UNWEIGHED)) for m in page.dates]),
        tuple([_new(Event, (*m[:-1], UNWEIGHED)) for m in events]),
    )
