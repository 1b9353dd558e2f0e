"""A document in, the characters its outputs must show out, with the colours its author gave them and their lines."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple, assert_never

from convert.model import (
    Anchor,
    Block,
    Blocks,
    Box,
    Code,
    CodeBlock,
    Color,
    Document,
    FootnoteRef,
    Heading,
    Image,
    Inlines,
    LineBreak,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Ruby,
    Table,
    Text,
)
from convert.proof.glyphs import visible
from convert.traverse import own_lines, parts

_OMML_TEXT: Final = re.compile(r"<m:t(?:\s[^>]*)?>([^<]*)</m:t>")
_TAG: Final = re.compile(r"<[^>]*>")


class Need(NamedTuple):
    """A character that must be there; colours are None where the author gave none, `line` is 0 where none is known.

    `any_case`: it is set in small capitals, which a format may write as capitals.
    """

    char: str
    color: Color | None = None
    background: Color | None = None
    line: int = 0
    any_case: bool = False


class Flow(NamedTuple):
    """Characters that belong together; in a `loose` flow any order will do."""

    needs: tuple[Need, ...]
    loose: bool = False


def flows(document: Document, format_name: str) -> Iterator[Flow]:
    """Give what must be there: the body, the notes, each footnote, and apart what has no order of its own."""
    collector = _Collector(format_name)
    starts = (document.body, document.notes, *(note.blocks for note in document.footnotes))
    for blocks in starts:
        needs: list[Need] = []
        collector.blocks(blocks, None, 0, needs)
        yield Flow(tuple(needs))
        yield from collector.apart
        collector.apart.clear()


class _Collector:
    """Collects the needs of blocks; plain text draws tables line by line, so that their characters have no order there."""

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self.apart: list[Flow] = []

    def blocks(self, blocks: Blocks, paper: Color | None, line: int, out: list[Need]) -> None:
        """Collect what blocks need, on the paper of what they stand in."""
        for block in blocks:
            self._block(block, paper, block.line or line, out)

    def _block(self, block: Block, paper: Color | None, line: int, out: list[Need]) -> None:
        match block:
            case Table():
                self._table(block, paper, line, out)
                return
            case CodeBlock() | MathBlock():
                for own in own_lines(block):
                    self._line(own, paper, line, out)
                return
            case Paragraph() | Heading() | Box():
                paper = block.frame.background or paper
            case _:
                pass
        for part in parts(block):
            self._line(part.line, paper, line, out)
            self.blocks(part.blocks, paper, line, out)

    def _table(self, table: Table, paper: Color | None, line: int, out: list[Need]) -> None:
        drawn = self._format == "txt"
        self._line(table.caption, paper, line, out)
        inside: list[Need] = [] if drawn else out
        for row in table.head + table.rows:
            for cell in row.cells:
                self.blocks(cell.blocks, cell.background or paper, line, inside)
        if drawn:
            self.apart.append(Flow(tuple(inside), loose=True))

    def _line(self, inlines: Inlines, paper: Color | None, line: int, out: list[Need]) -> None:
        for inline in inlines:
            match inline:
                case Text(text, style) | Code(text, style):
                    small = bool(style.small_caps)
                    _add(out, text, style.color, style.background or paper, line, any_case=small)
                case Math(tex, display, style):
                    said = self._formula(tex, display=display)
                    color = None if r"\color" in tex or r"\textcolor" in tex else style.color
                    _add(out, said, color, style.background or paper, line)
                case Link(_, children):
                    self._line(children, paper, line, out)
                case Ruby(base, annotation):
                    self._line(base, paper, line, out)
                    self._line(annotation, paper, line, out)
                case Image() | FootnoteRef() | Anchor() | LineBreak():
                    pass
                case _:
                    assert_never(inline)

    def _formula(self, tex: str, *, display: bool) -> str:
        """Give the characters a formula shows in this format: none where it is drawn, its TeX where it is not understood."""
        from convert import formulas

        match self._format:
            case "docx":
                omml = formulas.omml(tex, display)
                return tex if omml is None else unescape("".join(_OMML_TEXT.findall(omml)))
            case "html":
                mathml = formulas.mathml(tex, display)
                return tex if mathml is None else unescape(_TAG.sub("", mathml.partition("<annotation")[0]))
            case "pdf":
                return tex if formulas.svg(tex, display, 10.5, "#000000") is None else ""
            case _:
                return formulas.text(tex)


def _add(
    out: list[Need], text: str, color: Color | None, paper: Color | None, line: int, *, any_case: bool = False
) -> None:
    out += (Need(character, color, paper, line, any_case) for character in text if visible(character))
