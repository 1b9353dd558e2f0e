"""What a document is. Frozen values, tuples inside, structural equality; standard library only.

A `Style` holds what the *author* changed, never a theme's look: None means "as the block has it".

Invariants of a document that has been read and tidied (`tests/invariants.py` checks them):

* no `Text` is empty; neighbouring `Text` differ in style;
* text holds only characters XML 1.0 allows (production [2] Char), and no line break;
* the spans of a block of code are in order, not empty and not plain, do not overlap, and end inside its text;
* nesting of blocks, and of inlines, stays under `MAX_NESTING`, so recursion is safe everywhere;
* the cells of a table fill its grid: spans are resolved and end inside the table;
* every internal link, entry of `Contents` and `PageRef` has its anchor, every `FootnoteRef` its footnote, every `Image` its media;
* anchors are unique, and so are the looks of marks in the legend;
* a `Cover` comes first and has a title; chapters begin between the blocks of the body or of the notes, not inside of one;
* what an author wrote stands on a line; a box or a list on line 0 is of the program's making.
"""

from typing import Literal

from convert.record import Record, field
from convert.style import (
    BLACK,
    HIGHLIGHT,
    NO_BORDER,
    NO_EMPHASIS,
    NO_FRAME,
    NO_SPACE,
    ON_HIGHLIGHT,
    PLAIN,
    Border,
    BorderStyle,
    Color,
    Direction,
    Emphasis,
    EmphasisShape,
    Frame,
    Length,
    LengthUnit,
    LineStyle,
    Script,
    Sides,
    Style,
)

MAX_NESTING = 40

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
PageSide = Literal["next", "right"]
VerticalAlign = Literal["top", "middle", "bottom"]
Align = Literal["left", "center", "right", "justify"]


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


class PageRef(Record):
    """Where an anchor of this document stands: its page where pages are known, else a link to it.

    `paragraph` counts the paragraphs of the body from 1; plain text names it.
    """

    anchor: str
    paragraph: int


class Blank(Record):
    """A gap to be filled in, `number` from 1, as wide as the words it stands for: `width_em` of the type around it.

    Of that, `letters_em` are for Latin letters as wide as those of Times; other faces have other letters. `color` is None where
    the ink of the text around it is seen.
    """

    number: int
    width_em: float
    letters_em: float = 0.0
    color: Color | None = None


Inline = Text | Code | Link | Image | Math | Ruby | FootnoteRef | Anchor | LineBreak | PageRef | Blank
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
    """A page break; to the next page, or to the next right-hand one.

    With `chapter`, a part of a book begins behind it, whose first page is set as the first page of a document is;
    `language` is empty where it is the book's.
    """

    side: PageSide = "next"
    chapter: bool = False
    language: str = ""
    line: int = field(default=0, compare=False, kw_only=True)


class ContentsEntry(Record):
    """A heading as a table of contents lists it; `level` from 1, `anchor` names its place."""

    level: int
    children: Inlines
    anchor: str


class Contents(Record):
    """A table of contents down to headings of level `depth`; its entries are known when all headings are."""

    depth: int = 3
    entries: tuple[ContentsEntry, ...] = ()
    line: int = field(default=0, compare=False, kw_only=True)


class Cover(Record):
    """A page of its own before a book: its title and what stands under it, each a line or empty."""

    title: Inlines
    subtitle: Inlines = ()
    author: Inlines = ()
    date: Inlines = ()
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
    | Contents
    | Cover
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
    """A highlight in use: its name, its look, and how many characters in how many places carry it.

    Runs find their mark by its name, `color` and `background`. What else a mark looks like stands here alone: `line` under the
    words, `outline` around them, `bold` (None leaves each as it is). `label` is what its author calls it, empty for none.
    """

    name: str
    color: Color | None = None
    background: Color | None = None
    characters: int = 0
    places: int = 0
    label: str = ""
    line: LineStyle | None = None
    outline: Border | None = None
    bold: bool | None = None


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
