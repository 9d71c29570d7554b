"""What one asks for the table and a second puts there: each guard by a case that only it stops."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.desk import on_table
from tests.desk.conftest import Clock
from tests.desk.relays import SECRET, Room
from tests.desk.test_definition_guards import just_before, watched_lines
from tests.desk.test_table_guards import public as public

from wasata.desk import for_table, notice, table
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.commitment import commitments
from wasata.desk.for_table import ASKED, Asked, Wish, commitment_of, entry_of
from wasata.desk.message import say
from wasata.errors import ActReused, CaseWrong, KindUnknown, LogNotYours, NotAllowed, TableWrong

AtDesk = Callable[[str], Desk]
WORDS: Any = {"ar": "تبدأ الجولة يوم الأحد", "en": "The round begins on Sunday"}
DAY = date(2023, 11, 22)
HOUR = datetime(2023, 11, 22, 7, tzinfo=UTC)
NOTICE = Wish("notice", WORDS)


def refused(act: Callable[[], Any]) -> tuple[str, str]:
    """Why an act is refused, and what is named."""
    with pytest.raises((TableWrong, CaseWrong)) as raised:
        act()
    return str(raised.value.values["why"]).rpartition(".")[2], str(raised.value.values["value"])


def heads(desk: Desk) -> tuple[int, int]:
    return desk.ledger.head("bureau").seq, desk.ledger.head("table").seq


def broken_off(desk: Desk, ask: str, signed: str) -> None:
    """He gives his word, and nothing is put there."""
    other = Desk.open(desk.home, desk.case, desk.reader, now=desk.now)
    other.do = lambda act, *given, **named: Desk.do(other, act, *given, **named) if act != "put_on_table" else None  # type: ignore[method-assign]
    for_table.approve(other, ask, signed)
    assert for_table.asked(desk, ask, "en").asked.state == "approved"


# what is signed


def test_what_was_signed_is_known_by_the_same_digest_for_ever():
    """It stands in the record: whoever looks at it in ten years makes it anew."""
    whole = Wish("commitment", {"ar": "قول", "en": "Word"}, "hamas", DAY, HOUR, "israel", {"ar": "حدث", "en": "Event"})
    assert (whole.digest, Wish("strike", None).digest) == (
        "3a2f88c6e7c47a2e3501b28b099575d16aeca61cb1ec15503041bf89c938f3a4",
        "0de6e672f55e5fded406b35f84e9c7611696677cfa739406db18185949c7879c",
    )
    assert replace(whole, words={"en": "Word", "ar": "قول"}).digest == whole.digest, "in whatever order"
    assert len(replace(whole, words={"ar": "\ud800"}).digest) == 64, "half a letter breaks nothing"


def test_everything_that_was_asked_for_is_shown_to_the_second_as_it_was_asked(room: Room):
    for who in ("hamas", "israel"):
        on_table.show_name(room.lead, who, {"ar": who, "en": who})
    told: Any = {"ar": "بعد القائمة", "en": "after the list"}
    wish = Wish("commitment", WORDS, "hamas", DAY, HOUR, "israel", told)
    ask = for_table.ask(room.coast, wish)
    first = for_table.asked(room.lead, ask, "en").asked
    assert first == Asked(ask, wish, "officer", first.at)
    assert first.at - room.now() < timedelta(seconds=1)
    assert for_table.asked(room.lead, ask, "en").signed == wish.digest
    on_table.put(room.coast, wish)
    (one,) = commitments(room.hills_door, "en")
    assert (one.who, one.to, one.words, one.due, one.at, one.event) == (
        "hamas", "israel", WORDS["en"], DAY, HOUR, "after the list",
    )  # fmt: skip
    for_table.send_back(room.lead, ask, "Say which list.")
    assert for_table.asked(room.coast, ask, "en").asked == Asked(
        ask, wish, "officer", first.at, "sent_back", "lead", "Say which list."
    )
    for_table.take_back(room.coast, ask)
    assert for_table.asked(room.coast, ask, "en").asked.state == "taken_back"
    bare = Wish("strike", None, on_table.enter_day(room.lead, DAY, WORDS))
    ask = for_table.ask(room.coast, bare)
    assert for_table.asked(room.lead, ask, "en").asked.wish == bare
    broken_off(room.lead, ask, bare.digest)
    assert for_table.asked(room.lead, ask, "en").asked.by == "lead"
    for_table.approve(room.lead, ask, bare.digest)
    assert for_table.asked(room.lead, ask, "en").asked.state == "put"


@pytest.mark.parametrize("kind", ["table.asked_twice", "table.something_newer"])
def test_a_newer_kind_of_asking_is_not_passed_over_and_what_the_team_does_else_is(kind: str):
    told: Any = SimpleNamespace(kind=kind, version=1, data={})
    with pytest.raises(KindUnknown):
        for_table._step({}, told)
    other: Any = SimpleNamespace(kind="tables.laid", version=1, data={})
    assert for_table._step({}, other) == {}


def test_who_does_not_see_the_table_is_told_that_it_was_approved_and_no_more(at_desk: AtDesk, lead: Desk):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    for_table.approve(lead, ask, NOTICE.digest)
    assert for_table.asked(at_desk("analyst"), ask, "en").asked.state == "put"
    revoke_log(lead, "analyst", "table")
    with at_desk("analyst").hold():
        assert for_table._known(at_desk("analyst"), ask).state == "approved"


# what can stand there


@pytest.mark.parametrize(
    ("wish", "why", "named"),
    [
        (Wish("notice", None), "notice", "ar"),
        (Wish("notice", {"ar": "إعلان"}), "notice", "en"),
        (Wish("notice", {"en": "Notice"}), "notice", "ar"),
        (Wish("name", WORDS), "who", ""),
        (Wish("name", None, "mediator"), "words", "ar"),
        (Wish("strike", None), "day", ""),
        (Wish("move", WORDS, None, DAY), "day", ""),
        (Wish("day", WORDS), "day_missing", "day"),
        (Wish("day", None, day=DAY), "words", "ar"),
        (Wish("day", WORDS, day=date(2023, 11, 23), at=HOUR), "hour", "2023-11-23"),
        (Wish("commitment", WORDS, day=DAY), "unnamed", ""),
        (Wish("withdraw", WORDS), "commitment", ""),
    ],
)  # fmt: skip
def test_what_lacks_a_part_is_neither_asked_for_nor_put_where_all_is_public(
    at_desk: AtDesk, public: Desk, wish: Wish, why: str, named: str
):
    lead = at_desk("lead")
    for desk in (lead, public):
        before = heads(desk)
        told = refused(lambda desk=desk: for_table.offer(desk, wish))
        assert told[0] == why
        assert told[1] == named or (wish.what, desk) == ("move", public)
        assert heads(desk) == before


def test_an_hour_is_of_its_day_by_the_clock_of_the_case(at_desk: AtDesk):
    late = datetime(2023, 11, 21, 22, 30, tzinfo=UTC)  # half past midnight of the 22nd in Gaza
    ask = on_table.put(at_desk("officer"), Wish("day", WORDS, day=DAY, at=late))
    (day,) = table.days(at_desk("delegate"), "en")
    assert (day.entry, day.at) == (entry_of(ask), late)
    gone = on_table.put(at_desk("officer"), Wish("move", WORDS, entry_of(ask), date(2023, 11, 23)))
    (day,) = table.days(at_desk("delegate"), "en")
    assert (day.entry, day.day, day.at) == (entry_of(ask), date(2023, 11, 23), None)
    assert gone != ask


def test_a_reason_is_read_by_all_and_one_language_of_a_commitment_is_enough(at_desk: AtDesk):
    officer = at_desk("officer")
    entry = on_table.enter_day(officer, DAY, WORDS)
    on_table.strike_day(officer, entry, {"ar": "أُجلت", "en": "Put off"})
    assert [d.why for d in table.days(at_desk("delegate"), "ar")] == ["أُجلت"]
    made = commitment_of(on_table.put(officer, Wish("commitment", {"en": "We come."}, "mediator", DAY)))
    on_table.put(officer, Wish("withdraw", {"ar": "أُجلت"}, made))
    (one,) = commitments(at_desk("delegate"), "ar")
    assert (one.commitment, one.words, one.lang, one.why, one.state) == (made, "We come.", "en", "أُجلت", "struck")


# who puts it there


def test_a_delegate_is_not_told_whether_a_second_person_is_needed(at_desk: AtDesk, public: Desk):
    assert for_table.waits_for_second(at_desk("delegate")) is False
    assert for_table.waits_for_second(at_desk("lead")) is True
    assert for_table.waits_for_second(public) is False


def test_who_may_not_approve_is_told_so_and_not_whether_he_has_seen_the_right_words(at_desk: AtDesk, lead: Desk):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    for named in (ask, "tb-none"):
        with pytest.raises(NotAllowed):
            for_table.approve(at_desk("analyst"), named, "0" * 64)


def test_who_only_reads_what_the_team_writes_puts_nothing_there_on_the_word_of_another(at_desk: AtDesk, lead: Desk):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    broken_off(lead, ask, NOTICE.digest)
    admit_reader(lead, "other", "officer")
    grant_log(lead, "other", "bureau")
    with pytest.raises(NotAllowed):
        for_table.approve(at_desk("other"), ask, NOTICE.digest)
    assert notice.table(lead, "en") == ()


def test_who_may_not_write_the_table_gives_no_word_either(at_desk: AtDesk, lead: Desk):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    admit_reader(lead, "other", "officer")
    grant_log(lead, "other", "table")
    before = heads(lead)
    with pytest.raises(NotAllowed):
        for_table.approve(at_desk("other"), ask, NOTICE.digest)
    revoke_log(lead, "other", "table")
    with pytest.raises((NotAllowed, LogNotYours)):
        for_table.approve(at_desk("other"), ask, NOTICE.digest)
    assert heads(lead) == before


def test_nobody_approves_what_he_asked_for_himself_nor_what_he_did_not_see(at_desk: AtDesk):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    assert refused(lambda: for_table.approve(at_desk("officer"), ask, NOTICE.digest)) == ("own", ask)
    other = Wish("notice", {**WORDS, "en": "Other"})
    assert refused(lambda: for_table.approve(at_desk("lead"), ask, other.digest)) == ("older", ask)
    broken_off(at_desk("lead"), ask, NOTICE.digest)
    assert refused(lambda: for_table.approve(at_desk("officer"), ask, NOTICE.digest)) == ("own", ask)
    assert refused(lambda: for_table.approve(at_desk("lead"), ask, other.digest)) == ("older", ask)


def test_the_same_approval_sent_twice_at_once_is_one(at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch):
    ask, second = (for_table.ask(at_desk("officer"), NOTICE) for _ in range(2))
    before = heads(at_desk("lead"))
    for named, act in ((ask, "approve_for_table"), (second, "put_on_table")):
        came = just_before(
            monkeypatch, act, lambda named=named: for_table.approve(at_desk("lead"), named, NOTICE.digest)
        )
        for_table.approve(at_desk("lead"), named, NOTICE.digest)
        assert came
    assert heads(at_desk("lead")) == (before[0] + 2, before[1] + 2)


@pytest.mark.parametrize("act", ["approve_for_table", "put_on_table"])
def test_of_two_who_approve_at_once_the_slower_is_told_that_it_is_decided(
    at_desk: AtDesk, lead: Desk, monkeypatch: pytest.MonkeyPatch, act: str
):
    admit_reader(lead, "other", "officer")
    grant_log(lead, "other", "table", may_write=True)
    ask = for_table.ask(at_desk("officer"), NOTICE)
    before = heads(lead)
    just_before(monkeypatch, act, lambda: for_table.approve(at_desk("other"), ask, NOTICE.digest))
    assert refused(lambda: for_table.approve(lead, ask, NOTICE.digest)) == ("decided", ask)
    assert heads(lead) == (before[0] + 1, before[1] + 1)


@pytest.mark.parametrize("act", ["approve_for_table", "put_on_table"])
def test_what_its_author_takes_back_in_that_very_moment_does_not_come_there(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch, act: str
):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    just_before(monkeypatch, act, lambda: for_table.take_back(at_desk("officer"), ask))
    assert refused(lambda: for_table.approve(at_desk("lead"), ask, NOTICE.digest)) == ("decided", ask)
    assert notice.table(at_desk("delegate"), "en") == ()


def test_what_a_side_says_in_confidence_meanwhile_keeps_it_off_the_table(room: Room):
    """His word is in the bureau already: it was the writer's own sentence then, and is a secret now."""
    wish = Wish("notice", {"ar": "إعلان", "en": f"Know this: {SECRET}"})
    ask = for_table.ask(room.hills, wish)
    broken_off(room.lead, ask, wish.digest)
    say(room.coast_door, "coast", [(SECRET, "none")], "en")
    assert refused(lambda: for_table.approve(room.lead, ask, wish.digest))[0] == "overheard"
    assert notice.table(room.lead, "en") == ()


