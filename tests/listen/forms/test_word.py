"""Word documents: what stands in them and nothing that was deleted; and no archive that bursts."""

import io
import zipfile
from datetime import date

import pytest

from wasata.errors import FormBroken, FormLocked, FormRefused, ListenError
from wasata.listen.intake import Incoming

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:creator>A. Writer</dc:creator>"
    "<dcterms:created>2024-01-05T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def p(*runs: str, style: str = "") -> str:
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}{''.join(f'<w:r><w:t>{r}</w:t></w:r>' if not r.startswith('<') else r for r in runs)}</w:p>"


def document(body: str, *, title: str = "", more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("word/document.xml", f"<?xml version='1.0'?><w:document {W}><w:body>{body}</w:body></w:document>")
        if title:
            z.writestr("docProps/core.xml", CORE.format(title=title))
        for name, data in (more or {}).items():
            z.writestr(name, data)
    return out.getvalue()


def test_paragraphs_come_in_order_with_their_breaks(one):
    text = one(
        document(p("The talks ", "go on.") + p("قالت الوزارة", "<w:r><w:br/></w:r>", "إن المحادثات مستمرة.")), "a.docx"
    ).text
    assert text == "The talks go on.\nقالت الوزارة\nإن المحادثات مستمرة."


def test_what_was_deleted_is_left_out_and_what_was_put_in_is_read(one):
    body = p("Thirteen", '<w:del w:id="1"><w:r><w:delText>Forty</w:delText></w:r></w:del>',
             '<w:ins w:id="2"><w:r><w:t> people</w:t></w:r></w:ins>', " were released.",
             '<w:r><w:instrText>PAGE 7</w:instrText></w:r>')  # fmt: skip
    body += '<w:moveFrom w:id="3"><w:p><w:r><w:t>moved away</w:t></w:r></w:p></w:moveFrom>'
    assert one(document(body), "a.docx").text == "Thirteen people were released."


def test_headers_footers_and_notes_are_left_out(one):
    more = {
        f"word/{n}.xml": f"<w:hdr {W}>{p('Page of 9')}</w:hdr>".encode()
        for n in ("header1", "footer1", "footnotes", "comments")
    }
    assert one(document(p("Words."), more=more), "a.docx").text == "Words."


def test_a_table_is_read_row_by_row_and_one_that_arranges_a_page_as_its_paragraphs(one):
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>"

    rows = f"<w:tr>{cell('Party')}{cell('Released')}</w:tr><w:tr>{cell('One')}{cell('13')}</w:tr>"
    arranged = f"<w:tr>{cell('A first paragraph.', 'A second one.')}</w:tr>"
    text = one(document(f"<w:tbl>{rows}</w:tbl>{p('Between.')}<w:tbl>{arranged}</w:tbl>"), "a.docx").text
    assert text == "Party | Released\nOne | 13\nBetween.\nA first paragraph.\nA second one."


def test_a_heading_above_everything_is_the_headline_and_a_day_by_itself_under_it_the_day(one):
    got = one(document(p("Prisoners freed", style="Heading1") + p("24 May 2023") + p("Words.")), "a.docx")
    assert (got.title, got.published, got.text) == ("Prisoners freed", date(2023, 5, 24), "24 May 2023\nWords.")
    later = one(document(p("Words.") + p("A part", style="Heading1") + p("More.")), "a.docx")
    assert (later.title, later.text) == (None, "Words.\nA part\nMore.")


def test_title_and_author_are_those_of_the_document_and_its_dates_are_no_publication(one):
    got = one(document(p("Words."), title="Pause extended"), "a.docx")
    assert (got.title, got.published, got.head["author"]) == ("Pause extended", None, "A. Writer")
    assert got.head["file_created"].startswith("2024-01-05")
    assert one(document(p("Words."), title="Document1"), "a.docx").title is None
    styled = one(document(p("The headline", style="Title") + p("Words."), title="From the file"), "a.docx")
    assert (styled.title, styled.text) == ("The headline", "Words.")


def test_a_head_in_the_text_states_the_day(one):
    body = "".join(map(p, ["---", "published: 2023-11-27", "outlet: Bulletin", "---", "Words."]))
    got = one(document(body), "a.docx")
    assert (got.published, got.outlet, got.text) == (date(2023, 11, 27), "Bulletin", "Words.")


def test_a_document_is_known_whatever_it_is_called(one):
    assert one(document(p("Words.")), "a.zip").text == "Words."
    assert one(document(p("Words.")), "report").text == "Words."


# hostile


def test_a_document_that_unpacks_without_end_is_refused(refused):
    assert isinstance(refused(document(p("a" * 60_000_000)), "bomb.docx"), FormRefused)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_and_nothing_is_opened(refused, head: str, encoding: str):
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{head}<w:document {W}><w:body>{p('&e;')}</w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", xml.encode(encoding))
    assert isinstance(refused(out.getvalue(), "e.docx"), FormRefused | FormBroken)


def test_elements_nested_without_end_are_read_or_refused(take):
    deep = "<w:sdt>" * 50_000 + p("Words.") + "</w:sdt>" * 50_000
    (item,) = take(document(deep), "deep.docx")
    assert isinstance(item, Incoming) or isinstance(item.error, ListenError)


def test_an_encrypted_document_is_refused_by_name(refused):
    assert isinstance(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "l.docx"), FormLocked)


def test_a_damaged_document_is_refused(refused):
    whole = document(p("Words."))
    for data in (whole[:-30], whole[:40], b"PK\x03\x04" + b"\0" * 80, document("<w:p>")):
        assert isinstance(refused(data, "d.docx"), FormBroken)
