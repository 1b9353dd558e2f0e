"""Blocks of code in, paragraphs out: highlighted by named styles, set smaller or line by line where they are too wide."""

from collections.abc import Iterable, Iterator

from convert import highlighting
from convert.characters import is_wide
from convert.highlighting import Token
from convert.model import NO_SPACE, CodeBlock, Frame
from convert.record import replace
from convert.writers._docx import names
from convert.writers._docx.ledger import NONE, Ledger, Marker, Scope
from convert.writers._docx.measure import half_points
from convert.writers._docx.paragraphs import paragraph
from convert.writers._docx.styles import TAB_EM, ParagraphStyle

# A letter of the widest faces of code, and how far a line goes on that had to be broken, in em.
_LETTER_EM = 0.61
_HANG_EM = 2 * _LETTER_EM
# How small the type of long lines may be, in hundredths.
_SIZES = (100, 95, 90, 85, 80)


def write(block: CodeBlock, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append a block of code to `out`: one paragraph, or one a line where lines have to be broken."""
    if scope.from_right:
        scope = replace(scope, from_right=False)
    tokens = highlighting.highlight(block.text, block.language)
    style, fits = _fitting(max(map(_width_em, block.text.split("\n"))), scope, ledger)
    if fits:
        out.append(paragraph(style, _runs(tokens, ledger), scope, ledger))
        return
    hang = style.look.font_size_pt * _HANG_EM
    indented = Frame(padding_pt=replace(NO_SPACE, left=style.look.padding.left + hang))
    lines = list(_lines(tokens))
    for index, line in enumerate(lines):
        lead = NONE if index else scope.lead
        trail = NONE if index < len(lines) - 1 else scope.trail
        here = scope.edges(lead, trail, Marker(hang=hang))
        out.append(paragraph(style, _runs(line, ledger), here, ledger, frame=indented))


def _fitting(width_em: float, scope: Scope, ledger: Ledger) -> tuple[ParagraphStyle, bool]:
    """The largest style whose lines fit the measure; the usual one, and False, where none does."""
    usual = ledger.sheet.paragraph(scope.path, "pre code")
    place = scope.geometry.enter(usual.look)
    room = scope.width - place.left - place.right
    for size in _SIZES:
        # Word's sizes are whole half-points.
        if width_em * half_points(usual.look.font_size_pt * size / 100) / 2 <= room:
            if size == _SIZES[0]:
                return usual, True
            return ledger.sheet.paragraph(scope.inside(f"div{names.FITTED}{size}"), "pre code"), True
    return usual, False


def _width_em(line: str) -> float:
    if line.isascii() and "\t" not in line:
        return len(line) * _LETTER_EM
    width = 0.0
    for character in line:
        if character == "\t":
            width = (width // TAB_EM + 1) * TAB_EM
        else:
            width += 1.0 if is_wide(character) or character > "\uffff" else _LETTER_EM
    return width


def _runs(tokens: Iterable[Token], ledger: Ledger) -> str:
    return "".join(ledger.runs.token(token.text, token.kind) for token in tokens)


def _lines(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens line by line."""
    line: list[Token] = []
    for token in tokens:
        first, *others = token.text.split("\n")
        line.append(Token(token.kind, first))
        for text in others:
            yield line
            line = [Token(token.kind, text)]
    yield line
