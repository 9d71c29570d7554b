"""The pace of a line: one sentence, one picture, windows side by side, and what the press claims beside them.

Danger: a pace of one line on the page of one who holds another; a press claim counted with what we measured.
Duty: the page of one line's pace; the windows around a dated thing that its reader chose.
Shape: made from `line/<x>`, `channel/<x>` and, for who holds it, the press; numbers in the table, said in words above.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wasata import words
from wasata.desk import tempo as desk_tempo
from wasata.desk.access import Desk
from wasata.desk.brief import PacePoint
from wasata.desk.coming import zone_of_case
from wasata.desk.tempo import Happening, LinePace, Row, long, rows
from wasata.room.charts import tempo as chart
from wasata.room.charts.picture import Picture
from wasata.room.languages import page_language
from wasata.room.pages.drawn_for import ChannelShown, channel_shown
from wasata.room.pages.line import Tab, logs_of, needs_line, tabs
from wasata.room.pages.parts import case_page, show
from wasata.values import Lang

CLAIMS = 5


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change of pace in words, and when it could be told."""

    words: str
    seen: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A dated thing the windows can be set around; `value` is its hour."""

    value: str
    happening: Happening
    chosen: bool


@dataclass(frozen=True, slots=True)
class TempoPage:
    channel: ChannelShown
    tabs: tuple[Tab, ...]
    sentence: str
    was_dark: bool
    picture: Picture | None
    weeks: tuple[Row, ...]
    around: tuple[Row, ...]
    sides: str
    choices: tuple[Choice, ...]
    changes: tuple[ChangeShown, ...]
    claimed: tuple[PacePoint, ...]
    holds_press: bool


@require_GET
@case_page
def line_pace(request: HttpRequest, desk: Desk, line: str) -> HttpResponse:
    """How fast this line moves."""
    needs_line(desk, line)
    lang, zone = page_language(), zone_of_case(desk)
    event = _hour(request.GET.get("around", ""), zone)
    pace = desk_tempo.line_pace(desk, line, lang, event=event)
    changes = tuple(
        ChangeShown(
            words.say("talkpace.change", lang, since=words.instant(c.since, lang, zone=zone, weekday=True),
                      before=long(c.before, lang), after=long(c.after, lang)),
            words.say("talkpace.seen", lang, at=words.instant(c.seen_at, lang, zone=zone),
                      n=words.count("talkpace.contacts", c.seen_after, lang)),
        )
        for c in reversed(pace.changes)
    )  # fmt: skip
    choices = tuple(Choice(h.at.isoformat(), h, h.at == pace.event) for h in pace.happenings)
    sides = words.say("talkpace.choose", lang)
    if pace.before and pace.event:
        sides = words.say("talkpace.around", lang, at=words.instant(pace.event, lang, zone=zone))
    page = TempoPage(
        channel_shown(desk, line), tabs(desk, line, "line_pace"), desk_tempo.sentence(pace, lang, zone), bool(pace.dark),
        _picture(pace, lang, zone), rows(pace.week_before, pace.week, lang),
        rows(pace.before, pace.after, lang) if pace.before and pace.after else (), sides, choices, changes,
        tuple(sorted(pace.claimed, key=lambda c: c.day, reverse=True))[:CLAIMS], desk.holds("press"),
    )  # fmt: skip
    logs = (*logs_of(line), *(("press",) if desk.holds("press") else ()))
    return show(request, "room/line/pace.html", page, desk=desk, here="lines", logs=logs)


def _hour(asked: str, zone: ZoneInfo) -> datetime | None:
    """The hour in the address; one that is none counts as not asked: the page offers those there are."""
    try:
        found = datetime.fromisoformat(asked)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _picture(pace: LinePace, lang: Lang, zone: ZoneInfo) -> Picture | None:
    if not pace.held and not pace.tried:
        return None
    changed = tuple(chart.Changed(c.since, long(c.before, lang), long(c.after, lang)) for c in pace.changes)
    title = words.say("talkpace.chart.title", lang)
    return chart.draw(chart.Contacts("pace", title, pace.held, pace.tried, pace.dark, changed, pace.now, zone), lang)
