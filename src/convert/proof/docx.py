"""A Word file's bytes in, its characters as Word shows them out: styles resolved (ISO 29500-1, 17.7), fields and headers left out."""

import io
import zipfile
from collections.abc import Container, Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from convert.model import BLACK, Color, Script
from convert.proof.glyphs import Glyph, Look, paper, visible
from convert.record import Record, replace

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VAL: Final = f"{_W}val"
# Properties that toggle between the styles of a hierarchy (17.7.3).
_TOGGLES: Final = ("b", "i", "bCs", "iCs", "strike", "dstrike")
_BLACK_INK: Final = Look()
_LARGEST_PART: Final = 1 << 28


class _Properties(Record):
    """What one place says of runs; None says nothing."""

    toggles: tuple[bool | None, ...] = (None,) * len(_TOGGLES)
    color: Color | None = None
    shade: "Color | str | None" = None
    underline: bool | None = None
    script: Script | str | None = None
    right_to_left: bool | None = None


_NOTHING: Final = _Properties()


class _Style(Record):
    """A style with what it is based on: its runs' properties and its paragraphs' shade."""

    run: _Properties = _NOTHING
    shade: Color | str | None = None


class _Around(Record):
    """What a run stands in: the paragraph's style and shade, and the cell's."""

    style: _Style = _Style()
    paragraph: Color | str | None = None
    cell: Color | None = None


def read(data: bytes, template: bytes | None = None) -> Iterator[Glyph]:
    """Give the characters of the body, then those of the footnotes; `template` is the file whose own styles go first."""
    foreign = _named_in(template) if template is not None else frozenset()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        reader = _Reader(_part(package, "word/styles.xml"), foreign)
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in names:
                yield from reader.blocks(_part(package, name), _Around())


