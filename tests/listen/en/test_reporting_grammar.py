"""English reporting as grammar, whoever fights: far verbs, asides, sides left unnamed. All sentences are our own."""

from datetime import date

import pytest

from wasata.listen.marks import Event, Statement, iso, plain
from wasata.listen.reader import read

TUESDAY = date(2011, 3, 8)


def events(text: str) -> dict[str, str]:
    found: tuple[Event, ...] = read(text, "en", TUESDAY).events
    return {e.kind: e.status for e in found}


def statements(text: str) -> list[tuple[str, str, str]]:
    found: tuple[Statement, ...] = read(text, "en", TUESDAY).statements
    return [(m.source.of(text), m.cue.of(text), m.content.of(text)) for m in found]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Peace talks between the government of Ruritania and the rebels continued on Monday.",
            "talks_continue",
            "ongoing",
        ),
        ("Peace talks between the two armies, which began in May, resumed in Oslo.", "talks_resumed", "happened"),
        ("The talks are going on well.", "talks_continue", "ongoing"),
        ("Rebels agree to peace talks", "talks_resumed", "planned"),
        ("Mediators met ahead of a second round of talks.", "talks_continue", "planned"),
        ("The parties should enter into meaningful dialogue.", "talks_resumed", "possible"),
        ("The rebels unilaterally decided to freeze the peace talks.", "talks_suspended", "planned"),
        ("The rebels declared a unilateral ceasefire on Monday.", "truce_start", "happened"),
        ("The ceasefire, aimed at ending six weeks of war, began on Monday.", "truce_start", "happened"),
        ("He hopes a truce would be reached soon.", "truce_start", "possible"),
        ("Statement on the extension of the truce", "truce_extension", "planned"),
        (
            "The truce has frayed, with both sides accusing each other of grave violations.",
            "truce_violation",
            "happened",
        ),
        ("The raid is the latest violation by the army this month of a ceasefire.", "truce_violation", "happened"),
        ("Both armies blamed each other for breaching the ceasefire.", "truce_violation", "happened"),
        ("The village said no ceasefire deal had been reached.", "agreement", "denied"),
        ("The two sides agreed in Oslo to end the war.", "agreement", "happened"),
        ("A deal to broker the release of the nurses was reached on Monday.", "agreement", "happened"),
        ("They made a demand to have 20 prisoners released.", "release", "possible"),
        ("They met to collect the dead and exchange prisoners.", "release", "possible"),
        ("The army will not sign any deal before the release of its men.", "condition", "happened"),
        ("Freedom was promised on the condition that the troops withdraw.", "condition", "happened"),
        ("The council condemned in the strongest terms possible the shelling of the town.", "attack", "happened"),
        ("The plan came after shelling overnight.", "attack", "happened"),
        ("The army launched a military operation in the east.", "attack", "happened"),
        ("The clashes forced 900 families to evacuate.", "evacuation", "happened"),
        ("The rebel leader is travelling to Oslo for talks.", "delegation_arrives", "ongoing"),
        ("He is expected to chair the talks on Friday.", "contact", "planned"),
        ("She urged both to hold fire in a telephone call with the president.", "contact", "happened"),
    ],
)
def test_the_verb_of_an_event_is_found_wherever_it_stands(text: str, kind: str, status: str) -> None:
    assert events(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The posts stay empty until the group meets the preconditions.", "contact"),
        ("A truce was still to be discussed.", "contact"),
        ("The National Liberation Army kidnapped two soldiers.", "release"),
        ("The release of the aid workers was discussed.", "aid_delivery"),
        ("Two of the wounded soldiers were in serious condition.", "attack"),
        ("The negotiators were sticking to their demand in the talks.", "talks_slow"),
        ("A deal was near at the end of the talks.", "talks_suspended"),
        ("If it does not respect the ceasefire, it will be punished.", "truce_violation"),
    ],
)
def test_words_that_only_look_like_an_event_are_none(text: str, kind: str) -> None:
    assert kind not in events(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The truce has frayed, with both sides accusing each other of grave violations.",
            ("both sides", "accusing", "grave violations"),
        ),
        (
            '"The truce must hold," Norway, Chile and Japan said in a statement.',
            ("Norway, Chile and Japan", "said", "The truce must hold"),
        ),
        (
            "Mayor Anna Reyes said shortly after midnight that shooting had broken out.",
            ("Mayor Anna Reyes", "said", "shooting had broken out"),
        ),
        (
            "Two presidents will meet on a ship, an envoy said here.",
            ("an envoy", "said", "Two presidents will meet on a ship"),
        ),
        ("Informed Chadian sources said the road was open.", ("Informed Chadian sources", "said", "the road was open")),
        (
            "The movement called for an inquiry into the raid, even as the army denied responsibility.",
            ("The movement", "called for", "an inquiry into the raid"),
        ),
        (
            "JUBA, Sep 20 (Reuters) The army has left the town, a priest said.",
            ("a priest", "said", "The army has left the town"),
        ),
    ],
)
def test_who_says_what_in_rarer_orders_of_words(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in statements(text)


def test_what_one_thinks_in_his_own_words_is_no_second_statement() -> None:
    assert len(statements("Both sides have said they doubt the other can control its men.")) == 1


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Clashes shook Chad. Chadian troops fled. Army spokesman Ali Saleh said the road was closed.", "other"),
        ("South Sudan's government said the road was closed.", "other"),
        ("Pakistan's Foreign Office said the road was closed.", "other"),
        ("Norway, Qatar and Chile said the road was closed.", None),
        ("Qatar said the road to Yemen was closed. The foreign ministry said it would open.", "qatar"),
    ],
)
def test_the_side_of_the_last_one_who_speaks(text: str, side: str | None) -> None:
    assert read(text, "en", TUESDAY).statements[-1].actor == side


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Chile said 31 of its soldiers died.", (31, "killed", "other")),
        ("The army acknowledged the loss of 44 troops.", (44, "killed", None)),
        ("The clashes forced 900 people, in three towns, to evacuate.", (900, "displaced", None)),
        ("About 5,000 people have taken refuge across the river.", (5000, "displaced", None)),
        ("Fighting spread in Chad. Chadian doctors counted 12 dead.", (12, "killed", "other")),
        ("One captive has been held since 2002.", (1, "held", None)),
    ],
)
def test_what_befell_the_counted_and_whose_they_are(text: str, counted: tuple[object, str, str | None]) -> None:
    found = read(text, "en", TUESDAY).figures
    assert counted in [(plain(f.value), f.measure, f.party) for f in found if not isinstance(f.value, tuple)]


def test_a_movement_named_by_a_day_is_no_date() -> None:
    assert [iso(d.first, d.last) for d in read("The March 23 Movement met on March 4.", "en", TUESDAY).dates] == [
        "2011-03-04"
    ]
