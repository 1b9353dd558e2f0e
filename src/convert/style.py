"""How runs and frames look, as an author asks for it: colours, lengths, borders, styles. Frozen values; standard library only.

A `Style` holds what the *author* changed, never a theme's look: None means "as the block has it".
"""

from typing import Generic, Literal, TypeVar

from convert.record import Record

LineStyle = Literal[
    "none",
    "single",
    "double",
    "dotted",
    "dashed",
    "wavy",
    "thick",
    "thick-dotted",
    "thick-dashed",
    "thick-wavy",
]
Script = Literal["sub", "super"]
Direction = Literal["ltr", "rtl", "ltr-override", "rtl-override"]
EmphasisShape = Literal["none", "dot", "circle", "double-circle", "triangle", "sesame"]
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


class Emphasis(Record):
    """The mark over or under each character (着重号): a shape, `own` in its place a character of the author's."""

    shape: EmphasisShape = "dot"
    open: bool = False
    under: bool = False
    own: str = ""


NO_EMPHASIS = Emphasis("none")


class Style(Record):
    """What the author changed about a run; None is "as the block has it".

    `mark` names the highlight (`red`, a class, `highlight` for `<mark>`), `color` and `background` are its look. A size is
    either absolute (`size_pt`) or a factor of the block's (`scale`), never both; `script_sized`: it is that of raised or lowered
    text itself, which is else smaller than its line. `emphasis` are marks over or under each
    character (着重号), `emphasis_color` and `line_color` those of such marks and of the lines under and through the text where
    they have not its own, `language` a BCP 47 tag where it differs from what is around, `direction` what `dir` and `<bdo>` say
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
    emphasis: Emphasis | None = None
    language: str | None = None
    direction: Direction | None = None
    script_sized: bool | None = None
    emphasis_color: Color | None = None
    line_color: Color | None = None


PLAIN = Style()
