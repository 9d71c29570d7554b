"""Figures as pages: every author's values side by side, the table of the picture's own numbers, each leading to its words."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import translation

from wasata import words
from wasata.desk.figure import Amount, Correction, FigurePage, FigurePoint, FiguresPage, ReadingQuarrel, ThingCounted
from wasata.desk.taking import NewReport, take_in_reports
from wasata.desk.voice import Origin, Quote, Who
from wasata.room.charts.picture import Cell, Table
from wasata.room.charts.scales import short_day
from wasata.room.pages import figures
from wasata.room.pages.parts import Frame
from wasata.room.templatetags.voices import numbers
from wasata.room.templatetags.words import name_html
from wasata.values import LANGS, Lang

pytestmark = pytest.mark.django_db

CASE = "test-case"
every_lang = pytest.mark.parametrize("lang", LANGS)

REPORTS = (
    NewReport(
        "The ministry said that 12 people were released on 20 November 2023.",
        "en", "Released", "Trial agency", "agency", published=date(2023, 11, 20),
    ),
    NewReport(
        "أعلن الجيش الإسرائيلي الإفراج عن 14 شخصا يوم 20 نوفمبر 2023، معظمهم نساء وأطفال.",
        "ar", "الإفراج", "وكالة التجربة", "agency", published=date(2023, 11, 21),
    ),
)  # fmt: skip


def drawn(template: str, page: object, lang: Lang) -> str:
    frame = Frame(
        lang=lang, dir="rtl" if lang == "ar" else "ltr", theme="", other_lang="en", other_address="/", case=CASE
    )
    with translation.override(lang):
        return render_to_string(
            f"room/figures/{template}.html", {"page": page, "frame": frame, "lang": lang, "case": CASE}
        )


def a_point(value: int = 97, high: int | None = None, **changed: object) -> FigurePoint:
    amount = Amount(Decimal(value), Decimal(high or value), "range" if high else "exact", None, f"{value:,}")
    return replace(FigurePoint.example(), amount=amount, composition=None, **changed)  # type: ignore[arg-type]


def a_page(lang: Lang, *points: FigurePoint, **changed: object) -> FigurePage:
    undated = sum(p.undated for p in points)
    return replace(FigurePage.example(), lang=lang, values=points, undated=undated, conflicts=(), **changed)  # type: ignore[arg-type]


def thing_html(found: FigurePage) -> str:
    with translation.override(found.lang):
        page = figures.thing_page(found, CASE)
    return drawn("thing", page, found.lang)


@every_lang
def test_of_a_case_without_figures_the_index_says_so(enter, lang):
    answer = enter("lead").get(f"/{lang}/case/{CASE}/figures/")
    assert answer.status_code == 200
    assert words.say("figurepage.none", lang) in answer.content.decode()


@every_lang
def test_the_index_leads_to_each_thing_and_the_form_leads_there_too(enter, desk, lang):
    list(take_in_reports(desk("lead"), REPORTS))
    reader = enter("lead")
    html = reader.get(f"/{lang}/case/{CASE}/figures/").content.decode()
    addresses = re.findall(rf'href="(/{lang}/case/{CASE}/figures/[^"/]+/)"', html)
    assert addresses
    assert reader.get(addresses[0]).status_code == 200
    chosen = addresses[0].rstrip("/").rpartition("/")[2]
    there = reader.get(f"/{lang}/case/{CASE}/figures/", {"thing": chosen})
    assert there.status_code == 302
    assert there["Location"] == addresses[0]


@every_lang
def test_the_words_of_a_figure_are_one_click_away(enter, desk, lang):
    list(take_in_reports(desk("lead"), REPORTS))
    reader = enter("lead")
    html = reader.get(f"/{lang}/case/{CASE}/figures/").content.decode()
    thing = re.findall(rf'href="(/{lang}/case/{CASE}/figures/[^"/]+/)"', html)[0]
    html = reader.get(thing).content.decode()
    address, anchor = re.findall(rf'href="(/{lang}/case/{CASE}/press/[^"#]+)#(m-f\d+)"', html)[0]
    assert f'id="{anchor}"' in reader.get(address).content.decode()


def test_a_thing_nobody_counted_is_answered_like_any_page_that_is_not_here(enter):
    reader = enter("lead")
    assert reader.get(f"/en/case/{CASE}/figures/nonsense/").status_code == 404
    assert reader.get(f"/en/case/{CASE}/figures/", {"thing": "a/b?c"}).status_code in (302, 404)


@every_lang
def test_the_table_holds_the_pictures_numbers(lang):
    points = (a_point(97), a_point(10, 12), a_point(15_899, first=None, last=None))
    html = thing_html(a_page(lang, *points))
    table = html.partition('class="lines values"')[2].partition("</table>")[0]
    cells = re.findall(r'<td class="num"><b><bdi class="n" dir="ltr">([^<]+)</bdi></b></td>', table)
    assert cells == ["97", "10–12", "15,899"]
    picture = html.partition('<svg viewBox="0 0 640')[2].partition("</svg>")[0]
    for shown in cells:
        assert shown in picture


@every_lang
def test_a_figure_whose_words_fix_no_day_is_shown_as_undated(lang):
    html = thing_html(a_page(lang, a_point(5, first=None, last=None), a_point(7)))
    assert f'<span class="undated">{words.say("chart.undated", lang)}</span>' in html
    assert words.count("figurepage.n_undated", 1, lang) in html


@every_lang
def test_composition_and_holder_are_kept_as_said_in_the_voice_of_the_source(lang):
    said = Quote("97 محتجزا", "ar", Origin.example())
    point = replace(a_point(), composition="معظمهم نساء وأطفال", holder="جماعات مسلحة أخرى", words=said)
    html = thing_html(a_page(lang, point))
    aside = html.partition('class="asides"')[2].partition("</ul>")[0]
    for words_said in ("معظمهم نساء وأطفال", "جماعات مسلحة أخرى"):
        assert re.search(rf'class="voice" lang="ar" dir="auto">{words_said}<', aside)
    assert words.say("figurepage.unnumbered", lang) in html


@every_lang
def test_a_revision_keeps_both_values_and_says_so(lang):
    html = thing_html(a_page(lang, a_point(1400, revised=True), a_point(1200, revises=True)))
    assert words.say("figurepage.revised", lang) in html
    assert words.say("figurepage.revises", lang) in html
    assert "1,400" in html
    assert "1,200" in html
    assert "1,300" not in html


@every_lang
def test_the_spread_of_a_conflict_is_drawn_and_said(lang):
    found = replace(FigurePage.example(), lang=lang)
    html = thing_html(found)
    assert words.say("figurepage.apart_by", lang, n="5") in html
    assert words.say("chart.apart", lang, n=Decimal(5)) in html
    assert words.say("chart.nobodys_mean", lang) in html


@every_lang
def test_two_readings_of_the_same_words_stand_side_by_side(lang):
    quarrel = ReadingQuarrel(Quote.example(), (("4", "a reading", "rule.one"), ("6", "another", "rule.two")))
    html = thing_html(a_page(lang, a_point(), quarrels=(quarrel,)))
    part = html.partition('id="h-quarrel"')[2].partition("</section>")[0]
    assert part.index("<b>4</b>") < part.index("<b>6</b>")
    assert "rule.one" in part
    assert words.say("figurepage.quarrels_note", lang) in part


def test_two_unnamed_sources_of_two_outlets_are_two_authors():
    unnamed = replace(Who.example(), kind="anonymous", name=None, words="a source", party=None, party_name=None)
    assert figures.author_of(unnamed, "A", "en") != figures.author_of(unnamed, "B", "en")
    assert "unnamed" in figures.author_of(unnamed, "A", "en")


@every_lang
def test_a_thing_of_which_nothing_was_said_lately_is_stale(lang):
    thing = replace(FigurePage.example().thing, stale_since=date(2023, 12, 2))
    html = thing_html(a_page(lang, a_point(), thing=thing))
    assert words.say("briefpage.stale", lang) in html
    assert 'class="stale-note' in html


@every_lang
def test_earlier_values_that_are_not_shown_are_counted(lang):
    assert words.count("figurepage.earlier", 12, lang) in thing_html(a_page(lang, a_point(), earlier=12))


@every_lang
def test_the_index_of_one_thing_draws_its_latest_values(lang):
    points = (a_point(97), a_point(102))
    thing = ThingCounted(
        "released.israel", "Released <b>", "released", "israel", None, 2, 2, 1, points, date(2023, 12, 2)
    )
    found = FiguresPage(
        lang, datetime(2024, 1, 1, tzinfo=UTC), ("press",), (thing,), FigurePage.example().conflicts, 1, ()
    )
    with translation.override(lang):
        page = figures.index_of(found, CASE)
    html = drawn("index", page, lang)
    assert "Released &lt;b&gt;" in html
    assert "Released <b>" not in html
    assert html.count('class="chart') == 1
    assert 'class="versus"' in html


def test_hundreds_of_values_are_drawn_and_all_stand_in_the_table():
    points = tuple(a_point(i, first=date(2023, 10, 1 + i % 30), last=date(2023, 10, 1 + i % 30)) for i in range(1, 301))
    html = thing_html(a_page("en", *points))
    assert html.count('<td class="num">') == 300
    for svg in re.findall(r"<svg viewBox=\"0 0 (?:640|360)", html):
        assert svg


@every_lang
def test_a_hostile_cell_is_only_ever_words_and_leads_nowhere_outside(lang):
    bad = '"><script>alert(1)</script>'
    table = Table(bad, (bad, bad), ((Cell(bad, sub=bad), Cell(bad, "voice", "javascript:alert(1)", "ar")),))
    html = numbers(Context({"lang": lang}), table)
    assert "<script" not in html
    assert "javascript:" not in html
    assert html.count("&lt;script&gt;") == 7


def test_many_reports_with_one_value_are_named_in_part_and_counted():
    also = tuple(replace(Origin.example(), report=f"r-{i}") for i in range(9))
    html = thing_html(a_page("en", a_point(97, also=also)))
    assert html.count("/press/r-") <= 8
    assert "and 6 more" in html


@every_lang
def test_a_name_in_the_other_languages_letters_carries_that_language(lang):
    told = {name: name_html(name, lang) for name in ("وكالة التجربة", "Trial agency", "وكالة AFP", "20")}
    assert ('lang="ar" dir="rtl"' in told["وكالة التجربة"]) == (lang == "en")
    assert ('lang="en" dir="ltr"' in told["Trial agency"]) == (lang == "ar")
    assert "lang=" not in told["وكالة AFP"] + told["20"]
    assert name_html("<b>x</b>", "ar") == '<bdi lang="en" dir="ltr">&lt;b&gt;x&lt;/b&gt;</bdi>'


@every_lang
def test_a_value_a_correction_took_back_stands_struck_in_the_table_and_in_no_picture(lang):
    struck = a_point(12, correction=Correction.example())
    left = a_point(40, correction=replace(Correction.example(), replaced=False, shown=None))
    page = thing_html(a_page(lang, struck, left, a_point(10)))
    assert re.search(r"<s><bdi[^>]*>12</bdi></s>", page)
    assert len(re.findall(r"<s><bdi", page)) == 1
    assert (
        words.say(
            "figure.corrected", lang, report="r-0007", day=short_day(date(2023, 11, 25), lang, year=True), value="10"
        )
        in page
    )
    assert (
        words.say("figure.since_corrected", lang, report="r-0007", day=short_day(date(2023, 11, 25), lang, year=True))
        in page
    )
    with translation.override(lang):
        picture = figures.thing_page(a_page(lang, struck, a_point(10)), CASE).picture
        alone = figures.thing_page(a_page(lang, a_point(10)), CASE).picture
    assert picture == alone
