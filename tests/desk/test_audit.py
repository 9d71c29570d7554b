"""An auditor on his own machine: he checks a whole case, and opens one log as far as he was lent its key, and nothing else."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.desk.relays import SECRET, Room, why

from wasata.desk.access import Desk
from wasata.desk.audit import SHEET, export_case, lend_key
from wasata.desk.closing import state
from wasata.desk.export import ForWhom, for_whom
from wasata.desk.handed_in import HandedIn
from wasata.desk.message import say
from wasata.errors import AuditRefused, LogNotYours, NotAllowed, WasataError
from wasata.record import audit, bundle
from wasata.record.home import Home
from wasata.record.person_key import Cost

CHEAP = Cost(passes=1, memory=32, lanes=1)
PASSWORD = "a long enough password"
LOG = "channel/coast"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    audit.make_key(tmp_path / "mine", PASSWORD, cost=CHEAP)
    return tmp_path / "mine"


def whom(desk: Desk) -> ForWhom:
    return for_whom(desk, "The court of audit", "The inquiry of spring", 30)


def lent(room: Room, key: Path, log: str = LOG, **more: Any) -> Path:
    public = audit.read_public(key.with_name("mine.pub"))
    path = key.with_name(f"letter-{log.replace('/', '-')}")
    until = room.now() + timedelta(days=30)
    path.write_bytes(lend_key(room.lead, log, public, public.number, whom(room.lead), until, **more))
    return path


def exported(desk: Desk, into: Path) -> Path:
    into.mkdir(exist_ok=True)
    for name, data in export_case(desk, whom(desk)).items():
        (into / name).write_bytes(data)
    return into


def bundle_of(room: Room, folder: Path, log: str) -> Path:
    return folder / f"{room.lead.home.blind_ledger(room.lead.case, (log,)).keys.of(log).random_name}.bundle"


def opened(room: Room, key: Path, letter: Path, file: Path) -> list[audit.Opened]:
    read = audit.read_letter(letter, audit.open_key(key, PASSWORD), room.now())
    return list(audit.open_bundle(file, read)[1])


def test_he_opens_the_entries_of_one_log_until_he_was_lent_its_key_and_all_else_stays_sealed(
    room, key, tmp_path, at_desk
):
    room.said()
    letter = lent(room, key)
    say(room.coast_door, "coast", [("Written after he was there.", "none")], "en")
    folder = exported(at_desk("auditor"), tmp_path / "case")
    lines = opened(room, key, letter, bundle_of(room, folder, LOG))
    told = [line.entry.body.decode() for line in lines if line.entry]
    assert any(SECRET in words for words in told), "what he was lent"
    assert [line.entry is None for line in lines] == [False, False, True]
    assert not any("Written after" in words for words in told)
    for log in ("line/coast", "channel/hills", "bureau"):
        with pytest.raises(AuditRefused):
            opened(room, key, letter, bundle_of(room, folder, log))


def test_he_opens_the_attachments_of_that_log_and_of_no_other(room, key, tmp_path, at_desk):
    say(room.coast_door, "coast", [("A sketch.", "none")], "en", files=[HandedIn("a.txt", b"the first landing")])
    letter = audit.read_letter(lent(room, key), audit.open_key(key, PASSWORD), room.now())
    say(room.coast_door, "coast", [("Another.", "none")], "en", files=[HandedIn("b.txt", b"the second landing")])
    mine = bundle_of(room, exported(at_desk("auditor"), tmp_path / "case"), LOG)
    _, entries = audit.open_bundle(mine, letter)
    named = [e["piece"] for line in entries if line.entry for e in json.loads(line.entry.body).get("files", ())]
    pieces = dict(audit.open_pieces(mine, letter))
    assert [pieces.pop(name) for name in named] == [b"the first landing"]
    assert list(pieces.values()) == [None], "what came after he was lent the key"
    assert b"landing" not in mine.read_bytes()


def test_the_whole_case_is_checked_by_its_sheet_and_holds_no_word(room, tmp_path, at_desk):
    room.said()
    folder = exported(at_desk("auditor"), tmp_path / "case")
    sheet = bundle.read_anchor(folder / SHEET)
    assert set(sheet.heads) == {path.stem for path in folder.glob("*.bundle")}
    assert len(sheet.heads) == len(room.lead.home.logs(room.lead.case))
    for path in folder.glob("*.bundle"):
        found = bundle.verify(path, key=room.lead.home.public_key, anchor=sheet)
        assert found.good, path
        for word in (SECRET, "coast", "hamas", "lead"):
            assert word.encode() not in path.read_bytes()


def test_that_it_left_and_what_was_lent_stands_in_access(room, key, tmp_path, at_desk):
    lent(room, key)
    exported(at_desk("auditor"), tmp_path / "case")
    entries = {e.kind: e.data for e in room.lead.ledger.entries("access")}
    told = entries["audit.key_lent"]
    assert (told["log"], told["epochs"], told["recipient"], told["by"]) == (LOG, [1], "The court of audit", "lead")
    assert len(entries["audit.case_exported"]["logs"]) == len(room.lead.home.logs(room.lead.case))
    coast = next(loss for loss in state(room.lead).logs if loss.log == LOG)
    assert (coast.taken_out, coast.recipients) == (1, ("The court of audit",))


def test_the_room_and_its_people_read_and_write_on_under_the_new_key(room, key):
    room.said()
    lent(room, key)
    room.said("We say it again.")
    assert room.lead.home.newest(room.lead.case, LOG) == 2
    bodies = [e.body.decode() for e in room.coast.ledger.entries(LOG)]
    assert sum(SECRET in body for body in bodies) == 2


def test_the_same_act_again_gives_the_same_epochs_and_turns_nothing_twice(room, key, tmp_path, monkeypatch):
    room.said()
    monkeypatch.setattr(Home, "take_keys", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        lent(room, key, act_id="once")
    monkeypatch.undo()
    letter = lent(room, key, act_id="once")
    lent(room, key, act_id="once")
    assert room.lead.home.newest(room.lead.case, LOG) == 2
    folder = exported(room.lead, tmp_path / "case")
    assert all(line.entry for line in opened(room, key, letter, bundle_of(room, folder, LOG)))


def test_digits_of_another_key_lend_nothing(room, key, tmp_path):
    other = audit.make_key(tmp_path / "other", PASSWORD, cost=CHEAP)
    public = audit.read_public(key.with_name("mine.pub"))
    before = room.lead.ledger.head("access")
    with pytest.raises(WasataError) as refused:
        lend_key(room.lead, LOG, public, other.number, whom(room.lead), room.now() + timedelta(days=1))
    assert why(refused) == "audit.why.number"
    with pytest.raises(WasataError) as refused:
        lend_key(room.lead, LOG, public, public.number, whom(room.lead), room.now())
    assert why(refused) == "audit.why.until"
    assert room.lead.ledger.head("access") == before


def test_a_key_is_lent_by_the_lead_who_opens_the_log_and_by_nobody_else(room, key, at_desk):
    public = audit.read_public(key.with_name("mine.pub"))
    for who in ("officer", "auditor", "analyst", "delegate"):
        with pytest.raises(WasataError):
            lend_key(at_desk(who), LOG, public, public.number, whom(room.lead), room.now() + timedelta(days=1))
    with pytest.raises(LogNotYours):
        lend_key(room.lead, "cell", public, public.number, whom(room.lead), room.now() + timedelta(days=1))
    with pytest.raises(NotAllowed):
        export_case(at_desk("officer"), whom(room.lead))


def test_a_letter_opens_for_its_own_key_until_its_day_and_as_it_was_signed(room, key, tmp_path):
    letter = lent(room, key)
    audit.make_key(tmp_path / "other", PASSWORD, cost=CHEAP)
    reasons = []
    said = json.loads(letter.read_bytes())
    said["letter"]["until"] = "2999-01-01T00:00:00.000000Z"
    forged = letter.with_name("forged")
    forged.write_text(json.dumps(said, sort_keys=True, separators=(",", ":")))
    for path, by, later in (
        (letter, tmp_path / "other", 0), (letter, key, 31), (forged, key, 0), (key, key, 0), (tmp_path / "none", key, 0),
    ):  # fmt: skip
        with pytest.raises(AuditRefused) as refused:
            audit.read_letter(path, audit.open_key(by, PASSWORD), room.now() + timedelta(days=later))
        reasons.append(str(refused.value.values["why"]))
    assert reasons == [f"audit.why.{x}" for x in ("other_key", "over", "signature", "form", "form")]
    with pytest.raises(AuditRefused):
        audit.open_key(key, "another password")
    with pytest.raises(AuditRefused):
        audit.make_key(key, PASSWORD, cost=CHEAP)


def test_of_a_bundle_that_is_not_whole_nothing_is_opened(room, key, tmp_path):
    room.said()
    letter = lent(room, key)
    file = bundle_of(room, exported(room.lead, tmp_path / "case"), LOG)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], *lines[2:]]))
    with pytest.raises(AuditRefused):
        opened(room, key, letter, file)


def test_a_destroyed_log_leaves_sealed_and_whole(room, key, tmp_path):
    from tests.desk.test_closing import closed

    letter = lent(room, key)
    closed(room)
    folder = exported(room.lead, tmp_path / "case")
    sheet = bundle.read_anchor(folder / SHEET)
    assert bundle.verify(bundle_of(room, folder, "line/coast"), anchor=sheet).good
    assert all(line.entry for line in opened(room, key, letter, bundle_of(room, folder, LOG))), (
        "what he was lent he has"
    )
