"""What goes on the table of a case that is not public: asked by one, put there by a second, and by nobody alone."""

from datetime import date

import pytest

from wasata.desk import for_table, notice, table
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import open_case
from wasata.desk.for_table import Wish, entry_of
from wasata.desk.line import open_line
from wasata.desk.message import say
from wasata.errors import LogNotYours, NotAllowed, TableWrong, WasataError

WORDS = {"ar": "تبدأ الجولة يوم الأحد.", "en": "The round begins on Sunday."}
NOTICE = Wish("notice", WORDS)
SECRET = "They fear that the harbour falls within nine days without help."


def why(raised) -> str:
    return str(raised.value.values["why"]).removeprefix("table.why.")


def heads(desk: Desk) -> tuple[int, int]:
    return desk.ledger.head("bureau").seq, desk.ledger.head("table").seq


@pytest.fixture
def asked(at_desk) -> str:
    return for_table.ask(at_desk("officer"), NOTICE, act_id="a1")


def state(desk: Desk, ask: str) -> str:
    return for_table.asked(desk, ask, "en").asked.state


def test_nobody_puts_anything_on_the_table_alone(at_desk):
    lead = at_desk("lead")
    for act in (
        lambda: notice.post_notice(lead, ar=WORDS["ar"], en=WORDS["en"]),
        lambda: table.show_name(lead, "mediator", WORDS),
        lambda: table.enter_day(lead, date(2023, 11, 22), WORDS),
        lambda: table.strike_day(lead, "dy-1"),
    ):
        with pytest.raises(TableWrong) as raised:
            act()
        assert why(raised) == "second"
    ask = for_table.offer(lead, NOTICE)
    with pytest.raises(TableWrong) as raised:
        for_table.approve(lead, ask, NOTICE.digest)
    assert why(raised) == "own"
    assert notice.table(lead, "en") == ()


def test_where_all_is_public_one_person_puts_it_there(home, now):
    lead = open_case(home, "public", names=WORDS, period=WORDS, lead="lead", public_only=True, now=now, zone="UTC")
    for wish in (NOTICE, Wish("name", WORDS, "mediator"), Wish("day", WORDS, day=date(2023, 11, 22))):
        assert for_table.offer(lead, wish) is None
    (day,) = table.days(lead, "en")
    for_table.offer(lead, Wish("move", WORDS, day.entry, date(2023, 11, 23)))
    for_table.offer(lead, Wish("strike", None, day.entry))
    assert [d.state for d in table.days(lead, "en")] == ["struck"]
    assert not for_table.waits_for_second(lead)


def test_what_is_asked_stands_on_the_table_when_a_second_approves_exactly_that(at_desk, asked):
    lead = at_desk("lead")
    assert notice.table(at_desk("delegate"), "en") == ()
    (line,) = for_table.waiting(lead, "en")
    assert (line.asked.ask, line.mine, line.may_approve, line.may_take_back) == (asked, False, True, False)
    with pytest.raises(TableWrong) as raised:
        for_table.approve(lead, asked, "0" * 64)
    assert why(raised) == "older"
    for _ in range(2):
        for_table.approve(lead, asked, line.signed)
    assert [n.words for n in notice.table(at_desk("delegate"), "ar")] == [WORDS["ar"]]
    assert state(lead, asked) == "put"
    assert for_table.waiting(lead, "en") == ()


def test_the_digest_stands_for_every_part_of_what_was_asked():
    some = [
        NOTICE, Wish("name", WORDS, "mediator"), Wish("name", WORDS, "hamas"), Wish("strike", WORDS, "mediator"),
        Wish("strike", None, "mediator"), Wish("day", WORDS, day=date(2023, 11, 22)),
        Wish("day", WORDS, day=date(2023, 11, 23)), Wish("notice", {**WORDS, "en": "Another."}),
        Wish("notice", {**WORDS, "ar": "آخر."}),
    ]  # fmt: skip
    assert len({wish.digest for wish in some}) == len(some)


def test_the_act_that_writes_the_table_writes_nothing_else(at_desk, asked):
    lead = at_desk("lead")
    before = heads(lead)
    for_table.approve(lead, asked, NOTICE.digest)
    assert heads(lead) == (before[0] + 1, before[1] + 1)
    written = lead.ledger.written(f"{asked}.put", "lead")
    assert set(written.first) == {"table"}


