"""Gaps in, markup out: a number, and a rule of short pieces, between which lines may end."""

from convert.labels import Labels
from convert.model import Blank
from convert.writers._html.markup import attribute

_PIECE_EM = 0.5  # as the sheet has it
_LETTERS = 1.19  # how wide those of our faces are, where those of Times are 1
# No line ends after less of a gap, none begins with less of it; a short one stays whole.
_FIRST_EM, _LAST_EM, _WHOLE_EM = 2.0, 1.0, 4.0


def write(blank: Blank, words: Labels) -> str:
    """Write a gap; whoever listens hears its number, as of a picture."""
    first, rest = blank.width_em + blank.letters_em * (_LETTERS - 1), ""
    if first > _WHOLE_EM:
        pieces = int((first - _FIRST_EM - _LAST_EM) / _PIECE_EM)
        first -= pieces * _PIECE_EM + _LAST_EM
        rest = _rule() * pieces + _rule(_LAST_EM)
    name = attribute(words.blank.format(number=blank.number))
    ink = f' style="color: #{blank.color.hex}"' if blank.color else ""
    start = f'<span class="blank-number">({blank.number})</span>{_rule(first)}'
    return (
        f'<span class="blank"{ink} role="img" aria-label="{name}">'
        f'<span class="blank-start">{start}</span>{rest}</span>'
    )


def _rule(width_em: float = _PIECE_EM) -> str:
    wide = "" if width_em == _PIECE_EM else f' style="width: {width_em:.4g}em"'
    return f'<span class="blank-rule"{wide}></span>'
