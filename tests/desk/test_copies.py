"""Copies of the room: a key that three hold, copies without a secret, a restore that was tried, an older day that two accept."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desk.conftest import Clock
from tests.desk.kept import KEPT, PASSWORD, Kept, coast, kept_case
from tests.desk.relays import HILLS

from wasata.desk import copies as desk_copies
from wasata.desk.access import Desk, admit_reader, readers
from wasata.desk.case import open_case, write_note
from wasata.desk.contact import record_contact
from wasata.desk.copies import (
    accepting,
    check_copies,
    look_at,
    make_copies_key,
    make_copy,
    may_see,
    my_part,
    open_folder,
    state,
    sweep,
    sweep_folder,
    try_restore,
    waits_for_paper,
    who_may_hold,
    write_part,
)
from wasata.desk.line import open_line
from wasata.desk.person_key import confirm_person_key, my_key, recover
from wasata.desk.record import record_page
from wasata.errors import (
    ActReused,
    BackupCut,
    BackupRefused,
    CopiesWrong,
    KeyNeeded,
    KeyRefused,
    LogNotYours,
    NotAllowed,
    NotHeld,
    NumberWrong,
    PersonKeyClosed,
    PersonUnknown,
    RecordOlder,
    RecoveryRefused,
    TwoNeeded,
)
from wasata.record import backup, copies
from wasata.record.home import Home
from wasata.record.kinds.access import CopiesKeyMade, CopiesPartWritten, RecordRestored
from wasata.record.person_key import Pair
from wasata.record.persons import COPIES_LAST, Persons
from wasata.record.recovery import split
from wasata.words import say

SECRET = "They would take forty for eight, and the fishermen first."
OTHERS = ("sara", "omar")


@pytest.fixture
def home(tmp_path: Path, now: Clock) -> Iterator[Home]:
    """On a disk, whose file can be put back."""
    made = Home.create(tmp_path / "home", now=now)
    yield made
    made.close()


@pytest.fixture
def kept(home: Home, now: Clock) -> Kept:
    return kept_case(home, now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "medium"


def key_made(kept: Kept) -> copies.CopiesKey:
    return make_copies_key(kept.lead, {other: kept.number(other) for other in OTHERS})


def papers(kept: Kept, *holders: str) -> list[str]:
    """What these have written down."""
    found = [my_part(kept.home, name, kept.pairs[name]) for name in holders]
    return [part.words for part in (one[1] for one in found if one)]


def note(kept: Kept, reader: str, about: str = SECRET) -> None:
    record_contact(kept.desk(reader), "coast", "call", "out", kept.now(), answered=True, about=about)


# the key


def test_a_lead_has_a_key_made_and_each_of_the_three_alone_is_shown_his_part(kept: Kept):
    key = key_made(kept)
    assert copies.key_of(kept.home) == key
    assert key.parts == ("lead", "omar", "sara")
    for name in key.parts:
        place, part = my_part(kept.home, name, kept.pairs[name]) or ("", None)
        assert place == key.called
        assert part is not None
        assert len(part.words.split()) == 33
        assert part.words not in "".join(
            p.read_text("utf-8", "replace") for p in kept.home.path.rglob("*") if p.is_file()
        )
    assert my_part(kept.home, "nour", kept.pairs["nour"]) is None
    assert my_part(kept.home, "lead", None) is None, "with his own key not at hand, nothing is shown"
    with pytest.raises(PersonKeyClosed):
        my_part(kept.home, "lead", kept.pairs["sara"])
    facts = [e.fact for e in kept.home.ledger(KEPT, ("access",)).entries("access") if isinstance(e.fact, CopiesKeyMade)]
    assert facts == [CopiesKeyMade(key=key.public.number, parts=key.parts, by="lead")]


def test_a_key_is_made_by_a_lead_with_two_officers_who_read_him_their_digits(kept: Kept):
    digits = {other: kept.number(other) for other in OTHERS}
    with pytest.raises(NotAllowed):
        make_copies_key(kept.desk("sara"), {"omar": kept.number("omar"), "lead": kept.number("lead")})
    with pytest.raises(KeyNeeded):
        make_copies_key(kept.asleep("lead"), digits)
    for others, why in (
        ({"sara": digits["sara"]}, "two"), (digits | {"nour": kept.number("nour")}, "two"),
        ({"lead": kept.number("lead"), "sara": digits["sara"]}, "two"), ({"sara": digits["sara"], "envoy": ""}, "officer"),
        ({"sara": digits["sara"], "nobody": ""}, "officer"),
    ):  # fmt: skip
        with pytest.raises(CopiesWrong) as told:
            make_copies_key(kept.lead, others)
        assert told.value.values["why"] == f"copies.why.{why}"
    with pytest.raises(NumberWrong):
        make_copies_key(kept.lead, digits | {"omar": kept.number("nour")})
    admit_reader(kept.lead, "late", "officer")
    with pytest.raises(PersonUnknown):
        make_copies_key(kept.lead, {"sara": digits["sara"], "late": "1" * 30})
    assert copies.key_of(kept.home) is None
    assert all(waits_for_paper(kept.home, name) is None for name in kept.pairs)
    assert who_may_hold(kept.lead) == ("nour", "omar", "sara")


def test_leads_and_officers_see_how_copies_stand_and_nobody_else(kept: Kept):
    assert [may_see(kept.desk(name)) for name in ("lead", "sara", "envoy")] == [True, True, False]
    assert not may_see(Desk.open(kept.home, KEPT, "auditor"))
    assert not may_see(Desk.open(kept.home, KEPT, "lead", only=frozenset({"press"})))


def test_a_part_that_was_written_down_stands_nowhere_else(kept: Kept):
    key = key_made(kept)
    part = my_part(kept.home, "omar", kept.pairs["omar"])
    assert part is not None
    words = part[1].words.split()
    for typed in ({1: "wrong", 2: words[1]}, {1: words[1]}, {34: words[0]}, {0: words[-1]}, {}):
        with pytest.raises(CopiesWrong):
            write_part(kept.desk("omar"), typed)
    with pytest.raises(KeyNeeded):
        write_part(kept.asleep("omar"), {1: words[0]})
    with pytest.raises(CopiesWrong):
        write_part(kept.desk("nour"), {1: words[0]})
    assert dict(state(kept.home, kept.now()).parts) == {"lead": False, "omar": False, "sara": False}
    write_part(kept.desk("omar"), {3: f" {words[2].upper()} ", 20: words[19]})
    assert dict(state(kept.home, kept.now()).parts) == {"lead": False, "omar": True, "sara": False}
    assert my_part(kept.home, "omar", kept.pairs["omar"]) is None
    facts = [e.fact for e in kept.home.ledger(KEPT, ("access",)).entries("access")]
    assert [f for f in facts if isinstance(f, CopiesPartWritten)] == [
        CopiesPartWritten(key=key.public.number, reader="omar")
    ]
    kept.home.persons.forget("sara")
    assert dict(state(kept.home, kept.now()).parts)["sara"] is False, "what went with his key is on no paper"


def test_a_form_sent_twice_is_one_act(kept: Kept):
    others = {other: kept.number(other) for other in OTHERS}
    key = make_copies_key(kept.lead, others, act_id="once")
    assert make_copies_key(kept.lead, others, act_id="once") == key
    assert kept.home.persons.of("lead").shares.count(key.called) == 1
    assert [place for place in kept.home.persons.of("sara").shares if place.startswith("copies-")] == [key.called]
    found = my_part(kept.home, "sara", kept.pairs["sara"])
    assert found is not None
    typed = dict(enumerate(found[1].words.split(), 1))
    write_part(kept.desk("sara"), typed, act_id="written")
    write_part(kept.desk("sara"), typed, act_id="written")
    with pytest.raises(CopiesWrong) as told:
        write_part(kept.desk("sara"), typed, act_id="another")
    assert told.value.values == {"why": "copies.why.no_part", "value": "sara"}
    kinds = [e.kind for e in kept.home.ledger(KEPT, ("access",)).entries("access")]
    assert (kinds.count("access.copies_key_made"), kinds.count("access.copies_part_written")) == (1, 1)
    (kept.home.path / "keys" / "copies.key").unlink()
    with pytest.raises(ActReused):  # stopped before it was kept: a form of its own makes another
        make_copies_key(kept.lead, others, act_id="once")


def test_of_two_parts_that_wait_that_of_the_present_key_comes_first(kept: Kept):
    keys = [key_made(kept) for _ in range(4)]
    assert waits_for_paper(kept.home, "nobody") is None
    assert waits_for_paper(kept.home, "omar") == keys[-1].called
    for _ in keys:
        found = my_part(kept.home, "omar", kept.pairs["omar"])
        assert found is not None
        write_part(kept.desk("omar"), {1: found[1].words.split()[0]})
    assert waits_for_paper(kept.home, "omar") is None
    kinds = [e.kind for e in kept.home.ledger(KEPT, ("access",)).entries("access")]
    assert kinds.count("access.copies_part_written") == 1, "of a key that is no longer used nothing is noted"


def test_a_lead_whose_key_was_exchanged_in_the_table_hands_himself_no_part(kept: Kept):
    kept.home.persons.forget("lead")
    kept.home.persons.make("lead", "somebody else's 1", at=kept.now())
    with pytest.raises(KeyNeeded):
        key_made(kept)
    assert copies.key_of(kept.home) is None


def test_who_is_no_officer_any_more_writes_nothing_down(kept: Kept):
    key_made(kept)
    admit_reader(kept.lead, "omar", "analyst")
    found = my_part(kept.home, "omar", kept.pairs["omar"])
    assert found is not None
    for _ in range(2):
        with pytest.raises(NotAllowed):
            write_part(kept.desk("omar"), {1: found[1].words.split()[0]})
        (kept.home.path / "keys" / "copies.key").unlink(missing_ok=True)


def test_a_part_is_written_down_also_where_the_file_of_the_key_is_lost(kept: Kept):
    key = key_made(kept)
    (kept.home.path / "keys" / "copies.key").unlink()
    assert waits_for_paper(kept.home, "omar") == key.called
    found = my_part(kept.home, "omar", kept.pairs["omar"])
    assert found is not None
    write_part(kept.desk("omar"), {1: found[1].words.split()[0]})
    assert waits_for_paper(kept.home, "omar") is None


def test_a_folder_of_the_system_beside_the_copies_hides_none(kept: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Every ext4 medium has one, `lost+found`; found on a server that was booted: the copy of the night failed on it."""
    key_made(kept)
    make_copy(kept.home, folder)
    shut = folder / "lost+found"
    shut.mkdir()
    real = Path.stat

    def stat(self: Path, **how: bool) -> os.stat_result:  # by hand: whoever keeps a machine may look everywhere
        if self.parent == shut:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, **how)

    monkeypatch.setattr(Path, "stat", stat)
    assert make_copy(kept.home, None).number == 2
    assert [found.parts for found in check_copies(folder, kept.home)] == [2]


