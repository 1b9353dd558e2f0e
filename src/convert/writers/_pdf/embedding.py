"""A font as WeasyPrint holds it and the glyphs in use in, what is embedded of it out: of a Chinese face these glyphs alone.

WeasyPrint writes glyph numbers into the page, and keeps them by keeping a place for each glyph of the face: 31,000, of which
an article shows some hundreds. In a CID-keyed CFF font a viewer takes the numbers for CIDs and looks them up in the font's
charset (ISO 32000-1, 9.7.4.2). So such a face is cut down to its glyphs, and its charset says what number each had: a file a
half or a third as large, in a third of the time.
"""

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any

import pydyf
import weasyprint.pdf.fonts
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

from convert.writers._pdf import patches

_Bytes = bytes | bytearray | memoryview
_ROS, _CHARSET, _CHAR_STRINGS = (
    1230,
    15,
    17,
)  # operators of a Top DICT: 12 30, 15, 17 (Adobe Technical Note 5176, 9)
_READ = "pdf.fonts", "get_hb_object_data"
_CONTENT = "file_content"
_LONG = 29  # an operand of four bytes more
_BARE = b"\1\0"  # how a CFF begins
_KEPT = (b"CFF ", b"head", b"hhea", b"hmtx", b"maxp")

ffi.cdef(
    "hb_face_t * hb_face_builder_create (void);"
    "hb_bool_t hb_face_builder_add_table (hb_face_t *face, hb_tag_t tag, hb_blob_t *blob);",
    override=True,
)


@contextmanager
def installed() -> Iterator[None]:
    """Cut CID-keyed fonts down in our way, without a copy of the 10 MB of each; those that fontTools writes keep their date."""
    module = weasyprint.pdf.fonts
    font, opened = module.Font, module.TTFont
    stock, kind, read = font.clean, font.type, patches.stock(_READ)

    def whole(self: Any) -> bytes:
        held = self.__dict__
        held[_CONTENT] = held[_CONTENT] or read(self.hb_face)
        content: bytes = held[_CONTENT]
        return content

    def clean(self: Any, to_unicode: dict[int, str], *arguments: Any) -> None:
        cut = _cut(self, sorted({0, *to_unicode})) if to_unicode else None
        if cut is None:
            with patches.replaced({_READ: read}):
                stock(self, to_unicode, *arguments)
            cut = _numbered(_table_of(self.file_content))
        self.file_content = cut or self.file_content

    font.clean = clean
    font.type = property(lambda self: "otf" if self.file_content.startswith(_BARE) else kind.fget(self))
    font.file_content = property(whole, lambda self, content: self.__dict__.update({_CONTENT: content}))
    module.TTFont = partial(opened, recalcTimestamp=False)
    try:
        with patches.replaced({_READ: lambda *_: b""}):
            yield
    finally:
        font.clean, font.type, module.TTFont = stock, kind, opened
        del font.file_content


def name(pdf: Any) -> None:
    """Say of each bare font that it is one (ISO 32000-1, 9.9, table 126)."""
    for item in pdf.objects:
        font = isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/OpenType"
        if font and item.stream[0].startswith(_BARE):
            item.extra["Subtype"] = "/CIDFontType0C"


def _cut(font: Any, glyphs: list[int]) -> bytes | None:
    """Cut a font down to some glyphs; None where it is not CID-keyed, or HarfBuzz does otherwise than we expect."""
    if harfbuzz_subset is None or "CFF " not in font.tables or not _keyed(font):
        return None
    glyphs = [glyph for glyph in glyphs if glyph < font.glyph_count]
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    if font.missing:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    numbers = ffi.new("hb_codepoint_t[]", glyphs)
    harfbuzz.hb_set_add_sorted_array(harfbuzz_subset.hb_subset_input_glyph_set(wanted), numbers, len(glyphs))
    face = ffi.gc(
        harfbuzz_subset.hb_subset_or_fail(_outlines(font.hb_face), wanted), harfbuzz.hb_face_destroy
    )
    with _table(face) as table:
        return _numbered(bytes(table), glyphs)


def _outlines(face: Any) -> Any:
    """Give a face of the tables that a PDF needs: with the others, glyphs would come along that characters may stand for."""
    bare = ffi.gc(harfbuzz.hb_face_builder_create(), harfbuzz.hb_face_destroy)
    for name in _KEPT:
        tag = harfbuzz.hb_tag_from_string(name, -1)
        table = harfbuzz.hb_face_reference_table(face, tag)
        harfbuzz.hb_face_builder_add_table(bare, tag, table)
        harfbuzz.hb_blob_destroy(table)
    return bare


