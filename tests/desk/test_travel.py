"""A line on a laptop: what goes along and what does not, what comes back, what is set aside, and how it ends."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import Clock
from tests.desk.kept import COAST, KEPT, PASSWORD, Kept, coast, kept_case

from wasata.desk import carried, definition, travel, travel_back, travel_pack
from wasata.desk.access import ACTS, AWAY, Desk, admit_reader, revoke_log
from wasata.desk.carried import answered, expire, is_gone, open_carried
from wasata.desk.closing import place_hold
from wasata.desk.contact import contact, contacts_view, keep_piece, piece_of, record_contact, write_readout
from wasata.desk.defined import Text
from wasata.desk.definition_sides import on_their_way
from wasata.desk.export import exports
from wasata.desk.letter import send
from wasata.desk.line import close_deadline, note_line, open_line, set_deadline
from wasata.desk.line_stands import line_view
from wasata.desk.message import hear, talk_of
from wasata.desk.position import matters, name_matter, note_position, positions
from wasata.desk.record import record_page
from wasata.desk.travel import begin_travel, end_travel, pack, travels, who_may_go
from wasata.desk.travel_back import follow, judge, look_at, take_in
from wasata.errors import KeyNeeded, LineUnknown, LogNotYours, NotAllowed, PersonKeyClosed, TravelWrong, WasataError
from wasata.record import sealed_file
from wasata.record.entry import Entry
from wasata.record.home import Home
from wasata.record.kinds import KINDS
from wasata.record.kinds.position import Condition, Evidence
from wasata.record.person_key import Cost, Pair
from wasata.record.persons import Persons

LINE, CHANNEL = "line/coast", "channel/coast"
SECRET = "They would take five days for the first list."
HILLS = {"ar": "لجنة التلال", "en": "Hills Committee"}


@pytest.fixture
def kept(home: Home, now: Clock) -> Kept:
    made = kept_case(home, now)
    coast(made, "sara", "omar")
    record_contact(made.desk("sara"), "coast", "call", "out", now(), answered=True, about=SECRET)
    return made


@pytest.fixture
def go(kept: Kept, now: Clock, tmp_path: Path) -> Callable[..., "Away"]:
    def goes(**more: Any) -> Away:
        named = begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=3))
        packed = pack(kept.desk("sara"), "coast", PASSWORD, **more)
        assert packed.travel == named
        return Away(kept, packed.content, tmp_path / "laptop", named)

    return goes


class Away:
    """The officer's laptop."""

    def __init__(self, kept: Kept, packed: bytes, path: Path, named: str) -> None:
        self.kept, self.packed, self.path, self.named = kept, packed, path, named
        open_carried(packed, PASSWORD, path, now=kept.now)
        self.home = Home.open(path, now=kept.now)
        self.home.persons = Persons(self.home.persons.folder, cost=Cost(1, 64, 1))

    def desk(self) -> Desk:
        by = self.home.persons.open("sara", PASSWORD)
        return Desk.open(self.home, KEPT, "sara", now=self.kept.now, by=by)

    def calls(self, about: str = "From the hotel.", **more: Any) -> str:
        return record_contact(self.desk(), "coast", "call", "out", self.kept.now(), answered=True, about=about, **more)

    def report(self) -> bytes:
        return carried.report(self.desk())


def said(desk: Desk) -> list[str | None]:
    with desk.hold():
        return [c.about for c in desk.fold(contacts_view("coast")).contacts.values()]


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(TravelWrong) as told:
        act()
    return str(told.value.values["why"]).removeprefix("travel.why.")


# going


def test_a_lead_lets_an_officer_who_keeps_the_line_go_and_nobody_else(kept: Kept, now: Clock):
    until = now() + timedelta(days=3)
    assert who_may_go(kept.lead, "coast") == ("omar", "sara")
    with pytest.raises(NotAllowed):
        begin_travel(kept.desk("omar"), "coast", "sara", until)
    assert refused(lambda: begin_travel(kept.lead, "coast", "lead", until)) == "own"
    assert refused(lambda: begin_travel(kept.lead, "coast", "nour", until)) == "keeps_not"
    for wrong in (now(), now() + timedelta(days=14, minutes=1)):
        assert refused(lambda wrong=wrong: begin_travel(kept.lead, "coast", "sara", wrong)) == "until"
    named = begin_travel(kept.lead, "coast", "sara", until, act_id="go")
    assert begin_travel(kept.lead, "coast", "sara", until, act_id="go") == named
    assert refused(lambda: begin_travel(kept.lead, "coast", "sara", until)) == "away"
    begin_travel(kept.lead, "coast", "omar", until)
    now.on(days=4)
    begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=1))


def test_a_line_that_the_room_keeps_is_carried_by_nobody(home: Home, now: Clock):
    kept = kept_case(home, now, keep=False)
    coast(kept, "sara")
    assert refused(lambda: begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=1))) == "room"


