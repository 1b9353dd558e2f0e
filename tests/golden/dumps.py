"""Outputs as text that a person can compare: Word one element a line, PDF page by page, HTML without its theme's sheet."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

import pymupdf
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KEPT_PARTS = ("word/document.xml", "word/footnotes.xml")
_FURNITURE = re.compile(r"word/((?:header|footer)\d+)\.xml")
_KEPT_SETTINGS = ("mirrorMargins", "evenAndOddHeaders", "updateFields")
_FLAT = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "sectPr")


def docx(data: bytes) -> str:
    """Body, notes, headers and footers, one element a line, its properties beside it; then the styles in use."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        rows = [row for part in _KEPT_PARTS if part in names for row in _part(part, package.read(part))]
        rows += ["= headers and footers"]
        rows += [
            f"{match[1]}: {row}"
            for match in filter(None, map(_FURNITURE.fullmatch, names))
            for row in _furniture(etree.fromstring(package.read(match[0])))
        ]
        settings = etree.fromstring(package.read("word/settings.xml"))
        styles = etree.fromstring(package.read("word/styles.xml"))
    set_ = [etree.QName(child).localname for child in settings]
    rows += ["= settings", *(name for name in _KEPT_SETTINGS if name in set_)]
    used = set(re.findall(r"[pr]Style=(\S+?)[\s;>]", "\n".join(rows)))
    rows.append("= styles in use")
    rows += [
        f"{style.find(f'{{{_W}}}name').get(f'{{{_W}}}val')}: {_folded(style)}"
        for style in styles.iter(f"{{{_W}}}style")
        if style.get(f"{{{_W}}}styleId") in used
    ]
    return "\n".join(rows) + "\n"


def _part(name: str, data: bytes) -> Iterator[str]:
    yield f"= {name}"
    yield from _element(etree.fromstring(data), 0)


def _element(node: etree._Element, depth: int) -> Iterator[str]:
    tag = etree.QName(node).localname
    properties = [_folded(child) for child in node if etree.QName(child).localname in _FLAT]
    text = f" {node.text!r}" if node.text and tag in ("t", "instrText") else ""
    yield f"{'  ' * depth}{tag}{_attributes(node)}{''.join(f' <{p}>' for p in properties if p)}{text}"
    for child in node:
        if etree.QName(child).localname not in _FLAT:
            yield from _element(child, depth + 1)


def _furniture(part: etree._Element) -> Iterator[str]:
    """A header or footer, one paragraph a line: `{PAGE 1}` is a field and what stands in it."""
    for paragraph in part.findall(f".//{{{_W}}}p"):
        said = [_folded(child) for child in paragraph if etree.QName(child).localname == "pPr"]
        said += [_shape(node) for node in paragraph.findall(".//{*}Choice")]
        words = "".join(map(_furnished, paragraph.findall(f"{{{_W}}}r/{{{_W}}}*")))
        yield " ".join((*filter(None, said), repr(words)))


def _furnished(node: etree._Element) -> str:
    match etree.QName(node).localname:
        case "t":
            return node.text or ""
        case "tab":
            return "\t"
        case "instrText":
            return f"{{{(node.text or '').strip()} "
        case "fldChar" if node.get(f"{{{_W}}}fldCharType") == "end":
            return "}"
    return ""


def _shape(node: etree._Element) -> str:
    """A shape on one line: where it stands, how large it is, how many lines it has, what is written in it."""
    place = " ".join(node.xpath(".//*[local-name()='posOffset' or local-name()='align']/text()"))
    size = " x ".join(node.xpath("(.//*[local-name()='extent'])[1]/@*[name()='cx' or name()='cy']"))
    lines = len(node.xpath(".//*[local-name()='moveTo']"))
    words = "".join(node.xpath(".//*[local-name()='t']/text()"))
    return f"shape at {place}, {size} EMU, {lines} lines" + (f" {words!r}" if words else "")


def _attributes(node: etree._Element) -> str:
    return "".join(
        f" {etree.QName(key).localname}={value}" for key, value in node.attrib.items() if "space" not in key
    )


def _folded(node: etree._Element) -> str:
    """A property's children as `name=value; …`."""
    parts = []
    for child in node:
        name = etree.QName(child).localname
        values = [f"{etree.QName(key).localname}:{value}" for key, value in child.attrib.items()]
        only = child.get(f"{{{_W}}}val")
        inner = _folded(child)
        shown = (
            f"={only}"
            if len(values) == 1 and only is not None
            else f"({', '.join(values)})"
            if values
            else ""
        )
        parts.append(f"{name}{shown}{{{inner}}}" if inner else name + shown)
    return "; ".join(parts)


def pdf(data: bytes) -> str:
    """Pages and standards, outline, fonts, characters and drawings in each colour, then the lines of each page."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        rows = [_pages(document), *_standards(document), "= outline"]
        rows += [f"{'  ' * (level - 1)}{title} … {page}" for level, title, page in document.get_toc()]
        spans = [span for page in document for span in page.get_texttrace() if span["type"] == 0]
        sizes = Counter((span["font"], round(span["size"], 1)) for span in spans)
        rows += ["= faces", *sorted(f"{face} {size} pt" for face, size in sizes)]
        colors: Counter[str] = Counter()
        for span in spans:
            colors[_hex(span["color"])] += len(span["chars"])
        rows += ["= characters by colour", *(f"{color} {count}" for color, count in sorted(colors.items()))]
        drawn = Counter(kind for page in document for kind in _drawn(page))
        rows += ["= drawings", *(f"{kind} {count}" for kind, count in sorted(drawn.items()))]
        for number, page in enumerate(document, 1):
            rows += [f"= page {number}", *page.get_text().rstrip().split("\n")]
    return "\n".join(rows) + "\n"


def _pages(document: pymupdf.Document) -> str:
    sizes = Counter(f"{page.rect.width:.0f} x {page.rect.height:.0f} pt" for page in document)
    return f"{len(document)} pages, {', '.join(sizes)}"


def _standards(document: pymupdf.Document) -> Iterator[str]:
    """What the file says it keeps to, and in which language it is."""
    said = re.findall(r'(pdf(?:ua|a)id:\w+)(?:="|>)([^"<]+)', document.get_xml_metadata())
    yield ", ".join(f"{name} {value}" for name, value in said)
    yield f"PDF {document.metadata['format'].removeprefix('PDF ')}, {document.language}"


def _drawn(page: pymupdf.Page) -> Iterator[str]:
    """Lines by colour and width, grounds by colour."""
    for drawing in page.get_drawings():
        if "s" in drawing["type"]:
            yield f"{_hex(drawing['color'])} line of {drawing['width']:.2f} pt"
        if "f" in drawing["type"]:
            yield f"{_hex(drawing['fill'])} ground"


def _hex(color: tuple[float, ...]) -> str:
    channels = color if len(color) == 3 else (color[0],) * 3
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def html(data: bytes) -> str:
    """The page with no more of its sheet than the rules of marks, and with pictures by their length."""
    text = re.sub(r"<style>(.*?)</style>", _marks_alone, data.decode(), flags=re.DOTALL)
    return re.sub(r'src="data:([\w/+-]+);base64,([^"]*)"', lambda m: f'src="data:{m[1]} {len(m[2])}"', text)


def _marks_alone(sheet: re.Match[str]) -> str:
    return "\n".join(["<style>…", *re.findall(r"^\.mark-.*$", sheet[1], re.MULTILINE), "</style>"])


def txt(data: bytes) -> str:
    """As it is."""
    return data.decode()


DUMPS = {"docx": docx, "html": html, "pdf": pdf, "txt": txt}
