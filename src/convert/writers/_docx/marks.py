"""Looks that authors gave to text in, named character styles out: one for each mark, restyled in Word in one place."""

from convert.model import ON_HIGHLIGHT, Color, Style
from convert.writers._docx import names, properties
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import StyleSheet

Look = tuple[str, Color | None, Color | None]


class Marks:
    """The marks of one document. Looks of one name beyond the first get a number: `Mark Red 2`."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._ids: dict[Look, str] = {}

    def style_id(self, style: Style) -> str:
        """The id of the character style for a run's mark or colours; empty for a run with neither."""
        look = (style.mark or "", style.color, style.background)
        if look == ("", None, None):
            return ""
        found = self._ids.get(look)
        if found is None:
            found = self._ids[look] = self._add(look)
        return found

    def _add(self, look: Look) -> str:
        mark, color, background = look
        if not mark:
            mark = " ".join(value.hex for value in (color, background) if value)
        name = names.style_name(f"Mark {mark[:1].upper()}{mark[1:]}")
        run = self._run(color, background)
        if not run or mark.endswith(ON_HIGHLIGHT):
            run = self._sheet.inline_look("mark") | run
        return self._sheet.character(name, run)

    @staticmethod
    def _run(color: Color | None, background: Color | None) -> Properties:
        found: Properties = {}
        if color:
            found["color"] = properties.color(color)
        if background:
            # A style has no `w:highlight`: it is no part of a style in Word, and on a run it would hide the style's shade.
            found["shd"] = properties.shading(background)
        return found
