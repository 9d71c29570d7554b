"""From what the intake gives to a report on its way in.

Danger: an hour in the evening counted to the day of another clock.
Duty: the fields of a head as the record takes them; where a report states only its hour, its day is that of the case's clock.
"""

from datetime import date
from typing import get_args
from zoneinfo import ZoneInfo

from wasata.desk.access import Desk
from wasata.desk.case import opened, page_hour
from wasata.desk.taking import NewReport
from wasata.listen.forms.incoming import Incoming
from wasata.values import CameBy, OutletKind

_KINDS: tuple[OutletKind, ...] = get_args(OutletKind)


def zone_of_case(desk: Desk) -> ZoneInfo:
    """The clock of the case."""
    with desk.hold():
        return ZoneInfo(opened(desk).get("zone", "UTC"))


def today_of_case(desk: Desk) -> date:
    """Today by the clock of the case, which in a sample stands where its reports end."""
    with desk.hold():
        return page_hour(desk).astimezone(zone_of_case(desk)).date()


def as_new(
    came: Incoming, came_by: CameBy, zone: ZoneInfo, *, outlet: str | None = None, published: date | None = None
) -> NewReport:
    """A report as it came in.

    Args:
        outlet, published: for reports that state none themselves.
    """
    kind: OutletKind = next((k for k in _KINDS if k == came.outlet_kind), "unknown")
    return NewReport(
        came.text, lang=came.lang, title=came.title, outlet=came.outlet or outlet or None, outlet_kind=kind, url=came.url,
        published=came.published_on(zone) or published, published_at=came.published_at, came_by=came_by,
        file_name=came.where, forwarded_from=came.forwarded_from, edited_at=came.edited_at,
    )  # fmt: skip
