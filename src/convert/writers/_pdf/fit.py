"""Tables as they were laid out in, tables that fit on the paper out: long words broken, less air, smaller type, a page on its side, parts.

The page is set, the tables that do not fit are changed in the element tree, and the page is set again, until all fit.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.layout.preferred import table_and_columns_preferred_widths

from convert.css.computed import Page
from convert.writers._pdf import newspaper, patches, tree
from convert.writers._pdf.columns import Column, measured, split

PLACE = "layout.table", "auto_table_layout"
# In points: how small the type of a table gets on an upright page, and anywhere.
_SMALLEST_UPRIGHT = 7.5
_SMALLEST = 6.5
_PICTURE_SHARE = 0.8
_LONG_EM = 9.0  # words of more are broken before anything else is done
_PX = 0.75
_PT_PER_MM = 72 / 25.4
_READABLE_EM = 4.3  # a column of three characters and a half, with little air
_LARGEST_PARTED = 8.0  # in points: the type of a table whose columns have been parted
_EASY_EM = 6.0
_LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{18,}")
_PAGE_FLOW = ("html", "body", "main", "section", "div", "figure")
# WeasyPrint goes back to an upright page only where that has a name as well.
_SHEET = """\
body { page: upright; }
.anywhere { overflow-wrap: anywhere; }
.loose :is(th, td) { overflow-wrap: normal; }
.snug :is(th, td) { padding-left: 0.4em; padding-right: 0.4em; }
.tight { table-layout: fixed; }
.tight :is(th, td) { padding-left: 0.2em; padding-right: 0.2em; overflow-wrap: anywhere; white-space: normal; }
.on-its-side { page: on-its-side; }
"""


class Step(IntEnum):
    """What has been done for a table so far."""

    NOTHING = 0
    LOOSE = 1  # numbers parted from their units
    AIR = 2  # long words broken and pictures made smaller, or else the cells' padding
    SMALLER = 3
    SIDEWAYS = 4
    TIGHT = 5


def _sheet(page: Page) -> str:
    """Write what fitted tables need: among it the page turned by a quarter, its margins with it."""
    width, height, margin = page.width_mm, page.height_mm, page.margin_mm
    turned = " ".join(f"{side:.4g}mm" for side in (margin.left, margin.top, page.edge_mm, margin.bottom))
    return f"{_SHEET}@page on-its-side {{ size: {height:.6g}mm {width:.6g}mm; margin: {turned}; }}\n"


class _Need(NamedTuple):
    """What a table wants to be wide and what there is, in pixels; its type in points; what stands in its columns."""

    wanted: float
    room: float
    size: float
    columns: tuple[Column, ...]


class Tables:
    """The tables of one page: what each needs, and what was done for it.

    `parted` says of tables, by their place among all tables, into how many they were parted.
    """

    def __init__(self, root: Element, page: Page) -> None:
        self._stock = patches.stock(PLACE)
        self._root = root
        self._page = page
        self._needs: dict[Element, _Need] = {}
        self._places = {table: place for place, table in enumerate(root.iter("table"))}
        self.parted: dict[int, int] = {}
        self._smallest = max(_SMALLEST, page.least_pt)
        self._steps: dict[Element, Step] = {}
        parents = tree.ancestors(root)
        self._nested: set[Element] = set()
        for table in root.iter("table"):
            if any(outer.tag == "table" for outer in tree.above(table, parents)):
                self._nested.add(table)
            if table.get("class") == "crowded":  # how a screen makes room
                del table.attrib["class"], table.attrib["style"]

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Listen while tables are laid out."""
        with patches.replaced({PLACE: self.auto_table_layout}):
            yield

    def auto_table_layout(self, context: Any, box: Any, containing_block: Any) -> None:
        """Lay a table out, and note where it needs more than there is."""
        self._stock(context, box, containing_block)
        if box.element is None:
            return
        _, _, least, most, _, _, spacing, _ = table_and_columns_preferred_widths(context, box, outer=False)
        size = box.get_wrapped_table().style["font_size"]
        readable = self._readable(containing_block[0]) * size
        wanted = sum(min(high, max(low, readable)) for low, high in zip(least, most, strict=True))
        width = box.get_wrapped_table().width
        if box.element in self._nested:  # there is less room, and what is around would pay for more
            wanted = width
        room = containing_block[0]
        # One part in a thousand: what rounding may add to a table that was made to fit.
        if max(wanted + spacing, width) > room * 1.001:
            air = _air(box.get_wrapped_table())
            columns = tuple(
                Column((low - air) / size, (high - air) / size) for low, high in zip(least, most, strict=True)
            )
            self._needs[box.element] = _Need(wanted + spacing, room, size * _PX, columns)

    def _readable(self, room: float) -> float:
        """Ems of a column one can read at ease; more where the table can have all columns of the page instead of one."""
        page = self._page
        measure = (page.width_mm - page.margin_mm.left - page.margin_mm.right) * _PT_PER_MM / _PX
        return _EASY_EM if page.columns > 1 and room < measure / 1.5 else _READABLE_EM

    def adapt(self) -> bool:
        """Change the tables that do not fit; say whether the page is to be set again."""
        needs, self._needs = self._needs, {}
        parents = tree.ancestors(self._root)
        changed = False
        if needs:
            tree.add_sheet(self._root, _sheet(self._page))
        for table, need in needs.items():
            if not any(outer in needs for outer in tree.above(table, parents)):
                changed |= self._adapt(table, need, parents)
        return changed

    def _adapt(self, table: Element, need: _Need, parents: dict[Element, Element]) -> bool:
        wanted, room, size, _ = need
        outer = _movable(table, parents)
        if outer is not None and newspaper.span(outer, parents):
            return True
        step = self._steps.get(table, Step.NOTHING)
        if step < Step.AIR:
            if self._is_hopeless(table, need, parents):
                if step < Step.LOOSE:
                    table.set("class", "loose")
                    self._steps[table] = Step.LOOSE
                    return True
                self._part(table, need._replace(room=self._long_side()), tree.ancestors(self._root)[table])
                return True
            self._steps[table] = Step.AIR
            shrunk = _shrink_pictures(table, room)
            if not tree.wrap(table, _LONG_WORD, _breakable) and not shrunk:
                table.set("class", f"{table.get('class', '')} snug".strip())
            return True
        smaller = size * room / wanted * 0.99
        if step < Step.SMALLER and smaller >= max(_SMALLEST_UPRIGHT, self._page.least_pt):
            return self._resize(table, smaller, Step.SMALLER)
        if step < Step.SIDEWAYS and outer is not None and self._turn(outer, parents):
            turned = size * self._long_side() / wanted * 0.99
            return self._resize(table, min(size, max(turned, self._smallest)), Step.SIDEWAYS)
        if step < Step.TIGHT:
            self._part(table, need, parents[table])
            return True
        return False

    def _is_hopeless(self, table: Element, need: _Need, parents: dict[Element, Element]) -> bool:
        """Whether a table of short words is too wide even for the smallest type on a page on its side; it is put there."""
        if any(column.word > _LONG_EM for column in need.columns) or table.find(".//img") is not None:
            return False
        least = sum(column.comfortable for column in need.columns) * self._smallest / _PX
        outer = _movable(table, parents)
        return least > self._long_side() and outer is not None and self._turn(outer, parents)

    def _part(self, table: Element, need: _Need, parent: Element) -> None:
        """Part a table where that must be, and share its width out among its columns."""
        columns = (need.columns[0].whole(), *need.columns[1:])
        parts = split(table, columns, need.room * _PX / self._smallest, parent)
        found = [[columns[index] for index in some] for _, some in parts]
        size = self._smallest
        if len(parts) > 1:
            self.parted[self._places[table]] = len(parts)
            widest = max(sum(column.comfortable for column in some) for some in found)
            size = max(self._smallest, min(_LARGEST_PARTED, need.room * _PX / widest))
        for (part, _), some in zip(parts, found, strict=True):
            self._nested.update(inner for inner in part.iter("table") if inner is not part)
            part.set("class", f"{part.get('class', '')} tight".strip())
            tree.declare(part, f"font-size: {size:.2f}pt")
            measured(part, some, need.room * _PX / size)
            self._steps[part] = Step.TIGHT

    def _resize(self, table: Element, size_pt: float, step: Step) -> bool:
        tree.declare(table, f"font-size: {size_pt:.2f}pt")
        self._steps[table] = step
        return True

    def _long_side(self) -> float:
        """Give the measure of a page on its side, in pixels."""
        page = self._page
        return (page.height_mm - page.margin_mm.top - page.margin_mm.bottom) * _PT_PER_MM / _PX

    def _turn(self, element: Element, parents: dict[Element, Element]) -> bool:
        """Put an element on a page on its side, with the headings right before it; not where that gains nothing."""
        parent = parents[element]
        if parent.get("class") == "on-its-side":
            return True
        if self._page.height_mm <= self._page.width_mm:
            return False
        siblings = list(parent)
        first = last = siblings.index(element)
        while first and re.fullmatch("h[1-6]", siblings[first - 1].tag):
            first -= 1
        side = Element("div", {"class": "on-its-side"})
        side.extend(siblings[first : last + 1])
        for sibling in siblings[first : last + 1]:
            parent.remove(sibling)
        parent.insert(first, side)
        return True


