"""The objects of a PDF of WeasyPrint's in, the file out: each is written and compressed once.

pydyf writes and compresses all of them twice, the second time for the file's identifier, and as small as zlib can, which
takes twice as long as its usual level for half a percent. All but the streams is packed into one (ISO 32000-1, 7.5.7 and 7.5.8).
"""

import hashlib
import zlib
from typing import Any

import pydyf

_FREE, _PLAIN, _PACKED = 0, 1, 2
_HEAD = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
_IDENTIFIER_BYTES = 16
_OUTLINES = ("/CIDFontType0C", "/OpenType")


def install(pdf: Any, identifier: bytes) -> None:
    """Let a PDF write itself by `write`."""
    pdf.write = lambda output, version, *_: output.write(write(pdf, str(version).encode("ascii"), identifier))


def write(pdf: Any, version: bytes, identifier: bytes) -> bytes:
    """Write a file with object streams, as PDF 1.5 and later have them; `identifier` is of the source, 16 bytes."""
    if pdf.info:
        pdf.add_object(pdf.info)
    holder = len(pdf.objects)
    file = bytearray(_HEAD % version)
    entries: list[tuple[int, int, int]] = []
    heads: list[str] = []
    bodies: list[bytes] = []
    position = 0
    for number, item in enumerate(pdf.objects):
        if item.free == "f":
            entries.append((_FREE, 0, item.generation))
        elif isinstance(item, pydyf.Stream):
            entries.append((_PLAIN, len(file), 0))
            _add(file, number, item.stream, item.extra, item.compress)
        else:
            entries.append((_PACKED, holder, len(heads)))
            heads.append(f"{number} {position}")
            bodies.append(_written(item))
            position += len(bodies[-1]) + 1
    entries.append((_PLAIN, len(file), 0))
    head = " ".join(heads).encode("ascii")
    packed = {"Type": "/ObjStm", "N": len(heads), "First": len(head) + 1}
    _add(file, holder, [head, *bodies], packed, True)
    entries.append((_PLAIN, len(file), 0))
    _end(pdf, file, entries, identifier)
    return bytes(file)


def _end(pdf: Any, file: bytearray, entries: list[tuple[int, int, int]], identifier: bytes) -> None:
    """Add the table of references, which is the last object, and where it begins."""
    start = len(file)
    widths = 1, (start.bit_length() + 7) // 8, (max(last for _, _, last in entries).bit_length() + 7) // 8
    table = b"".join(
        value.to_bytes(width, "big") for entry in entries for width, value in zip(widths, entry, strict=True)
    )
    found = hashlib.sha256(file).digest()[:_IDENTIFIER_BYTES]
    extra = {
        "Type": "/XRef",
        "W": pydyf.Array(widths),
        "Size": len(entries),
        "Root": pdf.catalog.reference,
        "ID": pydyf.Array([f"<{identifier.hex()}>", f"<{found.hex()}>"]),
    }
    if pdf.info:
        extra["Info"] = pdf.info.reference
    _add(file, len(entries) - 1, [table], extra, True)
    file += b"startxref\n%d\n%%%%EOF\n" % start


def _add(file: bytearray, number: int, parts: list[Any], extra: dict[str, Any], compress: bool) -> None:
    """Add a stream."""
    data = b"\n".join([_written(part) for part in parts])
    if compress:
        # The outlines of a font hardly get smaller, and take half of the time.
        level = zlib.Z_BEST_SPEED if extra.get("Subtype") in _OUTLINES else zlib.Z_DEFAULT_COMPRESSION
        data = zlib.compress(data, level)
        extra = {**extra, "Filter": "/FlateDecode"}
    words = _written(pydyf.Dictionary({**extra, "Length": len(data)}))
    file += b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, words, data)


def _written(part: Any) -> bytes:
    """Write an object, or what stands in a stream, as pydyf does, which asks of each item what it is not."""
    if isinstance(part, bytes):
        return part
    if isinstance(part, str):
        return part.encode("ascii")
    kind = type(part)
    if kind is pydyf.Dictionary:
        return b"<<%b>>" % b"".join([b"/%b %b" % (_written(key), _written(part[key])) for key in part])
    if kind is pydyf.Array:
        return b"[%b]" % b" ".join([_written(child) for child in part])
    data: bytes = pydyf._to_bytes(part)
    return data
