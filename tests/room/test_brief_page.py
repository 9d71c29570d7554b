"""The brief as a page: claims with their mouths, changes with both words, silence said in words, two sheets on paper."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wasata import words
from wasata.carry.pace import STATES
from wasata.desk.brief import BodyStatements, Brief, Change, Changes, PartyStatements, StateClaim, StatementLine
from wasata.desk.notice import NoticeLine
from wasata.desk.taking import NewReport, take_in_reports
from wasata.desk.truce import TruceClock
from wasata.desk.voice import Origin, Quote, Who
from wasata.errors import DiskFull
from wasata.record.home import Home
from wasata.room.models import Visit
from wasata.room.pages import brief, paper
from wasata.room.pages.parts import Frame
from wasata.values import LANGS, Lang

pytestmark = pytest.mark.django_db

CASE = "test-case"
ZONE = ZoneInfo("Asia/Gaza")
NOTHING_ASKED = brief.Asked("2023-11-29T20:00", "", True, None)
every_lang = pytest.mark.parametrize("lang", LANGS)

REPORTS = (
    NewReport(
        "Qatar said on Monday that the talks continue and that 12 people were released on 20 November 2023.",
        "en", "Talks continue", "Trial agency", "agency", published=date(2023, 11, 20),
    ),
    NewReport(
        "قال المتحدث باسم وزارة الخارجية القطرية إن المحادثات معلقة. وأضاف أن 14 محتجزا أفرج عنهم يوم 20 نوفمبر 2023.",
        "ar", "المحادثات معلقة", "وكالة التجربة", "agency", published=date(2023, 11, 21),
    ),
)  # fmt: skip


def drawn(page: brief.BriefPage, lang: Lang) -> str:
    """The page's HTML without the room around it."""
    frame = Frame(
        lang=lang, dir="rtl" if lang == "ar" else "ltr", theme="", other_lang="en", other_address="/", case=CASE
    )
    with translation.override(lang):
        return render_to_string(
            "room/brief/page.html", {"page": page, "frame": frame, "lang": lang, "case": CASE, "request": None}
        )


def an_example(lang: Lang = "en", **changed: object) -> Brief:
    claim = a_claim()
    point = replace(Brief.example().pace[0], state=claim.state)
    return replace(Brief.example(), **{"lang": lang, "case": CASE, "claims": (claim,), "pace": (point,)} | changed)  # type: ignore[arg-type]


def a_claim(**changed: object) -> StateClaim:
    return replace(StateClaim.example(), **{"state": "truce_extended"} | changed)  # type: ignore[arg-type]


def page_of(found: Brief, asked: brief.Asked = NOTHING_ASKED) -> brief.BriefPage:
    with translation.override(found.lang):
        return brief.page_of(found, asked, ZONE)


def an_empty_one(lang: Lang) -> Brief:
    at = Brief.example().as_of
    return an_example(
        lang, reports=0, note=None, claims=(), n_claims=0, pace=(), statements=(), n_statements=0, conflicts=(), n_conflicts=0,
        ahead=(), n_ahead=0, changes=Changes(at - timedelta(days=1), (), (), (), 0, 0, 0, 0),
        truce=TruceClock("none", at, None, None, None, None, None, None),
    )  # fmt: skip


