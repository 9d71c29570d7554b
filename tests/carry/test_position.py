"""What stands, what moved, what hangs on what."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wasata.carry.position import Hangs, Link, Noted, Voice, circles, links, moves, standing

COAST, HILLS, PORT = Voice("coast", "hamas"), Voice("hills", "israel"), Voice("port", "qatar")
WING = Voice("coast", "hamas", "wing")
AT = datetime(2031, 3, 1, 9, tzinfo=UTC)


def noted(name: str, voice: Voice, matter: str, stance: str, day: int, *, hour: int = 0, **more) -> Noted:
    told = {"words": f"{stance} {matter}", "recorded_at": AT + timedelta(days=day - 1, hours=hour)} | more
    return Noted(name, voice, matter, stance, told.pop("words"), date(2031, 3, day), told.pop("recorded_at"), **told)


def test_the_latest_day_stands_and_of_one_day_what_was_recorded_last():
    notes = [
        noted("c", COAST, "pause", "accepts", 5, hour=9), noted("a", COAST, "pause", "refuses", 2),
        noted("b", COAST, "pause", "wants", 5, hour=1), noted("w", WING, "pause", "refuses", 1),
    ]  # fmt: skip
    assert {n.position for n in standing(notes, date(2031, 3, 4)).values()} == {"a", "w"}
    assert standing(notes, date(2031, 3, 5))[COAST, "pause"].position == "c"
    assert standing(notes, date(2031, 2, 28)) == {}


def test_what_is_noted_late_of_an_earlier_day_does_not_displace_a_later_one():
    notes = [
        noted("b", COAST, "pause", "accepts", 5),
        noted("a", COAST, "pause", "refuses", 2, recorded_at=AT + timedelta(days=9)),
    ]
    assert standing(notes, date(2031, 3, 9))[COAST, "pause"].position == "b"
    assert standing(notes, date(2031, 3, 3))[COAST, "pause"].position == "a"


def test_what_was_dropped_stands_until_then_and_what_stood_before_it_does_not_come_back():
    notes = [
        noted("a", COAST, "pause", "refuses", 1),
        noted("b", COAST, "pause", "accepts", 3, dropped=date(2031, 3, 6)),
    ]
    assert standing(notes, date(2031, 3, 5))[COAST, "pause"].position == "b"
    assert standing(notes, date(2031, 3, 6)) == {}


def test_a_move_says_whose_it_was_and_saying_the_same_again_is_none():
    notes = [
        noted("a", COAST, "pause", "refuses", 1), noted("b", HILLS, "pause", "wants", 1, words="ten days"),
        noted("c", HILLS, "lists", "refuses", 1, dropped=date(2031, 3, 4)), noted("d", PORT, "roads", "wants", 1),
        noted("a2", COAST, "pause", "accepts", 4), noted("b2", HILLS, "pause", "wants", 4, words="six days"),
        noted("d2", PORT, "roads", "wants", 4), noted("e", PORT, "lists", "accepts", 4),
    ]  # fmt: skip
    told = moves(standing(notes, date(2031, 3, 3)), standing(notes, date(2031, 3, 4)))
    assert {(m.voice, m.matter, m.kind) for m in told} == {
        (COAST, "pause", "turned"), (HILLS, "pause", "reworded"), (HILLS, "lists", "gone"), (PORT, "lists", "first"),
    }  # fmt: skip


def test_two_that_wait_for_each_other_are_one_circle():
    notes = [
        noted("a", COAST, "lists", "conditions", 1, only_if=(Hangs("pause", "five days", "israel"),)),
        noted("b", HILLS, "pause", "conditions", 1, only_if=(Hangs("lists", "the first list", "hamas"),)),
        noted("c", HILLS, "roads", "conditions", 1, only_if=(Hangs("pause", "", "qatar"),)),
    ]
    tied = links(standing(notes, date(2031, 3, 1)))
    found = circles(tied)
    assert [(c.knot, {x.matter for x in c.links}) for c in found] == [("each_other", {"lists", "pause"})]


def test_reciprocity_on_one_matter_is_a_circle_and_a_condition_on_a_third_is_not():
    both = [Link(COAST, "pause", "pause", "they too", "israel"), Link(HILLS, "pause", "pause", "they too", "hamas")]
    assert [c.knot for c in circles(both)] == ["each_other"]
    third = [Link(COAST, "pause", "pause", "", "qatar"), Link(HILLS, "pause", "pause", "", "hamas")]
    assert circles(third) == ()


def test_a_condition_that_names_nobody_hangs_on_whoever_holds_that_back_himself_among_them():
    unnamed = [Link(COAST, "a", "b", "", None), Link(COAST, "b", "a", "", None)]
    assert [c.knot for c in circles(unnamed)] == ["alone"]
    assert circles([Link(COAST, "a", "a", "", None)]) == (), "not on its own matter in its own hand"
    by_way_of_others = [
        Link(COAST, "a", "b", "", "israel"),
        Link(HILLS, "b", "c", "", "hamas"),
        Link(COAST, "c", "a", "", None),
    ]
    assert [(c.knot, len(c.links)) for c in circles(by_way_of_others)] == [("each_other", 3)]
    tied_by_itself = [Link(COAST, "a", "b", "", "hamas"), Link(COAST, "b", "a", "", "hamas")]
    assert [c.knot for c in circles(tied_by_itself)] == ["alone"]
    others = [Link(COAST, "a", "b", "", None), Link(HILLS, "b", "a", "", None)]
    assert [c.knot for c in circles(others)] == ["each_other"]


def test_a_body_is_meant_within_its_own_line_only():
    of_wing = [Link(COAST, "a", "b", "", "wing"), Link(WING, "b", "a", "", "hamas")]
    assert [c.knot for c in circles(of_wing)] == ["each_other"]
    elsewhere = [Link(HILLS, "a", "b", "", "wing"), Link(WING, "b", "a", "", "israel")]
    assert circles(elsewhere) == ()


def test_three_that_wait_for_the_next_are_a_round_and_the_shorter_circle_stands_first():
    tied = [
        Link(COAST, "a", "b", "", "israel"), Link(HILLS, "b", "c", "", "qatar"), Link(PORT, "c", "a", "", "hamas"),
        Link(PORT, "c", "d", "", "israel"), Link(HILLS, "d", "c", "", "qatar"),
    ]  # fmt: skip
    assert [(c.knot, len(c.links)) for c in circles(tied)] == [("each_other", 2), ("round", 3)]


VOICES = st.sampled_from([COAST, HILLS, PORT, WING])
LINKS = st.lists(
    st.builds(Link, VOICES, st.sampled_from("abc"), st.sampled_from("abc"), st.just(""),
              st.sampled_from(["hamas", "israel", "qatar", "wing", None])),
    max_size=9, unique=True,
)  # fmt: skip


@given(LINKS)
def test_every_circle_closes_and_every_condition_that_waits_for_itself_stands_in_one(tied):
    found = circles(tied)
    for circle in found:
        for this, following in zip(circle.links, circle.links[1:] + circle.links[:1], strict=True):
            assert this.on == following.matter
            assert this.of in (None, following.voice.party, following.voice.body)
    assert len({frozenset(c.links) for c in found}) == len(found)
    assert {x for c in found for x in c.links} == {x for x in tied if _waits_for_itself(x, tied)}


def _waits_for_itself(start, tied):
    """The plain way: everything that can be reached."""
    reached, new = set(), {start}
    while new:
        new = {
            o for x in new for o in tied
            if o.matter == x.on and (
                (x.of is None and (o.voice, o.matter) != (x.voice, x.matter)) or (x.of == o.voice.party and x.of is not None)
                or (x.of is not None and x.of == o.voice.body and x.voice.line == o.voice.line)
            )
        } - reached  # fmt: skip
        reached |= new
    return start in reached
