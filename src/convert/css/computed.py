"""What the cascade ends in: computed styles of elements and of the page, in points and millimetres."""

from typing import Literal

from convert.model import BLACK, NO_BORDER, NO_SPACE, Align, Border, Color, LineStyle, Script, Sides
from convert.record import Record, field

Break = Literal["auto", "page", "left", "right", "avoid"]


class ComputedStyle(Record):
    """CSS 2.2 computed values, lengths in pt; the defaults are the initial values.

    `text_indent_em` and `line_height` (a factor of the size) are kept as written when the sheet used em or a number,
    because Word has them as such; `text_indent_pt` and `line_height_pt` are always resolved (`line-height: normal` is 1.2).
    """

    font_family: tuple[str, ...] = ("serif",)
    font_size_pt: float = 12.0
    bold: bool = False
    italic: bool = False
    small_caps: bool = False
    underline: LineStyle = "none"
    strike: bool = False
    script: Script | None = None
    color: Color = BLACK
    background: Color | None = None
    align: Align = "left"
    text_indent_pt: float = 0.0
    text_indent_em: float | None = None
    line_height: float | None = None
    line_height_pt: float = 14.4
    letter_spacing_pt: float = 0.0
    margin: Sides[float] = NO_SPACE
    padding: Sides[float] = NO_SPACE
    border: Sides[Border] = NO_BORDER
    break_before: Break = "auto"
    break_after: Break = "auto"
    break_inside: Break = "auto"
    orphans: int = 2
    widows: int = 2
    preformatted: bool = False  # white-space: pre, pre-wrap, break-spaces
    hidden: bool = False  # display: none
    hyphenate: bool = False  # hyphens: auto


MarginBoxName = Literal[
    "top-left",
    "top-center",
    "top-right",
    "bottom-left",
    "bottom-center",
    "bottom-right",
    "left-middle",
    "right-middle",
]
BoxPlace = Literal["top", "middle", "bottom"]


class ContentText(Record):
    """Literal text in `content`."""

    text: str


class ContentCounter(Record):
    """`counter(page)` or `counter(pages)`."""

    counter: Literal["page", "pages"]


class ContentString(Record):
    """`string(NAME)`; `selector` is the element whose `string-set` names it (`h1`), empty where none does."""

    name: str
    selector: str = ""


ContentPart = ContentText | ContentCounter | ContentString


class MarginBox(Record):
    """A box in a margin of `@page`; `place` is where its lines stand across the margin.

    Those beside the text are `turned`: their lines read upwards.
    """

    name: MarginBoxName
    content: tuple[ContentPart, ...]
    style: ComputedStyle
    place: BoxPlace = "middle"
    turned: bool = False


LineNumbers = Literal["page", "continuous"]


class NotesColumn(Record):
    """Room for handwriting in the outer margin: so wide, so far from the text; `pitch_pt` from rule to rule, 0 for none."""

    width_mm: float
    gap_mm: float
    pitch_pt: float = 0.0


class Page(Record):
    """`@page`: A4 with 20 mm margins unless the sheet says otherwise.

    `boxes` are those of right pages; `left_boxes` is None unless `@page :left` or `:right` sets boxes, `first_boxes`
    unless `@page :first` does.
    """

    width_mm: float = 210.0
    height_mm: float = 297.0
    margin_mm: Sides[float] = field(default=Sides(20.0, 20.0, 20.0, 20.0))
    boxes: tuple[MarginBox, ...] = ()
    first_boxes: tuple[MarginBox, ...] | None = None
    left_boxes: tuple[MarginBox, ...] | None = None
    # What is no CSS, and a user asks for: `css.setup` sets it.
    gutter_mm: float = 0.0  # part of the inner margin
    mirrored: bool = False  # the left and right margins are the inner and outer ones
    columns: int = 1
    column_gap_pt: float = 0.0
    notes: NotesColumn | None = None
    line_numbers: LineNumbers | None = None
    least_pt: float = 0.0  # no type is made smaller to fit
    style: ComputedStyle = field(default=ComputedStyle(), compare=False)

    @property
    def edge_mm(self) -> float:
        """The outer margin without the notes column."""
        return self.margin_mm.right - (self.notes.gap_mm + self.notes.width_mm if self.notes else 0.0)
