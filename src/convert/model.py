"""What a document is. Frozen values, tuples inside, structural equality; standard library only.

A `Style` holds what the *author* changed, never a theme's look: None means "as the block has it".

Invariants of a document that has been read and tidied (`tests/invariants.py` checks them):

* no `Text` is empty; neighbouring `Text` differ in style;
* text holds only characters XML 1.0 allows (production [2] Char), and no line break;
* nesting of blocks, and of inlines, stays under `MAX_NESTING`, so recursion is safe everywhere;
* the cells of a table fill its grid: spans are resolved and end inside the table;
* every internal link has its anchor, every `FootnoteRef` its footnote, every `Image` its media;
* anchors are unique.
"""

from typing import Literal

from convert.record import Record, field

MAX_NESTING = 40

LineStyle = Literal["none", "single", "double", "dotted", "dashed", "wavy", "thick"]
Script = Literal["sub", "super"]
Align = Literal["left", "center", "right", "justify"]
CalloutKind = Literal["note", "tip", "important", "warning", "caution"]
ListNumbering = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]


HIGHLIGHT = "highlight"
"""Name of the mark that `<mark>` and `==…==` set: without colours of its own, its look is the theme's."""
ON_HIGHLIGHT = " on highlight"
"""Ending of a mark's name whose colour stands on the theme's highlight."""


class Color(Record):
    """An opaque sRGB colour, 0 to 255 a channel."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        """Six upper-case hexadecimal digits, without a mark before them."""
        return f"{self.red:02X}{self.green:02X}{self.blue:02X}"


class Style(Record):
    """What the author changed about a run; None is "as the block has it".

    `mark` names the highlight (`red`, a class, `highlight` for `<mark>`), `color` and `background` are its look. A size is
    either absolute (`size_pt`) or a factor of the block's (`scale`), never both.
    """

    bold: bool | None = None
    italic: bool | None = None
    underline: LineStyle | None = None
    strike: bool | None = None
    small_caps: bool | None = None
    script: Script | None = None
    color: Color | None = None
    background: Color | None = None
    mark: str | None = None
    font: str | None = None
    size_pt: float | None = None
    scale: float | None = None


PLAIN = Style()


# Inlines


class Text(Record):
    """A run: text in one style."""

    text: str
    style: Style = PLAIN


class Code(Record):
    """Inline code, blanks kept."""

    text: str
    style: Style = PLAIN


class Link(Record):
    """A link; `href` is http(s), mailto, tel, or `#anchor`."""

    href: str
    children: "tuple[Inline, ...]"
    title: str = ""


class Image(Record):
    """A picture in the line; `media` is the key in `Document.media`, sizes are 0 where the picture decides."""

    media: str
    alt: str = ""
    width_mm: float = 0.0
    height_mm: float = 0.0


class Math(Record):
    """A formula as TeX."""

    tex: str
    display: bool = False


class Ruby(Record):
    """Base text with a reading above it."""

    base: str
    annotation: str
    style: Style = PLAIN


class FootnoteRef(Record):
    """A reference to the footnote with this label."""

    label: str


class Anchor(Record):
    """A place inside a line that links can name."""

    name: str


class LineBreak(Record):
    """A line break the author asked for."""


Inline = Text | Code | Link | Image | Math | Ruby | FootnoteRef | Anchor | LineBreak
Inlines = tuple[Inline, ...]


# Blocks. `line` is the line of the source, from 1, 0 where none is known; it is no part of equality.


class Paragraph(Record):
    """A paragraph; `align` only where the author set it."""

    children: Inlines
    align: Align | None = None
    line: int = field(default=0, compare=False, kw_only=True)


class Heading(Record):
    """A heading of level 1 to 6; `anchor` is unique in the document."""

    level: int
    children: Inlines
    anchor: str = ""
    align: Align | None = None
    classes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, kw_only=True)


class ListItem(Record):
    """An item; `checked` is None unless it is a task."""

    blocks: "tuple[Block, ...]"
    checked: bool | None = None
    line: int = field(default=0, compare=False, kw_only=True)


class List(Record):
    """A list; `start` and `numbering` mean something only when it is ordered."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    numbering: ListNumbering = "decimal"
    line: int = field(default=0, compare=False, kw_only=True)