def test_what_was_broken_off_after_the_word_in_the_bureau_is_taken_up_by_any_second_person(at_desk, asked, monkeypatch):
    lead, third = at_desk("lead"), at_desk("analyst")
    with monkeypatch.context() as broken:
        broken.setattr(for_table, "_fact", _breaks_at(2))
        with pytest.raises(KeyboardInterrupt):
            for_table.approve(lead, asked, NOTICE.digest)
    assert state(lead, asked) == "approved"
    assert notice.table(lead, "en") == ()
    with pytest.raises(TableWrong):
        for_table.approve(at_desk("officer"), asked, NOTICE.digest)
    admit_reader(lead, "analyst", "officer")
    grant_log(lead, "analyst", "table", may_write=True)
    for_table.approve(third, asked, NOTICE.digest)
    with pytest.raises(TableWrong) as raised:
        for_table.approve(lead, asked, NOTICE.digest)
    assert why(raised) == "decided"
    assert len(notice.table(lead, "en")) == 1


def _breaks_at(nth: int):
    made, n = for_table._fact, 0

    def breaks(*told):
        nonlocal n
        n += 1
        if n == nth:
            raise KeyboardInterrupt
        return made(*told)

    return breaks


def test_it_is_sent_back_with_a_reason_and_then_stands_for_nothing(at_desk, asked):
    lead, author = at_desk("lead"), at_desk("officer")
    for reason in ("", "  ", "x" * 2001):
        with pytest.raises(TableWrong) as raised:
            for_table.send_back(lead, asked, reason)
        assert why(raised) == "reason"
    with pytest.raises(TableWrong) as raised:
        for_table.send_back(author, asked, "My own.")
    assert why(raised) == "own"
    for _ in range(2):
        for_table.send_back(lead, asked, "Say which hall.")
    (line,) = for_table.waiting(author, "en")
    assert (line.asked.state, line.asked.reason, line.may_take_back) == ("sent_back", "Say which hall.", True)
    assert for_table.waiting(lead, "en") == ()
    for act in (
        lambda: for_table.approve(lead, asked, NOTICE.digest),
        lambda: for_table.send_back(at_desk("lead"), asked, "Twice."),
    ):
        with pytest.raises(WasataError):
            act()
    for_table.take_back(author, asked)
    assert for_table.waiting(author, "en") == ()
    assert notice.table(lead, "en") == ()


def test_its_author_takes_it_back_until_it_stands_there_and_nobody_else_does(at_desk, asked):
    lead, author = at_desk("lead"), at_desk("officer")
    with pytest.raises(TableWrong) as raised:
        for_table.take_back(lead, asked)
    assert why(raised) == "not_yours"
    for _ in range(2):
        for_table.take_back(author, asked)
    with pytest.raises(TableWrong):
        for_table.approve(lead, asked, NOTICE.digest)
    other = for_table.ask(author, NOTICE)
    for_table.approve(lead, other, NOTICE.digest)
    with pytest.raises(TableWrong) as raised:
        for_table.take_back(author, other)
    assert why(raised) == "decided"
    assert len(notice.table(lead, "en")) == 1


