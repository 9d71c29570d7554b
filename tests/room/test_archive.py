"""The archive's pages: what was put away and why, taken in after all with one press; and files filed by the case."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from wasata.desk.archive import call_from_archive, file_report, scope_of, set_scope
from wasata.desk.taking import NewReport
from wasata.listen.relevance import Scope

pytestmark = pytest.mark.django_db

CASE = "test-case"
OTHER = "The central bank of Norway raised its rate. Prices fell."
OURS = "Israel and Hamas exchanged lists of prisoners on Friday."


def at(name: str, **more: str) -> str:
    with translation.override("en"):
        return reverse(name, kwargs={"case": CASE, **more})


def read(answer) -> str:
    return answer.content.decode()


def test_the_list_says_of_each_why_it_is_here(enter, desk):
    file_report(desk("lead"), NewReport(OTHER, title="Rates <b>rise</b>", outlet="Markets"))
    file_report(desk("lead"), NewReport("Israel signed a gas contract with Cyprus."))
    page = read(enter("analyst").get(at("archive")))
    assert "Rates &lt;b&gt;rise&lt;/b&gt;" in page
    assert "It names no party of the case." in page
    assert "It names Israel, but tells of no talks, fighting or aid." in page
    assert "Rates" not in read(enter("analyst").get(at("archive"), {"rule": "no_subject"}))
    assert "Rates" in read(enter("analyst").get(at("archive"), {"q": "markets"}))


def test_one_is_opened_and_called_in_and_then_stands_in_the_press(enter, desk):
    file_report(desk("lead"), NewReport(OTHER, title="Rates rise"))
    client = enter("officer")
    page = read(client.get(at("archive_report", report="a-0001")))
    assert "Prices fell." in page
    answer = client.post(at("archive_call", report="a-0001"), {"act": "x"})
    assert answer["Location"].endswith(at("report", report="r-0001"))
    assert client.post(at("archive_call", report="a-0001"), {"act": "x"})["Location"] == answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    assert at("report", report="r-0001") in read(client.get(at("archive")))


@pytest.mark.parametrize("who", ["truce_monitor", "aid_monitor", "delegate", "auditor"])
def test_others_learn_nothing_of_what_it_holds(enter, desk, who: str):
    file_report(desk("lead"), NewReport(OTHER))
    for name, more in (
        ("archive", {}),
        ("archive_report", {"report": "a-0001"}),
        ("archive_report", {"report": "a-0002"}),
    ):
        answer = enter(who).get(at(name, **more))
        assert answer.status_code == 404
        assert "Norway" not in read(answer)
    assert enter(who).post(at("archive_call", report="a-0001")).status_code == 404


def test_words_that_name_the_case_are_set_as_names_where_the_roster_knows_them(enter, desk):
    client = enter("analyst")
    sent = {
        "parties": ["israel", "hamas"],
        "mediators": ["qatar"],
        "words": "غزة\r\nصفقة التبادل\r\n\r\nGaza\r\n",
        "act": "s",
    }
    answer = client.post(at("archive_scope"), sent)
    assert answer.status_code == 302
    scope = scope_of(desk("lead"))
    assert (scope.names, scope.words) == (("gaza",), ("صفقة التبادل",))
    assert set(scope.parties) == {"israel", "hamas"}
    page = read(client.get(at("archive")))
    assert "صفقة التبادل" in page
    assert "Gaza" in page


def test_its_parties_and_mediators_are_set_by_name_in_either_language(enter, desk):
    client = enter("lead")
    page = read(client.get(at("archive")))
    assert "The case is about what passes between Hamas and Israel." in page
    assert "Qatar mediates." in page
    sent = {
        "parties": ["israel"],
        "add_parties": "حماس",
        "mediators": [],
        "add_mediators": "Egypt",
        "words": "",
        "act": "s",
    }
    assert client.post(at("archive_scope"), sent).status_code == 302
    assert scope_of(desk("lead")) == Scope(("israel", "hamas"), ("egypt",))
    with translation.override("ar"):
        page = read(client.get(reverse("archive", kwargs={"case": CASE})))
    assert "تخص القضية ما يجري بين إسرائيل وحماس." in page
    assert "والوسيط هو مصر." in page


def test_a_name_nobody_knows_is_refused_and_what_was_typed_stays(enter, desk):
    before = scope_of(desk("lead"))
    sent = {"parties": ["israel"], "add_parties": "Hammas", "words": "الهدنة"}
    answer = enter("lead").post(at("archive_scope"), sent)
    assert answer.status_code == 400
    page = read(answer)
    assert "Hammas" in page
    assert "الهدنة" in page
    assert 'value="hamas"' not in page
    assert scope_of(desk("lead")) == before


def test_the_texts_are_searched_when_that_is_asked_for(enter, desk):
    file_report(desk("lead"), NewReport(OTHER, title="Rates"))
    client = enter("analyst")
    assert "Rates" not in read(client.get(at("archive"), {"q": "norway PRICES"}))
    assert "Rates" in read(client.get(at("archive"), {"q": "norway PRICES", "texts": "1"}))


def test_words_that_cannot_be_used_are_refused_with_what_was_typed(enter, desk):
    before = scope_of(desk("lead"))
    answer = enter("lead").post(at("archive_scope"), {"words": "x" * 90})
    assert answer.status_code == 400
    assert "x" * 90 in read(answer)
    assert scope_of(desk("lead")) == before


def test_a_report_says_on_its_page_how_it_came_and_what_its_channel_says_of_it(enter, desk):
    edited = datetime(2023, 11, 20, 7, 30, tzinfo=UTC)
    new = NewReport(OTHER, title="Rates", came_by="feed", forwarded_from="Other <channel>", edited_at=edited)
    file_report(desk("lead"), new)
    kept = read(enter("lead").get(at("archive_report", report="a-0001")))
    assert "by feed" in kept
    call_from_archive(desk("lead"), "a-0001")
    page = read(enter("lead").get(at("report", report="r-0001")))
    assert "called in from the archive" in page
    assert at("archive_report", report="a-0001") in page
    for told in (kept, page):
        assert "Other &lt;channel&gt;" in told
        assert "20 November 2023, 09:30" in told
    assert "taken in by the team" in read(enter("aid_monitor").get(at("report", report="r-0001")))


# uploading


def upload(client, *files: tuple[str, bytes | str], **more: str):
    sent = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return client.post(at("press_upload"), {"reports": sent, "act": "u", **more})


def test_files_go_where_they_belong_when_filed_by_the_case(enter, desk):
    page = read(upload(enter("analyst"), ("a.txt", OURS), ("b.txt", OTHER), sort="case"))
    assert at("report", report="r-0001") in page
    assert at("archive_report", report="a-0001") in page
    assert "It names no party of the case." in page


def test_files_all_go_into_the_press_unless_asked_otherwise(enter, desk):
    page = read(upload(enter("analyst"), ("a.txt", OURS), ("b.txt", OTHER)))
    assert at("report", report="r-0002") in page
    assert desk("lead").ledger.head("archive").seq == 0


def test_an_archive_of_mail_and_text_is_taken_in_and_what_is_left_out_is_no_refusal(enter, desk):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(
            "m.eml", f"From: QNA <q@b.example>\nDate: Mon, 27 Nov 2023 23:30:00 +0000\nSubject: Lists\n\n{OURS}\n"
        )
        z.writestr("p.png", b"\x89PNG")
    page = read(upload(enter("lead"), ("all.zip", out.getvalue())))
    assert "1 report taken in" in page
    assert "refused" not in page.split("<form")[0]
    fact = next(e.fact for e in desk("lead").ledger.entries("press") if e.kind == "report.received")
    assert (fact.outlet, fact.title, str(fact.published), fact.file_name) == (
        "QNA",
        "Lists",
        "2023-11-27",
        "all.zip/m.eml",
    )


def test_a_posts_day_is_that_of_the_cases_clock(enter, desk):
    post = (
        '{"name":"A","type":"public_channel","id":1,"messages":'
        '[{"id":1,"type":"message","date_unixtime":"1701120600","text":"%s"}]}'
    )
    upload(enter("lead"), ("result.json", post % OURS))
    fact = next(e.fact for e in desk("lead").ledger.entries("press") if e.kind == "report.received")
    assert str(fact.published) == "2023-11-27"
    assert fact.published_at is not None


def test_the_upload_form_takes_every_kind_that_is_read(enter):
    page = read(enter("lead").get(at("press_add")))
    for ending in (".eml", ".mbox", ".pdf", ".docx", ".warc", ".zip", ".json"):
        assert ending in page.split('accept="', 1)[1].split('"', 1)[0]


# the barrier


@pytest.mark.parametrize("who", ["aid_monitor", "truce_monitor"])
def test_pages_of_one_who_does_not_hold_the_archive_do_not_change_when_it_grows(enter, desk, who: str):
    file_report(desk("lead"), NewReport(OURS, outlet="Agency"))
    file_report(desk("lead"), NewReport(f"{OTHER} About Israel.", title="Called in"))
    call_from_archive(desk("lead"), "a-0001")
    client = enter(who)
    asked = [
        at("press"), at("press") + "?q=Israel", at("report", report="r-0001"), at("report", report="r-0002"), at("brief"),
        at("figures"), at("threads"), at("timeline"), at("contradictions"), at("doubt"), at("changed"), at("roster"),
        *(f"/api/cases/{CASE}/{of}" for of in ("reports", "reports?q=Israel", "reports/r-0002", "brief", "figures", "record")),
    ]  # fmt: skip

    def told() -> list[tuple[int, str]]:
        answers = [client.get(address) for address in asked]
        return [(a.status_code, _without_chance(read(a))) for a in answers]

    before = told()
    assert {status for status, _ in before} == {200}
    for address, (_, page) in zip(asked, before, strict=True):
        assert "archive" not in page.lower().replace('"from_archive": null', ""), address
        assert "a-0001" not in page, address
    for n in range(50):
        file_report(desk("lead"), NewReport(f"{OTHER} Number {n}."))
    set_scope(desk("lead"), Scope(("israel",), words=("Oslo",)))
    assert told() == before


def _without_chance(page: str) -> str:
    """A page without what is another each time it is drawn: tokens of forms, ids of acts, the clock."""
    page = re.sub(r'(name="csrfmiddlewaretoken" value|name="act" value|nonce)="[^"]*"', "", page)
    return re.sub(r'(datetime=")[^"]*"[^<]*|"as_of": ?"[^"]*"|\d\d?:\d\d(:\d\d(\.\d+)?)?', "", page)
