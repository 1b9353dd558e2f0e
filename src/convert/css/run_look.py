"""What was said of an element in, what that changes about its runs out."""

from typing import Any, Final

from convert.css.asked import Asked
from convert.css.color import BLACK, AlphaColor, visible
from convert.css.inks import Inks
from convert.css.properties import Wide
from convert.css.resolve import LINES, SCRIPTS, SIZES, STEPS
from convert.css.values import Length
from convert.model import (
    NO_EMPHASIS,
    Color,
    Direction,
    Emphasis,
    EmphasisShape,
    LineStyle,
    Script,
    Style,
)
from convert.record import replace

_SMALLEST_PT, _LARGEST_PT = 1.0, 1000.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.1, 50.0
_THICK_PT: Final = 1.5
_THICK: Final[dict[LineStyle, LineStyle]] = {
    "single": "thick",
    "dotted": "thick-dotted",
    "dashed": "thick-dashed",
    "wavy": "thick-wavy",
}
MEDIUM_PT: Final = 12.0
"""The size of text where only the theme knows it."""


def own_style(asked: Asked, colors: Inks, direction: Direction | None) -> Style:
    """What the element changes about its runs."""
    size_pt, scale = _size(asked.values.get("font-size"), asked.around.style)
    underline, strike = _lines(asked)
    heavy = weight(asked)
    script = _script(asked)
    return Style(
        bold=None if heavy is None else heavy >= 600,
        italic=asked.switch("font-style", "italic", "oblique"),
        underline=underline,
        strike=strike,
        small_caps=asked.switch("font-variant-caps", "small-caps", "all-small-caps"),
        script=script,
        color=colors.color,
        background=None if asked.is_block else colors.background,
        font=_font(asked.values.get("font-family")),
        size_pt=size_pt,
        scale=scale,
        emphasis=_emphasis(asked),
        direction=_run_direction(asked, direction),
        script_sized=_script_sized(asked, script, size_pt, scale),
        emphasis_color=_other_color(asked, "text-emphasis-color", colors),
        line_color=_other_color(asked, "text-decoration-color", colors),
    )


def weight(asked: Asked) -> float | None:
    """The weight in numbers; relative ones after CSS Fonts 4, section 2.2."""
    value = asked.values.get("font-weight")
    if value is None or isinstance(value, Wide):
        return 400.0 if isinstance(value, Wide) and value.keyword == "initial" else None
    if isinstance(value, float):
        return value
    if value in ("normal", "bold"):
        return 700.0 if value == "bold" else 400.0
    around = asked.around.inherited.weight or 400.0
    if value == "bolder":
        return 400.0 if around < 350 else 700.0 if around < 550 else max(900.0, around)
    return min(100.0, around) if around < 550 else 400.0 if around < 750 else 700.0


def _lines(asked: Asked) -> tuple[LineStyle | None, bool | None]:
    """Underline and strike; lines of what is around stay (CSS Text Decoration 3, section 2.1)."""
    said = asked.values.get("text-decoration-line")
    lines: tuple[str, ...] = said if isinstance(said, tuple) and not isinstance(said, Wide) else ()
    underline: LineStyle | None = None
    if "underline" in lines:
        underline = _line_style(asked)
    strike = "line-through" in lines or None
    style = asked.around.style
    if str(asked.values.get("display")).startswith(("inline-block", "inline-table", "inline-flex")):
        # Lines around do not reach into a box of its own.
        return underline or ("none" if style.underline else None), strike or (False if style.strike else None)
    if asked.kind == "link" and said is not None and not lines and style.underline is None:
        underline = "none"
    return underline, strike


def _line_style(asked: Asked) -> LineStyle:
    """The style of an underline, thick where its author made it so."""
    style = LINES.get(str(asked.values.get("text-decoration-style")), "single")
    thickness = asked.values.get("text-decoration-thickness")
    if isinstance(thickness, Length):
        size = asked.around.style.size_pt or MEDIUM_PT * (asked.around.style.scale or 1.0)
        if thickness.points(size, MEDIUM_PT, size) >= _THICK_PT:
            return _THICK.get(style, style)
    return style


def _other_color(asked: Asked, name: str, colors: Inks) -> Color | None:
    """A colour besides that of the text; None where it is the text's, or seen through."""
    value = asked.values.get(name)
    if not isinstance(value, AlphaColor):
        return None
    ink = colors.color or asked.around.style.color or BLACK
    return visible(value, ink, colors.background or asked.around.inherited.paper)


def _script(asked: Asked) -> Script | None:
    value = asked.values.get("vertical-align")
    if asked.is_block:
        return None
    if isinstance(value, Length) and not isinstance(value, Wide) and value.number:
        return "super" if value.points(MEDIUM_PT, MEDIUM_PT, MEDIUM_PT) > 0 else "sub"
    return SCRIPTS.get(str(value))