def test_another_key_leaves_what_was_sealed_before_to_the_old_papers(kept: Kept, folder: Path, tmp_path: Path):
    key_made(kept)
    old = papers(kept, "lead", "sara")
    make_copy(kept.home, folder)
    second = key_made(kept)
    new = papers_of(kept, second, "lead", "omar")
    make_copy(kept.home, None)
    assert len(backup.folders_in(folder)) == 2
    assert open_folder(folder, old)[0] != open_folder(folder, new)[0]
    for words in (old, new):
        told, looked = try_restore(folder, words, tmp_path, home=kept.home)
        assert not looked.broken
        assert told.entries > 10
    with pytest.raises(RecoveryRefused):
        open_folder(folder, [old[0], new[0]])


def papers_of(kept: Kept, key: copies.CopiesKey, *holders: str) -> list[str]:
    shares = [kept.home.persons.share_for(name, key.called, kept.pairs[name]) for name in holders]
    return [share.words for share in shares if share]


def test_a_key_file_that_another_wrote_seals_nothing(kept: Kept, folder: Path):
    key_made(kept)
    path = kept.home.path / "keys" / "copies.key"
    path.write_bytes(path.read_bytes().replace(b'"by":"lead"', b'"by":"late"'))
    with pytest.raises(KeyRefused):
        make_copy(kept.home, folder)
    assert not folder.exists()
    assert state_event(kept, "failed").code == "record.key_refused"


