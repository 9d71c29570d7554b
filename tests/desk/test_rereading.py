"""Reading again while others work: names that change, hands on marks, two runs, a reader that breaks, a sudden end."""

import threading
from collections.abc import Callable

import pytest

from wasata.desk.access import Desk
from wasata.desk.brief import brief
from wasata.desk.marking import confirm_mark, correct_mark, strike_mark
from wasata.desk.press import PRESS
from wasata.desk.report import report_page, search
from wasata.desk.rereading import (
    Run,
    changed,
    outdated,
    read_again,
    read_before_roster,
    read_many_again,
    second_looks,
)
from wasata.desk.taking import NewReport, Taken, change_roster, take_in_report, take_in_reports
from wasata.errors import MarkChanged, MarkUnknown, ReaderFailed
from wasata.listen import reader
from wasata.listen.roster import Entry

TEXT = "The Zarqa Front said on Friday that {n} prisoners would be released. Qatar said talks go on."
BREAKS = "breaks the reader"


def named(name: str) -> Callable:
    """The roster with one more party."""

    def change(roster):
        return type(roster)({**roster.entries, "zarqa": Entry("zarqa", "party", None, (), (name,))})

    return change


def take(desk: Desk, n: int, text: str = TEXT) -> str:
    return take_in_report(desk, NewReport(text.format(n=n))).report


def actors(desk: Desk, report: str) -> set[str | None]:
    with desk.hold():
        press = desk.fold(PRESS)
        return {m["actor"] for m in press.marks(press.by_id[report])["statements"]}


