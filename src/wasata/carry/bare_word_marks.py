"""What Word may say in a bare copy: the elements that are kept, those whose contents are lifted out, those that are left out.

Danger: an element nobody thought of that carries a name.
Duty: the list. What stands in none of the three is refused if anything is to be read in it, and left out if not.
"""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_KEPT = """
    body p pPr r rPr t tab br cr noBreakHyphen softHyphen sym ptab fldChar instrText bdo dir
    tbl tblPr tblGrid gridCol tr trPr tblPrEx tc tcPr sectPr headerReference footerReference
    footnoteReference endnoteReference footnoteRef endnoteRef separator continuationSeparator footnote endnote

    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
    spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl

    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint color w kern position sz szCs
    highlight u effect bdr fitText vertAlign rtl cs em eastAsianLayout

    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing tblInd tblBorders
    tblLayout tblCellMar tblLook top left bottom right start end between bar insideH insideV tl2br tr2bl
    cnfStyle gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader
    tcW gridSpan hMerge vMerge tcBorders noWrap tcMar tcFitText vAlign hideMark

    footnotePr endnotePr type pgSz pgMar pgBorders lnNumType pgNumType cols col noEndnote titlePg rtlGutter docGrid
    numFmt numStart numRestart pos

    docDefaults rPrDefault pPrDefault style name basedOn next link qFormat tblStylePr
    abstractNum multiLevelType lvl start lvlRestart isLgl suff lvlText lvlJc num abstractNumId lvlOverride startOverride
"""
_LIFTED = "ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple"
_DROPPED = """
    del moveFrom delText delInstrText commentReference annotationRef bookmarkStart bookmarkEnd proofErr permStart permEnd
    lastRenderedPageBreak sdtPr sdtEndPr smartTagPr customXmlPr lang noProof webHidden specVanish vanish divId paperSrc
    latentStyles rsid nsid tmpl aliases uiPriority semiHidden unhideWhenUsed locked autoRedefine personal personalCompose
    personalReply printerSettings tblCaption tblDescription hidden numberingChange fldData ffData
"""
KEPT, LIFTED, DROPPED = (frozenset(names.split()) for names in (_KEPT, _LIFTED, _DROPPED))
DRAWN = frozenset(("drawing", "pict", "object", "altChunk", "subDoc", "control", "contentPart", "oMath", "oMathPara", "ruby",
                   "cellDel", "cellIns", "cellMerge", "movie"))  # fmt: skip
"""What is seen and cannot be written from a list: refused by name, but for pictures in the line."""

TOLD_AS = {
    "ins": "change", "del": "change", "moveTo": "change", "moveFrom": "change", "hyperlink": "link"
}  # fmt: skip
"""What leaving an element out is counted as, where it is told at all. Comments are counted where they stand."""


def local(piece: Element) -> str:
    """The name of an element without its namespace."""
    return str(piece.tag).rpartition("}")[2]


def fonts_of(theme: Element) -> dict[str, str]:
    """The fonts a theme stands for, by Word's names for them; without the theme they are written out."""
    found: dict[str, str] = {}
    for rank in ("major", "minor"):
        fonts = next(theme.iter(f"{A}{rank}Font"), None)
        if fonts is None:
            continue
        for piece, names in (("latin", ("HAnsi", "Ascii")), ("cs", ("Bidi",)), ("ea", ("EastAsia",))):
            font = fonts.find(f"{A}{piece}")
            for name in names:
                found[f"{rank}{name}"] = (font.get("typeface", "") if font is not None else "").strip()
    return found
