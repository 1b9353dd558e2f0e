"""pypdf's objects in, a PDF file with all but its streams packed into one (ISO 32000-1, 7.5.7 and 7.5.8) out.

pypdf writes each object by itself. A tagged page has hundreds of small ones, which packed take a tenth of the room.
"""

import io
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

_WIDTHS = (1, 4, 4)  # bytes of an entry's fields in the table of references
_FREE, _PLAIN, _PACKED = 0, 1, 2


def packed(writer: PdfWriter) -> bytes:
    """Write a file as small as it was before pypdf took it apart; the same objects give the same bytes."""
    output = io.BytesIO()
    output.write(writer.pdf_header.encode("ascii") + b"\n%\xe2\xe3\xcf\xd3\n")
    objects: list[Any] = list(writer._objects)
    entries = [(_FREE, 0, 0)] * (len(objects) + 1)
    heads: list[str] = []
    bodies = io.BytesIO()
    holder = len(objects) + 1
    for number, item in enumerate(objects, 1):
        if isinstance(item, StreamObject):
            entries[number] = (_PLAIN, _write(output, number, item), 0)
        elif item is not None:
            entries[number] = (_PACKED, holder, len(heads))
            heads.append(f"{number} {bodies.tell()}")
            item.write_to_stream(bodies)
            bodies.write(b"\n")
    head = " ".join(heads).encode("ascii") + b"\n"
    held = _stream(head + bodies.getvalue(), "/ObjStm", {"/N": len(heads), "/First": len(head)})
    entries.append((_PLAIN, _write(output, holder, held), 0))
    entries.append((_PLAIN, output.tell(), 0))
    table = _stream(b"".join(map(_entry, entries)), "/XRef", {"/Size": len(entries)})
    table[NameObject("/W")] = ArrayObject(map(NumberObject, _WIDTHS))
    table[NameObject("/Root")] = _reference(writer.root_object)
    if writer._info is not None:
        table[NameObject("/Info")] = _reference(writer._info)
    if writer._ID is not None:
        table[NameObject("/ID")] = writer._ID
    place = _write(output, holder + 1, table)
    output.write(f"startxref\n{place}\n%%EOF\n".encode("ascii"))
    return output.getvalue()


def _write(output: io.BytesIO, number: int, item: Any) -> int:
    """Write an object by itself; give its place in the file."""
    place = output.tell()
    output.write(f"{number} 0 obj\n".encode("ascii"))
    item.write_to_stream(output)
    output.write(b"\nendobj\n")
    return place


def _stream(data: bytes, kind: str, numbers: dict[str, int]) -> DictionaryObject:
    plain = DecodedStreamObject()
    plain.set_data(data)
    stream = plain.flate_encode()
    stream[NameObject("/Type")] = NameObject(kind)
    for key, number in numbers.items():
        stream[NameObject(key)] = NumberObject(number)
    return stream


def _entry(fields: tuple[int, int, int]) -> bytes:
    return b"".join(field.to_bytes(width, "big") for field, width in zip(fields, _WIDTHS, strict=True))


def _reference(item: Any) -> Any:
    return item.indirect_reference
