"""Relevance: what is about the case, and what only names it in passing; each judgement says by which rule."""

import pytest

from wasata.listen.relevance import NOT_OURS, Scope, judge
from wasata.listen.roster import default_roster
from wasata.values import Lang

DOHA = Scope(parties=("israel", "hamas"), mediators=("qatar", "egypt"))
SUDAN = Scope(parties=("sudan_army", "rsf"), mediators=("saudi",))
FILLER = "The weather stayed mild. Shops opened late. Visitors came from the north. The harbour was busy. "


def told(text: str, *, lang: Lang = "en", title: str | None = None, scope: Scope = DOHA):
    return judge(text, lang, title, scope, default_roster())


@pytest.mark.parametrize(
    ("text", "lang", "rule"),
    [
        ("Israel and Hamas exchanged lists of hostages on Friday.", "en", "two_parties"),
        ("قالت حماس إن إسرائيل خرقت الهدنة صباح اليوم.", "ar", "two_parties"),
        ("Qatar's prime minister said a Hamas delegation would return to the talks.", "en", "party_and_mediator"),
        ("قال مسؤول مصري إن وفد حماس غادر بعد جولة من المفاوضات.", "ar", "party_at_talks"),
        (f"Netanyahu met the families of hostages. {FILLER}Hamas did not comment.", "en", "party_and_talks"),
        (f"Israeli forces shelled the camp at night. {FILLER}Hamas gave no toll.", "en", "party_and_ground"),
        (f"Qatar said the ceasefire talks go on. {FILLER}Hamas did not comment.", "en", "mediator_and_talks"),
        ("Qatar announced that the truce begins on Friday at seven.", "en", "mediators"),
        ("قال الأنصاري إن الهدنة تبدأ صباح الجمعة في السابعة.", "ar", "mediators"),
        ("The office of Netanyahu denied that Hamas had refused a release.", "en", "two_parties"),
        ("The Red Cross and UNRWA said the ceasefire let Hamas hand people over.", "en", "party_at_talks"),
        ("The Gaza health ministry said that 20 people were killed at night.", "en", "party_at_ground"),
        ("Qatar and Egypt called in a joint statement for the talks to go on.", "en", "mediators"),
        (f"Families of the hostages met the press. {FILLER}Hamas and Israel were silent.", "en", "talks"),
    ],
)
def test_what_is_about_the_talks_is_the_cases_and_says_why(text: str, lang: Lang, rule: str):
    found = told(text, lang=lang)
    assert found.rule == rule
    assert found.ours == (rule not in NOT_OURS)


@pytest.mark.parametrize(
    ("text", "lang", "rule"),
    [
        ("The central bank of Norway raised its rate. Stocks fell in Oslo.", "en", "no_party"),
        ("فاز المنتخب القطري في مباراة ودية أقيمت في الدوحة أمس.", "ar", "no_party"),
        ("Israel signed a gas contract with Cyprus on Monday. Prices fell.", "en", "no_subject"),
        (
            FILLER * 2 + "A singer who once spoke of Hamas and Israel will tour. She has won a prize.",
            "en",
            "no_subject",
        ),
        (FILLER * 3 + "In a footnote the author recalls the war of Israel and Hamas.", "en", "in_passing"),
        ("Qatar said it would mediate between Russia and Ukraine in new talks.", "en", "no_party"),
        ("Qatar and Egypt welcomed the ceasefire of Russia and Ukraine.", "en", "no_party"),
        ("The Israeli army struck Damascus, killing three, Syria said.", "en", "one_party"),
        ("Qatar and Egypt signed a contract on wheat.", "en", "no_party"),
        ("Israel and Lebanon held talks on their border.", "en", "one_party"),
        ("Hamas is a word that means zeal, as Israel Zangwill's readers know.", "en", "no_subject"),
    ],
)
def test_what_only_names_a_party_or_none_is_not(text: str, lang: Lang, rule: str):
    found = told(text, lang=lang)
    assert (found.ours, found.rule) == (False, rule)


def test_the_headline_counts_as_the_opening():
    text = FILLER + "Much was said."
    assert not told(text).ours
    assert told(text, title="Israel, Hamas agree to extend truce").rule == "two_parties"


def test_an_outlet_is_no_party():
    assert (
        told("Al Jazeera and the Jerusalem Post opened new studios. Prisoners were not allowed in.").rule == "no_party"
    )


def test_another_case_asks_for_other_parties():
    text = "Sudan's army and the Rapid Support Forces agreed in Jeddah to a truce of seven days."
    assert told(text).rule == "no_party"
    assert told(text, scope=SUDAN).rule == "two_parties"


@pytest.mark.parametrize(
    ("text", "lang", "word"),
    [
        ("وصلت شاحنات المساعدات إلى غزة عبر المعبر.", "ar", "غزة"),
        ("وصلت القافلة إلى وادي السلام بعد توقف القتال.", "ar", "وادى السلام"),
        ("The Wadi Salam accord frees prisoners of both towns.", "en", "wadi salam"),
    ],
)
def test_a_word_the_team_has_set_names_the_case_by_itself(text: str, lang: Lang, word: str):
    scope = Scope(parties=("israel", "hamas"), words=(word,))
    found = told(text, lang=lang, scope=scope)
    assert found.rule == "own_word"
    assert word in found.words


def test_a_word_stands_whole_or_not_at_all():
    scope = Scope(parties=("israel", "hamas"), words=("رفح", "pact"))
    assert not told("ترفحت الأسعار بعد الحرب في أوروبا.", lang="ar", scope=scope).ours
    assert not told("The impact of the war on prices was small.", scope=scope).ours


def test_a_name_of_the_roster_may_be_set_beside_the_parties():
    text = "UNRWA said its aid trucks were turned back at the crossing."
    assert not told(text).ours
    assert told(text, scope=Scope(parties=("israel", "hamas"), names=("unrwa",))).rule == "own_word"


def test_a_case_that_says_nothing_of_itself_takes_everything():
    assert told("The central bank raised its rate.", scope=Scope()).rule == "no_scope"


def test_a_case_with_one_party_does_not_wait_for_a_second():
    assert told("Hamas said that the talks go on.", scope=Scope(parties=("hamas",))).ours


@pytest.mark.parametrize("text", ["", "\n\n", ".", "…" * 50_000, "قال " * 50_000, "\u202e" * 2000, "a" * 200_000])
def test_any_text_gets_a_judgement(text: str):
    assert told(text, lang="ar").rule in NOT_OURS
    assert told(text).rule in NOT_OURS
