"""The constructs in which readers of press reports go wrong most, each with sentences of our own."""

import pytest

from wasata.listen.reader import read


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each statement."""
    return [(m.source.of(text), m.cue.of(text), m.content.of(text)) for m in read(text, "en").statements]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        # the other half of a quotation: in its own sentence a statement of its own, else the main clause
        ("“We want an end to it now,” Salem said. “It has gone on for far too long.”",
         [("Salem", "said", "We want an end to it now"), ("Salem", "said", "It has gone on for far too long.")]),
        ("“We will not sign,” said Salem, “unless the siege of the town is lifted.”",
         [("Salem", "said", "We will not sign")]),
        ("“If they sign the paper this week,” Salem said, “we will stop.”", [("Salem", "said", "we will stop.")]),
        ("“The talks,” Salem said, “have failed for good.”", [("Salem", "said", "have failed for good.")]),
        ("“No,” Salem said. “We will never leave.”", [("Salem", "said", "We will never leave.")]),
        # a speaker told far from his verb, by a relative clause or an apposition
        ("Salem, whose men had held the port, said on Friday that talks would go on.",
         [("Salem", "said", "talks would go on")]),
        ("The spokesman for the ministry, Majid Salem, had earlier said the road was open.",
         [("The spokesman for the ministry, Majid Salem", "said", "the road was open")]),
        # a noun or a deed instead of a clause
        ("The brigades announced the killing of three captives.",
         [("The brigades", "announced", "the killing of three captives")]),
        ("The prime minister's office denied reaching a deal.", [("The prime minister's office", "denied", "reaching a deal")]),
        ("Police reported the deaths of 15 people.", [("Police", "reported", "the deaths of 15 people")]),
        # participles
        ("The minister said a team would travel, noting that the road was open.",
         [("The minister", "said", "a team would travel"), ("The minister", "noting", "the road was open")]),
        ("Majid Salem said they were close, adding, “but not there yet.”",
         [("Majid Salem", "said", "they were close"), ("Majid Salem", "adding", "but not there yet.")]),
        # quotation marks without a joining word, and one pair inside another
        ("Salem said “the army will stay”.", [("Salem", "said", "the army will stay")]),
        ("Salem said the “so-called ‘ceasefire’ was a ruse”.", [("Salem", "said", "the “so-called ‘ceasefire’ was a ruse”")]),
        # pronouns
        ("Majid Salem met the envoy. He told reporters the bridge was shut.",
         [("Majid Salem", "told", "the bridge was shut")]),
        # according to
        ("Some 25,000 people (according to the organisers) marched.", [("the organisers", "according to", "Some 25,000 people")]),
        ("According to the organisers, 25,000 people marched.", [("the organisers", "According to", "25,000 people marched")]),
        ("The road is open, according to what the ministry said.", [("the ministry", "according to", "The road is open")]),
        ("According to court records, he lost the case.", [("court records", "According to", "he lost the case")]),
        ("According to the treaty, the border is open.", []),
        ("According to orders, they left.", []),
        # colons
        ("BREAKING | Guterres: The bridge is shut.", [("Guterres", ":", "The bridge is shut")]),
        ("AMMAN: The bridge is shut.", []),
        # a feeling with its words
        ("For his part, Salem expressed his hope of reaching a deal.", [("Salem", "expressed his hope", "reaching a deal")]),
        # what nobody says
        ("It is noted that the road was shut in May.", []),
        ("It is likely that the road will be shut.", []),
        ("It is claimed that she was there.", []),
        ("Salem did not make clear whether the road was shut.", []),
        # who only wishes to keep his name back
        ("“They are close,” the general, who asked not to be named, told AFP.", [("the general", "told", "They are close")]),
        ("An official, who asked to remain anonymous, said it was over.", [("An official", "said", "it was over")]),
        ("Salem asked that the border be opened.", [("Salem", "asked", "the border be opened")]),
        # one saying inside another
        ("Hamas confirmed, Reuters reported citing an Egyptian source, that it was ready.",
         [("Hamas", "confirmed", "it was ready")]),
        ("Channel 12 quoted an Israeli official as saying that the army would stay.",
         [("an Israeli official", "quoted", "the army would stay")]),
        ("The RSF denied accusations that it had looted the town.",
         [("The RSF", "denied", "accusations that it had looted the town")]),
        ("The RSF rejected claims that it held the bridge.", [("The RSF", "rejected", "claims that it held the bridge")]),
        # the end of a content
        ("Egypt is hosting the talks, two sources said, while Qatar denied it had left.",
         [("two sources", "said", "Egypt is hosting the talks"), ("Qatar", "denied", "it had left")]),
    ],
)  # fmt: skip
def test_each_has_its_speaker_its_verb_and_its_words(text, statements):
    assert told(text) == statements


def test_who_carried_the_words_stands_beside_who_said_them():
    text = "Hamas confirmed, Reuters reported citing an Egyptian source, that it was ready."
    (statement,) = read(text, "en").statements
    assert statement.via is not None
    assert statement.via.of(text) == "Reuters"


def test_a_verb_far_behind_two_long_names_is_still_that_of_the_talks():
    text = "Talks between Sudan's army and the Rapid Support Forces are continuing in Jeddah, spokesman Matthew Miller said."
    (event,) = read(text, "en").events
    assert (event.kind, event.status, set(event.actors)) == ("talks_continue", "ongoing", {"sudan_army", "rsf"})


def test_what_is_asked_with_whether_may_be():
    text = "He did not make clear whether the talks would resume."
    assert [(e.kind, e.status) for e in read(text, "en").events] == [("talks_resumed", "possible")]


def test_a_blow_needs_no_name_but_a_deal_is_none():
    assert [e.kind for e in read("The jets struck a school in the south.", "en").events] == ["attack"]
    assert [e.kind for e in read("The two sides struck a deal on Monday.", "en").events] == ["agreement"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The RSF did not shell the hospital.", {("attack", "denied")}),
        ("A shell was found in the yard.", set()),
        ("The ceasefire is over.", {("truce_end", "happened")}),
        ("They spoke of a truce over lunch.", set()),
        ("The talks go on in Muscat.", {("talks_continue", "happened")}),
    ],
)
def test_short_verbs_tell_of_events(text, told):
    found = {(e.kind, e.status) for e in read(text, "en").events}
    assert {f for f in found if f[0] != "contact"} == told
