"""An element's longhands and the look around it in, its own look out (CSS Cascade Level 4, on the document's side).

One cascade an element: `compute(in_order((*tag_longhands(tag), *hints, *sheet.match(element), *inline)), around, kind)`. A
look holds what the author changed: None stands for what only the theme knows.
"""

from typing import Any, Final, NamedTuple

from convert.css.asked import Asked
from convert.css.color import BLACK
from convert.css.frames import border, extent, padding
from convert.css.idle import told
from convert.css.inks import Inks, inks
from convert.css.look import Inherited, Kind, Look, TextTransform, WhiteSpace
from convert.css.properties import Longhand, Wide
from convert.css.resolve import ALIGNS, BREAKS, MARKERS
from convert.css.run_look import MEDIUM_PT, dots_under, own_style, weight
from convert.css.shorthands import WHITE_SPACES
from convert.css.specified import Specified, specify
from convert.css.syntax import Problem
from convert.model import NO_FRAME, Align, Direction, Frame, ListMarker, Style, VerticalAlign
from convert.record import field_names, replace

_STYLE_FIELDS: Final = field_names(Style)
_SMALLEST_ZOOM, _LARGEST_ZOOM = 0.01, 20.0
_NEW_PAGE: Final = ("page", "left", "right")


class Computed(NamedTuple):
    """A look, and how it came to be.

    `colored` tells that the element says a colour or, in a line, a background; `own` are its changes to the style around.
    `bare` that it wants no background of its own. What has no effect here, and what is wrong with a variable, are
    `problems` of the element itself, with lines in its `style` attribute, or `sheet_problems`, with lines of the file.
    """

    look: Look
    own: Style = Style()
    colored: bool = False
    bare: bool = False
    problems: tuple[Problem, ...] = ()
    sheet_problems: tuple[Problem, ...] = ()


def compute(longhands: tuple[Longhand, ...], around: Look, kind: Kind) -> Computed:
    """Compute a look; the longhands are in order, the strongest last."""
    if not longhands:
        return Computed(_handed_on(around, kind))
    specified = specify(longhands, around.inherited.variables)
    asked = Asked(specified.values, around, kind)
    colors = inks(specified.values, around, asked.is_block)
    direction = _direction(asked)
    own = own_style(asked, colors, direction)
    look = _look(asked, specified, colors, direction, _merged(own, around.style))
    return Computed(look, own, colors.said, colors.bare, *told(longhands, kind, specified.problems))


def _handed_on(around: Look, kind: Kind) -> Look:
    """What an element of which nothing is said takes from around it."""
    loose = kind == "table" and around.inherited.loose_align
    in_table = kind in ("part", "cell")
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


def _look(
    asked: Asked, specified: Specified, colors: Inks, direction: Direction | None, style: Style
) -> Look:
    values, around, inherited = asked.values, asked.around, asked.around.inherited
    align, loose = _align(asked, direction)
    frame, borders_said = _frame(asked, colors, style)
    display = str(values.get("display"))
    heavy = weight(asked)
    return Look(
        style=style,
        align=align,
        white_space=_white_space(asked),
        text_transform=_text_transform(asked),
        list_marker=_list_marker(asked),
        direction=direction if asked.is_block or asked.kind == "picture" else around.direction,
        invisible=asked.choice("visibility", around.invisible, {"visible": False}, other=True, initial=False),
        hidden=display == "none",
        parted=not asked.is_block and display.split(maxsplit=1)[0] in _PARTED,
        frame=frame,
        borders_said=borders_said,
        vertical_align=_vertical_align(asked),
        width=extent(values.get("width")),
        height=extent(values.get("height")),
        max_width=extent(values.get("max-width")),
        zoom=_zoom(asked),
        page_break_before=BREAKS.get(str(values.get("break-before"))) in _NEW_PAGE,
        page_break_after=BREAKS.get(str(values.get("break-after"))) in _NEW_PAGE,
        inherited=Inherited(
            paper=colors.background or inherited.paper,
            ink=colors.ink,
            filled=colors.filled,
            weight=inherited.weight if heavy is None else heavy,
            dots_under=dots_under(asked),
            loose_align=loose,
            variables=specified.variables,
        ),
    )