def test_whose_key_was_compared_with_nobody_carries_nothing(kept: Kept, now: Clock):
    admit_reader(kept.lead, "rana", "officer")
    from wasata.desk.line_holders import give_line

    give_line(kept.lead, "coast", "rana")
    with pytest.raises(KeyNeeded):
        begin_travel(kept.lead, "coast", "rana", now() + timedelta(days=1))


def test_a_pack_is_made_once_by_its_officer_with_his_own_password(kept: Kept, now: Clock):
    assert refused(lambda: pack(kept.desk("sara"), "coast", PASSWORD)) == "not_let_go"
    begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=3))
    with pytest.raises(PersonKeyClosed):
        pack(kept.desk("sara"), "coast", "another password 7")
    assert refused(lambda: pack(kept.desk("omar"), "coast", PASSWORD)) == "not_let_go"
    with pytest.raises(LineUnknown):
        pack(kept.desk("nour"), "coast", PASSWORD)
    pack(kept.desk("sara"), "coast", PASSWORD)
    assert refused(lambda: pack(kept.desk("sara"), "coast", PASSWORD)) == "not_let_go"


def test_that_it_left_stands_among_all_that_left_with_its_mark_and_its_day(kept: Kept, go):
    go()
    told = [(e.log, e.mark, e.recipient, e.destroy_by) for e in exports(kept.lead)]
    (one,) = travels(kept.lead, "coast")
    day = kept.now().date() + timedelta(days=4)
    assert sorted(told) == sorted((log, one.mark, "sara", day) for log in (CHANNEL, LINE, "table"))


# what goes along


ELSEWHERE = ("Quartz in the bureau", "Basalt on the other line", "Granite in the press", "Feldspar")


def planted(kept: Kept) -> None:
    """Words in every other log, and readers and a line that this line knows nothing of."""
    from wasata.desk.case import write_note
    from wasata.desk.cell import open_cell

    open_line(kept.lead, "hills", party="israel", of="party", names=HILLS, langs=("ar",), media=("call",),
              officers=("nour",), lot=lambda free: free[0])  # fmt: skip
    record_contact(kept.lead, "hills", "call", "in", kept.now(), answered=True, about=ELSEWHERE[1])
    write_note(kept.lead, ELSEWHERE[0], "en")
    open_cell(kept.lead, ("nour",))
    admit_reader(kept.lead, "feldspar", "analyst")


def opened(packed: bytes) -> bytes:
    file = io.BytesIO(packed)
    head = [file.readline(), file.readline()]
    pack_ = travel_pack.open_pack(packed, PASSWORD)
    return b"".join(head) + b"".join(sealed_file.open_file(file, pack_.pair))


def test_nothing_of_any_other_log_goes_along(kept: Kept, now: Clock, tmp_path: Path):
    planted(kept)
    begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=3))
    packed = pack(kept.desk("sara"), "coast", PASSWORD).content
    plain = opened(packed).lower()
    assert SECRET.lower().encode() in plain, "it is the open file that is looked at"
    for told in (*ELSEWHERE, "hills", HILLS["en"], HILLS["ar"], "nour", "auditor", "omar", "recovery"):
        assert told.lower().encode() not in plain, told
    assert SECRET.encode() not in packed


def test_a_position_stands_there_under_the_name_of_its_matter_and_no_other_name_goes_along(kept: Kept, go):
    lead, sara = kept.lead, kept.desk("sara")
    pause, crossing = (
        name_matter(lead, names) for names in ({"ar": "هدنة", "en": "Pause"}, {"ar": "معبر", "en": "Gate"})
    )
    name_matter(lead, {"ar": "جبل", "en": "Far Hill"})
    ours = Evidence(of="ours", words="By the road they have taken.")
    condition = Condition(matter=crossing, words="The gate stays open.")
    note_position(
        sara, "coast", "hamas", pause, "conditions", "Three days.", "en", evidence=(ours,), only_if=(condition,)
    )
    away = go()
    assert b"Far Hill" not in opened(away.packed)
    desk = away.desk()
    assert matters(desk, "en") == ((pause, "Pause"), (crossing, "Gate"))
    (row,) = positions(desk, "ar", line="coast").matters
    assert row.name == "هدنة"
    note_position(desk, "coast", "hamas", crossing, "refuses", "Not by day.", "en", evidence=(ours,))
    assert take_in(sara, away.report()).why == ("kind",), "a lead looks at it first"


def test_there_is_written_only_what_the_report_brings_back(kept: Kept, go):
    desk = go().desk()
    for act, rule in ACTS.items():
        if rule.writes and act not in AWAY:
            assert not desk.may(act, line="coast", relay="rl-0", to="coast"), act
            with pytest.raises((TravelWrong, LogNotYours, NotAllowed)):
                desk.require(act, line="coast", relay="rl-0", to="coast")
        if act in AWAY:
            assert desk.may(act, line="coast"), act
    assert refused(lambda: place_hold(desk, "A court", "An inquiry")) == "in_the_room"
    assert refused(lambda: desk.require("draft_relay", line="coast")) == "in_the_room"
    assert place_hold(kept.desk("sara"), "A court", "An inquiry"), "in the room he may"


