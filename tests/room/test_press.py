"""The press in the room: what was typed is found in unchanged words, what came in stays as it came."""

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wasata.desk.taking import NewReport, take_in_report

pytestmark = pytest.mark.django_db

CASE = "test-case"
PRESS = f"/en/case/{CASE}/press/"
ARABIC = """قال المتحدث باسم الخارجية القطرية ماجد الأنصاري يوم الثلاثاء إن الوساطة مستمرة.

وأضاف أنّ أكثر من 40 محتجزًا قد يُفرج عنهم يوم الجمعة 24 نوفمبر 2023 <b>مقابل</b> هدنة."""


def shown_text(page: str) -> str:
    """The report's words as a reader sees them: without marks' numbers and tags."""
    found = []
    for paragraph in re.findall(r'<p class="text"[^>]*>(.*?)</p>', page, re.S):
        bare = re.sub(r'<a class="m(?:k|k off| m-e)"[^>]*>\d+</a>', "", paragraph)
        found.append(html.unescape(re.sub(r"<[^>]+>", "", bare)))
    return "\n\n".join(found)


@pytest.fixture
def report_in(home, desk) -> str:
    new = NewReport(ARABIC, title="الوساطة <script>alert(1)</script> مستمرة", outlet="وكالة & أنباء")
    return take_in_report(desk("lead"), new).report


def test_the_text_stands_as_it_was_received_under_its_marks(home, enter, report_in):
    page = enter("analyst").get(f"{PRESS}{report_in}/").content.decode()
    assert shown_text(page) == ARABIC
    assert "<b>مقابل" not in page
    assert "<script>alert" not in page
    assert page.count('class="card ') >= 3
    for number in re.findall(r'href="#(c-[sfde]\d+)"', page):
        assert f'id="{number}"' in page
    for place in re.findall(r'href="#(m-[sfde]\d+)"', page):
        assert f'id="{place}"' in page


@pytest.mark.parametrize("typed", ["محتجزا", "الوساطه", "ماجد", "للهدنة"])
def test_a_search_marks_its_hits_in_the_unchanged_text(home, enter, report_in, typed):
    page = enter("lead").get(f"{PRESS}?q={typed}").content.decode()
    marked = re.findall(r"<mark>(.*?)</mark>", page)
    assert marked, typed
    assert all(html.unescape(m) in ARABIC + "الوساطة" for m in marked)
    opened = enter("lead").get(f"{PRESS}{report_in}/?q={typed}").content.decode()
    assert shown_text(opened) == ARABIC


def test_what_is_not_there_is_said_so(home, enter, report_in):
    page = enter("lead").get(f"{PRESS}?q=زنجبيل").content.decode()
    assert "No report matches" in page


def test_a_form_sent_twice_takes_in_one_report(home, enter):
    client = enter("lead")
    first = client.post(f"{PRESS}paste/", {"text": ARABIC, "act": "paste-1"})
    second = client.post(f"{PRESS}paste/", {"text": ARABIC, "act": "paste-1"})
    assert first["Location"] == second["Location"]
    again = client.post(f"{PRESS}paste/", {"text": ARABIC, "act": "paste-2"})
    assert "was here already" in again.content.decode()
    assert home.ledger(CASE, ("press",)).head("press").seq == 2  # received and read


def test_the_text_of_a_paste_is_not_trimmed_and_its_lines_are_kept(home, enter):
    text = "  Qatar said on Friday:\r\n\r\n  talks continue.  "
    enter("lead").post(f"{PRESS}paste/", {"text": text})
    entry = home.ledger(CASE, ("press",)).entry("press", 1)
    assert entry.data["text"] == text.replace("\r\n", "\n")


