"""The archive: reports about the case go into the press, the others where they cost nothing, and none is lost."""

import pytest

from wasata.desk import archive
from wasata.desk.access import Desk, grant_log, revoke_log
from wasata.desk.archive import (
    ARCHIVE,
    about,
    archive_list,
    call_from_archive,
    file_report,
    file_reports,
    kept_report,
    open_archive,
    scope_of,
    set_scope,
)
from wasata.desk.case import open_case
from wasata.desk.press import PRESS
from wasata.desk.put_away import put_away
from wasata.desk.report import report_page
from wasata.desk.taking import NewReport, take_in_report
from wasata.errors import KeptUnknown, LogNotYours, NotAllowed, ReportBlank, ScopeWrong
from wasata.listen.relevance import Scope
from wasata.record import home as record_home
from wasata.record.fold import Folds

OURS = NewReport("Israel and Hamas exchanged lists of prisoners on Friday.", outlet="Agency", came_by="feed")
OTHER = NewReport("The central bank of Norway raised its rate.", title="Rates rise", outlet="Markets", came_by="feed")


def reports(desk: Desk) -> list[str]:
    with desk.hold():
        return [f.id for f in desk.fold(PRESS).reports]


def test_a_report_about_the_case_goes_into_the_press_and_says_why(lead: Desk):
    filed = file_report(lead, OURS)
    assert (filed.where, filed.report, filed.why) == ("press", "r-0001", "archive.rule.two_parties")
    assert set(filed.names) == {"israel", "hamas"}
    assert report_page(lead, "r-0001", "en").line.came_by == "feed"


def test_a_report_about_something_else_is_kept_whole_and_unread(lead: Desk):
    filed = file_report(lead, OTHER)
    assert (filed.where, filed.report, filed.why) == ("archive", "a-0001", "archive.rule.no_party")
    assert reports(lead) == []
    kept = kept_report(lead, "a-0001")
    assert (kept.text, kept.said_title, kept.outlet, kept.came_by) == (OTHER.text, "Rates rise", "Markets", "feed")
    assert {e.kind for e in lead.ledger.entries("archive")} == {"archive.report_kept"}


def test_the_press_is_the_same_whatever_the_archive_holds(lead: Desk):
    file_report(lead, OURS)
    head = lead.ledger.head("press")
    for n in range(30):
        file_report(lead, NewReport(f"{OTHER.text} Number {n}."))
    assert lead.ledger.head("press") == head
    assert reports(lead) == ["r-0001"]


def test_the_same_words_are_filed_once_wherever_they_stand(lead: Desk):
    file_report(lead, OURS)
    file_report(lead, OTHER)
    again = file_report(lead, NewReport(f"  {OTHER.text}\n"))
    assert (again.where, again.report, again.in_archive) == ("known", "a-0001", True)
    again = file_report(lead, OURS)
    assert (again.where, again.report, again.in_archive) == ("known", "r-0001", False)


def test_what_stands_in_the_press_is_not_put_away_beside_it(lead: Desk):
    take_in_report(lead, OTHER)
    assert file_report(lead, OTHER).report == "r-0001"
    assert lead.ledger.head("archive").seq == 0


@pytest.mark.parametrize("new", [OURS, OTHER])
def test_the_same_act_again_gives_the_first_result(lead: Desk, new: NewReport):
    first = file_report(lead, new, act_id="act")
    set_scope(lead, Scope(("sudan_army", "rsf")) if new is OURS else Scope(words=("Norway",)))
    again = file_report(lead, new, act_id="act")
    assert (again.where, again.report, again.again) == (first.where, first.report, True)
    assert lead.ledger.head("archive").seq == (1 if new is OURS else 2)


