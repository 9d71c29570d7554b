"""The picture of a relay's life: what happened, what may come, where it stopped; in both directions, with its table."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from wasata.room.charts.relay_life import Life, Station, draw, took

AT = datetime(2031, 3, 2, 14, 5, tzinfo=UTC)
LIFE = Life(
    "life-1",
    (
        Station("drafted", AT, "done"),
        Station("sent_back", AT + timedelta(minutes=30), "done"),
        Station("drafted_anew", AT + timedelta(hours=5), "done"),
        Station("approved", AT + timedelta(days=3), "done"),
        Station("delivered", AT + timedelta(days=3, minutes=5), "planned"),
    ),
)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_step_is_drawn_told_and_in_the_table(lang: Any):
    picture = draw(LIFE, lang, ZoneInfo("Asia/Qatar"))
    for drawing in (picture.wide, picture.narrow):
        assert drawing.count('class="dot"') == 3
        assert drawing.count('class="box-d"') == 1
        assert drawing.count('class="tl-x"') == 1
        assert "17:05" in drawing
    assert len(picture.table.rows) == 5
    assert (f'direction="{"rtl" if lang == "ar" else "ltr"}"') in picture.wide


def test_the_first_step_stands_where_reading_begins():
    first = {}
    for lang in ("ar", "en"):
        drawing = draw(LIFE, lang, UTC).wide  # type: ignore[arg-type]
        first[lang] = [float(x) for x in re.findall(r'class="dot" cx="([\d.]+)"', drawing)]
    assert first["ar"] == [640 - x for x in first["en"]]
    assert first["en"] == sorted(first["en"])


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (timedelta(seconds=5), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=105), "105 minutes"),
        (timedelta(hours=5), "5 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_a_step_took_is_told_in_the_unit_one_would_use(gap: timedelta, told: str):
    assert took(gap, "en") == told


def test_a_life_of_many_drafts_takes_a_second_row():
    many = Life("life-2", tuple(Station("drafted_anew", AT + timedelta(hours=n), "done") for n in range(8)))
    rows = set(re.findall(r'class="dot" cx="[\d.]+" cy="([\d.]+)"', draw(many, "en", UTC).wide))
    assert len(rows) == 2
