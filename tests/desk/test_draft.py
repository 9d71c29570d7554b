"""The single negotiating text: versions in the cell, what differs, what to look at before one goes out."""

from typing import Any

import pytest
from tests.desk import definitions
from tests.desk.on_the_cell import both
from tests.desk.relays import SECRET, Room
from tests.desk.test_offer import BOTH, cell, put, theirs, why

from wasata.desk import defined, definition, draft, offer
from wasata.errors import DraftWrong, LogNotYours, NotAllowed, OfferWrong
from wasata.record.kinds.draft import ClausePart

__all__ = ["cell"]


def clause(name: str, en: str, ar: str | None = None, *options: tuple[str, str], title: str = "") -> ClausePart:
    return ClausePart(
        clause=name,
        words={"ar": f"«{en}»" if ar is None else ar, "en": en},
        options=options,
        title=both(title) if title else None,
    )


FIRST = (
    clause("c1", "Quiet for [two / four] days.", None, ("quiet", "four-days"), title="Quiet"),
    clause("c2", "Children come first.", None, ("lists", "children")),
)


def test_versions_are_written_one_after_another_and_none_is_lost(cell: Room):
    assert draft.write(cell.lead, FIRST, after=0) == 1
    with pytest.raises(OfferWrong) as raised:
        draft.write(cell.coast, (FIRST[0],), after=0)
    assert why(raised) == "written_meanwhile"
    with pytest.raises(OfferWrong) as raised:
        draft.write(cell.coast, FIRST, after=1)
    assert why(raised) == "same_text"
    for _ in range(2):
        whole = (*FIRST, clause("c3", "The crossing is open."))
        assert draft.write(cell.coast, whole, after=1, note="the crossing", act_id="x") == 2
    assert [(v.number, v.author, v.clauses, v.open) for v in draft.versions(cell.lead)] == [
        (2, "officer", 3, 1),
        (1, "lead", 2, 1),
    ]


def test_what_differs_is_told_clause_by_clause_and_word_by_word(cell: Room):
    draft.write(cell.lead, FIRST, after=0)
    later = (clause("c2", "Children and the sick come first.", "«Children come first.»", ("lists", "children")),
             clause("c4", "New."))  # fmt: skip
    draft.write(cell.lead, later, after=1)
    found = {c.change.name: c for c in draft.compared(cell.lead, 1, 2)}
    assert {name: c.change.kind for name, c in found.items()} == {"c2": "changed", "c4": "new", "c1": "gone"}
    assert found["c2"].change.one_language == "en"
    assert [(p.kind, p.text.strip()) for p in found["c2"].en if p.kind == "new"] == [("new", "and the sick")]


def test_what_is_to_be_looked_at_stands_beside_its_clause(cell: Room):
    term = definition.write(cell.lead, defined.Text({"ar": "الهدوء", "en": "Quiet"}, {"ar": "لا نار", "en": "No fire"}))
    draft.write(
        cell.lead, (FIRST[0], clause("c2", "In 4 days.", "في 5 أيام."), clause("c3", "Only English.", "")), after=0
    )
    found = {c.clause: [(f.kind, f.lang) for f in c.flaws] for c in draft.clauses(cell.lead, 1)}
    assert found == {
        "c1": [("unconfirmed", "ar"), ("unconfirmed", "en")],
        "c2": [("numbers", None)],
        "c3": [("empty", "ar")],
    }
    assert term
    assert definitions
    with pytest.raises(OfferWrong) as raised:
        offer.ask(cell.lead, BOTH, draft=1)
    assert why(raised) == "empty_clause"


def test_a_text_that_cannot_be_one_is_refused(cell: Room):
    cell.said()
    refusals: list[tuple[Any, str]] = [
        (lambda: draft.write(cell.lead, (clause("c1", SECRET),), after=0), "overheard"),
        (lambda: draft.write(cell.lead, (clause("c1", "x"),), after=0, note=SECRET), "overheard"),
        (lambda: draft.write(cell.lead, (clause("c1", "x", None, ("quiet", "nine-days")),), after=0), "no_option"),
        (lambda: draft.write(cell.lead, (), after=0), "empty"),
        (lambda: draft.clauses(cell.lead, 1), "no_version"),
    ]  # fmt: skip
    for act, reason in refusals:
        with pytest.raises(OfferWrong) as raised:
            act()
        assert why(raised) == reason
    with pytest.raises(DraftWrong):
        draft.write(cell.lead, (clause("c1", "Quiet for [two days."),), after=0)


def test_it_is_for_who_was_named(cell: Room):
    with pytest.raises(NotAllowed):
        draft.write(cell.hills, FIRST, after=0)
    with pytest.raises(LogNotYours):
        draft.versions(cell.hills)


def test_a_version_reaches_both_sides_at_once_counted_for_each_alone(cell: Room):
    draft.write(cell.lead, FIRST, after=0)
    draft.write(cell.lead, (FIRST[0],), after=1)
    name = put(cell, package=None, draft=2, words=None)
    for door, line in ((cell.coast_door, "coast"), (cell.hills_door, "hills")):
        found = theirs(door, line, name)
        assert found is not None
        assert (found.number, len(found.content.clauses), found.content.lines) == (1, 1, ())
        assert "options" not in found.content.clauses[0], "which option a clause stands for is ours"
    offer.answer(cell.coast_door, "coast", name, "changes", "Three days.", clause="c1")
    with pytest.raises(OfferWrong) as raised:
        offer.answer(cell.coast_door, "coast", name, "accepts")
    assert why(raised) == "by_clause"
    found = theirs(cell.lead, "coast", name)
    assert found is not None
    assert [s.words for s in found.on_clauses["c1"]] == ["Three days."]
    other = theirs(cell.hills_door, "hills", name)
    assert other is not None
    assert other.on_clauses == {}
