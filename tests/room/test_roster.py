"""The names of a case in the room: found, changed one by one or as a table, and never lost to somebody else's change."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from wasata.desk.rereading import read_before_roster
from wasata.desk.taking import NewReport, roster_of, set_roster, take_in_report
from wasata.listen.roster import Entry, Roster, as_table, default_roster

pytestmark = pytest.mark.django_db

CASE = "test-case"
NAMES = f"case/{CASE}/names/"
BODY = {
    "id": "relief-fund",
    "what": "body",
    "part_of": "qatar",
    "ar": "صندوق الإغاثة\nصندوق الإغاثة القطري",
    "en": "the Relief Fund",
}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def upload(client, table: bytes, lang: str = "en"):
    return client.post(f"/{lang}/{NAMES}upload/", {"table": SimpleUploadedFile("names.tsv", table)})


# ---- the list


@pytest.mark.parametrize(
    ("typed", "found"),
    [("الانصاري", "ماجد الأنصاري"), ("hamas", "Hamas"), ("حماس", "Hamas"), ("ماجد", "Majed"), ("قطري", "Qatar")],
)
def test_names_are_found_in_either_language_and_by_their_beginning(home, enter, typed, found):
    page = enter("truce_monitor").get(f"/en/{NAMES}?q={typed}").content.decode()
    list_of = page.split("<tbody>")[1].split("</tbody>")[0]
    assert found in list_of
    assert list_of.count("<tr>") < 40


def test_what_no_entry_is_called_is_said_so_and_a_strange_page_or_kind_is_borne(home, enter):
    client = enter("lead")
    assert "No entry has such a name" in client.get(f"/en/{NAMES}?q=زنجبيلة").content.decode()
    for asked in ("page=9999", "page=-1", "page=²", "kind=nothing", "q=%00%ff", "saved=../x", "read=9999999"):
        assert client.get(f"/en/{NAMES}?{asked}").status_code == 200


def test_each_entry_says_what_it_is_part_of_and_for_whom_it_speaks(home, enter):
    page = enter("lead").get(f"/en/{NAMES}of/majed-ansari/").content.decode()
    shown = page if "qatar-mfa" in page else enter("lead").get(f"/en/{NAMES}?q=الأنصاري").content.decode()
    assert "Qatar" in shown


def test_who_may_not_change_the_names_sees_them_without_forms(home, enter):
    client = enter("officer")
    assert "/names/add/" not in client.get(f"/en/{NAMES}").content.decode()
    page = client.get(f"/en/{NAMES}of/hamas/").content.decode()
    assert "حركة حماس" in page
    assert "<textarea" not in page
    assert client.post(f"/en/{NAMES}of/hamas/", BODY).status_code == 403


# ---- one entry


def test_an_entry_added_is_recorded_and_the_next_report_is_read_with_it(home, enter, desk):
    client = enter("analyst")
    page = client.get(f"/en/{NAMES}add/").content.decode()
    answer = client.post(f"/en/{NAMES}add/", {**BODY, "act": hidden(page, "act")})
    assert answer.status_code == 302
    assert "Recorded: the Relief Fund" in html.unescape(client.get(answer["Location"]).content.decode())
    made = roster_of(desk()).entries["relief-fund"]
    assert made == Entry(
        "relief-fund", "body", "qatar", ("صندوق الإغاثة", "صندوق الإغاثة القطري"), ("the Relief Fund",)
    )
    assert len(roster_of(desk()).entries) == len(default_roster().entries) + 1
    report = take_in_report(desk(), NewReport("قال صندوق الإغاثة القطري إن 30 شاحنة دخلت يوم الجمعة.")).report
    assert "Qatar" in client.get(f"/en/case/{CASE}/press/{report}/").content.decode()


def test_an_entry_is_changed_and_keeps_its_short_name(home, enter, desk):
    client = enter("lead")
    page = client.get(f"/en/{NAMES}of/qatar/").content.decode()
    sent = {"id": "elsewhere", "what": "party", "part_of": "", "ar": "قطر", "en": "Qatar\n\n  the   State of Qatar \nQatar",
            "act": hidden(page, "act"), "seen": hidden(page, "seen")}  # fmt: skip
    assert client.post(f"/en/{NAMES}of/qatar/", sent).status_code == 302
    assert roster_of(desk()).entries["qatar"] == Entry(
        "qatar", "party", None, ("قطر",), ("Qatar", "the State of Qatar")
    )
    assert "elsewhere" not in roster_of(desk()).entries


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "Relief Fund"}, "small Latin letters"),
        ({"id": "qatar"}, "stands for another entry"),
        ({"ar": "", "en": " "}, "no name in either language"),
        ({"ar": "Relief"}, "has no Arabic letter"),
        ({"en": "صندوق"}, "has Arabic letters"),
        ({"en": "a | b"}, "upright stroke"),
        ({"en": "x" * 201}, "200 letters at most"),
        ({"en": "Hamas"}, "Hamas (hamas)"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_by_its_value_and_nothing_is_recorded(home, enter, desk, change, says):
    answer = enter("lead").post(f"/en/{NAMES}add/", {**BODY, **change, "act": "a-1"})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert says in page
    assert "the Relief Fund" in page or "en" in change, "what was typed stays in the form"
    assert roster_of(desk()).is_default


def test_what_leads_back_to_itself_is_refused(home, enter, desk):
    client = enter("lead")
    client.post(f"/en/{NAMES}add/", {**BODY, "act": "a-1"})
    page = client.get(f"/en/{NAMES}of/qatar/").content.decode()
    sent = {
        "what": "party",
        "part_of": "relief-fund",
        "ar": "قطر",
        "en": "Qatar",
        "act": "a-2",
        "seen": hidden(page, "seen"),
    }
    answer = client.post(f"/en/{NAMES}of/qatar/", sent)
    assert answer.status_code == 400
    assert "part of it in turn" in answer.content.decode()


def test_an_entry_that_somebody_else_changed_meanwhile_is_not_overwritten(home, enter, desk):
    mine, theirs = enter("lead"), enter("analyst")
    seen = hidden(mine.get(f"/en/{NAMES}of/qatar/").content.decode(), "seen")
    sent = {"what": "party", "part_of": "", "ar": "قطر", "en": "Qatar", "seen": seen}
    assert theirs.post(f"/en/{NAMES}of/qatar/", {**sent, "act": "a-1"}).status_code == 302
    answer = mine.post(f"/en/{NAMES}of/qatar/", {**sent, "en": "State of Qatar", "act": "a-2"})
    assert answer.status_code == 400
    assert "Somebody else" in answer.content.decode() or "somebody else" in answer.content.decode()
    assert roster_of(desk()).entries["qatar"].en == ("Qatar",)
    assert mine.post(f"/en/{NAMES}of/qatar/remove/", {"seen": seen, "act": "a-3"}).status_code == 400


def test_each_form_of_the_names_sent_twice_is_done_once_and_answered_alike(home, enter, desk):
    client = enter("lead")

    def twice(path: str, form: dict[str, str]) -> None:
        answers = [client.post(f"/en/{NAMES}{path}", form) for _ in range(2)]
        assert [a.status_code for a in answers] == [302, 302]
        assert answers[0]["Location"] == answers[1]["Location"]

    stands = home.ledger(CASE, ("press",)).head("press").seq
    twice("add/", {**BODY, "act": "a-1"})
    seen = hidden(client.get(f"/en/{NAMES}of/relief-fund/").content.decode(), "seen")
    twice("of/relief-fund/", {**BODY, "en": "the Fund for Relief", "seen": seen, "act": "a-2"})
    seen = hidden(client.get(f"/en/{NAMES}of/relief-fund/").content.decode(), "seen")
    twice("of/relief-fund/remove/", {"seen": seen, "act": "a-3"})
    assert "relief-fund" not in roster_of(desk()).entries
    assert home.ledger(CASE, ("press",)).head("press").seq == stands + 3


def test_an_entry_is_removed_unless_others_are_part_of_it_or_the_case_signs_it(home, enter, desk):
    client = enter("lead")
    client.post(f"/en/{NAMES}add/", {**BODY, "act": "a-1"})
    page = client.get(f"/en/{NAMES}of/relief-fund/").content.decode()
    assert "/remove/" in page
    assert (
        client.post(f"/en/{NAMES}of/relief-fund/remove/", {"seen": hidden(page, "seen"), "act": "a-2"}).status_code
        == 302
    )
    assert "relief-fund" not in roster_of(desk()).entries
    for entry, says in (("qatar", "party or mediator of this case"), ("uae", "")):
        page = client.get(f"/en/{NAMES}of/{entry}/").content.decode()
        if entry == "qatar":
            assert "/remove/" not in page
            answer = client.post(f"/en/{NAMES}of/{entry}/remove/", {"seen": hidden(page, "seen"), "act": "a-3"})
            assert answer.status_code == 400
            assert says in answer.content.decode()
    assert client.get(f"/en/{NAMES}of/no-such/").status_code == 404


# ---- the table


def test_the_table_comes_out_and_goes_in_again_without_a_change(home, enter, desk):
    client = enter("lead")
    table = client.get(f"/en/{NAMES}table/")
    assert table.content.decode("utf-8-sig") == as_table(default_roster())
    assert "attachment" in table["Content-Disposition"]
    page = upload(client, table.content).content.decode()
    assert "says what stands already" in page
    assert "/names/set/" not in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_changed_table_says_what_it_would_change_and_is_recorded_on_agreement(home, enter, desk, encoding):
    client = enter("analyst")
    lines = [line for line in as_table(default_roster()).splitlines() if not line.startswith("knesset\t")]
    lines = [line.replace("\tQatar | ", '\t"Qatar | ') + '"' if line.startswith("qatar\t") else line for line in lines]
    table = "\r\n".join([*lines, "new-one\tplace\t\tمكان جديد\tNew Place"]).replace("Mossad | the Mossad", "the Mossad")
    page = html.unescape(upload(client, table.encode(encoding)).content.decode())
    for told in ("1 entry added", "1 entry changed", "1 entry removed", "New Place", "the Knesset"):
        assert told in page
    assert roster_of(desk()).is_default, "nothing is recorded yet"
    sent = {"table": hidden(page, "table"), "seen": hidden(page, "seen"), "act": hidden(page, "act")}
    assert client.post(f"/en/{NAMES}set/", sent).status_code == 302
    made = roster_of(desk()).entries
    assert made["new-one"].en == ("New Place",)
    assert made["mossad"].en == ("the Mossad",)
    assert "knesset" not in made
    assert made["qatar"] == default_roster().entries["qatar"]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (b"one\ttwo\n", "Line 1 of the roster cannot be used: 2"),
        ("a\tthing\t\tاسم\tname\n".encode(), "thing"),
        ("a\tbody\tnobody\tاسم\tname\n".encode(), "nobody"),
        (b"", "no entry"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "names.tsv"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_by_line_and_value(home, enter, desk, table, says):
    answer = upload(enter("lead"), table)
    assert answer.status_code == 400
    assert says in html.unescape(answer.content.decode())
    assert roster_of(desk()).is_default


def test_no_file_chosen_is_told_in_the_pages_language(home, enter):
    answer = enter("lead").post(f"/ar/{NAMES}upload/", {})
    assert answer.status_code == 400
    assert "اختر ملف الجدول أولا" in answer.content.decode()


def test_a_table_is_not_recorded_over_what_somebody_else_changed_meanwhile(home, enter, desk):
    mine = enter("lead")
    table = as_table(default_roster()) + "new-one\tplace\t\tمكان جديد\tNew Place\n"
    page = upload(mine, table.encode()).content.decode()
    enter("analyst").post(f"/en/{NAMES}add/", {**BODY, "act": "a-1"})
    answer = mine.post(f"/en/{NAMES}set/", {"table": table, "seen": hidden(page, "seen"), "act": "a-2"})
    assert answer.status_code == 400
    assert "somebody else has changed the names" in answer.content.decode()
    assert "relief-fund" in roster_of(desk()).entries


def test_a_table_without_a_party_of_the_case_is_refused(home, enter, desk):
    client = enter("lead")
    table = "one-place\tplace\t\tمكان\tPlace\n"
    page = upload(client, table.encode()).content.decode()
    answer = client.post(f"/en/{NAMES}set/", {"table": table, "seen": hidden(page, "seen"), "act": "a-1"})
    assert answer.status_code == 400
    assert "party or mediator of this case" in answer.content.decode()


# ---- reading again


def test_what_was_read_with_the_names_before_is_offered_to_be_read_again(home, enter, desk):
    report = take_in_report(desk(), NewReport("قال صندوق الإغاثة القطري إن 30 شاحنة دخلت يوم الجمعة.")).report
    client = enter("analyst")
    assert "read-again" not in client.get(f"/en/{NAMES}").content.decode()
    client.post(f"/en/{NAMES}add/", {**BODY, "act": "a-1"})
    assert read_before_roster(desk()) == (report,)
    page = client.get(f"/en/{NAMES}").content.decode()
    assert "1 report was read before the names were changed" in page
    answer = client.post(f"/en/{NAMES}read-again/", {"act": "a-2"})
    assert "1 report was read again" in client.get(answer["Location"]).content.decode()
    assert read_before_roster(desk()) == ()
    assert "Qatar" in client.get(f"/en/case/{CASE}/press/{report}/").content.decode()


def test_a_small_roster_of_ones_own_is_a_roster_like_any_other(home, enter, desk):
    own = Roster({
        i: Entry(i, "party", None, (ar,), (en,)) for i, ar, en in (("north", "الشمال", "North"), ("south", "الجنوب", "South"))
    })  # fmt: skip
    set_roster(desk(), own)
    page = enter("lead").get(f"/en/{NAMES}").content.decode()
    assert "2 entries" in page
    assert "nobody has changed them" not in page
