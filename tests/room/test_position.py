"""The pages of positions: side by side, what moved, what hangs on what, and no form of one line on another."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from tests.room.conftest import TALKS

from wasata.desk import defined, definition
from wasata.desk.message import clear, say
from wasata.desk.position import matters, name_matter, note_position, positions
from wasata.record.kinds.position import Condition, Evidence
from wasata.room.charts import linkages
from wasata.values import LANGS

pytestmark = pytest.mark.django_db
OURS = (Evidence(of="ours", words="OUR-READING"),)
TODAY = datetime.now(UTC).date()


def page(client, name: str, lang: str = "en", query: str = "", **kwargs: str) -> str:
    answer = client.get(f"/{lang}{reverse(name, kwargs={'case': TALKS, **kwargs})[3:]}{query}")
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def hidden(html: str, address: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to an address."""
    form = next(f for f in re.findall(r"<form[^>]*>.*?</form>", html, re.S) if f'action="{address}"' in f)
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', form))


@pytest.fixture
def named(desk_in_talks) -> dict[str, str]:
    return {n: name_matter(desk_in_talks(), {"ar": f"مسألة {n}", "en": n.title()}) for n in ("pause", "lists")}


def note(desk_in_talks, line: str, matter: str, words: str, only_if=(), **more) -> str:
    holder = {"coast": "hamas", "hills": "israel"}[line]
    stance = "conditions" if only_if else "wants"
    return note_position(
        desk_in_talks(f"{line}-officer"),
        line,
        holder,
        matter,
        stance,
        words,
        "en",
        evidence=OURS,
        only_if=only_if,
        **more,
    )


@pytest.fixture
def knotted(desk_in_talks, named) -> dict[str, str]:
    """Each side waits for the other."""
    note(desk_in_talks, "coast", named["lists"], "WORDS-OF-COAST",
         [Condition(matter=named["pause"], words="FIVE-DAYS", of="israel")])  # fmt: skip
    note(desk_in_talks, "hills", named["pause"], "WORDS-OF-HILLS",
         [Condition(matter=named["lists"], words="FIRST-LIST", of="hamas")])  # fmt: skip
    return named


@pytest.mark.parametrize("lang", LANGS)
def test_the_lead_sees_all_side_by_side_and_that_each_waits_for_the_other(enter, knotted, lang):
    html = page(enter("lead"), "positions", lang)
    assert all(words in html for words in ("WORDS-OF-COAST", "WORDS-OF-HILLS", "FIVE-DAYS", "FIRST-LIST"))
    assert {"en": "Each waits for the other", "ar": "كل منهما ينتظر الآخر"}[lang] in html
    assert html.count('class="knot"') == 4, "two arrows, drawn wide and narrow"


def test_an_officers_page_has_nothing_of_another_line(enter, knotted):
    asked: list[tuple[str, dict[str, str]]] = [
        ("positions", {}), ("positions_of_line", {"line": "coast"}), ("position_matter", {"matter": knotted["lists"]}),
        ("position_moves", {}),
    ]  # fmt: skip
    for name, kwargs in asked:
        html = page(enter("coast-officer"), name, query=f"?from={TODAY - timedelta(days=3)}", **kwargs)
        assert "WORDS-OF-HILLS" not in html
        assert "FIRST-LIST" not in html
        assert "Hill Government" not in html
        assert "each waits for" not in html.lower()


def test_a_matter_is_named_and_renamed_by_form_and_what_was_typed_is_kept(enter, desk_in_talks, talks):
    client = enter("coast-officer")
    address = reverse("position_name", kwargs={"case": TALKS})
    refused = client.post(address, {"ar": "الهدنة", "en": "", "act": "a"})
    assert (refused.status_code, "الهدنة" in refused.content.decode()) == (400, True)
    done = client.post(address, {"ar": "الهدنة", "en": "The pause", "act": "a"})
    assert done.status_code == 302
    ((matter, name),) = matters(desk_in_talks(), "en")
    assert (name, done.url.endswith(f"/positions/{matter}/")) == ("The pause", True)
    client.post(address, {"ar": "الهدنة", "en": "Length of the pause", "matter": matter, "act": "b"})
    assert matters(desk_in_talks(), "en") == ((matter, "Length of the pause"),)
    taken = client.post(address, {"ar": "الهدنة", "en": "Again", "act": "c"})
    assert (taken.status_code, "another matter has this name" in taken.content.decode()) == (400, True)


