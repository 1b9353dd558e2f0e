"""TeX in, formulas out: readable Unicode, Word's equations (OMML), MathML, and drawings (SVG).

A formula that is beyond the reader is None in every format, so that writers keep its TeX and report it; `trouble` says why.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from convert.record import Record

if TYPE_CHECKING:
    from convert.formulas.tree import Node

_SHOWN = 40


class Svg(Record):
    """A drawn formula: its size, and how far it reaches below the baseline, in points, and its markup."""

    width: float
    height: float
    depth: float
    markup: str


class EquationLook(Record):
    """What a line gives the runs of an equation, by its places in `w:rPr` (ISO 29500-1, 17.3.2.28).

    Elements but for the colour: those before the face, before the colour, and behind it. A colour is six hexadecimal digits.
    """

    style: str = ""
    strike: str = ""
    color: str = ""
    rest: str = ""


NO_LOOK = EquationLook()


def text(tex: str, display: bool = False) -> str:
    """Spell a formula in Unicode, in one line unless it is displayed; what is not understood stays TeX."""
    from convert.formulas import spelling

    node, _ = _parsed(tex)
    return tex if node is None else spelling.spell(node, "\n" if display else "; ")


def without_color(tex: str) -> str:
    """Put greys of the same lightness in the place of the colours that TeX names."""
    from convert.formulas import colors

    return colors.without_color(tex)


def omml(tex: str, display: bool, look: EquationLook = NO_LOOK) -> str | None:
    """Build `m:oMath`, or `m:oMathPara` for a displayed formula; None where it is not understood."""
    from convert.formulas import equations

    node, _ = _parsed(tex)
    return None if node is None else equations.write(node, display, look)


def mathml(tex: str, display: bool) -> str | None:
    """Build `<math>`; None where it is not understood."""
    from convert.formulas import markup

    node, _ = _parsed(tex)
    return None if node is None else markup.write(node, tex, display)


def svg(tex: str, display: bool, size_pt: float, color: str) -> Svg | None:
    """Draw a formula in type of a size and in a CSS colour; None where it is not understood."""
    node, _ = _parsed(tex)
    if node is None:
        return None
    from convert.formulas import drawing

    drawn = drawing.draw(node, display, size_pt, color)
    return Svg(*drawn) if drawn else None


class Piece(Record):
    """A part of a formula that stays on one line: its words, and how it is drawn."""

    words: str
    drawing: Svg


def pieces(tex: str, display: bool, size_pt: float, color: str, most_pt: float) -> tuple[Piece, ...] | None:
    """Draw a formula, in pieces where it is wider than a length in points: a line may end behind a sign, as in TeX.

    None where it is not understood.
    """
    whole = svg(tex, display, size_pt, color)
    node, _ = _parsed(tex)
    if whole is None or node is None:
        return None
    from convert.formulas import breaking, drawing, spelling

    parts = breaking.parts(node) if whole.width > most_pt else ()
    drawn = [drawing.draw(part, display, size_pt, color) for part in parts]
    if len(parts) < 2 or None in drawn:
        return (Piece(spelling.spell(node), whole),)
    return tuple(
        Piece(spelling.spell(part), Svg(*one)) for part, one in zip(parts, drawn, strict=True) if one
    )


def understood(tex: str) -> bool:
    """Whether a formula can be read."""
    return _parsed(tex)[0] is not None


def kept(tex: str) -> str:
    """Say in a notice that a formula is kept as its source, and why."""
    shown = tex if len(tex) <= _SHOWN else f"{tex[: _SHOWN - 1]}…"
    reason = _parsed(tex)[1] or "it is nested too deeply"
    return f"a formula is kept as its source, {reason}: {shown}"


@lru_cache(maxsize=256)
def _parsed(tex: str) -> "tuple[Node | None, str]":
    from convert.formulas.parser import NotUnderstood, parse

    try:
        return parse(tex), ""
    except NotUnderstood as error:
        return None, str(error)
