"""PDF: letters in the order they are read, paragraphs whole, nothing of the page's edges; and no file holds the room up."""

import random
from datetime import date
from pathlib import Path

import pytest

from wasata.errors import FormBroken, FormLocked, FormPartMissing, FormRefused, ListenError, OnlyPictures
from wasata.listen.forms import pdf as form
from wasata.listen.forms import pdf_child
from wasata.listen.forms.dateline import day_under_heading
from wasata.listen.forms.pdf_layout import laid_out, letters_of
from wasata.listen.forms.pdf_lines import Letter, Line, lines_of
from wasata.listen.intake import Incoming


def made(*pages: str, extra: str = "", trailer: str = "") -> bytes:
    """A PDF whose pages hold these drawing commands, with one plain font."""
    kids = " ".join(f"{n} 0 R" for n in range(4, 4 + 2 * len(pages), 2))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    for n, drawn in enumerate(pages):
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * n} 0 R>>"
        )
        parts.append(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate([*parts, *([extra] if extra else [])], 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{part}\nendobj\n".encode("latin-1")
    rows = "".join(f"{p:010} 00000 n \n" for p in places)
    size = len(places) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode()  # fmt: skip


def drawn(*lines: tuple[float, float, str], size: int = 12) -> str:
    return "\n".join(f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in lines)


BODY = [
    "The foreign ministry said on Monday that the talks on a longer humanitarian",
    "pause would continue, and that thirteen people had been released in the after-",
    "noon. It added that trucks had entered.",
]


def page(n: int, of: int = 4) -> str:
    rows = [(60.0, 770.0, f"Daily bulletin {n}"), (280.0, 30.0, f"Page {n} of {of}")]
    rows += [(60.0, 700.0 - 16 * k, line) for k, line in enumerate(BODY)]
    rows += [(60.0, 620.0, f"A second paragraph of page {n} stands here by itself.")]
    return drawn(*rows)


def test_lines_become_paragraphs_and_the_edges_of_pages_are_left_out(one):
    text = one(made(*(page(n) for n in range(1, 5))), "b.pdf").text
    assert "Daily bulletin" not in text
    assert "Page 1 of 4" not in text
    first = "The foreign ministry said on Monday that the talks on a longer humanitarian pause would continue, and that thirteen "
    assert text.startswith(
        first + "people had been released in the afternoon. It added that trucks had entered.\n\nA second"
    )


def test_the_head_of_a_report_of_one_page_is_kept(one):
    text = one(
        made(drawn((60, 770, "Pause extended by two days"), *[(60, 700 - 16 * k, x) for k, x in enumerate(BODY)])),
        "b.pdf",
    ).text
    assert text.startswith("Pause extended by two days\n\nThe foreign")


def test_columns_are_read_one_after_the_other_and_a_table_row_by_row(one):
    left = [f"left column line {n} goes on and on" for n in range(6)]
    right = [f"right column line {n} goes on too" for n in range(6)]
    rows = [(50.0, 700.0 - 16 * n, x) for n, x in enumerate(left)] + [
        (330.0, 700.0 - 16 * n, x) for n, x in enumerate(right)
    ]
    text = one(
        made(drawn((50, 740, "A headline that runs over the whole width of both of the columns here"), *rows)), "c.pdf"
    ).text
    assert text.index("left column line 5") < text.index("right column line 0")
    table = [(50.0 + 180 * c, 700.0 - 16 * r, f"cell {r}{c}") for r in range(6) for c in range(3)]
    text = one(made(drawn(*table, (50, 500, "Words under the table say what it is about."))), "t.pdf").text
    assert text.index("cell 02") < text.index("cell 10")


def test_arabic_is_in_the_order_it_is_read_with_its_numbers_and_brackets_whole(one):
    text = one((Path(__file__).parent / "arabic.pdf").read_bytes(), "arabic.pdf").text
    said = (
        "قالت وزارة الخارجية (قطر) إن المحادثات مستمرة، وإن الوسطاء على اتصال مع الطرفين منذ صباح الاثنين 13 نوفمبر. "
        "وأضافت أن 1,200 شخصا أُفرج عنهم، بحسب Reuters."
    )
    assert text.split("\n\n")[:2] == ["تمديد الهدنة", said]
    assert "Daily bulletin" not in text
    assert "Page" not in text
    assert text.count("شخصا أُفرج عنهم، بحسب Reuters.") == 9


def test_a_page_printed_by_a_browser_keeps_its_words_whole_its_heading_apart_and_its_day(one):
    """Letters that join nothing on their left stand apart in print: no space is meant there."""
    got = one((Path(__file__).parent / "printed.pdf").read_bytes(), "printed.pdf")
    assert (got.title, got.published) == ("المنظمة: 700 ألف نازح في البلاد", date(2023, 5, 24))
    assert got.text.split("\n\n") == [
        "24 مايو 2023",
        "قالت المنظمة إن أكثر من 700 ألف شخص نزحوا منذ بدء القتال، وأضافت أن 150 ألفا عبروا الحدود، وأن دورا أُعدت لإيواء "
        "الأسر في الوديان.",
        "وأكدت وزارة الداخلية الرقم نفسه.",
    ]


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("24 مايو 2023", "2023-05-24"),
        ("الأربعاء 24 مايو/أيار 2023", "2023-05-24"),
        ("Published 24 May 2023", "2023-05-24"),
        ("24 May 2023, 14:30 GMT", "2023-05-24"),
        ("On 24 May 2023 they freed 12.", None),
        ("قالت المنظمة إن 24 مايو 2023 كان آخر أيام الهدنة المعلنة", None),
        ("The ministry", None),
        ("700 ألف نازح", None),
        ("", None),
    ],
)
def test_only_a_line_that_is_a_day_gives_the_day_of_the_report(first: str, day: str | None):
    assert day_under_heading(f"{first}\n\nThe ministry said so on 3 June 2023.").get("published") == day


