"""The tree of a formula in, a drawing out: outlines of glyphs at their places. The door to the drawing library.

It draws in STIX Two Math, which comes with it; what that face has not (Chinese words) is drawn in our 宋.
"""

from functools import cache
from importlib.resources import as_file, files
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from ziafont.config import config
from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.mathfont import MathFont
from ziamath.nodes.mnode import Mnode
from ziamath.nodes.mnumber import Midentifier
from ziamath.nodes.moperator import Moperator
from ziamath.nodes.mrow import Mrow
from ziamath.zmath import Math, loadedfonts

from convert.formulas import markup
from convert.formulas.tree import Fence, Node

# The library's em is four thirds of the type size: it counts in points what it was given in pixels.
_EM = 0.75
_FACE = "STIX Two Math and 宋"
_AIR = 0.06
# Every fence is laid out twice, to know its height; what is inside nested ones, many times.
_MOST_WORK = 4000
_BLANK_EM = {" ": 0.25, "\u00a0": 0.25, "\u3000": 1.0}


class Drawing(NamedTuple):
    """Size and depth below the baseline in points, and SVG."""

    width: float
    height: float
    depth: float
    markup: str


def draw(node: Node, display: bool, size_pt: float, color: str) -> Drawing | None:
    """Draw a formula; None where it cannot be laid out, or not in reasonable time."""
    if _work(node) > _MOST_WORK:
        return None
    try:
        root = _laid_out(node, display, size_pt)
    except Exception:  # whatever the library stumbles over, the formula stands as its source
        return None
    air = size_pt * _AIR
    box = root.bbox
    left, right = min(0.0, box.xmin), max(box.xmax, root.xadvance())
    width, height = max(right - left, 0.1), max(box.ymax - box.ymin, 0.1) + 2 * air
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{width:.3f}pt",
            "height": f"{height:.3f}pt",
            "viewBox": f"{left:.3f} {-box.ymax - air:.3f} {width:.3f} {height:.3f}",
            "fill": color,
        },
    )
    root.draw(0, 0, svg)
    for item in svg.iter():
        if item.get("fill") == "black":
            del item.attrib["fill"]
        if item.get("stroke") == "black":
            item.set("stroke", color)
    return Drawing(width, height, air - box.ymin, ET.tostring(svg, encoding="unicode"))


def _laid_out(node: Node, display: bool, size_pt: float) -> Any:
    """Lay a formula out: boxes with places, whose glyphs can be drawn."""
    inner = markup.Writer(drawn=True, em=_EM, display=display).row(node)
    source = f'<math displaystyle="{str(display).lower()}">{inner}</math>'
    face = _face()
    face.basesize = size_pt
    config.svg2 = False
    config.precision = 2
    return Math(ET.fromstring(source), size=size_pt, font=_FACE).node  # noqa: S314 - our own markup


def _work(node: Node, weight: int = 1) -> int:
    """Estimate how many glyphs are laid out for a node."""
    if isinstance(node, Fence):
        weight *= 2
    total = weight
    for name in node._fields:
        value = getattr(node, name)
        if name == "rows":
            total += sum(_work(cell, weight) for cells in value for cell in cells)
        elif name == "children":
            total += sum(_work(child, weight) for child in value)
        elif hasattr(value, "_fields"):
            total += _work(value, weight)
        if total > _MOST_WORK:
            break
    return total


class _Face(MathFont):
    """The mathematical face, with our 宋 for what it lacks."""

    def findglyph(self, char: str, variant: Any) -> Any:
        """Find the glyph of a character."""
        glyph = super().findglyph(char, variant)
        if glyph.index or char in _BLANK_EM:
            return glyph
        return _Outline(char, self)


class _Outline(SimpleGlyph):
    """A glyph of another face."""

    def __init__(self, char: str, face: MathFont) -> None:
        self._commands, self._width = _outline(char)
        super().__init__(0, [], BBox(0, self._width, -120, 880), face)

    def advance(self, nextchr: Any = None) -> int:
        """Give the width in the face's units."""
        return self._width

    def place(self, x: float, y: float, point_size: float) -> ET.Element | None:
        """Draw the glyph at a place."""
        if not self._commands:
            return None
        scale = point_size / self.font.info.layout.unitsperem
        move = f"translate({x:.3f} {y:.3f}) scale({scale:.5f} {-scale:.5f})"
        return ET.Element("path", {"d": self._commands, "transform": move})


class _Identifier(Midentifier, tag="mi"):
    """An identifier without the blanks that the library puts around names: the markup has them."""

    def _getstring(self) -> str:
        text = (self.element.text or "").strip()
        if len(text) > 1:
            self.style.mathvariant.italic = False
            return text
        found: str = super()._getstring()
        return found


class _Operator(Moperator, tag="mo"):
    """An operator that may be told how long it is."""

    def __init__(self, element: ET.Element, parent: Mnode, **options: Any) -> None:
        reach = element.get(markup.REACH)
        if reach:
            options = {**options, "width": float(reach) * parent.glyphsize}
        super().__init__(element, parent, **options)


class _Row(Mrow, tag="mrow"):
    """A row that is measured before it is laid out only where something in it grows with it."""

    def _get_height_nostretch(self, line: list[ET.Element], **options: Any) -> tuple[float, float]:
        if any(child.tag == "mo" and child.get("stretchy") == "true" for child in line):
            found: tuple[float, float] = super()._get_height_nostretch(line, **options)
            return found
        return 0.0, 0.0


@cache
def _face() -> Any:
    with as_file(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf") as path:
        face = loadedfonts[_FACE] = _Face(str(path))
    return face


@cache
def _outline(char: str) -> tuple[str, int]:
    """The outline of a character in our 宋, as SVG's commands, and its width; an empty box where it has none."""
    from fontTools.pens.svgPathPen import SVGPathPen

    glyphs, names = _serif()
    name = names.get(ord(char))
    if name is None:
        return "M100 0H900V800H100ZM150 50V750H850V50Z", 1000
    pen = SVGPathPen(glyphs)
    glyphs[name].draw(pen)
    return pen.getCommands(), round(glyphs[name].width)


@cache
def _serif() -> tuple[Any, dict[int, str]]:
    import pylopdf_fonts_zh_cn
    from fontTools.ttLib import TTFont

    font = TTFont(pylopdf_fonts_zh_cn.serif_path(), lazy=True)
    return font.getGlyphSet(), font.getBestCmap()
