"""What a document is. Frozen values, tuples inside, structural equality; standard library only.

A `Style` holds what the *author* changed, never a theme's look: None means "as the block has it".

Invariants of a document that has been read and tidied (`tests/invariants.py` checks them):

* no `Text` is empty; neighbouring `Text` differ in style;
* text holds only characters XML 1.0 allows (production [2] Char), and no line break;
* the spans of a block of code are in order, not empty and not plain, do not overlap, and end inside its text;
* nesting of blocks, and of inlines, stays under `MAX_NESTING`, so recursion is safe everywhere;
* the cells of a table fill its grid: spans are resolved and end inside the table;
* every internal link has its anchor, every `FootnoteRef` its footnote, every `Image` its media;
* anchors are unique.
"""

from typing import Generic, Literal, TypeVar

from convert.record import Record, field

MAX_NESTING = 40

LineStyle = Literal["none", "single", "double", "dotted", "dashed", "wavy", "thick"]
Script = Literal["sub", "super"]
Align = Literal["left", "center", "right", "justify"]
CalloutKind = Literal["note", "tip", "important", "warning", "caution"]
ListMarker = Literal[
    "none",
    "disc",
    "circle",
    "square",
    "decimal",
    "decimal-leading-zero",
    "lower-alpha",
    "upper-alpha",
    "lower-roman",
    "upper-roman",
    "lower-greek",
    "cjk-decimal",
]
Direction = Literal["ltr", "rtl", "ltr-override", "rtl-override"]
EmphasisMark = Literal["none", "dot", "circle", "sesame", "under-dot"]
VerticalAlign = Literal["top", "middle", "bottom"]
BorderStyle = Literal["none", "solid", "double", "dotted", "dashed"]
LengthUnit = Literal["pt", "%", "em"]

T = TypeVar("T")


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


BLACK = Color(0, 0, 0)


class Length(Record):
    """A length as its user can resolve it: points, per cent of the measure, or em of the type around it."""

    number: float
    unit: LengthUnit = "pt"


class Sides(Record, Generic[T]):
    """Four values, one a side."""

    top: T
    right: T
    bottom: T
    left: T


class Border(Record):
    """One side's border; nothing is drawn when `style` is none or `width_pt` is 0."""

    width_pt: float = 0.0
    style: BorderStyle = "none"
    color: Color = BLACK

    @property
    def drawn(self) -> bool:
        """Whether anything is to be seen of it."""
        return self.style != "none" and self.width_pt > 0


NO_SPACE = Sides(0.0, 0.0, 0.0, 0.0)
NO_BORDER = Sides(Border(), Border(), Border(), Border())


class Frame(Record):
    """What the author drew around a block: its paper, its borders, and the space inside them."""

    background: Color | None = None
    border: Sides[Border] = NO_BORDER
    padding_pt: Sides[float] = NO_SPACE

    @property
    def drawn(self) -> bool:
        """Whether anything is to be seen of it."""
        border = self.border
        return self.background is not None or any(
            side.drawn for side in (border.top, border.right, border.bottom, border.left)
        )


NO_FRAME = Frame()


