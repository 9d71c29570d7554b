"""Mentions: the roster's names, longest first, whole words only."""

import ahocorasick
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wasata.listen import mentions
from wasata.listen.letters import fold
from wasata.listen.mentions import mentions_in
from wasata.listen.roster import default_roster, parse_roster


def names(text: str, lang: str = "ar") -> list[tuple[str, str | None]]:
    folded = fold(text, lang)  # type: ignore[arg-type]
    return [
        (folded.span(m.start, m.end).of(text), m.party)
        for m in mentions_in(folded, lang, default_roster())  # type: ignore[arg-type]
    ]


def test_the_longest_name_wins() -> None:
    assert names("قالت حركة المقاومة الإسلامية (حماس)")[0] == ("حركة المقاومة الإسلامية", "hamas")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وحماس", "حماس"),
        ("بإسرائيل", "إسرائيل"),
        ("لقطر", "قطر"),
        ("ولمصر", "مصر"),
        ("كإيران", "إيران"),
        ("للموساد", "للموساد"),
    ],
)
def test_attached_particles_stay_outside_but_a_fused_article_inside(text: str, name: str) -> None:
    assert [n for n, _ in names(text)] == [name]


@pytest.mark.parametrize("text", ["حماسة", "تحماس", "قطرات", "مصرف", "مصري"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert names(text) == []


def test_the_verb_to_open_is_not_fatah_but_fatah_beside_another_party_is() -> None:
    assert ("فتح", "plo") not in names("فتح المعبر أمام المسافرين")
    assert ("حركة فتح", "plo") in names("قالت حركة فتح")
    assert ("فتح", "plo") in names("لقاء بين حماس وفتح")


def test_oman_is_believed_where_the_text_speaks_of_oman() -> None:
    assert "oman" in [party for _, party in names("شكر سلطان عمان الوسطاء")]
    assert all(party != "oman" for _, party in names("عمان - بدأت القمة في العاصمة الأردنية"))


def test_vowel_signs_and_spellings_do_not_hide_a_name() -> None:
    assert names("قالتْ إسْرائيل") == [("إسْرائيل", "israel")]
    assert names("قالت اسرائيل") == [("اسرائيل", "israel")]


def test_a_body_counts_for_its_side_and_an_outlet_for_none() -> None:
    assert names("كتائب القسام")[0][1] == "hamas"
    assert names("نقلت رويترز")[0] == ("رويترز", None)


def test_us_the_pronoun_is_not_the_state() -> None:
    assert all(party != "usa" for _, party in names("They told us so.", "en"))


def test_a_platform_of_one_letter_needs_its_preposition() -> None:
    assert all(n != "X" for n, _ in names("Chapter X begins.", "en"))


def test_possessives_and_capitals_of_english_names() -> None:
    assert ("Israel", "israel") in names("Israel's rains were late.", "en")
    assert ("HAMAS", "hamas") in names("HAMAS SAYS NO", "en")


def test_another_roster_is_read_on_the_fly() -> None:
    roster = parse_roster(
        "id\twhat\tpart_of\tar\ten\nada\tparty\t\tجبهة أدا | أدا\tAda Front\nadawing\tbody\tada\tجناح النهر\tRiver Wing"
    )
    folded = fold("قال جناح النهر لأدا", "ar")
    assert [m.party for m in mentions_in(folded, "ar", roster)] == ["ada", "ada"]


def test_a_roster_without_names_in_a_language_finds_nothing() -> None:
    roster = parse_roster("id\twhat\tpart_of\tar\ten\nada\tparty\t\tأدا\t")
    assert mentions_in(fold("Ada", "en"), "en", roster) == []


def test_a_table_made_from_other_names_is_not_believed() -> None:
    other = parse_roster("id\twhat\tpart_of\tar\ten\nada\tparty\t\tأدا\tAda", is_default=True)
    assert [m.entry for m in mentions_in(fold("قالت أدا", "ar"), "ar", other)] == ["ada"]


@given(st.text(alphabet="وفبلكالحماس قطرإسئي ْـ\u200f,.\n", max_size=80))
def test_mentions_stand_in_order_and_never_overlap(text: str) -> None:
    folded = fold(text, "ar")
    reach = 0
    for m in mentions_in(folded, "ar", default_roster()):
        assert reach <= m.start < m.end <= len(folded.text)
        reach = m.end


def test_the_shipped_tables_hold_the_shipped_roster() -> None:
    for lang in ("ar", "en"):
        table = ahocorasick.load(str(mentions._table(lang)), int)  # type: ignore[arg-type]
        assert table.exists(mentions._digest(default_roster(), lang))  # type: ignore[arg-type]