@contextmanager
def _table(face: Any) -> Iterator[memoryview]:
    """Give the CFF table of a face of HarfBuzz's, where it stands in memory."""
    blob = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"CFF ", -1))
    try:
        length = ffi.new("unsigned int *")
        data = harfbuzz.hb_blob_get_data(blob, length)
        yield memoryview(ffi.buffer(data, length[0]) if length[0] else b"")
    finally:
        harfbuzz.hb_blob_destroy(blob)


def _keyed(font: Any) -> bool:
    """Whether a font is CID-keyed."""
    with _table(font.hb_face) as table:
        return len(table) > 0 and _ROS in _top(table)


def _table_of(font: bytes) -> bytes:
    """Give the CFF table of an OpenType font; empty where it has none."""
    if font[:4] == b"OTTO":
        for entry in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
            tag, _, start, length = struct.unpack_from(">4s3L", font, entry)
            if tag == b"CFF ":
                return font[start : start + length]
    return b""


def _numbered(table: bytes, numbers: Sequence[int] | None = None) -> bytes | None:
    """Give the glyphs of a CID-keyed CFF table CIDs: some numbers, else their own. None where that cannot be."""
    top = _top(table) if table else {}
    if _ROS not in top:
        return None
    cids = range(_count(table)) if numbers is None else numbers
    _, place = top[_CHARSET]
    if _count(table) != len(cids) or table[place] != _LONG:
        return None
    data = bytearray(table)
    struct.pack_into(">L", data, place + 1, len(data))
    return bytes(data + _charset(cids[1:]))


def _count(table: _Bytes) -> int:
    """The number of glyphs in a CFF table."""
    count: int = struct.unpack_from(">H", table, _top(table)[_CHAR_STRINGS][0][0])[0]
    return count


def _charset(cids: Sequence[int]) -> bytes:
    """Write a charset, as ranges or one by one, as is shorter (Adobe Technical Note 5176, 13)."""
    starts = [0, *(place for place, (before, after) in enumerate(pairwise(cids), 1) if after != before + 1)]
    if 2 * len(starts) > len(cids):
        return struct.pack(f">B{len(cids)}H", 0, *cids)
    ranges = [
        (cids[start], stop - start - 1) for start, stop in pairwise([*starts, len(cids)]) if stop > start
    ]
    return b"\2" + b"".join([struct.pack(">HH", *found) for found in ranges])


def _top(table: _Bytes) -> dict[int, tuple[list[int], int]]:
    """Read the Top DICT of a CFF table: the operands of each operator, and where the last of them stands."""
    _, position = _index(table, table[2])
    tops, _ = _index(table, position)
    return _operators(table, *tops[0])


def _index(table: _Bytes, position: int) -> tuple[list[tuple[int, int]], int]:
    """Read an INDEX: where each object begins and ends, and where the INDEX ends."""
    count = struct.unpack_from(">H", table, position)[0]
    if not count:
        return [], position + 2
    size = table[position + 2]
    first = position + 3
    offsets = [
        int.from_bytes(table[first + number * size : first + (number + 1) * size], "big")
        for number in range(count + 1)
    ]
    base = first + (count + 1) * size - 1
    return [(base + a, base + b) for a, b in pairwise(offsets)], base + offsets[-1]


def _operators(table: _Bytes, position: int, end: int) -> dict[int, tuple[list[int], int]]:
    """Read a DICT: the operands of each operator; real numbers, which are of no use here, as 0."""
    found: dict[int, tuple[list[int], int]] = {}
    operands: list[int] = []
    last = position
    while position < end:
        byte = table[position]
        last, before = position, last
        position += 1
        if byte == 28:
            operands.append(struct.unpack_from(">h", table, position)[0])
            position += 2
        elif byte == 29:
            operands.append(struct.unpack_from(">l", table, position)[0])
            position += 4
        elif byte == 30:
            while table[position] & 0x0F != 0x0F:
                position += 1
            position += 1
            operands.append(0)
        elif byte <= 21:
            if byte == 12:
                byte = 1200 + table[position]
                position += 1
            found[byte] = operands, before
            operands = []
        elif byte <= 246:
            operands.append(byte - 139)
        else:
            high = (byte - 247) * 256 + 108 if byte <= 250 else -(byte - 251) * 256 - 108
            operands.append(high + table[position] if byte <= 250 else high - table[position])
            position += 1
    return found