def _script_sized(
    asked: Asked, script: Script | None, size_pt: float | None, scale: float | None
) -> bool | None:
    """Whether the size is said of raised or lowered text; a factor of what is inside such text is not."""
    if script is not None:
        return True if size_pt or scale else False if asked.around.style.script_sized else None
    return True if size_pt and asked.around.style.script is not None else None


def dots_under(asked: Asked) -> bool:
    """Whether emphasis marks stand under their characters."""
    around = asked.around.inherited.dots_under
    return bool(asked.choice("text-emphasis-position", around, {"under": True}, other=False, initial=False))


def _emphasis(asked: Asked) -> Emphasis | None:
    value = asked.values.get("text-emphasis-style")
    around = asked.around.style.emphasis
    under = dots_under(asked)
    mark: Emphasis | None = NO_EMPHASIS
    match value:
        case None:
            mark = around
        case Wide(keyword=word):
            mark = NO_EMPHASIS if word == "initial" else around
        case ("string", str(text)):
            mark = _own_mark(text, under)
        case (str(fill), str(shape)):
            mark = Emphasis(_SHAPES.get(shape, "dot"), fill == "open", under)
        case _:
            pass
    if mark and mark != NO_EMPHASIS:
        mark = replace(mark, under=under)
    return None if mark == around else mark


def _run_direction(asked: Asked, direction: Direction | None) -> Direction | None:
    """The direction of the runs: of an inline element that isolates or embeds, and of any that overrides."""
    bidi = str(asked.values.get("unicode-bidi"))
    base: Direction = "rtl" if direction in ("rtl", "rtl-override") else "ltr"
    if bidi in ("bidi-override", "isolate-override"):
        return "rtl-override" if base == "rtl" else "ltr-override"
    if asked.is_block or bidi not in ("embed", "isolate", "plaintext"):
        return None
    return base if asked.values.get("direction") is not None else None


_SHAPES: Final[dict[str, EmphasisShape]] = {
    "dot": "dot",
    "circle": "circle",
    "double-circle": "double-circle",
    "triangle": "triangle",
    "sesame": "sesame",
}
# Characters that are one of the shapes, as CSS draws them (CSS Text Decoration 3, section 3.1).
_DRAWN: Final = {
    "•": Emphasis("dot"), "●": Emphasis("circle"), "◉": Emphasis("double-circle"), "▲": Emphasis("triangle"), "﹅": Emphasis("sesame"),
    "◦": Emphasis("dot", open=True), "○": Emphasis("circle", open=True), "◎": Emphasis("double-circle", open=True),
    "△": Emphasis("triangle", open=True), "﹆": Emphasis("sesame", open=True),
    ".": Emphasis("dot"), "·": Emphasis("dot"), "．": Emphasis("dot"),
}  # fmt: skip


def _own_mark(text: str, under: bool) -> Emphasis:
    """The mark that is a character of the author's, the first of a string."""
    text = text.strip()
    if not text:
        return NO_EMPHASIS
    return _DRAWN.get(text[0]) or Emphasis(own=text[0], under=under)


def _font(value: object) -> str | None:
    """The first family; a generic one (`serif`) only when it is all there is."""
    return str(value[0]) if isinstance(value, tuple) and not isinstance(value, Wide) else None


def _size(value: Any, around: Style) -> tuple[float | None, float | None]:
    """Size in pt, or factor of the block's size: of a size that is not known here, a relative one stays relative."""
    if value is None or isinstance(value, Wide):
        return None, 1.0 if isinstance(value, Wide) and value.keyword == "initial" else None
    if isinstance(value, Length) and not value.number and value.calculation is None:
        return None, None  # it would hide the text
    if isinstance(value, str):
        if value in SIZES:
            return None, SIZES[value]
        value = Length(STEPS[value], "em")
    if value.unit == "rem":
        return None, _bounded(value.number, _SMALLEST_SCALE, _LARGEST_SCALE)
    if value.unit == "pt":
        return _bounded(value.number, _SMALLEST_PT, _LARGEST_PT), None
    if around.size_pt is not None:
        points = value.points(around.size_pt, MEDIUM_PT, around.size_pt)
        return _bounded(points, _SMALLEST_PT, _LARGEST_PT), None
    size = MEDIUM_PT * (around.scale or 1.0)
    factor = value.points(size, MEDIUM_PT, size) / MEDIUM_PT
    return None, _bounded(factor, _SMALLEST_SCALE, _LARGEST_SCALE)


def _bounded(value: float, low: float, high: float) -> float:
    return round(max(low, min(high, value)), 3)
