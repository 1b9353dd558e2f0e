"""A PDF's bytes in, its characters as a page shows them out: fills, faces, and the lines and papers drawn around them.

Characters come in the order of the page's content, as copying gives them; pages laid two on a sheet in that of their numbers;
notes at the feet of pages behind all pages. Artifacts (headers, footers) and the numbers of lists are left out.
"""

import re
from codecs import BOM_UTF16_BE
from collections.abc import Iterator
from ctypes import addressof, byref, c_double, c_float, c_int, c_ubyte, c_uint, c_ulong, create_string_buffer
from typing import Any, Final, NamedTuple

from convert import pdfium
from convert.model import Color
from convert.proof.glyphs import Glyph, Look, paper, visible
from convert.proof.lines import Mark, scripts
from convert.record import Record

_MAX_PAGES: Final = 20_000
# PDF 32000-1, tables 106 and 123.
_FILL_THEN_STROKE: Final = 2
_INVISIBLE: Final = 3
_ITALIC_FLAG: Final = 64
_TEXT, _PATH = 1, 2
_BAND_PT: Final = 12.0
# The label of a sheet with two pages on it: their numbers, left and right, or above and below; a dash is a blank.
_IMPOSED: Final = re.compile(r"(\d+|-), (\d+|-)")


class _Face(Record):
    """A text object: what its font and state say of its look, its place in the order of drawing, its origin, and whether it is of a note."""

    color: Color
    bold: bool
    italic: bool
    size_pt: float
    hidden: bool
    depth: int
    item: object = None
    x: float = 0.0
    y: float = 0.0
    note: bool = False


class _Box(NamedTuple):
    """Something drawn: its place in the order of drawing, its edges in points, its colour."""

    depth: int
    left: float
    bottom: float
    right: float
    top: float
    color: Color


