"""An element tree and its page in, the same tree with its text gathered in columns out.

Each run of blocks that stands in columns is an element of its own: so titles and wide tables span them, and a page can end
between two runs. The columns of each run are balanced.
"""

import re
from xml.etree.ElementTree import Element

from convert.css.computed import Page
from convert.writers._pdf import tree

CLASS = "columns"
_FROM_RIGHT = "data-from-right"
_PARTS = ("main", "section", "article")
_ACROSS = re.compile(
    r"(?:^|\s)(?:page-break|on-its-side|across|legend|digest|answers|toc|cover|title)(?:\s|$)"
)
_PX_PER_MM = 96 / 25.4
_HEADING = re.compile("h[1-6]")


def _sheet(page: Page) -> str:
    """Write the rules for the columns of a page; what reads from the right begins in the right one."""
    own = f".{CLASS}[{_FROM_RIGHT}] {{ direction: rtl; }}\n.{CLASS}[{_FROM_RIGHT}] > :not([dir]) {{ direction: ltr; }}\n"
    return (
        own
        + f"main, section, article {{ columns: auto; }}\n.{CLASS} {{ column-count: {page.columns}; column-gap: {page.column_gap_pt:.3f}pt; }}\n"
    )


def gather(root: Element, page: Page) -> None:
    """Put what stands in columns into elements of their own."""
    tree.add_sheet(root, _sheet(page))
    measure = (page.width_mm - page.margin_mm.left - page.margin_mm.right) * _PX_PER_MM
    column = (measure - (page.columns - 1) * page.column_gap_pt / 0.75) / page.columns
    for part in [element for element in root.iter() if element.tag in _PARTS]:
        children = list(part)
        from_right = len(children) > 0 and children[0].get("dir") == "rtl"
        for child in children:
            part.remove(child)
        for child in children:
            if _spans(child, column):
                part.append(child)
            else:
                columns = _columns(part)
                columns.append(child)
                if from_right:
                    columns.set(_FROM_RIGHT, "")


def span(element: Element, parents: dict[Element, Element]) -> bool:
    """Let an element span the columns it stands in, with the headings right before it; False where it stands in none."""
    columns = parents[element]
    if columns.get("class") != CLASS:
        return False
    part = parents[columns]
    children = list(columns)
    first = last = children.index(element)
    while first and _HEADING.fullmatch(children[first - 1].tag):
        first -= 1
    across = Element("div", {"class": "across"})
    after = Element("div", dict(columns.attrib))
    across.extend(children[first : last + 1])
    after.extend(children[last + 1 :])
    for child in children[first:]:
        columns.remove(child)
    at = list(part).index(columns) + 1
    part[at:at] = [across, after] if len(after) else [across]
    parents |= {across: part, after: part}
    parents |= dict.fromkeys(across, across) | dict.fromkeys(after, after)
    if not len(columns):
        part.remove(columns)
    return True


def _columns(part: Element) -> Element:
    """The last run of columns of a part, a new one where something spans behind it."""
    last = part[-1] if len(part) else None
    if last is None or last.get("class") != CLASS:
        last = Element("div", {"class": CLASS})
        part.append(last)
    return last


def _spans(child: Element, column: float) -> bool:
    """Whether a block stands across all columns: a title, a part of its own, a picture wider than a column of so many pixels."""
    if child.tag in ("h1", "header", "nav", "section", "article") or _ACROSS.search(child.get("class", "")):
        return True
    shows = child.tag == "figure" or "pictures" in child.get("class", "").split()
    return shows and any(int(picture.get("width", "0")) > column for picture in child.iter("img"))