def state_event(kept: Kept, what: str) -> copies.Event:
    found = copies.notes_of(kept.home.path).last(what)  # type: ignore[arg-type]
    assert found is not None
    return found


# making, checking


def test_with_no_key_no_copy_is_made_and_the_next_move_is_told(kept: Kept, folder: Path):
    with pytest.raises(CopiesWrong) as told:
        make_copy(kept.home, folder)
    assert told.value.values == {"why": "copies.why.no_key", "value": ""}
    failed = state(kept.home, kept.now()).failed
    assert failed is not None
    assert failed.code == "copies.wrong"
    assert "two others" in say(str(failed.values["why"]), "en")
    assert not folder.exists()


def test_a_folder_is_named_once_and_a_medium_that_was_taken_out_is_missed(kept: Kept, folder: Path):
    key_made(kept)
    with pytest.raises(CopiesWrong) as told:
        make_copy(kept.home, None)
    assert told.value.values["why"] == "copies.why.no_folder"
    assert make_copy(kept.home, folder).number == 1
    assert make_copy(kept.home, None).number == 2
    shutil.move(folder, folder.with_name("in a drawer"))
    folder.mkdir()  # where the medium was mounted
    with pytest.raises(CopiesWrong) as told:
        make_copy(kept.home, None)
    assert told.value.values == {"why": "copies.why.gone", "value": str(folder)}
    assert not list(folder.iterdir()), "nothing is written to the disk that the copy is to outlive"
    with pytest.raises(CopiesWrong) as told:
        make_copy(kept.home, kept.home.path / "copies")
    assert told.value.values["why"] == "copies.why.inside"
    stands = state(kept.home, kept.now())
    assert stands.failed is not None
    assert stands.failed.folder == str(kept.home.path / "copies")
    assert stands.folder == str(folder), "what failed is not remembered"


