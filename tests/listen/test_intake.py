"""Intake: whatever comes, each report comes out or is refused by name, and the others go on."""

import io
import json
import sys
import types
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wasata.errors import (
    FieldWrong,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    FolderEmpty,
    LeftOut,
    LettersUnknown,
    ListenError,
    NotJson,
    NotText,
    ReportEmpty,
    ReportTooLong,
)
from wasata.listen import intake
from wasata.listen.decoding import decode
from wasata.listen.intake import Incoming, Refusal, from_bytes, take_in

ARABIC = (
    "قال المتحدث باسم وزارة الخارجية القطرية إن المحادثات مستمرة، وإن الوسطاء على اتصال مع الطرفين.\n"
    "وأضاف أن 13 شخصا أفرج عنهم أمس، وأن المساعدات دخلت إلى شمالي القطاع."
)
ENGLISH = "The ministry said – in its “daily” note – that 13 people were released at the café in Muscat.\nTalks go on."


def one(data: bytes, name: str = "report.txt") -> Incoming:
    (item,) = from_bytes(data, name)
    assert isinstance(item, Incoming), item
    return item


def refused(data: bytes, name: str = "report.txt") -> ListenError:
    (item,) = from_bytes(data, name)
    assert isinstance(item, Refusal), item
    return item.error


# encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH, ARABIC + "\n\n" + ENGLISH])
def test_a_text_is_read_in_whichever_encoding_it_was_saved(encoding: str, text: str):
    assert one(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        "استمرت المحادثات، وقالت الوزارة إن ثلاثة وفود وصلت إلى الدوحة.",
        "هدنة إنسانية في غزة",
        "الهُدنة مستمرّة وفقًا للوسطاء في القاهرة",
    ],
)
def test_arabic_in_iso_8859_6_is_not_taken_for_windows_1256(text: str):
    plain = text.replace("–", "-")
    assert decode(plain.encode("iso8859_6"), "a") == (plain, "iso8859_6")


@pytest.mark.parametrize("text", [ARABIC, "هدنة إنسانية في غزة", "«هدنة» من 4 أيام – بحسب الوسطاء", "قال: نعم"])
def test_arabic_in_windows_1256_is_not_taken_for_another(text: str):
    assert decode(text.encode("cp1256"), "a") == (text, "cp1256")


@pytest.mark.parametrize("text", [ENGLISH, "Señor Muñoz said so in Málaga.", "Élysée: « oui »", "It’s over, he said."])
def test_western_letters_are_not_taken_for_arabic(text: str):
    assert decode(text.encode("cp1252"), "a")[0] == text


def test_a_utf_8_file_that_broke_off_inside_a_letter_is_still_read():
    assert one(ARABIC.encode()[:-1]).text.startswith(ARABIC[:-2])


def test_a_few_broken_bytes_in_utf_8_are_shown_and_the_rest_is_kept():
    data = ARABIC.encode()
    text = one(data[:60] + b"\xff" + data[60:]).text
    assert "\ufffd" in text
    assert "المساعدات دخلت" in text


def test_newlines_of_all_machines_become_one():
    assert one(b"one\r\ntwo\rthree\n").text == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "DOC / XLS"),
        (b"{\\rtf1\\ansi words}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\x1f\x8b\x08\x00", "GZIP"),
        (b"ordinary words\x00and then\x00zeros\x00", "NUL"),
        (bytes(range(1, 9)) * 40, "…"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, what: str):
    error = refused(data)
    assert isinstance(error, NotText)
    assert error.values["what"] == what


def test_letters_of_no_known_encoding_are_refused_and_not_guessed():
    assert isinstance(refused(b"\xd7\x90\xd7\xf7\xd7\x81\xb0\xd0\xd7\xf7 \xd7\x8d\xb0\xb1\xb2" * 20), LettersUnknown)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a", "-"]))
