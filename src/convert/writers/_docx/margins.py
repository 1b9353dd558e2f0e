"""A page's margin boxes in; the runs of headers and footers, and tables for what stands beside the text, out."""

from collections.abc import Iterable

from convert.css.computed import ContentCounter, ContentString, ContentText, MarginBox, MarginBoxName, Page
from convert.record import replace
from convert.writers._docx import properties, xml
from convert.writers._docx.inlines import field_runs
from convert.writers._docx.ledger import Ledger
from convert.writers._docx.measure import PT_PER_MM, twips
from convert.writers._docx.styles import Entry, StyleSheet

_STYLE = "Margin Text"
# A turned cell's top is the side where its first line stands.
_ALIGNS = {"top": "top", "middle": "center", "bottom": "bottom"}


def content(box: MarginBox, run: str, ledger: Ledger) -> str:
    """Write what a box holds as runs; `run` is the content of their `w:rPr`."""
    return "".join(_part(part, run, ledger) for part in box.content)


def _part(part: ContentText | ContentCounter | ContentString, run: str, ledger: Ledger) -> str:
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
                style = part.selector.removeprefix("h")
                if (
                    ledger.openings.get(ledger.chapter) == "appendix"
                    and style == "1"
                    and ledger.appendix_heading
                ):
                    style = f'"{ledger.appendix_heading}"'
                return field_runs(f"STYLEREF {style}", shown, run)
            return xml.run(look, ledger.title) if ledger.title else ""


def beside(boxes: Iterable[MarginBox], page: Page, ledger: Ledger, *, on_left: bool = False) -> str:
    """Write the boxes beside the text as tables of one turned cell that keep their place on the paper (17.4.57, 17.4.71).

    `on_left`: for left pages with mirrored margins, where what stands in the inner margin is to be read downwards.
    """
    found = [box for box in boxes if box.turned]
    if on_left:
        page = replace(page, margin_mm=properties.mirrored(page.margin_mm))
        found = [_mirrored(box) for box in found]
    return "".join(_table(box, page, ledger, "tbRl" if on_left else "btLr") for box in found)


def _mirrored(box: MarginBox) -> MarginBox:
    style = box.style
    sides = {name: properties.mirrored(getattr(style, name)) for name in ("margin", "padding", "border")}
    name: MarginBoxName = "right-middle" if box.name.startswith("left") else "left-middle"
    return replace(box, name=name, style=replace(style, **sides))


def _table(box: MarginBox, page: Page, ledger: Ledger, reading: str) -> str:
    margin = box.style.margin
    on_left = box.name.startswith("left")
    room = (page.margin_mm.left if on_left else page.margin_mm.right) * PT_PER_MM
    width = twips(room - margin.left - margin.right)
    height = (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) * PT_PER_MM
    start = margin.left + (0.0 if on_left else page.width_mm * PT_PER_MM - room)
    place: dict[str, xml.Value] = {
        "w:leftFromText": 0,
        "w:rightFromText": 0,
        "w:vertAnchor": "page",
        "w:horzAnchor": "page",
        # 0 would mean "where the text is".
        "w:tblpX": max(1, twips(start)),
        "w:tblpY": max(1, twips(page.margin_mm.top * PT_PER_MM + margin.top)),
    }
    row: dict[str, xml.Value] = {"w:val": twips(height - margin.top - margin.bottom), "w:hRule": "exact"}
    paragraph = (
        f'<w:p><w:pPr><w:pStyle w:val="{_style(box, ledger.sheet)}"/></w:pPr>{content(box, "", ledger)}</w:p>'
    )
    return xml.element(
        "w:tbl",
        None,
        xml.element(
            "w:tblPr",
            None,
            xml.element("w:tblpPr", place),
            xml.element("w:tblW", {"w:w": width, "w:type": "dxa"}),
            xml.element("w:tblLayout", {"w:type": "fixed"}),
        ),
        xml.element("w:tblGrid", None, xml.element("w:gridCol", {"w:w": width})),
        xml.element(
            "w:tr",
            None,
            xml.element("w:trPr", None, xml.element("w:trHeight", row)),
            xml.element("w:tc", None, _cell(box, width, reading), paragraph),
        ),
    )


def _cell(box: MarginBox, width: int, reading: str) -> str:
    """The properties of the turned cell: borders, space inside, and where its lines stand."""
    style, sides = box.style, ("top", "left", "bottom", "right")
    spaces = (
        xml.element(f"w:{side}", {"w:w": max(0, twips(getattr(style.padding, side))), "w:type": "dxa"})
        for side in sides
    )
    return xml.element(
        "w:tcPr",
        None,
        xml.element("w:tcW", {"w:w": width, "w:type": "dxa"}),
        xml.element("w:tcBorders", None, *(properties.border(s, getattr(style.border, s)) for s in sides)),
        xml.element("w:tcMar", None, *spaces),
        xml.val("textDirection", reading),
        xml.val("vAlign", _ALIGNS[box.place]),
    )


def _style(box: MarginBox, sheet: StyleSheet) -> str:
    """The style of what stands beside the text, made once."""
    style_id = _STYLE.replace(" ", "")
    if style_id not in sheet.entries:
        spacing: dict[str, xml.Value] = {"w:before": 0, "w:after": 0}
        spacing |= properties.line_spacing(box.style)
        paragraph = dict(sheet.entries["Normal"].paragraph) | {
            "spacing": xml.element("w:spacing", spacing),
            "jc": properties.alignment(box.style.align),
        }
        run = properties.run_properties(box.style, sheet.faces(box.style))
        sheet.claim(_STYLE)
        sheet.add(Entry("paragraph", style_id, _STYLE, "Normal", paragraph=paragraph, run=run))
    return style_id
