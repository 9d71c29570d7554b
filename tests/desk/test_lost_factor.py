"""A second factor that was lost: who may say so of whom, when it is enough, and what stands of it in the record."""

from datetime import timedelta

import pytest
from tests.desk.kept import KEPT, PASSWORD, coast, kept_case

from wasata.desk import lost_factor as lost
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import open_case
from wasata.desk.lost_factor import LOST, STANDS, board, confirm, deny, lacks, of_person, report, stop, too_few
from wasata.errors import LostFactorWrong, NoSuchAct, NotAllowed
from wasata.record.home import Home

HOW = "Rang the number I have had for two years, and know the voice."


def opened(home: Home, case: str, lead: str, readers=(), now=None, **kind) -> Desk:
    return open_case(
        home, case, names={"ar": "قضية", "en": "A case"}, period={"ar": "شتاء", "en": "Winter"}, lead=lead,
        parties=("israel", "hamas"), mediators=("qatar",), zone="UTC", readers=readers, lot=lambda _: None, now=now, **kind,
    )  # fmt: skip


@pytest.fixture
def team(home, now) -> Home:
    """A case in earnest with a lead, two officers, an analyst, and a delegate of each of two lines."""
    opened(
        home, "first", "lead",
        [("sara", "officer"), ("omar", "officer"), ("nada", "analyst"), ("envoy", "delegate"), ("auditor", "auditor")], now,
    )  # fmt: skip
    return home


@pytest.fixture
def at(home, now):
    return lambda reader, case="first": Desk.open(home, case, reader, now=now)


def refused(act) -> str:
    with pytest.raises(LostFactorWrong) as told:
        act()
    return str(told.value.values["why"]).removeprefix("lostfactor.why.")


def test_one_says_so_and_nothing_falls_a_second_confirms_and_it_falls(team, at, now):
    request = report(at("sara"), "nada", HOW)
    (waits,) = of_person(team, "nada", now())
    assert (waits.state, [one.by for one in waits.said]) == ("waits", ["sara"])
    assert lost.last_fell(team, now()) == {}
    fell = confirm(at("lead"), request, "Met her.")
    assert (fell.state, fell.fell_by) == ("fell", ("sara", "lead"))
    assert lost.last_fell(team, now()) == {"nada": fell.ended_at}
    kinds = [e.kind for e in at("lead").ledger.entries("access") if e.kind.startswith("access.factor_")]
    assert kinds == ["access.factor_lost", "access.factor_confirmed", "access.factor_fell"]
    assert [(one.how, one.by) for one in fell.said] == [(HOW, "sara"), ("Met her.", "lead")]


def test_nobody_is_both_and_nobody_says_it_of_himself(team, at):
    request = report(at("sara"), "nada", HOW)
    assert refused(lambda: confirm(at("sara"), request, HOW)) == "twice"
    assert refused(lambda: report(at("sara"), "sara", HOW)) == "own"
    own = report(at("sara"), "omar", HOW)
    assert refused(lambda: confirm(at("omar"), own, HOW)) == "gone"


@pytest.mark.parametrize("reader", ["nada", "auditor", "envoy"])
def test_only_leads_and_officers_say_it(team, at, reader):
    for act in (lambda: report(at(reader), "sara", HOW), lambda: board(at(reader))):
        with pytest.raises((NotAllowed, NoSuchAct)):
            act()


def test_a_name_nobody_has_and_one_of_whom_he_may_not_speak_are_told_alike(team, at):
    told = []
    for name in ("nobody", "envoy"):  # the envoy holds no channel of sara's
        with pytest.raises(LostFactorWrong) as refusal:
            report(at("sara"), name, HOW)
        told.append((refusal.value.values["why"], refusal.value.values["value"] == name))
    assert told[0] == told[1] == ("lostfactor.why.nobody", True)


@pytest.mark.parametrize("how", ["", "   "])
def test_how_he_made_sure_is_said_by_both(team, at, how):
    assert refused(lambda: report(at("sara"), "nada", how)) == "how"
    request = report(at("sara"), "nada", HOW)
    assert refused(lambda: confirm(at("lead"), request, how)) == "how"


