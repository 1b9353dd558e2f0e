"""A document and its theme in, the same with its runs changed by the paper each stands on out."""

from collections.abc import Callable
from functools import partial

from convert.css.color import WHITE
from convert.model import (
    NO_FRAME,
    Blank,
    Block,
    Blocks,
    Border,
    Box,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Color,
    DefinitionList,
    Details,
    Document,
    Figure,
    Frame,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Sides,
    Table,
    Text,
)
from convert.record import Record, replace
from convert.themes import Theme
from convert.traverse import joined, rebuilt

Run = Text | Code | Math


class Place(Record):
    """Where a run stands: the elements around it as a theme names them, the colour behind it, its line in the source."""

    path: str
    paper: Color
    line: int = 0


Change = Callable[[Run, Place], Run]
Paint = Callable[[Color], Color]
Gap = Callable[[Blank, Place], Blank]


class Papers:
    """Walks over a document: `change` gives each run its look, `paint` each frame and cell its colours, `gap` each gap its ink."""

    def __init__(self, theme: Theme, change: Change, paint: Paint, gap: Gap | None = None) -> None:
        self._theme = theme
        self._change = change
        self._paint = paint
        self._gap = gap

    def map(self, document: Document) -> Document:
        """The document with its looks changed, in reading order."""
        start = Place("body", self._theme.style("body").background or WHITE)
        notes, feet = self._inside(start, "section.notes"), self._inside(start, "section.footnotes")
        return replace(
            document,
            body=self._blocks(document.body, start),
            notes=self._blocks(document.notes, notes),
            footnotes=tuple(
                replace(note, blocks=self._blocks(note.blocks, feet)) for note in document.footnotes
            ),
        )

    def _inside(self, place: Place, element: str, own: Color | None = None, line: int = 0) -> Place:
        """The place inside an element, on paper of its own if it has any."""
        path = f"{place.path} {element}"
        return Place(path, own or self._theme.style(path).background or place.paper, line or place.line)

    def _blocks(self, blocks: Blocks, place: Place) -> Blocks:
        return tuple(self._block(block, place) for block in blocks)

    def _block(self, block: Block, place: Place) -> Block:
        match block:
            case Paragraph() | Heading() | Box():
                frame = self._frame(block.frame)
                inside = self._inside(place, _element(block), frame.background, block.line)
                block = replace(block, frame=frame)
            case CodeBlock():
                inside = self._inside(place, "pre", line=block.line)
                spans = (
                    replace(span, style=self._change(run, inside).style)
                    for span in block.spans
                    for run in (Code(block.text[span.start : span.stop], span.style),)
                )
                return replace(block, spans=tuple(spans))
            case MathBlock(tex, style):
                inside = self._inside(place, "div.math", line=block.line)
                changed = self._change(Math(tex, True, style), inside)
                return (
                    replace(block, tex=changed.tex, style=changed.style)
                    if isinstance(changed, Math)
                    else block
                )
            case Table():
                return self._table(block, self._inside(place, "table", line=block.line))
            case _:
                inside = (
                    self._inside(place, element, line=block.line) if (element := _element(block)) else place
                )
        return rebuilt(block, partial(self._line, place=inside), partial(self._blocks, place=inside))

    def _table(self, table: Table, place: Place) -> Table:
        head, rows = (
            tuple(Row(tuple(self._cell(cell, inside) for cell in row.cells)) for row in group)
            for group, inside in (
                (table.head, self._inside(place, "thead tr")),
                (table.rows, self._inside(place, "tbody tr")),
            )
        )
        caption = self._line(table.caption, self._inside(place, "caption"))
        return replace(table, head=head, rows=rows, caption=caption)

    def _cell(self, cell: Cell, row: Place) -> Cell:
        own = self._paint(cell.background) if cell.background else None
        header = cell.header or " thead " in row.path
        place = self._inside(row, "th" if header else "td", own)
        border = self._border(cell.border) if cell.border else None
        return replace(cell, blocks=self._blocks(cell.blocks, place), background=own, border=border)

    def _frame(self, frame: Frame) -> Frame:
        if frame is NO_FRAME:
            return frame
        own = self._paint(frame.background) if frame.background else None
        return replace(frame, background=own, border=self._border(frame.border))

    def _border(self, border: Sides[Border]) -> Sides[Border]:
        sides = (border.top, border.right, border.bottom, border.left)
        return Sides(*(replace(side, color=self._paint(side.color)) for side in sides))

    def _line(self, line: Inlines, place: Place) -> Inlines:
        changed: list[Inline] = []
        for inline in line:
            match inline:
                case Text() | Math():
                    changed.append(self._change(inline, place))
                case Code():
                    changed.append(self._change(inline, self._inside(place, "code")))
                case Link():
                    changed.append(replace(inline, children=self._line(inline.children, place)))
                case Ruby():
                    base, reading = self._line(inline.base, place), self._line(inline.annotation, place)
                    changed.append(Ruby(base, reading))
                case Blank() if self._gap is not None:
                    changed.append(self._gap(inline, place))
                case _:
                    changed.append(inline)
        return joined(changed)


def _element(block: Block) -> str:
    """What a theme calls a block; empty where its lines have no element of their own around them."""
    match block:
        case Paragraph():
            return "p"
        case Heading(level):
            return f"h{level}"
        case List():
            return "ol li" if block.ordered else "ul li"
        case DefinitionList():
            return "dl"
        case Quote():
            return "blockquote"
        case Callout(kind):
            return f"div.callout.callout-{kind}"
        case Details():
            return "details"
        case Figure():
            return "figure"
        case Box():
            return ".".join(("div", *block.classes))
        case _:
            return ""
