"""Bare Word documents: the letter as it reads with every change accepted, written anew.

Danger: a sentence that was struck and is still there; the name beside a comment; the part of a picture that was cut off; the
number by which Word knows two files to be of one hand.
Duty: paragraphs, tables, lists, headers, notes and upright pictures, from a list of what Word may say of them; styles by names
of ours. Names, hours, comments, struck and hidden words, links, fields, properties stay behind. What is neither on the list
nor harmless to leave out is refused by its name: a chart, a drawn shape, a cropped picture, a file within the file.
Shape: parts are read with bounds, without document types, and written with one fixed hour. `bare_word_marks` holds the list.
"""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from wasata.carry.bare_letters import seen
from wasata.carry.bare_pictures import bare_jpeg, bare_png
from wasata.carry.bare_word_marks import DRAWN, DROPPED, KEPT, LIFTED, MC, PIC, TOLD_AS, WP, A, R, W, fonts_of, local
from wasata.errors import BareRefused
from wasata.words import Key

MAX_PART = 24 * 1024 * 1024
MAX_IN_ALL = 96 * 1024 * 1024
"""What all parts that are read may unpack to: an archive of twenty megabytes can hold a flood."""
MAX_PARTS = 400
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_HOUR = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STANDING = {
    "styles": "styles.xml",
    "numbering": "numbering.xml",
    "footnotes": "footnotes.xml",
    "endnotes": "endnotes.xml",
}
"""Parts a document has once; headers and footers it may have several of."""
_OURS = re.compile(r"(?i)normal( table)?|heading \d|(sub)?title|header|footer|(foot|end)note (text|reference)|table grid|no list|"
                   r"default paragraph font|list( paragraph| bullet| number)?( \d)?|quote|caption|toc \d|hyperlink")  # fmt: skip
"""Names of styles that every Word has; any other may be a ministry's."""
_UNTOLD = frozenset(("author", "date", "initials", "themeColor", "themeFill", "themeTint", "themeShade", "themeFillTint",
                     "themeFillShade", "tplc", "printerSettings"))  # fmt: skip
"""Words of formatting that tell of a person or a file, or that mean nothing without the theme."""
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, LookupError, struct.error, zlib.error, RuntimeError)
"""What a damaged archive, a part that is missing or one nested without end makes."""
_PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES"))


def _refused(why: str, value: str = "DOCX") -> BareRefused:
    return BareRefused(why=Key(f"contact.bare.why.{why}"), value=value)


def bare_word(data: bytes) -> tuple[bytes, dict[str, int]]:
    """The letter in a Word document.

    Raises:
        BareRefused: it is no sound Word document, or holds something that can neither be kept bare nor be left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _Copy(parts).made()
    except _BROKEN as error:
        raise _refused("broken") from error


@dataclass
class _Part:
    """A part being written: its name, its content type's end, the new content, and what it leads to, by id."""

    name: str
    kind: str
    root: Element
    leads: list[tuple[str, str, str]] = field(default_factory=list)


