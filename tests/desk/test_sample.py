"""The sample case states what was published, in nobody's invented words, and takes no side."""

import re
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from wasata.desk import sample
from wasata.desk.access import Desk
from wasata.desk.archive import scope_of
from wasata.desk.brief import brief
from wasata.desk.case import BUREAU, case_head, open_case, write_note
from wasata.desk.coming import today_of_case
from wasata.desk.figure import figure_page, figures
from wasata.desk.press import PRESS
from wasata.desk.scope import opening_scope
from wasata.desk.taking import NewReport, link_reports, take_in_report
from wasata.desk.truce import clock
from wasata.errors import CaseExists, PublicOnly
from wasata.listen.asked import days_typed
from wasata.listen.intake import Incoming, from_bytes
from wasata.listen.letters import fold
from wasata.listen.mentions import mentions_in
from wasata.listen.reader import language_of
from wasata.listen.relevance import judge
from wasata.listen.roster import default_roster
from wasata.record.home import Home
from wasata.record.ledger import Ledger, Written
from wasata.values import OUTLET_KINDS

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Words that carry a side (field vocabulary): they stand in no report of ours, for a report of ours quotes nobody.
SIDED = re.compile(
    r"hostage|captive|terror|militant|martyr|regime|occupation|\bIDF\b|enemy|massacre|genocide|abduct|kidnap"
    r"|رهين|رهائن|أسير|أسرى|الأسرى|شهيد|شهداء|الاحتلال|العدو|إرهاب|الكيان|مجزرة|إبادة|مخطوف|المقاومة",
    re.I,
)
QUOTATION = re.compile("[\"“”„«»‹›‟]|(?<!\\w)['‘’]|['‘’](?!\\w)")

REPORTS = sample.reports()
FACTS = {f.id: f for f in sample.facts()}


def numbers(text: str) -> set[str]:
    return {n.replace(",", "") for n in NUMBER.findall(text.translate(DIGITS))}


def words_of(report: Incoming) -> str:
    return f"{report.title}\n{report.text}"


def own_words() -> list[str]:
    """Everything the sample says in its own voice."""
    told = sample.told_case()
    said = [words_of(r) for r in REPORTS] + [w for f in FACTS.values() for w in (f.ar, f.en)]
    said += [n[lang] for n in (*told["notices"], *told["notes"]) for lang in ("ar", "en")]
    return said + list(told["names"].values()) + list(told["period"].values())


def test_no_headline_puts_words_into_a_named_mouth():
    """«فلان: كذا» reads as his own words; so a colon stands in a headline of ours only after somebody unnamed."""
    for report in REPORTS:
        speaker, colon, _ = (report.title or "").partition(":")
        if colon:
            named = [
                m for m in mentions_in(fold(speaker, report.lang), report.lang, default_roster()) if m.what != "place"
            ]
            assert not named, report.title
            assert speaker not in {"Qatar", "الدوحة", "القاهرة"}, report.title


def test_there_are_at_least_thirty_short_reports_over_ten_weeks_by_eight_kinds_of_outlet():
    assert len(REPORTS) >= 30
    assert max(len(r.text) for r in REPORTS) < 1500
    days = [r.published for r in REPORTS]
    assert all(days)
    assert (max(days) - min(days)).days >= 70
    assert {r.outlet_kind for r in REPORTS} == set(OUTLET_KINDS) - {"unknown"}


def test_no_week_of_the_ten_passes_without_a_report_but_one_at_a_time():
    days = sorted({r.published for r in REPORTS})
    assert all((b - a).days <= 14 for a, b in pairwise(days))


def test_a_bit_more_than_half_is_in_arabic():
    arabic = sum(r.lang == "ar" for r in REPORTS)
    assert 0.5 < arabic / len(REPORTS) < 0.7


def test_two_corrections_one_denial_and_three_rewrites_of_one_story():
    told = [(r.head["relation"], r.head["earlier"]) for r in REPORTS if "relation" in r.head]
    kinds = [relation for relation, _ in told]
    assert (kinds.count("correction"), kinds.count("denial"), kinds.count("rewrite")) == (2, 1, 3)
    assert len({earlier for relation, earlier in told if relation == "rewrite"}) == 1


def test_a_report_is_linked_to_an_earlier_one_only():
    day = {r.id: r.head["published_at"] for r in REPORTS}
    for r in REPORTS:
        if "earlier" in r.head:
            assert day[r.head["earlier"]] < day[r.id]


def test_every_report_states_facts_of_the_table_and_every_fact_is_stated():
    for r in REPORTS:
        assert r.head["facts"], r.id
        assert set(r.head["facts"]) <= set(FACTS), r.id
    assert [f.id for f in FACTS.values() if not f.reports] == []


