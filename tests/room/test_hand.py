"""The analyst's hand on pages: beside each mark, in the list by doubt, in forms; without any script."""

import html
import re
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.room.conftest import CASE

from wasata.desk.doubt import doubts
from wasata.desk.marking import confirm_mark, correct_mark
from wasata.desk.press import PRESS as VIEW
from wasata.desk.report import report_page
from wasata.desk.rereading import Run, outdated, read_many_again, second_looks
from wasata.desk.taking import NewReport, take_in_report
from wasata.listen import reader
from wasata.record.kinds.report import FigureMark

PRESS = f"/en/case/{CASE}/press/"
TEXT = "Qatar said on Friday that 12 hostages were released. Israel said 1,400 people had been killed. Talks go on, Egypt said."


@pytest.fixture
def report_in(desk) -> str:
    return take_in_report(desk("lead"), NewReport(TEXT, outlet="Agency A")).report


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def figure_in(desk, report: str):
    return next(m for m in report_page(desk("lead"), report, "en").marks if m.group == "figures")


def sent(page: str, action: str) -> dict[str, str]:
    """What the first form of this address would send: its hidden and text fields, and the chosen of its choices."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form, action
    found = {}
    for tag in re.findall(r"<input[^>]*>", form[1]):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") not in ("checkbox", "radio") or " checked" in tag:
            found[told["name"]] = html.unescape(told.get("value", ""))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form[1], re.S):
        chosen = re.search(r'<option value="([^"]*)" selected>', options) or re.search(
            r'<option value="([^"]*)">', options
        )
        found[name] = html.unescape(chosen[1]) if chosen else ""
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form[1], re.S):
        found[name] = html.unescape(text).strip()
    return found


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_mark_says_how_sure_the_reader_is_in_words_and_with_a_bar(enter, report_in, lang):
    page = page_of(enter("analyst"), f"/{lang}/case/{CASE}/press/{report_in}/")
    cards = re.findall(r'<li class="card .*?</li>', page, re.S)
    assert cards
    assert all("<progress" in c and 'class="sure"' in c for c in cards)


def test_a_mark_is_confirmed_corrected_and_taken_back_from_its_card(enter, desk, report_in):
    client, m = enter("analyst"), figure_in(desk, report_in)
    act = f"{PRESS}{report_in}/mark/"
    answer = client.post(act, {"mark": m.token, "do": "confirm", "card": f"c-{m.id}", "act": "a1"})
    assert answer["Location"] == f"{PRESS}{report_in}/#c-{m.id}"
    assert "<b>Confirmed</b> by Analyst" in page_of(client, f"{PRESS}{report_in}/")
    form = page_of(client, f"{PRESS}{report_in}/mark/form/?mark={m.token}")
    given = sent(form, f"{PRESS}{report_in}/mark/form/")
    assert given["words"] in TEXT
    answer = client.post(f"{PRESS}{report_in}/mark/form/", given | {"value": "١٣", "why": "heard it myself"})
    assert answer.status_code == 302
    page = page_of(client, f"{PRESS}{report_in}/")
    assert "<b>Corrected by hand</b> by Analyst" in page
    assert "heard it myself" in page
    assert re.search(r"The reader had</span> <del>.*12.*</del>", page)
    assert figure_in(desk, report_in).what.startswith("13")
    client.post(act, {"mark": figure_in(desk, report_in).token, "do": "lift", "act": "a2"})
    assert figure_in(desk, report_in).what.startswith("12")


def test_a_form_unchanged_is_refused_with_a_sentence_and_keeps_what_was_typed(enter, desk, report_in):
    client, m = enter("analyst"), figure_in(desk, report_in)
    address = f"{PRESS}{report_in}/mark/form/"
    given = sent(page_of(client, f"{address}?mark={m.token}"), address)
    answer = client.post(address, given)
    assert answer.status_code == 400
    assert "it is the same as what stands" in answer.content.decode()
    wrong = client.post(address, given | {"words": "no such words stand there", "why": "kept"})
    assert wrong.status_code == 400
    assert "its words are not in the report" in wrong.content.decode()
    assert 'value="kept"' in wrong.content.decode()
    for field, value in (("value", "many"), ("value", "-3"), ("high", "2"), ("measure", "ships"), ("value", "1" * 20)):
        answer = client.post(address, given | {field: value})
        assert (answer.status_code, "wrong-note" in answer.content.decode()) == (400, True), (field, value)


@pytest.mark.parametrize("group", ["statements", "figures", "dates", "events"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_mark_the_reader_missed_is_made_by_hand(enter, desk, report_in, group, lang):
    client = enter("officer")
    address = f"/{lang}/case/{CASE}/press/{report_in}/mark/form/"
    given = sent(page_of(client, f"{address}?group={group}"), address)
    more = {
        "statements": {"words": "1,400 people had been killed", "source": "Egypt", "act": "deny", "actor": "egypt"},
        "figures": {"words": "1,400", "value": "1,400", "high": "1,500", "measure": "wounded"},
        "dates": {"words": "Egypt", "first": "2023-11-24", "last": "2023-11-25"},
        "events": {"words": "1,400 people", "event": "attack", "status": "possible"},
    }[group]
    if group == "statements":
        del more["actor"]
    answer = client.post(address, given | more)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    made = [m for m in report_page(desk("lead"), report_in, "en").marks if m.by_hand]
    assert [m.group for m in made] == [group]
    if group == "events":
        assert made[0].words == "Israel said 1,400 people had been killed."
    assert [h.act for h in made[0].hands] == ["added"]


def test_words_that_stand_twice_are_asked_for_by_their_number(enter, desk):
    text = "Qatar said 12 were freed. Later Qatar said 12 were held."
    name = take_in_report(desk("lead"), NewReport(text)).report
    client, address = enter("lead"), f"{PRESS}{name}/mark/form/"
    given = sent(page_of(client, f"{address}?group=dates"), address) | {"words": "12 were", "first": "2023-11-24"}
    assert "several places" in client.post(address, given).content.decode()
    assert client.post(address, given | {"which": "2"}).status_code == 302
    made = next(m for m in report_page(desk("lead"), name, "en").marks if m.by_hand)
    assert made.start == text.rindex("12 were")
    assert client.post(address, given | {"which": "3"}).status_code == 400


def test_the_list_by_doubt_begins_with_the_least_sure_and_loses_what_was_looked_at(enter, desk, report_in):
    client = enter("analyst")
    before = doubts(desk("lead"), "en")
    sures = [d.mark.sure for d in before.marks]
    assert sures == sorted(sures, key=lambda s: 255 if s is None else s)
    address = f"/en/case/{CASE}/press/doubt/"
    page = page_of(client, f"{address}?kind=figures")
    assert f"0 of {doubts(desk('lead'), 'en', group='figures').total} looked at" in page
    action = f"{PRESS}{report_in}/mark/"
    answer = client.post(action, sent(page, action) | {"do": "confirm"})
    back = urlsplit(answer["Location"])
    assert (back.path, parse_qs(back.query), back.fragment) == (address, {"kind": ["figures"], "page": ["1"]}, "m1")
    after = doubts(desk("lead"), "en")
    assert (after.looked, after.total, len(after.marks)) == (1, before.total, len(before.marks) - 1)
    assert "1 of" in page_of(client, answer["Location"])


def test_where_one_was_in_the_list_is_remembered(enter, desk, report_in):
    client, address = enter("analyst"), f"/en/case/{CASE}/press/doubt/"
    page_of(client, f"{address}?kind=events&on=")
    assert '<option value="events" selected>' in page_of(client, address)
    assert '<option value="events" selected>' not in page_of(enter("lead"), address)


def test_the_list_narrowed_to_the_brief_holds_marks_the_brief_shows(enter, desk, report_in):
    from wasata.desk.brief import brief

    told = doubts(desk("lead"), "en", on_brief=True)
    b = brief(desk("lead"), "en")
    on_it = {c.quote.origin.mark for c in b.claims} | {
        x.quote.origin.mark for p in b.statements for o in p.bodies for x in o.lines
    }
    assert {d.mark.id for d in told.marks} >= {m for m in on_it if m}
    assert told.total < doubts(desk("lead"), "en").total
    assert enter("analyst").get(f"/ar/case/{CASE}/press/doubt/?on=brief").status_code == 200


def test_pages_of_the_list_hold_every_mark_once(desk):
    for n in range(6):
        take_in_report(desk("lead"), NewReport(f"Report {n}. " + TEXT.replace("12", str(20 + n))))
    d = desk("lead")
    first = doubts(d, "en", per_page=7)
    seen = [(x.report, x.mark.id) for p in range(1, first.pages + 1) for x in doubts(d, "en", page=p, per_page=7).marks]
    assert (len(seen), len(set(seen))) == (first.total, first.total)


def test_after_an_act_nothing_leads_out_of_the_case(enter, desk, report_in):
    client, m = enter("analyst"), figure_in(desk, report_in)
    for back in ("https://elsewhere.example/", "//elsewhere.example", "record", "doubt"):
        given = {
            "mark": m.token,
            "do": "confirm",
            "back": back,
            "at": "x/../y",
            "at_page": "1&x=//elsewhere",
            "act": back,
        }
        answer = client.post(f"{PRESS}{report_in}/mark/", given)
        assert answer["Location"].startswith(f"/en/case/{CASE}/press/")
        assert "//elsewhere" not in answer["Location"]


def test_a_monitor_reads_marks_and_is_offered_no_hand(enter, report_in):
    page = page_of(enter("truce_monitor"), f"{PRESS}{report_in}/")
    assert "hand-acts" not in page
    page = page_of(enter("truce_monitor"), f"{PRESS}doubt/")
    assert ("doubts" in page, "hand-acts" in page) == (True, False)
    assert "What you confirm" not in page, "nothing is promised that he cannot do"


def test_a_value_by_hand_says_so_on_its_figures_page_and_on_the_brief(enter, desk, report_in):
    m = figure_in(desk, report_in)
    new = FigureMark(
        span=(m.start, m.end), value=Decimal(13), qualifier="exact", measure="released", party="israel", rule="hand",
    )  # fmt: skip
    correct_mark(desk("analyst"), report_in, m.token, new)
    assert "corrected by hand, Analyst" in page_of(enter("lead"), f"/en/case/{CASE}/figures/released.israel/")
    assert "(the reader had 12)" in page_of(enter("lead"), f"/en/case/{CASE}/figures/released.israel/")


# reading again


def test_what_an_older_reader_read_is_read_again_and_what_changed_is_listed(enter, desk, monkeypatch):
    monkeypatch.setattr(reader, "VERSION", "1")
    monkeypatch.setattr("wasata.desk.taking.fact_of.__kwdefaults__", {"by": "1"})
    names = [take_in_report(desk("lead"), NewReport(f"Report {n}. {TEXT}")).report for n in range(3)]
    monkeypatch.undo()
    told = outdated(desk("lead"))
    assert (told.reports, told.by, told.names) == (3, (("1", 3),), tuple(names))
    client = enter("analyst")
    assert "3 reports were read by an older reader" in page_of(client, f"{PRESS}read-again/")
    assert client.post(f"{PRESS}read-again/start/", {"act": "r1"}).status_code == 302
    run = Run.of(desk("lead"))
    assert run is not None
    run.wait(60)
    assert outdated(desk("lead")).reports == 0
    page = page_of(client, f"{PRESS}read-again/")
    assert "3 reports were read again" in page
    assert report_page(desk("lead"), names[0], "en").readings == 2
    assert client.get(f"{PRESS}changed/?by=reading").status_code == 200


def test_a_run_broken_off_goes_on_and_reads_nothing_twice(desk, monkeypatch):
    monkeypatch.setattr("wasata.desk.taking.fact_of.__kwdefaults__", {"by": "1"})
    for n in range(5):
        take_in_report(desk("lead"), NewReport(f"Report {n}. {TEXT}"))
    monkeypatch.undo()
    d = desk("lead")
    run = read_many_again(d, at_once=2, act_id="run")
    assert [next(run).done, next(run).done] == [0, 2]
    run.close()  # the room was stopped here
    assert outdated(d).reports == 3
    assert [p.done for p in read_many_again(d, at_once=2)] == [0, 2, 3]
    assert [p.total for p in read_many_again(d)] == [0]
    with d.hold():
        assert [len(f.bases) for f in d.fold(VIEW).reports] == [2] * 5


def test_reading_never_holds_the_desk(desk, monkeypatch):
    import threading

    d = desk("lead")
    name = take_in_report(d, NewReport(TEXT)).report
    held: list[bool] = []
    read = reader.read

    def watched(*args, **kwargs):
        def ask() -> None:
            free = d._shelf.lock.acquire(blocking=False)
            held.append(not free)
            if free:
                d._shelf.lock.release()

        other = threading.Thread(target=ask)
        other.start()
        other.join()
        return read(*args, **kwargs)

    monkeypatch.setattr(reader, "read", watched)
    list(read_many_again(d, [name]))
    assert held == [False]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_second_looks_are_kept_or_let_go_on_their_page(enter, desk, report_in, lang):
    from tests.desk.conftest import read

    from wasata.desk.access import new_act_id

    d = desk("lead")
    m = figure_in(desk, report_in)
    confirm_mark(d, report_in, m.token, "I was there")
    d.ledger.append(
        {"press": (d.ledger.head("press").seq, (read(report_in, TEXT, reader="9"),))}, author="lead", act=new_act_id()
    )
    client, address = enter("analyst"), f"/{lang}/case/{CASE}/press/second-look/"
    page = page_of(client, address)
    assert "I was there" in page
    action = f"/{lang}/case/{CASE}/press/{report_in}/mark/"
    assert client.post(action, sent(page, action) | {"do": "go"})["Location"].startswith(address)
    assert second_looks(d, "en").total == 0
    assert not [x for x in report_page(d, report_in, "en").marks if x.group == "figures"]


def test_the_api_shows_what_was_done_by_hand(enter, desk, report_in):
    confirm_mark(desk("analyst"), report_in, figure_in(desk, report_in).token, "sure of it")
    told = enter("lead").get(f"/api/cases/{CASE}/reports/{report_in}").json()
    mark = next(m for m in told["marks"] if m["group"] == "figures")
    assert [(h["act"], h["why"]) for h in mark["hands"]] == [("confirmed", "sure of it")]
    assert isinstance(mark["sure"], int)


def test_a_reason_too_long_is_refused_and_what_was_typed_stands(enter, desk, report_in):
    client, m, long = enter("analyst"), figure_in(desk, report_in), "why " * 200
    before = desk("lead").ledger.head("press").seq
    answer = client.post(f"{PRESS}{report_in}/mark/", {"mark": m.token, "do": "strike", "why": long, "act": "a1"})
    assert answer.status_code == 400
    assert long.strip() in answer.content.decode()
    place = f"{PRESS}{report_in}/mark/form/"
    filled = sent(page_of(client, f"{place}?mark={m.token}"), place) | {"value": "13", "why": long}
    answer = client.post(place, filled)
    assert answer.status_code == 400
    assert f'value="{long}"' in answer.content.decode()
    assert desk("lead").ledger.head("press").seq == before


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_list_by_doubt_says_how_far_an_answer_reaches_and_a_card_asks(enter, desk, lang):
    text = "Qatar said 12 people were freed on Friday."
    for outlet in ("Paper A", "Paper B", "Paper C"):
        take_in_report(desk("lead"), NewReport(text, outlet=outlet))
    client, address = enter("analyst"), f"/{lang}/case/{CASE}/press/doubt/"
    page = page_of(client, f"{address}?kind=figures")
    assert page.count('<input type="hidden" name="prints" value="all">') == page.count('class="doubt ') == 1
    action = f"/{lang}/case/{CASE}/press/r-0001/mark/"
    given = sent(page, action)
    for _ in range(2):  # sent twice, it is done once
        assert client.post(action, given | {"do": "strike", "why": "x"}).status_code == 302
    marks = [[m for m in report_page(desk("lead"), f"r-000{n}", "en").marks if m.group == "figures"] for n in (1, 2, 3)]
    assert [[m.struck for m in ms] for ms in marks] == [[True]] * 3
    card = page_of(client, f"/{lang}/case/{CASE}/press/r-0002/")
    assert '<input type="checkbox" name="prints" value="all">' in card
    given = {"mark": marks[1][0].token, "act": "back", "do": "lift"}
    client.post(f"/{lang}/case/{CASE}/press/r-0002/mark/", given)
    now = [
        [m.struck for m in report_page(desk("lead"), f"r-000{n}", "en").marks if m.group == "figures"]
        for n in (1, 2, 3)
    ]
    assert now == [[True], [False], [True]], "a card unticked is this report alone"


def test_a_correction_from_the_list_by_doubt_goes_for_all_prints(enter, desk):
    text = "Qatar said 12 people were freed on Friday."
    for outlet in ("Paper A", "Paper B"):
        take_in_report(desk("lead"), NewReport(text, outlet=outlet))
    client = enter("analyst")
    page = page_of(client, f"/en/case/{CASE}/press/doubt/?kind=figures")
    form = html.unescape(re.search(r'href="([^"]*/mark/form/[^"]*)"', page)[1])
    address = form.partition("?")[0]
    given = sent(page_of(client, form), address)
    assert given["prints"] == "all"
    assert client.post(address, given | {"value": "13"}).status_code == 302
    for report in ("r-0001", "r-0002"):
        [figure] = [m for m in report_page(desk("lead"), report, "en").marks if m.group == "figures"]
        assert "13" in figure.what
