"""Texts and the styles authors gave them in, runs out: one character style a run, the rest as direct properties."""

import re
from typing import Final

from convert.characters import SHARED_MARKS, is_wide, segments
from convert.model import PLAIN, Style
from convert.writers._docx import fonts, properties, xml
from convert.writers._docx.marks import Marks
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import ParagraphStyle, StyleSheet

_MARKS = re.compile(f"[{SHARED_MARKS}]+")
# Letters that, like the marks, Word would set in the East Asian face where a run asks for it: beyond ASCII, not East Asian.
_AMBIGUOUS = re.compile("[\x80-\u10ff\u1200-\u2e7f]")
_HINT = '<w:rFonts w:hint="eastAsia"/>'


class Kind:
    """What a run is besides its style; bits of an int, which is added thousands of times a page."""

    TEXT: Final = 0
    CODE: Final = 1
    LINK: Final = 2
    MATH: Final = 4
    WIDE: Final = 8


class Runs:
    """Builds runs; keeps the properties of every kind of run met before."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._marks = Marks(sheet)
        self._cache: dict[tuple[Style, str, int], str] = {}
        self._code = sheet.inline_look("code")
        self._link = sheet.inline_look("a")
        self._code_ratio = sheet.computed("code").font_size_pt / sheet.em_pt
        mark = sheet.computed("mark")
        self._mark_toggles = (mark.bold and not sheet.body.bold, mark.italic and not sheet.body.italic)
        face = sheet.faces(sheet.computed("em")).east_asian
        if face == sheet.body_faces.east_asian:
            face = fonts.emphasis(face, sheet.language)
        self._slanted = xml.element("w:rFonts", {"w:eastAsia": face, "w:hint": "eastAsia"})
        self.faces = {face}
        self._ids: dict[str, str] = {}

    def text(
        self, text: str, style: Style, block: ParagraphStyle, kind: int = Kind.TEXT, wide: bool = False
    ) -> str:
        """Build the runs of a text. `wide`: what comes before is East Asian, which decides about “ and —.

        As few runs as Word needs: a text is cut only where “ ” — … belong to different scripts, or where Latin slants.
        """
        slanted = block.look.italic if style.italic is None else style.italic
        if style.mark == "highlight" and self._mark_toggles[1]:
            slanted = True
        if not slanted and (kind & Kind.CODE or not _MARKS.search(text)):
            return xml.run(self.properties(style, block, kind), text)
        if not slanted and not _mixed(text):
            return xml.run(self.properties(style, block, kind | Kind.WIDE), text)
        parts = []
        for is_east_asian, piece in segments(text, wide):
            piece_kind = kind | Kind.WIDE if is_east_asian else kind
            parts.append(xml.run(self.properties(style, block, piece_kind), piece))
        return "".join(parts)

    def properties(self, style: Style, block: ParagraphStyle, kind: int) -> str:
        """`w:rPr` of a run."""
        if style is PLAIN and not kind and not block.look.italic:
            return ""
        key = (style, block.style_id, kind)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = properties.join_run(self._properties(style, block, kind))
        return found

    def _properties(self, style: Style, block: ParagraphStyle, kind: int) -> Properties:
        mark = self._marks.style_id(style)
        bold, italic = style.bold, style.italic
        if style.mark == "highlight" and not (style.color or style.background):
            bold, italic = bold or self._mark_toggles[0] or None, italic or self._mark_toggles[1] or None
        found = self._direct(style, block)
        wide = bool(kind & Kind.WIDE)
        if wide:
            found["rFonts"] = _HINT
        if style.font and fonts.authored(style.font):
            found["rFonts"] = fonts.authored(style.font)
        if kind & Kind.CODE:
            self._add_code(found, style, block, named=not mark)
        elif kind & Kind.LINK:
            self._add_link(found, style, named=not mark)
        elif kind & Kind.MATH and not mark:
            found["rStyle"] = xml.val("rStyle", self.math())
        if mark:
            found["rStyle"] = xml.val("rStyle", mark)
        self._add_weight(found, bold, block)
        self._add_slant(found, italic, block, wide=wide)
        return found

    @staticmethod
    def _direct(style: Style, block: ParagraphStyle) -> Properties:
        """What no character style says of a run."""
        found: Properties = {}
        if style.strike is not None:
            found["strike"] = xml.switch("strike", style.strike)
        if style.small_caps is not None:
            found["smallCaps"] = xml.switch("smallCaps", style.small_caps)
        if style.underline is not None:
            found["u"] = properties.underline(style.underline)
        size = style.size_pt or (style.scale and style.scale * block.look.font_size_pt)
        if size:
            found |= properties.size(size)
        if style.script is not None:
            found["vertAlign"] = xml.val("vertAlign", f"{style.script}script")
        return found

    def _add_code(self, found: Properties, style: Style, block: ParagraphStyle, named: bool) -> None:
        if named:
            found["rStyle"] = xml.val("rStyle", self.code())
        else:
            taken = {"color": style.color, "shd": style.background}
            for key, value in self._code.items():
                if not taken.get(key):
                    found.setdefault(key, value)
        if not block.body_size and style.size_pt is None and style.scale is None:
            found |= properties.size(block.look.font_size_pt * self._code_ratio)

    def _add_link(self, found: Properties, style: Style, named: bool) -> None:
        if named:
            found["rStyle"] = xml.val("rStyle", self.link())
            return
        if "u" in self._link:
            found.setdefault("u", self._link["u"])
        if "color" in self._link and style.color is None:
            found.setdefault("color", self._link["color"])

    def _add_weight(self, found: Properties, bold: bool | None, block: ParagraphStyle) -> None:
        # A bold character style in a bold paragraph style would be light: the two toggle (ISO 29500-1, 17.7.3).
        if bold is None or bold == block.look.bold:
            return
        if bold and "rStyle" not in found:
            found["rStyle"] = xml.val("rStyle", self.strong())
        else:
            found["b"] = xml.switch("b", bold)
            found["bCs"] = xml.switch("bCs", bold)

    def _add_slant(
        self, found: Properties, italic: bool | None, block: ParagraphStyle, *, wide: bool
    ) -> None:
        slanted = block.look.italic if italic is None else italic
        if wide and slanted:
            if "rStyle" in found:
                found["rFonts"] = self._slanted
            else:
                found["rStyle"] = xml.val("rStyle", self.upright())
        slanted = slanted and not wide
        if slanted == block.look.italic:
            return
        if slanted and "rStyle" not in found:
            found["rStyle"] = xml.val("rStyle", self.emphasis())
        else:
            found["i"] = xml.switch("i", slanted)
            found["iCs"] = xml.switch("iCs", slanted)

    # Character styles, made when they are first needed

    def _named(self, name: str, run: Properties) -> str:
        found = self._ids.get(name)
        if found is None:
            found = self._ids[name] = self._sheet.character(name, run)
        return found

    def strong(self) -> str:
        """Bold text."""
        return self._named("Strong", {"b": xml.switch("b", True), "bCs": xml.switch("bCs", True)})

    def emphasis(self) -> str:
        """Slanted Latin text."""
        return self._named("Emphasis", {"i": xml.switch("i", True), "iCs": xml.switch("iCs", True)})

    def upright(self) -> str:
        """Emphasised East Asian text: a face instead of a slant."""
        return self._named("Emphasis East Asian", {"rFonts": self._slanted})

    def code(self) -> str:
        """Code in a line."""
        return self._named("Inline Code", self._code | {"noProof": xml.switch("noProof", True)})

    def link(self) -> str:
        """Links."""
        return self._named("Hyperlink", self._link)

    def math(self) -> str:
        """Formulas in a line."""
        face = {"w:ascii": "Cambria Math", "w:hAnsi": "Cambria Math"}
        self.faces.add("Cambria Math")
        return self._named("Math", {"rFonts": xml.element("w:rFonts", face)})

    def footnote_reference(self) -> str:
        """Numbers of footnotes."""
        return self._named("footnote reference", {"vertAlign": xml.val("vertAlign", "superscript")})


def _mixed(text: str) -> bool:
    """Whether asking for the East Asian face would also catch what is not East Asian."""
    if _AMBIGUOUS.search(_MARKS.sub("", text)):
        return True
    for match in _MARKS.finditer(text):
        start, end = match.span()
        if not is_wide(text[end : end + 1]) and not is_wide(text[max(0, start - 1) : start]):
            return True
    return False


def ends_wide(text: str, before: bool) -> bool:
    """Whether a text ends in East Asian text, when what stood before it did or did not."""
    last = text[-1:]
    if last in SHARED_MARKS:
        return before or any(is_wide(character) for character in text[-8:])
    return is_wide(last) if not last.isspace() else before