def test_it_expires_and_can_be_asked_again(team, at, now):
    request = report(at("sara"), "nada", HOW)
    assert refused(lambda: report(at("omar"), "nada", HOW)) == "waits"
    now.on(days=1)
    assert of_person(team, "nada", now())[0].state == "expired"
    assert refused(lambda: confirm(at("lead"), request, HOW)) == "gone"
    assert confirm(at("lead"), report(at("omar"), "nada", HOW), HOW).state == "fell"


def test_it_is_refused_withdrawn_or_denied_by_the_person_himself(team, at, now):
    for who, end in (("lead", stop), ("sara", stop)):
        request = report(at("sara"), "nada", HOW)
        end(at(who), request, "It was not she.")
        assert refused(lambda request=request: confirm(at("omar"), request, HOW)) == "gone"
    request = report(at("sara"), "nada", HOW)
    assert deny(team, "nada", now())
    assert not deny(team, "nada", now()), "nothing waits any more"
    told = of_person(team, "nada", now())
    assert [one.state for one in told] == ["stopped"] * 3
    assert (told[-1].ended_by, told[-1].request) == ("nada", request)
    assert refused(lambda: confirm(at("omar"), request, HOW)) == "gone"


def test_a_form_sent_twice_is_one_act(team, at):
    request = report(at("sara"), "nada", HOW, act_id="once")
    assert report(at("sara"), "nada", HOW, act_id="once") == request
    fell = confirm(at("lead"), request, HOW, act_id="twice")
    assert confirm(at("lead"), request, HOW, act_id="twice") == fell
    assert len([e for e in at("lead").ledger.entries("access") if e.kind == "access.factor_fell"]) == 1


def test_who_has_left_meanwhile_counts_no_more(team, at, now):
    request = report(at("sara"), "nada", HOW)
    for log in list(at("sara").sight):
        revoke_log(at("lead"), "sara", log)
    assert confirm(at("lead"), request, HOW).state == "waits"
    assert confirm(at("omar"), request, HOW).state == "fell"


def test_for_a_delegate_speak_who_could_have_let_him_in_and_one_of_them_is_a_lead(home, now):
    kept = kept_case(home, now, keep=False)
    coast(kept, "sara", "omar")
    grant_log(kept.lead, "envoy", "channel/coast")
    assert refused(lambda: report(kept.desk("nour"), "envoy", HOW)) == "nobody", "she keeps no line of his"
    request = report(kept.desk("sara"), "envoy", HOW)
    assert board(kept.desk("nour")) == (), "nor does she see that he lost it"
    half = confirm(kept.desk("omar"), request, HOW)
    assert (half.state, lacks(home, "envoy", half.said, now())) == ("waits", "lead")
    assert confirm(kept.lead, request, HOW).state == "fell"


# people are of the room, and not of one case


def test_who_reads_two_cases_of_different_people_is_spoken_for_by_one_of_each(team, at, home, now):
    opened(home, "second", "huda", [("karim", "officer"), ("nada", "analyst")], now)
    request = report(at("sara"), "nada", HOW)
    half = confirm(at("lead"), request, HOW)
    assert (half.state, lacks(home, "nada", half.said, now())) == ("waits", "elsewhere")
    fell = confirm(at("karim", "second"), request, "Met her.")
    assert (fell.state, fell.fell_by) == ("fell", ("sara", "lead", "karim"))
    for case, lead in (("first", "lead"), ("second", "huda")):
        told = [e for e in at(lead, case).ledger.entries("access") if e.kind == "access.factor_fell"]
        assert len(told) == 1, f"that it fell stands in {case} too"
    lost.spread(home, now())
    assert len([e for e in at("lead").ledger.entries("access") if e.kind == "access.factor_fell"]) == 1


def test_who_leads_or_keeps_both_cases_speaks_for_both(team, at, home, now):
    opened(home, "second", "lead", [("nada", "analyst")], now)
    assert confirm(at("lead"), report(at("sara"), "nada", HOW), HOW).state == "fell"


def test_a_case_that_somebody_opens_to_have_two_of_his_own_there_is_not_enough(team, at, home, now):
    """He admits whom he wants to enter as, and a name of his own as officer: those two are of no case she works in."""
    opened(home, "trap", "mallory", [("puppet", "officer"), ("nada", "analyst")], now)
    half = confirm(at("puppet", "trap"), report(at("mallory", "trap"), "nada", HOW), HOW)
    assert (half.state, lost.last_fell(home, now())) == ("waits", {})


