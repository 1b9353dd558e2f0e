"""What is said about a document in, its properties out (ISO 29500-2, 11 and ISO 29500-1, 22.2)."""

import re

from convert.model import Meta
from convert.writers._docx import xml

_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# The profile of ISO 8601 that the part allows (W3CDTF).
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?")


def core(meta: Meta, date: str) -> str:
    """Build `docProps/core.xml`; no date where none is given, so that the same input gives the same bytes."""
    said = {
        "dc:title": meta.title,
        "dc:subject": meta.subject,
        "dc:creator": meta.author,
        "cp:keywords": ", ".join(meta.keywords),
        "cp:lastModifiedBy": meta.author,
    }
    rows = [xml.element(name, None, xml.escape(value)) for name, value in said.items() if value]
    if _INSTANT.fullmatch(date):
        kind = {"xsi:type": "dcterms:W3CDTF"}
        rows += [xml.element(f"dcterms:{event}", kind, date) for event in ("created", "modified")]
    if meta.language:
        rows.append(xml.element("dc:language", None, xml.escape(meta.language)))
    return xml.part("cp:coreProperties", _CORE, *rows)


def extended() -> str:
    """Build `docProps/app.xml`."""
    return xml.part(
        "Properties",
        {"": _EXTENDED},
        xml.element("Application", None, "markhue"),
        xml.element("DocSecurity", None, "0"),
    )