def test_no_bytes_whatever_bring_anything_but_reports_and_refusals(data: bytes, name: str):
    for item in from_bytes(data, name):
        assert isinstance(item, Incoming | Refusal)
        if isinstance(item, Incoming):
            item.text.encode("utf-8")


# plain and marked-up text


def test_a_head_between_rules_is_taken_off_the_text_and_used():
    item = one(b"---\ntitle: Pause extended\nOutlet: 'news agency'\npublished: 2023-11-27\nlang: en\n---\n\nIt is.\n")
    assert (item.text, item.title, item.outlet) == ("It is.", "Pause extended", "news agency")
    assert (item.published, item.lang, item.id) == (date(2023, 11, 27), "en", "report")


def test_a_rule_at_the_top_that_heads_nothing_stays_in_the_text():
    assert one(b"---\nIt is so, he said.\n---\nMore.").text.startswith("---")


def test_the_day_of_the_file_is_never_the_day_of_publication(tmp_path: Path):
    (tmp_path / "a.txt").write_text(ARABIC, "utf-8")
    (item,) = take_in([tmp_path / "a.txt"])
    assert isinstance(item, Incoming)
    assert item.published is None


def test_markdown_is_read_without_its_signs():
    text = one(
        b"# Pause **extended**\n\nThe [ministry](https://x.example) said so. ![map](a.png)\n\n> Talks go on.", "a.md"
    ).text
    assert text == "Pause extended\n\nThe ministry said so. \n\nTalks go on."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[a [b](u) c", "a [b c"), ("[a] [b](u)(v)", "[a] b(v)"), ("[](u) [b](u", "[](u) [b](u"), ("![a](u)b![](v)", "b"),
        ("[![a](u)](v) x", "[](v) x"), ("[a\n](u)", "[a\n](u)"), ("**a** __b__ **c__", "a b **c__"), ("** a** b**", "** a** b**"),
        ("****a****", "**a**"), ("**a\nb**", "**a\nb**"), ("**a** b **c d**", "a b c d"),
    ],
)  # fmt: skip
def test_links_and_emphasis_lose_their_signs_where_they_close_in_their_line(written: str, read: str):
    assert one(f"x {written} y.".encode(), "a.md").text == f"x {read} y."


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"---\ntitle: x\n---\n"])
def test_an_empty_file_is_refused_as_empty(data: bytes):
    assert isinstance(refused(data), ReportEmpty)