@pytest.fixture
def while_reading(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Has something done by somebody else at the moment a report is first read."""

    def at_first(does: Callable[[], object]) -> None:
        real, done = reader.read, []

        def read(*how, **more):
            found = real(*how, **more)
            if not done:
                done.append(True)
                does()
            return found

        monkeypatch.setattr(reader, "read", read)

    return at_first


@pytest.fixture
def breaking(monkeypatch) -> None:
    real = reader.read

    def read(text: str, *how, **more):
        if BREAKS in text:
            raise RecursionError
        return real(text, *how, **more)

    monkeypatch.setattr(reader, "read", read)


# ---- names that change meanwhile


@pytest.mark.parametrize("by", ["read_again", "read_many_again", "take_in_report", "take_in_reports"])
def test_a_reading_with_old_names_never_stands_after_the_new_ones(lead: Desk, at_desk, while_reading, by: str):
    before = [] if by.startswith("take") else [take(lead, n) for n in (3, 4)]
    other = at_desk("lead")
    while_reading(lambda: change_roster(other, named("The Zarqa Front")))
    match by:
        case "read_again":
            for name in before:
                read_again(lead, name)
        case "read_many_again":
            list(read_many_again(lead, before))
        case "take_in_report":
            take(lead, 3)
        case _:
            list(take_in_reports(lead, [NewReport(TEXT.format(n=n)) for n in (3, 4)]))
    with lead.hold():
        names = [f.id for f in lead.fold(PRESS).reports]
    assert names
    assert all("zarqa" in actors(lead, name) for name in names)
    assert read_before_roster(lead) == ()


# ---- hands on marks meanwhile


@pytest.mark.parametrize("act", ["confirm", "correct", "strike"])
def test_an_act_done_while_its_report_is_read_again_is_on_its_words_and_stays(
    lead: Desk, at_desk, while_reading, act: str
):
    name, analyst = take(lead, 12), at_desk("analyst")
    figure = next(m for m in report_page(analyst, name, "en").marks if m.group == "figures")

    def hand() -> None:
        match act:
            case "confirm":
                confirm_mark(analyst, name, figure.id)
            case "correct":
                with analyst.hold():
                    press = analyst.fold(PRESS)
                    kept = press.marks(press.by_id[name])["figures"][0]
                correct_mark(analyst, name, figure.id, _figure(kept, 15))
            case _:
                strike_mark(analyst, name, figure.id, "not of prisoners")

    while_reading(hand)
    assert [p.done for p in read_many_again(lead, [name])] == [0, 1]
    page = report_page(lead, name, "en")
    assert page.readings == 2
    (after,) = [m for m in page.marks if m.group == "figures"]
    assert [h.act for h in after.hands] == [{"confirm": "confirmed", "correct": "corrected", "strike": "struck"}[act]]
    assert after.words == figure.words
    assert after.struck is (act == "strike")
    assert second_looks(lead, "en").total == 0
    told = changed(lead, "en")
    assert [a.by_hand for a in told.alterings] == ([True] if act != "confirm" else [])


def _figure(kept: dict, value: int):
    from decimal import Decimal

    from wasata.record.kinds.report import FigureMark

    return FigureMark(
        span=tuple(kept["span"]), value=Decimal(value), measure=kept["measure"], qualifier=kept["qualifier"],
        party=kept["party"], source=kept["source"] and tuple(kept["source"]), rule="hand",
    )  # fmt: skip


def test_two_runs_and_a_hand_at_once_read_each_report_once_and_lose_no_act(lead: Desk, at_desk):
    names = [take(lead, n) for n in range(3, 33)]
    acts: list[str] = []
    failed: list[BaseException] = []

    def guarded(does: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                does()
            except BaseException as error:
                failed.append(error)

        return threading.Thread(target=run)

    def strikes() -> None:
        analyst = at_desk("analyst")
        for name in names[::3]:
            for _ in range(5):
                mark = next(m for m in report_page(analyst, name, "en").marks if m.group == "figures")
                try:
                    strike_mark(analyst, name, mark.id, "not of prisoners")
                except (MarkChanged, MarkUnknown):
                    continue
                acts.append(name)
                break

    threads = [guarded(lambda: list(read_many_again(at_desk("lead"), names, at_once=4))) for _ in range(2)]
    threads.append(guarded(strikes))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not failed
    assert acts == names[::3]
    with lead.hold():
        press = lead.fold(PRESS)
        assert {len(f.bases) for f in press.reports} <= {2, 3}
        struck = [f.id for f in press.reports if any(s.struck for s in press.laid(f.n)["figures"])]
    assert struck == acts
    assert second_looks(lead, "en").total == 0


# ---- a reader that breaks


def test_a_report_on_which_the_reader_breaks_keeps_no_other_from_being_read_again(lead: Desk, monkeypatch):
    names = [take(lead, n, f"{TEXT} {BREAKS if n == 4 else ''}") for n in range(3, 9)]
    monkeypatch.setattr(reader, "VERSION", "99")
    monkeypatch.setattr("wasata.desk.taking.fact_of.__kwdefaults__", {"by": "99"})
    real = reader.read

    def read(text: str, *how, **more):
        if BREAKS in text:
            raise RecursionError
        return real(text, *how, **more)

    monkeypatch.setattr(reader, "read", read)
    with pytest.raises(ReaderFailed) as failed:
        list(read_many_again(lead, at_once=2))
    assert failed.value.values["path"] == names[1]
    assert outdated(lead).names == (names[1],)
    run = Run.start(lead)
    run.wait(30)
    assert isinstance(run.error, ReaderFailed)


def test_a_report_on_which_the_reader_breaks_is_taken_in_unread_and_said_to_be(lead: Desk, breaking):
    one = take_in_report(lead, NewReport(f"Qatar said 5 people left. It {BREAKS}.")).report
    several = list(
        take_in_reports(lead, [NewReport(TEXT.format(n=3)), NewReport(f"It {BREAKS}, they said."), NewReport("")])
    )
    assert [type(x) for x in several[:2]] == [Taken, Taken]
    assert outdated(lead).names == (one, several[1].report)
    assert report_page(lead, one, "en").readings == 0
    assert report_page(lead, several[0].report, "en").readings == 1
    assert brief(lead, "en")
    assert [hit.line.report for hit in search(lead, "left", "en").hits] == [one]


# ---- a sudden end, and the same run again


def test_the_same_run_sent_again_after_a_sudden_end_reads_what_is_left(lead: Desk, monkeypatch):
    monkeypatch.setattr("wasata.desk.taking.fact_of.__kwdefaults__", {"by": "1"})
    for n in range(3, 9):
        take(lead, n)
    monkeypatch.undo()
    run = read_many_again(lead, at_once=2, act_id="form")
    assert [next(run).done, next(run).done] == [0, 2]
    run.close()
    list(read_many_again(lead, at_once=2, act_id="form"))
    assert outdated(lead).reports == 0
