"""Functions of our own in, the same in the place of WeasyPrint's for a while; says beforehand whether these are the ones we know."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
import weasyprint.css
import weasyprint.draw
import weasyprint.draw.text
import weasyprint.formatting_structure.build
import weasyprint.layout.block
import weasyprint.layout.inline
import weasyprint.layout.preferred
import weasyprint.layout.table
import weasyprint.pdf.tags

Place = tuple[str, str]  # module below `weasyprint`, name in it
Function = Callable[..., Any] | property

_KNOWN: dict[Place, str] = {
    ("tinyhtml5", "parse"): "document namespace_html_elements",
    ("css", "find_stylesheets"): "wrapper_element device_media_type url_fetcher base_url font_config counter_style "
    "color_profiles page_rules layers",
    ("layout.inline", "get_next_linebox"): "context linebox position_y bottom_space skip_stack containing_block "
    "absolute_boxes fixed_boxes first_letter_style first_line_style",
    ("layout.inline", "split_inline_level"): "context box position_x max_x bottom_space skip_stack containing_block "
    "absolute_boxes fixed_boxes line_placeholders waiting_floats line_children first_letter_style first_line_style",
    ("layout.inline", "split_text_box"): "context box available_width skip is_line_start",
    ("layout.inline", "can_break_text"): "text lang",
    ("layout.inline", "handle_leader"): "context line containing_block",
    ("layout.inline", "justify_line"): "context line extra_width",
    ("layout.preferred", "split_first_line"): "text style context max_width justification_spacing is_line_start minimum",
    ("layout.preferred", "inline_line_widths"): "context box outer is_line_start minimum skip_stack first_line",
    ("layout.table", "auto_table_layout"): "context box containing_block",
    ("text.line_break.Layout", "set_text"): "self text justify",
    ("layout.block", "_linebox_layout"): "context box index child new_children page_is_empty absolute_boxes fixed_boxes "
    "adjoining_margins bottom_space position_y skip_stack first_letter_style first_line_style draw_bottom_decoration max_lines",
    ("formatting_structure.build", "element_to_box"): "element style_for get_image_from_uri base_url target_collector "
    "counter_style footnotes state",
    ("draw", "draw_inline_level"): "stream page box offset_x text_overflow block_ellipsis",
    ("draw", "draw_text"): "stream textbox offset_x text_overflow block_ellipsis",
    ("draw.text", "draw_text_decoration"): "stream textbox offset_x offset_y thickness color",
    ("draw.text", "draw_first_line"): "stream textbox text_overflow block_ellipsis matrix",
    ("pdf.fonts", "get_hb_object_data"): "hb_object ot_color glyph",
    ("pdf.tags", "_get_pdf_tag"): "tag",
    ("pdf.tags", "_build_box_tree"): "box parent pdf page_number nums annotations tags",
}  # fmt: skip


def problem() -> str:
    """Say why this WeasyPrint cannot be helped; empty when it can."""
    for (module, name), parameters in _KNOWN.items():
        function = getattr(_module(module), name, None)
        if function is None or _parameters(function) != parameters.split():
            return f"WeasyPrint {weasyprint.VERSION} has another {name}"
    return ""


def _parameters(function: Callable[..., Any]) -> list[str]:
    """The names of a function's parameters; `inspect.signature` takes a hundred times as long."""
    code = inspect.unwrap(function).__code__
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def stock(place: Place) -> Callable[..., Any]:
    """Give the function that stands in a place now."""
    function: Callable[..., Any] = getattr(_module(place[0]), place[1])
    return function


@contextmanager
def replaced(own: dict[Place, Function]) -> Iterator[None]:
    """Put functions in their places, and what was there back."""
    before: dict[Place, Function] = {place: stock(place) for place in own}
    for (module, name), function in own.items():
        setattr(_module(module), name, function)
    try:
        yield
    finally:
        for (module, name), function in before.items():
            setattr(_module(module), name, function)


def _module(name: str) -> Any:
    found: Any = weasyprint
    for part in name.split("."):
        found = getattr(found, part)
    return found