class Style(Record):
    """What the author changed about a run; None is "as the block has it".

    `mark` names the highlight (`red`, a class, `highlight` for `<mark>`), `color` and `background` are its look. A size is
    either absolute (`size_pt`) or a factor of the block's (`scale`), never both. `emphasis` are dots over or under each
    character (着重号), `language` a BCP 47 tag where it differs from what is around, `direction` what `dir` and `<bdo>` say
    of a run inside its line.
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
    emphasis: EmphasisMark | None = None
    language: str | None = None
    direction: Direction | None = None


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
    """A picture in the line; `media` is the key in `Document.media`, sizes are None where the picture decides.

    A percentage is of the measure, an em of the type around it. `decorative`: the author said that there is nothing to
    describe (`alt=""`), which is more than not describing it.
    """

    media: str
    alt: str = ""
    width: Length | None = None
    height: Length | None = None
    decorative: bool = False


class Math(Record):
    """A formula as TeX; of its style, colours, size and lines are seen."""

    tex: str
    display: bool = False
    style: Style = PLAIN


class Ruby(Record):
    """Base text with a reading above it; both are runs (`Text`, `Code`) and hold nothing else."""

    base: "tuple[Inline, ...]"
    annotation: "tuple[Inline, ...]"


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
    """A paragraph; `align`, `direction` and `frame` only where the author set them."""

    children: Inlines
    align: Align | None = None
    direction: Direction | None = None
    frame: Frame = NO_FRAME
    line: int = field(default=0, compare=False, kw_only=True)


class Heading(Record):
    """A heading of level 1 to 6; `anchor` is unique in the document."""

    level: int
    children: Inlines
    anchor: str = ""
    align: Align | None = None
    classes: tuple[str, ...] = ()
    direction: Direction | None = None
    frame: Frame = NO_FRAME
    line: int = field(default=0, compare=False, kw_only=True)


class ListItem(Record):
    """An item; `checked` is None unless it is a task, `number` unless it is not one more than the item's before it."""

    blocks: "tuple[Block, ...]"
    checked: bool | None = None
    number: int | None = None
    line: int = field(default=0, compare=False, kw_only=True)


class List(Record):
    """A list; `start` means something only when it is ordered, and `marker` is None where the theme chooses.

    Numbers may be 0 or negative; a `reversed` list has a number on each item.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    marker: ListMarker | None = None
    direction: Direction | None = None
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


class CodeSpan(Record):
    """The characters of a block of code from `start` up to `stop`, in a style the author gave them."""

    start: int
    stop: int
    style: Style


class CodeBlock(Record):
    """Code, lines parted by `\\n`, none at the end; one with `spans` is not highlighted by its language."""

    text: str
    language: str = ""
    spans: tuple[CodeSpan, ...] = ()
    line: int = field(default=0, compare=False, kw_only=True)


class MathBlock(Record):
    """A displayed formula as TeX."""

    tex: str
    style: Style = PLAIN
    line: int = field(default=0, compare=False, kw_only=True)


class Cell(Record):
    """A table cell; spans count from 1; `border` is None where the theme draws it."""

    blocks: "tuple[Block, ...]"
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    align: Align | None = None
    background: Color | None = None
    vertical_align: VerticalAlign | None = None
    border: Sides[Border] | None = None


class Row(Record):
    """The cells that start in this row, left to right."""

    cells: tuple[Cell, ...]


class Table(Record):
    """A table of `columns` columns; the rows of `head` repeat on every page.

    `widths` is empty, or has an entry a column: what the author asked for, None where the content decides.
    """

    columns: int
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: Inlines = ()
    widths: tuple[Length | None, ...] = ()
    direction: Direction | None = None
    line: int = field(default=0, compare=False, kw_only=True)


class Figure(Record):
    """Something shown, with a caption under it."""

    blocks: "tuple[Block, ...]"
    caption: Inlines = ()
    line: int = field(default=0, compare=False, kw_only=True)


class Box(Record):
    """A `<div>` and its like, kept for its classes or its frame."""

    blocks: "tuple[Block, ...]"
    classes: tuple[str, ...] = ()
    frame: Frame = NO_FRAME
    line: int = field(default=0, compare=False, kw_only=True)


class Details(Record):
    """A disclosure (`<details>`), always shown open; `summary` may be empty."""

    summary: Inlines
    blocks: "tuple[Block, ...]"
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
    | Details
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
    """A picture's bytes; `mime` is `image/png`, `image/jpeg`, `image/gif` or `image/svg+xml`, sizes in pixels.

    `png` is the same picture as PNG where `data` is SVG, for programs that cannot draw that; empty otherwise.
    """

    key: str
    mime: str
    data: bytes = field(repr=False)
    width_px: int = 0
    height_px: int = 0
    dpi: float = 96.0
    png: bytes = field(default=b"", repr=False)


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
