"""Gaps in, runs out: a small number, and a real underline that keeps its width."""

from convert.model import Blank
from convert.writers._docx import properties, xml
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import ParagraphStyle

# Word lets ordinary blanks at a line's end hang over the margin and draws no line under them. No-break ones stay in the line, and
# are a quarter of an em in this face, whose measures its substitutes share. LibreOffice ends no line before one, but before an
# en space, which is half an em in any face.
_FACE = "Times New Roman"
_FIXED, _EN, _PER_EM = "\u00a0", "\u2002", 4
_BREAK = "\u200b"
_LEAST, _FIRST, _PIECE, _LAST, _WHOLE = 2, 8, 3, 4, 16  # quarters of an em

_SANS = 1.08  # how wide letters without serifs are, where those of Times are 1


def write(blank: Blank, block: ParagraphStyle, ledger: Ledger) -> str:
    """Build the runs of a gap; lines may end in it, but for its ends."""
    size = block.look.font_size_pt
    ratio = ledger.sheet.computed("span.blank-number").font_size_pt / ledger.sheet.em_pt
    upright: Properties = {"color": xml.val("color", blank.color.hex)} if blank.color else {}
    if block.look.bold:
        upright |= {"b": xml.switch("b", False), "bCs": xml.switch("bCs", False)}
    if block.look.italic:
        upright |= {"i": xml.switch("i", False), "iCs": xml.switch("iCs", False)}
    number = {"rStyle": xml.val("rStyle", ledger.runs.blank_number())} | upright
    if not block.body_size:
        number |= properties.size(size * ratio)
    rule = {"rStyle": xml.val("rStyle", ledger.runs.blank(_FACE))} | upright
    letters = _SANS if "sans-serif" in block.look.font_family else 1.0
    width = blank.width_em + blank.letters_em * (letters - 1)
    spaces = _spaces(max(_LEAST, round(_PER_EM * width)))
    words = xml.run(properties.join_run(number), f"({blank.number})")
    return words + xml.run(properties.join_run(rule), spaces)


def _spaces(quarters: int) -> str:
    """Give blanks with places where lines may end: a short gap stays whole, and no line has but a stub of one."""
    if quarters <= _WHOLE:
        return _FIXED * quarters
    pieces, rest = divmod(quarters - _FIRST - _LAST, _PIECE)
    sizes = [_PIECE] * pieces + [_LAST]
    return _FIXED * (_FIRST + rest) + "".join(_BREAK + _EN + _FIXED * (size - 2) for size in sizes)


def plain(blank: Blank) -> str:
    """Give characters that are as wide as a gap, and part where it does."""
    quarters = round(_PER_EM * blank.width_em)
    whole = quarters if quarters <= _WHOLE else _FIRST
    return f"({blank.number}){'_' * -(-whole // 2)}" + "\u3000" * ((quarters - whole) // _PER_EM)
