"""Text and attribute values in, well-formed XML out; the only place of the DOCX writer that escapes anything."""

import re
from collections.abc import Mapping
from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"

# What a part with text may hold: its own words, formulas, and drawings.
NAMESPACES: Final = {"w": W, "r": R, "m": M, "wp": WP, "a": A, "pic": PIC}

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What XML 1.0, production [2] Char, leaves out: it cannot stand in a document, not even as a reference.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile(r"[&<>\x00-\x1f\x7f\xad\ud800-\udfff\ufffe\uffff]|^\s|\s$")
_TO_ESCAPE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_PIECES = re.compile("(\t|\r\n|\r|\n|\xad)")

Value = str | int


def _legal(value: str) -> str:
    """Replace what XML cannot hold: lone surrogates by U+FFFD, control characters by nothing."""
    return _ILLEGAL.sub(lambda match: "\ufffd" if match.group() >= "\ud800" else "", value)


def escape(value: str) -> str:
    """Escape character data."""
    return _legal(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: Value) -> str:
    """Escape an attribute's value, line breaks and tabs kept from normalisation (XML 1.0, 3.3.3)."""
    if isinstance(value, int):
        return str(value)
    if not _TO_ESCAPE.search(value):
        return value
    escaped = escape(value).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def element(name: str, attributes: Mapping[str, Value] | None = None, *children: str) -> str:
    """Build an element; the children are XML already."""
    opened = name
    if attributes:
        opened += "".join([f' {key}="{attribute(value)}"' for key, value in attributes.items()])
    if not children:
        return f"<{opened}/>"
    return f"<{opened}>{''.join(children)}</{name}>"


def val(name: str, value: Value) -> str:
    """Build `<w:name w:val="value"/>`, the commonest element of WordprocessingML."""
    return f'<w:{name} w:val="{attribute(value)}"/>'


def switch(name: str, on: bool) -> str:
    """Build an on/off property (ISO 29500-1, 17.17.4)."""
    return f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'


def content(text: str) -> str:
    """Build what stands in a run for a text: `w:t`, `w:tab` for tabs, `w:br` for line breaks, `w:softHyphen`."""
    # What is printable has no white space but U+0020; asking that is five times as fast as looking for what is not.
    plain = text.isprintable() and not ("&" in text or "<" in text or ">" in text)
    if (plain and text[:1] != " " and text[-1:] != " ") or not _NEEDS_CARE.search(text):
        return f"<w:t>{text}</w:t>"
    if "\t" in text or "\n" in text or "\r" in text or "\xad" in text:
        return "".join(map(_piece, _PIECES.split(text)))
    return _piece(text)


def _piece(text: str) -> str:
    match text:
        case "":
            return ""
        case "\t":
            return "<w:tab/>"
        case "\n" | "\r" | "\r\n":
            return "<w:br/>"
        case "\xad":
            return "<w:softHyphen/>"
        case _:
            escaped = escape(text)
            space = ' xml:space="preserve"' if escaped != escaped.strip() else ""
            return f"<w:t{space}>{escaped}</w:t>" if escaped else ""


def run(properties: str, text: str) -> str:
    """Build a run; `properties` is its `w:rPr`, or nothing."""
    return f"<w:r>{properties}{content(text)}</w:r>"


def part(name: str, namespaces: Mapping[str, str], *children: str) -> str:
    """Build a whole part with its root element; a prefix may be empty for the default namespace."""
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in namespaces.items()}
    return DECLARATION + element(name, declared, *children)
