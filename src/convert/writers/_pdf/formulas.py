"""A formula in, a drawing for the page out, with its words under it: seen as a drawing, copied and searched as text.

The words are set without colour in the face of formulas, in the space of the drawing. Who listens hears the drawing's
description, the same words: `finish` keeps them from being heard twice.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from convert import formulas
from convert.characters import is_wide
from convert.writers._html.markup import attribute, escape
from convert.writers._pdf.outlines import INK, Outlines

FACE: Final = "STIX Two Math"
SHEET: Final = (
    f'.formula-words {{ display: inline-block; width: 0; height: 1em; line-height: 1; white-space: pre; text-indent: 0; font-family: "{FACE}"; '
    "font-weight: normal; font-style: normal; letter-spacing: 0; color: transparent; text-decoration: none; overflow: visible; }\n"
    ".formula { display: inline-block; text-indent: 0; max-width: 100%; }\n"
    ".formula-display { display: block; text-align: center; margin: 0.5em 0; }\n"
    ".math .formula-display { margin: 0; }\n"
    ".formula-display .formula { margin: 0.1em 0; }\n"
)
# Marks the description of a drawing whose words stand beside it; nobody sees it.
MARK: Final = "\u2063"
_HIGH_LETTERS, _LOW_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
_HIGH = re.compile(f"[⁰¹²³⁴-⁾ⁿⁱ]*[{_HIGH_LETTERS}][⁰¹²³⁴-⁾ⁿⁱ{_HIGH_LETTERS}]*")
_LOW = re.compile(f"[₀-₎]*[{_LOW_LETTERS}][₀-₎{_LOW_LETTERS}]*")
_DRAWN_PT = 10.0
_NARROW_EM = 0.55
# Longer formulas may be broken: within a paragraph soon, so that its lines fill, on a line of their own only to fit the page.
_WIDEST_INLINE_EM = 8.0
_WIDEST_DISPLAY_EM = 34.0


def drawn(pictures: dict[str, Any]) -> Callable[[str, bool], str | None]:
    """Give what writes formulas in the ink of the text around them, and adds their drawings to the pictures of the page; None for those that cannot be drawn."""

    def write(tex: str, display: bool) -> str | None:
        most_em = _WIDEST_DISPLAY_EM if display else _WIDEST_INLINE_EM
        pieces = formulas.pieces(tex, display, _DRAWN_PT, INK, most_em * _DRAWN_PT)
        if pieces is None:
            return None
        made = "<wbr/>".join(_piece(piece, tex, pictures) for piece in pieces)
        return f'<span class="formula-display">{made}</span>' if display else made

    return write


def _piece(piece: formulas.Piece, tex: str, pictures: dict[str, Any]) -> str:
    # An empty box says nothing: its source does.
    words, drawing = _in_our_faces(piece.words) or tex, piece.drawing
    width, height, depth = (size / _DRAWN_PT for size in (drawing.width, drawing.height, drawing.depth))
    name = f"formula:{sha256(drawing.markup.encode('utf-8')).hexdigest()[:24]}"
    if name not in pictures:
        pictures[name] = Outlines(drawing.markup)
    style = f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {-depth:.3f}em"
    image = f'<img src="{name}" alt="{MARK}{attribute(words)}" style="{style}"/>'
    under = (
        f'<span class="formula-words" style="font-size: {_size(words, width):.3f}em">{escape(words)}</span>'
    )
    return f'<span class="formula">{under}{image}</span>'


def _in_our_faces(words: str) -> str:
    """Spell raised and lowered letters, which few faces have, as x^(ab) and x_(ab)."""
    for sign, raised in ("^", _HIGH), ("_", _LOW):
        words = raised.sub(lambda match, sign=sign: f"{sign}({normalize('NFKC', match[0])})", words)  # type: ignore[misc]
    return words


def _size(words: str, width: float) -> float:
    """The size of type, in em, at which words take no more than a width."""
    natural = sum(1.0 if is_wide(character) else _NARROW_EM for character in words)
    return max(0.05, min(1.0, width / max(natural, 1.0)))


def font_files(page: str) -> list[Path]:
    """List the face of formulas where a page has any."""
    if 'class="formula-words"' not in page or find_spec("ziamath") is None:
        return []
    return [Path(str(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf"))]
