"""What is known of a written word by itself."""

from wasata.listen.ar import according
from wasata.listen.ar.known import known
from wasata.listen.ar.traits import BEGINS_A_CLAUSE, ENDS_A_NOUN, MAY_OPEN, VERB


def test_what_is_known_of_two_words_alike_is_kept_once():
    assert known("خبز")[1] is known("سكر")[1]


def test_a_joined_and_is_left_out_where_a_known_word_remains():
    assert known("وقالت")[0] == "قالت"
    assert known("وزان")[0] == "وزان"


def test_a_verb_of_saying_is_looked_at_where_a_name_is_passed_over():
    assert known("قالت")[1].traits & VERB
    assert known("قالت")[1].anchor
    assert not known("الدوحه")[1].traits & (VERB | MAY_OPEN | BEGINS_A_CLAUSE | ENDS_A_NOUN)


def test_every_word_at_which_a_phrase_of_accord_may_begin_is_looked_at():
    deaf = {word for word in according.OPENERS if not known(word)[1].anchor}
    assert not deaf, f"add {deaf} to known._OPENERS too: no sentence is asked for a word that is no anchor"


def test_that_opens_words_and_ends_the_name_before_it():
    assert known("ان")[1].traits & MAY_OPEN
    assert known("ان")[1].traits & ENDS_A_NOUN
    assert known("ان")[1].traits & BEGINS_A_CLAUSE
