"""Bare copies: what was planted in a file is not in its copy, and what is seen of it still is."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.carry.planted import docx, jpeg, jpeg_segment, pdf, png, png_chunk

from wasata.carry.bare import bare
from wasata.carry.bare_pictures import bare_jpeg, bare_png
from wasata.errors import BareRefused
from wasata.listen.intake import Incoming, from_bytes

SECRETS = (b"Canon", b"24.4539", b"Nadia", b"Report.docx", b"2031:03:02")


def taken(content: bytes) -> dict[str, int]:
    return {t.what: t.n for t in bare(content).taken_out}


def why(content: bytes) -> str:
    with pytest.raises(BareRefused) as refused:
        bare(content)
    return str(refused.value.values["why"]).rpartition(".")[2]


# JPEG


def test_a_jpeg_loses_camera_place_profile_comments_thumbnail_and_all_behind_its_end():
    content = jpeg(
        jpeg_segment(0xE0, b"JFXX\0\x10" + b"thumbnail"),
        jpeg_segment(0xE1, b"Exif\0\0II*\0" + b"Canon 24.4539 2031:03:02"),
        jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>Nadia</x>"),
        jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1Canon"),
        jpeg_segment(0xED, b"Photoshop 3.0\0Nadia"),
        jpeg_segment(0xFE, b"by Nadia"),
        behind=b"a film of Nadia",
    )
    copy = bare(content)
    assert not any(secret in copy.content for secret in SECRETS)
    assert taken(content) == {
        "thumbnail": 1, "camera": 1, "properties": 2, "profile": 1, "comment": 1, "trailing": 1,
    }  # fmt: skip
    assert (copy.media_type, copy.ending) == ("image/jpeg", "jpg")
    assert bare(copy.content).taken_out == ()
    assert jpeg().split(b"\xff\xda")[1] in copy.content, "not one letter of the picture is changed"


def test_a_turned_jpeg_stays_turned_and_says_nothing_else():
    tiff = struct.pack("<2sHIH", b"II", 42, 8, 2) + struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    tiff += struct.pack("<HHII", 0x010F, 2, 6, 38) + struct.pack("<I", 0) + b"Canon\0"
    made, _ = bare_jpeg(jpeg(jpeg_segment(0xE1, b"Exif\0\0" + tiff)))
    assert b"Canon" not in made
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in made
    assert bare_jpeg(made)[0] == made, "a bare copy of a bare copy is the same"


def test_a_jpeg_cut_off_or_with_something_riding_in_its_tables_is_refused():
    assert why(jpeg()[:-6]) == "broken"
    assert why(jpeg(jpeg_segment(0xDB, bytes(65) + b"Nadia"))) == "broken"
    assert why(jpeg(jpeg_segment(0xDE, b"\0" * 5))) == "broken"
    assert why(b"\xff\xd8\xff" + b"x" * 40) == "broken"


def test_how_the_colours_of_a_jpeg_are_told_stays_as_it_was():
    adobe = jpeg_segment(0xEE, b"Adobe\0\x64\x80\0\0\0\0")
    made, _ = bare_jpeg(jpeg(adobe, jfif=False))
    assert b"Adobe" in made
    assert b"JFIF" not in made, "beside it a reader would take the colours for others"
    assert b"JFIF" in bare_jpeg(jpeg())[0]


# PNG


def test_a_png_loses_words_hour_profile_camera_and_what_rides_behind_its_pixels():
    content = png(
        png_chunk(b"tEXt", b"Author\0Nadia"), png_chunk(b"iTXt", b"XML\0\0\0\0\0Nadia"), png_chunk(b"tIME", b"2031:03"),
        png_chunk(b"eXIf", b"II*\0Canon 24.4539"), png_chunk(b"iCCP", b"Canon\0\0"), png_chunk(b"caBX", b"Nadia"),
        in_pixels=b"Nadia", behind=b"the part that was cut off: Nadia",
    )  # fmt: skip
    copy = bare(content)
    assert not any(secret in copy.content for secret in SECRETS)
    packed = copy.content[copy.content.index(b"IDAT") + 4 : copy.content.index(b"IEND") - 8]
    assert zlib.decompress(packed) == b"\0\x10\x20\x30" * 2, "the pixels, and nothing behind them"
    assert taken(content) == {"comment": 2, "hour": 1, "camera": 1, "profile": 1, "properties": 1, "trailing": 1}
    assert bare_png(copy.content)[0] == copy.content


@given(st.binary(max_size=40))
def test_nothing_planted_in_an_unknown_part_of_a_png_is_in_its_copy(secret: bytes):
    made, _ = bare_png(png(png_chunk(b"prVt", secret)))
    assert made == bare_png(png())[0]


def test_a_png_that_moves_or_is_damaged_or_unpacks_to_a_flood_is_refused():
    assert why(png(png_chunk(b"acTL", b"\0" * 8))) == "moves"
    assert why(png()[:-5]) == "broken"
    assert why(png(png_chunk(b"ABCD", b"must be known"))) == "broken"
    flood = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    assert (
        why(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", flood) + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b""))
        == "large"
    )


# PDF


def test_a_pdf_becomes_pictures_of_its_pages_without_properties_comments_hidden_words_or_files():
    content = pdf("Terms of the letter", author="Nadia", comment="Nadia: not this", under_a_bar="struck out")
    copy = bare(content)
    assert not any(secret in copy.content for secret in (*SECRETS, b"Terms", b"struck"))
    assert b"/Info" not in copy.content
    assert b"/ID" not in copy.content
    import pypdfium2

    made, was = pypdfium2.PdfDocument(copy.content), pypdfium2.PdfDocument(content)
    assert [made[0].get_size(), len(made)] == [was[0].get_size(), len(was)]
    assert made[0].get_textpage().count_chars() == 0
    assert made[0].render(scale=1).to_numpy().min() < 64, "the words are still seen"
    found = taken(content)
    assert (found["text_layer"], found["comment"]) == (1, 1)
    assert found["properties"] >= 1
    assert bare(content).content == copy.content, "no hour and no number of a file in it"


def test_a_pdf_that_is_damaged_is_refused():
    assert why(b"%PDF-1.7\nnothing of one") == "broken"


# Word


def inside(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}


CHANGES = """
<w:p w:rsidR="00AB12CD" w14:paraId="1F2E3D4C"><w:pPr><w:pStyle w:val="MinistryLetter"/></w:pPr>
<w:r><w:t xml:space="preserve">Five days </w:t></w:r>
<w:ins w:id="1" w:author="Nadia" w:date="2031-03-02T09:00:00Z"><w:r><w:t>of quiet</w:t></w:r></w:ins>
<w:del w:id="2" w:author="Nadia" w:date="2031-03-02T09:00:00Z"><w:r><w:delText>of surrender</w:delText></w:r></w:del>
<w:commentRangeStart w:id="0"/><w:r><w:t>, then talks.</w:t></w:r><w:commentRangeEnd w:id="0"/>
<w:r><w:commentReference w:id="0"/></w:r>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>ask the general first</w:t></w:r>
<w:r><w:rPr><w:b/><w:rPrChange w:id="3" w:author="Nadia"><w:rPr/></w:rPrChange></w:rPr><w:t>Agreed.</w:t></w:r>
<w:hyperlink r:id="rId9"><w:r><w:t>the text</w:t></w:r></w:hyperlink></w:p>
<w:tbl><w:tr><w:trPr><w:del w:id="4" w:author="Nadia"/></w:trPr><w:tc><w:p><w:r><w:t>row struck</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>row kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
"""


def test_a_word_document_reads_as_with_all_changes_accepted_and_names_nobody():
    content = docx(CHANGES)
    made = inside(bare(content).content)
    everything = "\n".join(made.values())
    for secret in (
        "Nadia", "surrender", "ask the general", "row struck", "2031", "rsid", "1F2E3D4C", "example.org", "Ministry",
        "fileserver",
    ):  # fmt: skip
        assert secret not in everything, secret
    for said in ("Five days ", "of quiet", ", then talks.", "Agreed.", "the text", "row kept"):
        assert said in made["word/document.xml"], said
    assert not [name for name in made if "comments" in name or "docProps" in name or "settings" in name]
    found = taken(content)
    assert found["comment"] == 1
    assert found["hidden"] == 1
    assert found["link"] == 1
    assert found["change"] >= 4
    assert found["properties"] >= 1


def test_a_word_document_made_bare_is_sound_and_can_be_made_bare_again():
    once = bare(docx(CHANGES, picture=png(png_chunk(b"tEXt", b"Author\0Nadia"))))
    again = bare(once.content)
    assert inside(again.content)["word/document.xml"].count("<w:t") == inside(once.content)["word/document.xml"].count(
        "<w:t"
    )
    (read,) = from_bytes(once.content, "bare.docx")
    assert isinstance(read, Incoming)
    assert "Five days of quiet, then talks.Agreed.the text" in read.text
    assert "row kept" in read.text


def test_a_picture_in_a_word_document_is_made_bare_too():
    made = bare(docx("<w:p/>", picture=jpeg(jpeg_segment(0xE1, b"Exif\0\0II*\0Canon 24.4539"))))
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        (name,) = (n for n in parts.namelist() if "media" in n)
        assert b"Canon" not in parts.read(name)
        assert "alt words of Nadia" not in parts.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<w:p><w:r><w:object><w:t>x</w:t></w:object></w:r></w:p>", "drawn"),
        ("<w:p><w:r><w:pict/></w:r></w:p>", "drawn"),
        ("<w:p><mc:AlternateContent><mc:Choice/></mc:AlternateContent></w:p>", "drawn"),
        ("<w:p><w:newThing><w:r><w:t>words of it</w:t></w:r></w:newThing></w:p>", "element"),
    ],
)
def test_what_can_neither_be_kept_bare_nor_left_out_is_refused_by_name(body: str, told: str):
    assert why(docx(body)) == told


def test_a_cropped_picture_in_a_word_document_is_refused_since_what_was_cut_off_is_still_in_it():
    assert why(docx("<w:p/>", picture=png(), crop='<a:srcRect l="20000"/>')) == "cropped"


def test_a_field_shows_its_last_result_and_hides_what_it_asked():
    body = """<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT C:/Users/Nadia</w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>the annex</w:t></w:r>
    <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
    made = inside(bare(docx(body)).content)["word/document.xml"]
    assert "the annex" in made
    assert "Nadia" not in made
    assert "fldChar" not in made