def test_a_day_that_is_gone_meanwhile_is_moved_by_nobody(at_desk):
    lead, author = at_desk("lead"), at_desk("officer")
    day = Wish("day", WORDS, day=date(2023, 11, 22))
    first = for_table.ask(author, day)
    for_table.approve(lead, first, day.digest)
    entry = entry_of(first)
    assert [d.entry for d in table.days(lead, "en")] == [entry]
    move, strike = Wish("move", WORDS, entry, date(2023, 11, 25)), Wish("strike", None, entry)
    later, gone = for_table.ask(author, move), for_table.ask(author, strike)
    assert for_table.asked(lead, later, "en").stands == WORDS["en"]
    for_table.approve(lead, gone, strike.digest)
    with pytest.raises(TableWrong) as raised:
        for_table.approve(lead, later, move.digest)
    assert why(raised) == "day"
    assert state(lead, later) == "waiting"


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("name", WORDS, "fatah"), "who"), (Wish("name", {"ar": "س", "en": " "}, "mediator"), "words"),
        (Wish("move", WORDS, "dy-none", date(2023, 11, 22)), "day"), (Wish("strike", None, "dy-none"), "day"),
        (Wish("move", WORDS, "Y", date(2023, 11, 22)), "day"), (Wish("strike", None, "Y"), "day"),
        (Wish("withdraw", WORDS, "Y"), "commitment"), (Wish("name", WORDS, "Y"), "unknown"),
        (Wish("day", WORDS), "day_missing"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_not_even_asked_for(at_desk, wish, reason):
    before = heads(at_desk("lead"))
    with pytest.raises(TableWrong) as raised:
        for_table.ask(at_desk("officer"), wish)
    assert why(raised) == reason
    assert heads(at_desk("lead")) == before


def test_words_of_a_line_go_on_the_table_neither_by_their_writer_nor_by_the_second(at_desk, lead):
    open_line(lead, "coast", party="hamas", of="party", names={"ar": "الساحل", "en": "Coast"}, langs=("en",),
              media=("call",), officers=(), lot=lambda free: free[0])  # fmt: skip
    grant_log(lead, "delegate", "channel/coast", may_write=True)
    say(at_desk("delegate"), "coast", [(SECRET, "theirs")], "en")
    wish = Wish("notice", {"ar": "إعلان", "en": f"We hear: {SECRET}"})
    with pytest.raises(TableWrong) as raised:
        for_table.ask(lead, wish)
    assert why(raised) == "overheard"
    ask = for_table.ask(at_desk("officer"), wish)  # he does not hold that line
    with pytest.raises(TableWrong) as raised:
        for_table.approve(lead, ask, wish.digest)
    assert why(raised) == "overheard"
    with pytest.raises(TableWrong) as raised:
        for_table.send_back(lead, ask, f"They said: {SECRET}")
    assert why(raised) == "overheard"
    assert notice.table(lead, "en") == ()
    assert state(lead, ask) == "waiting"


@pytest.mark.parametrize("who", ["analyst", "truce_monitor", "aid_monitor", "delegate", "auditor"])
def test_who_is_neither_lead_nor_officer_asks_and_decides_nothing(at_desk, asked, who):
    desk = at_desk(who)
    for act in (
        lambda: for_table.ask(desk, NOTICE), lambda: for_table.approve(desk, asked, NOTICE.digest),
        lambda: for_table.send_back(desk, asked, "No."), lambda: for_table.take_back(desk, asked),
    ):  # fmt: skip
        with pytest.raises((NotAllowed, LogNotYours)):
            act()
    assert not for_table.may_offer(desk)


def test_who_is_not_of_the_team_learns_of_nothing_that_waits(at_desk, asked, lead):
    for who in ("delegate", "auditor", "truce_monitor"):
        assert for_table.waiting(at_desk(who), "en") == ()
        with pytest.raises(LogNotYours):
            for_table.asked(at_desk(who), asked, "en")
    assert [x.asked.ask for x in for_table.waiting(at_desk("analyst"), "en")] == [asked]
    assert not for_table.asked(at_desk("analyst"), asked, "en").may_approve
    revoke_log(lead, "analyst", "table")
    assert for_table.waiting(at_desk("analyst"), "en") == ()


def test_the_same_asking_twice_is_one_and_with_other_words_another_act(at_desk, asked):
    assert for_table.ask(at_desk("officer"), NOTICE, act_id="a1") == asked
    assert len(for_table.waiting(at_desk("lead"), "en")) == 1
    with pytest.raises(WasataError):
        for_table.ask(at_desk("officer"), Wish("notice", {**WORDS, "en": "Other."}), act_id="a1")


@pytest.mark.parametrize(
    ("ask", "signed"), [("TB 1", "0" * 64), ("t" * 90, "0" * 64), ("tb-0", "no digest"), ("tb-0", "")]
)
def test_what_can_be_no_asking_and_no_digest_is_refused_by_name(lead, ask, signed):
    for act in (
        lambda: for_table.approve(lead, ask, signed), lambda: for_table.take_back(lead, ask),
        lambda: for_table.send_back(lead, ask, "Not so."),
    ):  # fmt: skip
        with pytest.raises(TableWrong) as refused:
            act()
        assert str(refused.value.values["why"]) == "table.why.unknown"


def test_an_asking_signed_with_no_digest_is_refused_by_name(lead, at_desk):
    ask = for_table.ask(lead, Wish("notice", {"ar": "غدا", "en": "Tomorrow."}))
    with pytest.raises(TableWrong) as refused:
        for_table.approve(at_desk("officer"), ask, "no digest")
    assert str(refused.value.values["why"]) == "table.why.older"
