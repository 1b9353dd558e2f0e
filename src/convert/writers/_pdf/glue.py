"""A text layout with numbers and units in, the same that no line parts there out: `30 %`, `第 3 章`, `No. 5`, and Korean words.

The text stays as it is, so that what is copied has the author's own blanks. Where there is too little room, in cells of tables
that are as wide as can be, nothing is held: `overflow-wrap` is not that of the page there.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from convert.characters import HANGUL
from convert.writers._pdf import kinsoku

HOLDING = "break-word"
"""The value of `overflow-wrap` where words are held together: that of the page."""
_KOREAN = re.compile(f"[{HANGUL}A-Za-z0-9]*[{HANGUL}][{HANGUL}A-Za-z0-9]+")


@contextmanager
def installed() -> Iterator[None]:
    """Let each layout take its text with what may not be parted in it."""
    stock = Layout.set_text

    def set_text(layout: Any, text: str, justify: bool = False) -> None:
        stock(layout, text, justify)
        if layout.style["overflow_wrap"] != HOLDING:
            return
        stretches = kinsoku.glued(layout.text)
        if (layout.style["lang"] or "").startswith("ko"):
            stretches += [match.span() for match in _KOREAN.finditer(layout.text)]
        if stretches:
            _hold(layout, stretches)

    Layout.set_text = set_text
    try:
        yield
    finally:
        Layout.set_text = stock


def _hold(layout: Any, stretches: list[tuple[int, int]]) -> None:
    """Forbid line breaks inside stretches of characters."""
    _declare()
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end in stretches:
        attribute = pango.pango_attr_allow_breaks_new(False)
        attribute.start_index = len(layout.text[:start].encode())
        attribute.end_index = len(layout.text[:end].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


@cache
def _declare() -> None:
    """Tell cffi what is called here: it takes a millisecond to read, and few pages need it."""
    ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);", override=True)