def test_every_fact_has_a_public_source():
    for fact in FACTS.values():
        assert fact.sources, fact.id
        for source in fact.sources:
            assert re.match(r"https?://[\w.-]+/\S+$", source), source


def test_every_number_of_a_report_stands_in_one_of_its_facts():
    for r in REPORTS:
        known = set().union(*(numbers(FACTS[f].en) | numbers(FACTS[f].ar) for f in r.head["facts"]))
        dated = {n for f in r.head["facts"] for n in FACTS[f].day.isoformat().replace("-0", "-").split("-")}
        unpadded = {str(int(n)) for n in known if n.isdigit()}
        strange = numbers(words_of(r)) - known - unpadded - dated
        told_day = {str(r.published.day)} if r.published else set()
        assert not strange - told_day, (r.id, strange)


def test_a_report_comes_no_earlier_than_its_facts():
    for r in REPORTS:
        assert r.published
        assert all(FACTS[f].day <= r.published for f in r.head["facts"]), r.id


def test_nobody_is_quoted():
    for words in own_words():
        assert not QUOTATION.search(words), words


def test_no_word_carries_a_side():
    for words in own_words():
        assert not SIDED.search(words), words


def test_outlets_are_named_by_kind_only():
    for r in REPORTS:
        assert r.outlet
        assert r.outlet.endswith(("(sample)", "(نموذج)")), r.outlet
    real = re.compile("Reuters|رويترز|AFP|Al Jazeera|الجزيرة|Anadolu|الأناضول|Washington Post|Axios|BBC|CNN")
    assert not any(real.search(words_of(r)) for r in REPORTS)


def test_four_counts_stand_against_each_other():
    """Each pair: two values of one count, told by different reports."""
    pairs = {
        "Thais released on 24 November": ("12", "10"),
        "released on 26 November": ("13", "14"),
        "trucks a day": ("200", "300"),
        "released by 29 November": ("97", "102"),
        "released in all": ("105", "110"),
    }
    told = [numbers(words_of(r)) for r in REPORTS]
    for count, (one, other) in pairs.items():
        assert any(one in n for n in told), count
        assert any(other in n for n in told), count


def test_the_october_releases_stand_in_two_readings_six_and_four():
    (correction,) = [r for r in REPORTS if r.head.get("relation") == "correction" and "f10" in r.head["facts"]]
    assert "ستة أشخاص" in correction.text
    assert "أربعة أشخاص" in correction.text
    (first,) = [r for r in REPORTS if r.id == correction.head["earlier"]]
    assert "محتجزتين أمريكيتين وأم وابنتها" in first.text


# the case as it is made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):
    home = Home.create(tmp_path_factory.mktemp("sample") / "home")
    sample.make(home)
    yield home
    home.close()


@pytest.fixture
def desk(home: Home) -> Desk:
    return Desk.open(home, "doha-2023", "lead")


def test_the_case_is_a_sample_and_public_only_for_ever(desk: Desk):
    head = case_head(desk, "ar")
    assert head.sample
    assert head.public_only
    from wasata.desk.case import open_log

    for log in ("line/one", "channel/one", "cell", "people", "hands/one"):
        with pytest.raises(PublicOnly):
            open_log(desk, log)


def test_all_reports_stand_in_the_press_read_and_linked(desk: Desk):
    with desk.hold():
        press = desk.fold(PRESS)
        assert len(press.reports) == len(REPORTS)
        assert all(r.readings for r in press.reports)
        assert sorted(k.relation for k in press.links) == sorted(
            r.head["relation"] for r in REPORTS if "relation" in r.head
        )
    assert sorted(sample.report_of(desk)) == sorted(r.id for r in REPORTS)


def test_the_truce_ran_by_the_hours_that_were_announced(desk: Desk):
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(UTC)

    told = clock(desk, at("2023-11-25T12:00+02:00"))
    assert told
    assert (told.state, told.expiry) == ("in_force", at("2023-11-28T07:00+02:00"))
    told = clock(desk, at("2023-11-28T12:00+02:00"))
    assert told
    assert (told.state, told.expiry) == ("in_force", at("2023-11-30T07:00+02:00"))
    told = clock(desk, at("2023-12-02T00:00+02:00"))
    assert told
    assert (told.state, told.ended) == ("over", at("2023-12-01T07:00+02:00"))
    assert [s.what for s in told.steps] == ["begun", "extended", "extended", "ended"]