def test_what_is_carried_opens_nothing_in_the_room(kept: Kept, go):
    away = go()
    pair = away.home.persons.open("sara", PASSWORD)
    assert pair.name != kept.pairs["sara"].name
    assert kept.home.opens(KEPT, pair) == kept.home.opens(KEPT)
    plain = opened(away.packed)
    for name in ("sara", "lead"):
        assert kept.pairs[name].private.hex().encode() not in plain


def test_on_the_laptop_stands_the_line_as_it_was_with_hours_and_authors(kept: Kept, go, now: Clock):
    for hours in (1, 5):
        now.on(hours=hours)
        note_line(kept.desk("omar"), "coast", "degraded", cause="technical")
    now.on(hours=2)
    away = go()
    for log in (LINE, CHANNEL, "table"):
        there = [(e.recorded_at, e.author, e.act, e.body) for e in kept.desk("sara").ledger.entries(log)]
        here = [(e.recorded_at, e.author, e.act, e.body) for e in away.desk().ledger.entries(log)]
        n = len(there) - (log == LINE)  # the last entry of both tells that it was packed
        assert there[:n] == here[:n], log
        assert len(here) == len(there)
    assert away.desk().sight == ("access", "bureau", CHANNEL, LINE, "press", "table")
    assert [log for log in away.desk().sight if away.desk().may_write(log)] == [LINE]
    assert away.home.ledger(KEPT, away.desk().sight, away.home.persons.open("sara", PASSWORD)).verify().whole
    now.on(days=3)
    assert not {LINE, CHANNEL, "table"} & set(away.desk().sight), "even before anything was destroyed"


def test_without_the_password_nothing_of_it_opens(kept: Kept, go, tmp_path: Path):
    away = go()
    asleep = Desk.open(away.home, KEPT, "sara", now=kept.now)
    assert not {LINE, CHANNEL} & set(asleep.sight)
    with pytest.raises(PersonKeyClosed):
        open_carried(away.packed, "another password 7", tmp_path / "thief", now=kept.now)
    assert not (tmp_path / "thief").exists()
    disk = b"".join(f.read_bytes() for f in away.path.rglob("*") if f.is_file())
    assert SECRET.encode() not in disk


def test_a_pack_that_was_cut_or_changed_makes_no_home(kept: Kept, go, tmp_path: Path):
    away, other = go(), tmp_path / "other"
    changed = away.packed[:-5] + b"xxxxx"
    for broken, why in ((away.packed[:-5], "cut"), (changed, "changed"), (b"PK", "no_pack"), (b"", "no_pack")):
        assert refused(lambda broken=broken: open_carried(broken, PASSWORD, other, now=kept.now)) == why
    head = away.packed.index(b"\n", away.packed.index(b"\n") + 1)
    assert refused(lambda: open_carried(away.packed[: head + 1], PASSWORD, other, now=kept.now)) in ("cut", "changed")
    assert refused(lambda: open_carried(away.packed, PASSWORD, away.path, now=kept.now)) == "stands"
    other.mkdir()
    made_in = {path.name for path in tmp_path.iterdir()}
    open_carried(away.packed, PASSWORD, other, now=kept.now)  # an empty folder is no hindrance
    kept.now.on(days=3)
    assert refused(lambda: open_carried(away.packed, PASSWORD, tmp_path / "late", now=kept.now)) == "over_hour"
    assert {path.name for path in tmp_path.iterdir()} == made_in, "nothing half made is left"


def test_attachments_go_along_only_if_asked_and_new_ones_come_back(kept: Kept, go, tmp_path: Path):
    sara = kept.desk("sara")
    called = next(iter(sara.fold(contacts_view("coast")).contacts))
    keep_piece(sara, "coast", called, "list.txt", "text/plain", b"A list of names")
    away = go(attachments=True)
    (piece,) = contact(away.desk(), "coast", called).pieces
    assert piece_of(away.desk(), "coast", called, piece.piece)[1] == b"A list of names"
    met = away.calls()
    keep_piece(away.desk(), "coast", met, "new.txt", "text/plain", b"Taken at the border")
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.set_aside) == (2, 0)
    (piece,) = contact(kept.desk("omar"), "coast", met).pieces
    assert piece_of(kept.desk("omar"), "coast", met, piece.piece)[1] == b"Taken at the border"


# coming back


def test_what_was_done_away_is_taken_in_once_in_his_name_with_its_hour(kept: Kept, go, now: Clock):
    away = go()
    away.calls("On the first day.")
    hour = now.on(hours=5)
    note_line(away.desk(), "coast", "degraded", cause="technical", note="The mast is down.")
    set_deadline(away.desk(), "coast", "Their list", now() + timedelta(days=2), "them")
    now.on(hours=20)
    report = away.report()
    came = take_in(kept.desk("sara"), report)
    assert (came.entries, came.set_aside, came.goes_on) == (3, 0, True)
    assert said(kept.desk("omar")) == [SECRET, "On the first day."]
    stands = kept.desk("omar").fold(line_view("coast"))
    assert (stands.noted[-1].state, stands.noted[-1].at) == ("degraded", hour)
    head = kept.lead.ledger.head(LINE)
    again = take_in(kept.desk("sara"), report)
    assert (again.entries, again.set_aside) == (0, 0)
    assert kept.lead.ledger.head(LINE) == head, "sent twice, it changes nothing"
    last = list(kept.lead.ledger.entries(LINE))[-4:]
    assert [e.author for e in last] == ["sara"] * 4
    told = [e.fact.happened_at.instant.replace(microsecond=0) for e in last[:3]]
    assert told == [last[0].fact.began_at, hour, hour]
    (one,) = travels(kept.lead, "coast")
    assert (one.state, one.entries) == ("away", 3)
    assert one.last_contact.replace(microsecond=0) == now()