def test_many_are_filed_in_turn_and_a_blank_one_keeps_none_out(lead: Desk):
    many = [OURS, OTHER, NewReport(" — \n"), NewReport(OURS.text + " More."), NewReport(OTHER.text)]
    got = list(file_reports(lead, many, at_once=2, act_id="many"))
    assert isinstance(got[2], ReportBlank)
    assert [(g.where, g.report) for g in got if not isinstance(g, ReportBlank)] == [
        ("press", "r-0001"), ("archive", "a-0001"), ("press", "r-0002"), ("known", "a-0001"),
    ]  # fmt: skip
    again = list(file_reports(lead, many, at_once=2, act_id="many"))
    assert [g.report for g in again if not isinstance(g, ReportBlank)] == ["r-0001", "a-0001", "r-0002", "a-0001"]
    assert reports(lead) == ["r-0001", "r-0002"]


def test_a_person_calls_one_in_and_it_says_where_it_came_from(at_desk, lead: Desk):
    file_report(
        lead, NewReport(OTHER.text, title="Rates", outlet="Markets", url="https://example.org/r", came_by="feed")
    )
    taken = call_from_archive(at_desk("officer"), "a-0001")
    fact = next(e.fact for e in lead.ledger.entries("press") if e.kind == "report.received")
    assert (fact.from_archive, fact.came_by, fact.outlet, fact.title) == (None, "archive", "Markets", "Rates")
    assert report_page(lead, taken.report, "en").from_archive == "a-0001", "who holds the archive is led to it"
    told = repr([e.data for e in lead.ledger.entries("press")])
    assert "a-0001" not in told, "who is handed the press alone does not learn what else was put away"
    assert kept_report(lead, "a-0001").in_press == taken.report
    again = call_from_archive(lead, "a-0001")
    assert (again.report, again.again) == (taken.report, True)
    assert reports(lead) == [taken.report]


def test_what_is_not_there_is_refused_by_name(lead: Desk):
    for name in ("a-0001", "a-", "r-0001", "a-١", "a-1"):
        with pytest.raises(KeptUnknown):
            kept_report(lead, name)


def test_the_list_is_paged_newest_first_searched_and_narrowed(lead: Desk):
    list(file_reports(lead, [NewReport(f"A story of fish, part {n}.", outlet="Harbour") for n in range(90)]))
    file_report(lead, NewReport("وصل المنتخب القطري إلى الملعب الكبير مساء أمس."))
    file_report(lead, NewReport("Israel signed a gas contract with Cyprus."))
    first = archive_list(lead)
    assert (first.total, first.whole, first.pages, len(first.lines)) == (92, 92, 3, 40)
    assert first.lines[0].report == "a-0092"
    assert dict(first.rules) == {"no_party": 91, "no_subject": 1}
    assert archive_list(lead, page=99).lines[-1].report == "a-0001"
    assert [x.report for x in archive_list(lead, query="الى الملعب").lines] == ["a-0091"]
    assert archive_list(lead, query="fish HARBOUR").total == 90
    assert [x.names for x in archive_list(lead, rule="no_subject").lines] == [("israel",)]


def test_the_scope_is_what_the_case_was_opened_with_until_somebody_sets_it(lead: Desk, at_desk):
    assert scope_of(lead) == Scope(("hamas", "israel"), ("qatar",))
    set_scope(at_desk("analyst"), Scope(("sudan_army", "rsf"), ("saudi",), ("un",), (" Jeddah ", "Jeddah", "")))
    assert scope_of(lead) == Scope(("sudan_army", "rsf"), ("saudi",), ("un",), ("Jeddah",))
    assert file_report(lead, OURS).where == "archive"


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        (Scope(("nobody-such",)), "name"),
        (Scope(words=("x" * 81,)), "word"),
        (Scope(words=("123",)), "word"),
        (Scope(words=tuple(f"word{n}" for n in range(61))), "many"),
    ],
)
def test_a_scope_that_cannot_be_used_is_refused_and_nothing_changes(lead: Desk, scope: Scope, why: str):
    before = scope_of(lead)
    with pytest.raises(ScopeWrong) as refused:
        set_scope(lead, scope)
    assert refused.value.values["why"] == f"archive.scope_why.{why}"
    assert scope_of(lead) == before


