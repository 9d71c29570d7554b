"""A case opens with signs drawn by lot, and shows itself only to its readers."""

import shutil
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.desk import on_table
from tests.desk.conftest import CASE, Clock

from wasata.desk.access import ROLE_LOGS, Desk, admit_reader
from wasata.desk.brief import brief
from wasata.desk.case import (
    any_lead,
    case_head,
    cases,
    names_for,
    never_opened,
    note_heads,
    note_heads_of_the_day,
    open_case,
    opened,
    page_hour,
    signs,
    write_note,
)  # fmt: skip
from wasata.desk.notice import post_notice, table
from wasata.errors import CaseEmpty, CaseExists, CaseWrong, DiskFull, NotAllowed
from wasata.record.home import Home
from wasata.words import tell

NAMES = {"names": {"ar": "قضية", "en": "Case"}, "period": {"ar": "", "en": ""}, "lead": "lead"}


def test_signs_are_drawn_by_lot_and_written_down(home: Home, now: Clock):
    def reverse(drawn: list[str]) -> None:
        drawn.reverse()

    desk = open_case(home, "one", parties=("a", "b", "c"), mediators=("m",), lot=reverse, now=now, **NAMES)
    assert signs(desk) == {"c": "p1", "b": "p2", "a": "p3", "m": "p0"}
    assert [e.kind for e in desk.ledger.entries("bureau")] == ["case.opened"]


def test_the_lot_is_not_always_the_same(home: Home, now: Clock):
    drawn = {
        tuple(sorted(signs(open_case(home, f"c{n}", parties=("a", "b", "c", "d"), now=now, **NAMES)).items()))
        for n in range(12)
    }  # fmt: skip
    assert len(drawn) > 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"parties": ("a", "b", "c", "d", "e")}, {"parties": ("a", "a")}, {"parties": ("a",), "mediators": ("a",)},
        {"zone": "Gaza/Moon"}, {"zone": "../etc"}, {"names": {"ar": "قضية", "en": " "}},
    ],
)  # fmt: skip
def test_a_case_that_is_not_sound_is_not_opened(home: Home, wrong: dict[str, object]):
    with pytest.raises(CaseWrong):
        open_case(home, "bad", **(NAMES | wrong))
    assert home.cases() == ()


def test_a_case_is_opened_once(home: Home, lead: Desk):
    with pytest.raises(CaseExists):
        open_case(home, CASE, **NAMES)