def test_a_text_longer_than_any_report_is_refused_with_the_limit():
    error = refused(b"a " * (intake.MAX_CHARACTERS // 2 + 10))
    assert isinstance(error, ReportTooLong)
    assert error.values["limit"] == intake.MAX_CHARACTERS


def test_a_file_of_hundreds_of_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("wasata.listen.forms.incoming.MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_bytes(b"word " * 300)
    (item,) = take_in([tmp_path / "a.txt"])
    assert isinstance(item, Refusal)
    assert isinstance(item.error, FileTooLarge)


# pages

PAGE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>تمديد الهدنة | موقع</title>
<meta property="og:title" content="تمديد الهدنة يومين"><meta property="og:site_name" content="وكالة">
<meta property="article:published_time" content="2023-11-27T16:10:00+03:00"><script>var x = "قال كذا";</script></head>
<body><nav><ul><li>الرئيسية</li><li>حصيلة القتلى 24</li></ul></nav>
<div class="content"><article><h1>تمديد الهدنة يومين</h1>
<p>أعلنت وزارة الخارجية القطرية <b>تمديد</b> الهدنة يومين، وفق ما نقلت وكالات الأنباء مساء الاثنين.</p>
<p>وقالت الوزارة إن الوسطاء على اتصال دائم مع الطرفين من أجل البناء على ما تحقق.</p></article></div>
<div class="related-posts"><p>اقرأ أيضا خبرا آخر طويلا عن موضوع مختلف تماما لا صلة له بهذا التقرير.</p></div>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_a_page_gives_its_report_and_nothing_of_its_menus(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("wasata.listen.webpage.find_spec", lambda _: None)
    item = one(PAGE.encode(), "page.html")
    assert "تمديد الهدنة يومين، وفق ما نقلت" in item.text
    assert "على اتصال دائم" in item.text
    for stray in ("الرئيسية", "حصيلة القتلى", "اقرأ أيضا", "الحقوق", "var x"):
        assert stray not in item.text
    assert (item.title, item.outlet, item.published) == ("تمديد الهدنة يومين", "وكالة", date(2023, 11, 27))
    assert item.lang == "ar"


@pytest.mark.parametrize(("found", "kept"), [("The main text, as it found it.", True), ("", False), (None, False)])
def test_a_finder_of_main_text_is_used_where_it_is_installed(found, kept, monkeypatch: pytest.MonkeyPatch):
    finder = types.ModuleType("trafilatura")
    finder.extract = lambda *_a, **_k: found  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "trafilatura", finder)
    monkeypatch.setattr("wasata.listen.webpage.find_spec", lambda _: True)
    assert (one(PAGE.encode(), "page.html").text == found) == kept


def test_a_finder_that_breaks_on_a_page_leaves_it_to_ours(monkeypatch: pytest.MonkeyPatch):
    finder = types.ModuleType("trafilatura")
    monkeypatch.setitem(sys.modules, "trafilatura", finder)  # without `extract`: whatever it is asked, it breaks
    monkeypatch.setattr("wasata.listen.webpage.find_spec", lambda _: True)
    assert "على اتصال دائم" in one(PAGE.encode(), "page.html").text


def test_a_page_in_windows_1256_is_read_as_it_declares():
    page = PAGE.replace('"utf-8"', '"windows-1256"').encode("cp1256")
    assert "تمديد الهدنة يومين" in one(page, "page.htm").text


def test_a_page_is_known_without_its_ending():
    assert "على اتصال دائم" in one(PAGE.encode(), "page").text


def test_a_page_without_a_day_has_none():
    assert one(b"<html><body><p>The talks go on, the ministry said.</p></body></html>", "a.html").published is None


def test_a_page_nested_a_hundred_thousand_deep_is_read_or_refused():
    list(from_bytes(b"<html><body>" + b"<div>" * 100_000 + b"<p>The talks go on, it said.</p>", "a.html"))


def test_a_page_without_words_is_refused_as_empty():
    assert isinstance(refused(b"<html><body><script>1</script></body></html>", "a.html"), ReportEmpty)


# the reading contract's JSON


def line(**fields: object) -> bytes:
    return json.dumps({"text": "The talks go on.", **fields}, ensure_ascii=False).encode() + b"\n"


def test_the_text_inside_json_is_kept_letter_for_letter():
    text = "one\r\ntwo\u200f ثلاثة\u00a0\t "
    assert one(line(text=text, id="x1"), "a.jsonl").text == text


def test_ids_and_heads_are_kept_and_marks_left_out():
    item = one(line(id="seed-7", origin="by hand", statements=[1], published="2023-11-27T10:00:00Z"), "a.jsonl")
    assert (item.id, item.published) == ("seed-7", date(2023, 11, 27))
    assert item.head == {"id": "seed-7", "origin": "by hand", "published": "2023-11-27T10:00:00Z"}


def test_one_object_over_many_lines_and_a_list_of_objects_are_read():
    whole = json.dumps([{"text": "One."}, {"text": "Two."}], indent=2).encode()
    assert [i.text for i in from_bytes(whole, "a.json") if isinstance(i, Incoming)] == ["One.", "Two."]
    assert one(json.dumps({"text": "One."}, indent=2).encode(), "a.json").text == "One."


def test_a_broken_line_is_refused_by_its_number_and_the_others_are_read(tmp_path: Path):
    (tmp_path / "a.jsonl").write_bytes(line(id="a") + b"{broken}\n\n" + line(id="b") + b"[]\n7\n")
    found = list(take_in([tmp_path / "a.jsonl"]))
    assert [i.id for i in found if isinstance(i, Incoming)] == ["a", "b"]
    refusals = [i for i in found if isinstance(i, Refusal)]
    assert [r.where.rpartition(":")[2] for r in refusals] == ["2", "5", "6"]
    assert isinstance(refusals[0].error, NotJson)


def test_a_first_line_that_is_broken_does_not_hide_the_second(tmp_path: Path):
    (tmp_path / "a.jsonl").write_bytes(b"{broken}\n" + line(id="b"))
    found = list(take_in([tmp_path / "a.jsonl"]))
    assert [type(i).__name__ for i in found] == ["Refusal", "Incoming"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"text": "\ud800 broken"}, "text"),
        ({"id": ["a"]}, "id"),
        ({"lang": "fr"}, "lang"),
        ({"published": "yesterday"}, "published"),
        ({"published": "2023-02-30"}, "published"),
        ({"published": 20231127}, "published"),
        ({"title": {}}, "title"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(fields: dict[str, object], field: str):
    error = refused(json.dumps({"text": "The talks go on."} | fields).encode(), "a.jsonl")
    assert isinstance(error, FieldWrong)
    assert error.values["field"] == field


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"text": ' + b"9" * 5000 + b"}", b'{"text": "a"', b"nonsense"])
def test_json_that_breaks_parsers_is_refused(data: bytes):
    assert isinstance(refused(data, "a.json"), NotJson | FieldWrong)


# folders, pipes, paths


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path: Path):
    for name in ("b/two.txt", "a/one.md", "c.jsonl", ".hidden/x.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(line(id="three") if name.endswith("jsonl") else b"The talks go on.")
    assert [i.id for i in take_in([tmp_path]) if isinstance(i, Incoming)] == ["one", "two", "three"]


def test_files_of_other_kinds_in_a_folder_are_told_in_one_line_and_are_no_refusal(tmp_path: Path):
    for name in ("a.txt", "old.doc", "deep/scan.tiff", ".hidden/x.doc", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"The talks go on.")
    *_, told = take_in([tmp_path])
    assert isinstance(told, Refusal)
    assert (told.note, type(told.error), told.error.values["n"]) == (True, LeftOut, 2)


def test_one_file_that_cannot_be_read_does_not_stop_the_folder(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\x00")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c.txt").write_bytes(b"The talks go on.")
    found = list(take_in([tmp_path]))
    assert [type(i).__name__ for i in found] == ["Refusal", "Incoming"]


def test_paths_that_lead_nowhere_are_refused_by_name(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    found = list(take_in([tmp_path / "none.txt", tmp_path / "empty", "a\0b"]))
    assert [type(r.error) for r in found if isinstance(r, Refusal)] == [FileMissing, FolderEmpty, FileUnreadable]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (ARABIC.encode("cp1256"), [ARABIC]),
        (line(text="One.") + line(text="Two."), ["One.", "Two."]),
        (json.dumps({"text": "One."}, indent=1).encode(), ["One."]),
        (b"\n\n" + ENGLISH.encode(), [ENGLISH]),
    ],
)
def test_standard_input_tells_its_own_kind(data: bytes, texts: list[str]):
    assert [i.text for i in take_in(["-"], io.BytesIO(data)) if isinstance(i, Incoming)] == texts


def test_a_million_lines_are_not_held_in_memory():
    class Endless(io.RawIOBase):
        read_lines = 0

        def readable(self) -> bool:
            return True

        def readline(self, _size: int | None = -1) -> bytes:
            self.read_lines += 1
            return line(id=str(self.read_lines))

    stream = Endless()
    reports = take_in(["-"], stream)  # type: ignore[arg-type]
    assert [next(reports).id for _ in range(3)] == ["1", "2", "3"]  # type: ignore[union-attr]
    assert stream.read_lines <= 4
