"""Prisoners of a war told apart from those in a cell. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def counted(text: str) -> tuple[str, str | None]:
    figure = read(text, "en").figures[0]
    return figure.measure, figure.party


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The RSF said they were holding 300 army prisoners.", "held"),
        ("Some 300 army prisoners are held by the RSF.", "held"),
        ("The Houthis were holding 64 prisoners.", "held"),
        ("About 40 prisoners of war remain in Baku.", "held"),
        ("Baku handed over 15 prisoners of war.", "released"),
        ("Fifteen prisoners were handed over to the army.", "released"),
        ("Freed were 113 army prisoners.", "released"),
        ("Israel holds 900 Palestinian prisoners in its jails.", "detained"),
        ("Built for 200, it held 800 prisoners.", "detained"),
        ("There are 70 prisoners in the old police station.", "detained"),
    ],
)
def test_prisoners_are_held_by_a_foe_or_detained_in_a_cell(text, measure):
    assert [f.measure for f in read(text, "en").figures if "prisoners" in f.span.of(text)] == [measure]


def test_army_prisoners_are_of_the_one_army_that_is_spoken_of():
    text = "Sudan's army has lost the town. The RSF said it had captured 300 army prisoners."
    assert counted(text) == ("held", "sudan_army")
    assert counted("The RSF said it was holding 300 army prisoners.") == ("held", "sudan_army")
    assert counted("The rebels said they were holding 300 army prisoners.") == ("held", None)
