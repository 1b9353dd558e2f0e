"""What a reader sees, as a string without white space: of a page of HTML, and of what each writer makes."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from convert.model import (
    Blocks,
    Code,
    CodeBlock,
    Document,
    Figure,
    Inline,
    Inlines,
    Link,
    Ruby,
    Table,
    Text,
)
from convert.traverse import everything, parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN = frozenset(("script", "style", "template", "head", "title", "rp", "datalist", "noembed", "noframes"))
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")


def squeeze(text: str) -> str:
    """Text without blanks and characters nobody sees."""
    text = unicodedata.normalize("NFC", _BLANK.sub("", text))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Co", "Cs")).replace(
        "\ufffd", ""
    )


def of_html(html: str) -> str:
    """The visible text of a page or a part of one."""
    body = LexborHTMLParser("<!DOCTYPE html><body>" + html).body
    parts: list[str] = []

    def walk(node: object) -> None:
        child = node.child  # type: ignore[attr-defined]
        while child is not None:
            if child.tag == "-text":
                parts.append(child.text_content or "")
            elif child.tag not in _HIDDEN and not (child.tag or "-").startswith("-"):
                walk(child)
            child = child.next

    if body is not None:
        walk(body)
    return squeeze("".join(parts))


def of_docx(data: bytes) -> str:
    """The text of body and footnotes, in that order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [n for n in ("word/document.xml", "word/footnotes.xml") if n in package.namelist()]
        roots = [etree.fromstring(package.read(name)) for name in names]
    kinds = (f"{W}t", f"{W}tab", f"{W}br")
    return squeeze("".join(node.text or " " for root in roots for node in root.iter(*kinds)))


def missing(expected: str, actual: str) -> str:
    """What of `expected` does not stand in `actual` in the same order; empty when all does."""
    place = 0
    for index, character in enumerate(expected):
        found = actual.find(character, place)
        if found < 0:
            return expected[max(0, index - 10) : index + 20]
        place = found + 1
    return ""


def of_page(data: bytes) -> str:
    """The visible text of a page of HTML, as bytes."""
    return of_html(data.decode())


def of_txt(data: bytes) -> str:
    """Plain text."""
    return squeeze(data.decode())


def of_pdf(data: bytes) -> str:
    """The text of all pages, in the order of their content, as copying gives it."""
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return squeeze("".join(page.get_text() for page in pdf))


OF = {"docx": of_docx, "html": of_page, "pdf": of_pdf, "txt": of_txt}


def of_document(document: Document) -> str:
    """The text of a document of the model, without captions (they may stand above or below), references and formulas.

    What becomes of formulas, tests/formulas hold.
    """
    return squeeze("".join(_of_blocks(everything(document))))


def _of_blocks(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield block.text
        for part in parts(block):
            if not isinstance(block, Table | Figure):
                yield from map(_text, _flat(part.line))
            yield from _of_blocks(part.blocks)


def _flat(line: Inlines) -> Iterator[Inline]:
    for inline in line:
        yield inline
        if isinstance(inline, Link):
            yield from _flat(inline.children)
        elif isinstance(inline, Ruby):
            yield from _flat(inline.base)


def _text(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text):
            return text
        case _:
            return ""
