"""A PDF of ours in, the same with two pages on each side of a sheet out; through pypdf, whose door this module and `packing` are.

Pages keep their content streams and fonts: a sheet runs the streams of its pages, each in its own place (ISO 32000-1, 7.8.2).
Links, destinations, the outline and the structure tree follow their pages, so that a sheet is read aloud in the document's order.
All pages are expected to share one resource dictionary, as WeasyPrint writes them.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from convert.record import Record
from convert.writers import Imposition
from convert.writers._pdf import signatures
from convert.writers._pdf.packing import packed
from convert.writers._pdf.signatures import Side

_MM = 72 / 25.4
_BLANK = "-"
# Strings are passed over; then a marked content's number, or the name of a pattern.
_NAMED = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|/MCID\s+(?P<number>\d+)|/(?P<pattern>[^\s/<>\[\]()]+)(?=\s+(?:scn|SCN)\b)",
    re.DOTALL,
)


class _Place(Record):
    """Where a page lies: on which side, how large, from where, and from which number on its marked contents count."""

    side: int
    scale: float
    left: float
    bottom: float
    first_mark: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Move a point of the page to the sheet."""
        return self.left + self.scale * x, self.bottom + self.scale * y


def impose(pdf: bytes, wanted: Imposition) -> bytes:
    """Lay a PDF's pages on sheets; the same bytes in give the same bytes out."""
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    _Sheets(writer, wanted).make()
    mark = hashlib.sha256(pdf + repr(wanted).encode()).digest()[:16]
    if writer._ID is not None:
        writer._ID = ArrayObject((writer._ID[0], ByteStringObject(mark)))
    return packed(writer)


