"""Specified values and the parent's computed style in, a computed style out (CSS Cascade Level 4, section 4).

Beyond CSS: underline, strike and sub/super pass to what is inside, since that is how they look there.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from convert.css.color import WHITE, visible
from convert.css.color import resolve as opaque
from convert.css.computed import Break, ComputedStyle
from convert.css.longhands import SIDES
from convert.css.properties import Wide
from convert.css.specified import Variables
from convert.css.values import Length
from convert.model import Align, Border, BorderStyle, Color, LineStyle, ListMarker, Script, Sides

INITIAL = ComputedStyle(line_height=1.2)
NORMAL_LINE_HEIGHT = 1.2

_INHERITED = frozenset(
    "color font-family font-size font-weight font-style font-variant-caps text-align text-indent line-height "
    "letter-spacing orphans widows white-space-collapse hyphens".split()
)


class Node(NamedTuple):
    """A computed style with what its children need beside it.

    `factor` tells that the line height is a number, which children take as such; `backdrop` is the colour behind the text.
    """

    style: ComputedStyle
    factor: bool = True
    backdrop: Color = WHITE
    variables: Variables = ()


ROOT = Node(INITIAL)


class Scale(NamedTuple):
    """What `rem` and `%` mean: the root's font size and the width of the text block, in pt."""

    root_pt: float = 12.0
    width_pt: float = 481.9


def resolve(specified: Mapping[str, object], parent: Node, scale: Scale) -> Node:
    """Compute the style of an element from the values that won."""
    return _Resolver(specified, parent, scale).node()


SIZES = {
    "xx-small": 0.6,
    "x-small": 0.75,
    "small": 8 / 9,
    "medium": 1.0,
    "large": 1.2,
    "x-large": 1.5,
    "xx-large": 2.0,
    "xxx-large": 3.0,
}
STEPS = {"smaller": 1 / 1.2, "larger": 1.2}
ALIGNS: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "-webkit-left": "left",
    "right": "right",
    "end": "right",
    "-webkit-right": "right",
    "center": "center",
    "-webkit-center": "center",
    "justify": "justify",
    "justify-all": "justify",
}
LINES: dict[str, LineStyle] = {
    "solid": "single",
    "double": "double",
    "dotted": "dotted",
    "dashed": "dashed",
    "wavy": "wavy",
}
BORDERS: dict[str, BorderStyle] = {
    "none": "none",
    "hidden": "none",
    "double": "double",
    "dotted": "dotted",
    "dashed": "dashed",
}
MARKERS: dict[str, ListMarker] = {
    "none": "none",
    "disc": "disc",
    "circle": "circle",
    "square": "square",
    "decimal": "decimal",
    "decimal-leading-zero": "decimal-leading-zero",
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lower-alpha"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upper-alpha"),
    "lower-roman": "lower-roman",
    "upper-roman": "upper-roman",
    "lower-greek": "lower-greek",
    **dict.fromkeys(
        "cjk-decimal cjk-ideographic simp-chinese-informal simp-chinese-formal trad-chinese-informal trad-chinese-formal "
        "japanese-informal japanese-formal korean-hanja-informal korean-hanja-formal".split(),
        "cjk-decimal",
    ),
}
BREAKS: dict[str, Break] = {
    "always": "page",
    "all": "page",
    "page": "page",
    "left": "left",
    "verso": "left",
    "right": "right",
    "recto": "right",
    "avoid": "avoid",
    "avoid-page": "avoid",
}
SCRIPTS: dict[str, Script] = {"sub": "sub", "super": "super"}


PRESERVING = ("preserve", "break-spaces", "preserve-spaces")


