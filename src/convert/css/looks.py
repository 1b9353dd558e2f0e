"""An element's longhands and the look around it in, its own look out (CSS Cascade Level 4, on the document's side).

One cascade an element: `compute(in_order((*tag_longhands(tag), *hints, *sheet.match(element), *inline)), around, kind)`. A
look holds what the author changed: None stands for what only the theme knows.
"""

from typing import Any, Final, Literal, NamedTuple

from convert.css.color import BLACK
from convert.css.frames import border, extent, padding
from convert.css.inks import Inks, inks
from convert.css.look import Inherited, Look, TextTransform, WhiteSpace
from convert.css.properties import INLINE, Longhand, Wide
from convert.css.resolve import ALIGNS, BREAKS, LINES, SCRIPTS, SIZES, STEPS
from convert.css.specified import specify
from convert.css.values import Length
from convert.model import (
    NO_FRAME,
    Align,
    Direction,
    EmphasisMark,
    Frame,
    LineStyle,
    ListMarker,
    Script,
    Style,
    VerticalAlign,
)
from convert.record import field_names, replace

Kind = Literal["inline", "link", "picture", "block", "list", "table", "part", "cell"]
"""What of a look an element can carry; a part is a row or a section of a table."""

_SMALLEST_PT, _LARGEST_PT = 1.0, 1000.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.1, 50.0
_MEDIUM_PT = 12.0
_STYLE_FIELDS: Final = field_names(Style)
_BLOCKS: Final = ("block", "list", "table", "part", "cell")
_IN_TABLE: Final = ("part", "cell")
_NEW_PAGE: Final = ("page", "left", "right")