def test_a_later_report_brings_only_what_is_new_and_a_lost_one_is_missed_by_nobody(kept: Kept, go, now: Clock):
    away = go()
    away.calls("One.")
    first = away.report()
    now.on(hours=1)
    away.calls("Two.")
    second = away.report()
    now.on(hours=1)
    away.calls("Three.")
    assert take_in(kept.desk("sara"), second).entries == 2
    assert take_in(kept.desk("sara"), first).entries == 0, "an older one that comes late"
    assert take_in(kept.desk("sara"), away.report()).entries == 1
    assert said(kept.lead) == [SECRET, "One.", "Two.", "Three."]
    assert sum(t.entries for t in travels(kept.lead, "coast")[0].taken) == 3


def test_only_a_whole_report_of_this_travel_is_taken_in_and_only_by_its_officer(kept: Kept, go):
    away = go()
    away.calls()
    report, head = away.report(), kept.lead.ledger.head(LINE)
    sara = kept.desk("sara")
    for broken, why in ((report[:-3], "cut"), (report[:-3] + b"xxx", "changed"), (b"", "cut"), (b"a mail", "cut")):
        assert refused(lambda broken=broken: take_in(sara, broken)) in (why, "changed")
    assert refused(lambda: take_in(kept.desk("omar"), report)) == "other_reader"
    assert refused(lambda: take_in(kept.desk("nour"), report)) == "unknown"
    forged = io.BytesIO()
    sealed_file.seal_file((b"0" * 64 + b"\n{}",), Pair.new().public, forged)
    assert refused(lambda: take_in(sara, forged.getvalue())) == "unknown"
    assert kept.lead.ledger.head(LINE) == head


def test_who_knows_the_public_half_alone_makes_no_report(kept: Kept, go):
    away = go()
    about = travel_pack.open_pack(away.packed, PASSWORD).about
    told = {"travel": away.named, "case": KEPT, "line": "coast", "reader": "sara", "made_at": kept.now(), "upto": 9}
    from wasata.record.person_key import PublicKey

    made = travel_pack.seal_report(told, (), {}, b"0" * 32, PublicKey(bytes.fromhex(about["public"])))
    assert refused(lambda: take_in(kept.desk("sara"), made)) == "changed"


# set aside


def test_a_letter_written_away_waits_for_a_lead(kept: Kept, go, now: Clock):
    away = go()
    send(away.desk(), "coast", ["Tomorrow at nine."], "en", recipient="Coast Council")
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.set_aside, came.kinds, came.why) == (0, 1, ("message.held",), ("kind",))
    (one,) = travels(kept.desk("sara"), "coast")
    (aside,) = one.asides
    with pytest.raises(NotAllowed):
        look_at(kept.desk("omar"), "coast", aside.aside)
    (seen,) = look_at(kept.lead, "coast", aside.aside)
    assert seen.facts[0][0] == "message.held"
    with pytest.raises(NotAllowed):
        judge(kept.desk("sara"), "coast", aside.aside, True)
    assert refused(lambda: follow(kept.desk("sara"), "coast", aside.aside)) == "not_let_in"
    judge(kept.lead, "coast", aside.aside, True)
    assert refused(lambda: judge(kept.lead, "coast", aside.aside, False)) == "judged"
    assert refused(lambda: follow(kept.desk("omar"), "coast", aside.aside)) == "other_reader"
    assert follow(kept.desk("sara"), "coast", aside.aside) == 1
    head = kept.lead.ledger.head(LINE)
    follow(kept.desk("sara"), "coast", aside.aside)
    assert kept.lead.ledger.head(LINE) == head
    assert next(e for e in kept.lead.ledger.entries(LINE) if e.kind == "message.held").author == "sara"
    assert take_in(kept.desk("sara"), away.report()).set_aside == 0, "and is not set aside again"


def test_what_no_longer_fits_the_line_is_set_aside_and_breaks_nothing(kept: Kept, go, now: Clock, monkeypatch):
    away = go()
    met = away.calls()
    write_readout(away.desk(), "coast", met, "ours", "He agreed in principle.", "en")
    away.calls("And again.")
    whole = travel_back._acts
    monkeypatch.setattr(travel_back, "_acts", lambda report: whole(report)[1:])  # the contact itself is missing
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.set_aside, came.why) == (1, 1, ("state",))
    assert said(kept.lead) == [SECRET, "And again."]


