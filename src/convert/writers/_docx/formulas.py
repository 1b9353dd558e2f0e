"""Formulas in, Word's equations out; one that is not understood is its source in a style of its own."""

from convert import formulas
from convert.formulas import NO_LOOK, EquationLook
from convert.model import PLAIN, Math, MathBlock, Style
from convert.writers._docx.ledger import Ledger, Scope
from convert.writers._docx.paragraphs import paragraph
from convert.writers._docx.runs import Kind
from convert.writers._docx.styles import ParagraphStyle

_FACE = "Cambria Math"


def inline(math: Math, block: ParagraphStyle, ledger: Ledger, kind: int) -> str:
    """Build a formula in a line; Word sets a displayed one there as well as it can."""
    equation = formulas.omml(math.tex, False, _look(math.style, block, ledger))
    if equation is not None and not kind & Kind.RUBY:
        ledger.runs.faces.add(_FACE)
        return equation
    ledger.not_rendered(formulas.kept(math.tex))
    return ledger.runs.text(math.tex, math.style, block, kind | Kind.MATH)


def displayed(math: MathBlock, scope: Scope, ledger: Ledger) -> str:
    """Build the paragraph of a formula of its own."""
    style = ledger.sheet.paragraph(scope.path, "div.math")
    equation = formulas.omml(math.tex, True, _look(math.style, style, ledger))
    if equation is None:
        ledger.not_rendered(formulas.kept(math.tex), math.line)
        equation = ledger.runs.text(math.tex, math.style, style, Kind.MATH)
    else:
        ledger.runs.faces.add(_FACE)
    return paragraph(style, equation, scope, ledger, roomy=True)


def _look(style: Style, block: ParagraphStyle, ledger: Ledger) -> EquationLook:
    """What the style of a formula says of the runs of its equation; faces and weight are the equation's own."""
    if style == PLAIN:
        return NO_LOOK
    found = ledger.runs.equation(style, block)
    rest = "".join(found.get(name, "") for name in ("sz", "szCs", "u", "shd"))
    color = style.color.hex if style.color else ""
    return EquationLook(found.get("rStyle", ""), found.get("strike", ""), color, rest)
