"""What a rewrite added, dropped or changed in number."""

import pytest

from wasata.listen.rewrites import compare


def test_a_sentence_that_only_moved_is_neither_added_nor_dropped():
    old = "Ten people were freed on Friday. Talks go on in the city of Doha."
    new = "Talks go on in the city of Doha. Ten people were freed on Friday."
    made = compare(old, new, "en")
    assert made.added == made.dropped == made.changed == ()
    assert all(p.same for p in made.pairs)


def test_what_was_added_and_dropped_is_said_with_its_place():
    old = "Ten people were freed on Friday. Aid trucks entered through the crossing."
    new = "Ten people were freed on Friday. A minister denied any delay in the lists."
    made = compare(old, new, "en")
    assert [s.of(old) for s in made.dropped] == ["Aid trucks entered through the crossing."]
    assert [s.of(new) for s in made.added] == ["A minister denied any delay in the lists."]


@pytest.mark.parametrize(
    ("lang", "old", "new", "was", "now"),
    [
        ("en", "The ministry said 97 people were killed.", "The ministry said twenty-one people were killed.", 97, 21),
        ("en", "The agency said 1,200 trucks were waiting.", "The agency said 1,500 trucks were waiting.", 1200, 1500),
        ("ar", "قالت الوزارة إن سبعة وتسعين شخصا قتلوا.", "قالت الوزارة إن ٧٩ شخصا قتلوا.", 97, 79),
    ],
)
def test_a_number_that_changed_is_read_in_figures_and_in_words(lang, old, new, was, now):
    [changed] = compare(old, new, lang).changed
    assert (changed.was, changed.now) == (was, now)
    assert changed.before_sentence.of(old) == old


@pytest.mark.parametrize(
    ("lang", "old", "new"),
    [
        ("en", "Ten people were freed on that day.", "10 people were freed on that day."),
        ("ar", "أفرج عن عشرة محتجزين أمس الجمعة.", "أفرج عن 10 محتجزين أمس الجمعة."),
        ("en", "One of the men was freed on Friday.", "Another of the men was freed on Friday."),
    ],
)
def test_the_same_number_written_otherwise_did_not_change(lang, old, new):
    assert compare(old, new, lang).changed == ()


def test_numbers_of_which_there_are_more_are_not_set_against_each_other():
    old, new = "In all 97 people were freed there.", "In all 50 women and 30 children people were freed there."
    assert compare(old, new, "en").changed == ()


def test_nothing_and_a_text_can_be_compared():
    made = compare("", "A single sentence with several words.", "en")
    assert len(made.added) == 1
    assert made.dropped == ()