def test_words_of_another_line_that_he_holds_are_set_aside(kept: Kept, go, now: Clock):
    open_line(kept.lead, "hills", party="israel", of="party", names=HILLS, langs=("ar",), media=("call",),
              officers=("sara",), lot=lambda free: free[0])  # fmt: skip
    words = "We can offer seven trucks a day from Sunday on"
    record_contact(kept.desk("sara"), "hills", "call", "in", now(), answered=True, about=words)
    away = go()
    away.calls(words)
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.why) == (0, ("words",))


def test_what_comes_from_a_clock_that_goes_ahead_is_set_aside(kept: Kept, go, now: Clock):
    away = go()
    hour = now()
    now.on(hours=3)
    note_line(away.desk(), "coast", "degraded", cause="technical")
    report = away.report()
    now.at = hour
    assert take_in(kept.desk("sara"), report).why == ("ahead",)


def test_by_a_clock_that_stands_before_the_pack_was_made_nothing_is_opened_or_done(
    kept: Kept, go, now: Clock, tmp_path: Path
):
    """Else every act there bore the hour just after the pack, and the end came late."""
    away, made = go(), now()
    now.at = made - travel.AHEAD - timedelta(seconds=1)
    assert refused(lambda: open_carried(away.packed, PASSWORD, tmp_path / "other", now=now)) == "clock"
    assert not (tmp_path / "other").exists()
    assert refused(lambda: carried.require_there(away.home, KEPT)) == "clock"
    carried.require_there(kept.home, KEPT)
    now.at = made - travel.AHEAD
    carried.require_there(away.home, KEPT)
    open_carried(away.packed, PASSWORD, tmp_path / "other", now=now)


def test_what_comes_after_a_cut_off_is_not_taken_in_but_told(kept: Kept, go, now: Clock):
    away = go()
    away.calls("Before.")
    take_in(kept.desk("sara"), away.report())
    away.calls("Also before, by its own clock.")
    end_travel(kept.lead, away.named, "cut_off")
    now.on(hours=1)
    away.calls("After.")
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.set_aside, came.kinds, came.why) == (0, 2, ("contact.recorded",), ("ended",))
    assert (came.goes_on, came.how) == (False, "cut_off")
    assert said(kept.lead) == [SECRET, "Before."]
    (aside,) = travels(kept.lead, "coast")[0].asides
    assert [d.facts[0][2]["about"] for d in look_at(kept.lead, "coast", aside.aside)] == [
        "Also before, by its own clock.", "After.",
    ]  # fmt: skip


def test_what_was_done_before_the_hour_is_taken_in_after_it_and_what_after_it_is_not(kept: Kept, go, now: Clock):
    away = go()
    away.calls("In time.")
    report_in_time = away.report()
    now.on(days=3)
    came = take_in(kept.desk("sara"), report_in_time)
    assert (came.entries, came.goes_on, came.how) == (1, False, "expired")


def test_who_puts_the_laptops_clock_back_does_nothing_after_the_hour_that_counts(kept: Kept, go, now: Clock):
    """By its own clock it is still in time; the room knows no better, and a lead can only cut him off."""
    away, began = go(), now()
    now.on(days=2)
    end_travel(kept.lead, away.named, "lost")
    now.at = began
    away.calls("From the past.")
    now.on(days=2)
    assert take_in(kept.desk("sara"), away.report()).why == ("ended",)


# cutting off


def test_cutting_off_turns_the_keys_of_the_line_and_its_officer_keeps_it(kept: Kept, go):
    away = go()
    before = {log: kept.home.holders(KEPT, log) for log in (LINE, CHANNEL)}
    with pytest.raises(NotAllowed):
        end_travel(kept.desk("omar"), away.named, "cut_off")
    assert refused(lambda: end_travel(kept.lead, "tr-none", "cut_off")) == "unknown"
    end_travel(kept.asleep("lead"), away.named, "cut_off", act_id="cut")
    end_travel(kept.asleep("lead"), away.named, "cut_off", act_id="cut")
    for log in (LINE, CHANNEL):
        newest = {name: max(epochs) for name, epochs in kept.home.holders(KEPT, log).items()}
        assert set(newest.values()) == {max(map(max, before[log].values())) + 1}, log
        assert kept.pairs["sara"].name in newest
    assert refused(lambda: end_travel(kept.lead, away.named, "lost")) == "over"
    assert LINE in kept.desk("sara").sight


def test_at_the_answer_all_keys_there_are_destroyed_for_ever(kept: Kept, go, now: Clock):
    away = go()
    away.calls()
    answer = take_in(kept.desk("sara"), away.report()).answer
    assert answered(away.home, KEPT, answer).goes_on
    assert not is_gone(away.home, KEPT)
    pair = away.home.persons.open("sara", PASSWORD)
    end_travel(kept.lead, away.named, "cut_off")
    cut = take_in(kept.desk("sara"), away.report()).answer
    for forged in (cut.replace(b"cut_off", b"expired"), answer.replace(b"true", b"false"), b"", b"{}\nab"):
        assert refused(lambda forged=forged: answered(away.home, KEPT, forged)) == "no_answer"
    assert not is_gone(away.home, KEPT)
    assert not answered(away.home, KEPT, cut).goes_on
    gone_for_good(away, pair)
    assert not answered(away.home, KEPT, cut).goes_on, "again it changes nothing"


