"""Texts and the styles authors gave them in, runs out: one character style a run, the rest as direct properties."""

import re
from typing import Final

from convert.characters import SHARED_MARKS, is_wide, segments
from convert.highlighting import TokenKind
from convert.model import PLAIN, Mark, Script, Style
from convert.notices import Code, Report
from convert.writers._docx import fonts, languages, properties, scripts, xml
from convert.writers._docx.marks import Marks
from convert.writers._docx.properties import Properties
from convert.writers._docx.styles import ParagraphStyle, StyleSheet

_BOX_FACE: Final = "Segoe UI Symbol"
_MARKS = re.compile(f"[{SHARED_MARKS}]+")
# Letters that, like the marks, Word would set in the East Asian face where a run asks for it: beyond ASCII, not East Asian,
# and none of the marks.
_AMBIGUOUS = re.compile(
    "[\x80-\xb6\xb8-\u10ff\u1200-\u2013\u2015-\u2017\u201a\u201b\u201e-\u2025\u2027-\u2e39\u2e3b-\u2e7f]"
)


class Kind:
    """What a run is besides its style; bits of an int, which is added thousands of times a page."""

    TEXT: Final = 0
    CODE: Final = 1
    LINK: Final = 2
    MATH: Final = 4
    WIDE: Final = 8
    FROM_RIGHT: Final = 16  # in a line that reads from the right
    RUBY: Final = 32  # in ruby, which holds runs and nothing else


