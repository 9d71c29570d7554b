"""Reprints and rewrites are found, bulletins of one form are not, and nothing chains."""

import random

import pytest

from wasata.listen.threads import Print, Threads, alike, same_numbers, shingles_of

WORDS = [f"w{n}" for n in range(4000)]


def story(lot: random.Random, size: int = 120) -> list[str]:
    return [lot.choice(WORDS) for _ in range(size)]


def rewritten(lot: random.Random, words: list[str], drop: float, swap: float) -> list[str]:
    kept = [w for w in words if lot.random() > drop]
    return [lot.choice(WORDS) if lot.random() < swap else w for w in kept]


class Desk:
    """Reports put in one after the other, and their threads."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.threads = Threads(self.texts.__getitem__)

    def put(self, text: str | list[str], day: int = 100, outlet: str | None = None) -> int:
        said = text if isinstance(text, str) else " ".join(text)
        self.texts.append(said)
        self.threads.take(said, Print(day, outlet))
        return len(self.texts) - 1

    def together(self, *reports: int) -> bool:
        return len({self.threads.thread_of[n] for n in reports}) == 1


@pytest.fixture
def lot() -> random.Random:
    return random.Random(7)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_copy_and_a_rewrite_are_one_story_and_another_report_is_not(desk: Desk, lot: random.Random):
    words = story(lot)
    first = desk.put(words, outlet="A")
    copy = desk.put(words, outlet="B")
    other = desk.put(story(lot), outlet="C")
    rewrite = desk.put(rewritten(lot, words, drop=0.1, swap=0.03), outlet="D")
    assert desk.together(first, copy, rewrite)
    assert not desk.together(first, other)
    assert desk.threads.earlier_of(rewrite) == [first, copy]
    assert desk.threads.later_of(first) == [copy, rewrite]


def test_a_short_copy_inside_a_long_piece_is_found_whichever_came_first(lot: random.Random):
    for long_first in (True, False):
        desk = Desk()
        copy = story(lot, 45)
        long = [*story(lot, 400), *copy, *story(lot, 300)]
        told = [long, copy] if long_first else [copy, long]
        a, b = (desk.put(words, outlet=name) for words, name in zip(told, "AB", strict=True))
        assert desk.threads.earlier_of(b) == [a]


def test_a_digest_of_three_stories_does_not_tie_them_together(desk: Desk, lot: random.Random):
    stories = [story(lot, 60) for _ in range(3)]
    digest = desk.put([w for s in stories for w in s], outlet="Digest")
    singles = [desk.put(s, outlet=f"Paper {n}") for n, s in enumerate(stories)]
    assert not desk.together(singles[1], singles[2])
    assert all(desk.threads.earlier_of(n)[0] == digest for n in singles)  # each is still known to stand in it


def test_long_pieces_that_carry_one_short_copy_meet_in_it(desk: Desk, lot: random.Random):
    copy = story(lot, 60)
    long = [desk.put([*story(lot, 300), *copy], outlet=f"Paper {n}") for n in range(3)]
    agency = desk.put(copy, outlet="Agency")
    assert desk.together(agency, *long)


def test_a_chain_of_half_likenesses_does_not_end_in_one_story(desk: Desk, lot: random.Random):
    words = story(lot, 200)
    reports = [desk.put(words, outlet="0")]
    for n in range(1, 12):  # each keeps two thirds of the one before it
        words = [*words[66:], *story(lot, 66)]
        reports.append(desk.put(words, outlet=str(n)))
    assert not desk.together(reports[0], reports[-1])
    for thread in desk.threads.members.values():
        core = desk.threads._core(thread[0] if thread[0] in desk.threads.members else desk.threads.thread_of[thread[0]])
        shares = [alike(shingles_of(desk.texts[core]), shingles_of(desk.texts[m])).held for m in thread]
        assert min(shares) > 0.2


def test_tomorrows_bulletin_in_todays_form_is_another_story(desk: Desk):
    form = (
        "The health ministry said in its daily statement that {a} people had been killed and {b} wounded over the past day in "
        "{c} attacks across the strip, and that ambulance crews could not reach those who remain under the rubble and on roads"
    )
    first = desk.put(form.format(a=97, b=150, c=12), day=100, outlet="A")
    same_day = desk.put(form.format(a=97, b=150, c=12), day=100, outlet="B")
    tomorrow = desk.put(form.format(a=104, b=177, c=9), day=101, outlet="A")
    later = desk.put(form.format(a=88, b=120, c=7), day=103, outlet="C")
    assert desk.together(first, same_day)
    assert not desk.together(first, tomorrow)
    assert not desk.together(first, later)


def test_a_story_printed_four_hundred_times_is_still_found_by_the_next(desk: Desk, lot: random.Random):
    words = story(lot)
    for n in range(400):
        desk.put(rewritten(lot, words, drop=0.03, swap=0.0), outlet=f"Paper {n}")
    last = desk.put(rewritten(lot, words, drop=0.05, swap=0.02), outlet="The last")
    assert desk.together(0, last)
    assert len(desk.threads.members[desk.threads.thread_of[0]]) > 390


def test_arabic_spellings_are_compared_as_they_are_folded(desk: Desk):
    text = "قال المتحدث ان المحادثات مستمره في الدوحه بشان صفقه لوقف اطلاق النار وان الوسطاء يعملون علي تضييق الفجوات"
    first = desk.put(text, outlet="A")
    second = desk.put(text.replace("قال المتحدث", "والمتحدث قال"), outlet="B")
    assert desk.together(first, second)


def test_a_persons_word_stands_over_what_is_found_later(desk: Desk, lot: random.Random):
    words = story(lot)
    first, second = desk.put(words, outlet="A"), desk.put(words, outlet="B")
    assert desk.threads.part(second) >= {first, second}
    assert not desk.together(first, second)
    assert desk.threads.earlier_of(second) == []
    third = desk.put(words, outlet="C")
    assert not desk.together(first, second)
    assert desk.together(first, third) or desk.together(second, third)
    other = desk.put(story(lot), outlet="D")
    desk.threads.join(other, first)
    assert desk.together(first, other)
    desk.threads.join(second, first)
    assert desk.together(first, second)


def test_parting_the_first_print_leaves_the_others_together(desk: Desk, lot: random.Random):
    words = story(lot)
    reports = [desk.put(words, outlet=str(n)) for n in range(4)]
    desk.threads.part(reports[0])
    assert desk.together(*reports[1:])
    assert not desk.together(*reports[:2])
    assert sorted(m for ms in desk.threads.members.values() for m in ms) == reports


def test_a_snapshot_goes_on_as_if_there_had_been_none(lot: random.Random):
    words = [story(lot) for _ in range(5)]
    told = [rewritten(lot, words[lot.randrange(5)], drop=0.1, swap=0.05) for _ in range(60)]
    whole, half = Desk(), Desk()
    for n, text in enumerate(told):
        whole.put(text, outlet=str(n))
    for n, text in enumerate(told[:40]):
        half.put(text, outlet=str(n))
    half.threads.part(3)
    whole_too = Desk()
    for n, text in enumerate(told[:40]):
        whole_too.put(text, outlet=str(n))
    whole_too.threads.part(3)
    prints = [Print(100, str(n)) for n in range(40)]
    again, packed = half.threads.again, half.threads.pack()
    half.threads = Threads(half.texts.__getitem__)
    half.threads.lay(packed, prints)
    assert half.threads.again >= again > set(), "who is looked at for repeating others is looked at after a restart too"
    for n, text in enumerate(told[40:], 40):
        half.put(text, outlet=str(n))
        whole_too.put(text, outlet=str(n))
    assert half.threads.thread_of == whole_too.threads.thread_of
    assert half.threads.pack() == whole_too.threads.pack()
    assert whole.threads.members  # the same reports without a person's word make threads of their own


def test_texts_without_words_and_of_two_words_stand_alone(desk: Desk):
    a, b = desk.put("… !"), desk.put("")
    assert desk.threads.earlier_of(b) == []
    c, d = desk.put("Two words"), desk.put("Two words")
    assert not desk.together(a, b)
    assert not desk.together(c, d)


def test_numbers_agree_if_most_of_the_fewer_stand_in_the_other():
    assert same_numbers("12 97 150 and 4", "97, 150, 12")
    assert not same_numbers("12 97 150", "13 98 151")
    assert same_numbers("no numbers", "97 150 12 8")
