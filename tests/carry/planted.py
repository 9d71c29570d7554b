"""Files with things planted in them that a copy must not have: made here letter by letter, so that a test knows each."""

import io
import zipfile
import zlib


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def jpeg(*planted: bytes, behind: bytes = b"", jfif: bool = True) -> bytes:
    """A grey picture of eight by eight pixels."""
    table = jpeg_segment(0xDB, b"\0" + b"\x10" * 64)
    frame = jpeg_segment(0xC0, b"\x08\x00\x08\x00\x08\x01\x01\x11\x00")
    codes = jpeg_segment(0xC4, b"\x00" + bytes((1,)) + bytes(15) + b"\x00")
    codes += jpeg_segment(0xC4, b"\x10" + bytes((1,)) + bytes(15) + b"\x00")
    scan = jpeg_segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x3f\xff\x00\x12"
    head = jpeg_segment(0xE0, b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c\x00\x00") if jfif else b""
    return b"\xff\xd8" + head + b"".join(planted) + table + frame + codes + scan + b"\xff\xd9" + behind


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(*planted: bytes, in_pixels: bytes = b"", behind: bytes = b"") -> bytes:
    """A picture of one by two pixels in colour."""
    head = b"\0\0\0\1\0\0\0\2\x08\x02\0\0\0"
    pixels = zlib.compress(b"\0\x10\x20\x30" * 2 + in_pixels)
    whole = (png_chunk(b"IHDR", head), *planted, png_chunk(b"IDAT", pixels), png_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole) + behind


def pdf(words: str, *, author: str = "", comment: str = "", under_a_bar: str = "") -> bytes:
    """One page with words, properties, a comment, and words under a black bar."""
    drawn = f"BT /F 24 Tf 60 700 Td ({words}) Tj ET BT /F 24 Tf 60 600 Td ({under_a_bar}) Tj ET 0 g 50 590 300 40 re f"
    things = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R]>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Type/Annot/Subtype/Text/Rect[400 700 420 720]/Contents({comment})/T({author})>>",
        f"<</Author({author})/Creator(Report.docx)/CreationDate(D:20310302)>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, thing in enumerate(things, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{thing}\nendobj\n".encode()
    begins = len(out)
    out += f"xref\n0 {len(things) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    return out + f"trailer\n<</Size {len(things) + 1}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{begins}\n%%EOF\n".encode()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="19050"/><wp:docPr id="1" name="C:/Nadia.png" '
    'descr="alt words of Nadia"/><a:graphic><a:graphicData uri="p"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Nadia"/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId5"/>{crop}</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)


def docx(body: str, *, picture: bytes = b"", crop: str = "", styles: str = "") -> bytes:
    """A Word document with this body, a style of a ministry's, a comment, properties, a link and a far template."""
    seen = body + (_PICTURE.format(crop=crop) if picture else "")
    lead = '<Relationship Id="{}" Type="' + _R + '/{}" Target="{}"/>'
    leads = [
        lead.format("rId1", "styles", "styles.xml"), lead.format("rId2", "comments", "comments.xml"),
        lead.format("rId3", "settings", "settings.xml"), lead.format("rId5", "image", "media/image1.bin"),
        lead.format("rId9", "hyperlink", "https" + "://example.org/Nadia").replace("/>", ' TargetMode="External"/>'),
    ]  # fmt: skip
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels.format(lead.format("rId1", "officeDocument", "word/document.xml")),
        "docProps/core.xml": "<core><creator>Nadia</creator></core>",
        "word/document.xml": f"<w:document {_SPACES}><w:body>{seen}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels.format("".join(leads)),
        "word/styles.xml": f'<w:styles {_SPACES}><w:style w:type="paragraph" w:customStyle="1" w:styleId="MinistryLetter">'
        '<w:name w:val="Letter of the Ministry"/><w:rsid w:val="00AB12CD"/></w:style>' + styles + "</w:styles>",
        "word/comments.xml": f'<w:comments {_SPACES}><w:comment w:id="0" w:author="Nadia"/></w:comments>',
        "word/settings.xml": f'<w:settings {_SPACES}><w:attachedTemplate r:id="fileserver"/></w:settings>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        if picture:
            made.writestr("word/media/image1.bin", picture)
    return out.getvalue()
