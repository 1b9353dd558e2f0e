"""A theme's page in, the section with its headers and footers out (ISO 29500-1, 17.6 and 17.10)."""

from collections.abc import Iterable, Sequence

from convert.css.computed import ContentCounter, ContentString, ContentText, MarginBox, Page
from convert.record import Record, replace
from convert.writers._docx import properties, xml
from convert.writers._docx.inlines import field_runs
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.measure import PT_PER_MM, twips
from convert.writers._docx.package import Relationships
from convert.writers._docx.styles import Entry, StyleSheet

_KINDS = {"header": "top", "footer": "bottom"}
_TAB = "<w:r><w:tab/></w:r>"
_TAGS = {"header": "hdr", "footer": "ftr"}


class Sections(Record):
    """The properties of each section, in order, and the parts they name."""

    properties: tuple[str, ...]
    parts: dict[str, str]


def text_width(page: Page) -> float:
    """The measure in points; a page without room for text still gets an inch."""
    return max(72.0, (page.width_mm - page.margin_mm.left - page.margin_mm.right) * PT_PER_MM)


def text_height(page: Page) -> float:
    """The height of the text in points."""
    return (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) * PT_PER_MM


def turned(page: Page) -> Page:
    """The page on its side; the same page where that would be no wider."""
    if page.width_mm >= page.height_mm:
        return page
    return replace(page, width_mm=page.height_mm, height_mm=page.width_mm)


def sections(page: Page, ledger: Ledger, kinds: Sequence[bool]) -> Sections:
    """Build the sections, of which `kinds` says whether they are turned; their headers and footers are related to the document.

    Only the first of all pages is a first page.
    """
    parts: dict[str, str] = {}
    known: dict[tuple[str, str, bool], str] = {}
    rows = []
    for number, on_side in enumerate(kinds):
        here = turned(page) if on_side else page
        first = number == 0 and page.first_boxes is not None
        references = ""
        for kind in _KINDS:
            for which in ("default", "first") if first else ("default",):
                key = (kind, which, on_side)
                if key not in known:
                    known[key] = _header(kind, which, here, page, ledger, parts)
                references += known[key]
        title = "<w:titlePg/>" if first else ""
        columns = "<w:bidi/>" if ledger.sheet.from_right else ""
        rows.append(f"<w:sectPr>{references}{_size(here, ledger)}{title}{columns}</w:sectPr>")
    return Sections(tuple(rows), parts)


def _header(kind: str, which: str, here: Page, upright: Page, ledger: Ledger, parts: dict[str, str]) -> str:
    """Add a header or footer to `parts` and refer to it; nothing where no page has one."""
    boxes = _boxes((here.first_boxes or ()) if which == "first" else here.boxes, kind)
    if not boxes and here.first_boxes is None:
        return ""
    number = sum(name.startswith(f"word/{kind}") for name in parts) + 1
    parts[f"word/{kind}{number}.xml"] = _part(kind, boxes, here, upright, ledger)
    return _reference(kind, which, ledger.relationships["document"], number)


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


def _part(kind: str, boxes: list[MarginBox], page: Page, upright: Page, ledger: Ledger) -> str:
    found = {"pStyle": xml.val("pStyle", _style(kind, boxes, upright, ledger.sheet))}
    if page is not upright:
        found["tabs"] = _tabs(page, clear=upright)
    places = [_box(position, boxes, ledger) for position in ("left", "center", "right")]
    while places and not places[-1]:
        places.pop()
    content = _TAB.join(places)
    namespaces = {"w": xml.W, "r": xml.R}
    return xml.part(f"w:{_TAGS[kind]}", namespaces, f"<w:p>{properties.join_paragraph(found)}{content}</w:p>")


def _tabs(page: Page, clear: Page | None = None) -> str:
    """Tab stops at the middle and the right edge of the text, in place of those of another page."""
    stops = [(twips(text_width(clear) / 2), "clear"), (twips(text_width(clear)), "clear")] if clear else []
    stops += [(twips(text_width(page) / 2), "center"), (twips(text_width(page)), "right")]
    return xml.element(
        "w:tabs", None, *(xml.element("w:tab", {"w:val": kind, "w:pos": at}) for at, kind in sorted(stops))
    )


def _style(kind: str, boxes: list[MarginBox], page: Page, sheet: StyleSheet) -> str:
    """The style of headers or footers, with its tab stops at the middle and the right edge."""
    style_id = kind.capitalize()
    if style_id not in sheet.entries:
        paragraph = dict(sheet.entries["Normal"].paragraph)
        paragraph |= {
            "tabs": _tabs(page),
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