def _movable(table: Element, parents: dict[Element, Element]) -> Element | None:
    """Find what can have a page of its own: the table, or its figure; None where it stands inside something else."""
    if any(outer.tag not in _PAGE_FLOW for outer in tree.above(table, parents)):
        return None
    parent = parents[table]
    return parent if parent.tag == "figure" else table


def _air(table: Any) -> float:
    """Give the padding of a cell of a table, left and right together, in pixels."""
    for group in table.children:
        for row in group.children:
            for cell in row.children:
                sides = [cell.style[f"padding_{side}"] for side in ("left", "right")]
                return float(sum(side.value for side in sides if side.unit == "px"))
    return 0.0


def _shrink_pictures(table: Element, room: float) -> bool:
    """Give each picture no more than its column's share of a table; say whether one was wider."""
    shrunk = False
    for row in table.iter("tr"):
        columns = sum(int(cell.get("colspan", "1")) for cell in row)
        for cell in row:
            most = int(room * int(cell.get("colspan", "1")) / max(1, columns) * _PICTURE_SHARE)
            for picture in cell.iter("img"):
                if int(picture.get("width", most + 1)) > most:
                    tree.declare(picture, f"width: {most}px; height: auto")
                    shrunk = True
    return shrunk


def _breakable(word: str) -> Element:
    span = Element("span", {"class": "anywhere"})
    span.text = word
    return span
