"""Days typed at the terminal: understood in either language, and said back beside what a command prints.

Danger: a report filed under another day than was meant, and nobody told.
Duty: `day_of` and `span_of` understand what was typed by today of the case's clock; what was typed in words is said back on
the error stream, so that what a command prints can still be piped on.
"""

from datetime import date
from typing import Annotated

import typer

from wasata.cli.tongue import help_of, tongue
from wasata.desk.access import Desk
from wasata.desk.coming import today_of_case
from wasata.errors import DaysBackwards
from wasata.listen.asked import DaysTyped, day_typed, days_typed, understood

Since = Annotated[str, typer.Option("--from", help=help_of("when.option.from"))]
Until = Annotated[str, typer.Option("--until", help=help_of("when.option.until"))]


def day_of(desk: Desk, typed: str) -> date | None:
    """The one day typed.

    Raises:
        DayUnclear, DayTwoWays, DayMismatch, DaysSeveral: it is none, or may be another.
    """
    found = _said(day_typed(typed, today_of_case(desk), tongue()))
    return found.first if found else None


def span_of(desk: Desk, since: str, until: str) -> tuple[date | None, date | None]:
    """The first and last day typed; both ends may be typed as the first ("3 to 7 November").

    Raises:
        DaysBackwards: the last comes before the first; and all that `day_of` raises.
    """
    today = today_of_case(desk)
    begin, end = _said(days_typed(since, today, tongue())), _said(days_typed(until, today, tongue()))
    first, last = begin.first if begin else None, end.last if end else None
    if begin and begin.between and not end:
        last = begin.last
    if end and end.between and not begin:
        first = end.first
    if first and last and first > last:
        raise DaysBackwards(value=f"{since} – {until}", first=first, last=last)
    return first, last


def _said(found: DaysTyped | None) -> DaysTyped | None:
    if found is not None and not found.iso:
        typer.echo(understood(found, tongue()), err=True)
    return found