class Computed(NamedTuple):
    """A look, and how it came to be.

    `colored` tells that the element says a colour or, in a line, a background; `own` are its changes to the style around.
    `bare` that it wants no background of its own.
    `ignored` and `problems` are what has no effect here and what is wrong with a variable, each with its line in the
    `style` attribute, 1 where it stands elsewhere.
    """

    look: Look
    own: Style = Style()
    colored: bool = False
    bare: bool = False
    ignored: tuple[tuple[int, str], ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def compute(longhands: tuple[Longhand, ...], around: Look, kind: Kind) -> Computed:
    """Compute a look; the longhands are in order, the strongest last."""
    if not longhands:
        return Computed(_handed_on(around, kind))
    return _Computer(longhands, around, kind).computed()


def _handed_on(around: Look, kind: Kind) -> Look:
    """What an element of which nothing is said takes from around it."""
    loose = kind == "table" and around.inherited.loose_align
    in_table = kind in _IN_TABLE
    return Look(
        style=around.style,
        align=None if loose else around.align,
        white_space=around.white_space,
        text_transform=around.text_transform,
        list_marker=None if kind == "list" else around.list_marker,
        direction=around.direction,
        invisible=around.invisible,
        frame=Frame(around.frame.background) if in_table and around.frame.background else NO_FRAME,
        vertical_align=around.vertical_align if in_table else None,
        inherited=around.inherited._replace(loose_align=False) if loose else around.inherited,
    )


class _Computer:
    """Computes one look."""

    def __init__(self, longhands: tuple[Longhand, ...], around: Look, kind: Kind) -> None:
        specified = specify(longhands, around.inherited.variables)
        self._longhands = longhands
        self._values = specified.values
        self._problems = specified.problems
        self._variables = specified.variables
        self._around = around
        self._kind = kind

    def computed(self) -> Computed:
        around, inherited = self._around, self._around.inherited
        colors = inks(self._values, around, self._kind in _BLOCKS)
        weight = self._weight()
        direction = self._direction()
        own = self._own_style(colors, weight, direction)
        style = _merged(own, around.style)
        align, loose = self._align(direction)
        frame, said = self._frame(colors, style)
        look = Look(
            style=style,
            align=align,
            white_space=self._white_space(),
            text_transform=self._text_transform(),
            list_marker=self._list_marker(),
            direction=direction if self._kind in (*_BLOCKS, "picture") else around.direction,
            invisible=self._choice(
                "visibility", around.invisible, {"visible": False}, other=True, initial=False
            ),
            hidden=self._get("display") == "none",
            parted=self._kind not in _BLOCKS and str(self._get("display")).split()[0] in _PARTED,
            frame=frame,
            borders_said=said,
            vertical_align=self._vertical_align(),
            width=extent(self._get("width")),
            height=extent(self._get("height")),
            max_width=extent(self._get("max-width")),
            page_break_before=BREAKS.get(str(self._get("break-before"))) in _NEW_PAGE,
            page_break_after=BREAKS.get(str(self._get("break-after"))) in _NEW_PAGE,
            inherited=Inherited(
                paper=colors.background or inherited.paper,
                ink=colors.ink,
                filled=colors.filled,
                weight=inherited.weight if weight is None else weight,
                dots_under=self._dots_under(),
                loose_align=loose,
                variables=self._variables,
            ),
        )
        return Computed(look, own, colors.said, colors.bare, self._ignored(), self._problems)

    def _own_style(self, colors: Inks, weight: float | None, direction: Direction | None) -> Style:
        """What the element changes about its runs."""
        size_pt, scale = _size(self._get("font-size"), self._around.style)
        underline, strike = self._lines()
        return Style(
            bold=None if weight is None else weight >= 600,
            italic=self._switch("font-style", "italic", "oblique"),
            underline=underline,
            strike=strike,
            small_caps=self._switch("font-variant-caps", "small-caps", "all-small-caps"),
            script=self._script(),
            color=colors.color,
            background=None if self._kind in _BLOCKS else colors.background,
            font=_font(self._get("font-family")),
            size_pt=size_pt,
            scale=scale,
            emphasis=self._emphasis(),
            direction=self._run_direction(direction),
        )

    # Values

    def _get(self, name: str) -> Any:
        return self._values.get(name)

    def _choice(self, name: str, around: Any, words: dict[str, Any], *, other: Any, initial: Any) -> Any:
        """An inherited keyword's value: of its own word, of any other, of none at all."""
        value = self._values.get(name)
        if value is None:
            return around
        if isinstance(value, Wide):
            return initial if value.keyword == "initial" else around
        return words.get(str(value), other)

    def _switch(self, name: str, *words: str) -> bool | None:
        """Whether a keyword is one of these; None where nothing, or only inheritance, was said."""
        value = self._values.get(name)
        if value is None or isinstance(value, Wide):
            return False if isinstance(value, Wide) and value.keyword == "initial" else None
        return value in words

    # Runs

    def _weight(self) -> float | None:
        """The weight in numbers; relative ones after CSS Fonts 4, section 2.2."""
        value = self._values.get("font-weight")
        if value is None or isinstance(value, Wide):
            return 400.0 if isinstance(value, Wide) and value.keyword == "initial" else None
        if isinstance(value, float):
            return value
        if value in ("normal", "bold"):
            return 700.0 if value == "bold" else 400.0
        around = self._around.inherited.weight or 400.0
        if value == "bolder":
            return 400.0 if around < 350 else 700.0 if around < 550 else max(900.0, around)
        return min(100.0, around) if around < 550 else 400.0 if around < 750 else 700.0

    def _lines(self) -> tuple[LineStyle | None, bool | None]:
        """Underline and strike; lines of what is around stay (CSS Text Decoration 3, section 2.1)."""
        said = self._values.get("text-decoration-line")
        lines: tuple[str, ...] = said if isinstance(said, tuple) and not isinstance(said, Wide) else ()
        underline: LineStyle | None = None
        if "underline" in lines:
            underline = LINES.get(str(self._values.get("text-decoration-style")), "single")
        strike = "line-through" in lines or None
        style = self._around.style
        if str(self._values.get("display")).startswith(("inline-block", "inline-table", "inline-flex")):
            # Lines around do not reach into a box of its own.
            return underline or ("none" if style.underline else None), strike or (
                False if style.strike else None
            )
        if self._kind == "link" and said is not None and not lines and style.underline is None:
            underline = "none"
        return underline, strike

    def _script(self) -> Script | None:
        value = self._values.get("vertical-align")
        if self._kind in _BLOCKS:
            return None
        if isinstance(value, Length) and not isinstance(value, Wide) and value.number:
            return "super" if value.points(_MEDIUM_PT, _MEDIUM_PT, _MEDIUM_PT) > 0 else "sub"
        return SCRIPTS.get(str(value))

    def _dots_under(self) -> bool:
        around = self._around.inherited.dots_under
        return bool(
            self._choice("text-emphasis-position", around, {"under": True}, other=False, initial=False)
        )

    def _emphasis(self) -> EmphasisMark | None:
        value = self._values.get("text-emphasis-style")
        mark: EmphasisMark | None = None
        if value is None or isinstance(value, Wide):
            inherits = not isinstance(value, Wide) or value.keyword != "initial"
            mark = self._around.style.emphasis if inherits else "none"
        elif isinstance(value, tuple):
            mark = _mark_like(str(value[1]))
        else:
            mark = _EMPHASIS.get(str(value), "none")
        if mark in ("dot", "under-dot"):
            mark = "under-dot" if self._dots_under() else "dot"
        return None if mark == self._around.style.emphasis else mark

    # Direction

    def _direction(self) -> Direction | None:
        """The direction in force, None where nobody says any."""
        found: Direction | None = self._choice(
            "direction", self._around.direction, {"rtl": "rtl"}, other="ltr", initial="ltr"
        )
        return found

    def _run_direction(self, direction: Direction | None) -> Direction | None:
        """The direction of the runs: of an inline element that isolates or embeds, and of any that overrides."""
        bidi = str(self._values.get("unicode-bidi"))
        base: Direction = "rtl" if direction in ("rtl", "rtl-override") else "ltr"
        if bidi in ("bidi-override", "isolate-override"):
            return "rtl-override" if base == "rtl" else "ltr-override"
        if self._kind in _BLOCKS or bidi not in ("embed", "isolate", "plaintext"):
            return None
        return base if self._values.get("direction") is not None else None

    def _align(self, direction: Direction | None) -> tuple[Align | None, bool]:
        """The alignment, and whether it is one that a table does not inherit."""
        value = self._values.get("text-align")
        around = self._around
        if isinstance(value, Wide) and value.keyword == "initial":
            value = "start"
        if not isinstance(value, str) or value == "match-parent":
            if self._kind == "table" and around.inherited.loose_align:
                return None, False
            return around.align, around.inherited.loose_align
        if value in ("start", "end") and direction == "rtl":
            return ("right" if value == "start" else "left"), False
        return ALIGNS.get(value), value.startswith("-webkit-")

    # White space and letters

    def _white_space(self) -> WhiteSpace:
        collapse, wrap = _WHITE_SPACE[self._around.white_space]
        collapse = self._keyword_of("white-space-collapse", collapse, "collapse")
        wrap = self._keyword_of("text-wrap-mode", wrap, "wrap")
        match collapse:
            case "preserve" | "preserve-spaces":
                return "pre" if wrap == "nowrap" else "pre-wrap"
            case "preserve-breaks":
                return "pre-line"
            case "break-spaces":
                return "break-spaces"
            case _:
                return "nowrap" if wrap == "nowrap" else "normal"

    def _keyword_of(self, name: str, around: str, initial: str) -> str:
        value = self._values.get(name)
        if isinstance(value, Wide):
            return initial if value.keyword == "initial" else around
        return around if value is None else str(value)

    def _text_transform(self) -> TextTransform:
        word = self._keyword_of("text-transform", self._around.text_transform, "none")
        return _TRANSFORMS.get(word, "none")

    # Blocks

    def _list_marker(self) -> ListMarker | None:
        """The marker; a list begins anew (HTML Standard 15.3.7), an item has its list's."""
        value = self._values.get("list-style-type")
        around = None if self._kind == "list" else self._around.list_marker
        if value is None or isinstance(value, Wide):
            return around
        return _MARKERS.get(str(value))

    def _frame(self, colors: Inks, style: Style) -> tuple[Frame, bool]:
        """What is drawn around a block or a cell, and whether its borders were spoken of."""
        if self._kind not in _BLOCKS:
            return NO_FRAME, False
        around = self._around.frame.background if self._kind in _IN_TABLE else None
        background = colors.background or around
        if not any(name.startswith(("border-", "padding-")) for name in self._values):
            return (Frame(background) if background else NO_FRAME), False
        size_pt = style.size_pt or _MEDIUM_PT * (style.scale or 1.0)
        ink = colors.color or self._around.style.color or BLACK
        paper = background or self._around.inherited.paper
        said = any(name.startswith("border-") for name in self._values)
        return Frame(
            background, border(self._values, size_pt, ink, paper), padding(self._values, size_pt)
        ), said

    def _vertical_align(self) -> VerticalAlign | None:
        """How cells stand in their row: rows and sections hand it to their cells."""
        if self._kind not in _IN_TABLE:
            return None
        value = self._values.get("vertical-align")
        if value is None or isinstance(value, Wide):
            return self._around.vertical_align
        return _CELL_PLACES.get(str(value))

    # What has no effect

    def _ignored(self) -> tuple[tuple[int, str], ...]:
        told = []
        block = self._kind in _BLOCKS
        for longhand in self._longhands:
            name = longhand.name
            if name in _CARRIED or name.startswith("--") or isinstance(longhand.value, Wide):
                continue
            if name.startswith(("border-", "padding-")) and block:
                continue
            if name in ("width", "height", "max-width") and self._kind in (
                "picture",
                "table",
                "part",
                "cell",
            ):
                continue
            told.append((longhand.line if longhand.layer == INLINE else 1, name))
        lines = self._values.get("text-decoration-line")
        if isinstance(lines, tuple) and "overline" in lines:
            told.append((1, "overline"))
        return tuple(dict.fromkeys(told))


_CARRIED = frozenset(
    "color -webkit-text-fill-color background-color font-weight font-style font-variant-caps font-family font-size "
    "text-decoration-line text-decoration-style vertical-align text-align display visibility white-space-collapse "
    "text-wrap-mode text-transform text-emphasis-style text-emphasis-position text-emphasis-color list-style-type direction "
    "unicode-bidi break-before break-after".split()
)
_PARTED = frozenset(("block", "flow-root", "flex", "grid", "table", "list-item"))
_EMPHASIS: dict[str, EmphasisMark] = {
    "dot": "dot",
    "circle": "circle",
    "double-circle": "circle",
    "triangle": "sesame",
    "sesame": "sesame",
}
_WHITE_SPACE: dict[WhiteSpace, tuple[str, str]] = {
    "normal": ("collapse", "wrap"),
    "nowrap": ("collapse", "nowrap"),
    "pre": ("preserve", "nowrap"),
    "pre-wrap": ("preserve", "wrap"),
    "pre-line": ("preserve-breaks", "wrap"),
    "break-spaces": ("break-spaces", "wrap"),
}
_TRANSFORMS: dict[str, TextTransform] = {
    "uppercase": "uppercase",
    "lowercase": "lowercase",
    "capitalize": "capitalize",
    "full-width": "full-width",
}
_MARKERS: dict[str, ListMarker] = {
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
_CELL_PLACES: dict[str, VerticalAlign] = {
    **dict.fromkeys(("top", "baseline", "text-top"), "top"),
    "middle": "middle",
    **dict.fromkeys(("bottom", "text-bottom"), "bottom"),
}


def _mark_like(text: str) -> EmphasisMark:
    """The mark that looks most like a character of the author's."""
    if not text.strip():
        return "none"
    return "circle" if text[0] in "○◦◯o" else "sesame" if text[0] in "﹅﹆、▲△" else "dot"


def _merged(own: Style, around: Style) -> Style:
    """An element's own style over what it inherits; a size is either absolute or a factor."""
    changes: dict[str, Any] = {
        name: value for name in _STYLE_FIELDS if (value := getattr(own, name)) is not None
    }
    if "size_pt" in changes or "scale" in changes:
        changes = {"size_pt": None, "scale": None} | changes
    return replace(around, **changes) if changes else around


def _font(value: object) -> str | None:
    """The first family; a generic one (`serif`) only when it is all there is."""
    return str(value[0]) if isinstance(value, tuple) and not isinstance(value, Wide) else None


def _size(value: Any, around: Style) -> tuple[float | None, float | None]:
    """Size in pt, or factor of the block's size: of a size that is not known here, a relative one stays relative."""
    if value is None or isinstance(value, Wide):
        return None, 1.0 if isinstance(value, Wide) and value.keyword == "initial" else None
    if isinstance(value, str):
        if value in SIZES:
            return None, SIZES[value]
        value = Length(STEPS[value], "em")
    if value.unit == "rem":
        return None, _bounded(value.number, _SMALLEST_SCALE, _LARGEST_SCALE)
    if value.unit == "pt":
        return _bounded(value.number, _SMALLEST_PT, _LARGEST_PT), None
    if around.size_pt is not None:
        points = value.points(around.size_pt, _MEDIUM_PT, around.size_pt)
        return _bounded(points, _SMALLEST_PT, _LARGEST_PT), None
    size = _MEDIUM_PT * (around.scale or 1.0)
    factor = value.points(size, _MEDIUM_PT, size) / _MEDIUM_PT
    return None, _bounded(factor, _SMALLEST_SCALE, _LARGEST_SCALE)


def _bounded(value: float, low: float, high: float) -> float:
    return round(max(low, min(high, value)), 3)
