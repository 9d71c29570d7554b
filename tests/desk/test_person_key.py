"""What is confidential opens for persons: compared, handed, taken back, recovered."""

import gc
import threading
from datetime import timedelta

import pytest
from tests.desk.conftest import Clock
from tests.desk.kept import KEPT, PASSWORD, Kept, coast, kept_case, second_lead

from wasata.desk import holding, shelf
from wasata.desk.access import Desk, grant_log, revoke_log
from wasata.desk.case import never_opened
from wasata.desk.cell import open_cell
from wasata.desk.contact import contacts, record_contact
from wasata.desk.key import holder_of, make_key, revoke_key
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.person_key import (
    board,
    confirm_person_key,
    hand_keys,
    keep_case,
    my_key,
    my_part,
    recover,
    renew_recovery,
    turn_key,
    who_may_keep,
    write_part,
)
from wasata.errors import (
    AccessWrong,
    KeepingWrong,
    KeyNeeded,
    LogNotYours,
    NotAllowed,
    NotHeld,
    NumberWrong,
    PersonUnknown,
    RecoveryRefused,
    SealBroken,
)
from wasata.record import recovery
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, PersonKeyConfirmed, ReaderAdmitted
from wasata.record.kinds.case import NoteWritten
from wasata.record.person_key import Pair

LINE, CHANNEL = "line/coast", "channel/coast"
SECRET = "They would take forty for eight, and the fishermen first."


@pytest.fixture
def kept(home: Home, now: Clock) -> Kept:
    return kept_case(home, now)


def note(kept: Kept, reader: str, words: str = SECRET) -> None:
    """Something of the coast is written down by one of its officers."""
    record_contact(kept.desk(reader), "coast", "call", "out", kept.now(), answered=True, about=words)


def said(desk: Desk) -> list[str | None]:
    return [c.about for c in contacts(desk, "coast")]


# taking a case into persons' hands


def test_a_case_is_kept_by_three_who_compared_their_keys(home: Home, now: Clock):
    kept = kept_case(home, now, keep=False)
    assert not board(kept.lead).kept_by_persons
    assert who_may_keep(kept.lead) == ("nour", "omar", "sara")
    keep_case(kept.lead, {"sara": kept.number("sara"), "omar": kept.number("omar").replace(" ", "")}, act_id="kept")
    found = board(kept.lead)
    assert found.kept_by_persons
    assert found.parts == (("lead", False), ("omar", False), ("sara", False))
    assert {p.reader: p.state for p in found.persons} == {
        "lead": "good", "sara": "good", "omar": "good", "nour": "new", "envoy": "new", "auditor": "none",
    }  # fmt: skip
    keep_case(
        kept.lead, {"sara": kept.number("sara"), "omar": kept.number("omar")}, act_id="kept"
    )  # the form sent again
    with pytest.raises(KeepingWrong) as refused:
        keep_case(kept.lead, {"sara": kept.number("sara"), "omar": kept.number("omar")})
    assert str(refused.value.values["why"]) == "keeping.why.kept"


@pytest.mark.parametrize(
    ("others", "why"),
    [(("sara",), "two"), (("sara", "omar", "nour"), "two"), (("lead", "sara"), "two"), (("sara", "envoy"), "officer")],
)
def test_nobody_else_keeps_it(home: Home, now: Clock, others: tuple[str, ...], why: str):
    kept = kept_case(home, now, keep=False)
    with pytest.raises(KeepingWrong) as refused:
        keep_case(kept.lead, {other: kept.number(other) for other in others})
    assert str(refused.value.values["why"]) == f"keeping.why.{why}"
    assert home.recovery(KEPT) is None
    assert not any(my_key(kept.desk(reader)).has_part for reader in ("lead", "sara", "omar"))


def test_a_case_is_not_kept_with_a_key_that_was_misread_or_that_nobody_has(home: Home, now: Clock):
    kept = kept_case(home, now, keep=False)
    other = kept.number("nour")
    with pytest.raises(NumberWrong) as refused:
        keep_case(kept.lead, {"sara": kept.number("sara"), "omar": other})
    assert refused.value.values == {"reader": "omar", "typed": other}
    with pytest.raises(KeyNeeded):
        keep_case(kept.asleep("lead"), {other: kept.number(other) for other in ("sara", "omar")})
    home.persons.forget("omar")
    with pytest.raises(PersonUnknown):
        keep_case(kept.lead, {"sara": kept.number("sara"), "omar": other})
    assert home.recovery(KEPT) is None


