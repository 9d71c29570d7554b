"""How a number is counted: read from the words around it, in both languages."""

import pytest

from wasata.watch.counting import TRUCE, begins, carried, manner_of, of_the_day_before, who_counted

DAY = 738_850


def manner(
    text: str, words: str, measure: str = "released", *, dated: bool = False, begun: tuple[str, int] | None = None
):
    start = text.index(words)
    dates = []
    if begun:
        at = text.index(begun[0])
        dates = [(at, at + len(begun[0]), begun[1])]
    return manner_of(text, (start, start + len(words)), (0, len(text)), measure, dated=dated, begun=dates)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("97 people have been released since the truce began", "97 people", ("total", TRUCE)),
        ("102 people were freed during the seven-day pause", "102 people", ("total", TRUCE)),
        ("84 women had been released under the agreement", "84 women", ("total", TRUCE)),
        ("so far 40 people have been freed", "40 people", ("total", 0)),
        ("12 people were freed", "12 people", ("", 0)),
        ("12 people were freed since this morning", "12 people", ("", 0)),
        ("12 people were freed on the second day of the truce", "12 people", ("", 0)),
        ("talks since Monday stalled; 12 people were freed", "12 people", ("", 0)),
        ("200 trucks would enter each day during the truce", "200 trucks", ("daily", 0)),
        ("إن 97 شخصًا أُفرج عنهم منذ بدء الهدنة", "97 شخصًا", ("total", TRUCE)),
        ("أن 105 أشخاص أُفرج عنهم خلال الهدنة", "105 أشخاص", ("total", TRUCE)),
        ("أُفرج حتى الآن عن 40 شخصا", "40 شخصا", ("total", 0)),
        ("أُفرج منذ صباح اليوم عن 12 شخصا", "12 شخصا", ("", 0)),
        ("أُفرج عن 12 شخصا في اليوم الثاني", "12 شخصا", ("", 0)),
        ("إن 300 شاحنة ستدخل يوميًا خلال الهدنة", "300 شاحنة", ("daily", 0)),
    ],
)
def test_a_running_total_a_days_count_and_so_many_a_day_are_told_apart(
    text: str, words: str, expected: tuple[str, int]
):
    found = manner(text, words, "aid_trucks" if "truck" in text or "شاحنة" in text else "released")
    assert (found.span, found.since) == expected


def test_a_total_begins_on_the_day_its_words_give():
    assert (
        manner("2,056 trucks entered since Oct. 21", "2,056 trucks", "aid_trucks", begun=("Oct. 21", DAY)).since == DAY
    )
    text = "دخلت 2056 شاحنة منذ 21 أكتوبر"
    assert manner(text, "2056 شاحنة", "aid_trucks", begun=("21 أكتوبر", DAY)).since == DAY


def test_of_one_day_of_a_truce_is_no_total_of_it():
    assert manner("12 people were freed on Friday under the agreement", "12 people", dated=True).span == ""


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("50 people would be released", "50 people", "planned"),
        ("14 people will be freed; 13 people were freed", "14 people", "planned"),
        ("14 people will be freed; 13 people were freed", "13 people", ""),
        ("300 prisoners who may be released", "300 prisoners", "possible"),
        ("a day for every further 10 people released", "10 people", "possible"),
        ("أن 14 محتجزًا سيُفرج عنهم؛ وما جرى هو الإفراج عن 13", "14 محتجزًا", "planned"),
        ("أن 14 محتجزًا سيُفرج عنهم؛ وما جرى هو الإفراج عن 13", "13", ""),
        ("تأكيدات بإمكان الإفراج عن 20 محتجزًا", "20 محتجزًا", "possible"),
        ("أُفرج عن 12 شخصا", "12 شخصا", ""),
    ],
)
def test_what_is_only_planned_or_possible_is_told_clause_by_clause(text: str, words: str, status: str):
    assert manner(text, words).status == status


@pytest.mark.parametrize(
    ("text", "words", "measure", "who"),
    [
        ("24 women", "24 women", "released", "women"),
        ("84 women and children", "84 women", "released", "minors+women"),
        ("50 من النساء والأطفال", "50 من النساء", "released", "minors+women"),
        ("16 قاصرًا و14 امرأة", "16 قاصرًا", "released", "minors"),
        ("13 Israelis and 4 Thais", "13 Israelis", "released", ""),
        ("4 Thais", "4 Thais", "released", "thai"),
        ("وأربعة تايلانديين", "أربعة تايلانديين", "released", "thai"),
        ("110 people", "110 people", "released", ""),
        ("39 سجينًا", "39 سجينًا", "released", "prisoners"),
        ("9 were women", "9", "released", "women"),
        ("9 of them were children", "9", "released", "minors"),
        ("محتجزتين", "محتجزتين", "released", "hostages"),
        ("4 trucks of gas entered", "4 trucks", "aid_trucks", "gas"),
        ("4 شاحنات وقود", "4 شاحنات", "aid_trucks", "fuel"),
    ],
)
def test_what_is_counted_is_named_by_its_words(text: str, words: str, measure: str, who: str):
    start = text.index(words)
    assert who_counted(text, start, start + len(words), len(text), measure) == who


def test_trucks_are_told_apart_by_how_far_they_came():
    text = "200 trucks were sent and 187 entered, 61 reached the north"
    assert [manner(text, w, "aid_trucks").who for w in ("200 trucks", "187", "61")] == ["sent", "", "north"]
    text = "دخلت 187 شاحنة إلى غزة بحسب الأمم المتحدة، وأُرسلت 200 شاحنة بحسب مصر، ووصلت 61 شاحنة إلى الشمال"
    assert [manner(text, w, "aid_trucks").who for w in ("187 شاحنة", "200 شاحنة", "61 شاحنة")] == ["", "sent", "north"]


def test_the_day_a_count_begins_is_known_by_what_stands_before_it():
    for text, words in (
        ("killed since Oct. 7", "Oct. 7"),
        ("قُتلوا منذ 7 أكتوبر", "7 أكتوبر"),
        ("منذ هجوم 7 أكتوبر", "7 أكتوبر"),
    ):
        assert begins(text, text.index(words))
    assert not begins("killed on Oct. 7", 10)


def test_what_is_carried_over_from_another_day_is_heard():
    assert carried("2 released the day before were credited", (0, 40))
    assert carried("واحتُسب اثنان من اليوم السابق", (0, 29))
    assert not carried("8 were released on Thursday", (0, 27))
    assert of_the_day_before("2 released the day before", 1, 25)
    assert not of_the_day_before("2 released on Thursday, the day before", 1, 38)


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("Of those released, 9 were women", "9", True), ("among them 4 Thais", "4 Thais", True),
        ("9 of them were women", "9", True), ("بينهم 9 نساء", "9 نساء", True), ("9 منهم نساء", "9", True),
        ("9 women were released", "9 women", False), ("أُفرج عن 9 نساء", "9 نساء", False),
    ],
)  # fmt: skip
def test_some_of_those_spoken_of_before_are_a_part(text: str, words: str, part: bool):
    assert manner(text, words).part is part


def test_the_day_a_truce_began_does_not_date_what_it_brought():
    text = "97 people have been released since the truce began on Friday"
    assert begins(text, text.index("Friday"))
    assert manner(text, "97 people", begun=("Friday", DAY)).since == TRUCE
    text = "closed since Monday and 12 people were released on Friday"
    assert not begins(text, text.index("Friday"))