def test_a_check_needs_no_key_and_finds_what_is_missing(kept: Kept, folder: Path, now: Clock):
    key = key_made(kept)
    make_copy(kept.home, folder)
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    now.on(hours=1)
    make_copy(kept.home, folder)
    (found,) = check_copies(folder, kept.home)
    assert (found.parts, found.key) == (2, key.public.number)
    assert check_copies(folder) == (found,)
    shutil.rmtree(folder)
    shutil.move(older, folder)  # with its own, older, signed list: by itself it is whole
    assert check_copies(folder)[0].parts == 1
    with pytest.raises(CopiesWrong) as told:
        check_copies(folder, kept.home)
    assert told.value.values == {"why": "copies.why.behind", "value": 2}
    spoilt = state(kept.home, now()).spoilt
    assert spoilt is not None
    assert spoilt.values == {"why": "copies.why.behind", "value": 2}
    make_copy(kept.home, folder)
    (folder / key.called / "000002.part").write_bytes(b"cut")
    with pytest.raises(BackupCut) as cut:
        check_copies(folder, kept.home)
    assert cut.value.values["upto"] == 1
    for nothing in (folder / "nothing", folder / key.called / "persons"):
        with pytest.raises(BackupRefused):
            check_copies(nothing)


# restoring


def test_a_restore_is_tried_and_taken_away_again(kept: Kept, folder: Path, tmp_path: Path):
    coast(kept, "sara")
    note(kept, "sara")
    key_made(kept)
    words = papers(kept, "sara", "omar")
    make_copy(kept.home, folder)
    place = tmp_path / "memory"
    place.mkdir()
    told, looked = try_restore(folder, words, place, home=kept.home)
    assert told.persons == 5
    assert looked.broken == ()
    assert looked.closed == 2, "the line and its channel open for no machine"
    assert list(place.iterdir()) == []
    tried = state(kept.home, kept.now()).tried
    assert tried is not None
    assert (tried.part, tried.count) == (1, told.entries)
    with pytest.raises(RecoveryRefused):
        try_restore(folder, [words[0], words[0]], place, home=kept.home)
    assert state(kept.home, kept.now()).spoilt is None, "a slip of the pen says nothing of the copies"
    (part,) = folder.glob("*/000001.part")
    part.write_bytes(part.read_bytes()[:-9])
    with pytest.raises(BackupRefused):
        try_restore(folder, words, place, home=kept.home)
    spoilt = state(kept.home, kept.now()).spoilt
    assert spoilt is not None
    assert spoilt.what == "try_failed"
    assert list(place.iterdir()) == []