class _Resolver:
    """Computes one style."""

    def __init__(self, specified: Mapping[str, object], parent: Node, scale: Scale) -> None:
        self._specified = specified
        self._parent = parent
        self._scale = scale
        self._size = self._font_size()

    def _pick(self, name: str) -> tuple[Any, ComputedStyle]:
        """The property's own value, or None and the style to take the computed value from."""
        value = self._specified.get(name)
        word = value.keyword if isinstance(value, Wide) else "" if value is not None else "unset"
        if not word:
            return value, self._parent.style
        inherits = word == "inherit" or (word != "initial" and name in _INHERITED)
        return None, self._parent.style if inherits else INITIAL

    def node(self) -> Node:
        """Compute everything."""
        parent = self._parent.style
        color, base = self._pick("color")
        ink = base.color if color is None else opaque(color, parent.color, self._parent.backdrop)
        background = self._background(ink)
        line_height, line_height_pt, factor = self._line_height()
        indent_pt, indent_em = self._indent()
        style = ComputedStyle(
            font_family=self._own("font-family", "font_family"),
            font_size_pt=self._size,
            bold=self._bold(),
            italic=self._keyword("font-style", "italic", ("italic", "oblique")),
            small_caps=self._keyword("font-variant-caps", "small_caps", ("small-caps", "all-small-caps")),
            underline=self._underline(),
            strike=parent.strike or "line-through" in (self._pick("text-decoration-line")[0] or ()),
            script=SCRIPTS.get(str(self._pick("vertical-align")[0])) or parent.script,
            color=ink,
            background=background,
            align=self._align(),
            text_indent_pt=indent_pt,
            text_indent_em=indent_em,
            line_height=line_height,
            line_height_pt=line_height_pt,
            letter_spacing_pt=self._length("letter-spacing", "letter_spacing_pt"),
            margin=self._sides("margin"),
            padding=self._sides("padding"),
            border=self._border(ink),
            break_before=self._break("before"),
            break_after=self._break("after"),
            break_inside=self._break("inside"),
            orphans=self._own("orphans", "orphans"),
            widows=self._own("widows", "widows"),
            preformatted=self._keyword("white-space-collapse", "preformatted", PRESERVING),
            hidden=parent.hidden or self._pick("display")[0] == "none",
            hyphenate=self._keyword("hyphens", "hyphenate", ("auto",)),
        )
        return Node(style, factor, background or self._parent.backdrop)

    def _own(self, name: str, field: str) -> Any:
        value, base = self._pick(name)
        return getattr(base, field) if value is None else value

    def _keyword(self, name: str, field: str, yes: tuple[str, ...]) -> bool:
        value, base = self._pick(name)
        return bool(getattr(base, field)) if value is None else value in yes

    def _points(self, length: Length, whole: float | None = None) -> float:
        scale = self._scale
        whole = scale.width_pt if whole is None else whole
        return length.points(self._size, scale.root_pt, whole, self._parent.style.line_height_pt)

    def _length(self, name: str, field: str) -> float:
        value, base = self._pick(name)
        return float(getattr(base, field)) if value is None else self._points(value, self._size)

    def _font_size(self) -> float:
        value, base = self._pick("font-size")
        size = self._parent.style.font_size_pt
        if value is None:
            return base.font_size_pt
        if isinstance(value, str):
            return size * STEPS[value] if value in STEPS else INITIAL.font_size_pt * SIZES[value]
        return float(value.points(size, self._scale.root_pt, size, self._parent.style.line_height_pt))

    def _bold(self) -> bool:
        value, base = self._pick("font-weight")
        if value is None:
            return base.bold
        return value in ("bold", "bolder") if isinstance(value, str) else value >= 600

    def _underline(self) -> LineStyle:
        lines = self._pick("text-decoration-line")[0] or ()
        if "underline" not in lines:
            return self._parent.style.underline
        return LINES.get(str(self._pick("text-decoration-style")[0]), "single")

    def _align(self) -> Align:
        value, base = self._pick("text-align")
        return ALIGNS.get(value, self._parent.style.align) if value else base.align

    def _background(self, ink: Color) -> Color | None:
        value, base = self._pick("background-color")
        return base.background if value is None else visible(value, ink, self._parent.backdrop)

    def _line_height(self) -> tuple[float | None, float, bool]:
        """The factor of the size if there is one, the height in pt, and whether children inherit the factor."""
        value, base = self._pick("line-height")
        if value is None:
            if base is INITIAL or self._parent.factor:
                number = base.line_height or NORMAL_LINE_HEIGHT
                return number, number * self._size, True
            same = base.font_size_pt == self._size
            return base.line_height if same else None, base.line_height_pt, False
        if value == "normal":
            return NORMAL_LINE_HEIGHT, NORMAL_LINE_HEIGHT * self._size, True
        if value.unit == "":
            return value.number, value.number * self._size, True
        factor = {"em": value.number, "%": value.number / 100}.get(value.unit)
        return factor, self._points(value, self._size), False

    def _indent(self) -> tuple[float, float | None]:
        value, base = self._pick("text-indent")
        if value is None:
            same = base.font_size_pt == self._size
            return base.text_indent_pt, base.text_indent_em if same else None
        return self._points(value), value.number if value.unit == "em" else None

    def _sides(self, box: str) -> Sides[float]:
        values = []
        for side in SIDES:
            value, base = self._pick(f"{box}-{side}")
            values.append(getattr(getattr(base, box), side) if value is None else self._points(value))
        return Sides(*values)

    def _border(self, ink: Color) -> Sides[Border]:
        return Sides(*(self._border_side(side, ink) for side in SIDES))

    def _border_side(self, side: str, ink: Color) -> Border:
        style, base = self._pick(f"border-{side}-style")
        drawn = getattr(base.border, side).style if style is None else BORDERS.get(style, "solid")
        if drawn == "none":
            return Border()
        width, base = self._pick(f"border-{side}-width")
        # The initial width is `medium`, 3 px.
        points = 2.25 if width is None and base is INITIAL else getattr(base.border, side).width_pt
        color, base = self._pick(f"border-{side}-color")
        line = ink if base is INITIAL else getattr(base.border, side).color
        return Border(
            points if width is None else self._points(width),
            drawn,
            line if color is None else opaque(color, ink, self._parent.backdrop),
        )

    def _break(self, where: str) -> Break:
        value, base = self._pick(f"break-{where}")
        found: Break = getattr(base, f"break_{where}")
        return found if value is None else BREAKS.get(value, "auto")
