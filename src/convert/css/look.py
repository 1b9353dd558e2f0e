"""What an author's declarations make of an element, as writers can show it: the record that the reader carries down the tree."""

from typing import Literal, NamedTuple

from convert.css.color import WHITE, AlphaColor
from convert.css.specified import Variables
from convert.model import (
    NO_FRAME,
    PLAIN,
    Align,
    Color,
    Direction,
    Frame,
    Length,
    ListMarker,
    Style,
    VerticalAlign,
)
from convert.record import Record, replace

WhiteSpace = Literal["normal", "nowrap", "pre", "pre-wrap", "pre-line", "break-spaces"]
Kind = Literal["inline", "link", "picture", "block", "list", "table", "part", "cell"]
"""What of a look an element can carry; a part is a row or a section of a table."""
TextTransform = Literal["none", "uppercase", "lowercase", "capitalize", "full-width"]


class Inherited(NamedTuple):
    """What children need beside the look: `paper` is the colour behind the text.

    `ink` is a text colour that lets the paper through, before it was laid on it; `filled` tells that
    `-webkit-text-fill-color` paints the text; `loose_align` that the alignment is one that tables do not inherit.
    """

    paper: Color = WHITE
    ink: AlphaColor | None = None
    filled: bool = False
    weight: float | None = None
    dots_under: bool = False
    loose_align: bool = False
    variables: Variables = ()


class Look(Record):
    """What an element looks like and hands on.

    Inherited: `style`, `align`, `white_space`, `text_transform`, `list_marker`, `direction` (what `dir` says; a run's own is
    in `style`), `invisible` (`visibility`, which children may undo), `vertical_align` inside a table, and `inherited`. The
    element's own: `hidden` (`display: none`), `parted` (an inline element that `display` sets on lines of its own), `frame`
    (of blocks and cells only: an inline's background is its style's; cells take the background of their row, section and
    table), `borders_said` (whether the author said anything of its borders, if only `none`), `width`, `height`,
    `max_width`, `zoom` (of pictures) and the breaks.
    """

    style: Style = PLAIN
    align: Align | None = None
    white_space: WhiteSpace = "normal"
    text_transform: TextTransform = "none"
    list_marker: ListMarker | None = None
    direction: Direction | None = None
    invisible: bool = False
    hidden: bool = False
    parted: bool = False
    frame: Frame = NO_FRAME
    borders_said: bool = False
    vertical_align: VerticalAlign | None = None
    width: Length | None = None
    height: Length | None = None
    max_width: Length | None = None
    zoom: float = 1.0
    page_break_before: bool = False
    page_break_after: bool = False
    inherited: Inherited = Inherited()

    @property
    def preformatted(self) -> bool:
        """Whether blanks and line breaks count."""
        return self.white_space in ("pre", "pre-wrap", "break-spaces")

    def without_cell(self) -> "Look":
        """What the content of a table cell inherits: the cell itself carries alignment and frame."""
        return replace(self, align=None, frame=NO_FRAME, borders_said=False, vertical_align=None)
