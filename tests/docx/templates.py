"""Templates for tests: Word files as several programs make them, and as none should."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{_MC}" xmlns:w15="{_W15}" mc:Ignorable="w15"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63382127070002"
    "b6010534a675aa0000000049454e44ae426082"
)

NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def style(style_id: str, name: str, base: str = "a", paragraph: str = "", run: str = "", **said: str) -> str:
    attributes = f'w:type="{said.get("kind", "paragraph")}" w:styleId="{style_id}"'
    attributes += ' w:default="1"' if said.get("default") else ""
    attributes += ' w:customStyle="1"' if said.get("custom") else ""
    inner = f'<w:name w:val="{name}"/>'
    inner += f'<w:aliases w:val="{said["aliases"]}"/>' if "aliases" in said else ""
    inner += f'<w:basedOn w:val="{base}"/>' if base else ""
    inner += f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    inner += f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:style {attributes}>{inner}</w:style>"


# As Chinese Word writes them: English names, ids of a letter or a number, an indent of two characters in the text itself.
CHINESE_STYLES = "".join(
    (
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
        'w:hAnsiTheme="minorHAnsi"/><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"),
        style("a", "Normal", "", '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'
              '<w:jc w:val="both"/>', default="1"),
        style("1", "heading 1", paragraph=f'{NO_INDENT}<w:jc w:val="center"/>', run='<w:b/><w:sz w:val="44"/>', aliases="章标题,H1"),
        style("2", "heading 2", paragraph='<w:numPr><w:numId w:val="2"/></w:numPr>', run='<w:sz w:val="32"/>'),
        style("a0", "Default Paragraph Font", "", kind="character", default="1"),
        style("a1", "Normal Table", "", kind="table", default="1"),
        style("a4", "List Paragraph", paragraph='<w:ind w:firstLineChars="200" w:firstLine="420"/>'),
        style("a5", "footnote text", paragraph=NO_INDENT, run='<w:sz w:val="18"/>'),
        style("a6", "footnote reference", "a0", run='<w:vertAlign w:val="superscript"/>', kind="character"),
        style("Quote", "表注", custom="1"),
        style("a9", "引用", paragraph='<w:ind w:left="420" w:right="420" w:firstLineChars="0" w:firstLine="0"/>',
              run='<w:color w:val="00B050"/>', custom="1"),
        style("MR", "Mark Red", "a0", run='<w:color w:val="990000"/>', kind="character", custom="1"),
    )
)  # fmt: skip
NUMBERING = (
    '<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num>'
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:headerReference w:type="first" r:id="rId8"/>'
    '<w:headerReference w:type="even" r:id="rId9"/><w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
    '<w:pgSz w:w="10433" w:h="14742"/><w:pgMar w:top="1440" w:right="1134" w:bottom="1440" w:left="1134" w:header="851" '
    'w:footer="992" w:gutter="0"/><w:pgNumType w:start="5"/><w:cols w:space="425"/><w:titlePg/></w:sectPr>'
)
_FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>旧注</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>封底的注</w:t></w:r></w:p></w:footnote>'
)
_PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="9525" '
    'cy="9525"/><wp:docPr id="7" name="徽" descr="徽"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)  # fmt: skip


def _part(name: str, inner: str) -> str:
    return f"{_HEAD}<w:{name} {_NAMES}>{inner}</w:{name}>"


def _relations(*rows: tuple[str, str]) -> str:
    found = (
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if ":" in target else "")
        + "/>"
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{"".join(found)}</Relationships>'


def chinese_parts(body: str = "<w:p><w:r><w:t>旧的正文</w:t></w:r></w:p>") -> dict[str, str | bytes]:
    """The parts of a template, but for its content types; its parts have other names than ours."""
    header = "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>{}</w:t></w:r><w:r>{}</w:r></w:p>"  # fmt: skip
    return {
        "_rels/.rels": _relations(("officeDocument", "word/document2.xml")),
        "word/document2.xml": _part(
            "document", f'<w:background w:color="FFFBE6"/><w:body>{body}{SECTION}</w:body>'
        ),
        "word/_rels/document2.xml.rels": _relations(
            ("styles", "styles2.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
            ("footnotes", "footnotes.xml"), ("customXml", "../customXml/item1.xml"), ("image", "media/image3.png"),
            ("header", "header1.xml"), ("header", "header2.xml"), ("header", "header3.xml"),
        ),
        "word/styles2.xml": _part("styles", CHINESE_STYLES),
        "word/numbering.xml": _part("numbering", NUMBERING),
        "word/settings.xml": _part(
            "settings",
            '<w:zoom w:percent="120"/><w:attachedTemplate r:id="rId1"/><w:evenAndOddHeaders/>'
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr><w:compat><w:spaceForUL/>'
            '<w:useFELayout/></w:compat><w15:docId w15:val="{8D9C1A2B-1111-2222-3333-444455556666}"/>',
        ),
        "word/_rels/settings.xml.rels": _relations(("attachedTemplate", "file:///C:/school.dotx")),
        "word/footnotes.xml": _part("footnotes", _FOOTNOTES),
        "customXml/item1.xml": '<?xml version="1.0"?><school xmlns="urn:x"/>',
        "word/header1.xml": _part("hdr", header.format("第一中学", _PICTURE)),
        "word/_rels/header1.xml.rels": _relations(("image", "media/image9.png")),
        "word/header2.xml": _part("hdr", header.format("首页", "")),
        "word/header3.xml": _part("hdr", header.format("双页", "")),
        "word/media/image3.png": PIXEL,
        "word/media/image9.png": PIXEL,
    }  # fmt: skip


def packed(parts: Mapping[str, str | bytes], main: str = "document.main+xml") -> bytes:
    """Pack the parts of a template with their content types."""
    kinds = {
        "document2": main,
        "styles2": "styles+xml",
        "header1": "header+xml",
        "header2": "header+xml",
        "header3": "header+xml",
    }
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{kinds.get(name, f"{name}+xml")}"/>'
        for name in (*kinds, "numbering", "settings", "footnotes")
    ).replace(f"{_WORD}application", "application")
    types = (
        f'{_HEAD}<Types xmlns="{_PACKAGE}content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{rows}</Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def chinese(**changes: str | bytes) -> bytes:
    """A template as Chinese Word makes it; `body` is what stands in its text."""
    return packed(chinese_parts(**changes))  # type: ignore[arg-type]
