"""How near what appeared is to a text of the record."""

import pytest

from wasata.carry.wording import asked, compared

SAID = "They would take five days of quiet, and no more than that, if the crossing opens on Sunday."


def grade(words: str, text: str) -> str | None:
    found = compared(asked(words), text)
    return found.grade if found else None


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        "five days of quiet, and no more than that",
        f"Sources say: “{SAID}” The ministry did not comment.",
        "They would take   five days of\nquiet",
    ],
)
def test_the_same_letters_part_or_whole_either_way(words):
    assert grade(words, SAID) == "letters"


def test_the_same_words_written_otherwise_are_told_as_such():
    assert grade("they would take FIVE days of quiet and no more than that", SAID) == "words"
    assert grade("يقبلون بخمسة ايام من الهدوء اذا فتح المعبر", "يقبلون بخمسة أيّام من الهدوء إذا فُتح المعبر") == "words"


def test_marks_above_arabic_letters_alone_make_other_letters_and_the_same_words():
    assert grade("يقبلون بخمسة أيام من الهدوء", "يقبلون بخمسةِ أيّامٍ من الهدوء") == "words"


def test_one_word_changed_is_near_and_shown():
    found = compared(asked(SAID.replace("five", "six")), SAID)
    assert found is not None
    assert (found.grade, found.same, found.asked) == ("near", 17, 18)
    assert [p.words.strip() for p in found.pieces if not p.same] == ["five"]
    assert "".join(p.words for p in found.pieces) == SAID


def test_what_only_speaks_of_the_same_is_not_found():
    assert grade("The crossing may open for some days next week, an official said.", SAID) is None
    assert grade("five days", "They spoke for five hours of the days to come.") is None


def test_a_few_words_are_found_only_whole():
    assert grade("five days", SAID) == "letters"
    assert grade("five weeks", SAID) is None


def test_a_name_in_a_long_report_points_to_nothing_and_a_name_alone_is_found():
    report = "The observers of the Lake States Office would come by sea, an official said on Sunday."
    assert grade(report, "Lake States Office") is None
    assert grade("the Lake States Office", "Lake States Office") == "letters"


def test_nothing_asked_finds_nothing():
    assert grade("", SAID) is None
    assert grade("…", SAID) is None
    assert grade(SAID, "") is None