def test_shapes_of_letters_become_letters():
    assert letters_of("\ufef7\ufee7\ufe91\ufe8e\ufe80") == "لأنباء"
    assert letters_of("الهـــدنة") == "الهدنة"
    assert letters_of("o\ufb03ce") == "office"


def row(text: str, base: float = 700.0, start: float = 100.0, wide: float = 6.0) -> list[Letter]:
    return [
        Letter(c, start + n * wide, start + n * wide + wide * 0.95, base, base + 8, base, n) for n, c in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ةندهلا", "الهدنة"),
        ("%85 ةبسنب", "بنسبة %85"),
        ("مويلا 3.5 غلب", "بلغ 3.5 اليوم"),
        ("زرتيور Reuters ةلاكو", "وكالة Reuters رويترز"),
        ("he said سامح yesterday in the town", "he said حماس yesterday in the town"),
    ],
)
def test_what_the_eye_meets_is_put_in_the_order_of_reading(seen: str, read: str):
    (line,) = lines_of(row(seen))
    assert line.text == read


def test_a_raised_number_is_the_sign_of_a_footnote_and_joins_no_other_number():
    letters = [*row("killed 13 in the town"), Letter("2", 154.0, 157.0, 705.0, 709.0, 705.0, 99)]
    assert [x.text for x in lines_of(letters)] == ["killed 13 in the town"]


def test_pages_of_any_lines_make_paragraphs():
    chance = random.Random(3)
    pages = [
        [Line(chance.choice(["a", "قال", "12", "-", "Page 3"]), chance.random() * 500, 550, y := chance.random() * 800, y + 9)
         for _ in range(chance.randrange(40))]
        for _ in range(20)
    ]  # fmt: skip
    assert isinstance(laid_out(pages, [800.0] * 20)[1], str)


# refusals


def test_pictures_of_pages_are_refused_with_what_to_do(refused):
    error = refused(made("0 0 600 800 re f", "0 0 600 800 re f"), "scan.pdf")
    assert isinstance(error, OnlyPictures)
    assert error.values["pages"] == 2


def test_an_encrypted_document_is_refused_by_name(refused):
    locked = "<</Filter/Standard/V 1/R 2/O({})/U({})/P -4>>".format("o" * 32, "u" * 32)
    data = made(page(1), extra=locked, trailer="/Encrypt 6 0 R/ID[(a)(a)]")
    assert isinstance(refused(data, "l.pdf"), FormLocked)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF", b"%PDF-" + b"\xff" * 9000],
)
def test_a_damaged_document_is_refused(refused, data: bytes):
    assert isinstance(refused(data, "d.pdf"), FormBroken)


def test_a_document_without_end_is_refused(refused, monkeypatch: pytest.MonkeyPatch):
    data = made(*[drawn((60, 700, "words"))] * (pdf_child.MAX_PAGES + 1))
    assert isinstance(refused(data, "long.pdf"), FormRefused)


def test_a_child_that_runs_on_or_says_nothing_is_ended_and_told(
    refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for said in ("import time; time.sleep(60)", "import sys; sys.stdout.write('x' * 100)", "raise SystemExit(9)"):
        program = tmp_path / "python"
        program.write_text(f'#!/bin/sh\nexec /usr/bin/env python3 -c "{said}"\n')
        program.chmod(0o700)
        monkeypatch.setattr(form.sys, "executable", str(program))
        monkeypatch.setattr(form, "SECONDS", -4)
        assert isinstance(refused(made(page(1)), "slow.pdf"), FormRefused)


def test_a_missing_part_says_what_to_install(refused, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(form, "find_spec", lambda _: None)
    error = refused(made(page(1)), "a.pdf")
    assert isinstance(error, FormPartMissing)
    assert "intake" in str(error.values["command"])


def test_a_document_changed_anywhere_gives_a_report_or_a_refusal(take):
    whole = made(*(page(n) for n in range(1, 3)))
    chance = random.Random(11)
    for _ in range(8):
        data = bytearray(whole)
        for _ in range(20):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        (item,) = take(bytes(data), "x.pdf")
        assert isinstance(item, Incoming) or isinstance(item.error, ListenError)
