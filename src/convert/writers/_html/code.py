"""Code in, markup out: its tokens in colour, its long lines apart, so that on paper they can hang."""

from typing import NamedTuple

from convert.characters import is_wide
from convert.highlighting import highlight
from convert.model import CodeBlock
from convert.traverse import code_runs
from convert.writers._html.marks import Marks
from convert.writers._html.markup import attribute, escape

# In half-width cells: a line this long fits every theme's measure, and needs no element of its own.
_SURELY_FITS = 60
_HANG = 4
_DEEPEST = 40


class _Piece(NamedTuple):
    """Code in one look: its text, and the tags around it."""

    text: str
    start: str
    end: str


def write(block: CodeBlock, marks: Marks) -> str:
    """Write a code block; one whose author coloured it keeps those colours, and has no others."""
    kind = f' class="language-{attribute(block.language)}"' if block.language else ""
    lines = _lines(_pieces(block, marks))
    last = len(lines) - 1
    written = [_line(line, "" if number == last else "\n") for number, line in enumerate(lines)]
    # A parser drops a line break right after `<pre>`, but not inside `<code>`.
    return f"<pre><code{kind}>{''.join(written)}</code></pre>"


def _pieces(block: CodeBlock, marks: Marks) -> list[_Piece]:
    if block.spans:
        return [_Piece(run.text, *marks.tags(run.style)) for run in code_runs(block)]
    return [
        _Piece(text, f'<span class="hl-{kind}">', "</span>") if kind else _Piece(text, "", "")
        for kind, text in highlight(block.text, block.language)
    ]


def _lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Cut pieces at the ends of lines."""
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if first:
            lines[-1].append(piece._replace(text=first))
        lines += [[piece._replace(text=other)] if other else [] for other in others]
    return lines


def _line(pieces: list[_Piece], end: str) -> str:
    parts = [f"{piece.start}{escape(piece.text)}{piece.end}" for piece in pieces]
    text = "".join([piece.text for piece in pieces])
    if _cells(text) <= _SURELY_FITS:
        return "".join(parts) + end
    hang = min(_DEEPEST, _cells(text[: len(text) - len(text.lstrip(" "))])) + _HANG
    return f'<span class="long" style="--hang: {hang}ch; --back: -{hang}ch">{"".join(parts)}{end}</span>'


def _cells(text: str) -> int:
    """Width in half-width cells."""
    return len(text) if text.isascii() else sum(2 if is_wide(character) else 1 for character in text)