def test_the_number_of_a_page_stays_a_field():
    body = """<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>
    <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
    made = inside(bare(docx(body)).content)["word/document.xml"]
    assert made.count("fldChar ") == 3
    assert " PAGE " in made


def test_words_hidden_by_a_style_or_by_a_style_above_it_are_left_out():
    styles = '<w:style w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    body = "".join(
        f'<w:p><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>said in {style}</w:t></w:r></w:p>' for style in "ABC"
    )
    made = inside(bare(docx(body, styles=styles)).content)["word/document.xml"]
    assert "said in C" in made
    assert "said in A" not in made
    assert "said in B" not in made


@pytest.mark.parametrize(
    "broken",
    [
        b"PK\x03\x04 and nothing more",
        docx("<w:p>").replace(b"word/document.xml", b"xxxx/document.xml"),
        docx('<!DOCTYPE x [<!ENTITY a "b">]>'),
    ],
)
def test_a_word_document_that_is_none_is_refused(broken: bytes):
    with pytest.raises(BareRefused):
        bare(broken)


def test_a_word_document_that_unpacks_to_a_flood_or_nests_without_end_is_refused():
    assert why(docx("<w:p/>" + " " * (25 * 1024 * 1024))) == "large"
    assert why(docx("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000)) == "broken"


# plain text, and what is none of these


def test_plain_text_loses_the_letters_nobody_sees_and_keeps_those_that_are_read():
    written = "خمسة\u200b أيام\u2060 \u200eABC\u200e\r\nمی\u200cخواهم  \t \u2003نعم\U000e0041\ufeff"
    copy = bare(written.encode("utf-16"))
    assert copy.content.decode() == "خمسة أيام \u200eABC\u200e\nمی\u200cخواهم  \t  نعم"
    found = {t.what: t.n for t in copy.taken_out}
    assert found == {"invisible": 4, "blanks": 1} or found == {"invisible": 4}


@given(st.text())
def test_a_bare_text_is_bare(text: str):
    try:
        once = bare(text.encode("utf-8", "surrogatepass"))
    except BareRefused:
        return
    if once.ending == "txt":
        assert bare(once.content).content == once.content or once.content[:4] in (b"%PDF", b"PK\x03\x04")


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a\1\0\1\0",
        b"\0\1\2\3",
        b"RIFF\x24\0\0\0WEBP",
        "نص".encode("cp1256"),
        b"{\\rtf1{\\info{\\author Nadia}}",
        b"<?xml version='1.0'?><svg/>",
        b"<html><meta name=author>",
        b"From: Nadia\nTo: x\n",
    ],
)
def test_what_is_none_of_the_five_kinds_is_refused_by_its_first_letters(content: bytes):
    assert why(content) == "kind"


def test_an_old_word_file_is_refused_with_its_own_reason():
    assert why(b"\xd0\xcf\x11\xe0" + bytes(600)) == "old_word"


def test_every_reason_and_every_thing_taken_out_has_its_sentence():
    from wasata.words import count, say

    reasons = (
        "broken", "locked", "large", "pages", "bounds", "part", "kind", "strict", "drawn", "element", "cropped", "picture",
        "moves", "old_word",
    )  # fmt: skip
    things = (
        "camera", "profile", "thumbnail", "comment", "properties", "other_pictures", "trailing", "hour", "text_layer", "file",
        "change", "hidden", "link", "program", "invisible", "blanks",
    )  # fmt: skip
    languages: tuple[Any, ...] = ("ar", "en")
    for lang in languages:
        assert all(say(f"contact.bare.why.{reason}", lang) for reason in reasons)
        assert all(count(f"contact.bare.out.{what}", 3, lang) for what in things)


@given(
    st.sampled_from([jpeg(jpeg_segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08\0\1" + bytes(20))), png(), docx(CHANGES)]),
    st.data(),
)
def test_whatever_is_broken_in_a_file_it_is_refused_or_bare_and_nothing_else_happens(
    content: bytes, data: st.DataObject
):
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(4, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(broken)))
    try:
        made = bare(bytes(broken[:cut]))
    except BareRefused:
        return
    assert made.ending in ("jpg", "png", "docx", "txt")