def test_while_it_is_put_there_nobody_writes_where_it_could_be_taken_back(
    at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
):
    ask = for_table.ask(at_desk("officer"), NOTICE)
    stood = watched_lines(monkeypatch)
    for_table.approve(at_desk("lead"), ask, NOTICE.digest)
    assert stood == [{"table", "bureau"}]


# one form is one act


def test_one_form_of_asking_is_one_act_and_with_other_content_none(at_desk: AtDesk):
    officer = at_desk("officer")
    first = for_table.offer(officer, NOTICE, act_id="a1")
    assert for_table.offer(officer, NOTICE, act_id="a1") == for_table.ask(officer, NOTICE, act_id="a1") == first
    with pytest.raises(ActReused):
        for_table.ask(officer, Wish("notice", {**WORDS, "en": "Other"}), act_id="a1")
    assert for_table.ask(officer, NOTICE) != for_table.ask(officer, NOTICE) != first
    with officer.hold():
        assert len(officer.fold(ASKED)) == 3


def test_one_form_asked_again_when_it_could_stand_there_no_more_is_still_that_act(at_desk: AtDesk):
    officer = at_desk("officer")
    strike = Wish("strike", None, on_table.enter_day(officer, DAY, WORDS))
    ask = for_table.ask(officer, strike, act_id="a1")
    for_table.approve(at_desk("lead"), ask, strike.digest)
    assert for_table.ask(officer, strike, act_id="a1") == ask


