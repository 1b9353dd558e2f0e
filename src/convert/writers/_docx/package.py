"""Parts in, the bytes of an Open Packaging Conventions file out (ISO 29500-2): fixed order, fixed date."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from convert.writers._docx import xml

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_METADATA = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOCUMENT = "application/vnd.openxmlformats-officedocument."

# The first instant a ZIP file can name: the same input must give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Half of the time of the default level for a tenth more bytes.
_LEVEL = 4

_TYPES = {
    "word/document.xml": _WORD + "document.main+xml",
    "word/styles.xml": _WORD + "styles+xml",
    "word/numbering.xml": _WORD + "numbering+xml",
    "word/settings.xml": _WORD + "settings+xml",
    "word/fontTable.xml": _WORD + "fontTable+xml",
    "word/footnotes.xml": _WORD + "footnotes+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": _DOCUMENT + "extended-properties+xml",
}
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}


class Relationships:
    """What one part refers to; the same target is named once."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._ids: dict[tuple[str, str, bool], str] = {}

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """Return the id of the relationship to a target; `kind` is the last step of its type (`styles`)."""
        return self._ids.setdefault((kind, target, external), f"rId{len(self._ids) + self._first}")

    def __bool__(self) -> bool:
        return bool(self._ids)

    def rows(self) -> list[dict[str, str]]:
        """Give the attributes of each."""
        return [
            {"Id": name, "Type": _OFFICE + kind, "Target": target}
            | ({"TargetMode": "External"} if external else {})
            for (kind, target, external), name in self._ids.items()
        ]

    def xml(self) -> str:
        """Build the part that lists them."""
        return relationships(self.rows())


def relationships(rows: Iterable[Mapping[str, str]]) -> str:
    """Build a part that lists relationships."""
    return xml.part(
        "Relationships", {"": _RELATIONSHIPS}, *(xml.element("Relationship", row) for row in rows)
    )


def _content_types(names: Iterable[str]) -> str:
    return content_types({name: content_type(name) for name in names})


def content_types(types: Mapping[str, str]) -> str:
    """Build the part that says the media type of each part; those of pictures are said by the endings of their names."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {
        ending: mime for ending, mime in _MEDIA.items() if any(n.endswith(f".{ending}") for n in types)
    }
    rows = [xml.element("Default", {"Extension": key, "ContentType": kind}) for key, kind in defaults.items()]
    for name, kind in types.items():
        if kind and kind != defaults.get(name.rpartition(".")[2]):
            rows.append(xml.element("Override", {"PartName": f"/{name}", "ContentType": kind}))
    return xml.part("Types", {"": _CONTENT_TYPES}, *rows)


def content_type(name: str) -> str:
    """The media type of a part of ours; empty where the ending of its name says it."""
    return _TYPES.get(name) or _numbered(name)


def _numbered(name: str) -> str:
    """Content type of `word/header1.xml` and its like."""
    for kind in ("header", "footer"):
        if name.startswith(f"word/{kind}"):
            return f"{_WORD}{kind}+xml"
    return ""


def _root() -> str:
    return relationships(
        [
            {"Id": "rId1", "Type": _OFFICE + "officeDocument", "Target": "word/document.xml"},
            {"Id": "rId2", "Type": _METADATA + "core-properties", "Target": "docProps/core.xml"},
            {"Id": "rId3", "Type": _OFFICE + "extended-properties", "Target": "docProps/app.xml"},
        ]
    )


def pack(parts: Mapping[str, str | bytes], types: str = "", root: str = "") -> bytes:
    """Pack named parts, in their order, behind the content types and the root relationships: ours where none are given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "[Content_Types].xml", types or _content_types(parts))
        _add(archive, "_rels/.rels", root or _root())
        for name, data in parts.items():
            _add(archive, name, data)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: str | bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    # Pictures are compressed already.
    info.compress_type = zipfile.ZIP_STORED if name.startswith("word/media/") else zipfile.ZIP_DEFLATED
    # As on Windows: no permissions that would differ between systems.
    info.create_system = 0
    archive.writestr(info, data.encode() if isinstance(data, str) else data, compresslevel=_LEVEL)