def gone_for_good(away: Away, pair: Pair) -> None:
    """Neither his password opens anything there, nor the key that it opened; no byte of a key is left."""
    assert is_gone(away.home, KEPT)
    assert away.home.persons.names() == ()
    opens = away.home.opens(KEPT, pair)
    assert not {LINE, CHANNEL, "table"} & opens
    assert not set(away.home.logs(KEPT)) & {LINE} & opens
    assert all(away.home.is_destroyed(KEPT, log) for log in (LINE, CHANNEL, "table"))
    ring = next(away.path.glob("keys/*.ring")).read_bytes()
    assert pair.name.encode() not in ring


def test_with_the_keys_the_attachments_leave_the_disk_and_nothing_opens_again(kept: Kept, go, tmp_path: Path):
    sara = kept.desk("sara")
    called = next(iter(sara.fold(contacts_view("coast")).contacts))
    keep_piece(sara, "coast", called, "list.txt", "text/plain", b"A list of names")
    away = go(attachments=True)
    carried.require_there(away.home, KEPT)
    assert away.home.pieces(KEPT, LINE)
    end_travel(kept.lead, away.named, "cut_off")
    answered(away.home, KEPT, travel_back.answer_to(kept.desk("sara"), "coast", away.named))
    assert not away.home.pieces(KEPT, LINE)
    assert refused(lambda: carried.require_there(away.home, KEPT)) == "gone"


def test_that_another_travel_was_cut_off_destroys_nothing_here(kept: Kept, go, now: Clock):
    first = begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=1))
    end_travel(kept.lead, first, "cut_off")
    away = go()
    told = travel_back.answer_to(kept.desk("sara"), "coast", first)
    assert refused(lambda: answered(away.home, KEPT, told)) == "other_travel"
    assert not is_gone(away.home, KEPT)


def test_whoever_is_not_signed_in_there_makes_no_report(kept: Kept, go):
    away = go()
    with pytest.raises(KeyNeeded):
        carried.report(Desk.open(away.home, KEPT, "sara", now=kept.now))


def test_when_its_hour_comes_nothing_opens_there_any_more_even_with_the_password(kept: Kept, go, now: Clock):
    away = go()
    pair = away.home.persons.open("sara", PASSWORD)
    now.on(days=2, hours=23)
    assert not expire(away.home, KEPT, now())
    assert said(away.desk()) == [SECRET]
    now.on(hours=1)
    assert expire(away.home, KEPT, now())
    gone_for_good(away, pair)
    now.at -= timedelta(days=2)  # and with the clock put back
    with pytest.raises(WasataError):
        away.desk()
    with Home.open(away.path, now=now) as again:
        assert not {LINE, CHANNEL} & again.opens(KEPT, pair)


def test_a_home_that_is_on_no_laptop_never_ends_so(kept: Kept, go, now: Clock):
    go()
    now.on(days=30)
    assert not expire(kept.home, KEPT, now())
    assert refused(lambda: carried.report(kept.desk("sara"))) == "not_carried"
    assert refused(lambda: answered(kept.home, KEPT, b"")) == "not_carried"
    assert said(kept.lead) == [SECRET]


def test_the_ring_that_is_replaced_is_written_over(kept: Kept, go, tmp_path: Path):
    away = go()
    ring = next(away.path.glob("keys/*.ring"))
    with ring.open("rb") as held:
        was = held.read()
        assert any(was)
        away.home.destroy_keys(KEPT, LINE)
        held.seek(0)
        assert not any(held.read())


def test_who_does_not_hold_the_line_is_not_told_of_its_travels(kept: Kept, go):
    go()
    for reader in ("nour", "envoy", "auditor"):
        with pytest.raises(LineUnknown):
            travels(kept.desk(reader), "coast")


def test_a_deadline_made_and_closed_away_comes_home(kept: Kept, go, now: Clock):
    away = go()
    set_deadline(away.desk(), "coast", "Their answer", now() + timedelta(days=1), "them")
    named = next(iter(away.desk().fold(line_view("coast")).deadlines))
    now.on(hours=1)
    close_deadline(away.desk(), "coast", named, "met")
    assert take_in(kept.desk("sara"), away.report()).entries == 2
    assert kept.lead.fold(line_view("coast")).deadlines[named].outcome == "met"


def test_the_same_name_of_an_act_there_and_here_are_two_acts(kept: Kept, go):
    away = go()
    note_line(kept.desk("sara"), "coast", "dark", cause="blackout", act_id="form")
    note_line(away.desk(), "coast", "degraded", cause="technical", act_id="form")
    assert take_in(kept.desk("sara"), away.report()).entries == 1
    assert [n.state for n in kept.lead.fold(line_view("coast")).noted] == ["dark", "degraded"]