def test_where_all_is_public_every_form_is_one_act(public: Desk, now: Clock):
    names: Any = {"ar": "حماس", "en": "Hamas"}
    for _ in range(2):
        for_table.offer(public, NOTICE, act_id="a1")
        for_table.offer(public, Wish("name", names, "hamas"), act_id="a2")
        for_table.offer(public, Wish("day", WORDS, day=DAY, at=HOUR), act_id="a3")
        (day,) = table.days(public, "en")
        assert (day.day, day.at) == (DAY, HOUR)
        for_table.offer(public, Wish("commitment", WORDS, "hamas", DAY), act_id="a4")
    assert public.ledger.head("table").seq == 5, "the case as opened, and four acts"
    assert [n.words for n in notice.table(public, "ar")] == [WORDS["ar"]]
    assert [n.words for n in notice.table(public, "en")] == [WORDS["en"]]
    assert [(n.who, n.ar, n.en) for n in table.names(public)] == [("hamas", "حماس", "Hamas")]
    (owed,) = commitments(public, "en")
    later = DAY + timedelta(days=1)
    for _ in range(2):
        for_table.offer(public, Wish("move", WORDS, day.entry, later), act_id="b1")
        assert [(d.entry, d.day, d.at) for d in table.days(public, "en")] == [(day.entry, later, None)]
    for _ in range(2):
        for_table.offer(public, Wish("strike", WORDS, day.entry), act_id="b2")
        for_table.offer(public, Wish("withdraw", WORDS, owed.commitment), act_id="b3")
    assert public.ledger.head("table").seq == 8
    assert [(d.state, d.why) for d in table.days(public, "en")] == [("struck", WORDS["en"])]
    assert [(c.state, c.why) for c in commitments(public, "en")] == [("struck", WORDS["en"])]
    with pytest.raises(ActReused):
        for_table.offer(public, Wish("notice", {**WORDS, "en": "Other"}), act_id="a1")