def test_samples_and_inventions_count_for_who_reads_nothing_else(team, at, home, now):
    opened(home, "play", "lead", [("sara", "officer"), ("nada", "analyst"), ("guest", "analyst")], now, invented=True)
    assert refused(lambda: report(at("sara", "play"), "nada", HOW)) == "nobody", "she works in a case in earnest"
    assert confirm(at("lead", "play"), report(at("sara", "play"), "guest", HOW), HOW).state == "fell"


def test_who_reads_nothing_is_spoken_for_by_nobody_until_he_is_admitted(team, at):
    assert refused(lambda: report(at("lead"), "newcomer", HOW)) == "nobody"
    admit_reader(at("lead"), "newcomer", "analyst")
    assert confirm(at("sara"), report(at("lead"), "newcomer", HOW), HOW).state == "fell"


def test_it_is_told_before_it_is_needed_for_whom_too_few_could_speak(home, now, at, team):
    assert [(one.reader, one.n) for one in too_few(at("lead"))] == [("envoy", 1)], "nobody keeps a line with him yet"
    opened(home, "small", "huda", [("ali", "officer"), ("rim", "analyst")], now)
    assert [(one.reader, one.n) for one in too_few(at("huda", "small"))] == [("ali", 1), ("huda", 1)]
    opened(home, "alone", "zayd", [("layla", "analyst")], now)
    assert [(one.reader, one.n) for one in too_few(at("zayd", "alone"))] == [("layla", 1), ("zayd", 0)]
    admit_reader(at("zayd", "alone"), "sami", "officer")
    admit_reader(at("zayd", "alone"), "badr", "officer")
    assert too_few(at("zayd", "alone")) == ()


def test_in_a_closed_case_it_goes_on(team, at, now):
    """What is written after the end is listed: whoever reads a closed case must get in to read it."""
    from wasata.desk.access import AFTER_CLOSING

    assert {"report_lost_factor", "confirm_lost_factor", "stop_lost_factor"} <= AFTER_CLOSING


def test_the_key_of_the_person_is_not_touched_by_it(home, now):
    kept = kept_case(home, now)
    coast(kept, "nour")
    before = {f.name: f.read_bytes() for f in home.persons.folder.rglob("*") if f.is_file()}
    assert before
    stamp = home.stamp(KEPT)
    assert confirm(kept.desk("omar"), report(kept.desk("sara"), "lead", HOW), HOW).state == "fell"
    assert {f.name: f.read_bytes() for f in home.persons.folder.rglob("*") if f.is_file()} == before
    assert home.stamp(KEPT) == stamp, "nor was a key of a log handed, taken or turned"
    again = Desk.open(home, KEPT, "lead", now=now, by=home.persons.open("lead", PASSWORD))
    assert "line/coast" in again.sight


def test_what_is_said_in_one_case_is_decided_in_turn_with_all_others(team, at, home, monkeypatch):
    """Two cases are two lines, and two processes two shelves: who confirms in each at one moment would both find one missing."""
    import fcntl

    in_turn = []
    really = lost.lacks

    def watched(*given):
        with (home.path / "lines" / "turn-factors").open("a") as beside:
            try:
                fcntl.flock(beside, fcntl.LOCK_EX | fcntl.LOCK_NB)
                in_turn.append(False)
            except BlockingIOError:
                in_turn.append(True)
        return really(*given)

    request = report(at("sara"), "nada", HOW)
    monkeypatch.setattr(lost, "lacks", watched)
    assert confirm(at("lead"), request, HOW).state == "fell"
    assert in_turn == [True]


def test_a_case_that_he_came_to_later_is_not_told_of_what_fell_before(team, at, home, now):
    confirm(at("lead"), report(at("sara"), "nada", HOW), HOW)
    now.on(days=1)
    opened(home, "second", "huda", [("karim", "officer"), ("nada", "analyst")], now)
    lost.spread(home, now())
    assert at("huda", "second").fold(LOST) == {}
    assert board(at("karim", "second")) != (), "but whoever may speak for her sees that it fell"


def test_what_another_program_folds_is_the_same(team, at):
    confirm(at("lead"), report(at("sara"), "nada", HOW), HOW)
    (told,) = at("lead").fold(LOST).values()
    assert told.reader == "nada"
    assert told.until is not None
    assert told.until - told.said[0][1] <= STANDS + timedelta(seconds=1)