def test_a_case_is_opened_with_words_and_its_parties_are_in_its_scope(home, now):
    desk = open_case(
        home, "words", names={"ar": "قضية", "en": "Case"}, period={"ar": "", "en": ""}, lead="lead",
        parties=("israel", "hamas"), mediators=("qatar",), words=("غزة", "Rafah", " الهدنة ", "truce"), now=now,
    )  # fmt: skip
    assert scope_of(desk) == Scope(("israel", "hamas"), ("qatar",), ("gaza", "rafah"), ("الهدنة", "truce"))
    for text in ("The truce begins at seven.", "دخلت الهدنة حيز التنفيذ.", "تمهيدا للهدنة، توقف إطلاق النار."):
        assert file_report(desk, NewReport(text)).why == "archive.rule.own_word", text
    assert file_report(desk, NewReport("Prices fell.")).where == "archive"
    assert tuple(line.translate({0x2068: "", 0x2069: ""}) for line in about(desk, "en")) == (
        "The case is about what passes between Israel and Hamas.", "Qatar mediates.",
        "A report whose headline or opening has Gaza, Rafah, “الهدنة” or “truce” is its own too.",
    )  # fmt: skip


def test_a_case_opened_with_words_that_cannot_be_used_is_not_opened(home, now):
    with pytest.raises(ScopeWrong):
        open_case(
            home,
            "words",
            names={"ar": "قضية", "en": "Case"},
            period={"ar": "", "en": ""},
            lead="lead",
            words=("7",),
            now=now,
        )
    assert "words" not in home.cases()


def test_a_case_that_says_nothing_takes_all_and_says_so(home, now):
    desk = open_case(
        home, "open", names={"ar": "قضية", "en": "Case"}, period={"ar": "", "en": ""}, lead="lead", now=now
    )
    assert file_report(desk, OTHER).why == "archive.rule.no_scope"
    assert about(desk, "en") == (
        "Nothing was said yet of what the case is about: everything that comes in goes into the press.",
    )


def test_a_search_through_the_texts_finds_what_no_headline_has(lead: Desk, monkeypatch):
    list(
        file_reports(
            lead, [NewReport(f"A story of fish. It ends with number n{n}.", title=f"Fish {n}") for n in range(9)]
        )
    )
    assert archive_list(lead, query="n3").total == 0
    found = archive_list(lead, query="FISH n3", texts=True)
    assert ([x.report for x in found.lines], found.texts) == (["a-0004"], 9)
    monkeypatch.setattr(archive, "TEXTS_SEARCHED", 4)
    assert (archive_list(lead, query="n3", texts=True).total, archive_list(lead, query="n7", texts=True).texts) == (
        0,
        4,
    )


# who may


@pytest.mark.parametrize("reader", ["truce_monitor", "aid_monitor", "delegate", "auditor"])
def test_the_archive_is_the_teams(at_desk, lead: Desk, reader: str):
    file_report(lead, OTHER)
    assert not archive.stands(at_desk(reader))
    with pytest.raises((LogNotYours, NotAllowed)):
        archive_list(at_desk(reader))
    with pytest.raises((LogNotYours, NotAllowed)):
        file_report(at_desk(reader), OTHER)
    with pytest.raises((LogNotYours, NotAllowed)):
        call_from_archive(at_desk(reader), "a-0001")


def test_an_officer_reads_it_and_files_into_the_press_and_is_told_so(at_desk, lead: Desk):
    filed = file_report(at_desk("officer"), OTHER)
    assert (filed.where, filed.why) == ("press", "archive.rule.not_yours")
    assert file_report(at_desk("officer"), OURS).why != filed.why
    file_report(lead, NewReport("Fish is cheap."))
    assert archive_list(at_desk("officer")).total == 1
    with pytest.raises(NotAllowed):
        set_scope(at_desk("officer"), Scope())


# cases older than the archive