def _named_in(template: bytes) -> frozenset[str]:
    """The names of a template's styles for runs."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        if "word/styles.xml" not in package.namelist():
            return frozenset()
        styles = _part(package, "word/styles.xml").iter(f"{_W}style")
        return frozenset(_called(style) for style in styles if style.get(f"{_W}type") == "character")


def _called(style: Element) -> str:
    return (_value(style, "name") or "").casefold()


def _part(package: zipfile.ZipFile, name: str) -> Element:
    """Parse a part; one with a document type is refused, for it could define entities (ISO 29500-2, 6.2.5)."""
    if package.getinfo(name).file_size > _LARGEST_PART:
        raise ValueError(f"{name} is too large")
    data = package.read(name)
    if b"<!DOCTYPE" in data:
        raise ValueError(f"{name} has a document type")
    return fromstring(data)  # noqa: S314 (our own output, without a document type)


class _Reader:
    """Resolves the looks of runs by one file's styles."""

    def __init__(self, sheet: Element, foreign: Container[str] = ()) -> None:
        self._foreign = foreign
        self._elements = {style.get(f"{_W}styleId", ""): style for style in sheet.iter(f"{_W}style")}
        self._styles: dict[str, _Style] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        self._parsed: dict[str, _Properties] = {}
        defaults = sheet.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._defaults = _properties(defaults) if defaults is not None else _NOTHING
        self._normal = next(
            (
                name
                for name, style in self._elements.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            "",
        )

    def blocks(self, parent: Element, around: _Around) -> Iterator[Glyph]:
        """Give the characters of everything inside an element, in order."""
        for child in parent:
            match child.tag.removeprefix(_W):
                case "p":
                    yield from self._inlines(child, self._paragraph(child, around))
                case "tbl":
                    yield from self._table(child, around)
                case "sectPr" | "tblPr" | "tblGrid" | "footnotePr":
                    pass
                case "footnote" if child.get(f"{_W}type", "normal") != "normal":
                    pass
                case _:
                    yield from self.blocks(child, around)

    def _paragraph(self, paragraph: Element, around: _Around) -> _Around:
        properties = paragraph.find(f"{_W}pPr")
        style = self._style(_value(properties, "pStyle") or self._normal)
        shade = _shade(properties)
        return replace(around, style=style, paragraph=style.shade if shade is None else shade)

    def _table(self, table: Element, around: _Around) -> Iterator[Glyph]:
        style = self._elements.get(_value(table.find(f"{_W}tblPr"), "tblStyle") or "")
        whole = _shade(style.find(f"{_W}tcPr")) if style is not None else None
        head = None
        if style is not None:
            parts = (part for part in style.iter(f"{_W}tblStylePr") if part.get(f"{_W}type") == "firstRow")
            head = next((_shade(part.find(f"{_W}tcPr")) for part in parts), None)
        for number, row in enumerate(table.findall(f"{_W}tr")):
            first = number == 0 or row.find(f"{_W}trPr/{_W}tblHeader") is not None
            for cell in row.findall(f"{_W}tc"):
                shades = (_shade(cell.find(f"{_W}tcPr")), head if first else None, whole, around.cell)
                shade = next((value for value in shades if value is not None), None)
                yield from self.blocks(cell, replace(around, cell=_solid(shade)))

    def _inlines(self, parent: Element, around: _Around) -> Iterator[Glyph]:
        for child in parent:
            tag = child.tag
            if tag == f"{_W}r":
                yield from self._run(child, around)
            elif tag == f"{_M}r":
                # Formulas have a slant of their own, which `w:i` only repeats (22.1.2.111).
                look = self._look(child.find(f"{_W}rPr"), around)._replace(italic=False)
                for text in child.findall(f"{_M}t"):
                    yield from _glyphs(text.text, look)
            elif tag.startswith(_M):
                yield from self._math(child, around)
            elif tag not in (f"{_W}pPr", f"{_W}del"):
                yield from self._inlines(child, around)

    def _math(self, element: Element, around: _Around) -> Iterator[Glyph]:
        """Give a formula's characters: its runs, and what its properties draw in the look of `m:ctrlPr` (22.1.2)."""
        if element.tag.endswith("Pr"):
            own = element.find(f"{_M}ctrlPr/{_W}rPr")
            look = _BLACK_INK if own is None else self._look(own, around)
            for character in element.findall(f"{_M}chr") + element.findall(f"{_M}begChr"):
                yield from _glyphs(character.get(f"{_M}val"), look)
            return
        yield from self._inlines(element, around)

    def _run(self, run: Element, around: _Around) -> Iterator[Glyph]:
        look: Look | None = None
        for child in run:
            match child.tag.removeprefix(_W):
                case "t":
                    look = look or self._look(run.find(f"{_W}rPr"), around)
                    yield from _glyphs(child.text, look)
                case "noBreakHyphen":
                    look = look or self._look(run.find(f"{_W}rPr"), around)
                    yield Glyph("\u2011", look)
                case "ruby":
                    for part in ("rubyBase", "rt"):
                        for found in child.findall(f"{_W}{part}"):
                            yield from self._inlines(found, around)
                case "rPr" | "instrText" | "delText":
                    pass
                case _:
                    yield from self._drawn(child, around)

    def _drawn(self, child: Element, around: _Around) -> Iterator[Glyph]:
        """Give the text of boxes that are drawn, once: what stands for them in older programs is no text of its own."""
        for content in child.iter(f"{_W}txbxContent"):
            yield from self.blocks(content, around)
            return

    def _look(self, properties: Element | None, around: _Around) -> Look:
        own = _NOTHING
        named = _NOTHING
        foreign = False
        if properties is not None:
            own = _properties(properties)
            style = _value(properties, "rStyle") or ""
            named = self._style(style).run
            ours = own.color is not None or own.shade is not None or style not in self._elements
            foreign = not ours and _called(self._elements[style]) in self._foreign
        key = (own, named, around, foreign)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._resolved(own, named, around)._replace(foreign=foreign)
        return found

    def _resolved(self, own: _Properties, named: _Properties, around: _Around) -> Look:
        layers = (own, named, around.style.run, self._defaults)
        toggles = dict(zip(_TOGGLES, map(self._toggle, *(layer.toggles for layer in layers)), strict=True))
        complex_script = next(
            (layer.right_to_left for layer in layers if layer.right_to_left is not None), False
        )
        shade = next((layer.shade for layer in layers if layer.shade is not None), None)
        underline = next((layer.underline for layer in layers if layer.underline is not None), False)
        script = next((layer.script for layer in layers if layer.script is not None), None)
        background = _solid(shade) or _solid(around.paragraph) or around.cell
        return Look(
            color=next((layer.color for layer in layers if layer.color is not None), BLACK),
            background=paper(background),
            bold=toggles["bCs" if complex_script else "b"],
            italic=toggles["iCs" if complex_script else "i"],
            underline=underline,
            strike=toggles["strike"] or toggles["dstrike"],
            script="sub" if script == "sub" else "super" if script == "super" else None,
        )

    @staticmethod
    def _toggle(own: bool | None, named: bool | None, block: bool | None, default: bool | None) -> bool:
        """Direct formatting decides; else the styles toggle, and the defaults hold where none of them says so."""
        if own is not None:
            return own
        if default and not (named or block):
            return default
        return bool(named) != bool(block)

    def _style(self, name: str) -> _Style:
        """A style laid over what it is based on: within one chain, the last that speaks decides."""
        found = self._styles.get(name)
        if found is None:
            element = self._elements.get(name)
            if element is None:
                return _Style()
            self._styles[name] = _Style()  # a chain that bites its tail ends here
            base = self._style(_value(element, "basedOn") or "")
            run = element.find(f"{_W}rPr")
            shade = _shade(element.find(f"{_W}pPr"))
            own = _properties(run) if run is not None else _NOTHING
            found = _Style(_over(own, base.run), base.shade if shade is None else shade)
            self._styles[name] = found
        return found


def _over(own: _Properties, base: _Properties) -> _Properties:
    toggles = tuple(b if a is None else a for a, b in zip(own.toggles, base.toggles, strict=True))
    return _Properties(
        toggles,
        own.color or base.color,
        base.shade if own.shade is None else own.shade,
        base.underline if own.underline is None else own.underline,
        base.script if own.script is None else own.script,
        base.right_to_left if own.right_to_left is None else own.right_to_left,
    )


def _properties(element: Element) -> _Properties:
    """What `w:rPr` says of those properties that a glyph has."""
    said = {child.tag.removeprefix(_W): child.get(_VAL) for child in element}
    script: Script | str | None = None
    if (raised := (said.get("position") or "0").strip()) not in ("", "0"):
        script = "sub" if raised.startswith("-") else "super"
    if "vertAlign" in said:
        script = {"subscript": "sub", "superscript": "super"}.get(said["vertAlign"] or "", "baseline")
    underline = said["u"] not in (None, "none") if "u" in said else None
    highlight = said.get("highlight")
    return _Properties(
        tuple(_on(said[name]) if name in said else None for name in _TOGGLES),
        _hex(said.get("color")) if said.get("color") != "auto" else BLACK,
        _HIGHLIGHTS.get(highlight) if highlight in _HIGHLIGHTS else _shade(element),
        underline,
        script,
        _on(said["rtl"]) if "rtl" in said else None,
    )


# ST_HighlightColor (17.18.40).
_HIGHLIGHTS: Final[dict[str | None, Color]] = {
    "black": BLACK, "blue": Color(0, 0, 255), "cyan": Color(0, 255, 255), "green": Color(0, 255, 0),
    "magenta": Color(255, 0, 255), "red": Color(255, 0, 0), "yellow": Color(255, 255, 0),
    "white": Color(255, 255, 255), "darkBlue": Color(0, 0, 128), "darkCyan": Color(0, 128, 128),
    "darkGreen": Color(0, 128, 0), "darkMagenta": Color(128, 0, 128), "darkRed": Color(128, 0, 0),
    "darkYellow": Color(128, 128, 0), "darkGray": Color(128, 128, 128), "lightGray": Color(192, 192, 192),
}  # fmt: skip


def _on(value: str | None) -> bool:
    return value not in ("0", "false", "off")


def _value(parent: Element | None, name: str) -> str | None:
    child = parent.find(f"{_W}{name}") if parent is not None else None
    return child.get(_VAL) if child is not None else None


def _hex(value: str | None) -> Color | None:
    if value is None or len(value) != 6:
        return None
    number = int(value, 16)
    return Color(number >> 16, number >> 8 & 255, number & 255)


def _shade(properties: Element | None) -> "Color | str | None":
    """The paper `w:shd` gives: a colour, `clear` where it takes one away, None where nothing is said (17.3.5)."""
    shade = properties.find(f"{_W}shd") if properties is not None else None
    if shade is None:
        return None
    if shade.get(_VAL) == "solid":
        return _hex(shade.get(f"{_W}color")) or "clear"
    return _hex(shade.get(f"{_W}fill")) or "clear"


def _solid(shade: "Color | str | None") -> Color | None:
    return shade if isinstance(shade, Color) else None


def _glyphs(text: str | None, look: Look) -> Iterator[Glyph]:
    for character in text or "":
        if visible(character):
            yield Glyph(character, look)
