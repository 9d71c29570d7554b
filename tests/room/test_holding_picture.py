"""The picture of what opens for whom."""

import re

import pytest

from wasata.room.charts.holding import Holding, Row, draw

CHART = Holding(
    "k",
    "Keys",
    (Row("the bureau", ("none", "opens", "waits")), Row("a line", ("none", "none", "opens"))),
    ("server", "officers", "haya"),
)


def marks(svg: str) -> list[tuple[str, float, float]]:
    """Every box with where it begins, row by row."""
    found = re.findall(r'<rect class="(bar|box)" x="([\d.]+)" y="([\d.]+)" width="9"', svg)
    return [(kind, float(x), float(y)) for kind, x, y in found]


def test_what_opens_is_filled_what_waits_is_empty_and_what_does_not_open_is_nothing():
    first, second, third = marks(draw(CHART, "en").wide)
    assert [m[0] for m in (first, second, third)] == ["bar", "box", "bar"]
    assert first[2] == second[2] < third[2], "a row each"
    assert second[1] == third[1] > first[1], "a column each"


def test_columns_run_with_the_reading_direction_in_either_form():
    for form in ("wide", "narrow"):
        english, arabic = (marks(getattr(draw(CHART, lang), form)) for lang in ("en", "ar"))
        width = 640 if form == "wide" else 360
        assert [(k, round(width - x - 9, 1)) for k, x, _ in english] == [(k, x) for k, x, _ in arabic]


def test_the_name_of_no_column_is_crossed_by_the_line_of_another():
    svg = draw(CHART, "en").wide
    lines = [
        tuple(map(float, m))
        for m in re.findall(r'<line class="gr" x1="([\d.]+)" y1="([\d.]+)" x2="\1" y2="([\d.]+)"', svg)
    ]
    names = [
        (float(y), name) for y, name in re.findall(r'<text x="[\d.]+" y="([\d.]+)" text-anchor="end"[^>]*>([^<]+)', svg)
    ]
    assert [n for _, n in names] == ["server", "officers", "haya"]
    for (y, _), (x, _, _) in zip(names, lines, strict=True):
        assert not [line for line in lines if line[0] < x and line[1] < y - 12], (
            "an earlier column's line begins below it"
        )


def test_words_and_table_say_what_the_picture_shows():
    picture = draw(CHART, "en")
    assert "the bureau opens for: officers; a line opens for: haya." in re.sub("[\u2066-\u2069]", "", picture.wide)
    assert [[c.text for c in row] for row in picture.table.rows] == [
        ["the bureau", "no", "opens", "waits for the key"],
        ["a line", "no", "no", "opens"],
    ]
    assert "ينتظر المفتاح" in [c.text for c in draw(CHART, "ar").table.rows[0]]


@pytest.mark.parametrize(
    "chart",
    [
        Holding("k", "Keys", (), ("server",)),
        Holding("k", "Keys", (Row("a", ()),), ()),
        Holding("k", "Keys", (Row("a", ("opens",)),), ("server", "haya")),
    ],
)
def test_a_log_without_a_mark_in_each_column_is_refused(chart):
    with pytest.raises(ValueError, match="each column"):
        draw(chart, "en")