@pytest.fixture
def old_case(home, now, monkeypatch) -> Desk:
    """A case that was opened before the house had archives."""
    old = tuple(log for log in record_home.OPENED if log != "archive")
    monkeypatch.setattr(record_home, "OPENED", old)
    from wasata.desk import access

    roles = {r: {log: w for log, w in logs.items() if log != "archive"} for r, logs in access.ROLE_LOGS.items()}
    with monkeypatch.context() as then:
        then.setattr(access, "ROLE_LOGS", roles)
        return open_case(
            home, "old", names={"ar": "قديمة", "en": "Old"}, period={"ar": "", "en": ""}, lead="lead",
            parties=("israel", "hamas"), readers=[("analyst", "analyst"), ("monitor", "truce_monitor")], now=now,
        )  # fmt: skip


def test_an_older_case_goes_on_without_an_archive(old_case: Desk, home, now):
    analyst = Desk.open(home, "old", "analyst", now=now)
    assert not archive.stands(analyst)
    assert file_report(analyst, OTHER).where == "press"
    assert "archive" not in home.logs("old")


def test_its_lead_opens_one_with_the_first_report_that_needs_it(old_case: Desk, home, now):
    assert file_report(old_case, OTHER).where == "archive"
    assert archive_list(Desk.open(home, "old", "analyst", now=now)).total == 1
    assert not Desk.open(home, "old", "monitor", now=now).holds("archive")
    kinds = [e.kind for e in home.ledger("old", ("access",)).entries("access")]
    assert kinds.count("access.log_opened") == 1
    open_archive(old_case)
    assert [e.kind for e in home.ledger("old", ("access",)).entries("access")] == kinds


def test_a_reader_admitted_to_an_older_case_is_given_no_log_that_does_not_stand(old_case: Desk, home, now):
    from wasata.desk.access import admit_reader

    admit_reader(old_case, "second", "analyst")
    assert Desk.open(home, "old", "second", now=now).ledger.logs
    open_archive(old_case)
    assert Desk.open(home, "old", "second", now=now).holds("archive")


def test_one_who_lost_the_log_is_not_given_it_again_by_opening(lead: Desk, at_desk):
    revoke_log(lead, "analyst", "archive")
    file_report(lead, OTHER)
    assert not at_desk("analyst").holds("archive")
    grant_log(lead, "analyst", "archive")
    assert archive_list(at_desk("analyst")).total == 1
    assert file_report(at_desk("analyst"), NewReport("Fish is cheap.")).where == "press"


# the fold


def test_a_snapshot_of_the_archive_gives_the_same_archive(lead: Desk):
    list(file_reports(lead, [NewReport(f"A story of fish, part {n}.") for n in range(5)]))
    set_scope(lead, Scope(words=("fish",)))
    with lead.hold():
        stands = lead.fold(ARCHIVE)
        back = archive.Archive.unpack(stands.pack())
    assert (back.kept, back.prints, back.scope) == (stands.kept, stands.prints, stands.scope)
    assert archive.Archive.unpack(archive.Archive().pack()) == archive.Archive()


def test_the_fold_of_the_press_needs_no_key_of_the_archive(lead: Desk, home):
    file_report(lead, OURS)
    file_report(lead, OTHER)
    assert len(Folds(home.ledger(lead.case, ("press",))).get(PRESS).reports) == 1


def test_one_that_was_put_away_counts_again_when_it_is_called_from_the_archive(lead: Desk):
    kept = file_report(lead, OTHER).report
    taken = call_from_archive(lead, kept, act_id="form-1").report
    put_away(lead, taken, "not of this case")
    assert call_from_archive(lead, kept, act_id="form-1").report == taken
    assert is_away(lead, taken), "the form that took it in, sent once more, says nothing new"
    assert call_from_archive(lead, kept, act_id="form-2").report == taken
    assert not is_away(lead, taken)
    put_away(lead, taken, "not of this case")
    assert call_from_archive(lead, kept, act_id="form-2").report == taken
    assert is_away(lead, taken)


def is_away(desk: Desk, report: str) -> bool:
    with desk.hold():
        press = desk.fold(PRESS)
        return press.is_away(press.by_id[report])
