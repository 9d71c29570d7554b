"""The end of a case that persons keep: what is sealed opens with the recovery key alone, what is destroyed with nothing; and an
auditor lent a key that the room never had."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.desk.conftest import Clock
from tests.desk.kept import KEPT, Kept, coast, kept_case

from wasata.desk.audit import export_case, lend_key
from wasata.desk.closing import approve_closing, ask_reopening, carry_out, closing_of, plan_closing, reopen_case
from wasata.desk.contact import record_contact
from wasata.desk.export import for_whom
from wasata.record import audit
from wasata.record.home import Home
from wasata.record.person_key import Cost

SECRET = "Their council meets on Sunday in the old mill."
LINE = "line/coast"


@pytest.fixture
def kept(home: Home, now: Clock) -> Kept:
    made = kept_case(home, now)
    coast(made, "sara")
    record_contact(made.desk("sara"), "coast", "call", "out", now(), answered=True, about=SECRET)
    return made


def closed(kept: Kept, **fates: str) -> None:
    notice = {"ar": "تُغلق قريبا.", "en": "Closed soon."}
    told = {log.replace("_", "/"): fate for log, fate in fates.items()}
    plan = plan_closing(kept.lead, date(2023, 12, 1), told, "It is over.", notice=notice)  # type: ignore[arg-type]
    approve_closing(kept.desk("sara"), plan, closing_of(kept.lead).plan.digest)
    kept.now.on(days=12)
    assert carry_out(kept.home, KEPT, kept.now), "with nobody signed in"


def test_what_is_sealed_is_taken_from_all_and_left_with_the_recovery_key(kept):
    home = kept.home
    recovery = home.recovery(KEPT)
    assert home.hold_now(KEPT, LINE) > {recovery.name}
    closed(kept, line_coast="sealed")
    assert home.holders(KEPT, LINE).keys() == {recovery.name}
    assert 1 in home.holders(KEPT, LINE)[recovery.name], "also what was written before"
    for reader in ("lead", "sara"):
        assert LINE not in home.opens(KEPT, kept.pairs[reader])
        assert LINE not in kept.desk(reader).sight
    assert "channel/coast" in kept.desk("sara").sight


def test_opened_again_it_waits_for_the_officers_with_the_recovery_key(kept):
    closed(kept, line_coast="sealed")
    ask = ask_reopening(kept.lead, "The talks go on.")
    reopen_case(kept.desk("sara"), ask)
    assert LINE not in kept.desk("sara").sight
    assert LINE in kept.desk("sara").waits_for


def test_what_is_destroyed_opens_with_no_key_at_all(kept):
    closed(kept, line_coast="destroyed")
    assert kept.home.holders(KEPT, LINE) == {}
    assert kept.home.blind_ledger(KEPT, (LINE,)).verify().whole


def test_an_auditor_is_lent_what_the_lead_opens_and_the_line_goes_on_for_those_who_hold_it(kept, tmp_path: Path):
    public = audit.make_key(tmp_path / "mine", "a long enough password", cost=Cost(1, 32, 1))
    lead = kept.lead
    whom = for_whom(lead, "The court", "An inquiry", 30)
    letter = tmp_path / "letter"
    letter.write_bytes(lend_key(lead, LINE, public, public.number, whom, kept.now() + timedelta(days=9)))
    record_contact(kept.desk("sara"), "coast", "call", "out", kept.now(), answered=True, about="And on Monday.")
    for name, data in export_case(kept.desk("auditor"), whom).items():
        (tmp_path / name).write_bytes(data)
    file = tmp_path / f"{kept.home.blind_ledger(KEPT, (LINE,)).keys.of(LINE).random_name}.bundle"
    read = audit.read_letter(letter, audit.open_key(tmp_path / "mine", "a long enough password"), kept.now())
    lines = list(audit.open_bundle(file, read)[1])
    told = [line.entry.body.decode() if line.entry else "" for line in lines]
    assert any(SECRET in words for words in told)
    assert lines[-1].entry is None, "what came after"
    assert "And on Monday." in next(e.body.decode() for e in kept.desk("lead").ledger.entries(LINE, len(lines) - 1))
