"""What is kept of the words met: bounded, and the same whenever it is asked."""

from wasata.listen.ar import according, known
from wasata.listen.ar.traits import BEGINS_A_CLAUSE, ENDS_A_NOUN, MAY_OPEN, VERB


def test_a_word_is_worked_out_once():
    words = known._Forms()
    assert words["وقالت"] is words["وقالت"]
    assert words["وقالت"] == known._work_out("وقالت")


def test_no_more_forms_are_kept_than_the_bound(monkeypatch):
    monkeypatch.setattr(known, "_KEPT", 10)
    words = known._Forms()
    for n in range(35):
        assert words[f"كلمة{n}"] == known._work_out(f"كلمة{n}")
        assert len(words) <= 10


def test_a_word_of_endless_length_is_not_kept():
    words = known._Forms()
    assert words["ا" * 1000].value == 0
    assert not words


def test_a_verb_of_saying_is_looked_at_where_a_name_is_passed_over():
    words = known._Forms()
    assert words["قالت"].traits & VERB
    assert words["قالت"].anchor
    assert not words["الدوحه"].traits & (VERB | MAY_OPEN | BEGINS_A_CLAUSE | ENDS_A_NOUN)


def test_every_word_at_which_a_phrase_of_accord_may_begin_is_looked_at():
    deaf = {word for word in according.OPENERS if not known._Forms()[word].anchor}
    assert not deaf, f"add {deaf} to known._OPENERS too: no sentence is asked for a word that is no anchor"


def test_that_opens_words_and_ends_the_name_before_it():
    assert known._Forms()["ان"].traits & MAY_OPEN
    assert known._Forms()["ان"].traits & ENDS_A_NOUN
    assert known._Forms()["ان"].traits & BEGINS_A_CLAUSE
