"""A theme's table in, a table style of Word out, with its heading row and row headings (ISO 29500-1, 17.7.6)."""

from convert.css.computed import ComputedStyle
from convert.model import Border
from convert.record import Record
from convert.writers._docx import names, properties, xml
from convert.writers._docx.looks import Path
from convert.writers._docx.measure import twips
from convert.writers._docx.styles import Entry, StyleSheet

_NAME = "Article Table"


class TableStyle(Record):
    """A table style; `cell_padding` is what a cell's text loses left and right together, in points.

    `head_rule` is the lower border of the cells of a heading row that is not the first; `centred` says where narrow tables stand.
    """

    style_id: str
    cell_padding: float
    head_rule: str = ""
    centred: bool = False


class TableStyles:
    """The table styles of one document: one for each look."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._places: dict[Path, TableStyle] = {}
        self._looks: dict[str, str] = {}

    def at(self, path: Path) -> TableStyle:
        """The style of tables at a path of containers."""
        found = self._places.get(path)
        if found is None:
            found = self._places[path] = self._make(path)
        return found

    def _make(self, path: Path) -> TableStyle:
        table, cell, head, row_head = (
            self._sheet.computed(" ".join((*path, *element.split())))
            for element in ("table", "table tbody tr td", "table thead tr th", "table tbody tr th")
        )
        look = _table(table, cell) + _conditions(table, head, row_head)
        if look not in self._looks:
            name = self._sheet.claim(_NAME)
            style_id = name.replace(" ", "")
            self._looks[look] = self._sheet.add(
                Entry("table", style_id, name, "TableNormal", extra=look)
            ).style_id
        padding = cell.padding.left + cell.padding.right
        line = head.border.bottom
        rule = properties.border("bottom", line) if line.drawn else ""
        # `margin: auto` computes to nothing: a table stands as its caption does.
        centred = self._sheet.computed(" ".join((*path, "table", "caption"))).align == "center"
        return TableStyle(self._looks[look], padding, rule, centred)

    def box(self, element: str, look: ComputedStyle) -> str:
        """The style of tables of one cell that are the box of an element; its id."""
        line, padding = look.border, look.padding
        lines = {"top": line.top, "left": line.left, "bottom": line.bottom, "right": line.right}
        borders = "".join(properties.border(side, value) for side, value in lines.items() if value.drawn)
        sides = {
            "top": padding.top, "left": padding.left + line.left.width_pt / 2, "bottom": padding.bottom,
            # Room for the line of a box inside, which a cell would cut.
            "right": max(1.0, padding.right + line.right.width_pt / 2),
        }  # fmt: skip
        margins = [
            xml.element(f"w:{side}", {"w:w": twips(space), "w:type": "dxa"}) for side, space in sides.items()
        ]
        extra = xml.element(
            "w:tblPr",
            None,
            xml.element("w:tblBorders", None, borders) if borders else "",
            xml.element("w:tblCellMar", None, *margins),
        )
        if look.background:
            extra += xml.element("w:tcPr", None, properties.shading(look.background))
        if extra not in self._looks:
            name = self._sheet.claim(f"{names.container(element).removesuffix('Box')} Box".strip())
            entry = Entry("table", name.replace(" ", ""), name, "TableNormal", extra=extra)
            self._looks[extra] = self._sheet.add(entry).style_id
        return self._looks[extra]


def _table(table: ComputedStyle, cell: ComputedStyle) -> str:
    """`w:tblPr` and `w:tcPr` of the whole table: its outline, the rules between cells, the padding."""
    outer, inner = table.border, cell.border
    lines = {
        "top": _either(outer.top, inner.top),
        "left": _either(outer.left, inner.left),
        "bottom": _either(outer.bottom, inner.bottom),
        "right": _either(outer.right, inner.right),
        "insideH": _either(inner.bottom, inner.top),
        "insideV": _either(inner.left, inner.right),
    }
    borders = "".join(properties.border(side, line) for side, line in lines.items() if line.drawn)
    padding = cell.padding
    sides = {"top": padding.top, "left": padding.left, "bottom": padding.bottom, "right": padding.right}
    margins = [
        xml.element(f"w:{side}", {"w:w": twips(space), "w:type": "dxa"}) for side, space in sides.items()
    ]
    fill = cell.background or table.background
    return xml.element(
        "w:tblPr",
        None,
        xml.element("w:tblBorders", None, borders) if borders else "",
        xml.element("w:tblCellMar", None, *margins),
    ) + (xml.element("w:tcPr", None, properties.shading(fill)) if fill else "")


def _conditions(table: ComputedStyle, head: ComputedStyle, row_head: ComputedStyle) -> str:
    """What a heading row and a column of row headings have of their own.

    Their weight is that of their paragraphs' styles: it would toggle with one of the table's (ISO 29500-1, 17.7.3).
    """
    rows = []
    for kind, cell in (("firstRow", head), ("firstCol", row_head)):
        line = cell.border
        sides = {"bottom": line.bottom} if kind == "firstRow" else {"right": line.right}
        if kind == "firstRow":
            sides = {"top": _either(table.border.top, line.top)} | sides
        borders = "".join(properties.border(side, value) for side, value in sides.items() if value.drawn)
        found = xml.element("w:tcBorders", None, borders) if borders else ""
        found += properties.shading(cell.background) if cell.background else ""
        if found:
            rows.append(xml.element("w:tblStylePr", {"w:type": kind}, xml.element("w:tcPr", None, found)))
    return "".join(rows)


def _either(first: Border, second: Border) -> Border:
    """The border that is drawn; where both are, the wider (CSS 2.2, 17.6.2.1)."""
    if not first.drawn:
        return second
    return second if second.drawn and second.width_pt > first.width_pt else first
