"""A block of code that was read as a paragraph in, the block of code out, with the spans that are set off in it."""

from typing import Final

from convert.model import PLAIN, Blocks, Code, CodeBlock, CodeSpan, LineBreak, Paragraph, Style
from convert.reader.cascade import Look
from convert.record import replace

# What the theme decides for all code.
_OF_THEME: Final = ("font", "size_pt", "scale", "language")


def block(blocks: Blocks, around: Look, language: str) -> CodeBlock | None:
    """Build a block of code; None where anything but text is in it. `around` is the look of the whole.

    What is coloured brings the paper that its author gave the whole along: the theme has a paper of its own for code.
    """
    match blocks:
        case (Paragraph(children, line=line),):
            pass
        case _:
            return None
    parts: list[str] = []
    spans: list[CodeSpan] = []
    start = breaks = 0
    for child in children:
        match child:
            case LineBreak():
                parts.append("\n")
                start += 1
                breaks += 1
            case Code(text, style):
                parts.append(text)
                _add(spans, CodeSpan(start, start + len(text), _set_off(style, around)), breaks)
                start += len(text)
                breaks = 0
            case _:
                return None
    return CodeBlock("".join(parts), language, tuple(spans), line=line)


def _add(spans: list[CodeSpan], span: CodeSpan, breaks: int) -> None:
    """Add a span before which so many line breaks stand; one that only those part from it goes on."""
    if span.style == PLAIN:
        return
    if spans and spans[-1].style == span.style and spans[-1].stop + breaks == span.start:
        span = replace(span, start=spans.pop().start)
    spans.append(span)


def _set_off(style: Style, around: Look) -> Style:
    """What sets a run of code off from the rest: not the face, size and language that all of it has."""
    shared = {name: None for name in _OF_THEME if getattr(style, name) == getattr(around.style, name)}
    style = replace(style, **shared)
    if style.color is None or style.background is not None:
        return style
    return replace(style, background=around.frame.background)