def test_a_text_that_waits_in_the_room_leaves_from_no_laptop(kept: Kept, go):
    name, words = {"ar": "الشمال", "en": "the north"}, {"ar": "كل ما شمال الوادي.", "en": "All north of the valley."}
    term = definition.write(kept.desk("omar"), Text(name, words))
    definition.put(kept.desk("sara"), "coast", term, 1, recipient=COAST["en"])
    assert [one.term for one in on_their_way(kept.desk("sara"), "coast", "en")] == [term]
    assert on_their_way(go().desk(), "coast", "en") == ()


def test_what_was_said_otherwise_meanwhile_is_shown_beside_it_and_a_person_decides(kept: Kept, go, now: Clock):
    sara = kept.desk("sara")
    set_deadline(sara, "coast", "The list is due.", now() + timedelta(days=2), "them")
    set_deadline(sara, "coast", "The map is due.", now() + timedelta(days=2), "them")
    due, same = sara.fold(line_view("coast")).deadlines
    away = go()
    close_deadline(away.desk(), "coast", due, "missed")
    close_deadline(away.desk(), "coast", same, "met")
    now.on(hours=1)
    close_deadline(kept.desk("omar"), "coast", due, "met", note="It came by hand.")
    close_deadline(kept.desk("omar"), "coast", same, "met")

    def outcome(deadline: str) -> str | None:
        desk = kept.desk("omar")
        with desk.hold():
            return desk.fold(line_view("coast")).deadlines[deadline].outcome

    came = take_in(sara, away.report())
    assert (came.entries, came.set_aside, came.why) == (1, 1, ("clash",)), "what both say alike is no clash"
    assert outcome(due) == "met", "the older word has not taken the place of the newer"
    ((aside,),) = [t.asides for t in travels(kept.lead, "coast")]
    (doubtful,) = look_at(kept.lead, "coast", aside.aside)
    ((kind, _, by, told),) = doubtful.meanwhile
    assert (kind, by, told["outcome"], told["note"]) == ("line.deadline_closed", "omar", "met", "It came by hand.")
    judge(kept.lead, "coast", aside.aside, let_in=True)
    assert follow(sara, "coast", aside.aside) == 1
    assert outcome(due) == "missed"


def test_what_the_same_officer_said_twice_away_is_no_clash_with_himself(kept: Kept, go, now: Clock):
    away = go()
    set_deadline(away.desk(), "coast", "The list is due.", now() + timedelta(days=2), "them")
    due = next(iter(away.desk().fold(line_view("coast")).deadlines))
    assert take_in(kept.desk("sara"), away.report()).set_aside == 0
    close_deadline(away.desk(), "coast", due, "met")
    came = take_in(kept.desk("sara"), away.report())
    assert (came.entries, came.set_aside) == (1, 0)


def test_every_kind_of_which_the_last_word_stands_names_its_thing_by_fields_it_has():
    for kind, fields in travel_back.SAID_AGAIN.items():
        assert set(fields) <= set(KINDS[kind, 1].model_fields), kind
        assert kind in travel_back.DONE_AWAY, kind


def test_what_came_back_stands_with_the_hour_it_was_done_and_the_hour_it_was_taken_in(kept: Kept, go, now: Clock):
    away = go()
    close, done = away.desk(), now()
    set_deadline(close, "coast", "Their answer", now() + timedelta(days=1), "them")
    now.on(hours=5)
    record_contact(kept.desk("sara"), "coast", "call", "out", now(), answered=True)
    take_in(kept.desk("sara"), away.report())
    (one,) = travels(kept.lead, "coast")
    ((kind, at, taken),) = [(b.kind, b.done_at, b.taken_at) for b in one.back]
    assert (kind, at - done < timedelta(minutes=1)) == ("line.deadline_set", True)
    assert taken - at > timedelta(hours=4), "what she did in the room herself is not among it"
    end_travel(kept.lead, away.named, "back")
    begin_travel(kept.lead, "coast", "sara", now() + timedelta(days=3))
    pack(kept.desk("sara"), "coast", PASSWORD)
    assert [len(t.back) for t in travels(kept.lead, "coast")] == [0, 1]


def test_whoever_lost_the_line_meanwhile_gives_his_report_to_a_lead_who_judges_all_of_it(kept: Kept, go, now: Clock):
    away = go()
    hear(away.desk(), "coast", [("They wait until noon.", "none")], "en")
    sealed = away.report()
    for log in ("line/coast", "channel/coast"):
        revoke_log(kept.lead, "sara", log)
    assert refused(lambda: take_in(kept.desk("sara"), sealed)) == "unknown"
    assert refused(lambda: take_in(kept.desk("omar"), sealed)) == "other_reader", "no other officer"
    assert travels(kept.lead, "coast")[0].left
    came = take_in(kept.lead, sealed)
    assert (came.entries, came.set_aside, came.why) == (0, 1, ("left",))
    assert take_in(kept.lead, sealed).set_aside == 0, "once"
    ((aside,),) = [t.asides for t in travels(kept.lead, "coast")]
    assert look_at(kept.lead, "coast", aside.aside)[0].facts[0][2]["passages"][0]["words"] == "They wait until noon."
    assert refused(lambda: follow(kept.lead, "coast", aside.aside)) == "not_let_in"
    judge(kept.lead, "coast", aside.aside, let_in=True)
    assert refused(lambda: follow(kept.desk("omar"), "coast", aside.aside)) == "other_reader"
    assert follow(kept.lead, "coast", aside.aside) == 1
    with kept.lead.hold():
        (heard,) = talk_of(kept.lead, "coast", "line").messages.values()
    assert (heard.author, heard.passages[0].words) == (kept.lead.reader, "They wait until noon.")


