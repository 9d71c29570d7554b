"""The common table: the notices that every party may read.

Danger: a word on the table cannot be taken back; a page of it that shows anything from elsewhere.
Duty: what stands on the table, newest first, in the page's language. Made from `table` and nothing else.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wasata.desk import notice as desk_notice
from wasata.desk.access import Desk
from wasata.desk.notice import NoticeLine
from wasata.room.languages import page_language
from wasata.room.pages.parts import case_page, needs, show


@dataclass(frozen=True, slots=True)
class TablePage:
    notices: tuple[NoticeLine, ...]


@require_GET
@case_page
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What stands on the table."""
    needs(desk, "table")
    page = TablePage(desk_notice.table(desk, page_language()))
    return show(request, "room/notice/table.html", page, desk=desk, here="table", logs=("table",))
