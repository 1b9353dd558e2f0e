"""What was specified of an element's box in, its `Frame` and its size out."""

from convert.css.color import AlphaColor, CurrentColor, visible
from convert.css.longhands import SIDES
from convert.css.resolve import BORDERS
from convert.css.values import Length as Specified
from convert.model import NO_BORDER, NO_SPACE, Border, Color, Length, Sides

_MEDIUM_PT = 2.25
_WIDEST_BORDER_PT, _WIDEST_PADDING_PT, _LARGEST_PT, _LARGEST_PERCENT = 24.0, 144.0, 2000.0, 1000.0
_ROOT_PT, _MEASURE_PT = 12.0, 481.9  # what `rem` and `%` mean where only the theme knows

Values = dict[str, object]


def border(values: Values, size_pt: float, ink: Color, paper: Color) -> Sides[Border]:
    """The four borders, their colours laid on the paper; NO_BORDER where nothing is drawn."""
    if not any(f"border-{side}-style" in values for side in SIDES):
        return NO_BORDER
    top, right, bottom, left = (_border_side(values, side, size_pt, ink, paper) for side in SIDES)
    return Sides(top, right, bottom, left)


def _border_side(values: Values, side: str, size_pt: float, ink: Color, paper: Color) -> Border:
    style = values.get(f"border-{side}-style", "none")
    drawn = BORDERS.get(style, "solid") if isinstance(style, str) else "none"
    width = values.get(f"border-{side}-width")
    width_pt = _points(width, size_pt) if isinstance(width, Specified) else _MEDIUM_PT
    if drawn == "none" or width_pt <= 0:
        return Border()
    color = values.get(f"border-{side}-color")
    line = visible(color, ink, paper) if isinstance(color, AlphaColor | CurrentColor) else ink
    return Border(_cut(width_pt, _WIDEST_BORDER_PT), drawn, line) if line else Border()


def padding(values: Values, size_pt: float) -> Sides[float]:
    """The space inside the borders, in pt."""
    found = [values.get(f"padding-{side}") for side in SIDES]
    if not any(isinstance(one, Specified) for one in found):
        return NO_SPACE
    top, right, bottom, left = (
        _cut(_points(one, size_pt), _WIDEST_PADDING_PT) if isinstance(one, Specified) else 0.0
        for one in found
    )
    return Sides(top, right, bottom, left)


def extent(value: object) -> Length | None:
    """A `width` or `height` as the writers resolve it; None for `auto`."""
    if not isinstance(value, Specified):
        return None
    match value.unit:
        case "%":
            return Length(_cut(value.number, _LARGEST_PERCENT), "%")
        case "em" | "rem":
            return Length(_cut(value.number, _LARGEST_PT / _ROOT_PT), "em")
        case "lh":
            return Length(_cut(value.number * 1.2, _LARGEST_PT / _ROOT_PT), "em")
        case _:
            return Length(_cut(_points(value, _ROOT_PT), _LARGEST_PT))


def _points(length: Specified, size_pt: float) -> float:
    return length.points(size_pt, _ROOT_PT, _MEASURE_PT)


def _cut(number: float, largest: float) -> float:
    return round(max(0.0, min(largest, number)), 3)