def test_a_lead_hands_in_nothing_of_an_officer_who_keeps_the_line(kept: Kept, go):
    away = go()
    away.calls()
    assert refused(lambda: take_in(kept.lead, away.report())) == "other_reader"


def test_both_hours_stand_where_it_is_read(kept: Kept, go, now: Clock):
    away = go()
    heard = now()
    hear(away.desk(), "coast", [("They wait until noon.", "none")], "en")
    now.on(hours=5)
    hear(kept.desk("sara"), "coast", [("They wait until dusk.", "none")], "en")
    take_in(kept.desk("sara"), away.report())
    with kept.lead.hold():
        here, there = talk_of(kept.lead, "coast", "line").messages.values()
    assert here.earlier is None
    assert there.earlier is not None
    assert there.earlier - heard < timedelta(minutes=1) < timedelta(hours=4) < there.at - there.earlier
    lines = record_page(kept.lead, "en", log="line/coast").lines
    assert [line.earlier for line in lines if line.kind == "message.received"] == [there.earlier, None]


def test_two_who_are_away_with_one_line_and_say_otherwise_clash_with_one_another(
    kept: Kept, now: Clock, tmp_path: Path
):
    set_deadline(kept.desk("sara"), "coast", "Their answer", now() + timedelta(days=1), "them")
    (due,) = kept.lead.fold(line_view("coast")).deadlines
    laptops = {}
    for reader, outcome in (("sara", "met"), ("omar", "missed")):
        begin_travel(kept.lead, "coast", reader, now() + timedelta(days=3))
        open_carried(pack(kept.desk(reader), "coast", PASSWORD).content, PASSWORD, tmp_path / reader, now=now)
        there = Home.open(tmp_path / reader, now=now)
        laptops[reader] = Desk.open(there, KEPT, reader, now=now, by=there.persons.open(reader, PASSWORD))
        close_deadline(laptops[reader], "coast", due, outcome)
    came = {reader: take_in(kept.desk(reader), carried.report(desk)) for reader, desk in laptops.items()}
    assert [(c.entries, c.why) for c in came.values()] == [(1, ()), (0, ("clash",))]


@pytest.mark.parametrize("kind", travel_back.SAID_AGAIN)
def test_two_words_on_one_thing_clash_and_on_two_things_do_not(kind: str, now: Clock):
    def body(thing: str, said: str) -> bytes:
        return json.dumps(
            {"happened_at": None, **dict.fromkeys(travel_back.SAID_AGAIN[kind], thing), "said": said}
        ).encode()

    def clash(thing: str, said: str, other: str = kind) -> int:
        away = travel_pack.Carried(LINE, now(), "sara", "a", kind, 1, body("t-1", "yes"))
        here = Entry(KEPT, LINE, 9, now(), "omar", "b", "", "", other, 1, body(thing, said))
        return len(travel_back.clashing([away], [here]))

    assert (clash("t-1", "no"), clash("t-1", "yes")) == (1, 0)
    assert clash("t-2", "no") == (0 if travel_back.SAID_AGAIN[kind] else 1)
    assert clash("t-1", "no", "line.noted") == 0


def test_what_he_said_himself_in_the_room_since_he_packed_clashes_too(kept: Kept, go, now: Clock):
    sara = kept.desk("sara")
    set_deadline(sara, "coast", "Their answer", now() + timedelta(days=1), "them")
    (due,) = sara.fold(line_view("coast")).deadlines
    away = go()
    close_deadline(sara, "coast", due, "met")
    close_deadline(away.desk(), "coast", due, "missed")
    assert take_in(sara, away.report()).why == ("clash",)


def test_an_answer_to_a_lost_travel_destroys_and_one_to_another_travel_does_nothing(kept: Kept, go, now: Clock):
    away = go()
    begin_travel(kept.lead, "coast", "omar", now() + timedelta(days=3))
    (other,) = [t.travel for t in travels(kept.lead, "coast") if t.reader == "omar"]
    end_travel(kept.lead, other, "lost")
    to_other = travel_back.answer_to(kept.lead, "coast", other)
    assert refused(lambda: answered(away.home, KEPT, to_other)) == "other_travel"
    assert not is_gone(away.home, KEPT)
    end_travel(kept.lead, away.named, "lost")
    answered(away.home, KEPT, travel_back.answer_to(kept.lead, "coast", away.named))
    assert is_gone(away.home, KEPT)
