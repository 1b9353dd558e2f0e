"""Code in, markup out: its tokens in colour, its long lines apart, so that on paper they can hang."""

from itertools import groupby

from convert.characters import is_wide
from convert.highlighting import Token, highlight
from convert.writers._html.markup import attribute, escape

# In half-width cells: a line this long fits every theme's measure, and needs no element of its own.
_SURELY_FITS = 60
_HANG = 4
_DEEPEST = 40


def block(text: str, language: str) -> str:
    """Write a code block."""
    kind = f' class="language-{attribute(language)}"' if language else ""
    lines = _lines(highlight(text, language))
    last = len(lines) - 1
    written = [_line(line, "" if number == last else "\n") for number, line in enumerate(lines)]
    # A parser drops a line break right after `<pre>`, but not inside `<code>`.
    return f"<pre><code{kind}>{''.join(written)}</code></pre>"


def _lines(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Cut tokens at the ends of lines."""
    lines: list[list[Token]] = [[]]
    for kind, text in tokens:
        first, *others = text.split("\n")
        if first:
            lines[-1].append(Token(kind, first))
        lines += [[Token(kind, other)] if other else [] for other in others]
    return lines


def _line(tokens: list[Token], end: str) -> str:
    parts = []
    for kind, run in groupby(tokens, key=lambda token: token.kind):
        text = escape("".join([token.text for token in run]))
        parts.append(f'<span class="hl-{kind}">{text}</span>' if kind else text)
    text = "".join([token.text for token in tokens])
    if _cells(text) <= _SURELY_FITS:
        return "".join(parts) + end
    hang = min(_DEEPEST, _cells(text[: len(text) - len(text.lstrip(" "))])) + _HANG
    return f'<span class="long" style="--hang: {hang}ch; --back: -{hang}ch">{"".join(parts)}{end}</span>'


def _cells(text: str) -> int:
    """Width in half-width cells."""
    return len(text) if text.isascii() else sum(2 if is_wide(character) else 1 for character in text)
