"""Looks that authors gave to text in, named character styles out: one for each mark, restyled in Word in one place."""

from convert.model import ON_HIGHLIGHT, Color, Mark, Style
from convert.record import replace
from convert.writers._docx import names, properties
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import StyleSheet

Look = tuple[str, Color | None, Color | None]


class Marks:
    """The marks of one document. Looks of one name beyond the first get a number: `Mark Red 2`."""

    def __init__(self, sheet: StyleSheet, legend: tuple[Mark, ...] = ()) -> None:
        self._sheet = sheet
        self._drawn = {(mark.name, mark.color, mark.background): mark for mark in legend}
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

    def drawn(self, style: Style) -> Mark | None:
        """The mark of a run, with what it has besides colours."""
        return self._drawn.get((style.mark, style.color, style.background)) if style.mark else None

    def _add(self, look: Look) -> str:
        mark, color, background = look
        if not mark:
            mark = " ".join(value.hex for value in (color, background) if value)
        name = names.style_name(f"Mark {mark[:1].upper()}{mark[1:]}")
        run = self._run(color, background)
        if not run or mark.endswith(ON_HIGHLIGHT):
            run = self._sheet.inline_look("mark") | run
        return self._sheet.character(name, run | self._lines(self._drawn.get(look)))

    @staticmethod
    def _lines(mark: Mark | None) -> Properties:
        """The line under a mark and the frame around it."""
        found: Properties = {}
        if mark and mark.line:
            found["u"] = properties.underline(mark.line)
        if mark and mark.outline:
            line = mark.outline
            # Of a double line, Word's width is that of each of its strokes (17.18.2).
            strokes = 3 if line.style == "double" else 1
            found["bdr"] = properties.border("bdr", replace(line, width_pt=line.width_pt / strokes))
        return found

    @staticmethod
    def _run(color: Color | None, background: Color | None) -> Properties:
        found: Properties = {}
        if color:
            found["color"] = properties.color(color)
        if background:
            # A style has no `w:highlight`: it is no part of a style in Word, and on a run it would hide the style's shade.
            found["shd"] = properties.shading(background)
        return found