class Definition(Record):
    """Terms with what they mean."""

    terms: tuple[Inlines, ...]
    meanings: "tuple[tuple[Block, ...], ...]"


class DefinitionList(Record):
    """A list of definitions (`<dl>`)."""

    entries: tuple[Definition, ...]
    line: int = field(default=0, compare=False, kw_only=True)


class Quote(Record):
    """A block quotation."""

    blocks: "tuple[Block, ...]"
    line: int = field(default=0, compare=False, kw_only=True)


class Callout(Record):
    """An alert (`> [!NOTE]`); an empty title means the kind's own word."""

    kind: CalloutKind
    title: Inlines
    blocks: "tuple[Block, ...]"
    line: int = field(default=0, compare=False, kw_only=True)


class CodeBlock(Record):
    """Code, lines parted by `\\n`, none at the end."""

    text: str
    language: str = ""
    line: int = field(default=0, compare=False, kw_only=True)


class MathBlock(Record):
    """A displayed formula as TeX."""

    tex: str
    line: int = field(default=0, compare=False, kw_only=True)


class Cell(Record):
    """A table cell; spans count from 1."""

    blocks: "tuple[Block, ...]"
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    align: Align | None = None
    background: Color | None = None


class Row(Record):
    """The cells that start in this row, left to right."""

    cells: tuple[Cell, ...]


class Table(Record):
    """A table of `columns` columns; the rows of `head` repeat on every page."""

    columns: int
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: Inlines = ()
    line: int = field(default=0, compare=False, kw_only=True)


class Figure(Record):
    """Something shown, with a caption under it."""

    blocks: "tuple[Block, ...]"
    caption: Inlines = ()
    line: int = field(default=0, compare=False, kw_only=True)


class Box(Record):
    """A `<div>` and its like, kept for its classes."""

    blocks: "tuple[Block, ...]"
    classes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, kw_only=True)


class Rule(Record):
    """A thematic break."""

    line: int = field(default=0, compare=False, kw_only=True)


class PageBreak(Record):
    """A page break the author asked for."""

    line: int = field(default=0, compare=False, kw_only=True)


Block = (
    Paragraph
    | Heading
    | List
    | DefinitionList
    | Quote
    | Callout
    | CodeBlock
    | MathBlock
    | Table
    | Figure
    | Box
    | Rule
    | PageBreak
)
Blocks = tuple[Block, ...]


# The document


class Meta(Record):
    """What is said about a document; `language` is a BCP 47 tag, `date` an ISO 8601 date or empty."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = "zh-CN"
    subject: str = ""
    keywords: tuple[str, ...] = ()


class Mark(Record):
    """A highlight in use: its name, its look, and how many characters carry it."""

    name: str
    color: Color | None = None
    background: Color | None = None
    characters: int = 0


class Footnote(Record):
    """A footnote; `label` is what `FootnoteRef` names, writers number by order of reference."""

    label: str
    blocks: Blocks


class Media(Record):
    """A picture's bytes; `mime` is `image/png`, `image/jpeg` or `image/gif`, sizes in pixels."""

    key: str
    mime: str
    data: bytes = field(repr=False)
    width_px: int = 0
    height_px: int = 0
    dpi: float = 96.0


class Document(Record):
    """A document: what is said of it, its body, its appendix of notes, its marks, footnotes and pictures.

    `notes` is ready to set: it opens with its own heading (附录, Appendix) and starts on a new page.
    """

    meta: Meta = Meta()
    body: Blocks = ()
    notes: Blocks = ()
    legend: tuple[Mark, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    media: tuple[Media, ...] = ()
