"""A font as WeasyPrint embeds it in, the same with glyph numbers for CIDs out.

WeasyPrint writes glyph numbers into the page. In a CID-keyed CFF font a viewer takes them for CIDs and looks them up in the
font's charset (ISO 32000-1, 9.7.4.2), which gives other glyphs, or none, where the font had been cut down before, as ours
were. So the charset is made the identity.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import weasyprint.pdf.fonts

_ROS, _CHARSET = 1230, 15  # operators of a Top DICT: 12 30 and 15 (Adobe Technical Note 5176, 9)
_PREDEFINED = 2


@contextmanager
def installed() -> Iterator[None]:
    """Correct each font after WeasyPrint has cut it to the glyphs in use."""
    font = weasyprint.pdf.fonts.Font
    stock = font.clean

    def clean(self: Any, *arguments: Any) -> None:
        stock(self, *arguments)
        if self.file_content[:4] == b"OTTO":
            self.file_content = identity_charset(self.file_content)

    font.clean = clean
    try:
        yield
    finally:
        font.clean = stock


def identity_charset(font: bytes) -> bytes:
    """Give an OpenType font's CID-keyed CFF table a charset in which each CID is its glyph number."""
    data = bytearray(font)
    for entry in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        if data[entry : entry + 4] == b"CFF ":
            start, length = struct.unpack_from(">LL", data, entry + 8)
            table = data[start : start + length]
            if _rewrite(table):
                data[start : start + length] = table
                struct.pack_into(">L", data, entry + 4, _checksum(table))
    return bytes(data)


def _rewrite(table: bytearray) -> bool:
    """Write the shortest charset over the one there is: none is longer than what it replaces."""
    _, position = _index(table, table[2])
    tops, _ = _index(table, position)
    operators = _operators(table, *tops[0])
    offset = operators.get(_CHARSET, [0])[0]
    if _ROS not in operators or offset <= _PREDEFINED:
        return False
    glyphs = struct.unpack_from(">H", table, operators[17][0])[0]
    if glyphs == 2:
        struct.pack_into(">BH", table, offset, 0, 1)
    elif glyphs > 2:
        struct.pack_into(
            ">BHB" if glyphs <= 257 else ">BHH", table, offset, 1 + (glyphs > 257), 1, glyphs - 2
        )
    return True


def _index(table: bytearray, position: int) -> tuple[list[tuple[int, int]], int]:
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


def _operators(table: bytearray, position: int, end: int) -> dict[int, list[int]]:
    """Read a DICT: the operands of each operator; real numbers, which are of no use here, as 0."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    while position < end:
        byte = table[position]
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
            found[byte] = operands
            operands = []
        elif byte <= 246:
            operands.append(byte - 139)
        else:
            high = (byte - 247) * 256 + 108 if byte <= 250 else -(byte - 251) * 256 - 108
            operands.append(high + table[position] if byte <= 250 else high - table[position])
            position += 1
    return found


def _checksum(table: bytearray) -> int:
    """Sum a table as words of 32 bits (OpenType, Calculating Checksums)."""
    padded = bytes(table) + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