def _merged(own: Style, around: Style) -> Style:
    """An element's own style over what it inherits; a size is either absolute or a factor."""
    changes: dict[str, Any] = {
        name: value for name in _STYLE_FIELDS if (value := getattr(own, name)) is not None
    }
    if "size_pt" in changes or "scale" in changes:
        changes = {"size_pt": None, "scale": None} | changes
    return replace(around, **changes) if changes else around


def _direction(asked: Asked) -> Direction | None:
    """The direction in force, None where nobody says any."""
    found: Direction | None = asked.choice(
        "direction", asked.around.direction, {"rtl": "rtl"}, other="ltr", initial="ltr"
    )
    return found


def _align(asked: Asked, direction: Direction | None) -> tuple[Align | None, bool]:
    """The alignment, and whether it is one that a table does not inherit."""
    value = asked.values.get("text-align")
    around = asked.around
    if isinstance(value, Wide) and value.keyword == "initial":
        value = "start"
    if not isinstance(value, str) or value == "match-parent":
        if asked.kind == "table" and around.inherited.loose_align:
            return None, False
        return around.align, around.inherited.loose_align
    if value in ("start", "end") and direction == "rtl":
        return ("right" if value == "start" else "left"), False
    return ALIGNS.get(value), value.startswith("-webkit-")


def _white_space(asked: Asked) -> WhiteSpace:
    collapse, wrap = WHITE_SPACES[asked.around.white_space]
    collapse = asked.keyword("white-space-collapse", collapse, "collapse")
    wrap = asked.keyword("text-wrap-mode", wrap, "wrap")
    match collapse:
        case "preserve" | "preserve-spaces":
            return "pre" if wrap == "nowrap" else "pre-wrap"
        case "preserve-breaks":
            return "pre-line"
        case "break-spaces":
            return "break-spaces"
        case _:
            return "nowrap" if wrap == "nowrap" else "normal"


def _text_transform(asked: Asked) -> TextTransform:
    word = asked.keyword("text-transform", asked.around.text_transform, "none")
    return _TRANSFORMS.get(word, "none")


def _list_marker(asked: Asked) -> ListMarker | None:
    """The marker; a list begins anew (HTML Standard 15.3.7), an item has its list's."""
    value = asked.values.get("list-style-type")
    around = None if asked.kind == "list" else asked.around.list_marker
    if value is None or isinstance(value, Wide):
        return around
    return MARKERS.get(str(value))


def _zoom(asked: Asked) -> float:
    """By how much a picture is larger than it is (CSS Viewport 1, section 4)."""
    value = asked.values.get("zoom")
    if asked.kind != "picture" or not isinstance(value, float):
        return 1.0
    return max(_SMALLEST_ZOOM, min(_LARGEST_ZOOM, value)) if value else 1.0


def _frame(asked: Asked, colors: Inks, style: Style) -> tuple[Frame, bool]:
    """What is drawn around a block or a cell, and whether its borders were spoken of."""
    if not asked.is_block:
        return NO_FRAME, False
    around = asked.around.frame.background if asked.in_table else None
    background = colors.background or around
    if not any(name.startswith(("border-", "padding-")) for name in asked.values):
        return (Frame(background) if background else NO_FRAME), False
    size_pt = style.size_pt or MEDIUM_PT * (style.scale or 1.0)
    ink = colors.color or asked.around.style.color or BLACK
    paper = background or asked.around.inherited.paper
    said = any(name.startswith("border-") for name in asked.values)
    return Frame(background, border(asked.values, size_pt, ink, paper), padding(asked.values, size_pt)), said


def _vertical_align(asked: Asked) -> VerticalAlign | None:
    """How cells stand in their row: rows and sections hand it to their cells."""
    if not asked.in_table:
        return None
    value = asked.values.get("vertical-align")
    if value is None or isinstance(value, Wide):
        return asked.around.vertical_align
    return _CELL_PLACES.get(str(value))


_PARTED = frozenset(("block", "flow-root", "flex", "grid", "table", "list-item"))
_TRANSFORMS: dict[str, TextTransform] = {
    "uppercase": "uppercase",
    "lowercase": "lowercase",
    "capitalize": "capitalize",
    "full-width": "full-width",
}
_CELL_PLACES: dict[str, VerticalAlign] = {
    **dict.fromkeys(("top", "baseline", "text-top"), "top"),
    "middle": "middle",
    **dict.fromkeys(("bottom", "text-bottom"), "bottom"),
}
