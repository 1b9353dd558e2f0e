"""Outputs as text that a person can compare: Word one paragraph a block, PDF page by page, HTML without its style sheet."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

import pymupdf
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KEPT_PARTS = ("word/document.xml", "word/footnotes.xml")
_FLAT = ("pPr", "rPr", "tcPr", "trPr", "tblPr", "sectPr")


def docx(data: bytes) -> str:
    """Body and footnotes, one element a line, properties folded into their element; then the names of the styles in use."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        rows = [row for part in _KEPT_PARTS if part in names for row in _part(part, package.read(part))]
        styles = etree.fromstring(package.read("word/styles.xml"))
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
    """Outline, fonts, characters in each colour, then the lines of each page."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        rows = [
            f"{len(document)} pages, {document[0].rect.width:.0f} x {document[0].rect.height:.0f} pt",
            "= outline",
        ]
        rows += [f"{'  ' * (level - 1)}{title} … {page}" for level, title, page in document.get_toc()]
        spans = [span for page in document for span in page.get_texttrace() if span["type"] == 0]
        sizes = Counter((span["font"], round(span["size"], 1)) for span in spans)
        rows += ["= faces", *sorted(f"{face} {size} pt" for face, size in sizes)]
        colors: Counter[str] = Counter()
        for span in spans:
            colors[_hex(span["color"])] += len(span["chars"])
        rows += ["= characters by colour", *(f"{color} {count}" for color, count in sorted(colors.items()))]
        for number, page in enumerate(document, 1):
            rows += [f"= page {number}", *page.get_text().rstrip().split("\n")]
    return "\n".join(rows) + "\n"


def _hex(color: tuple[float, ...]) -> str:
    channels = color if len(color) == 3 else (color[0],) * 3
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def html(data: bytes) -> str:
    """The page without the theme's sheet and with pictures by their length."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", data.decode(), flags=re.DOTALL)
    return re.sub(r'src="data:([\w/+-]+);base64,([^"]*)"', lambda m: f'src="data:{m[1]} {len(m[2])}"', text)


def txt(data: bytes) -> str:
    """As it is."""
    return data.decode()


DUMPS = {"docx": docx, "html": html, "pdf": pdf, "txt": txt}
