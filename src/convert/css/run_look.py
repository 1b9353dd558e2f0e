"""What was said of an element in, what that changes about its runs out."""

from typing import Any, Final

from convert.css.asked import Asked
from convert.css.inks import Inks
from convert.css.properties import Wide
from convert.css.resolve import LINES, SCRIPTS, SIZES, STEPS
from convert.css.values import Length
from convert.model import Direction, EmphasisMark, LineStyle, Script, Style

_SMALLEST_PT, _LARGEST_PT = 1.0, 1000.0
_SMALLEST_SCALE, _LARGEST_SCALE = 0.1, 50.0
MEDIUM_PT: Final = 12.0
"""The size of text where only the theme knows it."""


def own_style(asked: Asked, colors: Inks, direction: Direction | None) -> Style:
    """What the element changes about its runs."""
    size_pt, scale = _size(asked.values.get("font-size"), asked.around.style)
    underline, strike = _lines(asked)
    heavy = weight(asked)
    return Style(
        bold=None if heavy is None else heavy >= 600,
        italic=asked.switch("font-style", "italic", "oblique"),
        underline=underline,
        strike=strike,
        small_caps=asked.switch("font-variant-caps", "small-caps", "all-small-caps"),
        script=_script(asked),
        color=colors.color,
        background=None if asked.is_block else colors.background,
        font=_font(asked.values.get("font-family")),
        size_pt=size_pt,
        scale=scale,
        emphasis=_emphasis(asked),
        direction=_run_direction(asked, direction),
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
        underline = LINES.get(str(asked.values.get("text-decoration-style")), "single")
    strike = "line-through" in lines or None
    style = asked.around.style
    if str(asked.values.get("display")).startswith(("inline-block", "inline-table", "inline-flex")):
        # Lines around do not reach into a box of its own.
        return underline or ("none" if style.underline else None), strike or (False if style.strike else None)
    if asked.kind == "link" and said is not None and not lines and style.underline is None:
        underline = "none"
    return underline, strike


def _script(asked: Asked) -> Script | None:
    value = asked.values.get("vertical-align")
    if asked.is_block:
        return None
    if isinstance(value, Length) and not isinstance(value, Wide) and value.number:
        return "super" if value.points(MEDIUM_PT, MEDIUM_PT, MEDIUM_PT) > 0 else "sub"
    return SCRIPTS.get(str(value))


def dots_under(asked: Asked) -> bool:
    """Whether emphasis marks stand under their characters."""
    around = asked.around.inherited.dots_under
    return bool(asked.choice("text-emphasis-position", around, {"under": True}, other=False, initial=False))


def _emphasis(asked: Asked) -> EmphasisMark | None:
    value = asked.values.get("text-emphasis-style")
    mark: EmphasisMark | None = None
    if value is None or isinstance(value, Wide):
        inherits = not isinstance(value, Wide) or value.keyword != "initial"
        mark = asked.around.style.emphasis if inherits else "none"
    elif isinstance(value, tuple):
        mark = _mark_like(str(value[1]))
    else:
        mark = _EMPHASIS.get(str(value), "none")
    if mark in ("dot", "under-dot"):
        mark = "under-dot" if dots_under(asked) else "dot"
    return None if mark == asked.around.style.emphasis else mark


def _run_direction(asked: Asked, direction: Direction | None) -> Direction | None:
    """The direction of the runs: of an inline element that isolates or embeds, and of any that overrides."""
    bidi = str(asked.values.get("unicode-bidi"))
    base: Direction = "rtl" if direction in ("rtl", "rtl-override") else "ltr"
    if bidi in ("bidi-override", "isolate-override"):
        return "rtl-override" if base == "rtl" else "ltr-override"
    if asked.is_block or bidi not in ("embed", "isolate", "plaintext"):
        return None
    return base if asked.values.get("direction") is not None else None


_EMPHASIS: dict[str, EmphasisMark] = {
    "dot": "dot",
    "circle": "circle",
    "double-circle": "circle",
    "triangle": "sesame",
    "sesame": "sesame",
}


def _mark_like(text: str) -> EmphasisMark:
    """The mark that looks most like a character of the author's."""
    if not text.strip():
        return "none"
    return "circle" if text[0] in "○◦◯o" else "sesame" if text[0] in "﹅﹆、▲△" else "dot"


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
