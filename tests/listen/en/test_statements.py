"""Who said what, in English: one small test for each construct of reporting. All sentences are our own."""

import random

import pytest

from wasata.listen.marks import Statement
from wasata.listen.reader import read


def said(text: str) -> list[Statement]:
    return list(read(text, "en").statements)


def short(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each statement."""
    return [(m.source.of(text), m.cue.of(text), m.content.of(text)) for m in said(text)]


def only(text: str) -> Statement:
    found = said(text)
    assert len(found) == 1, short(text)
    return found[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # subject, verb, that
        ("The ministry said that the road was open.", "The ministry", "said", "the road was open"),
        ("Norway's envoy said the road was open.", "Norway's envoy", "said", "the road was open"),
        ("Norway's envoy said on Tuesday that the road was open.", "Norway's envoy", "said", "the road was open"),
        ("The army said in a statement late on Sunday that two posts were hit.", "The army", "said", "two posts were hit"),
        ("The army has also repeatedly said that it wants peace.", "The army", "said", "it wants peace"),
        # inversion and attribution after the words
        ('"The road is open," said Norway\'s envoy.', "Norway's envoy", "said", "The road is open"),
        ('"The road is open," the envoy said on Tuesday.', "the envoy", "said", "The road is open"),
        ("The road is open, the ministry said.", "the ministry", "said", "The road is open"),
        ("The road was open again by noon, said Marta Ruiz, the mayor of the town.", "Marta Ruiz, the mayor of the town",
         "said", "The road was open again by noon"),
        # the longer side
        ('"No," the envoy said. "The road will not be open before the snow is gone."', "the envoy", "said",
         "The road will not be open before the snow is gone."),
        ("The road, the envoy said, would not be open before the end of the winter.", "the envoy", "said",
         "would not be open before the end of the winter"),
        # quotation after a colon, over several sentences
        ('The envoy said: "The road is open. Trucks may pass."', "The envoy", "said", "The road is open. Trucks may pass."),
        # parentheses, apposition, relative clause
        ("Marta Ruiz, the mayor of the town, said the bridge would stay shut.", "Marta Ruiz, the mayor of the town",
         "said", "the bridge would stay shut"),
        ("Marta Ruiz, who had just come back from Oslo, said the bridge would stay shut.", "Marta Ruiz",
         "said", "the bridge would stay shut"),
        ("The rebels, in a statement, said the bridge would stay shut.", "The rebels", "said", "the bridge would stay shut"),
        # according to
        ("According to the mayor, forty houses were lost.", "the mayor", "According to", "forty houses were lost"),
        ("Forty houses were lost, according to the mayor.", "the mayor", "according to", "Forty houses were lost"),
        ("Forty houses were lost, according to figures from the health ministry.", "the health ministry", "according to",
         "Forty houses were lost"),
        # deeds
        ("Norway called on both armies to leave the town.", "Norway", "called on", "leave the town"),
        ("Norway called for a longer truce.", "Norway", "called for", "a longer truce"),
        ("The mayor urged the drivers to wait.", "The mayor", "urged", "wait"),
        ("The rebels demanded the release of their men.", "The rebels", "demanded", "the release of their men"),
        ("Norway offered to host the talks.", "Norway", "offered", "host the talks"),
        ("The rebels refused to leave the town.", "The rebels", "refused", "leave the town"),
        ("The rebels threatened to burn the bridge.", "The rebels", "threatened", "burn the bridge"),
        ("The army denied shelling the market.", "The army", "denied", "shelling the market"),
        ("The army denied that it had shelled the market.", "The army", "denied", "it had shelled the market"),
        ("The rebels accused the army of shelling the market.", "The rebels", "accused", "shelling the market"),
        ("The mayor thanked Norway for opening the road.", "The mayor", "thanked", "opening the road"),
        ("The rebels rejected the offer.", "The rebels", "rejected", "the offer"),
        ("The rebels ruled out handing over the town.", "The rebels", "ruled out", "handing over the town"),
        ("The mayor described the siege as a crime.", "The mayor", "described", "the siege as a crime"),
        ("The monitors put the toll at 18.", "The monitors", "put", "the toll at 18"),
        # feelings
        ("The mayor expressed her gratitude to Norway for opening the road.", "The mayor", "expressed her gratitude",
         "opening the road"),
        ("The envoy voiced concern over the siege.", "The envoy", "voiced concern", "the siege"),
        # headlines
        ("Zelensky: we are ready to talk", "Zelensky", ":", "we are ready to talk"),
        ("Rebels ready to talk about the dam, official says", "official", "says", "Rebels ready to talk about the dam"),
        ("Dam talks close, Norwegian mediator tells CNN", "Norwegian mediator", "tells", "Dam talks close"),
        # British quotation marks
        ("‘The road is open,’ the envoy said.", "the envoy", "said", "The road is open"),
        ("The envoy said: ‘The road is open. Nobody can close it.’", "The envoy", "said",
         "The road is open. Nobody can close it."),
        # told to do, and what was said to whom
        ("The mayor told the drivers in the town to wait.", "The mayor", "told", "wait"),
        ("The mayor vowed on Monday to open the road.", "The mayor", "vowed", "open the road"),
        ("Norway calls in the strongest terms for an end to the siege.", "Norway", "calls in the strongest terms for",
         "an end to the siege"),
        ("There was no word from the army, which says it has left the town.", "the army", "says", "it has left the town"),
        # a quotation signed
        ('"We have waited for ten years." — Marta Ruiz', "Marta Ruiz", "—", "We have waited for ten years."),
    ],
)  # fmt: skip
def test_each_shape_of_reporting_is_read(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in short(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor declined to comment.",
        "The army did not immediately respond to a request for comment.",
        "It is believed that the dam will hold.",
        "The dam is expected to hold.",
        "Fighting was reported in the north.",
        "Under the deal, the army leaves the town.",
        "The town, the rebels' last, fell on Monday.",
        "The demands of the rebels were published.",
        "Norway recalled its ambassador.",
        "The war has claimed over 3,000 lives.",
        "The two sides agreed to exchange prisoners.",
        "The United States is far away.",
        "The army denies this.",
        "The envoy arrived before the talks began.",
    ],
)
def test_what_is_no_saying_gives_no_statement(text: str) -> None:
    assert short(text) == []


def test_a_charge_denied_at_the_end_is_no_statement_of_the_one_who_denies() -> None:
    text = "Eritrea has accused Ethiopia of shelling the town - a charge Ethiopia denies."
    assert [m.cue.of(text) for m in said(text)] == ["accused"]


def test_two_verbs_of_one_speaker_are_two_statements() -> None:
    text = "The mayor thanked Norway for its help, said the bridge would stay shut and urged drivers to wait."
    assert short(text) == [
        ("The mayor", "thanked", "its help"),
        ("The mayor", "said", "the bridge would stay shut"),
        ("The mayor", "urged", "wait"),
    ]


def test_a_participle_is_a_cue_of_its_own() -> None:
    text = "The mayor said the bridge would stay shut, adding that the army had mined it."
    assert short(text) == [
        ("The mayor", "said", "the bridge would stay shut"),
        ("The mayor", "adding", "the army had mined it"),
    ]


def test_a_participle_takes_the_subject_of_a_sentence_without_another_cue() -> None:
    text = "The rebels left the town on Monday, saying that they would be back."
    assert short(text) == [("The rebels", "saying", "they would be back")]


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    text = "Norway said the talks went well, but the rebels said nothing had been agreed."
    assert short(text) == [
        ("Norway", "said", "the talks went well"),
        ("the rebels", "said", "nothing had been agreed"),
    ]


def test_a_clause_with_two_readings_gives_two_statements() -> None:
    text = "A diplomat said Norway had offered to host the talks."
    assert short(text) == [
        ("A diplomat", "said", "Norway had offered to host the talks"),
        ("Norway", "offered", "host the talks"),
    ]


def test_what_a_speaker_tells_of_himself_is_no_second_statement() -> None:
    text = "Ana Torres said she hopes the talks will go on."
    assert len(said(text)) == 1


def test_a_noun_of_saying_with_its_doer_is_a_statement() -> None:
    text = "The rebels' claim that the bridge was mined could not be checked."
    assert short(text)[0][1] == "claim"
    assert only(text).content.of(text).startswith("the bridge was mined")


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("The mayor told Reuters that the road was open.", "Reuters"),
        ("The mayor told the broadcaster BBC that the road was open.", "the broadcaster BBC"),
        ("The mayor told reporters that the road was open.", None),
        ("The mayor said in a statement that the road was open.", None),
        ("The mayor said on X that the road was open.", "X"),
        ("The mayor said in an interview with Al Jazeera that the road was open.", "Al Jazeera"),
        ("The mayor, quoted by AFP, said the road was open.", "AFP"),
        ("The rebels, in a statement carried by state media, said the road was open.", "state media"),
    ],
)
def test_who_carried_the_words_is_named_apart(text: str, via: str | None) -> None:
    mark = only(text)
    assert (mark.via.of(text) if mark.via else None) == via
    assert mark.content.of(text) == "the road was open"


@pytest.mark.parametrize(
    "text",
    [
        "Reuters quoted an official as saying that the road was open.",
        "An official was quoted by Reuters as saying that the road was open.",
        "The road was open, Reuters reported, citing an official.",
    ],
)
def test_the_inner_source_of_a_relayed_saying_is_credited(text: str) -> None:
    mark = only(text)
    assert mark.source.of(text).lower() == "an official"
    assert mark.via is not None
    assert mark.via.of(text) == "Reuters"
    assert mark.content.of(text).lower() == "the road was open"


def test_an_outlet_that_speaks_for_itself_is_the_source() -> None:
    mark = only("The newspaper reported that the road was open.")
    assert (mark.source_kind, mark.actor) == ("outlet", None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sheikh Omar Said spoke for an hour. He said the road was open.", "Sheikh Omar Said"),
        ("Anna Berg met Omar Khalil in Oslo. She said the road was open.", "Anna Berg"),
        ("Residents fled the town. They said the road was open.", "Residents"),
        ("The foreign ministry in Oslo rejected the plan. It said the road was open.", "The foreign ministry in Oslo"),
        ("The rebels accused the army of theft. The statement added that the road was open.", "The rebels"),
    ],
)
def test_a_pronoun_points_at_the_nearest_full_mention_that_fits(text: str, source: str) -> None:
    last = said(text)[-1]
    assert last.source.of(text) == source
    assert last.content.of(text) == "the road was open"


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("French President Emmanuel Macron said the road was open.", "person", "france"),
        ("A Russian official said the road was open.", "office", "russia"),
        ("The Saudi foreign ministry said the road was open.", "organisation", "saudi"),
        ("Cairo said the road was open.", "organisation", "egypt"),
        ("A source close to the talks said the road was open.", "anonymous", None),
        ("An Egyptian source said the road was open.", "anonymous", "egypt"),
        ("Residents said the road was open.", "anonymous", None),
        ("Reuters reported that the road was open.", "outlet", None),
        ("The U.N. envoy for Yemen said the road was open.", "office", "un"),
        ("Colombia's government said the road was open.", "organisation", "other"),
        ("A former Russian general said the road was open.", "office", None),
    ],
)
def test_the_kind_and_the_party_of_a_source(text: str, kind: str, actor: str | None) -> None:
    mark = only(text)
    assert (mark.source_kind, mark.actor) == (kind, actor)


def test_a_name_keeps_the_party_of_its_first_full_mention() -> None:
    text = "Turkish minister Deniz Kaya said the road was open. Later Kaya warned that it could close."
    assert [m.actor for m in said(text)] == ["turkey", "turkey"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway said the road was open.", "say"),
        ("Norway confirmed that the road was open.", "confirm"),
        ("Norway denied that the road was open.", "deny"),
        ("Norway said there was no truth to the report.", "deny"),
        ("Norway demanded that the road be opened.", "demand"),
        ("Norway said the road must be opened.", "demand"),
        ("Norway said it stood ready to host the talks.", "offer"),
        ("Norway agreed to host the talks.", "accept"),
        ("Norway rejected the plan.", "reject"),
        ("Norway said it would not accept the plan.", "reject"),
        ("Norway rejected the accusations.", "deny"),
        ("Norway warned that the dam could break.", "warn"),
        ("Norway threatened to close the road.", "threaten"),
        ("Norway accused Sweden of closing the road.", "accuse"),
        ("Norway hopes the road will be opened.", "expect"),
        ("Norway praised the mayor for opening the road.", "thank"),
        ("Norway condemned the attack.", "say"),
    ],
)
def test_what_is_done_by_saying_it(text: str, act: str) -> None:
    assert only(text).act == act


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ('"The road is open," Norway said.', True),
        ("“The road is open,” Norway said.", True),
        ("''The road is open,'' Norway said.", True),
        ("Norway said the road was “wide open”.", False),
        ("Norway said that “the road is wide open.”", True),
        ("Norway said the road was open.", False),
    ],
)
def test_direct_only_when_all_of_it_is_quoted(text: str, direct: bool) -> None:
    assert only(text).direct is direct


def test_a_communique_in_the_first_person_speaks_for_its_issuer() -> None:
    text = "Statement by President Lula da Silva on the talks\nI welcome the talks. We urge both sides to go on."
    assert [(s, c) for s, c, _ in short(text)] == [
        ("President Lula da Silva", "welcome"),
        ("President Lula da Silva", "urge"),
    ]


def test_the_first_person_without_an_issuer_is_nobodys_statement() -> None:
    assert short("I welcome the talks. We urge both sides to go on.") == []


def test_a_readout_speaks_of_the_president() -> None:
    text = "Readout of President Ruto's call with the Emir\nThe President reaffirmed his support for the talks."
    mark = only(text)
    assert (mark.source.of(text), mark.act, mark.source_kind) == ("The President", "confirm", "office")


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, March 3 - The road was open again, the mayor said.",
        "OSLO (Reuters) - The road was open again, the mayor said.",
        "OSLO: The road was open again, the mayor said.",
    ],
)
def test_a_dateline_is_not_part_of_what_was_said(text: str) -> None:
    mark = only(text)
    assert mark.content.of(text) == "The road was open again"


def test_an_unclosed_quotation_mark_does_not_swallow_the_next_paragraph() -> None:
    text = '"The road is open, the envoy said.\nThe mayor said the bridge was shut.'
    assert ("The mayor", "said", "the bridge was shut") in short(text)


def test_every_mark_says_by_which_rule_it_was_made() -> None:
    text = "Norway said the road was open, urging drivers to wait. According to Sweden, it was not."
    assert all(m.rule.startswith("en.statement.") and len(m.rule) > 13 for m in said(text))


def test_any_text_is_read_without_an_error_and_every_mark_quotes_it() -> None:
    words = (
        "the a of to and that , . \" ' “ ” ‘ ’ ( ) : ; - — he she it they said says told Reuters Norway U.S. Mr. X officials "
        "sources according to quoted as saying called on for accused warning threatened vowed agreed not unless until truce "
        "talks released aid by in on Monday May 12,000 who which what put at between 59 statement President Readout I we "
        "thank grateful"
    )
    pieces = [*words.split(" "), "\n", "\n\n", "\u200f", "\ud800", "\U0001f600", "\u0642\u0627\u0644"]
    chance = random.Random(7)
    for _ in range(400):
        text = " ".join(chance.choice(pieces) for _ in range(chance.randrange(1, 70)))
        for m in said(text):
            for span in (m.content, m.source, m.cue, m.via):
                assert span is None or (0 <= span.start < span.end <= len(text) and span.of(text).strip())


def test_a_sentence_without_an_end_takes_no_more_than_its_length() -> None:
    steps = [len(said("Norway said that " * n)) for n in (200, 400)]
    assert steps[1] <= 2 * steps[0] + 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The envoy, who had said that the talks were moving, rejected the plan.",
            [("The envoy", "said", "the talks were moving"), ("The envoy", "rejected", "the plan")],
        ),
        (
            'Marta Ruiz, who has said that the talks were "all but over", called the plan a first step.',
            [
                ("Marta Ruiz", "said", 'the talks were "all but over"'),
                ("Marta Ruiz", "called", "the plan a first step"),
            ],
        ),
        (
            "The rebels rejected the account given by the governor of Jonglei, who had said that they burned the bridge.",
            [
                ("The rebels", "rejected", "the account given by the governor of Jonglei"),
                ("the governor of Jonglei", "said", "they burned the bridge"),
            ],
        ),
        (
            "The governor said the town was calm and the rebels said they had taken it.",
            [("The governor", "said", "the town was calm"), ("the rebels", "said", "they had taken it")],
        ),
        (
            "Juba has denied shelling the port and says it will open the road.",
            [("Juba", "denied", "shelling the port"), ("Juba", "says", "it will open the road")],
        ),
        (
            "The road must stay open, Ruiz told reporters and warned that time was short.",
            [("Ruiz", "told", "The road must stay open"), ("Ruiz", "warned", "time was short")],
        ),
        (
            "The navy would send a ship and Kenya offered to help.",
            [("Kenya", "offered", "help")],
        ),
        (
            "Shells fell on the port shortly before, sailors said, killing two.",
            [("sailors", "said", "Shells fell on the port shortly before")],
        ),
        (
            "BOGOTA, May 6 - The road is open, officials said.",
            [("officials", "said", "The road is open")],
        ),
        (
            'The army says it will leave only if the rebels accept "the old line".',
            [("The army", "says", 'it will leave only if the rebels accept "the old line"')],
        ),
    ],
)
def test_what_one_said_ends_where_the_next_verb_of_its_own_begins(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert short(text) == expected


def test_two_who_speak_together_are_one_source() -> None:
    assert ("the army and the police", "said", "nothing new") in short(
        "The envoy said the army and the police said nothing new."
    )


def test_impossible_demands_are_spoken_of_and_not_put() -> None:
    assert only("The ministry said the group had made impossible demands.").act == "say"
    assert said("The ministry said the group demanded an end to the siege.")[0].act == "demand"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whoever follows "said" at the end speaks, though a comma stands before
        (
            "Four miners were freed in Kayes, a town near the border, said an officer close to the talks.",
            [("an officer close to the talks", "said", "Four miners were freed in Kayes, a town near the border")],
        ),
        # a pronoun is never one who is named only inside the words it speaks
        (
            'Marta Ruiz met the council. "The mayor is late," she said.',
            [("Marta Ruiz", "said", "The mayor is late")],
        ),
        # but "it" may be the subject of the clause before it
        ("Chad will open two roads, it said.", [("Chad", "said", "Chad will open two roads")]),
        # a thing affirmed ends before what else was done
        (
            "Norway confirmed the swap, posting pictures of the men.",
            [("Norway", "confirmed", "the swap")],
        ),
        # the document speaks, not whoever handed it on
        (
            "A report sent by the army and passed to Reuters by monks and drivers said the bridge was unsafe.",
            [("A report", "said", "the bridge was unsafe")],
        ),
        # words between dashes
        (
            "Bells rang at noon - a false alarm, the mayor said - after a storm.",
            [("the mayor", "said", "a false alarm")],
        ),
        # one who speaks far ahead of an aside with verbs of its own
        (
            "A Malian official, speaking by phone because he was not at home, said the road was open.",
            [("A Malian official", "said", "the road was open")],
        ),
        # three verbs of one subject
        (
            "Norway welcomed the deal, urged restraint and called for talks.",
            [("Norway", "welcomed", "the deal"), ("Norway", "urged", "restraint"), ("Norway", "called for", "talks")],
        ),
        # the one behind "by" speaks
        ("The resolution was welcomed by Norway.", [("Norway", "welcomed", "The resolution")]),
        # what is asked not to be done keeps its "not"
        ("Norway urged the drivers not to wait.", [("Norway", "urged", "not to wait")]),
        # what a thing is called, in a participle
        (
            'Norway criticised the raid, calling it "unacceptable".',
            [("Norway", "criticised", "the raid"), ("Norway", "calling", 'it "unacceptable"')],
        ),
        # a number opens what is said
        (
            "The minister said late on Thursday about 20 roads had been shut.",
            [("The minister", "said", "about 20 roads had been shut")],
        ),
        # quoted, with no word of saying
        ('"The road is shut," Diallo was quoted in a press statement.', [("Diallo", "was quoted", "The road is shut")]),
        # a man behind "who", not what a preposition leads in
        ("A man who placed a call before the raid said the road was open.", [("A man", "said", "the road was open")]),
        # a year is no part of a name
        ("Since 2002 Norway has insisted that the road is open.", [("Norway", "insisted", "the road is open")]),
        # where it was written is nobody
        ("Oslo: The envoy on Tuesday urged the drivers to wait.", [("The envoy", "urged", "wait")]),
        # those called upon are no part of what is asked of them
        ("Norway called for those involved to lay down arms.", [("Norway", "called for", "lay down arms")]),
        # a word with its capital from the beginning of the sentence is nobody
        (
            "Marta Ruiz met them. Clashes began on Sunday night. She said the road was open.",
            [("Marta Ruiz", "said", "the road was open")],
        ),
        # "per" credits as "according to" does
        (
            "Two bridges were closed, per the ministry.",
            [("the ministry", "per", "Two bridges were closed")],
        ),
    ],
)
def test_words_go_to_the_one_who_said_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chad, Mali continue talks on the border.",
        "Neither side talked of a truce.",
        "Machine gun blasts erupted in the town.",
        "The mayor met them, offering few details.",
        "The road was shut overnight with no casualties reported.",
        "He spoke of a plan that hopes to bring home 300 troops in return for Chadian guarantees.",
    ],
)
def test_words_that_only_look_like_sayings_are_none(text: str) -> None:
    assert short(text) == []


def test_a_post_on_a_platform_carries_the_words() -> None:
    text = "The governor said in a Telegram post that the bridge was open."
    found = only(text)
    assert found.via is not None
    assert found.via.of(text) == "Telegram"


def test_an_agency_named_after_the_speaker_carries_his_words() -> None:
    text = '"The wards are full," said Omar Diallo, head of the clinic, on Monday according to Reuters.'
    found = only(text)
    assert found.via is not None
    assert (found.source.of(text), found.via.of(text)) == ("Omar Diallo, head of the clinic", "Reuters")


def test_an_ambassador_speaks_for_the_one_who_sent_him() -> None:
    assert only("The U.S. ambassador to the United Nations said the road was open.").actor == "usa"


def test_a_surname_of_the_roster_in_another_name_is_somebody_else() -> None:
    assert only("Mohamed Griffiths said the road was open.").actor is None


def test_a_time_between_has_and_the_verb_is_not_the_speaker() -> None:
    text = "The government has in recent days claimed that the road was open."
    assert only(text).source.of(text) == "The government"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Egypt, Qatar and the United States said the road was open.", "Egypt, Qatar and the United States"),
        ("Egypt, Qatar, and the United States said the road was open.", "Egypt, Qatar, and the United States"),
        ("In Yemen, Saudi Arabia and Iran said the road was open.", "Saudi Arabia and Iran"),
    ],
)
def test_a_row_of_bodies_speaks_together(text: str, source: str) -> None:
    assert only(text).source.of(text) == source


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Uganda claims to control the bank of the river.", "Uganda", "claims", "control the bank of the river"),
        ("Uganda wants the rebels to free ten teachers, and wants better roads.", "Uganda", "wants", "better roads"),
        ("The Kenyan government does not want to concede the port.", "The Kenyan government", "want", "concede the port"),
        ("Norway stands ready to host a conference.", "Norway", "stands ready", "host a conference"),
        ("The minister issued a warning that the dam would burst.", "The minister", "warning", "the dam would burst"),
        ("The mayor renewed her appeal for blankets and tents.", "The mayor", "appeal", "blankets and tents"),
        ("The new governor took office on Monday with a call for calm.", "The new governor", "call", "calm"),
        ("Kenya joined the bishops in calling for an inquiry.", "Kenya", "calling for", "an inquiry"),
        ("Norway continues to urge both armies to leave the town.", "Norway", "urge", "leave the town"),
        ('"The road is open," Marta Ruiz said by telephone.', "Marta Ruiz", "said", "The road is open"),
        ("The bridge fell at dawn, state radio said, quoting police officials.", "police officials", "said",
         "The bridge fell at dawn"),
        ("The strike comes as Kenya said it had closed the border.", "Kenya", "said", "it had closed the border"),
        ("They fought what the bishops say is the neglect of the north.", "the bishops", "say", "the neglect of the north"),
        ("There were two blasts which the Kenyan army says it is investigating.", "the Kenyan army", "says",
         "it is investigating"),
        ("The minister asked how anyone could defend the law.", "The minister", "asked", "how anyone could defend the law"),
        ("A few hours later the government announced that the mayor had resigned.", "the government", "announced",
         "the mayor had resigned"),
        ("Jean Ruiz, head of the Farmers' Union (FU) in the region, said that the wells were dry.",
         "Jean Ruiz, head of the Farmers' Union (FU) in the region", "said", "the wells were dry"),
    ],
)  # fmt: skip
def test_wishes_refusals_and_sayings_told_by_other_words(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in short(text), short(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels urged to lay down their arms",
        "Callers who claimed to speak for the guerrillas rang the paper.",
        "The army shall continue to maintain its posts.",
        "Anna wants a new bicycle.",
    ],
)
def test_what_resembles_a_wish_or_a_claim_gives_no_statement(text: str) -> None:
    assert not said(text), short(text)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Peruvian President Alvaro Fujimura met them. Fujimura said the road was open.", "other"),
        ("The Egyptian army chief, Samir Helmy, arrived. Helmy said the road was open.", "egypt"),
        ("The guerrillas said the road was open.", "other"),
        ("Syrian rebels said the road was open.", "other"),
        ("The Syrian opposition council said the road was open.", "other"),
        ("Former Egyptian President Samir Helmy came. Helmy said the road was open.", None),
    ],
)
def test_whose_side_one_who_is_named_once_with_it_speaks_for(text: str, party: str | None) -> None:
    assert said(text)[-1].actor == party


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The general said he would release no prisoners.", "reject"),
        ("Kenya said it did not plan to send a team.", "reject"),
        ("Kenya said it was still open to peace talks.", "offer"),
        ("Kenya called the plan a non-starter.", "reject"),
        ("Kenya described the raid as a heinous crime.", "accuse"),
        ("Egypt said the Ugandan raid was a violation of international law.", "accuse"),
    ],
)
def test_what_the_words_do_after_a_neutral_cue(text: str, act: str) -> None:
    assert [m.act for m in said(text)] == [act]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Marta Ruiz announced in the capital Lima that the port would open.", "Marta Ruiz", "announced",
         "the port would open"),
        ("Marta Ruiz told a news conference on Thursday afternoon that the port would open.", "Marta Ruiz", "told",
         "the port would open"),
        ("Marta Ruiz told a meeting of her top officers that the port would open.", "Marta Ruiz", "told",
         "the port would open"),
        ("Marta Ruiz was reported to have told the bishops that the port would open.", "Marta Ruiz", "told",
         "the port would open"),
        ("The council on December 4 reaffirmed its support for the port.", "The council", "reaffirmed",
         "its support for the port"),
        ("The Kenyan army in February offered blankets to the town.", "The Kenyan army", "offered", "blankets to the town"),
        ("It is the worst drought in Kenya, where UN officials have said that the wells are dry.", "UN officials", "said",
         "the wells are dry"),
    ],
)  # fmt: skip
def test_what_stands_between_a_speaker_and_the_words_is_passed_over(
    text: str, source: str, cue: str, content: str
) -> None:
    assert (source, cue, content) in short(text), short(text)


def test_a_month_behind_a_name_makes_no_person_of_a_visit() -> None:
    text = 'Ruiz\'s December 7-9 visit went well, said Anna Berg. "The port is open," she said.'
    assert [s for s, _, _ in short(text)] == ["Anna Berg", "Anna Berg"]
