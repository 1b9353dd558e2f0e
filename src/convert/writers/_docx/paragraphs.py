"""Runs in, a paragraph out: its style by name, and only what differs from the style as direct properties."""

import re

from convert.model import Align
from convert.writers._docx import properties, xml
from convert.writers._docx.ledger import Ledger, Marker, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import ParagraphStyle

_COLOR = r'w:(color|fill)="([0-9A-F]{6})"'


def paragraph(
    style: ParagraphStyle,
    runs: str,
    scope: Scope,
    ledger: Ledger,
    *,
    align: Align | None = None,
    keep: bool = False,
    pictured: bool = False,
) -> str:
    """Build a paragraph of a style at its place. `pictured`: it holds a picture, which an exact line would cut."""
    breaks = ledger.take_page_break() and not style.starts_page
    marker = scope.marker
    named = f'<w:pStyle w:val="{style.style_id}"/>'
    plain = scope.geometry == style.geometry and marker is None and align is None
    if plain and not (scope.parted or breaks or keep or scope.keep or pictured or scope.lead or scope.trail):
        return f"<w:p><w:pPr>{named}</w:pPr>{runs}</w:p>"
    found: Properties = {"pStyle": named}
    if breaks:
        found["pageBreakBefore"] = xml.switch("pageBreakBefore", True)
    if keep or scope.keep:
        found["keepNext"] = xml.switch("keepNext", True)
    if align is not None and align != style.look.align:
        found["jc"] = properties.alignment(align)
    if scope.apart and marker and style.contextual:
        found["contextualSpacing"] = xml.switch("contextualSpacing", False)
    _add_spacing(found, style, scope, pictured)
    _add_place(found, style, scope, align)
    before = marker.runs if marker else ""
    return f"<w:p>{properties.join_paragraph(found)}{before}{runs}</w:p>"


def _add_spacing(found: Properties, style: ParagraphStyle, scope: Scope, pictured: bool) -> None:
    """The container's margins where they are wider than the paragraph's, as margins collapse; below 0 they are none."""
    spacing: dict[str, xml.Value] = {}
    if scope.lead > style.before + 0.05:
        spacing["w:before"] = twips(scope.lead)
    elif scope.lead < 0 < style.before:
        spacing["w:before"] = 0
    if scope.trail > style.after + 0.05:
        spacing["w:after"] = twips(scope.trail)
    elif scope.trail < 0 < style.after:
        spacing["w:after"] = 0
    if pictured and style.look.line_height is None:
        spacing |= {"w:line": 240, "w:lineRule": "auto"}
    if spacing:
        found["spacing"] = xml.element("w:spacing", spacing)


def _add_place(found: Properties, style: ParagraphStyle, scope: Scope, align: Align | None) -> None:
    """Indents and borders where the paragraph does not stand where its style does."""
    marker = scope.marker if scope.marker and scope.marker.hang else None
    usual = style.inner
    here = usual if scope.geometry == style.geometry else scope.geometry.enter(style.look)
    hang = marker.hang if marker else style.hang
    indent: dict[str, xml.Value] = {}
    numbered_left = usual.left
    if marker and marker.properties:
        found["numPr"] = marker.properties
        numbered_left = marker.level_left
    if twips(here.left) != twips(numbered_left) or (marker and not marker.properties):
        indent["w:left"] = twips(here.left)
    if twips(here.right) != twips(usual.right):
        indent["w:right"] = twips(here.right)
    if marker:
        _hang(indent, marker, style)
    elif align in ("center", "right") and style.look.text_indent_pt:
        indent |= {"w:firstLineChars": 0, "w:firstLine": 0}
    if indent:
        found["ind"] = xml.element("w:ind", indent)
    if here.frame is None or (here is usual and hang == style.hang and not scope.parted):
        return
    borders = here.borders(hang)
    if scope.parted:
        borders = re.sub(_COLOR, _nudged, borders)
        if here.frame.background:
            found["shd"] = re.sub(_COLOR, _nudged, properties.shading(here.frame.background))
    if borders != usual.borders(style.hang):
        found["pBdr"] = borders


def _nudged(match: re.Match[str]) -> str:
    """Another colour that nobody can tell from the first: boxes with the same borders would become one in Word."""
    return f'w:{match[1]}="{int(match[2], 16) ^ 1:06X}"'


def _hang(indent: dict[str, xml.Value], marker: Marker, style: ParagraphStyle) -> None:
    own_indent = style.look.text_indent_pt and not style.hang
    if own_indent:
        # Characters win over points, also over a number's own indent.
        indent["w:firstLineChars"] = 0
    if indent or own_indent:
        indent["w:hanging"] = twips(marker.hang)


def spacer(points: float) -> str:
    """Build an empty paragraph of a height, to stand between what Word would join when it touches."""
    height: dict[str, xml.Value] = {
        "w:before": 0,
        "w:after": 0,
        "w:line": max(20, twips(points)),
        "w:lineRule": "exact",
    }
    spacing = xml.element("w:spacing", height)
    return f"<w:p><w:pPr>{spacing}</w:pPr></w:p>"
