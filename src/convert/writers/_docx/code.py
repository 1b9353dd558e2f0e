"""Blocks of code in, paragraphs out: highlighted by named styles, set smaller or line by line where they are too wide."""

from collections.abc import Iterator, Sequence

from convert import highlighting
from convert.characters import is_wide
from convert.highlighting import TokenKind
from convert.model import NO_SPACE, PLAIN, CodeBlock, Frame, Style
from convert.record import Record, replace
from convert.traverse import code_runs
from convert.writers._docx import names
from convert.writers._docx.ledger import NONE, Ledger, Marker, Scope
from convert.writers._docx.looks import TAB_EM
from convert.writers._docx.measure import half_points
from convert.writers._docx.paragraphs import paragraph
from convert.writers._docx.styles import ParagraphStyle

# A letter of the widest faces of code, and how far a line goes on that had to be broken, in em.
_LETTER_EM = 0.61
_HANG_EM = 2 * _LETTER_EM
# How small the type of long lines may be, in hundredths.
_SIZES = (100, 95, 90, 85, 80)


class _Piece(Record):
    """A piece of code: what it is, or the style its author gave it."""

    text: str
    kind: TokenKind | None = None
    style: Style = PLAIN


def write(block: CodeBlock, scope: Scope, ledger: Ledger, out: list[str]) -> None:
    """Append a block of code to `out`: one paragraph, or one a line where lines have to be broken."""
    if scope.from_right:
        scope = replace(scope, from_right=False)
    pieces = _pieces(block)
    style, fits = _fitting(max(map(_width_em, block.text.split("\n"))), scope, ledger)
    if fits:
        out.append(paragraph(style, _runs(pieces, style, ledger), scope, ledger))
        return
    hang = style.look.font_size_pt * _HANG_EM
    indented = Frame(padding_pt=replace(NO_SPACE, left=style.look.padding.left + hang))
    lines = list(_lines(pieces))
    for index, line in enumerate(lines):
        lead = NONE if index else scope.lead
        trail = NONE if index < len(lines) - 1 else scope.trail
        here = scope.edges(lead, trail, Marker(hang=hang))
        out.append(paragraph(style, _runs(line, style, ledger), here, ledger, frame=indented))


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


def _pieces(block: CodeBlock) -> list[_Piece]:
    if block.spans:
        return [_Piece(run.text, style=run.style) for run in code_runs(block)]
    return [_Piece(token.text, token.kind) for token in highlighting.highlight(block.text, block.language)]


def _runs(pieces: Sequence[_Piece], block: ParagraphStyle, ledger: Ledger) -> str:
    runs = ledger.runs
    return "".join(
        runs.token(piece.text, piece.kind)
        if piece.style == PLAIN
        else runs.text(piece.text, piece.style, block)
        for piece in pieces
        if piece.text
    )


def _lines(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces line by line."""
    line: list[_Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for text in others:
            yield line
            line = [replace(piece, text=text)]
    yield line
