"""Computed styles in, run and paragraph properties out, in the order the schema fixes (ISO 29500-1, 17.3.1.26, 17.3.2.28).

Properties are a dict from an element's local name to the element; `join` puts them in order.
"""

from collections.abc import Mapping
from typing import TypeVar

from convert.css.computed import ComputedStyle
from convert.model import NO_FRAME, Align, Border, Color, Emphasis, Frame, LineStyle, Sides
from convert.record import replace
from convert.writers._docx import xml
from convert.writers._docx.fonts import Faces
from convert.writers._docx.measure import border_space, eighths, half_points, twips

Properties = dict[str, str]
T = TypeVar("T")

_RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "noProof", "color", "spacing",
    "position", "sz", "szCs", "u", "bdr", "shd", "vertAlign", "rtl", "cs", "em", "lang",
)  # fmt: skip
_PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
    "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "snapToGrid", "spacing", "ind",
    "contextualSpacing", "jc", "outlineLvl", "sectPr",
)  # fmt: skip
_ORDER = {name: index for index, name in enumerate(_RUN)}
_PARAGRAPH_ORDER = {name: index for index, name in enumerate(_PARAGRAPH)}

# What says "not as the parent style has it" for a property that a child style lacks.
_OFF = {
    "keepNext": xml.switch("keepNext", False),
    "keepLines": xml.switch("keepLines", False),
    "pageBreakBefore": xml.switch("pageBreakBefore", False),
    "suppressLineNumbers": xml.switch("suppressLineNumbers", False),
    "contextualSpacing": xml.switch("contextualSpacing", False),
    "wordWrap": xml.switch("wordWrap", True),
    "noProof": xml.switch("noProof", False),
    "shd": xml.element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "auto"}),
    "pBdr": xml.element(
        "w:pBdr", None, *(xml.val(side, "nil") for side in ("top", "left", "bottom", "right"))
    ),
    "vertAlign": xml.val("vertAlign", "baseline"),
    "outlineLvl": xml.val("outlineLvl", 9),
}

_UNDERLINES: dict[LineStyle, str] = {
    "none": "none", "single": "single", "double": "double", "dotted": "dotted", "dashed": "dash",
    "wavy": "wave", "thick": "thick", "thick-dotted": "dottedHeavy", "thick-dashed": "dashedHeavy", "thick-wavy": "wavyHeavy",
}  # fmt: skip
_BORDERS = {"solid": "single", "double": "double", "dotted": "dotted", "dashed": "dashed"}
# Marks that Word has, and what stands for the others (ISO 29500-1, 17.18.24).
_EMPHASES = {
    Emphasis("none"): "none",
    Emphasis("dot"): "dot",
    Emphasis("dot", under=True): "underDot",
    Emphasis("circle", open=True): "circle",
    Emphasis("sesame"): "comma",
}
_LIKE = {"dot": "dot", "circle": "dot", "double-circle": "circle", "triangle": "dot", "sesame": "comma"}
_ALIGNS: dict[Align, str] = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def join_run(properties: Mapping[str, str]) -> str:
    """Build `w:rPr`; nothing for no properties."""
    return _join("w:rPr", properties, _ORDER)


def join_paragraph(properties: Mapping[str, str]) -> str:
    """Build `w:pPr`; nothing for no properties."""
    return _join("w:pPr", properties, _PARAGRAPH_ORDER)


def _join(name: str, properties: Mapping[str, str], order: Mapping[str, int]) -> str:
    if not properties:
        return ""
    return f"<{name}>{''.join(properties[key] for key in sorted(properties, key=order.__getitem__))}</{name}>"


def difference(child: Mapping[str, str], parent: Mapping[str, str]) -> Properties:
    """What a style must say to become `child` when it is based on `parent`."""
    missing = {key: _OFF[key] for key in parent if key not in child and key in _OFF}
    return missing | {key: value for key, value in child.items() if parent.get(key) != value}


# Single properties


def underline(line: LineStyle, ink: Color | None = None) -> str:
    """`w:u` for a line style, in the colour of the text unless it has its own."""
    if ink is None:
        return xml.val("u", _UNDERLINES[line])
    return xml.element("w:u", {"w:val": _UNDERLINES[line], "w:color": ink.hex})


def emphasis(mark: Emphasis) -> tuple[str, bool]:
    """`w:em`, a mark over or under each character, and whether it is the one that was asked for."""
    exact = _EMPHASES.get(mark)
    if exact is not None:
        return xml.val("em", exact), True
    like = "underDot" if mark.under else "circle" if mark.open else _LIKE[mark.shape]
    return xml.val("em", like), False


def color(value: Color) -> str:
    """`w:color`."""
    return xml.val("color", value.hex)


def shading(value: Color) -> str:
    """`w:shd` that fills with a colour."""
    return xml.element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": value.hex})


def size(points: float) -> Properties:
    """`w:sz`, and the same for complex scripts."""
    return {"sz": xml.val("sz", half_points(points)), "szCs": xml.val("szCs", half_points(points))}