def test_the_sample_is_read_by_the_code_that_reads_a_users_files():
    data = sample._data("reports.jsonl")
    assert tuple(from_bytes(data, "mine.jsonl")) != ()
    assert [r.text for r in from_bytes(data, "mine.jsonl") if isinstance(r, Incoming)] == [r.text for r in REPORTS]


def test_what_disagrees_in_the_sample_is_what_its_sources_disagree_about(desk: Desk):
    """The counts told as one disagreement each, and no other: a day is not set against a total, nor a part against a whole."""
    found = {
        (c.thing, tuple(sorted(int(s.amount.low) for s in c.sides))) for c in figures(desk, "en", at_most=99).conflicts
    }
    assert found == {
        ("aid_trucks.any", (200, 300)),
        ("released.israel", (13, 14)),
        ("released.other", (3, 4)),
        ("released.any", (97, 102)),
        ("released.any", (105, 110)),
        ("released.israel", (81, 86)),
    }


def test_the_sample_ends_with_what_each_said_of_the_talks(desk: Desk):
    """Read by a person in the reports of December: a rule that loses one of them, or adds one, is seen here."""
    said = [(c.when and c.when.isoformat(), c.who.party, c.state) for c in brief(desk, "en").claims]
    assert [claim for claim in said if claim[0] and claim[0] >= "2023-12-01"] == [
        ("2023-12-10", "qatar", "continuing"),
        ("2023-12-05", "qatar", "continuing"),
        ("2023-12-05", "egypt", "continuing"),
        ("2023-12-02", "israel", "suspended"),
        ("2023-12-01", "israel", "objected"),
        ("2023-12-01", "un", "truce_ended"),
    ]


def test_what_was_corrected_in_the_sample_stands_struck_beside_its_correction(desk: Desk):
    struck = {
        thing: {
            p.amount.shown: p.correction.shown
            for p in figure_page(desk, thing, "en").values
            if p.superseded and p.correction
        }
        for thing in ("released.other", "released.any")
    }
    assert struck == {"released.other": {"12": "10"}, "released.any": {"6": "4"}}


def test_one_unnamed_source_told_by_four_outlets_is_one_voice(desk: Desk):
    on = datetime(2023, 10, 29, 12, tzinfo=UTC)
    anonymous = [
        c for c in brief(desk, "en", as_of=on).claims if c.who.kind == "anonymous" and c.when and c.when.month == 10
    ]
    later = [c for c in anonymous if c.when and c.when.day >= 27]
    states = [c.state for c in later]
    assert states
    assert len(states) == len(set(states)), "no state of the talks is claimed twice by the source of one story"


def test_the_facts_are_of_the_ten_weeks():
    assert all(date(2023, 10, 9) <= f.day <= date(2023, 12, 31) for f in FACTS.values())


# broken off, and gone on with


class Stopped(BaseException):
    """As when somebody presses Ctrl-C."""


def facts_of(home: Home) -> dict[str, list[object]]:
    """All that stands in the sample case, but for what is drawn by lot."""
    ledger = home.ledger("doha-2023", home.logs("doha-2023"))
    return {
        log: [(e.author, e.act, e.kind, {k: v for k, v in e.data.items() if k != "signs"}) for e in ledger.entries(log)]
        for log in ledger.logs
    }


@pytest.mark.parametrize("written", [False, True], ids=["before it is written", "after it was written"])
def test_a_sample_stopped_at_each_of_its_acts_in_turn_is_told_to_the_end_as_if_at_one_go(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bool
):
    append, left = Ledger.append, 0

    def stops(self: Ledger, *args: Any, **told: Any) -> Written:
        nonlocal left
        if not written and left == 0:
            raise Stopped
        done = append(self, *args, **told)
        left -= 1
        if written and left == 0:
            raise Stopped
        return done

    monkeypatch.setattr(Ledger, "append", stops)
    seen, stopped = [], 0
    with Home.create(tmp_path / "home") as broken:
        while sample.standing(broken) != "whole":
            seen.append(sample.standing(broken))
            left = 1
            try:
                sample.make(broken)
            except Stopped:
                stopped += 1
        monkeypatch.undo()
        assert facts_of(broken) == facts_of(home)
        assert set(seen[1:]) == {"begun"}
        assert stopped == len(seen) - (not written) > 10, "it was stopped at every act"
        assert Desk.open(broken, "doha-2023", "lead").ledger.verify().anchored
        with pytest.raises(CaseExists):
            sample.make(broken)


def test_a_sample_stopped_before_its_first_entry_is_begun_again(home: Home, tmp_path: Path):
    with Home.create(tmp_path / "home") as broken:
        broken.open_case("doha-2023")
        assert sample.standing(broken) == "empty"
        sample.make(broken)
        assert sample.standing(broken) == "whole"
        assert facts_of(broken) == facts_of(home)


