"""What is published of who owes what to whom: each guard by a case that only it stops."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.desk.on_table import put, show_name
from tests.desk.relays import Room
from tests.desk.test_table_guards import public as public

from wasata.desk.access import Desk
from wasata.desk.commitment import (
    Promised,
    commitments,
    may_owe,
    publish,
    published_fact,
    require_commitment,
    strike,
    struck_fact,
)
from wasata.desk.for_table import Wish, commitment_of
from wasata.desk.table import SHARED
from wasata.errors import ActReused, TableWrong

ROAD: Any = {"ar": "تُفتح الطريق", "en": "The road is open"}
DAY = date(2023, 11, 22)


def refused(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(TableWrong) as raised:
        act()
    return str(raised.value.values["why"]).rpartition(".")[2], str(raised.value.values["value"])


def fact(desk: Desk, **told: Any) -> Any:
    with desk.hold():
        return published_fact(desk, "cm-1", Promised(**({"who": "hamas", "words": ROAD, "day": DAY} | told)))


def test_the_mediator_may_owe_and_is_named_once_though_the_table_names_him_too(named: Room):
    show_name(named.lead, "mediator", {"ar": "الوسيط", "en": "The mediator"})
    with named.lead.hold():
        assert sorted(may_owe(named.lead)) == ["hamas", "israel", "mediator"]


def test_a_commitment_stands_with_all_that_was_promised_and_nothing_left_empty(named: Room):
    hour = datetime(2023, 11, 21, 22, 30, tzinfo=UTC)  # half past midnight of the 22nd by the clock of the case
    whole = fact(named.lead, to="israel", at=hour, event={"ar": " ", "en": "after the list"})
    assert (whole.commitment, whole.who, whole.to, whole.words, whole.day, whole.at, whole.event) == (
        "cm-1", "hamas", "israel", ROAD, DAY, hour, {"en": "after the list"},
    )  # fmt: skip
    bare = fact(named.lead, words={"en": "The road", "ar": "\n"}, event={"ar": ""})
    assert (bare.to, bare.words, bare.at, bare.event) == (None, {"en": "The road"}, None, None)
    assert fact(named.lead, day=None, event={"ar": "بعد القائمة"}).day is None


@pytest.mark.parametrize(
    ("told", "why", "value"),
    [
        ({"words": {}}, "no_words", "cm-1"),
        ({"words": {"ar": " ", "en": ""}}, "no_words", "cm-1"),
        ({"who": "qatar"}, "unnamed", "qatar"),
        ({"to": "qatar"}, "unnamed", "qatar"),
        ({"who": ""}, "unnamed", ""),
        ({"to": "hamas"}, "to_himself", "hamas"),
        ({"who": "mediator", "to": "mediator"}, "to_himself", "mediator"),
        ({"day": None}, "no_due", "cm-1"),
        ({"day": None, "event": {"ar": " "}}, "no_due", "cm-1"),
        ({"at": datetime(2023, 11, 22, 22, 30, tzinfo=UTC)}, "hour", "2023-11-22"),
        ({"day": None, "event": ROAD, "at": datetime(2023, 11, 22, 7, tzinfo=UTC)}, "hour", ""),
    ],
)
def test_what_cannot_be_owed_is_refused_with_its_reason_and_by_its_name(
    named: Room, told: dict[str, Any], why: str, value: str
):
    assert refused(lambda: fact(named.lead, **told)) == (why, value)


def test_what_is_withdrawn_stands_and_has_a_reason(named: Room):
    made = commitment_of(put(named.coast, Wish("commitment", ROAD, "hamas", DAY)))
    lead = named.lead
    with lead.hold():
        gone = struck_fact(lead, made, {"ar": "أُجلت", "en": " "})
        assert (gone.commitment, gone.words) == (made, {"ar": "أُجلت"})
        assert require_commitment(lead, made) == lead.fold(SHARED).commitments[made]
        for reason in (None, {}, {"en": " "}):
            assert refused(lambda reason=reason: struck_fact(lead, made, reason)) == ("no_reason", made)
        assert refused(lambda: struck_fact(lead, "cm-none", ROAD)) == ("commitment", "cm-none")
    put(named.coast, Wish("withdraw", ROAD, made))
    with lead.hold():
        assert refused(lambda: struck_fact(lead, made, ROAD)) == ("commitment", made)
        assert refused(lambda: require_commitment(lead, made)) == ("commitment", made)


def test_one_person_alone_neither_publishes_nor_withdraws_before_parties_in_confidence(named: Room):
    made = commitment_of(put(named.coast, Wish("commitment", ROAD, "hamas", DAY)))
    before = named.lead.ledger.head("table").seq
    for act in (
        lambda: publish(named.lead, Promised("hamas", ROAD, day=DAY)),
        lambda: strike(named.lead, made, ROAD),
    ):
        assert refused(act)[0] == "second"
    assert named.lead.ledger.head("table").seq == before


def test_where_all_is_public_a_form_publishes_and_withdraws_once(public: Desk):
    told = Promised("mediator", ROAD, day=DAY)
    made = publish(public, told, act_id="a1")
    assert made == publish(public, told, act_id="a1")
    assert made != publish(public, told) != publish(public, told)
    with pytest.raises(ActReused):
        publish(public, Promised("mediator", {"en": "Other"}, day=DAY), act_id="a1")
    for _ in range(2):
        assert list(strike(public, made, {"en": "Put off"}, act_id="b1").first) == ["table"]
    with pytest.raises(ActReused):
        strike(public, made, {"en": "Another reason"}, act_id="b1")
    assert public.ledger.head("table").seq == 5
    assert sorted((c.state, c.why) for c in commitments(public, "en"))[0] == ("struck", "Put off")
    for named in ("", "CM 1", "cm-none", made):
        assert refused(lambda named=named: strike(public, named, ROAD)) == ("commitment", named)