class Tags(HTMLParser):
    """The names of all elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@every_lang
def test_of_a_case_without_reports_each_part_says_that_there_is_nothing(enter, lang):
    answer = enter("lead").get(f"/{lang}/case/{CASE}/brief/")
    assert answer.status_code == 200
    html = answer.content.decode()
    for key in ("no_claims", "nobody_said", "no_conflicts", "nothing_ahead"):
        assert words.say(f"briefpage.{key}", lang) in html
    nothing = words.say("briefpage.nothing_changed", lang, at="|").partition("|")[0]
    assert nothing.rstrip("\u2068") in html
    assert "<svg viewBox" in html  # the room's own mark: no picture of nothing beside it
    assert 'class="chart' not in html


@every_lang
def test_claims_stand_in_their_own_words_language_and_direction(enter, desk, lang):
    list(take_in_reports(desk("lead"), REPORTS))
    html = enter("lead").get(f"/{lang}/case/{CASE}/brief/").content.decode()
    assert re.search(r'<span class="voice [^"]*" lang="ar" dir="rtl">[^<]*المحادثات معلقة', html)
    assert re.search(r'<span class="voice [^"]*" lang="en" dir="ltr">[^<]*the talks continue', html)
    assert re.search(rf'href="/{lang}/case/{CASE}/press/[a-z0-9-]+/#m-[sefd]\d+"', html)
    assert words.say("pace.state.continuing", lang) in html


@every_lang
def test_figures_that_disagree_stand_side_by_side_with_how_far_they_are_apart(enter, desk, lang):
    list(take_in_reports(desk("lead"), REPORTS))
    html = enter("lead").get(f"/{lang}/case/{CASE}/brief/").content.decode()
    versus = html.partition('class="versus"')[2]
    assert "<b>12</b>" in versus
    assert "<b>14</b>" in versus
    assert "<b>2</b>" in versus
    assert "13" not in re.sub(r"<[^>]+>|2013", "", versus.partition("</section>")[0])


OWN_SCRIPT = '<script src="/static/room/ending.js" defer></script>'


def test_hostile_words_in_a_report_stay_words(enter, desk):
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    text = f"The spokesman of {bad} said on Monday that the talks are suspended. {bad} 12 people were released."
    list(take_in_reports(desk("lead"), [NewReport(text, "en", bad, bad, "agency", published=date(2023, 11, 20))]))
    for page in ("brief/", "figures/"):
        html = enter("lead").get(f"/en/case/{CASE}/{page}").content.decode()
        assert bad not in html
        assert html.count(OWN_SCRIPT) == 1
        seen = Tags(html.replace(OWN_SCRIPT, ""))
        assert not seen.names & {"script", "img"}
        assert not {a for a in seen.attributes if a.startswith("on")}
        assert "alert(1)" in html  # it is there, as words


@every_lang
def test_an_hour_that_cannot_be_read_is_named_with_the_next_move(enter, lang):
    answer = enter("lead").get(f"/{lang}/case/{CASE}/brief/", {"since": "yesterday<b>"})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "yesterday&lt;b&gt;" in html
    assert 'role="alert"' in html
    assert "2023-11-29T20:00" in html  # how to write it


@pytest.mark.parametrize("asked", [{"at": "2999-01-01T00:00"}, {"since": "2999-01-01T00:00"}, {"at": "0001-01-01T00:00"},
                                   {"since": "9999-12-31T23:59"}, {"at": "2023-13-41"}, {"since": "\u0661\u0662"}])  # fmt: skip
def test_an_hour_outside_what_can_be_told_is_refused_and_the_brief_still_stands(enter, asked):
    answer = enter("lead").get(f"/en/case/{CASE}/brief/", asked)
    assert answer.status_code == 400
    assert 'id="h-state"' in answer.content.decode()


def test_a_brief_of_a_past_hour_says_that_it_is_one_and_leads_back(enter):
    html = enter("lead").get(f"/en/case/{CASE}/brief/", {"at": "2023-11-30T05:30"}).content.decode()
    assert "as it was known at" in html
    assert 'value="2023-11-30T05:30"' in html
    assert "Thursday 30 November 2023, 05:30" in html


def test_the_next_visit_counts_what_is_new_from_the_last_one(enter, person):
    reader = enter("lead")
    reader.get(f"/en/case/{CASE}/brief/")
    visit = Visit.objects.get()
    assert visit.before is None
    yesterday = visit.seen - timedelta(hours=20)
    Visit.objects.update(seen=yesterday)
    html = reader.get(f"/en/case/{CASE}/brief/").content.decode()
    assert "your last visit" in html
    assert Visit.objects.get().before == yesterday
    reader.get(f"/en/case/{CASE}/brief/")
    assert Visit.objects.get().before == yesterday  # the visit lasts: what was new a minute ago still is


def test_a_brief_of_a_past_or_chosen_hour_is_no_visit(enter):
    enter("lead").get(f"/en/case/{CASE}/brief/", {"at": "2023-11-30T05:30"})
    enter("lead").get(f"/en/case/{CASE}/brief/", {"since": "2023-11-30T05:30"})
    assert not Visit.objects.exists()


@every_lang
@pytest.mark.parametrize("reader", ["delegate", "auditor"])
def test_who_does_not_hold_the_press_finds_no_brief_and_no_figures(enter, reader, lang):
    for page in ("brief/", "figures/", "figures/released.any/"):
        assert enter(reader).get(f"/{lang}/case/{CASE}/{page}").status_code == 404


@every_lang
def test_a_change_shows_both_words_and_both_values(lang):
    html = drawn(page_of(an_example(lang)), lang)
    change = html.partition('class="changes"')[2].partition("</ol>")[0]
    assert change.count("The pause goes on for two more days") == 2
    assert "1,400" in change
    assert "about 1,200" in change
    assert words.say("briefpage.kind.changed", lang) in change
    assert words.say("briefpage.before", lang) in change
    assert words.say("briefpage.after", lang) in change


@every_lang
def test_something_withdrawn_without_words_says_that_it_no_longer_stands(lang):
    gone = replace(Change.example(), what="withdrawn", why="withdrawal", after=None, after_value=None)
    told = Changes(datetime(2023, 11, 29, tzinfo=UTC), (), (), (gone,), 0, 0, 1, 1)
    html = drawn(page_of(an_example(lang, changes=told)), lang)
    assert words.say("briefpage.no_longer_said", lang) in html
    assert words.say("briefpage.kind.withdrawn", lang) in html


@every_lang
def test_the_empty_brief_draws_and_prints_its_silence(lang):
    html = drawn(page_of(an_empty_one(lang)), lang)
    assert html.count('class="empty') >= 5
    assert words.say("briefpage.no_truce", lang) in html


@every_lang
def test_the_clock_says_the_hour_first_and_how_long_is_left_second(lang):
    page = page_of(an_example(lang))
    assert page.clock_hour == "07:00"
    assert page.clock_tone == "now"
    html = drawn(page, lang)
    clock = html.partition('id="h-clock"')[2].partition("</section>")[0]
    assert clock.index("07:00") < clock.index("30")
    assert words.say("briefpage.nothing_beyond", lang) in html


def test_a_truce_whose_hour_has_passed_counts_no_further():
    at = Brief.example().as_of
    clock = replace(TruceClock.example(), state="expired", now=at + timedelta(days=2), left=None)
    page = page_of(an_example("en", truce=clock, as_of=at + timedelta(days=2)))
    assert "has passed" in page.clock_line
    assert page.clock_tone == ""


def test_a_reader_without_the_ground_log_sees_no_clock():
    html = drawn(page_of(an_example("en", truce=None)), "en")
    assert "h-clock" not in html


@every_lang
def test_an_old_claim_is_said_to_be_stale(lang):
    found = an_example(lang, as_of=datetime(2023, 12, 20, tzinfo=UTC))
    assert page_of(found).stale_since.startswith("27 ")
    assert words.say("briefpage.stale", lang) in drawn(page_of(found), lang)
    assert page_of(an_example(lang)).stale_since == ""


def test_a_summary_written_later_is_no_part_of_a_past_brief():
    at = Brief.example().as_of
    late = replace(Brief.example().note, written_at=at + timedelta(days=1), text="written later")  # type: ignore[type-var]
    found = an_example("en", note=late)
    with translation.override("en"):
        past = brief.page_of(found, NOTHING_ASKED, ZONE, is_past=True)
    assert past.brief.note is None
    assert past.clock_tone == ""  # and nothing is urgent in it
    assert page_of(found).brief.note is not None


@every_lang
def test_what_lies_on_the_table_stands_in_the_brief(lang):
    notice = NoticeLine("n-1", "The next round begins <tomorrow>.", "lead", datetime(2023, 11, 29, 9, tzinfo=UTC))
    html = drawn(page_of(an_example(lang, notices=(notice,))), lang)
    assert "The next round begins &lt;tomorrow&gt;." in html.partition('id="h-table"')[2]
    assert 'id="h-table"' not in drawn(page_of(an_example(lang, notices=())), lang)


@every_lang
def test_the_clock_names_whose_hour_it_is_in_words(lang):
    assert page_of(an_example(lang)).clock_zones[0][0] == words.say("briefpage.zone.asia_gaza", lang)
    assert brief.place_of("Pacific/Apia", lang) == "Pacific/Apia"


def test_every_state_of_the_talks_has_its_words_and_a_row():
    assert set(brief.PACE_ROWS) <= set(STATES)
    for lang in LANGS:
        assert len({brief.state_told(s, lang) for s in STATES}) == len(STATES)


def test_an_unnamed_voice_is_said_to_be_unnamed_and_never_guessed_at():
    unnamed = replace(
        Who.example(), kind="anonymous", name=None, words="an informed source", party=None, party_name=None, sign=""
    )
    claim = a_claim(who=unnamed)
    html = drawn(page_of(an_example("en", claims=(claim,), pace=())), "en")
    row = html.partition("claims")[2].partition("</table>")[0]
    assert "unnamed" in row
    assert "an informed source" in row


def a_line(day: int, said: str = "The pause goes on") -> StatementLine:
    return replace(
        StatementLine.example(), when=date(2023, 11, day), quote=Quote(said, "en", Origin.example())
    )  # fmt: skip


def test_no_party_fills_the_sheet_alone():
    loud = PartyStatements("a", "A", "p1", (BodyStatements("a1", "A1", tuple(a_line(d) for d in range(1, 9)), 8),), 8)
    quiet = PartyStatements("b", "B", "p2", (BodyStatements("b1", "B1", (a_line(3),), 1),), 1)
    order = brief._in_turn((loud, quiet))
    assert [party.name if party else "" for party, _ in order][:2] == ["A", "B"]
    assert order[0][1].when == date(2023, 11, 8)  # each party's newest first


def test_what_a_party_said_before_is_folded_and_counted():
    loud = PartyStatements("a", "A", "p1", (BodyStatements("a1", "A1", tuple(a_line(d) for d in range(1, 9)), 8),), 8)
    page = page_of(an_example("en", statements=(loud,), n_statements=8))
    assert len(page.said[0].lines) == brief.SAID_SHOWN
    assert len(page.said[0].more) == 8 - brief.SAID_SHOWN
    assert "4 more statements" in drawn(page, "en")


@every_lang
def test_what_finds_no_room_on_paper_is_counted_there(lang):
    long = "The talks go on and the mediators carry what each side says to the other. " * 6
    claims = tuple(a_claim(quote=Quote(long, "en", Origin.example())) for _ in range(40))
    page = page_of(an_example(lang, claims=claims, n_claims=60))
    printed = sum(c.on_paper for c in page.claims)
    assert 0 < printed < 40
    assert page.left.claims == 40 - printed
    assert page.beyond.claims == 20
    html = drawn(page, lang)
    assert html.count('<tr class="only-screen"') >= 40 - printed
    assert words.count("briefpage.left_on_screen", 40 - printed, lang) in html


sections = st.dictionaries(st.sampled_from("abcde"), st.lists(st.floats(1, 400), max_size=30), max_size=5)


@given(sections, st.floats(0, 1500))
def test_what_is_printed_never_fills_more_than_two_sheets(items, taken):
    given_ = paper.fit(items, taken)
    high = sum(sum(items[name][:n]) for name, n in given_.items())
    assert high <= max(0.0, paper.SHEETS * paper.SHEET_HIGH * paper.FILLED - taken) + 1e-6
    assert all(0 <= n <= len(items[name]) for name, n in given_.items())


@given(st.lists(st.floats(1, 200), max_size=12), st.floats(0, 600))
def test_what_stands_beside_something_costs_only_what_runs_over(heights, free):
    cost = paper.beside(heights, free)
    assert sum(cost) == pytest.approx(max(0.0, sum(heights) - free))
    assert all(c >= -1e-9 for c in cost)


@every_lang
def test_headings_descend_one_step_at_a_time_and_ids_are_single(lang):
    html = drawn(page_of(an_example(lang)), lang)
    levels = [int(x) for x in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@every_lang
def test_no_style_stands_in_the_page(lang):
    html = drawn(page_of(an_example(lang)), lang)
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html


def test_the_leads_first_page_of_a_day_notes_its_root_and_the_brief_prints_it(home, enter):
    enter("officer").get(f"/en/case/{CASE}/press/")
    assert home.ledger(CASE, ("bureau",)).head("bureau").seq == 1
    client = enter("lead")
    client.get(f"/en/case/{CASE}/press/")
    client.get(f"/ar/case/{CASE}/brief/")
    noted = home.ledger(CASE, ("bureau",)).entry("bureau", 2)
    assert home.ledger(CASE, ("bureau",)).head("bureau").seq == 2
    for lang in ("ar", "en"):
        for who, prints in (("lead", True), ("officer", True), ("truce_monitor", False)):
            page = enter(who).get(f"/{lang}/case/{CASE}/brief/").content.decode()
            assert (f"<code>{noted.data['root']}</code>" in page) is prints, who


def test_a_record_that_cannot_be_written_keeps_no_page_from_being_read(home, enter, monkeypatch):
    def full(*_args):
        raise DiskFull(path="there")

    monkeypatch.setattr(Home, "note_heads", full)
    assert enter("lead").get(f"/en/case/{CASE}/brief/").status_code == 200