class _Sheets:
    """One imposition while it is made."""

    def __init__(self, writer: PdfWriter, wanted: Imposition) -> None:
        self._writer = writer
        self._root: Any = writer.root_object
        self._wanted = wanted
        self._pages: list[Any] = list(writer.pages)
        self._numbers = {page.indirect_reference.idnum: at for at, page in enumerate(self._pages)}
        count = len(self._pages)
        sides = (
            signatures.two_up(count) if wanted.kind == "2up" else signatures.booklet(count, wanted.signature)
        )
        self._sides: list[Side] = list(signatures.mirrored(sides) if wanted.right_to_left else sides)
        self._parents = _Parents(self._root)
        self._places: dict[int, _Place] = {}
        self._sheets: list[Any] = []
        self._replaced: set[int] = set(self._numbers)
        self._kept: set[int] = set()

    def make(self) -> None:
        """Make the sheets, and let everything that names a page name its sheet."""
        tree = DictionaryObject({NameObject("/Type"): NameObject("/Pages")})
        reference = self._writer._add_object(tree)
        for number, side in enumerate(self._sides):
            self._sheets.append(self._sheet(number, side, reference))
        tree[NameObject("/Kids")] = ArrayObject(self._sheets)
        tree[NameObject("/Count")] = NumberObject(len(self._sheets))
        self._destinations()
        self._structure()
        self._replaced.add(self._root.raw_get("/Pages").idnum)
        self._root[NameObject("/Pages")] = reference
        self._labels()
        self._hints()
        for number in self._replaced - self._kept:
            self._writer._objects[number - 1] = None

    def _sheet(self, number: int, side: Side, parent: IndirectObject) -> IndirectObject:
        """Make a side of a sheet, and place its pages."""
        width, height, stacked = self._paper()
        contents, annotations = ArrayObject(), ArrayObject()
        first_mark = 0
        ready = b""
        for half, at in enumerate(side):
            if at is None:
                continue
            page = self._pages[at]
            place = self._placed(page, number, half, (width, height), stacked, first_mark)
            self._places[at] = place
            first_mark += self._parents.take(page, number)
            contents.append(self._stream(ready + _entry(page, place)))
            contents.extend(self._content(page, at, place))
            ready = b"Q\n"
            annotations.extend(self._moved(page, place))
        contents.append(self._stream(ready))
        sheet = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Page"),
                NameObject("/Parent"): parent,
                NameObject("/MediaBox"): _numbers(0, 0, width, height),
                NameObject("/Contents"): contents,
                NameObject("/Resources"): self._pages[0].raw_get("/Resources"),
            }
        )
        if self._parents.present:
            sheet[NameObject("/StructParents")] = NumberObject(number)
            sheet[NameObject("/Tabs")] = NameObject("/S")
        if annotations:
            sheet[NameObject("/Annots")] = annotations
        return self._writer._add_object(sheet)

    def _paper(self) -> tuple[float, float, bool]:
        """The sheet's width and height in points, and whether its pages lie one above the other, being wider than high."""
        width, height = _size(self._pages[0])
        stacked = width > height and self._wanted.kind == "2up"
        if self._wanted.sheet_mm is not None:
            width, height = (round(side * _MM, 6) for side in self._wanted.sheet_mm)
        long, short = max(width, height), min(width, height)
        return (short, long, True) if stacked else (long, short, False)

    def _placed(
        self, page: Any, number: int, half: int, sheet: tuple[float, float], stacked: bool, first_mark: int
    ) -> _Place:
        """Fit a page into its half: never enlarged, in the middle, in a booklet against the fold."""
        width, height = _size(page)
        room_x, room_y = (sheet[0], sheet[1] / 2) if stacked else (sheet[0] / 2, sheet[1])
        scale = min(1.0, room_x / width, room_y / height)
        spare_x, spare_y = room_x - scale * width, room_y - scale * height
        x = spare_x * (1 - half) if self._wanted.kind == "booklet" else spare_x / 2
        y = spare_y / 2
        if stacked:
            y += room_y * (1 - half)
        else:
            x += room_x * half
        return _Place(
            number, scale, x - scale * page.mediabox.left, y - scale * page.mediabox.bottom, first_mark
        )

    def _content(self, page: Any, at: int, place: _Place) -> Iterator[IndirectObject]:
        """Give a page's streams; where it is not the first on its sheet or has patterns, with other numbers and names."""
        contents = page.get_contents()
        if contents is None:
            return
        data: bytes = contents.get_data()
        patterns: Any = _at(page["/Resources"], "/Pattern", {})

        def renamed(match: re.Match[bytes]) -> bytes:
            if match["number"] is not None:
                return b"/MCID %d" % (int(match["number"]) + place.first_mark)
            name = "/" + (match["pattern"] or b"").decode("latin-1")
            return self._pattern(patterns, name, at, place) if name in patterns else match[0]

        changed = _NAMED.sub(renamed, data)
        raw = page.raw_get("/Contents")
        streams = [raw] if isinstance(raw, IndirectObject) else list(raw)
        if changed == data:
            self._kept |= {stream.idnum for stream in streams}
            yield from streams
        else:
            self._replaced |= {stream.idnum for stream in streams}
            yield self._stream(changed)

    def _pattern(self, patterns: Any, name: str, at: int, place: _Place) -> bytes:
        """Move a pattern with its page: its space is the page's, whatever is drawn around it (ISO 32000-1, 8.7.3.1)."""
        own = f"{name}.{at}"
        if own not in patterns:
            pattern = _copied(patterns[name])
            matrix = [float(number) for number in _at(pattern, "/Matrix", (1, 0, 0, 1, 0, 0))]
            scale = place.scale
            moved = [scale * number for number in matrix[:4]]
            pattern[NameObject("/Matrix")] = _numbers(*moved, *place.point(*matrix[4:]))
            patterns[NameObject(own)] = self._writer._add_object(pattern)
        return own.encode("latin-1")

    def _stream(self, data: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(data)
        return self._writer._add_object(stream.flate_encode() if len(data) > 200 else stream)

    def _moved(self, page: Any, place: _Place) -> Iterator[Any]:
        """Give a page's links where they lie on the sheet."""
        for raw in _at(page, "/Annots", ()):
            annotation = raw.get_object()
            annotation[NameObject("/Rect")] = _box(annotation["/Rect"], place)
            annotation.pop("/P", None)
            yield raw

    def _destinations(self) -> None:
        """Let links, names and the outline lead to the sheet."""
        waiting: list[Any] = [_at(_at(self._root, "/Names", {}), "/Dests"), _at(self._root, "/Outlines")]
        waiting += [raw for page in self._pages for raw in _at(page, "/Annots", ())]
        seen: set[int] = set()
        while waiting:
            item = waiting.pop()
            item = item.get_object() if item is not None else None
            if isinstance(item, ArrayObject):
                if not self._lead(item):
                    waiting += item
            elif isinstance(item, DictionaryObject) and id(item) not in seen:
                seen.add(id(item))
                keys = ("/Kids", "/Names", "/First", "/Next", "/A", "/D", "/SD", "/Dest")
                waiting += [item.raw_get(key) for key in keys if key in item]

    def _lead(self, destination: Any) -> bool:
        """Change a destination (ISO 32000-1, 12.3.2.2; of an element, ISO 32000-2, 12.3.2.3); False when it is none."""
        if len(destination) < 2 or not isinstance(destination[1], NameObject):
            return False
        first = destination[0].get_object()
        element = isinstance(first, DictionaryObject) and first.get("/Type") == "/StructElem"
        target = first.raw_get("/Pg") if element and "/Pg" in first else list.__getitem__(destination, 0)
        place = self._place(target)
        if place is None:
            return False
        x, y = [float(n) if isinstance(n, int | float) else None for n in (*destination[2:4], None, None)][:2]
        page = self._pages[self._numbers[target.idnum]]
        at = place.point(page.mediabox.left if x is None else x, page.mediabox.top if y is None else y)
        destination[2:] = [*_numbers(*at), NumberObject(0)]
        destination[1] = NameObject("/XYZ")
        if not element:
            destination[0] = self._sheets[place.side]
        return True

    def _place(self, page: Any) -> _Place | None:
        number = self._numbers.get(page.idnum) if isinstance(page, IndirectObject) else None
        return None if number is None else self._places[number]

    def _structure(self) -> None:
        """Let the elements of the structure tree name sheets, and their marked contents' new numbers."""
        root = _at(self._root, "/StructTreeRoot")
        waiting: list[tuple[Any, Any]] = [(root, None)] if root is not None else []
        while waiting:
            item, page = waiting.pop()
            page = item.raw_get("/Pg") if "/Pg" in item else page
            place = self._place(page)
            if place is not None:
                if "/Pg" in item:
                    item[NameObject("/Pg")] = self._sheets[place.side]
                if "/MCID" in item:
                    item[NameObject("/MCID")] = NumberObject(item["/MCID"] + place.first_mark)
                attributes = _at(item, "/A")
                if isinstance(attributes, DictionaryObject) and "/BBox" in attributes:
                    attributes[NameObject("/BBox")] = _box(attributes["/BBox"], place)
            waiting += [(kid, page) for kid in self._kids(item, place)]
        self._parents.save()

    @staticmethod
    def _kids(item: Any, place: _Place | None) -> Iterator[Any]:
        """Give the elements an element holds; the numbers among its kids are changed."""
        kids = _at(item, "/K")
        if not isinstance(kids, ArrayObject):
            kids = item[NameObject("/K")] = ArrayObject([item.raw_get("/K")] if "/K" in item else [])
        for index, raw in enumerate(kids):
            kid = raw.get_object()
            if isinstance(kid, DictionaryObject):
                yield kid
            elif place is not None and isinstance(kid, NumberObject):
                kids[index] = NumberObject(kid + place.first_mark)

    def _labels(self) -> None:
        """Name each side by its pages, left and right (ISO 32000-1, 12.4.2)."""
        numbers = ArrayObject()
        for index, side in enumerate(self._sides):
            words = ", ".join(_BLANK if page is None else str(page + 1) for page in side)
            numbers.append(NumberObject(index))
            numbers.append(DictionaryObject({NameObject("/P"): TextStringObject(words)}))
        self._root[NameObject("/PageLabels")] = DictionaryObject({NameObject("/Nums"): numbers})

    def _hints(self) -> None:
        """Tell the print dialogue what is wanted (ISO 32000-1, 12.2): the size as it is, booklets turned over the short edge."""
        preferences = self._root.setdefault(NameObject("/ViewerPreferences"), DictionaryObject())
        preferences = preferences.get_object()
        preferences[NameObject("/PrintScaling")] = NameObject("/None")
        if self._wanted.kind == "booklet":
            preferences[NameObject("/Duplex")] = NameObject("/DuplexFlipShortEdge")


class _Parents:
    """The parent tree (ISO 32000-1, 14.7.4.4), which leads from marked contents to their elements: a list a page becomes one a sheet."""

    def __init__(self, root: Any) -> None:
        tree = _at(_at(root, "/StructTreeRoot", {}), "/ParentTree")
        self.present = tree is not None
        self._tree = tree
        numbers = list(_at(tree, "/Nums", ())) if self.present else []
        self._entries: dict[int, Any] = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        self._lists: dict[int, Any] = {}

    def take(self, page: Any, sheet: int) -> int:
        """Add a page's list to its sheet's; say how many marked contents it has."""
        if "/StructParents" not in page:
            return 0
        parents = self._entries.pop(int(page["/StructParents"])).get_object()
        marks: bytes = page.get_contents().get_data()
        found = [int(match["number"]) + 1 for match in _NAMED.finditer(marks) if match["number"] is not None]
        own = [*parents, *[NullObject()] * (max(found, default=0) - len(parents))]
        self._lists.setdefault(sheet, ArrayObject()).extend(own)
        return len(own)

    def save(self) -> None:
        """Write the lists of the sheets beside what links have, which is kept."""
        if not self.present:
            return
        numbers = ArrayObject()
        for number, parents in sorted({**self._entries, **self._lists}.items()):
            numbers.extend((NumberObject(number), parents))
        self._tree[NameObject("/Nums")] = numbers


def _copied(pattern: Any) -> Any:
    """Copy a pattern, but nothing it refers to."""
    copy = type(pattern)()
    for key in pattern:
        copy[key] = pattern.raw_get(key)
    if isinstance(pattern, StreamObject):
        copy._data = pattern._data
    return copy


def _at(dictionary: Any, key: str, default: Any = None) -> Any:
    """Give what a dictionary holds under a key, wherever it stands in the file."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401 (`get` does not follow references)


def _size(page: Any) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _entry(page: Any, place: _Place) -> bytes:
    """Operators that lead into a page's own space, and keep it from reaching beyond."""
    box = page.mediabox
    matrix = " ".join(map(_number, (place.scale, 0, 0, place.scale, place.left, place.bottom)))
    clip = " ".join(map(_number, (box.left, box.bottom, box.width, box.height)))
    return f"q\n{matrix} cm\n{clip} re W n\n".encode("ascii")


def _number(number: float) -> str:
    return f"{float(number):.6f}".rstrip("0").rstrip(".") or "0"


def _numbers(*numbers: float) -> ArrayObject:
    return ArrayObject(FloatObject(_number(number)) for number in numbers)


def _box(box: Any, place: _Place) -> ArrayObject:
    """Move a rectangle to the sheet."""
    x1, y1, x2, y2 = map(float, box)
    return _numbers(*place.point(x1, y1), *place.point(x2, y2))
