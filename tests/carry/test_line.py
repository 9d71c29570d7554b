"""How a line stands, and what darkness does to a deadline."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.line import Agreed, Due, Noted, Spell, due, rule_now, since, spells

T = datetime(2031, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAUSES = [Agreed(T - 9 * HOUR, "pauses")]


def noted(hours: float, state: str, cause: str | None = None, late: float = 0) -> Noted:
    return Noted(T + hours * HOUR, state, cause, T + (hours + late) * HOUR)  # type: ignore[arg-type]


def test_a_line_of_which_nothing_was_noted_has_no_life():
    assert spells([], T) == ()


def test_notes_are_taken_by_the_hour_they_tell_of_not_by_when_they_were_recorded():
    life = spells([noted(5, "open"), noted(2, "dark", "blackout", late=9), noted(0, "open")], T + 10 * HOUR)
    assert [(s.state, s.since, s.until) for s in life] == [
        ("open", T, T + 2 * HOUR), ("dark", T + 2 * HOUR, T + 5 * HOUR), ("open", T + 5 * HOUR, None),
    ]  # fmt: skip


def test_of_two_notes_of_one_hour_the_later_recorded_stands():
    assert spells([noted(1, "dark", late=2), noted(1, "open", late=1)], T + 9 * HOUR)[0].state == "dark"


def test_saying_the_same_again_opens_no_new_spell():
    life = spells([noted(0, "dark", "blackout"), noted(3, "dark", "blackout")], T + 4 * HOUR)
    assert life == (Spell("dark", "blackout", T, None),)
    assert life[0].lasted(T + 4 * HOUR) == 4 * HOUR


def test_what_is_told_of_a_later_hour_is_not_so_yet():
    assert [s.state for s in spells([noted(0, "open"), noted(6, "dark")], T + 5 * HOUR)] == ["open"]


def test_a_deadline_stands_still_while_the_line_is_dark_if_that_was_agreed():
    life = spells([noted(0, "open"), noted(2, "dark", "blackout")], T + 4 * HOUR)
    fell = due(T + 6 * HOUR, T, life, PAUSES, T + 4 * HOUR)
    assert (fell.at, fell.paused_since, fell.left) == (T + 8 * HOUR, T + 2 * HOUR, 4 * HOUR)
    later = due(T + 6 * HOUR, T, life, PAUSES, T + 5 * HOUR)
    assert later.left == fell.left


def test_a_deadline_runs_on_where_that_was_agreed_and_where_nothing_was():
    life = spells([noted(0, "dark")], T + 4 * HOUR)
    for rules in ([Agreed(T - HOUR, "runs_on")], [*PAUSES, Agreed(T - HOUR, "runs_on")], []):
        assert due(T + 6 * HOUR, T, life, rules, T + 7 * HOUR) == Due(T + 6 * HOUR, None, timedelta(0), -HOUR)


def test_each_darkness_goes_by_what_was_agreed_before_it_began():
    life = spells(
        [noted(1, "dark"), noted(2, "open"), noted(3, "dark"), noted(5, "open"), noted(6, "dark")], T + 10 * HOUR
    )
    rules = [Agreed(T + 2.5 * HOUR, "pauses"), Agreed(T + 5.5 * HOUR, "runs_on"), Agreed(T + 7 * HOUR, "pauses")]
    fell = due(T + 9 * HOUR, T, life, rules, T + 10 * HOUR)
    assert fell == Due(T + 11 * HOUR, None, 2 * HOUR, HOUR), "the second darkness alone moved it, by its two hours"
    assert due(T + 9 * HOUR, T, life, rules[:1], T + 10 * HOUR).moved_by == 6 * HOUR
    assert (rule_now(life, rules), rule_now(life[:-1], rules), rule_now((), rules)) == ("runs_on", "pauses", "pauses")
    assert rule_now(life, ()) is None is rule_now((), ())


def test_a_rule_agreed_at_the_very_hour_the_line_went_dark_holds_for_it():
    life = spells([noted(1, "dark")], T + 3 * HOUR)
    assert due(T + 9 * HOUR, T, life, [Agreed(T + HOUR, "pauses")], T + 3 * HOUR).moved_by == 2 * HOUR


def test_a_darkness_whose_cause_became_another_goes_on_by_the_rule_it_began_with():
    life = spells(
        [noted(1, "dark", "blackout"), noted(3, "dark", "rest"), noted(4, "degraded"), noted(5, "dark")], T + 6 * HOUR
    )
    rules = [Agreed(T + 2 * HOUR, "pauses")]
    assert due(T + 9 * HOUR, T, life, rules, T + 6 * HOUR) == Due(T + 10 * HOUR, T + 5 * HOUR, HOUR, 4 * HOUR)
    assert rule_now(life[:2], rules) is None


def test_a_deadline_that_fell_before_the_line_went_dark_is_not_saved_by_it():
    life = spells([noted(0, "open"), noted(3, "dark")], T + 9 * HOUR)
    fell = due(T + 2 * HOUR, T, life, PAUSES, T + 9 * HOUR)
    assert fell.at == T + 2 * HOUR
    assert fell.is_past
    assert fell.paused_since is None


def test_darkness_before_a_deadline_was_set_gives_it_no_time():
    life = spells([noted(0, "dark"), noted(4, "open")], T + 5 * HOUR)
    assert due(T + 8 * HOUR, T + 2 * HOUR, life, PAUSES, T + 5 * HOUR).moved_by == 2 * HOUR


@given(
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["open", "degraded", "dark"])), max_size=8),
    st.integers(0, 40), st.integers(1, 40),
)  # fmt: skip
def test_a_pause_never_brings_a_deadline_nearer_and_never_gives_more_than_the_dark_time(
    told: list[tuple[int, str]], set_at: int, lasts: int
):
    now = T + 100 * HOUR
    life = spells([noted(h, s, late=n) for n, (h, s) in enumerate(told)], now)
    at = T + (set_at + lasts) * HOUR
    fell = due(at, T + set_at * HOUR, life, PAUSES, now)
    dark = sum((s.lasted(now) for s in life if s.state == "dark"), timedelta(0))
    assert timedelta(0) <= fell.moved_by <= dark
    assert fell.at == at + fell.moved_by


def test_of_a_life_the_last_days_are_cut_out_and_a_spell_that_ended_before_is_gone():
    life = spells([noted(0, "open"), noted(2, "dark", "rest"), noted(5, "open")], T + 9 * HOUR)
    assert since(life, T + 3 * HOUR) == (
        Spell("dark", "rest", T + 3 * HOUR, T + 5 * HOUR), Spell("open", None, T + 5 * HOUR, None),
    )  # fmt: skip
    assert since(life, T + 5 * HOUR) == (Spell("open", None, T + 5 * HOUR, None),)
    assert since(life, T - HOUR) == life