KILLED = """
import os, pathlib, signal, sys
from wasata.desk import sample
from wasata.record.home import Home
from wasata.record.stores.sqlite import SQLiteStore

append, left = SQLiteStore.append, int(sys.argv[2])

def dies(*args):
    global left
    left -= 1
    done = append(*args) if left or sys.argv[3] == "after" else None
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

SQLiteStore.append = dies
with Home.create(pathlib.Path(sys.argv[1])) as home:
    sample.make(home)
"""


@pytest.mark.parametrize(("act", "when"), [(1, "before"), (1, "after"), (2, "before"), (7, "after"), (14, "before")])
def test_a_sample_whose_maker_was_killed_is_finished_at_the_next_start(home: Home, tmp_path: Path, act: int, when: str):
    path = tmp_path / "home"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), str(act), when], check=False, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    with Home.open(path) as again:
        assert sample.standing(again) == ("empty" if (act, when) == (1, "before") else "begun")
        sample.make(again)
        assert sample.standing(again) == "whole"
        assert facts_of(again) == facts_of(home)
        assert Desk.open(again, "doha-2023", "lead").ledger.verify().anchored


def test_what_somebody_did_in_a_half_told_sample_stays_and_is_not_done_twice(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    append, left = Ledger.append, 3

    def stops(self: Ledger, *args: Any, **told: Any) -> Written:
        nonlocal left
        left -= 1
        if left < 0:
            raise Stopped
        return append(self, *args, **told)

    with Home.create(tmp_path / "home") as broken:
        with monkeypatch.context() as stop:
            stop.setattr(Ledger, "append", stops)
            with pytest.raises(Stopped):
                sample.make(broken)
        desk = Desk.open(broken, "doha-2023", "lead")
        names = sample.report_of(desk)
        mine = [r for r in REPORTS if "earlier" in r.head][-1]
        link_reports(desk, names[mine.id], names[mine.head["earlier"]], mine.head["relation"])
        write_note(desk, "Mine.", "en")
        sample.make(broken)
        with desk.hold():
            links = [(k.relation, k.earlier, k.later) for k in desk.fold(PRESS).links]
            notes = [n.text for n in desk.fold(BUREAU).notes]
        assert len(links) == len(set(links)) == sum("relation" in r.head for r in REPORTS)
        assert notes.count("Mine.") == 1
        assert len(notes) == 1 + 2 * len(sample.told_case()["notes"])
        assert sample.standing(broken) == "whole"


def test_a_report_of_the_sample_that_somebody_pasted_meanwhile_is_not_taken_in_twice(tmp_path: Path):
    told = sample.told_case()
    with Home.create(tmp_path / "home") as broken:
        desk = open_case(
            broken,
            told["case"],
            names=told["names"],
            period=told["period"],
            lead="lead",
            public_only=True,
            act_id=sample.OPENED,
        )
        take_in_report(desk, NewReport(REPORTS[3].text))
        assert sample.standing(broken) == "begun"
        sample.make(broken)
        with desk.hold():
            assert len(desk.fold(PRESS).reports) == len(REPORTS)
            assert len(desk.fold(PRESS).links) == sum("relation" in r.head for r in REPORTS)


def test_a_case_that_the_sample_did_not_begin_is_left_as_it_is(tmp_path: Path):
    with Home.create(tmp_path / "home") as other:
        open_case(other, "doha-2023", names={"ar": "لنا", "en": "Ours"}, period={"ar": "", "en": ""}, lead="lead")
        assert sample.standing(other) == "whole"
        with pytest.raises(CaseExists):
            sample.make(other)
        assert facts_of(other)["press"] == []


def test_all_reports_of_the_sample_are_judged_its_own_by_its_own_words():
    told = sample.told_case()
    roster = default_roster()
    scope = opening_scope(told["parties"], told["mediators"], told["words"], roster)
    judged = {r.id: judge(r.text, r.lang or language_of(r.text), r.title, scope, roster) for r in sample.reports()}
    assert len(judged) == 45
    assert {name: j.rule for name, j in judged.items() if not j.ours} == {}


def test_the_sample_says_what_it_is_about(home):
    assert scope_of(Desk.open(home, "doha-2023", "lead")).names == ("gaza", "rafah")


def test_today_is_the_day_its_reports_end(desk: Desk):
    assert today_of_case(desk) == date(2023, 12, 20)
    assert days_typed("الثلاثاء الماضي", today_of_case(desk), "ar").first == date(2023, 12, 19)