class _Bands:
    """Boxes by their height on the page, so that a character asks only those beside it."""

    def __init__(self) -> None:
        self._boxes: dict[int, list[_Box]] = {}

    def add(self, box: _Box) -> None:
        """Keep a box; one far taller than a page is cut."""
        first = self.band(max(-1e5, box.bottom))
        for band in range(first, min(first + 4000, self.band(min(1e5, box.top))) + 1):
            self._boxes.setdefault(band, []).append(box)

    @staticmethod
    def band(y: float) -> int:
        """The band of a height."""
        return int(y // _BAND_PT)

    def boxes(self, band: int) -> list[_Box]:
        """Give the boxes that reach into a band, in the order of drawing."""
        return self._boxes.get(band, [])


def read(data: bytes) -> Iterator[Glyph]:
    """Give the characters of all pages."""
    with pdfium.opened(data) as (document, raw):
        later: dict[int, list[Glyph]] = {}
        notes: list[Glyph] = []
        for number in range(min(len(document), _MAX_PAGES)):
            page = document[number]
            halves = _IMPOSED.fullmatch(document.get_page_label(number))
            width, height = page.get_size()
            for glyph, (x, y), is_note in _Page(raw, page).glyphs():
                if is_note:
                    notes.append(glyph)
                elif halves is None:
                    yield glyph
                else:
                    second = x > width / 2 if width > height else y < height / 2
                    label = halves[2 if second else 1]
                    later.setdefault(int(label) if label.isdecimal() else 0, []).append(glyph)
            page.close()
        for number in sorted(later):
            yield from later[number]
        yield from notes


class _Page:
    """One page while it is read."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw = raw
        self._page = page
        self._papers = _Bands()
        self._strokes = _Bands()
        self._faces: dict[int, _Face] = {}
        self._labels, notes, notes_of_2 = self._of_kinds("Lbl", "Note", "FENote")
        self._notes = notes | notes_of_2
        self._objects()

    def glyphs(self) -> Iterator[tuple[Glyph, tuple[float, float], bool]]:
        """Give the page's characters, each with its place, and whether it is of a note."""
        marks = self._marks()
        for mark, script in zip(marks, scripts(marks), strict=True):
            face = mark.face
            x, y = mark.middle, mark.baseline + 0.3 * mark.size_pt
            background = None
            for box in self._papers.boxes(self._papers.band(y)):
                before = box.depth < face.depth
                if before and box.left <= x <= box.right and box.bottom <= y <= box.top:
                    background = box.color
            underline, strike = self._lines(mark)
            look = Look(face.color, paper(background), face.bold, face.italic, underline, strike, script)
            yield Glyph(mark.char, look), (x, y), face.note

    def _lines(self, mark: Mark) -> tuple[bool, bool]:
        """Whether lines are drawn under and through a character, as its own baseline and size have them."""
        size, y = mark.size_pt, mark.baseline
        underline = strike = False
        for band in {
            self._strokes.band(y - 0.3 * size),
            self._strokes.band(y),
            self._strokes.band(y + 0.5 * size),
        }:
            for box in self._strokes.boxes(band):
                if box.left - 0.3 <= mark.middle <= box.right + 0.3:
                    above = ((box.bottom + box.top) / 2 - y) / size
                    underline = underline or -0.32 <= above <= 0.02
                    strike = strike or 0.1 <= above <= 0.55
        return underline, strike

    def _marks(self) -> list[Mark]:
        """Give the characters with their place, in the order of the page's content.

        The library puts what stands side by side in the order of lines, which tears cells apart that span rows.
        """
        drawn = list(self._drawn())
        drawn += self._silent({id(mark.face) for mark in drawn})
        return sorted(drawn, key=lambda mark: mark.face.depth)

    def _silent(self, heard: set[int]) -> list[Mark]:
        """Give what replaces texts without a character of their own (ISO 32000-1, 14.9.4), in the order of drawing.

        The library gives a page's replacement texts as characters, but not those beyond the Basic Multilingual Plane.
        """
        found: dict[tuple[int, int], Mark] = {}
        for face in self._faces.values():
            if face.hidden or id(face) in heard:
                continue
            for mark, text in self._replacements(face.item):
                for place, character in enumerate(filter(visible, text)):
                    middle = face.x + face.size_pt / 2
                    said = Mark(character, face, face.x, middle, face.y, face.size_pt)
                    found.setdefault((mark, place), said)
        return list(found.values())

    def _replacements(self, item: Any) -> Iterator[tuple[int, str]]:
        """Give each replacement text around an object, as the bytes of a text string (ISO 32000-1, 7.9.2.2)."""
        raw = self._raw
        buffer, length = (c_ubyte * 512)(), c_ulong()
        for index in range(raw.FPDFPageObj_CountMarks(item)):
            mark = raw.FPDFPageObj_GetMark(item, index)
            if raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 512, byref(length)):
                data = bytes(buffer[: min(512, length.value)])
                wide = data.startswith(BOM_UTF16_BE)
                yield (
                    _address(mark),
                    data[2:].decode("utf-16-be", "ignore") if wide else data.decode("latin-1"),
                )

    def _drawn(self) -> Iterator[Mark]:
        """Give the characters of the page's text; what it only implies (blanks, line ends) has no object."""
        raw = self._raw
        text = self._page.get_textpage()
        x, y = c_double(), c_double()
        edges = [c_double() for _ in range(4)]
        high = 0
        for index in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            # A hyphen at the end of a line is a control of the library's own.
            character = "-" if raw.FPDFText_IsHyphen(text, index) == 1 else chr(code)
            if not visible(character):
                continue
            item = raw.FPDFText_GetTextObject(text, index)
            face = self._face(item) if item else None
            if face is None or face.hidden:
                continue
            raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
            raw.FPDFText_GetCharBox(text, index, *map(byref, edges))
            middle = (edges[0].value + edges[1].value) / 2
            yield Mark(character, face, x.value, middle, y.value, face.size_pt)

    def _face(self, item: Any) -> _Face | None:
        return self._faces.get(_address(item))

    def _objects(self) -> None:
        """Take in what is drawn: texts with their faces, papers, lines."""
        raw = self._raw
        for depth in range(raw.FPDFPage_CountObjects(self._page)):
            item = raw.FPDFPage_GetObject(self._page, depth)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _TEXT:
                self._faces[_address(item)] = self._read_face(item, depth)
            elif kind == _PATH:
                self._path(item, depth)

    def _path(self, item: Any, depth: int) -> None:
        raw = self._raw
        edges = [c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *map(byref, edges))
        left, bottom, right, top = (edge.value for edge in edges)
        fill, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        if stroke.value:
            box = _Box(depth, left, bottom, right, top, self._color(raw.FPDFPageObj_GetStrokeColor, item))
            self._strokes.add(box)
        # An even-odd fill is the ring of a border, not a paper.
        elif fill.value == raw.FPDF_FILLMODE_WINDING:
            box = _Box(depth, left, bottom, right, top, self._color(raw.FPDFPageObj_GetFillColor, item))
            if top - bottom < 3 and right - left > top - bottom:
                self._strokes.add(box)
            else:
                self._papers.add(box)

    def _read_face(self, item: Any, depth: int) -> _Face:
        raw = self._raw
        font = raw.FPDFTextObj_GetFont(item)
        buffer = create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace").partition("+")[2].lower()
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, byref(matrix))
        size = c_float()
        raw.FPDFTextObj_GetFontSize(item, byref(size))
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        slanted = abs(matrix.c) > 0.05 * abs(matrix.d)
        italic = (
            slanted
            or bool(raw.FPDFFont_GetFlags(font) & _ITALIC_FLAG)
            or "italic" in name
            or "oblique" in name
        )
        bold = mode == _FILL_THEN_STROKE or raw.FPDFFont_GetWeight(font) >= 600 or "bold" in name
        color = self._color(raw.FPDFPageObj_GetFillColor, item)
        hidden = mode == _INVISIBLE or self._left_out(item)
        note = raw.FPDFPageObj_GetMarkedContentID(item) in self._notes
        height = size.value * abs(matrix.d)
        return _Face(color, bold, italic, height, hidden, depth, item, matrix.e, matrix.f, note)

    @staticmethod
    def _color(get: Any, item: Any) -> Color:
        channels = [c_uint() for _ in range(4)]
        get(item, *map(byref, channels))
        red, green, blue, _ = (channel.value for channel in channels)
        return Color(red, green, blue)

    def _left_out(self, item: Any) -> bool:
        """Whether an object is an artifact, or a list item's number."""
        raw = self._raw
        number = raw.FPDFPageObj_GetMarkedContentID(item)
        if number >= 0:
            return number in self._labels
        buffer, length = (raw.FPDF_WCHAR * 64)(), c_ulong()
        for index in range(raw.FPDFPageObj_CountMarks(item)):
            mark = raw.FPDFPageObj_GetMark(item, index)
            raw.FPDFPageObjMark_GetName(mark, buffer, 128, byref(length))
            if "".join(map(chr, buffer[: length.value // 2])).rstrip("\0") == "Artifact":
                return True
        return False

    def _of_kinds(self, *kinds: str) -> list[frozenset[int]]:
        """The marked contents in elements of each kind (ISO 32000-1, 14.8.4): numbers of list items, notes."""
        raw = self._raw
        found: dict[str, list[int]] = {kind: [] for kind in kinds}
        tree = raw.FPDF_StructTree_GetForPage(self._page)
        count = raw.FPDF_StructTree_CountChildren(tree) if tree else 0
        none: frozenset[str] = frozenset()
        waiting = [(raw.FPDF_StructTree_GetChildAtIndex(tree, index), none) for index in range(max(0, count))]
        while waiting:
            element, inside = waiting.pop()
            if not element:
                continue
            inside |= {self._kind(element)} & found.keys()
            if inside:
                ids = raw.FPDF_StructElement_GetMarkedContentIdCount(element)
                own = [
                    raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
                    for index in range(max(0, ids))
                ]
                for kind in inside:
                    found[kind] += own
            children = raw.FPDF_StructElement_CountChildren(element)
            waiting += (
                (raw.FPDF_StructElement_GetChildAtIndex(element, index), inside)
                for index in range(max(0, children))
            )
        if tree:
            raw.FPDF_StructTree_Close(tree)
        return [frozenset(number for number in found[kind] if number >= 0) for kind in kinds]

    def _kind(self, element: Any) -> str:
        buffer = create_string_buffer(64)
        length = self._raw.FPDF_StructElement_GetType(element, buffer, 64)
        return buffer.raw[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace")


def _address(item: Any) -> int:
    """Identify an object of the page by its place in memory, which holds as long as the page is open."""
    return addressof(item.contents)
