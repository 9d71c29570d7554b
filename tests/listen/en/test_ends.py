"""Where the words attributed to somebody end. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def contents(text: str) -> list[str]:
    return [m.content.of(text) for m in read(text, "en").statements]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Doctors in the town, claiming the fever is mild, said there was no risk.", "the fever is mild"),
        ("The analysts fear a war is near but in a move to avoid it in the region, the mediators called for calm.",
         "a war is near"),
        ("He insisted that Norway had agreed to several plans but that Chad was the obstacle.", "several plans"),
        ("Ivo Brun said he would use troops to guard the island, a warning that drew scorn at home.",
         "he would use troops to guard the island"),
        ("Norway's refusal to condemn the raid has only added to those fears.", "condemn the raid"),
        ("Chad claims the island as its own, and has vowed to take it by force.", "the island as its own"),
        ("Norway has vowed to answer, with Ivo Brun warning that “it will be soon”.", "answer"),
        ("“When the troops felt they were trapped, they fled,” the group said.", "they were trapped"),
        ("While the army said most of the bridges were safe, some fell.", "most of the bridges were safe"),
        ("According to the mission, which uses these figures and finds them sound, 18 people drowned in the town.",
         "18 people drowned in the town"),
        ("According to regional authorities the flood began at noon.", "the flood began at noon"),
        ("Ivo Brun says Norway has agreed to a plan and calls on Chad to do the same", "a plan"),
        ("This is the first time Norway has admitted to delaying the shipment of grain.", "delaying the shipment of grain"),
        ("Families have told the BBC of their fear over the coming winter.", "their fear over the coming winter"),
        ("Norway has rejected the link, but the report has raised fears of a change.", "the link"),
        ("The party's chairman Ivo Brun voiced opposition to the new bill.", "the new bill"),
        ("Ana Ruiz thinks peace talks will resume soon.", "peace talks will resume soon"),
        ("The camp could stay open for years, though, experts said.", "The camp could stay open for years, though"),
        ("The school was used as a shelter for years – the agency reported on May 9.",
         "The school was used as a shelter for years"),
        ("Norway did not say it was there, but did claim responsibility for the raid on the port.",
         "responsibility for the raid on the port"),
    ],
)  # fmt: skip
def test_a_content_ends_where_its_clause_does(text: str, content: str) -> None:
    assert content in contents(text)