def test_what_the_room_has_kept_is_taken_over_with_who_was_given_it(home: Home, now: Clock):
    kept = kept_case(home, now, keep=False)
    coast(kept, "sara", "nour")
    note(kept, "sara")
    assert said(kept.asleep("sara")) == [SECRET]
    keep_case(kept.lead, {other: kept.number(other) for other in ("sara", "omar")})
    assert said(kept.desk("sara")) == [SECRET]
    assert said(kept.lead) == [SECRET]
    assert LINE not in kept.asleep("sara").sight
    assert kept.desk("nour").waits_for == (CHANNEL, LINE), "nobody has compared his key yet"
    note(kept, "sara", "second")
    assert said(kept.lead) == ["second", SECRET]


# with nobody there


def test_with_nobody_signed_in_the_server_reads_no_word_of_a_side(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    for reader in ("lead", "sara"):
        asleep = kept.asleep(reader)
        assert {LINE, CHANNEL} == set(asleep.waits_for)
        assert not {LINE, CHANNEL} & set(asleep.sight)
        assert not asleep.may("record_contact", line="coast")
        with pytest.raises(NotAllowed):
            record_contact(asleep, "coast", "call", "out", kept.now(), answered=True)
    found = board(kept.asleep("lead"))
    assert set(found.closed) == {LINE, CHANNEL}
    assert {"press", "table", "access", "bureau"} <= set(found.read_by_room)
    for log in found.read_by_room:
        entries = kept.home.ledger(KEPT, (log,)).entries(log)
        assert not any(SECRET.encode() in entry.body for entry in entries), log
    for log in found.closed:
        with pytest.raises(NotHeld):
            kept.home.ledger(KEPT, (log,))


def test_what_was_folded_leaves_the_memory_with_the_last_who_holds_it(kept: Kept):
    coast(kept, "sara")
    planted = "".join(("the fisher", "men of the ", "north first"))
    note(kept, "sara", planted)
    assert said(kept.lead) == [planted]

    def in_memory() -> bool:
        gc.unfreeze()
        gc.collect()
        return any(
            issubclass(type(v), str) and planted in v  # not what would make itself when asked what it is
            for o in gc.get_objects()
            for v in (o.values() if type(o) is dict else o if type(o) in (list, tuple) else ())
            if v is not planted
        ) or any(getattr(o, "about", None) == planted for o in gc.get_objects() if type(o).__name__ == "Contact")

    assert in_memory(), "or nothing is shown by its being gone"
    shelf.let_go(kept.home, KEPT, {LINE, CHANNEL}, ())
    assert in_memory(), "somebody is still there"
    shelf.let_go(kept.home, KEPT, {CHANNEL}, ())
    assert not in_memory()
    assert said(kept.lead) == [planted], "whoever comes again folds it again"


def test_who_is_asleep_may_be_taken_off_and_sealed_for(kept: Kept):
    coast(kept, "sara")
    assert kept.home.hold_now(KEPT, LINE) == {
        kept.pairs["lead"].name, kept.pairs["sara"].name, kept.home.recovery(KEPT).name,  # type: ignore[union-attr]
    }  # fmt: skip


# joining


def test_who_is_given_a_line_waits_until_a_lead_has_compared_his_key(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    give_line(kept.lead, "coast", "nour")
    nour = kept.desk("nour")
    assert nour.waits_for == (CHANNEL, LINE)
    assert LINE not in nour.sight
    assert my_key(nour).waits_for == (CHANNEL, LINE)
    assert not my_key(nour).compared
    assert {p.reader: p.waits_for for p in board(kept.lead).waiting} == {"nour": (CHANNEL, LINE)}
    with pytest.raises(LogNotYours):
        board(nour)
    assert confirm_person_key(kept.lead, "nour", kept.number("nour")) == (CHANNEL, LINE)
    assert said(kept.desk("nour")) == [SECRET]
    assert my_key(kept.desk("nour")).compared
    assert not board(kept.lead).waiting


def test_who_was_compared_once_is_handed_a_line_as_it_is_given_to_him(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    give_line(kept.lead, "coast", "omar")
    assert said(kept.desk("omar")) == [SECRET]
    handed = kept.lead.fold(holding.PERSON_KEYS).handed
    assert ("omar", LINE) in handed


def test_what_was_given_while_the_lead_had_no_key_at_hand_waits_for_him(kept: Kept):
    coast(kept, "sara")
    grant_log(kept.asleep("lead"), "omar", LINE, may_write=True)
    grant_log(kept.asleep("lead"), "omar", CHANNEL, may_write=True)
    assert kept.desk("omar").waits_for == (CHANNEL, LINE)
    with pytest.raises(KeyNeeded):
        hand_keys(kept.asleep("lead"), "omar")
    assert hand_keys(kept.lead, "omar") == (CHANNEL, LINE)
    assert hand_keys(kept.lead, "omar") == ()
    assert said(kept.desk("omar")) == []


def test_a_number_that_is_another_hands_over_nothing(kept: Kept):
    coast(kept, "sara", "nour")
    for typed in ("", "12345", kept.number("omar"), kept.number("nour")[:-1]):
        with pytest.raises(NumberWrong):
            confirm_person_key(kept.lead, "nour", typed)
    assert LINE not in kept.desk("nour").sight
    with pytest.raises(AccessWrong):
        confirm_person_key(kept.lead, "lead", kept.number("lead"))
    with pytest.raises(AccessWrong):
        confirm_person_key(kept.lead, "nobody", kept.number("nour"))
    with pytest.raises(PersonUnknown):
        confirm_person_key(kept.lead, "auditor", kept.number("nour"))
    with pytest.raises(NotAllowed):
        confirm_person_key(kept.desk("sara"), "nour", kept.number("nour"))


def test_digits_may_be_typed_as_arabic_ones(kept: Kept):
    coast(kept, "sara", "nour")
    arabic = kept.number("nour").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert confirm_person_key(kept.lead, "nour", arabic) == (CHANNEL, LINE)


def test_whoever_put_his_own_key_in_anothers_place_is_handed_nothing(kept: Kept):
    """The administrator of the machine may write the table of keys; he cannot make two people read the same digits."""
    kept.home.persons.forget("nour")
    thief = kept.home.persons.make("nour", "his own password", at=kept.now())
    coast(kept, "sara", "nour")
    grant_log(kept.lead, "nour", LINE)
    assert LINE not in Desk.open(kept.home, KEPT, "nour", now=kept.now, by=thief).sight
    kept.home.persons.forget("omar")  # one that was compared before
    thief = kept.home.persons.make("omar", "his own password", at=kept.now())
    grant_log(kept.lead, "omar", LINE)
    assert LINE not in Desk.open(kept.home, KEPT, "omar", now=kept.now, by=thief).sight
    assert {p.reader: p.state for p in board(kept.lead).persons}["omar"] == "changed"


def test_an_entry_that_gives_a_log_to_a_stranger_hands_him_no_key(kept: Kept):
    """The room can write `access` with nobody there: such a grant waits for a lead who knows nothing of it."""
    coast(kept, "sara")
    thief = kept.home.persons.make("thief", "his own password", at=kept.now())
    ledger = kept.home.ledger(KEPT, ("access",))
    forged = (
        ReaderAdmitted(reader="thief", role="officer", by="lead"),
        LogGranted(reader="thief", log=LINE, may_write=True, by="lead"),
        PersonKeyConfirmed(reader="thief", key=thief.name, by="lead"),
    )
    ledger.append({"access": (ledger.head("access").seq, forged)}, author="lead", act="forged")
    note(kept, "sara")
    give_line(kept.lead, "coast", "omar")  # the lead works on
    holding.settle(kept.home, KEPT, kept.now())
    assert LINE not in Desk.open(kept.home, KEPT, "thief", now=kept.now, by=thief).sight
    assert [p.reader for p in board(kept.lead).waiting] == ["thief"], "the lead sees him wait"


# leaving


def test_who_is_taken_off_loses_his_key_and_the_line_gets_a_new_one(kept: Kept):
    coast(kept, "sara", "omar")
    note(kept, "omar")
    omar = kept.desk("omar")
    stale = kept.home.ledger(KEPT, (LINE,), kept.pairs["omar"])
    revoke_log(kept.asleep("lead"), "omar", LINE)  # it needs nobody who opens it
    assert LINE not in omar.sight
    assert kept.pairs["omar"].name not in kept.home.holders(KEPT, LINE)
    note(kept, "sara", "after he left")
    with pytest.raises(Exception, match="seal"):
        list(stale.entries(LINE))
    assert said(kept.lead) == ["after he left", SECRET]
    turned = {line.log: line.turned for line in board(kept.lead).logs}
    assert turned[LINE] is not None
    assert turned[LINE].why == "left"
    assert kept.home.hold_now(KEPT, LINE) >= {kept.pairs["lead"].name, kept.pairs["sara"].name}


def test_a_grant_that_ends_by_itself_takes_its_key_along(kept: Kept):
    coast(kept, "sara")
    give_line(kept.lead, "coast", "omar", until=kept.now() + timedelta(hours=1))
    note(kept, "sara")
    assert said(kept.desk("omar")) == [SECRET]
    assert holding.settle(kept.home, KEPT, kept.now()) == ()
    kept.now.on(hours=2)
    assert LINE not in kept.desk("omar").sight
    assert set(holding.settle(kept.home, KEPT, kept.now())) == {LINE, CHANNEL}
    assert kept.pairs["omar"].name not in kept.home.holders(KEPT, LINE)
    assert holding.settle(kept.home, KEPT, kept.now()) == ()


def test_a_key_is_turned_when_a_lead_asks_and_everybody_who_holds_it_reads_on(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    before = {line.log: line.epochs for line in board(kept.lead).logs}
    turn_key(kept.lead, LINE, act_id="turn")
    turn_key(kept.lead, LINE, act_id="turn")  # the form sent twice
    note(kept, "sara", "under the new one")
    assert {line.log: line.epochs for line in board(kept.lead).logs}[LINE] == before[LINE] + 1
    assert said(kept.lead) == said(kept.desk("sara")) == ["under the new one", SECRET]
    for log in ("press", "line/hills"):
        with pytest.raises(AccessWrong):
            turn_key(kept.lead, log)
    with pytest.raises(NotAllowed):
        turn_key(kept.desk("sara"), LINE)


def test_an_act_that_was_decided_before_a_key_was_turned_is_decided_again(kept: Kept):
    coast(kept, "sara", "omar")
    sara = kept.desk("sara")
    assert said(sara) == []
    other = Home.open(kept.home.path, store=kept.home.store, now=kept.now)  # another process
    take_line(Desk.open(other, KEPT, "lead", now=kept.now, by=kept.pairs["lead"]), "coast", "omar")
    record_contact(sara, "coast", "call", "out", kept.now(), answered=True, about=SECRET)
    assert said(kept.lead) == [SECRET]
    with pytest.raises(NotHeld):
        kept.home.ledger(KEPT, (LINE,), kept.pairs["omar"])


def test_a_key_that_is_turned_while_an_act_is_decided_seals_it(kept: Kept):
    coast(kept, "sara", "omar")
    sara, tries = kept.desk("sara"), []
    stale = kept.home.ledger(KEPT, (LINE,), kept.pairs["omar"])
    mark = NoteWritten(note="n-1", text=SECRET, lang="en")

    def decide() -> dict[str, tuple[NoteWritten, ...]]:
        tries.append(1)
        if len(tries) == 1:
            with Home.open(kept.home.path, store=kept.home.store, now=kept.now) as other:  # another process
                revoke_log(Desk.open(other, KEPT, "lead", now=kept.now), "omar", LINE)
        return {LINE: (mark,)}

    sara.do("record_contact", decide, line="coast")
    assert len(tries) == 2
    with pytest.raises(SealBroken):
        list(stale.entries(LINE))
    assert [e.fact for e in kept.home.ledger(KEPT, (LINE,), kept.pairs["lead"]).entries(LINE)][-1] == mark


# a new key of somebody


def test_who_lost_his_password_makes_a_new_key_and_is_handed_what_he_had(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    second_lead(kept)
    old = kept.pairs["sara"]
    kept.home.persons.forget("sara")
    kept.makes_key("sara")
    assert kept.desk("sara").waits_for == (CHANNEL, LINE)
    assert {p.reader: p.state for p in board(kept.lead).persons}["sara"] == "changed"
    assert confirm_person_key(kept.lead, "sara", kept.number("sara")) == (CHANNEL, LINE)
    assert said(kept.desk("sara")) == [SECRET]
    assert old.name not in kept.home.holders(KEPT, LINE)
    note(kept, "sara", "with the new one")
    with pytest.raises(NotHeld):
        kept.home.ledger(KEPT, (LINE,), old)


# the recovery key


def words_of(kept: Kept, *readers: str) -> list[str]:
    found = []
    for reader in readers:
        part = my_part(kept.desk(reader))
        assert part is not None
        found.append(part.words)
    return found


def test_each_officer_sees_his_own_part_until_he_has_written_it_down(kept: Kept):
    mine = my_part(kept.desk("sara"))
    assert mine is not None
    assert len(mine.words.split()) == 33
    assert len({*words_of(kept, "lead", "omar"), mine.words}) == 3
    assert my_part(kept.desk("nour")) is None
    with pytest.raises(KeyNeeded):
        my_part(kept.asleep("sara"))
    words = mine.words.split()
    with pytest.raises(KeepingWrong):
        write_part(kept.desk("sara"), {7: words[6], 20: "academic" if words[19] != "academic" else "acid"})
    with pytest.raises(KeepingWrong):
        write_part(kept.desk("sara"), {40: words[6]})
    write_part(kept.desk("sara"), {7: f" {words[6].upper()} ", 20: words[19]})
    assert my_part(kept.desk("sara")) is None
    assert board(kept.lead).parts == (("lead", False), ("omar", False), ("sara", True))
    with pytest.raises(KeepingWrong):
        write_part(kept.desk("sara"), {})
    table = b"".join(f.read_bytes() for f in kept.home.persons.folder.iterdir())
    assert not any(w.encode() in table for w in mine.words.split() if len(w) > 7)


def test_two_officers_open_what_opens_for_nobody_who_is_there(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    words = words_of(kept, "omar", "sara")
    for gone in ("lead", "sara"):  # both passwords are lost
        kept.home.persons.forget(gone)
        kept.makes_key(gone)
    omar = kept.desk("omar")
    assert not {LINE, CHANNEL} & set(kept.lead.sight)
    with pytest.raises(RecoveryRefused):
        recover(omar, words[:1])
    numbers = {"lead": kept.number("lead")}
    assert recover(omar, words, numbers) == {"lead": (CHANNEL, LINE)}
    assert said(kept.lead) == [SECRET]
    assert LINE not in omar.sight, "who puts the words together holds no more than before"
    assert confirm_person_key(kept.lead, "sara", kept.number("sara")) == (CHANNEL, LINE)
    note(kept, "sara", "on it goes")
    assert said(kept.lead) == ["on it goes", SECRET]


def test_words_of_another_key_open_nothing(kept: Kept):
    coast(kept, "sara")
    other = [share.words for share in recovery.split(Pair.new())][:2]
    with pytest.raises(RecoveryRefused):
        recover(kept.desk("omar"), other)
    with pytest.raises(NotAllowed):
        recover(kept.desk("auditor"), words_of(kept, "omar", "sara"))


def test_another_recovery_key_when_a_part_is_lost(kept: Kept):
    coast(kept, "sara", "nour")
    open_cell(kept.lead, ("sara",))
    old = words_of(kept, "lead", "omar")
    others = {other: kept.number(other) for other in ("sara", "nour")}
    renew_recovery(kept.lead, others)  # he holds all there is
    assert board(kept.lead).parts == (("lead", False), ("nour", False), ("sara", False))
    with pytest.raises(RecoveryRefused):
        recover(kept.desk("omar"), old)
    note(kept, "sara")
    assert said(kept.lead) == [SECRET]
    words = words_of(kept, "nour", "sara")
    kept.home.persons.forget("lead")
    kept.makes_key("lead")
    assert recover(kept.desk("sara"), words, {"lead": kept.number("lead")}) == {"lead": ("cell", CHANNEL, LINE)}


def test_a_recovery_key_is_not_renewed_by_a_lead_who_would_lose_a_log_by_it(kept: Kept):
    coast(kept, "sara")
    second_lead(kept)
    confirm_person_key(kept.lead, "rana", kept.number("rana"))
    rana = kept.desk("rana")
    others = {other: kept.number(other) for other in ("sara", "nour")}
    with pytest.raises(KeepingWrong) as refused:
        renew_recovery(rana, others)
    assert refused.value.values["value"] == CHANNEL
    words = words_of(kept, "lead", "omar")
    renew_recovery(rana, others, words)
    assert LINE not in rana.sight
    note(kept, "sara")
    assert said(kept.lead) == [SECRET]


def test_a_lead_with_a_new_key_does_not_vouch_for_it_himself(kept: Kept):
    words = words_of(kept, "omar", "sara")
    kept.home.persons.forget("lead")
    kept.makes_key("lead")
    with pytest.raises(KeyNeeded):
        renew_recovery(kept.lead, {other: kept.number(other) for other in ("sara", "omar")}, words)


# programs


def test_a_program_opens_what_its_reader_gave_it_and_nothing_when_it_is_taken_back(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    made = make_key(kept.desk("sara"), "weekly", (LINE, "press"), 7)
    assert made.shown is not None
    found = holder_of(kept.home, made.shown, kept.now())
    program = Desk.open(kept.home, KEPT, "sara", now=kept.now, only=found.logs, by=found.by)
    assert program.sight == (LINE, "press")
    assert [r.holders for r in board(kept.lead).logs if r.log == LINE] == [("lead", "sara", "sara: weekly")]
    revoke_key(kept.desk("sara"), made.key)
    assert found.by.name not in kept.home.holders(KEPT, LINE)
    assert "press" in program.sight


def test_a_program_whose_reader_lost_the_line_loses_it_with_him(kept: Kept):
    coast(kept, "sara", "omar")
    made = make_key(kept.desk("omar"), "weekly", (LINE,), 7)
    assert made.shown is not None
    found = holder_of(kept.home, made.shown, kept.now())
    take_line(kept.lead, "coast", "omar")
    assert found.by.name not in kept.home.holders(KEPT, LINE)


# what stands beside it


def test_a_case_the_room_keeps_asks_nobody_for_a_key(home: Home, now: Clock):
    kept = kept_case(home, now, keep=False)
    coast(kept, "sara")
    assert LINE in kept.asleep("sara").sight
    assert my_key(kept.asleep("sara")).kept_by_persons is False
    assert board(kept.lead).closed == ()
    with pytest.raises(KeepingWrong):
        recover(kept.desk("omar"), ["a", "b"])
    with pytest.raises(KeepingWrong):
        renew_recovery(kept.lead, {})
    assert holding.settle(home, KEPT, now()) == ()


def test_a_line_is_not_opened_by_a_lead_whose_key_is_not_at_hand(kept: Kept):
    with pytest.raises(KeyNeeded):
        coast(Kept(kept.home, kept.now, {}), "sara")
    assert LINE not in kept.home.logs(KEPT)
    coast(kept, "sara")
    assert LINE in kept.desk("sara").sight


def test_a_line_that_is_being_opened_is_not_taken_from_who_opens_it(kept: Kept):
    """Between the log and who is given it stand other acts, and other processes that put things in order."""
    ended = threading.Event()

    def settles() -> None:
        while not ended.wait(0.001):
            holding.settle(kept.home, KEPT, kept.now())

    busy = threading.Thread(target=settles)
    busy.start()
    try:
        coast(kept, "sara")
    finally:
        ended.set()
        busy.join()
    note(kept, "sara")
    assert said(kept.lead) == [SECRET]


def test_a_case_with_closed_logs_was_opened_once(kept: Kept):
    coast(kept, "sara")
    assert not never_opened(kept.home, KEPT)


def test_every_log_is_checked_also_those_that_open_for_nobody(kept: Kept):
    coast(kept, "sara")
    note(kept, "sara")
    closed = kept.home.blind_ledger(KEPT, (LINE, CHANNEL)).verify()
    assert [v.log for v in closed.logs] == [LINE, CHANNEL]
    assert closed.whole
    assert closed.signed
    assert closed.anchored


def test_a_password_opens_the_same_key_again(kept: Kept):
    coast(kept, "sara")
    kept.pairs["sara"] = kept.home.persons.open("sara", PASSWORD)
    assert LINE in kept.desk("sara").sight


def test_what_is_lent_is_lent_to_somebody_whose_key_was_compared(kept: Kept):
    with pytest.raises(KeyNeeded):
        holding.require_compared(kept.home, KEPT, "nour")
    holding.require_compared(kept.home, KEPT, "sara")


def test_who_lost_a_log_is_asked_for_no_more(kept: Kept):
    coast(kept, "sara")
    revoke_log(kept.lead, "sara", LINE)
    assert LINE not in kept.desk("sara").waits_for
