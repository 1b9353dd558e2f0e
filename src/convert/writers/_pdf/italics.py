"""A text layout in italic in, the same with its Latin in an italic face out; Chinese has no italic and stays upright.

Our 宋 has no italic, so a face of its own stands in for what is not East Asian. Where a face has none and none stands in,
the glyphs are slanted as they are drawn.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, strut

from convert.characters import segments
from convert.writers._pdf import faces

SLANT = 0.2  # rightwards for each unit upwards: 11.3 degrees, as oblique faces have
Run = tuple[int, Any, bool]  # its first character, its font, whether it is slanted

_VISIBLE = re.compile(r"\S")

ffi.cdef("PangoAttribute * pango_attr_family_new (const char *family);", override=True)


class Italics:
    """Chooses the faces of italic text for one page."""

    def __init__(self, wide: bool) -> None:
        self._wide = wide
        self._stock: Callable[..., None] = Layout.set_text
        self._chosen: dict[tuple[str, ...], tuple[str, bool]] = {}

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Let each layout choose its italic as it takes its text."""
        stock = self._stock

        def set_text(layout: Any, text: str, justify: bool = False) -> None:
            stock(layout, text, justify)
            if is_italic(layout.style):
                self._set_faces(layout)

        Layout.set_text = set_text
        try:
            yield
        finally:
            Layout.set_text = stock

    def baseline(self, style: Any) -> float:
        """Give the baseline of a line of a style, from its top: an italic face must not move the text around it."""
        return float(strut(style)[1])

    def slants(self, text: str, style: Any) -> bool:
        """Whether a text that WeasyPrint draws is slanted as a whole: no Chinese in it, and no italic face for it."""
        return (
            is_italic(style)
            and self._choice(style)[1]
            and not any(wide for wide, _ in segments(text, self._wide))
        )

    def runs(self, text: str, upright: list[Run]) -> list[Run]:
        """Cut runs where Chinese and Latin meet, and say which are slanted."""
        starts = {start: font for start, font, _ in upright}
        latin: dict[int, bool] = {}
        position = 0
        for wide, part in segments(text, self._wide):
            latin[position] = not wide
            position += len(part)
        found: list[Run] = []
        font, slanted = None, False
        for start in sorted(starts.keys() | latin.keys()):
            font = starts.get(start, font)
            slanted = latin.get(start, slanted)
            if font is not None:
                found.append((start, font, slanted and _described(font)[1]))
        return found

    def _set_faces(self, layout: Any) -> None:
        """Ask for the face that stands in, wherever the text is not East Asian, and nowhere else."""
        families = layout.style["font_family"]
        named = families[0] == faces.ITALIC and len(families) > 1
        family = ",".join(families[1:]) if named else self._choice(layout.style)[0]
        if not family:
            return
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        position = 0
        for wide, part in segments(layout.text, self._wide):
            end = position + len(part.encode())
            if (wide or not _VISIBLE.search(part)) == named:
                attribute = pango.pango_attr_family_new(family.encode())
                attribute.start_index, attribute.end_index = position, end
                pango.pango_attr_list_change(attributes, attribute)
            position = end
        pango.pango_layout_set_attributes(layout.layout, attributes)

    def _choice(self, style: Any) -> tuple[str, bool]:
        """Find, for a stack of families, the stack with the face that stands in, or else whether to slant."""
        families = tuple(style["font_family"])
        if families not in self._chosen:
            layout = Layout.__new__(Layout)
            layout.justification_spacing = 0
            layout.setup(style)
            self._stock(layout, "a")
            line, _ = layout.get_first_line()
            family, upright = _described(line.runs.data.item.analysis.font)
            italic = faces.italic_of(family, style.font_config) if upright else ""
            self._chosen[families] = ",".join((italic, *families)) if italic else "", upright and not italic
        return self._chosen[families]


def is_italic(style: Any) -> bool:
    """Whether a style asks for italic."""
    return bool(style["font_style"] != "normal")


def _described(font: Any) -> tuple[str, bool]:
    """Give a font's family, and whether it stands upright."""
    _, description, _ = get_pango_font_key(font)
    family = ffi.string(pango.pango_font_description_get_family(description)).decode()
    # The system's Fontconfig calls a face oblique that it would have slanted; ours are upright whatever they are called.
    upright = family in faces.UPRIGHT or not pango.pango_font_description_get_style(description)
    return family, upright