def test_a_paste_without_words_is_refused_with_the_next_move_and_what_was_typed_is_kept(home, enter):
    answer = enter("lead").post(f"{PRESS}paste/", {"text": "  \n ", "title": "a headline typed"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert "a headline typed" in page


def test_each_file_of_an_upload_is_told_by_name(home, enter):
    files = [
        SimpleUploadedFile("good.txt", b"Egypt said on Sunday that 30 trucks crossed."),
        SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        SimpleUploadedFile("many.jsonl", b'{"text": "Qatar said talks go on."}\n{"no": "text"}\n'),
        SimpleUploadedFile("good-again.txt", b"Egypt said on Sunday that 30 trucks crossed."),
    ]
    page = enter("lead").post(f"{PRESS}upload/", {"reports": files}).content.decode()
    assert "2 reports taken in · 1 was here before · 2" in page  # the repeated one is neither taken in nor refused
    assert page.count('<div class="error" role="alert">') == 2
    for name in ("picture.png", "many.jsonl", "good-again.txt"):
        assert name in page
    assert "was here already" in page


def test_an_upload_sent_twice_tells_the_same_result_twice(home, enter):
    client = enter("lead")

    def send() -> str:
        files = [
            SimpleUploadedFile("good.txt", b"Egypt said on Sunday that 30 trucks crossed."),
            SimpleUploadedFile("again.txt", b"Egypt said on Sunday that 30 trucks crossed."),
            SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00"),
        ]
        page = client.post(f"{PRESS}upload/", {"reports": files, "act": "up-1"}).content.decode()
        return re.search(r'<ul class="results">.*?</ul>', page, re.S)[0]

    first, second = send(), send()
    assert first == second
    assert first.count("was here already") == 1
    assert home.ledger(CASE, ("press",)).head("press").seq == 2


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_same_text_of_another_outlet_is_taken_in_and_of_the_same_leads_to_it(home, enter, lang):
    client, at = enter("lead"), f"/{lang}/case/{CASE}/press/"
    sent = {"text": ARABIC, "outlet": "الجزيرة", "act": "paste-1"}
    first = client.post(f"{at}paste/", sent)["Location"]
    other = client.post(f"{at}paste/", sent | {"outlet": "رويترز", "act": "paste-2"})["Location"]
    assert (first.split("/")[-2], other.split("/")[-2]) == ("r-0001", "r-0002")
    assert client.post(f"{at}paste/", sent | {"outlet": "رويترز", "act": "paste-2"})["Location"] == other
    again = client.post(f"{at}paste/", sent | {"outlet": "Al Jazeera", "act": "paste-3"}).content.decode()
    assert f'href="{first}"' in again
    assert home.ledger(CASE, ("press",)).head("press").seq == 4
    story = client.get(f"/{lang}/case/{CASE}/press/threads/r-0002/").content.decode()
    assert "الجزيرة" in story
    assert "رويترز" in story


def test_a_form_sent_again_with_other_words_loses_none_of_them(home, enter):
    client = enter("lead")
    first = client.post(f"{PRESS}paste/", {"text": ARABIC, "act": "paste-1"})
    second = client.post(f"{PRESS}paste/", {"text": "Egypt said talks go on.", "act": "paste-1"})
    assert second.status_code == 302
    assert first["Location"] != second["Location"]


def test_a_form_sent_again_with_another_headline_is_told_that_the_report_is_in_already(home, enter):
    client = enter("lead")
    client.post(f"{PRESS}paste/", {"text": ARABIC, "title": "Talks", "act": "paste-1"})
    again = client.post(f"{PRESS}paste/", {"text": ARABIC, "title": "The talks", "act": "paste-1"})
    assert "was here already" in again.content.decode(), "not led to a report under a headline that was not sent"
    assert home.ledger(CASE, ("press",)).head("press").seq == 2


def test_letters_that_turn_others_round_or_command_a_screen_are_shown_and_do_nothing(home, enter, desk):
    turned = "Qatar said on Friday that \u202e05\u202c people were released, \x1b[2J and talks go on."
    new = NewReport(turned, title="\u202eenildaeh \x1b[31m", outlet="QNA\x07\u202d", published=date(2023, 11, 24))
    report = take_in_report(desk("lead"), new).report
    assert home.ledger(CASE, ("press",)).entry("press", 1).data["text"] == turned, "kept as received"
    client = enter("lead")
    pages = (PRESS, f"{PRESS}{report}/", f"{PRESS}?q=released", f"/en/case/{CASE}/brief/", f"/en/case/{CASE}/figures/",
             f"/api/cases/{CASE}/brief")  # fmt: skip
    for path in pages:
        page = client.get(path).content.decode()
        assert not {"\x1b", "\u202e", "\u202d", "\x07"} & set(page), path
        assert "\\u202e" not in page, path
    assert re.search("·(<[^>]*>)*05", client.get(f"{PRESS}{report}/").content.decode())


@pytest.mark.parametrize("title", [" ", "\n\t", "\u00a0"])
def test_a_headline_of_nothing_but_spaces_is_none(home, enter, desk, title):
    report = take_in_report(desk("lead"), NewReport("Qatar said talks go on.", title=title)).report
    page = enter("lead").get(PRESS).content.decode()
    assert re.search(rf'href="[^"]*/{report}/"[^>]*>\s*Qatar said', page)


def test_a_struck_mark_stays_visible_with_who_and_why(home, enter, report_in):
    client = enter("analyst")
    page = client.get(f"{PRESS}{report_in}/").content.decode()
    mark = re.search(r'name="mark" value="(f\.[^"]+)"><input type="hidden" name="card" value="(c-f\d+)"', page)
    assert mark
    sent = {"mark": mark[1], "card": mark[2], "do": "strike", "why": "one family, counted twice", "act": "x-1"}
    answer = client.post(f"{PRESS}{report_in}/mark/", sent)
    assert answer["Location"].endswith(f"#{mark[2]}")
    after = client.get(f"{PRESS}{report_in}/").content.decode()
    assert "<b>Struck</b> by Analyst" in after
    assert "one family, counted twice" in after
    assert shown_text(after) == ARABIC


def test_reports_are_tied_and_each_names_the_other(home, enter, desk, report_in):
    later = take_in_report(desk("lead"), NewReport("تصويب: العدد 30 محتجزا لا 40.", title="تصويب")).report
    client = enter("analyst")
    answer = client.post(f"{PRESS}{later}/link/", {"relation": "correction", "earlier": report_in, "act": "l-1"})
    assert answer.status_code == 302
    assert f"/press/{report_in}/" in client.get(f"{PRESS}{later}/").content.decode()
    assert f"/press/{later}/" in client.get(f"{PRESS}{report_in}/").content.decode()
    assert client.post(f"{PRESS}{later}/link/", {"relation": "praises", "earlier": report_in}).status_code == 400
    wrong = client.post(f"{PRESS}{later}/link/", {"relation": "denial", "earlier": later})
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.content.decode()


@pytest.mark.parametrize(
    "asked", ["?page=0", "?page=9999", "?page=x", "?page=-1", "?kind=nothing", "?in=fr", "?q=%00", "?q=" + "ا" * 5000]
)
def test_odd_questions_are_answered_and_never_break(home, enter, report_in, asked):
    assert enter("lead").get(f"{PRESS}{asked}").status_code == 200
