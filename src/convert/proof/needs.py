"""A document in, the characters its outputs must show out, with the colours its author gave them and their lines."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Final, Literal, NamedTuple, assert_never

from convert import legends
from convert.model import (
    Anchor,
    Blank,
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
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    MathBlock,
    PageBreak,
    PageRef,
    Paragraph,
    Ruby,
    Table,
    Text,
)
from convert.proof.glyphs import visible
from convert.traverse import code_runs, is_made, parts

_OMML_TEXT: Final = re.compile(r"<m:t(?:\s[^>]*)?>([^<]*)</m:t>")
_TAG: Final = re.compile(r"<[^>]*>")
_FROM_RIGHT: Final = frozenset(("R", "AL", "AN"))  # UAX 9, table 4
_SPLITTING: Final = ("docx", "pdf")
_NEVER_SPLIT: Final = 8  # columns, which stand beside each other on any page


class Need(NamedTuple):
    """A character that must be there; colours are None where the author gave none, `line` is 0 where none is known.

    `any_case`: it is set in small capitals, which a format may write as capitals.
    """

    char: str
    color: Color | None = None
    background: Color | None = None
    line: int = 0
    any_case: bool = False


Order = Literal["read", "drawn", "either"]


class Flow(NamedTuple):
    """Characters that belong together.

    They come in the order of `read`ing; or as they are `drawn`, which may be any; or `either`. `anywhere`: what it comes
    after is not known, else it comes after the flow before it.
    """

    needs: tuple[Need, ...]
    order: Order = "read"
    anywhere: bool = False


def flows(document: Document, format_name: str) -> Iterator[Flow]:
    """Give what must be there: the body, the notes, each footnote, parted where the order of reading ends."""
    for blocks in (document.body, document.notes):
        yield from _Collector(format_name).flows(blocks)
    for note in document.footnotes:
        yield from _Collector(format_name).flows(note.blocks, anywhere=True)


class _Collector:
    """Collects the needs of blocks, and parts them where an order ends.

    Plain text draws tables line by line; Word and a page may split wide ones and repeat columns; a page holds
    right-to-left text and marks over letters as they are drawn.
    """

    def __init__(self, format_name: str) -> None:
        self._format = format_name
        self._flows: list[Flow] = []
        self._needs: list[Need] = []
        self._drawn: list[Need] = []

    def flows(self, blocks: Blocks, *, anywhere: bool = False) -> Iterator[Flow]:
        """Give the flows of some blocks."""
        self._blocks(blocks, None, 0)
        self._cut("read")
        for flow in (*self._flows, Flow(tuple(self._drawn), "drawn")):
            if flow.needs:
                yield flow._replace(anywhere=anywhere)
                anywhere = False

    def _cut(self, order: Order) -> None:
        """End a flow: what follows is another."""
        self._flows.append(Flow(tuple(self._needs), order))
        self._needs = []

    def _blocks(self, blocks: Blocks, paper: Color | None, line: int) -> None:
        """Collect what blocks need, on the paper of what they stand in."""
        for block in blocks:
            self._block(block, paper, block.line or line)

    def _block(self, block: Block, paper: Color | None, line: int) -> None:
        if self._format == "txt" and is_made(block, legends.CLASS):
            return  # text has a legend of its own, of the signs that it uses
        match block:
            case Table():
                self._table(block, paper, line)
                return
            case CodeBlock():
                # A theme gives code a paper of its own, which lies on that of the boxes around it.
                self._set_line(code_runs(block), None, line)
                return
            case MathBlock(tex, style):
                self._math(Math(tex, True, style), paper, line, apart=True)
                return
            case PageBreak(_, True):
                self._cut("read")  # what stands at the end of a chapter is known only there
            case Paragraph() | Heading() | Box():
                paper = block.frame.background or paper
            case _:
                pass
        for part in parts(block):
            self._set_line(part.line, paper, line)
            self._blocks(part.blocks, paper, line)

    def _set_line(self, inlines: Inlines, paper: Color | None, line: int) -> None:
        """Collect a line; of one that is partly set from the right, a page tells no order of reading."""
        before = self._needs
        self._needs = []
        self._line(inlines, paper, line)
        found, self._needs = self._needs, before
        if self._format != "pdf":
            self._needs += found
            return
        leftward = any(_from_right(inline) for inline in inlines) or any(
            unicodedata.bidirectional(need.char) in _FROM_RIGHT for need in found
        )
        for need in found:
            drawn = leftward or unicodedata.bidirectional(need.char) == "NSM"
            (self._drawn if drawn else self._needs).append(need)

    def _table(self, table: Table, paper: Color | None, line: int) -> None:
        self._set_line(table.caption, paper, line)
        order: Order = "read"
        if self._format == "txt":
            order = "drawn"
        elif self._format in _SPLITTING and table.columns > _NEVER_SPLIT:
            order = "either"
        if order != "read":
            self._cut("read")
        flows = len(self._flows)
        for row in table.head + table.rows:
            for cell in row.cells:
                self._blocks(cell.blocks, cell.background or paper, line)
        if order != "read":
            self._cut(order)
            self._flows[flows:] = [Flow(tuple(n for flow in self._flows[flows:] for n in flow.needs), order)]

    def _line(self, inlines: Inlines, paper: Color | None, line: int) -> None:
        for inline in inlines:
            match inline:
                case Text(text, style) | Code(text, style):
                    small = bool(style.small_caps)
                    self._add(text, style.color, style.background or paper, line, any_case=small)
                case Math():
                    self._math(inline, paper, line)
                case Link(_, children):
                    self._line(children, paper, line)
                case Ruby(base, annotation):
                    self._line(base, paper, line)
                    self._line(annotation, paper, line)
                case Blank(number, color=color):
                    self._add(f"({number})", color, paper, line)
                case Image() | FootnoteRef() | Anchor() | LineBreak() | PageRef():
                    pass
                case _:
                    assert_never(inline)

    def _math(self, math: Math, paper: Color | None, line: int, *, apart: bool = False) -> None:
        """Collect a formula; one that stands `apart` has lines in plain text, another has none."""
        tex, style = math.tex, math.style
        said = self._formula(tex, display=apart if self._format == "txt" else math.display)
        color = None if r"\color" in tex or r"\textcolor" in tex else style.color
        self._add(said, color, style.background or paper, line)

    def _add(
        self, text: str, color: Color | None, paper: Color | None, line: int, *, any_case: bool = False
    ) -> None:
        self._needs += (
            Need(character, color, paper, line, any_case) for character in text if visible(character)
        )

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
                return formulas.text(tex, display)


def _from_right(inline: Inline) -> bool:
    match inline:
        case Text(_, style) | Code(_, style) | Math(_, _, style):
            return (style.direction or "").startswith("rtl")
        case Link(_, children):
            return any(map(_from_right, children))
        case _:
            return False