def test_a_position_is_noted_by_form_once_and_dropped_with_a_reason(enter, desk_in_talks, named):
    client = enter("coast-officer")
    html = page(client, "positions_of_line", line="coast")
    address = reverse("position_note", kwargs={"case": TALKS, "line": "coast"})
    sent = hidden(html, address) | {
        "holder": "hamas", "matter": named["lists"], "stance": "conditions", "words": "القائمة بعد الهدنة", "since": "",
        "on_1": named["pause"], "must_1": "the pause has begun", "of_1": "israel", "ours": "said twice",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302, "the same form again is the same position"
    told = positions(desk_in_talks("coast-officer"), "en", line="coast")
    ((row,),) = (r.cells for r in told.matters)
    assert row is not None
    assert (row.stance, row.lang, row.only_if[0].words, row.since) == ("conditions", "ar", "the pause has begun", TODAY)
    html = page(client, "positions_of_line", line="coast")
    address = reverse("position_drop", kwargs={"case": TALKS, "line": "coast"})
    drop = hidden(html, address)
    assert client.post(address, drop | {"reason": ""}).status_code == 400
    assert client.post(address, drop | {"reason": "misheard"}).status_code == 302
    assert positions(desk_in_talks("coast-officer"), "en").matters == ()
    assert "misheard" in page(client, "position_matter", matter=named["lists"])


def test_what_was_typed_stays_when_the_form_is_refused_and_a_day_in_words_is_said_back(enter, desk_in_talks, named):
    client = enter("coast-officer")
    address = reverse("position_note", kwargs={"case": TALKS, "line": "coast"})
    sent = hidden(page(client, "positions_of_line", line="coast"), address) | {
        "holder": "hamas", "matter": named["lists"], "stance": "wants", "words": "KEPT-WORDS",
    }  # fmt: skip
    for more in ({}, {"ours": "x", "on_1": named["pause"]}, {"ours": "x", "on_1": named["pause"], "must_1": "y"}):
        refused = client.post(address, sent | more)
        assert (refused.status_code, "KEPT-WORDS" in refused.content.decode()) == (400, True)
    asked = client.post(address, sent | {"ours": "x", "since": "yesterday"})
    assert asked.status_code == 200
    assert f'value="{TODAY - timedelta(days=1)}"' in asked.content.decode()
    assert positions(desk_in_talks("coast-officer"), "en").matters == (), "looked at first"


def test_a_form_of_one_line_is_refused_on_another_by_name(enter, desk_in_talks, named):
    lead = enter("lead")
    sign = hidden(
        page(lead, "positions_of_line", line="coast"), reverse("position_note", kwargs={"case": TALKS, "line": "coast"})
    )
    elsewhere = reverse("position_note", kwargs={"case": TALKS, "line": "hills"})
    sent = sign | {"holder": "israel", "matter": named["lists"], "stance": "wants", "words": "x", "ours": "y"}
    crossed = lead.post(elsewhere, sent)
    assert (crossed.status_code, positions(desk_in_talks(), "en").matters) == (400, ())
    for bare in ({}, {"channel": "0" * 32}):
        assert lead.post(elsewhere, {k: v for k, v in sent.items() if k != "channel"} | bare).status_code == 400


def test_the_state_of_a_day_and_what_moved_are_asked_in_words(enter, desk_in_talks, named):
    note(desk_in_talks, "coast", named["lists"], "FIRST-WORDS", since=TODAY - timedelta(days=9))
    note(desk_in_talks, "coast", named["lists"], "SECOND-WORDS", since=TODAY - timedelta(days=1))
    client = enter("coast-officer")
    then = page(client, "positions", query=f"?on={TODAY - timedelta(days=5)}")
    assert ("FIRST-WORDS" in then, "SECOND-WORDS" in then) == (True, False)
    moved = client.get(reverse("positions", kwargs={"case": TALKS}) + "?on=yesterday")
    assert moved.url.endswith(f"?on={TODAY - timedelta(days=1)}")
    assert "not a day" in page(client, "positions", query="?on=qqq") or "wrong-note" in page(
        client, "positions", query="?on=qqq"
    )
    both = page(client, "position_moves", query=f"?from={TODAY - timedelta(days=5)}")
    assert ("FIRST-WORDS" in both, "SECOND-WORDS" in both) == (True, True)
    assert "one move" in both


def test_words_of_theirs_cannot_command_the_page(enter, desk_in_talks, named):
    note(desk_in_talks, "coast", named["lists"], "<script>alert(1)</script>\u202e",
         [Condition(matter=named["pause"], words='"><b onclick=1>', of=None)])  # fmt: skip
    html = page(enter("lead"), "positions")
    assert "<script>alert" not in html
    assert "<b onclick" not in html
    assert "\u202e" not in html


def test_a_word_whose_meaning_is_not_agreed_is_flagged(enter, desk_in_talks, named):
    definition.write(
        desk_in_talks(),
        defined.Text({"ar": "الشمال", "en": "the north"}, {"ar": "وراء النهر", "en": "beyond the river"}),
    )
    only_if = [Condition(matter=named["pause"], words="the north is <b>open</b>", of=None)]
    note(desk_in_talks, "coast", named["lists"], "Trucks for the north first.", only_if)
    for name, line in (("positions", {}), ("positions_of_line", {"line": "coast"})):
        html = page(enter("coast-officer"), name, **line)
        assert re.search(r'Trucks for the <span class="open-term"[^>]*>north</span> first', html), name
        assert re.search(r'the <span class="open-term"[^>]*>north</span> is &lt;b&gt;open', html), name
        if name == "positions":
            assert 'class="open-term"' in html[html.index("<caption>") :], "beneath the picture too"


# ---- the picture


def a_chart(n: int = 2) -> linkages.Linkages:
    matters = tuple(linkages.Matter(f"m{i}", f"Matter {i}", f"/m/{i}") for i in range(n))
    links = tuple(
        linkages.Link(i + 1, f"Side {i}", f"m{i}", f"m{(i + 1) % n}", "must", "", (1,)) for i in range(n)
    )  # fmt: skip
    return linkages.Linkages("l", "What hangs on what", matters, links)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_every_link_is_drawn_with_its_number_and_told_in_the_table(n, lang):
    chart = a_chart(n)
    drawn = linkages.draw(chart, lang)
    for svg in (drawn.wide, drawn.narrow):
        assert [int(x) for x in re.findall(r'class="t-no in-ring"[^>]*>(\d+)<', svg)] == [x.number for x in chart.links]
        assert f'direction="{"rtl" if lang == "ar" else "ltr"}"' in svg
    assert len(drawn.table.rows) == n


def test_two_matters_that_hang_on_each_other_stand_in_a_ring():
    """One arrow runs on each side of the boxes: down beside the end of the line, up beside its beginning."""
    svg = linkages.draw(a_chart(2), "en").wide
    lanes = [float(x) for x in re.findall(r'class="ring heavy" cx="([\d.]+)"', svg)]
    box = re.search(r'class="matter heavy" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert box is not None
    start, wide = float(box[1]), float(box[2])
    assert (lanes[0] > start + wide, lanes[1] < start) == (True, True)
    mirrored = [float(x) for x in re.findall(r'class="ring heavy" cx="([\d.]+)"', linkages.draw(a_chart(2), "ar").wide)]
    assert mirrored == [640 - x for x in lanes]


def test_no_arrow_leaves_the_sheet_and_no_two_numbers_lie_on_each_other():
    links = tuple(
        linkages.Link(n + 1, "Side", f"m{a}", f"m{b}", "x", "")
        for n, (a, b) in enumerate((a, b) for a in range(5) for b in range(5) if a != b)
    )
    chart = linkages.Linkages("l", "x", tuple(linkages.Matter(f"m{i}", f"M {i}") for i in range(5)), links)
    drawn = linkages.draw(chart, "en")
    for svg, wide in ((drawn.wide, 640), (drawn.narrow, 360)):
        rings = [(float(x), float(y)) for x, y in re.findall(r'class="ring" cx="([\d.]+)" cy="([\d.]+)"', svg)]
        assert len(rings) == 20
        assert all(7 <= x <= wide - 7 for x, _ in rings)
        assert len(set(rings)) == 20


def test_a_picture_needs_a_condition():
    with pytest.raises(ValueError, match="condition"):
        linkages.draw(linkages.Linkages("l", "x", (), ()), "en")


def test_a_position_noted_on_a_passage_leads_to_that_very_passage_and_says_when_it_was_withdrawn(
    enter, desk_in_talks, named
):
    said = say(desk_in_talks("coast-delegate"), "coast", [("The first.", "none"), ("The second.", "theirs")], "en")
    client = enter("coast-officer")
    address = reverse("position_note", kwargs={"case": TALKS, "line": "coast"})
    html = page(client, "positions_of_line", line="coast")
    assert f'<option value="{said}.2">' in html
    sent = hidden(html, address) | {
        "holder": "hamas", "matter": named["lists"], "stance": "wants", "words": "x", "message": f"{said}.2",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    matter = page(client, "position_matter", matter=named["lists"])
    channel = reverse("channel_line", kwargs={"case": TALKS, "line": "coast"})
    assert f'href="{channel}?at={said}#{said}.2"' in matter
    assert "their message, passage 2" in matter
    assert f'id="{said}.2"' in page(client, "channel_line", line="coast", query=f"?at={said}")
    assert "clearance withdrawn" not in matter
    clear(desk_in_talks("coast-delegate"), "coast", said, 2, "none")
    assert "clearance withdrawn" in page(client, "position_matter", matter=named["lists"])
    for wrong in (f"{said}.3", "m-none"):
        assert client.post(address, sent | {"message": wrong, "act": wrong}).status_code == 400
