"""Pictures say what their sources say, in both directions, and nothing more."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wasata.room.charts
from wasata.room.charts import marks, over_time, pace, spread, timeline, truce
from wasata.room.charts.drawing import Pen, Sheet, plain, safe_path, width_of, wrapped
from wasata.room.charts.labels import Box, Room, pushed_apart
from wasata.room.charts.picture import Picture
from wasata.room.charts.said import Said, told
from wasata.room.charts.scales import DayScale, ValueScale, span_told
from wasata.values import LANGS, QUALIFIERS, STATUSES, Lang
from wasata.words import number

DAY = date(2023, 11, 24)
NOW = datetime(2023, 11, 24, 5, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def root_of(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts_of(svg: str) -> list[tuple[str, float, str, str]]:
    """Each text: its words, its x, its anchor, its direction."""
    return [
        ("".join(t.itertext()), float(t.get("x", "nan")), t.get("text-anchor", ""), t.get("direction", ""))
        for t in root_of(svg).iter(f"{SVG}text")
    ]


def values(*numbers: int, author: str = "OCHA") -> tuple[Said, ...]:
    return tuple(Said(author, DAY + timedelta(days=i), Decimal(n)) for i, n in enumerate(numbers))


def thing(label: str, status: str = "planned", days: int = 0, **more: object) -> timeline.Dated:
    return timeline.Dated(label, status, from_day=DAY + timedelta(days=days), to_day=DAY + timedelta(days=days), **more)  # type: ignore[arg-type]


def a_curve(lang: Lang) -> Picture:
    said = (*values(24, 41, 58), *values(25, 43, author="Reuters"), Said("EFE", None, Decimal(105)))
    return over_time.draw(over_time.OverTime("f1", "Released", said), lang)


def a_spread(lang: Lang) -> Picture:
    return spread.draw(spread.Spread("c1", "Released", (*values(97), *values(102, author="Reuters"))), lang)


def a_timeline(lang: Lang) -> Picture:
    things = (thing("Agreed", "happened", -2), thing("Next batch", "planned", 3), timeline.Dated("Visit", "possible"))
    return timeline.draw(timeline.Timeline("t1", "Dated", datetime(2023, 11, 24, 5, tzinfo=UTC), things), lang)


def a_pace(lang: Lang) -> Picture:
    claims = (pace.Claim(DAY, "ongoing", 3, "Qatar"), pace.Claim(DAY + timedelta(days=9), "slower", 2, "Reuters"))
    return pace.draw(pace.Pace("p1", "Pace", claims), lang)


def a_truce(lang: Lang) -> Picture:
    start = datetime(2023, 11, 24, 7, tzinfo=UTC)
    ends = (start + timedelta(days=4), start + timedelta(days=6))
    return truce.draw(truce.TruceDays("k1", "Days", start, ends, start + timedelta(days=5, hours=22)), lang)


FORMS: dict[str, Callable[[Lang], Picture]] = {
    "over_time": a_curve, "spread": a_spread, "timeline": a_timeline, "pace": a_pace, "truce": a_truce,
}  # fmt: skip
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
every_lang = pytest.mark.parametrize("lang", LANGS)


@every_form
@every_lang
def test_every_drawing_states_its_direction_on_the_root_and_on_every_text(form: Callable[[Lang], Picture], lang: Lang):
    for svg in (form(lang).wide, form(lang).narrow):
        assert root_of(svg).get("direction") == ("rtl" if lang == "ar" else "ltr")
        assert root_of(svg).get("lang") == lang
        assert texts_of(svg)
        for words, _, anchor, direction in texts_of(svg):
            assert direction in ("ltr", "rtl"), words
            assert anchor in ("start", "middle", "end"), words
            if lang == "en":
                assert direction == "ltr"


@every_form
@every_lang
def test_no_drawing_holds_a_style_a_script_or_a_colour(form: Callable[[Lang], Picture], lang: Lang):
    for svg in (form(lang).wide, form(lang).narrow):
        for part in root_of(svg).iter():
            assert not {a for a in part.attrib if a in ("style", "fill", "stroke") or a.startswith("on")}
            assert part.tag.removeprefix(SVG) in {
                "svg", "title", "desc", "line", "path", "circle", "rect", "text", "a", "g",
            }  # fmt: skip


@every_form
@every_lang
def test_the_two_drawings_are_named_and_told_each_under_its_own_ids(form: Callable[[Lang], Picture], lang: Lang):
    picture = form(lang)
    ids = re.findall(r' id="([^"]+)"', picture.wide + picture.narrow)
    assert len(ids) == len(set(ids)) == 4
    for svg in (picture.wide, picture.narrow):
        root = root_of(svg)
        assert root.get("role") == "img"
        named = root.get("aria-labelledby", "").split()
        assert [root[0].get("id"), root[1].get("id")] == named
        assert root[0].text
        assert root[1].text


@every_form
def test_arabic_is_the_mirror_of_english_for_the_same_words(form: Callable[[Lang], Picture]):
    """A mark's place in Arabic is the sheet's width less its place in English: earliest at the right."""
    sheets = {lang: Pen(Sheet("wide", lang)) for lang in LANGS}
    for pen in sheets.values():
        pen.circle(100, 5, 3, "mk")
    assert 'cx="100"' in sheets["en"].finish(10, "x", "t", "d")
    assert 'cx="540"' in sheets["ar"].finish(10, "x", "t", "d")
    assert form("ar").wide != form("en").wide


@every_lang
def test_time_runs_with_the_reading_direction(lang: Lang):
    picture = over_time.draw(over_time.OverTime("f", "t", values(1, 2, 3)), lang)
    for svg in (picture.wide, picture.narrow):
        at = [float(c.get("cx", "0")) for c in root_of(svg).iter(f"{SVG}circle")][:3]
        assert at == sorted(at, reverse=lang == "ar")
        assert len(set(at)) == 3


@every_lang
def test_the_first_and_the_last_date_are_written_at_their_ends_of_the_axis(lang: Lang):
    picture = over_time.draw(over_time.OverTime("f", "t", values(1, 2, 3)), lang)
    month = {"ar": "نوفمبر", "en": "Nov"}[lang]
    for svg in (picture.wide, picture.narrow):
        dates = [(words, x) for words, x, *_ in texts_of(svg) if month in words and "·" not in words]
        (first, x_first), (last, x_last) = dates[0], dates[-1]
        assert first.startswith("24")
        assert last.startswith("26")
        assert (x_first < x_last) == (lang == "en")


@every_lang
def test_axis_numbers_stay_left_to_right_and_stand_before_the_axis(lang: Lang):
    svg = over_time.draw(over_time.OverTime("f", "t", values(10, 20, 30)), lang).wide
    zero = next(t for t in texts_of(svg) if t[0] == "0")
    assert zero[3] == "ltr"
    assert zero[2] == ("start" if lang == "ar" else "end")
    assert (zero[1] > 320) == (lang == "ar")


HOSTILE = [
    "</title></svg><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eevil\u202d \u2069\u2066 name\x00\x1b",
    "A & B <b>",
    "' onload='x",
    "x" * 300,
    "إسم" * 80,
]


@pytest.mark.parametrize("name", HOSTILE)
@every_lang
def test_a_hostile_name_is_only_ever_words(name: str, lang: Lang):
    said = (Said(name, DAY, Decimal(3), href="javascript:alert(1)"), Said("B", DAY, Decimal(4), href='/x"onclick="y'))
    now = datetime(2023, 11, 24, tzinfo=UTC)
    pictures = (
        over_time.draw(over_time.OverTime("f", name, said), lang),
        spread.draw(spread.Spread("c", name, said), lang),
        timeline.draw(timeline.Timeline("t", name, now, (thing(name, author=name, href="//evil.example"),)), lang),
        pace.draw(pace.Pace("p", name, (pace.Claim(DAY, name, 1, name),)), lang),
    )
    for picture in pictures:
        for svg in (picture.wide, picture.narrow):
            root = root_of(svg)  # whole XML still
            for part in root.iter():
                assert part.tag.removeprefix(SVG) in {
                    "svg", "title", "desc", "line", "path", "circle", "rect", "text", "a", "g",
                }  # fmt: skip
                assert not any(a.startswith("on") for a in part.attrib)
                assert part.get("href", "/").startswith("/")
                assert not part.get("href", "/").startswith("//")
            for words, *_ in texts_of(svg):
                assert not set(words) & set("\u202e\u202d\x00\x1b")


def test_only_paths_of_the_room_are_links():
    assert safe_path("/en/case/doha/press/r-1/#s3")
    assert safe_path("#f1")
    for href in ("javascript:x", "https://x", "//x", "/\\x", "", "data:text/html,x"):
        assert not safe_path(href)


def test_a_mark_leads_to_the_words_it_comes_from():
    svg = over_time.draw(over_time.OverTime("f", "t", (Said("A", DAY, Decimal(3), href="/r/1/#f2"),)), "en").wide
    (link,) = root_of(svg).iter(f"{SVG}a")
    assert link.get("href") == "/r/1/#f2"
    title = link.find(f"{SVG}title")
    assert title is not None
    assert title.text == "3 · A · 24 Nov 2023"


@every_lang
@pytest.mark.parametrize("form", ["over_time", "spread"])
def test_the_table_holds_the_numbers_of_the_picture_and_no_other(form: str, lang: Lang):
    said = (*values(97, 101, 105), Said("B", None, Decimal(2300)), Said("C", DAY, low=Decimal(10), high=Decimal(12)))
    chart: over_time.OverTime | spread.Spread
    if form == "over_time":
        chart = over_time.OverTime("f", "t", said)
        picture = over_time.draw(chart, lang)
    else:
        chart = spread.Spread("f", "t", said)
        picture = spread.draw(chart, lang)
    shown = [row[1].text.strip("\u2066\u2069") for row in picture.table.rows]
    assert sorted(shown) == sorted(["97", "101", "105", "2,300", "10–12"])
    drawn = " ".join(words for words, *_ in texts_of(picture.wide)) + picture.wide
    for figure in shown:
        assert figure in drawn
    dated = [row[0].sign != "undated" for row in picture.table.rows]
    assert dated == sorted(dated, reverse=True)  # undated last
    for row in picture.table.rows:
        assert len(row) == len(picture.table.head)


def test_nothing_is_averaged():
    """Of 10 and 20 by two authors no 15 stands anywhere, nor a mark where 15 would."""
    said = (*values(10), *values(20, author="B"), Said("C", DAY, low=Decimal(100), high=Decimal(200)))
    for picture in (
        over_time.draw(over_time.OverTime("f", "t", said), "en"),
        spread.draw(spread.Spread("f", "t", said), "en"),
    ):
        for words, *_ in texts_of(picture.wide):
            assert "15" not in words.replace("150", "")
        shapes = [p for g in root_of(picture.wide).iter(f"{SVG}g") for p in g if p.get("class", "").startswith("mk")]
        assert len(shapes) == 4  # one each, and one at each end of the range


@pytest.mark.parametrize("many", [1, 2, 7])
def test_fewer_than_eight_values_of_an_author_are_not_joined(many: int):
    picture = over_time.draw(over_time.OverTime("f", "t", values(*range(1, many + 1))), "en")
    assert "ln-dash" not in picture.wide + picture.narrow
    assert str(many) in picture.notes[0]


def test_from_eight_values_on_an_authors_own_are_joined_by_steps_and_the_note_says_what_they_mean():
    said = (*values(*range(1, 10)), *values(3, 4, author="B"))
    picture = over_time.draw(over_time.OverTime("f", "t", said), "en")
    assert picture.wide.count("ln-dash") == 1
    assert "until his next" in picture.notes[0]


@every_lang
def test_every_qualifier_and_every_firmness_is_a_form_and_a_word(lang: Lang):
    seen = set()
    for qualifier in QUALIFIERS:
        said = Said("A", DAY, None if qualifier == "range" else Decimal(7), Decimal(5), Decimal(9), qualifier=qualifier)  # type: ignore[arg-type]
        if qualifier != "range":
            said = Said("A", DAY, Decimal(7), qualifier=qualifier)  # type: ignore[arg-type]
        picture = over_time.draw(over_time.OverTime("f", "t", (said,)), lang)
        assert told(said, lang) in "".join(t[0] for t in texts_of(picture.wide))
        (row,) = picture.table.rows
        seen.add(row[2].text)
        has_arrow = '"bnd"' in picture.wide
        assert has_arrow == (qualifier in ("more_than", "at_least", "less_than", "up_to"))
        assert ("mk-about" in picture.wide) == (qualifier == "about")
        assert ('"rng"' in picture.wide) == (qualifier == "range")
    assert len(seen) == len(QUALIFIERS)


def test_solid_dashed_dotted_and_hollow_are_four_outlines():
    kinds = {
        marks.outline(Said("A", DAY, Decimal(1))),
        marks.outline(Said("A", DAY, Decimal(1), undated=True)),
        marks.outline(Said("A", DAY, Decimal(1), certainty="weak")),
        marks.outline(Said("A", DAY, Decimal(1), ours=True)),
    }
    assert kinds == {"mk", "mk mk-inferred", "mk mk-weak", "mk mk-ours"}


def test_more_than_points_up_the_axis_in_both_directions():
    said = (Said("A", DAY, Decimal(100), qualifier="more_than"), Said("B", DAY, Decimal(150)))
    for lang in LANGS:
        svg = spread.draw(spread.Spread("c", "t", said), lang).wide
        (arrow,) = (p for p in root_of(svg).iter(f"{SVG}path") if p.get("class") == "bnd")
        foot, head = re.findall(r"[ML]([\d.]+) ", arrow.get("d", ""))[:2]
        assert (float(head) > float(foot)) == (lang == "en")


def test_each_author_has_a_shape_of_his_own_however_many_there_are():
    said = tuple(Said(f"author {i}", DAY, Decimal(i + 1)) for i in range(14))
    shapes = marks.shapes_of(said)
    assert len(set(shapes.values())) == 14
    picture = over_time.draw(over_time.OverTime("f", "t", said), "en")
    for i in range(14):
        assert f"author {i}" in " ".join(t[0] for t in texts_of(picture.wide))
        assert f"author {i}" in " ".join(t[0] for t in texts_of(picture.narrow))
    assert [t[0] for t in texts_of(picture.narrow) if t[0] in ("11", "12", "13", "14")]


def test_our_own_sums_are_hollow_and_said_to_be_ours():
    said = (*values(24, 41), Said("our sum", DAY, Decimal(65), ours=True))
    picture = over_time.draw(over_time.OverTime("f", "t", said), "en")
    assert "mk-ours" in picture.wide
    assert any("our arithmetic" in note for note in picture.notes)
    assert [row[2].text for row in picture.table.rows].count("our arithmetic, unconfirmed") == 1


@every_lang
def test_apart_by_is_the_difference_of_the_outermost_values(lang: Lang):
    chart = spread.Spread("c", "t", (*values(97, 102), Said("B", None, low=Decimal(90), high=Decimal(110))))
    assert chart.apart == 20
    svg = spread.draw(chart, lang).narrow
    assert any(words.strip().endswith("20") or "20" in words.split() for words, *_ in texts_of(svg))


@every_lang
def test_a_scale_that_does_not_begin_at_zero_is_named(lang: Lang):
    near = spread.draw(spread.Spread("c", "t", (*values(97), *values(102, author="B"))), lang)
    assert len(near.notes) == 2
    far = spread.draw(spread.Spread("c", "t", (*values(10), *values(102, author="B"))), lang)
    assert len(far.notes) == 1
    assert "0" in [t[0] for t in texts_of(far.wide)]


@every_lang
@pytest.mark.parametrize("ends", [(97, 102), (14, 24), (7_000, 7_900), (1_400, 1_200)])
def test_the_note_names_the_ends_of_both_drawings_scales(lang: Lang, ends: tuple[int, int]):
    picture = spread.draw(spread.Spread("c", "t", (*values(ends[0]), *values(ends[1], author="B"))), lang)
    low, high = re.findall(r"[\d,]+", picture.notes[1])
    for svg in (picture.wide, picture.narrow):
        written = [t[0] for t in texts_of(svg)]
        assert low in written
        assert high in written


def test_what_has_no_date_stands_in_a_hatched_strip_and_is_counted():
    picture = over_time.draw(over_time.OverTime("f", "t", (Said("A", None, Decimal(5)),)), "en")
    assert '"hat"' in picture.wide
    assert "undated" in " ".join(t[0] for t in texts_of(picture.wide))
    assert any("no date at all" in note for note in picture.notes)


def test_a_value_whose_words_fix_no_day_is_undated_in_the_table_and_dashed_in_the_picture():
    picture = over_time.draw(over_time.OverTime("f", "t", (Said("A", DAY, Decimal(5), undated=True),)), "en")
    assert "mk-inferred" in picture.wide
    (row,) = picture.table.rows
    assert (row[0].text, row[0].sub) == ("undated", "published 24 Nov 2023")


@every_lang
def test_each_status_of_a_dated_thing_has_its_own_form(lang: Lang):
    drawn = set()
    for status in STATUSES:
        chart = timeline.Timeline("t", "x", datetime(2023, 11, 24, tzinfo=UTC), (thing("L", status, 2),))
        svg = timeline.draw(chart, lang).wide
        drawn.add(re.findall(r'class="(tl[^"]*)"', svg)[0])
    assert len(drawn) == 4  # happened and ongoing are one: it is so


def test_a_timeline_keeps_what_is_ahead_before_what_is_past_and_says_how_many_it_left_out():
    things = (*(thing(f"past {i}", "happened", -60 + i) for i in range(30)), thing("ahead", "planned", 5))
    chart = timeline.Timeline("t", "x", datetime(2023, 11, 24, tzinfo=UTC), things)
    picture = timeline.draw(chart, "en")
    drawn = " ".join(t[0] for t in texts_of(picture.wide))
    assert "ahead" in drawn
    assert "past 29" in drawn
    assert "past 0" not in drawn.split()
    assert len(picture.table.rows) == 31
    assert any("13 more" in note for note in picture.notes)


def test_the_first_day_beyond_the_announced_end_is_dashed_and_said_not_to_be_announced():
    svg = a_truce("en").wide
    assert svg.count('"box-d"') == 1
    assert svg.count('"box"') == 6
    assert any("not announced" in t[0] for t in texts_of(svg))


def test_a_truce_that_ended_shows_no_day_beyond():
    start = datetime(2023, 11, 24, 7, tzinfo=UTC)
    end = start + timedelta(days=7)
    svg = truce.draw(truce.TruceDays("k", "t", start, (end,), end + timedelta(days=30), ended=end), "en").wide
    assert "box-d" not in svg
    assert "now-ln" not in svg


@pytest.mark.parametrize(
    "empty",
    [
        lambda: over_time.draw(over_time.OverTime("f", "t", ()), "en"),
        lambda: spread.draw(spread.Spread("f", "t", ()), "en"),
        lambda: timeline.draw(timeline.Timeline("f", "t", NOW, ()), "en"),
        lambda: pace.draw(pace.Pace("f", "t", ()), "en"),
        lambda: truce.draw(truce.TruceDays("f", "t", NOW, (), NOW), "en"),
    ],
)  # fmt: skip
def test_a_picture_of_nothing_is_refused(empty: Callable[[], Picture]):
    with pytest.raises(ValueError, match="needs"):
        empty()


def boxes_of(svg: str, sheet: Sheet) -> list[tuple[str, Box]]:
    out = []
    for words, x, anchor, direction in texts_of(svg):
        wide = width_of(words, sheet.size) * 0.86
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        if direction == "rtl":
            left = {"start": x - wide, "middle": x - wide / 2, "end": x}[anchor]
        out.append((words, Box(left, 0, left + wide, 0)))
    return out


@every_form
@every_lang
def test_no_words_stand_outside_their_sheet(form: Callable[[Lang], Picture], lang: Lang):
    picture = form(lang)
    for svg, sheet in ((picture.wide, Sheet("wide", lang)), (picture.narrow, Sheet("narrow", lang))):
        for words, box in boxes_of(svg, sheet):
            assert box.x0 >= -2, words
            assert box.x1 <= sheet.width + 2, words


dated_values = st.lists(
    st.builds(
        Said,
        author=st.sampled_from(["OCHA", "الجيش الإسرائيلي", "وزارة الصحة في غزة", "Reuters", "a source"]),
        day=st.one_of(st.none(), st.dates(date(2023, 10, 1), date(2024, 3, 1))),
        value=st.integers(0, 40_000).map(Decimal),
        qualifier=st.sampled_from(["exact", "about", "more_than", "up_to"]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(dated_values, st.sampled_from(LANGS))
def test_numbers_beside_marks_never_run_into_one_another(said: list[Said], lang: Lang):
    picture = over_time.draw(over_time.OverTime("f", "t", tuple(said)), lang)
    for svg, sheet in ((picture.wide, Sheet("wide", lang)), (picture.narrow, Sheet("narrow", lang))):
        taken: list[Box] = []
        for t in root_of(svg).iter(f"{SVG}text"):
            if "halo" not in (t.get("class") or ""):
                continue
            wide = width_of(t.text or "", sheet.size)
            x, y, anchor = float(t.get("x", 0)), float(t.get("y", 0)), t.get("text-anchor")
            left = x - wide / 2 if anchor == "middle" else x if (anchor == "start") == (lang == "en") else x - wide
            box = Box(left + 1, y - sheet.size + 4, left + wide - 1, y + 2)
            assert not any(box.meets(other) for other in taken), t.text
            taken.append(box)


@settings(max_examples=100, deadline=None)
@given(dated_values)
def test_every_value_stands_in_the_table_whatever_the_picture_had_room_for(said: list[Said]):
    table = over_time.draw(over_time.OverTime("f", "t", tuple(said)), "en").table
    assert sorted(row[1].text for row in table.rows) == sorted(number(s.bottom, "en") for s in said)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(5, 60)), min_size=1, max_size=20))
def test_a_column_of_labels_keeps_its_order_and_never_overlaps(wanted: list[tuple[float, float]]):
    wanted = sorted(wanted)
    heights = [h for _, h in wanted]
    middles = pushed_apart([w for w, _ in wanted], heights, 0, max(560.0, sum(heights)))
    for i in range(1, len(middles)):
        assert middles[i] - heights[i] / 2 >= middles[i - 1] + heights[i - 1] / 2 - 0.01
    assert middles[0] - heights[0] / 2 >= -0.01


def test_a_label_that_finds_no_room_is_left_out_rather_than_put_on_another():
    room = Room(Box(0, 0, 60, 30))
    assert room.place(30, 15, 40, 10, 6) is not None
    room.take(Box(0, 0, 60, 30))
    assert room.place(30, 15, 40, 10, 6) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 3_000_000).map(Decimal), min_size=1, max_size=12), st.booleans())
def test_a_scale_of_values_holds_them_all_and_counts_in_whole_people(found: list[Decimal], from_zero: bool):
    scale = ValueScale.over(found, 0, 100, from_zero=from_zero)
    assert all(-0.01 <= scale.at(v) <= 100.01 for v in found)
    assert 2 <= len(scale.ticks) <= 14
    assert all(t == int(t) for t in scale.ticks)
    if from_zero:
        assert scale.ticks[0] == 0


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 6000), st.sampled_from(LANGS))
def test_an_axis_of_days_writes_its_ends_and_nothing_that_touches(first: date, length: int, lang: Lang):
    last = first + timedelta(days=length)
    scale = DayScale.over([first, last], 60, 460)
    ticks = scale.ticks(lang, 12)
    assert ticks[0][1].startswith(f"{first.day} ")
    assert ticks[-1][1].startswith(f"{last.day} ")
    places = [x for x, _ in ticks]
    assert places == sorted(places)


def test_an_interval_is_told_with_its_year_and_left_to_right():
    assert span_told(DAY, date(2023, 11, 30), "en") == "24–30 Nov 2023"
    assert span_told(DAY, date(2023, 11, 30), "ar") == "\u206624–30\u2069 نوفمبر 2023"
    assert span_told(DAY, DAY, "en") == "24 Nov 2023"
    assert span_told(date(2023, 12, 30), date(2024, 1, 2), "en") == "30 Dec 2023 – 2 Jan 2024"


def test_names_are_wrapped_whole_and_never_cut_off():
    name = "المتحدث باسم وزارة الخارجية القطرية ماجد الأنصاري"
    assert " ".join(wrapped(name, 90, 13)) == name
    assert "".join(wrapped("x" * 100, 90, 13)) == "x" * 100
    assert "…" not in "".join(wrapped(name, 40, 13))


def test_pictures_are_drawn_in_ink_alone_so_that_no_hue_means_anything():
    sheet = (Path(wasata.room.charts.__file__).parents[1] / "static" / "room" / "charts.css").read_text("utf-8")
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", "".join(x for x in sheet.splitlines() if x.startswith(".chart"))))
    assert used <= {
        "--ink",
        "--ink-2",
        "--ink-3",
        "--line",
        "--edge",
        "--panel",
        "--focus",
        "--font-room",
        "--t-0",
        "--s-2",
    }
    assert not re.search(r"#[0-9a-f]{3,8}\b|oklch|rgb|hsl", sheet.replace("#000", ""))


def test_signs_that_turn_the_line_are_taken_out_of_names():
    assert plain("\u202eabc\u202c\u2066d\u2069") == "abc d"