def alignment(align: Align, from_right: bool = False) -> str:
    """`w:jc`; where text reads from the right, Word's left is where a line begins."""
    if from_right and align in ("left", "right"):
        align = "right" if align == "left" else "left"
    return xml.val("jc", _ALIGNS[align])


def border(side: str, line: Border, space: float = 0.0) -> str:
    """One side of a border; `space` is the distance to the text in points."""
    if not line.drawn:
        return xml.element(f"w:{side}", {"w:val": "nil"})
    return xml.element(
        f"w:{side}",
        {
            "w:val": _BORDERS[line.style],
            "w:sz": eighths(line.width_pt),
            "w:space": border_space(space),
            "w:color": line.color.hex,
        },
    )


def run_properties(style: ComputedStyle, faces: Faces) -> Properties:
    """All run properties of a block's text, explicit, so that styles can be compared."""
    found = {
        "rFonts": faces.xml,
        "b": xml.switch("b", style.bold),
        "bCs": xml.switch("bCs", style.bold),
        "i": xml.switch("i", style.italic),
        "iCs": xml.switch("iCs", style.italic),
        "smallCaps": xml.switch("smallCaps", style.small_caps),
        "strike": xml.switch("strike", style.strike),
        "color": color(style.color),
        "spacing": xml.val("spacing", twips(style.letter_spacing_pt)),
        "u": underline(style.underline),
    }
    return found | size(style.font_size_pt)


def line_spacing(style: ComputedStyle) -> dict[str, xml.Value]:
    """Attributes of `w:spacing` for the line height; `normal`, 1.2 of the size, is Word's single line.

    A factor is a least height: Word's own multiples count in natural lines, 1.15 to 1.5 of the size after the face, so
    that pages would break elsewhere than in the PDF and with every other face. Ruby and larger type still get room.
    """
    if style.line_height is None and abs(style.line_height_pt - 1.2 * style.font_size_pt) < 0.01:
        return {"w:line": 240, "w:lineRule": "auto"}
    rule = "exact" if style.line_height is None else "atLeast"
    return {"w:line": max(20, twips(style.line_height_pt)), "w:lineRule": rule}


def first_line(style: ComputedStyle) -> dict[str, xml.Value]:
    """Attributes of `w:ind` for the indent of the first line: in characters when the sheet said em."""
    if style.text_indent_pt < 0:
        return {"w:hanging": twips(-style.text_indent_pt)}
    found: dict[str, xml.Value] = {"w:firstLine": twips(style.text_indent_pt)}
    if style.text_indent_em:
        return {"w:firstLineChars": round(100 * style.text_indent_em), **found}
    return found


def horizontal(style: ComputedStyle) -> tuple[float, float]:
    """Points that margin, border and padding take left and right."""
    margin, padding, line = style.margin, style.padding, style.border
    return (
        margin.left + padding.left + (line.left.width_pt if line.left.drawn else 0.0),
        margin.right + padding.right + (line.right.width_pt if line.right.drawn else 0.0),
    )


def mirrored(sides: Sides[T]) -> Sides[T]:
    """Left and right changed: Word's paragraphs that read from the right begin there."""
    return replace(sides, left=sides.right, right=sides.left)


def framed(style: ComputedStyle, frame: Frame, from_right: bool) -> ComputedStyle:
    """A theme's box with what the author drew around it, side by side; left is where its text begins."""
    if frame is NO_FRAME or frame == NO_FRAME:
        return style
    border, padding = frame.border, frame.padding_pt
    if from_right:
        border, padding = mirrored(border), mirrored(padding)
    lines, spaces = style.border, style.padding
    return replace(
        style,
        background=frame.background or style.background,
        border=Sides(
            *(
                mine if mine.drawn else theirs
                for mine, theirs in (
                    (border.top, lines.top), (border.right, lines.right),
                    (border.bottom, lines.bottom), (border.left, lines.left),
                )
            )
        ),
        padding=Sides(
            padding.top or spaces.top, padding.right or spaces.right,
            padding.bottom or spaces.bottom, padding.left or spaces.left,
        ),
    )  # fmt: skip


def has_frame(style: ComputedStyle) -> bool:
    """Whether a box shows: any border or a background."""
    line = style.border
    return style.background is not None or any(
        side.drawn for side in (line.top, line.right, line.bottom, line.left)
    )


def paragraph_borders(style: ComputedStyle, left: float, right: float, from_right: bool = False) -> str:
    """`w:pBdr` of a box; `left` and `right` are the points from its borders to the paragraph's text.

    `from_right`: left is where the text begins, which for Word's borders, other than for its indents, is the right side.

    Word shades no padding: where a side has a background and no border, a border in the background's colour
    carries the padding.
    """
    lines, padding = style.border, style.padding
    spaces = Sides(padding.top, right, padding.bottom, left)
    if from_right:
        lines, spaces = mirrored(lines), mirrored(spaces)
    sides = []
    for side in ("top", "left", "bottom", "right"):
        line: Border = getattr(lines, side)
        space: float = getattr(spaces, side)
        if not line.drawn and style.background is not None and space >= 1:
            line = Border(0.5, "solid", style.background)
        if line.drawn:
            sides.append(border(side, line, space))
    return xml.element("w:pBdr", None, *sides) if sides else ""
