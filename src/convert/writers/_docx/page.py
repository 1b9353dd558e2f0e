"""A theme's page in, the section with its headers and footers out (ISO 29500-1, 17.6 and 17.10)."""

from collections.abc import Iterable

from convert.css.computed import ContentCounter, ContentString, ContentText, MarginBox, Page
from convert.record import Record
from convert.writers._docx import properties, xml
from convert.writers._docx.inlines import field_runs
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.measure import PT_PER_MM, twips
from convert.writers._docx.package import Relationships
from convert.writers._docx.styles import Entry, StyleSheet

_KINDS = {"header": "top", "footer": "bottom"}
_TAB = "<w:r><w:tab/></w:r>"
_TAGS = {"header": "hdr", "footer": "ftr"}


class Section(Record):
    """The last properties of the body, and the parts they name."""

    properties: str
    parts: dict[str, str]


def text_width(page: Page) -> float:
    """The measure in points; a page without room for text still gets an inch."""
    return max(72.0, (page.width_mm - page.margin_mm.left - page.margin_mm.right) * PT_PER_MM)


def text_height(page: Page) -> float:
    """The height of the text in points."""
    return (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) * PT_PER_MM


def section(page: Page, ledger: Ledger) -> Section:
    """Build the section; its headers and footers are related to the document."""
    relationships = ledger.relationships["document"]
    references = ""
    parts: dict[str, str] = {}
    first = page.first_boxes
    for kind in _KINDS:
        boxes = _boxes(page.boxes, kind)
        pages = [("default", boxes)]
        if first is not None:
            pages.append(("first", _boxes(first, kind)))
        for which, here in pages:
            if not here and first is None:
                continue
            number = sum(name.startswith(f"word/{kind}") for name in parts) + 1
            parts[f"word/{kind}{number}.xml"] = _part(kind, here, page, ledger)
            references += _reference(kind, which, relationships, number)
    title = "<w:titlePg/>" if first is not None else ""
    return Section(f"<w:sectPr>{references}{_size(page, ledger)}{title}</w:sectPr>", parts)


def _boxes(boxes: Iterable[MarginBox], kind: str) -> list[MarginBox]:
    return [box for box in boxes if box.name.startswith(_KINDS[kind]) and box.content]


def _reference(kind: str, which: str, relationships: Relationships, number: int) -> str:
    relation = relationships.add(kind, f"{kind}{number}.xml")
    return xml.element(f"w:{kind}Reference", {"w:type": which, "r:id": relation})


def _size(page: Page, ledger: Ledger) -> str:
    margin = page.margin_mm
    line = ledger.sheet.em_pt * 1.3
    size: dict[str, xml.Value] = {
        "w:w": twips(page.width_mm * PT_PER_MM),
        "w:h": twips(page.height_mm * PT_PER_MM),
    }
    if page.width_mm > page.height_mm:
        size["w:orient"] = "landscape"
    sides = {side: twips(getattr(margin, side) * PT_PER_MM) for side in ("top", "right", "bottom", "left")}
    # CSS centres a margin box in its margin (css-page-3, 5.3).
    edges = {
        "header": max(0, twips((margin.top * PT_PER_MM - line) / 2)),
        "footer": max(0, twips((margin.bottom * PT_PER_MM - line) / 2)),
        "gutter": 0,
    }
    return "".join(
        (
            xml.element("w:pgSz", size),
            xml.element("w:pgMar", {f"w:{name}": value for name, value in (sides | edges).items()}),
            xml.element("w:cols", {"w:space": 425}),
        )
    )


def _part(kind: str, boxes: list[MarginBox], page: Page, ledger: Ledger) -> str:
    style = _style(kind, boxes, page, ledger.sheet)
    places = [_box(position, boxes, ledger) for position in ("left", "center", "right")]
    while places and not places[-1]:
        places.pop()
    content = _TAB.join(places)
    namespaces = {"w": xml.W, "r": xml.R}
    return xml.part(
        f"w:{_TAGS[kind]}", namespaces, f"<w:p><w:pPr>{xml.val('pStyle', style)}</w:pPr>{content}</w:p>"
    )


def _style(kind: str, boxes: list[MarginBox], page: Page, sheet: StyleSheet) -> str:
    """The style of headers or footers, with its tab stops at the middle and the right edge."""
    style_id = kind.capitalize()
    if style_id not in sheet.entries:
        width = text_width(page)
        stops = [xml.element("w:tab", {"w:val": kind_, "w:pos": twips(at)}) for kind_, at in
                 (("center", width / 2), ("right", width))]  # fmt: skip
        paragraph = dict(sheet.entries["Normal"].paragraph)
        paragraph |= {
            "tabs": xml.element("w:tabs", None, *stops),
            "spacing": xml.element(
                "w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"}
            ),
            "jc": properties.alignment("left"),
        }
        run = sheet.entries["Normal"].run
        if boxes:
            look = boxes[0].style
            run = properties.run_properties(look, sheet.faces(look))
            borders = properties.paragraph_borders(look, look.padding.left, look.padding.right)
            if borders:
                paragraph["pBdr"] = borders
        sheet.claim(kind)
        sheet.add(Entry("paragraph", style_id, kind, "Normal", paragraph=paragraph, run=run))
    return style_id


def _box(position: str, boxes: list[MarginBox], ledger: Ledger) -> str:
    """What stands left, in the middle or right."""
    for box in boxes:
        if box.name.endswith(position):
            run = _difference(box, boxes, ledger.sheet)
            return "".join(_content(part, run, ledger) for part in box.content)
    return ""


def _difference(box: MarginBox, boxes: list[MarginBox], sheet: StyleSheet) -> str:
    """What a box has that the style, which follows the first one, has not; the content of its `w:rPr`."""
    style, base = box.style, boxes[0].style
    found = properties.difference(
        properties.run_properties(style, sheet.faces(style)),
        properties.run_properties(base, sheet.faces(base)),
    )
    return properties.join_run(found).removeprefix("<w:rPr>").removesuffix("</w:rPr>")


def _content(part: ContentText | ContentCounter | ContentString, run: str, ledger: Ledger) -> str:
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    match part:
        case ContentText():
            return xml.run(look, part.text)
        case ContentCounter():
            name = "PAGE" if part.counter == "page" else "NUMPAGES"
            return field_runs(name, "1", run)
        case ContentString():
            # The number names the heading in every language of Word; without one the field would print an error.
            shown = ledger.headings.get(part.selector)
            if shown is not None:
                return field_runs(f"STYLEREF {part.selector.removeprefix('h')}", shown, run)
            return xml.run(look, ledger.title) if ledger.title else ""
