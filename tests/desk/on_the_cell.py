"""Three issues between two sides, and what tests of packages do again and again."""

from typing import Any

from wasata.desk.access import Desk
from wasata.desk.cell import open_cell
from wasata.desk.package import know, set_issues
from wasata.record.kinds.package import (
    IssuePart,
    IssuesOrdered,
    OptionPart,
    OptionsOf,
    OptionsOrdered,
    PackagesCompared,
)
from wasata.record.kinds.position import Evidence

OURS = (Evidence(of="ours", words="Said in the meeting of Monday."),)
CHILDREN = OptionsOf(issue="lists", options=("children",))


def both(words: str) -> Any:
    return {"ar": f"«{words}»", "en": words}


def issue(name: str, *options: str, scale: bool = False) -> IssuePart:
    made = tuple(OptionPart(option=option, names=both(option.replace("-", " "))) for option in options)
    return IssuePart(issue=name, names=both(name), options=made, scale=scale)


ISSUES = (
    issue("quiet", "two-days", "four-days", "six-days", scale=True),
    issue("lists", "none", "children", "all"),
    issue("crossing", "shut", "mornings", "open"),
)
ORDERS = {name: tuple((option.option,) for option in one.options) for name, one in ((i.issue, i) for i in ISSUES)}
FIRST = {"quiet": "six-days", "lists": "none", "crossing": "open"}
SECOND = {"quiet": "two-days", "lists": "all", "crossing": "open"}


def set_up(lead: Desk, *officers: str, rules: Any = ()) -> None:
    """The cell with three issues between the coast and the hills."""
    open_cell(lead, officers)
    set_issues(lead, ("coast", "hills"), ISSUES, rules)


def tell_orders(desk: Desk, side: str, *, turned: bool = False) -> tuple[str, ...]:
    """All orders of a side; the other way round where they are `turned`."""
    wishes: list[Any] = [
        OptionsOrdered(issue=name, groups=groups[::-1] if turned else groups) for name, groups in ORDERS.items()
    ]
    names = tuple((name,) for name in ORDERS)
    wishes.append(IssuesOrdered(groups=names[::-1] if turned else names))
    return know(desk, side, wishes, "sure", OURS)


def compared(preferred: Any) -> PackagesCompared:
    return PackagesCompared(first=FIRST, second=SECOND, preferred=preferred)
