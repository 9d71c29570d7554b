"""Every page as it stands in a real browser: each is opened once in either language, and looked at in every way while it is open.

Danger: a page that runs out of a telephone, pale words at night, a button without a name for whoever hears the page read.
Duty: one walk over all pages (`walked`); what was found by each law, told by a test of its own.
"""

import itertools
from collections import defaultdict
from typing import Any

import pytest
from tests.browser.test_journeys import LANGS, LISTEN, PAGES

OTHER = {"ar": "en", "en": "ar"}
WIDTHS = (1280, 320)
LONG_WIDTHS = (390, 768, 1920)

SIDEWAYS = """w => document.documentElement.scrollWidth > w ? [...document.querySelectorAll('main *, header *')]
  .filter(e => { const r = e.getBoundingClientRect(); return r.right > w + 1 || r.left < -1 })
  .slice(0, 4).map(e => e.tagName + '.' + e.getAttribute('class')) : []"""

CONTRAST = """() => {
  const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = s => { c.clearRect(0,0,1,1); c.fillStyle = s; c.fillRect(0,0,1,1);
    return [...c.getImageData(0,0,1,1).data]; };
  const lum = p => { const [r,g,b] = p.slice(0,3).map(v => (v/=255) <= .03928 ? v/12.92 : ((v+.055)/1.055)**2.4);
    return .2126*r + .7152*g + .0722*b; };
  const behind = e => { for (; e; e = e.parentElement) {
    const p = rgb(getComputedStyle(e).backgroundColor); if (p[3] > 250) return p; }
    return rgb(getComputedStyle(document.documentElement).backgroundColor); };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const s = getComputedStyle(e), box = e.getBoundingClientRect();
    if (e.closest('svg') || s.visibility === 'hidden' || box.width < 2 || e.closest('.sr,.skip,[disabled]')) continue;
    const a = lum(rgb(s.color)), b = lum(behind(e)), ratio = (Math.max(a,b)+.05)/(Math.min(a,b)+.05);
    const large = parseFloat(s.fontSize) >= 24 || (parseFloat(s.fontSize) >= 18.6 && +s.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5))
      bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0,30)}`);
  }
  return bad; }"""

NAMELESS = """() => [...document.querySelectorAll(
    'a, button, input:not([type=hidden], [hidden]), select, textarea, summary, svg[role=img], img')]
  .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.alt
    || e.getAttribute('aria-labelledby') || (e.labels && e.labels.length) || e.querySelector('title')))
  .map(e => e.outerHTML.slice(0, 80))"""

LEVELS = "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])"
TWICE = "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((x, i, a) => a.indexOf(x) !== i)"
INLINE = "() => [...document.querySelectorAll(`[style], style, script:not([src]):not([type='application/json'])`)]" \
    ".map(e => e.outerHTML.slice(0, 80))"  # fmt: skip

Found = defaultdict[str, list[str]]


def place(url: str, lang: str) -> str:
    return str(url.split(f"/{lang}/", 1)[-1].split("?")[0].rstrip("/"))


def sideways(page: Any, widths: tuple[int, ...]) -> list[str]:
    """At which of these widths the page is wider, and what stands out."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {what}" for what in page.evaluate(SIDEWAYS, width)]
    return found


def look(page: Any) -> dict[str, list[str]]:
    """What is wrong with the page that is open, law by law."""
    pale = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        pale += [f"{scheme}: {what}" for what in page.evaluate(CONTRAST)]
    levels = page.evaluate(LEVELS)
    in_order = levels[:1] == [1] and levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    return {
        "pale": pale, "nameless": page.evaluate(NAMELESS), "levels": [] if in_order else [str(levels)],
        "twice": page.evaluate(TWICE), "inline": page.evaluate(INLINE), "sideways": sideways(page, WIDTHS),
    }  # fmt: skip


@pytest.fixture(scope="module")
def walked(room, chromium, signed_in) -> Found:
    """All pages, each opened in English and then by its own link in Arabic. By each law, what was found where."""
    context = chromium.new_context(storage_state=signed_in("lead"))
    page = context.new_page()
    found: Found = defaultdict(list)
    page.on("console", lambda m: found["told"].append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: found["told"].append(f"script: {e}"))
    ours = (room.address, "data:")
    page.on("request", lambda r: None if r.url.startswith(ours) else found["told"].append(f"third party: {r.url}"))
    for path in (*PAGES, *LISTEN):
        page.goto(f"{room.address}/en{path}")
        for lang in ("en", "ar"):
            if lang == "ar":
                page.click(".me a[hreflang=ar]")
            for law, wrong in look(page).items():
                found[law] += [f"{lang} {path}: {what}" for what in wrong]
            back = page.get_attribute(f".me a[hreflang={OTHER[lang]}]", "href")
            itself = page.get_attribute("html", "lang"), place(page.url, lang), place(back, OTHER[lang])
            wanted = path.split("?")[0].strip("/")
            if itself != (lang, wanted, wanted):
                found["itself"].append(f"{lang} {path}: {itself}")
        found["walked"].append(path)
    context.close()
    return found


def test_all_pages_were_walked_and_no_browser_complained(walked):
    assert walked["walked"] == [*PAGES, *LISTEN]
    assert not walked["told"]


def test_every_page_leads_to_itself_in_the_other_language(walked):
    assert not walked["itself"]


def test_no_page_runs_sideways(walked):
    assert not walked["sideways"]


def test_all_text_stands_out_from_its_ground_by_day_and_by_night(walked):
    assert not walked["pale"]


def test_every_control_has_a_name_and_every_picture_a_text(walked):
    assert not walked["nameless"]


def test_headings_follow_one_another(walked):
    assert not walked["levels"]


def test_no_page_gives_one_name_twice(walked):
    assert not walked["twice"]


def test_no_page_writes_its_style_or_script_inline(walked):
    assert not walked["inline"]


@pytest.mark.parametrize(
    ("law", "change"),
    [
        ("sideways", "document.querySelector('main').style.width = '3000px'"),
        ("pale", "document.querySelector('h1').style.color = document.body.style.background = '#777'"),
        ("nameless", "document.querySelector('main').append(document.createElement('button'))"),
        ("levels", "document.querySelector('main').append(document.createElement('h4'))"),
        ("twice", "document.querySelectorAll('h1, main').forEach(e => { e.id = 'same' })"),
        ("inline", "document.body.append(Object.assign(document.createElement('script'), {type: 'text/x'}))"),
    ],
)
def test_each_of_these_would_be_seen(law, change, visit):
    page = visit("/en/account/")
    assert not look(page)[law]
    page.evaluate(f"() => {{ {change} }}")
    assert look(page)[law]


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGS)
def test_no_page_runs_sideways_at_any_width(lang, visit):
    page = visit(f"/{lang}/")
    base = page.url.split(f"/{lang}/")[0]
    for path in (*PAGES, *LISTEN):
        page.goto(f"{base}/{lang}{path}")
        assert not sideways(page, (*WIDTHS, *LONG_WIDTHS)), path
