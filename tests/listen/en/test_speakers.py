"""Whose words they are where something stands between the speaker and the verb. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each statement."""
    return [(m.source.of(text), m.cue.of(text), m.content.of(text)) for m in read(text, "en").statements]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        # an apposition, a relative clause, an aside
        ("“The road is closed to all,” Ana Ruiz, a former envoy who left two years ago, and is still abroad, told CNN.",
         "Ana Ruiz, a former envoy", "The road is closed to all"),
        ("“The first answer was weak,” retired General Ole Berg, the author of a book “The Long War: Roads and Rivers,” "
         "told CNN.", "retired General Ole Berg, the author of a book", "The first answer was weak"),
        ("Two days later Ivo Brun, spokesman for the army's press office (APO), said that the road was closed.",
         "Ivo Brun, spokesman for the army's press office (APO)", "the road was closed"),
        ("But a Geneva think tank, the Centre for Quiet Studies (CQS), warns there is a third way out of the war.",
         "a Geneva think tank, the Centre for Quiet Studies (CQS)", "there is a third way out of the war"),
        ("The minister, stressing the need for a “calm solution,” also said a raid would be unwise.",
         "The minister", "a raid would be unwise"),
        ("Brun, who heads a small party, a day earlier vowed not to give in to pressure.",
         "Brun", "not to give in to pressure"),
        ("The so-called Quartet -- made up of Chad, Norway and the United Nations -- has demanded that the army leave.",
         "The so-called Quartet", "the army leave"),
        ("Norway, widely considered a friend of all, considers the raid a crime.", "Norway", "the raid a crime"),
        ("Norway likewise said the meeting was hollow.", "Norway", "the meeting was hollow"),
        # ages and names in quotation marks
        ("“We had no time,” says 65-year-old Omar Adel.", "65-year-old Omar Adel", "We had no time"),
        ("Lydia Berg, a 76-year-old pensioner, said she was tired.", "Lydia Berg, a 76-year-old pensioner", "she was tired"),
        # adverbs before the verb
        ("Norway had in fact warned Chad a flood was near.", "Norway", "a flood was near"),
        ("So far Norway has kept quiet but said on Monday it was ready.", "Norway", "it was ready"),
        # another subject after "and"
        ("Abbas made a call to inform him of the deal and Olmert accepted the offer of a truce.",
         "Olmert", "the offer of a truce"),
        ("Mayors want to stay on and Governor Ivo Brun has said they may do so.", "Governor Ivo Brun", "they may do so"),
        ("Minister Ivo Brun set up a council to guard the road and this week announced he was leaving.",
         "Minister Ivo Brun", "he was leaving"),
        # a list of names
        ("The talks can go on in June, authors Bo Lim, Bea Holt, Mat Fune and Sam Lund write.",
         "authors Bo Lim, Bea Holt, Mat Fune and Sam Lund", "The talks can go on in June"),
        # those who act, by their ending
        ("At the funeral on Monday, mourners called for revenge.", "mourners", "revenge"),
        ("Calling for a peaceful ballot, Prime Minister Omar Adel defended his record.", "Prime Minister Omar Adel",
         "a peaceful ballot"),
        ("The majority of rebels who spoke to AFP accused the army of burning the town.", "The majority of rebels",
         "burning the town"),
        # the passive
        ("He is accused by Norway of hiding arms in the town.", "Norway", "hiding arms in the town"),
        ("The government was urged by the United Nations to open the road.", "the United Nations", "open the road"),
        ("Residents were told by the army that the road was shut.", "the army", "the road was shut"),
        # one more
        ("Another one wrote: “The days will be hard for us.”", "Another one", "The days will be hard for us."),
        ("“A new day begins now,” said the pro-government daily Al-Noor.", "the pro-government daily Al-Noor",
         "A new day begins now"),
    ],
)  # fmt: skip
def test_the_speaker_is_found_past_what_stands_between(text: str, source: str, content: str) -> None:
    assert (source, content) in [(s, c) for s, _, c in told(text)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("If Norway keeps the bridge, it hopes to trade it for the town.", "Norway"),
        ("Party chief and lawmaker Walid Adel denounced the march. “This is a coup,” he told reporters.",
         "Party chief and lawmaker Walid Adel"),
        ("Ivo Brun's case rests on his refusal to leave the town, which he says is his.", "Ivo Brun's"),
        ("Ivo Brun likes to walk. He called the raid a “crime”.", "Ivo Brun"),
        ("The resolution extends the mandate of the mission. It calls on all parties to keep the peace.", "The resolution"),
        ("“The road is shut,” explains Ivo Brun, who thinks it is a mistake.", "Ivo Brun"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_subject_the_sentence_speaks_of(text: str, source: str) -> None:
    assert told(text)[-1][0] == source


@pytest.mark.parametrize(
    "text",
    [
        "Police emboldened by court orders Ivo Brun seeks to use broke up the march.",
        "The cells were described in official reports as “dark and damp”.",
        "The rebels have not publicly named the dead or confirmed any losses.",
        "Norway's border dilemma: What to do about the bridge",
        "She is not who the state says she is.",
        "He might have paid less had he admitted his guilt.",
        "They want to begin an airlift to fly people home.",
        "A new raid threatened to cause a fresh row.",
        "Norway maintains a large base on the island, a rock held by none.",
        "The officers observe strict rules of engagement that respect the law.",
        "The party has veto power.",
        "The two leaders of the party sparked hope for the stalled works.",
        "About two hours later the shop closed. The mission dismissed two officers.",
    ],
)
def test_what_only_looks_like_reporting_is_none(text: str) -> None:
    assert told(text) == []
