"""What may stand on the common table, each guard by a case that only it stops."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk import on_table
from tests.desk.conftest import Clock
from tests.desk.relays import SECRET, Room

from wasata.desk import for_table, notice, table
from wasata.desk.access import Desk, admit_reader
from wasata.desk.case import open_case
from wasata.desk.for_table import Wish
from wasata.errors import ActReused, CaseWrong, KindUnknown, TableWrong
from wasata.record.home import Home

AtDesk = Callable[[str], Desk]
WORDS: Any = {"ar": "جولة ثانية", "en": "Second round"}
DAY = date(2023, 11, 22)


def why(refused: pytest.ExceptionInfo[Any]) -> str:
    return str(refused.value.values["why"]).rpartition(".")[2]


@pytest.fixture
def public(home: Home, now: Clock) -> Desk:
    return open_case(
        home, "public", names=WORDS, period=WORDS, lead="lead", parties=("hamas",), public_only=True, zone="Asia/Gaza",
        lot=lambda _: None, now=now,
    )  # fmt: skip


def shared(desk: Desk) -> table.Shared:
    with desk.hold():
        return desk.fold(table.SHARED)


def test_every_move_of_a_day_and_its_end_are_told_to_a_telephone_as_newer_words_of_their_own_hour(
    at_desk: AtDesk, now: Clock
):
    def told() -> list[str]:
        lines = table.calendar_file(at_desk("lead"), "en").decode().split("\r\n")
        return [line for line in lines if line.startswith(("SEQUENCE", "DTSTAMP"))]

    entry = on_table.enter_day(at_desk("lead"), DAY, WORDS)
    assert told() == ["DTSTAMP:20231120T060000Z", "SEQUENCE:0"]
    for n in (1, 2):
        now.on(hours=1)
        on_table.enter_day(at_desk("lead"), date(2023, 11, 22 + n), WORDS, entry=entry)
        assert told() == [f"DTSTAMP:20231120T0{6 + n}0000Z", f"SEQUENCE:{n}"]
    now.on(hours=1)
    on_table.strike_day(at_desk("lead"), entry)
    assert told() == ["DTSTAMP:20231120T090000Z", "SEQUENCE:3"]


@pytest.mark.parametrize("kind", ["table.day_doubled", "table.something_newer"])
def test_a_newer_kind_of_the_table_is_not_passed_over(kind: str):
    told: Any = SimpleNamespace(kind=kind, version=1, data={})
    with pytest.raises(KindUnknown):
        table._step(table.Shared(), told)


def test_what_others_put_on_the_table_is_no_name_and_no_day_of_it():
    told: Any = SimpleNamespace(kind="notice.posted", version=1, data={})
    assert table._step(table.Shared(), told) == table.Shared()


@pytest.mark.parametrize("words", [{"ar": "جولة"}, {"en": "Round"}, {"ar": " ", "en": "Round"}, {}])
@pytest.mark.parametrize("what", ["name", "day", "move", "strike"])
def test_nothing_goes_on_the_table_in_one_language_alone(at_desk: AtDesk, what: Any, words: Any):
    officer = at_desk("officer")
    entry = on_table.enter_day(officer, DAY, WORDS)

    def put() -> object:
        if what == "name":
            return table.name_fact(officer, "mediator", words)
        if what == "strike":
            return table.strike_fact(officer, entry, words)
        return table.day_fact(officer, entry, DAY, words, None, moves=what == "move")

    with pytest.raises(TableWrong) as refused, officer.hold():
        put()
    assert why(refused) == "words"
    assert refused.value.values["value"] == ("ar" if words.get("ar", " ") == " " else "en")


def test_a_day_may_be_struck_without_a_word(at_desk: AtDesk):
    entry = on_table.enter_day(at_desk("officer"), DAY, WORDS)
    on_table.strike_day(at_desk("officer"), entry)
    (day,) = shared(at_desk("delegate")).days.values()
    assert (day.struck, day.why) == (True, None)


def test_a_day_that_never_stood_or_stands_no_more_is_neither_moved_nor_struck(at_desk: AtDesk):
    officer = at_desk("officer")
    entry = on_table.enter_day(officer, DAY, WORDS)
    on_table.strike_day(officer, entry)
    for named in (entry, "dy-none"):
        for act in (
            lambda named=named: table.strike_fact(officer, named, None),
            lambda named=named: table.day_fact(officer, named, DAY, WORDS, None, moves=True),
        ):
            with pytest.raises(TableWrong) as refused, officer.hold():
                act()
            assert why(refused) == "day"


def test_what_the_table_says_already_may_be_said_there_again_though_a_side_said_it_too(room: Room, at_desk: AtDesk):
    """Who holds no line has heard nothing, and may say the same by chance."""
    room.said()
    told: Any = {"ar": "إعلان", "en": f"Know this. {SECRET}"}
    admit_reader(room.lead, "officer-3", "officer")
    other = at_desk("officer-3")
    for wish in (Wish("notice", told), Wish("day", told, day=DAY)):
        with pytest.raises(TableWrong) as refused:
            for_table.ask(room.lead, wish)
        assert why(refused) == "overheard"
    ask = for_table.ask(other, Wish("day", told, day=DAY))
    for_table.approve(room.hills, ask, Wish("day", told, day=DAY).digest)
    for_table.ask(room.lead, Wish("notice", told))


# where all is public, one person puts it there


def test_one_person_alone_puts_nothing_before_parties_in_confidence(at_desk: AtDesk):
    entry = on_table.enter_day(at_desk("officer"), DAY, WORDS)
    lead = at_desk("lead")
    before = lead.ledger.head("table").seq
    for act in (
        lambda: table.show_name(lead, "mediator", WORDS),
        lambda: table.enter_day(lead, DAY, WORDS),
        lambda: table.strike_day(lead, entry),
        lambda: notice.post_notice(lead, ar="إعلان", en="Notice"),
    ):
        with pytest.raises(TableWrong) as refused:
            act()
        assert why(refused) == "second"
    assert lead.ledger.head("table").seq == before


def test_in_a_public_case_names_days_and_notices_are_put_by_one_and_the_same_form_is_one_act(public: Desk):
    for _ in range(2):
        written = table.show_name(public, "hamas", {"ar": "حماس", "en": "Hamas"}, act_id="name")
        assert list(written.first) == ["table"]
        entry = table.enter_day(public, DAY, WORDS, at=datetime(2023, 11, 22, 7, tzinfo=UTC), act_id="day")
        assert list(notice.post_notice(public, ar="إعلان", en="Notice", act_id="said").first) == ["table"]
    assert public.ledger.head("table").seq == 4
    assert shared(public).names == {"hamas": {"ar": "حماس", "en": "Hamas"}}
    assert [(d.entry, d.day, d.at, d.words) for d in shared(public).days.values()] == [
        (entry, DAY, datetime(2023, 11, 22, 7, tzinfo=UTC), WORDS)
    ]
    assert [n.words for n in notice.table(public, "ar")] == ["إعلان"]
    assert table.enter_day(public, DAY, WORDS) != entry, "another form is another day"
    for _ in range(2):
        notice.post_notice(public, ar="إعلان", en="Notice")
    assert len({n.notice for n in notice.table(public, "ar")}) == 3, "another form is another notice"
    for other in (
        lambda: table.enter_day(public, DAY, {"ar": "س", "en": "Other"}, act_id="day"),
        lambda: table.show_name(public, "hamas", {"ar": "س", "en": "Other"}, act_id="name"),
    ):
        with pytest.raises(ActReused):
            other()


def test_in_a_public_case_a_day_is_moved_and_struck_by_the_same_form_once(public: Desk):
    entry = table.enter_day(public, DAY, WORDS)
    for _ in range(2):
        assert table.enter_day(public, date(2023, 11, 25), WORDS, entry=entry, act_id="move") == entry
    assert [(d.day, d.changes) for d in shared(public).days.values()] == [(date(2023, 11, 25), 1)]
    for _ in range(2):
        assert list(table.strike_day(public, entry, WORDS, act_id="strike").first) == ["table"]
    assert table.enter_day(public, date(2023, 11, 25), WORDS, entry=entry, act_id="move") == entry, "done long ago"
    assert [(d.struck, d.why) for d in shared(public).days.values()] == [(True, WORDS)]
    with pytest.raises(ActReused):
        table.strike_day(public, entry, act_id="strike")
    other = table.enter_day(public, DAY, WORDS)
    for _ in range(2):
        table.strike_day(public, other, act_id="strike-2")
    assert [d.why for d in shared(public).days.values()] == [WORDS, None]


@pytest.mark.parametrize("entry", ["dy-none", None])
def test_in_a_public_case_too_what_cannot_stand_is_refused_by_name(public: Desk, entry: str | None):
    with pytest.raises(TableWrong) as words:
        table.enter_day(public, DAY, {"en": "One"}, entry=entry)  # type: ignore[dict-item]
    assert why(words) == "words"
    with pytest.raises(TableWrong) as gone:
        table.enter_day(public, DAY, WORDS, entry="dy-none")
    assert why(gone) == "day"
    with pytest.raises(TableWrong) as who:
        table.show_name(public, "fatah", WORDS)
    assert why(who) == "who"


@pytest.mark.parametrize(("ar", "en", "missing"), [(" ", "Notice", "ar"), ("إعلان", "", "en")])
def test_a_notice_is_in_both_languages(ar: str, en: str, missing: str):
    with pytest.raises(CaseWrong) as refused:
        notice.notice_fact("t-1", ar, en)
    assert refused.value.values == {"why": "case.why.notice", "value": missing}
    assert notice.notice_fact("t-1", "إعلان", "Notice").words == {"ar": "إعلان", "en": "Notice"}


def test_a_commitment_is_kept_with_its_hour_and_when_it_was_published_and_withdrawn(at_desk: AtDesk, now: Clock):
    hour = datetime(2023, 11, 22, 7, tzinfo=UTC)
    on_table.put(at_desk("officer"), Wish("commitment", WORDS, "mediator", DAY, hour))
    (owed,) = shared(at_desk("delegate")).commitments.values()
    assert (owed.who, owed.to, owed.words, owed.day, owed.at, owed.event) == ("mediator", None, WORDS, DAY, hour, None)
    assert (owed.changes, owed.struck, owed.why, owed.recorded_at) == (0, False, None, owed.published_at)
    now.on(hours=1)
    on_table.put(at_desk("officer"), Wish("withdraw", {"en": "Put off"}, owed.commitment))
    (gone,) = shared(at_desk("delegate")).commitments.values()
    assert (gone.changes, gone.struck, gone.why, gone.published_at) == (1, True, {"en": "Put off"}, owed.published_at)
    assert gone.recorded_at.hour == owed.recorded_at.hour + 1
    on_table.put(at_desk("officer"), Wish("commitment", WORDS, "mediator", event={"en": "after the list"}))
    last = list(shared(at_desk("delegate")).commitments.values())[-1]
    assert (last.day, last.at, last.event) == (None, None, {"en": "after the list"})


@pytest.mark.parametrize("where", ["words", "event"])
def test_what_a_commitment_on_the_table_says_may_be_said_there_again_too(room: Room, at_desk: AtDesk, where: str):
    room.said()
    told: Any = {"en": f"Know this. {SECRET}"}
    again = Wish("notice", {"ar": "إعلان", "en": told["en"]})
    with pytest.raises(TableWrong) as refused:
        for_table.ask(room.lead, again)
    assert why(refused) == "overheard"
    wish = (
        Wish("commitment", told, "mediator", DAY)
        if where == "words"
        else Wish("commitment", WORDS, "mediator", event=told)
    )
    admit_reader(room.lead, "officer-3", "officer")
    for_table.approve(room.hills, for_table.ask(at_desk("officer-3"), wish), wish.digest)
    for_table.ask(room.lead, again)
