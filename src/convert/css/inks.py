"""What was specified of an element's colours and the look around it in, its opaque colour and background out."""

from typing import NamedTuple

from convert.css.color import BLACK, AlphaColor, CurrentColor, flatten, settle, visible
from convert.css.look import Look
from convert.css.properties import Wide
from convert.model import Color

Values = dict[str, object]


class Inks(NamedTuple):
    """Colour and background, opaque, where the element says any; for `ink` and `filled` see `css.look.Inherited`.

    `said` tells that a mark is due: for a colour, and for a background in a line; `bare` that the background was said to let
    everything through.
    """

    color: Color | None
    background: Color | None
    ink: AlphaColor | None
    filled: bool
    said: bool
    bare: bool = False


def inks(values: Values, around: Look, block: bool) -> Inks:
    """Lay colours that let something through on what is behind them; a block's background is its frame's."""
    style, inherited = around.style, around.inherited
    current = style.color or BLACK
    ink, filled = _ink(values, inherited.filled)
    front = settle(ink, current) if ink is not None else None
    same = around.frame.background if block else style.background
    background = _paper(values, front.color if front else current, inherited.paper, same)
    if values.get("background-clip") == "text":  # the background is the letters', where they let it through
        front = AlphaColor(background) if background and (front is None or front.alpha < 1) else front
        background = None
    if front is not None and not front.alpha:  # nobody could see the text
        front = None
    behind = background or inherited.paper
    bare = background is None and "background-color" in values
    if front is not None:
        thin = front if front.alpha < 1 else None
        return Inks(flatten(*front, behind), background, thin, filled, True, bare)
    if background and inherited.ink:
        return Inks(flatten(*inherited.ink, background), background, inherited.ink, filled, said=True)
    return Inks(None, background, inherited.ink, filled, background is not None and not block, bare)


def _ink(values: Values, filled: bool) -> tuple[AlphaColor | CurrentColor | None, bool]:
    """What paints the text: `-webkit-text-fill-color` before `color` (Compatibility Standard, section 3.12)."""
    color = _color(values.get("color"), AlphaColor(BLACK))
    if color == CurrentColor():
        color = None  # as a colour, it is the one around (CSS Color 4, section 9.1)
    fill = _color(values.get("-webkit-text-fill-color"), CurrentColor())
    if fill is None:
        return (None, True) if filled else (color, False)
    unseen = isinstance(fill, AlphaColor) and not fill.alpha
    return (color, False) if unseen or fill == CurrentColor() else (fill, True)


def _color(value: object, initial: AlphaColor | CurrentColor) -> AlphaColor | CurrentColor | None:
    """A colour that was said; None for the one around."""
    if isinstance(value, Wide):
        return initial if value.keyword == "initial" else None
    return value if isinstance(value, AlphaColor | CurrentColor) else None


def _paper(values: Values, current: Color, behind: Color, same: Color | None) -> Color | None:
    """The background on what is behind it; None when it lets everything through."""
    value = values.get("background-color")
    if isinstance(value, Wide):
        return same if value.keyword == "inherit" else None
    if not isinstance(value, AlphaColor | CurrentColor):
        return None
    return visible(value, current, behind)
