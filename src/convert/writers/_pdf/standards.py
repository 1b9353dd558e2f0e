"""A PDF of WeasyPrint's before it is written, and the standard it is to keep to, in; what that asks beyond tags, mended, out.

PDF/UA-1 (ISO 14289-1) needs nothing more. PDF/A (ISO 19005-2 and -3) is tagged here too and says that it is accessible besides.
PDF/UA-2 (ISO 14289-2) wants links that lead to elements, not to places on pages, and lists that say whether they count.
"""

import re
from collections.abc import Iterator
from typing import Any

import pydyf

from convert.writers import PdfVariant
from convert.writers._pdf.elements import Elements

# ISO 19005-2, 6.6.2.3: a property that PDF/A does not know is to be described where it is used.
_ACCESSIBLE = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_END = b"</rdf:RDF>"
# ISO 14289-2, clause 5, knows no such property; WeasyPrint writes it all the same.
_CONFORMANCE = re.compile(rb' pdfuaid:conformance="[^"]*"')


def keep(document: Any, pdf: Any, variant: PdfVariant, elements: Elements) -> None:
    """Mend what a standard forbids, and add what it wants."""
    if variant.startswith("pdf/a"):
        _no_smoothing(pdf)
        _say(pdf, lambda words: words.replace(_END, _ACCESSIBLE.encode("ascii") + _END))
    elif variant == "pdf/ua-2":
        _say(pdf, lambda words: _CONFORMANCE.sub(b"", words))
        elements.number_lists()
        _lead_to_elements(document, pdf, elements)


def _say(pdf: Any, change: Any) -> None:
    """Change the file's metadata."""
    stream = _at(pdf, pdf.catalog["Metadata"])
    stream.stream[:] = [change(part) for part in stream.stream]


def _no_smoothing(pdf: Any) -> None:
    """Let viewers show pictures as they are (ISO 19005-2, 6.2.8)."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Interpolate") == "true":
            item.extra["Interpolate"] = "false"


def _lead_to_elements(document: Any, pdf: Any, elements: Elements) -> None:
    """Give each link and each entry of the outline an element as its destination (ISO 14289-2, 8.8; ISO 32000-2, 12.3.2.3)."""
    whole = _at(pdf, pdf.catalog["StructTreeRoot"])["K"][0]
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = box.link_annotation
            if kind == "internal" and annotation is not None and "Dest" in annotation:
                element = elements.named.get(target)
                reference = whole if element is None else element.reference
                annotation["A"] = _go(annotation.pop("Dest"), reference, places[target])
    headings = [element.reference for element in elements.headings.values()]
    entries = list(_entries(pdf, pdf.catalog.get("Outlines")))
    if len(headings) != len(entries):
        headings = [whole] * len(entries)
    for entry, reference in zip(entries, headings, strict=True):
        place = entry.pop("Dest")
        entry["A"] = _go(place, reference, place)


def _go(destination: Any, element: Any, place: Any) -> Any:
    """Make an action that leads to an element, and for older programs to a place."""
    at = pydyf.Array([element, *place[1:]])
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": destination, "SD": at})


def _entries(pdf: Any, reference: Any) -> Iterator[Any]:
    """Give the entries of an outline in their order."""
    waiting = [_at(pdf, reference).get("First")] if reference is not None else []
    while waiting:
        if (reference := waiting.pop()) is not None:
            entry = _at(pdf, reference)
            yield entry
            waiting += [entry.get("Next"), entry.get("First")]


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
