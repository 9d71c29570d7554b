"""The lead opens the brief at four in the morning, asks about another hour, follows a number to its words, and prints."""

import re

import pytest

CASE = "/case/doha-2023"
LANGS = ("ar", "en")
HOURS = (
    "",
    "?since=2023-10-01T00:00",
    "?at=2023-11-30T05:30&since=2023-11-20T00:00",
    "?at=2023-11-24T12:00&since=2023-10-01T00:00",
    "?at=2023-10-28T12:00&since=2023-10-01T00:00",
    "?at=2023-12-02T12:00&since=2023-11-20T00:00",
)

TEXT_ON_SCREEN = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.getBoundingClientRect().width)
  .map(s => { const t = s.querySelector('text'), k = s.getBoundingClientRect().width / s.viewBox.baseVal.width;
    return Math.round(parseFloat(getComputedStyle(t).fontSize) * k * 10) / 10; })"""

OUTSIDE = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.getBoundingClientRect().width).flatMap(s => {
  const b = s.viewBox.baseVal;
  return [...s.querySelectorAll('text')].filter(t => { const x = t.getBBox();
    return x.x < -1 || x.x + x.width > b.width + 1 || x.y + x.height > b.height + 1 || x.y < -1; })
    .map(t => t.textContent.slice(0, 40)); })"""

MEETING = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.getBoundingClientRect().width).flatMap(s => {
  const boxes = [...s.querySelectorAll('text:not(.t-no)')].map(t => [t.textContent, t.getBBox()]);
  const out = [];
  for (let i = 0; i < boxes.length; i++) for (let j = 0; j < i; j++) {
    const a = boxes[i][1], b = boxes[j][1], trim = 3.5;
    if (a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
        && a.y + trim < b.y + b.height - trim && b.y + trim < a.y + a.height - trim)
      out.push(`${boxes[i][0]} | ${boxes[j][0]}`); }
  return out; })"""


def base_of(page) -> str:
    return re.match(r"https?://[^/]+", page.url)[0]


def sheets_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("lang", LANGS)
def test_the_brief_prints_to_two_sheets_whatever_the_hour(lang, visit):
    page = visit(f"/{lang}{CASE}/brief/")
    for asked in HOURS:
        page.goto(f"{base_of(page)}/{lang}{CASE}/brief/{asked}")
        page.emulate_media(media="print")
        sheets = sheets_of(page.pdf(prefer_css_page_size=True, print_background=True))
        assert sheets == 2, f"{asked}: {sheets}"
        assert not page.evaluate(
            "[...document.querySelectorAll('.nav, .btn, form, .only-screen')].some(e => e.getBoundingClientRect().height)"
        )
        assert page.locator(".sight").is_visible()  # what the sheet is made of stays on it
        page.emulate_media(media="screen")


@pytest.mark.parametrize("lang", LANGS)
def test_another_hour_is_chosen_and_the_brief_says_so(lang, visit):
    page = visit(f"/{lang}{CASE}/brief/")
    page.fill("#at", "2023-11-25T20:00")
    page.fill("#since", "2023-11-24T06:00")
    page.click("#ask button, .p-ask button")
    assert "at=2023-11-25T20%3A00" in page.url
    assert "20:00" in page.inner_text("h1")
    assert page.locator(".stale-note.asked").is_visible()
    assert page.input_value("#since") == "2023-11-24T06:00"
    assert page.locator(".changes > li").count() >= 1
    page.click(".stale-note.asked a")
    assert "at=" not in page.url


@pytest.mark.parametrize("lang", LANGS)
def test_a_claim_and_a_number_lead_to_their_words(lang, visit):
    page = visit(f"/{lang}{CASE}/brief/")
    page.locator(".claims .src a").first.click()
    assert "/press/r-" in page.url
    page.wait_for_selector(":target", state="attached")  # the address is new before the page has come
    page.goto(f"{base_of(page)}/{lang}{CASE}/figures/")
    page.locator(".things a").first.click()
    words = page.locator("table.values tbody tr").first.locator("td.full a").first
    said = words.inner_text().strip()
    words.click()
    assert said in page.inner_text("main")
    assert page.evaluate("!!document.querySelector(':target')")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [320, 1280, *(pytest.param(w, marks=pytest.mark.long) for w in (390, 768, 1920))])
def test_words_in_pictures_are_legible_inside_their_sheet_and_clear_of_one_another(lang, width, visit):
    page = visit(f"/{lang}{CASE}/figures/", viewport={"width": width, "height": 900})
    things = [a.get_attribute("href") for a in page.locator(".things a").all()][:4]
    base = base_of(page)
    for path in (
        f"/{lang}{CASE}/brief/",
        f"/{lang}{CASE}/brief/?at=2023-11-30T05:30",
        f"/{lang}{CASE}/figures/",
        *things,
    ):
        page.goto(base + path)
        sizes = page.evaluate(TEXT_ON_SCREEN)
        assert sizes, path
        assert all(9.5 <= size <= 18 for size in sizes), f"{path}: {sizes}"
        assert not page.evaluate(OUTSIDE), path
        assert not page.evaluate(MEETING), path


@pytest.mark.parametrize("lang", LANGS)
def test_time_in_every_picture_runs_with_the_page(lang, visit):
    page = visit(f"/{lang}{CASE}/brief/?at=2023-11-30T05:30")
    ends = page.evaluate(
        """() => [...document.querySelectorAll('.p-pace .narrow svg, .p-dated .wide svg')].map(s => {
             const t = [...s.querySelectorAll('text')].filter(t => /^\\d{1,2} /.test(t.textContent) && !/·/.test(t.textContent));
             return [t[0].getBBox().x, t[t.length - 1].getBBox().x]; })"""
    )
    assert ends
    for first, last in ends:
        assert (first < last) == (lang == "en")
