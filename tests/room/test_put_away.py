"""A report put away from its page: what it means is shown first, a reason is asked, and it can be called back."""

import pytest

from wasata.desk.taking import NewReport, take_in_report

pytestmark = pytest.mark.django_db

CASE = "test-case"
TEXT = "Israel said on Friday that 12 people were killed. Talks continue in Egypt."


@pytest.fixture
def address(home, desk) -> str:
    report = take_in_report(desk("lead"), NewReport(TEXT, title="Lists <b>")).report
    return f"/en/case/{CASE}/press/{report}/"


def read(answer) -> str:
    return answer.content.decode()


def test_the_page_says_what_counts_no_more_before_anything_is_done(enter, desk, address):
    client = enter("analyst")
    assert f"{address}away/" in read(client.get(address))
    page = read(client.get(f"{address}away/"))
    assert "1 figure" in page
    assert "Lists &lt;b&gt;" in page
    assert "<script" not in page.split("</header>")[-1].split("<form")[1].split("</form>")[0]
    assert desk("lead").ledger.head("press").seq == 2


def test_it_is_put_away_with_a_reason_and_called_back(enter, desk, address):
    client = enter("analyst")
    refused = client.post(f"{address}away/", {"do": "away", "reason": " ", "act": "a"})
    assert refused.status_code == 400
    assert "say in a few words" in read(refused)
    sent = {"do": "away", "reason": "About <i>Peru</i>", "act": "a"}
    for _ in range(2):
        assert client.post(f"{address}away/", sent)["Location"] == address
    page = read(client.get(address))
    assert "Nothing in it counts." in page
    assert "About &lt;i&gt;Peru&lt;/i&gt;" in page
    assert "Put away: not about the case" in read(client.get(f"/en/case/{CASE}/press/"))
    assert "Put away: not about the case" in read(client.get(f"/en/case/{CASE}/press/", {"q": "Egypt"}))
    told = client.get(f"/api/cases/{CASE}/reports/r-0001").json()
    assert (told["line"]["away"], told["away"][0]["reason"]) == (True, "About <i>Peru</i>")
    assert "Call this report back?" in read(client.get(f"{address}away/"))
    assert client.post(f"{address}away/", {"do": "back", "act": "b"})["Location"] == address
    assert "Nothing in it counts." not in read(client.get(address))
    assert [e.kind for e in desk("lead").ledger.entries("press")][2:] == ["report.put_away", "report.called_back"]


def test_whoever_may_only_read_sees_that_it_is_away_and_no_button(enter, address):
    enter("lead").post(f"{address}away/", {"do": "away", "reason": "no", "act": "a"})
    page = read(enter("truce_monitor").get(address))
    assert "Nothing in it counts." in page
    assert f"{address}away/" not in page
    assert enter("truce_monitor").post(f"{address}away/", {"do": "back"}).status_code == 403
    assert enter("delegate").get(f"{address}away/").status_code == 404
