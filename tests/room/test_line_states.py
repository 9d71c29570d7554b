"""The picture of a line's last two weeks, in both directions."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from wasata.room.charts.line_states import Fortnight, Spell, draw

NOW = datetime(2031, 3, 16, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def fortnight(*spells: Spell) -> Fortnight:
    return Fortnight("l", "The line", spells, NOW - 14 * DAY, NOW, UTC)


OPEN = Spell("open", None, NOW - 14 * DAY, NOW - 4 * DAY, "10 days")
DEGRADED = Spell("degraded", "technical", NOW - 4 * DAY, NOW - 2 * DAY, "2 days")
DARK = Spell("dark", "blackout", NOW - 2 * DAY, None, "2 days")


def boxes(svg: str, kind: str) -> list[tuple[float, float, float]]:
    """Where rectangles of a kind begin, how wide and how high they are."""
    found = re.findall(rf'<rect class="{kind}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"', svg)
    return [(float(x), float(w), float(h)) for x, w, h in found]


def test_each_state_has_a_form_of_its_own_and_is_as_long_as_it_lasted():
    svg = draw(fortnight(OPEN, DEGRADED, DARK), "en").wide
    ((x_dark, w_dark, h_dark),) = boxes(svg, "bar")
    ((x_box, w_box, h_box),) = boxes(svg, "box")
    assert w_dark == pytest.approx(w_box, abs=0.2)
    assert x_box + w_box == pytest.approx(x_dark, abs=0.2), "they follow each other"
    assert h_box < h_dark
    assert 'class="now-ln"' in svg
    assert 'class="hat"' not in svg


def test_time_runs_with_the_reading_direction():
    chart = fortnight(OPEN, DEGRADED, DARK)
    english, arabic = draw(chart, "en").wide, draw(chart, "ar").wide
    assert boxes(english, "bar")[0][0] > 320 > boxes(arabic, "bar")[0][0]
    assert 'direction="rtl"' in arabic
    assert "منقطع" in arabic


def test_hours_of_which_nothing_was_noted_are_hatched_and_never_look_open():
    svg = draw(fortnight(DARK), "en").wide
    assert 'class="hat"' in svg
    assert "nothing was noted" in svg
    never = draw(fortnight(), "en")
    assert 'class="hat"' in never.wide
    assert 'class="now-ln"' not in never.wide
    assert never.table.rows == ()


def test_the_table_has_every_spell_with_cause_and_length():
    table = draw(fortnight(OPEN, DEGRADED, DARK), "en").table
    assert [[c.text for c in row][1:] for row in table.rows] == [
        ["open", "", "10 days"], ["degraded", "a fault in the equipment", "2 days"],
        ["dark", "communications are cut where they are", "2 days"],
    ]  # fmt: skip


def test_a_picture_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="some of it"):
        draw(Fortnight("l", "x", (), NOW, NOW, UTC), "en")
