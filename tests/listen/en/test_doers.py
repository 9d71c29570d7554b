"""Whose deed it is that a speaker tells of himself, done or denied. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def actors(text: str, kind: str) -> tuple[str, ...]:
    return next(e.actors for e in read(text, "en").events if e.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("The RSF denied shelling the Nour hospital.", "attack", "rsf"),
        ("The RSF denied that it had accepted a truce of ten days.", "acceptance", "rsf"),
        ("Sudan's army denied it had suspended the talks.", "talks_suspended", "sudan_army"),
        ("Sudan's army denied that its forces had bombed the market.", "attack", "sudan_army"),
        ("The Houthis denied responsibility for the attack on the tanker.", "attack", "houthis"),
        ("The RSF denied accusations that it had looted aid convoys.", "aid_obstructed", "rsf"),
        ("Egypt dismissed reports that it signed on to the proposed ceasefire.", "truce_start", "egypt"),
        ("Israel said it had struck a school in the south.", "attack", "israel"),
        ("Qatar said it would continue mediation efforts.", "talks_continue", "qatar"),
        ("“We are ready to resume the talks,” Hamas said.", "talks_resumed", "hamas"),
    ],
)
def test_who_tells_of_his_own_deed_takes_part_in_it(text, kind, side):
    assert side in actors(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "side"),
    [
        ("Qatar said they were attacked on the road.", "attack", "qatar"),
        ("Egypt said it had reports of heavy fighting between the rebels and the army.", "attack", "egypt"),
        ("Egypt said it was sound to say the two sides had reached a deal.", "agreement", "egypt"),
        ("Oman said that Iran had carried out the attack.", "attack", "oman"),
        ("Norway denied that the talks had collapsed, Qatar said.", "talks_suspended", "qatar"),
    ],
)
def test_who_tells_of_anothers_deed_does_not(text, kind, side):
    assert side not in actors(text, kind)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Talks between the army and the RSF went on for a week.", {"sudan_army", "rsf"}),
        ("The Israeli army entered the town. Hamas said the army had attacked a school.", {"israel"}),
        ("The Lebanese army met the Israeli army. The army attacked a village.", set()),
        ("The RSF said the army of Chad had attacked it.", set()),
    ],
)
def test_the_army_is_the_one_the_report_has_alone(text, sides):
    events = [e for e in read(text, "en").events if e.kind in ("talks_continue", "attack")]
    assert set(events[-1].actors) == sides