def test_what_does_not_hold_is_named(kept: Kept, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    key_made(kept)
    make_copy(kept.home, folder)
    taken = desk_copies.backup.restore

    def spoilt(*args: object, **more: object) -> object:
        told = taken(*args, **more)  # type: ignore[arg-type]
        db = sqlite3.connect(Path(str(args[1])) / "record.sqlite3", isolation_level=None)
        (guard,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_keep'").fetchone()
        db.execute("DROP TRIGGER entries_keep")
        db.execute("UPDATE entries SET sealed = zeroblob(80) WHERE seq = 2")
        db.execute(guard)
        db.close()
        return told

    monkeypatch.setattr(desk_copies.backup, "restore", spoilt)
    with pytest.raises(CopiesWrong) as told:
        try_restore(folder, papers(kept, "lead", "sara"), tmp_path)
    assert told.value.values["why"] == "copies.why.broken"
    assert str(told.value.values["value"]).startswith(f"{KEPT}/")


def test_restored_with_the_key_of_one_log_only_that_log_is_read_and_nothing_else(
    kept: Kept, folder: Path, tmp_path: Path, now: Clock
):
    coast(kept, "sara")
    note(kept, "sara")
    open_line(
        kept.lead, "hills", party="israel", of="party", names=HILLS, langs=("ar", "en"),
        media=("call",), officers=("nour",), lot=lambda free: free[0],
    )  # fmt: skip
    confirm_person_key(kept.lead, "nour", kept.number("nour"))
    record_contact(kept.desk("nour"), "hills", "call", "out", now(), answered=True, about="The hills say no.")
    key_made(kept)
    make_copy(kept.home, folder)
    place, by = open_folder(folder, papers(kept, "lead", "omar"))
    backup.restore(place, tmp_path / "again", by)
    with Home.open(tmp_path / "again", now=now) as again:
        assert look_at(again).broken == ()
        pair = Persons(again.path / "keys" / "persons").open("sara", PASSWORD)  # she alone is there
        held = {log for log in again.logs(KEPT) if log in again.opens(KEPT, pair) - again.opens(KEPT)}
        assert held == {"line/coast", "channel/coast"}
        sara = Desk.open(again, KEPT, "sara", now=now, by=pair)
        assert any(SECRET in str(e.fact) for e in sara.ledger.entries("line/coast"))
        for log in ("line/hills", "channel/hills"):
            with pytest.raises(NotHeld):
                again.ledger(KEPT, (log,), pair)
            with pytest.raises(LogNotYours):
                record_page(sara, "en", log=log)
            with pytest.raises(NotHeld):
                again.ledger(KEPT, (log,))
        with pytest.raises(NotHeld):
            again.ledger(KEPT, ("line/coast",))  # nor does the machine with the officers' key


def test_an_officer_is_lost_and_the_case_goes_on_with_two_papers_of_its_recovery_key(
    kept: Kept, folder: Path, tmp_path: Path, now: Clock
):
    """The line's one officer is gone and her password with her; the machine too. Two papers of the copies bring the room back,
    two of the case's recovery key the line."""
    coast(kept, "sara")
    note(kept, "sara")
    papers_of_case = []
    for name in ("lead", "omar"):
        share = kept.home.persons.share_for(name, kept.home.case_number(KEPT), kept.pairs[name])
        assert share is not None
        papers_of_case.append(share.words)
    key_made(kept)
    make_copy(kept.home, folder)
    place, by = open_folder(folder, papers(kept, "lead", "omar"))
    backup.restore(place, tmp_path / "again", by)
    with Home.open(tmp_path / "again", now=now) as again:
        again.persons.forget("sara")
        again.persons.forget("lead")
        after = Kept(again, now)
        after.home.persons = Persons(again.persons.folder, cost=kept.home.persons._cost)
        after.makes_key("lead")  # he lost his password too: nobody there opens the line
        with pytest.raises(NotHeld):
            again.ledger(KEPT, ("line/coast",), after.pairs["lead"])
        number = my_key(after.asleep("lead")).number
        handed = recover(after.asleep("omar"), papers_of_case, {"lead": number or ""})
        assert "line/coast" in handed["lead"]
        assert any(SECRET in str(e.fact) for e in after.desk("lead").ledger.entries("line/coast"))
        note(after, "lead", "The talks go on.")


# an older day


def checkpoint(path: Path) -> None:
    """All that was written stands in the one file."""
    db = sqlite3.connect(path / "record.sqlite3", isolation_level=None)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


@pytest.fixture
def put_back(kept: Kept, now: Clock, tmp_path: Path) -> Callable[[], Path]:
    """The database as it was yesterday, beside the keys of today."""

    def back() -> Path:
        kept.home.close()
        path = kept.home.path
        for part in path.glob("record.sqlite3*"):
            part.unlink()
        shutil.copy(tmp_path / "yesterday", path / "record.sqlite3")
        return path

    checkpoint(kept.home.path)
    shutil.copy(kept.home.path / "record.sqlite3", tmp_path / "yesterday")
    now.on(days=1)
    admit_reader(kept.lead, "rana", "officer")
    return back


def opened(path: Path, now: Clock, *who: str, **passwords: str) -> Home:
    persons = Persons(path / "keys" / "persons")
    consent = accepting(persons, dict.fromkeys(who, PASSWORD) | passwords)
    return Home.open(path, now=now, restored=True, consent=consent)


def test_where_persons_keep_a_case_an_older_day_is_refused_until_two_of_its_team_accept(
    kept: Kept, put_back: Callable[[], Path], now: Clock
):
    kept.makes_key("rana")
    path = put_back()
    with pytest.raises(RecordOlder):
        Home.open(path)
    with pytest.raises(TwoNeeded):
        Home.open(path, restored=True)  # the owner of the machine, alone
    for who in (("sara",), ("sara", "envoy"), ("sara", "rana"), ("envoy", "rana")):
        with pytest.raises(TwoNeeded):
            opened(path, now, *who).close()
    with pytest.raises(PersonKeyClosed):
        opened(path, now, "sara", omar="another password 7")
    with pytest.raises(PersonUnknown):
        opened(path, now, "sara", "nobody")
    with pytest.raises(RecordOlder):
        Home.open(path)
    with opened(path, now, "sara", "omar", "rana") as home:
        (fact,) = (
            e.fact for e in home.ledger(KEPT, ("access",)).entries("access") if isinstance(e.fact, RecordRestored)
        )
        assert fact.accepted_by == ("omar", "sara"), (
            "rana was admitted after that day: as it stands now she is nobody's"
        )
        assert [(back.log, back.noted, back.found) for back in fact.logs if back.log == "access"]
        lead = Desk.open(home, KEPT, "lead", now=now)
        assert "rana" not in {line.reader for line in readers(lead)}
        told = "\n".join(line.summary for line in record_page(lead, "en", log="access").lines)
        assert "Accepted by: " in told
        assert "omar" in told
    Home.open(path).close()


def test_whoever_put_his_own_key_in_anothers_place_accepts_nothing(
    kept: Kept, put_back: Callable[[], Path], now: Clock
):
    path = put_back()
    persons = Persons(path / "keys" / "persons", cost=kept.home.persons._cost)
    for name in ("sara", "omar"):
        persons.forget(name)
        persons.make(name, "the administrator's own 1", at=now())
    with pytest.raises(TwoNeeded) as told:
        opened(path, now, sara="the administrator's own 1", omar="the administrator's own 1")
    assert told.value.values == {"accepted": 0}


def test_a_case_that_lost_its_keys_too_needs_two_as_well(
    kept: Kept, now: Clock, put_back: Callable[[], Path], tmp_path: Path
):
    checkpoint(kept.home.path)
    shutil.copy(kept.home.path / "record.sqlite3", tmp_path / "yesterday")
    open_case(
        kept.home, "late", names={"ar": "لاحقة", "en": "Late"}, period={"ar": "", "en": ""}, lead="other", now=now
    )
    rings = {ring.case(kept.home._master): ring.path for ring in kept.home.rings()}
    path = put_back()
    rings["late"].unlink()
    with pytest.raises(RecordOlder):
        Home.open(path)
    with pytest.raises(TwoNeeded):
        Home.open(path, restored=True)
    opened(path, now, "lead", "sara").close()
    Home.open(path).close()


def test_a_case_of_the_room_beside_goes_back_by_two_of_any_that_persons_keep(
    kept: Kept, now: Clock, put_back: Callable[[], Path], tmp_path: Path
):
    beside = open_case(
        kept.home, "beside", names={"ar": "مجاورة", "en": "Beside"}, period={"ar": "", "en": ""}, lead="other", now=now
    )
    checkpoint(kept.home.path)
    shutil.copy(kept.home.path / "record.sqlite3", tmp_path / "yesterday")
    write_note(beside, "A note of that day.", lang="en")
    path = put_back()
    with pytest.raises(TwoNeeded):
        Home.open(path, restored=True)
    with opened(path, now, "lead", "sara") as home:
        assert home.accepted["beside"].accepted_by == ("lead", "sara")
        assert KEPT not in home.accepted


# what is told


def test_what_is_overdue_is_told_plainly(kept: Kept, folder: Path, now: Clock, tmp_path: Path):
    told = state(kept.home, now())
    assert (told.key, told.made, told.tried, told.copy_overdue, told.try_overdue) == (None, None, None, True, True)
    key_made(kept)
    words = papers(kept, "lead", "omar")
    make_copy(kept.home, folder)
    try_restore(folder, words, tmp_path, home=kept.home)
    told = state(kept.home, now())
    assert (told.copy_overdue, told.try_overdue, told.failed, told.spoilt) == (False, False, None, None)
    assert told.made is not None
    assert (told.made.part, told.made.folder) == (1, str(folder))
    assert told.made.size == sum(p.stat().st_size for p in folder.glob("*/*.part"))
    assert [d for d in told.days if d.made or d.tried] == [desk_copies.Day(now().date(), 1, 0, 1, 0)]
    assert len(told.days) == 30
    now.on(days=2)
    assert not state(kept.home, now()).copy_overdue
    now.on(seconds=1)
    assert state(kept.home, now()).copy_overdue
    now.on(days=33)
    assert state(kept.home, now()).try_overdue
    shutil.move(folder, folder.with_name("gone"))
    with pytest.raises(CopiesWrong):
        make_copy(kept.home, None)
    failed = state(kept.home, now()).failed
    assert failed is not None
    assert [d.failed for d in state(kept.home, now()).days][-1] == 1
    shutil.move(folder.with_name("gone"), folder)
    make_copy(kept.home, None)
    assert state(kept.home, now()).failed is None


def test_copies_of_persons_keys_go_after_thirty_days_though_no_copy_is_made(kept: Kept, folder: Path, now: Clock):
    key = key_made(kept)
    began = now()
    make_copy(kept.home, folder)
    kept.home.persons.forget("nour")
    told = state(kept.home, now())
    assert (told.persons_oldest, told.persons_go, told.persons_late) == (began, began + COPIES_LAST, False)
    now.on(days=31)
    assert state(kept.home, now()).persons_late
    assert sweep(kept.home.path, now()) == 1
    assert list((folder / key.called / "persons").glob("*.part")) == []
    told = state(kept.home, now())
    assert (told.persons_oldest, told.persons_late) == (None, False)
    assert check_copies(folder, kept.home)[0].parts == 1


def test_a_medium_in_a_drawer_is_said_to_be_late_until_it_is_put_in(kept: Kept, folder: Path, now: Clock):
    key_made(kept)
    make_copy(kept.home, folder)
    make_copy(kept.home, folder.with_name("another"))
    drawer = folder.with_name("drawer")
    shutil.move(folder, drawer)
    now.on(days=31)
    assert sweep(kept.home.path, now()) == 1
    assert state(kept.home, now()).persons_late, "the one in the drawer still holds them"
    assert sweep_folder(drawer, now()) == 1, "anybody sweeps it, wherever it is put in"
    shutil.move(drawer, folder)
    assert sweep(kept.home.path, now()) == 0
    assert not state(kept.home, now()).persons_late
    with pytest.raises(BackupRefused):
        sweep_folder(folder.with_name("nothing"), now())


def test_notes_that_are_damaged_keep_no_copy_from_being_made(kept: Kept, folder: Path):
    key_made(kept)
    make_copy(kept.home, folder)
    (kept.home.path / "copies.json").write_bytes(b'{"events":')
    assert state(kept.home, kept.now()).made is None
    assert make_copy(kept.home, folder).number == 2
    assert state_event(kept, "made").part == 2


def test_old_events_go_but_for_the_last_of_each_sort(kept: Kept, folder: Path, now: Clock):
    key_made(kept)
    make_copy(kept.home, folder)
    for _ in range(3):
        now.on(days=40)
        with pytest.raises(BackupRefused):
            check_copies(folder / "nothing", kept.home)
    events = copies.notes_of(kept.home.path).events
    assert [e.what for e in events] == ["made", "spoilt", "spoilt"]
    assert events[-1].at == now()
    assert state(kept.home, now()).made is not None
    assert now() - timedelta(days=60) <= events[1].at


def test_nothing_is_restored_by_words_of_another_key(kept: Kept, folder: Path):
    key_made(kept)
    make_copy(kept.home, folder)
    with pytest.raises(RecoveryRefused):
        open_folder(folder, [share.words for share in split(Pair.new())[:2]])
    with pytest.raises(BackupRefused):
        open_folder(folder / "nothing", papers(kept, "lead", "sara"))


def test_a_new_lead_can_be_compared_and_handed_after_a_restore(kept: Kept, folder: Path, tmp_path: Path, now: Clock):
    """The room goes on from a copy: what is written there is written as before."""
    key_made(kept)
    make_copy(kept.home, folder)
    place, by = open_folder(folder, papers(kept, "sara", "omar"))
    backup.restore(place, tmp_path / "again", by)
    with Home.open(tmp_path / "again", now=now) as again:
        after = Kept(again, now, {"lead": again.persons.open("lead", PASSWORD)})
        after.home.persons = Persons(again.persons.folder, cost=kept.home.persons._cost)
        admit_reader(after.lead, "rana", "officer")
        after.makes_key("rana")
        assert confirm_person_key(after.lead, "rana", after.number("rana")) == ()
        assert copies.key_of(again) == copies.key_of(kept.home)
        assert copies.notes_of(again.path) == copies.Notes(), "what this machine copied is told of this machine alone"