class Runs:
    """Builds runs; keeps the properties of every kind of run met before."""

    def __init__(self, sheet: StyleSheet, legend: tuple[Mark, ...], report: Report) -> None:
        self._sheet = sheet
        self._report = report
        self._marks = Marks(sheet, legend)
        # What the widest frame of a mark takes of a line, left and right.
        self.frames_pt = 2 * max((mark.outline.width_pt for mark in legend if mark.outline), default=0.0)
        self._cache: dict[tuple[Style, str, int, str], str] = {}
        self._code = sheet.inline_look("code")
        self._link = sheet.inline_look("a")
        self._code_ratio = sheet.computed("code").font_size_pt / sheet.em_pt
        mark = sheet.computed("mark")
        self._mark_toggles = (mark.bold and not sheet.body.bold, mark.italic and not sheet.body.italic)
        emphasis = sheet.computed("em")
        face = sheet.faces(emphasis).east_asian
        # A theme may say it by weight in place of a slant.
        heavy = emphasis.bold and not (emphasis.italic or sheet.body.bold)
        if not heavy and face == sheet.body_faces.east_asian:
            face = fonts.emphasis(sheet.language)
        self._slanted = {"w:eastAsia": face, "w:hint": "eastAsia"}
        self._emphasis = _bold() if heavy else _italic()
        self._weight = _bold() if heavy else {}
        self.faces = {face}
        self._ids: dict[str, str] = {}

    def text(
        self, text: str, style: Style, block: ParagraphStyle, kind: int = Kind.TEXT, wide: bool = False
    ) -> str:
        """Build the runs of a text. `wide`: what comes before is East Asian, which decides about “ and —.

        As few runs as Word needs: a text is cut only where “ ” — … belong to different scripts, or where Latin slants.
        """
        if kind & Kind.FROM_RIGHT or style.direction is not None or scripts.special(text):
            return self._scripts(text, style, block, kind, wide)
        return self._ordinary(text, style, block, kind, wide)

    def _scripts(self, text: str, style: Style, block: ParagraphStyle, kind: int, wide: bool) -> str:
        """Build the runs of a text that may hold more than Latin and common Chinese."""
        direction = style.direction
        from_right = bool(kind & Kind.FROM_RIGHT) if direction is None else direction.startswith("rtl")
        kind &= ~Kind.FROM_RIGHT
        parts = []
        for script, piece in scripts.pieces(text, from_right):
            if script:
                parts.append(xml.run(self.properties(style, block, kind, script), piece))
            else:
                parts.append(self._ordinary(piece, style, block, kind, wide))
                wide = ends_wide(piece, wide)
        found = "".join(parts)
        if direction is None or not direction.endswith("override") or kind & Kind.RUBY:
            return found
        return xml.element("w:bdo", {"w:val": direction.removesuffix("-override")}, found)

    def _ordinary(self, text: str, style: Style, block: ParagraphStyle, kind: int, wide: bool) -> str:
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

    def properties(self, style: Style, block: ParagraphStyle, kind: int, script: str = "") -> str:
        """`w:rPr` of a run; `script` is one of `scripts`, empty for ordinary text."""
        if style is PLAIN and not kind and not script and not block.look.italic:
            return ""
        key = (style, block.style_id, kind, script)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = properties.join_run(self._properties(style, block, kind, script))
        return found

    def _properties(self, style: Style, block: ParagraphStyle, kind: int, script: str) -> Properties:
        mark = self._marks.style_id(style)
        drawn = self._marks.drawn(style)
        # The weight stands on the run: that of a character style would toggle with its paragraph's (ISO 29500-1, 17.7.3).
        bold, italic = style.bold if drawn is None or drawn.bold is None else drawn.bold, style.italic
        if style.mark == "highlight" and not (style.color or style.background):
            bold, italic = bold or self._mark_toggles[0] or None, italic or self._mark_toggles[1] or None
        found = self._direct(style, block)
        wide = bool(kind & Kind.WIDE) or script in scripts.HAN
        faces = self._faces(style, block, wide)
        if kind & Kind.CODE:
            self._add_code(found, style, block, faces, named=not mark)
        elif kind & Kind.LINK:
            self._add_link(found, style, named=not mark, lined=bool(drawn and drawn.line))
        elif kind & Kind.MATH and not mark:
            found["rStyle"] = xml.val("rStyle", self.math())
        if mark:
            found["rStyle"] = xml.val("rStyle", mark)
        self._add_weight(found, bold, block)
        self._add_slant(found, faces, italic, block, wide=wide)
        self._add_script(found, faces, script)
        if faces:
            found["rFonts"] = xml.element("w:rFonts", faces)
        return found

    def _faces(self, style: Style, block: ParagraphStyle, wide: bool) -> dict[str, str]:
        """Attributes of `w:rFonts` where a run's faces are not its block's."""
        found: dict[str, str] = {}
        language = style.language or ""
        if fonts.east_asian(language) and fonts.script(language) != fonts.script(self._sheet.language):
            found["w:eastAsia"] = fonts.of_kind(block.look.font_family, language)
        if style.font:
            found |= fonts.authored(style.font, style.language or self._sheet.language)
        self.faces.update(found.values())
        return found | ({"w:hint": "eastAsia"} if wide else {})

    def _add_script(self, found: Properties, faces: dict[str, str], script: str) -> None:
        """The face of a script that ordinary faces lack, and the switch that makes Word set it as what it is."""
        if script == scripts.RIGHT:
            found["rtl"] = xml.switch("rtl", True)
            return
        face = scripts.FACES.get(script)
        if face is None:
            return
        self.faces.add(face)
        if script in scripts.COMPLEX:
            found["cs"] = xml.switch("cs", True)
            faces.update({"w:hint": "cs", "w:cs": face})
        else:
            faces.update(dict.fromkeys(("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"), face))

    def _direct(self, style: Style, block: ParagraphStyle) -> Properties:
        """What no character style says of a run."""
        found: Properties = {}
        if style.strike is not None:
            found["strike"] = xml.switch("strike", style.strike)
            if style.strike and style.line_color not in (None, style.color):
                self._report.add(Code.NOT_RENDERED, "Word strikes text out in its own colour")
        if style.small_caps is not None:
            found["smallCaps"] = xml.switch("smallCaps", style.small_caps)
        if style.underline is not None:
            found["u"] = properties.underline(style.underline, style.line_color)
        size = style.size_pt or (style.scale and style.scale * block.look.font_size_pt)
        if size:
            found |= properties.size(size)
        if style.script is not None:
            sized = block.look.font_size_pt if size and style.script_sized else 0.0
            found |= self._raised(style.script, sized)
        if style.emphasis is not None:
            found["em"], exact = properties.emphasis(style.emphasis)
            if not exact:
                self._report.add(
                    Code.NOT_RENDERED, "Word has no such emphasis mark: the nearest stands for it"
                )
            if style.emphasis_color not in (None, style.color):
                self._report.add(Code.NOT_RENDERED, "Word draws emphasis marks in the colour of their text")
        if style.language and (language := languages.of_run(style.language)):
            found["lang"] = language
        return found

    def _add_code(
        self, found: Properties, style: Style, block: ParagraphStyle, faces: dict[str, str], named: bool
    ) -> None:
        if named:
            found["rStyle"] = xml.val("rStyle", self.code())
        else:
            taken = {"color": style.color, "shd": style.background}
            for key, value in self._code.items():
                if not taken.get(key) and not (key == "rFonts" and faces):
                    found.setdefault(key, value)
        if not block.body_size and style.size_pt is None and style.scale is None:
            found |= properties.size(block.look.font_size_pt * self._code_ratio)

    def _add_link(self, found: Properties, style: Style, named: bool, lined: bool) -> None:
        if named:
            found["rStyle"] = xml.val("rStyle", self.link())
            return
        if "u" in self._link and not lined:
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
        self,
        found: Properties,
        faces: dict[str, str],
        italic: bool | None,
        block: ParagraphStyle,
        *,
        wide: bool,
    ) -> None:
        slanted = block.look.italic if italic is None else italic
        if wide and slanted:
            if "rStyle" in found:
                faces.update(self._slanted)
                found |= self._weight
            else:
                found["rStyle"] = xml.val("rStyle", self.upright())
        slanted = slanted and not wide
        if slanted == block.look.italic:
            return
        if slanted and "rStyle" not in found:
            found["rStyle"] = xml.val("rStyle", self.emphasis())
        elif slanted:
            found |= self._emphasis
        else:
            found |= _italic(on=False)

    def equation(self, style: Style, block: ParagraphStyle) -> Properties:
        """What a style says of the runs of an equation: its mark, and what no character style says."""
        found = self._direct(style, block)
        if mark := self._marks.style_id(style):
            found["rStyle"] = xml.val("rStyle", mark)
        if style.background:
            # Some programs know the colours of an equation only from its runs, not from their character style.
            found["shd"] = properties.shading(style.background)
        return found

    def token(self, text: str, kind: TokenKind | None) -> str:
        """Build the runs of a piece of highlighted code; no kind is code as its block has it."""
        style = self._token_style(kind) if kind else ""
        if not text:
            return ""
        parts = scripts.pieces(text, from_right=False) if scripts.special(text) else [("", text)]
        return "".join(xml.run(self._token_properties(style, script), piece) for script, piece in parts)

    def _token_properties(self, style: str, script: str) -> str:
        if not style and not script:
            return ""
        found: Properties = {"rStyle": xml.val("rStyle", style)} if style else {}
        faces: dict[str, str] = {}
        self._add_script(found, faces, script)
        if faces:
            found["rFonts"] = xml.element("w:rFonts", faces)
        return properties.join_run(found)

    def _token_style(self, kind: TokenKind) -> str:
        """The character style of a kind of token; empty where the theme sets it as all code."""
        name = f"Code {kind.title()}"
        if name not in self._ids:
            run = self._sheet.inline_look(f"pre code span.hl-{kind}", "pre code", toggles=True)
            self._ids[name] = self._sheet.character(name, run) if run else ""
        return self._ids[name]

    # Character styles, made when they are first needed

    def _named(self, name: str, run: Properties) -> str:
        found = self._ids.get(name)
        if found is None:
            found = self._ids[name] = self._sheet.character(name, run)
        return found

    def strong(self) -> str:
        """Bold text."""
        return self._named("Strong", _bold())

    def emphasis(self) -> str:
        """Emphasised Latin text: slanted, unless the theme says otherwise."""
        return self._named("Emphasis", self._emphasis)

    def upright(self) -> str:
        """Emphasised East Asian text: a face instead of a slant."""
        return self._named(
            "Emphasis East Asian", {"rFonts": xml.element("w:rFonts", self._slanted)} | self._weight
        )

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

    def task_box(self) -> str:
        """Boxes of tasks, in one face that has both: else a program may take one of them for an emoji."""
        self.faces.add(_BOX_FACE)
        names = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
        return self._named("Task Box", {"rFonts": xml.element("w:rFonts", dict.fromkeys(names, _BOX_FACE))})

    def blank(self, face: str) -> str:
        """Gaps to be filled in, whose blanks are measured in a face."""
        self.faces.add(face)
        faces = xml.element("w:rFonts", {"w:ascii": face, "w:hAnsi": face})
        line = {"rFonts": faces, "noProof": xml.switch("noProof", True), "u": properties.underline("single")}
        return self._named("Blank", line)

    def blank_number(self) -> str:
        """Numbers of gaps."""
        return self._named("Blank Number", self._sheet.inline_look("span.blank-number"))

    def footnote_reference(self) -> str:
        """Numbers of footnotes."""
        return self._named("footnote reference", self._raised("super"))

    def _raised(self, script: Script, sized: float = 0.0) -> Properties:
        """Small and raised or lowered, as Word does it; in a size of its own by a third of that of the text, `sized`.

        In large print it is as large as the text.
        """
        around = self._sheet.least_pt or sized
        if not around:
            return {"vertAlign": xml.val("vertAlign", f"{script}script")}
        return {"position": xml.val("position", round(around * 2 / 3) * (1 if script == "super" else -1))}


def _bold() -> Properties:
    return {"b": xml.switch("b", True), "bCs": xml.switch("bCs", True)}


def _italic(on: bool = True) -> Properties:
    return {"i": xml.switch("i", on), "iCs": xml.switch("iCs", on)}


def _mixed(text: str) -> bool:
    """Whether asking for the East Asian face would also catch what is not East Asian."""
    if _AMBIGUOUS.search(text):
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
