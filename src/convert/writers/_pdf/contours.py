"""A glyph in, the PDF operators of its outline out: for parts of letters that are no letters and must not be copied."""

from collections.abc import Callable
from functools import cache
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango

# HarfBuzz's name, how many numbers it gives, the operator (ISO 32000-1, 8.5.2); curves of two points come as such of three
_STEPS = (("move_to", 2, "m"), ("line_to", 2, "l"), ("cubic_to", 6, "c"), ("close_path", 0, "h"))


def known() -> bool:
    """Whether HarfBuzz gives outlines: it does from version 4 on."""
    try:
        return bool(_functions())
    except AttributeError:
        return False


class Contours:
    """Outlines at places on a line; WeasyPrint draws them as it does a picture that stands in a text."""

    def __init__(self) -> None:
        self._operators: list[bytes] = []

    def add(self, pango_font: Any, glyph: int, place: Any) -> None:
        """Add the outline of a glyph at a place: a matrix, from where the line begins."""
        lines = " ".join(_outline(pango.pango_font_get_hb_font(pango_font), glyph))
        numbers = " ".join(f"{number:.4f}" for number in place.values)
        self._operators.append(f"q {numbers} cm {lines} f* Q".encode("ascii"))

    def drawn(self) -> list[list[Any]]:
        """Give what WeasyPrint is to draw after the text."""
        return [[self, None, 1, 1, 0, 0]] if self._operators else []

    def draw(self, stream: Any, _width: float, _height: float, _style: Any) -> None:
        """Write the operators in the ink of the text."""
        stream.stream.extend(self._operators)


def _outline(hb_font: Any, glyph: int) -> list[str]:
    lines: list[str] = []
    handle = ffi.new_handle(lines)
    harfbuzz.hb_font_get_glyph_shape(hb_font, glyph, _functions()[0], handle)
    return lines


@cache
def _functions() -> tuple[Any, list[Any]]:
    """Make HarfBuzz's drawing functions, and what must live as long as they."""
    declared = ["typedef ... hb_draw_funcs_t; hb_draw_funcs_t *hb_draw_funcs_create (void);"]
    declared += ["void hb_font_get_glyph_shape (hb_font_t *, hb_codepoint_t, hb_draw_funcs_t *, void *);"]
    for name, numbers, _ in _STEPS:
        declared += [
            f"void hb_draw_funcs_set_{name}_func (hb_draw_funcs_t *, {_signature(numbers)}, void *, void *);"
        ]
    ffi.cdef("".join(declared), override=True)
    functions = harfbuzz.hb_draw_funcs_create()
    kept = [ffi.callback(_signature(numbers), _writing(operator)) for _, numbers, operator in _STEPS]
    for (name, _, _), callback in zip(_STEPS, kept, strict=True):
        getattr(harfbuzz, f"hb_draw_funcs_set_{name}_func")(functions, callback, ffi.NULL, ffi.NULL)
    return functions, kept


def _signature(numbers: int) -> str:
    return f"void (*) (void *, void *, void *, {'float, ' * numbers}void *)"


def _writing(operator: str) -> Callable[..., None]:
    """Give a function that writes a step of an outline into the list that HarfBuzz hands on."""

    def write(_functions: Any, lines: Any, _state: Any, *numbers: Any) -> None:
        points = [f"{number * FROM_UNITS:.3f}" for number in numbers[:-1]]
        ffi.from_handle(lines).append(" ".join([*points, operator]))

    return write