class _Copy:
    """One document being copied."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self.parts = parts
        self.names = set(parts.namelist())
        if len(self.names) > MAX_PARTS or "[Content_Types].xml" not in self.names:
            raise _refused("broken")
        self.read = 0
        self.taken: dict[str, int] = {}
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.made_parts: list[_Part] = []
        self.styles: dict[str, str] = {}
        self.hidden_styles: frozenset[str] = frozenset()

    def made(self) -> tuple[bytes, dict[str, int]]:
        main = next((t for _, kind, t in self._leads("") if kind == "officeDocument"), "")
        if not main.startswith("word/"):
            raise _refused("kind", "ZIP")
        leads = self._leads(main)
        theme = next((t for _, kind, t in leads if kind == "theme"), "")
        self.fonts = fonts_of(self._xml(theme)) if theme in self.names else {}
        styles = next((t for _, kind, t in leads if kind == "styles"), "")
        if styles in self.names:
            self._know_styles(self._xml(styles))
        document = self._part(main, "document.xml", "document.main+xml")
        for kind, name in _STANDING.items():
            there = next((t for _, k, t in leads if k == kind), "")
            if there in self.names:
                part = self._part(there, name, f"{kind}+xml")
                document.leads.append((f"s{len(document.leads)}", kind, part.name))
        self._count_left_out()
        return self._packed(), self.taken

    # reading

    def _read(self, name: str) -> bytes:
        told = self.parts.getinfo(name)
        if told.flag_bits & 1:
            raise _refused("locked")
        with self.parts.open(told) as f:
            content = f.read(MAX_PART + 1)
        self.read += len(content)
        if len(content) > MAX_PART or self.read > MAX_IN_ALL:
            raise _refused("large")
        return content

    def _xml(self, name: str) -> Element:
        content = self._read(name)
        if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", content, re.I) or content.startswith(
            (b"\xff\xfe", b"\xfe\xff", b"<\0")
        ):
            raise _refused("broken")
        try:
            root = ElementTree.fromstring(content)  # noqa: S314 (no document type, so no entity is ever expanded)
        except ParseError as error:
            raise _refused("broken") from error
        if "purl.oclc.org" in root.tag:
            raise _refused("strict")
        return root

    def _leads(self, name: str) -> list[tuple[str, str, str]]:
        """Where a part leads: id, the end of its kind, the part; links to elsewhere have no part."""
        folder, _, last = name.rpartition("/")
        rels = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
        if rels not in self.names:
            return []
        found = []
        for lead in self._xml(rels):
            target = lead.get("Target", "")
            outside = lead.get("TargetMode") == "External"
            there = "" if outside else target.lstrip("/") if target.startswith("/") else _joined(folder, target)
            found.append((lead.get("Id", ""), lead.get("Type", "").rpartition("/")[2], there))
        return found

    def _know_styles(self, root: Element) -> None:
        """Gives each style a name of ours, and learns which of them hide words."""
        hiding, above = set(), {}
        for n, style in enumerate(root.iter(f"{W}style"), 1):
            own = style.get(f"{W}styleId", "")
            based = style.find(f"{W}basedOn")
            above[own] = based.get(f"{W}val", "") if based is not None else ""
            self.styles[own] = own if re.fullmatch(r"Normal|Heading[1-9]|TableNormal|TableGrid", own) else f"s{n}"
            if _says(style.find(f"{W}rPr"), "vanish"):
                hiding.add(own)
        for own in above:
            at, seen = own, set()
            while at and at not in seen:
                seen.add(at)
                if at in hiding:
                    hiding.add(own)
                at = above.get(at, "")
        self.hidden_styles = frozenset(hiding)

    # writing anew

    def _part(self, source: str, name: str, kind: str) -> _Part:
        leads = {ident: (what, there) for ident, what, there in self._leads(source)}
        root = self._xml(source)
        part = _Part(name, kind, Element(root.tag))
        self.made_parts.append(part)
        if root.tag == f"{W}styles":
            self._name_styles(root)
        part.root.extend(self._children(root, part, leads, _Fields(root)))
        return part

    def _name_styles(self, root: Element) -> None:
        for n, style in enumerate(root.iter(f"{W}style"), 1):
            name = style.find(f"{W}name")
            if (
                name is not None
                and self.styles[style.get(f"{W}styleId", "")] == f"s{n}"
                and style.get(f"{W}customStyle")
            ):
                name.set(f"{W}val", f"Style {n}")

    def _children(self, old: Element, part: _Part, leads: "_Leads", fields: "_Fields") -> list[Element]:
        made: list[Element] = []
        for child in old:
            made += self._element(child, part, leads, fields)
        return made

    def _element(self, old: Element, part: _Part, leads: "_Leads", fields: "_Fields") -> list[Element]:
        """What stands in the copy for an element: itself made bare, what was in it, or nothing."""
        name = local(old)
        if old.tag == f"{MC}AlternateContent" or (name in DRAWN and old.tag != f"{W}drawing"):
            raise _refused("drawn", name)
        if not old.tag.startswith(W):
            if _has_words(old):
                raise _refused("element", name)
            return []
        if name == "drawing":
            return [self._drawing(old, part, leads)]
        if name in LIFTED:
            self._take(TOLD_AS.get(name, ""))
            return self._children(old, part, leads, fields)
        if name in DROPPED or name.endswith(("Change", "RangeStart", "RangeEnd")):
            self._take(TOLD_AS.get(name, "change" if name.endswith("Change") else ""))
            return []
        if name not in KEPT:
            if _has_words(old):
                raise _refused("element", name)
            return []
        if name == "tr" and _struck(old):
            self._take("change")
            return []
        if name in ("r", "p") and self._is_hidden(old):
            self._take("hidden")
            return [] if name == "r" else [Element(old.tag)]
        if name in ("fldChar", "instrText", "t", "tab", "br") and not fields.shows(old):
            return []
        return [self._kept(old, part, leads, fields)]

    def _kept(self, old: Element, part: _Part, leads: "_Leads", fields: "_Fields") -> Element:
        new, name = Element(old.tag), local(old)
        for key, value in old.attrib.items():
            if key.startswith(W) and not local_name(key).startswith("rsid"):
                self._attribute(new, name, local_name(key), value)
            elif key == f"{R}id" and name in ("headerReference", "footerReference"):
                self._lead_to(new, name.removesuffix("Reference"), value, part, leads)
            elif key == "{http://www.w3.org/XML/1998/namespace}space":
                new.set(key, "preserve")
        if name in ("headerReference", "footerReference") and f"{R}id" not in new.attrib:
            return Element(f"{W}pgNumType")  # it led nowhere
        if name in ("t", "instrText"):
            new.text = "".join(map(seen, re.split("([\n\t])", old.text or "")))
        new.extend(self._children(old, part, leads, fields))
        return new

    def _attribute(self, new: Element, name: str, key: str, value: str) -> None:
        """One word of formatting. Names of styles become ours, fonts of the theme become themselves."""
        if key in _UNTOLD:
            return
        if name == "rFonts" and key.endswith("heme"):
            if self.fonts.get(value):
                new.set(W + key.removesuffix("Theme").replace("cstheme", "cs"), self.fonts[value])
            return
        if key == "styleId" or (key == "val" and name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")):
            value = self.styles.get(value, "Normal")
        new.set(W + key, value)

    def _lead_to(self, new: Element, kind: str, ident: str, part: _Part, leads: "_Leads") -> None:
        what, there = leads.get(ident, ("", ""))
        if what != kind or there not in self.names:
            return
        n = sum(p.name.startswith(kind) for p in self.made_parts) + 1
        made = self._part(there, f"{kind}{n}.xml", f"{kind}+xml")
        own = f"{kind[0]}{n}"
        part.leads.append((own, kind, made.name))
        new.set(f"{R}id", own)

    def _drawing(self, old: Element, part: _Part, leads: "_Leads") -> Element:
        """A picture in the line of the text, of its old size; its name, its words for the blind and its links are gone."""
        blips, extents = list(old.iter(f"{A}blip")), list(old.iter(f"{WP}extent"))
        if len(blips) != 1 or not extents or len(list(old.iter(f"{PIC}pic"))) != 1:
            raise _refused("drawn", "drawing")
        if any(int(cut or 0) for rect in old.iter(f"{A}srcRect") for cut in rect.attrib.values()):
            raise _refused("cropped")
        _, there = leads.get(blips[0].get(f"{R}embed", ""), ("", ""))
        if there not in self.names:
            raise _refused("drawn", "blip")
        own, name = f"i{len(part.leads)}", self._picture(there)
        part.leads.append((own, "image", name))
        return _inline(extents[0].get("cx", "0"), extents[0].get("cy", "0"), own, n=len(self.pictures))

    def _picture(self, there: str) -> str:
        if there not in self.pictures:
            content = self._read(there)
            if content.startswith(b"\xff\xd8"):
                (made, taken), ending = bare_jpeg(content), "jpeg"
            elif content.startswith(b"\x89PNG"):
                (made, taken), ending = bare_png(content), "png"
            else:
                raise _refused("picture", there.rpartition(".")[2].upper()[:8])
            for what, n in taken.items():
                self._take(what, n)
            self.pictures[there] = (f"media/image{len(self.pictures) + 1}.{ending}", made)
        return self.pictures[there][0]

    def _is_hidden(self, old: Element) -> bool:
        about = old.find(f"{W}{local(old)}Pr")
        style = about.find(f"{W}{local(old)}Style") if about is not None else None
        if style is not None and style.get(f"{W}val") in self.hidden_styles:
            return True
        return local(old) == "r" and _says(about, "vanish")

    def _take(self, what: str, n: int = 1) -> None:
        if what and n:
            self.taken[what] = self.taken.get(what, 0) + n

    def _count_left_out(self) -> None:
        """What of the file has no place in the copy at all."""
        for name in self.names:
            if name.startswith("docProps/") or "customXml/" in name:
                self._take("thumbnail" if "thumbnail" in name else "properties")
            elif "comments" in name and name.endswith("comments.xml"):
                self._take("comment", len(list(self._xml(name))))
            elif name.endswith("vbaProject.bin"):
                self._take("program")
            elif name.startswith(("word/embeddings/", "word/activeX/")):
                self._take("file")

    def _packed(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:

            def put(name: str, content: bytes) -> None:
                told = zipfile.ZipInfo(name, _HOUR)
                told.compress_type = zipfile.ZIP_DEFLATED
                told.create_system = 0
                made.writestr(told, content)

            put("[Content_Types].xml", self._types())
            put("_rels/.rels", _rels([("r1", "officeDocument", "word/document.xml")]))
            for part in self.made_parts:
                put(f"word/{part.name}", ElementTree.tostring(part.root, "UTF-8", xml_declaration=True))
                if part.leads:
                    put(f"word/_rels/{part.name}.rels", _rels(part.leads))
            for name, content in self.pictures.values():
                put(f"word/{name}", content)
        return out.getvalue()

    def _types(self) -> bytes:
        plain = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "jpeg": "image/jpeg",
            "png": "image/png",
        }
        told = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in plain.items()]
        told += [
            f'<Override PartName="/word/{part.name}" ContentType="{_WORD_TYPE}.{part.kind}"/>'
            for part in self.made_parts
        ]
        return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{"".join(told)}</Types>'.encode()


_Leads = dict[str, tuple[str, str]]


class _Fields:
    """Which pieces of a part are shown: of a field its last result, and of the number of a page the field itself."""

    def __init__(self, root: Element) -> None:
        self.unseen: set[int] = set()
        open_: list[dict[str, list[Element]]] = []
        for piece in root.iter():
            name = local(piece)
            if name == "fldChar":
                kind = piece.get(f"{W}fldCharType")
                if kind == "begin":
                    open_.append({"marks": [piece], "asked": [], "shown": []})
                elif open_ and kind == "separate":
                    open_[-1]["marks"].append(piece)
                    open_[-1]["shown"].append(piece)
                elif open_ and kind == "end":
                    self._close(open_.pop(), piece)
                else:
                    self.unseen.add(id(piece))
            elif open_ and name == "instrText":
                open_[-1]["asked"].append(piece)
            elif (open_ and name in ("t", "tab", "br") and not open_[-1]["shown"]) or name == "instrText":
                self.unseen.add(id(piece))
        for left in open_:
            self.unseen.update(map(id, (*left["marks"], *left["asked"])))

    def _close(self, of: dict[str, list[Element]], end: Element) -> None:
        asked = "".join(piece.text or "" for piece in of["asked"]).split()
        if not (asked and asked[0].upper() in _PAGE_FIELDS and len(asked) <= 3):
            self.unseen.update(map(id, (*of["marks"], *of["asked"], end)))

    def shows(self, piece: Element) -> bool:
        return id(piece) not in self.unseen


def _inline(wide: str, high: str, ident: str, *, n: int) -> Element:
    """A picture in the line."""
    if not (wide.isdigit() and high.isdigit()):
        raise _refused("drawn", "extent")
    size, named = {"cx": wide, "cy": high}, {"id": str(n), "name": f"Picture {n}"}

    def grow(tag: str, told: dict[str, str] | None = None, *inside: Element) -> Element:
        made = Element(tag, told or {})
        made.extend(inside)
        return made

    blip = grow(
        f"{PIC}blipFill", None, grow(f"{A}blip", {f"{R}embed": ident}), grow(f"{A}stretch", None, grow(f"{A}fillRect"))
    )
    about = grow(f"{PIC}nvPicPr", None, grow(f"{PIC}cNvPr", named), grow(f"{PIC}cNvPicPr"))
    place = grow(f"{A}xfrm", None, grow(f"{A}off", {"x": "0", "y": "0"}), grow(f"{A}ext", size))
    shape = grow(f"{PIC}spPr", None, place, grow(f"{A}prstGeom", {"prst": "rect"}, grow(f"{A}avLst")))
    picture = grow(f"{PIC}pic", None, about, blip, shape)
    data = grow(f"{A}graphic", None, grow(f"{A}graphicData", {"uri": PIC.strip("{}")}, picture))
    inline = grow(f"{WP}inline", None, grow(f"{WP}extent", size), grow(f"{WP}docPr", named), data)
    return grow(f"{W}drawing", None, inline)


def _says(about: Element | None, what: str) -> bool:
    """Whether formatting says so: there, and not switched off."""
    found = about.find(f"{W}{what}") if about is not None else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def _struck(row: Element) -> bool:
    about = row.find(f"{W}trPr")
    return about is not None and about.find(f"{W}del") is not None


def _has_words(piece: Element) -> bool:
    """Whether something to be read or seen is in an element that the list does not know."""
    seen = DRAWN | {"t", "drawing", "sym"}
    return any(local(p) in seen or (p.text or "").strip() for p in piece.iter())


def local_name(name: str) -> str:
    return name.rpartition("}")[2]


def _joined(folder: str, target: str) -> str:
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _rels(leads: list[tuple[str, str, str]]) -> bytes:
    """Where a part leads. Every word in it is ours."""
    told = (f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in leads)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(told)}</Relationships>'.encode()


for _prefix, _space in (("w", W), ("r", R), ("a", A), ("pic", PIC), ("wp", WP)):
    ElementTree.register_namespace(_prefix, _space.strip("{}"))
