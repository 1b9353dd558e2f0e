"""Runs in, a paragraph out: its style by name, and only what differs from the style as direct properties."""

import re

from convert.model import NO_FRAME, Align, Frame
from convert.writers._docx import properties, xml
from convert.writers._docx.geometry import Geometry
from convert.writers._docx.ledger import Ledger, Marker, Scope
from convert.writers._docx.measure import twips
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import ParagraphStyle

# What takes a paragraph out of the list that its style counts in.
_UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_COLOR = r'w:(color|fill)="([0-9A-F]{6})"'


def paragraph(
    style: ParagraphStyle,
    runs: str,
    scope: Scope,
    ledger: Ledger,
    *,
    align: Align | None = None,
    frame: Frame = NO_FRAME,
    roomy: bool = False,
    tabs: str = "",
) -> str:
    """Build a paragraph of a style at its place, with its tab stops if it has some of its own.

    `align` and `frame` are what the author said; `roomy`: something in it is taller than an exact line, which would cut it.
    """
    breaks = ledger.take_page_break() and not style.starts_page
    marker = scope.marker
    turned = scope.from_right is not ledger.sheet.from_right
    named = f'<w:pStyle w:val="{style.style_id}"/>'
    plain = scope.geometry == style.geometry and marker is None and align is None and frame is NO_FRAME
    plain = plain and not style.numbered and not tabs
    if plain and not (scope.parted or breaks or scope.keep or roomy or turned or scope.lead or scope.trail):
        return f"<w:p><w:pPr>{named}</w:pPr>{runs}</w:p>"
    found: Properties = {"pStyle": named}
    if breaks:
        found["pageBreakBefore"] = xml.switch("pageBreakBefore", True)
    if scope.keep:
        found["keepNext"] = xml.switch("keepNext", True)
    if tabs:
        found["tabs"] = tabs
    if turned:
        found["bidi"] = xml.switch("bidi", scope.from_right)
    if align is not None:
        placed = properties.alignment(align, scope.from_right)
        if placed != properties.alignment(style.look.align):
            found["jc"] = placed
    apart = bool(scope.apart and marker and style.contextual)
    if apart:
        found["contextualSpacing"] = xml.switch("contextualSpacing", False)
    _add_spacing(found, style, scope, roomy, apart)
    _add_place(found, style, scope, ledger, align, frame)
    before = marker.runs if marker else ""
    return f"<w:p>{properties.join_paragraph(found)}{before}{runs}</w:p>"


def _add_spacing(found: Properties, style: ParagraphStyle, scope: Scope, roomy: bool, apart: bool) -> None:
    """The container's margins where they are wider than the paragraph's, as margins collapse; below 0 they are none."""
    spacing: dict[str, xml.Value] = {}
    if scope.lead > style.before + 0.05:
        spacing["w:before"] = twips(scope.lead)
    elif scope.lead < 0 < style.before:
        spacing["w:before"] = 0
    if scope.trail > style.after + 0.05:
        spacing["w:after"] = twips(scope.trail)
    elif scope.trail < 0 < style.after or (apart and not scope.trail):
        spacing["w:after"] = 0
    if roomy and style.look.line_height is None:
        spacing |= {"w:line": twips(style.look.line_height_pt), "w:lineRule": "atLeast"}
    if spacing:
        found["spacing"] = xml.element("w:spacing", spacing)


def _add_place(
    found: Properties, style: ParagraphStyle, scope: Scope, ledger: Ledger, align: Align | None, frame: Frame
) -> None:
    """Indents and borders where the paragraph does not stand where its style does."""
    marker = scope.marker if scope.marker and scope.marker.hang else None
    usual = here = style.inner
    if scope.geometry != style.geometry or frame is not NO_FRAME:
        here = scope.geometry.enter(properties.framed(style.look, frame, scope.from_right))
    hang = marker.hang if marker else style.hang
    indent: dict[str, xml.Value] = {}
    numbered_left = usual.left
    if style.numbered and not (marker and marker.properties):
        found["numPr"] = _UNNUMBERED
        indent |= {"w:left": twips(here.left)} | ({} if marker else {"w:firstLine": 0})
    if marker and marker.properties:
        found["numPr"] = marker.properties
        numbered_left = marker.level_left
    if _differ(here.left, numbered_left) or (marker and not marker.properties):
        indent["w:left"] = twips(here.left)
    if _differ(here.right, usual.right):
        indent["w:right"] = twips(here.right)
    if marker:
        _hang(indent, marker, style)
    elif align in ("center", "right") and style.look.text_indent_pt:
        indent |= {"w:firstLineChars": 0, "w:firstLine": 0}
    if indent:
        found["ind"] = xml.element("w:ind", indent)
    turned = scope.from_right is not ledger.sheet.from_right
    if here is not usual or hang != style.hang or scope.parted or turned:
        _add_frame(found, here, usual, hang, style.hang, scope, ledger)


def _differ(one: float, other: float) -> bool:
    """Whether two lengths in points are two for Word."""
    return one != other and twips(one) != twips(other)


def _add_frame(
    found: Properties, here: Geometry, usual: Geometry, hang: float, usual_hang: float, scope: Scope, ledger: Ledger
) -> None:  # fmt: skip
    """Borders and paper of the innermost box around a paragraph, where they are not those of its style."""
    if here.frame is None:
        return
    borders = here.borders(hang, scope.from_right)
    paper = _paper(here)
    if scope.parted:
        borders, paper = (re.sub(_COLOR, _nudged, part) for part in (borders, paper))
    if borders != usual.borders(usual_hang, ledger.sheet.from_right):
        found["pBdr"] = borders
    if paper != _paper(usual):
        found["shd"] = paper


def _paper(place: Geometry) -> str:
    return properties.shading(place.frame.background) if place.frame and place.frame.background else ""


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


def spacer(points: float, *, new_page: bool = False) -> str:
    """Build an empty paragraph of a height, to stand between what Word would join when it touches."""
    height: dict[str, xml.Value] = {
        "w:before": 0,
        "w:after": 0,
        "w:line": max(20, twips(points)),
        "w:lineRule": "exact",
    }
    start = xml.switch("pageBreakBefore", True) if new_page else ""
    return f"<w:p><w:pPr>{start}{xml.element('w:spacing', height)}</w:pPr></w:p>"