def test_a_case_whose_opening_was_broken_off_is_opened_the_next_time(home: Home, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise DiskFull(path="record")

    with monkeypatch.context() as full:
        full.setattr("wasata.record.ledger.Ledger.append", fails)
        with pytest.raises(DiskFull):
            open_case(home, "late", **NAMES)
    desk = open_case(home, "late", **NAMES)
    assert [e.kind for e in desk.ledger.entries("bureau")] == ["case.opened"]
    assert desk.ledger.verify().anchored
    with pytest.raises(CaseExists):
        open_case(home, "late", **NAMES)


def test_a_case_put_back_to_before_its_first_entry_is_opened_again_under_its_name(tmp_path: Path):
    path, copy = tmp_path / "home", tmp_path / "copy"
    with Home.create(path) as home:
        open_case(home, "other", **(NAMES | {"lead": "someone"}))
    shutil.copy(path / "record.sqlite3", copy)
    with Home.open(path) as home:
        write_note(open_case(home, "late", **NAMES), "Given up with the database.", "en")
    for part in path.glob("record.sqlite3*"):
        part.unlink()
    shutil.copy(copy, path / "record.sqlite3")
    with Home.open(path, restored=True) as home:
        assert list(home.accepted) == ["late"]
        assert never_opened(home, "late")
        assert not never_opened(home, "other")
        assert cases(home, "lead", "en") == ()
        with pytest.raises(CaseEmpty) as empty:
            any_lead(home, "late")
        for lang in ("ar", "en"):
            told, then = tell(empty.value, lang)
            assert "late" in told
            assert "wasata case open late" in then.replace("\u2068", "").replace("\u2069", "")
        desk = open_case(home, "late", **NAMES)
        assert [e.kind for e in desk.ledger.entries("bureau")] == ["case.opened"]
        kinds = [e.kind for e in desk.ledger.entries("access")]
        assert kinds[:2] == ["access.record_restored", "access.reader_admitted"], "what was accepted stays recorded"
        assert desk.ledger.verify().anchored
        assert (desk.role, any_lead(home, "late")) == ("lead", "lead")
        with pytest.raises(CaseExists):
            open_case(home, "late", **NAMES)
    with Home.open(path) as home:
        assert [c.case for c in cases(home, "lead", "en")] == ["late"]


def test_a_restore_that_leaves_the_opening_of_a_case_leaves_the_case(tmp_path: Path):
    path, copy = tmp_path / "home", tmp_path / "copy"
    with Home.create(path) as home:
        open_case(home, "late", **NAMES)
    shutil.copy(path / "record.sqlite3", copy)
    with Home.open(path) as home:
        write_note(Desk.open(home, "late", "lead"), "Given up with the database.", "en")
    for part in path.glob("record.sqlite3*"):
        part.unlink()
    shutil.copy(copy, path / "record.sqlite3")
    with Home.open(path, restored=True) as home:
        assert not never_opened(home, "late")
        with pytest.raises(CaseExists):
            open_case(home, "late", **NAMES)
        assert any_lead(home, "late") == "lead"


def test_every_reader_of_the_table_sees_the_same_signs_and_name(at_desk: Callable[[str], Desk]):
    heads = {role: case_head(at_desk(role), "ar") for role in ("lead", "delegate", "truce_monitor")}
    assert {h.name for h in heads.values()} == {"محادثات التجربة"}
    assert len({h.signs for h in heads.values()}) == 1
    assert heads["delegate"].logs == ("table",)


def test_who_holds_neither_table_nor_bureau_sees_a_bare_name(lead: Desk, at_desk: Callable[[str], Desk]):
    from wasata.desk.access import grant_log, revoke_log

    revoke_log(lead, "auditor", "table")
    grant_log(lead, "auditor", "press")
    head = case_head(at_desk("auditor"), "en")
    assert (head.name, head.signs) == (CASE, ())


def test_the_list_holds_the_cases_one_was_admitted_to_and_no_other(home: Home, lead: Desk, now: Clock):
    open_case(home, "other", now=now, **(NAMES | {"lead": "someone"}))
    assert [c.case for c in cases(home, "officer", "en")] == [CASE]
    assert [c.case for c in cases(home, "someone", "en")] == ["other"]
    assert cases(home, "stranger", "en") == ()
    assert any_lead(home, "other") == "someone"


def test_a_note_and_a_notice_have_words(lead: Desk, at_desk: Callable[[str], Desk]):
    with pytest.raises(CaseWrong):
        write_note(lead, "  ", "en")
    with pytest.raises(CaseWrong):
        post_notice(lead, ar="إعلان", en="")
    with pytest.raises(NotAllowed):
        post_notice(at_desk("analyst"), ar="إعلان", en="Notice")
    on_table.post_notice(lead, ar="إعلان", en="Notice")
    assert [n.words for n in table(lead, "ar")] == ["إعلان"]


def test_the_root_over_all_heads_is_noted_and_its_sheet_given(lead: Desk):
    root, sheet = note_heads(lead)
    assert root.encode() in sheet
    assert [e.data["root"] for e in lead.ledger.entries("bureau") if e.kind == "case.heads_noted"] == [root]


def test_the_root_of_the_day_is_noted_once_a_day_by_the_clock_of_the_case(
    lead: Desk, at_desk: Callable[[str], Desk], now: Clock
):
    def roots() -> list[str]:
        return [e.data["root"] for e in lead.ledger.entries("bureau") if e.kind == "case.heads_noted"]

    for role in ("officer", "analyst", "auditor", "delegate", "truce_monitor"):
        note_heads_of_the_day(at_desk(role))
    assert roots() == []
    note_heads_of_the_day(lead)
    note_heads_of_the_day(lead)
    assert len(roots()) == 1
    zone = ZoneInfo(case_head(lead, "en").zone)
    midnight = datetime.combine(now.at.astimezone(zone).date() + timedelta(days=1), time(), zone)
    now.at = midnight - timedelta(seconds=1)
    note_heads_of_the_day(lead)
    assert len(roots()) == 1
    now.at = midnight
    note_heads_of_the_day(lead)
    assert len(roots()) == 2
    sheets = sorted((lead.home.path / "sheets").iterdir())
    assert [root in sheet.read_text() for root, sheet in zip(roots(), sheets, strict=True)] == [True, True]
    assert brief(lead, "en").root.root == roots()[-1]
    assert brief(at_desk("truce_monitor"), "en").root is None


def test_pages_are_drawn_for_now(lead: Desk, now: Clock):
    assert page_hour(lead) == now.at
    assert case_head(lead, "en").as_of == now.at


def test_parties_are_called_by_the_roster(lead: Desk):
    names = names_for(lead, "ar")
    assert names.of("qatar") == "قطر"
    assert names.who("Majed al-Ansari", "en", "person", "qatar", None).party_name == "قطر"
    assert opened(lead)["zone"] == "Asia/Gaza"


def test_a_second_admission_changes_the_role_and_keeps_what_was_granted(lead: Desk, at_desk: Callable[[str], Desk]):
    admit_reader(lead, "delegate", "analyst")
    assert at_desk("delegate").role == "analyst"
    assert set(at_desk("delegate").sight) == set(ROLE_LOGS["analyst"])
