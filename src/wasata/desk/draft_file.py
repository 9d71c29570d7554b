"""A version of the text as a file: a page for print, or a Word document, both languages side by side.

Danger: a file in which Arabic runs the wrong way; one that says more than the clauses (which options they stand for, who wrote
them, a note of ours); one of an invented case that does not say so.
Duty: the bytes of either form, made of the clauses and the name of the case alone.
Shape: a Word document is a zip of few parts, written here; the right-to-left column is said to be so in every paragraph and run.
No author, no hour and no program is named in it.
"""

import io
import zipfile
from html import escape
from xml.sax.saxutils import escape as xml

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.case import case_head
from wasata.desk.offer_stands import Version
from wasata.desk.told_beside import mark_of
from wasata.values import LANGS, Lang

FORMS = ("docx", "html")
_COLUMNS: tuple[Lang, ...] = ("ar", "en")
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OF_WORD}"/>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_FIRST = f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/>'
_EDGE = " ".join(f'w:{side}="1134"' for side in ("top", "right", "bottom", "left"))
_SHEET = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {_EDGE} w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
"""A sheet of A4."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The hour of every part in the zip: the same text gives the same bytes."""

_STYLE = """
*{box-sizing:border-box}
body{font:16px/1.7 "IBM Plex Sans","IBM Plex Sans Arabic","Noto Sans Arabic",sans-serif;color:#111;background:#fff;
margin:0 auto;max-width:60rem;padding:1rem}
h1{font-size:1.4rem}
table{inline-size:100%;border-collapse:collapse;table-layout:fixed}
td{vertical-align:top;padding:.6rem;border-block-start:1px solid #999;white-space:pre-wrap;overflow-wrap:anywhere}
th{padding:.3rem .6rem;text-align:start;color:#555;font-weight:600}
tr{break-inside:avoid}
b{display:block}
.m{text-align:center;font-size:.85rem;border:1px solid #111;padding:.3rem}
"""


def _named(desk: Desk, version: Version, lang: Lang) -> str:
    return words.say("draft.file_title", lang, case=case_head(desk, lang).name, n=version.number)


def _clause(version: Version, n: int, lang: Lang) -> tuple[str, str]:
    """The head and the words of a clause."""
    clause = version.clauses[n]
    head = f"{n + 1}." if not clause["title"] else f"{n + 1}. {clause['title'][lang]}"
    return head, clause["words"][lang]


def as_page(desk: Desk, version: Version, lang: Lang) -> bytes:
    """A page for print, whole in itself."""
    order = (lang, *(one for one in LANGS if one != lang))
    rows = []
    for n in range(len(version.clauses)):
        cells = []
        for tongue in order:
            head, told = _clause(version, n, tongue)
            cells.append(
                f'<td lang="{tongue}" dir="{words.direction(tongue)}"><b>{escape(head)}</b>{escape(told)}</td>'
            )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    heads = "".join(
        f'<th lang="{one}" dir="{words.direction(one)}">{escape(words.say("draft.in_this_language", one))}</th>'
        for one in order
    )
    title, mark = escape(_named(desk, version, lang)), mark_of(desk)
    band = f'<p class="m">{escape(mark)}</p>' if mark else ""
    return (
        f'<!doctype html><html lang="{lang}" dir="{words.direction(lang)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{band}<h1>{title}</h1><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></body></html>"
    ).encode()


# ---- Word


def as_word(desk: Desk, version: Version) -> bytes:
    """A Word document: a table of two columns, Arabic at the right."""
    mark = mark_of(desk)
    head = _paragraph(mark, "en", bold=True) if mark else ""
    head += "".join(_paragraph(_named(desk, version, lang), lang, bold=True) for lang in LANGS)
    rows = []
    for n in range(len(version.clauses)):
        cells = "".join(_cell(*_clause(version, n, lang), lang) for lang in _COLUMNS)
        rows.append(f"<w:tr>{cells}</w:tr>")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="888888"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        f'<w:tbl><w:tblPr><w:bidiVisual/><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="4800"/><w:gridCol w:w="4800"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    document = f'<w:document xmlns:w="{_NS}"><w:body>{head}{table}<w:p/>{_SHEET}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{_TYPES}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{_FIRST}</Relationships>',
        "word/document.xml": document,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, told in parts.items():
            file.writestr(zipfile.ZipInfo(name, _DAY), f"{_XML}{told}".encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _cell(head: str, told: str, lang: Lang) -> str:
    lines = "".join(_paragraph(line, lang) for line in told.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>{_paragraph(head, lang, bold=True)}{lines}</w:tc>'


def _paragraph(told: str, lang: Lang, *, bold: bool = False) -> str:
    """One paragraph in its own direction. Word keeps bold twice: of letters, and of those that run right to left."""
    rtl = lang == "ar"
    heavy = ("<w:b/><w:bCs/>" if bold else "") + ("<w:rtl/>" if rtl else "")
    tongue = '<w:lang w:bidi="ar-SA"/>' if rtl else '<w:lang w:val="en-GB"/>'
    plain = "".join(c for c in told if c == "\t" or ord(c) >= 32)
    return (
        f"<w:p><w:pPr>{'<w:bidi/>' if rtl else ''}</w:pPr><w:r><w:rPr>{heavy}{tongue}</w:rPr>"
        f'<w:t xml:space="preserve">{xml(plain)}</w:t></w:r></w:p>'
    )
